//! Documents made by hand that use everything a document can hold, for the tests of the formats.

use policypress::document::{
    Anchor, Audience, Block, BlockRole, Color, Document, DocumentLayout, Inline, LinkTarget,
    ListItem, PaperSize,
};
use policypress::render::Theme;

pub(crate) mod hostile;
pub(crate) mod make;

use make::{
    blank, bullets, document, heading, item, language, link, named, numbers, paragraph, plain_item,
    quote, role, strong, table, text, value,
};

/// The look of the samples.
pub(crate) fn theme() -> Theme {
    Theme {
        css: include_str!("../../../templates/theme/style.css").to_owned(),
        fonts: Vec::new(),
        accent_color: Color::from_rgb(0, 94, 162),
        paper: PaperSize::Letter,
        logo: None,
    }
}

/// Every sample, each under a name of its own.
pub(crate) fn all() -> Vec<Document> {
    vec![
        policy(),
        draft_policy(),
        notice(),
        poster(),
        crowded_poster(),
        right_to_left(),
        hostile::hostile(),
        index(),
    ]
}

/// Three levels of lists, numbered steps, a quotation, tables to read and to sign.
pub(crate) fn policy() -> Document {
    Document {
        name: "policy".into(),
        description: "How staff identify, report and refer victims of human trafficking.".into(),
        footer_text: "CP-021, version 1.0, effective December 1, 2026".into(),
        blocks: policy_blocks(vec![value("Cedar Valley Family Health")], organizations()),
        ..document(
            "Human Trafficking Response",
            Audience::Staff,
            DocumentLayout::Policy,
        )
    }
}

/// The same with nothing filled in.
pub(crate) fn draft_policy() -> Document {
    let name = vec![blank("agency name", "agency.name")];
    let list = paragraph(vec![
        text("Call local anti-trafficking organizations: "),
        blank("local organizations", "organizations"),
    ]);
    Document {
        name: "policy-draft".into(),
        is_draft: true,
        agency_name: String::new(),
        blocks: policy_blocks(name, list),
        ..policy()
    }
}

fn policy_blocks(name: Vec<Inline>, organizations: Block) -> Vec<Block> {
    let mut purpose = vec![text("The purpose of this policy is to describe ")];
    purpose.extend(name.clone());
    purpose.push(text(
        "\u{2019}s process for ensuring that grantee and subrecipient staff are in compliance with the requirement that staff are trained to appropriately identify, report, and refer victims and survivors of human trafficking.",
    ));
    let mut commitment = vec![text("\u{201c}")];
    commitment.extend(name);
    commitment.push(text(
        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach.\u{201d}",
    ));
    let mut blocks = vec![
        heading(1, "Human Trafficking Response"),
        role(
            BlockRole::FactTable,
            table(
                &["", ""],
                vec![
                    vec![vec![text("Number")], vec![value("CP-021")]],
                    vec![vec![text("Version")], vec![value("1.0")]],
                    vec![vec![text("Effective")], vec![value("December 1, 2026")]],
                    vec![vec![text("Next review")], vec![value("December 1, 2027")]],
                    vec![
                        vec![text("Owner")],
                        vec![value("Director of Clinical Services")],
                    ],
                ],
            ),
        ),
        role(
            BlockRole::LeadParagraph,
            paragraph(vec![text(
                "Title X grantees and subrecipient agencies are required to train staff on identification of potential victims of human trafficking.",
            )]),
        ),
        heading(2, "Purpose"),
        named("purpose", paragraph(purpose)),
        heading(2, "Policy"),
        bullets(vec![
            item(
                "annual-training",
                vec![
                    paragraph(vec![text("Staff will be trained at least annually on:")]),
                    bullets(vec![
                        plain_item("Human trafficking identification and response"),
                        plain_item("Mandatory reporting requirements"),
                        item(
                            "training-confidentiality",
                            vec![
                                paragraph(vec![text("Confidentiality, which covers:")]),
                                numbers(
                                    3,
                                    vec![plain_item("records"), plain_item("conversations")],
                                ),
                                bullets(vec![plain_item("telephone calls")]),
                                bullets(vec![plain_item("a second list right after it")]),
                            ],
                        ),
                    ]),
                ],
            ),
            item(
                "commitment",
                vec![
                    paragraph(vec![text(
                        "The agency posts this agreement for public view:",
                    )]),
                    quote(vec![paragraph(commitment)]),
                ],
            ),
            plain_item(
                "All client materials must be reviewed by the Information and Education (I&E) Committee per I&E policies.",
            ),
        ]),
    ];
    blocks.extend(procedure());
    blocks.extend(contacts(organizations));
    blocks
}

