//! The sentences about many agencies together.

use super::{Message, and, error};
use crate::diag::network::NetworkProblem;

pub(super) fn words(problem: &NetworkProblem) -> Message {
    match problem {
        NetworkProblem::NoAgencies { place } => error(
            "no-agencies",
            format!("there is no agency's file in `{place}`"),
            "name a folder with files like `lakes.toml`, or with folders that have an `agency.toml` each",
        ),
        NetworkProblem::BadPattern { pattern, fault } => error(
            "bad-pattern",
            format!("`{pattern}` is no pattern for files: {fault}"),
            "a `*` stands for any letters in a name: `'clinics/*.toml'`",
        ),
        NetworkProblem::OneFolder { folder, files } => error(
            "one-folder-for-two",
            format!(
                "the packets of {} would go to one folder, `{folder}`",
                and(files)
            ),
            "give each agency a `name` of its own, or build them one by one with different `--out`",
        ),
        NetworkProblem::SpreadsheetEncoding => error(
            "spreadsheet-encoding",
            "the table is not saved as UTF-8, and letters like é would come out wrong",
            "in Excel, File > Save As > CSV UTF-8 (Comma delimited)",
        ),
        NetworkProblem::NoRows => error(
            "no-rows",
            "there is no agency below the headings",
            "put one agency in each row; the first row names the columns",
        ),
        NetworkProblem::UnknownColumn { written, nearest } => error(
            "unknown-column",
            format!("`{written}` is not the name of a setting"),
            match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "name columns as the settings of agency.toml are: `name`, `phone`, `policy.number`, `sites[1].name`".to_owned(),
            },
        ),
        NetworkProblem::ColumnTwice { written, earlier } => error(
            "column-twice",
            format!("`{written}` is the same setting as column {earlier}"),
            "take one of the two columns away, or number them: `sites[1].name`, `sites[2].name`",
        ),
        NetworkProblem::NoNameColumn => error(
            "no-name-column",
            "no column is headed `name`",
            "head the column with the names of the agencies with `name`",
        ),
        NetworkProblem::UnclosedCell => error(
            "unclosed-cell",
            "a quotation mark begins here and does not end, so that all that follows is one cell",
            "open the table in a spreadsheet and save it again as CSV",
        ),
        NetworkProblem::NoHeading => error(
            "no-heading",
            "the cell stands in a column without a heading",
            "head the column with the name of a setting, or empty the cell",
        ),
        NetworkProblem::RowWithoutName => error(
            "row-without-name",
            "the row has no agency's name",
            "fill the column `name`, or empty the row",
        ),
        NetworkProblem::SameFolder { folder, earlier } => error(
            "same-folder",
            format!("the agency would go into the folder `{folder}`, as that of row {earlier} does"),
            "give each agency a name of its own",
        ),
        NetworkProblem::CellDate { written } => error(
            "cell-date",
            format!("`{written}` is not a date"),
            "write year-month-day, `2026-12-01`, or month/day/year, `12/1/2026`",
        ),
        NetworkProblem::CellNumber { written } => error(
            "cell-number",
            format!("`{written}` is not a whole number"),
            "write digits alone: `12`",
        ),
        NetworkProblem::CellFlag { written } => error(
            "cell-yes-or-no",
            format!("`{written}` is neither yes nor no"),
            "write `yes` or `no`",
        ),
        NetworkProblem::AgencyInTheWay { path } => error(
            "agency-in-the-way",
            format!("`{path}` is there already, with other words in it"),
            "take the agency out of the table, move the file away, or name another folder with `--out`",
        ),
    }
}
