//! Shows pages and structure as text, for tests and debugging.

use std::fmt::Write as _;

use super::{ContentTag, PageItem, PagedDocument, PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::StructureType;

impl PagedDocument {
    /// Returns every item on every page as a line: position, tag, size, face, text.
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
            .expect("writing to a string cannot fail");
            for item in page.background_items.iter().chain(&page.content_items) {
                let tag = match item.tag {
                    ContentTag::TaggedContent(content_id) => {
                        self.structure_tree.owner_type(content_id).pdf_name()
                    }
                    ContentTag::DrawingArtifact => "-",
                    ContentTag::HeaderArtifact => "header",
                    ContentTag::FooterArtifact => "footer",
                    ContentTag::WatermarkArtifact => "draft",
                    ContentTag::RepeatedTableHeadArtifact => "again",
                };
                write!(out, "  {:7.1} {:7.1}  {tag:<10} ", item.x, item.y)
                    .expect("writing to a string cannot fail");
                match &item.item {
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
                .expect("writing to a string cannot fail");
            }
            for field in &page.form_fields {
                let PdfFormField {
                    x,
                    y,
                    width,
                    height,
                    ..
                } = field;
                let kind = match field.kind {
                    PdfFormFieldKind::Text { multiline: false } => "text",
                    PdfFormFieldKind::Text { multiline: true } => "lines of text",
                    PdfFormFieldKind::Choice { .. } => "choice",
                };
                let description =
                    &self.structure_tree.elements[field.structure_element.0].alternative_text;
                writeln!(
                    out,
                    "  {x:7.1} {y:7.1}  field      {kind} {width:.1} x {height:.1} {description:?}"
                )
                .expect("writing to a string cannot fail");
            }
        }
        out
    }

    /// Returns the structure tree as indented text, with the text of each element.
    pub fn dump_structure(&self) -> String {
        let mut texts = vec![String::new(); self.structure_tree.tagged_content_owners.len()];
        for item in self.pages.iter().flat_map(|page| &page.content_items) {
            // A figure has alternative text instead.
            if let (
                ContentTag::TaggedContent(content_id),
                PageItem::Text(run) | PageItem::RotatedText(run, _),
            ) = (item.tag, &item.item)
                && self.structure_tree.owner_type(content_id) != StructureType::Figure
            {
                texts[content_id.0].push_str(&run.text);
            }
        }
        self.structure_tree
            .format_debug_tree(&|content_id| texts[content_id.0].clone())
    }
}

/// Rounds a size for the dump, so that invisible differences do not change it.
fn round_to_hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
