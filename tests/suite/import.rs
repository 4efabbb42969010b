//! What somebody changed in a Word file comes back into agency.toml, exactly that, and what cannot is said.

use std::fs;
use std::path::{Path, PathBuf};

use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::diag::import::{DocxReadError, NonDocxFormat};
use policypress::document::copy_edits::DocumentEdit;
use policypress::packet::import::{WordImportOptions, import_word_file};
use policypress::source::docx;

use crate::support::docx_reader::{read_package_parts, read_part_text, zip_package_parts};
use crate::support::packet::{TODAY, read_agency_fixture, run_command_line};

/// An agency with its policy in Word, in a folder of its own.
struct ImportFixture {
    folder: tempfile::TempDir,
    docx: PathBuf,
}

impl ImportFixture {
    fn from_agency_text(text: &str) -> Self {
        Self::from_texts(text, "")
    }

    /// An agency's file and the file that it extends as `grantee.toml`.
    fn from_texts(text: &str, base: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join("grantee.toml"), base).expect("the file can be written");
        fs::write(folder.path().join("agency.toml"), text).expect("the file can be written");
        let desk = Self {
            docx: folder.path().join("policy.docx"),
            folder,
        };
        let out = desk.path_text("made");
        let file = desk.path_text("agency.toml");
        let line = [
            "policypress",
            "build",
            &file,
            "--format",
            "docx",
            "--document",
            "policy",
            "--out",
            &out,
        ];
        let report = run_command_line(&line).expect("the machine does its part");
        assert!(report.is_success, "{}", report.stderr);
        let made = fs::read_dir(&out)
            .expect("a folder")
            .next()
            .expect("an agency")
            .expect("an entry");
        fs::copy(made.path().join("staff/policy.docx"), &desk.docx)
            .expect("the file can be copied");
        desk
    }

    fn from_example() -> Self {
        Self::from_agency_text(&read_agency_fixture("cedar-valley"))
    }

    fn path_text(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Changes the XML of the document as an editor would.
    fn edit_document_xml(&self, change: impl Fn(String) -> String) {
        let bytes = fs::read(&self.docx).expect("the file is there");
        let mut parts = read_package_parts(&bytes);
        for (name, bytes) in &mut parts {
            if name == "word/document.xml" {
                let xml = String::from_utf8(bytes.clone()).expect("XML is UTF-8");
                let changed = change(xml.clone());
                assert_ne!(xml, changed, "the edit was made");
                *bytes = changed.into_bytes();
            }
        }
        fs::write(&self.docx, zip_package_parts(&parts)).expect("the file can be written");
    }

    /// Gives what is printed, without the folder's path, and whether all was carried over.
    fn run_import(&self, options: &[&str]) -> (String, bool) {
        let (docx, file) = (
            self.docx.display().to_string(),
            self.path_text("agency.toml"),
        );
        let mut line = vec!["policypress", "import", &docx, &file];
        line.extend(options);
        let report = run_command_line(&line).expect("the machine does its part");
        let folder = format!("{}/", self.folder.path().display());
        (
            format!("{}{}", report.stdout, report.stderr).replace(&folder, ""),
            report.is_success,
        )
    }

    fn read_agency_file(&self) -> String {
        fs::read_to_string(self.path_text("agency.toml")).expect("the file is there")
    }

    /// What `diff` says of the file as it was and as it is.
    fn diff_against(&self, before: &str) -> String {
        let old = self.path_text("before.toml");
        fs::write(&old, before).expect("the file can be written");
        let report = run_command_line(&[
            "policypress",
            "diff",
            &old,
            &self.path_text("agency.toml"),
            "--format",
            "json",
        ]);
        report.expect("the machine does its part").stdout
    }
}

/// The paragraph that holds some words, from its start to its end.
fn paragraph_range(xml: &str, words: &str) -> std::ops::Range<usize> {
    let at = xml
        .find(words)
        .unwrap_or_else(|| panic!("`{words}` is there"));
    let start = xml[..at].rfind("<w:p>").expect("it stands in a paragraph");
    let end = at + xml[at..].find("</w:p>").expect("which ends") + "</w:p>".len();
    start..end
}

fn remove_bookmarks(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find("<w:bookmark") {
        out.push_str(&rest[..start]);
        let end = rest[start..].find("/>").expect("it ends") + 2;
        rest = &rest[start + end..];
    }
    out + rest
}

const NEUTRAL_LANGUAGE_TEXT: &str = "Use gender- and age-neutral language";
const WORKFLOWS_TEXT: &str =
    "Integrate human trafficking identification and response into existing staff workflows";

