//! Traces where settings appear in documents, which requirements a statement answers, and what the agency decided
//! about it.
//!
//! Printed values know their settings. Where a setting has an effect without being printed is found by changing it
//! and composing the documents again: see [`setting_variants::STRUCTURAL_SETTINGS`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::compose_documents;
use super::pack::{CrosswalkEntry, TemplatePack};
use crate::config;
use crate::config::agency::{Agency, StatementChoice};
use crate::config::setting_variants::{self, ConfiguredSetting};
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostics, Severity, StageError};
use crate::document::passage::{PAGE_FOOTER, document_passages};
use crate::document::{Document, DocumentLayout};
use crate::source::field_reader::find_nearest_name;
use crate::source::toml::TomlTable;
use crate::span::SourceFile;

/// A statement of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementLocation {
    /// The document's file name without folder and extension.
    pub document_stem: String,
    /// The statement's name; empty before the first statement.
    pub statement: String,
}

/// The text of a statement in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementText {
    pub location: StatementLocation,
    pub passages: Vec<String>,
    source_settings: BTreeSet<String>,
}

/// A setting and the statements that depend on it.
pub struct TracedSetting {
    pub setting: ConfiguredSetting,
    pub locations: Vec<StatementLocation>,
}

/// What to trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceQuery {
    /// All settings and all statements.
    Everything,
    /// A setting or table by path, and the index of a list entry if one was given.
    Setting(String, Option<usize>),
    Statement(String),
}

/// Traces the settings of one agency.
pub struct SettingTracer<'a> {
    settings_table: TomlTable,
    agency: Agency,
    pack: &'a TemplatePack,
    /// The statements of a draft packet.
    draft_statements: Vec<StatementText>,
    /// The statements of a final packet.
    final_statements: Vec<StatementText>,
}

impl<'a> SettingTracer<'a> {
    /// Composes the documents of an agency's file and its base files; adds only errors to `found`.
    pub fn new(
        files: &[Arc<SourceFile>],
        pack: &'a TemplatePack,
        today: Date,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let mut in_settings = Diagnostics::new();
        let agency = config::load_agency_with_bases(files, today, &mut in_settings);
        let (Ok(agency), Some(table)) = (agency, config::parse_and_merge_files(files)) else {
            in_settings.retain(|diagnostic| diagnostic.severity() == Severity::Error);
            diagnostics.extend(in_settings);
            return Err(StageError::InvalidInput);
        };
        Ok(Self {
            draft_statements: collect_statement_texts(pack, &agency, true),
            final_statements: collect_statement_texts(pack, &agency, false),
            settings_table: table,
            agency,
            pack,
        })
    }

    /// Parses the path of a setting, such as `organizations[2].phone`, or the name of a statement.
    pub fn parse_query(&self, name: &str) -> Result<TraceQuery, SettingProblem> {
        let (path, entry) = split_entry_number(name);
        let below = format!("{path}.");
        if setting_variants::all_setting_paths()
            .any(|known| known == path || known.starts_with(&below))
        {
            return Ok(TraceQuery::Setting(path, entry));
        }
        let statements = self.statement_names();
        if statements.iter().any(|known| known == name) {
            return Ok(TraceQuery::Statement(name.to_owned()));
        }
        let paths: Vec<String> = setting_variants::all_setting_paths().collect();
        let known = paths.iter().chain(&statements).map(String::as_str);
        Err(SettingProblem::UnknownSettingOrStatement {
            name: name.to_owned(),
            nearest: find_nearest_name(name, known).map(str::to_owned),
        })
    }

