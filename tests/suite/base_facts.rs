//! Every fact of a base file stands in every packet it concerns, unless an agency replaced it on purpose: tried on
//! random files of two to four layers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use policypress::config;
use policypress::config::settings::SETTINGS_TABLES;
use policypress::content;
use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::render::markdown::render_markdown;
use policypress::span::SourceFile;

use crate::staff_fact_leaks::TestRng;
use crate::support::packet::TODAY;

const LISTS: [&str; 10] = [
    "organizations",
    "law_enforcement",
    "personnel",
    "child_protection",
    "sites",
    "training.staff",
    "translations",
    "policy.additions",
    "policy.revisions",
    "materials",
];

const STATES: [&str; 2] = ["IA", "NE"];

/// An entry of a list of one layer.
#[derive(Clone)]
struct Entry {
    /// The entry of another layer with this identity is the same; none is like no other.
    identity: Option<u64>,
    /// The states it is limited to, if any.
    states: Vec<&'static str>,
    /// A word that no other entry has.
    mark: String,
    is_own: bool,
}

/// A random file, and its entries by list.
struct Layer {
    text: String,
    replaced_lists: BTreeSet<&'static str>,
    entries: BTreeMap<&'static str, Vec<Entry>>,
    states: Vec<&'static str>,
}

fn random_layer(numbers: &mut TestRng, number: usize, layer_count: usize) -> Layer {
    let is_top = number + 1 == layer_count;
    let mut text = String::new();
    let mut replaced_lists = BTreeSet::new();
    if !is_top {
        replaced_lists.extend(LISTS.into_iter().filter(|_| numbers.next_below(8) == 0));
        let names: Vec<&str> = replaced_lists.iter().copied().collect();
        text = format!("extends = \"base.toml\"\nreplace = {names:?}\n");
    }
    text += "[agency]\n";
    if number == 0 {
        text += "name = \"Willow\"\n";
    }
    let mut states = Vec::new();
    if is_top || numbers.next_below(3) == 0 {
        states = STATES[..=usize::from(numbers.next_below(3) == 0)].to_vec();
        text += &format!("states = {states:?}\n");
    }
    let mut entries: BTreeMap<&'static str, Vec<Entry>> = BTreeMap::new();
    for list in LISTS {
        let mut identities = BTreeSet::new();
        for index in 0..numbers.next_below(4) {
            let mut entry = Entry {
                identity: Some(numbers.next_below(4)),
                states: Vec::new(),
                mark: format!("Mark{number}x{}x{index}z", list.replace(['.', '_'], "")),
                is_own: number == 0,
            };
            if list == "policy.additions" && numbers.next_below(2) == 0 {
                entry.identity = None;
            }
            if list == "child_protection" || list == "sites" {
                // The state is part of the identity of child protective services.
                let identity = entry.identity.unwrap_or(0);
                entry.states = vec![STATES[usize::from(identity % 2 == 1)]];
            } else if matches!(list, "organizations" | "law_enforcement") {
                let count = usize::try_from(numbers.next_below(3)).expect("a small number");
                entry.states = STATES[count.saturating_sub(1)..count].to_vec();
            }
            // A file lists nothing twice.
            if entry
                .identity
                .is_none_or(|identity| identities.insert(identity))
            {
                text += &entry_toml(list, &entry, numbers.next_below(2) == 0);
                entries.entry(list).or_default().push(entry);
            }
        }
    }
    Layer {
        text,
        replaced_lists,
        entries,
        states,
    }
}

/// Returns an entry as TOML, its identity in one of two spellings.
fn entry_toml(list: &str, entry: &Entry, is_second_spelling: bool) -> String {
    let (mark, states) = (&entry.mark, &entry.states);
    let id = entry.identity.unwrap_or(0);
    let name = |name: &str| {
        if is_second_spelling {
            format!("  {}  {id} ", name.to_uppercase())
        } else {
            format!("{name} {id}")
        }
    };
    let phone = if is_second_spelling {
        format!("(515) 555-012{id}")
    } else {
        format!("515.555.012{id}")
    };
    let state = |state: &str| {
        if is_second_spelling {
            state.to_lowercase()
        } else {
            state.to_owned()
        }
    };
    let settings = match list {
        "organizations" => format!(
            "name = \"{}\"\nphone = \"{phone}\"\nstates = {states:?}\nservices = \"{mark}\"\n",
            name("Help")
        ),
        // Its name is all that it says.
        "law_enforcement" => {
            format!("name = \"Patrol{id}z\"\nphone = \"{phone}\"\nstates = {states:?}\n")
        }
        "personnel" => format!(
            "position = \"{}\"\nphone = \"{phone}\"\nresponsibility = \"{mark}\"\n",
            name("Nurse")
        ),
        "child_protection" => format!(
            "state = \"{}\"\nname = \"{}\"\nphone = \"{phone}\"\nlaw = \"{mark}\"\n",
            state(states[0]),
            name("Services")
        ),
        "sites" => format!(
            "id = \"site-{id}\"\nname = \"{mark}\"\nstate = \"{}\"\n",
            states[0]
        ),
        "training.staff" => format!("code = \"S-0{id}\"\nposition = \"{mark}\"\n"),
        "translations" => {
            let language = ["es", "vi", "ar", "zh-Hans"][usize::try_from(id).expect("small")];
            format!("language = \"{language}\"\ntranslator = \"{mark}\"\n")
        }
        "policy.additions" => {
            let name = entry.identity.map(|id| format!("name = \"own-{id}\"\n"));
            format!(
                "after = \"safety-concerns\"\ntext = \"{mark}.\"\n{}",
                name.unwrap_or_default()
            )
        }
        "policy.revisions" => {
            let version = if is_second_spelling { "Version " } else { "v" };
            format!("version = \"{version}{id}.0\"\ndate = 2026-11-01\nsummary = \"{mark}\"\n")
        }
        "materials" => format!(
            "title = \"{}\"\nlanguage = \"es\"\nedition = \"2026\"\nsource = \"{mark}\"\n",
            name("Rights")
        ),
        _ => unreachable!("{list}"),
    };
    format!("[[{list}]]\n{settings}")
}

