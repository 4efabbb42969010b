//! The interview of `init`: its logic without a terminal, and once through a real one.

use std::fs;

use policypress::config::settings::{SETTINGS_TABLES, SettingKind};
use policypress::diag::Diagnostics;
use policypress::interview::{
    AnswerFormat, INTERVIEW_TOPICS, Interview, InterviewQuestion, NEW_FILE_HEADER,
};

use crate::support::fixture::folder_with;
use crate::support::packet::{TODAY, fixture_text, run};

/// What the clinic of these tests answers, by a part of the question; what is not here stays open.
const ANSWERS: &[(&str, &str)] = &[
    ("full name", "Willow Clinic"),
    ("your place in Title X", "subrecipient"),
    ("which states", "Iowa"),
    ("your main office", "1 Elm Street; Ames, IA 50010"),
    ("number do people call", "515-555-0110"),
    ("first clinic", "Willow Main"),
    ("staff of Willow Main speak", "English, Spanish"),
    ("leads the response", "Clinic Manager"),
    ("reach the Clinic Manager", "515-555-0111"),
    ("does the Clinic Manager answer", "Mon-Fri 8-5"),
    ("clinic is closed", "Nurse on call"),
    ("reach the Nurse on call", "515-555-0112"),
    ("organization near you", "Harbor Light"),
    ("kind of organization", "victim-services"),
    ("number of Harbor Light", "515-555-0120"),
    ("May clients see", "client"),
    ("call Harbor Light to check", "2026-11-02"),
    ("sheriff's office serves", "Ames Police Department"),
    ("number of Ames Police", "515-555-0130"),
    ("child protective services of Iowa", "Iowa HHS"),
    ("Iowa HHS take reports", "515-555-0140"),
    ("you serve clients", "English"),
    ("violence other", "CP-014 Violence"),
    ("on mandatory reporting", "CP-009 Reporting"),
    ("on confidentiality", "CP-002 Confidentiality"),
    ("on calling security", "AD-007 Security"),
    ("the review of materials", "IE-001 Materials"),
    ("on interpreters", "AD-011 Language Access"),
    ("number does this policy", "CP-021"),
    ("Which version", "1.0"),
    ("take effect", "2026-12-01"),
    ("looked at again", "2027-12-01"),
    ("position answers for it", "Director"),
    ("positions sign", "Executive Director, Medical Director"),
    ("its members", "M1, M2, M3, M4, M5"),
];

fn begin(text: &str) -> Interview {
    let mut found = Diagnostics::new();
    Interview::new("agency.toml", text, Vec::new(), TODAY, &mut found)
        .expect("the text is settings")
}

fn answer_to(question: &InterviewQuestion) -> Option<&'static str> {
    let known = ANSWERS
        .iter()
        .find(|(part, _)| question.question_text.contains(part));
    known.map(|(_, answer)| *answer)
}

