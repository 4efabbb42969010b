//! An agency's file and the files it extends, opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::config::agency::NamedPath;
use crate::diag::theme::ThemeProblem;
use crate::diag::{Checked, Diagnostic, Problem};
use crate::failure::Failure;
use crate::output::manifest::{Input, sha256};
use crate::source;
use crate::span::SourceFile;

/// The file, and after it what it extends, what that extends and so on; all of them or none.
pub(crate) fn read(path: &Path) -> Result<Checked<Vec<Arc<SourceFile>>>, Failure> {
    let read = source::decode(&path.display().to_string(), &source::read(path)?);
    let Some(file) = read.value else {
        return Ok(Checked {
            value: None,
            diagnostics: read.diagnostics,
        });
    };
    Ok(with_bases(file))
}

/// As [`read`], for a file that was read before.
pub(crate) fn with_bases(file: Arc<SourceFile>) -> Checked<Vec<Arc<SourceFile>>> {
    let mut seen = vec![source::whole_path(Path::new(&file.name))];
    let mut files = vec![file];
    loop {
        let last = files.last().expect("there is the file itself");
        let Some(named) = config::base_of(last) else {
            return Checked {
                value: Some(files),
                diagnostics: Vec::new(),
            };
        };
        match base(&named, &mut seen) {
            Ok(base) => files.push(base),
            Err(diagnostics) => {
                return Checked {
                    value: None,
                    diagnostics,
                };
            }
        }
    }
}

/// Opens the file that another one extends.
fn base(named: &NamedPath, seen: &mut Vec<PathBuf>) -> Result<Arc<SourceFile>, Vec<Diagnostic>> {
    let refused = |problem| {
        vec![Diagnostic {
            problem,
            span: Some(named.span.clone()),
        }]
    };
    let path = folder_of(named).join(&named.path);
    let whole = source::whole_path(&path);
    if seen.contains(&whole) {
        let path = named.path.clone();
        return Err(refused(Problem::ExtendsLoop { path }));
    }
    seen.push(whole);
    let bytes = source::read_named(&path, source::LARGEST).map_err(|fault| {
        let path = named.path.clone();
        refused(Problem::Theme(ThemeProblem::Unread { path, fault }))
    })?;
    let read = source::decode(&path.display().to_string(), &bytes);
    read.value.ok_or(read.diagnostics)
}

/// The folder of the file that names a path.
pub(crate) fn folder_of(named: &NamedPath) -> &Path {
    let file = Path::new(&named.span.file.name);
    file.parent().unwrap_or(Path::new(""))
}

/// The files as inputs of a set.
pub(crate) fn inputs(files: &[Arc<SourceFile>]) -> Vec<Input> {
    let name = |path: &str| {
        let name = Path::new(path).file_name();
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let inputs = files.iter().map(|file| Input {
        name: name(&file.name),
        sha256: sha256(file.text.as_bytes()),
    });
    inputs.collect()
}
