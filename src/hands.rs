//! One piece of work in several hands: on several threads of the machine, with the same result as on one.
//! It knows nothing of what is done. The only file that knows rayon.
//!
//! Work that is done [`together`] may be shared further down without a word passed from one to the other;
//! what is not done together, such as one of many agencies, stays on its own thread.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rayon::Yield;

/// As much as the main thread has on most machines: documents are trees, and deep ones take room.
const STACK: usize = 8 << 20;

/// More hands than these need not stay awake for what may be shared next.
const AWAKE: usize = 4;

thread_local! {
    /// Whether what this thread does is not to be shared, though there are others.
    static ALONE: Cell<bool> = const { Cell::new(false) };
    /// Whether this thread is one of the hands that share something.
    static SHARING: Cell<bool> = const { Cell::new(false) };
}

/// Does `work` in so many hands: what it shares is done by all of them. Where the machine has no room for another
/// thread, one hand does it.
///
/// In a program that does one work after another, the calling thread stays one of the hands, as many as there
/// were the first time: what it has in memory need not go to another.
///
/// # Panics
/// When `work` does.
pub fn together<Done: Send>(hands: NonZeroUsize, work: impl FnOnce() -> Done + Send) -> Done {
    if hands.get() == 1 {
        let before = ALONE.replace(true);
        let done = work();
        ALONE.set(before);
        return done;
    }
    let crew = || {
        let crew = rayon::ThreadPoolBuilder::new();
        crew.num_threads(hands.get()).stack_size(STACK)
    };
    if are_many() || crew().use_current_thread().build_global().is_ok() {
        return awake(work);
    }
    let Ok(crew) = crew().build() else {
        // And it stays so: what was begun of the first crew counts as other hands, which there are not.
        ALONE.set(true);
        return work();
    };
    crew.install(|| awake(work))
}

/// Does `work` while the other hands stay awake. One that is in the midst of something shared does not stay: who
/// shares it waits for that hand, and both would wait for ever.
fn awake<Done>(work: impl FnOnce() -> Done) -> Done {
    let me = rayon::current_thread_index();
    let over = Arc::new(AtomicBool::new(false));
    let end = AtEnd(|| over.store(true, Ordering::Relaxed));
    let theirs = over.clone();
    rayon::spawn_broadcast(move |hand| {
        if Some(hand.index()) != me && hand.index() < AWAKE && !SHARING.get() {
            stay_awake_until(|| theirs.load(Ordering::Relaxed));
        }
    });
    let done = work();
    drop(end);
    done
}

/// Does what others share until `over`, and does not sleep between: in a virtual machine a thread that slept is
/// woken on the processor of the one that wakes it, and the two take turns there while another has nothing to do.
fn stay_awake_until(over: impl Fn() -> bool) {
    while !over() {
        if rayon::yield_now() != Some(Yield::Executed) {
            thread::yield_now();
        }
    }
}

/// Does something at the end of its scope, and when there is a panic before it.
struct AtEnd<Act: Fn()>(Act);

impl<Act: Fn()> Drop for AtEnd<Act> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Whether there are other hands to do a part of the work.
pub fn are_many() -> bool {
    rayon::current_thread_index().is_some() && rayon::current_num_threads() > 1 && !ALONE.get()
}

/// Does `work` for each item in the hands there are; what came of it, in the order of the items, which are begun
/// in that order too.
///
/// # Panics
/// When a piece of work panicked.
pub fn share<Item: Sync, Done: Send>(
    items: &[Item],
    work: impl Fn(&Item) -> Done + Sync,
) -> Vec<Done> {
    if items.len() < 2 || !are_many() {
        return items.iter().map(work).collect();
    }
    let _sharing = sharing();
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(items.len()));
    let working = AtomicUsize::new(rayon::current_num_threads().min(items.len()));
    let hand = || {
        let _sharing = sharing();
        let _end = AtEnd(|| {
            working.fetch_sub(1, Ordering::Relaxed);
        });
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { break };
            let done = work(item);
            // What another shares of its piece comes before the next one: it is waited for.
            while rayon::yield_now() == Some(Yield::Executed) {}
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.push((place, done));
        }
    };
    rayon::scope(|scope| {
        for _ in 1..working.load(Ordering::Relaxed) {
            scope.spawn(|_| hand());
        }
        hand();
        stay_awake_until(|| working.load(Ordering::Relaxed) == 0);
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, done)| done).collect()
}

/// Makes this thread one of those that share something, until it is dropped.
fn sharing() -> AtEnd<impl Fn()> {
    let before = SHARING.replace(true);
    AtEnd(move || SHARING.set(before))
}

/// Begins a thread that has room for deep documents; whether the machine has room for another thread.
pub fn begin<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    hand: impl FnOnce() + Send + 'scope,
) -> bool {
    let thread = thread::Builder::new().stack_size(STACK);
    thread.spawn_scoped(scope, hand).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    /// Whether something happens within a minute or two.
    fn in_time(happens: impl Fn() -> bool) -> bool {
        let wait = |_: &i32| thread::sleep(Duration::from_millis(1));
        (0..60_000).inspect(wait).any(|_| happens())
    }

    #[test]
    fn what_is_shared_comes_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
        for hands in [1, 2, 7] {
            let seen = Mutex::new(BTreeSet::new());
            let seen = || seen.lock().expect("no hand panics");
            let hands = NonZeroUsize::new(hands).expect("more than none");
            let made = together(hands, || {
                share(&items, |item| {
                    seen().insert(format!("{:?}", thread::current().id()));
                    // The first comes when others have, the others the sooner the later they are.
                    assert!(*item > 0 || in_time(|| hands.get() == 1 || seen().len() > 1));
                    thread::sleep(Duration::from_micros(500 - item * 10));
                    item * 2
                })
            });
            assert_eq!(made, doubled);
            assert!(seen().len() <= hands.get());
        }
        assert!(share(&[(); 0], |()| ()).is_empty());
        let two = NonZeroUsize::new(2).expect("more than none");
        assert!(together(two, || share(&[(); 0], |()| ())).is_empty());
    }

    #[test]
    fn one_hand_shares_with_nobody() {
        let one = NonZeroUsize::MIN;
        let two = NonZeroUsize::new(2).expect("more than none");
        for _ in 0..2 {
            let me = thread::current().id();
            together(two, || assert!(are_many()));
            let all = together(one, || share(&[(); 20], |()| thread::current().id()));
            assert!(all.into_iter().all(|id| id == me));
        }
    }

    #[test]
    fn nobody_stays_awake_in_the_midst_of_a_piece() {
        let two = NonZeroUsize::new(2).expect("more than none");
        let [begun, called, last] = [const { AtomicBool::new(false) }; 3];
        let tell = |what: &AtomicBool| what.store(true, Ordering::Relaxed);
        let is_told = |what: &AtomicBool| in_time(|| what.load(Ordering::Relaxed));
        // One calls the other to stay awake, who is in a piece, and waits for what that one has still to do.
        let told = together(two, || {
            share(&[0, 1, 2], |piece| match piece {
                0 => {
                    is_told(&begun)
                        && awake(|| {
                            tell(&called);
                            is_told(&last)
                        })
                }
                1 => {
                    tell(&begun);
                    is_told(&called)
                }
                _ => {
                    tell(&last);
                    true
                }
            })
        });
        assert_eq!(told, [true; 3]);
    }

    #[test]
    fn what_is_not_done_together_stays_on_its_thread() {
        let me = thread::current().id();
        assert!(!are_many());
        let all = share(&[(); 20], |()| thread::current().id());
        assert!(all.into_iter().all(|id| id == me));
    }
}
