//! What can be wrong with a Word file that is read back.

/// A problem of a Word file.
#[derive(Debug, Clone, PartialEq)]
pub enum WordProblem {
    /// It cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        fault: WordFault,
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

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordFault {
    /// Another kind of file.
    Other(FileKind),
    /// A ZIP file without a Word document in it.
    NoDocument,
    /// Broken: the ZIP file or the XML in it.
    Broken,
    /// Larger, unpacked, than any policy.
    TooLarge,
    /// XML with definitions of its own, which Word never writes.
    Entities,
}

/// Kinds of files that people take for a Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Word before 2007, or a Word file with a password: both look alike from outside.
    OldOrLocked,
    /// Rich text.
    RichText,
    /// A PDF.
    Pdf,
    /// What `LibreOffice` saves by itself.
    OpenDocument,
    /// Something else.
    Unknown,
}
