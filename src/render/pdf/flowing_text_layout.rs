//! Running text over as many pages as it takes, with a list of contents when they are more than
//! four, a running head and foot.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn, TextStyle};
use super::paged_document::{
    ContentTag, Fragment, FragmentFlow, FragmentRef, PageItem, PagedDocument, PdfPage,
    PlacedFragment, PlacedItem, build_pages, paginate_fragments,
};
use super::structure_tree::{StructureElementId, StructureTree, StructureType};
use crate::document::{Anchor, BlockKind, Color, Document, Inline, LinkTarget};
use crate::render::image::Image;

/// A list of contents is made for more pages than this.
const MAX_PAGES_WITHOUT_CONTENTS: usize = 4;

/// Between the dots of the list of contents, points.
const LEADER_DOT_SPACING_PT: f32 = 4.5;

/// Lays a document out as running text.
pub(super) fn lay_out_flowing_text(
    document: &Document,
    mut setter: BlockLayouter<'_>,
    paper: (f32, f32),
    logo: Option<&Arc<Image>>,
) -> PagedDocument {
    let (width, height) = paper;
    let look = setter.style.clone();
    let (side, top, bottom) = look.page_margins;
    // The list of contents goes in before the first section.
    let split = document
        .blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { level: 2.., .. }))
        .unwrap_or(document.blocks.len());
    let column = LayoutColumn::new(&look, side, width - 2.0 * side);
    let area = height - top - bottom;
    let mut front = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(5200.0, (220.0, 64.0));
        let x = if look.rtl {
            width - side - size.0
        } else {
            side
        };
        front.push(Fragment {
            keep_with_next: true,
            ..Fragment::from_picture(logo, size, x, &mut setter.structure_tree)
        });
    }
    let mut words = setter.lay_out_blocks(&document.blocks[..split], column);
    if let Some(first) = words.first_mut().filter(|_| logo.is_some()) {
        first.space_before = look.body_size * 1.6;
    }
    front.append(&mut words);
    let start = front.len();
    let before_body = setter.structure_tree.elements[0].children.len();
    let mut body = setter.lay_out_blocks(&document.blocks[split..], column);
    if let (Some(first), Some(before), Some(after)) = (
        body.first_mut(),
        split.checked_sub(1).map(|at| &document.blocks[at]),
        document.blocks.get(split),
    ) {
        first.space_before = look.space_between(before, after);
    }
    front.append(&mut body);
    let mut flow = setter.build_fragment_flow(front);
    let mut dealt = paginate_fragments(&flow, area);
    let mut laid = PagedDocument::new((width, height));
    if dealt.len() > MAX_PAGES_WITHOUT_CONTENTS {
        let title = &document.page_strings.contents_heading;
        let body = &flow.fragments[start..];
        let (contents, strips) =
            TableOfContents::lay_out_entries(&mut setter, title, body, before_body, column);
        if let Some(first) = flow.fragments.get_mut(start) {
            first.space_before = look.body_size * 2.4;
        }
        let body = start + strips.len();
        flow.fragments.splice(start..start, strips);
        dealt = paginate_fragments(&flow, area);
        contents.add_page_numbers(&mut setter, &dealt, &mut flow, (start, body));
    }
    build_pages(flow, &dealt, top, &mut laid);
    let count = laid.pages.len();
    for (number, page) in laid.pages.iter_mut().enumerate() {
        draw_header_and_footer(document, &mut setter, page, (number, count), paper);
    }
    laid.structure_tree = setter.structure_tree;
    laid
}

/// The running head (not on the first page, which has the title) and foot.
pub(super) fn draw_header_and_footer(
    document: &Document,
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    (number, count): (usize, usize),
    (width, height): (f32, f32),
) {
    let look = setter.style.clone();
    let side = look.page_margins.0;
    let inner = width - 2.0 * side;
    let size = 8.0;
    if number > 0 {
        let right = setter.lay_out_artifact_line(
            &document.title,
            size,
            false,
            look.muted_text_color,
            inner * 0.5,
        );
        let agency = shorten_agency_name(&document.short_agency_name);
        let left =
            setter.lay_out_artifact_line(&agency, size, false, look.muted_text_color, inner * 0.48);
        setter.place_start_and_end_lines(
            left,
            right,
            ContentTag::HeaderArtifact,
            (side, inner, 44.0),
            page,
        );
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::HeaderArtifact,
            (side, 51.0),
            (inner, 0.5),
            look.rule_color,
        ));
    }
    let foot = height - 36.0;
    let right = setter.lay_out_artifact_line(
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
    let left = setter.lay_out_artifact_line(
        &document.footer_text,
        size,
        false,
        look.muted_text_color,
        inner * 0.8,
    );
    setter.place_start_and_end_lines(
        left,
        right,
        ContentTag::FooterArtifact,
        (side, inner, foot),
        page,
    );
    page.background_items.push(PlacedItem::new_filled_box(
        ContentTag::FooterArtifact,
        (side, foot - 14.0),
        (inner, 0.5),
        look.rule_color,
    ));
}

