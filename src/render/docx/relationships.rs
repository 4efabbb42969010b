//! What a part of the package refers to by number: other parts, and addresses outside.

use super::xml_values::escaped;

/// The kinds of parts that a part refers to begin with this.
pub(super) const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The references of the document's main part.
#[derive(Default)]
pub(super) struct Relations {
    /// Kind, target, and whether it is outside the package.
    entries: Vec<(String, String, bool)>,
}

impl Relations {
    /// The name of a reference to another part: `rId3`.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        self.name(format!("{KIND}/{kind}"), target, false)
    }

    /// The name of a reference to an address outside.
    pub(super) fn address(&mut self, address: &str) -> String {
        self.name(format!("{KIND}/hyperlink"), address, true)
    }

    fn name(&mut self, kind: String, target: &str, outside: bool) -> String {
        let entry = (kind, target.to_owned(), outside);
        let known = self.entries.iter().position(|there| *there == entry);
        let at = known.unwrap_or_else(|| {
            self.entries.push(entry);
            self.entries.len() - 1
        });
        format!("rId{}", at + 1)
    }

    /// The part that lists them.
    pub(super) fn xml(&self) -> String {
        let mut xml = String::from(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        for (at, (kind, target, outside)) in self.entries.iter().enumerate() {
            xml.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{}\"{}/>",
                at + 1,
                escaped(target),
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
