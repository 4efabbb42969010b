//! The invariants of the map in `src/lib.rs`, each a test over the source files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every source file with its path from `src/`, `/` between the parts.
fn source_files() -> Vec<(String, String)> {
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
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
}

/// The rooms, lowest first; those of one row stand side by side and do not see each other.
const ROOMS: [&[&str]; 12] = [
    &["failure", "span", "system_files", "threads"],
    &["diag"],
    &["source", "output"],
    &["document"],
    &["config"],
    &["interview", "content", "render"],
    &["review"],
    &["packet"],
    &["network"],
    &["cli"],
    &["command"],
    &["main"],
];

/// What a room does not look into though it stands below.
const FORBIDDEN_IMPORTS: [(&str, &[&str]); 5] = [
    ("output", &["diag"]),
    ("document", &["failure", "output"]),
    ("interview", &["document", "failure", "output"]),
    ("content", &["failure", "output"]),
    ("render", &["config", "failure", "output"]),
];

/// The paths of our own modules that a file names in its code, tests inside the file left out.
struct ImportScanner<'all> {
    sources: &'all [(String, String)],
    /// The file's own path: `["diag", "show"]`.
    module_path: Vec<String>,
    code: String,
}

impl<'all> ImportScanner<'all> {
    fn new(sources: &'all [(String, String)], name: &str, text: &str) -> Self {
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines: Vec<&str> = code_lines(text).map(|(_, line)| line).collect();
        let here = match name.trim_end_matches(".rs") {
            "lib" | "main" => Vec::new(),
            path => path.split('/').map(str::to_owned).collect(),
        };
        Self {
            sources,
            module_path: here,
            // To be visible in a room is not to import it.
            code: lines.join("\n").replace("pub(in crate::", "pub(in "),
        }
    }

    /// Returns the files that are named, each once.
    fn imported_files(&self) -> BTreeSet<String> {
        let above = &self.module_path[..self.module_path.len().saturating_sub(1)];
        let mut paths = self.paths_after("crate", &[]);
        paths.extend(self.paths_after("policypress", &[]));
        paths.extend(self.paths_after("super", above));
        paths.extend(self.paths_after("self", &self.module_path));
        // What is imported as a module, and children, are named without the way to them.
        let mut modules: Vec<Vec<String>> = paths
            .iter()
            .filter(|path| self.is_source_file(path))
            .cloned()
            .collect();
        modules.extend(self.sources.iter().filter_map(|(name, _)| {
            let path: Vec<String> = name
                .trim_end_matches(".rs")
                .split('/')
                .map(str::to_owned)
                .collect();
            let is_child =
                path.len() == self.module_path.len() + 1 && path.starts_with(&self.module_path);
            (is_child && !self.module_path.is_empty()).then_some(path)
        }));
        for module in modules {
            let name = module.last().cloned().unwrap_or_default();
            paths.extend(self.paths_after(&name, &module));
        }
        paths
            .into_iter()
            .filter_map(|path| {
                let lengths = (1..=path.len()).rev();
                let found = lengths.map(|length| &path[..length]);
                found
                    .into_iter()
                    .find(|path| self.is_source_file(path))
                    .map(file_of_module)
            })
            .collect()
    }

    fn is_source_file(&self, path: &[String]) -> bool {
        let name = file_of_module(path);
        self.sources.iter().any(|(known, _)| *known == name)
    }

    /// Returns every path that follows `name::`, which stands for `from`.
    fn paths_after(&self, name: &str, from: &[String]) -> Vec<Vec<String>> {
        let start = format!("{name}::");
        let mut paths = Vec::new();
        for (at, _) in self.code.match_indices(&start) {
            let is_first = !self.code[..at]
                .ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before));
            if is_first {
                collect_use_paths(&self.code[at + start.len()..], from.to_vec(), &mut paths);
            }
        }
        let imported = format!("use {name};");
        if self.code.contains(&imported) {
            paths.push(from.to_vec());
        }
        paths
    }
}

/// Follows a path, and each of several in braces, to its end; returns what stands after it.
fn collect_use_paths<'c>(
    code: &'c str,
    mut path: Vec<String>,
    paths: &mut Vec<Vec<String>>,
) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = collect_use_paths(rest, path.clone(), paths).trim_start();
            // `as` another name.
            rest = rest.trim_start_matches(|c| c != ',' && c != '}');
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(more) => return &more.trim_start()[1..],
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, rest) = code.split_at(end.unwrap_or(code.len()));
    match name {
        "super" => drop(path.pop()),
        "self" => {}
        _ => path.push(name.to_owned()),
    }
    match rest.strip_prefix("::") {
        Some(more) if !name.is_empty() => collect_use_paths(more, path, paths),
        _ => {
            paths.push(path);
            rest
        }
    }
}

