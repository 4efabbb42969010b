//! Word files say what the tree says, as Word's own headings, lists and tables, and the same bytes each
//! time.

use std::collections::BTreeSet;
use std::sync::Arc;

use policypress::document::{Audience, Block, BlockKind, Document, DocumentLayout, Inline, List};
use policypress::render::image::Image;
use policypress::render::{Theme, docx};
use roxmltree::Document as Xml;

use crate::support::docx_reader::{all, attribute, items, part, parts, value, words};
use crate::support::samples::hostile::{HOSTILE, hostile_places};
use crate::support::samples::make::{
    bullets, document, heading, language, link, numbers, paragraph, plain_item, text, value as fact,
};
use crate::support::words::{document_words, html_words};
use crate::support::{packet, samples};

fn made(document: &Document) -> Vec<u8> {
    docx::render_docx(document, &samples::theme())
}

fn page(blocks: Vec<Block>) -> Document {
    Document {
        agency_name: String::new(),
        blocks,
        ..document("Page", Audience::Staff, DocumentLayout::Policy)
    }
}

#[test]
fn a_word_file_says_what_the_tree_says() {
    for document in samples::all() {
        assert_eq!(
            words(&made(&document)),
            document_words(&document),
            "{}",
            document.name
        );
    }
}

#[test]
fn a_value_of_any_look_is_words_in_word() {
    for name in HOSTILE {
        for block in hostile_places(name) {
            let document = page(vec![block]);
            let made = made(&document);
            assert_eq!(words(&made), document_words(&document), "{name}");
            every_part_is_xml(&made);
        }
    }
}

#[test]
fn every_document_of_a_packet_has_the_words_of_its_page() {
    for fixture in ["cedar-valley", "lakes"] {
        let text = packet::fixture_text(fixture);
        let made = packet::build_text(&text, &["--format", "html,docx"]);
        let mut compared = 0;
        for path in made.files() {
            let Some(stem) = path.strip_suffix(".docx") else {
                continue;
            };
            let page = made.text(&format!("{stem}.html"));
            let bytes = made.bytes(&path);
            assert_eq!(words(&bytes), html_words(&page), "{path}");
            every_part_is_xml(&bytes);
            compared += 1;
        }
        assert!(compared > 8, "{fixture}: {compared} documents");
    }
}

/// Also that each reference leads to a part, each part has a kind, and each is reached.
fn every_part_is_xml(bytes: &[u8]) {
    let parts = parts(bytes);
    let names: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), parts.len(), "no part twice");
    let kinds = part(bytes, "[Content_Types].xml");
    let references = part(bytes, "word/_rels/document.xml.rels");
    let references = Xml::parse(&references).expect("XML");
    let mut known = BTreeSet::new();
    for reference in all(&references, "Relationship") {
        known.insert(attribute(reference, "Id"));
        if attribute(reference, "TargetMode") != "External" {
            let target = format!("word/{}", attribute(reference, "Target"));
            assert!(names.contains(target.as_str()), "{target}");
        }
    }
    for (name, bytes) in &parts {
        if name.contains("media/") {
            continue;
        }
        let xml = std::str::from_utf8(bytes).expect("XML is UTF-8");
        let tree = Xml::parse(xml).unwrap_or_else(|error| panic!("{name}: {error}"));
        if !name.ends_with(".rels") && name != "[Content_Types].xml" {
            assert!(kinds.contains(&format!("PartName=\"/{name}\"")), "{name}");
        }
        for node in tree.descendants().filter(|_| name == "word/document.xml") {
            for reference in node.attributes().filter(|attribute| {
                attribute
                    .namespace()
                    .is_some_and(|space| space.ends_with("/relationships"))
            }) {
                assert!(known.contains(reference.value()), "{}", reference.value());
            }
        }
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    for document in samples::all() {
        let bytes = made(&document);
        assert_eq!(bytes, made(&document), "{}", document.name);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a ZIP file");
        for at in 0..archive.len() {
            let file = archive.by_index(at).expect("a part");
            let date = file.last_modified().expect("a date");
            assert_eq!(
                (date.year(), date.month(), date.day(), date.hour()),
                (1980, 1, 1, 0)
            );
        }
    }
}

#[test]
fn lists_are_lists_and_begin_where_they_should() {
    for document in samples::all() {
        let mut expected = Vec::new();
        expected_items(&document.blocks, 0, &mut expected);
        assert_eq!(items(&made(&document)), expected, "{}", document.name);
    }
    let three = |start| {
        let deepest = numbers(1, vec![plain_item("a"), plain_item("b")]);
        let mut middle = plain_item("middle");
        middle.blocks.push(deepest);
        let mut outer = plain_item("outer");
        outer.blocks.push(bullets(vec![middle, plain_item("more")]));
        numbers(start, vec![outer, plain_item("next")])
    };
    let document = page(vec![three(1), heading(2, "Again"), three(1), three(7)]);
    let shown: Vec<String> = items(&made(&document))
        .into_iter()
        .map(|(_, shown)| shown)
        .collect();
    let one = ["1.", "–", "1.", "2.", "–", "2."];
    let seven = ["7.", "–", "1.", "2.", "–", "8."];
    assert_eq!(shown, [one, one, seven].concat());
}

