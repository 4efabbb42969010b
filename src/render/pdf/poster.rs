//! One page to be read from across a room: a band with the title, then panels. One factor, found
//! by search, makes everything as large as fits; what room is left becomes air.

mod columns;

use std::sync::Arc;

use columns::{beside, measure};

use super::flow::DRAFT_BAND;
use super::font::Faces;
use super::look::{Look, WHITE};
use super::page::{Laid, Mark, Page, Placed, Strip, Thing, over_percent, put};
use super::set::{Align, Column, Letters, Setter, plain};
use super::tree::{Kind, Tree};
use crate::document::{Block, BlockKind, Document, Inline, Role, UNREVIEWED, inspect};
use crate::render::picture::Picture;
use crate::render::{Colour, Theme};

/// What a translation that may not be posted yet may be set to, in parts of the least readable size:
/// its notice must not be what keeps it from being made.
const NOT_FOR_POSTING: f32 = 0.7;

/// How much larger than the least readable size the words may become.
const MOST: f32 = 2.1;

/// Halvings of the search: the last step is under three percent.
const STEPS: usize = 5;

/// What is given up, in steps, when the words need the room: the hero's number in parts of the
/// width of its panel, and the air in parts of what it should be.
const SQUEEZES: [(f32, f32); 4] = [(1.0, 1.0), (0.9, 0.7), (0.75, 0.5), (0.65, 0.35)];

/// What a section is on a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// What stands before the first section.
    Band,
    /// The most prominent panel.
    Hero,
    /// A panel that shares its row.
    Half,
    /// A panel over the whole width.
    Full,
    /// Small print at the foot.
    Foot,
}

/// A panel with its words set.
struct Panel {
    part: Part,
    x: f32,
    width: f32,
    strips: Vec<Strip>,
    /// Of the words.
    height: f32,
    /// Above and under the words.
    pad: f32,
}

/// Panels side by side.
struct Row {
    panels: Vec<Panel>,
    height: f32,
}

/// Lays a poster out; on failure gives by how many percent its words are too high.
pub(super) fn poster(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    rtl: bool,
) -> Result<Laid, u32> {
    let paper = theme.paper.points();
    let base = (paper.0 / 612.0).max(1.0);
    let small = if inspect::has_statement(&document.blocks, UNREVIEWED) {
        NOT_FOR_POSTING
    } else {
        1.0
    };
    // A larger sheet is larger throughout, until it holds so much that it is only larger.
    let mut over = 0;
    for least in [base * small, small] {
        for (number, air) in SQUEEZES {
            let mut make = |scale: f32| {
                let look = Look {
                    fine: 16.0 * least,
                    ..Look::poster(theme, rtl, scale)
                };
                Poster {
                    setter: Setter::new(faces, look),
                    paper,
                    base,
                    number,
                    air,
                    whole: scale > least,
                }
                .lay(document, theme.logo_of(document))
            };
            match make(least) {
                Err(by) => over = by,
                Ok(smallest) => return Ok(largest(smallest, least, base * MOST, make)),
            }
        }
    }
    Err(over)
}

/// The largest that fits, from a scale that does to one that is never reached.
fn largest(
    smallest: Laid,
    mut low: f32,
    mut high: f32,
    mut make: impl FnMut(f32) -> Result<Laid, u32>,
) -> Laid {
    let mut best = smallest;
    for _ in 0..STEPS {
        let middle = f32::midpoint(low, high);
        match make(middle) {
            Ok(laid) => {
                best = laid;
                low = middle;
            }
            Err(_) => high = middle,
        }
    }
    best
}

struct Poster<'a> {
    setter: Setter<'a>,
    paper: (f32, f32),
    /// 1 on letter paper.
    base: f32,
    /// The hero's number in parts of its panel.
    number: f32,
    /// Air in parts of what it should be.
    air: f32,
    /// No word may be broken: a smaller scale is left to try.
    whole: bool,
}

