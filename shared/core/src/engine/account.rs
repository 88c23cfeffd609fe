//! What a child used and was given, day by day. Sums for a week or a month are made from the days, so a month that
//! changes inside a week cannot reset the week, and a correction of one day corrects every sum.

use crate::id::{ActivityId, ParentId, ProgramId};
use crate::time::{Span, WallTime};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Days kept: the longest month and the longest week that reaches into it.
const DAYS_KEPT: usize = 40;
/// Days kept while nobody has confirmed the date: what is forgotten under a wrong date would be given twice.
const DAYS_KEPT_UNCONFIRMED: usize = 400;
/// Programs counted by name on one day; later ones share [`OTHER`].
const PROGRAMS_A_DAY: usize = 200;
/// Name of the programs beyond [`PROGRAMS_A_DAY`].
const OTHER: &str = "other";

/// A stretch of use that was counted, in trusted time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) from: WallTime,
    pub(crate) to: WallTime,
    pub(crate) label: Arc<Label>,
}

/// What a stretch of use is charged to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Label {
    pub(crate) screen: bool,
    pub(crate) activities: Vec<ActivityId>,
    pub(crate) programs: Vec<ProgramId>,
}

impl Charge {
    pub(crate) fn span(&self) -> Span {
        self.to.since(self.from)
    }

    pub(crate) fn shifted(&self, by: Span) -> Self {
        Self {
            from: self.from + by,
            to: self.to + by,
            label: Arc::clone(&self.label),
        }
    }
}

/// Adds a charge to a list, joined to the last one where it continues it.
pub(crate) fn push_charge(list: &mut Vec<Charge>, charge: Charge) {
    match list.last_mut() {
        Some(last)
            if last.to == charge.from
                && (Arc::ptr_eq(&last.label, &charge.label) || last.label == charge.label) =>
        {
            last.to = charge.to;
        }
        _ => list.push(charge),
    }
}

/// Takes everything from `from` on out of a list, cutting the charge that contains it.
pub(crate) fn split_off(list: &mut Vec<Charge>, from: WallTime) -> Vec<Charge> {
    let mut taken = Vec::new();
    while let Some(last) = list.last_mut() {
        if last.to <= from {
            break;
        }
        if last.from < from {
            taken.push(Charge {
                from,
                to: last.to,
                label: Arc::clone(&last.label),
            });
            last.to = from;
            break;
        }
        taken.extend(list.pop());
    }
    taken.reverse();
    taken
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct DayAccount {
    pub(crate) screen: Span,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) activities: BTreeMap<ActivityId, Span>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) programs: BTreeMap<ProgramId, Span>,
    #[serde(default, skip_serializing_if = "Credit::is_zero")]
    pub(crate) credit: Credit,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) activity_credit: BTreeMap<ActivityId, ActivityCredit>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) free: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) carers: BTreeMap<ParentId, Span>,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) requests: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) matches_finished: u32,
    /// Warnings and countdowns shown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) warnings: u32,
    /// Use at which a rest was due last, told or not.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) rests: BTreeMap<ActivityId, Span>,
    /// Its totals were written; use charged to it later is written again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) closed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// Minutes added to the screen allowances of a day. A grant counts from zero, so that after an overrun it adds more to an
/// overdrawn allowance than to the others: hence one number each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Credit {
    pub(crate) day: Span,
    pub(crate) week: Span,
    pub(crate) month: Span,
    /// What was given in the words of the grants, without the part that covered an overrun.
    pub(crate) given: Span,
    /// What of it was not used when the day closed: a grant ends with its day. It is kept apart, because a day that
    /// closed under a wrong date goes on when the date is put right, and with it what was given.
    #[serde(default)]
    pub(crate) lapsed: Span,
    /// Finish-the-match minutes of the day before, repaid from this one.
    #[serde(default)]
    pub(crate) debt: Span,
}

impl Credit {
    /// What is left of a period's credit once the day is over: the used part. Minutes taken away come back.
    pub(crate) fn after_day(credit: Span, lapsed: Span) -> Span {
        (credit - lapsed).at_least_zero()
    }

    fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

/// Minutes added to an activity on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct ActivityCredit {
    pub(crate) day: Span,
    pub(crate) week: Span,
    pub(crate) given: Span,
    /// See [`Credit::lapsed`].
    #[serde(default)]
    pub(crate) lapsed: Span,
    /// Added to each program that has no entry of its own.
    pub(crate) per_program: Span,
    /// Added to a program that was overdrawn when the grant came.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) programs: BTreeMap<ProgramId, Span>,
}

impl ActivityCredit {
    pub(crate) fn of_program(&self, program: &ProgramId) -> Span {
        self.programs
            .get(program)
            .copied()
            .unwrap_or(self.per_program)
    }
}

impl DayAccount {
    /// Adds a span of use; a negative one takes it back. No counter goes below zero.
    pub(crate) fn add(&mut self, label: &Label, span: Span) {
        if label.screen {
            self.screen = (self.screen + span).at_least_zero();
        }
        for id in &label.activities {
            add_to(&mut self.activities, id, span);
        }
        for id in &label.programs {
            if self.programs.len() < PROGRAMS_A_DAY || self.programs.contains_key(id) {
                add_to(&mut self.programs, id, span);
            } else {
                add_to(&mut self.programs, &ProgramId::from(OTHER), span);
            }
        }
    }

