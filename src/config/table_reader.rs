//! Reads the settings of one table of agency.toml as facts.
//!
//! A [`TableReader`] adds to [`TomlFieldReader`] what only agency.toml needs: clean text, blanks that count as
//! missing, typed facts, the list of all texts, and the spans for cross-checks.

use std::mem;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

use super::agency::{ConfiguredPath, LocalizedText, SettingText, TranslatedParagraphs};
use super::clean_text;
use super::setting_spans::{SettingSpans, SettingSpansByTable};
use super::settings::{SETTINGS_TABLES, SettingsTable};
use super::value_types::{self, PhoneNumber, UsState, WebAddress};
use crate::diag::Diagnostics;
use crate::diag::agency::AgencyProblem;
use crate::diag::setting::ValueKind;
use crate::document::Color;
use crate::source::field_reader::{Spanned, TomlFieldReader};
use crate::source::toml::{TomlNodeValue, TomlTable};
use crate::span::Span;

/// Maximum number of entries of a list, more than any agency needs.
const MAX_LIST_ENTRIES: usize = 1000;

/// Maximum length of a fact in characters. The text of a statement has no limit.
const MAX_TEXT_CHARS: usize = 2000;

/// What a reader collects besides the facts.
#[derive(Default)]
pub(super) struct TableReaderOutput {
    setting_texts: Vec<SettingText>,
    /// The spans of the tables outside of lists, by path.
    pub(super) setting_spans: SettingSpansByTable,
    pub(super) diagnostics: Diagnostics,
    /// Values such as `TBD`, which count as missing.
    pub(super) placeholders: Vec<Spanned<String>>,
    pub(super) dates: Vec<ConfiguredDate>,
}

/// A date of the file.
pub(super) struct ConfiguredDate {
    /// Its setting in its table: `effective`.
    pub(super) key: &'static str,
    pub(super) date: Date,
    pub(super) span: Span,
}

/// A reader of one table's settings.
pub(super) struct TableReader<'t, 'r> {
    fields: TomlFieldReader<'t, 'r>,
    table_settings: &'static SettingsTable,
    /// The table's path with indexes: `organizations[2]`.
    path_prefix: String,
    spans: SettingSpans,
    setting_texts: &'r mut Vec<SettingText>,
    setting_spans: &'r mut SettingSpansByTable,
    placeholders: &'r mut Vec<Spanned<String>>,
    dates: &'r mut Vec<ConfiguredDate>,
    /// Read instead of a table that is not in the file.
    empty_table: &'t TomlTable,
}

/// Reads the root table of a file.
pub(super) fn read_root_table<'t, T>(
    root: &'t TomlTable,
    empty_table: &'t TomlTable,
    output: &mut TableReaderOutput,
    read: impl FnOnce(&mut TableReader<'t, '_>) -> T,
) -> T {
    let reader = TableReader {
        fields: TomlFieldReader::new(root, "this file", &mut output.diagnostics),
        table_settings: &SETTINGS_TABLES[0],
        path_prefix: String::new(),
        spans: SettingSpans::default(),
        setting_texts: &mut output.setting_texts,
        setting_spans: &mut output.setting_spans,
        placeholders: &mut output.placeholders,
        dates: &mut output.dates,
        empty_table,
    };
    let (value, spans) = reader.read_and_report_unknown_keys(read);
    output.setting_spans.insert("", spans);
    value
}

