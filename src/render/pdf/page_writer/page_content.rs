//! What stands on a page, as operators: marked content, words, boxes, pictures.

use super::super::marked_content::{LOGO, Marked, integer};
use super::super::paged_document::{Laid, Mark, Page, Placed, Thing};
use super::super::structure_tree::SlotId;
use super::super::text_shaping::Run;
use super::font_subsets::{Fonts, resource};
use super::operator_buffer::Operators;
use crate::document::Color;
use crate::render::image::{Image, ImageContent};

/// What stands on a page.
pub(super) struct Drawn {
    pub(super) operators: Vec<u8>,
    /// The marked contents that hold words of the document, by their number, with the slots of the words.
    pub(super) marks: Vec<(SlotId, Marked)>,
}

/// Draws a page. Each piece of marked content that holds words of the document gets the next number.
pub(super) fn page(laid: &Laid, fonts: &Fonts, (number, page): (usize, &Page)) -> Drawn {
    let mut marks = Vec::new();
    let mut pen = Pen {
        content: Operators::new(),
        fonts,
        height: laid.height,
        writing: false,
        fill: None,
        font: None,
    };
    let all: Vec<&Placed> = page.under.iter().chain(&page.words).collect();
    let together = |one: &&Placed, next: &&Placed| {
        one.mark == next.mark && turned_text(one).is_none() && turned_text(next).is_none()
    };
    for group in all.chunk_by(together) {
        match group[0].mark {
            Mark::Slot(slot) => {
                let id = marks.len();
                let marked = Marked {
                    page: number,
                    number: integer(id),
                    instead: turned_text(group[0]).map(str::to_owned),
                };
                marks.push((slot, marked));
                let kind = laid.tree.elements[laid.tree.slots[slot.0].0].kind;
                pen.begin_slot(kind.name(), id);
            }
            Mark::Drawing => pen.begin_artifact(&[("Type", "/Layout")]),
            Mark::Header => pen.begin_running("/Header"),
            Mark::Footer => pen.begin_running("/Footer"),
            Mark::Watermark => pen.begin_running("/Watermark"),
            Mark::Again => pen.begin_artifact(&[("Type", "/Pagination")]),
        }
        for placed in group {
            pen.draw(placed);
        }
        pen.stop_writing();
        pen.content.numbers([], "EMC");
    }
    Drawn {
        operators: pen.content.into_bytes(),
        marks,
    }
}

/// Draws, and knows what is set.
struct Pen<'a> {
    content: Operators,
    fonts: &'a Fonts,
    height: f32,
    /// Between the operators that begin and end text.
    writing: bool,
    fill: Option<Color>,
    font: Option<((usize, usize), f32)>,
}

