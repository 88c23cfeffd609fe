//! `luytre`: see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    ExitCode::from(luytre_cli::run(&arguments, |name| std::env::var(name).ok()).code())
}
