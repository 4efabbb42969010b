//! Parses SVG to paths in solid colors. The only module that uses usvg.
//!
//! Refuses scripts, animation and external references, and features that a PDF would show differently
//! from a browser.

use usvg::roxmltree::{Document, Node as Element, ParsingOptions};
use usvg::tiny_skia_path::PathSegment;
use usvg::{
    BlendMode, FillRule, Group, ImageHrefResolver, LineCap, LineJoin, Node, Options, Paint, Path,
    Tree,
};

use super::image_content::{PathCommand, StrokeStyle, VectorShape};
use crate::diag::theme::LogoImageError;
use crate::document::Color;

/// Returns the width, height and shapes of an SVG file.
pub(super) fn parse_svg(bytes: &[u8]) -> Result<(f32, f32, Vec<VectorShape>), LogoImageError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoImageError::Corrupted)?;
    if text.to_ascii_uppercase().contains("<!ENTITY") {
        return Err(LogoImageError::SvgEntities);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let xml = Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options)
        .map_err(|_| LogoImageError::Corrupted)?;
    for element in xml.descendants().filter(Element::is_element) {
        reject_unsafe_element(element)?;
    }
    let options = Options {
        // Images are never loaded.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&xml, &options).map_err(|error| match error {
        usvg::Error::InvalidSize => LogoImageError::ZeroSize,
        _ => LogoImageError::Corrupted,
    })?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut shapes = Vec::new();
    collect_group_shapes(tree.root(), &mut shapes)?;
    if shapes.is_empty() {
        return Err(LogoImageError::ZeroSize);
    }
    Ok((width, height, shapes))
}

fn reject_unsafe_element(element: Element<'_, '_>) -> Result<(), LogoImageError> {
    let name = element.tag_name().name();
    match name {
        "script" | "foreignObject" | "animate" | "animateMotion" | "animateTransform" | "set"
        | "iframe" | "audio" | "video" | "handler" => {
            return Err(LogoImageError::ActiveSvgContent(name.to_owned()));
        }
        "text" => return unsupported("text not converted to outlines"),
        _ => {}
    }
    for attribute in element.attributes() {
        let value = attribute.value().trim();
        if attribute.name().to_ascii_lowercase().starts_with("on") {
            return Err(LogoImageError::ActiveSvgContent(
                attribute.name().to_owned(),
            ));
        }
        if attribute.name() == "href" && name != "a" && !value.starts_with('#') {
            if value.starts_with("data:") {
                return unsupported("an embedded image");
            }
            return Err(LogoImageError::ExternalReference(value.to_owned()));
        }
        reject_external_references(value)?;
    }
    if name == "style" {
        reject_external_references(element.text().unwrap_or_default())?;
    }
    Ok(())
}

/// Returns an error for a feature that a PDF would not show like a browser.
fn unsupported<T>(feature: &'static str) -> Result<T, LogoImageError> {
    Err(LogoImageError::UnsupportedSvgFeature(feature))
}

/// Returns an error for CSS that refers to another file.
fn reject_external_references(style: &str) -> Result<(), LogoImageError> {
    let lower = style.to_ascii_lowercase();
    if lower.contains("@import") {
        return Err(LogoImageError::ExternalReference("@import".to_owned()));
    }
    for (at, _) in lower.match_indices("url(") {
        let address = style[at + 4..].trim_start_matches([' ', '"', '\'']);
        if !address.starts_with('#') {
            let end = address.find([')', '"', '\'']).unwrap_or(address.len());
            return Err(LogoImageError::ExternalReference(address[..end].to_owned()));
        }
    }
    Ok(())
}

fn collect_group_shapes(
    group: &Group,
    shapes: &mut Vec<VectorShape>,
) -> Result<(), LogoImageError> {
    if group.opacity().get() < 1.0 {
        return unsupported(TRANSPARENCY);
    }
    if group.blend_mode() != BlendMode::Normal {
        return unsupported("a blend mode");
    }
    if group.mask().is_some() {
        return unsupported("a mask");
    }
    if !group.filters().is_empty() {
        return unsupported("a filter, such as a shadow");
    }
    if has_visible_clipping(group) {
        return unsupported("a clipped part");
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => collect_group_shapes(inner, shapes)?,
            Node::Path(path) if path.is_visible() => shapes.push(convert_path(path)?),
            Node::Path(_) => {}
            Node::Image(_) => return unsupported("an embedded image"),
            Node::Text(_) => return unsupported("text not converted to outlines"),
        }
    }
    Ok(())
}

