//! What a committee approves: the canonical text of a material, its hash, and what changes it.

use std::sync::Arc;

use policypress::content::pack::TemplatePack;
use policypress::document::canonical::{canonical_text, content_hash, short_hash};
use policypress::document::{Audience, Block, BlockRole, Document, UNREVIEWED_TRANSLATION_ANCHOR};
use policypress::render::html;
use policypress::span::SourceFile;

use crate::support::packet::{TODAY, compose_documents, load_agency, read_agency_fixture};
use crate::support::samples;
use crate::support::samples::make::{empty_document, paragraph_block, text_inline, value_inline};

fn compose_client_documents(agency: &str) -> Option<Vec<Document>> {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: agency.to_owned(),
    });
    let loaded = load_agency(&file, TODAY);
    let agency = loaded.agency?;
    let (mut documents, _) = compose_documents(&TemplatePack::load_built_in(), &agency);
    documents.retain(|document| document.audience == Audience::Client);
    Some(documents)
}

#[test]
fn content_hashes_of_the_example_are_stable() {
    let documents = compose_client_documents(&read_agency_fixture("cedar-valley"))
        .expect("the example is sound");
    let hashes: Vec<String> = documents
        .iter()
        .map(|document| {
            let hash = content_hash(document);
            assert_eq!(hash.len(), 64);
            format!("{} {}", document.file_stem(), short_hash(&hash))
        })
        .collect();
    assert_eq!(
        hashes,
        [
            "commitment-statement 2f970c38",
            "commitment-statement.es 1edfa41e",
            "poster-help 8d9f1e2b",
            "poster-help.es a847c782",
            "poster-restroom ecc85955",
            "poster-restroom.es 2cea09e4",
            "pocket-cards 4b80397e",
            "pocket-cards.es f1a618ea",
            "pocket-cards-unnamed da2fe39d",
            "pocket-cards-unnamed.es 4b28a877"
        ]
    );
}

#[test]
fn the_canonical_text_matches_its_documentation() {
    let sample = Document {
        blocks: vec![paragraph_block(vec![
            text_inline("Call "),
            value_inline("319-555-0110"),
            text_inline("."),
        ])],
        agency_name: String::new(),
        ..empty_document(
            "A \"title\"",
            Audience::Client,
            samples::sample_poster().layout,
        )
    };
    assert_eq!(
        canonical_text(&sample),
        "policypress content 1\n\
         language en\n\
         title \"A \\\"title\\\"\"\n\
         paragraph\n\
         \x20 text \"Call 319-555-0110.\"\n"
    );
}

#[test]
fn theme_footer_and_draft_mark_do_not_change_the_hash() {
    let poster = samples::sample_poster();
    let same = Document {
        is_draft: true,
        footer_text: "Version 2.0".to_owned(),
        edition_date: None,
        description: "Another description".to_owned(),
        blocks: poster
            .blocks
            .iter()
            .map(|block| Block {
                role: BlockRole::Plain,
                ..block.clone()
            })
            .collect(),
        ..poster.clone()
    };
    assert_eq!(content_hash(&poster), content_hash(&same));
    let mut other = poster.clone();
    other.blocks.swap(0, 1);
    assert_ne!(content_hash(&poster), content_hash(&other));
}

/// The page for a browser without style: all that somebody is shown or led to. That nobody answers for a
/// translation is no part of what it says.
fn visible_html(document: &Document) -> String {
    let mut document = document.clone();
    document.is_draft = false;
    let is_notice = |block: &Block| {
        block
            .anchor
            .as_ref()
            .is_some_and(|own| own.0 == UNREVIEWED_TRANSLATION_ANCHOR)
    };
    document.blocks.retain(|block| !is_notice(block));
    let page = html::render_html(&document, &samples::sample_theme());
    let page = page
        .split("<style>")
        .map(|part| part.split_once("</style>"));
    let mut shown = String::new();
    for part in page {
        shown.push_str(part.map_or("", |(_, words)| words));
    }
    shown
}

/// Each text of the example in turn is given other words: a material is another exactly when its page is.
#[test]
fn the_hash_changes_exactly_when_visible_content_does() {
    let example = read_agency_fixture("cedar-valley");
    let before = compose_client_documents(&example).expect("the example is sound");
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: example.clone(),
    });
    let facts = load_agency(&file, TODAY)
        .agency
        .expect("sound")
        .setting_texts;
    let (mut tried, mut changed) = (0, 0);
    for fact in &facts {
        let written = fact.span.text();
        // Another digit before the closing quote, or another letter.
        let Some(at) = written.rfind(|sign: char| sign.is_ascii_alphanumeric()) else {
            continue;
        };
        let other = match &written[at..=at] {
            "0" => "1",
            digit if digit.starts_with(|sign: char| sign.is_ascii_digit()) => "0",
            "a" => "e",
            _ => "a",
        };
        let mut edited = example.clone();
        let place = fact.span.byte_range.start + at;
        edited.replace_range(place..=place, other);
        let Some(after) = compose_client_documents(&edited) else {
            continue;
        };
        for document in &before {
            let same = |other: &&Document| other.file_stem() == document.file_stem();
            let Some(now) = after.iter().find(same) else {
                continue;
            };
            tried += 1;
            let is_stale = content_hash(now) != content_hash(document);
            assert_eq!(
                is_stale,
                visible_html(now) != visible_html(document),
                "{} after `{}`",
                document.file_stem(),
                fact.setting_path
            );
            changed += usize::from(is_stale);
            let clients_see = ["agency.", "organizations[1]", "organizations[2]"];
            if is_stale {
                assert!(
                    clients_see
                        .iter()
                        .any(|start| fact.setting_path.starts_with(start)),
                    "{}",
                    fact.setting_path
                );
            }
        }
    }
    assert!(
        tried > 500 && changed > 20,
        "{tried} tried, {changed} changed"
    );
}
