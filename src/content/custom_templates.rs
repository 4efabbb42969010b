//! Templates of the user's own: every mistake in every branch at once, and where the carried templates
//! have moved on since they were written out.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Facts;

use super::context_builder::TemplateContextBuilder;
use super::document_builder::policy_edition_date;
use super::pack::{DocumentTemplate, PackFiles, TemplatePack, built_in_pack_files};
use super::template_lint::{self, MisusedVariable, VariableFault};
use super::{compose_documents, packet_pages};
use crate::config::{self, agency::Agency};
use crate::diag::template::{MarkupError, TemplateProblem};
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::document::canonical::{sha256_hex, short_hash};
use crate::document::markdown_parser as markdown;
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::{TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// The file beside ejected templates that says from which words they were made.
pub const EJECTED_FILE_NAME: &str = "ejected.toml";

/// An agency with every fact, for the branches that need one.
const FULL_AGENCY_TOML: &str = include_str!("../../agency.example.toml");

/// An agency with a name, for all other branches.
const MINIMAL_AGENCY_TOML: &str = "[agency]\nname = \"Agency\"\n";

/// Every mistake in the user's own templates, in whatever branch: what is wrong with them as a pack is
/// in `found` already. `pack` is the whole pack, if it could be read.
pub fn lint_custom_templates(
    own: &PackFiles,
    pack: Option<&TemplatePack>,
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let carried = TemplatePack::load_built_in();
    let shapes = facts_by_template_path(
        pack.unwrap_or(&carried),
        &parse_built_in_agency(FULL_AGENCY_TOML),
    );
    let mut mistakes = Vec::new();
    for (path, file) in own {
        let Some(facts) = shapes.get(path) else {
            continue;
        };
        let body = markdown_offset(file);
        let misused = template_lint::find_misused_variables(&file.text[body..], facts);
        mistakes.extend(misused.into_iter().map(
            |MisusedVariable {
                 name,
                 fault,
                 byte_range: at,
             }| {
                Diagnostic::new(variable_misuse_problem(name, fault)).with_span(Span {
                    file: file.clone(),
                    byte_range: at.start + body..at.end + body,
                })
            },
        ));
    }
    // A template that cannot be filled is read as it stands.
    let unfilled = |file: &Arc<SourceFile>| {
        let mut known = mistakes.iter().chain(found);
        pack.is_none() || known.any(|known| is_in_file(known, file))
    };
    let unread = own
        .iter()
        .filter(|(path, file)| path.ends_with(".md") && unfilled(file));
    let mut markup: Vec<Diagnostic> = unread
        .flat_map(|(_, file)| lint_unrendered_markup(file))
        .collect();
    if let Some(pack) = pack {
        for (text, draft) in [(FULL_AGENCY_TOML, false), (MINIMAL_AGENCY_TOML, true)] {
            let mut told = Diagnostics::new();
            compose_documents(pack, &parse_built_in_agency(text), draft, &mut told);
            for told in told {
                let mut files = own.values();
                let filled = files.any(|file| is_in_file(&told, file) && !unfilled(file));
                let of_template = matches!(told.problem, Problem::Template(_));
                if of_template && filled && !markup.contains(&told) {
                    markup.push(told);
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

/// The facts that each template of a pack is given, by its path in the pack.
fn facts_by_template_path(pack: &TemplatePack, agency: &Agency) -> BTreeMap<String, Facts> {
    let contexts = TemplateContextBuilder::new(pack, agency, &[], policy_edition_date(agency));
    let mut shapes = BTreeMap::new();
    let of_index = packet_pages::specimen_index_facts(pack, agency);
    shapes.insert(format!("{}/index.md", pack.english.tag), of_index);
    for language in std::iter::once(&pack.english).chain(&pack.translations) {
        for template in &language.document_templates {
            let site = agency.sites.first().filter(|_| template.per_site);
            let facts = contexts.facts_for_template(language, template, site);
            shapes.insert(format!("{}/{}.md", language.tag, template.name), facts);
        }
    }
    shapes
}

fn variable_misuse_problem(name: String, fault: VariableFault) -> TemplateProblem {
    let instead = match name.as_str() {
        "training.every_months" => "; `training.yearly` says whether it is 12",
        _ => "",
    };
    match fault {
        VariableFault::UnknownName { nearest } => {
            TemplateProblem::UnknownVariable { name, nearest }
        }
        VariableFault::ComparedOrChanged => TemplateProblem::TemplateEngineError {
            message: format!(
                "the words of `{name}` can only be printed, not compared, sorted or changed{instead}"
            ),
        },
    }
}

fn is_in_file(diagnostic: &Diagnostic, file: &Arc<SourceFile>) -> bool {
    let span = diagnostic.span.as_ref();
    span.is_some_and(|span| Arc::ptr_eq(&span.file, file))
}

/// What a document cannot hold, in the words of all branches together; what only some of them decide
/// (one name twice, the level of a heading) is left for when the template can be filled.
fn lint_unrendered_markup(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let body = markdown_offset(file);
    let mut text = file.text[body..].to_owned();
    for tag in template_lint::find_template_tags(&text) {
        let stands_for = if tag.is_expression { "tel:1" } else { "" };
        let length = tag.outer_range.len();
        let spaces = " ".repeat(length - stands_for.len());
        text.replace_range(tag.outer_range, &(stands_for.to_owned() + &spaces));
    }
    let Err(faults) = markdown::parse_markdown(&text) else {
        return Vec::new();
    };
    let in_any_branch = faults.into_iter().filter(|fault| match fault.kind {
        MarkupError::UnsupportedElement(_)
        | MarkupError::UnknownRole(_)
        | MarkupError::InvalidAnchorSyntax(_)
        | MarkupError::DisallowedLinkTarget(_)
        | MarkupError::NestedTooDeep => true,
        MarkupError::DuplicateAnchor(_)
        | MarkupError::BrokenAnchorLink(_)
        | MarkupError::MissingFactPrinted
        | MarkupError::SkippedHeadingLevel => false,
    });
    in_any_branch
        .map(|fault| {
            // Nothing has moved: the place is the same in both texts.
            let at = text.find(&fault.source_line);
            let span = match at {
                Some(at) => Span {
                    file: file.clone(),
                    byte_range: body + at..body + at + fault.source_line.len(),
                },
                None => DocumentTemplate::find_line_in_file(file, body, &fault.source_line),
            };
            let line = at.map_or(fault.source_line, |_| span.text().to_owned());
            let fault = fault.kind;
            Diagnostic::new(TemplateProblem::InvalidMarkup { error: fault, line }).with_span(span)
        })
        .collect()
}

/// Where the Markdown of a template begins.
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
    let tree = config::parse_and_merge_files(&[file]).expect("a carried agency is sound");
    config::read_agency_unvalidated(&tree)
}

/// From which words each template is written out, for [`moved_on`]: `ejected.toml`.
pub fn format_ejected_hashes(files: &PackFiles) -> String {
    let mut text = "# From which words these templates were made: `policypress check --templates` \
                    compares. Leave it as it is.\n"
        .to_owned();
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        text.push_str(&format!("\n[\"{path}\"]\n"));
        for (statement, words) in split_statements(&file.text) {
            text.push_str(&format!(
                "{statement} = \"{}\"\n",
                hash_statement_text(words)
            ));
        }
    }
    text
}

/// The statements of own templates whose carried words are others than when they were written out,
/// file by file.
pub fn check_upstream_changes(own: &PackFiles, ejected: &TomlTable) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let carried = built_in_pack_files();
    for entry in &ejected.entries {
        let (Some(mine), Some(theirs)) = (own.get(&entry.key), carried.get(&entry.key)) else {
            continue;
        };
        let TomlNodeValue::Table(then) = &entry.value.value else {
            continue;
        };
        let then = |statement: &str| {
            let mut ignored = Diagnostics::new();
            let mark = TomlFieldReader::new(then, "", &mut ignored).read_dynamic_text(statement);
            mark.map(|mark| mark.value)
        };
        let now: Vec<(&str, &str)> = split_statements(&theirs.text);
        let here: BTreeMap<&str, &str> = split_statements(&mine.text).into_iter().collect();
        let (mut reworded, mut added) = (Vec::new(), Vec::new());
        for (statement, words) in &now {
            let own_words = here.get(statement).copied();
            match then(statement) {
                Some(old)
                    if old != hash_statement_text(words)
                        && own_words.map(hash_statement_text)
                            != Some(hash_statement_text(words)) =>
                {
                    reworded.push((*statement).to_owned());
                }
                None if own_words.is_none() => added.push((*statement).to_owned()),
                _ => {}
            }
        }
        let gone = here.keys().filter(|statement| {
            then(statement).is_some() && !now.iter().any(|(known, _)| known == *statement)
        });
        let removed: Vec<String> = gone.map(|statement| (*statement).to_owned()).collect();
        if !reworded.is_empty() || !added.is_empty() || !removed.is_empty() {
            let problem = TemplateProblem::OutdatedCustomTemplate {
                path: entry.key.clone(),
                reworded_statements: reworded,
                added_statements: added,
                removed_statements: removed,
            };
            found.push(Diagnostic::new(problem).with_span(Span::start_of_file(mine)));
        }
    }
    found
}

/// The requirements of the user's own `pack.toml` that do not say `areas`, as one that an earlier release wrote out
/// does not.
pub fn check_requirements_without_areas(own: &PackFiles) -> Vec<Diagnostic> {
    let mut ignored = Diagnostics::new();
    let Some(Ok(table)) = own
        .get("pack.toml")
        .map(|file| parse_toml_file(file, &mut ignored))
    else {
        return Vec::new();
    };
    let requirements = TomlFieldReader::new(&table, "", &mut ignored).read_tables("requirements");
    let silent = requirements.into_iter().filter_map(|table| {
        let mut fields = TomlFieldReader::new(table, "", &mut ignored);
        let name = fields
            .read_text("name")
            .filter(|_| !fields.has_key("areas"))?;
        let problem = TemplateProblem::RequirementWithoutAreas { name: name.value };
        Some(Diagnostic::new(problem).with_span(name.span))
    });
    silent.collect()
}

/// The statements of a template with their words, from each name up to the next.
fn split_statements(text: &str) -> Vec<(&str, &str)> {
    let pieces = text.split("{#").skip(1);
    pieces
        .filter_map(|piece| {
            let (name, words) = piece.split_once('}')?;
            Some((name.split(' ').next()?, words))
        })
        .collect()
}

/// The first eight digits of the SHA-256 of some words, white space aside.
fn hash_statement_text(words: &str) -> String {
    let plain: Vec<&str> = words.split_whitespace().collect();
    short_hash(&sha256_hex(&plain.join(" "))).to_owned()
}
