//! Finds existing files that must not be overwritten.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::artifact::Artifact;
use super::manifest::{Manifest, has_same_content};
use crate::failure::IoFailure;

/// An existing file that must not be overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteConflict {
    pub path: PathBuf,
    pub kind: WriteConflictKind,
}

/// The reason why a file must not be overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteConflictKind {
    /// The last manifest does not list it: the user or another program put it there.
    NotInManifest,
    /// It is in the last manifest, but was edited since.
    EditedSinceWritten,
    /// It is a folder or another entry that is not a file.
    NotAFile,
}

/// Returns the existing files that must not be overwritten; with `force`, only entries that are not files.
pub(super) fn find_write_conflicts(
    folder: &Path,
    artifacts: &[Artifact],
    previous: Option<&Manifest>,
    force: bool,
) -> Result<Vec<WriteConflict>, IoFailure> {
    let mut found = Vec::new();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        let entry = previous.and_then(|manifest| manifest.find_entry(&artifact.path));
        let kind = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(IoFailure::new("inspect", &path, error)),
            // This program writes no links, so a link belongs to the user.
            Ok(metadata) if metadata.is_symlink() => WriteConflictKind::NotInManifest,
            Ok(metadata) if !metadata.is_file() => WriteConflictKind::NotAFile,
            Ok(_) => {
                let existing =
                    fs::read(&path).map_err(|error| IoFailure::new("read", &path, error))?;
                match entry {
                    _ if has_same_content(&artifact.path, &existing, &artifact.bytes) => continue,
                    Some(entry) if entry.has_content(&existing) => continue,
                    Some(_) => WriteConflictKind::EditedSinceWritten,
                    None => WriteConflictKind::NotInManifest,
                }
            }
        };
        if !force || kind == WriteConflictKind::NotAFile {
            found.push(WriteConflict { path, kind });
        }
    }
    Ok(found)
}
