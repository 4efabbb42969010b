//! Documents made by hand that use everything a document can hold, for the tests of the formats.

use policypress::document::{
    Anchor, Audience, Block, BlockRole, Color, Document, DocumentLayout, Inline, LinkTarget,
    ListItem, PaperSize,
};
use policypress::render::Theme;

pub(crate) mod hostile;
pub(crate) mod make;

use make::{
    anchored_item, blank_inline, bullet_list, empty_document, heading_block, link_inline,
    numbered_list, paragraph_block, parse_language_tag, quote_block, strong_inline, table_block,
    text_inline, text_item, value_inline, with_anchor, with_role,
};

/// The look of the samples.
pub(crate) fn sample_theme() -> Theme {
    Theme {
        css: include_str!("../../../templates/theme/style.css").to_owned(),
        fonts: Vec::new(),
        accent_color: Color::from_rgb(0, 94, 162),
        paper: PaperSize::Letter,
        logo: None,
    }
}

/// Every sample, each under a name of its own.
pub(crate) fn all_sample_documents() -> Vec<Document> {
    vec![
        sample_policy(),
        sample_draft_policy(),
        sample_notice(),
        sample_poster(),
        sample_crowded_poster(),
        sample_arabic_poster(),
        hostile::adversarial_document(),
        sample_packet_index(),
    ]
}

/// Three levels of lists, numbered steps, a quotation, tables to read and to sign.
pub(crate) fn sample_policy() -> Document {
    Document {
        name: "policy".into(),
        description: "How staff identify, report and refer victims of human trafficking.".into(),
        footer_text: "CP-021, version 1.0, effective December 1, 2026".into(),
        blocks: policy_blocks(
            vec![value_inline("Cedar Valley Family Health")],
            organizations_table(),
        ),
        ..empty_document(
            "Human Trafficking Response",
            Audience::Staff,
            DocumentLayout::Policy,
        )
    }
}

/// The same with nothing filled in.
pub(crate) fn sample_draft_policy() -> Document {
    let name = vec![blank_inline("agency name", "agency.name")];
    let list = paragraph_block(vec![
        text_inline("Call local anti-trafficking organizations: "),
        blank_inline("local organizations", "organizations"),
    ]);
    Document {
        name: "policy-draft".into(),
        is_draft: true,
        agency_name: String::new(),
        blocks: policy_blocks(name, list),
        ..sample_policy()
    }
}

fn policy_blocks(name: Vec<Inline>, organizations: Block) -> Vec<Block> {
    let mut purpose = vec![text_inline("The purpose of this policy is to describe ")];
    purpose.extend(name.clone());
    purpose.push(text_inline(
        "\u{2019}s process for ensuring that grantee and subrecipient staff are in compliance with the requirement that staff are trained to appropriately identify, report, and refer victims and survivors of human trafficking.",
    ));
    let mut commitment = vec![text_inline("\u{201c}")];
    commitment.extend(name);
    commitment.push(text_inline(
        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach.\u{201d}",
    ));
    let mut blocks = vec![
        heading_block(1, "Human Trafficking Response"),
        with_role(
            BlockRole::FactTable,
            table_block(
                &["", ""],
                vec![
                    vec![vec![text_inline("Number")], vec![value_inline("CP-021")]],
                    vec![vec![text_inline("Version")], vec![value_inline("1.0")]],
                    vec![
                        vec![text_inline("Effective")],
                        vec![value_inline("December 1, 2026")],
                    ],
                    vec![
                        vec![text_inline("Next review")],
                        vec![value_inline("December 1, 2027")],
                    ],
                    vec![
                        vec![text_inline("Owner")],
                        vec![value_inline("Director of Clinical Services")],
                    ],
                ],
            ),
        ),
        with_role(
            BlockRole::LeadParagraph,
            paragraph_block(vec![text_inline(
                "Title X grantees and subrecipient agencies are required to train staff on identification of potential victims of human trafficking.",
            )]),
        ),
        heading_block(2, "Purpose"),
        with_anchor("purpose", paragraph_block(purpose)),
        heading_block(2, "Policy"),
        bullet_list(vec![
            anchored_item(
                "annual-training",
                vec![
                    paragraph_block(vec![text_inline(
                        "Staff will be trained at least annually on:",
                    )]),
                    bullet_list(vec![
                        text_item("Human trafficking identification and response"),
                        text_item("Mandatory reporting requirements"),
                        anchored_item(
                            "training-confidentiality",
                            vec![
                                paragraph_block(vec![text_inline(
                                    "Confidentiality, which covers:",
                                )]),
                                numbered_list(
                                    3,
                                    vec![text_item("records"), text_item("conversations")],
                                ),
                                bullet_list(vec![text_item("telephone calls")]),
                                bullet_list(vec![text_item("a second list right after it")]),
                            ],
                        ),
                    ]),
                ],
            ),
            anchored_item(
                "commitment",
                vec![
                    paragraph_block(vec![text_inline(
                        "The agency posts this agreement for public view:",
                    )]),
                    quote_block(vec![paragraph_block(commitment)]),
                ],
            ),
            text_item(
                "All client materials must be reviewed by the Information and Education (I&E) Committee per I&E policies.",
            ),
        ]),
    ];
    blocks.extend(procedure_blocks());
    blocks.extend(contacts_blocks(organizations));
    blocks
}

