//! Several documents bound in one file, each with its own pages and its part of the structure.

use super::page::{FieldKind, Laid, Mark, Page, Placed, Thing};
use super::tree::{ElementId, Kid, Kind, SlotId, Tree};
use super::{Faces, lay_out, tag, write};
use crate::diag::Checked;
use crate::document::{Document, Target};
use crate::render::Theme;

/// Makes one PDF of documents in their order; title, language and description of the file are those of the
/// first. All are made for the theme's sheet.
pub fn bound(documents: &[&Document], theme: &Theme, faces: &mut Faces) -> Checked<Vec<u8>> {
    let mut diagnostics = Vec::new();
    let (width, height) = theme.paper.points();
    let mut whole = Laid::new((width, height));
    let first = documents.first();
    for (number, document) in documents.iter().enumerate() {
        let laid = lay_out(document, theme, faces);
        diagnostics.extend(laid.diagnostics);
        let Some(laid) = laid.value else { continue };
        let other = first.filter(|first| first.language != document.language);
        let language = other.map(|_| document.language.to_string());
        bind(&mut whole, laid, number, language);
    }
    let value = first.filter(|_| diagnostics.is_empty()).map(|first| {
        let written = write::write(&whole, faces);
        tag::finish(first, &whole, written)
    });
    Checked { value, diagnostics }
}

/// Puts a document behind those that are bound; names in it get its number, because others have the same.
fn bind(whole: &mut Laid, part: Laid, number: usize, language: Option<String>) {
    let elements = whole.tree.elements.len();
    let slots = whole.tree.slots.len();
    let pages = whole.pages.len();
    let element = |id: ElementId| ElementId(id.0 + elements);
    let named = |name: &str| format!("{number}-{name}");
    for mut own in part.tree.elements {
        own.parent = Some(own.parent.map_or(Tree::ROOT, element));
        for kid in &mut own.kids {
            *kid = match *kid {
                Kid::Element(id) => Kid::Element(element(id)),
                Kid::Slot(id) => Kid::Slot(SlotId(id.0 + slots)),
            };
        }
        if let Some(Target::Anchor(anchor)) = &mut own.target {
            anchor.0 = named(&anchor.0);
        }
        whole.tree.elements.push(own);
    }
    let root = &mut whole.tree.elements[elements];
    root.kind = Kind::Part;
    root.language = language;
    let root = Kid::Element(ElementId(elements));
    whole.tree.elements[Tree::ROOT.0].kids.push(root);
    whole
        .tree
        .slots
        .extend(part.tree.slots.into_iter().map(element));
    for (mut entry, mut place) in part.outline {
        entry.element = element(entry.element);
        place.page += pages;
        whole.outline.push((entry, place));
    }
    for (name, mut place) in part.places {
        place.page += pages;
        whole.places.push((named(&name), place));
    }
    for Page {
        mut under,
        mut words,
        mut fields,
    } in part.pages
    {
        for field in &mut fields {
            field.element = element(field.element);
            if let FieldKind::Choice { of, .. } = &mut field.kind {
                *of = element(*of);
            }
        }
        under
            .iter_mut()
            .chain(&mut words)
            .for_each(|placed| move_slot(placed, slots));
        whole.pages.push(Page {
            under,
            words,
            fields,
        });
    }
}

fn move_slot(placed: &mut Placed, by: usize) {
    if let Mark::Slot(slot) = &mut placed.mark {
        slot.0 += by;
    }
    match &mut placed.thing {
        Thing::Words(run) | Thing::Turned(run, _) => run.paint.slot.0 += by,
        Thing::Box { .. } | Thing::Picture { .. } | Thing::Disc { .. } => {}
    }
}
