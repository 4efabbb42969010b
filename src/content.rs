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

use crate::config::agency::{Agency, ServiceSite, SettingText, StatementChoice, StatementOverride};
use crate::diag::Diagnostics;
use crate::diag::document::DocumentProblem;
use crate::document::{Block, BlockRole, Document, traversal};
use crate::span::Span;
use context_builder::TemplateContextBuilder;
use crosswalk::OmittedStatement;
use document_builder::{build_document, fill_template, policy_edition_date};
use pack::{DocumentTemplate, PackLanguage, TemplatePack};
pub use packet_pages::{
    PacketIndexEntry, compose_index_page, compose_review_page, content_hash_footer,
};
use translation::TranslationTracker;

/// Every document of the pack for one agency, in the pack's order: in English, and after it in each
/// language of `languages.served` that the pack has it in.
///
/// What is due is counted at the policy's own date: the day it takes effect, or else that of its last
/// revision.
///
/// A document that not even a draft can show is reported and left out. The blanks of a draft
/// stand in its documents; a document that is not a draft has none. A translation that nobody answers
/// for is a draft in any case.
pub fn compose_documents(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    found: &mut Diagnostics,
) -> Vec<Document> {
    compose_documents_as_of(pack, agency, draft, None, found)
}

/// As [`compose`]; what is due is counted at a date of its own, if there is one.
pub fn compose_documents_as_of(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    as_of: Option<Date>,
    found: &mut Diagnostics,
) -> Vec<Document> {
    let as_of = as_of.or_else(|| policy_edition_date(agency));
    let gaps = omitted_statements(pack, agency, as_of);
    let mut contexts = TemplateContextBuilder::new(pack, agency, &gaps, as_of);
    let mut noted = StatementFindings::default();
    let mut documents = Vec::new();
    let mut ledgers = translation_trackers(pack, agency);
    for (source, site) in expand_templates_by_site(pack, agency) {
        let english = &pack.english;
        let document = compose_document(
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
            let Some(template) = language.find_template(&source.name) else {
                continue;
            };
            let document = compose_document(
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
            let reviewed = ledger.record_document(source, agency);
            ledger.record_english_settings(&document);
            let lacking =
                statement_decisions::report_untranslated_text(template, agency, language, found);
            if lacking || !reviewed {
                document.is_draft = true;
                let end = traversal::tear_offs_start(&document.blocks);
                let notice = translation::unreviewed_notice_block(pack, language);
                document.blocks.insert(end, notice);
            }
            documents.push(document);
        }
    }
    statement_decisions::report_invalid_decisions(
        agency,
        &noted.known_statements,
        &noted.rejected_choices,
        found,
    );
    found.extend(crosswalk::check_unmet_requirements(pack, agency, &gaps));
    found.extend(translation::check_missing_translations(pack, agency));
    found.extend(near_miss::check_mistyped_hotline_numbers(pack, agency));
    for ledger in ledgers {
        found.extend(ledger.into_diagnostics(pack, agency));
    }
    documents
}

/// The languages that documents are made in besides English, each once.
fn translation_trackers<'pack>(
    pack: &'pack TemplatePack,
    agency: &Agency,
) -> Vec<TranslationTracker<'pack>> {
    let served = agency.served_languages.iter();
    let mut languages: Vec<&PackLanguage> = Vec::new();
    for language in served.filter_map(|served| pack.translation_for(served)) {
        if !languages.iter().any(|there| there.tag == language.tag) {
            languages.push(language);
        }
    }
    languages.into_iter().map(TranslationTracker::new).collect()
}

/// Returns the facts that documents show, in the order of the file.
pub fn facts_shown_in<'agency>(
    agency: &'agency Agency,
    documents: impl Iterator<Item = &'agency Document>,
) -> Vec<&'agency SettingText> {
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
    let facts = agency.setting_texts.iter();
    facts.filter(|fact| is_shown(&fact.setting_path)).collect()
}

