//! Layer 5: results as people and programs read them. Data in, text out.

pub mod alignment_html;
pub mod glossary;
mod glossary_html;

pub use glossary_html::write_html as write_glossary_html;

pub mod findings;
mod findings_ci;
mod findings_html;
mod findings_json;
mod findings_text;
#[cfg(feature = "office")]
mod findings_xlsx;
mod sarif;

pub use findings_ci::{write_github, write_gitlab, write_junit};
pub use findings_html::write_findings_html;
pub use findings_json::{write_json, write_json_lines};
pub use findings_text::{Frame, summary, write_text};
#[cfg(feature = "office")]
pub use findings_xlsx::findings_xlsx;
pub use sarif::write_sarif;

mod conllu;

pub use conllu::write_conllu;
