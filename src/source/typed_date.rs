//! Reads dates as people type them: `2026-11-02`, `11/2/2026`, `November 2, 2026`, `2 Nov 2026`.

use jiff::civil::Date;

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedDateError {
    /// `2026-12`, `December 2026`; with the first day of the month.
    MissingDay {
        first_day: Date,
    },
    /// `November 2`.
    MissingYear,
    /// The 30th of February.
    NonexistentDate,
    NotADate,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
];

/// Parses a date. In `11/2/2026` the month comes first, as in the United States, unless only the other order is in
/// the calendar. A year of two digits is in this century; it is read only beside slashes or the name of a month.
///
/// # Errors
/// With the reason if the text is not a date.
pub fn parse_typed_date(text: &str) -> Result<Date, TypedDateError> {
    let mut month_name = None;
    let mut numbers = Vec::new();
    let separators = [',', '.', '/', '-', '\u{2010}', '\u{2011}', '\u{2013}'];
    for word in text
        .to_lowercase()
        .split(|letter: char| letter.is_whitespace() || separators.contains(&letter))
    {
        let is_midnight = word.contains(':') && word.bytes().all(|byte| b"0:".contains(&byte));
        let is_weekday = word.len() > 2 && WEEKDAYS.iter().any(|day| day.starts_with(word));
        if word.is_empty() || word == "of" || is_midnight || is_weekday {
            continue;
        }
        let month = MONTHS.iter().position(|month| month.starts_with(word));
        if let Some(month) = month.filter(|_| word.len() > 2 && month_name.is_none()) {
            month_name = i8::try_from(month + 1).ok();
            continue;
        }
        let endings = ["st", "nd", "rd", "th"];
        let digits = endings
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .unwrap_or(word);
        let is_number =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse::<i16>().ok().filter(|_| is_number);
        numbers.push((number.ok_or(TypedDateError::NotADate)?, digits.len()));
    }
    let has_short_year = month_name.is_some() || text.contains('/');
    let year_of = |(number, length): (i16, usize)| match length {
        4 => Some(number),
        2 if has_short_year => Some(2000 + number),
        _ => None,
    };
    let is_year = |(_, length): (i16, usize)| length == 4;
    match (month_name, &numbers[..]) {
        (Some(month), &[year, day]) if is_year(year) => new_date(year.0, month.into(), day.0),
        (Some(month), &[day, year]) => match year_of(year) {
            Some(year) => new_date(year, month.into(), day.0),
            None => Err(TypedDateError::NotADate),
        },
        (Some(month), &[only]) if is_year(only) => Err(missing_day(only.0, month.into())),
        (Some(_), [_]) => Err(TypedDateError::MissingYear),
        (None, &[year, month, day]) if is_year(year) => new_date(year.0, month.0, day.0),
        (None, &[month, day, year]) => {
            let year = year_of(year).ok_or(TypedDateError::NotADate)?;
            new_date(year, month.0, day.0).or_else(|error| {
                // 25/12/2026 can be only the 25th of December.
                new_date(year, day.0, month.0).map_err(|_| error)
            })
        }
        (None, &[year, month] | &[month, year]) if is_year(year) && (1..=12).contains(&month.0) => {
            Err(missing_day(year.0, month.0))
        }
        _ => Err(TypedDateError::NotADate),
    }
}

fn missing_day(year: i16, month: i16) -> TypedDateError {
    let first_day = new_date(year, month, 1);
    first_day.map_or_else(
        |error| error,
        |first_day| TypedDateError::MissingDay { first_day },
    )
}

fn new_date(year: i16, month: i16, day: i16) -> Result<Date, TypedDateError> {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(TypedDateError::NotADate);
    };
    Date::new(year, month, day).map_err(|_| TypedDateError::NonexistentDate)
}

/// Returns a date in words: `November 2, 2026`.
pub fn format_long_date(date: Date) -> String {
    date.strftime("%B %-d, %Y").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{TypedDateError, format_long_date, parse_typed_date};

    #[test]
    fn dates_are_read_as_people_type_them() {
        for typed in [
            "2026-11-02",
            "2026-11-2",
            "2026/11/02",
            "11/2/2026",
            "11/02/26",
            "11-2-2026",
            "11.2.2026",
            "November 2, 2026",
            " november 2 2026 ",
            "Nov. 2, 2026",
            "Nov 2nd, 2026",
            "2 Nov 2026",
            "2-Nov-26",
            "2nd of November 2026",
            "Mon, Nov 2, 2026",
            "2026-11-02 0:00",
        ] {
            assert_eq!(parse_typed_date(typed), Ok(date(2026, 11, 2)), "{typed}");
        }
        assert_eq!(parse_typed_date("25/12/2026"), Ok(date(2026, 12, 25)));
        assert_eq!(parse_typed_date("Sept 1, 2026"), Ok(date(2026, 9, 1)));
        assert_eq!(format_long_date(date(2026, 11, 2)), "November 2, 2026");
    }

    #[test]
    fn what_is_not_a_date_is_refused_with_the_reason() {
        use TypedDateError::{MissingDay, MissingYear, NonexistentDate, NotADate};
        let december = MissingDay {
            first_day: date(2026, 12, 1),
        };
        for (typed, reason) in [
            ("2026-12", december),
            ("12/2026", december),
            ("December 2026", december),
            ("November 2", MissingYear),
            ("1-Feb", MissingYear),
            ("2026-02-30", NonexistentDate),
            ("February 30, 2026", NonexistentDate),
            ("13/32/2026", NonexistentDate),
            ("319-555-0110", NotADate),
            ("1-2-26", NotADate),
            ("May Clinic", NotADate),
            ("tomorrow", NotADate),
            ("46000", NotADate),
            ("", NotADate),
        ] {
            assert_eq!(parse_typed_date(typed), Err(reason), "{typed}");
        }
    }
}
