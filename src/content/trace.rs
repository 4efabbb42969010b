//! Which setting fills which place of the documents, which statement answers which requirement, and what the
//! agency decided about a statement.
//!
//! The values of a document say which settings they come from. What a setting decides without being printed
//! is found by giving it another value and filling the documents again: see [`vary::DECIDING`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::compose;
use super::pack::{Entry, Pack};
use crate::config;
use crate::config::agency::{Agency, Choice};
use crate::config::perturb_settings::{self, Written};
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostics, Severity, Stop};
use crate::document::passage::document_passages;
use crate::document::{Document, DocumentLayout};
use crate::source::field_reader::find_nearest_name;
use crate::source::toml::TomlTable;
use crate::span::SourceFile;

/// A document by its file's name, and a statement in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name without folder and ending.
    pub document: String,
    /// The statement's name; empty before the first.
    pub statement: String,
}

/// The words of one statement of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub place: Place,
    /// The words, passage by passage.
    pub words: Vec<String>,
    settings: BTreeSet<String>,
}

/// A setting and the places that it fills.
pub struct Filled {
    pub setting: Written,
    pub places: Vec<Place>,
}

/// What a trace is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// All settings and all statements.
    Everything,
    /// A setting or all settings below a table, perhaps of one entry of a list, counted from 0.
    Setting(String, Option<usize>),
    Statement(String),
}

/// An agency's file with its documents.
pub struct Trace<'a> {
    tree: TomlTable,
    agency: Agency,
    pack: &'a Pack,
    /// As a draft shows it.
    parts: Vec<Part>,
    /// As a finished packet shows it.
    finished: Vec<Part>,
}

impl<'a> Trace<'a> {
    /// Fills the documents of an agency's file and of what it extends; adds only errors to `found`.
    pub fn new(
        files: &[Arc<SourceFile>],
        pack: &'a Pack,
        today: Date,
        found: &mut Diagnostics,
    ) -> Result<Self, Stop> {
        let mut of_facts = Diagnostics::new();
        let agency = config::load_extended(files, today, &mut of_facts);
        let (Ok(agency), Some(tree)) = (agency, config::tree(files)) else {
            of_facts.retain(|diagnostic| diagnostic.severity() == Severity::Error);
            found.extend(of_facts);
            return Err(Stop::Problems);
        };
        Ok(Self {
            parts: parts(pack, &agency, true),
            finished: parts(pack, &agency, false),
            tree,
            agency,
            pack,
        })
    }

    /// Parses the name of a setting, `organizations[2].phone`, or of a statement.
    pub fn asked(&self, name: &str) -> Result<Asked, SettingProblem> {
        let (path, entry) = without_number(name);
        let below = format!("{path}.");
        if perturb_settings::paths().any(|known| known == path || known.starts_with(&below)) {
            return Ok(Asked::Setting(path, entry));
        }
        let statements = self.statements();
        if statements.iter().any(|known| known == name) {
            return Ok(Asked::Statement(name.to_owned()));
        }
        let paths: Vec<String> = perturb_settings::paths().collect();
        let known = paths.iter().chain(&statements).map(String::as_str);
        Err(SettingProblem::UnknownPlace {
            name: name.to_owned(),
            nearest: find_nearest_name(name, known).map(str::to_owned),
        })
    }

    /// Returns the statements of all documents, each once.
    pub fn statements(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for Part { place, .. } in &self.parts {
            if !place.statement.is_empty() && !names.contains(&place.statement) {
                names.push(place.statement.clone());
            }
        }
        names
    }

    /// Returns the settings that were asked for, each with what it fills.
    pub fn filled(&self, asked: &Asked) -> Vec<Filled> {
        let (wanted, entry) = match asked {
            Asked::Everything | Asked::Statement(_) => (None, None),
            Asked::Setting(path, entry) => (Some(path), *entry),
        };
        perturb_settings::written(&self.tree, entry)
            .into_iter()
            .filter(|setting| wanted.is_none_or(|path| is_below(&setting.path, path)))
            .map(|setting| Filled {
                places: self.places(&setting, entry),
                setting,
            })
            .filter(|filled| match asked {
                Asked::Statement(name) => {
                    filled.places.iter().any(|place| place.statement == *name)
                }
                Asked::Everything | Asked::Setting(..) => true,
            })
            .collect()
    }

    /// Returns the words of a statement in each document that has it.
    pub fn of_statement(&self, name: &str) -> impl Iterator<Item = &Part> {
        let parts = self.parts.iter();
        parts.filter(move |part| part.place.statement == name)
    }

