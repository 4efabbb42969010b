//! The review status of translations: whether a qualified translator is on record for the current English text.
//!
//! 45 CFR 92.201(c)(2)-(3): a qualified translator translates, or reviews a machine translation. Until an agency has
//! recorded one for the exact text that is built, the translated document is a draft.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use icu_locale_core::LanguageIdentifier;

use super::pack::{DocumentTemplate, PackLanguage, TemplatePack, is_same_language_and_script};
use crate::config::agency::{Agency, StatementOverride, TranslatedParagraphs, TranslationReview};
use crate::diag::Diagnostic;
use crate::diag::translation::TranslationProblem;
use crate::document::canonical::{sha256_hex, short_hash};
use crate::document::passage::{ComparedPassage, document_passages};
use crate::document::{
    Anchor, Audience, Block, BlockKind, BlockRole, Document, Inline, UNREVIEWED_TRANSLATION_ANCHOR,
    traversal,
};
use crate::span::Span;

/// The review status of a translated document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TranslationStatus {
    Reviewed,
    Unreviewed,
    /// Reviewed for another English text.
    Stale,
}

/// Returns the first eight hex digits of the SHA-256 of a document's English source text, in UTF-8 with a line feed
/// after each line:
///
/// 1. the document's name, title and subject, a line each;
/// 2. the template's text on one line, without comments, white space collapsed, and with the role `.tear-off` under
///    its former name `.strip`. It contains variables (`{{ agency.phone }}`) and not their values: a new phone number
///    does not invalidate a translation;
/// 3. `leave out NAME` for each statement of the template that the agency omits, and `reword NAME: TEXT` for each
///    that it rewords, paragraphs joined by ` / `, sorted by name;
/// 4. `add after NAME: TEXT` for each statement that it adds, in the order of the file.
pub(super) fn hash_source_text(template: &DocumentTemplate, agency: &Agency) -> String {
    let body = &template.source_file.text[template.markdown_offset..];
    let mut form = format!(
        "{}\n{}\n{}\n{}\n",
        template.name,
        template.title,
        template.subject,
        normalize_template_text(body)
    );
    let mut choices: Vec<_> = agency
        .policy
        .statement_choices
        .iter()
        .filter(|choice| template.has_statement(&choice.statement_name))
        .collect();
    choices.sort_by_key(|choice| &choice.statement_name);
    for choice in choices {
        let name = &choice.statement_name;
        let _ = match &choice.decision {
            StatementOverride::Omit { .. } => writeln!(form, "leave out {name}"),
            StatementOverride::Reword { paragraphs, .. } => {
                writeln!(form, "reword {name}: {}", paragraphs.join(" / "))
            }
        };
    }
    for addition in &agency.policy.statement_additions {
        if template.has_statement(&addition.after_statement) {
            let text = addition.paragraphs.join(" / ");
            let _ = writeln!(form, "add after {}: {text}", addition.after_statement);
        }
    }
    short_hash(&sha256_hex(&form)).to_owned()
}

/// Returns a template's text without comments, on one line. A renamed role does not change it.
fn normalize_template_text(body: &str) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<#") {
        text.push_str(before);
        rest = after.split_once("#>").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(".tear-off", ".strip")
}

/// Returns the status that `[[translations]]` gives a document with this hash of its English source text.
pub(super) fn translation_status(
    agency: &Agency,
    language: &LanguageIdentifier,
    document: &str,
    source_hash: &str,
) -> TranslationStatus {
    let mut is_stale = false;
    for entry in translation_entries(agency, language)
        .filter(|entry| missing_review_settings(Some(entry)).is_empty())
    {
        match entry
            .source_hashes
            .iter()
            .find(|(name, _)| name == document)
        {
            Some((_, reviewed)) if reviewed.eq_ignore_ascii_case(source_hash) => {
                return TranslationStatus::Reviewed;
            }
            Some(_) => is_stale = true,
            None => {}
        }
    }
    if is_stale {
        TranslationStatus::Stale
    } else {
        TranslationStatus::Unreviewed
    }
}

