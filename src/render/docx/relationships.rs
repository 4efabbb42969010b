//! Relationships of a part of the package: its links to other parts and to the web.

use super::xml_values::escape_xml;

/// The start of the type of a relationship.
pub(super) const RELATIONSHIP_TYPE_BASE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relationships of the document's main part.
#[derive(Default)]
pub(super) struct PartRelationships {
    /// Type, target, and whether the target is outside the package.
    relationships: Vec<(String, String, bool)>,
}

impl PartRelationships {
    /// Adds a relationship to another part; returns its ID: `rId3`.
    pub(super) fn add_part(&mut self, kind: &str, target: &str) -> String {
        self.add_relationship(format!("{RELATIONSHIP_TYPE_BASE}/{kind}"), target, false)
    }

    /// Adds a hyperlink; returns its ID. Equal targets share one.
    pub(super) fn add_hyperlink(&mut self, target: &str) -> String {
        self.add_relationship(format!("{RELATIONSHIP_TYPE_BASE}/hyperlink"), target, true)
    }

    fn add_relationship(&mut self, kind: String, target: &str, is_external: bool) -> String {
        let new = (kind, target.to_owned(), is_external);
        let known = self.relationships.iter().position(|known| *known == new);
        let index = known.unwrap_or_else(|| {
            self.relationships.push(new);
            self.relationships.len() - 1
        });
        format!("rId{}", index + 1)
    }

    /// Returns the part with all relationships.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = String::from(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        for (index, (kind, target, is_external)) in self.relationships.iter().enumerate() {
            xml.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{}\"{}/>",
                index + 1,
                escape_xml(target),
                if *is_external {
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
