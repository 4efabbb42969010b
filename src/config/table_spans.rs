//! The spans of a table's settings, for checks of several settings together.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Problem};
use crate::source::field_reader::Spanned;
use crate::span::Span;

/// The spans of one table's settings, and which values are present or rejected.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TableSpans {
    /// The table's heading, if the table is in the file.
    pub(super) heading_span: Option<Span>,
    pub(super) value_spans: BTreeMap<&'static str, Span>,
    pub(super) list_items: BTreeMap<&'static str, Vec<Spanned<String>>>,
    /// Settings with a rejected value.
    pub(super) rejected_keys: BTreeSet<&'static str>,
    /// Texts, dates and lists with a value.
    pub(super) present_keys: BTreeSet<&'static str>,
    /// Lists whose items are all blank or placeholders such as `TBD`.
    pub(super) lists_of_placeholders: BTreeSet<&'static str>,
    /// Lists with an entry that was left out because a required setting is missing or rejected.
    pub(super) lists_with_omitted_entries: BTreeSet<&'static str>,
}

impl TableSpans {
    /// Returns the span of a setting's value, or else of the table's heading.
    pub(super) fn value_or_heading_span(&self, key: &str) -> Option<Span> {
        self.value_spans
            .get(key)
            .or(self.heading_span.as_ref())
            .cloned()
    }

    /// Returns a diagnostic at a setting's value, or else at the table's heading.
    pub(super) fn new_diagnostic_at(&self, key: &str, problem: impl Into<Problem>) -> Diagnostic {
        Diagnostic::new(problem).with_span(self.value_or_heading_span(key))
    }

    /// Returns whether the setting's value was rejected.
    pub(super) fn is_rejected(&self, key: &str) -> bool {
        self.rejected_keys.contains(key)
    }

    /// Returns which of the settings that say whom a contact serves has only placeholders.
    pub(super) fn unknown_served_key(&self) -> Option<&'static str> {
        let mut keys = ["sites", "states"].into_iter();
        keys.find(|key| self.lists_of_placeholders.contains(key))
    }

    /// Returns the clean items of a list with their spans.
    pub(super) fn list_items(&self, key: &str) -> &[Spanned<String>] {
        self.list_items.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The spans of the tables outside of lists, by path.
pub(super) type TableSpansByPath = BTreeMap<&'static str, TableSpans>;
