//! U.S. states, the District of Columbia, territories and freely associated states: where Title X funds
//! services.

use crate::source::field_reader::find_nearest_name;

/// A state, district or territory by its postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsState {
    /// Two capital letters: `IA`, `PR`, `DC`.
    pub postal_code: &'static str,
    /// The English name: `Iowa`.
    pub name: &'static str,
}

const STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("DC", "District of Columbia"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("PR", "Puerto Rico"),
    ("GU", "Guam"),
    ("VI", "U.S. Virgin Islands"),
    ("AS", "American Samoa"),
    ("MP", "Northern Mariana Islands"),
    ("FM", "Federated States of Micronesia"),
    ("MH", "Marshall Islands"),
    ("PW", "Palau"),
];

/// Parses a postal code.
///
/// # Errors
/// With the code of the nearest state name, if the text is longer than two letters.
pub(crate) fn parse_state_code(text: &str) -> Result<UsState, Option<&'static str>> {
    let code = text.to_uppercase();
    if let Some(&(code, name)) = STATES.iter().find(|(known, _)| *known == code) {
        return Ok(UsState {
            postal_code: code,
            name,
        });
    }
    let name = find_nearest_name(text, STATES.iter().map(|(_, name)| *name));
    Err(name.filter(|_| text.len() > 2).and_then(|name| {
        STATES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(code, _)| *code)
    }))
}

/// Returns the state at the end of an address: two capital letters, before the ZIP code if there is one.
pub(crate) fn find_state_in_address(lines: &[String]) -> Option<UsState> {
    let words: Vec<&str> = lines.last()?.split([' ', ',']).collect();
    let code = words
        .iter()
        .rev()
        .find(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))?;
    STATES
        .iter()
        .find(|(known, _)| known == code)
        .map(|&(code, name)| UsState {
            postal_code: code,
            name,
        })
}
