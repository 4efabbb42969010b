//! Problems that are not in an agency's own file: those of a base file, and missing settings, which a base file can
//! have. Agencies that share them are named, and each problem is said once.

use std::path::Path;

use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostic, Diagnostics};

/// Problems with the files of the agencies that have them, in the order in which they were found.
#[derive(Default)]
pub(super) struct SharedProblems(Vec<(Diagnostic, Vec<String>)>);

impl SharedProblems {
    /// Keeps the problems that are not in an agency's own file; returns the others.
    pub(super) fn separate(&mut self, agency_file: &Path, found: Diagnostics) -> Diagnostics {
        let agency_file = agency_file.display().to_string();
        let mut own = Diagnostics::new();
        for diagnostic in found {
            let span = diagnostic.span.as_ref();
            if span.is_some_and(|span| span.file.name == agency_file) {
                own.push(diagnostic);
            } else if let Some((_, agencies)) =
                self.0.iter_mut().find(|(known, _)| *known == diagnostic)
            {
                // A problem may be found twice in one agency.
                if agencies.last() != Some(&agency_file) {
                    agencies.push(agency_file.clone());
                }
            } else {
                self.0.push((diagnostic, vec![agency_file.clone()]));
            }
        }
        own
    }

    /// Returns each problem once, below the agencies that have it, those that most agencies have first.
    pub(super) fn render(&self, agency_count: usize, options: DiagnosticDisplayOptions) -> String {
        let mut groups: Vec<(&[String], Vec<Diagnostic>)> = Vec::new();
        for (diagnostic, agencies) in &self.0 {
            match groups.iter_mut().find(|(known, _)| known == agencies) {
                Some((_, problems)) => problems.push(diagnostic.clone()),
                None => groups.push((agencies, vec![diagnostic.clone()])),
            }
        }
        groups.sort_by_key(|(agencies, _)| std::cmp::Reverse(agencies.len()));
        let shown = groups.into_iter().filter_map(|(agencies, problems)| {
            let problems = render_diagnostics_text(&problems, options);
            let heading = if agencies.len() == agency_count && agency_count > 1 {
                format!("In all {agency_count} agencies:")
            } else {
                format!("In {}:", agencies.join(", "))
            };
            (!problems.is_empty()).then(|| format!("{heading}\n\n{problems}\n"))
        });
        shown.collect()
    }

    /// Returns every problem once.
    pub(super) fn into_problems(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|(diagnostic, _)| diagnostic)
    }
}
