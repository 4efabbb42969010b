//! Reads from hours in an agency's own words whether somebody answers by day and after closing.
//!
//! Only hours that are understood as a whole are read: days, ranges of times, 24 hours, nights and business hours, and
//! what is closed. Any other word makes them unclear, `None`: whoever is called at night must be reachable then, and
//! whoever is reachable must be called.

mod clock_time;
mod hours_words;

use clock_time::{DayPart, range_day_part};
use hours_words::{EVERY_DAY, HoursToken, WEEKDAYS, tokenize_hours};

/// When hours say that somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursCoverage {
    /// While the clinic is open.
    ByDay,
    /// Only after closing.
    AfterHours,
    DayAndNight,
}

/// Parses hours such as `Mon-Fri 8-5, closed nights`; `None` if they do not say for sure who answers after closing.
///
/// Somebody answers after closing only if the hours are of every night of the week.
pub(crate) fn parse_hours_coverage(hours: &str) -> Option<HoursCoverage> {
    let mut tokens = tokenize_hours(hours)?;
    let token_count = tokens.len();
    tokens.retain(|token| *token != HoursToken::Only);
    let mut parser = HoursParser {
        is_limited: tokens.len() < token_count,
        may_limit_nights: hours.contains('/'),
        tokens,
        position: 0,
        latest_days: None,
        schedule: WeeklySchedule::default(),
    };
    parser.read_hours()?;
    parser.has_sure_nights().then_some(())?;
    parser.schedule.coverage()
}

/// Days of the week as bits, with one bit for holidays.
type DaySet = u8;

/// What hours say of each day.
#[derive(Debug, Clone, Copy, Default)]
struct WeeklySchedule {
    /// Days on which somebody answers by day.
    answered_days: DaySet,
    /// Days on which somebody answers at night.
    answered_nights: DaySet,
    /// Days without a time, as in `nights and weekends`, which are sure only beside nights.
    days_without_time: DaySet,
    /// Whether 24 hours are said without days, or for every day.
    is_always: bool,
    part_count: usize,
    closed_days: DaySet,
    /// Nights are excluded, as in `closed nights`.
    is_closed_at_night: bool,
    /// Times of the day are excluded, as in `closed 12-1`.
    has_break: bool,
}

impl WeeklySchedule {
    fn coverage(self) -> Option<HoursCoverage> {
        let days = self.answered_days & !self.closed_days;
        if self.answered_nights != 0 {
            let is_every_night = self.answered_nights & EVERY_DAY == EVERY_DAY;
            let has_exclusion = self.is_closed_at_night || self.has_break || self.closed_days != 0;
            // Days of a weekend beside nights are days on which clinics are closed.
            let coverage = if days & WEEKDAYS == 0 {
                HoursCoverage::AfterHours
            } else {
                HoursCoverage::DayAndNight
            };
            return (is_every_night && !has_exclusion).then_some(coverage);
        }
        let is_by_day = days != 0 && self.days_without_time == 0;
        (is_by_day || self.is_closed_at_night).then_some(HoursCoverage::ByDay)
    }
}

struct HoursParser {
    tokens: Vec<HoursToken>,
    /// Whether `only` stands anywhere.
    is_limited: bool,
    /// Whether days without a time may limit the nights: `nights, weekends`, `nights/Sat`.
    may_limit_nights: bool,
    position: usize,
    /// The days that were named last.
    latest_days: Option<DaySet>,
    schedule: WeeklySchedule,
}

/// Days as listed.
#[derive(Clone, Copy)]
struct DayList {
    days: DaySet,
    /// Whether `and` or a comma joins them: in `weekdays and weekend nights` the nights are of the last ones only.
    is_joined: bool,
}

impl HoursParser {
    /// Reads all parts; `None` if there is anything that is not understood.
    fn read_hours(&mut self) -> Option<()> {
        let mut is_separated = true;
        loop {
            while self.peek().is_some_and(is_separator) {
                self.position += 1;
                is_separated = true;
            }
            if self.peek().is_none() {
                return Some(());
            }
            // `8-5 closed nights`, `Mon-Fri 8-5 Sat 9-1`
            let begins_part =
                is_separated || self.peek() == Some(HoursToken::Not) || self.has_days_with_times();
            if !begins_part {
                return None;
            }
            self.read_part()?;
            is_separated = false;
        }
    }

