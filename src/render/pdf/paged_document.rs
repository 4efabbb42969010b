//! Pages as data: what stands where, and to which part of the structure it belongs. Strips are the
//! unbreakable bands a text is made of; [`paginate`] deals them out to pages.

mod debug_dump;

use std::sync::Arc;

use super::structure_tree::{ElementId, Shift, SlotId, Tree};
use super::text_shaping::{Line, Run};
use crate::document::Color;
use crate::render::image::Image;

/// What a thing on a page is to a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Slot(SlotId),
    /// A rule, a band, a frame: skipped.
    Drawing,
    Header,
    Footer,
    /// The mark of a draft across a page: skipped.
    Watermark,
    /// Words said before that stand here again, a table's head on a later page: skipped.
    Again,
}

/// Something at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// What it is to a screen reader.
    pub mark: Mark,
    /// Points from the page's left edge.
    pub x: f32,
    /// Points from the page's top, or from its strip's top: a baseline for words, a top edge else.
    pub y: f32,
    pub thing: Thing,
}

impl Placed {
    /// A filled box with its top left corner at a place.
    pub fn filled(
        mark: Mark,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        fill: Color,
    ) -> Self {
        let thing = Thing::Box {
            width,
            height,
            fill,
        };
        Self { mark, x, y, thing }
    }
}

/// What can stand on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Thing {
    Words(Run),
    /// Words turned by an angle in degrees, counter-clockwise.
    Turned(Run, f32),
    Box {
        width: f32,
        height: f32,
        /// What it is filled with.
        fill: Color,
    },
    /// A picture; its place is its top left corner.
    Picture {
        width: f32,
        height: f32,
        picture: Arc<Image>,
    },
    /// A filled circle; its place is its centre.
    Disc {
        radius: f32,
        /// What it is filled with.
        fill: Color,
    },
}

impl Placed {
    /// Follows its place in a structure that was put into another.
    pub fn shift(&mut self, by: Shift) {
        if let Mark::Slot(slot) = &mut self.mark {
            *slot = by.slot(*slot);
        }
        match &mut self.thing {
            Thing::Words(run) | Thing::Turned(run, _) => run.paint.slot = by.slot(run.paint.slot),
            Thing::Box { .. } | Thing::Picture { .. } | Thing::Disc { .. } => {}
        }
    }

    /// Its left, top, right and bottom edge, points from the page's left and top; words with the room
    /// their letters may take, and those that are turned as if on end.
    pub fn bounds(&self) -> [f32; 4] {
        let (x, y) = (self.x, self.y);
        match &self.thing {
            Thing::Words(run) => [x, y - run.size, x + run.width, y + run.size * 0.3],
            Thing::Turned(run, _) => [x - run.size, y - run.width, x + run.size * 0.3, y],
            Thing::Box { width, height, .. } | Thing::Picture { width, height, .. } => {
                [x, y, x + width, y + height]
            }
            Thing::Disc { radius, .. } => [x - radius, y - radius, x + radius, y + radius],
        }
    }
}

/// A rule down the side of a strip, joined over the air between strips.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Points from the page's left edge.
    pub x: f32,
    pub width: f32,
    pub fill: Color,
    /// Whether it goes on over the air above this strip.
    pub joins: bool,
}

/// A heading on its way into the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// 1 to 6.
    pub level: u8,
    pub title: String,
    pub element: ElementId,
}

/// A band of a text that is never broken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// Points of air above it, left out at the top of a page.
    pub space: f32,
    pub height: f32,
    /// Never parted from the strip after it.
    pub keep: bool,
    pub under: Vec<Placed>,
    pub words: Vec<Placed>,
    /// What can be filled in on a screen, its place measured from the strip's top.
    pub fields: Vec<Field>,
    pub bars: Vec<Bar>,
    /// The names of statements that begin here.
    pub anchors: Vec<String>,
    /// The heading that begins here.
    pub entry: Option<Entry>,
    /// An item of an outer list or a row of a table begins here.
    pub begins: bool,
    /// The head (by number) to be repeated when a page begins with this strip.
    pub head: Option<usize>,
}

/// A place that can be jumped to.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// From 0.
    pub page: usize,
    /// Points from the page's top.
    pub y: f32,
}

/// A link's area on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    pub link: ElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A place on a page that can be filled in on a screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its element; that says in words what it is for.
    pub element: ElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub kind: FieldKind,
}

impl Field {
    /// Follows its place in a structure that was put into another.
    pub fn shift(&mut self, by: Shift) {
        self.element = by.element(self.element);
        if let FieldKind::Choice { of, .. } = &mut self.kind {
            *of = by.element(*of);
        }
    }
}

