//! The requirement matrix of a network: the compliance gaps of each agency, by requirement.
//!
//! It assigns the findings of `check`, `training status` and `review status` to requirements, and adds none of its own.

use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use crate::config::agency::Agency;
use crate::content::pack::{RequirementArea, TemplatePack};
use crate::content::training::{self, TrainingDueStatus};
use crate::diag::agency::AgencyProblem;
use crate::diag::date::DateProblem;
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::document::requirement_matrix::{
    ComplianceGap, ComplianceGapKind, MatrixCell, MatrixColumn, MatrixRow, RequirementMatrix,
};
use crate::output::{Artifact, csv};
use crate::packet::ComposedPacket;
use crate::render::html;
use crate::review::MIN_COMMITTEE_MEMBERS;
use crate::review::inventory::collect_inventory;
use crate::review::status::ReviewStatus;

/// The manifest of the matrix; not `manifest.json`, since its folder also contains the packets' folders.
pub const MATRIX_MANIFEST_NAME: &str = "network.manifest.json";

/// The columns before the requirements of the pack: id, heading and requirement.
const BASE_COLUMNS: [(&str, &str, &str); 3] = [
    (
        "packet",
        "Packet",
        "The agency’s file has no errors and no blanks",
    ),
    (
        "policy",
        "Policy",
        "The policy is complete, and its next review is not overdue",
    ),
    (
        "contacts",
        "Contacts",
        "Contacts for staff and clients are listed, and were verified within a year",
    ),
];

/// Returns the columns: those on the agency's file, then the requirements of the pack.
pub fn list_matrix_columns(pack: &TemplatePack) -> Vec<MatrixColumn> {
    let own = BASE_COLUMNS
        .iter()
        .map(|&(name, heading, says)| MatrixColumn {
            requirement_id: name.to_owned(),
            heading: heading.to_owned(),
            citation: None,
            requirement_text: says.to_owned(),
        });
    let requirements = pack.crosswalk.requirements.iter();
    let requirements = requirements.map(|requirement| MatrixColumn {
        requirement_id: requirement.name.clone(),
        heading: requirement_heading(&requirement.name),
        citation: Some(requirement.citation.clone()),
        requirement_text: requirement.summary.clone(),
    });
    own.chain(requirements).collect()
}

/// Returns a requirement's name as a heading: `Annual training` for `annual-training`.
fn requirement_heading(name: &str) -> String {
    let mut letters = name
        .chars()
        .map(|letter| if letter == '-' { ' ' } else { letter });
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns the row of an agency from its diagnostics and its packet; `composed` is `None` if errors stopped it.
pub fn build_matrix_row(
    path: &Path,
    composed: Option<&ComposedPacket>,
    found: &[Diagnostic],
    (pack, as_of): (&TemplatePack, Date),
) -> MatrixRow {
    let mut collector = GapCollector {
        pack,
        gaps_by_column: vec![Vec::new(); list_matrix_columns(pack).len()],
    };
    let error_count = found
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .count();
    if error_count > 0 {
        let errors = if error_count == 1 { "error" } else { "errors" };
        collector.add_gap(
            MatrixTopic::Packet,
            ComplianceGapKind::Missing,
            format!("not built: {error_count} {errors} to fix"),
        );
    }
    let Some(composed) = composed else {
        let mut row = unreadable_agency_row(path, pack);
        row.cells[0] = MatrixCell::Gaps(collector.gaps_by_column.swap_remove(0));
        return row;
    };
    for diagnostic in found {
        collector.add_diagnostic(diagnostic);
    }
    collector.add_policy_gaps(&composed.agency, as_of);
    collector.add_training_gaps(&composed.agency, as_of);
    collector.add_material_gaps(composed, as_of);
    let own = BASE_COLUMNS.iter().map(|_| true);
    let requirements = pack.crosswalk.requirements.iter();
    let is_checked = own.chain(requirements.map(|requirement| !requirement.areas.is_empty()));
    let cells =
        collector
            .gaps_by_column
            .into_iter()
            .zip(is_checked)
            .map(|(mut gaps, is_checked)| {
                gaps.sort();
                gaps.dedup();
                // A requirement without an area cannot be checked.
                if is_checked || !gaps.is_empty() {
                    MatrixCell::Gaps(gaps)
                } else {
                    MatrixCell::Unknown
                }
            });
    MatrixRow {
        agency_name: composed.agency.name.clone(),
        agency_file: path.display().to_string(),
        packet_page: None,
        cells: cells.collect(),
    }
}

/// Returns the row of an agency with an unreadable file.
pub fn unreadable_agency_row(path: &Path, pack: &TemplatePack) -> MatrixRow {
    MatrixRow {
        agency_name: path.display().to_string(),
        agency_file: path.display().to_string(),
        packet_page: None,
        cells: list_matrix_columns(pack)
            .iter()
            .map(|_| MatrixCell::Unknown)
            .collect(),
    }
}

/// A topic that gaps belong to.
#[derive(Clone, Copy)]
enum MatrixTopic {
    Packet,
    Policy,
    Contacts,
    /// An area that requirements of the pack name.
    RequirementArea(RequirementArea),
}

impl MatrixTopic {
    /// Returns whether a column covers the topic: [`BASE_COLUMNS`] first, then the requirements of the pack.
    fn is_in_column(self, column: usize, pack: &TemplatePack) -> bool {
        match self {
            Self::Packet => column == 0,
            Self::Policy => column == 1,
            Self::Contacts => column == 2,
            Self::RequirementArea(area) => {
                let requirement = column.checked_sub(BASE_COLUMNS.len());
                requirement.is_some_and(|at| pack.crosswalk.requirements[at].areas.contains(&area))
            }
        }
    }
}

impl From<RequirementArea> for MatrixTopic {
    fn from(area: RequirementArea) -> Self {
        Self::RequirementArea(area)
    }
}

struct GapCollector<'all> {
    pack: &'all TemplatePack,
    gaps_by_column: Vec<Vec<ComplianceGap>>,
}

