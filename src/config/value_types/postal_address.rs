//! Reads the state and the ZIP code at the end of a postal address.

use super::state::{UsState, find_state_by_code, find_state_by_name};

/// What the end of an address says about its state.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct AddressEnd {
    /// The state by its name, abbreviation or postal code.
    pub(crate) named_state: Option<UsState>,
    /// The five digits of the ZIP code.
    pub(crate) zip_code: Option<String>,
    /// A ZIP code with a wrong number of digits, and the probably right one.
    pub(crate) invalid_zip: Option<(String, Option<String>)>,
}

impl AddressEnd {
    /// Returns the state that the ZIP code belongs to.
    pub(crate) fn zip_state(&self) -> Option<UsState> {
        zip_code_state(self.zip_code.as_deref()?)
    }

    /// Returns the state by its name, or else by the ZIP code.
    pub(crate) fn state(&self) -> Option<UsState> {
        self.named_state.or_else(|| self.zip_state())
    }
}

/// Words before a number at the end of a line that is no ZIP code.
const NUMBER_WORDS: &[&str] = &[
    "box", "suite", "ste", "unit", "apt", "room", "rm", "floor", "route", "rt", "rte", "highway",
    "hwy", "road", "rd", "building", "bldg", "no", "number", "lot",
];

/// Codes that at the end of a line without ZIP code are rather a direction or a kind of street.
const STREET_CODES: &[&str] = &["NE", "CT", "LA", "AL"];

/// Returns what an address says about its state: its last line, or else an earlier one with a ZIP code.
pub(crate) fn parse_address_end(lines: &[String]) -> AddressEnd {
    let mut lines = lines.iter().rev().map(|line| trim_country(line));
    let mut lines = lines.by_ref().skip_while(|line| line.is_empty());
    let Some(last) = lines.next() else {
        return AddressEnd::default();
    };
    let end = parse_line_end(last);
    if end != AddressEnd::default() {
        return end;
    }
    lines
        .map(parse_line_end)
        .find(|end| end.named_state.is_some() && end.zip_code.is_some())
        .unwrap_or_default()
}

/// Returns a line without text in parentheses and without the name of the country at its end.
fn trim_country(line: &str) -> &str {
    let mut line = line.trim();
    if line.ends_with(')')
        && let Some(start) = line.rfind('(')
    {
        line = line[..start].trim_end();
    }
    let countries = [
        "united states of america",
        "united states",
        "u.s.a.",
        "usa",
        "u.s.",
    ];
    for country in countries {
        let Some(start) = line.len().checked_sub(country.len()) else {
            continue;
        };
        if line
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(country))
            && !line[..start].ends_with(char::is_alphanumeric)
        {
            return line[..start].trim_end_matches([' ', ',']);
        }
    }
    line.trim_end_matches([' ', ',', '.'].as_slice())
}

fn parse_line_end(line: &str) -> AddressEnd {
    let start = line.rfind([' ', ',', '.', '\u{A0}']).map_or(0, |at| {
        at + line[at..].chars().next().map_or(1, char::len_utf8)
    });
    let (before, last) = line.split_at(start);
    let digits = last.strip_suffix(|c: char| c == '-').unwrap_or(last);
    let (base, extension) = digits.split_once('-').unwrap_or((digits, ""));
    let is_number = !base.is_empty()
        && [base, extension]
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !is_number {
        return AddressEnd {
            named_state: find_state_at_end(line, false),
            ..AddressEnd::default()
        };
    }
    let before = before.trim_end_matches([' ', ',', '\u{A0}'].as_slice());
    let named_state = find_state_at_end(before, true);
    let base = if extension.is_empty() && base.len() == 9 {
        &base[..5]
    } else {
        base
    };
    let is_complete = base.len() == 5 && matches!(extension.len(), 0 | 4);
    if is_complete {
        let word = before.rsplit([' ', ',']).next().unwrap_or_default();
        let word = word.trim_matches('.').to_lowercase();
        let is_city = word
            .chars()
            .all(|c| c.is_alphabetic() || c == '\'' || c == '.')
            && !word.is_empty()
            && !NUMBER_WORDS.contains(&word.as_str());
        // `1200 River Street NE 50613` is not in Nebraska.
        let is_direction = named_state
            .is_some_and(|state| STREET_CODES.contains(&state.postal_code))
            && before.starts_with(|c: char| c.is_ascii_digit())
            && zip_code_state(base) != named_state
            && !before.contains(',');
        return AddressEnd {
            named_state: named_state.filter(|_| !is_direction),
            zip_code: (named_state.is_some() || is_city).then(|| base.to_owned()),
            invalid_zip: None,
        };
    }
    let Some(state) = named_state else {
        return AddressEnd::default();
    };
    AddressEnd {
        named_state,
        zip_code: None,
        invalid_zip: Some((last.to_owned(), restore_leading_zeros(base, state))),
    }
}

