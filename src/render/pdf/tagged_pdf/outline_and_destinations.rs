//! Where a reader can jump to: bookmarks for headings, and statements and headings by name.

use super::pdf_tagger::{Object, ObjectId, PdfTagger, dictionary, text_string};
use crate::render::pdf::flowing_text_layout::heading_destination_name;
use crate::render::pdf::marked_content::to_pdf_integer;
use crate::render::pdf::paged_document::OutlineEntry;

impl PdfTagger<'_> {
    /// Headings as nested bookmarks.
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
        // The nearest earlier heading of a higher rank is a bookmark's parent.
        let parents: Vec<Option<usize>> = outline
            .iter()
            .enumerate()
            .map(|(index, (entry, _))| {
                outline[..index]
                    .iter()
                    .rposition(|(before, _)| before.level < entry.level)
            })
            .collect();
        let kids = |parent: Option<usize>| -> Vec<usize> {
            (0..outline.len())
                .filter(|index| parents[*index] == parent)
                .collect()
        };
        for (index, (entry, place)) in outline.iter().enumerate() {
            let OutlineEntry { title, .. } = entry;
            let mut dict = dictionary! {
                "Title" => text_string(title.trim()),
                "Parent" => Object::Reference(parents[index].map_or(root, |parent| ids[parent])),
                "Dest" => self.destination_array(place),
            };
            let siblings = kids(parents[index]);
            let at = siblings
                .iter()
                .position(|one| *one == index)
                .expect("a bookmark is among its siblings");
            if at > 0 {
                dict.set("Prev", Object::Reference(ids[siblings[at - 1]]));
            }
            if let Some(after) = siblings.get(at + 1) {
                dict.set("Next", Object::Reference(ids[*after]));
            }
            let own = kids(Some(index));
            if let (Some(first), Some(last)) = (own.first(), own.last()) {
                dict.set("First", Object::Reference(ids[*first]));
                dict.set("Last", Object::Reference(ids[*last]));
                // Positive: shown open, the two upper levels of a policy.
                let count = to_pdf_integer(own.len());
                dict.set("Count", if entry.level == 1 { count } else { -count });
            }
            self.pdf_file.set_object(ids[index], dict);
        }
        let top = kids(None);
        let open: usize = top
            .iter()
            .map(|index| {
                1 + if outline[*index].0.level == 1 {
                    kids(Some(*index)).len()
                } else {
                    0
                }
            })
            .sum();
        self.pdf_file.set_object(
            root,
            dictionary! {
                "Type" => "Outlines",
                "First" => Object::Reference(ids[top[0]]),
                "Last" => Object::Reference(ids[top[top.len() - 1]]),
                "Count" => to_pdf_integer(open),
            },
        );
        let several = outline.len() > 1;
        let catalog = self.catalog_mut();
        catalog.set("Outlines", Object::Reference(root));
        catalog.set("PageMode", if several { "UseOutlines" } else { "UseNone" });
    }

    /// Statements and headings by name.
    pub(super) fn write_named_destinations(&mut self) {
        let mut named: Vec<(Vec<u8>, Object)> = Vec::new();
        for (name, place) in &self.paged_document.named_destinations {
            named.push((name.clone().into_bytes(), self.destination_array(place)));
        }
        for (entry, place) in &self.paged_document.outline {
            named.push((
                heading_destination_name(entry.structure_element).into_bytes(),
                self.destination_array(place),
            ));
        }
        if named.is_empty() {
            return;
        }
        named.sort_by(|one, next| one.0.cmp(&next.0));
        named.dedup_by(|one, next| one.0 == next.0);
        let names: Vec<Object> = named
            .into_iter()
            .flat_map(|(name, place)| [Object::string_literal(name), place])
            .collect();
        let tree = self.pdf_file.add_object(dictionary! { "Names" => names });
        self.catalog_mut()
            .set("Names", dictionary! { "Dests" => Object::Reference(tree) });
    }
}
