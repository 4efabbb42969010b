//! Reads the settings of a TOML table by key and kind.
//!
//! [`TomlFieldReader`] records which keys are read; [`TomlFieldReader::report_unknown_keys`]
//! reports all others with the nearest known key. A value of the wrong kind is reported and then treated as missing.

use jiff::civil::Date;

use super::toml::{TomlEntry, TomlNode, TomlNodeValue, TomlTable};
use super::toml_errors::diagnose_typed_date;
use crate::diag::setting::{SettingProblem, ValueKind};
use crate::diag::source::SourceProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::span::Span;

/// A value with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    /// The position, quotes included.
    pub span: Span,
}

impl<T> Spanned<T> {
    fn from_node(value: T, node: &TomlNode) -> Self {
        let span = node.span.clone();
        Self { value, span }
    }
}

/// A reader of one table.
#[derive(Debug)]
pub struct TomlFieldReader<'t, 'd> {
    table: &'t TomlTable,
    table_label: String,
    known_keys: Vec<&'static str>,
    /// Keys that only this table accepts, such as language tags.
    extra_keys: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

impl<'t, 'd> TomlFieldReader<'t, 'd> {
    /// Returns a reader of `table`, which messages call `label`: `[agency]`, `[[organizations]]`.
    pub fn new(
        table: &'t TomlTable,
        label: impl Into<String>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        TomlFieldReader {
            table,
            table_label: label.into(),
            known_keys: Vec::new(),
            extra_keys: Vec::new(),
            diagnostics,
        }
    }

    /// Returns whether the table has this key, even if its value is unreadable.
    pub fn has_key(&self, key: &str) -> bool {
        self.find_entry(key).is_some()
    }

    /// Returns the position of the key, or of the table if the key is missing.
    pub fn key_span(&self, key: &str) -> Span {
        self.find_entry(key)
            .map_or_else(|| self.table.span.clone(), |entry| entry.key_span.clone())
    }

    /// Reads text in quotes: not trimmed, possibly empty.
    pub fn read_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.read_node(key)?;
        self.text_from_node(key, node)
    }

    /// As [`Self::read_text`], for a key that is known only at run time.
    pub fn read_dynamic_text(&mut self, key: &str) -> Option<Spanned<String>> {
        let entry = self.find_entry(key)?;
        self.extra_keys.push(key.to_owned());
        self.text_from_node(key, &entry.value)
    }

