//! Sealed values: how a fact crosses Tera and Markdown without being read as either.
//!
//! A sealed run is U+E000, letters and digits, U+E001. No Markdown syntax can begin or end inside
//! it, so the parser carries it whole and [`open`] turns it back into exactly what was sealed: the text
//! of a fact and the settings it comes from.
//! Text that comes from a user never holds these two characters: the settings refuse them.

use icu_locale_core::LanguageIdentifier;

use super::{Blank, Inline};

const SEAL_START: char = '\u{E000}';
const SEAL_END: char = '\u{E001}';
/// A seal with nothing in it, as [`value`] makes it of an empty text.
pub const EMPTY_SEAL: &str = "\u{E000}\u{E001}";
/// Stands first in a sealed blank, and between its label and its setting; not a hex digit.
const BLANK_MARKER: char = 'z';
/// Stands first in a fact of another language, and between its language and the rest.
const LANGUAGE_MARKER: char = 'y';
/// Stands after each setting that a fact comes from.
const SETTING_MARKER: char = 'x';

/// Seals the text of a fact that comes from no setting. An empty text becomes a seal with nothing in it, which
/// [`open`] reports.
pub fn seal_text(text: &str) -> String {
    seal_fact::<&str>(text, &[])
}

/// Seals the text of a fact with the settings that it comes from.
pub fn seal_fact<S: AsRef<str>>(text: &str, settings: &[S]) -> String {
    let mut sealed = String::with_capacity(text.len() * 2 + 6);
    sealed.push(SEAL_START);
    push_encoded_fact(&mut sealed, text, settings);
    sealed.push(SEAL_END);
    sealed
}

/// Seals a fact in another language than the document's.
pub fn seal_in_language(language: &LanguageIdentifier, text: &str, setting: &str) -> String {
    let mut sealed = String::new();
    sealed.push(SEAL_START);
    sealed.push(LANGUAGE_MARKER);
    push_hex(&mut sealed, &language.to_string());
    sealed.push(LANGUAGE_MARKER);
    push_encoded_fact(&mut sealed, text, &[setting]);
    sealed.push(SEAL_END);
    sealed
}

/// Seals a missing fact.
pub fn seal_blank(blank: &Blank) -> String {
    let mut sealed = String::new();
    sealed.push(SEAL_START);
    sealed.push(BLANK_MARKER);
    push_hex(&mut sealed, &blank.label);
    sealed.push(BLANK_MARKER);
    push_hex(&mut sealed, &blank.setting_path);
    sealed.push(SEAL_END);
    sealed
}

/// Whether the text begins with a seal.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(SEAL_START)
}

/// Returns the text with everything sealed: what is in seals stays in them.
pub fn seal_unsealed_text(text: &str) -> String {
    if text.is_empty() {
        return seal_text(text);
    }
    let sealed = |part: SealSegment| match part.sealed_content {
        Some(_) => part.raw_text.to_owned(),
        None => seal_text(part.raw_text),
    };
    split_at_seals(text).map(sealed).collect()
}

/// Returns the text with `change` made to the words of each fact in it, and to those that are in no seal.
pub fn map_fact_texts(text: &str, change: impl Fn(&str) -> String) -> String {
    split_at_seals(text)
        .map(|part| match part.sealed_content.map(unseal_content) {
            None => change(part.raw_text),
            Some(Ok(Inline::FactValue {
                text,
                setting_paths: settings,
            })) => seal_fact(&change(&text), &settings),
            Some(_) => part.raw_text.to_owned(),
        })
        .collect()
}

/// Why a text cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub enum UnsealError {
    /// A seal with nothing in it: the template printed a fact that is missing.
    EmptySeal,
    /// A seal that this module did not write: a template spelt its signs out, as `&#xE000;`.
    ForgedSeal,
}

/// Splits text into words of the template and the facts sealed in it.
pub fn unseal_to_inlines(text: &str) -> Result<Vec<Inline>, UnsealError> {
    split_at_seals(text)
        .map(|part| match part.sealed_content {
            Some(sealed) => unseal_content(sealed),
            None if part.raw_text.starts_with(SEAL_START) => Err(UnsealError::ForgedSeal),
            None => Ok(Inline::Text(part.raw_text.to_owned())),
        })
        .collect()
}

/// The text with every seal replaced by what it holds; for link targets and front matter.
pub fn unseal_to_text(text: &str) -> Result<String, UnsealError> {
    unseal_to_inlines(text).map(|inlines| super::plain_text(&inlines))
}

/// One seal of a text, or what stands between two.
struct SealSegment<'text> {
    raw_text: &'text str,
    /// What is between the signs of a seal.
    sealed_content: Option<&'text str>,
}

fn split_at_seals(mut rest: &str) -> impl Iterator<Item = SealSegment<'_>> {
    std::iter::from_fn(move || {
        let closed = rest.strip_prefix(SEAL_START).and_then(|from| {
            let (sealed, _) = from.split_once(SEAL_END)?;
            Some(sealed)
        });
        let length = match closed {
            Some(sealed) => SEAL_START.len_utf8() + sealed.len() + SEAL_END.len_utf8(),
            None if rest.starts_with(SEAL_START) => rest.len(),
            None => rest.find(SEAL_START).unwrap_or(rest.len()),
        };
        let (written, after) = rest.split_at(length);
        rest = after;
        (!written.is_empty()).then_some(SealSegment {
            raw_text: written,
            sealed_content: closed,
        })
    })
}

fn unseal_content(sealed: &str) -> Result<Inline, UnsealError> {
    if sealed.is_empty() {
        return Err(UnsealError::EmptySeal);
    }
    if let Some(parts) = sealed.strip_prefix(BLANK_MARKER) {
        let (label, setting) = parts
            .split_once(BLANK_MARKER)
            .ok_or(UnsealError::ForgedSeal)?;
        return Ok(Inline::Blank(Blank {
            label: decode_hex_text(label)?,
            setting_path: decode_hex_text(setting)?,
        }));
    }
    let Some(parts) = sealed.strip_prefix(LANGUAGE_MARKER) else {
        return unseal_fact(sealed);
    };
    let (language, fact) = parts
        .split_once(LANGUAGE_MARKER)
        .ok_or(UnsealError::ForgedSeal)?;
    let language = decode_hex_text(language)?.parse();
    Ok(Inline::OtherLanguage {
        language: language.map_err(|_| UnsealError::ForgedSeal)?,
        content: vec![unseal_fact(fact)?],
    })
}

fn unseal_fact(sealed: &str) -> Result<Inline, UnsealError> {
    let mut parts = sealed.rsplit(SETTING_MARKER);
    let text = decode_hex_text(parts.next().unwrap_or_default())?;
    let mut settings = parts.map(decode_hex_text).collect::<Result<Vec<_>, _>>()?;
    settings.reverse();
    Ok(Inline::FactValue {
        text,
        setting_paths: settings,
    })
}

fn push_encoded_fact<S: AsRef<str>>(sealed: &mut String, text: &str, settings: &[S]) {
    for setting in settings {
        push_hex(sealed, setting.as_ref());
        sealed.push(SETTING_MARKER);
    }
    push_hex(sealed, text);
}

fn push_hex(sealed: &mut String, text: &str) {
    const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in text.bytes() {
        sealed.push(char::from(HEX_DIGITS[usize::from(byte >> 4)]));
        sealed.push(char::from(HEX_DIGITS[usize::from(byte & 15)]));
    }
}

fn decode_hex_text(digits: &str) -> Result<String, UnsealError> {
    let digits = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Option<Vec<u8>> = digits.collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(UnsealError::ForgedSeal)
}
