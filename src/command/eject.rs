//! `policypress eject`: the carried templates as files, for those who know better words.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::environment::Surroundings;
use super::report::Report;
use crate::cli::Eject;
use crate::content::custom_templates;
use crate::content::pack::{self, TemplatePack};
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostics, StageError};
use crate::document::Audience;
use crate::failure::IoFailure;
use crate::output::{self, Artifact, Outcome};
use crate::span::SourceFile;

pub(super) fn run(options: &Eject, surroundings: Surroundings) -> Result<Report, IoFailure> {
    let mut found = Diagnostics::new();
    let ejected = eject(options, &mut found);
    Report::of_writing(
        ejected.map(Report::passed),
        &found,
        surroundings.look(false),
    )
}

fn eject(options: &Eject, found: &mut Diagnostics) -> Result<String, StageError> {
    let files = pack::built_in_pack_files();
    let artifacts = if let Some(tag) = &options.language {
        let language = tag.parse::<LanguageIdentifier>().map_err(|_| {
            let folder = tag.clone();
            found.push_fatal(TemplateProblem::InvalidLanguageFolder { folder })
        })?;
        of_language(&files, &language)
    } else {
        whole(&files)
    };
    write_new(&options.folder, &artifacts, found)?;
    let folder = options.folder.display();
    let templates = artifacts
        .iter()
        .filter(|artifact| artifact.path != custom_templates::EJECTED_FILE_NAME)
        .count();
    Ok(format!(
        "{templates} templates in {folder}; build with `--templates {folder}`\n"
    ))
}

/// Writes files that are for the user to edit, unless other ones of the user's stand where they were to be.
pub(super) fn write_new(
    folder: &Path,
    artifacts: &[Artifact],
    found: &mut Diagnostics,
) -> Result<(), StageError> {
    match output::write_new(folder, artifacts)? {
        Outcome::Written => Ok(()),
        Outcome::Blocked(obstacles) => {
            for obstacle in obstacles {
                let path = obstacle.path.display().to_string();
                found.push(TemplateProblem::EjectTargetExists { path });
            }
            Err(StageError::InvalidInput)
        }
    }
}

fn artifact(path: &str, text: &str) -> Artifact {
    Artifact {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn whole(files: &BTreeMap<String, Arc<SourceFile>>) -> Vec<Artifact> {
    let all = files.iter();
    let mut artifacts: Vec<Artifact> = all.map(|(path, file)| artifact(path, &file.text)).collect();
    artifacts.push(artifact(
        custom_templates::EJECTED_FILE_NAME,
        &custom_templates::format_ejected_hashes(files),
    ));
    artifacts
}

/// A carried translation; else the English of what clients are given, in the language's folder.
fn of_language(
    files: &BTreeMap<String, Arc<SourceFile>>,
    language: &LanguageIdentifier,
) -> Vec<Artifact> {
    let folder = format!("{language}/");
    let carried: Vec<Artifact> = files
        .iter()
        .filter(|(path, _)| path.starts_with(&folder))
        .map(|(path, file)| artifact(path, &file.text))
        .collect();
    if !carried.is_empty() {
        return carried;
    }
    let words = &files["en/words.toml"].text;
    let mut artifacts = vec![artifact(&format!("{folder}words.toml"), words)];
    for template in TemplatePack::load_built_in().english.document_templates {
        if template.audience == Audience::Client {
            let path = format!("{folder}{}.md", template.name);
            artifacts.push(artifact(&path, &to_translate(&template.source_file.text)));
        }
    }
    artifacts
}

/// A template without what a translation takes from its source: all but title and subject.
fn to_translate(text: &str) -> String {
    let mut fences = 0;
    let mut kept = String::new();
    for line in text.split_inclusive('\n') {
        fences += usize::from(line.trim_end() == "+++");
        let taken = ["audience", "layout", "agency"];
        if fences == 1 && taken.iter().any(|key| line.starts_with(key)) {
            continue;
        }
        kept.push_str(line);
    }
    kept
}