    /// Returns whether nights are sure to be of every day: a limit such as `weekends only` may be in a part of its own.
    fn has_sure_nights(&self) -> bool {
        let schedule = &self.schedule;
        if schedule.answered_nights == 0 {
            return true;
        }
        let has_untimed_days = schedule.days_without_time != 0;
        let may_be_limited = has_untimed_days
            && (self.may_limit_nights || schedule.days_without_time & WEEKDAYS != 0);
        let has_time = |token: &HoursToken| matches!(token, HoursToken::Time(_));
        let is_only_sometimes = self.is_limited
            && (schedule.answered_days & WEEKDAYS != 0 || self.tokens.iter().any(has_time));
        let has_other_parts = schedule.is_always && schedule.part_count > 1;
        !(may_be_limited || is_only_sometimes || has_other_parts)
    }

    fn read_part(&mut self) -> Option<()> {
        self.schedule.part_count += 1;
        let is_on_call = self.take(HoursToken::OnCall);
        match self.peek()? {
            HoursToken::Not if !is_on_call => {
                self.position += 1;
                self.read_exclusions()
            }
            HoursToken::Days(_) | HoursToken::Every => self.read_days(is_on_call),
            token if begins_times(token) => self.read_times(None, is_on_call),
            _ => None,
        }
    }

    /// Reads days with their times: `Mon-Fri 8-5`, `Sat nights`, `Sundays closed`.
    fn read_days(&mut self, is_on_call: bool) -> Option<()> {
        let start = self.position;
        let list = self.read_day_list()?;
        let end = self.position;
        if self.peek() == Some(HoursToken::Not) && !is_on_call {
            self.position += 1;
            self.schedule.closed_days |= list.days;
            return self.is_at_end_of_part().then_some(());
        }
        if self.peek() == Some(HoursToken::Comma)
            && let Some(next) = self.peek_after(1).filter(|next| begins_times(*next))
        {
            // `Mon, nights` may be the nights of Mondays, or Mondays and all nights.
            if !matches!(
                next,
                HoursToken::Time(_) | HoursToken::Always | HoursToken::Daytime
            ) {
                return None;
            }
            self.position += 1;
        }
        if self.peek().is_some_and(begins_times) {
            return self.read_times(Some(list), is_on_call);
        }
        self.schedule.answered_days |= list.days;
        self.schedule.days_without_time |= list.days;
        // `nights and weekends`, `weekends and nights`, `nights, weekends and holidays`
        let is_and =
            |at: Option<usize>| at.and_then(|at| self.tokens.get(at)) == Some(&HoursToken::And);
        let is_added = is_and(start.checked_sub(1))
            || start == 0 && is_and(Some(end))
            || (start..end).any(|at| is_and(Some(at)));
        self.may_limit_nights |= !is_added;
        self.latest_days = Some(list.days);
        (!is_on_call && self.is_at_end_of_part()).then_some(())
    }

    /// Reads times and the days after them: `8-12, 1-5`, `24 hours Mon-Fri`, `nights`.
    fn read_times(&mut self, leading: Option<DayList>, is_on_call: bool) -> Option<()> {
        let first = self.peek()?;
        let part = self.read_day_part()?;
        if first == HoursToken::Night && self.take(HoursToken::Not) {
            self.schedule.is_closed_at_night = true;
            let is_whole = leading.is_none() && !is_on_call && self.is_at_end_of_part();
            return is_whole.then_some(());
        }
        let is_on_call = self.take(HoursToken::OnCall) || is_on_call;
        let list = match leading {
            Some(list) => Some(list),
            None => self.read_trailing_days(part.by_night && !part.by_day),
        };
        if let Some(list) = list {
            self.latest_days = Some(list.days);
        }
        let is_ambiguous = list.is_some_and(|list| list.is_joined) && part.by_night;
        if is_ambiguous || is_on_call && !part.by_night {
            return None;
        }
        let is_clock = matches!(first, HoursToken::Time(_) | HoursToken::Always);
        let inherited = self.latest_days.filter(|_| is_clock);
        let days = list.map(|list| list.days).or(inherited);
        let days = days.unwrap_or(EVERY_DAY);
        if part.by_day {
            self.schedule.answered_days |= days;
        }
        if part.by_night {
            self.schedule.answered_nights |= days;
        }
        let is_always = part.by_day && part.by_night;
        self.schedule.is_always |= is_always && days & EVERY_DAY == EVERY_DAY;
        Some(())
    }

