//! What an entry of the catalog says of a table and of a setting, and how one is written.

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
    pub key: &'static str,
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
    Text,
    /// Text, or texts by language tag.
    Worded,
    Texts,
    /// A phone number, as text.
    Phone,
    Web,
    State,
    /// A list of postal codes.
    States,
    Language,
    /// A list of language tags.
    Languages,
    Date,
    /// A number of months, 1 to 120.
    Months,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A colour, `#rrggbb`.
    Colour,
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

    /// The setting of that name.
    pub fn setting(&self, key: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

impl Setting {
    /// Its example as a file says it: `name = "Cedar Valley"`.
    pub(super) fn example_line(&self) -> String {
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

/// Returns a setting that is not asked for.
pub(super) const fn setting(
    key: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static [&'static str],
) -> Setting {
    Setting {
        key,
        kind,
        about,
        example,
        prompt: None,
        meanings: &[],
        lack: None,
    }
}

pub(super) const fn prompt(ask: &'static str, help: &'static str, needed: bool) -> Prompt {
    Prompt { ask, help, needed }
}

impl Setting {
    /// Asked for once, and not again when it was left out.
    pub(super) const fn asked(mut self, ask: &'static str, help: &'static str) -> Self {
        self.prompt = Some(prompt(ask, help, false));
        self
    }

    /// Asked for until it is answered.
    pub(super) const fn needed(mut self, ask: &'static str, help: &'static str) -> Self {
        self.prompt = Some(prompt(ask, help, true));
        self
    }

    pub(super) const fn meaning(
        mut self,
        meanings: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.meanings = meanings;
        self
    }

    /// Without it, packets lack something; the message shows the setting's example.
    pub(super) const fn lacked(mut self, effect: &'static str) -> Self {
        self.lack = Some(Lack {
            effect,
            write: None,
        });
        self
    }

    /// As `lacked`, where the message says otherwise what to write.
    pub(super) const fn lacked_with(mut self, effect: &'static str, write: &'static str) -> Self {
        self.lack = Some(Lack {
            effect,
            write: Some(write),
        });
        self
    }
}

/// A table without settings, for the rest of those below.
pub(super) const NO_SETTINGS: Settings = Settings {
    heading: "",
    about: "",
    needed: &[],
    entries: None,
    settings: &[],
};
