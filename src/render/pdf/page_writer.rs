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

use super::marked_content::{MarkedContent, PdfFile};
use super::paged_document::PagedDocument;
use super::stream_compression::compress_zlib;
use super::structure_tree::TaggedContentId;
use super::text_shaping::FontSet;
use crate::render::theme::FontFile;
use font_subsets::{FontSubset, FontSubsets, font_resource_name};

/// The pages as a printpdf-made lopdf document, and where each slot's words came to stand.
pub(super) struct UntaggedPdf {
    /// Pages and faces; what stands on the pages is still to be put on them.
    pub pdf_file: PdfFile,
    /// What stands on each page, as operators, compressed.
    pub compressed_page_contents: Vec<Vec<u8>>,
    /// For each slot, the marked contents that hold its words.
    pub marked_contents_by_id: Vec<Vec<MarkedContent>>,
    /// For each page, the slot of each marked content by number.
    pub content_ids_by_page: Vec<Vec<TaggedContentId>>,
    /// The names of the faces by the name of their resource.
    pub face_names_by_resource: BTreeMap<String, String>,
}

/// Whether a face can be cut down to the glyphs of a document and written.
pub(crate) fn can_embed_face(face: &FontFile) -> bool {
    let mut some = GlyphRemapper::new();
    some.remap(1);
    subsetter::subset(&face.bytes, 0, &some)
        .is_ok_and(|cut| ParsedFont::from_bytes(&cut, 0, &mut Vec::new()).is_some())
        && ParsedFont::from_bytes(&face.bytes, 0, &mut Vec::new()).is_some()
}

/// Writes the pages.
pub(super) fn write_untagged_pdf(laid: &PagedDocument, faces: &FontSet) -> UntaggedPdf {
    let mut fonts = FontSubsets::from_pages(laid, faces);
    let mut document = PdfDocument::new("");
    let mut names = BTreeMap::new();
    let mut shown = Vec::new();
    for (face, copies) in fonts.subsets_by_face.iter_mut().enumerate() {
        let file = &faces.faces()[face];
        for (number, copy) in copies.iter_mut().enumerate() {
            let subset = subsetter::subset(&file.bytes, 0, &copy.glyph_remapper)
                .expect("a carried face can be cut down");
            let font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
                .expect("a cut-down face can be read");
            let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
            let codes = cff_charset_gid_to_cid_map(&subset, 0);
            for drawn in &mut copy.subset_glyphs {
                let code = codes
                    .as_ref()
                    .and_then(|codes| codes.get(&drawn.subset_glyph_id));
                drawn.character_code = code.copied().unwrap_or(drawn.subset_glyph_id);
                drawn.advance_width = font
                    .get_glyph_width(drawn.subset_glyph_id)
                    .map_or(0.0, f32::from)
                    / em;
            }
            let name = file.name.trim_end_matches(".ttf").trim_end_matches(".otf");
            let id = font_resource_name((face, number));
            names.insert(id.clone(), name.to_owned());
            shown.extend(show_each_glyph_once(&id, copy));
            let map = &mut document.resources.fonts.map;
            map.insert(FontId(id), PdfFont::new(font));
        }
    }
    let mut marks: Vec<Vec<MarkedContent>> = laid
        .structure_tree
        .tagged_content_owners
        .iter()
        .map(|_| Vec::new())
        .collect();
    let mut pages = Vec::new();
    let mut contents = Vec::new();
    let mut made = Vec::new();
    for page in laid.pages.iter().enumerate() {
        let drawn = page_content::write_page_content(laid, &fonts, page);
        contents.push(compress_zlib(&drawn.operator_bytes));
        pages.push(
            drawn
                .marked_contents
                .iter()
                .map(|(slot, _)| *slot)
                .collect(),
        );
        for (slot, marked) in drawn.marked_contents {
            marks[slot.0].push(marked);
        }
        let size = |points: f32| printpdf::Mm::from(Pt(points));
        let ops = std::mem::take(&mut shown);
        made.push(PdfPage::new(
            size(laid.page_width),
            size(laid.page_height),
            ops,
        ));
    }
    document.with_pages(made);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let file = document.to_lopdf_document(&options, &mut Vec::new());
    UntaggedPdf {
        pdf_file: file,
        compressed_page_contents: contents,
        marked_contents_by_id: marks,
        content_ids_by_page: pages,
        face_names_by_resource: names,
    }
}

/// Shows every glyph of a copy once: what printpdf sees shown it embeds, with widths and texts. To
/// have it write whole pages takes ten times as long, for it keeps each glyph as three objects.
fn show_each_glyph_once(resource: &str, copy: &FontSubset) -> Vec<Op> {
    let glyphs = copy
        .subset_glyphs
        .iter()
        .map(|drawn| Codepoint::with_cid(drawn.subset_glyph_id, 0.0, drawn.unicode_text.clone()));
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
