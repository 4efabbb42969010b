//! Imports the changes of an edited Word file as decisions about statements in agency.toml.
//!
//! The decisions are verified: the document is composed again with them and compared with the Word file. Remaining
//! differences are reported as not imported.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::{ComposedPacket, agency_file, compose_packet, stop_at_errors};
use crate::config;
use crate::config::agency::{Agency, StatementOverride, UNWRITTEN_REASON};
use crate::content;
use crate::content::pack::TemplatePack;
use crate::diag::document::DocumentProblem;
use crate::diag::import::ImportProblem;
use crate::diag::theme::ThemeProblem;
use crate::diag::{Diagnostics, Problem, Severity, StageError};
use crate::document::canonical::content_hash;
use crate::document::copy_edits::{
    CopyLine, DocumentEdit, DocumentLine, DocumentLineKind, NotImportableReason, document_lines,
    find_edits, normalize_text,
};
use crate::document::{Anchor, Document};
use crate::interview::{StatementDecisionsToWrite, write_statement_edits};
use crate::output;
use crate::render::docx::{CONTENT_HASH_PROPERTY, DOCUMENT_NAME_PROPERTY};
use crate::review::store::lock_file_or_report;
use crate::source;
use crate::source::docx::{self, DocxContent};
use crate::source::field_reader::find_nearest_name;
use crate::span::SourceFile;

/// The files and options of an import.
#[derive(Debug, Clone, Copy)]
pub struct WordImportOptions<'a> {
    pub docx_path: &'a Path,
    pub agency_path: &'a Path,
    /// The document's file name without extension, for a Word file that does not have it as a property.
    pub document_stem: Option<&'a str>,
    /// Whether to write the decisions to the agency's file.
    pub save_decisions: bool,
}

/// The changes found in a Word file.
pub struct WordImportResult {
    pub edited_docx: DocxContent,
    /// The agency before the decisions.
    pub agency: Agency,
    /// The name of the document that was exported to Word.
    pub document_name: String,
    /// Whether the document is still the same as when it was exported.
    pub is_document_unchanged: bool,
    /// All changes, in reading order.
    pub edits: Vec<DocumentEdit>,
    /// The changes that can be expressed as decisions.
    pub decisions: StatementDecisionsToWrite,
    /// The changes that the decisions do not cover.
    pub remaining_edits: Vec<DocumentEdit>,
    /// Whether the decisions were written to the agency's file.
    pub decisions_saved: bool,
}

/// The packet that the Word file was exported from, as far as it can be composed again.
struct OriginalPacket {
    composed: ComposedPacket,
    draft: bool,
}

