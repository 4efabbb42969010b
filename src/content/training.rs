//! Who of the staff is due for training, and who is overdue, at a date.
//!
//! Orientation comes once; a day without it is a day too many (42 CFR 59.5(b)(4)). Each of the four
//! topics comes every `training.every_months`; somebody who has had the orientation and no topic yet
//! is due that long after the orientation.

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::Words;
use super::template_facts::Source;
use crate::config::agency::{Agency, Topic, Trainee};

/// Training is due this many days before it is overdue.
pub const DUE_DAYS: i32 = 60;

/// How somebody stands with one training, or with all of them; the last is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing to do within [`DUE_DAYS`].
    Current,
    /// To be done within [`DUE_DAYS`].
    Due,
    /// The day is past, or there is no record.
    Overdue,
}

/// One training of one of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// One of the four topics; none for the orientation.
    pub topic: Option<Topic>,
    /// The day it was last done.
    pub last: Option<Date>,
    /// The last day on which it is not overdue; none when there is no record to count from, and for
    /// the orientation.
    pub due: Option<Date>,
    pub standing: Standing,
}

/// One of the staff with all of their trainings.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<'agency> {
    pub trainee: &'agency Trainee,
    /// The orientation, then the topics in the order of [`Topic::ALL`].
    pub sessions: Vec<Session>,
}

impl Record<'_> {
    /// The worst of the trainings.
    pub fn standing(&self) -> Standing {
        let standings = self.sessions.iter().map(|session| session.standing);
        standings.max().unwrap_or(Standing::Current)
    }
}

/// How each of the staff stands at that date, in the order of the file.
pub fn records(agency: &Agency, as_of: Date) -> Vec<Record<'_>> {
    let months = i32::from(agency.training_every_months);
    agency
        .trainees
        .iter()
        .map(|trainee| {
            let orientation = Session {
                topic: None,
                last: trainee.orientation,
                due: None,
                standing: match trainee.orientation {
                    Some(_) => Standing::Current,
                    None => Standing::Overdue,
                },
            };
            let topics = Topic::ALL.into_iter().zip(trainee.last);
            let topics = topics.map(|(topic, last)| {
                let from = last.or(trainee.orientation);
                let due = from.and_then(|from| from.checked_add(months.months()).ok());
                Session {
                    topic: Some(topic),
                    last,
                    due,
                    standing: due.map_or(Standing::Overdue, |due| standing(due, as_of)),
                }
            });
            Record {
                trainee,
                sessions: std::iter::once(orientation).chain(topics).collect(),
            }
        })
        .collect()
}

fn standing(due: Date, as_of: Date) -> Standing {
    if due < as_of {
        Standing::Overdue
    } else if as_of
        .checked_add(DUE_DAYS.days())
        .is_ok_and(|soon| due <= soon)
    {
        Standing::Due
    } else {
        Standing::Current
    }
}

/// What the training record is given. Without a date it lists when each training is due, and says of
/// nobody how they stand.
pub(super) fn facts(agency: &Agency, as_of: Option<Date>, words: &Words) -> Facts {
    let months = agency.training_every_months;
    let written: HashSet<&str> = agency.facts.iter().map(|fact| &*fact.setting).collect();
    let staff: Vec<Facts> = records(agency, as_of.unwrap_or(Date::MIN))
        .iter()
        .enumerate()
        .map(|(place, record)| {
            let source = Source::entry("training.staff", place);
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
                    let date = match (session.due, session.last) {
                        (Some(due), _) => Some(words.date(due)),
                        (None, last) => {
                            last.map(|last| source.fact("orientation", &words.date(last)))
                        }
                    };
                    json!({
                        "date": date,
                        "overdue": as_of.is_some() && session.standing == Standing::Overdue,
                        "due": as_of.is_some() && session.standing == Standing::Due,
                    })
                })
                .collect();
            let standing = record.standing();
            json!({
                "code": source.fact(named, &record.trainee.code),
                "position": source.given("position", record.trainee.position.as_ref()),
                "sessions": sessions,
                "overdue": standing == Standing::Overdue,
                "due": standing == Standing::Due,
            })
        })
        .collect();
    json!({
        "every_months": Source::table("training").fact("every_months", &months.to_string()),
        "yearly": months == 12,
        "due_days": DUE_DAYS.to_string(),
        "as_of": as_of.map(|date| words.date(date)),
        "staff": staff,
    })
}
