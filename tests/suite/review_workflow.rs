//! The I&E review from members' forms to an approval, and everything that is refused on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::{Date, date};
use policypress::command::CommandReport;
use policypress::content::pack::{TemplatePack, hash_questions};
use serde_json::Value;

use crate::support::packet::{
    self, list_files, read_agency_fixture, run_command_line, run_command_line_on,
};

/// After all that the committees of these tests decide.
const AFTER_ALL_DECISIONS: Date = date(2028, 1, 1);

/// A folder with the example as agency.toml, and a committee that fills in forms.
pub(crate) struct ReviewFixture {
    folder: tempfile::TempDir,
}

impl ReviewFixture {
    pub(crate) fn from_example() -> Self {
        Self::from_agency_text(&read_agency_fixture("cedar-valley"))
    }

    pub(crate) fn from_agency_text(agency: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let office = Self { folder };
        office.write_file("agency.toml", agency);
        office
    }

    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write_file(&self, name: &str, text: &str) {
        fs::write(self.path_of(name), text).expect("the file can be written");
    }

    pub(crate) fn read_file(&self, name: &str) -> String {
        fs::read_to_string(self.path_of(name)).unwrap_or_default()
    }

    /// Changes agency.toml.
    pub(crate) fn edit_agency_file(&self, was: &str, is: &str) {
        let agency = self.read_file("agency.toml");
        assert!(agency.contains(was), "{was}");
        self.write_file("agency.toml", &agency.replacen(was, is, 1));
    }

    /// `policypress review …` on this agency.
    pub(crate) fn run_review(&self, line: &[&str]) -> CommandReport {
        let agency = self.path_of("agency.toml");
        let agency = agency.to_str().expect("the path is text");
        let mut whole = vec!["policypress", "review"];
        whole.extend(line);
        whole.extend(["--agency", agency]);
        run_command_line_on(AFTER_ALL_DECISIONS, &whole).expect("the machine does its part")
    }

    /// What was said, with the folder's own name left out.
    fn stderr_text(&self, report: &CommandReport) -> String {
        let folder = format!("{}/", self.folder.path().display());
        report.stderr.replace(&folder, "")
    }

    fn review_status_json(&self, more: &[&str]) -> Value {
        let mut line = vec!["status", "--format", "json"];
        line.extend(more);
        serde_json::from_str(&self.run_review(&line).stdout).expect("JSON")
    }

    /// How each material stands, by name.
    fn material_statuses(&self, as_of: &str) -> BTreeMap<String, String> {
        let status = self.review_status_json(&["--as-of", as_of]);
        let materials = status["materials"].as_array().expect("a list");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        materials
            .iter()
            .map(|material| (text(&material["material"]), text(&material["status"])))
            .collect()
    }

    fn content_hash_of(&self, stem: &str) -> String {
        let status = self.review_status_json(&[]);
        let materials = status["materials"].as_array().expect("a list");
        let material = materials.iter().find(|one| one["material"] == stem);
        let content = &material.expect("it is made")["content"];
        content.as_str().expect("a hash").to_owned()
    }

    /// A member's form in a file of its own, as the member would save it.
    pub(crate) fn save_member_form(
        &self,
        member: &str,
        stem: &str,
        verdict: &str,
        date: &str,
    ) -> String {
        let text = member_form_toml(member, stem, &self.content_hash_of(stem), verdict, date);
        self.save_form(&format!("{stem}-{member}-{date}.toml"), &text)
    }

    pub(crate) fn save_technical_form(&self, stem: &str, accurate: &str, date: &str) -> String {
        let text = format!(
            "{}reviewer = \"Medical Director\"\naccurate = \"{accurate}\"\n",
            form_header(stem, &self.content_hash_of(stem), date)
        );
        self.save_form(&format!("{stem}-technical-{date}.toml"), &text)
    }

    fn save_form(&self, name: &str, text: &str) -> String {
        self.write_file(name, text);
        self.path_of(name)
            .to_str()
            .expect("the path is text")
            .to_owned()
    }

    pub(crate) fn record_forms(&self, forms: &[String]) -> CommandReport {
        let mut line = vec!["record"];
        line.extend(forms.iter().map(String::as_str));
        self.run_review(&line)
    }

    /// Five forms and the technical one, all in favour.
    pub(crate) fn save_approving_forms(&self, stem: &str, date: &str) -> Vec<String> {
        let mut forms: Vec<String> = ["M1", "M2", "M3", "M4", "M5"]
            .iter()
            .map(|member| self.save_member_form(member, stem, "approve", date))
            .collect();
        forms.push(self.save_technical_form(stem, "yes", date));
        forms
    }

