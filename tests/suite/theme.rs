//! How documents look: the logo, the accent, the sheet and the agency's own fonts.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use policypress::diag::theme::LogoImageError;
use policypress::render::image::{Image, ImageContent};

use crate::support::fixture::temp_agency_folder;
use crate::support::packet::{list_files, read_agency_fixture, run_command_line};
use crate::support::pdf_reader;
use crate::support::text_extraction::html_words;

fn logos_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logos")
}

fn read_logo(name: &str) -> Image {
    let bytes = fs::read(logos_folder().join(name)).expect("the picture is there");
    Image::parse(&bytes, "Cedar Valley".to_owned())
        .unwrap_or_else(|fault| panic!("{name}: {fault:?}"))
}

/// The example with other `[theme]` and `[output]` settings, alone in a folder.
fn example_with_theme_settings(settings: &str) -> tempfile::TempDir {
    let example = read_agency_fixture("cedar-valley");
    let end = example.find("[theme]").expect("the example has a theme");
    temp_agency_folder(&format!("{}{settings}", &example[..end]))
}

fn example_with_logo(name: &str, more: &str) -> tempfile::TempDir {
    let folder = example_with_theme_settings(&format!(
        "[theme]\nlogo = \"{name}\"\nlogo_alt = \"Cedar [Valley] & <Hope>\"\n{more}"
    ));
    let there = folder.path().join(name);
    fs::create_dir_all(there.parent().expect("a folder")).expect("a folder can be made");
    fs::copy(logos_folder().join(name), there).expect("it can be copied");
    folder
}

/// Builds what is in a folder; gives what is said and where the packet is.
fn build_in_folder(folder: &Path, options: &[&str]) -> (String, PathBuf) {
    let file = folder.join("agency.toml");
    let mut line = vec!["policypress", "build", file.to_str().expect("text")];
    line.extend(options);
    let report = run_command_line(&line).expect("the machine does its part");
    let said = report.stderr.replace(&format!("{}/", folder.display()), "");
    (said, folder.join("output/cedar-valley-family-health"))
}

#[test]
fn each_image_format_can_be_a_logo() {
    let wide = read_logo("wide.png");
    assert!(
        matches!(&wide.content, ImageContent::Raster { rgb, alpha: None, .. } if rgb[..3] == [0, 75, 135]),
        "a palette"
    );
    let tall = read_logo("tall.png");
    let ImageContent::Raster {
        alpha: Some(alpha), ..
    } = &tall.content
    else {
        panic!("a picture that can be seen through");
    };
    assert_eq!((alpha[0], alpha[30 * 20 + 10]), (0, 128));
    assert!(
        matches!(&read_logo("grey.png").content, ImageContent::Raster { rgb, .. } if rgb.len() == 24 * 16 * 3)
    );
    assert!(matches!(
        read_logo("photo.jpg").content,
        ImageContent::Jpeg {
            width_px: 48,
            height_px: 32,
            grayscale: false
        }
    ));
    assert!(matches!(
        read_logo("grey.jpg").content,
        ImageContent::Jpeg {
            grayscale: true,
            ..
        }
    ));
    let drawn = read_logo("drawn.svg");
    assert_eq!((drawn.width, drawn.height), (120.0, 40.0));
    assert!(matches!(drawn.content, ImageContent::Vector(shapes) if shapes.len() == 3));
}

#[test]
fn wide_and_tall_logos_keep_their_aspect_ratio_and_bounds() {
    for name in ["wide.png", "tall.png", "photo.jpg", "drawn.svg"] {
        let picture = read_logo(name);
        let (width, height) = picture.scaled_size(12_000.0, (320.0, 104.0));
        assert!(width <= 320.01 && height <= 104.01, "{name}");
        assert!((width / height - picture.width / picture.height).abs() < 0.01);
    }
}