/// What goes into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text {
        lines: bool,
    },
    /// A mark that only one field of its row has.
    Choice {
        /// The row's element; that says in words what is chosen.
        of: ElementId,
        /// The column, from 0.
        option: usize,
    },
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Drawn first, none of it words of the document.
    pub under: Vec<Placed>,
    /// The words of the document in reading order.
    pub words: Vec<Placed>,
    /// What can be filled in on a screen, in reading order.
    pub fields: Vec<Field>,
}

/// A document made into pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// Width of every page in points.
    pub width: f32,
    /// Height of every page in points.
    pub height: f32,
    pub pages: Vec<Page>,
    pub tree: Tree,
    /// The headings with their places.
    pub outline: Vec<(Entry, Place)>,
    /// The statements with their places.
    pub places: Vec<(String, Place)>,
}

/// Strips and the heads that are repeated over their tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    pub strips: Vec<Strip>,
    /// The heads of tables, as strips without structure.
    pub heads: Vec<Vec<Strip>>,
}

/// One strip at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dealt {
    /// Its index, or for a repeated head its head and row.
    pub strip: Which,
    /// Points from the top of the text area.
    pub y: f32,
    /// Whether it is the first of its page.
    pub first: bool,
}

/// A strip of the flow or of a repeated head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// An index into [`Flow::strips`].
    Strip(usize),
    /// Indexes into [`Flow::heads`].
    Head(usize, usize),
}

/// Deals strips out to pages of `height` points: chains of kept strips stay whole, a table that
/// goes on begins with its head.
pub fn paginate(flow: &Flow, height: f32) -> Vec<Vec<Dealt>> {
    let strips = &flow.strips;
    let mut pages: Vec<Vec<Dealt>> = vec![Vec::new()];
    let mut y = 0.0;
    let mut start = 0;
    while start < strips.len() {
        let mut end = start;
        while end + 1 < strips.len() && strips[end].keep {
            end += 1;
        }
        let chain: f32 = strips[start..=end]
            .iter()
            .map(|strip| strip.space + strip.height)
            .sum();
        let fits_anywhere = chain <= height;
        for (index, strip) in strips.iter().enumerate().take(end + 1).skip(start) {
            let empty = pages[pages.len() - 1].is_empty();
            let needed = if index == start && fits_anywhere {
                chain
            } else {
                strip.space + strip.height
            };
            if !empty && y + needed > height + 0.01 {
                pages.push(Vec::new());
                y = 0.0;
            }
            let page = pages.last_mut().expect("there is always a page");
            let mut first = page.is_empty();
            if first && let Some(head) = strip.head {
                for (row, band) in flow.heads[head].iter().enumerate() {
                    page.push(Dealt {
                        strip: Which::Head(head, row),
                        y,
                        first: row == 0,
                    });
                    y += band.height;
                }
                first = false;
            } else if !first {
                y += strip.space;
            }
            page.push(Dealt {
                strip: Which::Strip(index),
                y,
                first,
            });
            y += strip.height;
        }
        start = end + 1;
    }
    pages
}

/// The height of strips one under another.
pub fn height_of(strips: &[Strip]) -> f32 {
    strips
        .iter()
        .enumerate()
        .map(|(at, strip)| strip.height + if at > 0 { strip.space } else { 0.0 })
        .sum()
}

/// Puts dealt strips on pages whose text area begins `top` points from the top.
pub fn place(mut flow: Flow, dealt: &[Vec<Dealt>], top: f32, laid: &mut Laid) {
    for (number, strips) in dealt.iter().enumerate() {
        let mut page = Page::default();
        for one in strips {
            // A strip is dealt out once; only a head comes again.
            let mut strip = match one.strip {
                Which::Strip(index) => std::mem::take(&mut flow.strips[index]),
                Which::Head(head, row) => flow.heads[head][row].clone(),
            };
            let place = Place {
                page: number,
                y: one.y + top,
            };
            for anchor in strip.anchors.drain(..) {
                laid.places.push((anchor, place.clone()));
            }
            if let Some(entry) = strip.entry.take() {
                laid.outline.push((entry, place));
            }
            put(strip, one.y + top, one.first, &mut page);
        }
        laid.pages.push(page);
    }
}