/// Reads an edited Word file and, if asked, writes its changes to the agency's file as decisions.
///
/// # Errors
/// When a file cannot be read, or the Word file is not one of the agency's documents.
pub fn import_word_file(
    options: WordImportOptions<'_>,
    pack: &TemplatePack,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<WordImportResult, StageError> {
    // No other process may write the file between reading and writing it.
    let _lock = if options.save_decisions {
        Some(lock_file_or_report(options.agency_path, diagnostics)?)
    } else {
        None
    };
    let edited =
        read_edited_docx(options.docx_path).map_err(|problem| diagnostics.push_fatal(problem))?;
    let original = compose_original_packet(options.agency_path, pack, &edited, today, diagnostics)?;
    let composed = &original.composed;
    let document = find_exported_document(options, composed, &edited)
        .map_err(|problem| diagnostics.push_fatal(problem))?;
    let lines = collect_edited_lines(document, &edited);
    let edits = find_document_edits(document, &composed.agency, &lines);
    if !shares_text_or_statement(document, &lines) {
        return Err(diagnostics.push_fatal(ImportProblem::UnrelatedDocument {
            path: options.docx_path.display().to_string(),
            document: document.name.clone(),
        }));
    }
    let file = &composed.source_files[0];
    let decisions = decisions_from_edits(&edits, &composed.agency, options.docx_path, file);
    let text = write_statement_edits(&file.text, &decisions).expect("a file that was read is TOML");
    let is_unchanged = exported_content_hash(&edited) == Some(content_hash(document).as_str());
    let mut remaining = find_remaining_edits(&text, &original, document, pack, &lines, today);
    remaining.retain(|edit| is_user_edit(edit, &edits, is_unchanged));
    let decisions_saved =
        options.save_decisions && decisions != StatementDecisionsToWrite::default();
    if decisions_saved {
        output::replace_file(options.agency_path, text.as_bytes())?;
    }
    Ok(WordImportResult {
        document_name: document.name.clone(),
        edited_docx: edited,
        is_document_unchanged: is_unchanged,
        edits,
        decisions,
        remaining_edits: remaining,
        decisions_saved,
        agency: original.composed.agency,
    })
}

fn read_edited_docx(path: &Path) -> Result<DocxContent, Problem> {
    let display_path = || path.display().to_string();
    let bytes = source::read_file_limited(path, docx::MAX_DOCX_BYTES).map_err(|error| {
        let path = display_path();
        ThemeProblem::UnreadableFile { path, error }
    })?;
    let content = docx::read_docx(&bytes).map_err(|error| {
        let path = display_path();
        ImportProblem::UnreadableDocx { path, error }
    });
    Ok(content?)
}

/// Returns the content hash of the document at export, a property of the Word file.
fn exported_content_hash(edited: &DocxContent) -> Option<&str> {
    edited
        .custom_properties
        .get(CONTENT_HASH_PROPERTY)
        .map(String::as_str)
}

/// Composes the agency's documents, as final or as drafts, whichever the Word file was exported from.
fn compose_original_packet(
    agency_path: &Path,
    pack: &TemplatePack,
    edited: &DocxContent,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<OriginalPacket, StageError> {
    let mut fallback = None;
    for draft in [false, true] {
        let mut own = Diagnostics::new();
        let composed = compose_packet(agency_path, pack, draft, None, today, &mut own);
        let has_blanks = own.iter().any(|one| one.severity() == Severity::Blank);
        let composed = stop_at_errors(composed, own, diagnostics)?;
        let hash = exported_content_hash(edited);
        let mut documents = composed.documents.iter();
        if documents.any(|document| hash == Some(content_hash(document).as_str())) {
            return Ok(OriginalPacket { composed, draft });
        }
        if draft == has_blanks {
            fallback = Some(OriginalPacket { composed, draft });
        }
    }
    Ok(fallback.expect("a packet has blanks or not"))
}

/// Returns the document that was exported to Word.
fn find_exported_document<'a>(
    options: WordImportOptions<'_>,
    composed: &'a ComposedPacket,
    edited: &DocxContent,
) -> Result<&'a Document, Problem> {
    let known: Vec<String> = composed.documents.iter().map(Document::file_stem).collect();
    let property = edited
        .custom_properties
        .get(DOCUMENT_NAME_PROPERTY)
        .map(String::as_str);
    let Some(name) = options.document_stem.or(property) else {
        let path = options.docx_path.display().to_string();
        return Err(ImportProblem::UnidentifiedDocument {
            path,
            available_documents: known,
        }
        .into());
    };
    let mut documents = composed.documents.iter();
    let document = documents.find(|document| document.file_stem() == name);
    let Some(document) = document else {
        let nearest = find_nearest_name(name, known.iter().map(String::as_str));
        return Err(DocumentProblem::UnknownDocument {
            name: name.to_owned(),
            nearest: nearest.map(str::to_owned),
            available_documents: known.join(", "),
        }
        .into());
    };
    if document.language.language.as_str() != "en" {
        let document = document.file_stem();
        return Err(ImportProblem::NotEnglish { document }.into());
    }
    Ok(document)
}

/// Returns the lines of the Word file, with the statements of their bookmarks.
fn collect_edited_lines(document: &Document, edited: &DocxContent) -> Vec<CopyLine> {
    let statements: Vec<(String, String)> = document_lines(&document.blocks)
        .into_iter()
        .flat_map(|line| line.statement_names)
        .map(|name| (Anchor(name.clone()).word_bookmark_name(), name))
        .collect();
    let statement_of_bookmark = |bookmark: &String| {
        let mut known = statements.iter();
        known
            .find(|(known, _)| known == bookmark)
            .map(|(_, name)| name.clone())
    };
    edited
        .lines
        .iter()
        .map(|line| CopyLine {
            text: line.text.clone(),
            statement_names: line
                .bookmarks
                .iter()
                .filter_map(statement_of_bookmark)
                .collect(),
            kind: match line.kind {
                docx::DocxLineKind::Heading => DocumentLineKind::Heading(None),
                docx::DocxLineKind::Paragraph => DocumentLineKind::Paragraph,
                docx::DocxLineKind::ListItem(level) => DocumentLineKind::ListItem(level),
                docx::DocxLineKind::TableRow => DocumentLineKind::TableRow,
            },
        })
        .collect()
}

fn find_document_edits(
    document: &Document,
    agency: &Agency,
    lines: &[CopyLine],
) -> Vec<DocumentEdit> {
    let additions: Vec<String> = agency
        .policy
        .statement_additions
        .iter()
        .map(|addition| addition.paragraphs.join(" "))
        .collect();
    let reworded: Vec<String> = agency
        .policy
        .statement_choices
        .iter()
        .filter(|choice| matches!(choice.decision, StatementOverride::Reword { .. }))
        .map(|choice| choice.statement_name.clone())
        .collect();
    find_edits(&document.blocks, &additions, &reworded, lines)
}

