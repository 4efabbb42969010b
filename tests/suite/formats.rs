//! Every format says what the tree says, whatever a value looks like.

use policypress::document::{Audience, Block, Document, DocumentLayout, Inline};
use policypress::render::{html::render_html, markdown::render_markdown};
use sha2::{Digest, Sha256};

use crate::support::samples;
use crate::support::samples::hostile::{HOSTILE, hostile_places};
use crate::support::samples::make::{
    blank, bullets, document, language, link, numbers, paragraph, plain_item, strong, table, text,
    value,
};
use crate::support::words::{
    document_parts, document_words, html_parts, html_words, markdown_parts, markdown_words,
};

#[test]
fn markdown_and_html_say_what_the_tree_says() {
    for document in samples::all() {
        let markdown = render_markdown(&document);
        let html = render_html(&document, &samples::theme());
        assert_eq!(
            markdown_words(&markdown),
            document_words(&document),
            "{markdown}"
        );
        assert_eq!(
            html_words(&html),
            document_words(&document),
            "{}",
            document.name
        );
        assert_eq!(
            markdown_parts(&markdown),
            document_parts(&document),
            "{markdown}"
        );
        assert_eq!(
            html_parts(&html),
            document_parts(&document),
            "{}",
            document.name
        );
    }
}

#[test]
fn no_value_is_markup_in_any_place() {
    for name in HOSTILE {
        for block in hostile_places(name) {
            let document = page(vec![block]);
            let markdown = render_markdown(&document);
            assert_eq!(
                markdown_parts(&markdown),
                document_parts(&document),
                "{markdown}"
            );
            let html = render_html(&document, &samples::theme());
            assert_eq!(html_parts(&html), document_parts(&document), "{name}");
        }
    }
}

#[test]
fn no_pair_of_values_makes_markup_together() {
    for first in HOSTILE {
        for second in HOSTILE {
            let document = page(vec![
                paragraph(vec![value(first), Inline::LineBreak, value(second)]),
                paragraph(vec![value(first), value(second)]),
                paragraph(vec![
                    value(first),
                    Inline::LineBreak,
                    value(second),
                    text(" "),
                    value(first),
                ]),
                paragraph(vec![
                    value(first),
                    Inline::Strong(vec![value(second)]),
                    value(first),
                ]),
                paragraph(vec![
                    Inline::Emphasis(vec![value(first)]),
                    link("https://x.example", second),
                ]),
                table(
                    &["a", "b"],
                    vec![vec![vec![value(first)], vec![value(second)]]],
                ),
            ]);
            let markdown = render_markdown(&document);
            assert_eq!(
                markdown_parts(&markdown),
                document_parts(&document),
                "{markdown}"
            );
        }
    }
}

