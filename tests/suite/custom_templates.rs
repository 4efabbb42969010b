//! Templates of the user's own: mistakes in every branch, limits, and words that have moved on.

use std::fs;
use std::path::Path;

use crate::support::fixture::temp_agency_folder;
use crate::support::packet::{read_agency_fixture, run_command_line};

/// A folder with the example and ejected templates, of which some are edited: path, words there, words
/// in their place.
fn agency_with_edited_templates(edits: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let words = folder.path().join("words").display().to_string();
    let ejected =
        run_command_line(&["policypress", "eject", &words]).expect("the machine does its part");
    assert!(ejected.is_success, "{}", ejected.stderr);
    for (path, from, to) in edits {
        edit_template(folder.path(), path, from, to);
    }
    folder
}

fn edit_template(folder: &Path, path: &str, from: &str, to: &str) {
    let path = folder.join("words").join(path);
    let text = fs::read_to_string(&path).expect("it was ejected");
    assert!(text.contains(from), "{} has `{from}`", path.display());
    fs::write(&path, text.replacen(from, to, 1)).expect("it can be written");
}

/// What `check` says, and whether it passed.
fn run_check(folder: &Path) -> (bool, String) {
    let path = |name: &str| folder.join(name).display().to_string();
    let (agency, words) = (path("agency.toml"), path("words"));
    let report = run_command_line(&["policypress", "check", &agency, "--templates", &words])
        .expect("the machine does its part");
    let told = report.stdout.replace(&folder.display().to_string(), "ROOT");
    (report.is_success, told)
}

const POLICY_TEMPLATE: &str = "en/policy.md";

#[test]
fn mistakes_in_all_branches_are_reported_at_once() {
    let folder = agency_with_edited_templates(&[
        (
            POLICY_TEMPLATE,
            "{#encounter} Staff",
            "{#encounter} {% if false %}{{ agency.nmae }}{% endif %} Staff",
        ),
        (
            POLICY_TEMPLATE,
            "{% if organization.hours %}",
            "{% if organization.huors %}",
        ),
        (
            POLICY_TEMPLATE,
            "{%- elif without.organizations %}",
            "{%- elif witout.organizations %}",
        ),
        (
            POLICY_TEMPLATE,
            "{#care-regardless} Family",
            "{#care-regardless} <b>Family</b>",
        ),
        (POLICY_TEMPLATE, "{#purpose} The", "{#purpose .loud} The"),
        (
            "es/poster-help.md",
            "{% if organization.phone %}",
            "{% if organisation.phone %}",
        ),
        (
            "en/poster-help.md",
            "{#choice} It",
            "{#choice} {% if not draft %}{{ personnel | length }}{% endif %}It",
        ),
    ]);
    let (passed, told) = run_check(folder.path());
    assert!(!passed);
    for message in [
        "error[unknown-template-setting]: `agency.nmae` is not a setting that this template can use",
        "hint: did you mean `name`?",
        "error[unknown-template-setting]: `organization.huors` is not a setting that this template can use",
        "hint: did you mean `hours`?",
        "error[unknown-template-setting]: `witout` is not a setting that this template can use",
        "hint: did you mean `without`?",
        "error[unknown-template-setting]: `organisation` is not a setting that this template can use",
        "hint: did you mean `organization`?",
        "error[unknown-template-setting]: `personnel` is about staff, but this is a document for clients",
        "--> ROOT/words/en/policy.md:",
        "--> ROOT/words/en/poster-help.md:",
        "--> ROOT/words/es/poster-help.md:",
    ] {
        assert!(told.contains(message), "`{message}` is in\n{told}");
    }
    assert_eq!(
        told.matches("error[unknown-template-setting]").count(),
        5,
        "{told}"
    );
    // HTML has two tags.
    assert_eq!(told.matches("error[template-markup]").count(), 3, "{told}");
    assert_eq!(told.matches("error[").count(), 8, "{told}");
    let role = told
        .split("`.loud` is not a style")
        .nth(1)
        .expect("the role");
    assert!(role.contains(" | {#purpose .loud} The purpose"), "{told}");
    assert!(
        !told.contains("tel:1"),
        "the user's own words are shown: {told}"
    );
    // The caret stands under the misspelt part alone.
    let line = told
        .lines()
        .skip_while(|line| !line.contains("agency.nmae }}"))
        .nth(1)
        .expect("a line of carets");
    assert_eq!(line.matches('^').count(), "nmae".len(), "{line}");
}

