//! Facts that are more than text: phone numbers, web addresses, states, languages.
//!
//! Each is made of one clean line of text; what cannot be one is refused with the reason as data.

mod language;
mod phone;
mod state;
mod web_address;

pub(crate) use language::language;
pub use state::State;
pub(crate) use state::{state, state_of_address};

use icu_locale_core::LanguageIdentifier;

use crate::diag::agency::AgencyProblem;
use crate::document::Color;

/// A phone number as it is printed and as it is dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// As the agency wrote it, extension included: `319-555-0111 ext. 4`.
    pub shown: String,
    /// What a phone dials, without the scheme: `+13195550111` or `+13195550111;ext=4` (RFC 3966) or
    /// a short code as it is.
    pub dialled: String,
}

/// A web address as it is printed and as it is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// Without scheme and trailing slash: `www.cedarvalley.example`.
    pub shown: String,
    /// Complete, `https:` or `http:`.
    pub link: String,
}

/// Reads a phone number, or says what is wrong with it.
pub(super) fn parse_phone(written: &str) -> Result<Phone, AgencyProblem> {
    Phone::parse(written).map_err(|fault| AgencyProblem::Phone {
        written: written.to_owned(),
        fault,
    })
}

/// Reads a web address, or says what is wrong with it.
pub(super) fn parse_website(written: &str) -> Result<WebAddress, AgencyProblem> {
    WebAddress::parse(written).map_err(|fault| AgencyProblem::Web {
        written: written.to_owned(),
        fault,
    })
}

/// Reads a state's postal code, or says what is wrong with it.
pub(super) fn parse_state(written: &str) -> Result<State, AgencyProblem> {
    state(written).map_err(|suggestion| AgencyProblem::State {
        written: written.to_owned(),
        suggestion,
    })
}

/// Reads a language tag, or says what is wrong with it.
pub(super) fn parse_language(written: &str) -> Result<LanguageIdentifier, AgencyProblem> {
    language(written).map_err(|suggestion| AgencyProblem::Language {
        written: written.to_owned(),
        suggestion,
    })
}

/// Reads a colour that words can be read on and in, or says what is wrong with it.
pub(super) fn parse_accent(written: &str) -> Result<Color, AgencyProblem> {
    match Color::parse_hex(written.trim()) {
        Ok(colour) if colour.has_enough_contrast() => Ok(colour),
        Ok(colour) => Err(AgencyProblem::PaleAccent {
            written: written.to_owned(),
            contrast: colour.contrast_with_white(),
            suggestion: colour.darken_to_contrast().to_hex(),
        }),
        Err(meant) => Err(AgencyProblem::Colour {
            written: written.to_owned(),
            suggestion: meant.map(|colour| colour.darken_to_contrast().to_hex()),
        }),
    }
}
