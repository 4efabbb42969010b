//! Words shaped beforehand. To shape words is more than half of the work on a long text, and can be done in
//! any order: a helper sets the blocks from the last one backwards, for nothing but the words it leaves shaped,
//! until it meets the one who sets them for good from the first one on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::flow::Body;
use super::font::{Faces, Key, Shaped};
use super::look::Look;
use super::set::Setter;
use crate::document::Document;
use crate::render::{Theme, right_to_left};

/// What a helper leaves for the one who makes a document.
#[derive(Default)]
pub struct Ahead {
    shaped: Mutex<HashMap<Key, Box<Shaped>>>,
    /// How many blocks are set for good, or being set.
    reached: AtomicUsize,
}

impl std::fmt::Debug for Ahead {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let reached = self.reached.load(Ordering::Relaxed);
        formatter
            .debug_struct("Ahead")
            .field("reached", &reached)
            .finish_non_exhaustive()
    }
}

impl Ahead {
    /// Takes words that were shaped.
    pub(super) fn take(&self, key: &Key) -> Option<Box<Shaped>> {
        self.shelf().remove(key)
    }

    /// Tells that the blocks before this one are done, and this one is begun.
    pub(super) fn reach(&self, number: usize) {
        self.reached.store(number + 1, Ordering::Relaxed);
    }

    /// Tells that no help is needed any more.
    pub(super) fn end(&self) {
        self.reached.store(usize::MAX, Ordering::Relaxed);
    }

    fn shelf(&self) -> MutexGuard<'_, HashMap<Key, Box<Shaped>>> {
        self.shaped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shapes words of running text for the one who makes its pages with the same `ahead`.
pub(in crate::render) fn help(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    ahead: &Ahead,
) {
    let look = Look::policy(theme, right_to_left(&document.language));
    let body = Body::of(document, &look, theme.paper.points().0);
    faces.measuring(|faces| {
        for (number, block) in body.blocks.iter().enumerate().rev() {
            if number < ahead.reached.load(Ordering::Relaxed) {
                break;
            }
            Setter::new(faces, look.clone()).block(block, body.column);
            ahead.shelf().extend(faces.drain_shaped());
        }
    });
}
