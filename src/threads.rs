//! One piece of work after another on several threads, with the same results in the same order as on one.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// As much as the main thread has on most machines: documents are trees, and deep ones take room.
const THREAD_STACK_BYTES: usize = 8 << 20;

/// Works on each item on so many threads, each with a tool of its own, and gives `take` the results in the order of
/// the items, as they come. Items are handed out in their order, one at a time; what a tool was used for must not
/// show in a result.
///
/// Where one thread is enough, or the machine has no room for another, the calling thread does it all.
///
/// # Panics
/// When a piece of work does; on several threads, all others are done and taken first.
pub fn parallel_process_in_order<Item: Sync, Tool, Done: Send>(
    items: &[Item],
    threads: NonZeroUsize,
    new_tool: impl Fn() -> Tool + Sync,
    work: impl Fn(&mut Tool, &Item) -> Done + Sync,
    mut take: impl FnMut(Done),
) {
    let threads = threads.get().min(items.len());
    let next = AtomicUsize::new(0);
    // Results that are not taken yet do not pile up.
    let (sender, results) = sync_channel(threads);
    let mut turn = 0;
    let mut panicked = None;
    thread::scope(|scope| {
        for _ in (0..threads).filter(|_| threads > 1) {
            let sender = sender.clone();
            let one_after_another = || {
                let (mut tool, sender) = (new_tool(), sender);
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { break };
                    let done = catch_unwind(AssertUnwindSafe(|| work(&mut tool, item)));
                    if done.is_err() {
                        tool = new_tool();
                    }
                    if sender.send((place, done)).is_err() {
                        break;
                    }
                }
            };
            let thread = thread::Builder::new().stack_size(THREAD_STACK_BYTES);
            if thread.spawn_scoped(scope, one_after_another).is_err() {
                break;
            }
        }
        drop(sender);
        let mut early = BTreeMap::new();
        for (place, done) in results {
            early.insert(place, done);
            while let Some(done) = early.remove(&turn) {
                turn += 1;
                match done {
                    Ok(done) => take(done),
                    Err(cause) => panicked = panicked.take().or(Some(cause)),
                }
            }
        }
        if next.load(Ordering::Relaxed) == 0 {
            let mut tool = new_tool();
            for item in items {
                take(work(&mut tool, item));
            }
        }
    });
    if let Some(cause) = panicked {
        resume_unwind(cause);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).expect("more than none")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..200).collect();
        for threads in [1, 2, 7, 500] {
            let mut taken = Vec::new();
            // The earlier, the slower.
            let work = |(): &mut (), item: &u64| {
                thread::sleep(Duration::from_micros(200 - item));
                item * 2
            };
            parallel_process_in_order(
                &items,
                number(threads),
                || (),
                work,
                |done| {
                    taken.push(done);
                },
            );
            let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
            assert_eq!(taken, doubled);
        }
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        let work = |(): &mut (), (): &()| ();
        parallel_process_in_order(&[], number(2), || (), work, |()| unreachable!());
    }

    #[test]
    fn a_panic_is_not_lost_and_spoils_nothing_else() {
        for threads in [1, 2] {
            let mut taken = Vec::new();
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let work = |(): &mut (), item: &u32| {
                    assert!(*item != 7, "seven is a fault");
                    *item
                };
                parallel_process_in_order(
                    &[6, 7, 8, 9],
                    number(threads),
                    || (),
                    work,
                    |done| taken.push(done),
                );
            }));
            assert!(outcome.is_err());
            let told: &[u32] = if threads == 1 { &[6] } else { &[6, 8, 9] };
            assert_eq!(taken, told);
        }
    }
}