#[test]
fn an_unedited_word_file_changes_nothing() {
    let desk = ImportFixture::from_example();
    let before = desk.read_agency_file();
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    assert_eq!(
        said,
        "policy.docx compared with policy of agency.toml\n\nNo edits for agency.toml\n"
    );
    assert_eq!(desk.read_agency_file(), before);
}

/// One statement is retyped, one changed under tracking, one broken into runs as Word does while somebody
/// types and saves.
fn apply_three_changes(xml: &str) -> String {
    let xml = xml.replace(
        NEUTRAL_LANGUAGE_TEXT,
        "Use language that is neutral as to gender and age",
    );
    let xml = xml.replace(
        "<w:t xml:space=\"preserve\">Refer to existing institutional protocols for victims of violence</w:t></w:r>",
        "<w:t xml:space=\"preserve\">Refer to </w:t></w:r>\
         <w:del w:id=\"901\" w:author=\"R. Lawyer\" w:date=\"2026-11-30T10:00:00Z\"><w:r><w:delText>existing</w:delText></w:r></w:del>\
         <w:ins w:id=\"902\" w:author=\"R. Lawyer\" w:date=\"2026-11-30T10:00:00Z\"><w:r><w:t>the agency\u{2019}s</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\"> institutional protocols for victims of violence</w:t></w:r>",
    );
    xml.replace(
        WORKFLOWS_TEXT,
        "Integrate human traffick</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr>\
         <w:t>ing identification</w:t></w:r><w:r><w:t xml:space=\"preserve\"> and response into daily workflows",
    )
}

