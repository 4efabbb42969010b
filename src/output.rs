//! Puts a finished set of files where it belongs: all of it or none, and nothing of the user's touched.
//!
//! A set is staged beside its target, synced, and moved into place file by file, the manifest last. What
//! is staged with a manifest is complete: if the program is stopped while it moves files, the next run
//! finishes the move. What is staged without one is thrown away. One run at a time writes to a folder.

pub(crate) mod csv;
pub mod manifest;
mod stage;
pub mod verify;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use manifest::{Entry, Manifest};
use stage::Place;

/// One whole file of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Relative to the set's folder, with `/` between the parts: `client/poster-help.pdf`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A file that stands where one of ours belongs and that we may not replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The file.
    pub path: PathBuf,
    /// Why it stays.
    pub kind: ObstacleKind,
}

/// Why a file may not be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObstacleKind {
    /// The last manifest does not list it: somebody else put it there.
    Foreign,
    /// It is ours, but was changed since.
    Edited,
    /// A folder, or something else that is no file.
    NotAFile,
}

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
) -> Result<Outcome, Failure> {
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
) -> Result<Outcome, Failure> {
    let _turn = stage::turn(folder)?;
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
    let staged = stage::stage_all(folder, artifacts).and_then(|()| place.stage_list(&manifest));
    if let Err(failure) = staged {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = stage::clear(folder);
        return Err(failure);
    }
    // From here on what is staged is a whole set: if it cannot be put in its place, a later run does it.
    place.exchange(&manifest).map(|()| Outcome::Written)
}

/// Writes files that are for the user to edit: where one of the same path has other words in it,
/// nothing at all is written. No manifest: what is written belongs to the user.
pub fn write_new(folder: &Path, artifacts: &[Artifact]) -> Result<Outcome, Failure> {
    let _turn = stage::turn(folder)?;
    let obstacles = obstacles(folder, artifacts, None, false)?;
    if !obstacles.is_empty() {
        return Ok(Outcome::Blocked(obstacles));
    }
    stage::put(folder, artifacts).map(|()| Outcome::Written)
}

/// Keeps everybody else from writing to a file of the user's until it is dropped. The machine lets go of it
/// even when the program is killed.
#[derive(Debug)]
pub struct Hold {
    _lock: fs::File,
}

/// Holds a file, by an empty one beside it that stays there; none if somebody else holds it.
pub fn hold(path: &Path) -> Result<Option<Hold>, Failure> {
    let lock = beside(path, "lock");
    let fail = |error| Failure::new("lock", &lock, error);
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock)
        .map_err(fail)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Hold { _lock: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(fail(error)),
    }
}

/// Replaces a file of the user's by a whole other one: whenever the program stops, the old or the new stands
/// there. A link stays one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = beside(&path, "new");
    let replaced = write_synced(&new, bytes).and_then(|()| {
        // Who could not read it before cannot read it now.
        if let Ok(about) = fs::metadata(&path) {
            let _ = fs::set_permissions(&new, about.permissions());
        }
        fs::rename(&new, &path).map_err(|error| Failure::new("put in place", &path, error))
    });
    if replaced.is_err() {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = fs::remove_file(&new);
    }
    replaced?;
    sync_folder(&path);
    Ok(())
}

/// `.reviews.toml.lock` beside `reviews.toml`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{ending}"))
}

/// Brings a rename to the disk; where folders cannot be synced, the machine does it in its own time.
fn sync_folder(path: &Path) {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// What the last run left in a folder, or none.
pub fn read_manifest(folder: &Path) -> Result<Option<Manifest>, Failure> {
    read(&folder.join(MANIFEST))
}

fn read(path: &Path) -> Result<Option<Manifest>, Failure> {
    match fs::read(path) {
        // A manifest that cannot be read lists nothing: all that is there counts as the user's.
        Ok(bytes) => Ok(Manifest::read(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new("read", path, error)),
    }
}

/// Whether a folder holds every file that its manifest lists, each as it was written, and no set that was
/// left half in place.
pub fn is_whole(folder: &Path, manifest: &Manifest) -> bool {
    let as_written = |entry: &Entry| {
        fs::read(folder.join(&entry.path))
            .is_ok_and(|bytes| manifest::sha256(&bytes) == entry.sha256)
    };
    !stage::is_unfinished(folder) && manifest.files.iter().all(as_written)
}

/// What may not be replaced; with `force`, only what cannot be.
fn obstacles(
    folder: &Path,
    artifacts: &[Artifact],
    previous: Option<&Manifest>,
    force: bool,
) -> Result<Vec<Obstacle>, Failure> {
    let mut found = Vec::new();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        let listed = previous.and_then(|manifest| manifest.entry(&artifact.path));
        let kind = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::new("look at", &path, error)),
            // We write no links: what one leads to is somebody's.
            Ok(about) if about.is_symlink() => ObstacleKind::Foreign,
            Ok(about) if !about.is_file() => ObstacleKind::NotAFile,
            Ok(_) => {
                let there = fs::read(&path).map_err(|error| Failure::new("read", &path, error))?;
                match listed {
                    _ if there == artifact.bytes => continue,
                    Some(entry) if entry.sha256 == manifest::sha256(&there) => continue,
                    Some(_) => ObstacleKind::Edited,
                    None => ObstacleKind::Foreign,
                }
            }
        };
        if !force || kind == ObstacleKind::NotAFile {
            found.push(Obstacle { path, kind });
        }
    }
    Ok(found)
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

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |error| Failure::new("write", path, error);
    let mut file = in_its_folder(path, || fs::File::create(path))?.map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.sync_all().map_err(fail)
}

/// Does what needs the folder of a file; where that is not there yet, it is made.
fn in_its_folder<Done>(
    path: &Path,
    work: impl Fn() -> io::Result<Done>,
) -> Result<io::Result<Done>, Failure> {
    match work() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().expect("a file of the set has a folder");
            fs::create_dir_all(folder)
                .map_err(|error| Failure::new("make the folder", folder, error))?;
            Ok(work())
        }
        done => Ok(done),
    }
}
