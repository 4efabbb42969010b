//! Reads the state and the ZIP code of a postal address.

use super::state::{UsState, find_state_by_code, find_state_by_name};

/// What an address says about its state.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct AddressState {
    /// The state by its name, abbreviation or postal code.
    pub(crate) named_state: Option<UsState>,
    /// The five digits of the ZIP code.
    pub(crate) zip_code: Option<String>,
    pub(crate) invalid_zip: Option<InvalidZip>,
    /// Whether it names two states, such as that of a mailing address: then none of them is used.
    pub(crate) is_ambiguous: bool,
}

/// A text in the place of a ZIP code that is none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InvalidZip {
    pub(crate) text: String,
    /// The probably right code.
    pub(crate) suggestion: Option<String>,
    /// A letter in the place of a digit; else the number of digits is wrong.
    pub(crate) letter: Option<char>,
}

impl AddressState {
    /// Returns the state that the ZIP code belongs to.
    pub(crate) fn zip_state(&self) -> Option<UsState> {
        zip_code_state(self.zip_code.as_deref()?)
    }

    /// Returns the state by its name, or else by the ZIP code.
    pub(crate) fn state(&self) -> Option<UsState> {
        self.named_state.or_else(|| self.zip_state())
    }
}

/// Words before a number that is no ZIP code.
const NUMBER_WORDS: &[&str] = &[
    "box",
    "suite",
    "ste",
    "unit",
    "apt",
    "room",
    "rm",
    "floor",
    "route",
    "rt",
    "rte",
    "highway",
    "hwy",
    "road",
    "rd",
    "building",
    "bldg",
    "no",
    "number",
    "lot",
    "pmb",
    "rr",
    "km",
    "mile",
    "carretera",
    "carr",
    "calle",
    "tel",
    "phone",
    "fax",
];

/// Words before a name or code that is no state, unless a ZIP code follows: `Room MS`, `Wing, DE`.
const NOT_CITY_WORDS: &[&str] = &[
    "building",
    "bldg",
    "wing",
    "room",
    "rm",
    "suite",
    "ste",
    "unit",
    "apt",
    "floor",
    "fl",
    "entrance",
    "door",
    "annex",
    "ward",
    "department",
    "dept",
    "lot",
    "pavilion",
    "level",
    "clinic",
    "office",
    "hospital",
    "of",
    "the",
    "and",
];

/// Words that make a state's name the name of a city: `Port Washington`.
const CITY_PREFIXES: &[&str] = &[
    "port",
    "fort",
    "ft",
    "mount",
    "mt",
    "lake",
    "new",
    "old",
    "north",
    "south",
    "east",
    "west",
    "upper",
    "lower",
    "little",
    "camp",
    "point",
    "hotel",
    "university",
];

const STREET_WORDS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "boulevard",
    "blvd",
    "lane",
    "ln",
    "drive",
    "dr",
    "way",
    "court",
    "place",
    "parkway",
    "pkwy",
    "terrace",
    "highway",
    "hwy",
];

/// Codes that after a street are rather a direction or a kind of street.
const STREET_CODES: &[&str] = &["NE", "CT", "LA", "AL"];

/// Words that make what follows another place than the site's: `near Keokuk, IA`, `Mail: Davenport, IA 52801`.
const OTHER_PLACE_WORDS: &[&str] = &[
    "near",
    "nearby",
    "across",
    "opposite",
    "formerly",
    "serving",
    "serves",
    "toward",
    "towards",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "mail",
    "mailing",
    "remit",
    "headquarters",
    "hq",
    "c/o",
    "fax",
    "cerca",
];

/// Postal codes that are academic degrees as well.
const DEGREES: &[&str] = &["MD", "PA", "MA", "MS", "ND", "DC"];

/// States that cities are named after.
const CITY_NAMES: &[&str] = &["WA", "NV", "DE", "VA", "OR", "IN", "WY", "CA", "NY", "FL"];

/// Lowercase postal codes that are words as well.
const CODE_WORDS: &[&str] = &[
    "in", "or", "me", "hi", "ok", "oh", "as", "id", "pa", "ma", "la", "de", "al", "co",
];

