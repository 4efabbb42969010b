//! Lays out flowing text on as many pages as it needs, with page headers and footers, and with a table of
//! contents if there are more than four pages.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn, TextStyle};
use super::paged_document::{
    ContentTag, Fragment, FragmentFlow, FragmentRef, PageItem, PagedDocument, PdfPage,
    PlacedFragment, PlacedItem, build_pages, paginate_fragments,
};
use super::structure_tree::{StructureElementId, StructureTree, StructureType};
use super::text_shaping::ShapedLine;
use crate::document::{Anchor, BlockKind, Color, Document, Inline, LinkTarget};
use crate::render::image::Image;

/// A document with more pages than this gets a table of contents.
const MAX_PAGES_WITHOUT_CONTENTS: usize = 4;

/// Distance between the leader dots of the table of contents, points.
const LEADER_DOT_SPACING_PT: f32 = 4.5;

/// Lays out a document as flowing text.
pub(super) fn lay_out_flowing_text(
    document: &Document,
    mut layouter: BlockLayouter<'_>,
    paper: (f32, f32),
    logo: Option<&Arc<Image>>,
) -> PagedDocument {
    let (width, height) = paper;
    let style = layouter.style.clone();
    let (side, top, bottom) = style.page_margins;
    // The table of contents is inserted before the first section.
    let split = document
        .blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading { level: 2.., .. }))
        .unwrap_or(document.blocks.len());
    let column = LayoutColumn::new(&style, side, width - 2.0 * side);
    let area = height - top - bottom;
    let mut front = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(5200.0, (220.0, 64.0));
        let x = if style.rtl {
            width - side - size.0
        } else {
            side
        };
        front.push(Fragment {
            keep_with_next: true,
            ..Fragment::from_picture(logo, size, x, &mut layouter.structure_tree)
        });
    }
    let mut title_part = layouter.lay_out_blocks(&document.blocks[..split], column);
    if let Some(first) = title_part.first_mut().filter(|_| logo.is_some()) {
        first.space_before = style.body_size * 1.6;
    }
    front.append(&mut title_part);
    let start = front.len();
    let body_child_index = layouter.structure_tree.elements[0].children.len();
    let mut body = layouter.lay_out_blocks(&document.blocks[split..], column);
    if let (Some(first), Some(before), Some(after)) = (
        body.first_mut(),
        split.checked_sub(1).map(|at| &document.blocks[at]),
        document.blocks.get(split),
    ) {
        first.space_before = style.space_between(before, after);
    }
    front.append(&mut body);
    let mut flow = layouter.build_fragment_flow(front);
    let mut placements = paginate_fragments(&flow, area);
    let mut paged = PagedDocument::new((width, height));
    if placements.len() > MAX_PAGES_WITHOUT_CONTENTS {
        let title = &document.page_strings.contents_heading;
        let body = &flow.fragments[start..];
        let (contents, fragments) =
            TableOfContents::lay_out_entries(&mut layouter, title, body, body_child_index, column);
        if let Some(first) = flow.fragments.get_mut(start) {
            first.space_before = style.body_size * 2.4;
        }
        let body = start + fragments.len();
        flow.fragments.splice(start..start, fragments);
        placements = paginate_fragments(&flow, area);
        contents.add_page_numbers(&mut layouter, &placements, &mut flow, (start, body));
    }
    build_pages(flow, &placements, top, &mut paged);
    let count = paged.pages.len();
    for (number, page) in paged.pages.iter_mut().enumerate() {
        draw_header_and_footer(document, &mut layouter, page, (number, count), paper);
    }
    paged.structure_tree = layouter.structure_tree;
    paged
}

/// Draws the page header (not on the first page, which has the title) and footer.
pub(super) fn draw_header_and_footer(
    document: &Document,
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    (number, count): (usize, usize),
    (width, height): (f32, f32),
) {
    let style = layouter.style.clone();
    let side = style.page_margins.0;
    let inner = width - 2.0 * side;
    if number > 0 {
        let right = lay_out_small_line(layouter, &document.title, inner * 0.5);
        let agency = shorten_agency_name(&document.short_agency_name);
        let left = lay_out_small_line(layouter, &agency, inner * 0.48);
        layouter.place_start_and_end_lines(
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
            style.rule_color,
        ));
    }
    let footer_y = height - 36.0;
    let page_number = document
        .page_strings
        .page_number_pattern
        .replace("{page}", &(number + 1).to_string())
        .replace("{pages}", &count.to_string());
    let right = lay_out_small_line(layouter, &page_number, inner);
    let left = lay_out_small_line(layouter, &document.footer_text, inner * 0.8);
    layouter.place_start_and_end_lines(
        left,
        right,
        ContentTag::FooterArtifact,
        (side, inner, footer_y),
        page,
    );
    page.background_items.push(PlacedItem::new_filled_box(
        ContentTag::FooterArtifact,
        (side, footer_y - 14.0),
        (inner, 0.5),
        style.rule_color,
    ));
}

