//! Reads what a member or the technical reviewer filled in, and says why a form is not taken.
//!
//! A form is a small TOML file, as the page `form-<material>.html` saves it; one can be typed in from paper
//! as well. A member's form has `member`, `determination` and `[considerations]`; a technical form has
//! `reviewer` and `accurate` in their place.

use std::sync::Arc;

use jiff::civil::Date;

use super::ledger::Entry;
use super::{Determination, Ledger, Subject, TechnicalReview, Verdict};
use crate::diag::review::ReviewProblem;
use crate::diag::{Checked, Diagnostic, Problem};
use crate::source::fields::{Spanned, nearest};
use crate::source::toml::{Table, parse};
use crate::span::{SourceFile, Span};

/// What a form is held against.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The names of the questions, in their order.
    pub questions: Vec<String>,
    /// The mark of their words; a form has the one it was made with.
    pub edition: String,
    /// The committee.
    pub members: Vec<String>,
    /// The materials as they are now.
    pub subjects: Vec<Subject>,
    /// The last day a form can be of.
    pub latest: Date,
}

/// A form that was taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A member's.
    Determination(Determination),
    /// The technical reviewer's.
    TechnicalReview(TechnicalReview),
}

/// The least digits of a content hash on a form: those that are printed.
const LEAST_DIGITS: usize = crate::document::canonical::SHORT;

/// The form in a file; there is no value when anything in it is wrong.
pub fn read(file: &Arc<SourceFile>, terms: &Terms) -> Checked<Form> {
    let parsed = parse(file);
    let mut diagnostics = parsed.diagnostics;
    let form = parsed
        .value
        .and_then(|table| form(&table, terms, &mut diagnostics));
    Checked {
        value: form.filter(|_| diagnostics.is_empty()),
        diagnostics,
    }
}

fn form(table: &Table, terms: &Terms, diagnostics: &mut Vec<Diagnostic>) -> Option<Form> {
    let span = Span {
        file: Arc::clone(&table.span.file),
        bytes: 0..0,
    };
    let mut entry = Entry::new(table, "", diagnostics);
    let edition = entry.text("form");
    let material = entry.text("material");
    let language = entry.text("language");
    // The hash says which version it is; the number is for people.
    entry.fields.integer("version");
    let content = entry.fields.text("content");
    if content.is_none() {
        entry.text("content");
    }
    let date = entry.date("date");
    if let Some(date) = date
        && date > terms.latest
    {
        let at = entry.fields.key_span("date");
        let problem = ReviewProblem::FormToCome { date };
        entry.fields.report(Problem::Review(problem), &at);
    }
    let comments = entry.said("comments");
    let is_technical = entry.fields.has("reviewer") || entry.fields.has("accurate");
    let changed = edition.is_some_and(|edition| edition != terms.edition);
    if changed {
        let at = entry.fields.key_span("form");
        let problem = ReviewProblem::FormChanged {
            missing: Vec::new(),
            unknown: Vec::new(),
        };
        entry.fields.report(Problem::Review(problem), &at);
    }
    let subject = subject(&mut entry, terms, material, language, content);
    if is_technical {
        let reviewer = entry.text("reviewer");
        let accurate = entry.choice("accurate", &[("yes", true), ("no", false)]);
        entry.fields.finish();
        return Some(Form::TechnicalReview(TechnicalReview {
            subject: subject?,
            reviewer: reviewer?,
            accurate: accurate?,
            comments,
            date: date?,
            span,
        }));
    }
    let member = entry.text("member");
    if let Some(member) = &member
        && !terms.members.contains(member)
    {
        let at = entry.fields.key_span("member");
        let known = terms.members.iter().map(String::as_str);
        let problem = ReviewProblem::UnknownMember {
            member: member.clone(),
            nearest: nearest(member, known).map(str::to_owned),
            known: terms.members.clone(),
        };
        entry.fields.report(Problem::Review(problem), &at);
    }
    let verdict = entry.choice("determination", Verdict::NAMED);
    let answers = entry.answers("considerations");
    if let Some(answers) = &answers
        && !changed
    {
        let asked = |name: &String| answers.iter().all(|(other, _)| other != name);
        let missing: Vec<String> = terms
            .questions
            .iter()
            .filter(|name| asked(name))
            .cloned()
            .collect();
        let answered = answers.iter().map(|(name, _)| name);
        let unknown: Vec<String> = answered
            .filter(|name| !terms.questions.contains(name))
            .cloned()
            .collect();
        if !missing.is_empty() || !unknown.is_empty() {
            let at = entry.fields.key_span("considerations");
            let problem = ReviewProblem::FormChanged { missing, unknown };
            entry.fields.report(Problem::Review(problem), &at);
        }
    }
    entry.fields.finish();
    Some(Form::Determination(Determination {
        subject: subject?,
        member: member?,
        considerations: answers?,
        comments,
        verdict: verdict?,
        date: date?,
        span,
    }))
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
        let at = entry.fields.key_span("material");
        let problem = unknown_material(&super::stem(&material, &language), &terms.subjects);
        entry.fields.report(Problem::Review(problem), &at);
        return None;
    };
    let written = content.value.trim().to_ascii_lowercase();
    let is_hash = written.len() >= LEAST_DIGITS
        && written.len() <= now.content.len()
        && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let problem = if !is_hash {
        ReviewProblem::ContentHash {
            written: content.value,
        }
    } else if now.content.starts_with(&written) {
        return Some(now.clone());
    } else {
        ReviewProblem::OtherContent {
            material: now.stem(),
            reviewed: written[..LEAST_DIGITS].to_owned(),
            now: now.content[..LEAST_DIGITS].to_owned(),
        }
    };
    entry.fields.report(Problem::Review(problem), &content.span);
    None
}

/// What is said about a material that is not made for the agency.
pub fn unknown_material(written: &str, subjects: &[Subject]) -> ReviewProblem {
    let known: Vec<String> = subjects.iter().map(Subject::stem).collect();
    ReviewProblem::UnknownMaterial {
        material: written.to_owned(),
        nearest: nearest(written, known.iter().map(String::as_str)).map(str::to_owned),
        known,
    }
}

/// Why a form is no news: who filled it in said something of this content in the record, or in an earlier
/// form, on that day or later.
pub fn is_recorded(ledger: &Ledger, form: &Form) -> Option<Problem> {
    let (who, subject, date, earlier) = match form {
        Form::Determination(form) => {
            let same = ledger.determinations.iter().filter(|entry| {
                entry.member == form.member && entry.subject.is_same_content(&form.subject)
            });
            let last = same.map(|entry| entry.date).max();
            (&form.member, &form.subject, form.date, last)
        }
        Form::TechnicalReview(form) => {
            let same = ledger.technical_reviews.iter().filter(|entry| {
                entry.reviewer == form.reviewer && entry.subject.is_same_content(&form.subject)
            });
            let last = same.map(|entry| entry.date).max();
            (&form.reviewer, &form.subject, form.date, last)
        }
    };
    let earlier = earlier.filter(|earlier| date <= *earlier)?;
    Some(Problem::Review(ReviewProblem::RecordedAlready {
        member: who.clone(),
        material: subject.stem(),
        date: earlier,
    }))
}
