//! How a material stands by the record: approved as it is, changed since, never reviewed, withdrawn; and since when.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Approval, Determination, Ledger, Subject, TechnicalReview, Verdict};

/// How a material stands with the committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewStatus {
    Changed,
    NeverReviewed,
    /// Approved as it is, and to be reviewed again.
    Due,
    Approved,
    /// Withdrawn after its last approval.
    Withdrawn,
}

impl ReviewStatus {
    /// All of them; what needs doing first.
    pub const ALL: [Self; 5] = [
        Self::Changed,
        Self::NeverReviewed,
        Self::Due,
        Self::Approved,
        Self::Withdrawn,
    ];

    /// Returns its name in lists and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::NeverReviewed => "never reviewed",
            Self::Due => "due",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns its name in templates, which know no day and so nothing that is due.
    pub fn template_name(self) -> &'static str {
        match self {
            Self::NeverReviewed => "never",
            Self::Due => "approved",
            Self::Changed | Self::Approved | Self::Withdrawn => self.name(),
        }
    }

    /// Whether its content is approved, be it due or not.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::Due)
    }
}

/// What the record says of a material.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaterialReview<'ledger> {
    /// Its status, never [`ReviewStatus::Due`]: that depends on the day.
    pub status: ReviewStatus,
    /// Its last approval, unless it was withdrawn after that.
    pub approval: Option<&'ledger Approval>,
    /// When it was withdrawn, if it is.
    pub withdrawn_on: Option<Date>,
}

impl MaterialReview<'_> {
    /// Returns the day of the approval or withdrawal that decides the status.
    pub fn date(&self) -> Option<Date> {
        self.withdrawn_on
            .or(self.approval.map(|approval| approval.date))
    }

    /// Returns what has changed in the settings since the approval, for those of now.
    pub fn changed_settings(&self, facts: &[(String, String)]) -> Vec<SettingChange> {
        self.approval
            .filter(|_| self.status == ReviewStatus::Changed)
            .map_or_else(Vec::new, |approval| {
                changed_settings(&approval.facts, facts)
            })
    }
}

/// Returns what the record says of a material. The last approval counts: what an earlier one said was replaced
/// for a reason.
pub fn review<'ledger>(ledger: &'ledger Ledger, subject: &Subject) -> MaterialReview<'ledger> {
    let Some(approval) = last_approval(ledger, subject) else {
        return MaterialReview {
            status: ReviewStatus::NeverReviewed,
            approval: None,
            withdrawn_on: None,
        };
    };
    let withdrawal = ledger.withdrawals.iter().rev().find(|withdrawal| {
        withdrawal.material == subject.material
            && withdrawal.language == subject.language
            && withdrawal.span.byte_range.start > approval.span.byte_range.start
    });
    MaterialReview {
        status: match withdrawal {
            Some(_) => ReviewStatus::Withdrawn,
            None if approval.subject.content == subject.content => ReviewStatus::Approved,
            None => ReviewStatus::Changed,
        },
        approval: withdrawal.is_none().then_some(approval),
        withdrawn_on: withdrawal.map(|withdrawal| withdrawal.date),
    }
}

/// The approval of a material that was written down last.
pub fn last_approval<'ledger>(
    ledger: &'ledger Ledger,
    subject: &Subject,
) -> Option<&'ledger Approval> {
    let same = |approval: &&Approval| approval.subject.is_same_material(subject);
    ledger.approvals.iter().rev().find(same)
}

/// The day by which what was approved is reviewed again.
pub fn due(approved: Date, every_months: u16) -> Option<Date> {
    approved.checked_add(i32::from(every_months).months()).ok()
}

/// The number of a content among those of its material that the record has, or else the next.
pub fn version(ledger: &Ledger, material: &str, language: &str, content: &str) -> u32 {
    let of_determinations = ledger.determinations.iter().map(|entry| &entry.subject);
    let of_reviews = ledger.technical_reviews.iter().map(|entry| &entry.subject);
    let of_approvals = ledger.approvals.iter().map(|entry| &entry.subject);
    let subjects: Vec<&Subject> = of_determinations
        .chain(of_reviews)
        .chain(of_approvals)
        .filter(|subject| subject.material == material && subject.language == language)
        .collect();
    subjects
        .iter()
        .find(|subject| subject.content == content)
        .map_or_else(
            || {
                subjects
                    .iter()
                    .map(|subject| subject.version)
                    .max()
                    .unwrap_or(0)
                    + 1
            },
            |subject| subject.version,
        )
}

/// The last word of each member about a material up to a day, whatever its content was then.
pub fn last_words<'ledger>(
    ledger: &'ledger Ledger,
    subject: &Subject,
    by: Date,
) -> Vec<&'ledger Determination> {
    let mut last: Vec<&Determination> = Vec::new();
    for entry in &ledger.determinations {
        if !entry.subject.is_same_material(subject) || entry.date > by {
            continue;
        }
        match last.iter_mut().find(|other| other.member == entry.member) {
            Some(other) if other.date <= entry.date => *other = entry,
            Some(_) => {}
            None => last.push(entry),
        }
    }
    last
}

/// The members whose last word up to a day is that they approve of that content.
pub fn in_favour<'ledger>(
    ledger: &'ledger Ledger,
    subject: &Subject,
    by: Date,
) -> Vec<&'ledger Determination> {
    let mut last = last_words(ledger, subject, by);
    last.retain(|entry| {
        entry.verdict == Verdict::Approve && entry.subject.content == subject.content
    });
    last
}

/// The last technical review of that content up to a day.
pub fn technical_review<'ledger>(
    ledger: &'ledger Ledger,
    subject: &Subject,
    by: Date,
) -> Option<&'ledger TechnicalReview> {
    ledger
        .technical_reviews
        .iter()
        .filter(|review| review.subject.is_same_content(subject) && review.date <= by)
        .max_by_key(|review| review.date)
}

/// What became of a setting that a material was approved with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// The setting: `organizations[1].phone`.
    pub setting: String,
    /// What it said when the material was approved; none for one that is new in the material.
    pub was: Option<String>,
    /// What it says; none for one that is gone from the material.
    pub is: Option<String>,
}

/// The settings that say something else in a material than when it was approved, in the order of then, new
/// ones last.
pub fn changed_settings(was: &[(String, String)], is: &[(String, String)]) -> Vec<SettingChange> {
    let find = |facts: &[(String, String)], setting: &str| {
        let found = facts.iter().find(|(name, _)| name == setting);
        found.map(|(_, text)| text.clone())
    };
    let then = was.iter().map(|(setting, _)| setting);
    let new = is.iter().map(|(setting, _)| setting);
    let new = new.filter(|setting| was.iter().all(|(name, _)| name != *setting));
    then.chain(new)
        .map(|setting| SettingChange {
            setting: setting.clone(),
            was: find(was, setting),
            is: find(is, setting),
        })
        .filter(|change| change.was != change.is)
        .collect()
}
