//! Parses dates and numbers on the command line, with errors in plain words.

use std::num::NonZeroUsize;

use jiff::civil::Date;

/// Parses a date on the command line.
pub(super) fn parse_date(typed: &str) -> Result<Date, &'static str> {
    let is_year_month_day = |typed: &str| {
        let parts: Vec<&str> = typed.split('-').collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(is_number)
    };
    typed.parse().map_err(|_| {
        if is_year_month_day(typed) {
            "there is no such day in the calendar; write year-month-day, such as 2026-12-01"
        } else {
            "write year-month-day, such as 2026-12-01"
        }
    })
}

/// Parses the number of `--jobs`.
pub(super) fn parse_jobs(typed: &str) -> Result<NonZeroUsize, &'static str> {
    typed.parse().map_err(|_| "write a number of 1 or more")
}
