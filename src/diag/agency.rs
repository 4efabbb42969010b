//! Problems of an agency's facts: invalid, contradictory or missing.

use jiff::civil::Date;

use super::contact_errors::{PhoneNumberError, WebAddressError};
use super::invisible_chars::describe_forbidden_char;
use super::message_format::{did_you_mean_hint, join_with_conjunction};
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of the content of agency.toml.
#[derive(Debug, Clone, PartialEq)]
pub enum AgencyProblem {
    /// `agency.name` is missing.
    MissingAgencyName {
        location: MissingSettingLocation,
    },
    /// A list entry without a required setting.
    IncompleteEntry {
        key: &'static str,
        heading: &'static str,
        /// The value that counts as missing, as written: `"TBD"`.
        placeholder: Option<String>,
    },
    /// An entry of the review record without a required setting.
    IncompleteRecordEntry {
        key: &'static str,
        heading: &'static str,
    },
    /// `append` in a file without `extends`.
    AppendWithoutExtends,
    /// `replace` in a file without `extends`.
    ReplaceWithoutExtends,
    /// A name under `append` or `replace` that is not a list.
    UnknownList {
        key: &'static str,
        list: String,
        nearest: Option<String>,
    },
    /// A list that both `append` and `replace` name.
    ListAppendedAndReplaced {
        list: String,
    },
    /// An empty list where the base file's has entries, which stay.
    EmptyListAddsNothing {
        list: String,
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
    /// An omitted statement with the reason that `import` wrote in the place of one.
    UnwrittenReason {
        statement: String,
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
        /// The file with the entries, if the reason is in another.
        file_of_entries: Option<String>,
    },
    /// A site that a kind of contact is missing for.
    SiteWithoutContact {
        site_id: String,
        missing: MissingSiteContact,
    },
    /// A contact for staff without a phone number.
    ContactWithoutPhone {
        /// `personnel`, `organizations`, `law_enforcement` or `child_protection`.
        list: &'static str,
        name: String,
        /// The value that counts as missing, as written: `"TBD"`.
        placeholder: Option<String>,
    },
    /// A value such as `TBD`, which counts as missing.
    PlaceholderValue {
        value: String,
    },
    /// An error value of a spreadsheet, such as `#REF!`.
    SpreadsheetErrorValue {
        value: String,
    },
    /// A number of child protective services or the police that another entry has as well.
    SharedContactNumber {
        name: String,
        number: String,
        /// `[agency]`, `[[personnel]]`, `[[organizations]]` or `[[law_enforcement]]`.
        other_list: String,
        other_name: String,
    },
    /// An organization's hours that are 24 hours in English or a translation only.
    DifferentHours {
        name: String,
        /// The English hours.
        hours: String,
        language: String,
        translated_hours: String,
    },
    /// Hours that may or may not mean that a position answers after closing.
    UnclearHours {
        position: String,
        hours: String,
    },
    /// Hours that say the opposite of `after_hours`.
    ContradictoryHours {
        position: String,
        hours: String,
        /// `personnel.after_hours`.
        answers_after_hours: bool,
    },
    /// A ZIP code with a wrong number of digits or a letter.
    InvalidZipCode {
        zip_code: String,
        /// The code with the zeros that a spreadsheet dropped, or with digits for letters.
        suggestion: Option<String>,
        letter: Option<char>,
    },
    /// A site in an unknown state.
    UnknownSiteState {
        site_name: String,
    },
    /// A site that is assumed to be in the agency's only state.
    AssumedSiteState {
        site_name: String,
        state: StateLabel,
    },
    /// A site in a state that the agency does not list.
    SiteInUnlistedState {
        site_name: String,
        state: StateLabel,
        /// Whether `state` says so, and not the address.
        is_state_setting: bool,
    },
    /// A site with two states: by its `state`, the name of the state in its address, or its ZIP code.
    ContradictorySiteState {
        site_name: String,
        contradiction: StateContradiction,
        state: StateLabel,
        other_state: StateLabel,
    },
    /// A contact that serves states in which the agency has no site.
    ContactOfNoSite {
        /// `law_enforcement` or `organizations`.
        list: &'static str,
        name: String,
        states: Vec<StateLabel>,
    },
    /// A contact with placeholders where the sites that it serves belong.
    UnknownServedSites {
        /// `personnel`, `law_enforcement` or `organizations`.
        list: &'static str,
        key: &'static str,
        name: String,
    },
    /// A contact that does not say which of the sites in several states it serves.
    UnassignedContact {
        /// `law_enforcement` or `organizations`.
        list: &'static str,
        name: String,
        states: Vec<StateLabel>,
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
        suggestion: Box<MissingSettingSuggestion>,
        location: MissingSettingLocation,
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
    /// None of the key personnel answers after closing.
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

/// Where a missing setting belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingSettingLocation {
    /// In the place of a value that counts as missing, as written: `"TBD"`.
    Placeholder(String),
    /// Below a heading of the file.
    Heading,
    /// Below a heading that is not in the file.
    NewHeading,
}

/// What to write for a missing setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingSettingSuggestion {
    /// A line.
    Line {
        /// `[policy]`
        heading: &'static str,
        /// An example: `number = "CP-021"`.
        example_line: String,
        /// What its value is: `the policy's number`.
        value_description: &'static str,
    },
    /// An entry of a list, as an instruction.
    Entry(&'static str),
}

impl MissingSettingSuggestion {
    /// Returns the hint.
    fn hint(&self, location: &MissingSettingLocation) -> String {
        match self {
            Self::Entry(instruction) => (*instruction).to_owned(),
            Self::Line {
                heading,
                example_line,
                value_description,
            } => match location {
                MissingSettingLocation::Placeholder(placeholder) => format!(
                    "in place of `{placeholder}`, write {value_description}, for example `{}`",
                    example_line
                        .split_once(" = ")
                        .map_or(example_line.as_str(), |(_, value)| value)
                ),
                MissingSettingLocation::Heading => format!(
                    "under `{heading}`, add a line with {value_description}, for example `{example_line}`"
                ),
                MissingSettingLocation::NewHeading => format!(
                    "at the end of the file, add a line `{heading}` (only once), and below it a line with {value_description}, for example `{example_line}`"
                ),
            },
        }
    }
}

/// A state's postal code and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateLabel {
    pub code: &'static str,
    pub name: &'static str,
}

/// What says two states of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateContradiction {
    /// `sites.state` and the state in the address.
    SettingAndAddress,
    /// `sites.state` and the ZIP code.
    SettingAndZipCode,
    /// The state in the address and the ZIP code.
    AddressAndZipCode,
}

