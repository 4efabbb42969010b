//! `policypress build`: the documents of each agency, written whole or not at all.

mod asked;
mod many;

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use asked::{
    formats, is_in_language, is_part, is_wanted, not_in_language, unknown_document,
    unknown_language, unknown_site,
};

use super::network::matrix;
use super::{Report, Surroundings, Voice, agencies};
use crate::cli::{Build, PaperName};
use crate::content::{self, Listed, pack::Pack};
use crate::diag::packet::PacketProblem;
use crate::diag::show::{Look, show};
use crate::diag::{Diagnostic, Diagnostics, Stop};
use crate::document::matrix::Row;
use crate::document::{Audience, Document, Paper};
use crate::failure::Failure;
use crate::output::manifest::{Entry, Manifest, TOOL, sha256};
use crate::output::{self, Artifact, Manner, ObstacleKind, Outcome};
use crate::packet::pack_files::{ChosenPack, load_pack};
use crate::packet::{Composed, agency_file, compose, stops};
use crate::render::{Format, Renderer, Theme};
use crate::review::marks;
use crate::threads;

/// What the packets of one command line have in common.
pub(crate) struct Job<'all> {
    pub(crate) options: &'all Build,
    pub(crate) surroundings: Surroundings,
    pub(crate) words: &'all ChosenPack,
    look: Look,
    /// Whether agencies are set beside each other.
    network: bool,
}

impl Job<'_> {
    /// How many agencies to work on at a time.
    fn threads(&self) -> NonZeroUsize {
        self.options.jobs.unwrap_or(self.surroundings.threads)
    }

    /// The day on which it is said what is overdue.
    fn as_of(&self) -> Date {
        self.options.as_of.unwrap_or(self.surroundings.today)
    }

    fn row(&self, path: &Path, composed: Option<&Composed>, found: &[Diagnostic]) -> Option<Row> {
        let terms = (&self.words.pack, self.as_of());
        self.network
            .then(|| matrix::row(path, composed, found, terms))
    }
}

/// The renderer of the last packet, whose faces may do for the next.
#[derive(Clone, Default)]
pub(super) struct Press(Option<Renderer>);

impl Press {
    pub(super) fn wearing(&mut self, theme: Theme) -> &mut Renderer {
        match &mut self.0 {
            Some(renderer) => renderer.wear(theme),
            none => *none = Some(Renderer::new(theme)),
        }
        self.0.as_mut().expect("it was just made")
    }
}

pub(super) fn run(
    options: &Build,
    surroundings: Surroundings,
    tell: &mut dyn FnMut(&Report),
) -> Result<Report, Failure> {
    let candidates = agencies::candidates(&options.files)?;
    let look = surroundings.look(options.draft);
    let mut found = Diagnostics::new();
    let chosen = Stop::or_none(load_pack(options.templates.as_deref(), &mut found))?;
    let mut report = Report {
        err: show(&found, look),
        ..Report::default()
    };
    let Some(words) = chosen else {
        report.err.push_str("nothing was written\n");
        return Ok(report);
    };
    if let Some(unknown) = unknown_document(options, &words.pack) {
        report.err.push_str(&show(&[unknown], look));
        return Ok(report);
    }
    let candidates = match candidates {
        Ok(candidates) => candidates,
        Err(found) => {
            report.err.push_str(&show(&found, look));
            report.err.push_str("nothing was written\n");
            return Ok(report);
        }
    };
    let only = agencies::only_file(&candidates);
    let job = Job {
        options,
        surroundings,
        words: &words,
        look,
        network: only.is_none(),
    };
    let Some(path) = only else {
        return Ok(many::build(&job, &candidates, report, tell));
    };
    let made = make(path, &job, &mut Press::default(), job.threads())?;
    let built = write(path, &job, made)?;
    report.err.push_str(&built.err);
    Ok(Report {
        err: report.err,
        ..built
    })
}

/// A packet in memory, or why there is none.
struct Made {
    /// What was found on the way.
    err: String,
    packet: Option<Packet>,
    /// How the agency stands among others.
    row: Option<Row>,
}

struct Packet {
    folder: PathBuf,
    artifacts: Vec<Artifact>,
    manifest: Manifest,
    /// What is said when it is written.
    written: String,
}

