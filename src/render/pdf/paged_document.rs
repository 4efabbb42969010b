//! Pages as data: what stands where, and to which part of the structure it belongs. Strips are the
//! unbreakable bands a text is made of; [`paginate`] deals them out to pages.

mod debug_dump;

use std::sync::Arc;

use super::structure_tree::{
    StructureElementId, StructureIdOffset, StructureTree, TaggedContentId,
};
use super::text_shaping::{GlyphRun, ShapedLine};
use crate::document::Color;
use crate::render::image::Image;

/// What a thing on a page is to a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentTag {
    TaggedContent(TaggedContentId),
    /// A rule, a band, a frame: skipped.
    DrawingArtifact,
    HeaderArtifact,
    FooterArtifact,
    /// The mark of a draft across a page: skipped.
    WatermarkArtifact,
    /// Words said before that stand here again, a table's head on a later page: skipped.
    RepeatedTableHeadArtifact,
}

/// Something at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedItem {
    /// What it is to a screen reader.
    pub tag: ContentTag,
    /// Points from the page's left edge.
    pub x: f32,
    /// Points from the page's top, or from its strip's top: a baseline for words, a top edge else.
    pub y: f32,
    pub item: PageItem,
}

impl PlacedItem {
    /// A filled box with its top left corner at a place.
    pub fn new_filled_box(
        mark: ContentTag,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        fill: Color,
    ) -> Self {
        let thing = PageItem::FilledBox {
            width,
            height,
            fill,
        };
        Self {
            tag: mark,
            x,
            y,
            item: thing,
        }
    }
}

/// What can stand on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    Text(GlyphRun),
    /// Words turned by an angle in degrees, counter-clockwise.
    RotatedText(GlyphRun, f32),
    FilledBox {
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
    FilledCircle {
        radius: f32,
        /// What it is filled with.
        fill: Color,
    },
}

impl PlacedItem {
    /// Follows its place in a structure that was put into another.
    pub fn shift_ids(&mut self, by: StructureIdOffset) {
        if let ContentTag::TaggedContent(slot) = &mut self.tag {
            *slot = by.shift_content_id(*slot);
        }
        match &mut self.item {
            PageItem::Text(run) | PageItem::RotatedText(run, _) => {
                run.paint.content_id = by.shift_content_id(run.paint.content_id)
            }
            PageItem::FilledBox { .. }
            | PageItem::Picture { .. }
            | PageItem::FilledCircle { .. } => {}
        }
    }

    /// Its left, top, right and bottom edge, points from the page's left and top; words with the room
    /// their letters may take, and those that are turned as if on end.
    pub fn bounds(&self) -> [f32; 4] {
        let (x, y) = (self.x, self.y);
        match &self.item {
            PageItem::Text(run) => [x, y - run.font_size, x + run.width, y + run.font_size * 0.3],
            PageItem::RotatedText(run, _) => {
                [x - run.font_size, y - run.width, x + run.font_size * 0.3, y]
            }
            PageItem::FilledBox { width, height, .. } | PageItem::Picture { width, height, .. } => {
                [x, y, x + width, y + height]
            }
            PageItem::FilledCircle { radius, .. } => {
                [x - radius, y - radius, x + radius, y + radius]
            }
        }
    }
}

/// A rule down the side of a strip, joined over the air between strips.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SideRule {
    /// Points from the page's left edge.
    pub x: f32,
    pub width: f32,
    pub fill: Color,
    /// Whether it goes on over the air above this strip.
    pub joins_previous: bool,
}

/// A heading on its way into the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// 1 to 6.
    pub level: u8,
    pub title: String,
    pub structure_element: StructureElementId,
}

