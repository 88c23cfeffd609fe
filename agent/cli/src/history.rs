//! Fetching the sealed history, page by page, and what a command has to know beside it. Absent here: keys and tokens
//! ([`crate::opening`]), words and pictures.

use crate::app::{Agent, App, unexpected};
use crate::failure::Failure;
use crate::opening;
use jiff::ToSpan;
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::status::Status;
use luytre_core::summary::{DaySummary, WeekTotals};
use luytre_locale::Locale;
use luytre_protocol::{Detail, HistoryProblem, ParentRequest, Reply};

/// Most pages that are asked for. Two years of a large family are fewer; more would be an agent that goes round in circles.
const MOST_PAGES: usize = 10_000;

/// What the agent has of a time.
#[derive(Debug, Default)]
pub struct History {
    /// Days, in the order of days and then of children.
    pub days: Vec<DaySummary>,
    /// Weeks that are over.
    pub weeks: Vec<WeekTotals>,
    /// Where it is not what was written.
    pub problems: Vec<HistoryProblem>,
}

/// Which part of it.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Whose; everybody's if `None`.
    pub child: Option<ChildId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How much of each day.
    pub detail: Detail,
}

/// Fetches a part of the history, opening it if it is closed.
///
/// # Errors
/// It cannot be opened, or the connection broke.
pub fn fetch(app: &App, agent: &mut Agent, wanted: &Wanted) -> Result<History, Failure> {
    let mut all = History::default();
    let mut after = None;
    for _ in 0..MOST_PAGES {
        let request = ParentRequest::History {
            child: wanted.child.clone(),
            from: wanted.from,
            to: wanted.to,
            detail: wanted.detail,
            after: after.clone(),
        };
        let Reply::History(page) = opening::ask(app, agent, request)? else {
            return Err(unexpected());
        };
        all.days.extend(page.days);
        all.weeks.extend(page.weeks);
        all.problems.extend(page.problems);
        match page.next {
            None => return Ok(all),
            // A page that begins where an earlier one did would never end.
            Some(next) if after.as_ref().is_some_and(|after| next <= *after) => break,
            Some(next) => after = Some(next),
        }
    }
    Err(unexpected())
}

/// The family's present day: that of the child who is furthest on, as days may begin at different hours.
#[must_use]
pub fn today(status: &Status, locale: &Locale) -> Date {
    status
        .children
        .iter()
        .map(|child| child.day)
        .max()
        .or_else(|| locale.local(status.at).map(|local| local.date()))
        .unwrap_or(Date::ZERO)
}

/// First and last day of all that can be kept: weeks are kept for two years, and nothing for longer.
#[must_use]
pub fn everything(today: Date) -> (Date, Date) {
    (
        today.saturating_sub(3.years()),
        today.saturating_add(1.day()),
    )
}