    /// Returns the requirements that a statement answers.
    pub fn entry(&self, statement: &str) -> Option<&'a Entry> {
        let entries = &self.pack.crosswalk.entries;
        entries.iter().find(|entry| entry.statement == statement)
    }

    /// Returns what the agency decided about a statement.
    pub fn choice(&self, statement: &str) -> Option<&Choice> {
        let mut choices = self.agency.policy.choices.iter();
        choices.find(|choice| choice.statement == statement)
    }

    /// Returns what shows that a statement is kept: documents, records, one of the agency's other policies.
    pub fn evidence(&self, entry: &'a Entry) -> Vec<&str> {
        let protocols = &self.agency.protocols;
        let protocol = entry.protocol.and_then(|which| which.named(protocols));
        let shown = entry.documents.iter().chain(&entry.records);
        shown.chain(protocol).map(String::as_str).collect()
    }

    fn places(&self, setting: &Written, entry: Option<usize>) -> Vec<Place> {
        if setting.is_look {
            return Vec::new();
        }
        let mut places: BTreeSet<&Place> = self
            .parts
            .iter()
            .chain(&self.finished)
            .filter(|part| {
                let mut settings = part.settings.iter();
                settings.any(|own| is_of(own, &setting.path, entry))
            })
            .map(|part| &part.place)
            .collect();
        let deciding;
        if places.is_empty() || perturb_settings::DECIDING.contains(&setting.path.as_str()) {
            deciding = self.decided(setting, entry);
            places.extend(&deciding);
        }
        let order = self.parts.iter().map(|part| &part.place);
        order
            .filter(|place| places.contains(place))
            .cloned()
            .collect()
    }

    /// Where the documents say something else when the setting does.
    fn decided(&self, setting: &Written, entry: Option<usize>) -> BTreeSet<Place> {
        let mut variations = perturb_settings::variations(&self.tree, &setting.path, entry);
        let without = variations.pop();
        let different = |tree| self.different(tree);
        let places: BTreeSet<Place> = variations.iter().flat_map(different).collect();
        // A date of a translation, say, is printed nowhere and decides whether it is a draft.
        if places.is_empty() {
            return without.iter().flat_map(different).collect();
        }
        places
    }

    /// Where the documents of another tree say something else.
    fn different(&self, tree: &TomlTable) -> Vec<Place> {
        let agency = config::facts(tree);
        let mut different = Vec::new();
        for (draft, own) in [(true, &self.parts), (false, &self.finished)] {
            let others = parts(self.pack, &agency, draft);
            for (here, there) in [(own, &others), (&others, own)] {
                let there: BTreeMap<&Place, &[String]> = there
                    .iter()
                    .map(|part| (&part.place, &*part.words))
                    .collect();
                let other = here
                    .iter()
                    .filter(|part| there.get(&part.place) != Some(&&*part.words));
                different.extend(other.map(|part| part.place.clone()));
            }
        }
        different
    }
}

/// Whether a path is that of a setting or below it.
fn is_below(path: &str, above: &str) -> bool {
    let below = path.strip_prefix(above);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether the setting of a value, with numbers and perhaps a language, is of that path, and of that entry.
fn is_of(setting: &str, path: &str, entry: Option<usize>) -> bool {
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
    is_below(&plain, path) && entry.is_none_or(|entry| number == Some(entry + 1))
}

/// The documents' words, statement by statement, in reading order.
fn parts(pack: &Pack, agency: &Agency, draft: bool) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for document in compose(pack, agency, draft, &mut Diagnostics::new()) {
        let first = parts.len();
        if matches!(
            document.layout,
            DocumentLayout::Policy | DocumentLayout::Form
        ) {
            parts.push(Part {
                place: Place {
                    document: document.file_stem(),
                    statement: "page-head".to_owned(),
                },
                words: vec![document.short_agency_name.clone()],
                settings: head_settings(agency, &document),
            });
        }
        for mut passage in document_passages(&document) {
            if passage.statement_name == "small-print" {
                passage.setting_paths = small_print_settings(agency);
            }
            let place = Place {
                document: document.file_stem(),
                statement: passage.statement_name,
            };
            match parts[first..].iter_mut().find(|part| part.place == place) {
                Some(part) => {
                    part.words.push(passage.text);
                    part.settings.extend(passage.setting_paths);
                }
                None => parts.push(Part {
                    place,
                    words: vec![passage.text],
                    settings: passage.setting_paths,
                }),
            }
        }
    }
    parts
}

/// The setting that heads the pages of a document.
fn head_settings(agency: &Agency, document: &Document) -> BTreeSet<String> {
    let short = agency.short_name.as_ref();
    let setting = short.map_or("agency.name", |_| "agency.short_name");
    let named = (!document.short_agency_name.is_empty()).then(|| setting.to_owned());
    named.into_iter().collect()
}

fn small_print_settings(agency: &Agency) -> BTreeSet<String> {
    let policy = &agency.policy;
    let settings = [
        ("policy.number", policy.number.is_some()),
        ("policy.version", policy.version.is_some()),
        ("policy.effective", policy.effective.is_some()),
    ];
    let given = settings.into_iter().filter(|(_, given)| *given);
    given.map(|(setting, _)| setting.to_owned()).collect()
}

/// `organizations[2].phone` as `organizations.phone` and the entry counted from 0.
fn without_number(name: &str) -> (String, Option<usize>) {
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