/// What is missing for a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingSiteContact {
    Personnel,
    /// Key personnel while the clinic is open.
    ByDay,
    /// Key personnel after closing.
    AfterHours,
    LawEnforcement,
    Organization,
    /// The child protective services of its state.
    ChildProtection {
        state: StateLabel,
        /// Whether those of another state are listed, or the agency has several states.
        has_other_states: bool,
    },
}

impl MissingSiteContact {
    fn code(self) -> &'static str {
        match self {
            Self::Personnel => "site-without-personnel",
            Self::ByDay => "site-without-daytime",
            Self::AfterHours => "site-without-after-hours",
            Self::LawEnforcement => "site-without-law-enforcement",
            Self::Organization => "site-without-organization",
            Self::ChildProtection { .. } => "site-without-child-protection",
        }
    }

    /// Returns what is missing, as a noun.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Personnel => "key personnel",
            Self::ByDay => "a daytime contact",
            Self::AfterHours => "an after-hours contact",
            Self::LawEnforcement => "law enforcement",
            Self::Organization => "a local organization",
            Self::ChildProtection { .. } => "child protective services",
        }
    }

    /// Returns the message and the hint.
    fn describe(self, site_id: &str) -> ProblemDescription {
        let in_list = |list: &str| {
            format!("add `\"{site_id}\"` to the `sites` of an entry under `[[{list}]]`")
        };
        match self {
            Self::Personnel => new_description(
                format!(
                    "no key personnel are assigned to the site `{site_id}`, so its action sheet refers staff to the Hotline"
                ),
                format!("add `\"{site_id}\"` to the `sites` of a position under `[[personnel]]`"),
            ),
            Self::ByDay => new_description(
                format!(
                    "nobody who serves the site `{site_id}` answers by day, so its action sheet refers staff to the Hotline"
                ),
                format!(
                    "add `\"{site_id}\"` to the `sites` of a position under `[[personnel]]` with daytime `hours`"
                ),
            ),
            Self::AfterHours => new_description(
                format!(
                    "nobody who serves the site `{site_id}` answers after closing, so its action sheet refers staff to the Hotline at night"
                ),
                format!(
                    "add `\"{site_id}\"` to the `sites` of a position under `[[personnel]]` with `after_hours = true`"
                ),
            ),
            Self::LawEnforcement => new_description(
                format!("no law enforcement agency serves the site `{site_id}`"),
                in_list("law_enforcement"),
            ),
            Self::Organization => new_description(
                format!("no local organization serves the site `{site_id}`"),
                in_list("organizations"),
            ),
            Self::ChildProtection { state, .. } => new_description(
                format!(
                    "the site `{site_id}` is in {}, whose child protective services are not listed",
                    state.name
                ),
                format!(
                    "add an entry under `[[child_protection]]` with `state = \"{}\"`, a `name` and the `phone` for reports",
                    state.code
                ),
            ),
        }
    }
}

