//! Puts a finished set of files where it belongs: all of it or none, and nothing of the user's touched.
//!
//! A set is staged in a folder of its own beside its target, synced, and moved into place file by
//! file, the manifest last. A stage that holds a manifest is complete: if the program is stopped
//! while it moves files, the next run finishes the move. A stage without one is thrown away.

pub mod manifest;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use manifest::{Entry, Manifest};

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

const STAGE: &str = ".policypress-stage";
/// The list of a finished set, in its folder.
pub const MANIFEST: &str = "manifest.json";

/// Writes a set into `folder`, which is made if it is not there.
///
/// Files that the last manifest lists and this set no longer has are removed if nobody changed
/// them, unless the manner is partial.
pub fn write(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
) -> Result<Outcome, Failure> {
    write_listed(folder, MANIFEST, artifacts, manifest, manner)
}

/// As [`write`], with a manifest of another name: for a set in a folder that holds the folders of others.
pub fn write_listed(
    folder: &Path,
    list: &str,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
) -> Result<Outcome, Failure> {
    finish_interrupted(folder, list)?;
    let previous = read_list(folder, list)?;
    if !manner.force {
        let obstacles = obstacles(folder, artifacts, previous.as_ref())?;
        if !obstacles.is_empty() {
            return Ok(Outcome::Blocked(obstacles));
        }
    }
    let mut manifest = manifest;
    let kept = kept(artifacts, previous.as_ref());
    if manner.partial {
        manifest
            .files
            .extend(kept.iter().map(|&entry| entry.clone()));
        manifest.files.sort();
    }
    stage(folder, list, artifacts, &manifest)?;
    if !manner.partial {
        for entry in kept {
            remove_unchanged(folder, entry)?;
        }
    }
    move_staged(folder, list, &manifest).map(|()| Outcome::Written)
}

/// Writes files that are for the user to edit: where one of the same path has other words in it,
/// nothing at all is written. No manifest: what is written belongs to the user.
pub fn write_new(folder: &Path, artifacts: &[Artifact]) -> Result<Outcome, Failure> {
    let obstacles = obstacles(folder, artifacts, None)?;
    if !obstacles.is_empty() {
        return Ok(Outcome::Blocked(obstacles));
    }
    let stage = folder.join(STAGE);
    for artifact in artifacts {
        write_synced(&stage.join(&artifact.path), &artifact.bytes)?;
    }
    for artifact in artifacts {
        move_one(&stage, folder, &artifact.path)?;
    }
    fs::remove_dir_all(&stage).map_err(|error| Failure::new("remove", &stage, error))?;
    Ok(Outcome::Written)
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
    write_synced(&new, bytes)?;
    fs::rename(&new, &path).map_err(|error| Failure::new("put in place", &path, error))?;
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
    read_list(folder, MANIFEST)
}

fn read_list(folder: &Path, list: &str) -> Result<Option<Manifest>, Failure> {
    let path = folder.join(list);
    match fs::read(&path) {
        // A manifest that cannot be read lists nothing: all that is there counts as the user's.
        Ok(bytes) => Ok(Manifest::read(&bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new("read", &path, error)),
    }
}

/// Whether a folder holds every file that its manifest lists, each as it was written, and no set that was
/// left half in place.
pub fn is_whole(folder: &Path, manifest: &Manifest) -> bool {
    let as_written = |entry: &Entry| {
        fs::read(folder.join(&entry.path))
            .is_ok_and(|bytes| manifest::sha256(&bytes) == entry.sha256)
    };
    !folder.join(STAGE).exists() && manifest.files.iter().all(as_written)
}

fn obstacles(
    folder: &Path,
    artifacts: &[Artifact],
    previous: Option<&Manifest>,
) -> Result<Vec<Obstacle>, Failure> {
    let mut found = Vec::new();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        let listed = previous.and_then(|manifest| manifest.entry(&artifact.path));
        let kind = match fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::new("look at", &path, error)),
            Ok(metadata) if !metadata.is_file() => ObstacleKind::NotAFile,
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
        found.push(Obstacle { path, kind });
    }
    Ok(found)
}

/// What the last manifest lists beyond this set.
fn kept<'manifest>(
    artifacts: &[Artifact],
    previous: Option<&'manifest Manifest>,
) -> Vec<&'manifest Entry> {
    let listed = previous.map_or(&[][..], |manifest| &manifest.files);
    listed
        .iter()
        .filter(|entry| !artifacts.iter().any(|artifact| artifact.path == entry.path))
        .collect()
}

