//! An agency's facts, validated and typed: a function that takes an [`Agency`] checks nothing.
//!
//! Every `String` here is clean text: composed (NFC), trimmed, with white space folded to single
//! spaces, without control characters, never blank and never a placeholder such as
//! `(Insert Agency Name)`. A missing value is `None` or an empty list.

use icu_locale_core::{LanguageIdentifier, langid};
use jiff::civil::Date;

use super::clean_text;
use super::setting_spans::SettingSpans;
use super::value_types::{HoursCoverage, PhoneNumber, UsState, WebAddress};
use crate::document::{Color, PaperSize};
use crate::source::field_reader::Spanned;
use crate::span::Span;

/// All facts of an agency.toml with its base files.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// `agency.name`, the only required fact.
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
    /// `[without]`: reasons for empty lists that a final policy needs.
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
    /// `training.every_months`; 12 by default (42 CFR 59.5(b)(4) with the Program Handbook).
    pub training_interval_months: u16,
    /// `[[training.staff]]`, in the order of the file.
    pub staff_training: Vec<StaffTraining>,
    /// `[committee]`.
    pub committee: ReviewCommittee,
    /// `[[materials]]`: client materials made elsewhere.
    pub external_materials: Vec<ExternalMaterial>,
    /// `[theme]`.
    pub theme: ThemeSettings,
    /// `output.paper`.
    pub paper: Option<PaperSize>,
    /// Every text that documents can show, with its setting and span, for messages that
    /// refer to a text.
    pub setting_texts: Vec<SettingText>,
    /// The base files, each by itself: their staff are still staff where an entry of this file replaces theirs.
    pub base_layers: Vec<BaseLayer>,
}

/// A base file by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseLayer {
    /// The file's name as it was found.
    pub file_name: String,
    /// Its facts, not validated: errors are reported for the merged file.
    pub facts: Agency,
}

/// A text of the file with its setting and span.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingText {
    /// The setting's path: `organizations[2].name` (counted from 1).
    pub setting_path: String,
    pub text: String,
    pub span: Span,
}

/// An agency's role in Title X.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyKind {
    Grantee,
    /// Provides services under a grantee.
    Subrecipient,
}

/// `[policy]`: the policy's version and the agency's choices.
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

/// A signature line.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureLine {
    pub position: String,
    /// Who holds the position, if given.
    pub holder_name: Option<String>,
}

/// A line of the revision history.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRevision {
    pub version: String,
    pub date: Date,
    pub summary: String,
    pub(super) spans: SettingSpans,
}

/// The end of the reason that `import` writes for a statement that was taken out in Word.
pub const UNWRITTEN_REASON: &str = "write the reason here";

/// The agency's choice about one statement of the template.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementChoice {
    pub statement_name: String,
    /// The span of the name.
    pub name_span: Span,
    pub decision: StatementOverride,
}

/// How an agency changes a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementOverride {
    /// The statement is left out for a reason.
    Omit { reason: String },
    /// The statement is reworded.
    Reword {
        paragraphs: Vec<String>,
        /// The text in other languages.
        translations: TranslatedParagraphs,
    },
}

/// Paragraphs by language, for the languages of `languages.served` other than English.
pub type TranslatedParagraphs = Vec<(LanguageIdentifier, Vec<String>)>;

/// A statement of the agency's own.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementAddition {
    pub after_statement: String,
    /// The span of that name.
    pub after_span: Span,
    /// Its own name, by which another file replaces it.
    pub name: Option<String>,
    pub paragraphs: Vec<String>,
    /// The text in other languages.
    pub translations: TranslatedParagraphs,
}

/// One of the key personnel: facts for staff, never in a client document.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffContact {
    /// The position; people change, positions stay.
    pub position: String,
    /// Who holds the position, if given.
    pub holder_name: Option<String>,
    /// How to reach the position.
    pub phone: Option<PhoneNumber>,
    /// When the phone is answered.
    pub hours: Option<String>,
    /// When the hours say for sure that it answers.
    pub(super) hours_coverage: Option<HoursCoverage>,
    /// `personnel.after_hours`: whether it answers after closing, where `hours` do not say so.
    pub answers_after_hours: Option<bool>,
    /// What the position does when trafficking is suspected.
    pub responsibility: Option<String>,
    /// The ids of the sites it serves; empty: every site.
    pub site_ids: Vec<String>,
    pub(super) spans: SettingSpans,
}

