//! The agency's template is kept word for word: every sentence of it is found in the policy.
//!
//! The template's text is read here afresh, by rules of this test's own, so that a word lost or
//! changed in `templates/` cannot be lost here too.

use crate::support::packet;
use crate::support::pdf_reader;
use crate::support::text_extraction;

/// The template as its paragraphs and bullets, blanks filled, drafting notes and residue gone.
fn template_sentences(agency: &str, possessive: &str) -> Vec<String> {
    let text = include_str!("../template/human-trafficking-template.txt");
    let mut units: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        // A line that goes on in small letters was broken inside its sentence.
        let continues = line.starts_with(|first: char| first.is_lowercase());
        match units.last_mut() {
            Some(last) if continues => {
                last.push(' ');
                last.push_str(line);
            }
            _ => units.push(line.to_owned()),
        }
    }
    units
        .into_iter()
        .map(|unit| fill_template_blanks(&unit, agency, possessive))
        .filter(|unit| !unit.is_empty())
        .collect()
}

fn fill_template_blanks(unit: &str, agency: &str, possessive: &str) -> String {
    let unit = unit.trim_start_matches('·').trim_start();
    let unit = unit
        .strip_prefix(|first: char| first.is_ascii_digit())
        .and_then(|rest| rest.strip_prefix(". "))
        .unwrap_or(unit);
    // Headings of the policy that stand before a sentence in the template.
    let unit = unit.strip_prefix("Purpose: ").unwrap_or(unit);
    unit.replace("[bookmark: _heading=h.gjdgxs]", "")
        .replace(
            "Policy: [The agency may want to include the following:]",
            "Policy",
        )
        .replace(
            "Procedure: [The agency may want to include the following:]",
            "Procedure",
        )
        .replace("HUMAN TRAFFICKING POLICY AND PROCEDURES TEMPLATE", "")
        // A finished policy says which statement is posted, not an example of one.
        .replace(" For example:", "")
        .replace("(Insert Agency Name)’s", possessive)
        .replace("(Insert Agency Name)", agency)
        .replace(" (insert names and contact info here)", "")
        // The link behind this word was lost; the address is printed in its place.
        .replace(
            "database is available here.",
            "database is available at humantraffickinghotline.org/en/find-local-services.",
        )
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn missing_template_sentences(text: &str, agency: &str, possessive: &str) -> Vec<String> {
    let sentences = template_sentences(agency, possessive);
    assert!(
        sentences.len() > 60,
        "the template was read: {}",
        sentences.len()
    );
    sentences
        .into_iter()
        .filter(|sentence| !text.contains(sentence.as_str()))
        .collect()
}

#[test]
fn every_sentence_of_the_template_is_in_the_policy() {
    let packet = packet::build_fixture_packet("cedar-valley");
    let (agency, possessive) = ("Cedar Valley Family Health", "Cedar Valley Family Health’s");
    for (ending, text) in [
        (
            "md",
            text_extraction::markdown_words(&packet.read_text("staff/policy.md")).join(" "),
        ),
        (
            "html",
            text_extraction::html_words(&packet.read_text("staff/policy.html")).join(" "),
        ),
        (
            "pdf",
            pdf_reader::pdf_words(packet.read_bytes("staff/policy.pdf")).join(" "),
        ),
    ] {
        let missing = missing_template_sentences(&text, agency, possessive);
        assert!(
            missing.is_empty(),
            "not in policy.{ending}:\n{}",
            missing.join("\n")
        );
    }
}

#[test]
fn an_agency_name_ending_in_s_gets_the_right_possessive() {
    let packet = packet::build_fixture_packet("lakes");
    let text = text_extraction::markdown_words(&packet.read_text("staff/policy.md")).join(" ");
    assert!(
        text.contains("to describe Lakes Family Services’ process for ensuring"),
        "{text}"
    );
}

#[test]
fn a_straight_apostrophe_and_brackets_are_not_doubled() {
    let agency = "[agency]\nname = \"Valley Clinics'\"\n[protocols]\nsecurity = \"(AD-007)\"\n[[organizations]]\nname = \"Harbor Light\"\nphone = \"319-555-0120\"\naudience = \"client\"\nhours = \"(by appointment)\"\n\
                  [[personnel]]\nposition = \"(vacant)\"\nname = \"(vacant)\"\nphone = \"319-555-0111\"\nhours = \"24 hours\"\n\
                  [[child_protection]]\nstate = \"IA\"\nname = \"Iowa HHS\"\nphone = \"319-555-0140\"\nlaw = \"(Iowa Code 232.69)\"\n";
    let packet = packet::build_packet(agency, &["--format", "md"]);
    let policy = packet.read_text("staff/policy.md");
    assert!(
        policy.contains("describe Valley Clinics’ process"),
        "{policy}"
    );
    let poster = packet.read_text("client/poster-help.md");
    assert!(poster.contains(" (by appointment)"), "{poster}");
    let sheet = packet.read_text("staff/action-sheet.md");
    for text in [policy, sheet] {
        assert!(text.contains("(vacant) (vacant)"), "{text}");
        for doubled in ["((vacant", "((AD-007", "((Iowa", "Clinics'’"] {
            assert!(!text.contains(doubled), "{doubled}: {text}");
        }
    }
}
