//! What can be wrong when one command is about many agencies.

use super::message_format::{did_you_mean_hint, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of several agencies together.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkProblem {
    /// A folder or pattern without an agency's file.
    NoAgencies { path: String },
    /// A pattern that is none.
    InvalidGlobPattern {
        pattern: String,
        /// In the words of the library that reads it.
        reason: &'static str,
    },
    /// Agencies whose packets would be written to one folder.
    OutputFolderClash {
        folder: String,
        agency_files: Vec<String>,
    },

    // a spreadsheet of agencies
    /// A spreadsheet that is not UTF-8.
    SpreadsheetNotUtf8,
    /// A spreadsheet without a row below its headings.
    SpreadsheetWithoutRows,
    /// A heading that is no setting's.
    UnknownColumn {
        heading: String,
        nearest: Option<String>,
    },
    /// Two columns for one setting.
    DuplicateColumn {
        heading: String,
        earlier_column: String,
    },
    /// No column for the agencies' names.
    MissingNameColumn,
    /// A cell with quotes that never close.
    UnclosedCellQuote,
    /// A cell in a column without a heading.
    CellWithoutHeading,
    /// A row without an agency's name.
    RowWithoutAgencyName,
    /// Two rows whose agencies would go into one folder.
    DuplicateAgencyFolder { folder: String, earlier_row: usize },
    /// A cell that is no date.
    InvalidDateCell { cell_text: String },
    /// A cell that is no number.
    InvalidNumberCell { cell_text: String },
    /// A cell that is neither yes nor no.
    InvalidBooleanCell { cell_text: String },
    /// A file that would be written over.
    AgencyFileExists { path: String },
}

impl DomainProblem for NetworkProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoAgencies { .. } => "no-agencies",
            Self::InvalidGlobPattern { .. } => "bad-pattern",
            Self::OutputFolderClash { .. } => "one-folder-for-two",
            Self::SpreadsheetNotUtf8 => "spreadsheet-encoding",
            Self::SpreadsheetWithoutRows => "no-rows",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::DuplicateColumn { .. } => "column-twice",
            Self::MissingNameColumn => "no-name-column",
            Self::UnclosedCellQuote => "unclosed-cell",
            Self::CellWithoutHeading => "no-heading",
            Self::RowWithoutAgencyName => "row-without-name",
            Self::DuplicateAgencyFolder { .. } => "same-folder",
            Self::InvalidDateCell { .. } => "cell-date",
            Self::InvalidNumberCell { .. } => "cell-number",
            Self::InvalidBooleanCell { .. } => "cell-yes-or-no",
            Self::AgencyFileExists { .. } => "agency-in-the-way",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::NoAgencies { path: place } => new_description(
                format!("there is no agency's file in `{place}`"),
                "name a folder with files like `lakes.toml`, or with folders that have an `agency.toml` each",
            ),
            Self::InvalidGlobPattern {
                pattern,
                reason: fault,
            } => new_description(
                format!("`{pattern}` is no pattern for files: {fault}"),
                "a `*` stands for any letters in a name: `'clinics/*.toml'`",
            ),
            Self::OutputFolderClash {
                folder,
                agency_files: files,
            } => new_description(
                format!(
                    "the packets of {} would go to one folder, `{folder}`",
                    join_quoted_with_and(files)
                ),
                "give each agency a `name` of its own, or build them one by one with different `--out`",
            ),
            Self::SpreadsheetNotUtf8 => new_description(
                "the table is not saved as UTF-8, and letters like é would come out wrong",
                "in Excel, File > Save As > CSV UTF-8 (Comma delimited)",
            ),
            Self::SpreadsheetWithoutRows => new_description(
                "there is no agency below the headings",
                "put one agency in each row; the first row names the columns",
            ),
            Self::UnknownColumn {
                heading: written,
                nearest,
            } => new_description(
                format!("`{written}` is not the name of a setting"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "name columns as the settings of agency.toml are: `name`, `phone`, `policy.number`, `sites[1].name`",
                ),
            ),
            Self::DuplicateColumn {
                heading: written,
                earlier_column: earlier,
            } => new_description(
                format!("`{written}` is the same setting as column {earlier}"),
                "take one of the two columns away, or number them: `sites[1].name`, `sites[2].name`",
            ),
            Self::MissingNameColumn => new_description(
                "no column is headed `name`",
                "head the column with the names of the agencies with `name`",
            ),
            Self::UnclosedCellQuote => new_description(
                "a quotation mark begins here and does not end, so that all that follows is one cell",
                "open the table in a spreadsheet and save it again as CSV",
            ),
            Self::CellWithoutHeading => new_description(
                "the cell stands in a column without a heading",
                "head the column with the name of a setting, or empty the cell",
            ),
            Self::RowWithoutAgencyName => new_description(
                "the row has no agency's name",
                "fill the column `name`, or empty the row",
            ),
            Self::DuplicateAgencyFolder {
                folder,
                earlier_row: earlier,
            } => new_description(
                format!(
                    "the agency would go into the folder `{folder}`, as that of row {earlier} does"
                ),
                "give each agency a name of its own",
            ),
            Self::InvalidDateCell { cell_text: written } => new_description(
                format!("`{written}` is not a date"),
                "write year-month-day, `2026-12-01`, or month/day/year, `12/1/2026`",
            ),
            Self::InvalidNumberCell { cell_text: written } => new_description(
                format!("`{written}` is not a whole number"),
                "write digits alone: `12`",
            ),
            Self::InvalidBooleanCell { cell_text: written } => new_description(
                format!("`{written}` is neither yes nor no"),
                "write `yes` or `no`",
            ),
            Self::AgencyFileExists { path } => new_description(
                format!("`{path}` is there already, with other words in it"),
                "take the agency out of the table, move the file away, or name another folder with `--out`",
            ),
        }
    }
}
