//! What can be wrong with the input, as data: a [`Problem`] and the place it was found.
//!
//! The sentences are in `message`, the drawing in `show`; nothing here prints.

pub mod agency;
pub mod character;
pub mod message;
pub mod network;
pub mod packet;
pub mod review;
pub mod show;
pub mod theme;
pub mod word;

use std::ops::Deref;

use crate::failure::Failure;
use crate::span::Span;
use agency::AgencyProblem;
use network::NetworkProblem;
use packet::PacketProblem;
use review::ReviewProblem;
use theme::ThemeProblem;
use word::WordProblem;

/// One thing found in the input, with its place where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong; decides code, severity, message and hint.
    pub problem: Problem,
    /// Where, if the problem has a place (a missing setting may have none).
    pub span: Option<Span>,
}

impl Diagnostic {
    /// Returns a diagnostic without a place.
    pub fn new(problem: impl Into<Problem>) -> Self {
        Self {
            problem: problem.into(),
            span: None,
        }
    }

    /// Returns it with its place in a file.
    #[must_use]
    pub fn at(self, span: impl Into<Option<Span>>) -> Self {
        Self {
            span: span.into(),
            ..self
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        message::message(&self.problem).severity
    }
}

/// What was found on the way to a value, in the order in which it was found.
///
/// A stage that can find problems takes `&mut Diagnostics`, adds to it, and returns `Result<T, Stop>`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one at the end.
    pub fn push(&mut self, diagnostic: impl Into<Diagnostic>) {
        self.0.push(diagnostic.into());
    }

    /// Adds one that keeps the stage from giving a value: `return Err(found.stop(problem))`.
    pub fn stop(&mut self, diagnostic: impl Into<Diagnostic>) -> Stop {
        self.push(diagnostic);
        Stop::Problems
    }

    /// Removes those for which `keep` returns false.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Returns the list itself.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, more: I) {
        self.0.extend(more);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Why a stage returned no value.
#[derive(Debug)]
pub enum Stop {
    /// The input has problems; the [`Diagnostics`] that were passed in hold at least one error.
    Problems,
    /// The machine refused something.
    Failure(Failure),
}

impl Stop {
    /// Returns the value, or none where the input has problems, which the diagnostics tell.
    pub fn or_none<T>(result: Result<T, Self>) -> Result<Option<T>, Failure> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Self::Problems) => Ok(None),
            Err(Self::Failure(failure)) => Err(failure),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl<P: Into<Problem>> From<P> for Diagnostic {
    fn from(problem: P) -> Self {
        Self::new(problem)
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// A blank that a final build refuses and a draft shows.
    Open,
    /// Allowed, but worth a look.
    Warning,
}

/// A value, if one could be made, and everything that was noticed on the way.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// Absent only if the diagnostics hold an error.
    pub value: Option<T>,
    /// In the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// An encoding that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What Notepad called "Unicode".
    Utf16,
    /// What Notepad called "ANSI"; also the guess for any other.
    Windows1252,
}

/// The kinds of value a file can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// Any other number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A calendar date.
    Date,
    /// A time, or a date with a time.
    Moment,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// What an agency decides about a statement: a table, on one line.
    Choice,
    /// Something that could not be read and was reported.
    Unreadable,
}

/// The kinds of thing in a template that a document cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// HTML tags, pictures, code, rules, footnotes: named as Markdown names them.
    Unsupported(&'static str),
    /// `{#anchor .role}` with a role that does not exist.
    UnknownRole(String),
    /// `{#…}` that cannot be read, or an anchor of other than small letters, digits and hyphens.
    BadMarker(String),
    /// Two statements of one name.
    AnchorTwice(String),
    /// A link to a statement that the document does not have.
    MissingAnchor(String),
    /// A link of a kind that is not allowed.
    LinkNotAllowed(String),
    /// A fact that is missing was printed without asking whether it is there.
    PrintedNothing,
    /// A heading of a level deeper by more than one than the heading before it.
    SkippedLevel,
    /// Lists or quotations in each other, deeper than a page can show.
    TooDeep,
}

