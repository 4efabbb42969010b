//! What finished documents show: no staff fact reaches clients, and no number is a slip of the Hotline's.

use std::sync::{Arc, LazyLock};

use policypress::content::pack::{self, TemplatePack};
use policypress::diag::client_text::ClientTextProblem;
use policypress::diag::{Diagnostic, Problem, Severity};
use policypress::span::SourceFile;

use crate::staff_fact_leaks::TestRng;
use crate::support::packet::{compose_agency_text, read_agency_fixture, read_valid_pack};

static BUILT_IN_PACK: LazyLock<TemplatePack> = LazyLock::new(TemplatePack::load_built_in);

/// An agency with staff, a public number, the police, and organizations for clients and for staff.
const AGENCY: &str = r#"
[agency]
name = "Willow Clinic"
phone = "319-555-0110"
website = "https://willow.example"
[languages]
served = ["en", "es"]
[policy]
approvals = [{ title = "Medical Director", name = "Dr. J. Okafor" }]
[committee]
members = ["M1", "Community Member", "Lupe Arroyo"]
[[training.staff]]
code = "Peter Novak"
[[personnel]]
position = "Clinic Manager"
name = "Ana Rivera, RN"
phone = "515-555-0111 ext. 42"
[[personnel]]
position = "Night Lead"
name = "Grace May"
phone = "641-555-0112"
[[personnel]]
position = "Front Desk"
name = "Hope"
phone = "319-555-0110 ext. 7"
[[personnel]]
position = "Security"
phone = "911"
[[law_enforcement]]
name = "County Sheriff"
phone = "712-555-0130"
[[organizations]]
name = "Harbor Light"
phone = "563-555-0120"
website = "https://harborlight.example"
services = "SERVICES"
audience = "client"
[[organizations]]
name = "Quiet Shelter"
phone = "402-555-0160"
website = "https://quiet.example"
"#;

/// Returns what is found in the finished text of documents.
fn check_with_pack(pack: &TemplatePack, agency: &str) -> Vec<(ClientTextProblem, Diagnostic)> {
    let (_, found) = compose_agency_text(pack, agency);
    let found = found.into_vec().into_iter();
    found
        .filter_map(|diagnostic| match &diagnostic.problem {
            Problem::ClientText(problem) => Some((problem.clone(), diagnostic)),
            _ => None,
        })
        .collect()
}

fn check_agency(agency: &str) -> Vec<(ClientTextProblem, Diagnostic)> {
    check_with_pack(&BUILT_IN_PACK, agency)
}

/// Returns the codes of what is found, each with the text it is about.
fn found_codes(found: &[(ClientTextProblem, Diagnostic)]) -> Vec<(&'static str, &str)> {
    found
        .iter()
        .map(|(problem, diagnostic)| (diagnostic.problem.code(), problem.shown_text.as_str()))
        .collect()
}

