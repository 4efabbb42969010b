//! The interview of `init`: its logic without a terminal, and once through a real one.

use std::fs;
use std::sync::Arc;

use policypress::config::settings::{SETTINGS_TABLES, SettingKind};
use policypress::diag::Diagnostics;
use policypress::interview::{
    AnswerFormat, INTERVIEW_TOPICS, Interview, InterviewQuestion, NEW_FILE_HEADER,
};
use policypress::span::SourceFile;

use crate::support::fixture::temp_folder_with_files;
use crate::support::packet::{TODAY, read_agency_fixture, run_command_line};

/// What the clinic of these tests answers, by a part of the question; what is not here stays open.
const SAMPLE_ANSWERS: &[(&str, &str)] = &[
    ("full name", "Willow Clinic"),
    ("your role in Title X", "subrecipient"),
    ("which states", "Iowa"),
    ("your main office", "1 Elm Street; Ames, IA 50010"),
    ("your main phone number", "515-555-0110"),
    ("first clinic", "Willow Main"),
    ("staff of Willow Main speak", "English, Spanish"),
    ("call first at Willow Main", "Clinic Manager"),
    ("reach the Clinic Manager", "515-555-0111"),
    ("does the Clinic Manager answer", "Mon-Fri 8-5"),
    ("clinic is closed", "Nurse on call"),
    ("does the Nurse on call answer", "24 hours"),
    ("reach the Nurse on call", "515-555-0112"),
    ("organization near you", "Harbor Light"),
    ("kind of organization", "victim-services"),
    ("is the phone number of Harbor Light", "515-555-0120"),
    ("show Harbor Light to clients", "client"),
    ("check the phone number of Harbor Light", "2026-11-02"),
    ("sheriff's office serves", "Ames Police Department"),
    ("number of Ames Police", "515-555-0130"),
    ("child protective services of Iowa", "Iowa HHS"),
    ("report to Iowa HHS", "515-555-0140"),
    ("you serve clients", "English"),
    ("violence other", "CP-014 Violence"),
    ("covers mandatory reporting", "CP-009 Reporting"),
    ("covers confidentiality", "CP-002 Confidentiality"),
    ("covers calling security", "AD-007 Security"),
    ("the review of client materials", "IE-001 Materials"),
    ("covers interpreters", "AD-011 Language Access"),
    ("number of the trafficking policy", "CP-021"),
    ("Which version", "1.0"),
    ("take effect", "2026-12-01"),
    ("review the trafficking policy again", "2027-12-01"),
    (
        "position is responsible for the trafficking policy",
        "Director",
    ),
    ("positions sign", "Executive Director, Medical Director"),
    ("What is new in version", "First edition"),
    ("members of your I&E", "M1, M2, M3, M4, M5"),
];

fn start_interview(text: &str) -> Interview {
    let mut found = Diagnostics::new();
    Interview::new("agency.toml", text, Vec::new(), TODAY, &mut found)
        .expect("the text is settings")
}

fn sample_answer(question: &InterviewQuestion) -> Option<&'static str> {
    let known = SAMPLE_ANSWERS
        .iter()
        .find(|(part, _)| question.question_text.contains(part));
    known.map(|(_, answer)| *answer)
}

/// Goes through the whole interview; gives the questions in the order they came.
fn answer_all_questions(interview: &mut Interview) -> Vec<InterviewQuestion> {
    let mut asked = Vec::new();
    while let Some(question) = interview.next_question() {
        assert!(asked.len() < 200, "the interview ends: {asked:?}");
        match sample_answer(&question) {
            Some(answer) => interview
                .apply_answer(&question, answer)
                .unwrap_or_else(|said| panic!("{}: {said:?}", question.question_text)),
            None => interview.skip_question(&question),
        }
        asked.push(question);
    }
    asked
}

/// Answers until the question that contains the words is due.
fn answer_until(interview: &mut Interview, words: &str) -> InterviewQuestion {
    loop {
        let question = interview.next_question().expect("the question comes");
        if question.question_text.contains(words) {
            return question;
        }
        match sample_answer(&question) {
            Some(answer) => interview
                .apply_answer(&question, answer)
                .expect("a right answer"),
            None => interview.skip_question(&question),
        }
    }
}

