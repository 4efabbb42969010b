//! What a language calls things: its `words.toml`.

use std::collections::BTreeMap;

use super::files::{PackFiles, read_toml_table};
use crate::diag::Diagnostics;
use crate::diag::template::TemplateProblem;
use crate::document::PageStrings;
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::TomlTable;

/// What a language calls dates, languages and kinds.
#[derive(Debug, Clone, PartialEq)]
pub struct Locale {
    /// A date: `{month} {day}, {year}`.
    pub date_pattern: String,
    pub month_names: Vec<String>,
    /// What stands between the parts of a list in running text.
    pub list_separator: String,
    /// The small print's word for the edition: `Version {version}`.
    pub version_pattern: String,
    /// The small print's word for its date: `Effective {date}`.
    pub effective_date_pattern: String,
    /// The small print's word for the hash of a content: `Content {hash}`.
    pub content_hash_pattern: String,
    /// The small print's word for the day it was approved: `Approved {date}`.
    pub approved_date_pattern: String,
    pub language_names: BTreeMap<String, String>,
    /// Kinds of organization and of law enforcement agency.
    pub kind_names: BTreeMap<String, String>,
    /// What a translation says that no qualified translator has reviewed.
    pub unreviewed_notice: String,
    /// The words round a document.
    pub page_strings: PageStrings,
}

/// What every `words.toml` says.
const REQUIRED_KEYS: [&str; 10] = [
    "date",
    "months",
    "list_separator",
    "version",
    "effective",
    "content",
    "approved",
    "languages",
    "kinds",
    "frame",
];

/// Reads the `words.toml` of a language; every word that lacks is reported.
pub(super) fn read_locale(
    files: &PackFiles,
    language: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Locale> {
    let table = read_toml_table(files, &format!("{language}/words.toml"), diagnostics)?;
    let mut fields = TomlFieldReader::new(&table, "`words.toml`", diagnostics);
    let date = fields.read_text("date");
    let months = fields.read_text_list("months");
    let list_separator = fields.read_text("list_separator");
    let version = fields.read_text("version");
    let effective = fields.read_text("effective");
    let content = fields.read_text("content");
    let approved = fields.read_text("approved");
    let languages = fields.read_table("languages");
    let kinds = fields.read_table("kinds");
    let frame = fields.read_table("frame");
    for key in REQUIRED_KEYS {
        if !fields.has_key(key) {
            fields.report_problem(TemplateProblem::MissingLocaleString { key }, &table.span);
        }
    }
    if let Some(months) = &months
        && months.value.len() != 12
    {
        fields.report_problem(TemplateProblem::NotTwelveMonthNames, &months.span);
    }
    fields.report_unknown_keys();
    let (frame, unreviewed) = read_page_strings(frame?, diagnostics)?;
    Some(Locale {
        date_pattern: date?.value,
        month_names: months?.value.into_iter().map(|month| month.value).collect(),
        list_separator: list_separator?.value,
        version_pattern: version?.value,
        effective_date_pattern: effective?.value,
        content_hash_pattern: content?.value,
        approved_date_pattern: approved?.value,
        language_names: read_name_table(languages?, "[languages]", diagnostics),
        kind_names: read_name_table(kinds?, "[kinds]", diagnostics),
        unreviewed_notice: unreviewed,
        page_strings: frame,
    })
}

/// The words round a document, and what an unreviewed translation says.
fn read_page_strings(
    table: &TomlTable,
    diagnostics: &mut Diagnostics,
) -> Option<(PageStrings, String)> {
    let mut fields = TomlFieldReader::new(table, "[frame]", diagnostics);
    let mut word = |key| {
        let word = fields.read_text(key).map(|word| word.value);
        if word.is_none() {
            fields.report_problem(TemplateProblem::MissingLocaleString { key }, &table.span);
        }
        word
    };
    let draft = word("draft");
    let page = word("page");
    let contents = word("contents");
    let skip = word("skip");
    let leave = word("leave");
    let leave_means = word("leave_means");
    let leave_key = word("leave_key");
    let copies = word("copies");
    let unreviewed = word("unreviewed");
    fields.report_unknown_keys();
    let frame = PageStrings {
        draft_label: draft?,
        page_number_pattern: page?,
        contents_heading: contents?,
        skip_link: skip?,
        quick_exit_label: leave?,
        quick_exit_explanation: leave_means?,
        quick_exit_key_hint: leave_key?,
        more_copies_pattern: copies?,
    };
    Some((frame, unreviewed?))
}

/// A table of texts by names of its own.
fn read_name_table(
    table: &TomlTable,
    place: &str,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let mut fields = TomlFieldReader::new(table, place, diagnostics);
    let keys = table.entries.iter().map(|entry| entry.key.clone());
    let named = keys.filter_map(|key| fields.read_dynamic_text(&key).map(|text| (key, text.value)));
    named.collect()
}
