//! Layer 4: is the terminology of this translation right and consistent?
mod finding;
mod quantity;
mod rule;
mod subject;
pub use finding::*;
pub use rule::*;
pub use subject::*;
