//! What keeps a material from being approved.

use jiff::civil::Date;

use super::status::{ReviewStatus, in_favour, last_approval, last_words, review, technical_review};
use super::{Determination, Ledger, MIN_COMMITTEE_MEMBERS, Subject, TechnicalReview, Verdict};
use crate::config::agency::ReviewCommittee;
use crate::diag::Diagnostic;
use crate::diag::review::ReviewProblem;
use crate::document::canonical::short_hash;

/// Returns everything that keeps the content from being approved on that day; it may be when there is nothing.
///
/// What was approved once is approved again by determinations made after that day.
pub fn obstacles(
    ledger: &Ledger,
    subject: &Subject,
    committee: &ReviewCommittee,
    on: Date,
) -> Vec<Diagnostic> {
    let material = subject.stem();
    let proposal = Proposal {
        subject,
        committee,
        approved_before: last_approval(ledger, subject)
            .filter(|approval| approval.subject.content == subject.content)
            .map(|approval| approval.date),
    };
    let determinations = ledger.determinations.iter();
    let last = determinations
        .filter(|entry| proposal.counts(entry))
        .map(|entry| entry.date)
        .max();
    let review = review(ledger, subject);
    if let Some(approval) = review.approval
        && review.status == ReviewStatus::Approved
        && last.is_none()
    {
        let date = approval.date;
        let problem = ReviewProblem::AlreadyApproved { material, date };
        return vec![Diagnostic::new(problem).with_span(approval.span.clone())];
    }
    if let Some(last) = last.filter(|last| *last > on) {
        return vec![
            ReviewProblem::ApprovalBeforeDetermination {
                material,
                approval_date: on,
                last_determination_date: last,
            }
            .into(),
        ];
    }
    let mut words = last_words(ledger, subject, on);
    words.retain(|entry| committee.members.contains(&entry.member));
    let open = words
        .iter()
        .filter(|entry| entry.verdict != Verdict::Approve);
    let mut found: Vec<Diagnostic> = open
        .map(|entry| Diagnostic::new(open_word(entry, subject)).with_span(entry.span.clone()))
        .collect();
    let mut favour = in_favour(ledger, subject, on);
    favour.retain(|entry| proposal.counts(entry));
    // Those whose words are open need no second complaint.
    if favour.len() + found.len() < MIN_COMMITTEE_MEMBERS {
        found.push(proposal.too_few(&words, favour.len(), last).into());
    }
    found.extend(proposal.technical_obstacle(technical_review(ledger, subject, on)));
    found
}

/// A content that is to be approved.
struct Proposal<'a> {
    subject: &'a Subject,
    committee: &'a ReviewCommittee,
    /// The day on which this very content was approved last.
    approved_before: Option<Date>,
}

impl Proposal<'_> {
    /// Whether it is a member's word about this content, spoken since that was approved last.
    fn counts(&self, entry: &Determination) -> bool {
        entry.subject.is_same_content(self.subject)
            && self.committee.members.contains(&entry.member)
            && self.approved_before.is_none_or(|day| entry.date > day)
    }

    /// Says that fewer members than it takes are in favour, or that what they looked at is another content;
    /// `last` is the day of the last determination of this one.
    fn too_few(&self, words: &[&Determination], found: usize, last: Option<Date>) -> ReviewProblem {
        let material = self.subject.stem();
        let now = short_hash(&self.subject.content).to_owned();
        let reviewed = words.iter().max_by_key(|entry| entry.date);
        if last.is_none()
            && let Some(entry) = reviewed
            && entry.subject.content != self.subject.content
        {
            let reviewed = short_hash(&entry.subject.content).to_owned();
            return ReviewProblem::ContentChangedSinceReview {
                material,
                reviewed_hash: reviewed,
                current_hash: now,
            };
        }
        let mut missing = self.committee.members.clone();
        missing.retain(|member| {
            let mut of_member = words.iter().filter(|entry| entry.member == *member);
            !of_member.any(|entry| self.counts(entry))
        });
        ReviewProblem::TooFewDeterminations {
            material,
            content_hash: now,
            approval_count: found,
            min_approvals: MIN_COMMITTEE_MEMBERS,
            missing_members: missing,
        }
    }

    /// Says what the last technical review of the content leaves open.
    fn technical_obstacle(&self, review: Option<&TechnicalReview>) -> Option<Diagnostic> {
        let material = self.subject.stem();
        match review {
            None => Some(Diagnostic::new(ReviewProblem::MissingTechnicalReview {
                material,
                content_hash: short_hash(&self.subject.content).to_owned(),
                reviewer: self.committee.technical_reviewer.clone(),
            })),
            Some(review) if !review.accurate => {
                let reviewer = review.reviewer.clone();
                let problem = ReviewProblem::FailedTechnicalReview { reviewer, material };
                Some(Diagnostic::new(problem).with_span(review.span.clone()))
            }
            Some(_) => None,
        }
    }
}

/// What a member wants who does not approve as it is.
fn open_word(entry: &Determination, subject: &Subject) -> ReviewProblem {
    let member = entry.member.clone();
    let material = subject.stem();
    let content = short_hash(&entry.subject.content).to_owned();
    if entry.verdict == Verdict::Disapprove {
        return ReviewProblem::UnresolvedDisapproval {
            member,
            material,
            content_hash: content,
        };
    }
    ReviewProblem::UnresolvedChangeRequest {
        member,
        material,
        content_hash: content,
        is_content_changed: entry.subject.content != subject.content,
    }
}
