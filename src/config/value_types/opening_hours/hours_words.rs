//! The words and times that hours are made of, in English and Spanish.

use HoursToken::{
    After, Always, And, Comma, Days, Daytime, Every, Lunch, Night, Not, OnCall, Only, Outside,
    Stop, To,
};

use super::clock_time::{ClockNotation, ClockTime, parse_clock_time};

/// A word, phrase or mark with a meaning for hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HoursToken {
    /// Days of the week: bit 0 is Monday, bit 7 is holidays.
    Days(u8),
    /// Before days: `every Monday`.
    Every,
    Time(ClockTime),
    /// `-`, `to`
    To,
    Comma,
    And,
    /// `;`, a line or a sentence ends.
    Stop,
    /// `24 hours`
    Always,
    /// `nights`, `after hours`, `when closed`
    Night,
    /// `business hours`, `daytime`
    Daytime,
    /// `closed`, `not`, `except`
    Not,
    /// `outside`, `other than`
    Outside,
    /// `after`, before business hours only.
    After,
    OnCall,
    /// `for lunch`
    Lunch,
    Only,
}

pub(super) const WEEKDAYS: u8 = 0b001_1111;
pub(super) const EVERY_DAY: u8 = 0b111_1111;
const WEEKENDS: u8 = 0b110_0000;
const HOLIDAYS: u8 = 0b1000_0000;

