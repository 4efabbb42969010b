//! What was changed in a Word file, as decisions about statements in agency.toml.
//!
//! What was found is tried before it is said: the document is made once more with the decisions, and
//! compared with the Word file again. What still differs is told as not carried over.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::{ComposedPacket, agency_file, compose_packet, stop_at_errors};
use crate::config;
use crate::config::agency::{Agency, StatementOverride};
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
use crate::interview::{StatementEdits, write_statement_edits};
use crate::output;
use crate::render::docx::{CONTENT_HASH_PROPERTY, DOCUMENT_NAME_PROPERTY};
use crate::review::store::lock_file_or_report;
use crate::source;
use crate::source::docx::{self, DocxContent};
use crate::source::field_reader::find_nearest_name;
use crate::span::SourceFile;

/// What to read back, and from where.
#[derive(Debug, Clone, Copy)]
pub struct WordImportOptions<'a> {
    pub docx_path: &'a Path,
    pub agency_path: &'a Path,
    /// The document's file name, if the Word file does not say it.
    pub document_stem: Option<&'a str>,
    /// Put the decisions into the agency's file.
    pub save_decisions: bool,
}

/// What was found in a Word file.
pub struct WordImportResult {
    /// What the Word file holds.
    pub edited_docx: DocxContent,
    /// The agency before the decisions.
    pub agency: Agency,
    /// The name of the document that the Word file was made of.
    pub document_name: String,
    /// The document is as it was when the Word file was made.
    pub is_document_unchanged: bool,
    /// The changes, in reading order.
    pub edits: Vec<DocumentEdit>,
    /// The decisions that make them.
    pub decisions: StatementEdits,
    /// Changes that are left when the decisions are made.
    pub remaining_edits: Vec<DocumentEdit>,
    /// The decisions were put into the agency's file.
    pub decisions_saved: bool,
}

/// The agency's documents as they were when the Word file was made, if they can be.
struct OriginalPacket {
    composed: ComposedPacket,
    draft: bool,
}

/// Reads a Word file back, and puts what it decides into the agency's file if that is asked for.
///
/// # Errors
/// When a file cannot be read, or the Word file is not of one of the agency's documents.
pub fn import_word_file(
    options: WordImportOptions<'_>,
    pack: &TemplatePack,
    today: Date,
    found: &mut Diagnostics,
) -> Result<WordImportResult, StageError> {
    // Nobody else may write to the file between its reading and its writing.
    let _lock = if options.save_decisions {
        Some(lock_file_or_report(options.agency_path, found)?)
    } else {
        None
    };
    let edited =
        read_edited_docx(options.docx_path).map_err(|problem| found.push_fatal(problem))?;
    let edition = compose_original_packet(options.agency_path, pack, &edited, today, found)?;
    let composed = &edition.composed;
    let document = find_exported_document(options, composed, &edited)
        .map_err(|problem| found.push_fatal(problem))?;
    let seen = collect_edited_lines(document, &edited);
    let edits = find_document_edits(document, &composed.agency, &seen);
    if !shares_text_or_statement(document, &seen) {
        return Err(found.push_fatal(ImportProblem::UnrelatedDocument {
            path: options.docx_path.display().to_string(),
            document: document.name.clone(),
        }));
    }
    let file = &composed.source_files[0];
    let decisions = decisions_from_edits(&edits, &composed.agency, options.docx_path, file);
    let text = write_statement_edits(&file.text, &decisions).expect("a file that was read is TOML");
    let same_edition = exported_content_hash(&edited) == Some(content_hash(document).as_str());
    let mut remaining = find_remaining_edits(&text, &edition, document, pack, &seen, today);
    remaining.retain(|edit| is_user_edit(edit, &edits, same_edition));
    let written = options.save_decisions && decisions != StatementEdits::default();
    if written {
        output::replace_file(options.agency_path, text.as_bytes())?;
    }
    Ok(WordImportResult {
        document_name: document.name.clone(),
        edited_docx: edited,
        is_document_unchanged: same_edition,
        edits,
        decisions,
        remaining_edits: remaining,
        decisions_saved: written,
        agency: edition.composed.agency,
    })
}