/// Returns the ZIP code that lost its zeros in a spreadsheet.
fn restore_leading_zeros(digits: &str, state: UsState) -> Option<String> {
    let padded = format!("{digits:0>5}");
    let is_likely = (3..5).contains(&digits.len()) && zip_code_state(&padded) == Some(state);
    is_likely.then_some(padded)
}

/// Returns the state at the end of a text. Without a ZIP code after it, only a code or what follows a city and a comma
/// is a state: `500 Illinois` and `1200 River Street NE` are not.
fn find_state_at_end(text: &str, has_zip: bool) -> Option<UsState> {
    let text = text.trim_end_matches([' ', ',']);
    let starts = std::iter::once(0).chain(
        text.char_indices()
            .filter(|(_, c)| matches!(c, ' ' | ',' | '\u{A0}'))
            .map(|(at, c)| at + c.len_utf8()),
    );
    // The longest name first: `West Virginia` before `Virginia`.
    for start in starts {
        let (before, word) = text.split_at(start);
        let segment_start = before.trim_end_matches([' ', '\u{A0}']);
        let city = segment_start
            .strip_suffix(',')
            .map(|city| city.rsplit(',').next().unwrap_or(city));
        let follows_city = city.is_some_and(|city| {
            !city.trim().is_empty() && !city.chars().any(|c| c.is_ascii_digit())
        });
        let has_context = !before.trim().is_empty();
        let by_code = find_state_by_code(word);
        if let Some(state) = by_code {
            let is_uppercase = !word.chars().any(char::is_lowercase);
            let is_sure = follows_city
                || has_zip
                || is_uppercase
                    && has_context
                    && city.is_none()
                    && !STREET_CODES.contains(&state.postal_code);
            if is_sure && (is_uppercase || follows_city || has_zip) {
                return Some(state);
            }
        }
        if by_code.is_none()
            && (follows_city || has_zip)
            && let Some(state) = find_state_by_name(word)
        {
            return Some(state);
        }
    }
    None
}

