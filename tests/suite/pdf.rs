//! PDFs as a reader meets them: pages, words, structure.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};
use policypress::diag::document::DocumentProblem;
use policypress::diag::{Diagnostics, Problem};
use policypress::document::{Block, BlockKind, Document, DocumentLayout, Inline, PaperSize};
use policypress::render::Theme;
use policypress::render::pdf::paged_document::{ContentTag, PageItem, PagedDocument};
use policypress::render::pdf::{FontSet, lay_out_document, render_pdf};

use crate::support::pdf_samples::{
    LONG_AGENCY_NAME, arabic_document, heading_block, help_poster_document, long_table_document,
    paragraph_block, policy_document, sample_document, statement_document, steps_poster_document,
    theme_with_fonts,
};

fn sample_documents() -> Vec<(String, Document)> {
    let mut draft = policy_document();
    draft.is_draft = true;
    let mut poster_draft = help_poster_document(2, false);
    poster_draft.is_draft = true;
    let mut statement_draft = statement_document("مركز الأمل الصحي");
    statement_draft.is_draft = true;
    let mut made = vec![
        ("policy".to_owned(), policy_document()),
        ("policy-draft".to_owned(), draft),
        ("rows".to_owned(), long_table_document(60, 900)),
        (
            "statement".to_owned(),
            statement_document("Cedar Valley Family Health"),
        ),
        (
            "statement-long".to_owned(),
            statement_document(LONG_AGENCY_NAME),
        ),
        ("steps".to_owned(), steps_poster_document()),
        ("help-draft".to_owned(), poster_draft),
        ("arabic".to_owned(), arabic_document()),
        ("statement-draft".to_owned(), statement_draft),
    ];
    for count in [0, 1, 6, 12, 40] {
        made.push((
            format!("help-list-{count}"),
            help_poster_document(count, false),
        ));
        made.push((
            format!("help-table-{count}"),
            help_poster_document(count, true),
        ));
    }
    made
}

/// Every sample that fits its page, as bytes.
fn render_samples(theme: &Theme) -> Vec<(String, Document, Vec<u8>)> {
    let mut faces = FontSet::new(&theme.fonts);
    sample_documents()
        .into_iter()
        .filter_map(|(name, document)| {
            let bytes = render_pdf(&document, theme, &mut faces, &mut Diagnostics::new()).ok()?;
            Some((name, document, bytes))
        })
        .collect()
}

fn lay_out_on(document: &Document, paper: PaperSize) -> PagedDocument {
    let theme = theme_with_fonts(paper);
    let mut faces = FontSet::new(&theme.fonts);
    lay_out_document(document, &theme, &mut faces, &mut Diagnostics::new()).expect("it fits")
}

/// Writes every sample for looking at: `PDF_SAMPLES=some-folder cargo test -- --ignored samples`.
#[test]
#[ignore = "writes files to look at"]
fn write_pdf_samples() {
    let folder = std::env::var("PDF_SAMPLES").expect("the folder to write to");
    for paper in [
        PaperSize::Letter,
        PaperSize::A4,
        PaperSize::Legal,
        PaperSize::Tabloid,
    ] {
        for (name, document, bytes) in render_samples(&theme_with_fonts(paper)) {
            std::fs::write(format!("{folder}/{name}-{paper:?}.pdf"), bytes)
                .expect("the folder is there");
            if paper == PaperSize::Letter {
                let laid = lay_out_on(&document, paper);
                std::fs::write(format!("{folder}/{name}.layout"), laid.dump_pages())
                    .expect("the folder is there");
                std::fs::write(format!("{folder}/{name}.structure"), laid.dump_structure())
                    .expect("the folder is there");
            }
        }
    }
}

#[test]
fn the_same_document_gives_identical_bytes() {
    let theme = theme_with_fonts(PaperSize::Letter);
    let mut faces = FontSet::new(&theme.fonts);
    let mut other = FontSet::new(&theme.fonts);
    let made = |faces: &mut FontSet| {
        render_pdf(&policy_document(), &theme, faces, &mut Diagnostics::new())
            .expect("it can be made")
    };
    let first = made(&mut faces);
    assert!(first == made(&mut faces));
    assert!(first == made(&mut other));
}

