//! What a command has to say when it has ended, or on its way.

use std::path::PathBuf;

use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Report {
    /// The result, for standard output.
    pub out: String,
    /// Everything else, for standard error.
    pub err: String,
    /// Whether the input had no problem that stops the command.
    pub passed: bool,
    /// Whether the machine refused something for one of several agencies; `err` says what.
    pub machine_failed: bool,
    /// A page to show to the user.
    pub open: Option<PathBuf>,
    /// How far a command is that goes through many agencies.
    pub progress: Option<Progress>,
}

impl Report {
    /// Returns the report of a command whose input had no problem.
    pub(super) fn passed(out: String) -> Self {
        Self {
            out,
            passed: true,
            ..Self::default()
        }
    }

    /// Returns a command's report, or what kept it from one.
    pub(super) fn of(
        made: Result<Self, StageError>,
        found: &Diagnostics,
        look: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let made = StageError::invalid_input_as_none(made)?;
        Ok(made.unwrap_or_else(|| Self {
            err: render_diagnostics_text(found, look),
            ..Self::default()
        }))
    }

    /// As [`Report::of`], for a command that writes.
    pub(super) fn of_writing(
        made: Result<Self, StageError>,
        found: &Diagnostics,
        look: DiagnosticDisplayOptions,
    ) -> Result<Self, IoFailure> {
        let has_stopped = made.is_err();
        let mut report = Self::of(made, found, look)?;
        if has_stopped {
            report.err.push_str("nothing was written\n");
        }
        Ok(report)
    }
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
}
