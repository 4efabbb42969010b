//! Documents as a template would make them, to be laid out.

#![allow(
    clippy::too_many_lines,
    reason = "a sample is written out in one piece"
)]

use jiff::civil::date;
use policypress::document::{
    Anchor, Audience, Blank, Block, BlockKind, BlockRole, Color, Document, DocumentLayout, Inline,
    LinkTarget, List, ListItem, PaperSize, Table,
};
use policypress::render::{FontFile, Theme};

/// The theme with the carried faces.
pub(crate) fn theme_with_fonts(paper: PaperSize) -> Theme {
    macro_rules! face {
        ($name:literal) => {
            FontFile::built_in(
                $name,
                include_bytes!(concat!("../../../templates/theme/fonts/", $name)),
            )
        };
    }
    Theme {
        css: String::new(),
        fonts: vec![
            face!("NotoSans-Regular.ttf"),
            face!("NotoSans-Bold.ttf"),
            face!("NotoSans-Italic.ttf"),
            face!("NotoSans-BoldItalic.ttf"),
            face!("NotoSansArabic-Regular.ttf"),
            face!("NotoSansArabic-Bold.ttf"),
        ],
        accent_color: Color::from_rgb(0x1f, 0x4e, 0x79),
        paper,
        logo: None,
    }
}

