//! The JSON Schema (draft 7) of agency.toml for editors, from the catalog of settings.

use serde_json::{Map, Value as Json, json};

use super::settings::{SETTINGS_TABLES, SettingKind, SettingSpec, SettingsTable};

/// The schema's file name, which the first line of a new agency.toml gives to editors.
pub const SCHEMA_FILE_NAME: &str = "agency.schema.json";

/// Returns the schema as JSON text.
pub fn agency_json_schema() -> String {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "agency.toml",
        "description": "The facts of a Title X agency, for policypress.",
    });
    merge_json_objects(&mut schema, table_schema(&SETTINGS_TABLES[0]));
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
    text.push('\n');
    text
}

fn merge_json_objects(into: &mut Json, from: Json) {
    if let (Json::Object(into), Json::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// Returns the schema of a table with its settings.
fn table_schema(table: &SettingsTable) -> Json {
    let mut properties = Map::new();
    for setting in table.settings {
        properties.insert(setting.key.to_owned(), setting_schema(table, setting));
    }
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !table.required_keys.is_empty() {
        schema["required"] = json!(table.required_keys);
    }
    // Translations of a statement have language tags as keys.
    if ["policy.statements", "policy.additions"].contains(&table.table_path()) {
        schema["patternProperties"] =
            json!({ "^[a-z]{2,3}(-[A-Za-z0-9]+)*$": { "type": "string" } });
    }
    schema
}

fn setting_schema(table: &SettingsTable, setting: &SettingSpec) -> Json {
    let path = table.setting_path(setting.key);
    let nested_schema = || SettingsTable::find_by_path(&path).map(table_schema);
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let mut schema = match setting.kind {
        SettingKind::Text
        | SettingKind::PhoneNumber
        | SettingKind::WebAddress
        | SettingKind::LanguageTag
        | SettingKind::Color
        | SettingKind::FilePath => {
            json!({ "type": "string" })
        }
        SettingKind::LocalizedText => json!({
            "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" } },
            ],
        }),
        SettingKind::TextList | SettingKind::LanguageTags | SettingKind::FilePaths => texts(),
        SettingKind::StateCode => state_code_schema(),
        SettingKind::StateCodes => json!({ "type": "array", "items": state_code_schema() }),
        // Editors pass TOML dates to the schema as strings.
        SettingKind::Date => json!({ "type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2})?$" }),
        SettingKind::MonthCount => json!({ "type": "integer", "minimum": 1, "maximum": 120 }),
        SettingKind::Choice(words) => json!({ "type": "string", "enum": words }),
        SettingKind::Boolean => json!({ "type": "boolean" }),
        SettingKind::Table => nested_schema().expect("a table is in the catalog"),
        SettingKind::TableList => {
            json!({ "type": "array", "items": nested_schema().expect("a list is in the catalog") })
        }
        SettingKind::UserKeyedTable => json!({
            "type": "object",
            "additionalProperties": nested_schema().unwrap_or_else(|| json!({ "type": "string" })),
        }),
    };
    schema["description"] = json!(setting.description);
    if let Some(example) = example_json(setting) {
        schema["examples"] = json!([example]);
    }
    schema
}

fn state_code_schema() -> Json {
    json!({ "type": "string", "pattern": "^([A-Za-z]{2})?$" })
}

fn example_json(setting: &SettingSpec) -> Option<Json> {
    let first = *setting.example_values.first()?;
    Some(match setting.kind {
        SettingKind::MonthCount => json!(first.parse::<u16>().expect("an example is a number")),
        SettingKind::Boolean => json!(first == "true"),
        kind if kind.is_list() => json!(setting.example_values),
        _ => json!(first),
    })
}
