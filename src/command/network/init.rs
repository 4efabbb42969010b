//! `policypress network init`: an agency.toml for each row of a spreadsheet, over the grantee's file.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::NetworkInit;
use crate::command::report::Report;
use crate::command::surroundings::Surroundings;
use crate::config::schema;
use crate::diag::Problem;
use crate::diag::network::NetworkProblem;
use crate::diag::show::{Look, show};
use crate::diag::{Diagnostics, Stop};
use crate::failure::Failure;
use crate::network::discovery::one_way_to;
use crate::network::matrix::way;
use crate::network::spreadsheet::{self, Fault, Listed};
use crate::output::{self, Artifact, Outcome};
use crate::packet::agency_file;
use crate::packet::paths::slug;
use crate::source::{self, csv};

pub(crate) fn run(options: &NetworkInit, surroundings: Surroundings) -> Result<Report, Failure> {
    let look = surroundings.look(false);
    let name = options.table.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(file) = source::decode(&name, &source::read(&options.table)?, &mut found) else {
        let mut found = found.into_vec();
        for one in &mut found {
            one.problem = Problem::Network(NetworkProblem::SpreadsheetEncoding);
        }
        return Ok(refused(&show(&found, look)));
    };
    let base = Stop::or_none(agency_file::read(&options.base, &mut found))?;
    let trees = base.as_deref().and_then(spreadsheet::trees);
    let Some(trees) = trees else {
        for file in base.iter().flatten() {
            // What it holds is told elsewhere.
            let _ = source::toml::parse(file, &mut found);
        }
        return Ok(refused(&show(&found, look)));
    };
    let sheet = csv::read(&file);
    let (listed, mut faults) = spreadsheet::read(&sheet, &trees, surroundings.today);
    faults.extend(same_folders(&listed));
    if faults.is_empty() && listed.is_empty() {
        faults.push(Fault::of_the_whole(NetworkProblem::NoRows));
    }
    let folder = match &options.out {
        Some(out) => out.clone(),
        None => options.base.parent().unwrap_or(Path::new("")).to_owned(),
    };
    let artifacts = if faults.is_empty() {
        files(&listed, &folder, &options.base)
    } else {
        Vec::new()
    };
    if faults.is_empty()
        && let Outcome::Blocked(obstacles) = output::write_new(&folder, &artifacts)?
    {
        for obstacle in obstacles {
            let path = obstacle.path.display().to_string();
            faults.push(Fault::of_the_whole(NetworkProblem::AgencyInTheWay { path }));
        }
    }
    if !faults.is_empty() {
        return Ok(refused(&told(&faults, look)));
    }
    let where_to = if folder == Path::new("") {
        Path::new(".")
    } else {
        &folder
    };
    let shown = where_to.display();
    let agencies = match listed.len() {
        1 => "1 agency".to_owned(),
        more => format!("{more} agencies"),
    };
    Ok(Report {
        out: format!(
            "{agencies} in {shown}, each in a folder of its own\n\
             Next: `policypress check {shown}` lists what is left, `policypress build {shown} --draft` shows the packets\n"
        ),
        passed: true,
        ..Report::default()
    })
}

fn refused(told: &str) -> Report {
    Report {
        err: format!("{told}nothing was written\n"),
        ..Report::default()
    }
}

/// Each problem below the row and the column it is in.
fn told(faults: &[Fault], look: Look) -> String {
    let mut text = String::new();
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|fault| {
        let span = fault.diagnostic.span.as_ref();
        (fault.row, span.map(|span| span.bytes.start))
    });
    for fault in faults {
        if !text.is_empty() {
            text.push('\n');
        }
        let place = match (fault.row, &fault.column) {
            (Some(row), Some(column)) => format!("Row {row}, column {column}:\n"),
            (Some(row), None) => format!("Row {row}:\n"),
            (None, Some(column)) => format!("Column {column}:\n"),
            (None, None) => String::new(),
        };
        text.push_str(&place);
        text.push_str(&show(std::slice::from_ref(&fault.diagnostic), look));
    }
    text
}

/// Agencies whose folders would be one.
fn same_folders(listed: &[Listed]) -> Vec<Fault> {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for agency in listed {
        let folder = slug(&agency.name);
        match rows.get(&folder) {
            None => {
                rows.insert(folder, agency.row);
            }
            Some(&earlier) => faults.push(Fault {
                row: Some(agency.row),
                ..Fault::of_the_whole(NetworkProblem::SameFolder { folder, earlier })
            }),
        }
    }
    faults
}

/// The file of each agency, and one description for editors beside their folders.
fn files(listed: &[Listed], folder: &Path, base: &Path) -> Vec<Artifact> {
    let here = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let inside = one_way_to(&here.join("agency"));
    let here = inside.parent().unwrap_or(Path::new(""));
    let to_base = way(here, &source::whole_path(base));
    let mut files = vec![Artifact {
        path: schema::FILE.to_owned(),
        bytes: schema::text().into_bytes(),
    }];
    for agency in listed {
        let text = spreadsheet::text(
            agency,
            &format!("../{}", schema::FILE),
            &format!("../{to_base}"),
        );
        files.push(Artifact {
            path: format!("{}/agency.toml", slug(&agency.name)),
            bytes: text.into_bytes(),
        });
    }
    files
}
