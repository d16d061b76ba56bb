/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, nothing to report.
    Done = 0,
    /// `lookup` found nothing; `check` has findings.
    Findings = 1,
    /// Usage, configuration, input or output error.
    Error = 2,
}