impl GapCollector<'_> {
    /// Adds a gap to each column that covers its topic.
    fn add_gap(
        &mut self,
        topic: impl Into<MatrixTopic>,
        kind: ComplianceGapKind,
        description: impl Into<String>,
    ) {
        let (topic, description) = (topic.into(), description.into());
        for (column, gaps) in self.gaps_by_column.iter_mut().enumerate() {
            if topic.is_in_column(column, self.pack) {
                let description = description.clone();
                gaps.push(ComplianceGap { kind, description });
            }
        }
    }

    /// Adds the gap that a diagnostic reports. Errors in the file are only counted.
    fn add_diagnostic(&mut self, diagnostic: &Diagnostic) {
        use ComplianceGapKind::Missing;
        match &diagnostic.problem {
            Problem::Agency(problem) => self.add_agency_problem(problem),
            Problem::Document(DocumentProblem::Blank { label, .. }) => {
                self.add_gap(MatrixTopic::Packet, Missing, label);
            }
            Problem::Document(DocumentProblem::UnansweredRequirement {
                statement,
                citations,
            }) => {
                let requirements = self.pack.crosswalk.requirements.iter();
                for (requirement, gaps) in
                    requirements.zip(&mut self.gaps_by_column[BASE_COLUMNS.len()..])
                {
                    if citations
                        .iter()
                        .any(|(cited, _)| *cited == requirement.citation)
                    {
                        gaps.push(ComplianceGap {
                            kind: Missing,
                            description: format!("left out: {statement}"),
                        });
                    }
                }
            }
            Problem::Translation(problem) => self.add_translation_problem(problem),
            Problem::Date(DateProblem::MissingRevisionHistory { .. }) => {
                self.add_gap(MatrixTopic::Policy, Missing, "revision history");
            }
            Problem::Date(DateProblem::UnlistedVersion { version }) => {
                let what = format!("version {version} in the revision history");
                self.add_gap(MatrixTopic::Policy, Missing, what);
            }
            Problem::Document(
                DocumentProblem::UnknownStatement { .. }
                | DocumentProblem::RewordedTableStatement
                | DocumentProblem::EmptyDocument { .. }
                | DocumentProblem::UnknownDocument { .. }
                | DocumentProblem::MissingGlyphs { .. }
                | DocumentProblem::PageOverflow { .. },
            )
            | Problem::ClientText(_)
            // An overdue review is in `add_policy_gaps`.
            | Problem::Date(_)
            | Problem::Source(_)
            | Problem::Setting(_)
            | Problem::Theme(_)
            | Problem::Template(_)
            | Problem::Review(_)
            | Problem::Packet(_)
            | Problem::Import(_)
            | Problem::Network(_) => {}
        }
    }

    fn add_translation_problem(&mut self, problem: &TranslationProblem) {
        use ComplianceGapKind::{Missing, NotApproved, OutOfDate};
        let (kind, what) = match problem {
            TranslationProblem::MissingTranslation { language, .. } => {
                (Missing, format!("documents in {language}"))
            }
            TranslationProblem::UnreviewedTranslation { language, .. } => (
                NotApproved,
                format!("{language}: no qualified translator is named"),
            ),
            TranslationProblem::OutdatedTranslation { language, .. } => (
                OutOfDate,
                format!("{language}: the English has changed since"),
            ),
            TranslationProblem::UntranslatedStatement { tag, document, .. } => (
                Missing,
                format!("`{tag}` for the agency’s own words in {document}"),
            ),
            TranslationProblem::StatementsInEnglish {
                document,
                statements,
            } => (
                Missing,
                format!("{document}: {} statements in English", statements.len()),
            ),
            TranslationProblem::EnglishFactsInTranslation {
                language, settings, ..
            } => {
                let count = settings.len();
                let facts = if count == 1 { "fact" } else { "facts" };
                (Missing, format!("{count} {facts} in {language}"))
            }
            TranslationProblem::DocumentNotInLanguage { .. }
            | TranslationProblem::UnknownLanguage { .. } => return,
        };
        self.add_gap(RequirementArea::Translation, kind, what);
    }

    #[expect(
        clippy::too_many_lines,
        reason = "every problem is named, so that a new one is thought of"
    )]
    fn add_agency_problem(&mut self, problem: &AgencyProblem) {
        use ComplianceGapKind::{Missing, OutOfDate};
        use MatrixTopic::Contacts;
        let (topic, kind, what) = match problem {
            // The list of staff belongs to two topics, in `add_training_gaps`.
            AgencyProblem::MissingSetting { setting, .. } if setting == "training.staff" => return,
            AgencyProblem::MissingSetting { setting, .. } => {
                let what = setting_in_words(setting);
                (topic_of_setting(setting), Missing, what)
            }
            AgencyProblem::MissingChildProtection { state_name, .. } => (
                RequirementArea::ChildProtection.into(),
                Missing,
                format!("child protective services of {state_name}"),
            ),
            AgencyProblem::TooFewCommitteeMembers { member_count } => (
                RequirementArea::Committee.into(),
                Missing,
                format!("committee members: {member_count} of {MIN_COMMITTEE_MEMBERS}"),
            ),
            AgencyProblem::MissingPersonnel => (Contacts, Missing, "key personnel".to_owned()),
            AgencyProblem::MissingOrganizations => {
                (Contacts, Missing, "local organizations".to_owned())
            }
            AgencyProblem::SiteWithoutContact { site_id, missing } => {
                let what = format!("{} at {site_id}", missing.noun());
                (Contacts, Missing, what)
            }
            AgencyProblem::ContactWithoutPhone { name, .. } => {
                (Contacts, Missing, format!("phone of {name}"))
            }
            AgencyProblem::UnclearHours { position, .. } => {
                let what = format!("whether {position} answers after closing");
                (Contacts, Missing, what)
            }
            AgencyProblem::UnassignedContact { name, .. }
            | AgencyProblem::UnknownServedSites { name, .. } => {
                (Contacts, Missing, format!("sites of {name}"))
            }
            AgencyProblem::UnknownSiteState { site_name }
            | AgencyProblem::AssumedSiteState { site_name, .. } => {
                let what = format!("state of {site_name}");
                (RequirementArea::ChildProtection.into(), Missing, what)
            }
            AgencyProblem::NoOrganizationForClients => {
                (Contacts, Missing, "an organization for clients".to_owned())
            }
            AgencyProblem::NoAfterHoursContact => {
                (Contacts, Missing, "an after-hours contact".to_owned())
            }
            AgencyProblem::UnverifiedContact { name } => {
                (Contacts, Missing, format!("verification date of {name}"))
            }
            AgencyProblem::OutdatedVerification { name, verified_on } => (
                Contacts,
                OutOfDate,
                format!("{name}, last verified {verified_on}"),
            ),
            // Errors in the file, not gaps.
            AgencyProblem::MissingAgencyName { .. }
            | AgencyProblem::IncompleteEntry { .. }
            | AgencyProblem::IncompleteRecordEntry { .. }
            | AgencyProblem::AppendWithoutExtends
            | AgencyProblem::ReplaceWithoutExtends
            | AgencyProblem::EmptyListAddsNothing { .. }
            | AgencyProblem::UnknownList { .. }
            | AgencyProblem::ListAppendedAndReplaced { .. }
            | AgencyProblem::ForbiddenCharacter { .. }
            | AgencyProblem::InvalidPhone { .. }
            | AgencyProblem::InvalidWebAddress { .. }
            | AgencyProblem::InvalidLanguageTag { .. }
            | AgencyProblem::MissingEnglishText { .. }
            | AgencyProblem::InvalidStateCode { .. }
            | AgencyProblem::MonthsOutOfRange { .. }
            | AgencyProblem::InvalidSiteId { .. }
            | AgencyProblem::DuplicateSiteId { .. }
            | AgencyProblem::UnknownSiteId { .. }
            | AgencyProblem::PlaceholderValue { .. }
            | AgencyProblem::SpreadsheetErrorValue { .. }
            | AgencyProblem::ContradictoryHours { .. }
            | AgencyProblem::SharedContactNumber { .. }
            | AgencyProblem::DifferentHours { .. }
            | AgencyProblem::InvalidZipCode { .. }
            | AgencyProblem::SiteInUnlistedState { .. }
            | AgencyProblem::ContradictorySiteState { .. }
            | AgencyProblem::UnwrittenReason { .. }
            | AgencyProblem::OmissionWithoutReason { .. }
            | AgencyProblem::AmbiguousStatementChoice { .. }
            | AgencyProblem::DuplicateCommitteeMember { .. }
            | AgencyProblem::DuplicateOrganization { .. }
            | AgencyProblem::OrganizationWithoutContact { .. }
            | AgencyProblem::EmptyReasonForFilledList { .. }
            | AgencyProblem::ShelterAddressForClients { .. }
            | AgencyProblem::InvalidColor { .. }
            | AgencyProblem::LowContrastAccent { .. }
            | AgencyProblem::LogoWithoutAltText
            | AgencyProblem::AltTextWithoutLogo
            | AgencyProblem::TextTooLong { .. }
            | AgencyProblem::ListTooLong { .. }
            | AgencyProblem::OmittedDiagnostics { .. }
            | AgencyProblem::ExtendsCycle { .. }
            | AgencyProblem::NoInteractiveTerminal { .. }
            | AgencyProblem::ContactOfNoSite { .. }
            | AgencyProblem::FileChangedDuringInterview { .. } => return,
        };
        self.add_gap(topic, kind, what);
    }

    fn add_policy_gaps(&mut self, agency: &Agency, as_of: Date) {
        if let Some(day) = agency.policy.next_review_date.filter(|day| *day < as_of) {
            self.add_gap(
                MatrixTopic::Policy,
                ComplianceGapKind::Overdue,
                format!("review was due {day}"),
            );
        }
    }

    fn add_training_gaps(&mut self, agency: &Agency, as_of: Date) {
        let records = training::staff_training_records(agency, as_of);
        let all = records.len();
        if all == 0 {
            self.add_gap(
                RequirementArea::Orientation,
                ComplianceGapKind::Missing,
                "a list of staff",
            );
            self.add_gap(
                RequirementArea::AnnualTraining,
                ComplianceGapKind::Missing,
                "a list of staff",
            );
            return;
        }
        let overdue = |orientation: bool| {
            let of_staff = records.iter().filter(|record| {
                record.sessions.iter().any(|session| {
                    session.topic.is_none() == orientation
                        && session.status == TrainingDueStatus::Overdue
                })
            });
            of_staff.count()
        };
        let (new, yearly) = (overdue(true), overdue(false));
        if new > 0 {
            let what = format!("orientation of {new} of {all} staff");
            self.add_gap(
                RequirementArea::Orientation,
                ComplianceGapKind::Missing,
                what,
            );
        }
        if yearly > 0 {
            let what = format!("{yearly} of {all} staff");
            self.add_gap(
                RequirementArea::AnnualTraining,
                ComplianceGapKind::Overdue,
                what,
            );
        }
    }

    fn add_material_gaps(&mut self, composed: &ComposedPacket, as_of: Date) {
        let mut never = Vec::new();
        let items = collect_inventory(
            &composed.agency,
            &composed.documents,
            &composed.review_record,
            as_of,
        );
        for item in items {
            match item.review_status {
                ReviewStatus::ChangedSinceApproval => {
                    let what = format!("{}, changed since approval", item.file_name_or_title);
                    self.add_gap(
                        RequirementArea::Materials,
                        ComplianceGapKind::NotApproved,
                        what,
                    );
                }
                ReviewStatus::NeverReviewed => never.push(item.file_name_or_title),
                ReviewStatus::DueForReview => {
                    let day = item
                        .review_by
                        .map_or_else(String::new, |day| day.to_string());
                    let what = format!("{}: review was due {day}", item.file_name_or_title);
                    self.add_gap(RequirementArea::Materials, ComplianceGapKind::Overdue, what);
                }
                ReviewStatus::Approved | ReviewStatus::Withdrawn => {}
            }
        }
        match &never[..] {
            [] => {}
            [only] => self.add_gap(
                RequirementArea::Materials,
                ComplianceGapKind::NotApproved,
                only,
            ),
            some => {
                let what = format!("{} materials, never reviewed", some.len());
                self.add_gap(
                    RequirementArea::Materials,
                    ComplianceGapKind::NotApproved,
                    what,
                );
            }
        }
    }
}