    /// Reads one of: ranges of times, 24 hours, business hours, nights, what is outside of business hours.
    fn read_day_part(&mut self) -> Option<DayPart> {
        let (by_day, by_night) = match self.next()? {
            HoursToken::Always if self.peek() == Some(HoursToken::Outside) => {
                return self.read_day_part();
            }
            HoursToken::Always => (true, true),
            HoursToken::Daytime => (true, false),
            HoursToken::Night => {
                self.skip_times_of_nights();
                (false, true)
            }
            HoursToken::After => {
                self.take(HoursToken::Daytime).then_some(())?;
                (false, true)
            }
            HoursToken::Outside => {
                self.read_business_hours()?;
                (false, true)
            }
            HoursToken::Time(_) => {
                self.position -= 1;
                return self.read_ranges();
            }
            _ => return None,
        };
        Some(DayPart { by_day, by_night })
    }

    /// Reads when nights begin and end, if that is said: `nights, 5 pm-8 am`.
    fn skip_times_of_nights(&mut self) {
        let start = self.position;
        self.take(HoursToken::Comma);
        let part = matches!(self.peek(), Some(HoursToken::Time(_))).then(|| self.read_ranges());
        if !part
            .flatten()
            .is_some_and(|part| part.by_night && !part.by_day)
        {
            self.position = start;
        }
    }

    /// Reads the hours that others are outside of: `business hours`, `Mon-Fri 8-5`.
    fn read_business_hours(&mut self) -> Option<()> {
        if self.take(HoursToken::Daytime) {
            return Some(());
        }
        let mut weekdays = WEEKDAYS;
        if self.peek_is_day() {
            weekdays &= self.read_day_list()?.days;
        }
        // Who answers outside of hours on Mondays answers by day on other days.
        let part = self.read_ranges()?;
        (weekdays == WEEKDAYS && part.by_day && !part.by_night).then_some(())
    }

    fn read_ranges(&mut self) -> Option<DayPart> {
        let mut part = self.read_range()?;
        while self.peek().is_some_and(is_joint)
            && matches!(self.peek_after(1), Some(HoursToken::Time(_)))
        {
            self.position += 1;
            let other = self.read_range()?;
            part.by_day |= other.by_day;
            part.by_night |= other.by_night;
        }
        Some(part)
    }

    fn read_range(&mut self) -> Option<DayPart> {
        let (Some(HoursToken::Time(start)), Some(HoursToken::To), Some(HoursToken::Time(end))) =
            (self.next(), self.next(), self.next())
        else {
            return None;
        };
        range_day_part(start, end)
    }

    /// Reads the days after times, if they limit these: all but the weekends of `nights, weekends and holidays`.
    fn read_trailing_days(&mut self, is_only_night: bool) -> Option<DayList> {
        let start = self.position;
        let has_comma = self.take(HoursToken::Comma);
        if self.peek_is_day()
            && let Some(list) = self.read_day_list()
        {
            let begins_part = matches!(self.peek(), Some(HoursToken::Not | HoursToken::OnCall))
                || self.begins_times_here();
            let is_added = has_comma && is_only_night && list.days & WEEKDAYS == 0;
            if !begins_part && !is_added {
                return Some(list);
            }
        }
        self.position = start;
        None
    }

    /// Reads what is closed: `nights and weekends`, `12-1 for lunch`, `Fri 12-1`.
    fn read_exclusions(&mut self) -> Option<()> {
        let mut is_first = true;
        loop {
            self.read_exclusion(is_first)?;
            is_first = false;
            match (self.peek(), self.peek_after(1)) {
                (Some(HoursToken::And), Some(next))
                    if next == HoursToken::Lunch
                        || is_day(next)
                        || begins_times(next)
                            && !matches!(next, HoursToken::Always | HoursToken::Daytime) =>
                {
                    self.position += 1;
                }
                (Some(HoursToken::Comma), Some(next)) if is_day(next) => {
                    let comma = self.position;
                    self.position += 1;
                    self.read_day_list()?;
                    let begins_part = self.begins_times_here()
                        || matches!(self.peek(), Some(HoursToken::Not | HoursToken::OnCall));
                    self.position = comma;
                    if begins_part {
                        return Some(());
                    }
                    self.position += 1;
                }
                // `closed weekends, nights`: these may be closed or answered.
                (Some(HoursToken::Comma), Some(next))
                    if begins_times(next) && !matches!(next, HoursToken::Time(_)) =>
                {
                    return None;
                }
                _ => return Some(()),
            }
        }
    }

