//! From an agency's facts to finished documents: packs of templates, filled, with the agency's
//! choices made.

mod context;
mod contexts;
mod crosswalk;
mod hotline;
mod index;
mod names;
pub mod own;
pub mod pack;
mod statement;
mod template;
pub mod trace;
pub mod training;
mod translation;

use std::collections::{BTreeMap, BTreeSet};

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::Value as Facts;

use crate::config::agency::{Agency, Choice, Decision, Fact, Site, Translations};
use crate::diag::document::DocumentProblem;
use crate::diag::template::TemplateProblem;
use crate::diag::translation::TranslationProblem;
use crate::diag::{Checked, Diagnostic, Diagnostics, Stop};
use crate::document::{Block, Document, Layout, Role, inspect, parse};
use crate::source::fields::nearest;
use crate::span::Span;
use contexts::Contexts;
use crosswalk::Gap;
pub use index::{Listed, index, review_page, small_print};
use pack::{Language, Pack, Template, Words};
use statement::{Change, OwnWords, Refusal};
use template::Given;
use translation::Ledger;

/// Every document of the pack for one agency, in the pack's order: in English, and after it in each
/// language of `languages.served` that the pack has it in.
///
/// What is due is counted at the policy's own date: the day it takes effect, or else that of its last
/// revision.
///
/// There is no value only if something is wrong that even a draft cannot show. The blanks of a draft
/// stand in its documents; a document that is not a draft has none. A translation that nobody answers
/// for is a draft in any case.
pub fn compose(pack: &Pack, agency: &Agency, draft: bool) -> Checked<Vec<Document>> {
    compose_as_of(pack, agency, draft, None)
}

/// As [`compose`]; what is due is counted at a date of its own, if there is one.
pub fn compose_as_of(
    pack: &Pack,
    agency: &Agency,
    draft: bool,
    as_of: Option<Date>,
) -> Checked<Vec<Document>> {
    let as_of = as_of.or_else(|| edition_date(agency));
    let gaps = left_out(pack, agency, as_of);
    let mut contexts = Contexts::new(pack, agency, &gaps, as_of);
    let mut found = Found::default();
    let mut documents = Vec::new();
    let mut ledgers: Vec<Ledger> = Vec::new();
    for served in &agency.languages {
        if let Some(language) = pack.translation(served)
            && !ledgers
                .iter()
                .any(|there| there.language.tag == language.tag)
        {
            ledgers.push(Ledger::new(language));
        }
    }
    let pieces = pieces(pack, agency, &ledgers);
    let mut shown = false;
    for piece in &pieces {
        // What cannot be made in English is told once.
        if piece.ledger.is_some() && !shown {
            continue;
        }
        let document = composed(piece, &mut contexts, agency, draft, &mut found);
        let Some(ledger) = piece.ledger else {
            shown = document.is_some();
            documents.extend(document);
            continue;
        };
        let Some(mut document) = document else {
            continue;
        };
        let ledger = &mut ledgers[ledger];
        let reviewed = ledger.enter(piece.source, agency);
        ledger.note_english(&document);
        let lacking = untranslated(piece.template, agency, piece.language, &mut found);
        if lacking || !reviewed {
            document.draft = true;
            let end = inspect::strips_at(&document.blocks);
            let notice = translation::notice(pack, piece.language);
            document.blocks.insert(end, notice);
        }
        documents.push(document);
    }
    found.diagnostics.extend(unmade_choices(agency, &found));
    let unanswered = crosswalk::unanswered(pack, agency, &gaps);
    found.diagnostics.extend(unanswered);
    found.diagnostics.extend(translation::missing(pack, agency));
    found.diagnostics.extend(hotline::mistyped(pack, agency));
    for ledger in ledgers {
        found.diagnostics.extend(ledger.report(pack, agency));
    }
    Checked {
        value: Some(documents),
        diagnostics: found.diagnostics.into_vec(),
    }
}

/// Returns the facts that documents show, in the order of the file.
pub fn shown_facts<'agency>(
    agency: &'agency Agency,
    documents: impl Iterator<Item = &'agency Document>,
) -> Vec<&'agency Fact> {
    let shown: BTreeSet<&str> = documents
        .flat_map(|document| inspect::settings(&document.blocks))
        .collect();
    // A table of languages that has English alone is read as one text.
    let is_shown = |setting: &str| {
        shown.contains(setting)
            || setting
                .strip_suffix(".en")
                .is_some_and(|one| shown.contains(one))
    };
    let facts = agency.facts.iter();
    facts.filter(|fact| is_shown(&fact.setting)).collect()
}

/// What is noticed while documents are made.
#[derive(Default)]
struct Found {
    diagnostics: Diagnostics,
    /// The statements that any document has.
    known: Vec<String>,
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
        let entries = &pack.crosswalk.entries;
        !template.per_site
            && entries
                .iter()
                .any(|entry| template.has_statement(&entry.statement))
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

/// One document in one language.
struct Piece<'all> {
    language: &'all Language,
    template: &'all Template,
    /// The same in English.
    source: &'all Template,
    site: Option<&'all Site>,
    /// The number of the translation's ledger; none of English.
    ledger: Option<usize>,
}

