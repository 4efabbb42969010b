//! What can be wrong with an agency's facts, and what can be missing among them.

use jiff::civil::Date;

use super::message_format::did_you_mean;
use super::problem_description::{Describe, Description, Severity, say};

/// A problem of agency.toml's content, beyond its form.
#[derive(Debug, Clone, PartialEq)]
pub enum AgencyProblem {
    /// `agency.name` is missing.
    NoName,
    /// An entry of a list lacks what it cannot be without.
    Incomplete {
        key: &'static str,
        heading: &'static str,
    },
    /// `append` in a file that extends none.
    NothingToAppendTo,
    /// A name under `append` that is none of a list.
    NoSuchList {
        written: String,
        nearest: Option<String>,
    },
    /// A character without a shape of its own, or one that turns the text around it.
    ForbiddenCharacter {
        character: char,
    },
    Phone {
        written: String,
        fault: PhoneFault,
    },
    Web {
        written: String,
        fault: WebFault,
    },
    Language {
        written: String,
        suggestion: Option<&'static str>,
    },
    /// A text in other languages, and not in English.
    NoEnglish {
        key: &'static str,
    },
    /// Not a state's postal code.
    State {
        written: String,
        suggestion: Option<&'static str>,
    },
    /// A number of months that is no interval between two reviews.
    Months {
        key: &'static str,
        found: i64,
    },
    /// A site's short name that cannot be part of a file's name.
    SiteId {
        written: String,
        suggestion: String,
    },
    /// Two sites with one short name.
    DuplicateSite {
        id: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        earlier: String,
    },
    /// A site that is not in the list of sites.
    UnknownSite {
        id: String,
        nearest: Option<String>,
    },
    /// A statement left out without a reason.
    NoReason {
        statement: String,
    },
    /// A statement both left out and reworded, or neither.
    UnclearChoice {
        statement: String,
        both: bool,
    },
    /// The next review is not after the effective date.
    ReviewTooEarly {
        effective: Date,
        next_review: Date,
    },
    /// Fewer committee members than there must be.
    TooFewMembers {
        found: usize,
    },
    DuplicateMember {
        member: String,
    },
    DuplicateOrganization {
        name: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        earlier: String,
    },
    /// An organization for clients that they cannot reach.
    Unreachable {
        name: String,
    },
    /// A list, and a reason for having none.
    ListAndReason {
        /// `organizations` or `personnel`.
        list: &'static str,
    },
    /// A site at which none of the key personnel is to be called.
    NobodyAtSite {
        id: String,
    },
    /// No key personnel, and no reason for it.
    NoPersonnel,
    /// No local organization, and no reason for it.
    NoOrganizations,
    /// A setting that a finished packet should have.
    Missing {
        /// The setting's path: `policy.number`.
        setting: String,
        effect: &'static str,
        example: String,
    },
    /// A state the agency works in, without its child protective services.
    NoChildProtection {
        state: &'static str,
        code: &'static str,
    },
    /// There are organizations, and none may be shown to clients.
    NoneForClients,
    /// What looks like the street address of a shelter, on its way to the public.
    ShelterAddress {
        name: String,
    },
    /// Nobody is named who answers at night.
    NoAfterHours,
    /// A client contact that nobody noted to have checked.
    NeverVerified {
        name: String,
    },
    /// A contact that was checked long ago.
    OldVerification {
        name: String,
        verified_on: Date,
    },
    /// A contact that was checked in the future.
    FutureDate {
        key: &'static str,
        date: Date,
    },
    Colour {
        written: String,
        /// The colour that is probably meant, dark enough.
        suggestion: Option<String>,
    },
    /// A colour on which white words cannot be read.
    PaleAccent {
        written: String,
        /// Its contrast with white, 1 to 21.
        contrast: f64,
        suggestion: String,
    },
    /// A logo without words for people who cannot see it.
    LogoWithoutWords,
    /// Words for a logo that is not there.
    WordsWithoutLogo,
    /// A number shown to clients that ends in an extension: perhaps somebody's desk.
    ExtensionForClients {
        organization: String,
    },
    /// A text that is too long for a fact.
    TextTooLong {
        key: &'static str,
        found: usize,
        most: usize,
    },
    /// A list with more entries than any agency has.
    ListTooLong {
        key: &'static str,
        found: usize,
        most: usize,
    },
    /// A number shown to clients that ends in an extension of the agency's own.
    StaffExtensionForClients {
        organization: String,
    },
    /// The phone of one of the staff, shown to clients as an organization's.
    StaffPhoneForClients {
        organization: String,
        position: String,
    },
    /// What is beyond the most that is told.
    More {
        count: usize,
        severity: Severity,
    },
    /// A file that extends itself, perhaps through others.
    ExtendsLoop {
        path: String,
    },
    /// Questions, and nobody to answer them.
    NoTerminal {
        path: String,
    },
    /// A file that changed while questions about it were answered.
    ChangedMeanwhile {
        path: String,
    },
}

