//! What can be wrong with an agency's facts, and what can be missing among them.

use jiff::civil::Date;

use super::message_format::did_you_mean_hint;
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of agency.toml's content, beyond its form.
#[derive(Debug, Clone, PartialEq)]
pub enum AgencyProblem {
    /// `agency.name` is missing.
    MissingAgencyName,
    /// An entry of a list lacks what it cannot be without.
    IncompleteEntry {
        key: &'static str,
        heading: &'static str,
    },
    /// `append` in a file that extends none.
    AppendWithoutExtends,
    /// A name under `append` that is none of a list.
    UnknownAppendList {
        list: String,
        nearest: Option<String>,
    },
    /// A character without a shape of its own, or one that turns the text around it.
    ForbiddenCharacter {
        character: char,
    },
    InvalidPhone {
        value: String,
        error: PhoneNumberError,
    },
    InvalidWebAddress {
        value: String,
        error: WebAddressError,
    },
    InvalidLanguageTag {
        value: String,
        suggestion: Option<&'static str>,
    },
    /// A text in other languages, and not in English.
    MissingEnglishText {
        key: &'static str,
    },
    /// Not a state's postal code.
    InvalidStateCode {
        value: String,
        suggestion: Option<&'static str>,
    },
    /// A number of months that is no interval between two reviews.
    MonthsOutOfRange {
        key: &'static str,
        months: i64,
    },
    /// A site's short name that cannot be part of a file's name.
    InvalidSiteId {
        value: String,
        suggestion: String,
    },
    /// Two sites with one short name.
    DuplicateSiteId {
        site_id: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        first_location: String,
    },
    /// A site that is not in the list of sites.
    UnknownSiteId {
        site_id: String,
        nearest: Option<String>,
    },
    /// A statement left out without a reason.
    OmissionWithoutReason {
        statement: String,
    },
    /// A statement both left out and reworded, or neither.
    AmbiguousStatementChoice {
        statement: String,
        is_omitted_and_reworded: bool,
    },
    /// The next review is not after the effective date.
    NextReviewTooEarly {
        effective: Date,
        next_review: Date,
    },
    /// Fewer committee members than there must be.
    TooFewCommitteeMembers {
        member_count: usize,
    },
    DuplicateCommitteeMember {
        member: String,
    },
    DuplicateOrganization {
        name: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        first_location: String,
    },
    /// An organization for clients that they cannot reach.
    OrganizationWithoutContact {
        name: String,
    },
    /// A list, and a reason for having none.
    EmptyReasonForFilledList {
        /// `organizations` or `personnel`.
        list: &'static str,
    },
    /// A site at which none of the key personnel is to be called.
    SiteWithoutPersonnel {
        site_id: String,
    },
    /// No key personnel, and no reason for it.
    MissingPersonnel,
    /// No local organization, and no reason for it.
    MissingOrganizations,
    /// A setting that a finished packet should have.
    MissingSetting {
        /// The setting's path: `policy.number`.
        setting: String,
        effect: &'static str,
        example: String,
    },
    /// A state the agency works in, without its child protective services.
    MissingChildProtection {
        state_name: &'static str,
        state_code: &'static str,
    },
    /// There are organizations, and none may be shown to clients.
    NoOrganizationForClients,
    /// What looks like the street address of a shelter, on its way to the public.
    ShelterAddressForClients {
        name: String,
    },
    /// Nobody is named who answers at night.
    NoAfterHoursContact,
    /// A client contact that nobody noted to have checked.
    UnverifiedContact {
        name: String,
    },
    /// A contact that was checked long ago.
    OutdatedVerification {
        name: String,
        verified_on: Date,
    },
    /// A contact that was checked in the future.
    FutureDate {
        key: &'static str,
        date: Date,
    },
    InvalidColor {
        value: String,
        /// The colour that is probably meant, dark enough.
        suggestion: Option<String>,
    },
    /// A colour on which white words cannot be read.
    LowContrastAccent {
        value: String,
        /// Its contrast with white, 1 to 21.
        contrast: f64,
        suggestion: String,
    },
    /// A logo without words for people who cannot see it.
    LogoWithoutAltText,
    /// Words for a logo that is not there.
    AltTextWithoutLogo,
    /// A number shown to clients that ends in an extension: perhaps somebody's desk.
    PhoneExtensionForClients {
        organization: String,
    },
    /// A text that is too long for a fact.
    TextTooLong {
        key: &'static str,
        length_chars: usize,
        max_chars: usize,
    },
    /// A list with more entries than any agency has.
    ListTooLong {
        key: &'static str,
        entry_count: usize,
        max_entries: usize,
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
    OmittedDiagnostics {
        count: usize,
        severity: Severity,
    },
    /// A file that extends itself, perhaps through others.
    ExtendsCycle {
        path: String,
    },
    /// Questions, and nobody to answer them.
    NoInteractiveTerminal {
        path: String,
    },
    /// A file that changed while questions about it were answered.
    FileChangedDuringInterview {
        path: String,
    },
}

impl DomainProblem for AgencyProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::MissingAgencyName => "no-name",
            Self::IncompleteEntry { .. } => "incomplete",
            Self::AppendWithoutExtends => "nothing-to-append-to",
            Self::UnknownAppendList { .. } => "no-such-list",
            Self::ForbiddenCharacter { .. } => "forbidden-character",
            Self::InvalidPhone { .. } => "phone",
            Self::InvalidWebAddress { .. } => "web-address",
            Self::InvalidLanguageTag { .. } => "language",
            Self::MissingEnglishText { .. } => "no-english",
            Self::InvalidStateCode { .. } => "state",
            Self::MonthsOutOfRange { .. } => "months",
            Self::InvalidSiteId { .. } => "site-id",
            Self::DuplicateSiteId { .. } => "duplicate-site",
            Self::UnknownSiteId { .. } => "unknown-site",
            Self::OmissionWithoutReason { .. } => "no-reason",
            Self::AmbiguousStatementChoice { .. } => "unclear-choice",
            Self::NextReviewTooEarly { .. } => "review-too-early",
            Self::TooFewCommitteeMembers { .. } => "too-few-members",
            Self::DuplicateCommitteeMember { .. } => "duplicate-member",
            Self::DuplicateOrganization { .. } => "duplicate-organization",
            Self::OrganizationWithoutContact { .. } => "unreachable",
            Self::EmptyReasonForFilledList { .. } => "list-and-reason",
            Self::SiteWithoutPersonnel { .. } => "nobody-at-site",
            Self::MissingPersonnel => "no-personnel",
            Self::MissingOrganizations => "no-organizations",
            Self::MissingSetting { .. } => "missing",
            Self::MissingChildProtection { .. } => "no-child-protection",
            Self::NoOrganizationForClients => "none-for-clients",
            Self::ShelterAddressForClients { .. } => "shelter-address",
            Self::NoAfterHoursContact => "no-after-hours",
            Self::UnverifiedContact { .. } => "never-verified",
            Self::OutdatedVerification { .. } => "old-verification",
            Self::FutureDate { .. } => "future-date",
            Self::InvalidColor { .. } => "colour",
            Self::LowContrastAccent { .. } => "pale-accent",
            Self::LogoWithoutAltText => "no-logo-alt",
            Self::AltTextWithoutLogo => "no-logo",
            Self::PhoneExtensionForClients { .. } => "extension-for-clients",
            Self::TextTooLong { .. } => "text-too-long",
            Self::ListTooLong { .. } => "list-too-long",
            Self::StaffExtensionForClients { .. } => "staff-extension-for-clients",
            Self::StaffPhoneForClients { .. } => "staff-phone-for-clients",
            Self::OmittedDiagnostics { .. } => "more",
            Self::ExtendsCycle { .. } => "extends-loop",
            Self::NoInteractiveTerminal { .. } => "no-terminal",
            Self::FileChangedDuringInterview { .. } => "changed-meanwhile",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::SiteWithoutPersonnel { .. }
            | Self::MissingSetting { .. }
            | Self::MissingChildProtection { .. }
            | Self::NoOrganizationForClients
            | Self::ShelterAddressForClients { .. }
            | Self::NoAfterHoursContact
            | Self::UnverifiedContact { .. }
            | Self::OutdatedVerification { .. }
            | Self::FutureDate { .. }
            | Self::AltTextWithoutLogo
            | Self::PhoneExtensionForClients { .. }
            | Self::StaffPhoneForClients { .. } => Severity::Warning,
            Self::MissingPersonnel | Self::MissingOrganizations => Severity::Blank,
            Self::OmittedDiagnostics { severity, .. } => *severity,
            _ => Severity::Error,
        }
    }

    fn is_missing_data(&self) -> bool {
        matches!(
            self,
            Self::MissingAgencyName
                | Self::IncompleteEntry { .. }
                | Self::OmissionWithoutReason { .. }
                | Self::MissingEnglishText { .. }
                | Self::AmbiguousStatementChoice {
                    is_omitted_and_reworded: false,
                    ..
                }
                | Self::TooFewCommitteeMembers { .. }
                | Self::OrganizationWithoutContact { .. }
                | Self::UnknownSiteId { .. }
                | Self::MissingPersonnel
                | Self::SiteWithoutPersonnel { .. }
                | Self::MissingOrganizations
                | Self::MissingSetting { .. }
                | Self::MissingChildProtection { .. }
                | Self::NoOrganizationForClients
                | Self::NoAfterHoursContact
                | Self::UnverifiedContact { .. }
        )
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::MissingAgencyName => new_description(
                "the agency has no name, and nothing can be built without it",
                "under `[agency]` write `name = \"Cedar Valley Family Health\"`, with your agency's name",
            ),
            Self::IncompleteEntry { key, heading } => new_description(
                format!("this entry of `{heading}` has no `{key}`"),
                format!("write its `{key}`, or take the whole entry away"),
            ),
            Self::AppendWithoutExtends => new_description(
                "`append` adds to the lists of another file, and this file extends none",
                "name the file at the top: `extends = \"../grantee.toml\"`; or take `append` out",
            ),
            Self::UnknownAppendList { list: written, nearest } => new_description(
                format!("`{written}` is not a list that can be added to"),
                did_you_mean_hint(nearest.as_deref(), "name a list, such as `organizations` or `policy.additions`"),
            ),
            Self::ForbiddenCharacter { character } => new_description(
                format!(
                    "the text holds the character U+{:04X}, which has no shape of its own or turns the text around it",
                    u32::from(*character)
                ),
                "type the text anew in place of pasting it",
            ),
            Self::InvalidPhone { value: written, error: fault } => new_description(
                format!("`{written}` is not a phone number: {}", phone_error_message(fault)),
                phone_error_hint(fault),
            ),
            Self::InvalidWebAddress { value: written, error: fault } => new_description(
                format!("`{written}` is not a web address: {}", web_address_error_message(*fault)),
                web_address_error_hint(*fault),
            ),
            Self::InvalidLanguageTag {
                value: written,
                suggestion,
            } => new_description(
                format!("`{written}` is not a language tag"),
                suggestion.map_or_else(
                    || {
                        "write the tag of the language, such as `en`, `es`, `ar` or `zh-Hans`"
                            .to_owned()
                    },
                    |tag| format!("write the tag of the language: `{tag}`"),
                ),
            ),
            Self::MissingEnglishText { key } => new_description(
                format!("`{key}` is in other languages here, and not in English"),
                format!("write the English beside them: `{key} = {{ en = \"...\", es = \"...\" }}`"),
            ),
            Self::InvalidStateCode {
                value: written,
                suggestion,
            } => new_description(
                format!("`{written}` is not the postal code of a state or territory"),
                suggestion.map_or_else(
                    || "write two letters, such as `IA`, `DC` or `PR`".to_owned(),
                    |code| format!("write its two letters: `{code}`"),
                ),
            ),
            Self::MonthsOutOfRange { key, months: found } => new_description(
                format!("`{key}` is {found}, which is not a number of months between 1 and 120"),
                format!("write how many months may pass: `{key} = 12` for once a year"),
            ),
            Self::InvalidSiteId {
                value: written,
                suggestion,
            } => new_description(
                format!("`{written}` cannot be a site's id, because it becomes part of file names"),
                format!("use small letters, digits and hyphens: `id = \"{suggestion}\"`"),
            ),
            Self::DuplicateSiteId { site_id: id, first_location: earlier } => new_description(
                format!("two sites have the id `{id}`, the first on {earlier}"),
                "give each site an id of its own",
            ),
            Self::UnknownSiteId { site_id: id, nearest } => new_description(
                format!("there is no site with the id `{id}`"),
                did_you_mean_hint(nearest.as_deref(), format!("add it under `[[sites]]` with `id = \"{id}\"`")),
            ),
            Self::OmissionWithoutReason { statement } => new_description(
                format!("`{statement}` is left out without a reason"),
                format!("say why: `{statement} = {{ include = false, reason = \"...\" }}`"),
            ),
            Self::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: true,
            } => new_description(
                format!("`{statement}` is both left out and worded anew"),
                "keep either `include = false` with its `reason`, or `text`",
            ),
            Self::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: false,
            } => new_description(
                format!("nothing is decided about `{statement}`"),
                "write `include = false` with a `reason`, or the new words as `text`",
            ),
            Self::NextReviewTooEarly {
                effective,
                next_review,
            } => new_description(
                format!(
                    "the next review, {next_review}, is not after the day the policy takes effect, {effective}"
                ),
                "set `next_review` to a later date; a year is usual",
            ),
            Self::TooFewCommitteeMembers { member_count: found } => new_description(
                format!(
                    "the committee has {found} {}, and 42 CFR 59.6(b) asks for at least five",
                    if *found == 1 { "member" } else { "members" }
                ),
                "list five or more; codes such as `M1` will do in place of names",
            ),
            Self::DuplicateCommitteeMember { member } => new_description(
                format!("`{member}` is in the list of members twice"),
                "give each member a code or name of their own",
            ),
            Self::DuplicateOrganization { name, first_location: earlier } => new_description(
                format!("`{name}` is listed twice with the same phone number, first on {earlier}"),
                "take one of the two entries away",
            ),
            Self::OrganizationWithoutContact { name } => new_description(
                format!("clients are to be shown `{name}`, but it has neither a phone nor a website"),
                "add its `phone` or `website`, or take `audience = \"client\"` away",
            ),
            Self::EmptyReasonForFilledList { list } => new_description(
                format!("there are entries under `[[{list}]]`, and a reason for having none"),
                format!("take `{list}` out of `[without]`"),
            ),
            Self::SiteWithoutPersonnel { site_id: id } => new_description(
                format!(
                    "none of the key personnel is named for the site `{id}`, so its action sheet sends staff to the Hotline"
                ),
                format!("add `\"{id}\"` to the `sites` of somebody under `[[personnel]]`"),
            ),
            Self::MissingPersonnel => new_description(
                "no key personnel are named, and the policy says whom staff are to call",
                "add at least one `[[personnel]]` with a `position`, or say under `[without]` why there is none: `personnel = \"...\"`",
            ),
            Self::MissingOrganizations => new_description(
                "no local anti-trafficking organization is named, and the policy lists them",
                "add at least one under `[[organizations]]`, or say under `[without]` why there is none: `organizations = \"...\"`",
            ),
            Self::MissingSetting {
                setting,
                effect,
                example,
            } => new_description(
                format!("`{setting}` is missing: {effect}"),
                format!("write {example}"),
            ),
            Self::MissingChildProtection { state_name: state, state_code: code } => new_description(
                format!("the child protective services of {state} are not named"),
                format!(
                    "add them under `[[child_protection]]` with `state = \"{code}\"`, a `name` and the `phone` for reports"
                ),
            ),
            Self::NoOrganizationForClients => new_description(
                "no organization may be shown to clients, so the client poster lists none",
                "write `audience = \"client\"` in each entry that clients may see",
            ),
            Self::ShelterAddressForClients { name } => new_description(
                format!(
                    "this looks like a street address, and `{name}` is a shelter that clients are shown"
                ),
                "never print where a confidential shelter is: name the county or town alone",
            ),
            Self::NoAfterHoursContact => new_description(
                "nobody is named who answers the phone at night",
                "add a person or organization with `hours = \"24 hours\"`, or one for the time after closing",
            ),
            Self::UnverifiedContact { name } => new_description(
                format!(
                    "it is not said when somebody last checked the entry of `{name}`, which clients are shown"
                ),
                "call the number, then write the day: `verified_on = 2026-11-02`",
            ),
            Self::OutdatedVerification { name, verified_on } => new_description(
                format!(
                    "the entry of `{name}` was last checked on {verified_on}, more than a year ago"
                ),
                "call the number, then write the new date",
            ),
            Self::FutureDate { key, date } => new_description(
                format!("`{key}` is {date}, which is still to come"),
                "write the day it was done",
            ),
            Self::InvalidColor {
                value: written,
                suggestion,
            } => new_description(
                format!("`{written}` is not a colour in the form this program reads"),
                suggestion.as_ref().map_or_else(
                    || {
                        "write `#` and six digits or letters a to f, for red, green and blue: `accent = \"#005ea2\"`"
                            .to_owned()
                    },
                    |colour| format!("write `accent = \"{colour}\"`"),
                ),
            ),
            Self::LowContrastAccent {
                value: written,
                contrast,
                suggestion,
            } => new_description(
                format!(
                    "`{written}` is too light: white words on it have a contrast of {:.2}:1, and people with low vision need 4.5:1 (WCAG 2.1, 1.4.3)",
                    // Never rounded up to what is needed.
                    (contrast * 100.0).floor() / 100.0
                ),
                format!("write the nearest shade that is dark enough: `accent = \"{suggestion}\"`"),
            ),
            Self::LogoWithoutAltText => new_description(
                "the logo has no words, and a screen reader says those to people who cannot see it",
                "say what the logo shows: `logo_alt = \"Cedar Valley Family Health\"`, with the words in it",
            ),
            Self::AltTextWithoutLogo => new_description(
                "there are words for a logo, and no logo",
                "name the picture under `[theme]`: `logo = \"logo.png\"`, or take `logo_alt` away",
            ),
            Self::PhoneExtensionForClients { organization } => new_description(
                format!("clients are shown an extension of `{organization}`, which may be one person's desk"),
                "give clients a number that anybody answers, without an extension",
            ),
            Self::TextTooLong { key, length_chars: found, max_chars: most } => new_description(
                format!("`{key}` has {found} letters, and {most} is the most"),
                "say it shorter; what is long belongs into a statement, under `[[policy.additions]]`",
            ),
            Self::ListTooLong { key, entry_count: found, max_entries: most } => new_description(
                format!("`{key}` has {found} entries, and {most} is the most"),
                "take out what was put in twice, or make a file for each agency",
            ),
            Self::StaffExtensionForClients { organization } => new_description(
                format!("clients would be shown an extension of your own agency, as the number of `{organization}`"),
                "give clients the number without the extension, or `audience = \"staff\"` if only staff may call it",
            ),
            Self::StaffPhoneForClients {
                organization,
                position,
            } => new_description(
                format!(
                    "clients are shown this number for `{organization}`, and it is also the number of `{position}` among the personnel"
                ),
                "give clients the organization's own number, never that of one of the staff",
            ),
            Self::OmittedDiagnostics { count, .. } => new_description(
                format!("there are {count} more like these"),
                    "mend those above first, and ask again",
                ),
            Self::ExtendsCycle { path } => new_description(
                format!("`{path}` extends this file in turn, itself or through others"),
                "take `extends` out of the file that all others build on",
            ),
            Self::NoInteractiveTerminal { path } => new_description(
                "`init` asks questions, and there is no terminal to ask them in",
                format!("run it in a terminal, or give the settings in a file: `policypress init {path} --answers facts.toml`"),
            ),
            Self::FileChangedDuringInterview { path } => new_description(
                format!("{path} was changed by somebody else while you answered"),
                "run `policypress init` again: it goes on with what the file says now",
            ),
        }
    }
}

