//! A scenario's days as strips: one cell for each quarter of an hour, with what was used in it and what the rules said.
//!
//! Looking at the engine every quarter of an hour changes nothing of what it does: that is a property of the engine.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use luytre_core::Engine;
use luytre_core::action::Reason;
use luytre_core::id::ChildId;
use luytre_core::record::DayTotals;
use luytre_core::time::{Span, WallTime};
use std::collections::BTreeMap;

/// Length of a cell.
pub const CELL: Span = Span::from_mins(15);

/// One day of one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayStrip {
    /// Whose.
    pub child: ChildId,
    /// Which day of the household's calendar, from midnight to midnight.
    pub day: Date,
    /// The quarters of the day that the scenario covers, in order.
    pub cells: Vec<Cell>,
}

/// A quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// When it begins; a multiple of 15 minutes.
    pub from: WallTime,
    /// Screen time charged in it, at most [`CELL`].
    pub used: Span,
    /// What the rules said at its beginning.
    pub rule: Rule,
}

/// What the rules say about a quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Use is allowed.
    Allowed,
    /// Use is not allowed.
    Blocked,
    /// It is bedtime.
    Bedtime,
}

/// Fills strips while a scenario is played.
pub(crate) struct Recorder {
    zone: TimeZone,
    next: WallTime,
    /// Charged so far on each day of each child, as last seen.
    totals: BTreeMap<(ChildId, Date), Span>,
    cells: BTreeMap<ChildId, Vec<Cell>>,
}

impl Recorder {
    pub(crate) fn new(start: WallTime, zone: TimeZone) -> Self {
        Self {
            zone,
            next: WallTime(start.0.div_euclid(CELL.as_millis()) * CELL.as_millis()),
            totals: BTreeMap::new(),
            cells: BTreeMap::new(),
        }
    }

    /// When it has to look next.
    pub(crate) fn next(&self) -> WallTime {
        self.next
    }

    /// Learns the numbers of a day that has closed.
    pub(crate) fn closed(&mut self, totals: &DayTotals) {
        self.totals
            .insert((totals.child.clone(), totals.day), totals.screen);
    }

    /// Looks at the engine at the beginning of a quarter.
    pub(crate) fn look(&mut self, engine: Option<&Engine>) {
        if let Some(engine) = engine {
            self.count(engine);
            for child in engine.status().children {
                let rule = if child.reasons.contains(&Reason::Bedtime) {
                    Rule::Bedtime
                } else if child.blocked {
                    Rule::Blocked
                } else {
                    Rule::Allowed
                };
                self.open(&child.id, rule);
            }
        } else {
            // A dead agent says nothing; what it said last is what people go by.
            let ids: Vec<(ChildId, Rule)> = self
                .cells
                .iter()
                .filter_map(|(id, cells)| Some((id.clone(), cells.last()?.rule)))
                .collect();
            for (id, rule) in ids {
                self.open(&id, rule);
            }
        }
        self.next = self.next + CELL;
    }

    fn open(&mut self, child: &ChildId, rule: Rule) {
        self.cells.entry(child.clone()).or_default().push(Cell {
            from: self.next,
            used: Span::ZERO,
            rule,
        });
    }

    /// Puts what was charged since the last look into the cells.
    fn count(&mut self, engine: &Engine) {
        for totals in engine.totals_today() {
            let before = self.sum(&totals.child);
            // After a corrected date, days that have not come yet hold nothing any more.
            self.totals
                .retain(|(child, day), _| *child != totals.child || *day <= totals.day);
            self.closed(&totals);
            let more = self.sum(&totals.child) - before;
            if let Some(cells) = self.cells.get_mut(&totals.child) {
                spread(cells, more);
            }
        }
    }

    fn sum(&self, child: &ChildId) -> Span {
        self.totals
            .iter()
            .filter(|((whose, _), _)| whose == child)
            .map(|(_, span)| *span)
            .sum()
    }

    /// The strips up to the end of the scenario, in the order of children and days.
    pub(crate) fn finish(mut self, engine: Option<&Engine>) -> Vec<DayStrip> {
        if let Some(engine) = engine {
            self.count(engine);
        }
        let mut strips: Vec<DayStrip> = Vec::new();
        for (child, cells) in self.cells {
            for cell in cells {
                let stamp = jiff::Timestamp::from_millisecond(cell.from.0)
                    .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
                let day = self.zone.to_datetime(stamp).date();
                match strips.last_mut() {
                    Some(strip) if strip.child == child && strip.day == day => {
                        strip.cells.push(cell);
                    }
                    _ => strips.push(DayStrip {
                        child: child.clone(),
                        day,
                        cells: vec![cell],
                    }),
                }
            }
        }
        strips
    }
}

/// The latest cells take it; what does not fit into one (the time in which the agent was dead), or what is taken back (a pause
/// that has shown itself), belongs to the ones before.
fn spread(cells: &mut [Cell], more: Span) {
    let mut more = more;
    for cell in cells.iter_mut().rev() {
        if more == Span::ZERO {
            return;
        }
        let used = (cell.used + more).at_least_zero().min(CELL);
        more -= used - cell.used;
        cell.used = used;
    }
}
