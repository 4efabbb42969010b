//! The names of Word bookmarks for statements, by which an edited copy is matched with its document.

use sha2::{Digest as _, Sha256};

use super::Anchor;

/// The maximum length of a bookmark's name in Word.
const MAX_BOOKMARK_CHARS: usize = 40;

impl Anchor {
    /// Returns the name of the bookmark: `care_regardless` for `care-regardless`, or a hash if Word would
    /// reject that name.
    pub fn word_bookmark_name(&self) -> String {
        let name = self.0.replace('-', "_");
        if name.len() <= MAX_BOOKMARK_CHARS && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return name;
        }
        let mut name = "statement_".to_owned();
        for byte in Sha256::digest(self.0.as_bytes()).iter().take(15) {
            name.push_str(&format!("{byte:02x}"));
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchor, MAX_BOOKMARK_CHARS};

    #[test]
    fn every_name_has_a_bookmark_that_word_accepts() {
        let bookmark = |name: &str| Anchor(name.to_owned()).word_bookmark_name();
        assert_eq!(bookmark("care-regardless"), "care_regardless");
        for name in ["1-first", &"long-".repeat(20), ""] {
            let name = bookmark(name);
            assert!(
                name.len() <= MAX_BOOKMARK_CHARS && name.starts_with("statement_"),
                "{name}"
            );
        }
        assert_ne!(bookmark("1-first"), bookmark("1-second"));
    }
}
