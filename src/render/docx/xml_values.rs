//! Escapes text for XML; converts lengths and colors to the units of Office Open XML.

use crate::document::Color;

/// Escapes text for an element or a double-quoted attribute. Line ends and tabs become spaces; characters that are
/// not valid in XML are left out.
pub(super) fn escape_xml(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' | '\r' | '\t' => xml.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => xml.push(character),
        }
    }
    xml
}

/// Converts points to twips (twentieths of a point).
pub(super) fn points_to_twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Converts points to half-points, the unit of font sizes.
pub(super) fn points_to_half_points(points: f32) -> i32 {
    (points * 2.0).round() as i32
}

/// Converts points to English Metric Units, the unit of images: 914,400 per inch.
pub(super) fn points_to_emu(points: f32) -> i64 {
    (f64::from(points) * 12_700.0).round() as i64
}

/// Formats a color as six hexadecimal digits.
pub(super) fn color_to_hex(color: Color) -> String {
    format!("{:02X}{:02X}{:02X}", color.red, color.green, color.blue)
}
