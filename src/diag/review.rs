//! What can be wrong with a record of reviews, with a member's form, and with an approval.

use jiff::civil::Date;

use super::message_format::{did_you_mean_hint, join_quoted_shortened, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of the I&E review.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewProblem {
    // the record
    /// A content hash of other than 64 hexadecimal digits.
    InvalidContentHash { value: String },
    /// One member's determination of one content on one day, twice.
    DuplicateDetermination {
        member: String,
        material: String,
        earlier_line: usize,
    },
    /// An approval without the determinations that it needs.
    ApprovalWithoutDeterminations {
        material: String,
        /// How many members approved that very content by then.
        approval_count: usize,
        min_approvals: usize,
    },
    /// An approval without a technical review of that content.
    ApprovalWithoutTechnicalReview { material: String },
    /// Something was withdrawn that was never approved.
    WithdrawalWithoutApproval { material: String },
    /// Somebody else is writing to the record.
    FileLocked { path: String },

    // forms
    /// A form whose questions are not those of this program.
    FormQuestionsMismatch {
        missing_questions: Vec<String>,
        unknown_questions: Vec<String>,
    },
    /// A member whom the agency does not list.
    UnknownMember {
        member: String,
        nearest: Option<String>,
        known_members: Vec<String>,
    },
    /// A material that is not made for the agency.
    UnknownMaterial {
        material: String,
        nearest: Option<String>,
        known_materials: Vec<String>,
    },
    /// A form about another content than the material has.
    FormContentMismatch {
        material: String,
        reviewed_hash: String,
        current_hash: String,
    },
    /// A determination that is in the record.
    DeterminationAlreadyRecorded {
        member: String,
        material: String,
        date: Date,
    },

    /// A form dated on a day that is still to come.
    FormDateInFuture { date: Date },

    // approvals
    /// An approval or withdrawal on a day that is still to come.
    DecisionDateInFuture { date: Date },
    /// Fewer members than it takes have determined.
    TooFewDeterminations {
        material: String,
        content_hash: String,
        approval_count: usize,
        min_approvals: usize,
        missing_members: Vec<String>,
    },
    /// What was reviewed is not what the material says now.
    ContentChangedSinceReview {
        material: String,
        reviewed_hash: String,
        current_hash: String,
    },
    UnresolvedDisapproval {
        member: String,
        material: String,
        content_hash: String,
    },
    /// A member approves of a content only with changes.
    UnresolvedChangeRequest {
        member: String,
        material: String,
        content_hash: String,
        is_content_changed: bool,
    },
    /// Nobody has reviewed the content for technical accuracy.
    MissingTechnicalReview {
        material: String,
        content_hash: String,
        reviewer: Option<String>,
    },
    /// The technical review found a fault.
    FailedTechnicalReview { reviewer: String, material: String },
    /// The very content is approved.
    AlreadyApproved { material: String, date: Date },
    /// A day before that of a determination it rests on.
    ApprovalBeforeDetermination {
        material: String,
        approval_date: Date,
        last_determination_date: Date,
    },
}

impl DomainProblem for ReviewProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::InvalidContentHash { .. } => "content-hash",
            Self::DuplicateDetermination { .. } => "recorded-twice",
            Self::ApprovalWithoutDeterminations { .. } => "approval-without-review",
            Self::ApprovalWithoutTechnicalReview { .. } => "approval-without-technical-review",
            Self::WithdrawalWithoutApproval { .. } => "nothing-to-withdraw",
            Self::FileLocked { .. } => "record-in-use",
            Self::FormQuestionsMismatch { .. } => "form-changed",
            Self::UnknownMember { .. } => "unknown-member",
            Self::UnknownMaterial { .. } => "unknown-material",
            Self::FormContentMismatch { .. } => "other-content",
            Self::DeterminationAlreadyRecorded { .. } => "recorded-already",
            Self::FormDateInFuture { .. } => "form-to-come",
            Self::DecisionDateInFuture { .. } => "day-to-come",
            Self::TooFewDeterminations { .. } => "too-few-determinations",
            Self::ContentChangedSinceReview { .. } => "content-not-reviewed",
            Self::UnresolvedDisapproval { .. } => "open-disapproval",
            Self::UnresolvedChangeRequest { .. } => "open-changes",
            Self::MissingTechnicalReview { .. } => "no-technical-review",
            Self::FailedTechnicalReview { .. } => "failed-technical-review",
            Self::AlreadyApproved { .. } => "approved-already",
            Self::ApprovalBeforeDetermination { .. } => "approval-too-early",
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::InvalidContentHash { value: written } => new_description(
                format!("`{written}` is not the hash of a content"),
                "write the 64 digits as `review status --format json` lists them; a form may have the 8 that are printed",
            ),
            Self::DuplicateDetermination {
                member,
                material,
                earlier_line: earlier,
            } => new_description(
                format!(
                    "`{member}` determined about this content of `{material}` on that day on line {earlier} already"
                ),
                "take one of the two away",
            ),
            Self::ApprovalWithoutDeterminations {
                material,
                approval_count: found,
                min_approvals: least,
            } => new_description(
                format!(
                    "`{material}` is approved here, but {found} of at least {least} members approved this content by then (42 CFR 59.6)"
                ),
                "let `policypress review approve` write approvals, and keep the determinations they rest on",
            ),
            Self::ApprovalWithoutTechnicalReview { material } => new_description(
                format!(
                    "`{material}` is approved here, but no `[[technical_reviews]]` says by then that this content is accurate"
                ),
                "let `policypress review approve` write approvals, and keep the technical reviews they rest on",
            ),
            Self::WithdrawalWithoutApproval { material } => new_description(
                format!("`{material}` is withdrawn, but was not approved by then"),
                "name a material that is approved; `policypress review status` lists them",
            ),
            Self::FileLocked { path } => new_description(
                format!("somebody else is writing to `{path}` right now"),
                "nothing was written; run the same command again in a moment",
            ),
            Self::FormQuestionsMismatch {
                missing_questions: missing,
                unknown_questions: unknown,
            } => new_description(
                match (missing.as_slice(), unknown.as_slice()) {
                    ([], []) => "the form asks other questions than this program does".to_owned(),
                    (missing, []) => format!(
                        "the form has no answer for {}",
                        join_quoted_with_and(missing)
                    ),
                    ([], unknown) => {
                        format!(
                            "the form answers what is not asked: {}",
                            join_quoted_with_and(unknown)
                        )
                    }
                    (missing, unknown) => format!(
                        "the form has no answer for {}, and answers what is not asked: {}",
                        join_quoted_with_and(missing),
                        join_quoted_with_and(unknown)
                    ),
                },
                "let the member fill in the form that `policypress review packet` makes now",
            ),
            Self::UnknownMember {
                member,
                nearest,
                known_members: known,
            } => new_description(
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
                    None => format!(
                        "the members under `[committee]` are {}",
                        join_quoted_shortened(known)
                    ),
                },
            ),
            Self::UnknownMaterial {
                material,
                nearest,
                known_materials: known,
            } => new_description(
                format!("there is no material `{material}` for clients"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    format!("the materials are {}", join_quoted_with_and(known)),
                ),
            ),
            Self::FormContentMismatch {
                material,
                reviewed_hash: reviewed,
                current_hash: now,
            } => new_description(
                format!(
                    "the form is about content {reviewed} of `{material}`, which now has content {now}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::DeterminationAlreadyRecorded {
                member,
                material,
                date,
            } => new_description(
                format!(
                    "the review of this content of `{material}` by `{member}` is in the record since {date}"
                ),
                "leave this form out; who thinks otherwise now dates a new form later than that",
            ),
            Self::FormDateInFuture { date } => new_description(
                format!("the form is dated {date}, which is still to come"),
                "let the member put right the day it was signed",
            ),
            Self::DecisionDateInFuture { date: on } => new_description(
                format!("{on} is still to come"),
                "give the day of the committee’s decision with `--on`, once it has decided",
            ),
            Self::TooFewDeterminations {
                material,
                content_hash: content,
                approval_count: found,
                min_approvals: least,
                missing_members: missing,
            } => new_description(
                format!(
                    "{found} of at least {least} members approve of content {content} of `{material}` (42 CFR 59.6)"
                ),
                if missing.is_empty() {
                    "list at least that many members under `[committee]`".to_owned()
                } else {
                    format!("record the forms of {}", join_quoted_with_and(missing))
                },
            ),
            Self::ContentChangedSinceReview {
                material,
                reviewed_hash: reviewed,
                current_hash: now,
            } => new_description(
                format!(
                    "the committee reviewed content {reviewed} of `{material}`, which now has content {now}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::UnresolvedDisapproval {
                member,
                material,
                content_hash: content,
            } => new_description(
                format!("`{member}` disapproves of content {content} of `{material}`"),
                "change the material, or talk; then record a later form of that member",
            ),
            Self::UnresolvedChangeRequest {
                member,
                material,
                content_hash: content,
                is_content_changed: changed,
            } => new_description(
                format!(
                    "`{member}` approves of content {content} of `{material}` with changes only"
                ),
                if *changed {
                    "the material has changed since: record that member’s form about the new version"
                } else {
                    "make the changes, build a new packet, and record the forms about the new version"
                },
            ),
            Self::MissingTechnicalReview {
                material,
                content_hash: content,
                reviewer,
            } => new_description(
                format!(
                    "nobody has reviewed content {content} of `{material}` for technical accuracy"
                ),
                match reviewer {
                    Some(reviewer) => format!("record the technical form of the {reviewer}"),
                    None => "record a technical form".to_owned(),
                },
            ),
            Self::FailedTechnicalReview { reviewer, material } => new_description(
                format!("`{material}` is not accurate, says the technical review of `{reviewer}`"),
                "correct the material and have it reviewed again",
            ),
            Self::AlreadyApproved { material, date } => new_description(
                format!("`{material}` is approved as it is, since {date}"),
                "to review it again, record new forms dated after that day",
            ),
            Self::ApprovalBeforeDetermination {
                material,
                approval_date: on,
                last_determination_date: last,
            } => new_description(
                format!(
                    "`{material}` cannot be approved on {on}: the last of its determinations is of {last}"
                ),
                "give the day of the committee’s decision with `--on`",
            ),
        }
    }
}
