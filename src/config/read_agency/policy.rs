//! Reads `[policy]`: the version, signature lines and history, and the agency's choices about statements.

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
    table: &mut TableReader<'_, '_>,
    served: &[LanguageIdentifier],
) -> PolicySettings {
    PolicySettings {
        number: table.read_text("number"),
        version: table.read_text("version"),
        effective_date: table.read_date("effective"),
        next_review_date: table.read_date("next_review"),
        owner_position: table.read_text("owner"),
        signature_lines: table.read_table_list("approvals", |table| {
            let position = table.read_required_text("title");
            let holder_name = table.read_text("name");
            position.map(|position| SignatureLine {
                position,
                holder_name,
            })
        }),
        revisions: table.read_table_list("revisions", read_revision),
        statement_choices: table.read_user_keyed_tables(
            "statements",
            ValueKind::StatementChoice,
            |table, name| read_statement_choice(table, name, served),
        ),
        statement_additions: table
            .read_table_list("additions", |table| read_statement_addition(table, served)),
    }
}

fn read_revision(table: &mut TableReader<'_, '_>) -> Option<PolicyRevision> {
    let version = table.read_required_text("version");
    let date = table.read_date("date");
    table.report_if_missing("date", date.is_some());
    let summary = table.read_required_text("summary");
    Some(PolicyRevision {
        spans: table.take_spans(),
        version: version?,
        date: date?,
        summary: summary?,
    })
}

fn read_statement_addition(
    table: &mut TableReader<'_, '_>,
    served: &[LanguageIdentifier],
) -> Option<StatementAddition> {
    let after = table.read_spanned_text("after");
    table.report_if_missing("after", after.is_some());
    let paragraphs = table.read_paragraphs("text");
    table.report_if_missing("text", !paragraphs.is_empty());
    let translations = table.read_translated_paragraphs(served);
    let name = table.read_text("name");
    let after = after?;
    (!paragraphs.is_empty()).then_some(StatementAddition {
        after_statement: after.value,
        after_span: after.span,
        name,
        paragraphs,
        translations,
    })
}

/// Reads the choice about one statement; `None` for a rejected choice or for `include = true` alone.
fn read_statement_choice(
    table: &mut TableReader<'_, '_>,
    name: &Spanned<String>,
    served: &[LanguageIdentifier],
) -> Option<StatementChoice> {
    let include = table.read_boolean("include");
    let reason = table.read_text("reason");
    let paragraphs = table.read_paragraphs("text");
    let translations = table.read_translated_paragraphs(served);
    if ["include", "reason", "text"]
        .iter()
        .any(|key| table.was_rejected(key))
    {
        return None;
    }
    let statement = name.value.clone();
    let decision = match (include, paragraphs.is_empty()) {
        (Some(false), true) => {
            let Some(reason) = reason else {
                let problem = AgencyProblem::OmissionWithoutReason { statement };
                table.reject_value("reason", problem, &name.span);
                return None;
            };
            StatementOverride::Omit { reason }
        }
        (None | Some(true), false) => StatementOverride::Reword {
            paragraphs,
            translations,
        },
        (Some(true), true) => return None,
        (Some(false), false) | (None, true) => {
            let problem = AgencyProblem::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: include.is_some(),
            };
            table.reject_value("text", problem, &name.span);
            return None;
        }
    };
    Some(StatementChoice {
        statement_name: statement,
        name_span: name.span.clone(),
        decision,
    })
}
