//! Running text over as many pages as it takes, with a list of contents when they are more than
//! four, a running head and foot.

use std::sync::Arc;

use super::block_layout::{Column, Letters, Setter};
use super::paged_document::{
    Dealt, Flow, Laid, Mark, Page, Placed, Strip, Thing, Which, paginate, place,
};
use super::structure_tree::{ElementId, Kind, Tree};
use crate::document::{Anchor, BlockKind, Color, Document, Inline, LinkTarget};
use crate::render::image::Image;

/// A list of contents is made for more pages than this.
const LONG: usize = 4;

/// Between the dots of the list of contents, points.
const DOTS: f32 = 4.5;

/// Lays a document out as running text.
pub(super) fn policy(
    document: &Document,
    mut setter: Setter<'_>,
    paper: (f32, f32),
    logo: Option<&Arc<Image>>,
) -> Laid {
    let (width, height) = paper;
    let look = setter.look.clone();
    let (side, top, bottom) = look.page_margins;
    // The list of contents goes in before the first section.
    let split = document
        .blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { level: 2.., .. }))
        .unwrap_or(document.blocks.len());
    let column = Column::new(&look, side, width - 2.0 * side);
    let area = height - top - bottom;
    let mut front = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(5200.0, (220.0, 64.0));
        let x = if look.rtl {
            width - side - size.0
        } else {
            side
        };
        front.push(Strip {
            keep: true,
            ..Strip::picture(logo, size, x, &mut setter.tree)
        });
    }
    let mut words = setter.blocks(&document.blocks[..split], column);
    if let Some(first) = words.first_mut().filter(|_| logo.is_some()) {
        first.space = look.body_size * 1.6;
    }
    front.append(&mut words);
    let start = front.len();
    let before_body = setter.tree.elements[0].kids.len();
    let mut body = setter.blocks(&document.blocks[split..], column);
    if let (Some(first), Some(before), Some(after)) = (
        body.first_mut(),
        split.checked_sub(1).map(|at| &document.blocks[at]),
        document.blocks.get(split),
    ) {
        first.space = look.space_between(before, after);
    }
    front.append(&mut body);
    let mut flow = setter.flow(front);
    let mut dealt = paginate(&flow, area);
    let mut laid = Laid::new((width, height));
    if dealt.len() > LONG {
        let title = &document.page_strings.contents_heading;
        let body = &flow.strips[start..];
        let (contents, strips) = Contents::new(&mut setter, title, body, before_body, column);
        if let Some(first) = flow.strips.get_mut(start) {
            first.space = look.body_size * 2.4;
        }
        let body = start + strips.len();
        flow.strips.splice(start..start, strips);
        dealt = paginate(&flow, area);
        contents.number(&mut setter, &dealt, &mut flow, (start, body));
    }
    place(flow, &dealt, top, &mut laid);
    let count = laid.pages.len();
    for (number, page) in laid.pages.iter_mut().enumerate() {
        running(document, &mut setter, page, (number, count), paper);
    }
    laid.tree = setter.tree;
    laid
}

/// The running head (not on the first page, which has the title) and foot.
pub(super) fn running(
    document: &Document,
    setter: &mut Setter<'_>,
    page: &mut Page,
    (number, count): (usize, usize),
    (width, height): (f32, f32),
) {
    let look = setter.look.clone();
    let side = look.page_margins.0;
    let inner = width - 2.0 * side;
    let size = 8.0;
    if number > 0 {
        let right = setter.aside(
            &document.title,
            size,
            false,
            look.muted_text_color,
            inner * 0.5,
        );
        let agency = head(&document.short_agency_name);
        let left = setter.aside(&agency, size, false, look.muted_text_color, inner * 0.48);
        setter.place_sides(left, right, Mark::Header, (side, inner, 44.0), page);
        page.under.push(Placed::filled(
            Mark::Header,
            (side, 51.0),
            (inner, 0.5),
            look.rule_color,
        ));
    }
    let foot = height - 36.0;
    let right = setter.aside(
        &document
            .page_strings
            .page_number_pattern
            .replace("{page}", &(number + 1).to_string())
            .replace("{pages}", &count.to_string()),
        size,
        false,
        look.muted_text_color,
        inner,
    );
    let left = setter.aside(
        &document.footer_text,
        size,
        false,
        look.muted_text_color,
        inner * 0.8,
    );
    setter.place_sides(left, right, Mark::Footer, (side, inner, foot), page);
    page.under.push(Placed::filled(
        Mark::Footer,
        (side, foot - 14.0),
        (inner, 0.5),
        look.rule_color,
    ));
}

