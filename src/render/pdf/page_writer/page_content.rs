//! Writes page content as operators: marked content, text, boxes, images.

use std::fmt::Write as _;

use super::super::paged_document::{ContentTag, PageItem, PagedDocument, PdfPage, PlacedItem};
use super::super::pdf_types::{LOGO_RESOURCE_NAME, MarkedContent, to_pdf_integer};
use super::super::structure_tree::{StructureTree, StructureType, TaggedContentId};
use super::super::text_shaping::GlyphRun;
use super::font_subsets::{FontSubsets, font_resource_name};
use super::operator_buffer::PdfOperatorBuffer;
use crate::document::Color;
use crate::render::image::{Image, ImageContent};

/// Operators of a page and the marked content in them.
pub(super) struct PageContent {
    pub(super) operator_bytes: Vec<u8>,
    /// Marked content by MCID, with the tagged content it belongs to. Artifacts are not included.
    pub(super) marked_contents: Vec<(TaggedContentId, MarkedContent)>,
}

/// Writes the operators of a page. Tagged content gets consecutive MCIDs.
pub(super) fn write_page_content(
    layout: &PagedDocument,
    fonts: &FontSubsets,
    (page_index, page): (usize, &PdfPage),
) -> PageContent {
    let mut marked_contents: Vec<(TaggedContentId, MarkedContent)> = Vec::new();
    let mut writer = PageContentWriter {
        operators: PdfOperatorBuffer::new(),
        font_subsets: fonts,
        page_height: layout.page_height,
        in_text_object: false,
        structure_type: None,
        next_mcid: 0,
        current_fill: None,
        current_font: None,
    };
    let items: Vec<&PlacedItem> = page
        .background_items
        .iter()
        .chain(&page.content_items)
        .collect();
    for group in items.chunk_by(|item, next| {
        item.tag == next.tag && rtl_run_text(item).is_none() && rtl_run_text(next).is_none()
    }) {
        let first_mcid = writer.next_mcid;
        writer.begin_content(group[0].tag, &layout.structure_tree);
        for placed in group {
            writer.draw_placed_item(placed);
        }
        writer.end_content();
        if let ContentTag::TaggedContent(content_id) = group[0].tag {
            let marked = MarkedContent {
                page_index,
                mcids: (first_mcid..writer.next_mcid).map(to_pdf_integer).collect(),
                actual_text: rtl_run_text(group[0]).map(str::to_owned),
            };
            marked_contents.push((content_id, marked));
        }
    }
    PageContent {
        operator_bytes: writer.operators.into_bytes(),
        marked_contents,
    }
}

/// Writes operators and tracks the graphics state.
struct PageContentWriter<'a> {
    operators: PdfOperatorBuffer,
    font_subsets: &'a FontSubsets,
    page_height: f32,
    /// Whether a text object is open (between `BT` and `ET`).
    in_text_object: bool,
    /// Type of the element that owns the content; `None` for an artifact.
    structure_type: Option<StructureType>,
    next_mcid: usize,
    current_fill: Option<Color>,
    current_font: Option<((usize, usize), f32)>,
}