/// Returns a setting in words: `policy next review`, `policy on language access`.
fn setting_in_words(setting: &str) -> String {
    let words = setting.replace(['.', '_'], " ");
    match words.strip_prefix("protocols ") {
        Some(subject) => format!("policy on {subject}"),
        None => words,
    }
}

/// Returns the topic of the matrix that a missing setting belongs to.
fn topic_of_setting(setting: &str) -> MatrixTopic {
    match setting {
        "protocols.mandatory_reporting" => RequirementArea::MandatoryReporting.into(),
        "protocols.information_and_education" => RequirementArea::Committee.into(),
        "protocols.language_access" => RequirementArea::Translation.into(),
        _ => match setting.split('.').next() {
            Some("committee") => RequirementArea::Committee.into(),
            Some("policy" | "protocols") => MatrixTopic::Policy,
            Some("training") => RequirementArea::Orientation.into(),
            _ => MatrixTopic::Packet,
        },
    }
}

/// Returns `network.html` and `network.csv`.
pub fn render_matrix_artifacts(matrix: &RequirementMatrix) -> Vec<Artifact> {
    vec![
        Artifact {
            path: "network.csv".to_owned(),
            bytes: render_matrix_csv(matrix).into_bytes(),
        },
        Artifact {
            path: "network.html".to_owned(),
            bytes: html::requirement_matrix::render_requirement_matrix(matrix).into_bytes(),
        },
    ]
}

