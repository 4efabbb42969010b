//! All integration tests, in one program, so that they are linked once.

mod adversarial;
mod agency_names;
mod base_facts;
mod batch;
mod cli;
mod client_text;
mod combinations;
mod config;
mod content_hash;
mod contributing;
mod crosswalk;
mod custom_templates;
mod diff;
mod docx;
mod eject;
mod extends;
mod golden;
mod help;
mod import;
mod input_limits;
mod interview;
#[cfg(unix)]
mod io_failures;
mod languages;
mod large_agency;
mod mark_placement;
mod markdown_and_html;
mod network_init;
mod packet_and_network_library;
mod packet_owner;
mod pdf;
mod posters_and_cards;
mod property_tests;
mod review_library;
mod review_workflow;
mod schema;
mod scripts;
mod setting_trace;
#[cfg(unix)]
mod shared_folders;
mod site_contacts;
mod source_rules;
mod staff_fact_leaks;
mod support;
mod template_wording;
mod templates;
mod theme;
mod training;
#[cfg(unix)]
mod watch;
mod r#where;
