//! What the glyphs of a file are shown by: copies of its faces, cut down to what is drawn.

use std::collections::BTreeMap;

use printpdf::ParsedFont;
use subsetter::GlyphRemapper;

use crate::render::pdf::paged_document::{Laid, Thing};
use crate::render::pdf::text_shaping::{Faces, Glyph, Run};

/// A face as used in one file. A glyph that stands for different texts in different places (Arabic
/// letters that share a body, the no-break space) goes into a second copy with a map of its own.
#[derive(Default)]
pub(super) struct Copy {
    pub(super) remapper: GlyphRemapper,
    /// In the order they are first drawn.
    pub(super) drawn: Vec<Drawn>,
    /// For each glyph of the face its place among those that are drawn, counted from 1; 0 if it is not.
    places: Vec<u16>,
}

impl Copy {
    fn get(&self, id: u16) -> Option<&Drawn> {
        let place = *self.places.get(usize::from(id))?;
        self.drawn.get(usize::from(place.checked_sub(1)?))
    }

    fn draw(&mut self, sign: &Sign<'_>) {
        self.drawn.push(Drawn {
            text: sign.text.to_owned(),
            id: self.remapper.remap(sign.id),
            code: 0,
            width: 0.0,
        });
        let at = usize::from(sign.id);
        if at >= self.places.len() {
            self.places.resize(at + 1, 0);
        }
        self.places[at] = u16::try_from(self.drawn.len()).expect("a face has fewer glyphs");
    }
}

/// A glyph in a copy of its face.
pub(super) struct Drawn {
    /// What it is copied out as.
    pub(super) text: String,
    /// Its number in the copy.
    pub(super) id: u16,
    /// The number it is shown by; another one in some faces with PostScript outlines.
    pub(super) code: u16,
    /// Its width as readers know it, in parts of the size; 0 until the copy is made.
    pub(super) width: f32,
}

/// What the glyphs of a file are shown by.
pub(super) struct Fonts {
    /// For each face its copies.
    pub(super) copies: Vec<Vec<Copy>>,
    /// For a face with right-to-left ligatures, its glyph without ink or width.
    blanks: BTreeMap<usize, Option<u16>>,
}

/// A glyph as it is written.
pub(super) struct Sign<'a> {
    pub(super) id: u16,
    text: &'a str,
    pub(super) advance: f32,
    pub(super) dx: f32,
    pub(super) dy: f32,
}

/// ZERO WIDTH SPACE: without ink or width in the carried faces (the joiners have ink).
const ZERO_WIDTH: u32 = 0x200B;

/// Whether several letters of a right-to-left script stand in one glyph.
fn right_to_left(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|letter| ('\u{590}'..='\u{8FF}').contains(&letter))
        && letters.next().is_some()
}

/// The text a glyph is copied out as.
fn text_of(text: &str) -> &str {
    if text == "\u{A0}" { " " } else { text }
}

impl Fonts {
    /// The glyphs of all words on the pages.
    pub(super) fn of(laid: &Laid, faces: &Faces) -> Self {
        let mut fonts = Self {
            copies: faces.files().iter().map(|_| Vec::new()).collect(),
            blanks: BTreeMap::new(),
        };
        let pages = laid.pages.iter();
        for placed in pages.flat_map(|page| page.under.iter().chain(&page.words)) {
            match &placed.thing {
                Thing::Words(run) | Thing::Turned(run, _) => fonts.note(run, faces),
                Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => {}
            }
        }
        fonts
    }

    /// Gives each glyph of a run a place in a copy of its face.
    fn note(&mut self, run: &Run, faces: &Faces) {
        let joined = |glyph: &Glyph| right_to_left(&run.text[glyph.text.clone()]);
        if run.glyphs.iter().any(joined) {
            self.blanks.entry(run.face).or_insert_with(|| {
                let font =
                    ParsedFont::from_bytes(&faces.files()[run.face].bytes, 0, &mut Vec::new());
                font.and_then(|font| font.lookup_glyph_index(ZERO_WIDTH))
            });
        }
        for sign in self.signs(run) {
            let copies = &mut self.copies[run.face];
            // The first copy that has this glyph with this text, or room for it.
            let there = copies.iter().position(|copy| {
                copy.get(sign.id)
                    .is_none_or(|drawn| drawn.text == sign.text)
            });
            let number = there.unwrap_or_else(|| {
                copies.push(Copy::default());
                copies.len() - 1
            });
            if copies[number].get(sign.id).is_none() {
                copies[number].draw(&sign);
            }
        }
    }

    /// The glyphs to write. Readers turn right-to-left text round glyph by glyph and would turn the
    /// letters of a ligature with it; so its later letters go to blank glyphs at its left.
    pub(super) fn signs<'a>(&self, run: &'a Run) -> Vec<Sign<'a>> {
        let mut signs = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text.clone()];
            let mut own = text_of(text);
            if right_to_left(text)
                && let Some(Some(blank)) = self.blanks.get(&run.face)
            {
                while let Some((last, _)) = own.char_indices().next_back().filter(|at| at.0 > 0) {
                    signs.push(Sign {
                        id: *blank,
                        text: &own[last..],
                        advance: 0.0,
                        dx: 0.0,
                        dy: 0.0,
                    });
                    own = &own[..last];
                }
            }
            let Glyph {
                id,
                advance,
                dx,
                dy,
                ..
            } = *glyph;
            signs.push(Sign {
                id,
                text: own,
                advance,
                dx,
                dy,
            });
        }
        signs
    }

    pub(super) fn find(&self, face: usize, sign: &Sign<'_>) -> ((usize, usize), &Drawn) {
        self.copies[face]
            .iter()
            .enumerate()
            .find_map(|(number, copy)| {
                let drawn = copy.get(sign.id)?;
                (drawn.text == sign.text).then_some(((face, number), drawn))
            })
            .expect("every glyph was noted")
    }
}

/// The name of a copy of a face among the resources of a page.
pub(super) fn resource((face, copy): (usize, usize)) -> String {
    if copy == 0 {
        format!("Face{face}")
    } else {
        format!("Face{face}x{copy}")
    }
}
