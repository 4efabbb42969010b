//! SVG to outlines in plain colours. The only file that knows usvg.
//!
//! Refuses what would run, move or fetch, and what a PDF would show otherwise than a browser.

use usvg::roxmltree::{Document, Node as Element, ParsingOptions};
use usvg::tiny_skia_path::PathSegment;
use usvg::{
    BlendMode, FillRule, Group, ImageHrefResolver, LineCap, LineJoin, Node, Options, Paint, Path,
    Tree,
};

use super::image_content::{PathCommand, StrokeStyle, VectorShape};
use crate::diag::theme::LogoImageError;
use crate::document::Color;

/// Width, height and outlines.
pub(super) fn parse_svg(bytes: &[u8]) -> Result<(f32, f32, Vec<VectorShape>), LogoImageError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoImageError::Corrupted)?;
    if text.to_ascii_uppercase().contains("<!ENTITY") {
        return Err(LogoImageError::SvgEntities);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let written = Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options)
        .map_err(|_| LogoImageError::Corrupted)?;
    for element in written.descendants().filter(Element::is_element) {
        reject_unsafe_element(element)?;
    }
    let options = Options {
        // Nothing is fetched, whatever a picture asks for.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&written, &options).map_err(|error| match error {
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
        "text" => {
            return Err(LogoImageError::UnsupportedSvgFeature(
                "text that is not outlines",
            ));
        }
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
                return Err(LogoImageError::UnsupportedSvgFeature(
                    "another picture inside",
                ));
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

/// Fails on style rules that ask for another file.
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
        return Err(LogoImageError::UnsupportedSvgFeature(TRANSPARENCY));
    }
    if group.blend_mode() != BlendMode::Normal {
        return Err(LogoImageError::UnsupportedSvgFeature(
            "colours that are mixed",
        ));
    }
    if group.mask().is_some() {
        return Err(LogoImageError::UnsupportedSvgFeature("a mask"));
    }
    if !group.filters().is_empty() {
        return Err(LogoImageError::UnsupportedSvgFeature(
            "a filter, such as a shadow",
        ));
    }
    if has_visible_clipping(group) {
        return Err(LogoImageError::UnsupportedSvgFeature(
            "a part that is cut off",
        ));
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => self::collect_group_shapes(inner, shapes)?,
            Node::Path(path) if path.is_visible() => shapes.push(convert_path(path)?),
            Node::Path(_) => {}
            Node::Image(_) => {
                return Err(LogoImageError::UnsupportedSvgFeature(
                    "another picture inside",
                ));
            }
            Node::Text(_) => {
                return Err(LogoImageError::UnsupportedSvgFeature(
                    "text that is not outlines",
                ));
            }
        }
    }
    Ok(())
}

/// Whether a clip path takes anything away: drawing programs put one round the whole picture.
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
    let straight = |transform: usvg::Transform| transform.kx == 0.0 && transform.ky == 0.0;
    let rectangle = frame.data().len() <= 6
        && frame
            .data()
            .segments()
            .all(|step| !matches!(step, PathSegment::QuadTo(..) | PathSegment::CubicTo(..)))
        && frame.data().points().iter().all(|point| {
            let bounds = frame.data().bounds();
            (point.x == bounds.left() || point.x == bounds.right())
                && (point.y == bounds.top() || point.y == bounds.bottom())
        });
    if !rectangle
        || clip.clip_path().is_some()
        || !straight(clip.transform())
        || !straight(group.abs_transform())
        || !straight(frame.abs_transform())
    {
        return true;
    }
    let transform = group.abs_transform().pre_concat(clip.transform());
    let Some(kept) = frame.abs_bounding_box().transform(transform) else {
        return true;
    };
    let drawn = group.abs_stroke_bounding_box();
    let slack = 0.01 * kept.width().max(kept.height());
    drawn.left() < kept.left() - slack
        || drawn.top() < kept.top() - slack
        || drawn.right() > kept.right() + slack
        || drawn.bottom() > kept.bottom() + slack
}

const TRANSPARENCY: &str = "parts that can be seen through";

fn convert_path(path: &Path) -> Result<VectorShape, LogoImageError> {
    let fill = match path.fill() {
        Some(fill) if fill.opacity().get() < 1.0 => {
            return Err(LogoImageError::UnsupportedSvgFeature(TRANSPARENCY));
        }
        Some(fill) => Some((solid_color(fill.paint())?, fill.rule() == FillRule::EvenOdd)),
        None => None,
    };
    let line = match path.stroke() {
        Some(stroke) if stroke.opacity().get() < 1.0 => {
            return Err(LogoImageError::UnsupportedSvgFeature(TRANSPARENCY));
        }
        Some(stroke) if stroke.dasharray().is_some() => {
            return Err(LogoImageError::UnsupportedSvgFeature("a dashed line"));
        }
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
        stroke: line,
    })
}

fn path_commands(path: &Path) -> Vec<PathCommand> {
    let mut pen = (0.0, 0.0);
    path.data()
        .segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(to) => {
                pen = (to.x, to.y);
                PathCommand::MoveTo(to.x, to.y)
            }
            PathSegment::LineTo(to) => {
                pen = (to.x, to.y);
                PathCommand::LineTo(to.x, to.y)
            }
            // A curve by one point is the curve by two that lie two thirds of the way to it.
            PathSegment::QuadTo(by, to) => {
                let towards = |from: (f32, f32)| {
                    (
                        from.0 + (by.x - from.0) * 2.0 / 3.0,
                        from.1 + (by.y - from.1) * 2.0 / 3.0,
                    )
                };
                let curve = [towards(pen), towards((to.x, to.y)), (to.x, to.y)];
                pen = (to.x, to.y);
                PathCommand::CubicTo(curve)
            }
            PathSegment::CubicTo(one, two, to) => {
                pen = (to.x, to.y);
                PathCommand::CubicTo([(one.x, one.y), (two.x, two.y), (to.x, to.y)])
            }
            PathSegment::Close => PathCommand::ClosePath,
        })
        .collect()
}

fn solid_color(paint: &Paint) -> Result<Color, LogoImageError> {
    match paint {
        Paint::Color(colour) => Ok(Color {
            red: colour.red,
            green: colour.green,
            blue: colour.blue,
        }),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => Err(
            LogoImageError::UnsupportedSvgFeature("a colour that runs into another"),
        ),
        Paint::Pattern(_) => Err(LogoImageError::UnsupportedSvgFeature("a pattern")),
    }
}
