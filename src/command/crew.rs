//! Many pieces of work on several threads, their results in the order of the work.
//!
//! The pieces are handed out one after another from a common counter, so a result hardly ever waits for
//! an earlier one, and a thread that got a long piece keeps nobody waiting. What computes and what waits for the
//! disk is done by threads of their own: those that compute are as many as the machine can really do at once, and
//! each keeps what is worth keeping for its next piece (parsed faces, words shaped before, memory).

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::hands::begin;

/// How many threads wait for the disk for each that computes.
const FINISHERS: usize = 4;

/// Makes something of each item and finishes it, and gives `take` what came of it, in the order of the items, as it
/// comes. Each of the `makers` has a tool of its own; what `make` does to it must not show in what is made
/// next. A tool that a panic left behind is replaced.
///
/// # Panics
/// When a piece of work panicked: all others are done and taken first.
pub(super) fn in_order<Item: Sync, Tool: Default, Made: Send, Done: Send>(
    items: &[Item],
    makers: NonZeroUsize,
    make: impl Fn(&mut Tool, &Item) -> Made + Sync,
    finish: impl Fn(&Item, Made) -> Done + Sync,
    mut take: impl FnMut(Done),
) {
    let next = AtomicUsize::new(0);
    let makers = makers.get().min(items.len());
    let finishers = makers * FINISHERS;
    // Whoever is far ahead waits: what is not finished or taken yet does not pile up.
    let (made, unfinished) = sync_channel(makers);
    let unfinished = Mutex::new(unfinished);
    let (done, results) = sync_channel(finishers);
    let make_one = |tool: &mut Tool, place: usize| {
        let one = catch_unwind(AssertUnwindSafe(|| make(tool, &items[place])));
        if one.is_err() {
            *tool = Tool::default();
        }
        one
    };
    let finish_one = |place: usize, made: thread::Result<Made>| {
        let finish = |made| finish(&items[place], made);
        made.and_then(|made| catch_unwind(AssertUnwindSafe(|| finish(made))))
    };
    let mut panicked: Option<Box<dyn Any + Send>> = None;
    let mut take = |done| match done {
        Ok(done) => take(done),
        Err(cause) => panicked = panicked.take().or(Some(cause)),
    };
    let mut turn = 0;
    thread::scope(|scope| {
        let maker = |made: SyncSender<_>| {
            let (next, make_one) = (&next, &make_one);
            move || {
                let mut tool = Tool::default();
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if place >= items.len() {
                        break;
                    }
                    let one = make_one(&mut tool, place);
                    if made.send((place, one)).is_err() {
                        break;
                    }
                }
            }
        };
        let finisher = |done: SyncSender<_>| {
            let (unfinished, finish_one) = (&unfinished, &finish_one);
            move || {
                loop {
                    let waiting = unfinished.lock().unwrap_or_else(PoisonError::into_inner);
                    let Ok((place, made)) = waiting.recv() else {
                        break;
                    };
                    drop(waiting);
                    if done.send((place, finish_one(place, made))).is_err() {
                        break;
                    }
                }
            }
        };
        // As many as the machine has room for; nobody makes what nobody would finish.
        let begun = (0..finishers).map(|_| begin(scope, finisher(done.clone())));
        if begun.filter(|begun| *begun).count() > 0 {
            for _ in 0..makers {
                begin(scope, maker(made.clone()));
            }
        }
        drop((made, done));
        let mut early = BTreeMap::new();
        for (place, done) in results {
            early.insert(place, done);
            while let Some(done) = early.remove(&turn) {
                turn += 1;
                take(done);
            }
        }
    });
    // Where there was no room for any, this thread does it all.
    let mut tool = Tool::default();
    for place in turn..items.len() {
        take(finish_one(place, make_one(&mut tool, place)));
    }
    if let Some(cause) = panicked {
        resume_unwind(cause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).expect("more than none")
    }

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let items: Vec<u64> = (0..200).collect();
        for tools in [1, 2, 7, 500] {
            let mut taken = Vec::new();
            // The earlier, the slower.
            let sleep = |item: u64| {
                std::thread::sleep(std::time::Duration::from_micros(200 - item));
                item
            };
            in_order(
                &items,
                number(tools),
                |(): &mut (), item| sleep(*item),
                |item, made| sleep(*item) + made,
                |done| taken.push(done),
            );
            let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
            assert_eq!(taken, doubled);
        }
    }

    #[test]
    fn a_panic_spoils_nothing_else_and_is_not_lost() {
        let items: Vec<u32> = (0..20).collect();
        let mut taken = Vec::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            in_order(
                &items,
                number(1),
                |spoilt: &mut bool, item| {
                    assert!(!*spoilt, "a tool is replaced after a panic");
                    *spoilt = *item == 7;
                    assert!(!*spoilt, "seven is a fault");
                    *item
                },
                |item, made| {
                    assert!(*item != 12, "twelve cannot be finished");
                    made
                },
                |done| taken.push(done),
            );
        }));
        assert!(outcome.is_err());
        let rest: Vec<u32> = items
            .into_iter()
            .filter(|item| ![7, 12].contains(item))
            .collect();
        assert_eq!(taken, rest);
    }
}
