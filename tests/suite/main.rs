//! One integration crate for everything: it links once.

mod pdf;
mod pdf_samples;
