//! What the machine refuses: a file that cannot be read, a folder that cannot be written.
//!
//! Nothing here is the fault of the input; the program ends with exit code 3.

use std::fmt;
use std::path::PathBuf;

/// One thing the machine would not do.
#[derive(Debug)]
pub struct Failure {
    /// What was tried, to follow "could not": `read`, `write`.
    pub action: &'static str,
    /// The file or folder it was tried on.
    pub path: PathBuf,
    /// What the operating system answered.
    pub source: std::io::Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure {
            action,
            path,
            source,
        } = self;
        write!(
            formatter,
            "could not {action} `{}`: {source}",
            path.display()
        )
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
