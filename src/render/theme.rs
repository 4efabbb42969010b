//! How documents look, and what every writer knows of pages and directions.

use std::borrow::Cow;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::image::Image;
use crate::document::{Color, Document, PaperSize};

/// How documents look: the same for all documents of an agency.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The style sheet every HTML page carries.
    pub css: String,
    /// The faces to draw with, in the order to try them; the bytes of whole font files.
    pub fonts: Vec<FontFile>,
    /// The colour of bands, rules and large numbers; dark enough for white text on it.
    pub accent_color: Color,
    pub paper: PaperSize,
    pub logo: Option<Arc<Image>>,
}

impl Theme {
    /// The logo a document bears: none if it does not name the agency.
    pub fn logo_for(&self, document: &Document) -> Option<&Arc<Image>> {
        self.logo
            .as_ref()
            .filter(|_| !document.agency_name.is_empty())
    }
}

/// A font file; a copy shares its bytes.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// For messages and the PDF: `NotoSans-Regular.ttf`.
    pub name: Cow<'static, str>,
    pub bytes: Arc<Cow<'static, [u8]>>,
}

impl FontFile {
    /// A face that the program carries.
    pub fn built_in(name: &'static str, bytes: &'static [u8]) -> Self {
        Self {
            name: Cow::Borrowed(name),
            bytes: Arc::new(Cow::Borrowed(bytes)),
        }
    }
}

/// How many strips there are to tear off along the foot of a poster.
pub(crate) const TEAR_OFF_COUNT: usize = 10;

/// Whether a language is written from right to left: by its script if the tag names one, else by
/// the script it is usually written in.
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
