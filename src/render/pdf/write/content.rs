//! What stands on a page, as operators: marked content, words, boxes, pictures. The only file that
//! knows pdf-writer.

use pdf_writer::types::{ArtifactSubtype, ArtifactType};
use pdf_writer::{Content, Name, Settings, Str};

use super::super::font::Run;
use super::super::page::{Laid, Mark, Page, Placed, Thing};
use super::super::tree::SlotId;
use super::{Fonts, LOGO, Marked, resource, turned_text};
use crate::render::Colour;
use crate::render::picture::{Picture, PictureKind};

/// The operators of a page. Each piece of marked content that holds words of the document gets the next
/// number: its slot goes to `slots`, and its place to `marks`.
pub(super) fn page(
    laid: &Laid,
    page: &Page,
    number: usize,
    fonts: &Fonts,
    marks: &mut [Vec<Marked>],
    slots: &mut Vec<SlotId>,
) -> Vec<u8> {
    let mut pen = Pen {
        content: Content::with_settings(Settings { pretty: false }),
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
                let id = slots.len();
                slots.push(slot);
                marks[slot.0].push(Marked {
                    page: number,
                    number: super::super::tag::integer(id),
                    instead: turned_text(group[0]).map(str::to_owned),
                });
                let kind = laid.tree.elements[laid.tree.slots[slot.0].0].kind;
                pen.begin_slot(kind.name(), id);
            }
            Mark::Drawing => pen.begin_artifact(ArtifactType::Layout, None),
            Mark::Header => pen.begin_running(ArtifactSubtype::Header),
            Mark::Footer => pen.begin_running(ArtifactSubtype::Footer),
            Mark::Watermark => pen.begin_running(ArtifactSubtype::Watermark),
            Mark::Again => pen.begin_artifact(ArtifactType::Pagination, None),
        }
        for placed in group {
            pen.draw(placed);
        }
        pen.stop_writing();
        pen.content.end_marked_content();
    }
    pen.content.finish().into_vec()
}

/// Draws, and knows what is set.
struct Pen<'a> {
    content: Content,
    fonts: &'a Fonts,
    height: f32,
    /// Between the operators that begin and end text.
    writing: bool,
    fill: Option<Colour>,
    font: Option<((usize, usize), f32)>,
}

impl Pen<'_> {
    fn begin_slot(&mut self, kind: &str, id: usize) {
        let id = i32::try_from(id).expect("a page has fewer pieces than that");
        let mut mark = self
            .content
            .begin_marked_content_with_properties(Name(kind.as_bytes()));
        mark.properties().identify(id);
    }

    fn begin_running(&mut self, subtype: ArtifactSubtype<'_>) {
        self.begin_artifact(ArtifactType::Pagination, Some(subtype));
    }

    fn begin_artifact(&mut self, kind: ArtifactType, subtype: Option<ArtifactSubtype<'_>>) {
        let mut mark = self
            .content
            .begin_marked_content_with_properties(Name(b"Artifact"));
        let mut artifact = mark.properties().artifact();
        artifact.kind(kind);
        if let Some(subtype) = subtype {
            artifact.subtype(subtype);
        }
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
                let [x, y, width, height] = [placed.x, bottom, *width, *height].map(round);
                self.content.rect(x, y, width, height).fill_nonzero();
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
            self.content.end_text();
        }
    }

    fn set_fill(&mut self, colour: Colour) {
        if self.fill == Some(colour) {
            return;
        }
        self.fill = Some(colour);
        let part = |value: u8| round(f32::from(value) / 255.0);
        let Colour { red, green, blue } = colour;
        if red == green && green == blue {
            self.content.set_fill_gray(part(red));
        } else {
            self.content
                .set_fill_rgb(part(red), part(green), part(blue));
        }
    }

    fn words(&mut self, run: &Run, placed: &Placed, turn: Option<f32>) {
        if !std::mem::replace(&mut self.writing, true) {
            self.content.begin_text();
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
            self.content
                .set_font(Name(name.as_bytes()), round(run.size));
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
        self.content.set_text_matrix(matrix.map(round));
        if piece.kerns.is_empty() {
            self.content.show(Str(&piece.codes));
            return;
        }
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut from = 0;
        for (to, kern) in piece.kerns {
            items.show(Str(&piece.codes[from..to])).adjust(kern);
            from = to;
        }
        items.show(Str(&piece.codes[from..]));
    }

    /// Shows the logo in a box whose lower left corner is given.
    fn picture(&mut self, picture: &Picture, (x, bottom): (f32, f32), (width, height): (f32, f32)) {
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
        self.content
            .save_state()
            .transform(matrix)
            .x_object(Name(LOGO.as_bytes()))
            .restore_state();
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
        self.content.move_to(round(x + radius), round(y));
        for [x1, y1, x2, y2, x3, y3] in quarters {
            let [x1, x2, x3] = [x1, x2, x3].map(|dx| round(x + dx));
            let [y1, y2, y3] = [y1, y2, y3].map(|dy| round(y + dy));
            self.content.cubic_to(x1, y1, x2, y2, x3, y3);
        }
        self.content.fill_nonzero();
    }
}

/// Glyphs of one copy of a face that follow each other on one line.
struct Piece {
    key: (usize, usize),
    start: f32,
    pen: f32,
    rise: f32,
    /// Two bytes a glyph.
    codes: Vec<u8>,
    /// After how many bytes the pen goes back by how many thousandths of the size.
    kerns: Vec<(usize, f32)>,
}

fn round(points: f32) -> f32 {
    (points * 1000.0).round() / 1000.0
}
