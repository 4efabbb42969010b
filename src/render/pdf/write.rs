//! From laid pages to PDF pages: operators, marked content, embedded faces. The only file that
//! knows printpdf and subsetter.

use std::collections::BTreeMap;

use printpdf::text::Codepoint;
use printpdf::{
    Color, CurTransMat, DictItem, FontId, Greyscale, LinePoint, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    Rect, Rgb, TextItem, TextMatrix, WindingOrder, XObjectId, XObjectTransform,
};
use subsetter::GlyphRemapper;

use super::font::{Faces, Glyph, Run};
use super::page::{Laid, Mark, Page, Placed, Thing};
use super::tag::{File, integer};
use super::tree::{SlotId, Tree};
use crate::render::picture::{Picture, PictureKind};
use crate::render::{Colour, Face};

/// The pages as a printpdf-made lopdf document, and where each slot's words came to stand.
pub(super) struct Written {
    /// Pages and faces, no structure yet.
    pub file: File,
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
    drawn: BTreeMap<u16, Drawn>,
}

/// A glyph in a copy of its face.
struct Drawn {
    /// What it is copied out as.
    text: String,
    /// Its number in the copy.
    id: u16,
    /// Its width as readers know it, in parts of the size; 0 until the copy is made.
    width: f32,
}

struct Writer<'a> {
    tree: &'a Tree,
    /// For each face its copies.
    copies: Vec<Vec<Copy>>,
    /// For a face with right-to-left ligatures, its glyph without ink or width.
    blanks: BTreeMap<usize, Option<u16>>,
    height: f32,
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
    let mut writer = Writer {
        tree: &laid.tree,
        copies: faces.files().iter().map(|_| Vec::new()).collect(),
        blanks: BTreeMap::new(),
        height: laid.height,
    };
    for placed in laid
        .pages
        .iter()
        .flat_map(|page| page.under.iter().chain(&page.words))
    {
        match &placed.thing {
            Thing::Words(run) | Thing::Turned(run, _) => writer.note(run, faces),
            Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => {}
        }
    }
    let mut document = PdfDocument::new("");
    let mut names = BTreeMap::new();
    for (face, copies) in writer.copies.iter_mut().enumerate() {
        let file = &faces.files()[face];
        for (number, copy) in copies.iter_mut().enumerate() {
            let subset = subsetter::subset(&file.bytes, 0, &copy.remapper)
                .expect("a carried face can be cut down");
            let font = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
                .expect("a cut-down face can be read");
            let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
            for drawn in copy.drawn.values_mut() {
                drawn.width = font.get_glyph_width(drawn.id).map_or(0.0, f32::from) / em;
            }
            let name = file.name.trim_end_matches(".ttf").trim_end_matches(".otf");
            let id = resource((face, number));
            names.insert(id.clone(), name.to_owned());
            let fonts = &mut document.resources.fonts.map;
            fonts.insert(FontId(id), PdfFont::new(font));
        }
    }
    let mut marks: Vec<Vec<Marked>> = laid.tree.slots.iter().map(|_| Vec::new()).collect();
    let mut pages = Vec::new();
    let mut made = Vec::new();
    for (number, page) in laid.pages.iter().enumerate() {
        let mut slots = Vec::new();
        let ops = writer.page(page, number, &mut marks, &mut slots);
        let size = |points: f32| printpdf::Mm::from(Pt(points));
        made.push(PdfPage::new(size(laid.width), size(laid.height), ops));
        pages.push(slots);
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
        marks,
        pages,
        names,
    }
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

