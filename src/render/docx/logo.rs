//! Writes the agency's logo with its alternative text above the document; the only user of `tiny-skia`.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::package::PackagePart;
use super::paragraph_writer::DocxParagraphWriter;
use super::xml_values::{escape_xml, points_to_emu};
use crate::document::Color;
use crate::render::image::{Image, ImageContent, PathCommand, StrokeStyle, VectorShape};

/// Writes the paragraph with the logo; returns its image as a part of the package.
pub(super) fn write_logo(writer: &mut DocxParagraphWriter<'_>, logo: &Image) -> PackagePart {
    let (width, height) = logo.scaled_size(5200.0, (220.0, 64.0));
    let png = ("word/media/logo.png", "image/png");
    let ((path, content_type), bytes) = match &logo.content {
        ImageContent::Jpeg { .. } => (
            ("word/media/logo.jpg", "image/jpeg"),
            logo.file_bytes.to_vec(),
        ),
        ImageContent::Raster { .. } => (png, logo.file_bytes.to_vec()),
        ImageContent::Vector(shapes) => (png, rasterize_to_png(logo, shapes, (width, height))),
    };
    let target = path.strip_prefix("word/").unwrap_or(path);
    let id = writer.relationships.add_part("image", target);
    let (wide, high) = (points_to_emu(width).max(1), points_to_emu(height).max(1));
    let alt = escape_xml(&logo.alt_text);
    writer.push_xml(&format!(
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
    PackagePart {
        path,
        content_type: content_type.to_owned(),
        bytes,
    }
}

/// Resolution of a rasterized logo: 288 dots per inch.
const LOGO_PIXELS_PER_POINT: f32 = 4.0;

/// Draws vector shapes as a PNG; the size is that on the page, in points.
fn rasterize_to_png(logo: &Image, shapes: &[VectorShape], (width, height): (f32, f32)) -> Vec<u8> {
    let scale = LOGO_PIXELS_PER_POINT * width / logo.width;
    let (columns, rows) = (points_to_pixels(width), points_to_pixels(height));
    let mut pixmap = Pixmap::new(columns, rows).expect("a logo has a size within limits");
    for shape in shapes {
        let m = shape.transform_matrix;
        let transform =
            Transform::from_row(m[0], m[1], m[2], m[3], m[4], m[5]).post_scale(scale, scale);
        let Some(path) = build_skia_path(&shape.path_commands) else {
            continue;
        };
        if let Some((color, even_odd)) = shape.fill {
            let rule = if even_odd {
                FillRule::EvenOdd
            } else {
                FillRule::Winding
            };
            pixmap.fill_path(&path, &solid_paint(color), rule, transform, None);
        }
        if let Some(stroke) = shape.stroke {
            pixmap.stroke_path(
                &path,
                &solid_paint(stroke.color),
                &skia_stroke(stroke),
                transform,
                None,
            );
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, columns, rows);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixmap.take_demultiplied()))
        .expect("writing to memory cannot fail");
    bytes
}

#[expect(clippy::cast_sign_loss, reason = "a length on a page is positive")]
fn points_to_pixels(length: f32) -> u32 {
    (length * LOGO_PIXELS_PER_POINT).ceil().max(1.0) as u32
}

fn build_skia_path(commands: &[PathCommand]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for command in commands {
        match *command {
            PathCommand::MoveTo(x, y) => path.move_to(x, y),
            PathCommand::LineTo(x, y) => path.line_to(x, y),
            PathCommand::CubicTo([(ax, ay), (bx, by), (x, y)]) => {
                path.cubic_to(ax, ay, bx, by, x, y);
            }
            PathCommand::ClosePath => path.close(),
        }
    }
    path.finish()
}

fn solid_paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.red, color.green, color.blue, 255);
    paint.anti_alias = true;
    paint
}

fn skia_stroke(stroke: StrokeStyle) -> Stroke {
    Stroke {
        width: stroke.width,
        miter_limit: stroke.miter_limit,
        line_cap: match stroke.line_cap {
            1 => LineCap::Round,
            2 => LineCap::Square,
            _ => LineCap::Butt,
        },
        line_join: match stroke.line_join {
            1 => LineJoin::Round,
            2 => LineJoin::Bevel,
            _ => LineJoin::Miter,
        },
        dash: None,
    }
}
