//! Checks a user's own templates: reports mistakes in all branches at once, and changes of the built-in templates
//! since `eject`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Facts;

use super::context_builder::TemplateContextBuilder;
use super::document_builder::policy_edition_date;
use super::pack::{PackFiles, TemplatePack, built_in_pack_files};
use super::template_lint::{self, VariableFault};
use super::{compose_documents, packet_pages};
use crate::config::{self, agency::Agency};
use crate::diag::template::{TemplateProblem, UnavailableReason};
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::document::Audience;
use crate::document::canonical::{sha256_hex, short_hash};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::{TomlEntry, TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// The file beside ejected templates with the hashes of the built-in statements they were copied from.
pub const EJECTED_FILE_NAME: &str = "ejected.toml";

/// An agency with every fact.
const FULL_AGENCY_TOML: &str = include_str!("../../agency.example.toml");

/// An agency with only a name, which takes the other branches.
const MINIMAL_AGENCY_TOML: &str = "[agency]\nname = \"Agency\"\n";

/// Returns the mistakes in all branches of the user's own templates. `pack` is the whole pack, if it is valid;
/// `found` has its problems.
pub fn lint_custom_templates(
    own: &PackFiles,
    pack: Option<&TemplatePack>,
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let built_in = TemplatePack::load_built_in();
    let known_facts = facts_by_template_path(
        pack.unwrap_or(&built_in),
        &parse_built_in_agency(FULL_AGENCY_TOML),
    );
    let mut mistakes = Vec::new();
    for (path, file) in own {
        let Some(facts) = known_facts.get(path) else {
            continue;
        };
        let body = markdown_offset(file);
        let misused_variables = template_lint::find_misused_variables(&file.text[body..], facts);
        let misuses = VariableMisuses {
            known_facts: &known_facts,
            pack: pack.unwrap_or(&built_in),
        };
        let mut reported = BTreeSet::new();
        for misused in misused_variables {
            let span = Span {
                file: file.clone(),
                byte_range: misused.byte_range.start + body..misused.byte_range.end + body,
            };
            let line = file.text[..span.byte_range.start].matches('\n').count();
            // A name that is used several times in a line is one mistake.
            if reported.insert((line, misused.name.clone())) {
                let problem = misuses.describe(misused.name, misused.fault);
                mistakes.push(Diagnostic::new(problem).with_span(span));
            }
        }
    }
    let cannot_be_filled = |file: &Arc<SourceFile>| {
        let mut known = mistakes.iter().chain(found);
        pack.is_none() || known.any(|known| is_in_file(known, file))
    };
    let mut markup: Vec<Diagnostic> = own
        .iter()
        .filter(|(path, file)| path.ends_with(".md") && cannot_be_filled(file))
        .flat_map(|(_, file)| lint_unrendered_markup(file))
        .collect();
    if let Some(pack) = pack {
        for (text, draft) in [(FULL_AGENCY_TOML, false), (MINIMAL_AGENCY_TOML, true)] {
            let mut in_documents = Diagnostics::new();
            compose_documents(pack, &parse_built_in_agency(text), draft, &mut in_documents);
            for diagnostic in in_documents {
                let is_in_filled_template = matches!(diagnostic.problem, Problem::Template(_))
                    && own
                        .values()
                        .any(|file| is_in_file(&diagnostic, file) && !cannot_be_filled(file));
                if is_in_filled_template && !markup.contains(&diagnostic) {
                    markup.push(diagnostic);
                }
            }
        }
    }
    mistakes.extend(markup);
    mistakes.sort_by_key(|mistake| {
        let span = mistake.span.as_ref();
        span.map(|span| (span.file.name.clone(), span.byte_range.start))
    });
    mistakes
}

/// Returns the facts of each template's context, by the template's path in the pack.
fn facts_by_template_path(pack: &TemplatePack, agency: &Agency) -> BTreeMap<String, Facts> {
    let contexts = TemplateContextBuilder::new(pack, agency, &[], policy_edition_date(agency));
    let mut facts_by_path = BTreeMap::new();
    let index_facts = packet_pages::specimen_index_facts(pack, agency);
    facts_by_path.insert(format!("{}/index.md", pack.english.tag), index_facts);
    for language in std::iter::once(&pack.english).chain(&pack.translations) {
        for template in &language.document_templates {
            let site = agency.sites.first().filter(|_| template.per_site);
            let facts = contexts.facts_for_template_lint(language, template, site);
            facts_by_path.insert(format!("{}/{}.md", language.tag, template.name), facts);
        }
    }
    facts_by_path
}

/// What tells why a variable cannot be used.
struct VariableMisuses<'a> {
    /// By template path.
    known_facts: &'a BTreeMap<String, Facts>,
    pack: &'a TemplatePack,
}

