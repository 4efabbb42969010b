//! Finds the names of staff members in a text: given and family name together, or one word of a name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Titles that are nobody's name.
const HONORIFICS: [&str; 10] = [
    "dr", "dra", "mr", "mrs", "ms", "mx", "prof", "sra", "srta", "nurse",
];

/// The staff members whose names are looked for.
#[derive(Debug, Default)]
pub(super) struct NameMatcher {
    people: Vec<Person>,
    /// The people that have a word in their name, with the word's index.
    people_by_word: BTreeMap<String, Vec<(usize, usize)>>,
    /// Words that mean something else as well.
    ordinary_words: BTreeSet<String>,
}

#[derive(Debug)]
struct Person {
    /// The words of the name without titles, folded.
    words: Vec<String>,
    /// The name without spaces, for scripts that are written without them.
    joined_name: Option<String>,
}

/// A name in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FoundName {
    /// The index of the person, in the order of [`NameMatcher::add_person`].
    pub(super) person: usize,
    pub(super) byte_range: Range<usize>,
    pub(super) certainty: NameCertainty,
}

/// How surely a text names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameCertainty {
    /// Two words of the name stand together.
    FullName,
    /// Two words that can mean something else stand together where words are capitalized.
    OrdinaryWords,
    /// One word of the name.
    OneWord,
}

/// A word of a text.
struct TextWord<'text> {
    text: &'text str,
    folded: String,
    byte_range: Range<usize>,
    is_capitalized: bool,
    /// Whether a sentence begins with it.
    starts_sentence: bool,
}

/// Words before or between names that are nobody's name alone.
const TITLES_AND_PARTICLES: [&str; 47] = [
    "dr", "dra", "mr", "mrs", "ms", "miss", "mx", "prof", "sr", "sra", "srta", "rev", "sister",
    "brother", "nurse", "jr", "ii", "iii", "md", "rn", "np", "do", "pa", "phd", "lcsw", "arnp",
    "aprn", "cnm", "msw", "de", "del", "la", "las", "los", "el", "al", "van", "von", "der", "den",
    "bin", "ibn", "da", "dos", "thi", "y", "e",
];

/// Words of roles: a committee can list its members by role.
const ROLE_WORDS: [&str; 22] = [
    "representative",
    "member",
    "director",
    "manager",
    "chair",
    "parent",
    "youth",
    "student",
    "teacher",
    "clergy",
    "survivor",
    "advocate",
    "counselor",
    "educator",
    "clinician",
    "provider",
    "officer",
    "coordinator",
    "assistant",
    "practitioner",
    "community",
    "client",
];

/// Words beside a name that say when, where or as what somebody works, and pronouns.
const NOTE_WORDS: [&str; 52] = [
    "nights",
    "days",
    "evenings",
    "mornings",
    "afternoons",
    "weekends",
    "weekdays",
    "shift",
    "backup",
    "primary",
    "secondary",
    "main",
    "designee",
    "supervisor",
    "lead",
    "nurse",
    "staff",
    "team",
    "desk",
    "reception",
    "receptionist",
    "security",
    "office",
    "clinic",
    "department",
    "hospital",
    "center",
    "health",
    "program",
    "site",
    "call",
    "duty",
    "interim",
    "acting",
    "deputy",
    "medical",
    "clinical",
    "executive",
    "north",
    "south",
    "east",
    "west",
    "side",
    "downtown",
    "ella",
    "she",
    "her",
    "he",
    "him",
    "they",
    "them",
    "services",
];

