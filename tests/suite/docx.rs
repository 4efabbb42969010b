//! Word files say what the tree says, as Word's own headings, lists and tables, and the same bytes each
//! time.

use std::collections::BTreeSet;
use std::sync::Arc;

use policypress::document::{Audience, Block, BlockKind, Document, DocumentLayout, Inline, List};
use policypress::render::image::Image;
use policypress::render::{Theme, docx};
use roxmltree::Document as Xml;

use crate::support::docx_reader::{
    attribute_value, child_val_attribute, docx_list_items, docx_words, elements_named,
    read_package_parts, read_part_text,
};
use crate::support::samples::hostile::{ADVERSARIAL_VALUES, blocks_with_value_everywhere};
use crate::support::samples::make::{
    bullet_list, empty_document, heading_block, link_inline, numbered_list, paragraph_block,
    parse_language_tag, text_inline, text_item, value_inline as fact,
};
use crate::support::text_extraction::{document_words, html_words};
use crate::support::{packet, samples};

fn render_docx(document: &Document) -> Vec<u8> {
    docx::render_docx(document, &samples::sample_theme())
}

fn document_with_blocks(blocks: Vec<Block>) -> Document {
    Document {
        agency_name: String::new(),
        blocks,
        ..empty_document("Page", Audience::Staff, DocumentLayout::Policy)
    }
}

#[test]
fn a_word_file_has_the_text_of_its_document() {
    for document in samples::all_sample_documents() {
        assert_eq!(
            docx_words(&render_docx(&document)),
            document_words(&document),
            "{}",
            document.name
        );
    }
}

#[test]
fn markup_like_values_are_plain_text_in_word() {
    for name in ADVERSARIAL_VALUES {
        for block in blocks_with_value_everywhere(name) {
            let document = document_with_blocks(vec![block]);
            let made = render_docx(&document);
            assert_eq!(docx_words(&made), document_words(&document), "{name}");
            assert_package_is_valid(&made);
        }
    }
}

#[test]
fn every_word_file_has_the_text_of_its_html_page() {
    for fixture in ["cedar-valley", "lakes"] {
        let text = packet::read_agency_fixture(fixture);
        let made = packet::build_packet(&text, &["--format", "html,docx"]);
        let mut compared = 0;
        for path in made.list_files() {
            let Some(stem) = path.strip_suffix(".docx") else {
                continue;
            };
            let page = made.read_text(&format!("{stem}.html"));
            let bytes = made.read_bytes(&path);
            assert_eq!(docx_words(&bytes), html_words(&page), "{path}");
            assert_package_is_valid(&bytes);
            compared += 1;
        }
        assert!(compared > 8, "{fixture}: {compared} documents");
    }
}

/// Also that each reference leads to a part, each part has a kind, and each is reached.
fn assert_package_is_valid(bytes: &[u8]) {
    let parts = read_package_parts(bytes);
    let names: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), parts.len(), "no part twice");
    let kinds = read_part_text(bytes, "[Content_Types].xml");
    let references = read_part_text(bytes, "word/_rels/document.xml.rels");
    let references = Xml::parse(&references).expect("XML");
    let mut known = BTreeSet::new();
    for reference in elements_named(&references, "Relationship") {
        known.insert(attribute_value(reference, "Id"));
        if attribute_value(reference, "TargetMode") != "External" {
            let target = format!("word/{}", attribute_value(reference, "Target"));
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
fn the_same_document_gives_identical_bytes() {
    for document in samples::all_sample_documents() {
        let bytes = render_docx(&document);
        assert_eq!(bytes, render_docx(&document), "{}", document.name);
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
fn lists_are_word_lists_with_the_right_start_numbers() {
    for document in samples::all_sample_documents() {
        let mut expected = Vec::new();
        collect_expected_list_items(&document.blocks, 0, &mut expected);
        assert_eq!(
            docx_list_items(&render_docx(&document)),
            expected,
            "{}",
            document.name
        );
    }
    let three = |start| {
        let deepest = numbered_list(1, vec![text_item("a"), text_item("b")]);
        let mut middle = text_item("middle");
        middle.blocks.push(deepest);
        let mut outer = text_item("outer");
        outer
            .blocks
            .push(bullet_list(vec![middle, text_item("more")]));
        numbered_list(start, vec![outer, text_item("next")])
    };
    let document = document_with_blocks(vec![
        three(1),
        heading_block(2, "Again"),
        three(1),
        three(7),
    ]);
    let shown: Vec<String> = docx_list_items(&render_docx(&document))
        .into_iter()
        .map(|(_, shown)| shown)
        .collect();
    let one = ["1.", "–", "1.", "2.", "–", "2."];
    let seven = ["7.", "–", "1.", "2.", "–", "8."];
    assert_eq!(shown, [one, one, seven].concat());
}

fn collect_expected_list_items(
    blocks: &[Block],
    level: usize,
    expected: &mut Vec<(usize, String)>,
) {
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
                    collect_expected_list_items(&item.blocks, level + 1, expected);
                }
            }
            BlockKind::Quote(inside) => collect_expected_list_items(inside, level, expected),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
        }
    }
}

