//! A file to be written.

/// A file of a set, with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Relative to the set's folder, with `/` separators: `client/poster-help.pdf`.
    pub path: String,
    pub bytes: Vec<u8>,
}
