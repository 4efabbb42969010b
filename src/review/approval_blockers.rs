//! What keeps a material from being approved.

use jiff::civil::Date;

use super::status::{
    ReviewStatus, approving_determinations, find_last_approval, find_material_review,
    latest_determinations, latest_technical_review,
};
use super::{
    Determination, MIN_COMMITTEE_MEMBERS, MaterialVersion, ReviewRecord, TechnicalReview, Verdict,
};
use crate::config::agency::ReviewCommittee;
use crate::diag::Diagnostic;
use crate::diag::review::ReviewProblem;
use crate::document::canonical::short_hash;

/// Returns everything that keeps the content from being approved on that day; it may be when there is nothing.
///
/// What was approved once is approved again by determinations made after that day.
pub fn find_approval_blockers(
    ledger: &ReviewRecord,
    subject: &MaterialVersion,
    committee: &ReviewCommittee,
    on: Date,
) -> Vec<Diagnostic> {
    let material = subject.file_stem();
    let proposal = ApprovalProposal {
        material: subject,
        committee,
        last_approved_on: find_last_approval(ledger, subject)
            .filter(|approval| approval.material.content_hash == subject.content_hash)
            .map(|approval| approval.date),
    };
    let determinations = ledger.determinations.iter();
    let last = determinations
        .filter(|entry| proposal.is_counted_determination(entry))
        .map(|entry| entry.date)
        .max();
    let review = find_material_review(ledger, subject);
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
    let mut words = latest_determinations(ledger, subject, on);
    words.retain(|entry| committee.members.contains(&entry.member));
    let open = words
        .iter()
        .filter(|entry| entry.verdict != Verdict::Approve);
    let mut found: Vec<Diagnostic> = open
        .map(|entry| {
            Diagnostic::new(blocking_determination_problem(entry, subject))
                .with_span(entry.span.clone())
        })
        .collect();
    let mut favour = approving_determinations(ledger, subject, on);
    favour.retain(|entry| proposal.is_counted_determination(entry));
    // Those whose words are open need no second complaint.
    if favour.len() + found.len() < MIN_COMMITTEE_MEMBERS {
        found.push(
            proposal
                .too_few_approvals_problem(&words, favour.len(), last)
                .into(),
        );
    }
    found.extend(proposal.technical_review_blocker(latest_technical_review(ledger, subject, on)));
    found
}

/// A content that is to be approved.
struct ApprovalProposal<'a> {
    material: &'a MaterialVersion,
    committee: &'a ReviewCommittee,
    /// The day on which this very content was approved last.
    last_approved_on: Option<Date>,
}

impl ApprovalProposal<'_> {
    /// Whether it is a member's word about this content, spoken since that was approved last.
    fn is_counted_determination(&self, entry: &Determination) -> bool {
        entry.material.is_same_content(self.material)
            && self.committee.members.contains(&entry.member)
            && self.last_approved_on.is_none_or(|day| entry.date > day)
    }

    /// Says that fewer members than it takes are in favour, or that what they looked at is another content;
    /// `last` is the day of the last determination of this one.
    fn too_few_approvals_problem(
        &self,
        words: &[&Determination],
        found: usize,
        last: Option<Date>,
    ) -> ReviewProblem {
        let material = self.material.file_stem();
        let now = short_hash(&self.material.content_hash).to_owned();
        let reviewed = words.iter().max_by_key(|entry| entry.date);
        if last.is_none()
            && let Some(entry) = reviewed
            && entry.material.content_hash != self.material.content_hash
        {
            let reviewed = short_hash(&entry.material.content_hash).to_owned();
            return ReviewProblem::ContentChangedSinceReview {
                material,
                reviewed_hash: reviewed,
                current_hash: now,
            };
        }
        let mut missing = self.committee.members.clone();
        missing.retain(|member| {
            let mut of_member = words.iter().filter(|entry| entry.member == *member);
            !of_member.any(|entry| self.is_counted_determination(entry))
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
    fn technical_review_blocker(&self, review: Option<&TechnicalReview>) -> Option<Diagnostic> {
        let material = self.material.file_stem();
        match review {
            None => Some(Diagnostic::new(ReviewProblem::MissingTechnicalReview {
                material,
                content_hash: short_hash(&self.material.content_hash).to_owned(),
                reviewer: self.committee.technical_reviewer.clone(),
            })),
            Some(review) if !review.is_accurate => {
                let reviewer = review.reviewer.clone();
                let problem = ReviewProblem::FailedTechnicalReview { reviewer, material };
                Some(Diagnostic::new(problem).with_span(review.span.clone()))
            }
            Some(_) => None,
        }
    }
}

/// What a member wants who does not approve as it is.
fn blocking_determination_problem(
    entry: &Determination,
    subject: &MaterialVersion,
) -> ReviewProblem {
    let member = entry.member.clone();
    let material = subject.file_stem();
    let content = short_hash(&entry.material.content_hash).to_owned();
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
        is_content_changed: entry.material.content_hash != subject.content_hash,
    }
}
