//! The style in which an agency writes its phone numbers, so that all numbers of a document look alike.

use super::PhoneNumber;
use super::phone::split_extension;

/// How the digits of a number are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PhoneStyle {
    /// `319-555-0110`
    Hyphens,
    /// `(319) 555-0110`
    Parentheses,
    /// `319.555.0110`
    Dots,
    /// `319 555 0110`
    Spaces,
}

/// Writes all numbers in the style of the first that has one. Numbers with letters, short codes and numbers of freely
/// associated states stay as they are.
pub(in crate::config) fn unify_phone_styles<'all>(
    numbers: impl Iterator<Item = &'all mut PhoneNumber>,
) {
    let mut numbers: Vec<&mut PhoneNumber> = numbers.collect();
    let mut styles = numbers.iter().filter_map(|number| PhoneStyle::of(number));
    let style = styles.next().unwrap_or(PhoneStyle::Hyphens);
    for number in &mut numbers {
        if let Some(text) = style.format(number) {
            number.display_text = text;
        }
    }
}

impl PhoneStyle {
    /// Returns the style of a number; `None` if its digits are not separated, or it has no style of its own.
    fn of(number: &PhoneNumber) -> Option<Self> {
        national_digits(number)?;
        let (main, _) = split_extension(&number.display_text);
        let styles = [
            ('(', Self::Parentheses),
            ('.', Self::Dots),
            ('-', Self::Hyphens),
            (' ', Self::Spaces),
        ];
        let known = styles.iter().find(|(mark, _)| main.contains(*mark));
        known.map(|(_, style)| *style)
    }

    /// Returns a number in this style; `None` if it stays as it is.
    fn format(self, number: &PhoneNumber) -> Option<String> {
        let digits = national_digits(number)?;
        let (main, extension) = split_extension(&number.display_text);
        let (area, exchange, line) = (&digits[..3], &digits[3..6], &digits[6..]);
        let has_leading_one = main.trim_start_matches(['+', '(']).starts_with('1');
        let (one, text) = match self {
            Self::Hyphens => ("1-", format!("{area}-{exchange}-{line}")),
            Self::Parentheses => ("1 ", format!("({area}) {exchange}-{line}")),
            Self::Dots => ("1.", format!("{area}.{exchange}.{line}")),
            Self::Spaces => ("1 ", format!("{area} {exchange} {line}")),
        };
        // People know toll-free numbers with their 1.
        let one = if has_leading_one && is_toll_free(area) {
            one
        } else {
            ""
        };
        let extension = extension.map(|digits| format!(" ext. {digits}"));
        Some(format!("{one}{text}{}", extension.unwrap_or_default()))
    }
}

/// Returns the ten digits of a number that is written in digits alone.
fn national_digits(number: &PhoneNumber) -> Option<&str> {
    let (main, _) = split_extension(&number.display_text);
    let is_spelled = main.chars().any(char::is_alphabetic);
    let digits = number.without_extension().strip_prefix("+1")?;
    (!is_spelled && digits.len() == 10).then_some(digits)
}

fn is_toll_free(area: &str) -> bool {
    matches!(area, "800" | "833" | "844" | "855" | "866" | "877" | "888")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unified(texts: &[&str]) -> Vec<String> {
        let parsed = texts.iter().map(|text| PhoneNumber::parse(text));
        let mut numbers: Vec<PhoneNumber> =
            parsed.map(|number| number.expect("a number")).collect();
        unify_phone_styles(numbers.iter_mut());
        numbers
            .into_iter()
            .map(|number| number.display_text)
            .collect()
    }

    #[test]
    fn all_numbers_take_the_style_of_the_first() {
        let others = [
            "319\u{2011}555\u{2011}0120",
            "(319)555\u{2013}0121",
            "+1 319.555.0122 x 4",
            "3195550123",
            "1-800-555-0199",
            "1-855-555-HOPE",
            "911",
            "+680-555-0140",
        ];
        for (first, expected) in [
            (
                "319-555-0110",
                [
                    "319-555-0120",
                    "319-555-0121",
                    "319-555-0122 ext. 4",
                    "319-555-0123",
                    "1-800-555-0199",
                ],
            ),
            (
                "(319) 555-0110",
                [
                    "(319) 555-0120",
                    "(319) 555-0121",
                    "(319) 555-0122 ext. 4",
                    "(319) 555-0123",
                    "1 (800) 555-0199",
                ],
            ),
            (
                "319.555.0110",
                [
                    "319.555.0120",
                    "319.555.0121",
                    "319.555.0122 ext. 4",
                    "319.555.0123",
                    "1.800.555.0199",
                ],
            ),
        ] {
            let mut texts = vec![first];
            texts.extend(others);
            let found = unified(&texts);
            assert_eq!(found[0], first);
            assert_eq!(found[1..=5], expected);
            assert_eq!(found[6..], ["1-855-555-HOPE", "911", "+680-555-0140"]);
        }
        assert_eq!(unified(&["3195550110"]), ["319-555-0110"]);
    }
}
