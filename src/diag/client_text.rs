//! Problems of the finished text of documents: wrong numbers, and staff facts that clients would see.

use std::sync::Arc;

use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A contact in the finished text of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientTextProblem {
    pub kind: ClientTextProblemKind,
    /// The contact as the document shows it.
    pub shown_text: String,
    /// The setting it comes from; none for the text of a template.
    pub setting: Option<String>,
    /// The documents that show it.
    pub documents: Vec<String>,
}

/// What is wrong with a contact.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientTextProblemKind {
    /// A phone number or text code that is a slip of the Hotline's.
    HotlineTypo {
        hotline_number: String,
        difference: NumberDifference,
    },
    /// A link that shows one number and dials or texts another.
    LinkDialsOtherNumber { shown_number: String },
    /// A link that shows one web address and leads to another.
    LinkLeadsToOtherAddress { shown_address: String },
    /// A web address that is almost the Hotline's.
    HotlineAddressTypo { hotline_address: String },
    /// The number of a staff member or of an organization for staff only.
    StaffNumber { owner: Arc<FactOwner> },
    /// An extension of the agency's own phone system.
    StaffExtension { owner: Option<Arc<FactOwner>> },
    /// Given and family name of a staff member.
    StaffName { owner: Arc<FactOwner> },
    /// One word of a staff member's name, or the full name inside an organization's name.
    PossibleStaffName { owner: Arc<FactOwner> },
    /// A public number that a staff entry has as well.
    StaffOnPublicNumber { owner: Arc<FactOwner> },
    /// The web address of an organization for staff only.
    StaffAddress { owner: Arc<FactOwner> },
    /// The number of an entry that is another's as well.
    SharedNumber {
        /// The other entry's name, in back quotes, or the Hotline.
        other_owner: String,
    },
    /// A number with an extension, perhaps one person's desk.
    Extension,
    /// A number that is not listed anywhere, with the nearest listed number and its owner.
    UnlistedNumber { nearest: Option<(String, String)> },
    /// A number that charges callers, by its area code or exchange.
    ChargedNumber,
    /// A code for text messages that no organization lists.
    UnlistedTextCode,
    /// A web or email address that is not listed anywhere.
    UnlistedAddress { is_email: bool },
}

/// How a number differs from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberDifference {
    OneDigit,
    SwappedDigits,
    MissingDigit,
    ExtraDigit,
    /// Another toll-free prefix: `800` in the place of `888`.
    TollFreePrefix,
}

/// The entry that a fact belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactOwner {
    /// The position, person or organization.
    pub name: String,
    /// The list of the entry: `[[personnel]]`.
    pub list: &'static str,
    /// The base file that has the entry, if it is not in the agency's own file.
    pub base_file: Option<String>,
}

impl FactOwner {
    fn describe(&self) -> String {
        let own = format!("`{}` under `{}`", self.name, self.list);
        match &self.base_file {
            Some(file) => format!("{own} in `{file}`"),
            None => own,
        }
    }
}

impl NumberDifference {
    fn describe(self) -> &'static str {
        match self {
            Self::OneDigit => "by one digit",
            Self::SwappedDigits => "by two swapped digits",
            Self::MissingDigit => "by a missing digit",
            Self::ExtraDigit => "by an extra digit",
            Self::TollFreePrefix => "in its first three digits",
        }
    }
}

impl ClientTextProblem {
    /// Returns where the text comes from, to begin or continue a sentence.
    fn source(&self) -> String {
        match &self.setting {
            Some(setting) => format!("`{setting}`"),
            None => "the template".to_owned(),
        }
    }

    fn describe_extension(&self, owner: Option<&FactOwner>) -> String {
        let (shown, source, documents) = (&self.shown_text, self.source(), self.document_list());
        match owner {
            Some(owner) => format!(
                "`{shown}` is the extension of {}, but {source} shows it to clients in {documents}",
                owner.describe()
            ),
            None => format!(
                "`{shown}` is an extension of your own agency, but {source} shows it to clients in {documents}"
            ),
        }
    }

