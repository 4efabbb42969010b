//! What can be wrong with the input, as data: a [`Problem`] and the place it was found.
//!
//! Each domain has a file of its own with its problems, what they are called, how much they matter and what is told
//! about them. The drawing is in `show`; nothing here prints.

pub mod agency;
pub mod display;
pub mod document;
pub mod import;
pub mod invisible_chars;
mod message_format;
pub mod network;
pub mod packet;
mod problem_description;
pub mod review;
pub mod setting;
pub mod source;
pub mod template;
pub mod theme;
pub mod translation;

use std::ops::{Deref, DerefMut};

use crate::failure::IoFailure;
use crate::span::Span;
use agency::AgencyProblem;
use document::DocumentProblem;
use import::ImportProblem;
use message_format::escape_invisible_chars;
use network::NetworkProblem;
use packet::PacketProblem;
use problem_description::DomainProblem;
pub use problem_description::{ProblemDescription, Severity};
use review::ReviewProblem;
use setting::SettingProblem;
use source::SourceProblem;
use template::TemplateProblem;
use theme::ThemeProblem;
use translation::TranslationProblem;

/// Declares [`Problem`], with a way into it from each domain and one out to what all domains have.
macro_rules! domains {
    ($($(#[$doc:meta])* $domain:ident($problem:ty),)*) => {
        /// Everything that can be wrong, by domain.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Problem {
            $($(#[$doc])* $domain($problem),)*
        }

        impl Problem {
            fn as_domain_problem(&self) -> &dyn DomainProblem {
                match self {
                    $(Self::$domain(problem) => problem,)*
                }
            }
        }

        $(impl From<$problem> for Problem {
            fn from(problem: $problem) -> Self {
                Self::$domain(problem)
            }
        })*
    };
}

domains! {
    Source(SourceProblem),
    /// Names and kinds of settings.
    Setting(SettingProblem),
    Agency(AgencyProblem),
    /// Files named under `[theme]`.
    Theme(ThemeProblem),
    Template(TemplateProblem),
    Document(DocumentProblem),
    Translation(TranslationProblem),
    Review(ReviewProblem),
    /// A packet that was made earlier, or is to be written.
    Packet(PacketProblem),
    Network(NetworkProblem),
    /// A Import file that is read back.
    Import(ImportProblem),
}

impl Problem {
    /// Returns the short name, the same in every release: `unknown-key`.
    pub fn code(&self) -> &'static str {
        self.as_domain_problem().code()
    }

    /// Returns how much it matters.
    pub fn severity(&self) -> Severity {
        self.as_domain_problem().severity()
    }

    /// Returns what is told about it; characters that nobody would see are shown as `U+202E`.
    pub fn describe(&self) -> ProblemDescription {
        let ProblemDescription { message, hint } = self.as_domain_problem().describe();
        ProblemDescription {
            message: escape_invisible_chars(&message),
            hint: escape_invisible_chars(&hint),
        }
    }

    /// Returns whether something is missing that may stand on a line that could not be read.
    pub fn is_missing_data(&self) -> bool {
        self.as_domain_problem().is_missing_data()
    }
}

/// One thing found in the input, with its place where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong; decides code, severity, message and hint.
    pub problem: Problem,
    /// Where, if the problem has a place (a missing setting may have none).
    pub span: Option<Span>,
}

impl Diagnostic {
    /// Returns a diagnostic without a place.
    pub fn new(problem: impl Into<Problem>) -> Self {
        Self {
            problem: problem.into(),
            span: None,
        }
    }

    /// Returns it with its place in a file.
    #[must_use]
    pub fn with_span(self, span: impl Into<Option<Span>>) -> Self {
        Self {
            span: span.into(),
            ..self
        }
    }

    /// Returns how much it matters.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// What was found on the way to a value, in the order in which it was found.
///
/// A stage that can find problems takes `&mut Diagnostics`, adds to it, and returns `Result<T, Stop>`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one at the end.
    pub fn push(&mut self, diagnostic: impl Into<Diagnostic>) {
        self.0.push(diagnostic.into());
    }

    /// Adds one that keeps the stage from giving a value: `return Err(found.stop(problem))`.
    pub fn push_fatal(&mut self, diagnostic: impl Into<Diagnostic>) -> StageError {
        self.push(diagnostic);
        StageError::InvalidInput
    }

    /// Returns the value of a stage that gives none where there are errors; a warning alone does not stop it.
    ///
    /// # Errors
    /// When one of the list is an error.
    pub fn ok_unless_errors<T>(&self, value: T) -> Result<T, StageError> {
        let is_error = |one: &Diagnostic| one.severity() == Severity::Error;
        if self.iter().any(is_error) {
            Err(StageError::InvalidInput)
        } else {
            Ok(value)
        }
    }

    /// Removes those for which `keep` returns false.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Removes those from a place in the list on, and returns them.
    pub fn split_off(&mut self, at: usize) -> Vec<Diagnostic> {
        self.0.split_off(at)
    }

    /// Returns the list itself.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl DerefMut for Diagnostics {
    fn deref_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.0
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, more: I) {
        self.0.extend(more);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Why a stage returned no value.
#[derive(Debug)]
pub enum StageError {
    /// The input has problems; the [`Diagnostics`] that were passed in hold at least one error.
    InvalidInput,
    SystemFailure(IoFailure),
}

impl StageError {
    /// Returns the value, or none where the input has problems, which the diagnostics tell.
    pub fn invalid_input_as_none<T>(result: Result<T, Self>) -> Result<Option<T>, IoFailure> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Self::InvalidInput) => Ok(None),
            Err(Self::SystemFailure(failure)) => Err(failure),
        }
    }
}

impl From<IoFailure> for StageError {
    fn from(failure: IoFailure) -> Self {
        Self::SystemFailure(failure)
    }
}

impl<P: Into<Problem>> From<P> for Diagnostic {
    fn from(problem: P) -> Self {
        Self::new(problem)
    }
}