/// Returns what an address says about its state: a state with a ZIP code after it, or else a state and a ZIP code
/// apart.
pub(crate) fn parse_address_state(lines: &[String]) -> AddressState {
    let words = split_words(lines);
    let mut mentions = find_state_mentions(&words);
    if names_several_states(&words, &mentions, lines.len()) {
        return AddressState {
            is_ambiguous: true,
            ..AddressState::default()
        };
    }
    mentions.retain(|mention| !is_of_other_place(&words, *mention));
    let mut pairs = mentions.iter().rev();
    if let Some(paired) = pairs.find_map(|mention| read_zip_after(&words, *mention)) {
        return paired;
    }
    let mut zips = (0..words.len()).rev();
    let zip = zips.find_map(|index| read_separate_zip(&words, index));
    let (zip_code, invalid_zip) = zip.unwrap_or_default();
    // The first of several lines may name a building or a doctor: `Jane Doe, MD`.
    let is_sure = |mention: &&StateMention| {
        lines.len() == 1 || words[mention.start].line > 0 || zip_code.is_none()
    };
    let named = mentions.iter().filter(is_sure);
    let named = named
        .filter_map(|mention| Some((mention_strength(&words, *mention, lines.len())?, mention)))
        .max_by_key(|(strength, mention)| (*strength, mention.start));
    AddressState {
        named_state: named.map(|(_, mention)| mention.state),
        zip_code,
        invalid_zip,
        is_ambiguous: false,
    }
}

/// Returns whether an address names more than one state, each with a ZIP code or so that it can be meant.
fn names_several_states(
    words: &[AddressWord<'_>],
    mentions: &[StateMention],
    line_count: usize,
) -> bool {
    let mut states: Vec<UsState> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let next = mentions.get(index + 1);
        // A city that is named after a state: `Nevada, IA 50201`.
        let is_city = !mention.is_code && next.is_some_and(|next| next.start == mention.end);
        // `Jane Doe, MD`
        let is_degree = mention.is_code && DEGREES.contains(&mention.state.postal_code);
        let has_zip = read_zip_after(words, *mention).is_some();
        // `Quincy, IL or Keokuk, IA`
        let follows_city = mention.is_code
            && words[mention.start].text.chars().all(char::is_uppercase)
            && words_before_in_segment(words, mention.start).is_empty()
            && is_city_before(words, mention.start);
        let is_named = follows_city || mention_strength(words, *mention, line_count).is_some();
        let is_meant = has_zip || !is_degree && is_named || is_of_other_place(words, *mention);
        if is_meant && !is_city && !states.contains(&mention.state) {
            states.push(mention.state);
        }
    }
    states.len() > 1
}

/// Returns whether a state is that of another place than the site's, by the words before it.
fn is_of_other_place(words: &[AddressWord<'_>], mention: StateMention) -> bool {
    let first = &words[mention.start];
    let before = words[..mention.start].iter().rev();
    before
        .take_while(|word| word.line == first.line && word.segment + 2 >= first.segment)
        .any(|word| word.is_any_of(OTHER_PLACE_WORDS))
}

struct AddressWord<'a> {
    /// Without the period at its end.
    text: &'a str,
    has_period: bool,
    line: usize,
    /// The number of the part between commas and other marks, in the whole address.
    segment: usize,
}

impl AddressWord<'_> {
    fn is_any_of(&self, words: &[&str]) -> bool {
        words.contains(&self.text.to_lowercase().as_str())
    }

    fn has_digit(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit())
    }

    fn is_alphabetic(&self) -> bool {
        self.text.starts_with(char::is_alphabetic) && !self.has_digit()
    }
}