/// Everything said about the pictures in `tests/logos/refused`, as recorded beside them.
#[test]
fn messages_about_refused_logos_match_their_recording() {
    let mut said = String::new();
    for name in list_files(&logos_folder().join("refused")) {
        let folder = example_with_logo(&format!("refused/{name}"), "");
        let (words, packet) = build_in_folder(folder.path(), &[]);
        assert!(!packet.exists(), "{name} was refused");
        let message: Vec<&str> = words
            .lines()
            .filter(|line| line.starts_with("error") || line.starts_with("hint"))
            .collect();
        writeln!(said, "{}", message.join("\n")).expect("a string takes all");
    }
    let recorded = logos_folder().join("refused.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&recorded, &said).expect("it can be recorded");
    }
    assert_eq!(
        said,
        fs::read_to_string(recorded).expect("what is said is recorded")
    );
}

#[test]
fn unusable_theme_files_are_reported_with_the_line() {
    for (settings, said) in [
        (
            "[theme]\nlogo = \"Logo.PNG\"\nlogo_alt = \"x y\"\n",
            "error[file-not-found]: `Logo.PNG` does not exist",
        ),
        (
            "[theme]\nlogo = \"pictures\"\nlogo_alt = \"x y\"\n",
            "error[not-a-file]: `pictures` is not a file",
        ),
        (
            "[theme]\nfonts = [\"agency.toml\"]\n",
            "error[invalid-font]: `agency.toml` is not a font",
        ),
        (
            "[theme]\nfonts = [\"pictures\"]\n",
            "error[no-fonts]: there is no font in `pictures`",
        ),
        (
            "[theme]\nfonts = [\"fonts/\"]\n",
            "error[file-not-found]: `fonts/` does not exist",
        ),
    ] {
        let folder = example_with_theme_settings(settings);
        fs::create_dir(folder.path().join("pictures")).expect("it can be made");
        let (words, packet) = build_in_folder(folder.path(), &[]);
        assert!(words.contains(said), "{said} is in\n{words}");
        assert!(words.contains("agency.toml:"), "{words}");
        assert!(!packet.exists());
    }
    let folder = example_with_theme_settings("[theme]\nlogo = \"logo.png\"\nlogo_alt = \"x y\"\n");
    fs::write(folder.path().join("logo.png"), vec![0; 2_000_001]).expect("it can be written");
    let (words, _) = build_in_folder(folder.path(), &[]);
    assert!(words.contains("larger than 2 MB"), "{words}");
}

#[test]
fn every_format_has_the_logo_with_alternative_text() {
    for name in ["wide.png", "tall.png", "photo.jpg", "drawn.svg"] {
        let folder = example_with_logo(name, "");
        let (said, packet) = build_in_folder(folder.path(), &[]);
        assert_eq!(said, "", "{name}");
        let ending = name.rsplit('.').next().expect("an ending");
        let file = format!("logo.{ending}");
        let original = fs::read(logos_folder().join(name)).expect("the picture is there");
        for place in ["client", "staff"] {
            let beside = fs::read(packet.join(place).join(&file)).expect("a logo beside");
            let is_drawn = ending == "svg";
            assert!(is_drawn || beside == original, "the file as it is");
        }
        let manifest = fs::read_to_string(packet.join("manifest.json")).expect("a manifest");
        for listed in [format!("client/{file}"), format!("staff/{file}")] {
            assert!(manifest.contains(&listed), "{listed} is listed");
        }
        assert!(
            manifest.contains(&format!("\"name\": \"{name}\"")),
            "an input"
        );
        for document in [
            "client/commitment-statement",
            "client/poster-help",
            "staff/policy",
            "staff/poster-three-steps",
        ] {
            let read = |ending: &str| {
                fs::read(packet.join(format!("{document}.{ending}"))).expect("a document")
            };
            let markdown = String::from_utf8(read("md")).expect("text");
            let first = markdown.lines().next().expect("a line");
            assert_eq!(
                first,
                format!("![Cedar \\[Valley\\] & \\<Hope>]({file})"),
                "{document}"
            );
            let html = String::from_utf8(read("html")).expect("text");
            assert!(html.contains("alt=\"Cedar [Valley] &amp; &lt;Hope&gt;\""));
            assert!(html.contains(";base64,"), "{document}");
            assert!(
                !html_words(&html).contains(&"[Valley]".to_owned()),
                "no words of <main>"
            );
            let structure = format!("{:?}", pdf_reader::read_structure_tree(read("pdf")));
            assert!(structure.contains("Figure"), "{document}");
        }
    }
}

