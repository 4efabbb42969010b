//! Checks the finished text of documents: every number, address and staff name that a reader would see, whatever
//! setting or template it comes from.
//!
//! Client documents must show no staff fact. In every document a slip of the Hotline's number is an error.

mod contact_scanner;
mod digit_spellings;
mod following_numbers;
mod known_contacts;
mod name_matcher;
mod visible_text;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::pack::{DocumentTemplate, TemplatePack};
use crate::config::agency::Agency;
use crate::config::value_types::PhoneNumber;
use crate::diag::client_text::{
    ClientTextProblem, ClientTextProblemKind, FactOwner, NumberDifference,
};
use crate::diag::contact_errors::PhoneNumberError;
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::document::{Audience, BlockOrigin, Document, Inline, traversal};
use crate::span::Span;
use contact_scanner::{DigitGroup, FoundAddress, FoundNumber, ScannedText, scan_text};
use following_numbers::following_numbers;
use known_contacts::{KnownContacts, single_slip};
use name_matcher::{FoundName, NameCertainty, NameMatcher};
use visible_text::{TextOrigin, VisibleText, visible_texts};

/// Reports wrong numbers and staff facts in the text of finished documents, each once with all its documents.
pub(super) fn check_finished_documents(
    pack: &TemplatePack,
    agency: &Agency,
    documents: &[Document],
) -> Diagnostics {
    let mut checker = TextChecker {
        pack,
        agency,
        known: KnownContacts::new(&pack.hotline, agency),
        names: NameMatcher::new(template_words(documents)),
        name_owners: Vec::new(),
        people_in_positions: BTreeSet::new(),
        findings: Vec::new(),
    };
    checker.add_staff_names();
    let logo_alt = agency
        .theme
        .logo
        .as_ref()
        .map(|logo| logo.alt_text.as_str());
    for document in documents {
        let is_visible_to_clients = document.audience == Audience::Client;
        for text in visible_texts(document, logo_alt) {
            checker.check_text(document, &text, is_visible_to_clients);
            checker.check_link_target(document, &text);
        }
    }
    checker.into_diagnostics()
}

/// Returns the lowercase words of the templates, which are no sign of a name.
fn template_words(documents: &[Document]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for document in documents {
        if document.audience != Audience::Client {
            continue;
        }
        traversal::visit_inlines(&document.blocks, &mut |inline| {
            if let Inline::Text(text) = inline {
                words.extend(name_matcher::lowercase_words(text));
            }
        });
    }
    words
}

/// Checks texts and collects what it finds.
struct TextChecker<'all> {
    pack: &'all TemplatePack,
    agency: &'all Agency,
    known: KnownContacts,
    names: NameMatcher,
    /// The entry of each person in `names`.
    name_owners: Vec<Arc<FactOwner>>,
    /// The people in `names` that a position seems to name.
    people_in_positions: BTreeSet<usize>,
    findings: Vec<Finding>,
}

/// A problem, which several documents may show.
struct Finding {
    /// The contact without its formatting: digits, address or name.
    normalized: String,
    problem: ClientTextProblem,
    span: Option<Span>,
}

/// A document's text in which something was found.
struct FoundIn<'text> {
    document: &'text Document,
    text: &'text VisibleText<'text>,
    byte_range: Range<usize>,
}

