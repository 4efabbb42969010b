//! From an agency's facts to finished documents: packs of templates, filled, with the agency's
//! choices made.

mod context;
pub mod pack;
mod statement;
mod template;

use serde_json::json;

use crate::config::agency::{Agency, Decision, Site};
use crate::diag::{Checked, Diagnostic, Problem};
use crate::document::{Audience, Block, Document, Layout, Role, inspect, parse};
use crate::source::Span;
use crate::source::fields::nearest;
use pack::{Pack, Template};
use statement::{Change, Refusal};

/// Every document of the pack for one agency, in the pack's order.
///
/// There is no value only if something is wrong that even a draft cannot show. The blanks of a draft
/// stand in its documents; a document that is not a draft has none.
pub fn compose(pack: &Pack, agency: &Agency, draft: bool) -> Checked<Vec<Document>> {
    let mut diagnostics = Vec::new();
    let mut documents = Vec::new();
    let mut known: Vec<String> = Vec::new();
    let mut refused = Vec::new();
    for (template, site) in made(pack, agency) {
        let name = name(template, site);
        let own = own_facts(pack, agency, template, site, &name, draft);
        let facts = context::facts(agency, &pack.hotline, &pack.words, template.audience, own);
        let mut blocks = match fill(pack, template, &facts) {
            Ok(blocks) => blocks,
            Err(found) => {
                diagnostics.extend(found);
                continue;
            }
        };
        known.extend(
            statement::names(&blocks)
                .into_iter()
                .map(|name| name.0.clone()),
        );
        let has_statement = shows_statement(&blocks);
        choose(&mut blocks, agency, &mut refused);
        if has_statement && !shows_statement(&blocks) {
            diagnostics.push(Diagnostic {
                problem: Problem::NothingLeft { document: name },
                span: None,
            });
            continue;
        }
        if !draft {
            inspect::remove_unfilled(&mut blocks);
            diagnostics.extend(
                inspect::open_blanks(&blocks)
                    .into_iter()
                    .map(|blank| Diagnostic {
                        problem: Problem::OpenBlank {
                            document: name.clone(),
                            setting: blank.setting.clone(),
                            label: blank.label.clone(),
                        },
                        span: None,
                    }),
            );
        }
        statement::unlink_missing(&mut blocks);
        let mut made = document(pack, template, agency, draft, blocks);
        if let Some(site) = site {
            made.title = format!("{}: {}", made.title, site.name);
        }
        made.name = name;
        documents.push(made);
    }
    refused.dedup();
    diagnostics.extend(unmade_choices(agency, &known, &refused));
    Checked {
        value: Some(documents),
        diagnostics,
    }
}

/// What is made for an agency: each document of the pack, one for each site where that is asked for.
/// An agency that lists no sites gets one for all.
fn made<'all>(
    pack: &'all Pack,
    agency: &'all Agency,
) -> impl Iterator<Item = (&'all Template, Option<&'all Site>)> {
    pack.documents.iter().flat_map(|template| {
        let sites: Vec<Option<&Site>> = if template.per_site && !agency.sites.is_empty() {
            agency.sites.iter().map(Some).collect()
        } else {
            vec![None]
        };
        sites.into_iter().map(move |site| (template, site))
    })
}

fn name(template: &Template, site: Option<&Site>) -> String {
    match site {
        Some(site) => format!("{}-{}", template.name, site.id),
        None => template.name.clone(),
    }
}

/// The facts of one document alone.
fn own_facts(
    pack: &Pack,
    agency: &Agency,
    template: &Template,
    site: Option<&Site>,
    name: &str,
    draft: bool,
) -> serde_json::Value {
    let mut own = json!({});
    if template.per_site {
        own = context::site_facts(agency, site, &pack.words);
    }
    own["document"] = json!(name);
    own["draft"] = json!(draft);
    own
}

