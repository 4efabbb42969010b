//! Languages, directions and faces as Word is told of them.

use icu_locale_core::LanguageIdentifier;

use crate::render::bidi_isolates::{ISOLATE, RELEASE, is_right_to_left, isolate_numbers};
use crate::render::theme::right_to_left;

/// LEFT-TO-RIGHT MARK and RIGHT-TO-LEFT MARK: never drawn; what stands beside one takes its direction.
/// Word and its kin know them, and not all know isolates.
pub(super) const LEFT: &str = "\u{200E}";
pub(super) const RIGHT: &str = "\u{200F}";

/// How Word sorts scripts: each has its own face and language in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin, Cyrillic, Greek and all others.
    Plain,
    /// Right to left, or with letters that join: Arabic, Hebrew, Devanagari, Thai.
    Complex,
    EastAsian,
}

/// The sort of a language's script: by the script if the tag names one, else by the one it is usually
/// written in.
pub(super) fn script(language: &LanguageIdentifier) -> Script {
    if right_to_left(language) {
        return Script::Complex;
    }
    match language.script {
        Some(script) => match script.as_str() {
            "Hans" | "Hant" | "Hani" | "Jpan" | "Kore" | "Hang" => Script::EastAsian,
            "Latn" | "Cyrl" | "Grek" => Script::Plain,
            _ => Script::Complex,
        },
        None => match language.language.as_str() {
            "zh" | "ja" | "ko" | "yue" => Script::EastAsian,
            "hi" | "mr" | "ne" | "bn" | "pa" | "gu" | "ta" | "te" | "kn" | "ml" | "si" | "th"
            | "lo" | "km" | "my" => Script::Complex,
            _ => Script::Plain,
        },
    }
}

/// The face for complex scripts: one that machines with Word have.
pub(super) fn complex_face(language: &LanguageIdentifier) -> &'static str {
    match script(language) {
        Script::Complex if !right_to_left(language) => "Nirmala UI",
        Script::Complex | Script::Plain | Script::EastAsian => "Arial",
    }
}

/// A language as Word's proofing tools know it, which want a region; others as they are.
pub(super) fn tag(language: &LanguageIdentifier) -> String {
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
pub(super) fn element(language: &LanguageIdentifier) -> String {
    let tag = tag(language);
    match script(language) {
        Script::Plain => format!("<w:lang w:val=\"{tag}\"/>"),
        Script::Complex => format!("<w:lang w:bidi=\"{tag}\"/>"),
        Script::EastAsian => format!("<w:lang w:eastAsia=\"{tag}\"/>"),
    }
}

/// A piece of words that run in one direction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) right_to_left: bool,
    /// The words, with the marks that keep them in order.
    pub(super) text: String,
}

/// Words in pieces of one direction, so that numbers keep their order among right-to-left words, and
/// what follows such words keeps its own.
pub(super) fn pieces(words: &str, among_right_to_left: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !among_right_to_left {
        letters(&mut pieces, words, false);
        return pieces;
    }
    let isolated = isolate_numbers(words);
    let mut rest = isolated.as_ref();
    while let Some((before, after)) = rest.split_once(ISOLATE) {
        let (inside, after) = after.split_once(RELEASE).unwrap_or((after, ""));
        letters(&mut pieces, before, true);
        push(&mut pieces, false, &format!("{LEFT}{inside}{LEFT}"));
        rest = after;
    }
    letters(&mut pieces, rest, true);
    pieces
}

/// Letters of the other direction than the line's, with the signs between them, each in a piece of its
/// own; signs between two directions go with the line.
fn letters(pieces: &mut Vec<Piece>, words: &str, line: bool) {
    let right = is_right_to_left;
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
        push(pieces, line, &rest[..start]);
        push(pieces, !line, &rest[start..end]);
        if !line {
            push(pieces, line, LEFT);
        }
        rest = &rest[end..];
    }
    push(pieces, line, rest);
}

fn push(pieces: &mut Vec<Piece>, right_to_left: bool, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.right_to_left == right_to_left => last.text.push_str(text),
        _ => pieces.push(Piece {
            right_to_left,
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{LEFT, pieces};

    /// Right-to-left pieces in `{}`, left-to-right marks as `|`.
    fn shown(words: &str, among_right_to_left: bool) -> String {
        let pieces = pieces(words, among_right_to_left);
        let shown = pieces.iter().map(|piece| {
            let text = piece.text.replace(LEFT, "|");
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
