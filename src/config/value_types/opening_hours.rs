//! Reads from hours in an agency's own words whether somebody answers by day and after closing.
//!
//! What cannot be read for sure is `None`: whoever is called at night must be reachable then, and whoever is reachable
//! must be called.

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
/// Hours that end before they begin run overnight. Without `am` or `pm`, `8-5` is by day, and `5-8` is not sure.
pub(crate) fn parse_hours_coverage(hours: &str) -> Option<HoursCoverage> {
    let mut total = StatedTimes::default();
    for clause in replace_phrases(hours).split([',', ';', '(', ')', '|']) {
        total.add(read_clause(&tokenize(clause))?);
    }
    match total {
        StatedTimes {
            by_night: true,
            no_nights: true,
            ..
        } => None,
        StatedTimes {
            by_day: true,
            by_night: true,
            ..
        } => Some(HoursCoverage::DayAndNight),
        StatedTimes { by_night: true, .. } => Some(HoursCoverage::AfterHours),
        StatedTimes {
            by_day: false,
            no_nights: false,
            ..
        } => None,
        StatedTimes { .. } => Some(HoursCoverage::ByDay),
    }
}

/// What a part of the hours says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct StatedTimes {
    by_day: bool,
    by_night: bool,
    /// Nights are excluded, as in `closed nights`.
    no_nights: bool,
}

impl StatedTimes {
    fn add(&mut self, other: Self) {
        self.by_day |= other.by_day;
        self.by_night |= other.by_night;
        self.no_nights |= other.no_nights;
    }

    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl From<HoursCoverage> for StatedTimes {
    fn from(coverage: HoursCoverage) -> Self {
        Self {
            by_day: coverage != HoursCoverage::AfterHours,
            by_night: coverage != HoursCoverage::ByDay,
            no_nights: false,
        }
    }
}

const DAY_AND_NIGHT: &str = "dayandnight";
const AT_NIGHT: &str = "atnight";
const BY_DAY: &str = "byday";

/// Phrases with the word that stands for them, longer ones before those that they contain.
const PHRASES: &[(&str, &str)] = &[
    ("a.m.", "am"),
    ("p.m.", "pm"),
    ("a.m", "am"),
    ("p.m", "pm"),
    ("7 days a week", "daily"),
    ("seven days a week", "daily"),
    ("7 days", "daily"),
    ("24/7", DAY_AND_NIGHT),
    ("24x7", DAY_AND_NIGHT),
    ("24-7", DAY_AND_NIGHT),
    ("24 hours", DAY_AND_NIGHT),
    ("24 hour", DAY_AND_NIGHT),
    ("24-hour", DAY_AND_NIGHT),
    ("24 hrs", DAY_AND_NIGHT),
    ("24 hr", DAY_AND_NIGHT),
    ("24hrs", DAY_AND_NIGHT),
    ("24hr", DAY_AND_NIGHT),
    ("24 h", DAY_AND_NIGHT),
    ("24h", DAY_AND_NIGHT),
    ("around the clock", DAY_AND_NIGHT),
    ("around-the-clock", DAY_AND_NIGHT),
    ("round the clock", DAY_AND_NIGHT),
    ("round-the-clock", DAY_AND_NIGHT),
    ("day and night", DAY_AND_NIGHT),
    ("day or night", DAY_AND_NIGHT),
    ("days and nights", DAY_AND_NIGHT),
    ("at any time", DAY_AND_NIGHT),
    ("any time", DAY_AND_NIGHT),
    ("anytime", DAY_AND_NIGHT),
    ("at all times", DAY_AND_NIGHT),
    ("all hours", DAY_AND_NIGHT),
    ("always", DAY_AND_NIGHT),
    ("outside of business hours", AT_NIGHT),
    ("outside business hours", AT_NIGHT),
    ("outside of office hours", AT_NIGHT),
    ("outside office hours", AT_NIGHT),
    ("outside of clinic hours", AT_NIGHT),
    ("outside clinic hours", AT_NIGHT),
    ("after business hours", AT_NIGHT),
    ("after office hours", AT_NIGHT),
    ("after clinic hours", AT_NIGHT),
    ("after hours", AT_NIGHT),
    ("after-hours", AT_NIGHT),
    ("afterhours", AT_NIGHT),
    ("off hours", AT_NIGHT),
    ("off-hours", AT_NIGHT),
    ("after closing", AT_NIGHT),
    ("when the clinic is closed", AT_NIGHT),
    ("when the site is closed", AT_NIGHT),
    ("when the office is closed", AT_NIGHT),
    ("when we are closed", AT_NIGHT),
    ("when closed", AT_NIGHT),
    ("while closed", AT_NIGHT),
    ("overnight", AT_NIGHT),
    ("at night", AT_NIGHT),
    ("nights", AT_NIGHT),
    ("night", AT_NIGHT),
    ("nighttime", AT_NIGHT),
    ("weeknights", AT_NIGHT),
    ("business hours", BY_DAY),
    ("office hours", BY_DAY),
    ("clinic hours", BY_DAY),
    ("working hours", BY_DAY),
    ("opening hours", BY_DAY),
    ("regular hours", BY_DAY),
    ("when the clinic is open", BY_DAY),
    ("when the site is open", BY_DAY),
    ("when we are open", BY_DAY),
    ("when open", BY_DAY),
    ("while open", BY_DAY),
    ("during the day", BY_DAY),
    ("days only", BY_DAY),
    ("by day", BY_DAY),
    ("daytime", BY_DAY),
    ("mornings", BY_DAY),
    ("afternoons", BY_DAY),
    ("noon", "12:00pm"),
    ("midnight", "12:00am"),
];

/// Words that exclude what follows them.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "closed",
    "except",
    "excluding",
    "without",
    "unavailable",
    "cannot",
    "can't",
    "won't",
    "doesn't",
    "isn't",
    "neither",
    "nor",
    "none",
];