#[test]
fn every_word_is_read_back_in_document_order() {
    for (name, document, bytes) in render_samples(&theme_with_fonts(PaperSize::Letter)) {
        let said: Vec<String> = block_text(&document.blocks)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        assert_eq!(crate::support::pdf_reader::pdf_words(bytes), said, "{name}");
    }
}

#[test]
fn the_structure_tree_has_the_text_in_document_order() {
    for (name, document) in sample_documents() {
        let theme = theme_with_fonts(PaperSize::Letter);
        let mut faces = FontSet::new(&theme.fonts);
        let Ok(laid) = lay_out_document(&document, &theme, &mut faces, &mut Diagnostics::new())
        else {
            continue;
        };
        let mut found = String::new();
        for page in &laid.pages {
            for placed in &page.content_items {
                let (ContentTag::TaggedContent(slot), PageItem::Text(run)) =
                    (placed.tag, &placed.item)
                else {
                    continue;
                };
                let mut at = Some(laid.structure_tree.tagged_content_owners[slot.0]);
                let mut own = true;
                while let Some(id) = at {
                    let kind = laid.structure_tree.elements[id.0].structure_type.pdf_name();
                    own &= kind != "TOC" && kind != "Lbl";
                    at = laid.structure_tree.elements[id.0].parent;
                }
                if own {
                    found.push_str(&run.text);
                }
            }
        }
        let bare = |text: &str| {
            text.chars()
                .filter(|letter| !letter.is_whitespace())
                .collect::<String>()
        };
        let rtl = |text: &str| text.contains('م');
        let expected = bare(&block_text(&document.blocks));
        if rtl(&expected) {
            assert_eq!(
                bare(&found).chars().count(),
                expected.chars().count(),
                "{name}"
            );
        } else {
            assert_eq!(bare(&found), expected, "{name}");
        }
    }
}

#[test]
fn every_page_is_correctly_tagged() {
    for paper in [PaperSize::Letter, PaperSize::Tabloid] {
        for (name, _, bytes) in render_samples(&theme_with_fonts(paper)) {
            let file = lopdf::Document::load_mem(&bytes).expect("it can be read");
            assert_pdf_ua_tags(&name, &file);
        }
    }
}

#[test]
fn nothing_is_drawn_outside_the_margins() {
    for paper in [
        PaperSize::Letter,
        PaperSize::Legal,
        PaperSize::A4,
        PaperSize::Tabloid,
    ] {
        let theme = theme_with_fonts(paper);
        let mut faces = FontSet::new(&theme.fonts);
        for (name, document) in sample_documents() {
            let Ok(laid) = lay_out_document(&document, &theme, &mut faces, &mut Diagnostics::new())
            else {
                continue;
            };
            for page in &laid.pages {
                for placed in page.background_items.iter().chain(&page.content_items) {
                    let PageItem::Text(run) = &placed.item else {
                        continue;
                    };
                    let ink: f32 = run.width
                        - if run.text.ends_with(' ') {
                            run.font_size * 0.26
                        } else {
                            0.0
                        };
                    assert!(placed.x >= 20.0, "{name}: {:?}", run.text);
                    assert!(
                        placed.x + ink <= laid.page_width - 20.0,
                        "{name}: {:?} ends at {}",
                        run.text,
                        placed.x + ink
                    );
                    assert!(
                        placed.y > 12.0 && placed.y < laid.page_height - 5.0,
                        "{name}: {:?}",
                        run.text
                    );
                }
            }
        }
    }
}

#[test]
fn characters_without_a_glyph_are_reported_once() {
    let theme = theme_with_fonts(PaperSize::Letter);
    let mut faces = FontSet::new(&theme.fonts);
    let words = "Balloon \u{1F388} and 中文 and \u{1F388} again";
    let mut found = Diagnostics::new();
    let made = render_pdf(
        &sample_document(
            "policy",
            "Balloons",
            DocumentLayout::Policy,
            vec![heading_block(1, "Balloons"), paragraph_block(words)],
        ),
        &theme,
        &mut faces,
        &mut found,
    );
    assert!(made.is_err());
    let found: Vec<Problem> = found.into_iter().map(|one| one.problem).collect();
    let expected = Problem::from(DocumentProblem::MissingGlyphs {
        characters: BTreeSet::from(['中', '文', '\u{1F388}']),
        setting: None,
    });
    assert_eq!(found, [expected]);
    let next = render_pdf(
        &sample_document(
            "policy",
            "Plain",
            DocumentLayout::Policy,
            vec![heading_block(1, "Plain")],
        ),
        &theme,
        &mut faces,
        &mut Diagnostics::new(),
    );
    assert!(
        next.is_ok(),
        "the next document is not blamed for the last one"
    );
}

