//! Shapes text into lines of glyphs: line breaking, right-to-left order and font fallback. Only this file
//! uses parley.
//!
//! Latin ligatures are off: every letter has its own glyph, so that copied text and text read aloud are exact
//! in every reader. Arabic keeps the ligatures that its script requires.
//!
//! Text is shaped at one size and then scaled, because a face has the same outlines at every size. The result
//! is cached, because the same text often occurs again: at another size, in the table of contents, in the next
//! document.

mod shaped_line;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{
    BaseDirection, BreakReason, FontContext, FontFamily, FontFamilyName, FontFeatures, FontStyle,
    FontWeight, LayoutContext, LineHeight, OverflowWrap, StyleProperty, TextWrapMode,
};

pub use shaped_line::{Glyph, GlyphRun, RunPaint, ShapedLine, TextSpan};

pub(super) use crate::render::bidi_isolates::{
    LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_ISOLATE, is_rtl_char,
};

use crate::render::bidi_isolates::wrap_numbers_in_isolates;
use crate::render::phone_number_breaks::find_unbreakable_chars;
use crate::render::theme::FontFile;

/// The parsed faces of a theme, for all documents. Each thread needs its own clone.
#[derive(Clone)]
pub struct FontSet {
    font_context: FontContext,
    layout_context: LayoutContext<SpanIndex>,
    shaped_cache: HashMap<ShapedTextCacheKey, Box<ShapedText>>,
    family_names: Vec<String>,
    face_by_blob: BTreeMap<u64, usize>,
    faces: Vec<FontFile>,
    uncovered_chars: BTreeSet<char>,
    broke_inside_word: bool,
    measuring_only: bool,
}

impl std::fmt::Debug for FontSet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.faces.iter().map(|face| &face.name))
            .finish()
    }
}

/// Shaped text: the text with its bidi isolates, and its glyphs at [`SHAPING_SIZE_PT`].
#[derive(Clone)]
struct ShapedText {
    text: String,
    layout: parley::Layout<SpanIndex>,
}

/// Key of the shaping cache: texts with equal keys have equal glyphs.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ShapedTextCacheKey {
    text: String,
    /// For each span: length in bytes, bold, italic.
    span_styles: Vec<(usize, bool, bool)>,
    rtl: bool,
}

/// Index of the span that a glyph belongs to.
type SpanIndex = usize;

/// Font size at which text is shaped, points.
const SHAPING_SIZE_PT: f32 = 1000.0;

/// Font features: no ligatures.
const FONT_FEATURES: &str = "\"liga\" off, \"clig\" off";

/// Bound of the shaping cache, so that memory use does not grow with the number of agencies.
const MAX_CACHED_TEXTS: usize = 2048;

/// How a text is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineSettings {
    pub font_size: f32,
    /// Line height as a multiple of the font size.
    pub line_height_ratio: f32,
    /// Points.
    pub max_width: f32,
    /// Right-to-left base direction.
    pub rtl: bool,
    /// Breaks into lines of about equal length, for headings.
    pub balance_lines: bool,
}

/// Texts with more lines than this are not balanced.
const MAX_BALANCED_LINES: usize = 5;

/// Width of a text in points: of its longest unbreakable part, and of the whole on one line.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TextWidths {
    pub min: f32,
    pub max: f32,
}