/// The services of an organization, and what is found in them.
const SERVICES_CASES: &[(&str, &[(&str, &str)])] = &[
    ("Shelter and counsel", &[]),
    // The Hotline, the police, listed organizations and emergency codes.
    (
        "call 1-888-373-7888, (888) 373-7888, 8883737888 or 563.555.0120",
        &[],
    ),
    (
        "text 233733 or 988; dial 911, 711, 211; sheriff: 712-555-0130",
        &[],
    ),
    ("Willow: 319-555-0110; locally 555-0120", &[]),
    (
        "see www.harborlight.example/help and humantraffickinghotline.org/chat",
        &[],
    ),
    (
        "open 8:00-17:00, 7.30-18.30 or 20.30, since 2019-2020, suite 1200, Cedar Falls 50613-1234",
        &[],
    ),
    (
        "45 CFR 92.201(c)(2)-(3), item 123456789, 319 beds, 2026-11-02",
        &[],
    ),
    // Slips of the Hotline's number and code.
    (
        "or call 1-888-373-7880",
        &[("near-miss-phone", "1-888-373-7880")],
    ),
    (
        "or call (888) 337 7888",
        &[("near-miss-phone", "888) 337 7888")],
    ),
    (
        "or call 888.373.78888",
        &[("near-miss-phone", "888.373.78888")],
    ),
    (
        "or call 1-888-373-788",
        &[("near-miss-phone", "1-888-373-788")],
    ),
    (
        "or call 1-888-ERD-7888 or 18883777888",
        &[("near-miss-phone", "18883777888")],
    ),
    ("text HELP to 233734", &[("near-miss-phone", "233734")]),
    ("text 23373", &[("near-miss-phone", "23373")]),
    ("write HELP to 323733", &[("near-miss-phone", "323733")]),
    (
        "humantraffickinghotline.com",
        &[("near-miss-address", "humantraffickinghotline.com")],
    ),
    (
        "https://humantrafickinghotline.org/chat",
        &[(
            "near-miss-address",
            "https://humantrafickinghotline.org/chat",
        )],
    ),
    // Numbers of staff in any spelling.
    (
        "ask at 641-555-0112",
        &[("staff-phone-for-clients", "641-555-0112")],
    ),
    (
        "ask at +1 (641) 555 0112.",
        &[("staff-phone-for-clients", "1 (641) 555 0112")],
    ),
    (
        "ask at 6 4 1 5 5 5 0 1 1 2",
        &[("staff-phone-for-clients", "6 4 1 5 5 5 0 1 1 2")],
    ),
    (
        "ask at 641‑555–0112",
        &[("staff-phone-for-clients", "641‑555–0112")],
    ),
    (
        "ask at ６４１-٥٥٥-०११२",
        &[("staff-phone-for-clients", "６４１-٥٥٥-०११२")],
    ),
    (
        "ask at 64l-555-O112",
        &[("staff-phone-for-clients", "64l-555-O112")],
    ),
    (
        "ask at 641, 555, 0112",
        &[("staff-phone-for-clients", "641, 555, 0112")],
    ),
    (
        "ask at 555-0112",
        &[("staff-phone-for-clients", "555-0112")],
    ),
    (
        "https://willow.example/call?to=6415550112",
        &[("staff-phone-for-clients", "6415550112")],
    ),
    (
        "shelter: 402-555-0160",
        &[("staff-phone-for-clients", "402-555-0160")],
    ),
    (
        "see quiet.example",
        &[("staff-address-for-clients", "quiet.example")],
    ),
    (
        "ask at 515-555-0111 x42",
        &[("staff-extension-for-clients", "515-555-0111 x42")],
    ),
    (
        "ask at 319-555-0110, extension 9",
        &[("staff-extension-for-clients", "319-555-0110, extension 9")],
    ),
    (
        "ask for ext. 42",
        &[("staff-extension-for-clients", "ext. 42")],
    ),
    ("ask for extension 43", &[]),
    (
        "ask at 563-555-0120 x3",
        &[("extension-for-clients", "563-555-0120 x3")],
    ),
    // Spellings that a reader understands all the same.
    (
        "call 1-800-373-7888 or 877-373-7888",
        &[
            ("near-miss-phone", "1-800-373-7888"),
            ("near-miss-phone", "877-373-7888"),
        ],
    ),
    (
        "call 1-888-373-7TTY",
        &[("near-miss-phone", "1-888-373-7TTY")],
    ),
    (
        "call one eight eight eight three seven three seven eight eight zero",
        &[(
            "near-miss-phone",
            "one eight eight eight three seven three seven eight eight zero",
        )],
    ),
    (
        "seis cuatro uno, cinco cinco cinco, cero uno uno dos",
        &[(
            "staff-phone-for-clients",
            "seis cuatro uno, cinco cinco cinco, cero uno uno dos",
        )],
    ),
    (
        "ask at ⁶⁴¹ 555 0112",
        &[("staff-phone-for-clients", "⁶⁴¹ 555 0112")],
    ),
    (
        "ask at 555 0112 or, the same again, 5550112",
        &[("staff-phone-for-clients", "555 0112")],
    ),
    ("Envíe HELP al 23373", &[("near-miss-phone", "23373")]),
    ("text HELP to BEFREA", &[("near-miss-phone", "BEFREA")]),
    ("text HELP to BEFREE", &[]),
    ("room 233731, Medicaid ID 233734", &[]),
    (
        "ask at 319-555-0110 x 12",
        &[("staff-extension-for-clients", "319-555-0110 x 12")],
    ),
    (
        "ask at 319-555-0110, option 3",
        &[("staff-extension-for-clients", "319-555-0110, option 3")],
    ),
    (
        "ask at 319-555-0110, then press 204",
        &[(
            "staff-extension-for-clients",
            "319-555-0110, then press 204",
        )],
    ),
    (
        "ask at 319-555-0110-204",
        &[("staff-extension-for-clients", "319-555-0110-204")],
    ),
    (
        "ask at 319-555-0110 ext no. 204",
        &[("staff-extension-for-clients", "319-555-0110 ext no. 204")],
    ),
    (
        "ask at 319-555-0110 anexo 204",
        &[("staff-extension-for-clients", "319-555-0110 anexo 204")],
    ),
    (
        "ask for extension number 42",
        &[("staff-extension-for-clients", "extension number 42")],
    ),
    ("call 991 in danger", &[("unlisted-number", "991")]),
    ("call 911 in danger, marque 711", &[]),
    ("call 605-555-017", &[("unlisted-number", "605-555-017")]),
    (
        "call (605) - 555 - 0177",
        &[("unlisted-number", "605) - 555 - 0177")],
    ),
    (
        "call 011 52 55 1234 5678",
        &[("unlisted-number", "011 52 55 1234 5678")],
    ),
    (
        "see bit.ly/harbor or harborlight.us; ask us.Help is free",
        &[
            ("unlisted-address", "bit.ly/harbor"),
            ("unlisted-address", "harborlight.us"),
        ],
    ),
    (
        "find @anarivera",
        &[("staff-name-for-clients", "anarivera")],
    ),
    // Codes in parts, and codes that stand alone.
    (
        "text HELP to 233-734, or text 23 37 35, or SMS: 2-3-3-7-3-6",
        &[
            ("near-miss-phone", "233-734"),
            ("near-miss-phone", "23 37 35"),
            ("near-miss-phone", "2-3-3-7-3-6"),
        ],
    ),
    (
        "text two three three seven three four; text HELP to 2337 35 or 233-733",
        &[
            ("near-miss-phone", "two three three seven three four"),
            ("near-miss-phone", "2337 35"),
        ],
    ),
    (
        "text HELP to BE FREED, or send HELP to BE-FRE",
        &[
            ("near-miss-phone", "BE FREED"),
            ("near-miss-phone", "BE-FRE"),
        ],
    ),
    ("text HELP to BE FREE or 2-3-3-7-3-3", &[]),
    ("233734", &[("near-miss-phone", "233734")]),
    ("Shelter, 233734", &[("near-miss-phone", "233734")]),
    ("Code 233 734", &[("near-miss-phone", "233 734")]),
    ("Serves 233,734 people in ZIP code 33733", &[]),
    // The Hotline's number after another digit, and its address.
    (
        "call 2-888-373-7888",
        &[("near-miss-phone", "2-888-373-7888")],
    ),
    (
        "call 0-888-373-7888",
        &[("near-miss-phone", "0-888-373-7888")],
    ),
    (
        "call +2 888 373 7888 or 11-888-373-7888",
        &[
            ("near-miss-phone", "2 888 373 7888"),
            ("near-miss-phone", "11-888-373-7888"),
        ],
    ),
    ("Step 2: 1-888-373-7888; step 3 - 888-373-7888", &[]),
    (
        "humantraffickinghotline.org/chats",
        &[("near-miss-address", "humantraffickinghotline.org/chats")],
    ),
    (
        "humantraffickinghotline.orq/chat, humantraffickinghotline.og",
        &[
            ("near-miss-address", "humantraffickinghotline.orq"),
            ("near-miss-address", "humantraffickinghotline.og"),
        ],
    ),
    (
        "see humantraffickinghotline,org or humantraffickinghotline.0rg/chat",
        &[
            ("near-miss-address", "humantraffickinghotline,org"),
            ("near-miss-address", "humantraffickinghotline.0rg"),
        ],
    ),
    (
        "see humantraffickinghotline.org, or (humantraffickinghotline.org)/chat",
        &[],
    ),
    (
        "call 9-1-2; llame al 913; TTY 717; marque 9.1.4",
        &[
            ("unlisted-number", "9-1-2"),
            ("unlisted-number", "913"),
            ("unlisted-number", "717"),
            ("unlisted-number", "9.1.4"),
        ],
    ),
    ("call 9-1-1; llame al 911; TTY 711", &[]),
    // Extensions of staff, and their numbers after another.
    (
        "Willow 319-555-0110 (42)",
        &[("staff-extension-for-clients", "319-555-0110 (42")],
    ),
    (
        "Willow 319-555-0110, 42",
        &[("staff-extension-for-clients", "319-555-0110, 42")],
    ),
    (
        "Willow 319-555-0110; 7",
        &[("staff-extension-for-clients", "319-555-0110; 7")],
    ),
    (
        "Willow 319-555-0110 / 42",
        &[("staff-extension-for-clients", "319-555-0110 / 42")],
    ),
    (
        "Willow 319-555-0110 then 7 for help",
        &[("staff-extension-for-clients", "319-555-0110 then 7")],
    ),
    (
        "Willow 319-555-0110 (ask for 42)",
        &[("staff-extension-for-clients", "319-555-0110 (ask for 42")],
    ),
    (
        "Willow 319-555-0110 marque 42",
        &[("staff-extension-for-clients", "319-555-0110 marque 42")],
    ),
    (
        "Refugio; interno 42",
        &[("staff-extension-for-clients", "interno 42")],
    ),
    (
        "Refugio; anexo 42",
        &[("staff-extension-for-clients", "anexo 42")],
    ),
    (
        "ask for ext. 042",
        &[("staff-extension-for-clients", "ext. 042")],
    ),
    (
        "ask for extension 3 or 7",
        &[("staff-extension-for-clients", "extension 3 or 7")],
    ),
    (
        "ask for ext. 3/42",
        &[("staff-extension-for-clients", "ext. 3/42")],
    ),
    (
        "Willow 319-555-0110, 7 days a week; 319-555-0110, 7:30 am; 7x7, 5 x 7, 6 weeks x 7, Apt. x7",
        &[],
    ),
    (
        "call 641-555-0110 or 0112",
        &[
            ("staff-phone-for-clients", "0112"),
            ("unlisted-number", "641-555-0110"),
        ],
    ),
    (
        "call 641-555-0110/0112",
        &[
            ("staff-phone-for-clients", "0112"),
            ("unlisted-number", "641-555-0110"),
        ],
    ),
    (
        "call 641-555-0110, 0111, 0112",
        &[
            ("staff-phone-for-clients", "0112"),
            ("unlisted-number", "641-555-0110"),
        ],
    ),
    (
        "call 641-555-0110 & 0112",
        &[
            ("staff-phone-for-clients", "0112"),
            ("unlisted-number", "641-555-0110"),
        ],
    ),
    // Numbers that charge callers.
    (
        "call 1-900-555-0101",
        &[("charged-number", "1-900-555-0101")],
    ),
    (
        "call 319-976-0101 or 809-555-0120",
        &[
            ("charged-number", "319-976-0101"),
            ("charged-number", "809-555-0120"),
        ],
    ),
    // Names of staff.
    (
        "ask Ana Rivera",
        &[("staff-name-for-clients", "Ana Rivera")],
    ),
    (
        "ask ANA RIVERA",
        &[("staff-name-for-clients", "ANA RIVERA")],
    ),
    (
        "ask A. Rivera’s desk",
        &[("staff-name-for-clients", "A. Rivera")],
    ),
    (
        "ask ana rivera",
        &[("staff-name-for-clients", "ana rivera")],
    ),
    (
        "ask Rivera, Ana",
        &[("staff-name-for-clients", "Rivera, Ana")],
    ),
    (
        "ask Ana M. Rivera",
        &[("staff-name-for-clients", "Ana M. Rivera")],
    ),
    ("Dr. J. Okafor", &[("staff-name-for-clients", "J. Okafor")]),
    (
        "ask Peter Nóvak or Lupe Arroyo",
        &[
            ("staff-name-for-clients", "Peter Nóvak"),
            ("staff-name-for-clients", "Lupe Arroyo"),
        ],
    ),
    (
        "write to a.rivera@willow.example",
        &[("staff-name-for-clients", "a.rivera@willow.example")],
    ),
    ("ask Grace May", &[("staff-name-for-clients", "Grace May")]),
    (
        "ask a. rivera, not plan a Rivera street",
        &[
            ("staff-name-for-clients", "a. rivera"),
            ("possible-staff-name", "Rivera"),
        ],
    ),
    ("ask Rivera", &[("possible-staff-name", "Rivera")]),
    ("ask for Dr. Okafor", &[("possible-staff-name", "Okafor")]),
    // Words that are names as well.
    (
        "We hope you may find grace; it may, with grace, give hope",
        &[],
    ),
    (
        "Hope for all. May we help? Grace may come. A community member",
        &[],
    ),
    // What nobody lists.
    ("call 605-555-0177", &[("unlisted-number", "605-555-0177")]),
    (
        "call +44 20 7946 0000",
        &[("unlisted-number", "44 20 7946 0000")],
    ),
    ("text HOME to 741741", &[("unlisted-text-code", "741741")]),
    (
        "mail us@other.example, see other.example",
        &[
            ("unlisted-address", "us@other.example"),
            ("unlisted-address", "other.example"),
        ],
    ),
];

