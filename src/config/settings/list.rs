//! The list itself: each setting with its kind, what it is, and an example.
//!
//! `init` writes what a setting is beside it, and editors show it: one short line each, in small
//! letters, without a stop.

use super::Kind::{
    Choice, Colour, Date, Flag, Language, Languages, Months, Named, Path, Paths, Phone, State,
    States, Table, Tables, Text, Texts, Web, Worded,
};
use super::{Kind, Setting, Settings};

const fn s(
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
    }
}

/// All tables, in the order of the documentation.
pub const SETTINGS: &[Settings] = &[
    Settings {
        heading: "",
        about: "an agency's facts",
        needed: &[],
        settings: &[
            s(
                "extends",
                Path,
                "the file whose settings hold where this one says nothing",
                &["../grantee.toml"],
            ),
            s(
                "append",
                Texts,
                "lists that add to those of that file and do not replace them",
                &["organizations"],
            ),
            s("agency", Table, "who you are", &[]),
            s(
                "policy",
                Table,
                "the policy's edition, and your choices in it",
                &[],
            ),
            s(
                "personnel",
                Tables,
                "key personnel, in the order to call; only staff see them",
                &[],
            ),
            s(
                "organizations",
                Tables,
                "local organizations that help people who are trafficked",
                &[],
            ),
            s("without", Table, "why a list is empty", &[]),
            s("law_enforcement", Tables, "law enforcement agencies", &[]),
            s(
                "child_protection",
                Tables,
                "child protective services, one entry for each state",
                &[],
            ),
            s("protocols", Table, "your other policies", &[]),
            s("sites", Tables, "your clinics", &[]),
            s("languages", Table, "the languages of your clients", &[]),
            s(
                "translations",
                Tables,
                "who answers for each translation",
                &[],
            ),
            s(
                "training",
                Table,
                "how often staff are trained, and who was when",
                &[],
            ),
            s(
                "committee",
                Table,
                "the Information and Education (I&E) committee",
                &[],
            ),
            s(
                "materials",
                Tables,
                "what clients are given that was made elsewhere",
                &[],
            ),
            s("theme", Table, "how the documents look", &[]),
            s("output", Table, "how the documents are made", &[]),
        ],
    },
    Settings {
        heading: "[agency]",
        about: "Who you are.",
        needed: &[],
        settings: &[
            s(
                "name",
                Text,
                "the one thing without which nothing can be built",
                &["Cedar Valley Family Health"],
            ),
            s(
                "short_name",
                Text,
                "how the heads of the pages of longer documents name you",
                &["Cedar Valley"],
            ),
            s(
                "kind",
                Choice(&["subrecipient", "grantee"]),
                "your place in Title X",
                &["subrecipient"],
            ),
            s(
                "states",
                States,
                "postal codes of the states where you have clinics",
                &["IA"],
            ),
            s(
                "address",
                Texts,
                "one text for each line",
                &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"],
            ),
            s("phone", Phone, "the number people call", &["319-555-0110"]),
            s(
                "website",
                Web,
                "your website, for the policy's title block",
                &["https://www.cedarvalley.example"],
            ),
        ],
    },
    Settings {
        heading: "[policy]",
        about: "The edition of the policy, and your choices in it.",
        needed: &[],
        settings: &[
            s(
                "number",
                Text,
                "the policy's number in your own manual",
                &["CP-021"],
            ),
            s("version", Text, "the number of this edition", &["1.0"]),
            s(
                "effective",
                Date,
                "the day the policy takes effect",
                &["2026-12-01"],
            ),
            s(
                "next_review",
                Date,
                "the day by which it is looked at again",
                &["2027-12-01"],
            ),
            s(
                "owner",
                Text,
                "the position that answers for the policy",
                &["Director of Clinical Services"],
            ),
            s(
                "approvals",
                Tables,
                "the lines to sign, in the order of signing",
                &[],
            ),
            s(
                "revisions",
                Tables,
                "the history of the policy, one entry for each version",
                &[],
            ),
            s(
                "statements",
                Named,
                "what you decide about single statements, by their names",
                &[],
            ),
            s("additions", Tables, "statements of your own", &[]),
        ],
    },
    Settings {
        heading: "[[policy.approvals]]",
        about: "A line to sign.",
        needed: &["title"],
        settings: &[
            s(
                "title",
                Text,
                "the position that signs",
                &["Executive Director"],
            ),
            s(
                "name",
                Text,
                "who holds it; positions outlive people",
                &["Dr. J. Okafor"],
            ),
        ],
    },
    Settings {
        heading: "[[policy.revisions]]",
        about: "The history of the policy, one entry for each version.",
        needed: &["version", "date", "summary"],
        settings: &[
            s("version", Text, "the edition's number", &["1.0"]),
            s("date", Date, "its date", &["2026-12-01"]),
            s("summary", Text, "what changed", &["First edition"]),
        ],
    },
    Settings {
        heading: "[policy.statements]",
        about: "What you decide about one statement, by its name.",
        needed: &[],
        settings: &[
            s(
                "include",
                Flag,
                "`false` leaves the statement out",
                &["false"],
            ),
            s(
                "reason",
                Text,
                "why it is left out",
                &["Planned for 2027 with the advisory council"],
            ),
            s(
                "text",
                Text,
                "the statement in your words",
                &["Every site refers; none conducts intensive interviews."],
            ),
        ],
    },
    Settings {
        heading: "[[policy.additions]]",
        about: "A statement of your own.",
        needed: &["after", "text"],
        settings: &[
            s(
                "after",
                Text,
                "the name of the statement it follows",
                &["safety-concerns"],
            ),
            s(
                "text",
                Text,
                "its words; a blank line begins a new paragraph",
                &["Panic buttons are tested each month."],
            ),
        ],
    },
    Settings {
        heading: "[[personnel]]",
        about: "Key personnel: whom staff call, in the order to call. Only staff see these entries.",
        needed: &["position"],
        settings: &[
            s(
                "position",
                Text,
                "the position, which outlives the person",
                &["Clinic Manager"],
            ),
            s("name", Text, "who holds it", &["A. Rivera"]),
            s(
                "phone",
                Phone,
                "how to reach the position",
                &["319-555-0111"],
            ),
            s(
                "hours",
                Text,
                "when the phone is answered",
                &["Mon-Fri 8-5"],
            ),
            s(
                "responsibility",
                Text,
                "what the position does when trafficking is suspected",
                &["Leads the response at the site"],
            ),
            s(
                "sites",
                Texts,
                "ids from `[[sites]]`; left out: every site",
                &["main"],
            ),
        ],
    },
    Settings {
        heading: "[[organizations]]",
        about: "Local organizations that help people who are trafficked.",
        needed: &["name"],
        settings: &[
            s("name", Text, "its name", &["Harbor Light Advocates"]),
            s(
                "kind",
                Choice(&[
                    "victim-services",
                    "social-services",
                    "coalition",
                    "shelter",
                    "legal",
                    "health",
                    "other",
                ]),
                "what kind it is",
                &["victim-services"],
            ),
            s("phone", Phone, "its phone", &["319-555-0120"]),
            s("hours", Worded, "when the phone is answered", &["24 hours"]),
            s(
                "services",
                Worded,
                "what it offers",
                &["Shelter, advocacy, legal referral"],
            ),
            s(
                "languages",
                Languages,
                "the languages it serves people in",
                &["en", "es"],
            ),
            s(
                "area",
                Worded,
                "where it works; never the address of a shelter",
                &["Black Hawk County"],
            ),
            s(
                "website",
                Web,
                "its website",
                &["https://harborlight.example"],
            ),
            s(
                "audience",
                Choice(&["client", "staff"]),
                "\"client\": may be shown to clients; \"staff\": staff alone",
                &["client"],
            ),
            s(
                "verified_on",
                Date,
                "the day somebody last called to check the entry",
                &["2026-11-02"],
            ),
        ],
    },
    Settings {
        heading: "[without]",
        about: "Where a list is empty, the reason.",
        needed: &[],
        settings: &[
            s(
                "organizations",
                Text,
                "why no local organization is named",
                &["No organization works in the county; staff call the Hotline"],
            ),
            s(
                "personnel",
                Text,
                "why no key personnel are named",
                &["The grantee's response team is called from every site"],
            ),
        ],
    },
    Settings {
        heading: "[[law_enforcement]]",
        about: "Law enforcement agencies.",
        needed: &["name"],
        settings: &[
            s("name", Text, "its name", &["Cedar Falls Police Department"]),
            s(
                "kind",
                Choice(&["police", "sheriff", "state", "fbi", "tribal", "other"]),
                "what kind it is",
                &["police"],
            ),
            s("phone", Phone, "its phone", &["319-555-0130"]),
        ],
    },
    Settings {
        heading: "[[child_protection]]",
        about: "Child protective services, one entry for each of your states.",
        needed: &["state", "name"],
        settings: &[
            s("state", State, "the state's postal code", &["IA"]),
            s(
                "name",
                Text,
                "the service's name",
                &["Iowa Department of Health and Human Services"],
            ),
            s("phone", Phone, "where reports are taken", &["319-555-0140"]),
            s(
                "law",
                Text,
                "the state's reporting law, as your counsel cites it",
                &["Iowa Code, as your counsel cites it"],
            ),
            s(
                "verified_on",
                Date,
                "the day somebody last checked the entry",
                &["2026-11-02"],
            ),
        ],
    },
    Settings {
        heading: "[protocols]",
        about: "Numbers and names of your other policies.",
        needed: &[],
        settings: &[
            s(
                "violence",
                Text,
                "on other forms of violence",
                &["CP-014 Intimate Partner Violence"],
            ),
            s(
                "mandatory_reporting",
                Text,
                "on mandatory reporting",
                &["CP-009 Mandatory Reporting"],
            ),
            s(
                "confidentiality",
                Text,
                "on confidentiality",
                &["CP-002 Confidentiality"],
            ),
            s(
                "security",
                Text,
                "on calling security or law enforcement",
                &["AD-007 Calling Security or Law Enforcement"],
            ),
            s(
                "information_and_education",
                Text,
                "on the review of materials",
                &["IE-001 Materials Review"],
            ),
            s(
                "language_access",
                Text,
                "on interpreters and translations",
                &["AD-011 Language Access"],
            ),
        ],
    },
    Settings {
        heading: "[[sites]]",
        about: "Your clinics.",
        needed: &["id", "name"],
        settings: &[
            s(
                "id",
                Text,
                "for file names: small letters, digits, hyphens",
                &["main"],
            ),
            s("name", Text, "its name", &["Cedar Valley Main Clinic"]),
            s(
                "address",
                Texts,
                "one text for each line",
                &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"],
            ),
            s(
                "state",
                State,
                "where its address does not end in the state",
                &["IA"],
            ),
            s(
                "capacity",
                Choice(&["referral", "specialised"]),
                "\"specialised\": trained for longer interviews",
                &["referral"],
            ),
            s(
                "languages",
                Languages,
                "the languages its staff speak",
                &["en", "es"],
            ),
        ],
    },
    Settings {
        heading: "[languages]",
        about: "The languages of your clients.",
        needed: &[],
        settings: &[s(
            "served",
            Languages,
            "tags of the languages your clients are served in",
            &["en", "es"],
        )],
    },
    Settings {
        heading: "[[translations]]",
        about: "Who answers for each translation; until then it is built as a draft.",
        needed: &["language"],
        settings: &[
            s("language", Language, "the language's tag", &["es"]),
            s(
                "translator",
                Text,
                "the certified translator's name or firm",
                &["Certified translator's name or firm"],
            ),
            s(
                "qualification",
                Text,
                "what makes the translator qualified",
                &["ATA-certified, English into Spanish"],
            ),
            s(
                "reviewed_on",
                Date,
                "the day the translation was reviewed",
                &["2026-11-10"],
            ),
            s(
                "source",
                Named,
                "the line that `policypress check` prints",
                &[],
            ),
        ],
    },
    Settings {
        heading: "[training]",
        about: "How often all staff are trained.",
        needed: &[],
        settings: &[
            s("every_months", Months, "months between trainings", &["12"]),
            s("staff", Tables, "who was trained when", &[]),
        ],
    },
    Settings {
        heading: "[[training.staff]]",
        about: "Who was trained when; codes will do in place of names.",
        needed: &[],
        settings: &[
            s("code", Text, "a code or a name", &["S-01"]),
            s(
                "position",
                Text,
                "the position alone will do, too",
                &["Medical assistant"],
            ),
            s(
                "orientation",
                Date,
                "once, at the beginning",
                &["2024-01-15"],
            ),
            s("dates", Table, "the last day of each topic", &[]),
        ],
    },
    Settings {
        heading: "[training.staff.dates]",
        about: "The last day of each topic.",
        needed: &[],
        settings: &[
            s("trafficking", Date, "human trafficking", &["2026-03-02"]),
            s("reporting", Date, "mandatory reporting", &["2026-03-02"]),
            s("confidentiality", Date, "confidentiality", &["2026-03-02"]),
            s("trauma", Date, "trauma-informed care", &["2026-03-02"]),
        ],
    },
    Settings {
        heading: "[committee]",
        about: "The Information and Education (I&E) committee.",
        needed: &[],
        settings: &[
            s("name", Text, "its name", &["Cedar Valley I&E Committee"]),
            s(
                "members",
                Texts,
                "at least five (42 CFR 59.6(b)); codes or names",
                &["M1", "M2", "M3", "M4", "M5"],
            ),
            s(
                "review_every_months",
                Months,
                "months until approved materials are reviewed again",
                &["12"],
            ),
            s(
                "technical_reviewer",
                Text,
                "the position that answers for medical accuracy",
                &["Medical Director"],
            ),
        ],
    },
    Settings {
        heading: "[[materials]]",
        about: "What clients are given that was made elsewhere: a leaflet, a brochure.",
        needed: &["title"],
        settings: &[
            s("title", Text, "its title", &["Your Rights at Work"]),
            s("source", Text, "who made it", &["Prairie Legal Help"]),
            s("language", Language, "the language it is in", &["es"]),
            s("edition", Text, "its edition or its date", &["2026"]),
            s(
                "approved_on",
                Date,
                "when the I&E committee approved it",
                &["2026-11-10"],
            ),
            s(
                "withdrawn_on",
                Date,
                "from when it is no longer given out",
                &["2027-06-01"],
            ),
        ],
    },
    Settings {
        heading: "[theme]",
        about: "How the documents look.",
        needed: &[],
        settings: &[
            s(
                "accent",
                Colour,
                "bands, rules, large numbers; dark enough for white words",
                &["#004b87"],
            ),
            s(
                "logo",
                Path,
                "PNG, JPEG or SVG, from the folder of this file",
                &["logo.png"],
            ),
            s(
                "logo_alt",
                Text,
                "what the logo says to people who cannot see it",
                &["Cedar Valley Family Health"],
            ),
            s(
                "fonts",
                Paths,
                "more fonts, for scripts that the program has no letters for",
                &["fonts/"],
            ),
        ],
    },
    Settings {
        heading: "[output]",
        about: "How the documents are made.",
        needed: &[],
        settings: &[s(
            "paper",
            Choice(&["letter", "legal", "a4", "tabloid"]),
            "the sheet; only posters become tabloid",
            &["letter"],
        )],
    },
];
