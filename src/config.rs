//! Loads agency.toml: from text to an [`Agency`] of valid facts, with all problems at once.
//!
//! `table_reader` reads a setting as a typed fact, `read_agency` reads all tables, and `validate` checks the
//! facts together.

pub mod agency;
pub(crate) mod base_files;
mod check_contacts;
mod check_dates;
pub(crate) mod clean_text;
mod read_agency;
pub mod schema;
mod setting_spans;
pub mod setting_variants;
pub mod settings;
mod spreadsheet_error_values;
mod table_reader;
mod validate;
pub mod value_types;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::agency::AgencyProblem;
use crate::diag::setting::SettingProblem;
use crate::diag::source::SourceProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, StageError};
use crate::source::field_reader::Spanned;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};
use agency::{Agency, BaseLayer};
pub use base_files::find_base_path;
pub(crate) use check_dates::find_date_problem;
use table_reader::TableReaderOutput;

/// Loads an agency from one file. `today` decides which dates are out of date or in the future.
///
/// An agency that is returned with errors has no values for the rejected settings.
///
/// # Errors
/// If the agency's name is missing, or a syntax error makes the rest of the file unreadable.
pub fn load_agency(
    file: &Arc<SourceFile>,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Agency, StageError> {
    load_agency_with_bases(std::slice::from_ref(file), today, diagnostics)
}

/// Loads an agency from a file and its base files; each file extends the next.
///
/// # Errors
/// As [`load_agency`].
pub fn load_agency_with_bases(
    files: &[Arc<SourceFile>],
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Agency, StageError> {
    let mut syntax_problems = Diagnostics::new();
    let mut tables = Vec::new();
    for file in files {
        tables.extend(parse_toml_file(file, &mut syntax_problems));
    }
    let is_complete = tables.len() == files.len();
    let base_layers = read_base_layers(&tables);
    let mut fact_problems = Diagnostics::new();
    let root = base_files::merge_tables(tables, &mut fact_problems).filter(|_| is_complete);
    let Some(root) = root else {
        diagnostics.extend(syntax_problems);
        return Err(StageError::InvalidInput);
    };
    let file_index = |span: &Span| files.iter().position(|file| Arc::ptr_eq(file, &span.file));
    let line_starts: Vec<Vec<usize>> = files.iter().map(line_start_offsets).collect();
    let file_and_line = |diagnostic: &Diagnostic| {
        let span = diagnostic.span.as_ref()?;
        let index = file_index(span)?;
        let line = line_starts[index].partition_point(|start| *start <= span.byte_range.start);
        Some((index, line))
    };
    let unparsed_lines: BTreeSet<_> = syntax_problems.iter().map(file_and_line).collect();
    let mut agency = read_and_validate_agency(root, today, &mut fact_problems);
    agency.base_layers = base_layers;
    agency
        .setting_texts
        .sort_by_key(|text| (file_index(&text.span), text.span.byte_range.start));
    // Missing data may be on a line that could not be parsed, and other problems of such a line follow from that.
    fact_problems.retain(|diagnostic| {
        syntax_problems.is_empty()
            || !diagnostic.problem.is_missing_data()
                && !unparsed_lines.contains(&file_and_line(diagnostic))
    });
    let mut all = syntax_problems;
    all.extend(fact_problems);
    all.iter_mut().for_each(suggest_names);
    all.sort_by_key(|diagnostic| {
        let span = diagnostic.span.as_ref();
        span.map_or((Some(usize::MAX), 0), |span| {
            (file_index(span), span.byte_range.start)
        })
    });
    truncate_diagnostics(&mut all);
    diagnostics.extend(all);
    require_agency_name(agency)
}

/// Returns the agency if it has a name; otherwise its diagnostics say why not.
fn require_agency_name(agency: Agency) -> Result<Agency, StageError> {
    if agency.name.is_empty() {
        return Err(StageError::InvalidInput);
    }
    Ok(agency)
}

/// Maximum number of diagnostics for one agency.
const MAX_DIAGNOSTICS: usize = 300;

/// Replaces the diagnostics beyond the limit by one with their number and their highest severity.
fn truncate_diagnostics(diagnostics: &mut Diagnostics) {
    let omitted = diagnostics.split_off(MAX_DIAGNOSTICS.min(diagnostics.len()));
    if let Some(severity) = omitted.iter().map(Diagnostic::severity).min() {
        let count = omitted.len();
        diagnostics.push(Diagnostic::new(AgencyProblem::OmittedDiagnostics {
            count,
            severity,
        }));
    }
}

/// Returns the byte offset of each line of a file.
fn line_start_offsets(file: &Arc<SourceFile>) -> Vec<usize> {
    let line_breaks = file.text.match_indices('\n');
    std::iter::once(0)
        .chain(line_breaks.map(|(at, _)| at + 1))
        .collect()
}

/// Loads an agency from tables instead of files; each table extends the next.
///
/// # Errors
/// If there is no table, or the agency's name is missing.
pub fn load_agency_from_tables(
    tables: Vec<TomlTable>,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Agency, StageError> {
    let mut fact_problems = Diagnostics::new();
    let root = base_files::merge_tables(tables, &mut fact_problems);
    let agency = root.map(|root| read_and_validate_agency(root, today, &mut fact_problems));
    diagnostics.extend(fact_problems);
    require_agency_name(agency.ok_or(StageError::InvalidInput)?)
}

/// Parses the files and merges them into one table, each over the next; `None` if a file is unreadable.
pub fn parse_and_merge_files(files: &[Arc<SourceFile>]) -> Option<TomlTable> {
    let tables: Option<Vec<TomlTable>> = files
        .iter()
        .map(|file| parse_toml_file(file, &mut Diagnostics::new()).ok())
        .collect();
    base_files::merge_tables(tables?, &mut Diagnostics::new())
}

/// Reads the facts of a table without checking them together.
pub fn read_agency_unvalidated(table: &TomlTable) -> Agency {
    read_agency::read_agency(table, &mut TableReaderOutput::default())
}

/// Reads the base files among the tables of an agency, whose own table is the first.
fn read_base_layers(tables: &[TomlTable]) -> Vec<BaseLayer> {
    let bases = tables.iter().skip(1);
    let layers = bases.map(|table| BaseLayer {
        file_name: table.span.file.name.clone(),
        facts: read_agency_unvalidated(table),
    });
    layers.collect()
}

/// Reads the facts of a table and checks them together.
fn read_and_validate_agency(
    mut root: TomlTable,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Agency {
    spreadsheet_error_values::reject_spreadsheet_error_values(&mut root, diagnostics);
    let mut output = TableReaderOutput::default();
    let agency = read_agency::read_agency(&root, &mut output);
    validate::validate_agency(&agency, &output.setting_spans, today, diagnostics);
    check_contacts::check_contacts(&agency, &output.setting_spans, diagnostics);
    let tables = &output.setting_spans;
    check_dates::check_dates(&agency, &output.dates, tables, today, diagnostics);
    diagnostics.extend(output.diagnostics);
    report_placeholders(output.placeholders, diagnostics);
    agency
}

/// Warns of values such as `TBD`, which count as missing, unless another problem at the same place says so.
fn report_placeholders(placeholders: Vec<Spanned<String>>, diagnostics: &mut Diagnostics) {
    for Spanned { value, span } in placeholders {
        let mut reported = diagnostics.iter().flat_map(|found| &found.span);
        if !reported.any(|other| *other == span) {
            let problem = AgencyProblem::PlaceholderValue { value };
            diagnostics.push(Diagnostic::new(problem).with_span(span));
        }
    }
}

/// Adds what the catalog of settings knows about an unknown or invalid name.
fn suggest_names(diagnostic: &mut Diagnostic) {
    match &mut diagnostic.problem {
        Problem::Setting(SettingProblem::UnknownKey {
            key, valid_places, ..
        }) => *valid_places = settings::places_of_key(key),
        Problem::Source(SourceProblem::InvalidKey {
            key,
            is_heading,
            nearest,
        }) => {
            let before = diagnostic
                .span
                .as_ref()
                .map_or("", |span| &span.file.text[..span.byte_range.start]);
            *nearest = if *is_heading {
                settings::nearest_heading(key)
            } else {
                settings::nearest_key_below_heading(key, before)
            };
        }
        _ => {}
    }
}
