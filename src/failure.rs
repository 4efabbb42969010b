//! What the machine refused: a disk, a folder, a permission. Never the user's text.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// One thing that could not be done, to what, and the machine's reason.
#[derive(Debug)]
pub struct IoFailure {
    /// A verb with its object: `write`, `make the folder`.
    pub action: &'static str,
    pub path: PathBuf,
    pub source: io::Error,
}

impl IoFailure {
    /// A failure of that action on that path.
    pub fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self {
            action,
            path: path.to_owned(),
            source,
        }
    }
}

impl fmt::Display for IoFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            action,
            path,
            source,
        } = self;
        write!(formatter, "cannot {action} {}: {source}", path.display())
    }
}

impl std::error::Error for IoFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