/// Why a text is not a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneNumberError {
    /// There are no digits to speak of.
    NoDigits,
    /// There are words beside the digits.
    ContainsWords,
    /// Two numbers in one text.
    TwoNumbers,
    MissingAreaCode,
    WrongDigitCount {
        digit_count: usize,
    },
    /// Not ten digits after the country code.
    WrongDigitCountAfterOne {
        digit_count: usize,
    },
    /// A letter O or l in place of a digit.
    LetterForDigit {
        letter: char,
    },
    /// A character that no phone number has.
    InvalidCharacter {
        character: char,
    },
    /// An area code that cannot exist.
    InvalidAreaCode {
        code: String,
    },
    /// An exchange (the three digits after the area code) that cannot exist.
    InvalidExchange {
        code: String,
    },
    /// A number that charges whoever calls it: area code 900, exchange 976.
    PremiumRate,
    /// A code for text messages.
    SmsShortCode,
    /// A number of another country than those with the country code 1.
    ForeignNumber,
}

/// Why a text is not a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebAddressError {
    /// There is a space in it.
    ContainsSpace,
    /// It is an e-mail address.
    EmailAddress,
    /// It is an address of something other than a web page.
    NotHttp,
    /// It holds a user name or password.
    ContainsCredentials,
    /// It is no address at all.
    InvalidUrl,
}