/// The Hotline reads text messages in two languages: a translation into a third must not offer them.
#[test]
fn a_new_translation_is_told_in_which_languages_text_messages_are_answered() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley").replacen(
        "served = [\"en\", \"es\"]",
        "served = [\"en\", \"es\", \"ar\"]",
        1,
    ));
    let path = |name: &str| folder.path().join(name).display().to_string();
    let words = path("words");
    let ejected = run_command_line(&["policypress", "eject", &words, "--language", "ar"])
        .expect("the machine does its part");
    let note = "Text messages and chat are answered in English and Spanish only";
    assert!(ejected.stdout.contains(note), "{}", ejected.stdout);
    let (passed, told) = run_check(folder.path());
    assert!(!passed);
    let message = "`hotline.text` cannot be used in this language: text messages and chat are answered in English and Spanish only";
    // Once for each line: two on the restroom poster, one each in the others.
    assert_eq!(told.matches(message).count(), 6, "{told}");
    let chat = "`hotline.chat` cannot be used in this language";
    assert_eq!(told.matches(chat).count(), 1, "{told}");
    assert_eq!(told.matches("error[").count(), 7, "{told}");
    for file in fs::read_dir(folder.path().join("words/ar")).expect("it was ejected") {
        let file = file.expect("it can be read").path();
        let text = fs::read_to_string(&file).expect("it was ejected");
        let is_kept =
            |line: &&str| !line.contains("hotline.text") && !line.contains("hotline.chat");
        let lines = text.lines().filter(is_kept);
        let kept: Vec<_> = lines.collect();
        fs::write(&file, kept.join("\n")).expect("it can be written");
    }
    let (passed, told) = run_check(folder.path());
    assert!(passed, "{told}");
}

#[test]
fn comparing_the_text_of_a_fact_is_refused() {
    let told = |tags: &str| {
        let tags = format!("{{#encounter}} {tags} Staff");
        let folder =
            agency_with_edited_templates(&[(POLICY_TEMPLATE, "{#encounter} Staff", &tags)]);
        run_check(folder.path())
    };
    for comparing in [
        "{% if agency.kind == \"grantee\" %}a{% endif %}",
        "{% if \"x\" in agency.name %}a{% endif %}",
        "{% for one in organizations | sort(attribute=\"name\") %}{{ one.name }}{% endfor %}",
        "{{ agency.name | truncate(length=3) }}",
        "{% set name = agency.name %}{% if name is starting_with(pat=\"x\") %}a{% endif %}",
        "{% for one in personnel %}{% if one.hours != \"x\" %}a{% endif %}{% endfor %}",
        "{% if agency[\"name\"] == \"x\" %}a{% endif %}",
        "{% if \"x\" not in agency.address %}a{% endif %}",
        "{% if (agency.kind) == \"grantee\" %}a{% endif %}",
        "{% if \"grantee\" == (agency.kind) %}a{% endif %}",
    ] {
        let (passed, told) = told(comparing);
        assert!(!passed, "{comparing}");
        assert!(told.contains("can only be printed"), "{comparing}: {told}");
        assert!(told.contains("policy.md:59:"), "{comparing}: {told}");
    }
    let (passed, told) = told(
        "{% if agency.name | length > 3 and organizations | length != 1 %}{{ agency.name | upper }}{% endif %} \
         {% if hotline.text.shown == \"233733\" %}a{% endif %}",
    );
    assert!(passed, "{told}");
}

