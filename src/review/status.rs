//! How a material stands: approved as it is, changed since, never reviewed, withdrawn; and since when.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Approval, Determination, Ledger, Subject, TechnicalReview, Verdict, Withdrawal};

/// How a material stands by the record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing<'ledger> {
    /// The committee approved this very content.
    Approved(&'ledger Approval),
    /// It approved another content last.
    Changed(&'ledger Approval),
    /// It approved of none.
    Never,
    /// It was withdrawn after its last approval.
    Withdrawn(&'ledger Withdrawal),
}

/// How that material stands. The last approval counts: what an earlier one said was replaced for a reason.
pub fn standing<'ledger>(ledger: &'ledger Ledger, subject: &Subject) -> Standing<'ledger> {
    let Some(approval) = last_approval(ledger, subject) else {
        return Standing::Never;
    };
    let withdrawn = ledger.withdrawals.iter().rev().find(|withdrawal| {
        withdrawal.material == subject.material
            && withdrawal.language == subject.language
            && withdrawal.span.bytes.start > approval.span.bytes.start
    });
    match withdrawn {
        Some(withdrawal) => Standing::Withdrawn(withdrawal),
        None if approval.subject.content == subject.content => Standing::Approved(approval),
        None => Standing::Changed(approval),
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
