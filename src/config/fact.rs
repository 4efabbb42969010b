//! Facts that are more than text: phone numbers, web addresses, states, languages.
//!
//! Each is made of one clean line of text; what cannot be one is refused with the reason as data.

mod language;
mod phone;
mod state;
mod web;

pub(crate) use language::language;
pub(crate) use state::state;
pub(super) use state::state_of_address;

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

/// A state, district or territory by its postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Two capital letters: `IA`, `PR`, `DC`.
    pub code: &'static str,
    /// In English: `Iowa`.
    pub name: &'static str,
}
