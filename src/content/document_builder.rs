//! One template filled and made a document.

use jiff::civil::Date;

use super::pack::{Language, Template, Words};
use super::template_engine::Given;
use crate::config::agency::Agency;
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics, Stop};
use crate::document::{Block, Document, DocumentLayout, markdown_parser};

/// Returns the document of a template that has been filled.
pub(super) fn document(
    language: &Language,
    template: &Template,
    agency: &Agency,
    draft: bool,
    blocks: Vec<Block>,
) -> Document {
    // A poster has no room for small print, and a client does not need it.
    let running = match template.layout {
        DocumentLayout::Policy | DocumentLayout::Form => running(&language.words, agency),
        DocumentLayout::Notice
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::PacketIndex => String::new(),
    };
    let name = if template.unnamed {
        String::new()
    } else {
        agency.name.clone()
    };
    Document {
        name: template.name.clone(),
        title: template.title.clone(),
        agency_name: name.clone(),
        short_agency_name: agency
            .short_name
            .as_ref()
            .filter(|_| !template.unnamed)
            .unwrap_or(&name)
            .clone(),
        description: template.subject.clone(),
        language: language.tag.clone(),
        audience: template.audience,
        layout: template.layout,
        is_draft: draft,
        footer_text: running,
        edition_date: edition_date(agency),
        page_strings: language.words.frame.clone(),
        blocks,
    }
}

/// The day the policy takes effect, or else that of its last revision.
pub(super) fn edition_date(agency: &Agency) -> Option<Date> {
    let policy = &agency.policy;
    let revised = policy.revisions.iter().map(|revision| revision.date).max();
    policy.effective.or(revised)
}

/// The small print of a policy's pages: number, version, date.
fn running(words: &Words, agency: &Agency) -> String {
    let policy = &agency.policy;
    let version = policy.version.as_ref();
    let version = version.map(|version| words.version.replace("{version}", version));
    let date = policy.effective.map(|date| words.date(date));
    let date = date.map(|date| words.effective.replace("{date}", &date));
    let parts = [policy.number.clone(), version, date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Fills a template and reads what it says.
pub(super) fn fill(
    language: &Language,
    template: &Template,
    given: &Given,
    found: &mut Diagnostics,
) -> Result<Vec<Block>, Stop> {
    let file = format!("{}.md", template.name);
    let markdown = language.templates.fill(&file, given).map_err(|fault| {
        let message = fault.message;
        let problem = Diagnostic::new(TemplateProblem::TemplateFault { message });
        found.stop(problem.at(template.span(fault.bytes.unwrap_or(0..0))))
    })?;
    let mut blocks = markdown_parser::parse_markdown(&markdown).map_err(|faults| {
        for markdown_parser::MarkdownFault {
            kind,
            source_line: line,
        } in faults
        {
            let place = template.find(&line);
            let problem = TemplateProblem::TemplateMarkup { fault: kind, line };
            found.push(Diagnostic::new(problem).at(place));
        }
        Stop::Problems
    })?;
    template.set_origins(&mut blocks);
    Ok(blocks)
}