#[test]
fn an_unreadable_template_hides_no_other_mistakes() {
    let folder = agency_with_edited_templates(&[
        (
            POLICY_TEMPLATE,
            "{#encounter} Staff",
            "{#encounter} {% if %} Staff",
        ),
        (
            POLICY_TEMPLATE,
            "{{ policy.owner | or",
            "{{ policy.onwer | or",
        ),
        (
            POLICY_TEMPLATE,
            "{#care-regardless} Family",
            "{#care-regardless} <b>Family</b>",
        ),
        (
            "en/poster-three-steps.md",
            "{{ agency.name }}",
            "{{ agency.name | shout }}",
        ),
    ]);
    let (passed, told) = run_check(folder.path());
    assert!(!passed);
    for message in [
        "error[invalid-template]: `%}` is in the wrong place, or something is missing before it",
        "`policy.onwer` is not a setting",
        "error[template-markup]",
        "shout",
    ] {
        assert!(told.contains(message), "`{message}` is in\n{told}");
    }
}

#[test]
fn mistakes_only_another_agency_would_meet_are_reported() {
    // No agency with key personnel takes this branch.
    let folder = agency_with_edited_templates(&[(
        POLICY_TEMPLATE,
        "None named at present: {{ without.personnel }}",
        "None named at present: [see](javascript:alert) {{ without.personnel }}",
    )]);
    let (passed, told) = run_check(folder.path());
    assert!(passed || told.contains("template-markup"), "{told}");
    let folder = agency_with_edited_templates(&[(
        POLICY_TEMPLATE,
        "{{ personnel | or_blank",
        "<b>nobody</b> {{ personnel | or_blank",
    )]);
    let (passed, told) = run_check(folder.path());
    assert!(!passed && told.contains("template-markup"), "{told}");
}

#[test]
fn the_packet_index_template_is_checked() {
    // No packet of the example takes this branch.
    let folder = agency_with_edited_templates(&[(
        "en/index.md",
        "{%- for document in documents",
        "{% if draft_of.none %}{{ agency.nmae }}{% endif %}{%- for document in documents",
    )]);
    let (passed, told) = run_check(folder.path());
    assert!(!passed, "{told}");
    assert!(
        told.contains("`agency.nmae`") && told.contains("`draft_of"),
        "{told}"
    );
}

#[test]
fn template_defined_variables_are_known() {
    let folder = agency_with_edited_templates(&[(
        POLICY_TEMPLATE,
        "{#encounter} Staff",
        "{#encounter} {% set short = agency.short_name %}{{ short }} {% for one in organizations %}{{ loop.index }} \
         {{ one.name | default(value=\"}} {{ no.such }}\") }}{% endfor %} <# {{ no.such }} #> {% if agency.phone is defined and \
         agency.phone.shown != 'x.y' %}{{ crosswalk.requirements[0].says }}{% endif %} Staff",
    )]);
    let (_, told) = run_check(folder.path());
    assert!(!told.contains("unknown-template-setting"), "{told}");
}

