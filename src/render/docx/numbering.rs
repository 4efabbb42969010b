//! Lists as Word knows them: one pattern for bullets, one for numbers, and a count of its own for each
//! numbered list, so that every one begins where it should.

use crate::render::document_style::LIST_BULLETS;

/// From one level of a list to the next, twips.
pub(super) const LIST_INDENT_TWIPS: i32 = 340;

/// From a bullet or number to the words after it, twips.
const HANGING_INDENT_TWIPS: i32 = 260;

/// The levels Word knows, counted from 0.
pub(super) const MAX_LIST_LEVEL: usize = 8;

/// The count that all bulleted lists share.
const BULLET_NUMBERING_ID: usize = 1;

/// Where the words of a paragraph in so many lists begin, twips.
pub(super) fn list_indent_twips(depth: usize) -> i32 {
    let depth = i32::try_from(depth.min(MAX_LIST_LEVEL + 1));
    depth.map_or(0, |depth| LIST_INDENT_TWIPS * depth)
}

/// The lists of a document.
#[derive(Default)]
pub(super) struct DocxNumbering {
    /// Level and first number of each numbered list.
    numbered_lists: Vec<(usize, u64)>,
}

impl DocxNumbering {
    /// The count of a list at a level, from 0.
    pub(super) fn add_list(&mut self, start: Option<u64>, level: usize) -> usize {
        match start {
            None => BULLET_NUMBERING_ID,
            Some(start) => {
                self.numbered_lists.push((level.min(MAX_LIST_LEVEL), start));
                BULLET_NUMBERING_ID + self.numbered_lists.len()
            }
        }
    }

    /// The part that defines them.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = String::from(
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
        );
        let bullet = |level: usize| {
            let sign = LIST_BULLETS[level.min(LIST_BULLETS.len() - 1)];
            ("bullet", sign.to_owned())
        };
        let number = |level: usize| ("decimal", format!("%{}.", level + 1));
        xml.push_str(&abstract_numbering_xml(0, bullet));
        xml.push_str(&abstract_numbering_xml(1, number));
        xml.push_str(&format!(
            "<w:num w:numId=\"{BULLET_NUMBERING_ID}\"><w:abstractNumId w:val=\"0\"/></w:num>"
        ));
        for (at, (level, start)) in self.numbered_lists.iter().enumerate() {
            // Word counts in 31 bits; a template that begins higher than that means something else.
            let start = (*start).min(32_767);
            xml.push_str(&format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>\
                 <w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
                BULLET_NUMBERING_ID + 1 + at
            ));
        }
        xml.push_str("</w:numbering>");
        xml
    }
}

fn abstract_numbering_xml(id: usize, sign: impl Fn(usize) -> (&'static str, String)) -> String {
    let mut xml = format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    );
    for level in 0..=MAX_LIST_LEVEL {
        let (format, text) = sign(level);
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
