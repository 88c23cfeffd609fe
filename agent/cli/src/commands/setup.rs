//! `luytre setup`: the first household. On a terminal it asks; everything can also be said by options.

use super::change::{Proposal, current, id_from, propose, written};
use super::child::{bad_born, blank, born, is_yes};
use super::{limit, setup_history};
use crate::app::App;
use crate::args::{Cli, Command, LimitArgs, SetupArgs};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Line, Tone};
use crate::view::status::paragraph;
use clap::Parser;
use luytre_core::id::Account;
use luytre_core::policy::{Household, Language, Parent, ParentRole};
use luytre_locale::Locale;
use luytre_protocol::ApplyMode;

pub(super) fn setup(app: &mut App, args: &SetupArgs) -> Result<Exit, Failure> {
    let asking = !args.yes && files::can_ask();
    // Looking at a household needs no agent; putting it into effect does, and that is known before the questions.
    let mut agent = if args.print {
        None
    } else {
        Some(app.connect()?)
    };
    if let Some(agent) = &mut agent
        && !args.replace
    {
        let (household, version) = current(app, agent)?;
        if version > 0 && !household.children.is_empty() {
            return Err(Failure::told(
                "setup-exists",
                &[("version", &version.to_string())],
                Exit::Failed,
            ));
        }
    }
    let answers = if asking {
        interview(app, args)?
    } else {
        Some(args.clone())
    };
    let Some(answers) = answers else {
        app.remark("setup-cancelled", &[])?;
        return Ok(Exit::Failed);
    };
    let household = household(&answers, app.language())?;
    let text = written(app, &household)?;
    if args.print {
        app.printer.raw(&text)?;
        return Ok(Exit::Ok);
    }
    if asking {
        app.print(&[
            Line::empty(),
            Line::of(&app.locale.plain("setup-show"), Tone::Strong),
            Line::empty(),
        ])?;
        app.printer.raw(&format!("{text}\n"))?;
        let question = app.locale.plain("setup-ask-apply");
        if !files::ask(app, &question, "yes")?.is_some_and(|answer| is_yes(&answer)) {
            app.remark("setup-cancelled", &[])?;
            return Ok(Exit::Failed);
        }
    }
    if let Some(agent) = &mut agent {
        let proposal = Proposal {
            name: "",
            text,
            note: "luytre setup",
            mode: ApplyMode::Apply,
            expect: None,
        };
        propose(app, agent, proposal)?;
        setup_history::begin(app, &household, &answers, asking)?;
        app.remark("setup-next", &[])?;
    }
    Ok(Exit::Ok)
}

/// Asks for what was not said; `None` if the input ends.
fn interview(app: &mut App, args: &SetupArgs) -> Result<Option<SetupArgs>, Failure> {
    let mut answers = args.clone();
    if answers.language.is_none() {
        let default = match app.language() {
            Language::Vi => "vi",
            Language::En => "en",
        };
        let Some(option) = question(app, "setup-ask-language", "--language", default)? else {
            return Ok(None);
        };
        answers.language = option.language;
    }
    if let Some(language) = answers.language {
        app.locale = Locale::new(language).in_zone(app.locale.zone().clone());
    }
    let width = app.width();
    let mut lines = vec![
        Line::empty(),
        Line::of(&app.locale.plain("setup-title"), Tone::Strong),
    ];
    lines.extend(paragraph(
        &app.locale.plain("setup-intro"),
        Tone::Faint,
        0,
        width,
    ));
    if let Some(people) = people() {
        lines.extend(paragraph(
            &app.locale
                .text("setup-people", &[("accounts", people.into())]),
            Tone::Faint,
            0,
            width,
        ));
    }
    lines.push(Line::empty());
    app.print(&lines)?;

    let zone = jiff::tz::TimeZone::system()
        .iana_name()
        .unwrap_or("Asia/Ho_Chi_Minh")
        .to_owned();
    let me = luytre_platform::accounts::current()
        .map(|info| info.account.0)
        .unwrap_or_default();
    let parent_name = app.locale.plain("setup-parent-name");
    macro_rules! fill {
        ($field:ident, $id:literal, $option:literal, $default:expr) => {
            if answers.$field.is_none() {
                let Some(said) = question(app, $id, $option, $default)? else {
                    return Ok(None);
                };
                answers.$field = said.$field;
            }
        };
    }
    fill!(timezone, "setup-ask-timezone", "--timezone", &zone);
    fill!(parent, "setup-ask-parent", "--parent", &parent_name);
    fill!(
        parent_account,
        "setup-ask-parent-account",
        "--parent-account",
        &me
    );
    fill!(child, "setup-ask-child", "--child", "An");
    fill!(
        child_account,
        "setup-ask-child-account",
        "--child-account",
        ""
    );
    fill!(born, "setup-ask-born", "--born", "");
    fill!(daily, "setup-ask-daily", "--daily", "1h30m");
    fill!(games, "setup-ask-games", "--games", "1h");
    fill!(bedtime, "setup-ask-bedtime", "--bedtime", "21:00-06:30");
    Ok(Some(answers))
}

