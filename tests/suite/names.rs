//! Names that real agencies have (all invented) come out exactly, in every place of every format.

use crate::packet;
use crate::pdf_reader;
use crate::words;

const NAMES: &[&str] = &[
    "St. Brigid's Women's & Children's Health Center",
    "Lakes Family Services",
    "Tri-County Health Dept./Family Planning Div.",
    "Servicios de Salud Reproductiva de Puerto Rico, Inc.",
    "Diné Bizhí Wellness Center",
    "Kānaka ʻŌiwi Ola Clinic",
    "Hồng Ân Community Clinic",
    "مركز الأمل الصحي",
    "The Willow Project",
    "#1 Youth Clinic",
    "*Hope* House",
    "Safe_Place_",
    "<Open Door> Clinic",
    "[Re]Start",
    "Path | Way",
    "A+ Clinic",
    "YES!",
    "1986. Founded",
    "- dash",
    "> quote",
    "===",
    "A great clinic\\",
    "{{ 7*7 }} {% include 'x' %} {# y",
    "\" onload=\"x",
    "</title><script>alert(1)</script>",
    "Hope &amp; Healing",
    "`code` **$5** to $35 ~~x~~",
    "The Board of Trustees of the State University System of the Upper Great Plains, College of Nursing and Public Health, Community Reproductive Health Clinic",
];

fn agency(name: &str) -> String {
    // A JSON string is a TOML string too.
    let name = serde_json::to_string(name).expect("a name is text");
    format!(
        r#"
[agency]
name = {name}
phone = "319-555-0110"
[policy]
number = {name}
owner = {name}
[[personnel]]
position = {name}
phone = "319-555-0111"
[[organizations]]
name = {name}
phone = "319-555-0120"
audience = "client"
website = "https://harborlight.example"
"#
    )
}

#[test]
fn names_come_out_exactly_in_every_format() {
    for name in NAMES {
        let packet = packet::build_text(&agency(name), &[]);
        let words_of_name: Vec<&str> = name.split_whitespace().collect();
        let name = words_of_name.join(" ");
        let mut checked = 0;
        for path in packet.files() {
            let text = match path.rsplit_once('.').expect("a file has an ending").1 {
                "md" => words::markdown_words(&packet.text(&path)).join(" "),
                "html" => words::html_words(&packet.text(&path)).join(" "),
                "pdf" => pdf_reader::words(packet.bytes(&path)).join(" "),
                _ => continue,
            };
            assert!(text.contains(&name), "`{name}` is in {path}:\n{text}");
            checked += 1;
        }
        assert_eq!(
            checked, 13,
            "four documents in three formats, and the index"
        );
    }
}

#[test]
fn the_words_of_a_document_are_the_same_in_every_format() {
    for name in NAMES {
        let packet = packet::build_text(&agency(name), &[]);
        for document in [
            "staff/policy",
            "client/commitment-statement",
            "client/poster-help",
            "staff/poster-three-steps",
        ] {
            let markdown = words::markdown_words(&packet.text(&format!("{document}.md")));
            let html = words::html_words(&packet.text(&format!("{document}.html")));
            let pdf = pdf_reader::words(packet.bytes(&format!("{document}.pdf")));
            assert_eq!(markdown, html, "{document} of `{name}`");
            assert_eq!(markdown, pdf, "{document} of `{name}`");
        }
    }
}