#[test]
fn table_rows_do_not_split_and_headers_repeat_on_every_page() {
    let laid = lay_out_on(&long_table_document(200, 0), PaperSize::Letter);
    let mut pages_of_rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, page) in laid.pages.iter().enumerate() {
        for placed in &page.content_items {
            let ContentTag::TaggedContent(slot) = placed.tag else {
                continue;
            };
            let cell = laid.structure_tree.tagged_content_owners[slot.0];
            let Some(row) = laid.structure_tree.elements[cell.0].parent else {
                continue;
            };
            if laid.structure_tree.elements[row.0]
                .structure_type
                .pdf_name()
                == "TR"
            {
                pages_of_rows.entry(row.0).or_default().push(number);
            }
        }
        if number > 0 && number + 1 < laid.pages.len() {
            assert!(
                page.background_items
                    .iter()
                    .any(|placed| placed.tag == ContentTag::RepeatedTableHeadArtifact),
                "page {number} has no table head"
            );
        }
    }
    assert!(pages_of_rows.len() > 200);
    for pages in pages_of_rows.values() {
        assert!(pages.iter().all(|page| *page == pages[0]));
    }
}

#[test]
fn a_cell_of_five_thousand_words_is_laid_out_in_full() {
    let laid = lay_out_on(&long_table_document(1, 5000), PaperSize::Letter);
    assert!(laid.dump_structure().contains("lastword"));
    assert!(laid.pages.len() > 5);
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for filler in 0..60 {
        let mut blocks = vec![heading_block(1, "Title")];
        blocks.extend((0..filler).map(|_| paragraph_block("One line of filler.")));
        blocks.push(heading_block(2, "Kept"));
        blocks.push(paragraph_block(
            &"What follows the heading, over more than one line. ".repeat(6),
        ));
        let laid = lay_out_on(
            &sample_document("policy", "Title", DocumentLayout::Policy, blocks),
            PaperSize::Letter,
        );
        let page_of = |words: &str| {
            laid.pages
                .iter()
                .position(|page| {
                    page.content_items.iter().any(|placed| matches!(&placed.item, PageItem::Text(run) if run.text.contains(words)))
                })
                .expect("the words are on a page")
        };
        assert_eq!(
            page_of("Kept"),
            page_of("What follows"),
            "with {filler} paragraphs before"
        );
        for page in &laid.pages {
            let mut lines: Vec<f32> = page
                .content_items
                .iter()
                .filter(|placed| matches!(&placed.item, PageItem::Text(run) if run.text.contains("follows") || run.text.contains("heading")))
                .map(|placed| placed.y)
                .collect();
            lines.dedup();
            assert_ne!(
                lines.len(),
                1,
                "a line stands alone with {filler} paragraphs before"
            );
        }
    }
}

#[test]
fn on_a_poster_the_hotline_number_is_largest_and_no_text_is_small() {
    for (paper, least) in [(PaperSize::Letter, 16.0), (PaperSize::Tabloid, 20.0)] {
        for count in [0, 1, 6] {
            for document in [
                help_poster_document(count, false),
                help_poster_document(count, true),
                steps_poster_document(),
            ] {
                let laid = lay_out_on(&document, paper);
                assert_eq!(laid.pages.len(), 1);
                let runs: Vec<_> = laid.pages[0]
                    .content_items
                    .iter()
                    .filter_map(|placed| match &placed.item {
                        PageItem::Text(run) => Some(run),
                        PageItem::RotatedText(..)
                        | PageItem::FilledBox { .. }
                        | PageItem::FilledCircle { .. }
                        | PageItem::Picture { .. } => None,
                    })
                    .collect();
                let number = runs
                    .iter()
                    .find(|run| run.text.contains("1-888-373-7888"))
                    .expect("whole, on one line");
                for run in &runs {
                    assert!(
                        run.font_size <= number.font_size,
                        "{:?} is larger than the number",
                        run.text
                    );
                    assert!(
                        run.font_size >= least - 0.01,
                        "{:?} is {} points",
                        run.text,
                        run.font_size
                    );
                }
            }
        }
    }
}

