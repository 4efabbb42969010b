//! Problems of the review record, of a member's form, and of an approval.

use jiff::civil::Date;

use super::message_format::{did_you_mean_hint, join_quoted_shortened, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A problem of the I&E review.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewProblem {
    /// A content hash that is not 64 hexadecimal digits.
    InvalidContentHash {
        value: String,
        /// Whether it is in the record, and not in a form.
        is_in_record: bool,
    },
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
    WithdrawalWithoutApproval {
        material: String,
        date: Date,
        /// Whether it is in the record, and not on the command line.
        is_in_record: bool,
    },
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
    DecisionDateInFuture { date: Date, is_withdrawal: bool },
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
        is_content_changed: bool,
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
            Self::DuplicateDetermination { .. } => "duplicate-determination",
            Self::ApprovalWithoutDeterminations { .. } => "approval-without-review",
            Self::ApprovalWithoutTechnicalReview { .. } => "approval-without-technical-review",
            Self::WithdrawalWithoutApproval { .. } => "withdrawal-without-approval",
            Self::FileLocked { .. } => "record-in-use",
            Self::FormQuestionsMismatch { .. } => "mismatched-questions",
            Self::UnknownMember { .. } => "unknown-member",
            Self::UnknownMaterial { .. } => "unknown-material",
            Self::FormContentMismatch { .. } => "outdated-form",
            Self::DeterminationAlreadyRecorded { .. } => "already-recorded",
            Self::FormDateInFuture { .. } => "future-form-date",
            Self::DecisionDateInFuture { .. } => "future-decision-date",
            Self::TooFewDeterminations { .. } => "too-few-approvals",
            Self::ContentChangedSinceReview { .. } => "content-not-reviewed",
            Self::UnresolvedDisapproval { .. } => "unresolved-disapproval",
            Self::UnresolvedChangeRequest { .. } => "unresolved-changes",
            Self::MissingTechnicalReview { .. } => "no-technical-review",
            Self::FailedTechnicalReview { .. } => "failed-technical-review",
            Self::AlreadyApproved { .. } => "already-approved",
            Self::ApprovalBeforeDetermination { .. } => "approval-too-early",
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::InvalidContentHash {
                value,
                is_in_record,
            } => new_description(
                format!("`{value}` is not the code of a material's content"),
                if *is_in_record {
                    "the record was changed by hand: restore this file from a backup"
                } else {
                    "write the 8 digits and letters that are printed on the form, or run `policypress review packet` and have the member fill in the new form"
                },
            ),
            Self::DuplicateDetermination {
                member,
                material,
                earlier_line,
            } => new_description(
                format!(
                    "the review of this version of `{material}` by `{member}` is already recorded with the same date (line {earlier_line})"
                ),
                "delete one of the two entries, from its heading to the next heading",
            ),
            Self::ApprovalWithoutDeterminations {
                material,
                approval_count,
                min_approvals,
            } => new_description(
                format!(
                    "`{material}` is approved here, but only {approval_count} of the {min_approvals} members needed had approved this version by then (42 CFR 59.6)"
                ),
                "restore this file from a backup; if there is none, delete this entry, record the members' forms and approve the material again",
            ),
            Self::ApprovalWithoutTechnicalReview { material } => new_description(
                format!(
                    "`{material}` is approved here, but no entry of `[[technical_reviews]]` had found this version accurate by then"
                ),
                "restore this file from a backup; if there is none, delete this entry, record the technical review and approve the material again",
            ),
            Self::WithdrawalWithoutApproval {
                material,
                date,
                is_in_record: true,
            } => new_description(
                format!("`{material}` is withdrawn here, but it was not approved on {date}"),
                "restore this file from a backup; if there is none, delete this entry",
            ),
            Self::WithdrawalWithoutApproval {
                material,
                date,
                is_in_record: false,
            } => new_description(
                format!("`{material}` cannot be withdrawn: it was not approved on {date}"),
                "name an approved material, or give a later date with `--on`; `policypress review status` lists the approved materials",
            ),
            Self::FileLocked { path } => new_description(
                format!("another program is writing to `{path}`"),
                "run the command again in a moment",
            ),
            Self::FormQuestionsMismatch {
                missing_questions,
                unknown_questions,
            } => new_description(
                match (missing_questions.as_slice(), unknown_questions.as_slice()) {
                    ([], []) => {
                        "the form has other questions than those that are asked now".to_owned()
                    }
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
                        "list the members under `[committee]` in the agency's file".to_owned()
                    }
                    None => format!(
                        "correct the form, or add the member under `[committee]`; the members are {}",
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
                        "the materials are {}; for one from templates of your own, add `--templates DIR`",
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
                    "the form is about version {reviewed_hash} of `{material}`, but the material is now version {current_hash}"
                ),
                "undo the change, or run `policypress review packet` and collect new forms from all members",
            ),
            Self::DeterminationAlreadyRecorded {
                member,
                material,
                date,
            } => new_description(
                format!(
                    "another review of this version of `{material}` by `{member}` is already recorded, with the date {date}"
                ),
                "leave this form out; if the member has decided differently, record a new form with a later date",
            ),
            Self::FormDateInFuture { date } => new_description(
                format!("the form is dated {date}, a date in the future"),
                "have the member correct the date",
            ),
            Self::DecisionDateInFuture {
                date,
                is_withdrawal,
            } => new_description(
                format!("{date} is a date in the future"),
                if *is_withdrawal {
                    "repeat the command on that day or later; `--on` is the date from which the material is withdrawn"
                } else {
                    "once the committee has decided, give the date of its decision with `--on`"
                },
            ),
            Self::TooFewDeterminations {
                material,
                content_hash,
                approval_count,
                min_approvals,
                missing_members,
            } => new_description(
                format!(
                    "only {approval_count} of the {min_approvals} members needed {} approved version {content_hash} of `{material}` (42 CFR 59.6)",
                    if *approval_count == 1 { "has" } else { "have" }
                ),
                if missing_members.is_empty() {
                    format!("list at least {min_approvals} members under `[committee]`")
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
                    "the committee reviewed version {reviewed_hash} of `{material}`, but the material is now version {current_hash}"
                ),
                "undo the change, or run `policypress review packet` and collect new forms from all members",
            ),
            Self::UnresolvedDisapproval {
                member,
                material,
                content_hash,
                is_content_changed,
            } => new_description(
                format!(
                    "`{member}` disapproves {} of `{material}` ({content_hash})",
                    name_version(*is_content_changed)
                ),
                if *is_content_changed {
                    COLLECT_FORMS_OF_CHANGED_MATERIAL
                } else {
                    "discuss it with the member and record a form of theirs with a later date; if you change the material, run `policypress review packet` and collect new forms from all members"
                },
            ),
            Self::UnresolvedChangeRequest {
                member,
                material,
                content_hash,
                is_content_changed,
            } => new_description(
                format!(
                    "`{member}` approves {} of `{material}` ({content_hash}) only with changes",
                    name_version(*is_content_changed)
                ),
                if *is_content_changed {
                    COLLECT_FORMS_OF_CHANGED_MATERIAL
                } else {
                    "change the material, then run `policypress review packet` and collect new forms from all members"
                },
            ),
            Self::MissingTechnicalReview {
                material,
                content_hash,
                reviewer,
            } => new_description(
                format!("this version of `{material}` ({content_hash}) has no technical review"),
                match reviewer {
                    Some(reviewer) => format!(
                        "have the {reviewer} fill in technical-{material}.html, then record the saved file: `policypress review record`"
                    ),
                    None => format!(
                        "have the technical reviewer fill in technical-{material}.html, then record the saved file: `policypress review record`"
                    ),
                },
            ),
            Self::FailedTechnicalReview { reviewer, material } => new_description(
                format!("the technical review by `{reviewer}` found `{material}` not accurate"),
                "correct the material and have it reviewed again",
            ),
            Self::AlreadyApproved { material, date } => new_description(
                format!("this version of `{material}` is already approved, since {date}"),
                "to review it again, record new forms with a later date",
            ),
            Self::ApprovalBeforeDetermination {
                material,
                approval_date,
                last_determination_date,
            } => new_description(
                format!(
                    "`{material}` cannot be approved on {approval_date}: the latest form of a member is dated {last_determination_date}"
                ),
                format!(
                    "with `--on`, give the date on which the committee decided: {last_determination_date} or later"
                ),
            ),
        }
    }
}

/// The hint for a member who reviewed an earlier version.
const COLLECT_FORMS_OF_CHANGED_MATERIAL: &str = "the material has changed since: run `policypress review packet`, and record a new form from each member who has not reviewed the new version";

/// Returns how a sentence names the version that a member reviewed.
fn name_version(is_content_changed: bool) -> &'static str {
    if is_content_changed {
        "an earlier version"
    } else {
        "this version"
    }
}
