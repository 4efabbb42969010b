//! The crosswalk of one agency: the statements of its policy that answer requirements, and those that it omitted.

use std::collections::BTreeSet;

use serde_json::{Value as Facts, json};

use super::pack::{RequirementLevel, TemplatePack};
use super::statement_edits::{self, StatementTreeEdit};
use super::template_facts::SettingValueSealer;
use crate::config::agency::{Agency, StatementChoice, StatementOverride};
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;
use crate::document::{Block, sealed_value};

/// A statement that an agency omitted, directly or together with another statement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OmittedStatement<'agency> {
    statement: String,
    text: String,
    /// The choice that omits it.
    omitted_by: &'agency StatementChoice,
    /// The agency's reason.
    reason: &'agency str,
}

impl OmittedStatement<'_> {
    /// Returns the agency's reason, sealed with its setting.
    fn sealed_reason(&self) -> String {
        let path = format!("policy.statements.{}", self.omitted_by.statement_name);
        SettingValueSealer::for_table(&path).seal_text("reason", self.reason)
    }
}

/// Returns the statements that the agency's choices remove from a document, in the order of the choices. Nested
/// statements and orphaned introductions are listed under the choice that removes them.
pub(super) fn omissions_in_document<'agency>(
    blocks: &[Block],
    agency: &'agency Agency,
) -> Vec<OmittedStatement<'agency>> {
    let mut remaining = blocks.to_vec();
    let mut omitted: Vec<OmittedStatement> = Vec::new();
    for choice in &agency.policy.statement_choices {
        let StatementOverride::Omit { reason } = &choice.decision else {
            continue;
        };
        let before = statement_edits::statement_names(&remaining);
        // An earlier choice may have removed this statement too; its own choice has the reason to print.
        if let Some(earlier) = omitted
            .iter_mut()
            .find(|earlier| earlier.statement == choice.statement_name)
        {
            (earlier.omitted_by, earlier.reason) = (choice, reason);
        }
        // `report_invalid_decisions` reports a choice that cannot be applied.
        let _ = statement_edits::apply_change(
            &mut remaining,
            &choice.statement_name,
            StatementTreeEdit::LeaveOut,
        );
        let after = statement_edits::statement_names(&remaining);
        for name in before.into_iter().filter(|name| !after.contains(name)) {
            omitted.push(OmittedStatement {
                text: statement_edits::statement_text(blocks, &name)
                    .unwrap_or_else(|| name.clone()),
                statement: name,
                omitted_by: choice,
                reason,
            });
        }
    }
    omitted
}

/// Returns the facts of the crosswalk for the template of the policy's appendix.
pub(super) fn crosswalk_facts(
    pack: &TemplatePack,
    agency: &Agency,
    omitted: &[OmittedStatement],
) -> Facts {
    let locale = &pack.english.locale;
    let crosswalk = &pack.crosswalk;
    let requirements: Vec<Facts> = crosswalk
        .requirements
        .iter()
        .enumerate()
        .map(|(index, requirement)| {
            json!({
                "number": (index + 1).to_string(),
                "says": requirement.summary,
                "citation": requirement.citation,
                "edition": requirement.source_edition,
                "checked": requirement.checked_on.map_or_else(String::new, |day| locale.format_date(day)),
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
                .map(|index| (index + 1).to_string())
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
            let gap = omitted.iter().find(|gap| gap.statement == entry.statement);
            json!({
                "statement": entry.statement,
                "about": entry.summary,
                "answers": answers.join(&locale.list_separator),
                "evidence": sealed_value::seal_fact(&evidence.join("; "), &settings),
                "reworded": reworded,
                "gap": gap.map(OmittedStatement::sealed_reason),
            })
        })
        .collect();
    let others: Vec<Facts> = omitted
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

/// Reports each choice that omits a statement which answers requirements.
pub(super) fn check_unmet_requirements(
    pack: &TemplatePack,
    agency: &Agency,
    omitted: &[OmittedStatement],
) -> Vec<Diagnostic> {
    let crosswalk = &pack.crosswalk;
    let mut found = Vec::new();
    for choice in &agency.policy.statement_choices {
        let unmet: BTreeSet<usize> = omitted
            .iter()
            .filter(|gap| gap.omitted_by.name_span == choice.name_span)
            .flat_map(|gap| {
                let entries = crosswalk.entries.iter();
                entries.filter(|entry| entry.statement == gap.statement)
            })
            .flat_map(|entry| entry.requirement_indexes.clone())
            .collect();
        let citations: Vec<(String, bool)> = unmet
            .into_iter()
            .map(|index| &crosswalk.requirements[index])
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