impl FontSet {
    /// Parses the faces. They are built in, so a file that is not a font is a bug.
    pub fn new(files: &[FontFile]) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let mut families: Vec<String> = Vec::new();
        let mut face_by_blob = BTreeMap::new();
        for (index, face) in files.iter().enumerate() {
            let blob = Blob::new(face.bytes.clone());
            face_by_blob.insert(blob.id(), index);
            for (family, _) in collection.register_fonts(blob, None) {
                let name = collection
                    .family_name(family)
                    .expect("just registered")
                    .to_owned();
                if !families.contains(&name) {
                    families.push(name);
                }
            }
        }
        Self {
            font_context: FontContext {
                collection,
                source_cache: parley::fontique::SourceCache::default(),
            },
            layout_context: LayoutContext::new(),
            shaped_cache: HashMap::new(),
            family_names: families,
            face_by_blob,
            faces: files.to_vec(),
            uncovered_chars: BTreeSet::new(),
            broke_inside_word: false,
            measuring_only: false,
        }
    }

    /// Returns the font files, in the order of [`GlyphRun::face_index`].
    pub fn faces(&self) -> &[FontFile] {
        &self.faces
    }

    /// Returns the characters without a glyph in any face, found since the last call.
    pub fn take_uncovered_chars(&mut self) -> BTreeSet<char> {
        std::mem::take(&mut self.uncovered_chars)
    }

    /// Returns whether a word was broken since the last call because it was wider than its line.
    pub fn take_broke_inside_word(&mut self) -> bool {
        std::mem::take(&mut self.broke_inside_word)
    }

    /// Shapes `spans` and breaks them into lines.
    pub fn break_into_lines(
        &mut self,
        spans: &[TextSpan],
        settings: LineSettings,
    ) -> Vec<ShapedLine> {
        let LineSettings {
            font_size: size,
            line_height_ratio,
            max_width: width,
            rtl,
            balance_lines,
        } = settings;
        let key = ShapedTextCacheKey::from_spans(spans, rtl);
        let mut shaped = self.take_cached_or_shape(&key, spans, rtl);
        let scale = size / SHAPING_SIZE_PT;
        break_layout_into_lines(&mut shaped.layout, width.max(size) / scale, balance_lines);
        let height = size * line_height_ratio;
        let measuring = self.measuring_only;
        let mut lines = Vec::new();
        for line in shaped.layout.lines() {
            if line.text_range().is_empty() && !lines.is_empty() {
                continue;
            }
            self.broke_inside_word |= line.break_reason() == BreakReason::Emergency;
            let mut runs = Vec::new();
            let mut x = 0.0;
            for run in line.runs().filter(|_| !measuring) {
                x = self.append_glyph_runs(&shaped.text, &run, (spans, size), x, &mut runs);
            }
            let metrics = line.metrics();
            let hanging = metrics.hanging_advance * scale;
            if rtl {
                for run in &mut runs {
                    run.x -= hanging;
                }
            }
            // Runs have positions, so that they can be in reading order in the file.
            runs.sort_by_key(|run| run.text_start);
            lines.push(ShapedLine {
                width: metrics.advance * scale - hanging,
                baseline: f32::midpoint(height, size * CAP_HEIGHT_RATIO),
                height,
                runs,
            });
        }
        self.cache_shaped_text(key, shaped);
        lines
    }

    /// Runs `lay_out` with lines that have their sizes but no glyphs, to find out what fits. Nothing is recorded
    /// for [`Self::take_uncovered_chars`].
    pub fn run_measuring_only<T>(&mut self, lay_out: impl FnOnce(&mut Self) -> T) -> T {
        let previous = std::mem::replace(&mut self.measuring_only, true);
        let result = lay_out(self);
        self.measuring_only = previous;
        result
    }

    /// Records the characters of a text without a glyph in any face, for [`Self::take_uncovered_chars`].
    pub fn record_uncovered_chars(&mut self, text: &str) {
        if text.chars().all(is_always_covered_char) {
            return;
        }
        let span = TextSpan {
            text: text.to_owned(),
            bold: false,
            italic: false,
            paint: RunPaint::default(),
        };
        let settings = LineSettings {
            font_size: SHAPING_SIZE_PT,
            line_height_ratio: 1.0,
            max_width: f32::MAX,
            rtl: false,
            balance_lines: false,
        };
        self.break_into_lines(&[span], settings);
    }

    /// Returns the widths of `spans` at a font size.
    pub fn measure_widths(&mut self, spans: &[TextSpan], size: f32, rtl: bool) -> TextWidths {
        let key = ShapedTextCacheKey::from_spans(spans, rtl);
        let shaped = self.take_cached_or_shape(&key, spans, rtl);
        let widths = shaped.layout.calculate_content_widths();
        self.cache_shaped_text(key, shaped);
        TextWidths {
            min: widths.min * size / SHAPING_SIZE_PT,
            max: widths.max * size / SHAPING_SIZE_PT,
        }
    }

    fn take_cached_or_shape(
        &mut self,
        key: &ShapedTextCacheKey,
        spans: &[TextSpan],
        rtl: bool,
    ) -> Box<ShapedText> {
        let shaped = self.shaped_cache.remove(key);
        shaped.unwrap_or_else(|| Box::new(self.shape_text(spans, rtl)))
    }

    fn cache_shaped_text(&mut self, key: ShapedTextCacheKey, shaped: Box<ShapedText>) {
        if self.shaped_cache.len() >= MAX_CACHED_TEXTS {
            self.shaped_cache.clear();
        }
        self.shaped_cache.insert(key, shaped);
    }

    fn shape_text(&mut self, spans: &[TextSpan], rtl: bool) -> ShapedText {
        let has_rtl = rtl || spans.iter().any(|span| span.text.chars().any(is_rtl_char));
        let parts: Vec<Cow<'_, str>> = spans
            .iter()
            .map(|span| {
                if has_rtl {
                    wrap_numbers_in_isolates(&span.text)
                } else {
                    Cow::Borrowed(&*span.text)
                }
            })
            .collect();
        let text = parts.concat();
        let families: Vec<FontFamilyName<'_>> = self
            .family_names
            .iter()
            .map(|name| FontFamilyName::Named(Cow::Borrowed(name)))
            .collect();
        let mut builder =
            self.layout_context
                .ranged_builder(&mut self.font_context, &text, 1.0, false);
        builder.set_base_direction(if rtl {
            BaseDirection::Rtl
        } else {
            BaseDirection::Ltr
        });
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(SHAPING_SIZE_PT));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(
            SHAPING_SIZE_PT * 1.4,
        )));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(
            Cow::Borrowed(FONT_FEATURES),
        )));
        let mut start = 0;
        for (index, (span, part)) in spans.iter().zip(&parts).enumerate() {
            let range = start..start + part.len();
            start = range.end;
            if range.is_empty() {
                continue;
            }
            builder.push(StyleProperty::Brush(index), range.clone());
            if span.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
            }
            if span.italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
        }
        // A number wider than its line is still broken, between digits.
        for range in find_unbreakable_chars(&text) {
            builder.push(StyleProperty::TextWrapMode(TextWrapMode::NoWrap), range);
        }
        let layout = builder.build(&text);
        ShapedText { text, layout }
    }

    /// Appends one shaped run, split where the paint changes; returns the x after it.
    fn append_glyph_runs(
        &mut self,
        text: &str,
        run: &parley::Run<'_, SpanIndex>,
        (spans, size): (&[TextSpan], f32),
        mut x: f32,
        runs: &mut Vec<GlyphRun>,
    ) -> f32 {
        let face = self.face_by_blob[&run.font().data.id()];
        // A ligature's text is split over several clusters: join them before the order is reversed.
        let mut groups: Vec<GlyphGroup> = Vec::with_capacity(run.text_range().len());
        let mut run_glyphs: Vec<parley::Glyph> = Vec::new();
        for cluster in run.clusters() {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation()
                && let Some(last) = groups.last_mut()
            {
                last.1.end = range.end;
                continue;
            }
            if matches!(
                &text[range.clone()],
                "\n" | LEFT_TO_RIGHT_ISOLATE | RIGHT_TO_LEFT_ISOLATE | POP_DIRECTIONAL_ISOLATE
            ) {
                continue;
            }
            let first = run_glyphs.len();
            cluster.glyphs().for_each(|glyph| run_glyphs.push(glyph));
            if run_glyphs[first..].iter().any(|glyph| glyph.id == 0) {
                self.uncovered_chars.extend(text[range.clone()].chars());
            }
            let paint = spans[cluster.style().brush].paint;
            groups.push((paint, range, first..run_glyphs.len()));
        }
        let mut parts: Vec<&[GlyphGroup]> = groups.chunk_by(|a, b| a.0 == b.0).collect();
        if run.is_rtl() {
            parts.reverse();
        }
        for part in parts {
            let base = part[0].1.start;
            let mut glyph_run = GlyphRun {
                face_index: face,
                font_size: size,
                x,
                width: 0.0,
                paint: part[0].0,
                text: text[base..part[part.len() - 1].1.end].to_owned(),
                text_start: base,
                rtl: run.is_rtl(),
                glyphs: Vec::with_capacity(part.len()),
            };
            let append = |(_, range, glyphs): &GlyphGroup| {
                append_cluster_glyphs(&mut glyph_run, base, range, &run_glyphs[glyphs.clone()]);
            };
            if run.is_rtl() {
                part.iter().rev().for_each(append);
            } else {
                part.iter().for_each(append);
            }
            x += glyph_run.width;
            if !glyph_run.glyphs.is_empty() {
                runs.push(glyph_run);
            }
        }
        x
    }
}