#[test]
fn services_are_checked_as_clients_see_them() {
    for (services, expected) in SERVICES_CASES {
        let found = check_agency(&AGENCY.replace("SERVICES", services));
        let mut codes = found_codes(&found);
        codes.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{services}");
        for (problem, diagnostic) in &found {
            let setting = problem.setting.as_deref();
            assert_eq!(setting, Some("organizations[1].services"), "{services}");
            let span = diagnostic.span.as_ref().expect("a place");
            assert_eq!(span.text(), problem.shown_text, "{services}");
        }
    }
}

/// A number in a free text does not list itself.
#[test]
fn only_number_settings_list_numbers() {
    let services = "services = \"Text 741741, or text 563-555-0129\"\n";
    let found = |text_number: &str| {
        let agency = AGENCY.replace(
            "services = \"SERVICES\"",
            &format!("{services}{text_number}"),
        );
        let found = check_agency(&agency);
        let codes = found_codes(&found).into_iter();
        codes
            .map(|(code, shown)| format!("{code} {shown}"))
            .collect::<Vec<_>>()
    };
    let (code, number) = ("unlisted-text-code 741741", "unlisted-number 563-555-0129");
    assert_eq!(found(""), [number, code]);
    assert_eq!(found("text_number = \"741741\""), [number]);
    assert_eq!(found("text_number = \"563-555-0129\""), [code]);
    // Clients may not text an organization that only staff may call.
    let staff = AGENCY
        .replace("SERVICES", "text 741741 or 402-555-0161")
        .replace(
            "\"Quiet Shelter\"",
            "\"Quiet Shelter\"\ntext_number = \"402-555-0161\"",
        );
    let found = check_agency(&staff);
    assert_eq!(
        found_codes(&found),
        [
            ("staff-phone-for-clients", "402-555-0161"),
            ("unlisted-text-code", "741741"),
        ]
    );
}

