//! What can be wrong with a record of reviews, with a member's form, and with an approval.

use jiff::civil::Date;

/// A problem of the I&E review.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviewProblem {
    // the record
    /// A content hash of other than 64 hexadecimal digits.
    ContentHash {
        /// What stands there.
        written: String,
    },
    /// One member's determination of one content on one day, twice.
    RecordedTwice {
        /// The member.
        member: String,
        /// The material's file name.
        material: String,
        /// The line of the first.
        earlier: usize,
    },
    /// An approval without the determinations that it needs.
    ApprovalWithoutReview {
        /// The material's file name.
        material: String,
        /// How many members approved that very content by then.
        found: usize,
        /// How many it takes.
        least: usize,
    },
    /// An approval without a technical review of that content.
    ApprovalWithoutTechnicalReview {
        /// The material's file name.
        material: String,
    },
    /// Something was withdrawn that was never approved.
    NothingToWithdraw {
        /// The material's file name.
        material: String,
    },
    /// Somebody else is writing to the record.
    Locked {
        /// The record.
        path: String,
    },

    // forms
    /// A form whose questions are not those of this program.
    FormChanged {
        /// Questions without an answer.
        missing: Vec<String>,
        /// Answers to no question.
        unknown: Vec<String>,
    },
    /// A member whom the agency does not list.
    UnknownMember {
        /// As written.
        member: String,
        /// The nearest that is listed.
        nearest: Option<String>,
        /// All that are listed.
        known: Vec<String>,
    },
    /// A material that is not made for the agency.
    UnknownMaterial {
        /// As written.
        material: String,
        /// The nearest that is made.
        nearest: Option<String>,
        /// All that are made.
        known: Vec<String>,
    },
    /// A form about another content than the material has.
    OtherContent {
        /// The material's file name.
        material: String,
        /// The content of the form.
        reviewed: String,
        /// The content of the material.
        now: String,
    },
    /// A determination that is in the record.
    RecordedAlready {
        /// The member or technical reviewer.
        member: String,
        /// The material's file name.
        material: String,
        /// Its day in the record.
        date: Date,
    },

    /// A form dated on a day that is still to come.
    FormToCome {
        /// The day.
        date: Date,
    },

    // approvals
    /// An approval or withdrawal on a day that is still to come.
    DayToCome {
        /// The day asked for.
        on: Date,
    },
    /// Fewer members than it takes have determined.
    TooFewDeterminations {
        /// The material's file name.
        material: String,
        /// Its content.
        content: String,
        /// How many approved it.
        found: usize,
        /// How many it takes.
        least: usize,
        /// The members without a determination.
        missing: Vec<String>,
    },
    /// What was reviewed is not what the material says now.
    ContentNotReviewed {
        /// The material's file name.
        material: String,
        /// The content last reviewed.
        reviewed: String,
        /// The content of the material.
        now: String,
    },
    /// A member disapproves.
    OpenDisapproval {
        /// The member.
        member: String,
        /// The material's file name.
        material: String,
        /// The content disapproved of.
        content: String,
    },
    /// A member approves of a content only with changes.
    OpenChanges {
        /// The member.
        member: String,
        /// The material's file name.
        material: String,
        /// The content to change.
        content: String,
        /// Whether the material has changed since.
        changed: bool,
    },
    /// Nobody has reviewed the content for technical accuracy.
    NoTechnicalReview {
        /// The material's file name.
        material: String,
        /// Its content.
        content: String,
        /// The position that does.
        reviewer: Option<String>,
    },
    /// The technical review found a fault.
    FailedTechnicalReview {
        /// The reviewer.
        reviewer: String,
        /// The material's file name.
        material: String,
    },
    /// The very content is approved.
    ApprovedAlready {
        /// The material's file name.
        material: String,
        /// Since when.
        date: Date,
    },
    /// A day before that of a determination it rests on.
    ApprovalTooEarly {
        /// The material's file name.
        material: String,
        /// The day asked for.
        on: Date,
        /// The day of the last determination.
        last: Date,
    },
}