fn read_edited_docx(path: &Path) -> Result<DocxContent, Problem> {
    let name = || path.display().to_string();
    let bytes = source::read_file_limited(path, docx::MAX_DOCX_BYTES).map_err(|fault| {
        ThemeProblem::UnreadableFile {
            path: name(),
            error: fault,
        }
    })?;
    let read = docx::read_docx(&bytes).map_err(|fault| ImportProblem::UnreadableDocx {
        path: name(),
        error: fault,
    });
    Ok(read?)
}

/// The hash of what the document said when the Word file was made of it.
fn exported_content_hash(edited: &DocxContent) -> Option<&str> {
    edited
        .custom_properties
        .get(CONTENT_HASH_PROPERTY)
        .map(String::as_str)
}

/// Makes the agency's documents finished, or with their blanks, as the Word file has them.
fn compose_original_packet(
    agency: &Path,
    pack: &TemplatePack,
    edited: &DocxContent,
    today: Date,
    found: &mut Diagnostics,
) -> Result<OriginalPacket, StageError> {
    let mut fallback = None;
    for draft in [false, true] {
        let mut own = Diagnostics::new();
        let composed = compose_packet(agency, pack, draft, None, today, &mut own);
        let is_open = own.iter().any(|one| one.severity() == Severity::Blank);
        let composed = stop_at_errors(composed, own, found)?;
        let hash = exported_content_hash(edited);
        let mut documents = composed.documents.iter();
        if documents.any(|document| hash == Some(content_hash(document).as_str())) {
            return Ok(OriginalPacket { composed, draft });
        }
        if draft == is_open {
            fallback = Some(OriginalPacket { composed, draft });
        }
    }
    Ok(fallback.expect("a packet is either finished or open"))
}

