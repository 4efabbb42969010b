//! Paragraphs and the words in them as Word's runs: names, stress, links, blanks, languages and directions.

use icu_locale_core::LanguageIdentifier;

use super::language::{self, LEFT, RIGHT};
use super::relationships::Relations;
use super::xml_values::escaped;
use crate::document::{Anchor, Inline, LinkTarget};
use crate::render::theme::right_to_left;

/// Paragraphs as far as they are written.
pub(super) struct Paragraphs<'a> {
    pub(super) xml: String,
    pub(super) relations: Relations,
    /// The document runs from right to left.
    pub(super) right_to_left: bool,
    /// The names that the next paragraph bears.
    pub(super) waiting: Vec<&'a Anchor>,
    bookmarks: usize,
    /// How many names the paragraph being written bears.
    opened: usize,
}

/// How words are set apart from those round them.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each stands for one mark of a run, and any may go with any"
)]
#[derive(Clone, Copy)]
struct Manner<'a> {
    strong: bool,
    emphasis: bool,
    link: bool,
    /// A language other than the document's.
    language: Option<&'a LanguageIdentifier>,
    /// The direction of the words round them.
    right_to_left: bool,
}

impl Paragraphs<'_> {
    pub(super) fn new(language: &LanguageIdentifier) -> Self {
        Self {
            xml: String::new(),
            relations: Relations::default(),
            right_to_left: right_to_left(language),
            waiting: Vec::new(),
            bookmarks: 0,
            opened: 0,
        }
    }

    pub(super) fn push(&mut self, markup: &str) {
        self.xml.push_str(markup);
    }

    /// Begins a paragraph with what is said about it, and the names that wait for one.
    pub(super) fn open(&mut self, about: &str) {
        self.push(&format!("<w:p><w:pPr>{about}</w:pPr>"));
        let mut names = String::new();
        let anchors = std::mem::take(&mut self.waiting);
        for anchor in &anchors {
            names.push_str(&format!(
                "<w:bookmarkStart w:id=\"{}\" w:name=\"{}\"/>",
                self.bookmarks,
                anchor.word_bookmark_name()
            ));
            self.bookmarks += 1;
        }
        self.push(&names);
        self.opened = anchors.len();
    }

    /// Ends the paragraph that was begun.
    pub(super) fn close(&mut self) {
        for id in self.bookmarks - self.opened..self.bookmarks {
            self.push(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
        self.push("</w:p>");
    }

    /// The words of a paragraph.
    pub(super) fn content(&mut self, content: &[Inline]) {
        self.inlines(content, self.plain());
    }

    /// Plain words.
    pub(super) fn text(&mut self, words: &str) {
        self.words(words, self.plain(), "");
    }

    /// How plain words of the document are set.
    fn plain(&self) -> Manner<'static> {
        Manner {
            strong: false,
            emphasis: false,
            link: false,
            language: None,
            right_to_left: self.right_to_left,
        }
    }

    fn inlines(&mut self, content: &[Inline], manner: Manner<'_>) {
        for inline in content {
            match inline {
                Inline::Text(words) | Inline::FactValue { text: words, .. } => {
                    self.words(words, manner, "");
                }
                Inline::Blank(blank) => {
                    self.words(
                        &blank.placeholder_text(),
                        manner,
                        "<w:rStyle w:val=\"Blank\"/>",
                    );
                }
                Inline::Emphasis(content) => {
                    let emphasis = true;
                    self.inlines(content, Manner { emphasis, ..manner });
                }
                Inline::Strong(content) => {
                    let strong = true;
                    self.inlines(content, Manner { strong, ..manner });
                }
                Inline::Link { target, content } => self.link(target, content, manner),
                Inline::OtherLanguage { language, content } => {
                    self.foreign(language, content, manner)
                }
                Inline::LineBreak => self.push("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Words of one manner, in runs of one direction.
    fn words(&mut self, words: &str, manner: Manner<'_>, style: &str) {
        for piece in language::pieces(words, manner.right_to_left) {
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
                about.push_str(&language::element(language));
            }
            let about = if about.is_empty() {
                about
            } else {
                format!("<w:rPr>{about}</w:rPr>")
            };
            self.push(&format!(
                "<w:r>{about}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(&piece.text)
            ));
        }
    }

    fn link(&mut self, target: &LinkTarget, content: &[Inline], manner: Manner<'_>) {
        let place = match target {
            LinkTarget::Url(address) => format!("r:id=\"{}\"", self.relations.address(address)),
            LinkTarget::PacketFile(path) => format!("r:id=\"{}\"", self.relations.address(path)),
            LinkTarget::Anchor(anchor) => format!("w:anchor=\"{}\"", anchor.word_bookmark_name()),
        };
        self.push(&format!("<w:hyperlink {place} w:history=\"1\">"));
        let link = true;
        self.inlines(content, Manner { link, ..manner });
        self.push("</w:hyperlink>");
    }

    /// Words of another language; of another direction, they keep the signs at their ends.
    fn foreign(&mut self, language: &LanguageIdentifier, content: &[Inline], manner: Manner<'_>) {
        let turned = right_to_left(language) != manner.right_to_left;
        let inside = Manner {
            language: Some(language),
            right_to_left: right_to_left(language),
            ..manner
        };
        let mark = |right: bool| if right { RIGHT } else { LEFT };
        if turned {
            self.mark(mark(inside.right_to_left), inside);
        }
        self.inlines(content, inside);
        if turned {
            self.mark(mark(inside.right_to_left), inside);
            self.mark(mark(manner.right_to_left), manner);
        }
    }

    fn mark(&mut self, mark: &str, manner: Manner<'_>) {
        let about = if manner.right_to_left {
            "<w:rPr><w:rtl/></w:rPr>"
        } else {
            ""
        };
        self.push(&format!("<w:r>{about}<w:t>{mark}</w:t></w:r>"));
    }
}