impl StaffContact {
    /// Returns whether it is called after closing: as the file says, or else as its hours say for sure.
    pub fn is_reachable_after_hours(&self) -> bool {
        let by_hours = || {
            self.hours_coverage
                .is_some_and(|coverage| coverage != HoursCoverage::ByDay)
        };
        self.answers_after_hours.unwrap_or_else(by_hours)
    }

    /// Returns whether it is called while the clinic is open: always, unless its hours are only those after closing.
    pub fn is_reachable_by_day(&self) -> bool {
        self.hours_coverage != Some(HoursCoverage::AfterHours)
    }

    /// Returns the name of the file that lists it.
    pub fn file_name(&self) -> Option<&str> {
        self.spans.file_name()
    }

    /// Returns whether it serves a site.
    pub fn serves_site(&self, site: &ServiceSite) -> bool {
        let is_every_site = self.site_ids.is_empty() && !self.has_unknown_sites();
        is_every_site || self.site_ids.contains(&site.id)
    }

    /// Returns whether its `sites` are a placeholder such as `TBD`.
    pub fn has_unknown_sites(&self) -> bool {
        self.spans.unknown_served_key().is_some()
    }
}

/// The sites that a law enforcement agency or an organization serves: every site if nothing is listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServedSites {
    /// Ids of sites.
    pub site_ids: Vec<String>,
    /// States in which it serves every site.
    pub states: Vec<UsState>,
    /// Whether nothing is listed because of a placeholder such as `TBD`: no site then.
    pub is_unknown: bool,
}

impl ServedSites {
    /// Returns whether a site is served.
    pub fn includes(&self, site: &ServiceSite) -> bool {
        self.is_every_site()
            || self.site_ids.contains(&site.id)
            || site.state.is_some_and(|state| self.states.contains(&state))
    }

    /// Returns whether nothing is listed.
    pub fn is_every_site(&self) -> bool {
        self.site_ids.is_empty() && self.states.is_empty() && !self.is_unknown
    }
}

/// A text in English and optionally in other languages.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalizedText {
    pub english: String,
    pub translations: Vec<(LanguageIdentifier, String)>,
}

impl LocalizedText {
    /// Returns the text in a language, with its tag in the file: `es` for `es` and for `es-MX`, but not
    /// `zh-Hans` for `zh-Hant`.
    pub fn text_in_language(
        &self,
        language: &LanguageIdentifier,
    ) -> Option<(LanguageIdentifier, &str)> {
        if language.language.as_str() == "en" {
            return Some((langid!("en"), &self.english));
        }
        let exact = self.translations.iter().find(|(tag, _)| tag == language);
        exact
            .or_else(|| {
                self.translations.iter().find(|(tag, _)| {
                    tag.language == language.language && tag.script == language.script
                })
            })
            .map(|(tag, text)| (tag.clone(), text.as_str()))
    }

    /// Returns the text in each of its languages.
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
    /// A number or a code of five or six digits for text messages.
    pub text_number: Option<PhoneNumber>,
    /// When the phone is answered.
    pub hours: Option<LocalizedText>,
    pub services: Option<LocalizedText>,
    /// The languages it serves people in.
    pub languages: Vec<LanguageIdentifier>,
    pub service_area: Option<LocalizedText>,
    pub website: Option<WebAddress>,
    /// Who may see it; staff by default.
    pub audience: ContactAudience,
    pub served_sites: ServedSites,
    /// When the entry was last verified.
    pub verified_on: Option<Date>,
    pub(super) spans: SettingSpans,
}

impl LocalOrganization {
    /// Returns the name of the file that lists it.
    pub fn file_name(&self) -> Option<&str> {
        self.spans.file_name()
    }

    /// Returns whether clients may see it.
    pub fn is_visible_to_clients(&self) -> bool {
        self.audience == ContactAudience::Client
    }
}

/// Who may see a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContactAudience {
    /// Clients and staff.
    Client,
    /// Only staff; the default.
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
    /// The kinds with their names.
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

/// `[without]`: reasons for empty lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EmptyListReasons {
    /// Why no local organization is listed.
    pub organizations: Option<String>,
    /// Why no key personnel are listed.
    pub personnel: Option<String>,
}