/// What programs put into a picture besides its pixels: names, places, comments, thumbnails.
const METADATA: &str = "C:\\Users\\jordan.rivera\\shelter map";

/// Returns the picture `photo.jpg` with a comment, Exif and what Photoshop adds, and a second image after it.
fn photo_with_metadata(orientation: u8) -> Vec<u8> {
    let photo = fs::read(logos_folder().join("photo.jpg")).expect("the picture is there");
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("short");
        [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
    };
    let exif = [
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0",
        &[orientation, 0, 0, 0, 0, 0, 0, 0][..],
        METADATA.as_bytes(),
    ]
    .concat();
    [
        &photo[..2],
        &segment(0xE1, &exif),
        &segment(
            0xE1,
            format!("http://ns.adobe.com/xap/1.0/\0{METADATA}").as_bytes(),
        ),
        &segment(0xE2, format!("MPF\0{METADATA}").as_bytes()),
        &segment(0xED, format!("Photoshop 3.0\0{METADATA}").as_bytes()),
        &segment(0xFE, METADATA.as_bytes()),
        &photo[2..],
        METADATA.as_bytes(),
    ]
    .concat()
}

/// Returns the picture `tall.png` with texts, a time and Exif, and more after its end.
fn png_with_metadata(orientation: u8) -> Vec<u8> {
    let png = fs::read(logos_folder().join("tall.png")).expect("the picture is there");
    let chunk = |name: &str, content: &[u8]| {
        let named = [name.as_bytes(), content].concat();
        let mut checksum = flate2::Crc::new();
        checksum.update(&named);
        let length = u32::try_from(content.len()).expect("short");
        [
            &length.to_be_bytes()[..],
            &named,
            &checksum.sum().to_be_bytes(),
        ]
        .concat()
    };
    let exif = [
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0",
        &[orientation, 0, 0, 0, 0, 0, 0][..],
    ]
    .concat();
    // After the signature and the header.
    let (start, rest) = png.split_at(8 + 25);
    [
        start,
        &chunk("tEXt", format!("Author\0{METADATA}").as_bytes()),
        &chunk("iTXt", format!("Comment\0\0\0\0\0{METADATA}").as_bytes()),
        &chunk("tIME", &[7, 0xEA, 11, 29, 8, 30, 0]),
        &chunk("eXIf", &exif),
        &chunk("prVW", METADATA.as_bytes()),
        rest,
        METADATA.as_bytes(),
    ]
    .concat()
}

/// Returns the picture `drawn.svg` as an editor saves it.
fn svg_with_metadata() -> String {
    let svg = fs::read_to_string(logos_folder().join("drawn.svg")).expect("the picture is there");
    format!("<!-- {METADATA} -->\n{svg}<!-- {METADATA} -->")
        .replacen(
            "<svg ",
            &format!(
                "<svg xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" \
                 xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" \
                 sodipodi:docname=\"{METADATA}\" inkscape:export-filename=\"{METADATA}\" data-x=\"{METADATA}\" "
            ),
            1,
        )
        .replacen(
            "<g ",
            &format!(
                "<title>{METADATA}</title><desc>{METADATA}</desc><metadata>{METADATA}</metadata>\
                 <sodipodi:namedview inkscape:label=\"{METADATA}\"/><g id=\"{METADATA}\" "
            ),
            1,
        )
}