/// Returns the state of a ZIP code by its first three digits (Postal Service, Labeling List L002).
fn zip_code_state(zip: &str) -> Option<UsState> {
    // Zones that share their first three digits.
    let by_number = match zip.parse::<u32>().ok()? {
        6_390 => Some("NY"),
        96_799 => Some("AS"),
        96_939 | 96_940 => Some("PW"),
        96_941..=96_944 => Some("FM"),
        96_950..=96_952 => Some("MP"),
        96_960 | 96_970 => Some("MH"),
        96_910..=96_932 => Some("GU"),
        83_414 => Some("WY"),
        _ => None,
    };
    let prefix: u16 = zip.get(..3)?.parse().ok()?;
    let code = by_number.or(match prefix {
        5 | 100..=149 => Some("NY"),
        6 | 7 | 9 => Some("PR"),
        8 => Some("VI"),
        10..=27 | 55 => Some("MA"),
        28 | 29 => Some("RI"),
        30..=38 => Some("NH"),
        39..=49 => Some("ME"),
        50..=54 | 56..=59 => Some("VT"),
        60..=69 => Some("CT"),
        70..=89 => Some("NJ"),
        150..=196 => Some("PA"),
        197..=199 => Some("DE"),
        200 | 202..=205 | 569 => Some("DC"),
        201 | 220..=246 => Some("VA"),
        206..=212 | 214..=219 => Some("MD"),
        247..=268 => Some("WV"),
        270..=289 => Some("NC"),
        290..=299 => Some("SC"),
        300..=319 | 398 | 399 => Some("GA"),
        320..=339 | 341..=349 => Some("FL"),
        350..=369 => Some("AL"),
        370..=385 => Some("TN"),
        386..=397 => Some("MS"),
        400..=427 => Some("KY"),
        430..=459 => Some("OH"),
        460..=479 => Some("IN"),
        480..=499 => Some("MI"),
        500..=528 => Some("IA"),
        530..=549 => Some("WI"),
        550..=567 => Some("MN"),
        570..=577 => Some("SD"),
        580..=588 => Some("ND"),
        590..=599 => Some("MT"),
        600..=629 => Some("IL"),
        630..=658 => Some("MO"),
        660..=679 => Some("KS"),
        680..=693 => Some("NE"),
        700..=714 => Some("LA"),
        716..=729 => Some("AR"),
        730..=732 | 734..=749 => Some("OK"),
        733 | 750..=799 | 885 => Some("TX"),
        800..=816 => Some("CO"),
        820..=831 => Some("WY"),
        832..=838 => Some("ID"),
        840..=847 => Some("UT"),
        850..=865 => Some("AZ"),
        870..=884 => Some("NM"),
        889..=898 => Some("NV"),
        900..=961 => Some("CA"),
        967 | 968 => Some("HI"),
        970..=979 => Some("OR"),
        980..=994 => Some("WA"),
        995..=999 => Some("AK"),
        _ => None,
    })?;
    find_state_by_code(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state_of(address: &str) -> &'static str {
        let lines: Vec<String> = address
            .split(';')
            .map(|line| line.trim().to_owned())
            .collect();
        let end = parse_address_end(&lines);
        end.state().map_or("?", |state| state.postal_code)
    }

    #[test]
    fn an_address_names_its_state() {
        for (address, state) in [
            ("1 Main St; Cedar Falls, IA 50613", "IA"),
            ("1 Main St; Cedar Falls, IA 50613-1234", "IA"),
            ("1 Main St; Cedar Falls IA", "IA"),
            ("1 Main St, Cedar Falls, ia 50613", "IA"),
            ("1 Main St; Moline, Ill. 61265", "IL"),
            ("1 Main St; Moline, Illinois", "IL"),
            ("1 Main St; Moline, Illinois 61265", "IL"),
            ("1 Main St; Moline 61265", "IL"),
            ("1 Main St; Moline, IL 61265; USA", "IL"),
            ("1 Main St; Moline, IL 61265, USA", "IL"),
            ("1 Main St; Moline, IL 61265; Use the rear entrance", "IL"),
            ("1 Main St; Moline, IL 61265 (rear entrance)", "IL"),
            ("1 Main St; Washington, D.C. 20001", "DC"),
            ("1 Main St; Washington DC", "DC"),
            ("1 Main St; Charleston, West Virginia 25301", "WV"),
            ("1 Main St; Charleston, W. Va. 25301", "WV"),
            ("1 Main St; New York, New York 10001", "NY"),
            ("1 Main St; Albany, N.Y.", "NY"),
            ("Calle 1; San Juan, Puerto Rico 00901", "PR"),
            ("1 Main St; St. Croix, VI 00820", "VI"),
            ("1 Main St; Koror, Palau 96940", "PW"),
            ("1 Main St; Boston, MA 2110", "MA"),
            // What is not a state, or may be something else.
            ("1200 River Street NE", "?"),
            ("1200 River Street, NE", "?"),
            ("5 Ocean CT", "?"),
            ("500 Illinois", "?"),
            ("1 Main St; Washington", "?"),
            ("PO Box 50613", "?"),
            ("1 Main St, Suite 61265", "?"),
            ("1 Main St; Cedar Falls", "?"),
            ("1200 River Street NE 50613", "IA"),
            ("", "?"),
        ] {
            assert_eq!(state_of(address), state, "{address}");
        }
    }

    #[test]
    fn a_zip_code_without_its_zero_is_restored() {
        let end = |line: &str| parse_address_end(&[line.to_owned()]).invalid_zip;
        let boston = Some(("2110".to_owned(), Some("02110".to_owned())));
        assert_eq!(end("Boston, MA 2110"), boston);
        let san_juan = Some(("901".to_owned(), Some("00901".to_owned())));
        assert_eq!(end("San Juan, PR 901"), san_juan);
        assert_eq!(end("Ames, IA 5001"), Some(("5001".to_owned(), None)));
        assert_eq!(end("Ames, IA 500100"), Some(("500100".to_owned(), None)));
        assert_eq!(end("Ames, IA 50010"), None);
        assert_eq!(end("1 Main St, Suite 4"), None);
    }
}
