//! Templates of the user's own: every mistake in every branch at once, and where the carried templates
//! have moved on since they were written out.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Facts;

use super::context_builder::Contexts;
use super::document_builder::edition_date;
use super::pack::{Files, Pack, Template, built_in_files};
use super::template_lint::{self, Misused, NameFault};
use super::{compose, packet_pages};
use crate::config::{self, agency::Agency};
use crate::diag::template::{FaultKind, TemplateProblem};
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::document::canonical::{sha256_hex, short_hash};
use crate::document::markdown_parser as markdown;
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::{TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// The file beside ejected templates that says from which words they were made.
pub const EJECTED: &str = "ejected.toml";

/// An agency with every fact, for the branches that need one.
const EVERYTHING: &str = include_str!("../../agency.example.toml");

/// An agency with a name, for all other branches.
const NOTHING: &str = "[agency]\nname = \"Agency\"\n";

/// Every mistake in the user's own templates, in whatever branch: what is wrong with them as a pack is
/// in `found` already. `pack` is the whole pack, if it could be read.
pub fn mistakes(own: &Files, pack: Option<&Pack>, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let carried = Pack::built_in();
    let shapes = shapes(pack.unwrap_or(&carried), &agency(EVERYTHING));
    let mut mistakes = Vec::new();
    for (path, file) in own {
        let Some(facts) = shapes.get(path) else {
            continue;
        };
        let body = body_of(file);
        let misused = template_lint::misused(&file.text[body..], facts);
        mistakes.extend(misused.into_iter().map(|Misused { name, fault, at }| {
            Diagnostic::new(misuse(name, fault)).at(Span {
                file: file.clone(),
                byte_range: at.start + body..at.end + body,
            })
        }));
    }
    // A template that cannot be filled is read as it stands.
    let unfilled = |file: &Arc<SourceFile>| {
        let mut known = mistakes.iter().chain(found);
        pack.is_none() || known.any(|known| is_in(known, file))
    };
    let unread = own
        .iter()
        .filter(|(path, file)| path.ends_with(".md") && unfilled(file));
    let mut markup: Vec<Diagnostic> = unread.flat_map(|(_, file)| as_it_stands(file)).collect();
    if let Some(pack) = pack {
        for (text, draft) in [(EVERYTHING, false), (NOTHING, true)] {
            let mut told = Diagnostics::new();
            compose(pack, &agency(text), draft, &mut told);
            for told in told {
                let mut files = own.values();
                let filled = files.any(|file| is_in(&told, file) && !unfilled(file));
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
fn shapes(pack: &Pack, agency: &Agency) -> BTreeMap<String, Facts> {
    let contexts = Contexts::new(pack, agency, &[], edition_date(agency));
    let mut shapes = BTreeMap::new();
    let of_index = packet_pages::index_shape(pack, agency);
    shapes.insert(format!("{}/index.md", pack.english.tag), of_index);
    for language in std::iter::once(&pack.english).chain(&pack.translations) {
        for template in &language.documents {
            let site = agency.sites.first().filter(|_| template.per_site);
            let facts = contexts.shape(language, template, site);
            shapes.insert(format!("{}/{}.md", language.tag, template.name), facts);
        }
    }
    shapes
}

fn misuse(name: String, fault: NameFault) -> TemplateProblem {
    let instead = match name.as_str() {
        "training.every_months" => "; `training.yearly` says whether it is 12",
        _ => "",
    };
    match fault {
        NameFault::Unknown { nearest } => TemplateProblem::UnknownFact { name, nearest },
        NameFault::Compared => TemplateProblem::TemplateFault {
            message: format!(
                "the words of `{name}` can only be printed, not compared, sorted or changed{instead}"
            ),
        },
    }
}

fn is_in(diagnostic: &Diagnostic, file: &Arc<SourceFile>) -> bool {
    let span = diagnostic.span.as_ref();
    span.is_some_and(|span| Arc::ptr_eq(&span.file, file))
}

/// What a document cannot hold, in the words of all branches together; what only some of them decide
/// (one name twice, the level of a heading) is left for when the template can be filled.
fn as_it_stands(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let body = body_of(file);
    let mut text = file.text[body..].to_owned();
    for tag in template_lint::tags(&text) {
        let stands_for = if tag.prints { "tel:1" } else { "" };
        let length = tag.whole.len();
        let spaces = " ".repeat(length - stands_for.len());
        text.replace_range(tag.whole, &(stands_for.to_owned() + &spaces));
    }
    let Err(faults) = markdown::parse_markdown(&text) else {
        return Vec::new();
    };
    let in_any_branch = faults.into_iter().filter(|fault| match fault.kind {
        FaultKind::Unsupported(_)
        | FaultKind::UnknownRole(_)
        | FaultKind::BadMarker(_)
        | FaultKind::LinkNotAllowed(_)
        | FaultKind::TooDeep => true,
        FaultKind::AnchorTwice(_)
        | FaultKind::MissingAnchor(_)
        | FaultKind::PrintedNothing
        | FaultKind::SkippedLevel => false,
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
                None => Template::find_in(file, body, &fault.source_line),
            };
            let line = at.map_or(fault.source_line, |_| span.text().to_owned());
            let fault = fault.kind;
            Diagnostic::new(TemplateProblem::TemplateMarkup { fault, line }).at(span)
        })
        .collect()
}

/// Where the Markdown of a template begins.
fn body_of(file: &SourceFile) -> usize {
    const FENCE: &str = "\n+++\n";
    file.text.find(FENCE).map_or(0, |at| at + FENCE.len())
}

fn agency(text: &str) -> Agency {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let tree = config::tree(&[file]).expect("a carried agency is sound");
    config::facts(&tree)
}

/// From which words each template is written out, for [`moved_on`]: `ejected.toml`.
pub fn ejected(files: &Files) -> String {
    let mut text = "# From which words these templates were made: `policypress check --templates` \
                    compares. Leave it as it is.\n"
        .to_owned();
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        text.push_str(&format!("\n[\"{path}\"]\n"));
        for (statement, words) in statements(&file.text) {
            text.push_str(&format!("{statement} = \"{}\"\n", mark(words)));
        }
    }
    text
}

/// The statements of own templates whose carried words are others than when they were written out,
/// file by file.
pub fn moved_on(own: &Files, ejected: &TomlTable) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let carried = built_in_files();
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
        let now: Vec<(&str, &str)> = statements(&theirs.text);
        let here: BTreeMap<&str, &str> = statements(&mine.text).into_iter().collect();
        let (mut reworded, mut added) = (Vec::new(), Vec::new());
        for (statement, words) in &now {
            let own_words = here.get(statement).copied();
            match then(statement) {
                Some(old) if old != mark(words) && own_words.map(mark) != Some(mark(words)) => {
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
            let problem = TemplateProblem::TemplateMovedOn {
                path: entry.key.clone(),
                reworded,
                added,
                removed,
            };
            found.push(Diagnostic::new(problem).at(Span::start_of_file(mine)));
        }
    }
    found
}

/// The requirements of the user's own `pack.toml` that do not say `areas`, as one that an earlier release wrote out
/// does not.
pub fn without_areas(own: &Files) -> Vec<Diagnostic> {
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
        Some(Diagnostic::new(problem).at(name.span))
    });
    silent.collect()
}

/// The statements of a template with their words, from each name up to the next.
fn statements(text: &str) -> Vec<(&str, &str)> {
    let pieces = text.split("{#").skip(1);
    pieces
        .filter_map(|piece| {
            let (name, words) = piece.split_once('}')?;
            Some((name.split(' ').next()?, words))
        })
        .collect()
}

/// The first eight digits of the SHA-256 of some words, white space aside.
fn mark(words: &str) -> String {
    let plain: Vec<&str> = words.split_whitespace().collect();
    short_hash(&sha256_hex(&plain.join(" "))).to_owned()
}
