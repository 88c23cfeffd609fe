//! Puts the history together for those who have it open: sealed days and weeks, and the days that are not sealed yet, cut
//! into pages that fit a frame. Reads records through the keeper; decides nothing about who may see them.

use crate::ports::Keeper;
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::record::{GrantRecord, Record};
use luytre_core::summary::{DaySummary, SettledDay, WeekTotals};
use luytre_core::time::WallTime;
use luytre_protocol::{
    AuditEntry, Child, Detail, HistoryCursor, HistoryPage, HistoryProblem, MAX_FRAME, Today,
};
use luytre_store::{Error, History, Kind, RecordFilter};
use std::collections::BTreeMap;

/// Bytes that days and weeks of a page may take, so that the page fits a frame.
const PAGE_BYTES: usize = MAX_FRAME - 4 * 1024;
/// Bytes of one problem, at most.
const PROBLEM_BYTES: usize = 64;
/// Problems that are told; the first ones say enough.
const PROBLEMS: usize = 100;
/// Rows of the ledger that days not sealed yet may have.
const ROWS: usize = 50_000;

/// What is asked for.
pub(crate) struct Wanted {
    pub(crate) child: Option<ChildId>,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) detail: Detail,
    pub(crate) after: Option<HistoryCursor>,
}

/// Days that are not sealed yet, and what of them is not in the ledger yet.
pub(crate) struct Unsealed {
    pub(crate) days: Vec<SettledDay>,
    pub(crate) records: Vec<Record>,
}

/// Rows of the ledger.
pub(crate) struct Ledger {
    /// Oldest first.
    pub(crate) records: Vec<Record>,
    pub(crate) unreadable: u32,
}

impl Unsealed {
    /// What the ledger holds of these days. Audit entries are filed under the date in UTC, which is at most a day off.
    pub(crate) async fn ledger(&self, keeper: &dyn Keeper) -> Result<Ledger, Error> {
        let dates = || self.days.iter().map(|day| day.totals.day);
        let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
            return Ok(Ledger {
                records: Vec::new(),
                unreadable: 0,
            });
        };
        let first = first.yesterday().unwrap_or(first);
        let last = last.tomorrow().unwrap_or(last);
        let filter = RecordFilter {
            kinds: vec![Kind::Usage, Kind::Grant, Kind::Audit],
            days: Some(first..=last),
            ..RecordFilter::default()
        };
        all_records(keeper, filter, ROWS).await
    }

    /// The days as they would be kept.
    pub(crate) fn condense(self, ledger: &Ledger) -> Vec<DaySummary> {
        let Self { days, mut records } = self;
        // The ledger's come first, in their order.
        records.splice(0..0, ledger.records.iter().cloned());
        days.iter()
            .map(|day| DaySummary::of(day, &records))
            .collect()
    }
}

/// All rows that fit a filter, as far as they are not more than `most`.
pub(crate) async fn all_records(
    keeper: &dyn Keeper,
    filter: RecordFilter,
    most: usize,
) -> Result<Ledger, Error> {
    let mut filter = RecordFilter {
        limit: RecordFilter::MAX_LIMIT,
        ..filter
    };
    let mut records = Vec::new();
    let mut unreadable = 0_usize;
    loop {
        let page = keeper.records(filter.clone()).await?;
        unreadable += page.unreadable.len();
        records.extend(page.records.into_iter().map(|(_, record)| record));
        match page.next {
            Some(next) if records.len() < most => filter.before = Some(next),
            Some(_) | None => break,
        }
    }
    records.reverse();
    Ok(Ledger {
        records,
        unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX),
    })
}

/// What is filed under one date and child.
#[derive(Default)]
struct Place {
    week: Option<WeekTotals>,
    day: Option<DaySummary>,
}

