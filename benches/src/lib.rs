//! What the benches share.

pub mod termbase;