/// Returns the entries that must stand in the agency's packet, by list; the agency's own layer is the first.
fn expected_entries(layers: &[Layer]) -> BTreeMap<&'static str, Vec<Entry>> {
    let mut expected: BTreeMap<&'static str, Vec<Entry>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        for list in LISTS {
            let standing = expected.entry(list).or_default();
            if layer.replaced_lists.contains(list) {
                standing.clear();
            }
            let own = layer.entries.get(list).cloned().unwrap_or_default();
            let is_same = |one: &Entry| own.iter().any(|own| own.identity == one.identity);
            standing.retain(|entry| entry.identity.is_none() || !is_same(entry));
            standing.extend(own);
        }
    }
    let states = layers.iter().find(|layer| !layer.states.is_empty());
    let mut states = states.map_or_else(Vec::new, |layer| layer.states.clone());
    states.extend(
        expected["sites"]
            .iter()
            .flat_map(|site| site.states.clone()),
    );
    for list in ["organizations", "law_enforcement", "child_protection"] {
        let concerns = |entry: &Entry| {
            entry.is_own
                || entry.states.is_empty()
                || entry.states.iter().any(|state| states.contains(state))
        };
        expected.entry(list).or_default().retain(concerns);
    }
    expected
}

/// Returns the marks in a text.
fn marks_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_mark = |word: &&str| word.starts_with("Mark") && word.ends_with('z');
    words.filter(is_mark).map(str::to_owned).collect()
}

/// A list that entries are added to is in this test, and every other list of tables replaces that of the base.
#[test]
fn every_list_of_the_catalog_is_tried() {
    let lists = SETTINGS_TABLES.iter().filter(|table| table.is_table_list());
    let (added, replaced): (Vec<_>, Vec<_>) = lists
        .map(|table| (table.table_path(), table.identities))
        .partition(|(_, identities)| !identities.is_empty());
    let added: BTreeSet<&str> = added.into_iter().map(|(list, _)| list).collect();
    assert_eq!(added, BTreeSet::from(LISTS));
    assert_eq!(replaced, [("policy.approvals", &[][..])]);
    for table in SETTINGS_TABLES {
        for key in table.identities.iter().copied().flatten() {
            assert!(table.find_setting(key).is_some(), "{}.{key}", table.heading);
        }
    }
}

#[test]
fn every_fact_of_a_base_stands_in_the_packets_it_concerns() {
    let pack = TemplatePack::load_built_in();
    let mut kept_count = 0;
    let mut replaced_count = 0;
    for seed in 0..60 {
        let mut numbers = TestRng(seed * 7919 + 1);
        let layer_count = 2 + usize::try_from(numbers.next_below(3)).expect("a small number");
        let layers: Vec<Layer> = (0..layer_count)
            .map(|number| random_layer(&mut numbers, number, layer_count))
            .collect();
        let files: Vec<Arc<SourceFile>> = layers
            .iter()
            .enumerate()
            .map(|(number, layer)| {
                Arc::new(SourceFile {
                    name: format!("layer-{number}.toml"),
                    text: layer.text.clone(),
                })
            })
            .collect();
        let shown = || {
            let texts = files
                .iter()
                .map(|file| format!("{}:\n{}", file.name, file.text));
            format!("seed {seed}\n{}", texts.collect::<Vec<_>>().join("\n"))
        };
        let mut found = Diagnostics::new();
        let agency = config::load_agency_with_bases(&files, TODAY, &mut found)
            .unwrap_or_else(|_| panic!("{found:?}\n{}", shown()));
        let documents = content::compose_documents(&pack, &agency, true, &mut found);
        let english = documents
            .iter()
            .filter(|document| document.language.language.as_str() == "en");
        let text: String = english.map(render_markdown).collect();
        let expected = expected_entries(&layers);
        let marks: BTreeSet<String> = expected
            .iter()
            .filter(|(list, _)| **list != "law_enforcement")
            .flat_map(|(_, entries)| entries.iter().map(|entry| entry.mark.clone()))
            .collect();
        let facts = agency.setting_texts.iter().map(|fact| fact.text.as_str());
        let facts = marks_in(&facts.collect::<Vec<_>>().join("\n"));
        assert_eq!(facts, marks, "{}", shown());
        // Translators and materials made elsewhere are not named in these documents.
        let printed: BTreeSet<String> = marks
            .into_iter()
            .filter(|mark| !mark.contains("xtranslationsx") && !mark.contains("xmaterialsx"))
            .collect();
        assert_eq!(marks_in(&text), printed, "{}", shown());
        for office in &expected["law_enforcement"] {
            let name = format!("Patrol{}z", office.identity.unwrap_or(0));
            assert!(text.contains(&name), "{name}: {}", shown());
        }
        let office_count = expected["law_enforcement"].len();
        assert_eq!(agency.law_enforcement.len(), office_count, "{}", shown());
        let all = layers.iter().flat_map(|layer| layer.entries.values());
        let all: usize = all.map(Vec::len).sum();
        let kept = expected.values().flatten().filter(|entry| !entry.is_own);
        let kept = kept.count();
        kept_count += kept;
        replaced_count += all - kept;
    }
    assert!(
        kept_count > 200 && replaced_count > 200,
        "{kept_count}, {replaced_count}"
    );
}
