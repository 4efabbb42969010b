//! What can be wrong with a Word file that is read back.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of a Word file.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportProblem {
    UnreadableDocx {
        path: String,
        error: DocxReadError,
    },
    /// It does not say which document it was made from.
    UnidentifiedDocument {
        path: String,
        available_documents: Vec<String>,
    },
    /// It is not in English, the language of an agency's own words.
    NotEnglish {
        document: String,
    },
    /// The file has no line that the document has: it is another one.
    UnrelatedDocument {
        path: String,
        document: String,
    },
}

impl DomainProblem for ImportProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnreadableDocx { .. } => "word-file",
            Self::UnidentifiedDocument { .. } => "word-name",
            Self::NotEnglish { .. } => "word-language",
            Self::UnrelatedDocument { .. } => "word-other",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnreadableDocx { path, error: fault } => {
                let (what, way_out) = describe_docx_error(*fault);
                new_description(format!("`{path}` {what}"), way_out)
            }
            Self::UnidentifiedDocument {
                path,
                available_documents: known,
            } => new_description(
                format!("`{path}` does not say which document it was made from"),
                format!("name it with `--document`: {}", known.join(", ")),
            ),
            Self::NotEnglish { document } => new_description(
                format!("`{document}` is a translation, which is changed in its template"),
                "write its templates out with `policypress eject`, and change the words there",
            ),
            Self::UnrelatedDocument { path, document } => new_description(
                format!("`{path}` has no line in common with `{document}`"),
                "take the file that `policypress build --format docx` made, or name its document with `--document`",
            ),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocxReadError {
    NotDocx(NonDocxFormat),
    /// A ZIP file without a Word document in it.
    MissingDocumentPart,
    /// Broken: the ZIP file or the XML in it.
    Corrupted,
    /// Larger, unpacked, than any policy.
    TooLarge,
    /// XML with definitions of its own, which Word never writes.
    XmlEntities,
}

/// Kinds of files that people take for a Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonDocxFormat {
    /// Word before 2007, or a Word file with a password: both look alike from outside.
    LegacyOrEncryptedWord,
    RichText,
    Pdf,
    /// What `LibreOffice` saves by itself.
    OpenDocument,
    Unknown,
}

fn describe_docx_error(fault: DocxReadError) -> (&'static str, &'static str) {
    match fault {
        DocxReadError::NotDocx(NonDocxFormat::LegacyOrEncryptedWord) => (
            "is a Word file of the kind from before 2007, or has a password",
            "open it in Word, take the password away, and save it as `Word Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::RichText) => (
            "is rich text, not a Word file",
            "open it in Word and save it as `Word Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::Pdf) => (
            "is a PDF, not a Word file",
            "take the .docx file that was edited",
        ),
        DocxReadError::NotDocx(NonDocxFormat::OpenDocument) => (
            "is an OpenDocument file, not a Word file",
            "open it in LibreOffice and save it as `Word 2010-365 Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::Unknown) => {
            ("is not a Word file", "take the .docx file that was edited")
        }
        DocxReadError::MissingDocumentPart => (
            "holds no Word document",
            "take the .docx file that was edited",
        ),
        DocxReadError::Corrupted => (
            "is broken: what is packed in it cannot be read",
            "open it in Word and save it anew; Word can often repair a file",
        ),
        DocxReadError::TooLarge => (
            "holds more than any document of ours: more than 5,000 lines, or 64 MB of text",
            "take the .docx file that was edited",
        ),
        DocxReadError::XmlEntities => (
            "defines names of its own in its XML, which no word processor does",
            "do not use this file; ask who sent it to save it anew in Word",
        ),
    }
}
