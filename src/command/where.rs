//! `policypress where`: which setting fills which place, which statement answers which requirement, and
//! which settings fill nothing.
//!
//! A setting fills a place whose words change when the setting does: every setting is given another
//! value in turn, and the documents are made anew.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{Report, Surroundings};
use crate::cli::{Listing, Where};
use crate::config;
use crate::config::agency::{Agency, Decision};
use crate::config::vary::{self, Written};
use crate::content;
use crate::content::pack::{Entry, Level, Pack};
use crate::diag::setting::SettingProblem;
use crate::diag::show::show;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity, Stop};
use crate::document::Layout;
use crate::document::passage::passages;
use crate::failure::Failure;
use crate::packet::agency_file;
use crate::packet::pack_files::load_pack;
use crate::source::fields::nearest;
use crate::source::toml::Table;
use crate::span::{SourceFile, Span};

/// The words of one statement of one document.
type Part = (Place, Vec<String>);

/// A document by its file's name, and a statement in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: String,
    statement: String,
}

/// A setting and what it fills.
struct Filled {
    setting: Written,
    places: Vec<Place>,
}

pub(super) fn run(options: &Where, surroundings: Surroundings) -> Result<Report, Failure> {
    let look = surroundings.look(true);
    let refused = |found: &[Diagnostic]| Report {
        err: show(found, look),
        ..Report::default()
    };
    let mut found = Diagnostics::new();
    let chosen = load_pack(options.templates.as_deref(), &mut found);
    let Some(chosen) = Stop::or_none(chosen)? else {
        return Ok(refused(&found));
    };
    // As for other commands, the file may be named by itself; no setting and no statement ends so.
    let (file, name) = match options.name.as_deref() {
        Some(name) if name.ends_with(".toml") => (Path::new(name), None),
        name => (options.file.as_path(), name),
    };
    let mut found = Diagnostics::new();
    let Some(files) = Stop::or_none(agency_file::read(file, &mut found))? else {
        return Ok(refused(&found));
    };
    let Some(known) = Known::new(&files, &chosen.pack, surroundings.today) else {
        let mut found = config::load_extended(&files, surroundings.today).diagnostics;
        found.retain(|diagnostic| diagnostic.severity() == Severity::Error);
        return Ok(refused(&found));
    };
    let asked = match name.map(|name| known.asked(name)) {
        None => Asked::Everything,
        Some(Ok(asked)) => asked,
        Some(Err(problem)) => {
            return Ok(refused(&[Diagnostic {
                problem,
                span: None,
            }]));
        }
    };
    Ok(Report {
        out: match options.format {
            Listing::Text => known.text(&asked),
            Listing::Json => {
                let mut text = serde_json::to_string_pretty(&known.json(&asked))
                    .expect("texts and numbers are JSON");
                text.push('\n');
                text
            }
        },
        passed: true,
        ..Report::default()
    })
}

/// What was asked for.
enum Asked {
    Everything,
    /// A setting or all settings below a table, perhaps of one entry of a list, counted from 0.
    Setting(String, Option<usize>),
    Statement(String),
}

/// An agency's file with its documents.
struct Known<'a> {
    tree: Table,
    agency: Agency,
    pack: &'a Pack,
    /// As a draft shows it.
    parts: Vec<Part>,
    /// As a finished packet shows it.
    finished: Vec<Part>,
}

impl<'a> Known<'a> {
    fn new(files: &[Arc<SourceFile>], pack: &'a Pack, today: Date) -> Option<Self> {
        let tree = config::tree(files)?;
        let agency = config::load_extended(files, today).value?;
        Some(Self {
            parts: parts(pack, &agency, true),
            finished: parts(pack, &agency, false),
            tree,
            agency,
            pack,
        })
    }

    fn asked(&self, name: &str) -> Result<Asked, Problem> {
        let (path, entry) = without_number(name);
        let below = format!("{path}.");
        if vary::paths().any(|known| known == path || known.starts_with(&below)) {
            return Ok(Asked::Setting(path, entry));
        }
        if self.statements().iter().any(|known| known == name) {
            return Ok(Asked::Statement(name.to_owned()));
        }
        let paths: Vec<String> = vary::paths().collect();
        let statements = self.statements();
        let known = paths.iter().chain(&statements).map(String::as_str);
        Err(SettingProblem::UnknownPlace {
            name: name.to_owned(),
            nearest: nearest(name, known).map(str::to_owned),
        }
        .into())
    }

    /// The statements of all documents, each once.
    fn statements(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (place, _) in &self.parts {
            if !place.statement.is_empty() && !names.contains(&place.statement) {
                names.push(place.statement.clone());
            }
        }
        names
    }

