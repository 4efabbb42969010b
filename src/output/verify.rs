//! Holds the files of finished sets against their manifests. Finds accidents, not forgers: who changes a
//! file and its manifest alike is not found.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Manifest, sha256};
use super::{MANIFEST, read, transaction};
use crate::failure::IoFailure;

/// How deep below a folder sets are looked for: `output`, the agency's folder, `review` in it.
const DEEPEST: usize = 3;

/// A folder that holds a set, or should.
#[derive(Debug)]
pub struct Verified {
    pub folder: PathBuf,
    /// What it should hold; none if there is no manifest that can be read.
    pub manifest: Option<Manifest>,
    /// Whether a run was stopped here.
    pub unfinished: bool,
    /// What is not as the manifest says, sorted by path.
    pub found: Vec<(PathBuf, Difference)>,
}

/// How a file differs from what the manifest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is listed and not there.
    Missing,
    /// It was changed since it was made.
    Altered,
    Strange,
}

/// Every set in a folder and below it, in the order of their paths. What is hidden is passed over.
///
/// # Errors
/// When a folder or a file may not be read.
pub fn verify(folder: &Path) -> Result<Vec<Verified>, IoFailure> {
    let mut verified = Vec::new();
    look(folder, 0, &mut verified)?;
    verified.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(verified)
}

fn look(folder: &Path, depth: usize, verified: &mut Vec<Verified>) -> Result<(), IoFailure> {
    if is_set(folder) {
        verified.push(one(folder)?);
    }
    if depth < DEEPEST {
        for (path, is_folder) in entries(folder)? {
            if is_folder {
                look(&path, depth + 1, verified)?;
            }
        }
    }
    Ok(())
}

fn is_set(folder: &Path) -> bool {
    folder.join(MANIFEST).exists() || transaction::is_unfinished(folder)
}

fn one(folder: &Path) -> Result<Verified, IoFailure> {
    let manifest = read(&folder.join(MANIFEST))?;
    let mut found = Vec::new();
    if let Some(manifest) = &manifest {
        for entry in &manifest.files {
            let path = folder.join(&entry.path);
            if !path.is_file() {
                found.push((path, Difference::Missing));
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| IoFailure::new("read", &path, error))?;
            if sha256(&bytes) != entry.sha256 {
                found.push((path, Difference::Altered));
            }
        }
        let listed = |path: &Path| {
            path == folder.join(MANIFEST)
                || manifest
                    .files
                    .iter()
                    .any(|entry| path == folder.join(&entry.path))
        };
        let mut below = Vec::new();
        files(folder, &mut below)?;
        below.retain(|path| !listed(path));
        found.extend(below.into_iter().map(|path| (path, Difference::Strange)));
    }
    found.sort();
    Ok(Verified {
        folder: folder.to_owned(),
        unfinished: transaction::is_unfinished(folder),
        manifest,
        found,
    })
}

/// The files in a folder and below it, but for those of sets of their own.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), IoFailure> {
    for (path, is_folder) in entries(folder)? {
        if !is_folder {
            found.push(path);
        } else if !is_set(&path) {
            files(&path, found)?;
        }
    }
    Ok(())
}

/// What stands in a folder, each with whether it is a folder; a link is none.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, IoFailure> {
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