impl TextChecker<'_> {
    fn add_staff_names(&mut self) {
        const NAME_LISTS: [(&str, &str, bool, &str); 4] = [
            ("personnel", ".name", false, "[[personnel]]"),
            ("policy.approvals", ".name", false, "policy.approvals"),
            ("training.staff", ".code", true, "[[training.staff]]"),
            ("committee.members", "", true, "committee.members"),
        ];
        let layers = &self.agency.base_layers;
        let merged = self.agency.setting_texts.iter().map(|fact| (fact, false));
        let of_base_layers = layers.iter().flat_map(|base| {
            let facts = base.facts.setting_texts.iter();
            facts.map(|fact| (fact, true))
        });
        for (fact, is_of_base_layer) in merged.chain(of_base_layers) {
            if !is_of_base_layer
                && fact.setting_path.starts_with("personnel[")
                && fact.setting_path.ends_with("].position")
                && let Some(name) = name_matcher::name_in_position(&fact.text)
            {
                let start = self.name_owners.len();
                let count = self.names.add_people(name, false);
                let owner = Arc::new(FactOwner {
                    name: fact.text.clone(),
                    list: "[[personnel]]",
                    base_file: None,
                });
                self.name_owners.extend(std::iter::repeat_n(owner, count));
                self.people_in_positions.extend(start..start + count);
            }
            let list = NAME_LISTS.iter().find(|(list, key, ..)| {
                let rest = fact.setting_path.strip_prefix(list);
                rest.and_then(|rest| rest.strip_prefix('['))
                    .and_then(|rest| rest.split_once(']'))
                    .is_some_and(|(_, rest)| rest == *key)
            });
            let mut owners = self.name_owners.iter();
            let is_known = is_of_base_layer && owners.any(|owner| owner.name == fact.text);
            if let Some((_, _, is_role_possible, list)) = list
                && !is_known
            {
                let count = self.names.add_people(&fact.text, *is_role_possible);
                let file_name = &fact.span.file.name;
                let is_of_base = layers.iter().any(|base| base.file_name == *file_name);
                let owner = Arc::new(FactOwner {
                    name: fact.text.clone(),
                    list,
                    base_file: is_of_base.then(|| file_name.clone()),
                });
                self.name_owners.extend(std::iter::repeat_n(owner, count));
            }
        }
    }

    fn check_text(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        is_visible_to_clients: bool,
    ) {
        if text.text.is_empty() {
            return;
        }
        let scanned = scan_text(&text.text);
        let mut numbers = Vec::new();
        for group in &scanned.digit_groups {
            numbers.extend(self.check_digit_group(document, text, group, is_visible_to_clients));
        }
        self.check_text_codes(document, text, &scanned, &numbers, is_visible_to_clients);
        for address in &scanned.addresses {
            self.check_address(document, text, address, is_visible_to_clients);
        }
        for (byte_range, hotline_address) in self.known.mistyped_hotline_addresses(&text.text) {
            let mut addresses = scanned.addresses.iter();
            if !addresses.any(|address| overlap(&address.byte_range, &byte_range)) {
                let normalized = text.text[byte_range.clone()].to_lowercase();
                let kind = ClientTextProblemKind::HotlineAddressTypo { hotline_address };
                let found_in = FoundIn {
                    document,
                    text,
                    byte_range,
                };
                self.report(&found_in, normalized, kind);
            }
        }
        if !is_visible_to_clients {
            return;
        }
        for extension in &scanned.bare_extensions {
            self.check_bare_extension(document, text, extension);
        }
        if !self.names.is_empty() && text.text.chars().any(char::is_alphabetic) {
            for name in self.names.find_names(&text.text, text.is_heading) {
                self.check_name(document, text, &name);
            }
        }
    }

    /// Reports a link that shows one number or web address and leads to another.
    fn check_link_target(&mut self, document: &Document, text: &VisibleText<'_>) {
        let Some(shown) = &text.link_text else { return };
        let found_in = FoundIn {
            document,
            text,
            byte_range: 0..text.text.len(),
        };
        if let Some(shown_host) = only_host(shown)
            && let Some(host) = only_host(&text.text)
            && text.text.starts_with("http")
            && !is_same_or_part(&shown_host, &host)
        {
            let shown_address = shown.trim().to_owned();
            let kind = ClientTextProblemKind::LinkLeadsToOtherAddress { shown_address };
            self.report(&found_in, host, kind);
        }
        let number_in = |text: &str| {
            let groups = scan_text(text).digit_groups;
            let windows = groups.iter().flat_map(|group| {
                let windows = group.windows(&[11, 10, 3, 5, 6], &[]);
                windows.into_iter().map(|window| group.digits(window))
            });
            let first = windows.into_iter().next()?;
            Some(national_part(&first).unwrap_or(&first).to_owned())
        };
        let is_dialed = text.text.starts_with("tel:") || text.text.starts_with("sms:");
        let (Some(shown_number), Some(target)) = (number_in(shown), number_in(&text.text)) else {
            return;
        };
        if is_dialed && shown_number != target {
            let shown_number = shown.trim().to_owned();
            let kind = ClientTextProblemKind::LinkDialsOtherNumber { shown_number };
            self.report(&found_in, target, kind);
        }
    }

    /// Checks the numbers of one run of digits; returns their byte ranges.
    fn check_digit_group(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        group: &DigitGroup,
        is_visible_to_clients: bool,
    ) -> Vec<Range<usize>> {
        let mut taken: Vec<Range<usize>> = Vec::new();
        let found_in = |window: &Range<usize>| FoundIn {
            document,
            text,
            byte_range: group.byte_range(window.clone()),
        };
        // The longest spelling first, so that a leading 1 belongs to its number.
        for window in group.windows(&[11, 10], &[]) {
            let digits = group.digits(window.clone());
            let Some(national) = national_part(&digits) else {
                continue;
            };
            let is_taken = taken.iter().any(|used| overlap(used, &window));
            if is_taken {
                continue;
            }
            let is_last = window.end == group.tokens.len();
            let joined = group
                .joined_extension(&window)
                .filter(|(joined, is_certain)| {
                    let mut lines = self.known.staff_lines.iter();
                    *is_certain || lines.any(|line| line.extension.as_ref() == Some(&joined.digits))
                });
            let joined = joined.map(|(joined, _)| joined);
            let extension = group
                .extension
                .as_ref()
                .filter(|_| is_last)
                .or(joined.as_ref());
            if self.known.is_public_line(national) || self.known.staff_line(national).is_some() {
                taken.push(window.clone());
                if is_visible_to_clients {
                    self.check_known_number(&found_in(&window), national, extension);
                }
            }
        }
        for window in group.windows(&[11, 10, 9, 12], &[]) {
            let digits = group.digits(window.clone());
            let hotline = self.known.hotline_digits.clone();
            let is_exact = digits == hotline || digits.strip_prefix('1') == Some(&hotline);
            let national = digits.strip_prefix('1').filter(|_| digits.len() != 9);
            let candidates = [Some(digits.as_str()), national];
            let slip = candidates.into_iter().flatten().find_map(|digits| {
                single_slip(digits, &hotline).or_else(|| toll_free_slip(digits, &hotline))
            });
            // A listed number can be a slip as well.
            let is_part_of_other = taken
                .iter()
                .any(|used| *used != window && overlap(used, &window));
            let has_wrong_prefix =
                digits.ends_with(&hotline) && group.has_joined_prefix(window.clone());
            let is_own_number = !is_part_of_other || has_wrong_prefix;
            if let Some(difference) = slip.filter(|_| !is_exact && is_own_number) {
                let number = self.pack.hotline.call_number.display_text.clone();
                self.report_hotline_typo(&found_in(&window), &digits, number, difference);
                taken.push(window);
            }
        }
        if is_visible_to_clients {
            self.check_following_numbers(document, text, group);
            self.check_other_numbers(document, text, group, &mut taken);
        }
        taken
            .iter()
            .map(|window| group.byte_range(window.clone()))
            .collect()
    }

    /// Reports extensions and last digits of staff numbers that follow a number: `then press 4`, `or 0111`.
    fn check_following_numbers(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        group: &DigitGroup,
    ) {
        for window in group.windows(&[11, 10], &[]) {
            let digits = group.digits(window.clone());
            let Some(national) = national_part(&digits) else {
                continue;
            };
            let first = group.byte_range(window.clone());
            let is_marked = group.extension.is_some() && window.end == group.tokens.len();
            for following in following_numbers(&text.text, first.end) {
                let number = following.number;
                let gap = &text.text[first.end..number.byte_range.start];
                let found_in = |start| FoundIn {
                    document,
                    text,
                    byte_range: start..number.byte_range.end,
                };
                if let Some((neighbor, owner)) = self.neighboring_staff_line(national, &number, gap)
                {
                    let kind = ClientTextProblemKind::StaffNumber { owner };
                    self.report(&found_in(number.byte_range.start), neighbor, kind);
                    continue;
                }
                // Others are found as the extension of the number.
                let is_known = is_marked || matches!(gap, "-" | ",");
                let owner = self.known.staff_extension(national, &number.digits);
                if let Some(owner) = owner.filter(|_| following.is_alone && !is_known) {
                    let kind = ClientTextProblemKind::StaffExtension { owner: Some(owner) };
                    let normalized = format!("{national};{}", number.digits);
                    self.report(&found_in(first.start), normalized, kind);
                }
            }
        }
    }

    /// Returns the staff number, with its entry, that differs from a number only in the last digits, which follow it.
    fn neighboring_staff_line(
        &self,
        national: &str,
        last_digits: &FoundNumber,
        gap: &str,
    ) -> Option<(String, Arc<FactOwner>)> {
        let kept = match last_digits.digits.len() {
            4 => 6,
            2 if gap == "/" || gap == "-" => 8,
            _ => return None,
        };
        let neighbor = format!("{}{}", &national[..kept], last_digits.digits);
        let line = self.known.staff_line(&neighbor)?;
        let owner = line.owner.clone();
        (!self.known.is_public_line(&neighbor)).then_some((neighbor, owner))
    }

    /// Checks the numbers of a run that are neither listed with their area code nor a slip of the Hotline's.
    fn check_other_numbers(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        group: &DigitGroup,
        taken: &mut Vec<Range<usize>>,
    ) {
        let found_in = |window: &Range<usize>| FoundIn {
            document,
            text,
            byte_range: group.byte_range(window.clone()),
        };
        for at in 0..group.tokens.len() {
            let digits = &group.tokens[at].digits;
            let mut lines = self.known.staff_lines.iter();
            let staff = lines.find(|line| {
                digits.len() > 11
                    && digits.contains(&line.digits)
                    && !self.known.is_public_line(&line.digits)
            });
            if let Some(owner) = staff.map(|line| line.owner.clone()) {
                taken.push(at..at + 1);
                let kind = ClientTextProblemKind::StaffNumber { owner };
                let digits = digits.clone();
                self.report(&found_in(&(at..at + 1)), digits, kind);
            }
        }
        for window in group.windows(&[11, 10], taken) {
            if taken.iter().any(|used| overlap(used, &window)) {
                continue;
            }
            let digits = group.digits(window.clone());
            let is_valid = national_part(&digits).is_some_and(|national| {
                let starts = [&national[..1], &national[3..4]];
                starts.iter().all(|start| !matches!(*start, "0" | "1"))
            });
            if is_valid && group.is_written_like_a_phone_number(window.clone()) {
                self.report_unlisted(&found_in(&window), &digits);
                taken.push(window);
            }
        }
        for window in group.windows(&[7], taken) {
            if !group.stand_together(window.clone())
                || taken.iter().any(|used| overlap(used, &window))
            {
                continue;
            }
            let digits = group.digits(window.clone());
            let mut staff = self.known.staff_lines.iter();
            let staff = staff.find(|line| {
                line.digits.ends_with(&digits) && !self.known.is_public_line(&line.digits)
            });
            let is_public = self
                .known
                .public_lines
                .iter()
                .any(|line| line.digits.ends_with(&digits));
            if let Some(owner) = staff.map(|line| line.owner.clone()) {
                self.report(
                    &found_in(&window),
                    digits,
                    ClientTextProblemKind::StaffNumber { owner },
                );
            } else if !group.is_written_like_a_local_number(window.clone()) {
                continue;
            } else if !is_public {
                self.report_unlisted(&found_in(&window), &digits);
            }
            taken.push(window);
        }
        for window in group.incomplete_numbers() {
            if !taken.iter().any(|used| overlap(used, &window)) {
                self.report_unlisted(&found_in(&window), &group.digits(window.clone()));
                taken.push(window);
            }
        }
        self.check_foreign_number(document, text, group, taken);
    }

    /// Warns of a number with `+` and another country's code.
    fn check_foreign_number(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        group: &DigitGroup,
        taken: &mut Vec<Range<usize>>,
    ) {
        const MIN_DIGITS: usize = 8;
        const EXIT_CODE: &str = "011";
        let all = 0..group.tokens.len();
        let byte_range = group.byte_range(all.clone());
        let digits = group.digits(all.clone());
        let has_plus =
            text.text[..byte_range.start].ends_with('+') || group.tokens[0].digits == EXIT_CODE;
        if taken.is_empty() && has_plus && (MIN_DIGITS..=15).contains(&digits.len()) {
            let found_in = FoundIn {
                document,
                text,
                byte_range,
            };
            self.report_unlisted(&found_in, &digits);
            taken.push(all);
        }
    }

    fn check_known_number(
        &mut self,
        found_in: &FoundIn<'_>,
        digits: &str,
        extension: Option<&FoundNumber>,
    ) {
        let staff = self
            .known
            .staff_lines
            .iter()
            .filter(|line| line.digits == digits);
        let is_agency_line = self.known.agency_line.as_deref() == Some(digits);
        let is_public = self.known.is_public_line(digits);
        if let Some(extension) = extension {
            let mut staff = staff.clone();
            let exact = staff
                .find(|line| line.extension.as_ref() == Some(&extension.digits))
                .map(|line| line.owner.clone());
            let is_own_phone =
                is_agency_line && self.known.agency_extension.as_ref() == Some(&extension.digits);
            let is_staff_line = self.known.staff_line(digits).is_some();
            let kind = if exact.is_some() || is_staff_line || is_agency_line && !is_own_phone {
                ClientTextProblemKind::StaffExtension { owner: exact }
            } else {
                ClientTextProblemKind::Extension
            };
            let byte_range = found_in.byte_range.start..extension.byte_range.end;
            let normalized = format!("{digits};{}", extension.digits);
            self.report(
                &FoundIn {
                    byte_range,
                    ..*found_in
                },
                normalized,
                kind,
            );
            return;
        }
        if let Some(other) = self.other_owner(found_in, digits) {
            let kind = ClientTextProblemKind::SharedNumber { other_owner: other };
            self.report(found_in, digits.to_owned(), kind);
            return;
        }
        let mut staff = staff.clone();
        if !is_public {
            if let Some(owner) = staff.next().map(|line| line.owner.clone()) {
                self.report(
                    found_in,
                    digits.to_owned(),
                    ClientTextProblemKind::StaffNumber { owner },
                );
            }
        } else if is_agency_line
            && let Some(line) = staff.find(|line| line.extension.is_none())
            && found_in.setting() == Some("agency.phone")
        {
            let owner = line.owner.clone();
            let kind = ClientTextProblemKind::StaffOnPublicNumber { owner };
            self.report(found_in, digits.to_owned(), kind);
        }
    }

    /// Returns who else is listed with the number of an entry. Somebody probably copied the wrong one.
    fn other_owner(&self, found_in: &FoundIn<'_>, digits: &str) -> Option<String> {
        let setting = found_in.setting()?;
        let own_name = match setting.strip_prefix("organizations[") {
            None if setting == "agency.phone" => &self.agency.name,
            None => return None,
            Some(rest) => {
                let (number, key) = rest.split_once("].")?;
                let number: usize = number.parse().ok()?;
                let organization = self.agency.organizations.get(number.checked_sub(1)?)?;
                let text_number = organization.text_number.as_ref();
                let is_own = key == "phone"
                    || text_number.map(known_contacts::national_digits).as_deref() == Some(digits);
                if !is_own {
                    return None;
                }
                &organization.name
            }
        };
        if digits == self.known.hotline_digits {
            return Some("the National Human Trafficking Hotline".to_owned());
        }
        let mut lines = self.known.public_lines.iter();
        let other = lines.find(|line| line.digits == digits && line.owner_name != *own_name)?;
        Some(format!("`{}`", other.owner_name))
    }

    fn check_bare_extension(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        extension: &FoundNumber,
    ) {
        let shown = &text.text[extension.byte_range.clone()];
        let first_digit = shown.find(|c: char| c.is_ascii_digit());
        let following = first_digit
            .map(|at| following_numbers(&text.text, extension.byte_range.start + at))
            .unwrap_or_default();
        let following = following.into_iter().enumerate();
        let mut numbers: Vec<FoundNumber> = following
            .filter(|(at, following)| *at == 0 || following.is_alone)
            .map(|(_, following)| following.number)
            .collect();
        numbers.push(extension.clone());
        for number in numbers {
            let digits = number.digits.trim_start_matches('0');
            let mut lines = self.known.staff_lines.iter();
            let Some(line) = lines.find(|line| line.has_extension(digits)) else {
                continue;
            };
            // In another phone system it may be anybody's.
            let kind = if line.is_replaced {
                ClientTextProblemKind::Extension
            } else {
                ClientTextProblemKind::StaffExtension {
                    owner: Some(line.owner.clone()),
                }
            };
            let found_in = FoundIn {
                document,
                text,
                byte_range: extension.byte_range.start..number.byte_range.end,
            };
            let normalized = format!(";{digits}");
            self.report(&found_in, normalized, kind);
        }
    }

    /// Checks codes for text messages, and numbers of six digits anywhere that are almost the Hotline's code.
    fn check_text_codes(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        scanned: &ScannedText,
        numbers: &[Range<usize>],
        is_visible_to_clients: bool,
    ) {
        let hotline = self.pack.hotline.text_number.clone();
        if is_visible_to_clients {
            for code in &scanned.called_codes {
                let found_in = FoundIn {
                    document,
                    text,
                    byte_range: code.byte_range.clone(),
                };
                self.report_unlisted(&found_in, &code.digits);
            }
        }
        let mut codes: Vec<(FoundNumber, bool)> = Vec::new();
        for code in &scanned.text_codes {
            codes.push((code.clone(), true));
        }
        for code in &scanned.possible_codes {
            if !codes
                .iter()
                .any(|(known, _)| known.byte_range == code.byte_range)
            {
                codes.push((code.clone(), false));
            }
        }
        // A code that stands alone, as on a poster.
        for group in &scanned.digit_groups {
            for window in group.bare_codes(&text.text, hotline.len()) {
                let digits = group.digits(window.clone());
                let byte_range = group.byte_range(window);
                if !codes
                    .iter()
                    .any(|(code, _)| overlap(&code.byte_range, &byte_range))
                {
                    codes.push((FoundNumber { digits, byte_range }, false));
                }
            }
            for window in group.windows(&[hotline.len() - 1, hotline.len(), hotline.len() + 1], &[])
            {
                let digits = group.digits(window.clone());
                let byte_range = group.byte_range(window);
                let is_alone = text.is_heading || text.text.trim().len() == byte_range.len();
                let is_known = codes.iter().any(|(code, _)| code.byte_range == byte_range);
                if is_alone && !is_known {
                    codes.push((FoundNumber { digits, byte_range }, false));
                }
            }
        }
        for (code, is_after_text) in codes {
            let is_in_number = numbers
                .iter()
                .any(|number| overlap(number, &code.byte_range));
            if is_in_number || code.digits == hotline {
                continue;
            }
            let found_in = FoundIn {
                document,
                text,
                byte_range: code.byte_range.clone(),
            };
            if let Some(difference) = single_slip(&code.digits, &hotline) {
                self.report_hotline_typo(&found_in, &code.digits, hotline.clone(), difference);
            } else if is_visible_to_clients
                && is_after_text
                && (5..=6).contains(&code.digits.len())
                && !self.known.public_text_codes.contains(&code.digits)
            {
                self.report(
                    &found_in,
                    code.digits,
                    ClientTextProblemKind::UnlistedTextCode,
                );
            }
        }
    }

    fn check_address(
        &mut self,
        document: &Document,
        text: &VisibleText<'_>,
        found: &FoundAddress,
        is_visible_to_clients: bool,
    ) {
        let found_in = FoundIn {
            document,
            text,
            byte_range: found.byte_range.clone(),
        };
        let address = found.address.clone();
        if found.is_email {
            if !is_visible_to_clients {
                return;
            }
            let user_name = address.split('@').next().unwrap_or_default();
            let kind = match self.names.person_in_user_name(user_name) {
                Some(person) => ClientTextProblemKind::StaffName {
                    owner: self.name_owners[person].clone(),
                },
                None => ClientTextProblemKind::UnlistedAddress { is_email: true },
            };
            self.report(&found_in, address, kind);
            return;
        }
        let host = contact_scanner::host_of_address(&address);
        if let Some(hotline_address) = self.known.mistyped_chat_path(&address) {
            let hotline_address = hotline_address.to_owned();
            let kind = ClientTextProblemKind::HotlineAddressTypo { hotline_address };
            self.report(&found_in, address, kind);
            return;
        }
        if self.known.is_public_host(host) && self.known.mistyped_hotline_host(host).is_none() {
            return;
        }
        let staff_owner = self.known.staff_hosts.iter().find(|(own, _)| own == host);
        let kind = if let Some(hotline_address) = self.known.mistyped_hotline_host(host) {
            ClientTextProblemKind::HotlineAddressTypo {
                hotline_address: hotline_address.clone(),
            }
        } else if !is_visible_to_clients {
            return;
        } else if let Some((_, owner)) = staff_owner {
            ClientTextProblemKind::StaffAddress {
                owner: owner.clone(),
            }
        } else {
            ClientTextProblemKind::UnlistedAddress { is_email: false }
        };
        let host = host.to_owned();
        self.report(&found_in, host, kind);
    }

    fn check_name(&mut self, document: &Document, text: &VisibleText<'_>, name: &FoundName) {
        let found_in = FoundIn {
            document,
            text,
            byte_range: name.byte_range.clone(),
        };
        let is_position = self.people_in_positions.contains(&name.person);
        if is_position {
            // `Cedar Falls, Clinic Manager` may begin with a place.
            let mut words = found_in.shown_text().split_whitespace();
            let is_place = words.all(|word| self.is_public_word(word));
            if is_place || name.certainty != NameCertainty::FullName {
                return;
            }
        }
        if self.is_in_own_name(text, &name.byte_range) {
            // An agency may be named after a person, at the beginning of its name.
            let is_name_itself = found_in.setting() == Some("agency.name");
            if is_name_itself
                && !self.agency.name.starts_with(found_in.shown_text())
                && name.certainty == NameCertainty::FullName
                && !self.names.is_made_of_ordinary_words(found_in.shown_text())
            {
                let owner = self.name_owners[name.person].clone();
                let normalized = found_in.shown_text().to_lowercase();
                let kind = ClientTextProblemKind::PossibleStaffName { owner };
                self.report(&found_in, normalized, kind);
            }
            return;
        }
        let owner = self.name_owners[name.person].clone();
        let setting = found_in.setting();
        let is_public_name = setting.is_some_and(is_name_setting);
        let is_whole_text = name.byte_range == (0..text.text.trim().len())
            || text
                .setting_ranges
                .iter()
                .any(|(range, _)| *range == name.byte_range);
        let kind = match name.certainty {
            NameCertainty::FullName if is_position => {
                ClientTextProblemKind::PossibleStaffName { owner }
            }
            NameCertainty::FullName if !is_public_name || is_whole_text => {
                ClientTextProblemKind::StaffName { owner }
            }
            NameCertainty::OneWord if is_public_name && !is_whole_text => return,
            NameCertainty::OneWord
                if self.names.word_count(name.person) > 1
                    && (self.is_public_word(found_in.shown_text())
                        || text.is_address
                        || setting.is_none() && text.is_heading) =>
            {
                return;
            }
            NameCertainty::FullName | NameCertainty::OrdinaryWords | NameCertainty::OneWord => {
                ClientTextProblemKind::PossibleStaffName { owner }
            }
        };
        let normalized = found_in.shown_text().to_lowercase();
        self.report(&found_in, normalized, kind);
    }

    /// Returns whether a range is inside the agency's own name, which is public.
    fn is_in_own_name(&self, text: &VisibleText<'_>, range: &Range<usize>) -> bool {
        let names = [Some(&self.agency.name), self.agency.short_name.as_ref()];
        names.into_iter().flatten().any(|name| {
            text.text
                .match_indices(name.as_str())
                .any(|(at, _)| at <= range.start && range.end <= at + name.len())
        })
    }

    /// Returns whether a word is part of a public name or of an address.
    fn is_public_word(&self, word: &str) -> bool {
        let agency = self.agency;
        let organizations = agency.organizations.iter().map(|one| &one.name);
        let sites = agency.sites.iter().map(|site| &site.name);
        let mut names = std::iter::once(&agency.name)
            .chain(&agency.short_name)
            .chain(&agency.address_lines)
            .chain(organizations)
            .chain(sites);
        names.any(|name| {
            name.split(|c: char| !c.is_alphabetic())
                .any(|own| own == word)
        })
    }

    fn report_hotline_typo(
        &mut self,
        found_in: &FoundIn<'_>,
        digits: &str,
        hotline_number: String,
        difference: NumberDifference,
    ) {
        let kind = ClientTextProblemKind::HotlineTypo {
            hotline_number,
            difference,
        };
        self.report(found_in, digits.to_owned(), kind);
    }

    fn report_unlisted(&mut self, found_in: &FoundIn<'_>, digits: &str) {
        let national = national_part(digits).unwrap_or(digits);
        let is_charged = matches!(
            PhoneNumber::parse(national),
            Err(PhoneNumberError::PremiumRate | PhoneNumberError::ForeignAreaCode { .. })
        );
        if is_charged {
            let kind = ClientTextProblemKind::ChargedNumber;
            self.report(found_in, national.to_owned(), kind);
            return;
        }
        let nearest = self.known.nearest_public_line(national);
        let nearest = nearest.map(|line| (line.display_text.clone(), line.owner_name.clone()));
        let normalized = national.to_owned();
        self.report(
            found_in,
            normalized,
            ClientTextProblemKind::UnlistedNumber { nearest },
        );
    }

    /// Adds a problem, or its document to the same problem in another document.
    fn report(&mut self, found_in: &FoundIn<'_>, normalized: String, kind: ClientTextProblemKind) {
        let shown_text = found_in.shown_text().replace('\n', " ");
        let setting = found_in.setting().map(str::to_owned);
        let span = self.find_span(found_in, &shown_text);
        let document = found_in.document.file_stem();
        let same = self.findings.iter_mut().find(|finding| {
            let known = &finding.problem;
            finding.normalized == normalized
                && known.kind == kind
                && known.setting == setting
                && (finding.span == span || found_in.text.is_address || setting.is_some())
        });
        match same {
            Some(finding) if finding.problem.documents.contains(&document) => {}
            Some(finding) => finding.problem.documents.push(document),
            None => self.findings.push(Finding {
                normalized,
                problem: ClientTextProblem {
                    kind,
                    shown_text,
                    setting,
                    documents: vec![document],
                },
                span,
            }),
        }
    }

    /// Returns the span of a text in its setting or its template.
    fn find_span(&self, found_in: &FoundIn<'_>, shown_text: &str) -> Option<Span> {
        if let Some(setting) = found_in.setting() {
            let names = [setting, setting.strip_suffix(".en").unwrap_or(setting)];
            let facts = self.agency.setting_texts.iter();
            let mut facts = facts.filter(|fact| names.contains(&fact.setting_path.as_str()));
            let first = facts.clone().next();
            let fact = facts
                .find(|fact| fact.text.contains(shown_text))
                .or(first)?;
            return Some(narrow_span(&fact.span, shown_text));
        }
        let template = self.find_template(found_in.document)?;
        let file = &template.source_file;
        let line = match found_in.text.origin {
            TextOrigin::Block(BlockOrigin::TemplateLine(line)) => *line,
            TextOrigin::FrontMatter => 1,
            TextOrigin::Block(BlockOrigin::Setting(_)) | TextOrigin::Locale => return None,
        };
        let starts = std::iter::once(0).chain(file.text.match_indices('\n').map(|(at, _)| at + 1));
        let start = starts.clone().nth(line - 1).unwrap_or_default();
        let end = starts.clone().nth(line).unwrap_or(file.text.len());
        let after = &file.text[start..];
        let byte_range = match after
            .find(shown_text)
            .or_else(|| after.find(&*escape_html(shown_text)))
        {
            Some(at) => start + at..start + at + shown_text.len().min(after.len() - at),
            None => start..start + file.text[start..end].trim_end().len(),
        };
        let is_valid = file.text.get(byte_range.clone()).is_some();
        Some(Span {
            file: file.clone(),
            byte_range: if is_valid { byte_range } else { start..start },
        })
    }

    fn find_template(&self, document: &Document) -> Option<&DocumentTemplate> {
        let languages = std::iter::once(&self.pack.english).chain(&self.pack.translations);
        let mut languages = languages.filter(|language| language.tag == document.language);
        let templates = &languages.next()?.document_templates;
        templates.iter().find(|template| {
            let rest = document.name.strip_prefix(&template.name);
            rest.is_some_and(|rest| rest.is_empty() || template.per_site && rest.starts_with('-'))
        })
    }

    fn into_diagnostics(self) -> Diagnostics {
        let mut found = Diagnostics::new();
        for Finding { problem, span, .. } in self.findings {
            found.push(Diagnostic::new(Problem::ClientText(problem)).with_span(span));
        }
        found
    }
}

