//! How a material stands by the record: approved as it is, changed since, never reviewed, withdrawn; and since when.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{
    Determination, MaterialApproval, MaterialVersion, ReviewRecord, TechnicalReview, Verdict,
};

/// How a material stands with the committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewStatus {
    ChangedSinceApproval,
    NeverReviewed,
    /// Approved as it is, and to be reviewed again.
    DueForReview,
    Approved,
    /// Withdrawn after its last approval.
    Withdrawn,
}

impl ReviewStatus {
    /// All of them; what needs doing first.
    pub const ALL: [Self; 5] = [
        Self::ChangedSinceApproval,
        Self::NeverReviewed,
        Self::DueForReview,
        Self::Approved,
        Self::Withdrawn,
    ];

    /// Returns its name in lists and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChangedSinceApproval => "changed",
            Self::NeverReviewed => "never reviewed",
            Self::DueForReview => "due",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns its name in templates, which know no day and so nothing that is due.
    pub fn template_name(self) -> &'static str {
        match self {
            Self::NeverReviewed => "never",
            Self::DueForReview => "approved",
            Self::ChangedSinceApproval | Self::Approved | Self::Withdrawn => self.name(),
        }
    }

    /// Whether its content is approved, be it due or not.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::DueForReview)
    }
}

/// What the record says of a material.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaterialReview<'ledger> {
    /// Its status, never [`ReviewStatus::Due`]: that depends on the day.
    pub status: ReviewStatus,
    /// Its last approval, unless it was withdrawn after that.
    pub approval: Option<&'ledger MaterialApproval>,
    /// When it was withdrawn, if it is.
    pub withdrawn_on: Option<Date>,
}

impl MaterialReview<'_> {
    /// Returns the day of the approval or withdrawal that decides the status.
    pub fn decision_date(&self) -> Option<Date> {
        self.withdrawn_on
            .or(self.approval.map(|approval| approval.date))
    }

    /// Returns what has changed in the settings since the approval, for those of now.
    pub fn changed_settings(&self, facts: &[(String, String)]) -> Vec<SettingChange> {
        self.approval
            .filter(|_| self.status == ReviewStatus::ChangedSinceApproval)
            .map_or_else(Vec::new, |approval| {
                compare_setting_values(&approval.setting_values, facts)
            })
    }
}

/// Returns what the record says of a material. The last approval counts: what an earlier one said was replaced
/// for a reason.
pub fn find_material_review<'ledger>(
    ledger: &'ledger ReviewRecord,
    subject: &MaterialVersion,
) -> MaterialReview<'ledger> {
    let Some(approval) = find_last_approval(ledger, subject) else {
        return MaterialReview {
            status: ReviewStatus::NeverReviewed,
            approval: None,
            withdrawn_on: None,
        };
    };
    let withdrawal = ledger.withdrawals.iter().rev().find(|withdrawal| {
        withdrawal.material == subject.name
            && withdrawal.language == subject.language
            && withdrawal.span.byte_range.start > approval.span.byte_range.start
    });
    MaterialReview {
        status: match withdrawal {
            Some(_) => ReviewStatus::Withdrawn,
            None if approval.material.content_hash == subject.content_hash => {
                ReviewStatus::Approved
            }
            None => ReviewStatus::ChangedSinceApproval,
        },
        approval: withdrawal.is_none().then_some(approval),
        withdrawn_on: withdrawal.map(|withdrawal| withdrawal.date),
    }
}

/// The approval of a material that was written down last.
pub fn find_last_approval<'ledger>(
    ledger: &'ledger ReviewRecord,
    subject: &MaterialVersion,
) -> Option<&'ledger MaterialApproval> {
    let same = |approval: &&MaterialApproval| approval.material.is_same_material(subject);
    ledger.approvals.iter().rev().find(same)
}

/// The day by which what was approved is reviewed again.
pub fn next_review_date(approved: Date, every_months: u16) -> Option<Date> {
    approved.checked_add(i32::from(every_months).months()).ok()
}

/// The number of a content among those of its material that the record has, or else the next.
pub fn version_number(ledger: &ReviewRecord, material: &str, language: &str, content: &str) -> u32 {
    let of_determinations = ledger.determinations.iter().map(|entry| &entry.material);
    let of_reviews = ledger.technical_reviews.iter().map(|entry| &entry.material);
    let of_approvals = ledger.approvals.iter().map(|entry| &entry.material);
    let subjects: Vec<&MaterialVersion> = of_determinations
        .chain(of_reviews)
        .chain(of_approvals)
        .filter(|subject| subject.name == material && subject.language == language)
        .collect();
    subjects
        .iter()
        .find(|subject| subject.content_hash == content)
        .map_or_else(
            || {
                subjects
                    .iter()
                    .map(|subject| subject.number)
                    .max()
                    .unwrap_or(0)
                    + 1
            },
            |subject| subject.number,
        )
}

/// The last word of each member about a material up to a day, whatever its content was then.
pub fn latest_determinations<'ledger>(
    ledger: &'ledger ReviewRecord,
    subject: &MaterialVersion,
    by: Date,
) -> Vec<&'ledger Determination> {
    let mut last: Vec<&Determination> = Vec::new();
    for entry in &ledger.determinations {
        if !entry.material.is_same_material(subject) || entry.date > by {
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
pub fn approving_determinations<'ledger>(
    ledger: &'ledger ReviewRecord,
    subject: &MaterialVersion,
    by: Date,
) -> Vec<&'ledger Determination> {
    let mut last = latest_determinations(ledger, subject, by);
    last.retain(|entry| {
        entry.verdict == Verdict::Approve && entry.material.content_hash == subject.content_hash
    });
    last
}

/// The last technical review of that content up to a day.
pub fn latest_technical_review<'ledger>(
    ledger: &'ledger ReviewRecord,
    subject: &MaterialVersion,
    by: Date,
) -> Option<&'ledger TechnicalReview> {
    ledger
        .technical_reviews
        .iter()
        .filter(|review| review.material.is_same_content(subject) && review.date <= by)
        .max_by_key(|review| review.date)
}

/// What became of a setting that a material was approved with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// The setting: `organizations[1].phone`.
    pub setting: String,
    /// What it said when the material was approved; none for one that is new in the material.
    pub old_value: Option<String>,
    /// What it says; none for one that is gone from the material.
    pub new_value: Option<String>,
}

/// The settings that say something else in a material than when it was approved, in the order of then, new
/// ones last.
pub fn compare_setting_values(
    was: &[(String, String)],
    is: &[(String, String)],
) -> Vec<SettingChange> {
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
            old_value: find(was, setting),
            new_value: find(is, setting),
        })
        .filter(|change| change.old_value != change.new_value)
        .collect()
}
