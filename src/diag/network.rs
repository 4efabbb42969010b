//! Problems of a command that handles several agencies, and of a spreadsheet of agencies.

use super::message_format::{did_you_mean_hint, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of several agencies together.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkProblem {
    /// A folder or pattern that matches no agency file.
    NoAgencies { path: String },
    /// An invalid file pattern.
    InvalidGlobPattern {
        pattern: String,
        /// The glob library's message.
        reason: &'static str,
    },
    /// Several packets would be written to the same folder.
    OutputFolderClash {
        folder: String,
        agency_files: Vec<String>,
    },

    /// A spreadsheet that is not UTF-8.
    SpreadsheetNotUtf8,
    /// A spreadsheet with no rows below its headings.
    SpreadsheetWithoutRows,
    /// A column heading that is not a setting.
    UnknownColumn {
        heading: String,
        nearest: Option<String>,
    },
    /// Two columns for the same setting.
    DuplicateColumn {
        heading: String,
        earlier_column: String,
    },
    /// A spreadsheet without a `name` column.
    MissingNameColumn,
    /// A cell with an unclosed quotation mark.
    UnclosedCellQuote,
    /// A cell in a column without a heading.
    CellWithoutHeading,
    /// A row without an agency's name.
    RowWithoutAgencyName,
    /// Two rows with the same agency folder.
    DuplicateAgencyFolder { folder: String, earlier_row: usize },
    /// A cell that is not a date.
    InvalidDateCell { cell_text: String },
    /// A cell that is not a whole number.
    InvalidNumberCell { cell_text: String },
    /// A cell that is neither yes nor no.
    InvalidBooleanCell { cell_text: String },
    /// An agency file that already exists with different content.
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
            Self::NoAgencies { path } => new_description(
                format!("there is no agency file in `{path}`"),
                "name a folder that contains files such as `agency.toml` or `cedar-valley.toml`, or folders with an `agency.toml` each",
            ),
            Self::InvalidGlobPattern { pattern, reason } => new_description(
                format!("`{pattern}` is not a valid file pattern: {reason}"),
                "use `*` for any characters in a name: `'clinics/*.toml'`",
            ),
            Self::OutputFolderClash {
                folder,
                agency_files,
            } => new_description(
                format!(
                    "the packets of {} would go to the same folder, `{folder}`",
                    join_quoted_with_and(agency_files)
                ),
                "give each agency its own `name`, or build them one at a time with different `--out` folders",
            ),
            Self::SpreadsheetNotUtf8 => new_description(
                "the spreadsheet is not saved as CSV UTF-8, so it cannot be read correctly",
                "in Excel, File > Save As > CSV UTF-8 (Comma delimited)",
            ),
            Self::SpreadsheetWithoutRows => new_description(
                "there are no agencies below the headings",
                "put one agency in each row, and the column names in the first row",
            ),
            Self::UnknownColumn { heading, nearest } => new_description(
                format!("`{heading}` is not the name of a setting"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "delete the column, or name it after a setting: `name`, `phone`, `policy.number`, `sites[1].name`; agency.example.toml lists the settings",
                ),
            ),
            Self::DuplicateColumn {
                heading,
                earlier_column,
            } => new_description(
                format!("`{heading}` is the same setting as column {earlier_column}"),
                "delete one of the two columns, or number them: `sites[1].name`, `sites[2].name`",
            ),
            Self::MissingNameColumn => new_description(
                "there is no `name` column",
                "write `name` at the top of the column with the agencies' names",
            ),
            Self::UnclosedCellQuote => new_description(
                "a quotation mark opens here and is never closed, so everything after it is one cell",
                "open the file in a spreadsheet program and save it again as CSV",
            ),
            Self::CellWithoutHeading => new_description(
                "the cell is in a column without a heading",
                "write the name of a setting at the top of the column, or clear the cell",
            ),
            Self::RowWithoutAgencyName => new_description(
                "the row has no agency name",
                "fill in the `name` column, or clear the row",
            ),
            Self::DuplicateAgencyFolder {
                folder,
                earlier_row,
            } => new_description(
                format!(
                    "the agency would go to the folder `{folder}`, as does the agency in row {earlier_row}"
                ),
                "give each agency its own name",
            ),
            Self::InvalidDateCell { cell_text } => new_description(
                format!("`{cell_text}` is not a date"),
                "write year-month-day, `2026-12-01`, or month/day/year, `12/1/2026`",
            ),
            Self::InvalidNumberCell { cell_text } => new_description(
                format!("`{cell_text}` is not a whole number"),
                "write only digits: `12`",
            ),
            Self::InvalidBooleanCell { cell_text } => new_description(
                format!("`{cell_text}` is neither yes nor no"),
                "write `yes` or `no`",
            ),
            Self::AgencyFileExists { path } => new_description(
                format!("`{path}` already exists with different content"),
                "delete the agency from the spreadsheet, move the file, or choose another folder with `--out`",
            ),
        }
    }
}