/// Posters that get fuller and fuller, until the last one that fits.
#[test]
fn text_on_a_poster_never_touches_the_edge_of_its_panel() {
    const CAP_HEIGHT: f32 = 0.72;
    const DESCENT: f32 = 0.22;
    const CLEARANCE: f32 = 4.0;
    for paper in [PaperSize::Letter, PaperSize::A4, PaperSize::Tabloid] {
        let theme = theme_with_fonts(paper);
        let mut faces = FontSet::new(&theme.fonts);
        let posters = (0..200)
            .step_by(3)
            .map(|count| help_poster_document(count, false));
        let laid: Vec<PagedDocument> = posters
            .map_while(|document| {
                lay_out_document(&document, &theme, &mut faces, &mut Diagnostics::new()).ok()
            })
            .collect();
        assert!(laid.len() > 2 && laid.len() < 66, "{} fit", laid.len());
        for page in laid.iter().flat_map(|laid| &laid.pages) {
            let panels = page.background_items.iter().filter_map(|placed| {
                let PageItem::FilledBox { height, .. } = placed.item else {
                    return None;
                };
                // Lower boxes are rules.
                (height > 20.0).then_some((placed.y, placed.y + height))
            });
            for placed in &page.content_items {
                let PageItem::Text(run) = &placed.item else {
                    continue;
                };
                let panels = panels.clone();
                let around = panels.filter(|(top, bottom)| (*top..*bottom).contains(&placed.y));
                let inner =
                    around.min_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)));
                let Some((top, bottom)) = inner else { continue };
                let above = placed.y - CAP_HEIGHT * run.font_size - top;
                let below = bottom - placed.y - DESCENT * run.font_size;
                let is_clear = above >= CLEARANCE && below >= CLEARANCE;
                assert!(is_clear, "{:?}: {above} above, {below} below", run.text);
            }
        }
    }
}

#[test]
fn an_overfull_poster_reports_its_overflow() {
    let theme = theme_with_fonts(PaperSize::Letter);
    let mut found = Diagnostics::new();
    let made = render_pdf(
        &help_poster_document(90, false),
        &theme,
        &mut FontSet::new(&theme.fonts),
        &mut found,
    );
    assert!(made.is_err());
    let Problem::Document(DocumentProblem::PageOverflow {
        document,
        overflow_percent: over_percent,
        ..
    }) = &found[0].problem
    else {
        panic!("another problem: {found:?}")
    };
    assert_eq!(document, "poster-help");
    assert!(*over_percent > 50);
}

/// All words of the document, a space after every block.
fn block_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                push_inline_text(content, &mut out);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    out.push_str(&block_text(&item.blocks));
                }
            }
            BlockKind::Quote(inner) => out.push_str(&block_text(inner)),
            BlockKind::Table(table) => {
                for cell in std::iter::once(&table.header).chain(&table.rows).flatten() {
                    push_inline_text(cell, &mut out);
                    out.push(' ');
                }
            }
        }
        out.push(' ');
    }
    out
}

fn push_inline_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::FactValue { text, .. } => out.push_str(text),
            Inline::Blank(blank) => out.push_str(&blank.placeholder_text()),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { content: inner, .. }
            | Inline::OtherLanguage { content: inner, .. } => push_inline_text(inner, out),
            Inline::LineBreak => out.push(' '),
        }
    }
}

