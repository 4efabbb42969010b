//! The contexts that the templates of one agency are filled from: what documents of one language and audience
//! have in common is made once, and what one document alone has is added.

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::crosswalk::{self, Gap};
use super::pack::{Language, Pack, Template};
use super::template_engine::Given;
use super::{template_facts, training};
use crate::config::agency::{Agency, Site};
use crate::document::Audience;

/// Makes the contexts of one agency.
pub(super) struct Contexts<'all> {
    pack: &'all Pack,
    pub(super) agency: &'all Agency,
    /// The facts of the crosswalk, for documents for staff.
    crosswalk: Facts,
    /// The day at which trainings are due or not.
    as_of: Option<Date>,
    common: Vec<(LanguageIdentifier, Audience, Given)>,
}

impl<'all> Contexts<'all> {
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
            common: Vec::new(),
        }
    }

    /// Returns what a template is filled from for one document.
    pub(super) fn of(
        &mut self,
        language: &Language,
        template: &Template,
        site: Option<&Site>,
        name: &str,
        draft: bool,
    ) -> Given {
        let own = self.own(language, template, site, name, draft);
        let mut given = self.common(language, template.audience).and(&own);
        if template.unnamed {
            given.remove_agency();
        }
        given
    }

    /// Returns the same as plain data, for the names in it.
    pub(super) fn shape(
        &self,
        language: &Language,
        template: &Template,
        site: Option<&Site>,
    ) -> Facts {
        let mut facts = self.common_facts(language, template.audience);
        let own = self.own(language, template, site, &template.name, true);
        if let (Facts::Object(facts), Facts::Object(own)) = (&mut facts, own) {
            facts.extend(own);
        }
        facts
    }

    fn common(&mut self, language: &Language, audience: Audience) -> Given {
        let mut known = self.common.iter();
        if let Some((.., given)) =
            known.find(|(tag, to, _)| *tag == language.tag && *to == audience)
        {
            return given.clone();
        }
        let given = Given::new(&self.common_facts(language, audience));
        let known = (language.tag.clone(), audience, given.clone());
        self.common.push(known);
        given
    }

    fn common_facts(&self, language: &Language, audience: Audience) -> Facts {
        let mut more = json!({});
        if audience == Audience::Staff {
            more["crosswalk"] = self.crosswalk.clone();
            more["training"] = training::facts(self.agency, self.as_of, &language.words);
        }
        template_facts::facts(self.agency, &self.pack.hotline, language, audience, more)
    }

    /// The facts of one document alone.
    fn own(
        &self,
        language: &Language,
        template: &Template,
        site: Option<&Site>,
        name: &str,
        draft: bool,
    ) -> Facts {
        let mut own = json!({});
        if template.per_site {
            own = template_facts::site_facts(self.agency, site, &language.words);
        }
        own["document"] = json!(name);
        own["draft"] = json!(draft);
        template_facts::mark_missing(&mut own);
        own
    }
}
