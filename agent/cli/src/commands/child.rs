//! `luytre child`: the children of the household.

use super::change::{Proposal, current, id_from, position, propose, written};
use super::{limit, rules};
use crate::app::{App, find_child};
use crate::args::{ChildAction, ChildAddArgs, LimitArgs};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Line, Tone};
use crate::view::status;
use luytre_core::id::{Account, ChildId};
use luytre_core::policy::{Child, ScreenRules, TimeOfDay, YearMonth};
use luytre_core::time::Span;
use luytre_protocol::ApplyMode;
use std::collections::BTreeMap;

pub(super) fn child(app: &mut App, action: &ChildAction) -> Result<Exit, Failure> {
    match action {
        ChildAction::Add(args) => add(app, args),
        ChildAction::Remove { child, yes } => remove(app, child, *yes),
        ChildAction::List => list(app),
        ChildAction::Show { child } => show(app, child),
    }
}

/// A child without rules of its own, as the household file reads one that says only who it is.
pub(super) fn blank(id: ChildId, name: &str) -> Child {
    Child {
        id,
        name: name.to_owned(),
        born: None,
        accounts: Vec::new(),
        day_starts: TimeOfDay::default(),
        idle_after: Span::from_mins(5),
        pin: None,
        screen: ScreenRules::default(),
        activities: BTreeMap::new(),
    }
}

/// `2014-05`. Whether it makes sense is for the household's own check to say, which also words the problem.
pub(super) fn born(text: &str) -> Option<YearMonth> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..=9999).contains(&year) && (1..=12).contains(&month))
        .then_some(YearMonth { year, month })
}

fn add(app: &mut App, args: &ChildAddArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let (mut household, version) = current(app, &mut agent)?;
    let taken = |id: &str| {
        household
            .children
            .iter()
            .any(|child| child.id.as_str() == id)
    };
    let id = match &args.id {
        Some(id) if taken(id) => {
            return Err(Failure::told(
                "fail-exists-child",
                &[("id", id)],
                Exit::Failed,
            ));
        }
        Some(id) => id.as_str().into(),
        None => id_from(&args.name, &taken),
    };
    let mut child = blank(id.clone(), &args.name);
    child.accounts = args
        .accounts
        .iter()
        .map(|account| Account(account.clone()))
        .collect();
    child.pin.clone_from(&args.pin);
    if let Some(text) = &args.born {
        child.born = Some(born(text).ok_or_else(|| bad_born(text))?);
    }
    limit::change(
        &mut child,
        &LimitArgs {
            daily: args.daily.clone(),
            games: args.games.clone(),
            windows: args.windows.clone(),
            bedtime: args.bedtime.clone(),
            ..LimitArgs::default()
        },
    );
    household.children.push(child);
    let proposal = Proposal {
        name: "",
        text: written(app, &household)?,
        note: "luytre child add",
        mode: ApplyMode::Apply,
        expect: Some(version),
    };
    propose(app, &mut agent, proposal)?;
    app.done(
        "done-child-added",
        &[
            ("child", args.name.as_str().into()),
            ("id", id.as_str().into()),
        ],
    )?;
    Ok(Exit::Ok)
}

pub(super) fn bad_born(text: &str) -> Failure {
    Failure::told(
        "usage-bad-value",
        &[("given", text), ("name", "--born")],
        Exit::Usage,
    )
}

fn remove(app: &mut App, said: &str, yes: bool) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let (mut household, version) = current(app, &mut agent)?;
    let position = position(&household, said)?;
    let child = household.children.remove(position);
    if !yes && files::can_ask() {
        let question = app
            .locale
            .text("ask-remove", &[("child", child.name.as_str().into())]);
        let agreed = files::ask(app, &question, "no")?.is_some_and(|answer| is_yes(&answer));
        if !agreed {
            app.remark("setup-cancelled", &[])?;
            return Ok(Exit::Failed);
        }
    }
    // Days and programs of a child that is gone mean nothing, and a file that names it would be refused.
    for entry in &mut household.calendar {
        entry.children.retain(|id| *id != child.id);
    }
    let proposal = Proposal {
        name: "",
        text: written(app, &household)?,
        note: "luytre child remove",
        mode: ApplyMode::Apply,
        expect: Some(version),
    };
    propose(app, &mut agent, proposal)?;
    app.done(
        "done-child-removed",
        &[("child", child.name.as_str().into())],
    )?;
    Ok(Exit::Ok)
}

/// A yes in either language.
pub(super) fn is_yes(answer: &str) -> bool {
    matches!(
        answer.to_lowercase().as_str(),
        "y" | "yes" | "c" | "có" | "co"
    )
}

fn list(app: &mut App) -> Result<Exit, Failure> {
    let status = app.connect()?.status(app)?;
    let lines = if status.children.is_empty() {
        status::status(&status, &app.locale, app.voice, app.width())
    } else {
        status::overview(&status, &app.locale, app.width())
    };
    app.print(&lines)?;
    Ok(Exit::Ok)
}

fn show(app: &mut App, said: &str) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let id = find_child(&status, said)?;
    let mut lines = Vec::new();
    if !agent.is_child() {
        let (household, _) = current(app, &mut agent)?;
        if let Some(child) = household.child(&id) {
            let accounts: Vec<&str> = child.accounts.iter().map(Account::as_str).collect();
            let text = if accounts.is_empty() {
                app.locale.plain("child-no-account")
            } else {
                app.locale.text(
                    "child-accounts",
                    &[("accounts", accounts.join(", ").into())],
                )
            };
            lines.push(Line::of(&text, Tone::Faint));
            if let Some(born) = child.born {
                let born = format!("{:04}-{:02}", born.year, born.month);
                lines.push(Line::of(
                    &app.locale.text("child-born", &[("born", born.into())]),
                    Tone::Faint,
                ));
            }
            lines.push(Line::empty());
        }
    }
    lines.extend(rules::of_child(app, &mut agent, id)?);
    app.print(&lines)?;
    Ok(Exit::Ok)
}
