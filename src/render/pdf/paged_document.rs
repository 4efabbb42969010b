//! Pages as data: where each item is, and which structure element it belongs to. Text is laid out as
//! [`Fragment`]s, pieces that are never split; [`paginate_fragments`] distributes them over pages.

mod debug_dump;

use std::sync::Arc;

use super::structure_tree::{
    StructureElementId, StructureIdOffset, StructureTree, TaggedContentId,
};
use super::text_shaping::{GlyphRun, ShapedLine};
use crate::document::Color;
use crate::render::image::Image;

/// How an item on a page is tagged; screen readers skip artifacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentTag {
    TaggedContent(TaggedContentId),
    /// A rule, a filled box or a frame.
    DrawingArtifact,
    HeaderArtifact,
    FooterArtifact,
    /// The draft label.
    WatermarkArtifact,
    /// A table head that is repeated on a later page.
    RepeatedTableHeadArtifact,
}

/// An item at a position on a page, or in a fragment.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedItem {
    pub tag: ContentTag,
    /// Points from the page's left edge.
    pub x: f32,
    /// Points from the top of the page, or of the fragment, to the item: to the baseline of text, to the
    /// center of a circle, to the top edge of a box or picture.
    pub y: f32,
    pub item: PageItem,
}

impl PlacedItem {
    /// Returns a filled box with its top left corner at (`x`, `y`).
    pub fn new_filled_box(
        tag: ContentTag,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        fill: Color,
    ) -> Self {
        let item = PageItem::FilledBox {
            width,
            height,
            fill,
        };
        Self { tag, x, y, item }
    }

    /// Returns a copy moved by `dx` and `dy` points.
    #[must_use]
    pub fn translate(&self, dx: f32, dy: f32) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            ..self.clone()
        }
    }

    /// Shifts the structure ids, after the item's structure tree was appended to another one.
    pub fn shift_ids(&mut self, offset: StructureIdOffset) {
        if let ContentTag::TaggedContent(content_id) = &mut self.tag {
            *content_id = offset.shift_content_id(*content_id);
        }
        match &mut self.item {
            PageItem::Text(run) | PageItem::RotatedText(run, _) => {
                run.paint.content_id = offset.shift_content_id(run.paint.content_id);
            }
            PageItem::FilledBox { .. }
            | PageItem::Picture { .. }
            | PageItem::FilledCircle { .. } => {}
        }
    }

    /// Returns the left, top, right and bottom edge, in points from the page's left and top. Text includes
    /// ascenders and descenders; rotated text counts as rotated by 90 degrees.
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

/// An item that a page can show.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    Text(GlyphRun),
    /// Text rotated counterclockwise, by degrees.
    RotatedText(GlyphRun, f32),
    FilledBox {
        width: f32,
        height: f32,
        fill: Color,
    },
    /// A picture, placed by its top left corner.
    Picture {
        width: f32,
        height: f32,
        picture: Arc<Image>,
    },
    /// A filled circle, placed by its center.
    FilledCircle {
        radius: f32,
        fill: Color,
    },
}

/// A vertical rule beside a fragment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SideRule {
    /// Points from the page's left edge.
    pub x: f32,
    pub width: f32,
    pub fill: Color,
    /// Whether the rule also covers the space before the fragment.
    pub joins_previous: bool,
}

/// A heading for the PDF outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// 1 to 6.
    pub level: u8,
    pub title: String,
    pub structure_element: StructureElementId,
}

/// A piece of laid-out text that is never split between pages, such as a line or a table row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fragment {
    /// Points of space above the fragment; ignored at the top of a page.
    pub space_before: f32,
    pub height: f32,
    /// Whether the next fragment must be on the same page.
    pub keep_with_next: bool,
    pub background_items: Vec<PlacedItem>,
    pub content_items: Vec<PlacedItem>,
    /// Form fields, positioned from the fragment's top.
    pub form_fields: Vec<PdfFormField>,
    pub side_rules: Vec<SideRule>,
    /// Anchors of statements that begin here.
    pub anchors: Vec<String>,
    /// The heading that begins here.
    pub outline_entry: Option<OutlineEntry>,
    /// Whether an item of an outermost list or a table row begins here.
    pub starts_item: bool,
    /// Index into [`FragmentFlow::table_heads`] of the head to repeat if a page begins with this fragment.
    pub table_head_index: Option<usize>,
}

/// A destination of a link or an outline entry.
#[derive(Debug, Clone, PartialEq)]
pub struct PageDestination {
    /// From 0.
    pub page_index: usize,
    /// Points from the page's top.
    pub y: f32,
}

