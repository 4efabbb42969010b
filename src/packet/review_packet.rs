//! What the I&E committee is given: covers, materials, forms and tallies bound into one document, and forms to fill
//! in on a screen.

use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::ComposedPacket;
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::{TemplatePack, hash_questions};
use crate::diag::{Diagnostics, StageError};
use crate::document::combine::combine_documents;
use crate::document::readability::measure_readability;
use crate::document::review_form::{ReviewForm, ReviewFormKind, ReviewQuestion};
use crate::document::{Document, Inline, traversal};
use crate::output::Artifact;
use crate::render::{OutputFormat, Renderer};
use crate::review::MIN_COMMITTEE_MEMBERS;
use crate::review::line_changes::find_line_changes;
use crate::review::materials::{ClientMaterial, list_client_materials};
use crate::review::status::ReviewStatus;

/// Makes the packet of some materials in the given formats, and with HTML the forms of each to fill in on a screen.
///
/// # Errors
/// When a page cannot be made.
pub fn build_review_packet(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    wanted: &[ClientMaterial<'_>],
    date: Date,
    formats: &[OutputFormat],
    found: &mut Diagnostics,
) -> Result<Vec<Artifact>, StageError> {
    let about: Vec<Facts> = wanted
        .iter()
        .map(|material| material_facts(composed, pack, material))
        .collect();
    let mut facts = packet_facts(composed, pack, date);
    facts["materials"] = json!(about);
    let pages = compose_review_pages(composed, pack, wanted, facts, found);
    let pages: Vec<&Document> = pages.iter().collect();
    let mut renderer = Renderer::new(composed.theme.clone());
    let mut artifacts = Vec::new();
    let whole = combine_documents(&pages);
    for format in OutputFormat::ALL {
        if !formats.contains(&format) {
            continue;
        }
        let mut faults = Diagnostics::new();
        let rendered = match &whole {
            _ if format == OutputFormat::Pdf => renderer.render_combined_pdf(&pages, &mut faults),
            Some(whole) => renderer.render(whole, format, &mut faults),
            None => continue,
        };
        composed.add_page_problems(found, faults.into_vec());
        artifacts.extend(rendered.ok().map(|bytes| Artifact {
            path: format!("packet-{date}.{}", format.file_extension()),
            bytes,
        }));
    }
    if formats.contains(&OutputFormat::Html) {
        for (material, about) in wanted.iter().zip(&about) {
            for kind in [
                ReviewFormKind::CommitteeMember,
                ReviewFormKind::TechnicalReviewer,
            ] {
                let form = build_review_form(pack, material, about, kind);
                artifacts.push(Artifact {
                    path: format!("{}.html", form.file_name_prefix),
                    bytes: renderer.render_review_form_html(&form),
                });
            }
        }
    }
    found.ok_unless_errors(artifacts)
}

/// Fills the pages and puts the materials between them, in the order in which they are bound.
fn compose_review_pages(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    wanted: &[ClientMaterial<'_>],
    mut facts: Facts,
    found: &mut Diagnostics,
) -> Vec<Document> {
    let mut page = |name: &str, facts: &Facts| -> Option<Document> {
        content::compose_review_page(pack, &composed.agency, name, facts.clone(), found).ok()
    };
    let mut members = composed.agency.committee.members.clone();
    if members.is_empty() {
        members.push(String::new());
    }
    let mut pages = Vec::from_iter(page("review-packet", &facts));
    for (place, material) in wanted.iter().enumerate() {
        facts["material"] = facts["materials"][place].clone();
        pages.extend(page("review-cover", &facts));
        pages.push(material.document.clone());
        pages.extend(page("review-technical", &facts));
        for member in &members {
            facts["member"] = json!(member);
            pages.extend(page("review-form", &facts));
        }
        facts["member"] = json!("");
        pages.extend(page("review-tally", &facts));
    }
    pages
}

/// The form of a material to fill in on a screen.
fn build_review_form<'document>(
    pack: &TemplatePack,
    material: &ClientMaterial<'document>,
    about: &Facts,
    kind: ReviewFormKind,
) -> ReviewForm<'document> {
    let subject = &material.version;
    let text = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
    let cover = [
        ("Material", subject.file_stem()),
        ("Purpose", text("subject")),
        ("Language", text("language")),
        (
            "Version",
            format!(
                "{}, content {}",
                subject.number,
                material.short_content_hash()
            ),
        ),
        ("Reading level", text("reading")),
    ];
    let fixed = [
        ("form", hash_questions(&pack.committee_questions)),
        ("material", subject.name.clone()),
        ("language", subject.language.clone()),
        ("version", subject.number.to_string()),
        ("content", subject.content_hash.clone()),
    ];
    let questions = pack
        .committee_questions
        .iter()
        .map(|question| ReviewQuestion {
            setting_name: question.name.clone(),
            question_text: question.question_text.clone(),
            citation: question.citation.clone(),
        });
    let (start, questions) = match kind {
        ReviewFormKind::CommitteeMember => ("form", questions.collect()),
        ReviewFormKind::TechnicalReviewer => ("technical", Vec::new()),
    };
    ReviewForm {
        document: material.document,
        kind,
        cover_facts: non_empty_pairs(cover),
        fixed_settings: non_empty_pairs(fixed),
        questions,
        file_name_prefix: format!("{start}-{}", subject.file_stem()),
    }
}

