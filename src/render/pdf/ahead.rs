//! Blocks set beforehand. To set words is more than half of the work on a long text, and no block needs another
//! for it: a helper sets them from the last one backwards, until it meets the one who sets them from the first
//! one on and then takes what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::flow::Body;
use super::font::Faces;
use super::look::Look;
use super::page::Strip;
use super::set::{Column, Setter};
use super::tree::Tree;
use crate::document::{Block, Document};
use crate::render::{Theme, right_to_left};

/// What a helper leaves for the one who makes a document.
#[derive(Debug, Default)]
pub struct Ahead {
    set: Mutex<BTreeMap<usize, Apart>>,
    /// How many blocks are set in their place, or being set.
    reached: AtomicUsize,
}

/// A block that was set apart from the others: its strips, with a structure of their own.
#[derive(Debug)]
pub(super) struct Apart {
    strips: Vec<Strip>,
    tree: Tree,
    heads: Vec<Vec<Strip>>,
    uncovered: BTreeSet<char>,
}

impl Ahead {
    /// The block of this number, if it is there; from now on nobody needs it or what is before it.
    pub(super) fn take(&self, number: usize) -> Option<Apart> {
        self.reached.store(number + 1, Ordering::Relaxed);
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        set.remove(&number)
    }

    fn leave(&self, number: usize, block: Apart) {
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        set.insert(number, block);
    }
}

/// Sets blocks of running text for the one who makes its pages with the same `ahead`.
pub(in crate::render) fn help(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    ahead: &Ahead,
) {
    let look = Look::policy(theme, right_to_left(&document.language));
    let body = Body::of(document, &look, theme.paper.points().0);
    faces.take_uncovered();
    for (number, block) in body.blocks.iter().enumerate().rev() {
        if number < ahead.reached.load(Ordering::Relaxed) {
            break;
        }
        let mut setter = Setter::new(faces, look.clone());
        ahead.leave(number, setter.apart(block, body.column));
    }
}

impl Setter<'_> {
    /// Sets a block for another who has the same look and column.
    fn apart(&mut self, block: &Block, column: Column) -> Apart {
        Apart {
            strips: self.block(block, column),
            tree: std::mem::take(&mut self.tree),
            heads: std::mem::take(&mut self.heads),
            uncovered: self.faces.take_uncovered(),
        }
    }

    /// Takes a block that another has set, as if it were set here and now.
    pub(super) fn take_in(&mut self, block: Apart) -> Vec<Strip> {
        let shift = self.tree.append(block.tree, None);
        let before = self.heads.len();
        let (mut strips, mut heads) = (block.strips, block.heads);
        for strip in strips.iter_mut().chain(heads.iter_mut().flatten()) {
            strip.shift(shift, before);
        }
        self.heads.append(&mut heads);
        self.faces.note_uncovered(block.uncovered);
        strips
    }
}