#[test]
fn answering_every_question_gives_a_buildable_file() {
    let mut interview = start_interview("");
    let asked = answer_all_questions(&mut interview);
    let mut topics: Vec<&str> = asked.iter().map(|question| question.topic).collect();
    topics.dedup();
    assert_eq!(
        topics, INTERVIEW_TOPICS,
        "each topic once, in the order of a talk"
    );
    for (part, _) in SAMPLE_ANSWERS {
        let count = asked
            .iter()
            .filter(|question| question.question_text.contains(part));
        assert_eq!(count.count(), 1, "{part}");
    }
    let text = &interview.file_text;
    assert!(text.starts_with("#:schema agency.schema.json\n"), "{text}");
    for line in [
        "\n# Who you are.\n[agency]\n",
        "id = \"willow-main\"",
        "sites = [\"willow-main\"]",
        "after_hours = true",
        "state = \"IA\"",
        "languages = [\"en\", \"es\"]",
        "effective = 2026-12-01  # the date the policy takes effect",
        "approvals = [{ title = \"Executive Director\" }, { title = \"Medical Director\" }]",
    ] {
        assert!(text.contains(line), "`{line}` is in\n{text}");
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("agency.toml");
    fs::write(&path, text).expect("the file can be written");
    let path = path.to_str().expect("the path is text");
    let checked =
        run_command_line(&["policypress", "check", path]).expect("the machine does its part");
    assert!(checked.is_success, "{}", checked.stdout);
}

#[test]
fn an_interrupted_interview_resumes_where_it_stopped() {
    let mut whole = start_interview("");
    let asked = answer_all_questions(&mut whole);
    for stop in 0..asked.len() {
        let mut first = start_interview("");
        for _ in 0..stop {
            let question = first.next_question().expect("there is a question");
            match sample_answer(&question) {
                Some(answer) => first
                    .apply_answer(&question, answer)
                    .expect("a right answer"),
                None => first.skip_question(&question),
            }
        }
        let mut second = start_interview(&first.file_text);
        let again = answer_all_questions(&mut second);
        assert_eq!(
            second.file_text, whole.file_text,
            "stopped at {}",
            asked[stop].question_text
        );
        let known: Vec<&str> = asked[..stop]
            .iter()
            .filter(|question| sample_answer(question).is_some())
            .map(|question| question.question_text.as_str())
            .collect();
        for question in again {
            assert!(
                !known.contains(&question.question_text.as_str()),
                "{} was answered before",
                question.question_text
            );
        }
    }
}

#[test]
fn a_complete_file_leaves_no_questions() {
    let interview = start_interview(&read_agency_fixture("cedar-valley"));
    assert_eq!(interview.next_question(), None);
}

#[test]
fn earlier_answers_decide_later_questions() {
    let mut interview = start_interview(
        "[agency]\nname = \"Two Rivers\"\nstates = [\"IA\", \"NE\"]\n[[sites]]\nid = \"east\"\nname = \"East\"\n[[sites]]\nid = \"west\"\nname = \"West\"\n",
    );
    let asked: Vec<String> = std::iter::from_fn(|| {
        let question = interview.next_question()?;
        interview.skip_question(&question);
        Some(question.id)
    })
    .collect();
    for id in [
        "leads@east",
        "leads@west",
        "child_protection@IA",
        "child_protection@NE",
        "without.personnel",
        "without.organizations",
    ] {
        assert!(asked.contains(&id.to_owned()), "{id} is in {asked:?}");
    }
    // Somebody for every site leads at each.
    let mut interview = start_interview(
        "[agency]\nname = \"Two Rivers\"\n[[sites]]\nid = \"east\"\nname = \"East\"\n[[personnel]]\nposition = \"Manager\"\n",
    );
    while let Some(question) = interview.next_question() {
        assert!(!question.id.starts_with("leads"), "{question:?}");
        assert_ne!(question.id, "without.personnel");
        interview.skip_question(&question);
    }
}

#[test]
fn invalid_answers_are_refused_in_the_words_of_the_question() {
    for (words, wrong, said) in [
        (
            "your main phone number",
            "555-0110",
            "the area code is missing",
        ),
        ("which states", "Iowaa", "is not a state or territory"),
        ("take effect", "2026-12", "has no day"),
        ("take effect", "December 1", "has no year"),
        ("take effect", "soon", "is not a date"),
        ("take effect", "2062-12-01", "cannot be right"),
        (
            "check the phone number of Harbor Light",
            "2027-01-01",
            "January 1, 2027 is in the future",
        ),
        (
            "review the trafficking policy again",
            "2026-11-30",
            "not after",
        ),
        ("members of your I&E", "M1, M2", "at least five"),
        ("website", "not a site", "is not a web address"),
        ("you serve clients", "Klingonese", "is not a language"),
        ("first clinic", "(insert name here)", "counts as no answer"),
        (
            "your main phone number",
            "555-01",
            "it has 5 digits, but ten are needed",
        ),
        ("which states", "Iowa Xyz", "put a comma between two states"),
        (
            "which states",
            "Iowa and Xyz",
            "`Xyz` is not a state or territory",
        ),
        (
            "you serve clients",
            "English and Klingon",
            "`Klingon` is not a language that this program knows",
        ),
        (
            "you serve clients",
            "English Klingon",
            "put a comma between two languages",
        ),
        (
            "your main phone number",
            "741741",
            "type a number that answers calls",
        ),
        (
            "your main phone number",
            "515-555-0110 or 515-555-0111",
            "type one of them",
        ),
        ("first clinic", "TBD", "`TBD` counts as no answer"),
        ("take effect", "2028-02-30", "is not a date in the calendar"),
    ] {
        let mut interview = start_interview("");
        let question = answer_until(&mut interview, words);
        let before = interview.file_text.clone();
        let refused = interview
            .apply_answer(&question, wrong)
            .expect_err("a wrong answer");
        let all: Vec<String> = refused
            .iter()
            .map(|problem| format!("{} {}", problem.message, problem.hint))
            .collect();
        let all = all.join("\n");
        assert!(all.contains(said), "{wrong}: {all}");
        let shows_toml = all.contains(" = ") || all.contains("[[") || all.contains("`[");
        assert!(
            !shows_toml,
            "the hint speaks of the question, not of the file: {all}"
        );
        assert_eq!(
            interview.file_text, before,
            "nothing is written of `{wrong}`"
        );
    }
}

#[test]
fn no_skips_only_questions_that_need_no_answer() {
    let mut interview = start_interview("");
    let name = answer_until(&mut interview, "full name of your agency");
    assert!(name.is_skipped_by(" ") && !name.is_skipped_by("no"));
    let next_clinic = answer_until(&mut interview, "your next clinic");
    for typed in ["", "no", "None", " N/A "] {
        assert!(next_clinic.is_skipped_by(typed), "{typed}");
    }
    assert!(!next_clinic.is_skipped_by("Nome Clinic"));
}

#[test]
fn answers_are_taken_as_people_type_them_and_said_back() {
    for (words, typed, line, said_back) in [
        (
            "which states",
            "Iowa and Illinois",
            "states = [\"IA\", \"IL\"]",
            "Iowa, Illinois",
        ),
        (
            "you serve clients",
            "English and Vietnamese",
            "served = [\"en\", \"vi\"]",
            "English, Vietnamese",
        ),
        (
            "your main office",
            "1 Elm Street, Ames, IA 50010",
            "address = [\"1 Elm Street\", \"Ames, IA 50010\"]",
            "1 Elm Street; Ames, IA 50010",
        ),
        (
            "take effect",
            "11/2/2026",
            "effective = 2026-11-02",
            "November 2, 2026",
        ),
        (
            "take effect",
            "November 2, 2026",
            "effective = 2026-11-02",
            "November 2, 2026",
        ),
        (
            "take effect",
            "2 Nov 2026",
            "effective = 2026-11-02",
            "November 2, 2026",
        ),
        (
            "positions sign",
            "Executive Director and Medical Director",
            "{ title = \"Executive Director\" }, { title = \"Medical Director\" }",
            "Executive Director; Medical Director",
        ),
        (
            "members of your I&E",
            "M1, M2, M3, M4 and M5",
            "members = [\"M1\", \"M2\", \"M3\", \"M4\", \"M5\"]",
            "M1, M2, M3, M4, M5",
        ),
    ] {
        let mut interview = start_interview("");
        let question = answer_until(&mut interview, words);
        assert_eq!(Interview::describe_answer(&question, typed), said_back);
        interview
            .apply_answer(&question, typed)
            .unwrap_or_else(|said| panic!("{typed}: {said:?}"));
        let text = &interview.file_text;
        assert!(text.contains(line), "{typed}: {text}");
    }
}

#[test]
fn only_what_an_organization_has_is_asked_to_be_checked() {
    for (contact, question) in [
        (
            "phone = \"515-555-0120\"",
            Some("When did you last check the phone number of Harbor Light?"),
        ),
        (
            "website = \"https://harborlight.example\"",
            Some("When did you last check the website of Harbor Light?"),
        ),
        ("area = \"Story County\"", None),
    ] {
        let text = format!("[[organizations]]\nname = \"Harbor Light\"\n{contact}\n");
        let mut interview = start_interview(&text);
        let mut asked = Vec::new();
        while let Some(question) = interview.next_question() {
            interview.skip_question(&question);
            asked.push(question.question_text);
        }
        let checks: Vec<&str> = asked
            .iter()
            .filter(|text| text.contains("last check"))
            .map(String::as_str)
            .collect();
        assert_eq!(checks, question.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn the_state_of_a_site_is_typed_as_a_name_or_a_code() {
    for typed in ["Illinois", "il", "Ill."] {
        let mut interview = start_interview(
            "[agency]\nname = \"Two Rivers\"\nstates = [\"IA\", \"IL\"]\n[[sites]]\nid = \"east\"\nname = \"East\"\n",
        );
        let question = answer_until(&mut interview, "Which state is East in?");
        assert_eq!(Interview::describe_answer(&question, typed), "Illinois");
        interview
            .apply_answer(&question, typed)
            .unwrap_or_else(|said| panic!("{typed}: {said:?}"));
        assert!(interview.file_text.contains("state = \"IL\""));
    }
}

#[test]
fn yes_and_no_are_no_names_of_entries() {
    for words in ["organization near you", "sheriff's office serves"] {
        let mut interview = start_interview("");
        let question = answer_until(&mut interview, words);
        assert!(question.is_required);
        for typed in ["no", "No.", "none", "not sure"] {
            assert!(question.is_skipped_by(typed), "{typed}");
        }
        assert!(interview.apply_answer(&question, "yes").is_err());
    }
}

#[test]
fn a_choice_that_the_file_does_not_allow_is_refused() {
    let mut interview = start_interview(
        "[agency]\nname = \"Willow\"\n[[organizations]]\nname = \"Harbor\"\nkind = \"legal\"\n",
    );
    let question = answer_until(&mut interview, "show Harbor to clients");
    let said = interview
        .apply_answer(&question, "client")
        .expect_err("clients cannot reach it");
    assert!(said[0].hint.contains("choose staff only"), "{said:?}");
}

#[test]
fn answers_passed_on_the_way_back_are_kept() {
    let mut interview = start_interview("");
    let office = answer_until(&mut interview, "your main office");
    answer_until(&mut interview, "first clinic");
    let before = interview.file_text.clone();
    while interview.next_question() != Some(office.clone()) {
        assert!(interview.return_to_previous_question());
    }
    assert_eq!(
        interview.previous_input(&office),
        Some("1 Elm Street; Ames, IA 50010")
    );
    interview
        .apply_answer(&office, "2 Oak Street; Ames, IA 50010")
        .expect("an address");
    // What was skipped is asked again, so that its answer does not get to the question after it.
    let next = interview.next_question().expect("the interview goes on");
    assert!(next.question_text.contains("website"), "{next:?}");
    interview.skip_question(&next);
    assert_eq!(
        interview.file_text,
        before.replace("1 Elm Street", "2 Oak Street")
    );
    let next = interview.next_question().expect("the interview goes on");
    assert!(next.question_text.contains("first clinic"), "{next:?}");
    // Two answers to one question come back in their order.
    let clinic = answer_until(&mut interview, "first clinic");
    interview.apply_answer(&clinic, "East").expect("a name");
    let clinic = answer_until(&mut interview, "next clinic");
    interview.apply_answer(&clinic, "West").expect("a name");
    let before = interview.file_text.clone();
    while interview.next_question() != Some(office.clone()) {
        assert!(interview.return_to_previous_question());
    }
    interview
        .apply_answer(&office, "1 Elm Street; Ames, IA 50010")
        .expect("an address");
    let expected = before.replace("2 Oak Street", "1 Elm Street");
    while interview.file_text != expected {
        let skipped = interview.next_question().expect("the answers come back");
        interview.skip_question(&skipped);
    }
}

/// The ids of the questions about a file, none of which is answered.
fn open_question_ids(text: &str) -> Vec<String> {
    let mut interview = start_interview(text);
    std::iter::from_fn(|| {
        let question = interview.next_question()?;
        interview.skip_question(&question);
        Some(question.id)
    })
    .collect()
}

#[test]
fn what_was_put_off_for_one_site_is_asked_again() {
    let asked = open_question_ids(
        "[agency]\nname = \"Two Rivers\"\nstates = [\"IA\", \"IL\"]\n\
         [[sites]]\nid = \"east\"\nname = \"East\"\n\
         [[sites]]\nid = \"west\"\nname = \"West\"\naddress = [\"Moline, IL 61265\"]\nlanguages = [\"en\"]\n\
         [[personnel]]\nposition = \"Manager\"\nphone = \"319-555-0111\"\nhours = \"24 hours\"\nsites = [\"west\"]\n\
         [[personnel]]\nposition = \"Nurse\"\nphone = \"319-555-0112\"\nhours = \"Mon-Fri 8-5\"\n\
         [[organizations]]\nname = \"Harbor\"\naudience = \"client\"\nphone = \"319-555-0120\"\nsites = [\"west\"]\n\
         [[law_enforcement]]\nname = \"Moline Police\"\nphone = \"319-555-0130\"\nsites = [\"west\"]\n\
         [committee]\nmembers = [\"M1\", \"M2\", \"M3\", \"M4\", \"M5\"]\ntechnical_reviewer = \"Medical Director\"\n",
    );
    for id in [
        "sites[0].address",
        "sites[0].languages",
        "after-hours@east",
        "organizations[0].verified_on",
        "organizations@east",
        "law_enforcement@east",
        "child_protection@IL",
    ] {
        assert!(asked.iter().any(|known| known == id), "{id}: {asked:?}");
    }
    assert!(!asked.iter().any(|id| id.starts_with("sites[1].address")));
}

#[test]
fn in_several_states_each_contact_is_asked_for_its_sites() {
    let text = "[agency]\nname = \"Two Rivers\"\nstates = [\"IA\", \"IL\"]\n\
         [[sites]]\nid = \"east\"\nname = \"East\"\naddress = [\"Keokuk, IA 52632\"]\n\
         [[sites]]\nid = \"west\"\nname = \"West\"\naddress = [\"Moline, IL 61265\"]\n\
         [[law_enforcement]]\nname = \"Moline Police\"\nphone = \"319-555-0130\"\n";
    let mut interview = start_interview(text);
    let question = answer_until(&mut interview, "does Moline Police serve");
    let refused = interview
        .apply_answer(&question, "North")
        .expect_err("there is no such clinic");
    assert!(refused[0].hint.contains("East, West"), "{refused:?}");
    interview.apply_answer(&question, "west").expect("a clinic");
    assert!(interview.file_text.contains("sites = [\"west\"]"));
    // In one state nobody has to say it.
    let one_state = text.replace("Moline, IL 61265", "Ames, IA 50010");
    assert!(!open_question_ids(&one_state).contains(&"law_enforcement[0].sites".to_owned()));
}

#[test]
fn the_version_gets_its_entry_in_the_history() {
    let text = "[agency]\nname = \"Willow\"\n[policy]\nversion = \"1.1\"\neffective = 2026-12-01\n\
         [[policy.revisions]]\nversion = \"1.0\"\ndate = 2025-12-01\nsummary = \"First edition\"\n";
    let mut interview = start_interview(text);
    let question = answer_until(&mut interview, "What is new in version 1.1");
    interview
        .apply_answer(&question, "New contacts")
        .expect("an answer");
    let entry =
        "[[policy.revisions]]\nversion = \"1.1\"\ndate = 2026-12-01\nsummary = \"New contacts\"\n";
    assert!(
        interview.file_text.contains(entry),
        "{}",
        interview.file_text
    );
    assert!(!open_question_ids(&interview.file_text).contains(&"policy.revisions".to_owned()));
}

#[test]
fn init_and_check_count_alike() {
    let text = read_agency_fixture("cedar-valley")
        .replace("website = \"https://harborlight.example\"\n", "")
        .replace(
            "services = { en = \"Shelter, advocacy, legal referral\", es =",
            "services = { en = \"Shelter; or call 1-888-373-7880\", es =",
        )
        .replace("version = \"1.0\"", "version = \"1.1\"");
    let folder = temp_folder_with_files(&[("agency.toml", &text), ("facts.toml", "")]);
    let report = run_init(&folder, &["--answers", "facts.toml"]);
    let path = folder.path().join("agency.toml").display().to_string();
    let checked =
        run_command_line(&["policypress", "check", &path]).expect("the machine does its part");
    let counted = checked.stdout.lines().last().expect("a summary");
    assert!(counted.contains("error"), "{counted}");
    assert!(
        report.stdout.contains(counted),
        "{}\n{counted}",
        report.stdout
    );
}

#[test]
fn going_back_removes_the_answer_and_offers_it_again() {
    let mut interview = start_interview("");
    assert!(
        !interview.return_to_previous_question(),
        "there is nothing before the first"
    );
    let phone = answer_until(&mut interview, "your main phone number");
    let before = interview.file_text.clone();
    interview
        .apply_answer(&phone, "515-555-0119")
        .expect("a phone");
    assert!(interview.return_to_previous_question());
    assert_eq!(interview.file_text, before);
    assert_eq!(interview.next_question(), Some(phone.clone()));
    assert_eq!(interview.previous_input(&phone), Some("515-555-0119"));
    // What was left for later is asked again as well.
    interview.skip_question(&phone);
    assert!(interview.return_to_previous_question());
    assert_eq!(interview.next_question(), Some(phone));
}

#[test]
fn comments_order_and_formatting_of_a_file_are_kept() {
    let text = "# ours\r\n\r\n[protocols] # see the manual\r\nviolence = 'CP-1'   # old\r\n\r\n[agency]\r\nname = \"Willow\" # the name\r\n# phone = \"\"\r\n\r\n# the last remark\r\n";
    let mut interview = start_interview(text);
    answer_all_questions(&mut interview);
    let written = &interview.file_text;
    for line in text.lines() {
        assert!(written.contains(line), "`{line}` is in\n{written}");
    }
    let place = |line: &str| written.find(line).expect("the line is there");
    assert!(place("[protocols]") < place("[agency]"));
    assert!(place("# the last remark") < place("[policy]"), "{written}");
    assert_eq!(
        written.matches('\n').count(),
        written.matches("\r\n").count(),
        "the ends of lines are those of the file"
    );
}

#[test]
fn questions_offer_only_allowed_choices() {
    let mut interview = start_interview("");
    for question in answer_all_questions(&mut interview) {
        let AnswerFormat::Choice(choices) = question.answer_format else {
            continue;
        };
        let table = SETTINGS_TABLES
            .iter()
            .find(|table| table.heading.trim_matches(['[', ']']) == question.answer_target.table)
            .expect("a table of that name");
        let setting = table
            .find_setting(question.answer_target.key)
            .expect("a setting");
        let SettingKind::Choice(known) = setting.kind else {
            panic!("{} is a choice", question.id);
        };
        let mut offered: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let mut known = known.to_vec();
        offered.sort_unstable();
        known.sort_unstable();
        assert_eq!(offered, known, "{}", question.id);
    }
}

fn run_init(folder: &tempfile::TempDir, options: &[&str]) -> policypress::command::CommandReport {
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut line = vec!["policypress".to_owned(), "init".to_owned()];
    line.push(path("agency.toml"));
    for option in options {
        line.push(if option.starts_with("--") {
            (*option).to_owned()
        } else {
            path(option)
        });
    }
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    run_command_line(&line).expect("the machine does its part")
}

fn read_agency_file(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("agency.toml")).expect("the file is there")
}

#[test]
fn answers_from_a_file_fill_only_missing_settings() {
    let folder = temp_folder_with_files(&[
        (
            "agency.toml",
            "# ours\n[agency]\nname = \"Willow\" # the name\n",
        ),
        ("facts.toml", &read_agency_fixture("cedar-valley")),
    ]);
    let report = run_init(&folder, &["--answers", "facts.toml"]);
    assert!(report.is_success, "{}", report.stderr);
    let text = read_agency_file(&folder);
    assert!(
        text.starts_with("# ours\n[agency]\nname = \"Willow\" # the name\n"),
        "{text}"
    );
    assert!(text.contains("phone = \"319-555-0110\""), "{text}");
    let path = folder.path().join("agency.toml").display().to_string();
    let checked =
        run_command_line(&["policypress", "check", &path]).expect("the machine does its part");
    assert!(checked.is_success, "{}", checked.stdout);
    // A second time there is nothing left to take.
    assert!(run_init(&folder, &["--answers", "facts.toml"]).is_success);
    assert_eq!(read_agency_file(&folder), text);

    // Without a file there is a new one, with its head.
    let folder = temp_folder_with_files(&[("facts.toml", "[agency]\nname = \"Willow\"\n")]);
    let report = run_init(&folder, &["--answers", "facts.toml"]);
    assert!(report.is_success, "{}", report.stderr);
    assert!(
        report
            .stdout
            .contains("Fix the errors before the final build"),
        "{}",
        report.stdout
    );
    let text = read_agency_file(&folder);
    assert!(text.starts_with(NEW_FILE_HEADER), "{text}");
    assert!(text.contains("[agency]\nname = \"Willow\""), "{text}");
}

#[test]
fn invalid_answers_from_a_file_are_reported_and_nothing_is_written() {
    let folder = temp_folder_with_files(&[(
        "facts.toml",
        "[agency]\nname = \"Willow\"\nphone = \"555-0110\"\nfax = \"515-555-0110\"\n",
    )]);
    let report = run_init(&folder, &["--answers", "facts.toml"]);
    assert!(!report.is_success);
    for said in ["facts.toml:3:9", "facts.toml:4:1", "nothing was written"] {
        assert!(report.stderr.contains(said), "{}", report.stderr);
    }
    assert!(!folder.path().join("agency.toml").exists());
}

#[test]
fn init_without_a_terminal_explains_the_alternatives() {
    let folder = temp_folder_with_files(&[]);
    let report = run_init(&folder, &[]);
    assert!(!report.is_success);
    assert!(
        report.stderr.contains("error[no-terminal]"),
        "{}",
        report.stderr
    );
    assert!(report.stderr.contains("--answers"), "{}", report.stderr);
    // A file that cannot be read is shown first.
    let folder = temp_folder_with_files(&[("agency.toml", "[agency]\nname = Willow\n")]);
    let report = run_init(&folder, &[]);
    assert!(
        report.stderr.contains("missing-quotes"),
        "{}",
        report.stderr
    );
    assert!(
        report.stderr.contains("nothing was written"),
        "{}",
        report.stderr
    );
}

#[cfg(unix)]
mod terminal {
    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    use pty_process::blocking::{Command, Pty, open};

    use super::{SAMPLE_ANSWERS, read_agency_file, temp_folder_with_files};

    /// From the first choice to the last, `Skip`.
    const UP_KEY: &str = "\u{1B}[A";
    const DOWN_KEY: &str = "\u{1B}[B";
    const ESCAPE_KEY: &str = "\u{1B}";
    const CTRL_C_KEY: &str = "\u{3}";

    struct TerminalSession {
        pty: Pty,
        output: Receiver<Vec<u8>>,
        unmatched_output: String,
        child: std::process::Child,
    }

    impl TerminalSession {
        fn start_init(folder: &Path) -> Self {
            let (pty, pts) = open().expect("a terminal can be had");
            pty.resize(pty_process::Size::new(60, 200))
                .expect("it has a size");
            // Raw from the start: between two keys the prompt library gives the terminal back, and a
            // key that comes just then would be edited away.
            let command = Command::new("sh")
                .args(["-c", "stty raw -echo; exec \"$0\" init"])
                .arg(env!("CARGO_BIN_EXE_policypress"))
                .env("TERM", "xterm")
                .current_dir(folder);
            let child = command.spawn(pts).expect("the program starts");
            let (sender, output) = channel();
            let descriptor = std::os::fd::AsFd::as_fd(&pty)
                .try_clone_to_owned()
                .expect("a second handle");
            std::thread::spawn(move || {
                let mut reader = std::fs::File::from(descriptor);
                let mut chunk = [0; 4096];
                while let Ok(length @ 1..) = reader.read(&mut chunk) {
                    if sender.send(chunk[..length].to_vec()).is_err() {
                        break;
                    }
                }
            });
            Self {
                pty,
                output,
                unmatched_output: String::new(),
                child,
            }
        }

        /// Waits until the words stand on the screen, and forgets what came before them.
        fn wait_for_text(&mut self, words: &str) {
            let end = Instant::now() + Duration::from_secs(60);
            loop {
                if let Some(at) = self.unmatched_output.find(words) {
                    self.unmatched_output.drain(..at + words.len());
                    return;
                }
                let left = end.saturating_duration_since(Instant::now());
                let Ok(chunk) = self.output.recv_timeout(left) else {
                    panic!("`{words}` comes, and not\n{}", self.unmatched_output);
                };
                self.unmatched_output
                    .push_str(&String::from_utf8_lossy(&chunk));
            }
        }

        fn press_keys(&mut self, keys: &str) {
            let pressed = self.pty.write_all(keys.as_bytes());
            pressed.expect("keys can be pressed");
        }

        fn answer_question(&mut self, question: &str, typed: &str) {
            self.wait_for_text(question);
            self.press_keys(&format!("{typed}\r"));
        }

        /// Answers everything between two questions as the clinic does.
        fn answer_questions_between(&mut self, from: &str, to: &str) {
            let at = |part| SAMPLE_ANSWERS.iter().position(|(known, _)| *known == part);
            let range = at(from).expect("a question")..=at(to).expect("a question");
            for (question, answer) in &SAMPLE_ANSWERS[range] {
                self.answer_question(question, answer);
            }
        }
    }

    /// The commands of the README's walk from nothing to a packet.
    fn readme_walkthrough_commands() -> Vec<String> {
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = std::fs::read_to_string(readme).expect("there is a README");
        let (_, walk) = readme
            .split_once("## Make your first packet")
            .expect("the README has the walk");
        let walk = walk.split("\n## ").next().expect("there is always a first");
        let lines = walk.lines().filter_map(|line| line.strip_prefix("    "));
        let commands = lines.filter(|line| line.starts_with("policypress "));
        commands.map(str::to_owned).collect()
    }

    #[test]
    fn init_can_be_answered_interrupted_and_finished_in_a_terminal() {
        let folder = temp_folder_with_files(&[]);
        let mut screen = TerminalSession::start_init(folder.path());
        screen.answer_question("full name", "Willow Clinic");
        screen.answer_question("shorter name", "");
        screen.answer_question("your role in Title X", "");
        screen.answer_question("which states", "Iowaa");
        screen.wait_for_text("is not a state or territory");
        // The field is empty; the Tab key brings the answer back.
        screen.wait_for_text("Press Tab");
        screen.press_keys("\t\u{7F}\r");
        screen.wait_for_text("your main office");
        screen.press_keys(ESCAPE_KEY);
        screen.answer_question("which states", "");
        screen.answer_question("your main office", "1 Elm Street; Ames, IA 50010");
        screen.wait_for_text("your main phone number");
        screen.press_keys(CTRL_C_KEY);
        screen.wait_for_text("To continue, type `policypress init agency.toml`");
        assert_eq!(screen.child.wait().expect("it ends").code(), Some(1));
        let text = read_agency_file(&folder);
        assert!(text.contains("Ames, IA 50010"), "{text}");

        let mut screen = TerminalSession::start_init(folder.path());
        screen.answer_question("your main phone number", "515-555-0110");
        screen.answer_question("website", "TBD");
        screen.wait_for_text("`TBD` counts as no answer");
        screen.wait_for_text("Press Tab");
        screen.press_keys("\r");
        screen.answer_question("first clinic", "Willow Main");
        screen.answer_question("the address of Willow Main", "");
        screen.answer_question("What do the staff of", DOWN_KEY);
        screen.answer_question("staff of Willow Main speak", "English, Spanish");
        screen.answer_question("your next clinic", "");
        screen.answer_question("call first at Willow Main", "Clinic Manager");
        screen.answer_question("does the Clinic Manager answer", "Mon-Fri 8-5");
        screen.answer_question("reach the Clinic Manager", "515-555-0111");
        screen.answer_question("name of the Clinic Manager", "");
        screen.answer_question("What does the Clinic Manager do", "Leads the response");
        screen.answer_question("clinic is closed", "Nurse on call");
        screen.answer_question("does the Nurse on call answer", "");
        screen.answer_question("reach the Nurse on call", "515-555-0112");
        screen.answer_question("name of the Nurse on call", "");
        screen.answer_question("What does the Nurse on call do", "");
        screen.answer_question("Which other position", "");
        screen.answer_question("organization near you", "Harbor Light");
        screen.answer_question("kind of organization", "");
        screen.answer_question("is the phone number of Harbor Light", "515-555-0120");
        screen.answer_question("does Harbor Light answer", "24 hours");
        screen.answer_question("does Harbor Light offer", "Shelter");
        screen.answer_question("languages does Harbor Light", "English");
        screen.answer_question("What area does Harbor Light", "Story County");
        screen.answer_question("website of Harbor Light", "");
        screen.answer_question("show Harbor Light to clients", DOWN_KEY);
        screen.answer_question("check the phone number of Harbor Light", "2026-11-02");
        screen.answer_question("the next organization", "");
        screen.answer_question("sheriff's office serves", "Ames Police Department");
        screen.answer_question("kind of agency", "");
        screen.answer_question("number of Ames Police", "515-555-0130");
        screen.answer_question("Which other law enforcement agency", "");
        screen.answer_question("child protective services of Iowa", "Iowa HHS");
        screen.answer_question("report to Iowa HHS", "515-555-0140");
        screen.answer_question("requires reports", "");
        screen.answer_question("check the phone number of Iowa HHS", "");
        screen.answer_questions_between("you serve clients", "What is new in version");
        screen.answer_question("committee called", "");
        screen.answer_question("members of your I&E", "M1, M2, M3, M4, M5");
        screen.answer_question("medical accuracy", "Medical Director");
        screen.wait_for_text("agency.toml: ready to build");
        assert_eq!(screen.child.wait().expect("it ends").code(), Some(0));

        // The walk of the README, from the command after this one.
        let walk = readme_walkthrough_commands();
        assert_eq!(walk[0], "policypress init");
        assert!(walk.len() > 4, "{walk:?}");
        for line in &walk[1..] {
            let words: Vec<&str> = line.split(' ').skip(1).collect();
            let done = std::process::Command::new(env!("CARGO_BIN_EXE_policypress"))
                .args(words)
                .current_dir(folder.path())
                .output()
                .expect("the program starts");
            let said = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(0), "{line}: {said}");
        }
        let index = folder.path().join("output/willow-clinic/index.html");
        assert!(index.is_file());
        let text = read_agency_file(&folder);
        assert!(text.contains("capacity = \"specialized\""), "{text}");
        assert!(text.contains("audience = \"client\""), "{text}");
    }

    /// Every question of the interview with what somebody types who knows only the agency; an empty answer skips it.
    #[rustfmt::skip]
    const SHORT_ANSWERS: &[(&str, &str)] = &[
        ("full name", "Prairie Clinic"),
        ("shorter name", ""),
        ("your role in Title X", DOWN_KEY),
        ("which states", "Iowa and Illinois"),
        ("your main office", "1 Elm Street, Ames, IA 50010"),
        ("your main phone number", "(515) 555-0110"),
        ("website", ""),
        ("first clinic", "Ames Clinic"),
        ("the address of Ames Clinic", "1 Elm Street, Ames, IA 50010"),
        ("What do the staff of", UP_KEY),
        ("staff of Ames Clinic speak", "English and Spanish"),
        ("your next clinic", "no"),
        ("call first at Ames Clinic", "Clinic Manager"),
        ("does the Clinic Manager answer", "Mon-Fri 8-5"),
        ("reach the Clinic Manager", "515.555.0111"),
        ("name of the Clinic Manager", ""),
        ("What does the Clinic Manager do", ""),
        ("clinic is closed", "Nurse on call"),
        ("does the Nurse on call answer", ""),
        ("reach the Nurse on call", "515-555-0112"),
        ("name of the Nurse on call", ""),
        ("What does the Nurse on call do", ""),
        ("Which other position", ""),
        ("organization near you", "Harbor Light"),
        ("kind of organization", UP_KEY),
        ("is the phone number of Harbor Light", "515-555-0120"),
        ("does Harbor Light answer", ""),
        ("does Harbor Light offer", ""),
        ("languages does Harbor Light", ""),
        ("What area does Harbor Light", ""),
        ("website of Harbor Light", ""),
        ("show Harbor Light to clients", DOWN_KEY),
        ("check the phone number of Harbor Light", "11/2/2026"),
        ("the next organization", ""),
        ("sheriff's office serves", "Ames Police Department"),
        ("kind of agency", UP_KEY),
        ("number of Ames Police", "515-555-0130"),
        ("Which other law enforcement agency", ""),
        ("child protective services of Iowa", "Iowa HHS"),
        ("report to Iowa HHS", "515-555-0140"),
        ("requires reports", ""),
        ("check the phone number of Iowa HHS", ""),
        ("child protective services of Illinois", ""),
        ("you serve clients", "English and Spanish"),
        ("violence other", ""),
        ("covers mandatory reporting", ""),
        ("covers confidentiality", ""),
        ("covers calling security", ""),
        ("the review of client materials", ""),
        ("covers interpreters", ""),
        ("number of the trafficking policy", ""),
        ("Which version", "1.0"),
        ("take effect", "December 1, 2026"),
        ("review the trafficking policy again", ""),
        ("position is responsible for the trafficking policy", ""),
        ("positions sign", ""),
        ("What is new in version 1.0", ""),
        ("committee called", ""),
        ("members of your I&E", ""),
        ("medical accuracy", ""),
    ];

    #[test]
    fn twenty_five_answers_lead_from_an_empty_folder_to_a_draft_packet() {
        let is_answer = |typed: &str| !typed.is_empty() && typed != UP_KEY;
        let answers = SHORT_ANSWERS.iter().filter(|(_, typed)| is_answer(typed));
        assert!(answers.count() <= 25);
        let folder = temp_folder_with_files(&[]);
        let mut screen = TerminalSession::start_init(folder.path());
        for (question, typed) in SHORT_ANSWERS {
            screen.answer_question(question, typed);
            match *question {
                "which states" => screen.wait_for_text("Iowa, Illinois"),
                "check the phone number of Harbor Light" => {
                    screen.wait_for_text("November 2, 2026");
                }
                _ => {}
            }
        }
        screen.wait_for_text("Next: `policypress check` lists what is still missing");
        assert_eq!(screen.child.wait().expect("it ends").code(), Some(0));
        let built = std::process::Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["build", "--draft"])
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&built.stderr);
        assert_eq!(built.status.code(), Some(0), "{said}");
        let index = folder.path().join("output/prairie-clinic/index.html");
        assert!(index.is_file());
    }
}