/// Splits an address into words, without the name of the country.
fn split_words(lines: &[String]) -> Vec<AddressWord<'_>> {
    let mut words = Vec::new();
    let mut segment = 0;
    for (line, text) in lines.iter().enumerate() {
        let is_mark = |c| {
            matches!(
                c,
                ',' | ';' | ':' | '(' | ')' | '/' | '|' | '\u{2022}' | '\u{B7}'
            )
        };
        for part in text.split(is_mark) {
            segment += 1;
            for word in part.split_whitespace() {
                let text = word.trim_end_matches('.');
                // `IL-61265`, `IL61265`
                let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
                let (before, after) = text.split_at(digits);
                let code = before.strip_suffix('-').unwrap_or(before);
                let is_joined = find_state_by_code(code).is_some() && is_complete_zip(after);
                let texts = if is_joined { [code, after] } else { ["", text] };
                for text in texts {
                    if !text.is_empty() && text.chars().any(char::is_alphanumeric) {
                        words.push(AddressWord {
                            text,
                            has_period: word.ends_with('.'),
                            line,
                            segment,
                        });
                    } else if text
                        .chars()
                        .all(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}'))
                    {
                        segment += usize::from(!text.is_empty());
                    }
                }
            }
        }
    }
    remove_country(&mut words);
    words
}

fn remove_country(words: &mut Vec<AddressWord<'_>>) {
    const COUNTRIES: &[&str] = &["unitedstatesofamerica", "unitedstates", "usa", "us"];
    let mut start = 0;
    while start < words.len() {
        let length = (1..=4).rev().find(|length| {
            let end = start + length;
            let Some(name) = words.get(start..end) else {
                return false;
            };
            let name: String = name.iter().map(|word| word.text).collect();
            let name = name.replace('.', "").to_lowercase();
            // Not the beginning of `U.S. Virgin Islands` or `US Highway 30`.
            let is_at_end = words.get(end).is_none_or(|next| {
                next.segment != words[start].segment
                    || next.text.starts_with(|c: char| c.is_ascii_digit())
            });
            COUNTRIES.contains(&name.as_str()) && is_at_end
        });
        match length {
            Some(length) => drop(words.drain(start..start + length)),
            None => start += 1,
        }
    }
}

/// The name or code of a state in an address.
#[derive(Clone, Copy)]
struct StateMention {
    start: usize,
    /// The index of the word after it.
    end: usize,
    state: UsState,
    is_code: bool,
}

/// Returns the names and codes of states, the longest first: `West Virginia` rather than `Virginia`.
fn find_state_mentions(words: &[AddressWord<'_>]) -> Vec<StateMention> {
    const MAX_NAME_WORDS: usize = 6;
    let mut mentions = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let segment = words[start].segment;
        let in_segment = words[start..].iter();
        let available = in_segment.take_while(|word| word.segment == segment);
        let max_words = available.count().min(MAX_NAME_WORDS);
        let mention = (1..=max_words).rev().find_map(|count| {
            let name: Vec<&str> = words[start..start + count]
                .iter()
                .map(|word| word.text)
                .collect();
            let is_spelled = name.iter().all(|word| word.len() == 1);
            let by_code = find_state_by_code(&name.concat()).filter(|_| count == 1 || is_spelled);
            let state = by_code.or_else(|| find_state_by_name(&name.join(" ")))?;
            // The code of `Washington DC` follows its city.
            let city_words = usize::from(
                state.postal_code == "DC"
                    && count > 1
                    && name[0].eq_ignore_ascii_case("Washington"),
            );
            Some(StateMention {
                start: start + city_words,
                end: start + count,
                state,
                is_code: by_code.is_some() || city_words > 0,
            })
        });
        start = mention.map_or(start + 1, |mention| mention.end);
        mentions.extend(mention);
    }
    mentions
}

