//! `luytre week`, `month`, `half-year`, `year`: looking back, at the terminal, as a page, as numbers.

use super::change::current;
use super::consent::states;
use crate::app::{Agent, App, find_child, unexpected};
use crate::args::ReviewArgs;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::history::{self, History, Wanted};
use crate::output::Line;
use crate::view::problems::problems;
use crate::view::{json, my_week, week as view};
use jiff::ToSpan;
use luytre_core::id::ChildId;
use luytre_core::policy::Household;
use luytre_protocol::{ChildRequest, Detail, Reply};
use luytre_report::{ChildFacts, Period, Range, Recording, Review, ReviewInput, export, html};

/// Weeks before the first that are fetched for comparison.
const WEEKS_BEFORE: i64 = 8;

pub(super) fn review(app: &mut App, period: Period, args: &ReviewArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    let status = agent.status(app)?;
    let child = args
        .child
        .as_deref()
        .map(|said| find_child(&status, said))
        .transpose()?;
    if agent.is_child() {
        return own(app, &mut agent, period, args, child);
    }
    let (household, _) = current(app, &mut agent)?;
    app.know_names(&household);
    let today = history::today(&status, &app.locale);
    let starts = household.week_starts;
    let range = match args.day {
        Some(day) => Range::holding(period, day, starts),
        None if args.last => Range::holding(period, today, starts).before(starts),
        None => Range::holding(period, today, starts),
    };
    let wanted = Wanted {
        child: child.clone(),
        from: range.first.saturating_sub((WEEKS_BEFORE * 7).days()),
        to: range.last,
        detail: Detail::Numbers,
    };
    let found = history::fetch(app, &mut agent, &wanted)?;
    if args.csv {
        let mut days = found.days;
        days.retain(|day| range.contains(day.day));
        app.printer.raw(&export::to_csv(&days))?;
        return Ok(Exit::Ok);
    }
    let warnings = problems(&found.problems, &app.locale, app.width());
    let children = children(&mut agent, &household, &found, child.as_ref())?;
    let review = Review::of(&ReviewInput {
        range,
        today,
        zone: app.locale.zone().clone(),
        week_starts: starts,
        children,
        programs: household
            .programs
            .iter()
            .map(|program| (program.id.clone(), program.name.clone()))
            .collect(),
        days: found.days,
        weeks: found.weeks,
    });
    if args.json {
        app.printer
            .raw(&format!("{}\n", export::review_to_json(&review)))?;
    } else if let Some(file) = &args.html {
        let page = html::page(&review, &app.locale);
        files::write_private(file, page.as_bytes(), files::Replace::of(args.force))?;
        app.print(&warnings)?;
        let name = file.display().to_string();
        app.done("done-page", &[("file", name.into())])?;
        app.remark("done-page.next", &[])?;
    } else {
        let mut lines = warnings;
        lines.extend(view::review(&review, &app.locale, app.width()));
        app.print(&lines)?;
    }
    Ok(Exit::Ok)
}

/// The children of the review: those of the household, and those who left it and are still in the history.
fn children(
    agent: &mut Agent,
    household: &Household,
    found: &History,
    only: Option<&ChildId>,
) -> Result<Vec<ChildFacts>, Failure> {
    let consents = states(agent)?;
    let mut children = ChildFacts::of_household(household);
    let gone = found
        .days
        .iter()
        .map(|day| &day.child)
        .chain(found.weeks.iter().map(|week| &week.child));
    for id in gone {
        if !children.iter().any(|child| child.id == *id) {
            children.push(ChildFacts::named(id, id.as_str()));
        }
    }
    children.retain(|child| only.is_none_or(|only| child.id == *only));
    for child in &mut children {
        let recording = consents
            .iter()
            .find(|state| state.child == child.id)
            .is_none_or(|state| state.recording);
        child.recording = if recording {
            Recording::Kept
        } else {
            Recording::NotKept
        };
    }
    Ok(children)
}

/// At a child's login: the own week so far. All that is over is sealed for the parents.
fn own(
    app: &App,
    agent: &mut Agent,
    period: Period,
    args: &ReviewArgs,
    child: Option<ChildId>,
) -> Result<Exit, Failure> {
    let present = period == Period::Week && !args.last && args.day.is_none();
    if !present || args.csv || args.html.is_some() {
        return Err(Failure::told("fail-week-child", &[], Exit::NotAllowed));
    }
    let children = match child {
        Some(child) => vec![child],
        None => agent
            .welcome()
            .who
            .children()
            .iter()
            .map(|child| child.id.clone())
            .collect(),
    };
    let mut lines = Vec::new();
    for child in children {
        let child = Some(child);
        let Reply::MyWeek(week) = agent.child(ChildRequest::MyWeek { child })? else {
            return Err(unexpected());
        };
        if args.json {
            app.printer.raw(&format!("{}\n", json::my_week(&week)))?;
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::empty());
        }
        lines.extend(my_week::my_week(&week, &app.locale, app.width()));
    }
    app.print(&lines)?;
    Ok(Exit::Ok)
}
