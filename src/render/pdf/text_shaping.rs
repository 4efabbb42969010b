//! From words to lines of glyphs: shaping, line breaking, right-to-left order and fallback between
//! faces. The only file that knows parley.
//!
//! Latin ligatures are off: every letter stays a glyph of its own, so each glyph has one text and
//! what is copied or read aloud is exact in every reader. Arabic keeps the joins its script needs.
//!
//! Words are shaped once, at one size for all: a face draws the same outlines at every size, so a
//! line at another size is the same line scaled. What was shaped is kept for the next time the same
//! words come: at another size, in a list of contents, in the next document.

mod shaped_line;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{
    BaseDirection, BreakReason, FontContext, FontFamily, FontFamilyName, FontFeatures, FontStyle,
    FontWeight, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
};

pub use shaped_line::{Glyph, GlyphRun, RunPaint, ShapedLine, TextSpan};

pub(super) use crate::render::bidi_isolates::{
    LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_ISOLATE, is_rtl_char,
};

use crate::render::bidi_isolates::wrap_numbers_in_isolates;
use crate::render::theme::FontFile;

/// The parsed faces of a theme, made once and used for every document. One clone per thread.
#[derive(Clone)]
pub struct FontSet {
    font_context: FontContext,
    layout_context: LayoutContext<SpanIndex>,
    shaped_cache: HashMap<ShapeKey, Box<ShapedText>>,
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

/// Words as they were shaped: the text with its isolates, and its glyphs at [`UNIT`].
#[derive(Clone)]
struct ShapedText {
    text: String,
    layout: parley::Layout<SpanIndex>,
}

/// What decides how words are shaped: where two are equal, so are the glyphs.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ShapeKey {
    text: String,
    /// Of each span: its length in bytes, whether it is bold, whether it is italic.
    span_styles: Vec<(usize, bool, bool)>,
    rtl: bool,
}

/// Which of the spans of a text a glyph belongs to.
type SpanIndex = usize;

/// The size at which words are shaped, points.
const SHAPING_SIZE_PT: f32 = 1000.0;

/// What is switched in the faces: no ligatures.
const FONT_FEATURES: &str = "\"liga\" off, \"clig\" off";

/// More shaped texts than this are not kept: what is kept does not grow with the number of agencies.
const MAX_CACHED_TEXTS: usize = 2048;

/// How a text is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineSettings {
    pub font_size: f32,
    /// Line height in parts of the size.
    pub line_height_ratio: f32,
    /// Of the lines at most, points.
    pub max_width: f32,
    /// Read from right to left.
    pub rtl: bool,
    /// Lines of about one length, for headings.
    pub balance_lines: bool,
}

/// Texts of more lines than this are running text.
const MAX_BALANCED_LINES: usize = 5;

/// The widths of a text in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TextWidths {
    pub min: f32,
    pub max: f32,
}

