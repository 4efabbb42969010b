//! An agency's facts, valid and typed: a function that is given an [`Agency`] checks nothing.
//!
//! Every `String` here is clean text: composed (NFC), trimmed, white space folded to single
//! spaces, without control characters, never blank and never a leftover of the template such as
//! `(Insert Agency Name)`. What is missing is `None` or an empty list.

use icu_locale_core::{LanguageIdentifier, langid};
use jiff::civil::Date;

use super::clean_text;
use super::table_spans::TableSpans;
use super::value_types::{PhoneNumber, UsState, WebAddress};
use crate::document::{Color, PaperSize};
use crate::source::field_reader::Spanned;
use crate::span::Span;

/// All that one agency.toml says.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// `agency.name`: the only fact without which nothing can be built.
    pub name: String,
    /// `agency.short_name`.
    pub short_name: Option<String>,
    /// `agency.kind`.
    pub kind: Option<AgencyKind>,
    /// `agency.states`.
    pub states: Vec<UsState>,
    /// `agency.address`, line by line.
    pub address_lines: Vec<String>,
    /// `agency.phone`.
    pub phone: Option<PhoneNumber>,
    /// `agency.website`.
    pub website: Option<WebAddress>,
    /// `[policy]`.
    pub policy: PolicySettings,
    /// `[[personnel]]`, in the order to call.
    pub staff_contacts: Vec<StaffContact>,
    /// `[[organizations]]`.
    pub organizations: Vec<LocalOrganization>,
    /// `[without]`: why a list that a final policy needs is empty.
    pub empty_list_reasons: EmptyListReasons,
    /// `[[law_enforcement]]`.
    pub law_enforcement: Vec<LawEnforcementAgency>,
    /// `[[child_protection]]`.
    pub child_protection: Vec<ChildProtectionService>,
    /// `[protocols]`.
    pub related_policies: RelatedPolicies,
    /// `[[sites]]`.
    pub sites: Vec<ServiceSite>,
    /// `languages.served`, English included when it is listed.
    pub served_languages: Vec<LanguageIdentifier>,
    /// `[[translations]]`.
    pub translation_reviews: Vec<TranslationReview>,
    /// `training.every_months`; 12 when unsaid (42 CFR 59.5(b)(4) with the Program Handbook).
    pub training_interval_months: u16,
    /// `[[training.staff]]`, in the order of the file.
    pub staff_training: Vec<StaffTraining>,
    /// `[committee]`.
    pub committee: ReviewCommittee,
    /// `[[materials]]`: what clients are given that comes from elsewhere.
    pub external_materials: Vec<ExternalMaterial>,
    /// `[theme]`.
    pub theme: ThemeSettings,
    /// `output.paper`.
    pub paper: Option<PaperSize>,
    /// Every text in the file that documents can say, with its setting and place, for messages that
    /// start from a text.
    pub setting_texts: Vec<SettingText>,
}

/// One text of the file: what it says, which setting it is, where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingText {
    /// The setting's path: `organizations[2].name` (counted from 1).
    pub setting_path: String,
    pub text: String,
    pub span: Span,
}

/// An agency's place in Title X.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyKind {
    Grantee,
    /// Provides services under a grantee.
    Subrecipient,
}

/// `[policy]`: the edition and the agency's choices.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicySettings {
    /// `policy.number`.
    pub number: Option<String>,
    /// `policy.version`.
    pub version: Option<String>,
    /// `policy.effective`.
    pub effective_date: Option<Date>,
    /// `policy.next_review`.
    pub next_review_date: Option<Date>,
    /// `policy.owner`, a position.
    pub owner_position: Option<String>,
    /// `policy.approvals`, in the order of signing.
    pub signature_lines: Vec<SignatureLine>,
    /// `[[policy.revisions]]`, in the order of the file.
    pub revisions: Vec<PolicyRevision>,
    /// `[policy.statements]`.
    pub statement_choices: Vec<StatementChoice>,
    /// `[[policy.additions]]`.
    pub statement_additions: Vec<StatementAddition>,
}

/// A line to sign.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureLine {
    pub position: String,
    /// Who holds it, if said.
    pub holder_name: Option<String>,
}

