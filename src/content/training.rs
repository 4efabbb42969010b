//! Which staff are due or overdue for training as of a date.
//!
//! Orientation is required once, before work starts (42 CFR 59.5(b)(4)). Each of the four topics is required every
//! `training.every_months`; staff who have had only the orientation are due that long after it.

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::Locale;
use super::template_facts::SettingValueSealer;
use crate::config::agency::{Agency, StaffTraining, TrainingTopic};

/// Training counts as due soon from this many days before its due date.
pub const DUE_SOON_DAYS: i32 = 60;

/// The due status of one training, or of all trainings of a staff member; ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrainingDueStatus {
    /// Not due within [`DUE_SOON_DAYS`].
    Current,
    /// Due within [`DUE_SOON_DAYS`].
    DueSoon,
    /// Past its due date, or never recorded.
    Overdue,
}

/// One training of a staff member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingSession {
    /// One of the four topics; none for the orientation.
    pub topic: Option<TrainingTopic>,
    pub last_completed: Option<Date>,
    /// The last day on which it is not overdue; none for the orientation, and without an earlier training.
    pub due_date: Option<Date>,
    pub status: TrainingDueStatus,
}

/// A staff member with all of their trainings.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffTrainingRecord<'agency> {
    pub trainee: &'agency StaffTraining,
    /// The orientation, then the topics in the order of [`TrainingTopic::ALL`].
    pub sessions: Vec<TrainingSession>,
}

impl StaffTrainingRecord<'_> {
    /// Returns the worst status of the trainings.
    pub fn worst_status(&self) -> TrainingDueStatus {
        let statuses = self.sessions.iter().map(|session| session.status);
        statuses.max().unwrap_or(TrainingDueStatus::Current)
    }
}

/// Returns the training status of each staff member as of a date, in the order of the file.
pub fn staff_training_records(agency: &Agency, as_of: Date) -> Vec<StaffTrainingRecord<'_>> {
    let months = i32::from(agency.training_interval_months);
    agency
        .staff_training
        .iter()
        .map(|trainee| {
            let orientation = TrainingSession {
                topic: None,
                last_completed: trainee.orientation_date,
                due_date: None,
                status: match trainee.orientation_date {
                    Some(_) => TrainingDueStatus::Current,
                    None => TrainingDueStatus::Overdue,
                },
            };
            let with_dates = TrainingTopic::ALL.into_iter().zip(trainee.last_topic_dates);
            let topics = with_dates.map(|(topic, last)| {
                let from = last.or(trainee.orientation_date);
                let due = from.and_then(|from| from.checked_add(months.months()).ok());
                TrainingSession {
                    topic: Some(topic),
                    last_completed: last,
                    due_date: due,
                    status: due.map_or(TrainingDueStatus::Overdue, |due| due_status(due, as_of)),
                }
            });
            StaffTrainingRecord {
                trainee,
                sessions: std::iter::once(orientation).chain(topics).collect(),
            }
        })
        .collect()
}

fn due_status(due: Date, as_of: Date) -> TrainingDueStatus {
    if due < as_of {
        TrainingDueStatus::Overdue
    } else if as_of
        .checked_add(DUE_SOON_DAYS.days())
        .is_ok_and(|soon| due <= soon)
    {
        TrainingDueStatus::DueSoon
    } else {
        TrainingDueStatus::Current
    }
}

/// Returns the facts of the training record. Without a date they have due dates but no status.
pub(super) fn training_facts(agency: &Agency, as_of: Option<Date>, locale: &Locale) -> Facts {
    let months = agency.training_interval_months;
    let configured: HashSet<&str> = agency
        .setting_texts
        .iter()
        .map(|fact| &*fact.setting_path)
        .collect();
    let staff: Vec<Facts> = staff_training_records(agency, as_of.unwrap_or(Date::MIN))
        .iter()
        .enumerate()
        .map(|(index, record)| {
            let source = SettingValueSealer::for_list_entry("training.staff", index);
            // Staff without a code are listed by position.
            let code = format!("training.staff[{}].code", index + 1);
            let label_key = if configured.contains(&*code) {
                "code"
            } else {
                "position"
            };
            let sessions: Vec<Facts> = record
                .sessions
                .iter()
                .map(|session| {
                    // A due date is computed from several settings, so it is not sealed with one.
                    let date = match (session.due_date, session.last_completed) {
                        (Some(due), _) => Some(locale.format_date(due)),
                        (None, last) => last
                            .map(|last| source.seal_text("orientation", &locale.format_date(last))),
                    };
                    json!({
                        "date": date,
                        "overdue": as_of.is_some() && session.status == TrainingDueStatus::Overdue,
                        "due": as_of.is_some() && session.status == TrainingDueStatus::DueSoon,
                    })
                })
                .collect();
            let worst = record.worst_status();
            json!({
                "code": source.seal_text(label_key, &record.trainee.staff_label),
                "position": source.seal_optional_text("position", record.trainee.position.as_ref()),
                "sessions": sessions,
                "overdue": worst == TrainingDueStatus::Overdue,
                "due": worst == TrainingDueStatus::DueSoon,
            })
        })
        .collect();
    json!({
        "every_months": SettingValueSealer::for_table("training").seal_text("every_months", &months.to_string()),
        "yearly": months == 12,
        "due_days": DUE_SOON_DAYS.to_string(),
        "as_of": as_of.map(|date| locale.format_date(date)),
        "staff": staff,
    })
}