#[test]
fn no_format_has_the_metadata_of_the_logo() {
    for (name, with_metadata) in [
        ("photo.jpg", photo_with_metadata(1)),
        ("tall.png", png_with_metadata(1)),
        ("drawn.svg", svg_with_metadata().into_bytes()),
    ] {
        let formats = ["--format", "md,html,pdf,docx"];
        let (plain, laden) = (example_with_logo(name, ""), example_with_logo(name, ""));
        fs::write(laden.path().join(name), with_metadata).expect("it can be written");
        let (_, without) = build_in_folder(plain.path(), &formats);
        let (said, with) = build_in_folder(laden.path(), &formats);
        assert_eq!(said, "", "{name}");
        for folder in ["client", "staff"] {
            let files = list_files(&with.join(folder));
            assert!(
                files.iter().any(|file| file.ends_with(".docx")),
                "{files:?}"
            );
            for file in files {
                let read =
                    |packet: &Path| fs::read(packet.join(folder).join(&file)).expect("a file");
                assert!(read(&with) == read(&without), "{name} in {folder}/{file}");
            }
        }
    }
    let svg = Image::parse(svg_with_metadata().as_bytes(), String::new()).expect("a picture");
    let svg = String::from_utf8_lossy(&svg.file_bytes);
    assert!(!svg.contains("jordan"), "{svg}");
}

#[test]
fn the_svg_that_is_written_shows_the_same_as_the_logo() {
    let logo = read_logo("drawn.svg");
    let written = Image::parse(&logo.file_bytes, logo.alt_text.clone()).expect("a picture");
    assert_eq!(written, logo);
}

#[test]
fn a_logo_with_an_instruction_to_rotate_it_is_refused_in_each_format() {
    for picture in [photo_with_metadata(6), png_with_metadata(6)] {
        assert_eq!(
            Image::parse(&picture, String::new()).expect_err("it is refused"),
            LogoImageError::ExifRotation
        );
    }
}

#[test]
fn a_logo_keeps_its_color_profile() {
    let photo = fs::read(logos_folder().join("photo.jpg")).expect("the picture is there");
    let profile = [&[0xFF, 0xE2, 0, 18][..], b"ICC_PROFILE\0\x01\x01ab"].concat();
    let profiled = [&photo[..2], &profile, &photo[2..]].concat();
    let image = Image::parse(&profiled, String::new()).expect("a picture");
    assert!(image.file_bytes[..] == profiled[..]);
}

#[test]
fn the_same_logo_gives_the_same_bytes() {
    for name in ["tall.png", "photo.jpg", "drawn.svg"] {
        let (one, other) = (example_with_logo(name, ""), example_with_logo(name, ""));
        let (_, first) = build_in_folder(one.path(), &[]);
        let (_, second) = build_in_folder(other.path(), &[]);
        for file in list_files(&first) {
            let read = |root: &Path| fs::read(root.join(&file)).expect("a file of the packet");
            assert!(read(&first) == read(&second), "{name}: {file}");
        }
    }
}

#[test]
fn accent_color_and_paper_size_come_from_the_agency() {
    let folder =
        example_with_theme_settings("[theme]\naccent = \"#7a1f5c\"\n\n[output]\npaper = \"a4\"\n");
    let (said, packet) = build_in_folder(folder.path(), &[]);
    assert_eq!(said, "");
    let page = fs::read_to_string(packet.join("staff/policy.html")).expect("a page");
    assert!(page.contains("--accent: #7a1f5c;") && page.contains("size: 210mm 297mm;"));

    let (_, packet) = build_in_folder(folder.path(), &["--paper", "tabloid"]);
    let page = fs::read_to_string(packet.join("staff/policy.html")).expect("a page");
    assert!(page.contains("size: 8.5in 11in;"), "read at a desk");
    let page = fs::read_to_string(packet.join("client/poster-help.html")).expect("a page");
    assert!(page.contains("size: 11in 17in;"), "a poster");
}

