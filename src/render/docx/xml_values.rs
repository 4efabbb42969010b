//! Text as XML holds it, and the sizes Word counts in.

use crate::document::Color;

/// Words for the inside of an element or of a double-quoted attribute. A line end in a value is a
/// space; what XML cannot hold is left out.
pub(super) fn escape_xml(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\n' | '\r' | '\t' => text.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => text.push(character),
        }
    }
    text
}

/// Points in twentieths, the unit of distances in Word.
pub(super) fn points_to_twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Points in halves, the unit of letters in Word.
pub(super) fn points_to_half_points(points: f32) -> i32 {
    (points * 2.0).round() as i32
}

/// Points in the unit of pictures in Word: 914,400 to the inch.
pub(super) fn points_to_emu(points: f32) -> i64 {
    (f64::from(points) * 12_700.0).round() as i64
}

/// A colour as Word writes it.
pub(super) fn color_to_hex(colour: Color) -> String {
    format!("{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue)
}
