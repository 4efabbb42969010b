//! The numbers and addresses that an agency lists, and who may see them.

use std::ops::Range;
use std::sync::Arc;

use super::contact_scanner::host_of_address;
use crate::config::agency::{Agency, BaseLayer, LocalOrganization};
use crate::config::value_types::{PhoneNumber, WebAddress};
use crate::content::pack::Hotline;
use crate::diag::client_text::{FactOwner, NumberDifference};

/// Digits of a ten-digit number.
const NATIONAL_DIGITS: usize = 10;

/// The list of key personnel, as messages name it.
const STAFF_LIST: &str = "[[personnel]]";

/// Every listed contact.
pub(super) struct KnownContacts {
    pub(super) hotline_digits: String,
    pub(super) public_lines: Vec<PublicLine>,
    pub(super) staff_lines: Vec<StaffLine>,
    /// Codes for text messages.
    pub(super) public_text_codes: Vec<String>,
    /// The line of the agency's own phone.
    pub(super) agency_line: Option<String>,
    /// The extension in the agency's own phone, if it has one.
    pub(super) agency_extension: Option<String>,
    hotline_hosts: Vec<String>,
    /// The Hotline's chat address in lowercase, without `https://` and `www.`.
    chat_address: String,
    public_hosts: Vec<String>,
    pub(super) staff_hosts: Vec<(String, Arc<FactOwner>)>,
}

/// A number that clients may see.
pub(super) struct PublicLine {
    pub(super) digits: String,
    pub(super) display_text: String,
    pub(super) owner_name: String,
}

/// A number that only staff may see.
pub(super) struct StaffLine {
    pub(super) digits: String,
    pub(super) extension: Option<String>,
    pub(super) owner: Arc<FactOwner>,
    /// Whether an entry that the agency's file replaces or leaves out has it, of a base file.
    pub(super) is_replaced: bool,
}

impl KnownContacts {
    pub(super) fn new(hotline: &Hotline, agency: &Agency) -> Self {
        let mut known = Self {
            hotline_digits: national_digits(&hotline.call_number),
            public_lines: Vec::new(),
            staff_lines: Vec::new(),
            public_text_codes: Vec::new(),
            agency_line: agency.phone.as_ref().map(national_digits),
            agency_extension: agency.phone.as_ref().and_then(extension_digits),
            hotline_hosts: [&hotline.chat_address, &hotline.directory_address]
                .map(|address| host_of_address(&address.url.to_lowercase()).to_owned())
                .to_vec(),
            chat_address: without_scheme(&hotline.chat_address.url.to_lowercase()).to_owned(),
            public_hosts: Vec::new(),
            staff_hosts: Vec::new(),
        };
        known.add_public_line(agency.phone.as_ref(), &agency.name);
        for office in &agency.law_enforcement {
            known.add_public_line(office.phone.as_ref(), &office.name);
        }
        for service in &agency.child_protection {
            known.add_public_line(service.phone.as_ref(), &service.name);
        }
        // A number on the list of key personnel stays theirs, even if an organization for clients has it as well.
        known.add_personnel(agency, None);
        for base in &agency.base_layers {
            known.add_personnel(&base.facts, Some(base));
        }
        // So does that of an organization that only staff may call.
        known.add_staff_organizations(agency, None);
        let staff_line_count = known.staff_lines.len();
        for organization in client_organizations(agency) {
            let is_staff_line = |phone: &&PhoneNumber| {
                let digits = national_digits(phone);
                let mut lines = known.staff_lines[..staff_line_count].iter();
                // Two organizations may share a switchboard.
                !lines.any(|line| {
                    line.digits == digits
                        && (line.owner.list == STAFF_LIST || line.extension.is_none())
                })
            };
            let numbers = [&organization.phone, &organization.text_number].map(Option::as_ref);
            let numbers = numbers.map(|number| number.filter(is_staff_line));
            known.public_text_codes.extend(
                numbers[1]
                    .map(national_digits)
                    .filter(|digits| digits.len() != NATIONAL_DIGITS),
            );
            for number in numbers {
                known.add_public_line(number, &organization.name);
            }
            known
                .public_hosts
                .extend(organization.website.as_ref().map(website_host));
        }
        known
            .public_hosts
            .extend(agency.website.as_ref().map(website_host));
        let public_hosts = std::mem::take(&mut known.public_hosts);
        known
            .staff_hosts
            .retain(|(host, _)| !is_one_of_hosts(host, &public_hosts));
        known.public_hosts = public_hosts;
        for base in &agency.base_layers {
            known.add_staff_organizations(&base.facts, Some(base));
        }
        known
    }

