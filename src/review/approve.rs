//! What keeps a material from being approved.

use jiff::civil::Date;

use super::status::{ReviewStatus, in_favour, last_approval, last_words, review, technical_review};
use super::{Determination, LEAST_MEMBERS, Ledger, Subject, Verdict};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostic, Problem};
use crate::document::canonical::short;
use crate::span::Span;

/// The committee as the agency lists it.
#[derive(Debug, Clone, Copy)]
pub struct Committee<'agency> {
    /// Its members; only their words count.
    pub members: &'agency [String],
    /// The position that answers for technical accuracy.
    pub technical_reviewer: Option<&'agency str>,
}

/// Everything that keeps the content from being approved on that day; it may be when there is nothing.
///
/// What was approved once is approved again by determinations made after that day.
pub fn obstacles(
    ledger: &Ledger,
    subject: &Subject,
    committee: Committee<'_>,
    on: Date,
) -> Vec<Diagnostic> {
    let material = subject.stem();
    let mut found = Vec::new();
    let mut note = |problem, span: Option<&Span>| {
        found.push(Diagnostic {
            problem: Problem::Review(problem),
            span: span.cloned(),
        });
    };
    let is_member = |member: &String| committee.members.contains(member);
    let before = last_approval(ledger, subject)
        .filter(|approval| approval.subject.content == subject.content)
        .map(|approval| approval.date);
    let is_new = |date: Date| before.is_none_or(|before| date > before);
    let of_content = ledger.determinations.iter().filter(|entry| {
        entry.subject.is_same_content(subject) && is_member(&entry.member) && is_new(entry.date)
    });
    let last = of_content.map(|entry| entry.date).max();
    if last.is_none()
        && let review = review(ledger, subject)
        && review.status == ReviewStatus::Approved
        && let Some(approval) = review.approval
    {
        let date = approval.date;
        note(
            ReviewProblem::ApprovedAlready { material, date },
            Some(&approval.span),
        );
        return found;
    }
    if let Some(last) = last.filter(|last| *last > on) {
        note(ReviewProblem::ApprovalTooEarly { material, on, last }, None);
        return found;
    }
    let mut words = last_words(ledger, subject, on);
    words.retain(|entry| is_member(&entry.member));
    let open: Vec<&&Determination> = words
        .iter()
        .filter(|entry| entry.verdict != Verdict::Approve)
        .collect();
    for entry in &open {
        note(open_word(entry, subject), Some(&entry.span));
    }
    let mut favour = in_favour(ledger, subject, on);
    favour.retain(|entry| is_member(&entry.member) && is_new(entry.date));
    // Those whose words are open need no second complaint.
    if favour.len() + open.len() < LEAST_MEMBERS {
        let spoke = |member: &String| {
            let of_this = |subject_of: &Subject| subject_of.content == subject.content;
            words.iter().any(|entry| {
                entry.member == *member && of_this(&entry.subject) && is_new(entry.date)
            })
        };
        let reviewed = words.iter().max_by_key(|entry| entry.date);
        let problem = match reviewed {
            Some(entry) if last.is_none() && entry.subject.content != subject.content => {
                ReviewProblem::ContentNotReviewed {
                    material: material.clone(),
                    reviewed: short(&entry.subject.content).to_owned(),
                    now: short(&subject.content).to_owned(),
                }
            }
            _ => ReviewProblem::TooFewDeterminations {
                material: material.clone(),
                content: short(&subject.content).to_owned(),
                found: favour.len(),
                least: LEAST_MEMBERS,
                missing: committee
                    .members
                    .iter()
                    .filter(|member| !spoke(member))
                    .cloned()
                    .collect(),
            },
        };
        note(problem, None);
    }
    match technical_review(ledger, subject, on) {
        None => note(
            ReviewProblem::NoTechnicalReview {
                material,
                content: short(&subject.content).to_owned(),
                reviewer: committee.technical_reviewer.map(str::to_owned),
            },
            None,
        ),
        Some(review) if !review.accurate => note(
            ReviewProblem::FailedTechnicalReview {
                reviewer: review.reviewer.clone(),
                material,
            },
            Some(&review.span),
        ),
        Some(_) => {}
    }
    found
}

/// What a member wants who does not approve as it is.
fn open_word(entry: &Determination, subject: &Subject) -> ReviewProblem {
    let member = entry.member.clone();
    let material = subject.stem();
    let content = short(&entry.subject.content).to_owned();
    if entry.verdict == Verdict::Disapprove {
        return ReviewProblem::OpenDisapproval {
            member,
            material,
            content,
        };
    }
    ReviewProblem::OpenChanges {
        member,
        material,
        content,
        changed: entry.subject.content != subject.content,
    }
}