impl Describe for AgencyProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoName => "no-name",
            Self::Incomplete { .. } => "incomplete",
            Self::NothingToAppendTo => "nothing-to-append-to",
            Self::NoSuchList { .. } => "no-such-list",
            Self::ForbiddenCharacter { .. } => "forbidden-character",
            Self::Phone { .. } => "phone",
            Self::Web { .. } => "web-address",
            Self::Language { .. } => "language",
            Self::NoEnglish { .. } => "no-english",
            Self::State { .. } => "state",
            Self::Months { .. } => "months",
            Self::SiteId { .. } => "site-id",
            Self::DuplicateSite { .. } => "duplicate-site",
            Self::UnknownSite { .. } => "unknown-site",
            Self::NoReason { .. } => "no-reason",
            Self::UnclearChoice { .. } => "unclear-choice",
            Self::ReviewTooEarly { .. } => "review-too-early",
            Self::TooFewMembers { .. } => "too-few-members",
            Self::DuplicateMember { .. } => "duplicate-member",
            Self::DuplicateOrganization { .. } => "duplicate-organization",
            Self::Unreachable { .. } => "unreachable",
            Self::ListAndReason { .. } => "list-and-reason",
            Self::NobodyAtSite { .. } => "nobody-at-site",
            Self::NoPersonnel => "no-personnel",
            Self::NoOrganizations => "no-organizations",
            Self::Missing { .. } => "missing",
            Self::NoChildProtection { .. } => "no-child-protection",
            Self::NoneForClients => "none-for-clients",
            Self::ShelterAddress { .. } => "shelter-address",
            Self::NoAfterHours => "no-after-hours",
            Self::NeverVerified { .. } => "never-verified",
            Self::OldVerification { .. } => "old-verification",
            Self::FutureDate { .. } => "future-date",
            Self::Colour { .. } => "colour",
            Self::PaleAccent { .. } => "pale-accent",
            Self::LogoWithoutWords => "no-logo-alt",
            Self::WordsWithoutLogo => "no-logo",
            Self::ExtensionForClients { .. } => "extension-for-clients",
            Self::TextTooLong { .. } => "text-too-long",
            Self::ListTooLong { .. } => "list-too-long",
            Self::StaffExtensionForClients { .. } => "staff-extension-for-clients",
            Self::StaffPhoneForClients { .. } => "staff-phone-for-clients",
            Self::More { .. } => "more",
            Self::ExtendsLoop { .. } => "extends-loop",
            Self::NoTerminal { .. } => "no-terminal",
            Self::ChangedMeanwhile { .. } => "changed-meanwhile",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NobodyAtSite { .. }
            | Self::Missing { .. }
            | Self::NoChildProtection { .. }
            | Self::NoneForClients
            | Self::ShelterAddress { .. }
            | Self::NoAfterHours
            | Self::NeverVerified { .. }
            | Self::OldVerification { .. }
            | Self::FutureDate { .. }
            | Self::WordsWithoutLogo
            | Self::ExtensionForClients { .. }
            | Self::StaffPhoneForClients { .. } => Severity::Warning,
            Self::NoPersonnel | Self::NoOrganizations => Severity::Open,
            Self::More { severity, .. } => *severity,
            _ => Severity::Error,
        }
    }

    fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::NoName
                | Self::Incomplete { .. }
                | Self::NoReason { .. }
                | Self::NoEnglish { .. }
                | Self::UnclearChoice { both: false, .. }
                | Self::TooFewMembers { .. }
                | Self::Unreachable { .. }
                | Self::UnknownSite { .. }
                | Self::NoPersonnel
                | Self::NobodyAtSite { .. }
                | Self::NoOrganizations
                | Self::Missing { .. }
                | Self::NoChildProtection { .. }
                | Self::NoneForClients
                | Self::NoAfterHours
                | Self::NeverVerified { .. }
        )
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> Description {
        match self {
            Self::NoName => say(
                "the agency has no name, and nothing can be built without it",
                "under `[agency]` write `name = \"Cedar Valley Family Health\"`, with your agency's name",
            ),
            Self::Incomplete { key, heading } => say(
                format!("this entry of `{heading}` has no `{key}`"),
                format!("write its `{key}`, or take the whole entry away"),
            ),
            Self::NothingToAppendTo => say(
                "`append` adds to the lists of another file, and this file extends none",
                "name the file at the top: `extends = \"../grantee.toml\"`; or take `append` out",
            ),
            Self::NoSuchList { written, nearest } => say(
                format!("`{written}` is not a list that can be added to"),
                did_you_mean(nearest.as_deref(), "name a list, such as `organizations` or `policy.additions`"),
            ),
            Self::ForbiddenCharacter { character } => say(
                format!(
                    "the text holds the character U+{:04X}, which has no shape of its own or turns the text around it",
                    u32::from(*character)
                ),
                "type the text anew in place of pasting it",
            ),
            Self::Phone { written, fault } => say(
                format!("`{written}` is not a phone number: {}", phone_fault(fault)),
                phone_hint(fault),
            ),
            Self::Web { written, fault } => say(
                format!("`{written}` is not a web address: {}", web_fault(*fault)),
                web_hint(*fault),
            ),
            Self::Language {
                written,
                suggestion,
            } => say(
                format!("`{written}` is not a language tag"),
                suggestion.map_or_else(
                    || {
                        "write the tag of the language, such as `en`, `es`, `ar` or `zh-Hans`"
                            .to_owned()
                    },
                    |tag| format!("write the tag of the language: `{tag}`"),
                ),
            ),
            Self::NoEnglish { key } => say(
                format!("`{key}` is in other languages here, and not in English"),
                format!("write the English beside them: `{key} = {{ en = \"...\", es = \"...\" }}`"),
            ),
            Self::State {
                written,
                suggestion,
            } => say(
                format!("`{written}` is not the postal code of a state or territory"),
                suggestion.map_or_else(
                    || "write two letters, such as `IA`, `DC` or `PR`".to_owned(),
                    |code| format!("write its two letters: `{code}`"),
                ),
            ),
            Self::Months { key, found } => say(
                format!("`{key}` is {found}, which is not a number of months between 1 and 120"),
                format!("write how many months may pass: `{key} = 12` for once a year"),
            ),
            Self::SiteId {
                written,
                suggestion,
            } => say(
                format!("`{written}` cannot be a site's id, because it becomes part of file names"),
                format!("use small letters, digits and hyphens: `id = \"{suggestion}\"`"),
            ),
            Self::DuplicateSite { id, earlier } => say(
                format!("two sites have the id `{id}`, the first on {earlier}"),
                "give each site an id of its own",
            ),
            Self::UnknownSite { id, nearest } => say(
                format!("there is no site with the id `{id}`"),
                did_you_mean(nearest.as_deref(), format!("add it under `[[sites]]` with `id = \"{id}\"`")),
            ),
            Self::NoReason { statement } => say(
                format!("`{statement}` is left out without a reason"),
                format!("say why: `{statement} = {{ include = false, reason = \"...\" }}`"),
            ),
            Self::UnclearChoice {
                statement,
                both: true,
            } => say(
                format!("`{statement}` is both left out and worded anew"),
                "keep either `include = false` with its `reason`, or `text`",
            ),
            Self::UnclearChoice {
                statement,
                both: false,
            } => say(
                format!("nothing is decided about `{statement}`"),
                "write `include = false` with a `reason`, or the new words as `text`",
            ),
            Self::ReviewTooEarly {
                effective,
                next_review,
            } => say(
                format!(
                    "the next review, {next_review}, is not after the day the policy takes effect, {effective}"
                ),
                "set `next_review` to a later date; a year is usual",
            ),
            Self::TooFewMembers { found } => say(
                format!(
                    "the committee has {found} {}, and 42 CFR 59.6(b) asks for at least five",
                    if *found == 1 { "member" } else { "members" }
                ),
                "list five or more; codes such as `M1` will do in place of names",
            ),
            Self::DuplicateMember { member } => say(
                format!("`{member}` is in the list of members twice"),
                "give each member a code or name of their own",
            ),
            Self::DuplicateOrganization { name, earlier } => say(
                format!("`{name}` is listed twice with the same phone number, first on {earlier}"),
                "take one of the two entries away",
            ),
            Self::Unreachable { name } => say(
                format!("clients are to be shown `{name}`, but it has neither a phone nor a website"),
                "add its `phone` or `website`, or take `audience = \"client\"` away",
            ),
            Self::ListAndReason { list } => say(
                format!("there are entries under `[[{list}]]`, and a reason for having none"),
                format!("take `{list}` out of `[without]`"),
            ),
            Self::NobodyAtSite { id } => say(
                format!(
                    "none of the key personnel is named for the site `{id}`, so its action sheet sends staff to the Hotline"
                ),
                format!("add `\"{id}\"` to the `sites` of somebody under `[[personnel]]`"),
            ),
            Self::NoPersonnel => say(
                "no key personnel are named, and the policy says whom staff are to call",
                "add at least one `[[personnel]]` with a `position`, or say under `[without]` why there is none: `personnel = \"...\"`",
            ),
            Self::NoOrganizations => say(
                "no local anti-trafficking organization is named, and the policy lists them",
                "add at least one under `[[organizations]]`, or say under `[without]` why there is none: `organizations = \"...\"`",
            ),
            Self::Missing {
                setting,
                effect,
                example,
            } => say(
                format!("`{setting}` is missing: {effect}"),
                format!("write {example}"),
            ),
            Self::NoChildProtection { state, code } => say(
                format!("the child protective services of {state} are not named"),
                format!(
                    "add them under `[[child_protection]]` with `state = \"{code}\"`, a `name` and the `phone` for reports"
                ),
            ),
            Self::NoneForClients => say(
                "no organization may be shown to clients, so the client poster lists none",
                "write `audience = \"client\"` in each entry that clients may see",
            ),
            Self::ShelterAddress { name } => say(
                format!(
                    "this looks like a street address, and `{name}` is a shelter that clients are shown"
                ),
                "never print where a confidential shelter is: name the county or town alone",
            ),
            Self::NoAfterHours => say(
                "nobody is named who answers the phone at night",
                "add a person or organization with `hours = \"24 hours\"`, or one for the time after closing",
            ),
            Self::NeverVerified { name } => say(
                format!(
                    "it is not said when somebody last checked the entry of `{name}`, which clients are shown"
                ),
                "call the number, then write the day: `verified_on = 2026-11-02`",
            ),
            Self::OldVerification { name, verified_on } => say(
                format!(
                    "the entry of `{name}` was last checked on {verified_on}, more than a year ago"
                ),
                "call the number, then write the new date",
            ),
            Self::FutureDate { key, date } => say(
                format!("`{key}` is {date}, which is still to come"),
                "write the day it was done",
            ),
            Self::Colour {
                written,
                suggestion,
            } => say(
                format!("`{written}` is not a colour in the form this program reads"),
                suggestion.as_ref().map_or_else(
                    || {
                        "write `#` and six digits or letters a to f, for red, green and blue: `accent = \"#005ea2\"`"
                            .to_owned()
                    },
                    |colour| format!("write `accent = \"{colour}\"`"),
                ),
            ),
            Self::PaleAccent {
                written,
                contrast,
                suggestion,
            } => say(
                format!(
                    "`{written}` is too light: white words on it have a contrast of {:.2}:1, and people with low vision need 4.5:1 (WCAG 2.1, 1.4.3)",
                    // Never rounded up to what is needed.
                    (contrast * 100.0).floor() / 100.0
                ),
                format!("write the nearest shade that is dark enough: `accent = \"{suggestion}\"`"),
            ),
            Self::LogoWithoutWords => say(
                "the logo has no words, and a screen reader says those to people who cannot see it",
                "say what the logo shows: `logo_alt = \"Cedar Valley Family Health\"`, with the words in it",
            ),
            Self::WordsWithoutLogo => say(
                "there are words for a logo, and no logo",
                "name the picture under `[theme]`: `logo = \"logo.png\"`, or take `logo_alt` away",
            ),
            Self::ExtensionForClients { organization } => say(
                format!("clients are shown an extension of `{organization}`, which may be one person's desk"),
                "give clients a number that anybody answers, without an extension",
            ),
            Self::TextTooLong { key, found, most } => say(
                format!("`{key}` has {found} letters, and {most} is the most"),
                "say it shorter; what is long belongs into a statement, under `[[policy.additions]]`",
            ),
            Self::ListTooLong { key, found, most } => say(
                format!("`{key}` has {found} entries, and {most} is the most"),
                "take out what was put in twice, or make a file for each agency",
            ),
            Self::StaffExtensionForClients { organization } => say(
                format!("clients would be shown an extension of your own agency, as the number of `{organization}`"),
                "give clients the number without the extension, or `audience = \"staff\"` if only staff may call it",
            ),
            Self::StaffPhoneForClients {
                organization,
                position,
            } => say(
                format!(
                    "clients are shown this number for `{organization}`, and it is also the number of `{position}` among the personnel"
                ),
                "give clients the organization's own number, never that of one of the staff",
            ),
            Self::More { count, .. } => say(
                format!("there are {count} more like these"),
                    "mend those above first, and ask again",
                ),
            Self::ExtendsLoop { path } => say(
                format!("`{path}` extends this file in turn, itself or through others"),
                "take `extends` out of the file that all others build on",
            ),
            Self::NoTerminal { path } => say(
                "`init` asks questions, and there is no terminal to ask them in",
                format!("run it in a terminal, or give the settings in a file: `policypress init {path} --answers facts.toml`"),
            ),
            Self::ChangedMeanwhile { path } => say(
                format!("{path} was changed by somebody else while you answered"),
                "run `policypress init` again: it goes on with what the file says now",
            ),
        }
    }
}

/// Why a text is not a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneFault {
    /// There are no digits to speak of.
    NoNumber,
    /// There are words beside the digits.
    Words,
    /// Two numbers in one text.
    TwoNumbers,
    NoAreaCode,
    DigitCount {
        found: usize,
    },
    /// Not ten digits after the country code.
    DigitsAfterOne {
        found: usize,
    },
    /// A letter O or l in place of a digit.
    LetterForDigit {
        letter: char,
    },
    /// A character that no phone number has.
    OddCharacter {
        character: char,
    },
    /// An area code that cannot exist.
    AreaCode {
        code: String,
    },
    /// An exchange (the three digits after the area code) that cannot exist.
    Exchange {
        code: String,
    },
    /// A number that charges whoever calls it: area code 900, exchange 976.
    Premium,
    /// A code for text messages.
    TextCode,
    /// A number of another country than those with the country code 1.
    Abroad,
}

/// Why a text is not a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebFault {
    /// There is a space in it.
    Space,
    /// It is an e-mail address.
    Mail,
    /// It is an address of something other than a web page.
    NotWeb,
    /// It holds a user name or password.
    UserName,
    /// It is no address at all.
    Unreadable,
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
