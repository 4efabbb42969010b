//! `policypress review packet`: what the committee is given, as files beside the packet's documents.

use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::super::build::{manifest, write_set};
use super::super::{Report, Surroundings};
use super::{Desk, Material, materials_of, named, open, papers, refused};
use crate::cli::FormatName;
use crate::cli::review::ReviewPacket;
use crate::content::{self, pack::edition};
use crate::diag::show::show;
use crate::diag::{Checked, Diagnostics};
use crate::document::bind::bind;
use crate::document::form::{Form, FormKind, Question};
use crate::document::readability::readability;
use crate::document::{Document, Inline, inspect};
use crate::failure::Failure;
use crate::output::{Artifact, Manner};
use crate::render::{Format, Renderer};
use crate::review::LEAST_MEMBERS;
use crate::review::changes::changes;
use crate::review::status::ReviewStatus;

/// Makes the packet, and a form to fill in on a screen for each material.
pub(in crate::command) fn packet(
    options: &ReviewPacket,
    surroundings: Surroundings,
) -> Result<Report, Failure> {
    let desk = match open(&options.whose, surroundings)? {
        Ok(desk) => desk,
        Err(found) => return Ok(refused(&found, surroundings)),
    };
    let mut found = Vec::new();
    let wanted = if options.material.is_empty() {
        materials_of(&desk.composed)
    } else {
        named(&options.material, &desk, &mut found)
    };
    if !found.is_empty() {
        return Ok(refused(&found, surroundings));
    }
    let date = options.as_of.unwrap_or(surroundings.today);
    let (artifacts, found) = made(&desk, &wanted, date, &options.format);
    if !found.is_empty() {
        return Ok(refused(&found, surroundings));
    }
    let folder = papers(&options.whose, options.out.as_deref(), &desk.composed);
    let manifest = manifest(&desk.chosen, &desk.composed, false, &artifacts);
    let manner = Manner {
        force: options.force,
        partial: true,
    };
    let mut report = Report {
        passed: true,
        ..Report::default()
    };
    let written = write_set(&folder, &artifacts, manifest, manner)?;
    if written.is_empty() {
        report.out = format!(
            "{} to review: {} files in {}\n",
            match wanted.len() {
                1 => "1 material".to_owned(),
                many => format!("{many} materials"),
            },
            artifacts.len(),
            folder.display()
        );
    } else {
        report.passed = false;
        report.err = format!(
            "{}nothing was written\n",
            show(&written, surroundings.look(false))
        );
    }
    Ok(report)
}