/// Whether a clip path hides anything. Drawing programs often clip to the whole image, which does not.
#[expect(
    clippy::float_cmp,
    reason = "the corners of a rectangle are its bounds exactly"
)]
fn has_visible_clipping(group: &Group) -> bool {
    let Some(clip) = group.clip_path() else {
        return false;
    };
    let [Node::Path(frame)] = clip.root().children() else {
        return true;
    };
    let is_axis_aligned = |transform: usvg::Transform| transform.kx == 0.0 && transform.ky == 0.0;
    let rectangle = frame.data().len() <= 6
        && frame
            .data()
            .segments()
            .all(|segment| !matches!(segment, PathSegment::QuadTo(..) | PathSegment::CubicTo(..)))
        && frame.data().points().iter().all(|point| {
            let bounds = frame.data().bounds();
            (point.x == bounds.left() || point.x == bounds.right())
                && (point.y == bounds.top() || point.y == bounds.bottom())
        });
    if !rectangle
        || clip.clip_path().is_some()
        || !is_axis_aligned(clip.transform())
        || !is_axis_aligned(group.abs_transform())
        || !is_axis_aligned(frame.abs_transform())
    {
        return true;
    }
    let transform = group.abs_transform().pre_concat(clip.transform());
    let Some(clip_box) = frame.abs_bounding_box().transform(transform) else {
        return true;
    };
    let drawn = group.abs_stroke_bounding_box();
    let tolerance = 0.01 * clip_box.width().max(clip_box.height());
    drawn.left() < clip_box.left() - tolerance
        || drawn.top() < clip_box.top() - tolerance
        || drawn.right() > clip_box.right() + tolerance
        || drawn.bottom() > clip_box.bottom() + tolerance
}

const TRANSPARENCY: &str = "transparent parts";

fn convert_path(path: &Path) -> Result<VectorShape, LogoImageError> {
    let fill = match path.fill() {
        Some(fill) if fill.opacity().get() < 1.0 => return unsupported(TRANSPARENCY),
        Some(fill) => Some((solid_color(fill.paint())?, fill.rule() == FillRule::EvenOdd)),
        None => None,
    };
    let stroke = match path.stroke() {
        Some(stroke) if stroke.opacity().get() < 1.0 => return unsupported(TRANSPARENCY),
        Some(stroke) if stroke.dasharray().is_some() => return unsupported("a dashed line"),
        Some(stroke) => Some(StrokeStyle {
            color: solid_color(stroke.paint())?,
            width: stroke.width().get(),
            line_cap: match stroke.linecap() {
                LineCap::Butt => 0,
                LineCap::Round => 1,
                LineCap::Square => 2,
            },
            line_join: match stroke.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => 0,
                LineJoin::Round => 1,
                LineJoin::Bevel => 2,
            },
            miter_limit: stroke.miterlimit().get(),
        }),
        None => None,
    };
    let transform = path.abs_transform();
    Ok(VectorShape {
        transform_matrix: [
            transform.sx,
            transform.ky,
            transform.kx,
            transform.sy,
            transform.tx,
            transform.ty,
        ],
        path_commands: path_commands(path),
        fill,
        stroke,
    })
}

fn path_commands(path: &Path) -> Vec<PathCommand> {
    let mut current = (0.0, 0.0);
    path.data()
        .segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(end) => {
                current = (end.x, end.y);
                PathCommand::MoveTo(end.x, end.y)
            }
            PathSegment::LineTo(end) => {
                current = (end.x, end.y);
                PathCommand::LineTo(end.x, end.y)
            }
            // Control points of the equal cubic curve are two thirds of the way to this one.
            PathSegment::QuadTo(control, end) => {
                let toward = |from: (f32, f32)| {
                    (
                        from.0 + (control.x - from.0) * 2.0 / 3.0,
                        from.1 + (control.y - from.1) * 2.0 / 3.0,
                    )
                };
                let curve = [toward(current), toward((end.x, end.y)), (end.x, end.y)];
                current = (end.x, end.y);
                PathCommand::CubicTo(curve)
            }
            PathSegment::CubicTo(first, second, end) => {
                current = (end.x, end.y);
                PathCommand::CubicTo([(first.x, first.y), (second.x, second.y), (end.x, end.y)])
            }
            PathSegment::Close => PathCommand::ClosePath,
        })
        .collect()
}

fn solid_color(paint: &Paint) -> Result<Color, LogoImageError> {
    match paint {
        Paint::Color(color) => Ok(Color {
            red: color.red,
            green: color.green,
            blue: color.blue,
        }),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => unsupported("a gradient"),
        Paint::Pattern(_) => unsupported("a pattern"),
    }
}
