//! `[policy]`: the edition, its approvals and history, and the agency's choices of statements.

use icu_locale_core::LanguageIdentifier;

use crate::config::agency::{
    PolicyRevision, PolicySettings, SignatureLine, StatementAddition, StatementChoice,
    StatementOverride,
};
use crate::config::table_reader::TableReader;
use crate::diag::agency::AgencyProblem;
use crate::diag::setting::ValueKind;
use crate::source::field_reader::Spanned;

pub(super) fn read_policy_settings(
    section: &mut TableReader<'_, '_>,
    served: &[LanguageIdentifier],
) -> PolicySettings {
    PolicySettings {
        number: section.read_text("number"),
        version: section.read_text("version"),
        effective_date: section.read_date("effective"),
        next_review_date: section.read_date("next_review"),
        owner_position: section.read_text("owner"),
        signature_lines: section.read_table_list("approvals", |section| {
            let title = section.read_required_text("title");
            let name = section.read_text("name");
            title.map(|title| SignatureLine {
                position: title,
                holder_name: name,
            })
        }),
        revisions: section.read_table_list("revisions", read_revision),
        statement_choices: section.read_user_keyed_tables(
            "statements",
            ValueKind::StatementChoice,
            |section, name| read_statement_choice(section, name, served),
        ),
        statement_additions: section.read_table_list("additions", |section| {
            read_statement_addition(section, served)
        }),
    }
}

fn read_revision(section: &mut TableReader<'_, '_>) -> Option<PolicyRevision> {
    let version = section.read_required_text("version");
    let date = section.read_date("date");
    section.report_if_missing("date", date.is_some());
    let summary = section.read_required_text("summary");
    Some(PolicyRevision {
        version: version?,
        date: date?,
        summary: summary?,
    })
}

fn read_statement_addition(
    section: &mut TableReader<'_, '_>,
    served: &[LanguageIdentifier],
) -> Option<StatementAddition> {
    let after = section.read_spanned_text("after");
    section.report_if_missing("after", after.is_some());
    let text = section.read_paragraphs("text");
    section.report_if_missing("text", !text.is_empty());
    let translations = section.read_translated_paragraphs(served);
    let after = after?;
    (!text.is_empty()).then_some(StatementAddition {
        after_statement: after.value,
        after_span: after.span,
        paragraphs: text,
        translations,
    })
}

/// What is decided about the statement of that name.
fn read_statement_choice(
    section: &mut TableReader<'_, '_>,
    name: &Spanned<String>,
    served: &[LanguageIdentifier],
) -> Option<StatementChoice> {
    let include = section.read_boolean("include");
    let reason = section.read_text("reason");
    let text = section.read_paragraphs("text");
    let translations = section.read_translated_paragraphs(served);
    let parts = ["include", "reason", "text"];
    if parts.iter().any(|key| section.was_rejected(key)) {
        return None;
    }
    let statement = name.value.clone();
    let decision = match (include, text.is_empty()) {
        (Some(false), true) => {
            let Some(reason) = reason else {
                let problem = AgencyProblem::OmissionWithoutReason { statement };
                section.reject_value("reason", problem, &name.span);
                return None;
            };
            StatementOverride::Omit { reason }
        }
        (None | Some(true), false) => StatementOverride::Reword {
            paragraphs: text,
            translations,
        },
        (Some(true), true) => return None,
        (Some(false), false) | (None, true) => {
            let both = include.is_some();
            let problem = AgencyProblem::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: both,
            };
            section.reject_value("text", problem, &name.span);
            return None;
        }
    };
    Some(StatementChoice {
        statement_name: statement,
        name_span: name.span.clone(),
        decision,
    })
}
