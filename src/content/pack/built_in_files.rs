//! The files of a pack, and the built-in files.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::diag::Diagnostics;
use crate::diag::template::TemplateProblem;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// The files of a pack by path, such as `en/policy.md`.
pub type PackFiles = BTreeMap<String, Arc<SourceFile>>;

static BUILT_IN_TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Returns the built-in style sheet of HTML pages.
pub fn built_in_style_sheet() -> &'static str {
    built_in_text_file("theme/style.css")
}

/// Returns the built-in font files, name and bytes, in the order of fallback.
pub fn built_in_font_files() -> Vec<(&'static str, &'static [u8])> {
    let folder = BUILT_IN_TEMPLATES
        .get_dir("theme/fonts")
        .expect("fonts are built in");
    let mut faces: Vec<_> = folder
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            (file.path().extension()? == "ttf").then(|| (name, file.contents()))
        })
        .collect();
    // The first face decides line heights, so Latin comes first.
    faces.sort_by_key(|(name, _)| (!name.starts_with("NotoSans-"), *name));
    faces
}

/// Returns the files of the built-in pack.
pub fn built_in_pack_files() -> PackFiles {
    let folder = BUILT_IN_TEMPLATES
        .get_dir("human-trafficking")
        .expect("the pack is built in");
    let mut files = PackFiles::new();
    collect_pack_files(folder, &mut files);
    files
}

fn collect_pack_files(folder: &'static Dir, files: &mut PackFiles) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let text = file.contents_utf8().expect("templates are text").to_owned();
        let in_pack = path
            .strip_prefix("human-trafficking/")
            .expect("the pack's files are in its folder");
        let file = SourceFile {
            name: format!("templates/{path}"),
            text,
        };
        files.insert(in_pack.to_owned(), Arc::new(file));
    }
    for inner in folder.dirs() {
        collect_pack_files(inner, files);
    }
}

fn built_in_text_file(path: &str) -> &'static str {
    BUILT_IN_TEMPLATES
        .get_file(path)
        .and_then(|file| file.contents_utf8())
        .expect("the file is built in")
}

pub(super) fn read_toml_table(
    files: &PackFiles,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<TomlTable> {
    parse_toml_file(require_file(files, path, diagnostics)?, diagnostics).ok()
}

/// Returns a file, or reports that it is missing.
pub(super) fn require_file<'files>(
    files: &'files PackFiles,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'files Arc<SourceFile>> {
    let file = files.get(path);
    if file.is_none() {
        let path = path.to_owned();
        diagnostics.push(TemplateProblem::MissingPackFile { path });
    }
    file
}
