//! What is told about a problem, and what every problem can tell of itself.

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    /// A blank that a final build refuses and a draft shows.
    Blank,
    /// Allowed, but worth a look.
    Warning,
}

/// What is wrong and what to do about it, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemDescription {
    /// In the present tense, with the user's words in backticks, without blame.
    pub message: String,
    pub hint: String,
}

/// Returns a description of that message and hint.
pub(super) fn new_description(
    message: impl Into<String>,
    hint: impl Into<String>,
) -> ProblemDescription {
    ProblemDescription {
        message: message.into(),
        hint: hint.into(),
    }
}

/// The problems of one domain.
pub(super) trait DomainProblem {
    /// Returns the problem's short name, the same in every release: `unknown-key`.
    fn code(&self) -> &'static str;

    /// Returns how much it matters.
    fn severity(&self) -> Severity {
        Severity::Error
    }

    /// Returns what is told about it.
    fn describe(&self) -> ProblemDescription;

    /// Returns whether something is missing that may stand on a line that could not be read.
    fn is_missing_data(&self) -> bool {
        false
    }
}
