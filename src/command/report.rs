//! The report of a command: its output, its success and its progress.

use std::path::PathBuf;

use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;

/// The output of a command, at its end or on its way.
#[derive(Debug, Default)]
pub struct CommandReport {
    /// The result, for standard output.
    pub stdout: String,
    /// Everything else, for standard error.
    pub stderr: String,
    /// Whether the input had no error that stops the command.
    pub is_success: bool,
    /// Whether the system refused something for one of several agencies; `stderr` says what.
    pub has_io_failure: bool,
    /// A page to open in the browser.
    pub page_to_open: Option<PathBuf>,
    /// The progress of a command that works on many agencies.
    pub progress: Option<BatchProgress>,
}

impl CommandReport {
    /// Returns the report of a command whose input had no error.
    pub(super) fn new_success(stdout: String) -> Self {
        Self {
            stdout,
            is_success: true,
            ..Self::default()
        }
    }

    /// Returns a command's report, or a report of the diagnostics that stopped it.
    pub(super) fn from_result(
        result: Result<Self, StageError>,
        found: &Diagnostics,
        display_options: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let report = StageError::invalid_input_as_none(result)?;
        Ok(report.unwrap_or_else(|| Self {
            stderr: render_diagnostics_text(found, display_options),
            ..Self::default()
        }))
    }

    /// Like [`Self::from_result`], for a command that writes: adds that nothing was written.
    pub(super) fn from_write_result(
        result: Result<Self, StageError>,
        found: &Diagnostics,
        display_options: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let has_stopped = result.is_err();
        let mut report = Self::from_result(result, found, display_options)?;
        if has_stopped {
            report.stderr.push_str("nothing was written\n");
        }
        Ok(report)
    }
}

/// The number of agencies completed, of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchProgress {
    pub completed: usize,
    pub total: usize,
}
