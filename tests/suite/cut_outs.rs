//! What is cut or torn out of a sheet: where it stands, how often, and that it is said once.

use std::sync::Arc;

use policypress::config;
use policypress::content;
use policypress::content::pack::Pack;
use policypress::document::{Block, Document, Role, inspect, plain_text};
use policypress::render::Paper;
use policypress::render::pdf::page::{Laid, Mark, Page, Placed, Thing};
use policypress::render::pdf::tree::Kind;
use policypress::render::pdf::{Faces, lay_out};
use policypress::source::SourceFile;

use crate::packet::{TODAY, fixture_text};
use crate::pdf_samples::theme;

const PAPERS: [Paper; 4] = [Paper::Letter, Paper::Legal, Paper::A4, Paper::Tabloid];

fn composed(text: &str) -> Vec<Document> {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let agency = config::load(&file, TODAY).value.expect("it is sound");
    content::compose(&Pack::built_in(), &agency, false)
        .value
        .expect("there are documents")
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

fn laid(document: &Document, paper: Paper) -> Laid {
    let theme = theme(paper);
    lay_out(document, &theme, &mut Faces::new(&theme.faces))
        .value
        .expect("it fits")
}

fn words(block: &Block) -> String {
    use policypress::document::BlockKind;
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => plain_text(content),
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => String::new(),
    }
}

fn all(page: &Page) -> impl Iterator<Item = &Placed> {
    page.under.iter().chain(&page.words)
}

/// Whether it is read aloud, and does not stand in the figure of the copies.
fn is_said(placed: &Placed, laid: &Laid) -> bool {
    matches!(placed.mark, Mark::Slot(slot)
        if laid.tree.elements[laid.tree.slots[slot.0].0].kind != Kind::Figure)
}

#[test]
fn a_strip_carries_the_numbers_and_says_nothing_of_what_they_are_for() {
    for document in both("poster-restroom", &fixture_text("cedar-valley")) {
        let at = inspect::strips_at(&document.blocks);
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
            let base = (laid.width / 612.0).max(1.0);
            let numbers: Vec<&Placed> = all(page)
                .filter(|placed| matches!(&placed.thing, Thing::Turned(run, _) if run.text.contains("1-888")))
                .collect();
            assert_eq!(numbers.len(), 10);
            let said = numbers.iter().filter(|placed| is_said(placed, &laid));
            assert_eq!(said.count(), 1);
            let dump = laid.structure_dump();
            assert!(dump.contains("9 more of the same") || dump.contains("9 más de lo mismo"));
            let mut places: Vec<f32> = numbers.iter().map(|placed| placed.x).collect();
            places.sort_by(f32::total_cmp);
            let cuts: Vec<f32> = all(page)
                .filter_map(|placed| match placed.thing {
                    Thing::Box { width, height, .. } if width < 2.0 && height > 100.0 => {
                        assert!(
                            (placed.y + height - laid.height).abs() < 0.1,
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
                match &placed.thing {
                    Thing::Turned(run, angle) => {
                        assert!((angle - 90.0).abs() < 0.1);
                        assert!(run.size >= 12.0 * base - 0.01, "reading size");
                        assert!(placed.x - run.size > 10.0 && placed.x < laid.width - 18.0);
                        assert!(placed.y <= laid.height - 18.0, "a printer can print it");
                        assert!(placed.y - run.width > lowest, "under the poster");
                    }
                    Thing::Words(run) => {
                        assert!(run.size >= 16.0 * base - 0.01, "{:?}", run.text);
                        lowest = lowest.max(placed.y);
                    }
                    Thing::Box { .. } | Thing::Disc { .. } | Thing::Picture { .. } => {}
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
        let roles: Vec<Role> = document.blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles.last(), Some(&Role::Strip));
        assert_eq!(roles.iter().filter(|role| **role == Role::Strip).count(), 1);
        laid(&document, Paper::Letter);
    }
}
