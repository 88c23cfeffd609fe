//! Puts the texts of a language into the command line, and words its errors. clap knows the structure; it speaks only English.
//!
//! Texts are found by name: `help-grant` is what `luytre grant` does, `help-grant-until` its option `--until`; what several
//! commands share is `arg-child`, `arg-json`. A test walks the whole tree in both languages.

use crate::args::{BadValue, Cli};
use crate::failure::remedy;
use crate::output::{Line, Tone, wrap};
use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects, Style};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};
use luytre_locale::Locale;

/// The command line with all texts in a language.
#[must_use]
pub fn command(locale: &Locale) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let command = Cli::command()
        .arg(help)
        .arg(version)
        .styles(styles())
        .max_term_width(100);
    let command = texts(command, locale, &[]);
    let exits = locale.plain("help-exit-codes");
    command.after_help(exits)
}

fn styles() -> Styles {
    Styles::plain()
        .header(Style::new().effects(Effects::BOLD))
        .usage(Style::new().effects(Effects::BOLD))
        .literal(AnsiColor::Green.on_default())
}

/// The name of a text: `help-child-add`.
fn id(path: &[&str]) -> String {
    let mut id = "help".to_owned();
    for part in path {
        id.push('-');
        id.push_str(part);
    }
    id
}

/// The text of an argument: its own, else the one that it shares.
#[must_use]
pub fn argument_id(path: &[&str], argument: &str, locale: &Locale) -> String {
    let name = argument.replace('_', "-");
    let own = format!("{}-{name}", id(path));
    if locale.has(&own) {
        own
    } else {
        format!("arg-{name}")
    }
}

fn texts(command: Command, locale: &Locale, path: &[&str]) -> Command {
    let own = id(path);
    let mut command = command.about(locale.plain(&own));
    command = command.mut_args(|argument| {
        let name = argument.get_id().to_string();
        let text = locale.plain(&argument_id(path, &name, locale));
        let argument = argument.help(text);
        // What every command takes comes last.
        let argument = if argument.is_global_set() {
            argument.display_order(1_000)
        } else {
            argument
        };
        if argument.get_action().takes_values() {
            // clap would write both in English; the texts say them.
            argument
                .value_name(value_name(&name, locale))
                .hide_possible_values(true)
                .hide_default_value(true)
        } else {
            argument
        }
    });
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let mut path = path.to_vec();
            path.push(&name);
            texts(sub, locale, &path)
        });
    }
    let usage = usage(&command, locale, path);
    let template = template(&command, locale);
    command.override_usage(usage).help_template(template)
}

/// What stands for a value: `CHILD`, `MINUTES`.
fn value_name(argument: &str, locale: &Locale) -> String {
    let kind = match argument {
        "child" => "child",
        "name" | "parent" => "name",
        "account" | "accounts" | "child_account" | "parent_account" => "login",
        "file" | "household" | "state_dir" | "socket" | "into" | "html" => "path",
        "to" | "from" => "file-or-version",
        "daily" | "games" | "weekly" | "monthly" => "length",
        "windows" | "bedtime" | "free" => "hours",
        "amount" | "minutes" => "minutes",
        "until" => "time",
        "day" | "first_day" | "last_day" => "date",
        "subject" | "block" | "exempt" | "count" => "activity",
        "activity" => "activity-length",
        "born" => "month",
        "lang" | "language" => "language",
        "version" | "expect" | "limit" => "number",
        "why" | "note" => "text",
        "preset" => "preset",
        "verdict" => "verdict",
        "color" => "color",
        "id" => "id",
        "shell" => "shell",
        "pin" => "pin",
        "session" => "session",
        "timezone" => "timezone",
        "rest" => "break",
        "warn" => "steps",
        "at_limit" => "end",
        "finish_match" => "turns",
        _ => return argument.to_uppercase(),
    };
    locale.plain(&format!("value-{kind}"))
}

fn usage(command: &Command, locale: &Locale, path: &[&str]) -> String {
    let mut usage = "luytre".to_owned();
    for part in path {
        usage.push(' ');
        usage.push_str(part);
    }
    for argument in command.get_positionals() {
        let name = value_name(argument.get_id().as_str(), locale);
        usage.push_str(&if argument.is_required_set() {
            format!(" <{name}>")
        } else {
            format!(" [{name}]")
        });
    }
    if command.has_subcommands() {
        usage.push_str(&format!(" <{}>", locale.plain("value-command")));
    }
    usage.push_str(&format!(" [{}]", locale.plain("value-options")));
    usage
}

