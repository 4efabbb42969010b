//! The crosswalk of one agency: which statements of its policy answer which requirement, and where
//! the agency left a gap.

use std::collections::BTreeSet;

use serde_json::{Value as Facts, json};

use super::pack::{Level, Pack};
use super::statement_edits::{self, Change};
use super::template_facts::Source;
use crate::config::agency::{Agency, Choice, Decision};
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;
use crate::document::{Block, sealed_value};

/// A statement that an agency left out, itself or with another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gap<'agency> {
    name: String,
    words: String,
    /// The choice that left it out.
    choice: &'agency Choice,
    /// Why, in the agency's words.
    reason: &'agency str,
}

impl Gap<'_> {
    /// Why, sealed with the setting that says it.
    fn reason(&self) -> String {
        let path = format!("policy.statements.{}", self.choice.statement);
        Source::table(&path).fact("reason", self.reason)
    }
}

/// What the agency's choices take out of a document, in the order of the choices. A statement that
/// goes with others (what is nested in it, what introduced them) is there under the choice that took
/// it.
pub(super) fn gaps<'agency>(blocks: &[Block], agency: &'agency Agency) -> Vec<Gap<'agency>> {
    let mut left = blocks.to_vec();
    let mut gaps: Vec<Gap> = Vec::new();
    for choice in &agency.policy.choices {
        let Decision::LeaveOut { reason } = &choice.decision else {
            continue;
        };
        let before = statement_edits::names(&left);
        // A statement that went with an earlier one is left out for its own reason.
        if let Some(gap) = gaps.iter_mut().find(|gap| gap.name == choice.statement) {
            (gap.choice, gap.reason) = (choice, reason);
        }
        // That it is not there, or is no statement of this document, is said elsewhere.
        let _ = statement_edits::apply(&mut left, &choice.statement, Change::LeaveOut);
        let after = statement_edits::names(&left);
        for name in before.into_iter().filter(|name| !after.contains(name)) {
            gaps.push(Gap {
                words: statement_edits::words(blocks, &name).unwrap_or_else(|| name.clone()),
                name,
                choice,
                reason,
            });
        }
    }
    gaps
}

/// What the template of the appendix is given.
pub(super) fn facts(pack: &Pack, agency: &Agency, gaps: &[Gap]) -> Facts {
    let words = &pack.english.words;
    let crosswalk = &pack.crosswalk;
    let requirements: Vec<Facts> = crosswalk
        .requirements
        .iter()
        .enumerate()
        .map(|(place, requirement)| {
            json!({
                "number": (place + 1).to_string(),
                "says": requirement.says,
                "citation": requirement.citation,
                "edition": requirement.edition,
                "checked": requirement.checked.map_or_else(String::new, |day| words.date(day)),
                "required": requirement.level == Level::Required,
            })
        })
        .collect();
    let statements: Vec<Facts> = crosswalk
        .entries
        .iter()
        .map(|entry| {
            let answers: Vec<String> = entry
                .answers
                .iter()
                .map(|place| (place + 1).to_string())
                .collect();
            let reworded = agency.policy.choices.iter().any(|choice| {
                choice.statement == entry.statement
                    && matches!(choice.decision, Decision::Reword { .. })
            });
            let titles = entry.documents.iter().map(|name| {
                let template = pack.english.template(name);
                template.map_or(name, |template| &template.title)
            });
            let protocol = entry.protocol.and_then(|protocol| {
                let name = protocol.named(&agency.protocols)?;
                Some((protocol, name))
            });
            let evidence: Vec<&str> = titles
                .chain(protocol.map(|(_, name)| name))
                .chain(&entry.records)
                .map(String::as_str)
                .collect();
            let settings: Vec<String> = protocol
                .iter()
                .map(|(protocol, _)| format!("protocols.{}", protocol.key()))
                .collect();
            let gap = gaps.iter().find(|gap| gap.name == entry.statement);
            json!({
                "statement": entry.statement,
                "about": entry.about,
                "answers": answers.join(&words.list_separator),
                "evidence": sealed_value::seal_fact(&evidence.join("; "), &settings),
                "reworded": reworded,
                "gap": gap.map(Gap::reason),
            })
        })
        .collect();
    let others: Vec<Facts> = gaps
        .iter()
        .filter(|gap| {
            gap.choice.statement == gap.name
                && !crosswalk
                    .entries
                    .iter()
                    .any(|entry| entry.statement == gap.name)
        })
        .map(|gap| json!({ "words": gap.words, "gap": gap.reason() }))
        .collect();
    json!({ "requirements": requirements, "statements": statements, "others": others })
}

/// A warning for each choice that leaves a requirement without an answer of its own.
pub(super) fn unanswered(pack: &Pack, agency: &Agency, gaps: &[Gap]) -> Vec<Diagnostic> {
    let crosswalk = &pack.crosswalk;
    let mut found = Vec::new();
    for choice in &agency.policy.choices {
        let gaps = gaps.iter().filter(|gap| gap.choice.span == choice.span);
        let entries = gaps.flat_map(|gap| {
            let entries = crosswalk.entries.iter();
            entries.filter(|entry| entry.statement == gap.name)
        });
        let answered: BTreeSet<usize> = entries.flat_map(|entry| entry.answers.clone()).collect();
        let citations: Vec<(String, bool)> = answered
            .into_iter()
            .map(|place| &crosswalk.requirements[place])
            .map(|one| (one.citation.clone(), one.level == Level::Recommended))
            .collect();
        if !citations.is_empty() {
            let problem = DocumentProblem::RequirementGap {
                statement: choice.statement.clone(),
                citations,
            };
            found.push(Diagnostic::new(problem).at(choice.span.clone()));
        }
    }
    found
}