/// Reads an agency's file and makes its packet, in memory, on so many threads.
fn make(
    path: &Path,
    job: &Job<'_>,
    press: &mut Press,
    threads: NonZeroUsize,
) -> Result<Made, Failure> {
    let (options, pack) = (job.options, &job.words.pack);
    let mut found = Diagnostics::new();
    let composed = compose(
        path,
        pack,
        options.draft,
        options.as_of,
        job.surroundings.today,
        &mut found,
    );
    let composed = Stop::or_none(composed)?;
    let row = job.row(path, composed.as_ref(), &found);
    let mut artifacts = Vec::new();
    if let Some(composed) = &composed {
        found.extend(unknown_language(options, composed, pack));
        found.extend(unknown_site(options, pack, composed));
        if !stops(&found, options.draft) {
            found.extend(not_in_language(options, composed, pack));
        }
        if !stops(&found, options.draft) {
            let made = render_set(composed, options, pack, (press, threads));
            artifacts = made.0;
            found.extend(made.1);
        }
    }
    let err = show(&found, job.look);
    let stopped = stops(&found, options.draft);
    let packet = composed.filter(|_| !stopped).map(|composed| {
        let folder = folder_of_agency(path, options.out.as_deref(), &composed.agency.name);
        let mut manifest = manifest(job.words, &composed, options.draft, &artifacts);
        manifest.options = Some(deciding(options));
        Packet {
            manifest,
            written: written(&composed, &artifacts, &folder, job.surroundings.voice),
            folder,
            artifacts,
        }
    });
    Ok(Made { err, packet, row })
}

/// Writes a packet that was made.
fn write(path: &Path, job: &Job<'_>, made: Made) -> Result<Report, Failure> {
    let mut report = Report {
        err: made.err,
        ..Report::default()
    };
    let nothing = format!("{}: nothing was written\n", path.display());
    let Some(packet) = made.packet else {
        report.err.push_str(&nothing);
        return Ok(report);
    };
    let Packet {
        folder, artifacts, ..
    } = packet;
    let manner = manner(job.options);
    let in_the_way = write_set(&folder, &artifacts, packet.manifest, manner)?;
    report.passed = in_the_way.is_empty();
    if !report.passed {
        report.err.push_str(&show(&in_the_way, job.look));
        report.err.push_str(&nothing);
        return Ok(report);
    }
    report.out = packet.written;
    if job.options.open {
        let index = folder.join("index.html");
        report.open = Some(if artifacts.iter().any(|made| made.path == "index.html") {
            index
        } else {
            folder
        });
    }
    Ok(report)
}

fn manner(options: &Build) -> Manner {
    Manner {
        force: options.force,
        partial: is_part(options),
    }
}

/// The options that decide what is in a packet, as they would be typed.
pub(crate) fn deciding(options: &Build) -> Vec<String> {
    let mut deciding = Vec::new();
    let mut listed = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            deciding.push(format!("--{name} {}", values.join(",")));
        }
    };
    let formats = options.format.iter().map(|format| format.typed());
    listed("format", formats.collect());
    listed("document", options.document.clone());
    listed("language", options.language.clone());
    listed(
        "paper",
        options.paper.iter().map(|paper| paper.typed()).collect(),
    );
    let as_of = options.as_of.iter().map(ToString::to_string);
    listed("as-of", as_of.collect());
    deciding
}

/// The row of an agency whose packet is not made anew.
fn row(path: &Path, job: &Job<'_>) -> Result<Option<Row>, Failure> {
    let options = job.options;
    let mut found = Diagnostics::new();
    let composed = compose(
        path,
        &job.words.pack,
        options.draft,
        options.as_of,
        job.surroundings.today,
        &mut found,
    );
    Ok(job.row(path, Stop::or_none(composed)?.as_ref(), &found))
}

/// Writes a set of files; gives what is in the way, and then nothing was written.
pub(super) fn write_set(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
) -> Result<Vec<Diagnostic>, Failure> {
    output::write(folder, artifacts, manifest, manner).map(in_the_way)
}

