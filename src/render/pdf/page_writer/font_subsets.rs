//! What the glyphs of a file are shown by: copies of its faces, cut down to what is drawn.

use std::collections::BTreeMap;

use printpdf::ParsedFont;
use subsetter::GlyphRemapper;

use crate::render::pdf::paged_document::{PageItem, PagedDocument};
use crate::render::pdf::text_shaping::{FontSet, Glyph, GlyphRun};

/// A face as used in one file. A glyph that stands for different texts in different places (Arabic
/// letters that share a body, the no-break space) goes into a second copy with a map of its own.
#[derive(Default)]
pub(super) struct FontSubset {
    pub(super) glyph_remapper: GlyphRemapper,
    /// In the order they are first drawn.
    pub(super) subset_glyphs: Vec<SubsetGlyph>,
    /// For each glyph of the face its place among those that are drawn, counted from 1; 0 if it is not.
    position_by_glyph_id: Vec<u16>,
}

impl FontSubset {
    fn find_glyph(&self, id: u16) -> Option<&SubsetGlyph> {
        let place = *self.position_by_glyph_id.get(usize::from(id))?;
        self.subset_glyphs.get(usize::from(place.checked_sub(1)?))
    }

    fn add_glyph(&mut self, sign: &GlyphToShow<'_>) {
        self.subset_glyphs.push(SubsetGlyph {
            unicode_text: sign.unicode_text.to_owned(),
            subset_glyph_id: self.glyph_remapper.remap(sign.glyph_id),
            character_code: 0,
            advance_width: 0.0,
        });
        let at = usize::from(sign.glyph_id);
        if at >= self.position_by_glyph_id.len() {
            self.position_by_glyph_id.resize(at + 1, 0);
        }
        self.position_by_glyph_id[at] =
            u16::try_from(self.subset_glyphs.len()).expect("a face has fewer glyphs");
    }
}

/// A glyph in a copy of its face.
pub(super) struct SubsetGlyph {
    /// What it is copied out as.
    pub(super) unicode_text: String,
    /// Its number in the copy.
    pub(super) subset_glyph_id: u16,
    /// The number it is shown by; another one in some faces with PostScript outlines.
    pub(super) character_code: u16,
    /// Its width as readers know it, in parts of the size; 0 until the copy is made.
    pub(super) advance_width: f32,
}

/// What the glyphs of a file are shown by.
pub(super) struct FontSubsets {
    /// For each face its copies.
    pub(super) subsets_by_face: Vec<Vec<FontSubset>>,
    /// For a face with right-to-left ligatures, its glyph without ink or width.
    blank_glyph_by_face: BTreeMap<usize, Option<u16>>,
}

/// A glyph as it is written.
pub(super) struct GlyphToShow<'a> {
    pub(super) glyph_id: u16,
    unicode_text: &'a str,
    pub(super) advance: f32,
    pub(super) x_offset: f32,
    pub(super) y_offset: f32,
}

/// ZERO WIDTH SPACE: without ink or width in the carried faces (the joiners have ink).
const ZERO_WIDTH_SPACE: u32 = 0x200B;

/// Whether several letters of a right-to-left script stand in one glyph.
fn is_rtl_ligature(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|letter| ('\u{590}'..='\u{8FF}').contains(&letter))
        && letters.next().is_some()
}

/// The text a glyph is copied out as.
fn replace_no_break_space(text: &str) -> &str {
    if text == "\u{A0}" { " " } else { text }
}

impl FontSubsets {
    /// The glyphs of all words on the pages.
    pub(super) fn from_pages(laid: &PagedDocument, faces: &FontSet) -> Self {
        let mut fonts = Self {
            subsets_by_face: faces.faces().iter().map(|_| Vec::new()).collect(),
            blank_glyph_by_face: BTreeMap::new(),
        };
        let pages = laid.pages.iter();
        for placed in pages.flat_map(|page| page.background_items.iter().chain(&page.content_items))
        {
            match &placed.item {
                PageItem::Text(run) | PageItem::RotatedText(run, _) => {
                    fonts.add_run_glyphs(run, faces)
                }
                PageItem::FilledBox { .. }
                | PageItem::FilledCircle { .. }
                | PageItem::Picture { .. } => {}
            }
        }
        fonts
    }

    /// Gives each glyph of a run a place in a copy of its face.
    fn add_run_glyphs(&mut self, run: &GlyphRun, faces: &FontSet) {
        let joined = |glyph: &Glyph| is_rtl_ligature(&run.text[glyph.text_range.clone()]);
        if run.glyphs.iter().any(joined) {
            self.blank_glyph_by_face
                .entry(run.face_index)
                .or_insert_with(|| {
                    let font = ParsedFont::from_bytes(
                        &faces.faces()[run.face_index].bytes,
                        0,
                        &mut Vec::new(),
                    );
                    font.and_then(|font| font.lookup_glyph_index(ZERO_WIDTH_SPACE))
                });
        }
        for sign in self.glyphs_to_show(run) {
            let copies = &mut self.subsets_by_face[run.face_index];
            // The first copy that has this glyph with this text, or room for it.
            let there = copies.iter().position(|copy| {
                copy.find_glyph(sign.glyph_id)
                    .is_none_or(|drawn| drawn.unicode_text == sign.unicode_text)
            });
            let number = there.unwrap_or_else(|| {
                copies.push(FontSubset::default());
                copies.len() - 1
            });
            if copies[number].find_glyph(sign.glyph_id).is_none() {
                copies[number].add_glyph(&sign);
            }
        }
    }

    /// The glyphs to write. Readers turn right-to-left text round glyph by glyph and would turn the
    /// letters of a ligature with it; so its later letters go to blank glyphs at its left.
    pub(super) fn glyphs_to_show<'a>(&self, run: &'a GlyphRun) -> Vec<GlyphToShow<'a>> {
        let mut signs = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text_range.clone()];
            let mut own = replace_no_break_space(text);
            if is_rtl_ligature(text)
                && let Some(Some(blank)) = self.blank_glyph_by_face.get(&run.face_index)
            {
                while let Some((last, _)) = own.char_indices().next_back().filter(|at| at.0 > 0) {
                    signs.push(GlyphToShow {
                        glyph_id: *blank,
                        unicode_text: &own[last..],
                        advance: 0.0,
                        x_offset: 0.0,
                        y_offset: 0.0,
                    });
                    own = &own[..last];
                }
            }
            let Glyph {
                id,
                advance,
                x_offset: dx,
                y_offset: dy,
                ..
            } = *glyph;
            signs.push(GlyphToShow {
                glyph_id: id,
                unicode_text: own,
                advance,
                x_offset: dx,
                y_offset: dy,
            });
        }
        signs
    }

    pub(super) fn find_subset_glyph(
        &self,
        face: usize,
        sign: &GlyphToShow<'_>,
    ) -> ((usize, usize), &SubsetGlyph) {
        self.subsets_by_face[face]
            .iter()
            .enumerate()
            .find_map(|(number, copy)| {
                let drawn = copy.find_glyph(sign.glyph_id)?;
                (drawn.unicode_text == sign.unicode_text).then_some(((face, number), drawn))
            })
            .expect("every glyph was noted")
    }
}

/// The name of a copy of a face among the resources of a page.
pub(super) fn font_resource_name((face, copy): (usize, usize)) -> String {
    if copy == 0 {
        format!("Face{face}")
    } else {
        format!("Face{face}x{copy}")
    }
}