/// Puts one strip on a page with its top at `y`.
pub fn put(strip: Strip, y: f32, first: bool, page: &mut Page) {
    for bar in &strip.bars {
        let above = if bar.joins && !first {
            strip.space
        } else {
            0.0
        };
        page.under.push(Placed::filled(
            Mark::Drawing,
            (bar.x, y - above),
            (bar.width, strip.height + above),
            bar.fill,
        ));
    }
    for mut placed in strip.under {
        placed.y += y;
        page.under.push(placed);
    }
    for mut field in strip.fields {
        field.y += y;
        page.fields.push(field);
    }
    for mut placed in strip.words {
        placed.y += y;
        match placed.mark {
            Mark::Slot(_) => page.words.push(placed),
            Mark::Drawing | Mark::Header | Mark::Footer | Mark::Watermark | Mark::Again => {
                page.under.push(placed);
            }
        }
    }
}

impl Strip {
    /// A picture at `x`, as an element of its own.
    pub fn picture(
        picture: &Arc<Image>,
        (width, height): (f32, f32),
        x: f32,
        tree: &mut Tree,
    ) -> Self {
        let slot = tree.figure(&picture.alt_text);
        Self {
            height,
            words: vec![Placed {
                mark: Mark::Slot(slot),
                x,
                y: 0.0,
                thing: Thing::Picture {
                    width,
                    height,
                    picture: picture.clone(),
                },
            }],
            ..Self::default()
        }
    }

    /// Adds a line's words with its left end at `x` and its top at `y`; shades and underlines too.
    pub fn add_line(&mut self, line: Line, x: f32, y: f32) {
        let baseline = y + line.baseline;
        for run in line.runs {
            if run.paint.tint {
                self.under.push(Placed::filled(
                    Mark::Drawing,
                    (x + run.x - 1.0, baseline - run.size * 0.95),
                    (run.width + 2.0, run.size * 1.25),
                    TINT,
                ));
            }
            if run.paint.underline {
                self.under.push(Placed::filled(
                    Mark::Drawing,
                    (x + run.x, baseline + run.size * 0.11),
                    (run.width - run.space_behind(), run.size * 0.05),
                    run.paint.colour,
                ));
            }
            self.words.push(Placed {
                mark: Mark::Slot(run.paint.slot),
                x: x + run.x,
                y: baseline,
                thing: Thing::Words(run),
            });
        }
    }

    /// Adds all of this strip to another one, moved.
    pub fn merge_into(&self, other: &mut Self, dx: f32, dy: f32) {
        let moved = |placed: &Placed| Placed {
            x: placed.x + dx,
            y: placed.y + dy,
            ..placed.clone()
        };
        other.under.extend(self.under.iter().map(moved));
        other.words.extend(self.words.iter().map(moved));
        other.fields.extend(self.fields.iter().map(|field| Field {
            x: field.x + dx,
            y: field.y + dy,
            ..field.clone()
        }));
        other.anchors.extend(self.anchors.iter().cloned());
        if other.entry.is_none() {
            other.entry.clone_from(&self.entry);
        }
    }

    /// Adds a filled box behind the words.
    pub fn add_box(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Color) {
        self.under
            .push(Placed::filled(Mark::Drawing, (x, y), (width, height), fill));
    }
}

/// Behind a blank that is still to be filled.
const TINT: Color = Color::from_rgb(255, 236, 153);

impl Page {
    /// The areas of links, one for each line of each link.
    pub fn areas(&self, tree: &Tree) -> Vec<Area> {
        let mut areas: Vec<(Area, f32)> = Vec::new();
        for placed in &self.words {
            let (Mark::Slot(slot), Thing::Words(run)) = (placed.mark, &placed.thing) else {
                continue;
            };
            let Some(link) = tree.link_of(slot) else {
                continue;
            };
            if let Some((area, baseline)) = areas.last_mut()
                && area.link == link
                && (*baseline - placed.y).abs() < 0.1
            {
                let right = (area.x + area.width).max(placed.x + run.width);
                area.x = area.x.min(placed.x);
                area.width = right - area.x;
                continue;
            }
            let area = Area {
                link,
                x: placed.x,
                y: placed.y - run.size,
                width: run.width,
                height: run.size * 1.3,
            };
            areas.push((area, placed.y));
        }
        areas.into_iter().map(|(area, _)| area).collect()
    }
}

impl Laid {
    /// Nothing yet, for pages of that width and height.
    pub fn new((width, height): (f32, f32)) -> Self {
        Self {
            width,
            height,
            pages: Vec::new(),
            tree: Tree::new(),
            outline: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Remembers what begins with a strip that was put at `y` on the last page to come.
    pub fn note(&mut self, strip: &Strip, y: f32) {
        let place = Place {
            page: self.pages.len(),
            y,
        };
        for anchor in &strip.anchors {
            self.places.push((anchor.clone(), place.clone()));
        }
        if let Some(entry) = &strip.entry {
            self.outline.push((entry.clone(), place));
        }
    }
}
