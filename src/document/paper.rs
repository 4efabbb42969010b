//! The paper sizes of documents.

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaperSize {
    /// 8.5 x 11 in; the default.
    #[default]
    Letter,
    /// 8.5 x 14 in.
    Legal,
    /// 210 x 297 mm.
    A4,
    /// 11 x 17 in, for posters.
    Tabloid,
}

impl PaperSize {
    /// Returns the width and height in points (1/72 in).
    pub fn size_in_points(self) -> (f32, f32) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::Legal => (612.0, 1008.0),
            Self::A4 => (595.276, 841.89),
            Self::Tabloid => (792.0, 1224.0),
        }
    }
}
