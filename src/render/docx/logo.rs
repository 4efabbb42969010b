//! The agency's logo above the words, with what it says to people who cannot see it; the only user of
//! `tiny-skia`.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::package::Part;
use super::paragraph_writer::Paragraphs;
use super::xml_values::{emu, escaped};
use crate::document::Color;
use crate::render::image::{Pen, Picture, PictureKind, Shape, Step};

/// Writes the paragraph with the logo; gives its file.
pub(super) fn logo(body: &mut Paragraphs<'_>, logo: &Picture) -> Part {
    let (width, height) = logo.size(5200.0, (220.0, 64.0));
    let png = ("word/media/logo.png", "image/png");
    let ((path, kind), bytes) = match &logo.kind {
        PictureKind::Jpeg { .. } => (("word/media/logo.jpg", "image/jpeg"), logo.bytes.to_vec()),
        PictureKind::Pixels { .. } => (png, logo.bytes.to_vec()),
        PictureKind::Shapes(shapes) => (png, points(logo, shapes, (width, height))),
    };
    let target = path.strip_prefix("word/").unwrap_or(path);
    let id = body.relations.part("image", target);
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
        bytes,
    }
}

/// Points to one of a page's, enough for print.
const FINE: f32 = 4.0;

/// Outlines as a PNG of that size on the page.
fn points(logo: &Picture, shapes: &[Shape], (width, height): (f32, f32)) -> Vec<u8> {
    let scale = FINE * width / logo.width;
    let (columns, rows) = (pixels(width), pixels(height));
    let mut pixmap = Pixmap::new(columns, rows).expect("a logo has a size within limits");
    for shape in shapes {
        let m = shape.matrix;
        let transform =
            Transform::from_row(m[0], m[1], m[2], m[3], m[4], m[5]).post_scale(scale, scale);
        let Some(path) = outline(&shape.steps) else {
            continue;
        };
        if let Some((colour, evenly)) = shape.fill {
            let rule = if evenly {
                FillRule::EvenOdd
            } else {
                FillRule::Winding
            };
            pixmap.fill_path(&path, &paint(colour), rule, transform, None);
        }
        if let Some(pen) = shape.line {
            pixmap.stroke_path(&path, &paint(pen.colour), &stroke(pen), transform, None);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, columns, rows);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixmap.take_demultiplied()))
        .expect("memory takes what is written to it");
    bytes
}

#[expect(clippy::cast_sign_loss, reason = "a length on a page is positive")]
fn pixels(length: f32) -> u32 {
    (length * FINE).ceil().max(1.0) as u32
}

fn outline(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => path.move_to(x, y),
            Step::Line(x, y) => path.line_to(x, y),
            Step::Curve([(ax, ay), (bx, by), (x, y)]) => path.cubic_to(ax, ay, bx, by, x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

fn paint(colour: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(colour.red, colour.green, colour.blue, 255);
    paint.anti_alias = true;
    paint
}

fn stroke(pen: Pen) -> Stroke {
    Stroke {
        width: pen.width,
        miter_limit: pen.miter,
        line_cap: match pen.cap {
            1 => LineCap::Round,
            2 => LineCap::Square,
            _ => LineCap::Butt,
        },
        line_join: match pen.join {
            1 => LineJoin::Round,
            2 => LineJoin::Bevel,
            _ => LineJoin::Miter,
        },
        dash: None,
    }
}
