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
    }
}
