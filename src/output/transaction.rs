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
use super::atomic_file::{read_manifest_file, retry_with_parent_folder, write_file_synced};
use super::manifest::{Manifest, sha256_hex};
use super::write_conflict::{WriteConflict, find_write_conflicts};
use crate::failure::IoFailure;
use crate::threads;

/// Begins the name of a file that waits for its place. With the manifest among them, the set is whole.
const STAGED_FILE_PREFIX: &str = ".policypress-new+";
/// Begins the name of a file that another takes the place of.
const BACKUP_FILE_PREFIX: &str = ".policypress-old+";
/// Stands in the folder while a run writes to it.
const LOCK_FILE_NAME: &str = ".policypress-turn";

/// In place of the staged manifest once a set is being taken back.
const ROLLBACK_MANIFEST_NAME: &str = ".policypress-undone.json";

/// So many threads wait for the disk at a time.
const SYNC_THREADS: NonZeroUsize = NonZeroUsize::new(12).expect("it is more than none");

/// How often a run asks whether the folder is free, and how long it waits in between: five seconds in all.
const MAX_LOCK_ATTEMPTS: u32 = 200;
const LOCK_RETRY_DELAY: Duration = Duration::from_millis(25);

/// The one run that may write to a folder, until it is dropped. The machine lets go of it even when the
/// program is killed.
#[derive(Debug)]
pub(super) struct FolderLock {
    lock_path: PathBuf,
    folder: PathBuf,
    /// The folders above it that were made for it, the innermost first.
    created_parents: Vec<PathBuf>,
    _lock_file: fs::File,
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.lock_path);
        // Folders that were made for nothing go; one with something in it stays.
        let above = self.created_parents.iter();
        for folder in std::iter::once(&self.folder).chain(above) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Waits until no other run writes to the folder, which is made if it is not there.
pub(super) fn lock_folder(folder: &Path) -> Result<FolderLock, IoFailure> {
    let above = folder.ancestors().skip(1);
    let missing = above.take_while(|above| !above.as_os_str().is_empty() && !above.exists());
    let above: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|error| IoFailure::new("make the folder", folder, error))?;
    let fail = |error| IoFailure::new("write into", folder, error);
    let path = folder.join(LOCK_FILE_NAME);
    let name = format!("{} {:?}", std::process::id(), std::thread::current().id());
    for _ in 0..MAX_LOCK_ATTEMPTS {
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
                std::thread::sleep(LOCK_RETRY_DELAY);
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
        let turn = FolderLock {
            lock_path: path,
            folder: folder.to_owned(),
            created_parents: above,
            _lock_file: file,
        };
        return written.map(|()| turn).map_err(fail);
    }
    let busy = io::Error::other("another policypress is writing to it and does not come to an end");
    Err(fail(busy))
}

/// Where a file of a set waits.
fn staged_path(folder: &Path, path: &str) -> PathBuf {
    prefixed_path(folder, STAGED_FILE_PREFIX, path)
}

/// Where a file waits that was in the way of a set.
fn backup_path(folder: &Path, path: &str) -> PathBuf {
    prefixed_path(folder, BACKUP_FILE_PREFIX, path)
}

fn prefixed_path(folder: &Path, mark: &str, path: &str) -> PathBuf {
    folder.join(format!("{mark}{}", path.replace('/', "+")))
}

/// What a run left that was stopped before its set was whole in its place.
fn list_leftover_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(STAGED_FILE_PREFIX)
            || name.starts_with(BACKUP_FILE_PREFIX)
            || name == ROLLBACK_MANIFEST_NAME
    };
    entries.filter(is_ours).map(|entry| entry.path()).collect()
}

/// Whether a run was stopped here before its set was whole in its place.
pub(super) fn has_unfinished_transaction(folder: &Path) -> bool {
    !list_leftover_files(folder).is_empty()
}

/// Removes all that waits. The staged manifest goes first: without it, what is left is nobody's set.
pub(super) fn remove_leftover_files(folder: &Path) -> Result<(), IoFailure> {
    let mut left = list_leftover_files(folder);
    left.sort_by_key(|path| path.extension().is_none_or(|ending| ending != "json"));
    left.iter().try_for_each(|path| {
        fs::remove_file(path).map_err(|error| IoFailure::new("remove", path, error))
    })
}

/// Puts files where none of them stands; on a failure in staging, none of them is there.
pub(super) fn stage_and_place_files(
    folder: &Path,
    artifacts: &[Artifact],
) -> Result<(), IoFailure> {
    let put = stage_files(folder, artifacts).and_then(|()| {
        artifacts.iter().try_for_each(|artifact| {
            rename_file(
                &staged_path(folder, &artifact.path),
                &folder.join(&artifact.path),
            )
        })
    });
    if put.is_err() {
        // What is not ours to put, such as a set that waits for the next build, stays.
        for artifact in artifacts {
            let _ = fs::remove_file(staged_path(folder, &artifact.path));
        }
    }
    put
}

/// Where a set stands.
#[derive(Clone, Copy)]
pub(super) struct FolderTransaction<'path> {
    pub(super) folder: &'path Path,
    /// The name of its manifest.
    pub(super) manifest_name: &'path str,
}

