//! The contexts that the templates of one agency are filled from: what documents of one language and audience
//! have in common is made once, and what one document alone has is added.

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::crosswalk::{self, OmittedStatement};
use super::pack::{DocumentTemplate, PackLanguage, TemplatePack};
use super::template_engine::TemplateContext;
use super::{template_facts, training};
use crate::config::agency::{Agency, ServiceSite};
use crate::document::Audience;

/// Makes the contexts of one agency.
pub(super) struct TemplateContextBuilder<'all> {
    pack: &'all TemplatePack,
    pub(super) agency: &'all Agency,
    /// The facts of the crosswalk, for documents for staff.
    crosswalk_facts: Facts,
    /// The day at which trainings are due or not.
    as_of: Option<Date>,
    shared_contexts: Vec<(LanguageIdentifier, Audience, TemplateContext)>,
}

impl<'all> TemplateContextBuilder<'all> {
    /// For an agency that left out what `gaps` say.
    pub(super) fn new(
        pack: &'all TemplatePack,
        agency: &'all Agency,
        gaps: &[OmittedStatement<'_>],
        as_of: Option<Date>,
    ) -> Self {
        Self {
            pack,
            agency,
            crosswalk_facts: crosswalk::crosswalk_facts(pack, agency, gaps),
            as_of,
            shared_contexts: Vec::new(),
        }
    }

    /// Returns what a template is filled from for one document.
    pub(super) fn context_for_document(
        &mut self,
        language: &PackLanguage,
        template: &DocumentTemplate,
        site: Option<&ServiceSite>,
        name: &str,
        draft: bool,
    ) -> TemplateContext {
        let own = self.document_only_facts(language, template, site, name, draft);
        let mut given = self
            .shared_context(language, template.audience)
            .with_facts(&own);
        if template.omits_agency_name {
            given.remove_agency_facts();
        }
        given
    }

    /// Returns the same as plain data, for the names in it.
    pub(super) fn facts_for_template(
        &self,
        language: &PackLanguage,
        template: &DocumentTemplate,
        site: Option<&ServiceSite>,
    ) -> Facts {
        let mut facts = self.shared_facts(language, template.audience);
        let own = self.document_only_facts(language, template, site, &template.name, true);
        if let (Facts::Object(facts), Facts::Object(own)) = (&mut facts, own) {
            facts.extend(own);
        }
        facts
    }

    fn shared_context(&mut self, language: &PackLanguage, audience: Audience) -> TemplateContext {
        let mut known = self.shared_contexts.iter();
        if let Some((.., given)) =
            known.find(|(tag, to, _)| *tag == language.tag && *to == audience)
        {
            return given.clone();
        }
        let given = TemplateContext::from_facts(&self.shared_facts(language, audience));
        let known = (language.tag.clone(), audience, given.clone());
        self.shared_contexts.push(known);
        given
    }

    fn shared_facts(&self, language: &PackLanguage, audience: Audience) -> Facts {
        let mut more = json!({});
        if audience == Audience::Staff {
            more["crosswalk"] = self.crosswalk_facts.clone();
            more["training"] = training::training_facts(self.agency, self.as_of, &language.locale);
        }
        template_facts::facts_for_audience(
            self.agency,
            &self.pack.hotline,
            language,
            audience,
            more,
        )
    }

    /// The facts of one document alone.
    fn document_only_facts(
        &self,
        language: &PackLanguage,
        template: &DocumentTemplate,
        site: Option<&ServiceSite>,
        name: &str,
        draft: bool,
    ) -> Facts {
        let mut own = json!({});
        if template.per_site {
            own = template_facts::site_sheet_facts(self.agency, site, &language.locale);
        }
        own["document"] = json!(name);
        own["draft"] = json!(draft);
        template_facts::replace_null_with_empty(&mut own);
        own
    }
}
