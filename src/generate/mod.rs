//! Layer 4: the glossary of an article.

pub mod compose;