/// A wrong number on the agency's own lines, and staff reached by a public number.
#[test]
fn a_listed_number_of_staff_is_an_error_and_a_shared_public_number_a_warning() {
    let listed = |from: &str, to: &str| {
        let found = check_agency(&AGENCY.replace("SERVICES", "Shelter").replacen(from, to, 1));
        found
            .iter()
            .map(|(problem, diagnostic)| {
                let setting = problem.setting.clone().unwrap_or_default();
                (diagnostic.problem.code(), diagnostic.severity(), setting)
            })
            .collect::<Vec<_>>()
    };
    let phone = "organizations[1].phone".to_owned();
    assert_eq!(
        listed("563-555-0120", "641-555-0112"),
        [("staff-phone-for-clients", Severity::Error, phone.clone())]
    );
    assert_eq!(
        listed("563-555-0120", "319-555-0110 ext. 7"),
        [("staff-extension-for-clients", Severity::Error, phone)]
    );
    assert_eq!(
        listed("641-555-0112", "319-555-0110"),
        [(
            "staff-on-public-number",
            Severity::Warning,
            "agency.phone".to_owned()
        )]
    );
    assert_eq!(
        listed("712-555-0130", "1-888-373-7889"),
        [(
            "near-miss-phone",
            Severity::Error,
            "law_enforcement[1].phone".to_owned()
        )],
        "in staff documents, too"
    );
    assert_eq!(
        listed("name = \"Harbor Light\"", "name = \"Ana Rivera\""),
        [(
            "staff-name-for-clients",
            Severity::Error,
            "organizations[1].name".to_owned()
        )]
    );
    assert_eq!(
        listed("name = \"Harbor Light\"", "name = \"Ana Rivera Fund\""),
        [(
            "possible-staff-name",
            Severity::Warning,
            "organizations[1].name".to_owned()
        )]
    );
    assert_eq!(
        listed("name = \"Willow Clinic\"", "name = \"Grace May Clinic\""),
        []
    );
}