fn procedure_blocks() -> Vec<Block> {
    vec![
        heading_block(2, "Procedure"),
        paragraph_block(vec![
            text_inline("If signs are present, take "),
            strong_inline("three steps"),
            text_inline(":"),
        ]),
        numbered_list(
            1,
            vec![
                text_item("Notice red flags"),
                text_item("Establish trust and safety"),
                text_item("Take action"),
            ],
        ),
        numbered_list(
            1,
            vec![
                text_item("A second procedure"),
                text_item("which starts again at one"),
            ],
        ),
        heading_block(3, "Step 3: Take action"),
        bullet_list(vec![ListItem {
            anchor: None,
            blocks: vec![
                paragraph_block(vec![
                    text_inline("Call the National Human Trafficking Hotline at "),
                    link_inline("tel:+18883737888", "1-888-373-7888"),
                    text_inline(" or text "),
                    link_inline("sms:233733", "233733"),
                    text_inline(" (BEFREE). See "),
                    Inline::Link {
                        target: LinkTarget::Anchor(Anchor("contacts".into())),
                        content: vec![text_inline("Contacts")],
                    },
                    text_inline(", or "),
                    link_inline(
                        "https://humantraffickinghotline.org/en/find-local-services",
                        "humantraffickinghotline.org/en/find-local-services",
                    ),
                    text_inline(" (not 2024-117-3788, not 45 CFR 75.300)."),
                ]),
                paragraph_block(vec![
                    text_inline("A second paragraph in one item, with "),
                    Inline::Emphasis(vec![text_inline("stress")]),
                    text_inline("."),
                ]),
            ],
        }]),
    ]
}

fn contacts_blocks(organizations: Block) -> Vec<Block> {
    vec![
        Block {
            anchor: Some(Anchor("contacts".into())),
            ..heading_block(2, "Contacts")
        },
        organizations,
        paragraph_block(vec![
            value_inline("Cedar Valley Main Clinic"),
            Inline::LineBreak,
            value_inline("1200 River Street, Suite 4"),
            Inline::LineBreak,
            value_inline("Cedar Falls, IA 50613"),
        ]),
        paragraph_block(vec![
            text_inline("The clinic "),
            value_inline("مركز الأمل الصحي (2)"),
            text_inline(", 319-555-0150, refers too; in Spanish: "),
            Inline::OtherLanguage {
                language: parse_language_tag("es"),
                content: vec![text_inline("Usted no está solo.")],
            },
        ]),
        heading_block(2, "Approvals"),
        with_role(
            BlockRole::SignatureTable,
            table_block(
                &["Position", "Signature", "Date"],
                vec![
                    vec![vec![value_inline("Executive Director")], vec![], vec![]],
                    vec![vec![value_inline("Medical Director")], vec![], vec![]],
                ],
            ),
        ),
    ]
}

