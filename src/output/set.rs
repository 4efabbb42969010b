//! A set on its way: its files may wait in the folder already while others are still made, so that the disk
//! works beside the processors.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::manifest::Manifest;
use super::stage::{self, Place, Turn};
use super::sync::Syncing;
use super::{Artifact, Manner, Obstacle, ObstacleKind, Outcome, kept, obstacles, read};
use crate::failure::Failure;

/// A set that comes to its folder. Until it is finished nothing of what was in the folder is touched, and if
/// it never is, nothing of it stays.
#[derive(Debug)]
pub struct Set {
    folder: PathBuf,
    list: String,
    manner: Manner,
    waiting: Mutex<Waiting>,
    /// Whether what waits goes when this is dropped.
    open: bool,
    _turn: Turn,
}

/// What waits in the folder.
#[derive(Debug, Default)]
struct Waiting {
    paths: BTreeSet<String>,
    syncing: Syncing,
    failure: Option<Failure>,
}

/// Begins a set with a manifest of some name, or gives what stands in the way of the one that was
/// interrupted before it. The folder is made if it is not there; nobody else writes to it until the set is
/// finished or dropped.
pub fn begin(
    folder: &Path,
    list: &str,
    manner: Manner,
) -> Result<Result<Set, Vec<Obstacle>>, Failure> {
    let turn = stage::turn(folder)?;
    let left = Place { folder, list }.finish_interrupted(manner.force)?;
    if !left.is_empty() {
        return Ok(Err(left));
    }
    Ok(Ok(Set {
        folder: folder.to_owned(),
        list: list.to_owned(),
        manner,
        waiting: Mutex::default(),
        open: true,
        _turn: turn,
    }))
}

impl Set {
    /// Lets a file of the set wait in the folder. What the machine refuses is told when the set is finished.
    pub fn stage(&self, path: &str, bytes: &[u8]) {
        let written = stage::write_staged(&self.folder, path, bytes);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match written {
            Ok((at, file)) => {
                waiting.paths.insert(path.to_owned());
                waiting.syncing.add(at, file);
            }
            Err(failure) => waiting.failure = waiting.failure.take().or(Some(failure)),
        }
    }

    /// Puts the set in its place: all of its files, staged before or not, with the manifest last.
    ///
    /// Files that the last manifest lists and this set no longer has are removed if nobody changed
    /// them, unless the manner is partial.
    pub fn finish(
        mut self,
        artifacts: &[Artifact],
        mut manifest: Manifest,
    ) -> Result<Outcome, Failure> {
        let previous = read(&self.folder.join(&self.list))?;
        let obstacles = self.obstacles(artifacts, previous.as_ref())?;
        if !obstacles.is_empty() {
            return Ok(Outcome::Blocked(obstacles));
        }
        if self.manner.partial {
            let kept = kept(artifacts, previous.as_ref());
            manifest.files.extend(kept.cloned());
            manifest.files.sort();
        }
        for artifact in artifacts {
            let waiting = self.waiting.get_mut();
            let waiting = waiting.unwrap_or_else(PoisonError::into_inner);
            if !waiting.paths.contains(&artifact.path) {
                self.stage(&artifact.path, &artifact.bytes);
            }
        }
        self.whole()?;
        let (folder, list) = (self.folder.clone(), self.list.clone());
        let place = Place {
            folder: &folder,
            list: &list,
        };
        place.stage_list(&manifest)?;
        // From here on what waits is a whole set: if it cannot be put in its place, a later run does it.
        self.open = false;
        place.exchange(&manifest).map(|()| Outcome::Written)
    }

    fn obstacles(
        &self,
        artifacts: &[Artifact],
        previous: Option<&Manifest>,
    ) -> Result<Vec<Obstacle>, Failure> {
        let force = self.manner.force;
        let mut found = obstacles(&self.folder, artifacts, previous, force)?;
        let path = self.folder.join(&self.list);
        if previous.is_none() && !force && path.symlink_metadata().is_ok() {
            let kind = ObstacleKind::Foreign;
            found.push(Obstacle { path, kind });
        }
        Ok(found)
    }

    /// Waits until all that was staged is on the disk.
    fn whole(&mut self) -> Result<(), Failure> {
        let waiting = self.waiting.get_mut();
        let waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let synced = std::mem::take(&mut waiting.syncing).end();
        waiting.failure.take().map_or(synced, Err)
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        if self.open {
            // The failure that is reported is the one that stopped us, not one while tidying up.
            let _ = self.whole();
            let _ = stage::clear(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest::{Entry, TOOL, sha256};
    use super::super::{MANIFEST, is_whole, read_manifest};
    use super::*;

    fn manifest(artifacts: &[Artifact]) -> Manifest {
        let entry = |artifact: &Artifact| Entry {
            path: artifact.path.clone(),
            format: String::new(),
            sha256: sha256(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        };
        Manifest {
            tool: TOOL.to_owned(),
            pack: String::new(),
            agency: String::new(),
            draft: false,
            options: None,
            inputs: Vec::new(),
            files: artifacts.iter().map(entry).collect(),
        }
    }

    fn begun(folder: &Path) -> Set {
        let begun = begin(folder, MANIFEST, Manner::default());
        let set = begun.expect("the machine allows it");
        set.expect("nothing is in the way")
    }

    #[test]
    fn a_set_that_is_given_up_leaves_nothing() {
        let above = tempfile::tempdir().expect("a folder");
        let folder = above.path().join("output/some-clinic");
        let set = begun(&folder);
        set.stage("client/poster.md", b"words");
        assert_eq!(folder.read_dir().expect("it is there").count(), 2);
        drop(set);
        assert_eq!(above.path().read_dir().expect("it is there").count(), 0);
    }

    #[test]
    fn what_waits_and_what_does_not_come_to_their_places() {
        let above = tempfile::tempdir().expect("a folder");
        let folder = above.path().join("some-clinic");
        let paths = ["client/poster.md", "index.html"];
        let artifacts = paths.map(|path| Artifact {
            path: path.to_owned(),
            bytes: path.as_bytes().to_vec(),
        });
        let set = begun(&folder);
        set.stage(&artifacts[0].path, &artifacts[0].bytes);
        let outcome = set.finish(&artifacts, manifest(&artifacts));
        assert!(matches!(outcome, Ok(Outcome::Written)), "{outcome:?}");
        let standing = read_manifest(&folder).expect("it can be read");
        assert!(standing.is_some_and(|list| list.files.len() == 2 && is_whole(&folder, &list)));
    }
}
