//! The termbase that a command works with: given glossaries, those of the settings and the user's own, the embedded ones.

use super::context::Context;
use super::failure::Failure;
use crate::lookup::{TermBase, TermIndex};
use crate::store;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// The arguments that every command with a termbase has.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct TermbaseArgs {
    #[arg(short, long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) no_builtin: bool,
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) domain: Vec<String>,
}

/// A termbase, ready to be searched.
#[derive(Debug)]
pub(crate) struct OpenTermbase {
    /// Own layers first.
    pub(crate) base: TermBase,
    /// How many layers are the user's own.
    pub(crate) own: usize,
    /// Domains that are preferred: the flag's, else the settings'.
    pub(crate) domains: Vec<String>,
}

impl TermbaseArgs {
    /// Reads and compiles what is asked for.
    pub(crate) fn open(&self, context: &Context) -> Result<OpenTermbase, Failure> {
        let mut layers = own_layers(&self.glossary, context)?;
        let own = layers.len();
        if !self.no_builtin && context.settings.builtin.unwrap_or(true) {
            layers.push(TermBase::embedded());
        }
        let domains = if self.domain.is_empty() { &context.settings.domains } else { &self.domain };
        Ok(OpenTermbase { base: TermBase::new(layers), own, domains: domains.clone() })
    }
}

/// The glossaries of the project and the user: those of the flags, of the settings, of the personal folder, compiled.
pub(crate) fn own_layers(files: &[PathBuf], context: &Context) -> Result<Vec<Arc<TermIndex>>, Failure> {
    let mut all = Vec::new();
    for path in files {
        all.extend(store::glossary_files(path)?);
    }
    for path in &context.settings.glossaries {
        all.extend(store::glossary_files(&context.settings_path(path))?);
    }
    if let Some(folder) = context.personal_glossaries().filter(|folder| folder.is_dir()) {
        all.extend(store::glossary_files(&folder)?);
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|file| seen.insert(file.clone()));
    let layers = store::term_indexes(&all, context.cache_folder().as_deref())?;
    Ok(layers.into_iter().map(Arc::new).collect())
}

/// The dictionaries of the flags and the settings, compiled; none where there are none.
pub(crate) fn dictionaries(files: &[PathBuf], context: &Context) -> Result<Option<TermBase>, Failure> {
    let mut all = Vec::new();
    for path in files {
        all.extend(store::glossary_files(path)?);
    }
    for path in &context.settings.dictionaries {
        all.extend(store::glossary_files(&context.settings_path(path))?);
    }
    let layers = store::term_indexes(&all, context.cache_folder().as_deref())?;
    Ok((!layers.is_empty()).then(|| TermBase::new(layers.into_iter().map(Arc::new).collect())))
}
