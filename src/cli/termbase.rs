//! Which termbases are in force: those named, those of the settings, the user's own, the embedded ones.

use super::context::Context;
use super::failure::Failure;
use crate::glossary::Glossary;
use crate::lookup::{TermBase, TermIndex};
use crate::store;
use std::path::PathBuf;
use std::sync::Arc;

/// The glossaries of the project and the user, in order of authority: flags, settings, personal folder.
pub(crate) fn given(files: &[PathBuf], context: &Context) -> Result<Vec<Glossary>, Failure> {
    let mut paths: Vec<PathBuf> = files.to_vec();
    paths.extend(context.settings.glossaries.iter().map(|path| context.settings_path(path)));
    if let Some(folder) = context.personal_glossaries() {
        paths.extend(store::files_in(&folder));
    }
    paths.iter().map(|path| Ok(store::read_glossary(path)?)).collect()
}

/// Given glossaries before the embedded ones, unless these are switched off.
pub(crate) fn with_embedded(given: &[Glossary], builtin: bool) -> TermBase {
    let mut layers = Vec::new();
    if !given.is_empty() {
        layers.push(Arc::new(TermIndex::build(given)));
    }
    if builtin {
        layers.push(TermBase::embedded());
    }
    TermBase::new(layers)
}
