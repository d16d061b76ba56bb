//! The rules: one file a family.

mod acronym;
mod consistency;
mod friend;
mod keep;
mod number;
mod term;

use super::case::{Case, Draft};

/// Judges one pair.
type OfAPair = fn(&Case<'_>, usize, &mut Vec<Draft>);
/// Judges the text as a whole.
type OfTheText = fn(&Case<'_>, &mut Vec<Draft>);

/// Rules that look at a pair at a time.
pub(super) const OF_A_PAIR: &[OfAPair] =
    &[term::check, friend::check, acronym::check, number::check, keep::check];
/// Rules that need the whole text.
pub(super) const OF_THE_TEXT: &[OfTheText] =
    &[consistency::check, acronym::first_use, number::style, |case, out| keep::elsewhere(case, out)];
