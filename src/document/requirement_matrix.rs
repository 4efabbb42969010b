//! The requirement matrix of a network: gaps by agency and requirement.

use jiff::civil::Date;

/// The requirement matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementMatrix {
    /// The date for which overdue items are determined.
    pub as_of_date: Date,
    /// The requirements.
    pub columns: Vec<MatrixColumn>,
    /// The agencies, in the order of their files.
    pub rows: Vec<MatrixRow>,
}

/// A requirement for every agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixColumn {
    /// A stable identifier: `annual-training`.
    pub requirement_id: String,
    pub heading: String,
    pub citation: Option<String>,
    pub requirement_text: String,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The agency's name, or the name of its file if the agency's name cannot be read.
    pub agency_name: String,
    /// The agency's file, as the user named it.
    pub agency_file: String,
    /// The relative path from the matrix to the index of the agency's packet, separated by `/`.
    pub packet_page: Option<String>,
    pub cells: Vec<MatrixCell>,
}

/// The status of a requirement at an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixCell {
    /// The agency's file has errors that hide the status.
    Unknown,
    /// The gaps; empty if the requirement is met.
    Gaps(Vec<ComplianceGap>),
}

/// A gap: something that the agency still has to do for a requirement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComplianceGap {
    pub kind: ComplianceGapKind,
    /// A short description: `2 of 7 staff`.
    pub description: String,
}

/// The kinds of gap, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComplianceGapKind {
    Overdue,
    Missing,
    /// It exists but has not been approved.
    NotApproved,
    /// It was made or verified too long ago.
    OutOfDate,
}

impl ComplianceGapKind {
    /// All kinds, most urgent first.
    pub const ALL: [Self; 4] = [
        Self::Overdue,
        Self::Missing,
        Self::NotApproved,
        Self::OutOfDate,
    ];

    /// Returns the label on screen and in reports.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Missing => "missing",
            Self::NotApproved => "not approved",
            Self::OutOfDate => "out of date",
        }
    }
}

impl MatrixRow {
    /// Returns all gaps of the agency.
    pub fn gaps(&self) -> impl Iterator<Item = &ComplianceGap> {
        self.cells.iter().flat_map(MatrixCell::gaps)
    }
}

impl MatrixCell {
    /// Returns the gaps; empty if the status is unknown.
    pub fn gaps(&self) -> &[ComplianceGap] {
        match self {
            Self::Unknown => &[],
            Self::Gaps(gaps) => gaps,
        }
    }

    /// Returns a summary: `in order`, `not known`, `overdue: 2 of 7 staff; missing: the orientation of S-01`.
    pub fn summary(&self) -> String {
        match self {
            Self::Unknown => "not known".to_owned(),
            Self::Gaps(gaps) if gaps.is_empty() => "in order".to_owned(),
            Self::Gaps(gaps) => {
                let descriptions: Vec<String> = gaps
                    .iter()
                    .map(|gap| format!("{}: {}", gap.kind.label(), gap.description))
                    .collect();
                descriptions.join("; ")
            }
        }
    }
}
