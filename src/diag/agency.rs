//! Problems of an agency's facts: invalid, contradictory or missing.

use jiff::civil::Date;

use super::contact_errors::{PhoneNumberError, WebAddressError};
use super::invisible_chars::describe_forbidden_char;
use super::message_format::did_you_mean_hint;
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of the content of agency.toml.
#[derive(Debug, Clone, PartialEq)]
pub enum AgencyProblem {
    /// `agency.name` is missing.
    MissingAgencyName,
    /// A list entry without a required setting.
    IncompleteEntry {
        key: &'static str,
        heading: &'static str,
    },
    /// `append` in a file without `extends`.
    AppendWithoutExtends,
    /// A name under `append` that is not a list.
    UnknownAppendList {
        list: String,
        nearest: Option<String>,
    },
    /// An invisible or direction-changing character.
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
    /// A text in other languages but not in English.
    MissingEnglishText {
        key: &'static str,
    },
    /// A text that is not a state's postal code.
    InvalidStateCode {
        value: String,
        suggestion: Option<&'static str>,
    },
    /// A number of months that is not from 1 to 120.
    MonthsOutOfRange {
        key: &'static str,
        months: i64,
    },
    /// A site id that cannot be part of a file name.
    InvalidSiteId {
        value: String,
        suggestion: String,
    },
    /// Two sites with the same id.
    DuplicateSiteId {
        site_id: String,
        /// The first one's line: `line 4`, or `line 4 of ../grantee.toml`.
        first_location: String,
    },
    /// A site id that is not under `[[sites]]`.
    UnknownSiteId {
        site_id: String,
        nearest: Option<String>,
    },
    /// An omitted statement without a reason.
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
    /// Fewer committee members than required (42 CFR 59.6(b)).
    TooFewCommitteeMembers {
        member_count: usize,
    },
    DuplicateCommitteeMember {
        member: String,
    },
    DuplicateOrganization {
        name: String,
        /// The first one's line: `line 4`, or `line 4 of ../grantee.toml`.
        first_location: String,
    },
    /// An organization shown to clients without phone or website.
    OrganizationWithoutContact {
        name: String,
    },
    /// A list with entries, and a reason for an empty list.
    EmptyReasonForFilledList {
        /// `organizations` or `personnel`.
        list: &'static str,
    },
    /// A site without key personnel.
    SiteWithoutPersonnel {
        site_id: String,
    },
    /// No key personnel and no reason for it.
    MissingPersonnel,
    /// No local organization and no reason for it.
    MissingOrganizations,
    /// A setting that a complete packet needs.
    MissingSetting {
        /// The setting's path: `policy.number`.
        setting: String,
        effect: &'static str,
        example: String,
    },
    /// A state of the agency without its child protective services.
    MissingChildProtection {
        state_name: &'static str,
        state_code: &'static str,
    },
    /// None of the organizations may be shown to clients.
    NoOrganizationForClients,
    /// A shelter's probable street address in text shown to clients.
    ShelterAddressForClients {
        name: String,
    },
    /// No contact answers after hours.
    NoAfterHoursContact,
    /// A client contact without a verification date.
    UnverifiedContact {
        name: String,
    },
    /// A contact that was last verified more than a year ago.
    OutdatedVerification {
        name: String,
        verified_on: Date,
    },
    /// A date in the future of something that has been done.
    FutureDate {
        key: &'static str,
        date: Date,
    },
    InvalidColor {
        value: String,
        /// The probably intended color, darkened enough.
        suggestion: Option<String>,
    },
    /// A color that is too light behind white text.
    LowContrastAccent {
        value: String,
        /// Its contrast with white, 1 to 21.
        contrast: f64,
        suggestion: String,
    },
    /// A logo without alternative text.
    LogoWithoutAltText,
    /// Alternative text without a logo.
    AltTextWithoutLogo,
    /// A number shown to clients with an extension, perhaps one person's desk.
    PhoneExtensionForClients {
        organization: String,
    },
    /// A text that is longer than a fact may be.
    TextTooLong {
        key: &'static str,
        length_chars: usize,
        max_chars: usize,
    },
    /// A list with more entries than allowed.
    ListTooLong {
        key: &'static str,
        entry_count: usize,
        max_entries: usize,
    },
    /// A number shown to clients that is an extension of the agency's own phone.
    StaffExtensionForClients {
        organization: String,
    },
    /// A staff phone that is shown to clients as an organization's.
    StaffPhoneForClients {
        organization: String,
        position: String,
    },
    /// The number of diagnostics beyond the limit.
    OmittedDiagnostics {
        count: usize,
        severity: Severity,
    },
    /// A file that extends itself, directly or through others.
    ExtendsCycle {
        path: String,
    },
    /// An interview without an interactive terminal.
    NoInteractiveTerminal {
        path: String,
    },
    /// A file that was changed during the interview.
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
            Self::SiteWithoutPersonnel { .. } => "site-without-personnel",
            Self::MissingPersonnel => "no-personnel",
            Self::MissingOrganizations => "no-organizations",
            Self::MissingSetting { .. } => "missing",
            Self::MissingChildProtection { .. } => "no-child-protection",
            Self::NoOrganizationForClients => "no-client-organization",
            Self::ShelterAddressForClients { .. } => "shelter-address",
            Self::NoAfterHoursContact => "no-after-hours",
            Self::UnverifiedContact { .. } => "never-verified",
            Self::OutdatedVerification { .. } => "old-verification",
            Self::FutureDate { .. } => "future-date",
            Self::InvalidColor { .. } => "color",
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
                format!("add its `{key}`, or delete the entry"),
            ),
            Self::AppendWithoutExtends => new_description(
                "`append` adds to the lists of another file, but this file extends none",
                "name the file at the top: `extends = \"../grantee.toml\"`; or delete `append`",
            ),
            Self::UnknownAppendList { list, nearest } => new_description(
                format!("`{list}` is not a list that can be added to"),
                did_you_mean_hint(nearest.as_deref(), "name a list, such as `organizations` or `policy.additions`"),
            ),
            Self::ForbiddenCharacter { character } => new_description(
                format!(
                    "the text contains U+{:04X}, {}",
                    u32::from(*character),
                    describe_forbidden_char(*character)
                ),
                "retype the text instead of pasting it",
            ),
            Self::InvalidPhone { value, error } => new_description(
                format!("`{value}` is not a phone number: {}", error.message()),
                error.hint(),
            ),
            Self::InvalidWebAddress { value, error } => new_description(
                format!("`{value}` is not a web address: {}", error.message()),
                error.hint(),
            ),
            Self::InvalidLanguageTag { value, suggestion } => new_description(
                format!("`{value}` is not a language tag"),
                suggestion.map_or_else(
                    || {
                        "write the tag of the language, such as `en`, `es`, `ar` or `zh-Hans`"
                            .to_owned()
                    },
                    |tag| format!("write the tag of the language: `{tag}`"),
                ),
            ),
            Self::MissingEnglishText { key } => new_description(
                format!("`{key}` is given in other languages but not in English"),
                format!("add the English text: `{key} = {{ en = \"...\", es = \"...\" }}`"),
            ),
            Self::InvalidStateCode { value, suggestion } => new_description(
                format!("`{value}` is not the postal code of a state or territory"),
                suggestion.map_or_else(
                    || "write two letters, such as `IA`, `DC` or `PR`".to_owned(),
                    |code| format!("write its two letters: `{code}`"),
                ),
            ),
            Self::MonthsOutOfRange { key, months } => new_description(
                format!("`{key}` is {months}, but must be a number of months from 1 to 120"),
                format!("write the number of months: `{key} = 12` for once a year"),
            ),
            Self::InvalidSiteId { value, suggestion } => new_description(
                format!("`{value}` cannot be a site's `id`: the id becomes part of file names"),
                format!("use lowercase letters, digits and hyphens: `id = \"{suggestion}\"`"),
            ),
            Self::DuplicateSiteId { site_id, first_location } => new_description(
                format!("two sites have the id `{site_id}`, the first on {first_location}"),
                "give each site its own `id`",
            ),
            Self::UnknownSiteId { site_id, nearest } => new_description(
                format!("there is no site with the id `{site_id}`"),
                did_you_mean_hint(nearest.as_deref(), format!("add it under `[[sites]]` with `id = \"{site_id}\"`")),
            ),
            Self::OmissionWithoutReason { statement } => new_description(
                format!("`{statement}` is left out without a reason"),
                format!("add a reason: `{statement} = {{ include = false, reason = \"...\" }}`"),
            ),
            Self::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: true,
            } => new_description(
                format!("`{statement}` is both left out and reworded"),
                "keep either `include = false` with its `reason`, or `text`",
            ),
            Self::AmbiguousStatementChoice {
                statement,
                is_omitted_and_reworded: false,
            } => new_description(
                format!("`{statement}` is listed, but neither left out nor reworded"),
                "write `include = false` with a `reason`, or the new wording as `text`",
            ),
            Self::NextReviewTooEarly { effective, next_review } => new_description(
                format!(
                    "the next review, {next_review}, is not after the policy's effective date, {effective}"
                ),
                "set `next_review` to a later date; a year is usual",
            ),
            Self::TooFewCommitteeMembers { member_count } => new_description(
                format!(
                    "the committee has {member_count} {}, but 42 CFR 59.6(b) requires at least five",
                    if *member_count == 1 { "member" } else { "members" }
                ),
                "list five or more; you can use codes such as `M1` instead of names",
            ),
            Self::DuplicateCommitteeMember { member } => new_description(
                format!("`{member}` is listed as a member twice"),
                "give each member their own code or name",
            ),
            Self::DuplicateOrganization { name, first_location } => new_description(
                format!("`{name}` is listed twice with the same phone number, first on {first_location}"),
                "delete one of the two entries",
            ),
            Self::OrganizationWithoutContact { name } => new_description(
                format!("`{name}` is shown to clients, but has no phone or website"),
                "add its `phone` or `website`, or delete `audience = \"client\"`",
            ),
            Self::EmptyReasonForFilledList { list } => new_description(
                format!("`[[{list}]]` has entries, but `[without]` gives a reason for having none"),
                format!("delete `{list}` from `[without]`"),
            ),
            Self::SiteWithoutPersonnel { site_id } => new_description(
                format!(
                    "no key personnel are assigned to the site `{site_id}`, so its action sheet refers staff to the Hotline"
                ),
                format!("add `\"{site_id}\"` to the `sites` of a position under `[[personnel]]`"),
            ),
            Self::MissingPersonnel => new_description(
                "no key personnel are listed, but the policy says who staff should call",
                "add at least one `[[personnel]]` with a `position`, or give the reason under `[without]`: `personnel = \"...\"`",
            ),
            Self::MissingOrganizations => new_description(
                "no local anti-trafficking organization is listed, but the policy prints a list of them",
                "add at least one under `[[organizations]]`, or give the reason under `[without]`: `organizations = \"...\"`",
            ),
            Self::MissingSetting { setting, effect, example } => new_description(
                format!("`{setting}` is missing: {effect}"),
                format!("add {example}"),
            ),
            Self::MissingChildProtection { state_name, state_code } => new_description(
                format!("the child protective services of {state_name} are not listed"),
                format!(
                    "add an entry under `[[child_protection]]` with `state = \"{state_code}\"`, a `name` and the `phone` for reports"
                ),
            ),
            Self::NoOrganizationForClients => new_description(
                "no organization may be shown to clients, so the client poster lists none",
                "write `audience = \"client\"` in each entry that clients may see",
            ),
            Self::ShelterAddressForClients { name } => new_description(
                format!(
                    "this looks like a street address, but `{name}` is a shelter shown to clients"
                ),
                "do not print the address of a confidential shelter: name only the county or town",
            ),
            Self::NoAfterHoursContact => new_description(
                "no contact answers the phone at night",
                "add a position or organization with `hours = \"24 hours\"`, or with hours after closing",
            ),
            Self::UnverifiedContact { name } => new_description(
                format!(
                    "`{name}` is shown to clients, but the date you last verified this entry is missing"
                ),
                "call the number, then write the date: `verified_on = 2026-11-02`",
            ),
            Self::OutdatedVerification { name, verified_on } => new_description(
                format!(
                    "the entry of `{name}` was last verified on {verified_on}, more than a year ago"
                ),
                "call the number, then write the new date",
            ),
            Self::FutureDate { key, date } => new_description(
                format!("`{key}` is {date}, a date in the future"),
                "write the date it was done",
            ),
            Self::InvalidColor { value, suggestion } => new_description(
                format!("`{value}` is not a color code"),
                suggestion.as_ref().map_or_else(
                    || {
                        "write `#` and six digits or letters a to f, for red, green and blue: `accent = \"#005ea2\"`"
                            .to_owned()
                    },
                    |color| format!("write `accent = \"{color}\"`"),
                ),
            ),
            Self::LowContrastAccent { value, contrast, suggestion } => new_description(
                format!(
                    "`{value}` is too light: white text on it has a contrast of {:.2}:1, but people with low vision need 4.5:1 (WCAG 2.1, 1.4.3)",
                    // Rounded down, so that a failing contrast never shows as passing.
                    (contrast * 100.0).floor() / 100.0
                ),
                format!("use the nearest shade that is dark enough: `accent = \"{suggestion}\"`"),
            ),
            Self::LogoWithoutAltText => new_description(
                "the logo has no description, which screen readers read to people who cannot see it",
                "describe the logo, with any words in it: `logo_alt = \"Cedar Valley Family Health\"`",
            ),
            Self::AltTextWithoutLogo => new_description(
                "there is a description of a logo, but no logo",
                "name the image file under `[theme]`: `logo = \"logo.png\"`, or delete `logo_alt`",
            ),
            Self::PhoneExtensionForClients { organization } => new_description(
                format!("the number of `{organization}` shown to clients has an extension, which may be one person's desk"),
                "give clients the main number, without an extension",
            ),
            Self::TextTooLong { key, length_chars, max_chars } => new_description(
                format!("`{key}` has {length_chars} characters, but at most {max_chars} are allowed"),
                "shorten it; put longer text in a statement, under `[[policy.additions]]`",
            ),
            Self::ListTooLong { key, entry_count, max_entries } => new_description(
                format!("`{key}` has {entry_count} entries, but at most {max_entries} are allowed"),
                "delete duplicate entries, or make a separate file for each agency",
            ),
            Self::StaffExtensionForClients { organization } => new_description(
                format!("the number of `{organization}` shown to clients is an extension of your own agency"),
                "give clients the number without the extension, or set `audience = \"staff\"` if only staff may call it",
            ),
            Self::StaffPhoneForClients { organization, position } => new_description(
                format!(
                    "the number of `{organization}` shown to clients is also the number of `{position}` under `[[personnel]]`"
                ),
                "give clients the organization's own number, never a staff member's",
            ),
            Self::OmittedDiagnostics { count, .. } => new_description(
                format!("there are {count} more like these"),
                    "fix the ones above, then run the command again",
                ),
            Self::ExtendsCycle { path } => new_description(
                format!("`{path}` extends this file, directly or through other files"),
                "delete `extends` from the file that all the others build on",
            ),
            Self::NoInteractiveTerminal { path } => new_description(
                "`init` asks questions, but this is not an interactive terminal",
                format!("run it in a terminal, or give the settings in a file: `policypress init {path} --answers facts.toml`"),
            ),
            Self::FileChangedDuringInterview { path } => new_description(
                format!("{path} was changed by another program while you answered"),
                "run `policypress init` again; it continues with the file as it is now",
            ),
        }
    }
}
