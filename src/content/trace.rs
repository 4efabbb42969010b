//! Which setting fills which place of the documents, which statement answers which requirement, and what the
//! agency decided about a statement.
//!
//! The values of a document say which settings they come from. What a setting decides without being printed
//! is found by giving it another value and filling the documents again: see [`vary::DECIDING`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::compose_documents;
use super::pack::{CrosswalkEntry, TemplatePack};
use crate::config;
use crate::config::agency::{Agency, StatementChoice};
use crate::config::perturb_settings::{self, ConfiguredSetting};
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostics, Severity, StageError};
use crate::document::passage::document_passages;
use crate::document::{Document, DocumentLayout};
use crate::source::field_reader::find_nearest_name;
use crate::source::toml::TomlTable;
use crate::span::SourceFile;

/// A document by its file's name, and a statement in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementLocation {
    /// The file's name without folder and ending.
    pub document_stem: String,
    /// The statement's name; empty before the first.
    pub statement: String,
}

/// The words of one statement of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementText {
    pub location: StatementLocation,
    /// The words, passage by passage.
    pub passages: Vec<String>,
    source_settings: BTreeSet<String>,
}

/// A setting and the places that it fills.
pub struct TracedSetting {
    pub setting: ConfiguredSetting,
    pub locations: Vec<StatementLocation>,
}

/// What a trace is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceQuery {
    /// All settings and all statements.
    Everything,
    /// A setting or all settings below a table, perhaps of one entry of a list, counted from 0.
    Setting(String, Option<usize>),
    Statement(String),
}

/// An agency's file with its documents.
pub struct SettingTracer<'a> {
    settings_table: TomlTable,
    agency: Agency,
    pack: &'a TemplatePack,
    /// As a draft shows it.
    draft_statements: Vec<StatementText>,
    /// As a finished packet shows it.
    final_statements: Vec<StatementText>,
}

impl<'a> SettingTracer<'a> {
    /// Fills the documents of an agency's file and of what it extends; adds only errors to `found`.
    pub fn new(
        files: &[Arc<SourceFile>],
        pack: &'a TemplatePack,
        today: Date,
        found: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let mut of_facts = Diagnostics::new();
        let agency = config::load_agency_with_bases(files, today, &mut of_facts);
        let (Ok(agency), Some(tree)) = (agency, config::parse_and_merge_files(files)) else {
            of_facts.retain(|diagnostic| diagnostic.severity() == Severity::Error);
            found.extend(of_facts);
            return Err(StageError::InvalidInput);
        };
        Ok(Self {
            draft_statements: collect_statement_texts(pack, &agency, true),
            final_statements: collect_statement_texts(pack, &agency, false),
            settings_table: tree,
            agency,
            pack,
        })
    }

    /// Parses the name of a setting, `organizations[2].phone`, or of a statement.
    pub fn parse_query(&self, name: &str) -> Result<TraceQuery, SettingProblem> {
        let (path, entry) = split_entry_number(name);
        let below = format!("{path}.");
        if perturb_settings::all_setting_paths()
            .any(|known| known == path || known.starts_with(&below))
        {
            return Ok(TraceQuery::Setting(path, entry));
        }
        let statements = self.statement_names();
        if statements.iter().any(|known| known == name) {
            return Ok(TraceQuery::Statement(name.to_owned()));
        }
        let paths: Vec<String> = perturb_settings::all_setting_paths().collect();
        let known = paths.iter().chain(&statements).map(String::as_str);
        Err(SettingProblem::UnknownSettingOrStatement {
            name: name.to_owned(),
            nearest: find_nearest_name(name, known).map(str::to_owned),
        })
    }

