//! The I&E committee's review packet: cover pages, materials, forms and tallies in one document, and HTML forms.

use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::ComposedPacket;
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::{TemplatePack, hash_questions};
use crate::diag::{Diagnostics, StageError};
use crate::document::combined_document::combine_documents;
use crate::document::readability::measure_readability;
use crate::document::review_form::{HtmlReviewForm, ReviewFormKind, ReviewQuestion};
use crate::document::{Document, Inline, traversal};
use crate::output::Artifact;
use crate::render::{OutputFormat, Renderer};
use crate::review::MIN_COMMITTEE_MEMBERS;
use crate::review::line_changes::find_line_changes;
use crate::review::materials::{ClientMaterial, list_client_materials};
use crate::review::status::ReviewStatus;

/// Builds the review packet of materials in the given formats, and with HTML also the forms of each material.
///
/// # Errors
/// When a page cannot be composed or rendered.
pub fn build_review_packet(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    materials: &[ClientMaterial<'_>],
    date: Date,
    formats: &[OutputFormat],
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Artifact>, StageError> {
    let facts_of_materials: Vec<Facts> = materials
        .iter()
        .map(|material| material_facts(composed, pack, material))
        .collect();
    let mut facts = packet_facts(composed, pack, date);
    facts["materials"] = json!(facts_of_materials);
    let pages = compose_review_pages(composed, pack, materials, facts, diagnostics);
    let pages: Vec<&Document> = pages.iter().collect();
    let mut renderer = Renderer::new(composed.theme.clone());
    let mut artifacts = Vec::new();
    let combined = combine_documents(&pages);
    for format in OutputFormat::ALL {
        if !formats.contains(&format) {
            continue;
        }
        let mut faults = Diagnostics::new();
        let rendered = match &combined {
            _ if format == OutputFormat::Pdf => renderer.render_combined_pdf(&pages, &mut faults),
            Some(combined) => renderer.render(combined, format, &mut faults),
            None => continue,
        };
        composed.add_page_problems(diagnostics, faults.into_vec());
        artifacts.extend(rendered.ok().map(|bytes| Artifact {
            path: format!("packet-{date}.{}", format.file_extension()),
            bytes,
        }));
    }
    if formats.contains(&OutputFormat::Html) {
        for (material, facts) in materials.iter().zip(&facts_of_materials) {
            for kind in [
                ReviewFormKind::CommitteeMember,
                ReviewFormKind::TechnicalReviewer,
            ] {
                let form = build_review_form(pack, material, facts, kind);
                artifacts.push(Artifact {
                    path: format!("{}.html", form.file_name_prefix),
                    bytes: renderer.render_review_form_html(&form),
                });
            }
        }
    }
    diagnostics.ok_unless_errors(artifacts)
}

/// Composes the pages of the packet, with the materials among them.
fn compose_review_pages(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    materials: &[ClientMaterial<'_>],
    mut facts: Facts,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let mut page = |name: &str, facts: &Facts| -> Option<Document> {
        content::compose_review_page(pack, &composed.agency, name, facts.clone(), diagnostics).ok()
    };
    let mut members = composed.agency.committee.members.clone();
    if members.is_empty() {
        members.push(String::new());
    }
    let mut pages = Vec::from_iter(page("review-packet", &facts));
    for (index, material) in materials.iter().enumerate() {
        facts["material"] = facts["materials"][index].clone();
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

/// Builds the HTML form of a material.
fn build_review_form<'document>(
    pack: &TemplatePack,
    material: &ClientMaterial<'document>,
    facts: &Facts,
    kind: ReviewFormKind,
) -> HtmlReviewForm<'document> {
    let version = &material.version;
    let text = |key: &str| facts[key].as_str().unwrap_or_default().to_owned();
    let cover = [
        ("Material", version.file_stem()),
        ("Purpose", text("subject")),
        ("Language", text("language")),
        (
            "Version",
            format!(
                "{}, content {}",
                version.number,
                material.short_content_hash()
            ),
        ),
        ("Reading level", text("reading")),
    ];
    let fixed = [
        ("form", hash_questions(&pack.committee_questions)),
        ("material", version.name.clone()),
        ("language", version.language.clone()),
        ("version", version.number.to_string()),
        ("content", version.content_hash.clone()),
    ];
    let questions = pack
        .committee_questions
        .iter()
        .map(|question| ReviewQuestion {
            setting_name: question.name.clone(),
            question_text: question.question_text.clone(),
            citation: question.citation.clone(),
        });
    let (file_prefix, questions) = match kind {
        ReviewFormKind::CommitteeMember => ("form", questions.collect()),
        ReviewFormKind::TechnicalReviewer => ("technical", Vec::new()),
    };
    HtmlReviewForm {
        document: material.document,
        kind,
        cover_facts: non_empty_pairs(cover),
        fixed_settings: non_empty_pairs(fixed),
        questions,
        file_name_prefix: format!("{file_prefix}-{}", version.file_stem()),
    }
}

/// Returns the pairs with a value.
fn non_empty_pairs<const N: usize>(pairs: [(&str, String); N]) -> Vec<(String, String)> {
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Returns the facts that all pages share.
fn packet_facts(composed: &ComposedPacket, pack: &TemplatePack, date: Date) -> Facts {
    let locale = &pack.english.locale;
    let committee = &composed.agency.committee;
    let requirements = pack.crosswalk.requirements.iter();
    let checked = requirements
        .filter(|requirement| requirement.citation.contains("59.6"))
        .find_map(|requirement| requirement.checked_on)
        .map(|day| locale.format_date(day));
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
                "date": locale.format_date(input.date),
                "organization": input.organization,
                "material": input.material.as_deref().unwrap_or(""),
                "changed": input.changes_made,
            })
        })
        .collect();
    json!({
        "packet": {
            "date": locale.format_date(date),
            "least": MIN_COMMITTEE_MEMBERS.to_string(),
            "checked": checked.unwrap_or_default(),
        },
        "committee": {
            "name": committee.name.as_deref().unwrap_or(""),
            "members": if committee.members.is_empty() { "none listed".to_owned() } else { committee.members.join(&locale.list_separator) },
            "technical_reviewer": committee.technical_reviewer.as_deref().unwrap_or(""),
        },
        "members": committee.members,
        "member": "",
        "questions": questions,
        "survivors": survivors,
    })
}

