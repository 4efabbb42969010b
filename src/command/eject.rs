//! `policypress eject`: writes the built-in templates as files to edit or translate.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::EjectArgs;
use crate::content::custom_templates;
use crate::content::pack::{self, TemplatePack};
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostics, StageError};
use crate::document::Audience;
use crate::failure::IoFailure;
use crate::output::{self, Artifact, WriteOutcome};
use crate::span::SourceFile;

pub(super) fn run_eject(
    options: &EjectArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut found = Diagnostics::new();
    let ejected = eject_templates(options, &mut found);
    CommandReport::from_write_result(
        ejected.map(CommandReport::new_success),
        &found,
        environment.diagnostic_render_options(false),
    )
}

fn eject_templates(
    options: &EjectArgs,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let files = pack::built_in_pack_files();
    let parse_language = |tag: &String| {
        let folder = tag.clone();
        tag.parse::<LanguageIdentifier>()
            .map_err(|_| diagnostics.push_fatal(TemplateProblem::InvalidLanguageFolder { folder }))
    };
    let language = options.language.as_ref().map(parse_language).transpose()?;
    let artifacts = match &language {
        Some(language) => language_template_artifacts(&files, language),
        None => all_template_artifacts(&files),
    };
    write_user_files_or_report(&options.folder, &artifacts, diagnostics)?;
    let folder = options.folder.display();
    let templates = artifacts
        .iter()
        .filter(|artifact| artifact.path != custom_templates::EJECTED_FILE_NAME)
        .count();
    let mut report = format!(
        "{templates} templates written to {folder}; to use them, type `policypress build --templates {folder}`\n"
    );
    if let Some(language) = &language
        && let Some(answered) = other_answered_languages(language)
    {
        report.push_str(&format!(
            "Text messages and chat are answered in {answered} only: in the translation, delete the sentences about them, and on the restroom poster speak of one number.\n"
        ));
    }
    Ok(report)
}

/// Returns the names of the languages in which the Hotline answers text messages, unless a language is one of them.
fn other_answered_languages(language: &LanguageIdentifier) -> Option<String> {
    let pack = TemplatePack::load_built_in();
    let answered = &pack.hotline.text_languages;
    if answered
        .iter()
        .any(|answered| answered.language == language.language)
    {
        return None;
    }
    let locale = &pack.english.locale;
    let names: Vec<_> = answered
        .iter()
        .map(|tag| locale.language_name(tag))
        .collect();
    Some(names.join(" and "))
}

/// Writes files for the user to edit; if a different file is already in the place of one, reports it and writes
/// nothing.
pub(super) fn write_user_files_or_report(
    folder: &Path,
    artifacts: &[Artifact],
    diagnostics: &mut Diagnostics,
) -> Result<(), StageError> {
    match output::write_user_files(folder, artifacts)? {
        WriteOutcome::Written => Ok(()),
        WriteOutcome::Blocked(conflicts) => {
            for conflict in conflicts {
                let path = conflict.path.display().to_string();
                diagnostics.push(TemplateProblem::EjectTargetExists { path });
            }
            Err(StageError::InvalidInput)
        }
    }
}

fn text_artifact(path: &str, text: &str) -> Artifact {
    Artifact {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn all_template_artifacts(files: &BTreeMap<String, Arc<SourceFile>>) -> Vec<Artifact> {
    let all = files.iter();
    let mut artifacts: Vec<Artifact> = all
        .map(|(path, file)| text_artifact(path, &file.text))
        .collect();
    artifacts.push(text_artifact(
        custom_templates::EJECTED_FILE_NAME,
        &custom_templates::format_ejected_hashes(files),
    ));
    artifacts
}

/// Returns the built-in translation, or else the English client documents, in the language's folder.
fn language_template_artifacts(
    files: &BTreeMap<String, Arc<SourceFile>>,
    language: &LanguageIdentifier,
) -> Vec<Artifact> {
    let folder = format!("{language}/");
    let built_in: Vec<Artifact> = files
        .iter()
        .filter(|(path, _)| path.starts_with(&folder))
        .map(|(path, file)| text_artifact(path, &file.text))
        .collect();
    if !built_in.is_empty() {
        return built_in;
    }
    let locale = &files["en/locale.toml"].text;
    let mut artifacts = vec![text_artifact(&format!("{folder}locale.toml"), locale)];
    for template in TemplatePack::load_built_in().english.document_templates {
        if template.audience == Audience::Client {
            let path = format!("{folder}{}.md", template.name);
            artifacts.push(text_artifact(
                &path,
                &translation_source(&template.source_file.text),
            ));
        }
    }
    artifacts
}

/// Returns a template without the front matter that a translation inherits: all keys but title and subject.
fn translation_source(text: &str) -> String {
    let mut fences = 0;
    let mut text_to_translate = String::new();
    for line in text.split_inclusive('\n') {
        fences += usize::from(line.trim_end() == "+++");
        let inherited = ["audience", "layout", "agency"];
        if fences == 1 && inherited.iter().any(|key| line.starts_with(key)) {
            continue;
        }
        text_to_translate.push_str(line);
    }
    text_to_translate
}
