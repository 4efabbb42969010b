//! Every sentence the tool says about the input: code, severity, message and hint of each
//! [`Problem`].
//!
//! A message is in the present tense, with the user's words in backticks, without blame; a hint
//! says what to do. Both are one line.

mod agency;
mod kind;
mod network;
mod packet;
mod phrase;
mod review;
mod template;
mod theme;
mod word;

use super::{Encoding, Problem, Severity};
use kind::{wrong_kind, wrong_kind_hint};
pub(super) use phrase::visible;
use phrase::{and, cited, listed, some};
use template::template_markup;

/// What is said about a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The problem's short name, the same in every release: `unknown-key`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The words for a problem. Control characters in them are shown as `U+202E`.
pub fn message(problem: &Problem) -> Message {
    let mut message = words(problem);
    message.text = visible(&message.text);
    message.hint = message.hint.map(|hint| visible(&hint));
    message
}

fn error(code: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Message {
    Message {
        code,
        severity: Severity::Error,
        text: text.into(),
        hint: Some(hint.into()),
    }
}

fn warning(code: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Message {
    Message {
        severity: Severity::Warning,
        ..error(code, text, hint)
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of sentences, one a problem, is read like a table"
)]
fn words(problem: &Problem) -> Message {
    match problem {
        Problem::NotUtf8 { encoding } => {
            let saved_as = match encoding {
                Encoding::Utf16 => "UTF-16 (\"Unicode\")",
                Encoding::Windows1252 => "Windows-1252 (\"ANSI\")",
            };
            error(
                "not-utf-8",
                format!("the file is saved as {saved_as}, and letters like é would come out wrong"),
                "save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8",
            )
        }
        Problem::CurlyQuotes { suggestion } => error(
            "curly-quotes",
            "the quotation marks are curly, as word processors make them",
            format!("use straight ones: `{suggestion}`"),
        ),
        Problem::MissingQuotes { suggestion } => error(
            "missing-quotes",
            "the value has no quotation marks around it",
            format!("put it in quotes: `{suggestion}`"),
        ),
        Problem::QuoteInsideQuotes { suggestion } => error(
            "quote-inside-quotes",
            "the text ends at the quote or apostrophe in the middle of it",
            format!("use the other kind of quotes around it: `{suggestion}`"),
        ),
        Problem::Backslash { suggestion } => error(
            "backslash",
            "a backslash in double quotes has a special meaning",
            format!("write `{suggestion}`"),
        ),
        Problem::UnclosedQuote { suggestion } => error(
            "unclosed-quote",
            "the closing quotation mark is missing on this line",
            suggestion.as_ref().map_or_else(
                || "end the text with the mark it begins with, three of them if it begins with three".to_owned(),
                |suggestion| format!("end the text with the mark it begins with: `{suggestion}`"),
            ),
        ),
        Problem::AfterTheValue { rest } => error(
            "after-the-value",
            format!("`{rest}` stands on the same line after a value or heading"),
            "put each heading and each setting on a line of its own, and a remark after a `#`",
        ),
        Problem::Colon { suggestion } => error(
            "colon",
            "a setting and its value are joined by a colon",
            format!("use an equals sign: `{suggestion}`"),
        ),
        Problem::MissingEquals { suggestion } => error(
            "missing-equals",
            "there is no equals sign between the setting and its value",
            format!("write `{suggestion}`"),
        ),
        Problem::MissingValue { key } => error(
            "missing-value",
            format!("`{key}` has nothing after its equals sign"),
            format!("write a value, or put a `#` before the line to leave `{key}` out"),
        ),
        Problem::NotASetting => error(
            "not-a-setting",
            "the line is not a setting, a heading or a remark",
            "write `setting = \"value\"`, or put a `#` before the line to make it a remark",
        ),
        Problem::InvalidName {
            written,
            suggestion,
        } => error(
            "invalid-name",
            format!("`{written}` cannot be the name of a setting"),
            format!("names have letters, digits, `_` and `-` only: `{suggestion}`"),
        ),
        Problem::ImpossibleDate { written, reason } => error(
            "impossible-date",
            format!("`{written}` is not in the calendar"),
            format!("a date is year-month-day, here with a {reason}"),
        ),
        Problem::DateForm { key, suggestion } => error(
            "date-form",
            format!("the date of `{key}` is not written as year-month-day"),
            suggestion.as_ref().map_or_else(
                || format!("write it like this: `{key} = 2026-12-01`"),
                |date| format!("write `{key} = {date}`, if that is the day you mean"),
            ),
        ),
        Problem::YesOrNo {
            written,
            suggestion,
        } => error(
            "yes-or-no",
            format!("`{written}` without quotes is not a value"),
            format!("for yes and no write `true` and `false`: `{suggestion}`"),
        ),
        Problem::WrittenTwice { name, earlier } => error(
            "written-twice",
            earlier.map_or_else(
                || format!("`{name}` is in the file twice"),
                |line| format!("`{name}` is in the file twice, first on line {line}"),
            ),
            "join the two, or take one away",
        ),
        Problem::UnclosedHeading { header } => error(
            "unclosed-heading",
            format!("the heading `{header}` has not the same brackets at both ends"),
            "write a heading like `[agency]` or, for one entry of a list, `[[organizations]]`",
        ),
        Problem::UnclosedList { bracket } => {
            let closing = if bracket == "{" { "}" } else { "]" };
            error(
                "unclosed-list",
                format!("the list that begins with `{bracket}` does not end"),
                format!("put a `{closing}` after the last entry"),
            )
        }
        Problem::ListWithoutBrackets { suggestion } => error(
            "list-without-brackets",
            "several values follow each other without brackets around them",
            format!("put them in brackets: `{suggestion}`"),
        ),
        Problem::MissingComma => error(
            "missing-comma",
            "there is no comma between two entries of a list",
            "put a comma after each entry, as in `[\"en\", \"es\"]`",
        ),
        Problem::Syntax { terse } => error(
            "syntax",
            format!("the line cannot be read: {terse}"),
            "compare it with the same setting in agency.example.toml",
        ),
        Problem::UnknownKey {
            key,
            place,
            nearest,
            belongs,
        } => error(
            "unknown-key",
            format!("`{key}` is not a setting of {place}"),
            unknown_key_hint(key, nearest.as_deref(), belongs),
        ),
        Problem::WrongKind {
            key,
            wanted,
            found,
            written,
        } => error(
            "wrong-kind",
            wrong_kind(key, *wanted, *found),
            wrong_kind_hint(key, *wanted, *found, written),
        ),
        Problem::UnknownChoice {
            key,
            written,
            nearest,
            choices,
        } => error(
            "unknown-choice",
            format!("`{written}` is not a value of `{key}`"),
            nearest.as_ref().map_or_else(
                || format!("choose one of {}", listed(choices)),
                |nearest| {
                    format!(
                        "did you mean `{nearest}`? The values are {}",
                        listed(choices)
                    )
                },
            ),
        ),
        Problem::Agency(problem) => agency::words(problem),
        Problem::Theme(problem) => theme::words(problem),
        Problem::More { count, severity } => Message {
            severity: *severity,
            ..error(
                "more",
                format!("there are {count} more like these"),
                "mend those above first, and ask again",
            )
        },
        Problem::Packet(problem) => packet::words(problem),
        Problem::Review(problem) => review::words(problem),
        Problem::Network(problem) => network::words(problem),
        Problem::Word(problem) => word::words(problem),
        // content
        Problem::UnknownFact { name, nearest } => error(
            "unknown-fact",
            format!("`{name}` is no fact that this template is given"),
            nearest.as_ref().map_or_else(
                || "take it out; only a template for staff is given the staff's facts".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        Problem::TemplateMovedOn {
            path,
            reworded,
            added,
            removed,
        } => {
            let parts = [("reworded", reworded), ("new", added), ("gone", removed)];
            let said: Vec<String> = parts
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(|(what, names)| format!("{what}: `{}`", names.join("`, `")))
                .collect();
            warning(
                "template-moved-on",
                format!(
                    "the carried `{path}` has changed since yours was written out; {}",
                    said.join("; ")
                ),
                "compare: `policypress eject` into another folder; when yours is as you want it, take its part of `ejected.toml` from there",
            )
        }
        Problem::TemplateFault { message } => error(
            "template-fault",
            message.clone(),
            "mend the template at this place",
        ),
        Problem::TemplateMarkup { fault, line } => template_markup(fault, line),
        Problem::NoFrontMatter => error(
            "no-front-matter",
            "the template does not begin with front matter",
            "begin with a line `+++`, then title, subject, audience and layout, then a line `+++`",
        ),
        Problem::FrontMatterMissing { key } => error(
            "front-matter-missing",
            format!("the front matter does not say `{key}`"),
            format!("add a line `{key} = \"...\"`"),
        ),
        Problem::PackFileMissing { path } => error(
            "pack-file-missing",
            format!("the pack has no file `{path}`"),
            "add the file, or take its name out of pack.toml",
        ),
        Problem::WordMissing { key } => error(
            "word-missing",
            format!("words.toml does not say `{key}`"),
            format!("copy `{key}` from `en/words.toml`, and translate what stands in quotes"),
        ),
        Problem::FolderNotLanguage { folder } => error(
            "folder-not-language",
            format!("the folder `{folder}` is not named by a language tag"),
            "name it by the tag of its language, such as `es`, `vi` or `zh-Hans`",
        ),
        Problem::NotOnePacket { path, found: 0 } => error(
            "not-one-packet",
            format!("there is no packet in {path}"),
            "name a folder that `policypress build` made, or an agency's file",
        ),
        Problem::NotOnePacket { path, found } => error(
            "not-one-packet",
            format!("there are {found} packets in {path}"),
            "name the folder of one agency in it",
        ),
        Problem::UnknownPlace { name, nearest } => error(
            "unknown-place",
            format!("`{name}` is neither a setting nor a statement"),
            nearest.as_ref().map_or_else(
                || "`policypress where` without a name lists them all".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        Problem::ExtendsLoop { path } => error(
            "extends-loop",
            format!("`{path}` extends this file in turn, itself or through others"),
            "take `extends` out of the file that all others build on",
        ),
        Problem::NoTerminal { path } => error(
            "no-terminal",
            "`init` asks questions, and there is no terminal to ask them in",
            format!("run it in a terminal, or give the settings in a file: `policypress init {path} --answers facts.toml`"),
        ),
        Problem::ChangedMeanwhile { path } => error(
            "changed-meanwhile",
            format!("{path} was changed by somebody else while you answered"),
            "run `policypress init` again: it goes on with what the file says now",
        ),
        Problem::NoTemplates { path } => error(
            "no-templates",
            format!("there are no templates in `{path}`"),
            "name a folder that `policypress eject` has written",
        ),
        Problem::EjectInTheWay { path } => error(
            "eject-in-the-way",
            format!("`{path}` is there already, with other words in it"),
            "move it away, or name another folder: `policypress eject DIR`",
        ),
        Problem::StrayTemplate { path, nearest } => error(
            "stray-template",
            format!("`{path}` translates no document of the pack"),
            nearest.as_ref().map_or_else(
                || "name it as its English source is named, or take it away".to_owned(),
                |nearest| format!("did you mean `{nearest}.md`?"),
            ),
        ),
        Problem::MissingTranslation {
            language,
            tag,
            documents,
        } => warning(
            "missing-translation",
            match documents {
                None => format!("clients are served in {language}, and there is no document in it"),
                Some(documents) => format!("clients are served in {language}, which lacks {}", and(documents)),
            },
            format!("have a qualified translator put into {language} what `policypress eject --language {tag}` writes"),
        ),
        Problem::UnreviewedTranslation {
            language,
            tag,
            documents,
            missing,
            source,
        } => warning(
            "unreviewed-translation",
            format!(
                "only a draft is built of {} in {language}: no qualified translator is named who reviewed it",
                and(documents)
            ),
            if missing.is_empty() {
                format!("when it is reviewed, write `{source}` in this entry")
            } else {
                let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
                format!(
                    "when it is reviewed, write under `[[translations]]` with `language = \"{tag}\"` its {}, and `{source}`",
                    and(&missing)
                )
            },
        ),
        Problem::StaleTranslation {
            language,
            documents,
            source,
        } => warning(
            "stale-translation",
            format!(
                "only a draft is built of {} in {language}: the English changed since the translation was reviewed",
                and(documents)
            ),
            format!("when it is reviewed again, change `reviewed_on` and write `{source}`"),
        ),
        Problem::UntranslatedStatement {
            setting,
            tag,
            document,
        } => warning(
            "untranslated-statement",
            format!("`{setting}` has no translation, and only a draft is built of `{document}.{tag}`"),
            format!("have it translated, and write it beside `text`: `{tag} = \"...\"`"),
        ),
        Problem::EnglishInTranslation {
            language,
            tag,
            settings,
        } => warning(
            "english-in-translation",
            format!(
                "documents in {language} say {} in English",
                some(settings)
            ),
            format!(
                "write such a text by language: `{} = {{ en = \"...\", {tag} = \"...\" }}`",
                settings
                    .first()
                    .and_then(|setting| setting.rsplit('.').next())
                    .unwrap_or("services")
            ),
        ),
        Problem::NotInLanguage {
            document,
            language,
            known,
        } => error(
            "not-in-language",
            format!("`{document}` has no version in `{language}`"),
            format!("it has one in {known}; leave out the document or the language"),
        ),
        Problem::UnknownLanguage {
            written,
            nearest,
            known,
        } => error(
            "unknown-language",
            format!("this agency has no documents in `{written}`"),
            nearest.as_ref().map_or_else(
                || format!("it has them in {known}; others are named in `languages.served`"),
                |nearest| format!("did you mean `{nearest}`? It has documents in {known}"),
            ),
        ),
        Problem::NotTwelveMonths => error(
            "not-twelve-months",
            "the list of months does not have twelve names",
            "write the twelve names in order, from January on",
        ),
        Problem::UnknownStatement { name, nearest } => error(
            "unknown-statement",
            format!("no document has a statement `{name}`"),
            nearest.as_ref().map_or_else(
                || "take a name from the template: it stands before each statement".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        Problem::NearlyTheHotline { written, hotline } => error(
            "nearly-the-hotline",
            format!("`{written}` is one slip away from the Hotline's number, `{hotline}`"),
            "mend it; if it really is another number, give the `website` in place of it",
        ),
        Problem::RequirementGap {
            statement,
            citations,
        } => warning(
            "requirement-gap",
            format!(
                "`{statement}` is left out, and with it an answer to a requirement: {}",
                cited(citations)
            ),
            "make sure that another of your policies answers it, or say it in your own words with `text`; the crosswalk of the policy shows the gap with your reason",
        ),
        Problem::UnknownRequirement { name, nearest } => error(
            "unknown-requirement",
            format!("the pack has no requirement `{name}`"),
            nearest.as_ref().map_or_else(
                || "add it under `[[requirements]]` of pack.toml".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        Problem::StatementIsTable => error(
            "statement-is-table",
            "this statement is a table, which has no words of its own to replace",
            "change the settings that fill it, or leave it out with `include = false`",
        ),
        Problem::NothingLeft { document } => warning(
            "nothing-left",
            format!("`{document}` is not built: the statement it shows is left out"),
            "put the statement back, or reword it, if the document is to be posted",
        ),
        Problem::OpenBlank {
            document,
            setting,
            label,
        } => Message {
            severity: Severity::Open,
            ..error(
                "open-blank",
                format!("`{document}` has a blank: {label}"),
                format!("fill in `{setting}`"),
            )
        },
        Problem::UnknownDocument {
            name,
            nearest,
            known,
        } => error(
            "unknown-document",
            format!("there is no document `{name}`"),
            nearest.as_ref().map_or_else(
                || format!("the documents are {known}"),
                |nearest| format!("did you mean `{nearest}`? The documents are {known}"),
            ),
        ),

        // output
        Problem::InTheWay {
            path,
            edited,
            replaceable,
        } => error(
            "in-the-way",
            if *edited {
                format!("`{path}` was changed since it was made")
            } else if *replaceable {
                format!("`{path}` is there already and was not made by policypress")
            } else {
                format!("`{path}` is a folder where a file is to be written")
            },
            if *replaceable {
                "move it away, or write over it with `--force`"
            } else {
                "move it away, or choose another folder with `--out`"
            },
        ),

        // render
        Problem::UncoveredCharacter { character, setting } => error(
            "uncovered-character",
            match setting {
                Some(setting) => format!(
                    "no font here can draw `{character}` (U+{:04X}) of `{setting}`",
                    u32::from(*character)
                ),
                None => format!(
                    "no font here can draw `{character}` (U+{:04X})",
                    u32::from(*character)
                ),
            },
            theme::other_font(*character),
        ),
        Problem::DoesNotFit {
            document,
            over_percent,
            longest,
            crowd,
        } => error(
            "does-not-fit",
            format!("`{document}` needs {over_percent} % more room than its page has"),
            if let Some((list, entries)) = crowd {
                format!("let it show fewer than the {entries} entries of `[[{list}]]`, or print it on larger paper: `--paper tabloid`")
            } else if longest.is_empty() {
                "shorten its template".to_owned()
            } else {
                let longest: Vec<String> =
                    longest.iter().map(|setting| format!("`{setting}`")).collect();
                format!(
                    "shorten what is longest on it ({}), or let it show fewer entries",
                    longest.join(", ")
                )
            },
        ),
    }
}

fn unknown_key_hint(key: &str, nearest: Option<&str>, belongs: &[String]) -> String {
    match (belongs, nearest) {
        ([], Some(nearest)) => format!("did you mean `{nearest}`?"),
        ([], None) => {
            "take it away, or put a `#` before the line to keep it as a remark".to_owned()
        }
        (places, _) => format!("`{key}` belongs under {}", places.join(" or ")),
    }
}