/// Whatever stands beside a name in the staff list.
#[test]
fn names_are_found_whatever_stands_beside_them_in_their_entry() {
    const NAME: &str = "staff-name-for-clients";
    const MAYBE: &str = "possible-staff-name";
    for (name, services, code) in [
        ("Mary Smith, Clinic Manager", "Mary Smith", NAME),
        ("Mary Smith, days", "Mary Smith", NAME),
        ("Mary Smith, Backup", "Mary Smith", NAME),
        ("Mary Smith, she/her", "Mary Smith", NAME),
        ("Mary Smith - nights", "Mary Smith", NAME),
        ("Mary Smith: nights", "Mary Smith", NAME),
        ("Mary Smith @ main", "Mary Smith", NAME),
        ("Mary Smith or designee", "Mary Smith", NAME),
        ("Mary (Molly) Smith", "Mary Smith", NAME),
        ("Mary (Molly) Smith", "Molly Smith", NAME),
        ("Ana de la Cruz", "Ana de la Cruz", NAME),
        ("Ana de la Cruz", "Ms. Cruz", MAYBE),
    ] {
        let agency = AGENCY.replace("Ana Rivera, RN", name);
        let found = check_agency(&agency.replace("SERVICES", &format!("Please ask {services}")));
        let codes: Vec<&str> = found_codes(&found).iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [code], "{name}: {services}");
        let found = check_agency(&agency.replace("SERVICES", "Legal help by day and at night"));
        assert_eq!(found_codes(&found), [], "{name}");
    }
    let agency = AGENCY.replace("SERVICES", "Ask Lena Fox");
    let found = check_agency(&agency.replace("\"Clinic Manager\"", "\"Lena Fox, Clinic Manager\""));
    assert_eq!(found_codes(&found), [(MAYBE, "Lena Fox")]);
    let found = check_agency(&agency.replace("\"Clinic Manager\"", "\"Clinic Lead, Lena Fox\""));
    assert_eq!(found_codes(&found), [], "may be a place");
    let agency = AGENCY.replace("SERVICES", "Shelter");
    let found = check_agency(&agency.replace("\"Willow Clinic\"", "\"Willow A. Rivera\""));
    assert_eq!(found_codes(&found), [(MAYBE, "A. Rivera")]);
}

