//! Nothing marked staff reaches a client file, its metadata or its comments.

use crate::support::packet;

/// A small generator of repeatable numbers; the seed names the case.
pub(crate) struct TestRng(pub(crate) u64);

impl TestRng {
    pub(crate) fn next_below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// An agency with some client facts and some staff facts; every staff fact holds `STAFFONLY` or a
/// number from 319-555-0150 up.
fn random_agency_toml(seed: u64) -> String {
    let mut numbers = TestRng(seed);
    let mut text = String::from(
        "[agency]\nname = \"Willow Clinic\"\nphone = \"319-555-0110\"\n[languages]\nserved = [\"en\", \"es\"]\n",
    );
    if numbers.next_below(2) == 0 {
        text += "[policy]\nnumber = \"STAFFONLY-1\"\nowner = \"STAFFONLY owner\"\n";
        text += "approvals = [{ title = \"STAFFONLY title\", name = \"STAFFONLY name\" }]\n";
    }
    if numbers.next_below(2) == 0 {
        text +=
            "[protocols]\nsecurity = \"STAFFONLY security\"\nviolence = \"STAFFONLY violence\"\n";
    }
    for at in 0..=numbers.next_below(4) {
        text += &format!(
            "[[personnel]]\nposition = \"STAFFONLY position {at}\"\nname = \"STAFFONLY name {at}\"\n\
             phone = \"319-555-015{at} ext. {at}7\"\nresponsibility = \"STAFFONLY responsibility\"\n"
        );
    }
    for at in 0..=numbers.next_below(6) {
        let (audience, mark, number) = match numbers.next_below(3) {
            0 => ("audience = \"client\"\n", "Open", 20 + at),
            1 => ("audience = \"staff\"\n", "STAFFONLY", 60 + at),
            _ => ("", "STAFFONLY", 70 + at),
        };
        text += &format!(
            "[[organizations]]\nname = \"{mark} organization {at}\"\nphone = \"319-555-01{number}\"\n\
             services = {{ en = \"{mark} services\", es = \"{mark} servicios\" }}\n\
             hours = \"{mark} hours\"\n{audience}"
        );
    }
    for at in 0..=numbers.next_below(3) {
        text += &format!(
            "[[training.staff]]\ncode = \"STAFFONLY code {at}\"\nposition = \"STAFFONLY trainee\"\n\
             orientation = 2026-01-12\n"
        );
    }
    text += "[policy.statements]\nsurvivor-expertise = { include = false, reason = \"STAFFONLY reason\" }\n";
    text += "[[law_enforcement]]\nname = \"STAFFONLY police\"\nphone = \"319-555-0180\"\n";
    text
}

#[test]
fn staff_facts_never_reach_a_client_file() {
    for seed in 0..24 {
        let packet = packet::build_packet(
            &random_agency_toml(seed),
            &["--format", "markdown,html,pdf,docx"],
        );
        let mut clients = 0;
        for path in packet
            .list_files()
            .iter()
            .filter(|path| path.starts_with("client/"))
        {
            clients += 1;
            for (what, text) in searchable_texts(path, &packet.read_bytes(path)) {
                assert!(!text.contains("STAFFONLY"), "seed {seed}: {path}, {what}");
                for number in 150..190 {
                    for form in [format!("555-0{number}"), format!("5550{number}")] {
                        assert!(
                            !text.contains(&form),
                            "seed {seed}: {form} in {path}, {what}"
                        );
                    }
                }
            }
        }
        assert_eq!(
            clients, 40,
            "five client documents in two languages and four formats"
        );
        // The test can fail: the same search finds them where they belong.
        let policy = packet.read_text("staff/policy.md");
        assert!(policy.contains("STAFFONLY reason") && policy.contains("555-0150"));
        let word = searchable_texts("policy.docx", &packet.read_bytes("staff/policy.docx"));
        assert!(
            word.iter()
                .any(|(_, text)| text.contains("STAFFONLY reason"))
        );
        let record = packet.read_text("staff/training-record.md");
        assert!(record.contains("STAFFONLY code 0"));
    }
}

/// A file as it is, for a PDF every string and stream in it as well, and for a Word file every part.
fn searchable_texts(path: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut readings = vec![(
        "bytes".to_owned(),
        String::from_utf8_lossy(bytes).into_owned(),
    )];
    if path.ends_with(".pdf") {
        let words = crate::support::pdf_reader::pdf_words(bytes.to_vec()).join(" ");
        readings.push(("words".to_owned(), words));
        readings.extend(
            crate::support::pdf_reader::all_strings_and_streams(bytes)
                .into_iter()
                .map(|text| ("string".to_owned(), text)),
        );
    }
    if path.ends_with(".docx") {
        let parts = crate::support::docx_reader::read_package_parts(bytes).into_iter();
        readings.extend(
            parts.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())),
        );
    }
    readings
}