    /// Returns the statements of all documents, each once.
    pub fn statement_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for StatementText { location, .. } in &self.draft_statements {
            if !location.statement.is_empty() && !names.contains(&location.statement) {
                names.push(location.statement.clone());
            }
        }
        names
    }

    /// Returns the settings that match a query, each with its locations.
    pub fn trace_settings(&self, query: &TraceQuery) -> Vec<TracedSetting> {
        let (queried, entry) = match query {
            TraceQuery::Everything | TraceQuery::Statement(_) => (None, None),
            TraceQuery::Setting(path, entry) => (Some(path), *entry),
        };
        setting_variants::find_configured_settings(&self.settings_table, entry)
            .into_iter()
            .filter(|setting| queried.is_none_or(|path| is_setting_within(&setting.path, path)))
            .map(|setting| TracedSetting {
                locations: self.locations_of_setting(&setting, entry),
                setting,
            })
            .filter(|traced| match query {
                TraceQuery::Statement(name) => traced
                    .locations
                    .iter()
                    .any(|location| location.statement == *name),
                TraceQuery::Everything | TraceQuery::Setting(..) => true,
            })
            .collect()
    }

    /// Returns the text of a statement in each document that has it.
    pub fn texts_of_statement(&self, name: &str) -> impl Iterator<Item = &StatementText> {
        let texts = self.draft_statements.iter();
        texts.filter(move |text| text.location.statement == name)
    }

    /// Returns the requirements that a statement answers.
    pub fn crosswalk_entry(&self, statement: &str) -> Option<&'a CrosswalkEntry> {
        let entries = &self.pack.crosswalk.entries;
        entries.iter().find(|entry| entry.statement == statement)
    }

    /// Returns what the agency decided about a statement.
    pub fn choice_for_statement(&self, statement: &str) -> Option<&StatementChoice> {
        let mut choices = self.agency.policy.statement_choices.iter();
        choices.find(|choice| choice.statement_name == statement)
    }

    /// Returns the evidence that a statement is followed: documents, records, one of the agency's other policies.
    pub fn evidence_for_entry(&self, entry: &'a CrosswalkEntry) -> Vec<&str> {
        let protocols = &self.agency.related_policies;
        let protocol = entry
            .evidence_protocol
            .and_then(|protocol| protocol.configured_name(protocols));
        entry
            .evidence_documents
            .iter()
            .chain(&entry.evidence_records)
            .chain(protocol)
            .map(String::as_str)
            .collect()
    }

    fn locations_of_setting(
        &self,
        setting: &ConfiguredSetting,
        entry: Option<usize>,
    ) -> Vec<StatementLocation> {
        if setting.is_appearance_only {
            return Vec::new();
        }
        let mut locations: BTreeSet<&StatementLocation> = self
            .draft_statements
            .iter()
            .chain(&self.final_statements)
            .filter(|text| {
                let mut sources = text.source_settings.iter();
                sources.any(|source| is_value_of_setting(source, &setting.path, entry))
            })
            .map(|text| &text.location)
            .collect();
        let decided;
        if locations.is_empty()
            || setting_variants::STRUCTURAL_SETTINGS.contains(&setting.path.as_str())
        {
            decided = self.locations_decided_by(setting, entry);
            locations.extend(&decided);
        }
        self.draft_statements
            .iter()
            .map(|text| &text.location)
            .filter(|location| locations.contains(location))
            .cloned()
            .collect()
    }

    /// Returns where the documents change when the setting changes.
    fn locations_decided_by(
        &self,
        setting: &ConfiguredSetting,
        entry: Option<usize>,
    ) -> BTreeSet<StatementLocation> {
        let mut variations =
            setting_variants::perturb_setting(&self.settings_table, &setting.path, entry);
        let without = variations.pop();
        let changed = |table| self.locations_changed_by(table);
        let locations: BTreeSet<StatementLocation> = variations.iter().flat_map(changed).collect();
        // Some settings matter only if they are set: a translation without a review date is a draft.
        if locations.is_empty() {
            return without.iter().flat_map(changed).collect();
        }
        locations
    }

    /// Returns where the documents differ with other settings.
    fn locations_changed_by(&self, table: &TomlTable) -> Vec<StatementLocation> {
        let agency = config::read_agency_unvalidated(table);
        let mut changed = Vec::new();
        for (draft, own) in [
            (true, &self.draft_statements),
            (false, &self.final_statements),
        ] {
            let others = collect_statement_texts(self.pack, &agency, draft);
            for (left, right) in [(own, &others), (&others, own)] {
                let right: BTreeMap<&StatementLocation, &[String]> = right
                    .iter()
                    .map(|text| (&text.location, &*text.passages))
                    .collect();
                let differing = left
                    .iter()
                    .filter(|text| right.get(&text.location) != Some(&&*text.passages));
                changed.extend(differing.map(|text| text.location.clone()));
            }
        }
        changed
    }
}

