//! Reads agency.toml: from text to an [`Agency`] of valid facts, with all problems at once.
//!
//! `section` makes one typed fact of one setting, `read` goes through the tables, `validate` looks
//! at the facts together.

pub mod agency;
pub mod fact;
mod read;
mod section;
pub mod settings;
pub(crate) mod text;
mod validate;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::agency::AgencyProblem;
use crate::diag::{Checked, Diagnostic, Problem};
use crate::source::SourceFile;
use crate::source::toml::parse;
use agency::Agency;

/// Reads an agency's facts. `today` decides what is out of date and what is still to come.
///
/// There is no value when the agency's name is missing or when a bracket or quote is missing in a
/// way that shifts everything below. A value beside errors lacks what was refused.
pub fn load(file: &Arc<SourceFile>, today: Date) -> Checked<Agency> {
    let parsed = parse(file);
    let mut diagnostics = parsed.diagnostics;
    let Some(root) = parsed.value else {
        return Checked {
            value: None,
            diagnostics,
        };
    };
    let well_formed = diagnostics.is_empty();
    let line = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map(|span| span.line_column().0);
    let misread: Vec<Option<usize>> = diagnostics.iter().map(line).collect();
    let read = read::read(&root);
    let mut found = validate::validate(&read, today);
    found.extend(read.diagnostics);
    // What is missing may stand on a line that could not be read, and what such a line seems to
    // hold is an accident.
    found.retain(|diagnostic| {
        well_formed || !is_absence(&diagnostic.problem) && !misread.contains(&line(diagnostic))
    });
    found.iter_mut().for_each(say_where_it_belongs);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| {
        let start = diagnostic.span.as_ref().map(|span| span.bytes.start);
        start.unwrap_or(usize::MAX)
    });
    Checked {
        value: Some(read.agency).filter(|agency| !agency.name.is_empty()),
        diagnostics,
    }
}

fn is_absence(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Agency(
            AgencyProblem::NoName
                | AgencyProblem::Incomplete { .. }
                | AgencyProblem::NoReason { .. }
                | AgencyProblem::NoEnglish { .. }
                | AgencyProblem::UnclearChoice { both: false, .. }
                | AgencyProblem::TooFewMembers { .. }
                | AgencyProblem::Unreachable { .. }
                | AgencyProblem::UnknownSite { .. }
                | AgencyProblem::NoPersonnel
                | AgencyProblem::NobodyAtSite { .. }
                | AgencyProblem::NoOrganizations
                | AgencyProblem::Missing { .. }
                | AgencyProblem::NoChildProtection { .. }
                | AgencyProblem::NoneForClients
                | AgencyProblem::NoAfterHours
                | AgencyProblem::NeverVerified { .. }
        )
    )
}

fn say_where_it_belongs(diagnostic: &mut Diagnostic) {
    if let Problem::UnknownKey { key, belongs, .. } = &mut diagnostic.problem {
        *belongs = settings::places_of(key);
    }
}
