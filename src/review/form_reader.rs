//! Reads what a member or the technical reviewer filled in, and says why a form is not taken.
//!
//! A form is a small TOML file, as the page `form-<material>.html` saves it; one can be typed in from paper
//! as well. A member's form has `member`, `determination` and `[considerations]`; a technical form has
//! `reviewer` and `accurate` in their place.

use std::sync::Arc;

use jiff::civil::Date;

use super::record_reader::Entry;
use super::{Answer, Determination, Ledger, Subject, TechnicalReview, Verdict};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::source::field_reader::{Spanned, find_nearest_name};
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// What a form is held against.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The names of the questions, in their order.
    pub questions: Vec<String>,
    /// The mark of their words; a form has the one it was made with.
    pub edition: String,
    pub members: Vec<String>,
    /// The materials as they are now.
    pub subjects: Vec<Subject>,
    /// The last day a form can be of.
    pub latest: Date,
}

/// A form that was taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    Determination(Determination),
    TechnicalReview(TechnicalReview),
}

/// The least digits of a content hash on a form: those that are printed.
const LEAST_DIGITS: usize = crate::document::canonical::SHORT_HASH_DIGITS;

impl Form {
    /// Returns who filled it in, what it is about, and its day.
    pub(super) fn signed(&self) -> (&str, &Subject, Date) {
        match self {
            Self::Determination(form) => (&form.member, &form.subject, form.date),
            Self::TechnicalReview(form) => (&form.reviewer, &form.subject, form.date),
        }
    }
}

/// Reads the form in a file.
///
/// # Errors
/// When anything in it is wrong.
pub fn read(
    file: &Arc<SourceFile>,
    terms: &Terms,
    found: &mut Diagnostics,
) -> Result<Form, StageError> {
    let mut own = Diagnostics::new();
    let parsed = parse_toml_file(file, &mut own);
    let form = parsed.ok().and_then(|table| form(&table, terms, &mut own));
    let is_sound = own.is_empty();
    found.extend(own);
    form.filter(|_| is_sound).ok_or(StageError::InvalidInput)
}

/// What both kinds of form begin with.
struct Head {
    subject: Option<Subject>,
    date: Option<Date>,
    comments: Option<String>,
    /// It has the questions of another edition.
    is_changed: bool,
    span: Span,
}

fn form(table: &TomlTable, terms: &Terms, diagnostics: &mut Diagnostics) -> Option<Form> {
    let mut entry = Entry::new(table, "", diagnostics);
    let head = head(&mut entry, terms, table);
    let form = if entry.fields.has_key("reviewer") || entry.fields.has_key("accurate") {
        technical_review(&mut entry, head).map(Form::TechnicalReview)
    } else {
        determination(&mut entry, terms, head).map(Form::Determination)
    };
    entry.fields.report_unknown_keys();
    form
}

fn head(entry: &mut Entry<'_, '_>, terms: &Terms, table: &TomlTable) -> Head {
    let edition = entry.text("form");
    let material = entry.text("material");
    let language = entry.text("language");
    // The hash says which version it is; the number is for people.
    entry.fields.read_integer("version");
    let content = entry.fields.read_text("content");
    if content.is_none() {
        entry.text("content");
    }
    let date = entry.date("date");
    if let Some(date) = date.filter(|date| *date > terms.latest) {
        report(entry, "date", ReviewProblem::FormDateInFuture { date });
    }
    let comments = entry.said("comments");
    let is_changed = edition.is_some_and(|edition| edition != terms.edition);
    if is_changed {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: Vec::new(),
            unknown_questions: Vec::new(),
        };
        report(entry, "form", problem);
    }
    Head {
        subject: subject(entry, terms, material, language, content),
        date,
        comments,
        is_changed,
        span: Span {
            file: Arc::clone(&table.span.file),
            byte_range: 0..0,
        },
    }
}

fn technical_review(entry: &mut Entry<'_, '_>, head: Head) -> Option<TechnicalReview> {
    let reviewer = entry.text("reviewer");
    let accurate = entry.choice("accurate", &[("yes", true), ("no", false)]);
    Some(TechnicalReview {
        subject: head.subject?,
        reviewer: reviewer?,
        accurate: accurate?,
        comments: head.comments,
        date: head.date?,
        span: head.span,
    })
}

