//! The catalog of settings: every setting there is, by the table it stands in.
//!
//! The reader asks for each by name. What else is said of a setting comes from its entry here: the
//! description for editors, the questions of `init` and the remarks in what it writes, what packets lack
//! without it, and where a setting that stands in the wrong table belongs.

mod catalog;
mod setting_spec;

pub use catalog::SETTINGS;
pub use setting_spec::{Kind, Lack, Prompt, Setting, Settings};

impl Settings {
    /// The table with that path: `organizations`, `policy.approvals`.
    pub fn at(path: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|table| table.path() == path)
    }

    /// The table of one of its settings.
    pub(super) fn inner(&self, key: &str) -> &'static Self {
        Self::at(&self.path_of(key)).expect("a table is in the catalog")
    }
}

/// A setting without which packets lack something.
pub(super) struct Needed {
    /// The table it stands in.
    pub(super) table: &'static Settings,
    pub(super) setting: &'static Setting,
    pub(super) effect: &'static str,
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
