//! Reads the settings of one table, by name and kind.
//!
//! [`Fields`] remembers which names it was asked for; [`Fields::finish`] reports the rest with the
//! nearest known name. A value of the wrong kind is reported where it stands, and reading goes on
//! as if it were absent.

use jiff::civil::Date;

use super::toml::{Entry, Node, NodeValue, Table};
use super::toml_errors::date_in_our_form;
use crate::diag::setting::{Kind, SettingProblem};
use crate::diag::source::SourceProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::span::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// One table while it is read.
#[derive(Debug)]
pub struct Fields<'t, 'd> {
    table: &'t Table,
    place: String,
    asked: Vec<&'static str>,
    /// Names that only this table accepts, such as the tag of a language.
    accepted: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

impl<'t, 'd> Fields<'t, 'd> {
    /// Begins to read `table`, which messages call `place`: `[agency]`, `[[organizations]]`.
    pub fn new(
        table: &'t Table,
        place: impl Into<String>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Fields {
            table,
            place: place.into(),
            asked: Vec::new(),
            accepted: Vec::new(),
            diagnostics,
        }
    }

    /// Whether the setting is written at all, be it readable or not.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Where the setting's name stands, or else the whole table's place.
    pub fn key_span(&self, key: &str) -> Span {
        self.entry(key)
            .map_or_else(|| self.table.span.clone(), |entry| entry.key_span.clone())
    }

    /// A text in quotes, as it is written: not trimmed, perhaps empty.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let entry = self.ask(key)?;
        self.text_of(key, &entry.value)
    }

    /// As [`Fields::text`], under a name that is known only while the file is read.
    pub fn text_named(&mut self, key: &str) -> Option<Spanned<String>> {
        let entry = self.entry(key)?;
        self.accepted.push(key.to_owned());
        let NodeValue::Text(text) = &entry.value.value else {
            self.wrong_kind(key, Kind::Text, &entry.value);
            return None;
        };
        Some(Spanned {
            value: text.clone(),
            span: entry.value.span.clone(),
        })
    }

    /// Reads a table inside this one.
    pub fn inside<'i>(&'i mut self, table: &'t Table) -> Fields<'t, 'i> {
        self.within(table, self.place.clone())
    }

    /// Reads a table inside this one, which messages call `place`.
    pub fn within<'i>(&'i mut self, table: &'t Table, place: String) -> Fields<'t, 'i> {
        Fields::new(table, place, self.diagnostics)
    }

    /// The table's place.
    pub fn span(&self) -> &'t Span {
        &self.table.span
    }

    /// A list of texts; one text alone is refused with the way to write a list of one.
    pub fn texts(&mut self, key: &'static str) -> Option<Spanned<Vec<Spanned<String>>>> {
        let entry = self.ask(key)?;
        let NodeValue::List(items) = &entry.value.value else {
            self.wrong_kind(key, Kind::Texts, &entry.value);
            return None;
        };
        let value = items
            .iter()
            .filter_map(|item| self.text_of(key, item))
            .collect();
        Some(Spanned {
            value,
            span: entry.value.span.clone(),
        })
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let entry = self.ask(key)?;
        let NodeValue::Flag(value) = entry.value.value else {
            self.wrong_kind(key, Kind::Flag, &entry.value);
            return None;
        };
        Some(Spanned {
            value,
            span: entry.value.span.clone(),
        })
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let entry = self.ask(key)?;
        let NodeValue::Integer(value) = entry.value.value else {
            self.wrong_kind(key, Kind::Integer, &entry.value);
            return None;
        };
        Some(Spanned {
            value,
            span: entry.value.span.clone(),
        })
    }

    /// A calendar date, bare (`2026-12-01`) or the same in quotes. Blank text is no date and no
    /// mistake.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let entry = self.ask(key)?;
        let value = match &entry.value.value {
            NodeValue::Date(date) => *date,
            NodeValue::Text(text) if text.trim().is_empty() => return None,
            NodeValue::Text(text) => {
                if let Ok(date) = text.trim().parse::<Date>()
                    && text.trim().len() == 10
                {
                    date
                } else {
                    let problem = SourceProblem::DateForm {
                        key: key.to_owned(),
                        suggestion: date_in_our_form(text.trim()),
                    };
                    self.report(problem, &entry.value.span);
                    return None;
                }
            }
            _ => {
                self.wrong_kind(key, Kind::Date, &entry.value);
                return None;
            }
        };
        Some(Spanned {
            value,
            span: entry.value.span.clone(),
        })
    }

    /// A table: `[heading]` or `{ ... }`.
    pub fn table(&mut self, key: &'static str) -> Option<&'t Table> {
        let entry = self.ask(key)?;
        match &entry.value.value {
            NodeValue::Table(table) => Some(table),
            NodeValue::List(items) => {
                // `[[agency]]` where `[agency]` is meant: the mistake is said once, the first is read.
                self.wrong_kind(key, Kind::Table, &entry.value);
                match &items.first()?.value {
                    NodeValue::Table(table) => Some(table),
                    _ => None,
                }
            }
            _ => {
                self.wrong_kind(key, Kind::Table, &entry.value);
                None
            }
        }
    }

    /// All tables under one `[[heading]]`, or a list of `{ ... }`; empty when there is none.
    pub fn tables(&mut self, key: &'static str) -> Vec<&'t Table> {
        let Some(entry) = self.ask(key) else {
            return Vec::new();
        };
        match &entry.value.value {
            NodeValue::List(items) => items
                .iter()
                .filter_map(|item| {
                    if let NodeValue::Table(table) = &item.value {
                        Some(table)
                    } else {
                        self.wrong_kind(key, Kind::Tables, item);
                        None
                    }
                })
                .collect(),
            NodeValue::Table(table) => {
                self.wrong_kind(key, Kind::Tables, &entry.value);
                vec![table]
            }
            _ => {
                self.wrong_kind(key, Kind::Tables, &entry.value);
                Vec::new()
            }
        }
    }

    /// One of a few words, each with what it means.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            return None;
        }
        let value = self.chosen(key, &text, choices)?;
        Some(Spanned {
            value,
            span: text.span,
        })
    }

    /// A list of a few words, each with what it means.
    pub fn choices<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Vec<T> {
        let words = self.texts(key).map_or_else(Vec::new, |texts| texts.value);
        words
            .iter()
            .filter_map(|word| self.chosen(key, word, choices))
            .collect()
    }

    fn chosen<T: Copy>(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let word = text.value.trim();
        let found = choices
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let names: Vec<&'static str> = choices.iter().map(|(name, _)| *name).collect();
        let problem = SettingProblem::UnknownChoice {
            key: key.to_owned(),
            written: word.to_owned(),
            nearest: nearest(word, names.iter().copied()).map(str::to_owned),
            choices: names,
        };
        self.report(problem, &text.span);
        None
    }

    /// Whatever stands under a name, for a caller that accepts several kinds.
    pub fn node(&mut self, key: &'static str) -> Option<&'t Node> {
        self.ask(key).map(|entry| &entry.value)
    }

    /// All entries of a table whose names are the user's own; nothing is unknown then.
    pub fn entries(&self) -> &'t [Entry] {
        &self.table.entries
    }

    /// Reports a problem of the caller's own at a place.
    pub fn report(&mut self, problem: impl Into<Problem>, span: &Span) {
        self.diagnostics
            .push(Diagnostic::new(problem).at(span.clone()));
    }

    /// Reports every setting that nobody asked for; returns the names that were asked for.
    pub fn finish(self) -> Vec<&'static str> {
        for entry in &self.table.entries {
            if self.asked.contains(&entry.key.as_str()) || self.accepted.contains(&entry.key) {
                continue;
            }
            self.diagnostics.push(
                Diagnostic::new(SettingProblem::UnknownKey {
                    key: entry.key.clone(),
                    place: self.place.clone(),
                    nearest: nearest(&entry.key, self.asked.iter().copied()).map(str::to_owned),
                    belongs: Vec::new(),
                })
                .at(entry.key_span.clone()),
            );
        }
        self.asked
    }

    fn entry(&self, key: &str) -> Option<&'t Entry> {
        self.table.entries.iter().find(|entry| entry.key == key)
    }

    fn ask(&mut self, key: &'static str) -> Option<&'t Entry> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entry(key)
    }

    fn text_of(&mut self, key: &'static str, node: &Node) -> Option<Spanned<String>> {
        let NodeValue::Text(text) = &node.value else {
            self.wrong_kind(key, Kind::Text, node);
            return None;
        };
        Some(Spanned {
            value: text.clone(),
            span: node.span.clone(),
        })
    }

    /// Reports a value of another kind than the one that belongs there.
    pub fn wrong_kind(&mut self, key: &str, wanted: Kind, node: &Node) {
        let found = Kind::of(&node.value);
        if found == Kind::Unreadable {
            return;
        }
        let problem = SettingProblem::WrongKind {
            key: key.to_owned(),
            wanted,
            found,
            written: node.span.text().to_owned(),
        };
        self.report(problem, &node.span);
    }
}