/// A name as a running head says it: its first words, if it has many.
fn head(name: &str) -> String {
    const MOST: usize = 5;
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() <= MOST {
        name.to_owned()
    } else {
        format!("{} …", words[..MOST].join(" "))
    }
}

/// The height of the band that marks a draft over a poster, points on letter paper.
pub(super) const DRAFT_BAND: f32 = 26.0;

/// The mark of a draft in a black band over the top of a poster, whose panels would hide it behind them.
pub(super) fn draft_band(setter: &mut Setter<'_>, page: &mut Page, mark: &str, width: f32) {
    let height = DRAFT_BAND * (width / 612.0).max(1.0);
    let line = setter.aside(mark, height * 0.62, true, Color::WHITE, width);
    let fill = setter.look.text_color;
    let band = Placed::filled(Mark::Watermark, (0.0, 0.0), (width, height), fill);
    page.under.push(band);
    let x = (width - line.width) / 2.0;
    Setter::place_aside(line, Mark::Watermark, x, height * 0.73, &mut page.under);
}

/// The mark of a draft: large, pale and slanted behind the words, small and plain in a top corner.
pub(super) fn draft(
    setter: &mut Setter<'_>,
    page: &mut Page,
    mark: &str,
    (width, height): (f32, f32),
) {
    let size = 9.0;
    let pale = Color::from_rgb(240, 240, 240);
    // A longer word than the English one is set smaller, so that it stays on the page.
    let large = width / 4.2 * (5.0 / mark.chars().count().max(5) as f32);
    let line = setter.aside(mark, large, true, pale, width * 2.0);
    let mut first = Vec::new();
    let angle: f32 = 52.0;
    let (sin, cos) = angle.to_radians().sin_cos();
    let (half, rise) = (line.width / 2.0, large * 0.36);
    for run in line.runs {
        first.push(Placed {
            mark: Mark::Watermark,
            x: width / 2.0 - half * cos + rise * sin,
            y: height / 2.0 + half * sin + rise * cos,
            thing: Thing::Turned(run, angle),
        });
    }
    first.append(&mut page.under);
    page.under = first;
    let badge = setter.aside(mark, size, true, Color::WHITE, width);
    let (x, y, wide) = (
        width / 2.0 - badge.width / 2.0,
        10.0 + size * 1.4,
        badge.width,
    );
    let (side, high) = (size * 0.8, size * 1.6);
    for (grow, fill) in [(1.0, Color::WHITE), (0.0, setter.look.text_color)] {
        page.under.push(Placed::filled(
            Mark::Header,
            (x - side - grow, y - size * 1.16 - grow),
            (wide + 2.0 * (side + grow), high + 2.0 * grow),
            fill,
        ));
    }
    Setter::place_aside(badge, Mark::Header, x, y, &mut page.under);
}

/// The list of contents while its page numbers are not known.
struct Contents {
    lines: Vec<ContentsLine>,
    column: Column,
}

struct ContentsLine {
    /// Its strip, counted from the first of the list.
    strip: usize,
    /// The strip of the body that its heading begins, counted from the first of the body.
    heading: usize,
    holder: ElementId,
    letters: Letters,
    /// Where its words end, points from the page's left edge.
    end: f32,
}

