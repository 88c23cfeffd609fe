//! Prints how well fields are judged: `cargo run --release -p luytre-guard --example score_fields -- [--wrong] FILES`.
//!
//! `--wrong` lists the lines that are judged wrongly, with the evidence; never use it on a held-out set. Without files, the development sets are scored.
#![allow(clippy::print_stdout, reason = "a command-line tool")]

use std::path::PathBuf;

#[path = "../tests/field/score.rs"]
mod score;

fn main() {
    let mut list_wrong = false;
    let mut files: Vec<PathBuf> = Vec::new();
    for argument in std::env::args_os().skip(1) {
        if argument == "--wrong" {
            list_wrong = true;
        } else {
            files.push(argument.into());
        }
    }
    if files.is_empty() {
        files = score::sets("field-dev-");
    }
    let lines = score::read(&files);
    let result = score::score(&lines, |line, prediction| {
        if list_wrong {
            println!(
                "{} expected {}, judged {} ({})",
                line.id,
                line.expected,
                prediction.kind.as_str(),
                prediction.score
            );
            println!(
                "    {:?} type={:?} name={:?} id={:?} label={:?} placeholder={:?} autocomplete={:?} aria={:?}",
                line.tag.as_deref().unwrap_or_default(),
                line.input_type.as_deref().unwrap_or_default(),
                line.name.as_deref().unwrap_or_default(),
                line.id_attr.as_deref().unwrap_or_default(),
                line.label.as_deref().unwrap_or_default(),
                line.placeholder.as_deref().unwrap_or_default(),
                line.autocomplete.as_deref().unwrap_or_default(),
                line.aria_label.as_deref().unwrap_or_default(),
            );
            for evidence in &prediction.why {
                println!(
                    "    {:?} {:?}: {} {}",
                    evidence.source,
                    evidence.phrase,
                    evidence.kind.as_str(),
                    evidence.points
                );
            }
        }
    });
    println!("{result}");
}
