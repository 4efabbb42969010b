//! Puts the questions of the catalog of settings, given what a file says already.

use crate::config::base_files;
use crate::config::clean_text;
use crate::config::settings::{SettingKind, SettingPrompt, SettingSpec, SettingsTable};
use crate::config::value_types::{self, UsState};
use crate::interview::question::{
    AnswerFormat, AnswerTarget, AnswerValue, InterviewQuestion, QuestionStatus,
};
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};

pub(super) struct QuestionBuilder<'t> {
    pub(super) own_table: &'t TomlTable,
    pub(super) merged_table: &'t TomlTable,
    pub(super) topic: &'static str,
    pub(super) questions: Vec<QuestionStatus>,
}

impl QuestionBuilder<'_> {
    /// The questions on a table that comes once.
    pub(super) fn add_table_questions(&mut self, table: &'static str) {
        for key in setting_keys(table) {
            self.add_setting_question(table, key);
        }
    }

    /// The question on a setting of a table that comes once.
    pub(super) fn add_setting_question(&mut self, table: &'static str, key: &'static str) {
        let is_in = |root: &TomlTable| {
            let inner = find_node(root, table).map(|node| &node.value);
            matches!(inner, Some(TomlNodeValue::Table(inner)) if has_value(inner, key))
        };
        let place = AnswerTarget {
            table,
            entry_index: None,
            key,
        };
        if let Some(prompt) = find_setting(&place).prompt {
            self.questions.push(QuestionStatus {
                question: self.build_question(format!("{table}.{key}"), place, prompt, ""),
                is_answered: is_in(self.merged_table),
                is_in_own_file: is_in(self.own_table),
            });
        }
    }

    /// The questions on each entry that a list of the file has, and on a further one.
    pub(super) fn add_list_questions(&mut self, table: &'static str, name: &'static str) {
        let names = entry_names(self.own_table, table, name);
        for (entry, name) in names.iter().enumerate() {
            for key in setting_keys(table) {
                self.add_entry_question(table, entry, key, name);
            }
        }
        let words = SettingsTable::find_by_path(table).and_then(|table| table.entry_prompts);
        let Some((mut prompt, another)) = words else {
            return;
        };
        prompt.is_required &= list_entries(self.merged_table, table).is_empty();
        if !names.is_empty() {
            (prompt.question, prompt.help) = (another, "");
        }
        self.add_new_entry_question(&format!("{table}.more"), (table, name), prompt, "", vec![]);
    }

    /// The question on a setting of an entry that is there.
    pub(super) fn add_entry_question(
        &mut self,
        table: &'static str,
        entry: usize,
        key: &'static str,
        name: &str,
    ) {
        let own = list_entries(self.own_table, table);
        let written = own.get(entry).is_some_and(|entry| has_value(entry, key));
        let id = format!("{table}[{entry}].{key}");
        let place = AnswerTarget {
            table,
            entry_index: Some(entry),
            key,
        };
        if let Some(prompt) = find_setting(&place).prompt {
            self.questions.push(QuestionStatus {
                question: self.build_question(id, place, prompt, name),
                is_answered: written,
                is_in_own_file: written,
            });
        }
    }

    /// A question that begins a new entry of a list.
    pub(super) fn add_new_entry_question(
        &mut self,
        id: &str,
        (table, key): (&'static str, &'static str),
        prompt: SettingPrompt,
        name: &str,
        along: Vec<(&'static str, AnswerValue)>,
    ) {
        let of_file = list_entries(self.own_table, table).len();
        // One entry of the file's own would take the place of all that its base lists.
        let replaces = of_file == 0 && !list_entries(self.merged_table, table).is_empty();
        if replaces && !base_files::read_append_lists(self.own_table).contains(&table.to_owned()) {
            return;
        }
        let place = AnswerTarget {
            table,
            entry_index: Some(of_file),
            key,
        };
        let question = self.build_question(id.to_owned(), place, prompt, name);
        self.questions.push(QuestionStatus {
            question: InterviewQuestion {
                companion_values: along,
                ..question
            },
            is_answered: false,
            is_in_own_file: false,
        });
    }

    /// A question in the words of the catalog, about an entry of that name.
    fn build_question(
        &self,
        id: String,
        place: AnswerTarget,
        prompt: SettingPrompt,
        name: &str,
    ) -> InterviewQuestion {
        let setting = find_setting(&place);
        let form = answer_format_for(setting);
        let example = match form {
            AnswerFormat::StateList => "Iowa, Nebraska".to_owned(),
            AnswerFormat::LanguageList => "English, Spanish".to_owned(),
            AnswerFormat::SignaturePositions => "Executive Director, Medical Director".to_owned(),
            AnswerFormat::TextList(separator) => {
                setting.example_values.join(&format!("{separator} "))
            }
            AnswerFormat::Text | AnswerFormat::Date | AnswerFormat::Choice(_) => {
                setting.example_values.concat()
            }
        };
        InterviewQuestion {
            id,
            topic: self.topic,
            question_text: prompt.question.replace("{}", name),
            help: prompt.help.to_owned(),
            example_answer: example,
            answer_format: form,
            answer_target: place,
            companion_values: Vec::new(),
            is_required: prompt.is_required,
        }
    }
}

