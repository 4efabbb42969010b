//! Whether a translation may be handed out: who answers for it, and for which English text.
//!
//! 45 CFR 92.201(c)(2)-(3): a qualified translator translates, or reviews what a machine translated.
//! Until an agency has written down who did so for the very text that is built, the document is a
//! draft.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use icu_locale_core::LanguageIdentifier;

use super::pack::{DocumentTemplate, PackLanguage, TemplatePack, is_same_language_and_script};
use crate::config::agency::{
    Agency, SettingText, StatementOverride, TranslatedParagraphs, TranslationReview,
};
use crate::diag::Diagnostic;
use crate::diag::translation::TranslationProblem;
use crate::document::canonical::{sha256_hex, short_hash};
use crate::document::{
    Anchor, Audience, Block, BlockKind, BlockRole, Document, Inline, UNREVIEWED_TRANSLATION_ANCHOR,
    traversal,
};
use crate::span::Span;

/// How a translated document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TranslationStatus {
    Reviewed,
    Unreviewed,
    /// Somebody answers for the translation of another English text.
    Stale,
}

/// The mark of the English text of a document: the first eight digits of the SHA-256 of its
/// canonical form, in UTF-8, each line ended by a line feed:
///
/// 1. the document's name, title and subject, a line each;
/// 2. the template's text on one line: comments taken out, every run of white space one space. The
///    place of a fact (`{{ agency.phone }}`) is in it, its value is not: a new phone number leaves a
///    translation as good as it was;
/// 3. for each statement of the template that the agency left out, by name, `leave out NAME`, and
///    for each that it reworded `reword NAME: TEXT`, paragraphs joined by ` / `;
/// 4. for each statement of its own, in the order of the file, `add after NAME: TEXT`.
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
            StatementOverride::Reword {
                paragraphs: text, ..
            } => writeln!(form, "reword {name}: {}", text.join(" / ")),
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

/// A template's text without comments, on one line.
fn normalize_template_text(body: &str) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<#") {
        text.push_str(before);
        rest = after.split_once("#>").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the translation of a document whose English has that mark stands, by `[[translations]]`.
pub(super) fn translation_status(
    agency: &Agency,
    language: &LanguageIdentifier,
    document: &str,
    mark: &str,
) -> TranslationStatus {
    let mut stale = false;
    for entry in translation_entries(agency, language)
        .filter(|entry| missing_review_settings(Some(entry)).is_empty())
    {
        match entry
            .source_hashes
            .iter()
            .find(|(name, _)| name == document)
        {
            Some((_, source)) if source.eq_ignore_ascii_case(mark) => {
                return TranslationStatus::Reviewed;
            }
            Some(_) => stale = true,
            None => {}
        }
    }
    if stale {
        TranslationStatus::Stale
    } else {
        TranslationStatus::Unreviewed
    }
}

/// Which settings an entry lacks, if there is one, to say who answers for a translation.
fn missing_review_settings(entry: Option<&TranslationReview>) -> Vec<&'static str> {
    let given = entry.map_or([false; 3], |entry| {
        let TranslationReview {
            translator,
            qualification,
            reviewed_on,
            ..
        } = entry;
        [
            translator.is_some(),
            qualification.is_some(),
            reviewed_on.is_some(),
        ]
    });
    let keys = ["translator", "qualification", "reviewed_on"];
    keys.into_iter()
        .zip(given)
        .filter(|(_, given)| !given)
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

/// The agency's own words in that language, if it wrote them.
pub(super) fn text_in_language<'agency>(
    translations: &'agency TranslatedParagraphs,
    language: &LanguageIdentifier,
) -> Option<&'agency (LanguageIdentifier, Vec<String>)> {
    let mut translations = translations.iter();
    translations.find(|(tag, _)| is_same_language_and_script(tag, language))
}

/// The line that an unreviewed translation ends in, in its own language and in English.
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