/// A line of the revision history.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRevision {
    pub version: String,
    pub date: Date,
    pub summary: String,
}

/// What the agency decided about one statement of the template.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementChoice {
    pub statement_name: String,
    /// Where the name stands in the file.
    pub name_span: Span,
    pub decision: StatementOverride,
}

/// The decisions an agency can make about a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementOverride {
    /// Left out, for a reason.
    Omit {
        /// Why, in the agency's words.
        reason: String,
    },
    /// Said in other words, paragraph by paragraph.
    Reword {
        paragraphs: Vec<String>,
        /// The same in other languages.
        translations: TranslatedParagraphs,
    },
}

/// An agency's own words in languages other than English, paragraph by paragraph; only languages of
/// `languages.served`.
pub type TranslatedParagraphs = Vec<(LanguageIdentifier, Vec<String>)>;

/// A statement of the agency's own.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementAddition {
    pub after_statement: String,
    /// Where that name stands in the file.
    pub after_span: Span,
    /// The words, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// The same in other languages.
    pub translations: TranslatedParagraphs,
}

/// One of the key personnel: staff facts, never in a client file.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffContact {
    /// The position, which outlives the person.
    pub position: String,
    /// Who holds it, if said.
    pub holder_name: Option<String>,
    /// How to reach the position.
    pub phone: Option<PhoneNumber>,
    /// When the phone is answered.
    pub hours: Option<String>,
    /// What the position does when trafficking is suspected.
    pub responsibility: Option<String>,
    /// The ids of the sites it serves; empty: every site.
    pub site_ids: Vec<String>,
    pub(super) spans: TableSpans,
}

impl StaffContact {
    /// Whether the position can be reached when the site is closed, as far as its hours say.
    pub fn is_reachable_after_hours(&self) -> bool {
        self.hours.as_deref().is_some_and(covers_after_hours)
    }
}

/// Whether hours in an agency's own words cover the time after closing.
pub(crate) fn covers_after_hours(hours: &str) -> bool {
    let hours = hours.to_lowercase();
    [
        "24",
        "after hours",
        "after-hours",
        "around the clock",
        "round the clock",
        "night",
        "any time",
    ]
    .iter()
    .any(|words| hours.contains(words))
}

/// A text in English and, where somebody wrote it, in other languages.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalizedText {
    pub english: String,
    pub translations: Vec<(LanguageIdentifier, String)>,
}

impl LocalizedText {
    /// The text in that language, with the tag it is written under: `es` for `es` and for `es-MX`, but not
    /// `zh-Hans` for `zh-Hant`.
    pub fn text_in_language(
        &self,
        language: &LanguageIdentifier,
    ) -> Option<(LanguageIdentifier, &str)> {
        if language.language.as_str() == "en" {
            return Some((langid!("en"), &self.english));
        }
        let near = |tag: &LanguageIdentifier| {
            tag.language == language.language && tag.script == language.script
        };
        let exact = self.translations.iter().find(|(tag, _)| tag == language);
        exact
            .or_else(|| self.translations.iter().find(|(tag, _)| near(tag)))
            .map(|(tag, text)| (tag.clone(), text.as_str()))
    }

    /// The text in every language it is in.
    pub fn iter_texts(&self) -> impl Iterator<Item = &str> {
        let others = self.translations.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.english.as_str()).chain(others)
    }
}

/// A local organization that serves trafficking victims.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalOrganization {
    pub name: String,
    pub kind: OrganizationKind,
    pub phone: Option<PhoneNumber>,
    /// When the phone is answered.
    pub hours: Option<LocalizedText>,
    pub services: Option<LocalizedText>,
    /// The languages it serves people in.
    pub languages: Vec<LanguageIdentifier>,
    pub service_area: Option<LocalizedText>,
    pub website: Option<WebAddress>,
    /// Who may see it; staff when unsaid.
    pub audience: ContactAudience,
    /// When somebody last checked the entry.
    pub verified_on: Option<Date>,
    pub(super) spans: TableSpans,
}

/// Who may see a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContactAudience {
    /// Clients, and so staff too.
    Client,
    /// Staff alone; the default.
    #[default]
    Staff,
}