/// What PDF/UA-1 asks of structure, marked content and links, as far as it can be seen from here.
pub(crate) fn assert_pdf_ua_tags(name: &str, file: &lopdf::Document) {
    let catalog = file.catalog().expect("a catalog");
    let root = resolve_dictionary(
        file,
        catalog.get(b"StructTreeRoot").expect("a structure tree"),
    );
    let mut owners: BTreeMap<(ObjectId, i64), ObjectId> = BTreeMap::new();
    let mut links = Vec::new();
    let first = root.get(b"K").and_then(Object::as_array).expect("kids")[0]
        .as_reference()
        .expect("an element");
    check_structure_element(name, file, first, &mut owners, &mut links);
    let parents = resolve_dictionary(file, root.get(b"ParentTree").expect("a parent tree"));
    let numbers = parents
        .get(b"Nums")
        .and_then(Object::as_array)
        .expect("numbers");
    let parents: BTreeMap<i64, &Object> = numbers
        .chunks(2)
        .map(|pair| (pair[0].as_i64().expect("a key"), &pair[1]))
        .collect();
    let mut annotations = 0;
    for page in file.get_pages().into_values() {
        let dict = file.get_dictionary(page).expect("a page");
        let key = dict
            .get(b"StructParents")
            .and_then(Object::as_i64)
            .expect("a key");
        let list = file
            .dereference(parents[&key])
            .expect("a list")
            .1
            .as_array()
            .expect("a list");
        let used = check_marked_content(name, file, page);
        assert_eq!(
            used,
            (0..to_i64(list.len())).collect::<Vec<_>>(),
            "{name}: marked contents of a page"
        );
        for (number, owner) in list.iter().enumerate() {
            let owner = owner.as_reference().expect("an element");
            assert_eq!(
                owners.get(&(page, to_i64(number))),
                Some(&owner),
                "{name}: the parent tree"
            );
        }
        let Ok(list) = dict.get(b"Annots").and_then(Object::as_array) else {
            continue;
        };
        assert_eq!(
            dict.get(b"Tabs").and_then(Object::as_name).expect("tabs"),
            b"S"
        );
        for one in list {
            annotations += 1;
            let id = one.as_reference().expect("an annotation");
            let link = resolve_dictionary(file, one);
            assert!(link.has(b"Contents"), "{name}: a link without words");
            assert!(
                link.has(b"A") || link.has(b"Dest"),
                "{name}: a link that leads nowhere"
            );
            let key = link
                .get(b"StructParent")
                .and_then(Object::as_i64)
                .expect("a key");
            let element = parents[&key].as_reference().expect("an element");
            assert!(
                links.contains(&(element, id)),
                "{name}: a link outside the tree"
            );
        }
    }
    assert_eq!(
        annotations,
        links.len(),
        "{name}: links in the tree and on the pages"
    );
}

fn to_i64(count: usize) -> i64 {
    i64::try_from(count).expect("a small number")
}

fn resolve_dictionary<'a>(file: &'a lopdf::Document, object: &'a Object) -> &'a Dictionary {
    file.dereference(object)
        .expect("an object")
        .1
        .as_dict()
        .expect("a dictionary")
}

fn check_structure_element(
    name: &str,
    file: &lopdf::Document,
    id: ObjectId,
    owners: &mut BTreeMap<(ObjectId, i64), ObjectId>,
    links: &mut Vec<(ObjectId, ObjectId)>,
) {
    let element = file.get_dictionary(id).expect("an element");
    let kind = |dict: &Dictionary| {
        String::from_utf8(
            dict.get(b"S")
                .and_then(Object::as_name)
                .expect("a kind")
                .to_vec(),
        )
        .expect("letters")
    };
    let own = kind(element);
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(only) => vec![only.clone()],
        Err(_) => Vec::new(),
    };
    let page_of = |dict: &Dictionary| {
        dict.get(b"Pg")
            .and_then(Object::as_reference)
            .expect("a page")
    };
    for kid in &kids {
        let content = match kid {
            Object::Integer(number) => Some((page_of(element), *number)),
            other => {
                let dict = resolve_dictionary(file, other);
                dict.get(b"Type")
                    .and_then(Object::as_name)
                    .is_ok_and(|kind| kind == b"MCR")
                    .then(|| {
                        let number = dict.get(b"MCID").and_then(Object::as_i64);
                        (page_of(dict), number.expect("a number"))
                    })
            }
        };
        if let Some((page, number)) = content {
            assert!(
                owners.insert((page, number), id).is_none(),
                "{name}: content in two elements"
            );
            let leaf = [
                "P", "Lbl", "Link", "Span", "TH", "TD", "Caption", "H1", "H2", "H3", "H4", "H5",
                "H6", "Figure",
            ];
            assert!(leaf.contains(&own.as_str()), "{name}: words right in {own}");
            continue;
        }
        let dict = resolve_dictionary(file, kid);
        if dict
            .get(b"Type")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"OBJR")
        {
            links.push((
                id,
                dict.get(b"Obj")
                    .and_then(Object::as_reference)
                    .expect("an annotation"),
            ));
            continue;
        }
        let inner = kind(dict);
        let allowed = allowed_child_types(&own);
        assert!(
            allowed.contains(&inner.as_str()),
            "{name}: {inner} in {own}"
        );
        let parent = dict
            .get(b"P")
            .and_then(Object::as_reference)
            .expect("a parent");
        assert_eq!(parent, id, "{name}: an element's parent");
        if inner == "TH" {
            assert!(resolve_dictionary(file, dict.get(b"A").expect("attributes")).has(b"Scope"));
        }
        check_structure_element(
            name,
            file,
            kid.as_reference().expect("an element"),
            owners,
            links,
        );
    }
}