impl VariableMisuses<'_> {
    fn describe(&self, name: String, fault: VariableFault) -> TemplateProblem {
        match fault {
            VariableFault::UnknownName { nearest } => {
                let reason = self.find_unavailable_reason(&name, nearest);
                TemplateProblem::UnknownVariable { name, reason }
            }
            VariableFault::ComparedOrChanged => {
                let instead = match name.as_str() {
                    "training.every_months" => "; `training.yearly` says whether it is 12",
                    _ => "",
                };
                TemplateProblem::TemplateEngineError {
                    message: format!(
                        "the text of `{name}` can only be printed, not compared, sorted or changed{instead}"
                    ),
                }
            }
        }
    }

    fn find_unavailable_reason(&self, name: &str, nearest: Option<String>) -> UnavailableReason {
        let has_fact = |path: &str| {
            let facts = self.known_facts.get(path);
            facts.is_some_and(|facts| template_lint::has_fact(facts, name))
        };
        if name.starts_with("hotline.") && self.known_facts.keys().any(|path| has_fact(path)) {
            let languages = self.pack.hotline.text_languages.iter();
            let locale = &self.pack.english.locale;
            let answered = languages.map(|language| locale.language_name(language));
            return UnavailableReason::AnsweredInOtherLanguages {
                answered: answered.collect(),
            };
        }
        let has_fact_for = |audience| {
            let templates = self.pack.english.document_templates.iter();
            templates
                .filter(|template| template.audience == audience)
                .any(|template| has_fact(&format!("en/{}.md", template.name)))
        };
        if has_fact_for(Audience::Client) {
            UnavailableReason::OtherDocumentsOnly
        } else if has_fact_for(Audience::Staff) {
            UnavailableReason::StaffOnly
        } else if self.known_facts.keys().any(|path| has_fact(path)) {
            UnavailableReason::OtherDocumentsOnly
        } else {
            UnavailableReason::UnknownName { nearest }
        }
    }
}

fn is_in_file(diagnostic: &Diagnostic, file: &Arc<SourceFile>) -> bool {
    let span = diagnostic.span.as_ref();
    span.is_some_and(|span| Arc::ptr_eq(&span.file, file))
}

/// Reports unsupported Markdown in all branches of a template that cannot be filled. Faults that depend on the branch
/// taken (a name used twice, the level of a heading) are reported when the template can be filled.
fn lint_unrendered_markup(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let body = markdown_offset(file);
    template_lint::find_markup_faults(&file.text[body..])
        .into_iter()
        .map(|(error, range)| {
            let span = Span {
                file: file.clone(),
                byte_range: body + range.start..body + range.end,
            };
            let line = span.text().to_owned();
            Diagnostic::new(TemplateProblem::InvalidMarkup { error, line }).with_span(span)
        })
        .collect()
}

/// Returns the byte offset of a template's Markdown.
fn markdown_offset(file: &SourceFile) -> usize {
    const FRONT_MATTER_END: &str = "\n+++\n";
    file.text
        .find(FRONT_MATTER_END)
        .map_or(0, |at| at + FRONT_MATTER_END.len())
}

fn parse_built_in_agency(text: &str) -> Agency {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let tree = config::parse_and_merge_files(&[file]).expect("a built-in agency is valid");
    config::read_agency_unvalidated(&tree)
}

/// Returns the content of `ejected.toml`, with which [`check_upstream_changes`] compares: the hash of each statement.
pub fn format_ejected_hashes(files: &PackFiles) -> String {
    let mut text = "# Hashes of the built-in text that these templates were copied from, for \
                    `policypress check --templates`. Do not edit this file.\n"
        .to_owned();
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        text.push_str(&format!("\n[\"{path}\"]\n"));
        for (statement, content) in split_statements(&file.text) {
            text.push_str(&format!(
                "{statement} = \"{}\"\n",
                hash_statement_text(content)
            ));
        }
    }
    text
}

