//! Reads agency.toml: from text to an [`Agency`] of valid facts, with all problems at once.
//!
//! `section` makes one typed fact of one setting, `read` goes through the tables, `validate` looks
//! at the facts together.

pub mod agency;
pub(crate) mod extend;
pub mod fact;
mod read;
pub mod schema;
mod section;
pub mod settings;
mod spans;
pub(crate) mod text;
mod validate;
pub mod vary;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::agency::AgencyProblem;
use crate::diag::setting::SettingProblem;
use crate::diag::{Checked, Diagnostic, Diagnostics, Problem};
use crate::source::toml::{Table, parse};
use crate::span::{SourceFile, Span};
use agency::Agency;
pub use extend::base_of;
use section::Noted;

/// Reads an agency's facts. `today` decides what is out of date and what is still to come.
///
/// There is no value when the agency's name is missing or when a bracket or quote is missing in a
/// way that shifts everything below. A value beside errors lacks what was refused.
pub fn load(file: &Arc<SourceFile>, today: Date) -> Checked<Agency> {
    load_extended(std::slice::from_ref(file), today)
}

/// As [`load`]; each file goes over the one after it, which it extends.
pub fn load_extended(files: &[Arc<SourceFile>], today: Date) -> Checked<Agency> {
    let mut diagnostics = Diagnostics::new();
    let mut tables = Vec::new();
    for file in files {
        tables.extend(parse(file, &mut diagnostics));
    }
    let mut found = Diagnostics::new();
    let whole = extend::flatten(tables.clone(), &mut found);
    let Some(root) = whole.filter(|_| tables.len() == files.len()) else {
        return Checked {
            value: None,
            diagnostics: diagnostics.into_vec(),
        };
    };
    let well_formed = diagnostics.is_empty();
    let place = |span: &Span| {
        let same = |file: &Arc<SourceFile>| Arc::ptr_eq(file, &span.file);
        files.iter().position(same)
    };
    let starts: Vec<Vec<usize>> = files.iter().map(line_starts).collect();
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.as_ref()?;
        let place = place(span)?;
        let before = |start: &usize| *start <= span.bytes.start;
        Some((place, starts[place].partition_point(before)))
    };
    let misread: BTreeSet<_> = diagnostics.iter().map(line).collect();
    let mut agency = read_whole(&root, today, &mut found);
    let facts = &mut agency.facts;
    facts.sort_by_key(|fact| (place(&fact.span), fact.span.bytes.start));
    // What is missing may stand on a line that could not be read, and what such a line seems to
    // hold is an accident.
    found.retain(|diagnostic| {
        well_formed || !diagnostic.problem.is_absence() && !misread.contains(&line(diagnostic))
    });
    found.iter_mut().for_each(say_where_it_belongs);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| {
        let span = diagnostic.span.as_ref();
        span.map_or((Some(usize::MAX), 0), |span| {
            (place(span), span.bytes.start)
        })
    });
    cut(&mut diagnostics);
    Checked {
        value: Some(agency).filter(|agency| !agency.name.is_empty()),
        diagnostics,
    }
}

/// More than this about one agency helps nobody.
const MOST_DIAGNOSTICS: usize = 300;

/// Counts what is beyond the most, which still stops a build if any of it does.
fn cut(diagnostics: &mut Diagnostics) {
    let beyond = diagnostics.split_off(MOST_DIAGNOSTICS.min(diagnostics.len()));
    let worst = beyond.iter().map(Diagnostic::severity).min();
    if let Some(severity) = worst {
        let count = beyond.len();
        diagnostics.push(Diagnostic::new(AgencyProblem::More { count, severity }));
    }
}

/// Where each line of a file begins.
fn line_starts(file: &Arc<SourceFile>) -> Vec<usize> {
    let breaks = file.text.match_indices('\n');
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .collect()
}

/// As [`load_extended`], for trees of settings that no file of TOML was read for.
pub fn load_trees(trees: Vec<Table>, today: Date) -> Checked<Agency> {
    let mut found = Diagnostics::new();
    let Some(root) = extend::flatten(trees, &mut found) else {
        return Checked {
            value: None,
            diagnostics: found.into_vec(),
        };
    };
    let agency = read_whole(&root, today, &mut found);
    Checked {
        value: Some(agency).filter(|agency| !agency.name.is_empty()),
        diagnostics: found,
    }
}

/// The files as one tree of settings, each over the one after it; none if a mistake shifts what follows.
pub fn tree(files: &[Arc<SourceFile>]) -> Option<Table> {
    let tables: Option<Vec<Table>> = files
        .iter()
        .map(|file| parse(file, &mut Diagnostics::new()).ok())
        .collect();
    extend::flatten(tables?, &mut Diagnostics::new())
}

/// The facts in a tree, without a look at them together.
pub fn facts(tree: &Table) -> Agency {
    read::read(tree, &mut Noted::default())
}

/// The facts in a tree, each by itself and together.
fn read_whole(root: &Table, today: Date, found: &mut Vec<Diagnostic>) -> Agency {
    let mut noted = Noted::default();
    let agency = read::read(root, &mut noted);
    let mut together = Diagnostics::new();
    validate::validate(&agency, &noted.tables, today, &mut together);
    found.extend(together);
    found.extend(noted.diagnostics);
    agency
}

fn say_where_it_belongs(diagnostic: &mut Diagnostic) {
    if let Problem::Setting(SettingProblem::UnknownKey { key, belongs, .. }) =
        &mut diagnostic.problem
    {
        *belongs = settings::places_of(key);
    }
}
