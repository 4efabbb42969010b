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

use crate::pdf::check_tags;
use crate::support::packet::{self, fixture_text};
use crate::support::pdf_samples::theme;

const PAPERS: [PaperSize; 4] = [
    PaperSize::Letter,
    PaperSize::Legal,
    PaperSize::A4,
    PaperSize::Tabloid,
];

fn composed(text: &str) -> Vec<Document> {
    packet::compose_text(&TemplatePack::load_built_in(), text).0
}

/// The document of that name in English and in Spanish.
fn both(name: &str, text: &str) -> Vec<Document> {
    let found: Vec<Document> = composed(text)
        .into_iter()
        .filter(|document| document.name == name)
        .collect();
    assert_eq!(found.len(), 2, "English and Spanish");
    found
}

fn laid(document: &Document, paper: PaperSize) -> PagedDocument {
    let theme = theme(paper);
    let mut faces = FontSet::new(&theme.fonts);
    lay_out_document(document, &theme, &mut faces, &mut Diagnostics::new()).expect("it fits")
}

fn words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => plain_text(content),
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => String::new(),
    }
}

fn all(page: &PdfPage) -> impl Iterator<Item = &PlacedItem> {
    page.background_items.iter().chain(&page.content_items)
}

/// Whether it is read aloud, and does not stand in the figure of the copies.
fn is_said(placed: &PlacedItem, laid: &PagedDocument) -> bool {
    matches!(placed.tag, ContentTag::TaggedContent(slot)
        if laid.structure_tree.elements[laid.structure_tree.tagged_content_owners[slot.0].0].structure_type != StructureType::Figure)
}