fn file_of_module(path: &[impl AsRef<str>]) -> String {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    format!("{}.rs", path.join("/"))
}

/// Which files of ours each file names.
fn imports_by_file() -> BTreeMap<String, BTreeSet<String>> {
    let sources = source_files();
    let all: BTreeMap<_, _> = sources
        .iter()
        .filter(|(name, _)| name != "lib.rs")
        .map(|(name, text)| {
            let mut files = ImportScanner::new(&sources, name, text).imported_files();
            files.remove(name);
            (name.clone(), files)
        })
        .collect();
    let count: usize = all.values().map(BTreeSet::len).sum();
    assert!(count > 300, "the imports were found: {count}");
    all
}

/// The room of a file, and its row in [`ROOMS`].
fn room(file: &str) -> (&str, Option<usize>) {
    let name = file.split(['/', '.']).next().unwrap_or_default();
    (name, ROOMS.iter().position(|row| row.contains(&name)))
}

#[test]
fn every_file_imports_from_rooms_below_its_own() {
    let mut found = BTreeSet::new();
    for (file, imported) in imports_by_file() {
        let (own, row) = room(&file);
        if row.is_none() {
            found.insert((file.clone(), own.to_owned()));
        }
        for other in &imported {
            let (other, below) = room(other);
            let refused = FORBIDDEN_IMPORTS.iter().find(|(room, _)| *room == own);
            let is_refused = refused.is_some_and(|(_, refused)| refused.contains(&other));
            if other != own && (below >= row || is_refused) {
                found.insert((file.clone(), other.to_owned()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "import a room that is not below: {found:#?}"
    );
}

#[test]
fn there_are_no_import_cycles() {
    let imports = imports_by_file();
    let reached: BTreeMap<&String, BTreeSet<&String>> = imports
        .keys()
        .map(|file| {
            let mut reached = BTreeSet::new();
            let mut waiting: Vec<&String> = imports[file].iter().collect();
            while let Some(next) = waiting.pop() {
                if reached.insert(next) {
                    waiting.extend(imports.get(next).into_iter().flatten());
                }
            }
            (file, reached)
        })
        .collect();
    let mut wrong = Vec::new();
    for (file, others) in &reached {
        let circle: Vec<_> = others
            .iter()
            .filter(|other| other != &file && reached[**other].contains(file))
            .collect();
        if !circle.is_empty() {
            let direct = circle
                .iter()
                .filter(|other| imports[*file].contains(other.as_str()));
            wrong.push(format!("{file} imports {:?}", direct.collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "import each other:\n{}", wrong.join("\n"));
}

#[test]
fn every_public_item_is_documented() {
    // Fields and variants are left out: many say it all by their names.
    let items = ["fn", "struct", "enum", "trait", "type", "const"];
    let mut wrong = Vec::new();
    let mut seen = 0;
    // What is said of options is their help.
    let sources = source_files().into_iter();
    for (name, text) in sources.filter(|(name, _)| !name.starts_with("cli")) {
        let mut before = "";
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            let public = code.strip_prefix("pub ").unwrap_or_default();
            let first = public.split(' ').next().unwrap_or_default();
            if items.contains(&first) {
                seen += 1;
                if !before.starts_with("///") {
                    wrong.push(format!("{name}:{}: {code}", number + 1));
                }
            }
            // Attributes stand between an item and what is said of it.
            let attribute = ["#[", ")]", "reason =", "clippy::"];
            if !attribute.iter().any(|start| code.starts_with(start)) {
                before = code;
            }
        }
    }
    assert!(seen > 300, "the items were found: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_lists_the_rooms_in_their_order() {
    let sources = source_files();
    let named = sources.iter().find(|(name, _)| name == "lib.rs");
    let (_, map) = named.expect("there is a lib.rs");
    let is_there = |room: &&str| map.contains(&format!("pub mod {room};"));
    let rooms: Vec<&str> = ROOMS.concat().into_iter().filter(is_there).collect();
    let known = ROOMS.concat();
    let declared: Vec<&str> = map
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|room| known.contains(room))
        .collect();
    assert_eq!(declared, rooms, "the modules of lib.rs");
    let told: Vec<&str> = map
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"))
        .flat_map(|row| row.split(" | ").next().unwrap_or_default().split(", ["))
        .map(|room| room.trim_matches(['[', '`', ']']))
        .collect();
    assert_eq!(told, rooms, "the table of lib.rs");
}

/// Fails unless exactly the given files name the crate.
fn assert_crate_named_only_in(krate: &str, files: &[&str]) {
    let naming: Vec<String> = source_files()
        .into_iter()
        .filter(|(_, text)| {
            code_lines(text).any(|(_, line)| {
                line.contains(&format!("{krate}::")) || line.contains(&format!("use {krate};"))
            })
        })
        .map(|(name, _)| name)
        .collect();
    let mut files = files.to_vec();
    files.sort_unstable();
    assert_eq!(naming, files, "the files that name `{krate}`");
}

#[test]
fn each_restricted_crate_is_used_in_one_file() {
    assert_crate_named_only_in(
        "clap",
        &[
            "cli.rs",
            "cli/completions_and_man.rs",
            "cli/review_args.rs",
            "cli/format_and_paper_args.rs",
        ],
    );
    assert_crate_named_only_in("clap_complete", &["cli/completions_and_man.rs"]);
    assert_crate_named_only_in("clap_mangen", &["cli/completions_and_man.rs"]);
    assert_crate_named_only_in("toml::de", &["source/toml.rs"]);
    assert_crate_named_only_in("toml_edit", &["interview/edit_toml.rs"]);
    assert_crate_named_only_in("similar", &["document/passage_diff.rs"]);
    assert_crate_named_only_in("csv_core", &["source/csv.rs"]);
    assert_crate_named_only_in("glob", &["source.rs"]);
    assert_crate_named_only_in("indicatif", &["main.rs"]);
    assert_crate_named_only_in("inquire", &["command/init/terminal_prompts.rs"]);
    assert_crate_named_only_in("signal_hook", &["command/interrupt.rs", "main.rs"]);

    assert_crate_named_only_in("tera", &["content/template_engine.rs"]);
    assert_crate_named_only_in("pulldown_cmark", &["document/markdown_parser.rs"]);
    assert_crate_named_only_in("annotate_snippets", &["diag/display.rs"]);
    assert_crate_named_only_in("include_dir", &["content/pack/built_in_files.rs"]);
    assert_crate_named_only_in(
        "printpdf",
        &[
            "render/pdf/page_writer.rs",
            "render/pdf/page_writer/font_subsets.rs",
        ],
    );
    assert_crate_named_only_in(
        "lopdf",
        &[
            "render/pdf/pdf_types.rs",
            "render/pdf/tagged_pdf/pdf_tagger.rs",
        ],
    );
    assert_crate_named_only_in("parley", &["render/pdf/text_shaping.rs"]);
    assert_crate_named_only_in("flate2", &["render/pdf/stream_compression.rs"]);
    assert_crate_named_only_in("zip", &["render/docx/package.rs", "source/docx/package.rs"]);
    assert_crate_named_only_in("tiny_skia", &["render/docx/logo.rs"]);
    assert_crate_named_only_in(
        "roxmltree",
        &["render/image/svg.rs", "source/docx/text_extraction.rs"],
    );
}

/// Fails for each line of code that holds the text as whole words, outside the files that may.
fn assert_text_only_in(text: &str, allowed: &[&str]) {
    let mut wrong = Vec::new();
    for (name, source) in source_files() {
        if allowed.contains(&name.as_str()) {
            continue;
        }
        for (number, line) in code_lines(&source) {
            let mut places = line.match_indices(text);
            if places.any(|(at, _)| !is_inside_word(line, at)) {
                wrong.push(format!("{name}:{number} holds `{text}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether the character at an offset continues the name before it, as `fs` does in `tear_offs`.
fn is_inside_word(line: &str, at: usize) -> bool {
    let is_in_names = |character: char| character.is_alphanumeric() || character == '_';
    line[..at].ends_with(is_in_names) && line[at..].starts_with(is_in_names)
}

#[test]
fn only_source_and_output_open_files() {
    let those = [
        "source.rs",
        "output.rs",
        "output/atomic_file.rs",
        "output/write_conflict.rs",
        "output/transaction.rs",
        "output/verify.rs",
    ];
    assert_text_only_in("std::fs", &those);
    assert_text_only_in("fs::", &those);
}

#[test]
fn only_main_reads_the_clock_and_the_environment() {
    assert_text_only_in("std::env", &["main.rs"]);
    assert_text_only_in("::now()", &["main.rs"]);
    assert_text_only_in("SystemTime", &[]);
}

#[test]
fn only_listed_files_spawn_threads() {
    // `content/template_engine.rs` gives up on a template that takes too long.
    let those = ["threads.rs", "content/template_engine.rs"];
    for begun in ["thread::spawn", "spawn_scoped", "thread::scope"] {
        assert_text_only_in(begun, &those);
    }
}

#[test]
fn only_main_prints() {
    for print in ["print!(", "println!(", "eprint!(", "eprintln!("] {
        assert_text_only_in(print, &["main.rs"]);
    }
}

#[test]
fn no_renderer_matches_document_enums_with_a_wildcard() {
    // A `match` over one of the tree's types names its variants; `_ =>` beside them hides a new one.
    let types = ["BlockKind::", "Inline::", "Format::", "Layout::", "Role::"];
    let mut wrong = Vec::new();
    for (name, text) in source_files() {
        let lines: Vec<(usize, &str)> = code_lines(&text).collect();
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
fn no_file_is_named_mod_utils_helpers_or_common() {
    for (name, _) in source_files() {
        for refused in ["mod.rs", "utils.rs", "helpers.rs", "common.rs"] {
            assert!(!name.ends_with(refused), "{name}");
        }
    }
}

#[test]
fn every_file_starts_with_a_doc_comment() {
    for (name, text) in source_files() {
        assert!(
            text.starts_with("//! "),
            "{name} begins with a paragraph on what it owns"
        );
    }
}

#[test]
fn every_dependency_has_a_comment_with_its_reason() {
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
    let pack = policypress::content::pack::TemplatePack::load_built_in();
    for document in &pack.english.document_templates {
        let folder = match document.audience {
            policypress::document::Audience::Client => "client",
            policypress::document::Audience::Staff => "staff",
        };
        let path = format!("| `{folder}/{}", document.name);
        assert!(readme.contains(&path), "README.md lists {path}");
    }
}

/// The kind, visibility and name of each item that a source file declares outside its tests.
fn declarations(text: &str) -> impl Iterator<Item = (&str, bool, &str)> {
    let tests = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    code_lines(&text[..tests]).filter_map(|(_, line)| {
        let mut words = line.split_whitespace().peekable();
        let is_visible = words.next_if(|word| word.starts_with("pub")).is_some();
        while words
            .next_if(|word| ["const", "async"].contains(word) && line.contains(" fn "))
            .is_some()
        {}
        let kind = words.next()?;
        let name = words
            .next()?
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .next()?;
        let kinds = [
            "fn", "struct", "enum", "trait", "type", "const", "static", "mod",
        ];
        (kinds.contains(&kind) && !name.is_empty()).then_some((kind, is_visible, name))
    })
}

/// `Table`, `Row` and `Cell` mean what they say in a document, in a spreadsheet and in TOML.
#[test]
fn visible_type_names_are_unique() {
    let mut files = BTreeMap::<String, BTreeSet<String>>::new();
    for (file, text) in source_files() {
        for (kind, is_visible, name) in declarations(&text) {
            if is_visible && ["struct", "enum", "trait", "type"].contains(&kind) {
                files
                    .entry(name.to_owned())
                    .or_default()
                    .insert(file.clone());
            }
        }
    }
    assert!(files.len() > 200, "the types were found");
    let shared = ["Table", "Row", "Cell"];
    files.retain(|name, files| files.len() > 1 && !shared.contains(&name.as_str()));
    assert_eq!(files, BTreeMap::new(), "types of one name");
}

/// Words of the former vocabulary. None of them says what an item is, so none may be its whole name.
const NO_NAMES: [&str; 44] = [
    "ahead", "aside", "beside", "carried", "crew", "crowd", "desk", "dress", "found", "giving",
    "given", "gone", "hands", "hold", "judge", "kept", "laid", "left", "look", "made", "manner",
    "many", "mistake", "one", "own", "part", "piece", "place", "plain", "press", "said", "same",
    "seen", "shown", "standing", "strip", "thing", "told", "turn", "wardrobe", "whole", "words",
    "worn", "written",
];

#[test]
fn no_item_is_named_by_a_metaphor_or_a_bare_participle() {
    let named: Vec<String> = source_files()
        .into_iter()
        .flat_map(|(file, text)| {
            declarations(&text)
                .filter(|(_, _, name)| NO_NAMES.contains(&name.to_lowercase().as_str()))
                .map(|(kind, _, name)| format!("{file}: {kind} {name}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(named, [""; 0], "items to name by what they are or do");
}
