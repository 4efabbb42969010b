//! Names that real agencies have (all invented) come out exactly, in every place of every format.

use std::collections::BTreeMap;

use crate::support::packet;
use crate::support::pdf_reader;
use crate::support::text_extraction;

const UNUSUAL_AGENCY_NAMES: &[&str] = &[
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
    "=== Clinic",
    "A great clinic\\",
    "{{ 7*7 }} {% include 'x' %} {# y",
    "\" onload=\"x",
    "</title><script>alert(1)</script>",
    "Hope &amp; Healing",
    "`code` **$5** to $35 ~~x~~",
    "The Board of Trustees of the State University System of the Upper Great Plains, College of Nursing and Public Health, Community Reproductive Health Clinic",
];

fn agency_with_name(name: &str) -> String {
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
fn names_are_rendered_exactly_in_every_format() {
    for name in UNUSUAL_AGENCY_NAMES {
        let packet = packet::build_packet(&agency_with_name(name), &[]);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut said: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for path in packet.list_files() {
            let (document, ending) = path.rsplit_once('.').expect("a file has an ending");
            let words = match ending {
                "md" => text_extraction::markdown_words(&packet.read_text(&path)),
                "html" => text_extraction::html_words(&packet.read_text(&path)),
                "pdf" => pdf_reader::pdf_words(packet.read_bytes(&path)),
                _ => continue,
            };
            let text = words.join(" ");
            assert!(text.contains(&name), "`{name}` is in {path}:\n{text}");
            said.entry(document.to_owned()).or_default().push(words);
        }
        assert_eq!(said.len(), 10, "nine documents and the index");
        for (document, formats) in said {
            assert_eq!(formats.len(), if document == "index" { 1 } else { 3 });
            for format in &formats {
                assert_eq!(format, &formats[0], "{document} of `{name}`");
            }
        }
    }
}
