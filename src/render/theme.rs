//! The theme of an agency's documents (style sheet, fonts, accent color, paper, logo), and the direction of a language.

use std::borrow::Cow;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::image::Image;
use crate::document::{Color, Document, PaperSize};

/// The appearance that all documents of an agency share.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The style sheet of every HTML page.
    pub css: String,
    /// The fonts of the PDFs, in the order to try them.
    pub fonts: Vec<FontFile>,
    /// The color of bands, rules and large numbers; dark enough for white text on it.
    pub accent_color: Color,
    pub paper: PaperSize,
    pub logo: Option<Arc<Image>>,
}

impl Theme {
    /// Returns the logo of a document; none if the document does not name the agency.
    pub fn logo_for(&self, document: &Document) -> Option<&Arc<Image>> {
        self.logo
            .as_ref()
            .filter(|_| !document.agency_name.is_empty())
    }
}

/// A font file; a copy shares its bytes.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// The name in messages and in the PDF: `NotoSans-Regular.ttf`.
    pub name: Cow<'static, str>,
    pub bytes: Arc<Cow<'static, [u8]>>,
}

impl FontFile {
    /// Returns a font that is part of the program.
    pub fn built_in(name: &'static str, bytes: &'static [u8]) -> Self {
        Self {
            name: Cow::Borrowed(name),
            bytes: Arc::new(Cow::Borrowed(bytes)),
        }
    }
}

/// The number of tear-offs along the foot of a poster.
pub(crate) const TEAR_OFF_COUNT: usize = 10;

/// Whether a language is written from right to left, judged by the script in its tag, else by the script it is
/// usually written in.
pub fn is_rtl_language(language: &LanguageIdentifier) -> bool {
    match language.script {
        Some(script) => matches!(
            script.as_str(),
            "Adlm" | "Arab" | "Aran" | "Hebr" | "Mand" | "Nkoo" | "Rohg" | "Samr" | "Syrc" | "Thaa"
        ),
        None => matches!(
            language.language.as_str(),
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "ks"
                | "nqo"
                | "prs"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    }
}
