//! `network init`: a spreadsheet of agencies into a file for each.

use crate::batch::NetworkFixture;

const GRANTEE_FILE: &str = "[agency]\nkind = \"subrecipient\"\n[policy]\nowner = \"Director\"\n\
    [[organizations]]\nname = \"Statewide Help\"\nphone = \"319-555-0199\"\n";

/// A folder with a grantee's file and a table.
fn network_with_spreadsheet(table: &[u8]) -> NetworkFixture {
    let network = NetworkFixture::with_agencies(0);
    network.write_file("grantee.toml", GRANTEE_FILE);
    std::fs::write(network.path_of("agencies.csv"), table).expect("it can be written");
    network
}

fn run_network_init(network: &NetworkFixture) -> String {
    let report = network.run_command("network init --base @grantee.toml @agencies.csv");
    assert!(report.is_success || report.stdout.is_empty());
    format!("{}{}", report.stdout, report.stderr)
}

#[test]
fn each_row_becomes_a_file_that_extends_the_grantees() {
    // As Excel saves it in a country where commas are for decimals.
    let table = "\u{FEFF}Name;Phone;Address;States;Site 1 name;sites[3].name;organizations[1].name;\
        organization 1 phone;Policy effective;training.every_months;committee.members\r\n\
        Hope & Ñandú;319-555-0110;;;;;;;;;\r\n\
        ;;;;;;;;;;\r\n\
        \"Lakes \"\"Clinic\"\"\";(319) 555-0111;\"1 Main St; Ames, IA 50010\";Iowa, NE;Main;West Side;Local Aid;\
        319-555-0120;12/1/2026;6;M1; M2; M3; M4; M5\r\n";
    let table = table.replace("M1; M2; M3; M4; M5", "\"M1; M2; M3; M4; M5\"");
    let network = network_with_spreadsheet(table.as_bytes());
    let told = run_network_init(&network);
    assert!(told.starts_with("2 agencies written to "), "{told}");
    let written =
        |path: &str| std::fs::read_to_string(network.path_of(path)).expect("it was written");
    assert_eq!(
        written("lakes-clinic/agency.toml"),
        "#:schema ../agency.schema.json\n\
         # The facts of your agency. Change the text between the quotation marks.\n\
         # `policypress check` lists what is missing or looks wrong; `policypress init` asks for it.\n\
         extends = \"../grantee.toml\"\n\
         \n\
         # Who you are.\n\
         [agency]\n\
         name = 'Lakes \"Clinic\"'  # your agency's full name; required\n\
         states = [\"IA\", \"NE\"]  # postal codes of the states where you have clinics\n\
         address = [\"1 Main St\", \"Ames, IA 50010\"]  # one quoted text for each line of the address\n\
         phone = \"(319) 555-0111\"  # your main phone number\n\
         \n\
         # The policy's version, and your choices in it.\n\
         [policy]\n\
         effective = 2026-12-01  # the date the policy takes effect\n\
         \n\
         # Local organizations that help people who are trafficked.\n\
         [[organizations]]\n\
         name = \"Local Aid\"  # the organization's name\n\
         phone = \"319-555-0120\"  # the organization's phone number\n\
         \n\
         # Your clinics.\n\
         [[sites]]\n\
         id = \"main\"  # for file names: lowercase letters, digits, hyphens\n\
         name = \"Main\"  # the clinic's name\n\
         \n\
         [[sites]]\n\
         id = \"west-side\"\n\
         name = \"West Side\"\n\
         \n\
         # How often all staff are trained.\n\
         [training]\n\
         every_months = 6  # months between trainings\n\
         \n\
         # The Information and Education (I&E) committee.\n\
         [committee]\n\
         members = [\"M1\", \"M2\", \"M3\", \"M4\", \"M5\"]  # at least five (42 CFR 59.6(b)); codes or names\n"
    );
    assert!(written("hope-nandu/agency.toml").contains("name = \"Hope & Ñandú\""));
    assert!(network.path_of("agency.schema.json").exists());
    // What was written is what a build of the folder finds.
    let report = network.run_command("build @ --draft --format html --document policy,poster-help");
    assert!(
        report
            .stdout
            .contains("2 agencies: 2 built, 0 up to date\n"),
        "{}",
        report.stdout
    );
    let policy = written("lakes-clinic/output/lakes-clinic/staff/policy.html");
    assert!(policy.contains("Statewide Help") && policy.contains("Local Aid"));
    // The same again changes nothing; what somebody has edited stays.
    let told = run_network_init(&network);
    assert!(
        told.starts_with("2 agencies already up to date in "),
        "{told}"
    );
    network.write_file("lakes-clinic/agency.toml", "# mine\n");
    assert_eq!(
        run_network_init(&network),
        "error[agency-file-exists]: `lakes-clinic/agency.toml` already exists with different content\n\
         hint: delete the agency from the spreadsheet, move the file, or choose another folder with `--out`\n\
         nothing was written\n"
    );
    assert_eq!(written("lakes-clinic/agency.toml"), "# mine\n");
}