    /// Returns the documents: `` `policy`, `poster-help` and 3 others ``.
    fn document_list(&self) -> String {
        const MAX_NAMED_DOCUMENTS: usize = 3;
        let mut named: Vec<String> = self
            .documents
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        if named.len() > MAX_NAMED_DOCUMENTS {
            let others = named.split_off(MAX_NAMED_DOCUMENTS - 1).len();
            named.push(format!("{others} others"));
        }
        let last = named.pop().unwrap_or_default();
        if named.is_empty() {
            return last;
        }
        format!("{} and {last}", named.join(", "))
    }
}

impl DomainProblem for ClientTextProblem {
    fn code(&self) -> &'static str {
        match &self.kind {
            ClientTextProblemKind::HotlineTypo { .. } => "near-miss-phone",
            ClientTextProblemKind::LinkDialsOtherNumber { .. } => "link-number",
            ClientTextProblemKind::LinkLeadsToOtherAddress { .. } => "link-address",
            ClientTextProblemKind::ChargedNumber => "charged-number",
            ClientTextProblemKind::HotlineAddressTypo { .. } => "near-miss-address",
            ClientTextProblemKind::StaffNumber { .. } => "staff-phone-for-clients",
            ClientTextProblemKind::StaffExtension { .. } => "staff-extension-for-clients",
            ClientTextProblemKind::StaffName { .. } => "staff-name-for-clients",
            ClientTextProblemKind::PossibleStaffName { .. } => "possible-staff-name",
            ClientTextProblemKind::StaffOnPublicNumber { .. } => "staff-on-public-number",
            ClientTextProblemKind::StaffAddress { .. } => "staff-address-for-clients",
            ClientTextProblemKind::SharedNumber { .. } => "shared-number",
            ClientTextProblemKind::Extension => "extension-for-clients",
            ClientTextProblemKind::UnlistedNumber { .. } => "unlisted-number",
            ClientTextProblemKind::UnlistedTextCode => "unlisted-text-code",
            ClientTextProblemKind::UnlistedAddress { .. } => "unlisted-address",
        }
    }

    fn severity(&self) -> Severity {
        match &self.kind {
            ClientTextProblemKind::HotlineTypo { .. }
            | ClientTextProblemKind::LinkDialsOtherNumber { .. }
            | ClientTextProblemKind::LinkLeadsToOtherAddress { .. }
            | ClientTextProblemKind::ChargedNumber
            | ClientTextProblemKind::HotlineAddressTypo { .. }
            | ClientTextProblemKind::StaffNumber { .. }
            | ClientTextProblemKind::StaffExtension { .. }
            | ClientTextProblemKind::StaffName { .. }
            | ClientTextProblemKind::StaffAddress { .. } => Severity::Error,
            ClientTextProblemKind::PossibleStaffName { .. }
            | ClientTextProblemKind::StaffOnPublicNumber { .. }
            | ClientTextProblemKind::SharedNumber { .. }
            | ClientTextProblemKind::Extension
            | ClientTextProblemKind::UnlistedNumber { .. }
            | ClientTextProblemKind::UnlistedTextCode
            | ClientTextProblemKind::UnlistedAddress { .. } => Severity::Warning,
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        let (shown, source, documents) = (&self.shown_text, self.source(), self.document_list());
        match &self.kind {
            ClientTextProblemKind::HotlineTypo {
                hotline_number,
                difference,
            } => new_description(
                format!(
                    "`{shown}` differs from the Hotline's number `{hotline_number}` {}; {source} shows it in {documents}",
                    difference.describe()
                ),
                "correct it; if it really is another organization's number, give the `website` instead",
            ),
            ClientTextProblemKind::LinkDialsOtherNumber { shown_number } => new_description(
                format!(
                    "a link shows `{shown_number}` but leads to `{shown}`; {source} has it in {documents}"
                ),
                "write the same number in both places",
            ),
            ClientTextProblemKind::LinkLeadsToOtherAddress { shown_address } => new_description(
                format!(
                    "a link shows `{shown_address}` but leads to `{shown}`; {source} has it in {documents}"
                ),
                "write the same address in both places",
            ),
            ClientTextProblemKind::ChargedNumber => new_description(
                format!(
                    "{source} shows clients `{shown}` in {documents}, a number that charges callers more than a usual call"
                ),
                "write a toll-free number, or one in the United States with regular charges",
            ),
            ClientTextProblemKind::HotlineAddressTypo { hotline_address } => new_description(
                format!(
                    "`{shown}` is almost the Hotline's address `{hotline_address}`; {source} shows it in {documents}"
                ),
                format!("write `{hotline_address}`, or leave the address out"),
            ),
            ClientTextProblemKind::StaffNumber { owner } => new_description(
                format!(
                    "`{shown}` is the number of {}, but {source} shows it to clients in {documents}",
                    owner.describe()
                ),
                "delete it there, or write a number that clients may call",
            ),
            ClientTextProblemKind::StaffExtension { owner } => new_description(
                self.describe_extension(owner.as_deref()),
                "write the number without the extension, or delete it there; a contact that only staff may call has `audience = \"staff\"`",
            ),
            ClientTextProblemKind::StaffName { owner } => new_description(
                format!(
                    "`{shown}` names {}, but {source} shows it to clients in {documents}",
                    owner.describe()
                ),
                "delete the name, or write a position instead",
            ),
            ClientTextProblemKind::PossibleStaffName { owner } => new_description(
                format!(
                    "{source} shows `{shown}` to clients in {documents}, which may be the name of {}",
                    owner.describe()
                ),
                "if it is, delete the name or write a position instead",
            ),
            ClientTextProblemKind::StaffOnPublicNumber { owner } => new_description(
                format!(
                    "`{shown}`, the number of {}, is also the public number in `agency.phone`",
                    owner.describe()
                ),
                "make sure that clients may call it, or correct one of the two numbers",
            ),
            ClientTextProblemKind::StaffAddress { owner } => new_description(
                format!(
                    "`{shown}` is an address of {}, which only staff see, but {source} shows it to clients in {documents}",
                    owner.describe()
                ),
                "delete it there, or write `audience = \"client\"` in the entry if clients may see it",
            ),
            ClientTextProblemKind::SharedNumber { other_owner } => new_description(
                format!(
                    "{source} shows clients `{shown}` in {documents}, but that is the number of {other_owner}"
                ),
                "correct it; if both really share the number, you can keep it",
            ),
            ClientTextProblemKind::Extension => new_description(
                format!(
                    "{source} shows clients `{shown}` in {documents}, with an extension that may be one person's desk"
                ),
                "give clients the main number, without an extension",
            ),
            ClientTextProblemKind::UnlistedNumber { nearest } => new_description(
                format!(
                    "{source} shows clients `{shown}` in {documents}, a number that is not listed in agency.toml"
                ),
                list_number_hint(nearest.as_ref()),
            ),
            ClientTextProblemKind::UnlistedTextCode => new_description(
                format!(
                    "{source} tells clients to text `{shown}` in {documents}, a code that no organization lists"
                ),
                "check the code; list it as the `text_number` of an entry under `[[organizations]]` with `verified_on` and `audience = \"client\"`",
            ),
            ClientTextProblemKind::UnlistedAddress { is_email } => new_description(
                format!(
                    "{source} shows clients `{shown}` in {documents}, an address that is not listed in agency.toml"
                ),
                if *is_email {
                    "write a listed phone number or website instead: an email stays in the client's mailbox, where others may read it"
                } else {
                    "list it: add an entry under `[[organizations]]` with its `website`, `verified_on` and `audience = \"client\"`"
                },
            ),
        }
    }
}

/// Returns how to list a number that is not listed. `nearest` is the listed number most like it, with its owner.
fn list_number_hint(nearest: Option<&(String, String)>) -> String {
    const LIST_IT: &str = "list it: add an entry under `[[organizations]]` with its `phone`, `verified_on` and `audience = \"client\"`";
    match nearest {
        Some((number, owner)) => {
            format!("did you mean `{number}`, the number of `{owner}`? Otherwise {LIST_IT}")
        }
        None => LIST_IT.to_owned(),
    }
}
