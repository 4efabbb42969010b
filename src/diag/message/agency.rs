//! The sentences about an agency's facts.

use super::{Message, error};
use crate::diag::Severity;
use crate::diag::agency::{AgencyProblem, PhoneFault, WebFault};

fn warning(code: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Message {
    Message {
        severity: Severity::Warning,
        ..error(code, text, hint)
    }
}

fn open(code: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Message {
    Message {
        severity: Severity::Open,
        ..error(code, text, hint)
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of sentences, one a problem, is read like a table"
)]
pub(super) fn words(problem: &AgencyProblem) -> Message {
    match problem {
        AgencyProblem::NoName => error(
            "no-name",
            "the agency has no name, and nothing can be built without it",
            "under `[agency]` write `name = \"Cedar Valley Family Health\"`, with your agency's name",
        ),
        AgencyProblem::Incomplete { key, heading } => error(
            "incomplete",
            format!("this entry of `{heading}` has no `{key}`"),
            format!("write its `{key}`, or take the whole entry away"),
        ),
        AgencyProblem::NothingToAppendTo => error(
            "nothing-to-append-to",
            "`append` adds to the lists of another file, and this file extends none",
            "name the file at the top: `extends = \"../grantee.toml\"`; or take `append` out",
        ),
        AgencyProblem::NoSuchList { written, nearest } => error(
            "no-such-list",
            format!("`{written}` is not a list that can be added to"),
            nearest.as_ref().map_or_else(
                || "name a list, such as `organizations` or `policy.additions`".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        AgencyProblem::ForbiddenCharacter { character } => error(
            "forbidden-character",
            format!(
                "the text holds the character U+{:04X}, which has no shape of its own or turns the text around it",
                u32::from(*character)
            ),
            "type the text anew in place of pasting it",
        ),
        AgencyProblem::Phone { written, fault } => error(
            "phone",
            format!("`{written}` is not a phone number: {}", phone_fault(fault)),
            phone_hint(fault),
        ),
        AgencyProblem::Web { written, fault } => error(
            "web-address",
            format!("`{written}` is not a web address: {}", web_fault(*fault)),
            web_hint(*fault),
        ),
        AgencyProblem::Language {
            written,
            suggestion,
        } => error(
            "language",
            format!("`{written}` is not a language tag"),
            suggestion.map_or_else(
                || {
                    "write the tag of the language, such as `en`, `es`, `ar` or `zh-Hans`"
                        .to_owned()
                },
                |tag| format!("write the tag of the language: `{tag}`"),
            ),
        ),
        AgencyProblem::NoEnglish { key } => error(
            "no-english",
            format!("`{key}` is in other languages here, and not in English"),
            format!("write the English beside them: `{key} = {{ en = \"...\", es = \"...\" }}`"),
        ),
        AgencyProblem::State {
            written,
            suggestion,
        } => error(
            "state",
            format!("`{written}` is not the postal code of a state or territory"),
            suggestion.map_or_else(
                || "write two letters, such as `IA`, `DC` or `PR`".to_owned(),
                |code| format!("write its two letters: `{code}`"),
            ),
        ),
        AgencyProblem::Months { key, found } => error(
            "months",
            format!("`{key}` is {found}, which is not a number of months between 1 and 120"),
            format!("write how many months may pass: `{key} = 12` for once a year"),
        ),
        AgencyProblem::SiteId {
            written,
            suggestion,
        } => error(
            "site-id",
            format!("`{written}` cannot be a site's id, because it becomes part of file names"),
            format!("use small letters, digits and hyphens: `id = \"{suggestion}\"`"),
        ),
        AgencyProblem::DuplicateSite { id, earlier } => error(
            "duplicate-site",
            format!("two sites have the id `{id}`, the first on {earlier}"),
            "give each site an id of its own",
        ),
        AgencyProblem::UnknownSite { id, nearest } => error(
            "unknown-site",
            format!("there is no site with the id `{id}`"),
            nearest.as_ref().map_or_else(
                || format!("add it under `[[sites]]` with `id = \"{id}\"`"),
                |nearest| format!("did you mean `{nearest}`?"),
            ),
        ),
        AgencyProblem::NoReason { statement } => error(
            "no-reason",
            format!("`{statement}` is left out without a reason"),
            format!("say why: `{statement} = {{ include = false, reason = \"...\" }}`"),
        ),
        AgencyProblem::UnclearChoice {
            statement,
            both: true,
        } => error(
            "unclear-choice",
            format!("`{statement}` is both left out and worded anew"),
            "keep either `include = false` with its `reason`, or `text`",
        ),
        AgencyProblem::UnclearChoice {
            statement,
            both: false,
        } => error(
            "unclear-choice",
            format!("nothing is decided about `{statement}`"),
            "write `include = false` with a `reason`, or the new words as `text`",
        ),
        AgencyProblem::ReviewTooEarly {
            effective,
            next_review,
        } => error(
            "review-too-early",
            format!(
                "the next review, {next_review}, is not after the day the policy takes effect, {effective}"
            ),
            "set `next_review` to a later date; a year is usual",
        ),
        AgencyProblem::TooFewMembers { found } => error(
            "too-few-members",
            format!(
                "the committee has {found} {}, and 42 CFR 59.6(b) asks for at least five",
                if *found == 1 { "member" } else { "members" }
            ),
            "list five or more; codes such as `M1` will do in place of names",
        ),
        AgencyProblem::DuplicateMember { member } => error(
            "duplicate-member",
            format!("`{member}` is in the list of members twice"),
            "give each member a code or name of their own",
        ),
        AgencyProblem::DuplicateOrganization { name, earlier } => error(
            "duplicate-organization",
            format!("`{name}` is listed twice with the same phone number, first on {earlier}"),
            "take one of the two entries away",
        ),
        AgencyProblem::Unreachable { name } => error(
            "unreachable",
            format!("clients are to be shown `{name}`, but it has neither a phone nor a website"),
            "add its `phone` or `website`, or take `audience = \"client\"` away",
        ),
        AgencyProblem::ListAndReason { list } => error(
            "list-and-reason",
            format!("there are entries under `[[{list}]]`, and a reason for having none"),
            format!("take `{list}` out of `[without]`"),
        ),
        AgencyProblem::NobodyAtSite { id } => warning(
            "nobody-at-site",
            format!(
                "none of the key personnel is named for the site `{id}`, so its action sheet sends staff to the Hotline"
            ),
            format!("add `\"{id}\"` to the `sites` of somebody under `[[personnel]]`"),
        ),
        AgencyProblem::NoPersonnel => open(
            "no-personnel",
            "no key personnel are named, and the policy says whom staff are to call",
            "add at least one `[[personnel]]` with a `position`, or say under `[without]` why there is none: `personnel = \"...\"`",
        ),
        AgencyProblem::NoOrganizations => open(
            "no-organizations",
            "no local anti-trafficking organization is named, and the policy lists them",
            "add at least one under `[[organizations]]`, or say under `[without]` why there is none: `organizations = \"...\"`",
        ),
        AgencyProblem::Missing {
            setting,
            effect,
            example,
        } => warning(
            "missing",
            format!("`{setting}` is missing: {effect}"),
            format!("write {example}"),
        ),
        AgencyProblem::NoChildProtection { state, code } => warning(
            "no-child-protection",
            format!("the child protective services of {state} are not named"),
            format!(
                "add them under `[[child_protection]]` with `state = \"{code}\"`, a `name` and the `phone` for reports"
            ),
        ),
        AgencyProblem::NoneForClients => warning(
            "none-for-clients",
            "no organization may be shown to clients, so the client poster lists none",
            "write `audience = \"client\"` in each entry that clients may see",
        ),
        AgencyProblem::ShelterAddress { name } => warning(
            "shelter-address",
            format!(
                "this looks like a street address, and `{name}` is a shelter that clients are shown"
            ),
            "never print where a confidential shelter is: name the county or town alone",
        ),
        AgencyProblem::NoAfterHours => warning(
            "no-after-hours",
            "nobody is named who answers the phone at night",
            "add a person or organization with `hours = \"24 hours\"`, or one for the time after closing",
        ),
        AgencyProblem::NeverVerified { name } => warning(
            "never-verified",
            format!(
                "it is not said when somebody last checked the entry of `{name}`, which clients are shown"
            ),
            "call the number, then write the day: `verified_on = 2026-11-02`",
        ),
        AgencyProblem::OldVerification { name, verified_on } => warning(
            "old-verification",
            format!(
                "the entry of `{name}` was last checked on {verified_on}, more than a year ago"
            ),
            "call the number, then write the new date",
        ),
        AgencyProblem::FutureDate { key, date } => warning(
            "future-date",
            format!("`{key}` is {date}, which is still to come"),
            "write the day it was done",
        ),
        AgencyProblem::Colour {
            written,
            suggestion,
        } => error(
            "colour",
            format!("`{written}` is not a colour in the form this program reads"),
            suggestion.as_ref().map_or_else(
                || {
                    "write `#` and six digits or letters a to f, for red, green and blue: `accent = \"#005ea2\"`"
                        .to_owned()
                },
                |colour| format!("write `accent = \"{colour}\"`"),
            ),
        ),
        AgencyProblem::PaleAccent {
            written,
            contrast,
            suggestion,
        } => error(
            "pale-accent",
            format!(
                "`{written}` is too light: white words on it have a contrast of {:.2}:1, and people with low vision need 4.5:1 (WCAG 2.1, 1.4.3)",
                // Never rounded up to what is needed.
                (contrast * 100.0).floor() / 100.0
            ),
            format!("write the nearest shade that is dark enough: `accent = \"{suggestion}\"`"),
        ),
        AgencyProblem::LogoWithoutWords => error(
            "no-logo-alt",
            "the logo has no words, and a screen reader says those to people who cannot see it",
            "say what the logo shows: `logo_alt = \"Cedar Valley Family Health\"`, with the words in it",
        ),
        AgencyProblem::WordsWithoutLogo => warning(
            "no-logo",
            "there are words for a logo, and no logo",
            "name the picture under `[theme]`: `logo = \"logo.png\"`, or take `logo_alt` away",
        ),
        AgencyProblem::ExtensionForClients { organization } => warning(
            "extension-for-clients",
            format!("clients are shown an extension of `{organization}`, which may be one person's desk"),
            "give clients a number that anybody answers, without an extension",
        ),
        AgencyProblem::TextTooLong { key, found, most } => error(
            "text-too-long",
            format!("`{key}` has {found} letters, and {most} is the most"),
            "say it shorter; what is long belongs into a statement, under `[[policy.additions]]`",
        ),
        AgencyProblem::ListTooLong { key, found, most } => error(
            "list-too-long",
            format!("`{key}` has {found} entries, and {most} is the most"),
            "take out what was put in twice, or make a file for each agency",
        ),
        AgencyProblem::StaffExtensionForClients { organization } => error(
            "staff-extension-for-clients",
            format!("clients would be shown an extension of your own agency, as the number of `{organization}`"),
            "give clients the number without the extension, or `audience = \"staff\"` if only staff may call it",
        ),
        AgencyProblem::StaffPhoneForClients {
            organization,
            position,
        } => warning(
            "staff-phone-for-clients",
            format!(
                "clients are shown this number for `{organization}`, and it is also the number of `{position}` among the personnel"
            ),
            "give clients the organization's own number, never that of one of the staff",
        ),
    }
}

fn phone_fault(fault: &PhoneFault) -> String {
    match fault {
        PhoneFault::NoNumber => "there is no number in it".to_owned(),
        PhoneFault::Words => "there are words in it".to_owned(),
        PhoneFault::TwoNumbers => "there are two numbers in it".to_owned(),
        PhoneFault::NoAreaCode => "the area code is missing".to_owned(),
        PhoneFault::DigitCount { found } => format!(
            "it has {found} {}, and ten are needed",
            if *found == 1 { "digit" } else { "digits" }
        ),
        PhoneFault::DigitsAfterOne { found } => {
            format!("it has {found} digits after the 1, and ten are needed")
        }
        PhoneFault::LetterForDigit { letter } => {
            let digit = match letter {
                'O' | 'o' => '0',
                _ => '1',
            };
            format!("there is a letter `{letter}` where the digit {digit} belongs")
        }
        PhoneFault::OddCharacter { character } => {
            format!("a phone number has no `{character}` in it")
        }
        PhoneFault::AreaCode { code } => format!("there is no area code {code}"),
        PhoneFault::Exchange { code } => {
            format!("no number has {code} after the area code")
        }
        PhoneFault::Premium => "whoever calls it is charged for the call".to_owned(),
        PhoneFault::TextCode => "it is a code for text messages, which cannot be called".to_owned(),
        PhoneFault::Abroad => "it is a number of another country".to_owned(),
    }
}

fn phone_hint(fault: &PhoneFault) -> &'static str {
    match fault {
        PhoneFault::TwoNumbers => "write one number here, and make a second entry for the other",
        PhoneFault::NoAreaCode => "begin with the area code: `319-555-0110`",
        PhoneFault::TextCode => {
            "write a number for calls; say under `services` where to send a text message"
        }
        PhoneFault::Premium => "write a number that costs nothing, or no more than any other",
        PhoneFault::Abroad => "write a number of the United States or its territories",
        PhoneFault::NoNumber | PhoneFault::Words | PhoneFault::OddCharacter { .. } => {
            "write the number alone: `319-555-0110`, `319-555-0110 ext. 4`; hours go under `hours`"
        }
        PhoneFault::DigitCount { .. }
        | PhoneFault::DigitsAfterOne { .. }
        | PhoneFault::LetterForDigit { .. }
        | PhoneFault::AreaCode { .. }
        | PhoneFault::Exchange { .. } => "compare it with the number you call",
    }
}

fn web_fault(fault: WebFault) -> &'static str {
    match fault {
        WebFault::Space => "there is a space in it",
        WebFault::Mail => "it is an e-mail address",
        WebFault::NotWeb => "it does not begin with `https://` or `http://`",
        WebFault::UserName => "it holds a user name or a password",
        WebFault::Unreadable => "there is no site name such as `www.cedarvalley.example` in it",
    }
}

fn web_hint(fault: WebFault) -> &'static str {
    match fault {
        WebFault::Mail => "write the address of a page on the web, or leave it out",
        WebFault::UserName => "write the address without what stands before the `@`",
        WebFault::Space | WebFault::NotWeb | WebFault::Unreadable => {
            "copy it from the address bar of a browser: `https://www.cedarvalley.example`"
        }
    }
}