pub(crate) fn text_inline(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

pub(crate) fn value_inline(words: &str) -> Inline {
    Inline::FactValue {
        text: words.to_owned(),
        setting_paths: Vec::new(),
    }
}

pub(crate) fn link_inline(words: &str, address: &str) -> Inline {
    Inline::Link {
        target: LinkTarget::Url(address.to_owned()),
        content: vec![text_inline(words)],
    }
}

pub(crate) fn plain_block(kind: BlockKind) -> Block {
    Block {
        anchor: None,
        origin: None,
        role: BlockRole::Plain,
        kind,
    }
}

pub(crate) fn block_with_role(role: BlockRole, kind: BlockKind) -> Block {
    Block {
        anchor: None,
        origin: None,
        role,
        kind,
    }
}

pub(crate) fn heading_block(level: u8, words: &str) -> Block {
    plain_block(BlockKind::Heading {
        level,
        content: vec![text_inline(words)],
    })
}

pub(crate) fn paragraph_block(words: &str) -> Block {
    plain_block(BlockKind::Paragraph(vec![text_inline(words)]))
}

pub(crate) fn list_block(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    let items = items
        .into_iter()
        .map(|blocks| ListItem {
            anchor: None,
            blocks,
        })
        .collect();
    plain_block(BlockKind::List(List {
        start_number: start,
        items,
    }))
}

pub(crate) fn bullet_list(words: &[&str]) -> Block {
    list_block(
        None,
        words
            .iter()
            .map(|words| vec![paragraph_block(words)])
            .collect(),
    )
}

pub(crate) fn table_block(role: BlockRole, head: &[&str], rows: &[&[&str]]) -> Block {
    let cell = |words: &&str| {
        if words.is_empty() {
            Vec::new()
        } else {
            vec![value_inline(words)]
        }
    };
    block_with_role(
        role,
        BlockKind::Table(Table {
            header: head.iter().map(cell).collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
        }),
    )
}

pub(crate) fn sample_document(
    name: &str,
    title: &str,
    layout: DocumentLayout,
    blocks: Vec<Block>,
) -> Document {
    Document {
        name: name.to_owned(),
        title: title.to_owned(),
        agency_name: "Cedar Valley Family Health & Hồng Ân".to_owned(),
        short_agency_name: "Cedar Valley & Hồng Ân".to_owned(),
        description: "What staff do when they suspect human trafficking".to_owned(),
        language: "en".parse().expect("a language tag"),
        audience: Audience::Staff,
        layout,
        is_draft: false,
        footer_text: "CP-021 · version 1.0 · effective 2026-12-01".to_owned(),
        edition_date: Some(date(2026, 12, 1)),
        page_strings: policypress::content::pack::TemplatePack::load_built_in()
            .english
            .locale
            .page_strings,
        blocks,
    }
}

const LONG_PARAGRAPH: &str = "Family planning care is provided regardless of a person’s willingness to disclose, \
    and the office offers effective, affordable and confidential help to every client who asks for it; staff \
    never make that care depend on what a client tells them or on whether a client accepts a referral.";

/// A policy of several pages with all that a policy can hold.
pub(crate) fn policy_document() -> Document {
    let mut blocks = vec![
        heading_block(1, "Human Trafficking Response"),
        table_block(
            BlockRole::FactTable,
            &["", ""],
            &[
                &["Agency", "Cedar Valley Family Health"],
                &["Policy number", "CP-021"],
                &["Version", "1.0"],
                &["Effective", "2026-12-01"],
                &["Next review", "2027-12-01"],
                &["Owner", "Director of Clinical Services"],
            ],
        ),
        Block {
            anchor: Some(Anchor("purpose".to_owned())),
            ..heading_block(2, "Purpose")
        },
        paragraph_block(LONG_PARAGRAPH),
        plain_block(BlockKind::Paragraph(vec![
            text_inline("The clinic works with "),
            Inline::OtherLanguage {
                language: "ar".parse().expect("a language tag"),
                content: vec![value_inline("مركز الأمل الصحي")],
            },
            text_inline(", "),
            value_inline("Hồng Ân"),
            text_inline(" and "),
            value_inline("Kānaka ʻŌiwi Ola"),
            text_inline("; the national directory is at "),
            link_inline(
                "humantraffickinghotline.org/en/find-local-services",
                "https://humantraffickinghotline.org/en/find-local-services",
            ),
            text_inline(", the hotline answers at "),
            link_inline("1-888-373-7888", "tel:+18883737888"),
            text_inline(". See also "),
            Inline::Link {
                target: LinkTarget::Anchor(Anchor("step-1".to_owned())),
                content: vec![text_inline("the first step")],
            },
            text_inline(", and ask "),
            Inline::Blank(Blank {
                label: "key personnel".to_owned(),
                setting_path: "personnel".to_owned(),
            }),
            text_inline(" about "),
            Inline::Emphasis(vec![
                text_inline("all of it, "),
                Inline::Strong(vec![text_inline("at once")]),
            ]),
            text_inline("."),
        ])),
        heading_block(2, "Policy"),
    ];
    for round in 0..3 {
        blocks.push(paragraph_block("The agency’s policy is that:"));
        blocks.push(list_block(
            None,
            vec![
                vec![paragraph_block(LONG_PARAGRAPH)],
                vec![
                    paragraph_block("Staff will be trained at least annually on:"),
                    list_block(
                        None,
                        vec![
                            vec![paragraph_block("Signs and indicators of labor and sex trafficking")],
                            vec![
                                paragraph_block("Mandatory reporting, which differs between:"),
                                bullet_list(&["minors and adults", "states and tribes, each of which has laws of its own that the agency’s counsel reads every year"]),
                            ],
                            vec![paragraph_block("Trauma-informed care")],
                        ],
                    ),
                ],
                vec![paragraph_block("Procedures for responding should:"), list_block(Some(9), vec![vec![paragraph_block("name who is called")], vec![paragraph_block(LONG_PARAGRAPH)], vec![paragraph_block("say when")]])],
            ],
        ));
        blocks.push(block_with_role(
            BlockRole::MainStatement,
            BlockKind::Quote(vec![paragraph_block(
                "Cedar Valley Family Health is committed to responding to the unique needs of human trafficking \
                 victims and survivors. It is our policy to support those who have been trafficked with a \
                 victim-centered and trauma-informed approach.",
            )]),
        ));
        blocks.push(Block {
            anchor: Some(Anchor(format!("step-{}", round + 1))),
            ..heading_block(2, "Procedure")
        });
        for step in 1..=3 {
            blocks.push(heading_block(
                3,
                &format!("Step {step}: what staff ask and what they watch for"),
            ));
            blocks.push(paragraph_block(LONG_PARAGRAPH));
            blocks.push(bullet_list(&[
                LONG_PARAGRAPH,
                "Has anyone kept your identity papers?",
                "Can you leave your job if you want to?",
            ]));
        }
    }
    blocks.push(heading_block(2, "Contacts"));
    blocks.push(table_block(
        BlockRole::Plain,
        &["Organization", "Phone", "Hours", "Services"],
        &[
            &["Harbor Light Advocates", "319-555-0120", "24 hours", "Shelter, advocacy, legal referral"],
            &["St. Brigid's Women's & Children's Health Center", "319-555-0121 ext. 44", "Mon-Fri 8-5", LONG_PARAGRAPH],
            &["Path | Way", "", "", "https://www.an-address-that-is-far-too-long.example/for/any/column/of/a/table/and/goes/on/and/on/index.html"],
            &["مركز الأمل الصحي", "319-555-0122", "Sat 9-12", "Care in Arabic"],
        ],
    ));
    blocks.push(heading_block(2, "Approvals"));
    blocks.push(table_block(
        BlockRole::SignatureTable,
        &["Title", "Name", "Signature", "Date"],
        &[
            &["Executive Director", "", "", ""],
            &["Medical Director", "B. Osei", "", ""],
        ],
    ));
    blocks.push(block_with_role(
        BlockRole::SmallPrint,
        BlockKind::Paragraph(vec![text_inline("Facts checked 2026-11-02.")]),
    ));
    sample_document(
        "policy",
        "Human Trafficking Response",
        DocumentLayout::Policy,
        blocks,
    )
}

/// A table of many rows and a cell of many words.
pub(crate) fn long_table_document(count: usize, words: usize) -> Document {
    let rows: Vec<Vec<String>> = (1..=count)
        .map(|row| {
            vec![
                format!("Organization {row}"),
                format!("319-555-01{:02}", row % 100),
                "Advocacy and shelter for anyone who asks".to_owned(),
            ]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let mut many: String = String::new();
    for word in 0..words {
        many.push_str("word");
        many.push_str(&word.to_string());
        many.push(' ');
    }
    many.push_str("lastword");
    sample_document(
        "rows",
        "Many rows",
        DocumentLayout::Policy,
        vec![
            heading_block(1, "Many rows"),
            table_block(
                BlockRole::Plain,
                &["Organization", "Phone", "Services"],
                &rows,
            ),
            heading_block(2, "A long cell"),
            table_block(
                BlockRole::Plain,
                &["Short", "Long"],
                &[&["one", &many], &["two", "after"]],
            ),
        ],
    )
}

/// The statement for public view.
pub(crate) fn statement_document(agency: &str) -> Document {
    let mut made = sample_document(
        "commitment-statement",
        "Our commitment to survivors of human trafficking",
        DocumentLayout::Notice,
        vec![
            heading_block(1, "Our commitment"),
            block_with_role(
                BlockRole::LeadParagraph,
                BlockKind::Paragraph(vec![value_inline(agency)]),
            ),
            block_with_role(
                BlockRole::MainStatement,
                BlockKind::Quote(vec![plain_block(BlockKind::Paragraph(vec![
                    value_inline(agency),
                    text_inline(
                        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach. We recognize that human trafficking is a serious crime and that those who have lived through it have rights, including the right to care that is confidential and that they choose.",
                    ),
                ]))]),
            ),
            paragraph_block(
                "If you or someone you know needs help, call the National Human Trafficking Hotline at 1-888-373-7888, 24 hours a day.",
            ),
            table_block(
                BlockRole::SignatureTable,
                &["Title", "Signature", "Date"],
                &[
                    &["Executive Director", "", ""],
                    &["Medical Director", "", ""],
                ],
            ),
        ],
    );
    agency.clone_into(&mut made.agency_name);
    made.audience = Audience::Client;
    made
}

/// The clients' poster with so many organizations.
pub(crate) fn help_poster_document(organizations: usize, as_table: bool) -> Document {
    let mut blocks = vec![
        heading_block(1, "You are not alone. Help is here."),
        block_with_role(
            BlockRole::LeadParagraph,
            BlockKind::Paragraph(vec![text_inline(
                "Is someone making you work, or do things for sex, against your will?",
            )]),
        ),
        bullet_list(&[
            "Can you leave your job if you want to?",
            "Does someone keep your ID or your money?",
            "Are you afraid of what happens if you say no?",
        ]),
        block_with_role(
            BlockRole::HeroPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text_inline("Call the National Human Trafficking Hotline")],
            },
        ),
        block_with_role(
            BlockRole::DisplayNumber,
            BlockKind::Paragraph(vec![link_inline("1-888-373-7888", "tel:+18883737888")]),
        ),
        paragraph_block(
            "Free, private, 24 hours a day, every day. More than 200 languages by phone. TTY: 711",
        ),
        block_with_role(
            BlockRole::HalfWidthPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text_inline("Text")],
            },
        ),
        block_with_role(
            BlockRole::DisplayNumber,
            BlockKind::Paragraph(vec![link_inline("233733", "sms:233733")]),
        ),
        paragraph_block("(BEFREE) English and Spanish"),
        block_with_role(
            BlockRole::HalfWidthPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text_inline("Chat")],
            },
        ),
        plain_block(BlockKind::Paragraph(vec![link_inline(
            "humantraffickinghotline.org/chat",
            "https://humantraffickinghotline.org/chat",
        )])),
        paragraph_block("English and Spanish"),
    ];
    if organizations > 0 {
        blocks.push(heading_block(2, "Near you"));
        let rows: Vec<(String, String)> = (1..=organizations)
            .map(|row| {
                (
                    [
                        "Harbor Light Advocates",
                        "Safe Passage",
                        "Diné Bizhí Wellness Center",
                        "The Willow Project",
                    ][row % 4]
                        .to_owned(),
                    format!("319-555-01{row:02}"),
                )
            })
            .collect();
        if as_table {
            let rows: Vec<Vec<&str>> = rows
                .iter()
                .map(|(name, phone)| vec![name.as_str(), phone, "24 hours"])
                .collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            blocks.push(table_block(
                BlockRole::Plain,
                &["Organization", "Phone", "Hours"],
                &rows,
            ));
        } else {
            blocks.push(list_block(
                None,
                rows.iter()
                    .map(|(name, phone)| {
                        vec![plain_block(BlockKind::Paragraph(vec![
                            Inline::Strong(vec![value_inline(name)]),
                            Inline::LineBreak,
                            value_inline(phone),
                        ]))]
                    })
                    .collect(),
            ));
        }
    }
    blocks.push(block_with_role(
        BlockRole::SmallPrint,
        BlockKind::Paragraph(vec![
            text_inline("Posted by "),
            value_inline("Cedar Valley Family Health"),
        ]),
    ));
    let mut made = sample_document(
        "poster-help",
        "Help is here",
        DocumentLayout::Poster,
        blocks,
    );
    made.audience = Audience::Client;
    made
}