fn organizations_table() -> Block {
    let phone = |number: &str| {
        vec![Inline::Link {
            target: LinkTarget::Url(format!("tel:+1{}", number.replace('-', ""))),
            content: vec![value_inline(number)],
        }]
    };
    table_block(
        &["Organization", "Phone", "Hours", "Services", "Languages"],
        vec![
            vec![
                vec![
                    value_inline("Harbor Light Advocates"),
                    Inline::LineBreak,
                    link_inline("https://harborlight.example", "https://harborlight.example"),
                ],
                phone("319-555-0120"),
                vec![value_inline("24 hours")],
                vec![value_inline(
                    "Shelter, advocacy, legal referral, and a long description of everything else that an organization of this kind may offer to people who ask for it",
                )],
                vec![value_inline("English, Spanish")],
            ],
            vec![
                vec![value_inline(
                    "Path | Way Coalition of Northeast Administrators",
                )],
                phone("319-555-0121"),
                vec![],
                vec![value_inline("Referral")],
                vec![value_inline("English")],
            ],
        ],
    )
}

/// One framed page.
pub(crate) fn sample_notice() -> Document {
    Document {
        name: "commitment-statement".into(),
        description: "Our commitment to victims and survivors of human trafficking.".into(),
        footer_text: "Version 1.0, December 1, 2026".into(),
        blocks: vec![
            heading_block(1, "Our Commitment"),
            with_role(
                BlockRole::LeadParagraph,
                paragraph_block(vec![value_inline("Cedar Valley Family Health")]),
            ),
            with_role(
                BlockRole::MainStatement,
                quote_block(vec![paragraph_block(vec![
                    text_inline("\u{201c}"),
                    value_inline("Cedar Valley Family Health"),
                    text_inline(
                        " is committed to responding to the unique needs of human trafficking victims and survivors. It is our policy to support those who have been trafficked with a victim-centered and trauma-informed approach.\u{201d}",
                    ),
                ])]),
            ),
            with_role(
                BlockRole::SignatureTable,
                table_block(
                    &["Position", "Signature", "Date"],
                    vec![
                        vec![vec![value_inline("Executive Director")], vec![], vec![]],
                        vec![vec![value_inline("Medical Director")], vec![], vec![]],
                    ],
                ),
            ),
            with_role(
                BlockRole::SmallPrint,
                paragraph_block(vec![text_inline(
                    "Adopted December 1, 2026. Ask any member of our staff.",
                )]),
            ),
        ],
        ..empty_document("Our Commitment", Audience::Client, DocumentLayout::Notice)
    }
}

/// A band, the hotline, two halves, a list.
pub(crate) fn sample_poster() -> Document {
    poster_with_organizations(&[
        "Harbor Light Advocates",
        "Path | Way",
        "Cedar Legal Aid",
        "مركز الأمل",
    ])
}

/// The same with 40 organizations and a name of 150 characters.
pub(crate) fn sample_crowded_poster() -> Document {
    let agency = "University of the Upper Cedar Valley and Neighboring Counties School of Public Health Family Planning and Reproductive Health Services, Cedar Falls Clinic";
    let poster = poster_with_organizations(&["Harbor Light Advocates of Cedar Falls"; 40]);
    Document {
        name: "poster-help-crowded".into(),
        agency_name: agency.into(),
        is_draft: true,
        ..poster
    }
}