impl ShapedTextCacheKey {
    fn from_spans(spans: &[TextSpan], rtl: bool) -> Self {
        Self {
            text: spans.iter().map(|span| span.text.as_str()).collect(),
            span_styles: spans
                .iter()
                .map(|span| (span.text.len(), span.bold, span.italic))
                .collect(),
            rtl,
        }
    }
}

/// Breaks text into lines of at most `width`, of about equal length if `balance` is set.
fn break_layout_into_lines(layout: &mut parley::Layout<SpanIndex>, width: f32, balance: bool) {
    layout.break_all_lines(Some(width));
    if !balance || !(2..=MAX_BALANCED_LINES).contains(&layout.len()) {
        return;
    }
    let count = layout.len();
    let (mut low, mut high) = (width / 2.0, width);
    for _ in 0..6 {
        let middle = f32::midpoint(low, high);
        layout.break_all_lines(Some(middle));
        let no_word_broken = layout
            .lines()
            .all(|line| line.break_reason() != BreakReason::Emergency);
        if layout.len() == count && no_word_broken {
            high = middle;
        } else {
            low = middle;
        }
    }
    layout.break_all_lines(Some(high));
}

/// Returns whether every built-in Latin face has a glyph for the character.
fn is_always_covered_char(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{17F}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '\n')
}

