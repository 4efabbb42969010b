//! From one document to one file in one format. Pure: bytes come back, nothing is opened.

mod bidi_isolates;
pub mod document_style;
pub mod docx;
pub mod html;
pub mod image;
pub mod markdown;
pub mod pdf;
mod print_scale;
pub mod theme;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diag::{Diagnostics, StageError};
use crate::document::review_form::ReviewForm;
use crate::document::{Document, DocumentLayout, PaperSize};
pub use theme::{FontFile, Theme, is_rtl_language};

/// The formats a document can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutputFormat {
    /// Plain text with marks, `.md`.
    Markdown,
    /// One self-contained page, `.html`.
    Html,
    /// Tagged pages to print, `.pdf`.
    Pdf,
    /// Pages to edit and mark up, `.docx`.
    Docx,
}

impl OutputFormat {
    /// Every format, in the order in which the files of a document are listed.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Pdf, Self::Docx];

    /// Returns what the index of a packet calls it.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "Word",
        }
    }

    /// Returns its name as an option of the command line.
    pub fn cli_name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// The ending of a file in this format, without the dot.
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
    /// A face of the agency's own; none if the file is no font that a PDF can embed.
    pub fn parse_embeddable(name: String, bytes: Vec<u8>) -> Option<Self> {
        let face = Self {
            name: Cow::Owned(name),
            bytes: Arc::new(Cow::Owned(bytes)),
        };
        pdf::can_embed_face(&face).then_some(face)
    }
}

/// Writes documents that share a look; made once, used for many.
#[derive(Clone)]
pub struct Renderer {
    theme: Theme,
    /// For what is read at a desk: as the theme, and never on tabloid.
    non_tabloid_theme: Theme,
    fonts: pdf::FontSet,
}

impl Renderer {
    /// A renderer for that look.
    pub fn new(theme: Theme) -> Self {
        Self {
            fonts: pdf::FontSet::new(&theme.fonts),
            non_tabloid_theme: replace_tabloid_paper(&theme),
            theme,
        }
    }

    /// Changes the theme. Faces that both themes have stay parsed, with the words shaped in them; what is rendered is
    /// the same as by a new renderer.
    pub fn set_theme(&mut self, theme: Theme) {
        if !is_same_font_list(&self.theme.fonts, &theme.fonts) {
            self.fonts = pdf::FontSet::new(&theme.fonts);
        }
        self.non_tabloid_theme = replace_tabloid_paper(&theme);
        self.theme = theme;
    }

    /// The look every document of the agency shares.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Returns the document as one whole file; stops if the format cannot show it.
    ///
    /// In Markdown the logo is the file [`picture::Picture::file_name`] beside the document. Tabloid is for
    /// posters and cards: other documents are made for letter.
    pub fn render(
        &mut self,
        document: &Document,
        format: OutputFormat,
        found: &mut Diagnostics,
    ) -> Result<Vec<u8>, StageError> {
        let theme = theme_for_document(document, &self.theme, &self.non_tabloid_theme);
        match format {
            OutputFormat::Markdown => Ok(markdown::render_markdown_with_logo(
                document,
                theme.logo_for(document),
            )
            .into_bytes()),
            OutputFormat::Html => Ok(html::render_html(document, theme).into_bytes()),
            OutputFormat::Pdf => pdf::render_pdf(document, theme, &mut self.fonts, found),
            OutputFormat::Docx => Ok(docx::render_docx(document, theme)),
        }
    }

    /// Adds what would keep [`Self::render`] from making the document in some format; much quicker than to
    /// make it.
    pub fn check_renderable(&mut self, document: &Document, found: &mut Diagnostics) {
        let theme = theme_for_document(document, &self.theme, &self.non_tabloid_theme);
        pdf::check_pdf_layout(document, theme, &mut self.fonts, found);
    }

    /// Documents bound in one PDF, in their order, all on the sheet of what is read at a desk.
    pub fn render_combined_pdf(
        &mut self,
        documents: &[&Document],
        found: &mut Diagnostics,
    ) -> Result<Vec<u8>, StageError> {
        pdf::render_combined_pdf(documents, &self.non_tabloid_theme, &mut self.fonts, found)
    }

    /// A form about a document, as one page that works without a network.
    pub fn render_review_form_html(&self, form: &ReviewForm<'_>) -> Vec<u8> {
        html::render_review_form(form, &self.non_tabloid_theme).into_bytes()
    }
}

/// The look of what is read at a desk.
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

/// Whether both are the same files in the same order; a copy of a file counts as another.
fn is_same_font_list(one: &[FontFile], other: &[FontFile]) -> bool {
    let same = |(one, other): (&FontFile, &FontFile)| {
        let (first, second): (&[u8], &[u8]) = (&one.bytes, &other.bytes);
        one.name == other.name && std::ptr::eq(first, second)
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Returns the theme of a document: that of posters, or that of what is read at a desk.
fn theme_for_document<'a>(document: &Document, theme: &'a Theme, reading: &'a Theme) -> &'a Theme {
    match document.layout {
        DocumentLayout::Poster | DocumentLayout::Cards => theme,
        DocumentLayout::Policy
        | DocumentLayout::Form
        | DocumentLayout::Notice
        | DocumentLayout::PacketIndex => reading,
    }
}
