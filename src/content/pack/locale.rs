//! Names, patterns and labels of a language: its `locale.toml`.

use std::collections::BTreeMap;

use super::built_in_files::{PackFiles, read_toml_table};
use crate::diag::Diagnostics;
use crate::diag::template::TemplateProblem;
use crate::document::PageStrings;
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::TomlTable;

/// The names, patterns and labels of a language.
#[derive(Debug, Clone, PartialEq)]
pub struct Locale {
    /// A date: `{month} {day}, {year}`.
    pub date_pattern: String,
    pub month_names: Vec<String>,
    /// The separator of list items in running text.
    pub list_separator: String,
    /// The version in the footer: `Version {version}`.
    pub version_pattern: String,
    /// The effective date in the footer: `Effective {date}`.
    pub effective_date_pattern: String,
    /// The content hash in the footer: `Content {hash}`.
    pub content_hash_pattern: String,
    /// The approval date in the footer: `Approved {date}`.
    pub approved_date_pattern: String,
    pub language_names: BTreeMap<String, String>,
    /// Kinds of organization and of law enforcement agency.
    pub kind_names: BTreeMap<String, String>,
    /// The notice in a translation that no qualified translator has reviewed.
    pub unreviewed_notice: String,
    /// The labels around a document.
    pub page_strings: PageStrings,
}

/// Keys that every `locale.toml` must have.
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

/// Reads the `locale.toml` of a language and reports every missing key.
pub(super) fn read_locale(
    files: &PackFiles,
    language: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Locale> {
    let table = read_toml_table(files, &format!("{language}/locale.toml"), diagnostics)?;
    let mut fields = TomlFieldReader::new(&table, "`locale.toml`", diagnostics);
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

/// Reads the labels around a document, and the notice of an unreviewed translation.
fn read_page_strings(
    table: &TomlTable,
    diagnostics: &mut Diagnostics,
) -> Option<(PageStrings, String)> {
    let mut fields = TomlFieldReader::new(table, "[frame]", diagnostics);
    let mut read_label = |key| {
        let label = fields.read_text(key).map(|label| label.value);
        if label.is_none() {
            fields.report_problem(TemplateProblem::MissingLocaleString { key }, &table.span);
        }
        label
    };
    let draft = read_label("draft");
    let page = read_label("page");
    let contents = read_label("contents");
    let skip = read_label("skip");
    let leave = read_label("leave");
    let leave_means = read_label("leave_means");
    let leave_key = read_label("leave_key");
    let copies = read_label("copies");
    let unreviewed = read_label("unreviewed");
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

/// Reads a table of names with keys of the language's own.
fn read_name_table(
    table: &TomlTable,
    table_name: &str,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let mut fields = TomlFieldReader::new(table, table_name, diagnostics);
    let keys = table.entries.iter().map(|entry| entry.key.clone());
    let named = keys.filter_map(|key| fields.read_dynamic_text(&key).map(|text| (key, text.value)));
    named.collect()
}
