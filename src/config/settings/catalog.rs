//! The list itself: each setting with its kind, what it is, an example, what `init` asks, and what
//! packets lack without it.
//!
//! `init` writes what a setting is beside it, and editors show it: one short line each, in small
//! letters, without a stop.

use super::setting_spec::Kind::{
    Choice, Colour, Date, Flag, Language, Languages, Months, Named, Path, Paths, Phone, State,
    States, Table, Tables, Text, Texts, Web, Worded,
};
use super::setting_spec::{NO_SETTINGS, Settings, prompt, setting as s};

const LANGUAGES_HELP: &str = "Names or tags, with commas.";
const ADDRESS_HELP: &str = "With a semicolon where a new line begins.";
const POLICY_HELP: &str = "Its number and name. This policy refers to it.";

/// All tables, in the order of the documentation.
#[rustfmt::skip]
pub const SETTINGS: &[Settings] = &[
    Settings {
        about: "an agency's facts",
        settings: &[
            s("extends", Path, "the file whose settings hold where this one says nothing", &["../grantee.toml"]),
            s("append", Texts, "lists that add to those of that file and do not replace them", &["organizations"]),
            s("agency", Table, "who you are", &[]),
            s("policy", Table, "the policy's edition, and your choices in it", &[]),
            s("personnel", Tables, "key personnel, in the order to call; only staff see them", &[]),
            s("organizations", Tables, "local organizations that help people who are trafficked", &[]),
            s("without", Table, "why a list is empty", &[]),
            s("law_enforcement", Tables, "law enforcement agencies", &[])
                .lacked_with("the policy names no law enforcement agency", "a `[[law_enforcement]]` entry with a `name` and a `phone`"),
            s("child_protection", Tables, "child protective services, one entry for each state", &[]),
            s("protocols", Table, "your other policies", &[]),
            s("sites", Tables, "your clinics", &[]),
            s("languages", Table, "the languages of your clients", &[]),
            s("translations", Tables, "who answers for each translation", &[]),
            s("training", Table, "how often staff are trained, and who was when", &[]),
            s("committee", Table, "the Information and Education (I&E) committee", &[]),
            s("materials", Tables, "what clients are given that was made elsewhere", &[]),
            s("theme", Table, "how the documents look", &[]),
            s("output", Table, "how the documents are made", &[]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[agency]",
        about: "Who you are.",
        settings: &[
            s("name", Text, "the one thing without which nothing can be built", &["Cedar Valley Family Health"])
                .needed("What is the full name of your agency?", "As it is to stand in the documents."),
            s("short_name", Text, "how the heads of the pages of longer documents name you", &["Cedar Valley"])
                .asked("Is there a shorter name that you go by?", "It stands at the head of the pages of longer documents."),
            s("kind", Choice(&["subrecipient", "grantee"]), "your place in Title X", &["subrecipient"])
                .asked("What is your place in Title X?", "")
                .meaning(&[("subrecipient", "We provide services under a grantee"), ("grantee", "We receive the award ourselves")]),
            s("states", States, "postal codes of the states where you have clinics", &["IA"])
                .needed("In which states do you have clinics?", "Names or postal codes, with commas.")
                .lacked_with("the policy cannot say whose child protective services to call", "`states = [\"IA\"]` under `[agency]`, with your states"),
            s("address", Texts, "one text for each line", &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"])
                .needed("What is the address of your main office?", ADDRESS_HELP)
                .lacked_with("the policy has no address in its title block", "`address = [\"1200 River Street\", \"Cedar Falls, IA 50613\"]` under `[agency]`"),
            s("phone", Phone, "the number people call", &["319-555-0110"])
                .needed("Which phone number do people call?", "")
                .lacked("the documents give no phone of the agency"),
            s("website", Web, "your website, for the policy's title block", &["https://www.cedarvalley.example"])
                .asked("What is the address of your website?", ""),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[policy]",
        about: "The edition of the policy, and your choices in it.",
        settings: &[
            s("number", Text, "the policy's number in your own manual", &["CP-021"])
                .needed("Which number does this policy have in your manual?", "")
                .lacked("the policy has no number in its title block"),
            s("version", Text, "the number of this edition", &["1.0"])
                .needed("Which version is it?", "")
                .lacked("the policy has no version in its title block"),
            s("effective", Date, "the day the policy takes effect", &["2026-12-01"])
                .needed("On which day does it take effect?", "Year-month-day.")
                .lacked("the policy does not say when it takes effect"),
            s("next_review", Date, "the day by which it is looked at again", &["2027-12-01"])
                .needed("By which day is it looked at again?", "Year-month-day; most agencies take a year.")
                .lacked("the policy does not say when it is reviewed next"),
            s("owner", Text, "the position that answers for the policy", &["Director of Clinical Services"])
                .needed("Which position answers for it?", "")
                .lacked("the policy does not say who answers for it"),
            s("approvals", Tables, "the lines to sign, in the order of signing", &[])
                .needed("Which positions sign it?", "In the order of signing, with commas.")
                .lacked_with("the policy has no line to sign", "`approvals = [{ title = \"Executive Director\" }]` under `[policy]`"),
            s("revisions", Tables, "the history of the policy, one entry for each version", &[]),
            s("statements", Named, "what you decide about single statements, by their names", &[]),
            s("additions", Tables, "statements of your own", &[]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[policy.approvals]]",
        about: "A line to sign.",
        needed: &["title"],
        settings: &[
            s("title", Text, "the position that signs", &["Executive Director"]),
            s("name", Text, "who holds it; positions outlive people", &["Dr. J. Okafor"]),
        ],
        ..NO_SETTINGS
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
        ..NO_SETTINGS
    },
    Settings {
        heading: "[policy.statements]",
        about: "What you decide about one statement, by its name.",
        settings: &[
            s("include", Flag, "`false` leaves the statement out", &["false"]),
            s("reason", Text, "why it is left out", &["Planned for 2027 with the advisory council"]),
            s("text", Text, "the statement in your words", &["Every site refers; none conducts intensive interviews."]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[policy.additions]]",
        about: "A statement of your own.",
        needed: &["after", "text"],
        settings: &[
            s("after", Text, "the name of the statement it follows", &["safety-concerns"]),
            s("text", Text, "its words; a blank line begins a new paragraph", &["Panic buttons are tested each month."]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[personnel]]",
        about: "Key personnel: whom staff call, in the order to call. Only staff see these entries.",
        needed: &["position"],
        settings: &[
            s("position", Text, "the position, which outlives the person", &["Clinic Manager"]),
            s("name", Text, "who holds it", &["A. Rivera"])
                .asked("Who is the {}?", "Positions outlive people: you need not say."),
            s("phone", Phone, "how to reach the position", &["319-555-0111"])
                .asked("At which number do staff reach the {}?", "Only staff see it."),
            s("hours", Text, "when the phone is answered", &["Mon-Fri 8-5"])
                .asked("When does the {} answer the phone?", ""),
            s("responsibility", Text, "what the position does when trafficking is suspected", &["Leads the response at the site"])
                .asked("What does the {} do when trafficking is suspected?", "In a few words."),
            s("sites", Texts, "ids from `[[sites]]`; left out: every site", &["main"]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[organizations]]",
        about: "Local organizations that help people who are trafficked.",
        needed: &["name"],
        entries: Some((
            prompt(
                "Which organization near you helps people who are trafficked?",
                "One at a time. The Hotline's directory lists them: humantraffickinghotline.org.",
                true,
            ),
            "Is there another organization? What is its name?",
        )),
        settings: &[
            s("name", Text, "its name", &["Harbor Light Advocates"]),
            s(
                "kind",
                Choice(&["victim-services", "social-services", "coalition", "shelter", "legal", "health", "other"]),
                "what kind it is",
                &["victim-services"],
            )
                .asked("What kind of organization is {}?", "")
                .meaning(&[
                    ("victim-services", "Services for victims"),
                    ("social-services", "Social services"),
                    ("coalition", "A coalition against trafficking"),
                    ("shelter", "A shelter"),
                    ("legal", "Legal help"),
                    ("health", "Health care"),
                    ("other", "Something else"),
                ]),
            s("phone", Phone, "its phone", &["319-555-0120"])
                .asked("What is the phone number of {}?", ""),
            s("hours", Worded, "when the phone is answered", &["24 hours"])
                .asked("When does {} answer the phone?", ""),
            s("services", Worded, "what it offers", &["Shelter, advocacy, legal referral"])
                .asked("What does {} offer?", "In a few words."),
            s("languages", Languages, "the languages it serves people in", &["en", "es"])
                .asked("In which languages does {} serve people?", LANGUAGES_HELP),
            s("area", Worded, "where it works; never the address of a shelter", &["Black Hawk County"])
                .asked("Where does {} work?", "A county or a region. Never the address of a shelter."),
            s("website", Web, "its website", &["https://harborlight.example"])
                .asked("What is the website of {}?", ""),
            s("audience", Choice(&["client", "staff"]), "\"client\": may be shown to clients; \"staff\": staff alone", &["client"])
                .asked("May clients see {} on posters?", "")
                .meaning(&[("staff", "No, staff alone"), ("client", "Yes, clients may see it")]),
            s("verified_on", Date, "the day somebody last called to check the entry", &["2026-11-02"])
                .asked("When did somebody last call {} to check this?", "Year-month-day."),
        ],
    },
    Settings {
        heading: "[without]",
        about: "Where a list is empty, the reason.",
        settings: &[
            s("organizations", Text, "why no local organization is named", &["No organization works in the county; staff call the Hotline"])
                .needed("Why is there no organization to name?", "The policy says it in place of the list."),
            s("personnel", Text, "why no key personnel are named", &["The grantee's response team is called from every site"])
                .needed("Why is there nobody to name?", "The policy says it in place of the list."),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[law_enforcement]]",
        about: "Law enforcement agencies.",
        needed: &["name"],
        entries: Some((
            prompt("Which police or sheriff's office serves your clinics?", "One at a time.", true),
            "Is there another one, such as the sheriff or the FBI?",
        )),
        settings: &[
            s("name", Text, "its name", &["Cedar Falls Police Department"]),
            s("kind", Choice(&["police", "sheriff", "state", "fbi", "tribal", "other"]), "what kind it is", &["police"])
                .asked("What kind of agency is {}?", "")
                .meaning(&[
                    ("police", "Police"),
                    ("sheriff", "Sheriff"),
                    ("state", "State police or patrol"),
                    ("fbi", "FBI"),
                    ("tribal", "Tribal police"),
                    ("other", "Something else"),
                ]),
            s("phone", Phone, "its phone", &["319-555-0130"])
                .asked("What is the phone number of {}?", ""),
        ],
    },
    Settings {
        heading: "[[child_protection]]",
        about: "Child protective services, one entry for each of your states.",
        needed: &["state", "name"],
        settings: &[
            s("state", State, "the state's postal code", &["IA"]),
            s("name", Text, "the service's name", &["Iowa Department of Health and Human Services"]),
            s("phone", Phone, "where reports are taken", &["319-555-0140"])
                .asked("At which number does {} take reports?", ""),
            s("law", Text, "the state's reporting law, as your counsel cites it", &["Iowa Code, as your counsel cites it"])
                .asked("Which law orders reports to {}?", "As your counsel cites it."),
            s("verified_on", Date, "the day somebody last checked the entry", &["2026-11-02"])
                .asked("When did somebody last check the entry of {}?", "Year-month-day."),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[protocols]",
        about: "Numbers and names of your other policies.",
        settings: &[
            s("violence", Text, "on other forms of violence", &["CP-014 Intimate Partner Violence"])
                .needed("Which of your policies is on violence other than trafficking?", POLICY_HELP)
                .lacked("the policy cannot name your policy on other forms of violence"),
            s("mandatory_reporting", Text, "on mandatory reporting", &["CP-009 Mandatory Reporting"])
                .needed("Which of your policies is on mandatory reporting?", POLICY_HELP)
                .lacked("the policy cannot name your policy on mandatory reporting"),
            s("confidentiality", Text, "on confidentiality", &["CP-002 Confidentiality"])
                .needed("Which of your policies is on confidentiality?", POLICY_HELP)
                .lacked("the policy cannot name your policy on confidentiality"),
            s("security", Text, "on calling security or law enforcement", &["AD-007 Calling Security or Law Enforcement"])
                .needed("Which of your policies is on calling security or law enforcement?", POLICY_HELP)
                .lacked_with(
                    "the policy cannot name your policy on calling security or law enforcement",
                    "`security = \"AD-007 Calling Security\"` under `[protocols]`",
                ),
            s("information_and_education", Text, "on the review of materials", &["IE-001 Materials Review"])
                .needed("Which of your policies is on the review of materials for clients?", POLICY_HELP)
                .lacked("the policy cannot name your policy on the review of materials"),
            s("language_access", Text, "on interpreters and translations", &["AD-011 Language Access"])
                .needed("Which of your policies is on interpreters and translations?", POLICY_HELP)
                .lacked("the policy cannot name your policy on interpreters and translations"),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[sites]]",
        about: "Your clinics.",
        needed: &["id", "name"],
        entries: Some((
            prompt("What is the name of your first clinic?", "Each clinic you name gets an action sheet of its own.", false),
            "Is there another clinic? What is its name?",
        )),
        settings: &[
            s("id", Text, "for file names: small letters, digits, hyphens", &["main"]),
            s("name", Text, "its name", &["Cedar Valley Main Clinic"]),
            s("address", Texts, "one text for each line", &["1200 River Street, Suite 4", "Cedar Falls, IA 50613"])
                .asked("What is the address of {}?", ADDRESS_HELP),
            s("state", State, "where its address does not end in the state", &["IA"]),
            s("capacity", Choice(&["referral", "specialised"]), "\"specialised\": trained for longer interviews", &["referral"])
                .asked("How far do the staff of {} go with somebody who may be trafficked?", "")
                .meaning(&[
                    ("referral", "They listen, keep the person safe and refer"),
                    ("specialised", "They are trained for longer interviews as well"),
                ]),
            s("languages", Languages, "the languages its staff speak", &["en", "es"])
                .asked("Which languages do the staff of {} speak?", LANGUAGES_HELP),
        ],
    },
    Settings {
        heading: "[languages]",
        about: "The languages of your clients.",
        settings: &[
            s("served", Languages, "tags of the languages your clients are served in", &["en", "es"])
                .needed("In which languages do you serve clients?", LANGUAGES_HELP)
                .lacked("the policy does not say which languages clients are served in"),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[translations]]",
        about: "Who answers for each translation; until then it is built as a draft.",
        needed: &["language"],
        settings: &[
            s("language", Language, "the language's tag", &["es"]),
            s("translator", Text, "the certified translator's name or firm", &["Certified translator's name or firm"]),
            s("qualification", Text, "what makes the translator qualified", &["ATA-certified, English into Spanish"]),
            s("reviewed_on", Date, "the day the translation was reviewed", &["2026-11-10"]),
            s("source", Named, "the line that `policypress check` prints", &[]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[training]",
        about: "How often all staff are trained.",
        settings: &[
            s("every_months", Months, "months between trainings", &["12"]),
            s("staff", Tables, "who was trained when", &[]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[[training.staff]]",
        about: "Who was trained when; codes will do in place of names.",
        settings: &[
            s("code", Text, "a code or a name", &["S-01"]),
            s("position", Text, "the position alone will do, too", &["Medical assistant"]),
            s("orientation", Date, "once, at the beginning", &["2024-01-15"]),
            s("dates", Table, "the last day of each topic", &[]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[training.staff.dates]",
        about: "The last day of each topic.",
        settings: &[
            s("trafficking", Date, "human trafficking", &["2026-03-02"]),
            s("reporting", Date, "mandatory reporting", &["2026-03-02"]),
            s("confidentiality", Date, "confidentiality", &["2026-03-02"]),
            s("trauma", Date, "trauma-informed care", &["2026-03-02"]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[committee]",
        about: "The Information and Education (I&E) committee.",
        settings: &[
            s("name", Text, "its name", &["Cedar Valley I&E Committee"])
                .asked("What is your Information and Education (I&E) committee called?", "It reviews what clients are given (42 CFR 59.6)."),
            s("members", Texts, "at least five (42 CFR 59.6(b)); codes or names", &["M1", "M2", "M3", "M4", "M5"])
                .needed("Who are its members?", "Codes or names, at least five, with commas.")
                .lacked("nobody is there to review the materials for clients"),
            s("review_every_months", Months, "months until approved materials are reviewed again", &["12"]),
            s("technical_reviewer", Text, "the position that answers for medical accuracy", &["Medical Director"])
                .asked("Which position answers for the medical accuracy of materials?", ""),
        ],
        ..NO_SETTINGS
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
            s("approved_on", Date, "when the I&E committee approved it", &["2026-11-10"]),
            s("withdrawn_on", Date, "from when it is no longer given out", &["2027-06-01"]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[theme]",
        about: "How the documents look.",
        settings: &[
            s("accent", Colour, "bands, rules, large numbers; dark enough for white words", &["#004b87"]),
            s("logo", Path, "PNG, JPEG or SVG, from the folder of this file", &["logo.png"]),
            s("logo_alt", Text, "what the logo says to people who cannot see it", &["Cedar Valley Family Health"]),
            s("fonts", Paths, "more fonts, for scripts that the program has no letters for", &["fonts/"]),
        ],
        ..NO_SETTINGS
    },
    Settings {
        heading: "[output]",
        about: "How the documents are made.",
        settings: &[
            s("paper", Choice(&["letter", "legal", "a4", "tabloid"]), "the sheet; only posters become tabloid", &["letter"]),
        ],
        ..NO_SETTINGS
    },
];