    /// Carries a material through the committee.
    pub(crate) fn approve_material(&self, stem: &str, forms: &str, approved: &str) {
        let recorded = self.record_forms(&self.save_approving_forms(stem, forms));
        assert!(recorded.is_success, "{}", recorded.stderr);
        let approval = self.run_review(&["approve", stem, "--on", approved]);
        assert!(approval.is_success, "{}", approval.stderr);
    }
}

fn form_header(stem: &str, content: &str, date: &str) -> String {
    let (material, language) = stem.split_once('.').unwrap_or((stem, "en"));
    let form = hash_questions(&TemplatePack::load_built_in().committee_questions);
    format!(
        "form = \"{form}\"\nmaterial = \"{material}\"\nlanguage = \"{language}\"\nversion = 1\n\
         content = \"{content}\"\ndate = {date}\n"
    )
}

fn member_form_toml(member: &str, stem: &str, content: &str, verdict: &str, date: &str) -> String {
    let answers: Vec<String> = TemplatePack::load_built_in()
        .committee_questions
        .iter()
        .map(|question| format!("{} = \"yes\"\n", question.name))
        .collect();
    format!(
        "{}member = \"{member}\"\ndetermination = \"{verdict}\"\ncomments = \"\"\n\n[considerations]\n{}",
        form_header(stem, content, date),
        answers.concat()
    )
}

#[test]
fn five_forms_and_a_technical_review_allow_approval() {
    let office = ReviewFixture::from_example();
    assert_eq!(
        office.material_statuses("2026-12-10")["poster-help"],
        "never reviewed"
    );
    let recorded = office.record_forms(&office.save_approving_forms("poster-help", "2026-12-02"));
    assert!(recorded.is_success, "{}", recorded.stderr);
    assert!(
        recorded.stdout.contains("6 forms recorded in")
            && recorded.stdout.contains(
                "poster-help: ready; next: `policypress review approve poster-help --on 2026-12-02`"
            ),
        "{}",
        recorded.stdout
    );
    let approved = office.run_review(&[
        "approve",
        "poster-help",
        "--on",
        "2026-12-05",
        "--note",
        "Unanimous \"yes\"",
    ]);
    assert!(approved.is_success, "{}", approved.stderr);
    assert!(
        approved
            .stdout
            .starts_with("poster-help: version 1, content code 8d9f1e2b, approved on 2026-12-05\n"),
        "{}",
        approved.stdout
    );
    let record = office.read_file("reviews.toml");
    assert!(record.starts_with("# The record"), "{record}");
    assert!(
        record.contains("note = \"Unanimous \\\"yes\\\"\""),
        "{record}"
    );
    assert!(
        record.contains("\"organizations[1].phone\" = \"319-555-0120\""),
        "{record}"
    );
    assert!(
        record.contains("    \"You deserve to be safe\",\n"),
        "{record}"
    );
    let standings = office.material_statuses("2027-12-05");
    assert_eq!(standings["poster-help"], "approved");
    assert_eq!(standings["poster-help.es"], "never reviewed");
    assert_eq!(office.material_statuses("2027-12-06")["poster-help"], "due");
}

#[test]
fn a_changed_phone_invalidates_approval_and_a_staff_extension_does_not() {
    let office = ReviewFixture::from_example();
    for stem in ["poster-help", "commitment-statement"] {
        office.approve_material(stem, "2026-12-02", "2026-12-05");
    }
    office.edit_agency_file("319-555-0112 ext. 4", "319-555-0112 ext. 5");
    let standings = office.material_statuses("2026-12-10");
    assert_eq!(standings["poster-help"], "approved");
    office.edit_agency_file("319-555-0120", "319-555-0129");
    let standings = office.material_statuses("2026-12-10");
    assert_eq!(standings["poster-help"], "changed");
    assert_eq!(standings["commitment-statement"], "approved");
    let status = office.run_review(&["status", "--as-of", "2026-12-10"]);
    assert!(!status.is_success);
    assert!(
        status
            .stdout
            .contains("`organizations[1].phone` was `319-555-0120`, is `319-555-0129`\n"),
        "{}",
        status.stdout
    );
    assert_eq!(
        status.stdout.matches("was `").count(),
        1,
        "{}",
        status.stdout
    );
}

#[test]
fn colors_and_paper_do_not_invalidate_an_approval() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    office.edit_agency_file("accent = \"#004b87\"", "accent = \"#7a0019\"");
    office.edit_agency_file("paper = \"letter\"", "paper = \"a4\"");
    assert_eq!(
        office.material_statuses("2026-12-10")["poster-help"],
        "approved"
    );
}

