//! Problems of an agency's dates: implausible ones, and dates that do not agree.

use jiff::civil::Date;

use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of a date or of the policy's versions.
#[derive(Debug, Clone, PartialEq)]
pub enum DateProblem {
    /// A date in a year that cannot be right.
    Implausible { key: &'static str, date: Date },
    /// A date so many years ahead that the year is probably wrong.
    Distant { key: &'static str, date: Date },
    /// A date in the future of something that has been done.
    InFuture { key: &'static str, date: Date },
    /// The next review is not after the effective date.
    NextReviewTooEarly { effective: Date, next_review: Date },
    /// The next review is only days or weeks after the effective date.
    NextReviewTooSoon { days: i32 },
    /// The policy's next review is overdue.
    ReviewOverdue { next_review: Date },
    /// The policy's version has no entry in the revision history, which has others.
    UnlistedVersion { version: String },
    /// The policy has a version, but no revision history.
    MissingRevisionHistory { version: String },
    /// The policy's version is dated after the policy takes effect.
    VersionAfterEffective {
        version: String,
        date: Date,
        effective: Date,
    },
    /// A material was withdrawn before it was approved.
    WithdrawnBeforeApproval { approved: Date, withdrawn: Date },
    /// A training before the orientation, which comes before any work.
    TrainingBeforeOrientation {
        topic: &'static str,
        date: Date,
        orientation: Date,
    },
    /// A number such as `1-2` that a spreadsheet turned into `2-Jan`.
    SpreadsheetDate { text: String },
}

impl DomainProblem for DateProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Implausible { .. } => "implausible-date",
            Self::Distant { .. } => "distant-date",
            Self::InFuture { .. } => "future-date",
            Self::NextReviewTooEarly { .. } => "review-too-early",
            Self::NextReviewTooSoon { .. } => "review-too-soon",
            Self::ReviewOverdue { .. } => "review-overdue",
            Self::UnlistedVersion { .. } => "unlisted-version",
            Self::MissingRevisionHistory { .. } => "no-revisions",
            Self::VersionAfterEffective { .. } => "version-after-effective",
            Self::WithdrawnBeforeApproval { .. } => "withdrawn-before-approval",
            Self::TrainingBeforeOrientation { .. } => "training-before-orientation",
            Self::SpreadsheetDate { .. } => "spreadsheet-date",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::Implausible { .. }
            | Self::NextReviewTooEarly { .. }
            | Self::WithdrawnBeforeApproval { .. } => Severity::Error,
            Self::MissingRevisionHistory { .. } => Severity::Blank,
            Self::Distant { .. }
            | Self::InFuture { .. }
            | Self::NextReviewTooSoon { .. }
            | Self::ReviewOverdue { .. }
            | Self::UnlistedVersion { .. }
            | Self::VersionAfterEffective { .. }
            | Self::TrainingBeforeOrientation { .. }
            | Self::SpreadsheetDate { .. } => Severity::Warning,
        }
    }

    fn is_missing_data(&self) -> bool {
        matches!(
            self,
            Self::UnlistedVersion { .. } | Self::MissingRevisionHistory { .. }
        )
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::Implausible { key, date } => new_description(
                format!("`{key}` is {date}, a year that cannot be right"),
                "write the right year, with four digits",
            ),
            Self::Distant { key, date } => new_description(
                format!("`{key}` is {date}, more than 20 years from now"),
                "check the year",
            ),
            Self::InFuture { key, date } => new_description(
                format!("`{key}` is {date}, a date in the future"),
                "write the date on which it was done",
            ),
            Self::NextReviewTooEarly {
                effective,
                next_review,
            } => new_description(
                format!(
                    "the next review, {next_review}, is not after the policy's effective date, {effective}"
                ),
                "set `next_review` to a later date; a year is usual",
            ),
            Self::NextReviewTooSoon { days } => new_description(
                format!("the next review is only {days} days after the policy takes effect"),
                "check the years of `effective` and `next_review`; a year is usual",
            ),
            Self::ReviewOverdue { next_review } => new_description(
                format!("the policy's next review was due on {next_review}"),
                "review the policy, then write the date of the following review as `next_review`",
            ),
            Self::UnlistedVersion { version } => new_description(
                format!("version `{version}` is not in the policy's revision history"),
                format!(
                    "add a `[[policy.revisions]]` entry with `version = \"{version}\"`, its `date` and a `summary` of what changed"
                ),
            ),
            Self::MissingRevisionHistory { version } => new_description(
                "the policy has no revision history",
                format!(
                    "add a `[[policy.revisions]]` entry with `version = \"{version}\"`, its `date` and a `summary`, such as \"First edition\""
                ),
            ),
            Self::VersionAfterEffective {
                version,
                date,
                effective,
            } => new_description(
                format!(
                    "version `{version}` is dated {date}, but the policy takes effect before that, on {effective}"
                ),
                "set `effective` to the date from which this version applies, or correct the date of the version",
            ),
            Self::WithdrawnBeforeApproval {
                approved,
                withdrawn,
            } => new_description(
                format!(
                    "the material was withdrawn on {withdrawn}, before it was approved on {approved}"
                ),
                "correct one of the dates; for a material that was approved again, delete `withdrawn_on`",
            ),
            Self::TrainingBeforeOrientation {
                topic,
                date,
                orientation,
            } => new_description(
                format!(
                    "the training `{topic}` on {date} is before the orientation on {orientation}"
                ),
                "check the years of both dates",
            ),
            Self::SpreadsheetDate { text } => new_description(
                format!("`{text}` looks like a number that a spreadsheet turned into a date"),
                "if it was a number such as `1-2`, write it again; in the spreadsheet, first format the column as text",
            ),
        }
    }
}
