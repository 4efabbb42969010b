//! Whether words fit on a page that must hold all of them.

/// How large the words of a page that must hold everything are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontSizeChoice {
    LargestFitting,
    /// As small as they may be: enough to tell whether they fit.
    Smallest,
}

/// By how many percent words are higher than their room, rounded up.
#[expect(
    clippy::cast_sign_loss,
    reason = "called only when more is needed than there is"
)]
pub(super) fn overflow_percent(needed: f32, room: f32) -> u32 {
    ((needed / room - 1.0) * 100.0).ceil() as u32
}
