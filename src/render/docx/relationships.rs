//! What a part of the package refers to by number: other parts, and addresses outside.

use super::xml_values::escape_xml;

/// The kinds of parts that a part refers to begin with this.
pub(super) const RELATIONSHIP_TYPE_BASE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The references of the document's main part.
#[derive(Default)]
pub(super) struct PartRelationships {
    /// Kind, target, and whether it is outside the package.
    relationships: Vec<(String, String, bool)>,
}

impl PartRelationships {
    /// The name of a reference to another part: `rId3`.
    pub(super) fn add_part(&mut self, kind: &str, target: &str) -> String {
        self.add_relationship(format!("{RELATIONSHIP_TYPE_BASE}/{kind}"), target, false)
    }

    /// The name of a reference to an address outside.
    pub(super) fn add_hyperlink(&mut self, address: &str) -> String {
        self.add_relationship(format!("{RELATIONSHIP_TYPE_BASE}/hyperlink"), address, true)
    }

    fn add_relationship(&mut self, kind: String, target: &str, outside: bool) -> String {
        let entry = (kind, target.to_owned(), outside);
        let known = self.relationships.iter().position(|there| *there == entry);
        let at = known.unwrap_or_else(|| {
            self.relationships.push(entry);
            self.relationships.len() - 1
        });
        format!("rId{}", at + 1)
    }

    /// The part that lists them.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = String::from(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        for (at, (kind, target, outside)) in self.relationships.iter().enumerate() {
            xml.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{}\"{}/>",
                at + 1,
                escape_xml(target),
                if *outside {
                    " TargetMode=\"External\""
                } else {
                    ""
                }
            ));
        }
        xml.push_str("</Relationships>");
        xml
    }
}