/// The files, and what kept any of them from being made.
fn made(
    desk: &Desk,
    wanted: &[Material<'_>],
    date: Date,
    formats: &[FormatName],
) -> (Vec<Artifact>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut facts = common(desk, date);
    let about: Vec<Facts> = wanted
        .iter()
        .map(|material| about(desk, material))
        .collect();
    facts["materials"] = json!(about);
    let mut page = |name: &str, facts: &Facts| -> Option<Document> {
        let Checked { value, diagnostics } = content::review_page(
            &desk.chosen.pack,
            &desk.composed.agency,
            name,
            facts.clone(),
        );
        found.extend(diagnostics);
        value
    };
    let mut pages: Vec<Document> = page("review-packet", &facts).into_iter().collect();
    let members = &desk.composed.agency.committee.members;
    for (material, about) in wanted.iter().zip(&about) {
        facts["material"] = about.clone();
        pages.extend(page("review-cover", &facts));
        pages.push(material.document.clone());
        pages.extend(page("review-technical", &facts));
        for member in members {
            facts["member"] = json!(member);
            pages.extend(page("review-form", &facts));
        }
        facts["member"] = json!("");
        if members.is_empty() {
            pages.extend(page("review-form", &facts));
        }
        pages.extend(page("review-tally", &facts));
    }
    let pages: Vec<&Document> = pages.iter().collect();
    let mut renderer = Renderer::new(desk.composed.theme.clone());
    let mut artifacts = Vec::new();
    let is_wanted = |format| {
        // A packet to read and print; for Word somebody has to ask.
        formats.contains(&format) || formats.is_empty() && format != FormatName::Docx
    };
    let whole = bind(&pages);
    for (named, format) in [
        (FormatName::Markdown, Format::Markdown),
        (FormatName::Html, Format::Html),
        (FormatName::Pdf, Format::Pdf),
        (FormatName::Docx, Format::Docx),
    ] {
        if !is_wanted(named) {
            continue;
        }
        let rendered = match (format, &whole) {
            (Format::Pdf, _) => renderer.bound(&pages),
            (Format::Markdown | Format::Html | Format::Docx, Some(whole)) => {
                renderer.render(whole, format)
            }
            (Format::Markdown | Format::Html | Format::Docx, None) => continue,
        };
        desk.composed.note(&mut found, rendered.diagnostics);
        artifacts.extend(rendered.value.map(|bytes| Artifact {
            path: format!("packet-{date}.{}", format.ending()),
            bytes,
        }));
    }
    if is_wanted(FormatName::Html) {
        for (material, about) in wanted.iter().zip(&about) {
            for kind in [FormKind::Member, FormKind::Technical] {
                let form = form(desk, material, about, kind);
                artifacts.push(Artifact {
                    path: format!("{}.html", form.file),
                    bytes: renderer.form(&form),
                });
            }
        }
    }
    (artifacts, found)
}

/// The form of a material to fill in on a screen.
fn form<'desk>(
    desk: &Desk,
    material: &Material<'desk>,
    about: &Facts,
    kind: FormKind,
) -> Form<'desk> {
    let pack = &desk.chosen.pack;
    let subject = &material.subject;
    let text = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
    let cover = [
        ("Material", subject.stem()),
        ("Purpose", text("subject")),
        ("Language", text("language")),
        (
            "Version",
            format!("{}, content {}", subject.version, material.short()),
        ),
        ("Reading level", text("reading")),
    ];
    let fixed = [
        ("form", edition(&pack.questions)),
        ("material", subject.material.clone()),
        ("language", subject.language.clone()),
        ("version", subject.version.to_string()),
        ("content", subject.content.clone()),
    ];
    let own = |pairs: &[(&str, String)]| -> Vec<(String, String)> {
        let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
        filled
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect()
    };
    let questions = pack.questions.iter().map(|question| Question {
        name: question.name.clone(),
        asks: question.asks.clone(),
        citation: question.citation.clone(),
    });
    let (start, questions) = match kind {
        FormKind::Member => ("form", questions.collect()),
        FormKind::Technical => ("technical", Vec::new()),
    };
    Form {
        document: material.document,
        kind,
        cover: own(&cover),
        fixed: own(&fixed),
        questions,
        file: format!("{start}-{}", subject.stem()),
    }
}

/// What all pages are given.
fn common(desk: &Desk, date: Date) -> Facts {
    let pack = &desk.chosen.pack;
    let words = &pack.english.words;
    let committee = &desk.composed.agency.committee;
    let law = pack.crosswalk.requirements.iter();
    let checked = law
        .filter(|requirement| requirement.citation.contains("59.6"))
        .find_map(|requirement| requirement.checked)
        .map(|day| words.date(day));
    let questions: Vec<Facts> = pack
        .questions
        .iter()
        .map(|question| json!({ "asks": question.asks, "citation": question.citation.as_deref().unwrap_or("") }))
        .collect();
    let survivors: Vec<Facts> = desk
        .composed
        .ledger
        .survivor_input
        .iter()
        .map(|input| {
            json!({
                "date": words.date(input.date),
                "organization": input.organization,
                "material": input.material.as_deref().unwrap_or(""),
                "changed": input.changed,
            })
        })
        .collect();
    json!({
        "packet": {
            "date": words.date(date),
            "least": LEAST_MEMBERS.to_string(),
            "checked": checked.unwrap_or_default(),
        },
        "committee": {
            "name": committee.name.as_deref().unwrap_or(""),
            "members": if committee.members.is_empty() { "none listed".to_owned() } else { committee.members.join(&words.list_separator) },
            "technical_reviewer": committee.technical_reviewer.as_deref().unwrap_or(""),
        },
        "members": committee.members,
        "member": "",
        "questions": questions,
        "survivors": survivors,
    })
}

