//! Languages, directions and faces as Word is told of them.

use icu_locale_core::LanguageIdentifier;

use crate::render::bidi_isolates::{
    LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE, is_rtl_char, wrap_numbers_in_isolates,
};
use crate::render::theme::is_rtl_language;

/// LEFT-TO-RIGHT MARK and RIGHT-TO-LEFT MARK: never drawn; what stands beside one takes its direction.
/// Word and its kin know them, and not all know isolates.
pub(super) const LEFT_TO_RIGHT_MARK: &str = "\u{200E}";
pub(super) const RIGHT_TO_LEFT_MARK: &str = "\u{200F}";

/// How Word sorts scripts: each has its own face and language in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordScriptClass {
    /// Latin, Cyrillic, Greek and all others.
    Western,
    /// Right to left, or with letters that join: Arabic, Hebrew, Devanagari, Thai.
    Complex,
    EastAsian,
}

/// The sort of a language's script: by the script if the tag names one, else by the one it is usually
/// written in.
pub(super) fn script_class(language: &LanguageIdentifier) -> WordScriptClass {
    if is_rtl_language(language) {
        return WordScriptClass::Complex;
    }
    match language.script {
        Some(script) => match script.as_str() {
            "Hans" | "Hant" | "Hani" | "Jpan" | "Kore" | "Hang" => WordScriptClass::EastAsian,
            "Latn" | "Cyrl" | "Grek" => WordScriptClass::Western,
            _ => WordScriptClass::Complex,
        },
        None => match language.language.as_str() {
            "zh" | "ja" | "ko" | "yue" => WordScriptClass::EastAsian,
            "hi" | "mr" | "ne" | "bn" | "pa" | "gu" | "ta" | "te" | "kn" | "ml" | "si" | "th"
            | "lo" | "km" | "my" => WordScriptClass::Complex,
            _ => WordScriptClass::Western,
        },
    }
}

/// The face for complex scripts: one that machines with Word have.
pub(super) fn complex_script_font(language: &LanguageIdentifier) -> &'static str {
    match script_class(language) {
        WordScriptClass::Complex if !is_rtl_language(language) => "Nirmala UI",
        WordScriptClass::Complex | WordScriptClass::Western | WordScriptClass::EastAsian => "Arial",
    }
}

/// A language as Word's proofing tools know it, which want a region; others as they are.
pub(super) fn word_language_tag(language: &LanguageIdentifier) -> String {
    if language.region.is_none() && language.script.is_none() {
        let region = match language.language.as_str() {
            "en" | "es" => "US",
            "ar" => "SA",
            "fr" => "FR",
            "hi" => "IN",
            "ko" => "KR",
            "pt" => "BR",
            "ru" => "RU",
            "vi" => "VN",
            "zh" => "CN",
            _ => return language.to_string(),
        };
        return format!("{}-{region}", language.language);
    }
    match language.to_string().as_str() {
        "zh-Hans" => "zh-CN".to_owned(),
        "zh-Hant" => "zh-TW".to_owned(),
        other => other.to_owned(),
    }
}

/// The element that says which language a run is in.
pub(super) fn language_element_xml(language: &LanguageIdentifier) -> String {
    let tag = word_language_tag(language);
    match script_class(language) {
        WordScriptClass::Western => format!("<w:lang w:val=\"{tag}\"/>"),
        WordScriptClass::Complex => format!("<w:lang w:bidi=\"{tag}\"/>"),
        WordScriptClass::EastAsian => format!("<w:lang w:eastAsia=\"{tag}\"/>"),
    }
}

/// A piece of words that run in one direction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DirectionalRun {
    pub(super) right_to_left: bool,
    /// The words, with the marks that keep them in order.
    pub(super) text: String,
}

/// Words in pieces of one direction, so that numbers keep their order among right-to-left words, and
/// what follows such words keeps its own.
pub(super) fn split_by_direction(words: &str, among_right_to_left: bool) -> Vec<DirectionalRun> {
    let mut pieces = Vec::new();
    if !among_right_to_left {
        push_directional_runs(&mut pieces, words, false);
        return pieces;
    }
    let isolated = wrap_numbers_in_isolates(words);
    let mut rest = isolated.as_ref();
    while let Some((before, after)) = rest.split_once(LEFT_TO_RIGHT_ISOLATE) {
        let (inside, after) = after
            .split_once(POP_DIRECTIONAL_ISOLATE)
            .unwrap_or((after, ""));
        push_directional_runs(&mut pieces, before, true);
        push_run(
            &mut pieces,
            false,
            &format!("{LEFT_TO_RIGHT_MARK}{inside}{LEFT_TO_RIGHT_MARK}"),
        );
        rest = after;
    }
    push_directional_runs(&mut pieces, rest, true);
    pieces
}

/// Letters of the other direction than the line's, with the signs between them, each in a piece of its
/// own; signs between two directions go with the line.
fn push_directional_runs(pieces: &mut Vec<DirectionalRun>, words: &str, line: bool) {
    let right = is_rtl_char;
    let left = |letter: char| letter.is_alphabetic() && !right(letter);
    let other = |letter: char| if line { left(letter) } else { right(letter) };
    let own = |letter: char| if line { right(letter) } else { left(letter) };
    let mut rest = words;
    while let Some(start) = rest.find(other) {
        let after = rest[start..].find(own).map_or(rest.len(), |at| start + at);
        let last = rest[start..after]
            .char_indices()
            .rfind(|(_, letter)| other(*letter));
        let end = last.map_or(after, |(at, letter)| start + at + letter.len_utf8());
        push_run(pieces, line, &rest[..start]);
        push_run(pieces, !line, &rest[start..end]);
        if !line {
            push_run(pieces, line, LEFT_TO_RIGHT_MARK);
        }
        rest = &rest[end..];
    }
    push_run(pieces, line, rest);
}

fn push_run(pieces: &mut Vec<DirectionalRun>, right_to_left: bool, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.right_to_left == right_to_left => last.text.push_str(text),
        _ => pieces.push(DirectionalRun {
            right_to_left,
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{LEFT_TO_RIGHT_MARK, split_by_direction};

    /// Right-to-left pieces in `{}`, left-to-right marks as `|`.
    fn shown(words: &str, among_right_to_left: bool) -> String {
        let pieces = split_by_direction(words, among_right_to_left);
        let shown = pieces.iter().map(|piece| {
            let text = piece.text.replace(LEFT_TO_RIGHT_MARK, "|");
            if piece.right_to_left {
                format!("{{{text}}}")
            } else {
                text
            }
        });
        shown.collect()
    }

    #[test]
    fn each_piece_has_one_direction() {
        for (words, among, expected) in [
            ("call 1-888-373-7888.", false, "call 1-888-373-7888."),
            (
                "مركز 24 الأمل, 319-555-0120",
                false,
                "{مركز 24 الأمل}|, 319-555-0120",
            ),
            (
                "اتصل 1-888-373-7888 الآن.",
                true,
                "{اتصل }|1-888-373-7888|{ الآن.}",
            ),
            ("مركز Hope House.", true, "{مركز }Hope House{.}"),
            ("", true, ""),
        ] {
            assert_eq!(shown(words, among), expected);
        }
    }
}
