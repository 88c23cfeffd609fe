//! Boots a home PC to look around in by hand; it is gone when the command ends.
//!
//! usage: `homepc [--login ACCOUNT]... [--as ACCOUNT] [COMMAND...]`, by default a root shell.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use luytre_tests::homepc::HomePc;

fn main() -> anyhow::Result<ExitCode> {
    let (mut logins, mut account, mut command) = (Vec::new(), None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--login" => logins.push(arguments.next().context("--login needs an account")?),
            "--as" => account = Some(arguments.next().context("--as needs an account")?),
            option if option.starts_with("--") => {
                bail!("{option}? usage: homepc [--login ACCOUNT]... [--as ACCOUNT] [COMMAND...]")
            }
            _ => {
                command.push(argument);
                command.extend(arguments.by_ref());
            }
        }
    }
    if command.is_empty() {
        command.push("bash".to_owned());
    }
    let argv: Vec<&str> = command.iter().map(String::as_str).collect();

    let pc = HomePc::boot("by-hand")?;
    for name in &logins {
        pc.login(name)?;
    }
    let status = match &account {
        Some(name) => pc.run_here_as(name, &argv)?,
        None => pc.run_here_as_root(&argv)?,
    };
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}