/// A band of a text that is never broken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fragment {
    /// Points of air above it, left out at the top of a page.
    pub space_before: f32,
    pub height: f32,
    /// Never parted from the strip after it.
    pub keep_with_next: bool,
    pub background_items: Vec<PlacedItem>,
    pub content_items: Vec<PlacedItem>,
    /// What can be filled in on a screen, its place measured from the strip's top.
    pub form_fields: Vec<PdfFormField>,
    pub side_rules: Vec<SideRule>,
    /// The names of statements that begin here.
    pub anchors: Vec<String>,
    /// The heading that begins here.
    pub outline_entry: Option<OutlineEntry>,
    /// An item of an outer list or a row of a table begins here.
    pub starts_item: bool,
    /// The head (by number) to be repeated when a page begins with this strip.
    pub table_head_index: Option<usize>,
}

/// A place that can be jumped to.
#[derive(Debug, Clone, PartialEq)]
pub struct PageDestination {
    /// From 0.
    pub page_index: usize,
    /// Points from the page's top.
    pub y: f32,
}

/// A link's area on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    pub link_element: StructureElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A place on a page that can be filled in on a screen.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfFormField {
    /// Its element; that says in words what it is for.
    pub structure_element: StructureElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub kind: PdfFormFieldKind,
}

impl PdfFormField {
    /// Follows its place in a structure that was put into another.
    pub fn shift_ids(&mut self, by: StructureIdOffset) {
        self.structure_element = by.shift_element_id(self.structure_element);
        if let PdfFormFieldKind::Choice {
            row_element: of, ..
        } = &mut self.kind
        {
            *of = by.shift_element_id(*of);
        }
    }
}

/// What goes into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfFormFieldKind {
    Text {
        multiline: bool,
    },
    /// A mark that only one field of its row has.
    Choice {
        /// The row's element; that says in words what is chosen.
        row_element: StructureElementId,
        /// The column, from 0.
        option_index: usize,
    },
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PdfPage {
    /// Drawn first, none of it words of the document.
    pub background_items: Vec<PlacedItem>,
    /// The words of the document in reading order.
    pub content_items: Vec<PlacedItem>,
    /// What can be filled in on a screen, in reading order.
    pub form_fields: Vec<PdfFormField>,
}

/// A document made into pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PagedDocument {
    /// Width of every page in points.
    pub page_width: f32,
    /// Height of every page in points.
    pub page_height: f32,
    pub pages: Vec<PdfPage>,
    pub structure_tree: StructureTree,
    /// The headings with their places.
    pub outline: Vec<(OutlineEntry, PageDestination)>,
    /// The statements with their places.
    pub named_destinations: Vec<(String, PageDestination)>,
}

/// Strips and the heads that are repeated over their tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FragmentFlow {
    pub fragments: Vec<Fragment>,
    /// The heads of tables, as strips without structure.
    pub table_heads: Vec<Vec<Fragment>>,
}

/// One strip at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedFragment {
    /// Its index, or for a repeated head its head and row.
    pub fragment_ref: FragmentRef,
    /// Points from the top of the text area.
    pub y: f32,
    /// Whether it is the first of its page.
    pub is_first_on_page: bool,
}

/// A strip of the flow or of a repeated head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FragmentRef {
    /// An index into [`Flow::strips`].
    BodyFragment(usize),
    /// Indexes into [`Flow::heads`].
    TableHeadRow(usize, usize),
}

/// Deals strips out to pages of `height` points: chains of kept strips stay whole, a table that
/// goes on begins with its head.
pub fn paginate_fragments(flow: &FragmentFlow, height: f32) -> Vec<Vec<PlacedFragment>> {
    let strips = &flow.fragments;
    let mut pages: Vec<Vec<PlacedFragment>> = vec![Vec::new()];
    let mut y = 0.0;
    let mut start = 0;
    while start < strips.len() {
        let mut end = start;
        while end + 1 < strips.len() && strips[end].keep_with_next {
            end += 1;
        }
        let chain: f32 = strips[start..=end]
            .iter()
            .map(|strip| strip.space_before + strip.height)
            .sum();
        let fits_anywhere = chain <= height;
        for (index, strip) in strips.iter().enumerate().take(end + 1).skip(start) {
            let empty = pages[pages.len() - 1].is_empty();
            let needed = if index == start && fits_anywhere {
                chain
            } else {
                strip.space_before + strip.height
            };
            if !empty && y + needed > height + 0.01 {
                pages.push(Vec::new());
                y = 0.0;
            }
            let page = pages.last_mut().expect("there is always a page");
            let mut first = page.is_empty();
            if first && let Some(head) = strip.table_head_index {
                for (row, band) in flow.table_heads[head].iter().enumerate() {
                    page.push(PlacedFragment {
                        fragment_ref: FragmentRef::TableHeadRow(head, row),
                        y,
                        is_first_on_page: row == 0,
                    });
                    y += band.height;
                }
                first = false;
            } else if !first {
                y += strip.space_before;
            }
            page.push(PlacedFragment {
                fragment_ref: FragmentRef::BodyFragment(index),
                y,
                is_first_on_page: first,
            });
            y += strip.height;
        }
        start = end + 1;
    }
    pages
}