/// Reads the ZIP code, right or wrong, that follows a state on its line or alone on the next one.
fn read_zip_after(words: &[AddressWord<'_>], mention: StateMention) -> Option<AddressState> {
    let zip = words.get(mention.end)?;
    let is_last_in_segment = is_last_in_segment(words, mention.end);
    let line = words[mention.start].line;
    let is_alone = is_last_in_segment && zip.line == line + 1;
    if zip.line != line && !is_alone {
        return None;
    }
    if !is_complete_zip(zip.text) {
        let invalid = read_invalid_zip(zip.text, Some(mention.state));
        return invalid
            .filter(|_| is_last_in_segment)
            .map(|invalid| AddressState {
                named_state: Some(mention.state),
                zip_code: None,
                invalid_zip: Some(invalid),
                is_ambiguous: false,
            });
    }
    let zip_code = &zip.text[..5];
    let is_contradictory = zip_code_state(zip_code).is_some_and(|state| state != mention.state);
    let is_state = !is_contradictory || !may_be_city_or_street(words, mention);
    Some(AddressState {
        named_state: Some(mention.state).filter(|_| is_state),
        zip_code: Some(zip_code.to_owned()),
        invalid_zip: None,
        is_ambiguous: false,
    })
}

/// Returns whether what looks like a state before a ZIP code may be part of a street or city: `1200 River Street NE`,
/// `Port Washington`.
fn may_be_city_or_street(words: &[AddressWord<'_>], mention: StateMention) -> bool {
    let before = words_before_in_segment(words, mention.start);
    if mention.is_code {
        let is_street = before.iter().any(AddressWord::has_digit)
            || before
                .last()
                .is_some_and(|word| word.is_any_of(STREET_WORDS));
        return STREET_CODES.contains(&mention.state.postal_code) && is_street;
    }
    match before.last() {
        Some(previous) => previous.is_any_of(CITY_PREFIXES),
        None => mention.start == 0 || !is_city_before(words, mention.start),
    }
}

fn words_before_in_segment<'w, 'a>(
    words: &'w [AddressWord<'a>],
    index: usize,
) -> &'w [AddressWord<'a>] {
    let segment = words[index].segment;
    let count = words[..index]
        .iter()
        .rev()
        .take_while(|word| word.segment == segment)
        .count();
    &words[index - count..index]
}

