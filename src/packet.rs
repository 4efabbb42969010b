//! One agency's packet: composes its documents from the agency's file, and renders, writes and compares packets.

pub mod agency_file;
pub mod build;
pub mod compare;
pub mod freshness;
pub mod import;
pub mod load_template_pack;
pub mod load_theme;
pub mod manifest;
mod packet_owner;
pub mod paths;
pub mod render;
pub mod review_packet;
pub mod selection;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config;
use crate::config::agency::{Agency, SettingText};
use crate::content::{self, pack::TemplatePack};
use crate::diag::document::DocumentProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity, StageError};
use crate::document::Document;
use crate::output::manifest::ManifestInput;
use crate::render::Theme;
use crate::review::{ReviewRecord, draft_marks, store};
use crate::span::SourceFile;
use load_theme::load_theme;

/// An agency with its composed documents.
pub struct ComposedPacket {
    /// The agency's file, then its base files.
    pub source_files: Vec<Arc<SourceFile>>,
    pub agency: Agency,
    pub documents: Vec<Document>,
    pub theme: Theme,
    /// The logo, the fonts and the review record; the agency's files are not among them.
    pub manifest_inputs: Vec<ManifestInput>,
    /// Empty where there is no review record.
    pub review_record: ReviewRecord,
}

impl ComposedPacket {
    /// Adds layout problems with the spans of their settings; the same problem in several documents is added once.
    pub fn add_page_problems(&self, found: &mut Diagnostics, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            if let Problem::Document(DocumentProblem::MissingGlyphs { characters, .. }) =
                &diagnostic.problem
            {
                for character in characters {
                    self.add_missing_glyph(found, *character);
                }
                continue;
            }
            let located = self.locate_page_problem(diagnostic);
            if !found.contains(&located) {
                found.push(located);
            }
        }
    }

    /// Adds a character that no font has: to the problem of the same setting, if there is one.
    fn add_missing_glyph(&self, found: &mut Diagnostics, character: char) {
        // Settings that no block shows come last: they can be in a header or footer.
        let shown = content::facts_shown_in(&self.agency, self.documents.iter());
        let mut facts = shown.into_iter().chain(&self.agency.setting_texts);
        let fact = facts.find(|fact| fact.text.contains(character));
        let path = fact.map(|fact| fact.setting_path.clone());
        for known in found.iter_mut() {
            if let Problem::Document(DocumentProblem::MissingGlyphs {
                characters,
                setting,
            }) = &mut known.problem
                && *setting == path
            {
                characters.insert(character);
                return;
            }
        }
        let problem = DocumentProblem::MissingGlyphs {
            characters: BTreeSet::from([character]),
            setting: path,
        };
        found.push(Diagnostic::new(problem).with_span(fact.map(|fact| fact.span.clone())));
    }

    /// Adds the setting that causes a page to overflow, and its span.
    fn locate_page_problem(&self, diagnostic: Diagnostic) -> Diagnostic {
        match diagnostic.problem {
            Problem::Document(DocumentProblem::PageOverflow {
                document,
                overflow_percent,
                ..
            }) => {
                let documents = self.documents.iter();
                let documents = documents.filter(|known| known.file_stem() == document);
                let mut longest = content::facts_shown_in(&self.agency, documents);
                let longest_list = find_crowding_list(&longest);
                let first = match &longest_list {
                    Some((list, _)) => longest
                        .iter()
                        .find(|fact| list_entry_number(fact, list).is_some()),
                    None => longest.iter().max_by_key(|fact| fact_text_length(fact)),
                };
                let span = first.map(|fact| fact.span.clone());
                longest.sort_by_key(|fact| std::cmp::Reverse(fact_text_length(fact)));
                longest.truncate(3);
                Diagnostic::new(DocumentProblem::PageOverflow {
                    document,
                    overflow_percent,
                    longest_list,
                    longest_settings: longest
                        .into_iter()
                        .map(|fact| fact.setting_path.clone())
                        .collect(),
                })
                .with_span(span)
            }
            _ => diagnostic,
        }
    }
}

/// Most entries of a list that do not crowd a page.
const MAX_UNCROWDED_ENTRIES: usize = 6;

