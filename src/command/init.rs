//! `policypress init`: asks for what agency.toml lacks, and keeps every answer as it is given.

mod closing_report;
#[cfg(feature = "terminal")]
mod terminal_prompts;

use std::path::Path;

use super::environment::Surroundings;
use super::report::Report;
use crate::cli::Init;
use crate::config;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics, Severity, StageError};
use crate::failure::IoFailure;
use crate::interview::{self, Interview};
use crate::output;
use crate::packet::agency_file;
use crate::source;
use closing_report::{describe, done, refused};

pub(super) fn run(options: &Init, surroundings: Surroundings) -> Result<Report, IoFailure> {
    let path = &options.file;
    let there = source::read_optional_file(path)?;
    let mut found = Diagnostics::new();
    let name = path.display().to_string();
    let Ok(file) = source::decode_utf8_file(&name, &there.unwrap_or_default(), &mut found) else {
        return Ok(refused(&found, surroundings));
    };
    let files = agency_file::with_base_files(file.clone(), &mut found);
    let Some(files) = StageError::invalid_input_as_none(files)? else {
        return Ok(refused(&found, surroundings));
    };
    let bases = files[1..].to_vec();
    let (name, today) = (&file.name, surroundings.today);
    let interview = Interview::new(name, &file.text, bases, today, &mut found);
    let Some(interview) = StageError::invalid_input_as_none(interview)? else {
        return Ok(refused(&found, surroundings));
    };
    if let Some(answers) = &options.answers {
        return from_file(path, &file.text, &interview, answers, surroundings);
    }
    #[cfg(feature = "terminal")]
    if surroundings.terminal {
        return terminal_prompts::interview(path, &file.text, interview, surroundings);
    }
    let problem = AgencyProblem::NoInteractiveTerminal {
        path: path.display().to_string(),
    };
    let found = [Diagnostic::new(problem)];
    Ok(refused(&found, surroundings))
}

/// Takes all answers from a file, or none.
fn from_file(
    path: &Path,
    text: &str,
    interview: &Interview,
    answers: &Path,
    surroundings: Surroundings,
) -> Result<Report, IoFailure> {
    let name = answers.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(given) = source::decode_utf8_file(&name, &source::read_file(answers)?, &mut found)
    else {
        return Ok(refused(&found, surroundings));
    };
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
    let _ = config::load_agency(&given, surroundings.today, &mut found);
    // The answers alone need not be a whole file: what they lack may be there already.
    found.retain(|diagnostic| is_error(diagnostic) && diagnostic.span.is_some());
    if !found.is_empty() {
        return Ok(refused(&found, surroundings));
    }
    let merged = interview::merge_missing_settings(&interview.file_text, &given.text)
        .expect("both were read as settings before");
    if merged != text {
        output::replace(path, merged.as_bytes())?;
        describe(path, &merged)?;
    }
    Ok(done(path, &merged, surroundings))
}
