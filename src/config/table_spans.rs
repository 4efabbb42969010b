//! Where the settings of one table stand, for messages that look at several of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostic;
use crate::diag::agency::AgencyProblem;
use crate::source::field_reader::Spanned;
use crate::span::Span;

/// The places of one table's settings, and what became of what is written there.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TableSpans {
    /// The table's heading, if the table is there.
    pub(super) heading_span: Option<Span>,
    pub(super) value_spans: BTreeMap<&'static str, Span>,
    pub(super) list_items: BTreeMap<&'static str, Vec<Spanned<String>>>,
    /// Settings whose value was refused.
    pub(super) rejected_keys: BTreeSet<&'static str>,
    /// Settings that say something; of single texts, of dates and of lists.
    pub(super) present_keys: BTreeSet<&'static str>,
    /// Lists of which an entry is left out, because something of it is missing or was refused.
    pub(super) lists_with_omitted_entries: BTreeSet<&'static str>,
}

impl TableSpans {
    /// Returns the place of a setting's value, or else of the table's heading.
    pub(super) fn value_or_heading_span(&self, key: &str) -> Option<Span> {
        self.value_spans
            .get(key)
            .or(self.heading_span.as_ref())
            .cloned()
    }

    /// Returns the problem of a setting with its place.
    pub(super) fn new_diagnostic_at(&self, key: &str, problem: AgencyProblem) -> Diagnostic {
        Diagnostic::new(problem).with_span(self.value_or_heading_span(key))
    }

    /// Returns whether something is written that was refused.
    pub(super) fn is_rejected(&self, key: &str) -> bool {
        self.rejected_keys.contains(key)
    }

    /// Returns the clean items of a list with their places.
    pub(super) fn list_items(&self, key: &str) -> &[Spanned<String>] {
        self.list_items.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The places in the tables that come once, by their paths.
pub(super) type TableSpansByPath = BTreeMap<&'static str, TableSpans>;
