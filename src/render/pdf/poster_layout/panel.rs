//! The words of one panel, set in its width, and the ground they stand on.

use super::balanced_columns::beside;
use super::sections::{Part, numbered, without};
use super::{Panel, Poster};
use crate::document::{Block, BlockKind, BlockRole, Color, Inline, plain_text};
use crate::render::pdf::block_layout::{Align, Column, Letters};
use crate::render::pdf::paged_document::{Entry, Mark, Page, Placed, Strip, Thing, height_of};
use crate::render::pdf::structure_tree::{Kind, Tree};

impl Poster<'_> {
    /// Sets the words of a panel.
    pub(super) fn panel(
        &mut self,
        part: Part,
        blocks: &[Block],
        x: f32,
        width: f32,
        largest: f32,
    ) -> Panel {
        let look = self.setter.look.clone();
        let inset = self.inset(part);
        let (ink, title) = match part {
            Part::Band => (Color::WHITE, Color::WHITE),
            Part::Hero | Part::Half | Part::Full | Part::Foot => {
                (look.text_color, look.accent_color)
            }
        };
        let mut column = Column {
            ink,
            title,
            align: if matches!(part, Part::Hero | Part::Half) {
                Align::Centre
            } else {
                Align::Left
            },
            ..Column::new(&look, x + inset, width - 2.0 * inset)
        };
        let own = self.number_size(blocks, column.width);
        self.setter.look.large_number_size = match part {
            Part::Hero => own,
            Part::Half => own.min(largest * 0.6).min(look.heading_sizes[1] * 2.2),
            Part::Band | Part::Full | Part::Foot => {
                own.min(largest * 0.6).min(look.heading_sizes[1] * 1.6)
            }
        }
        .max(16.0 * self.base);
        let mut strips: Vec<Strip> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let numbered = numbered(block).filter(|_| part == Part::Full && before.is_none());
            let mut set = match (&block.kind, numbered) {
                (BlockKind::Heading { level, content }, Some(number)) => {
                    let wide = look.heading_size(*level) * 2.1;
                    let set = self.step(*level, content, number, column, wide);
                    if !look.rtl {
                        column.x += wide + 1.8 * inset;
                    }
                    column.width -= wide + 1.8 * inset;
                    set
                }
                (BlockKind::List(_) | BlockKind::Table(_), _) if part == Part::Full => {
                    self.columns(block, column)
                }
                _ => self.fitted(block, column),
            };
            if let (Some(first), Some(before)) = (set.first_mut(), before) {
                first.space =
                    look.space_between(before, block).min(look.body_size * 0.8) * self.air;
            }
            strips.extend(set);
            before = Some(block);
        }
        self.setter.look.large_number_size = look.large_number_size;
        let height = height_of(&strips);
        let pad = match part {
            Part::Band => 22.0,
            Part::Hero => 14.0,
            Part::Half => 11.0,
            Part::Full => 10.0,
            Part::Foot => 0.0,
        } * self.base
            * self.air;
        Panel {
            part,
            x,
            width,
            strips,
            height,
            pad,
        }
    }

    /// Sets a block; a paragraph with a word too long for its line (an address) is set smaller as
    /// a whole, down to the least readable size, so that it need not hold back all other words.
    fn fitted(&mut self, block: &Block, column: Column) -> Vec<Strip> {
        let body = self.setter.look.body_size;
        if let (BlockRole::Plain, BlockKind::Paragraph(content)) = (block.role, &block.kind) {
            let letters = column.paragraph(block.role, &self.setter.look);
            let widths = self.setter.widths(content, letters, body);
            let one_word = !plain_text(content).trim().contains(' ');
            let wide = if one_word { widths.most } else { widths.least } * 1.01;
            if wide > column.width {
                self.setter.look.body_size = (body * column.width / wide).max(16.0 * self.base);
            }
        }
        let strips = self.setter.block(block, column);
        self.setter.look.body_size = body;
        strips
    }

    /// A heading that begins with a number: the number large in a block of its own beside it.
    fn step(
        &mut self,
        level: u8,
        content: &[Inline],
        number: &str,
        column: Column,
        wide: f32,
    ) -> Vec<Strip> {
        let look = self.setter.look.clone();
        let element = self.setter.tree.add(column.parent, Kind::Heading(level));
        let size = look.heading_size(level);
        let large = Letters {
            bold: true,
            align: Align::Centre,
            ..Letters::plain(size * 1.9, 1.1, Color::WHITE)
        };
        let title = Letters {
            bold: true,
            balance: true,
            ..Letters::plain(size, 1.22, look.accent_color)
        };
        let digits = self
            .setter
            .lines(&[Inline::Text(format!("{number} "))], element, large, wide)
            .swap_remove(0);
        let rest = without(content, number);
        let inset = self.inset(Part::Full);
        let (x, width) = (
            column.x + if look.rtl { 0.0 } else { wide + 1.8 * inset },
            column.width - wide - 1.8 * inset,
        );
        let mut strips = self.setter.text(&rest, element, title, x, width);
        if let Some(first) = strips.first_mut() {
            first.entry = Some(Entry {
                level,
                title: plain_text(content),
                element,
            });
            let mut words = std::mem::take(&mut first.words);
            let block = if look.rtl {
                column.x + column.width - wide
            } else {
                column.x
            };
            let left = block + (wide - digits.width) / 2.0;
            first.add_line(digits, left, 0.0);
            first.words.append(&mut words);
        }
        strips
    }

    /// Sets a list or table in as many columns side by side as make it lowest.
    fn columns(&mut self, block: &Block, column: Column) -> Vec<Strip> {
        let gap = 18.0 * self.base;
        let count = match &block.kind {
            BlockKind::List(list) => list.items.len(),
            BlockKind::Table(table) => table.rows.len(),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Quote(_) => 1,
        };
        let mut best: Option<(f32, Tree, Vec<Strip>)> = None;
        let tree = self.setter.tree.clone();
        for across in 1..=count.clamp(1, 3) {
            self.setter.tree = tree.clone();
            let width = (column.width - gap * (across - 1) as f32) / across as f32;
            if across > 1 && width < self.setter.look.body_size * 9.0 {
                break;
            }
            let heads = self.setter.heads.len();
            let strips = self.setter.block(block, Column { width, ..column });
            let head = self.setter.heads.get(heads).cloned().unwrap_or_default();
            let set = beside(strips, &head, (across, width + gap), self.setter.look.rtl);
            let height = height_of(&set);
            // A table is put side by side only for a clear gain.
            if best
                .as_ref()
                .is_none_or(|(least, ..)| height < least * 0.93)
            {
                best = Some((height, self.setter.tree.clone(), set));
            }
        }
        let (_, tree, set) = best.expect("one column is always tried");
        self.setter.tree = tree;
        set
    }

    /// The size at which the panel's number fills its width.
    pub(super) fn number_size(&mut self, blocks: &[Block], width: f32) -> f32 {
        let mut size = f32::MAX;
        for block in blocks {
            if let (BlockRole::DisplayNumber, BlockKind::Paragraph(content)) =
                (block.role, &block.kind)
            {
                let letters = Letters {
                    bold: true,
                    ..Letters::plain(100.0, 1.2, self.setter.look.text_color)
                };
                let most = self.setter.widths(content, letters, letters.size).most;
                size = size.min(width * 0.985 / most.max(1.0) * 100.0);
            }
        }
        size.min(104.0 * self.base) * self.number
    }

    pub(super) fn draw(&self, panel: &Panel, y: f32, height: f32, page: &mut Page) {
        let look = &self.setter.look;
        let mut fill = |x: f32, y: f32, width: f32, height: f32, fill: Color| {
            page.under
                .push(Placed::filled(Mark::Drawing, (x, y), (width, height), fill));
        };
        match panel.part {
            Part::Band => fill(panel.x, y, panel.width, height, look.accent_color),
            Part::Hero => {
                let stroke = 5.0 * self.base;
                fill(panel.x, y, panel.width, height, look.accent_color);
                let (width, height) = (panel.width - 2.0 * stroke, height - 2.0 * stroke);
                fill(panel.x + stroke, y + stroke, width, height, Color::WHITE);
            }
            Part::Half => {
                fill(panel.x, y, panel.width, height, look.shading_color);
                fill(panel.x, y, panel.width, 3.0 * self.base, look.accent_color);
            }
            Part::Full => {
                let step = panel.strips.first().is_some_and(|strip| {
                    strip.words.first().is_some_and(|word| match &word.thing {
                        Thing::Words(run) => run.paint.colour == Color::WHITE,
                        Thing::Turned(..)
                        | Thing::Box { .. }
                        | Thing::Disc { .. }
                        | Thing::Picture { .. } => false,
                    })
                });
                if step {
                    let inset = self.inset(Part::Full);
                    fill(panel.x, y, panel.width, height, look.shading_color);
                    let wide = inset * 2.0 + look.heading_sizes[1] * 2.1;
                    let x = if look.rtl {
                        panel.x + panel.width - wide
                    } else {
                        panel.x
                    };
                    fill(x, y, wide, height, look.accent_color);
                } else {
                    fill(panel.x, y, panel.width, 3.0 * self.base, look.accent_color);
                }
            }
            Part::Foot => {}
        }
    }
}
