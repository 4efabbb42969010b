//! Everything that is wrong or missing in the files of agencies; nothing is written.

use std::num::NonZeroUsize;
use std::path::Path;

use jiff::civil::Date;

use super::discovery::Planned;
use crate::content::pack::TemplatePack;
use crate::diag::{Diagnostic, Diagnostics, Severity, StageError};
use crate::document::Audience;
use crate::document::readability::{Readability, measure_readability};
use crate::failure::IoFailure;
use crate::packet::render::check_page_layout;
use crate::packet::{ComposedPacket, compose_packet};
use crate::render::Renderer;
use crate::threads;

/// What agencies are checked with, the same for every one.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    pub pack: &'a TemplatePack,
    /// The day from which old entries are counted.
    pub today: Date,
    /// Whether it is measured how easily the documents for clients read.
    pub readability: bool,
}

/// One agency, looked through.
pub struct Checked {
    /// What is wrong or missing.
    pub found: Diagnostics,
    /// The files it was read from; none where its documents cannot be made.
    pub sources: Vec<String>,
    /// How easily its documents for clients read; none where that was not asked or they cannot be made.
    pub readings: Option<Vec<Reading>>,
}

/// How easily a document reads.
pub struct Reading {
    pub document: String,
    pub language: String,
    /// What was measured; none where there is no formula for the language.
    pub measured: Option<Readability>,
}

impl Check<'_> {
    /// Checks the agency in that file. The renderer may be that of the agency before.
    ///
    /// # Errors
    /// When the machine refuses to let a file be read.
    pub fn one(&self, path: &Path, renderer: &mut Option<Renderer>) -> Result<Checked, IoFailure> {
        let mut found = Diagnostics::new();
        let composed = compose_packet(path, self.pack, false, None, self.today, &mut found);
        let composed = StageError::invalid_input_as_none(composed)?;
        // What a page cannot hold or draw is found by laying it out.
        if let Some(composed) = &composed {
            check_page_layout(composed, renderer, &mut found);
        }
        let files = composed.iter().flat_map(|composed| &composed.source_files);
        Ok(Checked {
            found,
            sources: files.map(|file| file.name.clone()).collect(),
            readings: composed.as_ref().filter(|_| self.readability).map(readings),
        })
    }

    /// Checks each agency on so many threads, and gives `take` what came of it, in their order.
    pub fn each(
        &self,
        agencies: &[Planned],
        threads: NonZeroUsize,
        mut take: impl FnMut(&Planned, Result<Checked, IoFailure>),
    ) {
        let mut planned = agencies.iter();
        let work = |renderer: &mut _, planned: &Planned| self.one(&planned.path, renderer);
        threads::parallel_process_in_order(
            agencies,
            threads,
            || None,
            work,
            |checked| take(planned.next().expect("there is one for each"), checked),
        );
    }
}

/// Measures the documents for clients.
fn readings(composed: &ComposedPacket) -> Vec<Reading> {
    let documents = composed.documents.iter();
    documents
        .filter(|document| document.audience == Audience::Client)
        .map(|document| Reading {
            document: document.file_stem(),
            language: document.language.to_string(),
            measured: measure_readability(document),
        })
        .collect()
}

/// How many problems of each severity were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// What keeps every build from being made.
    pub errors: usize,
    /// Blanks to fill before a final build.
    pub open: usize,
    /// What is worth a look.
    pub warnings: usize,
}

impl Counts {
    /// Counts what was found.
    pub fn of(found: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for diagnostic in found {
            *match diagnostic.severity() {
                Severity::Error => &mut counts.errors,
                Severity::Blank => &mut counts.open,
                Severity::Warning => &mut counts.warnings,
            } += 1;
        }
        counts
    }
}

/// How many agencies stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Those without errors and blanks.
    pub ready: usize,
    /// Those with blanks and without errors.
    pub open: usize,
    pub errors: usize,
    /// Those whose files the machine refused.
    pub unread: usize,
    pub warnings: usize,
}

impl Totals {
    /// Counts one agency.
    pub fn count(&mut self, checked: &Result<Checked, IoFailure>) {
        let Ok(checked) = checked else {
            self.unread += 1;
            return;
        };
        let counts = Counts::of(&checked.found);
        *match (counts.errors, counts.open) {
            (0, 0) => &mut self.ready,
            (0, _) => &mut self.open,
            (_, _) => &mut self.errors,
        } += 1;
        self.warnings += counts.warnings;
    }
}
