//! Values that look like markup, in every place a value can stand.

use policypress::document::{
    Audience, Block, BlockKind, Document, DocumentLayout, Inline, ListItem,
};

use super::make::{
    blank, bullets, document, heading, link, numbers, paragraph, quote, table, text, value,
};

/// Values that look like marks of some format; every one must come out exactly as it is.
pub(crate) const HOSTILE: &[&str] = &[
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
pub(crate) fn hostile() -> Document {
    let mut blocks = vec![heading(1, "Values")];
    for value in HOSTILE {
        blocks.extend(hostile_places(value));
    }
    let rows = HOSTILE.iter().map(|name| {
        vec![
            vec![value(name)],
            vec![text("319-555-0120")],
            vec![value(name)],
        ]
    });
    blocks.push(table(&["Name", "Phone", "Name"], rows.collect()));
    Document {
        name: "hostile".into(),
        title: HOSTILE.join(" "),
        agency_name: HOSTILE.join(" "),
        description: HOSTILE.join(" "),
        footer_text: HOSTILE.join(" "),
        blocks,
        ..document("", Audience::Staff, DocumentLayout::Policy)
    }
}

/// One value in heading, paragraph (alone, in a sentence, on a second line, stressed, before a
/// link), link, list, quotation and table.
pub(crate) fn hostile_places(name: &str) -> Vec<Block> {
    let address = "https://x.example/a_(b)?c=1&copy=2";
    vec![
        Block {
            kind: BlockKind::Heading {
                level: 2,
                content: vec![value(name)],
            },
            ..heading(2, "")
        },
        paragraph(vec![value(name)]),
        paragraph(vec![
            text("Ask "),
            value(name),
            text(" first, not "),
            value(name),
            text("."),
        ]),
        paragraph(vec![
            text("Address"),
            Inline::LineBreak,
            value(name),
            Inline::LineBreak,
            value(name),
        ]),
        paragraph(vec![
            Inline::Strong(vec![value(name)]),
            text("s and "),
            Inline::Emphasis(vec![value(name)]),
        ]),
        paragraph(vec![
            text("x"),
            Inline::Emphasis(vec![value(name), Inline::Strong(vec![value(name)])]),
            Inline::Strong(vec![value(name)]),
            value(name),
        ]),
        paragraph(vec![value(name), link(address, name), value(name)]),
        paragraph(vec![Inline::Strong(vec![link(address, name)])]),
        paragraph(vec![value(name), blank(name, "x"), value(name)]),
        bullets(vec![
            ListItem {
                anchor: None,
                blocks: vec![paragraph(vec![value(name)])],
            },
            ListItem {
                anchor: None,
                blocks: vec![
                    paragraph(vec![value(name)]),
                    numbers(
                        7,
                        vec![ListItem {
                            anchor: None,
                            blocks: vec![paragraph(vec![value(name)])],
                        }],
                    ),
                ],
            },
        ]),
        quote(vec![
            paragraph(vec![value(name)]),
            paragraph(vec![value(name)]),
        ]),
        table(
            &["Name", "Phone", "Name"],
            vec![
                vec![
                    vec![value(name)],
                    vec![text("319-555-0120")],
                    vec![value(name)],
                ],
                vec![
                    vec![
                        Inline::Strong(vec![value(name)]),
                        Inline::LineBreak,
                        value(name),
                    ],
                    vec![link(address, name)],
                    vec![value(name), text(" | "), value(name)],
                ],
            ],
        ),
    ]
}
