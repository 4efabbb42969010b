//! One agency's packet: its facts read, its documents filled and marked, and what they are made from.

pub mod agency_file;
pub mod build;
pub mod compare;
pub mod freshness;
pub mod import;
pub mod manifest;
pub mod pack_files;
pub mod paths;
pub mod render;
pub mod review_packet;
pub mod selection;
pub mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config;
use crate::config::agency::{Agency, Fact};
use crate::content::{self, pack::Pack};
use crate::diag::document::DocumentProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity, Stop};
use crate::document::Document;
use crate::output::manifest::Input;
use crate::render::Theme;
use crate::review::{Ledger, draft_marks, store};
use crate::span::SourceFile;
use theme::load_theme;

/// An agency with its documents, and all that was found on the way to them.
pub struct Composed {
    /// The agency's file, and after it what it extends.
    pub files: Vec<Arc<SourceFile>>,
    pub agency: Agency,
    pub documents: Vec<Document>,
    pub theme: Theme,
    /// What it was made from besides: the logo, the fonts, the record.
    pub inputs: Vec<Input>,
    /// The record of reviews; empty where there is none.
    pub ledger: Ledger,
}

impl Composed {
    /// Adds problems of a page with their places; one character in four documents is one mistake.
    pub fn note(&self, found: &mut Diagnostics, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            let placed = self.place(diagnostic);
            if !found.contains(&placed) {
                found.push(placed);
            }
        }
    }

    /// Gives a problem of a page the place of the setting that brought it there.
    fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        match diagnostic.problem {
            Problem::Document(DocumentProblem::UncoveredCharacter { character, .. }) => {
                // Also where it stands in no block: in the small print, say.
                let shown = content::shown_facts(&self.agency, self.documents.iter());
                let mut facts = shown.into_iter().chain(&self.agency.facts);
                let fact = facts.find(|fact| fact.text.contains(character));
                Diagnostic::new(DocumentProblem::UncoveredCharacter {
                    character,
                    setting: fact.map(|fact| fact.setting.clone()),
                })
                .at(fact.map(|fact| fact.span.clone()))
            }
            Problem::Document(DocumentProblem::DoesNotFit {
                document,
                over_percent,
                ..
            }) => {
                let named = self.documents.iter();
                let named = named.filter(|shown| shown.file_stem() == document);
                let mut longest = content::shown_facts(&self.agency, named);
                let crowd = crowd(&longest);
                let first = match &crowd {
                    Some((list, _)) => longest.iter().find(|fact| entry(fact, list).is_some()),
                    None => longest.iter().max_by_key(|fact| length(fact)),
                };
                let span = first.map(|fact| fact.span.clone());
                longest.sort_by_key(|fact| std::cmp::Reverse(length(fact)));
                longest.truncate(3);
                Diagnostic::new(DocumentProblem::DoesNotFit {
                    document,
                    over_percent,
                    crowd,
                    longest: longest
                        .into_iter()
                        .map(|fact| fact.setting.clone())
                        .collect(),
                })
                .at(span)
            }
            _ => diagnostic,
        }
    }
}

/// More entries of one list than this crowd a page.
const CROWD: usize = 6;

/// The list with the most entries among facts, and their number, where they crowd a page.
fn crowd(facts: &[&Fact]) -> Option<(String, usize)> {
    let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for fact in facts {
        if let Some((list, _)) = fact.setting.split_once('[')
            && let Some(number) = entry(fact, list)
        {
            entries.entry(list).or_default().insert(number);
        }
    }
    let (list, numbers) = entries.iter().max_by_key(|(_, numbers)| numbers.len())?;
    (numbers.len() > CROWD).then(|| ((*list).to_owned(), numbers.len()))
}

/// The number of a fact's entry in a list: `2` of `organizations[2].name`.
fn entry<'a>(fact: &'a Fact, list: &str) -> Option<&'a str> {
    let number = fact.setting.strip_prefix(list)?.strip_prefix('[')?;
    number.split_once(']').map(|(number, _)| number)
}

fn length(fact: &Fact) -> usize {
    fact.text.chars().count()
}

/// Reads an agency's file and fills the pack's documents from it; `as_of` decides which trainings are due in place
/// of the policy's date.
pub fn compose(
    path: &Path,
    pack: &Pack,
    draft: bool,
    as_of: Option<Date>,
    today: Date,
    found: &mut Diagnostics,
) -> Result<Composed, Stop> {
    let files = agency_file::read(path, found)?;
    let agency = config::load_extended(&files, today, found)?;
    let mut inputs = Vec::new();
    let theme = load_theme(&agency, &mut inputs, found);
    let mut documents = content::compose_as_of(pack, &agency, draft, as_of, found);
    let (ledger, input) = store::read_record(path, found)?;
    inputs.extend(input);
    draft_marks::mark(&mut documents, &agency, &ledger, pack);
    Ok(Composed {
        files,
        agency,
        documents,
        theme,
        inputs,
        ledger,
    })
}

/// As [`compose`], for commands to which what a finished packet lacks is nothing: errors alone are reported, and any
/// of them stops it.
///
/// # Errors
/// When there is an error.
pub fn compose_sound(
    path: &Path,
    pack: &Pack,
    draft: bool,
    today: Date,
    found: &mut Diagnostics,
) -> Result<Composed, Stop> {
    let mut own = Diagnostics::new();
    let composed = compose(path, pack, draft, None, today, &mut own);
    stop_at_errors(composed, own, found)
}

/// Passes errors on to `found`, and stops at any.
fn stop_at_errors<T>(
    made: Result<T, Stop>,
    mut own: Diagnostics,
    found: &mut Diagnostics,
) -> Result<T, Stop> {
    own.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    let has_errors = !own.is_empty();
    found.extend(own);
    match made {
        Ok(_) if has_errors => Err(Stop::Problems),
        made => made,
    }
}

/// Whether anything found keeps a build from being written.
pub fn stops(diagnostics: &[Diagnostic], draft: bool) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| match diagnostic.severity() {
            Severity::Error => true,
            Severity::Open => !draft,
            Severity::Warning => false,
        })
}