/// Returns the matrix as CSV, with a byte order mark, from which Excel recognizes UTF-8.
fn render_matrix_csv(matrix: &RequirementMatrix) -> String {
    let mut head: Vec<String> = ["agency", "file", "as_of", "to_do"]
        .map(str::to_owned)
        .into();
    head.extend(
        matrix
            .columns
            .iter()
            .map(|column| column.requirement_id.clone()),
    );
    let mut text = format!("\u{FEFF}{}", csv::format_csv_row(&head));
    for row in &matrix.rows {
        let mut cells = vec![
            row.agency_name.clone(),
            row.agency_file.clone(),
            matrix.as_of_date.to_string(),
            row.gaps().count().to_string(),
        ];
        cells.extend(row.cells.iter().map(MatrixCell::summary));
        text.push_str(&csv::format_csv_row(&cells));
    }
    text
}

/// Returns the deepest folder that contains all files; the paths are all absolute or all relative.
pub fn common_parent_folder<'all>(files: impl Iterator<Item = &'all Path>) -> PathBuf {
    let mut shared: Option<Vec<Component<'_>>> = None;
    for file in files {
        let folder = file.parent().unwrap_or(Path::new(""));
        shared = Some(match shared {
            None => folder.components().collect(),
            Some(parts) => {
                let pairs = parts.into_iter().zip(folder.components());
                let common = pairs.take_while(|(one, other)| one == other);
                common.map(|(part, _)| part).collect()
            }
        });
    }
    shared.unwrap_or_default().into_iter().collect()
}