fn procedure() -> Vec<Block> {
    vec![
        heading(2, "Procedure"),
        paragraph(vec![
            text("If signs are present, take "),
            strong("three steps"),
            text(":"),
        ]),
        numbers(
            1,
            vec![
                plain_item("Notice red flags"),
                plain_item("Establish trust and safety"),
                plain_item("Take action"),
            ],
        ),
        numbers(
            1,
            vec![
                plain_item("A second procedure"),
                plain_item("which starts again at one"),
            ],
        ),
        heading(3, "Step 3: Take action"),
        bullets(vec![ListItem {
            anchor: None,
            blocks: vec![
                paragraph(vec![
                    text("Call the National Human Trafficking Hotline at "),
                    link("tel:+18883737888", "1-888-373-7888"),
                    text(" or text "),
                    link("sms:233733", "233733"),
                    text(" (BEFREE). See "),
                    Inline::Link {
                        target: LinkTarget::Anchor(Anchor("contacts".into())),
                        content: vec![text("Contacts")],
                    },
                    text(", or "),
                    link(
                        "https://humantraffickinghotline.org/en/find-local-services",
                        "humantraffickinghotline.org/en/find-local-services",
                    ),
                    text(" (not 2024-117-3788, not 45 CFR 75.300)."),
                ]),
                paragraph(vec![
                    text("A second paragraph in one item, with "),
                    Inline::Emphasis(vec![text("stress")]),
                    text("."),
                ]),
            ],
        }]),
    ]
}

fn contacts(organizations: Block) -> Vec<Block> {
    vec![
        Block {
            anchor: Some(Anchor("contacts".into())),
            ..heading(2, "Contacts")
        },
        organizations,
        paragraph(vec![
            value("Cedar Valley Main Clinic"),
            Inline::LineBreak,
            value("1200 River Street, Suite 4"),
            Inline::LineBreak,
            value("Cedar Falls, IA 50613"),
        ]),
        paragraph(vec![
            text("The clinic "),
            value("مركز الأمل الصحي (2)"),
            text(", 319-555-0150, refers too; in Spanish: "),
            Inline::OtherLanguage {
                language: language("es"),
                content: vec![text("Usted no está solo.")],
            },
        ]),
        heading(2, "Approvals"),
        role(
            BlockRole::SignatureTable,
            table(
                &["Position", "Signature", "Date"],
                vec![
                    vec![vec![value("Executive Director")], vec![], vec![]],
                    vec![vec![value("Medical Director")], vec![], vec![]],
                ],
            ),
        ),
    ]
}

fn organizations() -> Block {
    let phone = |number: &str| {
        vec![Inline::Link {
            target: LinkTarget::Url(format!("tel:+1{}", number.replace('-', ""))),
            content: vec![value(number)],
        }]
    };
    table(
        &["Organization", "Phone", "Hours", "Services", "Languages"],
        vec![
            vec![
                vec![
                    value("Harbor Light Advocates"),
                    Inline::LineBreak,
                    link("https://harborlight.example", "https://harborlight.example"),
                ],
                phone("319-555-0120"),
                vec![value("24 hours")],
                vec![value(
                    "Shelter, advocacy, legal referral, and a long description of everything else that an organization of this kind may offer to people who ask for it",
                )],
                vec![value("English, Spanish")],
            ],
            vec![
                vec![value("Path | Way Coalition of Northeast Administrators")],
                phone("319-555-0121"),
                vec![],
                vec![value("Referral")],
                vec![value("English")],
            ],
        ],
    )
}

