//! Short ways to write a tree by hand.

use icu_locale_core::LanguageIdentifier;
use policypress::content::pack::TemplatePack;
use policypress::document::{
    Anchor, Audience, Blank, Block, BlockKind, BlockRole, Document, DocumentLayout, Inline,
    LinkTarget, List, ListItem, Table,
};

/// An empty document of Cedar Valley in English.
pub(crate) fn empty_document(title: &str, audience: Audience, layout: DocumentLayout) -> Document {
    Document {
        name: "document".into(),
        title: title.into(),
        agency_name: "Cedar Valley Family Health".into(),
        short_agency_name: "Cedar Valley Family Health".into(),
        description: String::new(),
        language: parse_language_tag("en"),
        audience,
        layout,
        is_draft: false,
        footer_text: String::new(),
        edition_date: Some(jiff::civil::date(2026, 12, 1)),
        page_strings: TemplatePack::load_built_in().english.locale.page_strings,
        blocks: Vec::new(),
    }
}

/// A block without name and part.
pub(crate) fn plain_block(kind: BlockKind) -> Block {
    Block {
        anchor: None,
        origin: None,
        role: BlockRole::Plain,
        kind,
    }
}

/// A heading.
pub(crate) fn heading_block(level: u8, words: &str) -> Block {
    plain_block(BlockKind::Heading {
        level,
        content: vec![text_inline(words)],
    })
}

/// A paragraph.
pub(crate) fn paragraph_block(content: Vec<Inline>) -> Block {
    plain_block(BlockKind::Paragraph(content))
}

/// A quotation.
pub(crate) fn quote_block(blocks: Vec<Block>) -> Block {
    plain_block(BlockKind::Quote(blocks))
}

/// A bulleted list.
pub(crate) fn bullet_list(items: Vec<ListItem>) -> Block {
    plain_block(BlockKind::List(List {
        start_number: None,
        items,
    }))
}

/// A numbered list.
pub(crate) fn numbered_list(start: u64, items: Vec<ListItem>) -> Block {
    plain_block(BlockKind::List(List {
        start_number: Some(start),
        items,
    }))
}

/// A table under these heads.
pub(crate) fn table_block(head: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    let cell = |words: &&str| {
        if words.is_empty() {
            vec![]
        } else {
            vec![text_inline(words)]
        }
    };
    plain_block(BlockKind::Table(Table {
        header: head.iter().map(cell).collect(),
        rows,
    }))
}

/// The block in a part.
pub(crate) fn with_role(role: BlockRole, block: Block) -> Block {
    Block { role, ..block }
}

/// The block under a name.
pub(crate) fn with_anchor(name: &str, block: Block) -> Block {
    Block {
        anchor: Some(Anchor(name.into())),
        origin: None,
        ..block
    }
}

/// An item under a name.
pub(crate) fn anchored_item(name: &str, blocks: Vec<Block>) -> ListItem {
    ListItem {
        anchor: Some(Anchor(name.into())),
        blocks,
    }
}

/// An item of one paragraph.
pub(crate) fn text_item(words: &str) -> ListItem {
    ListItem {
        anchor: None,
        blocks: vec![paragraph_block(vec![text_inline(words)])],
    }
}

/// Words of the template.
pub(crate) fn text_inline(words: &str) -> Inline {
    Inline::Text(words.into())
}

/// A fact.
pub(crate) fn value_inline(words: &str) -> Inline {
    Inline::FactValue {
        text: words.into(),
        setting_paths: Vec::new(),
    }
}

/// Strongly stressed words.
pub(crate) fn strong_inline(words: &str) -> Inline {
    Inline::Strong(vec![text_inline(words)])
}

/// A link to an address.
pub(crate) fn link_inline(address: &str, words: &str) -> Inline {
    Inline::Link {
        target: LinkTarget::Url(address.into()),
        content: vec![text_inline(words)],
    }
}

/// A missing fact.
pub(crate) fn blank_inline(label: &str, setting: &str) -> Inline {
    Inline::Blank(Blank {
        label: label.into(),
        setting_path: setting.into(),
    })
}

/// A language by its tag.
pub(crate) fn parse_language_tag(tag: &str) -> LanguageIdentifier {
    tag.parse()
        .expect("a language tag written in a test is well formed")
}
