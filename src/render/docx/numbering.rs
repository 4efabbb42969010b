//! Writes Word's numbering part: one definition for bullets, one for numbers, and an instance for each numbered list
//! so that each starts at its own number.

use crate::render::document_style::LIST_BULLETS;

/// Indent of each level of a list.
pub(super) const LIST_INDENT_TWIPS: i32 = 340;

/// Distance from a bullet or number to the text.
const HANGING_INDENT_TWIPS: i32 = 260;

/// The deepest of Word's list levels, counted from 0.
pub(super) const MAX_LIST_LEVEL: usize = 8;

/// The numbering instance that all bulleted lists share.
const BULLET_NUMBERING_ID: usize = 1;

/// Returns the indent of text in lists nested `depth` deep.
pub(super) fn list_indent_twips(depth: usize) -> i32 {
    i32::try_from(depth.min(MAX_LIST_LEVEL + 1)).map_or(0, |depth| LIST_INDENT_TWIPS * depth)
}

/// The numbered lists of a document.
#[derive(Default)]
pub(super) struct DocxNumbering {
    /// Level and first number of each numbered list.
    numbered_lists: Vec<(usize, u64)>,
}

impl DocxNumbering {
    /// Adds a list at a level, counted from 0; returns its numbering instance. Without `start` it has bullets.
    pub(super) fn add_list(&mut self, start: Option<u64>, level: usize) -> usize {
        match start {
            None => BULLET_NUMBERING_ID,
            Some(start) => {
                self.numbered_lists.push((level.min(MAX_LIST_LEVEL), start));
                BULLET_NUMBERING_ID + self.numbered_lists.len()
            }
        }
    }

    /// Returns `word/numbering.xml`.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = String::from(
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
        );
        let bullet = |level: usize| {
            let bullet = LIST_BULLETS[level.min(LIST_BULLETS.len() - 1)];
            ("bullet", bullet.to_owned())
        };
        let number = |level: usize| ("decimal", format!("%{}.", level + 1));
        xml.push_str(&abstract_numbering_xml(0, bullet));
        xml.push_str(&abstract_numbering_xml(1, number));
        xml.push_str(&format!(
            "<w:num w:numId=\"{BULLET_NUMBERING_ID}\"><w:abstractNumId w:val=\"0\"/></w:num>"
        ));
        for (index, (level, start)) in self.numbered_lists.iter().enumerate() {
            // The highest number at which Word lets a list start.
            let start = (*start).min(32_767);
            xml.push_str(&format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>\
                 <w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
                BULLET_NUMBERING_ID + 1 + index
            ));
        }
        xml.push_str("</w:numbering>");
        xml
    }
}

fn abstract_numbering_xml(id: usize, label: impl Fn(usize) -> (&'static str, String)) -> String {
    let mut xml = format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    );
    for level in 0..=MAX_LIST_LEVEL {
        let (format, text) = label(level);
        let left = list_indent_twips(level + 1);
        xml.push_str(&format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{HANGING_INDENT_TWIPS}\"/></w:pPr></w:lvl>"
        ));
    }
    xml.push_str("</w:abstractNum>");
    xml
}
