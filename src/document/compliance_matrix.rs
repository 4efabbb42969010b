//! What the agencies of a network lack, agency by requirement.

use jiff::civil::Date;

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplianceMatrix {
    /// The day on which it says what is overdue.
    pub as_of_date: Date,
    /// What is asked of every agency.
    pub columns: Vec<MatrixColumn>,
    /// The agencies, in the order of their files.
    pub rows: Vec<MatrixRow>,
}

/// Something that is asked of every agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixColumn {
    /// A word for programs: `annual-training`.
    pub requirement_id: String,
    pub heading: String,
    pub citation: Option<String>,
    pub requirement_text: String,
}

/// One agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Its name, or where that cannot be read the name of its file.
    pub agency_name: String,
    /// Its file, as it was named.
    pub agency_file: String,
    /// The way from the table to the page of its packet, with `/` between the parts.
    pub packet_page: Option<String>,
    pub cells: Vec<MatrixCell>,
}

/// How an agency stands with one thing that is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixCell {
    /// Its file cannot be read far enough to tell.
    Unknown,
    /// What it lacks; nothing, if all is in order.
    Gaps(Vec<ComplianceGap>),
}

/// One thing that an agency lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComplianceGap {
    pub kind: ComplianceGapKind,
    /// What, in a few words.
    pub description: String,
}

/// The ways in which something can be lacking; the first is the most pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComplianceGapKind {
    Overdue,
    Missing,
    /// It is there, and who has to approve of it has not.
    NotApproved,
    /// It is there, and was checked or made too long ago.
    OutOfDate,
}

impl ComplianceGapKind {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 4] = [
        Self::Overdue,
        Self::Missing,
        Self::NotApproved,
        Self::OutOfDate,
    ];

    /// The word for it.
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
    /// Everything that the agency lacks.
    pub fn gaps(&self) -> impl Iterator<Item = &ComplianceGap> {
        self.cells.iter().flat_map(MatrixCell::gaps)
    }
}

impl MatrixCell {
    /// What is lacking, as far as that is known.
    pub fn gaps(&self) -> &[ComplianceGap] {
        match self {
            Self::Unknown => &[],
            Self::Gaps(lacks) => lacks,
        }
    }

    /// As it is said: `in order`, `not known`, `overdue: 2 of 7 staff; missing: the orientation of S-01`.
    pub fn summary(&self) -> String {
        match self {
            Self::Unknown => "not known".to_owned(),
            Self::Gaps(lacks) if lacks.is_empty() => "in order".to_owned(),
            Self::Gaps(lacks) => {
                let said = lacks.iter();
                let said: Vec<String> = said
                    .map(|lack| format!("{}: {}", lack.kind.label(), lack.description))
                    .collect();
                said.join("; ")
            }
        }
    }
}
