//! `luytre rules`.

use crate::app::{Agent, App, find_child, unexpected};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::Line;
use crate::view::rules as view;
use luytre_core::id::ChildId;
use luytre_protocol::{ChildRequest, ParentRequest, Reply};

pub(super) fn rules(app: &mut App, said: Option<&str>) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let children: Vec<ChildId> = match said {
        Some(said) => vec![find_child(&status, said)?],
        None => status
            .children
            .iter()
            .map(|child| child.id.clone())
            .collect(),
    };
    let mut lines = Vec::new();
    if children.is_empty() {
        lines = crate::view::status::status(&status, &app.locale, app.voice, app.width());
    }
    for child in children {
        if !lines.is_empty() {
            lines.push(Line::empty());
        }
        lines.extend(of_child(app, &mut agent, child)?);
    }
    app.print(&lines)?;
    Ok(Exit::Ok)
}

/// The rules of one child, in words.
pub(super) fn of_child(app: &App, agent: &mut Agent, child: ChildId) -> Result<Vec<Line>, Failure> {
    let reply = if agent.is_child() {
        agent.child(ChildRequest::MyRules { child: Some(child) })?
    } else {
        agent.parent(ParentRequest::Rules { child })?
    };
    let Reply::Rules(rules) = reply else {
        return Err(unexpected());
    };
    let household = files::parse("", rules.text.as_bytes(), &app.locale)?;
    let child = household.child(&rules.child.id).ok_or_else(unexpected)?;
    Ok(view::rules(
        &household,
        child,
        &app.locale,
        app.voice,
        app.width(),
    ))
}
