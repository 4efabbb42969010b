//! Checks that the dates of the file are plausible and agree with each other, and the versions of the policy.

use std::ops::Range;

use jiff::civil::Date;
use jiff::{ToSpan as _, Unit};

use super::agency::{Agency, PolicyRevision, TrainingTopic};
use super::setting_spans::{SettingSpans, SettingSpansByTable};
use super::table_reader::ConfiguredDate;
use super::value_types::version_number;
use crate::diag::date::DateProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::typed_date::{TypedDateError, parse_typed_date};

/// Settings whose date may be in the future; all others are of something that has been done.
const FUTURE_SETTINGS: [&str; 4] = ["effective", "next_review", "date", "withdrawn_on"];

/// The years that a date can have. Title X became law in the first.
const POSSIBLE_YEARS: Range<i16> = 1970..2200;

/// A date more years ahead is probably a typing error.
const MAX_YEARS_AHEAD: i16 = 20;

/// A next review less than this after the effective date is probably a typing error.
const MIN_REVIEW_DAYS: i32 = 60;

/// Reports implausible and contradictory dates, and versions that are not in the policy's history.
pub(super) fn check_dates(
    agency: &Agency,
    dates: &[ConfiguredDate],
    tables: &SettingSpansByTable,
    today: Date,
    diagnostics: &mut Diagnostics,
) {
    for configured in dates {
        let (key, date) = (configured.key, configured.date);
        let is_done = !FUTURE_SETTINGS.contains(&key);
        if let Some(problem) = find_date_problem(key, date, today, is_done) {
            diagnostics.push(Diagnostic::new(problem).with_span(configured.span.clone()));
        }
    }
    check_review_date(agency, &tables["policy"], today, diagnostics);
    check_version(agency, tables, diagnostics);
    check_training_dates(agency, diagnostics);
    for material in &agency.external_materials {
        if let (Some(approved), Some(withdrawn)) = (material.approved_on, material.withdrawn_on)
            && withdrawn < approved
            && approved <= today
        {
            let problem = DateProblem::WithdrawnBeforeApproval {
                approved,
                withdrawn,
            };
            diagnostics.push(material.spans.new_diagnostic_at("withdrawn_on", problem));
        }
    }
    report_spreadsheet_dates(agency, diagnostics);
}

/// Returns what is wrong with a date by itself: a wrong year, or a date in the future of something that is done.
pub(crate) fn find_date_problem(
    key: &'static str,
    date: Date,
    today: Date,
    is_done: bool,
) -> Option<DateProblem> {
    if !has_plausible_year(date) {
        Some(DateProblem::Implausible { key, date })
    } else if is_done && date > today {
        Some(DateProblem::InFuture { key, date })
    } else if date.year() > today.year() + MAX_YEARS_AHEAD {
        Some(DateProblem::Distant { key, date })
    } else {
        None
    }
}

fn has_plausible_year(date: Date) -> bool {
    POSSIBLE_YEARS.contains(&date.year())
}

fn check_review_date(
    agency: &Agency,
    spans: &SettingSpans,
    today: Date,
    diagnostics: &mut Diagnostics,
) {
    let policy = &agency.policy;
    let Some(next_review) = policy.next_review_date else {
        return;
    };
    let effective = policy
        .effective_date
        .filter(|date| has_plausible_year(*date));
    let problem = match effective {
        _ if !has_plausible_year(next_review) => return,
        Some(effective) if next_review <= effective => DateProblem::NextReviewTooEarly {
            effective,
            next_review,
        },
        Some(effective) if next_review < effective.saturating_add(MIN_REVIEW_DAYS.days()) => {
            let days = effective.until((Unit::Day, next_review));
            DateProblem::NextReviewTooSoon {
                days: days.map_or(0, |span| span.get_days()),
            }
        }
        _ if next_review < today => DateProblem::ReviewOverdue { next_review },
        _ => return,
    };
    diagnostics.push(spans.new_diagnostic_at("next_review", problem));
}

/// Reports a version of the policy that is not in its history, or is dated after the policy takes effect.
fn check_version(agency: &Agency, tables: &SettingSpansByTable, diagnostics: &mut Diagnostics) {
    let (policy, spans) = (&agency.policy, &tables["policy"]);
    let Some(version) = policy.version.clone() else {
        return;
    };
    // The entry of the version may be one that was left out.
    if spans.is_rejected("revisions") || spans.lists_with_omitted_entries.contains("revisions") {
        return;
    }
    let mut revisions = policy.revisions.iter();
    let Some(revision) = revisions.find(|revision| is_version(revision, &version)) else {
        let problem = if policy.revisions.is_empty() {
            DateProblem::MissingRevisionHistory { version }
        } else {
            DateProblem::UnlistedVersion { version }
        };
        diagnostics.push(spans.new_diagnostic_at("version", problem));
        return;
    };
    let effective = policy.effective_date;
    if let Some(effective) = effective.filter(|date| has_plausible_year(*date))
        && revision.date > effective
        && has_plausible_year(revision.date)
    {
        let problem = DateProblem::VersionAfterEffective {
            version,
            date: revision.date,
            effective,
        };
        diagnostics.push(revision.spans.new_diagnostic_at("date", problem));
    }
}

/// Returns whether an entry of the history is about a version: `1.0` is also `v1.0` or `Version 1.0`.
fn is_version(revision: &PolicyRevision, version: &str) -> bool {
    version_number(&revision.version) == version_number(version)
}

fn check_training_dates(agency: &Agency, diagnostics: &mut Diagnostics) {
    for trainee in &agency.staff_training {
        let Some(orientation) = trainee.orientation_date else {
            continue;
        };
        for (topic, date) in TrainingTopic::ALL.into_iter().zip(trainee.last_topic_dates) {
            let topic = topic.setting_key();
            let is_earlier = |date: &Date| *date < orientation && has_plausible_year(*date);
            if let Some(date) = date.filter(is_earlier) {
                let problem = DateProblem::TrainingBeforeOrientation {
                    topic,
                    date,
                    orientation,
                };
                diagnostics.push(trainee.topic_date_spans.new_diagnostic_at(topic, problem));
            }
        }
    }
}

/// Warns of texts such as `2-Jan`, `Jan-50` and `1/2/2026`, which spreadsheets make of numbers such as `1-2`. The
/// edition of a material may be a month.
fn report_spreadsheet_dates(agency: &Agency, diagnostics: &mut Diagnostics) {
    for fact in &agency.setting_texts {
        let letters = fact.text.chars().filter(|letter| letter.is_alphabetic());
        let is_date = match (letters.count(), parse_typed_date(&fact.text)) {
            (0, Ok(_)) => fact.text.contains('/'),
            (3, Ok(_) | Err(TypedDateError::MissingYear | TypedDateError::MissingDay { .. })) => {
                fact.text.contains('-')
            }
            _ => false,
        };
        if is_date && !fact.setting_path.ends_with(".edition") {
            let problem = DateProblem::SpreadsheetDate {
                text: fact.text.clone(),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(fact.span.clone()));
        }
    }
}
