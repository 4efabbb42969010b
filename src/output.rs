//! Puts a finished set of files where it belongs: all of it or none, and nothing of the user's touched.
//!
//! A set is staged beside its target, synced, and moved into place file by file, the manifest last. What
//! is staged with a manifest is complete: if the program is stopped while it moves files, the next run
//! finishes the move. What is staged without one is thrown away. One run at a time writes to a folder.

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

/// What became of a set.
#[derive(Debug)]
pub enum WriteOutcome {
    /// It stands in its folder.
    Written,
    /// Nothing was written: these stand in the way.
    Blocked(Vec<WriteConflict>),
}

/// How to treat what a folder holds from earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverwritePolicy {
    /// Replace what was edited or is not ours.
    pub force: bool,
    /// The set is only a part: what earlier runs wrote stays and stays listed.
    pub keep_earlier_files: bool,
}

/// The list of a finished set, in its folder.
pub const MANIFEST_FILE_NAME: &str = "manifest.json";

/// Writes a set into `folder`, which is made if it is not there.
pub fn write_with_manifest(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    policy: OverwritePolicy,
) -> Result<WriteOutcome, IoFailure> {
    write_with_named_manifest(folder, MANIFEST_FILE_NAME, artifacts, manifest, policy)
}

/// As [`write()`], with a manifest of another name: for a set in a folder that holds the folders of others.
///
/// Files that the last manifest lists and this set no longer has are removed if nobody changed them, unless the
/// manner is partial.
pub fn write_with_named_manifest(
    folder: &Path,
    list: &str,
    artifacts: &[Artifact],
    mut manifest: Manifest,
    policy: OverwritePolicy,
) -> Result<WriteOutcome, IoFailure> {
    let _turn = transaction::lock_folder(folder)?;
    let place = FolderTransaction {
        folder,
        manifest_name: list,
    };
    let mut conflicts = place.finish_interrupted_run(policy.force)?;
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    let path = folder.join(list);
    let previous = read_manifest_file(&path)?;
    conflicts = find_write_conflicts(folder, artifacts, previous.as_ref(), policy.force)?;
    if previous.is_none() && !policy.force && path.symlink_metadata().is_ok() {
        let kind = WriteConflictKind::NotInManifest;
        conflicts.push(WriteConflict { path, kind });
    }
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    if policy.keep_earlier_files {
        let kept = retained_entries(artifacts, previous.as_ref());
        manifest.files.extend(kept.cloned());
        manifest.files.sort();
    }
    let staged =
        transaction::stage_files(folder, artifacts).and_then(|()| place.stage_manifest(&manifest));
    if let Err(failure) = staged {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = transaction::remove_leftover_files(folder);
        return Err(failure);
    }
    // From here on what is staged is a whole set: if it cannot be put in its place, a later run does it.
    place
        .commit_staged_files(&manifest)
        .map(|()| WriteOutcome::Written)
}

/// Writes files that are for the user to edit: where one of the same path has other words in it,
/// nothing at all is written. No manifest: what is written belongs to the user.
pub fn write_user_files(folder: &Path, artifacts: &[Artifact]) -> Result<WriteOutcome, IoFailure> {
    let _turn = transaction::lock_folder(folder)?;
    let conflicts = find_write_conflicts(folder, artifacts, None, false)?;
    if !conflicts.is_empty() {
        return Ok(WriteOutcome::Blocked(conflicts));
    }
    transaction::stage_and_place_files(folder, artifacts).map(|()| WriteOutcome::Written)
}

/// What the last run left in a folder, or none.
pub fn read_manifest(folder: &Path) -> Result<Option<Manifest>, IoFailure> {
    read_manifest_file(&folder.join(MANIFEST_FILE_NAME))
}

/// Whether a folder holds every file that its manifest lists, each as it was written, and no set that was
/// left half in place.
pub fn is_intact(folder: &Path, manifest: &Manifest) -> bool {
    let as_written = |entry: &ManifestEntry| {
        fs::read(folder.join(&entry.path))
            .is_ok_and(|bytes| manifest::sha256_hex(&bytes) == entry.sha256)
    };
    !transaction::has_unfinished_transaction(folder) && manifest.files.iter().all(as_written)
}

/// What the last manifest lists beyond this set.
fn retained_entries<'manifest>(
    artifacts: &[Artifact],
    previous: Option<&'manifest Manifest>,
) -> impl Iterator<Item = &'manifest ManifestEntry> {
    let listed = previous.map_or(&[][..], |manifest| &manifest.files);
    listed
        .iter()
        .filter(|entry| !artifacts.iter().any(|artifact| artifact.path == entry.path))
}