#[test]
fn a_character_without_a_font_names_the_font_to_install() {
    for (name, family) in [
        ("आशा क्लिनिक", "Noto Sans Devanagari"),
        ("希望诊所", "Noto Sans CJK SC"),
        ("ホープ", "Noto Sans CJK JP"),
        ("희망", "Noto Sans CJK KR"),
        ("ተስፋ", "Noto Sans Ethiopic"),
        ("សង្ឃឹម", "Noto Sans Khmer"),
        ("ความหวัง", "Noto Sans Thai"),
        ("မျှော်လင့်ချက်", "Noto Sans Myanmar"),
        ("תקווה", "Noto Sans Hebrew"),
    ] {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let text = read_agency_fixture("cedar-valley").replace("Cedar Valley Main Clinic", name);
        let text = text.replace("Harbor Light Advocates", name);
        fs::write(folder.path().join("agency.toml"), text).expect("it can be written");
        let (said, packet) = build_in_folder(folder.path(), &[]);
        assert!(said.contains(family), "{family} is in\n{said}");
        assert!(said.contains("[theme]"), "{said}");
        assert!(!packet.exists());
    }
}

#[test]
fn an_agency_font_draws_what_built_in_fonts_cannot() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley").replace("Harbor Light Advocates", "תקווה");
    let text = text.replace("# fonts = [", "fonts = [");
    fs::write(folder.path().join("agency.toml"), text).expect("it can be written");
    let fonts = folder.path().join("fonts");
    fs::create_dir(&fonts).expect("a folder can be made");
    let hope = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/hope.ttf");
    fs::copy(hope, fonts.join("Hope.ttf")).expect("it can be copied");
    let (said, packet) = build_in_folder(folder.path(), &[]);
    assert_eq!(said, "");
    let policy = fs::read(packet.join("staff/policy.pdf")).expect("a policy");
    let words = pdf_reader::pdf_words(policy).join(" ");
    assert!(words.contains("תקווה"), "{words}");
    let manifest = fs::read_to_string(packet.join("manifest.json")).expect("a manifest");
    assert!(manifest.contains("Hope.ttf"), "an input");
}

/// What a command says is wrong, by code and message.
fn error_lines(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with("error["));
    lines.map(str::to_owned).collect()
}

#[test]
fn check_finds_what_would_stop_page_layout() {
    let example = read_agency_fixture("cedar-valley");
    let mut entries = String::new();
    for number in 10..30 {
        write!(
            entries,
            "[[organizations]]\nname = \"Hands of County {number}\"\nphone = \"515-555-01{number}\"\n\
             audience = \"client\"\nverified_on = 2026-11-02\n"
        )
        .expect("a string takes all");
    }
    let crowd = example.replacen(
        "[[law_enforcement]]",
        &format!("{entries}[[law_enforcement]]"),
        1,
    );
    let long = example.replace("Harbor Light Advocates", &"Harbor Light ".repeat(60));
    let mut seen = 0;
    for text in [
        example.clone(),
        crowd,
        long,
        example.replace("Cedar Valley Main Clinic", "希望诊所"),
        example.replace("Director of Clinical Services", "የሕክምና ዳይሬክተር"),
        example.replace("Prairie Legal Help", "תקווה"),
        example.replace("CP-021", "CP-021 \u{1F33E}"),
    ] {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("agency.toml");
        fs::write(&file, &text).expect("it can be written");
        let built = error_lines(&build_in_folder(folder.path(), &[]).0);
        let checked = run_command_line(&["policypress", "check", file.to_str().expect("text")])
            .expect("the machine does its part");
        assert_eq!(error_lines(&checked.stdout), built);
        assert_eq!(checked.is_success, built.is_empty());
        seen += usize::from(!built.is_empty());
    }
    assert_eq!(seen, 6, "all but the example have an error");
}

#[test]
fn built_in_fonts_have_every_letter_that_check_assumes() {
    let letters: String = ('\u{A1}'..='\u{17F}')
        .filter(|letter| *letter != '\u{AD}')
        .chain("–—‘’“”…".chars())
        .collect();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text =
        read_agency_fixture("cedar-valley").replace("Director of Clinical Services", &letters);
    fs::write(folder.path().join("agency.toml"), text).expect("it can be written");
    let (said, packet) = build_in_folder(folder.path(), &["--document", "policy"]);
    assert_eq!(said, "");
    assert!(packet.join("staff/policy.pdf").exists());
}
