//! `policypress diff`: what a reader would find changed between two packets, or between the packets of
//! two agency files.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::{Report, Surroundings};
use crate::cli::{Comparison, Diff};
use crate::content::pack::Pack;
use crate::diag::packet::PacketProblem;
use crate::diag::show::show;
use crate::diag::{Diagnostic, Diagnostics, Severity, Stop};
use crate::document::compare::{Change, Piece, Side, compare};
use crate::document::parse;
use crate::document::passage::{Passage, passages, passages_of};
use crate::failure::Failure;
use crate::output;
use crate::packet::compose;
use crate::packet::pack_files::load_pack;
use crate::render::html::changes::changes;
use crate::source;

/// The documents of one side.
struct Edition {
    documents: Vec<Made>,
    /// Whether the names of its statements are known.
    named: bool,
    /// Whether its blanks are shown.
    draft: bool,
}

/// A document by the name of its file.
struct Made {
    name: String,
    title: String,
    passages: Vec<Passage>,
}

/// A document with what changed in it.
struct Changed {
    name: String,
    title: String,
    changes: Vec<Change>,
}

pub(super) fn run(options: &Diff, surroundings: Surroundings) -> Result<Report, Failure> {
    let mut found = Diagnostics::new();
    let chosen = load_pack(options.templates.as_deref(), &mut found);
    let Some(chosen) = Stop::or_none(chosen)? else {
        return Ok(refused(&found, surroundings));
    };
    // A file beside a folder is made as the folder was: as a draft or not.
    let mut sides = [(&options.old, None), (&options.new, None)];
    sides.sort_by_key(|(path, _)| !source::is_folder(path));
    let mut draft = true;
    for (path, side) in &mut sides {
        match edition(path, &chosen.pack, draft, surroundings)? {
            Ok(edition) => {
                draft = edition.draft;
                *side = Some(edition);
            }
            Err(found) => return Ok(refused(&found, surroundings)),
        }
    }
    let [(first, one), (_, two)] = sides;
    let (one, two) = one.zip(two).expect("both were read");
    let (old, new) = if first == &options.old {
        (one, two)
    } else {
        (two, one)
    };
    let changed = changed(&old, &new, old.named && new.named);
    let (old, new) = (options.old.display(), options.new.display());
    Ok(Report {
        out: match options.format {
            Comparison::Text => text(&changed, surroundings.colour_out),
            Comparison::Json => as_json(&changed),
            Comparison::Html => {
                let listed: Vec<(String, Vec<Change>)> = changed
                    .into_iter()
                    .map(|document| (document.title, document.changes))
                    .collect();
                changes(&format!("Changes from {old} to {new}"), &listed)
            }
        },
        passed: true,
        ..Report::default()
    })
}

fn refused(found: &[Diagnostic], surroundings: Surroundings) -> Report {
    Report {
        err: show(found, surroundings.look(true)),
        ..Report::default()
    }
}

/// Reads one side: a folder that `build` made, or an agency's file.
fn edition(
    path: &Path,
    pack: &Pack,
    draft: bool,
    surroundings: Surroundings,
) -> Result<Result<Edition, Vec<Diagnostic>>, Failure> {
    if source::is_folder(path) {
        return of_folder(path);
    }
    let mut found = Diagnostics::new();
    let composed = compose(path, pack, draft, None, surroundings.today, &mut found);
    let composed = Stop::or_none(composed)?;
    let errors: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .collect();
    let Some(composed) = composed.filter(|_| errors.is_empty()) else {
        return Ok(Err(errors));
    };
    let documents = composed.documents.iter().map(|document| Made {
        name: document.file_stem(),
        title: document.title.clone(),
        passages: passages(document),
    });
    Ok(Ok(Edition {
        documents: documents.collect(),
        named: true,
        draft,
    }))
}

/// The Markdown files of a packet, whether the folder is the agency's or the one above it.
fn of_folder(path: &Path) -> Result<Result<Edition, Vec<Diagnostic>>, Failure> {
    let mut found: Vec<(PathBuf, output::manifest::Manifest)> = Vec::new();
    let inner = source::folders_in(path)?;
    for folder in std::iter::once(path.to_owned()).chain(inner) {
        if let Some(manifest) = output::read_manifest(&folder)? {
            found.push((folder, manifest));
        }
    }
    let [(folder, manifest)] = &found[..] else {
        return Ok(Err(vec![Diagnostic::new(PacketProblem::NotOnePacket {
            path: path.display().to_string(),
            found: found.len(),
        })]));
    };
    let mut documents = Vec::new();
    for entry in &manifest.files {
        let Some(name) = entry.path.strip_suffix(".md") else {
            continue;
        };
        let bytes = source::read(&folder.join(&entry.path))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let passages = of_markdown(&text);
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        let title = passages.iter().map(|passage| passage.heading.clone());
        let title = title.into_iter().find(|heading| !heading.is_empty());
        documents.push(Made {
            title: title.unwrap_or_else(|| name.clone()),
            name,
            passages,
        });
    }
    Ok(Ok(Edition {
        documents,
        named: false,
        draft: manifest.draft,
    }))
}

