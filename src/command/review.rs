//! `policypress review`: members' forms into the record, approvals out of it, and how each material stands.

mod packet;
mod status;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::build::folder_of_agency;
use super::{Report, Surroundings};
use crate::cli::review::{ReviewApprove, ReviewRecord, ReviewWithdraw, Whose};
use crate::content::pack::edition;
use crate::diag::review::ReviewProblem;
use crate::diag::show::show;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity, Stop};
use crate::failure::Failure;
use crate::output;
use crate::packet::pack_files::{ChosenPack, load_pack};
use crate::packet::{Composed, compose};
use crate::review::approve::{Committee, obstacles};
use crate::review::form::{self, Form, Terms};
use crate::review::materials::{Material, materials};
use crate::review::status::in_favour;
use crate::review::store::record_path;
use crate::review::{Approval, LEAST_MEMBERS, Ledger, Subject, Withdrawal, entry, ledger};
use crate::source;
use crate::span::Span;
pub(super) use packet::packet;
pub(super) use status::status;

/// What a subcommand works with: the agency as it is, and its record.
pub(super) struct Desk {
    pub(super) chosen: ChosenPack,
    pub(super) composed: Composed,
}

/// Opens an agency's file for a subcommand; a mistake in it, in a template or in the record stops that.
fn open(
    whose: &Whose,
    surroundings: Surroundings,
) -> Result<Result<Desk, Vec<Diagnostic>>, Failure> {
    let mut found = Diagnostics::new();
    let chosen = load_pack(whose.templates.as_deref(), &mut found);
    let Some(chosen) = Stop::or_none(chosen)? else {
        return Ok(Err(found.into_vec()));
    };
    let mut errors = Diagnostics::new();
    let (pack, today) = (&chosen.pack, surroundings.today);
    let composed = compose(&whose.agency, pack, false, None, today, &mut errors);
    let composed = Stop::or_none(composed)?;
    // What a finished packet lacks is nothing to a review.
    errors.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    Ok(match composed {
        Some(composed) if errors.is_empty() => Ok(Desk { chosen, composed }),
        _ => Err(errors.into_vec()),
    })
}

fn refused(found: &[Diagnostic], surroundings: Surroundings) -> Report {
    Report {
        err: format!(
            "{}nothing was written\n",
            show(found, surroundings.look(false))
        ),
        ..Report::default()
    }
}

fn plain(problem: ReviewProblem) -> Diagnostic {
    Diagnostic {
        problem: Problem::Review(problem),
        span: None,
    }
}

/// Opens the agency while nobody else writes to its record, has entries made, and writes them down.
fn write_down(
    whose: &Whose,
    surroundings: Surroundings,
    make: impl FnOnce(&Desk) -> Result<Result<Made, Vec<Diagnostic>>, Failure>,
) -> Result<Report, Failure> {
    let path = record_path(&whose.agency);
    // An agency's file that is not there is said before anything is made beside it.
    source::read(&whose.agency)?;
    let Some(_hold) = output::hold(&path)? else {
        let path = path.display().to_string();
        let found = [plain(ReviewProblem::Locked { path })];
        return Ok(refused(&found, surroundings));
    };
    let made = match open(whose, surroundings)? {
        Ok(desk) => make(&desk)?,
        Err(found) => Err(found),
    };
    let made = match made {
        Ok(made) => made,
        Err(found) => return Ok(refused(&found, surroundings)),
    };
    let before = source::read_if_there(&path)?.unwrap_or_default();
    let before = String::from_utf8_lossy(&before);
    let after = entry::append(&before, &made.entries);
    // Lists that a hand wrote in brackets can have nothing put after them.
    let decoded = source::decode(&path.display().to_string(), after.as_bytes());
    if let Some(file) = decoded.value {
        let read = ledger::read(&file);
        if read.value.is_none() {
            return Ok(refused(&read.diagnostics, surroundings));
        }
    }
    output::replace(&path, after.as_bytes())?;
    Ok(Report {
        out: made.says,
        passed: true,
        ..Report::default()
    })
}

/// What comes to the record, and what is said about it.
struct Made {
    entries: Vec<String>,
    says: String,
}

/// `policypress review record`.
pub(super) fn record(
    options: &ReviewRecord,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    write_down(&options.whose, surroundings, |desk| {
        let terms = Terms {
            questions: desk
                .chosen
                .pack
                .questions
                .iter()
                .map(|question| question.name.clone())
                .collect(),
            edition: edition(&desk.chosen.pack.questions),
            members: desk.composed.agency.committee.members.clone(),
            subjects: materials_of(&desk.composed)
                .into_iter()
                .map(|material| material.subject)
                .collect(),
            latest: latest(surroundings),
        };
        let mut ledger = desk.composed.ledger.clone();
        let mut found = Vec::new();
        let mut entries = Vec::new();
        let mut touched: Vec<(Subject, Date)> = Vec::new();
        for path in &options.forms {
            let name = path.display().to_string();
            let decoded = source::decode(&name, &source::read(path)?);
            found.extend(decoded.diagnostics);
            let Some(file) = decoded.value else { continue };
            let read = form::read(&file, &terms);
            found.extend(read.diagnostics);
            let Some(form) = read.value else { continue };
            if let Some(problem) = form::is_recorded(&ledger, &form) {
                let span = Some(Span { file, bytes: 0..0 });
                found.push(Diagnostic { problem, span });
                continue;
            }
            let (subject, date) = match form {
                Form::Determination(form) => {
                    entries.push(entry::determination(&form));
                    let touched = (form.subject.clone(), form.date);
                    ledger.determinations.push(form);
                    touched
                }
                Form::TechnicalReview(form) => {
                    entries.push(entry::technical_review(&form));
                    let touched = (form.subject.clone(), form.date);
                    ledger.technical_reviews.push(form);
                    touched
                }
            };
            match touched.iter_mut().find(|(other, _)| *other == subject) {
                Some((_, last)) => *last = date.max(*last),
                None => touched.push((subject, date)),
            }
        }
        if !found.is_empty() {
            return Ok(Err(found));
        }
        let path = record_path(&options.whose.agency);
        let forms = if entries.len() == 1 { "form" } else { "forms" };
        let mut says = format!("{} {forms} recorded in {}\n", entries.len(), path.display());
        for (subject, last) in touched {
            says.push_str(&so_far(&ledger, &subject, last, desk));
        }
        Ok(Ok(Made { entries, says }))
    })
}

