//! Outline (bookmarks) and named destinations for headings and statements.

use super::pdf_tagger::{Object, ObjectId, PdfTagger, dictionary, text_string};
use crate::render::pdf::flowing_text_layout::heading_destination_name;
use crate::render::pdf::pdf_types::to_pdf_integer;

impl PdfTagger<'_> {
    /// Writes the headings as nested bookmarks.
    pub(super) fn write_outline(&mut self) {
        let outline = &self.paged_document.outline;
        if outline.is_empty() {
            return;
        }
        let root = self.pdf_file.new_object_id();
        let ids: Vec<ObjectId> = outline
            .iter()
            .map(|_| self.pdf_file.new_object_id())
            .collect();
        // The parent of a bookmark is the nearest earlier heading of a higher rank.
        let parents: Vec<Option<usize>> = outline
            .iter()
            .enumerate()
            .map(|(index, (entry, _))| {
                outline[..index]
                    .iter()
                    .rposition(|(earlier, _)| earlier.level < entry.level)
            })
            .collect();
        let children_of = |parent: Option<usize>| -> Vec<usize> {
            (0..outline.len())
                .filter(|index| parents[*index] == parent)
                .collect()
        };
        for (index, (entry, destination)) in outline.iter().enumerate() {
            let mut dict = dictionary! {
                "Title" => text_string(entry.title.trim()),
                "Parent" => Object::Reference(parents[index].map_or(root, |parent| ids[parent])),
                "Dest" => self.destination_array(destination),
            };
            let siblings = children_of(parents[index]);
            let position = siblings
                .iter()
                .position(|sibling| *sibling == index)
                .expect("a bookmark is among its siblings");
            if position > 0 {
                dict.set("Prev", Object::Reference(ids[siblings[position - 1]]));
            }
            if let Some(after) = siblings.get(position + 1) {
                dict.set("Next", Object::Reference(ids[*after]));
            }
            let own_children = children_of(Some(index));
            if let (Some(first), Some(last)) = (own_children.first(), own_children.last()) {
                dict.set("First", Object::Reference(ids[*first]));
                dict.set("Last", Object::Reference(ids[*last]));
                // A positive count shows the bookmark expanded.
                let count = to_pdf_integer(own_children.len());
                dict.set("Count", if entry.level == 1 { count } else { -count });
            }
            self.pdf_file.set_object(ids[index], dict);
        }
        let top_level = children_of(None);
        let visible: usize = top_level
            .iter()
            .map(|index| {
                1 + if outline[*index].0.level == 1 {
                    children_of(Some(*index)).len()
                } else {
                    0
                }
            })
            .sum();
        self.pdf_file.set_object(
            root,
            dictionary! {
                "Type" => "Outlines",
                "First" => Object::Reference(ids[top_level[0]]),
                "Last" => Object::Reference(ids[top_level[top_level.len() - 1]]),
                "Count" => to_pdf_integer(visible),
            },
        );
        let several = outline.len() > 1;
        let catalog = self.catalog_mut();
        catalog.set("Outlines", Object::Reference(root));
        catalog.set("PageMode", if several { "UseOutlines" } else { "UseNone" });
    }

    /// Writes the named destinations of statements and headings.
    pub(super) fn write_named_destinations(&mut self) {
        let mut named: Vec<(Vec<u8>, Object)> = Vec::new();
        for (name, destination) in &self.paged_document.named_destinations {
            named.push((
                name.clone().into_bytes(),
                self.destination_array(destination),
            ));
        }
        for (entry, destination) in &self.paged_document.outline {
            named.push((
                heading_destination_name(entry.structure_element).into_bytes(),
                self.destination_array(destination),
            ));
        }
        if named.is_empty() {
            return;
        }
        named.sort_by(|first, second| first.0.cmp(&second.0));
        named.dedup_by(|first, second| first.0 == second.0);
        let names: Vec<Object> = named
            .into_iter()
            .flat_map(|(name, destination)| [Object::string_literal(name), destination])
            .collect();
        let tree = self.pdf_file.add_object(dictionary! { "Names" => names });
        self.catalog_mut()
            .set("Names", dictionary! { "Dests" => Object::Reference(tree) });
    }
}
