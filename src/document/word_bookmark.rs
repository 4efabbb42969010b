//! The name of a statement where a name holds letters, digits and underscores only, and not many of
//! them: a bookmark in Word. Whoever edits the file keeps it, and by it the statement is found again.

use sha2::{Digest as _, Sha256};

use super::Anchor;

/// Most letters of a bookmark in Word.
const MAX_BOOKMARK_CHARS: usize = 40;

impl Anchor {
    /// The bookmark: `care_regardless` for `care-regardless`; for a name that Word could not hold,
    /// one made of its hash.
    pub fn word_bookmark_name(&self) -> String {
        let plain = self.0.replace('-', "_");
        if plain.len() <= MAX_BOOKMARK_CHARS
            && plain.starts_with(|first: char| first.is_ascii_alphabetic())
        {
            return plain;
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
    fn every_name_has_a_bookmark_that_word_can_hold() {
        let bookmark = |name: &str| Anchor(name.to_owned()).word_bookmark_name();
        assert_eq!(bookmark("care-regardless"), "care_regardless");
        for name in ["1-first", &"long-".repeat(20), ""] {
            let made = bookmark(name);
            assert!(
                made.len() <= MAX_BOOKMARK_CHARS && made.starts_with("statement_"),
                "{made}"
            );
        }
        assert_ne!(bookmark("1-first"), bookmark("1-second"));
    }
}