impl Pen<'_> {
    fn begin_slot(&mut self, kind: &str, id: usize) {
        self.content
            .begin_marked(kind, &[("MCID", &id.to_string())]);
    }

    fn begin_running(&mut self, subtype: &str) {
        self.begin_artifact(&[("Type", "/Pagination"), ("Subtype", subtype)]);
    }

    fn begin_artifact(&mut self, properties: &[(&str, &str)]) {
        self.content.begin_marked("Artifact", properties);
    }

    fn draw(&mut self, placed: &Placed) {
        match &placed.thing {
            Thing::Words(run) => self.words(run, placed, None),
            Thing::Turned(run, angle) => self.words(run, placed, Some(*angle)),
            Thing::Box {
                width,
                height,
                fill,
            } => {
                self.stop_writing();
                self.set_fill(*fill);
                let bottom = self.height - placed.y - height;
                self.content
                    .numbers([placed.x, bottom, *width, *height], "re");
                self.content.numbers([], "f");
            }
            Thing::Picture {
                width,
                height,
                picture,
            } => {
                self.stop_writing();
                let bottom = self.height - placed.y - height;
                self.picture(picture, (placed.x, bottom), (*width, *height));
            }
            Thing::Disc { radius, fill } => {
                self.stop_writing();
                self.set_fill(*fill);
                self.disc(placed.x, self.height - placed.y, *radius);
            }
        }
    }

    fn stop_writing(&mut self) {
        if std::mem::take(&mut self.writing) {
            self.content.numbers([], "ET");
        }
    }

    fn set_fill(&mut self, colour: Color) {
        if self.fill == Some(colour) {
            return;
        }
        self.fill = Some(colour);
        let part = |value: u8| f32::from(value) / 255.0;
        let Color { red, green, blue } = colour;
        if red == green && green == blue {
            self.content.numbers([part(red)], "g");
        } else {
            self.content.numbers([red, green, blue].map(part), "rg");
        }
    }

    fn words(&mut self, run: &Run, placed: &Placed, turn: Option<f32>) {
        if !std::mem::replace(&mut self.writing, true) {
            self.content.numbers([], "BT");
        }
        self.set_fill(run.paint.colour);
        let fonts = self.fonts;
        let mut at = 0.0;
        let mut piece: Option<Piece> = None;
        for glyph in fonts.signs(run) {
            let (key, drawn) = fonts.find(run.face, &glyph);
            let moved = glyph.dx != 0.0 || glyph.dy != 0.0;
            if piece
                .as_ref()
                .is_some_and(|open| moved || open.key != key || open.rise != 0.0)
            {
                self.show(piece.take(), run, placed, turn);
            }
            let open = piece.get_or_insert_with(|| Piece {
                key,
                start: at + glyph.dx,
                pen: 0.0,
                rise: glyph.dy,
                codes: Vec::with_capacity(2 * run.glyphs.len()),
                kerns: Vec::new(),
            });
            // What the pen of a reader is off by before this glyph, put behind the one before it.
            let off = (open.start + open.pen - (at + glyph.dx)) * 1000.0 / run.size;
            if off.abs() >= 0.5 && !open.codes.is_empty() {
                let kern = off.round();
                open.kerns.push((open.codes.len(), kern));
                open.pen -= kern * run.size / 1000.0;
            }
            open.codes.extend(drawn.code.to_be_bytes());
            open.pen += drawn.width * run.size;
            at += glyph.advance;
        }
        self.show(piece, run, placed, turn);
    }

    fn show(&mut self, piece: Option<Piece>, run: &Run, placed: &Placed, turn: Option<f32>) {
        let Some(piece) = piece else { return };
        if self.font != Some((piece.key, run.size)) {
            self.font = Some((piece.key, run.size));
            let name = resource(piece.key);
            self.content.named(&name, Some(run.size), "Tf");
        }
        let (x, y) = (placed.x, self.height - placed.y);
        let matrix = match turn {
            None => [1.0, 0.0, 0.0, 1.0, x + piece.start, y + piece.rise],
            Some(angle) => {
                let (sin, cos) = angle.to_radians().sin_cos();
                let (x, y) = (x + piece.start * cos, y + piece.start * sin);
                [cos, sin, -sin, cos, x, y]
            }
        };
        self.content.numbers(matrix, "Tm");
        self.content.show(&piece.codes, &piece.kerns);
    }

    /// Shows the logo in a box whose lower left corner is given.
    fn picture(&mut self, picture: &Image, (x, bottom): (f32, f32), (width, height): (f32, f32)) {
        // Points fill a square of 1; outlines keep their units, in which y grows downwards.
        let matrix = match &picture.content {
            ImageContent::Jpeg { .. } | ImageContent::Raster { .. } => {
                [width, 0.0, 0.0, height, x, bottom]
            }
            ImageContent::Vector(_) => [
                width / picture.width,
                0.0,
                0.0,
                -height / picture.height,
                x,
                bottom + height,
            ],
        };
        self.content.numbers([], "q");
        self.content.numbers(matrix, "cm");
        self.content.named(LOGO, None, "Do");
        self.content.numbers([], "Q");
    }

    /// Four arcs; the handle's length makes them round to a thousandth.
    fn disc(&mut self, x: f32, y: f32, radius: f32) {
        let handle = radius * 0.5523;
        let quarters = [
            [radius, handle, handle, radius, 0.0, radius],
            [-handle, radius, -radius, handle, -radius, 0.0],
            [-radius, -handle, -handle, -radius, 0.0, -radius],
            [handle, -radius, radius, -handle, radius, 0.0],
        ];
        self.content.numbers([x + radius, y], "m");
        for [x1, y1, x2, y2, x3, y3] in quarters {
            let points = [x + x1, y + y1, x + x2, y + y2, x + x3, y + y3];
            self.content.numbers(points, "c");
        }
        self.content.numbers([], "f");
    }
}

/// Glyphs of one copy of a face that follow each other on one line.
struct Piece {
    key: (usize, usize),
    start: f32,
    pen: f32,
    rise: f32,
    codes: Vec<u8>,
    /// After how many bytes the pen goes back by how many thousandths of the size.
    kerns: Vec<(usize, f32)>,
}

/// The words of a run that is read from right to left.
fn turned_text(placed: &Placed) -> Option<&str> {
    match &placed.thing {
        Thing::Words(run) | Thing::Turned(run, _) => run.rtl.then_some(run.text.as_str()),
        Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => None,
    }
}