/// How far the review of a material has come.
fn so_far(ledger: &Ledger, subject: &Subject, last: Date, desk: &Desk) -> String {
    let stem = subject.stem();
    let open = obstacles(ledger, subject, committee(&desk.composed), last);
    if open.is_empty() {
        return format!("{stem}: ready; next, `policypress review approve {stem} --on {last}`\n");
    }
    let favour = in_favour(ledger, subject, last).len();
    format!("{stem}: {favour} of at least {LEAST_MEMBERS} members approve so far\n")
}

/// Every document for clients, in the order of the packet.
fn materials_of(composed: &Composed) -> Vec<Material<'_>> {
    materials(&composed.agency, &composed.documents, &composed.ledger)
}

fn committee(composed: &Composed) -> Committee<'_> {
    let committee = &composed.agency.committee;
    Committee {
        members: &committee.members,
        technical_reviewer: committee.technical_reviewer.as_deref(),
    }
}

/// `policypress review approve`.
pub(super) fn approve(
    options: &ReviewApprove,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    write_down(&options.whose, surroundings, |desk| {
        let mut found = to_come(options.on, surroundings);
        let mut entries = Vec::new();
        let mut says = String::new();
        for material in named(&options.materials, desk, &mut found) {
            let subject = &material.subject;
            let in_the_way = obstacles(
                &desk.composed.ledger,
                subject,
                committee(&desk.composed),
                options.on,
            );
            if !in_the_way.is_empty() {
                found.extend(in_the_way);
                continue;
            }
            entries.push(entry::approval(&Approval {
                subject: subject.clone(),
                date: options.on,
                note: options.note.clone(),
                words: material.words(),
                facts: material.facts(),
                span: desk_span(desk),
            }));
            says.push_str(&format!(
                "{}: version {}, content {}, approved on {}\n",
                subject.stem(),
                subject.version,
                material.short(),
                options.on
            ));
        }
        if !found.is_empty() {
            return Ok(Err(found));
        }
        says.push_str("`policypress build` now makes them without the mark DRAFT\n");
        Ok(Ok(Made { entries, says }))
    })
}

/// `policypress review withdraw`.
pub(super) fn withdraw(
    options: &ReviewWithdraw,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    write_down(&options.whose, surroundings, |desk| {
        let mut found = to_come(options.on, surroundings);
        let mut entries = Vec::new();
        let mut says = String::new();
        for material in named(&options.materials, desk, &mut found) {
            let subject = &material.subject;
            let approval = material.review().approval;
            if approval.is_some_and(|approval| approval.date <= options.on) {
                entries.push(entry::withdrawal(&Withdrawal {
                    material: subject.material.clone(),
                    language: subject.language.clone(),
                    date: options.on,
                    note: options.note.clone(),
                    span: desk_span(desk),
                }));
                says.push_str(&format!(
                    "{}: withdrawn on {}\n",
                    subject.stem(),
                    options.on
                ));
            } else {
                let material = subject.stem();
                found.push(plain(ReviewProblem::NothingToWithdraw { material }));
            }
        }
        if !found.is_empty() {
            return Ok(Err(found));
        }
        Ok(Ok(Made { entries, says }))
    })
}

/// The last day that anybody can have decided on: where the day begins first, it is tomorrow already.
fn latest(surroundings: Surroundings) -> Date {
    let today = surroundings.today;
    today.tomorrow().unwrap_or(today)
}

/// What is said about a day on which nobody can have decided yet.
fn to_come(on: Date, surroundings: Surroundings) -> Vec<Diagnostic> {
    if on > latest(surroundings) {
        vec![plain(ReviewProblem::DayToCome { on })]
    } else {
        Vec::new()
    }
}

/// Where the papers of a review stand: a set of its own, with its own manifest, so that building documents
/// anew leaves it alone.
fn papers(whose: &Whose, out: Option<&Path>, composed: &Composed) -> PathBuf {
    folder_of_agency(&whose.agency, out, &composed.agency.name).join("review")
}

/// The materials of those names.
fn named<'desk>(
    names: &[String],
    desk: &'desk Desk,
    found: &mut Vec<Diagnostic>,
) -> Vec<Material<'desk>> {
    let all = materials_of(&desk.composed);
    let mut wanted: Vec<Material<'desk>> = Vec::new();
    for name in names {
        match all.iter().find(|material| material.subject.stem() == *name) {
            Some(material) if wanted.iter().all(|there| there.subject != material.subject) => {
                wanted.push(material.clone());
            }
            Some(_) => {}
            None => {
                let subjects: Vec<Subject> = all
                    .iter()
                    .map(|material| material.subject.clone())
                    .collect();
                found.push(plain(form::unknown_material(name, &subjects)));
            }
        }
    }
    wanted
}

/// The place of an entry that is not in a file yet.
fn desk_span(desk: &Desk) -> Span {
    Span {
        file: desk.composed.files[0].clone(),
        bytes: 0..0,
    }
}