#[test]
fn a_withdrawn_material_needs_a_new_review() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    let withdrawn = office.run_review(&["withdraw", "poster-help", "--on", "2027-01-01"]);
    assert!(withdrawn.is_success, "{}", withdrawn.stderr);
    assert_eq!(
        office.material_statuses("2027-02-01")["poster-help"],
        "withdrawn"
    );
    office.approve_material("poster-help", "2027-03-02", "2027-03-05");
    assert_eq!(
        office.material_statuses("2027-03-06")["poster-help"],
        "approved"
    );
}

#[test]
fn a_due_review_can_be_repeated_for_the_same_content() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    office.approve_material("poster-help", "2027-11-20", "2027-11-30");
    assert_eq!(
        office.material_statuses("2028-11-30")["poster-help"],
        "approved"
    );
}

#[test]
fn a_pattern_names_the_forms_as_on_windows() {
    let office = ReviewFixture::from_example();
    let forms = office.save_approving_forms("poster-help", "2026-12-02");
    let pattern = office.path_of("poster-help-*.toml").display().to_string();
    let report = office.record_forms(&[pattern]);
    assert!(report.is_success, "{}", report.stderr);
    let said = format!("{} forms recorded in ", forms.len());
    assert!(report.stdout.starts_with(&said), "{}", report.stdout);
    // A file of this very name is no pattern.
    let form = office.save_member_form("M[1]", "poster-help", "approve", "2026-12-03");
    let report = office.record_forms(&[form]);
    assert!(
        office.stderr_text(&report).contains("unknown-member"),
        "{}",
        report.stderr
    );
}

#[test]
fn a_requested_change_needs_a_new_version_and_the_same_member() {
    let office = ReviewFixture::from_example();
    let mut forms = office.save_approving_forms("poster-help", "2026-12-02");
    forms[2] = office.save_member_form("M3", "poster-help", "approve-with-changes", "2026-12-02");
    assert!(office.record_forms(&forms).is_success);
    let told = |on: &str| {
        let report = office.run_review(&["approve", "poster-help", "--on", on]);
        assert!(!report.is_success);
        office.stderr_text(&report)
    };
    assert!(
        told("2026-12-05").contains("change the material, then run `policypress review packet`")
    );
    office.edit_agency_file("319-555-0120", "319-555-0129");
    let without: Vec<String> = ["M1", "M2", "M4", "M5"]
        .iter()
        .map(|member| office.save_member_form(member, "poster-help", "approve", "2026-12-12"))
        .chain([office.save_technical_form("poster-help", "yes", "2026-12-12")])
        .collect();
    assert!(office.record_forms(&without).is_success);
    assert!(told("2026-12-15").contains("`M3` approves an earlier version of `poster-help`"));
    assert!(
        office
            .record_forms(&[office.save_member_form("M3", "poster-help", "approve", "2026-12-13")])
            .is_success
    );
    let approved = office.run_review(&["approve", "poster-help", "--on", "2026-12-15"]);
    assert!(approved.is_success, "{}", approved.stderr);
    assert!(approved.stdout.contains("version 2"), "{}", approved.stdout);
}

#[test]
fn comments_in_the_record_are_kept() {
    let office = ReviewFixture::from_example();
    office.write_file("reviews.toml", "# Kept by the secretary.  \r\n\n[[survivor_input]]\ndate = 2026-11-01\norganization = \"Harbor Light\"\nchanged = \"“Victim” became “you”\" # by phone");
    let before = office.read_file("reviews.toml");
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    assert!(office.read_file("reviews.toml").starts_with(&before));
}

#[test]
fn agencies_in_one_folder_have_separate_records() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    office.write_file("lakes.toml", &read_agency_fixture("cedar-valley"));
    let lakes = office.path_of("lakes.toml");
    let line = [
        "policypress",
        "review",
        "status",
        "--agency",
        lakes.to_str().expect("text"),
    ];
    let status = run_command_line(&line).expect("the machine does its part");
    assert!(status.stdout.contains("0 approved"), "{}", status.stdout);
}

#[test]
fn concurrent_record_writes_do_not_overwrite_each_other() {
    let office = ReviewFixture::from_example();
    let record = office.path_of("reviews.toml");
    let held = policypress::output::try_lock_file(&record)
        .expect("a lock")
        .expect("nobody else");
    let forms = office.save_approving_forms("poster-help", "2026-12-02");
    let report = office.record_forms(&forms);
    assert!(
        !report.is_success && report.stderr.contains("another program is writing"),
        "{}",
        report.stderr
    );
    assert_eq!(office.read_file("reviews.toml"), "");
    drop(held);
    assert!(office.record_forms(&forms).is_success);
}

