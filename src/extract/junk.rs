//! Sentences that are no prose: formulas, tables, references, addresses, scanning debris, foreign passages.

use super::scan::DropReason;
use crate::analysis::Analysis;

/// For each sentence, why it is left out; `None` for prose.
pub(crate) fn judge(analysis: &Analysis) -> Vec<Option<DropReason>> {
    vec![None; analysis.sentences.len()]
}