/// One page: days, and weeks by their first day, in order.
pub(crate) fn page(history: History, unsealed: Vec<DaySummary>, wanted: &Wanted) -> HistoryPage {
    let mut places: BTreeMap<HistoryCursor, Place> = BTreeMap::new();
    let cursor = |day: Date, child: &ChildId| HistoryCursor {
        day,
        child: child.clone(),
    };
    for week in history.weeks {
        let place = places.entry(cursor(week.week, &week.child)).or_default();
        place.week = Some(week);
    }
    let range = wanted.from..=wanted.to;
    let unsealed = unsealed.into_iter().filter(|day| range.contains(&day.day));
    for day in history.days.into_iter().chain(unsealed) {
        let place = places.entry(cursor(day.day, &day.child)).or_default();
        match &mut place.day {
            Some(known) => known.add(&day),
            None => place.day = Some(day),
        }
    }
    let mut page = HistoryPage {
        days: Vec::new(),
        weeks: Vec::new(),
        problems: Vec::new(),
        next: None,
    };
    if wanted.after.is_none() {
        let problems = history.problems.into_iter().take(PROBLEMS);
        page.problems = problems.map(problem).collect();
    }
    let mut left = PAGE_BYTES - page.problems.len() * PROBLEM_BYTES;
    let mut last: Option<HistoryCursor> = None;
    for (at, mut place) in places {
        if wanted.after.as_ref().is_some_and(|after| at <= *after) {
            continue;
        }
        if let Some(day) = &mut place.day {
            shorten(day, wanted.detail);
        }
        let size = size_of(&place.week) + size_of(&place.day);
        if size > left && last.is_some() {
            page.next = last;
            return page;
        }
        left = left.saturating_sub(size);
        page.weeks.extend(place.week);
        page.days.extend(place.day);
        last = Some(at);
    }
    page
}

/// Leaves out what was not asked for; and of a day that alone would not fit a frame, its last events.
fn shorten(day: &mut DaySummary, detail: Detail) {
    if detail == Detail::Numbers {
        day.events.clear();
    }
    while size_of(&Some(&*day)) > PAGE_BYTES - PROBLEMS * PROBLEM_BYTES
        && day.events.pop().is_some()
    {}
}

fn size_of<T: serde::Serialize>(value: &Option<T>) -> usize {
    value.as_ref().map_or(0, |value| {
        serde_json::to_vec(value).map_or(PAGE_BYTES, |bytes| bytes.len() + 1)
    })
}

fn problem(problem: luytre_store::HistoryProblem) -> HistoryProblem {
    use luytre_store::HistoryProblem as Found;
    match problem {
        Found::Changed { row } => HistoryProblem::Changed { row },
        Found::Missing { before } => HistoryProblem::Missing { before },
        Found::CutOff => HistoryProblem::CutOff,
        Found::Lost => HistoryProblem::Lost,
    }
}

/// A sealed day as a picture of it. Quarters of an hour are not kept.
pub(crate) fn picture(child: Child, timezone: String, summary: DaySummary) -> Today {
    let grants = summary
        .events
        .into_iter()
        .filter_map(|event| match event {
            Record::Grant(grant) => Some(grant),
            Record::Audit(_) | Record::Usage(_) | Record::DayClosed(_) => None,
        })
        .collect::<Vec<GrantRecord>>();
    Today {
        child,
        day: summary.day,
        timezone,
        screen: summary.screen,
        slots: Vec::new(),
        activities: crate::today::largest(summary.activities.into_iter().collect()),
        programs: crate::today::largest(summary.programs.into_iter().collect()),
        grants: crate::today::last(grants),
    }
}

/// Entries before a place, newest first; and the place to go on from. Places count from the oldest entry.
pub(crate) fn newest_first(
    mut entries: Vec<(WallTime, AuditEntry)>,
    before: Option<i64>,
    limit: usize,
) -> (Vec<AuditEntry>, Option<i64>) {
    entries.sort_by_key(|(at, _)| *at);
    let before = before.map_or(entries.len(), |before| {
        usize::try_from(before).unwrap_or(0).min(entries.len())
    });
    let mut left = PAGE_BYTES;
    let mut page = Vec::new();
    let mut place = before;
    for (_, entry) in entries.into_iter().take(before).rev().take(limit) {
        let size = size_of(&Some(&entry));
        if size > left && !page.is_empty() {
            break;
        }
        left = left.saturating_sub(size);
        page.push(entry);
        place -= 1;
    }
    let next = i64::try_from(place).ok().filter(|place| *place > 0);
    (page, next)
}