/// Returns the facts of one material.
fn material_facts(
    composed: &ComposedPacket,
    pack: &TemplatePack,
    material: &ClientMaterial<'_>,
) -> Facts {
    let english = &pack.english;
    let locale = &english.locale;
    let document = material.document;
    let source = english.find_template(&document.name);
    let language = locale.language_name(&document.language);
    let all_materials = list_client_materials(
        &composed.agency,
        &composed.documents,
        &composed.review_record,
    );
    let languages: Vec<String> = all_materials
        .iter()
        .filter(|other| other.version.name == material.version.name)
        .map(|other| locale.language_name(&other.document.language))
        .collect();
    let reading = measure_readability(document)
        .map(|level| format!("{}; names and numbers are left out", level.summary()));
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
        "languages": languages.join(&locale.list_separator),
        "version": material.version.number.to_string(),
        "short": material.short_content_hash(),
        "reading": reading.unwrap_or_default(),
        "translator": translator.unwrap_or_default(),
        "to_verify": facts_to_verify(&composed.agency, pack, document),
        "settings": [],
        "changes": [],
        "status": review.status.template_name(),
        "on": review.decision_date().map(|date| locale.format_date(date)).unwrap_or_default(),
    });
    if review.status == ReviewStatus::ChangedSinceApproval
        && let Some(approval) = review.approval
    {
        let settings = material.settings_changed_since_approval();
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

/// Returns the facts of a document that the technical reviewer verifies, each with the date of its last check.
fn facts_to_verify(agency: &Agency, pack: &TemplatePack, document: &Document) -> Vec<Facts> {
    let locale = &pack.english.locale;
    let mut shown: Vec<&str> = Vec::new();
    traversal::visit_inlines(&document.blocks, &mut |inline| {
        if let Inline::FactValue { text, .. } = inline {
            shown.push(text);
        }
    });
    let hotline = &pack.hotline;
    let mut facts = Vec::new();
    let mut add_if_shown = |name: String, value: &str, verified_on: Option<Date>| {
        if shown.contains(&value) {
            let date = verified_on.map(|date| locale.format_date(date));
            facts.push(json!({ "name": name, "value": value, "date": date.unwrap_or_default() }));
        }
    };
    for (channel, value) in [
        ("call", &hotline.call_number.display_text),
        ("text", &hotline.text_number),
        ("chat", &hotline.chat_address.display_text),
        ("TTY", &hotline.tty_number),
    ] {
        add_if_shown(
            format!("Hotline: {channel}"),
            value,
            Some(hotline.verified_on),
        );
    }
    if let Some(phone) = &agency.phone {
        add_if_shown(agency.name.clone(), &phone.display_text, None);
    }
    for organization in &agency.organizations {
        let name = &organization.name;
        let date = organization.verified_on;
        if let Some(phone) = &organization.phone {
            add_if_shown(format!("{name}: phone"), &phone.display_text, date);
        }
        for (key, text) in [
            ("hours", &organization.hours),
            ("services", &organization.services),
        ] {
            if let Some(text) = text {
                let translated = text.text_in_language(&document.language);
                let value = translated.map_or(text.english.as_str(), |(_, text)| text);
                add_if_shown(format!("{name}: {key}"), value, date);
            }
        }
    }
    facts
}
