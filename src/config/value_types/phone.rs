//! Phone numbers of the North American Numbering Plan, which includes the United States and its
//! territories, those of the freely associated states, and well-known short codes.
//!
//! The `phonenumber` crate handles every country's numbers, but it brings eighteen more crates and a
//! regular expression engine, and does not say *why* a number is invalid, which a user who mistyped one
//! needs to know.

use super::{PhoneNumber, UsState};
use crate::diag::contact_errors::PhoneNumberError;

impl PhoneNumber {
    /// Parses a number as people write it: `(319) 555-0110`, `+1 319 555 0110 x4`, `1-855-555-HOPE`,
    /// `911`.
    ///
    /// # Errors
    /// If it is not a single number that can be called.
    pub fn parse(text: &str) -> Result<PhoneNumber, PhoneNumberError> {
        if let Some(error) = find_spreadsheet_number_format(text) {
            return Err(error);
        }
        if contains_two_numbers(text) {
            return Err(PhoneNumberError::TwoNumbers);
        }
        let (number, extension) = split_extension(text);
        if let Some(code) = find_misplaced_plus(number) {
            return Err(PhoneNumberError::MisplacedPlus { code });
        }
        let digits = extract_digits(number)?;
        if is_placeholder_number(number, &digits) {
            return Err(PhoneNumberError::Placeholder);
        }
        if let Some(code) = parse_short_code(number, &digits)? {
            return Ok(PhoneNumber {
                display_text: with_plain_hyphens(text),
                dial_string: code,
            });
        }
        if let Some(code) = find_associated_state_code(number, &digits)? {
            return Ok(PhoneNumber {
                display_text: with_plain_hyphens(text),
                dial_string: with_extension(format!("+{code}{}", &digits[code.len()..]), extension),
            });
        }
        let national = extract_national_number(number, &digits)?;
        check_area_and_exchange(national)?;
        Ok(PhoneNumber {
            display_text: with_plain_hyphens(text),
            dial_string: with_extension(format!("+1{national}"), extension),
        })
    }

    /// Returns the country code that a number was probably meant to begin with: `680-555-0140` is a number in New York
    /// but, in an agency of Palau, more likely one of Palau.
    pub(crate) fn misread_country_code(&self, states: &[UsState]) -> Option<&'static str> {
        let national = self.dial_string.strip_prefix("+1")?;
        let mut codes = ASSOCIATED_STATE_CODES.iter();
        let (code, _) = codes.find(|(code, state)| {
            national.starts_with(code) && states.iter().any(|known| known.postal_code == *state)
        })?;
        Some(code)
    }

    /// Returns the number to dial without its extension, to compare lines.
    pub(crate) fn without_extension(&self) -> &str {
        self.dial_string
            .split(';')
            .next()
            .unwrap_or(&self.dial_string)
    }
}

/// Country codes of the freely associated states, where Title X funds services. Their numbers have seven digits.
const ASSOCIATED_STATE_CODES: [(&str, &str); 3] = [("680", "PW"), ("691", "FM"), ("692", "MH")];

/// Area codes of other countries with country code 1: Canada, then Bermuda and the Caribbean.
const FOREIGN_AREA_CODES: &str = "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 \
    437 438 450 460 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 \
    819 825 851 867 873 879 902 905 \
    242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876";

fn with_extension(mut dial_string: String, extension: Option<&str>) -> String {
    if let Some(extension) = extension {
        dial_string.push_str(";ext=");
        dial_string.push_str(extension);
    }
    dial_string
}

/// Returns the country code of a number in a freely associated state. No area code is 691 or 692.
fn find_associated_state_code(
    number: &str,
    digits: &str,
) -> Result<Option<&'static str>, PhoneNumberError> {
    let mut codes = ASSOCIATED_STATE_CODES.iter();
    // `1-691-555-0140` is dialed like a number of the United States, but no area code is 691.
    let digits = match digits.strip_prefix('1') {
        Some(rest)
            if digits.len() == 11 && !rest.starts_with("680") && !number.starts_with('+') =>
        {
            rest
        }
        _ => digits,
    };
    let Some((code, _)) = codes.find(|(code, _)| digits.starts_with(code)) else {
        return Ok(None);
    };
    if !number.starts_with('+') {
        let is_international = digits.len() == 10 && *code != "680";
        return if is_international {
            Err(PhoneNumberError::MissingPlus { code })
        } else {
            Ok(None)
        };
    }
    let digit_count = digits.len() - code.len();
    if digit_count == 7 {
        Ok(Some(code))
    } else {
        Err(PhoneNumberError::WrongDigitCountAfterCode { code, digit_count })
    }
}

