//! Tables: the head stands again on every page, no row is broken over two, and columns are as wide as
//! what is in them wants.

use super::numbering::list_indent_twips;
use super::paragraph_writer::DocxParagraphWriter;
use super::xml_values::{color_to_hex, points_to_twips};
use crate::document::{BlockRole, Cell, Table, plain_text};
use crate::render::document_style::DocumentStyle;

/// Words longer than this many letters may be broken to fit a column.
const MAX_UNBROKEN_WORD_CHARS: usize = 20;

/// Up to this many letters a cell with a digit is kept on one line if it can.
const MAX_UNBROKEN_CELL_CHARS: usize = 14;

/// More letters than this in a cell want no wider a column.
const MAX_COLUMN_CHARS: usize = 70;

/// Letters that a cell to be filled by hand has room for, beside those of its head.
const HANDWRITING_CHARS: usize = 12;

/// Writes a table in so many lists, on a page with `room` between its margins in twips.
pub(super) fn write_table(
    body: &mut DocxParagraphWriter<'_>,
    table: &Table,
    role: BlockRole,
    look: &DocumentStyle,
    (room, depth): (i32, usize),
) {
    let indent = list_indent_twips(depth);
    let room = room - indent;
    let widths = column_widths_twips(table, room, look.table_text_size);
    let heads = table.header.iter().any(|cell| !cell.is_empty());
    let facts = role == BlockRole::FactTable;
    body.push_xml(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/>{}<w:tblW w:w=\"{room}\" w:type=\"dxa\"/>\
         <w:tblInd w:w=\"{indent}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"{}\" w:firstRow=\"{}\" w:lastRow=\"0\" w:firstColumn=\"{}\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) { "SignTable" } else { "WordsTable" },
        if body.right_to_left { "<w:bidiVisual/>" } else { "" },
        if facts { "0680" } else { "0620" },
        u8::from(heads),
        u8::from(facts),
    ));
    for width in &widths {
        body.push_xml(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    body.push_xml("</w:tblGrid>");
    if heads {
        body.push_xml("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (cell, width) in table.header.iter().zip(&widths) {
            let fill = color_to_hex(look.shading_color);
            body.push_xml(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
                 <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/></w:tcPr>"
            ));
            self::write_cell(body, cell, "TableHead");
            body.push_xml("</w:tc>");
        }
        body.push_xml("</w:tr>");
    }
    for row in &table.rows {
        let height = if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
            format!(
                "<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>",
                points_to_twips(look.min_signature_row_height)
            )
        } else {
            String::new()
        };
        body.push_xml(&format!("<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"));
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let low = if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
                "<w:vAlign w:val=\"bottom\"/>"
            } else {
                ""
            };
            body.push_xml(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{low}</w:tcPr>"
            ));
            let head = facts && column == 0;
            self::write_cell(body, cell, if head { "TableHead" } else { "TableText" });
            body.push_xml("</w:tc>");
        }
        body.push_xml("</w:tr>");
    }
    body.push_xml("</w:tbl>");
}

fn write_cell(body: &mut DocxParagraphWriter<'_>, cell: &Cell, style: &str) {
    body.open_paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"));
    body.write_content(cell);
    body.close_paragraph();
}

/// The widths of the columns in twips, as much as `room` together: each holds its longest word, and the
/// rest goes to those with more to say.
fn column_widths_twips(table: &Table, room: i32, letter: f32) -> Vec<i32> {
    let columns = table.header.len();
    let mut least = vec![0; columns];
    let mut wanted = vec![0; columns];
    for (at, (least, wanted)) in least.iter_mut().zip(&mut wanted).enumerate() {
        for row in std::iter::once(&table.header).chain(&table.rows) {
            let text = row
                .get(at)
                .map_or_else(String::new, |cell| plain_text(cell));
            // A phone number, hours, a date: short, with a digit, and best on one line.
            let whole = text.chars().count() <= MAX_UNBROKEN_CELL_CHARS
                && text.contains(|c: char| c.is_ascii_digit());
            let words = text.split(|c: char| c.is_whitespace() && !whole);
            let longest = words.map(|word| word.chars().count()).max();
            *least = (*least).max(longest.unwrap_or(0).min(MAX_UNBROKEN_WORD_CHARS));
            *wanted = (*wanted).max(text.chars().count().min(MAX_COLUMN_CHARS));
        }
        let is_empty = |row: &Vec<Cell>| row.get(at).is_none_or(Vec::is_empty);
        if !table.rows.is_empty() && table.rows.iter().all(is_empty) {
            *wanted += HANDWRITING_CHARS;
        }
        *least += 4;
        *wanted = (*wanted + 2).max(*least);
    }
    let total = |widths: &[usize]| widths.iter().sum::<usize>().max(1) as f32;
    // In twips; letters are on average a little wider than half their height.
    let letters = room as f32 / (letter * 0.53 * 20.0);
    let (needed, wished) = (total(&least), total(&wanted));
    let share = ((letters - needed) / (wished - needed).max(1.0)).clamp(0.0, 1.0);
    let given: Vec<f32> = least
        .iter()
        .zip(&wanted)
        .map(|(&least, &wanted)| least as f32 + share * (wanted - least) as f32)
        .collect();
    let sum: f32 = given.iter().sum();
    let mut widths: Vec<i32> = given
        .iter()
        .map(|given| (given / sum * room as f32) as i32)
        .collect();
    let rest = room - widths.iter().sum::<i32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
