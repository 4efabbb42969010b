//! Failures of the operating system (disk, folder, permission) in plain words; never faults of the user's text.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// An action on a path that the operating system refused, with its reason.
#[derive(Debug)]
pub struct IoFailure {
    /// The verb that stands before the path in the message: `write`, `make the folder`.
    pub action: &'static str,
    pub path: PathBuf,
    pub source: io::Error,
}

impl IoFailure {
    /// Returns the failure of an action on a path.
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
        let (path, reason) = (path.display(), io_error_text(source));
        write!(formatter, "cannot {action} {path}: {reason}")?;
        let has_own_text = source.get_ref().is_some();
        if *action == "read" && source.kind() == ErrorKind::NotFound && !has_own_text {
            formatter.write_str("; check the name and the folder")?;
        }
        Ok(())
    }
}

impl std::error::Error for IoFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Returns the reason of an error in plain words, without the operating system's error number.
///
/// Every message that shows an [`io::Error`] takes its text from here.
pub fn io_error_text(error: &io::Error) -> String {
    let text = match error.kind() {
        // An error of this program or of a library has a text of its own.
        _ if error.get_ref().is_some() => return without_error_number(&error.to_string()),
        // Windows reports a file that another program has open or locked by these numbers only.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => IN_USE,
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => IN_USE,
        ErrorKind::NotFound => "no such file or folder",
        ErrorKind::PermissionDenied => "you do not have permission",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your disk quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::NotADirectory => "part of the path is a file, not a folder",
        ErrorKind::InvalidFilename => "the name is too long or has characters that are not allowed",
        ErrorKind::AlreadyExists => "it already exists",
        ErrorKind::DirectoryNotEmpty => "the folder is not empty",
        ErrorKind::FileTooLarge => "the file is too large for the disk",
        ErrorKind::TimedOut => "the disk or network did not answer in time",
        _ => return without_error_number(&error.to_string()),
    };
    text.to_owned()
}

const IN_USE: &str = "it is in use by another program";

fn without_error_number(text: &str) -> String {
    let words = text
        .split_once(" (os error ")
        .map_or(text, |(words, _)| words);
    words.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_shows_an_error_number() {
        for number in 1..=200 {
            let error = io::Error::from_raw_os_error(number);
            let wrapped = io::Error::other(error.to_string());
            for error in [error, wrapped] {
                let text = io_error_text(&error);
                assert!(!text.is_empty() && !text.contains("os error"), "{text}");
            }
        }
    }

    #[test]
    fn a_failure_says_its_reason_in_plain_words() {
        for (kind, reason) in [
            (ErrorKind::NotFound, "no such file or folder"),
            (ErrorKind::PermissionDenied, "you do not have permission"),
            (ErrorKind::StorageFull, "the disk is full"),
            (ErrorKind::ReadOnlyFilesystem, "the disk is read-only"),
            (ErrorKind::IsADirectory, "it is a folder, not a file"),
            (ErrorKind::ResourceBusy, "it is in use by another program"),
        ] {
            let failure = IoFailure::new("write", Path::new("policy.md"), kind.into());
            assert_eq!(
                failure.to_string(),
                format!("cannot write policy.md: {reason}")
            );
        }
        let own = io::Error::new(ErrorKind::NotFound, "no answer");
        assert_eq!(io_error_text(&own), "no answer");
    }
}