/// Names that are words of English or Spanish, besides the words of the documents' templates.
const ORDINARY_NAMES: &str = "abbott amber an ana angel angela april art ash august autumn baker ball banks barber \
    bell best bill bird bishop black blanco blessing blue bond bridges brook brooks brown bush butler campos carpenter \
    casa case chance charity chase christian church clay cliff coral cook cooper crystal cross cruz daisy dale dawn \
    day dean destiny dolores don drew earnest english esperanza faith farmer field fields fisher flor flores flower \
    flowers ford forest fox frank french friend frost gay gene gift ginger glen glory gold good grace gracia grant \
    gray green grey guerra guy hall harmony hawk hazel heather heaven hill hills holly home honor hope hunter ivy \
    jack jade jasmine jay joy judge june justice king knight lake lane law lily little long love luz major march marina \
    mark marshal mason matter max may melody mercedes mercy milagros miles miller montes moon morales moreno nick \
    noble north oak olive page park parks pat patience paz pearl penny pilar pope porter power prado price pride prince \
    prudence queen ray reed reyes rice rich river rivers rob robin rock rosa rose rubio ruby rusty sage saint salud \
    sandy santos savior serenity sharp short sierra silver sky small snow socorro sol son south star stone storm street \
    strong sue summer summers sun sunny swan temple trinity true valley vega victor violet wade walker wall ward \
    waters wave weeks west white wild will willow winter wise wolf wood woods wren young";

impl NameMatcher {
    /// Creates a matcher. `template_words` are words of the templates in lowercase.
    pub(super) fn new(template_words: BTreeSet<String>) -> Self {
        let mut ordinary_words = template_words;
        ordinary_words.extend(ORDINARY_NAMES.split_whitespace().map(str::to_owned));
        Self {
            ordinary_words,
            ..Self::default()
        }
    }

    /// Adds the people of an entry; one whose name has no usable word is never found. `is_role_possible` is for lists
    /// that hold names, codes or roles. Returns how many people were added.
    pub(super) fn add_people(&mut self, entry: &str, is_role_possible: bool) -> usize {
        let names = names_in_entry(entry);
        for name in &names {
            self.add_person(name, is_role_possible);
        }
        if names.len() == 1 && names[0] != entry && entry.chars().any(is_of_unspaced_script) {
            // A name in another script stands in parentheses.
            let in_parentheses = entry.split(['(', ')']).nth(1).unwrap_or_default();
            self.add_person(in_parentheses, is_role_possible);
            return 2;
        }
        names.len()
    }

    fn add_person(&mut self, name: &str, is_role_possible: bool) {
        let person = self.people.len();
        let all_words = split_words(name);
        let is_lowercase = |word: &TextWord<'_>| word.text.chars().all(char::is_lowercase);
        // `Front desk`, `Supervisor on duty`; a name may be typed in lowercase throughout.
        let is_description = !all_words.iter().all(is_lowercase)
            && all_words.iter().any(|word| {
                is_lowercase(word) && !TITLES_AND_PARTICLES.contains(&word.folded.as_str())
            });
        let count = all_words.len();
        let all_words: Vec<String> = all_words.into_iter().map(|word| word.folded).collect();
        let is_title = |word: &String| TITLES_AND_PARTICLES.contains(&word.as_str());
        // `Do`, `Pa` and `Al` are names where nothing else is left.
        let other_words = all_words.iter().filter(|word| !is_title(word)).count();
        let words: Vec<String> = all_words
            .into_iter()
            .filter(|word| {
                count == 2 && other_words < 2 && !HONORIFICS.contains(&word.as_str())
                    || !is_title(word)
            })
            .collect();
        let is_unspaced = name.chars().any(is_of_unspaced_script);
        let has_role_word = words.iter().any(|word| ROLE_WORDS.contains(&word.as_str()));
        let is_role = is_description
            || has_role_word && (is_role_possible || words.len() > 2)
            || is_role_possible && (words.len() < 2 || name.contains(|c: char| c.is_ascii_digit()));
        let words = if is_unspaced || is_role {
            Vec::new()
        } else {
            words
        };
        for (index, word) in words.iter().enumerate() {
            let entries = self.people_by_word.entry(word.clone()).or_default();
            entries.push((person, index));
        }
        let joined: String = name.chars().filter(|c| is_of_unspaced_script(*c)).collect();
        let is_long_enough = joined.chars().count() >= 2;
        self.people.push(Person {
            words,
            joined_name: (is_unspaced && is_long_enough).then_some(joined),
        });
    }

    /// Returns whether all words of a name are words of a language as well.
    pub(super) fn is_made_of_ordinary_words(&self, name: &str) -> bool {
        split_words(name)
            .iter()
            .all(|word| self.ordinary_words.contains(&word.folded) || word.is_initial())
    }