/// The kinds of local organization (`organizations.kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrganizationKind {
    /// `victim-services`.
    VictimServices,
    /// `social-services`.
    SocialServices,
    /// `coalition`: a human trafficking prevention coalition.
    Coalition,
    /// `shelter`.
    Shelter,
    /// `legal`.
    Legal,
    /// `health`.
    Health,
    /// `other`; the default.
    #[default]
    Other,
}

impl OrganizationKind {
    /// Each with its name.
    pub const ALL: [(&'static str, Self); 7] = [
        ("victim-services", Self::VictimServices),
        ("social-services", Self::SocialServices),
        ("coalition", Self::Coalition),
        ("shelter", Self::Shelter),
        ("legal", Self::Legal),
        ("health", Self::Health),
        ("other", Self::Other),
    ];
}

/// `[without]`: stated reasons for having none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EmptyListReasons {
    /// Why no local organization is named.
    pub organizations: Option<String>,
    /// Why no key personnel are named.
    pub personnel: Option<String>,
}

/// A law enforcement agency.
#[derive(Debug, Clone, PartialEq)]
pub struct LawEnforcementAgency {
    pub name: String,
    pub kind: LawEnforcementKind,
    pub phone: Option<PhoneNumber>,
}

/// The kinds of law enforcement agency (`law_enforcement.kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LawEnforcementKind {
    /// `police`.
    Police,
    /// `sheriff`.
    Sheriff,
    /// `state`.
    State,
    /// `fbi`: a field office or task force.
    Fbi,
    /// `tribal`.
    Tribal,
    /// `other`; the default.
    #[default]
    Other,
}

impl LawEnforcementKind {
    /// Each with its name.
    pub const ALL: [(&'static str, Self); 6] = [
        ("police", Self::Police),
        ("sheriff", Self::Sheriff),
        ("state", Self::State),
        ("fbi", Self::Fbi),
        ("tribal", Self::Tribal),
        ("other", Self::Other),
    ];
}

/// A state's child protective services.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildProtectionService {
    pub state: UsState,
    pub name: String,
    pub phone: Option<PhoneNumber>,
    /// The law on reporting, as the agency cites it; not checked here.
    pub reporting_law: Option<String>,
    /// When somebody last checked the entry.
    pub verified_on: Option<Date>,
    pub(super) spans: TableSpans,
}

/// `[protocols]`: names or numbers of the agency's other policies.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RelatedPolicies {
    /// On other forms of violence.
    pub violence: Option<String>,
    pub mandatory_reporting: Option<String>,
    pub confidentiality: Option<String>,
    /// On calling security or law enforcement.
    pub security: Option<String>,
    /// On the review of materials by the I&E committee.
    pub information_and_education: Option<String>,
    pub language_access: Option<String>,
}

impl RelatedPolicies {
    /// Returns what each is called, by its setting.
    pub fn names_by_setting(&self) -> [(&'static str, &Option<String>); 6] {
        [
            ("violence", &self.violence),
            ("mandatory_reporting", &self.mandatory_reporting),
            ("confidentiality", &self.confidentiality),
            ("security", &self.security),
            ("information_and_education", &self.information_and_education),
            ("language_access", &self.language_access),
        ]
    }
}

/// A service site.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceSite {
    /// Its short name in file names and in `personnel.sites`.
    pub id: String,
    pub name: String,
    /// Its address, line by line.
    pub address_lines: Vec<String>,
    /// The state it is in: `sites.state`, or else the one its address ends in, or else the
    /// agency's only one.
    pub state: Option<UsState>,
    /// What its staff can do.
    pub capacity: SiteCapacity,
    /// The languages its staff speak.
    pub staff_languages: Vec<LanguageIdentifier>,
    pub(super) spans: TableSpans,
}

/// What a site can do when trafficking is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SiteCapacity {
    /// Refers to others; the default.
    #[default]
    ReferralOnly,
    /// Has specialized staff for longer interviews and assessments.
    SpecializedStaff,
}

