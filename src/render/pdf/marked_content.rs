//! What those who write pages and those who tag them both know of a file.

/// A file in the making.
pub(super) type PdfFile = lopdf::Document;

/// The name of the logo among the resources of a page.
pub(super) const LOGO_RESOURCE_NAME: &str = "Logo";

/// Marked content: a piece of a page with a number.
pub(super) struct MarkedContent {
    /// The page, from 0.
    pub(super) page_index: usize,
    /// Its number on the page.
    pub(super) mcid: i64,
    /// The words in the order they are read, where the glyphs stand in the other order.
    pub(super) actual_text: Option<String>,
}

/// A count as PDF has it.
pub(super) fn to_pdf_integer(count: usize) -> i64 {
    i64::try_from(count).expect("a file has fewer things than that")
}
