//! `policypress check`: everything that is wrong or missing, at once; nothing is written.

use super::words::words;
use super::{Report, Surroundings, Voice, compose, stops};
use crate::cli::{Check, Listing};
use crate::diag::show::{Look, json, show};
use crate::diag::{Diagnostic, Severity};
use crate::document::readability::readability;
use crate::document::{Audience, Document};
use crate::failure::Failure;
use crate::render::Renderer;

pub(super) fn run(options: &Check, surroundings: Surroundings) -> Result<Report, Failure> {
    let mut report = Report {
        passed: true,
        ..Report::default()
    };
    let look = Look {
        colour: surroundings.colour_out,
        ..surroundings.look(false)
    };
    let chosen = words(options.templates.as_deref());
    let Some(words) = chosen.value else {
        return Ok(Report {
            out: match options.format {
                Listing::Text => show(&chosen.diagnostics, look),
                Listing::Json => json(&chosen.diagnostics),
            },
            ..Report::default()
        });
    };
    let mut all = Vec::new();
    for path in &options.files {
        let composed = compose(path, &words.pack, false, None, surroundings.today)?;
        let mut found = composed.diagnostics;
        // What a page cannot hold or draw is found by laying it out.
        if let Some(composed) = &composed.value {
            let mut renderer = Renderer::new(composed.dress.theme.clone());
            for document in &composed.documents {
                let pages = renderer.obstacles(document);
                composed.note(&mut found, pages);
            }
        }
        report.passed &= !stops(&found, false);
        match options.format {
            Listing::Text => {
                let told = show(&found, look);
                report.out.push_str(&told);
                if !told.is_empty() {
                    report.out.push('\n');
                }
                if surroundings.voice == Voice::Verbose {
                    for file in composed.value.iter().flat_map(|composed| &composed.files) {
                        report.out.push_str(&format!("read {}\n", file.name));
                    }
                }
                if surroundings.voice != Voice::Quiet || stops(&found, false) {
                    report.out.push_str(&summary(path, &found));
                }
                if let Some(composed) = composed.value.filter(|_| options.readability) {
                    report.out.push_str(&reading(&composed.documents));
                }
            }
            Listing::Json => all.extend(found),
        }
    }
    if options.format == Listing::Json {
        report.out = json(&all);
    }
    Ok(report)
}

/// How easily each document for clients reads, and what is hard in it.
fn reading(documents: &[Document]) -> String {
    let mut text =
        "\nHow easily the documents for clients read. Names, numbers, addresses, headings and \
                    small print are left out; each item of a list is a sentence.\n"
            .to_owned();
    for document in documents {
        if document.audience != Audience::Client {
            continue;
        }
        let name = document.file_stem();
        let Some(found) = readability(document) else {
            text.push_str(&format!(
                "{name}: there is no formula for `{}`\n",
                document.language
            ));
            continue;
        };
        text.push_str(&format!(
            "{name}: {} ({}), {} words in {} sentences\n",
            found.formula.meaning(found.figure),
            found.formula.name(),
            found.words,
            found.sentences
        ));
        for sentence in found.longest {
            text.push_str(&format!("  {} words: {}\n", sentence.words, sentence.text));
        }
        if !found.hardest.is_empty() {
            text.push_str(&format!("  hard words: {}\n", found.hardest.join(", ")));
        }
    }
    text
}

/// One line that says how it stands.
pub(super) fn summary(path: &std::path::Path, found: &[Diagnostic]) -> String {
    let count = |severity| {
        found
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    };
    let errors = count(Severity::Error);
    let open = count(Severity::Open);
    let warnings = count(Severity::Warning);
    let path = path.display();
    let stand = match (errors, open) {
        (0, 0) => "ready to build".to_owned(),
        (0, open) => format!(
            "{} to fill before a final build; `build --draft` works now",
            many(open, "blank")
        ),
        (errors, 0) => format!("{} to mend before a build", many(errors, "problem")),
        (errors, open) => format!(
            "{} to mend and {} to fill before a build",
            many(errors, "problem"),
            many(open, "blank")
        ),
    };
    match warnings {
        0 => format!("{path}: {stand}\n"),
        warnings => format!(
            "{path}: {stand}; {} worth a look\n",
            many(warnings, "warning")
        ),
    }
}

fn many(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