impl FontSet {
    /// Parses the faces; a file that is no font is a bug of the program that carries it.
    pub fn new(files: &[FontFile]) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let mut families: Vec<String> = Vec::new();
        let mut by_blob = BTreeMap::new();
        for (index, face) in files.iter().enumerate() {
            let blob = Blob::new(face.bytes.clone());
            by_blob.insert(blob.id(), index);
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
            face_by_blob: by_blob,
            faces: files.to_vec(),
            uncovered_chars: BTreeSet::new(),
            broke_inside_word: false,
            measuring_only: false,
        }
    }

    /// The files, in the order of [`Run::face`].
    pub fn faces(&self) -> &[FontFile] {
        &self.faces
    }

    /// The characters met since the last call that no face can draw.
    pub fn take_uncovered_chars(&mut self) -> BTreeSet<char> {
        std::mem::take(&mut self.uncovered_chars)
    }

    /// Whether since the last call a word was broken because no line could hold it.
    pub fn take_broke_inside_word(&mut self) -> bool {
        std::mem::take(&mut self.broke_inside_word)
    }

    /// Sets `spans` in lines.
    pub fn break_into_lines(
        &mut self,
        spans: &[TextSpan],
        setting: LineSettings,
    ) -> Vec<ShapedLine> {
        let LineSettings {
            font_size: size,
            line_height_ratio: leading,
            max_width: width,
            rtl,
            balance_lines: balance,
        } = setting;
        let key = ShapeKey::from_spans(spans, rtl);
        let mut shaped = self.take_cached_or_shape(&key, spans, rtl);
        let scale = size / SHAPING_SIZE_PT;
        break_layout_into_lines(&mut shaped.layout, width.max(size) / scale, balance);
        let height = size * leading;
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
            // On the page each run has its place; in the file it has its turn.
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

    /// What `lay` makes of lines that have their sizes and no words, for finding out what fits; it notes
    /// nothing for [`Self::take_uncovered`].
    pub fn run_measuring_only<Made>(&mut self, lay: impl FnOnce(&mut Self) -> Made) -> Made {
        let before = std::mem::replace(&mut self.measuring_only, true);
        let made = lay(self);
        self.measuring_only = before;
        made
    }

    /// Notes what of a text no face covers, for [`Self::take_uncovered`].
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
        let setting = LineSettings {
            font_size: SHAPING_SIZE_PT,
            line_height_ratio: 1.0,
            max_width: f32::MAX,
            rtl: false,
            balance_lines: false,
        };
        self.break_into_lines(&[span], setting);
    }

    /// How wide `spans` want to be.
    pub fn measure_widths(&mut self, spans: &[TextSpan], size: f32, rtl: bool) -> TextWidths {
        let key = ShapeKey::from_spans(spans, rtl);
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
        key: &ShapeKey,
        spans: &[TextSpan],
        rtl: bool,
    ) -> Box<ShapedText> {
        let shaped = self.shaped_cache.remove(key);
        shaped.unwrap_or_else(|| Box::new(self.shape_text(spans, rtl)))
    }

    fn cache_shaped_text(&mut self, key: ShapeKey, shaped: Box<ShapedText>) {
        if self.shaped_cache.len() >= MAX_CACHED_TEXTS {
            self.shaped_cache.clear();
        }
        self.shaped_cache.insert(key, shaped);
    }

    fn shape_text(&mut self, spans: &[TextSpan], rtl: bool) -> ShapedText {
        let turned = rtl || spans.iter().any(|span| span.text.chars().any(is_rtl_char));
        let parts: Vec<Cow<'_, str>> = spans
            .iter()
            .map(|span| {
                if turned {
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
        let layout = builder.build(&text);
        ShapedText { text, layout }
    }

    /// Appends one shaped run, split where the paint changes; gives the x after it.
    fn append_glyph_runs(
        &mut self,
        text: &str,
        run: &parley::Run<'_, SpanIndex>,
        (spans, size): (&[TextSpan], f32),
        mut x: f32,
        runs: &mut Vec<GlyphRun>,
    ) -> f32 {
        let face = self.face_by_blob[&run.font().data.id()];
        // A ligature's text is spread over several clusters: join them before the order is turned.
        let mut groups: Vec<GlyphGroup> = Vec::with_capacity(run.text_range().len());
        let mut all: Vec<parley::Glyph> = Vec::new();
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
            let first = all.len();
            cluster.glyphs().for_each(|glyph| all.push(glyph));
            if all[first..].iter().any(|glyph| glyph.id == 0) {
                self.uncovered_chars.extend(text[range.clone()].chars());
            }
            let paint = spans[cluster.style().brush].paint;
            groups.push((paint, range, first..all.len()));
        }
        let mut parts: Vec<&[GlyphGroup]> = groups.chunk_by(|one, next| one.0 == next.0).collect();
        if run.is_rtl() {
            parts.reverse();
        }
        for part in parts {
            let base = part[0].1.start;
            let mut set = GlyphRun {
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
            if run.is_rtl() {
                for (_, range, glyphs) in part.iter().rev() {
                    append_cluster_glyphs(&mut set, base, range, &all[glyphs.clone()]);
                }
            } else {
                for (_, range, glyphs) in part {
                    append_cluster_glyphs(&mut set, base, range, &all[glyphs.clone()]);
                }
            }
            x += set.width;
            if !set.glyphs.is_empty() {
                runs.push(set);
            }
        }
        x
    }
}

impl ShapeKey {
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

/// Breaks words into lines of at most `width`, of about one length where that is wanted.
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
        let whole = layout
            .lines()
            .all(|line| line.break_reason() != BreakReason::Emergency);
        if layout.len() == count && whole {
            high = middle;
        } else {
            low = middle;
        }
    }
    layout.break_all_lines(Some(high));
}

/// Latin letters with the signs of English and Spanish: every carried Latin face has them.
fn is_always_covered_char(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{A0}'..='\u{17F}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '\n')
}

