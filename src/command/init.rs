//! `policypress init`: asks for what agency.toml lacks, and keeps every answer as it is given.

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
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let path = &options.file;
    let there = source::read_optional_file(path)?;
    let mut found = Diagnostics::new();
    let name = path.display().to_string();
    let Ok(file) = source::decode_utf8_file(&name, &there.unwrap_or_default(), &mut found) else {
        return Ok(nothing_written_report(&found, surroundings));
    };
    let files = agency_file::with_base_files(file.clone(), &mut found);
    let Some(files) = StageError::invalid_input_as_none(files)? else {
        return Ok(nothing_written_report(&found, surroundings));
    };
    let bases = files[1..].to_vec();
    let (name, today) = (&file.name, surroundings.today);
    let interview = Interview::new(name, &file.text, bases, today, &mut found);
    let Some(interview) = StageError::invalid_input_as_none(interview)? else {
        return Ok(nothing_written_report(&found, surroundings));
    };
    if let Some(answers) = &options.answers {
        return apply_answers_file(path, &file.text, &interview, answers, surroundings);
    }
    #[cfg(feature = "terminal")]
    if surroundings.is_interactive {
        return terminal_prompts::run_interview(path, &file.text, interview, surroundings);
    }
    let problem = AgencyProblem::NoInteractiveTerminal {
        path: path.display().to_string(),
    };
    let found = [Diagnostic::new(problem)];
    Ok(nothing_written_report(&found, surroundings))
}

/// Takes all answers from a file, or none.
fn apply_answers_file(
    path: &Path,
    text: &str,
    interview: &Interview,
    answers: &Path,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let name = answers.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(given) = source::decode_utf8_file(&name, &source::read_file(answers)?, &mut found)
    else {
        return Ok(nothing_written_report(&found, surroundings));
    };
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
    let _ = config::load_agency(&given, surroundings.today, &mut found);
    // The answers alone need not be a whole file: what they lack may be there already.
    found.retain(|diagnostic| is_error(diagnostic) && diagnostic.span.is_some());
    if !found.is_empty() {
        return Ok(nothing_written_report(&found, surroundings));
    }
    let merged = interview::merge_missing_settings(&interview.file_text, &given.text)
        .expect("both were read as settings before");
    if merged != text {
        output::replace_file(path, merged.as_bytes())?;
        write_schema_beside(path, &merged)?;
    }
    Ok(next_steps_report(path, &merged, surroundings))
}
