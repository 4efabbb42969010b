//! What can be wrong when one command is about many agencies.

/// A problem of several agencies together.
#[derive(Debug, Clone, PartialEq)]
pub enum NetworkProblem {
    /// A folder or pattern without an agency's file.
    NoAgencies {
        /// The folder or pattern.
        place: String,
    },
    /// A pattern that is none.
    BadPattern {
        /// As written.
        pattern: String,
        /// In the words of the library that reads it.
        fault: &'static str,
    },
    /// Agencies whose packets would be written to one folder.
    OneFolder {
        /// The folder.
        folder: String,
        /// The agencies' files, two or more.
        files: Vec<String>,
    },

    // a spreadsheet of agencies
    /// A spreadsheet that is not UTF-8.
    SpreadsheetEncoding,
    /// A spreadsheet without a row below its headings.
    NoRows,
    /// A heading that is no setting's.
    UnknownColumn {
        /// As written.
        written: String,
        /// The nearest heading there could be.
        nearest: Option<String>,
    },
    /// Two columns for one setting.
    ColumnTwice {
        /// As written.
        written: String,
        /// The letter of the first.
        earlier: String,
    },
    /// No column for the agencies' names.
    NoNameColumn,
    /// A cell with quotes that never close.
    UnclosedCell,
    /// A cell in a column without a heading.
    NoHeading,
    /// A row without an agency's name.
    RowWithoutName,
    /// Two rows whose agencies would go into one folder.
    SameFolder {
        /// The folder's name.
        folder: String,
        /// The row of the first.
        earlier: usize,
    },
    /// A cell that is no date.
    CellDate {
        /// As written.
        written: String,
    },
    /// A cell that is no number.
    CellNumber {
        /// As written.
        written: String,
    },
    /// A cell that is neither yes nor no.
    CellFlag {
        /// As written.
        written: String,
    },
    /// A file that would be written over.
    AgencyInTheWay {
        /// The file.
        path: String,
    },
}