/// Reports each number, word and address of the Hotline in the user's own `pack.toml` that is not the built-in one. A
/// difference of one or two characters is an error: the checks of all documents compare with these facts.
pub fn check_hotline_facts(own: &PackFiles) -> Vec<Diagnostic> {
    const PACK_FILE: &str = "pack.toml";
    const CONTACT_KEYS: [&str; 7] = [
        "call",
        "text",
        "text_word",
        "text_message",
        "tty",
        "chat",
        "directory",
    ];
    const MAX_SLIP: usize = 2;
    let built_in = built_in_pack_files();
    let facts_of = |files: &PackFiles| -> Vec<TomlEntry> {
        let file = files.get(PACK_FILE);
        let table = file.and_then(|file| parse_toml_file(file, &mut Diagnostics::new()).ok());
        let entries = table.map(|table| table.entries).unwrap_or_default();
        let hotline = entries.into_iter().find(|entry| entry.key == "hotline");
        match hotline.map(|entry| entry.value.value) {
            Some(TomlNodeValue::Table(hotline)) => hotline.entries,
            _ => Vec::new(),
        }
    };
    let built_in_facts = facts_of(&built_in);
    let mut found = Vec::new();
    for fact in facts_of(own) {
        let TomlNodeValue::Text(text) = &fact.value.value else {
            continue;
        };
        let built_in = built_in_facts.iter().find(|known| known.key == fact.key);
        let Some(TomlNodeValue::Text(known)) = built_in.map(|known| &known.value.value) else {
            continue;
        };
        if text != known && CONTACT_KEYS.contains(&fact.key.as_str()) {
            let problem = TemplateProblem::ChangedHotlineFact {
                key: fact.key.clone(),
                built_in: known.clone(),
                is_slip: strsim::osa_distance(text, known) <= MAX_SLIP,
            };
            found.push(Diagnostic::new(problem).with_span(fact.value.span));
        }
    }
    found
}

/// Reports, for each of the user's own templates, the built-in statements that have changed since `eject`.
pub fn check_upstream_changes(own: &PackFiles, ejected: &TomlTable) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let built_in_files = built_in_pack_files();
    for entry in &ejected.entries {
        let (Some(own_file), Some(built_in)) =
            (own.get(&entry.key), built_in_files.get(&entry.key))
        else {
            continue;
        };
        let TomlNodeValue::Table(hashes) = &entry.value.value else {
            continue;
        };
        let ejected_hash = |statement: &str| {
            let mut ignored = Diagnostics::new();
            let hash = TomlFieldReader::new(hashes, "", &mut ignored).read_dynamic_text(statement);
            hash.map(|hash| hash.value)
        };
        let current: Vec<(&str, &str)> = split_statements(&built_in.text);
        let custom: BTreeMap<&str, &str> = split_statements(&own_file.text).into_iter().collect();
        let (mut reworded, mut added) = (Vec::new(), Vec::new());
        for (statement, content) in &current {
            let hash = hash_statement_text(content);
            let custom_hash = custom.get(statement).copied().map(hash_statement_text);
            match ejected_hash(statement) {
                Some(old) if old != hash && custom_hash.as_ref() != Some(&hash) => {
                    reworded.push((*statement).to_owned());
                }
                None if custom_hash.is_none() => added.push((*statement).to_owned()),
                _ => {}
            }
        }
        let removed: Vec<String> = custom
            .keys()
            .filter(|statement| {
                ejected_hash(statement).is_some()
                    && !current.iter().any(|(known, _)| known == *statement)
            })
            .map(|statement| (*statement).to_owned())
            .collect();
        if !reworded.is_empty() || !added.is_empty() || !removed.is_empty() {
            let problem = TemplateProblem::OutdatedCustomTemplate {
                path: entry.key.clone(),
                reworded_statements: reworded,
                added_statements: added,
                removed_statements: removed,
            };
            found.push(Diagnostic::new(problem).with_span(Span::start_of_file(own_file)));
        }
    }
    found
}

/// Reports requirements of the user's own `pack.toml` without `areas`, which version 0.1.0 did not have.
pub fn check_requirements_without_areas(own: &PackFiles) -> Vec<Diagnostic> {
    let mut ignored = Diagnostics::new();
    let Some(Ok(table)) = own
        .get("pack.toml")
        .map(|file| parse_toml_file(file, &mut ignored))
    else {
        return Vec::new();
    };
    let requirements = TomlFieldReader::new(&table, "", &mut ignored).read_tables("requirements");
    requirements
        .into_iter()
        .filter_map(|table| {
            let mut fields = TomlFieldReader::new(table, "", &mut ignored);
            let name = fields
                .read_text("name")
                .filter(|_| !fields.has_key("areas"))?;
            let problem = TemplateProblem::RequirementWithoutAreas { name: name.value };
            Some(Diagnostic::new(problem).with_span(name.span))
        })
        .collect()
}

/// Returns the statements of a template, each with the text up to the next statement.
fn split_statements(text: &str) -> Vec<(&str, &str)> {
    text.split("{#")
        .skip(1)
        .filter_map(|part| {
            let (name, content) = part.split_once('}')?;
            Some((name.split(' ').next()?, content))
        })
        .collect()
}

/// Returns the first eight hex digits of a text's SHA-256, with white space collapsed.
fn hash_statement_text(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    short_hash(&sha256_hex(&words.join(" "))).to_owned()
}