fn phone_error_message(fault: &PhoneNumberError) -> String {
    match fault {
        PhoneNumberError::NoDigits => "there is no number in it".to_owned(),
        PhoneNumberError::ContainsWords => "there are words in it".to_owned(),
        PhoneNumberError::TwoNumbers => "there are two numbers in it".to_owned(),
        PhoneNumberError::MissingAreaCode => "the area code is missing".to_owned(),
        PhoneNumberError::WrongDigitCount { digit_count: found } => format!(
            "it has {found} {}, and ten are needed",
            if *found == 1 { "digit" } else { "digits" }
        ),
        PhoneNumberError::WrongDigitCountAfterOne { digit_count: found } => {
            format!("it has {found} digits after the 1, and ten are needed")
        }
        PhoneNumberError::LetterForDigit { letter } => {
            let digit = match letter {
                'O' | 'o' => '0',
                _ => '1',
            };
            format!("there is a letter `{letter}` where the digit {digit} belongs")
        }
        PhoneNumberError::InvalidCharacter { character } => {
            format!("a phone number has no `{character}` in it")
        }
        PhoneNumberError::InvalidAreaCode { code } => format!("there is no area code {code}"),
        PhoneNumberError::InvalidExchange { code } => {
            format!("no number has {code} after the area code")
        }
        PhoneNumberError::PremiumRate => "whoever calls it is charged for the call".to_owned(),
        PhoneNumberError::SmsShortCode => {
            "it is a code for text messages, which cannot be called".to_owned()
        }
        PhoneNumberError::ForeignNumber => "it is a number of another country".to_owned(),
    }
}

