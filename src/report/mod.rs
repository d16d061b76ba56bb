//! Layer 5: results as people and programs read them. Data in, text out.

pub mod glossary;
mod glossary_html;

pub use glossary_html::write_html as write_glossary_html;

pub mod findings;
mod findings_json;

pub use findings_json::{write_json, write_json_lines};

mod conllu;

pub use conllu::write_conllu;
