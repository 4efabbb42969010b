//! Paragraphs and the words in them as Word's runs: names, stress, links, blanks, languages and directions.

use icu_locale_core::LanguageIdentifier;

use super::language::{self, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK};
use super::relationships::PartRelationships;
use super::xml_values::escape_xml;
use crate::document::{Anchor, Inline, LinkTarget};
use crate::render::theme::is_rtl_language;

/// Paragraphs as far as they are written.
pub(super) struct DocxParagraphWriter<'a> {
    pub(super) xml: String,
    pub(super) relationships: PartRelationships,
    /// The document runs from right to left.
    pub(super) right_to_left: bool,
    /// The names that the next paragraph bears.
    pub(super) pending_bookmarks: Vec<&'a Anchor>,
    bookmark_count: usize,
    /// How many names the paragraph being written bears.
    open_bookmark_count: usize,
}

/// How words are set apart from those round them.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each stands for one mark of a run, and any may go with any"
)]
#[derive(Clone, Copy)]
struct RunProperties<'a> {
    strong: bool,
    emphasis: bool,
    link: bool,
    /// A language other than the document's.
    language: Option<&'a LanguageIdentifier>,
    /// The direction of the words round them.
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

    /// Begins a paragraph with what is said about it, and the names that wait for one.
    pub(super) fn open_paragraph(&mut self, about: &str) {
        self.push_xml(&format!("<w:p><w:pPr>{about}</w:pPr>"));
        let mut names = String::new();
        let anchors = std::mem::take(&mut self.pending_bookmarks);
        for anchor in &anchors {
            names.push_str(&format!(
                "<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>",
                self.bookmark_count,
                anchor.word_bookmark_name()
            ));
            self.bookmark_count += 1;
        }
        self.push_xml(&names);
        self.open_bookmark_count = anchors.len();
    }

    /// Ends the paragraph that was begun.
    pub(super) fn close_paragraph(&mut self) {
        for id in self.bookmark_count - self.open_bookmark_count..self.bookmark_count {
            self.push_xml(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
        self.push_xml("</w:p>");
    }

    /// The words of a paragraph.
    pub(super) fn write_content(&mut self, content: &[Inline]) {
        self.write_inlines(content, self.default_run_properties());
    }

    /// Plain words.
    pub(super) fn write_text(&mut self, words: &str) {
        self.write_text_runs(words, self.default_run_properties(), "");
    }

    /// How plain words of the document are set.
    fn default_run_properties(&self) -> RunProperties<'static> {
        RunProperties {
            strong: false,
            emphasis: false,
            link: false,
            language: None,
            right_to_left: self.right_to_left,
        }
    }

    fn write_inlines(&mut self, content: &[Inline], manner: RunProperties<'_>) {
        for inline in content {
            match inline {
                Inline::Text(words) | Inline::FactValue { text: words, .. } => {
                    self.write_text_runs(words, manner, "");
                }
                Inline::Blank(blank) => {
                    self.write_text_runs(
                        &blank.placeholder_text(),
                        manner,
                        "<w:rStyle w:val=\"Blank\"/>",
                    );
                }
                Inline::Emphasis(content) => {
                    let emphasis = true;
                    self.write_inlines(content, RunProperties { emphasis, ..manner });
                }
                Inline::Strong(content) => {
                    let strong = true;
                    self.write_inlines(content, RunProperties { strong, ..manner });
                }
                Inline::Link { target, content } => self.write_link(target, content, manner),
                Inline::OtherLanguage { language, content } => {
                    self.write_foreign_text(language, content, manner)
                }
                Inline::LineBreak => self.push_xml("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Words of one manner, in runs of one direction.
    fn write_text_runs(&mut self, words: &str, manner: RunProperties<'_>, style: &str) {
        for piece in language::split_by_direction(words, manner.right_to_left) {
            let mut about = if style.is_empty() && manner.link {
                "<w:rStyle w:val=\"Hyperlink\"/>".to_owned()
            } else {
                style.to_owned()
            };
            if manner.strong {
                about.push_str("<w:b/><w:bCs/>");
            }
            if manner.emphasis {
                about.push_str("<w:i/><w:iCs/>");
            }
            if piece.right_to_left {
                about.push_str("<w:rtl/>");
            }
            if let Some(language) = manner.language {
                about.push_str(&language::language_element_xml(language));
            }
            let about = if about.is_empty() {
                about
            } else {
                format!("<w:rPr>{about}</w:rPr>")
            };
            self.push_xml(&format!(
                "<w:r>{about}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape_xml(&piece.text)
            ));
        }
    }

    fn write_link(&mut self, target: &LinkTarget, content: &[Inline], manner: RunProperties<'_>) {
        let place = match target {
            LinkTarget::Url(address) => {
                format!("r:id=\"{}\"", self.relationships.add_hyperlink(address))
            }
            LinkTarget::PacketFile(path) => {
                format!("r:id=\"{}\"", self.relationships.add_hyperlink(path))
            }
            LinkTarget::Anchor(anchor) => format!("w:anchor=\"{}\"", anchor.word_bookmark_name()),
        };
        self.push_xml(&format!("<w:hyperlink {place} w:history=\"1\">"));
        let link = true;
        self.write_inlines(content, RunProperties { link, ..manner });
        self.push_xml("</w:hyperlink>");
    }

    /// Words of another language; of another direction, they keep the signs at their ends.
    fn write_foreign_text(
        &mut self,
        language: &LanguageIdentifier,
        content: &[Inline],
        manner: RunProperties<'_>,
    ) {
        let turned = is_rtl_language(language) != manner.right_to_left;
        let inside = RunProperties {
            language: Some(language),
            right_to_left: is_rtl_language(language),
            ..manner
        };
        let mark = |right: bool| {
            if right {
                RIGHT_TO_LEFT_MARK
            } else {
                LEFT_TO_RIGHT_MARK
            }
        };
        if turned {
            self.write_direction_mark(mark(inside.right_to_left), inside);
        }
        self.write_inlines(content, inside);
        if turned {
            self.write_direction_mark(mark(inside.right_to_left), inside);
            self.write_direction_mark(mark(manner.right_to_left), manner);
        }
    }

    fn write_direction_mark(&mut self, mark: &str, manner: RunProperties<'_>) {
        let about = if manner.right_to_left {
            "<w:rPr><w:rtl/></w:rPr>"
        } else {
            ""
        };
        self.push_xml(&format!("<w:r>{about}<w:t>{mark}</w:t></w:r>"));
    }
}
