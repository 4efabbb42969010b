//! Single files: read, written and synced, replaced as a whole, held while somebody works on them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::failure::IoFailure;

/// Keeps everybody else from writing to a file of the user's until it is dropped. The machine lets go of it
/// even when the program is killed.
#[derive(Debug)]
pub struct FileLock {
    _lock_file: fs::File,
}

/// Holds a file, by an empty one beside it that stays there; none if somebody else holds it.
pub fn try_lock_file(path: &Path) -> Result<Option<FileLock>, IoFailure> {
    let lock = hidden_sibling_path(path, "lock");
    let fail = |error| IoFailure::new("lock", &lock, error);
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock)
        .map_err(fail)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(FileLock { _lock_file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(fail(error)),
    }
}

/// Replaces a file of the user's by a whole other one: whenever the program stops, the old or the new stands
/// there. A link stays one.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), IoFailure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = hidden_sibling_path(&path, "new");
    let replaced = write_file_synced(&new, bytes).and_then(|()| {
        // Who could not read it before cannot read it now.
        if let Ok(about) = fs::metadata(&path) {
            let _ = fs::set_permissions(&new, about.permissions());
        }
        fs::rename(&new, &path).map_err(|error| IoFailure::new("put in place", &path, error))
    });
    if replaced.is_err() {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = fs::remove_file(&new);
    }
    replaced?;
    sync_parent_folder(&path);
    Ok(())
}

/// `.reviews.toml.lock` beside `reviews.toml`.
fn hidden_sibling_path(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{ending}"))
}

/// Brings a rename to the disk; where folders cannot be synced, the machine does it in its own time.
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
    match fs::read(path) {
        // A manifest that cannot be read lists nothing: all that is there counts as the user's.
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

/// Does what needs the folder of a file; where that is not there yet, it is made.
pub(super) fn retry_with_parent_folder<Done>(
    path: &Path,
    work: impl Fn() -> io::Result<Done>,
) -> Result<io::Result<Done>, IoFailure> {
    match work() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().expect("a file of the set has a folder");
            fs::create_dir_all(folder)
                .map_err(|error| IoFailure::new("make the folder", folder, error))?;
            Ok(work())
        }
        done => Ok(done),
    }
}