#[test]
fn hours_that_are_not_clear_are_asked_about() {
    let agency = "[agency]\nname = \"Two Rivers\"\n[[personnel]]\nposition = \"Manager\"\n";
    let night_question = |hours: &str| {
        let mut interview = start_interview(&format!("{agency}hours = \"{hours}\"\n"));
        loop {
            let question = interview.next_question()?;
            if question.id == "personnel[0].after_hours" {
                return Some((interview, question));
            }
            interview.skip_question(&question);
        }
    };
    assert!(night_question("Mon-Fri 8-5").is_none());
    assert!(night_question("5 pm-8 am").is_none());
    let (mut interview, question) = night_question("On rotation").expect("it is asked");
    interview
        .apply_answer(&question, "true")
        .expect("it is an answer");
    assert!(
        interview.file_text.contains("after_hours = true "),
        "{}",
        interview.file_text
    );
}

#[test]
fn the_state_of_a_site_is_asked_for_where_nothing_says_it() {
    let is_asked = |states: &str, address: &str| {
        let mut interview = start_interview(&format!(
            "[agency]\nname = \"Two Rivers\"\nstates = [{states}]\n[[sites]]\nid = \"east\"\nname = \"East\"\naddress = [\"{address}\"]\n"
        ));
        while let Some(question) = interview.next_question() {
            if question.id == "sites[0].state" {
                return true;
            }
            interview.skip_question(&question);
        }
        false
    };
    assert!(is_asked("\"IA\", \"IL\"", "1 Main Street"));
    assert!(!is_asked("\"IA\", \"IL\"", "Moline, Ill."));
    assert!(!is_asked("\"IA\"", "1 Main Street"));
}