/// A grantee adds an agency of the state to its file a year later.
#[test]
fn what_is_added_to_the_base_later_stands_in_every_packet() {
    let table = "name,law_enforcement[1].name,law_enforcement[1].phone,organizations[1].name,organizations[1].phone\n\
        Hope,Ames Police,515-555-0131,Local Aid,515-555-0121\nLakes,Boone Police,515-555-0132,,\n";
    let network = network_with_spreadsheet(table.as_bytes());
    let told = run_network_init(&network);
    assert!(told.starts_with("2 agencies written to "), "{told}");
    let later = "[[law_enforcement]]\nname = \"State Patrol\"\nphone = \"515-555-0130\"\n\
        [[policy.additions]]\nafter = \"safety-concerns\"\ntext = \"Panic buttons are tested.\"\n\
        [[organizations]]\nname = \"Second Help\"\nphone = \"515-555-0122\"\n";
    network.write_file("grantee.toml", &format!("{GRANTEE_FILE}{later}"));
    let report = network.run_command("build @ --draft --format markdown --document policy");
    assert!(
        report.stdout.contains("2 agencies: 2 built"),
        "{}",
        report.stdout
    );
    for (agency, own) in [("hope", "Ames Police"), ("lakes", "Boone Police")] {
        let path = network.path_of(&format!("{agency}/output/{agency}/staff/policy.md"));
        let policy = std::fs::read_to_string(path).expect("it was built");
        for fact in [
            own,
            "State Patrol",
            "Panic buttons are tested.",
            "Second Help",
            "Statewide Help",
        ] {
            assert!(policy.contains(fact), "{agency}: {fact} is in\n{policy}");
        }
    }
}

#[test]
fn every_problem_is_reported_by_row_and_column_and_nothing_is_written() {
    let network = network_with_spreadsheet(
        b"Name,Phone,policy.effective,Kind,training.every_months\n\
          A,319-555-011,12/40/2026,grante,often,extra\n\
          ,319-555-0110\n\
          \n\
          B,319-555-0110,,\n\
          B.,319-555-0110,,\n",
    );
    assert_eq!(
        run_network_init(&network),
        "Row 2, column B (Phone):\n\
         error[phone]: `319-555-011` is not a phone number: it has 9 digits, but ten are needed\n \
         --> agencies.csv:2:3\n  \
         |\n\
         2 | A,319-555-011,12/40/2026,grante,often,extra\n  \
         |   ^^^^^^^^^^^\n\
         hint: check it against the number you call\n\
         \n\
         Row 2, column C (policy.effective):\n\
         error[cell-date]: `12/40/2026` is not a date\n \
         --> agencies.csv:2:15\n  \
         |\n\
         2 | A,319-555-011,12/40/2026,grante,often,extra\n  \
         |               ^^^^^^^^^^\n\
         hint: write year-month-day, such as `2026-12-01`, or month/day/year, such as `12/1/2026`\n\
         \n\
         Row 2, column D (Kind):\n\
         error[unknown-choice]: `grante` cannot be used for `kind`\n \
         --> agencies.csv:2:26\n  \
         |\n\
         2 | A,319-555-011,12/40/2026,grante,often,extra\n  \
         |                          ^^^^^^\n\
         hint: did you mean `grantee`? Choose one of `grantee` or `subrecipient`\n\
         \n\
         Row 2, column E (training.every_months):\n\
         error[cell-number]: `often` is not a whole number\n \
         --> agencies.csv:2:33\n  \
         |\n\
         2 | A,319-555-011,12/40/2026,grante,often,extra\n  \
         |                                 ^^^^^\n\
         hint: write only digits, such as `12`\n\
         \n\
         Row 2, column F:\n\
         error[column-without-heading]: the cell is in a column without a heading\n \
         --> agencies.csv:2:39\n  \
         |\n\
         2 | A,319-555-011,12/40/2026,grante,often,extra\n  \
         |                                       ^^^^^\n\
         hint: write the name of a setting at the top of the column, or clear the cell\n\
         \n\
         Row 3:\n\
         error[row-without-name]: the row has no agency name\n \
         --> agencies.csv:3:2\n  \
         |\n\
         3 | ,319-555-0110\n  \
         |  ^^^^^^^^^^^^\n\
         hint: fill in the `name` column, or clear the row\n\
         \n\
         Row 6:\n\
         error[duplicate-agency-folder]: the agency would go to the folder `b`, as does the agency in row 5\n\
         hint: give each agency its own name\n\
         nothing was written\n"
    );
    assert_eq!(
        crate::support::packet::list_files(network.folder()),
        ["agencies.csv", "grantee.toml"]
    );
}

