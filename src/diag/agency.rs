//! What can be wrong with an agency's facts, and what can be missing among them.

use jiff::civil::Date;

/// A problem of agency.toml's content, beyond its form.
#[derive(Debug, Clone, PartialEq)]
pub enum AgencyProblem {
    /// `agency.name` is missing.
    NoName,
    /// An entry of a list lacks what it cannot be without.
    Incomplete {
        /// The setting that is missing.
        key: &'static str,
        /// The heading of the entry.
        heading: &'static str,
    },
    /// `append` in a file that extends none.
    NothingToAppendTo,
    /// A name under `append` that is none of a list.
    NoSuchList {
        /// The name as written.
        written: String,
        /// The nearest list.
        nearest: Option<String>,
    },
    /// A character without a shape of its own, or one that turns the text around it.
    ForbiddenCharacter {
        /// The character.
        character: char,
    },
    /// Not a phone number.
    Phone {
        /// What stands there.
        written: String,
        /// Why it is none.
        fault: PhoneFault,
    },
    /// Not a web address.
    Web {
        /// What stands there.
        written: String,
        /// Why it is none.
        fault: WebFault,
    },
    /// Not a language tag.
    Language {
        /// What stands there.
        written: String,
        /// The tag that is probably meant.
        suggestion: Option<&'static str>,
    },
    /// A text in other languages, and not in English.
    NoEnglish {
        /// The setting.
        key: &'static str,
    },
    /// Not a state's postal code.
    State {
        /// What stands there.
        written: String,
        /// The code that is probably meant.
        suggestion: Option<&'static str>,
    },
    /// A number of months that is no interval between two reviews.
    Months {
        /// The setting.
        key: &'static str,
        /// The number that stands there.
        found: i64,
    },
    /// A site's short name that cannot be part of a file's name.
    SiteId {
        /// What stands there.
        written: String,
        /// The same in plain letters.
        suggestion: String,
    },
    /// Two sites with one short name.
    DuplicateSite {
        /// The short name.
        id: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        earlier: String,
    },
    /// A site that is not in the list of sites.
    UnknownSite {
        /// The short name.
        id: String,
        /// The nearest that exists.
        nearest: Option<String>,
    },
    /// A statement left out without a reason.
    NoReason {
        /// The statement.
        statement: String,
    },
    /// A statement both left out and reworded, or neither.
    UnclearChoice {
        /// The statement.
        statement: String,
        /// Whether both were written.
        both: bool,
    },
    /// The next review is not after the effective date.
    ReviewTooEarly {
        /// The effective date.
        effective: Date,
        /// The next review.
        next_review: Date,
    },
    /// Fewer committee members than there must be.
    TooFewMembers {
        /// How many there are.
        found: usize,
    },
    /// One committee member twice.
    DuplicateMember {
        /// The code or name.
        member: String,
    },
    /// One organization twice.
    DuplicateOrganization {
        /// Its name.
        name: String,
        /// The line of the first: `line 4`, or `line 4 of ../grantee.toml`.
        earlier: String,
    },
    /// An organization for clients that they cannot reach.
    Unreachable {
        /// Its name.
        name: String,
    },
    /// A list, and a reason for having none.
    ListAndReason {
        /// `organizations` or `personnel`.
        list: &'static str,
    },
    /// A site at which none of the key personnel is to be called.
    NobodyAtSite {
        /// Its short name.
        id: String,
    },
    /// No key personnel, and no reason for it.
    NoPersonnel,
    /// No local organization, and no reason for it.
    NoOrganizations,
    /// A setting that a finished packet should have.
    Missing {
        /// The setting's path: `policy.number`.
        setting: &'static str,
        /// What the documents do without it.
        effect: &'static str,
        /// A line to write.
        example: &'static str,
    },
    /// A state the agency works in, without its child protective services.
    NoChildProtection {
        /// The state in English.
        state: &'static str,
        /// Its postal code.
        code: &'static str,
    },
    /// There are organizations, and none may be shown to clients.
    NoneForClients,
    /// What looks like the street address of a shelter, on its way to the public.
    ShelterAddress {
        /// The shelter's name.
        name: String,
    },
    /// Nobody is named who answers at night.
    NoAfterHours,
    /// A client contact that nobody noted to have checked.
    NeverVerified {
        /// Its name.
        name: String,
    },
    /// A contact that was checked long ago.
    OldVerification {
        /// Its name.
        name: String,
        /// When it was checked.
        verified_on: Date,
    },
    /// A contact that was checked in the future.
    FutureDate {
        /// The setting.
        key: &'static str,
        /// The date.
        date: Date,
    },
    /// Not a colour.
    Colour {
        /// What stands there.
        written: String,
        /// The colour that is probably meant, dark enough.
        suggestion: Option<String>,
    },
    /// A colour on which white words cannot be read.
    PaleAccent {
        /// The colour.
        written: String,
        /// Its contrast with white, 1 to 21.
        contrast: f64,
        /// The nearest shade that is dark enough.
        suggestion: String,
    },
    /// A logo without words for people who cannot see it.
    LogoWithoutWords,
    /// Words for a logo that is not there.
    WordsWithoutLogo,
    /// A number shown to clients that ends in an extension: perhaps somebody's desk.
    ExtensionForClients {
        /// The organization.
        organization: String,
    },
    /// A text that is too long for a fact.
    TextTooLong {
        /// The setting.
        key: &'static str,
        /// How many letters it has.
        found: usize,
        /// How many it may have.
        most: usize,
    },
    /// A list with more entries than any agency has.
    ListTooLong {
        /// The list.
        key: &'static str,
        /// How many it has.
        found: usize,
        /// How many it may have.
        most: usize,
    },
    /// A number shown to clients that ends in an extension of the agency's own.
    StaffExtensionForClients {
        /// Whose number it is said to be.
        organization: String,
    },
    /// The phone of one of the staff, shown to clients as an organization's.
    StaffPhoneForClients {
        /// The organization.
        organization: String,
        /// The position.
        position: String,
    },
}

/// Why a text is not a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneFault {
    /// There are no digits to speak of.
    NoNumber,
    /// There are words beside the digits.
    Words,
    /// Two numbers in one text.
    TwoNumbers,
    /// Seven digits.
    NoAreaCode,
    /// Not ten digits.
    DigitCount {
        /// How many there are.
        found: usize,
    },
    /// Not ten digits after the country code.
    DigitsAfterOne {
        /// How many there are.
        found: usize,
    },
    /// A letter O or l in place of a digit.
    LetterForDigit {
        /// The letter.
        letter: char,
    },
    /// A character that no phone number has.
    OddCharacter {
        /// The character.
        character: char,
    },
    /// An area code that cannot exist.
    AreaCode {
        /// The three digits.
        code: String,
    },
    /// An exchange (the three digits after the area code) that cannot exist.
    Exchange {
        /// The three digits.
        code: String,
    },
    /// A number that charges whoever calls it: area code 900, exchange 976.
    Premium,
    /// A code for text messages.
    TextCode,
    /// A number of another country than those with the country code 1.
    Abroad,
}

/// Why a text is not a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebFault {
    /// There is a space in it.
    Space,
    /// It is an e-mail address.
    Mail,
    /// It is an address of something other than a web page.
    NotWeb,
    /// It holds a user name or password.
    UserName,
    /// It is no address at all.
    Unreadable,
}
