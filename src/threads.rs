//! Processes items on several threads; results come in the order of the items, as on one thread.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// The stack of the main thread on most systems; deeply nested documents are traversed recursively.
const THREAD_STACK_BYTES: usize = 8 << 20;

/// Processes each item on up to `max_threads` threads and passes the results to `on_result` in the order of the items,
/// each as soon as it and those before it are there.
///
/// Each thread has a context of its own, which it uses for one item after another; a result must not depend on the
/// items before it. If `max_threads` is 1 or no thread can be started, the calling thread processes all items.
///
/// # Panics
/// If `process` panics; on several threads, only after the results of all other items were passed on.
pub fn parallel_process_in_order<Item: Sync, Context, Output: Send>(
    items: &[Item],
    max_threads: NonZeroUsize,
    new_context: impl Fn() -> Context + Sync,
    process: impl Fn(&mut Context, &Item) -> Output + Sync,
    mut on_result: impl FnMut(Output),
) {
    let threads = max_threads.get().min(items.len());
    let next_index = AtomicUsize::new(0);
    // The bound keeps finished results from piling up.
    let (sender, results) = sync_channel(threads);
    let mut next_result = 0;
    let mut panicked = None;
    thread::scope(|scope| {
        for _ in (0..threads).filter(|_| threads > 1) {
            let sender = sender.clone();
            let process_items = || {
                let (mut context, sender) = (new_context(), sender);
                loop {
                    let index = next_index.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = catch_unwind(AssertUnwindSafe(|| process(&mut context, item)));
                    if result.is_err() {
                        context = new_context();
                    }
                    if sender.send((index, result)).is_err() {
                        break;
                    }
                }
            };
            let thread = thread::Builder::new().stack_size(THREAD_STACK_BYTES);
            if thread.spawn_scoped(scope, process_items).is_err() {
                break;
            }
        }
        drop(sender);
        let mut early_results = BTreeMap::new();
        for (index, result) in results {
            early_results.insert(index, result);
            while let Some(result) = early_results.remove(&next_result) {
                next_result += 1;
                match result {
                    Ok(output) => on_result(output),
                    Err(cause) => panicked = panicked.take().or(Some(cause)),
                }
            }
        }
        if next_index.load(Ordering::Relaxed) == 0 {
            let mut context = new_context();
            for item in items {
                on_result(process(&mut context, item));
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

    fn non_zero(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).expect("not zero")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..200).collect();
        for threads in [1, 2, 7, 500] {
            let mut results = Vec::new();
            // Earlier items take longer.
            let process = |(): &mut (), item: &u64| {
                thread::sleep(Duration::from_micros(200 - item));
                item * 2
            };
            parallel_process_in_order(
                &items,
                non_zero(threads),
                || (),
                process,
                |output| {
                    results.push(output);
                },
            );
            let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
            assert_eq!(results, doubled);
        }
    }

    #[test]
    fn no_items_give_no_results() {
        let process = |(): &mut (), (): &()| ();
        parallel_process_in_order(&[], non_zero(2), || (), process, |()| unreachable!());
    }

    #[test]
    fn a_panic_is_passed_on_after_all_other_results() {
        for threads in [1, 2] {
            let mut results = Vec::new();
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let process = |(): &mut (), item: &u32| {
                    assert!(*item != 7, "the item that panics");
                    *item
                };
                parallel_process_in_order(
                    &[6, 7, 8, 9],
                    non_zero(threads),
                    || (),
                    process,
                    |output| results.push(output),
                );
            }));
            assert!(outcome.is_err());
            let expected: &[u32] = if threads == 1 { &[6] } else { &[6, 8, 9] };
            assert_eq!(results, expected);
        }
    }
}
