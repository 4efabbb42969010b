//! Numbers that can only be meant as the Hotline's.

use super::pack::TemplatePack;
use crate::config::agency::Agency;
use crate::config::value_types::Phone;
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;

/// The phones of an agency that are the Hotline's number with one digit wrong or two changed about.
pub(super) fn check_mistyped_hotline_numbers(
    pack: &TemplatePack,
    agency: &Agency,
) -> Vec<Diagnostic> {
    let hotline = &pack.hotline.call_number;
    let phones = agency.facts.iter();
    phones
        .filter(|fact| fact.setting.ends_with(".phone"))
        .filter(|fact| {
            Phone::parse(&fact.text)
                .is_ok_and(|phone| strsim::osa_distance(&phone.dialled, &hotline.dialled) == 1)
        })
        .map(|fact| {
            Diagnostic::new(DocumentProblem::NearlyTheHotline {
                written: fact.text.clone(),
                hotline: hotline.shown.clone(),
            })
            .at(fact.span.clone())
        })
        .collect()
}
