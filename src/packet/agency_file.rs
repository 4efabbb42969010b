//! Reads an agency's file and its base files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::config::agency::ConfiguredPath;
use crate::diag::agency::AgencyProblem;
use crate::diag::theme::ThemeProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::output::manifest::{ManifestInput, text_sha256_hex};
use crate::source;
use crate::span::SourceFile;

/// Reads an agency's file, then the file that it extends, and so on.
pub fn read_agency_files(
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Arc<SourceFile>>, StageError> {
    let bytes = source::read_file(path)?;
    let file = source::decode_utf8_file(&path.display().to_string(), &bytes, diagnostics)?;
    with_base_files(file, diagnostics)
}

/// As [`read_agency_files`], for a file that has been read.
pub fn with_base_files(
    file: Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Arc<SourceFile>>, StageError> {
    let mut visited = vec![source::canonical_path(Path::new(&file.name))];
    let mut base = config::find_base_path(&file);
    let mut files = vec![file];
    while let Some(named) = base {
        let file = read_base_file(&named, &mut visited, diagnostics)?;
        base = config::find_base_path(&file);
        files.push(file);
    }
    Ok(files)
}

/// Reads the file that another file extends.
fn read_base_file(
    named: &ConfiguredPath,
    visited: &mut Vec<PathBuf>,
    diagnostics: &mut Diagnostics,
) -> Result<Arc<SourceFile>, StageError> {
    let path = folder_of_naming_file(named).join(&named.path);
    let canonical = source::canonical_path(&path);
    if visited.contains(&canonical) {
        let path = named.path.clone();
        let problem = AgencyProblem::ExtendsCycle { path };
        return Err(diagnostics.push_fatal(Diagnostic::new(problem).with_span(named.span.clone())));
    }
    visited.push(canonical);
    match source::read_file_limited(&path, source::MAX_FILE_BYTES) {
        Ok(bytes) => source::decode_utf8_file(&path.display().to_string(), &bytes, diagnostics),
        Err(error) => {
            let path = named.path.clone();
            let problem = ThemeProblem::UnreadableFile { path, error };
            Err(diagnostics.push_fatal(Diagnostic::new(problem).with_span(named.span.clone())))
        }
    }
}

/// Returns the folder of the file that contains a path setting.
pub fn folder_of_naming_file(named: &ConfiguredPath) -> &Path {
    let file = Path::new(&named.span.file.name);
    file.parent().unwrap_or(Path::new(""))
}

/// Returns the files as inputs of a manifest.
pub fn agency_file_inputs(files: &[Arc<SourceFile>]) -> impl Iterator<Item = ManifestInput> {
    files.iter().map(|file| ManifestInput {
        name: file_name_of(Path::new(&file.name)),
        sha256: text_sha256_hex(&file.text),
    })
}

/// Returns the name of a file without its folder, as a manifest lists it.
pub(super) fn file_name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
