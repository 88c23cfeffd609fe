//! Scores the text detector: `cargo run -p luytre-guard --example score -- [--misses] FILES`.
//!
//! `--misses` shows the lines that went wrong: for development sets only.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program"
)]

#[path = "../tests/support/score.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests")]
mod score;

use luytre_guard::Guard;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|arg| arg.starts_with("--"));
    let guard = Guard::new();
    let mut examples = Vec::new();
    for file in &files {
        match score::read(file.as_ref()) {
            Ok(set) => examples.extend(set),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let report = score::score(&guard, &examples);
    if flags.iter().any(|flag| flag == "--misses") {
        for miss in &report.misses {
            println!(
                "{} | {}\n     missed {:?}  wrong {:?}",
                miss.id,
                miss.text.replace('\n', "⏎"),
                miss.missed,
                miss.wrong
            );
        }
    }
    print!("{}", score::table(&report));
    ExitCode::SUCCESS
}
