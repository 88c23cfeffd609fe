//! Which way a single value moved: does the child get more, less, or just something else?

use crate::policy::{AtLimit, Counts, FinishMatch, ForcedBreak, ParentRole, Then, TimeRange};
use crate::time::Span;
use std::cmp::Ordering;

/// What a change means for a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// More is allowed than before, or more people can allow it.
    Loosens,
    /// Less is allowed than before.
    Tightens,
    /// What is allowed stays the same.
    Neutral,
    /// More at one time and less at another, or it depends on what is used.
    Mixed,
}

impl Direction {
    /// The same change the other way round.
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Loosens => Self::Tightens,
            Self::Tightens => Self::Loosens,
            Self::Neutral | Self::Mixed => self,
        }
    }

    /// Two changes as one.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Neutral, direction) | (direction, Self::Neutral) => direction,
            (Self::Loosens, Self::Loosens) => Self::Loosens,
            (Self::Tightens, Self::Tightens) => Self::Tightens,
            (Self::Loosens, Self::Tightens) | (Self::Tightens, Self::Loosens) => Self::Mixed,
            (Self::Mixed, _) | (_, Self::Mixed) => Self::Mixed,
        }
    }
}

/// For an order in which more is looser.
fn more_loosens(ordering: Ordering) -> Direction {
    match ordering {
        Ordering::Less => Direction::Loosens,
        Ordering::Equal => Direction::Neutral,
        Ordering::Greater => Direction::Tightens,
    }
}

/// An allowance; none is no limit.
pub(super) fn allowance(before: Option<&Span>, after: Option<&Span>) -> Direction {
    let limit = |span: Option<&Span>| span.copied().unwrap_or(Span::MAX);
    more_loosens(limit(before).cmp(&limit(after)))
}

/// Windows of use; none is open all day.
pub(super) fn windows(
    before: Option<&Vec<TimeRange>>,
    after: Option<&Vec<TimeRange>>,
) -> Direction {
    let open = |list: Option<&Vec<TimeRange>>| match list {
        None => Minutes::ALL,
        Some(list) => Minutes::of(list).with_whole_day_as_all(),
    };
    open(before).compare(&open(after))
}

/// Bedtime; none is no wall.
pub(super) fn bedtime(
    before: Option<&Vec<TimeRange>>,
    after: Option<&Vec<TimeRange>>,
) -> Direction {
    free(before, after).reversed()
}

/// Free windows; none is nothing free.
pub(super) fn free(before: Option<&Vec<TimeRange>>, after: Option<&Vec<TimeRange>>) -> Direction {
    let covered =
        |list: Option<&Vec<TimeRange>>| list.map_or(Minutes::NONE, |list| Minutes::of(list));
    covered(before).compare(&covered(after))
}

/// A forced break; none is looser than any.
pub(super) fn forced_break(before: Option<&ForcedBreak>, after: Option<&ForcedBreak>) -> Direction {
    match (before, after) {
        (None, None) => Direction::Neutral,
        (None, Some(_)) => Direction::Tightens,
        (Some(_), None) => Direction::Loosens,
        (Some(before), Some(after)) => more_loosens(before.after.cmp(&after.after))
            .and(more_loosens(before.rest.cmp(&after.rest)).reversed()),
    }
}

/// Minutes taken without asking, as the sum of a week.
pub(super) fn finish_match(before: Option<&FinishMatch>, after: Option<&FinishMatch>) -> Direction {
    let week = |it: Option<&FinishMatch>| {
        it.map_or(0, |it| {
            it.each.as_millis().saturating_mul(i64::from(it.times))
        })
    };
    more_loosens(week(before).cmp(&week(after)))
}

/// The one difference that counts is between being held to the rule and only being told.
pub(super) fn at_limit(before: AtLimit, after: AtLimit) -> Direction {
    match (before, after) {
        (AtLimit::WarnOnly, AtLimit::WarnOnly) => Direction::Neutral,
        (AtLimit::WarnOnly, _) => Direction::Tightens,
        (_, AtLimit::WarnOnly) => Direction::Loosens,
        (
            AtLimit::Lock | AtLimit::Logout | AtLimit::Suspend | AtLimit::Shutdown,
            AtLimit::Lock | AtLimit::Logout | AtLimit::Suspend | AtLimit::Shutdown,
        ) => Direction::Neutral,
    }
}

/// A session that ends earlier is tighter.
pub(super) fn then(before: Then, after: Then) -> Direction {
    let stays = |then: Then| match then {
        Then::Stay => Span::MAX,
        Then::Logout { after } => after,
    };
    more_loosens(stays(before).cmp(&stays(after)))
}

/// Blocked, counted, exempt: each is looser than the one before.
pub(super) fn counts(before: Counts, after: Counts) -> Direction {
    let rank = |counts: Counts| match counts {
        Counts::Blocked => 0,
        Counts::Counted => 1,
        Counts::Exempt => 2,
    };
    more_loosens(rank(before).cmp(&rank(after)))
}

/// What an adult may allow.
pub(super) fn role(before: ParentRole, after: ParentRole) -> Direction {
    let most = |role: ParentRole| match role {
        ParentRole::Parent => Span::MAX,
        ParentRole::Carer { a_day } => a_day,
    };
    more_loosens(most(before).cmp(&most(after)))
}

/// A set that binds those in it: more is tighter.
pub(super) fn bound<T: Ord>(before: &[T], after: &[T]) -> Direction {
    let lost = before.iter().any(|it| !after.contains(it));
    let gained = after.iter().any(|it| !before.contains(it));
    match (lost, gained) {
        (false, false) => Direction::Neutral,
        (true, false) => Direction::Loosens,
        (false, true) => Direction::Tightens,
        (true, true) => Direction::Mixed,
    }
}

/// Minutes in a day and the next, as a set of bits: a range that runs past midnight reaches into the second.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Minutes([u64; 45]);

/// Minutes of a day.
const DAY: usize = 1440;

impl Minutes {
    const NONE: Self = Self([0; 45]);
    const ALL: Self = Self([u64::MAX; 45]);

    fn of(ranges: &[TimeRange]) -> Self {
        let mut minutes = Self::NONE;
        for range in ranges {
            let past_midnight = if range.crosses_midnight() { DAY } else { 0 };
            let end = (usize::from(range.to.0) + past_midnight).min(2 * DAY);
            for minute in usize::from(range.from.0)..end {
                minutes.0[minute / 64] |= 1 << (minute % 64);
            }
        }
        minutes
    }

    fn holds(&self, minute: usize) -> bool {
        self.0[minute / 64] & (1 << (minute % 64)) != 0
    }

    /// Open all day is the same as no windows.
    fn with_whole_day_as_all(self) -> Self {
        if (0..DAY).all(|minute| self.holds(minute)) {
            Self::ALL
        } else {
            self
        }
    }

    /// More minutes are looser.
    fn compare(&self, after: &Self) -> Direction {
        let lost = self
            .0
            .iter()
            .zip(after.0)
            .any(|(before, after)| before & !after != 0);
        let gained = self
            .0
            .iter()
            .zip(after.0)
            .any(|(before, after)| !before & after != 0);
        match (lost, gained) {
            (false, false) => Direction::Neutral,
            (true, false) => Direction::Tightens,
            (false, true) => Direction::Loosens,
            (true, true) => Direction::Mixed,
        }
    }
}
