//! What an entry of the catalog says of a table and of a setting, and how one is written.

/// A table of agency.toml and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingsTable {
    /// The heading as it is written: `[agency]`, `[[organizations]]`; empty for the file itself. Under
    /// `[policy.statements]` stand names of statements, each with these settings.
    pub heading: &'static str,
    /// What the table is for, in a sentence.
    pub description: &'static str,
    /// What an entry of the list cannot be without, each by itself; none for a table that comes once, which
    /// can have it from the file that it extends.
    pub required_keys: &'static [&'static str],
    /// What `init` asks for the name of a first entry of the list, and for that of another one.
    pub entry_prompts: Option<(SettingPrompt, &'static str)>,
    /// Its settings, in the order of the documentation and of the questions.
    pub settings: &'static [SettingSpec],
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingSpec {
    pub key: &'static str,
    pub kind: SettingKind,
    /// What it is: a line in small letters.
    pub description: &'static str,
    /// An example, one text for each item of a list; none for tables.
    pub example_values: &'static [&'static str],
    /// What `init` asks; none for what it does not ask for.
    pub prompt: Option<SettingPrompt>,
    /// What the words of a choice mean, in the order in which `init` shows them.
    pub choice_meanings: &'static [(&'static str, &'static str)],
    /// What packets lack without it.
    pub missing_effect: Option<MissingSettingEffect>,
}

/// What `init` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingPrompt {
    /// The question; `{}` stands for the name of the entry it is about.
    pub question: &'static str,
    /// What helps to answer, or what happens without an answer.
    pub help: &'static str,
    /// Whether it is asked until it is answered.
    pub is_required: bool,
}

/// What packets lack without a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingSettingEffect {
    /// What the documents do not say then.
    pub effect: &'static str,
    /// What to write, where it is not the setting's own example.
    pub suggestion: Option<&'static str>,
}

/// What may stand in a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    Text,
    /// Text, or texts by language tag.
    LocalizedText,
    TextList,
    /// A phone number, as text.
    PhoneNumber,
    WebAddress,
    StateCode,
    /// A list of postal codes.
    StateCodes,
    LanguageTag,
    /// A list of language tags.
    LanguageTags,
    Date,
    /// A number of months, 1 to 120.
    MonthCount,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A colour, `#rrggbb`.
    Color,
    FilePath,
    /// A list of files and folders.
    FilePaths,
    /// `true` or `false`.
    Boolean,
    /// A table with a row of its own in the list.
    Table,
    /// Several tables under one heading, which has a row of its own in the list.
    TableList,
    /// A table whose names are the user's own.
    UserKeyedTable,
}

impl SettingKind {
    /// Returns whether it is a list of values.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::TextList | Self::StateCodes | Self::LanguageTags | Self::FilePaths
        )
    }

    /// Returns whether it is a table, or several.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::TableList | Self::UserKeyedTable)
    }
}

impl SettingsTable {
    /// Its path: `organizations`, `policy.approvals`; empty for the file itself.
    pub fn table_path(&self) -> &'static str {
        self.heading.trim_matches(['[', ']'])
    }

    /// The path of one of its settings: `organizations.name`.
    pub fn setting_path(&self, key: &str) -> String {
        let dot = if self.heading.is_empty() { "" } else { "." };
        format!("{}{dot}{key}", self.table_path())
    }

    /// Whether it comes several times, as entries of a list.
    pub fn is_table_list(&self) -> bool {
        self.heading.starts_with("[[")
    }

    /// The names of its settings.
    pub fn setting_keys(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().map(|setting| setting.key)
    }

    /// The setting of that name.
    pub fn find_setting(&self, key: &str) -> Option<&'static SettingSpec> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

impl SettingSpec {
    /// Its example as a file says it: `name = "Cedar Valley"`.
    pub(super) fn example_line(&self) -> String {
        let quoted = |text: &&str| format!("\"{text}\"");
        let value = match self.kind {
            SettingKind::Date | SettingKind::MonthCount | SettingKind::Boolean => {
                self.example_values.concat()
            }
            kind if kind.is_list() => {
                let items: Vec<String> = self.example_values.iter().map(quoted).collect();
                format!("[{}]", items.join(", "))
            }
            _ => self.example_values.first().map(quoted).unwrap_or_default(),
        };
        format!("{} = {value}", self.key)
    }
}

/// Returns a setting that is not asked for.
pub(super) const fn new_setting(
    key: &'static str,
    kind: SettingKind,
    about: &'static str,
    example: &'static [&'static str],
) -> SettingSpec {
    SettingSpec {
        key,
        kind,
        description: about,
        example_values: example,
        prompt: None,
        choice_meanings: &[],
        missing_effect: None,
    }
}

pub(super) const fn new_prompt(
    ask: &'static str,
    help: &'static str,
    needed: bool,
) -> SettingPrompt {
    SettingPrompt {
        question: ask,
        help,
        is_required: needed,
    }
}

impl SettingSpec {
    /// Asked for once, and not again when it was left out.
    pub(super) const fn with_optional_prompt(
        mut self,
        ask: &'static str,
        help: &'static str,
    ) -> Self {
        self.prompt = Some(new_prompt(ask, help, false));
        self
    }

    /// Asked for until it is answered.
    pub(super) const fn with_required_prompt(
        mut self,
        ask: &'static str,
        help: &'static str,
    ) -> Self {
        self.prompt = Some(new_prompt(ask, help, true));
        self
    }

    pub(super) const fn with_choice_meanings(
        mut self,
        meanings: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.choice_meanings = meanings;
        self
    }

    /// Without it, packets lack something; the message shows the setting's example.
    pub(super) const fn with_missing_effect(mut self, effect: &'static str) -> Self {
        self.missing_effect = Some(MissingSettingEffect {
            effect,
            suggestion: None,
        });
        self
    }

    /// As `lacked`, where the message says otherwise what to write.
    pub(super) const fn with_missing_effect_and_suggestion(
        mut self,
        effect: &'static str,
        write: &'static str,
    ) -> Self {
        self.missing_effect = Some(MissingSettingEffect {
            effect,
            suggestion: Some(write),
        });
        self
    }
}

/// A table without settings, for the rest of those below.
pub(super) const EMPTY_TABLE: SettingsTable = SettingsTable {
    heading: "",
    description: "",
    required_keys: &[],
    entry_prompts: None,
    settings: &[],
};
