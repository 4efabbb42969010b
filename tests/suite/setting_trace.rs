//! What documents say of the settings they come from, and the trace of a setting, without a command line.

use std::sync::Arc;

use policypress::config::setting_variants::is_setting_path;
use policypress::content::pack::TemplatePack;
use policypress::content::trace::{SettingTracer, TraceQuery};
use policypress::content::{compose_documents, facts_shown_in};
use policypress::diag::Diagnostics;
use policypress::document::{BlockKind, BlockOrigin, Document, traversal};
use policypress::span::SourceFile;

use crate::support::packet::{TODAY, load_agency, read_agency_fixture};

fn agency_source_file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    })
}

fn composed_documents(pack: &TemplatePack, text: &str) -> Vec<Document> {
    let agency = load_agency(&agency_source_file(text), TODAY)
        .agency
        .expect("it is sound");
    compose_documents(pack, &agency, true, &mut Diagnostics::new())
}

fn find_document<'all>(documents: &'all [Document], stem: &str) -> &'all Document {
    let mut documents = documents.iter();
    documents
        .find(|document| document.file_stem() == stem)
        .expect("the packet has it")
}

#[test]
fn a_blank_list_entry_does_not_shift_setting_indexes() {
    let text = read_agency_fixture("cedar-valley");
    let blank = text.replacen("address = [", "address = [\"\", ", 1);
    assert_ne!(blank, text);
    let agency = load_agency(&agency_source_file(&blank), TODAY)
        .agency
        .expect("it is sound");
    let documents = composed_documents(&TemplatePack::load_built_in(), &blank);
    let shown = traversal::settings_in_blocks(&find_document(&documents, "policy").blocks);
    for fact in agency.setting_texts {
        let is_shown = shown.contains(fact.setting_path.as_str());
        assert!(
            is_shown || !fact.setting_path.starts_with("agency.address"),
            "{}",
            fact.setting_path
        );
    }
    assert!(shown.contains("agency.address[1]"), "{shown:?}");
}

#[test]
fn values_know_the_settings_they_come_from() {
    let pack = TemplatePack::load_built_in();
    let text = read_agency_fixture("cedar-valley");
    let documents = composed_documents(&pack, &text);
    let poster = traversal::settings_in_blocks(&find_document(&documents, "poster-help").blocks);
    assert!(poster.contains("agency.phone"), "{poster:?}");
    assert!(poster.contains("organizations[1].name"), "{poster:?}");
    assert!(
        poster
            .iter()
            .all(|setting| !setting.starts_with("personnel"))
    );
    let agency = load_agency(&agency_source_file(&text), TODAY)
        .agency
        .expect("it is sound");
    for fact in facts_shown_in(&agency, documents.iter()) {
        assert!(
            !fact.setting_path.starts_with("committee"),
            "{}",
            fact.setting_path
        );
    }
    // Each setting that a value names is one of the file.
    for setting in documents
        .iter()
        .flat_map(|one| traversal::settings_in_blocks(&one.blocks))
    {
        let parts = setting.split('[');
        let plain: Vec<&str> = parts
            .map(|part| part.split_once(']').map_or(part, |(_, rest)| rest))
            .collect();
        let plain = plain.concat();
        // The text in one language stands below its setting.
        let above = plain.rsplit_once('.').map_or("", |(above, _)| above);
        let known = is_setting_path(&plain) || is_setting_path(above);
        assert!(known || plain.starts_with("policy.statements"), "{setting}");
    }
}

#[test]
fn blocks_know_their_origin() {
    let pack = TemplatePack::load_built_in();
    let text = read_agency_fixture("cedar-valley").replace(
        "[policy.statements]",
        "[policy.statements]\nclient-materials = { text = \"We post them.\" }",
    );
    let documents = composed_documents(&pack, &text);
    let policy = find_document(&documents, "policy");
    let title = policy.blocks.first().expect("a title");
    assert!(matches!(title.kind, BlockKind::Heading { .. }));
    assert_eq!(title.origin, Some(BlockOrigin::TemplateLine(7)));
    let settings = traversal::settings_in_blocks(&policy.blocks);
    assert!(settings.contains("policy.statements.client-materials.text"));
}

#[test]
fn a_setting_is_traced_to_where_it_is_used() {
    let pack = TemplatePack::load_built_in();
    let file = agency_source_file(&read_agency_fixture("cedar-valley"));
    let mut found = Diagnostics::new();
    let trace = SettingTracer::new(&[file], &pack, TODAY, &mut found).expect("it is sound");
    let asked = trace
        .parse_query("protocols.confidentiality")
        .expect("a setting");
    let filled = trace.trace_settings(&asked);
    let places: Vec<_> = filled[0].locations.iter().collect();
    assert_eq!(places.len(), 1);
    assert_eq!(places[0].document_stem, "policy");
    assert_eq!(places[0].statement, "consent");
    assert_eq!(
        trace.parse_query("client-materials"),
        Ok(TraceQuery::Statement("client-materials".to_owned()))
    );
    assert!(trace.parse_query("protocols.confidentialty").is_err());
}
