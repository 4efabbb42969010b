//! How easily a document reads, by the formula that its language has.
//!
//! A figure for reviewers and no judgement: a formula sees the length of sentences and words, and
//! nothing of what they say.

mod syllables;

use super::{Block, BlockKind, BlockRole, Document, Inline, UNREVIEWED_TRANSLATION_ANCHOR};
use syllables::{count_english_syllables, count_spanish_syllables};

/// What the formula of a language says about a document.
///
/// Left out are facts (names, numbers, addresses), words in another language, tables, small print,
/// the notice of an unreviewed translation, and headings: they are short and would flatter the
/// figure. Each item of a list and each paragraph ends a sentence, whatever its last character. A
/// paragraph of the agency's own words counts, although it is a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Readability {
    pub formula: ReadabilityFormula,
    /// Its figure, to be read with [`Formula::meaning`].
    pub score: f64,
    /// How many sentences were counted.
    pub sentence_count: usize,
    /// How many words were counted.
    pub word_count: usize,
    /// The longest sentences, of more than ten words, at most three; the longest first.
    pub longest_sentences: Vec<CountedSentence>,
    /// The words of most syllables, of at least three, at most eight; the hardest first.
    pub hardest_words: Vec<String>,
}

impl Readability {
    /// Says the figure and what was counted: `grade 6.2 (Flesch-Kincaid), 120 words in 14 sentences`.
    pub fn summary(&self) -> String {
        format!(
            "{} ({}), {} words in {} sentences",
            self.formula.describe_score(self.score),
            self.formula.name(),
            self.word_count,
            self.sentence_count
        )
    }
}

/// A sentence with the number of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedSentence {
    /// As it is counted: facts are left out as `…`.
    pub text: String,
    pub word_count: usize,
}

/// The formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadabilityFormula {
    /// English: a grade of school, `0.39 w/s + 11.8 y/w - 15.59` (Kincaid and others, 1975), of words
    /// w, sentences s and syllables y.
    FleschKincaid,
    /// Spanish: from 0, hard, to 100, easy, `206.835 - 62.3 y/w - w/s` (Szigriszt Pazos, 1993), in
    /// the bands of the INFLESZ scale (Barrio Cantalejo, 2008).
    Inflesz,
}

impl ReadabilityFormula {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::FleschKincaid => "Flesch-Kincaid",
            Self::Inflesz => "INFLESZ",
        }
    }

    /// A figure in words.
    pub fn describe_score(self, figure: f64) -> String {
        match self {
            Self::FleschKincaid => format!("grade {:.1}", figure.max(0.0)),
            Self::Inflesz => {
                let band = match figure {
                    ..40.0 => "very hard",
                    ..55.0 => "rather hard",
                    ..65.0 => "normal",
                    ..80.0 => "rather easy",
                    _ => "very easy",
                };
                format!("{figure:.0} of 100, {band}")
            }
        }
    }
}

/// How easily the document reads; none if its language has no formula here, or if it has no words
/// that count.
pub fn measure_readability(document: &Document) -> Option<Readability> {
    let (formula, syllables): (ReadabilityFormula, fn(&str) -> usize) =
        match document.language.language.as_str() {
            "en" => (ReadabilityFormula::FleschKincaid, count_english_syllables),
            "es" => (ReadabilityFormula::Inflesz, count_spanish_syllables),
            _ => return None,
        };
    let mut texts = Vec::new();
    collect_countable_texts(&document.blocks, &mut texts);
    let mut sentences: Vec<CountedSentence> = texts
        .iter()
        .flat_map(|text| split_sentences(text))
        .filter(|sentence| sentence.word_count > 0)
        .collect();
    let mut all: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| lowercase_words(&sentence.text))
        .collect();
    if all.is_empty() {
        return None;
    }
    let (count, ends) = (all.len() as f64, sentences.len() as f64);
    let sounds = all.iter().map(|word| syllables(word)).sum::<usize>() as f64;
    let figure = match formula {
        ReadabilityFormula::FleschKincaid => 0.39 * count / ends + 11.8 * sounds / count - 15.59,
        ReadabilityFormula::Inflesz => 206.835 - 62.3 * sounds / count - count / ends,
    };
    let (number_of_sentences, number_of_words) = (sentences.len(), all.len());
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.word_count));
    sentences.retain(|sentence| sentence.word_count > 10);
    sentences.truncate(3);
    all.retain(|word| syllables(word) >= 3);
    all.sort_by(|left, right| {
        (syllables(right), left.as_str()).cmp(&(syllables(left), right.as_str()))
    });
    all.dedup();
    all.truncate(8);
    Some(Readability {
        formula,
        score: figure,
        sentence_count: number_of_sentences,
        word_count: number_of_words,
        longest_sentences: sentences,
        hardest_words: all,
    })
}

fn collect_countable_texts(blocks: &[Block], texts: &mut Vec<String>) {
    for block in blocks {
        let is_notice = block
            .anchor
            .as_ref()
            .is_some_and(|own| own.0 == UNREVIEWED_TRANSLATION_ANCHOR);
        if block.role == BlockRole::SmallPrint || is_notice {
            continue;
        }
        match &block.kind {
            BlockKind::Paragraph(content) => texts.push(countable_text(content)),
            BlockKind::List(list) => {
                for item in &list.items {
                    collect_countable_texts(&item.blocks, texts);
                }
            }
            BlockKind::Quote(blocks) => collect_countable_texts(blocks, texts),
            BlockKind::Heading { .. } | BlockKind::Table(_) => {}
        }
    }
}

/// The words of a paragraph that count, each fact as `…`.
fn countable_text(content: &[Inline]) -> String {
    // Words that an agency put in place of the template's are a fact that fills its paragraph.
    if let [Inline::FactValue { text, .. }] = content
        && text.ends_with(['.', '!', '?'])
        && text.split_whitespace().count() > 3
    {
        return text.clone();
    }
    let mut text = String::new();
    push_countable_text(content, &mut text);
    text
}

fn push_countable_text(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words) => text.push_str(words),
            Inline::FactValue { .. } | Inline::Blank(_) | Inline::OtherLanguage { .. } => {
                text.push('…')
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => {
                push_countable_text(content, text);
            }
            Inline::LineBreak => text.push(' '),
        }
    }
}

/// The sentences of a paragraph, by the stops in it.
fn split_sentences(text: &str) -> Vec<CountedSentence> {
    text.split_inclusive(['.', '!', '?', ':'])
        .map(|sentence| CountedSentence {
            text: sentence.trim().to_owned(),
            word_count: lowercase_words(sentence).len(),
        })
        .collect()
}

/// The words in small letters; what has a digit in it is a number.
fn lowercase_words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric() && !"'’".contains(character))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_numeric()))
        .map(str::to_lowercase)
        .collect()
}
