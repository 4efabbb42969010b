//! Writes tables: the header row repeats on every page, rows do not break across pages, and column widths follow the
//! text.

use super::numbering::list_indent_twips;
use super::paragraph_writer::DocxParagraphWriter;
use super::xml_values::{color_to_hex, points_to_twips};
use crate::document::{BlockRole, Cell, Table, plain_text};
use crate::render::document_style::{DocumentStyle, is_unbroken_cell};

/// Longer words may be broken to fit a column.
const MAX_UNBROKEN_WORD_CHARS: usize = 20;

/// Longer cells do not make their column wider.
const MAX_COLUMN_CHARS: usize = 70;

/// The space in a cell to fill by hand, in addition to the width of its header.
const HANDWRITING_CHARS: usize = 12;

/// Writes a table in lists nested `list_depth` deep, on a page with `text_width` twips between its margins.
pub(super) fn write_table(
    writer: &mut DocxParagraphWriter<'_>,
    table: &Table,
    role: BlockRole,
    style: &DocumentStyle,
    (text_width, list_depth): (i32, usize),
) {
    let indent = list_indent_twips(list_depth);
    let width = text_width - indent;
    let widths = column_widths_twips(table, width, style.table_text_size);
    let has_header = table.header.iter().any(|cell| !cell.is_empty());
    let has_row_headers = role == BlockRole::FactTable;
    let is_filled_by_hand = matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable);
    writer.push_xml(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/>{}<w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
         <w:tblInd w:w=\"{indent}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"{}\" w:firstRow=\"{}\" w:lastRow=\"0\" w:firstColumn=\"{}\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        if is_filled_by_hand { "SignTable" } else { "WordsTable" },
        if writer.right_to_left { "<w:bidiVisual/>" } else { "" },
        if has_row_headers { "0680" } else { "0620" },
        u8::from(has_header),
        u8::from(has_row_headers),
    ));
    for width in &widths {
        writer.push_xml(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    writer.push_xml("</w:tblGrid>");
    if has_header {
        writer.push_xml("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (cell, width) in table.header.iter().zip(&widths) {
            let fill = color_to_hex(style.shading_color);
            writer.push_xml(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
                 <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/></w:tcPr>"
            ));
            write_cell_paragraph(writer, cell, "TableHead");
            writer.push_xml("</w:tc>");
        }
        writer.push_xml("</w:tr>");
    }
    for row in &table.rows {
        let height = if is_filled_by_hand {
            format!(
                "<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>",
                points_to_twips(style.min_signature_row_height)
            )
        } else {
            String::new()
        };
        writer.push_xml(&format!("<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"));
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let alignment = if is_filled_by_hand {
                "<w:vAlign w:val=\"bottom\"/>"
            } else {
                ""
            };
            writer.push_xml(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{alignment}</w:tcPr>"
            ));
            let is_header = has_row_headers && column == 0;
            write_cell_paragraph(
                writer,
                cell,
                if is_header { "TableHead" } else { "TableText" },
            );
            writer.push_xml("</w:tc>");
        }
        writer.push_xml("</w:tr>");
    }
    writer.push_xml("</w:tbl>");
}

fn write_cell_paragraph(writer: &mut DocxParagraphWriter<'_>, cell: &Cell, style: &str) {
    writer.open_paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"));
    writer.write_content(cell);
    writer.close_paragraph();
}

/// Returns the widths of the columns in twips, `table_width` in total: each fits its longest word, and the rest is
/// shared by the amount of text.
fn column_widths_twips(table: &Table, table_width: i32, text_size: f32) -> Vec<i32> {
    let columns = table.header.len();
    let mut least = vec![0; columns];
    let mut wanted = vec![0; columns];
    for (column, (least, wanted)) in least.iter_mut().zip(&mut wanted).enumerate() {
        for row in std::iter::once(&table.header).chain(&table.rows) {
            let text = row
                .get(column)
                .map_or_else(String::new, |cell| plain_text(cell));
            let is_unbroken = is_unbroken_cell(&text);
            let words = text.split(|c: char| c.is_whitespace() && !is_unbroken);
            let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
            *least = (*least).max(longest.min(MAX_UNBROKEN_WORD_CHARS));
            *wanted = (*wanted).max(text.chars().count().min(MAX_COLUMN_CHARS));
        }
        let is_empty = |row: &Vec<Cell>| row.get(column).is_none_or(Vec::is_empty);
        if !table.rows.is_empty() && table.rows.iter().all(is_empty) {
            *wanted += HANDWRITING_CHARS;
        }
        *least += 4;
        *wanted = (*wanted + 2).max(*least);
    }
    let total = |widths: &[usize]| widths.iter().sum::<usize>().max(1) as f32;
    // The average width of a letter is 0.53 of the text size; a point has 20 twips.
    let letters = table_width as f32 / (text_size * 0.53 * 20.0);
    let (total_least, total_wanted) = (total(&least), total(&wanted));
    let share = ((letters - total_least) / (total_wanted - total_least).max(1.0)).clamp(0.0, 1.0);
    let shares: Vec<f32> = least
        .iter()
        .zip(&wanted)
        .map(|(&least, &wanted)| least as f32 + share * (wanted - least) as f32)
        .collect();
    let sum: f32 = shares.iter().sum();
    let mut widths: Vec<i32> = shares
        .iter()
        .map(|share| (share / sum * table_width as f32) as i32)
        .collect();
    let rest = table_width - widths.iter().sum::<i32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