#[test]
fn headings_tables_and_quotations_use_word_styles() {
    let made = render_docx(&samples::sample_policy());
    let xml = read_part_text(&made, "word/document.xml");
    let tree = Xml::parse(&xml).expect("XML");
    let styles: Vec<&str> = elements_named(&tree, "pStyle")
        .map(|style| attribute_value(style, "val"))
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
    let defined = read_part_text(&made, "word/styles.xml");
    let defined = Xml::parse(&defined).expect("XML");
    let ids: Vec<&str> = elements_named(&defined, "style")
        .map(|style| attribute_value(style, "styleId"))
        .collect();
    for style in elements_named(&tree, "pStyle")
        .chain(elements_named(&tree, "rStyle"))
        .chain(elements_named(&tree, "tblStyle"))
    {
        assert!(
            ids.contains(&attribute_value(style, "val")),
            "{}",
            attribute_value(style, "val")
        );
    }
    let first = elements_named(&defined, "style")
        .find(|style| attribute_value(*style, "styleId") == "Heading1");
    assert_eq!(
        first.map(|style| child_val_attribute(style, "name")),
        Some("heading 1")
    );
    for table in elements_named(&tree, "tbl") {
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
        elements_named(&tree, "tblHeader").count() > 0,
        "heads stand on every page"
    );
    assert!(elements_named(&tree, "trHeight").all(|row| {
        attribute_value(row, "val")
            .parse::<u32>()
            .is_ok_and(|high| high >= 400)
    }));
}

#[test]
fn every_statement_is_a_bookmark_that_links_target() {
    for document in samples::all_sample_documents() {
        let made = render_docx(&document);
        let xml = read_part_text(&made, "word/document.xml");
        let tree = Xml::parse(&xml).expect("XML");
        let names: Vec<&str> = elements_named(&tree, "bookmarkStart")
            .map(|start| attribute_value(start, "name"))
            .collect();
        let ids: BTreeSet<&str> = elements_named(&tree, "bookmarkStart")
            .map(|start| attribute_value(start, "id"))
            .collect();
        let ends: BTreeSet<&str> = elements_named(&tree, "bookmarkEnd")
            .map(|end| attribute_value(end, "id"))
            .collect();
        assert_eq!(ids, ends, "{}", document.name);
        assert_eq!(ids.len(), names.len(), "{}", document.name);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let mut expected = Vec::new();
        collect_statement_names(&document.blocks, &mut expected);
        let mut expected: Vec<String> = expected
            .into_iter()
            .map(|name| name.replace('-', "_"))
            .collect();
        let mut found: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", document.name);
        for link in elements_named(&tree, "hyperlink").filter(|link| {
            link.has_attribute((
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "anchor",
            ))
        }) {
            assert!(names.contains(&attribute_value(link, "anchor")));
        }
    }
}

fn collect_statement_names(blocks: &[Block], names: &mut Vec<String>) {
    for block in blocks {
        names.extend(block.anchor.as_ref().map(|anchor| anchor.0.clone()));
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    names.extend(item.anchor.as_ref().map(|anchor| anchor.0.clone()));
                    collect_statement_names(&item.blocks, names);
                }
            }
            BlockKind::Quote(inside) => collect_statement_names(inside, names),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
        }
    }
}

