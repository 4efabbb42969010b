//! Font subsets of a file, limited to the glyphs that are drawn.

use std::collections::BTreeMap;

use printpdf::ParsedFont;
use subsetter::GlyphRemapper;

use crate::render::pdf::paged_document::{PageItem, PagedDocument};
use crate::render::pdf::text_shaping::{FontSet, Glyph, GlyphRun};
use crate::render::theme::FontFile;

/// A subset of a font face. A glyph that represents different texts in different places (Arabic
/// letters that share a shape, the no-break space) goes into a second subset with its own mapping.
#[derive(Default)]
pub(super) struct FontSubset {
    pub(super) glyph_remapper: GlyphRemapper,
    /// In the order of first use.
    pub(super) subset_glyphs: Vec<SubsetGlyph>,
    /// Position in `subset_glyphs` by glyph id, counted from 1; 0 if the glyph is not in the subset.
    position_by_glyph_id: Vec<u16>,
}

impl FontSubset {
    fn find_glyph(&self, id: u16) -> Option<&SubsetGlyph> {
        let position = self.position_by_glyph_id.get(usize::from(id))?;
        let index = position.checked_sub(1)?;
        self.subset_glyphs.get(usize::from(index))
    }

    fn add_glyph(&mut self, glyph: &GlyphToShow<'_>) {
        self.subset_glyphs.push(SubsetGlyph {
            unicode_text: glyph.unicode_text.to_owned(),
            glyph_id: self.glyph_remapper.remap(glyph.glyph_id),
            character_code: 0,
            advance_width: 0.0,
        });
        let index = usize::from(glyph.glyph_id);
        if index >= self.position_by_glyph_id.len() {
            self.position_by_glyph_id.resize(index + 1, 0);
        }
        self.position_by_glyph_id[index] =
            u16::try_from(self.subset_glyphs.len()).expect("a face has fewer glyphs");
    }
}

/// A glyph of a font subset.
pub(super) struct SubsetGlyph {
    /// Text that a reader copies for the glyph.
    pub(super) unicode_text: String,
    /// Glyph id in the subset.
    pub(super) glyph_id: u16,
    /// Code in content streams; differs from the glyph id in some fonts with PostScript outlines.
    pub(super) character_code: u16,
    /// Advance width as a fraction of the font size; 0 until the subset is built.
    pub(super) advance_width: f32,
}

/// Font subsets of a file.
pub(super) struct FontSubsets {
    pub(super) subsets_by_face: Vec<Vec<FontSubset>>,
    /// Blank glyph of each face with marks or right-to-left ligatures.
    blank_glyph_by_face: BTreeMap<usize, Option<BlankGlyph>>,
}

/// A glyph without outlines.
#[derive(Clone, Copy)]
struct BlankGlyph {
    id: u16,
    /// As a fraction of the font size.
    advance_width: f32,
}

/// A glyph to write, with its text and position.
pub(super) struct GlyphToShow<'a> {
    pub(super) glyph_id: u16,
    unicode_text: &'a str,
    pub(super) advance: f32,
    pub(super) x_offset: f32,
    pub(super) y_offset: f32,
    /// Text that replaces what the glyphs from this one to the next with `ends_replacement` represent.
    pub(super) replacement_text: Option<&'a str>,
    pub(super) ends_replacement: bool,
}

impl<'a> GlyphToShow<'a> {
    fn from_glyph(glyph: &Glyph, unicode_text: &'a str) -> Self {
        Self {
            glyph_id: glyph.id,
            unicode_text,
            advance: glyph.advance,
            x_offset: glyph.x_offset,
            y_offset: glyph.y_offset,
            replacement_text: None,
            ends_replacement: false,
        }
    }

    fn from_blank(blank: BlankGlyph, unicode_text: &'a str) -> Self {
        Self {
            glyph_id: blank.id,
            unicode_text,
            advance: 0.0,
            x_offset: 0.0,
            y_offset: 0.0,
            replacement_text: None,
            ends_replacement: false,
        }
    }
}

/// Text of glyphs that represent none. Every glyph must have text (PDF/UA-1, 7.21.7); readers skip this character.
const ZERO_WIDTH_SPACE: &str = "\u{200B}";

/// Says that a run is right-to-left where a mark, which has no direction, is its leftmost glyph.
const RIGHT_TO_LEFT_MARK: &str = "\u{200F}";

/// Whether a glyph is a mark that the font puts on a letter.
fn is_placed_mark(glyph: &Glyph) -> bool {
    glyph.advance == 0.0
        && (glyph.x_offset != 0.0 || glyph.y_offset != 0.0)
        && !glyph.text_range.is_empty()
}

/// Returns the face's glyph for ZERO WIDTH SPACE, or else for a space. The joiners are not blank in the built-in fonts.
fn find_blank_glyph(face: &FontFile) -> Option<BlankGlyph> {
    let font = ParsedFont::from_bytes(&face.bytes, 0, &mut Vec::new())?;
    let id = [0x200B, 0x20]
        .into_iter()
        .find_map(|character| font.lookup_glyph_index(character))?;
    let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
    let advance_width = font.get_glyph_width(id).map_or(0.0, f32::from) / em;
    Some(BlankGlyph { id, advance_width })
}

/// Whether a glyph's text is several letters of a right-to-left script.
fn is_rtl_ligature(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|letter| ('\u{590}'..='\u{8FF}').contains(&letter))
        && letters.next().is_some()
}

