//! Pages as text, for tests to hold and people to read.

use std::fmt::Write as _;

use super::{ContentTag, PageItem, PagedDocument, PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::StructureType;

impl PagedDocument {
    /// Every thing on every page as a line of text: place, size, face, words.
    pub fn dump_pages(&self) -> String {
        let mut out = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            writeln!(
                out,
                "page {} ({} x {})",
                number + 1,
                self.page_width,
                self.page_height
            )
            .expect("a string takes all");
            for placed in page.background_items.iter().chain(&page.content_items) {
                let mark = match placed.tag {
                    ContentTag::TaggedContent(slot) => self.structure_tree.elements
                        [self.structure_tree.tagged_content_owners[slot.0].0]
                        .structure_type
                        .pdf_name(),
                    ContentTag::DrawingArtifact => "-",
                    ContentTag::HeaderArtifact => "header",
                    ContentTag::FooterArtifact => "footer",
                    ContentTag::WatermarkArtifact => "draft",
                    ContentTag::RepeatedTableHeadArtifact => "again",
                };
                write!(out, "  {:7.1} {:7.1}  {mark:<10} ", placed.x, placed.y)
                    .expect("a string takes all");
                match &placed.item {
                    PageItem::Text(run) => {
                        writeln!(
                            out,
                            "{} pt face {} {:?}",
                            round_to_hundredths(run.font_size),
                            run.face_index,
                            run.text
                        )
                    }
                    PageItem::RotatedText(run, angle) => {
                        writeln!(
                            out,
                            "{} pt face {} turned {angle} {:?}",
                            round_to_hundredths(run.font_size),
                            run.face_index,
                            run.text
                        )
                    }
                    PageItem::FilledBox {
                        width,
                        height,
                        fill,
                    } => {
                        writeln!(out, "box {width:.1} x {height:.1} {}", fill.to_hex())
                    }
                    PageItem::Picture { width, height, .. } => {
                        writeln!(out, "picture {width:.1} x {height:.1}")
                    }
                    PageItem::FilledCircle { radius, .. } => writeln!(out, "disc {radius:.1}"),
                }
                .expect("a string takes all");
            }
            for field in &page.form_fields {
                let PdfFormField {
                    x,
                    y,
                    width,
                    height,
                    ..
                } = field;
                let what = match field.kind {
                    PdfFormFieldKind::Text { multiline: false } => "text",
                    PdfFormFieldKind::Text { multiline: true } => "lines of text",
                    PdfFormFieldKind::Choice { .. } => "choice",
                };
                let says =
                    &self.structure_tree.elements[field.structure_element.0].alternative_text;
                writeln!(
                    out,
                    "  {x:7.1} {y:7.1}  field      {what} {width:.1} x {height:.1} {says:?}"
                )
                .expect("a string takes all");
            }
        }
        out
    }

    /// The structure tree as indented text with its words.
    pub fn dump_structure(&self) -> String {
        let mut words = vec![String::new(); self.structure_tree.tagged_content_owners.len()];
        for placed in self.pages.iter().flat_map(|page| &page.content_items) {
            // What stands in a figure is said by the figure.
            if let (
                ContentTag::TaggedContent(slot),
                PageItem::Text(run) | PageItem::RotatedText(run, _),
            ) = (placed.tag, &placed.item)
                && self.structure_tree.elements[self.structure_tree.tagged_content_owners[slot.0].0]
                    .structure_type
                    != StructureType::Figure
            {
                words[slot.0].push_str(&run.text);
            }
        }
        self.structure_tree
            .format_debug_tree(&|slot| words[slot.0].clone())
    }
}

/// A size as a dump shows it: what differs by less than this is seen by nobody.
fn round_to_hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
