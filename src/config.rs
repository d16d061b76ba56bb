//! `glose.toml`: what a project sets once. Data only; `cli` finds and reads the file.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The settings of a project, every one optional.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Language of the user interface: `fr` or `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ui_language: Option<String>,
    /// Termbases to use, relative to the file that names them.
    #[serde(default)]
    pub glossaries: Vec<String>,
    /// Dictionaries to take English from, relative to the file that names them.
    #[serde(default)]
    pub dictionaries: Vec<String>,
    /// Whether the embedded glossaries are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub builtin: Option<bool>,
    /// Domains that are preferred.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Variety of English wanted: `en-GB` or `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What newlines mean in plain text: `auto`, `block` or `wrap`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newlines: Option<String>,
    /// `generate`.
    #[serde(default)]
    pub generate: GenerateSettings,
    /// `check`.
    #[serde(default)]
    pub check: CheckSettings,
}

/// Settings of `generate`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GenerateSettings {
    /// How much is listed: `strict`, `balanced` or `broad`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strictness: Option<String>,
}

/// Settings of `check`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckSettings {
    /// The least severity that makes the exit status 1: `note`, `warning`, `error` or `never`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<String>,
    /// Findings less sure than this (0–1) are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_confidence: Option<f64>,
    /// Severity by rule id or family: `off`, `note`, `warning` or `error`.
    #[serde(default)]
    pub rules: BTreeMap<String, String>,
    /// File of ignored findings, relative to the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_file: Option<String>,
    /// File of accepted old findings, relative to the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Folder where findings are kept between runs, relative to the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<String>,
}
