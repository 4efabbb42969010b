//! Facts that are more than text: phone numbers, web addresses, states, languages.
//!
//! Each is made of one clean line of text; what cannot be one is refused with the reason as data.

mod language;
mod phone;
mod state;
mod web_address;

pub(crate) use language::parse_language_tag;
pub use state::UsState;
pub(crate) use state::{find_state_in_address, parse_state_code};

use icu_locale_core::LanguageIdentifier;

use crate::diag::agency::AgencyProblem;
use crate::document::Color;

/// A phone number as it is printed and as it is dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// As the agency wrote it, extension included: `319-555-0111 ext. 4`.
    pub display_text: String,
    /// What a phone dials, without the scheme: `+13195550111` or `+13195550111;ext=4` (RFC 3966) or
    /// a short code as it is.
    pub dial_string: String,
}

/// A web address as it is printed and as it is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// Without scheme and trailing slash: `www.cedarvalley.example`.
    pub display_text: String,
    /// Complete, `https:` or `http:`.
    pub url: String,
}

/// Reads a phone number, or says what is wrong with it.
pub(super) fn parse_phone_number(written: &str) -> Result<PhoneNumber, AgencyProblem> {
    PhoneNumber::parse(written).map_err(|fault| AgencyProblem::InvalidPhone {
        value: written.to_owned(),
        error: fault,
    })
}

/// Reads a web address, or says what is wrong with it.
pub(super) fn parse_web_address(written: &str) -> Result<WebAddress, AgencyProblem> {
    WebAddress::parse(written).map_err(|fault| AgencyProblem::InvalidWebAddress {
        value: written.to_owned(),
        error: fault,
    })
}

/// Reads a state's postal code, or says what is wrong with it.
pub(super) fn parse_state(written: &str) -> Result<UsState, AgencyProblem> {
    parse_state_code(written).map_err(|suggestion| AgencyProblem::InvalidStateCode {
        value: written.to_owned(),
        suggestion,
    })
}

/// Reads a language tag, or says what is wrong with it.
pub(super) fn parse_language(written: &str) -> Result<LanguageIdentifier, AgencyProblem> {
    parse_language_tag(written).map_err(|suggestion| AgencyProblem::InvalidLanguageTag {
        value: written.to_owned(),
        suggestion,
    })
}

/// Reads a colour that words can be read on and in, or says what is wrong with it.
pub(super) fn parse_accent_color(written: &str) -> Result<Color, AgencyProblem> {
    match Color::parse_hex(written.trim()) {
        Ok(colour) if colour.has_enough_contrast() => Ok(colour),
        Ok(colour) => Err(AgencyProblem::LowContrastAccent {
            value: written.to_owned(),
            contrast: colour.contrast_with_white(),
            suggestion: colour.darken_to_contrast().to_hex(),
        }),
        Err(meant) => Err(AgencyProblem::InvalidColor {
            value: written.to_owned(),
            suggestion: meant.map(|colour| colour.darken_to_contrast().to_hex()),
        }),
    }
}