/// Words that exclude only what follows them, never what stands before them.
const EXCEPTIONS: &[&str] = &["except", "excluding"];

/// Words after which it is not sure that somebody answers, or when.
const UNSURE_WORDS: &[&str] = &[
    "evening",
    "evenings",
    "emergency",
    "emergencies",
    "urgent",
    "otherwise",
    "voicemail",
    "voice",
    "message",
    "messages",
    "notice",
    "within",
    "after",
    "before",
    "pager",
    "varies",
    "usually",
    "sometimes",
    "most",
    "often",
    "backup",
    "rotating",
];

/// Words that change nothing.
#[rustfmt::skip]
const NEUTRAL_WORDS: &[&str] = &[
    "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "m", "t", "w", "th", "f", "sa", "su",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    "weekday", "weekdays", "weekend", "weekends", "daily", "every", "everyday", "each", "all", "day", "days", "week",
    "year", "holiday", "holidays", "lunch", "and", "or", "&", "to", "through", "thru", "from", "the", "a", "at", "on",
    "in", "of", "for", "by", "until", "till", "via", "during", "only", "also", "plus", "including", "incl", "hours",
    "hour", "hrs", "open", "available", "reachable", "answers", "answered", "phone", "cell", "mobile", "call", "calls",
    "time", "est", "cst", "mst", "pst", "et", "ct", "mt", "pt", "eastern", "central", "mountain", "pacific", "local",
    "but", "shift", "staff", "is", "are",
];

