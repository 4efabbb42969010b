//! `policypress import`: what was changed in a Word file, as decisions about statements in agency.toml.
//!
//! What was found is tried before it is said: the document is made once more with the decisions, and
//! compared with the Word file again. What still differs is told as not carried over.

mod say;

use std::path::Path;
use std::sync::Arc;

use super::{Report, Surroundings};
use crate::cli::Import;
use crate::config;
use crate::config::agency::{Agency, Decision};
use crate::content;
use crate::content::pack::Pack;
use crate::diag::document::DocumentProblem;
use crate::diag::review::ReviewProblem;
use crate::diag::show::show;
use crate::diag::theme::ThemeProblem;
use crate::diag::word::WordProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity, Stop};
use crate::document::canonical::content_hash;
use crate::document::edits::{Edit, Line, Reason, Seen, Shape, edits, lines, normal};
use crate::document::{Anchor, Document};
use crate::failure::Failure;
use crate::interview::{Decisions, decide};
use crate::output;
use crate::packet::pack_files::{ChosenPack, load_pack};
use crate::packet::{Composed, agency_file, compose};
use crate::render::docx::{CONTENT, DOCUMENT};
use crate::source;
use crate::source::docx::{self, Edited};
use crate::source::fields::nearest;
use crate::span::SourceFile;

/// What was found in a Word file.
struct Found<'a> {
    edited: &'a Edited,
    document: &'a Document,
    agency: &'a Agency,
    /// The document is as it was when the Word file was made.
    same_edition: bool,
    edits: Vec<Edit>,
    decisions: Decisions,
    /// Changes that are left when the decisions are made.
    left: Vec<Edit>,
}

pub(super) fn run(options: &Import, surroundings: Surroundings) -> Result<Report, Failure> {
    let refused = |found: &[Diagnostic]| {
        let mut err = show(found, surroundings.look(true));
        err.push_str("nothing was written\n");
        Ok(Report {
            err,
            ..Report::default()
        })
    };
    let mut found = Diagnostics::new();
    let chosen = load_pack(options.templates.as_deref(), &mut found);
    let Some(chosen) = Stop::or_none(chosen)? else {
        return refused(&found);
    };
    // Nobody else may write to the file between its reading and its writing.
    let hold = if options.write {
        output::hold(&options.file)?
    } else {
        None
    };
    if options.write && hold.is_none() {
        let path = options.file.display().to_string();
        return refused(&[plain(Problem::Review(ReviewProblem::Locked { path }))]);
    }
    let edited = match read(&options.docx) {
        Ok(edited) => edited,
        Err(problem) => return refused(&[plain(problem)]),
    };
    let (composed, draft) = match made(options, &chosen, &edited, surroundings)? {
        Ok(made) => made,
        Err(found) => return refused(&found),
    };
    let document = match document(options, &composed, &edited) {
        Ok(document) => document,
        Err(problem) => return refused(&[plain(problem)]),
    };
    let seen = seen(document, &edited);
    let first = compared(document, &composed.agency, &seen);
    if !has_common(document, &seen) {
        return refused(&[plain(Problem::Word(WordProblem::NothingAlike {
            path: options.docx.display().to_string(),
            document: document.name.clone(),
        }))]);
    }
    let decisions = decisions(&first, &composed.agency, &options.docx, &composed.files[0]);
    let file = &composed.files[0];
    let written = decide(&file.text, &decisions).expect("a file that was read is TOML");
    let mut left = left(
        &written,
        &composed,
        &chosen.pack,
        (document, draft),
        &seen,
        surroundings,
    );
    let same_edition = edition(&edited) == Some(content_hash(document).as_str());
    left.retain(|edit| is_own_doing(edit, &first, same_edition));
    let found = Found {
        edited: &edited,
        document,
        agency: &composed.agency,
        same_edition,
        edits: first,
        decisions,
        left,
    };
    let nothing = found.decisions == Decisions::default();
    let write = options.write && !nothing;
    if write {
        output::replace(&options.file, written.as_bytes())?;
    }
    Ok(Report {
        out: say::report(&found, options, write),
        passed: found.left.is_empty(),
        ..Report::default()
    })
}

