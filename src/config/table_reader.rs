//! One table of agency.toml while its settings become facts.
//!
//! A [`Section`] adds to [`Fields`] what agency.toml alone needs: clean text, blanks that count as
//! missing, typed facts, the list of all texts, and the places that cross-checks point at.

use std::mem;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

use super::agency::{Fact, NamedPath, Translations, Worded};
use super::clean_text;
use super::settings::{SETTINGS, Settings};
use super::table_spans::{TableSpans, Tables};
use super::value_types::{self, Phone, State, WebAddress};
use crate::diag::Diagnostics;
use crate::diag::agency::AgencyProblem;
use crate::diag::setting::Kind;
use crate::document::Color;
use crate::source::field_reader::{Spanned, TomlFieldReader};
use crate::source::toml::{TomlNodeValue, TomlTable};
use crate::span::Span;

/// The most entries a list may have: more than any agency has clinics, staff or neighbours.
const MOST_ENTRIES: usize = 1000;

/// The most letters one fact may have. The words of a statement are no fact, and may be as long as they like.
const MOST_LETTERS: usize = 2000;

/// What is read beside the facts themselves.
#[derive(Default)]
pub(super) struct Noted {
    facts: Vec<Fact>,
    /// The places in the tables that come once, by their paths.
    pub(super) tables: Tables,
    pub(super) diagnostics: Diagnostics,
}

/// A table while it is read.
pub(super) struct Section<'t, 'r> {
    fields: TomlFieldReader<'t, 'r>,
    settings: &'static Settings,
    /// The path before the dot: `organizations[2]`.
    path: String,
    spans: TableSpans,
    facts: &'r mut Vec<Fact>,
    tables: &'r mut Tables,
    /// Stands for a table that is not in the file.
    empty: &'t TomlTable,
}

/// Reads the table of a whole file.
pub(super) fn read_file<'t, T>(
    root: &'t TomlTable,
    empty: &'t TomlTable,
    noted: &mut Noted,
    read: impl FnOnce(&mut Section<'t, '_>) -> T,
) -> T {
    let section = Section {
        fields: TomlFieldReader::new(root, "this file", &mut noted.diagnostics),
        settings: &SETTINGS[0],
        path: String::new(),
        spans: TableSpans::default(),
        facts: &mut noted.facts,
        tables: &mut noted.tables,
        empty,
    };
    let (value, spans) = section.read_all(read);
    noted.tables.insert("", spans);
    value
}