/// What the pages of one material are given.
fn about(desk: &Desk, material: &Material<'_>) -> Facts {
    let composed = &desk.composed;
    let pack = &desk.chosen.pack;
    let english = &pack.english;
    let words = &english.words;
    let document = material.document;
    let source = english.template(&document.name);
    let language = words.language(&document.language);
    let languages: Vec<String> = materials_of(composed)
        .iter()
        .filter(|other| other.subject.material == material.subject.material)
        .map(|other| words.language(&other.document.language))
        .collect();
    let reading = readability(document).map(|found| {
        format!(
            "{} ({}), {} words in {} sentences; names and numbers are left out",
            found.formula.meaning(found.figure),
            found.formula.name(),
            found.words,
            found.sentences
        )
    });
    let translator = composed
        .agency
        .translations
        .iter()
        .find(|entry| entry.language == document.language)
        .and_then(|entry| {
            let translator = entry.translator.as_ref()?;
            let qualification = entry
                .qualification
                .as_deref()
                .unwrap_or("no qualification named");
            Some(format!("{translator} ({qualification})"))
        });
    let mut facts = json!({
        "stem": material.subject.stem(),
        "title": source.map_or(&document.title, |source| &source.title),
        "subject": source.map_or(&document.subject, |source| &source.subject),
        "language": language,
        "languages": languages.join(&words.list_separator),
        "version": material.subject.version.to_string(),
        "short": material.short(),
        "reading": reading.unwrap_or_default(),
        "translator": translator.unwrap_or_default(),
        "to_verify": to_verify(desk, document),
        "settings": [],
        "changes": [],
        "on": "",
    });
    let review = material.review();
    facts["standing"] = json!(review.status.template_name());
    facts["on"] = json!(
        review
            .date()
            .map_or_else(String::new, |date| words.date(date))
    );
    if review.status == ReviewStatus::Changed
        && let Some(approval) = review.approval
    {
        let settings = material.changed_settings();
        facts["settings"] = settings
            .iter()
            .map(|change| {
                json!({
                    "setting": change.setting,
                    "was": change.was.as_deref().unwrap_or(""),
                    "is": change.is.as_deref().unwrap_or(""),
                })
            })
            .collect();
        let side = |side: &crate::review::changes::Side| json!({ "before": side.before, "changed": side.changed, "after": side.after });
        facts["changes"] = changes(&approval.words, &material.words())
            .iter()
            .map(|change| json!({ "was": side(&change.was), "is": side(&change.is) }))
            .collect();
    }
    facts
}

/// The facts that somebody has to compare with their source, with the day on which that was done last.
fn to_verify(desk: &Desk, document: &Document) -> Vec<Facts> {
    let pack = &desk.chosen.pack;
    let words = &pack.english.words;
    let mut shown: Vec<&str> = Vec::new();
    inspect::visit_inlines(&document.blocks, &mut |inline| {
        if let Inline::Value(text) = inline {
            shown.push(text);
        }
    });
    let shows = |text: &str| shown.contains(&text);
    let day = |date: Option<Date>| date.map(|date| words.date(date)).unwrap_or_default();
    let hotline = &pack.hotline;
    let mut facts = Vec::new();
    let mut put = |name: String, value: &str, date: Option<Date>| {
        if shows(value) {
            facts.push(json!({ "name": name, "value": value, "date": day(date) }));
        }
    };
    let checked = Some(hotline.verified_on);
    put("Hotline: call".to_owned(), &hotline.call.shown, checked);
    put("Hotline: text".to_owned(), &hotline.text, checked);
    put("Hotline: chat".to_owned(), &hotline.chat.shown, checked);
    put("Hotline: TTY".to_owned(), &hotline.tty, checked);
    let agency = &desk.composed.agency;
    if let Some(phone) = &agency.phone {
        put(agency.name.clone(), &phone.shown, None);
    }
    for organization in &agency.organizations {
        let name = &organization.name;
        let date = organization.verified_on;
        if let Some(phone) = &organization.phone {
            put(format!("{name}: phone"), &phone.shown, date);
        }
        for (what, text) in [
            ("hours", &organization.hours),
            ("services", &organization.services),
        ] {
            let said = text
                .as_ref()
                .and_then(|text| text.in_language(&document.language).or(Some(&text.english)));
            if let Some(said) = said {
                put(format!("{name}: {what}"), said, date);
            }
        }
    }
    facts
}
