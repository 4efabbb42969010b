//! What stands on a page, as operators: marked content, words, boxes, pictures.

use super::super::marked_content::{LOGO_RESOURCE_NAME, MarkedContent, to_pdf_integer};
use super::super::paged_document::{ContentTag, PageItem, PagedDocument, PdfPage, PlacedItem};
use super::super::structure_tree::TaggedContentId;
use super::super::text_shaping::GlyphRun;
use super::font_subsets::{FontSubsets, font_resource_name};
use super::operator_buffer::PdfOperatorBuffer;
use crate::document::Color;
use crate::render::image::{Image, ImageContent};

/// What stands on a page.
pub(super) struct PageContent {
    pub(super) operator_bytes: Vec<u8>,
    /// The marked contents that hold words of the document, by their number, with the slots of the words.
    pub(super) marked_contents: Vec<(TaggedContentId, MarkedContent)>,
}

/// Draws a page. Each piece of marked content that holds words of the document gets the next number.
pub(super) fn write_page_content(
    laid: &PagedDocument,
    fonts: &FontSubsets,
    (number, page): (usize, &PdfPage),
) -> PageContent {
    let mut marks = Vec::new();
    let mut pen = PageContentWriter {
        operators: PdfOperatorBuffer::new(),
        font_subsets: fonts,
        page_height: laid.page_height,
        in_text_object: false,
        current_fill: None,
        current_font: None,
    };
    let all: Vec<&PlacedItem> = page
        .background_items
        .iter()
        .chain(&page.content_items)
        .collect();
    let together = |one: &&PlacedItem, next: &&PlacedItem| {
        one.tag == next.tag && rtl_run_text(one).is_none() && rtl_run_text(next).is_none()
    };
    for group in all.chunk_by(together) {
        match group[0].tag {
            ContentTag::TaggedContent(slot) => {
                let id = marks.len();
                let marked = MarkedContent {
                    page_index: number,
                    mcid: to_pdf_integer(id),
                    actual_text: rtl_run_text(group[0]).map(str::to_owned),
                };
                marks.push((slot, marked));
                let kind = laid.structure_tree.elements
                    [laid.structure_tree.tagged_content_owners[slot.0].0]
                    .structure_type;
                pen.begin_tagged_content(kind.pdf_name(), id);
            }
            ContentTag::DrawingArtifact => pen.begin_artifact(&[("Type", "/Layout")]),
            ContentTag::HeaderArtifact => pen.begin_pagination_artifact("/Header"),
            ContentTag::FooterArtifact => pen.begin_pagination_artifact("/Footer"),
            ContentTag::WatermarkArtifact => pen.begin_pagination_artifact("/Watermark"),
            ContentTag::RepeatedTableHeadArtifact => pen.begin_artifact(&[("Type", "/Pagination")]),
        }
        for placed in group {
            pen.draw_placed_item(placed);
        }
        pen.end_text_object();
        pen.operators.write_numeric_operator([], "EMC");
    }
    PageContent {
        operator_bytes: pen.operators.into_bytes(),
        marked_contents: marks,
    }
}

/// Draws, and knows what is set.
struct PageContentWriter<'a> {
    operators: PdfOperatorBuffer,
    font_subsets: &'a FontSubsets,
    page_height: f32,
    /// Between the operators that begin and end text.
    in_text_object: bool,
    current_fill: Option<Color>,
    current_font: Option<((usize, usize), f32)>,
}

