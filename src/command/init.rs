//! `policypress init`: asks for what agency.toml lacks, and keeps every answer as it is given.

#[cfg(feature = "terminal")]
mod terminal;

use std::path::Path;

use super::check::summary;
use super::{Report, Surroundings};
use crate::cli::Init;
use crate::config::{self, schema};
use crate::diag::agency::AgencyProblem;
use crate::diag::show::show;
use crate::diag::{Diagnostic, Diagnostics, Severity, Stop};
use crate::failure::Failure;
use crate::interview::{self, Interview};
use crate::output;
use crate::packet::agency_file;
use crate::source;

pub(super) fn run(options: &Init, surroundings: Surroundings) -> Result<Report, Failure> {
    let path = &options.file;
    let there = source::read_if_there(path)?;
    let mut found = Diagnostics::new();
    let name = path.display().to_string();
    let Ok(file) = source::decode(&name, &there.unwrap_or_default(), &mut found) else {
        return Ok(refused(&found, surroundings));
    };
    let files = agency_file::with_bases(file.clone(), &mut found);
    let Some(files) = Stop::or_none(files)? else {
        return Ok(refused(&found, surroundings));
    };
    let bases = files[1..].to_vec();
    let (name, today) = (&file.name, surroundings.today);
    let interview = Interview::new(name, &file.text, bases, today, &mut found);
    let Some(interview) = Stop::or_none(interview)? else {
        return Ok(refused(&found, surroundings));
    };
    if let Some(answers) = &options.answers {
        return from_file(path, &file.text, &interview, answers, surroundings);
    }
    #[cfg(feature = "terminal")]
    if surroundings.terminal {
        return terminal::interview(path, &file.text, interview, surroundings);
    }
    let problem = AgencyProblem::NoTerminal {
        path: path.display().to_string(),
    };
    let found = [Diagnostic::new(problem)];
    Ok(refused(&found, surroundings))
}

fn refused(found: &[Diagnostic], surroundings: Surroundings) -> Report {
    let look = surroundings.look(false);
    Report {
        err: format!("{}nothing was written\n", show(found, look)),
        ..Report::default()
    }
}

/// Puts the description for editors beside a file whose first line leads there.
fn describe(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = path.with_file_name(schema::FILE);
    let leads_there = text.starts_with(&format!("#:schema {}\n", schema::FILE));
    if leads_there && source::read_if_there(&beside)?.is_none() {
        output::replace(&beside, schema::text().as_bytes())?;
    }
    Ok(())
}

/// Takes all answers from a file, or none.
fn from_file(
    path: &Path,
    text: &str,
    interview: &Interview,
    answers: &Path,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    let name = answers.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(given) = source::decode(&name, &source::read(answers)?, &mut found) else {
        return Ok(refused(&found, surroundings));
    };
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
    let _ = config::load(&given, surroundings.today, &mut found);
    // The answers alone need not be a whole file: what they lack may be there already.
    found.retain(|diagnostic| is_error(diagnostic) && diagnostic.span.is_some());
    if !found.is_empty() {
        return Ok(refused(&found, surroundings));
    }
    let merged =
        interview::merge(&interview.text, &given.text).expect("both were read as settings before");
    if merged != text {
        output::replace(path, merged.as_bytes())?;
        describe(path, &merged)?;
    }
    Ok(done(path, &merged, surroundings))
}

/// How the file stands now, and what to do next.
fn done(path: &Path, text: &str, surroundings: Surroundings) -> Report {
    let name = path.display().to_string();
    let mut found = Diagnostics::new();
    let file =
        source::decode(&name, text.as_bytes(), &mut found).expect("what was written is UTF-8");
    if let Ok(files) = agency_file::with_bases(file, &mut found) {
        let _ = config::load_extended(&files, surroundings.today, &mut found);
    }
    let mut out = summary(path, &found);
    out.push_str(&format!(
        "Next: `policypress check {name}` lists what is left, `policypress build {name} --draft` shows the packet\n"
    ));
    Report {
        out,
        passed: true,
        ..Report::default()
    }
}
