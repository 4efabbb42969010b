//! Everything that is wrong or missing in the files of agencies; nothing is written.

use std::num::NonZeroUsize;
use std::path::Path;

use jiff::civil::Date;

use super::discovery::PlannedAgency;
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
pub struct AgencyChecker<'a> {
    pub pack: &'a TemplatePack,
    /// The day from which old entries are counted.
    pub today: Date,
    /// Whether it is measured how easily the documents for clients read.
    pub measure_readability: bool,
}

/// One agency, looked through.
pub struct AgencyCheck {
    /// What is wrong or missing.
    pub diagnostics: Diagnostics,
    /// The files it was read from; none where its documents cannot be made.
    pub source_files: Vec<String>,
    /// How easily its documents for clients read; none where that was not asked or they cannot be made.
    pub document_readability: Option<Vec<DocumentReadability>>,
}

/// How easily a document reads.
pub struct DocumentReadability {
    pub document: String,
    pub language: String,
    /// What was measured; none where there is no formula for the language.
    pub readability: Option<Readability>,
}

impl AgencyChecker<'_> {
    /// Checks the agency in that file. The renderer may be that of the agency before.
    ///
    /// # Errors
    /// When the machine refuses to let a file be read.
    pub fn check_agency(
        &self,
        path: &Path,
        renderer: &mut Option<Renderer>,
    ) -> Result<AgencyCheck, IoFailure> {
        let mut found = Diagnostics::new();
        let composed = compose_packet(path, self.pack, false, None, self.today, &mut found);
        let composed = StageError::invalid_input_as_none(composed)?;
        // What a page cannot hold or draw is found by laying it out.
        if let Some(composed) = &composed {
            check_page_layout(composed, renderer, &mut found);
        }
        let files = composed.iter().flat_map(|composed| &composed.source_files);
        Ok(AgencyCheck {
            diagnostics: found,
            source_files: files.map(|file| file.name.clone()).collect(),
            document_readability: composed
                .as_ref()
                .filter(|_| self.measure_readability)
                .map(measure_client_documents),
        })
    }

    /// Checks each agency on so many threads, and gives `take` what came of it, in their order.
    pub fn check_agencies(
        &self,
        agencies: &[PlannedAgency],
        threads: NonZeroUsize,
        mut take: impl FnMut(&PlannedAgency, Result<AgencyCheck, IoFailure>),
    ) {
        let mut planned = agencies.iter();
        let work = |renderer: &mut _, planned: &PlannedAgency| {
            self.check_agency(&planned.agency_file, renderer)
        };
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
fn measure_client_documents(composed: &ComposedPacket) -> Vec<DocumentReadability> {
    let documents = composed.documents.iter();
    documents
        .filter(|document| document.audience == Audience::Client)
        .map(|document| DocumentReadability {
            document: document.file_stem(),
            language: document.language.to_string(),
            readability: measure_readability(document),
        })
        .collect()
}

/// How many problems of each severity were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeverityCounts {
    /// What keeps every build from being made.
    pub errors: usize,
    /// Blanks to fill before a final build.
    pub blanks: usize,
    /// What is worth a look.
    pub warnings: usize,
}

impl SeverityCounts {
    /// Counts what was found.
    pub fn from_diagnostics(found: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for diagnostic in found {
            *match diagnostic.severity() {
                Severity::Error => &mut counts.errors,
                Severity::Blank => &mut counts.blanks,
                Severity::Warning => &mut counts.warnings,
            } += 1;
        }
        counts
    }
}

/// How many agencies stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckTotals {
    /// Those without errors and blanks.
    pub ready_agencies: usize,
    /// Those with blanks and without errors.
    pub agencies_with_blanks: usize,
    pub agencies_with_errors: usize,
    /// Those whose files the machine refused.
    pub unreadable_agencies: usize,
    pub warning_count: usize,
}

impl CheckTotals {
    /// Counts one agency.
    pub fn add_agency(&mut self, checked: &Result<AgencyCheck, IoFailure>) {
        let Ok(checked) = checked else {
            self.unreadable_agencies += 1;
            return;
        };
        let counts = SeverityCounts::from_diagnostics(&checked.diagnostics);
        *match (counts.errors, counts.blanks) {
            (0, 0) => &mut self.ready_agencies,
            (0, _) => &mut self.agencies_with_blanks,
            (_, _) => &mut self.agencies_with_errors,
        } += 1;
        self.warning_count += counts.warnings;
    }
}
