//! Who of the staff is due for training, and who is overdue, at a date.
//!
//! Orientation comes once; a day without it is a day too many (42 CFR 59.5(b)(4)). Each of the four
//! topics comes every `training.every_months`; somebody who has had the orientation and no topic yet
//! is due that long after the orientation.

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::Locale;
use super::template_facts::SettingValueSealer;
use crate::config::agency::{Agency, StaffTraining, TrainingTopic};

/// Training is due this many days before it is overdue.
pub const DUE_SOON_DAYS: i32 = 60;

/// How somebody stands with one training, or with all of them; the last is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrainingDueStatus {
    /// Nothing to do within [`DUE_DAYS`].
    Current,
    /// To be done within [`DUE_DAYS`].
    DueSoon,
    /// The day is past, or there is no record.
    Overdue,
}

/// One training of one of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingSession {
    /// One of the four topics; none for the orientation.
    pub topic: Option<TrainingTopic>,
    /// The day it was last done.
    pub last_completed: Option<Date>,
    /// The last day on which it is not overdue; none when there is no record to count from, and for
    /// the orientation.
    pub due_date: Option<Date>,
    pub status: TrainingDueStatus,
}

/// One of the staff with all of their trainings.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffTrainingRecord<'agency> {
    pub trainee: &'agency StaffTraining,
    /// The orientation, then the topics in the order of [`Topic::ALL`].
    pub sessions: Vec<TrainingSession>,
}

impl StaffTrainingRecord<'_> {
    /// The worst of the trainings.
    pub fn worst_status(&self) -> TrainingDueStatus {
        let standings = self.sessions.iter().map(|session| session.status);
        standings.max().unwrap_or(TrainingDueStatus::Current)
    }
}

/// How each of the staff stands at that date, in the order of the file.
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
            let topics = TrainingTopic::ALL.into_iter().zip(trainee.last_topic_dates);
            let topics = topics.map(|(topic, last)| {
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

/// What the training record is given. Without a date it lists when each training is due, and says of
/// nobody how they stand.
pub(super) fn training_facts(agency: &Agency, as_of: Option<Date>, words: &Locale) -> Facts {
    let months = agency.training_interval_months;
    let written: HashSet<&str> = agency
        .setting_texts
        .iter()
        .map(|fact| &*fact.setting_path)
        .collect();
    let staff: Vec<Facts> = staff_training_records(agency, as_of.unwrap_or(Date::MIN))
        .iter()
        .enumerate()
        .map(|(place, record)| {
            let source = SettingValueSealer::for_list_entry("training.staff", place);
            // Who has no code goes by the position.
            let code = format!("training.staff[{}].code", place + 1);
            let named = if written.contains(&*code) {
                "code"
            } else {
                "position"
            };
            let sessions: Vec<Facts> = record
                .sessions
                .iter()
                .map(|session| {
                    // The day on which a training is due is counted from several settings.
                    let date = match (session.due_date, session.last_completed) {
                        (Some(due), _) => Some(words.format_date(due)),
                        (None, last) => last
                            .map(|last| source.seal_text("orientation", &words.format_date(last))),
                    };
                    json!({
                        "date": date,
                        "overdue": as_of.is_some() && session.status == TrainingDueStatus::Overdue,
                        "due": as_of.is_some() && session.status == TrainingDueStatus::DueSoon,
                    })
                })
                .collect();
            let standing = record.worst_status();
            json!({
                "code": source.seal_text(named, &record.trainee.staff_label),
                "position": source.seal_optional_text("position", record.trainee.position.as_ref()),
                "sessions": sessions,
                "overdue": standing == TrainingDueStatus::Overdue,
                "due": standing == TrainingDueStatus::DueSoon,
            })
        })
        .collect();
    json!({
        "every_months": SettingValueSealer::for_table("training").seal_text("every_months", &months.to_string()),
        "yearly": months == 12,
        "due_days": DUE_SOON_DAYS.to_string(),
        "as_of": as_of.map(|date| words.format_date(date)),
        "staff": staff,
    })
}