/// Asks one question until the answer is understood, by reading it exactly as the option of that name is read.
fn question(
    app: &App,
    id: &str,
    option: &str,
    default: &str,
) -> Result<Option<SetupArgs>, Failure> {
    loop {
        let Some(answer) = files::ask(app, &app.locale.plain(id), default)? else {
            return Ok(None);
        };
        if answer.is_empty() {
            return Ok(Some(SetupArgs::default()));
        }
        let line = [
            "luytre".to_owned(),
            "setup".to_owned(),
            format!("{option}={answer}"),
        ];
        match Cli::try_parse_from(line) {
            Ok(Cli {
                command: Command::Setup(said),
                ..
            }) if said.born.as_deref().is_none_or(|text| born(text).is_some()) => {
                return Ok(Some(*said));
            }
            Ok(_) => app.remark("setup-again", &[("hint", "2014-05".into())])?,
            Err(error) => {
                let hint = crate::help::examples(&error).unwrap_or_default();
                app.remark("setup-again", &[("hint", hint.into())])?;
            }
        }
    }
}

/// Logins of people on this computer.
fn people() -> Option<String> {
    let people = luytre_platform::accounts::people().ok()?;
    let names: Vec<&str> = people
        .iter()
        .take(12)
        .map(|info| info.account.as_str())
        .collect();
    if names.is_empty() {
        None
    } else {
        Some(names.join(", "))
    }
}

/// The household that the answers make.
fn household(answers: &SetupArgs, language: Language) -> Result<Household, Failure> {
    let need = |value: &Option<String>, flag: &str| {
        value
            .clone()
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Failure::told("setup-missing", &[("flag", flag)], Exit::Usage))
    };
    let name = need(&answers.child, "--child")?;
    let mut child = blank(id_from(&name, &|_| false), &name);
    child.accounts = answers
        .child_account
        .iter()
        .filter(|account| !account.is_empty())
        .cloned()
        .map(Account)
        .collect();
    if let Some(text) = answers.born.as_deref().filter(|text| !text.is_empty()) {
        child.born = Some(born(text).ok_or_else(|| bad_born(text))?);
    }
    limit::change(
        &mut child,
        &LimitArgs {
            daily: answers.daily.clone(),
            games: answers.games.clone(),
            windows: answers.windows.clone(),
            bedtime: answers.bedtime.clone(),
            ..LimitArgs::default()
        },
    );
    let mut household = Household {
        timezone: answers.timezone.clone(),
        language: answers.language.unwrap_or(language),
        children: vec![child],
        ..Household::default()
    };
    if answers.parent.is_some() || answers.parent_account.is_some() {
        let account = need(&answers.parent_account, "--parent-account")?;
        let name = answers.parent.clone().unwrap_or_else(|| account.clone());
        let taken = |id: &str| {
            household
                .children
                .iter()
                .any(|child| child.id.as_str() == id)
        };
        household.parents.push(Parent {
            id: id_from(&name, &taken).0.into(),
            name,
            accounts: vec![Account(account)],
            role: ParentRole::Parent,
        });
    }
    Ok(household)
}
