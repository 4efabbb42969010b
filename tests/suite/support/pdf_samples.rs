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
pub(crate) fn theme(paper: PaperSize) -> Theme {
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

pub(crate) fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

pub(crate) fn value(words: &str) -> Inline {
    Inline::FactValue {
        text: words.to_owned(),
        setting_paths: Vec::new(),
    }
}

pub(crate) fn link(words: &str, address: &str) -> Inline {
    Inline::Link {
        target: LinkTarget::Url(address.to_owned()),
        content: vec![text(words)],
    }
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block {
        anchor: None,
        origin: None,
        role: BlockRole::Plain,
        kind,
    }
}

pub(crate) fn roled(role: BlockRole, kind: BlockKind) -> Block {
    Block {
        anchor: None,
        origin: None,
        role,
        kind,
    }
}

pub(crate) fn heading(level: u8, words: &str) -> Block {
    block(BlockKind::Heading {
        level,
        content: vec![text(words)],
    })
}

pub(crate) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

pub(crate) fn items(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    let items = items
        .into_iter()
        .map(|blocks| ListItem {
            anchor: None,
            blocks,
        })
        .collect();
    block(BlockKind::List(List {
        start_number: start,
        items,
    }))
}

pub(crate) fn bullets(words: &[&str]) -> Block {
    items(
        None,
        words.iter().map(|words| vec![paragraph(words)]).collect(),
    )
}

pub(crate) fn table(role: BlockRole, head: &[&str], rows: &[&[&str]]) -> Block {
    let cell = |words: &&str| {
        if words.is_empty() {
            Vec::new()
        } else {
            vec![value(words)]
        }
    };
    roled(
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

pub(crate) fn document(
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

const LONG: &str = "Family planning care is provided regardless of a person’s willingness to disclose, \
    and the office offers effective, affordable and confidential help to every client who asks for it; staff \
    never make that care depend on what a client tells them or on whether a client accepts a referral.";

/// A policy of several pages with all that a policy can hold.
pub(crate) fn policy() -> Document {
    let mut blocks = vec![
        heading(1, "Human Trafficking Response"),
        table(
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
            ..heading(2, "Purpose")
        },
        paragraph(LONG),
        block(BlockKind::Paragraph(vec![
            text("The clinic works with "),
            Inline::OtherLanguage {
                language: "ar".parse().expect("a language tag"),
                content: vec![value("مركز الأمل الصحي")],
            },
            text(", "),
            value("Hồng Ân"),
            text(" and "),
            value("Kānaka ʻŌiwi Ola"),
            text("; the national directory is at "),
            link(
                "humantraffickinghotline.org/en/find-local-services",
                "https://humantraffickinghotline.org/en/find-local-services",
            ),
            text(", the hotline answers at "),
            link("1-888-373-7888", "tel:+18883737888"),
            text(". See also "),
            Inline::Link {
                target: LinkTarget::Anchor(Anchor("step-1".to_owned())),
                content: vec![text("the first step")],
            },
            text(", and ask "),
            Inline::Blank(Blank {
                label: "key personnel".to_owned(),
                setting_path: "personnel".to_owned(),
            }),
            text(" about "),
            Inline::Emphasis(vec![
                text("all of it, "),
                Inline::Strong(vec![text("at once")]),
            ]),
            text("."),
        ])),
        heading(2, "Policy"),
    ];
    for round in 0..3 {
        blocks.push(paragraph("The agency’s policy is that:"));
        blocks.push(items(
            None,
            vec![
                vec![paragraph(LONG)],
                vec![
                    paragraph("Staff will be trained at least annually on:"),
                    items(
                        None,
                        vec![
                            vec![paragraph("Signs and indicators of labor and sex trafficking")],
                            vec![
                                paragraph("Mandatory reporting, which differs between:"),
                                bullets(&["minors and adults", "states and tribes, each of which has laws of its own that the agency’s counsel reads every year"]),
                            ],
                            vec![paragraph("Trauma-informed care")],
                        ],
                    ),
                ],
                vec![paragraph("Procedures for responding should:"), items(Some(9), vec![vec![paragraph("name who is called")], vec![paragraph(LONG)], vec![paragraph("say when")]])],
            ],
        ));
        blocks.push(roled(
            BlockRole::MainStatement,
            BlockKind::Quote(vec![paragraph(
                "Cedar Valley Family Health is committed to responding to the unique needs of human trafficking \
                 victims and survivors. It is our policy to support those who have been trafficked with a \
                 victim-centered and trauma-informed approach.",
            )]),
        ));
        blocks.push(Block {
            anchor: Some(Anchor(format!("step-{}", round + 1))),
            ..heading(2, "Procedure")
        });
        for step in 1..=3 {
            blocks.push(heading(
                3,
                &format!("Step {step}: what staff ask and what they watch for"),
            ));
            blocks.push(paragraph(LONG));
            blocks.push(bullets(&[
                LONG,
                "Has anyone kept your identity papers?",
                "Can you leave your job if you want to?",
            ]));
        }
    }
    blocks.push(heading(2, "Contacts"));
    blocks.push(table(
        BlockRole::Plain,
        &["Organization", "Phone", "Hours", "Services"],
        &[
            &["Harbor Light Advocates", "319-555-0120", "24 hours", "Shelter, advocacy, legal referral"],
            &["St. Brigid's Women's & Children's Health Center", "319-555-0121 ext. 44", "Mon-Fri 8-5", LONG],
            &["Path | Way", "", "", "https://www.an-address-that-is-far-too-long.example/for/any/column/of/a/table/and/goes/on/and/on/index.html"],
            &["مركز الأمل الصحي", "319-555-0122", "Sat 9-12", "Care in Arabic"],
        ],
    ));
    blocks.push(heading(2, "Approvals"));
    blocks.push(table(
        BlockRole::SignatureTable,
        &["Title", "Name", "Signature", "Date"],
        &[
            &["Executive Director", "", "", ""],
            &["Medical Director", "B. Osei", "", ""],
        ],
    ));
    blocks.push(roled(
        BlockRole::SmallPrint,
        BlockKind::Paragraph(vec![text("Facts checked 2026-11-02.")]),
    ));
    document(
        "policy",
        "Human Trafficking Response",
        DocumentLayout::Policy,
        blocks,
    )
}

/// A table of many rows and a cell of many words.
pub(crate) fn rows(count: usize, words: usize) -> Document {
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
    document(
        "rows",
        "Many rows",
        DocumentLayout::Policy,
        vec![
            heading(1, "Many rows"),
            table(
                BlockRole::Plain,
                &["Organization", "Phone", "Services"],
                &rows,
            ),
            heading(2, "A long cell"),
            table(
                BlockRole::Plain,
                &["Short", "Long"],
                &[&["one", &many], &["two", "after"]],
            ),
        ],
    )
}

/// The statement for public view.
pub(crate) fn statement(agency: &str) -> Document {
    let mut made = document(
        "commitment-statement",
        "Our commitment to survivors of human trafficking",
        DocumentLayout::Notice,
        vec![
            heading(1, "Our commitment"),
            roled(
                BlockRole::LeadParagraph,
                BlockKind::Paragraph(vec![value(agency)]),
            ),
            roled(
                BlockRole::MainStatement,
                BlockKind::Quote(vec![block(BlockKind::Paragraph(vec![
                    value(agency),
                    text(
                        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach. We recognize that human trafficking is a serious crime and that those who have lived through it have rights, including the right to care that is confidential and that they choose.",
                    ),
                ]))]),
            ),
            paragraph(
                "If you or someone you know needs help, call the National Human Trafficking Hotline at 1-888-373-7888, 24 hours a day.",
            ),
            table(
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
pub(crate) fn poster_help(organizations: usize, as_table: bool) -> Document {
    let mut blocks = vec![
        heading(1, "You are not alone. Help is here."),
        roled(
            BlockRole::LeadParagraph,
            BlockKind::Paragraph(vec![text(
                "Is someone making you work, or do things for sex, against your will?",
            )]),
        ),
        bullets(&[
            "Can you leave your job if you want to?",
            "Does someone keep your ID or your money?",
            "Are you afraid of what happens if you say no?",
        ]),
        roled(
            BlockRole::HeroPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text("Call the National Human Trafficking Hotline")],
            },
        ),
        roled(
            BlockRole::DisplayNumber,
            BlockKind::Paragraph(vec![link("1-888-373-7888", "tel:+18883737888")]),
        ),
        paragraph(
            "Free, private, 24 hours a day, every day. More than 200 languages by phone. TTY: 711",
        ),
        roled(
            BlockRole::HalfWidthPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text("Text")],
            },
        ),
        roled(
            BlockRole::DisplayNumber,
            BlockKind::Paragraph(vec![link("233733", "sms:233733")]),
        ),
        paragraph("(BEFREE) English and Spanish"),
        roled(
            BlockRole::HalfWidthPanel,
            BlockKind::Heading {
                level: 2,
                content: vec![text("Chat")],
            },
        ),
        block(BlockKind::Paragraph(vec![link(
            "humantraffickinghotline.org/chat",
            "https://humantraffickinghotline.org/chat",
        )])),
        paragraph("English and Spanish"),
    ];
    if organizations > 0 {
        blocks.push(heading(2, "Near you"));
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
            blocks.push(table(
                BlockRole::Plain,
                &["Organization", "Phone", "Hours"],
                &rows,
            ));
        } else {
            blocks.push(items(
                None,
                rows.iter()
                    .map(|(name, phone)| {
                        vec![block(BlockKind::Paragraph(vec![
                            Inline::Strong(vec![value(name)]),
                            Inline::LineBreak,
                            value(phone),
                        ]))]
                    })
                    .collect(),
            ));
        }
    }
    blocks.push(roled(
        BlockRole::SmallPrint,
        BlockKind::Paragraph(vec![
            text("Posted by "),
            value("Cedar Valley Family Health"),
        ]),
    ));
    let mut made = document(
        "poster-help",
        "Help is here",
        DocumentLayout::Poster,
        blocks,
    );
    made.audience = Audience::Client;
    made
}

/// The staff's poster.
pub(crate) fn poster_steps() -> Document {
    document(
        "poster-three-steps",
        "Three steps when you suspect trafficking",
        DocumentLayout::Poster,
        vec![
            heading(1, "Three steps when you suspect human trafficking"),
            roled(
                BlockRole::LeadParagraph,
                BlockKind::Paragraph(vec![
                    text("For staff of "),
                    value("Cedar Valley Family Health"),
                ]),
            ),
            heading(2, "1. Notice red flags"),
            bullets(&[
                "Someone else speaks for the client or will not leave",
                "No identity papers, no money, no address",
                "Fear, shame, injuries that do not fit the story",
            ]),
            heading(2, "2. Establish trust and safety"),
            bullets(&[
                "See the client alone",
                "Use a professional interpreter",
                "Explain confidentiality and its limits",
            ]),
            heading(2, "3. Take action"),
            bullets(&[
                "Tell the Clinic Manager, 319-555-0111",
                "Offer the hotline; let the client choose",
                "Follow the policy on mandatory reporting",
            ]),
            roled(
                BlockRole::HeroPanel,
                BlockKind::Heading {
                    level: 2,
                    content: vec![text("National Human Trafficking Hotline")],
                },
            ),
            roled(
                BlockRole::DisplayNumber,
                BlockKind::Paragraph(vec![text("1-888-373-7888")]),
            ),
            paragraph("Calling the Hotline does not fulfil mandatory reporting."),
        ],
    )
}

/// A name of 150 characters.
pub(crate) const LONG_NAME: &str = "The University of the Upper Mississippi River Valley and Lake Country College of Nursing, Midwifery and Public Health Family Planning Clinics of Iowa";

/// A document read from right to left.
pub(crate) fn arabic() -> Document {
    let mut made = document(
        "policy",
        "مركز الأمل الصحي",
        DocumentLayout::Policy,
        vec![
            heading(1, "مركز الأمل الصحي"),
            paragraph("مركز الأمل الصحي 1-888-373-7888 مركز الأمل"),
            bullets(&["مركز الأمل", "الصحي 911"]),
            items(
                Some(1),
                vec![vec![paragraph("مركز")], vec![paragraph("الصحي")]],
            ),
            table(
                BlockRole::Plain,
                &["مركز", "الأمل"],
                &[&["مركز الأمل الصحي", "319-555-0120"]],
            ),
        ],
    );
    made.language = "ar".parse().expect("a language tag");
    made
}
