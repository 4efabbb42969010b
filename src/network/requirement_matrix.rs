//! The matrix of a network: of each agency, what it lacks of what is asked of all.
//!
//! It finds nothing by itself: it takes what `check`, `training status` and `review status` find, and says of
//! each finding to which requirement it belongs.

use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use crate::config::agency::Agency;
use crate::content::pack::{RequirementArea, TemplatePack};
use crate::content::training::{self, TrainingDueStatus};
use crate::diag::agency::AgencyProblem;
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::document::compliance_matrix::{
    ComplianceGap, ComplianceGapKind, ComplianceMatrix, MatrixCell, MatrixColumn, MatrixRow,
};
use crate::output::{Artifact, csv};
use crate::packet::ComposedPacket;
use crate::render::html;
use crate::review::MIN_COMMITTEE_MEMBERS;
use crate::review::inventory::collect_inventory;
use crate::review::status::ReviewStatus;

/// The list of what was written of a matrix, beside it: its folder holds the folders of packets, too.
pub const MATRIX_MANIFEST_NAME: &str = "network.manifest.json";

/// What is asked beside the requirements of the pack.
const BASE_COLUMNS: [(&str, &str, &str); 3] = [
    (
        "packet",
        "Packet",
        "A packet without blanks can be made from the agency’s file",
    ),
    (
        "policy",
        "Policy",
        "The policy is complete, and its next review is not past",
    ),
    (
        "contacts",
        "Contacts",
        "Whom staff and clients are to call is named, and was checked within a year",
    ),
];

/// What is asked of every agency: of its file, and by the requirements of the pack.
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
    let asked = requirements.map(|requirement| MatrixColumn {
        requirement_id: requirement.name.clone(),
        heading: requirement_heading(&requirement.name),
        citation: Some(requirement.citation.clone()),
        requirement_text: requirement.summary.clone(),
    });
    own.chain(asked).collect()
}

