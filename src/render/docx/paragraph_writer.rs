//! Writes paragraphs and their inlines as Word runs, with bookmarks, links, languages and directions.

use icu_locale_core::LanguageIdentifier;

use super::language::{self, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK};
use super::relationships::PartRelationships;
use super::xml_values::escape_xml;
use crate::document::{Anchor, Inline, LinkTarget};
use crate::render::theme::is_rtl_language;

/// Paragraphs being written.
pub(super) struct DocxParagraphWriter<'a> {
    pub(super) xml: String,
    pub(super) relationships: PartRelationships,
    /// Whether the document is read from right to left.
    pub(super) right_to_left: bool,
    /// The bookmarks of the next paragraph.
    pub(super) pending_bookmarks: Vec<&'a Anchor>,
    bookmark_count: usize,
    /// The number of bookmarks of the paragraph being written.
    open_bookmark_count: usize,
}

/// The format of a run.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent property of a run"
)]
#[derive(Clone, Copy)]
struct RunProperties<'a> {
    strong: bool,
    emphasis: bool,
    link: bool,
    /// A language other than the document's.
    language: Option<&'a LanguageIdentifier>,
    /// Whether the text around the run is read from right to left.
    right_to_left: bool,
}

impl DocxParagraphWriter<'_> {
    pub(super) fn new(language: &LanguageIdentifier) -> Self {
        Self {
            xml: String::new(),
            relationships: PartRelationships::default(),
            right_to_left: is_rtl_language(language),
            pending_bookmarks: Vec::new(),
            bookmark_count: 0,
            open_bookmark_count: 0,
        }
    }

    pub(super) fn push_xml(&mut self, markup: &str) {
        self.xml.push_str(markup);
    }

    /// Begins a paragraph with these properties and the pending bookmarks.
    pub(super) fn open_paragraph(&mut self, properties: &str) {
        self.push_xml(&format!("<w:p><w:pPr>{properties}</w:pPr>"));
        let anchors = std::mem::take(&mut self.pending_bookmarks);
        for anchor in &anchors {
            self.push_xml(&format!(
                "<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>",
                self.bookmark_count,
                anchor.word_bookmark_name()
            ));
            self.bookmark_count += 1;
        }
        self.open_bookmark_count = anchors.len();
    }

    /// Ends the paragraph and its bookmarks.
    pub(super) fn close_paragraph(&mut self) {
        for id in self.bookmark_count - self.open_bookmark_count..self.bookmark_count {
            self.push_xml(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
        self.push_xml("</w:p>");
    }

    /// Writes the inlines of a paragraph.
    pub(super) fn write_content(&mut self, content: &[Inline]) {
        self.write_inlines(content, self.default_run_properties());
    }

    /// Writes unformatted text.
    pub(super) fn write_text(&mut self, text: &str) {
        self.write_text_runs(text, self.default_run_properties(), "");
    }

    /// Returns the format of unformatted text in the document's language.
    fn default_run_properties(&self) -> RunProperties<'static> {
        RunProperties {
            strong: false,
            emphasis: false,
            link: false,
            language: None,
            right_to_left: self.right_to_left,
        }
    }

    fn write_inlines(&mut self, content: &[Inline], format: RunProperties<'_>) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::FactValue { text, .. } => {
                    self.write_text_runs(text, format, "");
                }
                Inline::Blank(blank) => {
                    self.write_text_runs(
                        &blank.placeholder_text(),
                        format,
                        "<w:rStyle w:val=\"Blank\"/>",
                    );
                }
                Inline::Emphasis(content) => {
                    let emphasis = true;
                    self.write_inlines(content, RunProperties { emphasis, ..format });
                }
                Inline::Strong(content) => {
                    let strong = true;
                    self.write_inlines(content, RunProperties { strong, ..format });
                }
                Inline::Link { target, content } => self.write_link(target, content, format),
                Inline::OtherLanguage { language, content } => {
                    self.write_foreign_text(language, content, format);
                }
                Inline::LineBreak => self.push_xml("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Writes text as runs of one direction each; `style` is the element of the character style, if any.
    fn write_text_runs(&mut self, text: &str, format: RunProperties<'_>, style: &str) {
        for run in language::split_by_direction(text, format.right_to_left) {
            let mut properties = if style.is_empty() && format.link {
                "<w:rStyle w:val=\"Hyperlink\"/>".to_owned()
            } else {
                style.to_owned()
            };
            if format.strong {
                properties.push_str("<w:b/><w:bCs/>");
            }
            if format.emphasis {
                properties.push_str("<w:i/><w:iCs/>");
            }
            if run.right_to_left {
                properties.push_str("<w:rtl/>");
            }
            if let Some(language) = format.language {
                properties.push_str(&language::language_element_xml(language));
            }
            if !properties.is_empty() {
                properties = format!("<w:rPr>{properties}</w:rPr>");
            }
            self.push_xml(&format!(
                "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape_xml(&run.text)
            ));
        }
    }

    fn write_link(&mut self, target: &LinkTarget, content: &[Inline], format: RunProperties<'_>) {
        let destination = match target {
            LinkTarget::Url(target) | LinkTarget::PacketFile(target) => {
                format!("r:id=\"{}\"", self.relationships.add_hyperlink(target))
            }
            LinkTarget::Anchor(anchor) => format!("w:anchor=\"{}\"", anchor.word_bookmark_name()),
        };
        self.push_xml(&format!("<w:hyperlink {destination} w:history=\"1\">"));
        let link = true;
        self.write_inlines(content, RunProperties { link, ..format });
        self.push_xml("</w:hyperlink>");
    }

    /// Writes text in another language, between direction marks if its direction differs, so that punctuation at its
    /// ends stays there.
    fn write_foreign_text(
        &mut self,
        language: &LanguageIdentifier,
        content: &[Inline],
        format: RunProperties<'_>,
    ) {
        let changes_direction = is_rtl_language(language) != format.right_to_left;
        let inside = RunProperties {
            language: Some(language),
            right_to_left: is_rtl_language(language),
            ..format
        };
        if changes_direction {
            self.write_direction_mark(inside);
        }
        self.write_inlines(content, inside);
        if changes_direction {
            self.write_direction_mark(inside);
            self.write_direction_mark(format);
        }
    }

    fn write_direction_mark(&mut self, format: RunProperties<'_>) {
        let (properties, mark) = if format.right_to_left {
            ("<w:rPr><w:rtl/></w:rPr>", RIGHT_TO_LEFT_MARK)
        } else {
            ("", LEFT_TO_RIGHT_MARK)
        };
        self.push_xml(&format!("<w:r>{properties}<w:t>{mark}</w:t></w:r>"));
    }
}