impl<'t> TableReader<'t, '_> {
    /// Calls `read`, and reports every key that is not in the catalog.
    fn read_and_report_unknown_keys<T>(
        mut self,
        read: impl FnOnce(&mut Self) -> T,
    ) -> (T, SettingSpans) {
        // Takes the keys in catalog order, which decides between equally near suggestions.
        for key in self.table_settings.setting_keys() {
            self.fields.read_node(key);
        }
        let value = read(&mut self);
        let known_keys = self.fields.report_unknown_keys();
        debug_assert_eq!(
            known_keys.len(),
            self.table_settings.settings.len(),
            "{known_keys:?} are in the catalog"
        );
        (value, self.spans)
    }

    /// Reads a table inside this one; returns its spans as well.
    fn read_nested_table<T>(
        &mut self,
        table: Option<&'t TomlTable>,
        settings: &'static SettingsTable,
        path_prefix: String,
        read: impl FnOnce(&mut TableReader<'t, '_>) -> T,
    ) -> (T, SettingSpans) {
        let label = format!("`{}`", settings.heading);
        let reader = TableReader {
            fields: self
                .fields
                .labeled_child_reader(table.unwrap_or(self.empty_table), label),
            table_settings: settings,
            path_prefix,
            spans: SettingSpans {
                heading_span: table.map(|table| table.span.clone()),
                ..SettingSpans::default()
            },
            setting_texts: self.setting_texts,
            setting_spans: self.setting_spans,
            placeholders: self.placeholders,
            dates: self.dates,
            empty_table: self.empty_table,
        };
        reader.read_and_report_unknown_keys(read)
    }

    /// Reads a table that may be absent.
    pub(super) fn read_table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut TableReader<'t, '_>) -> T,
    ) -> T {
        let table = self.fields.read_table(key);
        let settings = self.table_settings.nested_table(key);
        let (value, spans) = self.read_nested_table(table, settings, self.setting_path(key), read);
        self.setting_spans.insert(settings.table_path(), spans);
        value
    }

    /// Reads a list of tables. An entry without a required setting is reported and left out.
    pub(super) fn read_table_list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut TableReader<'t, '_>) -> Option<T>,
    ) -> Vec<T> {
        let raw = self.fields.read_tables(key);
        if raw.is_empty() {
            self.mark_rejected_if_present(key);
        }
        let tables = self.limit_list_length(key, raw, |table| table.span.clone());
        let mut values = Vec::new();
        for (index, table) in tables.iter().enumerate() {
            let path = format!("{}[{}]", self.setting_path(key), index + 1);
            values.extend(
                self.read_nested_table(
                    Some(table),
                    self.table_settings.nested_table(key),
                    path,
                    &read,
                )
                .0,
            );
        }
        if !values.is_empty() {
            self.spans.present_keys.insert(key);
        }
        if values.len() < tables.len() {
            self.spans.lists_with_omitted_entries.insert(key);
        }
        values
    }

    /// Reads a table of tables with keys chosen by the user.
    pub(super) fn read_user_keyed_tables<T>(
        &mut self,
        key: &'static str,
        expected: ValueKind,
        read: impl Fn(&mut TableReader<'t, '_>, &Spanned<String>) -> Option<T>,
    ) -> Vec<T> {
        let entries = self
            .fields
            .read_table(key)
            .map_or(&[][..], |table| &table.entries);
        let mut values = Vec::new();
        for entry in entries {
            let TomlNodeValue::Table(table) = &entry.value.value else {
                self.fields
                    .report_wrong_kind(&entry.key, expected, &entry.value);
                continue;
            };
            let name = Spanned {
                value: entry.key.clone(),
                span: entry.key_span.clone(),
            };
            let path = format!("{}.{}", self.setting_path(key), entry.key);
            let settings = self.table_settings.nested_table(key);
            let (value, _) =
                self.read_nested_table(Some(table), settings, path, |table| read(table, &name));
            values.extend(value);
        }
        values
    }

    /// Takes the spans of the settings read from this table.
    pub(super) fn take_spans(&mut self) -> SettingSpans {
        mem::take(&mut self.spans)
    }

    /// Takes the texts read from the file.
    pub(super) fn take_setting_texts(&mut self) -> Vec<SettingText> {
        mem::take(self.setting_texts)
    }

    pub(super) fn read_text(&mut self, key: &'static str) -> Option<String> {
        self.read_spanned_text(key).map(|text| text.value)
    }

    /// Reads a text with its span.
    pub(super) fn read_spanned_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let Some(raw) = self.fields.read_text(key) else {
            self.mark_rejected_if_present(key);
            return None;
        };
        self.spans.value_spans.insert(key, raw.span.clone());
        let text = self.clean_and_record_line(key, self.setting_path(key), raw)?;
        self.spans.present_keys.insert(key);
        Some(text)
    }

    /// Reads a text, or a table of texts by language: `{ en = "24 hours", es = "24 horas" }`.
    pub(super) fn read_localized_text(&mut self, key: &'static str) -> Option<LocalizedText> {
        let node = self.fields.read_node(key);
        let Some(TomlNodeValue::Table(table)) = node.map(|node| &node.value) else {
            return self.read_text(key).map(|english| LocalizedText {
                english,
                translations: Vec::new(),
            });
        };
        self.spans.value_spans.insert(key, table.span.clone());
        let mut english = None;
        let mut translations = Vec::new();
        for entry in &table.entries {
            let tag = Spanned {
                value: entry.key.clone(),
                span: entry.key_span.clone(),
            };
            let language = self.parse_or_reject(key, &tag, value_types::parse_language);
            let Some(raw) = self
                .fields
                .child_reader(table)
                .read_dynamic_text(&entry.key)
            else {
                self.spans.rejected_keys.insert(key);
                continue;
            };
            let Some(language) = language else { continue };
            let path = format!("{}.{}", self.setting_path(key), entry.key);
            let Some(text) = self.clean_and_record_line(key, path, raw) else {
                continue;
            };
            if language.language.as_str() == "en" {
                english = Some(text.value);
            } else {
                translations.push((language, text.value));
            }
        }
        if english.is_none() && !translations.is_empty() && !self.was_rejected(key) {
            let problem = AgencyProblem::MissingEnglishText { key };
            self.reject_value(key, problem, &table.span);
        }
        english.map(|english| LocalizedText {
            english,
            translations,
        })
    }

    /// Reads a required text of a list entry.
    pub(super) fn read_required_text(&mut self, key: &'static str) -> Option<String> {
        let text = self.read_text(key);
        self.report_if_missing(key, text.is_some());
        text
    }

    /// Reports a missing required setting of a list entry, unless its value was rejected.
    pub(super) fn report_if_missing(&mut self, key: &'static str, is_present: bool) {
        if !is_present && !self.was_rejected(key) {
            let heading = self.table_settings.heading;
            let placeholder = self.spans.placeholder(key);
            let problem = AgencyProblem::IncompleteEntry {
                key,
                heading,
                placeholder,
            };
            let span = self.spans.value_or_heading_span(key);
            let span = span.unwrap_or_else(|| self.fields.key_span(key));
            self.fields.report_problem(problem, &span);
        }
    }

    /// Reads a text with one or more paragraphs.
    pub(super) fn read_paragraphs(&mut self, key: &'static str) -> Vec<String> {
        let Some(raw) = self.fields.read_text(key) else {
            self.mark_rejected_if_present(key);
            return Vec::new();
        };
        self.spans.value_spans.insert(key, raw.span.clone());
        self.clean_and_record_paragraphs(key, &self.setting_path(key), &raw)
    }

    /// Reads a statement's text in each served language other than English, by its tag: `es = "..."`.
    pub(super) fn read_translated_paragraphs(
        &mut self,
        served: &[LanguageIdentifier],
    ) -> TranslatedParagraphs {
        let mut translations = TranslatedParagraphs::new();
        for language in served {
            let tag = language.to_string();
            if language.language.as_str() == "en" {
                continue;
            }
            let Some(raw) = self.fields.read_dynamic_text(&tag) else {
                continue;
            };
            let paragraphs =
                self.clean_and_record_paragraphs("text", &self.setting_path(&tag), &raw);
            if !paragraphs.is_empty() {
                translations.push((language.clone(), paragraphs));
            }
        }
        translations
    }

    /// Reads a table of texts with keys chosen by the user.
    pub(super) fn read_text_map(&mut self, key: &'static str) -> Vec<(String, String)> {
        let Some(table) = self.fields.read_table(key) else {
            self.mark_rejected_if_present(key);
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

    /// Returns the table's span.
    pub(super) fn table_span(&self) -> Span {
        self.fields.table_span().clone()
    }

    pub(super) fn read_text_list(&mut self, key: &'static str) -> Vec<String> {
        let items = self.read_spanned_text_list(key);
        items.into_iter().map(|item| item.value).collect()
    }

    fn read_spanned_text_list(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(list) = self.fields.read_text_list(key) else {
            self.mark_rejected_if_present(key);
            return Vec::new();
        };
        self.spans.value_spans.insert(key, list.span);
        let raw = self.limit_list_length(key, list.value, |item| item.span.clone());
        let item_count = raw.len();
        let mut items = Vec::new();
        for item in raw {
            // Blank items are left out and do not count, as in templates.
            let path = format!("{}[{}]", self.setting_path(key), items.len() + 1);
            items.extend(self.clean_and_record_line(key, path, item));
        }
        if !items.is_empty() {
            self.spans.present_keys.insert(key);
        } else if item_count > 0 && !self.was_rejected(key) {
            self.spans.lists_of_placeholders.insert(key);
        }
        self.spans.list_items.insert(key, items.clone());
        items
    }

    pub(super) fn read_phone_number(&mut self, key: &'static str) -> Option<PhoneNumber> {
        let text = self.read_spanned_text(key)?;
        self.parse_or_reject(key, &text, value_types::parse_phone_number)
    }

    pub(super) fn read_text_number(&mut self, key: &'static str) -> Option<PhoneNumber> {
        let text = self.read_spanned_text(key)?;
        self.parse_or_reject(key, &text, value_types::parse_text_number)
    }

    pub(super) fn read_web_address(&mut self, key: &'static str) -> Option<WebAddress> {
        let text = self.read_spanned_text(key)?;
        self.parse_or_reject(key, &text, value_types::parse_web_address)
    }

    pub(super) fn read_state(&mut self, key: &'static str) -> Option<UsState> {
        let text = self.read_spanned_text(key)?;
        self.parse_or_reject(key, &text, value_types::parse_state)
    }

    pub(super) fn read_states(&mut self, key: &'static str) -> Vec<UsState> {
        let items = self.read_spanned_text_list(key).into_iter();
        items
            .filter_map(|item| self.parse_or_reject(key, &item, value_types::parse_state))
            .collect()
    }

    pub(super) fn read_language(&mut self, key: &'static str) -> Option<LanguageIdentifier> {
        let text = self.read_spanned_text(key)?;
        self.parse_or_reject(key, &text, value_types::parse_language)
    }

    pub(super) fn read_languages(&mut self, key: &'static str) -> Vec<LanguageIdentifier> {
        let items = self.read_spanned_text_list(key).into_iter();
        items
            .filter_map(|item| self.parse_or_reject(key, &item, value_types::parse_language))
            .collect()
    }

    /// Parses a clean text as a fact, and reports a text that is rejected.
    fn parse_or_reject<T>(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
        parse: fn(&str) -> Result<T, AgencyProblem>,
    ) -> Option<T> {
        parse(&text.value)
            .map_err(|problem| self.reject_value(key, problem, &text.span))
            .ok()
    }

    pub(super) fn read_date(&mut self, key: &'static str) -> Option<Date> {
        if self.is_blank_value(key) {
            return None;
        }
        let Some(date) = self.fields.read_date(key) else {
            self.mark_rejected_if_present(key);
            return None;
        };
        let (date, span) = (date.value, date.span);
        self.spans.value_spans.insert(key, span.clone());
        self.spans.present_keys.insert(key);
        self.dates.push(ConfiguredDate { key, date, span });
        Some(date)
    }

    /// Reads a number of months, or returns the default.
    pub(super) fn read_month_count(&mut self, key: &'static str, default: u16) -> u16 {
        let Some(raw) = self.fields.read_integer(key) else {
            return default;
        };
        if let Ok(months @ 1..=120) = u16::try_from(raw.value) {
            return months;
        }
        let months = raw.value;
        self.reject_value(
            key,
            AgencyProblem::MonthsOutOfRange { key, months },
            &raw.span,
        );
        default
    }

    /// Reads one of several words.
    pub(super) fn read_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        if self.is_blank_value(key) {
            return None;
        }
        let choice = self.fields.read_choice(key, choices);
        if choice.is_none() {
            self.mark_rejected_if_present(key);
        }
        choice.map(|choice| choice.value)
    }

    /// Reads a color with enough contrast with white.
    pub(super) fn read_accent_color(&mut self, key: &'static str) -> Option<Color> {
        let raw = self.fields.read_text(key);
        let Some(text) = raw.filter(|text| !text.value.trim().is_empty()) else {
            self.mark_rejected_if_present(key);
            return None;
        };
        self.parse_or_reject(key, &text, value_types::parse_accent_color)
    }

    /// Reads the path of a file or folder, without cleaning it: spellings of a file name may differ on disk.
    pub(super) fn read_path(&mut self, key: &'static str) -> Option<ConfiguredPath> {
        let raw = self.fields.read_text(key);
        if raw.is_none() {
            self.mark_rejected_if_present(key);
        }
        let path = ConfiguredPath::from_text(raw?)?;
        self.spans.value_spans.insert(key, path.span.clone());
        Some(path)
    }

    /// Reads paths of files and folders, as [`Self::read_path`].
    pub(super) fn read_paths(&mut self, key: &'static str) -> Vec<ConfiguredPath> {
        let Some(list) = self.fields.read_text_list(key) else {
            self.mark_rejected_if_present(key);
            return Vec::new();
        };
        let raw = list.value.into_iter();
        raw.filter_map(ConfiguredPath::from_text).collect()
    }

    pub(super) fn read_boolean(&mut self, key: &'static str) -> Option<bool> {
        let flag = self.fields.read_bool(key);
        if flag.is_none() {
            self.mark_rejected_if_present(key);
        }
        flag.map(|flag| flag.value)
    }

    /// Limits a list to the maximum length, and reports a longer one.
    fn limit_list_length<T>(
        &mut self,
        key: &'static str,
        mut entries: Vec<T>,
        span_of: fn(&T) -> Span,
    ) -> Vec<T> {
        if let Some(first) = entries.get(MAX_LIST_ENTRIES) {
            let problem = AgencyProblem::ListTooLong {
                key,
                entry_count: entries.len(),
                max_entries: MAX_LIST_ENTRIES,
            };
            self.reject_value(key, problem, &span_of(first));
            entries.truncate(MAX_LIST_ENTRIES);
        }
        entries
    }

    /// Reports a problem of a setting and records that its value is rejected.
    pub(super) fn reject_value(&mut self, key: &'static str, problem: AgencyProblem, span: &Span) {
        self.spans.rejected_keys.insert(key);
        self.fields.report_problem(problem, span);
    }

    /// Returns whether a value of this setting was rejected.
    pub(super) fn was_rejected(&self, key: &str) -> bool {
        self.spans.is_rejected(key)
    }

    /// Returns whether all items of a list that was read are blank or placeholders.
    pub(super) fn has_only_placeholders(&self, key: &str) -> bool {
        self.spans.lists_of_placeholders.contains(key)
    }

    /// Returns a line of clean text and records it with its path; `None` for a blank or rejected text.
    fn clean_and_record_line(
        &mut self,
        key: &'static str,
        path: String,
        raw: Spanned<String>,
    ) -> Option<Spanned<String>> {
        let Spanned { value, span } = raw;
        let clean = clean_text::clean_line(&value)
            .map_err(|character| self.reject_character(key, character, &span))
            .ok()?;
        let Some(value) = clean else {
            self.record_placeholder(&value, &span);
            return None;
        };
        let length_chars = value.chars().count();
        if length_chars > MAX_TEXT_CHARS {
            self.reject_value(
                key,
                AgencyProblem::TextTooLong {
                    key,
                    length_chars,
                    max_chars: MAX_TEXT_CHARS,
                },
                &span,
            );
            return None;
        }
        self.record_setting_text(path, &value, &span);
        Some(Spanned { value, span })
    }

    /// Returns clean paragraphs, and records each with the path.
    fn clean_and_record_paragraphs(
        &mut self,
        key: &'static str,
        path: &str,
        raw: &Spanned<String>,
    ) -> Vec<String> {
        let paragraphs = clean_text::clean_paragraphs(&raw.value).unwrap_or_else(|character| {
            self.reject_character(key, character, &raw.span);
            Vec::new()
        });
        if paragraphs.is_empty() && !self.was_rejected(key) {
            self.record_placeholder(&raw.value, &raw.span);
        }
        for paragraph in &paragraphs {
            self.record_setting_text(path.to_owned(), paragraph, &raw.span);
        }
        paragraphs
    }

    fn reject_character(&mut self, key: &'static str, character: char, span: &Span) {
        // A character written as an escape is not in the source text; the whole text is marked then.
        let mut char_span = span.clone();
        if let Some(offset) = span.text().find(character) {
            char_span.byte_range.start += offset;
            char_span.byte_range.end = char_span.byte_range.start + character.len_utf8();
        }
        self.reject_value(
            key,
            AgencyProblem::ForbiddenCharacter { character },
            &char_span,
        );
    }

    /// Returns whether the value is this word, in any case.
    pub(super) fn is_word(&mut self, key: &'static str, word: &str) -> bool {
        let node = self.fields.read_node(key).map(|node| &node.value);
        matches!(node, Some(TomlNodeValue::Text(text)) if text.trim().eq_ignore_ascii_case(word))
    }

    fn is_blank_value(&mut self, key: &'static str) -> bool {
        let Some(node) = self.fields.read_node(key) else {
            return false;
        };
        let TomlNodeValue::Text(text) = &node.value else {
            return false;
        };
        let is_blank = clean_text::is_blank_text(text);
        if is_blank {
            self.spans.value_spans.insert(key, node.span.clone());
            self.record_placeholder(text, &node.span);
        }
        is_blank
    }

    /// Records a value that counts as missing although it is not empty.
    fn record_placeholder(&mut self, text: &str, span: &Span) {
        if !text.trim().is_empty() {
            self.placeholders.push(Spanned {
                value: text.trim().to_owned(),
                span: span.clone(),
            });
        }
    }

    fn mark_rejected_if_present(&mut self, key: &'static str) {
        if self.fields.has_key(key) {
            self.spans.rejected_keys.insert(key);
        }
    }

    fn setting_path(&self, key: &str) -> String {
        if self.path_prefix.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path_prefix)
        }
    }

    fn record_setting_text(&mut self, setting_path: String, text: &str, span: &Span) {
        self.setting_texts.push(SettingText {
            setting_path,
            text: text.to_owned(),
            span: span.clone(),
        });
    }
}
