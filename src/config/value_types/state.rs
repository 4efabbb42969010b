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

/// Customary abbreviations of state names and other names, in lowercase without periods and spaces.
#[rustfmt::skip]
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("AL", "ala"), ("AZ", "ariz"), ("AR", "ark"), ("CA", "calif"), ("CO", "colo"), ("CT", "conn"), ("DC", "washingtondc"),
    ("DE", "del"),
    ("FL", "fla"), ("IL", "ill"), ("IN", "ind"), ("KS", "kan"), ("KS", "kans"), ("MA", "mass"), ("MI", "mich"),
    ("MN", "minn"), ("MS", "miss"), ("MT", "mont"), ("NE", "neb"), ("NE", "nebr"), ("NV", "nev"), ("ND", "ndak"),
    ("OK", "okla"), ("OR", "ore"), ("OR", "oreg"), ("PA", "penn"), ("PA", "penna"), ("SD", "sdak"), ("TN", "tenn"),
    ("TX", "tex"), ("WA", "wash"), ("WV", "wva"), ("WI", "wis"), ("WI", "wisc"), ("WY", "wyo"),
    ("VI", "virginislands"), ("VI", "usvi"), ("MP", "cnmi"), ("FM", "fsm"), ("FM", "micronesia"), ("MH", "rmi"),
    ("WV", "wvirginia"), ("WV", "wvirg"), ("NC", "ncarolina"), ("NC", "ncar"), ("NC", "nocarolina"), ("SC", "scarolina"),
    ("SC", "scar"), ("SC", "socarolina"), ("ND", "ndakota"), ("SD", "sdakota"), ("NM", "nmexico"), ("NM", "nmex"),
    ("NH", "nhampshire"), ("NJ", "njersey"), ("CA", "cal"), ("VA", "virg"),
    ("MP", "commonwealthofthenorthernmarianaislands"), ("MH", "republicofthemarshallislands"), ("PW", "republicofpalau"),
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

/// Returns the state with a postal code, a name or a customary abbreviation.
pub(crate) fn find_state(text: &str) -> Option<UsState> {
    find_state_by_code(text).or_else(|| find_state_by_name(text))
}

/// Returns the state with a postal code, in any case and with or without periods.
pub(super) fn find_state_by_code(text: &str) -> Option<UsState> {
    let code = text.replace('.', "").to_uppercase();
    let mut states = STATES.iter();
    let &(postal_code, name) = states.find(|(known, _)| *known == code)?;
    Some(UsState { postal_code, name })
}

/// Returns the state with a name or a customary abbreviation: `Illinois`, `Ill.`.
pub(super) fn find_state_by_name(text: &str) -> Option<UsState> {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    // The ʻokina of Hawaiʻi is a letter.
    let name = letters(&text.replace('\u{2BB}', ""));
    let abbreviations = ABBREVIATIONS.iter();
    let abbreviated = abbreviations
        .filter(|(_, short)| *short == name)
        .map(|(code, _)| *code);
    let named = STATES
        .iter()
        .filter(|(_, known)| letters(known) == name)
        .map(|(code, _)| *code);
    named.chain(abbreviated).next().and_then(find_state_by_code)
}
