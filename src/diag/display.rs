//! Diagnostics as text for a terminal and as JSON for other programs.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::invisible_chars::is_invisible_char;
use super::message_format::escape_invisible_chars;
use super::{Diagnostic, Severity};
use crate::span::Span;

/// Options for printing diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiagnosticDisplayOptions {
    /// Whether to use ANSI colors; no information depends on color alone.
    pub use_color: bool,
    /// Whether blanks are warnings, as in a draft, and not errors, as in a final build.
    pub is_draft: bool,
    /// Whether to leave out warnings.
    pub errors_only: bool,
}

/// Returns a paragraph for each diagnostic: code and message, location, line with a caret, hint.
pub fn render_diagnostics_text(
    diagnostics: &[Diagnostic],
    options: DiagnosticDisplayOptions,
) -> String {
    let renderer = if options.use_color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let paragraphs: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| {
            !options.errors_only
                || severity_label(diagnostic.severity(), options.is_draft) == "error"
        })
        .map(|diagnostic| render_diagnostic(diagnostic, options, &renderer))
        .collect();
    paragraphs.join("\n")
}

fn render_diagnostic(
    diagnostic: &Diagnostic,
    options: DiagnosticDisplayOptions,
    renderer: &Renderer,
) -> String {
    let description = diagnostic.problem.describe();
    let level = match severity_label(diagnostic.severity(), options.is_draft) {
        "error" => Level::ERROR,
        _ => Level::WARNING,
    };
    let title = level
        .primary_title(description.message)
        .id(diagnostic.problem.code());
    let report = match &diagnostic.span {
        Some(span) => {
            let (line, range) = first_line_of_span(span);
            let (line, range) = replace_invisible_chars(line, &range);
            title.element(
                Snippet::source(line)
                    .line_start(span.line_column().0)
                    .path(escape_invisible_chars(&span.file.name))
                    .annotation(AnnotationKind::Primary.span(range)),
            )
        }
        None => Group::with_title(title),
    };
    let mut text = renderer.render(&[report]);
    text.push('\n');
    let hint = Level::HELP
        .with_name("hint")
        .primary_title(description.hint);
    text.push_str(&renderer.render(&[Group::with_title(hint)]));
    text.push('\n');
    text
}

/// Returns the first line of a span, and the part of the span on that line.
fn first_line_of_span(span: &Span) -> (&str, Range<usize>) {
    let text = &span.file.text;
    let start = text[..span.byte_range.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = text[start..].split(['\r', '\n']).next().unwrap_or_default();
    let column = |offset: usize| (offset - start).min(line.len());
    (
        line,
        column(span.byte_range.start)..column(span.byte_range.end),
    )
}

/// Replaces each invisible or direction-changing character of a line with U+FFFD; returns the line and the
/// adjusted byte range.
fn replace_invisible_chars(line: &str, range: &Range<usize>) -> (String, Range<usize>) {
    let mut shown = String::with_capacity(line.len());
    let mut shown_range = 0..0;
    for (byte, character) in line.char_indices() {
        if byte == range.start {
            shown_range.start = shown.len();
        }
        if byte == range.end {
            shown_range.end = shown.len();
        }
        let is_invisible =
            character != '\t' && character != '\u{200C}' && is_invisible_char(character);
        shown.push(if is_invisible {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
    }
    if range.start >= line.len() {
        shown_range.start = shown.len();
    }
    if range.end >= line.len() {
        shown_range.end = shown.len();
    }
    (shown, shown_range)
}

fn severity_label(severity: Severity, is_draft: bool) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Blank if !is_draft => "error",
        Severity::Blank | Severity::Warning => "warning",
    }
}

#[derive(Serialize)]
struct JsonDiagnostic<'d> {
    code: &'d str,
    severity: &'d str,
    message: String,
    hint: String,
    file: Option<&'d str>,
    line: Option<usize>,
    column: Option<usize>,
    length: Option<usize>,
}

/// Returns a JSON list of objects `code`, `severity` (`error`, `blank`, `warning`), `message`, `hint`,
/// `file`, `line`, `column` and `length`; lines and columns count from 1, columns and lengths in characters.
///
/// # Panics
/// Never: strings and numbers can always be serialized.
pub fn render_diagnostics_json(diagnostics: &[Diagnostic]) -> String {
    let json_diagnostics: Vec<JsonDiagnostic<'_>> = diagnostics
        .iter()
        .map(|Diagnostic { problem, span }| {
            let description = problem.describe();
            let location = span.as_ref().map(Span::line_column);
            JsonDiagnostic {
                code: problem.code(),
                severity: match problem.severity() {
                    Severity::Error => "error",
                    Severity::Blank => "blank",
                    Severity::Warning => "warning",
                },
                message: description.message,
                hint: description.hint,
                file: span.as_ref().map(|span| span.file.name.as_str()),
                line: location.map(|(line, _)| line),
                column: location.map(|(_, column)| column),
                length: span.as_ref().map(|span| span.text().chars().count()),
            }
        })
        .collect();
    let mut text =
        serde_json::to_string_pretty(&json_diagnostics).expect("plain texts and numbers are JSON");
    text.push('\n');
    text
}