#[test]
fn markdown_stays_readable() {
    let lines = [
        ("CP-021", "CP-021"),
        ("1-888-373-7888", "1-888-373-7888"),
        (
            "the (I&E) Committee's \"rules\": Men's",
            "the (I&E) Committee's \"rules\": Men's",
        ),
        (
            "Text 233733 (BEFREE), $5. 24/7!",
            "Text 233733 (BEFREE), $5. 24/7!",
        ),
        ("#1 Youth Clinic", "#1 Youth Clinic"),
        ("A+ Clinic", "A+ Clinic"),
        ("snake_case_name", "snake_case_name"),
        ("AT&T; R&D", "AT\\&T; R&D"),
        ("*Hope* House", r"\*Hope\* House"),
        ("Safe_Place_", r"Safe_Place\_"),
        ("<Open Door> Clinic", r"\<Open Door> Clinic"),
        ("ages <18 and > 12", "ages <18 and > 12"),
        ("see [Re]Start", "see [Re]Start"),
        ("Path | Way", "Path | Way"),
        ("1986. Founded", r"1986\. Founded"),
        ("# One", r"\# One"),
        ("- dash", r"\- dash"),
        ("> quote", r"\> quote"),
        ("===", r"\==="),
        (r"A great clinic\", r"A great clinic\\"),
        (r"C:\Users", r"C:\Users"),
        ("about ~5", "about ~5"),
    ];
    for (words, expected) in lines {
        assert_eq!(
            render_markdown(&page(vec![paragraph(vec![value(words)])])),
            format!("{expected}\n")
        );
    }
    let cell = page(vec![table(
        &["a", "b"],
        vec![vec![vec![value("Path | Way")], vec![value(r"x\")]]],
    )]);
    assert_eq!(
        render_markdown(&cell),
        "| a           | b   |\n| ----------- | --- |\n| Path \\| Way | x\\\\ |\n"
    );
}

#[test]
fn markdown_marks_stress_where_it_can() {
    let stressed = [
        (vec![strong("three steps"), text(":")], "**three steps**:"),
        (
            vec![Inline::Emphasis(vec![text("stress")]), text(".")],
            "_stress_.",
        ),
        (vec![strong("un"), text("like")], "**un**like"),
        (
            vec![Inline::Emphasis(vec![text("un")]), text("like")],
            "<em>un</em>like",
        ),
        (vec![strong("(a)"), text("b")], "<strong>(a)</strong>b"),
        (
            vec![strong("a"), strong("b")],
            "<strong>a</strong><strong>b</strong>",
        ),
        (
            vec![
                text("“"),
                blank("agency name", "agency.name"),
                text("’s process"),
            ],
            "“**[agency name]**’s process",
        ),
        (
            vec![blank("local organizations", "organizations")],
            "**[local organizations]**",
        ),
        (
            vec![text("YES!"), link("tel:+13195550110", "call")],
            r"YES\![call](tel:+13195550110)",
        ),
        (
            vec![
                value("www.x.example"),
                Inline::LineBreak,
                text("Suite 4"),
                Inline::LineBreak,
                text("Ames"),
            ],
            "www.x.example<br>\nSuite 4\\\nAmes",
        ),
        (
            vec![strong("www.x.example")],
            "<strong>www.x.example</strong>",
        ),
        (
            vec![link("https://x.example/a_b", "https://x.example/a_b")],
            "<https://x.example/a_b>",
        ),
    ];
    for (content, expected) in stressed {
        assert_eq!(
            render_markdown(&page(vec![paragraph(content)])),
            format!("{expected}\n")
        );
    }
}

#[test]
fn markdown_nests_lists_by_the_width_of_their_marks() {
    let nested = page(vec![
        numbers(
            9,
            vec![
                plain_item("nine"),
                policypress::document::ListItem {
                    anchor: None,
                    blocks: vec![
                        paragraph(vec![text("ten")]),
                        bullets(vec![plain_item("inner")]),
                    ],
                },
            ],
        ),
        numbers(1, vec![plain_item("again")]),
        bullets(vec![plain_item("a")]),
        bullets(vec![plain_item("b")]),
    ]);
    assert_eq!(
        render_markdown(&nested),
        "9. nine\n10. ten\n    - inner\n\n1) again\n\n- a\n\n* b\n"
    );
}

#[test]
fn a_draft_says_so_in_every_format() {
    let document = samples::draft_policy();
    assert!(render_markdown(&document).starts_with("**DRAFT**\n\n# "));
    let html = render_html(&document, &samples::theme());
    assert!(html.contains("<title>DRAFT: Human Trafficking Response</title>"));
    assert!(html.contains("<p class=\"draft\">DRAFT</p>"));
    assert!(html.contains("<mark class=\"blank\">[local organizations]</mark>"));
    let finished = self::render_html(&samples::policy(), &samples::theme());
    assert!(!finished.contains("DRAFT"));
}

#[test]
fn a_page_asks_nothing_of_the_network() {
    for document in samples::all() {
        let html = render_html(&document, &samples::theme());
        assert!(html.contains("default-src 'none'"));
        for outside in ["src=", "url(", "@import", "<link", "<img", "<iframe"] {
            assert!(!html.contains(outside), "{} has {outside}", document.name);
        }
    }
}

#[test]
fn only_client_pages_carry_a_way_out_and_its_script_alone_may_run() {
    for document in samples::all() {
        let html = render_html(&document, &samples::theme());
        let client = document.audience == Audience::Client;
        assert_eq!(html.contains("https://www.weather.gov/"), client);
        let Some((_, script)) = html.split_once("<script>") else {
            assert!(!client && !html.contains("script-src"));
            continue;
        };
        let script = script.split("</script>").next().expect("the script ends");
        let hash = base64(&Sha256::digest(script.as_bytes()));
        assert!(
            html.contains(&format!("script-src 'sha256-{hash}'")),
            "sha256-{hash}"
        );
        assert_eq!(html.matches("<script").count(), 1);
    }
}

#[test]
fn words_keep_their_direction_and_language() {
    let html = |blocks| render_html(&page(blocks), &samples::theme());
    assert!(html(vec![paragraph(vec![value("مركز")])]).contains("<bdi>مركز</bdi>"));
    assert!(html(vec![paragraph(vec![value("CP-021")])]).contains("<p>CP-021</p>"));
    let foreign = |tag: &str| Inline::OtherLanguage {
        language: language(tag),
        content: vec![text("x")],
    };
    assert!(html(vec![paragraph(vec![foreign("es")])]).contains("<span lang=\"es\">x</span>"));
    assert!(
        html(vec![paragraph(vec![foreign("he")])])
            .contains("<span lang=\"he\" dir=\"rtl\">x</span>")
    );
    assert!(html(vec![paragraph(vec![foreign("pa-Arab")])]).contains("dir=\"rtl\""));
    let arabic = self::render_html(&samples::right_to_left(), &samples::theme());
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(
        arabic.contains(
            "<a href=\"tel:+18883737888\" class=\"number\" dir=\"ltr\">1-888-373-7888</a>"
        )
    );
}

#[test]
fn numbers_are_links_only_where_the_tree_says_so() {
    let html = render_html(&samples::policy(), &samples::theme());
    assert!(html.contains("<meta name=\"format-detection\" content=\"telephone=no\">"));
    assert_eq!(html.matches("href=\"tel:").count(), 3);
    assert!(html.contains("(not 2024-117-3788, not 45 CFR 75.300)"));
}

#[test]
fn rows_of_facts_are_headed_by_their_first_cell() {
    let html = render_html(&samples::policy(), &samples::theme());
    assert!(html.contains("<tr><th scope=\"row\">Number</th><td>CP-021</td></tr>"));
    assert!(html.contains("<th scope=\"col\">Organization</th>"));
    assert!(render_markdown(&samples::policy()).contains("\n| Number      | CP-021 "));
}

/// Writes the samples for a browser and the validators to look at:
/// `cargo test --test suite write_samples -- --ignored` puts them where cargo lets tests write, into `samples`.
#[test]
#[ignore = "writes files for other programs to read"]
fn write_samples() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    for document in samples::all() {
        let path = folder.join(&document.name);
        let write = |ending, text: String| {
            std::fs::write(path.with_added_extension(ending), text)
                .expect("the file can be written");
        };
        write("html", render_html(&document, &samples::theme()));
        write("md", render_markdown(&document));
    }
}

fn page(blocks: Vec<Block>) -> Document {
    Document {
        agency_name: String::new(),
        blocks,
        ..document("Page", Audience::Staff, DocumentLayout::Policy)
    }
}

/// RFC 4648, for the hash in the content policy.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * at) & 63];
            text.push(if at <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}