#[test]
fn a_draft_is_marked_on_every_page() {
    let mut draft = samples::sample_draft_policy();
    let heads = |document: &Document| {
        let made = render_docx(document);
        let section = read_part_text(&made, "word/document.xml");
        let section = section[section.find("<w:sectPr").expect("a section")..].to_owned();
        let first = section.contains("<w:titlePg/>");
        let mut heads = vec![read_part_text(&made, "word/header1.xml")];
        if first {
            heads.push(read_part_text(&made, "word/header2.xml"));
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
fn the_footer_has_the_running_line_and_page_numbers() {
    let foot = read_part_text(&render_docx(&samples::sample_policy()), "word/footer1.xml");
    assert!(foot.contains("CP-021, version 1.0, effective December 1, 2026"));
    assert!(foot.contains(" PAGE ") && foot.contains(" NUMPAGES "));
    let mut notice = samples::sample_notice();
    notice.footer_text = "Content e20aa65e".into();
    assert!(read_part_text(&render_docx(&notice), "word/footer1.xml").contains("Content e20aa65e"));
}

#[test]
fn languages_and_text_directions_are_marked() {
    let arabic = render_docx(&samples::sample_arabic_poster());
    let styles = read_part_text(&arabic, "word/styles.xml");
    assert!(styles.contains("w:bidi=\"ar-SA\"") && styles.contains("<w:bidi/>"));
    let xml = read_part_text(&arabic, "word/document.xml");
    // The number keeps its order: it is in a run of its own, from left to right.
    let run = "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">\u{200E}1-888-373-7888\u{200E}</w:t>";
    assert!(xml.contains(run), "{xml}");
    assert!(xml.contains("<w:rtl/>"));
    let mixed = document_with_blocks(vec![paragraph_block(vec![
        fact("مركز"),
        text_inline(", 319-555-0110, "),
        Inline::OtherLanguage {
            language: parse_language_tag("es"),
            content: vec![text_inline("ayuda")],
        },
    ])]);
    let xml = read_part_text(&render_docx(&mixed), "word/document.xml");
    assert!(xml.contains("<w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">مركز</w:t>"));
    assert!(
        xml.contains("<w:lang w:val=\"es-US\"/></w:rPr><w:t xml:space=\"preserve\">ayuda</w:t>")
    );
    let chinese = Document {
        language: parse_language_tag("zh-Hans"),
        ..document_with_blocks(vec![])
    };
    assert!(
        read_part_text(&render_docx(&chinese), "word/styles.xml").contains("w:eastAsia=\"zh-CN\"")
    );
}

#[test]
fn document_properties_identify_the_file() {
    let policy = samples::sample_policy();
    let made = render_docx(&policy);
    let core = read_part_text(&made, "docProps/core.xml");
    for said in [
        "<dc:title>Human Trafficking Response</dc:title>",
        "<dc:creator>Cedar Valley Family Health</dc:creator>",
        "<dc:language>en</dc:language>",
        "2026-12-01T00:00:00Z",
    ] {
        assert!(core.contains(said), "{said} in {core}");
    }
    let custom = read_part_text(&made, "docProps/custom.xml");
    let hash = policypress::document::canonical::content_hash(&policy);
    assert!(custom.contains("<vt:lpwstr>policy</vt:lpwstr>") && custom.contains(&hash));
}

#[test]
fn a_logo_has_alternative_text() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><path fill=\"#004b87\" d=\"M0 0h40v20z\"/></svg>";
    let picture = Image::parse(svg, "Cedar & Valley".into()).expect("a picture");
    let theme = Theme {
        logo: Some(Arc::new(picture)),
        ..samples::sample_theme()
    };
    let made = docx::render_docx(&samples::sample_policy(), &theme);
    let xml = read_part_text(&made, "word/document.xml");
    assert!(xml.contains("descr=\"Cedar &amp; Valley\""));
    // A picture that every program with Word files can show.
    let (_, bytes) = read_package_parts(&made)
        .into_iter()
        .find(|(name, _)| name == "word/media/logo.png")
        .expect("there is the logo");
    assert!(bytes.starts_with(b"\x89PNG"));
    let unnamed = Document {
        agency_name: String::new(),
        ..samples::sample_policy()
    };
    assert!(
        !read_part_text(&docx::render_docx(&unnamed, &theme), "word/document.xml")
            .contains("drawing")
    );
}

#[test]
fn links_have_the_right_targets() {
    let page = document_with_blocks(vec![paragraph_block(vec![
        link_inline("tel:+18883737888", "1-888-373-7888"),
        link_inline("https://x.example/?a=1&b=2", "x.example"),
    ])]);
    let references = read_part_text(&render_docx(&page), "word/_rels/document.xml.rels");
    assert!(references.contains("Target=\"tel:+18883737888\" TargetMode=\"External\""));
    assert!(references.contains("Target=\"https://x.example/?a=1&amp;b=2\""));
}