/// A client entry does not make the number of an organization for staff public.
#[test]
fn a_number_of_an_organization_for_staff_is_found_in_the_entries_of_others() {
    let found = |from: &str, to: &str| {
        let found = check_agency(&AGENCY.replace("SERVICES", "Shelter").replacen(from, to, 1));
        let codes = found.iter().map(|(problem, diagnostic)| {
            let setting = problem.setting.clone().unwrap_or_default();
            format!(
                "{} {} {setting}",
                diagnostic.problem.code(),
                problem.shown_text
            )
        });
        codes.collect::<Vec<_>>()
    };
    assert_eq!(
        found("563-555-0120", "402-555-0160"),
        ["staff-phone-for-clients 402-555-0160 organizations[1].phone"]
    );
    assert_eq!(
        found(
            "services = \"Shelter\"",
            "services = \"Text 402-555-0160\"\ntext_number = \"402-555-0160\""
        ),
        ["staff-phone-for-clients 402-555-0160 organizations[1].services"]
    );
    assert_eq!(
        found("319-555-0110", "402-555-0160"),
        ["staff-on-public-number 402-555-0160 agency.phone"]
    );
    assert_eq!(
        found(
            "services = \"Shelter\"",
            "services = \"Text 712-555-0130\"\ntext_number = \"712-555-0130\""
        ),
        ["shared-number 712-555-0130 organizations[1].services"]
    );
    assert_eq!(
        found("402-555-0160", "563-555-0120 ext. 9"),
        [""; 0],
        "a switchboard"
    );
}

/// The built-in pack with one text of one file replaced.
fn edited_pack(path: &str, from: &str, to: &str) -> TemplatePack {
    let mut files = pack::built_in_pack_files();
    let there = files.get_mut(path).expect("the pack has the file");
    assert!(there.text.contains(from), "{path} has `{from}`");
    *there = Arc::new(SourceFile {
        name: there.name.clone(),
        text: there.text.replacen(from, to, 1),
    });
    read_valid_pack(&files)
}

#[test]
fn templates_titles_links_labels_and_the_logo_are_checked() {
    let agency = AGENCY.replace("SERVICES", "Shelter");
    for (path, from, to, code, line) in [
        (
            "en/poster-help.md",
            "We will care",
            "Call 1-888-373-7880. We will care",
            "near-miss-phone",
            Some(37),
        ),
        (
            "en/poster-help.md",
            "We will care",
            "[Call](tel:+16415550112). We will care",
            "staff-phone-for-clients",
            Some(37),
        ),
        (
            "en/poster-help.md",
            "We will care",
            "[humantraffickinghotline.org/chat](https://willow.example). We will care",
            "link-address",
            Some(37),
        ),
        (
            "en/poster-help.md",
            "title = \"Help Is Here\"",
            "title = \"Help: 641-555-0112\"",
            "staff-phone-for-clients",
            Some(2),
        ),
        (
            "en/poster-help.md",
            "how to reach",
            "ask Ana Rivera how to reach",
            "staff-name-for-clients",
            Some(3),
        ),
        (
            "es/poster-help.md",
            "Gratis.",
            "Gratis. Ana Rivera.",
            "staff-name-for-clients",
            Some(18),
        ),
        (
            "en/locale.toml",
            "leave = \"",
            "leave = \"641-555-0112 ",
            "staff-phone-for-clients",
            None,
        ),
        (
            "en/policy.md",
            "Staff may encounter",
            "Call 1-888-373-7889. Staff may encounter",
            "near-miss-phone",
            Some(11),
        ),
    ] {
        let found = check_with_pack(&edited_pack(path, from, to), &agency);
        assert_eq!(found.len(), 1, "{path} {to}: {found:?}");
        let (problem, diagnostic) = &found[0];
        assert_eq!(diagnostic.problem.code(), code, "{path} {to}");
        assert_eq!(problem.setting, None);
        let span = diagnostic.span.as_ref();
        let found_line = span.map(|span| span.line_column().0);
        if path == "en/policy.md" {
            assert!(
                span.is_some_and(|span| span.text() == problem.shown_text),
                "{to}"
            );
        } else {
            assert_eq!(found_line, line, "{path} {to}");
        }
    }
    let logo = "[theme]\nlogo = \"logo.png\"\nlogo_alt = \"Willow, 641-555-0112\"\n";
    let found = check_agency(&format!("{agency}{logo}"));
    assert_eq!(
        found_codes(&found),
        [("staff-phone-for-clients", "641-555-0112")]
    );
    assert_eq!(
        found[0].0.documents.len(),
        10,
        "every client document in two languages"
    );
}

/// An agency that is named after one of its staff, whose title block stands behind other words.
#[test]
fn an_agency_named_after_a_person_is_no_alarm() {
    let named = read_agency_fixture("cedar-valley").replacen("A. Rivera", "Cedar Valley", 1);
    assert_eq!(found_codes(&check_agency(&named)), []);
    let within = named.replacen("Cedar Valley Family Health", "Health of Cedar Valley", 1);
    let codes = check_agency(&within);
    let warning = ("possible-staff-name", "Cedar Valley");
    assert!(found_codes(&codes).contains(&warning), "{codes:?}");
}

