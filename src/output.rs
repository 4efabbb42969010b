//! Writes a set of files to a folder: all of them or none, without overwriting the user's files.
//!
//! The files are staged in the target folder, synced, and moved into place one by one, the manifest last. A staged
//! set with a manifest is complete: if the program is stopped while it moves files, the next run finishes the move. A
//! staged set without a manifest is deleted. One run at a time writes to a folder.

mod artifact;
mod atomic_file;
pub(crate) mod csv;
pub mod manifest;
mod transaction;
pub mod verify;
mod write_conflict;

use std::fs;
use std::path::Path;

use crate::failure::IoFailure;
pub use artifact::Artifact;
use atomic_file::read_manifest_file;
pub use atomic_file::{FileLock, replace_file, try_lock_file};
use manifest::{Manifest, ManifestEntry};
use transaction::FolderTransaction;
use write_conflict::find_write_conflicts;
pub use write_conflict::{WriteConflict, WriteConflictKind};

/// The result of writing a set of files.
#[derive(Debug)]
pub enum WriteOutcome {
    /// All files were written.
    Written,
    /// Nothing was written, because these files must not be overwritten; none if the set of the last run must not be
    /// replaced.
    Blocked(Vec<WriteConflict>),
}

/// The treatment of files from earlier runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverwritePolicy {
    /// Overwrite files that were edited or that another program wrote.
    pub force: bool,
    /// Keep files of earlier runs, and keep them in the manifest.
    pub keep_earlier_files: bool,
}

/// The name of the manifest in a set's folder.
pub const MANIFEST_FILE_NAME: &str = "manifest.json";

/// Writes a set and its manifest to a folder, which is created if needed. `may_write` decides whether
/// the set may be written, from the manifest of the last run.
pub fn write_with_manifest(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    policy: OverwritePolicy,
    may_write: impl FnOnce(Option<&Manifest>) -> bool,
) -> Result<WriteOutcome, IoFailure> {
    let name = MANIFEST_FILE_NAME;
    write_with_named_manifest(folder, name, artifacts, manifest, policy, may_write)
}

/// Like [`write_with_manifest`], with another name for the manifest, for a folder that contains folders of other sets.
///
/// Files of the last manifest that are not in this set are removed if they are unchanged, unless the policy keeps
/// files of earlier runs.
pub fn write_with_named_manifest(
    folder: &Path,
    manifest_name: &str,
    artifacts: &[Artifact],
    mut manifest: Manifest,
    policy: OverwritePolicy,
    may_write: impl FnOnce(Option<&Manifest>) -> bool,
) -> Result<WriteOutcome, IoFailure> {
    let _lock = transaction::lock_folder(folder)?;
    let transaction = FolderTransaction {
        folder,
        manifest_name,
    };
    let mut conflicts = transaction.finish_interrupted_run(policy.force)?;
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    let path = folder.join(manifest_name);
    let previous = read_manifest_file(&path)?;
    if !may_write(previous.as_ref()) {
        return Ok(WriteOutcome::Blocked(Vec::new()));
    }
    conflicts = find_write_conflicts(folder, artifacts, previous.as_ref(), policy.force)?;
    if previous.is_none() && !policy.force && path.symlink_metadata().is_ok() {
        let kind = WriteConflictKind::NotInManifest;
        conflicts.push(WriteConflict { path, kind });
    }
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    if policy.keep_earlier_files {
        let retained = retained_entries(artifacts, previous.as_ref());
        manifest.files.extend(retained.cloned());
        manifest.files.sort();
    }
    let staged = transaction::stage_files(folder, artifacts)
        .and_then(|()| transaction.stage_manifest(&manifest));
    if let Err(failure) = staged {
        // A failure of the cleanup must not hide the first failure.
        let _ = transaction::remove_leftover_files(folder);
        return Err(failure);
    }
    // From here on the staged set is complete: if it cannot be moved into place now, a later run does it.
    transaction
        .commit_staged_files(&manifest)
        .map(|()| WriteOutcome::Written)
}

/// Writes files for the user to edit, without a manifest. If a file with different content exists at one of the paths,
/// nothing is written.
pub fn write_user_files(folder: &Path, artifacts: &[Artifact]) -> Result<WriteOutcome, IoFailure> {
    let _lock = transaction::lock_folder(folder)?;
    let conflicts = find_write_conflicts(folder, artifacts, None, false)?;
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    transaction::stage_and_place_files(folder, artifacts).map(|()| WriteOutcome::Written)
}

/// Returns the manifest of the last run in a folder, if there is one.
pub fn read_manifest(folder: &Path) -> Result<Option<Manifest>, IoFailure> {
    read_manifest_file(&folder.join(MANIFEST_FILE_NAME))
}

/// Returns the files of a manifest that were edited since they were written.
pub fn find_edited_files<'manifest>(
    folder: &Path,
    manifest: &'manifest Manifest,
) -> Vec<&'manifest ManifestEntry> {
    let is_edited = |entry: &&ManifestEntry| {
        fs::read(folder.join(&entry.path)).is_ok_and(|bytes| !entry.has_content(&bytes))
    };
    manifest.files.iter().filter(is_edited).collect()
}

/// Returns whether a folder contains every file of its manifest, unchanged, and no unfinished transaction.
pub fn is_intact(folder: &Path, manifest: &Manifest) -> bool {
    let is_unchanged = |entry: &ManifestEntry| {
        fs::read(folder.join(&entry.path)).is_ok_and(|bytes| entry.has_content(&bytes))
    };
    !transaction::has_unfinished_transaction(folder) && manifest.files.iter().all(is_unchanged)
}

/// Returns the entries of the last manifest that are not in this set.
fn retained_entries<'manifest>(
    artifacts: &[Artifact],
    previous: Option<&'manifest Manifest>,
) -> impl Iterator<Item = &'manifest ManifestEntry> {
    let entries = previous.map_or(&[][..], |manifest| &manifest.files);
    entries
        .iter()
        .filter(|entry| !artifacts.iter().any(|artifact| artifact.path == entry.path))
}
