//! Typed facts: phone numbers, web addresses, states, languages, colors.
//!
//! Each is parsed from a clean line of text, or rejected with the reason as data.

mod language_tag;
mod opening_hours;
pub(crate) mod phone;
pub(super) mod phone_style;
mod postal_address;
mod state;
mod web_address;

pub(crate) use language_tag::{english_language_name, parse_language_tag};
pub use opening_hours::HoursCoverage;
pub(crate) use opening_hours::parse_hours_coverage;
pub(crate) use postal_address::{AddressState, parse_address_state};
pub use state::UsState;
pub(crate) use state::{find_state, parse_state_code};

use icu_locale_core::LanguageIdentifier;

use crate::diag::agency::AgencyProblem;
use crate::document::Color;

/// A phone number as printed and as dialed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// The number as written, with its extension: `319-555-0111 ext. 4`.
    pub display_text: String,
    /// What a phone dials, without a URI scheme: `+13195550111` or `+13195550111;ext=4` (RFC 3966) or
    /// a short code.
    pub dial_string: String,
}

/// A web address as printed and as linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// Without scheme and trailing slash: `www.cedarvalley.example`.
    pub display_text: String,
    /// Complete, `https:` or `http:`.
    pub url: String,
}

/// Parses a phone number.
pub(super) fn parse_phone_number(text: &str) -> Result<PhoneNumber, AgencyProblem> {
    PhoneNumber::parse(text).map_err(|error| AgencyProblem::InvalidPhone {
        value: text.to_owned(),
        error,
    })
}

/// Parses a phone number, or a code of five or six digits, that takes text messages.
pub(super) fn parse_text_number(text: &str) -> Result<PhoneNumber, AgencyProblem> {
    let is_code = matches!(text.len(), 5 | 6) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code {
        return parse_phone_number(text);
    }
    Ok(PhoneNumber {
        display_text: text.to_owned(),
        dial_string: text.to_owned(),
    })
}

/// Parses a web address.
pub(super) fn parse_web_address(text: &str) -> Result<WebAddress, AgencyProblem> {
    WebAddress::parse(text).map_err(|error| AgencyProblem::InvalidWebAddress {
        value: text.to_owned(),
        error,
    })
}

/// Parses a state's postal code.
pub(super) fn parse_state(text: &str) -> Result<UsState, AgencyProblem> {
    parse_state_code(text).map_err(|suggestion| AgencyProblem::InvalidStateCode {
        value: text.to_owned(),
        suggestion,
    })
}

/// Parses a language tag.
pub(super) fn parse_language(text: &str) -> Result<LanguageIdentifier, AgencyProblem> {
    parse_language_tag(text).map_err(|suggestion| AgencyProblem::InvalidLanguageTag {
        value: text.to_owned(),
        suggestion,
    })
}

/// Returns the number of a policy's version: `1.0` for `v1.0` and `Version 1.0`.
pub(super) fn version_number(text: &str) -> String {
    let text = text.to_lowercase();
    text.trim_start_matches("version")
        .trim_start_matches(['v', '.', ' '])
        .to_owned()
}

/// Parses a color with enough contrast with white.
pub(super) fn parse_accent_color(text: &str) -> Result<Color, AgencyProblem> {
    match Color::parse_hex(text.trim()) {
        Ok(color) if color.has_enough_contrast() => Ok(color),
        Ok(color) => Err(AgencyProblem::LowContrastAccent {
            value: text.to_owned(),
            contrast: color.contrast_with_white(),
            suggestion: color.darken_to_contrast().to_hex(),
        }),
        Err(suggestion) => Err(AgencyProblem::InvalidColor {
            value: text.to_owned(),
            suggestion: suggestion.map(|color| color.darken_to_contrast().to_hex()),
        }),
    }
}