/// Lays out a line of 8 pt text for a page header or footer.
pub(super) fn lay_out_small_line(
    layouter: &mut BlockLayouter<'_>,
    text: &str,
    max_width: f32,
) -> ShapedLine {
    let color = layouter.style.muted_text_color;
    layouter.lay_out_artifact_line(text, 8.0, false, color, max_width)
}

/// Shortens a name for the page header to its first five words.
fn shorten_agency_name(name: &str) -> String {
    const MAX_WORDS: usize = 5;
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() <= MAX_WORDS {
        name.to_owned()
    } else {
        format!("{} …", words[..MAX_WORDS].join(" "))
    }
}

/// Height of the draft band on a poster, points on letter paper.
pub(super) const DRAFT_BAND_HEIGHT_PT: f32 = 26.0;

/// Draws the draft label in a band across the top of a poster; behind the panels it would be hidden.
pub(super) fn draw_poster_draft_band(
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    label: &str,
    width: f32,
) {
    let height = DRAFT_BAND_HEIGHT_PT * (width / 612.0).max(1.0);
    let line = layouter.lay_out_artifact_line(label, height * 0.62, true, Color::WHITE, width);
    let fill = layouter.style.text_color;
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

/// Draws the draft label twice: large, pale and slanted behind the text, and small at the top of the page.
pub(super) fn draw_draft_watermark(
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    label: &str,
    (width, height): (f32, f32),
) {
    let size = 9.0;
    let pale = Color::from_rgb(240, 240, 240);
    // A label that is longer than the English one is smaller, so that it stays on the page.
    let large = width / 4.2 * (5.0 / label.chars().count().max(5) as f32);
    let line = layouter.lay_out_artifact_line(label, large, true, pale, width * 2.0);
    let mut items = Vec::new();
    let angle: f32 = 52.0;
    let (sin, cos) = angle.to_radians().sin_cos();
    let (half, rise) = (line.width / 2.0, large * 0.36);
    for run in line.runs {
        items.push(PlacedItem {
            tag: ContentTag::WatermarkArtifact,
            x: width / 2.0 - half * cos + rise * sin,
            y: height / 2.0 + half * sin + rise * cos,
            item: PageItem::RotatedText(run, angle),
        });
    }
    items.append(&mut page.background_items);
    page.background_items = items;
    let badge = layouter.lay_out_artifact_line(label, size, true, Color::WHITE, width);
    let (x, y, badge_width) = (
        width / 2.0 - badge.width / 2.0,
        10.0 + size * 1.4,
        badge.width,
    );
    let (side, badge_height) = (size * 0.8, size * 1.6);
    for (border, fill) in [(1.0, Color::WHITE), (0.0, layouter.style.text_color)] {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::HeaderArtifact,
            (x - side - border, y - size * 1.16 - border),
            (
                badge_width + 2.0 * (side + border),
                badge_height + 2.0 * border,
            ),
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

/// A table of contents that has no page numbers yet.
struct TableOfContents {
    entries: Vec<TableOfContentsEntry>,
    column: LayoutColumn,
}

struct TableOfContentsEntry {
    /// Index of the entry's fragment, from the start of the table of contents.
    fragment_index: usize,
    /// Index of the heading's fragment, from the start of the body.
    heading_fragment_index: usize,
    link_element: StructureElementId,
    text_style: TextStyle,
    /// End of the entry's text, points from the page's left edge.
    text_end_x: f32,
}

impl TableOfContents {
    /// Lays out the entries for the headings of `body`; returns their fragments too. Inserts the structure element
    /// at `child_index` of the root, before the body.
    fn lay_out_entries(
        layouter: &mut BlockLayouter<'_>,
        title: &str,
        body: &[Fragment],
        child_index: usize,
        column: LayoutColumn,
    ) -> (Self, Vec<Fragment>) {
        let style = layouter.style.clone();
        let child_count = layouter.structure_tree.elements[0].children.len();
        let list = layouter
            .structure_tree
            .add_element(StructureTree::ROOT, StructureType::TableOfContents);
        let root_children = &mut layouter.structure_tree.elements[0].children;
        let added = root_children.split_off(child_count);
        root_children.splice(child_index..child_index, added);
        let caption = layouter
            .structure_tree
            .add_element(list, StructureType::Caption);
        let text_style = TextStyle {
            bold: true,
            ..TextStyle::new(style.heading_sizes[2], 1.3, style.accent_color)
        };
        let title = [Inline::Text(title.to_owned())];
        let mut fragments =
            layouter.lay_out_text(&title, caption, text_style, column.x, column.width);
        for fragment in &mut fragments {
            fragment.keep_with_next = true;
        }
        if let Some(first) = fragments.first_mut() {
            first.space_before = style.body_size * 2.0;
        }
        let mut entries = Vec::new();
        let headings = body
            .iter()
            .filter(|fragment| fragment.outline_entry.is_some());
        let max_level = if headings.count() > 26 { 2 } else { 3 };
        for (heading, fragment) in body.iter().enumerate() {
            let Some(entry) = &fragment.outline_entry else {
                continue;
            };
            if entry.level > max_level {
                continue;
            }
            let item = layouter
                .structure_tree
                .add_element(list, StructureType::TableOfContentsItem);
            let reference = layouter
                .structure_tree
                .add_element(item, StructureType::Reference);
            let link = layouter
                .structure_tree
                .add_element(reference, StructureType::Link);
            layouter.structure_tree.elements[link.0]
                .alternative_text
                .clone_from(&entry.title);
            layouter.structure_tree.elements[link.0].link_target = Some(LinkTarget::Anchor(
                Anchor(heading_destination_name(entry.structure_element)),
            ));
            let depth = f32::from(entry.level.saturating_sub(2));
            let indent = depth * style.body_size * 1.4;
            let text_style = TextStyle {
                bold: entry.level <= 2,
                ..TextStyle::new(style.body_size, 1.3, style.text_color)
            };
            let title = [Inline::Text(format!("{} ", entry.title))];
            let width = column.width - indent - style.body_size * 4.0;
            let lines = layouter.break_into_lines(&title, link, text_style, width);
            let mut entry_fragment = Fragment {
                space_before: style.body_size * if depth == 0.0 { 0.35 } else { 0.1 },
                ..Fragment::default()
            };
            let mut end = column.x;
            for line in lines {
                let x = if style.rtl {
                    column.x + column.width - indent - line.width
                } else {
                    column.x + indent
                };
                end = if style.rtl { x } else { x + line.width };
                let y = entry_fragment.height;
                entry_fragment.height += line.height;
                entry_fragment.add_text_line(line, x, y);
            }
            entries.push(TableOfContentsEntry {
                fragment_index: fragments.len(),
                heading_fragment_index: heading,
                link_element: link,
                text_style,
                text_end_x: end,
            });
            fragments.push(entry_fragment);
        }
        (Self { entries, column }, fragments)
    }

    /// Adds the page numbers and leader dots; `start` and `body` are the first fragments of the table of contents
    /// and of the body.
    fn add_page_numbers(
        &self,
        layouter: &mut BlockLayouter<'_>,
        placements: &[Vec<PlacedFragment>],
        flow: &mut FragmentFlow,
        (start, body): (usize, usize),
    ) {
        let right = self.column.x + self.column.width;
        for entry in &self.entries {
            let heading = FragmentRef::BodyFragment(body + entry.heading_fragment_index);
            let page = placements
                .iter()
                .position(|page| page.iter().any(|placed| placed.fragment_ref == heading))
                .expect("every fragment is on a page");
            let text = [Inline::Text(format!("{}", page + 1))];
            let number = layouter
                .break_into_lines(
                    &text,
                    entry.link_element,
                    TextStyle {
                        bold: false,
                        ..entry.text_style
                    },
                    99.0,
                )
                .swap_remove(0);
            let fragment = &mut flow.fragments[start + entry.fragment_index];
            let y = fragment.height - number.height;
            let baseline = y + number.baseline;
            let number_width = number.width;
            let rtl = layouter.style.rtl;
            let x = if rtl {
                self.column.x
            } else {
                right - number_width
            };
            fragment.add_text_line(number, x, y);
            // The dots are aligned down the page, and drawn, so that they are not read aloud or copied.
            let first = LEADER_DOT_SPACING_PT * (number_width / LEADER_DOT_SPACING_PT).ceil()
                + LEADER_DOT_SPACING_PT;
            let leader_width = if rtl {
                entry.text_end_x - self.column.x
            } else {
                right - entry.text_end_x
            };
            let mut dot_offset = first;
            while dot_offset < leader_width - LEADER_DOT_SPACING_PT {
                let dot_x = if rtl {
                    self.column.x + dot_offset
                } else {
                    right - dot_offset
                };
                fragment.add_background_box(
                    dot_x,
                    baseline - 0.9,
                    0.9,
                    0.9,
                    layouter.style.muted_text_color,
                );
                dot_offset += LEADER_DOT_SPACING_PT;
            }
        }
    }
}

/// Returns the name of a heading's destination.
pub(super) fn heading_destination_name(element: StructureElementId) -> String {
    format!("heading {}", element.0)
}