/// The height of strips one under another.
pub fn stacked_height(strips: &[Fragment]) -> f32 {
    strips
        .iter()
        .enumerate()
        .map(|(at, strip)| strip.height + if at > 0 { strip.space_before } else { 0.0 })
        .sum()
}

/// Puts dealt strips on pages whose text area begins `top` points from the top.
pub fn build_pages(
    mut flow: FragmentFlow,
    dealt: &[Vec<PlacedFragment>],
    top: f32,
    laid: &mut PagedDocument,
) {
    for (number, strips) in dealt.iter().enumerate() {
        let mut page = PdfPage::default();
        for one in strips {
            // A strip is dealt out once; only a head comes again.
            let mut strip = match one.fragment_ref {
                FragmentRef::BodyFragment(index) => std::mem::take(&mut flow.fragments[index]),
                FragmentRef::TableHeadRow(head, row) => flow.table_heads[head][row].clone(),
            };
            let place = PageDestination {
                page_index: number,
                y: one.y + top,
            };
            for anchor in strip.anchors.drain(..) {
                laid.named_destinations.push((anchor, place.clone()));
            }
            if let Some(entry) = strip.outline_entry.take() {
                laid.outline.push((entry, place));
            }
            place_fragment_on_page(strip, one.y + top, one.is_first_on_page, &mut page);
        }
        laid.pages.push(page);
    }
}

/// Puts one strip on a page with its top at `y`.
pub fn place_fragment_on_page(strip: Fragment, y: f32, first: bool, page: &mut PdfPage) {
    for bar in &strip.side_rules {
        let above = if bar.joins_previous && !first {
            strip.space_before
        } else {
            0.0
        };
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (bar.x, y - above),
            (bar.width, strip.height + above),
            bar.fill,
        ));
    }
    for mut placed in strip.background_items {
        placed.y += y;
        page.background_items.push(placed);
    }
    for mut field in strip.form_fields {
        field.y += y;
        page.form_fields.push(field);
    }
    for mut placed in strip.content_items {
        placed.y += y;
        match placed.tag {
            ContentTag::TaggedContent(_) => page.content_items.push(placed),
            ContentTag::DrawingArtifact
            | ContentTag::HeaderArtifact
            | ContentTag::FooterArtifact
            | ContentTag::WatermarkArtifact
            | ContentTag::RepeatedTableHeadArtifact => {
                page.background_items.push(placed);
            }
        }
    }
}

impl Fragment {
    /// A picture at `x`, as an element of its own.
    pub fn from_picture(
        picture: &Arc<Image>,
        (width, height): (f32, f32),
        x: f32,
        tree: &mut StructureTree,
    ) -> Self {
        let slot = tree.add_figure(&picture.alt_text);
        Self {
            height,
            content_items: vec![PlacedItem {
                tag: ContentTag::TaggedContent(slot),
                x,
                y: 0.0,
                item: PageItem::Picture {
                    width,
                    height,
                    picture: picture.clone(),
                },
            }],
            ..Self::default()
        }
    }