impl<'t> Section<'t, '_> {
    /// Calls `read` and reports every setting that the catalog does not have.
    fn read_all<T>(mut self, read: impl FnOnce(&mut Self) -> T) -> (T, TableSpans) {
        // In the order of the catalog, in which the nearest name is looked for.
        for key in self.settings.keys() {
            self.fields.read_node(key);
        }
        let value = read(&mut self);
        let asked = self.fields.report_unknown_keys();
        debug_assert_eq!(
            asked.len(),
            self.settings.settings.len(),
            "{asked:?} are in the catalog"
        );
        (value, self.spans)
    }

    /// Reads a table inside this one; returns its places as well.
    fn inside<T>(
        &mut self,
        table: Option<&'t TomlTable>,
        settings: &'static Settings,
        path: String,
        read: impl FnOnce(&mut Section<'t, '_>) -> T,
    ) -> (T, TableSpans) {
        let place = format!("`{}`", settings.heading);
        let section = Section {
            fields: self
                .fields
                .labeled_child_reader(table.unwrap_or(self.empty), place),
            settings,
            path,
            spans: TableSpans {
                heading: table.map(|table| table.span.clone()),
                ..TableSpans::default()
            },
            facts: self.facts,
            tables: self.tables,
            empty: self.empty,
        };
        section.read_all(read)
    }

    /// Reads a table that may be absent.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Section<'t, '_>) -> T,
    ) -> T {
        let table = self.fields.read_table(key);
        let settings = self.settings.inner(key);
        let (value, spans) = self.inside(table, settings, self.path_of(key), read);
        self.tables.insert(settings.path(), spans);
        value
    }

    /// Reads a list of tables; an entry that lacks what it cannot be without is reported and left
    /// out.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Section<'t, '_>) -> Option<T>,
    ) -> Vec<T> {
        let written = self.fields.read_tables(key);
        if written.is_empty() {
            self.mark_if_refused(key);
        }
        let tables = self.limit(key, written, |table| table.span.clone());
        let mut values = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            let path = format!("{}[{}]", self.path_of(key), place + 1);
            values.extend(
                self.inside(Some(table), self.settings.inner(key), path, &read)
                    .0,
            );
        }
        if !values.is_empty() {
            self.spans.given.insert(key);
        }
        if values.len() < tables.len() {
            self.spans.shortened.insert(key);
        }
        values
    }

    /// Reads a table of tables whose names are the user's own.
    pub(super) fn named<T>(
        &mut self,
        key: &'static str,
        wanted: Kind,
        read: impl Fn(&mut Section<'t, '_>, &Spanned<String>) -> Option<T>,
    ) -> Vec<T> {
        let entries = self
            .fields
            .read_table(key)
            .map_or(&[][..], |table| &table.entries);
        let mut values = Vec::new();
        for entry in entries {
            let TomlNodeValue::Table(table) = &entry.value.value else {
                self.fields
                    .report_wrong_kind(&entry.key, wanted, &entry.value);
                continue;
            };
            let name = Spanned {
                value: entry.key.clone(),
                span: entry.key_span.clone(),
            };
            let path = format!("{}.{}", self.path_of(key), entry.key);
            let settings = self.settings.inner(key);
            let (value, _) =
                self.inside(Some(table), settings, path, |section| read(section, &name));
            values.extend(value);
        }
        values
    }

    /// Returns the places of what was read so far, for the entry that is made of it.
    pub(super) fn take_spans(&mut self) -> TableSpans {
        mem::take(&mut self.spans)
    }

    /// Returns all texts of the file so far.
    pub(super) fn take_facts(&mut self) -> Vec<Fact> {
        mem::take(self.facts)
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned_text(key).map(|text| text.value)
    }

    /// A text with its place.
    pub(super) fn spanned_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let Some(written) = self.fields.read_text(key) else {
            self.mark_if_refused(key);
            return None;
        };
        self.spans.values.insert(key, written.span.clone());
        let text = self.line(key, self.path_of(key), written)?;
        self.spans.given.insert(key);
        Some(text)
    }

    /// A text, or a table of texts by language: `{ en = "24 hours", es = "24 horas" }`.
    pub(super) fn worded(&mut self, key: &'static str) -> Option<Worded> {
        let node = self.fields.read_node(key);
        let Some(TomlNodeValue::Table(table)) = node.map(|node| &node.value) else {
            return self.text(key).map(|english| Worded {
                english,
                others: Vec::new(),
            });
        };
        self.spans.values.insert(key, table.span.clone());
        let mut english = None;
        let mut others = Vec::new();
        for entry in &table.entries {
            let tag = Spanned {
                value: entry.key.clone(),
                span: entry.key_span.clone(),
            };
            let language = self.parse(key, &tag, value_types::parse_language);
            let Some(written) = self
                .fields
                .child_reader(table)
                .read_dynamic_text(&entry.key)
            else {
                self.spans.refused.insert(key);
                continue;
            };
            let Some(language) = language else { continue };
            let path = format!("{}.{}", self.path_of(key), entry.key);
            let Some(text) = self.line(key, path, written) else {
                continue;
            };
            if language.language.as_str() == "en" {
                english = Some(text.value);
            } else {
                others.push((language, text.value));
            }
        }
        if english.is_none() && !others.is_empty() && !self.was_refused(key) {
            let problem = AgencyProblem::NoEnglish { key };
            self.refuse(key, problem, &table.span);
        }
        english.map(|english| Worded { english, others })
    }

    /// A text that an entry cannot be without.
    pub(super) fn required(&mut self, key: &'static str) -> Option<String> {
        let text = self.text(key);
        self.require(key, text.is_some());
        text
    }

    /// Reports an entry that lacks a setting, unless what is there was refused already.
    pub(super) fn require(&mut self, key: &'static str, there: bool) {
        if !there && !self.was_refused(key) {
            let heading = self.settings.heading;
            let problem = AgencyProblem::Incomplete { key, heading };
            let span = self.spans.at(key);
            let span = span.unwrap_or_else(|| self.fields.key_span(key));
            self.fields.report_problem(problem, &span);
        }
    }

    /// A text that may have several paragraphs.
    pub(super) fn paragraphs(&mut self, key: &'static str) -> Vec<String> {
        let Some(written) = self.fields.read_text(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        self.spans.values.insert(key, written.span.clone());
        self.paragraphs_of(key, &self.path_of(key), &written)
    }

    /// The words of a text in each other language that is served, under its tag: `es = "..."`.
    pub(super) fn translations(&mut self, served: &[LanguageIdentifier]) -> Translations {
        let mut translations = Translations::new();
        for language in served {
            let tag = language.to_string();
            if language.language.as_str() == "en" {
                continue;
            }
            let Some(written) = self.fields.read_dynamic_text(&tag) else {
                continue;
            };
            let paragraphs = self.paragraphs_of("text", &self.path_of(&tag), &written);
            if !paragraphs.is_empty() {
                translations.push((language.clone(), paragraphs));
            }
        }
        translations
    }

    /// A table of texts whose names are the user's own.
    pub(super) fn texts_by_name(&mut self, key: &'static str) -> Vec<(String, String)> {
        let Some(table) = self.fields.read_table(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        let mut fields = self.fields.child_reader(table);
        table
            .entries
            .iter()
            .filter_map(|entry| {
                let text = fields.read_dynamic_text(&entry.key)?;
                Some((entry.key.clone(), text.value.trim().to_owned()))
            })
            .collect()
    }

    /// The table's place.
    pub(super) fn span(&self) -> Span {
        self.fields.table_span().clone()
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = self.items(key);
        items.into_iter().map(|item| item.value).collect()
    }

    fn items(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(list) = self.fields.read_text_list(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        self.spans.values.insert(key, list.span);
        let written = self.limit(key, list.value, |item| item.span.clone());
        let mut items = Vec::new();
        for item in written {
            // What is blank is not there; templates count the others, too.
            let path = format!("{}[{}]", self.path_of(key), items.len() + 1);
            items.extend(self.line(key, path, item));
        }
        if !items.is_empty() {
            self.spans.given.insert(key);
        }
        self.spans.items.insert(key, items.clone());
        items
    }

    pub(super) fn phone(&mut self, key: &'static str) -> Option<Phone> {
        let text = self.spanned_text(key)?;
        self.parse(key, &text, value_types::parse_phone)
    }

    pub(super) fn website(&mut self, key: &'static str) -> Option<WebAddress> {
        let text = self.spanned_text(key)?;
        self.parse(key, &text, value_types::parse_website)
    }

    pub(super) fn state(&mut self, key: &'static str) -> Option<State> {
        let text = self.spanned_text(key)?;
        self.parse(key, &text, value_types::parse_state)
    }

    pub(super) fn states(&mut self, key: &'static str) -> Vec<State> {
        let items = self.items(key).into_iter();
        items
            .filter_map(|item| self.parse(key, &item, value_types::parse_state))
            .collect()
    }

    pub(super) fn language(&mut self, key: &'static str) -> Option<LanguageIdentifier> {
        let text = self.spanned_text(key)?;
        self.parse(key, &text, value_types::parse_language)
    }

    pub(super) fn languages(&mut self, key: &'static str) -> Vec<LanguageIdentifier> {
        let items = self.items(key).into_iter();
        items
            .filter_map(|item| self.parse(key, &item, value_types::parse_language))
            .collect()
    }

    /// Makes a fact of a clean text, which is refused if it cannot be one.
    fn parse<T>(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
        parse: fn(&str) -> Result<T, AgencyProblem>,
    ) -> Option<T> {
        parse(&text.value)
            .map_err(|problem| self.refuse(key, problem, &text.span))
            .ok()
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        if self.is_blank(key) {
            return None;
        }
        let Some(date) = self.fields.read_date(key) else {
            self.mark_if_refused(key);
            return None;
        };
        self.spans.values.insert(key, date.span);
        self.spans.given.insert(key);
        Some(date.value)
    }

    /// A number of months; the default when unsaid.
    pub(super) fn months(&mut self, key: &'static str, unsaid: u16) -> u16 {
        let Some(written) = self.fields.read_integer(key) else {
            return unsaid;
        };
        if let Ok(months @ 1..=120) = u16::try_from(written.value) {
            return months;
        }
        let found = written.value;
        self.refuse(key, AgencyProblem::Months { key, found }, &written.span);
        unsaid
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        if self.is_blank(key) {
            return None;
        }
        let choice = self.fields.read_choice(key, choices);
        if choice.is_none() {
            self.mark_if_refused(key);
        }
        choice.map(|choice| choice.value)
    }

    /// A colour that words can be read on and in.
    pub(super) fn accent(&mut self, key: &'static str) -> Option<Color> {
        let written = self.fields.read_text(key);
        let Some(text) = written.filter(|text| !text.value.trim().is_empty()) else {
            self.mark_if_refused(key);
            return None;
        };
        self.parse(key, &text, value_types::parse_accent)
    }

    /// A file or folder, letter for letter: a disk may tell two spellings of one name apart.
    pub(super) fn path(&mut self, key: &'static str) -> Option<NamedPath> {
        let written = self.fields.read_text(key);
        if written.is_none() {
            self.mark_if_refused(key);
        }
        let path = NamedPath::from_text(written?)?;
        self.spans.values.insert(key, path.span.clone());
        Some(path)
    }

    /// Files and folders, as [`Section::path`].
    pub(super) fn paths(&mut self, key: &'static str) -> Vec<NamedPath> {
        let Some(list) = self.fields.read_text_list(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        let written = list.value.into_iter();
        written.filter_map(NamedPath::from_text).collect()
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let flag = self.fields.read_bool(key);
        if flag.is_none() {
            self.mark_if_refused(key);
        }
        flag.map(|flag| flag.value)
    }

    /// The entries of a list, as many as it may have; one more is reported.
    fn limit<T>(&mut self, key: &'static str, mut entries: Vec<T>, at: fn(&T) -> Span) -> Vec<T> {
        if let Some(first) = entries.get(MOST_ENTRIES) {
            let found = entries.len();
            let most = MOST_ENTRIES;
            let problem = AgencyProblem::ListTooLong { key, found, most };
            self.refuse(key, problem, &at(first));
            entries.truncate(MOST_ENTRIES);
        }
        entries
    }

    /// Reports a problem of a setting and remembers that its value was refused.
    pub(super) fn refuse(&mut self, key: &'static str, problem: AgencyProblem, span: &Span) {
        self.spans.refused.insert(key);
        self.fields.report_problem(problem, span);
    }

    /// Whether anything was refused in this setting so far.
    pub(super) fn was_refused(&self, key: &str) -> bool {
        self.spans.is_refused(key)
    }

    /// One line of clean text, noted under its path; a blank gives none, what is no fact is refused.
    fn line(
        &mut self,
        key: &'static str,
        path: String,
        written: Spanned<String>,
    ) -> Option<Spanned<String>> {
        let Spanned { value, span } = written;
        let value = clean_text::line(&value)
            .map_err(|character| self.refuse_character(key, character, &span))
            .ok()??;
        let (found, most) = (value.chars().count(), MOST_LETTERS);
        if found > most {
            self.refuse(key, AgencyProblem::TextTooLong { key, found, most }, &span);
            return None;
        }
        self.note(path, &value, &span);
        Some(Spanned { value, span })
    }

    /// Clean text paragraph by paragraph, each noted under the path.
    fn paragraphs_of(
        &mut self,
        key: &'static str,
        path: &str,
        written: &Spanned<String>,
    ) -> Vec<String> {
        let paragraphs = clean_text::paragraphs(&written.value).unwrap_or_else(|character| {
            self.refuse_character(key, character, &written.span);
            Vec::new()
        });
        for paragraph in &paragraphs {
            self.note(path.to_owned(), paragraph, &written.span);
        }
        paragraphs
    }

    fn refuse_character(&mut self, key: &'static str, character: char, span: &Span) {
        // Written as itself it can be pointed at; written as an escape, the whole text is.
        let mut at = span.clone();
        if let Some(place) = span.text().find(character) {
            at.byte_range.start += place;
            at.byte_range.end = at.byte_range.start + character.len_utf8();
        }
        self.refuse(key, AgencyProblem::ForbiddenCharacter { character }, &at);
    }

    fn is_blank(&mut self, key: &'static str) -> bool {
        let node = self.fields.read_node(key);
        matches!(node.map(|node| &node.value), Some(TomlNodeValue::Text(text)) if clean_text::is_blank(text))
    }

    fn mark_if_refused(&mut self, key: &'static str) {
        if self.fields.has_key(key) {
            self.spans.refused.insert(key);
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn note(&mut self, setting: String, text: &str, span: &Span) {
        self.facts.push(Fact {
            setting,
            text: text.to_owned(),
            span: span.clone(),
        });
    }
}