/// What stands in the way of a set.
fn in_the_way(outcome: Outcome) -> Vec<Diagnostic> {
    let obstacles = match outcome {
        Outcome::Written => Vec::new(),
        Outcome::Blocked(obstacles) => obstacles,
    };
    let in_the_way = obstacles.into_iter().map(|obstacle| {
        Diagnostic::new(PacketProblem::InTheWay {
            path: obstacle.path.display().to_string(),
            edited: obstacle.kind == ObstacleKind::Edited,
            replaceable: obstacle.kind != ObstacleKind::NotAFile,
        })
    });
    in_the_way.collect()
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
    (press, threads): (&mut Press, NonZeroUsize),
) -> (Vec<Artifact>, Diagnostics) {
    let formats = formats(options);
    let theme = theme(composed, options);
    let wanted: Vec<&Document> = composed
        .documents
        .iter()
        .filter(|document| is_wanted(&document.name, options, pack))
        .filter(|document| options.language.is_empty() || is_in_language(document, options))
        .collect();
    let pieces: Vec<(&Document, Format)> = wanted
        .iter()
        .flat_map(|document| formats.iter().map(|format| (*document, *format)))
        .collect();
    let renderer = press.wearing(theme.clone()).clone();
    let mut made = VecDeque::with_capacity(pieces.len());
    threads::in_order(
        &pieces,
        threads,
        || renderer.clone(),
        |renderer, (document, format)| {
            let mut found = Diagnostics::new();
            (renderer.render(document, *format, &mut found), found)
        },
        |rendered| made.push_back(rendered),
    );
    let mut artifacts = Vec::new();
    let mut found = Diagnostics::new();
    let mut listed: Vec<Listed<'_>> = Vec::new();
    for document in wanted {
        let mut files = Vec::new();
        for &format in &formats {
            let rendered = made.pop_front().expect("each piece gives one result");
            let path = path_of(document, format);
            let (rendered, faults) = rendered;
            composed.note(&mut found, faults.into_vec());
            if let Ok(bytes) = rendered {
                files.push((format_name(format).to_owned(), path.clone()));
                artifacts.push(Artifact { path, bytes });
            }
        }
        if formats.contains(&Format::Markdown)
            && let Some(logo) = theme.logo_of(document)
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
            review: marks::review_facts(
                document,
                &composed.agency,
                &composed.ledger,
                &pack.english.words,
            ),
        });
    }
    // A part of a packet leaves the page that shows the whole of it alone.
    if !is_part(options) {
        let index = content::index(pack, &composed.agency, options.draft, &listed);
        found.extend(index.diagnostics);
        if let Some(index) = index.value {
            let rendered = press
                .wearing(theme)
                .render(&index, Format::Html, &mut found);
            artifacts.extend(rendered.ok().map(|bytes| Artifact {
                path: "index.html".to_owned(),
                bytes,
            }));
        }
    }
    (artifacts, found)
}

/// Where a document of a packet stands in it: `client/poster-help.pdf`.
fn path_of(document: &Document, format: Format) -> String {
    format!(
        "{}/{}.{}",
        folder_of(document.audience),
        document.file_stem(),
        format.ending()
    )
}

/// The agency's look, on the sheet that was asked for.
fn theme(composed: &Composed, options: &Build) -> Theme {
    let mut theme = composed.theme.clone();
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
    words: &ChosenPack,
    composed: &Composed,
    draft: bool,
    artifacts: &[Artifact],
) -> Manifest {
    let mut inputs = composed.inputs.clone();
    inputs.extend(agency_file::inputs(&composed.files));
    inputs.extend(words.inputs.iter().cloned());
    inputs.sort();
    Manifest {
        tool: TOOL.to_owned(),
        pack: words.pack.edition(),
        agency: composed.agency.name.clone(),
        draft,
        options: None,
        inputs,
        files: entries(artifacts),
    }
}

/// The files of a set as its manifest lists them.
fn entries(artifacts: &[Artifact]) -> Vec<Entry> {
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
    files
}

/// The folder of an agency: in `out`, or else in `output` beside its file.
pub(super) fn folder_of_agency(path: &Path, out: Option<&Path>, name: &str) -> PathBuf {
    let out = match out {
        Some(out) => out.to_owned(),
        None => path.parent().unwrap_or(Path::new("")).join("output"),
    };
    out.join(slug(name))
}

/// An agency's folder: its name in plain small letters, digits and hyphens, at most 60 of them.
pub(super) fn slug(name: &str) -> String {
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

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Pdf => "PDF",
        Format::Docx => "Word",
    }
}

fn folder_of(audience: Audience) -> &'static str {
    match audience {
        Audience::Client => "client",
        Audience::Staff => "staff",
    }
}