/// Returns the text that a reader copies for a glyph.
fn replace_no_break_space(text: &str) -> &str {
    if text == "\u{A0}" { " " } else { text }
}

impl FontSubsets {
    /// Collects the glyphs of all text on the pages.
    pub(super) fn from_pages(paged_document: &PagedDocument, font_set: &FontSet) -> Self {
        let mut subsets = Self {
            subsets_by_face: font_set.faces().iter().map(|_| Vec::new()).collect(),
            blank_glyph_by_face: BTreeMap::new(),
        };
        let pages = paged_document.pages.iter();
        for placed in pages.flat_map(|page| page.background_items.iter().chain(&page.content_items))
        {
            match &placed.item {
                PageItem::Text(run) | PageItem::RotatedText(run, _) => {
                    subsets.add_run_glyphs(run, font_set);
                }
                PageItem::FilledBox { .. }
                | PageItem::FilledCircle { .. }
                | PageItem::Picture { .. } => {}
            }
        }
        subsets
    }

    /// Adds each glyph of a run to a subset of its face.
    fn add_run_glyphs(&mut self, run: &GlyphRun, font_set: &FontSet) {
        let needs_blank = |glyph: &Glyph| {
            is_placed_mark(glyph) || is_rtl_ligature(&run.text[glyph.text_range.clone()])
        };
        if run.glyphs.iter().any(needs_blank) {
            self.blank_glyph_by_face
                .entry(run.face_index)
                .or_insert_with(|| find_blank_glyph(&font_set.faces()[run.face_index]));
        }
        for glyph in self.glyphs_to_show(run) {
            let subsets = &mut self.subsets_by_face[run.face_index];
            // The first subset with this glyph and text, or without this glyph.
            let existing = subsets.iter().position(|subset| {
                subset
                    .find_glyph(glyph.glyph_id)
                    .is_none_or(|known| known.unicode_text == glyph.unicode_text)
            });
            let subset_index = existing.unwrap_or_else(|| {
                subsets.push(FontSubset::default());
                subsets.len() - 1
            });
            if subsets[subset_index].find_glyph(glyph.glyph_id).is_none() {
                subsets[subset_index].add_glyph(&glyph);
            }
        }
    }

    /// Returns the glyphs of a run to write.
    ///
    /// Readers begin a new word or line where a mark stands above or below the baseline; so its text replaces that of
    /// the mark between two blank glyphs on the baseline. Readers reverse right-to-left text glyph by glyph, which
    /// would reverse the letters of a ligature; so its later letters go to blank glyphs on its left, and the text of a
    /// mark goes to one, too.
    pub(super) fn glyphs_to_show<'a>(&self, run: &'a GlyphRun) -> Vec<GlyphToShow<'a>> {
        let blank = self.blank_glyph_by_face.get(&run.face_index);
        let blank = blank.copied().flatten();
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text_range.clone()];
            if text.is_empty() {
                glyphs.push(GlyphToShow {
                    replacement_text: Some(""),
                    ends_replacement: true,
                    ..GlyphToShow::from_glyph(glyph, ZERO_WIDTH_SPACE)
                });
                continue;
            }
            let mut rest = replace_no_break_space(text);
            if is_rtl_ligature(text)
                && let Some(blank) = blank
            {
                while let Some((last, _)) = rest.char_indices().next_back().filter(|c| c.0 > 0) {
                    glyphs.push(GlyphToShow::from_blank(blank, &rest[last..]));
                    rest = &rest[..last];
                }
            }
            let Some(blank) = blank.filter(|_| is_placed_mark(glyph)) else {
                glyphs.push(GlyphToShow::from_glyph(glyph, rest));
                continue;
            };
            if run.rtl {
                if glyphs.is_empty() {
                    glyphs.push(GlyphToShow::from_blank(blank, RIGHT_TO_LEFT_MARK));
                }
                glyphs.push(GlyphToShow::from_blank(blank, rest));
                glyphs.push(GlyphToShow {
                    replacement_text: Some(""),
                    ends_replacement: true,
                    ..GlyphToShow::from_glyph(glyph, ZERO_WIDTH_SPACE)
                });
                continue;
            }
            glyphs.push(GlyphToShow {
                replacement_text: Some(rest),
                ..GlyphToShow::from_blank(blank, ZERO_WIDTH_SPACE)
            });
            glyphs.push(GlyphToShow::from_glyph(glyph, rest));
            // Ends where it began, whatever its width.
            glyphs.push(GlyphToShow {
                x_offset: -blank.advance_width * run.font_size,
                ends_replacement: true,
                ..GlyphToShow::from_blank(blank, ZERO_WIDTH_SPACE)
            });
        }
        glyphs
    }

    pub(super) fn find_subset_glyph(
        &self,
        face: usize,
        glyph: &GlyphToShow<'_>,
    ) -> ((usize, usize), &SubsetGlyph) {
        self.subsets_by_face[face]
            .iter()
            .enumerate()
            .find_map(|(subset_index, subset)| {
                let known = subset.find_glyph(glyph.glyph_id)?;
                (known.unicode_text == glyph.unicode_text).then_some(((face, subset_index), known))
            })
            .expect("every glyph was added to a subset")
    }
}

/// Returns the resource name of a font subset.
pub(super) fn font_resource_name((face, subset): (usize, usize)) -> String {
    if subset == 0 {
        format!("Face{face}")
    } else {
        format!("Face{face}x{subset}")
    }
}
