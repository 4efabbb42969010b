//! What a command has to say when it has ended, or on its way.

use std::path::PathBuf;

use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;

/// What a command has to say.
#[derive(Debug, Default)]
pub struct CommandReport {
    /// The result, for standard output.
    pub stdout: String,
    /// Everything else, for standard error.
    pub stderr: String,
    /// Whether the input had no problem that stops the command.
    pub is_success: bool,
    /// Whether the machine refused something for one of several agencies; `err` says what.
    pub has_io_failure: bool,
    /// A page to show to the user.
    pub page_to_open: Option<PathBuf>,
    /// How far a command is that goes through many agencies.
    pub progress: Option<BatchProgress>,
}

impl CommandReport {
    /// Returns the report of a command whose input had no problem.
    pub(super) fn new_success(out: String) -> Self {
        Self {
            stdout: out,
            is_success: true,
            ..Self::default()
        }
    }

    /// Returns a command's report, or what kept it from one.
    pub(super) fn from_result(
        made: Result<Self, StageError>,
        found: &Diagnostics,
        look: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let made = StageError::invalid_input_as_none(made)?;
        Ok(made.unwrap_or_else(|| Self {
            stderr: render_diagnostics_text(found, look),
            ..Self::default()
        }))
    }

    /// As [`Report::of`], for a command that writes.
    pub(super) fn from_write_result(
        made: Result<Self, StageError>,
        found: &Diagnostics,
        look: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let has_stopped = made.is_err();
        let mut report = Self::from_result(made, found, look)?;
        if has_stopped {
            report.stderr.push_str("nothing was written\n");
        }
        Ok(report)
    }
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchProgress {
    pub completed: usize,
    pub total: usize,
}