/// A cluster of characters shaped together: paint, byte range in the text, index range of its glyphs.
type GlyphGroup = (RunPaint, Range<usize>, Range<usize>);

/// Cap height of Noto Sans as a multiple of the font size, for centering text in its line.
const CAP_HEIGHT_RATIO: f32 = 0.714;

fn append_cluster_glyphs(
    glyph_run: &mut GlyphRun,
    base: usize,
    range: &Range<usize>,
    glyphs: &[parley::Glyph],
) {
    let cluster = range.start - base..range.end - base;
    if let [glyph] = glyphs {
        push_scaled_glyph(glyph_run, glyph, cluster);
        return;
    }
    let text_ranges = glyph_text_ranges(&glyph_run.text[cluster.clone()], glyphs, glyph_run.rtl);
    let start = cluster.start;
    for (glyph, text) in glyphs.iter().zip(text_ranges) {
        push_scaled_glyph(glyph_run, glyph, start + text.start..start + text.end);
    }
}

fn push_scaled_glyph(glyph_run: &mut GlyphRun, glyph: &parley::Glyph, text: Range<usize>) {
    let scale = glyph_run.font_size / SHAPING_SIZE_PT;
    let advance = glyph.advance * scale;
    glyph_run.glyphs.push(Glyph {
        id: u16::try_from(glyph.id).expect("a face has at most 65,535 glyphs"),
        advance,
        x_offset: glyph.x * scale,
        // parley counts downward, as on a screen.
        y_offset: -glyph.y * scale,
        text_range: text,
    });
    glyph_run.width += advance;
}

/// Returns the bytes of a cluster's text that each of its glyphs represents; together they are the text, in order.
///
/// If there are enough characters, each glyph gets one and the last glyph in reading order gets the rest: a mark
/// follows its letter, as in the text. Otherwise the first glyph with an advance gets all, except that the last glyph
/// with an advance gets the last character, so that readers see no gap: the vowel of Thai `น้ำ` has two glyphs.
fn glyph_text_ranges(text: &str, glyphs: &[parley::Glyph], rtl: bool) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if starts.len() < glyphs.len() {
        let has_advance = |glyph: &parley::Glyph| glyph.advance > 0.0;
        let first = glyphs.iter().position(has_advance).unwrap_or(0);
        let last = glyphs.iter().rposition(has_advance).unwrap_or(0);
        let is_split = !rtl && last > first && starts.len() > 1;
        let split = if is_split {
            starts[starts.len() - 1]
        } else {
            text.len()
        };
        let range_of = |index| match index {
            _ if index == first => 0..split,
            _ if index == last => split..text.len(),
            _ => text.len()..text.len(),
        };
        return (0..glyphs.len()).map(range_of).collect();
    }
    starts.truncate(glyphs.len());
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut ranges: Vec<Range<usize>> = starts
        .iter()
        .zip(ends)
        .map(|(&from, to)| from..to)
        .collect();
    if rtl {
        ranges.reverse();
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::glyph_text_ranges;

    #[test]
    fn the_last_of_more_glyphs_than_characters_has_the_last_character() {
        // HarfBuzz draws the vowel of `น้ำ` as a mark and a letter: the text of both is one character.
        let advances = [600.0, 0.0, 0.0, 500.0];
        let glyphs = advances.map(|advance| parley::Glyph {
            advance,
            ..parley::Glyph::default()
        });
        let text = "น้ำ";
        let ranges = glyph_text_ranges(text, &glyphs, false);
        let texts: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(texts, ["น้", "", "", "ำ"]);
    }
}
