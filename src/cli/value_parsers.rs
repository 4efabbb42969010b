//! Parses dates and numbers on the command line, with errors in plain words.

use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::source::typed_date::{TypedDateError, parse_typed_date};

/// Parses a date on the command line.
pub(super) fn parse_date(typed: &str) -> Result<Date, &'static str> {
    let date = parse_typed_date(typed).map_err(|error| match error {
        TypedDateError::NonexistentDate => {
            "there is no such day in the calendar; write a date such as 2026-12-01"
        }
        TypedDateError::MissingDay => "the day is missing; write a date such as 2026-12-01",
        TypedDateError::MissingYear => "the year is missing; write a date such as 2026-12-01",
        TypedDateError::NotADate => "write a date such as 2026-12-01 or 12/1/2026",
    })?;
    if (1970..2200).contains(&date.year()) {
        Ok(date)
    } else {
        Err("the year cannot be right; write a date such as 2026-12-01")
    }
}

/// Parses the number of `--jobs`.
pub(super) fn parse_jobs(typed: &str) -> Result<NonZeroUsize, &'static str> {
    typed.parse().map_err(|_| "write a number of 1 or more")
}
