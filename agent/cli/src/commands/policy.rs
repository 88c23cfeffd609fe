//! `luytre policy`: the household file, its versions, and what changes between them.

use super::change::{Proposal, current, differences, propose, refused, unknown_accounts};
use crate::app::{Agent, App, unexpected};
use crate::args::PolicyAction;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::table::{Align, Cell, table};
use crate::output::{Line, Tone};
use crate::view::changes::changes;
use luytre_core::policy::Household;
use luytre_protocol::{ApplyMode, ParentRequest, Reply};
use std::path::Path;

pub(super) fn policy(app: &mut App, action: &PolicyAction) -> Result<Exit, Failure> {
    match action {
        PolicyAction::Show { version } => show(app, *version),
        PolicyAction::Check { file } => check(app, file),
        PolicyAction::Apply {
            file,
            dry_run,
            note,
            expect,
        } => {
            let mode = if *dry_run {
                ApplyMode::DryRun
            } else {
                ApplyMode::Apply
            };
            apply(app, file, mode, note, *expect)
        }
        PolicyAction::Diff { to, from } => compare(app, to, from.as_deref()),
        PolicyAction::History { limit } => history(app, *limit),
    }
}

fn show(app: &mut App, version: Option<u32>) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let Reply::Policy(policy) = agent.parent(ParentRequest::PolicyShow { version })? else {
        return Err(unexpected());
    };
    let end = if policy.text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    app.printer.raw(&format!("{}{end}", policy.text))?;
    Ok(Exit::Ok)
}

/// Needs no agent for what a file can be wrong by itself; asks one, if there is one, what would change.
fn check(app: &mut App, file: &Path) -> Result<Exit, Failure> {
    let (household, text) = files::household(file, &app.locale)?;
    if let Ok(mut agent) = app.connect() {
        let name = file.display().to_string();
        let size = text.len();
        match agent.parent(ParentRequest::PolicyCheck { text }) {
            Ok(Reply::Checked(checked)) => {
                app.print(&changes(&checked.changes, &app.locale, app.width()))?;
                unknown_accounts(app, &checked.unknown_accounts)?;
            }
            Ok(_) => return Err(unexpected()),
            // A child may check a file, too; what it would change is not for them to see.
            Err(Failure::Agent(error)) => match refused(*error, &name, size, app) {
                Failure::Household(problems) => return Err(Failure::Household(problems)),
                Failure::Told(told) => return Err(Failure::Told(told)),
                Failure::Agent(_) | Failure::Other(_) | Failure::OutputClosed => {}
            },
            Err(failure) => return Err(failure),
        }
    }
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    app.done(
        "done-checked",
        &[
            ("children", count(household.children.len()).into()),
            ("programs", count(household.programs.len()).into()),
        ],
    )?;
    Ok(Exit::Ok)
}

fn apply(
    app: &mut App,
    file: &Path,
    mode: ApplyMode,
    note: &str,
    expect: Option<u32>,
) -> Result<Exit, Failure> {
    let (_, text) = files::household(file, &app.locale)?;
    let mut agent = app.connect()?;
    let name = file.display().to_string();
    propose(
        app,
        &mut agent,
        Proposal {
            name: &name,
            text,
            note,
            mode,
            expect,
        },
    )?;
    Ok(Exit::Ok)
}

fn compare(app: &mut App, to: &str, from: Option<&str>) -> Result<Exit, Failure> {
    // Two files can be compared without an agent.
    let needs_agent = from.is_none_or(|from| number(from).is_some()) || number(to).is_some();
    let mut agent = if needs_agent {
        Some(app.connect()?)
    } else {
        None
    };
    let before = match (from, &mut agent) {
        (None, Some(agent)) => current(app, agent)?.0,
        (None, None) => return Err(unexpected()),
        (Some(from), agent) => named(app, agent.as_mut(), from)?,
    };
    let after = named(app, agent.as_mut(), to)?;
    let list = differences(&before, &after);
    app.print(&changes(&list, &app.locale, app.width()))?;
    Ok(Exit::Ok)
}

/// The number of a version, unless there is a file of that name.
fn number(said: &str) -> Option<u32> {
    if Path::new(said).exists() {
        None
    } else {
        said.parse().ok()
    }
}

fn named(app: &App, agent: Option<&mut Agent>, said: &str) -> Result<Household, Failure> {
    match (number(said), agent) {
        (Some(version), Some(agent)) => {
            let request = ParentRequest::PolicyShow {
                version: Some(version),
            };
            let Reply::Policy(policy) = agent.parent(request)? else {
                return Err(unexpected());
            };
            files::parse(said, policy.text.as_bytes(), &app.locale)
        }
        (Some(_) | None, _) => Ok(files::household(Path::new(said), &app.locale)?.0),
    }
}

fn history(app: &mut App, limit: u16) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let Reply::PolicyHistory(page) = agent.parent(ParentRequest::PolicyHistory {
        before: None,
        limit,
    })?
    else {
        return Err(unexpected());
    };
    if page.versions.is_empty() {
        return app.remark("history-empty", &[]).map(|()| Exit::Ok);
    }
    let (household, _) = current(app, &mut agent)?;
    app.know_names(&household);
    let locale = &app.locale;
    let rows: Vec<Vec<Cell>> = page
        .versions
        .iter()
        .map(|header| {
            let name = locale.text(
                "history-row",
                &[("version", header.version.to_string().into())],
            );
            let current = if header.version == page.current {
                locale.plain("history-current")
            } else {
                String::new()
            };
            vec![
                Cell::new(name, Tone::Strong),
                Cell::new(locale.moment(header.at, status.at), Tone::Ink),
                Cell::new(locale.actor(&header.by), Tone::Ink),
                Cell::new(current, Tone::Bamboo),
                Cell::new(header.note.as_str(), Tone::Faint),
            ]
        })
        .collect();
    let mut lines = table(&[Align::Left; 5], &rows, 0, app.width());
    if page.more {
        lines.push(Line::of(&locale.plain("history-more"), Tone::Faint));
    }
    app.print(&lines)?;
    Ok(Exit::Ok)
}