/// Returns whether a path is `above` or a setting in that table.
fn is_setting_within(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Returns whether the path of a value, which may have entry numbers and a language, belongs to a setting and entry.
fn is_value_of_setting(setting: &str, path: &str, entry: Option<usize>) -> bool {
    let mut without_numbers = String::new();
    let mut number = None;
    for part in setting.split('[') {
        match part.split_once(']') {
            Some((digits, rest)) => {
                number = number.or_else(|| digits.parse::<usize>().ok());
                without_numbers.push_str(rest);
            }
            None => without_numbers.push_str(part),
        }
    }
    is_setting_within(&without_numbers, path) && entry.is_none_or(|entry| number == Some(entry + 1))
}

/// Returns the text of each statement of all documents, in reading order.
fn collect_statement_texts(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
) -> Vec<StatementText> {
    let mut texts: Vec<StatementText> = Vec::new();
    for document in compose_documents(pack, agency, draft, &mut Diagnostics::new()) {
        let first = texts.len();
        if matches!(
            document.layout,
            DocumentLayout::Policy | DocumentLayout::Form
        ) {
            texts.push(StatementText {
                location: StatementLocation {
                    document_stem: document.file_stem(),
                    statement: "page-head".to_owned(),
                },
                passages: vec![document.short_agency_name.clone()],
                source_settings: page_header_settings(agency, &document),
            });
        }
        for mut passage in document_passages(&document) {
            if passage.statement_name == PAGE_FOOTER {
                passage.setting_paths = footer_settings(agency);
            }
            let location = StatementLocation {
                document_stem: document.file_stem(),
                statement: passage.statement_name,
            };
            match texts[first..]
                .iter_mut()
                .find(|text| text.location == location)
            {
                Some(text) => {
                    text.passages.push(passage.text);
                    text.source_settings.extend(passage.setting_paths);
                }
                None => texts.push(StatementText {
                    location,
                    passages: vec![passage.text],
                    source_settings: passage.setting_paths,
                }),
            }
        }
    }
    texts
}

/// Returns the setting in the page header of a document, if it has one.
fn page_header_settings(agency: &Agency, document: &Document) -> BTreeSet<String> {
    let short = agency.short_name.as_ref();
    let setting = short.map_or("agency.name", |_| "agency.short_name");
    let named = (!document.short_agency_name.is_empty()).then(|| setting.to_owned());
    named.into_iter().collect()
}

fn footer_settings(agency: &Agency) -> BTreeSet<String> {
    let policy = &agency.policy;
    let settings = [
        ("policy.number", policy.number.is_some()),
        ("policy.version", policy.version.is_some()),
        ("policy.effective", policy.effective_date.is_some()),
    ];
    settings
        .into_iter()
        .filter(|(_, is_set)| *is_set)
        .map(|(setting, _)| setting.to_owned())
        .collect()
}

/// Splits `organizations[2].phone` into `organizations.phone` and the entry's index, counted from 0.
fn split_entry_number(name: &str) -> (String, Option<usize>) {
    let number = name.split_once('[').and_then(|(list, rest)| {
        let (number, rest) = rest.split_once(']')?;
        let number: usize = number.parse().ok()?;
        Some((format!("{list}{rest}"), number.checked_sub(1)?))
    });
    number.map_or_else(
        || (name.to_owned(), None),
        |(path, entry)| (path, Some(entry)),
    )
}