    /// The settings that were asked for, each with what it fills.
    fn filled(&self, asked: &Asked) -> Vec<Filled> {
        let (wanted, entry) = match asked {
            Asked::Everything | Asked::Statement(_) => (None, None),
            Asked::Setting(path, entry) => (Some(path), *entry),
        };
        let settings = vary::written(&self.tree, entry).into_iter();
        let settings = settings.filter(|setting| {
            wanted.is_none_or(|path| {
                setting.path == *path || setting.path.starts_with(&format!("{path}."))
            })
        });
        let filled = settings.map(|setting| Filled {
            places: self.places(&setting, entry),
            setting,
        });
        filled
            .filter(|filled| match asked {
                Asked::Statement(name) => {
                    filled.places.iter().any(|place| place.statement == *name)
                }
                Asked::Everything | Asked::Setting(..) => true,
            })
            .collect()
    }

    fn places(&self, setting: &Written, entry: Option<usize>) -> Vec<Place> {
        if setting.is_look {
            return Vec::new();
        }
        let mut variations = vary::variations(&self.tree, &setting.path, entry);
        let without = variations.pop();
        let mut places = BTreeSet::new();
        for tree in &variations {
            places.extend(self.different(tree));
        }
        // A date of a translation, say, is printed nowhere and decides whether it is a draft.
        if places.is_empty() {
            places.extend(without.iter().flat_map(|tree| self.different(tree)));
        }
        let order = self.parts.iter().map(|(place, _)| place);
        order
            .filter(|place| places.contains(*place))
            .cloned()
            .collect()
    }

    /// Where the documents of another tree say something else.
    fn different(&self, tree: &Table) -> Vec<Place> {
        let agency = config::facts(tree);
        let mut different = Vec::new();
        for (draft, own) in [(true, &self.parts), (false, &self.finished)] {
            let others = parts(self.pack, &agency, draft);
            for (here, there) in [(own, &others), (&others, own)] {
                let differs = |part: &&Part| !there.contains(part);
                let differing = here.iter().filter(differs);
                different.extend(differing.map(|(place, _)| place.clone()));
            }
        }
        different
    }

    fn text(&self, asked: &Asked) -> String {
        let filled = self.filled(asked);
        let mut text = String::new();
        if let Asked::Statement(name) = asked {
            text.push_str(&self.statement_text(name));
        }
        let (used, unused): (Vec<&Filled>, Vec<&Filled>) = filled
            .iter()
            .partition(|filled| !filled.places.is_empty() || filled.setting.is_look);
        for filled in used {
            text.push_str(&setting_line(&filled.setting));
            if filled.setting.is_look {
                text.push_str("    how the documents look\n");
            }
            for (document, statements) in by_document(&filled.places) {
                text.push_str(&format!("    {document}: {}\n", statements.join(", ")));
            }
        }
        if !unused.is_empty() {
            text.push_str(
                "\nThese fill nothing in the documents, though `check` looks at some of them:\n",
            );
            for filled in unused {
                text.push_str(&setting_line(&filled.setting));
            }
        }
        match asked {
            Asked::Everything => {
                text.push_str("\nStatements that answer requirements:\n");
                for entry in &self.pack.crosswalk.entries {
                    text.push_str(&format!("{}\n", entry.statement));
                    text.push_str(&self.answers_text(entry));
                }
            }
            Asked::Setting(path, _) if filled.is_empty() => {
                text.push_str(&format!("`{path}` is not written\n"));
            }
            Asked::Statement(_) if filled.is_empty() => {
                text.push_str("No setting fills it.\n");
            }
            Asked::Setting(..) | Asked::Statement(_) => {}
        }
        text
    }

    fn statement_text(&self, name: &str) -> String {
        let mut text = format!("{name}\n");
        for (place, words) in self.of_statement(name) {
            text.push_str(&format!("    {}: {}\n", place.document, words.join(" / ")));
        }
        if let Some(choice) = self.choice(name) {
            text.push_str(&format!("    {choice}\n"));
        }
        match self.entry(name) {
            Some(entry) => text.push_str(&self.answers_text(entry)),
            None => text.push_str("    answers no requirement that is known\n"),
        }
        text
    }

    fn of_statement(&self, name: &str) -> impl Iterator<Item = &Part> {
        let parts = self.parts.iter();
        parts.filter(move |(place, _)| place.statement == name)
    }

    fn entry(&self, statement: &str) -> Option<&Entry> {
        let entries = &self.pack.crosswalk.entries;
        entries.iter().find(|entry| entry.statement == statement)
    }

    /// What the agency decided about a statement, and where.
    fn choice(&self, name: &str) -> Option<String> {
        let choices = &self.agency.policy.choices;
        let choice = choices.iter().find(|choice| choice.statement == name)?;
        let place = place_of(&choice.span);
        Some(match &choice.decision {
            Decision::LeaveOut { reason } => format!("left out by {place}: {reason}"),
            Decision::Reword { .. } => format!("worded by {place}"),
        })
    }

