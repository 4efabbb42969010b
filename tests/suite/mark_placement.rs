//! Marks on letters: where they are drawn, and the text that is copied for them.

use lopdf::Object;
use policypress::diag::Diagnostics;
use policypress::document::{Document, DocumentLayout, PaperSize};
use policypress::render::pdf::{FontSet, render_pdf};

use crate::support::pdf_reader;
use crate::support::pdf_samples::{paragraph_block, sample_document, theme_with_fonts};

/// A text, and the place of each of its marks, in thousandths of the font size: right of the start of its word, and
/// above the baseline. Printed by `HarfBuzz` 6.0.0: `hb-shape --features=-liga,-clig`, offsets added to the advances
/// before them.
struct MarkedText {
    text: &'static str,
    regular: &'static [(f32, f32)],
    bold: &'static [(f32, f32)],
}

const MARKED_TEXTS: [MarkedText; 4] = [
    MarkedText {
        text: "J\u{30C}ana",
        regular: &[(137.0, 178.0)],
        bold: &[(164.0, 168.0)],
    },
    MarkedText {
        text: "Q\u{323}\u{303}",
        regular: &[(689.0, -170.0), (699.0, 178.0)],
        bold: &[(710.0, -170.0), (712.0, 168.0)],
    },
    MarkedText {
        text: "عِيَادَةُ",
        regular: &[
            (38.0, 201.0),
            (458.0, -1.0),
            (1207.0, -175.0),
            (1683.0, -5.0),
        ],
        bold: &[
            (42.0, 302.0),
            (532.0, 42.0),
            (1377.0, -113.0),
            (1878.0, -5.0),
        ],
    },
    MarkedText {
        text: "الصِّحَّةِ",
        regular: &[(111.0, 0.0), (471.0, -106.0), (1584.0, -89.0)],
        bold: &[(187.0, 0.0), (556.0, -14.0), (1722.0, -23.0)],
    },
];

/// A draft with the text in a paragraph and, rotated and bold, in the mark of a draft.
fn marked_document(text: &str) -> Document {
    let mut document = sample_document(
        "page",
        "Page",
        DocumentLayout::Policy,
        vec![paragraph_block(text)],
    );
    document.is_draft = true;
    text.clone_into(&mut document.page_strings.draft_label);
    document
}

fn render(document: &Document) -> Vec<u8> {
    let theme = theme_with_fonts(PaperSize::Letter);
    let mut fonts = FontSet::new(&theme.fonts);
    render_pdf(document, &theme, &mut fonts, &mut Diagnostics::new()).expect("it fits")
}

/// The start of each sequence of glyphs of a file: font size and text matrix.
fn text_matrices(bytes: &[u8]) -> Vec<(f32, [f32; 6])> {
    let file = lopdf::Document::load_mem(bytes).expect("the file is a PDF");
    let mut found = Vec::new();
    for page in file.get_pages().into_values() {
        let content = file.get_and_decode_page_content(page).expect("operators");
        let mut size = 0.0;
        for operation in &content.operations {
            let number = |index: usize| operation.operands[index].as_float().expect("a number");
            match operation.operator.as_str() {
                "Tf" => size = number(1),
                "Tm" => found.push((size, [0, 1, 2, 3, 4, 5].map(number))),
                _ => {}
            }
        }
    }
    found
}

/// Whether all marks are drawn at their places relative to one start of a word, in a text with this rotation.
fn are_marks_placed(matrices: &[(f32, [f32; 6])], places: &[(f32, f32)], rotated: bool) -> bool {
    let in_direction = |matrix: &[f32; 6]| (matrix[1].abs() > 0.01) == rotated;
    matrices.iter().any(|(size, start)| {
        in_direction(start)
            && places.iter().all(|(right, up)| {
                let (right, up) = (right * size / 1000.0, up * size / 1000.0);
                let [cos, sin, _, _, x, y] = *start;
                let x = x + right * cos - up * sin;
                let y = y + right * sin + up * cos;
                matrices.iter().any(|(other_size, other)| {
                    (other_size - size).abs() < f32::EPSILON
                        && in_direction(other)
                        && (other[4] - x).abs() < 0.002 * size
                        && (other[5] - y).abs() < 0.002 * size
                })
            })
    })
}

#[test]
fn marks_are_drawn_where_harfbuzz_places_them() {
    for MarkedText {
        text,
        regular,
        bold,
    } in &MARKED_TEXTS
    {
        let matrices = text_matrices(&render(&marked_document(text)));
        assert!(are_marks_placed(&matrices, regular, false), "{text}");
        assert!(are_marks_placed(&matrices, bold, true), "{text}, rotated");
    }
}

#[test]
fn marks_are_read_back_in_their_places() {
    for MarkedText { text, .. } in &MARKED_TEXTS {
        let text = format!("{text} and {text}");
        let words = pdf_reader::pdf_words(render(&marked_document(&text)));
        assert_eq!(words.join(" "), text);
    }
}

/// Every glyph that is shown stands for a character (ISO 14289-1, 7.21.7), which a reader that passes over
/// replacement texts copies.
#[test]
fn every_glyph_of_a_mark_has_text() {
    for MarkedText { text, .. } in &MARKED_TEXTS {
        let file = lopdf::Document::load_mem(&render(&marked_document(text))).expect("a PDF");
        for page in file.get_pages().into_values() {
            let fonts = file.get_page_fonts(page).expect("fonts");
            let content = file.get_and_decode_page_content(page).expect("operators");
            let mut map = String::new();
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "Tf" => {
                        let font = fonts[operation.operands[0].as_name().expect("a name")];
                        let stream = font.get(b"ToUnicode").and_then(Object::as_reference);
                        let stream = file
                            .get_object(stream.expect("a map"))
                            .expect("it is there");
                        let bytes = stream.as_stream().expect("a stream").get_plain_content();
                        map = String::from_utf8(bytes.expect("readable")).expect("ASCII");
                    }
                    "Tj" | "TJ" => {
                        let codes = match &operation.operands[0] {
                            Object::Array(parts) => parts.clone(),
                            part => vec![part.clone()],
                        };
                        for part in codes.iter().filter_map(|part| part.as_str().ok()) {
                            for code in part.chunks(2) {
                                let entry = format!("<{:02X}{:02X}> <", code[0], code[1]);
                                let at = map.find(&format!("\n{entry}")).unwrap_or_else(|| {
                                    panic!("{text}: {entry} has no text in {map}")
                                });
                                assert!(!map[at + 1 + entry.len()..].starts_with('>'), "{text}");
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