/// The passages of a Markdown file that we wrote.
fn of_markdown(text: &str) -> Vec<Passage> {
    let (body, small_print) = text.rsplit_once("\n---\n").unwrap_or((text, ""));
    let Ok(blocks) = parse::parse(body) else {
        // Somebody has edited it into something else: its lines are compared.
        return text.lines().filter_map(line).collect();
    };
    let mut passages = passages_of(&blocks);
    // Before the title stands the mark of a draft alone.
    if let Some(first) = passages.first_mut()
        && first.heading.is_empty()
    {
        "draft".clone_into(&mut first.statement);
    }
    passages.extend(
        line(small_print.trim().trim_matches('_')).map(|passage| Passage {
            statement: "small-print".to_owned(),
            ..passage
        }),
    );
    passages
}

fn line(line: &str) -> Option<Passage> {
    (!line.trim().is_empty()).then(|| Passage {
        statement: String::new(),
        heading: String::new(),
        text: line.trim().to_owned(),
    })
}

/// The documents that differ, in the order of the newer edition, those of the older alone last.
fn changed(old: &Edition, new: &Edition, named: bool) -> Vec<Changed> {
    let passages = |made: Option<&Made>| -> Vec<Passage> {
        let passages = made.map_or_else(Vec::new, |made| made.passages.clone());
        if named {
            return passages;
        }
        let on_pages = ["draft", "small-print"];
        let unnamed = passages.into_iter().map(|passage| Passage {
            statement: if on_pages.contains(&passage.statement.as_str()) {
                passage.statement
            } else {
                String::new()
            },
            ..passage
        });
        unnamed.collect()
    };
    let gone = old.documents.iter().filter(|document| {
        let same = |other: &Made| other.name == document.name;
        !new.documents.iter().any(same)
    });
    let mut changed = Vec::new();
    for document in new.documents.iter().chain(gone) {
        let same = |other: &&Made| other.name == document.name;
        let before = passages(old.documents.iter().find(same));
        let after = passages(new.documents.iter().find(same));
        let changes = compare(&before, &after);
        if !changes.is_empty() {
            changed.push(Changed {
                name: document.name.clone(),
                title: document.title.clone(),
                changes,
            });
        }
    }
    changed
}

fn text(changed: &[Changed], colour: bool) -> String {
    if changed.is_empty() {
        return "Nothing a reader sees has changed.\n".to_owned();
    }
    let mut text = "[-Words-] were taken out, {+words+} were put in.\n".to_owned();
    for document in changed {
        text.push_str(&format!("\n{} ({})\n", document.title, document.name));
        let mut section = None;
        for change in &document.changes {
            if section != Some((&change.heading, &change.statement)) {
                section = Some((&change.heading, &change.statement));
                text.push_str(&format!("  {}\n", place(change)));
            }
            text.push_str("    ");
            for piece in &change.pieces {
                text.push_str(&shown(piece, colour));
            }
            text.push('\n');
        }
    }
    text
}

fn place(change: &Change) -> String {
    match (change.heading.is_empty(), change.statement.is_empty()) {
        (true, true) => "at the beginning".to_owned(),
        (false, true) => change.heading.clone(),
        (true, false) => change.statement.clone(),
        (false, false) => format!("{}, {}", change.heading, change.statement),
    }
}

fn shown(piece: &Piece, colour: bool) -> String {
    let (open, close, paint) = match piece.side {
        Side::Both => return piece.text.clone(),
        Side::Old => ("[-", "-]", "\x1B[31m"),
        Side::New => ("{+", "+}", "\x1B[32m"),
    };
    let marked = format!("{open}{}{close}", piece.text);
    if colour {
        format!("{paint}{marked}\x1B[0m")
    } else {
        marked
    }
}

fn as_json(changed: &[Changed]) -> String {
    let documents: Vec<Json> = changed
        .iter()
        .map(|document| {
            let changes: Vec<Json> = document
                .changes
                .iter()
                .map(|change| {
                    let pieces: Vec<Json> = change
                        .pieces
                        .iter()
                        .map(|piece| {
                            let is = match piece.side {
                                Side::Both => "same",
                                Side::Old => "removed",
                                Side::New => "added",
                            };
                            json!({ "is": is, "text": piece.text })
                        })
                        .collect();
                    json!({
                        "statement": change.statement,
                        "heading": change.heading,
                        "pieces": pieces,
                    })
                })
                .collect();
            json!({ "document": document.name, "title": document.title, "changes": changes })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&documents).expect("texts are JSON");
    text.push('\n');
    text
}
