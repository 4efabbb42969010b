//! Composes an agency's documents: fills the templates of a pack and applies the agency's decisions about statements.

mod agency_crosswalk;
mod client_text;
mod context_builder;
pub mod custom_templates;
mod document_builder;
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
use crate::diag::translation::TranslationProblem;
use crate::document::{Block, BlockRole, Document, traversal};
use crate::span::Span;
use agency_crosswalk::OmittedStatement;
use context_builder::TemplateContextBuilder;
use document_builder::{build_document, fill_template, policy_edition_date};
use pack::{DocumentTemplate, PackLanguage, TemplatePack};
pub use packet_pages::{
    PacketIndexEntry, compose_index_page, compose_review_page, content_hash_footer,
};
use translation::TranslationTracker;

/// Composes every document of the pack for one agency, in the pack's order: first in English, then in each
/// language of `languages.served` that the pack has.
///
/// Training is due as of the policy's effective date, or else the date of its last revision.
///
/// A document that cannot be composed is reported and omitted. Only drafts contain blanks. A translation without
/// a recorded reviewer is always a draft.
pub fn compose_documents(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    compose_documents_as_of(pack, agency, draft, None, diagnostics)
}

/// As [`compose_documents`], with training due as of a given date.
pub fn compose_documents_as_of(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    as_of: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let as_of = as_of.or_else(|| policy_edition_date(agency));
    let omitted = omitted_statements(pack, agency, as_of);
    let mut composer = DocumentComposer {
        contexts: TemplateContextBuilder::new(pack, agency, &omitted, as_of),
        draft,
        known_statements: Vec::new(),
        rejected_choices: Vec::new(),
    };
    let mut documents = Vec::new();
    let mut trackers = trackers_of_served_languages(pack, agency);
    for (source, site) in expand_templates_by_site(pack, agency) {
        let Some(document) = composer.compose_document(&pack.english, source, site, diagnostics)
        else {
            // The fault has been reported; a translation would repeat it.
            continue;
        };
        let english_index = documents.len();
        documents.push(document);
        for tracker in &mut trackers {
            let language = tracker.language;
            let Some(template) = language.find_template(&source.name) else {
                continue;
            };
            let Some(mut document) =
                composer.compose_document(language, template, site, diagnostics)
            else {
                continue;
            };
            let english =
                translation::find_english_statements(&documents[english_index], &document);
            let is_in_english = !english.is_empty();
            if is_in_english {
                diagnostics.push(TranslationProblem::StatementsInEnglish {
                    document: document.file_stem(),
                    statements: english,
                });
            }
            let reviewed = tracker.record_document(source, agency);
            tracker.record_english_settings(&document);
            let has_untranslated = statement_decisions::report_untranslated_text(
                template,
                agency,
                language,
                diagnostics,
            );
            if has_untranslated || is_in_english || !reviewed {
                document.is_draft = true;
                let end = traversal::first_tear_off_index(&document.blocks);
                let notice = translation::unreviewed_notice_block(pack, language);
                document.blocks.insert(end, notice);
            }
            documents.push(document);
        }
    }
    statement_decisions::report_invalid_decisions(
        agency,
        &composer.known_statements,
        &composer.rejected_choices,
        diagnostics,
    );
    diagnostics.extend(agency_crosswalk::check_unmet_requirements(
        pack, agency, &omitted,
    ));
    diagnostics.extend(translation::check_untranslated_client_documents(
        pack, agency,
    ));
    diagnostics.extend(client_text::check_finished_documents(
        pack, agency, &documents,
    ));
    for tracker in trackers {
        diagnostics.extend(tracker.into_diagnostics(pack, agency));
    }
    documents
}

/// Returns a tracker for each language other than English that documents are composed in.
fn trackers_of_served_languages<'pack>(
    pack: &'pack TemplatePack,
    agency: &Agency,
) -> Vec<TranslationTracker<'pack>> {
    let served = agency.served_languages.iter();
    let mut languages: Vec<&PackLanguage> = Vec::new();
    for language in served.filter_map(|served| pack.translation_for(served)) {
        if !languages.iter().any(|known| known.tag == language.tag) {
            languages.push(language);
        }
    }
    languages.into_iter().map(TranslationTracker::new).collect()
}