/// Returns the settings that an entry must still have to record a review; all of them where there is no entry.
fn missing_review_settings(entry: Option<&TranslationReview>) -> Vec<&'static str> {
    let is_set = |has: fn(&TranslationReview) -> bool| entry.is_some_and(has);
    [
        ("translator", is_set(|entry| entry.translator.is_some())),
        (
            "qualification",
            is_set(|entry| entry.qualification.is_some()),
        ),
        ("reviewed_on", is_set(|entry| entry.reviewed_on.is_some())),
    ]
    .into_iter()
    .filter(|(_, is_set)| !is_set)
    .map(|(key, _)| key)
    .collect()
}

fn translation_entries<'agency>(
    agency: &'agency Agency,
    language: &LanguageIdentifier,
) -> impl Iterator<Item = &'agency TranslationReview> {
    let entries = agency.translation_reviews.iter();
    entries.filter(move |entry| is_same_language_and_script(&entry.language, language))
}

/// Returns the agency's own text in a language, if it has one.
pub(super) fn text_in_language<'agency>(
    translations: &'agency TranslatedParagraphs,
    language: &LanguageIdentifier,
) -> Option<&'agency (LanguageIdentifier, Vec<String>)> {
    let mut translations = translations.iter();
    translations.find(|(tag, _)| is_same_language_and_script(tag, language))
}

/// Returns the notice at the end of an unreviewed translation, in its own language and in English.
pub(super) fn unreviewed_notice_block(pack: &TemplatePack, language: &PackLanguage) -> Block {
    Block {
        anchor: Some(Anchor(UNREVIEWED_TRANSLATION_ANCHOR.to_owned())),
        role: BlockRole::SmallPrint,
        origin: None,
        kind: BlockKind::Paragraph(vec![
            Inline::Text(language.locale.unreviewed_notice.clone()),
            Inline::LineBreak,
            Inline::OtherLanguage {
                language: pack.english.tag.clone(),
                content: vec![Inline::Text(pack.english.locale.unreviewed_notice.clone())],
            },
        ]),
    }
}

/// A name that a translation may keep.
const HOTLINE_NAME: &str = "National Human Trafficking Hotline";

/// Collects the review status of a language's documents while they are composed.
pub(super) struct TranslationTracker<'pack> {
    pub(super) language: &'pack PackLanguage,
    /// Each document with the hash of its English source text, in the order of the packet.
    source_hashes: Vec<(String, String)>,
    unreviewed_documents: Vec<String>,
    stale_documents: Vec<String>,
    /// Settings that client documents show in English.
    settings_in_english: BTreeSet<String>,
}

impl<'pack> TranslationTracker<'pack> {
    pub(super) fn new(language: &'pack PackLanguage) -> Self {
        Self {
            language,
            source_hashes: Vec::new(),
            unreviewed_documents: Vec::new(),
            stale_documents: Vec::new(),
            settings_in_english: BTreeSet::new(),
        }
    }

    /// Records the settings that a client document shows in English because the agency has no translation.
    pub(super) fn record_english_settings(&mut self, document: &Document) {
        if document.audience != Audience::Client {
            return;
        }
        traversal::visit_inlines(&document.blocks, &mut |inline| {
            if let Inline::OtherLanguage { content, .. } = inline {
                let settings = traversal::settings_in_inlines(content);
                let settings = settings.into_iter();
                let settings = settings.map(|path| path.trim_end_matches(".en").to_owned());
                self.settings_in_english.extend(settings);
            }
        });
    }

    /// Records the status of a document and returns whether it is reviewed.
    pub(super) fn record_document(&mut self, english: &DocumentTemplate, agency: &Agency) -> bool {
        let hash = hash_source_text(english, agency);
        let name = english.name.clone();
        let status = translation_status(agency, &self.language.tag, &name, &hash);
        self.source_hashes.push((name.clone(), hash));
        match status {
            TranslationStatus::Reviewed => {}
            TranslationStatus::Unreviewed => self.unreviewed_documents.push(name),
            TranslationStatus::Stale => self.stale_documents.push(name),
        }
        status == TranslationStatus::Reviewed
    }

