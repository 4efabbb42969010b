//! Every setting there is, by the table it stands in.
//!
//! The reader asks for each by name; this list is for saying where a setting that stands in the
//! wrong table belongs, and for the test that `agency.example.toml` shows them all.

/// A table of agency.toml and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The heading as it is written: `[agency]`, `[[organizations]]`; empty for the file itself.
    pub heading: &'static str,
    /// The names of its settings.
    pub keys: &'static [&'static str],
}

/// All tables, in the order of the documentation. `[policy.statements]` has no row: its names are
/// those of statements.
pub const SETTINGS: &[Settings] = &[
    Settings {
        heading: "",
        keys: &[
            "agency",
            "policy",
            "personnel",
            "organizations",
            "without",
            "law_enforcement",
            "child_protection",
            "protocols",
            "sites",
            "languages",
            "translations",
            "training",
            "committee",
            "materials",
            "theme",
            "output",
        ],
    },
    Settings {
        heading: "[agency]",
        keys: &[
            "name",
            "short_name",
            "kind",
            "states",
            "address",
            "phone",
            "website",
        ],
    },
    Settings {
        heading: "[policy]",
        keys: &[
            "number",
            "version",
            "effective",
            "next_review",
            "owner",
            "approvals",
            "revisions",
            "statements",
            "additions",
        ],
    },
    Settings {
        heading: "[[policy.approvals]]",
        keys: &["title", "name"],
    },
    Settings {
        heading: "[[policy.revisions]]",
        keys: &["version", "date", "summary"],
    },
    Settings {
        heading: "[policy.statements]",
        keys: &["include", "reason", "text"],
    },
    Settings {
        heading: "[[policy.additions]]",
        keys: &["after", "text"],
    },
    Settings {
        heading: "[[personnel]]",
        keys: &[
            "position",
            "name",
            "phone",
            "hours",
            "responsibility",
            "sites",
        ],
    },
    Settings {
        heading: "[[organizations]]",
        keys: &[
            "name",
            "kind",
            "phone",
            "hours",
            "services",
            "languages",
            "area",
            "website",
            "audience",
            "verified_on",
        ],
    },
    Settings {
        heading: "[without]",
        keys: &["organizations", "personnel"],
    },
    Settings {
        heading: "[[law_enforcement]]",
        keys: &["name", "kind", "phone"],
    },
    Settings {
        heading: "[[child_protection]]",
        keys: &["state", "name", "phone", "law", "verified_on"],
    },
    Settings {
        heading: "[protocols]",
        keys: &[
            "violence",
            "mandatory_reporting",
            "confidentiality",
            "security",
            "information_and_education",
            "language_access",
        ],
    },
    Settings {
        heading: "[[sites]]",
        keys: &["id", "name", "address", "state", "capacity", "languages"],
    },
    Settings {
        heading: "[languages]",
        keys: &["served"],
    },
    Settings {
        heading: "[[translations]]",
        keys: &[
            "language",
            "translator",
            "qualification",
            "reviewed_on",
            "source",
        ],
    },
    Settings {
        heading: "[training]",
        keys: &["every_months", "staff"],
    },
    Settings {
        heading: "[[training.staff]]",
        keys: &["code", "position", "orientation", "dates"],
    },
    Settings {
        heading: "[training.staff.dates]",
        keys: &["trafficking", "reporting", "confidentiality", "trauma"],
    },
    Settings {
        heading: "[committee]",
        keys: &[
            "name",
            "members",
            "review_every_months",
            "technical_reviewer",
        ],
    },
    Settings {
        heading: "[[materials]]",
        keys: &[
            "title",
            "source",
            "language",
            "edition",
            "approved_on",
            "withdrawn_on",
        ],
    },
    Settings {
        heading: "[theme]",
        keys: &["accent", "logo", "logo_alt", "fonts"],
    },
    Settings {
        heading: "[output]",
        keys: &["paper"],
    },
];

/// Where a setting of this name exists, as a message says it; empty when it exists nowhere or in
/// so many tables that naming them would not help.
pub(super) fn places_of(key: &str) -> Vec<String> {
    const MOST_PLACES_WORTH_NAMING: usize = 3;
    let places: Vec<String> = SETTINGS
        .iter()
        .filter(|table| table.keys.contains(&key))
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
