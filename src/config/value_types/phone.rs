//! Phone numbers of the North American Numbering Plan, which has the United States and their
//! territories, and the short codes everybody knows.
//!
//! The `phonenumber` crate knows every country's numbers; it brings eighteen more crates and a
//! regular expression engine, and does not say *why* a number is none, which is what somebody who
//! mistyped one needs.

use super::PhoneNumber;
use crate::diag::agency::PhoneNumberError;

impl PhoneNumber {
    /// Reads a number as people write it: `(319) 555-0110`, `+1 319 555 0110 x4`, `1-855-555-HOPE`,
    /// `911`.
    ///
    /// # Errors
    /// What keeps it from being one number that can be called.
    pub fn parse(written: &str) -> Result<PhoneNumber, PhoneNumberError> {
        if contains_two_numbers(written) {
            return Err(PhoneNumberError::TwoNumbers);
        }
        let (number, extension) = split_extension(written);
        let digits = extract_digits(number)?;
        if let Some(code) = parse_short_code(number, &digits)? {
            return Ok(PhoneNumber {
                display_text: written.to_owned(),
                dial_string: code,
            });
        }
        let national = extract_national_number(number, &digits)?;
        check_area_and_exchange(national)?;
        let mut dialled = format!("+1{national}");
        if let Some(extension) = extension {
            dialled.push_str(";ext=");
            dialled.push_str(extension);
        }
        Ok(PhoneNumber {
            display_text: written.to_owned(),
            dial_string: dialled,
        })
    }

    /// Whether it ends in an extension.
    pub(crate) fn has_extension(&self) -> bool {
        self.dial_string.contains(';')
    }

    /// The number without its extension, to tell whether two are the same line.
    pub(crate) fn without_extension(&self) -> &str {
        self.dial_string
            .split(';')
            .next()
            .unwrap_or(&self.dial_string)
    }
}

/// Whether there are two numbers in one text: each part long enough to be one.
fn contains_two_numbers(written: &str) -> bool {
    let lower = written.to_lowercase();
    let parted = lower
        .replace(" or ", ";")
        .replace(" and ", ";")
        .replace(['/', ',', '&', '|', '\n'], ";");
    let long = parted
        .split(';')
        .filter(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 7)
        .count();
    let all = written.bytes().filter(u8::is_ascii_digit).count();
    long >= 2 || all >= 20
}

/// The number, and the digits of an extension at its end: `x4`, `ext. 4`, `extension 4`, `#4`.
fn split_extension(written: &str) -> (&str, Option<&str>) {
    let head = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let extension = &written[head.len()..];
    let sign = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
    let lower = sign.to_ascii_lowercase();
    let mark = ["extension", "extn", "ext", "x", "#"]
        .into_iter()
        .find(|mark| lower.ends_with(mark));
    let Some(mark) = mark else {
        return (written, None);
    };
    let number =
        sign[..sign.len() - mark.len()].trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let ends_like_a_number = number.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
    let digits = number.chars().filter(char::is_ascii_alphanumeric).count();
    if extension.is_empty() || extension.len() > 7 || digits < 7 || !ends_like_a_number {
        return (written, None);
    }
    (number, Some(extension))
}

/// The digits of a number, letters as on a keypad.
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
    let is_a_word = (3..=7).contains(&letters.len()) && numerals >= 3;
    if !letters.is_empty() && (!is_a_word || numerals + letters.len() > 11) {
        return Err(PhoneNumberError::ContainsWords);
    }
    let mut digits = String::new();
    for (place, character) in number.char_indices() {
        match character {
            '0'..='9' => digits.push(character),
            'a'..='z' | 'A'..='Z' => digits.push(keypad_digit(character)),
            '+' if place == 0 => {}
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2013}' => {}
            _ if character.is_whitespace() => {}
            _ => return Err(PhoneNumberError::InvalidCharacter { character }),
        }
    }
    Ok(digits)
}

fn keypad_digit(letter: char) -> char {
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

/// 988 and the codes that end in 11, if it is one. Codes of five and six digits take text messages
/// and no calls.
fn parse_short_code(number: &str, digits: &str) -> Result<Option<String>, PhoneNumberError> {
    let bare = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    match digits.len() {
        3 if bare && (digits == "988" || is_n11_code(digits)) => Ok(Some(digits.to_owned())),
        5 | 6 if bare => Err(PhoneNumberError::SmsShortCode),
        _ => Ok(None),
    }
}

fn is_n11_code(three: &str) -> bool {
    three.ends_with("11") && three.starts_with(|c: char| ('2'..='9').contains(&c))
}

/// The ten digits after the country code.
fn extract_national_number<'d>(number: &str, digits: &'d str) -> Result<&'d str, PhoneNumberError> {
    let ten = match (digits.len(), digits.strip_prefix('1')) {
        (11, Some(ten)) => ten,
        // No area code begins with 1: it is the country code, and a digit is missing behind it.
        (10, Some(rest)) => {
            return Err(PhoneNumberError::WrongDigitCountAfterOne {
                digit_count: rest.len(),
            });
        }
        (10, _) if !number.starts_with('+') => digits,
        (_, None) if number.starts_with('+') => return Err(PhoneNumberError::ForeignNumber),
        (7, _) => return Err(PhoneNumberError::MissingAreaCode),
        (found, _) => return Err(PhoneNumberError::WrongDigitCount { digit_count: found }),
    };
    Ok(ten)
}

/// Area codes and exchanges begin with 2 to 9; those that end in 11 are short codes, save as
/// exchanges of toll-free numbers; area codes with a 9 in the middle are kept for the day when
/// numbers grow longer.
fn check_area_and_exchange(national: &str) -> Result<(), PhoneNumberError> {
    let (area, exchange) = (&national[..3], &national[3..6]);
    let toll_free = matches!(
        area,
        "800" | "822" | "833" | "844" | "855" | "866" | "877" | "888"
    );
    let low = |three: &str| three.starts_with(['0', '1']);
    if low(area) || is_n11_code(area) || area[1..].starts_with('9') {
        return Err(PhoneNumberError::InvalidAreaCode {
            code: area.to_owned(),
        });
    }
    if low(exchange) || (is_n11_code(exchange) && !toll_free) {
        return Err(PhoneNumberError::InvalidExchange {
            code: exchange.to_owned(),
        });
    }
    // Nobody in need is sent to a number that charges for the call.
    if area == "900" || exchange == "976" {
        return Err(PhoneNumberError::PremiumRate);
    }
    Ok(())
}