/// `annual-training` as a heading: `Annual training`.
fn requirement_heading(name: &str) -> String {
    let mut letters = name
        .chars()
        .map(|letter| if letter == '-' { ' ' } else { letter });
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The row of one agency from what was found when it was read; `composed` is none where that went no further.
pub fn build_matrix_row(
    path: &Path,
    composed: Option<&ComposedPacket>,
    found: &[Diagnostic],
    (pack, as_of): (&TemplatePack, Date),
) -> MatrixRow {
    let mut lacks = GapCollector {
        pack,
        gaps_by_column: vec![Vec::new(); list_matrix_columns(pack).len()],
    };
    let stopped = found
        .iter()
        .filter(|one| one.severity() == Severity::Error)
        .count();
    if stopped > 0 {
        let problems = if stopped == 1 { "problem" } else { "problems" };
        lacks.add_gap(
            MatrixTopic::Packet,
            ComplianceGapKind::Missing,
            format!("not made: {stopped} {problems} to mend"),
        );
    }
    let Some(composed) = composed else {
        let mut row = unreadable_agency_row(path, pack);
        row.cells[0] = MatrixCell::Gaps(lacks.gaps_by_column.swap_remove(0));
        return row;
    };
    for diagnostic in found {
        lacks.add_diagnostic(diagnostic);
    }
    lacks.add_policy_gaps(&composed.agency, as_of);
    lacks.add_training_gaps(&composed.agency, as_of);
    lacks.add_material_gaps(composed, as_of);
    let own = BASE_COLUMNS.iter().map(|_| true);
    let requirements = pack.crosswalk.requirements.iter();
    let told = own.chain(requirements.map(|requirement| !requirement.areas.is_empty()));
    let cells = lacks
        .gaps_by_column
        .into_iter()
        .zip(told)
        .map(|(mut lacks, told)| {
            lacks.sort();
            lacks.dedup();
            // Of a requirement that names no area nobody knows whether all is in order.
            if told || !lacks.is_empty() {
                MatrixCell::Gaps(lacks)
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

/// The row of an agency of which nothing is known.
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

/// What is asked of an agency, as far as the page looks at it.
#[derive(Clone, Copy)]
enum MatrixTopic {
    Packet,
    Policy,
    Contacts,
    /// What the requirements of the pack say they are about.
    RequirementArea(RequirementArea),
}

impl MatrixTopic {
    /// Whether a column asks for it: the first ones are [`OWN`], the others the requirements of the pack.
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

struct GapCollector<'all> {
    pack: &'all TemplatePack,
    gaps_by_column: Vec<Vec<ComplianceGap>>,
}

impl GapCollector<'_> {
    /// Notes a lack in each column that asks for it.
    fn add_gap(&mut self, asked: MatrixTopic, kind: ComplianceGapKind, what: impl Into<String>) {
        let what = what.into();
        for (column, lacks) in self.gaps_by_column.iter_mut().enumerate() {
            if asked.is_in_column(column, self.pack) {
                let what = what.clone();
                lacks.push(ComplianceGap {
                    kind,
                    description: what,
                });
            }
        }
    }

    /// Says of a finding to what it belongs. What is a mistake of the file is counted and not listed here.
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
                for (requirement, lacks) in
                    requirements.zip(&mut self.gaps_by_column[BASE_COLUMNS.len()..])
                {
                    if citations
                        .iter()
                        .any(|(cited, _)| *cited == requirement.citation)
                    {
                        lacks.push(ComplianceGap {
                            kind: Missing,
                            description: format!("left out: {statement}"),
                        });
                    }
                }
            }
            Problem::Translation(problem) => self.add_translation_problem(problem),
            Problem::Document(
                DocumentProblem::UnknownStatement { .. }
                | DocumentProblem::HotlineTypo { .. }
                | DocumentProblem::RewordedTableStatement
                | DocumentProblem::EmptyDocument { .. }
                | DocumentProblem::UnknownDocument { .. }
                | DocumentProblem::MissingGlyph { .. }
                | DocumentProblem::PageOverflow { .. },
            )
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
        self.add_gap(
            MatrixTopic::RequirementArea(RequirementArea::Translation),
            kind,
            what,
        );
    }

    fn add_agency_problem(&mut self, problem: &AgencyProblem) {
        use ComplianceGapKind::{Missing, OutOfDate};
        match problem {
            AgencyProblem::MissingSetting { setting, .. } => {
                let asked = match setting.as_str() {
                    "protocols.mandatory_reporting" => {
                        MatrixTopic::RequirementArea(RequirementArea::MandatoryReporting)
                    }
                    "protocols.information_and_education" => {
                        MatrixTopic::RequirementArea(RequirementArea::Committee)
                    }
                    "protocols.language_access" => {
                        MatrixTopic::RequirementArea(RequirementArea::Translation)
                    }
                    setting if setting.starts_with("committee") => {
                        MatrixTopic::RequirementArea(RequirementArea::Committee)
                    }
                    setting if setting.starts_with("policy") => MatrixTopic::Policy,
                    setting if setting.starts_with("protocols") => MatrixTopic::Policy,
                    setting if setting.starts_with("training") => {
                        MatrixTopic::RequirementArea(RequirementArea::Orientation)
                    }
                    _ => MatrixTopic::Packet,
                };
                self.add_gap(asked, Missing, setting.clone());
            }
            AgencyProblem::MissingChildProtection {
                state_code: code, ..
            } => {
                self.add_gap(
                    MatrixTopic::RequirementArea(RequirementArea::ChildProtection),
                    Missing,
                    format!("child protective services of {code}"),
                );
            }
            AgencyProblem::TooFewCommitteeMembers {
                member_count: found,
            } => {
                self.add_gap(
                    MatrixTopic::RequirementArea(RequirementArea::Committee),
                    Missing,
                    format!("committee members: {found} of {MIN_COMMITTEE_MEMBERS}"),
                );
            }
            AgencyProblem::MissingPersonnel => {
                self.add_gap(MatrixTopic::Contacts, Missing, "key personnel")
            }
            AgencyProblem::MissingOrganizations => {
                self.add_gap(MatrixTopic::Contacts, Missing, "local organizations");
            }
            AgencyProblem::SiteWithoutPersonnel { site_id: id } => {
                self.add_gap(
                    MatrixTopic::Contacts,
                    Missing,
                    format!("key personnel at {id}"),
                );
            }
            AgencyProblem::NoOrganizationForClients => {
                self.add_gap(
                    MatrixTopic::Contacts,
                    Missing,
                    "an organization for clients",
                );
            }
            AgencyProblem::NoAfterHoursContact => {
                self.add_gap(
                    MatrixTopic::Contacts,
                    Missing,
                    "somebody who answers after hours",
                );
            }
            AgencyProblem::UnverifiedContact { name } => {
                self.add_gap(
                    MatrixTopic::Contacts,
                    Missing,
                    format!("the day {name} was checked"),
                );
            }
            AgencyProblem::OutdatedVerification { name, verified_on } => {
                self.add_gap(
                    MatrixTopic::Contacts,
                    OutOfDate,
                    format!("{name}, checked {verified_on}"),
                );
            }
            // Mistakes of the file.
            AgencyProblem::MissingAgencyName
            | AgencyProblem::IncompleteEntry { .. }
            | AgencyProblem::AppendWithoutExtends
            | AgencyProblem::UnknownAppendList { .. }
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
            | AgencyProblem::OmissionWithoutReason { .. }
            | AgencyProblem::AmbiguousStatementChoice { .. }
            | AgencyProblem::NextReviewTooEarly { .. }
            | AgencyProblem::DuplicateCommitteeMember { .. }
            | AgencyProblem::DuplicateOrganization { .. }
            | AgencyProblem::OrganizationWithoutContact { .. }
            | AgencyProblem::EmptyReasonForFilledList { .. }
            | AgencyProblem::ShelterAddressForClients { .. }
            | AgencyProblem::FutureDate { .. }
            | AgencyProblem::InvalidColor { .. }
            | AgencyProblem::LowContrastAccent { .. }
            | AgencyProblem::LogoWithoutAltText
            | AgencyProblem::AltTextWithoutLogo
            | AgencyProblem::PhoneExtensionForClients { .. }
            | AgencyProblem::TextTooLong { .. }
            | AgencyProblem::ListTooLong { .. }
            | AgencyProblem::StaffExtensionForClients { .. }
            | AgencyProblem::StaffPhoneForClients { .. }
            | AgencyProblem::OmittedDiagnostics { .. }
            | AgencyProblem::ExtendsCycle { .. }
            | AgencyProblem::NoInteractiveTerminal { .. }
            | AgencyProblem::FileChangedDuringInterview { .. } => {}
        }
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
                MatrixTopic::RequirementArea(RequirementArea::Orientation),
                ComplianceGapKind::Missing,
                "a list of staff",
            );
            self.add_gap(
                MatrixTopic::RequirementArea(RequirementArea::AnnualTraining),
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
                MatrixTopic::RequirementArea(RequirementArea::Orientation),
                ComplianceGapKind::Missing,
                what,
            );
        }
        if yearly > 0 {
            let what = format!("{yearly} of {all} staff");
            self.add_gap(
                MatrixTopic::RequirementArea(RequirementArea::AnnualTraining),
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
                    let what = format!("{}, changed since approved", item.file_name_or_title);
                    self.add_gap(
                        MatrixTopic::RequirementArea(RequirementArea::Materials),
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
                    self.add_gap(
                        MatrixTopic::RequirementArea(RequirementArea::Materials),
                        ComplianceGapKind::Overdue,
                        what,
                    );
                }
                ReviewStatus::Approved | ReviewStatus::Withdrawn => {}
            }
        }
        match &never[..] {
            [] => {}
            [only] => self.add_gap(
                MatrixTopic::RequirementArea(RequirementArea::Materials),
                ComplianceGapKind::NotApproved,
                only,
            ),
            some => {
                let what = format!("{} materials, never reviewed", some.len());
                self.add_gap(
                    MatrixTopic::RequirementArea(RequirementArea::Materials),
                    ComplianceGapKind::NotApproved,
                    what,
                );
            }
        }
    }
}

/// `network.html` and `network.csv`.
pub fn render_matrix_artifacts(matrix: &ComplianceMatrix) -> Vec<Artifact> {
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

/// With a mark at its beginning by which Excel knows that letters like ñ are to be kept.
fn render_matrix_csv(matrix: &ComplianceMatrix) -> String {
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

/// The way from one folder to a file or another folder, with `/` between its parts; both are whole paths.
pub fn relative_path(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    parts.join("/")
}

/// The deepest folder that holds all of these files; they are whole paths.
pub fn common_parent_folder<'all>(files: impl Iterator<Item = &'all Path>) -> PathBuf {
    let mut shared: Option<Vec<Component<'_>>> = None;
    for file in files {
        let folder = file.parent().unwrap_or(Path::new(""));
        shared = Some(match shared {
            None => folder.components().collect(),
            Some(parts) => {
                let pairs = parts.into_iter().zip(folder.components());
                let same = pairs.take_while(|(one, other)| one == other);
                same.map(|(part, _)| part).collect()
            }
        });
    }
    shared.unwrap_or_default().into_iter().collect()
}