fn template(command: &Command, locale: &Locale) -> String {
    let heading = |id: &str| format!("\u{1b}[1m{}\u{1b}[0m", locale.plain(id));
    let mut template = format!("{{about}}\n\n{} {{usage}}\n", heading("heading-usage"));
    if command.has_subcommands() {
        template.push_str(&format!(
            "\n{}\n{{subcommands}}\n",
            heading("heading-commands")
        ));
    }
    if command.get_positionals().next().is_some() {
        template.push_str(&format!(
            "\n{}\n{{positionals}}\n",
            heading("heading-arguments")
        ));
    }
    template.push_str(&format!(
        "\n{}\n{{options}}{{after-help}}\n",
        heading("heading-options")
    ));
    template
}

/// Examples of the value that was expected, if the error is about a value of ours.
#[must_use]
pub fn examples(error: &clap::Error) -> Option<String> {
    use std::error::Error;
    error
        .source()?
        .downcast_ref::<BadValue>()
        .map(ToString::to_string)
}

/// A wrong command line in words: what, and what to do.
#[must_use]
pub fn explain(
    error: &clap::Error,
    arguments: &[String],
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let get = |kind| error.get(kind).map(said).unwrap_or_default();
    let given = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    let mut hints = Vec::new();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            locale.text("usage-unknown-argument", &[("given", given.into())])
        }
        ErrorKind::InvalidSubcommand => locale.text(
            "usage-unknown-command",
            &[("given", get(ContextKind::InvalidSubcommand).into())],
        ),
        ErrorKind::MissingRequiredArgument => {
            locale.text("usage-missing", &[("names", given.into())])
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            locale.plain("usage-missing-command")
        }
        ErrorKind::ArgumentConflict if given == get(ContextKind::PriorArg) => {
            locale.text("usage-too-many", &[("given", given.into())])
        }
        ErrorKind::ArgumentConflict => locale.text(
            "usage-conflict",
            &[
                ("first", given.into()),
                ("second", get(ContextKind::PriorArg).into()),
            ],
        ),
        ErrorKind::InvalidValue if value.is_empty() => {
            locale.text("usage-no-value", &[("name", given.into())])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let expected = examples(error)
                .or_else(|| error.get(ContextKind::ValidValue).map(said))
                .unwrap_or_default();
            if !expected.is_empty() {
                hints.push(locale.text("usage-expected", &[("examples", expected.into())]));
            }
            locale.text(
                "usage-bad-value",
                &[("given", value.into()), ("name", given.into())],
            )
        }
        ErrorKind::TooManyValues => locale.text("usage-too-many", &[("given", value.into())]),
        // The rest cannot come from this tree, and clap may add kinds.
        ErrorKind::NoEquals
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::InvalidUtf8
        | ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format
        | _ => locale.plain("usage-other"),
    };
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(get)
    .find(|suggestion| !suggestion.is_empty());
    if let Some(suggestion) = suggested {
        // clap names them by likeness, the best last.
        let best = suggestion
            .rsplit(", ")
            .next()
            .unwrap_or_default()
            .to_owned();
        hints.push(locale.text("usage-did-you-mean", &[("suggestion", best.into())]));
    }
    let command = known_command(arguments);
    hints.push(locale.text("usage-see-help", &[("command", command.into())]));
    let mut lines: Vec<Line> = wrap(&what, width.saturating_sub(2))
        .iter()
        .enumerate()
        .map(|(index, row)| {
            Line::of(if index == 0 { "✗ " } else { "  " }, Tone::Brick).with(row, Tone::Strong)
        })
        .collect();
    for hint in hints {
        lines.extend(remedy(&hint, width));
    }
    lines
}

fn said(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(truth) => truth.to_string(),
        // clap may add kinds; nothing of ours is in them.
        ContextValue::None | _ => String::new(),
    }
}

