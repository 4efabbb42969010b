//! Checks the files of agencies for everything that is wrong or missing; writes nothing.

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

/// The settings of a check, the same for every agency.
#[derive(Clone, Copy)]
pub struct AgencyChecker<'a> {
    pub pack: &'a TemplatePack,
    /// The date from which old entries are warned about.
    pub today: Date,
    /// Whether to measure the reading level of client documents.
    pub measure_readability: bool,
}

/// The result of checking one agency.
pub struct AgencyCheck {
    /// Everything that is wrong or missing.
    pub diagnostics: Diagnostics,
    /// The files it was read from; empty if its documents cannot be composed.
    pub source_files: Vec<String>,
    /// The reading level of its client documents; `None` if not measured or if they cannot be composed.
    pub document_readability: Option<Vec<DocumentReadability>>,
}

/// The reading level of a document.
pub struct DocumentReadability {
    pub document: String,
    pub language: String,
    /// `None` if there is no formula for the language.
    pub readability: Option<Readability>,
}

impl AgencyChecker<'_> {
    /// Checks the agency in a file. The renderer may be reused from another agency.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn check_agency(
        &self,
        path: &Path,
        renderer: &mut Option<Renderer>,
    ) -> Result<AgencyCheck, IoFailure> {
        let mut found = Diagnostics::new();
        let composed = compose_packet(path, self.pack, false, None, self.today, &mut found);
        let composed = StageError::invalid_input_as_none(composed)?;
        // Overflowing pages and missing glyphs are only found by laying out the pages.
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

    /// Checks agencies on several threads, and passes each result to `handle_result` in their order.
    pub fn check_agencies(
        &self,
        agencies: &[PlannedAgency],
        threads: NonZeroUsize,
        mut handle_result: impl FnMut(&PlannedAgency, Result<AgencyCheck, IoFailure>),
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
            |checked| handle_result(planned.next().expect("there is one for each"), checked),
        );
    }
}

/// Measures the reading level of each client document.
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

/// The number of diagnostics of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeverityCounts {
    /// Errors, which stop every build.
    pub errors: usize,
    /// Blanks, which stop a final build.
    pub blanks: usize,
    /// Warnings, which stop no build.
    pub warnings: usize,
}

impl SeverityCounts {
    /// Counts diagnostics by severity.
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

/// The number of agencies with each result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckTotals {
    /// Agencies without errors and blanks.
    pub ready_agencies: usize,
    /// Agencies with blanks and without errors.
    pub agencies_with_blanks: usize,
    pub agencies_with_errors: usize,
    /// Agencies with files that cannot be read.
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
