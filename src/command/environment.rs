//! The inputs of a command that are neither options nor files.

use std::num::NonZeroUsize;
use std::time::Duration;

use jiff::civil::Date;

use crate::diag::display::DiagnosticDisplayOptions;

/// The inputs of a command that are neither options nor files: date, terminal, processors.
#[derive(Debug, Clone, Copy)]
pub struct CommandEnvironment {
    /// The date from which old entries are warned about; it never appears in a document.
    pub today: Date,
    /// Whether standard error is printed in color.
    pub stderr_color: bool,
    /// Whether standard output is printed in color.
    pub stdout_color: bool,
    /// Whether the user can be asked questions.
    pub is_interactive: bool,
    pub verbosity: Verbosity,
    /// The number of threads without `--jobs`; each works on one agency, or on one document of a single agency.
    pub default_threads: NonZeroUsize,
    /// The modification time of this program, since 1970 (UTC): a packet built earlier may come from another version.
    /// If it is `None`, no packet counts as up to date.
    pub program_modified_at: Option<Duration>,
}

/// How much a command prints besides its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    Quiet,
    /// Errors, warnings and what was done.
    #[default]
    Normal,
    /// Also the files that were read and written.
    Verbose,
}

impl CommandEnvironment {
    /// Returns the display options of diagnostics on standard error.
    pub(super) fn diagnostic_render_options(self, draft: bool) -> DiagnosticDisplayOptions {
        DiagnosticDisplayOptions {
            use_color: self.stderr_color,
            is_draft: draft,
            errors_only: self.verbosity == Verbosity::Quiet,
        }
    }
}
