//! The invariants of the map in `src/lib.rs`, each a test over the source files.

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file with its path from `src/`, `/` between the parts.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src is there") {
            let path: PathBuf = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(&root)
                .expect("the file is in src")
                .to_string_lossy()
                .replace('\\', "/");
            found.push((name, fs::read_to_string(&path).expect("source is text")));
        }
    }
    found.sort();
    assert!(found.len() > 20, "the sources were found");
    found
}

/// The lines of a source file that are code, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
}

/// The sources of a stage: `render.rs` and all under `render/`.
fn stage<'all>(
    sources: &'all [(String, String)],
    stage: &'all str,
) -> impl Iterator<Item = &'all (String, String)> {
    sources.iter().filter(move |(name, _)| {
        *name == format!("{stage}.rs") || name.starts_with(&format!("{stage}/"))
    })
}

/// Fails for each line of the stage's code that names one of the others.
fn stage_never_names(which: &str, others: &[&str]) {
    let sources = sources();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (name, text) in stage(&sources, which) {
        seen += 1;
        for (number, line) in code(text) {
            for other in others {
                if line.contains(&format!("crate::{other}")) {
                    wrong.push(format!("{name}:{number} names `{other}`"));
                }
            }
        }
    }
    assert!(seen > 0, "there is a stage `{which}`");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn render_imports_nothing_of_ours_but_document_and_diag() {
    stage_never_names(
        "render",
        &[
            "config", "content", "output", "packet", "command", "cli", "failure",
        ],
    );
}

#[test]
fn document_imports_only_spans_and_diag() {
    stage_never_names(
        "document",
        &[
            "config", "content", "render", "output", "packet", "command", "cli", "failure",
        ],
    );
}

#[test]
fn config_never_imports_a_later_stage() {
    stage_never_names(
        "config",
        &["content", "render", "output", "packet", "command", "cli"],
    );
}

#[test]
fn the_interview_sees_settings_and_their_problems_alone() {
    stage_never_names(
        "interview",
        &[
            "content", "document", "render", "output", "packet", "command", "cli", "failure",
        ],
    );
}

#[test]
fn review_knows_no_page() {
    stage_never_names("review", &["render", "packet", "command", "cli"]);
}

#[test]
fn output_knows_artifacts_only() {
    stage_never_names(
        "output",
        &[
            "config", "content", "document", "render", "packet", "command", "cli", "source", "diag",
        ],
    );
}

#[test]
fn source_comes_before_every_other_stage() {
    stage_never_names(
        "source",
        &[
            "config", "content", "document", "render", "output", "packet", "command", "cli",
        ],
    );
}

#[test]
fn only_command_sees_two_stages() {
    stage_never_names("content", &["render", "output", "packet", "command", "cli"]);
}

/// Fails unless exactly the given files name the crate.
fn only_named_in(krate: &str, files: &[&str]) {
    let naming: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| {
            code(text).any(|(_, line)| {
                line.contains(&format!("{krate}::")) || line.contains(&format!("use {krate};"))
            })
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(naming, files, "the files that name `{krate}`");
}

#[test]
fn one_file_each_names_a_crate() {
    only_named_in(
        "clap",
        &["cli.rs", "cli/pages.rs", "cli/review.rs", "main.rs"],
    );
    only_named_in("clap_complete", &["cli/pages.rs"]);
    only_named_in("clap_mangen", &["cli/pages.rs"]);
    only_named_in("toml::de", &["source/toml.rs"]);
    only_named_in("toml_edit", &["interview/write.rs"]);
    only_named_in("similar", &["document/compare.rs"]);
    only_named_in("csv_core", &["source/csv.rs"]);
    only_named_in("glob", &["source.rs"]);
    only_named_in("indicatif", &["main.rs"]);
    only_named_in("inquire", &["command/init/terminal.rs"]);
    only_named_in("signal_hook", &["command/interrupt.rs", "main.rs"]);
    only_named_in("rayon", &["hands.rs"]);
    only_named_in("tera", &["content/template.rs"]);
    only_named_in("pulldown_cmark", &["document/parse.rs"]);
    only_named_in("annotate_snippets", &["diag/show.rs"]);
    only_named_in("include_dir", &["content/pack.rs"]);
    only_named_in("printpdf", &["render/pdf/write.rs"]);
    only_named_in("lopdf", &["render/pdf/tag.rs"]);
    only_named_in("parley", &["render/pdf/font.rs"]);
    only_named_in("flate2", &["render/pdf/pack.rs"]);
    only_named_in("zip", &["render/docx/package.rs", "source/docx/package.rs"]);
    only_named_in("tiny_skia", &["render/docx/logo.rs"]);
    only_named_in(
        "roxmltree",
        &["render/picture/svg.rs", "source/docx/text.rs"],
    );
}

/// Fails for each line of code that holds the text, outside the files that may.
fn found_only_in(text: &str, allowed: &[&str]) {
    let mut wrong = Vec::new();
    for (name, source) in sources() {
        if allowed.contains(&name.as_str()) {
            continue;
        }
        for (number, line) in code(&source) {
            if line.contains(text) {
                wrong.push(format!("{name}:{number} holds `{text}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_opened_by_source_and_output_alone() {
    let those = [
        "source.rs",
        "output.rs",
        "output/stage.rs",
        "output/sync.rs",
        "output/verify.rs",
    ];
    found_only_in("std::fs", &those);
    found_only_in("fs::", &those);
}

#[test]
fn the_clock_and_the_environment_are_read_in_main_alone() {
    found_only_in("std::env", &["main.rs"]);
    found_only_in("::now()", &["main.rs"]);
    found_only_in("SystemTime", &[]);
}

#[test]
fn threads_are_begun_in_a_few_places() {
    // `content/template.rs` gives up on a template that takes too long.
    let those = [
        "hands.rs",
        "command/crew.rs",
        "output/sync.rs",
        "content/template.rs",
    ];
    for begun in ["thread::spawn", "spawn_scoped", "thread::scope", "rayon::"] {
        found_only_in(begun, &those);
    }
}

#[test]
fn main_alone_prints() {
    for print in ["print!(", "println!(", "eprint!(", "eprintln!("] {
        found_only_in(print, &["main.rs"]);
    }
}

#[test]
fn no_backend_has_a_catch_all_for_a_variant() {
    // A `match` over one of the tree's types names its variants; `_ =>` beside them hides a new one.
    let types = ["BlockKind::", "Inline::", "Format::", "Layout::", "Role::"];
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let lines: Vec<(usize, &str)> = code(&text).collect();
        for (at, (number, line)) in lines.iter().enumerate() {
            if line.trim_start().starts_with("_ =>") {
                let indent = line.len() - line.trim_start().len();
                let arms = lines[..at].iter().rev().take_while(|(_, line)| {
                    line.trim().is_empty() || line.len() - line.trim_start().len() >= indent
                });
                let beside = arms
                    .filter(|(_, line)| line.len() - line.trim_start().len() == indent)
                    .any(|(_, line)| {
                        let pattern = line.trim_start();
                        types.iter().any(|of| {
                            pattern.starts_with(of) || pattern.starts_with(&format!("| {of}"))
                        })
                    });
                if beside && name.starts_with("render") {
                    wrong.push(format!("{name}:{number}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_plain_names_and_no_mod_rs() {
    for (name, _) in sources() {
        for refused in ["mod.rs", "utils.rs", "helpers.rs", "common.rs"] {
            assert!(!name.ends_with(refused), "{name}");
        }
    }
}

#[test]
fn every_file_says_first_what_it_owns() {
    for (name, text) in sources() {
        assert!(
            text.starts_with("//! "),
            "{name} begins with a paragraph on what it owns"
        );
    }
}

#[test]
fn the_map_names_every_stage() {
    let sources = sources();
    let (_, map) = sources
        .iter()
        .find(|(name, _)| name == "lib.rs")
        .expect("there is a lib.rs");
    for (name, _) in &sources {
        let Some(stage) = name
            .strip_suffix(".rs")
            .filter(|stage| !stage.contains('/'))
        else {
            continue;
        };
        if !["lib", "main"].contains(&stage) {
            assert!(
                map.contains(&format!("pub mod {stage};")),
                "lib.rs has `{stage}`"
            );
        }
    }
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .expect("Cargo.toml is there");
    let mut inside = false;
    let mut before = "";
    let mut seen = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies]");
        } else if inside && line.contains('=') {
            assert!(before.starts_with("# "), "a reason above `{line}`");
            seen += 1;
        }
        before = line;
    }
    assert!(seen > 10, "the dependencies were found");
}

#[test]
fn the_readme_lists_every_document() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("there is a README");
    let pack = policypress::content::pack::Pack::built_in();
    for document in &pack.english.documents {
        let folder = match document.audience {
            policypress::document::Audience::Client => "client",
            policypress::document::Audience::Staff => "staff",
        };
        let path = format!("| `{folder}/{}", document.name);
        assert!(readme.contains(&path), "README.md lists {path}");
    }
}
