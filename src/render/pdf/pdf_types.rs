//! Types and names that both the page writer and the tagger use.

/// A PDF file that is being written.
pub(super) type PdfFile = lopdf::Document;

/// Resource name of the logo on a page.
pub(super) const LOGO_RESOURCE_NAME: &str = "Logo";

/// Tagged content as marked-content sequences on a page.
pub(super) struct MarkedContent {
    /// From 0.
    pub(super) page_index: usize,
    /// Marked-content identifiers, unique on the page. There are several where replacement text divides the content.
    pub(super) mcids: Vec<i64>,
    /// The text in reading order, if the glyphs are written in another order.
    pub(super) actual_text: Option<String>,
}

/// Converts a count to a PDF integer.
pub(super) fn to_pdf_integer(count: usize) -> i64 {
    i64::try_from(count).expect("a count in a PDF file fits in an i64")
}
