//! Fills a template and builds a document from it.

use jiff::civil::Date;

use super::pack::{DocumentTemplate, Locale, PackLanguage};
use super::template_engine::TemplateContext;
use super::template_lint;
use crate::config::agency::Agency;
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::document::{Block, Document, DocumentLayout, markdown_parser};

/// Builds a document from the blocks of a filled template.
pub(super) fn build_document(
    language: &PackLanguage,
    template: &DocumentTemplate,
    agency: &Agency,
    draft: bool,
    blocks: Vec<Block>,
) -> Document {
    // Posters have no room for a footer, and clients do not need one.
    let footer_text = match template.layout {
        DocumentLayout::Policy | DocumentLayout::Form => {
            policy_number_and_version_text(&language.locale, agency)
        }
        DocumentLayout::Notice
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::PacketIndex => String::new(),
    };
    let agency_name = if template.omits_agency_name {
        String::new()
    } else {
        agency.name.clone()
    };
    Document {
        name: template.name.clone(),
        title: template.title.clone(),
        short_agency_name: agency
            .short_name
            .as_ref()
            .filter(|_| !template.omits_agency_name)
            .unwrap_or(&agency_name)
            .clone(),
        agency_name,
        description: template.subject.clone(),
        language: language.tag.clone(),
        audience: template.audience,
        layout: template.layout,
        is_draft: draft,
        footer_text,
        edition_date: policy_edition_date(agency),
        page_strings: language.locale.page_strings.clone(),
        blocks,
    }
}

/// Returns the policy's effective date, or else the date of its last revision.
pub(super) fn policy_edition_date(agency: &Agency) -> Option<Date> {
    let policy = &agency.policy;
    let last_revision = policy.revisions.iter().map(|revision| revision.date).max();
    policy.effective_date.or(last_revision)
}

/// Returns the footer of a policy's pages: number, version and effective date.
fn policy_number_and_version_text(locale: &Locale, agency: &Agency) -> String {
    let policy = &agency.policy;
    let version = policy.version.as_ref();
    let version = version.map(|version| locale.version_pattern.replace("{version}", version));
    let date = policy.effective_date.map(|date| {
        let date = locale.format_date(date);
        locale.effective_date_pattern.replace("{date}", &date)
    });
    let parts = [policy.number.clone(), version, date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Fills a template and parses its Markdown.
pub(super) fn fill_template(
    language: &PackLanguage,
    template: &DocumentTemplate,
    context: &TemplateContext,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Block>, StageError> {
    let file = format!("{}.md", template.name);
    let markdown = language
        .compiled_templates
        .fill_template(&file, context)
        .map_err(|fault| {
            let span = template.markdown_span(fault.byte_range.clone().unwrap_or(0..0));
            diagnostics.push_fatal(Diagnostic::new(fault.into_problem()).with_span(span))
        })?;
    let mut blocks = markdown_parser::parse_markdown(&markdown).map_err(|faults| {
        let mut places = template_lint::find_markup_faults(template.markdown());
        for fault in faults {
            let place = places.iter().position(|(kind, _)| *kind == fault.kind);
            let (span, line) = match place.map(|at| places.remove(at).1) {
                Some(range) => {
                    let span = template.markdown_span(range);
                    let line = span.text().to_owned();
                    (span, line)
                }
                None => (
                    template.find_filled_line(&fault.source_line),
                    fault.source_line,
                ),
            };
            let error = fault.kind;
            let problem = TemplateProblem::InvalidMarkup { error, line };
            diagnostics.push(Diagnostic::new(problem).with_span(span));
        }
        StageError::InvalidInput
    })?;
    template.set_block_origins(&mut blocks);
    Ok(blocks)
}
