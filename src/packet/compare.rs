//! What a reader would find changed between two packets, or between the packets of two agency files.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::compose_without_warnings;
use crate::content::pack::TemplatePack;
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostics, StageError};
use crate::document::markdown_parser;
use crate::document::passage::{Passage, block_passages, document_passages};
use crate::document::passage_diff::{PassageChange, diff_passages};
use crate::output;
use crate::output::manifest::Manifest;
use crate::source;

/// The documents of one side.
struct ComparedPacket {
    documents: Vec<ComparedDocument>,
    /// Whether the names of its statements are known.
    has_statement_names: bool,
    /// Whether its blanks are shown.
    draft: bool,
}

/// A document by the name of its file.
struct ComparedDocument {
    file_stem: String,
    title: String,
    passages: Vec<Passage>,
}

/// A document with what changed in it.
pub struct ChangedDocument {
    /// The name of its file.
    pub file_stem: String,
    pub title: String,
    pub changes: Vec<PassageChange>,
}

/// Compares two packets, each a folder that a build made or what an agency's file makes.
///
/// # Errors
/// When one of them cannot be read.
pub fn compare_packets(
    old: &Path,
    new: &Path,
    pack: &TemplatePack,
    today: Date,
    found: &mut Diagnostics,
) -> Result<Vec<ChangedDocument>, StageError> {
    // A file beside a folder is made as the folder was: as a draft or not.
    let old_first = [source::is_folder(old), source::is_folder(new)] != [false, true];
    let (first, second) = if old_first { (old, new) } else { (new, old) };
    let first = load_compared_packet(first, pack, true, today, found)?;
    let second = load_compared_packet(second, pack, first.draft, today, found)?;
    Ok(if old_first {
        find_changed_documents(&first, &second)
    } else {
        find_changed_documents(&second, &first)
    })
}

/// Reads one side: a folder that `build` made, or an agency's file.
fn load_compared_packet(
    path: &Path,
    pack: &TemplatePack,
    draft: bool,
    today: Date,
    found: &mut Diagnostics,
) -> Result<ComparedPacket, StageError> {
    if source::is_folder(path) {
        return load_packet_folder(path, found);
    }
    let composed = compose_without_warnings(path, pack, draft, today, found)?;
    let documents = composed.documents.iter().map(|document| ComparedDocument {
        file_stem: document.file_stem(),
        title: document.title.clone(),
        passages: document_passages(document),
    });
    Ok(ComparedPacket {
        documents: documents.collect(),
        has_statement_names: true,
        draft,
    })
}

/// The Markdown files of a packet, whether the folder is the agency's or the one above it.
fn load_packet_folder(path: &Path, found: &mut Diagnostics) -> Result<ComparedPacket, StageError> {
    let mut packets: Vec<(PathBuf, Manifest)> = Vec::new();
    let inner = source::list_visible_folders(path)?;
    for folder in std::iter::once(path.to_owned()).chain(inner) {
        if let Some(manifest) = output::read_manifest(&folder)? {
            packets.push((folder, manifest));
        }
    }
    let [(folder, manifest)] = &packets[..] else {
        return Err(found.push_fatal(PacketProblem::NotSinglePacket {
            path: path.display().to_string(),
            packet_count: packets.len(),
        }));
    };
    let mut documents = Vec::new();
    for entry in &manifest.files {
        let Some(name) = entry.path.strip_suffix(".md") else {
            continue;
        };
        let bytes = source::read_file(&folder.join(&entry.path))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let passages = passages_of_markdown(&text);
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        let mut headings = passages.iter().map(|passage| passage.heading.clone());
        let title = headings.find(|heading| !heading.is_empty());
        documents.push(ComparedDocument {
            title: title.unwrap_or_else(|| name.clone()),
            file_stem: name,
            passages,
        });
    }
    Ok(ComparedPacket {
        documents,
        has_statement_names: false,
        draft: manifest.draft,
    })
}

/// The passages of a Markdown file that we wrote.
fn passages_of_markdown(text: &str) -> Vec<Passage> {
    let (body, small_print) = text.rsplit_once("\n---\n").unwrap_or((text, ""));
    let Ok(blocks) = markdown_parser::parse_markdown(body) else {
        // Somebody has edited it into something else: its lines are compared.
        return text.lines().filter_map(passage_from_line).collect();
    };
    let mut passages = block_passages(&blocks);
    // Before the title stands the mark of a draft alone.
    if let Some(first) = passages.first_mut()
        && first.heading.is_empty()
    {
        "draft".clone_into(&mut first.statement_name);
    }
    passages.extend(
        passage_from_line(small_print.trim().trim_matches('_')).map(|passage| Passage {
            statement_name: "small-print".to_owned(),
            ..passage
        }),
    );
    passages
}

fn passage_from_line(line: &str) -> Option<Passage> {
    (!line.trim().is_empty()).then(|| Passage {
        text: line.trim().to_owned(),
        ..Passage::default()
    })
}

/// The documents that differ, in the order of the newer edition, those of the older alone last.
fn find_changed_documents(old: &ComparedPacket, new: &ComparedPacket) -> Vec<ChangedDocument> {
    let named = old.has_statement_names && new.has_statement_names;
    let passages = |made: Option<&ComparedDocument>| -> Vec<Passage> {
        let mut passages = made.map_or_else(Vec::new, |made| made.passages.clone());
        for passage in &mut passages {
            if !named && !["draft", "small-print"].contains(&passage.statement_name.as_str()) {
                passage.statement_name.clear();
            }
        }
        passages
    };
    let gone = old.documents.iter().filter(|document| {
        let same = |other: &ComparedDocument| other.file_stem == document.file_stem;
        !new.documents.iter().any(same)
    });
    let mut changed = Vec::new();
    for document in new.documents.iter().chain(gone) {
        let same = |other: &&ComparedDocument| other.file_stem == document.file_stem;
        let before = passages(old.documents.iter().find(same));
        let after = passages(new.documents.iter().find(same));
        let changes = diff_passages(&before, &after);
        if !changes.is_empty() {
            changed.push(ChangedDocument {
                file_stem: document.file_stem.clone(),
                title: document.title.clone(),
                changes,
            });
        }
    }
    changed
}
