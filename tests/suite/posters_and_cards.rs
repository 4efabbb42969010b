//! What is cut or torn out of a sheet: where it stands, how often, and that it is said once.

use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::document::{
    Block, BlockKind, BlockRole, Document, PaperSize, plain_text, traversal,
};
use policypress::render::pdf::paged_document::{
    ContentTag, PageItem, PagedDocument, PdfPage, PlacedItem,
};
use policypress::render::pdf::structure_tree::StructureType;
use policypress::render::pdf::{FontSet, lay_out_document, render_pdf};

use crate::pdf::assert_pdf_ua_tags;
use crate::support::packet::{self, read_agency_fixture};
use crate::support::pdf_samples::theme_with_fonts;

const PAPER_SIZES: [PaperSize; 4] = [
    PaperSize::Letter,
    PaperSize::Legal,
    PaperSize::A4,
    PaperSize::Tabloid,
];

fn compose_documents(text: &str) -> Vec<Document> {
    packet::compose_agency_text(&TemplatePack::load_built_in(), text).0
}

/// The document of that name in English and in Spanish.
fn compose_in_both_languages(name: &str, text: &str) -> Vec<Document> {
    let found: Vec<Document> = compose_documents(text)
        .into_iter()
        .filter(|document| document.name == name)
        .collect();
    assert_eq!(found.len(), 2, "English and Spanish");
    found
}

fn lay_out_on(document: &Document, paper: PaperSize) -> PagedDocument {
    let theme = theme_with_fonts(paper);
    let mut faces = FontSet::new(&theme.fonts);
    lay_out_document(document, &theme, &mut faces, &mut Diagnostics::new()).expect("it fits")
}

fn block_text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => plain_text(content),
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => String::new(),
    }
}

fn placed_items(page: &PdfPage) -> impl Iterator<Item = &PlacedItem> {
    page.background_items.iter().chain(&page.content_items)
}

/// Whether it is read aloud, and does not stand in the figure of the copies.
fn is_read_aloud(placed: &PlacedItem, laid: &PagedDocument) -> bool {
    matches!(placed.tag, ContentTag::TaggedContent(slot)
        if laid.structure_tree.elements[laid.structure_tree.tagged_content_owners[slot.0].0].structure_type != StructureType::Figure)
}