    pub(crate) fn activity(&self, id: &ActivityId) -> Span {
        self.activities.get(id).copied().unwrap_or_default()
    }

    pub(crate) fn program(&self, id: &ProgramId) -> Span {
        self.programs.get(id).copied().unwrap_or_default()
    }
}

fn add_to<K: Ord + Clone>(map: &mut BTreeMap<K, Span>, key: &K, span: Span) {
    if let Some(value) = map.get_mut(key) {
        *value = (*value + span).at_least_zero();
    } else if span.is_positive() {
        map.insert(key.clone(), span);
    }
}

/// Whether the date is known to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    Confirmed,
    Unconfirmed,
}

/// The days of a child. A day that is settled is folded into the sums of its week and month: what the child did on a
/// day of the past is then not here any more, only what the limits of the week and the month need.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "SavedDays")]
pub(crate) struct Days {
    days: BTreeMap<Date, DayAccount>,
    /// By the first day that week and month share.
    folded: BTreeMap<Date, DayAccount>,
}

/// As days are saved, and as they were before there were sums.
#[derive(Deserialize)]
#[serde(untagged)]
enum SavedDays {
    Now {
        days: BTreeMap<Date, DayAccount>,
        folded: BTreeMap<Date, DayAccount>,
    },
    Before(BTreeMap<Date, DayAccount>),
}

impl From<SavedDays> for Days {
    fn from(saved: SavedDays) -> Self {
        match saved {
            SavedDays::Now { days, folded } => Self { days, folded },
            SavedDays::Before(days) => Self {
                days,
                folded: BTreeMap::new(),
            },
        }
    }
}

impl Days {
    pub(crate) fn get(&self, date: Date) -> Option<&DayAccount> {
        self.days.get(&date)
    }

    pub(crate) fn entry(&mut self, date: Date) -> &mut DayAccount {
        self.days.entry(date).or_default()
    }

    /// Days and sums of days from `from` up to and including `to`, which must begin a week or a month.
    pub(crate) fn range(&self, from: Date, to: Date) -> impl Iterator<Item = (&Date, &DayAccount)> {
        // An inverted range would panic in the map; there is nothing in it.
        let to = to.max(from);
        self.folded
            .range(from..=to)
            .chain(self.days.range(from..=to))
    }

    /// Single days up to and including `date`, in order.
    pub(crate) fn until(&self, date: Date) -> impl Iterator<Item = (&Date, &DayAccount)> {
        self.days.range(..=date)
    }

    /// Days before `date` that are not closed yet.
    pub(crate) fn open_before(&self, date: Date) -> Vec<Date> {
        self.days
            .range(..date)
            .filter(|(_, day)| !day.closed)
            .map(|(date, _)| *date)
            .collect()
    }

    /// The first day before `date` that is closed.
    pub(crate) fn first_closed_before(&self, date: Date) -> Option<Date> {
        let mut closed = self.days.range(..date).filter(|(_, day)| day.closed);
        closed.next().map(|(date, _)| *date)
    }

    /// Takes a day out and adds what limits need of it to the sums kept under `group`, the first day that its week and
    /// its month share.
    pub(crate) fn fold(&mut self, date: Date, group: Date) -> DayAccount {
        let day = self.days.remove(&date).unwrap_or_default();
        let sums = self.folded.entry(group).or_default();
        if !day.free {
            sums.screen += day.screen;
            for (id, span) in &day.activities {
                add_to(&mut sums.activities, id, *span);
            }
        }
        let Credit {
            week,
            month,
            lapsed,
            ..
        } = day.credit;
        sums.credit.week += Credit::after_day(week, lapsed);
        sums.credit.month += Credit::after_day(month, lapsed);
        for (id, credit) in &day.activity_credit {
            let sum = sums.activity_credit.entry(id.clone()).or_default();
            sum.week += Credit::after_day(credit.week, credit.lapsed);
        }
        sums.matches_finished += day.matches_finished;
        sums.closed = true;
        day
    }

    /// Adds use of a day that is folded already.
    pub(crate) fn add_to_sums(&mut self, group: Date, label: &Label, span: Span) {
        let label = Label {
            programs: Vec::new(),
            ..label.clone()
        };
        self.folded.entry(group).or_default().add(&label, span);
    }

    /// Forgets what no sum needs any more. Programs are needed for today only, activities for the week.
    pub(crate) fn prune(&mut self, today: Date, dates: Dates) {
        let kept = match dates {
            Dates::Confirmed => DAYS_KEPT,
            Dates::Unconfirmed => DAYS_KEPT_UNCONFIRMED,
        };
        while self.days.len() > kept && self.days.keys().next().is_some_and(|first| *first < today)
        {
            self.days.pop_first();
        }
        if dates == Dates::Unconfirmed {
            return;
        }
        let back = i32::try_from(DAYS_KEPT).unwrap_or(i32::MAX);
        self.folded = self
            .folded
            .split_off(&super::timeline::add_days(today, -back));
        let week_ago = super::timeline::add_days(today, -8);
        for (_, day) in self.days.range_mut(..week_ago) {
            day.programs.clear();
            day.activities.clear();
            day.activity_credit.clear();
            day.carers.clear();
        }
        for (_, sums) in self.folded.range_mut(..week_ago) {
            sums.activities.clear();
            sums.activity_credit.clear();
        }
    }
}