/// Words and phrases with what they mean. A space stands for spaces and hyphens.
#[rustfmt::skip]
const PHRASES: &[(&[HoursToken], &[&str])] = &[
    (&[Days(1)], &["monday", "mondays", "mon", "m", "lunes", "lun", "l"]),
    (&[Days(1 << 1)], &["tuesday", "tuesdays", "tues", "tue", "tu", "t", "martes", "mar"]),
    (&[Days(1 << 2)], &["wednesday", "wednesdays", "weds", "wed", "w", "miercoles", "mie"]),
    (&[Days(1 << 3)], &["thursday", "thursdays", "thurs", "thur", "thu", "th", "jueves", "jue"]),
    (&[Days(1 << 4)], &["friday", "fridays", "fri", "f", "viernes", "vie", "v"]),
    (&[Days(1 << 5)], &["saturday", "saturdays", "sat", "sa", "sabado", "sabados", "sab"]),
    (&[Days(1 << 6)], &["sunday", "sundays", "sun", "su", "domingo", "domingos", "dom"]),
    (&[Days(WEEKDAYS)], &["weekdays", "weekday", "business days", "working days", "workdays", "entre semana",
        "dias laborables", "dias habiles"]),
    (&[Days(WEEKENDS)], &["weekends", "weekend", "fines de semana", "fin de semana"]),
    (&[Days(HOLIDAYS)], &["holidays", "holiday", "dias feriados", "feriados", "dias festivos", "festivos"]),
    (&[Days(EVERY_DAY)], &["daily", "every day", "everyday", "each day", "7 days a week", "seven days a week",
        "7 days per week", "7 days", "seven days", "every day of the week", "every day of the year", "365 days a year",
        "todos los dias", "cada dia", "diario", "a diario", "diariamente", "7 dias a la semana", "7 dias de la semana",
        "7 dias", "siete dias a la semana", "siete dias de la semana"]),
    (&[Every], &["every", "each", "cada", "todos los"]),
    (&[To], &["to", "through", "thru", "until", "till", "a", "a las", "a la", "al", "hasta", "hasta las"]),
    (&[And], &["and", "or", "plus", "y", "e", "o"]),
    (&[Always], &["24 hours", "24 hour", "24 hrs", "24 hr", "24hours", "24hrs", "24hr", "24 h", "24h", "24 hours a day",
        "24 hours per day", "24 hours each day", "24 hours/day", "24 hrs/day", "24 hrs a day", "24 hours day and night",
        "twenty four hours", "around the clock", "round the clock", "day and night", "day or night", "day & night",
        "day/night", "days and nights", "days or nights", "days & nights", "all day and night", "at any time",
        "any time", "anytime", "at any hour", "any hour", "at all hours", "all hours", "at all times", "all times",
        "always", "24 horas", "24 horas al dia", "24 horas del dia", "las 24 horas", "las 24 horas del dia",
        "dia y noche", "a toda hora", "a cualquier hora", "en todo momento", "siempre"]),
    (&[Always, Days(EVERY_DAY)], &["24/7", "24 7", "24x7", "24/7/365", "24x7x365"]),
    (&[Night], &["nights", "night", "at night", "at nights", "in the night", "nighttime", "night time", "at nighttime",
        "overnight", "after hours", "afterhours", "out of hours", "off hours", "after closing", "after close",
        "after closing time", "after we close", "after the clinic closes", "after the office closes",
        "after the site closes", "when closed", "while closed", "when we are closed", "when the clinic is closed",
        "when the office is closed", "when the site is closed", "while the clinic is closed",
        "whenever the clinic is closed", "when the clinic is not open", "noche", "noches", "de noche", "por la noche",
        "por las noches", "en la noche", "en las noches", "durante la noche", "fuera de horario", "fuera de horas",
        "fuera del horario", "fuera de horario laboral", "fuera de horario de oficina", "fuera de horario de atencion",
        "fuera del horario laboral", "fuera del horario de oficina", "fuera del horario de atencion",
        "fuera del horario de trabajo", "fuera del horario de la clinica", "despues de horas", "despues del horario",
        "despues del horario de oficina", "despues del horario de atencion", "despues del cierre",
        "cuando la clinica esta cerrada", "cuando la oficina esta cerrada", "con la clinica cerrada"]),
    (&[Days(EVERY_DAY), Night], &["nightly", "every night", "each night", "all nights", "all night", "cada noche",
        "todas las noches"]),
    (&[Days(WEEKDAYS), Night], &["weeknights", "weeknight", "weekday nights"]),
    (&[Daytime], &["daytime", "during the day", "in the daytime", "by day", "days only", "mornings", "afternoons",
        "when open", "while open", "when we are open", "when the clinic is open", "when the office is open",
        "when the site is open", "while the clinic is open", "de dia", "por el dia", "durante el dia",
        "horario de oficina", "horario laboral", "horario de trabajo", "horario de atencion", "horario de la clinica",
        "horario de la oficina", "horario regular", "horario normal", "horario habitual", "horas de oficina",
        "horas laborables", "horas de trabajo", "por la manana", "por las mananas", "por la tarde", "por las tardes",
        "cuando la clinica esta abierta"]),
    (&[Outside], &["outside", "outside of", "beyond", "other than", "non", "fuera de", "fuera del"]),
    (&[After], &["after", "despues de", "despues del"]),
    (&[Not], &["not", "no", "without", "closed", "except", "except for", "except on", "excluding", "unavailable", "cerrado",
        "cerrada", "cerrados", "cerradas", "excepto", "salvo", "menos"]),
    (&[OnCall], &["on call", "oncall", "de guardia", "guardia"]),
    (&[Lunch], &["lunch", "for lunch", "for a lunch break", "lunch break", "during lunch", "almuerzo", "para almorzar",
        "por almuerzo"]),
    (&[Only], &["only", "solo", "solamente"]),
    (&[], &["also", "open", "available", "reachable", "answered", "answers", "phone", "by phone", "telephone",
        "hours", "hrs", "from", "on", "at", "during", "the", "ct", "et", "mt", "pt", "est", "edt", "cst", "cdt", "mst",
        "mdt", "pst", "pdt", "eastern time", "central time", "mountain time", "pacific time", "local time",
        "tambien", "abierto", "abierta", "disponible", "por telefono", "telefono", "de", "de las", "del",
        "los", "las", "el", "la", "durante", "horas", "horario", "durante el"]),
];

/// What may stand before `hours` in the sense of business hours; at least one of the second list does.
const HOURS_DETERMINERS: &[&str] = &["the", "our", "your", "its", "their", "all"];
const BUSINESS_WORDS: &[&str] = &[
    "business",
    "office",
    "clinic",
    "clinic's",
    "site",
    "working",
    "work",
    "opening",
    "operating",
    "open",
    "regular",
    "normal",
    "usual",
    "standard",
    "ordinary",
    "posted",
    "daytime",
    "day",
    "school",
];

/// Returns what hours are made of; `None` if there is a word or mark without a meaning for hours.
pub(super) fn tokenize_hours(hours: &str) -> Option<Vec<HoursToken>> {
    let text = normalize(hours);
    let mut rest = text.trim();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        if let Some((time, after)) = split_named_time(rest) {
            tokens.push(HoursToken::Time(time));
            rest = after;
        } else if let Some(after) = strip_business_hours(rest) {
            tokens.push(Daytime);
            rest = after;
        } else if let Some((meaning, after)) = split_phrase(rest) {
            tokens.extend(meaning);
            // The period of `Fri.`
            let is_abbreviation = matches!(meaning, [Days(_)]) && rest.len() - after.len() <= 5;
            let attached = match meaning {
                // `non-business hours`
                [Outside] => after.strip_prefix('-'),
                _ => after.strip_prefix('.').filter(|_| is_abbreviation),
            };
            rest = attached.unwrap_or(after);
        } else if first.is_ascii_digit() {
            let (time, after) = split_time(rest)?;
            tokens.push(HoursToken::Time(time));
            rest = after;
        } else {
            tokens.extend(mark_meaning(first)?);
            rest = &rest[first.len_utf8()..];
        }
        rest = rest.trim_start_matches(' ');
    }
    Some(tokens)
}

