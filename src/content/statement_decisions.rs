//! What an agency decided about statements: made in the blocks of a document, and what of it cannot be made.

use icu_locale_core::LanguageIdentifier;

use super::pack::{DocumentTemplate, PackLanguage};
use super::statement_edits::{self, AgencyText, StatementChange, TableNotRewordable};
use super::translation;
use crate::config::agency::{Agency, StatementOverride, TranslatedParagraphs};
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Block;
use crate::source::field_reader::find_nearest_name;
use crate::span::Span;

/// What the agency decided about one statement.
struct StatementDecision<'agency> {
    statement: &'agency String,
    span: &'agency Span,
    /// The table that says it, and the number of its entry in brackets where there are several.
    setting_table: String,
    entry_suffix: String,
    /// The agency's own words; none for a statement that is left out.
    agency_text: Option<(&'agency [String], &'agency TranslatedParagraphs)>,
}

/// The choices and then the additions, each in the order of the file.
fn statement_decisions(agency: &Agency) -> Vec<StatementDecision<'_>> {
    let policy = &agency.policy;
    let choices = policy
        .statement_choices
        .iter()
        .map(|choice| StatementDecision {
            statement: &choice.statement_name,
            span: &choice.name_span,
            setting_table: format!("policy.statements.{}", choice.statement_name),
            entry_suffix: String::new(),
            agency_text: match &choice.decision {
                StatementOverride::Omit { .. } => None,
                StatementOverride::Reword {
                    paragraphs: text,
                    translations,
                } => Some((text, translations)),
            },
        });
    let additions = (1..)
        .zip(&policy.statement_additions)
        .map(|(number, addition)| StatementDecision {
            statement: &addition.after_statement,
            span: &addition.after_span,
            setting_table: "policy.additions".to_owned(),
            entry_suffix: format!("[{number}]"),
            agency_text: Some((&addition.paragraphs, &addition.translations)),
        });
    choices.chain(additions).collect()
}

/// Makes the agency's decisions; a statement that is not in this document is no fault here. In another
/// language than English only words in that language are put in: the rest is [`untranslated`].
pub(super) fn apply_decisions(
    blocks: &mut Vec<Block>,
    agency: &Agency,
    language: &LanguageIdentifier,
    refused: &mut Vec<Span>,
) {
    let decided = statement_decisions(agency);
    let (choices, additions) = decided.split_at(agency.policy.statement_choices.len());
    // Each is put right after its statement, so the last one goes in first.
    for one in additions.iter().rev().chain(choices) {
        let Some((english, translations)) = one.agency_text else {
            // What is left out is there, or the document does not have it.
            let _ = statement_edits::apply_change(blocks, one.statement, StatementChange::LeaveOut);
            continue;
        };
        let (key, paragraphs) = if language.language.as_str() == "en" {
            ("text".to_owned(), english)
        } else if let Some((tag, words)) = translation::text_in_language(translations, language) {
            (tag.to_string(), &**words)
        } else {
            continue;
        };
        let setting = &format!("{}{}.{key}", one.setting_table, one.entry_suffix);
        let words = AgencyText {
            paragraphs,
            setting_path: setting,
        };
        let change = if one.entry_suffix.is_empty() {
            StatementChange::Reword(words)
        } else {
            StatementChange::AddAfter(words)
        };
        let made = statement_edits::apply_change(blocks, one.statement, change);
        if made == Err(TableNotRewordable) && !refused.contains(one.span) {
            refused.push(one.span.clone());
        }
    }
}

/// Whether the document lacks words of the agency in its language; each is reported.
pub(super) fn report_untranslated_text(
    template: &DocumentTemplate,
    agency: &Agency,
    language: &PackLanguage,
    found: &mut Diagnostics,
) -> bool {
    let before = found.len();
    for one in statement_decisions(agency) {
        let lacks = one.agency_text.is_some_and(|(_, translations)| {
            translation::text_in_language(translations, &language.tag).is_none()
        });
        if lacks && template.has_statement(one.statement) {
            let problem = TranslationProblem::UntranslatedStatement {
                setting: one.setting_table,
                tag: language.tag.to_string(),
                document: template.name.clone(),
            };
            found.push(Diagnostic::new(problem).with_span(one.span.clone()));
        }
    }
    found.len() > before
}

/// Reports decisions that name no statement of any document (`known`), or a table as if it were words (`refused`).
pub(super) fn report_invalid_decisions(
    agency: &Agency,
    known: &[String],
    refused: &[Span],
    found: &mut Diagnostics,
) {
    let decided = statement_decisions(agency);
    for one in decided.iter().filter(|one| !known.contains(one.statement)) {
        let problem = DocumentProblem::UnknownStatement {
            name: one.statement.clone(),
            nearest: find_nearest_name(one.statement, known.iter().map(String::as_str))
                .map(str::to_owned),
        };
        found.push(Diagnostic::new(problem).with_span(one.span.clone()));
    }
    found.extend(refused.iter().map(|span| {
        Diagnostic::new(DocumentProblem::RewordedTableStatement).with_span(span.clone())
    }));
}