impl DomainProblem for AgencyProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::MissingAgencyName { .. } => "no-name",
            Self::IncompleteEntry { .. } | Self::IncompleteRecordEntry { .. } => "incomplete",
            Self::AppendWithoutExtends => "append-without-extends",
            Self::ReplaceWithoutExtends => "replace-without-extends",
            Self::UnknownList { .. } => "unknown-list",
            Self::ListAppendedAndReplaced { .. } => "list-appended-and-replaced",
            Self::EmptyListAddsNothing { .. } => "empty-list",
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
            Self::UnwrittenReason { .. } => "unwritten-reason",
            Self::OmissionWithoutReason { .. } => "no-reason",
            Self::AmbiguousStatementChoice { .. } => "ambiguous-statement",
            Self::TooFewCommitteeMembers { .. } => "too-few-members",
            Self::DuplicateCommitteeMember { .. } => "duplicate-member",
            Self::DuplicateOrganization { .. } => "duplicate-organization",
            Self::OrganizationWithoutContact { .. } => "no-phone-or-website",
            Self::EmptyReasonForFilledList { .. } => "list-and-reason",
            Self::SiteWithoutContact { missing, .. } => missing.code(),
            Self::ContactWithoutPhone { .. } => "no-phone",
            Self::PlaceholderValue { .. } => "placeholder",
            Self::SpreadsheetErrorValue { .. } => "spreadsheet-error",
            Self::SharedContactNumber { .. } => "shared-contact-number",
            Self::DifferentHours { .. } => "different-hours",
            Self::UnclearHours { .. } => "unclear-hours",
            Self::ContradictoryHours { .. } => "contradictory-hours",
            Self::InvalidZipCode { .. } => "zip-code",
            Self::UnknownSiteState { .. } => "unknown-site-state",
            Self::AssumedSiteState { .. } => "assumed-site-state",
            Self::SiteInUnlistedState { .. } => "unlisted-state",
            Self::ContradictorySiteState { .. } => "contradictory-state",
            Self::UnassignedContact { .. } => "unassigned-contact",
            Self::ContactOfNoSite { .. } => "contact-without-site",
            Self::UnknownServedSites { .. } => "unknown-sites",
            Self::MissingPersonnel => "no-personnel",
            Self::MissingOrganizations => "no-organizations",
            Self::MissingSetting { .. } => "missing",
            Self::MissingChildProtection { .. } => "no-child-protection",
            Self::NoOrganizationForClients => "no-client-organization",
            Self::ShelterAddressForClients { .. } => "shelter-address",
            Self::NoAfterHoursContact => "no-after-hours",
            Self::UnverifiedContact { .. } => "never-verified",
            Self::OutdatedVerification { .. } => "outdated-verification",
            Self::InvalidColor { .. } => "color",
            Self::LowContrastAccent { .. } => "low-contrast",
            Self::LogoWithoutAltText => "no-logo-alt",
            Self::AltTextWithoutLogo => "no-logo",
            Self::TextTooLong { .. } => "text-too-long",
            Self::ListTooLong { .. } => "list-too-long",
            Self::OmittedDiagnostics { .. } => "omitted-problems",
            Self::ExtendsCycle { .. } => "extends-loop",
            Self::NoInteractiveTerminal { .. } => "no-terminal",
            Self::FileChangedDuringInterview { .. } => "file-changed",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::SiteWithoutContact {
                missing:
                    MissingSiteContact::ChildProtection {
                        has_other_states: true,
                        ..
                    },
                ..
            } => Severity::Blank,
            Self::ContradictorySiteState { contradiction, .. }
                if *contradiction != StateContradiction::SettingAndZipCode =>
            {
                Severity::Error
            }
            Self::SiteWithoutContact { .. }
            | Self::PlaceholderValue { .. }
            | Self::AssumedSiteState { .. }
            | Self::ContradictorySiteState { .. }
            | Self::ContactOfNoSite { .. }
            | Self::SharedContactNumber { .. }
            | Self::DifferentHours { .. }
            | Self::MissingSetting { .. }
            | Self::MissingChildProtection { .. }
            | Self::NoOrganizationForClients
            | Self::ShelterAddressForClients { .. }
            | Self::NoAfterHoursContact
            | Self::UnverifiedContact { .. }
            | Self::OutdatedVerification { .. }
            | Self::EmptyListAddsNothing { .. }
            | Self::AltTextWithoutLogo => Severity::Warning,
            Self::UnassignedContact { list, .. } if *list == "organizations" => Severity::Warning,
            Self::MissingPersonnel
            | Self::MissingOrganizations
            | Self::ContactWithoutPhone { .. }
            | Self::UnclearHours { .. }
            | Self::UnknownSiteState { .. }
            | Self::UnwrittenReason { .. }
            | Self::UnknownServedSites { .. }
            | Self::UnassignedContact { .. } => Severity::Blank,
            Self::OmittedDiagnostics { severity, .. } => *severity,
            _ => Severity::Error,
        }
    }

    fn is_missing_data(&self) -> bool {
        matches!(
            self,
            Self::MissingAgencyName { .. }
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
                | Self::SiteWithoutContact { .. }
                | Self::ContactWithoutPhone { .. }
                | Self::UnknownSiteState { .. }
                | Self::AssumedSiteState { .. }
                | Self::SiteInUnlistedState { .. }
                | Self::UnassignedContact { .. }
                | Self::UnknownServedSites { .. }
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
            Self::MissingAgencyName { location } => new_description(
                "the agency has no name, and nothing can be built without it",
                MissingSettingSuggestion::Line {
                    heading: "[agency]",
                    example_line: "name = \"Cedar Valley Family Health\"".to_owned(),
                    value_description: "your agency's full name",
                }
                .hint(location),
            ),
            Self::IncompleteEntry { key, heading, placeholder } => new_description(
                format!("this entry of `{heading}` has no `{key}`"),
                placeholder.as_ref().map_or_else(
                    || format!("add its `{key}`, or delete the entry"),
                    |placeholder| format!("write its `{key}` in place of `{placeholder}`, or delete the entry"),
                ),
            ),
            Self::IncompleteRecordEntry { key, heading: "form" } => new_description(
                format!("the form has no `{key}`"),
                "have the member complete the form and save it again",
            ),
            Self::IncompleteRecordEntry { key, heading } => new_description(
                format!("this entry of `{heading}` has no `{key}`"),
                "the record was changed by hand: undo the change, or restore this file from a backup",
            ),
            Self::AppendWithoutExtends => describe_list_choice_without_extends("append"),
            Self::ReplaceWithoutExtends => describe_list_choice_without_extends("replace"),
            Self::UnknownList { key, list, nearest } => new_description(
                format!("`{list}` is not a list that can be {}", if *key == "replace" { "replaced" } else { "added to" }),
                did_you_mean_hint(nearest.as_deref(), "name a list, such as `organizations` or `policy.additions`"),
            ),
            Self::ListAppendedAndReplaced { list } => new_description(
                format!("`{list}` is named under both `append` and `replace`"),
                "delete it under `append` if the list of this file should stand alone, or under `replace` if it should add to the list of the file that this one extends",
            ),
            Self::EmptyListAddsNothing { list } => new_description(
                format!("this empty list adds nothing: the `{list}` of the file that this one extends still apply"),
                format!("delete the list; or, if those entries should not apply here, name it under `replace` at the top of this file: `replace = [\"{list}\"]`"),
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
                format!("`{value}` {}: {}", error.summary(), error.message()),
                error.hint(),
            ),
            Self::InvalidWebAddress { value, error } => new_description(
                format!("`{value}` {}: {}", error.summary(), error.message()),
                error.hint(),
            ),
            Self::InvalidLanguageTag { value, suggestion } => new_description(
                format!("`{value}` is not a language code"),
                suggestion.map_or_else(
                    || {
                        "write the code of the language, such as `en`, `es`, `vi`, `ar` or `zh-Hans`"
                            .to_owned()
                    },
                    |tag| format!("write the code of the language: `{tag}`"),
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
            Self::UnwrittenReason { statement } => new_description(
                format!("the reason why `{statement}` is left out is not written yet"),
                "replace the text after `reason =` with the reason; the crosswalk at the end of the policy shows it",
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
            Self::EmptyReasonForFilledList { list, file_of_entries: None } => new_description(
                format!("`[[{list}]]` has entries, but `[without]` gives a reason for having none"),
                format!("delete `{list}` from `[without]`"),
            ),
            Self::EmptyReasonForFilledList { list, file_of_entries: Some(file) } => new_description(
                format!("`[[{list}]]` has entries in `{file}`, but `[without]` gives a reason for having none"),
                format!("delete `{list}` from `[without]`; or, if those entries should not apply here, name the list under `replace` at the top of this file: `replace = [\"{list}\"]`"),
            ),
            Self::SiteWithoutContact { site_id, missing } => missing.describe(site_id),
            Self::ContactWithoutPhone { list, name, placeholder } => {
                let (no_website, or_website) = if *list == "organizations" {
                    (" and no website", " or `website`")
                } else {
                    ("", "")
                };
                new_description(
                    format!("`{name}` has no phone number{no_website}, so it cannot be reached"),
                    placeholder.as_ref().map_or_else(
                        || format!("add its `phone`{or_website} under `[[{list}]]`, or delete the entry"),
                        |placeholder| match or_website {
                            "" => format!("write its phone number in place of `{placeholder}`, or delete the entry"),
                            _ => format!(
                                "write its phone number in place of `{placeholder}`; or delete that line and add its `website`; or delete the entry"
                            ),
                        },
                    ),
                )
            }
            Self::PlaceholderValue { value } => new_description(
                format!("`{value}` is a placeholder and counts as missing"),
                "replace it, or delete the setting",
            ),
            Self::SpreadsheetErrorValue { value } => new_description(
                format!("`{value}` is an error message of a spreadsheet, not a value"),
                "correct the formula in the spreadsheet, or type the value in its place",
            ),
            Self::SharedContactNumber {
                name,
                number,
                other_list,
                other_name,
            } => new_description(
                format!(
                    "`{number}` is the number of `{name}`, but also that of `{other_name}` under `{other_list}`"
                ),
                "correct one of them; if both really share the number, you can keep it",
            ),
            Self::DifferentHours {
                name,
                hours,
                language,
                translated_hours,
            } => new_description(
                format!(
                    "the hours of `{name}` are `{hours}` in English, but `{translated_hours}` in `{language}`: only one of them is 24 hours"
                ),
                "call and ask, and write the same hours in both languages",
            ),
            Self::UnclearHours { position, hours } => new_description(
                format!(
                    "`{hours}` does not say whether `{position}` answers the phone after closing"
                ),
                "write `after_hours = true` below it if staff may call at night, or else `after_hours = false`",
            ),
            Self::ContradictoryHours { position, hours, answers_after_hours } => new_description(
                format!(
                    "`{hours}` means that `{position}` {} the phone after closing, but `after_hours` is `{answers_after_hours}`",
                    if *answers_after_hours { "does not answer" } else { "answers" }
                ),
                if *answers_after_hours {
                    "write the hours after closing as well, such as `Mon-Fri 8-5 and nights`, or correct `after_hours`"
                } else {
                    "correct `hours` or `after_hours`"
                },
            ),
            Self::InvalidZipCode { zip_code, suggestion, letter: Some(letter) } => new_description(
                format!("the ZIP code `{zip_code}` has the letter `{letter}` where a digit belongs"),
                suggestion.as_ref().map_or_else(
                    || "write all five digits".to_owned(),
                    |likely| format!("write `{likely}`"),
                ),
            ),
            Self::InvalidZipCode { zip_code, suggestion, letter: None } => new_description(
                format!(
                    "the ZIP code `{zip_code}` has {} digits, but five are needed",
                    zip_code.bytes().filter(u8::is_ascii_digit).count()
                ),
                suggestion.as_ref().map_or_else(
                    || "write all five digits".to_owned(),
                    |likely| {
                        format!("write `{likely}`; spreadsheets drop zeros at the beginning")
                    },
                ),
            ),
            Self::UnknownSiteState { site_name } => new_description(
                format!(
                    "the address of `{site_name}` does not say which state it is in, so its action sheet cannot name the services of that state"
                ),
                "end its address with city, state and ZIP code, or add its `state` below the address, such as `state = \"IA\"`",
            ),
            Self::AssumedSiteState { site_name, state } => new_description(
                format!(
                    "the address of `{site_name}` does not say which state it is in; its action sheet assumes {}, your only state",
                    state.name
                ),
                format!(
                    "if that is right, add `state = \"{}\"` below the address; if not, end the address with city, state and ZIP code",
                    state.code
                ),
            ),
            Self::SiteInUnlistedState { site_name, state, is_state_setting } => new_description(
                format!("`{site_name}` is in {}, but your `states` do not include it", state.name),
                format!(
                    "if the clinic is in {1}, add `\"{0}\"` to `states` under `[agency]` and the child protective services of {1} under `[[child_protection]]`; if not, {2}",
                    state.code,
                    state.name,
                    if *is_state_setting {
                        "correct its `state`"
                    } else {
                        "correct its address, or add its `state` below the address"
                    }
                ),
            ),
            Self::ContradictorySiteState { site_name, contradiction, state, other_state } => {
                let (state, other) = (state.name, other_state.name);
                match contradiction {
                    StateContradiction::SettingAndAddress => new_description(
                        format!("the `state` of `{site_name}` is {state}, but its address is in {other}"),
                        "correct `state` or the address",
                    ),
                    StateContradiction::SettingAndZipCode => new_description(
                        format!("the `state` of `{site_name}` is {state}, but its ZIP code is in {other}"),
                        "correct `state` or the ZIP code; if both are right, write the state in the address as well",
                    ),
                    StateContradiction::AddressAndZipCode => new_description(
                        format!("the address of `{site_name}` names {state}, but its ZIP code is in {other}"),
                        "correct the state or the ZIP code; if both are right, write the site's `state` as well",
                    ),
                }
            }
            Self::ContactOfNoSite { list, name, states } => new_description(
                format!(
                    "`{name}` is on no action sheet, because none of your sites is in {}",
                    join_with_conjunction(&state_names(states), "or")
                ),
                format!("under `[[{list}]]` correct its `sites` or `states`, or delete the entry"),
            ),
            Self::UnknownServedSites { list, key, name } => new_description(
                format!("`{name}` does not say which sites it serves: its `{key}` has only placeholders"),
                format!("under `[[{list}]]` write its `{key}`, or delete the setting if it serves every site"),
            ),
            Self::UnassignedContact { list, name, states } => new_description(
                format!(
                    "`{name}` does not say which sites it serves, but your sites are in {}",
                    join_with_conjunction(&state_names(states), "and")
                ),
                format!(
                    "in this entry of `[[{list}]]`, add the `id` of each clinic that it serves, such as `sites = [\"main\"]`, or each state, such as `states = [\"{}\"]`",
                    states[0].code
                ),
            ),
            Self::MissingPersonnel => new_description(
                "no key personnel are listed; the policy must say who staff should call",
                "add at least one `[[personnel]]` with a `position`, or give the reason in a sentence under `[without]`: `personnel = \"...\"`; `none` and `TBD` do not count",
            ),
            Self::MissingOrganizations => new_description(
                "no local organization is listed; the policy needs at least one, or a reason",
                "add at least one under `[[organizations]]`, or give the reason in a sentence under `[without]`: `organizations = \"...\"`; `none` and `TBD` do not count",
            ),
            Self::MissingSetting { setting, effect, suggestion, location } => new_description(
                format!("`{setting}` is missing: {effect}"),
                suggestion.hint(location),
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
                "no position under `[[personnel]]` answers the phone after closing, so action sheets refer staff to the Hotline at night",
                "if one does, say so in its entry: `hours = \"24 hours\"` or `after_hours = true`; if none does, add a position to call at night",
            ),
            Self::UnverifiedContact { name } => new_description(
                format!(
                    "`{name}` is shown to clients, but the date you last verified this entry is missing"
                ),
                "check that the entry is right, then write the day of the check in it, for example `verified_on = 2026-11-02`",
            ),
            Self::OutdatedVerification { name, verified_on } => new_description(
                format!(
                    "the entry of `{name}` was last verified on {verified_on}, more than a year ago"
                ),
                "check that the entry is still right, then write the day of the check",
            ),
            Self::InvalidColor { value, suggestion } => new_description(
                format!("`{value}` is not a color code"),
                suggestion.as_ref().map_or_else(
                    || {
                        "write `#` and six digits or letters a to f, for red, green and blue, for example `accent = \"#005ea2\"`"
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
                "describe the logo, with any words in it, for example `logo_alt = \"Cedar Valley Family Health\"`",
            ),
            Self::AltTextWithoutLogo => new_description(
                "there is a description of a logo, but no logo",
                "name the image file under `[theme]`, for example `logo = \"logo.png\"`, or delete `logo_alt`",
            ),
            Self::TextTooLong { key, length_chars, max_chars } => new_description(
                format!("`{key}` has {length_chars} characters, but at most {max_chars} are allowed"),
                "shorten it; put longer text in a statement, under `[[policy.additions]]`",
            ),
            Self::ListTooLong { key, entry_count, max_entries } => new_description(
                format!("`{key}` has {entry_count} entries, but at most {max_entries} are allowed"),
                "delete duplicates and entries that you no longer need",
            ),
            Self::OmittedDiagnostics { count, .. } => new_description(
                format!("{count} more problems are not shown"),
                    "fix the ones above, then run the command again",
                ),
            Self::ExtendsCycle { path } => new_description(
                format!("`{path}` extends this file, directly or through other files"),
                format!("delete `extends` from one of the files, such as `{path}`"),
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

fn state_names(states: &[StateLabel]) -> Vec<String> {
    states.iter().map(|state| state.name.to_owned()).collect()
}

fn describe_list_choice_without_extends(key: &str) -> ProblemDescription {
    new_description(
        format!("`{key}` needs `extends`, which is missing"),
        format!(
            "name the file that this one extends at the top, for example `extends = \"../grantee.toml\"`; or delete `{key}`"
        ),
    )
}