#[test]
fn the_example_and_the_test_agencies_have_no_false_alarms() {
    for fixture in ["cedar-valley", "arabic", "choices", "crowded", "lakes"] {
        let found = check_agency(&read_agency_fixture(fixture));
        assert_eq!(found_codes(&found), [], "{fixture}");
    }
}

const GIVEN_NAMES: [&str; 10] = [
    "Ana", "Hope", "Grace", "May", "Will", "Tomás", "Lan", "Keisha", "Mark", "Joy",
];
const FAMILY_NAMES: [&str; 8] = [
    "Rivera",
    "Okafor",
    "Nguyễn",
    "Young",
    "Hope",
    "O’Brien",
    "Smith-Jones",
    "Castañeda",
];
/// Sentences with words that are names as well.
const HARMLESS_TEXTS: [&str; 8] = [
    "We hope you may come",
    "It may help, and it will be free",
    "Grace and hope for all",
    "May we help? You will decide",
    "Shelter, advocacy, legal referral",
    "Open 8:00-17:00; 24 hours from 2027",
    "Young people and families, ages 12-24",
    "Call 911 or 988; text HELP to 233733",
];

fn pick<'list>(numbers: &mut TestRng, list: &[&'list str]) -> &'list str {
    let count = u64::try_from(list.len()).expect("a short list");
    list[usize::try_from(numbers.next_below(count)).expect("an index")]
}

/// Templates of client documents with a text after which a fact may be planted.
const TEMPLATE_TEXTS: [(&str, &str); 4] = [
    ("en/poster-help.md", "how to reach"),
    ("es/poster-help.md", "Gratis."),
    ("en/poster-help.md", "title = \"Help Is Here"),
    ("es/poster-restroom.md", "title = \""),
];

/// An agency with its templates. In one text of either stands `@`, to be replaced.
struct RandomAgency {
    toml: String,
    /// The template's file and a text in it, if the place is there.
    template_text: Option<(&'static str, &'static str)>,
    staff_number: String,
    extension: String,
    given: &'static str,
    family: &'static str,
}

/// Generates an agency; numbers of each kind have an area code of their own.
fn random_agency(numbers: &mut TestRng) -> RandomAgency {
    let (given, family) = (pick(numbers, &GIVEN_NAMES), pick(numbers, &FAMILY_NAMES));
    let staff_number = format!("641555{:04}", 100 + numbers.next_below(100));
    let extension = (1000 + numbers.next_below(9000)).to_string();
    let place = numbers.next_below(11);
    let template_text = usize::try_from(place)
        .expect("a short list")
        .checked_sub(7)
        .map(|at| TEMPLATE_TEXTS[at]);
    let text = |own: u64, numbers: &mut TestRng| {
        let harmless = pick(numbers, &HARMLESS_TEXTS);
        if own == place {
            let after = pick(numbers, &HARMLESS_TEXTS);
            format!("{harmless}. @. {after}")
        } else {
            harmless.to_owned()
        }
    };
    let mut toml = format!(
        "[agency]\nname = \"Hope & Healing of {} Creek\"\nphone = \"319-555-0110\"\n\
         [languages]\nserved = [\"en\", \"es\"]\n",
        pick(numbers, &["Cedar", "Stony", "Mud"])
    );
    let texts: Vec<String> = (0..7).map(|own| text(own, numbers)).collect();
    toml += &format!(
        "[policy.statements]\nchoice-words = {{ text = \"{}\", es = \"{}\" }}\n\
         agreed = {{ text = \"{}\" }}\n\
         [[policy.additions]]\nafter = \"you-decide-words\"\ntext = \"{}\"\nes = \"{}\"\n",
        texts[0], texts[1], texts[2], texts[3], texts[4],
    );
    toml += &format!(
        "[[personnel]]\nposition = \"Lead\"\nname = \"{given} {family}\"\n\
         phone = \"{staff_number}\"\n[[personnel]]\nposition = \"Desk\"\n\
         phone = \"319-555-0110 ext. {extension}\"\n"
    );
    for at in 0..=numbers.next_below(3) {
        let (services, hours) = match at {
            0 => (texts[5].as_str(), texts[6].as_str()),
            _ => ("Legal help; it may be free", "24 hours"),
        };
        toml += &format!(
            "[[organizations]]\nname = \"Organization {at}\"\nphone = \"563-555-012{at}\"\n\
             services = {{ en = \"{services}\", es = \"{services}\" }}\nhours = \"{hours}\"\n\
             audience = \"client\"\nverified_on = 2026-11-02\n"
        );
    }
    RandomAgency {
        toml,
        template_text,
        staff_number,
        extension,
        given,
        family,
    }
}

