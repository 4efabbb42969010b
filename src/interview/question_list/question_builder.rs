//! Builds questions from the catalog of settings for the current state of a file.

use jiff::civil::Date;

use crate::config::clean_text;
use crate::config::settings::{SettingKind, SettingPrompt, SettingSpec, SettingsTable};
use crate::config::value_types::{self, UsState};
use crate::interview::question::{
    AnswerFormat, AnswerTarget, AnswerValue, InterviewQuestion, QuestionStatus,
};
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};
use crate::source::typed_date::format_long_date;

pub(super) struct QuestionBuilder<'t> {
    pub(super) own_table: &'t TomlTable,
    pub(super) merged_table: &'t TomlTable,
    pub(super) topic: &'static str,
    pub(super) questions: Vec<QuestionStatus>,
}

impl QuestionBuilder<'_> {
    /// Adds the questions about a table outside of lists.
    pub(super) fn add_table_questions(&mut self, table: &'static str) {
        for key in setting_keys(table) {
            self.add_setting_question(table, key);
        }
    }

    /// Adds the question about a setting of a table outside of lists.
    pub(super) fn add_setting_question(&mut self, table: &'static str, key: &'static str) {
        let is_answered_in = |root: &TomlTable| {
            let inner = find_node(root, table).map(|node| &node.value);
            matches!(inner, Some(TomlNodeValue::Table(inner)) if has_value(inner, key))
        };
        let target = AnswerTarget {
            table,
            entry_index: None,
            key,
        };
        if let Some(prompt) = find_setting(&target).prompt {
            self.questions.push(QuestionStatus {
                question: self.build_question(format!("{table}.{key}"), target, prompt, ""),
                is_answered: is_answered_in(self.merged_table),
                is_in_own_file: is_answered_in(self.own_table),
            });
        }
    }

    /// Adds the questions about each entry of a list of the file, and about a new entry.
    pub(super) fn add_list_questions(&mut self, table: &'static str, name: &'static str) {
        let names = entry_names(self.own_table, table, name);
        for (entry, name) in names.iter().enumerate() {
            for key in setting_keys(table) {
                self.add_entry_question(table, entry, key, name);
            }
        }
        let prompts = SettingsTable::find_by_path(table).and_then(|table| table.entry_prompts);
        let Some((mut prompt, next_question)) = prompts else {
            return;
        };
        let has_entry = !list_entries(self.merged_table, table).is_empty();
        prompt.is_required &= !has_entry;
        if has_entry || !names.is_empty() {
            (prompt.question, prompt.help) = (next_question, "Press Enter if there is no other.");
        }
        self.add_new_entry_question(&format!("{table}.more"), (table, name), prompt, "", vec![]);
    }

    /// Adds the question about a setting of an existing entry.
    pub(super) fn add_entry_question(
        &mut self,
        table: &'static str,
        entry: usize,
        key: &'static str,
        name: &str,
    ) {
        let own = list_entries(self.own_table, table);
        let is_answered = own.get(entry).is_some_and(|entry| has_value(entry, key));
        let id = format!("{table}[{entry}].{key}");
        let target = AnswerTarget {
            table,
            entry_index: Some(entry),
            key,
        };
        if let Some(prompt) = find_setting(&target).prompt {
            self.questions.push(QuestionStatus {
                question: self.build_question(id, target, prompt, name),
                is_answered,
                is_in_own_file: is_answered,
            });
        }
    }

    /// Adds a question with an answer that starts a new entry of a list.
    pub(super) fn add_new_entry_question(
        &mut self,
        id: &str,
        (table, key): (&'static str, &'static str),
        prompt: SettingPrompt,
        name: &str,
        companion_values: Vec<(&'static str, AnswerValue)>,
    ) {
        let entry_count = list_entries(self.own_table, table).len();
        let target = AnswerTarget {
            table,
            entry_index: Some(entry_count),
            key,
        };
        let question = self.build_question(id.to_owned(), target, prompt, name);
        self.questions.push(QuestionStatus {
            question: InterviewQuestion {
                companion_values,
                ..question
            },
            is_answered: false,
            is_in_own_file: false,
        });
    }

    /// Returns the id and name of each site.
    pub(super) fn site_names(&self) -> Vec<(String, String)> {
        let sites = list_entries(self.merged_table, "sites").into_iter();
        sites
            .filter_map(|site| Some((get_text(site, "id")?, get_text(site, "name")?)))
            .collect()
    }

    /// Builds a question with the catalog's text, about an entry with this name.
    fn build_question(
        &self,
        id: String,
        answer_target: AnswerTarget,
        prompt: SettingPrompt,
        name: &str,
    ) -> InterviewQuestion {
        let setting = find_setting(&answer_target);
        let answer_format = answer_format_for(setting);
        let sites = match answer_format {
            AnswerFormat::SiteList => self.site_names(),
            _ => Vec::new(),
        };
        let example_answer = match answer_format {
            AnswerFormat::State => "Iowa".to_owned(),
            AnswerFormat::StateList => "Iowa, Nebraska".to_owned(),
            AnswerFormat::LanguageList => "English, Spanish".to_owned(),
            AnswerFormat::SignaturePositions => "Executive Director, Medical Director".to_owned(),
            AnswerFormat::TextList => setting.example_values.join(", "),
            AnswerFormat::AddressLines => setting.example_values.join("; "),
            AnswerFormat::Date => {
                let example = setting.example_values.concat();
                example.parse().map_or(example, |date: Date| {
                    let (month, day, year) = (date.month(), date.day(), date.year());
                    format!("{}, or {month}/{day}/{year}", format_long_date(date))
                })
            }
            AnswerFormat::SiteList => sites
                .iter()
                .map(|(_, name)| name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            AnswerFormat::Text | AnswerFormat::Choice(_) => setting.example_values.concat(),
        };
        InterviewQuestion {
            id,
            topic: self.topic,
            question_text: prompt.question.replace("{}", name),
            help: prompt.help.to_owned(),
            example_answer,
            answer_format,
            answer_target,
            sites,
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

fn find_setting(target: &AnswerTarget) -> &'static SettingSpec {
    let table = SettingsTable::find_by_path(target.table);
    let setting = table.and_then(|table| table.find_setting(target.key));
    setting.expect("what is asked for is in the catalog")
}

/// Returns the format of the answer for a setting.
fn answer_format_for(setting: &SettingSpec) -> AnswerFormat {
    match setting.kind {
        SettingKind::TextList => match setting.key {
            "address" => AnswerFormat::AddressLines,
            "sites" => AnswerFormat::SiteList,
            _ => AnswerFormat::TextList,
        },
        SettingKind::StateCode => AnswerFormat::State,
        SettingKind::StateCodes => AnswerFormat::StateList,
        SettingKind::LanguageTags => AnswerFormat::LanguageList,
        SettingKind::Date => AnswerFormat::Date,
        SettingKind::Choice(_) | SettingKind::Boolean => {
            AnswerFormat::Choice(setting.choice_meanings)
        }
        SettingKind::TableList => AnswerFormat::SignaturePositions,
        SettingKind::Text
        | SettingKind::LocalizedText
        | SettingKind::PhoneNumber
        | SettingKind::WebAddress
        | SettingKind::LanguageTag
        | SettingKind::MonthCount
        | SettingKind::Color
        | SettingKind::FilePath
        | SettingKind::FilePaths
        | SettingKind::Table
        | SettingKind::UserKeyedTable => AnswerFormat::Text,
    }
}

/// Returns the agency's states, without invalid ones.
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

/// Returns whether a position serves a site.
pub(super) fn serves_site(contact: &TomlTable, site_id: &str) -> bool {
    match find_node(contact, "sites").map(|node| &node.value) {
        Some(TomlNodeValue::Array(items)) => {
            items.is_empty() || items.iter().filter_map(node_text).any(|id| id == site_id)
        }
        _ => true,
    }
}

/// Returns the names of a list's entries.
pub(super) fn entry_names(table: &TomlTable, list: &str, key: &str) -> Vec<String> {
    let entries = list_entries(table, list).into_iter();
    entries
        .map(|entry| get_text(entry, key).unwrap_or_else(|| "this entry".to_owned()))
        .collect()
}

/// Returns the entries of a list: `sites`, or `policy.revisions` in another table.
pub(super) fn list_entries<'t>(table: &'t TomlTable, list: &str) -> Vec<&'t TomlTable> {
    if let Some((outer, list)) = list.split_once('.') {
        return get_table(table, outer).map_or_else(Vec::new, |table| list_entries(table, list));
    }
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

/// Returns whether a setting has a value, valid or not.
pub(super) fn has_value(table: &TomlTable, key: &str) -> bool {
    find_node(table, key).is_some_and(|node| match &node.value {
        TomlNodeValue::Text(text) => !clean_text::is_blank_text(text),
        TomlNodeValue::Array(items) => !items.is_empty(),
        _ => true,
    })
}

pub(super) fn get_table<'t>(table: &'t TomlTable, key: &str) -> Option<&'t TomlTable> {
    match &find_node(table, key)?.value {
        TomlNodeValue::Table(inner) => Some(inner),
        _ => None,
    }
}

pub(super) fn get_date(table: &TomlTable, key: &str) -> Option<Date> {
    match &find_node(table, key)?.value {
        TomlNodeValue::Date(date) => Some(*date),
        TomlNodeValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

pub(super) fn get_text(table: &TomlTable, key: &str) -> Option<String> {
    find_node(table, key).and_then(node_text)
}

pub(super) fn get_text_list(table: &TomlTable, key: &str) -> Vec<String> {
    match find_node(table, key).map(|node| &node.value) {
        Some(TomlNodeValue::Array(items)) => items.iter().filter_map(node_text).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn get_boolean(table: &TomlTable, key: &str) -> Option<bool> {
    match find_node(table, key)?.value {
        TomlNodeValue::Boolean(value) => Some(value),
        _ => None,
    }
}

fn node_text(node: &TomlNode) -> Option<String> {
    let TomlNodeValue::Text(text) = &node.value else {
        return None;
    };
    clean_text::clean_line(text).ok().flatten()
}
