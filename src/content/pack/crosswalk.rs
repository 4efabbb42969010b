//! Requirements, the statements that answer them and their evidence: `[[requirements]]` and `[[crosswalk]]` of
//! pack.toml.

use jiff::civil::Date;

use crate::config::agency::RelatedPolicies;
use crate::diag::document::DocumentProblem;
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::field_reader::{Spanned, TomlFieldReader, find_nearest_name};
use crate::source::toml::TomlTable;

use super::document_template::DocumentTemplate;

/// The requirements of a pack, and the statements that answer them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RequirementCrosswalk {
    /// In the order of their printed numbers, from 1.
    pub requirements: Vec<Requirement>,
    /// In the order of the statements.
    pub entries: Vec<CrosswalkEntry>,
}

/// A requirement or recommendation of a law, regulation or standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Its name in the pack: `annual-training`.
    pub name: String,
    pub summary: String,
    pub citation: String,
    /// The edition of the source text.
    pub source_edition: String,
    /// The date the requirement was last compared with the source text, if it was for this version of the pack.
    pub checked_on: Option<Date>,
    pub level: RequirementLevel,
    /// The facts of an agency that the network page checks for it; empty where the page cannot tell.
    pub areas: Vec<RequirementArea>,
}

/// A group of facts of an agency that a requirement is about (`areas`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequirementArea {
    /// `orientation`: which staff have had the orientation.
    Orientation,
    /// `annual-training`: which staff are overdue for a topic.
    AnnualTraining,
    /// `mandatory-reporting`: the agency's policy on it.
    MandatoryReporting,
    /// `child-protection`: the child protective services of each state.
    ChildProtection,
    /// `committee`: the I&E committee and the policy on its review.
    Committee,
    /// `materials`: the review status of each client material.
    Materials,
    /// `translation`: translations, and the policy on language access.
    Translation,
}

impl RequirementArea {
    const ALL: [(&str, Self); 7] = [
        ("orientation", Self::Orientation),
        ("annual-training", Self::AnnualTraining),
        ("mandatory-reporting", Self::MandatoryReporting),
        ("child-protection", Self::ChildProtection),
        ("committee", Self::Committee),
        ("materials", Self::Materials),
        ("translation", Self::Translation),
    ];
}

/// Whether a requirement is binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequirementLevel {
    Required,
    Recommended,
}

/// A statement, the requirements that it answers and the evidence that it is followed.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosswalkEntry {
    pub statement: String,
    /// The subject of the statement, in a few words.
    pub summary: String,
    /// Indexes into [`RequirementCrosswalk::requirements`]; at least one.
    pub requirement_indexes: Vec<usize>,
    /// Documents of the packet.
    pub evidence_documents: Vec<String>,
    /// One of the agency's other policies.
    pub evidence_protocol: Option<AgencyProtocol>,
    /// Records that the agency keeps.
    pub evidence_records: Vec<String>,
}

/// One of the agency's other policies (`[protocols]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyProtocol {
    /// `mandatory_reporting`.
    MandatoryReporting,
    /// `confidentiality`.
    Confidentiality,
    /// `information_and_education`.
    InformationAndEducation,
    /// `language_access`.
    LanguageAccess,
}

impl AgencyProtocol {
    const ALL: [(&str, Self); 4] = [
        ("mandatory_reporting", Self::MandatoryReporting),
        ("confidentiality", Self::Confidentiality),
        ("information_and_education", Self::InformationAndEducation),
        ("language_access", Self::LanguageAccess),
    ];

    /// Returns the policy's key in `[protocols]`.
    pub fn setting_key(self) -> &'static str {
        let mut keys = Self::ALL.iter();
        keys.find(|(_, protocol)| *protocol == self)
            .map_or("", |(key, _)| key)
    }

    /// Returns the title of the policy, if the agency has one.
    pub fn configured_name(self, protocols: &RelatedPolicies) -> Option<&String> {
        protocols
            .names_by_setting()
            .into_iter()
            .find(|(key, _)| *key == self.setting_key())?
            .1
            .as_ref()
    }
}

