//! The types of the catalog of settings, and the constructors for its entries.

/// A table of agency.toml and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingsTable {
    /// The heading in the file: `[agency]`, `[[organizations]]`; empty for the file itself. The settings of
    /// `[policy.statements]` are those of each statement in it.
    pub heading: &'static str,
    /// The table's purpose, as a sentence.
    pub description: &'static str,
    /// Keys that every entry of a list must have; empty for other tables, whose settings may be in a base file.
    pub required_keys: &'static [&'static str],
    /// The keys that make an entry of a list the same as one of a base file, which it replaces: those of the first item
    /// whose first key has a value. Empty for other tables, and for a list that replaces the base file's list.
    pub identities: &'static [&'static [&'static str]],
    /// The questions of `init` for the name of the list's first entry and of another entry.
    pub entry_prompts: Option<(SettingPrompt, &'static str)>,
    /// Its settings, in the order of the documentation and of the questions.
    pub settings: &'static [SettingSpec],
}

/// A setting of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingSpec {
    pub key: &'static str,
    pub kind: SettingKind,
    /// Its description, a line in lowercase.
    pub description: &'static str,
    /// An example, one text for each item of a list; empty for tables.
    pub example_values: &'static [&'static str],
    /// The question of `init`, if it asks for the setting.
    pub prompt: Option<SettingPrompt>,
    /// The values of a choice with their meanings, in the order that `init` shows them.
    pub choice_meanings: &'static [(&'static str, &'static str)],
    /// The effect on packets when it is missing.
    pub missing_effect: Option<MissingSettingEffect>,
}

/// A question of `init`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingPrompt {
    /// The question, with `{}` for the name of the entry.
    pub question: &'static str,
    /// Help for the answer, or the effect of no answer.
    pub help: &'static str,
    /// Whether `init` asks until it is answered.
    pub is_required: bool,
}

/// The effect on packets when a setting is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingSettingEffect {
    /// What is missing in the documents.
    pub effect: &'static str,
    pub suggestion: SuggestionWhenMissing,
}

/// What to write when a setting is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionWhenMissing {
    /// The setting's example.
    Example,
    /// Another line.
    Line(&'static str),
    /// An entry of a list, as an instruction.
    Entry(&'static str),
}

/// The kind of a setting's value.
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
    /// A color, `#rrggbb`.
    Color,
    FilePath,
    /// A list of files and folders.
    FilePaths,
    /// `true` or `false`.
    Boolean,
    /// A table that is in the catalog itself.
    Table,
    /// A list of tables, which is in the catalog itself.
    TableList,
    /// A table with keys chosen by the user.
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
    /// Returns its path: `organizations`, `policy.approvals`; empty for the file itself.
    pub fn table_path(&self) -> &'static str {
        self.heading.trim_matches(['[', ']'])
    }

    /// Returns the path of one of its settings: `organizations.name`.
    pub fn setting_path(&self, key: &str) -> String {
        let dot = if self.heading.is_empty() { "" } else { "." };
        format!("{}{dot}{key}", self.table_path())
    }

    /// Returns whether it is a list of tables.
    pub fn is_table_list(&self) -> bool {
        self.heading.starts_with("[[")
    }

    /// Returns the keys of its settings.
    pub fn setting_keys(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().map(|setting| setting.key)
    }

    /// Returns the setting with this key.
    pub fn find_setting(&self, key: &str) -> Option<&'static SettingSpec> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

impl SettingSpec {
    /// Returns its example as a line of the file: `name = "Cedar Valley"`.
    pub(super) fn example_line(&self) -> String {
        let quote = |text: &&str| format!("\"{text}\"");
        let value = match self.kind {
            SettingKind::Date | SettingKind::MonthCount | SettingKind::Boolean => {
                self.example_values.concat()
            }
            kind if kind.is_list() => {
                let items: Vec<String> = self.example_values.iter().map(quote).collect();
                format!("[{}]", items.join(", "))
            }
            _ => self.example_values.first().map(quote).unwrap_or_default(),
        };
        format!("{} = {value}", self.key)
    }
}

/// Returns a setting that `init` does not ask for.
pub(super) const fn new_setting(
    key: &'static str,
    kind: SettingKind,
    description: &'static str,
    example_values: &'static [&'static str],
) -> SettingSpec {
    SettingSpec {
        key,
        kind,
        description,
        example_values,
        prompt: None,
        choice_meanings: &[],
        missing_effect: None,
    }
}

pub(super) const fn new_prompt(
    question: &'static str,
    help: &'static str,
    is_required: bool,
) -> SettingPrompt {
    SettingPrompt {
        question,
        help,
        is_required,
    }
}

impl SettingSpec {
    /// Adds a question that is asked once and can be skipped.
    pub(super) const fn with_optional_prompt(
        mut self,
        question: &'static str,
        help: &'static str,
    ) -> Self {
        self.prompt = Some(new_prompt(question, help, false));
        self
    }

    /// Adds a question that is asked until it is answered.
    pub(super) const fn with_required_prompt(
        mut self,
        question: &'static str,
        help: &'static str,
    ) -> Self {
        self.prompt = Some(new_prompt(question, help, true));
        self
    }

    pub(super) const fn with_choice_meanings(
        mut self,
        meanings: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.choice_meanings = meanings;
        self
    }

    /// Adds the effect when the setting is missing; the message shows the setting's example.
    pub(super) const fn with_missing_effect(mut self, effect: &'static str) -> Self {
        self.missing_effect = Some(MissingSettingEffect {
            effect,
            suggestion: SuggestionWhenMissing::Example,
        });
        self
    }

    /// Adds the effect when the setting is missing, and what to write.
    pub(super) const fn with_missing_effect_and_suggestion(
        mut self,
        effect: &'static str,
        suggestion: SuggestionWhenMissing,
    ) -> Self {
        self.missing_effect = Some(MissingSettingEffect { effect, suggestion });
        self
    }
}

/// A table without settings, for struct update syntax.
pub(super) const EMPTY_TABLE: SettingsTable = SettingsTable {
    heading: "",
    description: "",
    required_keys: &[],
    identities: &[],
    entry_prompts: None,
    settings: &[],
};
