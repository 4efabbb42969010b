//! The materials for clients as a table for a spreadsheet (RFC 4180) and as days in a calendar (RFC 5545).

use jiff::civil::Date;

use super::status::SettingChange;
use crate::document::canonical::short;
use crate::output::csv;

/// One material of the inventory.
pub(crate) struct Line {
    /// The file's name, or the title of what comes from elsewhere.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) language: Option<String>,
    /// Who made it.
    pub(crate) source: Option<String>,
    pub(crate) version: Option<String>,
    /// Its hash; none for what comes from elsewhere.
    pub(crate) content: Option<String>,
    /// The day of the last approval that was not withdrawn.
    pub(crate) approved: Option<Date>,
    /// What the content was when it was approved, and what has changed.
    pub(crate) changed: Option<(String, Vec<SettingChange>)>,
    pub(crate) withdrawn: Option<Date>,
    /// The day by which it is to be reviewed again.
    pub(crate) due: Option<Date>,
}

/// The words for how a material stands, each with the heading of a list; what needs doing first.
pub(crate) const STANDINGS: [(&str, &str); 5] = [
    ("changed", "Changed since approved: not to be given out"),
    ("never reviewed", "Never reviewed: not to be given out"),
    ("due", "Due: approved, and to be reviewed again"),
    ("approved", "Approved"),
    ("withdrawn", "Withdrawn"),
];

impl Line {
    /// Approved as it is, be it due or not.
    pub(crate) fn is_approved(&self) -> bool {
        self.approved.is_some() && self.changed.is_none() && self.withdrawn.is_none()
    }

    /// One of [`STANDINGS`].
    pub(crate) fn standing(&self, as_of: Date) -> &'static str {
        if self.withdrawn.is_some() {
            "withdrawn"
        } else if self.changed.is_some() {
            "changed"
        } else if self.approved.is_none() {
            "never reviewed"
        } else if self.due.is_some_and(|due| due < as_of) {
            "due"
        } else {
            "approved"
        }
    }
}

/// A table with a head.
pub(crate) fn csv(as_of: Date, lines: &[Line]) -> String {
    let mut text = "material,title,language,source,version,content,standing,approved_on,review_by,withdrawn_on\r\n".to_owned();
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    for line in lines {
        let cells = [
            line.name.clone(),
            line.title.clone(),
            line.language.clone().unwrap_or_default(),
            line.source.clone().unwrap_or_default(),
            line.version.clone().unwrap_or_default(),
            line.content
                .as_deref()
                .map(short)
                .unwrap_or_default()
                .to_owned(),
            line.standing(as_of).to_owned(),
            day(line.approved),
            day(line.due),
            day(line.withdrawn),
        ];
        text.push_str(&csv::line(&cells));
    }
    text
}

/// A day for each material that is approved. It is stamped with the day of the approval, not the clock.
pub(crate) fn calendar(agency: &str, lines: &[Line]) -> String {
    let mut text = String::new();
    let mut put = |line: &str| fold(&mut text, line);
    put("BEGIN:VCALENDAR");
    put("VERSION:2.0");
    put("PRODID:-//policypress//I&E review//EN");
    for line in lines.iter().filter(|line| line.is_approved()) {
        let (Some(approved), Some(due)) = (line.approved, line.due) else {
            continue;
        };
        let day = |date: Date| date.strftime("%Y%m%d").to_string();
        put("BEGIN:VEVENT");
        put(&format!(
            "UID:{}",
            escaped(&format!("{} {approved} {agency}", line.name))
        ));
        put(&format!("DTSTAMP:{}T000000Z", day(approved)));
        put(&format!("DTSTART;VALUE=DATE:{}", day(due)));
        put(&format!(
            "SUMMARY:{}",
            escaped(&format!("I&E review due: {}", line.title))
        ));
        put(&format!(
            "DESCRIPTION:{}",
            escaped(&format!(
                "{}: {}, approved on {approved}",
                agency, line.name
            ))
        ));
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// Puts a line of at most 75 bytes, its rest on lines that begin with a space.
fn fold(text: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > MOST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}