impl Poster<'_> {
    #[expect(clippy::too_many_lines, reason = "a page from top to bottom")]
    fn lay(mut self, document: &Document, logo: Option<&Arc<Picture>>) -> Result<Laid, u32> {
        let (width, height) = self.paper;
        let margin = 30.0 * self.base;
        let gap = 10.0 * self.base * self.air.max(0.6);
        self.setter.faces.take_broken();
        // On white above the band: a logo is seldom drawn for a ground of colour.
        let size = logo.map(|logo| {
            // A logo gives way before words do.
            let most = (300.0 * self.base, 72.0 * self.base * self.air);
            logo.size(6000.0 * self.base * self.base, most)
        });
        let logo = logo.zip(size).map(|(logo, size)| {
            let x = if self.setter.look.rtl {
                width - margin - size.0
            } else {
                margin
            };
            Strip::picture(logo, size, x, &mut self.setter.tree)
        });
        let sections = sections(&document.blocks);
        let mut largest = f32::MAX;
        for (part, blocks) in &sections {
            if *part == Part::Hero {
                largest =
                    self.number_size(blocks, width - 2.0 * margin - 2.0 * self.inset(Part::Hero));
            }
        }
        self.setter.look.headings[0] = self.setter.look.headings[0].min(largest * 0.72);
        let rows = self.rows(&sections, margin, gap, largest);
        let draft = if document.draft {
            DRAFT_BAND * self.base
        } else {
            0.0
        };
        let foot = 22.0 * self.base;
        let top = if rows
            .first()
            .is_some_and(|row| row.panels[0].part == Part::Band)
        {
            0.0
        } else {
            margin
        };
        let head = logo
            .as_ref()
            .map_or(0.0, |logo| margin * 0.6 + logo.height + gap * 1.2);
        let top = if logo.is_some() { head } else { top };
        let top = top + draft;
        let gaps = gap * rows.len().saturating_sub(1) as f32;
        let needed = top + rows.iter().map(|row| row.height).sum::<f32>() + gaps + foot;
        if needed > height {
            return Err(over_percent(needed, height));
        }
        if self.setter.faces.take_broken() && self.whole {
            return Err(1);
        }
        let weights: f32 = rows.iter().map(|row| weight(row.panels[0].part)).sum();
        let over = height - needed;
        let mut laid = Laid {
            width,
            height,
            pages: Vec::new(),
            tree: Tree::new(),
            outline: Vec::new(),
            places: Vec::new(),
        };
        let mut page = Page::default();
        if let Some(logo) = logo {
            put(logo, margin * 0.6, true, &mut page);
        }
        let mut y = top;
        for row in rows {
            let high = row.height + over * weight(row.panels[0].part) / weights;
            for panel in &row.panels {
                self.draw(panel, y, high, &mut page);
            }
            for panel in row.panels {
                let mut line = y + (high - panel.height) / 2.0;
                for (index, strip) in panel.strips.into_iter().enumerate() {
                    if index > 0 {
                        line += strip.space;
                    }
                    let height = strip.height;
                    laid.note(&strip, line);
                    put(strip, line, index == 0, &mut page);
                    line += height;
                }
            }
            y += high + gap;
        }
        if !document.running.is_empty() {
            let line = self.setter.aside(
                &document.running,
                7.5 * self.base,
                false,
                self.setter.look.grey,
                width,
            );
            Setter::place_aside(
                line,
                Mark::Footer,
                margin,
                height - 9.0 * self.base,
                &mut page.under,
            );
        }
        laid.pages.push(page);
        laid.tree = self.setter.tree;
        Ok(laid)
    }

    /// Sets the sections in rows of panels.
    fn rows(
        &mut self,
        sections: &[(Part, &[Block])],
        margin: f32,
        gap: f32,
        largest: f32,
    ) -> Vec<Row> {
        let width = self.paper.0;
        let mut rows: Vec<Row> = Vec::new();
        let mut at = 0;
        while at < sections.len() {
            let pair = sections[at].0 == Part::Half
                && sections
                    .get(at + 1)
                    .is_some_and(|(part, _)| *part == Part::Half);
            let here = if pair {
                &sections[at..at + 2]
            } else {
                &sections[at..=at]
            };
            at += here.len();
            let inner = (width - 2.0 * margin - gap * (here.len() - 1) as f32) / here.len() as f32;
            let mut panels = Vec::new();
            for (index, (part, blocks)) in here.iter().enumerate() {
                let x = margin + (inner + gap) * index as f32;
                let panel = if *part == Part::Band {
                    self.panel(*part, blocks, 0.0, width, largest)
                } else {
                    self.panel(*part, blocks, x, inner, largest)
                };
                panels.push(panel);
            }
            let height = panels
                .iter()
                .map(|panel| panel.height + 2.0 * panel.pad)
                .fold(0.0, f32::max);
            rows.push(Row { panels, height });
        }
        rows
    }

    /// Between the edge of a panel and its words.
    fn inset(&self, part: Part) -> f32 {
        self.base
            * match part {
                Part::Band => 36.0,
                Part::Hero => 20.0,
                Part::Half => 14.0,
                Part::Full => 16.0,
                Part::Foot => 4.0,
            }
    }

    /// Sets the words of a panel.
    fn panel(&mut self, part: Part, blocks: &[Block], x: f32, width: f32, largest: f32) -> Panel {
        let look = self.setter.look.clone();
        let inset = self.inset(part);
        let (ink, title) = match part {
            Part::Band => (WHITE, WHITE),
            Part::Hero | Part::Half | Part::Full | Part::Foot => (look.ink, look.accent),
        };
        let mut column = Column {
            x: x + inset,
            width: width - 2.0 * inset,
            parent: Tree::ROOT,
            depth: 0,
            ink,
            title,
            align: if matches!(part, Part::Hero | Part::Half) {
                Align::Centre
            } else {
                Align::Left
            },
        };
        let own = self.number_size(blocks, column.width);
        self.setter.look.number = match part {
            Part::Hero => own,
            Part::Half => own.min(largest * 0.6).min(look.headings[1] * 2.2),
            Part::Band | Part::Full | Part::Foot => {
                own.min(largest * 0.6).min(look.headings[1] * 1.6)
            }
        }
        .max(16.0 * self.base);
        let mut strips: Vec<Strip> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let numbered = numbered(block).filter(|_| part == Part::Full && before.is_none());
            let mut set = match (&block.kind, numbered) {
                (BlockKind::Heading { level, content }, Some(number)) => {
                    let wide = look.heading(*level) * 2.1;
                    let set = self.step(*level, content, number, column, wide);
                    column.x += wide + 1.8 * inset;
                    column.width -= wide + 1.8 * inset;
                    set
                }
                (BlockKind::List(_) | BlockKind::Table(_), _) if part == Part::Full => {
                    self.columns(block, column)
                }
                _ => self.fitted(block, column),
            };
            if let (Some(first), Some(before)) = (set.first_mut(), before) {
                first.space = look.between(before, block).min(look.body * 0.8) * self.air;
            }
            strips.extend(set);
            before = Some(block);
        }
        self.setter.look.number = look.number;
        let height = measure(&strips);
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
        let body = self.setter.look.body;
        if let (Role::Plain, BlockKind::Paragraph(content)) = (block.role, &block.kind) {
            let tree = self.setter.tree.clone();
            let letters = self.setter.look.paragraph(block.role, column);
            let spans = self.setter.spans(content, Tree::ROOT, letters);
            let widths = self.setter.faces.widths(&spans, body, self.setter.look.rtl);
            self.setter.tree = tree;
            let one_word = !plain(content).trim().contains(' ');
            let wide = if one_word { widths.most } else { widths.least } * 1.01;
            if wide > column.width {
                self.setter.look.body = (body * column.width / wide).max(16.0 * self.base);
            }
        }
        let strips = self.setter.block(block, column);
        self.setter.look.body = body;
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
        let size = look.heading(level);
        let large = Letters {
            size: size * 1.9,
            leading: 1.1,
            bold: true,
            ink: WHITE,
            align: Align::Centre,
            balance: false,
        };
        let title = Letters {
            size,
            leading: 1.22,
            bold: true,
            ink: look.accent,
            align: Align::Left,
            balance: true,
        };
        let digits = self
            .setter
            .lines(&[Inline::Text(format!("{number} "))], element, large, wide)
            .swap_remove(0);
        let rest = without(content, number);
        let inset = self.inset(Part::Full);
        let (x, width) = (
            column.x + wide + 1.8 * inset,
            column.width - wide - 1.8 * inset,
        );
        let mut strips = self.setter.text(&rest, element, title, x, width);
        if let Some(first) = strips.first_mut() {
            first.entry = Some(super::page::Entry {
                level,
                title: plain(content),
                element,
            });
            let mut words = std::mem::take(&mut first.words);
            let left = column.x + (wide - digits.width) / 2.0;
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
            if across > 1 && width < self.setter.look.body * 9.0 {
                break;
            }
            let heads = self.setter.heads.len();
            let strips = self.setter.block(block, Column { width, ..column });
            let head = self.setter.heads.get(heads).cloned().unwrap_or_default();
            let set = beside(strips, &head, across, width + gap);
            let height = measure(&set);
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
    fn number_size(&mut self, blocks: &[Block], width: f32) -> f32 {
        let mut size = f32::MAX;
        let tree = self.setter.tree.clone();
        for block in blocks {
            if let (Role::Number, BlockKind::Paragraph(content)) = (block.role, &block.kind) {
                let letters = Letters {
                    size: 100.0,
                    leading: 1.2,
                    bold: true,
                    ink: self.setter.look.ink,
                    align: Align::Left,
                    balance: false,
                };
                let spans = self.setter.spans(content, Tree::ROOT, letters);
                let most = self
                    .setter
                    .faces
                    .widths(&spans, 100.0, self.setter.look.rtl)
                    .most;
                size = size.min(width * 0.985 / most.max(1.0) * 100.0);
            }
        }
        self.setter.tree = tree;
        size.min(104.0 * self.base) * self.number
    }

    fn draw(&self, panel: &Panel, y: f32, height: f32, page: &mut Page) {
        let look = &self.setter.look;
        let mut fill = |x: f32, y: f32, width: f32, height: f32, fill: Colour| {
            page.under.push(Placed {
                mark: Mark::Drawing,
                x,
                y,
                thing: Thing::Box {
                    width,
                    height,
                    fill,
                },
            });
        };
        match panel.part {
            Part::Band => fill(panel.x, y, panel.width, height, look.accent),
            Part::Hero => {
                let stroke = 5.0 * self.base;
                fill(panel.x, y, panel.width, height, look.accent);
                let (width, height) = (panel.width - 2.0 * stroke, height - 2.0 * stroke);
                fill(panel.x + stroke, y + stroke, width, height, WHITE);
            }
            Part::Half => {
                fill(panel.x, y, panel.width, height, look.shade);
                fill(panel.x, y, panel.width, 3.0 * self.base, look.accent);
            }
            Part::Full => {
                let step = panel.strips.first().is_some_and(|strip| {
                    strip.words.first().is_some_and(|word| match &word.thing {
                        Thing::Words(run) => run.paint.colour == WHITE,
                        Thing::Turned(..)
                        | Thing::Box { .. }
                        | Thing::Disc { .. }
                        | Thing::Picture { .. } => false,
                    })
                });
                if step {
                    let inset = self.inset(Part::Full);
                    fill(panel.x, y, panel.width, height, look.shade);
                    fill(
                        panel.x,
                        y,
                        inset * 2.0 + look.headings[1] * 2.1,
                        height,
                        look.accent,
                    );
                } else {
                    fill(panel.x, y, panel.width, 3.0 * self.base, look.accent);
                }
            }
            Part::Foot => {}
        }
    }
}

