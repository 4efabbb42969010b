//! Every format says what the tree says, whatever a value looks like.

use policypress::document::{Audience, Block, Document, DocumentLayout, Inline};
use policypress::render::{html::render_html, markdown::render_markdown};
use sha2::{Digest, Sha256};

use crate::support::samples;
use crate::support::samples::hostile::{ADVERSARIAL_VALUES, blocks_with_value_everywhere};
use crate::support::samples::make::{
    blank_inline, bullet_list, empty_document, link_inline, numbered_list, paragraph_block,
    parse_language_tag, strong_inline, table_block, text_inline, text_item, value_inline,
};
use crate::support::text_extraction::{
    document_tokens, document_words, html_tokens, html_words, markdown_tokens, markdown_words,
};

#[test]
fn markdown_and_html_have_the_text_of_the_document() {
    for document in samples::all_sample_documents() {
        let markdown = render_markdown(&document);
        let html = render_html(&document, &samples::sample_theme());
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
            markdown_tokens(&markdown),
            document_tokens(&document),
            "{markdown}"
        );
        assert_eq!(
            html_tokens(&html),
            document_tokens(&document),
            "{}",
            document.name
        );
    }
}

#[test]
fn no_value_becomes_markup_in_any_position() {
    for name in ADVERSARIAL_VALUES {
        for block in blocks_with_value_everywhere(name) {
            let document = document_with_blocks(vec![block]);
            let markdown = render_markdown(&document);
            assert_eq!(
                markdown_tokens(&markdown),
                document_tokens(&document),
                "{markdown}"
            );
            let html = render_html(&document, &samples::sample_theme());
            assert_eq!(html_tokens(&html), document_tokens(&document), "{name}");
        }
    }
}

