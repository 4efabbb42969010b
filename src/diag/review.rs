//! What can be wrong with a record of reviews, with a member's form, and with an approval.

use jiff::civil::Date;

use super::message_format::{and, did_you_mean, some};
use super::problem_description::{Describe, Description, say};

/// A problem of the I&E review.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewProblem {
    // the record
    /// A content hash of other than 64 hexadecimal digits.
    ContentHash { written: String },
    /// One member's determination of one content on one day, twice.
    RecordedTwice {
        member: String,
        material: String,
        earlier: usize,
    },
    /// An approval without the determinations that it needs.
    ApprovalWithoutReview {
        material: String,
        /// How many members approved that very content by then.
        found: usize,
        least: usize,
    },
    /// An approval without a technical review of that content.
    ApprovalWithoutTechnicalReview { material: String },
    /// Something was withdrawn that was never approved.
    NothingToWithdraw { material: String },
    /// Somebody else is writing to the record.
    Locked { path: String },

    // forms
    /// A form whose questions are not those of this program.
    FormChanged {
        missing: Vec<String>,
        unknown: Vec<String>,
    },
    /// A member whom the agency does not list.
    UnknownMember {
        member: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A material that is not made for the agency.
    UnknownMaterial {
        material: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A form about another content than the material has.
    OtherContent {
        material: String,
        reviewed: String,
        now: String,
    },
    /// A determination that is in the record.
    RecordedAlready {
        member: String,
        material: String,
        date: Date,
    },

    /// A form dated on a day that is still to come.
    FormToCome { date: Date },

    // approvals
    /// An approval or withdrawal on a day that is still to come.
    DayToCome { on: Date },
    /// Fewer members than it takes have determined.
    TooFewDeterminations {
        material: String,
        content: String,
        found: usize,
        least: usize,
        missing: Vec<String>,
    },
    /// What was reviewed is not what the material says now.
    ContentNotReviewed {
        material: String,
        reviewed: String,
        now: String,
    },
    OpenDisapproval {
        member: String,
        material: String,
        content: String,
    },
    /// A member approves of a content only with changes.
    OpenChanges {
        member: String,
        material: String,
        content: String,
        changed: bool,
    },
    /// Nobody has reviewed the content for technical accuracy.
    NoTechnicalReview {
        material: String,
        content: String,
        reviewer: Option<String>,
    },
    /// The technical review found a fault.
    FailedTechnicalReview { reviewer: String, material: String },
    /// The very content is approved.
    ApprovedAlready { material: String, date: Date },
    /// A day before that of a determination it rests on.
    ApprovalTooEarly {
        material: String,
        on: Date,
        last: Date,
    },
}

impl Describe for ReviewProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::ContentHash { .. } => "content-hash",
            Self::RecordedTwice { .. } => "recorded-twice",
            Self::ApprovalWithoutReview { .. } => "approval-without-review",
            Self::ApprovalWithoutTechnicalReview { .. } => "approval-without-technical-review",
            Self::NothingToWithdraw { .. } => "nothing-to-withdraw",
            Self::Locked { .. } => "record-in-use",
            Self::FormChanged { .. } => "form-changed",
            Self::UnknownMember { .. } => "unknown-member",
            Self::UnknownMaterial { .. } => "unknown-material",
            Self::OtherContent { .. } => "other-content",
            Self::RecordedAlready { .. } => "recorded-already",
            Self::FormToCome { .. } => "form-to-come",
            Self::DayToCome { .. } => "day-to-come",
            Self::TooFewDeterminations { .. } => "too-few-determinations",
            Self::ContentNotReviewed { .. } => "content-not-reviewed",
            Self::OpenDisapproval { .. } => "open-disapproval",
            Self::OpenChanges { .. } => "open-changes",
            Self::NoTechnicalReview { .. } => "no-technical-review",
            Self::FailedTechnicalReview { .. } => "failed-technical-review",
            Self::ApprovedAlready { .. } => "approved-already",
            Self::ApprovalTooEarly { .. } => "approval-too-early",
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> Description {
        match self {
            Self::ContentHash { written } => say(
                format!("`{written}` is not the hash of a content"),
                "write the 64 digits as `review status --format json` lists them; a form may have the 8 that are printed",
            ),
            Self::RecordedTwice {
                member,
                material,
                earlier,
            } => say(
                format!(
                    "`{member}` determined about this content of `{material}` on that day on line {earlier} already"
                ),
                "take one of the two away",
            ),
            Self::ApprovalWithoutReview {
                material,
                found,
                least,
            } => say(
                format!(
                    "`{material}` is approved here, but {found} of at least {least} members approved this content by then (42 CFR 59.6)"
                ),
                "let `policypress review approve` write approvals, and keep the determinations they rest on",
            ),
            Self::ApprovalWithoutTechnicalReview { material } => say(
                format!(
                    "`{material}` is approved here, but no `[[technical_reviews]]` says by then that this content is accurate"
                ),
                "let `policypress review approve` write approvals, and keep the technical reviews they rest on",
            ),
            Self::NothingToWithdraw { material } => say(
                format!("`{material}` is withdrawn, but was not approved by then"),
                "name a material that is approved; `policypress review status` lists them",
            ),
            Self::Locked { path } => say(
                format!("somebody else is writing to `{path}` right now"),
                "nothing was written; run the same command again in a moment",
            ),
            Self::FormChanged { missing, unknown } => say(
                match (missing.as_slice(), unknown.as_slice()) {
                    ([], []) => "the form asks other questions than this program does".to_owned(),
                    (missing, []) => format!("the form has no answer for {}", and(missing)),
                    ([], unknown) => {
                        format!("the form answers what is not asked: {}", and(unknown))
                    }
                    (missing, unknown) => format!(
                        "the form has no answer for {}, and answers what is not asked: {}",
                        and(missing),
                        and(unknown)
                    ),
                },
                "let the member fill in the form that `policypress review packet` makes now",
            ),
            Self::UnknownMember {
                member,
                nearest,
                known,
            } => say(
                format!("`{member}` is not one of the committee’s members"),
                match nearest {
                    Some(nearest) => {
                        format!(
                            "did you mean `{nearest}`? The members are listed under `[committee]`"
                        )
                    }
                    None if known.is_empty() => {
                        "list the members under `[committee]` of the agency’s file".to_owned()
                    }
                    None => format!("the members under `[committee]` are {}", some(known)),
                },
            ),
            Self::UnknownMaterial {
                material,
                nearest,
                known,
            } => say(
                format!("there is no material `{material}` for clients"),
                did_you_mean(
                    nearest.as_deref(),
                    format!("the materials are {}", and(known)),
                ),
            ),
            Self::OtherContent {
                material,
                reviewed,
                now,
            } => say(
                format!(
                    "the form is about content {reviewed} of `{material}`, which now has content {now}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::RecordedAlready {
                member,
                material,
                date,
            } => say(
                format!(
                    "the review of this content of `{material}` by `{member}` is in the record since {date}"
                ),
                "leave this form out; who thinks otherwise now dates a new form later than that",
            ),
            Self::FormToCome { date } => say(
                format!("the form is dated {date}, which is still to come"),
                "let the member put right the day it was signed",
            ),
            Self::DayToCome { on } => say(
                format!("{on} is still to come"),
                "give the day of the committee’s decision with `--on`, once it has decided",
            ),
            Self::TooFewDeterminations {
                material,
                content,
                found,
                least,
                missing,
            } => say(
                format!(
                    "{found} of at least {least} members approve of content {content} of `{material}` (42 CFR 59.6)"
                ),
                if missing.is_empty() {
                    "list at least that many members under `[committee]`".to_owned()
                } else {
                    format!("record the forms of {}", and(missing))
                },
            ),
            Self::ContentNotReviewed {
                material,
                reviewed,
                now,
            } => say(
                format!(
                    "the committee reviewed content {reviewed} of `{material}`, which now has content {now}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::OpenDisapproval {
                member,
                material,
                content,
            } => say(
                format!("`{member}` disapproves of content {content} of `{material}`"),
                "change the material, or talk; then record a later form of that member",
            ),
            Self::OpenChanges {
                member,
                material,
                content,
                changed,
            } => say(
                format!(
                    "`{member}` approves of content {content} of `{material}` with changes only"
                ),
                if *changed {
                    "the material has changed since: record that member’s form about the new version"
                } else {
                    "make the changes, build a new packet, and record the forms about the new version"
                },
            ),
            Self::NoTechnicalReview {
                material,
                content,
                reviewer,
            } => say(
                format!(
                    "nobody has reviewed content {content} of `{material}` for technical accuracy"
                ),
                match reviewer {
                    Some(reviewer) => format!("record the technical form of the {reviewer}"),
                    None => "record a technical form".to_owned(),
                },
            ),
            Self::FailedTechnicalReview { reviewer, material } => say(
                format!("`{material}` is not accurate, says the technical review of `{reviewer}`"),
                "correct the material and have it reviewed again",
            ),
            Self::ApprovedAlready { material, date } => say(
                format!("`{material}` is approved as it is, since {date}"),
                "to review it again, record new forms dated after that day",
            ),
            Self::ApprovalTooEarly { material, on, last } => say(
                format!(
                    "`{material}` cannot be approved on {on}: the last of its determinations is of {last}"
                ),
                "give the day of the committee’s decision with `--on`",
            ),
        }
    }
}
