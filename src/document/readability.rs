//! The reading level of a document by the readability formula of its language.
//!
//! The score is information for reviewers, not a verdict: formulas measure the length of sentences and
//! words, not their meaning.

mod syllables;

use super::{Block, BlockKind, BlockRole, Document, Inline};
use syllables::{count_english_syllables, count_spanish_syllables};

/// The reading level of a document.
///
/// Facts (names, numbers, addresses), text in other languages, tables, small print, the notice of an
/// unreviewed translation and headings are excluded; being short, they would improve the score. The end
/// of a paragraph or list item ends a sentence. A paragraph in the agency's own words counts, although
/// it is a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Readability {
    pub formula: ReadabilityFormula,
    /// The score; [`ReadabilityFormula::describe_score`] explains it.
    pub score: f64,
    pub sentence_count: usize,
    pub word_count: usize,
    /// At most three sentences of more than ten words, longest first.
    pub longest_sentences: Vec<CountedSentence>,
    /// At most eight words of three or more syllables, hardest first.
    pub hardest_words: Vec<String>,
}

impl Readability {
    /// Returns the score and the counts: `grade 6.2 (Flesch-Kincaid), 120 words in 14 sentences`.
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

/// A sentence with its word count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedSentence {
    /// The sentence, with `…` for each excluded fact.
    pub text: String,
    pub word_count: usize,
}

/// The readability formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadabilityFormula {
    /// English: a US school grade, `0.39 w/s + 11.8 y/w - 15.59` for w words, s sentences and y syllables
    /// (Kincaid and others, 1975).
    FleschKincaid,
    /// Spanish: from 0 (hard) to 100 (easy), `206.835 - 62.3 y/w - w/s` (Szigriszt Pazos, 1993), with the
    /// bands of the INFLESZ scale (Barrio Cantalejo, 2008).
    Inflesz,
}

impl ReadabilityFormula {
    /// Returns the name of the formula.
    pub fn name(self) -> &'static str {
        match self {
            Self::FleschKincaid => "Flesch-Kincaid",
            Self::Inflesz => "INFLESZ",
        }
    }

    /// Describes a score: `grade 6.2`, `71 of 100, rather easy`.
    pub fn describe_score(self, score: f64) -> String {
        match self {
            Self::FleschKincaid => format!("grade {:.1}", score.max(0.0)),
            Self::Inflesz => {
                let band = match score {
                    ..40.0 => "very hard",
                    ..55.0 => "rather hard",
                    ..65.0 => "normal",
                    ..80.0 => "rather easy",
                    _ => "very easy",
                };
                format!("{score:.0} of 100, {band}")
            }
        }
    }
}

/// Returns the reading level of a document; none if there is no formula for its language or no text
/// that counts.
pub fn measure_readability(document: &Document) -> Option<Readability> {
    let (formula, count_syllables): (ReadabilityFormula, fn(&str) -> usize) =
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
    let mut words: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| lowercase_words(&sentence.text))
        .collect();
    if words.is_empty() {
        return None;
    }
    let (sentence_count, word_count) = (sentences.len(), words.len());
    let (s, w) = (sentence_count as f64, word_count as f64);
    let y = words
        .iter()
        .map(|word| count_syllables(word))
        .sum::<usize>() as f64;
    let score = match formula {
        ReadabilityFormula::FleschKincaid => 0.39 * w / s + 11.8 * y / w - 15.59,
        ReadabilityFormula::Inflesz => 206.835 - 62.3 * y / w - w / s,
    };
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.word_count));
    sentences.retain(|sentence| sentence.word_count > 10);
    sentences.truncate(3);
    words.retain(|word| count_syllables(word) >= 3);
    words.sort_by(|left, right| {
        (count_syllables(right), left.as_str()).cmp(&(count_syllables(left), right.as_str()))
    });
    words.dedup();
    words.truncate(8);
    Some(Readability {
        formula,
        score,
        sentence_count,
        word_count,
        longest_sentences: sentences,
        hardest_words: words,
    })
}

fn collect_countable_texts(blocks: &[Block], texts: &mut Vec<String>) {
    for block in blocks {
        if block.role == BlockRole::SmallPrint || block.is_unreviewed_notice() {
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

/// Returns the text of a paragraph that counts, with `…` for each fact.
fn countable_text(content: &[Inline]) -> String {
    // A statement that the agency has reworded is a single fact that fills its paragraph.
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
                text.push('…');
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => {
                push_countable_text(content, text);
            }
            Inline::LineBreak => text.push(' '),
        }
    }
}

/// Splits a paragraph into sentences at punctuation.
fn split_sentences(text: &str) -> Vec<CountedSentence> {
    text.split_inclusive(['.', '!', '?', ':'])
        .map(|sentence| CountedSentence {
            text: sentence.trim().to_owned(),
            word_count: lowercase_words(sentence).len(),
        })
        .collect()
}

/// Returns the words in lowercase, without numbers.
fn lowercase_words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric() && !"'’".contains(character))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_numeric()))
        .map(str::to_lowercase)
        .collect()
}
