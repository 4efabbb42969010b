//! Problems of the review record, of a member's form, and of an approval.

use jiff::civil::Date;

use super::message_format::{did_you_mean_hint, join_quoted_shortened, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of the I&E review.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewProblem {
    /// A content hash that is not 64 hexadecimal digits.
    InvalidContentHash { value: String },
    /// Two determinations by one member on the same content and day.
    DuplicateDetermination {
        member: String,
        material: String,
        earlier_line: usize,
    },
    /// An approval without the required determinations.
    ApprovalWithoutDeterminations {
        material: String,
        /// Number of members that had approved this content by then.
        approval_count: usize,
        min_approvals: usize,
    },
    /// An approval without a technical review of that content.
    ApprovalWithoutTechnicalReview { material: String },
    /// A withdrawal of a material that was not approved.
    WithdrawalWithoutApproval { material: String },
    /// Another program is writing to the record.
    FileLocked { path: String },

    /// A form with other questions than this program's.
    FormQuestionsMismatch {
        missing_questions: Vec<String>,
        unknown_questions: Vec<String>,
    },
    /// A member that is not listed under `[committee]`.
    UnknownMember {
        member: String,
        nearest: Option<String>,
        known_members: Vec<String>,
    },
    /// A material that the agency does not have.
    UnknownMaterial {
        material: String,
        nearest: Option<String>,
        known_materials: Vec<String>,
    },
    /// A form about an earlier content of the material.
    FormContentMismatch {
        material: String,
        reviewed_hash: String,
        current_hash: String,
    },
    /// A determination that is already in the record.
    DeterminationAlreadyRecorded {
        member: String,
        material: String,
        date: Date,
    },

    /// A form with a date in the future.
    FormDateInFuture { date: Date },

    /// An approval or withdrawal with a date in the future.
    DecisionDateInFuture { date: Date },
    /// Fewer determinations than required.
    TooFewDeterminations {
        material: String,
        content_hash: String,
        approval_count: usize,
        min_approvals: usize,
        missing_members: Vec<String>,
    },
    /// The material has changed since it was reviewed.
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
    /// A member approves the content only with changes.
    UnresolvedChangeRequest {
        member: String,
        material: String,
        content_hash: String,
        is_content_changed: bool,
    },
    /// The content has no technical review.
    MissingTechnicalReview {
        material: String,
        content_hash: String,
        reviewer: Option<String>,
    },
    /// The technical review found the material not accurate.
    FailedTechnicalReview { reviewer: String, material: String },
    /// The same content is already approved.
    AlreadyApproved { material: String, date: Date },
    /// An approval dated before one of its determinations.
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
            Self::InvalidContentHash { value } => new_description(
                format!("`{value}` is not a content hash"),
                "copy the 64 digits from `review status --format json`; on a form, the 8 printed digits are enough",
            ),
            Self::DuplicateDetermination {
                member,
                material,
                earlier_line,
            } => new_description(
                format!(
                    "line {earlier_line} already has a determination of the same day by `{member}` on this content of `{material}`"
                ),
                "delete one of the two",
            ),
            Self::ApprovalWithoutDeterminations {
                material,
                approval_count,
                min_approvals,
            } => new_description(
                format!(
                    "`{material}` is approved here, but {approval_count} of the required {min_approvals} members had approved this content by then (42 CFR 59.6)"
                ),
                "let `policypress review approve` record approvals, and keep the determinations they are based on",
            ),
            Self::ApprovalWithoutTechnicalReview { material } => new_description(
                format!(
                    "`{material}` is approved here, but no entry of `[[technical_reviews]]` had found this content accurate by then"
                ),
                "let `policypress review approve` record approvals, and keep the technical reviews they are based on",
            ),
            Self::WithdrawalWithoutApproval { material } => new_description(
                format!("`{material}` is withdrawn here, but had not been approved by then"),
                "name an approved material; `policypress review status` lists them",
            ),
            Self::FileLocked { path } => new_description(
                format!("another program is writing to `{path}`"),
                "nothing was written; run the command again in a moment",
            ),
            Self::FormQuestionsMismatch {
                missing_questions,
                unknown_questions,
            } => new_description(
                match (missing_questions.as_slice(), unknown_questions.as_slice()) {
                    ([], []) => "the form's questions differ from this program's".to_owned(),
                    (missing_questions, []) => format!(
                        "the form has no answer for {}",
                        join_quoted_with_and(missing_questions)
                    ),
                    ([], unknown_questions) => {
                        format!(
                            "the form answers questions that are not asked: {}",
                            join_quoted_with_and(unknown_questions)
                        )
                    }
                    (missing_questions, unknown_questions) => format!(
                        "the form has no answer for {}, and answers questions that are not asked: {}",
                        join_quoted_with_and(missing_questions),
                        join_quoted_with_and(unknown_questions)
                    ),
                },
                "have the member fill in the form that `policypress review packet` makes now",
            ),
            Self::UnknownMember {
                member,
                nearest,
                known_members,
            } => new_description(
                format!("`{member}` is not a member of the committee"),
                match nearest {
                    Some(nearest) => {
                        format!(
                            "did you mean `{nearest}`? The members are listed under `[committee]`"
                        )
                    }
                    None if known_members.is_empty() => {
                        "list the members under `[committee]` in the agency’s file".to_owned()
                    }
                    None => format!(
                        "the members under `[committee]` are {}",
                        join_quoted_shortened(known_members)
                    ),
                },
            ),
            Self::UnknownMaterial {
                material,
                nearest,
                known_materials,
            } => new_description(
                format!("there is no client material `{material}`"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    format!(
                        "the materials are {}",
                        join_quoted_with_and(known_materials)
                    ),
                ),
            ),
            Self::FormContentMismatch {
                material,
                reviewed_hash,
                current_hash,
            } => new_description(
                format!(
                    "the form is about content {reviewed_hash} of `{material}`, but its content is now {current_hash}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::DeterminationAlreadyRecorded {
                member,
                material,
                date,
            } => new_description(
                format!(
                    "the review of this content of `{material}` by `{member}` is already recorded with the date {date}"
                ),
                "skip this form; if the member has changed their mind, record a new form with a later date",
            ),
            Self::FormDateInFuture { date } => new_description(
                format!("the form is dated {date}, a date in the future"),
                "have the member correct the date",
            ),
            Self::DecisionDateInFuture { date } => new_description(
                format!("{date} is a date in the future"),
                "once the committee has decided, give the date of its decision with `--on`",
            ),
            Self::TooFewDeterminations {
                material,
                content_hash,
                approval_count,
                min_approvals,
                missing_members,
            } => new_description(
                format!(
                    "content {content_hash} of `{material}` has {approval_count} of the required {min_approvals} approvals (42 CFR 59.6)"
                ),
                if missing_members.is_empty() {
                    "list at least that many members under `[committee]`".to_owned()
                } else {
                    format!(
                        "record the forms of {}",
                        join_quoted_with_and(missing_members)
                    )
                },
            ),
            Self::ContentChangedSinceReview {
                material,
                reviewed_hash,
                current_hash,
            } => new_description(
                format!(
                    "the committee reviewed content {reviewed_hash} of `{material}`, but its content is now {current_hash}"
                ),
                "undo the change, or send the members a new packet",
            ),
            Self::UnresolvedDisapproval {
                member,
                material,
                content_hash,
            } => new_description(
                format!("`{member}` disapproves content {content_hash} of `{material}`"),
                "change the material or discuss it with the member, then record a later form of that member",
            ),
            Self::UnresolvedChangeRequest {
                member,
                material,
                content_hash,
                is_content_changed,
            } => new_description(
                format!(
                    "`{member}` approves content {content_hash} of `{material}` only with changes"
                ),
                if *is_content_changed {
                    "the material has changed since: record that member’s form about the new version"
                } else {
                    "make the changes, build a new packet, and record the forms about the new version"
                },
            ),
            Self::MissingTechnicalReview {
                material,
                content_hash,
                reviewer,
            } => new_description(
                format!("content {content_hash} of `{material}` has no technical review"),
                match reviewer {
                    Some(reviewer) => format!("record the technical review form of the {reviewer}"),
                    None => "record a technical review form".to_owned(),
                },
            ),
            Self::FailedTechnicalReview { reviewer, material } => new_description(
                format!("the technical review by `{reviewer}` found `{material}` not accurate"),
                "correct the material and have it reviewed again",
            ),
            Self::AlreadyApproved { material, date } => new_description(
                format!("the content of `{material}` is already approved, since {date}"),
                "to review it again, record new forms with a later date",
            ),
            Self::ApprovalBeforeDetermination {
                material,
                approval_date,
                last_determination_date,
            } => new_description(
                format!(
                    "`{material}` cannot be approved on {approval_date}: its latest determination is dated {last_determination_date}"
                ),
                "give the date of the committee’s decision with `--on`",
            ),
        }
    }
}
