//! Readers of translation files.

mod table;

pub use table::read_tab_separated;