/// `luytre child add`: as much of a command line as names commands, to point at the right help.
fn known_command(arguments: &[String]) -> String {
    let root = Cli::command();
    let mut command = &root;
    let mut path = "luytre".to_owned();
    for argument in arguments.iter().skip(1) {
        if let Some(sub) = command.find_subcommand(argument) {
            path.push(' ');
            path.push_str(sub.get_name());
            command = sub;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_locale::Language;
    use std::collections::BTreeSet;

    /// Every text the tree asks for.
    fn wanted(command: &Command, path: &[&str], locale: &Locale, into: &mut BTreeSet<String>) {
        into.insert(id(path));
        for argument in command.get_arguments() {
            into.insert(argument_id(path, argument.get_id().as_str(), locale));
        }
        for sub in command.get_subcommands() {
            let mut path = path.to_vec();
            path.push(sub.get_name());
            wanted(sub, &path, locale, into);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_text_and_no_text_is_left_over() {
        for language in [Language::Vi, Language::En] {
            let locale = Locale::new(language);
            let mut ids = BTreeSet::from([
                "help-exit-codes".to_owned(),
                "arg-help".to_owned(),
                "arg-version".to_owned(),
            ]);
            wanted(&Cli::command(), &[], &locale, &mut ids);
            let missing: Vec<_> = ids.iter().filter(|id| !locale.has(id)).collect();
            assert!(missing.is_empty(), "{language:?} misses {missing:?}");
            let file = include_str!("../../../shared/locale/texts/en/help.ftl");
            let left: Vec<_> = file
                .lines()
                .filter_map(|line| line.split_once(" = ").map(|(id, _)| id.to_owned()))
                .filter(|id| {
                    (id.starts_with("help-") || id == "help" || id.starts_with("arg-"))
                        && !ids.contains(id)
                })
                .collect();
            assert!(left.is_empty(), "nothing uses {left:?}");
        }
    }

    #[test]
    fn the_manual_pages_name_every_command() {
        for (name, page) in [
            (
                "luytre.1",
                include_str!("../../../installer/assets/linux/luytre.1"),
            ),
            (
                "luytre.vi.1",
                include_str!("../../../installer/assets/linux/luytre.vi.1"),
            ),
        ] {
            for command in Cli::command().get_subcommands() {
                let named = page.contains(&command.get_name().replace('-', "\\-"));
                assert!(
                    named || command.is_hide_set(),
                    "{name} leaves out {}",
                    command.get_name()
                );
            }
        }
    }

    #[test]
    fn the_tree_is_sound_in_both_languages() {
        for language in [Language::Vi, Language::En] {
            command(&Locale::new(language)).debug_assert();
        }
    }

    fn wrong(language: Language, line: &[&str]) -> String {
        let locale = Locale::new(language);
        let arguments: Vec<String> = line.iter().map(|part| (*part).to_owned()).collect();
        let error = command(&locale)
            .try_get_matches_from(&arguments)
            .unwrap_err();
        crate::output::plain(&explain(&error, &arguments, &locale, 100))
    }

    #[test]
    fn wrong_lines_are_explained_in_both_languages() {
        assert_eq!(
            wrong(Language::En, &["luytre", "grant", "an", "lots"]),
            "✗ “lots” does not fit [MINUTES].\n  → Write it like: +15m, -10m\n  → See: luytre grant --help\n"
        );
        assert_eq!(
            wrong(Language::Vi, &["luytre", "statsu"]),
            "✗ Không có lệnh “statsu”.\n  → Có phải ý bạn là “status”?\n  → Xem: luytre --help\n"
        );
        assert!(wrong(Language::Vi, &["luytre", "grant", "an"]).contains("còn thiếu"));
        assert!(wrong(Language::En, &["luytre", "status", "--wach"]).contains("--watch"));
        assert!(wrong(Language::En, &["luytre", "child"]).contains("luytre child --help"));
        assert!(
            wrong(Language::En, &["luytre", "grant", "an", "+5", "--free-day"])
                .contains("do not go together")
        );
    }

    #[test]
    fn help_speaks_the_language_and_names_the_exit_codes() {
        let vietnamese = command(&Locale::new(Language::Vi))
            .render_help()
            .to_string();
        assert!(
            vietnamese.contains("Cách dùng") && vietnamese.contains("LỆNH"),
            "{vietnamese}"
        );
        assert!(
            !vietnamese.contains("Usage") && !vietnamese.contains("OPTIONS"),
            "{vietnamese}"
        );
        for code in ["0", "1", "2", "3", "4", "5"] {
            assert!(
                vietnamese.contains(&format!("\n  {code}  ")),
                "{code} in {vietnamese}"
            );
        }
        let english = command(&Locale::new(Language::En));
        let grant = english
            .find_subcommand("grant")
            .unwrap()
            .clone()
            .render_long_help()
            .to_string();
        assert!(
            grant.contains("luytre grant <CHILD> [MINUTES] [OPTIONS]"),
            "{grant}"
        );
    }
}
