//! All integration tests, in one crate so that they are linked once.

mod formats;
mod samples;
mod words;
