//! Compares two packets, or the packets of two agency files, as their readers would.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::compose_without_warnings;
use crate::content::pack::TemplatePack;
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostics, StageError};
use crate::document::canonical::SHORT_HASH_DIGITS;
use crate::document::markdown_parser;
use crate::document::passage::{
    ComparedPassage, DRAFT_MARK, PAGE_FOOTER, block_passages, document_passages,
};
use crate::document::passage_diff::{PassageChange, diff_passages};
use crate::output;
use crate::output::manifest::{Manifest, with_unix_line_ends};
use crate::source;

/// One side of a comparison.
struct ComparedPacket {
    documents: Vec<ComparedDocument>,
    /// Whether its passages have statement names.
    has_statement_names: bool,
    draft: bool,
}

struct ComparedDocument {
    /// The document's file name without extension.
    file_stem: String,
    title: String,
    passages: Vec<ComparedPassage>,
}

impl ComparedPacket {
    fn find_document(&self, file_stem: &str) -> Option<&ComparedDocument> {
        let mut documents = self.documents.iter();
        documents.find(|document| document.file_stem == file_stem)
    }
}

/// A document with its changes.
pub struct ChangedDocument {
    /// The document's file name without extension.
    pub file_stem: String,
    pub title: String,
    pub changes: Vec<PassageChange>,
}

/// Compares two packets, each a folder written by `build` or an agency's file.
///
/// # Errors
/// When one of them cannot be read.
pub fn compare_packets(
    old: &Path,
    new: &Path,
    pack: &TemplatePack,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ChangedDocument>, StageError> {
    // An agency file compared with a folder is composed as a draft if the folder is one.
    let old_first = [source::is_folder(old), source::is_folder(new)] != [false, true];
    let (first, second) = if old_first { (old, new) } else { (new, old) };
    let first = load_compared_packet(first, pack, true, today, diagnostics)?;
    let second = load_compared_packet(second, pack, first.draft, today, diagnostics)?;
    Ok(if old_first {
        find_changed_documents(&first, &second)
    } else {
        find_changed_documents(&second, &first)
    })
}

/// Loads one side: a folder written by `build`, or an agency's file.
fn load_compared_packet(
    path: &Path,
    pack: &TemplatePack,
    draft: bool,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<ComparedPacket, StageError> {
    if source::is_folder(path) {
        return load_packet_folder(path, pack, diagnostics);
    }
    let composed = compose_without_warnings(path, pack, draft, today, diagnostics)?;
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

/// Loads the Markdown files of a packet from its folder, or from a folder with a single packet in it.
fn load_packet_folder(
    path: &Path,
    pack: &TemplatePack,
    diagnostics: &mut Diagnostics,
) -> Result<ComparedPacket, StageError> {
    let mut packets: Vec<(PathBuf, Manifest)> = Vec::new();
    // A review packet may be in the folder of a packet.
    let folders = if output::read_manifest(path)?.is_some() {
        vec![path.to_owned()]
    } else {
        source::list_visible_folders(path)?
    };
    for folder in folders {
        if let Some(manifest) = output::read_manifest(&folder)? {
            packets.push((folder, manifest));
        }
    }
    let [(folder, manifest)] = &packets[..] else {
        return Err(diagnostics.push_fatal(PacketProblem::NotSinglePacket {
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
        let text = with_unix_line_ends(&bytes);
        let passages = passages_of_markdown(&String::from_utf8_lossy(&text));
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        let mut headings = passages.iter().map(|passage| passage.heading.clone());
        let title =
            document_title(pack, &name).or_else(|| headings.find(|heading| !heading.is_empty()));
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

/// Returns the title of a document by its file name without extension: `action-sheet-main`, `poster-help.es`.
fn document_title(pack: &TemplatePack, file_stem: &str) -> Option<String> {
    let (name, tag) = file_stem.split_once('.').unwrap_or((file_stem, ""));
    let translation = pack
        .translations
        .iter()
        .find(|language| language.tag.to_string() == tag);
    let templates = &translation.unwrap_or(&pack.english).document_templates;
    let template = templates.iter().find(|template| {
        let rest = name.strip_prefix(&template.name);
        rest.is_some_and(|rest| rest.is_empty() || template.per_site && rest.starts_with('-'))
    })?;
    Some(template.title.clone())
}

/// Returns the passages of a Markdown file of a packet.
fn passages_of_markdown(text: &str) -> Vec<ComparedPassage> {
    let (body, small_print) = text.rsplit_once("\n---\n").unwrap_or((text, ""));
    let Ok(blocks) = markdown_parser::parse_markdown(body) else {
        // An edited file may have unsupported Markdown; its lines are compared.
        return text.lines().filter_map(passage_from_line).collect();
    };
    let mut passages = block_passages(&blocks);
    // The only text before the title is the draft label.
    if let Some(first) = passages.first_mut()
        && first.heading.is_empty()
    {
        DRAFT_MARK.clone_into(&mut first.statement_name);
    }
    passages.extend(
        passage_from_line(small_print.trim().trim_matches('_')).map(|passage| ComparedPassage {
            statement_name: PAGE_FOOTER.to_owned(),
            ..passage
        }),
    );
    passages
}

fn passage_from_line(line: &str) -> Option<ComparedPassage> {
    (!line.trim().is_empty()).then(|| ComparedPassage {
        text: line.trim().to_owned(),
        ..ComparedPassage::default()
    })
}

/// Returns a footer without the content hash, which changes with every word and says nothing to a reader.
fn without_content_hash(footer: &str) -> String {
    let is_hash = |word: &&str| {
        word.len() == SHORT_HASH_DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let words: Vec<&str> = footer.split(' ').filter(|word| !is_hash(word)).collect();
    words.join(" ")
}

/// Returns the documents that differ, in the order of the newer packet; removed documents come last.
fn find_changed_documents(old: &ComparedPacket, new: &ComparedPacket) -> Vec<ChangedDocument> {
    let compare_names = old.has_statement_names && new.has_statement_names;
    let passages = |packet: &ComparedPacket, file_stem: &str| -> Vec<ComparedPassage> {
        let document = packet.find_document(file_stem);
        let mut passages = document.map_or_else(Vec::new, |document| document.passages.clone());
        for passage in &mut passages {
            let name = &mut passage.statement_name;
            if name == PAGE_FOOTER {
                passage.text = without_content_hash(&passage.text);
            } else if !compare_names && name != DRAFT_MARK {
                name.clear();
            }
        }
        passages
    };
    let removed = old
        .documents
        .iter()
        .filter(|document| new.find_document(&document.file_stem).is_none());
    let mut changed = Vec::new();
    for document in new.documents.iter().chain(removed) {
        let before = passages(old, &document.file_stem);
        let after = passages(new, &document.file_stem);
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
