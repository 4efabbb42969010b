//! `policypress build`: writes the documents of each agency, all of them or none.

mod batch_build;
mod written_message;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::BuildArgs;
use crate::diag::display::render_diagnostics_text;
use crate::diag::{Diagnostics, StageError};
use crate::document::PaperSize;
use crate::failure::IoFailure;
use crate::network::discovery::{find_candidates, single_named_file};
use crate::packet::build::PacketBuilder;
use crate::packet::load_template_pack::load_template_pack;
use crate::packet::selection::PacketSelection;
pub(super) use batch_build::skipped_files_message;
use written_message::{next_step_message, packet_written_message};

pub(super) fn run_build(
    options: &BuildArgs,
    environment: CommandEnvironment,
    report_progress: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    let mut misnamed = Diagnostics::new();
    let candidates =
        StageError::invalid_input_as_none(find_candidates(&options.files, &mut misnamed))?;
    let display_options = environment.diagnostic_render_options(options.draft);
    let mut found = Diagnostics::new();
    let loaded_pack = StageError::invalid_input_as_none(load_template_pack(
        options.templates.as_deref(),
        &mut found,
    ))?;
    let mut report = CommandReport {
        stderr: render_diagnostics_text(&found, display_options),
        ..CommandReport::default()
    };
    let Some(loaded_pack) = loaded_pack else {
        report.stderr.push_str("nothing was written\n");
        return Ok(report);
    };
    let selection = selection_from_args(options);
    let mut unknown = Diagnostics::new();
    selection.report_unknown_document(&loaded_pack.pack, &mut unknown);
    if !unknown.is_empty() {
        report
            .stderr
            .push_str(&render_diagnostics_text(&unknown, display_options));
        return Ok(report);
    }
    let Some(candidates) = candidates else {
        report
            .stderr
            .push_str(&render_diagnostics_text(&misnamed, display_options));
        report.stderr.push_str("nothing was written\n");
        return Ok(report);
    };
    let builder = PacketBuilder {
        loaded_pack: &loaded_pack,
        selection: &selection,
        today: options.as_of.unwrap_or(environment.today),
        output_folder: options.out.as_deref(),
        force: options.force,
        program_modified_at: environment.program_modified_at,
    };
    let Some(path) = single_named_file(&candidates) else {
        return Ok(batch_build::build_many_agencies(
            options,
            &builder,
            &candidates,
            environment,
            report,
            report_progress,
        ));
    };
    let threads = options.jobs.unwrap_or(environment.default_threads);
    let (mut found, mut conflicts) = (Diagnostics::new(), Diagnostics::new());
    let written = builder
        .compose_packet(path, &mut found)
        .and_then(|composed| builder.render_packet(path, &composed, threads, &mut None, &mut found))
        .and_then(|packet| builder.write_packet(packet, &mut conflicts));
    let written = StageError::invalid_input_as_none(written)?;
    report
        .stderr
        .push_str(&render_diagnostics_text(&found, display_options));
    report
        .stderr
        .push_str(&render_diagnostics_text(&conflicts, display_options));
    if let Some(written) = written {
        report.is_success = true;
        report.stdout = packet_written_message(&written, environment.verbosity)
            + &next_step_message(&written, environment.verbosity);
        if options.open {
            let has_index = written.file_paths.iter().any(|file| file == "index.html");
            report.page_to_open = Some(if has_index {
                written.folder.join("index.html")
            } else {
                written.folder
            });
        }
    } else {
        let message = format!("{}: nothing was written\n", path.display());
        report.stderr.push_str(&message);
    }
    Ok(report)
}

/// Returns the part of a packet that the options select.
fn selection_from_args(options: &BuildArgs) -> PacketSelection {
    PacketSelection {
        formats: options
            .format
            .iter()
            .map(|format| (*format).into())
            .collect(),
        document_names: options.document.clone(),
        language_tags: options.language.clone(),
        paper: options.paper.map(PaperSize::from),
        as_of: options.as_of,
        draft: options.draft,
    }
}