#[test]
fn three_edited_statements_are_imported_and_nothing_else() {
    let desk = ImportFixture::from_example();
    let before = desk.read_agency_file();
    desk.edit_document_xml(|xml| apply_three_changes(&xml));
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    assert!(
        said.contains(
            "Tracked changes by R. Lawyer: 1 insertion, 1 deletion (treated as accepted)\n"
        )
    );
    let after = desk.read_agency_file();
    for line in before.lines() {
        assert!(after.contains(line), "kept: {line}");
    }
    assert!(after.contains("institutional-protocols = { text = \"Refer to the agency’s institutional protocols for victims of violence\" }"));
    let changes: serde_json::Value =
        serde_json::from_str(&desk.diff_against(&before)).expect("JSON");
    let statements: Vec<&str> = changes[0]["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| change["statement"].as_str().expect("a name"))
        .filter(|name| !name.starts_with("crosswalk"))
        .collect();
    assert_eq!(
        statements,
        ["neutral-language", "workflows", "institutional-protocols"],
        "{changes}"
    );
    // A second time there is nothing left to do, and a changed wording is changed again.
    let (said, passed) = desk.run_import(&[]);
    assert!(
        passed && said.contains("No edits for agency.toml"),
        "{said}"
    );
    desk.edit_document_xml(|xml| xml.replace("neutral as to gender and age", "neutral as to age"));
    let (said, _) = desk.run_import(&["--write"]);
    assert!(
        said.contains("+ Use language that is neutral as to age"),
        "{said}"
    );
    assert_eq!(
        desk.read_agency_file().matches("neutral-language").count(),
        1
    );
}

#[test]
fn an_edited_fact_is_never_imported_as_wording() {
    let desk = ImportFixture::from_example();
    let before = desk.read_agency_file();
    desk.edit_document_xml(|xml| {
        xml.replace(
            "describe </w:t></w:r><w:r><w:t xml:space=\"preserve\">Cedar Valley Family Health",
            "describe </w:t></w:r><w:r><w:t xml:space=\"preserve\">Cedar Valley Clinic",
        )
        .replace("319-555-0122", "319-555-0199")
    });
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(!passed);
    assert!(said.contains("`Cedar Valley Family Health’s` became `Cedar Valley Clinic’s`: change it at `agency.name`"), "{said}");
    assert!(
        said.contains("this line comes from settings: change them in agency.toml"),
        "{said}"
    );
    assert!(
        said.contains("this table row comes from settings: change them in agency.toml"),
        "{said}"
    );
    assert_eq!(desk.read_agency_file(), before);
}

#[test]
fn imported_wording_with_a_fact_gets_a_warning() {
    let desk = ImportFixture::from_example();
    desk.edit_document_xml(|xml| {
        xml.replace(
            "process for ensuring that grantee",
            "way of making sure that grantee",
        )
    });
    let (said, passed) = desk.run_import(&[]);
    assert!(passed, "{said}");
    assert!(
        said.contains("is now fixed in this text and no longer follows `agency.name`"),
        "{said}"
    );
}

#[test]
fn added_and_deleted_statements_are_imported() {
    let desk = ImportFixture::from_example();
    desk.edit_document_xml(|xml| {
        let item = paragraph_range(&xml, "Staff may encounter victims");
        let new = remove_bookmarks(&xml[item.clone()]).replace(
            "Staff may encounter victims and survivors of human trafficking throughout the clinic visit",
            "Panic buttons are tested each month.",
        );
        let xml = format!("{}{new}{}", &xml[..item.end], &xml[item.end..]);
        let gone = paragraph_range(&xml, "Remember: while human");
        format!("{}{}", &xml[..gone.start], &xml[gone.end..])
    });
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    let agency = desk.read_agency_file();
    assert!(agency.contains("[[policy.additions]]\nafter = \"encounter\"\ntext = \"Panic buttons are tested each month.\"\n"), "{agency}");
    assert!(agency.contains("distinct-crime = { include = false, reason = \"Taken out in policy.docx; write the reason here\" }"), "{agency}");
    // What was added is edited and taken out like any other.
    desk.edit_document_xml(|xml| {
        xml.replace(
            "Panic buttons are tested each month.",
            "Panic buttons are tested each week.",
        )
    });
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    assert!(
        desk.read_agency_file()
            .contains("text = \"Panic buttons are tested each week.\"")
    );
    desk.edit_document_xml(|xml| {
        let gone = paragraph_range(&xml, "Panic buttons");
        format!("{}{}", &xml[..gone.start], &xml[gone.end..])
    });
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    assert!(
        !desk
            .read_agency_file()
            .contains("Panic buttons are tested each week")
    );
}

/// A sentence that one agency adds, changes or deletes touches nothing of its network's.
#[test]
fn what_a_base_adds_stays_in_the_policy_when_an_agency_imports_its_own() {
    let base = "[[policy.additions]]\nafter = \"encounter\"\ntext = \"Doors lock by themselves.\"\n\
                [[policy.additions]]\nafter = \"encounter\"\nname = \"two\"\ntext = \"Two staff open.\"\n";
    let own = "[[policy.additions]]\nafter = \"encounter\"\ntext = \"Lamps are checked.\"\n\
               [[policy.additions]]\nafter = \"encounter\"\nname = \"two\"\ntext = \"Three staff open.\"\n";
    let text = format!(
        "extends = \"grantee.toml\"\n{}{own}",
        read_agency_fixture("cedar-valley")
    );
    let desk = ImportFixture::from_texts(&text, base);
    desk.edit_document_xml(|xml| {
        let item = paragraph_range(&xml, "Lamps are checked.");
        let new = remove_bookmarks(&xml[item.clone()])
            .replace("Lamps are checked.", "Panic buttons are tested.");
        let xml = format!("{}{new}{}", &xml[..item.end], &xml[item.end..]);
        xml.replace("Three staff open.", "Four staff open.")
    });
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(passed, "{said}");
    let agency = desk.read_agency_file();
    for text in [
        "text = \"Lamps are checked.\"",
        "text = \"Four staff open.\"",
        "text = \"Panic buttons are tested.\"",
    ] {
        assert!(agency.contains(text), "{text} is in\n{agency}");
    }
    for text in ["Doors lock", "Two staff", "Three staff"] {
        assert!(!agency.contains(text), "{text} is in\n{agency}");
    }
    let out = desk.path_text("after");
    let line = ["policypress", "build", &desk.path_text("agency.toml")];
    let options = [
        "--format",
        "markdown",
        "--document",
        "policy",
        "--out",
        &out,
    ];
    let report = run_command_line(&[&line[..], &options[..]].concat());
    assert!(report.expect("the machine does its part").is_success);
    let folder = fs::read_dir(&out).expect("a folder").next();
    let folder = folder.expect("an agency").expect("an entry").path();
    let policy = fs::read_to_string(folder.join("staff/policy.md")).expect("it was built");
    for text in [
        "Doors lock by themselves.",
        "Four staff open.",
        "Lamps are checked.",
        "Panic buttons are tested.",
    ] {
        assert!(policy.contains(text), "{text} is in\n{policy}");
    }
    // What the base adds cannot be changed here.
    desk.edit_document_xml(|xml| xml.replace("Doors lock by", "Doors open by"));
    let before = desk.read_agency_file();
    let (said, passed) = desk.run_import(&["--write"]);
    assert!(!passed && said.contains("Doors open by"), "{said}");
    assert_eq!(desk.read_agency_file(), before);
}

#[test]
fn statements_without_bookmarks_are_matched_by_their_text() {
    let desk = ImportFixture::from_example();
    desk.edit_document_xml(|xml| remove_bookmarks(&apply_three_changes(&xml)));
    let (said, passed) = desk.run_import(&[]);
    assert!(passed, "{said}");
    for name in ["neutral-language", "institutional-protocols", "workflows"] {
        assert!(said.contains(&format!("Changed: {name}\n")), "{said}");
    }
}

#[test]
fn edits_that_cannot_be_imported_are_reported() {
    let desk = ImportFixture::from_example();
    desk.edit_document_xml(|xml| {
        // A new heading, a moved statement, and an item taken out whose points stay.
        let heading = paragraph_range(&xml, ">Note About The National Human Trafficking Hotline<");
        let new = remove_bookmarks(&xml[heading.clone()]).replace(
            "Note About The National Human Trafficking Hotline",
            "Definitions",
        );
        let xml = format!("{}{new}{}", &xml[..heading.start], &xml[heading.start..]);
        let moved = paragraph_range(&xml, "Agency incorporates the expertise");
        let text = xml[moved.clone()].to_owned();
        let xml = format!("{}{}", &xml[..moved.start], &xml[moved.end..]);
        let to = paragraph_range(&xml, "Follow your institutional policies for reporting");
        let xml = format!("{}{text}{}", &xml[..to.start], &xml[to.start..]);
        let gone = paragraph_range(
            &xml,
            "Procedures for responding to human trafficking should",
        );
        format!("{}{}", &xml[..gone.start], &xml[gone.end..])
    });
    let (said, passed) = desk.run_import(&[]);
    assert!(!passed);
    for why in [
        "a heading cannot be added",
        "a statement cannot be moved",
        "it cannot be deleted without the lines under it",
    ] {
        assert!(said.contains(why), "{why}: {said}");
    }
}

#[test]
fn word_comments_are_reported() {
    let desk = ImportFixture::from_example();
    let bytes = fs::read(&desk.docx).expect("the file is there");
    let mut all = read_package_parts(&bytes);
    let xml = read_part_text(&bytes, "word/document.xml");
    let xml = xml.replace(
        &format!("<w:r><w:t xml:space=\"preserve\">{NEUTRAL_LANGUAGE_TEXT}"),
        &format!("<w:commentRangeStart w:id=\"0\"/><w:r><w:t xml:space=\"preserve\">{NEUTRAL_LANGUAGE_TEXT}"),
    );
    for (name, bytes) in &mut all {
        if name == "word/document.xml" {
            *bytes = xml.clone().into_bytes();
        }
    }
    all.push((
        "word/comments.xml".to_owned(),
        b"<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" w:author=\"Board\"><w:p><w:r><w:t>Is this enough?</w:t></w:r></w:p></w:comment></w:comments>".to_vec(),
    ));
    fs::write(&desk.docx, zip_package_parts(&all)).expect("the file can be written");
    let (said, passed) = desk.run_import(&[]);
    assert!(passed, "{said}");
    assert!(said.ends_with("Comments, which stay in the Word document:\n  Board: Is this enough?\n    at: Use gender- and age-neutral language\n"), "{said}");
}

#[test]
fn a_word_file_of_another_version_is_reported() {
    let desk = ImportFixture::from_example();
    let changed = desk
        .read_agency_file()
        .replace("319-555-0122", "319-555-0123");
    fs::write(desk.path_text("agency.toml"), changed).expect("the file can be written");
    let (said, passed) = desk.run_import(&[]);
    assert!(!passed, "the phone in the text differs");
    assert!(
        said.contains("have changed since this document was built"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_not_docx_is_refused_with_a_hint() {
    let desk = ImportFixture::from_example();
    let before = desk.read_agency_file();
    for (bytes, says) in [
        (
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"[..],
            "is a Word file from before 2007, or has a password",
        ),
        (b"{\\rtf1 text}", "is rich text, not a Word file"),
        (b"%PDF-1.7", "is a PDF, not a Word file"),
        (b"", "is not a Word file"),
        (b"PK\x03\x04 and nothing", "is damaged and cannot be read"),
    ] {
        fs::write(&desk.docx, bytes).expect("the file can be written");
        let (said, passed) = desk.run_import(&["--write"]);
        assert!(!passed && said.contains(says), "{says}: {said}");
        assert!(said.ends_with("nothing was written\n"), "{said}");
    }
    assert_eq!(desk.read_agency_file(), before);
}

fn minimal_docx(document: &str) -> Vec<u8> {
    zip_package_parts(&[("word/document.xml".to_owned(), document.as_bytes().to_vec())])
}

#[test]
fn malicious_docx_files_give_errors_and_never_panic() {
    let body = |inside: &str| {
        minimal_docx(&format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{inside}</w:body></w:document>"
        ))
    };
    let zip = |name: &str| zip_package_parts(&[(name.to_owned(), b"x".to_vec())]);
    let bomb = format!(
        "<!DOCTYPE d [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;\">]><d>&b;</d>",
        "a".repeat(1000)
    );
    for (bytes, fault) in [
        (
            zip("content.xml"),
            DocxReadError::NotDocx(NonDocxFormat::OpenDocument),
        ),
        (zip("word/other.xml"), DocxReadError::MissingDocumentPart),
        (minimal_docx("<w:document"), DocxReadError::Corrupted),
        (minimal_docx(&bomb), DocxReadError::XmlEntities),
        (
            minimal_docx("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d/>"),
            DocxReadError::XmlEntities,
        ),
        (body(&"<w:tbl>".repeat(3000)), DocxReadError::Corrupted),
        (
            body(&format!(
                "{}{}",
                "<w:ins>".repeat(3000),
                "</w:ins>".repeat(3000)
            )),
            DocxReadError::TooLarge,
        ),
        (
            body(&format!(
                "{}{}",
                "<w:tbl><w:tr><w:tc>".repeat(500),
                "</w:tc></w:tr></w:tbl>".repeat(500)
            )),
            DocxReadError::TooLarge,
        ),
        (
            body(&"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(6000)),
            DocxReadError::TooLarge,
        ),
        (body(&" ".repeat(65 << 20)), DocxReadError::TooLarge),
    ] {
        assert_eq!(docx::read_docx(&bytes), Err(fault));
    }
    // Every shorter file, and files with a byte changed.
    let whole = body(
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:r><w:fldChar w:fldCharType=\"end\"/><w:t>x</w:t></w:r></w:p>",
    );
    assert!(docx::read_docx(&whole).is_ok());
    for length in 0..whole.len() {
        let _ = docx::read_docx(&whole[..length]);
        let mut changed = whole.clone();
        changed[length] ^= 0x5A;
        let _ = docx::read_docx(&changed);
    }
}

#[test]
fn a_word_file_without_metadata_needs_a_document_option() {
    let desk = ImportFixture::from_example();
    let bytes = fs::read(&desk.docx).expect("the file is there");
    let kept: Vec<_> = read_package_parts(&bytes)
        .into_iter()
        .filter(|(name, _)| !name.starts_with("docProps"))
        .collect();
    fs::write(&desk.docx, zip_package_parts(&kept)).expect("the file can be written");
    let (said, passed) = desk.run_import(&[]);
    assert!(
        !passed && said.contains("does not say which document it was made from"),
        "{said}"
    );
    let (said, passed) = desk.run_import(&["--document", "policy"]);
    assert!(passed, "{said}");
    let (said, passed) = desk.run_import(&["--document", "polcy"]);
    assert!(!passed && said.contains("did you mean `policy`"), "{said}");
    assert!(Path::new(&desk.docx).exists());
}

#[test]
fn a_word_file_can_be_imported_through_the_library() {
    let desk = ImportFixture::from_example();
    let agency = desk.folder.path().join("agency.toml");
    let before = desk.read_agency_file();
    let options = WordImportOptions {
        docx_path: &desk.docx,
        agency_path: &agency,
        document_stem: None,
        save_decisions: true,
    };
    let read = |options| {
        let mut found = Diagnostics::new();
        let read = import_word_file(options, &TemplatePack::load_built_in(), TODAY, &mut found);
        read.map_err(|_| found.len())
    };
    let unchanged = read(options).expect("it can be read");
    assert!(unchanged.is_document_unchanged && !unchanged.decisions_saved);
    assert!(unchanged.edits.is_empty() && unchanged.remaining_edits.is_empty());
    assert_eq!(desk.read_agency_file(), before);
    let other = WordImportOptions {
        document_stem: Some("no-such-document"),
        ..options
    };
    assert_eq!(read(other).err(), Some(1));
    desk.edit_document_xml(|xml| xml.replace(NEUTRAL_LANGUAGE_TEXT, "Use EDITED language"));
    let edited = read(options).expect("it can be read");
    assert!(edited.decisions_saved && edited.remaining_edits.is_empty());
    assert!(
        matches!(&edited.edits[..], [DocumentEdit::StatementReworded { new_text: is, .. }] if is.contains("EDITED"))
    );
    assert_ne!(desk.read_agency_file(), before);
}