/// Returns the hours in lowercase, with one word for each known phrase.
fn replace_phrases(hours: &str) -> String {
    let mut text = hours
        .to_lowercase()
        .replace(
            [
                '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}',
            ],
            "-",
        )
        .replace('\u{2019}', "'")
        .replace(['\u{A0}', '\u{2007}', '\u{202F}', '\u{2009}'], " ");
    for (phrase, word) in PHRASES {
        let mut from = 0;
        while let Some(found) = text[from..].find(phrase) {
            let (start, end) = (from + found, from + found + phrase.len());
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            // `5p.m.` has its digit before it; other phrases are whole words.
            let is_after_digit = *word == "am" || *word == "pm";
            let is_whole = (is_after_digit || !touches(text[..start].chars().next_back()))
                && !touches(text[end..].chars().next());
            from = if is_whole {
                text.replace_range(start..end, &format!(" {word} "));
                start + word.len() + 2
            } else {
                end
            };
        }
    }
    text
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Time(ClockTime),
    /// A number that is no time of day.
    Number,
    Dash,
    Word(String),
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ClockTime {
    hour: u16,
    minute: u16,
    notation: ClockNotation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockNotation {
    Am,
    Pm,
    TwentyFourHours,
    /// `8`, which may be in the morning or in the evening.
    Unsaid,
}

fn tokenize(clause: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = clause.trim_start();
    while let Some(first) = rest.chars().next() {
        let split = |is_part: fn(char) -> bool| {
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            rest.split_at(end)
        };
        if first.is_ascii_digit() {
            let (digits, after) = split(|c| c.is_ascii_digit() || c == ':');
            let after_space = after.trim_start();
            let suffix_end = after_space.find(|c: char| !c.is_alphabetic());
            let (suffix, after_suffix) =
                after_space.split_at(suffix_end.unwrap_or(after_space.len()));
            let half = match suffix {
                "am" | "a" => Some(ClockNotation::Am),
                "pm" | "p" => Some(ClockNotation::Pm),
                _ => None,
            };
            rest = if half.is_some() { after_suffix } else { after };
            tokens.push(parse_clock_time(digits, half).map_or(Token::Number, Token::Time));
        } else if first.is_alphabetic() {
            let (word, after) = split(|c| c.is_alphanumeric() || c == '\'');
            tokens.push(Token::Word(word.to_owned()));
            rest = after;
        } else {
            if first == '-' {
                tokens.push(Token::Dash);
            }
            rest = &rest[first.len_utf8()..];
        }
        rest = rest.trim_start();
    }
    tokens
}

/// Parses `8`, `8:30`, `830` or `0830`, with `am` or `pm` if it is said.
fn parse_clock_time(digits: &str, half: Option<ClockNotation>) -> Option<ClockTime> {
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

/// Reads a clause; `None` if it may say something about the time after closing that is not understood.
fn read_clause(tokens: &[Token]) -> Option<StatedTimes> {
    let is_negation =
        |token: &Token| matches!(token, Token::Word(word) if NEGATIONS.contains(&word.as_str()));
    let Some(at) = tokens.iter().position(is_negation) else {
        return read_plain_clause(tokens);
    };
    let is_exception =
        matches!(&tokens[at], Token::Word(word) if EXCEPTIONS.contains(&word.as_str()));
    let stated = read_plain_clause(&tokens[..at])?;
    if tokens[at + 1..].iter().any(is_negation) {
        return None;
    }
    let excluded = read_plain_clause(&tokens[at + 1..])?;
    // In `nights closed`, the word excludes what stands before it.
    if stated.by_night && !excluded.by_night && !is_exception {
        return None;
    }
    // `not during office hours` does not say when, then.
    if excluded.by_day && !excluded.by_night && stated.is_empty() {
        let is_break = tokens.iter().any(|token| matches!(token, Token::Time(_)));
        return is_break.then_some(stated);
    }
    Some(StatedTimes {
        no_nights: excluded.by_night,
        ..stated
    })
}

/// Reads a clause without a negation.
fn read_plain_clause(tokens: &[Token]) -> Option<StatedTimes> {
    let mut stated = StatedTimes::default();
    let mut has_unknown_word = false;
    let mut says_night_in_words = false;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            Token::Number => return None,
            Token::Time(start) => {
                let is_link = match tokens.get(at + 1) {
                    Some(Token::Dash) => true,
                    Some(Token::Word(word)) => {
                        ["to", "until", "till", "thru", "through"].contains(&word.as_str())
                    }
                    _ => false,
                };
                let Some(Token::Time(end)) = tokens.get(at + 2).filter(|_| is_link) else {
                    return None;
                };
                stated.add(range_coverage(*start, *end)?.into());
                at += 3;
                continue;
            }
            Token::Dash => {}
            Token::Word(word) => match word.as_str() {
                DAY_AND_NIGHT => {
                    stated.add(HoursCoverage::DayAndNight.into());
                    says_night_in_words = true;
                }
                AT_NIGHT => {
                    stated.add(HoursCoverage::AfterHours.into());
                    says_night_in_words = true;
                }
                BY_DAY => stated.add(HoursCoverage::ByDay.into()),
                word if UNSURE_WORDS.contains(&word) => return None,
                word => has_unknown_word |= !NEUTRAL_WORDS.contains(&word),
            },
        }
        at += 1;
    }
    // `after hours call the answering service`, `ask for Ms. Knight`
    let is_unsure = has_unknown_word && (says_night_in_words || stated.is_empty());
    (!is_unsure).then_some(stated)
}

const NOON: u16 = 12 * 60;
const DAY_MINUTES: u16 = 24 * 60;

/// Returns when somebody answers who answers from one time to another; `None` if that is not sure.
fn range_coverage(start: ClockTime, end: ClockTime) -> Option<HoursCoverage> {
    let (from, to) = resolve_range(start, end)?;
    if from == to || (from, to) == (0, DAY_MINUTES) {
        return Some(HoursCoverage::DayAndNight);
    }
    if to < from {
        // More than 18 hours are more likely a typing error: `8 am-5 am`.
        let length = to + DAY_MINUTES - from;
        let covers_day = from < 15 * 60 || to > 10 * 60;
        return (length <= 18 * 60).then_some(if covers_day {
            HoursCoverage::DayAndNight
        } else {
            HoursCoverage::AfterHours
        });
    }
    // Hours of an evening or of half a night: the clinic may still be open, or the night be covered only in part.
    let is_by_day = (6 * 60..17 * 60).contains(&from) && to <= 21 * 60;
    is_by_day.then_some(HoursCoverage::ByDay)
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
        (Unsaid, Am) if morning(start) > morning(end) => (evening(start), range.1),
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

#[cfg(test)]
mod tests {
    use super::HoursCoverage::{AfterHours, ByDay, DayAndNight};
    use super::*;

    #[test]
    fn hours_say_when_somebody_answers() {
        for (hours, coverage) in [
            ("24 hours", Some(DayAndNight)),
            ("24/7", Some(DayAndNight)),
            ("Always", Some(DayAndNight)),
            ("24-hour phone", Some(DayAndNight)),
            ("24 hours, 7 days a week", Some(DayAndNight)),
            ("24 hours except holidays", Some(DayAndNight)),
            ("Around the clock, every day", Some(DayAndNight)),
            ("00:00-24:00", Some(DayAndNight)),
            ("8 am-8 am", Some(DayAndNight)),
            ("Mon-Fri 8-5 and nights", Some(DayAndNight)),
            (
                "Mon-Fri 8-5; on call at night and on weekends",
                Some(DayAndNight),
            ),
            ("5 pm-8 am", Some(AfterHours)),
            ("5 p.m. to 8 a.m.", Some(AfterHours)),
            ("5pm – 8am daily", Some(AfterHours)),
            ("Mon-Sun 6 pm-2 am", Some(AfterHours)),
            ("17:00-08:00", Some(AfterHours)),
            ("22-6", Some(AfterHours)),
            ("After hours", Some(AfterHours)),
            ("Nights and weekends only", Some(AfterHours)),
            ("When the clinic is closed", Some(AfterHours)),
            ("Outside business hours", Some(AfterHours)),
            ("Mon-Fri 8-5", Some(ByDay)),
            ("Mon-Fri 8-5, closed nights", Some(ByDay)),
            ("Mon-Fri 8-5 closed nights", Some(ByDay)),
            ("Mon-Fri 8-5 (not after hours)", Some(ByDay)),
            ("not after hours", Some(ByDay)),
            ("no nights", Some(ByDay)),
            ("Mon-Thu 9-6", Some(ByDay)),
            ("Mon-Fri 8:30-4:30, closed 12-1", Some(ByDay)),
            ("Mon 12 pm-8 pm, Tue 8 am-5 pm", Some(ByDay)),
            ("0800-1700", Some(ByDay)),
            ("8-17", Some(ByDay)),
            ("9 to 12", Some(ByDay)),
            ("8 am-5", Some(ByDay)),
            ("8-5 pm", Some(ByDay)),
            ("9-noon", Some(ByDay)),
            ("Business hours", Some(ByDay)),
            ("Mon-Fri 8-5 at the front desk", Some(ByDay)),
            // What may be by day or by night, or may not be answered.
            ("5-8", None),
            ("7-7", None),
            ("8-8", None),
            ("6-2", None),
            ("11-7", None),
            ("5 pm-8", None),
            ("8 am-5 am", None),
            ("8 am-11 pm", None),
            ("5 pm-9 pm", None),
            ("nights closed", None),
            ("24 hours (voicemail)", None),
            ("Calls returned within 24 hours", None),
            ("24 hours notice", None),
            ("after hours call the answering service", None),
            ("On call", None),
            ("Mon-Fri 8-5, on call for emergencies", None),
            ("Mon-Fri", None),
            ("After 5 pm", None),
            ("ask for Ms. Knight", None),
            ("every fortnight", None),
            ("not during office hours", None),
            ("any time except nights", None),
            ("Suite 240", None),
            ("319-555-0110", None),
            ("las 24 horas", None),
            ("", None),
        ] {
            assert_eq!(parse_hours_coverage(hours), coverage, "{hours}");
        }
    }
}
