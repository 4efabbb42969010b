//! `policypress build`: the documents of each agency, written whole or not at all.

use std::path::{Path, PathBuf};

use super::words::{Words, words};
use super::{Composed, Report, Surroundings, Voice, agency_file, compose, review, stops};
use crate::cli::{Build, FormatName, PaperName};
use crate::content::{
    self, Listed,
    pack::{Pack, Template},
};
use crate::diag::show::{Look, show};
use crate::diag::{Diagnostic, Problem};
use crate::document::{Audience, Document};
use crate::failure::Failure;
use crate::output::manifest::{Entry, Manifest, TOOL, sha256};
use crate::output::{self, Artifact, Manner, ObstacleKind, Outcome};
use crate::render::{Format, Paper, Renderer, Theme};
use crate::source::fields::nearest;

pub(super) fn run(options: &Build, surroundings: Surroundings) -> Result<Report, Failure> {
    let look = surroundings.look(options.draft);
    let mut report = Report {
        passed: true,
        ..Report::default()
    };
    let chosen = words(options.templates.as_deref());
    report.err.push_str(&show(&chosen.diagnostics, look));
    let Some(words) = chosen.value else {
        report.err.push_str("nothing was written\n");
        report.passed = false;
        return Ok(report);
    };
    if let Some(unknown) = unknown_document(options, &words.pack) {
        report.err.push_str(&show(&[unknown], look));
        report.passed = false;
        return Ok(report);
    }
    for path in &options.files {
        build_one(path, options, surroundings, &words, look, &mut report)?;
    }
    Ok(report)
}

fn build_one(
    path: &Path,
    options: &Build,
    surroundings: Surroundings,
    words: &Words,
    look: Look,
    report: &mut Report,
) -> Result<(), Failure> {
    let pack = &words.pack;
    let composed = compose(path, pack, options.draft, options.as_of, surroundings.today)?;
    let mut found = composed.diagnostics;
    if let Some(composed) = &composed.value {
        found.extend(unknown_language(options, composed, pack));
    }
    let mut artifacts = Vec::new();
    if let Some(composed) = &composed.value {
        found.extend(unknown_site(options, pack, composed));
    }
    if let Some(composed) = &composed.value
        && !stops(&found, options.draft)
    {
        let made = render_set(composed, options, pack);
        artifacts = made.0;
        found.extend(made.1);
    }
    report.err.push_str(&show(&found, look));
    let stopped = stops(&found, options.draft);
    let Some(composed) = composed.value.filter(|_| !stopped) else {
        report.passed = false;
        report
            .err
            .push_str(&format!("{}: nothing was written\n", path.display()));
        return Ok(());
    };
    let folder = folder_of_agency(path, options.out.as_deref(), &composed);
    let manifest = manifest(words, &composed, options.draft, &artifacts);
    let manner = Manner {
        force: options.force,
        partial: is_part(options),
    };
    let found = write_set(&folder, &artifacts, manifest, manner)?;
    if found.is_empty() {
        report
            .out
            .push_str(&written(&composed, &artifacts, &folder, surroundings.voice));
        if options.open {
            let index = folder.join("index.html");
            report.open = Some(if artifacts.iter().any(|made| made.path == "index.html") {
                index
            } else {
                folder
            });
        }
    } else {
        report.passed = false;
        report.err.push_str(&show(&found, look));
        report
            .err
            .push_str(&format!("{}: nothing was written\n", path.display()));
    }
    Ok(())
}

/// Writes a set of files; gives what is in the way, and then nothing was written.
pub(super) fn write_set(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
) -> Result<Vec<Diagnostic>, Failure> {
    let obstacles = match output::write(folder, artifacts, manifest, manner)? {
        Outcome::Written => Vec::new(),
        Outcome::Blocked(obstacles) => obstacles,
    };
    let in_the_way = obstacles.into_iter().map(|obstacle| Diagnostic {
        problem: Problem::InTheWay {
            path: obstacle.path.display().to_string(),
            edited: obstacle.kind == ObstacleKind::Edited,
            replaceable: obstacle.kind != ObstacleKind::NotAFile,
        },
        span: None,
    });
    Ok(in_the_way.collect())
}