/// What is noticed while documents are made.
#[derive(Default)]
struct StatementFindings {
    /// The statements that any document has.
    known_statements: Vec<String>,
    /// Choices that cannot be made.
    rejected_choices: Vec<Span>,
}

/// The statements that the agency left out of the documents which answer requirements; these are
/// filled once for it, because what goes with a statement is seen in the tree alone.
fn omitted_statements<'agency>(
    pack: &TemplatePack,
    agency: &'agency Agency,
    as_of: Option<Date>,
) -> Vec<OmittedStatement<'agency>> {
    let leaves_out =
        |choice: &StatementChoice| matches!(choice.decision, StatementOverride::Omit { .. });
    if !agency.policy.statement_choices.iter().any(leaves_out) {
        return Vec::new();
    }
    let english = &pack.english;
    let mut contexts = TemplateContextBuilder::new(pack, agency, &[], as_of);
    let answering = english.document_templates.iter().filter(|template| {
        let mut entries = pack.crosswalk.entries.iter();
        !template.per_site && entries.any(|entry| template.has_statement(&entry.statement))
    });
    answering
        .flat_map(|template| {
            let given =
                contexts.context_for_document(english, template, None, &template.name, true);
            // A fault of the template is told when the document is made.
            fill_template(english, template, &given, &mut Diagnostics::new()).map_or_else(
                |_| Vec::new(),
                |blocks| crosswalk::omissions_in_document(&blocks, agency),
            )
        })
        .collect()
}

/// Fills one template and makes the agency's choices in it.
fn compose_document(
    language: &PackLanguage,
    template: &DocumentTemplate,
    site: Option<&ServiceSite>,
    contexts: &mut TemplateContextBuilder,
    draft: bool,
    noted: &mut StatementFindings,
    found: &mut Diagnostics,
) -> Option<Document> {
    let agency = contexts.agency;
    let name = document_name(template, site);
    let given = contexts.context_for_document(language, template, site, &name, draft);
    let mut blocks = fill_template(language, template, &given, found).ok()?;
    noted
        .known_statements
        .extend(statement_edits::statement_names(&blocks));
    let has_statement = has_statement_block(&blocks);
    statement_decisions::apply_decisions(
        &mut blocks,
        agency,
        &language.tag,
        &mut noted.rejected_choices,
    );
    if has_statement && !has_statement_block(&blocks) {
        found.push(DocumentProblem::EmptyDocument { document: name });
        return None;
    }
    // What an agency adds after a strip stands before it all the same: strips are torn off the foot.
    blocks.sort_by_key(|block| block.role == BlockRole::TearOff);
    if !draft {
        traversal::remove_unfilled_blocks(&mut blocks);
        for blank in traversal::find_open_blanks(&blocks) {
            found.push(DocumentProblem::Blank {
                document: name.clone(),
                setting: blank.setting_path.clone(),
                label: blank.label.clone(),
            });
        }
    }
    statement_edits::remove_broken_links(&mut blocks);
    let mut made = build_document(language, template, agency, draft, blocks);
    if let Some(site) = site {
        made.title = format!("{}: {}", made.title, site.name);
    }
    made.name = name;
    Some(made)
}

/// What is made for an agency: each document of the pack, one for each site where that is asked for.
/// An agency that lists no sites gets one for all.
fn expand_templates_by_site<'all>(
    pack: &'all TemplatePack,
    agency: &'all Agency,
) -> impl Iterator<Item = (&'all DocumentTemplate, Option<&'all ServiceSite>)> {
    pack.english.document_templates.iter().flat_map(|template| {
        let sites: Vec<Option<&ServiceSite>> = if template.per_site && !agency.sites.is_empty() {
            agency.sites.iter().map(Some).collect()
        } else {
            vec![None]
        };
        sites.into_iter().map(move |site| (template, site))
    })
}

fn document_name(template: &DocumentTemplate, site: Option<&ServiceSite>) -> String {
    match site {
        Some(site) => format!("{}-{}", template.name, site.id),
        None => template.name.clone(),
    }
}

fn has_statement_block(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .any(|block| block.role == BlockRole::MainStatement)
}
