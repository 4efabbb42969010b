//! Times of day and ranges of them, as people write them.

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClockTime {
    hour: u16,
    minute: u16,
    notation: ClockNotation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClockNotation {
    Am,
    Pm,
    TwentyFourHours,
    /// `8`, which may be in the morning or in the evening.
    Unsaid,
}

/// When somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayPart {
    pub(super) by_day: bool,
    pub(super) by_night: bool,
}

/// Parses `8`, `8:30`, `830` or `0830`, with `am` or `pm` if it is said.
pub(super) fn parse_clock_time(digits: &str, half: Option<ClockNotation>) -> Option<ClockTime> {
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if (3..=4).contains(&digits.len()) => digits.split_at(digits.len() - 2),
        None if digits.len() <= 2 => (digits, "0"),
        _ => return None,
    };
    let is_padded = hour.len() == 2 && (hour.starts_with('0') || digits.len() == 4);
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let notation = match half {
        Some(half) if (1..=12).contains(&hour) => half,
        Some(_) => return None,
        None if hour == 0 || hour > 12 || is_padded => ClockNotation::TwentyFourHours,
        None => ClockNotation::Unsaid,
    };
    let is_time = minute < 60 && (hour < 24 || hour == 24 && minute == 0);
    is_time.then_some(ClockTime {
        hour,
        minute,
        notation,
    })
}

const NOON: u16 = 12 * 60;
const DAY_MINUTES: u16 = 24 * 60;

/// Returns when somebody answers who answers from one time to another; `None` if that is not sure.
///
/// Hours that end before they begin run overnight. Those that leave out a part of the late evening or of the hours
/// after midnight are not sure: nobody may be called at night who answers until midnight.
pub(super) fn range_day_part(start: ClockTime, end: ClockTime) -> Option<DayPart> {
    let (from, to) = resolve_range(start, end)?;
    if from == to || (from, to) == (0, DAY_MINUTES) {
        return Some(DayPart {
            by_day: true,
            by_night: true,
        });
    }
    let by_night = (15 * 60..=22 * 60).contains(&from) && (2 * 60..=10 * 60).contains(&to);
    // Hours of an evening: the clinic may still be open.
    let by_day = (6 * 60..17 * 60).contains(&from) && from < to && to <= 21 * 60;
    (by_day || by_night).then_some(DayPart { by_day, by_night })
}

/// Returns the minutes of the day at which a range begins and ends; `None` if morning and evening are not sure.
fn resolve_range(start: ClockTime, end: ClockTime) -> Option<(u16, u16)> {
    use ClockNotation::{Am, Pm, TwentyFourHours, Unsaid};
    let minutes = |time: ClockTime| time.hour * 60 + time.minute;
    let morning = |time: ClockTime| time.hour % 12 * 60 + time.minute;
    let evening = |time: ClockTime| morning(time) + NOON;
    let said = |time: ClockTime| match time.notation {
        Am => morning(time),
        Pm => evening(time),
        TwentyFourHours | Unsaid => minutes(time),
    };
    let range = (said(start), said(end));
    Some(match (start.notation, end.notation) {
        (Am | Pm | TwentyFourHours, Am | Pm | TwentyFourHours) => range,
        // `8-17` and `22-6` are of a clock with 24 hours; `13-5` may be neither.
        (TwentyFourHours, Unsaid) | (Unsaid, TwentyFourHours) => {
            return (range.0 < range.1 || range.0 >= 16 * 60).then_some(range);
        }
        // `8 am-5` ends in the afternoon; `8 am-11` may end at night.
        (Am, Unsaid) => {
            return (end.hour == 12 || morning(end) < range.0).then_some((range.0, evening(end)));
        }
        (Pm, Unsaid) => return None,
        // `8-5 pm` begins in the morning, `1-5 pm` in the afternoon.
        (Unsaid, Pm) if morning(start) >= morning(end) => (morning(start), range.1),
        (Unsaid, Pm) => (evening(start), range.1),
        // `8-2 am` may begin in the morning.
        (Unsaid, Am) if morning(start) > morning(end) => {
            return (morning(end) > 3 * 60).then_some((evening(start), range.1));
        }
        (Unsaid, Am) => (morning(start), range.1),
        (Unsaid, Unsaid) => {
            // Pairs that are office hours rather than a night shift.
            let is_office_day = match (start.hour, end.hour) {
                (7, 12 | 3..=6)
                | (8, 12 | 1..=7)
                | (9, 12 | 1..=8)
                | (10, 12 | 1..=5)
                | (11, 1..=4)
                | (12, 1..=5) => true,
                (start @ 1..=3, end) => start < end && end <= 6,
                _ => false,
            };
            let from = if (7..12).contains(&start.hour) {
                morning(start)
            } else {
                evening(start)
            };
            return is_office_day.then_some((from, evening(end)));
        }
    })
}