fn determination(entry: &mut Entry<'_, '_>, terms: &Terms, head: Head) -> Option<Determination> {
    let member = entry.text("member");
    if let Some(member) = &member
        && !terms.members.contains(member)
    {
        let known = terms.members.iter().map(String::as_str);
        let problem = ReviewProblem::UnknownMember {
            member: member.clone(),
            nearest: find_nearest_name(member, known).map(str::to_owned),
            known_members: terms.members.clone(),
        };
        report(entry, "member", problem);
    }
    let verdict = entry.choice("determination", Verdict::NAMED);
    let answers = entry.answers("considerations");
    if let Some(answers) = &answers
        && !head.is_changed
    {
        check_answers(entry, terms, answers);
    }
    Some(Determination {
        subject: head.subject?,
        member: member?,
        considerations: answers?,
        comments: head.comments,
        verdict: verdict?,
        date: head.date?,
        span: head.span,
    })
}

/// Reports questions without an answer, and answers to no question.
fn check_answers(entry: &mut Entry<'_, '_>, terms: &Terms, answers: &[(String, Answer)]) {
    let mut missing = terms.questions.clone();
    missing.retain(|name| answers.iter().all(|(other, _)| other != name));
    let mut unknown: Vec<String> = answers.iter().map(|(name, _)| name.clone()).collect();
    unknown.retain(|name| !terms.questions.contains(name));
    if !missing.is_empty() || !unknown.is_empty() {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: missing,
            unknown_questions: unknown,
        };
        report(entry, "considerations", problem);
    }
}

/// Reports a problem at the name of a setting.
fn report(entry: &mut Entry<'_, '_>, key: &str, problem: ReviewProblem) {
    let at = entry.fields.key_span(key);
    entry.fields.report_problem(problem, &at);
}

/// The material as it is now, if the form is about that.
fn subject(
    entry: &mut Entry<'_, '_>,
    terms: &Terms,
    material: Option<String>,
    language: Option<String>,
    content: Option<Spanned<String>>,
) -> Option<Subject> {
    let (material, language, content) = (material?, language?, content?);
    let now = terms
        .subjects
        .iter()
        .find(|subject| subject.material == material && subject.language == language);
    let Some(now) = now else {
        let problem = unknown_material(&super::stem(&material, &language), &terms.subjects);
        report(entry, "material", problem);
        return None;
    };
    let written = content.value.trim().to_ascii_lowercase();
    let is_hash = written.len() >= LEAST_DIGITS
        && written.len() <= now.content.len()
        && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let problem = if !is_hash {
        ReviewProblem::InvalidContentHash {
            value: content.value,
        }
    } else if now.content.starts_with(&written) {
        return Some(now.clone());
    } else {
        ReviewProblem::FormContentMismatch {
            material: now.stem(),
            reviewed_hash: written[..LEAST_DIGITS].to_owned(),
            current_hash: now.content[..LEAST_DIGITS].to_owned(),
        }
    };
    entry.fields.report_problem(problem, &content.span);
    None
}

/// What is said about a material that is not made for the agency.
pub fn unknown_material(written: &str, subjects: &[Subject]) -> ReviewProblem {
    let known: Vec<String> = subjects.iter().map(Subject::stem).collect();
    ReviewProblem::UnknownMaterial {
        material: written.to_owned(),
        nearest: find_nearest_name(written, known.iter().map(String::as_str)).map(str::to_owned),
        known_materials: known,
    }
}

/// Why a form is no news: who filled it in said something of this content in the record, or in an earlier
/// form, on that day or later.
pub fn is_recorded(ledger: &Ledger, form: &Form) -> Option<ReviewProblem> {
    let (who, subject, date) = form.signed();
    let is_same = |member: &str, of: &Subject| member == who && of.is_same_content(subject);
    let earlier = match form {
        Form::Determination(_) => {
            let entries = ledger.determinations.iter();
            let same = entries.filter(|entry| is_same(&entry.member, &entry.subject));
            same.map(|entry| entry.date).max()
        }
        Form::TechnicalReview(_) => {
            let entries = ledger.technical_reviews.iter();
            let same = entries.filter(|entry| is_same(&entry.reviewer, &entry.subject));
            same.map(|entry| entry.date).max()
        }
    };
    let earlier = earlier.filter(|earlier| date <= *earlier)?;
    Some(ReviewProblem::DeterminationAlreadyRecorded {
        member: who.to_owned(),
        material: subject.stem(),
        date: earlier,
    })
}
