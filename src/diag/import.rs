//! What can be wrong with a Word file that is read back.

use super::problem_description::{Describe, Description, say};

/// A problem of a Word file.
#[derive(Debug, Clone, PartialEq)]
pub enum WordProblem {
    Unreadable {
        path: String,
        fault: WordFault,
    },
    /// It does not say which document it was made from.
    NoName {
        path: String,
        known: Vec<String>,
    },
    /// It is not in English, the language of an agency's own words.
    OtherLanguage {
        document: String,
    },
    /// The file has no line that the document has: it is another one.
    NothingAlike {
        path: String,
        document: String,
    },
}

impl Describe for WordProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "word-file",
            Self::NoName { .. } => "word-name",
            Self::OtherLanguage { .. } => "word-language",
            Self::NothingAlike { .. } => "word-other",
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::Unreadable { path, fault } => {
                let (what, way_out) = fault_words(*fault);
                say(format!("`{path}` {what}"), way_out)
            }
            Self::NoName { path, known } => say(
                format!("`{path}` does not say which document it was made from"),
                format!("name it with `--document`: {}", known.join(", ")),
            ),
            Self::OtherLanguage { document } => say(
                format!("`{document}` is a translation, which is changed in its template"),
                "write its templates out with `policypress eject`, and change the words there",
            ),
            Self::NothingAlike { path, document } => say(
                format!("`{path}` has no line in common with `{document}`"),
                "take the file that `policypress build --format docx` made, or name its document with `--document`",
            ),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordFault {
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
    RichText,
    Pdf,
    /// What `LibreOffice` saves by itself.
    OpenDocument,
    Unknown,
}

fn fault_words(fault: WordFault) -> (&'static str, &'static str) {
    match fault {
        WordFault::Other(FileKind::OldOrLocked) => (
            "is a Word file of the kind from before 2007, or has a password",
            "open it in Word, take the password away, and save it as `Word Document (.docx)`",
        ),
        WordFault::Other(FileKind::RichText) => (
            "is rich text, not a Word file",
            "open it in Word and save it as `Word Document (.docx)`",
        ),
        WordFault::Other(FileKind::Pdf) => (
            "is a PDF, not a Word file",
            "take the .docx file that was edited",
        ),
        WordFault::Other(FileKind::OpenDocument) => (
            "is an OpenDocument file, not a Word file",
            "open it in LibreOffice and save it as `Word 2010-365 Document (.docx)`",
        ),
        WordFault::Other(FileKind::Unknown) => {
            ("is not a Word file", "take the .docx file that was edited")
        }
        WordFault::NoDocument => (
            "holds no Word document",
            "take the .docx file that was edited",
        ),
        WordFault::Broken => (
            "is broken: what is packed in it cannot be read",
            "open it in Word and save it anew; Word can often repair a file",
        ),
        WordFault::TooLarge => (
            "holds more than any document of ours: more than 5,000 lines, or 64 MB of text",
            "take the .docx file that was edited",
        ),
        WordFault::Entities => (
            "defines names of its own in its XML, which no word processor does",
            "do not use this file; ask who sent it to save it anew in Word",
        ),
    }
}
