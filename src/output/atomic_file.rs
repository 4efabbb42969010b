//! Single files: synced writes, atomic replacement and locks.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::failure::IoFailure;

/// A lock on a user's file, released when it is dropped, also when the process is killed.
#[derive(Debug)]
pub struct FileLock {
    _lock_file: fs::File,
}

/// Locks a file through an empty lock file beside it, which is not deleted; returns `None` if another process holds
/// the lock.
pub fn try_lock_file(path: &Path) -> Result<Option<FileLock>, IoFailure> {
    let lock_path = hidden_sibling_path(path, "lock");
    let fail = |error| IoFailure::new("lock", &lock_path, error);
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(fail)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(FileLock { _lock_file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(fail(error)),
    }
}

/// Replaces a file atomically: whenever the program stops, either the old or the new content is there. A symbolic link
/// is kept, and its target replaced.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), IoFailure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = hidden_sibling_path(&path, "new");
    let replaced = write_file_synced(&new, bytes).and_then(|()| {
        // Keep the permissions of the old file.
        if let Ok(metadata) = fs::metadata(&path) {
            let _ = fs::set_permissions(&new, metadata.permissions());
        }
        fs::rename(&new, &path).map_err(|error| IoFailure::new("put in place", &path, error))
    });
    if replaced.is_err() {
        // A failure of the cleanup must not hide the first failure.
        let _ = fs::remove_file(&new);
    }
    replaced?;
    sync_parent_folder(&path);
    Ok(())
}

/// Returns such as `.reviews.toml.lock` for `reviews.toml`.
fn hidden_sibling_path(path: &Path, extension: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{extension}"))
}

/// Syncs a rename to disk; not every system can sync folders, so failures are ignored.
fn sync_parent_folder(path: &Path) {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

pub(super) fn read_manifest_file(path: &Path) -> Result<Option<Manifest>, IoFailure> {
    // Reading a pipe or device could wait forever.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok(None);
    }
    match fs::read(path) {
        // With an invalid manifest every file counts as the user's.
        Ok(bytes) => Ok(Manifest::parse_json(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IoFailure::new("read", path, error)),
    }
}

pub(super) fn write_file_synced(path: &Path, bytes: &[u8]) -> Result<(), IoFailure> {
    let fail = |error| IoFailure::new("write", path, error);
    let mut file = retry_with_parent_folder(path, || fs::File::create(path))?.map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.sync_all().map_err(fail)
}

/// Runs an operation on a file; if its folder is missing, creates it and tries again.
pub(super) fn retry_with_parent_folder<T>(
    path: &Path,
    operation: impl Fn() -> io::Result<T>,
) -> Result<io::Result<T>, IoFailure> {
    match operation() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().expect("a file of the set has a folder");
            fs::create_dir_all(folder)
                .map_err(|error| IoFailure::new("make the folder", folder, error))?;
            Ok(operation())
        }
        result => Ok(result),
    }
}
