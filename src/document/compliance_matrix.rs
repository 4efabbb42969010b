//! What the agencies of a network lack, agency by requirement.

use jiff::civil::Date;

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The day on which it says what is overdue.
    pub as_of: Date,
    /// What is asked of every agency.
    pub columns: Vec<Column>,
    /// The agencies, in the order of their files.
    pub rows: Vec<Row>,
}

/// Something that is asked of every agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// A word for programs: `annual-training`.
    pub name: String,
    pub heading: String,
    pub citation: Option<String>,
    pub says: String,
}

/// One agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name, or where that cannot be read the name of its file.
    pub agency: String,
    /// Its file, as it was named.
    pub file: String,
    /// The way from the table to the page of its packet, with `/` between the parts.
    pub page: Option<String>,
    pub cells: Vec<Cell>,
}

/// How an agency stands with one thing that is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Its file cannot be read far enough to tell.
    Unknown,
    /// What it lacks; nothing, if all is in order.
    Known(Vec<Lack>),
}

/// One thing that an agency lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    pub kind: LackKind,
    /// What, in a few words.
    pub what: String,
}

/// The ways in which something can be lacking; the first is the most pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LackKind {
    Overdue,
    Missing,
    /// It is there, and who has to approve of it has not.
    NotApproved,
    /// It is there, and was checked or made too long ago.
    OutOfDate,
}

impl LackKind {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 4] = [
        Self::Overdue,
        Self::Missing,
        Self::NotApproved,
        Self::OutOfDate,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Missing => "missing",
            Self::NotApproved => "not approved",
            Self::OutOfDate => "out of date",
        }
    }
}

impl Row {
    /// Everything that the agency lacks.
    pub fn lacks(&self) -> impl Iterator<Item = &Lack> {
        self.cells.iter().flat_map(Cell::lacks)
    }
}

impl Cell {
    /// What is lacking, as far as that is known.
    pub fn lacks(&self) -> &[Lack] {
        match self {
            Self::Unknown => &[],
            Self::Known(lacks) => lacks,
        }
    }

    /// As it is said: `in order`, `not known`, `overdue: 2 of 7 staff; missing: the orientation of S-01`.
    pub fn said(&self) -> String {
        match self {
            Self::Unknown => "not known".to_owned(),
            Self::Known(lacks) if lacks.is_empty() => "in order".to_owned(),
            Self::Known(lacks) => {
                let said = lacks.iter();
                let said: Vec<String> = said
                    .map(|lack| format!("{}: {}", lack.kind.word(), lack.what))
                    .collect();
                said.join("; ")
            }
        }
    }
}