    /// Returns a reader of a table inside this one.
    pub fn child_reader<'i>(&'i mut self, table: &'t TomlTable) -> TomlFieldReader<'t, 'i> {
        self.labeled_child_reader(table, self.table_label.clone())
    }

    /// Returns a reader of a table inside this one, which messages call `label`.
    pub fn labeled_child_reader<'i>(
        &'i mut self,
        table: &'t TomlTable,
        label: String,
    ) -> TomlFieldReader<'t, 'i> {
        TomlFieldReader::new(table, label, self.diagnostics)
    }

    /// Returns the position of the table.
    pub fn table_span(&self) -> &'t Span {
        &self.table.span
    }

    /// Reads a list of texts; a text without brackets is reported.
    pub fn read_text_list(&mut self, key: &'static str) -> Option<Spanned<Vec<Spanned<String>>>> {
        let node = self.read_node(key)?;
        let TomlNodeValue::Array(items) = &node.value else {
            self.report_wrong_kind(key, ValueKind::TextList, node);
            return None;
        };
        let value = items
            .iter()
            .filter_map(|item| self.text_from_node(key, item))
            .collect();
        Some(Spanned::from_node(value, node))
    }

    /// Reads `true` or `false`.
    pub fn read_bool(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let node = self.read_node(key)?;
        let TomlNodeValue::Boolean(value) = node.value else {
            self.report_wrong_kind(key, ValueKind::Boolean, node);
            return None;
        };
        Some(Spanned::from_node(value, node))
    }

    /// Reads a whole number.
    pub fn read_integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let node = self.read_node(key)?;
        let TomlNodeValue::Integer(value) = node.value else {
            self.report_wrong_kind(key, ValueKind::Integer, node);
            return None;
        };
        Some(Spanned::from_node(value, node))
    }

    /// Reads a date, with or without quotes (`2026-12-01`). Blank text counts as a missing date.
    pub fn read_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.read_node(key)?;
        let value = match &node.value {
            TomlNodeValue::Date(date) => *date,
            TomlNodeValue::Text(text) if text.trim().is_empty() => return None,
            TomlNodeValue::Text(text) => {
                if let Ok(date) = text.trim().parse::<Date>()
                    && text.trim().len() == 10
                {
                    date
                } else {
                    let problem =
                        diagnose_typed_date(key, text.trim(), false).unwrap_or_else(|| {
                            SourceProblem::WrongDateFormat {
                                key: key.to_owned(),
                                suggestion: None,
                            }
                        });
                    self.report_problem(problem, &node.span);
                    return None;
                }
            }
            _ => {
                self.report_wrong_kind(key, ValueKind::Date, node);
                return None;
            }
        };
        Some(Spanned::from_node(value, node))
    }

    /// Reads a table: `[header]` or `{ ... }`.
    pub fn read_table(&mut self, key: &'static str) -> Option<&'t TomlTable> {
        let node = self.read_node(key)?;
        match &node.value {
            TomlNodeValue::Table(table) => Some(table),
            TomlNodeValue::Array(items) => {
                // `[[agency]]` instead of `[agency]`: report it once and read the first table.
                self.report_wrong_kind(key, ValueKind::Table, node);
                match &items.first()?.value {
                    TomlNodeValue::Table(table) => Some(table),
                    _ => None,
                }
            }
            _ => {
                self.report_wrong_kind(key, ValueKind::Table, node);
                None
            }
        }
    }

    /// Reads all tables with one `[[header]]`, or a list of `{ ... }`; empty if the key is missing.
    pub fn read_tables(&mut self, key: &'static str) -> Vec<&'t TomlTable> {
        let Some(node) = self.read_node(key) else {
            return Vec::new();
        };
        match &node.value {
            TomlNodeValue::Array(items) => items
                .iter()
                .filter_map(|item| {
                    if let TomlNodeValue::Table(table) = &item.value {
                        Some(table)
                    } else {
                        self.report_wrong_kind(key, ValueKind::TableList, item);
                        None
                    }
                })
                .collect(),
            TomlNodeValue::Table(table) => {
                self.report_wrong_kind(key, ValueKind::TableList, node);
                vec![table]
            }
            _ => {
                self.report_wrong_kind(key, ValueKind::TableList, node);
                Vec::new()
            }
        }
    }

    /// Reads one of several words and returns its value. Blank text counts as missing.
    pub fn read_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.read_text(key)?;
        if text.value.trim().is_empty() {
            return None;
        }
        let value = self.resolve_choice(key, &text, choices)?;
        Some(Spanned {
            value,
            span: text.span,
        })
    }

    /// Reads a list of such words and returns their values.
    pub fn read_choices<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Vec<T> {
        let words = self
            .read_text_list(key)
            .map_or_else(Vec::new, |texts| texts.value);
        words
            .iter()
            .filter_map(|word| self.resolve_choice(key, word, choices))
            .collect()
    }

    fn resolve_choice<T: Copy>(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let word = text.value.trim();
        let choice = choices
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some((_, value)) = choice {
            return Some(*value);
        }
        let names: Vec<&'static str> = choices.iter().map(|(name, _)| *name).collect();
        let problem = SettingProblem::UnknownChoice {
            key: key.to_owned(),
            value: word.to_owned(),
            nearest: find_nearest_name(word, names.iter().copied()).map(str::to_owned),
            choices: names,
        };
        self.report_problem(problem, &text.span);
        None
    }

    /// Returns a value of any kind, for callers that accept several.
    pub fn read_node(&mut self, key: &'static str) -> Option<&'t TomlNode> {
        self.find_known_entry(key).map(|entry| &entry.value)
    }

    /// Returns all entries, for a table with keys that the user chooses.
    pub fn entries(&self) -> &'t [TomlEntry] {
        &self.table.entries
    }

    /// Reports a problem at a position.
    pub fn report_problem(&mut self, problem: impl Into<Problem>, span: &Span) {
        self.diagnostics
            .push(Diagnostic::new(problem).with_span(span.clone()));
    }

    /// Reports every key that was not read; returns the keys that were.
    pub fn report_unknown_keys(self) -> Vec<&'static str> {
        for entry in &self.table.entries {
            if self.known_keys.contains(&entry.key.as_str()) || self.extra_keys.contains(&entry.key)
            {
                continue;
            }
            self.diagnostics.push(
                Diagnostic::new(SettingProblem::UnknownKey {
                    key: entry.key.clone(),
                    table: self.table_label.clone(),
                    nearest: find_nearest_name(&entry.key, self.known_keys.iter().copied())
                        .map(str::to_owned),
                    valid_places: Vec::new(),
                })
                .with_span(entry.key_span.clone()),
            );
        }
        self.known_keys
    }

    fn find_entry(&self, key: &str) -> Option<&'t TomlEntry> {
        self.table.entries.iter().find(|entry| entry.key == key)
    }

    fn find_known_entry(&mut self, key: &'static str) -> Option<&'t TomlEntry> {
        if !self.known_keys.contains(&key) {
            self.known_keys.push(key);
        }
        self.find_entry(key)
    }

    fn text_from_node(&mut self, key: &str, node: &TomlNode) -> Option<Spanned<String>> {
        let TomlNodeValue::Text(text) = &node.value else {
            self.report_wrong_kind(key, ValueKind::Text, node);
            return None;
        };
        Some(Spanned::from_node(text.clone(), node))
    }

    /// Returns the path of a setting, if messages call this table by its heading: `training.staff`.
    fn setting_path(&self, key: &str) -> String {
        let heading = self.table_label.trim_matches(['`', '[', ']']);
        if heading == self.table_label {
            key.to_owned()
        } else {
            format!("{heading}.{key}")
        }
    }

    /// Reports a value that is not of the expected kind.
    pub fn report_wrong_kind(&mut self, key: &str, expected: ValueKind, node: &TomlNode) {
        let found = ValueKind::from_toml_value(&node.value);
        if found == ValueKind::Unreadable {
            return;
        }
        let problem = SettingProblem::WrongValueKind {
            key: key.to_owned(),
            path: self.setting_path(key),
            expected,
            found,
            value: node.span.text().to_owned(),
        };
        self.report_problem(problem, &node.span);
    }
}

