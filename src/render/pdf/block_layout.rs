//! From blocks to strips: text, headings, lists, quotations at the sizes of a [`Look`]. Every word
//! goes into the structure tree as it is set.

mod lists_and_quotes;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::paged_document::{Entry, Flow, Mark, Page, Placed, Strip, Thing};
use super::structure_tree::{ElementId, Kind, SlotId, Tree};
use super::text_shaping::{
    Faces, LEFT_TO_RIGHT_ISOLATE, Line, POP_DIRECTIONAL_ISOLATE, Paint, RIGHT_TO_LEFT_ISOLATE,
    Setting, Span, Widths, is_rtl_char,
};
use crate::document::{Block, BlockKind, BlockRole, Color, Inline, plain_text};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::is_rtl_language;

/// Sets the blocks of one document.
#[derive(Debug)]
pub struct Setter<'a> {
    pub faces: &'a mut Faces,
    /// Grows as words are set.
    pub tree: Tree,
    pub look: DocumentStyle,
    /// Heads of the tables set so far.
    pub heads: Vec<Vec<Strip>>,
}

/// The column that blocks are set in.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Points from the page's left edge.
    pub x: f32,
    pub width: f32,
    /// The element that the blocks go into.
    pub parent: ElementId,
    /// How many lists the blocks stand in.
    pub depth: usize,
    /// The colour of plain words.
    pub ink: Color,
    pub title: Color,
    /// Where lines stand in the column.
    pub align: Align,
}

impl Column {
    /// Returns a column of the page itself, `width` points wide and `x` points from its left edge.
    pub fn new(look: &DocumentStyle, x: f32, width: f32) -> Self {
        Self {
            x,
            width,
            parent: Tree::ROOT,
            depth: 0,
            ink: look.text_color,
            title: look.accent_color,
            align: Align::Left,
        }
    }

    /// How a paragraph of a role is lettered.
    pub fn paragraph(self, role: BlockRole, look: &DocumentStyle) -> Letters {
        let plain = Letters {
            align: self.align,
            ..Letters::plain(look.body_size, look.line_height_ratio, self.ink)
        };
        match role {
            BlockRole::Plain
            | BlockRole::FactTable
            | BlockRole::SignatureTable
            | BlockRole::ChoiceTable
            | BlockRole::HeroPanel
            | BlockRole::HalfWidthPanel
            | BlockRole::MainStatement
            | BlockRole::TearOff => plain,
            BlockRole::LeadParagraph => Letters {
                balance: true,
                size: look.lead_size,
                ..plain
            },
            BlockRole::SmallPrint => Letters {
                size: look.fine_print_size,
                ink: if self.ink == look.text_color {
                    look.muted_text_color
                } else {
                    self.ink
                },
                ..plain
            },
            BlockRole::DisplayNumber => Letters {
                size: look.large_number_size,
                leading: 1.15,
                balance: false,
                bold: true,
                ink: self.title,
                align: self.align,
            },
        }
    }
}

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// How a text is lettered.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    pub size: f32,
    /// Line height in parts of the size.
    pub leading: f32,
    pub bold: bool,
    pub ink: Color,
    pub align: Align,
    /// Lines of about one length.
    pub balance: bool,
}

impl Letters {
    /// Returns letters that are not bold, in lines of any length at the left.
    pub fn plain(size: f32, leading: f32, ink: Color) -> Self {
        Self {
            size,
            leading,
            bold: false,
            ink,
            align: Align::Left,
            balance: false,
        }
    }
}

impl<'a> Setter<'a> {
    /// An empty document.
    pub fn new(faces: &'a mut Faces, look: DocumentStyle) -> Self {
        Self {
            faces,
            tree: Tree::new(),
            look,
            heads: Vec::new(),
        }
    }

