//! A form about a document as one page that works without a network: it shows the document, asks, and saves
//! a small file.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::html_writer::{Page, direction};
use super::page_css;
use crate::document::review_form::{ReviewForm, ReviewFormKind};
use crate::render::theme::{Theme, right_to_left};

const STYLE: &str = include_str!("../../../templates/theme/form.css");
const SCRIPT: &str = include_str!("../../../templates/theme/form.js");

/// The whole page. Its own words are English, the language of the committee's work.
pub fn form(form: &ReviewForm<'_>, theme: &Theme) -> String {
    let mut page = Page::new(false);
    page.form_head(form, theme);
    page.form_cover(form);
    page.form_material(form);
    page.form_fields(form);
    page.text
}

impl Page {
    fn form_head(&mut self, form: &ReviewForm<'_>, theme: &Theme) {
        let script = BASE64.encode(Sha256::digest(SCRIPT.trim().as_bytes()));
        let _ = write!(
            self.text,
            "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{script}'; base-uri 'none'; \
             form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"format-detection\" content=\"telephone=no\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>"
        );
        self.words(title(form.kind));
        self.push(": ");
        self.words(&form.document.title);
        self.push("</title>\n<style>\n");
        self.push(&page_css::style_safe(&theme.style));
        self.push(&page_css::colour(theme));
        self.push(STYLE);
        self.push("</style>\n</head>\n<body class=\"form\">\n<a class=\"skip\" href=\"#Review\">Skip to the form</a>\n<main id=\"Content\">\n");
    }

    fn form_cover(&mut self, form: &ReviewForm<'_>) {
        self.push("<h1>");
        self.words(title(form.kind));
        self.push(": ");
        self.words(&form.document.title);
        self.push("</h1>\n<p class=\"lead\">");
        self.words(match form.kind {
            ReviewFormKind::CommitteeMember => {
                "Please read the material, answer the questions, and save your form. It is the written record of your determination (42 CFR 59.6)."
            }
            ReviewFormKind::TechnicalReviewer => {
                "Please compare each fact in the material with its source, and save your form."
            }
        });
        self.push(
            " Nothing is sent: you get a small file to return.</p>\n<table class=\"facts\">\n",
        );
        for (name, value) in &form.cover_facts {
            self.push("<tr><th scope=\"row\">");
            self.words(name);
            self.push("</th><td>");
            self.words(value);
            self.push("</td></tr>\n");
        }
        self.push("</table>\n");
    }

    fn form_material(&mut self, form: &ReviewForm<'_>) {
        let document = form.document;
        let rtl = right_to_left(&document.language);
        self.push("<h2>The material</h2>\n<div class=\"review\"");
        self.attribute("lang", &document.language.to_string());
        self.attribute("dir", direction(rtl));
        self.push(">\n");
        self.right_to_left.push(rtl);
        self.blocks(&document.blocks);
        self.right_to_left.pop();
        self.push("</div>\n");
    }

    fn form_fields(&mut self, form: &ReviewForm<'_>) {
        let (who, verdict) = match form.kind {
            ReviewFormKind::CommitteeMember => ("member", "determination"),
            ReviewFormKind::TechnicalReviewer => ("reviewer", "accurate"),
        };
        let fixed = serde_json::to_string(&form.fixed_settings).expect("texts are JSON");
        self.push("<h2 id=\"Review\" tabindex=\"-1\">Your review</h2>\n<form id=\"Review-form\" novalidate");
        self.attribute("data-who", who);
        self.attribute("data-verdict", verdict);
        self.attribute("data-file", &form.file_name_prefix);
        self.attribute("data-fixed", &fixed);
        self.push(">\n<div id=\"Review-faults\" class=\"faults\" role=\"alert\" tabindex=\"-1\" hidden>\n<h2>Still to be filled in</h2>\n<ul></ul>\n</div>\n");
        self.push("<p class=\"line\"><label for=\"Review-who\">");
        self.words(match form.kind {
            ReviewFormKind::CommitteeMember => "Your code or name, as the committee lists it",
            ReviewFormKind::TechnicalReviewer => "Your position or name",
        });
        self.push("</label> <input id=\"Review-who\" type=\"text\" autocomplete=\"off\" required data-need=\"Your code or name\"></p>\n");
        self.push("<p class=\"line\"><label for=\"Review-date\">The date</label> <input id=\"Review-date\" type=\"date\" required data-need=\"The date\"></p>\n");
        for question in &form.questions {
            let name = format!("q-{}", question.setting_name);
            self.group(
                &name,
                &question.question_text,
                question.citation.as_deref(),
                Some(&question.setting_name),
                &[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")],
            );
        }
        self.push("<p class=\"line\"><label for=\"Review-comments\">Comments</label> <textarea id=\"Review-comments\"></textarea></p>\n");
        match form.kind {
            ReviewFormKind::CommitteeMember => self.group(
                verdict,
                "Your determination",
                None,
                None,
                &[
                    ("approve", "Approve"),
                    (
                        "approve-with-changes",
                        "Approve with changes: say which under Comments",
                    ),
                    ("disapprove", "Disapprove"),
                ],
            ),
            ReviewFormKind::TechnicalReviewer => self.group(
                verdict,
                "Is all of it accurate?",
                None,
                None,
                &[("yes", "Yes"), ("no", "No: say what under Comments")],
            ),
        }
        self.push("<p><button type=\"submit\">Save my form</button></p>\n</form>\n");
        self.push("<div id=\"Review-saved\" class=\"saved\" role=\"status\" tabindex=\"-1\" hidden>\n<h2>Your form is saved as a file</h2>\n<p>It is in your downloads as <strong id=\"Review-name\"></strong>. Send that file back. If you cannot find it, copy this text into an e-mail:</p>\n<p><label for=\"Review-text\">The text of the file</label> <textarea id=\"Review-text\" readonly></textarea></p>\n</div>\n</main>\n<script>");
        self.push(SCRIPT.trim());
        self.push("</script>\n</body>\n</html>\n");
    }

    fn group(
        &mut self,
        name: &str,
        words: &str,
        citation: Option<&str>,
        question: Option<&str>,
        choices: &[(&str, &str)],
    ) {
        self.push("<fieldset");
        self.attribute("data-name", name);
        self.attribute("data-need", words);
        if let Some(question) = question {
            self.attribute("data-question", question);
        }
        self.push(">\n<legend>");
        self.words(words);
        if let Some(citation) = citation {
            self.push(" <span class=\"cite\">(");
            self.words(citation);
            self.push(")</span>");
        }
        self.push("</legend>\n<div class=\"");
        self.push(if question.is_some() {
            "answers"
        } else {
            "choices"
        });
        self.push("\">\n");
        for (value, label) in choices {
            let id = format!("Review-{name}-{value}");
            self.push("<label");
            self.attribute("for", &id);
            self.push("><input type=\"radio\"");
            self.attribute("id", &id);
            self.attribute("name", name);
            self.attribute("value", value);
            self.push("> ");
            self.words(label);
            self.push("</label>\n");
        }
        self.push("</div>\n</fieldset>\n");
    }
}

fn title(kind: ReviewFormKind) -> &'static str {
    match kind {
        ReviewFormKind::CommitteeMember => "I&E review",
        ReviewFormKind::TechnicalReviewer => "Technical review",
    }
}
