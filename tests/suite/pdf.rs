//! PDFs as a reader meets them: pages, words, structure.

use policypress::document::Document;
use policypress::render::Paper;
use policypress::render::pdf::{Faces, pdf};

use crate::pdf_samples::{LONG_NAME, policy, poster_help, poster_steps, rows, statement, theme};

fn samples() -> Vec<(String, Document)> {
    let mut draft = policy();
    draft.draft = true;
    let mut made = vec![
        ("policy".to_owned(), policy()),
        ("policy-draft".to_owned(), draft),
        ("rows".to_owned(), rows(200, 5000)),
        (
            "statement".to_owned(),
            statement("Cedar Valley Family Health"),
        ),
        ("statement-long".to_owned(), statement(LONG_NAME)),
        ("steps".to_owned(), poster_steps()),
    ];
    for count in [0, 1, 6, 12, 40] {
        made.push((format!("help-list-{count}"), poster_help(count, false)));
        made.push((format!("help-table-{count}"), poster_help(count, true)));
    }
    made
}

/// Writes every sample for looking at: `PDF_SAMPLES=/tmp/pdfs cargo test -- --ignored samples`.
#[test]
#[ignore = "writes files to look at"]
fn write_samples() {
    let folder = std::env::var("PDF_SAMPLES").expect("the folder to write to");
    for paper in [Paper::Letter, Paper::Tabloid] {
        let theme = theme(paper);
        let mut faces = Faces::new(&theme.faces);
        for (name, document) in samples() {
            let made = pdf(&document, &theme, &mut faces);
            let path = format!("{folder}/{name}-{paper:?}.pdf");
            match made.value {
                Some(bytes) => std::fs::write(path, bytes).expect("the folder is there"),
                None => std::fs::write(path + ".txt", format!("{:?}", made.diagnostics))
                    .expect("the folder is there"),
            }
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let theme = theme(Paper::Letter);
    let mut faces = Faces::new(&theme.faces);
    let first = pdf(&policy(), &theme, &mut faces)
        .value
        .expect("it can be made");
    let mut other = Faces::new(&theme.faces);
    assert!(
        first
            == pdf(&policy(), &theme, &mut other)
                .value
                .expect("it can be made")
    );
}
