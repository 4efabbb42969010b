//! Pages as text, for tests to hold and people to read.

use std::fmt::Write as _;

use super::{Field, FieldKind, Laid, Mark, Thing};
use crate::render::pdf::structure_tree::Kind;

impl Laid {
    /// Every thing on every page as a line of text: place, size, face, words.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            writeln!(
                out,
                "page {} ({} x {})",
                number + 1,
                self.width,
                self.height
            )
            .expect("a string takes all");
            for placed in page.under.iter().chain(&page.words) {
                let mark = match placed.mark {
                    Mark::Slot(slot) => self.tree.elements[self.tree.slots[slot.0].0].kind.name(),
                    Mark::Drawing => "-",
                    Mark::Header => "header",
                    Mark::Footer => "footer",
                    Mark::Watermark => "draft",
                    Mark::Again => "again",
                };
                write!(out, "  {:7.1} {:7.1}  {mark:<10} ", placed.x, placed.y)
                    .expect("a string takes all");
                match &placed.thing {
                    Thing::Words(run) => {
                        writeln!(
                            out,
                            "{} pt face {} {:?}",
                            hundredths(run.size),
                            run.face,
                            run.text
                        )
                    }
                    Thing::Turned(run, angle) => {
                        writeln!(
                            out,
                            "{} pt face {} turned {angle} {:?}",
                            hundredths(run.size),
                            run.face,
                            run.text
                        )
                    }
                    Thing::Box {
                        width,
                        height,
                        fill,
                    } => {
                        writeln!(out, "box {width:.1} x {height:.1} {}", fill.to_hex())
                    }
                    Thing::Picture { width, height, .. } => {
                        writeln!(out, "picture {width:.1} x {height:.1}")
                    }
                    Thing::Disc { radius, .. } => writeln!(out, "disc {radius:.1}"),
                }
                .expect("a string takes all");
            }
            for field in &page.fields {
                let Field {
                    x,
                    y,
                    width,
                    height,
                    ..
                } = field;
                let what = match field.kind {
                    FieldKind::Text { lines: false } => "text",
                    FieldKind::Text { lines: true } => "lines of text",
                    FieldKind::Choice { .. } => "choice",
                };
                let says = &self.tree.elements[field.element.0].contents;
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
    pub fn structure_dump(&self) -> String {
        let mut words = vec![String::new(); self.tree.slots.len()];
        for placed in self.pages.iter().flat_map(|page| &page.words) {
            // What stands in a figure is said by the figure.
            if let (Mark::Slot(slot), Thing::Words(run) | Thing::Turned(run, _)) =
                (placed.mark, &placed.thing)
                && self.tree.elements[self.tree.slots[slot.0].0].kind != Kind::Figure
            {
                words[slot.0].push_str(&run.text);
            }
        }
        self.tree.dump(&|slot| words[slot.0].clone())
    }
}

/// A size as a dump shows it: what differs by less than this is seen by nobody.
fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
