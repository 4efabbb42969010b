//! Generates invented agencies, all different: small and large, with one or two languages, with omitted and reworded
//! statements, and with overdue staff. The same number always gives the same agency.

use std::fmt::Write as _;

const PLACE_NAMES: [&str; 24] = [
    "Cedar Valley",
    "Prairie Rose",
    "Blue Mesa",
    "Cañon Creek",
    "Lake Amelia",
    "Stone Harbor",
    "Río Alto",
    "North Fork",
    "Juniper Flats",
    "Saint Brigid",
    "Elk Ridge",
    "Willow Bend",
    "Three Rivers",
    "Sandhill",
    "Copper Basin",
    "Pine Barrens",
    "Harvest Hills",
    "O’Malley’s Crossing",
    "Tall Grass",
    "Great Marsh",
    "Owl & Heron",
    "Maple Grove",
    "Sugar Beet",
    "Vista Hermosa",
];
const AGENCY_KINDS: [&str; 10] = [
    "Family Health",
    "Family Planning",
    "Women’s Health",
    "Community Clinic",
    "Health District",
    "Reproductive Health",
    "Health Partners",
    "Clinic Network",
    "Public Health",
    "Health Center",
];
const STATES_AND_TOWNS: [(&str, &str); 6] = [
    ("IA", "Cedar Falls"),
    ("NE", "Broken Bow"),
    ("NM", "Taos"),
    ("WI", "Ashland"),
    ("KS", "Hays"),
    ("CO", "Salida"),
];
const STAFF_POSITIONS: [&str; 8] = [
    "Clinic Manager",
    "Lead Nurse",
    "Social Worker",
    "Medical Director",
    "Front Desk Lead",
    "Health Educator",
    "Program Coordinator",
    "Nurse Practitioner",
];
const STAFF_NAMES: [&str; 10] = [
    "A. Rivera",
    "J. Okafor",
    "M. Nguyễn",
    "T. Łukasik",
    "S. O’Brien",
    "L. Haddad",
    "P. Muñoz",
    "R. Two Feathers",
    "D. Smith-Jones",
    "K. Weiß",
];
const ORGANIZATION_NAMES: [&str; 8] = [
    "Harbor Light Advocates",
    "Safe Passage Coalition",
    "Open Door Shelter",
    "Lantern Legal Aid",
    "Bridges to Hope",
    "Casa Nueva",
    "Second Spring",
    "The Ladder Project",
];
const ORGANIZATION_SERVICES: [&str; 6] = [
    "Shelter, advocacy, legal referral",
    "Counseling in person and by phone; help with safety planning",
    "Legal help with immigration, custody and records",
    "Food, clothes, rides",
    "Case management",
    "A place to stay, with children or without",
];

/// A pseudo-random number generator with a fixed seed (xorshift64*).
struct SeededRng(u64);

impl SeededRng {
    fn next_below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let random = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(random).expect("31 bits fit") % end
    }

    fn pick_from<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next_below(list.len())]
    }

    /// Returns a phone number reserved for fiction: 555-0100 to 555-0199.
    fn fictional_phone(&mut self) -> String {
        let area = ["319", "308", "505", "715", "785", "719"][self.next_below(6)];
        format!("{area}-555-01{:02}", self.next_below(100))
    }
}