/// A name as a running head says it: its first words, if it has many.
fn shorten_agency_name(name: &str) -> String {
    const MAX_WORDS: usize = 5;
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() <= MAX_WORDS {
        name.to_owned()
    } else {
        format!("{} …", words[..MAX_WORDS].join(" "))
    }
}

/// The height of the band that marks a draft over a poster, points on letter paper.
pub(super) const DRAFT_BAND_HEIGHT_PT: f32 = 26.0;

/// The mark of a draft in a black band over the top of a poster, whose panels would hide it behind them.
pub(super) fn draw_draft_band(
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    mark: &str,
    width: f32,
) {
    let height = DRAFT_BAND_HEIGHT_PT * (width / 612.0).max(1.0);
    let line = setter.lay_out_artifact_line(mark, height * 0.62, true, Color::WHITE, width);
    let fill = setter.style.text_color;
    let band = PlacedItem::new_filled_box(
        ContentTag::WatermarkArtifact,
        (0.0, 0.0),
        (width, height),
        fill,
    );
    page.background_items.push(band);
    let x = (width - line.width) / 2.0;
    BlockLayouter::place_artifact_line(
        line,
        ContentTag::WatermarkArtifact,
        x,
        height * 0.73,
        &mut page.background_items,
    );
}

/// The mark of a draft: large, pale and slanted behind the words, small and plain in a top corner.
pub(super) fn draw_draft_watermark(
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    mark: &str,
    (width, height): (f32, f32),
) {
    let size = 9.0;
    let pale = Color::from_rgb(240, 240, 240);
    // A longer word than the English one is set smaller, so that it stays on the page.
    let large = width / 4.2 * (5.0 / mark.chars().count().max(5) as f32);
    let line = setter.lay_out_artifact_line(mark, large, true, pale, width * 2.0);
    let mut first = Vec::new();
    let angle: f32 = 52.0;
    let (sin, cos) = angle.to_radians().sin_cos();
    let (half, rise) = (line.width / 2.0, large * 0.36);
    for run in line.runs {
        first.push(PlacedItem {
            tag: ContentTag::WatermarkArtifact,
            x: width / 2.0 - half * cos + rise * sin,
            y: height / 2.0 + half * sin + rise * cos,
            item: PageItem::RotatedText(run, angle),
        });
    }
    first.append(&mut page.background_items);
    page.background_items = first;
    let badge = setter.lay_out_artifact_line(mark, size, true, Color::WHITE, width);
    let (x, y, wide) = (
        width / 2.0 - badge.width / 2.0,
        10.0 + size * 1.4,
        badge.width,
    );
    let (side, high) = (size * 0.8, size * 1.6);
    for (grow, fill) in [(1.0, Color::WHITE), (0.0, setter.style.text_color)] {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::HeaderArtifact,
            (x - side - grow, y - size * 1.16 - grow),
            (wide + 2.0 * (side + grow), high + 2.0 * grow),
            fill,
        ));
    }
    BlockLayouter::place_artifact_line(
        badge,
        ContentTag::HeaderArtifact,
        x,
        y,
        &mut page.background_items,
    );
}

/// The list of contents while its page numbers are not known.
struct TableOfContents {
    entries: Vec<TableOfContentsEntry>,
    column: LayoutColumn,
}

struct TableOfContentsEntry {
    /// Its strip, counted from the first of the list.
    fragment_index: usize,
    /// The strip of the body that its heading begins, counted from the first of the body.
    heading_fragment_index: usize,
    link_element: StructureElementId,
    text_style: TextStyle,
    /// Where its words end, points from the page's left edge.
    text_end_x: f32,
}