fn phone_error_hint(fault: &PhoneNumberError) -> &'static str {
    match fault {
        PhoneNumberError::TwoNumbers => {
            "write one number here, and make a second entry for the other"
        }
        PhoneNumberError::MissingAreaCode => "begin with the area code: `319-555-0110`",
        PhoneNumberError::SmsShortCode => {
            "write a number for calls; say under `services` where to send a text message"
        }
        PhoneNumberError::PremiumRate => {
            "write a number that costs nothing, or no more than any other"
        }
        PhoneNumberError::ForeignNumber => "write a number of the United States or its territories",
        PhoneNumberError::NoDigits
        | PhoneNumberError::ContainsWords
        | PhoneNumberError::InvalidCharacter { .. } => {
            "write the number alone: `319-555-0110`, `319-555-0110 ext. 4`; hours go under `hours`"
        }
        PhoneNumberError::WrongDigitCount { .. }
        | PhoneNumberError::WrongDigitCountAfterOne { .. }
        | PhoneNumberError::LetterForDigit { .. }
        | PhoneNumberError::InvalidAreaCode { .. }
        | PhoneNumberError::InvalidExchange { .. } => "compare it with the number you call",
    }
}

fn web_address_error_message(fault: WebAddressError) -> &'static str {
    match fault {
        WebAddressError::ContainsSpace => "there is a space in it",
        WebAddressError::EmailAddress => "it is an e-mail address",
        WebAddressError::NotHttp => "it does not begin with `https://` or `http://`",
        WebAddressError::ContainsCredentials => "it holds a user name or a password",
        WebAddressError::InvalidUrl => {
            "there is no site name such as `www.cedarvalley.example` in it"
        }
    }
}

fn web_address_error_hint(fault: WebAddressError) -> &'static str {
    match fault {
        WebAddressError::EmailAddress => "write the address of a page on the web, or leave it out",
        WebAddressError::ContainsCredentials => {
            "write the address without what stands before the `@`"
        }
        WebAddressError::ContainsSpace | WebAddressError::NotHttp | WebAddressError::InvalidUrl => {
            "copy it from the address bar of a browser: `https://www.cedarvalley.example`"
        }
    }
}