/// What is made for an agency: each document in English, and after it in the languages of the ledgers.
fn pieces<'all>(
    pack: &'all Pack,
    agency: &'all Agency,
    ledgers: &[Ledger<'all>],
) -> Vec<Piece<'all>> {
    let mut pieces = Vec::new();
    for (source, site) in made(pack, agency) {
        pieces.push(Piece {
            language: &pack.english,
            template: source,
            source,
            site,
            ledger: None,
        });
        pieces.extend(ledgers.iter().enumerate().filter_map(|(number, ledger)| {
            Some(Piece {
                language: ledger.language,
                template: ledger.language.template(&source.name)?,
                source,
                site,
                ledger: Some(number),
            })
        }));
    }
    pieces
}

/// Fills one template and makes the agency's choices in it.
fn composed(
    &Piece {
        language,
        template,
        site,
        ..
    }: &Piece<'_>,
    contexts: &mut Contexts,
    agency: &Agency,
    draft: bool,
    found: &mut Found,
) -> Option<Document> {
    let name = name(template, site);
    let given = contexts.of(language, template, site, &name, draft);
    let mut blocks = fill(language, template, &given, &mut found.diagnostics).ok()?;
    found.known.extend(
        statement::names(&blocks)
            .into_iter()
            .map(|name| name.0.clone()),
    );
    let has_statement = shows_statement(&blocks);
    choose(&mut blocks, agency, &language.tag, &mut found.refused);
    if has_statement && !shows_statement(&blocks) {
        found
            .diagnostics
            .push(Diagnostic::new(DocumentProblem::NothingLeft {
                document: name,
            }));
        return None;
    }
    // What an agency adds after a strip stands before it all the same: strips are torn off the foot.
    blocks.sort_by_key(|block| block.role == Role::Strip);
    if !draft {
        inspect::remove_unfilled(&mut blocks);
        found
            .diagnostics
            .extend(inspect::open_blanks(&blocks).into_iter().map(|blank| {
                Diagnostic::new(DocumentProblem::OpenBlank {
                    document: name.clone(),
                    setting: blank.setting.clone(),
                    label: blank.label.clone(),
                })
            }));
    }
    statement::unlink_missing(&mut blocks);
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

/// The facts that each template of a pack is given, by its path in the pack.
fn shapes(pack: &Pack, agency: &Agency) -> BTreeMap<String, Facts> {
    let contexts = Contexts::new(pack, agency, &[], edition_date(agency));
    let mut shapes = BTreeMap::new();
    let of_index = index::index_shape(pack, agency);
    shapes.insert(format!("{}/index.md", pack.english.tag), of_index);
    for language in std::iter::once(&pack.english).chain(&pack.translations) {
        for template in &language.documents {
            let site = agency.sites.first().filter(|_| template.per_site);
            let facts = contexts.shape(language, template, site);
            shapes.insert(format!("{}/{}.md", language.tag, template.name), facts);
        }
    }
    shapes
}

fn document(
    language: &Language,
    template: &Template,
    agency: &Agency,
    draft: bool,
    blocks: Vec<Block>,
) -> Document {
    // A poster has no room for small print, and a client does not need it.
    let running = match template.layout {
        Layout::Policy | Layout::Form => running(&language.words, agency),
        Layout::Notice | Layout::Poster | Layout::Cards | Layout::Index => String::new(),
    };
    let named = |name: &String| {
        if template.unnamed {
            String::new()
        } else {
            name.clone()
        }
    };
    Document {
        name: template.name.clone(),
        title: template.title.clone(),
        agency: named(&agency.name),
        head: named(agency.short_name.as_ref().unwrap_or(&agency.name)),
        subject: template.subject.clone(),
        language: language.tag.clone(),
        audience: template.audience,
        layout: template.layout,
        draft,
        running,
        date: edition_date(agency),
        frame: language.words.frame.clone(),
        blocks,
    }
}

/// The day the policy takes effect, or else that of its last revision.
fn edition_date(agency: &Agency) -> Option<Date> {
    let policy = &agency.policy;
    let revised = policy.revisions.iter().map(|revision| revision.date).max();
    policy.effective.or(revised)
}

/// The small print of a policy's pages: number, version, date.
fn running(words: &Words, agency: &Agency) -> String {
    let policy = &agency.policy;
    let words = &words;
    let version = policy.version.as_ref();
    [
        policy.number.clone(),
        version.map(|version| words.version.replace("{version}", version)),
        policy
            .effective
            .map(|date| words.effective.replace("{date}", &words.date(date))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

fn fill(
    language: &Language,
    template: &Template,
    given: &Given,
    found: &mut Diagnostics,
) -> Result<Vec<Block>, Stop> {
    let file = format!("{}.md", template.name);
    let markdown = language.templates.fill(&file, given).map_err(|fault| {
        let message = fault.message;
        let problem = Diagnostic::new(TemplateProblem::TemplateFault { message });
        found.stop(problem.at(template.span(fault.bytes.unwrap_or(0..0))))
    })?;
    let mut blocks = parse::parse(&markdown).map_err(|faults| {
        for parse::Fault { kind, line } in faults {
            let place = template.find(&line);
            let problem = TemplateProblem::TemplateMarkup { fault: kind, line };
            found.push(Diagnostic::new(problem).at(place));
        }
        Stop::Problems
    })?;
    template.set_origins(&mut blocks);
    Ok(blocks)
}

/// Makes the agency's choices; a statement that is not in this document is no fault here. In another
/// language than English only words in that language are put in: the rest is [`untranslated`].
fn choose(
    blocks: &mut Vec<Block>,
    agency: &Agency,
    language: &LanguageIdentifier,
    refused: &mut Vec<Span>,
) {
    let policy = &agency.policy;
    // Each is put right after its statement, so the last one goes in first.
    for (place, addition) in policy.additions.iter().enumerate().rev() {
        let Some((key, paragraphs)) = own_words(&addition.text, &addition.translations, language)
        else {
            continue;
        };
        let setting = format!("policy.additions[{}].{key}", place + 1);
        let change = Change::AddAfter(OwnWords {
            paragraphs,
            setting: &setting,
        });
        note_refusal(
            statement::apply(blocks, &addition.after, change),
            &addition.span,
            refused,
        );
    }
    for choice in &policy.choices {
        let setting;
        let change = match &choice.decision {
            Decision::LeaveOut { .. } => Change::LeaveOut,
            Decision::Reword { text, translations } => {
                let Some((key, paragraphs)) = own_words(text, translations, language) else {
                    continue;
                };
                setting = format!("policy.statements.{}.{key}", choice.statement);
                Change::Reword(OwnWords {
                    paragraphs,
                    setting: &setting,
                })
            }
        };
        note_refusal(
            statement::apply(blocks, &choice.statement, change),
            &choice.span,
            refused,
        );
    }
}

/// The agency's own words in the language of a document, with the key they stand under.
fn own_words<'agency>(
    english: &'agency [String],
    translations: &'agency Translations,
    language: &LanguageIdentifier,
) -> Option<(String, &'agency [String])> {
    if language.language.as_str() == "en" {
        Some(("text".to_owned(), english))
    } else {
        let (tag, words) = translation::words_in(translations, language)?;
        Some((tag.to_string(), words))
    }
}

/// Whether the document lacks words of the agency in its language; each is reported.
fn untranslated(
    template: &Template,
    agency: &Agency,
    language: &Language,
    found: &mut Found,
) -> bool {
    let policy = &agency.policy;
    let reworded = policy
        .choices
        .iter()
        .filter_map(|choice| match &choice.decision {
            Decision::LeaveOut { .. } => None,
            Decision::Reword { translations, .. } => Some((
                &choice.statement,
                &choice.span,
                translations,
                format!("policy.statements.{}", choice.statement),
            )),
        });
    let added = policy.additions.iter().map(|addition| {
        let setting = "policy.additions".to_owned();
        (
            &addition.after,
            &addition.span,
            &addition.translations,
            setting,
        )
    });
    let mut lacking = false;
    for (statement, span, translations, setting) in reworded.chain(added) {
        if template.has_statement(statement)
            && translation::words_in(translations, &language.tag).is_none()
        {
            lacking = true;
            found.diagnostics.push(
                Diagnostic::new(TranslationProblem::UntranslatedStatement {
                    setting,
                    tag: language.tag.to_string(),
                    document: template.name.clone(),
                })
                .at(span.clone()),
            );
        }
    }
    lacking
}

fn note_refusal(made: Result<(), Refusal>, span: &Span, refused: &mut Vec<Span>) {
    match made {
        Ok(()) | Err(Refusal::NoSuchStatement) => {}
        Err(Refusal::NotWords) if refused.contains(span) => {}
        Err(Refusal::NotWords) => refused.push(span.clone()),
    }
}

/// Choices that name no statement of any document, or a table as if it were words.
fn unmade_choices(agency: &Agency, found: &Found) -> Vec<Diagnostic> {
    let Found { known, refused, .. } = found;
    let policy = &agency.policy;
    let named = policy
        .choices
        .iter()
        .map(|choice| (&choice.statement, &choice.span))
        .chain(
            policy
                .additions
                .iter()
                .map(|addition| (&addition.after, &addition.span)),
        );
    let mut unmade: Vec<Diagnostic> = named
        .filter(|(name, _)| !known.contains(name))
        .map(|(name, span)| {
            Diagnostic::new(DocumentProblem::UnknownStatement {
                name: name.clone(),
                nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            })
            .at(span.clone())
        })
        .collect();
    unmade.extend(
        refused
            .iter()
            .map(|span| Diagnostic::new(DocumentProblem::StatementIsTable).at(span.clone())),
    );
    unmade
}

fn shows_statement(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.role == Role::Statement)
}
