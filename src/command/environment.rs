//! What a command takes from the machine besides files.

use std::num::NonZeroUsize;
use std::time::Duration;

use jiff::civil::Date;

use crate::diag::display::DiagnosticDisplayOptions;

/// What a command takes from the machine besides files.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// For warnings about old entries; it never reaches a document.
    pub today: Date,
    /// Whether what goes to standard error may be coloured.
    pub colour: bool,
    /// Whether what goes to standard output may be coloured.
    pub colour_out: bool,
    /// Whether somebody can be asked.
    pub terminal: bool,
    pub voice: Voice,
    /// How many agencies, or documents of one agency, to work on at a time where `--jobs` does not say.
    pub threads: NonZeroUsize,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the
    /// work of another one. None where that cannot be told; then nothing counts as unchanged.
    pub program: Option<Duration>,
}

/// How much a command says beside its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Voice {
    Quiet,
    /// What is wrong, what is worth a look, and what was done.
    #[default]
    Plain,
    /// Which files were read and written, too.
    Verbose,
}

impl Surroundings {
    /// Returns how diagnostics look on standard error.
    pub(super) fn look(self, draft: bool) -> DiagnosticDisplayOptions {
        DiagnosticDisplayOptions {
            use_color: self.colour,
            is_draft: draft,
            errors_only: self.voice == Voice::Quiet,
        }
    }
}
