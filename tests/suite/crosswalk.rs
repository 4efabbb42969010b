//! The crosswalk of the policy: which statement answers which requirement, and the gaps an agency left.

use policypress::content::pack;
use policypress::document::{BlockKind, Document, plain_text};

use crate::support::packet::compose_agency_text;

const MINIMAL_AGENCY: &str = "[agency]\nname = \"Willow Clinic\"\n[without]\npersonnel = \"None yet\"\n\
                      organizations = \"None near\"\n[policy.statements]\n";

/// The policy of an agency with these choices, and the codes of what is said about them.
fn compose_policy(choices: &str) -> (Document, Vec<&'static str>) {
    let text = format!("{MINIMAL_AGENCY}{choices}\n");
    let (documents, found) = compose_agency_text(&pack::TemplatePack::load_built_in(), &text);
    let codes = found.iter().map(|found| found.problem.code()).collect();
    let policy = documents.into_iter().find(|made| made.name == "policy");
    (policy.expect("it is in the pack"), codes)
}

/// The rows of the table of that name, cell by cell as plain text.
fn table_rows(policy: &Document, name: &str) -> Vec<Vec<String>> {
    let named = |anchor: &Option<policypress::document::Anchor>| {
        anchor.as_ref().is_some_and(|own| own.0 == name)
    };
    let table = policy.blocks.iter().find(|block| named(&block.anchor));
    match table.map(|block| &block.kind) {
        Some(BlockKind::Table(table)) => table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| plain_text(cell)).collect())
            .collect(),
        Some(other) => panic!("`{name}` is no table: {other:?}"),
        None => Vec::new(),
    }
}

/// What the crosswalk calls the statements that are left out, each with what stands as evidence.
fn crosswalk_gaps(policy: &Document) -> Vec<(String, String)> {
    table_rows(policy, "crosswalk-statement-lines")
        .into_iter()
        .filter(|row| row[2].starts_with("Gap: "))
        .map(|row| (row[0].clone(), row[2].clone()))
        .collect()
}

#[test]
fn each_requirement_has_citation_date_answer_and_evidence() {
    let crosswalk = pack::TemplatePack::load_built_in().crosswalk;
    // What is printed as a requirement was read in its source; a new one is a decision.
    let citations: Vec<&str> = crosswalk
        .requirements
        .iter()
        .map(|requirement| requirement.citation.as_str())
        .collect();
    assert_eq!(
        citations,
        [
            "42 CFR 59.5(b)(4)",
            "Title X Program Handbook",
            "Title X provision of the annual appropriations act",
            "42 CFR 59.6",
            "45 CFR 92.201(c)(2)-(3)",
        ]
    );
    for (place, citation) in citations.iter().enumerate() {
        let mut entries = crosswalk.entries.iter();
        assert!(
            entries.any(|entry| entry.requirement_indexes.contains(&place)),
            "{citation} is answered"
        );
    }
    for entry in &crosswalk.entries {
        assert!(!entry.requirement_indexes.is_empty(), "{}", entry.statement);
        let shown = entry.evidence_documents.len() + entry.evidence_records.len();
        assert!(shown > 0, "{} has evidence", entry.statement);
    }
    let (policy, codes) = compose_policy("");
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        table_rows(&policy, "crosswalk-requirement-lines").len(),
        citations.len()
    );
    for row in table_rows(&policy, "crosswalk-requirement-lines") {
        // A date stands only where somebody compared the entry with its source.
        let checked = if row[2].starts_with("45 CFR 92.201") {
            "; not checked again for this edition"
        } else {
            "; checked November 25, 2026"
        };
        assert!(row[2].ends_with(checked), "{row:?}");
        let level = ["Required", "Recommended"];
        assert!(level.contains(&row[3].as_str()), "{row:?}");
    }
    assert_eq!(crosswalk_gaps(&policy), []);
}

#[test]
fn a_revoked_rule_is_not_cited() {
    for (path, file) in pack::built_in_pack_files() {
        assert!(!file.text.contains("59.17"), "{path}");
    }
}

#[test]
fn a_gap_states_its_reason_and_includes_nested_statements() {
    let (policy, codes) =
        compose_policy("annual-training = { include = false, reason = \"Kept in AD-100\" }");
    assert_eq!(codes, ["requirement-gap"], "one warning for one choice");
    let gaps = crosswalk_gaps(&policy);
    assert_eq!(gaps.len(), 5, "the statement and its four topics: {gaps:?}");
    for (statement, evidence) in gaps {
        assert_eq!(
            evidence, "Gap: the agency left this statement out. Reason: Kept in AD-100",
            "{statement}"
        );
    }
}

#[test]
fn a_nested_statement_can_have_its_own_reason() {
    for order in [["first", "second"], ["second", "first"]] {
        let choice = |which: &str| match which {
            "first" => "annual-training = { include = false, reason = \"Kept in AD-100\" }",
            _ => "training-trauma = { include = false, reason = \"Kept in AD-200\" }",
        };
        let (policy, codes) = compose_policy(&order.map(choice).join("\n"));
        assert_eq!(codes, ["requirement-gap", "requirement-gap"]);
        let trauma = crosswalk_gaps(&policy)
            .into_iter()
            .find(|(statement, _)| statement == "Training: trauma-informed care");
        let (_, evidence) = trauma.expect("it is a gap");
        assert!(evidence.ends_with("Reason: Kept in AD-200"), "{evidence}");
        assert_eq!(crosswalk_gaps(&policy).len(), 5);
    }
}

#[test]
fn an_introduction_with_nothing_left_is_a_gap() {
    let topics = ["trafficking", "reporting", "confidentiality", "trauma"]
        .map(|topic| format!("training-{topic} = {{ include = false, reason = \"{topic}\" }}"));
    let (policy, codes) = compose_policy(&topics.join("\n"));
    assert_eq!(codes, ["requirement-gap"; 4]);
    let gaps = crosswalk_gaps(&policy);
    assert_eq!(gaps.len(), 5);
    assert_eq!(gaps[0].0, "Annual training of staff");
    assert!(gaps[0].1.ends_with("Reason: trauma"), "the last that went");
}

#[test]
fn a_statement_without_a_requirement_is_a_gap_and_no_warning() {
    let (policy, codes) =
        compose_policy("survivor-expertise = { include = false, reason = \"Planned for 2027\" }");
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        crosswalk_gaps(&policy),
        [(
            "Agency incorporates the expertise and experience of survivors when shaping protocols"
                .to_owned(),
            "Gap: the agency left this statement out. Reason: Planned for 2027".to_owned()
        )]
    );
}

#[test]
fn reworded_statements_are_marked_and_are_not_gaps() {
    let (policy, codes) = compose_policy("mandatory-report = { text = \"File within a day.\" }");
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(crosswalk_gaps(&policy), []);
    let rows = table_rows(&policy, "crosswalk-statement-lines");
    let own = rows.iter().filter(|row| row[0].contains("own words"));
    let own: Vec<&str> = own.map(|row| row[0].as_str()).collect();
    assert_eq!(
        own,
        ["Filing a mandatory report (in the agency’s own words)"]
    );
}

#[test]
fn the_crosswalk_appendix_can_be_left_out() {
    let (policy, codes) =
        compose_policy("crosswalk = { include = false, reason = \"Kept apart\" }");
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(table_rows(&policy, "crosswalk-statement-lines").len(), 0);
    assert_eq!(table_rows(&policy, "crosswalk-requirement-lines").len(), 0);
}