/// Killed again and again while it writes, the program leaves the old record or the new one.
#[test]
fn a_killed_write_leaves_the_old_or_the_new_record() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-11-02", "2026-11-05");
    let old = office.read_file("reviews.toml");
    let form = office.save_member_form("M1", "poster-restroom", "approve", "2026-11-06");
    assert!(office.record_forms(std::slice::from_ref(&form)).is_success);
    let new = office.read_file("reviews.toml");
    for wait in 0..12 {
        office.write_file("reviews.toml", &old);
        let mut child = Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["review", "record", &form])
            .current_dir(office.path_of(""))
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(wait * 4));
        let _ = child.kill();
        child.wait().expect("it ends");
        let there = office.read_file("reviews.toml");
        assert!(there == old || there == new, "after {wait}:\n{there}");
    }
}

#[test]
fn the_inventory_lists_external_materials_and_escapes_formulas() {
    let office = ReviewFixture::from_example();
    let agency = office.read_file("agency.toml");
    office.write_file(
        "agency.toml",
        &format!(
            "{agency}\n[[materials]]\ntitle = \"=HYPERLINK(1)\"\nsource = \"State, Dept\"\napproved_on = 2026-05-12\n\n\
             [[materials]]\ntitle = \"Old leaflet\"\nwithdrawn_on = 2026-01-01\n"
        ),
    );
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    let csv = office
        .run_review(&["status", "--format", "csv", "--as-of", "2026-12-10"])
        .stdout;
    assert!(csv.contains("\r\n'=HYPERLINK(1),'=HYPERLINK(1),,\"State, Dept\",,,approved,2026-05-12,2027-05-12,\r\n"), "{csv}");
    assert!(csv.contains("\r\nposter-help,Help Is Here,en,Cedar Valley Family Health,1,8d9f1e2b,approved,2026-12-05,2027-12-05,\r\n"), "{csv}");
    assert!(
        csv.contains("\r\nOld leaflet,Old leaflet,,,,,withdrawn,,,2026-01-01\r\n"),
        "{csv}"
    );
    let columns = |line: &str| line.replace("\"State, Dept\"", "").matches(',').count();
    assert!(
        csv.trim_end().split("\r\n").all(|line| columns(line) == 9),
        "{csv}"
    );
    let ics = office.run_review(&["status", "--format", "ics"]).stdout;
    let day = ["status", "--write", "--as-of", "2026-12-10"];
    let written = office.run_review(&day).stdout;
    assert!(
        written.ends_with("/output/cedar-valley-family-health/review\n"),
        "{written}"
    );
    let folder = "output/cedar-valley-family-health/review";
    assert_eq!(office.read_file(&format!("{folder}/inventory.csv")), csv);
    assert_eq!(office.read_file(&format!("{folder}/reviews.ics")), ics);
    office.write_file(&format!("{folder}/inventory.csv"), "mine");
    assert!(office.run_review(&day).stderr.contains("inventory.csv"));
    assert_eq!(office.read_file(&format!("{folder}/inventory.csv")), "mine");
    assert!(
        ics.contains("DTSTART;VALUE=DATE:20271205\r\nSUMMARY:I&E review due: Help Is Here\r\n"),
        "{ics}"
    );
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2, "{ics}");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
}

#[test]
fn status_passes_when_every_material_is_approved_or_withdrawn() {
    let office = ReviewFixture::from_example();
    let all: Vec<String> = office.material_statuses("2026-12-01").into_keys().collect();
    for stem in &all {
        office.approve_material(stem, "2026-12-02", "2026-12-05");
    }
    assert!(
        office
            .run_review(&["status", "--as-of", "2026-12-06"])
            .is_success
    );
    assert!(
        office
            .run_review(&["withdraw", &all[0], "--on", "2026-12-07"])
            .is_success
    );
    assert!(
        office
            .run_review(&["status", "--as-of", "2026-12-08"])
            .is_success
    );
}

/// A page of each format that says DRAFT, and one that does not.
fn is_draft_in_every_format(packet: &packet::BuiltPacket, stem: &str) -> bool {
    let word = if stem.ends_with(".es") {
        "BORRADOR"
    } else {
        "DRAFT"
    };
    let markdown = packet
        .read_text(&format!("client/{stem}.md"))
        .starts_with(&format!("**{word}**"));
    let html = packet
        .read_text(&format!("client/{stem}.html"))
        .contains("class=\"draft\"");
    let pdf = packet.read_bytes(&format!("client/{stem}.pdf"));
    let pages = crate::support::pdf_reader::page_content_streams(pdf);
    let marked = pages
        .iter()
        .filter(|page| page.contains("/Watermark"))
        .count();
    assert!(
        marked == 0 || marked == pages.len(),
        "{stem}: {marked} pages"
    );
    assert_eq!((markdown, marked > 0), (html, html), "{stem}");
    html
}