    fn read_exclusion(&mut self, is_first: bool) -> Option<()> {
        let is_lunch = self.take(HoursToken::Lunch);
        if self.peek_is_day() {
            let list = self.read_day_list()?;
            if !self.begins_times_here() {
                self.schedule.closed_days |= list.days;
                return Some(());
            }
            if list.is_joined || !is_first {
                return None;
            }
        }
        if self.begins_times_here() {
            let part = self.read_day_part()?;
            if part.by_day && part.by_night {
                return None;
            }
            self.schedule.is_closed_at_night |= part.by_night;
            self.schedule.has_break |= part.by_day;
            // `not during office hours` does not say when, then.
            if part.by_day && !matches!(self.tokens[self.position - 1], HoursToken::Time(_)) {
                return None;
            }
            self.take(HoursToken::Lunch);
            return Some(());
        }
        is_lunch.then_some(())
    }

    /// Reads `Mon-Fri`, `Mon, Wed and Fri`, `every Monday`, `weekends and holidays`.
    fn read_day_list(&mut self) -> Option<DayList> {
        let mut list = DayList {
            days: 0,
            is_joined: false,
        };
        loop {
            self.take(HoursToken::Every);
            let HoursToken::Days(mut days) = self.next()? else {
                return None;
            };
            if self.peek() == Some(HoursToken::To) {
                self.position += 1;
                let HoursToken::Days(last) = self.next()? else {
                    return None;
                };
                days = days_between(days, last)?;
            }
            list.days |= days;
            let is_continued =
                self.peek().is_some_and(is_joint) && self.peek_after(1).is_some_and(is_day);
            // In `Mon 8-5, Tue 9-6`, days after a comma are read with the times before them first.
            if !is_continued {
                return Some(list);
            }
            self.position += 1;
            list.is_joined = true;
        }
    }

    fn peek(&self) -> Option<HoursToken> {
        self.peek_after(0)
    }

    fn peek_after(&self, count: usize) -> Option<HoursToken> {
        self.tokens.get(self.position + count).copied()
    }

    fn next(&mut self) -> Option<HoursToken> {
        self.position += 1;
        self.tokens.get(self.position - 1).copied()
    }

    fn take(&mut self, token: HoursToken) -> bool {
        let is_next = self.peek() == Some(token);
        self.position += usize::from(is_next);
        is_next
    }

    fn peek_is_day(&self) -> bool {
        self.peek().is_some_and(is_day)
    }

    fn begins_times_here(&self) -> bool {
        self.peek().is_some_and(begins_times)
    }

    fn is_at_end_of_part(&self) -> bool {
        self.peek().is_none_or(is_separator)
    }

    /// Returns whether days with times come next.
    fn has_days_with_times(&mut self) -> bool {
        let start = self.position;
        let is_found =
            self.peek_is_day() && self.read_day_list().is_some() && self.begins_times_here();
        self.position = start;
        is_found
    }
}

fn is_joint(token: HoursToken) -> bool {
    matches!(token, HoursToken::Comma | HoursToken::And)
}

fn is_separator(token: HoursToken) -> bool {
    is_joint(token) || token == HoursToken::Stop
}

fn is_day(token: HoursToken) -> bool {
    matches!(token, HoursToken::Days(_) | HoursToken::Every)
}

fn begins_times(token: HoursToken) -> bool {
    matches!(
        token,
        HoursToken::Time(_)
            | HoursToken::Always
            | HoursToken::Daytime
            | HoursToken::Night
            | HoursToken::Outside
            | HoursToken::After
    )
}