/// Reads both lists; `english` are the templates with the statements.
pub(super) fn read_crosswalk(
    requirements: &[&TomlTable],
    entries: &[&TomlTable],
    english: &[DocumentTemplate],
    diagnostics: &mut Diagnostics,
) -> RequirementCrosswalk {
    let requirements: Vec<Requirement> = requirements
        .iter()
        .filter_map(|table| read_requirement(table, diagnostics))
        .collect();
    let names: Vec<&str> = requirements.iter().map(|one| &*one.name).collect();
    let entries = entries
        .iter()
        .filter_map(|table| read_crosswalk_entry(table, &names, english, diagnostics))
        .collect();
    RequirementCrosswalk {
        requirements,
        entries,
    }
}

fn read_requirement(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Requirement> {
    let mut fields = TomlFieldReader::new(table, "`[[requirements]]`", diagnostics);
    let name = fields.read_text("name");
    let says = fields.read_text("says");
    let citation = fields.read_text("citation");
    let edition = fields.read_text("edition");
    let checked = fields.read_date("checked");
    let level = fields.read_choice(
        "level",
        &[
            ("required", RequirementLevel::Required),
            ("recommended", RequirementLevel::Recommended),
        ],
    );
    let areas = fields.read_choices("areas", &RequirementArea::ALL);
    fields.report_unknown_keys();
    Some(Requirement {
        name: name?.value,
        summary: says?.value,
        citation: citation?.value,
        source_edition: edition?.value,
        checked_on: checked.map(|checked| checked.value),
        level: level?.value,
        areas,
    })
}

fn read_crosswalk_entry(
    table: &TomlTable,
    requirements: &[&str],
    english: &[DocumentTemplate],
    diagnostics: &mut Diagnostics,
) -> Option<CrosswalkEntry> {
    let mut fields = TomlFieldReader::new(table, "`[[crosswalk]]`", diagnostics);
    let statement = fields.read_text("statement");
    let about = fields.read_text("about");
    let answers = fields.read_text_list("answers");
    let documents = fields.read_text_list("documents");
    let protocol = fields.read_choice("protocol", &AgencyProtocol::ALL);
    let records = fields.read_text_list("records");
    fields.report_unknown_keys();
    let (statement, answers) = (statement?, answers?);
    if !english
        .iter()
        .any(|template| template.has_statement(&statement.value))
    {
        let problem = DocumentProblem::UnknownStatement {
            name: statement.value.clone(),
            nearest: None,
        };
        diagnostics.push(Diagnostic::new(problem).with_span(statement.span));
    }
    let indexes = answers.value.into_iter().filter_map(|answer| {
        let index = requirements.iter().position(|name| *name == answer.value);
        if index.is_none() {
            let problem = TemplateProblem::UnknownRequirement {
                nearest: find_nearest_name(&answer.value, requirements.iter().copied())
                    .map(str::to_owned),
                name: answer.value,
            };
            diagnostics.push(Diagnostic::new(problem).with_span(answer.span));
        }
        index
    });
    let requirement_indexes = indexes.collect();
    let documents = texts_or_empty(documents);
    let known: Vec<&str> = english.iter().map(|template| &*template.name).collect();
    for Spanned { value: name, span } in &documents {
        if !known.contains(&name.as_str()) {
            let problem = DocumentProblem::UnknownDocument {
                name: name.clone(),
                nearest: find_nearest_name(name, known.iter().copied()).map(str::to_owned),
                available_documents: known.join(", "),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(span.clone()));
        }
    }
    Some(CrosswalkEntry {
        statement: statement.value,
        summary: about?.value,
        requirement_indexes,
        evidence_documents: strip_spans(documents),
        evidence_protocol: protocol.map(|protocol| protocol.value),
        evidence_records: strip_spans(texts_or_empty(records)),
    })
}

fn texts_or_empty(texts: Option<Spanned<Vec<Spanned<String>>>>) -> Vec<Spanned<String>> {
    texts.map_or_else(Vec::new, |texts| texts.value)
}

fn strip_spans(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
