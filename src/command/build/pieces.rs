//! The files of a packet, each a piece of work of its own, in the hands there are.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Press, path_of};
use crate::diag::{Diagnostics, Stop};
use crate::document::{Document, Layout};
use crate::hands;
use crate::output::Set;
use crate::render::{Format, Theme};

/// What comes of a packet's documents in each format, by the number of the document. What is made waits in
/// the set that was begun, if one was.
pub(super) fn render(
    documents: &[&Document],
    formats: &[Format],
    theme: &Theme,
    press: &mut Press,
    set: Option<&Set>,
) -> BTreeMap<(usize, Format), (Result<Vec<u8>, Stop>, Diagnostics)> {
    let pieces = pieces(documents, formats);
    // The press, and more of them where several hands need one at a time.
    press.wearing(theme.clone());
    let model = hands::are_many().then(|| press.clone());
    let idle = Mutex::new(vec![std::mem::take(press)]);
    let presses = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let made = hands::share(&pieces, |&(number, format)| {
        let free = presses().pop();
        let mut press = free
            .or_else(|| model.clone())
            .expect("one hand has one press");
        let renderer = press.0.as_mut().expect("it wears the theme");
        let mut found = Diagnostics::new();
        let made = renderer.render(documents[number], format, &mut found);
        if let (Some(set), Ok(bytes)) = (set, &made) {
            set.stage(&path_of(documents[number], format), bytes);
        }
        presses().push(press);
        ((number, format), (made, found))
    });
    *press = presses().pop().unwrap_or_default();
    made.into_iter().collect()
}

/// What is to be done, what takes longest first: the policy's PDF.
fn pieces(documents: &[&Document], formats: &[Format]) -> Vec<(usize, Format)> {
    let all =
        (0..documents.len()).flat_map(|number| formats.iter().map(move |format| (number, *format)));
    let mut all: Vec<_> = all.collect();
    let is_text = |number: usize| documents[number].layout == Layout::Policy;
    all.sort_by_key(|&(number, format)| (format != Format::Pdf, !is_text(number)));
    all
}
