//! Creates a folder with an `agency.toml` for each row of a spreadsheet; each file extends the base file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::spreadsheet::{self, AgencyRow, SpreadsheetError};
use crate::config::schema;
use crate::diag::network::NetworkProblem;
use crate::diag::source::SourceProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, StageError};
use crate::output::manifest::has_same_content;
use crate::output::{self, Artifact, WriteOutcome};
use crate::packet::agency_file;
use crate::packet::paths::{relative_path, slug_from_agency_name};
use crate::source;
use crate::source::csv::{self, CsvTable};
use crate::source::toml::{self, TomlTable};

/// The agencies that were created.
pub struct CreatedAgencies {
    /// The parent of the agencies' folders; `.` for the current folder.
    pub parent_folder: PathBuf,
    /// The number of agencies.
    pub agency_count: usize,
    /// Warnings about cells such as `TBD`, which are left out.
    pub placeholder_cells: Vec<SpreadsheetError>,
    /// Whether all files were there already.
    pub is_up_to_date: bool,
}

/// Writes the file of each agency in a spreadsheet, and the schema beside their folders. The files extend `base`; the
/// folders are created in `out`, or else beside `base`.
///
/// # Errors
/// If the spreadsheet, a row or the base has an error, which is added to `errors`; then nothing is written.
pub fn create_agency_files(
    table: &Path,
    base: &Path,
    out: Option<&Path>,
    today: Date,
    errors: &mut Vec<SpreadsheetError>,
) -> Result<CreatedAgencies, StageError> {
    let mut found = Diagnostics::new();
    let loaded = read_spreadsheet_and_bases(table, base, &mut found);
    errors.extend(found.into_iter().map(SpreadsheetError::for_whole_sheet));
    let (sheet, bases) = loaded?;
    let agencies = spreadsheet::read_agency_rows(&sheet, &bases, today, errors);
    errors.extend(find_folder_collisions(&agencies));
    errors.sort_by_key(|error| {
        let span = error.diagnostic.span.as_ref();
        (error.row_number, span.map(|span| span.byte_range.start))
    });
    if errors.is_empty() && agencies.is_empty() {
        errors.push(SpreadsheetError::for_whole_sheet(
            NetworkProblem::SpreadsheetWithoutRows,
        ));
    }
    if !errors.is_empty() {
        return Err(StageError::InvalidInput);
    }
    let folder = out.or(base.parent()).unwrap_or(Path::new(""));
    let parent_folder = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let artifacts = render_agency_artifacts(&agencies, parent_folder, base);
    let mut is_up_to_date = true;
    for artifact in &artifacts {
        let existing = source::read_optional_file(&folder.join(&artifact.path))?;
        is_up_to_date &=
            existing.is_some_and(|bytes| has_same_content(&artifact.path, &bytes, &artifact.bytes));
    }
    match output::write_user_files(folder, &artifacts)? {
        WriteOutcome::Blocked(conflicts) => {
            errors.extend(conflicts.into_iter().map(|conflict| {
                let path = conflict.path.display().to_string();
                SpreadsheetError::for_whole_sheet(NetworkProblem::AgencyFileExists { path })
            }));
            Err(StageError::InvalidInput)
        }
        WriteOutcome::Written => Ok(CreatedAgencies {
            parent_folder: parent_folder.to_owned(),
            agency_count: agencies.len(),
            placeholder_cells: agencies
                .into_iter()
                .flat_map(|agency| agency.placeholder_cells)
                .collect(),
            is_up_to_date,
        }),
    }
}

/// Reads the spreadsheet, and the base file with the files it extends.
fn read_spreadsheet_and_bases(
    table: &Path,
    base: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<(CsvTable, Vec<TomlTable>), StageError> {
    let name = table.display().to_string();
    let bytes = source::read_file(table)?;
    if let Some(file_kind) = csv::detect_non_csv_file(&bytes) {
        let problem = NetworkProblem::SpreadsheetNotCsv {
            path: name,
            file_kind,
        };
        return Err(diagnostics.push_fatal(problem));
    }
    let mut undecoded = Diagnostics::new();
    let Ok(file) = source::decode_utf8_file(&name, &bytes, &mut undecoded) else {
        diagnostics.extend(
            undecoded
                .into_iter()
                .map(|diagnostic| match diagnostic.problem {
                    Problem::Source(SourceProblem::NotUtf8 { .. }) => Diagnostic {
                        problem: Problem::Network(NetworkProblem::SpreadsheetNotUtf8),
                        ..diagnostic
                    },
                    _ => diagnostic,
                }),
        );
        return Err(StageError::InvalidInput);
    };
    let files = agency_file::read_agency_files(base, diagnostics)?;
    // Errors in a base that can be parsed are reported elsewhere.
    let mut in_bases = Diagnostics::new();
    let parsed = files
        .iter()
        .map(|file| toml::parse_toml_file(file, &mut in_bases));
    let parsed: Vec<Result<TomlTable, StageError>> = parsed.collect();
    let bases: Result<Vec<TomlTable>, StageError> = parsed.into_iter().collect();
    if bases.is_err() {
        diagnostics.extend(in_bases);
    }
    Ok((csv::read_csv_table(&file), bases?))
}

/// Finds agencies with the same folder name.
fn find_folder_collisions(agencies: &[AgencyRow]) -> Vec<SpreadsheetError> {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for agency in agencies {
        let folder = slug_from_agency_name(&agency.agency_name);
        match rows.get(&folder) {
            None => {
                rows.insert(folder, agency.row_number);
            }
            Some(&earlier) => errors.push(SpreadsheetError {
                row_number: Some(agency.row_number),
                ..SpreadsheetError::for_whole_sheet(NetworkProblem::DuplicateAgencyFolder {
                    folder,
                    earlier_row: earlier,
                })
            }),
        }
    }
    errors
}

/// Returns the file of each agency, and the schema for editors beside their folders.
fn render_agency_artifacts(agencies: &[AgencyRow], folder: &Path, base: &Path) -> Vec<Artifact> {
    let absolute = source::canonical_output_path(folder);
    let extends = format!(
        "../{}",
        relative_path(&absolute, &source::canonical_path(base))
    );
    let schema_path = format!("../{}", schema::SCHEMA_FILE_NAME);
    let of_agency = |agency: &AgencyRow| Artifact {
        path: format!("{}/agency.toml", slug_from_agency_name(&agency.agency_name)),
        bytes: spreadsheet::render_agency_toml(agency, &schema_path, &extends).into_bytes(),
    };
    let schema = Artifact {
        path: schema::SCHEMA_FILE_NAME.to_owned(),
        bytes: schema::agency_json_schema().into_bytes(),
    };
    std::iter::once(schema)
        .chain(agencies.iter().map(of_agency))
        .collect()
}