#[test]
fn unapproved_materials_are_drafts_in_every_format() {
    let example = read_agency_fixture("cedar-valley");
    let unreviewed = packet::build_without_approval(&example, &[]);
    let approved = packet::build_fixture_packet("cedar-valley");
    let mut seen = 0;
    for path in approved.list_files() {
        let Some(stem) = path
            .strip_prefix("client/")
            .and_then(|path| path.strip_suffix(".md"))
        else {
            continue;
        };
        seen += 1;
        assert!(is_draft_in_every_format(&unreviewed, stem), "{stem}");
        assert!(!is_draft_in_every_format(&approved, stem), "{stem}");
    }
    assert_eq!(seen, 10);
    for path in unreviewed
        .list_files()
        .iter()
        .filter(|path| path.ends_with(".md"))
    {
        let is_client = path.starts_with("client/");
        assert_eq!(
            unreviewed.read_text(path).starts_with("**"),
            is_client,
            "{path}"
        );
    }
    let small = approved.read_text("client/poster-help.md");
    assert!(
        small.ends_with("\n_Content 8d9f1e2b · Approved 2026-11-24_\n"),
        "{small}"
    );
    let small = unreviewed.read_text("client/poster-help.es.md");
    assert!(small.ends_with("\n_Contenido a847c782_\n"), "{small}");
    assert!(
        unreviewed
            .read_text("index.html")
            .contains("not reviewed yet")
    );
    assert!(
        approved
            .read_text("index.html")
            .contains("Approved November 24, 2026")
    );
}

#[test]
fn build_names_the_setting_that_invalidated_an_approval() {
    let office = ReviewFixture::from_example();
    for stem in ["poster-help", "commitment-statement"] {
        office.approve_material(stem, "2026-12-02", "2026-12-05");
    }
    office.edit_agency_file("319-555-0120", "319-555-0129");
    let agency = office.path_of("agency.toml");
    let built =
        run_command_line(&["policypress", "build", agency.to_str().expect("text")]).expect("built");
    assert!(built.is_success, "{}", built.stderr);
    let folder = "output/cedar-valley-family-health";
    assert!(
        office
            .read_file(&format!("{folder}/client/poster-help.md"))
            .starts_with("**DRAFT**")
    );
    assert!(
        office
            .read_file(&format!("{folder}/client/commitment-statement.md"))
            .starts_with("# Our")
    );
    let index = office.read_file(&format!("{folder}/index.html"));
    assert!(
        index.contains("changed since it was approved December 5, 2026 (organizations[1].phone)"),
        "{index}"
    );
    assert!(
        office
            .read_file(&format!("{folder}/manifest.json"))
            .contains("\"reviews.toml\"")
    );
}