#[test]
fn a_strip_carries_the_numbers_and_says_nothing_of_what_they_are_for() {
    for document in both("poster-restroom", &fixture_text("cedar-valley")) {
        let at = traversal::tear_offs_start(&document.blocks);
        let [strip] = &document.blocks[at..] else {
            panic!("it stands in the document once, at its end");
        };
        let said = words(strip).to_lowercase();
        assert!(said.contains("1-888-373-7888") && said.contains("233733"));
        for word in ["traffick", "trata", "befree", "cedar"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
fn ten_strips_stand_along_the_foot_and_one_of_them_is_read_aloud() {
    for document in both("poster-restroom", &fixture_text("cedar-valley")) {
        for paper in PAPERS {
            let laid = laid(&document, paper);
            let [page] = laid.pages.as_slice() else {
                panic!("one sheet");
            };
            let base = (laid.page_width / 612.0).max(1.0);
            let numbers: Vec<&PlacedItem> = all(page)
                .filter(|placed| matches!(&placed.item, PageItem::RotatedText(run, _) if run.text.contains("1-888")))
                .collect();
            assert_eq!(numbers.len(), 10);
            let said = numbers.iter().filter(|placed| is_said(placed, &laid));
            assert_eq!(said.count(), 1);
            let dump = laid.dump_structure();
            assert!(dump.contains("9 more of the same") || dump.contains("9 más de lo mismo"));
            let mut places: Vec<f32> = numbers.iter().map(|placed| placed.x).collect();
            places.sort_by(f32::total_cmp);
            let cuts: Vec<f32> = all(page)
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
            for placed in all(page) {
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
fn what_is_added_after_a_strip_stands_before_it() {
    let text = fixture_text("cedar-valley")
        + "\n[[policy.additions]]\nafter = \"strip\"\ntext = \"Ask us.\"\nes = \"Pregunte.\"\n";
    for document in both("poster-restroom", &text) {
        let roles: Vec<BlockRole> = document.blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles.last(), Some(&BlockRole::TearOff));
        assert_eq!(
            roles
                .iter()
                .filter(|role| **role == BlockRole::TearOff)
                .count(),
            1
        );
        laid(&document, PaperSize::Letter);
    }
}

/// Width and height of a card, points.
const CARD: (f32, f32) = (252.0, 144.0);

/// The places of the lines to cut across a page (`down` false) or down it, in order, by the `marks` in
/// the margins or else by the crosses where cards meet.
fn cuts(page: &PdfPage, down: bool, marks: bool) -> Vec<f32> {
    let mut found: Vec<f32> = all(page)
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

fn same(left: &[f32], right: &[f32]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() < 0.05)
}

fn mirrored(places: &[f32], width: f32) -> Vec<f32> {
    places.iter().rev().map(|place| width - place).collect()
}

#[test]
fn fronts_and_backs_of_cards_meet_when_the_sheet_is_turned() {
    for name in ["pocket-cards", "pocket-cards-unnamed"] {
        for document in both(name, &fixture_text("cedar-valley")) {
            for (paper, across, down) in [
                (PaperSize::Letter, 2, 5),
                (PaperSize::Legal, 2, 6),
                (PaperSize::A4, 2, 5),
                (PaperSize::Tabloid, 3, 8),
            ] {
                let laid = laid(&document, paper);
                let [front, back] = laid.pages.as_slice() else {
                    panic!("a sheet has two sides");
                };
                let columns = cuts(front, true, false);
                let rows = cuts(front, false, false);
                assert_eq!((columns.len(), rows.len()), (across + 1, down + 1));
                for (edges, size, paper) in [
                    (&columns, CARD.0, laid.page_width),
                    (&rows, CARD.1, laid.page_height),
                ] {
                    assert!(edges[0] >= 18.0 && edges[edges.len() - 1] <= paper - 18.0);
                    for pair in edges.windows(2) {
                        assert!((pair[1] - pair[0] - size).abs() < 0.05, "a true card");
                    }
                }
                for marks in [false, true] {
                    let there = cuts(back, true, marks);
                    assert!(same(&columns, &mirrored(&there, laid.page_width)));
                    assert!(same(&columns, &cuts(front, true, marks)));
                    assert!(same(&rows, &cuts(back, false, marks)));
                    assert!(same(&rows, &cuts(front, false, marks)));
                }
                let front_said = said_in(front, &laid, &columns, &rows);
                let back_said = said_in(back, &laid, &columns, &rows);
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
fn said_in(page: &PdfPage, laid: &PagedDocument, columns: &[f32], rows: &[f32]) -> (usize, usize) {
    type Said = Vec<(String, i32, i32)>;
    let mut cards: Vec<((usize, usize), Said, bool)> = Vec::new();
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
        let said = is_said(placed, laid);
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
fn the_front_of_a_card_says_nothing_of_what_is_on_its_back() {
    for document in both("pocket-cards", &fixture_text("cedar-valley")) {
        let back = document
            .blocks
            .iter()
            .position(|block| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
            .expect("it has a back");
        let front: Vec<String> = document.blocks[..back].iter().map(words).collect();
        assert_eq!(front.len(), 2);
        assert!(["Health resources", "Recursos de salud"].contains(&front[0].as_str()));
        assert_eq!(front[1], "Cedar Valley Family Health 319-555-0110");
        let behind: Vec<String> = document.blocks[back..].iter().map(words).collect();
        assert!(behind.join(" ").contains("1-888-373-7888"));
    }
}

/// The block as any template would give it: the same words stand on other lines of another one.
fn without_origin(block: &Block) -> Block {
    let inside = |blocks: &[Block]| blocks.iter().map(without_origin).collect();
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
fn a_card_without_a_name_says_the_rest_and_has_no_name_in_any_file() {
    let text = fixture_text("cedar-valley");
    let (named, unnamed) = (
        both("pocket-cards", &text),
        both("pocket-cards-unnamed", &text),
    );
    for (named, unnamed) in named.iter().zip(&unnamed) {
        let rest: Vec<Block> = named
            .blocks
            .iter()
            .filter(|block| block.anchor.as_ref().is_none_or(|own| own.0 != "agency"))
            .map(without_origin)
            .collect();
        let unnamed: Vec<Block> = unnamed.blocks.iter().map(without_origin).collect();
        assert_eq!(rest, unnamed);
    }
    let packet = packet::build("cedar-valley");
    let mut seen = 0;
    for path in packet.files() {
        if !path.starts_with("client/pocket-cards") {
            continue;
        }
        let mut said = vec![String::from_utf8_lossy(&packet.bytes(&path)).into_owned()];
        if path.ends_with(".pdf") {
            said.extend(crate::support::pdf_reader::everything(&packet.bytes(&path)));
            said.push(crate::support::pdf_reader::words(packet.bytes(&path)).join(" "));
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

#[test]
fn a_card_that_cannot_hold_its_words_says_what_to_shorten() {
    let name = "Harbor Light Advocates for People Who Work Far from Home ".repeat(6);
    let text = fixture_text("cedar-valley").replace("Harbor Light Advocates", name.trim());
    let packet = packet::try_build(&text, &["--document", "pocket-cards"]);
    assert!(!packet.report.is_success);
    let told = &packet.report.stderr;
    assert!(
        told.contains("error[does-not-fit]: `pocket-cards` needs"),
        "{told}"
    );
    assert!(told.contains("`pocket-cards.es` needs"), "{told}");
    assert_eq!(
        told.matches("(`organizations[1].name`, ").count(),
        2,
        "{told}"
    );
}

#[test]
fn sheets_to_cut_are_well_tagged() {
    for name in ["poster-restroom", "pocket-cards", "pocket-cards-unnamed"] {
        for document in both(name, &fixture_text("cedar-valley")) {
            for paper in PAPERS {
                let theme = theme(paper);
                let mut faces = FontSet::new(&theme.fonts);
                let bytes = render_pdf(&document, &theme, &mut faces, &mut Diagnostics::new());
                let bytes = bytes.expect("it fits");
                let file = lopdf::Document::load_mem(&bytes).expect("it can be read");
                check_tags(name, &file);
            }
        }
    }
}