impl Writer<'_> {
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
            let holds = |copy: &Copy| match copy.drawn.get(&sign.id) {
                Some(drawn) => drawn.text == sign.text,
                None => true,
            };
            let number = copies.iter().position(holds).unwrap_or_else(|| {
                copies.push(Copy::default());
                copies.len() - 1
            });
            let copy = &mut copies[number];
            copy.drawn.entry(sign.id).or_insert_with(|| Drawn {
                text: sign.text.to_owned(),
                id: copy.remapper.remap(sign.id),
                width: 0.0,
            });
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
                let drawn = copy.drawn.get(&sign.id)?;
                (drawn.text == sign.text).then_some(((face, number), drawn))
            })
            .expect("every glyph was noted")
    }

    fn page(
        &self,
        page: &Page,
        number: usize,
        marks: &mut [Vec<Marked>],
        slots: &mut Vec<SlotId>,
    ) -> Vec<Op> {
        let mut ops = Vec::new();
        let all: Vec<&Placed> = page.under.iter().chain(&page.words).collect();
        let together = |one: &&Placed, next: &&Placed| {
            one.mark == next.mark && turned_text(one).is_none() && turned_text(next).is_none()
        };
        for group in all.chunk_by(together) {
            ops.push(match group[0].mark {
                Mark::Slot(slot) => {
                    let id = integer(slots.len());
                    slots.push(slot);
                    marks[slot.0].push(Marked {
                        page: number,
                        number: id,
                        instead: turned_text(group[0]).map(str::to_owned),
                    });
                    let kind = self.tree.elements[self.tree.slots[slot.0].0].kind;
                    begin(kind.name(), [("MCID", DictItem::Int(id))])
                }
                Mark::Drawing => begin("Artifact", [("Type", name("Layout"))]),
                Mark::Header => pagination("Header"),
                Mark::Footer => pagination("Footer"),
                Mark::Watermark => pagination("Watermark"),
                Mark::Again => begin("Artifact", [("Type", name("Pagination"))]),
            });
            let mut open = false;
            let mut state = State::default();
            for placed in group {
                match &placed.thing {
                    Thing::Words(run) => {
                        if !open {
                            ops.push(Op::StartTextSection);
                            open = true;
                        }
                        self.words(run, placed, None, &mut state, &mut ops);
                    }
                    Thing::Turned(run, angle) => {
                        if !open {
                            ops.push(Op::StartTextSection);
                            open = true;
                        }
                        self.words(run, placed, Some(*angle), &mut state, &mut ops);
                    }
                    Thing::Box {
                        width,
                        height,
                        fill,
                    } => {
                        if std::mem::take(&mut open) {
                            ops.push(Op::EndTextSection);
                            state = State::default();
                        }
                        ops.push(Op::SetFillColor { col: colour(*fill) });
                        ops.push(Op::DrawRectangle {
                            rectangle: Rect {
                                x: Pt(placed.x),
                                y: Pt(self.height - placed.y - height),
                                width: Pt(*width),
                                height: Pt(*height),
                                mode: Some(PaintMode::Fill),
                                winding_order: Some(WindingOrder::NonZero),
                            },
                        });
                    }
                    Thing::Picture {
                        width,
                        height,
                        picture,
                    } => {
                        if std::mem::take(&mut open) {
                            ops.push(Op::EndTextSection);
                        }
                        state = State::default();
                        let bottom = self.height - placed.y - height;
                        show(picture, (placed.x, bottom), (*width, *height), &mut ops);
                    }
                    Thing::Disc { radius, fill } => {
                        if std::mem::take(&mut open) {
                            ops.push(Op::EndTextSection);
                            state = State::default();
                        }
                        ops.push(Op::SetFillColor { col: colour(*fill) });
                        ops.push(disc(placed.x, self.height - placed.y, *radius));
                    }
                }
            }
            if open {
                ops.push(Op::EndTextSection);
            }
            ops.push(Op::EndMarkedContent);
        }
        ops
    }

    fn words(
        &self,
        run: &Run,
        placed: &Placed,
        turn: Option<f32>,
        state: &mut State,
        ops: &mut Vec<Op>,
    ) {
        if state.fill != Some(run.paint.colour) {
            ops.push(Op::SetFillColor {
                col: colour(run.paint.colour),
            });
            state.fill = Some(run.paint.colour);
        }
        let mut at = 0.0;
        let mut piece: Option<Piece> = None;
        for glyph in self.signs(run) {
            let (key, drawn) = self.find(run.face, &glyph);
            let moved = glyph.dx != 0.0 || glyph.dy != 0.0;
            if piece
                .as_ref()
                .is_some_and(|open| moved || open.key != key || open.rise != 0.0)
            {
                self.flush(piece.take(), run, placed, turn, state, ops);
            }
            let open = piece.get_or_insert_with(|| Piece {
                key,
                start: at + glyph.dx,
                pen: 0.0,
                rise: glyph.dy,
                glyphs: Vec::with_capacity(run.glyphs.len()),
            });
            // What the pen of a reader is off by before this glyph, put behind the one before it.
            let off = (open.start + open.pen - (at + glyph.dx)) * 1000.0 / run.size;
            if off.abs() >= 0.5
                && let Some(last) = open.glyphs.last_mut()
            {
                let kern = off.round();
                last.offset = kern;
                open.pen -= kern * run.size / 1000.0;
            }
            let text = drawn.text.clone();
            open.glyphs.push(Codepoint::with_cid(drawn.id, 0.0, text));
            open.pen += drawn.width * run.size;
            at += glyph.advance;
        }
        self.flush(piece, run, placed, turn, state, ops);
    }

    fn flush(
        &self,
        piece: Option<Piece>,
        run: &Run,
        placed: &Placed,
        turn: Option<f32>,
        state: &mut State,
        ops: &mut Vec<Op>,
    ) {
        let Some(piece) = piece else { return };
        if state.font != Some((piece.key, run.size)) {
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(FontId(resource(piece.key))),
                size: Pt(run.size),
            });
            state.font = Some((piece.key, run.size));
        }
        let (x, y) = (placed.x, self.height - placed.y);
        let matrix = match turn {
            None => [
                1.0,
                0.0,
                0.0,
                1.0,
                round(x + piece.start),
                round(y + piece.rise),
            ],
            Some(angle) => {
                let (sin, cos) = angle.to_radians().sin_cos();
                [
                    cos,
                    sin,
                    -sin,
                    cos,
                    x + piece.start * cos - piece.rise * sin,
                    y + piece.start * sin + piece.rise * cos,
                ]
                .map(round)
            }
        };
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw(matrix),
        });
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(piece.glyphs)],
        });
    }
}

