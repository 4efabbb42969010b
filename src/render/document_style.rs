//! Sizes, distances and colors of text and tables, for PDF and Word.

use super::theme::Theme;
use crate::document::{Block, BlockKind, Color};

/// The bullets of lists by depth; deeper lists have the last.
pub const LIST_BULLETS: [&str; 3] = ["•", "–", "·"];

/// A display number with more characters is a web address, too long for one line at that size.
pub(super) const MAX_LARGE_NUMBER_CHARS: usize = 16;

/// Whether a table cell in HTML or Word should stay on one line: it is short and has a digit (`Mon-Fri 8-5`).
pub(super) fn is_unbroken_cell(text: &str) -> bool {
    text.chars().count() <= 14 && text.contains(|c: char| c.is_ascii_digit())
}

/// Sizes and colors of one document; sizes in points.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent setting"
)]
pub struct DocumentStyle {
    pub body_size: f32,
    /// Line height of body text as a multiple of its size.
    pub line_height_ratio: f32,
    /// Sizes of headings 1 to 6.
    pub heading_sizes: [f32; 6],
    /// Size of a `BlockRole::LeadParagraph`.
    pub lead_size: f32,
    /// Size of `BlockRole::SmallPrint`.
    pub fine_print_size: f32,
    /// Size of a `BlockRole::DisplayNumber`.
    pub large_number_size: f32,
    /// Size of a `BlockRole::MainStatement`.
    pub statement_size: f32,
    pub table_text_size: f32,
    /// Least height of a row of a signature or choice table.
    pub min_signature_row_height: f32,
    pub text_color: Color,
    /// Color of less important text; its contrast with white is at least 4.5:1.
    pub muted_text_color: Color,
    pub rule_color: Color,
    pub shading_color: Color,
    pub accent_color: Color,
    /// Whether the main statement has a rule at its side, as other quotations do.
    pub has_statement_rule: bool,
    /// Whether the first cell of a row is bold: the name in a table of organizations.
    pub bold_first_column: bool,
    /// Whether the cells to fill by hand are form fields as well.
    pub fillable_cells: bool,
    /// Whether the document is read from right to left.
    pub rtl: bool,
    /// Margins of a page of running text: left and right, top, bottom.
    pub page_margins: (f32, f32, f32),
}

/// Margins with space for a running header and footer, in points.
const DEFAULT_PAGE_MARGINS: (f32, f32, f32) = (72.0, 76.0, 68.0);

impl DocumentStyle {
    /// Returns the style of running text.
    pub fn for_policy(theme: &Theme, rtl: bool) -> Self {
        Self {
            body_size: 10.5,
            line_height_ratio: 1.42,
            heading_sizes: [22.0, 14.5, 12.0, 11.0, 10.5, 10.5],
            lead_size: 12.0,
            fine_print_size: 9.0,
            large_number_size: 14.0,
            statement_size: 12.0,
            table_text_size: 9.5,
            min_signature_row_height: 32.0,
            text_color: Color::from_rgb(26, 26, 26),
            muted_text_color: Color::from_rgb(89, 89, 89),
            rule_color: Color::from_rgb(176, 182, 190),
            shading_color: Color::from_rgb(233, 237, 243),
            accent_color: theme.accent_color,
            has_statement_rule: true,
            bold_first_column: false,
            fillable_cells: false,
            rtl,
            page_margins: DEFAULT_PAGE_MARGINS,
        }
    }

    /// Returns the style of a form; its sizes are multiplied by `scale`.
    pub fn for_form(theme: &Theme, rtl: bool, scale: f32) -> Self {
        let policy = Self::for_policy(theme, rtl);
        Self {
            body_size: 10.0 * scale,
            line_height_ratio: 1.36,
            heading_sizes: [20.0, 13.0, 11.0, 10.5, 10.0, 10.0].map(|size| size * scale),
            lead_size: 11.5 * scale,
            large_number_size: 16.0 * scale,
            table_text_size: 9.5 * scale,
            min_signature_row_height: 24.0 * scale,
            fillable_cells: true,
            // The running header begins on the second page, and most forms have one page.
            page_margins: (54.0, 58.0, 54.0),
            ..policy
        }
    }

