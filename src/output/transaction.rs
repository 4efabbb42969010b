//! How a set gets into its folder: staged beside its place, then exchanged for what was there, file by file.
//!
//! While files are exchanged the folder has no manifest: one that is there is always true. What was there
//! before is set aside until the whole set stands, so that a refusal of the machine is undone; a run that is
//! stopped in between is finished by the next, or undone by it.
//!
//! Files wait in the folder itself, under names of their own, and come to their places by a new name alone: no
//! folder has to be made and removed for them.

use std::fs;
use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::artifact::Artifact;
use super::atomic_file::{in_its_folder, read, write_synced};
use super::manifest::{Manifest, sha256};
use super::write_conflict::{Obstacle, obstacles};
use crate::failure::IoFailure;
use crate::threads;

/// Begins the name of a file that waits for its place. With the manifest among them, the set is whole.
const STAGED: &str = ".policypress-new+";
/// Begins the name of a file that another takes the place of.
const ASIDE: &str = ".policypress-old+";
/// Stands in the folder while a run writes to it.
const TURN: &str = ".policypress-turn";

/// In place of the staged manifest once a set is being taken back.
const UNDONE: &str = ".policypress-undone.json";

/// So many threads wait for the disk at a time.
const SYNCING: NonZeroUsize = NonZeroUsize::new(12).expect("it is more than none");

/// How often a run asks whether the folder is free, and how long it waits in between: five seconds in all.
const TRIES: u32 = 200;
const WAIT: Duration = Duration::from_millis(25);

/// The one run that may write to a folder, until it is dropped. The machine lets go of it even when the
/// program is killed.
#[derive(Debug)]
pub(super) struct Turn {
    path: PathBuf,
    folder: PathBuf,
    /// The folders above it that were made for it, the innermost first.
    above: Vec<PathBuf>,
    _file: fs::File,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        // Folders that were made for nothing go; one with something in it stays.
        let above = self.above.iter();
        for folder in std::iter::once(&self.folder).chain(above) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Waits until no other run writes to the folder, which is made if it is not there.
pub(super) fn turn(folder: &Path) -> Result<Turn, IoFailure> {
    let above = folder.ancestors().skip(1);
    let missing = above.take_while(|above| !above.as_os_str().is_empty() && !above.exists());
    let above: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|error| IoFailure::new("make the folder", folder, error))?;
    let fail = |error| IoFailure::new("write into", folder, error);
    let path = folder.join(TURN);
    let name = format!("{} {:?}", std::process::id(), std::thread::current().id());
    for _ in 0..TRIES {
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let mut file = match file {
            Ok(file) => file,
            // The run before took the folder away, because it was left empty.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder).map_err(fail)?;
                continue;
            }
            Err(error) => return Err(fail(error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            // A share that knows no locks is written to by one person at a time, as ever.
            Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(fs::TryLockError::WouldBlock) => {
                std::thread::sleep(WAIT);
                continue;
            }
            Err(fs::TryLockError::Error(error)) => return Err(fail(error)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.write_all(name.as_bytes()));
        // The run before may have taken the file away between our opening and our locking it.
        let ours = fs::read(&path).is_ok_and(|there| there == name.as_bytes());
        if written.is_ok() && !ours {
            continue;
        }
        let turn = Turn {
            path,
            folder: folder.to_owned(),
            above,
            _file: file,
        };
        return written.map(|()| turn).map_err(fail);
    }
    let busy = io::Error::other("another policypress is writing to it and does not come to an end");
    Err(fail(busy))
}

/// Where a file of a set waits.
fn staged(folder: &Path, path: &str) -> PathBuf {
    under(folder, STAGED, path)
}

/// Where a file waits that was in the way of a set.
fn aside(folder: &Path, path: &str) -> PathBuf {
    under(folder, ASIDE, path)
}

fn under(folder: &Path, mark: &str, path: &str) -> PathBuf {
    folder.join(format!("{mark}{}", path.replace('/', "+")))
}

/// What a run left that was stopped before its set was whole in its place.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(STAGED) || name.starts_with(ASIDE) || name == UNDONE
    };
    entries.filter(is_ours).map(|entry| entry.path()).collect()
}

/// Whether a run was stopped here before its set was whole in its place.
pub(super) fn is_unfinished(folder: &Path) -> bool {
    !leftovers(folder).is_empty()
}

/// Removes all that waits. The staged manifest goes first: without it, what is left is nobody's set.
pub(super) fn clear(folder: &Path) -> Result<(), IoFailure> {
    let mut left = leftovers(folder);
    left.sort_by_key(|path| path.extension().is_none_or(|ending| ending != "json"));
    left.iter().try_for_each(|path| {
        fs::remove_file(path).map_err(|error| IoFailure::new("remove", path, error))
    })
}

/// Puts files where none of them stands; on a failure in staging, none of them is there.
pub(super) fn put(folder: &Path, artifacts: &[Artifact]) -> Result<(), IoFailure> {
    let put = stage_all(folder, artifacts).and_then(|()| {
        artifacts.iter().try_for_each(|artifact| {
            rename(
                &staged(folder, &artifact.path),
                &folder.join(&artifact.path),
            )
        })
    });
    if put.is_err() {
        // What is not ours to put, such as a set that waits for the next build, stays.
        for artifact in artifacts {
            let _ = fs::remove_file(staged(folder, &artifact.path));
        }
    }
    put
}

/// Where a set stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'path> {
    pub(super) folder: &'path Path,
    /// The name of its manifest.
    pub(super) list: &'path str,
}