#[derive(Default)]
struct State {
    fill: Option<Colour>,
    font: Option<((usize, usize), f32)>,
}

struct Piece {
    key: (usize, usize),
    start: f32,
    pen: f32,
    rise: f32,
    glyphs: Vec<Codepoint>,
}

fn round(points: f32) -> f32 {
    (points * 1000.0).round() / 1000.0
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn begin<const N: usize>(tag: &str, entries: [(&str, DictItem); N]) -> Op {
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties: DictItem::Dict {
            map: entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        },
    }
}

fn pagination(subtype: &str) -> Op {
    begin(
        "Artifact",
        [("Type", name("Pagination")), ("Subtype", name(subtype))],
    )
}

fn colour(colour: Colour) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    if colour.red == colour.green && colour.green == colour.blue {
        return Color::Greyscale(Greyscale {
            percent: part(colour.red),
            icc_profile: None,
        });
    }
    Color::Rgb(Rgb {
        r: part(colour.red),
        g: part(colour.green),
        b: part(colour.blue),
        icc_profile: None,
    })
}

/// The name of the logo among the resources of a page; `tag` adds the object.
pub(super) const LOGO: &str = "Logo";

/// Shows the logo in a box whose lower left corner is given.
fn show(
    picture: &Picture,
    (x, bottom): (f32, f32),
    (width, height): (f32, f32),
    ops: &mut Vec<Op>,
) {
    // Points fill a square of 1; outlines keep their units, in which y grows downwards.
    let matrix = match &picture.kind {
        PictureKind::Jpeg { .. } | PictureKind::Pixels { .. } => {
            [width, 0.0, 0.0, height, x, bottom]
        }
        PictureKind::Shapes(_) => [
            width / picture.width,
            0.0,
            0.0,
            -height / picture.height,
            x,
            bottom + height,
        ],
    };
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::SetTransformationMatrix {
        matrix: CurTransMat::Raw(matrix),
    });
    ops.push(Op::UseXobject {
        id: XObjectId(LOGO.to_owned()),
        transform: XObjectTransform {
            no_auto_scale: true,
            ..XObjectTransform::default()
        },
    });
    ops.push(Op::RestoreGraphicsState);
}

fn disc(x: f32, y: f32, radius: f32) -> Op {
    // Four arcs; the handle's length makes them round to a thousandth.
    let handle = radius * 0.5523;
    let point = |dx: f32, dy: f32, bezier: bool| LinePoint {
        p: Point {
            x: Pt(round(x + dx)),
            y: Pt(round(y + dy)),
        },
        bezier,
    };
    let points = vec![
        point(radius, 0.0, false),
        point(radius, handle, true),
        point(handle, radius, true),
        point(0.0, radius, false),
        point(-handle, radius, true),
        point(-radius, handle, true),
        point(-radius, 0.0, false),
        point(-radius, -handle, true),
        point(-handle, -radius, true),
        point(0.0, -radius, false),
        point(handle, -radius, true),
        point(radius, -handle, true),
        point(radius, 0.0, false),
    ];
    Op::DrawPolygon {
        polygon: Polygon {
            rings: vec![PolygonRing { points }],
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        },
    }
}