/// The page that shows a packet at a glance; `files` are relative paths by document name.
pub fn index(
    pack: &Pack,
    agency: &Agency,
    draft: bool,
    documents: &[(&Document, Vec<(String, String)>)],
) -> Checked<Document> {
    let template = &pack.index;
    let mut facts = context::facts(
        agency,
        &pack.hotline,
        &pack.words,
        template.audience,
        json!({}),
    );
    facts["pack"] = json!({ "title": pack.title, "version": pack.version });
    facts["documents"] = documents
        .iter()
        .map(|(document, files)| {
            json!({
                "title": document.title,
                "subject": document.subject,
                "client": document.audience == Audience::Client,
                "files": files.iter().map(|(format, path)| json!({
                    "format": format,
                    "link": format!("file:{path}"),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    match fill(pack, template, &facts) {
        Ok(mut blocks) => {
            inspect::remove_unfilled(&mut blocks);
            Checked {
                value: Some(document(pack, template, agency, draft, blocks)),
                diagnostics: Vec::new(),
            }
        }
        Err(diagnostics) => Checked {
            value: None,
            diagnostics,
        },
    }
}

fn document(
    pack: &Pack,
    template: &Template,
    agency: &Agency,
    draft: bool,
    blocks: Vec<Block>,
) -> Document {
    let policy = &agency.policy;
    // A poster has no room for small print, and a client does not need it.
    let running = match template.layout {
        Layout::Policy | Layout::Form => running(pack, agency),
        Layout::Notice | Layout::Poster | Layout::Index => String::new(),
    };
    Document {
        name: template.name.clone(),
        title: template.title.clone(),
        agency: agency.name.clone(),
        subject: template.subject.clone(),
        language: pack.language.clone(),
        audience: template.audience,
        layout: template.layout,
        draft,
        running,
        date: policy
            .effective
            .or_else(|| policy.revisions.iter().map(|revision| revision.date).max()),
        blocks,
    }
}

/// The small print of a policy's pages: number, version, date.
fn running(pack: &Pack, agency: &Agency) -> String {
    let policy = &agency.policy;
    let words = &pack.words;
    let version = policy.version.as_ref();
    [
        policy.number.clone(),
        version.map(|version| words.version.replace("{version}", version)),
        policy
            .effective
            .map(|date| words.effective.replace("{date}", &words.date(date))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

fn fill(
    pack: &Pack,
    template: &Template,
    facts: &serde_json::Value,
) -> Result<Vec<Block>, Vec<Diagnostic>> {
    let file = format!("{}.md", template.name);
    let markdown = pack.templates.fill(&file, facts).map_err(|fault| {
        vec![Diagnostic {
            problem: Problem::TemplateFault {
                message: fault.message,
            },
            span: Some(template.span(fault.bytes.unwrap_or(0..0))),
        }]
    })?;
    parse::parse(&markdown).map_err(|faults| {
        faults
            .into_iter()
            .map(|fault| Diagnostic {
                span: Some(template.find(&fault.line)),
                problem: Problem::TemplateMarkup {
                    fault: fault.kind,
                    line: fault.line,
                },
            })
            .collect()
    })
}

/// Makes the agency's choices; a statement that is not in this document is no fault here.
fn choose(blocks: &mut Vec<Block>, agency: &Agency, refused: &mut Vec<Span>) {
    let policy = &agency.policy;
    // Each is put right after its statement, so the last one goes in first.
    for addition in policy.additions.iter().rev() {
        let change = Change::AddAfter(&addition.text);
        note_refusal(
            statement::apply(blocks, &addition.after, change),
            &addition.span,
            refused,
        );
    }
    for choice in &policy.choices {
        let change = match &choice.decision {
            Decision::LeaveOut { .. } => Change::LeaveOut,
            Decision::Reword { text } => Change::Reword(text),
        };
        note_refusal(
            statement::apply(blocks, &choice.statement, change),
            &choice.span,
            refused,
        );
    }
}

fn note_refusal(made: Result<(), Refusal>, span: &Span, refused: &mut Vec<Span>) {
    match made {
        Ok(()) | Err(Refusal::NoSuchStatement) => {}
        Err(Refusal::NotWords) => refused.push(span.clone()),
    }
}

/// Choices that name no statement of any document, or a table as if it were words.
fn unmade_choices(agency: &Agency, known: &[String], refused: &[Span]) -> Vec<Diagnostic> {
    let policy = &agency.policy;
    let named = policy
        .choices
        .iter()
        .map(|choice| (&choice.statement, &choice.span))
        .chain(
            policy
                .additions
                .iter()
                .map(|addition| (&addition.after, &addition.span)),
        );
    let mut found: Vec<Diagnostic> = named
        .filter(|(name, _)| !known.contains(name))
        .map(|(name, span)| Diagnostic {
            problem: Problem::UnknownStatement {
                name: name.clone(),
                nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            },
            span: Some(span.clone()),
        })
        .collect();
    found.extend(refused.iter().map(|span| Diagnostic {
        problem: Problem::StatementIsTable,
        span: Some(span.clone()),
    }));
    found
}

fn shows_statement(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.role == Role::Statement)
}
