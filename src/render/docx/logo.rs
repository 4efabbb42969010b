//! The agency's logo above the words, with what it says to people who cannot see it.

use super::body::Body;
use super::package::Part;
use super::xml::{emu, escaped};
use crate::render::picture::Picture;

/// Writes the paragraph with the logo; gives its file.
pub(super) fn logo(body: &mut Body<'_>, logo: &Picture) -> Part {
    let (path, kind) = match logo.media_type {
        "image/jpeg" => ("word/media/logo.jpg", "image/jpeg"),
        _ => ("word/media/logo.png", "image/png"),
    };
    let target = path.strip_prefix("word/").unwrap_or(path);
    let id = body.relations.part("image", target);
    let (width, height) = logo.size(5200.0, (220.0, 64.0));
    let (wide, high) = (emu(width).max(1), emu(height).max(1));
    let alt = escaped(&logo.alt);
    body.push(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Logo\"/></w:pPr><w:r><w:drawing>\
         <wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
         <wp:docPr id=\"1\" name=\"Logo\" descr=\"{alt}\"/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Logo\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ));
    Part {
        path,
        kind: kind.to_owned(),
        bytes: logo.bytes.to_vec(),
    }
}