impl FolderTransaction<'_> {
    /// Stages the manifest of a set, all of whose files are staged: with it, the set is whole.
    pub(super) fn stage_manifest(self, manifest: &Manifest) -> Result<(), IoFailure> {
        write_file_synced(
            &staged_path(self.folder, self.manifest_name),
            &manifest.to_json_bytes(),
        )
    }

    /// Finishes what a stopped run left. What somebody put in the way since then is given back, and then
    /// nothing was done.
    pub(super) fn finish_interrupted_run(
        self,
        force: bool,
    ) -> Result<Vec<WriteConflict>, IoFailure> {
        if let Some(undone) = read_manifest_file(&self.folder.join(ROLLBACK_MANIFEST_NAME))? {
            self.roll_back(&undone, self.previous_manifest()?.as_ref());
        }
        if !has_unfinished_transaction(self.folder) {
            return Ok(Vec::new());
        }
        let Some(manifest) = read_manifest_file(&staged_path(self.folder, self.manifest_name))?
        else {
            // Either a half-staged set, before anything was touched, or one that stands in its place.
            remove_leftover_files(self.folder)?;
            return Ok(Vec::new());
        };
        let mut waiting = Vec::new();
        for entry in &manifest.files {
            let path = staged_path(self.folder, &entry.path);
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
        let conflicts = find_write_conflicts(
            self.folder,
            &waiting,
            self.previous_manifest()?.as_ref(),
            force,
        )?;
        if conflicts.is_empty() {
            self.commit_staged_files(&manifest)?;
        }
        Ok(conflicts)
    }

    /// Puts a staged set in the place of what was there; on a failure, what was there is put back.
    ///
    /// What the last manifest lists and this one does not goes, unless somebody changed it.
    pub(super) fn commit_staged_files(self, manifest: &Manifest) -> Result<(), IoFailure> {
        let last = self.previous_manifest()?;
        if let Err(failure) = self.move_files_into_place(manifest, last.as_ref()) {
            self.roll_back(manifest, last.as_ref());
            return Err(failure);
        }
        remove_leftover_files(self.folder)
    }

    fn move_files_into_place(
        self,
        manifest: &Manifest,
        last: Option<&Manifest>,
    ) -> Result<(), IoFailure> {
        if self.folder.join(self.manifest_name).exists() {
            self.back_up_file(self.manifest_name)?;
        }
        for entry in last.map_or(&[][..], |last| &last.files) {
            if manifest.find_entry(&entry.path).is_some() {
                continue;
            }
            let path = self.folder.join(&entry.path);
            match fs::read(&path) {
                Ok(bytes) if sha256_hex(&bytes) == entry.sha256 => {
                    self.back_up_file(&entry.path)?
                }
                // Somebody edited it since, or put something else there.
                Ok(_) => {}
                Err(_) if !path.is_file() => {}
                Err(error) => return Err(IoFailure::new("read", &path, error)),
            }
        }
        let paths = manifest.files.iter().map(|entry| entry.path.as_str());
        for path in paths.chain([self.manifest_name]) {
            let (from, to) = (staged_path(self.folder, path), self.folder.join(path));
            if !from.exists() {
                continue;
            }
            if to.symlink_metadata().is_ok() {
                self.back_up_file(path)?;
            }
            rename_file(&from, &to)?;
        }
        Ok(())
    }

    /// Puts everything back where it was before a set was exchanged for it. What the machine refuses here stays
    /// for the next run, which finds what waits.
    fn roll_back(self, manifest: &Manifest, last: Option<&Manifest>) {
        let folder = self.folder;
        // From here on no set waits that a later run could finish.
        let _ = fs::rename(
            staged_path(folder, self.manifest_name),
            folder.join(ROLLBACK_MANIFEST_NAME),
        );
        for entry in &manifest.files {
            let kept = last
                .and_then(|last| last.find_entry(&entry.path))
                .is_some_and(|there| there.sha256 == entry.sha256);
            let moved = !staged_path(folder, &entry.path).exists();
            // It stands in its place, and nothing stood there before.
            if moved && !kept && backup_path(folder, &entry.path).symlink_metadata().is_err() {
                let _ = fs::remove_file(folder.join(&entry.path));
            }
        }
        let mut whole = true;
        let listed = last.map_or(&[][..], |last| &last.files).iter();
        let paths = listed
            .chain(&manifest.files)
            .map(|entry| entry.path.as_str());
        for path in paths.chain([self.manifest_name]) {
            let before = backup_path(folder, path);
            if before.symlink_metadata().is_ok() {
                whole &= rename_file(&before, &folder.join(path)).is_ok();
            }
        }
        if whole {
            let _ = remove_leftover_files(folder);
        }
    }

    /// The manifest of what stood in the folder before a set was staged.
    fn previous_manifest(self) -> Result<Option<Manifest>, IoFailure> {
        match read_manifest_file(&self.folder.join(self.manifest_name))? {
            Some(manifest) => Ok(Some(manifest)),
            None => read_manifest_file(&backup_path(self.folder, self.manifest_name)),
        }
    }

    fn back_up_file(self, path: &str) -> Result<(), IoFailure> {
        rename_file(&self.folder.join(path), &backup_path(self.folder, path))
    }
}

/// Stages files and brings them to the disk, several at a time: files that are synced together share the waits. One
/// after another, ten files took a disk 31 ms, together 6.
pub(super) fn stage_files(folder: &Path, artifacts: &[Artifact]) -> Result<(), IoFailure> {
    let mut all = Ok(());
    let stage = |(): &mut (), artifact: &Artifact| {
        write_file_synced(&staged_path(folder, &artifact.path), &artifact.bytes)
    };
    threads::parallel_process_in_order(
        artifacts,
        SYNC_THREADS,
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

fn rename_file(from: &Path, to: &Path) -> Result<(), IoFailure> {
    let renamed = retry_with_parent_folder(to, || fs::rename(from, to))?;
    renamed.map_err(|error| IoFailure::new("put in place", to, error))
}