#[test]
fn a_review_packet_has_cover_material_member_forms_and_two_sheets() {
    let office = ReviewFixture::from_example();
    let line = [
        "packet",
        "--material",
        "poster-help,poster-help.es",
        "--as-of",
        "2026-12-01",
    ];
    let made = office.run_review(&line);
    assert!(made.is_success, "{}", made.stderr);
    let folder = "output/cedar-valley-family-health/review";
    let pdf = fs::read(office.path_of(&format!("{folder}/packet-2026-12-01.pdf"))).expect("a PDF");
    let words = crate::support::pdf_reader::pdf_words(pdf.clone()).join(" ");
    let times = |text: &str| words.matches(text).count();
    assert_eq!(times("For review: Help Is Here"), 2);
    assert_eq!(times("Review form: Help Is Here"), 10);
    assert_eq!(times("You deserve to be safe"), 1, "the material itself");
    let fields = crate::support::pdf_reader::form_fields(pdf.clone());
    let marks = fields.iter().filter(|(kind, _)| kind == "mark").count();
    // Eight questions and a determination in each member's form, a determination in each tally.
    assert_eq!(marks, 2 * 5 * (8 + 1) * 3 + 2 * 3);
    let says = |kind: &str, words: &str| {
        let same = fields
            .iter()
            .filter(|(is, says)| is == kind && says == words);
        same.count()
    };
    assert_eq!(
        says(
            "mark",
            "Is it culturally and linguistically appropriate?: Unsure"
        ),
        10
    );
    assert_eq!(says("text", "Comments and changes, line 2"), 10);
    // The technical review is signed as well.
    assert_eq!(says("text", "Signature"), 10 + 2);
    assert!(
        fields.iter().all(|(_, says)| !says.is_empty()),
        "each says what it is for"
    );
    assert_eq!(times("Technical review: Help Is Here"), 2);
    assert_eq!(times("Tally: Help Is Here"), 2);
    assert_eq!(
        crate::support::pdf_reader::page_content_streams(pdf).len(),
        1 + 2 * 9
    );
    let html = office.read_file(&format!("{folder}/packet-2026-12-01.html"));
    assert!(
        html.contains("<span lang=\"es\">"),
        "Spanish is marked as such"
    );
    for asked in ["medically accurate", "trauma-informed"] {
        let form = office.read_file(&format!("{folder}/form-poster-help.html"));
        let legends = form.split("<legend>").skip(1);
        let mut legends = legends.filter_map(|part| part.split("</legend>").next());
        let legend = legends.find(|legend| legend.contains(asked));
        assert!(
            !legend.expect("it is asked").contains("CFR"),
            "{asked} is not printed as law"
        );
    }
    // A build leaves the packet alone, and the packet the build.
    let agency = office.path_of("agency.toml");
    let build = ["policypress", "build", agency.to_str().expect("text")];
    assert!(run_command_line(&build).expect("built").is_success);
    assert!(
        office
            .path_of(&format!("{folder}/packet-2026-12-01.pdf"))
            .exists()
    );
    assert!(office.run_review(&line).is_success);
    assert!(
        office
            .path_of("output/cedar-valley-family-health/index.html")
            .exists()
    );
}

