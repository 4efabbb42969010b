//! Finds the reasons why a material cannot be approved.

use jiff::civil::Date;

use super::status::{
    ReviewStatus, approving_determinations, find_last_approval_of_any_version,
    find_material_review, latest_determinations, latest_technical_review,
};
use super::{
    Determination, MIN_COMMITTEE_MEMBERS, MaterialVersion, ReviewRecord, TechnicalReview, Verdict,
};
use crate::config::agency::ReviewCommittee;
use crate::diag::Diagnostic;
use crate::diag::review::ReviewProblem;
use crate::document::canonical::short_hash;

/// Returns the reasons why a content cannot be approved on a date; if there are none, it can.
///
/// A content that was approved before needs determinations made after that approval.
pub fn find_approval_blockers(
    record: &ReviewRecord,
    version: &MaterialVersion,
    committee: &ReviewCommittee,
    on: Date,
) -> Vec<Diagnostic> {
    let material = version.file_stem();
    let proposal = ApprovalProposal {
        material: version,
        committee,
        last_approved_on: find_last_approval_of_any_version(record, version)
            .filter(|approval| approval.material.content_hash == version.content_hash)
            .map(|approval| approval.date),
    };
    let determinations = record.determinations.iter();
    let last = determinations
        .filter(|entry| proposal.is_counted_determination(entry))
        .map(|entry| entry.date)
        .max();
    let review = find_material_review(record, version);
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
    let mut latest = latest_determinations(record, version, on);
    latest.retain(|entry| committee.members.contains(&entry.member));
    let unresolved = latest
        .iter()
        .filter(|entry| entry.verdict != Verdict::Approve);
    let mut found: Vec<Diagnostic> = unresolved
        .map(|entry| {
            Diagnostic::new(blocking_determination_problem(entry, version))
                .with_span(entry.span.clone())
        })
        .collect();
    let mut approvals = approving_determinations(record, version, on);
    approvals.retain(|entry| proposal.is_counted_determination(entry));
    // Members with an unresolved determination are reported above.
    if approvals.len() + found.len() < MIN_COMMITTEE_MEMBERS {
        found.push(
            proposal
                .too_few_approvals_problem(&latest, approvals.len(), last)
                .into(),
        );
    }
    found.extend(proposal.technical_review_blocker(latest_technical_review(record, version, on)));
    found
}

/// A content to be approved.
struct ApprovalProposal<'a> {
    material: &'a MaterialVersion,
    committee: &'a ReviewCommittee,
    /// The date of the last approval of this content.
    last_approved_on: Option<Date>,
}

impl ApprovalProposal<'_> {
    /// Returns whether an entry is a member's determination of this content, made after its last approval.
    fn is_counted_determination(&self, entry: &Determination) -> bool {
        entry.material.is_same_content(self.material)
            && self.committee.members.contains(&entry.member)
            && self.last_approved_on.is_none_or(|day| entry.date > day)
    }

    /// Returns the problem of too few approvals, or that members reviewed a different content; `last` is the date of
    /// the last determination of this content.
    fn too_few_approvals_problem(
        &self,
        latest: &[&Determination],
        approval_count: usize,
        last: Option<Date>,
    ) -> ReviewProblem {
        let material = self.material.file_stem();
        let now = short_hash(&self.material.content_hash).to_owned();
        let reviewed = latest.iter().max_by_key(|entry| entry.date);
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
            let mut of_member = latest.iter().filter(|entry| entry.member == *member);
            !of_member.any(|entry| self.is_counted_determination(entry))
        });
        ReviewProblem::TooFewDeterminations {
            material,
            content_hash: now,
            approval_count,
            min_approvals: MIN_COMMITTEE_MEMBERS,
            missing_members: missing,
        }
    }

    /// Returns the problem of a missing or failed technical review.
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

/// Returns the problem of a determination other than approval.
fn blocking_determination_problem(
    entry: &Determination,
    version: &MaterialVersion,
) -> ReviewProblem {
    let member = entry.member.clone();
    let material = version.file_stem();
    let content = short_hash(&entry.material.content_hash).to_owned();
    let is_content_changed = entry.material.content_hash != version.content_hash;
    if entry.verdict == Verdict::Disapprove {
        return ReviewProblem::UnresolvedDisapproval {
            member,
            material,
            content_hash: content,
            is_content_changed,
        };
    }
    ReviewProblem::UnresolvedChangeRequest {
        member,
        material,
        content_hash: content,
        is_content_changed,
    }
}
