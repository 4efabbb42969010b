//! Writes a review form as an HTML page that works offline: it shows the document, asks the questions, and saves
//! the answers as a TOML file.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::html_writer::{HtmlWriter, dir_attribute_value};
use super::page_css;
use crate::document::review_form::{HtmlReviewForm, ReviewFormKind};
use crate::render::theme::{Theme, is_rtl_language};

const FORM_CSS: &str = include_str!("../../../templates/theme/form.css");
const FORM_SCRIPT: &str = include_str!("../../../templates/theme/form.js");

/// Returns the whole page. Its own text is English, the language of the committee.
pub fn render_review_form(form: &HtmlReviewForm<'_>, theme: &Theme) -> String {
    let mut page = HtmlWriter::new(false);
    page.write_form_head(form, theme);
    page.write_form_cover(form);
    page.write_reviewed_material(form);
    page.write_form_fields(form);
    page.html
}

impl HtmlWriter {
    fn write_form_head(&mut self, form: &HtmlReviewForm<'_>, theme: &Theme) {
        let script = BASE64.encode(Sha256::digest(FORM_SCRIPT.trim().as_bytes()));
        let _ = write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{script}'; base-uri 'none'; \
             form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"format-detection\" content=\"telephone=no\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>"
        );
        self.push_text(form_title(form.kind));
        self.push_markup(": ");
        self.push_text(&form.document.title);
        self.push_markup("</title>\n<style>\n");
        self.push_markup(&page_css::escape_style_end_tag(&theme.css));
        self.push_markup(&page_css::accent_color_css(theme));
        self.push_markup(FORM_CSS);
        self.push_markup("</style>\n</head>\n<body class=\"form\">\n<a class=\"skip\" href=\"#Review\">Skip to the form</a>\n<main id=\"Content\">\n");
    }

    fn write_form_cover(&mut self, form: &HtmlReviewForm<'_>) {
        self.push_markup("<h1>");
        self.push_text(form_title(form.kind));
        self.push_markup(": ");
        self.push_text(&form.document.title);
        self.push_markup("</h1>\n<p class=\"lead\">");
        self.push_text(match form.kind {
            ReviewFormKind::CommitteeMember => {
                "Please read the material, answer the questions, and save your form. It is the written record of your determination (42 CFR 59.6)."
            }
            ReviewFormKind::TechnicalReviewer => {
                "Please compare each fact in the material with its source, and save your form."
            }
        });
        self.push_markup(
            " Nothing is sent: you get a small file to return.</p>\n<table class=\"facts\">\n",
        );
        for (name, value) in &form.cover_facts {
            self.push_markup("<tr><th scope=\"row\">");
            self.push_text(name);
            self.push_markup("</th><td>");
            self.push_text(value);
            self.push_markup("</td></tr>\n");
        }
        self.push_markup("</table>\n");
    }

    fn write_reviewed_material(&mut self, form: &HtmlReviewForm<'_>) {
        let document = form.document;
        let rtl = is_rtl_language(&document.language);
        self.push_markup("<h2>The material</h2>\n<div class=\"review\"");
        self.push_attribute("lang", &document.language.to_string());
        self.push_attribute("dir", dir_attribute_value(rtl));
        self.push_markup(">\n");
        self.rtl_stack.push(rtl);
        self.write_blocks(&document.blocks);
        self.rtl_stack.pop();
        self.push_markup("</div>\n");
    }

    fn write_form_fields(&mut self, form: &HtmlReviewForm<'_>) {
        let (reviewer_key, decision_key) = match form.kind {
            ReviewFormKind::CommitteeMember => ("member", "determination"),
            ReviewFormKind::TechnicalReviewer => ("reviewer", "accurate"),
        };
        let settings = serde_json::to_string(&form.fixed_settings).expect("strings are valid JSON");
        self.push_markup("<h2 id=\"Review\" tabindex=\"-1\">Your review</h2>\n<form id=\"Review-form\" novalidate");
        self.push_attribute("data-who", reviewer_key);
        self.push_attribute("data-verdict", decision_key);
        self.push_attribute("data-file", &form.file_name_prefix);
        self.push_attribute("data-fixed", &settings);
        self.push_markup(">\n<div id=\"Review-faults\" class=\"faults\" role=\"alert\" tabindex=\"-1\" hidden>\n<h2>Please complete these items</h2>\n<ul></ul>\n</div>\n");
        self.push_markup("<p class=\"line\"><label for=\"Review-who\">");
        self.push_text(match form.kind {
            ReviewFormKind::CommitteeMember => "Your code or name, as the committee lists it",
            ReviewFormKind::TechnicalReviewer => "Your position or name",
        });
        self.push_markup("</label> <input id=\"Review-who\" type=\"text\" autocomplete=\"off\" required data-need=\"Your code or name\"></p>\n");
        self.push_markup("<p class=\"line\"><label for=\"Review-date\">Date</label> <input id=\"Review-date\" type=\"date\" required data-need=\"Date\"></p>\n");
        for question in &form.questions {
            let name = format!("q-{}", question.setting_name);
            self.write_radio_group(
                &name,
                &question.question_text,
                question.citation.as_deref(),
                Some(&question.setting_name),
                &[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")],
            );
        }
        self.push_markup("<p class=\"line\"><label for=\"Review-comments\">Comments</label> <textarea id=\"Review-comments\"></textarea></p>\n");
        match form.kind {
            ReviewFormKind::CommitteeMember => self.write_radio_group(
                decision_key,
                "Your determination",
                None,
                None,
                &[
                    ("approve", "Approve"),
                    (
                        "approve-with-changes",
                        "Approve with changes (describe them under Comments)",
                    ),
                    ("disapprove", "Disapprove"),
                ],
            ),
            ReviewFormKind::TechnicalReviewer => self.write_radio_group(
                decision_key,
                "Is all of it accurate?",
                None,
                None,
                &[("yes", "Yes"), ("no", "No (explain under Comments)")],
            ),
        }
        self.push_markup("<p><button type=\"submit\">Save my form</button></p>\n</form>\n");
        self.push_markup("<div id=\"Review-saved\" class=\"saved\" role=\"status\" tabindex=\"-1\" hidden>\n<h2>Your form is saved as a file</h2>\n<p>It is in your downloads as <strong id=\"Review-name\"></strong>. Send that file back. If you cannot find it, copy this text into an email:</p>\n<p><label for=\"Review-text\">Text of the file</label> <textarea id=\"Review-text\" readonly></textarea></p>\n</div>\n</main>\n<script>");
        self.push_markup(FORM_SCRIPT.trim());
        self.push_markup("</script>\n</body>\n</html>\n");
    }

    fn write_radio_group(
        &mut self,
        name: &str,
        legend: &str,
        citation: Option<&str>,
        question_key: Option<&str>,
        choices: &[(&str, &str)],
    ) {
        self.push_markup("<fieldset");
        self.push_attribute("data-name", name);
        self.push_attribute("data-need", legend);
        if let Some(key) = question_key {
            self.push_attribute("data-question", key);
        }
        self.push_markup(">\n<legend>");
        self.push_text(legend);
        if let Some(citation) = citation {
            self.push_markup(" <span class=\"cite\">(");
            self.push_text(citation);
            self.push_markup(")</span>");
        }
        self.push_markup("</legend>\n<div class=\"");
        self.push_markup(if question_key.is_some() {
            "answers"
        } else {
            "choices"
        });
        self.push_markup("\">\n");
        for (value, label) in choices {
            let id = format!("Review-{name}-{value}");
            self.push_markup("<label");
            self.push_attribute("for", &id);
            self.push_markup("><input type=\"radio\"");
            self.push_attribute("id", &id);
            self.push_attribute("name", name);
            self.push_attribute("value", value);
            self.push_markup("> ");
            self.push_text(label);
            self.push_markup("</label>\n");
        }
        self.push_markup("</div>\n</fieldset>\n");
    }
}

fn form_title(kind: ReviewFormKind) -> &'static str {
    match kind {
        ReviewFormKind::CommitteeMember => "I&E review",
        ReviewFormKind::TechnicalReviewer => "Technical review",
    }
}