/// What is said of a set that was written.
fn written(composed: &Composed, artifacts: &[Artifact], folder: &Path, voice: Voice) -> String {
    let mut said = String::new();
    if voice == Voice::Quiet {
        return said;
    }
    if voice == Voice::Verbose {
        for file in &composed.files {
            said.push_str(&format!("read {}\n", file.name));
        }
        for artifact in artifacts {
            said.push_str(&format!("made {}\n", folder.join(&artifact.path).display()));
        }
    }
    said.push_str(&format!(
        "{}: {} files in {}\n",
        composed.agency.name,
        artifacts.len() + 1,
        folder.display()
    ));
    said
}

/// The files of one agency, and what kept any of them from being made.
fn render_set(
    composed: &Composed,
    options: &Build,
    pack: &Pack,
) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let formats = formats(options);
    let mut renderer = Renderer::new(theme(composed, options));
    let mut artifacts = Vec::new();
    let mut found = Vec::new();
    let mut listed: Vec<Listed<'_>> = Vec::new();
    for document in &composed.documents {
        if !is_wanted(&document.name, options, pack) {
            continue;
        }
        if !options.language.is_empty() && !asked_for(document, options) {
            continue;
        }
        let mut files = Vec::new();
        for &format in &formats {
            let path = format!(
                "{}/{}.{}",
                folder_of(document.audience),
                document.file_stem(),
                format.ending()
            );
            let rendered = renderer.render(document, format);
            composed.note(&mut found, rendered.diagnostics);
            if let Some(bytes) = rendered.value {
                files.push((format_name(format).to_owned(), path.clone()));
                artifacts.push(Artifact { path, bytes });
            }
        }
        if formats.contains(&Format::Markdown)
            && let Some(logo) = renderer.theme().logo_of(document)
        {
            let path = format!("{}/{}", folder_of(document.audience), logo.file_name());
            if artifacts.iter().all(|artifact| artifact.path != path) {
                let bytes = logo.bytes.to_vec();
                artifacts.push(Artifact { path, bytes });
            }
        }
        listed.push(Listed {
            document,
            files,
            review: review::review(composed, document),
        });
    }
    // A part of a packet leaves the page that shows the whole of it alone.
    if !is_part(options) {
        let index = content::index(pack, &composed.agency, options.draft, &listed);
        found.extend(index.diagnostics);
        if let Some(index) = index.value {
            let rendered = renderer.render(&index, Format::Html);
            found.extend(rendered.diagnostics);
            artifacts.extend(rendered.value.map(|bytes| Artifact {
                path: "index.html".to_owned(),
                bytes,
            }));
        }
    }
    (artifacts, found)
}

/// The agency's look, on the sheet that was asked for.
fn theme(composed: &Composed, options: &Build) -> Theme {
    let mut theme = composed.dress.theme.clone();
    if let Some(paper) = options.paper {
        theme.paper = match paper {
            PaperName::Letter => Paper::Letter,
            PaperName::Legal => Paper::Legal,
            PaperName::A4 => Paper::A4,
            PaperName::Tabloid => Paper::Tabloid,
        };
    }
    theme
}

pub(super) fn manifest(
    words: &Words,
    composed: &Composed,
    draft: bool,
    artifacts: &[Artifact],
) -> Manifest {
    let pack = &words.pack;
    let mut files: Vec<Entry> = artifacts
        .iter()
        .map(|artifact| Entry {
            path: artifact.path.clone(),
            format: artifact
                .path
                .rsplit_once('.')
                .map_or(String::new(), |(_, ending)| ending.to_owned()),
            sha256: sha256(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        })
        .collect();
    files.sort();
    let mut inputs = composed.dress.inputs.clone();
    inputs.extend(agency_file::inputs(&composed.files));
    inputs.extend(words.inputs.iter().cloned());
    inputs.sort();
    Manifest {
        tool: TOOL.to_owned(),
        pack: format!("{} {}", pack.title, pack.version),
        agency: composed.agency.name.clone(),
        draft,
        inputs,
        files,
    }
}

/// The folder of an agency: in `out`, or else in `output` beside its file.
pub(super) fn folder_of_agency(path: &Path, out: Option<&Path>, composed: &Composed) -> PathBuf {
    let out = match out {
        Some(out) => out.to_owned(),
        None => path.parent().unwrap_or(Path::new("")).join("output"),
    };
    out.join(slug(&composed.agency.name))
}

/// An agency's folder: its name in plain small letters, digits and hyphens, at most 60 of them.
fn slug(name: &str) -> String {
    const LONGEST: usize = 60;
    let plain = deunicode::deunicode(name).to_ascii_lowercase();
    // An apostrophe belongs to its word: `women's` is `womens`.
    let plain = plain.replace('\'', "");
    let mut slug = String::new();
    for word in plain
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.truncate(LONGEST);
    if slug.is_empty() {
        "agency".to_owned()
    } else {
        slug
    }
}

fn formats(options: &Build) -> Vec<Format> {
    if options.format.is_empty() {
        return vec![Format::Markdown, Format::Html, Format::Pdf];
    }
    options
        .format
        .iter()
        .map(|name| match name {
            FormatName::Markdown => Format::Markdown,
            FormatName::Html => Format::Html,
            FormatName::Pdf => Format::Pdf,
        })
        .collect()
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Pdf => "PDF",
    }
}

