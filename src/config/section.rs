//! One table of agency.toml while its settings become facts.
//!
//! A [`Section`] adds to [`Fields`] what agency.toml alone needs: clean text, blanks that count as
//! missing, typed facts, the list of all texts, and the places that cross-checks point at.

use std::collections::{BTreeMap, BTreeSet};

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

use super::agency::{Fact, NamedPath, Translations, Worded};
use super::fact::{self, Phone, State, WebAddress};
use super::settings::SETTINGS;
use super::text;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostics, Problem};
use crate::document::Color;
use crate::source::fields::{Fields, Spanned};
use crate::source::toml::{NodeValue, Table};
use crate::span::Span;

/// The most entries a list may have: more than any agency has clinics, staff or neighbours.
const MOST_ENTRIES: usize = 1000;

/// The most letters one fact may have. The words of a statement are no fact, and may be as long as they like.
const MOST_LETTERS: usize = 2000;

/// Where the settings of one table stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// The table's heading, if the table is there.
    pub(super) home: Option<Span>,
    values: BTreeMap<&'static str, Span>,
    items: BTreeMap<&'static str, Vec<Spanned<String>>>,
    faulty: BTreeSet<&'static str>,
}

impl Marks {
    /// The value of a setting, or else the table's heading.
    pub(super) fn at(&self, key: &str) -> Option<Span> {
        self.values.get(key).or(self.home.as_ref()).cloned()
    }

    /// Whether something is written that was refused.
    pub(super) fn is_faulty(&self, key: &str) -> bool {
        self.faulty.contains(key)
    }

    /// The clean items of a list with their places.
    pub(super) fn items(&self, key: &str) -> &[Spanned<String>] {
        self.items.get(key).map_or(&[], Vec::as_slice)
    }
}

/// A table while it is read.
pub(super) struct Section<'t, 'r> {
    fields: Fields<'t, 'r>,
    facts: &'r mut Vec<Fact>,
    /// The path before the dot: `organizations[2]`.
    path: String,
    heading: &'static str,
    marks: Marks,
}

impl<'t, 'r> Section<'t, 'r> {
    /// Begins to read a table; `home` is absent when the table is not in the file.
    pub(super) fn new(
        table: &'t Table,
        home: Option<Span>,
        path: String,
        heading: &'static str,
        diagnostics: &'r mut Diagnostics,
        facts: &'r mut Vec<Fact>,
    ) -> Self {
        let place = if heading.is_empty() {
            "this file".to_owned()
        } else {
            format!("`{heading}`")
        };
        Section {
            fields: Fields::new(table, place, diagnostics),
            facts,
            path,
            heading,
            marks: Marks {
                home,
                ..Marks::default()
            },
        }
    }

    /// Reports what nobody asked for and gives the places of the rest.
    ///
    /// # Panics
    /// When a setting was asked for that the list of settings does not have.
    pub(super) fn finish(self) -> Marks {
        let asked = self.fields.finish();
        let known = SETTINGS.iter().find(|table| table.heading == self.heading);
        debug_assert!(
            known.is_some_and(|table| asked.iter().all(|key| table.setting(key).is_some())),
            "{} has a setting that the list of settings lacks: {asked:?}",
            self.heading
        );
        self.marks
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let written = self.fields.text(key);
        self.clean(key, written).map(|text| text.value)
    }

    /// A text with its place.
    pub(super) fn name(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let written = self.fields.text(key);
        self.clean(key, written)
    }