/// Goes through the whole interview; gives the questions in the order they came.
fn go_on(interview: &mut Interview) -> Vec<InterviewQuestion> {
    let mut asked = Vec::new();
    while let Some(question) = interview.next_question() {
        assert!(asked.len() < 200, "the interview ends: {asked:?}");
        match answer_to(&question) {
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
fn up_to(interview: &mut Interview, words: &str) -> InterviewQuestion {
    loop {
        let question = interview.next_question().expect("the question comes");
        if question.question_text.contains(words) {
            return question;
        }
        match answer_to(&question) {
            Some(answer) => interview
                .apply_answer(&question, answer)
                .expect("a right answer"),
            None => interview.skip_question(&question),
        }
    }
}

#[test]
fn a_clinic_that_answers_has_a_file_that_is_ready_to_build() {
    let mut interview = begin("");
    let asked = go_on(&mut interview);
    let mut topics: Vec<&str> = asked.iter().map(|question| question.topic).collect();
    topics.dedup();
    assert_eq!(
        topics, INTERVIEW_TOPICS,
        "each topic once, in the order of a talk"
    );
    for (part, _) in ANSWERS {
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
        "hours = \"24 hours\"",
        "state = \"IA\"",
        "languages = [\"en\", \"es\"]",
        "effective = 2026-12-01  # the day the policy takes effect",
        "approvals = [{ title = \"Executive Director\" }, { title = \"Medical Director\" }]",
    ] {
        assert!(text.contains(line), "`{line}` is in\n{text}");
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("agency.toml");
    fs::write(&path, text).expect("the file can be written");
    let path = path.to_str().expect("the path is text");
    let checked = run(&["policypress", "check", path]).expect("the machine does its part");
    assert!(checked.is_success, "{}", checked.stdout);
}

#[test]
fn an_interview_that_stops_anywhere_goes_on_where_it_was() {
    let mut whole = begin("");
    let asked = go_on(&mut whole);
    for stop in 0..asked.len() {
        let mut first = begin("");
        for _ in 0..stop {
            let question = first.next_question().expect("there is a question");
            match answer_to(&question) {
                Some(answer) => first
                    .apply_answer(&question, answer)
                    .expect("a right answer"),
                None => first.skip_question(&question),
            }
        }
        let mut second = begin(&first.file_text);
        let again = go_on(&mut second);
        assert_eq!(
            second.file_text, whole.file_text,
            "stopped at {}",
            asked[stop].question_text
        );
        let known: Vec<&str> = asked[..stop]
            .iter()
            .filter(|question| answer_to(question).is_some())
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
fn a_whole_file_is_asked_nothing_that_the_documents_need() {
    let interview = begin(&fixture_text("cedar-valley"));
    assert_eq!(interview.next_question(), None);
}

#[test]
fn what_was_answered_decides_what_is_asked() {
    let mut interview = begin(
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
    let mut interview = begin(
        "[agency]\nname = \"Two Rivers\"\n[[sites]]\nid = \"east\"\nname = \"East\"\n[[personnel]]\nposition = \"Manager\"\n",
    );
    while let Some(question) = interview.next_question() {
        assert!(!question.id.starts_with("leads"), "{question:?}");
        assert_ne!(question.id, "without.personnel");
        interview.skip_question(&question);
    }
}

#[test]
fn an_answer_is_refused_in_the_words_of_check() {
    for (words, wrong, said) in [
        (
            "number do people call",
            "555-0110",
            "the area code is missing",
        ),
        ("which states", "Iowaa", "is not the postal code of a state"),
        (
            "take effect",
            "12/1/2026",
            "is not written as year-month-day",
        ),
        ("looked at again", "2026-11-30", "not after"),
        ("its members", "M1, M2", "at least five"),
        ("website", "not a site", "is not a web address"),
        ("you serve clients", "Klingonese", "is not a language tag"),
        ("first clinic", "(insert name here)", "`name`"),
    ] {
        let mut interview = begin("");
        let question = up_to(&mut interview, words);
        let before = interview.file_text.clone();
        let refused = interview
            .apply_answer(&question, wrong)
            .expect_err("a wrong answer");
        let all: Vec<String> = refused
            .iter()
            .map(|problem| format!("{} {}", problem.message, problem.hint))
            .collect();
        assert!(all.join("\n").contains(said), "{wrong}: {all:?}");
        assert_eq!(
            interview.file_text, before,
            "nothing is written of `{wrong}`"
        );
    }
}

#[test]
fn going_back_takes_the_answer_away_and_offers_it_again() {
    let mut interview = begin("");
    assert!(
        !interview.return_to_previous_question(),
        "there is nothing before the first"
    );
    let phone = up_to(&mut interview, "number do people call");
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
fn remarks_order_and_spelling_of_a_file_stay() {
    let text = "# ours\r\n\r\n[protocols] # see the manual\r\nviolence = 'CP-1'   # old\r\n\r\n[agency]\r\nname = \"Willow\" # the name\r\n# phone = \"\"\r\n\r\n# the last remark\r\n";
    let mut interview = begin(text);
    go_on(&mut interview);
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
fn a_question_never_offers_a_word_that_the_file_may_not_have() {
    let mut interview = begin("");
    for question in go_on(&mut interview) {
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

fn init(folder: &tempfile::TempDir, options: &[&str]) -> policypress::command::CommandReport {
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
    run(&line).expect("the machine does its part")
}

fn agency_toml(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("agency.toml")).expect("the file is there")
}

#[test]
fn answers_from_a_file_fill_what_is_missing_and_nothing_else() {
    let folder = folder_with(&[
        (
            "agency.toml",
            "# ours\n[agency]\nname = \"Willow\" # the name\n",
        ),
        ("facts.toml", &fixture_text("cedar-valley")),
    ]);
    let report = init(&folder, &["--answers", "facts.toml"]);
    assert!(report.is_success, "{}", report.stderr);
    let text = agency_toml(&folder);
    assert!(
        text.starts_with("# ours\n[agency]\nname = \"Willow\" # the name\n"),
        "{text}"
    );
    assert!(text.contains("phone = \"319-555-0110\""), "{text}");
    let path = folder.path().join("agency.toml").display().to_string();
    let checked = run(&["policypress", "check", &path]).expect("the machine does its part");
    assert!(checked.is_success, "{}", checked.stdout);
    // A second time there is nothing left to take.
    assert!(init(&folder, &["--answers", "facts.toml"]).is_success);
    assert_eq!(agency_toml(&folder), text);

    // Without a file there is a new one, with its head.
    let folder = folder_with(&[("facts.toml", "[agency]\nname = \"Willow\"\n")]);
    let report = init(&folder, &["--answers", "facts.toml"]);
    assert!(report.is_success, "{}", report.stderr);
    assert!(
        report.stdout.contains("to fill before a final build"),
        "{}",
        report.stdout
    );
    let text = agency_toml(&folder);
    assert!(text.starts_with(NEW_FILE_HEADER), "{text}");
    assert!(text.contains("[agency]\nname = \"Willow\""), "{text}");
}

#[test]
fn wrong_answers_from_a_file_are_shown_in_it_and_nothing_is_written() {
    let folder = folder_with(&[(
        "facts.toml",
        "[agency]\nname = \"Willow\"\nphone = \"555-0110\"\nfax = \"515-555-0110\"\n",
    )]);
    let report = init(&folder, &["--answers", "facts.toml"]);
    assert!(!report.is_success);
    for said in ["facts.toml:3:9", "facts.toml:4:1", "nothing was written"] {
        assert!(report.stderr.contains(said), "{}", report.stderr);
    }
    assert!(!folder.path().join("agency.toml").exists());
}

#[test]
fn without_a_terminal_init_says_so_and_how_to_go_on() {
    let folder = folder_with(&[]);
    let report = init(&folder, &[]);
    assert!(!report.is_success);
    assert!(
        report.stderr.contains("error[no-terminal]"),
        "{}",
        report.stderr
    );
    assert!(report.stderr.contains("--answers"), "{}", report.stderr);
    // A file that cannot be read is shown first.
    let folder = folder_with(&[("agency.toml", "[agency]\nname = Willow\n")]);
    let report = init(&folder, &[]);
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

    use super::{ANSWERS, agency_toml, folder_with};

    const DOWN: &str = "\u{1B}[B";
    const ESCAPE: &str = "\u{1B}";
    const CTRL_C: &str = "\u{3}";

    struct Screen {
        pty: Pty,
        output: Receiver<Vec<u8>>,
        seen: String,
        child: std::process::Child,
    }

    impl Screen {
        fn of_init(folder: &Path) -> Self {
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
                seen: String::new(),
                child,
            }
        }

        /// Waits until the words stand on the screen, and forgets what came before them.
        fn wait_for(&mut self, words: &str) {
            let end = Instant::now() + Duration::from_secs(60);
            loop {
                if let Some(at) = self.seen.find(words) {
                    self.seen.drain(..at + words.len());
                    return;
                }
                let left = end.saturating_duration_since(Instant::now());
                let Ok(chunk) = self.output.recv_timeout(left) else {
                    panic!("`{words}` comes, and not\n{}", self.seen);
                };
                self.seen.push_str(&String::from_utf8_lossy(&chunk));
            }
        }

        fn press(&mut self, keys: &str) {
            let pressed = self.pty.write_all(keys.as_bytes());
            pressed.expect("keys can be pressed");
        }

        fn reply(&mut self, question: &str, typed: &str) {
            self.wait_for(question);
            self.press(&format!("{typed}\r"));
        }

        /// Answers everything between two questions as the clinic does.
        fn reply_all(&mut self, from: &str, to: &str) {
            let at = |part| ANSWERS.iter().position(|(known, _)| *known == part);
            let range = at(from).expect("a question")..=at(to).expect("a question");
            for (question, answer) in &ANSWERS[range] {
                self.reply(question, answer);
            }
        }
    }

    /// The commands of the README's walk from nothing to a packet.
    fn readme_walk() -> Vec<String> {
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = std::fs::read_to_string(readme).expect("there is a README");
        let (_, walk) = readme
            .split_once("## From nothing to a packet")
            .expect("the README has the walk");
        let walk = walk.split("\n## ").next().expect("there is always a first");
        let lines = walk.lines().filter_map(|line| line.strip_prefix("    "));
        let commands = lines.filter(|line| line.starts_with("policypress "));
        commands.map(str::to_owned).collect()
    }

    #[test]
    fn it_is_answered_stopped_and_finished_in_a_terminal() {
        let folder = folder_with(&[]);
        let mut screen = Screen::of_init(folder.path());
        screen.reply("full name", "Willow Clinic");
        screen.reply("shorter name", "");
        screen.reply("your place in Title X", "");
        screen.reply("which states", "Iowaa");
        screen.wait_for("is not the postal code");
        screen.press("\u{7F}\r");
        screen.wait_for("your main office");
        screen.press(ESCAPE);
        screen.reply("which states", "");
        screen.reply("your main office", "1 Elm Street; Ames, IA 50010");
        screen.wait_for("number do people call");
        screen.press(CTRL_C);
        screen.wait_for("`policypress init agency.toml` goes on from there");
        assert_eq!(screen.child.wait().expect("it ends").code(), Some(1));
        let text = agency_toml(&folder);
        assert!(text.contains("Ames, IA 50010"), "{text}");

        let mut screen = Screen::of_init(folder.path());
        screen.reply("number do people call", "515-555-0110");
        screen.reply("website", "");
        screen.reply("first clinic", "Willow Main");
        screen.reply("the address of Willow Main", "");
        screen.reply("How far do the staff", DOWN);
        screen.reply("staff of Willow Main speak", "English, Spanish");
        screen.reply("another clinic", "");
        screen.reply("leads the response", "Clinic Manager");
        screen.reply("does the Clinic Manager answer", "Mon-Fri 8-5");
        screen.reply("reach the Clinic Manager", "515-555-0111");
        screen.reply("Who is the Clinic Manager", "");
        screen.reply("What does the Clinic Manager do", "Leads the response");
        screen.reply("clinic is closed", "Nurse on call");
        screen.reply("reach the Nurse on call", "515-555-0112");
        screen.reply("Who is the Nurse on call", "");
        screen.reply("What does the Nurse on call do", "");
        screen.reply("another position", "");
        screen.reply("organization near you", "Harbor Light");
        screen.reply("kind of organization", "");
        screen.reply("number of Harbor Light", "515-555-0120");
        screen.reply("does Harbor Light answer", "24 hours");
        screen.reply("does Harbor Light offer", "Shelter");
        screen.reply("languages does Harbor Light", "English");
        screen.reply("Where does Harbor Light", "Story County");
        screen.reply("website of Harbor Light", "");
        screen.reply("May clients see", DOWN);
        screen.reply("call Harbor Light to check", "2026-11-02");
        screen.reply("another organization", "");
        screen.reply("sheriff's office serves", "Ames Police Department");
        screen.reply("kind of agency", "");
        screen.reply("number of Ames Police", "515-555-0130");
        screen.reply("another one", "");
        screen.reply("child protective services of Iowa", "Iowa HHS");
        screen.reply("Iowa HHS take reports", "515-555-0140");
        screen.reply("orders reports", "");
        screen.reply("check the entry", "");
        screen.reply_all("you serve clients", "positions sign");
        screen.reply("committee called", "");
        screen.reply("its members", "M1, M2, M3, M4, M5");
        screen.reply("medical accuracy", "Medical Director");
        screen.wait_for("agency.toml: ready to build");
        assert_eq!(screen.child.wait().expect("it ends").code(), Some(0));

        // The walk of the README, from the command after this one.
        let walk = readme_walk();
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
        let text = agency_toml(&folder);
        assert!(text.contains("capacity = \"specialised\""), "{text}");
        assert!(text.contains("audience = \"client\""), "{text}");
    }
}