    /// Adds the numbers of key personnel; `base` is the base file that these are the facts of.
    fn add_personnel(&mut self, facts: &Agency, base: Option<&BaseLayer>) {
        for contact in &facts.staff_contacts {
            let layer = base.or_else(|| find_base_layer(facts, contact.file_name()));
            // The main number of the base file's agency is public.
            let is_public = |layer: &BaseLayer| {
                contact.phone == layer.facts.phone
                    && (base.is_some() || contact.phone != facts.phone)
            };
            if !layer.is_some_and(is_public) {
                let owner = Arc::new(FactOwner {
                    name: contact.position.clone(),
                    list: STAFF_LIST,
                    base_file: layer.map(|layer| layer.file_name.clone()),
                });
                self.add_staff_line(contact.phone.as_ref(), owner, base.is_some());
            }
        }
    }

    /// Adds the numbers and hosts of organizations for staff.
    fn add_staff_organizations(&mut self, facts: &Agency, base: Option<&BaseLayer>) {
        let organizations = facts.organizations.iter();
        for organization in
            organizations.filter(|organization| !organization.is_visible_to_clients())
        {
            let layer = base.or_else(|| find_base_layer(facts, organization.file_name()));
            let owner = Arc::new(FactOwner {
                name: organization.name.clone(),
                list: "[[organizations]]",
                base_file: layer.map(|layer| layer.file_name.clone()),
            });
            for number in [&organization.phone, &organization.text_number] {
                self.add_staff_line(number.as_ref(), owner.clone(), base.is_some());
            }
            if let Some(host) = organization.website.as_ref().map(website_host)
                && !self.is_public_host(&host)
            {
                self.staff_hosts.push((host, owner));
            }
        }
    }

    fn add_public_line(&mut self, phone: Option<&PhoneNumber>, owner_name: &str) {
        let phone = phone.filter(|phone| national_digits(phone).len() == NATIONAL_DIGITS);
        self.public_lines.extend(phone.map(|phone| PublicLine {
            digits: national_digits(phone),
            display_text: phone.display_text.clone(),
            owner_name: owner_name.to_owned(),
        }));
    }

    /// Adds a number for staff, unless it is public too, like the police's or the agency's with an extension.
    fn add_staff_line(
        &mut self,
        phone: Option<&PhoneNumber>,
        owner: Arc<FactOwner>,
        is_of_base_layer: bool,
    ) {
        let Some(phone) = phone else { return };
        let digits = national_digits(phone);
        let extension = extension_digits(phone);
        let is_public = digits == self.hotline_digits
            || digits.len() != NATIONAL_DIGITS
            || self.public_lines.iter().any(|line| line.digits == digits);
        let is_own_number =
            extension.is_none() && !is_of_base_layer && self.agency_line.as_ref() == Some(&digits);
        let mut known = self.staff_lines.iter();
        let is_known = is_of_base_layer
            && known.any(|line| line.digits == digits && line.extension == extension);
        if !is_known && (!is_public || extension.is_some() || is_own_number) {
            self.staff_lines.push(StaffLine {
                digits,
                extension,
                owner,
                is_replaced: is_of_base_layer,
            });
        }
    }

    /// Returns whether clients may see a number.
    pub(super) fn is_public_line(&self, digits: &str) -> bool {
        digits == self.hotline_digits || self.public_lines.iter().any(|line| line.digits == digits)
    }

    /// Returns the staff entry with a number.
    pub(super) fn staff_line(&self, digits: &str) -> Option<&StaffLine> {
        self.staff_lines.iter().find(|line| line.digits == digits)
    }

    /// Returns the public line that differs least from a number, if it differs by one or two digits.
    pub(super) fn nearest_public_line(&self, digits: &str) -> Option<&PublicLine> {
        const MAX_DIFFERENCE: usize = 1;
        self.public_lines
            .iter()
            .find(|line| strsim::osa_distance(&line.digits, digits) <= MAX_DIFFERENCE)
    }

    pub(super) fn is_public_host(&self, host: &str) -> bool {
        const QUICK_EXIT_HOST: &str = "weather.gov";
        host == QUICK_EXIT_HOST
            || is_one_of_hosts(host, &self.public_hosts)
            || is_one_of_hosts(host, &self.hotline_hosts)
    }

    /// Returns the entry of the extension of a staff member who is reached by a number or by the agency's.
    pub(super) fn staff_extension(&self, national: &str, digits: &str) -> Option<Arc<FactOwner>> {
        let digits = digits.trim_start_matches('0');
        let is_agency_line = self.agency_line.as_deref() == Some(national)
            && self.agency_extension.as_deref() != Some(digits);
        let mut lines = self.staff_lines.iter();
        let line = lines.find(|line| {
            let is_own = !line.is_replaced;
            line.has_extension(digits) && (line.digits == national || is_agency_line && is_own)
        })?;
        Some(line.owner.clone())
    }

