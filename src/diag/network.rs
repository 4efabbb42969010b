//! What can be wrong when one command is about many agencies.

use super::message_format::{and, did_you_mean};
use super::problem_description::{Describe, Description, say};

/// A problem of several agencies together.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkProblem {
    /// A folder or pattern without an agency's file.
    NoAgencies { place: String },
    /// A pattern that is none.
    BadPattern {
        pattern: String,
        /// In the words of the library that reads it.
        fault: &'static str,
    },
    /// Agencies whose packets would be written to one folder.
    OneFolder { folder: String, files: Vec<String> },

    // a spreadsheet of agencies
    /// A spreadsheet that is not UTF-8.
    SpreadsheetEncoding,
    /// A spreadsheet without a row below its headings.
    NoRows,
    /// A heading that is no setting's.
    UnknownColumn {
        written: String,
        nearest: Option<String>,
    },
    /// Two columns for one setting.
    ColumnTwice { written: String, earlier: String },
    /// No column for the agencies' names.
    NoNameColumn,
    /// A cell with quotes that never close.
    UnclosedCell,
    /// A cell in a column without a heading.
    NoHeading,
    /// A row without an agency's name.
    RowWithoutName,
    /// Two rows whose agencies would go into one folder.
    SameFolder { folder: String, earlier: usize },
    /// A cell that is no date.
    CellDate { written: String },
    /// A cell that is no number.
    CellNumber { written: String },
    /// A cell that is neither yes nor no.
    CellFlag { written: String },
    /// A file that would be written over.
    AgencyInTheWay { path: String },
}

impl Describe for NetworkProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoAgencies { .. } => "no-agencies",
            Self::BadPattern { .. } => "bad-pattern",
            Self::OneFolder { .. } => "one-folder-for-two",
            Self::SpreadsheetEncoding => "spreadsheet-encoding",
            Self::NoRows => "no-rows",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::ColumnTwice { .. } => "column-twice",
            Self::NoNameColumn => "no-name-column",
            Self::UnclosedCell => "unclosed-cell",
            Self::NoHeading => "no-heading",
            Self::RowWithoutName => "row-without-name",
            Self::SameFolder { .. } => "same-folder",
            Self::CellDate { .. } => "cell-date",
            Self::CellNumber { .. } => "cell-number",
            Self::CellFlag { .. } => "cell-yes-or-no",
            Self::AgencyInTheWay { .. } => "agency-in-the-way",
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::NoAgencies { place } => say(
                format!("there is no agency's file in `{place}`"),
                "name a folder with files like `lakes.toml`, or with folders that have an `agency.toml` each",
            ),
            Self::BadPattern { pattern, fault } => say(
                format!("`{pattern}` is no pattern for files: {fault}"),
                "a `*` stands for any letters in a name: `'clinics/*.toml'`",
            ),
            Self::OneFolder { folder, files } => say(
                format!(
                    "the packets of {} would go to one folder, `{folder}`",
                    and(files)
                ),
                "give each agency a `name` of its own, or build them one by one with different `--out`",
            ),
            Self::SpreadsheetEncoding => say(
                "the table is not saved as UTF-8, and letters like é would come out wrong",
                "in Excel, File > Save As > CSV UTF-8 (Comma delimited)",
            ),
            Self::NoRows => say(
                "there is no agency below the headings",
                "put one agency in each row; the first row names the columns",
            ),
            Self::UnknownColumn { written, nearest } => say(
                format!("`{written}` is not the name of a setting"),
                did_you_mean(
                    nearest.as_deref(),
                    "name columns as the settings of agency.toml are: `name`, `phone`, `policy.number`, `sites[1].name`",
                ),
            ),
            Self::ColumnTwice { written, earlier } => say(
                format!("`{written}` is the same setting as column {earlier}"),
                "take one of the two columns away, or number them: `sites[1].name`, `sites[2].name`",
            ),
            Self::NoNameColumn => say(
                "no column is headed `name`",
                "head the column with the names of the agencies with `name`",
            ),
            Self::UnclosedCell => say(
                "a quotation mark begins here and does not end, so that all that follows is one cell",
                "open the table in a spreadsheet and save it again as CSV",
            ),
            Self::NoHeading => say(
                "the cell stands in a column without a heading",
                "head the column with the name of a setting, or empty the cell",
            ),
            Self::RowWithoutName => say(
                "the row has no agency's name",
                "fill the column `name`, or empty the row",
            ),
            Self::SameFolder { folder, earlier } => say(
                format!(
                    "the agency would go into the folder `{folder}`, as that of row {earlier} does"
                ),
                "give each agency a name of its own",
            ),
            Self::CellDate { written } => say(
                format!("`{written}` is not a date"),
                "write year-month-day, `2026-12-01`, or month/day/year, `12/1/2026`",
            ),
            Self::CellNumber { written } => say(
                format!("`{written}` is not a whole number"),
                "write digits alone: `12`",
            ),
            Self::CellFlag { written } => say(
                format!("`{written}` is neither yes nor no"),
                "write `yes` or `no`",
            ),
            Self::AgencyInTheWay { path } => say(
                format!("`{path}` is there already, with other words in it"),
                "take the agency out of the table, move the file away, or name another folder with `--out`",
            ),
        }
    }
}
