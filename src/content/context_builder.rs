//! Builds the contexts of one agency's templates. Facts that documents of one language and audience share are built
//! once; those of one document are added to them.

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::agency_crosswalk::{self, OmittedStatement};
use super::pack::{DocumentTemplate, PackLanguage, TemplatePack};
use super::template_engine::TemplateContext;
use super::{template_facts, training};
use crate::config::agency::{Agency, ServiceSite};
use crate::document::Audience;

/// Builds the template contexts of one agency.
pub(super) struct TemplateContextBuilder<'all> {
    pack: &'all TemplatePack,
    pub(super) agency: &'all Agency,
    /// Facts of the crosswalk, for staff documents only.
    crosswalk_facts: Facts,
    /// The date as of which training is due.
    as_of: Option<Date>,
    shared_contexts: Vec<(LanguageIdentifier, Audience, TemplateContext)>,
}

impl<'all> TemplateContextBuilder<'all> {
    /// Creates a builder for an agency that omitted the given statements.
    pub(super) fn new(
        pack: &'all TemplatePack,
        agency: &'all Agency,
        omitted: &[OmittedStatement<'_>],
        as_of: Option<Date>,
    ) -> Self {
        Self {
            pack,
            agency,
            crosswalk_facts: agency_crosswalk::crosswalk_facts(pack, agency, omitted),
            as_of,
            shared_contexts: Vec::new(),
        }
    }

    /// Returns the context of one document.
    pub(super) fn context_for_document(
        &mut self,
        language: &PackLanguage,
        template: &DocumentTemplate,
        site: Option<&ServiceSite>,
        name: &str,
        draft: bool,
    ) -> TemplateContext {
        let own = self.document_only_facts(language, template, site, name, draft);
        let mut context = self
            .shared_context(language, template.audience)
            .with_facts(&own);
        if template.omits_agency_name {
            context.remove_agency_facts();
        }
        context
    }

    /// Returns the facts of one document as data, with which templates are checked.
    pub(super) fn facts_for_template_lint(
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
        let mut cached = self.shared_contexts.iter();
        if let Some((.., context)) =
            cached.find(|(tag, readers, _)| *tag == language.tag && *readers == audience)
        {
            return context.clone();
        }
        let context = TemplateContext::from_facts(&self.shared_facts(language, audience));
        self.shared_contexts
            .push((language.tag.clone(), audience, context.clone()));
        context
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

    /// Returns the facts that only this document has.
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
            own = template_facts::site_sheet_facts(self.agency, site, language);
        }
        own["document"] = json!(name);
        own["draft"] = json!(draft);
        template_facts::replace_null_with_empty(&mut own);
        own
    }
}