impl TableOfContents {
    /// Sets the list for the headings of `body` and hangs it into the tree at `at`, before the body;
    /// gives its strips too.
    fn lay_out_entries(
        setter: &mut BlockLayouter<'_>,
        title: &str,
        body: &[Fragment],
        at: usize,
        column: LayoutColumn,
    ) -> (Self, Vec<Fragment>) {
        let look = setter.style.clone();
        let kids = setter.structure_tree.elements[0].children.len();
        let list = setter
            .structure_tree
            .add_element(StructureTree::ROOT, StructureType::TableOfContents);
        let moved = setter.structure_tree.elements[0].children.split_off(kids);
        setter.structure_tree.elements[0]
            .children
            .splice(at..at, moved);
        let caption = setter
            .structure_tree
            .add_element(list, StructureType::Caption);
        let letters = TextStyle {
            bold: true,
            ..TextStyle::new(look.heading_sizes[2], 1.3, look.accent_color)
        };
        let words = [Inline::Text(title.to_owned())];
        let mut strips = setter.lay_out_text(&words, caption, letters, column.x, column.width);
        for strip in &mut strips {
            strip.keep_with_next = true;
        }
        if let Some(first) = strips.first_mut() {
            first.space_before = look.body_size * 2.0;
        }
        let mut lines = Vec::new();
        let deepest = if body
            .iter()
            .filter(|strip| strip.outline_entry.is_some())
            .count()
            > 26
        {
            2
        } else {
            3
        };
        for (heading, strip) in body.iter().enumerate() {
            let Some(entry) = &strip.outline_entry else {
                continue;
            };
            if entry.level > deepest {
                continue;
            }
            let item = setter
                .structure_tree
                .add_element(list, StructureType::TableOfContentsItem);
            let reference = setter
                .structure_tree
                .add_element(item, StructureType::Reference);
            let holder = setter
                .structure_tree
                .add_element(reference, StructureType::Link);
            setter.structure_tree.elements[holder.0]
                .alternative_text
                .clone_from(&entry.title);
            setter.structure_tree.elements[holder.0].link_target = Some(LinkTarget::Anchor(
                Anchor(heading_destination_name(entry.structure_element)),
            ));
            let deep = f32::from(entry.level.saturating_sub(2));
            let indent = deep * look.body_size * 1.4;
            let letters = TextStyle {
                bold: entry.level <= 2,
                ..TextStyle::new(look.body_size, 1.3, look.text_color)
            };
            let title = [Inline::Text(format!("{} ", entry.title))];
            let width = column.width - indent - look.body_size * 4.0;
            let set = setter.break_into_lines(&title, holder, letters, width);
            let mut one = Fragment {
                space_before: look.body_size * if deep == 0.0 { 0.35 } else { 0.1 },
                ..Fragment::default()
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
                one.add_text_line(line, x, y);
            }
            lines.push(TableOfContentsEntry {
                fragment_index: strips.len(),
                heading_fragment_index: heading,
                link_element: holder,
                text_style: letters,
                text_end_x: end,
            });
            strips.push(one);
        }
        (
            Self {
                entries: lines,
                column,
            },
            strips,
        )
    }

    /// Writes the page numbers and the dots that lead to them; `start` and `body` are the first
    /// strips of the list and of the body.
    fn add_page_numbers(
        &self,
        setter: &mut BlockLayouter<'_>,
        dealt: &[Vec<PlacedFragment>],
        flow: &mut FragmentFlow,
        (start, body): (usize, usize),
    ) {
        let right = self.column.x + self.column.width;
        for line in &self.entries {
            let wanted = FragmentRef::BodyFragment(body + line.heading_fragment_index);
            let page = dealt
                .iter()
                .position(|page| page.iter().any(|one| one.fragment_ref == wanted))
                .expect("every strip is dealt out");
            let words = [Inline::Text(format!("{}", page + 1))];
            let number = setter
                .break_into_lines(
                    &words,
                    line.link_element,
                    TextStyle {
                        bold: false,
                        ..line.text_style
                    },
                    99.0,
                )
                .swap_remove(0);
            let strip = &mut flow.fragments[start + line.fragment_index];
            let y = strip.height - number.height;
            let baseline = y + number.baseline;
            let number_width = number.width;
            let rtl = setter.style.rtl;
            let x = if rtl {
                self.column.x
            } else {
                right - number_width
            };
            strip.add_text_line(number, x, y);
            // Dots on one grid down the page, drawn, so that they are not read or copied.
            let first = LEADER_DOT_SPACING_PT * (number_width / LEADER_DOT_SPACING_PT).ceil()
                + LEADER_DOT_SPACING_PT;
            let room = if rtl {
                line.text_end_x - self.column.x
            } else {
                right - line.text_end_x
            };
            let mut over = first;
            while over < room - LEADER_DOT_SPACING_PT {
                let at = if rtl {
                    self.column.x + over
                } else {
                    right - over
                };
                strip.add_background_box(
                    at,
                    baseline - 0.9,
                    0.9,
                    0.9,
                    setter.style.muted_text_color,
                );
                over += LEADER_DOT_SPACING_PT;
            }
        }
    }
}

/// The destination a heading is reached by.
pub(super) fn heading_destination_name(element: StructureElementId) -> String {
    format!("heading {}", element.0)
}