/// One framed page.
pub(crate) fn notice() -> Document {
    Document {
        name: "commitment-statement".into(),
        description: "Our commitment to victims and survivors of human trafficking.".into(),
        footer_text: "Version 1.0, December 1, 2026".into(),
        blocks: vec![
            heading(1, "Our Commitment"),
            role(
                BlockRole::LeadParagraph,
                paragraph(vec![value("Cedar Valley Family Health")]),
            ),
            role(
                BlockRole::MainStatement,
                quote(vec![paragraph(vec![
                    text("\u{201c}"),
                    value("Cedar Valley Family Health"),
                    text(
                        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach.\u{201d}",
                    ),
                ])]),
            ),
            role(
                BlockRole::SignatureTable,
                table(
                    &["Position", "Signature", "Date"],
                    vec![
                        vec![vec![value("Executive Director")], vec![], vec![]],
                        vec![vec![value("Medical Director")], vec![], vec![]],
                    ],
                ),
            ),
            role(
                BlockRole::SmallPrint,
                paragraph(vec![text(
                    "Adopted December 1, 2026. Ask any member of our staff.",
                )]),
            ),
        ],
        ..document("Our Commitment", Audience::Client, DocumentLayout::Notice)
    }
}

/// A band, the hotline, two halves, a list.
pub(crate) fn poster() -> Document {
    poster_naming(&[
        "Harbor Light Advocates",
        "Path | Way",
        "Cedar Legal Aid",
        "مركز الأمل",
    ])
}

/// The same with 40 organizations and a name of 150 characters.
pub(crate) fn crowded_poster() -> Document {
    let agency = "University of the Upper Cedar Valley and Neighboring Counties School of Public Health Family Planning and Reproductive Health Services, Cedar Falls Clinic";
    let poster = poster_naming(&["Harbor Light Advocates of Cedar Falls"; 40]);
    Document {
        name: "poster-help-crowded".into(),
        agency_name: agency.into(),
        is_draft: true,
        ..poster
    }
}

fn poster_naming(organizations: &[&str]) -> Document {
    let number = |inline: Inline| role(BlockRole::DisplayNumber, paragraph(vec![inline]));
    Document {
        name: "poster-help".into(),
        description: "Where to get help, day and night.".into(),
        footer_text: "Version 1.0, December 1, 2026".into(),
        blocks: vec![
            heading(1, "You are not alone. You can get help."),
            role(
                BlockRole::LeadParagraph,
                paragraph(vec![text(
                    "Is somebody making you work or have sex when you do not want to? You can talk to us here.",
                )]),
            ),
            bullets(vec![
                plain_item("Can you leave your job if you want to?"),
                plain_item("Does somebody else keep your money or your papers?"),
                plain_item("Are you afraid of what will happen if you leave?"),
            ]),
            role(BlockRole::HeroPanel, heading(2, "Call, day or night")),
            number(link("tel:+18883737888", "1-888-373-7888")),
            paragraph(vec![text(
                "National Human Trafficking Hotline. Free. You do not have to say your name. More than 200 languages by phone.",
            )]),
            role(BlockRole::HalfWidthPanel, heading(2, "Text")),
            number(link("sms:233733", "233733")),
            paragraph(vec![text("Text 233733 (BEFREE), in English or Spanish.")]),
            role(BlockRole::HalfWidthPanel, heading(2, "Chat")),
            number(link(
                "https://humantraffickinghotline.org/chat",
                "humantraffickinghotline.org/chat",
            )),
            paragraph(vec![text("In English or Spanish.")]),
            heading(2, "Help near you"),
            bullets(
                organizations
                    .iter()
                    .map(|name| ListItem {
                        anchor: None,
                        blocks: vec![paragraph(vec![
                            Inline::Strong(vec![value(name)]),
                            Inline::LineBreak,
                            link("tel:+13195550120", "319-555-0120"),
                            text(", "),
                            value("24 hours"),
                            Inline::LineBreak,
                            value("Shelter, advocacy, legal referral"),
                        ])],
                    })
                    .collect(),
            ),
            role(
                BlockRole::SmallPrint,
                paragraph(vec![text(
                    "If you are in danger now, you can call 911. It is your choice.",
                )]),
            ),
        ],
        ..document("You can get help", Audience::Client, DocumentLayout::Poster)
    }
}