/// A law enforcement agency.
#[derive(Debug, Clone, PartialEq)]
pub struct LawEnforcementAgency {
    pub name: String,
    pub kind: LawEnforcementKind,
    pub phone: Option<PhoneNumber>,
    pub served_sites: ServedSites,
    pub(super) spans: SettingSpans,
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
    /// The kinds with their names.
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
    /// When the entry was last verified.
    pub verified_on: Option<Date>,
    pub(super) spans: SettingSpans,
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
    /// Returns the name of each policy by its setting.
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
    /// Its id in file names and in the `sites` of contacts.
    pub id: String,
    pub name: String,
    /// Its address, line by line.
    pub address_lines: Vec<String>,
    /// `sites.state`, or else the state at the end of its address, or else the agency's only state.
    pub state: Option<UsState>,
    /// How its state is known; `None` with `state`.
    pub state_source: Option<SiteStateSource>,
    /// What its staff can do when trafficking is suspected.
    pub capacity: SiteCapacity,
    /// The languages its staff speak.
    pub staff_languages: Vec<LanguageIdentifier>,
    pub(super) spans: SettingSpans,
}

/// How the state of a site is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteStateSource {
    /// `sites.state`.
    Setting,
    Address,
    /// The agency has only one state.
    OnlyState,
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

/// A staff member, by code or position, and the dates of their trainings.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffTraining {
    /// The code, or else the position.
    pub staff_label: String,
    /// Their position, if there is a code as well.
    pub position: Option<String>,
    /// The date of the orientation, which takes place once.
    pub orientation_date: Option<Date>,
    /// The date of the last training in each annual topic, in the order of [`TrainingTopic::ALL`].
    pub last_topic_dates: [Option<Date>; 4],
    pub(super) spans: SettingSpans,
    /// The spans of the topics' dates.
    pub(super) topic_date_spans: SettingSpans,
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

    /// Returns its name in `training.staff.dates`, in facts and in messages.
    pub fn setting_key(self) -> &'static str {
        match self {
            Self::Trafficking => "trafficking",
            Self::MandatoryReporting => "reporting",
            Self::Confidentiality => "confidentiality",
            Self::TraumaInformedCare => "trauma",
        }
    }
}

/// The reviewer of a translation.
#[derive(Debug, Clone, PartialEq)]
pub struct TranslationReview {
    pub language: LanguageIdentifier,
    pub translator: Option<String>,
    /// What qualifies the translator (45 CFR 92.201(c)(2)).
    pub qualification: Option<String>,
    /// When the translation was reviewed.
    pub reviewed_on: Option<Date>,
    /// By document, the hash of the translated English text, as `check` prints it.
    pub source_hashes: Vec<(String, String)>,
    pub(super) spans: SettingSpans,
    /// The span of the entry.
    pub entry_span: Span,
}

/// Minimum number of committee members (42 CFR 59.6(b)); there is no upper bound.
pub const MIN_COMMITTEE_MEMBERS: usize = 5;

/// `[committee]`: the Information and Education committee.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewCommittee {
    pub name: Option<String>,
    /// Codes or names; at least five when any are given (42 CFR 59.6(b)).
    pub members: Vec<String>,
    /// Months between reviews; 12 by default (custom, not regulation).
    pub review_interval_months: u16,
    /// The position responsible for technical accuracy.
    pub technical_reviewer: Option<String>,
}

/// Client material made by others; the committee reviews it as well.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalMaterial {
    pub title: String,
    pub source: Option<String>,
    pub language: Option<LanguageIdentifier>,
    /// Its edition or date.
    pub edition: Option<String>,
    /// The date the committee approved that edition.
    pub approved_on: Option<Date>,
    /// The date it was withdrawn from distribution.
    pub withdrawn_on: Option<Date>,
    pub(super) spans: SettingSpans,
}

/// `[theme]`: the appearance of the documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemeSettings {
    /// `theme.accent`, with a contrast of at least 4.5:1 with white.
    pub accent_color: Option<Color>,
    /// `theme.logo` with `theme.logo_alt`.
    pub logo: Option<LogoSettings>,
    /// `theme.fonts`: files and folders, in order of preference.
    pub font_paths: Vec<ConfiguredPath>,
}

/// The agency's logo file, not yet read, and its description.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoSettings {
    pub file: ConfiguredPath,
    /// `theme.logo_alt`: the description that screen readers read.
    pub alt_text: String,
}

/// The path of a file or folder, relative to the folder of agency.toml.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfiguredPath {
    /// The path as written; the file may not exist.
    pub path: String,
    /// The span of the path.
    pub span: Span,
}

impl ConfiguredPath {
    /// Returns the path in a text, unchanged; `None` for a blank.
    pub(super) fn from_text(text: Spanned<String>) -> Option<Self> {
        (!clean_text::is_blank_text(&text.value)).then(|| Self {
            path: text.value.trim().to_owned(),
            span: text.span,
        })
    }
}