/// The kinds of element that may stand right in an element of a kind.
fn allowed_child_types(own: &str) -> &'static [&'static str] {
    match own {
        "L" => &["LI"],
        "LI" => &["Lbl", "LBody"],
        "Table" => &["THead", "TBody", "TR"],
        "THead" | "TBody" => &["TR"],
        "TR" => &["TH", "TD"],
        "TOC" => &["Caption", "TOCI"],
        "TOCI" => &["Reference"],
        "Reference" => &["Link"],
        "P" | "Lbl" | "Link" | "Span" | "Caption" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => {
            &["Link", "Span"]
        }
        "TH" | "TD" => &["Link", "Span", "P"],
        _ => &[
            "H1",
            "H2",
            "H3",
            "H4",
            "H5",
            "H6",
            "P",
            "L",
            "Table",
            "BlockQuote",
            "TOC",
            "Figure",
        ],
    }
}

/// Every drawing operator stands in exactly one marked content; gives the numbers used, in order. Only an artifact and
/// right-to-left text may hold a span with a text in the place of its glyphs: poppler loses what follows one.
fn check_marked_content(name: &str, file: &lopdf::Document, page: ObjectId) -> Vec<i64> {
    let content = file.get_and_decode_page_content(page).expect("operators");
    let mut open = false;
    let mut in_artifact = false;
    let mut in_replaced_span = false;
    let mut used = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                let properties = operation.operands[1].as_dict().expect("properties");
                let replaces_nothing = properties
                    .get(b"ActualText")
                    .and_then(Object::as_str)
                    .is_ok_and(|text| text == b"\xFE\xFF");
                let may_nest = in_artifact && properties.has(b"ActualText") || replaces_nothing;
                if open && may_nest && !in_replaced_span && !properties.has(b"MCID") {
                    in_replaced_span = true;
                    continue;
                }
                assert!(!open, "{name}: marked content in marked content");
                open = true;
                in_artifact = operation.operands[0].as_name().expect("a tag") == b"Artifact";
                if let Ok(number) = properties.get(b"MCID").and_then(Object::as_i64) {
                    used.push(number);
                }
            }
            "EMC" if in_replaced_span => in_replaced_span = false,
            "EMC" => {
                assert!(open, "{name}: marked content is not balanced");
                (open, in_artifact) = (false, false);
            }
            "TJ" | "Tj" | "f" | "f*" | "re" | "S" | "m" | "BT" => {
                assert!(open, "{name}: drawn outside the structure");
            }
            _ => {}
        }
    }
    assert!(!open);
    used
}

/// Each glyph of Persian words stands for letters: the joiner inside them as well, which draws nothing
/// (ISO 14289-1, 7.21.7).
#[test]
fn a_zero_width_joiner_in_persian_has_its_own_text() {
    let document = sample_document(
        "page",
        "Page",
        DocumentLayout::Policy,
        vec![paragraph_block("A word: می\u{200C}خواهم.")],
    );
    let laid = lay_out_on(&document, PaperSize::Letter);
    let mut joiners = 0;
    for placed in laid.pages.iter().flat_map(|page| &page.content_items) {
        let PageItem::Text(run) = &placed.item else {
            continue;
        };
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text_range.clone()];
            assert!(!text.is_empty(), "{run:?}");
            joiners += usize::from(text == "\u{200C}");
        }
    }
    assert_eq!(joiners, 1);
}
