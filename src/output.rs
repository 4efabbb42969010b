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
use atomic_file::read;
pub use atomic_file::{Hold, hold, replace};
use manifest::{Entry, Manifest};
use transaction::Place;
use write_conflict::obstacles;
pub use write_conflict::{Obstacle, ObstacleKind};

/// What became of a set.
#[derive(Debug)]
pub enum Outcome {
    /// It stands in its folder.
    Written,
    /// Nothing was written: these stand in the way.
    Blocked(Vec<Obstacle>),
}

/// How to treat what a folder holds from earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Replace what was edited or is not ours.
    pub force: bool,
    /// The set is only a part: what earlier runs wrote stays and stays listed.
    pub partial: bool,
}

/// The list of a finished set, in its folder.
pub const MANIFEST: &str = "manifest.json";

/// Writes a set into `folder`, which is made if it is not there.
pub fn write(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
) -> Result<Outcome, IoFailure> {
    write_listed(folder, MANIFEST, artifacts, manifest, manner)
}

/// As [`write()`], with a manifest of another name: for a set in a folder that holds the folders of others.
///
/// Files that the last manifest lists and this set no longer has are removed if nobody changed them, unless the
/// manner is partial.
pub fn write_listed(
    folder: &Path,
    list: &str,
    artifacts: &[Artifact],
    mut manifest: Manifest,
    manner: Manner,
) -> Result<Outcome, IoFailure> {
    let _turn = transaction::turn(folder)?;
    let place = Place { folder, list };
    let mut obstacles = place.finish_interrupted(manner.force)?;
    if !obstacles.is_empty() {
        return Ok(Outcome::Blocked(obstacles));
    }
    let path = folder.join(list);
    let previous = read(&path)?;
    obstacles = self::obstacles(folder, artifacts, previous.as_ref(), manner.force)?;
    if previous.is_none() && !manner.force && path.symlink_metadata().is_ok() {
        let kind = ObstacleKind::Foreign;
        obstacles.push(Obstacle { path, kind });
    }
    if !obstacles.is_empty() {
        return Ok(Outcome::Blocked(obstacles));
    }
    if manner.partial {
        let kept = kept(artifacts, previous.as_ref());
        manifest.files.extend(kept.cloned());
        manifest.files.sort();
    }
    let staged =
        transaction::stage_all(folder, artifacts).and_then(|()| place.stage_list(&manifest));
    if let Err(failure) = staged {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = transaction::clear(folder);
        return Err(failure);
    }
    // From here on what is staged is a whole set: if it cannot be put in its place, a later run does it.
    place.exchange(&manifest).map(|()| Outcome::Written)
}

/// Writes files that are for the user to edit: where one of the same path has other words in it,
/// nothing at all is written. No manifest: what is written belongs to the user.
pub fn write_new(folder: &Path, artifacts: &[Artifact]) -> Result<Outcome, IoFailure> {
    let _turn = transaction::turn(folder)?;
    let obstacles = obstacles(folder, artifacts, None, false)?;
    if !obstacles.is_empty() {
        return Ok(Outcome::Blocked(obstacles));
    }
    transaction::put(folder, artifacts).map(|()| Outcome::Written)
}

/// What the last run left in a folder, or none.
pub fn read_manifest(folder: &Path) -> Result<Option<Manifest>, IoFailure> {
    read(&folder.join(MANIFEST))
}

/// Whether a folder holds every file that its manifest lists, each as it was written, and no set that was
/// left half in place.
pub fn is_whole(folder: &Path, manifest: &Manifest) -> bool {
    let as_written = |entry: &Entry| {
        fs::read(folder.join(&entry.path))
            .is_ok_and(|bytes| manifest::sha256(&bytes) == entry.sha256)
    };
    !transaction::is_unfinished(folder) && manifest.files.iter().all(as_written)
}

/// What the last manifest lists beyond this set.
fn kept<'manifest>(
    artifacts: &[Artifact],
    previous: Option<&'manifest Manifest>,
) -> impl Iterator<Item = &'manifest Entry> {
    let listed = previous.map_or(&[][..], |manifest| &manifest.files);
    listed
        .iter()
        .filter(|entry| !artifacts.iter().any(|artifact| artifact.path == entry.path))
}
