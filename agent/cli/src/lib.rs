//! `luytre`: the command line for parents, children, scripts and set-up.
//!
//! A client of the agent like any other: it decides nothing and stores nothing. Every command reads its arguments, asks the
//! agent, and hands the answer to a view, which is a function from a value to lines and is tested as such. Texts come from the
//! locale crate in Vietnamese and English.
//!
//! Absent here: rules, counting, the store, and any other way to the agent than its socket. The one exception is `luytre run`,
//! which starts the agent's own library in this process for trying it out.

pub mod app;
pub mod args;
pub mod commands;
pub mod failure;
pub mod files;
pub mod help;
pub mod history;
pub mod opening;
pub mod output;
pub mod secret;
pub mod token;
pub mod view;

use app::App;
use args::{Cli, Global};
use clap::FromArgMatches;
use clap::error::ErrorKind;
use failure::{Exit, Failure};
use output::ColorChoice;
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the program. `variable` reads the environment.
pub fn run(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Exit {
    let texts: Vec<String> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if texts.get(1).is_some_and(|command| command == "login-check") {
        return login_check(&texts, variable);
    }
    let mut app = App::new(&early(&texts), &variable);
    let command = help::command(&app.locale).color(if app.printer.coloured() {
        clap::ColorChoice::Always
    } else {
        clap::ColorChoice::Never
    });
    let cli = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let result = match cli {
        Ok(cli) => {
            app.obey(&cli.global);
            commands::perform(&mut app, cli)
        }
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            let text = error.render();
            let text = if app.printer.coloured() {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            app.printer
                .raw(&text)
                .map(|()| Exit::Ok)
                .map_err(Failure::from)
        }
        Err(error) => {
            let lines = help::explain(&error, &texts, &app.locale, app.printer.error_width());
            return app
                .printer
                .errors(&lines)
                .map_or(Exit::Usage, |()| Exit::Usage);
        }
    };
    match result {
        Ok(exit) => exit,
        Err(failure) => {
            let exit = failure
                .explain(&app.locale, app.voice)
                .map_or(Exit::Ok, |text| text.exit);
            let lines = failure.lines(&app.locale, app.voice, app.printer.error_width());
            // Without anywhere to say it, the exit code still does.
            app.printer.errors(&lines).map_or(exit, |()| exit)
        }
    }
}

/// The login check lets in whatever goes wrong here: a wrong option, even a fault of this program.
fn login_check(texts: &[String], variable: impl Fn(&str) -> Option<String>) -> Exit {
    let global = early(texts);
    let app = App::new(&global, variable);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| commands::login_check(&app)))
        .unwrap_or(Exit::Ok)
}

/// The options that decide how help and errors look, found before the line is understood as a whole.
fn early(texts: &[String]) -> Global {
    let value = |name: &str| {
        let mut found = None;
        for (index, text) in texts.iter().enumerate().skip(1) {
            if text == name {
                found = texts.get(index + 1).map(String::as_str);
            } else if let Some(value) = text
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('='))
            {
                found = Some(value);
            }
        }
        found
    };
    Global {
        lang: value("--lang").and_then(|text| luytre_locale::parse_language(text).ok()),
        socket: value("--socket").map(PathBuf::from),
        color: match value("--color") {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            Some(_) | None => ColorChoice::Auto,
        },
    }
}
