//! Applies an agency's decisions about statements to a document, and reports those that cannot be applied.

use icu_locale_core::LanguageIdentifier;

use super::pack::{DocumentTemplate, PackLanguage};
use super::statement_edits::{self, AgencyText, StatementTreeEdit, TableNotRewordable};
use super::translation;
use crate::config::agency::{Agency, StatementOverride, TranslatedParagraphs};
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Block;
use crate::source::field_reader::find_nearest_name;
use crate::span::Span;

/// The agency's decision about one statement.
struct LocatedStatementChange<'agency> {
    statement: &'agency String,
    span: &'agency Span,
    /// The path of the table with the decision.
    setting_table: String,
    /// The entry's number in brackets, for an addition; else empty.
    entry_suffix: String,
    /// The agency's own text; none for an omitted statement.
    agency_text: Option<(&'agency [String], &'agency TranslatedParagraphs)>,
}

/// Returns the choices and then the additions, each in the order of the file.
fn statement_decisions(agency: &Agency) -> Vec<LocatedStatementChange<'_>> {
    let policy = &agency.policy;
    let choices = policy
        .statement_choices
        .iter()
        .map(|choice| LocatedStatementChange {
            statement: &choice.statement_name,
            span: &choice.name_span,
            setting_table: format!("policy.statements.{}", choice.statement_name),
            entry_suffix: String::new(),
            agency_text: match &choice.decision {
                StatementOverride::Omit { .. } => None,
                StatementOverride::Reword {
                    paragraphs,
                    translations,
                } => Some((paragraphs, translations)),
            },
        });
    let additions = (1..)
        .zip(&policy.statement_additions)
        .map(|(number, addition)| LocatedStatementChange {
            statement: &addition.after_statement,
            span: &addition.after_span,
            setting_table: "policy.additions".to_owned(),
            entry_suffix: format!("[{number}]"),
            agency_text: Some((&addition.paragraphs, &addition.translations)),
        });
    choices.chain(additions).collect()
}

/// Applies the agency's decisions to a document; decisions about other documents are skipped. A translation only
/// gets text in its own language; see [`report_untranslated_text`]. Adds decisions that would reword a table to
/// `rejected`.
pub(super) fn apply_decisions(
    blocks: &mut Vec<Block>,
    agency: &Agency,
    language: &LanguageIdentifier,
    rejected: &mut Vec<Span>,
) {
    let decisions = statement_decisions(agency);
    let (choices, additions) = decisions.split_at(agency.policy.statement_choices.len());
    // Each addition goes directly after its statement, so the last one is added first.
    for decision in additions.iter().rev().chain(choices) {
        let name = decision.statement;
        let Some((english, translations)) = decision.agency_text else {
            // Only rewording can fail.
            let _ = statement_edits::apply_change(blocks, name, StatementTreeEdit::LeaveOut);
            continue;
        };
        let (key, paragraphs) = if language.language.as_str() == "en" {
            ("text".to_owned(), english)
        } else if let Some((tag, text)) = translation::text_in_language(translations, language) {
            (tag.to_string(), &**text)
        } else {
            continue;
        };
        let text = AgencyText {
            paragraphs,
            setting_path: &format!("{}{}.{key}", decision.setting_table, decision.entry_suffix),
        };
        let change = if decision.entry_suffix.is_empty() {
            StatementTreeEdit::Reword(text)
        } else {
            StatementTreeEdit::AddAfter(text)
        };
        let result = statement_edits::apply_change(blocks, name, change);
        if result == Err(TableNotRewordable) && !rejected.contains(decision.span) {
            rejected.push(decision.span.clone());
        }
    }
}

/// Reports texts of the agency that are not translated into the document's language; returns whether there are any.
pub(super) fn report_untranslated_text(
    template: &DocumentTemplate,
    agency: &Agency,
    language: &PackLanguage,
    diagnostics: &mut Diagnostics,
) -> bool {
    let before = diagnostics.len();
    for decision in statement_decisions(agency) {
        let is_untranslated = decision.agency_text.is_some_and(|(_, translations)| {
            translation::text_in_language(translations, &language.tag).is_none()
        });
        if is_untranslated && template.has_statement(decision.statement) {
            let problem = TranslationProblem::UntranslatedStatement {
                setting: decision.setting_table,
                tag: language.tag.to_string(),
                document: template.name.clone(),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(decision.span.clone()));
        }
    }
    diagnostics.len() > before
}

/// Reports decisions about statements that no document has (not in `known`), and `rejected` rewordings of tables.
pub(super) fn report_invalid_decisions(
    agency: &Agency,
    known: &[String],
    rejected: &[Span],
    diagnostics: &mut Diagnostics,
) {
    for decision in statement_decisions(agency) {
        let name = decision.statement;
        if !known.contains(name) {
            let problem = DocumentProblem::UnknownStatement {
                name: name.clone(),
                nearest: find_nearest_name(name, known.iter().map(String::as_str))
                    .map(str::to_owned),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(decision.span.clone()));
        }
    }
    diagnostics.extend(rejected.iter().map(|span| {
        Diagnostic::new(DocumentProblem::RewordedTableStatement).with_span(span.clone())
    }));
}
