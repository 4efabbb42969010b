//! Values that look like markup, in every place a value can stand.

use policypress::document::{
    Audience, Block, BlockKind, Document, DocumentLayout, Inline, ListItem,
};

use super::make::{
    blank_inline, bullet_list, empty_document, heading_block, link_inline, numbered_list,
    paragraph_block, quote_block, table_block, text_inline, value_inline,
};

/// Values that look like marks of some format; every one must come out exactly as it is.
pub(crate) const ADVERSARIAL_VALUES: &[&str] = &[
    "*Hope* House",
    "Safe_Place_",
    "_all_",
    "snake_case_name",
    "<Open Door> Clinic",
    "ages <18 and > 12",
    "<a@b.example>",
    "<1@b.example>",
    "[Re]Start",
    "[x]: foo",
    "[x](y)",
    "[x][y]",
    "a [x](y) b](z)",
    "[^1]",
    "see [^1]",
    "[ ] open",
    "[x] done",
    "[!NOTE]",
    "![x](y)",
    "Path | Way",
    r"back\|slash",
    "| a | b |",
    "--- | ---",
    "|---|---|",
    ":--",
    "1986. Founded",
    "1. Main Street Clinic",
    "1) First",
    "1.",
    "# One",
    "#",
    "One #",
    "One ##",
    "#1 Youth Clinic",
    "- dash",
    "-",
    "---",
    "- - -",
    "***",
    "___",
    "+ plus",
    "> quote",
    "===",
    "=",
    r"A great clinic\",
    r"C:\Users\*",
    r"\",
    r"\\",
    "Hope & Healing Clinic",
    "&amp;",
    "&#42;",
    "&copy; R&D; AT&T",
    "**$5**",
    "sliding scale **$5** to $35",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "`code` ``more``",
    "```",
    "~~x~~",
    "~x~ ~y~",
    "~~~",
    "about ~5",
    "www.x.example and me@x.example",
    "https://x.example/a_b_c?d=1&copy=2",
    "A+ Clinic",
    "YES!",
    "\" onload=\"x",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</style><!-- -->",
    "<br>",
    "Ndung'u O\u{2019}Connor",
    "مركز الأمل الصحي",
    "Hồng Ân Community Clinic",
    "Kānaka ʻŌiwi Ola Clinic",
];

/// Every hostile value in every place.
pub(crate) fn adversarial_document() -> Document {
    let mut blocks = vec![heading_block(1, "Values")];
    for value in ADVERSARIAL_VALUES {
        blocks.extend(blocks_with_value_everywhere(value));
    }
    let rows = ADVERSARIAL_VALUES.iter().map(|name| {
        vec![
            vec![value_inline(name)],
            vec![text_inline("319-555-0120")],
            vec![value_inline(name)],
        ]
    });
    blocks.push(table_block(&["Name", "Phone", "Name"], rows.collect()));
    Document {
        name: "hostile".into(),
        title: ADVERSARIAL_VALUES.join(" "),
        agency_name: ADVERSARIAL_VALUES.join(" "),
        description: ADVERSARIAL_VALUES.join(" "),
        footer_text: ADVERSARIAL_VALUES.join(" "),
        blocks,
        ..empty_document("", Audience::Staff, DocumentLayout::Policy)
    }
}

/// One value in heading, paragraph (alone, in a sentence, on a second line, stressed, before a
/// link), link, list, quotation and table.
pub(crate) fn blocks_with_value_everywhere(name: &str) -> Vec<Block> {
    let address = "https://x.example/a_(b)?c=1&copy=2";
    vec![
        Block {
            kind: BlockKind::Heading {
                level: 2,
                content: vec![value_inline(name)],
            },
            ..heading_block(2, "")
        },
        paragraph_block(vec![value_inline(name)]),
        paragraph_block(vec![
            text_inline("Ask "),
            value_inline(name),
            text_inline(" first, not "),
            value_inline(name),
            text_inline("."),
        ]),
        paragraph_block(vec![
            text_inline("Address"),
            Inline::LineBreak,
            value_inline(name),
            Inline::LineBreak,
            value_inline(name),
        ]),
        paragraph_block(vec![
            Inline::Strong(vec![value_inline(name)]),
            text_inline("s and "),
            Inline::Emphasis(vec![value_inline(name)]),
        ]),
        paragraph_block(vec![
            text_inline("x"),
            Inline::Emphasis(vec![
                value_inline(name),
                Inline::Strong(vec![value_inline(name)]),
            ]),
            Inline::Strong(vec![value_inline(name)]),
            value_inline(name),
        ]),
        paragraph_block(vec![
            value_inline(name),
            link_inline(address, name),
            value_inline(name),
        ]),
        paragraph_block(vec![Inline::Strong(vec![link_inline(address, name)])]),
        paragraph_block(vec![
            value_inline(name),
            blank_inline(name, "x"),
            value_inline(name),
        ]),
        bullet_list(vec![
            ListItem {
                anchor: None,
                blocks: vec![paragraph_block(vec![value_inline(name)])],
            },
            ListItem {
                anchor: None,
                blocks: vec![
                    paragraph_block(vec![value_inline(name)]),
                    numbered_list(
                        7,
                        vec![ListItem {
                            anchor: None,
                            blocks: vec![paragraph_block(vec![value_inline(name)])],
                        }],
                    ),
                ],
            },
        ]),
        quote_block(vec![
            paragraph_block(vec![value_inline(name)]),
            paragraph_block(vec![value_inline(name)]),
        ]),
        table_block(
            &["Name", "Phone", "Name"],
            vec![
                vec![
                    vec![value_inline(name)],
                    vec![text_inline("319-555-0120")],
                    vec![value_inline(name)],
                ],
                vec![
                    vec![
                        Inline::Strong(vec![value_inline(name)]),
                        Inline::LineBreak,
                        value_inline(name),
                    ],
                    vec![link_inline(address, name)],
                    vec![value_inline(name), text_inline(" | "), value_inline(name)],
                ],
            ],
        ),
    ]
}