/// One of the staff and the days of their trainings; a code will do in place of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffTraining {
    /// What the list calls them: the code, or else the position.
    pub staff_label: String,
    /// Their position, if the code is not it.
    pub position: Option<String>,
    /// The day of the orientation, which comes once.
    pub orientation_date: Option<Date>,
    /// The last day of each annual topic, in the order of [`Topic::ALL`].
    pub last_topic_dates: [Option<Date>; 4],
    pub(super) spans: TableSpans,
    /// Where the days of the topics stand.
    pub(super) topic_date_spans: TableSpans,
}

/// The four topics that staff are trained in at least once a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainingTopic {
    /// `trafficking`: human trafficking identification and response.
    Trafficking,
    /// `reporting`: mandatory reporting requirements.
    MandatoryReporting,
    /// `confidentiality`.
    Confidentiality,
    /// `trauma`: trauma-informed care.
    TraumaInformedCare,
}

impl TrainingTopic {
    /// All, in the order of the policy.
    pub const ALL: [Self; 4] = [
        Self::Trafficking,
        Self::MandatoryReporting,
        Self::Confidentiality,
        Self::TraumaInformedCare,
    ];

    /// Its name in `training.staff.dates`, in facts and in messages.
    pub fn setting_key(self) -> &'static str {
        match self {
            Self::Trafficking => "trafficking",
            Self::MandatoryReporting => "reporting",
            Self::Confidentiality => "confidentiality",
            Self::TraumaInformedCare => "trauma",
        }
    }
}

/// Who answers for a translation.
#[derive(Debug, Clone, PartialEq)]
pub struct TranslationReview {
    pub language: LanguageIdentifier,
    pub translator: Option<String>,
    /// What qualifies the translator (45 CFR 92.201(c)(2)).
    pub qualification: Option<String>,
    /// When the translation was reviewed.
    pub reviewed_on: Option<Date>,
    /// By document, the mark of the English text that was translated, as `check` prints it.
    pub source_hashes: Vec<(String, String)>,
    pub(super) spans: TableSpans,
    /// Where the entry stands in the file.
    pub entry_span: Span,
}

/// Least number of members of a committee (42 CFR 59.6(b)); there is no upper bound.
pub const MIN_COMMITTEE_MEMBERS: usize = 5;

/// `[committee]`: the Information and Education committee.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewCommittee {
    pub name: Option<String>,
    /// Codes or names; at least five when any are given (42 CFR 59.6(b)).
    pub members: Vec<String>,
    /// Months between reviews; 12 when unsaid (custom, not regulation).
    pub review_interval_months: u16,
    /// Who answers for technical accuracy.
    pub technical_reviewer: Option<String>,
}

/// A leaflet or poster for clients that somebody else makes; the committee reviews it all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalMaterial {
    pub title: String,
    pub source: Option<String>,
    pub language: Option<LanguageIdentifier>,
    /// Its edition, as it says itself.
    pub edition: Option<String>,
    /// The day the committee approved that edition.
    pub approved_on: Option<Date>,
    /// The day from which it is no longer given out.
    pub withdrawn_on: Option<Date>,
}

/// `[theme]`: how the documents look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemeSettings {
    /// `theme.accent`; words can be read on it and in it (4.5:1 with white).
    pub accent_color: Option<Color>,
    /// `theme.logo` with `theme.logo_alt`.
    pub logo: Option<LogoSettings>,
    /// `theme.fonts`: files and folders, in the order to try them.
    pub font_paths: Vec<ConfiguredPath>,
}

/// The agency's logo, not yet read.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoSettings {
    pub file: ConfiguredPath,
    /// `theme.logo_alt`: what somebody hears who cannot see it.
    pub alt_text: String,
}

/// A file or folder that the agency names, as it is written: from the folder of agency.toml.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfiguredPath {
    /// The path; not checked to be there.
    pub path: String,
    /// Where it stands in the file.
    pub span: Span,
}

impl ConfiguredPath {
    /// Returns the path that a text names, letter for letter; none for a blank.
    pub(super) fn from_text(written: Spanned<String>) -> Option<Self> {
        (!clean_text::is_blank_text(&written.value)).then(|| Self {
            path: written.value.trim().to_owned(),
            span: written.span,
        })
    }
}
