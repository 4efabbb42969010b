//! Many pieces of work on several threads, their results in the order of the work.
//!
//! The pieces are handed out one after another from a common counter, so a result hardly ever waits for
//! an earlier one, and a thread that got a long piece keeps nobody waiting. There are more hands than
//! tools: while some wait for the disk, others use the tools.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// As much as the main thread has on most machines: documents are trees, and deep ones take room.
const STACK: usize = 8 << 20;

/// How many hands share a tool.
const HANDS: usize = 4;

/// What only so many hands can use at a time: as many as the machine can really do at once. A tool keeps
/// what is worth keeping for the next piece of work (parsed faces, words shaped before).
pub(super) struct Tools<Tool> {
    free: Mutex<Vec<Tool>>,
    given_back: Condvar,
}

impl<Tool: Default> Tools<Tool> {
    fn new(number: usize) -> Self {
        Self {
            free: Mutex::new((0..number).map(|_| Tool::default()).collect()),
            given_back: Condvar::new(),
        }
    }

    /// Waits for a tool and works with it. What that does to the tool must not show in what is made with
    /// it next; one that a panic left behind is replaced.
    pub(super) fn with<Made>(&self, work: impl FnOnce(&mut Tool) -> Made) -> Made {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.given_back.wait_while(free, |free| free.is_empty());
        let tool = waited.unwrap_or_else(PoisonError::into_inner).pop();
        let mut tool = tool.expect("there was one when the wait ended");
        let made = catch_unwind(AssertUnwindSafe(|| work(&mut tool)));
        if made.is_err() {
            tool = Tool::default();
        }
        let free = self.free.lock();
        free.unwrap_or_else(PoisonError::into_inner).push(tool);
        self.given_back.notify_one();
        made.unwrap_or_else(|cause| resume_unwind(cause))
    }
}

/// Does `work` for each item and gives `take` what came of it, in the order of the items, as it comes.
///
/// # Panics
/// When a piece of work panicked: all others are done and taken first.
pub(super) fn in_order<Item: Sync, Tool: Default + Send, Done: Send>(
    items: &[Item],
    tools: NonZeroUsize,
    work: impl Fn(&Tools<Tool>, &Item) -> Done + Sync,
    mut take: impl FnMut(Done),
) {
    let next = AtomicUsize::new(0);
    let hands = (tools.get() * HANDS).min(items.len());
    let tools = Tools::new(tools.get());
    // Whoever is far ahead waits: results that nobody has taken yet do not pile up.
    let (sender, results) = sync_channel(hands);
    let mut panicked: Option<Box<dyn Any + Send>> = None;
    thread::scope(|scope| {
        for _ in 0..hands {
            let (next, tools, work, sender) = (&next, &tools, &work, sender.clone());
            let hand = move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { break };
                    let done = catch_unwind(AssertUnwindSafe(|| work(tools, item)));
                    if sender.send((place, done)).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, hand)
                .expect("the machine has room for a few threads");
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut turn = 0;
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
    });
    if let Some(cause) = panicked {
        resume_unwind(cause);
    }
}

/// Does `work` for each item, on as many threads as there are tools, the calling one among them; what came of
/// it, in the order of the items, which are begun in that order too.
///
/// # Panics
/// When a piece of work panicked, and without a tool.
pub(super) fn share<Item: Sync, Tool: Send, Done: Send>(
    items: &[Item],
    tools: &mut [Tool],
    work: impl Fn(&mut Tool, &Item) -> Done + Sync,
) -> Vec<Done> {
    let next = AtomicUsize::new(0);
    let hand = |tool: &mut Tool| {
        let mut mine = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return mine;
            };
            mine.push((place, work(tool, item)));
        }
    };
    let (own, others) = tools.split_first_mut().expect("there is a tool");
    let mut all = thread::scope(|scope| {
        let mut hands = Vec::with_capacity(others.len());
        for tool in others {
            let thread = thread::Builder::new().stack_size(STACK);
            let hand = thread.spawn_scoped(scope, || hand(tool));
            hands.push(hand.expect("the machine has room for a few threads"));
        }
        let mut all = hand(own);
        for hand in hands {
            all.extend(hand.join().unwrap_or_else(|cause| resume_unwind(cause)));
        }
        all
    });
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, done)| done).collect()
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
            in_order(
                &items,
                number(tools),
                |tools: &Tools<()>, item| {
                    // The earlier, the slower.
                    std::thread::sleep(std::time::Duration::from_micros(200 - item));
                    tools.with(|()| item * 2)
                },
                |done| taken.push(done),
            );
            let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
            assert_eq!(taken, doubled);
        }
    }

    #[test]
    fn what_is_shared_comes_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
        for hands in [1, 2, 7] {
            let mut tools = vec![0_u64; hands];
            let made = share(&items, &mut tools, |worked, item| {
                std::thread::sleep(std::time::Duration::from_micros(50 - item));
                *worked += 1;
                item * 2
            });
            assert_eq!(made, doubled);
            assert_eq!(tools.iter().sum::<u64>(), 50);
        }
        assert!(share(&[(); 0], &mut [(), ()], |(), ()| ()).is_empty());
    }

    #[test]
    fn a_panic_spoils_nothing_else_and_is_not_lost() {
        let items: Vec<u32> = (0..20).collect();
        let mut taken = Vec::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            in_order(
                &items,
                number(1),
                |tools: &Tools<bool>, item| {
                    tools.with(|spoilt| {
                        assert!(!*spoilt, "a tool is replaced after a panic");
                        *spoilt = *item == 7;
                        assert!(!*spoilt, "seven is a fault");
                        *item
                    })
                },
                |done| taken.push(done),
            );
        }));
        assert!(outcome.is_err());
        assert_eq!(taken.len(), 19);
        assert!(!taken.contains(&7));
    }
}