/// Everything the tool can find wrong. Fields named `suggestion` hold what to write in place of
/// what is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    // source
    /// A file in another encoding.
    NotUtf8 {
        /// Which one it seems to be.
        encoding: Encoding,
    },
    /// Quotation marks of a word processor around a value.
    CurlyQuotes {
        /// The line with straight quotes.
        suggestion: String,
    },
    /// A value that needs quotes: a bare phone number, a bare name.
    MissingQuotes {
        /// The line with quotes.
        suggestion: String,
    },
    /// `'O'Brien'`, `"say "hi" to"`.
    QuoteInsideQuotes {
        /// The line with the other kind of quotes.
        suggestion: String,
    },
    /// A backslash in double quotes, where it has a meaning of its own.
    Backslash {
        /// The line with single quotes.
        suggestion: String,
    },
    /// A quote that is opened and not closed.
    UnclosedQuote {
        /// The line with its closing quote; none for a text over several lines.
        suggestion: Option<String>,
    },
    /// Something after the value on the same line.
    AfterTheValue {
        /// What stands there.
        rest: String,
    },
    /// `name: "x"`.
    Colon {
        /// The line with an equals sign.
        suggestion: String,
    },
    /// `name "x"`.
    MissingEquals {
        /// The line with an equals sign.
        suggestion: String,
    },
    /// `name =`.
    MissingValue {
        /// The setting.
        key: String,
    },
    /// A line that is not a setting, a heading or a comment.
    NotASetting,
    /// A setting's name with spaces or other signs in it.
    InvalidName {
        /// The name as it is written.
        written: String,
        /// The name in plain letters.
        suggestion: String,
    },
    /// The 30th of February.
    ImpossibleDate {
        /// The date as it is written.
        written: String,
        /// What would be possible: `day between 01 and 28`.
        reason: String,
    },
    /// A date in another form than year-month-day.
    DateForm {
        /// The setting.
        key: String,
        /// The date in our form, if it can be told.
        suggestion: Option<String>,
    },
    /// `Yes` where `true` is meant.
    YesOrNo {
        /// The word.
        written: String,
        /// The line with `true` or `false`.
        suggestion: String,
    },
    /// A heading or setting that is there twice.
    WrittenTwice {
        /// The heading or setting.
        name: String,
        /// The line it stands on first.
        earlier: Option<usize>,
    },
    /// A heading without its closing bracket.
    UnclosedHeading {
        /// The heading as it is written.
        header: String,
    },
    /// A list or inline table without its closing bracket.
    UnclosedList {
        /// The opening bracket.
        bracket: String,
    },
    /// `states = "IA", "NE"`.
    ListWithoutBrackets {
        /// The line with brackets.
        suggestion: String,
    },
    /// A list without a comma between two entries.
    MissingComma,
    /// Any other mistake of form.
    Syntax {
        /// What the reader of TOML says.
        terse: String,
    },
    /// A setting that does not exist.
    UnknownKey {
        /// Its name as written.
        key: String,
        /// The table it stands in: `[[organizations]]`.
        place: String,
        /// The nearest name that exists there.
        nearest: Option<String>,
        /// The tables in which a setting of this very name exists.
        belongs: Vec<String>,
    },
    /// A value of the wrong kind: a number where text belongs.
    WrongKind {
        /// The setting.
        key: String,
        /// The kind that belongs there.
        wanted: Kind,
        /// The kind that is there.
        found: Kind,
        /// The value as it is written.
        written: String,
    },
    /// A word that is none of those a setting accepts.
    UnknownChoice {
        /// The setting.
        key: String,
        /// The word.
        written: String,
        /// The nearest accepted word.
        nearest: Option<String>,
        /// All accepted words.
        choices: Vec<&'static str>,
    },

    /// What is beyond the most that is told.
    More {
        /// How many there are.
        count: usize,
        /// How much the worst of them matters.
        severity: Severity,
    },

    // config
    /// A problem of the facts themselves.
    Agency(AgencyProblem),
    /// A folder that does not hold one packet.
    NotOnePacket {
        /// The folder.
        path: String,
        /// How many it holds.
        found: usize,
    },
    /// What is neither a setting nor a statement.
    UnknownPlace {
        /// The name as written.
        name: String,
        /// The nearest setting or statement.
        nearest: Option<String>,
    },
    /// A file that extends itself, perhaps through others.
    ExtendsLoop {
        /// The path as it is written.
        path: String,
    },
    /// Questions, and nobody to answer them.
    NoTerminal {
        /// The file that was to be made.
        path: String,
    },
    /// A file that changed while questions about it were answered.
    ChangedMeanwhile {
        /// The file.
        path: String,
    },
    /// A folder of templates that has none.
    NoTemplates {
        /// The folder.
        path: String,
    },
    /// A file that would be written over.
    EjectInTheWay {
        /// The file.
        path: String,
    },
    /// A problem of a file named under `[theme]`.
    Theme(ThemeProblem),
    /// A problem of the I&E review.
    Review(ReviewProblem),
    /// A problem of several agencies together.
    Network(NetworkProblem),
    /// A packet that is not what it was made as.
    Packet(PacketProblem),
    /// A Word file that cannot be read back.
    Word(WordProblem),

    // content
    /// A name in a template that no fact has.
    UnknownFact {
        /// The name as written: `agency.nmae`.
        name: String,
        /// The nearest part of it that exists.
        nearest: Option<String>,
    },
    /// A template of the user's own whose carried words have changed since it was written out.
    TemplateMovedOn {
        /// Its path in the pack.
        path: String,
        /// Statements with other words.
        reworded: Vec<String>,
        /// Statements that are new.
        added: Vec<String>,
        /// Statements that are no longer there.
        removed: Vec<String>,
    },
    /// A template that Tera cannot read or fill.
    TemplateFault {
        /// In Tera's words.
        message: String,
    },
    /// A template that says in Markdown what a document cannot hold.
    TemplateMarkup {
        /// What it is.
        fault: FaultKind,
        /// The filled line it stands in.
        line: String,
    },
    /// A template without front matter.
    NoFrontMatter,
    /// A setting that the front matter must have.
    FrontMatterMissing {
        /// The setting.
        key: &'static str,
    },
    /// A file that a pack must have.
    PackFileMissing {
        /// Its path in the pack.
        path: String,
    },
    /// A word that a language must have and lacks.
    WordMissing {
        /// Its name in `words.toml`.
        key: &'static str,
    },
    /// A folder of a pack that is not named by a language tag.
    FolderNotLanguage {
        /// The folder's name.
        folder: String,
    },
    /// A translation of a document that the pack does not have.
    StrayTemplate {
        /// Its path in the pack.
        path: String,
        /// The nearest document.
        nearest: Option<String>,
    },
    /// A language that clients are served in, without documents in it.
    MissingTranslation {
        /// The language in English.
        language: String,
        /// Its tag.
        tag: String,
        /// The documents for clients that it lacks; none if it lacks them all.
        documents: Option<Vec<String>>,
    },
    /// Translations that nobody answers for.
    UnreviewedTranslation {
        /// The language in English.
        language: String,
        /// Its tag.
        tag: String,
        /// The documents.
        documents: Vec<String>,
        /// What the language's entry of `[[translations]]` lacks.
        missing: Vec<&'static str>,
        /// The line for that entry.
        source: String,
    },
    /// Translations of an English text that is not there any more.
    StaleTranslation {
        /// The language in English.
        language: String,
        /// The documents.
        documents: Vec<String>,
        /// The line for the language's entry of `[[translations]]`.
        source: String,
    },
    /// Words of the agency in a document, but not in the document's language.
    UntranslatedStatement {
        /// `policy.statements.NAME` or `policy.additions`.
        setting: String,
        /// The language's tag.
        tag: String,
        /// The document.
        document: String,
    },
    /// Facts that a document in another language says in English.
    EnglishInTranslation {
        /// The language in English.
        language: String,
        /// Its tag.
        tag: String,
        /// The settings, in the order of the file; at least one.
        settings: Vec<String>,
    },
    /// A document that is asked for in a language it has no version in.
    NotInLanguage {
        /// The name of the document.
        document: String,
        /// The language as written.
        language: String,
        /// The tags of the languages the document is in, separated by commas.
        known: String,
    },
    /// A language in which an agency has no documents.
    UnknownLanguage {
        /// The language as written.
        written: String,
        /// The nearest there is.
        nearest: Option<String>,
        /// All tags, with commas.
        known: String,
    },
    /// A list of months that is not twelve long.
    NotTwelveMonths,
    /// A choice about a statement that no document has.
    UnknownStatement {
        /// The name as written.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A phone number that is the Hotline's but for a digit.
    NearlyTheHotline {
        /// The number as written.
        written: String,
        /// The Hotline's.
        hotline: String,
    },
    /// A statement left out that answers requirements, itself or with what goes with it.
    RequirementGap {
        /// The statement.
        statement: String,
        /// Where the requirements are written, each with whether it is a recommendation alone.
        citations: Vec<(String, bool)>,
    },
    /// A statement of a pack that answers a requirement the pack does not have.
    UnknownRequirement {
        /// The requirement's name as written.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// New words for a table.
    StatementIsTable,
    /// A document that shows one statement, which was left out.
    NothingLeft {
        /// The document.
        document: String,
    },
    /// A blank inside a statement of a finished document.
    OpenBlank {
        /// The document.
        document: String,
        /// The setting that fills it.
        setting: String,
        /// What it is, in plain words.
        label: String,
    },
    /// A document that does not exist.
    UnknownDocument {
        /// The name as written.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
        /// All names, with commas.
        known: String,
    },

    // output
    /// A file that may not be replaced.
    InTheWay {
        /// The file.
        path: String,
        /// Whether it was ours and somebody edited it.
        edited: bool,
        /// Whether `--force` would replace it.
        replaceable: bool,
    },

    // render
    /// A character that no carried face can draw.
    UncoveredCharacter {
        /// The character itself.
        character: char,
        /// The setting it came from, if it came from one.
        setting: Option<String>,
    },
    /// The words of a one-page document do not fit at the least size that can be read.
    DoesNotFit {
        /// The document's name: `poster-help`.
        document: String,
        /// By how much the words are higher than the page has room for, in percent.
        over_percent: u32,
        /// The settings with the longest texts on it, the longest first.
        longest: Vec<String>,
        /// The list with the most entries on it and their number, where they are many.
        crowd: Option<(String, usize)>,
    },
}

impl From<AgencyProblem> for Problem {
    fn from(problem: AgencyProblem) -> Self {
        Self::Agency(problem)
    }
}

impl From<ThemeProblem> for Problem {
    fn from(problem: ThemeProblem) -> Self {
        Self::Theme(problem)
    }
}

impl From<ReviewProblem> for Problem {
    fn from(problem: ReviewProblem) -> Self {
        Self::Review(problem)
    }
}

impl From<NetworkProblem> for Problem {
    fn from(problem: NetworkProblem) -> Self {
        Self::Network(problem)
    }
}

impl From<PacketProblem> for Problem {
    fn from(problem: PacketProblem) -> Self {
        Self::Packet(problem)
    }
}

impl From<WordProblem> for Problem {
    fn from(problem: WordProblem) -> Self {
        Self::Word(problem)
    }
}