/// A number in a random spelling.
fn spell_number(numbers: &mut TestRng, digits: &str) -> String {
    let (area, exchange, line) = (&digits[..3], &digits[3..6], &digits[6..]);
    match numbers.next_below(9) {
        0 => format!("{area}-{exchange}-{line}"),
        1 => format!("({area}) {exchange}-{line}"),
        2 => format!("1-{area}-{exchange}-{line}"),
        3 => format!("+1 {area} {exchange} {line}"),
        4 => digits.to_owned(),
        5 => format!("{area}.{exchange}.{line}"),
        6 => format!("{area}\u{2011}{exchange}\u{2013}{line}"),
        7 => format!("{area}{exchange} / {line}"),
        _ => {
            let digits = digits.chars().map(|digit| digit.to_string());
            digits.collect::<Vec<_>>().join(" ")
        }
    }
}

/// One slip in digits: another digit, or two swapped ones that differ.
fn slip_digit(numbers: &mut TestRng, digits: &str) -> String {
    let mut bytes = digits.as_bytes().to_vec();
    let count = u64::try_from(bytes.len()).expect("a short number");
    loop {
        let at = usize::try_from(numbers.next_below(count)).expect("an index");
        if numbers.next_below(2) == 0 {
            let step = u8::try_from(1 + numbers.next_below(9)).expect("a digit");
            bytes[at] = b'0' + (bytes[at] - b'0' + step) % 10;
        } else if at + 1 < bytes.len() && bytes[at] != bytes[at + 1] {
            bytes.swap(at, at + 1);
        } else {
            continue;
        }
        return String::from_utf8(bytes).expect("digits");
    }
}

/// A fact to plant, and the code of the message about it.
fn planted_fact(numbers: &mut TestRng, agency: &RandomAgency) -> (String, &'static str) {
    let RandomAgency { given, family, .. } = agency;
    let initial = given.chars().next().expect("a letter");
    match numbers.next_below(7) {
        5 => {
            let slip = slip_digit(numbers, "233733");
            let (one, two) = slip.split_at(3);
            let spelling = pick(numbers, &["-", " ", "\u{2011}"]);
            (
                format!("Please text {one}{spelling}{two}"),
                "near-miss-phone",
            )
        }
        6 => {
            let joint = pick(
                numbers,
                &[", ", " (", "; ", " then ", " / ", " then press "],
            );
            (
                format!("Dial 319-555-0110{joint}{}", agency.extension),
                "staff-extension-for-clients",
            )
        }
        0 => {
            let slip = slip_digit(numbers, "8883737888");
            (
                format!("Call {}", spell_number(numbers, &slip)),
                "near-miss-phone",
            )
        }
        1 => {
            let slip = slip_digit(numbers, "233733");
            (format!("Please text {slip}"), "near-miss-phone")
        }
        2 => (
            format!("Call {}", spell_number(numbers, &agency.staff_number)),
            "staff-phone-for-clients",
        ),
        3 => {
            let number = [
                "ext. ",
                "x",
                "319-555-0110 ext. ",
                "(319) 555-0110, extension ",
            ];
            let number = pick(numbers, &number);
            (
                format!("Dial {number}{}", agency.extension),
                "staff-extension-for-clients",
            )
        }
        _ => {
            let name = match numbers.next_below(5) {
                4 => format!("{given} de la {family}"),
                0 => format!("{given} {family}"),
                1 => format!("{initial}. {family}"),
                2 => format!("{family}, {given}"),
                _ => format!("Dr. {given} Q. {family}"),
            };
            (format!("Ask for {name}"), "staff-name-for-clients")
        }
    }
}

#[test]
fn every_planted_fact_is_found_and_nothing_where_none_was_planted() {
    let cases = std::env::var("POLICYPRESS_TEST_CASES").ok();
    let cases = cases.and_then(|cases| cases.parse().ok()).unwrap_or(200);
    for seed in 0..cases {
        let mut numbers = TestRng(seed);
        let agency = random_agency(&mut numbers);
        assert_eq!(
            agency.toml.contains('@'),
            agency.template_text.is_none(),
            "seed {seed}"
        );
        let found = check_agency(&agency.toml.replace(". @.", "."));
        assert_eq!(found_codes(&found), [], "seed {seed}\n{}", agency.toml);
        let (fact, code) = planted_fact(&mut numbers, &agency);
        let planted = agency.toml.replace('@', &fact);
        let found = match agency.template_text {
            Some((path, text)) => {
                let pack = edited_pack(path, text, &format!("{text} {fact}. "));
                check_with_pack(&pack, &planted)
            }
            None => check_agency(&planted),
        };
        let codes = found_codes(&found);
        assert!(
            !codes.is_empty(),
            "seed {seed}: `{fact}` was not found\n{planted}"
        );
        // In a title every word is capitalized, so that `Will Hope` may be no name.
        let is_in_template = agency.template_text.is_some();
        let is_right = |found: &str| {
            found == code
                || is_in_template
                    && (found, code) == ("possible-staff-name", "staff-name-for-clients")
        };
        assert!(
            codes.iter().all(|(found, _)| is_right(found)),
            "seed {seed}: `{fact}` was found as {codes:?}\n{planted}"
        );
    }
}