impl PageContentWriter<'_> {
    fn begin_content(&mut self, tag: ContentTag, structure_tree: &StructureTree) {
        self.structure_type = None;
        match tag {
            ContentTag::TaggedContent(content_id) => {
                let structure_type = structure_tree.owner_type(content_id);
                self.structure_type = Some(structure_type);
                self.begin_tagged_sequence(structure_type.pdf_name(), &[]);
            }
            ContentTag::DrawingArtifact => self.begin_artifact(&[("Type", "/Layout")]),
            ContentTag::HeaderArtifact => self.begin_pagination_artifact("/Header"),
            ContentTag::FooterArtifact => self.begin_pagination_artifact("/Footer"),
            ContentTag::WatermarkArtifact => self.begin_pagination_artifact("/Watermark"),
            ContentTag::RepeatedTableHeadArtifact => {
                self.begin_artifact(&[("Type", "/Pagination")]);
            }
        }
    }

    fn begin_tagged_sequence(&mut self, tag: &str, more_properties: &[(&str, &str)]) {
        let mcid = self.next_mcid.to_string();
        self.next_mcid += 1;
        let mut properties = vec![("MCID", mcid.as_str())];
        properties.extend(more_properties);
        self.operators.begin_marked_content(tag, &properties);
    }

    fn end_content(&mut self) {
        self.end_text_object();
        self.operators.write_numeric_operator([], "EMC");
    }

    /// Begins glyphs that the text replaces.
    fn begin_replacement(&mut self, text: &str, run: &GlyphRun) {
        let text = utf16_hex_string(text);
        let properties = [("ActualText", text.as_str())];
        if !self.divides_content(run) {
            self.operators.begin_marked_content("Span", &properties);
            return;
        }
        self.end_content();
        self.begin_tagged_sequence("Span", &properties);
        self.begin_text_object();
    }

    /// Returns whether replaced glyphs get a sequence of their own, because poppler loses the rest of a sequence after
    /// one nested in it. A right-to-left run must stay one sequence: `MuPDF` repeats the text of its element for each.
    fn divides_content(&self, run: &GlyphRun) -> bool {
        self.structure_type.is_some() && !run.rtl
    }

    fn end_replacement(&mut self, run: &GlyphRun) {
        let structure_type = self.structure_type.filter(|_| self.divides_content(run));
        let Some(structure_type) = structure_type else {
            self.operators.write_numeric_operator([], "EMC");
            return;
        };
        self.end_content();
        self.begin_tagged_sequence(structure_type.pdf_name(), &[]);
        self.begin_text_object();
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

    fn begin_text_object(&mut self) {
        if !std::mem::replace(&mut self.in_text_object, true) {
            self.operators.write_numeric_operator([], "BT");
        }
    }

    fn end_text_object(&mut self) {
        if std::mem::take(&mut self.in_text_object) {
            self.operators.write_numeric_operator([], "ET");
        }
    }

    fn set_fill_color(&mut self, color: Color) {
        if self.current_fill == Some(color) {
            return;
        }
        self.current_fill = Some(color);
        let component = |value: u8| f32::from(value) / 255.0;
        let Color { red, green, blue } = color;
        if red == green && green == blue {
            self.operators.write_numeric_operator([component(red)], "g");
        } else {
            self.operators
                .write_numeric_operator([red, green, blue].map(component), "rg");
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun, placed: &PlacedItem, rotation: Option<f32>) {
        self.begin_text_object();
        self.set_fill_color(run.paint.color);
        let fonts = self.font_subsets;
        let mut run_advance = 0.0;
        let mut sequence: Option<GlyphSequence> = None;
        for glyph in fonts.glyphs_to_show(run) {
            let (subset_key, subset_glyph) = fonts.find_subset_glyph(run.face_index, &glyph);
            let is_apart =
                glyph.x_offset != 0.0 || glyph.y_offset != 0.0 || glyph.replacement_text.is_some();
            if sequence.as_ref().is_some_and(|open| {
                is_apart || open.subset_key != subset_key || open.text_rise != 0.0
            }) {
                self.show_glyph_sequence(sequence.take(), run, placed, rotation);
            }
            if let Some(text) = glyph.replacement_text {
                self.begin_replacement(text, run);
            }
            let open = sequence.get_or_insert_with(|| GlyphSequence {
                subset_key,
                start_offset: run_advance + glyph.x_offset,
                pen_advance: 0.0,
                text_rise: glyph.y_offset,
                character_codes: Vec::with_capacity(2 * run.glyphs.len()),
                kern_adjustments: Vec::new(),
            });
            // Offset of the reader's text position before this glyph, corrected after the previous one.
            let drift = (open.start_offset + open.pen_advance - (run_advance + glyph.x_offset))
                * 1000.0
                / run.font_size;
            if drift.abs() >= 0.5 && !open.character_codes.is_empty() {
                let kern = drift.round();
                open.kern_adjustments
                    .push((open.character_codes.len(), kern));
                open.pen_advance -= kern * run.font_size / 1000.0;
            }
            open.character_codes
                .extend(subset_glyph.character_code.to_be_bytes());
            open.pen_advance += subset_glyph.advance_width * run.font_size;
            run_advance += glyph.advance;
            if glyph.ends_replacement {
                self.show_glyph_sequence(sequence.take(), run, placed, rotation);
                self.end_replacement(run);
            }
        }
        self.show_glyph_sequence(sequence, run, placed, rotation);
    }

    fn show_glyph_sequence(
        &mut self,
        sequence: Option<GlyphSequence>,
        run: &GlyphRun,
        placed: &PlacedItem,
        rotation: Option<f32>,
    ) {
        let Some(sequence) = sequence else { return };
        if self.current_font != Some((sequence.subset_key, run.font_size)) {
            self.current_font = Some((sequence.subset_key, run.font_size));
            let name = font_resource_name(sequence.subset_key);
            self.operators
                .write_named_operator(&name, Some(run.font_size), "Tf");
        }
        let (sin, cos) = match rotation {
            None => (0.0, 1.0),
            Some(angle) => angle.to_radians().sin_cos(),
        };
        let (along, up) = (sequence.start_offset, sequence.text_rise);
        let x = placed.x + along * cos - up * sin;
        let y = self.page_height - placed.y + along * sin + up * cos;
        let matrix = [cos, sin, -sin, cos, x, y];
        self.operators.write_numeric_operator(matrix, "Tm");
        self.operators
            .write_show_text(&sequence.character_codes, &sequence.kern_adjustments);
    }

    /// Draws the logo in a box with the given lower left corner and size.
    fn draw_image(
        &mut self,
        picture: &Image,
        (x, bottom): (f32, f32),
        (width, height): (f32, f32),
    ) {
        // Pixels fill a unit square; vector images keep their units, with y growing downward.
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

    /// Draws a circle as four arcs, exact to a thousandth of the radius.
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

/// Consecutive glyphs of one font subset on one line.
struct GlyphSequence {
    subset_key: (usize, usize),
    start_offset: f32,
    pen_advance: f32,
    text_rise: f32,
    character_codes: Vec<u8>,
    /// Byte position in the codes, and the adjustment there in thousandths of the font size.
    kern_adjustments: Vec<(usize, f32)>,
}

/// Returns a text string as UTF-16 in hexadecimal.
fn utf16_hex_string(text: &str) -> String {
    let mut hex = String::from("<FEFF");
    for unit in text.encode_utf16() {
        write!(hex, "{unit:04X}").expect("a string can be written to");
    }
    hex.push('>');
    hex
}

/// Returns the text of a right-to-left run.
fn rtl_run_text(placed: &PlacedItem) -> Option<&str> {
    match &placed.item {
        PageItem::Text(run) | PageItem::RotatedText(run, _) => run.rtl.then_some(run.text.as_str()),
        PageItem::FilledBox { .. } | PageItem::FilledCircle { .. } | PageItem::Picture { .. } => {
            None
        }
    }
}