impl ValueKind {
    /// Returns the kind of a value.
    pub fn from_toml_value(value: &TomlNodeValue) -> ValueKind {
        match value {
            TomlNodeValue::Text(_) => ValueKind::Text,
            TomlNodeValue::Integer(_) => ValueKind::Integer,
            TomlNodeValue::OtherNumber(_) => ValueKind::Float,
            TomlNodeValue::Boolean(_) => ValueKind::Boolean,
            TomlNodeValue::Date(_) => ValueKind::Date,
            TomlNodeValue::DateTime(_) => ValueKind::DateTime,
            TomlNodeValue::Array(items) => match items.first().map(|item| &item.value) {
                Some(TomlNodeValue::Table(_)) => ValueKind::TableList,
                _ => ValueKind::TextList,
            },
            TomlNodeValue::Table(_) => ValueKind::Table,
            TomlNodeValue::Unreadable => ValueKind::Unreadable,
        }
    }
}

/// Keys with words that users write instead and that are not spelled alike.
const KEY_SYNONYMS: &[(&str, &[&str])] = &[
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

/// Returns the known name that a misspelled one most likely means, if any is similar enough.
pub fn find_nearest_name<'n>(word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase().replace(['-', ' '], "_");
    let joined = word.replace('_', "");
    let synonym = KEY_SYNONYMS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()) || words.contains(&joined.as_str()));
    let known: Vec<&str> = known.collect();
    if let Some((key, _)) = synonym
        && let Some(name) = known.iter().find(|name| *name == key)
    {
        return Some(name);
    }
    known
        .into_iter()
        .map(|name| {
            let normalized = name.to_lowercase().replace('-', "_");
            let mut score = strsim::jaro_winkler(&word, &normalized);
            if normalized.len() > 3 && (word.contains(&normalized) || normalized.contains(&word)) {
                score = score.max(0.85);
            }
            (score, name)
        })
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}