impl Place<'_> {
    /// Stages the manifest of a set, all of whose files are staged: with it, the set is whole.
    pub(super) fn stage_list(self, manifest: &Manifest) -> Result<(), IoFailure> {
        write_synced(&staged(self.folder, self.list), &manifest.to_bytes())
    }

    /// Finishes what a stopped run left. What somebody put in the way since then is given back, and then
    /// nothing was done.
    pub(super) fn finish_interrupted(self, force: bool) -> Result<Vec<Obstacle>, IoFailure> {
        if let Some(undone) = read(&self.folder.join(UNDONE))? {
            self.undo(&undone, self.previous()?.as_ref());
        }
        if !is_unfinished(self.folder) {
            return Ok(Vec::new());
        }
        let Some(manifest) = read(&staged(self.folder, self.list))? else {
            // Either a half-staged set, before anything was touched, or one that stands in its place.
            clear(self.folder)?;
            return Ok(Vec::new());
        };
        let mut waiting = Vec::new();
        for entry in &manifest.files {
            let path = staged(self.folder, &entry.path);
            match fs::read(&path) {
                Ok(bytes) => waiting.push(Artifact {
                    path: entry.path.clone(),
                    bytes,
                }),
                // It was moved by the run that was stopped, or is kept from an earlier one.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(IoFailure::new("read", &path, error)),
            }
        }
        let in_the_way = obstacles(self.folder, &waiting, self.previous()?.as_ref(), force)?;
        if in_the_way.is_empty() {
            self.exchange(&manifest)?;
        }
        Ok(in_the_way)
    }

    /// Puts a staged set in the place of what was there; on a failure, what was there is put back.
    ///
    /// What the last manifest lists and this one does not goes, unless somebody changed it.
    pub(super) fn exchange(self, manifest: &Manifest) -> Result<(), IoFailure> {
        let last = self.previous()?;
        if let Err(failure) = self.exchange_all(manifest, last.as_ref()) {
            self.undo(manifest, last.as_ref());
            return Err(failure);
        }
        clear(self.folder)
    }

    fn exchange_all(self, manifest: &Manifest, last: Option<&Manifest>) -> Result<(), IoFailure> {
        if self.folder.join(self.list).exists() {
            self.set_aside(self.list)?;
        }
        for entry in last.map_or(&[][..], |last| &last.files) {
            if manifest.entry(&entry.path).is_some() {
                continue;
            }
            let path = self.folder.join(&entry.path);
            match fs::read(&path) {
                Ok(bytes) if sha256(&bytes) == entry.sha256 => self.set_aside(&entry.path)?,
                // Somebody edited it since, or put something else there.
                Ok(_) => {}
                Err(_) if !path.is_file() => {}
                Err(error) => return Err(IoFailure::new("read", &path, error)),
            }
        }
        let paths = manifest.files.iter().map(|entry| entry.path.as_str());
        for path in paths.chain([self.list]) {
            let (from, to) = (staged(self.folder, path), self.folder.join(path));
            if !from.exists() {
                continue;
            }
            if to.symlink_metadata().is_ok() {
                self.set_aside(path)?;
            }
            rename(&from, &to)?;
        }
        Ok(())
    }

    /// Puts everything back where it was before a set was exchanged for it. What the machine refuses here stays
    /// for the next run, which finds what waits.
    fn undo(self, manifest: &Manifest, last: Option<&Manifest>) {
        let folder = self.folder;
        // From here on no set waits that a later run could finish.
        let _ = fs::rename(staged(folder, self.list), folder.join(UNDONE));
        for entry in &manifest.files {
            let kept = last
                .and_then(|last| last.entry(&entry.path))
                .is_some_and(|there| there.sha256 == entry.sha256);
            let moved = !staged(folder, &entry.path).exists();
            // It stands in its place, and nothing stood there before.
            if moved && !kept && aside(folder, &entry.path).symlink_metadata().is_err() {
                let _ = fs::remove_file(folder.join(&entry.path));
            }
        }
        let mut whole = true;
        let listed = last.map_or(&[][..], |last| &last.files).iter();
        let paths = listed
            .chain(&manifest.files)
            .map(|entry| entry.path.as_str());
        for path in paths.chain([self.list]) {
            let before = aside(folder, path);
            if before.symlink_metadata().is_ok() {
                whole &= rename(&before, &folder.join(path)).is_ok();
            }
        }
        if whole {
            let _ = clear(folder);
        }
    }

    /// The manifest of what stood in the folder before a set was staged.
    fn previous(self) -> Result<Option<Manifest>, IoFailure> {
        match read(&self.folder.join(self.list))? {
            Some(manifest) => Ok(Some(manifest)),
            None => read(&aside(self.folder, self.list)),
        }
    }

    fn set_aside(self, path: &str) -> Result<(), IoFailure> {
        rename(&self.folder.join(path), &aside(self.folder, path))
    }
}

/// Stages files and brings them to the disk, several at a time: files that are synced together share the waits. One
/// after another, ten files took a disk 31 ms, together 6.
pub(super) fn stage_all(folder: &Path, artifacts: &[Artifact]) -> Result<(), IoFailure> {
    let mut all = Ok(());
    let stage = |(): &mut (), artifact: &Artifact| {
        write_synced(&staged(folder, &artifact.path), &artifact.bytes)
    };
    threads::parallel_process_in_order(
        artifacts,
        SYNCING,
        || (),
        stage,
        |staged| {
            if all.is_ok() {
                all = staged;
            }
        },
    );
    all
}

fn rename(from: &Path, to: &Path) -> Result<(), IoFailure> {
    let renamed = in_its_folder(to, || fs::rename(from, to))?;
    renamed.map_err(|error| IoFailure::new("put in place", to, error))
}
