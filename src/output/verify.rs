//! Holds the files of finished sets against their manifests. Finds accidents, not forgers: who changes a
//! file and its manifest alike is not found.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Manifest, sha256_hex};
use super::{MANIFEST_FILE_NAME, read_manifest_file, transaction};
use crate::failure::IoFailure;

/// How deep below a folder sets are looked for: `output`, the agency's folder, `review` in it.
const MAX_FOLDER_DEPTH: usize = 3;

/// A folder that holds a set, or should.
#[derive(Debug)]
pub struct FolderVerification {
    pub folder: PathBuf,
    /// What it should hold; none if there is no manifest that can be read.
    pub manifest: Option<Manifest>,
    /// Whether a run was stopped here.
    pub is_unfinished: bool,
    /// What is not as the manifest says, sorted by path.
    pub differences: Vec<(PathBuf, FileDifference)>,
}

/// How a file differs from what the manifest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileDifference {
    /// It is listed and not there.
    Missing,
    /// It was changed since it was made.
    Altered,
    NotInManifest,
}

/// Every set in a folder and below it, in the order of their paths. What is hidden is passed over.
///
/// # Errors
/// When a folder or a file may not be read.
pub fn verify_folders(folder: &Path) -> Result<Vec<FolderVerification>, IoFailure> {
    let mut verified = Vec::new();
    verify_tree(folder, 0, &mut verified)?;
    verified.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(verified)
}

fn verify_tree(
    folder: &Path,
    depth: usize,
    verified: &mut Vec<FolderVerification>,
) -> Result<(), IoFailure> {
    if is_output_folder(folder) {
        verified.push(verify_folder(folder)?);
    }
    if depth < MAX_FOLDER_DEPTH {
        for (path, is_folder) in list_visible_entries(folder)? {
            if is_folder {
                verify_tree(&path, depth + 1, verified)?;
            }
        }
    }
    Ok(())
}

fn is_output_folder(folder: &Path) -> bool {
    folder.join(MANIFEST_FILE_NAME).exists() || transaction::has_unfinished_transaction(folder)
}

fn verify_folder(folder: &Path) -> Result<FolderVerification, IoFailure> {
    let manifest = read_manifest_file(&folder.join(MANIFEST_FILE_NAME))?;
    let mut found = Vec::new();
    if let Some(manifest) = &manifest {
        for entry in &manifest.files {
            let path = folder.join(&entry.path);
            if !path.is_file() {
                found.push((path, FileDifference::Missing));
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| IoFailure::new("read", &path, error))?;
            if sha256_hex(&bytes) != entry.sha256 {
                found.push((path, FileDifference::Altered));
            }
        }
        let listed = |path: &Path| {
            path == folder.join(MANIFEST_FILE_NAME)
                || manifest
                    .files
                    .iter()
                    .any(|entry| path == folder.join(&entry.path))
        };
        let mut below = Vec::new();
        collect_files(folder, &mut below)?;
        below.retain(|path| !listed(path));
        found.extend(
            below
                .into_iter()
                .map(|path| (path, FileDifference::NotInManifest)),
        );
    }
    found.sort();
    Ok(FolderVerification {
        folder: folder.to_owned(),
        is_unfinished: transaction::has_unfinished_transaction(folder),
        manifest,
        differences: found,
    })
}

/// The files in a folder and below it, but for those of sets of their own.
fn collect_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), IoFailure> {
    for (path, is_folder) in list_visible_entries(folder)? {
        if !is_folder {
            found.push(path);
        } else if !is_output_folder(&path) {
            collect_files(&path, found)?;
        }
    }
    Ok(())
}

/// What stands in a folder, each with whether it is a folder; a link is none.
fn list_visible_entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, IoFailure> {
    let fail = |error| IoFailure::new("read the folder", folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name();
        // Machines leave such files in folders that somebody looked at.
        let hidden = name.to_string_lossy().starts_with('.');
        if hidden || name == "Thumbs.db" || name == "desktop.ini" {
            continue;
        }
        let is_folder = entry.file_type().map_err(fail)?.is_dir();
        entries.push((entry.path(), is_folder));
    }
    Ok(entries)
}
