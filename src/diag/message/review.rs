//! The sentences about the I&E review: its record, members' forms, approvals.

use super::{Message, and, error, some};
use crate::diag::review::ReviewProblem;

#[expect(
    clippy::too_many_lines,
    reason = "a list of sentences, one a problem, is read like a table"
)]
pub(super) fn words(problem: &ReviewProblem) -> Message {
    match problem {
        ReviewProblem::ContentHash { written } => error(
            "content-hash",
            format!("`{written}` is not the hash of a content"),
            "write the 64 digits as `review status --format json` lists them; a form may have the 8 that are printed",
        ),
        ReviewProblem::RecordedTwice {
            member,
            material,
            earlier,
        } => error(
            "recorded-twice",
            format!(
                "`{member}` determined about this content of `{material}` on that day on line {earlier} already"
            ),
            "take one of the two away",
        ),
        ReviewProblem::ApprovalWithoutReview {
            material,
            found,
            least,
        } => error(
            "approval-without-review",
            format!(
                "`{material}` is approved here, but {found} of at least {least} members approved this content by then (42 CFR 59.6)"
            ),
            "let `policypress review approve` write approvals, and keep the determinations they rest on",
        ),
        ReviewProblem::ApprovalWithoutTechnicalReview { material } => error(
            "approval-without-technical-review",
            format!(
                "`{material}` is approved here, but no `[[technical_reviews]]` says by then that this content is accurate"
            ),
            "let `policypress review approve` write approvals, and keep the technical reviews they rest on",
        ),
        ReviewProblem::NothingToWithdraw { material } => error(
            "nothing-to-withdraw",
            format!("`{material}` is withdrawn, but was not approved by then"),
            "name a material that is approved; `policypress review status` lists them",
        ),
        ReviewProblem::Locked { path } => error(
            "record-in-use",
            format!("somebody else is writing to `{path}` right now"),
            "nothing was written; run the same command again in a moment",
        ),
        ReviewProblem::FormChanged { missing, unknown } => error(
            "form-changed",
            match (missing.as_slice(), unknown.as_slice()) {
                ([], []) => "the form asks other questions than this program does".to_owned(),
                (missing, []) => format!("the form has no answer for {}", and(missing)),
                ([], unknown) => format!("the form answers what is not asked: {}", and(unknown)),
                (missing, unknown) => format!(
                    "the form has no answer for {}, and answers what is not asked: {}",
                    and(missing),
                    and(unknown)
                ),
            },
            "let the member fill in the form that `policypress review packet` makes now",
        ),
        ReviewProblem::UnknownMember {
            member,
            nearest,
            known,
        } => error(
            "unknown-member",
            format!("`{member}` is not one of the committee’s members"),
            match nearest {
                Some(nearest) => {
                    format!("did you mean `{nearest}`? The members are listed under `[committee]`")
                }
                None if known.is_empty() => {
                    "list the members under `[committee]` of the agency’s file".to_owned()
                }
                None => format!("the members under `[committee]` are {}", some(known)),
            },
        ),
        ReviewProblem::UnknownMaterial {
            material,
            nearest,
            known,
        } => error(
            "unknown-material",
            format!("there is no material `{material}` for clients"),
            match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("the materials are {}", and(known)),
            },
        ),
        ReviewProblem::OtherContent {
            material,
            reviewed,
            now,
        } => error(
            "other-content",
            format!(
                "the form is about content {reviewed} of `{material}`, which now has content {now}"
            ),
            "undo the change, or send the members a new packet",
        ),
        ReviewProblem::RecordedAlready {
            member,
            material,
            date,
        } => error(
            "recorded-already",
            format!(
                "the review of this content of `{material}` by `{member}` is in the record since {date}"
            ),
            "leave this form out; who thinks otherwise now dates a new form later than that",
        ),
        ReviewProblem::FormToCome { date } => error(
            "form-to-come",
            format!("the form is dated {date}, which is still to come"),
            "let the member put right the day it was signed",
        ),
        ReviewProblem::DayToCome { on } => error(
            "day-to-come",
            format!("{on} is still to come"),
            "give the day of the committee’s decision with `--on`, once it has decided",
        ),
        ReviewProblem::TooFewDeterminations {
            material,
            content,
            found,
            least,
            missing,
        } => error(
            "too-few-determinations",
            format!(
                "{found} of at least {least} members approve of content {content} of `{material}` (42 CFR 59.6)"
            ),
            if missing.is_empty() {
                "list at least that many members under `[committee]`".to_owned()
            } else {
                format!("record the forms of {}", and(missing))
            },
        ),
        ReviewProblem::ContentNotReviewed {
            material,
            reviewed,
            now,
        } => error(
            "content-not-reviewed",
            format!(
                "the committee reviewed content {reviewed} of `{material}`, which now has content {now}"
            ),
            "undo the change, or send the members a new packet",
        ),
        ReviewProblem::OpenDisapproval {
            member,
            material,
            content,
        } => error(
            "open-disapproval",
            format!("`{member}` disapproves of content {content} of `{material}`"),
            "change the material, or talk; then record a later form of that member",
        ),
        ReviewProblem::OpenChanges {
            member,
            material,
            content,
            changed,
        } => error(
            "open-changes",
            format!("`{member}` approves of content {content} of `{material}` with changes only"),
            if *changed {
                "the material has changed since: record that member’s form about the new version"
            } else {
                "make the changes, build a new packet, and record the forms about the new version"
            },
        ),
        ReviewProblem::NoTechnicalReview {
            material,
            content,
            reviewer,
        } => error(
            "no-technical-review",
            format!("nobody has reviewed content {content} of `{material}` for technical accuracy"),
            match reviewer {
                Some(reviewer) => format!("record the technical form of the {reviewer}"),
                None => "record a technical form".to_owned(),
            },
        ),
        ReviewProblem::FailedTechnicalReview { reviewer, material } => error(
            "failed-technical-review",
            format!("`{material}` is not accurate, says the technical review of `{reviewer}`"),
            "correct the material and have it reviewed again",
        ),
        ReviewProblem::ApprovedAlready { material, date } => error(
            "approved-already",
            format!("`{material}` is approved as it is, since {date}"),
            "to review it again, record new forms dated after that day",
        ),
        ReviewProblem::ApprovalTooEarly { material, on, last } => error(
            "approval-too-early",
            format!(
                "`{material}` cannot be approved on {on}: the last of its determinations is of {last}"
            ),
            "give the day of the committee’s decision with `--on`",
        ),
    }
}