/// The staff's poster.
pub(crate) fn steps_poster_document() -> Document {
    sample_document(
        "poster-three-steps",
        "Three steps when you suspect trafficking",
        DocumentLayout::Poster,
        vec![
            heading_block(1, "Three steps when you suspect human trafficking"),
            block_with_role(
                BlockRole::LeadParagraph,
                BlockKind::Paragraph(vec![
                    text_inline("For staff of "),
                    value_inline("Cedar Valley Family Health"),
                ]),
            ),
            heading_block(2, "1. Notice red flags"),
            bullet_list(&[
                "Someone else speaks for the client or will not leave",
                "No identity papers, no money, no address",
                "Fear, shame, injuries that do not fit the story",
            ]),
            heading_block(2, "2. Establish trust and safety"),
            bullet_list(&[
                "See the client alone",
                "Use a professional interpreter",
                "Explain confidentiality and its limits",
            ]),
            heading_block(2, "3. Take action"),
            bullet_list(&[
                "Tell the Clinic Manager, 319-555-0111",
                "Offer the hotline; let the client choose",
                "Follow the policy on mandatory reporting",
            ]),
            block_with_role(
                BlockRole::HeroPanel,
                BlockKind::Heading {
                    level: 2,
                    content: vec![text_inline("National Human Trafficking Hotline")],
                },
            ),
            block_with_role(
                BlockRole::DisplayNumber,
                BlockKind::Paragraph(vec![text_inline("1-888-373-7888")]),
            ),
            paragraph_block("Calling the Hotline does not fulfil mandatory reporting."),
        ],
    )
}

/// A name of 150 characters.
pub(crate) const LONG_AGENCY_NAME: &str = "The University of the Upper Mississippi River Valley and Lake Country College of Nursing, Midwifery and Public Health Family Planning Clinics of Iowa";

/// A document read from right to left.
pub(crate) fn arabic_document() -> Document {
    let mut made = sample_document(
        "policy",
        "مركز الأمل الصحي",
        DocumentLayout::Policy,
        vec![
            heading_block(1, "مركز الأمل الصحي"),
            paragraph_block("مركز الأمل الصحي 1-888-373-7888 مركز الأمل"),
            bullet_list(&["مركز الأمل", "الصحي 911"]),
            list_block(
                Some(1),
                vec![
                    vec![paragraph_block("مركز")],
                    vec![paragraph_block("الصحي")],
                ],
            ),
            table_block(
                BlockRole::Plain,
                &["مركز", "الأمل"],
                &[&["مركز الأمل الصحي", "319-555-0120"]],
            ),
        ],
    );
    made.language = "ar".parse().expect("a language tag");
    made
}
