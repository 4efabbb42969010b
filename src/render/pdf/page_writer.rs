//! Writes laid-out pages as PDF pages with embedded fonts. Only this module and `font_subsets` use
//! printpdf and subsetter.

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

use super::paged_document::PagedDocument;
use super::pdf_types::{MarkedContent, PdfFile};
use super::stream_compression::compress_zlib;
use super::structure_tree::TaggedContentId;
use super::text_shaping::FontSet;
use crate::render::theme::FontFile;
use font_subsets::{FontSubset, FontSubsets, font_resource_name};

/// A PDF without tags or page contents, and the marked content of its pages.
pub(super) struct UntaggedPdf {
    /// Pages and fonts; the content streams are placeholders.
    pub pdf_file: PdfFile,
    /// Compressed operators of each page.
    pub compressed_page_contents: Vec<Vec<u8>>,
    /// Marked content of each tagged content, by its id.
    pub marked_contents_by_id: Vec<Vec<MarkedContent>>,
    /// For each page, the tagged content of each MCID.
    pub content_ids_by_page: Vec<Vec<TaggedContentId>>,
    /// Font name by resource name.
    pub face_names_by_resource: BTreeMap<String, String>,
}

/// Whether a font file can be subset and embedded.
pub(crate) fn can_embed_face(face: &FontFile) -> bool {
    let mut remapper = GlyphRemapper::new();
    remapper.remap(1);
    subsetter::subset(&face.bytes, 0, &remapper)
        .is_ok_and(|subset_font| ParsedFont::from_bytes(&subset_font, 0, &mut Vec::new()).is_some())
        && ParsedFont::from_bytes(&face.bytes, 0, &mut Vec::new()).is_some()
}

/// Draws the pages and embeds their fonts.
pub(super) fn write_untagged_pdf(layout: &PagedDocument, font_set: &FontSet) -> UntaggedPdf {
    let mut font_subsets = FontSubsets::from_pages(layout, font_set);
    let mut document = PdfDocument::new("");
    let mut face_names = BTreeMap::new();
    let mut glyph_ops = Vec::new();
    for (face, subsets) in font_subsets.subsets_by_face.iter_mut().enumerate() {
        let file = &font_set.faces()[face];
        for (number, subset) in subsets.iter_mut().enumerate() {
            let subset_font = subsetter::subset(&file.bytes, 0, &subset.glyph_remapper)
                .expect("a checked font can be subset");
            let font = ParsedFont::from_bytes(&subset_font, 0, &mut Vec::new())
                .expect("a font subset can be parsed");
            let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
            let character_codes = cff_charset_gid_to_cid_map(&subset_font, 0);
            for glyph in &mut subset.subset_glyphs {
                let code = character_codes
                    .as_ref()
                    .and_then(|codes| codes.get(&glyph.glyph_id));
                glyph.character_code = code.copied().unwrap_or(glyph.glyph_id);
                glyph.advance_width =
                    font.get_glyph_width(glyph.glyph_id).map_or(0.0, f32::from) / em;
            }
            let name = file.name.trim_end_matches(".ttf").trim_end_matches(".otf");
            let id = font_resource_name((face, number));
            face_names.insert(id.clone(), name.to_owned());
            glyph_ops.extend(show_each_glyph_once(&id, subset));
            let map = &mut document.resources.fonts.map;
            map.insert(FontId(id), PdfFont::new(font));
        }
    }
    let mut marked_contents: Vec<Vec<MarkedContent>> = Vec::new();
    marked_contents.resize_with(layout.structure_tree.tagged_content_owners.len(), Vec::new);
    let mut content_ids_by_page = Vec::new();
    let mut page_contents = Vec::new();
    let mut pdf_pages = Vec::new();
    for page in layout.pages.iter().enumerate() {
        let content = page_content::write_page_content(layout, &font_subsets, page);
        page_contents.push(compress_zlib(&content.operator_bytes));
        let content_ids = content
            .marked_contents
            .iter()
            .flat_map(|(id, marked)| marked.mcids.iter().map(|_| *id));
        content_ids_by_page.push(content_ids.collect());
        for (content_id, marked) in content.marked_contents {
            marked_contents[content_id.0].push(marked);
        }
        let (width, height) = (Pt(layout.page_width), Pt(layout.page_height));
        let ops = std::mem::take(&mut glyph_ops);
        pdf_pages.push(PdfPage::new(width.into(), height.into(), ops));
    }
    document.with_pages(pdf_pages);
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let file = document.to_lopdf_document(&options, &mut Vec::new());
    UntaggedPdf {
        pdf_file: file,
        compressed_page_contents: page_contents,
        marked_contents_by_id: marked_contents,
        content_ids_by_page,
        face_names_by_resource: face_names,
    }
}

/// Returns operators that show every glyph of a subset once, because printpdf embeds only the glyphs
/// it sees in operators. Writing whole pages with printpdf takes ten times as long.
fn show_each_glyph_once(resource: &str, subset: &FontSubset) -> Vec<Op> {
    let glyphs = subset
        .subset_glyphs
        .iter()
        .map(|glyph| Codepoint::with_cid(glyph.glyph_id, 0.0, glyph.unicode_text.clone()));
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
