//! What can be wrong with a Word file that is read back.

use crate::source::docx::Fault;

/// A problem of a Word file.
#[derive(Debug, Clone, PartialEq)]
pub enum WordProblem {
    /// It cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        fault: Fault,
    },
    /// It does not say which document it was made from.
    NoName {
        /// The file.
        path: String,
        /// The documents there are.
        known: Vec<String>,
    },
    /// It is not in English, the language of an agency's own words.
    OtherLanguage {
        /// The document.
        document: String,
    },
    /// The file has no line that the document has: it is another one.
    NothingAlike {
        /// The file.
        path: String,
        /// The document.
        document: String,
    },
}
