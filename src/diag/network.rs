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
}
