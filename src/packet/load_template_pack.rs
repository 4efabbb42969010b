//! The template pack of a command: the built-in templates, and those of a user's folder that replace them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::content::custom_templates;
use crate::content::pack::{self, TemplatePack};
use crate::diag::template::TemplateProblem;
use crate::diag::theme::{FileReadError, ThemeProblem};
use crate::diag::{Diagnostic, Diagnostics, Severity, StageError};
use crate::output::manifest::{ManifestInput, text_sha256_hex};
use crate::source;
use crate::source::toml::parse_toml_file;
use crate::span::SourceFile;

/// Largest template file; the policy has 15 KB.
const MAX_TEMPLATE_BYTES: u64 = 1_000_000;

/// A pack, and the inputs that come from the user's template folder.
pub struct LoadedPack {
    pub pack: TemplatePack,
    pub manifest_inputs: Vec<ManifestInput>,
}

/// Loads the built-in pack; a file in `folder` replaces the built-in file with the same path.
pub fn load_template_pack(
    folder: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Result<LoadedPack, StageError> {
    let Some(folder) = folder else {
        return Ok(LoadedPack {
            pack: TemplatePack::load_built_in(),
            manifest_inputs: Vec::new(),
        });
    };
    let own = read_template_folder(folder, diagnostics);
    let inputs = own
        .iter()
        .filter(|(path, _)| *path != custom_templates::EJECTED_FILE_NAME)
        .map(|(path, file)| ManifestInput {
            name: format!("templates/{path}"),
            sha256: text_sha256_hex(&file.text),
        })
        .collect();
    let mut files = pack::built_in_pack_files();
    files.extend(own.clone());
    let mut in_pack = Diagnostics::new();
    let pack = TemplatePack::from_files(&files, &mut in_pack);
    let mistakes = custom_templates::lint_custom_templates(&own, pack.as_ref().ok(), &in_pack);
    diagnostics.extend(in_pack);
    // The linter's report of an unknown name replaces Tera's, because it suggests the nearest name.
    diagnostics.retain(|known| {
        mistakes
            .iter()
            .all(|mistake| mistake.span != known.span || known.span.is_none())
    });
    diagnostics.extend(mistakes);
    let hotline_changes = custom_templates::check_hotline_facts(&own);
    let is_error = |change: &Diagnostic| change.severity() == Severity::Error;
    let has_problems = !diagnostics.is_empty() || hotline_changes.iter().any(is_error);
    diagnostics.extend(hotline_changes);
    if let Some(file) = own.get(custom_templates::EJECTED_FILE_NAME)
        && let Ok(table) = parse_toml_file(file, &mut Diagnostics::new())
    {
        diagnostics.extend(custom_templates::check_upstream_changes(&own, &table));
    }
    diagnostics.extend(custom_templates::check_requirements_without_areas(&own));
    match pack {
        Ok(pack) if !has_problems => Ok(LoadedPack {
            pack,
            manifest_inputs: inputs,
        }),
        _ => Err(StageError::InvalidInput),
    }
}

/// As [`load_template_pack`], for commands that are not about templates: reports problems only where there is no pack.
pub fn load_pack_without_warnings(
    folder: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Result<LoadedPack, StageError> {
    let mut in_pack = Diagnostics::new();
    let loaded = load_template_pack(folder, &mut in_pack);
    if loaded.is_err() {
        diagnostics.extend(in_pack);
    }
    loaded
}

/// Reads the templates of a folder, by their path in it: `pack.toml`, `en/policy.md`, `vi/locale.toml`.
fn read_template_folder(
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Arc<SourceFile>> {
    let mut files = BTreeMap::new();
    let paths = match source::list_files_with_subfolders(folder) {
        Ok(paths) => paths,
        Err(FileReadError::NotFound | FileReadError::NotAFile) => Vec::new(),
        Err(error) => {
            diagnostics.push(unreadable_file_problem(folder, error));
            return files;
        }
    };
    let paths: Vec<_> = paths
        .into_iter()
        .filter(|(inner, _)| inner.ends_with(".md") || inner.ends_with(".toml"))
        .collect();
    if paths.is_empty() {
        let path = folder.display().to_string();
        diagnostics.push(TemplateProblem::EmptyTemplateFolder { path });
    }
    for (inner, path) in paths {
        match source::read_file_limited(&path, MAX_TEMPLATE_BYTES) {
            Ok(bytes) => {
                let file =
                    source::decode_utf8_file(&path.display().to_string(), &bytes, diagnostics);
                // Version 0.1.0 ejected `locale.toml` as `words.toml`.
                let key = match inner.strip_suffix("/words.toml") {
                    Some(tag) => format!("{tag}/locale.toml"),
                    None => inner,
                };
                if let Ok(file) = file {
                    files.entry(key).or_insert(normalize_text(file));
                }
            }
            Err(error) => diagnostics.push(unreadable_file_problem(&path, error)),
        }
    }
    files
}

/// Composes letters with their accents (NFC), as values are, and turns Windows line endings into line feeds: all formats
/// must show the same characters.
fn normalize_text(file: Arc<SourceFile>) -> Arc<SourceFile> {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    if !file.text.contains('\r') && normalizer.is_normalized(&file.text) {
        return file;
    }
    Arc::new(SourceFile {
        name: file.name.clone(),
        text: normalizer
            .normalize(&file.text.replace("\r\n", "\n"))
            .into_owned(),
    })
}

fn unreadable_file_problem(path: &Path, error: FileReadError) -> ThemeProblem {
    ThemeProblem::UnreadableFile {
        path: path.display().to_string(),
        error,
    }
}
