//! What is written: one whole file.

/// One whole file of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Relative to the set's folder, with `/` between the parts: `client/poster-help.pdf`.
    pub path: String,
    pub bytes: Vec<u8>,
}