impl Kind {
    /// The kind of a value.
    pub fn of(value: &NodeValue) -> Kind {
        match value {
            NodeValue::Text(_) => Kind::Text,
            NodeValue::Integer(_) => Kind::Integer,
            NodeValue::Number(_) => Kind::Number,
            NodeValue::Flag(_) => Kind::Flag,
            NodeValue::Date(_) => Kind::Date,
            NodeValue::Moment(_) => Kind::Moment,
            NodeValue::List(items) => match items.first().map(|item| &item.value) {
                Some(NodeValue::Table(_)) => Kind::Tables,
                _ => Kind::Texts,
            },
            NodeValue::Table(_) => Kind::Table,
            NodeValue::Unreadable => Kind::Unreadable,
        }
    }
}

/// What people write for names that letters alone would not lead to.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("phone", &["hotline", "tel", "number", "call", "contact"]),
    ("website", &["url", "web", "homepage", "link"]),
    ("position", &["role", "title", "job"]),
    ("hours", &["open", "times", "availability", "when"]),
    ("area", &["county", "region", "location"]),
    ("services", &["description", "offers", "help"]),
    ("verified_on", &["checked", "checked_on", "last_checked"]),
    ("organizations", &["orgs", "agencies", "partners"]),
    ("personnel", &["staff", "people", "contacts"]),
    ("law_enforcement", &["police"]),
    ("child_protection", &["cps"]),
];

/// The known name that is nearest to a misspelt one, if any is near enough to be meant.
pub fn nearest<'n>(word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase().replace(['-', ' '], "_");
    let squeezed = word.replace('_', "");
    let meant = OTHER_WORDS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()) || words.contains(&squeezed.as_str()));
    let known: Vec<&str> = known.collect();
    if let Some(name) = known
        .iter()
        .find(|name| meant.is_some_and(|(meant, _)| meant == *name))
    {
        return Some(name);
    }
    known
        .into_iter()
        .map(|name| {
            let plain = name.to_lowercase().replace('-', "_");
            let mut score = strsim::jaro_winkler(&word, &plain);
            if plain.len() > 3 && (word.contains(&plain) || plain.contains(&word)) {
                score = score.max(0.85);
            }
            (score, name)
        })
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}
