//! The catalog of settings: each with its kind, description, example, question for `init`, and the effect on
//! packets when it is missing.
//!
//! `init` writes descriptions as comments, and editors show them: one short line each, in lowercase, without
//! a final period.

use super::setting_spec::SettingKind::{
    Boolean, Choice, Color, Date, FilePath, FilePaths, LanguageTag, LanguageTags, LocalizedText,
    MonthCount, PhoneNumber, StateCode, StateCodes, Table, TableList, Text, TextList,
    UserKeyedTable, WebAddress,
};
use super::setting_spec::SuggestionWhenMissing::{Entry, Line};
use super::setting_spec::{EMPTY_TABLE, SettingsTable, new_prompt, new_setting as s};

const LANGUAGES_HELP: &str = "Names, separated by commas.";
const ADDRESS_HELP: &str = "Street, city, state and ZIP code.";
const SITES_HELP: &str = "Their names, or all.";
const POLICY_HELP: &str = "Its number and name. The trafficking policy will refer to it.";

/// All tables, in the order of the documentation.
#[rustfmt::skip]
pub const SETTINGS_TABLES: &[SettingsTable] = &[
    SettingsTable {
        description: "an agency's facts",
        settings: &[
            s("extends", FilePath, "the file that provides the settings missing here", &["../grantee.toml"]),
            s("append", TextList, "lists of values that add to that file's lists instead of replacing them", &["languages.served"]),
            s("replace", TextList, "lists that stand alone instead of adding to that file's lists", &["organizations"]),
            s("agency", Table, "who you are", &[]),
            s("policy", Table, "the policy's version, and your choices in it", &[]),
            s("personnel", TableList, "key personnel, in the order to call; only staff see them", &[]),
            s("organizations", TableList, "local organizations that help people who are trafficked", &[]),
            s("without", Table, "why a list is empty", &[]),
            s("law_enforcement", TableList, "law enforcement agencies", &[])
                .with_missing_effect_and_suggestion("the policy names no law enforcement agency", Entry("add a line `[[law_enforcement]]` at the end of the file, and below it the agency's `name` and `phone`")),
            s("child_protection", TableList, "child protective services, one entry for each state", &[]),
            s("protocols", Table, "your other policies", &[]),
            s("sites", TableList, "your clinics", &[]),
            s("languages", Table, "the languages of your clients", &[]),
            s("translations", TableList, "the reviewer of each translation", &[]),
            s("training", Table, "how often staff are trained, and who was trained when", &[]),
            s("committee", Table, "the Information and Education (I&E) committee", &[]),
            s("materials", TableList, "client materials made elsewhere", &[]),
            s("theme", Table, "the appearance of the documents", &[]),
            s("output", Table, "the format of the documents", &[]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[agency]",
        description: "Who you are.",
        settings: &[
            s("name", Text, "your agency's full name; required", &["Cedar Valley Family Health"])
                .with_required_prompt("What is the full name of your agency?", "As it should appear in the documents."),
            s("short_name", Text, "your name in the page headers of longer documents", &["Cedar Valley"])
                .with_optional_prompt("What shorter name does your agency use, if any?", "It appears in the page headers of longer documents."),
            s("kind", Choice(&["subrecipient", "grantee"]), "your role in Title X", &["subrecipient"])
                .with_optional_prompt("What is your role in Title X?", "")
                .with_choice_meanings(&[("subrecipient", "We provide services under a grantee"), ("grantee", "We receive the award ourselves")]),
            s("states", StateCodes, "postal codes of the states where you have clinics", &["IA"])
                .with_required_prompt("In which states do you have clinics?", "Names or postal codes, separated by commas.")
                .with_missing_effect("the policy cannot say which child protective services to call"),
            s("address", TextList, "one quoted text for each line of the address", &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"])
                .with_required_prompt("What is the address of your main office?", ADDRESS_HELP)
                .with_missing_effect("the policy has no address in its title block"),
            s("phone", PhoneNumber, "your main phone number", &["319-555-0110"])
                .with_required_prompt("What is your main phone number?", "")
                .with_missing_effect("the documents do not show the agency's phone number"),
            s("website", WebAddress, "your website, for the policy's title block", &["https://www.cedarvalley.example"])
                .with_optional_prompt("What is the address of your website?", ""),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[policy]",
        description: "The policy's version, and your choices in it.",
        settings: &[
            s("number", Text, "the policy's number in your own manual", &["CP-021"])
                .with_required_prompt("What is the number of the trafficking policy in your manual?", "")
                .with_missing_effect("the policy has no number in its title block"),
            s("version", Text, "the number of this version", &["1.0"])
                .with_required_prompt("Which version of the trafficking policy is this?", "")
                .with_missing_effect("the policy has no version in its title block"),
            s("effective", Date, "the date the policy takes effect", &["2026-12-01"])
                .with_required_prompt("When does the trafficking policy take effect?", "")
                .with_missing_effect("the policy does not say when it takes effect"),
            s("next_review", Date, "the date of the policy's next review", &["2027-12-01"])
                .with_required_prompt("When will you review the trafficking policy again?", "Most agencies review it after a year.")
                .with_missing_effect("the policy does not say when its next review is"),
            s("owner", Text, "the position responsible for the policy", &["Director of Clinical Services"])
                .with_required_prompt("Which position is responsible for the trafficking policy?", "")
                .with_missing_effect("the policy does not say who is responsible for it"),
            s("approvals", TableList, "signature lines, in the order of signing", &[])
                .with_required_prompt("Which positions sign the trafficking policy?", "In the order of signing, separated by commas.")
                .with_missing_effect_and_suggestion("the policy has no signature line", Line("approvals = [{ title = \"Executive Director\" }]")),
            s("revisions", TableList, "the history of the policy, one entry for each version", &[])
                .with_missing_effect_and_suggestion("the policy has no revision history", Entry("add a line `[[policy.revisions]]` at the end of the file, and below it a `version`, its `date` and a `summary` of what changed")),
            s("statements", UserKeyedTable, "your choices about statements, by name", &[]),
            s("additions", TableList, "your own statements", &[]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[policy.approvals]]",
        description: "A signature line.",
        required_keys: &["title"],
        settings: &[
            s("title", Text, "the position that signs", &["Executive Director"]),
            s("name", Text, "the person in this position (optional)", &["Dr. J. Okafor"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[policy.revisions]]",
        description: "The history of the policy, one entry for each version.",
        required_keys: &["version", "date", "summary"],
        identities: &[&["version"]],
        settings: &[
            s("version", Text, "the version's number", &["1.0"]),
            s("date", Date, "the date of the version", &["2026-12-01"]),
            s("summary", Text, "what changed", &["First edition"])
                .with_required_prompt("What is new in version {} of the trafficking policy?", "For the revision history, in a few words."),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[policy.statements]",
        description: "Your choice about one statement, by its name.",
        settings: &[
            s("include", Boolean, "`false` leaves the statement out", &["false"]),
            s("reason", Text, "why it is left out", &["Planned for 2027 with the advisory council"]),
            s("text", Text, "the statement in your words", &["Every site refers; none conducts intensive interviews."]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[policy.additions]]",
        description: "A statement of your own.",
        required_keys: &["after", "text"],
        identities: &[&["name"]],
        settings: &[
            s("after", Text, "the name of the statement it follows", &["safety-concerns"]),
            s("text", Text, "its text; a blank line begins a new paragraph", &["Panic buttons are tested each month."]),
            s("name", Text, "a name, so that another file can replace it (optional)", &["panic-buttons"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[personnel]]",
        description: "Key personnel: who staff should call, in order. Only staff see these entries.",
        required_keys: &["position"],
        identities: &[&["position", "sites"]],
        settings: &[
            s("position", Text, "the position, as staff know it", &["Clinic Manager"]),
            s("name", Text, "the person in this position (optional)", &["A. Rivera"])
                .with_optional_prompt("What is the name of the {}?", "Optional; names go out of date."),
            s("phone", PhoneNumber, "how to reach the position", &["319-555-0111"])
                .with_required_prompt("What number do staff call to reach the {}?", "Only staff see it."),
            s("hours", Text, "when the phone is answered", &["Mon-Fri 8-5"])
                .with_optional_prompt("When does the {} answer the phone?", "Days and times, or 24 hours."),
            s("after_hours", Boolean, "whether the position answers after closing, if `hours` does not say so", &["true"])
                .with_required_prompt("Does the {} answer the phone after closing?", "Action sheets list only these positions for calls at night.")
                .with_choice_meanings(&[("true", "Yes"), ("false", "No")]),
            s("responsibility", Text, "what the position does when trafficking is suspected", &["Leads the response at the site"])
                .with_optional_prompt("What does the {} do when trafficking is suspected?", "In a few words."),
            s("sites", TextList, "ids from `[[sites]]`; leave out for every site", &["main"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[organizations]]",
        description: "Local organizations that help people who are trafficked.",
        required_keys: &["name"],
        identities: &[&["name", "phone"]],
        entry_prompts: Some((
            new_prompt(
                "Which organization near you helps people who are trafficked?",
                "One at a time. The Hotline's directory lists them: humantraffickinghotline.org.",
                true,
            ),
            "What is the name of the next organization?",
        )),
        settings: &[
            s("name", Text, "the organization's name", &["Harbor Light Advocates"]),
            s(
                "kind",
                Choice(&["victim-services", "social-services", "coalition", "shelter", "legal", "health", "other"]),
                "the kind of organization",
                &["victim-services"],
            )
                .with_optional_prompt("What kind of organization is {}?", "")
                .with_choice_meanings(&[
                    ("victim-services", "Victim services"),
                    ("social-services", "Social services"),
                    ("coalition", "Anti-trafficking coalition"),
                    ("shelter", "A shelter"),
                    ("legal", "Legal help"),
                    ("health", "Health care"),
                    ("other", "Something else"),
                ]),
            s("phone", PhoneNumber, "the organization's phone number", &["319-555-0120"])
                .with_optional_prompt("What is the phone number of {}?", ""),
            s("text_number", PhoneNumber, "the number that `services` or `hours` tell people to text, to compare them with", &["319-555-0121"]),
            s("hours", LocalizedText, "when the phone is answered", &["24 hours"])
                .with_optional_prompt("When does {} answer the phone?", ""),
            s("services", LocalizedText, "what the organization offers", &["Shelter, advocacy, legal referral"])
                .with_optional_prompt("What does {} offer?", "In a few words."),
            s("languages", LanguageTags, "the languages it serves people in", &["en", "es"])
                .with_optional_prompt("In which languages does {} serve people?", LANGUAGES_HELP),
            s("area", LocalizedText, "the area it serves; never the address of a shelter", &["Black Hawk County"])
                .with_optional_prompt("What area does {} serve?", "A county or a region. Never the address of a shelter."),
            s("website", WebAddress, "the organization's website", &["https://harborlight.example"])
                .with_optional_prompt("What is the website of {}?", ""),
            s("audience", Choice(&["client", "staff"]), "\"client\": may be shown to clients; \"staff\": staff only", &["client"])
                .with_optional_prompt("May posters and pocket cards show {} to clients?", "")
                .with_choice_meanings(&[("staff", "No, staff only (also if you skip)"), ("client", "Yes, clients may see it")]),
            s("verified_on", Date, "the date you last called to check this entry", &["2026-11-02"])
                .with_optional_prompt("When did you last check the phone number of {}?", ""),
            s("sites", TextList, "ids from `[[sites]]` whose action sheets list the organization; leave out for every site", &["main"])
                .with_required_prompt("Which of your clinics does {} serve?", SITES_HELP),
            s("states", StateCodes, "states whose sites list the organization, instead of `sites`", &["IA"]),
        ],
    },
    SettingsTable {
        heading: "[without]",
        description: "Reasons for empty lists.",
        settings: &[
            s("organizations", Text, "why no local organization is listed", &["No organization works in the county; staff call the Hotline"])
                .with_required_prompt("Why is no local organization listed?", "The policy shows your reason instead of the list."),
            s("personnel", Text, "why no key personnel are listed", &["The grantee's response team is called from every site"])
                .with_required_prompt("Why are no key personnel listed?", "The policy shows your reason instead of the list."),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[law_enforcement]]",
        description: "Law enforcement agencies.",
        required_keys: &["name"],
        identities: &[&["name", "phone"]],
        entry_prompts: Some((
            new_prompt("Which police or sheriff's office serves your clinics?", "One at a time.", true),
            "Which other law enforcement agency serves your clinics?",
        )),
        settings: &[
            s("name", Text, "the agency's name", &["Cedar Falls Police Department"]),
            s("kind", Choice(&["police", "sheriff", "state", "fbi", "tribal", "other"]), "the kind of agency", &["police"])
                .with_optional_prompt("What kind of agency is {}?", "")
                .with_choice_meanings(&[
                    ("police", "Police"),
                    ("sheriff", "Sheriff"),
                    ("state", "State police or patrol"),
                    ("fbi", "FBI"),
                    ("tribal", "Tribal police"),
                    ("other", "Something else"),
                ]),
            s("phone", PhoneNumber, "the agency's phone number", &["319-555-0130"])
                .with_required_prompt("What is the phone number of {}?", ""),
            s("sites", TextList, "ids from `[[sites]]` that the agency serves; leave out for every site", &["main"])
                .with_required_prompt("Which of your clinics does {} serve?", SITES_HELP),
            s("states", StateCodes, "states where the agency serves every site, instead of `sites`", &["IA"]),
        ],
    },
    SettingsTable {
        heading: "[[child_protection]]",
        description: "Child protective services, one entry for each of your states.",
        required_keys: &["state", "name"],
        identities: &[&["state", "name"]],
        settings: &[
            s("state", StateCode, "the state's postal code", &["IA"]),
            s("name", Text, "the service's name", &["Iowa Department of Health and Human Services"]),
            s("phone", PhoneNumber, "where reports are taken", &["319-555-0140"])
                .with_required_prompt("What number do staff call to report to {}?", ""),
            s("law", Text, "the state's reporting law, as your counsel cites it", &["Iowa Code 232.69"])
                .with_optional_prompt("Which law requires reports to {}?", "As your counsel cites it. If you are not sure, press Enter and ask your counsel."),
            s("verified_on", Date, "the date you last checked this number", &["2026-11-02"])
                .with_optional_prompt("When did you last check the phone number of {}?", ""),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[protocols]",
        description: "Numbers and names of your other policies.",
        settings: &[
            s("violence", Text, "on other forms of violence", &["CP-014 Intimate Partner Violence"])
                .with_required_prompt("Which of your policies covers violence other than trafficking?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on other forms of violence"),
            s("mandatory_reporting", Text, "on mandatory reporting", &["CP-009 Mandatory Reporting"])
                .with_required_prompt("Which of your policies covers mandatory reporting?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on mandatory reporting"),
            s("confidentiality", Text, "on confidentiality", &["CP-002 Confidentiality"])
                .with_required_prompt("Which of your policies covers confidentiality?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on confidentiality"),
            s("security", Text, "on calling security or law enforcement", &["AD-007 Calling Security or Law Enforcement"])
                .with_required_prompt("Which of your policies covers calling security or law enforcement?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on calling security or law enforcement"),
            s("information_and_education", Text, "on the review of materials", &["IE-001 Materials Review"])
                .with_required_prompt("Which of your policies covers the review of client materials?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on the review of materials"),
            s("language_access", Text, "on interpreters and translations", &["AD-011 Language Access"])
                .with_required_prompt("Which of your policies covers interpreters and translations?", POLICY_HELP)
                .with_missing_effect("the trafficking policy cannot refer to your policy on interpreters and translations"),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[sites]]",
        description: "Your clinics.",
        required_keys: &["id", "name"],
        identities: &[&["id"]],
        entry_prompts: Some((
            new_prompt("What is the name of your first clinic?", "Each clinic gets its own action sheet.", false),
            "What is the name of your next clinic?",
        )),
        settings: &[
            s("id", Text, "for file names: lowercase letters, digits, hyphens", &["main"]),
            s("name", Text, "the clinic's name", &["Cedar Valley Main Clinic"]),
            s("address", TextList, "one quoted text for each line of the address", &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"])
                .with_required_prompt("What is the address of {}?", ADDRESS_HELP),
            s("state", StateCode, "the clinic's state, if the address does not say so", &["IA"])
                .with_optional_prompt("Which state is {} in?", "Its action sheet names the services of that state."),
            s("capacity", Choice(&["referral", "specialized"]), "\"specialized\": staff are trained for in-depth interviews", &["referral"])
                .with_optional_prompt("What do the staff of {} do for a person who may be trafficked?", "")
                .with_choice_meanings(&[
                    ("referral", "They listen, keep the person safe and refer"),
                    ("specialized", "They also have staff trained for in-depth interviews"),
                ]),
            s("languages", LanguageTags, "the languages its staff speak", &["en", "es"])
                .with_required_prompt("Which languages do the staff of {} speak?", LANGUAGES_HELP),
        ],
    },
    SettingsTable {
        heading: "[languages]",
        description: "The languages of your clients.",
        settings: &[
            s("served", LanguageTags, "codes of the languages you serve clients in, such as en, es, vi", &["en", "es"])
                .with_required_prompt("In which languages do you serve clients?", LANGUAGES_HELP)
                .with_missing_effect_and_suggestion("the policy does not say which languages clients are served in", Line("served = [\"en\"]")),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[translations]]",
        description: "The reviewer of each translation; until its review, it is built as a draft.",
        required_keys: &["language"],
        identities: &[&["language"]],
        settings: &[
            s("language", LanguageTag, "the code of the language", &["es"]),
            s("translator", Text, "the certified translator's name or firm", &["Certified translator's name or firm"]),
            s("qualification", Text, "what makes the translator qualified", &["ATA-certified, English into Spanish"]),
            s("reviewed_on", Date, "the date the translation was reviewed", &["2026-11-10"]),
            s("source", UserKeyedTable, "the line that `policypress check` prints", &[]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[training]",
        description: "How often all staff are trained.",
        settings: &[
            s("every_months", MonthCount, "months between trainings", &["12"]),
            s("staff", TableList, "who was trained when", &[])
                .with_missing_effect_and_suggestion("the training record lists no staff, so nothing shows who was trained when", Entry("add a line `[[training.staff]]` for each person at the end of the file, and below it their `code`, `position` and dates, as agency.example.toml shows")),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[training.staff]]",
        description: "Who was trained when; you can use codes instead of names.",
        identities: &[&["code"], &["position"]],
        settings: &[
            s("code", Text, "a code or a name", &["S-01"]),
            s("position", Text, "the position; you can use it instead of a code", &["Medical assistant"]),
            s("orientation", Date, "the date of the orientation", &["2024-01-15"]),
            s("dates", Table, "the date of the last training in each topic", &[]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[training.staff.dates]",
        description: "The date of the last training in each topic.",
        settings: &[
            s("trafficking", Date, "human trafficking", &["2026-03-02"]),
            s("reporting", Date, "mandatory reporting", &["2026-03-02"]),
            s("confidentiality", Date, "confidentiality", &["2026-03-02"]),
            s("trauma", Date, "trauma-informed care", &["2026-03-02"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[committee]",
        description: "The Information and Education (I&E) committee.",
        settings: &[
            s("name", Text, "the committee's name", &["Cedar Valley I&E Committee"])
                .with_optional_prompt("What is your Information and Education (I&E) committee called?", "It reviews client materials (42 CFR 59.6)."),
            s("members", TextList, "at least five (42 CFR 59.6(b)); codes or names", &["M1", "M2", "M3", "M4", "M5"])
                .with_required_prompt("Who are the members of your I&E committee?", "At least five, separated by commas. Codes such as M1 keep names out of the file.")
                .with_missing_effect("no committee members are listed to review client materials"),
            s("review_every_months", MonthCount, "months until approved materials are reviewed again", &["12"]),
            s("technical_reviewer", Text, "the position responsible for medical accuracy", &["Medical Director"])
                .with_optional_prompt("Which position is responsible for the medical accuracy of materials?", ""),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[[materials]]",
        description: "Client materials made elsewhere, such as a brochure.",
        required_keys: &["title"],
        identities: &[&["title", "language", "edition"]],
        settings: &[
            s("title", Text, "the title of the material", &["Your Rights at Work"]),
            s("source", Text, "who made it", &["Prairie Legal Help"]),
            s("language", LanguageTag, "the language it is in", &["es"]),
            s("edition", Text, "the edition, or its date", &["2026"]),
            s("approved_on", Date, "the date the I&E committee approved it", &["2026-11-10"]),
            s("withdrawn_on", Date, "the date it was withdrawn from distribution", &["2027-06-01"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[theme]",
        description: "The appearance of the documents.",
        settings: &[
            s("accent", Color, "bands, rules, large numbers; dark enough for white text", &["#004b87"]),
            s("logo", FilePath, "PNG, JPEG or SVG, relative to the folder of this file", &["logo.png"]),
            s("logo_alt", Text, "a description for people who cannot see the logo", &["Cedar Valley Family Health"]),
            s("fonts", FilePaths, "more fonts, for alphabets without a built-in font", &["fonts/"]),
        ],
        ..EMPTY_TABLE
    },
    SettingsTable {
        heading: "[output]",
        description: "The format of the documents.",
        settings: &[
            s("paper", Choice(&["letter", "legal", "a4", "tabloid"]), "the paper size; only posters and cards can be tabloid", &["letter"]),
        ],
        ..EMPTY_TABLE
    },
];
