//! What options take as values, as it is typed.

use clap::ValueEnum;

use crate::document::PaperSize;
use crate::render::Format;

/// The formats of documents, as they are named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// Text with marks, to edit.
    #[value(alias = "md")]
    Markdown,
    /// A page for a browser.
    Html,
    /// Pages to print.
    Pdf,
    /// Pages for Word, to edit and mark up; print posters and cards from PDF.
    #[value(alias = "word")]
    Docx,
}

/// The sheets, as they are named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperName {
    /// 8.5 x 11 inches.
    Letter,
    /// 8.5 x 14 inches.
    Legal,
    /// 210 x 297 millimetres.
    A4,
    /// 11 x 17 inches, for posters.
    Tabloid,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Markdown => Self::Markdown,
            FormatName::Html => Self::Html,
            FormatName::Pdf => Self::Pdf,
            FormatName::Docx => Self::Docx,
        }
    }
}

impl From<PaperName> for PaperSize {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::Letter => Self::Letter,
            PaperName::Legal => Self::Legal,
            PaperName::A4 => Self::A4,
            PaperName::Tabloid => Self::Tabloid,
        }
    }
}
