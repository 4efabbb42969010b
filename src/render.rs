//! Renders a document as the bytes of one file in one format, without reading or writing files.

mod bidi_isolates;
pub mod document_style;
pub mod docx;
pub mod html;
pub mod image;
pub mod markdown;
pub mod pdf;
mod phone_number_breaks;
mod print_scale;
pub mod theme;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diag::{Diagnostics, StageError};
use crate::document::review_form::HtmlReviewForm;
use crate::document::{Document, DocumentLayout, PaperSize};
pub use theme::{FontFile, Theme, is_rtl_language};

/// A file format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutputFormat {
    /// Markdown text, `.md`.
    Markdown,
    /// One self-contained page, `.html`.
    Html,
    /// A tagged, print-ready PDF, `.pdf`.
    Pdf,
    /// A Word document to edit, `.docx`.
    Docx,
}

impl OutputFormat {
    /// Every format, in the order in which the files of a document are listed.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Pdf, Self::Docx];

    /// Returns the name of the format in the index of a packet.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "Word",
        }
    }

    /// Returns the name of the format on the command line.
    pub fn cli_name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Returns the extension of a file in this format, without the dot.
    pub fn file_extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

impl FontFile {
    /// Returns a font of the agency; none if the file is not a font that can be embedded in a PDF.
    pub fn parse_embeddable(name: String, bytes: Vec<u8>) -> Option<Self> {
        let face = Self {
            name: Cow::Owned(name),
            bytes: Arc::new(Cow::Owned(bytes)),
        };
        pdf::can_embed_face(&face).then_some(face)
    }
}

/// Renders documents with the same theme; keeps parsed fonts and shaped text from one document to the next.
#[derive(Clone)]
pub struct Renderer {
    theme: Theme,
    /// The theme of documents that are neither posters nor cards: on letter where the theme has tabloid.
    non_tabloid_theme: Theme,
    fonts: pdf::FontSet,
}

impl Renderer {
    /// Returns a renderer for a theme.
    pub fn new(theme: Theme) -> Self {
        Self {
            fonts: pdf::FontSet::new(&theme.fonts),
            non_tabloid_theme: replace_tabloid_paper(&theme),
            theme,
        }
    }

    /// Changes the theme. If it has the same fonts, the parsed fonts and the text shaped with them are kept; the
    /// output is that of a new renderer.
    pub fn set_theme(&mut self, theme: Theme) {
        if !is_same_font_list(&self.theme.fonts, &theme.fonts) {
            self.fonts = pdf::FontSet::new(&theme.fonts);
        }
        self.non_tabloid_theme = replace_tabloid_paper(&theme);
        self.theme = theme;
    }

    /// Returns the theme of posters and cards.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Returns the document as the bytes of a file.
    ///
    /// In Markdown the logo is the file [`image::Image::file_name`] beside the document. Only posters and cards are
    /// printed on tabloid paper; other documents use letter instead.
    ///
    /// # Errors
    /// Stops if the format cannot show the document.
    pub fn render(
        &mut self,
        document: &Document,
        format: OutputFormat,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<u8>, StageError> {
        let theme = theme_for_document(document, &self.theme, &self.non_tabloid_theme);
        match format {
            OutputFormat::Markdown => Ok(markdown::render_markdown_with_logo(
                document,
                theme.logo_for(document),
            )
            .into_bytes()),
            OutputFormat::Html => Ok(html::render_html(document, theme).into_bytes()),
            OutputFormat::Pdf => pdf::render_pdf(document, theme, &mut self.fonts, diagnostics),
            OutputFormat::Docx => Ok(docx::render_docx(document, theme)),
        }
    }

    /// Reports what would make [`Self::render`] fail in some format; much faster than rendering.
    pub fn check_renderable(&mut self, document: &Document, diagnostics: &mut Diagnostics) {
        let theme = theme_for_document(document, &self.theme, &self.non_tabloid_theme);
        pdf::check_pdf_layout(document, theme, &mut self.fonts, diagnostics);
    }

    /// Returns one PDF with all the documents, in their order; none is on tabloid paper.
    pub fn render_combined_pdf(
        &mut self,
        documents: &[&Document],
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<u8>, StageError> {
        pdf::render_combined_pdf(
            documents,
            &self.non_tabloid_theme,
            &mut self.fonts,
            diagnostics,
        )
    }

    /// Returns the review form of a document as one HTML page that works offline.
    pub fn render_review_form_html(&self, form: &HtmlReviewForm<'_>) -> Vec<u8> {
        html::render_review_form(form, &self.non_tabloid_theme).into_bytes()
    }
}

/// Returns the theme with letter paper if it has tabloid paper.
fn replace_tabloid_paper(theme: &Theme) -> Theme {
    let paper = match theme.paper {
        PaperSize::Tabloid => PaperSize::Letter,
        PaperSize::Letter | PaperSize::Legal | PaperSize::A4 => theme.paper,
    };
    Theme {
        paper,
        ..theme.clone()
    }
}

/// Whether both lists have the same fonts in the same order; fonts with equal bytes at different addresses differ.
fn is_same_font_list(one: &[FontFile], other: &[FontFile]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            let (first, second): (&[u8], &[u8]) = (&one.bytes, &other.bytes);
            one.name == other.name && std::ptr::eq(first, second)
        })
}

/// Returns `theme` for posters and cards, else `non_tabloid`.
fn theme_for_document<'a>(
    document: &Document,
    theme: &'a Theme,
    non_tabloid: &'a Theme,
) -> &'a Theme {
    match document.layout {
        DocumentLayout::Poster | DocumentLayout::Cards => theme,
        DocumentLayout::Policy
        | DocumentLayout::Form
        | DocumentLayout::Notice
        | DocumentLayout::PacketIndex => non_tabloid,
    }
}
