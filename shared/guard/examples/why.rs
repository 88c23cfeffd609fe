//! Shows every candidate of a text with its evidence: `cargo run -p luytre-guard --example why -- TEXT...`.
#![allow(clippy::print_stdout, reason = "a command line program")]

use luytre_guard::Guard;

fn main() {
    let guard = Guard::new();
    for text in std::env::args().skip(1) {
        println!("{text}");
        for candidate in guard.explain(&text, None) {
            let span: String = text
                .chars()
                .skip(candidate.start)
                .take(candidate.end - candidate.start)
                .collect();
            let mark = if candidate.found { "+" } else { " " };
            println!(
                "  {mark} {:<11} {:>4}/{} {span:?}",
                candidate.kind.as_str(),
                candidate.score,
                candidate.needed
            );
            for evidence in candidate.evidence {
                println!("        {:>+4} {}", evidence.points, evidence.what);
            }
        }
    }
}
