//! `[policy]`: the edition, its approvals and history, and the agency's choices of statements.

use icu_locale_core::LanguageIdentifier;

use super::Reader;
use crate::config::agency::{Addition, Approval, Choice, Decision, Policy, Revision};
use crate::config::section::{Marks, Section};
use crate::diag::Diagnostic;
use crate::diag::agency::AgencyProblem;
use crate::diag::setting::{Kind, SettingProblem};
use crate::source::toml::{NodeValue, Table};
use crate::span::Span;

pub(super) fn policy_facts(
    reader: &mut Reader,
    table: Option<&Table>,
    served: &[LanguageIdentifier],
    marks: &mut Marks,
) -> Policy {
    let home = table.map(|table| table.span.clone());
    let empty = reader.empty.clone();
    let mut section = Section::new(
        table.unwrap_or(&empty),
        home,
        "policy".to_owned(),
        "[policy]",
        &mut reader.diagnostics,
        &mut reader.facts,
    );
    let mut policy = Policy {
        number: section.text("number"),
        version: section.text("version"),
        effective: section.date("effective"),
        next_review: section.date("next_review"),
        owner: section.text("owner"),
        ..Policy::default()
    };
    let approvals = section.tables("approvals");
    let revisions = section.tables("revisions");
    let statements = section.table("statements");
    let additions = section.tables("additions");
    *marks = section.finish();
    let unused = &mut Vec::new();
    policy.approvals = reader.list(
        &approvals,
        "policy.approvals",
        "[[policy.approvals]]",
        unused,
        |section| {
            let title = section.required("title");
            let name = section.text("name");
            title.map(|title| Approval { title, name })
        },
    );
    policy.revisions = reader.list(
        &revisions,
        "policy.revisions",
        "[[policy.revisions]]",
        unused,
        revision,
    );
    policy.choices = statements.map_or_else(Vec::new, |table| choices(reader, table, served));
    policy.additions = reader.list(
        &additions,
        "policy.additions",
        "[[policy.additions]]",
        unused,
        |section| addition(section, served),
    );
    policy
}

fn revision(section: &mut Section<'_, '_>) -> Option<Revision> {
    let version = section.required("version");
    let date = section.date("date");
    section.require("date", date.is_some());
    let summary = section.required("summary");
    Some(Revision {
        version: version?,
        date: date?,
        summary: summary?,
    })
}

fn addition(section: &mut Section<'_, '_>, served: &[LanguageIdentifier]) -> Option<Addition> {
    let after = section.name("after");
    section.require("after", after.is_some());
    let text = section.paragraphs("text");
    section.require("text", !text.is_empty());
    let translations = section.translations(served);
    let after = after?;
    (!text.is_empty()).then_some(Addition {
        after: after.value,
        span: after.span,
        text,
        translations,
    })
}

/// The table whose names are those of statements.
fn choices(reader: &mut Reader, table: &Table, served: &[LanguageIdentifier]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for entry in &table.entries {
        let NodeValue::Table(written) = &entry.value.value else {
            if entry.value.value != NodeValue::Unreadable {
                reader.diagnostics.push(
                    Diagnostic::new(SettingProblem::WrongKind {
                        key: entry.key.clone(),
                        wanted: Kind::Choice,
                        found: Kind::of(&entry.value.value),
                        written: entry.value.span.text().to_owned(),
                    })
                    .at(entry.value.span.clone()),
                );
            }
            continue;
        };
        let path = format!("policy.statements.{}", entry.key);
        let decision = reader.one(
            Some(written),
            &path,
            "[policy.statements]",
            &mut Marks::default(),
            |section| decision(section, &entry.key, &entry.key_span, served),
        );
        choices.extend(decision.map(|decision| Choice {
            statement: entry.key.clone(),
            span: entry.key_span.clone(),
            decision,
        }));
    }
    choices
}

fn decision(
    section: &mut Section<'_, '_>,
    statement: &str,
    span: &Span,
    served: &[LanguageIdentifier],
) -> Option<Decision> {
    let include = section.flag("include");
    let reason = section.text("reason");
    let text = section.paragraphs("text");
    let translations = section.translations(served);
    if ["include", "reason", "text"]
        .iter()
        .any(|key| section.was_refused(key))
    {
        return None;
    }
    let statement = statement.to_owned();
    match (include, text.is_empty()) {
        (Some(false), true) => {
            if reason.is_none() {
                section.refuse("reason", AgencyProblem::NoReason { statement }, span);
            }
            reason.map(|reason| Decision::LeaveOut { reason })
        }
        (Some(false), false) => {
            section.refuse(
                "text",
                AgencyProblem::UnclearChoice {
                    statement,
                    both: true,
                },
                span,
            );
            None
        }
        (None | Some(true), false) => Some(Decision::Reword { text, translations }),
        (Some(true), true) => None,
        (None, true) => {
            section.refuse(
                "text",
                AgencyProblem::UnclearChoice {
                    statement,
                    both: false,
                },
                span,
            );
            None
        }
    }
}
