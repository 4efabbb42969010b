//! `[policy]`: the edition, its approvals and history, and the agency's choices of statements.

use icu_locale_core::LanguageIdentifier;

use crate::config::agency::{Addition, Approval, Choice, Decision, Policy, Revision};
use crate::config::table_reader::Section;
use crate::diag::agency::AgencyProblem;
use crate::diag::setting::Kind;
use crate::source::field_reader::Spanned;

pub(super) fn policy(section: &mut Section<'_, '_>, served: &[LanguageIdentifier]) -> Policy {
    Policy {
        number: section.text("number"),
        version: section.text("version"),
        effective: section.date("effective"),
        next_review: section.date("next_review"),
        owner: section.text("owner"),
        approvals: section.list("approvals", |section| {
            let title = section.required("title");
            let name = section.text("name");
            title.map(|title| Approval { title, name })
        }),
        revisions: section.list("revisions", revision),
        choices: section.named("statements", Kind::Choice, |section, name| {
            choice(section, name, served)
        }),
        additions: section.list("additions", |section| addition(section, served)),
    }
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
    let after = section.spanned_text("after");
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

/// What is decided about the statement of that name.
fn choice(
    section: &mut Section<'_, '_>,
    name: &Spanned<String>,
    served: &[LanguageIdentifier],
) -> Option<Choice> {
    let include = section.flag("include");
    let reason = section.text("reason");
    let text = section.paragraphs("text");
    let translations = section.translations(served);
    let parts = ["include", "reason", "text"];
    if parts.iter().any(|key| section.was_refused(key)) {
        return None;
    }
    let statement = name.value.clone();
    let decision = match (include, text.is_empty()) {
        (Some(false), true) => {
            let Some(reason) = reason else {
                let problem = AgencyProblem::NoReason { statement };
                section.refuse("reason", problem, &name.span);
                return None;
            };
            Decision::LeaveOut { reason }
        }
        (None | Some(true), false) => Decision::Reword { text, translations },
        (Some(true), true) => return None,
        (Some(false), false) | (None, true) => {
            let both = include.is_some();
            let problem = AgencyProblem::UnclearChoice { statement, both };
            section.refuse("text", problem, &name.span);
            return None;
        }
    };
    Some(Choice {
        statement,
        span: name.span.clone(),
        decision,
    })
}