#[test]
fn a_review_packet_shows_word_changes_and_survivor_input() {
    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    let record = office.read_file("reviews.toml");
    office.write_file(
        "reviews.toml",
        &format!("{record}\n[[survivor_input]]\ndate = 2026-11-01\norganization = \"Harbor Survivors\"\nchanged = \"You, not victim\"\n"),
    );
    office.edit_agency_file("319-555-0120", "319-555-0129");
    let line = [
        "packet",
        "--material",
        "poster-help",
        "--as-of",
        "2027-01-01",
        "--format",
        "markdown",
    ];
    assert!(office.run_review(&line).is_success);
    let folder = "output/cedar-valley-family-health/review";
    let packet = office.read_file(&format!("{folder}/packet-2027-01-01.md"));
    for part in [
        "Changed since it was approved December 5, 2026",
        "| organizations[1].phone | 319-555-0120 | 319-555-0129 |",
        "Harbor Light Advocates **319-555-0120** (24 hours)",
        "Harbor Light Advocates **319-555-0129** (24 hours)",
        "Harbor Survivors",
    ] {
        let plain = packet
            .replace('\\', "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(plain.contains(part), "{part} is in\n{packet}");
    }
}

/// Every mistake with what is said about it, by its code.
#[expect(
    clippy::too_many_lines,
    reason = "a list of mistakes, read like a table"
)]
fn refusal_cases() -> Vec<(&'static str, String)> {
    let mut cases = Vec::new();
    let mut told = |name, office: &ReviewFixture, report: &CommandReport| {
        assert!(!report.is_success, "{name}");
        cases.push((name, office.stderr_text(report)));
    };
    let office = ReviewFixture::from_example();
    let on_form = |name: &str, was: &str, is: &str| {
        let text = member_form_toml(
            "M1",
            "poster-help",
            &office.content_hash_of("poster-help"),
            "approve",
            "2026-12-02",
        );
        assert!(text.contains(was), "{was}");
        let form = office.save_form(&format!("{name}.toml"), &text.replacen(was, is, 1));
        office.record_forms(&[form])
    };
    told(
        "unknown-member",
        &office,
        &on_form("member", "\"M1\"", "\"M9\""),
    );
    told(
        "unknown-material",
        &office,
        &on_form("material", "\"poster-help\"", "\"poster-halp\""),
    );
    told(
        "content-hash",
        &office,
        &on_form("hash", "content = \"8d9f", "content = \"xd9f"),
    );
    told(
        "outdated-form",
        &office,
        &on_form("other", "content = \"8d9f", "content = \"0d9f"),
    );
    told(
        "mismatched-questions",
        &office,
        &on_form("edition", "form = \"", "form = \"0"),
    );
    told(
        "mismatched-questions--missing",
        &office,
        &on_form("missing", "standards = \"yes\"\n", "pretty = \"yes\"\n"),
    );
    told(
        "unknown-choice--answer",
        &office,
        &on_form("answer", "standards = \"yes\"", "standards = \"maybe\""),
    );
    told(
        "incomplete--form",
        &office,
        &on_form("incomplete", "determination = \"approve\"\n", ""),
    );
    told(
        "future-form-date",
        &office,
        &on_form("to-come", "date = 2026-12-02", "date = 2028-12-02"),
    );
    told(
        "future-decision-date",
        &office,
        &office.run_review(&["approve", "poster-help", "--on", "2028-12-05"]),
    );
    told(
        "future-decision-date--withdraw",
        &office,
        &office.run_review(&["withdraw", "poster-help", "--on", "2028-12-05"]),
    );
    let pattern = office.path_of("form-*.toml").display().to_string();
    told(
        "no-matching-file",
        &office,
        &office.record_forms(&[pattern]),
    );
    let form = office.save_member_form("M1", "poster-help", "approve", "2026-12-02");
    assert_eq!(office.read_file("reviews.toml"), "", "nothing was written");
    assert!(office.record_forms(std::slice::from_ref(&form)).is_success);
    told(
        "already-recorded",
        &office,
        &on_form(
            "other-decision",
            "determination = \"approve\"",
            "determination = \"disapprove\"",
        ),
    );
    let approve = |office: &ReviewFixture, on: &str| {
        office.run_review(&["approve", "poster-help", "--on", on])
    };
    told(
        "too-few-approvals",
        &office,
        &approve(&office, "2026-12-05"),
    );
    told(
        "approval-too-early",
        &office,
        &approve(&office, "2026-12-01"),
    );
    told(
        "unknown-material--approve",
        &office,
        &office.run_review(&["approve", "poster", "--on", "2026-12-05"]),
    );
    told(
        "withdrawal-without-approval",
        &office,
        &office.run_review(&["withdraw", "poster-help", "--on", "2026-12-05"]),
    );

    let office = ReviewFixture::from_example();
    let mut forms = office.save_approving_forms("poster-help", "2026-12-02");
    forms.pop();
    assert!(office.record_forms(&forms).is_success);
    told(
        "no-technical-review",
        &office,
        &approve(&office, "2026-12-05"),
    );
    assert!(
        office
            .record_forms(&[office.save_technical_form("poster-help", "no", "2026-12-02")])
            .is_success
    );
    told(
        "failed-technical-review",
        &office,
        &approve(&office, "2026-12-05"),
    );
    assert!(
        office
            .record_forms(&[office.save_technical_form("poster-help", "yes", "2026-12-03")])
            .is_success
    );
    assert!(
        office
            .record_forms(&[office.save_member_form(
                "M2",
                "poster-help",
                "disapprove",
                "2026-12-04"
            )])
            .is_success
    );
    told(
        "unresolved-disapproval",
        &office,
        &approve(&office, "2026-12-05"),
    );
    assert!(
        office
            .record_forms(&[office.save_member_form(
                "M2",
                "poster-help",
                "approve-with-changes",
                "2026-12-05"
            )])
            .is_success
    );
    told(
        "unresolved-changes",
        &office,
        &approve(&office, "2026-12-05"),
    );
    office.edit_agency_file("319-555-0120", "319-555-0129");
    told(
        "unresolved-changes--changed",
        &office,
        &approve(&office, "2026-12-05"),
    );

    let office = ReviewFixture::from_example();
    office.approve_material("poster-help", "2026-12-02", "2026-12-05");
    told("already-approved", &office, &approve(&office, "2026-12-06"));
    office.edit_agency_file("319-555-0120", "319-555-0129");
    told(
        "content-not-reviewed",
        &office,
        &approve(&office, "2026-12-06"),
    );
    let record = office.path_of("reviews.toml");
    let held = policypress::output::try_lock_file(&record).expect("a lock");
    told("record-in-use", &office, &approve(&office, "2026-12-06"));
    drop(held);

    // What a hand breaks in the record.
    let sound = office.read_file("reviews.toml");
    let broken = |name: &'static str, text: String| {
        office.write_file("reviews.toml", &text);
        let report = office.run_review(&["status"]);
        assert!(!report.is_success, "{name}");
        (name, office.stderr_text(&report))
    };
    let first = sound.find("[[determinations]]").expect("a determination");
    let second = first
        + sound[first + 1..]
            .find("[[determinations]]")
            .expect("another")
        + 1;
    let twice = format!(
        "{}{}{}",
        &sound[..second],
        &sound[first..second],
        &sound[second..]
    );
    let fewer = format!("{}{}", &sound[..first], &sound[second..]);
    cases.push(broken("duplicate-determination", twice));
    cases.push(broken("approval-without-review", fewer));
    cases.push(broken(
        "approval-without-technical-review",
        sound.replace("accurate = \"yes\"", "accurate = \"no\""),
    ));
    cases.push(broken(
        "content-hash--record",
        sound.replacen("content = \"8", "content = \"", 1),
    ));
    cases.push(broken(
        "unknown-key--record",
        sound.replacen("member = ", "name = ", 1),
    ));
    cases.push(broken(
        "missing-quotes--record",
        sound.replacen("member = \"M1\"", "member = M1", 1),
    ));
    cases.push(broken(
        "withdrawal-without-approval--record",
        format!("{sound}\n[[withdrawals]]\nmaterial = \"poster-help\"\nlanguage = \"es\"\ndate = 2027-01-01\n"),
    ));
    cases
}