#[test]
fn a_tear_off_strip_has_numbers_without_their_purpose() {
    for document in
        compose_in_both_languages("poster-restroom", &read_agency_fixture("cedar-valley"))
    {
        let at = traversal::first_tear_off_index(&document.blocks);
        let [strip] = &document.blocks[at..] else {
            panic!("it stands in the document once, at its end");
        };
        let said = block_text(strip).to_lowercase();
        assert!(said.contains("1-888-373-7888") && said.contains("233733"));
        for word in ["traffick", "trata", "befree", "cedar"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
fn ten_tear_off_strips_are_drawn_and_one_is_read_aloud() {
    for document in
        compose_in_both_languages("poster-restroom", &read_agency_fixture("cedar-valley"))
    {
        for paper in PAPER_SIZES {
            let laid = lay_out_on(&document, paper);
            let [page] = laid.pages.as_slice() else {
                panic!("one sheet");
            };
            let base = (laid.page_width / 612.0).max(1.0);
            let numbers: Vec<&PlacedItem> = placed_items(page)
                .filter(|placed| matches!(&placed.item, PageItem::RotatedText(run, _) if run.text.contains("1-888")))
                .collect();
            assert_eq!(numbers.len(), 10);
            let said = numbers.iter().filter(|placed| is_read_aloud(placed, &laid));
            assert_eq!(said.count(), 1);
            let dump = laid.dump_structure();
            assert!(dump.contains("9 more of the same") || dump.contains("9 más de lo mismo"));
            let mut places: Vec<f32> = numbers.iter().map(|placed| placed.x).collect();
            places.sort_by(f32::total_cmp);
            let cuts: Vec<f32> = placed_items(page)
                .filter_map(|placed| match placed.item {
                    PageItem::FilledBox { width, height, .. } if width < 2.0 && height > 100.0 => {
                        assert!(
                            (placed.y + height - laid.page_height).abs() < 0.1,
                            "cut to the edge"
                        );
                        Some(placed.x)
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(cuts.len(), 9);
            for (cut, pair) in cuts.iter().zip(places.windows(2)) {
                assert!(pair[0] < *cut && *cut < pair[1], "a cut between two strips");
            }
            let mut lowest: f32 = 0.0;
            for placed in placed_items(page) {
                match &placed.item {
                    PageItem::RotatedText(run, angle) => {
                        assert!((angle - 90.0).abs() < 0.1);
                        assert!(run.font_size >= 12.0 * base - 0.01, "reading size");
                        assert!(
                            placed.x - run.font_size > 10.0 && placed.x < laid.page_width - 18.0
                        );
                        assert!(
                            placed.y <= laid.page_height - 18.0,
                            "a printer can print it"
                        );
                        assert!(placed.y - run.width > lowest, "under the poster");
                    }
                    PageItem::Text(run) => {
                        assert!(run.font_size >= 16.0 * base - 0.01, "{:?}", run.text);
                        lowest = lowest.max(placed.y);
                    }
                    PageItem::FilledBox { .. }
                    | PageItem::FilledCircle { .. }
                    | PageItem::Picture { .. } => {}
                }
            }
            // Two numbers and the agency's, on the poster; none on the strips.
            assert_eq!(dump.matches("Link ->").count(), 3);
        }
    }
}

#[test]
fn additions_after_the_strip_are_placed_before_it() {
    let text = read_agency_fixture("cedar-valley")
        + "\n[[policy.additions]]\nafter = \"strip\"\ntext = \"Ask us.\"\nes = \"Pregunte.\"\n";
    for document in compose_in_both_languages("poster-restroom", &text) {
        let roles: Vec<BlockRole> = document.blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles.last(), Some(&BlockRole::TearOff));
        assert_eq!(
            roles
                .iter()
                .filter(|role| **role == BlockRole::TearOff)
                .count(),
            1
        );
        lay_out_on(&document, PaperSize::Letter);
    }
}

#[test]
fn templates_may_use_the_former_name_of_tear_offs() {
    for name in ["tear-off", "strip"] {
        assert_eq!(BlockRole::from_name(name), Some(BlockRole::TearOff));
    }
}

/// Width and height of a card, points.
const CARD_SIZE_POINTS: (f32, f32) = (252.0, 144.0);

/// The places of the lines to cut across a page (`down` false) or down it, in order, by the `marks` in
/// the margins or else by the crosses where cards meet.
fn cut_line_positions(page: &PdfPage, down: bool, marks: bool) -> Vec<f32> {
    let mut found: Vec<f32> = placed_items(page)
        .filter_map(|placed| match placed.item {
            PageItem::FilledBox { width, height, .. } => {
                let (length, thick) = if down {
                    (height, width)
                } else {
                    (width, height)
                };
                let middle = thick / 2.0 + if down { placed.x } else { placed.y };
                let wanted = if marks { 10.0 } else { 8.0 };
                (thick < 1.0 && (length - wanted).abs() < 0.05).then_some(middle)
            }
            _ => None,
        })
        .collect();
    found.sort_by(f32::total_cmp);
    found.dedup_by(|one, next| (*one - *next).abs() < 0.05);
    found
}

fn positions_match(left: &[f32], right: &[f32]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() < 0.05)
}

fn mirror_positions(places: &[f32], width: f32) -> Vec<f32> {
    places.iter().rev().map(|place| width - place).collect()
}

#[test]
fn card_fronts_and_backs_align_in_duplex_printing() {
    for name in ["pocket-cards", "pocket-cards-unnamed"] {
        for document in compose_in_both_languages(name, &read_agency_fixture("cedar-valley")) {
            for (paper, across, down) in [
                (PaperSize::Letter, 2, 5),
                (PaperSize::Legal, 2, 6),
                (PaperSize::A4, 2, 5),
                (PaperSize::Tabloid, 3, 8),
            ] {
                let laid = lay_out_on(&document, paper);
                let [front, back] = laid.pages.as_slice() else {
                    panic!("a sheet has two sides");
                };
                let columns = cut_line_positions(front, true, false);
                let rows = cut_line_positions(front, false, false);
                assert_eq!((columns.len(), rows.len()), (across + 1, down + 1));
                for (edges, size, paper) in [
                    (&columns, CARD_SIZE_POINTS.0, laid.page_width),
                    (&rows, CARD_SIZE_POINTS.1, laid.page_height),
                ] {
                    assert!(edges[0] >= 18.0 && edges[edges.len() - 1] <= paper - 18.0);
                    for pair in edges.windows(2) {
                        assert!((pair[1] - pair[0] - size).abs() < 0.05, "a true card");
                    }
                }
                for marks in [false, true] {
                    let there = cut_line_positions(back, true, marks);
                    assert!(positions_match(
                        &columns,
                        &mirror_positions(&there, laid.page_width)
                    ));
                    assert!(positions_match(
                        &columns,
                        &cut_line_positions(front, true, marks)
                    ));
                    assert!(positions_match(
                        &rows,
                        &cut_line_positions(back, false, marks)
                    ));
                    assert!(positions_match(
                        &rows,
                        &cut_line_positions(front, false, marks)
                    ));
                }
                let front_said = find_read_aloud_card(front, &laid, &columns, &rows);
                let back_said = find_read_aloud_card(back, &laid, &columns, &rows);
                assert_eq!(front_said, (0, 0), "the first card of the first row");
                assert_eq!(back_said, (across - 1, 0), "what lies behind it");
                let count = across * down - 1;
                let dump = laid.dump_structure();
                let copies = dump.matches(&format!("Figure \"{count} m")).count();
                assert_eq!(copies, 2, "{dump}");
            }
        }
    }
}

/// The column and row of the one card that is read aloud. Every card of the page has the same words at
/// the same place in it, inside its edges.
fn find_read_aloud_card(
    page: &PdfPage,
    laid: &PagedDocument,
    columns: &[f32],
    rows: &[f32],
) -> (usize, usize) {
    type PlacedTexts = Vec<(String, i32, i32)>;
    let mut cards: Vec<((usize, usize), PlacedTexts, bool)> = Vec::new();
    for placed in &page.content_items {
        let [left, top, right, bottom] = placed.bounds();
        let column = columns
            .iter()
            .rposition(|edge| *edge < left)
            .expect("right of an edge");
        let row = rows
            .iter()
            .rposition(|edge| *edge < top)
            .expect("under an edge");
        assert!(right < columns[column + 1] - 5.0, "inside its card");
        assert!(bottom < rows[row + 1] - 3.0, "inside its card");
        let PageItem::Text(run) = &placed.item else {
            panic!("a card has words and nothing else");
        };
        assert!(run.font_size >= 7.5, "{:?} is too small", run.text);
        #[expect(clippy::cast_possible_truncation, reason = "tenths of a point")]
        let tenths = |length: f32| (length * 10.0).round() as i32;
        let word = (
            run.text.clone(),
            tenths(left - columns[column]),
            tenths(top - rows[row]),
        );
        let said = is_read_aloud(placed, laid);
        match cards.iter_mut().find(|card| card.0 == (column, row)) {
            Some(card) => {
                card.1.push(word);
                assert_eq!(card.2, said, "all of a card or nothing");
            }
            None => cards.push(((column, row), vec![word], said)),
        }
    }
    assert_eq!(cards.len(), (columns.len() - 1) * (rows.len() - 1));
    for card in &cards {
        assert_eq!(card.1, cards[0].1);
    }
    let said: Vec<(usize, usize)> = cards
        .iter()
        .filter(|card| card.2)
        .map(|card| card.0)
        .collect();
    assert_eq!(said.len(), 1);
    said[0]
}

#[test]
fn the_front_of_a_card_does_not_reveal_its_back() {
    for document in compose_in_both_languages("pocket-cards", &read_agency_fixture("cedar-valley"))
    {
        let back = document
            .blocks
            .iter()
            .position(|block| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
            .expect("it has a back");
        let front: Vec<String> = document.blocks[..back].iter().map(block_text).collect();
        assert_eq!(front.len(), 2);
        assert!(["Health resources", "Recursos de salud"].contains(&front[0].as_str()));
        assert_eq!(front[1], "Cedar Valley Family Health 319-555-0110");
        let behind: Vec<String> = document.blocks[back..].iter().map(block_text).collect();
        assert!(behind.join(" ").contains("1-888-373-7888"));
    }
}

/// The block as any template would give it: the same words stand on other lines of another one.
fn clear_origins_recursively(block: &Block) -> Block {
    let inside = |blocks: &[Block]| blocks.iter().map(clear_origins_recursively).collect();
    let mut block = block.clone();
    block.origin = None;
    match &mut block.kind {
        BlockKind::Quote(blocks) => *blocks = inside(blocks),
        BlockKind::List(list) => {
            for item in &mut list.items {
                item.blocks = inside(&item.blocks);
            }
        }
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
    }
    block
}

#[test]
fn an_unnamed_card_omits_the_agency_name_in_every_format() {
    let text = read_agency_fixture("cedar-valley");
    let (named, unnamed) = (
        compose_in_both_languages("pocket-cards", &text),
        compose_in_both_languages("pocket-cards-unnamed", &text),
    );
    for (named, unnamed) in named.iter().zip(&unnamed) {
        let rest: Vec<Block> = named
            .blocks
            .iter()
            .filter(|block| block.anchor.as_ref().is_none_or(|own| own.0 != "agency"))
            .map(clear_origins_recursively)
            .collect();
        let unnamed: Vec<Block> = unnamed
            .blocks
            .iter()
            .map(clear_origins_recursively)
            .collect();
        assert_eq!(rest, unnamed);
    }
    let packet = packet::build_fixture_packet("cedar-valley");
    let mut seen = 0;
    for path in packet.list_files() {
        if !path.starts_with("client/pocket-cards") {
            continue;
        }
        let mut said = vec![String::from_utf8_lossy(&packet.read_bytes(&path)).into_owned()];
        if path.ends_with(".pdf") {
            said.extend(crate::support::pdf_reader::all_strings_and_streams(
                &packet.read_bytes(&path),
            ));
            said.push(crate::support::pdf_reader::pdf_words(packet.read_bytes(&path)).join(" "));
        }
        let names = ["Cedar Valley", "319-555-0110", "cedarvalley"];
        let found = names
            .iter()
            .any(|name| said.iter().any(|text| text.contains(name)));
        assert_eq!(found, !path.contains("unnamed"), "{path}");
        seen += 1;
    }
    assert_eq!(seen, 12, "two cards in two languages and three formats");
}

/// Returns the lines of a document's pages; the runs of a line follow each other.
fn placed_lines(laid: &PagedDocument) -> Vec<String> {
    let mut lines: Vec<(f32, String)> = Vec::new();
    for placed in laid.pages.iter().flat_map(placed_items) {
        let PageItem::Text(run) = &placed.item else {
            continue;
        };
        match lines.last_mut() {
            Some((y, line)) if (*y - placed.y).abs() < 0.01 => line.push_str(&run.text),
            _ => lines.push((placed.y, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn phone_numbers_are_whole_on_one_line() {
    let example = read_agency_fixture("cedar-valley");
    for phone in ["(319) 555-0120", "+1 319 555 0120", "1-855-555-HOPE"] {
        for padding in (0..40).step_by(3) {
            let name = format!("Harbor {} Advocates", "x".repeat(padding));
            let agency = example
                .replace("Harbor Light Advocates", &name)
                .replace("319-555-0120", phone)
                .replace(
                    "Shelter, advocacy",
                    &format!("Shelter, {}, or call {phone}", "x".repeat(padding)),
                );
            let documents = compose_documents(&agency).into_iter();
            for document in documents.filter(|document| {
                ["pocket-cards", "poster-help", "policy", "action-sheet-main"]
                    .contains(&document.name.as_str())
                    && document.language.to_string() == "en"
            }) {
                let theme = theme_with_fonts(PaperSize::Letter);
                let mut faces = FontSet::new(&theme.fonts);
                let mut problems = Diagnostics::new();
                let laid = lay_out_document(&document, &theme, &mut faces, &mut problems);
                let lines = laid.map_or_else(|_| Vec::new(), |laid| placed_lines(&laid));
                let end = &phone[phone.len() - 4..];
                for line in lines.iter().filter(|line| line.contains(end)) {
                    let is_whole = ["(319) 555-0120", "1 319 555 0120", phone]
                        .iter()
                        .any(|number| line.contains(number))
                        || line.contains("319-555-0120") && !line.contains("+1 319-555-0120");
                    assert!(is_whole, "{phone} in {}: {line}", document.name);
                }
            }
        }
    }
}

#[test]
fn an_overfull_card_names_the_text_to_shorten() {
    let name = "Harbor Light Advocates for People Who Work Far from Home ".repeat(6);
    let text = read_agency_fixture("cedar-valley").replace("Harbor Light Advocates", name.trim());
    let packet = packet::try_build_packet(&text, &["--document", "pocket-cards"]);
    assert!(!packet.report.is_success);
    let told = &packet.report.stderr;
    assert!(
        told.contains("error[does-not-fit]: `pocket-cards` is 28% too long for its page"),
        "{told}"
    );
    assert!(
        told.contains("`pocket-cards.es` is 28% too long for its page"),
        "{told}"
    );
    assert_eq!(
        told.matches("(`organizations[1].name`, ").count(),
        2,
        "{told}"
    );
}

#[test]
fn strips_and_cards_are_correctly_tagged() {
    for name in ["poster-restroom", "pocket-cards", "pocket-cards-unnamed"] {
        for document in compose_in_both_languages(name, &read_agency_fixture("cedar-valley")) {
            for paper in PAPER_SIZES {
                let theme = theme_with_fonts(paper);
                let mut faces = FontSet::new(&theme.fonts);
                let bytes = render_pdf(&document, &theme, &mut faces, &mut Diagnostics::new());
                let bytes = bytes.expect("it fits");
                let file = lopdf::Document::load_mem(&bytes).expect("it can be read");
                assert_pdf_ua_tags(name, &file);
            }
        }
    }
}