#[test]
fn a_column_of_agencies_and_an_excel_file_are_recognized() {
    let named = run_network_init(&network_with_spreadsheet(b"Agency\nWillow\n"));
    assert!(named.contains("hint: did you mean `name`?"), "{named}");
    let excel = run_network_init(&network_with_spreadsheet(b"PK\x03\x04aaaa\n"));
    assert_eq!(
        excel.replace(&folder_of_message(&excel), ""),
        "error[not-csv]: `agencies.csv` is a workbook of a spreadsheet program or a ZIP file, not a CSV file\n\
         hint: open it and save the sheet with the agencies as CSV: in Excel, File > Save As > CSV UTF-8 \
         (Comma delimited); in LibreOffice, File > Save As > Text CSV; in Google Sheets, File > Download > \
         Comma-separated values; then name that file\n\
         nothing was written\n"
    );
    for (content, file_kind) in [
        (
            &b"PK\x03\x04.......xl/workbook.xml"[..],
            "an Excel workbook",
        ),
        (
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "a LibreOffice spreadsheet",
        ),
        (b"PK\x03\x04....word/document.xml", "a Word file"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (
            b"<html><table><tr><td>name</td></tr></table>",
            "a web page or XML file",
        ),
    ] {
        let told = run_network_init(&network_with_spreadsheet(content));
        assert!(
            told.contains(&format!("is {file_kind}, not a CSV file")),
            "{told}"
        );
    }
}

#[test]
fn formulas_error_values_and_totals_are_reported_by_cell() {
    let network = network_with_spreadsheet(
        b"name,phone,policy.effective,training.every_months,states,address\n\
          #VALUE!,=B2,#N/A,#DIV/0!,IA; #REF!,\"=\"\"1 Main St\"\"\"\n\
          =A2&\" West\",3195550111.0,46000,6,IA,\n\
          Lakes,3.19556E+09,46000.0,6,MA,\"1 Main St; Boston, MA 2108\"\n\
          Total Health of Iowa,319-555-0112,46357,6,IA,\n\
          Total:,3,,24,,\n\
          ,Grand total (3),,,,\n",
    );
    let told = run_network_init(&network);
    let summary: Vec<&str> = told
        .lines()
        .filter(|line| {
            ["Row ", "error", "nothing"]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .collect();
    assert_eq!(
        summary,
        [
            "Row 2, column A (name):",
            "error[spreadsheet-error]: `#VALUE!` is an error message of a spreadsheet, not a value",
            "Row 2, column B (phone):",
            "error[cell-formula]: `=B2` is a formula, not its result",
            "Row 2, column C (policy.effective):",
            "error[spreadsheet-error]: `#N/A` is an error message of a spreadsheet, not a value",
            "Row 2, column D (training.every_months):",
            "error[spreadsheet-error]: `#DIV/0!` is an error message of a spreadsheet, not a value",
            "Row 2, column E (states):",
            "error[spreadsheet-error]: `#REF!` is an error message of a spreadsheet, not a value",
            "Row 2, column F (address):",
            "error[cell-formula]: `=\"1 Main St\"` is a formula, not its result",
            "Row 3, column A (name):",
            "error[cell-formula]: `=A2&\" West\"` is a formula, not its result",
            "Row 3, column B (phone):",
            "error[phone]: `3195550111.0` is not a phone number: a spreadsheet has taken it for an amount and added decimals",
            "Row 3, column C (policy.effective):",
            "error[cell-date]: `46000` is not a date, but the number that a spreadsheet stores for 2025-12-09",
            "Row 4, column B (phone):",
            "error[phone]: `3.19556E+09` is not a phone number: a spreadsheet has taken it for an amount and rounded it, so digits are lost",
            "Row 4, column C (policy.effective):",
            "error[cell-date]: `46000.0` is not a date, but the number that a spreadsheet stores for 2025-12-09",
            "Row 4, column F (address):",
            "error[zip-code]: the ZIP code `2108` has 4 digits, but five are needed",
            "Row 5, column C (policy.effective):",
            "error[cell-date]: `46357` is not a date, but the number that a spreadsheet stores for 2026-12-01",
            "Row 6, column A (name):",
            "error[total-row]: `Total:` is a total, not the name of an agency",
            "Row 7, column B (phone):",
            "error[total-row]: `Grand total (3)` is a total, not the name of an agency",
            "nothing was written",
        ],
        "{told}"
    );
    assert!(
        told.contains("hint: write `2025-12-09` if that is the day you mean, and format the column as text: in Excel, Format Cells > Text\n"),
        "{told}"
    );
    assert_eq!(
        crate::support::packet::list_files(network.folder()),
        ["agencies.csv", "grantee.toml"]
    );
}

#[test]
fn an_unknown_heading_names_the_nearest_setting_and_rows_are_checked_nevertheless() {
    for (heading, nearest) in [
        ("effective date", "policy.effective"),
        ("Policy effective date", "policy.effective"),
        ("Clinic phone", "phone"),
        ("Mailing address", "address"),
    ] {
        let table = format!("name,{heading},Phone,phone\nWillow,x,319-555-011,319-555\n,y,1,\n");
        let told = run_network_init(&network_with_spreadsheet(table.as_bytes()));
        assert!(
            told.contains(&format!("hint: did you mean `{nearest}`?")),
            "{heading}: {told}"
        );
        for problem in [
            "Column D (phone):\nerror[duplicate-column]",
            "Row 2, column C (Phone):\nerror[phone]",
            "Row 3:\nerror[row-without-name]",
            "Row 3, column C (Phone):\nerror[phone]",
        ] {
            assert!(told.contains(problem), "{problem}: {told}");
        }
        assert!(!told.contains("column-without-heading"), "{told}");
    }
    // Without a column of names, the headings are to blame and not every row.
    let told = run_network_init(&network_with_spreadsheet(b"Agency,phone\nWillow,319-555\n"));
    assert!(told.contains("hint: did you mean `name`?"), "{told}");
    assert!(
        told.contains("Row 2, column B (phone):\nerror[phone]"),
        "{told}"
    );
    assert!(!told.contains("row-without-name"), "{told}");
}

#[test]
fn each_way_to_save_a_table_as_text_gives_the_same_agencies() {
    let table = "name|phone|states\nWillow Clinic|319-555-0110|IA, NE\n";
    let written = |table: &str| {
        let network = network_with_spreadsheet(table.as_bytes());
        let told = run_network_init(&network);
        assert!(told.starts_with("1 agency written to "), "{told}");
        std::fs::read_to_string(network.path_of("willow-clinic/agency.toml"))
            .expect("it was written")
    };
    let semicolons = written(&table.replace('|', ";"));
    for saved in [
        table.replace('|', "\t"),
        table
            .replace(", ", "; ")
            .replace("IA; NE", "\"IA; NE\"")
            .replace('|', ","),
        format!("\u{FEFF}{}", table.replace('|', ";")),
        table
            .replace("IA, NE", "Iowa and Nebraska")
            .replace('|', ";"),
        table.replace('|', ";").replace('\n', "\r\n"),
        table.replace('|', ";").replace('\n', "\r"),
        format!("sep=;\r\n{}", table.replace('|', ";").replace('\n', "\r\n")),
    ] {
        assert_eq!(written(&saved), semicolons, "{saved:?}");
    }
}

/// Returns the folder before the name of the spreadsheet in a message.
fn folder_of_message(message: &str) -> String {
    let start = message.find('`').map_or(0, |at| at + 1);
    let end = message.find("agencies.csv").unwrap_or(start);
    message[start..end.max(start)].to_owned()
}

#[test]
fn an_invalid_spreadsheet_gets_an_error_with_a_hint() {
    for (table, expected) in [
        (
            &b"Name,Adress,name\nA,1,2\n"[..],
            "Column B (Adress):\n\
             error[unknown-column]: `Adress` is not the name of a setting\n \
             --> agencies.csv:1:6\n  \
             |\n\
             1 | Name,Adress,name\n  \
             |      ^^^^^^\n\
             hint: did you mean `address`?\n\
             \n\
             Column C (name):\n\
             error[duplicate-column]: `name` is the same setting as column A\n \
             --> agencies.csv:1:13\n  \
             |\n\
             1 | Name,Adress,name\n  \
             |             ^^^^\n\
             hint: delete one of the two columns, or number them: `sites[1].name`, `sites[2].name`\n\
             nothing was written\n",
        ),
        (
            b"phone\n319-555-0110\n",
            "error[no-name-column]: there is no `name` column\n\
             hint: write `name` at the top of the column with the agencies' names\n\
             nothing was written\n",
        ),
        (
            b"name,phone\n",
            "error[no-rows]: there are no agencies below the headings\n\
             hint: put one agency in each row, and the column names in the first row\n\
             nothing was written\n",
        ),
        (
            b"name\nMu\xF1oz Clinic\n",
            "error[spreadsheet-encoding]: the spreadsheet is not saved as CSV UTF-8, so it cannot be read correctly\n \
             --> agencies.csv:2:3\n  \
             |\n\
             2 | Mu\u{f1}oz Clinic\n  \
             |   ^\n\
             hint: in Excel, File > Save As > CSV UTF-8 (Comma delimited)\n\
             nothing was written\n",
        ),
        (
            b"name,theme.accent\nA,\"blue\nB,red\n",
            "error[unclosed-cell]: a quotation mark opens here and is never closed, so everything after it is one cell\n \
             --> agencies.csv:2:3\n  \
             |\n\
             2 | A,\"blue\n  \
             |   ^^^^^\n\
             hint: open the file in a spreadsheet program and save it again as CSV\n\
             nothing was written\n",
        ),
    ] {
        let network = network_with_spreadsheet(table);
        assert_eq!(run_network_init(&network), expected);
        assert_eq!(
            crate::support::packet::list_files(network.folder()),
            ["agencies.csv", "grantee.toml"]
        );
    }
}

#[test]
fn errors_in_the_base_file_are_reported_in_that_file() {
    let network = network_with_spreadsheet(b"name\nA\n");
    network.write_file("grantee.toml", "[agency\n");
    let told = run_network_init(&network);
    assert!(told.starts_with("error[unclosed-heading]"), "{told}");
    assert!(told.contains("grantee.toml:1:"), "{told}");
}

#[test]
fn spreadsheet_values_never_become_markup_or_settings() {
    let network = network_with_spreadsheet(
        b"name,policy.owner\n\"A\"\"]\n[policy]\nx = 1 # <b>\",\"{{ 7*7 }} \\ '\"\n",
    );
    let told = run_network_init(&network);
    assert!(told.starts_with("1 agency written to "), "{told}");
    let text = std::fs::read_to_string(network.path_of("a-policy-x-1-b/agency.toml"))
        .expect("it was written");
    assert!(
        text.contains("name = 'A\"] [policy] x = 1 # <b>'"),
        "{text}"
    );
    let report = network.run_command("check @a-policy-x-1-b/agency.toml");
    assert!(!report.stdout.contains("unknown-key"), "{}", report.stdout);
}
