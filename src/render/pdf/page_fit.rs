//! Font sizes for pages that must hold all of their text, and by how much text overflows.

/// Which font size to lay out a page of fixed length at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageFitMode {
    LargestFitting,
    /// The smallest permitted size: enough to find out whether the text fits.
    Smallest,
}

/// Returns by how many percent the text is higher than the available height, rounded up.
///
/// `needed` must be more than `available`.
#[expect(
    clippy::cast_sign_loss,
    reason = "called only when more is needed than is available"
)]
pub(super) fn overflow_percent(needed: f32, available: f32) -> u32 {
    ((needed / available - 1.0) * 100.0).ceil() as u32
}