/// Returns the setting texts that documents show, in the order of the file.
pub fn facts_shown_in<'agency>(
    agency: &'agency Agency,
    documents: impl Iterator<Item = &'agency Document>,
) -> Vec<&'agency SettingText> {
    let shown: BTreeSet<&str> = documents
        .flat_map(|document| traversal::settings_in_blocks(&document.blocks))
        .collect();
    // A table of languages with only English is read as one text.
    let is_shown = |setting: &str| {
        let mut names = [Some(setting), setting.strip_suffix(".en")]
            .into_iter()
            .flatten();
        names.any(|name| shown.contains(name))
    };
    agency
        .setting_texts
        .iter()
        .filter(|fact| is_shown(&fact.setting_path))
        .collect()
}

/// Settings of list entries with blanks that are reported once, at the entry, when the file is read.
const BLANKS_REPORTED_AT_ENTRIES: [&str; 5] = [
    "personnel.phone",
    "organizations.phone",
    "law_enforcement.phone",
    "child_protection.phone",
    "sites.state",
];

/// Composes the documents of one agency and collects what they show about its decisions.
struct DocumentComposer<'all> {
    contexts: TemplateContextBuilder<'all>,
    draft: bool,
    /// The statements of all documents.
    known_statements: Vec<String>,
    /// Choices that cannot be applied.
    rejected_choices: Vec<Span>,
}

/// Returns the statements that the agency omitted from documents that answer requirements. Fills these documents,
/// because only the block tree shows which nested statements go with an omitted one.
fn omitted_statements<'agency>(
    pack: &TemplatePack,
    agency: &'agency Agency,
    as_of: Option<Date>,
) -> Vec<OmittedStatement<'agency>> {
    let is_omission =
        |choice: &StatementChoice| matches!(choice.decision, StatementOverride::Omit { .. });
    if !agency.policy.statement_choices.iter().any(is_omission) {
        return Vec::new();
    }
    let english = &pack.english;
    let mut contexts = TemplateContextBuilder::new(pack, agency, &[], as_of);
    english
        .document_templates
        .iter()
        .filter(|template| {
            let mut entries = pack.crosswalk.entries.iter();
            !template.per_site && entries.any(|entry| template.has_statement(&entry.statement))
        })
        .flat_map(|template| {
            let context =
                contexts.context_for_document(english, template, None, &template.name, true);
            // A fault of the template is reported when the document is composed.
            fill_template(english, template, &context, &mut Diagnostics::new()).map_or_else(
                |_| Vec::new(),
                |blocks| agency_crosswalk::omissions_in_document(&blocks, agency),
            )
        })
        .collect()
}

impl DocumentComposer<'_> {
    /// Fills one template and applies the agency's decisions to it.
    fn compose_document(
        &mut self,
        language: &PackLanguage,
        template: &DocumentTemplate,
        site: Option<&ServiceSite>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Document> {
        let agency = self.contexts.agency;
        let name = document_name(template, site);
        let context = self
            .contexts
            .context_for_document(language, template, site, &name, self.draft);
        let mut blocks = fill_template(language, template, &context, diagnostics).ok()?;
        self.known_statements
            .extend(statement_edits::statement_names(&blocks));
        let has_statement = has_main_statement_block(&blocks);
        statement_decisions::apply_decisions(
            &mut blocks,
            agency,
            &language.tag,
            &mut self.rejected_choices,
        );
        if has_statement && !has_main_statement_block(&blocks) {
            diagnostics.push(DocumentProblem::EmptyDocument { document: name });
            return None;
        }
        // Tear-offs are cut off the bottom edge of a poster, so everything else goes above them.
        blocks.sort_by_key(|block| block.role == BlockRole::TearOff);
        if !self.draft {
            traversal::remove_unfilled_blocks(&mut blocks);
            for blank in traversal::find_open_blanks(&blocks) {
                if BLANKS_REPORTED_AT_ENTRIES.contains(&blank.setting_path.as_str()) {
                    continue;
                }
                diagnostics.push(DocumentProblem::Blank {
                    document: name.clone(),
                    setting: blank.setting_path.clone(),
                    label: blank.label.clone(),
                });
            }
        }
        statement_edits::remove_broken_links(&mut blocks);
        let mut document = build_document(language, template, agency, self.draft, blocks);
        if let Some(site) = site {
            document.title = format!("{}: {}", document.title, site.name);
        }
        document.name = name;
        Some(document)
    }
}

/// Returns each English template of the pack; a `per_site` template is repeated for each site of the agency, or
/// returned once where the agency lists no sites.
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

fn has_main_statement_block(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .any(|block| block.role == BlockRole::MainStatement)
}