    /// Returns the style of a poster; its sizes are multiplied by `scale`, and at 1 none is under 16 points.
    pub fn for_poster(theme: &Theme, rtl: bool, scale: f32) -> Self {
        Self {
            body_size: 16.0 * scale,
            line_height_ratio: 1.28,
            heading_sizes: [
                34.0 * scale,
                21.0 * scale,
                17.0 * scale,
                16.0 * scale,
                16.0 * scale,
                16.0 * scale,
            ],
            lead_size: 18.0 * scale,
            fine_print_size: 16.0,
            large_number_size: 60.0,
            statement_size: 20.0 * scale,
            table_text_size: 16.0 * scale,
            min_signature_row_height: 36.0 * scale,
            bold_first_column: true,
            ..Self::for_policy(theme, rtl)
        }
    }

    /// Returns the style of a notice; its sizes but the statement's are multiplied by `scale`.
    pub fn for_notice(theme: &Theme, rtl: bool, scale: f32, statement_size: f32) -> Self {
        Self {
            body_size: 12.0 * scale,
            line_height_ratio: 1.4,
            heading_sizes: [
                30.0 * scale,
                17.0 * scale,
                14.0 * scale,
                12.0 * scale,
                12.0 * scale,
                12.0 * scale,
            ],
            lead_size: 14.0 * scale,
            fine_print_size: 10.0 * scale,
            large_number_size: 24.0 * scale,
            statement_size,
            has_statement_rule: false,
            table_text_size: 11.0 * scale,
            min_signature_row_height: 38.0 * scale,
            ..Self::for_policy(theme, rtl)
        }
    }

    /// Returns the style of a pocket card, with no text smaller than its body.
    pub fn for_card(theme: &Theme, rtl: bool, body_size: f32) -> Self {
        Self {
            body_size,
            line_height_ratio: 1.2,
            heading_sizes: [1.9, 1.25, 1.0, 1.0, 1.0, 1.0].map(|size| size * body_size),
            lead_size: 1.15 * body_size,
            fine_print_size: body_size,
            large_number_size: 2.5 * body_size,
            statement_size: body_size,
            table_text_size: body_size,
            min_signature_row_height: 24.0,
            ..Self::for_policy(theme, rtl)
        }
    }

    /// Returns the size of a heading of a level, clamped to 1 to 6.
    pub fn heading_size(&self, level: u8) -> f32 {
        self.heading_sizes[usize::from(level.clamp(1, 6)) - 1]
    }

    /// Returns the space between two blocks, in points.
    pub fn space_between(&self, before: &Block, after: &Block) -> f32 {
        let em = self.body_size;
        match (&before.kind, &after.kind) {
            (BlockKind::Heading { .. }, BlockKind::Heading { .. } | BlockKind::Table(_)) => {
                em * 0.6
            }
            (_, BlockKind::Heading { level: 1, .. }) => em * 2.4,
            (_, BlockKind::Heading { level: 2, .. }) => em * 1.8,
            (_, BlockKind::Heading { .. }) => em * 1.25,

            (BlockKind::Heading { .. }, _) => em * 0.4,
            (BlockKind::Paragraph(_), BlockKind::List(_)) => em * 0.35,
            (_, BlockKind::Table(_)) | (BlockKind::Table(_), _) => em * 0.8,
            (BlockKind::Quote(_), _) | (_, BlockKind::Quote(_)) => em * 0.75,
            (
                BlockKind::Paragraph(_) | BlockKind::List(_),
                BlockKind::Paragraph(_) | BlockKind::List(_),
            ) => em * 0.6,
        }
    }

    /// Returns the space between the items of a list, in points.
    pub fn list_item_gap(&self) -> f32 {
        self.body_size * 0.28
    }
}