/// Returns the country code of a freely associated state after a `+` that is not at the beginning: `(+680) 555-0140`.
fn find_misplaced_plus(number: &str) -> Option<&'static str> {
    let (before, after) = number.split_once('+')?;
    let mut codes = ASSOCIATED_STATE_CODES.iter();
    let (code, _) = codes.find(|(code, _)| after.starts_with(code))?;
    (!before.is_empty()).then_some(code)
}

/// Returns whether a number only shows the form of numbers: letters such as `XXX`, digits that are all the same or in
/// sequence, or an exchange 555 outside of 555-0100 to 555-0199 (set aside for examples) and 555-1212.
fn is_placeholder_number(number: &str, digits: &str) -> bool {
    let letters: String = number.chars().filter(|c| c.is_alphabetic()).collect();
    let letters = letters.to_ascii_lowercase();
    let is_one_letter = letters.len() >= 3 && letters.bytes().all(|b| b == letters.as_bytes()[0]);
    if is_one_letter || letters == "abcdefg" {
        return true;
    }
    let national = match digits.strip_prefix('1') {
        Some(rest) if digits.len() == 11 => rest.as_bytes(),
        _ => digits.as_bytes(),
    };
    if national.len() != 10 {
        return false;
    }
    let has_steps_of = |step: u8| {
        national
            .windows(2)
            .all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0')
    };
    let (exchange, line) = (
        &digits[digits.len() - 7..digits.len() - 4],
        &digits[digits.len() - 4..],
    );
    let is_unused_exchange = exchange == "555"
        && !is_toll_free(&digits[digits.len() - 10..digits.len() - 7])
        && !line.starts_with("01")
        && line != "1212";
    [0, 1, 9].into_iter().any(has_steps_of) || is_unused_exchange
}

/// Returns the text with hyphens instead of the non-breaking hyphens and dashes that Word puts in their place.
fn with_plain_hyphens(text: &str) -> String {
    text.replace(|c| matches!(c, '\u{2010}'..='\u{2013}'), "-")
}

/// Returns what a spreadsheet has made of a phone number that it took for an amount: `3195550110.0`, `3.19556E+09`.
fn find_spreadsheet_number_format(text: &str) -> Option<PhoneNumberError> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) {
        let exponent = exponent.trim_start_matches('+');
        let has_decimals = mantissa
            .split_once(['.', ','])
            .map_or(is_number(mantissa), |(whole, decimals)| {
                whole.len() == 1 && is_number(whole) && is_number(decimals)
            });
        return (has_decimals && is_number(exponent)).then_some(PhoneNumberError::Rounded);
    }
    let (whole, decimals) = text.trim().split_once(['.', ','])?;
    let is_amount = whole.len() >= 7 && is_number(whole) && !decimals.is_empty();
    (is_amount && decimals.bytes().all(|b| b == b'0')).then_some(PhoneNumberError::Decimal)
}

/// Returns whether a text contains two numbers: two parts with seven digits or more, or 20 digits in all.
fn contains_two_numbers(text: &str) -> bool {
    let lower = text.to_lowercase();
    let separated = lower
        .replace(" or ", ";")
        .replace(" and ", ";")
        .replace(['/', ',', '&', '|', '\n'], ";");
    let number_count = separated
        .split(';')
        .filter(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 7)
        .count();
    let digit_count = text.bytes().filter(u8::is_ascii_digit).count();
    number_count >= 2 || digit_count >= 20
}

/// Splits a number from the digits of an extension at its end: `x4`, `ext. 4`, `extension 4`, `#4`.
pub(super) fn split_extension(text: &str) -> (&str, Option<&str>) {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let extension = &text[head.len()..];
    let before = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
    let lower = before.to_ascii_lowercase();
    let mark = ["extension", "extn", "ext", "x", "#"]
        .into_iter()
        .find(|mark| lower.ends_with(mark));
    let Some(mark) = mark else {
        return (text, None);
    };
    let number = before[..before.len() - mark.len()]
        .trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let ends_like_number = number.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
    let digits = number.chars().filter(char::is_ascii_alphanumeric).count();
    if extension.is_empty() || extension.len() > 7 || digits < 7 || !ends_like_number {
        return (text, None);
    }
    (number, Some(extension))
}

