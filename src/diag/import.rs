//! Problems of an edited Word file that is imported.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of a Word file.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportProblem {
    UnreadableDocx {
        path: String,
        error: DocxReadError,
    },
    /// The file does not name the document it was made from.
    UnidentifiedDocument {
        path: String,
        available_documents: Vec<String>,
    },
    /// The document is a translation; only English documents are imported.
    NotEnglish {
        document: String,
    },
    /// The file has no line in common with the document.
    UnrelatedDocument {
        path: String,
        document: String,
    },
}

impl DomainProblem for ImportProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnreadableDocx { .. } => "invalid-word-file",
            Self::UnidentifiedDocument { .. } => "unidentified-word-file",
            Self::NotEnglish { .. } => "translated-word-file",
            Self::UnrelatedDocument { .. } => "unrelated-word-file",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnreadableDocx { path, error } => {
                let (what, way_out) = describe_docx_error(*error);
                new_description(format!("`{path}` {what}"), way_out)
            }
            Self::UnidentifiedDocument {
                path,
                available_documents,
            } => new_description(
                format!("`{path}` does not say which document it was made from"),
                format!(
                    "name it with `--document`: {}",
                    available_documents.join(", ")
                ),
            ),
            Self::NotEnglish { document } => new_description(
                format!("`{document}` is a translation; change a translation in its template"),
                "write its templates with `policypress eject`, and change the text there",
            ),
            Self::UnrelatedDocument { path, document } => new_description(
                format!("`{path}` has no line in common with `{document}`"),
                "use the file that `policypress build --format docx` made, or name its document with `--document`",
            ),
        }
    }
}

/// Why a Word file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocxReadError {
    NotDocx(NonDocxFormat),
    /// A ZIP file that contains no Word document.
    MissingDocumentPart,
    /// The ZIP file or its XML is damaged.
    Corrupted,
    /// The unpacked content exceeds the limit.
    TooLarge,
    /// XML with entity definitions, which Word never writes.
    XmlEntities,
}

/// File formats that are mistaken for a Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonDocxFormat {
    /// A Word file from before 2007 or with a password: both are OLE compound files.
    LegacyOrEncryptedWord,
    RichText,
    Pdf,
    /// The default format of `LibreOffice`.
    OpenDocument,
    Unknown,
}

fn describe_docx_error(error: DocxReadError) -> (&'static str, &'static str) {
    match error {
        DocxReadError::NotDocx(NonDocxFormat::LegacyOrEncryptedWord) => (
            "is a Word file from before 2007, or has a password",
            "open it in Word, remove the password, and save it as `Word Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::RichText) => (
            "is rich text, not a Word file",
            "open it in Word and save it as `Word Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::Pdf) => {
            ("is a PDF, not a Word file", "use the edited .docx file")
        }
        DocxReadError::NotDocx(NonDocxFormat::OpenDocument) => (
            "is an OpenDocument file, not a Word file",
            "open it in LibreOffice and save it as `Word 2010-365 Document (.docx)`",
        ),
        DocxReadError::NotDocx(NonDocxFormat::Unknown) => {
            ("is not a Word file", "use the edited .docx file")
        }
        DocxReadError::MissingDocumentPart => {
            ("contains no Word document", "use the edited .docx file")
        }
        DocxReadError::Corrupted => (
            "is damaged and cannot be read",
            "open it in Word and save it again; Word can often repair a file",
        ),
        DocxReadError::TooLarge => (
            "is larger than any document of policypress: more than 5,000 lines, or 64 MB of text",
            "use the edited .docx file",
        ),
        DocxReadError::XmlEntities => (
            "defines its own XML entities, which no word processor does",
            "do not use this file; ask the sender to save it again in Word",
        ),
    }
}
