//! A problem's severity, message and hint, and the trait that every domain's problems implement.

/// The severity of a diagnostic, most severe first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    /// A blank: an error in a final build, a warning in a draft.
    Blank,
    /// Allowed, but probably a mistake.
    Warning,
}

/// A message and a hint, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemDescription {
    /// What is wrong, in the present tense, with the user's text in backticks.
    pub message: String,
    /// What to do about it, as an instruction.
    pub hint: String,
}

/// Returns a description with a message and a hint.
pub(super) fn new_description(
    message: impl Into<String>,
    hint: impl Into<String>,
) -> ProblemDescription {
    ProblemDescription {
        message: message.into(),
        hint: hint.into(),
    }
}

/// A problem of one domain.
pub(super) trait DomainProblem {
    /// Returns the problem's code, stable across releases: `unknown-key`.
    fn code(&self) -> &'static str;

    /// Returns the problem's severity.
    fn severity(&self) -> Severity {
        Severity::Error
    }

    /// Returns the message and hint.
    fn describe(&self) -> ProblemDescription;

    /// Returns whether the missing data may be on a line that could not be parsed.
    fn is_missing_data(&self) -> bool {
        false
    }
}
