//! From an agency's facts to finished documents: packs of templates, filled, with the agency's
//! choices made.

mod context_builder;
mod crosswalk;
pub mod custom_templates;
mod document_builder;
mod near_miss;
pub mod pack;
mod packet_pages;
mod statement_decisions;
mod statement_edits;
mod template_engine;
mod template_facts;
mod template_lint;
pub mod trace;
pub mod training;
mod translation;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::config::agency::{Agency, Choice, Decision, Fact, Site};
use crate::diag::Diagnostics;
use crate::diag::document::DocumentProblem;
use crate::document::{Block, BlockRole, Document, traversal};
use crate::span::Span;
use context_builder::Contexts;
use crosswalk::Gap;
use document_builder::{document, edition_date, fill};
use pack::{Language, Pack, Template};
pub use packet_pages::{Listed, index, review_page, small_print};
use translation::Ledger;

/// Every document of the pack for one agency, in the pack's order: in English, and after it in each
/// language of `languages.served` that the pack has it in.
///
/// What is due is counted at the policy's own date: the day it takes effect, or else that of its last
/// revision.
///
/// A document that not even a draft can show is reported and left out. The blanks of a draft
/// stand in its documents; a document that is not a draft has none. A translation that nobody answers
/// for is a draft in any case.
pub fn compose(
    pack: &Pack,
    agency: &Agency,
    draft: bool,
    found: &mut Diagnostics,
) -> Vec<Document> {
    compose_as_of(pack, agency, draft, None, found)
}

/// As [`compose`]; what is due is counted at a date of its own, if there is one.
pub fn compose_as_of(
    pack: &Pack,
    agency: &Agency,
    draft: bool,
    as_of: Option<Date>,
    found: &mut Diagnostics,
) -> Vec<Document> {
    let as_of = as_of.or_else(|| edition_date(agency));
    let gaps = left_out(pack, agency, as_of);
    let mut contexts = Contexts::new(pack, agency, &gaps, as_of);
    let mut noted = Noted::default();
    let mut documents = Vec::new();
    let mut ledgers = ledgers(pack, agency);
    for (source, site) in made(pack, agency) {
        let english = &pack.english;
        let document = composed(
            english,
            source,
            site,
            &mut contexts,
            draft,
            &mut noted,
            found,
        );
        // What cannot be made in English is told once.
        let Some(document) = document else {
            continue;
        };
        documents.push(document);
        for ledger in &mut ledgers {
            let language = ledger.language;
            let Some(template) = language.template(&source.name) else {
                continue;
            };
            let document = composed(
                language,
                template,
                site,
                &mut contexts,
                draft,
                &mut noted,
                found,
            );
            let Some(mut document) = document else {
                continue;
            };
            let reviewed = ledger.enter(source, agency);
            ledger.note_english(&document);
            let lacking = statement_decisions::untranslated(template, agency, language, found);
            if lacking || !reviewed {
                document.is_draft = true;
                let end = traversal::tear_offs_start(&document.blocks);
                let notice = translation::notice(pack, language);
                document.blocks.insert(end, notice);
            }
            documents.push(document);
        }
    }
    statement_decisions::report_unmade(agency, &noted.statements, &noted.refused, found);
    found.extend(crosswalk::unanswered(pack, agency, &gaps));
    found.extend(translation::missing(pack, agency));
    found.extend(near_miss::mistyped(pack, agency));
    for ledger in ledgers {
        found.extend(ledger.report(pack, agency));
    }
    documents
}

/// The languages that documents are made in besides English, each once.
fn ledgers<'pack>(pack: &'pack Pack, agency: &Agency) -> Vec<Ledger<'pack>> {
    let served = agency.languages.iter();
    let mut languages: Vec<&Language> = Vec::new();
    for language in served.filter_map(|served| pack.translation(served)) {
        if !languages.iter().any(|there| there.tag == language.tag) {
            languages.push(language);
        }
    }
    languages.into_iter().map(Ledger::new).collect()
}

