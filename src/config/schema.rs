//! agency.toml described for editors (JSON Schema, draft 7), from the catalog of settings.

use serde_json::{Map, Value as Json, json};

use super::settings::{Kind, SETTINGS, Setting, Settings};

/// The name of the file that the first line of a new agency.toml leads editors to.
pub const FILE: &str = "agency.schema.json";

/// Returns the schema as a file.
pub fn text() -> String {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "agency.toml",
        "description": "The facts of a Title X agency, for policypress.",
    });
    merge(&mut schema, object(&SETTINGS[0]));
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
    text.push('\n');
    text
}

fn merge(into: &mut Json, from: Json) {
    if let (Json::Object(into), Json::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// A table with its settings.
fn object(table: &Settings) -> Json {
    let mut properties = Map::new();
    for setting in table.settings {
        properties.insert(setting.key.to_owned(), property(table, setting));
    }
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !table.needed.is_empty() {
        schema["required"] = json!(table.needed);
    }
    // The words of a statement in another language stand beside it, under the language's tag.
    if ["policy.statements", "policy.additions"].contains(&table.path()) {
        schema["patternProperties"] =
            json!({ "^[a-z]{2,3}(-[A-Za-z0-9]+)*$": { "type": "string" } });
    }
    schema
}

fn property(table: &Settings, setting: &Setting) -> Json {
    let path = table.path_of(setting.key);
    let row = || Settings::at(&path).map(object);
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let mut schema = match setting.kind {
        Kind::Text | Kind::Phone | Kind::Web | Kind::Language | Kind::Colour | Kind::Path => {
            json!({ "type": "string" })
        }
        Kind::Worded => json!({
            "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" } },
            ],
        }),
        Kind::Texts | Kind::Languages | Kind::Paths => texts(),
        Kind::State => state(),
        Kind::States => json!({ "type": "array", "items": state() }),
        // Editors hand a date of TOML on as text.
        Kind::Date => json!({ "type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2})?$" }),
        Kind::Months => json!({ "type": "integer", "minimum": 1, "maximum": 120 }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Table => row().expect("a table has a row in the list of settings"),
        Kind::Tables => {
            json!({ "type": "array", "items": row().expect("a list has a row, too") })
        }
        Kind::Named => json!({
            "type": "object",
            "additionalProperties": row().unwrap_or_else(|| json!({ "type": "string" })),
        }),
    };
    schema["description"] = json!(setting.about);
    if let Some(example) = example(setting) {
        schema["examples"] = json!([example]);
    }
    schema
}

fn state() -> Json {
    json!({ "type": "string", "pattern": "^([A-Za-z]{2})?$" })
}

fn example(setting: &Setting) -> Option<Json> {
    let first = *setting.example.first()?;
    Some(match setting.kind {
        Kind::Months => json!(first.parse::<u16>().expect("an example is a number")),
        Kind::Flag => json!(first == "true"),
        kind if kind.is_list() => json!(setting.example),
        _ => json!(first),
    })
}
