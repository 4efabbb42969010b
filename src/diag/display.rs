//! Diagnostics as text for a terminal and as JSON for other programs.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::invisible_chars::is_invisible_char;
use super::message_format::escape_invisible_chars;
use super::{Diagnostic, Severity};
use crate::span::Span;

/// How diagnostics are to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiagnosticDisplayOptions {
    /// Whether the text may hold colours (ANSI); nothing is said by colour alone.
    pub use_color: bool,
    /// Whether open blanks are warnings, as in a draft, and not errors, as in a final build.
    pub is_draft: bool,
    /// Whether what is only worth a look stays unsaid.
    pub errors_only: bool,
}

/// One paragraph for each diagnostic: code and message, place, line with a caret, hint.
pub fn render_diagnostics_text(
    diagnostics: &[Diagnostic],
    look: DiagnosticDisplayOptions,
) -> String {
    let renderer = if look.use_color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let paragraphs: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| {
            !look.errors_only || severity_label(diagnostic.severity(), look.is_draft) == "error"
        })
        .map(|diagnostic| render_diagnostic(diagnostic, look, &renderer))
        .collect();
    paragraphs.join("\n")
}

fn render_diagnostic(
    diagnostic: &Diagnostic,
    look: DiagnosticDisplayOptions,
    renderer: &Renderer,
) -> String {
    let description = diagnostic.problem.describe();
    let level = match severity_label(diagnostic.severity(), look.is_draft) {
        "error" => Level::ERROR,
        _ => Level::WARNING,
    };
    let title = level
        .primary_title(description.message)
        .id(diagnostic.problem.code());
    let report = match &diagnostic.span {
        Some(span) => {
            let (line, at) = first_line_of_span(span);
            let (line, at) = replace_invisible_chars(line, &at);
            title.element(
                Snippet::source(line)
                    .line_start(span.line_column().0)
                    .path(escape_invisible_chars(&span.file.name))
                    .annotation(AnnotationKind::Primary.span(at)),
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

/// The line a place begins on, and the part of the place that is on it: a caret under a whole table
/// says nothing.
fn first_line_of_span(span: &Span) -> (&str, Range<usize>) {
    let text = &span.file.text;
    let start = text[..span.byte_range.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = text[start..].split(['\r', '\n']).next().unwrap_or_default();
    let within = |at: usize| (at - start).min(line.len());
    (
        line,
        within(span.byte_range.start)..within(span.byte_range.end),
    )
}

/// A line with a sign in the place of each character that nobody would see or that turns the line, and where
/// a place of it is then.
fn replace_invisible_chars(line: &str, at: &Range<usize>) -> (String, Range<usize>) {
    let mut shown = String::with_capacity(line.len());
    let mut place = 0..0;
    for (byte, character) in line.char_indices() {
        if byte == at.start {
            place.start = shown.len();
        }
        if byte == at.end {
            place.end = shown.len();
        }
        let unseen = character != '\t' && character != '\u{200C}' && is_invisible_char(character);
        shown.push(if unseen {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
    }
    if at.start >= line.len() {
        place.start = shown.len();
    }
    if at.end >= line.len() {
        place.end = shown.len();
    }
    (shown, place)
}

fn severity_label(severity: Severity, draft: bool) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Blank if !draft => "error",
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

/// A JSON list of objects `code`, `severity` (`error`, `open`, `warning`), `message`, `hint`,
/// `file`, `line`, `column` and `length`; the last three count characters, lines and columns from 1.
///
/// # Panics
/// Never: texts and numbers can always be written as JSON.
pub fn render_diagnostics_json(diagnostics: &[Diagnostic]) -> String {
    let shown: Vec<JsonDiagnostic<'_>> = diagnostics
        .iter()
        .map(|Diagnostic { problem, span }| {
            let description = problem.describe();
            let place = span.as_ref().map(Span::line_column);
            JsonDiagnostic {
                code: problem.code(),
                severity: match problem.severity() {
                    Severity::Error => "error",
                    Severity::Blank => "open",
                    Severity::Warning => "warning",
                },
                message: description.message,
                hint: description.hint,
                file: span.as_ref().map(|span| span.file.name.as_str()),
                line: place.map(|(line, _)| line),
                column: place.map(|(_, column)| column),
                length: span.as_ref().map(|span| span.text().chars().count()),
            }
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&shown).expect("plain texts and numbers are JSON");
    text.push('\n');
    text
}