/// One language of a packet, while its documents are made.
pub(super) struct TranslationTracker<'pack> {
    pub(super) language: &'pack PackLanguage,
    /// The mark of each document's English, in the order of the packet.
    source_hashes: Vec<(String, String)>,
    unreviewed_documents: Vec<String>,
    stale_documents: Vec<String>,
    /// The settings that clients are shown in English.
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

    /// Notes what a document tells clients in English because the agency has no other words.
    pub(super) fn record_english_settings(&mut self, document: &Document) {
        if document.audience != Audience::Client {
            return;
        }
        traversal::visit_inlines(&document.blocks, &mut |inline| {
            if let Inline::OtherLanguage { content, .. } = inline
                && let [
                    Inline::FactValue {
                        setting_paths: settings,
                        ..
                    },
                ] = content.as_slice()
            {
                let settings = settings.iter();
                self.settings_in_english
                    .extend(settings.map(|setting| setting.trim_end_matches(".en").to_owned()));
            }
        });
    }

    /// Notes how a document stands; whether somebody answers for it.
    pub(super) fn record_document(&mut self, english: &DocumentTemplate, agency: &Agency) -> bool {
        let mark = hash_source_text(english, agency);
        let name = english.name.clone();
        let standing = translation_status(agency, &self.language.tag, &name, &mark);
        self.source_hashes.push((name.clone(), mark));
        match standing {
            TranslationStatus::Reviewed => {}
            TranslationStatus::Unreviewed => self.unreviewed_documents.push(name),
            TranslationStatus::Stale => self.stale_documents.push(name),
        }
        standing == TranslationStatus::Reviewed
    }

    /// What is to be said about the language's documents.
    pub(super) fn into_diagnostics(self, pack: &TemplatePack, agency: &Agency) -> Vec<Diagnostic> {
        let tag = &self.language.tag;
        let entry = translation_entries(agency, tag).next();
        let span = entry
            .map(|entry| entry.entry_span.clone())
            .or_else(|| served_language_span(agency, tag));
        let marks: Vec<String> = self
            .source_hashes
            .iter()
            .map(|(name, mark)| format!("{name} = \"{mark}\""))
            .collect();
        let source = format!("source = {{ {} }}", marks.join(", "));
        let language = pack.english.locale.language_name(tag);
        let mut found = Vec::new();
        let facts = agency.setting_texts.iter();
        let english = facts.map(|fact| (fact.setting_path.trim_end_matches(".en"), &fact.span));
        let english = english.filter(|(setting, _)| self.settings_in_english.contains(*setting));
        if let Some((_, first)) = english.clone().next() {
            let problem = TranslationProblem::EnglishFactsInTranslation {
                language: language.clone(),
                tag: tag.to_string(),
                settings: english.map(|(setting, _)| setting.to_owned()).collect(),
            };
            found.push(Diagnostic::new(problem).with_span(first.clone()));
        }
        if !self.unreviewed_documents.is_empty() {
            let problem = TranslationProblem::UnreviewedTranslation {
                language: language.clone(),
                tag: tag.to_string(),
                documents: self.unreviewed_documents,
                missing_settings: missing_review_settings(entry),
                source_setting_line: source.clone(),
            };
            found.push(Diagnostic::new(problem).with_span(span.clone()));
        }
        if !self.stale_documents.is_empty() {
            let problem = TranslationProblem::OutdatedTranslation {
                language,
                documents: self.stale_documents,
                source_setting_line: source,
            };
            found.push(Diagnostic::new(problem).with_span(span));
        }
        found
    }
}

/// Languages that are served and have no documents, or not all that clients are given.
pub(super) fn check_missing_translations(pack: &TemplatePack, agency: &Agency) -> Vec<Diagnostic> {
    agency
        .served_languages
        .iter()
        .filter(|served| served.language != pack.english.tag.language)
        .filter_map(|served| {
            let there = pack.translation_for(served);
            let documents: Vec<String> = pack
                .english
                .document_templates
                .iter()
                .filter(|document| document.audience == Audience::Client)
                .filter(|document| {
                    there.is_none_or(|there| there.find_template(&document.name).is_none())
                })
                .map(|document| document.name.clone())
                .collect();
            let is_whole = documents.is_empty();
            let problem = TranslationProblem::MissingTranslation {
                language: pack.english.locale.language_name(served),
                tag: served.to_string(),
                missing_documents: there.map(|_| documents),
            };
            (!is_whole)
                .then(|| Diagnostic::new(problem).with_span(served_language_span(agency, served)))
        })
        .collect()
}

/// Where `languages.served` names the language.
fn served_language_span(agency: &Agency, language: &LanguageIdentifier) -> Option<Span> {
    let mut served = agency
        .setting_texts
        .iter()
        .filter(|fact| fact.setting_path.starts_with("languages.served"));
    let is_it = |fact: &&SettingText| {
        fact.text
            .parse()
            .is_ok_and(|tag| is_same_language_and_script(&tag, language))
    };
    served.find(is_it).map(|fact| fact.span.clone())
}
