//! Helpers of `benches/compare`: invented agencies, and the floor of the time to write their packets.
//!
//! - `cargo bench --bench network -- agencies 1000 DIR` writes the files of 1,000 invented agencies;
//! - `cargo bench --bench network -- floor FROM TO` compresses every file below FROM and writes the uncompressed bytes
//!   to TO, on two threads, and prints the wall time.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "network/agencies.rs"]
mod agencies;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["agencies", number, folder] => {
            let number = number.parse().expect("a number of agencies");
            fs::create_dir_all(folder).expect("the folder can be made");
            for agency in 0..number {
                let path = Path::new(folder).join(format!("agency-{agency:05}.toml"));
                fs::write(path, agencies::generate_agency_toml(agency))
                    .expect("the file can be written");
            }
        }
        ["floor", from, to] => measure_write_baseline(Path::new(from), Path::new(to)),
        // Plain `cargo bench` runs this program without arguments.
        _ => println!("network: add `agencies NUMBER DIR` or `floor FROM TO`"),
    }
}

fn measure_write_baseline(from: &Path, to: &Path) {
    let mut files = Vec::new();
    collect_file_contents(from, &mut files);
    fs::create_dir_all(to).expect("a folder can be made");
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(bytes) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let compressed = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
                    assert!(!compressed.is_empty());
                    let name = format!("{:p}", bytes.as_ptr());
                    let mut file = fs::File::create(to.join(name)).expect("it opens");
                    file.write_all(bytes).expect("it can be written");
                }
            });
        }
    });
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!(
        "{} files, {bytes} bytes, {:.3} s",
        files.len(),
        start.elapsed().as_secs_f64()
    );
}

fn collect_file_contents(folder: &Path, files: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path: PathBuf = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect_file_contents(&path, files);
        } else {
            files.push(fs::read(path).expect("the file can be read"));
        }
    }
}