    fn answers_text(&self, entry: &Entry) -> String {
        let mut text = String::new();
        for &at in &entry.answers {
            let requirement = &self.pack.crosswalk.requirements[at];
            let level = match requirement.level {
                Level::Required => "required",
                Level::Recommended => "recommended",
            };
            text.push_str(&format!(
                "    answers {} ({level}): {}\n",
                requirement.citation, requirement.says
            ));
        }
        let shown = entry.documents.iter().chain(&entry.records);
        let mut shown: Vec<&str> = shown.map(String::as_str).collect();
        let protocols = &self.agency.protocols;
        if let Some(protocol) = entry.protocol.and_then(|which| which.named(protocols)) {
            shown.push(protocol);
        }
        if !shown.is_empty() {
            text.push_str(&format!("    shown by {}\n", shown.join("; ")));
        }
        text
    }

    fn json(&self, asked: &Asked) -> Json {
        let settings: Vec<Json> = self
            .filled(asked)
            .iter()
            .map(|filled| {
                let values: Vec<Json> = filled
                    .setting
                    .values
                    .iter()
                    .map(|span| {
                        let (line, column) = span.line_column();
                        json!({
                            "file": span.file.name,
                            "line": line,
                            "column": column,
                            "written": span.text(),
                        })
                    })
                    .collect();
                let places: Vec<Json> = filled
                    .places
                    .iter()
                    .map(
                        |place| json!({ "document": place.document, "statement": place.statement }),
                    )
                    .collect();
                json!({
                    "setting": filled.setting.path,
                    "values": values,
                    "look": filled.setting.is_look,
                    "places": places,
                })
            })
            .collect();
        let statements: Vec<Json> = match asked {
            Asked::Everything => {
                let names = self.statements();
                names.iter().map(|name| self.statement_json(name)).collect()
            }
            Asked::Statement(name) => vec![self.statement_json(name)],
            Asked::Setting(..) => Vec::new(),
        };
        json!({ "settings": settings, "statements": statements })
    }

    fn statement_json(&self, name: &str) -> Json {
        let documents: Vec<&str> = self
            .of_statement(name)
            .map(|(place, _)| place.document.as_str())
            .collect();
        let entry = self.entry(name);
        let answers: Vec<Json> = entry
            .iter()
            .flat_map(|entry| &entry.answers)
            .map(|&at| {
                let requirement = &self.pack.crosswalk.requirements[at];
                json!({
                    "citation": requirement.citation,
                    "says": requirement.says,
                    "required": requirement.level == Level::Required,
                })
            })
            .collect();
        json!({
            "statement": name,
            "documents": documents,
            "answers": answers,
            "choice": self.choice(name),
        })
    }
}

/// The documents' words, statement by statement, in reading order.
fn parts(pack: &Pack, agency: &Agency, draft: bool) -> Vec<Part> {
    let documents = content::compose(pack, agency, draft).value;
    let mut parts: Vec<Part> = Vec::new();
    for document in documents.unwrap_or_default() {
        let first = parts.len();
        if matches!(document.layout, Layout::Policy | Layout::Form) {
            let place = Place {
                document: document.file_stem(),
                statement: "page-head".to_owned(),
            };
            parts.push((place, vec![document.head.clone()]));
        }
        for passage in passages(&document) {
            let place = Place {
                document: document.file_stem(),
                statement: passage.statement,
            };
            match parts[first..].iter_mut().find(|(known, _)| *known == place) {
                Some((_, words)) => words.push(passage.text),
                None => parts.push((place, vec![passage.text])),
            }
        }
    }
    parts
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

fn by_document(places: &[Place]) -> Vec<(&str, Vec<&str>)> {
    let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
    for place in places {
        let statement = if place.statement.is_empty() {
            "at the beginning"
        } else {
            &place.statement
        };
        match documents.last_mut() {
            Some((document, statements)) if *document == place.document => {
                statements.push(statement);
            }
            _ => documents.push((&place.document, vec![statement])),
        }
    }
    documents
}

/// The setting, where it stands and what it says; only the number of several.
fn setting_line(setting: &Written) -> String {
    const LONGEST: usize = 60;
    let path = &setting.path;
    match &setting.values[..] {
        [only] => {
            let written: String = only.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = written.chars().take(LONGEST).collect();
            let more = if short == written { "" } else { "..." };
            format!("{path} = {short}{more}  ({})\n", place_of(only))
        }
        several => {
            let lines: Vec<String> = several.iter().map(place_of).collect();
            format!("{path}  ({})\n", lines.join(", "))
        }
    }
}

fn place_of(span: &Span) -> String {
    format!("{}:{}", span.file.name, span.line_column().0)
}
