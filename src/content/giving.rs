//! What the templates of one agency are given: facts that documents of one language and audience have in
//! common, made once, and those of one document alone.

use std::sync::{Mutex, PoisonError};

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::{Language, Pack, Template};
use super::template::Given;
use super::{context, crosswalk, training};
use crate::config::agency::{Agency, Site};
use crate::content::crosswalk::Gap;
use crate::document::Audience;

/// Gives facts to templates.
pub(super) struct Giving<'all> {
    pack: &'all Pack,
    agency: &'all Agency,
    /// The facts of the crosswalk, for documents for staff.
    crosswalk: Facts,
    /// The day at which trainings are due or not.
    as_of: Option<Date>,
    /// What was given before.
    common: Mutex<Vec<(LanguageIdentifier, Audience, Given)>>,
}

impl<'all> Giving<'all> {
    /// For an agency that left out what `gaps` say.
    pub(super) fn new(
        pack: &'all Pack,
        agency: &'all Agency,
        gaps: &[Gap<'_>],
        as_of: Option<Date>,
    ) -> Self {
        Self {
            pack,
            agency,
            crosswalk: crosswalk::facts(pack, agency, gaps),
            as_of,
            common: Mutex::default(),
        }
    }

    /// What a template is given for one document.
    pub(super) fn to(
        &self,
        language: &Language,
        (template, site): (&Template, Option<&Site>),
        name: &str,
        draft: bool,
    ) -> Given {
        let own = self.own(language, (template, site), name, draft);
        let mut given = self.common(language, template.audience).and(&own);
        if template.unnamed {
            given.remove_agency();
        }
        given
    }

    /// The same as plain data, for the names in it.
    pub(super) fn shape(
        &self,
        language: &Language,
        (template, site): (&Template, Option<&Site>),
    ) -> Facts {
        let mut facts = self.common_facts(language, template.audience);
        let own = self.own(language, (template, site), &template.name, true);
        if let (Facts::Object(facts), Facts::Object(own)) = (&mut facts, own) {
            facts.extend(own);
        }
        facts
    }

    fn common(&self, language: &Language, audience: Audience) -> Given {
        let common = self.common.lock();
        let mut common = common.unwrap_or_else(PoisonError::into_inner);
        let same = |(tag, to, _): &&(LanguageIdentifier, Audience, Given)| {
            *tag == language.tag && *to == audience
        };
        if let Some((.., given)) = common.iter().find(same) {
            return given.clone();
        }
        let given = Given::new(&self.common_facts(language, audience));
        common.push((language.tag.clone(), audience, given.clone()));
        given
    }

    fn common_facts(&self, language: &Language, audience: Audience) -> Facts {
        let mut more = json!({});
        if audience == Audience::Staff {
            more["crosswalk"] = self.crosswalk.clone();
            more["training"] = training::facts(self.agency, self.as_of, &language.words);
        }
        context::facts(self.agency, &self.pack.hotline, language, audience, more)
    }

    /// The facts of one document alone.
    fn own(
        &self,
        language: &Language,
        (template, site): (&Template, Option<&Site>),
        name: &str,
        draft: bool,
    ) -> Facts {
        let mut own = json!({});
        if template.per_site {
            own = context::site_facts(self.agency, site, &language.words);
        }
        own["document"] = json!(name);
        own["draft"] = json!(draft);
        context::mark_missing(&mut own);
        own
    }
}
