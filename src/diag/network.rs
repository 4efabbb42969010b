//! Problems of a command that handles several agencies, and of a spreadsheet of agencies.

use jiff::civil::Date;

use super::message_format::{did_you_mean_hint, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of several agencies together.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkProblem {
    /// A folder or pattern that matches no agency file.
    NoAgencies { path: String },
    /// Several packets would be written to the same folder.
    OutputFolderClash {
        folder: String,
        agency_files: Vec<String>,
    },

    /// A spreadsheet that is not UTF-8.
    SpreadsheetNotUtf8,
    /// A file of a spreadsheet program, or another file that is not text.
    SpreadsheetNotCsv {
        path: String,
        /// What it is: `an Excel workbook`.
        file_kind: &'static str,
    },
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
    /// A row of totals below the agencies.
    TotalRow { label: String },
    /// A cell with a formula instead of its result.
    FormulaCell { formula: String },
    /// Two rows with the same agency folder.
    DuplicateAgencyFolder { folder: String, earlier_row: usize },
    /// A cell that is not a date.
    InvalidDateCell {
        cell_text: String,
        /// The day that a spreadsheet stores as this number.
        serial_date: Option<Date>,
    },
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
            Self::OutputFolderClash { .. } => "duplicate-output-folder",
            Self::SpreadsheetNotUtf8 => "spreadsheet-encoding",
            Self::SpreadsheetNotCsv { .. } => "not-csv",
            Self::SpreadsheetWithoutRows => "no-rows",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::DuplicateColumn { .. } => "duplicate-column",
            Self::MissingNameColumn => "no-name-column",
            Self::UnclosedCellQuote => "unclosed-cell",
            Self::CellWithoutHeading => "column-without-heading",
            Self::RowWithoutAgencyName => "row-without-name",
            Self::TotalRow { .. } => "total-row",
            Self::FormulaCell { .. } => "cell-formula",
            Self::DuplicateAgencyFolder { .. } => "duplicate-agency-folder",
            Self::InvalidDateCell { .. } => "cell-date",
            Self::InvalidNumberCell { .. } => "cell-number",
            Self::InvalidBooleanCell { .. } => "cell-yes-or-no",
            Self::AgencyFileExists { .. } => "agency-file-exists",
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::NoAgencies { path } => new_description(
                format!("there is no agency file in `{path}`"),
                "name a folder that contains files such as `agency.toml` or `cedar-valley.toml`, or folders with an `agency.toml` each",
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
            Self::SpreadsheetNotCsv { path, file_kind } => new_description(
                format!("`{path}` is {file_kind}, not a CSV file"),
                "open it and save the sheet with the agencies as CSV: in Excel, File > Save As > CSV UTF-8 (Comma delimited); in LibreOffice, File > Save As > Text CSV; in Google Sheets, File > Download > Comma-separated values; then name that file",
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
            Self::TotalRow { label } => new_description(
                format!("`{label}` is a total, not the name of an agency"),
                "delete the row",
            ),
            Self::FormulaCell { formula } => new_description(
                format!("`{formula}` is a formula, not its result"),
                "type the value in its place, and format the column as text: in Excel, Format Cells > Text",
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
            Self::InvalidDateCell {
                cell_text,
                serial_date: Some(date),
            } => new_description(
                format!(
                    "`{cell_text}` is not a date, but the number that a spreadsheet stores for {date}"
                ),
                format!(
                    "write `{date}` if that is the day you mean, and format the column as text: in Excel, Format Cells > Text"
                ),
            ),
            Self::InvalidDateCell {
                cell_text,
                serial_date: None,
            } => new_description(
                format!("`{cell_text}` is not a date"),
                "write year-month-day, such as `2026-12-01`, or month/day/year, such as `12/1/2026`",
            ),
            Self::InvalidNumberCell { cell_text } => new_description(
                format!("`{cell_text}` is not a whole number"),
                "write only digits, such as `12`",
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
