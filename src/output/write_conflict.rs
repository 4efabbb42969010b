//! What stands where a file of ours belongs and may not be replaced.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::artifact::Artifact;
use super::manifest::{self, Manifest};
use crate::failure::IoFailure;

/// A file that stands where one of ours belongs and that we may not replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteConflict {
    pub path: PathBuf,
    pub kind: WriteConflictKind,
}

/// Why a file may not be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteConflictKind {
    /// The last manifest does not list it: somebody else put it there.
    NotInManifest,
    /// It is ours, but was changed since.
    EditedSinceWritten,
    /// A folder, or something else that is no file.
    NotAFile,
}

/// What may not be replaced; with `force`, only what cannot be.
pub(super) fn find_write_conflicts(
    folder: &Path,
    artifacts: &[Artifact],
    previous: Option<&Manifest>,
    force: bool,
) -> Result<Vec<WriteConflict>, IoFailure> {
    let mut found = Vec::new();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        let listed = previous.and_then(|manifest| manifest.find_entry(&artifact.path));
        let kind = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(IoFailure::new("look at", &path, error)),
            // We write no links: what one leads to is somebody's.
            Ok(about) if about.is_symlink() => WriteConflictKind::NotInManifest,
            Ok(about) if !about.is_file() => WriteConflictKind::NotAFile,
            Ok(_) => {
                let there =
                    fs::read(&path).map_err(|error| IoFailure::new("read", &path, error))?;
                match listed {
                    _ if there == artifact.bytes => continue,
                    Some(entry) if entry.sha256 == manifest::sha256_hex(&there) => continue,
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