    /// Returns the Hotline's chat address if an address in lowercase is that but for a slip in its path: `/chats`.
    pub(super) fn mistyped_chat_path(&self, address: &str) -> Option<&str> {
        let (chat_host, chat_path) = self.chat_address.split_once('/')?;
        let (host, path) = without_scheme(address).split_once('/')?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let is_slip = host == chat_host && strsim::osa_distance(path, chat_path) == 1;
        is_slip.then_some(&*self.chat_address)
    }

    /// Returns where a text has the Hotline's host with another ending, which may be no address at all: `.orq`, `,org`.
    pub(super) fn mistyped_hotline_addresses(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let lower = text.to_ascii_lowercase();
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        for host in &self.hotline_hosts {
            let Some((name, ending)) = host.rsplit_once('.') else {
                continue;
            };
            for (start, _) in lower.match_indices(name) {
                let end = start + name.len();
                let after = &lower[end..];
                let word = after.split(char::is_whitespace).next().unwrap_or_default();
                let written_ending = word.trim_start_matches(|c: char| !c.is_alphanumeric());
                let separators = &word[..word.len() - written_ending.len()];
                let written_ending = written_ending
                    .split(|c: char| !c.is_alphanumeric())
                    .next()
                    .unwrap_or_default();
                let is_address = separators.starts_with(['.', ',', '(', '·'])
                    && (2..=4).contains(&written_ending.chars().count());
                let range = start..end + separators.len() + written_ending.len();
                let is_new = found.iter().all(|(known, _)| known.start != start);
                if is_address && is_new && (separators != "." || written_ending != ending) {
                    found.push((range, host.clone()));
                }
            }
        }
        found
    }

    /// Returns the Hotline's host that another host is almost.
    pub(super) fn mistyped_hotline_host(&self, host: &str) -> Option<&String> {
        const MAX_DIFFERENCE: usize = 2;
        let name = |host: &str| {
            host.rsplit_once('.')
                .map_or("", |(name, _)| name)
                .replace('-', "")
        };
        let is_exact = |known: &&String| host == **known || host.ends_with(&format!(".{known}"));
        if self.hotline_hosts.iter().any(|known| is_exact(&known)) {
            return None;
        }
        self.hotline_hosts.iter().find(|hotline| {
            strsim::osa_distance(hotline, host) <= MAX_DIFFERENCE || name(hotline) == name(host)
        })
    }
}

/// Returns the base file with this name.
fn find_base_layer<'a>(agency: &'a Agency, file_name: Option<&str>) -> Option<&'a BaseLayer> {
    let mut layers = agency.base_layers.iter();
    layers.find(|layer| file_name == Some(&layer.file_name))
}

impl StaffLine {
    /// Returns whether it has an extension, with or without zeros before it.
    pub(super) fn has_extension(&self, digits: &str) -> bool {
        let own = self.extension.as_deref();
        own.is_some_and(|own| own.trim_start_matches('0') == digits)
    }
}

/// Returns whether a host is one of some hosts or a part of one.
fn is_one_of_hosts(host: &str, hosts: &[String]) -> bool {
    hosts
        .iter()
        .any(|known| host == known || host.ends_with(&format!(".{known}")))
}

/// Returns a web address without `https://` and `www.` and the slash at its end.
fn without_scheme(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.")
        .unwrap_or(rest)
        .trim_end_matches('/')
}

fn client_organizations(agency: &Agency) -> impl Iterator<Item = &LocalOrganization> {
    let organizations = agency.organizations.iter();
    organizations.filter(|organization| organization.is_visible_to_clients())
}

fn website_host(website: &WebAddress) -> String {
    host_of_address(&website.url.to_lowercase()).to_owned()
}

/// Returns the ten digits of a number, or a short code.
pub(super) fn national_digits(phone: &PhoneNumber) -> String {
    let number = phone.without_extension();
    number.strip_prefix("+1").unwrap_or(number).to_owned()
}

fn extension_digits(phone: &PhoneNumber) -> Option<String> {
    let (_, extension) = phone.dial_string.split_once(";ext=")?;
    Some(extension.to_owned())
}

/// Returns how a number differs from another if one slip makes one of the other.
pub(super) fn single_slip(one: &str, other: &str) -> Option<NumberDifference> {
    if strsim::osa_distance(one, other) != 1 {
        return None;
    }
    Some(match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => NumberDifference::MissingDigit,
        std::cmp::Ordering::Greater => NumberDifference::ExtraDigit,
        std::cmp::Ordering::Equal => {
            let differing = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b);
            match differing.count() {
                1 => NumberDifference::OneDigit,
                _ => NumberDifference::SwappedDigits,
            }
        }
    })
}
