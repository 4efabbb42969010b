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
    pub(super) heading: Option<Span>,
    pub(super) values: BTreeMap<&'static str, Span>,
    pub(super) items: BTreeMap<&'static str, Vec<Spanned<String>>>,
    /// Settings whose value was refused.
    pub(super) refused: BTreeSet<&'static str>,
    /// Settings that say something; of single texts, of dates and of lists.
    pub(super) given: BTreeSet<&'static str>,
    /// Lists of which an entry is left out, because something of it is missing or was refused.
    pub(super) shortened: BTreeSet<&'static str>,
}

impl TableSpans {
    /// Returns the place of a setting's value, or else of the table's heading.
    pub(super) fn at(&self, key: &str) -> Option<Span> {
        self.values.get(key).or(self.heading.as_ref()).cloned()
    }

    /// Returns the problem of a setting with its place.
    pub(super) fn diagnostic(&self, key: &str, problem: AgencyProblem) -> Diagnostic {
        Diagnostic::new(problem).at(self.at(key))
    }

    /// Returns whether something is written that was refused.
    pub(super) fn is_refused(&self, key: &str) -> bool {
        self.refused.contains(key)
    }

    /// Returns the clean items of a list with their places.
    pub(super) fn items(&self, key: &str) -> &[Spanned<String>] {
        self.items.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The places in the tables that come once, by their paths.
pub(super) type Tables = BTreeMap<&'static str, TableSpans>;