/// What the grantee's file has is not asked again; what an agency adds goes to its own file, beside it.
#[test]
fn an_agency_of_a_network_adds_to_the_lists_of_the_base() {
    let base = "[[organizations]]\nname = \"Statewide Help\"\nphone = \"515-555-0120\"\naudience = \"client\"\n\
        [[law_enforcement]]\nname = \"State Patrol\"\nphone = \"515-555-0130\"\n\
        [[child_protection]]\nstate = \"IA\"\nname = \"Iowa Services\"\nphone = \"515-555-0140\"\n\
        [[personnel]]\nposition = \"Network Nurse\"\nphone = \"515-555-0111\"\nhours = \"24 hours\"\n";
    let base = Arc::new(SourceFile {
        name: "grantee.toml".to_owned(),
        text: base.to_owned(),
    });
    let text = "extends = \"grantee.toml\"\n[agency]\nname = \"Willow\"\nstates = [\"IA\"]\n";
    let mut found = Diagnostics::new();
    let mut interview = Interview::new("agency.toml", text, vec![base], TODAY, &mut found)
        .expect("the text is settings");
    let mut asked = Vec::new();
    while let Some(question) = interview.next_question() {
        let answer = match question.id.as_str() {
            "organizations.more" if !interview.file_text.contains("Local Aid") => "Local Aid",
            "organizations[0].phone" => "515-555-0121",
            "law_enforcement.more" if !interview.file_text.contains("Ames Police") => "Ames Police",
            "law_enforcement[0].phone" => "515-555-0131",
            "personnel.more" if !interview.file_text.contains("Clinic Lead") => "Clinic Lead",
            "personnel[0].phone" => "515-555-0112",
            _ => "",
        };
        asked.push((question.id.clone(), question.question_text.clone()));
        if answer.is_empty() {
            interview.skip_question(&question);
        } else {
            let applied = interview.apply_answer(&question, answer);
            assert!(applied.is_ok(), "{}: {applied:?}", question.id);
        }
    }
    let question = |id: &str| asked.iter().find(|(asked, _)| asked == id);
    for id in [
        "organizations.more",
        "law_enforcement.more",
        "personnel.more",
    ] {
        let (_, text) = question(id).unwrap_or_else(|| panic!("{id} is among {asked:?}"));
        assert!(
            ["other", "next"].iter().any(|word| text.contains(word)),
            "{id}: {text}"
        );
    }
    for (id, text) in &asked {
        let is_of_base = id.starts_with("child_protection") || id.starts_with("without");
        assert!(!is_of_base, "{id}: {text}");
    }
    for name in ["Local Aid", "Ames Police", "Clinic Lead"] {
        assert!(interview.file_text.contains(name), "{name}");
    }
    for text in ["Statewide", "State Patrol", "append", "replace"] {
        assert!(!interview.file_text.contains(text), "{text}");
    }
}
