//! Compares the files of packets with their manifests. It finds accidental changes, not forgery: a change to both a file
//! and its manifest is not detected.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Manifest, sha256_hex};
use super::{MANIFEST_FILE_NAME, read_manifest_file, transaction};
use crate::failure::IoFailure;

/// The depth to which packets are searched: `output`, the agency's folder, `review` in it.
const MAX_FOLDER_DEPTH: usize = 3;

/// The result of verifying one packet folder.
#[derive(Debug)]
pub struct FolderVerification {
    pub folder: PathBuf,
    /// `None` if there is no valid manifest.
    pub manifest: Option<Manifest>,
    /// Whether a run was interrupted here.
    pub is_unfinished: bool,
    /// The files that differ from the manifest, sorted by path.
    pub differences: Vec<(PathBuf, FileDifference)>,
}

/// How a file differs from the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileDifference {
    /// It is in the manifest but does not exist.
    Missing,
    /// It was changed since it was written.
    Altered,
    NotInManifest,
}

/// Verifies every packet in and below a folder, in the order of their paths. Hidden files and folders are skipped.
///
/// # Errors
/// If a folder or a file cannot be read.
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
    let mut differences = Vec::new();
    if let Some(manifest) = &manifest {
        for entry in &manifest.files {
            let path = folder.join(&entry.path);
            if !path.is_file() {
                differences.push((path, FileDifference::Missing));
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| IoFailure::new("read", &path, error))?;
            if sha256_hex(&bytes) != entry.sha256 {
                differences.push((path, FileDifference::Altered));
            }
        }
        let is_listed = |path: &Path| {
            path == folder.join(MANIFEST_FILE_NAME)
                || manifest
                    .files
                    .iter()
                    .any(|entry| path == folder.join(&entry.path))
        };
        let mut files = Vec::new();
        collect_files(folder, &mut files)?;
        files.retain(|path| !is_listed(path));
        differences.extend(
            files
                .into_iter()
                .map(|path| (path, FileDifference::NotInManifest)),
        );
    }
    differences.sort();
    Ok(FolderVerification {
        folder: folder.to_owned(),
        is_unfinished: transaction::has_unfinished_transaction(folder),
        manifest,
        differences,
    })
}

/// Collects the files in and below a folder, without those of other packets.
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

/// Returns the visible entries of a folder, each with whether it is a folder; a symbolic link is not.
fn list_visible_entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, IoFailure> {
    let fail = |error| IoFailure::new("read the folder", folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name();
        // Windows and macOS create such files when a folder is opened.
        let is_hidden = name.to_string_lossy().starts_with('.');
        if is_hidden || name == "Thumbs.db" || name == "desktop.ini" {
            continue;
        }
        let is_folder = entry.file_type().map_err(fail)?.is_dir();
        entries.push((entry.path(), is_folder));
    }
    Ok(entries)
}
