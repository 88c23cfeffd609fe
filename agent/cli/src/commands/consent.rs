//! `luytre consent`: what is recorded in plain words, what the family agreed to, and changing that.

use super::secrets::agreed;
use crate::app::{Agent, App, find_child, unexpected};
use crate::args::ConsentAction;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::opening;
use crate::output::Line;
use crate::view::consent as view;
use crate::view::json;
use luytre_core::id::ChildId;
use luytre_protocol::{ChildRequest, ConsentState, ParentRequest, Reply, WireError};

pub(super) fn consent(app: &mut App, action: &ConsentAction) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    match action {
        ConsentAction::Show { json } => show(app, &mut agent, *json),
        ConsentAction::Give {
            child,
            child_agrees,
            yes,
        } => {
            let yes = if *yes { Yes::Said } else { Yes::Ask };
            let child_agrees = if *child_agrees { Yes::Said } else { Yes::Ask };
            give(app, &mut agent, child.as_deref(), yes, child_agrees)
        }
        ConsentAction::Withdraw { child, yes } => {
            let yes = if *yes { Yes::Said } else { Yes::Ask };
            withdraw(app, &mut agent, child.as_deref(), yes)
        }
    }
}

/// Whether somebody's yes is in the command, or has to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yes {
    /// It is.
    Said,
    /// It is not.
    Ask,
}

/// What the family agreed to so far.
pub(super) fn states(agent: &mut Agent) -> Result<Vec<ConsentState>, Failure> {
    let reply = if agent.is_child() {
        agent.child(ChildRequest::Consent {})?
    } else {
        agent.parent(ParentRequest::Consent {})?
    };
    let Reply::Consent(states) = reply else {
        return Err(unexpected());
    };
    Ok(states)
}

fn show(app: &mut App, agent: &mut Agent, as_json: bool) -> Result<Exit, Failure> {
    let status = agent.status(app)?;
    let states = states(agent)?;
    if as_json {
        app.printer.raw(&format!("{}\n", json::consent(&states)))?;
        return Ok(Exit::Ok);
    }
    let width = app.width();
    let mut lines = view::text(&app.locale, app.voice, width);
    lines.push(Line::empty());
    lines.extend(view::states(
        &states,
        status.at,
        &app.locale,
        app.voice,
        width,
    ));
    app.print(&lines)?;
    Ok(Exit::Ok)
}

/// The children that a command is about.
fn chosen(
    app: &mut App,
    agent: &mut Agent,
    said: Option<&str>,
) -> Result<Vec<ConsentState>, Failure> {
    let status = agent.status(app)?;
    let child: Option<ChildId> = said.map(|said| find_child(&status, said)).transpose()?;
    let mut states = states(agent)?;
    states.retain(|state| child.as_ref().is_none_or(|child| &state.child == child));
    Ok(states)
}

fn give(
    app: &mut App,
    agent: &mut Agent,
    said: Option<&str>,
    yes: Yes,
    child_agrees: Yes,
) -> Result<Exit, Failure> {
    only_parents(agent)?;
    let states = chosen(app, agent, said)?;
    if yes == Yes::Ask {
        app.print(&view::text(&app.locale, app.voice, app.width()))?;
    }
    let mut exit = Exit::Ok;
    for state in &states {
        if !agree(app, agent, state, yes, child_agrees)? {
            exit = Exit::Failed;
        }
    }
    Ok(exit)
}

/// Asks for what has not been said, and records it; false if somebody said no.
pub(super) fn agree(
    app: &App,
    agent: &mut Agent,
    state: &ConsentState,
    yes: Yes,
    child_agrees: Yes,
) -> Result<bool, Failure> {
    let name = || ("child", state.name.as_str().into());
    if yes == Yes::Ask && !agreed(app, &app.locale.text("ask-consent", &[name()]))? {
        return Ok(false);
    }
    let child_agreed = match child_agrees {
        Yes::Said => true,
        Yes::Ask if !state.child_is_asked => false,
        Yes::Ask if files::can_ask() => {
            if !agreed(app, &app.locale.text("ask-consent-child", &[name()]))? {
                return Ok(false);
            }
            true
        }
        Yes::Ask => return Err(opening::refused(WireError::ChildIsAsked {})),
    };
    let request = ParentRequest::ConsentSet {
        child: state.child.clone(),
        given: true,
        child_agreed,
    };
    opening::ask(app, agent, request)?;
    app.done("done-consent-given", &[name()])?;
    Ok(true)
}

fn withdraw(
    app: &mut App,
    agent: &mut Agent,
    said: Option<&str>,
    yes: Yes,
) -> Result<Exit, Failure> {
    only_parents(agent)?;
    let states = chosen(app, agent, said)?;
    let names: Vec<&str> = states.iter().map(|state| state.name.as_str()).collect();
    let names = app.locale.list(&names);
    if yes == Yes::Ask {
        app.remark("consent-withdraw-means", &[])?;
        let question = app
            .locale
            .text("ask-consent-withdraw", &[("children", names.into())]);
        if !agreed(app, &question)? {
            return Ok(Exit::Failed);
        }
    }
    for state in &states {
        let request = ParentRequest::ConsentSet {
            child: state.child.clone(),
            given: false,
            child_agreed: false,
        };
        opening::ask(app, agent, request)?;
        app.done(
            "done-consent-withdrawn",
            &[("child", state.name.as_str().into())],
        )?;
    }
    app.remark("done-consent-withdrawn.next", &[])?;
    Ok(Exit::Ok)
}

/// A child who wants it to end is told whom to ask, and that the limits have nothing to do with it.
fn only_parents(agent: &Agent) -> Result<(), Failure> {
    if agent.is_child() {
        return Err(Failure::told("fail-consent-child", &[], Exit::NotAllowed));
    }
    opening::may_try(agent)
}