impl PageContentWriter<'_> {
    fn begin_tagged_content(&mut self, kind: &str, id: usize) {
        self.operators
            .begin_marked_content(kind, &[("MCID", &id.to_string())]);
    }

    fn begin_pagination_artifact(&mut self, subtype: &str) {
        self.begin_artifact(&[("Type", "/Pagination"), ("Subtype", subtype)]);
    }

    fn begin_artifact(&mut self, properties: &[(&str, &str)]) {
        self.operators.begin_marked_content("Artifact", properties);
    }

    fn draw_placed_item(&mut self, placed: &PlacedItem) {
        match &placed.item {
            PageItem::Text(run) => self.draw_glyph_run(run, placed, None),
            PageItem::RotatedText(run, angle) => self.draw_glyph_run(run, placed, Some(*angle)),
            PageItem::FilledBox {
                width,
                height,
                fill,
            } => {
                self.end_text_object();
                self.set_fill_color(*fill);
                let bottom = self.page_height - placed.y - height;
                self.operators
                    .write_numeric_operator([placed.x, bottom, *width, *height], "re");
                self.operators.write_numeric_operator([], "f");
            }
            PageItem::Picture {
                width,
                height,
                picture,
            } => {
                self.end_text_object();
                let bottom = self.page_height - placed.y - height;
                self.draw_image(picture, (placed.x, bottom), (*width, *height));
            }
            PageItem::FilledCircle { radius, fill } => {
                self.end_text_object();
                self.set_fill_color(*fill);
                self.draw_filled_circle(placed.x, self.page_height - placed.y, *radius);
            }
        }
    }

    fn end_text_object(&mut self) {
        if std::mem::take(&mut self.in_text_object) {
            self.operators.write_numeric_operator([], "ET");
        }
    }

    fn set_fill_color(&mut self, colour: Color) {
        if self.current_fill == Some(colour) {
            return;
        }
        self.current_fill = Some(colour);
        let part = |value: u8| f32::from(value) / 255.0;
        let Color { red, green, blue } = colour;
        if red == green && green == blue {
            self.operators.write_numeric_operator([part(red)], "g");
        } else {
            self.operators
                .write_numeric_operator([red, green, blue].map(part), "rg");
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun, placed: &PlacedItem, turn: Option<f32>) {
        if !std::mem::replace(&mut self.in_text_object, true) {
            self.operators.write_numeric_operator([], "BT");
        }
        self.set_fill_color(run.paint.color);
        let fonts = self.font_subsets;
        let mut at = 0.0;
        let mut piece: Option<GlyphSequence> = None;
        for glyph in fonts.glyphs_to_show(run) {
            let (key, drawn) = fonts.find_subset_glyph(run.face_index, &glyph);
            let moved = glyph.x_offset != 0.0 || glyph.y_offset != 0.0;
            if piece
                .as_ref()
                .is_some_and(|open| moved || open.subset_key != key || open.text_rise != 0.0)
            {
                self.show_glyph_sequence(piece.take(), run, placed, turn);
            }
            let open = piece.get_or_insert_with(|| GlyphSequence {
                subset_key: key,
                start_offset: at + glyph.x_offset,
                pen_advance: 0.0,
                text_rise: glyph.y_offset,
                character_codes: Vec::with_capacity(2 * run.glyphs.len()),
                kern_adjustments: Vec::new(),
            });
            // What the pen of a reader is off by before this glyph, put behind the one before it.
            let off = (open.start_offset + open.pen_advance - (at + glyph.x_offset)) * 1000.0
                / run.font_size;
            if off.abs() >= 0.5 && !open.character_codes.is_empty() {
                let kern = off.round();
                open.kern_adjustments
                    .push((open.character_codes.len(), kern));
                open.pen_advance -= kern * run.font_size / 1000.0;
            }
            open.character_codes
                .extend(drawn.character_code.to_be_bytes());
            open.pen_advance += drawn.advance_width * run.font_size;
            at += glyph.advance;
        }
        self.show_glyph_sequence(piece, run, placed, turn);
    }

    fn show_glyph_sequence(
        &mut self,
        piece: Option<GlyphSequence>,
        run: &GlyphRun,
        placed: &PlacedItem,
        turn: Option<f32>,
    ) {
        let Some(piece) = piece else { return };
        if self.current_font != Some((piece.subset_key, run.font_size)) {
            self.current_font = Some((piece.subset_key, run.font_size));
            let name = font_resource_name(piece.subset_key);
            self.operators
                .write_named_operator(&name, Some(run.font_size), "Tf");
        }
        let (x, y) = (placed.x, self.page_height - placed.y);
        let matrix = match turn {
            None => [
                1.0,
                0.0,
                0.0,
                1.0,
                x + piece.start_offset,
                y + piece.text_rise,
            ],
            Some(angle) => {
                let (sin, cos) = angle.to_radians().sin_cos();
                let (x, y) = (x + piece.start_offset * cos, y + piece.start_offset * sin);
                [cos, sin, -sin, cos, x, y]
            }
        };
        self.operators.write_numeric_operator(matrix, "Tm");
        self.operators
            .write_show_text(&piece.character_codes, &piece.kern_adjustments);
    }

    /// Shows the logo in a box whose lower left corner is given.
    fn draw_image(
        &mut self,
        picture: &Image,
        (x, bottom): (f32, f32),
        (width, height): (f32, f32),
    ) {
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
        self.operators.write_numeric_operator([], "q");
        self.operators.write_numeric_operator(matrix, "cm");
        self.operators
            .write_named_operator(LOGO_RESOURCE_NAME, None, "Do");
        self.operators.write_numeric_operator([], "Q");
    }

    /// Four arcs; the handle's length makes them round to a thousandth.
    fn draw_filled_circle(&mut self, x: f32, y: f32, radius: f32) {
        let handle = radius * 0.5523;
        let quarters = [
            [radius, handle, handle, radius, 0.0, radius],
            [-handle, radius, -radius, handle, -radius, 0.0],
            [-radius, -handle, -handle, -radius, 0.0, -radius],
            [handle, -radius, radius, -handle, radius, 0.0],
        ];
        self.operators.write_numeric_operator([x + radius, y], "m");
        for [x1, y1, x2, y2, x3, y3] in quarters {
            let points = [x + x1, y + y1, x + x2, y + y2, x + x3, y + y3];
            self.operators.write_numeric_operator(points, "c");
        }
        self.operators.write_numeric_operator([], "f");
    }
}

/// Glyphs of one copy of a face that follow each other on one line.
struct GlyphSequence {
    subset_key: (usize, usize),
    start_offset: f32,
    pen_advance: f32,
    text_rise: f32,
    character_codes: Vec<u8>,
    /// After how many bytes the pen goes back by how many thousandths of the size.
    kern_adjustments: Vec<(usize, f32)>,
}

/// The words of a run that is read from right to left.
fn rtl_run_text(placed: &PlacedItem) -> Option<&str> {
    match &placed.item {
        PageItem::Text(run) | PageItem::RotatedText(run, _) => run.rtl.then_some(run.text.as_str()),
        PageItem::FilledBox { .. } | PageItem::FilledCircle { .. } | PageItem::Picture { .. } => {
            None
        }
    }
}
