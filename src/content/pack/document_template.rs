//! The template of one document: its front matter, its statements and their lines.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::built_in_files::{PackFiles, require_file};
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::{Anchor, Audience, Block, BlockKind, BlockOrigin, DocumentLayout};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::parse_toml_range;
use crate::span::{SourceFile, Span};

/// The template of one document.
#[derive(Debug, Clone)]
pub struct DocumentTemplate {
    /// The document's name: its file name without folder and extension.
    pub name: String,
    pub title: String,
    /// The document's purpose, in a sentence.
    pub subject: String,
    pub audience: Audience,
    pub layout: DocumentLayout,
    /// Whether the document must not name the agency; its context then has no agency facts.
    pub omits_agency_name: bool,
    /// Whether the document is composed for each site, under the name `<name>-<site id>`.
    pub per_site: bool,
    pub source_file: Arc<SourceFile>,
    /// The byte offset of the Markdown in the file.
    pub markdown_offset: usize,
    /// The statements of all branches, each with its line in the file, counted from 1.
    statement_lines: BTreeMap<String, usize>,
}

impl DocumentTemplate {
    /// Returns whether any branch of the template has the statement.
    pub fn has_statement(&self, name: &str) -> bool {
        self.statement_lines.contains_key(name)
    }

    /// Sets the origin of each block to the line of its statement, or of the last statement before it.
    pub(in crate::content) fn set_block_origins(&self, blocks: &mut [Block]) {
        self.set_nested_origins(blocks, 1);
    }

    fn set_nested_origins(&self, blocks: &mut [Block], mut above: usize) {
        let line = |anchor: &Option<Anchor>| self.statement_lines.get(&anchor.as_ref()?.0).copied();
        for block in blocks {
            above = line(&block.anchor).unwrap_or(above);
            block.origin = Some(BlockOrigin::TemplateLine(above));
            match &mut block.kind {
                BlockKind::Quote(inside) => self.set_nested_origins(inside, above),
                BlockKind::List(list) => {
                    for item in &mut list.items {
                        above = line(&item.anchor).unwrap_or(above);
                        self.set_nested_origins(&mut item.blocks, above);
                    }
                }
                BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
            }
        }
    }

    /// Returns the text after the front matter.
    pub(in crate::content) fn markdown(&self) -> &str {
        &self.source_file.text[self.markdown_offset..]
    }

    /// Returns the span in the file of a byte range in its Markdown.
    pub(in crate::content) fn markdown_span(&self, bytes: Range<usize>) -> Span {
        let end = self.source_file.text.len();
        Span {
            file: self.source_file.clone(),
            byte_range: (bytes.start + self.markdown_offset).min(end)
                ..(bytes.end + self.markdown_offset).min(end),
        }
    }

    /// Returns the span of the longest run of words of a filled line that the template has; an empty span at the
    /// start of the Markdown if it has none.
    pub(in crate::content) fn find_filled_line(&self, line: &str) -> Span {
        Self::find_line_in_file(&self.source_file, self.markdown_offset, line)
    }

    /// As [`DocumentTemplate::find_filled_line`], in a file with Markdown from offset `body`.
    pub(in crate::content) fn find_line_in_file(
        file: &Arc<SourceFile>,
        body: usize,
        line: &str,
    ) -> Span {
        let text = &file.text[body..];
        let words: Vec<&str> = line.split(' ').collect();
        let found = (1..=words.len())
            .rev()
            .flat_map(|length| words.windows(length).map(|run| run.join(" ")))
            .take(400)
            .filter(|run| !run.trim().is_empty())
            .find_map(|run| text.find(&run).map(|at| at..at + run.len()))
            .unwrap_or(0..0);
        Span {
            file: file.clone(),
            byte_range: body + found.start..body + found.end,
        }
    }
}

pub(super) fn read_document_template(
    files: &PackFiles,
    language: &str,
    name: &str,
    source: Option<&[DocumentTemplate]>,
    diagnostics: &mut Diagnostics,
) -> Option<DocumentTemplate> {
    const FRONT_MATTER_FENCE: &str = "+++\n";
    let path = format!("{language}/{name}.md");
    let file = require_file(files, &path, diagnostics)?;
    let front_length = file
        .text
        .strip_prefix(FRONT_MATTER_FENCE)
        .and_then(|rest| rest.find("\n+++\n"));
    let Some(front_length) = front_length else {
        diagnostics.push(
            Diagnostic::new(TemplateProblem::MissingFrontMatter)
                .with_span(Span::start_of_file(file)),
        );
        return None;
    };
    let front = FRONT_MATTER_FENCE.len()..FRONT_MATTER_FENCE.len() + front_length + 1;
    let body = front.end + FRONT_MATTER_FENCE.len();
    let table = parse_toml_range(file, front, diagnostics).ok()?;
    let mut fields = TomlFieldReader::new(&table, "the front matter", diagnostics);
    let title = fields.read_text("title");
    let subject = fields.read_text("subject");
    let english = source.and_then(|source| source.iter().find(|template| template.name == name));
    let (audience, layout, unnamed) = if let Some(english) = english {
        (
            Some(english.audience),
            Some(english.layout),
            english.omits_agency_name,
        )
    } else {
        let audience = fields.read_choice(
            "audience",
            &[("client", Audience::Client), ("staff", Audience::Staff)],
        );
        let layout = fields.read_choice(
            "layout",
            &[
                ("policy", DocumentLayout::Policy),
                ("notice", DocumentLayout::Notice),
                ("poster", DocumentLayout::Poster),
                ("cards", DocumentLayout::Cards),
                ("form", DocumentLayout::Form),
                ("index", DocumentLayout::PacketIndex),
            ],
        );
        let unnamed = fields.read_choice("agency", &[("unnamed", true)]);
        (
            audience.map(|audience| audience.value),
            layout.map(|layout| layout.value),
            unnamed.is_some(),
        )
    };
    fields.report_unknown_keys();
    for (key, is_missing) in [
        ("title", title.is_none()),
        ("subject", subject.is_none()),
        ("audience", audience.is_none()),
        ("layout", layout.is_none()),
    ] {
        if is_missing {
            diagnostics.push(
                Diagnostic::new(TemplateProblem::MissingFrontMatterKey { key })
                    .with_span(table.span.clone()),
            );
        }
    }
    Some(DocumentTemplate {
        name: name.to_owned(),
        title: title?.value,
        subject: subject?.value,
        audience: audience?,
        layout: layout?,
        omits_agency_name: unnamed,
        per_site: false,
        statement_lines: find_statement_lines(&file.text),
        source_file: file.clone(),
        markdown_offset: body,
    })
}

/// Returns the statements of a template, each with the first line that names it.
fn find_statement_lines(text: &str) -> BTreeMap<String, usize> {
    let mut statements = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        for marker in line.split("{#").skip(1) {
            if let Some(name) = marker.split(['}', ' ']).next() {
                statements.entry(name.to_owned()).or_insert(number);
            }
        }
    }
    statements
}