fn poster_with_organizations(organizations: &[&str]) -> Document {
    let number =
        |inline: Inline| with_role(BlockRole::DisplayNumber, paragraph_block(vec![inline]));
    Document {
        name: "poster-help".into(),
        description: "Where to get help, day and night.".into(),
        footer_text: "Version 1.0, December 1, 2026".into(),
        blocks: vec![
            heading_block(1, "You are not alone. You can get help."),
            with_role(
                BlockRole::LeadParagraph,
                paragraph_block(vec![text_inline(
                    "Is somebody making you work or have sex when you do not want to? You can talk to us here.",
                )]),
            ),
            bullet_list(vec![
                text_item("Can you leave your job if you want to?"),
                text_item("Does somebody else keep your money or your papers?"),
                text_item("Are you afraid of what will happen if you leave?"),
            ]),
            with_role(BlockRole::HeroPanel, heading_block(2, "Call, day or night")),
            number(link_inline("tel:+18883737888", "1-888-373-7888")),
            paragraph_block(vec![text_inline(
                "National Human Trafficking Hotline. Free. You do not have to say your name. More than 200 languages by phone.",
            )]),
            with_role(BlockRole::HalfWidthPanel, heading_block(2, "Text")),
            number(link_inline("sms:233733", "233733")),
            paragraph_block(vec![text_inline(
                "Text 233733 (BEFREE), in English or Spanish.",
            )]),
            with_role(BlockRole::HalfWidthPanel, heading_block(2, "Chat")),
            number(link_inline(
                "https://humantraffickinghotline.org/chat",
                "humantraffickinghotline.org/chat",
            )),
            paragraph_block(vec![text_inline("In English or Spanish.")]),
            heading_block(2, "Help near you"),
            bullet_list(
                organizations
                    .iter()
                    .map(|name| ListItem {
                        anchor: None,
                        blocks: vec![paragraph_block(vec![
                            Inline::Strong(vec![value_inline(name)]),
                            Inline::LineBreak,
                            link_inline("tel:+13195550120", "319-555-0120"),
                            text_inline(", "),
                            value_inline("24 hours"),
                            Inline::LineBreak,
                            value_inline("Shelter, advocacy, legal referral"),
                        ])],
                    })
                    .collect(),
            ),
            with_role(
                BlockRole::SmallPrint,
                paragraph_block(vec![text_inline(
                    "If you are in danger now, you can call 911. It is your choice.",
                )]),
            ),
        ],
        ..empty_document("You can get help", Audience::Client, DocumentLayout::Poster)
    }
}

/// A page in Arabic with Latin names and digits.
pub(crate) fn sample_arabic_poster() -> Document {
    Document {
        name: "poster-help.ar".into(),
        language: parse_language_tag("ar"),
        description: "أين تجد المساعدة".into(),
        footer_text: "الإصدار 1.0".into(),
        blocks: vec![
            heading_block(1, "يمكنك الحصول على المساعدة"),
            with_role(
                BlockRole::LeadParagraph,
                paragraph_block(vec![text_inline("لست وحدك. يمكنك التحدث إلينا هنا.")]),
            ),
            with_role(BlockRole::HeroPanel, heading_block(2, "اتصل ليلا أو نهارا")),
            with_role(
                BlockRole::DisplayNumber,
                paragraph_block(vec![link_inline("tel:+18883737888", "1-888-373-7888")]),
            ),
            heading_block(2, "قريب منك"),
            bullet_list(vec![ListItem {
                anchor: None,
                blocks: vec![paragraph_block(vec![
                    value_inline("Harbor Light (Advocates)"),
                    text_inline("، هاتف "),
                    value_inline("319-555-0120"),
                    text_inline("، "),
                    Inline::OtherLanguage {
                        language: parse_language_tag("en"),
                        content: vec![text_inline("ask for Help!")],
                    },
                ])],
            }]),
        ],
        ..empty_document(
            "يمكنك الحصول على المساعدة",
            Audience::Client,
            DocumentLayout::Poster,
        )
    }
}

/// The list of a packet.
pub(crate) fn sample_packet_index() -> Document {
    let row = |name: &str, purpose: &str, file: &str| {
        let mut formats = Vec::new();
        for (ending, shown) in [("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown")] {
            if !formats.is_empty() {
                formats.push(text_inline(" "));
            }
            formats.push(Inline::Link {
                target: LinkTarget::PacketFile(format!("{file}.{ending}")),
                content: vec![text_inline(shown)],
            });
        }
        vec![
            vec![Inline::Strong(vec![text_inline(name)])],
            vec![text_inline(purpose)],
            formats,
        ]
    };
    let head = ["Document", "What it is for", "Open as"];
    Document {
        name: "index".into(),
        description: "The documents of Cedar Valley Family Health.".into(),
        footer_text: "Made from agency.toml".into(),
        blocks: vec![
            heading_block(1, "Human trafficking packet"),
            with_role(
                BlockRole::LeadParagraph,
                paragraph_block(vec![
                    text_inline("Documents of "),
                    value_inline("Cedar Valley Family Health"),
                    text_inline("."),
                ]),
            ),
            heading_block(2, "For clients and the public"),
            paragraph_block(vec![text_inline(
                "The I&E committee approves these before they are posted.",
            )]),
            table_block(
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
            heading_block(2, "For staff"),
            table_block(
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
        ..empty_document(
            "Human trafficking packet",
            Audience::Staff,
            DocumentLayout::PacketIndex,
        )
    }
}