/// Returns the digits of a number, with letters as on a keypad.
fn extract_digits(number: &str) -> Result<String, PhoneNumberError> {
    let letters: Vec<char> = number.chars().filter(|c| c.is_alphabetic()).collect();
    if !letters.is_empty() && letters.iter().all(|c| matches!(c, 'O' | 'o' | 'I' | 'l')) {
        return Err(PhoneNumberError::LetterForDigit { letter: letters[0] });
    }
    let numerals = number.chars().filter(char::is_ascii_digit).count();
    if numerals == 0 {
        return Err(PhoneNumberError::NoDigits);
    }
    // `1-800-FLOWERS` has seven letters and four digits before them.
    let is_vanity_number = (3..=7).contains(&letters.len()) && numerals >= 3;
    if !letters.is_empty() && (!is_vanity_number || numerals + letters.len() > 11) {
        return Err(PhoneNumberError::ContainsWords);
    }
    let mut digits = String::new();
    for (index, character) in number.char_indices() {
        match character {
            '0'..='9' => digits.push(character),
            'a'..='z' | 'A'..='Z' => digits.push(keypad_digit(character)),
            '+' if index == 0 => {}
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2013}' => {}
            _ if character.is_whitespace() => {}
            _ => return Err(PhoneNumberError::InvalidCharacter { character }),
        }
    }
    Ok(digits)
}

/// Returns the digit on whose key a letter stands.
pub(crate) fn keypad_digit(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        _ => '9',
    }
}

/// Returns the short code if the number is 988 or an N11 code. Codes of five or six digits take only text
/// messages; with a hyphen (`555-01`) they are part of a longer number.
fn parse_short_code(number: &str, digits: &str) -> Result<Option<String>, PhoneNumberError> {
    let is_bare = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    match digits.len() {
        3 if is_bare && (digits == "988" || is_n11_code(digits)) => Ok(Some(digits.to_owned())),
        5 | 6 if number.trim() == digits => Err(PhoneNumberError::SmsShortCode),
        _ => Ok(None),
    }
}

fn is_n11_code(three: &str) -> bool {
    three.ends_with("11") && three.starts_with(|c: char| ('2'..='9').contains(&c))
}

/// Returns the ten digits after the country code.
fn extract_national_number<'d>(number: &str, digits: &'d str) -> Result<&'d str, PhoneNumberError> {
    let ten = match (digits.len(), digits.strip_prefix('1')) {
        (11, Some(ten)) => ten,
        // No area code begins with 1. Where it stands alone it is the country code, and a digit is missing.
        (10, Some(rest)) => {
            let mut after_one = number.trim_start_matches(['+', '(', ' ']).chars().skip(1);
            let is_country_code =
                number.starts_with('+') || after_one.next().is_some_and(|c| !c.is_alphanumeric());
            return Err(if is_country_code {
                let digit_count = rest.len();
                PhoneNumberError::WrongDigitCountAfterOne { digit_count }
            } else {
                PhoneNumberError::AreaCodeBeginsWith { digit: '1' }
            });
        }
        (10, _) if !number.starts_with('+') => digits,
        (_, None) if number.starts_with('+') => return Err(PhoneNumberError::ForeignNumber),
        (7, _) => return Err(PhoneNumberError::MissingAreaCode),
        (digit_count, _) => return Err(PhoneNumberError::WrongDigitCount { digit_count }),
    };
    Ok(ten)
}

fn is_toll_free(area: &str) -> bool {
    matches!(
        area,
        "800" | "822" | "833" | "844" | "855" | "866" | "877" | "888"
    )
}

/// Checks area code and exchange. Both begin with 2 to 9. Those that end in 11 are short codes, except as
/// exchanges of toll-free numbers. Area codes with a middle 9 are reserved for longer numbers, and 555 is none.
fn check_area_and_exchange(national: &str) -> Result<(), PhoneNumberError> {
    let (area, exchange) = (&national[..3], &national[3..6]);
    let first = area.chars().next();
    if let Some(digit) = first.filter(|digit| matches!(digit, '0' | '1')) {
        return Err(PhoneNumberError::AreaCodeBeginsWith { digit });
    }
    if is_n11_code(area) || area[1..].starts_with('9') || area == "555" {
        return Err(PhoneNumberError::InvalidAreaCode {
            code: area.to_owned(),
        });
    }
    if exchange.starts_with(['0', '1']) || (is_n11_code(exchange) && !is_toll_free(area)) {
        return Err(PhoneNumberError::InvalidExchange {
            code: exchange.to_owned(),
        });
    }
    if FOREIGN_AREA_CODES
        .split_whitespace()
        .any(|code| code == area)
    {
        return Err(PhoneNumberError::ForeignAreaCode {
            code: area.to_owned(),
        });
    }
    // Clients must not be referred to a number that charges for the call.
    if area == "900" || exchange == "976" {
        return Err(PhoneNumberError::PremiumRate);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_pasted_from_word_become_hyphens() {
        for (typed, printed) in [
            ("319\u{2011}555\u{2011}0120", "319-555-0120"),
            ("(319) 555\u{2013}0121", "(319) 555-0121"),
        ] {
            let phone = PhoneNumber::parse(typed).expect("a number");
            assert_eq!(phone.display_text, printed);
        }
    }
}