    /// Returns how many words the name of a person has.
    pub(super) fn word_count(&self, person: usize) -> usize {
        self.people[person].words.len()
    }

    /// Returns whether nobody can be found.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Finds names. In a heading or address the case of letters says nothing.
    pub(super) fn find_names(&self, text: &str, is_heading: bool) -> Vec<FoundName> {
        let mut found = self.find_unspaced_names(text);
        let words = split_words(text);
        let mut at = 0;
        while at < words.len() {
            if let Some((person, end)) = self.find_full_name(text, &words, at) {
                let run = &words[at..=end];
                let is_ordinary = |word: &TextWord<'_>| self.ordinary_words.contains(&word.folded);
                let all_ordinary = run
                    .iter()
                    .all(|word| is_ordinary(word) || word.is_initial());
                let is_particle = |word: &TextWord<'_>| {
                    !word.is_capitalized && TITLES_AND_PARTICLES.contains(&word.folded.as_str())
                };
                let has_particle = run.iter().any(is_particle);
                let all_capitalized = run
                    .iter()
                    .all(|word| word.is_capitalized || is_particle(word));
                if !all_ordinary || all_capitalized {
                    // `hepatitis B. Young people`
                    let has_initial =
                        words[at].is_initial() && continues_in_lowercase(text, &words, end);
                    let has_middle_initial = run[1..].iter().any(TextWord::is_initial);
                    let is_unsure = all_ordinary
                        && !has_middle_initial
                        && !has_particle
                        && (is_heading || words[at].starts_sentence || has_initial)
                        || is_in_list(text, &words, at, end);
                    found.push(FoundName {
                        person,
                        byte_range: words[at].byte_range.start..words[end].byte_range.end,
                        certainty: if is_unsure {
                            NameCertainty::OrdinaryWords
                        } else {
                            NameCertainty::FullName
                        },
                    });
                    at = end + 1;
                    continue;
                }
            }
            found.extend(self.find_one_word(&words, at, is_heading));
            at += 1;
        }
        found
    }

    /// Returns the person of which two words stand together from `at` on, and the index of the last word.
    fn find_full_name(
        &self,
        text: &str,
        words: &[TextWord<'_>],
        at: usize,
    ) -> Option<(usize, usize)> {
        const MAX_WORDS_BETWEEN: usize = 2;
        let first = &words[at];
        for (next, second) in words
            .iter()
            .enumerate()
            .skip(at + 1)
            .take(MAX_WORDS_BETWEEN + 1)
        {
            let gap = &text[words[next - 1].byte_range.end..second.byte_range.start];
            let ends_sentence = gap.contains('.') && !words[next - 1].is_short();
            // `A` and `I` are words as well.
            let is_article = words[next - 1].is_initial()
                && matches!(words[next - 1].text, "A" | "I")
                && gap == " ";
            let is_apart =
                gap.chars().count() > 3 || gap.contains(['!', '?', ';', ':', '/', '|', '…']);
            // `ask a. rivera`, but not `plan a Rivera`
            let is_letter = words[next - 1].is_initial()
                && !words[next - 1].is_capitalized
                && !gap.starts_with(". ");
            if is_apart || ends_sentence || is_article || is_letter {
                return None;
            }
            let has_comma = gap.contains(',');
            if let Some(person) = self.person_with_both(first, second, has_comma) {
                return Some((person, self.end_of_name(text, words, person, next)));
            }
            let is_bridge =
                second.is_initial() || TITLES_AND_PARTICLES.contains(&second.folded.as_str());
            let is_own = self.people_by_word.contains_key(&second.folded);
            if has_comma || !(is_bridge || is_own) {
                return None;
            }
        }
        None
    }

    /// Returns the index of the last word that continues a person's name from a word on.
    fn end_of_name(&self, text: &str, words: &[TextWord<'_>], person: usize, at: usize) -> usize {
        let continues = |next: &usize| {
            let gap = &text[words[next - 1].byte_range.end..words[*next].byte_range.start];
            let own = &self.people[person].words;
            let is_given_name = own.first() == Some(&words[*next].folded);
            let is_close = matches!(gap, " " | "-" | "\u{A0}" | "\u{2010}" | "\u{2011}")
                || gap == ", " && is_given_name;
            is_close && own.contains(&words[*next].folded)
        };
        let following = at + 1..words.len();
        at + following.take_while(continues).count()
    }

    /// Returns the person whose name has both words, in this order or, after a comma, with the family name first.
    fn person_with_both(
        &self,
        first: &TextWord<'_>,
        second: &TextWord<'_>,
        has_comma: bool,
    ) -> Option<usize> {
        let (given, family) = if has_comma {
            (second, first)
        } else {
            (first, second)
        };
        let family_entries = self.people_by_word.get(&family.folded);
        let by_family = family_entries
            .into_iter()
            .flatten()
            .find(|(person, index)| {
                let words = &self.people[*person].words;
                family.folded.chars().count() > 1
                    && words.iter().enumerate().any(|(other, word)| {
                        let is_before = other < *index;
                        let fits_order = is_before || !has_comma;
                        let is_same = *word == given.folded && given.folded.chars().count() > 1;
                        let is_initial = given.is_initial()
                            && (given.is_capitalized || !family.is_capitalized)
                            && is_before
                            && word.chars().next() == given.folded.chars().next();
                        other != *index && fits_order && (is_same || is_initial)
                    })
            });
        by_family.map(|(person, _)| *person)
    }

    fn find_one_word(
        &self,
        words: &[TextWord<'_>],
        at: usize,
        is_heading: bool,
    ) -> Option<FoundName> {
        let word = &words[at];
        let (person, _) = self.people_by_word.get(&word.folded)?.first()?;
        let has_case = word
            .text
            .chars()
            .any(|c| c.is_lowercase() || c.is_uppercase());
        let is_near_capitals = at > 0 && words[at - 1].is_capitalized
            || words.get(at + 1).is_some_and(|next| next.is_capitalized);
        let has_title = at > 0
            && word.folded.chars().count() == 2
            && HONORIFICS.contains(&words[at - 1].folded.as_str());
        let is_ordinary = self.ordinary_words.contains(&word.folded);
        // `Ms. Cruz`; a nurse may be anybody.
        let is_titled = at > 0 && words[at - 1].is_capitalized && {
            let title = words[at - 1].folded.as_str();
            title != "nurse" && HONORIFICS.contains(&title)
        };
        let is_unclear =
            is_ordinary && !is_titled && (is_heading || word.starts_sentence || is_near_capitals);
        let is_usable = word.is_capitalized
            && has_case
            && !is_unclear
            && (word.folded.chars().count() >= 3 || has_title);
        is_usable.then(|| FoundName {
            person: *person,
            byte_range: word.byte_range.clone(),
            certainty: NameCertainty::OneWord,
        })
    }

    /// Finds names in scripts without spaces between words.
    fn find_unspaced_names(&self, text: &str) -> Vec<FoundName> {
        if !text.chars().any(is_of_unspaced_script) {
            return Vec::new();
        }
        let letters: Vec<(usize, char)> = text
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let joined: String = letters.iter().map(|(_, letter)| *letter).collect();
        let mut found = Vec::new();
        for (person, name) in self.people.iter().enumerate() {
            let Some(name) = &name.joined_name else {
                continue;
            };
            if let Some(start) = joined.find(name.as_str()) {
                let first = joined[..start].chars().count();
                let last = letters[first + name.chars().count() - 1];
                found.push(FoundName {
                    person,
                    byte_range: letters[first].0..last.0 + last.1.len_utf8(),
                    certainty: if name.chars().count() > 2 {
                        NameCertainty::FullName
                    } else {
                        NameCertainty::OneWord
                    },
                });
            }
        }
        found
    }

    /// Returns whether the user name of an email address is made of a person's names: `a.rivera`, `arivera`.
    pub(super) fn person_in_user_name(&self, user_name: &str) -> Option<usize> {
        let letters: String = fold_word(user_name)
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        self.people.iter().position(|person| {
            let [given, .., family] = person.words.as_slice() else {
                return false;
            };
            let initial = |word: &str| word.chars().take(1).collect::<String>();
            let forms = [
                format!("{given}{family}"),
                format!("{family}{given}"),
                format!("{}{family}", initial(given)),
                format!("{family}{}", initial(given)),
                format!("{given}{}", initial(family)),
            ];
            family.chars().count() > 1 && forms.contains(&letters)
        })
    }
}

/// Returns whether a word in lowercase follows a word after a space.
fn continues_in_lowercase(text: &str, words: &[TextWord<'_>], at: usize) -> bool {
    let next = words.get(at + 1).filter(|next| !next.is_capitalized);
    next.is_some_and(|next| &text[words[at].byte_range.end..next.byte_range.start] == " ")
}

/// Returns whether two words with a comma between them are part of a longer list: `Clark, Madison and Lee counties`.
fn is_in_list(text: &str, words: &[TextWord<'_>], first: usize, last: usize) -> bool {
    let is_comma_between =
        text[words[first].byte_range.end..words[last].byte_range.start].contains(',');
    let Some(next) = words.get(last + 1) else {
        return false;
    };
    let gap = &text[words[last].byte_range.end..next.byte_range.start];
    is_comma_between
        && (gap == ", " || gap == " " && matches!(next.text, "and" | "or" | "y" | "e" | "o"))
}

impl TextWord<'_> {
    fn is_initial(&self) -> bool {
        self.folded.chars().count() == 1
    }

    /// Returns whether a period after it does not end a sentence: an initial or a title.
    fn is_short(&self) -> bool {
        self.is_initial() || TITLES_AND_PARTICLES.contains(&self.folded.as_str())
    }
}

/// Returns the names in an entry, each with the family name last and without credentials: `Ana Rivera` of
/// `Rivera, Ana`, of `Ana Rivera, RN (she/her)` and of `Ana Rivera - nights`, both names of `Ana (Nita) Rivera`, and both
/// people of `Ana Rivera, Luis Gómez`.
fn names_in_entry(entry: &str) -> Vec<String> {
    if let Some((before, inside, after)) = split_parenthesis(entry)
        && !before.is_empty()
        && !after.is_empty()
    {
        let both = [before, inside].map(|given| names_in_entry(&format!("{given} {after}")));
        return both.concat();
    }
    let without_parentheses: String = entry.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let before_parenthesis = entry.split('(').next().unwrap_or_default().trim();
    let entry = if before_parenthesis.is_empty() {
        &without_parentheses
    } else {
        before_parenthesis
    };
    let has_capitals = split_words(entry).iter().any(|word| word.is_capitalized);
    let mut names: Vec<String> = Vec::new();
    for part in split_people(entry) {
        let mut earlier = String::new();
        for part in part.split(',').map(str::trim) {
            let words = split_words(part);
            let counted = words.iter().filter(|word| !is_title(word)).count();
            // `Ana Rivera, days`, `Rivera, Clinic Manager`
            let is_first = earlier.is_empty() && names.is_empty();
            let is_note = !is_first && is_note_beside_name(&words, has_capitals);
            if counted == 0 || is_note {
                continue;
            }
            // One word after a name is the given name.
            if counted == 1 && !earlier.is_empty() {
                names.pop();
                names.push(format!("{part} {earlier}"));
                earlier.clear();
                continue;
            }
            part.clone_into(&mut earlier);
            names.push(part.to_owned());
        }
    }
    names
}

/// Returns the parts of an entry that may name a person each.
fn split_people(entry: &str) -> Vec<&str> {
    let people: Vec<&str> = entry
        .split([';', '/', '&'])
        .flat_map(|part| part.split(" and "))
        .collect();
    let [only] = people[..] else { return people };
    // What follows one of these may be a note, or the entry a description: `Front desk or security`.
    let separators = [" - ", " – ", " — ", ": ", " @ ", " or ", " | "];
    let mut splits = separators
        .iter()
        .filter_map(|separator| only.split_once(separator));
    match splits.find(|(_, note)| is_note_beside_name(&split_words(note), true)) {
        Some((name, _)) => vec![name],
        None => people,
    }
}

/// Returns the texts before, in and after the first parentheses.
fn split_parenthesis(entry: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = entry.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    Some((before.trim(), inside.trim(), after.trim()))
}

fn is_title(word: &TextWord<'_>) -> bool {
    TITLES_AND_PARTICLES.contains(&word.folded.as_str())
        || ROLE_WORDS.contains(&word.folded.as_str())
}

/// Returns whether the words beside a name say when or as what the person works. `has_capitals` is whether names of the
/// entry are capitalized.
fn is_note_beside_name(words: &[TextWord<'_>], has_capitals: bool) -> bool {
    let is_note_word = |word: &TextWord<'_>| {
        ROLE_WORDS.contains(&word.folded.as_str()) || NOTE_WORDS.contains(&word.folded.as_str())
    };
    let mut in_lowercase = words.iter().filter(|word| !word.is_capitalized);
    let are_in_lowercase = has_capitals && in_lowercase.clone().count() == words.len();
    let has_lowercase_note = in_lowercase.any(|word| !is_title(word));
    are_in_lowercase || words.iter().any(is_note_word) || has_capitals && has_lowercase_note
}

/// Returns the name in a position that begins with one: `Lena Fox, Clinic Manager`.
pub(super) fn name_in_position(position: &str) -> Option<&str> {
    let (name, role) = [", ", " - ", " – ", " (", ": "]
        .iter()
        .find_map(|separator| position.split_once(separator))?;
    let has_role = |text: &str| {
        let words = split_words(text);
        words
            .iter()
            .any(|word| ROLE_WORDS.contains(&word.folded.as_str()))
    };
    let words = split_words(name);
    let is_name = (2..=3).contains(&words.len())
        && words.iter().all(|word| word.is_capitalized)
        && !words
            .iter()
            .any(|word| NOTE_WORDS.contains(&word.folded.as_str()));
    (is_name && has_role(role) && !has_role(name)).then_some(name)
}

fn is_of_unspaced_script(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | 'ʻ' | '‘')
}

/// Splits a text into words of letters, with a possessive `'s` taken off.
fn split_words(text: &str) -> Vec<TextWord<'_>> {
    let mut words = Vec::new();
    let is_part = |c: char| c.is_alphabetic() || is_apostrophe(c) || is_combining_mark(c);
    let mut start = 0;
    let mut ends_sentence = true;
    for part in text.split_inclusive(|c: char| !is_part(c)) {
        let border = part.chars().next_back().filter(|c| !is_part(*c));
        let word = &part[..part.len() - border.map_or(0, char::len_utf8)];
        let own = word.trim_matches(is_apostrophe);
        let own = own
            .strip_suffix("'s")
            .or_else(|| own.strip_suffix("’s"))
            .unwrap_or(own);
        if !own.is_empty() {
            let offset = start + word.find(own).unwrap_or_default();
            let first = own.chars().next();
            words.push(TextWord {
                text: own,
                folded: fold_word(own),
                byte_range: offset..offset + own.len(),
                is_capitalized: first.is_some_and(|c| !c.is_lowercase()),
                starts_sentence: ends_sentence,
            });
            ends_sentence = false;
        }
        let is_initial = !own.is_empty() && words.last().is_some_and(TextWord::is_short);
        ends_sentence |= match border {
            Some('.') => !is_initial,
            Some(
                '!' | '?' | '…' | ':' | '“' | '¿' | '¡' | '•' | '«' | '&' | '/' | '|' | '(' | ';'
                | '\n',
            ) => true,
            _ => false,
        };
        start += part.len();
    }
    words
}

fn is_combining_mark(character: char) -> bool {
    matches!(u32::from(character), 0x0300..=0x036F | 0x064B..=0x065F | 0x0591..=0x05C7)
}

/// Returns a word in lowercase without accents and apostrophes.
fn fold_word(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.is_ascii() {
        return lower.replace('\'', "");
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&lower);
    decomposed
        .chars()
        .filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c))
        // Letters with a stroke have no accent to take off.
        .map(|c| match c {
            'đ' => 'd',
            'ł' => 'l',
            'ø' => 'o',
            'ı' => 'i',
            other => other,
        })
        .collect()
}

/// Returns the lowercase words of a text, to know which names are words as well.
pub(super) fn lowercase_words(text: &str) -> impl Iterator<Item = String> {
    let words = split_words(text).into_iter();
    words
        .filter(|word| word.text.chars().all(|c| !c.is_uppercase()))
        .map(|word| word.folded)
}
