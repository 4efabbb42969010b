//! Finds phone numbers that are probably mistyped Hotline numbers.

use super::pack::TemplatePack;
use crate::config::agency::Agency;
use crate::config::value_types::PhoneNumber;
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;

/// Reports phone numbers that differ from the Hotline's by one digit or by two swapped digits.
pub(super) fn check_mistyped_hotline_numbers(
    pack: &TemplatePack,
    agency: &Agency,
) -> Vec<Diagnostic> {
    let hotline = &pack.hotline.call_number;
    agency
        .setting_texts
        .iter()
        .filter(|fact| fact.setting_path.ends_with(".phone"))
        .filter(|fact| {
            PhoneNumber::parse(&fact.text).is_ok_and(|phone| {
                strsim::osa_distance(&phone.dial_string, &hotline.dial_string) == 1
            })
        })
        .map(|fact| {
            Diagnostic::new(DocumentProblem::HotlineTypo {
                phone_number: fact.text.clone(),
                hotline_number: hotline.display_text.clone(),
            })
            .with_span(fact.span.clone())
        })
        .collect()
}