#[test]
fn a_template_that_would_exhaust_memory_is_refused() {
    let doubles =
        "{% set x = \"aaaa\" %}{% for i in range(end=40) %}{% set_global x = x ~ x %}{% endfor %}";
    let by_block = "{% set x %}{{ agency.name }}{{ agency.name }}{% endset %}{{ x }}";
    let deep = format!("\n\n{}deep\n\n", ">".repeat(200_000));
    let components = "{% component C(n) %}{{<C n={n} />}}{{<C n={n} />}}{{<C n={n} />}}{% endcomponent C %}{{<C n={1} />}}";
    for (words, said) in [
        (doubles, "`~` is not available"),
        (by_block, "`set` takes one fact"),
        (
            "{{ agency.address | join(sep=\"x\") }}",
            "are not available",
        ),
        (
            "{{ agency.name | replace(from=\"a\", to=\"b\") }}",
            "are not available",
        ),
        (
            "{{ agency.name | indent(width=4000000000) }}",
            "are not available",
        ),
        (deep.as_str(), "too deep"),
        ("\n\n- a\n  -\n\n", "an empty list item"),
        ("\n\n> - a\n>   - {#b .facts}\n\n", "an empty list item"),
        (components, "error"),
        (
            "&#xE000; &#x202E; [a](https://x&#xE000;.example)",
            "an invisible character",
        ),
        ("{{ not not not true }}\u{202E}", "U+202E"),
    ] {
        let words = format!("{{#encounter}} {words} Staff");
        let folder =
            agency_with_edited_templates(&[(POLICY_TEMPLATE, "{#encounter} Staff", &words)]);
        let (passed, told) = run_check(folder.path());
        assert!(!passed && told.contains(said), "{said} is in\n{told}");
    }
    let long = format!(
        "{{#encounter}} {{{{ {}agency.name }}}} Staff",
        "not ".repeat(30_000)
    );
    let folder = agency_with_edited_templates(&[(POLICY_TEMPLATE, "{#encounter} Staff", &long)]);
    run_check(folder.path());
}

#[test]
fn a_template_with_crlf_line_endings_is_read() {
    let text = policypress::content::pack::built_in_pack_files()[POLICY_TEMPLATE]
        .text
        .replace('\n', "\r\n");
    let folder = agency_with_edited_templates(&[]);
    fs::write(folder.path().join("words").join(POLICY_TEMPLATE), text).expect("it can be written");
    let (passed, told) = run_check(folder.path());
    assert!(passed, "{told}");
}

#[test]
fn an_endless_template_is_stopped() {
    for (loops, said) in [
        (
            "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}\
             {% if c == b %}{% endif %}{% endfor %}{% endfor %}{% endfor %}",
            "longer than 2 seconds",
        ),
        (
            "{% for a in range(end=1000) %}{% for b in range(end=1000) %}many words {% endfor %}{% endfor %}",
            "more than 2 MB of text",
        ),
        (
            "{% for a in range(end=1000000000) %}{% endfor %}",
            "at most 1000 numbers",
        ),
    ] {
        let words = format!("{{#encounter}} {loops} Staff");
        let folder =
            agency_with_edited_templates(&[(POLICY_TEMPLATE, "{#encounter} Staff", &words)]);
        let (passed, told) = run_check(folder.path());
        assert!(!passed && told.contains(said), "{said} is in\n{told}");
    }
}

#[test]
fn check_reports_built_in_wording_changed_since_eject() {
    let folder = agency_with_edited_templates(&[]);
    let (passed, told) = run_check(folder.path());
    assert!(passed && !told.contains("moved-on"), "{told}");

    // As if the program had other words when these were written out: the marks are those of then.
    let marks = folder.path().join("words/ejected.toml");
    let text = fs::read_to_string(&marks).expect("it was ejected");
    let line = |statement: &str| {
        let (_, policy) = text
            .split_once("[\"en/policy.md\"]")
            .expect("the policy has its marks");
        let start = format!("\n{statement} = ");
        let at = policy.find(&start).expect("the statement has a mark") + 1;
        policy[at..].lines().next().expect("a line").to_owned()
    };
    let older = text
        .replacen(&line("workflows"), "workflows = \"00000000\"", 1)
        .replacen(&line("purpose"), "purpose = \"00000000\"", 1)
        .replacen(&line("encounter"), "old-rule = \"00000000\"", 1);
    fs::write(&marks, older).expect("it can be written");
    // The user has edited one, has taken one out, and still has one that is gone.
    edit_template(
        folder.path(),
        POLICY_TEMPLATE,
        "{#workflows} Integrate",
        "{#workflows} Always integrate",
    );
    edit_template(
        folder.path(),
        POLICY_TEMPLATE,
        "- {#encounter} Staff",
        "- {#old-rule} Staff",
    );
    let (_, told) = run_check(folder.path());
    let message = "warning[outdated-template]: the built-in `en/policy.md` has changed since you ejected your copy; \
                   reworded: `workflows`; new: `encounter`; removed: `old-rule`";
    assert!(told.contains(message), "`{message}` is in\n{told}");
    assert_eq!(told.matches("outdated-template").count(), 1, "{told}");
    assert!(
        !told.contains("`purpose`"),
        "its words here are those of now: {told}"
    );
}

