//! All integration tests, one binary.

mod architecture;
mod morph;
mod segment;
