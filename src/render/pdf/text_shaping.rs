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

pub use shaped_line::{Glyph, Line, Paint, Run, Span};

pub(super) use crate::render::bidi_isolates::{
    LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_ISOLATE, is_rtl_char,
};

use crate::render::bidi_isolates::wrap_numbers_in_isolates;
use crate::render::theme::FontFile;

/// The parsed faces of a theme, made once and used for every document. One clone per thread.
#[derive(Clone)]
pub struct Faces {
    fonts: FontContext,
    shaper: LayoutContext<SpanIndex>,
    shaped: HashMap<Key, Box<Shaped>>,
    families: Vec<String>,
    by_blob: BTreeMap<u64, usize>,
    files: Vec<FontFile>,
    uncovered: BTreeSet<char>,
    broken: bool,
    measuring: bool,
}

impl std::fmt::Debug for Faces {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.files.iter().map(|face| &face.name))
            .finish()
    }
}

/// Words as they were shaped: the text with its isolates, and its glyphs at [`UNIT`].
#[derive(Clone)]
struct Shaped {
    text: String,
    layout: parley::Layout<SpanIndex>,
}

/// What decides how words are shaped: where two are equal, so are the glyphs.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    /// Of each span: its length in bytes, whether it is bold, whether it is italic.
    looks: Vec<(usize, bool, bool)>,
    rtl: bool,
}

/// Which of the spans of a text a glyph belongs to.
type SpanIndex = usize;

/// The size at which words are shaped, points.
const UNIT: f32 = 1000.0;

/// What is switched in the faces: no ligatures.
const FEATURES: &str = "\"liga\" off, \"clig\" off";

/// More shaped texts than this are not kept: what is kept does not grow with the number of agencies.
const MOST_SHAPED: usize = 2048;

/// How a text is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    pub size: f32,
    /// Line height in parts of the size.
    pub leading: f32,
    /// Of the lines at most, points.
    pub width: f32,
    /// Read from right to left.
    pub rtl: bool,
    /// Lines of about one length, for headings.
    pub balance: bool,
}

/// Texts of more lines than this are running text.
const MOST_BALANCED: usize = 5;

/// The widths of a text in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Widths {
    pub least: f32,
    pub most: f32,
}