fn plain(problem: Problem) -> Diagnostic {
    Diagnostic {
        problem,
        span: None,
    }
}

fn read(path: &Path) -> Result<Edited, Problem> {
    let bytes = source::read_named(path, docx::LARGEST).map_err(|fault| {
        Problem::Theme(ThemeProblem::Unread {
            path: path.display().to_string(),
            fault,
        })
    })?;
    docx::read(&bytes).map_err(|fault| {
        Problem::Word(WordProblem::Unreadable {
            path: path.display().to_string(),
            fault,
        })
    })
}

/// The hash of what the document said when the Word file was made of it.
fn edition(edited: &Edited) -> Option<&str> {
    edited.properties.get(CONTENT).map(String::as_str)
}

/// The agency's documents as they were when the Word file was made, if they can be: finished, or with
/// their blanks; and whether they are a draft.
fn made(
    options: &Import,
    chosen: &ChosenPack,
    edited: &Edited,
    surroundings: Surroundings,
) -> Result<Result<(Composed, bool), Vec<Diagnostic>>, Failure> {
    let mut fallback = None;
    for draft in [false, true] {
        let (pack, today) = (&chosen.pack, surroundings.today);
        let mut found = Diagnostics::new();
        let composed = compose(&options.file, pack, draft, None, today, &mut found);
        let composed = Stop::or_none(composed)?;
        let errors: Vec<Diagnostic> = found
            .iter()
            .filter(|found| found.severity() == Severity::Error)
            .cloned()
            .collect();
        let Some(value) = composed.filter(|_| errors.is_empty()) else {
            return Ok(Err(errors));
        };
        let is_it = |document: &Document| edition(edited) == Some(content_hash(document).as_str());
        if value.documents.iter().any(is_it) {
            return Ok(Ok((value, draft)));
        }
        let open = found.iter().any(|found| found.severity() == Severity::Open);
        if draft == open {
            fallback = Some((value, draft));
        }
    }
    Ok(Ok(fallback.expect("a packet is either finished or open")))
}

/// The document that the Word file was made of.
fn document<'a>(
    options: &Import,
    composed: &'a Composed,
    edited: &Edited,
) -> Result<&'a Document, Problem> {
    let known: Vec<String> = composed.documents.iter().map(Document::file_stem).collect();
    let named = options.document.as_ref();
    let Some(name) = named.or_else(|| edited.properties.get(DOCUMENT)) else {
        return Err(Problem::Word(WordProblem::NoName {
            path: options.docx.display().to_string(),
            known,
        }));
    };
    let document = composed
        .documents
        .iter()
        .find(|document| document.file_stem() == *name);
    match document {
        None => Err(DocumentProblem::UnknownDocument {
            name: name.clone(),
            nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            known: known.join(", "),
        }
        .into()),
        Some(document) if document.language.language.as_str() != "en" => {
            Err(Problem::Word(WordProblem::OtherLanguage {
                document: document.file_stem(),
            }))
        }
        Some(document) => Ok(document),
    }
}

/// The lines of the Word file with the statements whose bookmarks they bear.
fn seen(document: &Document, edited: &Edited) -> Vec<Seen> {
    let statements: Vec<(String, String)> = lines(&document.blocks)
        .into_iter()
        .flat_map(|line| line.names)
        .map(|name| (Anchor(name.clone()).bookmark(), name))
        .collect();
    let named = |bookmark: &String| {
        let found = statements.iter().find(|(known, _)| known == bookmark);
        found.map(|(_, name)| name.clone())
    };
    let lines = edited.lines.iter();
    lines
        .map(|line| Seen {
            text: line.text.clone(),
            names: line.bookmarks.iter().filter_map(named).collect(),
            shape: match line.shape {
                docx::Shape::Heading => Shape::Heading(None),
                docx::Shape::Words => Shape::Words,
                docx::Shape::Item(level) => Shape::Item(level),
                docx::Shape::Row => Shape::Row,
            },
        })
        .collect()
}

