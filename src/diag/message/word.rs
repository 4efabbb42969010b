//! The sentences about Word files that are read back.

use super::{Message, error};
use crate::diag::word::{FileKind, WordFault, WordProblem};

pub(super) fn words(problem: &WordProblem) -> Message {
    match problem {
        WordProblem::Unreadable { path, fault } => {
            let (what, way_out) = fault_words(*fault);
            error("word-file", format!("`{path}` {what}"), way_out)
        }
        WordProblem::NoName { path, known } => error(
            "word-name",
            format!("`{path}` does not say which document it was made from"),
            format!("name it with `--document`: {}", known.join(", ")),
        ),
        WordProblem::OtherLanguage { document } => error(
            "word-language",
            format!("`{document}` is a translation, which is changed in its template"),
            "write its templates out with `policypress eject`, and change the words there",
        ),
        WordProblem::NothingAlike { path, document } => error(
            "word-other",
            format!("`{path}` has no line in common with `{document}`"),
            "take the file that `policypress build --format docx` made, or name its document with `--document`",
        ),
    }
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