    /// Returns the statements of all documents, each once.
    pub fn statement_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for StatementText {
            location: place, ..
        } in &self.draft_statements
        {
            if !place.statement.is_empty() && !names.contains(&place.statement) {
                names.push(place.statement.clone());
            }
        }
        names
    }

    /// Returns the settings that were asked for, each with what it fills.
    pub fn trace_settings(&self, asked: &TraceQuery) -> Vec<TracedSetting> {
        let (wanted, entry) = match asked {
            TraceQuery::Everything | TraceQuery::Statement(_) => (None, None),
            TraceQuery::Setting(path, entry) => (Some(path), *entry),
        };
        perturb_settings::find_configured_settings(&self.settings_table, entry)
            .into_iter()
            .filter(|setting| wanted.is_none_or(|path| is_setting_within(&setting.path, path)))
            .map(|setting| TracedSetting {
                locations: self.locations_of_setting(&setting, entry),
                setting,
            })
            .filter(|filled| match asked {
                TraceQuery::Statement(name) => filled
                    .locations
                    .iter()
                    .any(|place| place.statement == *name),
                TraceQuery::Everything | TraceQuery::Setting(..) => true,
            })
            .collect()
    }

    /// Returns the words of a statement in each document that has it.
    pub fn texts_of_statement(&self, name: &str) -> impl Iterator<Item = &StatementText> {
        let parts = self.draft_statements.iter();
        parts.filter(move |part| part.location.statement == name)
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

    /// Returns what shows that a statement is kept: documents, records, one of the agency's other policies.
    pub fn evidence_for_entry(&self, entry: &'a CrosswalkEntry) -> Vec<&str> {
        let protocols = &self.agency.related_policies;
        let protocol = entry
            .evidence_protocol
            .and_then(|which| which.configured_name(protocols));
        let shown = entry
            .evidence_documents
            .iter()
            .chain(&entry.evidence_records);
        shown.chain(protocol).map(String::as_str).collect()
    }

    fn locations_of_setting(
        &self,
        setting: &ConfiguredSetting,
        entry: Option<usize>,
    ) -> Vec<StatementLocation> {
        if setting.is_appearance_only {
            return Vec::new();
        }
        let mut places: BTreeSet<&StatementLocation> = self
            .draft_statements
            .iter()
            .chain(&self.final_statements)
            .filter(|part| {
                let mut settings = part.source_settings.iter();
                settings.any(|own| is_value_of_setting(own, &setting.path, entry))
            })
            .map(|part| &part.location)
            .collect();
        let deciding;
        if places.is_empty()
            || perturb_settings::STRUCTURAL_SETTINGS.contains(&setting.path.as_str())
        {
            deciding = self.locations_decided_by(setting, entry);
            places.extend(&deciding);
        }
        let order = self.draft_statements.iter().map(|part| &part.location);
        order
            .filter(|place| places.contains(place))
            .cloned()
            .collect()
    }

    /// Where the documents say something else when the setting does.
    fn locations_decided_by(
        &self,
        setting: &ConfiguredSetting,
        entry: Option<usize>,
    ) -> BTreeSet<StatementLocation> {
        let mut variations =
            perturb_settings::perturb_setting(&self.settings_table, &setting.path, entry);
        let without = variations.pop();
        let different = |tree| self.locations_changed_by(tree);
        let places: BTreeSet<StatementLocation> = variations.iter().flat_map(different).collect();
        // A date of a translation, say, is printed nowhere and decides whether it is a draft.
        if places.is_empty() {
            return without.iter().flat_map(different).collect();
        }
        places
    }

    /// Where the documents of another tree say something else.
    fn locations_changed_by(&self, tree: &TomlTable) -> Vec<StatementLocation> {
        let agency = config::read_agency_unvalidated(tree);
        let mut different = Vec::new();
        for (draft, own) in [
            (true, &self.draft_statements),
            (false, &self.final_statements),
        ] {
            let others = collect_statement_texts(self.pack, &agency, draft);
            for (here, there) in [(own, &others), (&others, own)] {
                let there: BTreeMap<&StatementLocation, &[String]> = there
                    .iter()
                    .map(|part| (&part.location, &*part.passages))
                    .collect();
                let other = here
                    .iter()
                    .filter(|part| there.get(&part.location) != Some(&&*part.passages));
                different.extend(other.map(|part| part.location.clone()));
            }
        }
        different
    }
}

/// Whether a path is that of a setting or below it.
fn is_setting_within(path: &str, above: &str) -> bool {
    let below = path.strip_prefix(above);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether the setting of a value, with numbers and perhaps a language, is of that path, and of that entry.
fn is_value_of_setting(setting: &str, path: &str, entry: Option<usize>) -> bool {
    let mut plain = String::new();
    let mut number = None;
    for part in setting.split('[') {
        match part.split_once(']') {
            Some((digits, rest)) => {
                number = number.or_else(|| digits.parse::<usize>().ok());
                plain.push_str(rest);
            }
            None => plain.push_str(part),
        }
    }
    is_setting_within(&plain, path) && entry.is_none_or(|entry| number == Some(entry + 1))
}

/// The documents' words, statement by statement, in reading order.
fn collect_statement_texts(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
) -> Vec<StatementText> {
    let mut parts: Vec<StatementText> = Vec::new();
    for document in compose_documents(pack, agency, draft, &mut Diagnostics::new()) {
        let first = parts.len();
        if matches!(
            document.layout,
            DocumentLayout::Policy | DocumentLayout::Form
        ) {
            parts.push(StatementText {
                location: StatementLocation {
                    document_stem: document.file_stem(),
                    statement: "page-head".to_owned(),
                },
                passages: vec![document.short_agency_name.clone()],
                source_settings: page_header_settings(agency, &document),
            });
        }
        for mut passage in document_passages(&document) {
            if passage.statement_name == "small-print" {
                passage.setting_paths = footer_settings(agency);
            }
            let place = StatementLocation {
                document_stem: document.file_stem(),
                statement: passage.statement_name,
            };
            match parts[first..]
                .iter_mut()
                .find(|part| part.location == place)
            {
                Some(part) => {
                    part.passages.push(passage.text);
                    part.source_settings.extend(passage.setting_paths);
                }
                None => parts.push(StatementText {
                    location: place,
                    passages: vec![passage.text],
                    source_settings: passage.setting_paths,
                }),
            }
        }
    }
    parts
}

/// The setting that heads the pages of a document.
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
    let given = settings.into_iter().filter(|(_, given)| *given);
    given.map(|(setting, _)| setting.to_owned()).collect()
}

/// `organizations[2].phone` as `organizations.phone` and the entry counted from 0.
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