#[test]
fn no_two_adjacent_values_become_markup() {
    for first in ADVERSARIAL_VALUES {
        for second in ADVERSARIAL_VALUES {
            let document = document_with_blocks(vec![
                paragraph_block(vec![
                    value_inline(first),
                    Inline::LineBreak,
                    value_inline(second),
                ]),
                paragraph_block(vec![value_inline(first), value_inline(second)]),
                paragraph_block(vec![
                    value_inline(first),
                    Inline::LineBreak,
                    value_inline(second),
                    text_inline(" "),
                    value_inline(first),
                ]),
                paragraph_block(vec![
                    value_inline(first),
                    Inline::Strong(vec![value_inline(second)]),
                    value_inline(first),
                ]),
                paragraph_block(vec![
                    Inline::Emphasis(vec![value_inline(first)]),
                    link_inline("https://x.example", second),
                ]),
                table_block(
                    &["a", "b"],
                    vec![vec![vec![value_inline(first)], vec![value_inline(second)]]],
                ),
            ]);
            let markdown = render_markdown(&document);
            assert_eq!(
                markdown_tokens(&markdown),
                document_tokens(&document),
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
            render_markdown(&document_with_blocks(vec![paragraph_block(vec![
                value_inline(words)
            ])])),
            format!("{expected}\n")
        );
    }
    let cell = document_with_blocks(vec![table_block(
        &["a", "b"],
        vec![vec![
            vec![value_inline("Path | Way")],
            vec![value_inline(r"x\")],
        ]],
    )]);
    assert_eq!(
        render_markdown(&cell),
        "| a           | b   |\n| ----------- | --- |\n| Path \\| Way | x\\\\ |\n"
    );
}

#[test]
fn markdown_uses_asterisks_for_emphasis_where_possible() {
    let stressed = [
        (
            vec![strong_inline("three steps"), text_inline(":")],
            "**three steps**:",
        ),
        (
            vec![
                Inline::Emphasis(vec![text_inline("stress")]),
                text_inline("."),
            ],
            "_stress_.",
        ),
        (vec![strong_inline("un"), text_inline("like")], "**un**like"),
        (
            vec![
                Inline::Emphasis(vec![text_inline("un")]),
                text_inline("like"),
            ],
            "<em>un</em>like",
        ),
        (
            vec![strong_inline("(a)"), text_inline("b")],
            "<strong>(a)</strong>b",
        ),
        (
            vec![strong_inline("a"), strong_inline("b")],
            "<strong>a</strong><strong>b</strong>",
        ),
        (
            vec![
                text_inline("“"),
                blank_inline("agency name", "agency.name"),
                text_inline("’s process"),
            ],
            "“**[agency name]**’s process",
        ),
        (
            vec![blank_inline("local organizations", "organizations")],
            "**[local organizations]**",
        ),
        (
            vec![text_inline("YES!"), link_inline("tel:+13195550110", "call")],
            r"YES\![call](tel:+13195550110)",
        ),
        (
            vec![
                value_inline("www.x.example"),
                Inline::LineBreak,
                text_inline("Suite 4"),
                Inline::LineBreak,
                text_inline("Ames"),
            ],
            "www.x.example<br>\nSuite 4\\\nAmes",
        ),
        (
            vec![strong_inline("www.x.example")],
            "<strong>www.x.example</strong>",
        ),
        (
            vec![link_inline(
                "https://x.example/a_b",
                "https://x.example/a_b",
            )],
            "<https://x.example/a_b>",
        ),
    ];
    for (content, expected) in stressed {
        assert_eq!(
            render_markdown(&document_with_blocks(vec![paragraph_block(content)])),
            format!("{expected}\n")
        );
    }
}

#[test]
fn markdown_indents_nested_lists_by_marker_width() {
    let nested = document_with_blocks(vec![
        numbered_list(
            9,
            vec![
                text_item("nine"),
                policypress::document::ListItem {
                    anchor: None,
                    blocks: vec![
                        paragraph_block(vec![text_inline("ten")]),
                        bullet_list(vec![text_item("inner")]),
                    ],
                },
            ],
        ),
        numbered_list(1, vec![text_item("again")]),
        bullet_list(vec![text_item("a")]),
        bullet_list(vec![text_item("b")]),
    ]);
    assert_eq!(
        render_markdown(&nested),
        "9. nine\n10. ten\n    - inner\n\n1) again\n\n- a\n\n* b\n"
    );
}

#[test]
fn a_draft_is_marked_in_every_format() {
    let document = samples::sample_draft_policy();
    assert!(render_markdown(&document).starts_with("**DRAFT**\n\n# "));
    let html = render_html(&document, &samples::sample_theme());
    assert!(html.contains("<title>DRAFT: Human Trafficking Response</title>"));
    assert!(html.contains("<p class=\"draft\">DRAFT</p>"));
    assert!(html.contains("<mark class=\"blank\">[local organizations]</mark>"));
    let finished = self::render_html(&samples::sample_policy(), &samples::sample_theme());
    assert!(!finished.contains("DRAFT"));
}

#[test]
fn an_html_page_makes_no_network_requests() {
    for document in samples::all_sample_documents() {
        let html = render_html(&document, &samples::sample_theme());
        assert!(html.contains("default-src 'none'"));
        for outside in ["src=", "url(", "@import", "<link", "<img", "<iframe"] {
            assert!(!html.contains(outside), "{} has {outside}", document.name);
        }
    }
}

#[test]
fn only_client_pages_have_a_quick_exit_and_only_its_script_may_run() {
    for document in samples::all_sample_documents() {
        let html = render_html(&document, &samples::sample_theme());
        let client = document.audience == Audience::Client;
        assert_eq!(html.contains("https://www.weather.gov/"), client);
        let Some((_, script)) = html.split_once("<script>") else {
            assert!(!client && !html.contains("script-src"));
            continue;
        };
        let script = script.split("</script>").next().expect("the script ends");
        let hash = encode_base64(&Sha256::digest(script.as_bytes()));
        assert!(
            html.contains(&format!("script-src 'sha256-{hash}'")),
            "sha256-{hash}"
        );
        assert_eq!(html.matches("<script").count(), 1);
    }
}

#[test]
fn text_keeps_its_direction_and_language() {
    let html = |blocks| render_html(&document_with_blocks(blocks), &samples::sample_theme());
    assert!(html(vec![paragraph_block(vec![value_inline("مركز")])]).contains("<bdi>مركز</bdi>"));
    assert!(html(vec![paragraph_block(vec![value_inline("CP-021")])]).contains("<p>CP-021</p>"));
    let foreign = |tag: &str| Inline::OtherLanguage {
        language: parse_language_tag(tag),
        content: vec![text_inline("x")],
    };
    assert!(
        html(vec![paragraph_block(vec![foreign("es")])]).contains("<span lang=\"es\">x</span>")
    );
    assert!(
        html(vec![paragraph_block(vec![foreign("he")])])
            .contains("<span lang=\"he\" dir=\"rtl\">x</span>")
    );
    assert!(html(vec![paragraph_block(vec![foreign("pa-Arab")])]).contains("dir=\"rtl\""));
    let arabic = self::render_html(&samples::sample_arabic_poster(), &samples::sample_theme());
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(
        arabic.contains(
            "<a href=\"tel:+18883737888\" class=\"number\" dir=\"ltr\">1-<wbr>888-<wbr>373-<wbr>7888</a>"
        )
    );
}

#[test]
fn numbers_are_links_only_where_the_document_has_links() {
    let html = render_html(&samples::sample_policy(), &samples::sample_theme());
    assert!(html.contains("<meta name=\"format-detection\" content=\"telephone=no\">"));
    assert_eq!(html.matches("href=\"tel:").count(), 3);
    assert!(html.contains("(not 2024-117-3788, not 45 CFR 75.300)"));
}

#[test]
fn fact_table_rows_have_row_headers() {
    let html = render_html(&samples::sample_policy(), &samples::sample_theme());
    assert!(html.contains("<tr><th scope=\"row\">Number</th><td>CP-021</td></tr>"));
    assert!(html.contains("<th scope=\"col\">Organization</th>"));
    assert!(render_markdown(&samples::sample_policy()).contains("\n| Number      | CP-021 "));
}

/// Writes the samples for a browser and the validators to look at:
/// `cargo test --test suite write_samples -- --ignored` puts them where cargo lets tests write, into `samples`.
#[test]
#[ignore = "writes files for other programs to read"]
fn write_format_samples() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    for document in samples::all_sample_documents() {
        let path = folder.join(&document.name);
        let write = |ending, text: String| {
            std::fs::write(path.with_added_extension(ending), text)
                .expect("the file can be written");
        };
        write("html", render_html(&document, &samples::sample_theme()));
        write("md", render_markdown(&document));
    }
}

fn document_with_blocks(blocks: Vec<Block>) -> Document {
    Document {
        agency_name: String::new(),
        blocks,
        ..empty_document("Page", Audience::Staff, DocumentLayout::Policy)
    }
}

/// RFC 4648, for the hash in the content policy.
fn encode_base64(bytes: &[u8]) -> String {
    const BASE64_ALPHABET: &[u8; 64] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = BASE64_ALPHABET[bits >> (18 - 6 * at) & 63];
            text.push(if at <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}
