//! The catalog of settings: every setting there is, by the table it stands in.
//!
//! The reader asks for each by name. What else is said of a setting comes from its entry here: the
//! description for editors, the questions of `init` and the remarks in what it writes, what packets lack
//! without it, and where a setting that stands in the wrong table belongs.

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
    /// What `init` asks for the name of a first entry of the list, and for that of another one.
    pub entries: Option<(Prompt, &'static str)>,
    /// Its settings, in the order of the documentation and of the questions.
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
    /// What `init` asks; none for what it does not ask for.
    pub prompt: Option<Prompt>,
    /// What the words of a choice mean, in the order in which `init` shows them.
    pub meanings: &'static [(&'static str, &'static str)],
    /// What packets lack without it.
    pub lack: Option<Lack>,
}

/// What `init` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prompt {
    /// The question; `{}` stands for the name of the entry it is about.
    pub ask: &'static str,
    /// What helps to answer, or what happens without an answer.
    pub help: &'static str,
    /// Whether it is asked until it is answered.
    pub needed: bool,
}

/// What packets lack without a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// What the documents do not say then.
    pub effect: &'static str,
    /// What to write, where it is not the setting's own example.
    pub write: Option<&'static str>,
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

impl Kind {
    /// Returns whether it is a list of values.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Texts | Self::States | Self::Languages | Self::Paths
        )
    }

    /// Returns whether it is a table, or several.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::Tables | Self::Named)
    }
}

impl Settings {
    /// Its path: `organizations`, `policy.approvals`; empty for the file itself.
    pub fn path(&self) -> &'static str {
        self.heading.trim_matches(['[', ']'])
    }

    /// The path of one of its settings: `organizations.name`.
    pub fn path_of(&self, key: &str) -> String {
        let dot = if self.heading.is_empty() { "" } else { "." };
        format!("{}{dot}{key}", self.path())
    }

    /// Whether it comes several times, as entries of a list.
    pub fn is_list(&self) -> bool {
        self.heading.starts_with("[[")
    }

    /// The names of its settings.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().map(|setting| setting.key)
    }

    /// The table with that path: `organizations`, `policy.approvals`.
    pub fn at(path: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|table| table.path() == path)
    }

    /// The table of one of its settings.
    pub(super) fn inner(&self, key: &str) -> &'static Self {
        Self::at(&self.path_of(key)).expect("a table is in the catalog")
    }

    /// The setting of that name.
    pub fn setting(&self, key: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

impl Setting {
    /// Its example as a file says it: `name = "Cedar Valley"`.
    fn example_line(&self) -> String {
        let quoted = |text: &&str| format!("\"{text}\"");
        let value = match self.kind {
            Kind::Date | Kind::Months | Kind::Flag => self.example.concat(),
            kind if kind.is_list() => {
                let items: Vec<String> = self.example.iter().map(quoted).collect();
                format!("[{}]", items.join(", "))
            }
            _ => self.example.first().map(quoted).unwrap_or_default(),
        };
        format!("{} = {value}", self.key)
    }
}

/// A setting without which packets lack something.
pub(super) struct Needed {
    /// The table it stands in.
    pub(super) table: &'static Settings,
    /// The setting.
    pub(super) setting: &'static Setting,
    /// What packets lack.
    pub(super) effect: &'static str,
    /// What to write.
    pub(super) write: String,
}

/// Returns every setting without which packets lack something, in the order of the documentation.
pub(super) fn needed() -> impl Iterator<Item = Needed> {
    let file = &SETTINGS[0];
    let all = file.settings.iter().flat_map(move |row| {
        let inner = Settings::at(row.key);
        let inner = inner.into_iter().flat_map(|table| {
            let settings = table.settings.iter();
            settings.map(move |setting| (table, setting))
        });
        std::iter::once((file, row)).chain(inner)
    });
    all.filter_map(|(table, setting)| {
        let Lack { effect, write } = setting.lack?;
        let example = || format!("`{}` under `{}`", setting.example_line(), table.heading);
        Some(Needed {
            table,
            setting,
            effect,
            write: write.map_or_else(example, str::to_owned),
        })
    })
}

/// Where a setting of this name exists, as a message says it; empty when it exists nowhere or in
/// so many tables that naming them would not help.
pub(super) fn places_of(key: &str) -> Vec<String> {
    const MOST_PLACES_WORTH_NAMING: usize = 3;
    let tables = SETTINGS.iter().filter(|table| table.setting(key).is_some());
    let places: Vec<String> = tables
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
    let table = Settings::at(key);
    table.map_or_else(|| format!("[{key}]"), |table| table.heading.to_owned())
}
