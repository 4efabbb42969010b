//! `policypress review status`: how each material stands at a day, and that as files.

use jiff::civil::Date;
use serde_json::json;

use super::super::build::{manifest, write_set};
use super::super::{Report, Surroundings};
use super::{Material, materials_of, open, papers, refused};
use crate::cli::review::{Inventory, ReviewStatus};
use crate::diag::show::show;
use crate::document::canonical::short;
use crate::failure::Failure;
use crate::output::{Artifact, Manner};
use crate::packet::Composed;
use crate::review::inventory::{self, Line};
use crate::review::status::{SettingChange, Standing, changed_settings, due};

/// The list; it passes when everything that is given out is approved as it is.
pub(in crate::command) fn status(
    options: &ReviewStatus,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    let desk = match open(&options.whose, surroundings)? {
        Ok(desk) => desk,
        Err(found) => {
            return Ok(Report {
                err: show(&found, surroundings.look(false)),
                ..Report::default()
            });
        }
    };
    let as_of = options.as_of.unwrap_or(surroundings.today);
    let lines = lines(&desk.composed);
    let passed = lines
        .iter()
        .all(|line| line.is_approved() || line.withdrawn.is_some());
    let mut out = match options.format {
        Inventory::Text => text(&options.whose.agency.display().to_string(), as_of, &lines),
        Inventory::Json => as_json(as_of, &lines),
        Inventory::Csv => inventory::csv(as_of, &lines),
        Inventory::Ics => inventory::calendar(&desk.composed.agency.name, &lines),
    };
    if options.write {
        let files = [
            ("inventory.csv", inventory::csv(as_of, &lines)),
            (
                "reviews.ics",
                inventory::calendar(&desk.composed.agency.name, &lines),
            ),
        ];
        let artifacts: Vec<Artifact> = files
            .into_iter()
            .map(|(name, text)| Artifact {
                path: name.to_owned(),
                bytes: text.into_bytes(),
            })
            .collect();
        let folder = papers(&options.whose, options.out.as_deref(), &desk.composed);
        let manifest = manifest(&desk.chosen, &desk.composed, false, &artifacts);
        let manner = Manner {
            force: options.force,
            partial: true,
        };
        let found = write_set(&folder, &artifacts, manifest, manner)?;
        if !found.is_empty() {
            return Ok(refused(&found, surroundings));
        }
        if options.format == Inventory::Text {
            out.push_str(&format!(
                "\ninventory.csv and reviews.ics are in {}\n",
                folder.display()
            ));
        }
    }
    Ok(Report {
        out,
        passed,
        ..Report::default()
    })
}

/// Everything for clients: what is made here, then what comes from elsewhere.
pub(in crate::command) fn lines(composed: &Composed) -> Vec<Line> {
    let months = composed.agency.committee.review_every_months;
    let own = materials_of(composed);
    let own = own.iter().map(|material| line(composed, material, months));
    let others = composed.agency.materials.iter().map(|material| Line {
        name: material.title.clone(),
        title: material.title.clone(),
        language: material.language.as_ref().map(ToString::to_string),
        source: material.source.clone(),
        version: material.edition.clone(),
        content: None,
        approved: material.approved_on,
        changed: None,
        withdrawn: material.withdrawn_on,
        due: material.approved_on.and_then(|date| due(date, months)),
    });
    own.chain(others).collect()
}

fn line(composed: &Composed, material: &Material<'_>, months: u16) -> Line {
    let (approved, changed, withdrawn) = match material.standing() {
        Standing::Approved(approval) => (Some(approval.date), None, None),
        Standing::Changed(approval) => {
            let changes = changed_settings(&approval.facts, &material.facts());
            let was = short(&approval.subject.content).to_owned();
            (Some(approval.date), Some((was, changes)), None)
        }
        Standing::Never => (None, None, None),
        Standing::Withdrawn(withdrawal) => (None, None, Some(withdrawal.date)),
    };
    Line {
        name: material.subject.stem(),
        title: material.document.title.clone(),
        language: Some(material.subject.language.clone()),
        source: Some(composed.agency.name.clone()),
        version: Some(material.subject.version.to_string()),
        content: Some(material.subject.content.clone()),
        approved,
        changed,
        withdrawn,
        due: approved.and_then(|date| due(date, months)),
    }
}

fn text(agency: &str, as_of: Date, lines: &[Line]) -> String {
    let of = |word: &str| -> Vec<&Line> {
        let same = lines.iter().filter(|line| line.standing(as_of) == word);
        same.collect()
    };
    let counts: Vec<String> = inventory::STANDINGS
        .iter()
        .map(|(word, _)| format!("{} {word}", of(word).len()))
        .collect();
    let mut text = format!("{agency}, as of {as_of}: {}\n", counts.join(", "));
    for (word, heading) in inventory::STANDINGS {
        let of = of(word);
        if of.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{heading}\n"));
        for line in of {
            text.push_str(&format!("  {}{}\n", line.name, about(line)));
            let changes = line.changed.iter().flat_map(|(_, changes)| changes);
            for change in changes {
                text.push_str(&format!("    {}\n", said(change)));
            }
            let is_template = |(_, changes): &(String, Vec<SettingChange>)| changes.is_empty();
            if line.changed.as_ref().is_some_and(is_template) {
                text.push_str("    no setting: its template, or the statements it shows\n");
            }
        }
    }
    text
}

fn about(line: &Line) -> String {
    let content = line.content.as_deref().map(short);
    let mut parts = Vec::new();
    if let Some(content) = content {
        parts.push(format!("content {content}"));
    }
    match (&line.changed, line.approved) {
        (Some((was, _)), Some(date)) => parts.push(format!("was {was} when approved on {date}")),
        (None, Some(date)) => parts.push(format!("approved on {date}")),
        (_, None) => {}
    }
    if let Some(date) = line.withdrawn {
        parts.push(format!("withdrawn on {date}"));
    }
    if let Some(date) = line.due.filter(|_| line.is_approved()) {
        parts.push(format!("review again by {date}"));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    }
}

/// `organizations[1].phone` was `319-555-0120`, is `319-555-0129`.
pub(in crate::command) fn said(change: &SettingChange) -> String {
    let setting = &change.setting;
    match (&change.was, &change.is) {
        (Some(was), Some(is)) => format!("`{setting}` was `{was}`, is `{is}`"),
        (Some(was), None) => format!("`{setting}` was `{was}`, is no longer shown"),
        (None, Some(is)) => format!("`{setting}` is `{is}`, was not shown"),
        (None, None) => format!("`{setting}`"),
    }
}

fn as_json(as_of: Date, lines: &[Line]) -> String {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let materials: Vec<serde_json::Value> = lines
        .iter()
        .map(|line| {
            let changes = line.changed.iter().flat_map(|(_, changes)| changes);
            json!({
                "material": line.name,
                "title": line.title,
                "language": line.language,
                "source": line.source,
                "version": line.version,
                "content": line.content,
                "standing": line.standing(as_of),
                "approved_on": day(line.approved),
                "withdrawn_on": day(line.withdrawn),
                "review_by": day(line.due),
                "changed": changes.map(|change| json!({
                    "setting": change.setting,
                    "was": change.was,
                    "is": change.is,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let listed = json!({ "as_of": as_of.to_string(), "materials": materials });
    let mut text = serde_json::to_string_pretty(&listed).expect("texts and numbers are JSON");
    text.push('\n');
    text
}
