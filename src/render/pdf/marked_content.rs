//! What those who write pages and those who tag them both know of a file.

/// A file in the making.
pub(super) type File = lopdf::Document;

/// The name of the logo among the resources of a page.
pub(super) const LOGO: &str = "Logo";

/// Marked content: a piece of a page with a number.
pub(super) struct Marked {
    /// The page, from 0.
    pub(super) page: usize,
    /// Its number on the page.
    pub(super) number: i64,
    /// The words in the order they are read, where the glyphs stand in the other order.
    pub(super) instead: Option<String>,
}

/// A count as PDF has it.
pub(super) fn integer(count: usize) -> i64 {
    i64::try_from(count).expect("a file has fewer things than that")
}