#[test]
fn requirements_without_areas_get_a_warning() {
    let folder = agency_with_edited_templates(&[]);
    let (passed, told) = run_check(folder.path());
    assert!(passed && !told.contains("without-areas"), "{told}");
    edit_template(
        folder.path(),
        "pack.toml",
        "areas = [\"orientation\"]\n",
        "",
    );
    let (_, told) = run_check(folder.path());
    let message = "warning[requirement-without-areas]: requirement `training` has no `areas`";
    assert!(told.contains(message), "`{message}` is in\n{told}");
    assert_eq!(told.matches("without-areas").count(), 1, "{told}");
}

/// Builds a draft of the policy from the edited templates, and returns its path and text.
fn build_policy(folder: &Path, format: &str) -> (String, String) {
    let path = |name: &str| folder.join(name).display().to_string();
    let (agency, words, out) = (path("agency.toml"), path("words"), path("out"));
    let line = [
        "policypress",
        "build",
        &agency,
        "--templates",
        &words,
        "--out",
        &out,
        "--draft",
        "--format",
        format,
        "--document",
        "policy",
        "--force",
    ];
    let report = run_command_line(&line).expect("the machine does its part");
    assert!(report.is_success, "{}{}", report.stdout, report.stderr);
    let path = format!("{out}/cedar-valley-family-health/staff/policy.{format}");
    let text = fs::read_to_string(&path).expect("the policy was built");
    (path, text)
}

#[test]
fn footnotes_definitions_and_written_out_links_are_carried() {
    let folder = agency_with_edited_templates(&[(
        POLICY_TEMPLATE,
        "## {#procedure-section}",
        "Ask first.[^law]\n\n[^law]: A note of our own.\n\nOpaque\n: Not clear.\n\n\
         See https://policies.example/a.b, then go on.\n\n## {#procedure-section}",
    )]);
    for format in ["md", "html"] {
        let (path, document) = build_policy(folder.path(), format);
        assert!(document.contains("A note of our own."), "{path}");
        assert!(document.contains("Not clear."), "{path}");
        for mark in ["[^", "\n: ", "a.b,\"", "a.b,)"] {
            assert!(!document.contains(mark), "{path}: {mark}");
        }
    }
    let (_, html) = build_policy(folder.path(), "html");
    for part in [
        "href=\"#note-1\"",
        "id=\"note-1\"",
        "<strong>Opaque</strong>: Not clear.",
        "<a href=\"https://policies.example/a.b\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn marks_are_refused_in_the_line_in_which_they_stand() {
    let folder = agency_with_edited_templates(&[(
        POLICY_TEMPLATE,
        "## {#procedure-section}",
        "The agency and its staff.\n\n`{{ agency.name }}` and\n\n## {#procedure-section}",
    )]);
    let (passed, said) = run_check(folder.path());
    assert!(!passed, "{said}");
    let template = fs::read_to_string(folder.path().join("words/en/policy.md"))
        .expect("the template is there");
    let line = template
        .lines()
        .position(|line| line == "`{{ agency.name }}` and")
        .expect("the line is there");
    assert!(
        said.contains(&format!("en/policy.md:{}:1", line + 1)),
        "{said}"
    );
    assert!(
        said.contains("contains code: ``{{ agency.name }}``"),
        "{said}"
    );
}