fn setting_keys(table: &str) -> impl Iterator<Item = &'static str> + use<> {
    SettingsTable::find_by_path(table)
        .into_iter()
        .flat_map(SettingsTable::setting_keys)
}

fn find_setting(place: &AnswerTarget) -> &'static SettingSpec {
    let table = SettingsTable::find_by_path(place.table);
    let setting = table.and_then(|table| table.find_setting(place.key));
    setting.expect("what is asked for is in the catalog")
}

/// What an answer looks like that becomes the value of a setting.
fn answer_format_for(setting: &SettingSpec) -> AnswerFormat {
    match setting.kind {
        SettingKind::TextList => {
            // Between texts that hold commas stands another sign.
            let holds_commas = setting.example_values.iter().any(|text| text.contains(','));
            AnswerFormat::TextList(if holds_commas { ';' } else { ',' })
        }
        SettingKind::StateCodes => AnswerFormat::StateList,
        SettingKind::LanguageTags => AnswerFormat::LanguageList,
        SettingKind::Date => AnswerFormat::Date,
        SettingKind::Choice(_) => AnswerFormat::Choice(setting.choice_meanings),
        SettingKind::TableList => AnswerFormat::SignaturePositions,
        SettingKind::Text
        | SettingKind::LocalizedText
        | SettingKind::PhoneNumber
        | SettingKind::WebAddress
        | SettingKind::StateCode
        | SettingKind::LanguageTag
        | SettingKind::MonthCount
        | SettingKind::Color
        | SettingKind::FilePath
        | SettingKind::FilePaths
        | SettingKind::Boolean
        | SettingKind::Table
        | SettingKind::UserKeyedTable => AnswerFormat::Text,
    }
}

/// The states of the agency, as far as they can be read.
pub(super) fn read_agency_states(table: &TomlTable) -> Vec<UsState> {
    let Some(TomlNodeValue::Table(agency)) = find_node(table, "agency").map(|node| &node.value)
    else {
        return Vec::new();
    };
    let Some(TomlNodeValue::Array(items)) = find_node(agency, "states").map(|node| &node.value)
    else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(node_text);
    texts
        .filter_map(|text| value_types::parse_state_code(&text).ok())
        .collect()
}

/// Whether a person is to be called at a site.
pub(super) fn serves_site(person: &TomlTable, site: &str) -> bool {
    match find_node(person, "sites").map(|node| &node.value) {
        Some(TomlNodeValue::Array(items)) => {
            items.is_empty() || items.iter().filter_map(node_text).any(|id| id == site)
        }
        _ => true,
    }
}

/// What the entries of a list are called.
pub(super) fn entry_names(table: &TomlTable, list: &str, key: &str) -> Vec<String> {
    let entries = list_entries(table, list).into_iter();
    entries
        .map(|entry| get_text(entry, key).unwrap_or_else(|| "this entry".to_owned()))
        .collect()
}

pub(super) fn list_entries<'t>(table: &'t TomlTable, list: &str) -> Vec<&'t TomlTable> {
    let Some(TomlNodeValue::Array(items)) = find_node(table, list).map(|node| &node.value) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match &item.value {
        TomlNodeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn find_node<'t>(table: &'t TomlTable, key: &str) -> Option<&'t TomlNode> {
    let entry = table.entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.value)
}

/// Whether something is written there, be it right or wrong.
fn has_value(table: &TomlTable, key: &str) -> bool {
    find_node(table, key).is_some_and(|node| match &node.value {
        TomlNodeValue::Text(written) => !clean_text::is_blank_text(written),
        TomlNodeValue::Array(items) => !items.is_empty(),
        _ => true,
    })
}

pub(super) fn get_text(table: &TomlTable, key: &str) -> Option<String> {
    find_node(table, key).and_then(node_text)
}

fn node_text(node: &TomlNode) -> Option<String> {
    let TomlNodeValue::Text(written) = &node.value else {
        return None;
    };
    clean_text::clean_line(written).ok().flatten()
}