/// The document that the Word file was made of.
fn find_exported_document<'a>(
    options: WordImportOptions<'_>,
    composed: &'a ComposedPacket,
    edited: &DocxContent,
) -> Result<&'a Document, Problem> {
    let known: Vec<String> = composed.documents.iter().map(Document::file_stem).collect();
    let in_file = edited
        .custom_properties
        .get(DOCUMENT_NAME_PROPERTY)
        .map(String::as_str);
    let Some(name) = options.document_stem.or(in_file) else {
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

/// The lines of the Word file with the statements whose bookmarks they bear.
fn collect_edited_lines(document: &Document, edited: &DocxContent) -> Vec<CopyLine> {
    let statements: Vec<(String, String)> = document_lines(&document.blocks)
        .into_iter()
        .flat_map(|line| line.statement_names)
        .map(|name| (Anchor(name.clone()).word_bookmark_name(), name))
        .collect();
    let named = |bookmark: &String| {
        let found = statements.iter().find(|(known, _)| known == bookmark);
        found.map(|(_, name)| name.clone())
    };
    let lines = edited.lines.iter();
    lines
        .map(|line| CopyLine {
            text: line.text.clone(),
            statement_names: line.bookmarks.iter().filter_map(named).collect(),
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
    seen: &[CopyLine],
) -> Vec<DocumentEdit> {
    let own: Vec<String> = agency
        .policy
        .statement_additions
        .iter()
        .map(|addition| addition.paragraphs.join(" "))
        .collect();
    let reworded =
        |decision: &StatementOverride| matches!(decision, StatementOverride::Reword { .. });
    let chosen: Vec<String> = agency
        .policy
        .statement_choices
        .iter()
        .filter(|choice| reworded(&choice.decision))
        .map(|choice| choice.statement_name.clone())
        .collect();
    find_edits(&document.blocks, &own, &chosen, seen)
}

fn shares_text_or_statement(document: &Document, seen: &[CopyLine]) -> bool {
    let texts: Vec<String> = document_lines(&document.blocks)
        .iter()
        .map(DocumentLine::text)
        .collect();
    seen.iter()
        .any(|seen| !seen.statement_names.is_empty() || texts.contains(&normalize_text(&seen.text)))
}

/// The decisions that make the changes, as far as there are such.
fn decisions_from_edits(
    edits: &[DocumentEdit],
    agency: &Agency,
    docx: &Path,
    file: &Arc<SourceFile>,
) -> StatementEdits {
    let mut decisions = StatementEdits::default();
    let name = docx.file_name().unwrap_or_default().to_string_lossy();
    for edit in edits {
        match edit {
            DocumentEdit::StatementReworded {
                statement_name: statement,
                new_text: is,
                ..
            } => {
                decisions.reworded.push((statement.clone(), is.clone()));
            }
            DocumentEdit::LineAdded {
                after_statement: after,
                text,
                ..
            } => {
                decisions.added.push((after.clone(), text.clone()));
            }
            DocumentEdit::StatementRemoved {
                statement_name: statement,
                ..
            } => {
                let reason = format!("Taken out in {name}; write the reason here");
                decisions.omitted.push((statement.clone(), reason));
            }
            DocumentEdit::AdditionReworded {
                addition_index: own,
                new_text: is,
                ..
            } => {
                let place = addition_index_in_file(agency, *own, file);
                decisions
                    .addition_edits
                    .extend(place.map(|place| (place, Some(is.clone()))));
            }
            DocumentEdit::AdditionRemoved {
                addition_index: own,
                ..
            } => {
                let place = addition_index_in_file(agency, *own, file);
                decisions
                    .addition_edits
                    .extend(place.map(|place| (place, None)));
            }
            DocumentEdit::NotImportable { .. } => {}
        }
    }
    decisions.addition_edits.sort();
    decisions
}

/// The place of an addition among those of the agency's own file; none if it stands in one that this
/// extends.
fn addition_index_in_file(agency: &Agency, own: usize, file: &Arc<SourceFile>) -> Option<usize> {
    let additions = &agency.policy.statement_additions;
    let in_file = |at: &usize| additions[*at].after_span.file.name == file.name;
    in_file(&own).then(|| (0..own).filter(in_file).count())
}

/// What still differs when the decisions stand in the file.
fn find_remaining_edits(
    text: &str,
    edition: &OriginalPacket,
    document: &Document,
    pack: &TemplatePack,
    seen: &[CopyLine],
    today: Date,
) -> Vec<DocumentEdit> {
    let again = compose_with_decisions(text, edition, document, pack, today);
    again.map_or_else(
        || find_document_edits(document, &edition.composed.agency, seen),
        |(agency, document)| find_document_edits(&document, &agency, seen),
    )
}

/// The agency and the document as they would be with that text in the agency's file.
fn compose_with_decisions(
    text: &str,
    edition: &OriginalPacket,
    document: &Document,
    pack: &TemplatePack,
    today: Date,
) -> Option<(Agency, Document)> {
    let file = Arc::new(SourceFile {
        name: edition.composed.source_files[0].name.clone(),
        text: text.to_owned(),
    });
    let files = agency_file::with_base_files(file, &mut Diagnostics::new()).ok()?;
    let agency = config::load_agency_with_bases(&files, today, &mut Diagnostics::new()).ok()?;
    let documents =
        content::compose_documents(pack, &agency, edition.draft, &mut Diagnostics::new());
    let again = documents
        .into_iter()
        .find(|again| again.name == document.name && again.language == document.language)?;
    Some((agency, again))
}

/// Whether a change is somebody's in the Word file; a row of a table may be different because a decision is (a gap in
/// the crosswalk), or because the settings are others than when the file was made.
fn is_user_edit(edit: &DocumentEdit, first: &[DocumentEdit], same_edition: bool) -> bool {
    let Some((was, is)) = edited_table_row(edit) else {
        return true;
    };
    let mut known = first.iter().filter_map(edited_table_row);
    same_edition
        && known.any(|(known_was, known_is)| known_is == is && (is.is_some() || known_was == was))
}

/// The row of a table that a change is about, as it was and as it is.
fn edited_table_row(edit: &DocumentEdit) -> Option<(Option<&str>, Option<&str>)> {
    match edit {
        DocumentEdit::NotImportable {
            old_text: was,
            new_text: is,
            reason: NotImportableReason::InTable,
            ..
        } => Some((was.as_deref(), is.as_deref())),
        _ => None,
    }
}