fn is_last_in_segment(words: &[AddressWord<'_>], index: usize) -> bool {
    words
        .get(index + 1)
        .is_none_or(|next| next.segment != words[index].segment)
}

/// Returns whether the part before this one may be the name of a city.
fn is_city_before(words: &[AddressWord<'_>], index: usize) -> bool {
    let Some(last) = index.checked_sub(1) else {
        return false;
    };
    let has_digit = words[last].has_digit()
        || words_before_in_segment(words, last)
            .iter()
            .any(AddressWord::has_digit);
    !has_digit && !words[last].is_any_of(NOT_CITY_WORDS)
}

/// Returns how sure it is that a state without a ZIP code after it is meant; `None` if it may be part of a street, a
/// building or a sentence.
fn mention_strength(
    words: &[AddressWord<'_>],
    mention: StateMention,
    line_count: usize,
) -> Option<u8> {
    let first = &words[mention.start];
    let last = &words[mention.end - 1];
    let next = words.get(mention.end);
    let is_ended = last.has_period
        || is_last_in_segment(words, mention.end - 1)
        || next.is_some_and(|next| {
            next.is_any_of(&["tel", "phone", "telephone", "ph", "fax", "call"])
        });
    let is_lowercase_code = mention.is_code && first.text.chars().all(char::is_lowercase);
    if !is_ended || is_lowercase_code && CODE_WORDS.contains(&first.text) {
        return None;
    }
    let is_uppercase = !first.text.chars().any(char::is_lowercase);
    let is_street_code = mention.is_code && STREET_CODES.contains(&mention.state.postal_code);
    let before = words_before_in_segment(words, mention.start);
    let Some(previous) = before.last() else {
        let is_first_in_line = mention.start == 0 || words[mention.start - 1].line != first.line;
        if mention.start == 0 {
            return (line_count == 1).then_some(1);
        }
        let follows_street = words[mention.start - 1].is_any_of(STREET_WORDS);
        let may_be_city =
            first.line == 1 && !mention.is_code && CITY_NAMES.contains(&mention.state.postal_code);
        let is_own_line = is_first_in_line && (mention.is_code && !is_uppercase || may_be_city);
        let is_sure = is_city_before(words, mention.start)
            && !is_own_line
            && !(is_street_code && follows_street);
        return is_sure.then_some(2);
    };
    let has_digit = before.iter().any(AddressWord::has_digit);
    let is_sure = if mention.is_code {
        let is_direction = is_street_code && (has_digit || previous.is_any_of(STREET_WORDS));
        is_uppercase && !is_direction
    } else {
        !has_digit && !previous.is_any_of(CITY_PREFIXES)
    };
    (is_sure && !previous.is_any_of(NOT_CITY_WORDS)).then_some(1)
}

/// Reads a ZIP code that does not follow a state: after a city, or in a line of its own.
fn read_separate_zip(
    words: &[AddressWord<'_>],
    index: usize,
) -> Option<(Option<String>, Option<InvalidZip>)> {
    let zip = &words[index];
    let previous = index.checked_sub(1).map(|before| &words[before]);
    let follows_word = previous
        .filter(|word| word.line == zip.line)
        .map(|word| word.is_alphabetic() && !word.is_any_of(NUMBER_WORDS));
    // A number at the beginning of a line is a house number, unless it stands alone.
    let is_in_place = follows_word.unwrap_or(zip.line > 0 || words.len() == 1);
    if !is_in_place || !is_last_in_segment(words, index) {
        return None;
    }
    if is_complete_zip(zip.text) {
        return Some((Some(zip.text[..5].to_owned()), None));
    }
    let invalid = read_invalid_zip(zip.text, None)?;
    (follows_word.is_some() && invalid.letter.is_some()).then_some((None, Some(invalid)))
}

/// Returns whether a text is a ZIP code: five digits, with or without four more.
fn is_complete_zip(text: &str) -> bool {
    let (base, extension) = text.split_once('-').unwrap_or((text, ""));
    let is_numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_joined = base.len() == 9 && extension.is_empty();
    (is_joined || base.len() == 5 && matches!(extension.len(), 0 | 4))
        && is_numeric(base)
        && is_numeric(extension)
}

/// Reads a ZIP code with a wrong number of digits, after a state, or with a letter instead of a digit.
fn read_invalid_zip(text: &str, state: Option<UsState>) -> Option<InvalidZip> {
    let (base, extension) = text.split_once('-').unwrap_or((text, ""));
    if !extension.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = base.replace(['O', 'o'], "0").replace(['I', 'l'], "1");
    let letter = base.chars().find(char::is_ascii_alphabetic);
    let digit_count = base.bytes().filter(u8::is_ascii_digit).count();
    let is_numeric = digits.bytes().all(|b| b.is_ascii_digit());
    if letter.is_some() {
        return (is_numeric && digits.len() == 5 && digit_count >= 3).then(|| InvalidZip {
            text: text.to_owned(),
            suggestion: Some(digits),
            letter,
        });
    }
    let suggestion = restore_leading_zeros(base, state?);
    (is_numeric && !base.is_empty()).then(|| InvalidZip {
        text: text.to_owned(),
        suggestion,
        letter: None,
    })
}

/// Returns the ZIP code that lost its zeros in a spreadsheet.
fn restore_leading_zeros(digits: &str, state: UsState) -> Option<String> {
    let padded = format!("{digits:0>5}");
    let is_likely = (3..5).contains(&digits.len()) && zip_code_state(&padded) == Some(state);
    is_likely.then_some(padded)
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

    fn read_address(address: &str) -> AddressState {
        let lines: Vec<String> = address
            .split(';')
            .map(|line| line.trim().to_owned())
            .collect();
        parse_address_state(&lines)
    }

    #[rustfmt::skip]
    const ADDRESSES: &[(&str, &[&str])] = &[
        ("IA", &[
            "1 Main St; Cedar Falls, IA 50613", "1 Main St; Cedar Falls, IA 50613-1234", "1 Main St; Cedar Falls IA",
            "1 Main St, Cedar Falls, ia 50613", "1200 River Street NE 50613", "1 Main St; Washington 52353",
            "1 Main St; Nevada, Iowa", "1 Main St; Iowa City 52240", "1 Main St Cedar Falls IA", "Cedar Falls, Ia.",
            // A line with state and ZIP code is the address; what follows is not.
            "1 Main St; Waterloo, IA 50701; Building, Virginia", "1 Main St; Waterloo, IA 50701; Wing, DE",
            "1 Main St; Waterloo, IA 50701; Bldg PA", "1 Main St; Waterloo, IA 50701; Room MS",
            "1 Main St; Waterloo, IA 50701; Ask for Jane Doe, MD", "Jane Doe, MD; 1 Main St; Waterloo 50701",
            "1 Main St; Waterloo, IA; Wing, DE", "1 Main St; Waterloo, Iowa; Room MS",
        ]),
        ("IL", &[
            "1 Main St; Moline, Ill. 61265", "1 Main St; Moline, Illinois", "1 Main St; Moline, Illinois 61265",
            "1 Main St; Moline 61265", "1 Main St; Moline, IL 61265; USA", "1 Main St; Moline, IL 61265, USA",
            "1 Main St; Moline, IL, USA 61265", "1 Main St; Moline, IL 61265; Use the rear entrance",
            "1 Main St; Moline, IL 61265 (rear entrance)", "48 Orchard Road; Moline; Illinois", "Moline; IL",
            "48 Orchard Road; Moline; IL", "48 Orchard Road; Moline; IL; 61265", "48 Orchard Road; Moline, IL; 61265",
            "48 Orchard Road; Moline (IL) 61265", "48 Orchard Road; Moline/IL 61265",
            "48 Orchard Road; Moline, IL 61265, Suite 4", "48 Orchard Road; Moline, IL. Tel. 309-555-0110",
            "48 Orchard Road; Moline, IL Tel. 309-555-0110", "48 Orchard Road; Moline, IL 61265 Phone: 309-555-0110",
            "48 Orchard Road; Moline, Illinois; Parking in the rear", "48 Orchard Road; Moline IL-61265",
            "48 Orchard Road; Rock Island IL61265", "48 Orchard Road; 61265", "61265", "48 Orchard Road; Moline; 61265",
            "48 Orchard Road; Moline Illinois", "48 Orchard Road, Moline Illinois", "48 Orchard Road; East Moline Ill",
            "48 Orchard Road; Moline - IL 61265", "48 Orchard Road; Moline, IL; Tel. 309-555-0110",
            "48 Orchard Road; Moline, IL 612650001", "48 Orchard Road; Moline, IL, 61265",
        ]),
        ("DC", &["1 Main St; Washington, D.C. 20001", "1 Main St; Washington DC", "1 Main St; Washington, D. C."]),
        ("WV", &[
            "1 Main St; Charleston, West Virginia 25301", "1 Main St; Charleston, W. Va. 25301",
            "1 Main St; Charleston, W. Virginia 25301", "1 Main St; Charleston, W. Virginia", "Charleston W Virginia",
        ]),
        ("NY", &[
            "1 Main St; New York, New York 10001", "1 Main St; Albany, N.Y.", "1 Main St; Port Washington 11050",
            "1 Main St; Albany, N. Y. 12207",
        ]),
        ("PR", &["Calle 1; San Juan, Puerto Rico 00901", "Calle 1; San Juan, PR", "Calle Luna 12; San Juan 00901"]),
        ("VI", &["1 Main St; St. Croix, VI 00820", "1 Main St; St. Croix, U.S. Virgin Islands"]),
        ("PW", &["1 Main St; Koror, Palau 96940"]),
        ("NE", &["1 Main St; Omaha NE", "1 Main St; Omaha, NE", "1200 River Street NE; Omaha NE 68102"]),
        ("CT", &["1 Main St; Hartford CT", "5 Ocean Ct, Hartford, CT 06103", "1 Main St; Hartford; CT; 06103"]),
        ("LA", &["1 Main St; New Orleans LA"]),
        ("AL", &["1 Main St; Mobile AL"]),
        ("HI", &["1 Main St; Honolulu, Hawai\u{2018}i 96813", "1 Main St; Honolulu, Hawai\u{2BB}i", "Honolulu, Hawai'i"]),
        ("MA", &["1 Main St; Boston, MA 2110", "1 Main St; Boston, MA O2110"]),
        ("NC", &["1 Main St; Winston-Salem 27101", "1 Main St; Raleigh, N. Carolina"]),
        ("MO", &["1 Main St; O\u{2019}Fallon 63366", "1 Main St; O'Fallon, 63366", "1 Main St; St. Louis, Mo."]),
        ("WA", &["1 Main St; Seattle, Washington 98101", "1 Main St; Seattle; Washington", "Seattle; Washington 98101"]),
        ("VA", &["1 Main St; Virginia Beach 23450", "1 Main St; Virginia Beach, VA"]),
        // What is not a state, or may be something else.
        ("?", &[
            "1200 River Street NE", "1200 River Street, NE", "5 Ocean CT", "500 Illinois", "1 Main St; Washington",
            "Orchard Clinic; Washington", "PO Box 50613", "1 Main St, Suite 61265", "1 Main St; Cedar Falls",
            "61265 Main Street; Moline", "1 Main St; Moline; PARKING IN REAR", "1 Main St; Moline; Ring the bell, ok",
            "1 Main St; Kansas City", "1 Main St; University of Iowa", "1 US Highway 30; Moline", "1 Main St; Wing, DE", "",
        ]),
    ];

    #[test]
    fn an_address_names_its_state() {
        let addresses = ADDRESSES
            .iter()
            .flat_map(|(state, addresses)| addresses.iter().map(|address| (*state, *address)));
        let wrong: Vec<_> = addresses
            .map(|(expected, address)| (expected, address, read_address(address)))
            .filter(|(expected, _, found)| {
                found.state().map_or("?", |state| state.postal_code) != *expected
            })
            .collect();
        assert!(wrong.is_empty(), "expected, address, found: {wrong:#?}");
    }

    #[test]
    fn an_address_with_two_states_names_none() {
        for address in [
            "1 Main St; Quincy, IL 62301; PO Box 4, Keokuk, IA 52632",
            "1 Main St; Quincy, IL 62301; HQ: Des Moines, IA 50309",
            "Mail: Keokuk, IA 52632; Quincy, IL",
            "Quincy, IL; near Keokuk, IA",
            "1 Main St; Quincy, IL / IA",
            "1 Main St; Quincy, IL or Keokuk, IA",
            "1 Main St; Moline, IL 61265; Mail: Davenport, IA 52801",
            "PO Box 4, Keokuk, IA 52632; 1 Main St; Quincy, IL 62301",
        ] {
            let found = read_address(address);
            assert!(found.is_ambiguous && found.state().is_none(), "{address}");
        }
        for address in [
            "1 Main St; Hamilton (near Keokuk, IA)",
            "Across the river from Keokuk, IA; 1 Main St; Hamilton",
            "1 Main St; Quincy; near Iowa",
            "Quincy; Southern Iowa",
            "Serving Iowa",
        ] {
            assert_eq!(read_address(address).state(), None, "{address}");
        }
        for (address, state) in [
            ("Hope House; Nevada, IA 50201", "IA"),
            ("1 Main St; Oregon, IL 61061", "IL"),
            ("Jane Doe, MD; 1 Main St; Ames, IA 50010", "IA"),
            ("1 Main St; Kansas City, MO 64108", "MO"),
        ] {
            let found = read_address(address).state();
            assert_eq!(
                found.map(|state| state.postal_code),
                Some(state),
                "{address}"
            );
        }
    }

    #[test]
    fn a_state_and_a_zip_code_of_another_state_are_both_read() {
        for address in [
            "Moline, IA 61265",
            "Moline; IA; 61265",
            "Moline, Iowa; Rear; 61265",
            "Moline Iowa 61265",
        ] {
            let found = read_address(&format!("1 Main St; {address}"));
            let codes = [found.named_state, found.zip_state()]
                .map(|state| state.map(|state| state.postal_code));
            assert_eq!(codes, [Some("IA"), Some("IL")], "{address}");
        }
    }

    #[test]
    fn a_wrong_zip_code_is_corrected() {
        let invalid = |line: &str| {
            let zip = read_address(line).invalid_zip?;
            Some((zip.text, zip.suggestion.unwrap_or_default(), zip.letter))
        };
        for (line, text, suggestion, letter) in [
            ("Boston, MA 2110", "2110", "02110", None),
            ("San Juan, PR 901", "901", "00901", None),
            ("Ames, IA 5001", "5001", "", None),
            ("Ames, IA 500100", "500100", "", None),
            ("Boston, MA O2110", "O2110", "02110", Some('O')),
            ("Boston O2110", "O2110", "02110", Some('O')),
            ("Moline, IL 6l265", "6l265", "61265", Some('l')),
            ("Boston, MA; O2110-0001", "O2110-0001", "02110", Some('O')),
        ] {
            let expected = Some((text.to_owned(), suggestion.to_owned(), letter));
            assert_eq!(invalid(line), expected, "{line}");
        }
        assert_eq!(invalid("Ames, IA 50010"), None);
        assert_eq!(invalid("1 Main St, Suite 4"), None);
    }
}