    /// Adds a line's words with its left end at `x` and its top at `y`; shades and underlines too.
    pub fn add_text_line(&mut self, line: ShapedLine, x: f32, y: f32) {
        let baseline = y + line.baseline;
        for run in line.runs {
            if run.paint.highlighted {
                self.background_items.push(PlacedItem::new_filled_box(
                    ContentTag::DrawingArtifact,
                    (x + run.x - 1.0, baseline - run.font_size * 0.95),
                    (run.width + 2.0, run.font_size * 1.25),
                    BLANK_HIGHLIGHT_COLOR,
                ));
            }
            if run.paint.underlined {
                self.background_items.push(PlacedItem::new_filled_box(
                    ContentTag::DrawingArtifact,
                    (x + run.x, baseline + run.font_size * 0.11),
                    (run.width - run.trailing_space_width(), run.font_size * 0.05),
                    run.paint.color,
                ));
            }
            self.content_items.push(PlacedItem {
                tag: ContentTag::TaggedContent(run.paint.content_id),
                x: x + run.x,
                y: baseline,
                item: PageItem::Text(run),
            });
        }
    }

    /// Adds all of this strip to another one, moved.
    pub fn merge_into(&self, other: &mut Self, dx: f32, dy: f32) {
        let moved = |placed: &PlacedItem| PlacedItem {
            x: placed.x + dx,
            y: placed.y + dy,
            ..placed.clone()
        };
        other
            .background_items
            .extend(self.background_items.iter().map(moved));
        other
            .content_items
            .extend(self.content_items.iter().map(moved));
        other
            .form_fields
            .extend(self.form_fields.iter().map(|field| PdfFormField {
                x: field.x + dx,
                y: field.y + dy,
                ..field.clone()
            }));
        other.anchors.extend(self.anchors.iter().cloned());
        if other.outline_entry.is_none() {
            other.outline_entry.clone_from(&self.outline_entry);
        }
    }

    /// Adds a filled box behind the words.
    pub fn add_background_box(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Color) {
        self.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (x, y),
            (width, height),
            fill,
        ));
    }
}

/// Behind a blank that is still to be filled.
const BLANK_HIGHLIGHT_COLOR: Color = Color::from_rgb(255, 236, 153);

impl PdfPage {
    /// The areas of links, one for each line of each link.
    pub fn link_areas(&self, tree: &StructureTree) -> Vec<LinkArea> {
        let mut areas: Vec<(LinkArea, f32)> = Vec::new();
        for placed in &self.content_items {
            let (ContentTag::TaggedContent(slot), PageItem::Text(run)) = (placed.tag, &placed.item)
            else {
                continue;
            };
            let Some(link) = tree.find_enclosing_link(slot) else {
                continue;
            };
            if let Some((area, baseline)) = areas.last_mut()
                && area.link_element == link
                && (*baseline - placed.y).abs() < 0.1
            {
                let right = (area.x + area.width).max(placed.x + run.width);
                area.x = area.x.min(placed.x);
                area.width = right - area.x;
                continue;
            }
            let area = LinkArea {
                link_element: link,
                x: placed.x,
                y: placed.y - run.font_size,
                width: run.width,
                height: run.font_size * 1.3,
            };
            areas.push((area, placed.y));
        }
        areas.into_iter().map(|(area, _)| area).collect()
    }
}

impl PagedDocument {
    /// Nothing yet, for pages of that width and height.
    pub fn new((width, height): (f32, f32)) -> Self {
        Self {
            page_width: width,
            page_height: height,
            pages: Vec::new(),
            structure_tree: StructureTree::new(),
            outline: Vec::new(),
            named_destinations: Vec::new(),
        }
    }

    /// Remembers what begins with a strip that was put at `y` on the last page to come.
    pub fn record_destinations(&mut self, strip: &Fragment, y: f32) {
        let place = PageDestination {
            page_index: self.pages.len(),
            y,
        };
        for anchor in &strip.anchors {
            self.named_destinations
                .push((anchor.clone(), place.clone()));
        }
        if let Some(entry) = &strip.outline_entry {
            self.outline.push((entry.clone(), place));
        }
    }
}