/// Returns a text in lowercase, with plain hyphens, apostrophes and spaces and without accents.
fn normalize(hours: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        '\u{2019}' => '\'',
        '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2009}' | '\t' => ' ',
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        c => c,
    };
    let plain: String = hours.to_lowercase().chars().map(plain).collect();
    plain.replace("w/o", "without")
}

fn mark_meaning(mark: char) -> Option<&'static [HoursToken]> {
    match mark {
        '-' => Some(&[To]),
        ',' | '(' => Some(&[Comma]),
        '&' | '+' | '/' => Some(&[And]),
        ';' | ')' | '|' | '.' | '\n' => Some(&[Stop]),
        // `Mon-Fri: 8-5`
        ':' => Some(&[]),
        _ => None,
    }
}

/// Splits the longest phrase from the beginning of a text.
fn split_phrase(text: &str) -> Option<(&'static [HoursToken], &str)> {
    let phrases = PHRASES
        .iter()
        .flat_map(|(meaning, phrases)| phrases.iter().map(move |phrase| (*meaning, *phrase)));
    phrases
        .filter_map(|(meaning, phrase)| Some((meaning, strip_phrase(text, phrase)?)))
        .min_by_key(|(_, rest)| rest.len())
}

/// Returns what follows a phrase, if the text begins with it as whole words.
fn strip_phrase<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text;
    for (index, word) in phrase.split(' ').enumerate() {
        if index > 0 {
            let after = rest.trim_start_matches([' ', '-']);
            if after.len() == rest.len() {
                return None;
            }
            rest = after;
        }
        rest = rest.strip_prefix(word)?;
    }
    (!rest.starts_with(is_word_char)).then_some(rest)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

/// Returns what follows business hours: `our regular office hours`, `clinic hours`.
fn strip_business_hours(text: &str) -> Option<&str> {
    let strip_any = |text, words: &[&str]| words.iter().find_map(|word| strip_phrase(text, word));
    let mut rest = text;
    while let Some(after) = strip_any(rest, HOURS_DETERMINERS) {
        rest = after.trim_start();
    }
    let mut has_business_word = false;
    while let Some(after) = strip_any(rest, BUSINESS_WORDS) {
        rest = after.trim_start_matches([' ', '-']);
        has_business_word = true;
    }
    strip_phrase(rest, "hours").filter(|_| has_business_word)
}

/// Splits noon or midnight from the beginning of a text.
fn split_named_time(text: &str) -> Option<(ClockTime, &str)> {
    let noon = ["noon", "12 noon", "mediodia"].map(|name| (name, ClockNotation::Pm));
    let midnight = ["midnight", "12 midnight", "medianoche"].map(|name| (name, ClockNotation::Am));
    let mut names = noon.into_iter().chain(midnight);
    names.find_map(|(name, half)| {
        Some((
            parse_clock_time("12", Some(half))?,
            strip_phrase(text, name)?,
        ))
    })
}

/// Splits a time such as `8`, `8:30 am`, `5 p.m.` or `8a` from the beginning of a text.
fn split_time(text: &str) -> Option<(ClockTime, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':');
    let (digits, after) = text.split_at(end.unwrap_or(text.len()));
    // The colon of `8: ...`
    let digits = digits.trim_end_matches(':');
    for (half, spellings) in [
        (ClockNotation::Am, ["am", "a.m.", "a.m", "a. m.", "a"]),
        (ClockNotation::Pm, ["pm", "p.m.", "p.m", "p. m.", "p"]),
    ] {
        for spelling in spellings {
            // The `a` of `8 a 5` is Spanish for `to`.
            let text = if spelling.len() == 1 {
                after
            } else {
                after.trim_start()
            };
            let rest = text.strip_prefix(spelling);
            if let Some(rest) = rest.filter(|rest| !rest.starts_with(is_word_char)) {
                return Some((parse_clock_time(digits, Some(half))?, rest));
            }
        }
    }
    if after.starts_with(is_word_char) {
        return None;
    }
    Some((parse_clock_time(digits, None)?, after))
}