impl FoundIn<'_> {
    fn shown_text(&self) -> &str {
        &self.text.text[self.byte_range.clone()]
    }

    fn setting(&self) -> Option<&str> {
        self.text.setting_of(&self.byte_range)
    }
}

/// Returns whether a setting holds a public name.
fn is_name_setting(setting: &str) -> bool {
    setting == "agency.name"
        || setting == "agency.short_name"
        || setting.starts_with("organizations[") && setting.ends_with("].name")
}

/// Returns the difference if two numbers are the same but for the toll-free prefix: `800` in the place of `888`.
fn toll_free_slip(digits: &str, hotline: &str) -> Option<NumberDifference> {
    const TOLL_FREE_PREFIXES: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];
    let (prefix, rest) = digits.split_at_checked(3)?;
    let is_slip = TOLL_FREE_PREFIXES.contains(&prefix) && hotline.get(3..) == Some(rest);
    (is_slip && digits != hotline).then_some(NumberDifference::TollFreePrefix)
}

/// Returns the ten digits of a number of ten digits, or of eleven that begin with 1.
fn national_part(digits: &str) -> Option<&str> {
    match digits.len() {
        10 => Some(digits),
        11 => digits.strip_prefix('1'),
        _ => None,
    }
}

/// Returns the host of the only web address in a text.
fn only_host(text: &str) -> Option<String> {
    let addresses = scan_text(text).addresses;
    let [only] = &addresses[..] else { return None };
    (!only.is_email).then(|| contact_scanner::host_of_address(&only.address).to_owned())
}

/// Returns whether a host is another, or a part of it: `www.cedarvalley.example`.
fn is_same_or_part(one: &str, other: &str) -> bool {
    let is_part = |part: &str, whole: &str| {
        part.strip_suffix(whole)
            .is_some_and(|rest| rest.ends_with('.'))
    };
    one == other || is_part(one, other) || is_part(other, one)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Returns the span of a text inside a span, or the whole span.
fn narrow_span(span: &Span, text: &str) -> Span {
    let Some(at) = span.text().find(text) else {
        return span.clone();
    };
    let start = span.byte_range.start + at;
    Span {
        file: span.file.clone(),
        byte_range: start..start + text.len(),
    }
}

/// Returns a text as templates write it.
fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
