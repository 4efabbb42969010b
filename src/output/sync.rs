//! Brings files to the disk on threads that do nothing but wait for it, a few for the whole program: files that
//! are synced at the same time share the waits, and to begin a thread for each costs more than to write it. One
//! after another, ten files took a disk 31 ms, together 6.

use std::collections::VecDeque;
use std::fs::File;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::failure::Failure;

/// More files than this are not brought to the disk at a time.
const MOST: usize = 24;

/// Files on their way to the disk.
#[derive(Debug)]
pub(super) struct Syncing {
    sent: usize,
    sender: Sender<Result<(), Failure>>,
    synced: Receiver<Result<(), Failure>>,
}

impl Default for Syncing {
    fn default() -> Self {
        let (sender, synced) = channel();
        Self {
            sent: 0,
            sender,
            synced,
        }
    }
}

impl Syncing {
    /// Sends a file on its way.
    pub(super) fn add(&mut self, path: PathBuf, file: File) {
        self.sent += 1;
        let sent = (path, file, self.sender.clone());
        let mut queue = queue();
        let begin = || thread::Builder::new().spawn(wait_for_the_disk).is_ok();
        if queue.idle <= queue.files.len() && queue.threads < MOST && begin() {
            queue.threads += 1;
        }
        if queue.threads == 0 {
            // The machine has no room for another thread.
            drop(queue);
            sync(sent);
        } else {
            queue.files.push_back(sent);
            READY.notify_one();
        }
    }

    /// Waits until all files are on the disk; gives the first failure of any.
    pub(super) fn end(self) -> Result<(), Failure> {
        let synced: Vec<_> = self.synced.iter().take(self.sent).collect();
        synced.into_iter().collect()
    }
}

/// A file, its path, and who is told when it is on the disk.
type Sent = (PathBuf, File, Sender<Result<(), Failure>>);

struct Queue {
    files: VecDeque<Sent>,
    /// Threads there are.
    threads: usize,
    /// Those of them that have nothing to do.
    idle: usize,
}

static QUEUE: Mutex<Queue> = Mutex::new(Queue {
    files: VecDeque::new(),
    threads: 0,
    idle: 0,
});

/// A file was put into the queue.
static READY: Condvar = Condvar::new();

fn queue() -> MutexGuard<'static, Queue> {
    QUEUE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Syncs files of the queue until the program ends.
fn wait_for_the_disk() {
    loop {
        let mut queue = queue();
        let sent = loop {
            if let Some(sent) = queue.files.pop_front() {
                break sent;
            }
            queue.idle += 1;
            queue = READY.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        };
        drop(queue);
        sync(sent);
    }
}

/// Waits until a file is on the disk, and tells.
fn sync((path, file, teller): Sent) {
    let synced = file.sync_all();
    let synced = synced.map_err(|error| Failure::new("write", &path, error));
    // Whoever gave up on the set is not told.
    let _ = teller.send(synced);
}