    /// Sets blocks one under another.
    pub fn blocks(&mut self, blocks: &[Block], column: Column) -> Vec<Strip> {
        let mut strips: Vec<Strip> = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let before = index.checked_sub(1).map(|at| &blocks[at]);
            let mut set = self.block(block, column);
            if let (Some(first), Some(before)) = (set.first_mut(), before) {
                first.space = self.look.space_between(before, block);
            }
            if let (BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_), Some(last)) =
                (&block.kind, strips.last_mut())
                && before.is_some_and(introduces)
            {
                last.keep = true;
            }
            strips.extend(set);
        }
        strips
    }

    /// Sets one block; its first strip has no air above it.
    pub fn block(&mut self, block: &Block, column: Column) -> Vec<Strip> {
        let mut strips = match &block.kind {
            BlockKind::Heading { level, content } => self.heading(*level, content, column),
            BlockKind::Paragraph(content) => {
                let element = self.tree.add(column.parent, Kind::Paragraph);
                let letters = column.paragraph(block.role, &self.look);
                self.text(content, element, letters, column.x, column.width)
            }
            BlockKind::List(list) => self.list(list, column),
            BlockKind::Quote(inner) => self.quote(inner, block.role, column),
            BlockKind::Table(table) => self.table(table, block.role, column),
        };
        if let (Some(anchor), Some(first)) = (&block.anchor, strips.first_mut()) {
            first.anchors.push(anchor.0.clone());
        }
        strips
    }

    fn heading(&mut self, level: u8, content: &[Inline], column: Column) -> Vec<Strip> {
        let element = self.tree.add(column.parent, Kind::Heading(level));
        let letters = Letters {
            size: self.look.heading_size(level),
            leading: 1.22,
            bold: true,
            ink: column.title,
            align: column.align,
            balance: true,
        };
        let mut strips = self.text(content, element, letters, column.x, column.width);
        for strip in &mut strips {
            strip.keep = true;
        }
        if let Some(first) = strips.first_mut() {
            first.entry = Some(Entry {
                level,
                title: plain_text(content),
                element,
            });
        }
        strips
    }

    /// Sets a text, a strip for each line; no first or last line stands alone on a page.
    pub fn text(
        &mut self,
        content: &[Inline],
        element: ElementId,
        letters: Letters,
        x: f32,
        width: f32,
    ) -> Vec<Strip> {
        let lines = self.lines(content, element, letters, width);
        let count = lines.len();
        let mut strips = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut strip = Strip {
                height: line.height,
                keep: count > 1 && (index == 0 || index + 2 == count),
                ..Strip::default()
            };
            let left = x + letters
                .align
                .or_right(self.look.rtl)
                .offset(width - line.width);
            strip.add_line(line, left, 0.0);
            strips.push(strip);
        }
        strips
    }

    /// Breaks a text into lines.
    pub fn lines(
        &mut self,
        content: &[Inline],
        element: ElementId,
        letters: Letters,
        width: f32,
    ) -> Vec<Line> {
        let spans = self.spans(content, element, letters);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return Vec::new();
        }
        self.faces.set(
            &spans,
            Setting {
                size: letters.size,
                leading: letters.leading,
                width,
                rtl: self.look.rtl,
                balance: letters.balance || letters.align == Align::Centre,
            },
        )
    }

    /// How wide a text wants to be at a size in points.
    pub fn widths(&mut self, content: &[Inline], letters: Letters, size: f32) -> Widths {
        // Links are made while words are measured, and made again when they are set.
        let kept = std::mem::take(&mut self.tree);
        let spans = self.spans(content, Tree::ROOT, letters);
        self.tree = kept;
        self.faces.widths(&spans, size, self.look.rtl)
    }

    /// The words of a text with their looks and places in the structure.
    pub fn spans(&mut self, content: &[Inline], element: ElementId, letters: Letters) -> Vec<Span> {
        let mut spans = Vec::new();
        let style = Style {
            bold: letters.bold,
            italic: false,
            ink: letters.ink,
            line: if letters.size > self.look.body_size * 1.5 {
                Underline::Never
            } else {
                Underline::Links
            },
        };
        let mut slot = None;
        self.collect(content, element, style, &mut slot, &mut spans);
        spans
    }

    fn collect(
        &mut self,
        content: &[Inline],
        element: ElementId,
        style: Style,
        slot: &mut Option<SlotId>,
        spans: &mut Vec<Span>,
    ) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::FactValue { text, .. } => {
                    self.words(text, element, style, false, slot, spans);
                }
                Inline::Blank(blank) => {
                    self.words(&blank.placeholder_text(), element, style, true, slot, spans);
                }
                Inline::Emphasis(inner) => {
                    self.collect(
                        inner,
                        element,
                        Style {
                            italic: true,
                            ..style
                        },
                        slot,
                        spans,
                    );
                }
                Inline::Strong(inner) => {
                    self.collect(
                        inner,
                        element,
                        Style {
                            bold: true,
                            ..style
                        },
                        slot,
                        spans,
                    );
                }
                Inline::Link { target, content } => {
                    let link = self.tree.add(element, Kind::Link);
                    self.tree.elements[link.0].target = Some(target.clone());
                    self.tree.elements[link.0].contents = plain_text(content);
                    let ink = if style.ink == self.look.text_color {
                        self.look.accent_color
                    } else {
                        style.ink
                    };
                    let style = Style {
                        line: style.line.in_link(),
                        ink,
                        ..style
                    };
                    self.collect(content, link, style, &mut None, spans);
                    *slot = None;
                }
                Inline::OtherLanguage { language, content } => {
                    let part = self.tree.add(element, Kind::Span);
                    self.tree.elements[part.0].language = Some(language.to_string());
                    let mut own = None;
                    let rtl = is_rtl_language(language);
                    if rtl == self.look.rtl {
                        self.collect(content, part, style, &mut own, spans);
                    } else {
                        // Its full stops and brackets belong to its own direction.
                        let isolate = if rtl {
                            RIGHT_TO_LEFT_ISOLATE
                        } else {
                            LEFT_TO_RIGHT_ISOLATE
                        };
                        self.words(isolate, part, style, false, &mut own, spans);
                        self.collect(content, part, style, &mut own, spans);
                        self.words(POP_DIRECTIONAL_ISOLATE, part, style, false, &mut own, spans);
                    }
                    *slot = None;
                }
                Inline::LineBreak => self.words(" \n", element, style, false, slot, spans),
            }
        }
    }

    fn words(
        &mut self,
        text: &str,
        element: ElementId,
        style: Style,
        tint: bool,
        slot: &mut Option<SlotId>,
        spans: &mut Vec<Span>,
    ) {
        if text.is_empty() {
            return;
        }
        let slot = *slot.get_or_insert_with(|| self.tree.slot(element));
        spans.push(Span {
            text: ComposingNormalizerBorrowed::new_nfc()
                .normalize(text)
                .into_owned(),
            bold: style.bold,
            italic: style.italic,
            paint: Paint {
                slot,
                colour: style.ink,
                underline: style.line == Underline::Here,
                tint,
            },
        });
    }

    /// One line of words that are no part of the document.
    pub fn aside(&mut self, text: &str, size: f32, bold: bool, ink: Color, width: f32) -> Line {
        let span = Span {
            text: text.to_owned(),
            bold,
            italic: false,
            paint: Paint {
                colour: ink,
                ..Paint::default()
            },
        };
        let mut lines = self.faces.set(
            &[span],
            Setting {
                size,
                leading: 1.3,
                width,
                rtl: self.look.rtl && text.chars().any(is_rtl_char),
                balance: false,
            },
        );
        if lines.is_empty() {
            return Line {
                width: 0.0,
                baseline: size,
                height: size * 1.3,
                runs: Vec::new(),
            };
        }
        lines.swap_remove(0)
    }

    /// Puts one line where lines begin and one where they end, on one baseline of a column (its left
    /// edge, its width, the baseline).
    pub fn place_sides(
        &self,
        first: Line,
        last: Line,
        mark: Mark,
        (x, width, baseline): (f32, f32, f32),
        page: &mut Page,
    ) {
        let (left, right) = if self.look.rtl {
            (last, first)
        } else {
            (first, last)
        };
        let at = x + width - right.width;
        Self::place_aside(left, mark, x, baseline, &mut page.under);
        Self::place_aside(right, mark, at, baseline, &mut page.under);
    }

    /// Puts a line that is no part of the document at a place.
    pub fn place_aside(line: Line, mark: Mark, x: f32, baseline: f32, under: &mut Vec<Placed>) {
        for run in line.runs {
            under.push(Placed {
                mark,
                x: x + run.x,
                y: baseline,
                thing: Thing::Words(run),
            });
        }
    }

    /// The strips with the heads of their tables.
    pub fn flow(&mut self, strips: Vec<Strip>) -> Flow {
        Flow {
            strips,
            heads: std::mem::take(&mut self.heads),
        }
    }
}

#[derive(Clone, Copy)]
struct Style {
    bold: bool,
    italic: bool,
    ink: Color,
    line: Underline,
}

/// Whether words have a line under them.
#[derive(Clone, Copy, PartialEq)]
enum Underline {
    /// Only where they lead somewhere.
    Links,
    Here,
    /// Nowhere: the words are too large to need it.
    Never,
}

impl Underline {
    fn in_link(self) -> Self {
        match self {
            Self::Links | Self::Here => Self::Here,
            Self::Never => Self::Never,
        }
    }
}

impl Align {
    /// The side lines begin at when a document is read from right to left.
    #[must_use]
    pub fn or_right(self, rtl: bool) -> Self {
        match self {
            Self::Left if rtl => Self::Right,
            Self::Left | Self::Centre | Self::Right => self,
        }
    }

    /// How far a line begins from the left of its column when `left` points are over.
    pub fn offset(self, left: f32) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Centre => left.max(0.0) / 2.0,
            Self::Right => left.max(0.0),
        }
    }
}

/// Whether a paragraph leads into what follows it.
fn introduces(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => plain_text(content).trim_end().ends_with(':'),
        BlockKind::Heading { .. } => true,
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => false,
    }
}
