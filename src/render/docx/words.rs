//! Words as Word's runs: stress, links, blanks, languages and directions.

use icu_locale_core::LanguageIdentifier;

use super::body::Body;
use super::language::{self, LEFT, RIGHT};
use super::xml::escaped;
use crate::document::{Inline, Target};
use crate::render::right_to_left;

/// How words are set apart from those round them.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    strong: bool,
    emphasis: bool,
    link: bool,
    /// A language other than the document's.
    language: Option<&'a LanguageIdentifier>,
    /// The direction of the words round them.
    right_to_left: bool,
}

impl Manner<'_> {
    /// Plain words of a document of that direction.
    pub(super) fn of(right_to_left: bool) -> Self {
        Self {
            strong: false,
            emphasis: false,
            link: false,
            language: None,
            right_to_left,
        }
    }

    /// The same words, strongly stressed.
    pub(super) fn strong(self) -> Self {
        Self {
            strong: true,
            ..self
        }
    }
}

impl Body<'_> {
    pub(super) fn inlines(&mut self, content: &[Inline], manner: Manner<'_>) {
        for inline in content {
            match inline {
                Inline::Text(words) | Inline::Value(words) => self.words(words, manner, ""),
                Inline::Blank(blank) => {
                    self.words(&blank.shown(), manner, "<w:rStyle w:val=\"Blank\"/>");
                }
                Inline::Emphasis(content) => {
                    let emphasis = true;
                    self.inlines(content, Manner { emphasis, ..manner });
                }
                Inline::Strong(content) => self.inlines(content, manner.strong()),
                Inline::Link { target, content } => self.link(target, content, manner),
                Inline::Foreign { language, content } => self.foreign(language, content, manner),
                Inline::Break => self.push("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Words of one manner, in runs of one direction.
    pub(super) fn words(&mut self, words: &str, manner: Manner<'_>, style: &str) {
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

    fn link(&mut self, target: &Target, content: &[Inline], manner: Manner<'_>) {
        let place = match target {
            Target::Address(address) => format!("r:id=\"{}\"", self.relations.address(address)),
            Target::File(path) => format!("r:id=\"{}\"", self.relations.address(path)),
            Target::Anchor(anchor) => format!("w:anchor=\"{}\"", anchor.bookmark()),
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