/// The clickable area of one line of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    pub link_element: StructureElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// An interactive form field on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfFormField {
    /// The element with the alternative text that describes the field.
    pub structure_element: StructureElementId,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub kind: PdfFormFieldKind,
}

impl PdfFormField {
    /// Shifts the structure ids, after the item's structure tree was appended to another one.
    pub fn shift_ids(&mut self, offset: StructureIdOffset) {
        self.structure_element = offset.shift_element_id(self.structure_element);
        if let PdfFormFieldKind::Choice { row_element, .. } = &mut self.kind {
            *row_element = offset.shift_element_id(*row_element);
        }
    }
}

/// The kind of input of a form field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfFormFieldKind {
    Text {
        multiline: bool,
    },
    /// A radio button; the fields of a table row are one group.
    Choice {
        /// The row's element, with the alternative text that describes the group.
        row_element: StructureElementId,
        /// Column of the option, from 0.
        option_index: usize,
    },
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PdfPage {
    /// Artifacts, drawn before the content.
    pub background_items: Vec<PlacedItem>,
    /// Tagged content, in reading order.
    pub content_items: Vec<PlacedItem>,
    /// In reading order.
    pub form_fields: Vec<PdfFormField>,
}

/// A document laid out on pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PagedDocument {
    /// Points.
    pub page_width: f32,
    /// Points.
    pub page_height: f32,
    pub pages: Vec<PdfPage>,
    pub structure_tree: StructureTree,
    /// The headings, in reading order, with their destinations.
    pub outline: Vec<(OutlineEntry, PageDestination)>,
    /// The anchors of statements with their destinations.
    pub named_destinations: Vec<(String, PageDestination)>,
}

/// Fragments in reading order, and the table heads to repeat on later pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FragmentFlow {
    pub fragments: Vec<Fragment>,
    /// The rows of each table head, as artifacts.
    pub table_heads: Vec<Vec<Fragment>>,
}

/// A fragment's position on its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedFragment {
    pub fragment_ref: FragmentRef,
    /// Points from the top of the text area.
    pub y: f32,
    pub is_first_on_page: bool,
}

/// A reference into a [`FragmentFlow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FragmentRef {
    /// Index into [`FragmentFlow::fragments`].
    BodyFragment(usize),
    /// Index into [`FragmentFlow::table_heads`], then into the rows of that head.
    TableHeadRow(usize, usize),
}

/// Distributes fragments over pages with a text area of `height` points.
///
/// Fragments linked by `keep_with_next` share a page if they fit on one. A table that continues on a page
/// begins there with its head.
pub fn paginate_fragments(flow: &FragmentFlow, height: f32) -> Vec<Vec<PlacedFragment>> {
    let fragments = &flow.fragments;
    let mut pages: Vec<Vec<PlacedFragment>> = vec![Vec::new()];
    let mut y = 0.0;
    let mut start = 0;
    while start < fragments.len() {
        let mut end = start;
        while end + 1 < fragments.len() && fragments[end].keep_with_next {
            end += 1;
        }
        let chain: f32 = fragments[start..=end]
            .iter()
            .map(|fragment| fragment.space_before + fragment.height)
            .sum();
        let fits_anywhere = chain <= height;
        for (index, fragment) in fragments.iter().enumerate().take(end + 1).skip(start) {
            let is_empty = pages[pages.len() - 1].is_empty();
            let needed = if index == start && fits_anywhere {
                chain
            } else {
                fragment.space_before + fragment.height
            };
            if !is_empty && y + needed > height + 0.01 {
                pages.push(Vec::new());
                y = 0.0;
            }
            let page = pages.last_mut().expect("there is always a page");
            let mut first = page.is_empty();
            if first && let Some(head) = fragment.table_head_index {
                for (row, fragment) in flow.table_heads[head].iter().enumerate() {
                    page.push(PlacedFragment {
                        fragment_ref: FragmentRef::TableHeadRow(head, row),
                        y,
                        is_first_on_page: row == 0,
                    });
                    y += fragment.height;
                }
                first = false;
            } else if !first {
                y += fragment.space_before;
            }
            page.push(PlacedFragment {
                fragment_ref: FragmentRef::BodyFragment(index),
                y,
                is_first_on_page: first,
            });
            y += fragment.height;
        }
        start = end + 1;
    }
    pages
}

/// Returns the height of fragments placed one below another, in points.
pub fn stacked_height(fragments: &[Fragment]) -> f32 {
    fragments
        .iter()
        .enumerate()
        .map(|(at, fragment)| fragment.height + if at > 0 { fragment.space_before } else { 0.0 })
        .sum()
}