fn folder_of(audience: Audience) -> &'static str {
    match audience {
        Audience::Client => "client",
        Audience::Staff => "staff",
    }
}

/// Whether a document was asked for, by its own name or by that of all of its kind.
fn is_wanted(name: &str, options: &Build, pack: &Pack) -> bool {
    options.document.is_empty()
        || options.document.iter().any(|wanted| {
            wanted == name
                || pack
                    .english
                    .documents
                    .iter()
                    .any(|kind| kind.per_site && kind.name == *wanted && is_of_site(name, kind))
        })
}

/// Whether it is the name of a document that is made for each site.
fn is_of_site(name: &str, kind: &Template) -> bool {
    kind.per_site
        && name
            .strip_prefix(&kind.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// A document of a site that the agency does not have.
fn unknown_site(options: &Build, pack: &Pack, composed: &Composed) -> Option<Diagnostic> {
    let known: Vec<&str> = composed
        .documents
        .iter()
        .map(|document| document.name.as_str())
        .collect();
    let unknown = options.document.iter().find(|name| {
        pack.english
            .documents
            .iter()
            .all(|kind| kind.name != **name)
            && !known.contains(&name.as_str())
    })?;
    Some(unknown_name(unknown, &known))
}

/// Whether only some of the files are asked for.
fn is_part(options: &Build) -> bool {
    !options.format.is_empty() || !options.document.is_empty() || !options.language.is_empty()
}

fn asked_for(document: &Document, options: &Build) -> bool {
    let tag = document.language.to_string();
    options
        .language
        .iter()
        .any(|language| language.eq_ignore_ascii_case(&tag))
}

/// A language that is asked for and that no document of the agency is in.
fn unknown_language(options: &Build, composed: &Composed, pack: &Pack) -> Option<Diagnostic> {
    let mut known: Vec<String> = Vec::new();
    for document in &composed.documents {
        let tag = document.language.to_string();
        if !known.contains(&tag) {
            known.push(tag);
        }
    }
    let unknown = options
        .language
        .iter()
        .find(|language| !known.iter().any(|tag| tag.eq_ignore_ascii_case(language)))?;
    // People write `Spanish` for `es`.
    let names = &pack.english.words.languages;
    let named = names.iter().find(|(tag, name)| {
        name.eq_ignore_ascii_case(unknown) && known.iter().any(|known| known == *tag)
    });
    let nearest = named
        .map(|(tag, _)| tag.as_str())
        .or_else(|| nearest(unknown, known.iter().map(String::as_str)));
    Some(Diagnostic {
        problem: Problem::UnknownLanguage {
            written: unknown.clone(),
            nearest: nearest.map(str::to_owned),
            known: known.join(", "),
        },
        span: None,
    })
}

fn unknown_document(options: &Build, pack: &Pack) -> Option<Diagnostic> {
    let known: Vec<&str> = pack
        .english
        .documents
        .iter()
        .map(|template| template.name.as_str())
        .collect();
    let unknown = options.document.iter().find(|name| {
        let of_site = |kind: &Template| is_of_site(name, kind);
        !known.contains(&name.as_str()) && !pack.english.documents.iter().any(of_site)
    })?;
    Some(unknown_name(unknown, &known))
}

fn unknown_name(unknown: &str, known: &[&str]) -> Diagnostic {
    Diagnostic {
        problem: Problem::UnknownDocument {
            name: unknown.to_owned(),
            nearest: nearest(unknown, known.iter().copied()).map(str::to_owned),
            known: known.join(", "),
        },
        span: None,
    }
}
