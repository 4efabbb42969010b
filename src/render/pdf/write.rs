//! From laid pages to PDF pages: the file with its faces, and what stands on each page. The only file
//! that knows printpdf and subsetter.

mod content;
mod operators;

use std::collections::BTreeMap;

use printpdf::font::cff_charset_gid_to_cid_map;
use printpdf::text::Codepoint;
use printpdf::{
    FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};
use subsetter::GlyphRemapper;

use super::font::{Faces, Glyph, Run};
use super::pack::packed;
use super::page::{Laid, Placed, Thing};
use super::tag::File;
use super::tree::SlotId;
use crate::render::Face;

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

/// Marked content: a piece of a page with a number.
pub(super) struct Marked {
    /// The page, from 0.
    pub(super) page: usize,
    /// Its number on the page.
    pub(super) number: i64,
    /// The words in the order they are read, where the glyphs stand in the other order.
    pub(super) instead: Option<String>,
}

/// A face as used in one file. A glyph that stands for different texts in different places (Arabic
/// letters that share a body, the no-break space) goes into a second copy with a map of its own.
#[derive(Default)]
struct Copy {
    remapper: GlyphRemapper,
    /// In the order they are first drawn.
    drawn: Vec<Drawn>,
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
struct Drawn {
    /// What it is copied out as.
    text: String,
    /// Its number in the copy.
    id: u16,
    /// The number it is shown by; another one in some faces with PostScript outlines.
    code: u16,
    /// Its width as readers know it, in parts of the size; 0 until the copy is made.
    width: f32,
}

/// What the glyphs of a file are shown by.
struct Fonts {
    /// For each face its copies.
    copies: Vec<Vec<Copy>>,
    /// For a face with right-to-left ligatures, its glyph without ink or width.
    blanks: BTreeMap<usize, Option<u16>>,
}

/// A glyph as it is written.
struct Sign<'a> {
    id: u16,
    text: &'a str,
    advance: f32,
    dx: f32,
    dy: f32,
}

/// Whether a face can be cut down to the glyphs of a document and written.
pub(in crate::render) fn can_embed(face: &Face) -> bool {
    let mut some = GlyphRemapper::new();
    some.remap(1);
    subsetter::subset(&face.bytes, 0, &some)
        .is_ok_and(|cut| ParsedFont::from_bytes(&cut, 0, &mut Vec::new()).is_some())
        && ParsedFont::from_bytes(&face.bytes, 0, &mut Vec::new()).is_some()
}

/// Writes the pages.
pub(super) fn write(laid: &Laid, faces: &Faces) -> Written {
    let mut fonts = Fonts {
        copies: faces.files().iter().map(|_| Vec::new()).collect(),
        blanks: BTreeMap::new(),
    };
    for placed in laid
        .pages
        .iter()
        .flat_map(|page| page.under.iter().chain(&page.words))
    {
        match &placed.thing {
            Thing::Words(run) | Thing::Turned(run, _) => fonts.note(run, faces),
            Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => {}
        }
    }
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
        let drawn = content::page(laid, &fonts, page);
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

fn resource((face, copy): (usize, usize)) -> String {
    if copy == 0 {
        format!("Face{face}")
    } else {
        format!("Face{face}x{copy}")
    }
}

/// The words of a run that is read from right to left.
fn turned_text(placed: &Placed) -> Option<&str> {
    match &placed.thing {
        Thing::Words(run) | Thing::Turned(run, _) => run.rtl.then_some(run.text.as_str()),
        Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => None,
    }
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
    fn signs<'a>(&self, run: &'a Run) -> Vec<Sign<'a>> {
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

    fn find(&self, face: usize, sign: &Sign<'_>) -> ((usize, usize), &Drawn) {
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

/// The name of the logo among the resources of a page; `tag` adds the object.
pub(super) const LOGO: &str = "Logo";
