//! Renders the files of a packet: each document in each format, and the overview page.

use std::collections::VecDeque;
use std::num::NonZeroUsize;

use super::ComposedPacket;
use super::paths::{audience_folder_name, document_file_path};
use super::selection::PacketSelection;
use crate::content::pack::TemplatePack;
use crate::content::{self, PacketIndexEntry};
use crate::diag::{Diagnostics, StageError};
use crate::document::Document;
use crate::output::Artifact;
use crate::render::{OutputFormat, Renderer, Theme};
use crate::review::draft_marks;
use crate::threads;

/// Renders the files of a packet on several threads. Reusing the renderer of another packet keeps its fonts parsed.
pub fn render_packet_files(
    composed: &ComposedPacket,
    selection: &PacketSelection,
    pack: &TemplatePack,
    threads: NonZeroUsize,
    renderer: &mut Option<Renderer>,
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    let formats = selection.formats_or_default();
    let mut theme = composed.theme.clone();
    theme.paper = selection.paper.unwrap_or(theme.paper);
    let renderer = renderer_with_theme(renderer, &theme);
    let documents: Vec<&Document> = composed
        .documents
        .iter()
        .filter(|document| selection.has_document(document, pack))
        .collect();
    let mut rendered = render_documents(&documents, formats, threads, renderer);
    let mut artifacts = Vec::new();
    let mut index_entries = Vec::new();
    for document in documents {
        let mut format_links = Vec::new();
        for &format in formats {
            let (bytes, problems) = rendered
                .pop_front()
                .expect("every document and format has a result");
            let path = document_file_path(document, format);
            composed.add_page_problems(diagnostics, problems.into_vec());
            if let Ok(bytes) = bytes {
                format_links.push((format.display_name().to_owned(), path.clone()));
                artifacts.push(Artifact { path, bytes });
            }
        }
        if formats.contains(&OutputFormat::Markdown)
            && let Some(logo) = theme.logo_for(document)
        {
            let folder = audience_folder_name(document.audience);
            let path = format!("{folder}/{}", logo.file_name());
            if artifacts.iter().all(|artifact| artifact.path != path) {
                let bytes = logo.file_bytes.to_vec();
                artifacts.push(Artifact { path, bytes });
            }
        }
        index_entries.push(PacketIndexEntry {
            document,
            format_links,
            review_status: draft_marks::review_template_variables(
                document,
                &composed.agency,
                &composed.review_record,
                &pack.english.locale,
            ),
        });
    }
    // A partial build keeps the overview page of the complete packet.
    if !selection.is_partial() {
        let draft = selection.draft;
        let index =
            content::compose_index_page(pack, &composed.agency, draft, &index_entries, diagnostics);
        if let Ok(index) = index {
            let rendered = renderer.render(&index, OutputFormat::Html, diagnostics);
            artifacts.extend(rendered.ok().map(|bytes| Artifact {
                path: "index.html".to_owned(),
                bytes,
            }));
        }
    }
    artifacts
}

/// Renders each document in each format, in that order.
fn render_documents(
    documents: &[&Document],
    formats: &[OutputFormat],
    threads: NonZeroUsize,
    renderer: &mut Renderer,
) -> VecDeque<(Result<Vec<u8>, StageError>, Diagnostics)> {
    let tasks: Vec<(&Document, OutputFormat)> = documents
        .iter()
        .flat_map(|document| formats.iter().map(|format| (*document, *format)))
        .collect();
    let render = |renderer: &mut Renderer, (document, format): &(&Document, OutputFormat)| {
        let mut found = Diagnostics::new();
        (renderer.render(document, *format, &mut found), found)
    };
    // Without a copy of the renderer, the next packet can use its cached shaping.
    if threads.get() == 1 {
        return tasks.iter().map(|task| render(renderer, task)).collect();
    }
    let mut rendered = VecDeque::with_capacity(tasks.len());
    threads::parallel_process_in_order(
        &tasks,
        threads,
        || renderer.clone(),
        render,
        |result| rendered.push_back(result),
    );
    rendered
}

/// Reports text that does not fit a page or has no glyph. Only lays documents out, which is much faster than rendering.
pub fn check_page_layout(
    composed: &ComposedPacket,
    renderer: &mut Option<Renderer>,
    diagnostics: &mut Diagnostics,
) {
    let renderer = renderer_with_theme(renderer, &composed.theme);
    for document in &composed.documents {
        let mut problems = Diagnostics::new();
        renderer.check_renderable(document, &mut problems);
        composed.add_page_problems(diagnostics, problems.into_vec());
    }
}

/// Returns the renderer with a theme, created on first use.
fn renderer_with_theme<'a>(renderer: &'a mut Option<Renderer>, theme: &Theme) -> &'a mut Renderer {
    let renderer = renderer.get_or_insert_with(|| Renderer::new(theme.clone()));
    renderer.set_theme(theme.clone());
    renderer
}