/// The pairs that have a value.
fn non_empty_pairs<const N: usize>(pairs: [(&str, String); N]) -> Vec<(String, String)> {
    let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What all pages are given.
fn packet_facts(composed: &ComposedPacket, pack: &TemplatePack, date: Date) -> Facts {
    let words = &pack.english.locale;
    let committee = &composed.agency.committee;
    let law = pack.crosswalk.requirements.iter();
    let checked = law
        .filter(|requirement| requirement.citation.contains("59.6"))
        .find_map(|requirement| requirement.checked_on)
        .map(|day| words.format_date(day));
    let questions: Vec<Facts> = pack
        .committee_questions
        .iter()
        .map(|question| json!({ "asks": question.question_text, "citation": question.citation.as_deref().unwrap_or("") }))
        .collect();
    let survivors: Vec<Facts> = composed
        .review_record
        .survivor_input
        .iter()
        .map(|input| {
            json!({
                "date": words.format_date(input.date),
                "organization": input.organization,
                "material": input.material.as_deref().unwrap_or(""),
                "changed": input.changes_made,
            })
        })
        .collect();
    json!({
        "packet": {
            "date": words.format_date(date),
            "least": MIN_COMMITTEE_MEMBERS.to_string(),
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
fn material_facts(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    material: &ClientMaterial<'_>,
) -> Facts {
    let english = &pack.english;
    let words = &english.locale;
    let document = material.document;
    let source = english.find_template(&document.name);
    let language = words.language_name(&document.language);
    let all = list_client_materials(
        &composed.agency,
        &composed.documents,
        &composed.review_record,
    );
    let languages: Vec<String> = all
        .iter()
        .filter(|other| other.version.name == material.version.name)
        .map(|other| words.language_name(&other.document.language))
        .collect();
    let reading = measure_readability(document)
        .map(|found| format!("{}; names and numbers are left out", found.summary()));
    let translator = composed
        .agency
        .translation_reviews
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
    let review = material.find_review();
    let mut facts = json!({
        "stem": material.version.file_stem(),
        "title": source.map_or(&document.title, |source| &source.title),
        "subject": source.map_or(&document.description, |source| &source.subject),
        "language": language,
        "languages": languages.join(&words.list_separator),
        "version": material.version.number.to_string(),
        "short": material.short_content_hash(),
        "reading": reading.unwrap_or_default(),
        "translator": translator.unwrap_or_default(),
        "to_verify": facts_to_verify(&composed.agency, pack, document),
        "settings": [],
        "changes": [],
        "standing": review.status.template_name(),
        "on": review.decision_date().map(|date| words.format_date(date)).unwrap_or_default(),
    });
    if review.status == ReviewStatus::ChangedSinceApproval
        && let Some(approval) = review.approval
    {
        let settings = material.changed_settings();
        facts["settings"] = settings
            .iter()
            .map(|change| {
                json!({
                    "setting": change.setting,
                    "was": change.old_value.as_deref().unwrap_or(""),
                    "is": change.new_value.as_deref().unwrap_or(""),
                })
            })
            .collect();
        facts["changes"] = json!(find_line_changes(
            &approval.text_lines,
            &material.text_lines()
        ));
    }
    facts
}

/// The facts that somebody has to compare with their source, with the day on which that was done last.
fn facts_to_verify(agency: &Agency, pack: &TemplatePack, document: &Document) -> Vec<Facts> {
    let words = &pack.english.locale;
    let mut shown: Vec<&str> = Vec::new();
    traversal::visit_inlines(&document.blocks, &mut |inline| {
        if let Inline::FactValue { text, .. } = inline {
            shown.push(text);
        }
    });
    let day = |date: Option<Date>| date.map(|date| words.format_date(date)).unwrap_or_default();
    let hotline = &pack.hotline;
    let mut facts = Vec::new();
    let mut put = |name: String, value: &str, date: Option<Date>| {
        if shown.contains(&value) {
            facts.push(json!({ "name": name, "value": value, "date": day(date) }));
        }
    };
    let checked = Some(hotline.verified_on);
    put(
        "Hotline: call".to_owned(),
        &hotline.call_number.display_text,
        checked,
    );
    put("Hotline: text".to_owned(), &hotline.text_number, checked);
    put(
        "Hotline: chat".to_owned(),
        &hotline.chat_address.display_text,
        checked,
    );
    put("Hotline: TTY".to_owned(), &hotline.tty_number, checked);
    if let Some(phone) = &agency.phone {
        put(agency.name.clone(), &phone.display_text, None);
    }
    for organization in &agency.organizations {
        let name = &organization.name;
        let date = organization.verified_on;
        if let Some(phone) = &organization.phone {
            put(format!("{name}: phone"), &phone.display_text, date);
        }
        for (what, text) in [
            ("hours", &organization.hours),
            ("services", &organization.services),
        ] {
            if let Some(text) = text {
                let own = text.text_in_language(&document.language);
                let said = own.map_or(text.english.as_str(), |(_, said)| said);
                put(format!("{name}: {what}"), said, date);
            }
        }
    }
    facts
}