/// A material changes after its review: the forms of both rounds are in one folder.
#[test]
fn forms_of_an_earlier_round_are_skipped() {
    let office = ReviewFixture::from_example();
    let old = office.save_member_form("M1", "poster-help", "disapprove", "2026-12-02");
    assert!(office.record_forms(std::slice::from_ref(&old)).is_success);
    let agency = office.read_file("agency.toml");
    office.write_file(
        "agency.toml",
        &agency.replace("319-555-0121", "319-555-0129"),
    );
    let new = office.save_form(
        "round-2.toml",
        &member_form_toml(
            "M1",
            "poster-help",
            &office.content_hash_of("poster-help"),
            "approve",
            "2026-12-09",
        ),
    );
    let report = office.record_forms(&[old.clone(), new]);
    assert!(report.is_success, "{}", report.stderr);
    let skipped = format!("{old}: recorded already, skipped\n");
    assert!(report.stdout.contains(&skipped), "{}", report.stdout);
    assert_eq!(
        office
            .read_file("reviews.toml")
            .matches("[[determinations]]")
            .count(),
        2
    );
}

/// A folder of forms is recorded again when the next form comes.
#[test]
fn forms_that_are_recorded_already_are_skipped() {
    let office = ReviewFixture::from_example();
    let form_of = |member| office.save_member_form(member, "poster-help", "approve", "2026-12-02");
    let forms = [form_of("M1"), form_of("M2")];
    assert!(office.record_forms(&forms[..1]).is_success);
    let report = office.record_forms(&[&forms[..], &forms[1..]].concat());
    assert!(report.is_success, "{}", report.stderr);
    for form in &forms {
        let skipped = format!("{form}: recorded already, skipped\n");
        assert!(report.stdout.contains(&skipped), "{}", report.stdout);
    }
    assert!(
        report.stdout.contains("1 form recorded"),
        "{}",
        report.stdout
    );
    let record = office.read_file("reviews.toml");
    assert_eq!(record.matches("[[determinations]]").count(), 2, "{record}");
}

#[test]
fn every_review_error_matches_its_recording() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages/review");
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, told) in refusal_cases() {
        let code = name.split("--").next().unwrap_or(name);
        assert!(
            told.contains(&format!("error[{code}]")),
            "{name} shows {code}:\n{told}"
        );
        let path = folder.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &told).expect("it can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != told {
            wrong.push(format!("{name} (UPDATE=1 records anew):\n{told}"));
        }
        used.insert(format!("{name}.txt"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let there: BTreeSet<String> = list_files(&folder).into_iter().collect();
    assert_eq!(there, used, "no recorded text is unused");
    for code in crate::config::codes_in_diag_source("review") {
        assert!(used.contains(&format!("{code}.txt")), "`{code}` is shown");
    }
}

#[test]
fn dates_of_the_record_that_cannot_be_right_are_reported() {
    let text = read_agency_fixture("cedar-valley");
    let record = packet::approved_review_record(&text);
    let record = record.replacen("2026-11-24", "2031-05-01", 1);
    let office = ReviewFixture::from_agency_text(&text);
    office.write_file(
        "reviews.toml",
        &record.replacen("2026-11-20", "1026-11-20", 1),
    );
    let agency = office.path_of("agency.toml").display().to_string();
    let checked =
        run_command_line(&["policypress", "check", &agency]).expect("the machine does its part");
    for said in [
        "warning[future-date]: `date` is 2031-05-01",
        "error[implausible-date]: `date` is 1026-11-20",
        "reviews.toml:",
    ] {
        assert!(checked.stdout.contains(said), "{said}: {}", checked.stdout);
    }
}
