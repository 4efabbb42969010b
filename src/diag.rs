//! Diagnostics: what can be wrong with the input, as data, with its source span.
//!
//! Each domain has a file with its problems, their codes, severities, messages and hints. `display` renders
//! diagnostics as text or JSON; nothing here prints.

pub mod agency;
pub mod client_text;
pub mod contact_errors;
pub mod date;
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
use client_text::ClientTextProblem;
use date::DateProblem;
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

/// Declares [`Problem`], with a conversion from each domain's problem type.
macro_rules! domains {
    ($($(#[$doc:meta])* $domain:ident($problem:ty),)*) => {
        /// A problem of the input, by domain.
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
    /// Names of settings and kinds of values.
    Setting(SettingProblem),
    Agency(AgencyProblem),
    /// Dates, and the versions of the policy.
    Date(DateProblem),
    /// Files named under `[theme]`.
    Theme(ThemeProblem),
    Template(TemplateProblem),
    Document(DocumentProblem),
    /// Numbers, addresses and names in the finished text of documents.
    ClientText(ClientTextProblem),
    Translation(TranslationProblem),
    Review(ReviewProblem),
    /// A built packet, or the folder for a new one.
    Packet(PacketProblem),
    Network(NetworkProblem),
    /// An edited Word file that is imported.
    Import(ImportProblem),
}

impl Problem {
    /// Returns the problem's code, stable across releases: `unknown-key`.
    pub fn code(&self) -> &'static str {
        self.as_domain_problem().code()
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.as_domain_problem().severity()
    }

    /// Returns the message and hint, with invisible characters shown as `U+202E`.
    pub fn describe(&self) -> ProblemDescription {
        let ProblemDescription { message, hint } = self.as_domain_problem().describe();
        ProblemDescription {
            message: escape_invisible_chars(&message),
            hint: escape_invisible_chars(&hint),
        }
    }

    /// Returns whether the missing data may be on a line that could not be parsed.
    pub fn is_missing_data(&self) -> bool {
        self.as_domain_problem().is_missing_data()
    }
}

/// A problem with its span in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong; determines code, severity, message and hint.
    pub problem: Problem,
    /// Where it is; a missing setting may have no span.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// Returns a diagnostic without a span.
    pub fn new(problem: impl Into<Problem>) -> Self {
        Self {
            problem: problem.into(),
            span: None,
        }
    }

    /// Returns the diagnostic with a span.
    #[must_use]
    pub fn with_span(self, span: impl Into<Option<Span>>) -> Self {
        Self {
            span: span.into(),
            ..self
        }
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// A list of diagnostics.
///
/// A stage that can find problems takes `&mut Diagnostics`, adds to it, and returns `Result<T, StageError>`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic at the end.
    pub fn push(&mut self, diagnostic: impl Into<Diagnostic>) {
        self.0.push(diagnostic.into());
    }

    /// Adds a diagnostic that stops the stage: `return Err(diagnostics.push_fatal(problem))`.
    pub fn push_fatal(&mut self, diagnostic: impl Into<Diagnostic>) -> StageError {
        self.push(diagnostic);
        StageError::InvalidInput
    }

    /// Returns the value of a stage if there are no errors; blanks and warnings do not stop a stage.
    ///
    /// # Errors
    /// If the list contains an error.
    pub fn ok_unless_errors<T>(&self, value: T) -> Result<T, StageError> {
        if self
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
        {
            Err(StageError::InvalidInput)
        } else {
            Ok(value)
        }
    }

    /// Keeps the diagnostics for which `keep` returns true.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Removes and returns the diagnostics from an index on.
    pub fn split_off(&mut self, at: usize) -> Vec<Diagnostic> {
        self.0.split_off(at)
    }

    /// Returns the diagnostics.
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
    /// The input has problems; the [`Diagnostics`] that were passed in contain at least one error.
    InvalidInput,
    SystemFailure(IoFailure),
}

impl StageError {
    /// Returns the value, or `None` for invalid input, which the diagnostics describe.
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