/// Returns the list with the most entries and their number, if they crowd a page.
fn find_crowding_list(facts: &[&SettingText]) -> Option<(String, usize)> {
    let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for fact in facts {
        if let Some((list, _)) = fact.setting_path.split_once('[')
            && let Some(number) = list_entry_number(fact, list)
        {
            entries.entry(list).or_default().insert(number);
        }
    }
    let (list, numbers) = entries.iter().max_by_key(|(_, numbers)| numbers.len())?;
    (numbers.len() > MAX_UNCROWDED_ENTRIES).then(|| ((*list).to_owned(), numbers.len()))
}

/// Returns the number of a fact's entry in a list: `2` of `organizations[2].name`.
fn list_entry_number<'a>(fact: &'a SettingText, list: &str) -> Option<&'a str> {
    let number = fact.setting_path.strip_prefix(list)?.strip_prefix('[')?;
    number.split_once(']').map(|(number, _)| number)
}

fn fact_text_length(fact: &SettingText) -> usize {
    fact.text.chars().count()
}

/// Reads an agency's file and composes its documents; training is due as of `as_of` instead of the policy's date.
pub fn compose_packet(
    path: &Path,
    pack: &TemplatePack,
    draft: bool,
    as_of: Option<Date>,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<ComposedPacket, StageError> {
    let files = agency_file::read_agency_files(path, diagnostics)?;
    let agency = config::load_agency_with_bases(&files, today, diagnostics)?;
    let mut inputs = Vec::new();
    let theme = load_theme(&agency, &mut inputs, diagnostics);
    let mut documents = content::compose_documents_as_of(pack, &agency, draft, as_of, diagnostics);
    let (review_record, input) = store::read_review_record(path, diagnostics)?;
    inputs.extend(input);
    report_record_dates(&review_record, today, diagnostics);
    draft_marks::mark_unapproved_drafts(&mut documents, &agency, &review_record, pack);
    Ok(ComposedPacket {
        source_files: files,
        agency,
        documents,
        theme,
        manifest_inputs: inputs,
        review_record,
    })
}

/// Reports entries of the review record with a date that cannot be right. Tomorrow is today in another time zone.
fn report_record_dates(record: &ReviewRecord, today: Date, diagnostics: &mut Diagnostics) {
    let latest = today.tomorrow().unwrap_or(today);
    let determinations = record.determinations.iter();
    let determinations = determinations.map(|entry| (entry.date, &entry.span));
    let technical_reviews = record.technical_reviews.iter();
    let technical_reviews = technical_reviews.map(|entry| (entry.date, &entry.span));
    let approvals = record.approvals.iter();
    let approvals = approvals.map(|entry| (entry.date, &entry.span));
    let withdrawals = record.withdrawals.iter();
    let withdrawals = withdrawals.map(|entry| (entry.date, &entry.span));
    let dates = determinations.chain(technical_reviews);
    for (date, span) in dates.chain(approvals).chain(withdrawals) {
        if let Some(problem) = config::find_date_problem("date", date, latest, true) {
            diagnostics.push(Diagnostic::new(problem).with_span(span.clone()));
        }
    }
}

/// As [`compose_packet`], but reports only errors, for commands to which blanks and warnings do not matter.
///
/// # Errors
/// When there is any error.
pub fn compose_without_warnings(
    path: &Path,
    pack: &TemplatePack,
    draft: bool,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<ComposedPacket, StageError> {
    let mut own = Diagnostics::new();
    let composed = compose_packet(path, pack, draft, None, today, &mut own);
    stop_at_errors(composed, own, diagnostics)
}

/// Adds the errors of `own` to `found`, and fails if there are any.
fn stop_at_errors<T>(
    result: Result<T, StageError>,
    mut own: Diagnostics,
    diagnostics: &mut Diagnostics,
) -> Result<T, StageError> {
    own.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    let has_errors = !own.is_empty();
    diagnostics.extend(own);
    match result {
        Ok(_) if has_errors => Err(StageError::InvalidInput),
        result => result,
    }
}

/// Returns whether any diagnostic prevents a build.
pub fn has_build_blockers(diagnostics: &[Diagnostic], draft: bool) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| match diagnostic.severity() {
            Severity::Error => true,
            Severity::Blank => !draft,
            Severity::Warning => false,
        })
}
