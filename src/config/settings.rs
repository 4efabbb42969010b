//! Every setting there is, by the table it stands in.
//!
//! The reader asks for each by name; this list says what a setting is, to editors and in what `init`
//! writes, and where a setting that stands in the wrong table belongs.

mod list;

pub use list::SETTINGS;

/// A table of agency.toml and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The heading as it is written: `[agency]`, `[[organizations]]`; empty for the file itself. Under
    /// `[policy.statements]` stand names of statements, each with these settings.
    pub heading: &'static str,
    /// What the table is for, in a sentence.
    pub about: &'static str,
    /// What an entry of the list cannot be without, each by itself; none for a table that comes once, which
    /// can have it from the file that it extends.
    pub needed: &'static [&'static str],
    /// Its settings.
    pub settings: &'static [Setting],
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub key: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// What it is: a line in small letters.
    pub about: &'static str,
    /// An example, one text for each item of a list; none for tables.
    pub example: &'static [&'static str],
}

/// What may stand in a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Text, or texts by language tag.
    Worded,
    /// A list of texts.
    Texts,
    /// A phone number, as text.
    Phone,
    /// A web address.
    Web,
    /// A postal code.
    State,
    /// A list of postal codes.
    States,
    /// A language tag.
    Language,
    /// A list of language tags.
    Languages,
    /// A calendar date.
    Date,
    /// A number of months, 1 to 120.
    Months,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A colour, `#rrggbb`.
    Colour,
    /// A file.
    Path,
    /// A list of files and folders.
    Paths,
    /// `true` or `false`.
    Flag,
    /// A table with a row of its own in the list.
    Table,
    /// Several tables under one heading, which has a row of its own in the list.
    Tables,
    /// A table whose names are the user's own.
    Named,
}

impl Settings {
    /// Its path: `organizations`, `policy.approvals`; empty for the file itself.
    pub fn path(&self) -> &'static str {
        self.heading.trim_matches(['[', ']'])
    }

    /// The names of its settings.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().map(|setting| setting.key)
    }

    /// The table with that path: `organizations`, `policy.approvals`.
    pub fn at(path: &str) -> Option<&'static Self> {
        let same = |table: &&Settings| table.path() == path;
        SETTINGS.iter().find(same)
    }

    /// The setting of that name.
    pub fn setting(&self, key: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

/// Where a setting of this name exists, as a message says it; empty when it exists nowhere or in
/// so many tables that naming them would not help.
pub(super) fn places_of(key: &str) -> Vec<String> {
    const MOST_PLACES_WORTH_NAMING: usize = 3;
    let places: Vec<String> = SETTINGS
        .iter()
        .filter(|table| table.setting(key).is_some())
        .map(|table| {
            if table.heading.is_empty() {
                format!("a heading of its own, `{}`", heading_of(key))
            } else {
                format!("`{}`", table.heading)
            }
        })
        .collect();
    if places.len() > MOST_PLACES_WORTH_NAMING {
        Vec::new()
    } else {
        places
    }
}

/// `[agency]` or `[[sites]]`, for a table of the file itself.
fn heading_of(key: &str) -> String {
    let double = format!("[[{key}]]");
    if SETTINGS.iter().any(|table| table.heading == double) {
        double
    } else {
        format!("[{key}]")
    }
}
