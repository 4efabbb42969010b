//! The crosswalk of one agency: which statements of its policy answer which requirement, and where
//! the agency left a gap.

use std::collections::BTreeSet;

use serde_json::{Value as Facts, json};

use super::pack::{RequirementLevel, TemplatePack};
use super::statement_edits::{self, StatementChange};
use super::template_facts::SettingValueSealer;
use crate::config::agency::{Agency, StatementChoice, StatementOverride};
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;
use crate::document::{Block, sealed_value};

/// A statement that an agency left out, itself or with another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OmittedStatement<'agency> {
    statement: String,
    text: String,
    /// The choice that left it out.
    omitted_by: &'agency StatementChoice,
    /// Why, in the agency's words.
    reason: &'agency str,
}

impl OmittedStatement<'_> {
    /// Why, sealed with the setting that says it.
    fn sealed_reason(&self) -> String {
        let path = format!("policy.statements.{}", self.omitted_by.statement_name);
        SettingValueSealer::for_table(&path).seal_text("reason", self.reason)
    }
}

/// What the agency's choices take out of a document, in the order of the choices. A statement that
/// goes with others (what is nested in it, what introduced them) is there under the choice that took
/// it.
pub(super) fn omissions_in_document<'agency>(
    blocks: &[Block],
    agency: &'agency Agency,
) -> Vec<OmittedStatement<'agency>> {
    let mut left = blocks.to_vec();
    let mut gaps: Vec<OmittedStatement> = Vec::new();
    for choice in &agency.policy.statement_choices {
        let StatementOverride::Omit { reason } = &choice.decision else {
            continue;
        };
        let before = statement_edits::statement_names(&left);
        // A statement that went with an earlier one is left out for its own reason.
        if let Some(gap) = gaps
            .iter_mut()
            .find(|gap| gap.statement == choice.statement_name)
        {
            (gap.omitted_by, gap.reason) = (choice, reason);
        }
        // That it is not there, or is no statement of this document, is said elsewhere.
        let _ = statement_edits::apply_change(
            &mut left,
            &choice.statement_name,
            StatementChange::LeaveOut,
        );
        let after = statement_edits::statement_names(&left);
        for name in before.into_iter().filter(|name| !after.contains(name)) {
            gaps.push(OmittedStatement {
                text: statement_edits::statement_text(blocks, &name)
                    .unwrap_or_else(|| name.clone()),
                statement: name,
                omitted_by: choice,
                reason,
            });
        }
    }
    gaps
}

/// What the template of the appendix is given.
pub(super) fn crosswalk_facts(
    pack: &TemplatePack,
    agency: &Agency,
    gaps: &[OmittedStatement],
) -> Facts {
    let words = &pack.english.locale;
    let crosswalk = &pack.crosswalk;
    let requirements: Vec<Facts> = crosswalk
        .requirements
        .iter()
        .enumerate()
        .map(|(place, requirement)| {
            json!({
                "number": (place + 1).to_string(),
                "says": requirement.summary,
                "citation": requirement.citation,
                "edition": requirement.source_edition,
                "checked": requirement.checked_on.map_or_else(String::new, |day| words.format_date(day)),
                "required": requirement.level == RequirementLevel::Required,
            })
        })
        .collect();
    let statements: Vec<Facts> = crosswalk
        .entries
        .iter()
        .map(|entry| {
            let answers: Vec<String> = entry
                .requirement_indexes
                .iter()
                .map(|place| (place + 1).to_string())
                .collect();
            let reworded = agency.policy.statement_choices.iter().any(|choice| {
                choice.statement_name == entry.statement
                    && matches!(choice.decision, StatementOverride::Reword { .. })
            });
            let titles = entry.evidence_documents.iter().map(|name| {
                let template = pack.english.find_template(name);
                template.map_or(name, |template| &template.title)
            });
            let protocol = entry.evidence_protocol.and_then(|protocol| {
                let name = protocol.configured_name(&agency.related_policies)?;
                Some((protocol, name))
            });
            let evidence: Vec<&str> = titles
                .chain(protocol.map(|(_, name)| name))
                .chain(&entry.evidence_records)
                .map(String::as_str)
                .collect();
            let settings: Vec<String> = protocol
                .iter()
                .map(|(protocol, _)| format!("protocols.{}", protocol.setting_key()))
                .collect();
            let gap = gaps.iter().find(|gap| gap.statement == entry.statement);
            json!({
                "statement": entry.statement,
                "about": entry.summary,
                "answers": answers.join(&words.list_separator),
                "evidence": sealed_value::seal_fact(&evidence.join("; "), &settings),
                "reworded": reworded,
                "gap": gap.map(OmittedStatement::sealed_reason),
            })
        })
        .collect();
    let others: Vec<Facts> = gaps
        .iter()
        .filter(|gap| {
            gap.omitted_by.statement_name == gap.statement
                && !crosswalk
                    .entries
                    .iter()
                    .any(|entry| entry.statement == gap.statement)
        })
        .map(|gap| json!({ "words": gap.text, "gap": gap.sealed_reason() }))
        .collect();
    json!({ "requirements": requirements, "statements": statements, "others": others })
}

/// A warning for each choice that leaves a requirement without an answer of its own.
pub(super) fn check_unmet_requirements(
    pack: &TemplatePack,
    agency: &Agency,
    gaps: &[OmittedStatement],
) -> Vec<Diagnostic> {
    let crosswalk = &pack.crosswalk;
    let mut found = Vec::new();
    for choice in &agency.policy.statement_choices {
        let gaps = gaps
            .iter()
            .filter(|gap| gap.omitted_by.name_span == choice.name_span);
        let entries = gaps.flat_map(|gap| {
            let entries = crosswalk.entries.iter();
            entries.filter(|entry| entry.statement == gap.statement)
        });
        let answered: BTreeSet<usize> = entries
            .flat_map(|entry| entry.requirement_indexes.clone())
            .collect();
        let citations: Vec<(String, bool)> = answered
            .into_iter()
            .map(|place| &crosswalk.requirements[place])
            .map(|one| {
                (
                    one.citation.clone(),
                    one.level == RequirementLevel::Recommended,
                )
            })
            .collect();
        if !citations.is_empty() {
            let problem = DocumentProblem::UnansweredRequirement {
                statement: choice.statement_name.clone(),
                citations,
            };
            found.push(Diagnostic::new(problem).with_span(choice.name_span.clone()));
        }
    }
    found
}