/// Returns the days from one to another; `None` if one of them is not a single day.
fn days_between(first: DaySet, last: DaySet) -> Option<DaySet> {
    let is_single = |days: DaySet| days.is_power_of_two() && days & EVERY_DAY != 0;
    if !is_single(first) || !is_single(last) {
        return None;
    }
    let mut days = first;
    let mut day = first;
    while day != last {
        day = (day << 1) & EVERY_DAY;
        day = if day == 0 { 1 } else { day };
        days |= day;
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::HoursCoverage::{AfterHours, ByDay, DayAndNight};
    use super::*;

    #[rustfmt::skip]
    const READ_HOURS: &[(HoursCoverage, &[&str])] = &[
        (DayAndNight, &[
            "24 hours", "24/7", "24-7", "Always", "24-hour phone", "24 hours, 7 days a week", "24 hours a day",
            "Around the clock, every day", "Day or night", "00:00-24:00", "8 am-8 am", "24 hours on call",
            "On call 24/7", "24/7/365", "Daily, 24 hours", "Mon-Sun 24 hours", "24 hours (7 days a week)",
            "Mon-Fri 8-5 and nights", "Mon-Fri 8-5; on call at night and on weekends", "Mon-Fri 8-5, after hours",
            "Mon-Fri 8-5, on call after hours", "Business hours and after hours", "Mon-Sun 8-5, 5 pm-8 am",
            "las 24 horas", "Las 24 horas del día, los 7 días de la semana", "24 horas al día", "Siempre",
            "Día y noche", "Todos los días, las 24 horas",
            "Lunes a viernes de 8 a 5 y de guardia por la noche",
        ]),
        (AfterHours, &[
            "5 pm-8 am", "5 p.m. to 8 a.m.", "5pm – 8am daily", "Mon-Sun 6 pm-2 am", "17:00-08:00", "22-6",
            "After hours", "after-hours", "Nights and weekends only", "Nights, weekends and holidays",
            "Weekends and nights", "When the clinic is closed", "On call nights", "On-call 5 pm to 8 am", "Every night",
            "Outside business hours", "Outside of working hours", "Outside working hours", "Outside regular hours",
            "Outside opening hours", "outside normal business hours", "outside of our regular office hours",
            "Beyond business hours", "non-business hours", "Non business hours", "Other than business hours",
            "After clinic hours", "Off hours", "Outside Mon-Fri 8-5", "Outside 8 am-5 pm",
            "All times other than Mon-Fri 8-5", "Any time outside business hours", "Weeknights and weekend nights",
            "Mon-Fri 5 pm-8 am, weekends 24 hours", "5 pm-8 am weekdays, 24 hours weekends",
            "Noches", "De noche", "Por la noche y fines de semana", "Fuera del horario de oficina",
            "Nights 5 pm-8 am", "nights, 5 pm-8 am", "Nights (5 pm-8 am) and weekends", "Nights only", "Solo de noche",
            "Fuera de horario", "Cuando la clínica está cerrada", "5 p. m. a 8 a. m.", "De guardia por las noches",
        ]),
        (ByDay, &[
            "Mon-Fri 8-5", "Mon.-Fri. 8 a.m.-5 p.m.", "M-F 8-5", "Mon-Fri: 8-5", "Mon-Fri, 8-5", "8-5 Mon-Fri",
            "Mon-Fri 8-5, w/o nights", "Mon-Fri 8-5 without nights", "Mon-Fri 8-5 only", "8-5 weekdays only",
            "Mon-Fri 8-5, closed nights", "Mon-Fri 8-5 closed nights", "Mon-Fri 8-5; nights: closed",
            "Mon-Fri 8-5 (not after hours)", "not after hours", "no nights", "nights closed", "Mon-Thu 9-6",
            "Mon-Fri, closed nights", "Mon-Fri 8-5, closed weekends", "Mon-Fri 8-5, weekends closed",
            "Mon-Fri 8-5, closed nights and weekends", "Mon-Fri 8-5, closed weekends, closed nights",
            "Mon-Fri 8-5 except holidays", "Mon-Fri 8:30-4:30, closed 12-1", "Mon-Fri 8-5, closed 12-1 for lunch",
            "Mon 12 pm-8 pm, Tue 8 am-5 pm", "Mon-Fri 8-5, Sat 9-noon", "Mon-Fri 8-5 Sat 9-12", "Mon, Wed and Fri 9-4",
            "Monday to Friday from 8 am to 5 pm", "0800-1700", "8-17", "9 to 12", "8 am-5", "8-5 pm", "9-noon",
            "8a-5p", "8-12, 1-5", "Business hours", "During our regular office hours", "Mon-Fri during business hours",
            "When the clinic is open", "Daytime", "Weekdays 8 am-5 pm CT", "Mon-Fri 8-5 by phone", "not outside business hours",
            "Lunes a viernes 8 a 5", "De lunes a viernes de 8 a 17 horas", "lun a vie, 9 a 4", "L-V 8-17",
            "Horario de oficina", "Lunes a viernes 8-5, cerrado por la noche", "Lunes a viernes 8-5, sábados cerrado",
            "Miércoles de 8 a. m. a mediodía",
        ]),
    ];

    #[rustfmt::skip]
    const UNCLEAR_HOURS: &[&str] = &[
        // Morning or evening is not said.
        "5-8", "7-7", "8-8", "6-2", "11-7", "5 pm-8", "8 am-5 am",
        // Nobody answers for a part of the night.
        "8 am-11 pm", "5 pm-9 pm", "noon to midnight", "8 am-midnight", "11 pm-1 am", "5 pm-midnight", "11am-11pm",
        "8 am-2 am", "3 pm-12:30 am", "11 pm-7 am", "midnight-8 am", "mediodía a medianoche",
        // Nor on some nights.
        "Mon 24 hours", "Sun 24 hours", "24 hours, closed weekends", "holidays 24 hours", "Mon, Wed nights",
        "Mon and Wed nights", "24 hours except holidays", "weeknights", "Mon-Fri 5 pm-8 am", "Nights Mon-Fri",
        "Nights, Mon-Fri", "Outside business hours, Mon-Fri", "24 hours Mon-Fri", "Weekends 24 hours", "24 hours, Sat-Sun",
        "Mon-Fri 8-5, weekends 24 hours", "Mon-Fri 8-5, 6 pm-8 am", "Weekdays; 5 pm-8 am", "Every Monday 24 hours",
        "Lunes 24 horas", "Fines de semana las 24 horas", "Noches de lunes a viernes", "Mon-Fri 24/7",
        // Days or nights are not sure.
        "Mon-Fri", "Weekdays", "Mon, nights", "weekdays and weekend nights", "Mon-Fri 8-5, weekends",
        "Mon-Fri 8-5, closed weekends, nights", "Closed weekends", "Evenings", "Mon-Fri 8-5 and evenings",
        "24 hours, closed nights", "any time except nights", "not during office hours", "not 24 hours", "closed",
        "closed Sun, Mon-Fri 5 pm-8 am, Sat 9-5", "Outside Mon 8-5", "outside", "After 5 pm", "After 8-5",
        "weekdays and nights", "Weekdays; on-call nights", "daily and at night", "Nights and weekdays",
        "Entre semana y por las noches",
        // What comes later may be a limit.
        "24 hrs. Mon-Fri", "24 hrs. on weekends", "24 hr. weekdays", "Mon-Fri; 24/7", "24/7; Mon-Fri", "24/7. Sat",
        "24 hours; weekends only", "24 hours & weekends only", "24 hours/weekdays", "Fri & 24/7",
        "nights, weekends only", "nights; Mon-Fri", "nights, Sat-Sun", "nights/Sat/Sun", "nights & weekdays",
        "Fri and Sat; nights", "after hours, weekends", "after hours/weekends", "overnight (weekends only)",
        "nights, holidays only", "5 pm-8 am (weekends only)", "5 pm-8 am, holidays only", "7pm-7am; M-F", "7pm-7am/M-F",
        "7 PM - 7 AM | M-F", "1900-0700; M-F", "24 hours (days only)", "24/7, days only", "always, days only",
        "Always (8-5)", "M-F 8-5, 24/7", "24 hours, 8-5 M-F", "nights, 8-5 only", "solo de noche, fines de semana",
        "8-2 am", "6-3 am",
        // Who is on call may answer.
        "On call", "De guardia", "Mon-Fri 8-5, on call", "Mon-Fri 8-5 and on call", "Mon-Fri 8-5 on call",
        "Mon-Fri 8-5, weekends on call", "Mon-Fri 8-5 plus on-call duty", "Mon-Fri 8-5 and whenever needed",
        "Mon-Fri 8-5, on call for emergencies", "Lunes a viernes 8-5, de guardia",
        // Words that are not understood.
        "24 hours (voicemail)", "Calls returned within 24 hours", "Answers in 24 hours", "Calls answered in 24 hours",
        "Contesta en 24 horas", "24 hours notice", "48 hours", "after hours call the answering service",
        "ask for Ms. Knight", "every fortnight", "Answered every 24 hours", "Mon-Fri 8-5 at the front desk",
        "Mon-Fri 8-5, otherwise see the poster", "8-5?", "Mon-Fri 8-5*", "Suite 240", "319-555-0110", "ages <18 and > 12",
        "no contesta de noche", "no phone, nights", "",
    ];

    #[test]
    fn hours_say_when_somebody_answers() {
        let read = READ_HOURS.iter().flat_map(|(coverage, spellings)| {
            spellings.iter().map(|hours| (*hours, Some(*coverage)))
        });
        let unclear = UNCLEAR_HOURS.iter().map(|hours| (*hours, None));
        let wrong: Vec<_> = read
            .chain(unclear)
            .map(|(hours, coverage)| (hours, coverage, parse_hours_coverage(hours)))
            .filter(|(_, expected, found)| expected != found)
            .collect();
        assert!(wrong.is_empty(), "hours, expected, found: {wrong:#?}");
    }
}
