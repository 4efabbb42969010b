//! Numbers that can only be meant as the Hotline's.

use super::pack::TemplatePack;
use crate::config::agency::Agency;
use crate::config::value_types::PhoneNumber;
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;

/// The phones of an agency that are the Hotline's number with one digit wrong or two changed about.
pub(super) fn check_mistyped_hotline_numbers(
    pack: &TemplatePack,
    agency: &Agency,
) -> Vec<Diagnostic> {
    let hotline = &pack.hotline.call_number;
    let phones = agency.setting_texts.iter();
    phones
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