impl Faces {
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
            fonts: FontContext {
                collection,
                source_cache: parley::fontique::SourceCache::default(),
            },
            shaper: LayoutContext::new(),
            shaped: HashMap::new(),
            families,
            by_blob,
            files: files.to_vec(),
            uncovered: BTreeSet::new(),
            broken: false,
            measuring: false,
        }
    }

    /// The files, in the order of [`Run::face`].
    pub fn files(&self) -> &[FontFile] {
        &self.files
    }

    /// The characters met since the last call that no face can draw.
    pub fn take_uncovered(&mut self) -> BTreeSet<char> {
        std::mem::take(&mut self.uncovered)
    }

    /// Whether since the last call a word was broken because no line could hold it.
    pub fn take_broken(&mut self) -> bool {
        std::mem::take(&mut self.broken)
    }

    /// Sets `spans` in lines.
    pub fn set(&mut self, spans: &[Span], setting: Setting) -> Vec<Line> {
        let Setting {
            size,
            leading,
            width,
            rtl,
            balance,
        } = setting;
        let key = Key::of(spans, rtl);
        let mut shaped = self.take_shaped(&key, spans, rtl);
        let scale = size / UNIT;
        break_lines(&mut shaped.layout, width.max(size) / scale, balance);
        let height = size * leading;
        let measuring = self.measuring;
        let mut lines = Vec::new();
        for line in shaped.layout.lines() {
            if line.text_range().is_empty() && !lines.is_empty() {
                continue;
            }
            self.broken |= line.break_reason() == BreakReason::Emergency;
            let mut runs = Vec::new();
            let mut x = 0.0;
            for run in line.runs().filter(|_| !measuring) {
                x = self.copy_run(&shaped.text, &run, (spans, size), x, &mut runs);
            }
            let metrics = line.metrics();
            let hanging = metrics.hanging_advance * scale;
            if rtl {
                for run in &mut runs {
                    run.x -= hanging;
                }
            }
            // On the page each run has its place; in the file it has its turn.
            runs.sort_by_key(|run| run.start);
            lines.push(Line {
                width: metrics.advance * scale - hanging,
                baseline: f32::midpoint(height, size * CAP_HEIGHT),
                height,
                runs,
            });
        }
        self.keep_shaped(key, shaped);
        lines
    }

    /// What `lay` makes of lines that have their sizes and no words, for finding out what fits; it notes
    /// nothing for [`Self::take_uncovered`].
    pub fn measuring<Made>(&mut self, lay: impl FnOnce(&mut Self) -> Made) -> Made {
        let before = std::mem::replace(&mut self.measuring, true);
        let made = lay(self);
        self.measuring = before;
        made
    }

    /// Notes what of a text no face covers, for [`Self::take_uncovered`].
    pub fn cover(&mut self, text: &str) {
        if text.chars().all(is_carried) {
            return;
        }
        let span = Span {
            text: text.to_owned(),
            bold: false,
            italic: false,
            paint: Paint::default(),
        };
        let setting = Setting {
            size: UNIT,
            leading: 1.0,
            width: f32::MAX,
            rtl: false,
            balance: false,
        };
        self.set(&[span], setting);
    }

    /// How wide `spans` want to be.
    pub fn widths(&mut self, spans: &[Span], size: f32, rtl: bool) -> Widths {
        let key = Key::of(spans, rtl);
        let shaped = self.take_shaped(&key, spans, rtl);
        let widths = shaped.layout.calculate_content_widths();
        self.keep_shaped(key, shaped);
        Widths {
            least: widths.min * size / UNIT,
            most: widths.max * size / UNIT,
        }
    }

    fn take_shaped(&mut self, key: &Key, spans: &[Span], rtl: bool) -> Box<Shaped> {
        let shaped = self.shaped.remove(key);
        shaped.unwrap_or_else(|| Box::new(self.shape(spans, rtl)))
    }

    fn keep_shaped(&mut self, key: Key, shaped: Box<Shaped>) {
        if self.shaped.len() >= MOST_SHAPED {
            self.shaped.clear();
        }
        self.shaped.insert(key, shaped);
    }

    fn shape(&mut self, spans: &[Span], rtl: bool) -> Shaped {
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
            .families
            .iter()
            .map(|name| FontFamilyName::Named(Cow::Borrowed(name)))
            .collect();
        let mut builder = self
            .shaper
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.set_base_direction(if rtl {
            BaseDirection::Rtl
        } else {
            BaseDirection::Ltr
        });
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(UNIT));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(UNIT * 1.4)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::Source(
            Cow::Borrowed(FEATURES),
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
        Shaped { text, layout }
    }

    /// Appends one shaped run, split where the paint changes; gives the x after it.
    fn copy_run(
        &mut self,
        text: &str,
        run: &parley::Run<'_, SpanIndex>,
        (spans, size): (&[Span], f32),
        mut x: f32,
        runs: &mut Vec<Run>,
    ) -> f32 {
        let face = self.by_blob[&run.font().data.id()];
        // A ligature's text is spread over several clusters: join them before the order is turned.
        let mut groups: Vec<Group> = Vec::with_capacity(run.text_range().len());
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
                self.uncovered.extend(text[range.clone()].chars());
            }
            let paint = spans[cluster.style().brush].paint;
            groups.push((paint, range, first..all.len()));
        }
        let mut parts: Vec<&[Group]> = groups.chunk_by(|one, next| one.0 == next.0).collect();
        if run.is_rtl() {
            parts.reverse();
        }
        for part in parts {
            let base = part[0].1.start;
            let mut set = Run {
                face,
                size,
                x,
                width: 0.0,
                paint: part[0].0,
                text: text[base..part[part.len() - 1].1.end].to_owned(),
                start: base,
                rtl: run.is_rtl(),
                glyphs: Vec::with_capacity(part.len()),
            };
            if run.is_rtl() {
                for (_, range, glyphs) in part.iter().rev() {
                    copy_glyphs(&mut set, base, range, &all[glyphs.clone()]);
                }
            } else {
                for (_, range, glyphs) in part {
                    copy_glyphs(&mut set, base, range, &all[glyphs.clone()]);
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

impl Key {
    fn of(spans: &[Span], rtl: bool) -> Self {
        Self {
            text: spans.iter().map(|span| span.text.as_str()).collect(),
            looks: spans
                .iter()
                .map(|span| (span.text.len(), span.bold, span.italic))
                .collect(),
            rtl,
        }
    }
}

/// Breaks words into lines of at most `width`, of about one length where that is wanted.
fn break_lines(layout: &mut parley::Layout<SpanIndex>, width: f32, balance: bool) {
    layout.break_all_lines(Some(width));
    if !balance || !(2..=MOST_BALANCED).contains(&layout.len()) {
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
fn is_carried(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{A0}'..='\u{17F}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '\n')
}

/// What is shaped as one: its paint, its bytes in the text, its glyphs among those of the run.
type Group = (Paint, Range<usize>, Range<usize>);

/// The height of a capital in Noto Sans, in parts of the size: puts text in the middle of its line.
const CAP_HEIGHT: f32 = 0.714;

fn copy_glyphs(set: &mut Run, base: usize, range: &Range<usize>, glyphs: &[parley::Glyph]) {
    let whole = range.start - base..range.end - base;
    if let [glyph] = glyphs {
        push_glyph(set, glyph, whole);
        return;
    }
    let texts = texts_of(&set.text[whole.clone()], glyphs, set.rtl);
    for (glyph, text) in glyphs.iter().zip(texts) {
        push_glyph(set, glyph, whole.start + text.start..whole.start + text.end);
    }
}

fn push_glyph(set: &mut Run, glyph: &parley::Glyph, text: Range<usize>) {
    let scale = set.size / UNIT;
    let advance = glyph.advance * scale;
    set.glyphs.push(Glyph {
        id: u16::try_from(glyph.id).expect("a face has at most 65,535 glyphs"),
        advance,
        dx: glyph.x * scale,
        dy: glyph.y * scale,
        text,
    });
    set.width += advance;
}

/// Which bytes of a cluster's text each of its glyphs is copied out as; together they are the text,
/// in order. Readers take a glyph that stands for nothing for a gap or a fault, so where there are
/// letters enough, as in the scripts of India, each glyph has its own and the last one the rest. Else
/// the glyph that takes room has all. Right-to-left runs are turned round glyph by glyph, so joiners there, which
/// stand before their letter, have their own as well; marks stand for nothing, for readers put them on other
/// letters.
fn texts_of(text: &str, glyphs: &[parley::Glyph], rtl: bool) -> Vec<Range<usize>> {
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
