//! The values of `--format` and `--paper`.

use clap::ValueEnum;

use crate::document::PaperSize;
use crate::render::OutputFormat;

/// A document format, as typed on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormatArg {
    /// Markdown text.
    #[value(alias = "md")]
    Markdown,
    /// A web page.
    Html,
    /// A print-ready document.
    Pdf,
    /// A Word document; print posters and cards from PDF.
    #[value(alias = "word")]
    Docx,
}

/// A paper size, as typed on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperSizeArg {
    /// 8.5 x 11 inches.
    Letter,
    /// 8.5 x 14 inches.
    Legal,
    /// 210 x 297 millimeters.
    A4,
    /// 11 x 17 inches, for posters.
    Tabloid,
}

impl From<OutputFormatArg> for OutputFormat {
    fn from(name: OutputFormatArg) -> Self {
        match name {
            OutputFormatArg::Markdown => Self::Markdown,
            OutputFormatArg::Html => Self::Html,
            OutputFormatArg::Pdf => Self::Pdf,
            OutputFormatArg::Docx => Self::Docx,
        }
    }
}

impl From<PaperSizeArg> for PaperSize {
    fn from(name: PaperSizeArg) -> Self {
        match name {
            PaperSizeArg::Letter => Self::Letter,
            PaperSizeArg::Legal => Self::Legal,
            PaperSizeArg::A4 => Self::A4,
            PaperSizeArg::Tabloid => Self::Tabloid,
        }
    }
}
