//! Reads agency.toml: from text to an [`Agency`] of valid facts, with all problems at once.
//!
//! `section` makes one typed fact of one setting, `read` goes through the tables, `validate` looks
//! at the facts together.

pub mod agency;
pub(crate) mod base_files;
pub(crate) mod clean_text;
pub mod perturb_settings;
mod read_agency;
pub mod schema;
pub mod settings;
mod table_reader;
mod table_spans;
mod validate;
pub mod value_types;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::agency::AgencyProblem;
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, StageError};
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};
use agency::Agency;
pub use base_files::find_base_path;
use table_reader::TableReaderOutput;

/// Reads an agency's facts. `today` decides what is out of date and what is still to come.
///
/// An agency that is returned although errors were found lacks what was refused.
///
/// # Errors
/// When the agency's name is missing, or a bracket or quote in a way that shifts everything below.
pub fn load_agency(
    file: &Arc<SourceFile>,
    today: Date,
    found: &mut Diagnostics,
) -> Result<Agency, StageError> {
    load_agency_with_bases(std::slice::from_ref(file), today, found)
}

/// As [`load`]; each file goes over the one after it, which it extends.
///
/// # Errors
/// As [`load`].
pub fn load_agency_with_bases(
    files: &[Arc<SourceFile>],
    today: Date,
    found: &mut Diagnostics,
) -> Result<Agency, StageError> {
    let mut of_form = Diagnostics::new();
    let mut tables = Vec::new();
    for file in files {
        tables.extend(parse_toml_file(file, &mut of_form));
    }
    let is_whole = tables.len() == files.len();
    let mut of_facts = Diagnostics::new();
    let root = base_files::merge_tables(tables, &mut of_facts).filter(|_| is_whole);
    let Some(root) = root else {
        found.extend(of_form);
        return Err(StageError::InvalidInput);
    };
    let place = |span: &Span| {
        let same = |file: &Arc<SourceFile>| Arc::ptr_eq(file, &span.file);
        files.iter().position(same)
    };
    let starts: Vec<Vec<usize>> = files.iter().map(line_start_offsets).collect();
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.as_ref()?;
        let place = place(span)?;
        let before = |start: &usize| *start <= span.byte_range.start;
        Some((place, starts[place].partition_point(before)))
    };
    let misread: BTreeSet<_> = of_form.iter().map(line).collect();
    let mut agency = read_and_validate_agency(&root, today, &mut of_facts);
    let facts = &mut agency.setting_texts;
    facts.sort_by_key(|fact| (place(&fact.span), fact.span.byte_range.start));
    // What is missing may stand on a line that could not be read, and what such a line seems to
    // hold is an accident.
    of_facts.retain(|diagnostic| {
        of_form.is_empty()
            || !diagnostic.problem.is_missing_data() && !misread.contains(&line(diagnostic))
    });
    of_facts.iter_mut().for_each(suggest_tables_for_key);
    let mut all = of_form;
    all.extend(of_facts);
    all.sort_by_key(|diagnostic| {
        let span = diagnostic.span.as_ref();
        span.map_or((Some(usize::MAX), 0), |span| {
            (place(span), span.byte_range.start)
        })
    });
    truncate_diagnostics(&mut all);
    found.extend(all);
    require_agency_name(agency)
}

/// An agency with a name; what keeps another one from being built was found.
fn require_agency_name(agency: Agency) -> Result<Agency, StageError> {
    if agency.name.is_empty() {
        return Err(StageError::InvalidInput);
    }
    Ok(agency)
}

/// More than this about one agency helps nobody.
const MAX_DIAGNOSTICS: usize = 300;

/// Counts what is beyond the most, which still stops a build if any of it does.
fn truncate_diagnostics(diagnostics: &mut Diagnostics) {
    let beyond = diagnostics.split_off(MAX_DIAGNOSTICS.min(diagnostics.len()));
    let worst = beyond.iter().map(Diagnostic::severity).min();
    if let Some(severity) = worst {
        let count = beyond.len();
        diagnostics.push(Diagnostic::new(AgencyProblem::OmittedDiagnostics {
            count,
            severity,
        }));
    }
}

/// Where each line of a file begins.
fn line_start_offsets(file: &Arc<SourceFile>) -> Vec<usize> {
    let breaks = file.text.match_indices('\n');
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .collect()
}

/// As [`load_extended`], for trees of settings that no file of TOML was read for.
///
/// # Errors
/// When there is no tree, or the agency's name is missing.
pub fn load_agency_from_tables(
    trees: Vec<TomlTable>,
    today: Date,
    found: &mut Diagnostics,
) -> Result<Agency, StageError> {
    let mut of_facts = Diagnostics::new();
    let root = base_files::merge_tables(trees, &mut of_facts);
    let agency = root.map(|root| read_and_validate_agency(&root, today, &mut of_facts));
    found.extend(of_facts);
    require_agency_name(agency.ok_or(StageError::InvalidInput)?)
}

/// The files as one tree of settings, each over the one after it; none if a mistake shifts what follows.
pub fn parse_and_merge_files(files: &[Arc<SourceFile>]) -> Option<TomlTable> {
    let tables: Option<Vec<TomlTable>> = files
        .iter()
        .map(|file| parse_toml_file(file, &mut Diagnostics::new()).ok())
        .collect();
    base_files::merge_tables(tables?, &mut Diagnostics::new())
}

/// The facts in a tree, without a look at them together.
pub fn read_agency_unvalidated(tree: &TomlTable) -> Agency {
    read_agency::read_agency(tree, &mut TableReaderOutput::default())
}

/// The facts in a tree, each by itself and together.
fn read_and_validate_agency(root: &TomlTable, today: Date, found: &mut Diagnostics) -> Agency {
    let mut noted = TableReaderOutput::default();
    let agency = read_agency::read_agency(root, &mut noted);
    validate::validate_agency(&agency, &noted.table_spans, today, found);
    found.extend(noted.diagnostics);
    agency
}

fn suggest_tables_for_key(diagnostic: &mut Diagnostic) {
    if let Problem::Setting(SettingProblem::UnknownKey {
        key,
        valid_tables: belongs,
        ..
    }) = &mut diagnostic.problem
    {
        *belongs = settings::tables_with_key(key);
    }
}
