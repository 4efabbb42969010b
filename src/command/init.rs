//! `policypress init`: asks for the missing settings of agency.toml and saves each answer at once.

mod closing_report;
#[cfg(feature = "terminal")]
mod terminal_prompts;

use std::path::Path;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::InitArgs;
use crate::config;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics, Severity, StageError};
use crate::failure::IoFailure;
use crate::interview::{self, Interview};
use crate::output;
use crate::packet::agency_file;
use crate::source;
use closing_report::{next_steps_report, nothing_written_report, write_schema_beside};

pub(super) fn run_init(
    options: &InitArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let path = &options.file;
    let existing = source::read_optional_file(path)?;
    let mut found = Diagnostics::new();
    let name = path.display().to_string();
    let Ok(file) = source::decode_utf8_file(&name, &existing.unwrap_or_default(), &mut found)
    else {
        return Ok(nothing_written_report(&found, environment));
    };
    let files = agency_file::with_base_files(file.clone(), &mut found);
    let Some(files) = StageError::invalid_input_as_none(files)? else {
        return Ok(nothing_written_report(&found, environment));
    };
    let bases = files[1..].to_vec();
    let (name, today) = (&file.name, environment.today);
    let interview = Interview::new(name, &file.text, bases, today, &mut found);
    let Some(interview) = StageError::invalid_input_as_none(interview)? else {
        return Ok(nothing_written_report(&found, environment));
    };
    if let Some(answers) = &options.answers {
        return apply_answers_file(path, &file.text, &interview, answers, environment);
    }
    #[cfg(feature = "terminal")]
    if environment.is_interactive {
        return terminal_prompts::run_interview(path, &file.text, interview, environment);
    }
    let problem = AgencyProblem::NoInteractiveTerminal {
        path: path.display().to_string(),
    };
    let found = [Diagnostic::new(problem)];
    Ok(nothing_written_report(&found, environment))
}

/// Adds all settings of the answers file to the agency's file, or, if one of them is wrong, none.
fn apply_answers_file(
    path: &Path,
    text: &str,
    interview: &Interview,
    answers: &Path,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let name = answers.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(given) = source::decode_utf8_file(&name, &source::read_file(answers)?, &mut found)
    else {
        return Ok(nothing_written_report(&found, environment));
    };
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
    let _ = config::load_agency(&given, environment.today, &mut found);
    // Missing settings are no error here: the agency's file may have them.
    found.retain(|diagnostic| is_error(diagnostic) && diagnostic.span.is_some());
    if !found.is_empty() {
        return Ok(nothing_written_report(&found, environment));
    }
    let merged = interview::merge_missing_settings(&interview.file_text, &given.text)
        .expect("both were parsed before");
    if merged != text {
        output::replace_file(path, merged.as_bytes())?;
        write_schema_beside(path, &merged)?;
    }
    next_steps_report(path, environment)
}
