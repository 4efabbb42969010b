//! The spans of a table's settings, for checks of several settings together.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::agency::MissingSettingLocation;
use crate::diag::{Diagnostic, Problem};
use crate::source::field_reader::Spanned;
use crate::span::Span;

/// Maximum length in characters of a placeholder that a message shows whole.
const MAX_PLACEHOLDER_CHARS: usize = 60;

/// The spans of one table's settings, and which values are present or rejected.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SettingSpans {
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

impl SettingSpans {
    /// Returns the span of a setting's value, or else of the table's heading.
    pub(super) fn value_or_heading_span(&self, key: &str) -> Option<Span> {
        self.value_spans
            .get(key)
            .or(self.heading_span.as_ref())
            .cloned()
    }

    /// Returns the name of the file with the table's heading.
    pub(super) fn file_name(&self) -> Option<&str> {
        let heading = self.heading_span.as_ref()?;
        Some(&heading.file.name)
    }

    /// Returns a diagnostic at a setting's value, or else at the table's heading.
    pub(super) fn new_diagnostic_at(&self, key: &str, problem: impl Into<Problem>) -> Diagnostic {
        Diagnostic::new(problem).with_span(self.value_or_heading_span(key))
    }

    /// Returns the value of a setting that counts as missing, as written: `"TBD"`.
    pub(super) fn placeholder(&self, key: &str) -> Option<String> {
        let words = self.value_spans.get(key)?.text().split_whitespace();
        let written = words.collect::<Vec<_>>().join(" ");
        let is_short = written.chars().count() <= MAX_PLACEHOLDER_CHARS;
        Some(if is_short { written } else { "...".to_owned() })
    }

    /// Returns where a setting belongs that is missing.
    pub(super) fn missing_setting_location(&self, key: &str) -> MissingSettingLocation {
        match (self.placeholder(key), &self.heading_span) {
            (Some(placeholder), _) => MissingSettingLocation::Placeholder(placeholder),
            (None, Some(_)) => MissingSettingLocation::Heading,
            (None, None) => MissingSettingLocation::NewHeading,
        }
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
pub(super) type SettingSpansByTable = BTreeMap<&'static str, SettingSpans>;