/// A page in Arabic with Latin names and digits.
pub(crate) fn right_to_left() -> Document {
    Document {
        name: "poster-help.ar".into(),
        language: language("ar"),
        description: "أين تجد المساعدة".into(),
        footer_text: "الإصدار 1.0".into(),
        blocks: vec![
            heading(1, "يمكنك الحصول على المساعدة"),
            role(
                BlockRole::LeadParagraph,
                paragraph(vec![text("لست وحدك. يمكنك التحدث إلينا هنا.")]),
            ),
            role(BlockRole::HeroPanel, heading(2, "اتصل ليلا أو نهارا")),
            role(
                BlockRole::DisplayNumber,
                paragraph(vec![link("tel:+18883737888", "1-888-373-7888")]),
            ),
            heading(2, "قريب منك"),
            bullets(vec![ListItem {
                anchor: None,
                blocks: vec![paragraph(vec![
                    value("Harbor Light (Advocates)"),
                    text("، هاتف "),
                    value("319-555-0120"),
                    text("، "),
                    Inline::OtherLanguage {
                        language: language("en"),
                        content: vec![text("ask for Help!")],
                    },
                ])],
            }]),
        ],
        ..document(
            "يمكنك الحصول على المساعدة",
            Audience::Client,
            DocumentLayout::Poster,
        )
    }
}

/// The list of a packet.
pub(crate) fn index() -> Document {
    let row = |name: &str, purpose: &str, file: &str| {
        let mut formats = Vec::new();
        for (ending, shown) in [("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown")] {
            if !formats.is_empty() {
                formats.push(text(" "));
            }
            formats.push(Inline::Link {
                target: LinkTarget::PacketFile(format!("{file}.{ending}")),
                content: vec![text(shown)],
            });
        }
        vec![
            vec![Inline::Strong(vec![text(name)])],
            vec![text(purpose)],
            formats,
        ]
    };
    let head = ["Document", "What it is for", "Open as"];
    Document {
        name: "index".into(),
        description: "The documents of Cedar Valley Family Health.".into(),
        footer_text: "Made from agency.toml".into(),
        blocks: vec![
            heading(1, "Human trafficking packet"),
            role(
                BlockRole::LeadParagraph,
                paragraph(vec![
                    text("Documents of "),
                    value("Cedar Valley Family Health"),
                    text("."),
                ]),
            ),
            heading(2, "For clients and the public"),
            paragraph(vec![text(
                "The I&E committee approves these before they are posted.",
            )]),
            table(
                &head,
                vec![
                    row(
                        "Poster: help",
                        "Tells clients where to get help.",
                        "client/poster-help",
                    ),
                    row(
                        "Commitment statement",
                        "For public view.",
                        "client/commitment-statement",
                    ),
                ],
            ),
            heading(2, "For staff"),
            table(
                &head,
                vec![
                    row(
                        "Policy",
                        "What the agency does, and who does it.",
                        "staff/policy",
                    ),
                    row(
                        "Poster: three steps",
                        "For staff rooms.",
                        "staff/poster-three-steps",
                    ),
                ],
            ),
        ],
        ..document(
            "Human trafficking packet",
            Audience::Staff,
            DocumentLayout::PacketIndex,
        )
    }
}