fn compared(document: &Document, agency: &Agency, seen: &[Seen]) -> Vec<Edit> {
    let own: Vec<String> = agency
        .policy
        .additions
        .iter()
        .map(|addition| addition.text.join(" "))
        .collect();
    let reworded = |decision: &Decision| matches!(decision, Decision::Reword { .. });
    let chosen: Vec<String> = agency
        .policy
        .choices
        .iter()
        .filter(|choice| reworded(&choice.decision))
        .map(|choice| choice.statement.clone())
        .collect();
    edits(&document.blocks, &own, &chosen, seen)
}

fn has_common(document: &Document, seen: &[Seen]) -> bool {
    let texts: Vec<String> = lines(&document.blocks).iter().map(Line::text).collect();
    seen.iter()
        .any(|seen| !seen.names.is_empty() || texts.contains(&normal(&seen.text)))
}

/// The decisions that make the changes, as far as there are such.
fn decisions(edits: &[Edit], agency: &Agency, docx: &Path, file: &Arc<SourceFile>) -> Decisions {
    let mut decisions = Decisions::default();
    let name = docx.file_name().unwrap_or_default().to_string_lossy();
    for edit in edits {
        match edit {
            Edit::Reworded { statement, is, .. } => {
                decisions.reworded.push((statement.clone(), is.clone()));
            }
            Edit::Added { after, text, .. } => {
                decisions.added.push((after.clone(), text.clone()));
            }
            Edit::LeftOut { statement, .. } => {
                let reason = format!("Taken out in {name}; write the reason here");
                decisions.left_out.push((statement.clone(), reason));
            }
            Edit::OwnReworded { own, is, .. } => {
                let place = place_in_file(agency, *own, file);
                decisions
                    .own
                    .extend(place.map(|place| (place, Some(is.clone()))));
            }
            Edit::OwnTaken { own, .. } => {
                let place = place_in_file(agency, *own, file);
                decisions.own.extend(place.map(|place| (place, None)));
            }
            Edit::Other { .. } => {}
        }
    }
    decisions.own.sort();
    decisions
}

/// The place of an addition among those of the agency's own file; none if it stands in one that this
/// extends.
fn place_in_file(agency: &Agency, own: usize, file: &Arc<SourceFile>) -> Option<usize> {
    let additions = &agency.policy.additions;
    let in_file = |at: &usize| additions[*at].span.file.name == file.name;
    in_file(&own).then(|| (0..own).filter(in_file).count())
}

/// What still differs when the decisions stand in the file.
fn left(
    written: &str,
    composed: &Composed,
    pack: &Pack,
    (document, draft): (&Document, bool),
    seen: &[Seen],
    surroundings: Surroundings,
) -> Vec<Edit> {
    let file = Arc::new(SourceFile {
        name: composed.files[0].name.clone(),
        text: written.to_owned(),
    });
    let files = agency_file::with_bases(file, &mut Diagnostics::new()).unwrap_or_default();
    let agency = config::load_extended(&files, surroundings.today).value;
    let again = agency.and_then(|agency| {
        let documents = content::compose(pack, &agency, draft).value?;
        let again = documents
            .into_iter()
            .find(|again| again.name == document.name && again.language == document.language)?;
        Some((agency, again))
    });
    match again {
        Some((agency, again)) => compared(&again, &agency, seen),
        None => compared(document, &composed.agency, seen),
    }
}

/// A row of a table that somebody changed in the Word file; not one that is different because a decision
/// is (a gap in the crosswalk), or because the settings are others than when the file was made.
fn is_own_doing(edit: &Edit, first: &[Edit], same_edition: bool) -> bool {
    let Edit::Other {
        was,
        is,
        reason: Reason::Table,
        ..
    } = edit
    else {
        return true;
    };
    same_edition
        && first.iter().any(|known| match known {
            Edit::Other {
                was: known_was,
                is: known_is,
                reason: Reason::Table,
                ..
            } => known_is == is && (is.is_some() || known_was == was),
            _ => false,
        })
}