impl Contents {
    /// Sets the list for the headings of `body` and hangs it into the tree at `at`, before the body;
    /// gives its strips too.
    fn new(
        setter: &mut Setter<'_>,
        title: &str,
        body: &[Strip],
        at: usize,
        column: Column,
    ) -> (Self, Vec<Strip>) {
        let look = setter.look.clone();
        let kids = setter.tree.elements[0].kids.len();
        let list = setter.tree.add(Tree::ROOT, Kind::Contents);
        let moved = setter.tree.elements[0].kids.split_off(kids);
        setter.tree.elements[0].kids.splice(at..at, moved);
        let caption = setter.tree.add(list, Kind::Caption);
        let letters = Letters {
            bold: true,
            ..Letters::plain(look.heading_sizes[2], 1.3, look.accent_color)
        };
        let words = [Inline::Text(title.to_owned())];
        let mut strips = setter.text(&words, caption, letters, column.x, column.width);
        for strip in &mut strips {
            strip.keep = true;
        }
        if let Some(first) = strips.first_mut() {
            first.space = look.body_size * 2.0;
        }
        let mut lines = Vec::new();
        let deepest = if body.iter().filter(|strip| strip.entry.is_some()).count() > 26 {
            2
        } else {
            3
        };
        for (heading, strip) in body.iter().enumerate() {
            let Some(entry) = &strip.entry else { continue };
            if entry.level > deepest {
                continue;
            }
            let item = setter.tree.add(list, Kind::ContentsItem);
            let reference = setter.tree.add(item, Kind::Reference);
            let holder = setter.tree.add(reference, Kind::Link);
            setter.tree.elements[holder.0]
                .contents
                .clone_from(&entry.title);
            setter.tree.elements[holder.0].target =
                Some(LinkTarget::Anchor(Anchor(heading_name(entry.element))));
            let deep = f32::from(entry.level.saturating_sub(2));
            let indent = deep * look.body_size * 1.4;
            let letters = Letters {
                bold: entry.level <= 2,
                ..Letters::plain(look.body_size, 1.3, look.text_color)
            };
            let title = [Inline::Text(format!("{} ", entry.title))];
            let width = column.width - indent - look.body_size * 4.0;
            let set = setter.lines(&title, holder, letters, width);
            let mut one = Strip {
                space: look.body_size * if deep == 0.0 { 0.35 } else { 0.1 },
                ..Strip::default()
            };
            let mut end = column.x;
            for line in set {
                let x = if look.rtl {
                    column.x + column.width - indent - line.width
                } else {
                    column.x + indent
                };
                end = if look.rtl { x } else { x + line.width };
                let y = one.height;
                one.height += line.height;
                one.add_line(line, x, y);
            }
            lines.push(ContentsLine {
                strip: strips.len(),
                heading,
                holder,
                letters,
                end,
            });
            strips.push(one);
        }
        (Self { lines, column }, strips)
    }

    /// Writes the page numbers and the dots that lead to them; `start` and `body` are the first
    /// strips of the list and of the body.
    fn number(
        &self,
        setter: &mut Setter<'_>,
        dealt: &[Vec<Dealt>],
        flow: &mut Flow,
        (start, body): (usize, usize),
    ) {
        let right = self.column.x + self.column.width;
        for line in &self.lines {
            let wanted = Which::Strip(body + line.heading);
            let page = dealt
                .iter()
                .position(|page| page.iter().any(|one| one.strip == wanted))
                .expect("every strip is dealt out");
            let words = [Inline::Text(format!("{}", page + 1))];
            let number = setter
                .lines(
                    &words,
                    line.holder,
                    Letters {
                        bold: false,
                        ..line.letters
                    },
                    99.0,
                )
                .swap_remove(0);
            let strip = &mut flow.strips[start + line.strip];
            let y = strip.height - number.height;
            let baseline = y + number.baseline;
            let number_width = number.width;
            let rtl = setter.look.rtl;
            let x = if rtl {
                self.column.x
            } else {
                right - number_width
            };
            strip.add_line(number, x, y);
            // Dots on one grid down the page, drawn, so that they are not read or copied.
            let first = DOTS * (number_width / DOTS).ceil() + DOTS;
            let room = if rtl {
                line.end - self.column.x
            } else {
                right - line.end
            };
            let mut over = first;
            while over < room - DOTS {
                let at = if rtl {
                    self.column.x + over
                } else {
                    right - over
                };
                strip.add_box(at, baseline - 0.9, 0.9, 0.9, setter.look.muted_text_color);
                over += DOTS;
            }
        }
    }
}

/// The destination a heading is reached by.
pub(super) fn heading_name(element: ElementId) -> String {
    format!("heading {}", element.0)
}