fn stage(
    folder: &Path,
    list: &str,
    artifacts: &[Artifact],
    manifest: &Manifest,
) -> Result<(), Failure> {
    let stage = folder.join(STAGE);
    let staged = stage_files(&stage, list, artifacts, manifest);
    if staged.is_err() {
        // The failure that is reported is the one that stopped us, not one while tidying up.
        let _ = fs::remove_dir_all(&stage);
        let _ = fs::remove_dir(folder);
    }
    staged
}

fn stage_files(
    stage: &Path,
    list: &str,
    artifacts: &[Artifact],
    manifest: &Manifest,
) -> Result<(), Failure> {
    let written = artifacts.iter().map(|artifact| {
        let path = stage.join(&artifact.path);
        let file = write_file(&path, &artifact.bytes)?;
        Ok((path, file))
    });
    sync_together(&written.collect::<Result<Vec<_>, Failure>>()?)?;
    write_synced(&stage.join(list), &manifest.to_bytes())
}

/// More files than this are not brought to the disk at a time.
const MOST_SYNCED: usize = 16;

/// Brings files to the disk at the same time, so that they share the waits: one after another, ten files
/// took a disk 31 ms, together 6.
fn sync_together(files: &[(PathBuf, fs::File)]) -> Result<(), Failure> {
    let share = files.len().div_ceil(MOST_SYNCED).max(1);
    std::thread::scope(|scope| {
        let hands: Vec<_> = files
            .chunks(share)
            .map(|share| {
                scope.spawn(move || {
                    share.iter().try_for_each(|(path, file)| {
                        let synced = file.sync_all();
                        synced.map_err(|error| Failure::new("write", path, error))
                    })
                })
            })
            .collect();
        let synced = hands
            .into_iter()
            .map(|hand| hand.join().expect("no hand panics"));
        synced.collect::<Vec<_>>().into_iter().collect()
    })
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<fs::File, Failure> {
    let parent = path.parent().expect("a file to write has a folder");
    fs::create_dir_all(parent).map_err(|error| Failure::new("make the folder", parent, error))?;
    let fail = |error| Failure::new("write", path, error);
    let mut file = fs::File::create(path).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    Ok(file)
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let file = write_file(path, bytes)?;
    let synced = file.sync_all();
    synced.map_err(|error| Failure::new("write", path, error))
}

/// Moves a complete stage into place; the manifest last.
fn move_staged(folder: &Path, list: &str, manifest: &Manifest) -> Result<(), Failure> {
    let stage = folder.join(STAGE);
    let paths = manifest.files.iter().map(|entry| entry.path.as_str());
    for path in paths.chain([list]) {
        // A file that is not there was moved by the run that was stopped, or is kept from an earlier one.
        if stage.join(path).exists() {
            move_one(&stage, folder, path)?;
        }
    }
    fs::remove_dir_all(&stage).map_err(|error| Failure::new("remove", &stage, error))
}

fn move_one(stage: &Path, folder: &Path, path: &str) -> Result<(), Failure> {
    let (from, to) = (stage.join(path), folder.join(path));
    let parent = to.parent().expect("a file of the set has a folder");
    fs::create_dir_all(parent).map_err(|error| Failure::new("make the folder", parent, error))?;
    fs::rename(&from, &to).map_err(|error| Failure::new("put in place", &to, error))
}

fn finish_interrupted(folder: &Path, list: &str) -> Result<(), Failure> {
    let stage = folder.join(STAGE);
    if !stage.exists() {
        return Ok(());
    }
    match read_list(&stage, list)? {
        Some(manifest) => move_staged(folder, list, &manifest),
        None => fs::remove_dir_all(&stage).map_err(|error| Failure::new("remove", &stage, error)),
    }
}

fn remove_unchanged(folder: &Path, entry: &Entry) -> Result<(), Failure> {
    let path = folder.join(&entry.path);
    match fs::read(&path) {
        Ok(bytes) if manifest::sha256(&bytes) == entry.sha256 => {
            fs::remove_file(&path).map_err(|error| Failure::new("remove", &path, error))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::new("read", &path, error)),
    }
}
