//! The lists of CONTRIBUTING.md are true: every kind of change has one, and every path in them exists.

use std::fs;
use std::path::Path;

/// What CONTRIBUTING.md must say how to change.
const CHANGE_KINDS: [&str; 7] = [
    "setting",
    "document",
    "diagnostic",
    "language",
    "format",
    "layout",
    "requirement",
];

#[test]
fn contributing_guide_lists_only_existing_paths() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("it is there");
    for kind in CHANGE_KINDS {
        let head = format!("\n## A {kind}\n");
        let (_, list) = text.split_once(&head).unwrap_or_else(|| panic!("{kind}"));
        let list = list.split("\n## ").next().expect("a list ends");
        let quoted = list.split('`').skip(1).step_by(2);
        let paths: Vec<&str> = quoted
            .filter(|word| word.contains(['/', '.']) && !word.contains([' ', '=']))
            .collect();
        assert!(paths.len() > 1, "{kind} names files");
        for path in paths {
            assert!(root.join(path).exists(), "{kind}: there is no {path}");
        }
    }
}

#[test]
fn crate_docs_point_to_the_contributing_guide() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let map = fs::read_to_string(map).expect("it is there");
    assert!(map.contains("CONTRIBUTING.md"));
}
