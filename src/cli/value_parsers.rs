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
        TypedDateError::MissingDay { .. } => "the day is missing; write a date such as 2026-12-01",
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::parse_date;

    #[test]
    fn dates_on_the_command_line_are_taken_in_every_form() {
        for typed in ["2026-11-02", "11/2/2026", "November 2, 2026", "2 Nov 2026"] {
            assert_eq!(parse_date(typed), Ok(date(2026, 11, 2)), "{typed}");
        }
        for (typed, said) in [
            ("2026-12", "the day is missing"),
            ("2026-02-30", "no such day"),
            ("Dec 1", "the year is missing"),
            ("1026-12-01", "the year cannot be right"),
            ("9999-12-01", "the year cannot be right"),
            ("soon", "write a date"),
        ] {
            let error = parse_date(typed).expect_err(typed);
            assert!(error.contains(said), "{typed}: {error}");
        }
    }
}
