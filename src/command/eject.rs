//! `policypress eject`: the carried templates as files, for those who know better words.

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::{Report, Surroundings};
use crate::cli::Eject;
use crate::content::own;
use crate::content::pack::{self, Pack};
use crate::diag::Diagnostic;
use crate::diag::show::show;
use crate::diag::template::TemplateProblem;
use crate::document::Audience;
use crate::failure::Failure;
use crate::output::{self, Artifact, Obstacle, Outcome};
use crate::span::SourceFile;

pub(super) fn run(options: &Eject, surroundings: Surroundings) -> Result<Report, Failure> {
    let look = surroundings.look(false);
    let files = pack::built_in_files();
    let refused = |found: Vec<Diagnostic>| Report {
        err: format!("{}nothing was written\n", show(&found, look)),
        ..Report::default()
    };
    let artifacts = if let Some(tag) = &options.language {
        let Ok(language) = tag.parse::<LanguageIdentifier>() else {
            let folder = tag.clone();
            return Ok(refused(vec![Diagnostic::new(
                TemplateProblem::FolderNotLanguage { folder },
            )]));
        };
        of_language(&files, &language)
    } else {
        whole(&files)
    };
    let folder = options.folder.display();
    let is_template = |artifact: &&Artifact| artifact.path != own::EJECTED;
    let templates = artifacts.iter().filter(is_template).count();
    Ok(match output::write_new(&options.folder, &artifacts)? {
        Outcome::Written => Report {
            out: format!("{templates} templates in {folder}; build with `--templates {folder}`\n"),
            passed: true,
            ..Report::default()
        },
        Outcome::Blocked(obstacles) => blocked(obstacles, surroundings),
    })
}

/// What is said when files of the user's stand where new ones were to be.
pub(super) fn blocked(obstacles: Vec<Obstacle>, surroundings: Surroundings) -> Report {
    let found: Vec<Diagnostic> = obstacles
        .into_iter()
        .map(|obstacle| obstacle.path.display().to_string())
        .map(|path| Diagnostic::new(TemplateProblem::EjectInTheWay { path }))
        .collect();
    let told = show(&found, surroundings.look(false));
    Report {
        err: format!("{told}nothing was written\n"),
        ..Report::default()
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
    artifacts.push(artifact(own::EJECTED, &own::ejected(files)));
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
    for template in Pack::built_in().english.documents {
        if template.audience == Audience::Client {
            let path = format!("{folder}{}.md", template.name);
            artifacts.push(artifact(&path, &to_translate(&template.file.text)));
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