/// What is shaped as one: its paint, its bytes in the text, its glyphs among those of the run.
type GlyphGroup = (RunPaint, Range<usize>, Range<usize>);

/// The height of a capital in Noto Sans, in parts of the size: puts text in the middle of its line.
const CAP_HEIGHT_RATIO: f32 = 0.714;

fn append_cluster_glyphs(
    set: &mut GlyphRun,
    base: usize,
    range: &Range<usize>,
    glyphs: &[parley::Glyph],
) {
    let whole = range.start - base..range.end - base;
    if let [glyph] = glyphs {
        push_scaled_glyph(set, glyph, whole);
        return;
    }
    let texts = glyph_text_ranges(&set.text[whole.clone()], glyphs, set.rtl);
    for (glyph, text) in glyphs.iter().zip(texts) {
        push_scaled_glyph(set, glyph, whole.start + text.start..whole.start + text.end);
    }
}

fn push_scaled_glyph(set: &mut GlyphRun, glyph: &parley::Glyph, text: Range<usize>) {
    let scale = set.font_size / SHAPING_SIZE_PT;
    let advance = glyph.advance * scale;
    set.glyphs.push(Glyph {
        id: u16::try_from(glyph.id).expect("a face has at most 65,535 glyphs"),
        advance,
        x_offset: glyph.x * scale,
        y_offset: glyph.y * scale,
        text_range: text,
    });
    set.width += advance;
}

/// Which bytes of a cluster's text each of its glyphs is copied out as; together they are the text,
/// in order. Readers take a glyph that stands for nothing for a gap or a fault, so where there are
/// letters enough, as in the scripts of India, each glyph has its own and the last one the rest. Else
/// the glyph that takes room has all. Right-to-left runs are turned round glyph by glyph, so joiners there, which
/// stand before their letter, have their own as well; marks stand for nothing, for readers put them on other
/// letters.
fn glyph_text_ranges(text: &str, glyphs: &[parley::Glyph], rtl: bool) -> Vec<Range<usize>> {
    let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if !rtl && letters.len() >= glyphs.len() {
        let mut ends = letters.into_iter().skip(1).take(glyphs.len() - 1);
        let mut from = 0;
        return glyphs
            .iter()
            .map(|_| {
                let to = ends.next().unwrap_or(text.len());
                std::mem::replace(&mut from, to)..to
            })
            .collect();
    }
    let bearer = glyphs
        .iter()
        .position(|glyph| glyph.advance > 0.0)
        .unwrap_or(0);
    let joiners = text.char_indices().rev();
    let joiners = joiners.take_while(|(_, letter)| matches!(letter, '\u{200C}' | '\u{200D}'));
    let joiners: Vec<usize> = joiners.map(|(at, _)| at).collect();
    if rtl && bearer + 1 == glyphs.len() && joiners.len() == bearer {
        let mut to = text.len();
        return joiners
            .iter()
            .chain([&0])
            .map(|&from| from..std::mem::replace(&mut to, from))
            .collect();
    }
    let whole = |index| {
        if index == bearer {
            0..text.len()
        } else {
            text.len()..text.len()
        }
    };
    (0..glyphs.len()).map(whole).collect()
}