/// Appends the pages to `paged`. `top` is the top margin, in points.
pub fn build_pages(
    mut flow: FragmentFlow,
    placements: &[Vec<PlacedFragment>],
    top: f32,
    paged: &mut PagedDocument,
) {
    for placed_fragments in placements {
        let mut page = PdfPage::default();
        for placed in placed_fragments {
            // Each body fragment is placed once; a table head can be repeated.
            let fragment = match placed.fragment_ref {
                FragmentRef::BodyFragment(index) => std::mem::take(&mut flow.fragments[index]),
                FragmentRef::TableHeadRow(head, row) => flow.table_heads[head][row].clone(),
            };
            let y = placed.y + top;
            paged.record_destinations(&fragment, y);
            place_fragment_on_page(fragment, y, placed.is_first_on_page, &mut page);
        }
        paged.pages.push(page);
    }
}

/// Adds the fragment's items to a page, with its top at `y`. `is_first`: nothing is above it on the page.
pub fn place_fragment_on_page(fragment: Fragment, y: f32, is_first: bool, page: &mut PdfPage) {
    for rule in &fragment.side_rules {
        let above = if rule.joins_previous && !is_first {
            fragment.space_before
        } else {
            0.0
        };
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (rule.x, y - above),
            (rule.width, fragment.height + above),
            rule.fill,
        ));
    }
    for mut item in fragment.background_items {
        item.y += y;
        page.background_items.push(item);
    }
    for mut field in fragment.form_fields {
        field.y += y;
        page.form_fields.push(field);
    }
    for mut item in fragment.content_items {
        item.y += y;
        match item.tag {
            ContentTag::TaggedContent(_) => page.content_items.push(item),
            ContentTag::DrawingArtifact
            | ContentTag::HeaderArtifact
            | ContentTag::FooterArtifact
            | ContentTag::WatermarkArtifact
            | ContentTag::RepeatedTableHeadArtifact => {
                page.background_items.push(item);
            }
        }
    }
}

impl Fragment {
    /// Returns a picture at `x` and adds a figure with its alternative text to the tree.
    pub fn from_picture(
        picture: &Arc<Image>,
        (width, height): (f32, f32),
        x: f32,
        tree: &mut StructureTree,
    ) -> Self {
        let content_id = tree.add_figure(&picture.alt_text);
        Self {
            height,
            content_items: vec![PlacedItem {
                tag: ContentTag::TaggedContent(content_id),
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

    /// Adds a line of text, with its highlights and underlines; `x` is its left end, `y` its top.
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

    /// Adds a copy of this fragment's items, fields and anchors to `other`, moved by `dx` and `dy`.
    pub fn merge_into(&self, other: &mut Self, dx: f32, dy: f32) {
        let translate = |item: &PlacedItem| item.translate(dx, dy);
        other
            .background_items
            .extend(self.background_items.iter().map(translate));
        other
            .content_items
            .extend(self.content_items.iter().map(translate));
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

    /// Adds a filled box behind the text.
    pub fn add_background_box(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Color) {
        self.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (x, y),
            (width, height),
            fill,
        ));
    }
}

/// Background of a blank that the agency must fill in.
const BLANK_HIGHLIGHT_COLOR: Color = Color::from_rgb(255, 236, 153);

impl PdfPage {
    /// Returns the clickable areas of links, one for each line of each link.
    pub fn link_areas(&self, tree: &StructureTree) -> Vec<LinkArea> {
        let mut areas: Vec<(LinkArea, f32)> = Vec::new();
        for placed in &self.content_items {
            let (ContentTag::TaggedContent(id), PageItem::Text(run)) = (placed.tag, &placed.item)
            else {
                continue;
            };
            let Some(link) = tree.find_enclosing_link(id) else {
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
    /// Returns a document without pages, for pages of that width and height.
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

    /// Records the anchors and the heading of a fragment at `y` on the next page to be pushed.
    pub fn record_destinations(&mut self, fragment: &Fragment, y: f32) {
        let destination = PageDestination {
            page_index: self.pages.len(),
            y,
        };
        for anchor in &fragment.anchors {
            let named = (anchor.clone(), destination.clone());
            self.named_destinations.push(named);
        }
        if let Some(entry) = &fragment.outline_entry {
            self.outline.push((entry.clone(), destination));
        }
    }

    /// Places fragments one below another on the next page to be pushed; the top of the first is at `y`.
    pub fn place_stack(&mut self, fragments: Vec<Fragment>, mut y: f32, page: &mut PdfPage) {
        for (index, fragment) in fragments.into_iter().enumerate() {
            if index > 0 {
                y += fragment.space_before;
            }
            let height = fragment.height;
            self.record_destinations(&fragment, y);
            place_fragment_on_page(fragment, y, index == 0, page);
            y += height;
        }
    }
}
