//! Compares the files of packets with their manifests. It finds accidental changes, not forgery: a change to both a file
//! and its manifest is not detected.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::{MANIFEST_FILE_NAME, read_manifest_file, transaction};
use crate::failure::IoFailure;
use crate::system_files::is_system_file_name;

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

/// Verifies every packet in and below a folder, in the order of their paths, also those behind symbolic links. Files and
/// folders of systems and programs are passed over.
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
        for (path, kind) in list_visible_entries(folder)? {
            // A link that does not lead to a packet may lead anywhere.
            let is_searched = match kind {
                EntryKind::File => false,
                EntryKind::Folder => true,
                EntryKind::LinkedFolder => is_output_folder(&path),
            };
            if is_searched {
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
            if !entry.has_content(&bytes) {
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
    for (path, kind) in list_visible_entries(folder)? {
        match kind {
            EntryKind::Folder | EntryKind::LinkedFolder if is_output_folder(&path) => {}
            EntryKind::Folder => collect_files(&path, found)?,
            EntryKind::File | EntryKind::LinkedFolder => found.push(path),
        }
    }
    Ok(())
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryKind {
    File,
    Folder,
    /// A symbolic link to a folder.
    LinkedFolder,
}

/// Returns the entries of a folder, without those of systems and programs.
fn list_visible_entries(folder: &Path) -> Result<Vec<(PathBuf, EntryKind)>, IoFailure> {
    let fail = |error| IoFailure::new("read the folder", folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if is_system_file_name(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let kind = match entry.file_type().map_err(fail)? {
            kind if kind.is_dir() => EntryKind::Folder,
            kind if kind.is_symlink() && entry.path().is_dir() => EntryKind::LinkedFolder,
            _ => EntryKind::File,
        };
        entries.push((entry.path(), kind));
    }
    Ok(entries)
}
