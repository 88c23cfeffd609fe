//! `luytre today`.

use super::change::current;
use crate::app::{Agent, App, find_child, unexpected};
use crate::args::TodayArgs;
use crate::failure::{Exit, Failure};
use crate::opening;
use crate::output::Line;
use crate::view::{json, today as view};
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_protocol::{ChildRequest, ParentRequest, Reply, WireError};

pub(super) fn today(app: &mut App, args: &TodayArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let children: Vec<ChildId> = match &args.child {
        Some(said) => vec![find_child(&status, said)?],
        None => status
            .children
            .iter()
            .map(|child| child.id.clone())
            .collect(),
    };
    if children.is_empty() {
        app.print(&crate::view::status::status(
            &status,
            &app.locale,
            app.voice,
            app.width(),
        ))?;
        return Ok(Exit::Ok);
    }
    if !agent.is_child() && !args.json {
        let (household, _) = current(app, &mut agent)?;
        app.know_names(&household);
    }
    let mut lines = Vec::new();
    for child in children {
        let present = status
            .children
            .iter()
            .find(|other| other.id == child)
            .map(|child| child.day);
        let reply = if agent.is_child() {
            agent.child(ChildRequest::Today {
                child: Some(child),
                day: args.day,
            })?
        } else {
            parents_day(app, &mut agent, child, args.day)?
        };
        let Reply::Today(day) = reply else {
            return Err(unexpected());
        };
        if args.json {
            app.printer.raw(&format!("{}\n", json::today(&day)))?;
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::empty());
        }
        lines.extend(view::today(
            &day,
            present.unwrap_or(day.day),
            &app.locale,
            app.width(),
        ));
    }
    app.print(&lines)?;
    Ok(Exit::Ok)
}

/// A day as a parent sees it. One that is sealed is opened if it can be; if not, that it is sealed says more than that
/// something is closed.
fn parents_day(
    app: &App,
    agent: &mut Agent,
    child: ChildId,
    day: Option<Date>,
) -> Result<Reply, Failure> {
    let request = ParentRequest::Today { child, day };
    match agent.parent(request.clone()) {
        Err(sealed) if opening::is(&sealed, &WireError::Sealed {}) => {
            match opening::open(app, agent) {
                Ok(()) => agent.parent(request),
                Err(failure) if opening::is(&failure, &WireError::Locked {}) => Err(sealed),
                Err(failure) => Err(failure),
            }
        }
        other => other,
    }
}
