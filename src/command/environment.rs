//! What a command takes from the machine besides files.

use std::num::NonZeroUsize;
use std::time::Duration;

use jiff::civil::Date;

use crate::diag::display::DiagnosticDisplayOptions;

/// What a command takes from the machine besides files.
#[derive(Debug, Clone, Copy)]
pub struct CommandEnvironment {
    /// For warnings about old entries; it never reaches a document.
    pub today: Date,
    /// Whether what goes to standard error may be coloured.
    pub stderr_color: bool,
    /// Whether what goes to standard output may be coloured.
    pub stdout_color: bool,
    /// Whether somebody can be asked.
    pub is_interactive: bool,
    pub verbosity: Verbosity,
    /// How many agencies, or documents of one agency, to work on at a time where `--jobs` does not say.
    pub default_threads: NonZeroUsize,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the
    /// work of another one. None where that cannot be told; then nothing counts as unchanged.
    pub program_modified_at: Option<Duration>,
}

/// How much a command says beside its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    Quiet,
    /// What is wrong, what is worth a look, and what was done.
    #[default]
    Normal,
    /// Which files were read and written, too.
    Verbose,
}

impl CommandEnvironment {
    /// Returns how diagnostics look on standard error.
    pub(super) fn diagnostic_render_options(self, draft: bool) -> DiagnosticDisplayOptions {
        DiagnosticDisplayOptions {
            use_color: self.stderr_color,
            is_draft: draft,
            errors_only: self.verbosity == Verbosity::Quiet,
        }
    }
}
