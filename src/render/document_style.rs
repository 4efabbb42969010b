//! Sizes, distances and colours, all in one place: the scale that every layout is measured on.

use super::theme::Theme;
use crate::document::{Block, BlockKind, Color};

/// The bullets of lists in lists.
pub const BULLETS: [&str; 3] = ["•", "–", "·"];

/// Sizes and colours of one document.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing of its own that a look has or has not"
)]
pub struct Look {
    pub body: f32,
    /// Line height of body text in parts of its size.
    pub leading: f32,
    /// Headings 1 to 6, points.
    pub headings: [f32; 6],
    /// A `Role::Lead` paragraph, points.
    pub lead: f32,
    /// A `Role::Fine` paragraph, points.
    pub fine: f32,
    /// A `Role::Number` paragraph, points.
    pub number: f32,
    /// A `Role::Statement` quotation, points.
    pub statement: f32,
    /// Words in a table, points.
    pub cell: f32,
    /// Least height of a row to sign in, points.
    pub sign: f32,
    pub ink: Color,
    /// Less important words; still 4.5:1 on white.
    pub grey: Color,
    pub rule: Color,
    pub shade: Color,
    pub accent: Color,
    /// A rule stands beside the statement as beside other quotations.
    pub statement_rule: bool,
    /// The first cell of a row is bold: the name in a table of organizations.
    pub bold_first: bool,
    /// Cells that are left empty for a hand can be filled in on a screen as well.
    pub fillable: bool,
    /// Read from right to left.
    pub rtl: bool,
    /// Margins of a page of running text: left and right, top, bottom; points.
    pub margin: (f32, f32, f32),
}

/// Room for a running head and foot.
const MARGIN: (f32, f32, f32) = (72.0, 76.0, 68.0);

impl Look {
    /// Running text.
    pub fn policy(theme: &Theme, rtl: bool) -> Self {
        Self {
            body: 10.5,
            leading: 1.42,
            headings: [22.0, 14.5, 12.0, 11.0, 10.5, 10.5],
            lead: 12.0,
            fine: 9.0,
            number: 14.0,
            statement: 12.0,
            cell: 9.5,
            sign: 32.0,
            ink: Color::from_rgb(26, 26, 26),
            grey: Color::from_rgb(89, 89, 89),
            rule: Color::from_rgb(176, 182, 190),
            shade: Color::from_rgb(233, 237, 243),
            accent: theme.accent,
            statement_rule: true,
            bold_first: false,
            fillable: false,
            rtl,
            margin: MARGIN,
        }
    }

    /// A sheet to work from at `scale`; at 1 as running text.
    pub fn form(theme: &Theme, rtl: bool, scale: f32) -> Self {
        let policy = Self::policy(theme, rtl);
        Self {
            body: 10.0 * scale,
            leading: 1.36,
            headings: [20.0, 13.0, 11.0, 10.5, 10.0, 10.0].map(|size| size * scale),
            lead: 11.5 * scale,
            number: 16.0 * scale,
            cell: 9.5 * scale,
            sign: 24.0 * scale,
            fillable: true,
            // Its running head begins on the second page, and most have no second page.
            margin: (54.0, 58.0, 54.0),
            ..policy
        }
    }

    /// A poster at `scale`; at 1 nothing is under 16 points.
    pub fn poster(theme: &Theme, rtl: bool, scale: f32) -> Self {
        Self {
            body: 16.0 * scale,
            leading: 1.28,
            headings: [
                34.0 * scale,
                21.0 * scale,
                17.0 * scale,
                16.0 * scale,
                16.0 * scale,
                16.0 * scale,
            ],
            lead: 18.0 * scale,
            fine: 16.0,
            number: 60.0,
            statement: 20.0 * scale,
            cell: 16.0 * scale,
            sign: 36.0 * scale,
            bold_first: true,
            ..Self::policy(theme, rtl)
        }
    }

    /// A page to hang on a wall, its statement at `statement` points.
    pub fn notice(theme: &Theme, rtl: bool, scale: f32, statement: f32) -> Self {
        Self {
            body: 12.0 * scale,
            leading: 1.4,
            headings: [
                30.0 * scale,
                17.0 * scale,
                14.0 * scale,
                12.0 * scale,
                12.0 * scale,
                12.0 * scale,
            ],
            lead: 14.0 * scale,
            fine: 10.0 * scale,
            number: 24.0 * scale,
            statement,
            statement_rule: false,
            cell: 11.0 * scale,
            sign: 38.0 * scale,
            ..Self::policy(theme, rtl)
        }
    }

    /// A card to carry in a pocket, its plain words at `body` points and nothing smaller.
    pub fn card(theme: &Theme, rtl: bool, body: f32) -> Self {
        Self {
            body,
            leading: 1.2,
            headings: [1.9, 1.25, 1.0, 1.0, 1.0, 1.0].map(|size| size * body),
            lead: 1.15 * body,
            fine: body,
            number: 2.5 * body,
            statement: body,
            cell: body,
            sign: 24.0,
            ..Self::policy(theme, rtl)
        }
    }

    /// A heading's size.
    pub fn heading(&self, level: u8) -> f32 {
        self.headings[usize::from(level.clamp(1, 6)) - 1]
    }

    /// Air between two blocks, points.
    pub fn between(&self, before: &Block, after: &Block) -> f32 {
        let em = self.body;
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

    /// Air between the items of a list, points.
    pub fn item_gap(&self) -> f32 {
        self.body * 0.28
    }
}