/// How much of the air a row gets.
fn weight(part: Part) -> f32 {
    match part {
        Part::Hero => 1.6,
        Part::Band | Part::Half | Part::Full => 1.0,
        Part::Foot => 0.15,
    }
}

/// The blocks of a poster by their headings of level 2; small print at the end stands alone.
fn sections(blocks: &[Block]) -> Vec<(Part, &[Block])> {
    let foot = blocks
        .iter()
        .rposition(|block| block.role != Role::Fine)
        .map_or(0, |last| last + 1);
    let (blocks, small) = blocks.split_at(foot);
    let starts: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
        .map(|(index, _)| index)
        .collect();
    let mut parts = Vec::new();
    let first = starts.first().copied().unwrap_or(blocks.len());
    if first > 0 {
        parts.push((Part::Band, &blocks[..first]));
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(blocks.len());
        let part = match blocks[*start].role {
            Role::Hero => Part::Hero,
            Role::Half => Part::Half,
            Role::Plain
            | Role::Facts
            | Role::Sign
            | Role::Lead
            | Role::Fine
            | Role::Number
            | Role::Statement => Part::Full,
        };
        parts.push((part, &blocks[*start..end]));
    }
    if !small.is_empty() {
        parts.push((Part::Foot, small));
    }
    parts
}

/// The number a heading begins with: `1` of `1. Notice red flags`.
fn numbered(block: &Block) -> Option<&str> {
    let BlockKind::Heading { content, .. } = &block.kind else {
        return None;
    };
    let Some(Inline::Text(text)) = content.first() else {
        return None;
    };
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let end = if text[digits..].starts_with(['.', ')', ':']) {
        digits + 1
    } else {
        digits
    };
    (digits > 0 && digits < 3 && text[end..].starts_with(' ')).then(|| &text[..end])
}

/// A heading's words after its number.
fn without(content: &[Inline], number: &str) -> Vec<Inline> {
    let mut rest = content.to_vec();
    if let Some(Inline::Text(text)) = rest.first_mut() {
        *text = text[number.len()..].trim_start().to_owned();
    }
    rest
}
