//! The review status of a material by the record: approved, changed, never reviewed or withdrawn, and since when.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{
    Determination, MaterialApproval, MaterialVersion, ReviewRecord, TechnicalReview, Verdict,
};

/// The review status of a material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewStatus {
    ChangedSinceApproval,
    NeverReviewed,
    /// Approved with its current content, and to be reviewed again.
    DueForReview,
    Approved,
    /// Withdrawn after its last approval.
    Withdrawn,
}

impl ReviewStatus {
    /// Every status, the most urgent first.
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

    /// Returns its name in templates, which do not depend on a date, so that `DueForReview` is `approved`.
    pub fn template_name(self) -> &'static str {
        match self {
            Self::NeverReviewed => "never",
            Self::DueForReview => "approved",
            Self::ChangedSinceApproval | Self::Approved | Self::Withdrawn => self.name(),
        }
    }

    /// Returns whether the content is approved, due for review or not.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::DueForReview)
    }
}

/// The review of a material in the record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaterialReview<'record> {
    /// The status, never [`ReviewStatus::DueForReview`]: that depends on the date.
    pub status: ReviewStatus,
    /// The last approval, unless the material was withdrawn after it.
    pub approval: Option<&'record MaterialApproval>,
    /// The date of the withdrawal, if it is withdrawn.
    pub withdrawn_on: Option<Date>,
}

impl MaterialReview<'_> {
    /// Returns the date of the approval or withdrawal that decides the status.
    pub fn decision_date(&self) -> Option<Date> {
        self.withdrawn_on
            .or(self.approval.map(|approval| approval.date))
    }

    /// Compares the settings of the approved content with the current ones.
    pub fn changed_settings(&self, values: &[(String, String)]) -> Vec<SettingChange> {
        self.approval
            .filter(|_| self.status == ReviewStatus::ChangedSinceApproval)
            .map_or_else(Vec::new, |approval| {
                compare_setting_values(&approval.setting_values, values)
            })
    }
}

/// Returns the review of a material. Only the last approval counts: it replaced earlier ones.
pub fn find_material_review<'record>(
    record: &'record ReviewRecord,
    version: &MaterialVersion,
) -> MaterialReview<'record> {
    let Some(approval) = find_last_approval_of_any_version(record, version) else {
        return MaterialReview {
            status: ReviewStatus::NeverReviewed,
            approval: None,
            withdrawn_on: None,
        };
    };
    let withdrawal = record.withdrawals.iter().rev().find(|withdrawal| {
        withdrawal.material == version.name
            && withdrawal.language == version.language
            && withdrawal.span.byte_range.start > approval.span.byte_range.start
    });
    MaterialReview {
        status: match withdrawal {
            Some(_) => ReviewStatus::Withdrawn,
            None if approval.material.content_hash == version.content_hash => {
                ReviewStatus::Approved
            }
            None => ReviewStatus::ChangedSinceApproval,
        },
        approval: withdrawal.is_none().then_some(approval),
        withdrawn_on: withdrawal.map(|withdrawal| withdrawal.date),
    }
}

/// Returns the approval of a material that was recorded last.
pub fn find_last_approval_of_any_version<'record>(
    record: &'record ReviewRecord,
    version: &MaterialVersion,
) -> Option<&'record MaterialApproval> {
    let mut approvals = record.approvals.iter().rev();
    approvals.find(|approval| approval.material.is_same_material(version))
}

/// Returns the date by which an approved material is to be reviewed again.
pub fn next_review_date(approved: Date, every_months: u16) -> Option<Date> {
    approved.checked_add(i32::from(every_months).months()).ok()
}

/// Returns the number of a content in the record, or the next number for a new content.
pub fn version_number(record: &ReviewRecord, material: &str, language: &str, content: &str) -> u32 {
    let of_determinations = record.determinations.iter().map(|entry| &entry.material);
    let of_reviews = record.technical_reviews.iter().map(|entry| &entry.material);
    let of_approvals = record.approvals.iter().map(|entry| &entry.material);
    let versions: Vec<&MaterialVersion> = of_determinations
        .chain(of_reviews)
        .chain(of_approvals)
        .filter(|version| version.name == material && version.language == language)
        .collect();
    versions
        .iter()
        .find(|version| version.content_hash == content)
        .map_or_else(
            || {
                versions
                    .iter()
                    .map(|version| version.number)
                    .max()
                    .unwrap_or(0)
                    + 1
            },
            |version| version.number,
        )
}

/// Returns the last determination of each member about a material up to a date, with any content.
pub fn latest_determinations<'record>(
    record: &'record ReviewRecord,
    version: &MaterialVersion,
    by: Date,
) -> Vec<&'record Determination> {
    let mut last: Vec<&Determination> = Vec::new();
    for entry in &record.determinations {
        if !entry.material.is_same_material(version) || entry.date > by {
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

/// Returns the last determinations up to a date that approve this content, one for each approving member.
pub fn approving_determinations<'record>(
    record: &'record ReviewRecord,
    version: &MaterialVersion,
    by: Date,
) -> Vec<&'record Determination> {
    let mut last = latest_determinations(record, version, by);
    last.retain(|entry| {
        entry.verdict == Verdict::Approve && entry.material.content_hash == version.content_hash
    });
    last
}

/// Returns the last technical review of a content up to a date.
pub fn latest_technical_review<'record>(
    record: &'record ReviewRecord,
    version: &MaterialVersion,
    by: Date,
) -> Option<&'record TechnicalReview> {
    record
        .technical_reviews
        .iter()
        .filter(|review| review.material.is_same_content(version) && review.date <= by)
        .max_by_key(|review| review.date)
}

/// A setting that differs between the approved and the current content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// The path of the setting: `organizations[1].phone`.
    pub setting: String,
    /// The value when the material was approved; `None` if the material did not show the setting.
    pub old_value: Option<String>,
    /// The current value; `None` if the material no longer shows the setting.
    pub new_value: Option<String>,
}

/// Returns the settings that differ, in the old order, with new ones last.
pub fn compare_setting_values(
    was: &[(String, String)],
    is: &[(String, String)],
) -> Vec<SettingChange> {
    let find = |values: &[(String, String)], setting: &str| {
        let entry = values.iter().find(|(name, _)| name == setting);
        entry.map(|(_, value)| value.clone())
    };
    let old = was.iter().map(|(setting, _)| setting);
    let new = is.iter().map(|(setting, _)| setting);
    let new = new.filter(|setting| was.iter().all(|(name, _)| name != *setting));
    old.chain(new)
        .map(|setting| SettingChange {
            setting: setting.clone(),
            old_value: find(was, setting),
            new_value: find(is, setting),
        })
        .filter(|change| change.old_value != change.new_value)
        .collect()
}