/// Returns the facts that documents show, in the order of the file.
pub fn shown_facts<'agency>(
    agency: &'agency Agency,
    documents: impl Iterator<Item = &'agency Document>,
) -> Vec<&'agency Fact> {
    let shown: BTreeSet<&str> = documents
        .flat_map(|document| traversal::settings_in_blocks(&document.blocks))
        .collect();
    // A table of languages that has English alone is read as one text.
    let is_shown = |setting: &str| {
        let mut names = [Some(setting), setting.strip_suffix(".en")]
            .into_iter()
            .flatten();
        names.any(|name| shown.contains(name))
    };
    let facts = agency.facts.iter();
    facts.filter(|fact| is_shown(&fact.setting)).collect()
}

/// What is noticed while documents are made.
#[derive(Default)]
struct Noted {
    /// The statements that any document has.
    statements: Vec<String>,
    /// Choices that cannot be made.
    refused: Vec<Span>,
}

/// The statements that the agency left out of the documents which answer requirements; these are
/// filled once for it, because what goes with a statement is seen in the tree alone.
fn left_out<'agency>(
    pack: &Pack,
    agency: &'agency Agency,
    as_of: Option<Date>,
) -> Vec<Gap<'agency>> {
    let leaves_out = |choice: &Choice| matches!(choice.decision, Decision::LeaveOut { .. });
    if !agency.policy.choices.iter().any(leaves_out) {
        return Vec::new();
    }
    let english = &pack.english;
    let mut contexts = Contexts::new(pack, agency, &[], as_of);
    let answering = english.documents.iter().filter(|template| {
        let mut entries = pack.crosswalk.entries.iter();
        !template.per_site && entries.any(|entry| template.has_statement(&entry.statement))
    });
    answering
        .flat_map(|template| {
            let given = contexts.of(english, template, None, &template.name, true);
            // A fault of the template is told when the document is made.
            fill(english, template, &given, &mut Diagnostics::new())
                .map_or_else(|_| Vec::new(), |blocks| crosswalk::gaps(&blocks, agency))
        })
        .collect()
}

/// Fills one template and makes the agency's choices in it.
fn composed(
    language: &Language,
    template: &Template,
    site: Option<&Site>,
    contexts: &mut Contexts,
    draft: bool,
    noted: &mut Noted,
    found: &mut Diagnostics,
) -> Option<Document> {
    let agency = contexts.agency;
    let name = name(template, site);
    let given = contexts.of(language, template, site, &name, draft);
    let mut blocks = fill(language, template, &given, found).ok()?;
    noted.statements.extend(statement_edits::names(&blocks));
    let has_statement = shows_statement(&blocks);
    statement_decisions::make(&mut blocks, agency, &language.tag, &mut noted.refused);
    if has_statement && !shows_statement(&blocks) {
        found.push(DocumentProblem::NothingLeft { document: name });
        return None;
    }
    // What an agency adds after a strip stands before it all the same: strips are torn off the foot.
    blocks.sort_by_key(|block| block.role == BlockRole::TearOff);
    if !draft {
        traversal::remove_unfilled_blocks(&mut blocks);
        for blank in traversal::find_open_blanks(&blocks) {
            found.push(DocumentProblem::OpenBlank {
                document: name.clone(),
                setting: blank.setting_path.clone(),
                label: blank.label.clone(),
            });
        }
    }
    statement_edits::unlink_missing(&mut blocks);
    let mut made = document(language, template, agency, draft, blocks);
    if let Some(site) = site {
        made.title = format!("{}: {}", made.title, site.name);
    }
    made.name = name;
    Some(made)
}

/// What is made for an agency: each document of the pack, one for each site where that is asked for.
/// An agency that lists no sites gets one for all.
fn made<'all>(
    pack: &'all Pack,
    agency: &'all Agency,
) -> impl Iterator<Item = (&'all Template, Option<&'all Site>)> {
    pack.english.documents.iter().flat_map(|template| {
        let sites: Vec<Option<&Site>> = if template.per_site && !agency.sites.is_empty() {
            agency.sites.iter().map(Some).collect()
        } else {
            vec![None]
        };
        sites.into_iter().map(move |site| (template, site))
    })
}

fn name(template: &Template, site: Option<&Site>) -> String {
    match site {
        Some(site) => format!("{}-{}", template.name, site.id),
        None => template.name.clone(),
    }
}

fn shows_statement(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .any(|block| block.role == BlockRole::MainStatement)
}