fn expected_items(blocks: &[Block], level: usize, expected: &mut Vec<(usize, String)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(List {
                start_number: start,
                items,
            }) => {
                for (number, item) in (0..).zip(items) {
                    let shown = match start {
                        Some(start) => format!("{}.", start + number),
                        None => ["•", "–", "·"][level.min(2)].to_owned(),
                    };
                    expected.push((level, shown));
                    expected_items(&item.blocks, level + 1, expected);
                }
            }
            BlockKind::Quote(inside) => expected_items(inside, level, expected),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
        }
    }
}

#[test]
fn headings_tables_and_quotations_are_words_own() {
    let made = made(&samples::policy());
    let xml = part(&made, "word/document.xml");
    let tree = Xml::parse(&xml).expect("XML");
    let styles: Vec<&str> = all(&tree, "pStyle")
        .map(|style| attribute(style, "val"))
        .collect();
    for style in [
        "Heading1",
        "Heading2",
        "Quote",
        "ListParagraph",
        "TableHead",
        "TableText",
    ] {
        assert!(styles.contains(&style), "{style}");
    }
    // Every style that is used is there, under the name by which Word knows it in every language.
    let defined = part(&made, "word/styles.xml");
    let defined = Xml::parse(&defined).expect("XML");
    let ids: Vec<&str> = all(&defined, "style")
        .map(|style| attribute(style, "styleId"))
        .collect();
    for style in all(&tree, "pStyle")
        .chain(all(&tree, "rStyle"))
        .chain(all(&tree, "tblStyle"))
    {
        assert!(
            ids.contains(&attribute(style, "val")),
            "{}",
            attribute(style, "val")
        );
    }
    let first = all(&defined, "style").find(|style| attribute(*style, "styleId") == "Heading1");
    assert_eq!(first.map(|style| value(style, "name")), Some("heading 1"));
    for table in all(&tree, "tbl") {
        let rows: Vec<_> = table
            .children()
            .filter(|row| row.tag_name().name() == "tr")
            .collect();
        let repeats = |row: &roxmltree::Node<'_, '_>| {
            row.descendants()
                .any(|node| node.tag_name().name() == "tblHeader")
        };
        assert!(
            rows.iter().skip(1).all(|row| !repeats(row)),
            "only a head stands again"
        );
        for row in &rows {
            assert!(
                row.descendants()
                    .any(|node| node.tag_name().name() == "cantSplit")
            );
        }
    }
    assert!(
        all(&tree, "tblHeader").count() > 0,
        "heads stand on every page"
    );
    assert!(all(&tree, "trHeight").all(|row| {
        attribute(row, "val")
            .parse::<u32>()
            .is_ok_and(|high| high >= 400)
    }));
}

#[test]
fn every_statement_is_a_bookmark_and_links_lead_to_them() {
    for document in samples::all() {
        let made = made(&document);
        let xml = part(&made, "word/document.xml");
        let tree = Xml::parse(&xml).expect("XML");
        let names: Vec<&str> = all(&tree, "bookmarkStart")
            .map(|start| attribute(start, "name"))
            .collect();
        let ids: BTreeSet<&str> = all(&tree, "bookmarkStart")
            .map(|start| attribute(start, "id"))
            .collect();
        let ends: BTreeSet<&str> = all(&tree, "bookmarkEnd")
            .map(|end| attribute(end, "id"))
            .collect();
        assert_eq!(ids, ends, "{}", document.name);
        assert_eq!(ids.len(), names.len(), "{}", document.name);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let mut expected = Vec::new();
        statements(&document.blocks, &mut expected);
        let mut expected: Vec<String> = expected
            .into_iter()
            .map(|name| name.replace('-', "_"))
            .collect();
        let mut found: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", document.name);
        for link in all(&tree, "hyperlink").filter(|link| {
            link.has_attribute((
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "anchor",
            ))
        }) {
            assert!(names.contains(&attribute(link, "anchor")));
        }
    }
}

fn statements(blocks: &[Block], names: &mut Vec<String>) {
    for block in blocks {
        names.extend(block.anchor.as_ref().map(|anchor| anchor.0.clone()));
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    names.extend(item.anchor.as_ref().map(|anchor| anchor.0.clone()));
                    statements(&item.blocks, names);
                }
            }
            BlockKind::Quote(inside) => statements(inside, names),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
        }
    }
}