/// Returns the agency.toml of an agency.
#[expect(clippy::too_many_lines, reason = "it is the file from top to bottom")]
pub(crate) fn generate_agency_toml(number: usize) -> String {
    let mut rng = SeededRng((number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (state, town) = STATES_AND_TOWNS[rng.next_below(STATES_AND_TOWNS.len())];
    let spanish = rng.next_below(2) == 0;
    let mut text = String::new();
    let mut line = |content: &str| {
        let _ = writeln!(text, "{content}");
    };
    line("[agency]");
    line(&format!(
        "name = \"{} {} {}\"",
        PLACE_NAMES[number % 24],
        AGENCY_KINDS[number / 24 % 10],
        number + 1
    ));
    line("kind = \"subrecipient\"");
    line(&format!("states = [\"{state}\"]"));
    line(&format!(
        "address = [\"{} River Street\", \"{town}, {state}\"]",
        100 + rng.next_below(900)
    ));
    line(&format!("phone = \"{}\"", rng.fictional_phone()));
    line(&format!(
        "website = \"https://www.agency-{}.example\"",
        number + 1
    ));
    line("\n[policy]");
    line(&format!("number = \"CP-{:03}\"", rng.next_below(1000)));
    line("version = \"1.0\"\neffective = 2026-12-01\nnext_review = 2027-12-01");
    line("owner = \"Director of Clinical Services\"");
    line("approvals = [{ title = \"Executive Director\" }, { title = \"Medical Director\" }]");
    line(
        "\n[[policy.revisions]]\nversion = \"1.0\"\ndate = 2026-12-01\nsummary = \"First edition\"",
    );
    if rng.next_below(3) == 0 {
        line("\n[policy.statements]");
        line(
            "survivor-expertise = { include = false, reason = \"Planned for 2027 with the advisory council\" }",
        );
        line(
            "site-capacity = { text = \"Every site refers; none conducts intensive interviews.\" }",
        );
    }
    if rng.next_below(4) == 0 {
        line(
            "\n[[policy.additions]]\nafter = \"safety-concerns\"\ntext = \"Panic buttons are tested each month.\"",
        );
    }
    let sites = 1 + rng.next_below(6);
    for site in 1..=sites {
        line(&format!(
            "\n[[sites]]\nid = \"site-{site}\"\nname = \"{} Clinic {site}\"",
            rng.pick_from(&PLACE_NAMES)
        ));
        line(&format!(
            "address = [\"{} Main Street\", \"{town}, {state}\"]",
            1 + rng.next_below(999)
        ));
        line(["capacity = \"referral\"", "capacity = \"specialized\""][rng.next_below(2)]);
        line(if spanish {
            "languages = [\"en\", \"es\"]"
        } else {
            "languages = [\"en\"]"
        });
    }
    for person in 0..2 + rng.next_below(5) {
        line(&format!(
            "\n[[personnel]]\nposition = \"{}\"",
            STAFF_POSITIONS[(person + number) % STAFF_POSITIONS.len()]
        ));
        line(&format!(
            "name = \"{}\"\nphone = \"{}\"",
            rng.pick_from(&STAFF_NAMES),
            rng.fictional_phone()
        ));
        line(if person == 0 {
            "hours = \"24 hours\""
        } else {
            "hours = \"Mon-Fri 8-5\""
        });
        line("responsibility = \"Leads the response at the site\"");
    }
    for organization in 0..=rng.next_below(3) {
        line(&format!(
            "\n[[organizations]]\nname = \"{}\"",
            ORGANIZATION_NAMES[(organization + number) % ORGANIZATION_NAMES.len()]
        ));
        line(&format!(
            "kind = \"victim-services\"\nphone = \"{}\"",
            rng.fictional_phone()
        ));
        line(&format!(
            "hours = \"24 hours\"\nservices = \"{}\"\narea = \"{town} and around\"",
            rng.pick_from(&ORGANIZATION_SERVICES)
        ));
        line("languages = [\"en\", \"es\"]\naudience = \"client\"\nverified_on = 2026-11-02");
    }
    line(&format!(
        "\n[[law_enforcement]]\nname = \"{town} Police Department\"\nkind = \"police\""
    ));
    line(&format!("phone = \"{}\"", rng.fictional_phone()));
    line(&format!(
        "\n[[child_protection]]\nstate = \"{state}\"\nname = \"Child Protective Services\""
    ));
    line(&format!(
        "phone = \"{}\"\nlaw = \"State law\"\nverified_on = 2026-11-02",
        rng.fictional_phone()
    ));
    line("\n[protocols]");
    for (setting, title) in [
        ("violence", "CP-014 Intimate Partner Violence"),
        ("mandatory_reporting", "CP-009 Mandatory Reporting"),
        ("confidentiality", "CP-002 Confidentiality"),
        ("security", "AD-007 Calling Security or Law Enforcement"),
        ("information_and_education", "IE-001 Materials Review"),
        ("language_access", "AD-011 Language Access"),
    ] {
        line(&format!("{setting} = \"{title}\""));
    }
    line("\n[languages]");
    line(if spanish {
        "served = [\"en\", \"es\"]"
    } else {
        "served = [\"en\"]"
    });
    line("\n[training]\nevery_months = 12");
    for staff_number in 1..=rng.next_below(8) {
        let month = 1 + rng.next_below(11);
        let year = 2025 + rng.next_below(2);
        line(&format!(
            "\n[[training.staff]]\ncode = \"S-{:02}\"\nposition = \"{}\"",
            staff_number,
            rng.pick_from(&STAFF_POSITIONS)
        ));
        line("orientation = 2024-01-15");
        line(&format!(
            "dates = {{ trafficking = {year}-{month:02}-02, reporting = {year}-{month:02}-02, \
             confidentiality = 2026-03-02, trauma = 2026-03-02 }}"
        ));
    }
    line(
        "\n[committee]\nmembers = [\"M1\", \"M2\", \"M3\", \"M4\", \"M5\"]\nreview_every_months = 12",
    );
    line("technical_reviewer = \"Medical Director\"");
    text
}
