//! Ctrl-C handling: a command checks a flag and stops where it is safe.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::failure::IoFailure;

/// Returns a flag that Ctrl-C sets from now on instead of ending the program; without the feature `terminal`
/// it is never set.
#[cfg_attr(
    not(feature = "terminal"),
    expect(clippy::unnecessary_wraps, reason = "with a terminal it may fail")
)]
pub(super) fn register_interrupt_flag() -> Result<Arc<AtomicBool>, IoFailure> {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(feature = "terminal")]
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&flag))
        .map_err(|error| IoFailure::new("listen for Ctrl-C in", "the terminal".as_ref(), error))?;
    Ok(flag)
}