#[test]
fn a_draft_says_so_on_every_page() {
    let mut draft = samples::draft_policy();
    let heads = |document: &Document| {
        let made = made(document);
        let section = part(&made, "word/document.xml");
        let section = section[section.find("<w:sectPr").expect("a section")..].to_owned();
        let first = section.contains("<w:titlePg/>");
        let mut heads = vec![part(&made, "word/header1.xml")];
        if first {
            heads.push(part(&made, "word/header2.xml"));
        }
        heads
    };
    for layout in [
        DocumentLayout::Policy,
        DocumentLayout::Form,
        DocumentLayout::Notice,
        DocumentLayout::Poster,
        DocumentLayout::Cards,
    ] {
        draft.layout = layout;
        draft.is_draft = true;
        assert!(
            heads(&draft).iter().all(|head| head.contains("DRAFT")),
            "{layout:?}"
        );
        draft.is_draft = false;
        assert!(
            heads(&draft).iter().all(|head| !head.contains("DRAFT")),
            "{layout:?}"
        );
    }
}

#[test]
fn the_foot_has_the_small_print_and_counts_pages() {
    let foot = part(&made(&samples::policy()), "word/footer1.xml");
    assert!(foot.contains("CP-021, version 1.0, effective December 1, 2026"));
    assert!(foot.contains(" PAGE ") && foot.contains(" NUMPAGES "));
    let mut notice = samples::notice();
    notice.footer_text = "Content e20aa65e".into();
    assert!(part(&made(&notice), "word/footer1.xml").contains("Content e20aa65e"));
}

#[test]
fn languages_and_directions_are_said() {
    let arabic = made(&samples::right_to_left());
    let styles = part(&arabic, "word/styles.xml");
    assert!(styles.contains("w:bidi=\"ar-SA\"") && styles.contains("<w:bidi/>"));
    let xml = part(&arabic, "word/document.xml");
    // The number keeps its order: it is in a run of its own, from left to right.
    let run = "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">\u{200E}1-888-373-7888\u{200E}</w:t>";
    assert!(xml.contains(run), "{xml}");
    assert!(xml.contains("<w:rtl/>"));
    let mixed = page(vec![paragraph(vec![
        fact("مركز"),
        text(", 319-555-0110, "),
        Inline::OtherLanguage {
            language: language("es"),
            content: vec![text("ayuda")],
        },
    ])]);
    let xml = part(&made(&mixed), "word/document.xml");
    assert!(xml.contains("<w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">مركز</w:t>"));
    assert!(
        xml.contains("<w:lang w:val=\"es-US\"/></w:rPr><w:t xml:space=\"preserve\">ayuda</w:t>")
    );
    let chinese = Document {
        language: language("zh-Hans"),
        ..page(vec![])
    };
    assert!(part(&made(&chinese), "word/styles.xml").contains("w:eastAsia=\"zh-CN\""));
}

#[test]
fn the_file_says_what_it_is() {
    let policy = samples::policy();
    let made = made(&policy);
    let core = part(&made, "docProps/core.xml");
    for said in [
        "<dc:title>Human Trafficking Response</dc:title>",
        "<dc:creator>Cedar Valley Family Health</dc:creator>",
        "<dc:language>en</dc:language>",
        "2026-12-01T00:00:00Z",
    ] {
        assert!(core.contains(said), "{said} in {core}");
    }
    let custom = part(&made, "docProps/custom.xml");
    let hash = policypress::document::canonical::content_hash(&policy);
    assert!(custom.contains("<vt:lpwstr>policy</vt:lpwstr>") && custom.contains(&hash));
}

#[test]
fn a_logo_has_words_for_who_cannot_see_it() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><path fill=\"#004b87\" d=\"M0 0h40v20z\"/></svg>";
    let picture = Image::parse(svg.to_vec(), "Cedar & Valley".into()).expect("a picture");
    let theme = Theme {
        logo: Some(Arc::new(picture)),
        ..samples::theme()
    };
    let made = docx::render_docx(&samples::policy(), &theme);
    let xml = part(&made, "word/document.xml");
    assert!(xml.contains("descr=\"Cedar &amp; Valley\""));
    // A picture that every program with Word files can show.
    let (_, bytes) = parts(&made)
        .into_iter()
        .find(|(name, _)| name == "word/media/logo.png")
        .expect("there is the logo");
    assert!(bytes.starts_with(b"\x89PNG"));
    let unnamed = Document {
        agency_name: String::new(),
        ..samples::policy()
    };
    assert!(!part(&docx::render_docx(&unnamed, &theme), "word/document.xml").contains("drawing"));
}

#[test]
fn links_lead_where_they_should() {
    let page = page(vec![paragraph(vec![
        link("tel:+18883737888", "1-888-373-7888"),
        link("https://x.example/?a=1&b=2", "x.example"),
    ])]);
    let references = part(&made(&page), "word/_rels/document.xml.rels");
    assert!(references.contains("Target=\"tel:+18883737888\" TargetMode=\"External\""));
    assert!(references.contains("Target=\"https://x.example/?a=1&amp;b=2\""));
}
