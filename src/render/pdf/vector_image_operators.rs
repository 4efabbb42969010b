//! Writes the shapes of a vector image as PDF operators (ISO 32000-1, 8.5 and 8.10).

use std::fmt::Write as _;

use crate::document::Color;
use crate::render::image::{PathCommand, VectorShape};

/// Returns the operators that draw the shapes in order, in the image's own units, with y downwards.
pub(super) fn shapes_to_operators(shapes: &[VectorShape]) -> String {
    let mut operators = String::new();
    for shape in shapes {
        write_shape_operators(shape, &mut operators);
    }
    operators
}

fn write_shape_operators(shape: &VectorShape, out: &mut String) {
    let mut put = |numbers: &[f32], operator: &str| {
        for number in numbers {
            let _ = write!(out, "{} ", round_to_four_decimals(*number));
        }
        out.push_str(operator);
        out.push('\n');
    };
    put(&[], "q");
    put(&shape.transform_matrix, "cm");
    if let Some((fill, _)) = shape.fill {
        put(&rgb_fractions(fill), "rg");
    }
    if let Some(stroke) = shape.stroke {
        put(&rgb_fractions(stroke.color), "RG");
        put(&[stroke.width], "w");
        put(&[f32::from(stroke.line_cap)], "J");
        put(&[f32::from(stroke.line_join)], "j");
        put(&[stroke.miter_limit], "M");
    }
    for command in &shape.path_commands {
        match command {
            PathCommand::MoveTo(x, y) => put(&[*x, *y], "m"),
            PathCommand::LineTo(x, y) => put(&[*x, *y], "l"),
            PathCommand::CubicTo([c1, c2, end]) => {
                put(&[c1.0, c1.1, c2.0, c2.1, end.0, end.1], "c");
            }
            PathCommand::ClosePath => put(&[], "h"),
        }
    }
    let paint = match (shape.fill, shape.stroke) {
        (Some((_, false)), None) => "f",
        (Some((_, true)), None) => "f*",
        (Some((_, false)), Some(_)) => "B",
        (Some((_, true)), Some(_)) => "B*",
        (None, Some(_)) => "S",
        (None, None) => "n",
    };
    put(&[], paint);
    put(&[], "Q");
}

fn rgb_fractions(color: Color) -> [f32; 3] {
    [color.red, color.green, color.blue].map(|part| f32::from(part) / 255.0)
}

/// Rounds to four decimals, and never returns `-0.0`.
fn round_to_four_decimals(number: f32) -> f32 {
    let rounded = (number * 10_000.0).round() / 10_000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