    /// A text, or a table of texts by language: `{ en = "24 hours", es = "24 horas" }`.
    pub(super) fn worded(&mut self, key: &'static str) -> Option<Worded> {
        let node = self.fields.node(key);
        let Some(NodeValue::Table(table)) = node.map(|node| &node.value) else {
            return self.text(key).map(|english| Worded {
                english,
                others: Vec::new(),
            });
        };
        self.marks.values.insert(key, table.span.clone());
        let mut english = None;
        let mut others = Vec::new();
        for entry in &table.entries {
            let tag = Spanned {
                value: entry.key.clone(),
                span: entry.key_span.clone(),
            };
            let language = self.language_of(key, &tag);
            let Some(written) = self.fields.inside(table).text_named(&entry.key) else {
                self.marks.faulty.insert(key);
                continue;
            };
            let Some(language) = language else { continue };
            match text::line(&written.value) {
                Ok(Some(text)) if !self.is_short(key, &text, &written.span) => {}
                Ok(Some(text)) => {
                    self.remember(format!("{key}.{}", entry.key), &text, &written.span);
                    if language.language.as_str() == "en" {
                        english = Some(text);
                    } else {
                        others.push((language, text));
                    }
                }
                Ok(None) => {}
                Err(character) => self.refuse_character(key, character, &written.span),
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
        if !there && !self.marks.is_faulty(key) {
            let heading = self.heading;
            let problem = AgencyProblem::Incomplete { key, heading };
            let span = self
                .marks
                .at(key)
                .unwrap_or_else(|| self.fields.key_span(key));
            self.fields.report(Problem::Agency(problem), &span);
        }
    }

    /// A text that may have several paragraphs.
    pub(super) fn paragraphs(&mut self, key: &'static str) -> Vec<String> {
        let Some(written) = self.fields.text(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        self.marks.values.insert(key, written.span.clone());
        match text::paragraphs(&written.value) {
            Ok(paragraphs) => {
                for paragraph in &paragraphs {
                    self.remember(key.to_owned(), paragraph, &written.span);
                }
                paragraphs
            }
            Err(character) => {
                self.refuse_character(key, character, &written.span);
                Vec::new()
            }
        }
    }

    /// The words of a text in each other language that is served, under its tag: `es = "..."`.
    pub(super) fn translations(&mut self, served: &[LanguageIdentifier]) -> Translations {
        let english = |language: &LanguageIdentifier| language.language.as_str() == "en";
        let mut translations = Translations::new();
        for language in served.iter().filter(|language| !english(language)) {
            let key = language.to_string();
            let Some(written) = self.fields.text_named(&key) else {
                continue;
            };
            match text::paragraphs(&written.value) {
                Ok(paragraphs) => {
                    for paragraph in &paragraphs {
                        self.remember(key.clone(), paragraph, &written.span);
                    }
                    if !paragraphs.is_empty() {
                        translations.push((language.clone(), paragraphs));
                    }
                }
                Err(character) => self.refuse_character("text", character, &written.span),
            }
        }
        translations
    }

    /// A table of texts whose names are the user's own.
    pub(super) fn texts_by_name(&mut self, key: &'static str) -> Vec<(String, String)> {
        let Some(table) = self.fields.table(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        let mut fields = self.fields.inside(table);
        table
            .entries
            .iter()
            .filter_map(|entry| {
                let text = fields.text_named(&entry.key)?;
                Some((entry.key.clone(), text.value.trim().to_owned()))
            })
            .collect()
    }

    /// The table's place.
    pub(super) fn span(&self) -> Span {
        self.fields.span().clone()
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = self.items(key);
        items.into_iter().map(|item| item.value).collect()
    }

    fn items(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(list) = self.fields.texts(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        self.marks.values.insert(key, list.span);
        let written = self.limit(key, list.value, |item| item.span.clone());
        let mut items = Vec::new();
        for (place, item) in written.into_iter().enumerate() {
            match text::line(&item.value) {
                Ok(Some(value)) if !self.is_short(key, &value, &item.span) => {}
                Ok(Some(value)) => {
                    self.remember(format!("{key}[{}]", place + 1), &value, &item.span);
                    items.push(Spanned {
                        value,
                        span: item.span,
                    });
                }
                Ok(None) => {}
                Err(character) => self.refuse_character(key, character, &item.span),
            }
        }
        self.marks.items.insert(key, items.clone());
        items
    }

    pub(super) fn phone(&mut self, key: &'static str) -> Option<Phone> {
        let written = self.fields.text(key);
        let text = self.clean(key, written)?;
        match Phone::parse(&text.value) {
            Ok(phone) => Some(phone),
            Err(fault) => {
                let written = text.value;
                self.refuse(key, AgencyProblem::Phone { written, fault }, &text.span);
                None
            }
        }
    }

    pub(super) fn website(&mut self, key: &'static str) -> Option<WebAddress> {
        let written = self.fields.text(key);
        let text = self.clean(key, written)?;
        match WebAddress::parse(&text.value) {
            Ok(address) => Some(address),
            Err(fault) => {
                let written = text.value;
                self.refuse(key, AgencyProblem::Web { written, fault }, &text.span);
                None
            }
        }
    }

    pub(super) fn state(&mut self, key: &'static str) -> Option<State> {
        let written = self.fields.text(key);
        let text = self.clean(key, written)?;
        self.state_of(key, &text)
    }

    pub(super) fn states(&mut self, key: &'static str) -> Vec<State> {
        let items = self.items(key);
        items
            .iter()
            .filter_map(|item| self.state_of(key, item))
            .collect()
    }

    fn state_of(&mut self, key: &'static str, text: &Spanned<String>) -> Option<State> {
        match fact::state(&text.value) {
            Ok(state) => Some(state),
            Err(suggestion) => {
                let written = text.value.clone();
                let problem = AgencyProblem::State {
                    written,
                    suggestion,
                };
                self.refuse(key, problem, &text.span);
                None
            }
        }
    }

    pub(super) fn language(&mut self, key: &'static str) -> Option<LanguageIdentifier> {
        let written = self.fields.text(key);
        let text = self.clean(key, written)?;
        self.language_of(key, &text)
    }

    pub(super) fn languages(&mut self, key: &'static str) -> Vec<LanguageIdentifier> {
        let items = self.items(key);
        items
            .iter()
            .filter_map(|item| self.language_of(key, item))
            .collect()
    }

    fn language_of(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
    ) -> Option<LanguageIdentifier> {
        match fact::language(&text.value) {
            Ok(language) => Some(language),
            Err(suggestion) => {
                let written = text.value.clone();
                let problem = AgencyProblem::Language {
                    written,
                    suggestion,
                };
                self.refuse(key, problem, &text.span);
                None
            }
        }
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        if self.is_blank(key) {
            return None;
        }
        let Some(date) = self.fields.date(key) else {
            self.mark_if_refused(key);
            return None;
        };
        self.marks.values.insert(key, date.span);
        Some(date.value)
    }

    /// A number of months; the default when unsaid.
    pub(super) fn months(&mut self, key: &'static str, unsaid: u16) -> u16 {
        let Some(written) = self.fields.integer(key) else {
            return unsaid;
        };
        if let Ok(months @ 1..=120) = u16::try_from(written.value) {
            return months;
        }
        let found = written.value;
        self.refuse(key, AgencyProblem::Months { key, found }, &written.span);
        unsaid
    }

    /// One of a few words; the default of its type when unsaid.
    pub(super) fn choice<T: Copy + Default>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> T {
        self.choice_if_said(key, choices).unwrap_or_default()
    }

    /// One of a few words.
    pub(super) fn choice_if_said<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        if self.is_blank(key) {
            return None;
        }
        let choice = self.fields.choice(key, choices);
        if choice.is_none() {
            self.mark_if_refused(key);
        }
        choice.map(|choice| choice.value)
    }

    /// A colour that words can be read on and in.
    pub(super) fn accent(&mut self, key: &'static str) -> Option<Color> {
        let written = self.fields.text(key);
        let Some(text) = written.filter(|text| !text.value.trim().is_empty()) else {
            self.mark_if_refused(key);
            return None;
        };
        let problem = match Color::parse(text.value.trim()) {
            Ok(colour) if colour.is_dark_enough() => return Some(colour),
            Ok(colour) => AgencyProblem::PaleAccent {
                written: text.value.clone(),
                contrast: colour.contrast_with_white(),
                suggestion: colour.dark_enough().written(),
            },
            Err(meant) => AgencyProblem::Colour {
                written: text.value.clone(),
                suggestion: meant.map(|colour| {
                    let readable = colour.dark_enough();
                    readable.written()
                }),
            },
        };
        self.refuse(key, problem, &text.span);
        None
    }

    /// A file or folder, letter for letter: a disk may tell two spellings of one name apart.
    pub(super) fn path(&mut self, key: &'static str) -> Option<NamedPath> {
        let written = self.fields.text(key);
        if written.is_none() {
            self.mark_if_refused(key);
        }
        let path = named_path(written?)?;
        self.marks.values.insert(key, path.span.clone());
        Some(path)
    }

    /// Files and folders, as [`Section::path`].
    pub(super) fn paths(&mut self, key: &'static str) -> Vec<NamedPath> {
        let Some(list) = self.fields.texts(key) else {
            self.mark_if_refused(key);
            return Vec::new();
        };
        list.value.into_iter().filter_map(named_path).collect()
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let flag = self.fields.flag(key);
        if flag.is_none() {
            self.mark_if_refused(key);
        }
        flag.map(|flag| flag.value)
    }

    pub(super) fn table(&mut self, key: &'static str) -> Option<&'t Table> {
        self.fields.table(key)
    }

    pub(super) fn tables(&mut self, key: &'static str) -> Vec<&'t Table> {
        let tables = self.fields.tables(key);
        if tables.is_empty() {
            self.mark_if_refused(key);
        }
        self.limit(key, tables, |table| table.span.clone())
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
        self.marks.faulty.insert(key);
        self.fields.report(Problem::Agency(problem), span);
    }

    /// Whether anything was refused in this table so far.
    pub(super) fn was_refused(&self, key: &str) -> bool {
        self.marks.is_faulty(key)
    }

    fn clean(
        &mut self,
        key: &'static str,
        written: Option<Spanned<String>>,
    ) -> Option<Spanned<String>> {
        let Some(written) = written else {
            self.mark_if_refused(key);
            return None;
        };
        self.marks.values.insert(key, written.span.clone());
        match text::line(&written.value) {
            Ok(Some(value)) if !self.is_short(key, &value, &written.span) => None,
            Ok(Some(value)) => {
                self.remember(key.to_owned(), &value, &written.span);
                Some(Spanned {
                    value,
                    span: written.span,
                })
            }
            Ok(None) => None,
            Err(character) => {
                self.refuse_character(key, character, &written.span);
                None
            }
        }
    }

    /// Whether a fact is as short as a fact may be; reports it if not.
    fn is_short(&mut self, key: &'static str, text: &str, span: &Span) -> bool {
        let (found, most) = (text.chars().count(), MOST_LETTERS);
        if found > most {
            self.refuse(key, AgencyProblem::TextTooLong { key, found, most }, span);
        }
        found <= most
    }

    fn refuse_character(&mut self, key: &'static str, character: char, span: &Span) {
        // Written as itself it can be pointed at; written as an escape, the whole text is.
        let mut at = span.clone();
        if let Some(place) = span.text().find(character) {
            at.bytes.start += place;
            at.bytes.end = at.bytes.start + character.len_utf8();
        }
        self.refuse(key, AgencyProblem::ForbiddenCharacter { character }, &at);
    }

    fn is_blank(&mut self, key: &'static str) -> bool {
        let node = self.fields.node(key);
        matches!(node.map(|node| &node.value), Some(NodeValue::Text(text)) if matches!(text::line(text), Ok(None)))
    }

    fn mark_if_refused(&mut self, key: &'static str) {
        if self.fields.has(key) {
            self.marks.faulty.insert(key);
        }
    }

    fn remember(&mut self, key: String, text: &str, span: &Span) {
        let setting = if self.path.is_empty() {
            key
        } else {
            format!("{}.{key}", self.path)
        };
        self.facts.push(Fact {
            setting,
            text: text.to_owned(),
            span: span.clone(),
        });
    }
}

fn named_path(written: Spanned<String>) -> Option<NamedPath> {
    let is_blank = matches!(text::line(&written.value), Ok(None));
    (!is_blank).then(|| NamedPath {
        path: written.value.trim().to_owned(),
        span: written.span,
    })
}
