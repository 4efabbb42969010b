//! From laid pages to PDF pages: the file with its faces, and what stands on each page. Only this and
//! `fonts` know printpdf and subsetter.

mod font_subsets;
mod operator_buffer;
mod page_content;

use std::collections::BTreeMap;

use printpdf::font::cff_charset_gid_to_cid_map;
use printpdf::text::Codepoint;
use printpdf::{
    FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};
use subsetter::GlyphRemapper;

use super::marked_content::{File, Marked};
use super::paged_document::Laid;
use super::stream_compression::packed;
use super::structure_tree::SlotId;
use super::text_shaping::Faces;
use crate::render::theme::FontFile;
use font_subsets::{Copy, Fonts, resource};

/// The pages as a printpdf-made lopdf document, and where each slot's words came to stand.
pub(super) struct Written {
    /// Pages and faces; what stands on the pages is still to be put on them.
    pub file: File,
    /// What stands on each page, as operators, compressed.
    pub contents: Vec<Vec<u8>>,
    /// For each slot, the marked contents that hold its words.
    pub marks: Vec<Vec<Marked>>,
    /// For each page, the slot of each marked content by number.
    pub pages: Vec<Vec<SlotId>>,
    /// The names of the faces by the name of their resource.
    pub names: BTreeMap<String, String>,
}

/// Whether a face can be cut down to the glyphs of a document and written.
pub(crate) fn can_embed(face: &FontFile) -> bool {
    let mut some = GlyphRemapper::new();
    some.remap(1);
    subsetter::subset(&face.bytes, 0, &some)
        .is_ok_and(|cut| ParsedFont::from_bytes(&cut, 0, &mut Vec::new()).is_some())
        && ParsedFont::from_bytes(&face.bytes, 0, &mut Vec::new()).is_some()
}

/// Writes the pages.
pub(super) fn write(laid: &Laid, faces: &Faces) -> Written {
    let mut fonts = Fonts::of(laid, faces);
    let mut document = PdfDocument::new("");
    let mut names = BTreeMap::new();
    let mut shown = Vec::new();
    for (face, copies) in fonts.copies.iter_mut().enumerate() {
        let file = &faces.files()[face];
        for (number, copy) in copies.iter_mut().enumerate() {
            let subset = subsetter::subset(&file.bytes, 0, &copy.remapper)
                .expect("a carried face can be cut down");
            let font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
                .expect("a cut-down face can be read");
            let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
            let codes = cff_charset_gid_to_cid_map(&subset, 0);
            for drawn in &mut copy.drawn {
                let code = codes.as_ref().and_then(|codes| codes.get(&drawn.id));
                drawn.code = code.copied().unwrap_or(drawn.id);
                drawn.width = font.get_glyph_width(drawn.id).map_or(0.0, f32::from) / em;
            }
            let name = file.name.trim_end_matches(".ttf").trim_end_matches(".otf");
            let id = resource((face, number));
            names.insert(id.clone(), name.to_owned());
            shown.extend(show_all(&id, copy));
            let map = &mut document.resources.fonts.map;
            map.insert(FontId(id), PdfFont::new(font));
        }
    }
    let mut marks: Vec<Vec<Marked>> = laid.tree.slots.iter().map(|_| Vec::new()).collect();
    let mut pages = Vec::new();
    let mut contents = Vec::new();
    let mut made = Vec::new();
    for page in laid.pages.iter().enumerate() {
        let drawn = page_content::page(laid, &fonts, page);
        contents.push(packed(&drawn.operators));
        pages.push(drawn.marks.iter().map(|(slot, _)| *slot).collect());
        for (slot, marked) in drawn.marks {
            marks[slot.0].push(marked);
        }
        let size = |points: f32| printpdf::Mm::from(Pt(points));
        let ops = std::mem::take(&mut shown);
        made.push(PdfPage::new(size(laid.width), size(laid.height), ops));
    }
    document.with_pages(made);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let file = document.to_lopdf_document(&options, &mut Vec::new());
    Written {
        file,
        contents,
        marks,
        pages,
        names,
    }
}

/// Shows every glyph of a copy once: what printpdf sees shown it embeds, with widths and texts. To
/// have it write whole pages takes ten times as long, for it keeps each glyph as three objects.
fn show_all(resource: &str, copy: &Copy) -> Vec<Op> {
    let glyphs = copy
        .drawn
        .iter()
        .map(|drawn| Codepoint::with_cid(drawn.id, 0.0, drawn.text.clone()));
    vec![
        Op::StartTextSection,
        Op::SetFont {
            font: PdfFontHandle::External(FontId(resource.to_owned())),
            size: Pt(1.0),
        },
        Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs.collect())],
        },
        Op::EndTextSection,
    ]
}