fn shares_text_or_statement(document: &Document, lines: &[CopyLine]) -> bool {
    let texts: Vec<String> = document_lines(&document.blocks)
        .iter()
        .map(DocumentLine::text)
        .collect();
    lines
        .iter()
        .any(|line| !line.statement_names.is_empty() || texts.contains(&normalize_text(&line.text)))
}

/// Returns the decisions for all edits that can be imported.
fn decisions_from_edits(
    edits: &[DocumentEdit],
    agency: &Agency,
    docx: &Path,
    file: &Arc<SourceFile>,
) -> StatementDecisionsToWrite {
    let mut decisions = StatementDecisionsToWrite::default();
    let name = docx.file_name().unwrap_or_default().to_string_lossy();
    for edit in edits {
        match edit {
            DocumentEdit::StatementReworded {
                statement_name,
                new_text,
                ..
            } => {
                let reworded = (statement_name.clone(), new_text.clone());
                decisions.reworded.push(reworded);
            }
            DocumentEdit::LineAdded {
                after_statement,
                text,
                ..
            } => {
                decisions
                    .added
                    .push((after_statement.clone(), text.clone()));
            }
            DocumentEdit::StatementRemoved { statement_name, .. } => {
                let reason = format!("Taken out in {name}; {UNWRITTEN_REASON}");
                decisions.omitted.push((statement_name.clone(), reason));
            }
            DocumentEdit::AdditionReworded {
                addition_index,
                new_text,
                ..
            } => {
                let index = addition_index_in_file(agency, *addition_index, file);
                let edit = index.map(|index| (index, Some(new_text.clone())));
                decisions.addition_edits.extend(edit);
            }
            DocumentEdit::AdditionRemoved { addition_index, .. } => {
                let index = addition_index_in_file(agency, *addition_index, file);
                decisions
                    .addition_edits
                    .extend(index.map(|index| (index, None)));
            }
            DocumentEdit::NotImportable { .. } => {}
        }
    }
    decisions.addition_edits.sort();
    decisions
}

/// Returns the index of an addition among those of the agency's own file; none if a base file has it.
fn addition_index_in_file(agency: &Agency, index: usize, file: &Arc<SourceFile>) -> Option<usize> {
    let additions = &agency.policy.statement_additions;
    let span = &additions[index].after_span;
    let own_spans = additions.iter().map(|addition| &addition.after_span);
    let own_spans = own_spans.filter(|span| span.file.name == file.name);
    // One that takes the place of an addition of a base file may stand before an earlier one of the agency's file.
    let earlier = own_spans.filter(|own| own.byte_range.start < span.byte_range.start);
    (span.file.name == file.name).then(|| earlier.count())
}

/// Returns the edits that remain with the decisions in the agency's file, which then has this text.
fn find_remaining_edits(
    text: &str,
    original: &OriginalPacket,
    document: &Document,
    pack: &TemplatePack,
    lines: &[CopyLine],
    today: Date,
) -> Vec<DocumentEdit> {
    match compose_with_decisions(text, original, document, pack, today) {
        Some((agency, document)) => find_document_edits(&document, &agency, lines),
        None => find_document_edits(document, &original.composed.agency, lines),
    }
}

/// Composes the document from an agency's file with this text.
fn compose_with_decisions(
    text: &str,
    original: &OriginalPacket,
    document: &Document,
    pack: &TemplatePack,
    today: Date,
) -> Option<(Agency, Document)> {
    let file = Arc::new(SourceFile {
        name: original.composed.source_files[0].name.clone(),
        text: text.to_owned(),
    });
    let files = agency_file::with_base_files(file, &mut Diagnostics::new()).ok()?;
    let agency = config::load_agency_with_bases(&files, today, &mut Diagnostics::new()).ok()?;
    let recomposed =
        content::compose_documents(pack, &agency, original.draft, &mut Diagnostics::new())
            .into_iter()
            .find(|known| known.name == document.name && known.language == document.language)?;
    Some((agency, recomposed))
}

/// Returns whether a remaining edit was made by the user. A table row can also differ because of a decision (a gap in
/// the crosswalk), or because settings have changed since the export.
fn is_user_edit(edit: &DocumentEdit, all_edits: &[DocumentEdit], is_unchanged: bool) -> bool {
    let Some((old, new)) = edited_table_row(edit) else {
        return true;
    };
    let mut rows = all_edits.iter().filter_map(edited_table_row);
    is_unchanged
        && rows
            .any(|(known_old, known_new)| known_new == new && (new.is_some() || known_old == old))
}

/// Returns the old and the new text of an edited table row.
fn edited_table_row(edit: &DocumentEdit) -> Option<(Option<&str>, Option<&str>)> {
    match edit {
        DocumentEdit::NotImportable {
            old_text,
            new_text,
            reason: NotImportableReason::InTable,
            ..
        } => Some((old_text.as_deref(), new_text.as_deref())),
        _ => None,
    }
}