    /// Returns the problems of the language's documents.
    pub(super) fn into_diagnostics(self, pack: &TemplatePack, agency: &Agency) -> Vec<Diagnostic> {
        let tag = &self.language.tag;
        let entry = translation_entries(agency, tag).next();
        let span = entry
            .map(|entry| entry.entry_span.clone())
            .or_else(|| served_language_span(agency, tag));
        let hashes: Vec<String> = self
            .source_hashes
            .iter()
            .map(|(name, hash)| format!("{name} = \"{hash}\""))
            .collect();
        let source_setting_line = format!("source = {{ {} }}", hashes.join(", "));
        let language = pack.english.locale.language_name(tag);
        let mut found = Vec::new();
        let facts = agency.setting_texts.iter();
        let english = facts.map(|fact| (fact.setting_path.trim_end_matches(".en"), &fact.span));
        let english = english.filter(|(setting, _)| self.settings_in_english.contains(*setting));
        if let Some((_, first)) = english.clone().next() {
            let problem = TranslationProblem::EnglishFactsInTranslation {
                language: language.clone(),
                tag: tag.to_string(),
                settings: english
                    .map(|(setting, _)| setting_with_owner(agency, setting))
                    .collect(),
            };
            found.push(Diagnostic::new(problem).with_span(first.clone()));
        }
        if !self.unreviewed_documents.is_empty() {
            let problem = TranslationProblem::UnreviewedTranslation {
                language: language.clone(),
                tag: tag.to_string(),
                documents: self.unreviewed_documents,
                missing_settings: missing_review_settings(entry),
                source_setting_line: source_setting_line.clone(),
            };
            found.push(Diagnostic::new(problem).with_span(span.clone()));
        }
        if !self.stale_documents.is_empty() {
            let problem = TranslationProblem::OutdatedTranslation {
                language,
                documents: self.stale_documents,
                source_setting_line,
            };
            found.push(Diagnostic::new(problem).with_span(span));
        }
        found
    }
}

/// Returns the statements of a translation that have the words of the English document.
///
/// Facts of the agency and single words may be the same in both.
pub(super) fn find_english_statements(english: &Document, translation: &Document) -> Vec<String> {
    const LEAST_WORDS: usize = 3;
    let is_sentence = |passage: &ComparedPassage| {
        let words = passage.text.split_whitespace();
        passage.setting_paths.is_empty()
            && words
                .filter(|word| word.chars().all(char::is_alphabetic))
                .count()
                >= LEAST_WORDS
            && passage.text != HOTLINE_NAME
    };
    let english = document_passages(english);
    let mut statements: Vec<String> = document_passages(translation)
        .into_iter()
        .filter(|passage| is_sentence(passage))
        .filter(|passage| english.iter().any(|source| source.text == passage.text))
        .map(|passage| passage.statement_name)
        .collect();
    statements.dedup();
    statements
}

/// Returns a setting's key and the organization that it is of; or else the setting's path.
fn setting_with_owner(agency: &Agency, setting: &str) -> (String, Option<String>) {
    let entry = setting.strip_prefix("organizations[");
    let parts = entry.and_then(|entry| entry.split_once("]."));
    let owner = parts.and_then(|(number, key)| {
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some((key, agency.organizations.get(index)?.name.clone()))
    });
    match owner {
        Some((key, name)) => (key.to_owned(), Some(name)),
        None => (setting.to_owned(), None),
    }
}

/// Reports served languages without translations of all client documents.
pub(super) fn check_untranslated_client_documents(
    pack: &TemplatePack,
    agency: &Agency,
) -> Vec<Diagnostic> {
    agency
        .served_languages
        .iter()
        .filter(|served| served.language != pack.english.tag.language)
        .filter_map(|served| {
            let translation = pack.translation_for(served);
            let documents: Vec<String> = pack
                .english
                .document_templates
                .iter()
                .filter(|document| document.audience == Audience::Client)
                .filter(|document| {
                    translation
                        .is_none_or(|language| language.find_template(&document.name).is_none())
                })
                .map(|document| document.name.clone())
                .collect();
            let is_complete = documents.is_empty();
            let problem = TranslationProblem::MissingTranslation {
                language: pack.english.locale.language_name(served),
                tag: served.to_string(),
                missing_documents: translation.map(|_| documents),
            };
            (!is_complete)
                .then(|| Diagnostic::new(problem).with_span(served_language_span(agency, served)))
        })
        .collect()
}

/// Returns the span of a language in `languages.served`.
fn served_language_span(agency: &Agency, language: &LanguageIdentifier) -> Option<Span> {
    agency
        .setting_texts
        .iter()
        .filter(|fact| fact.setting_path.starts_with("languages.served"))
        .find(|fact| {
            let tag = fact.text.parse();
            tag.is_ok_and(|tag| is_same_language_and_script(&tag, language))
        })
        .map(|fact| fact.span.clone())
}
