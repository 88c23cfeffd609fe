//! A child's day in quarters of an hour, from the ledger and what the engine has not written yet.

use jiff::civil::Date;
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::record::{DayTotals, GrantRecord, Record, Usage};
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{Child, Slot, Today};
use std::collections::BTreeMap;

/// One joint of bamboo.
const QUARTER: Span = Span::from_mins(15);
/// Programs and grants that are listed.
const LISTED: usize = 50;

/// What a day's picture is made from.
#[derive(Debug, Clone)]
pub(crate) struct Day {
    pub(crate) child: Child,
    pub(crate) day: Date,
    pub(crate) timezone: String,
    /// The engine's own totals, for the present day; closed days have theirs in the ledger.
    pub(crate) totals: Option<DayTotals>,
    /// Use that the engine has not handed over to the ledger yet.
    pub(crate) unwritten: Vec<Usage>,
}

impl Day {
    /// The picture, with what the ledger holds of the day.
    pub(crate) fn picture(self, records: Vec<Record>) -> Today {
        let mut usage = self.unwritten;
        let mut grants: Vec<GrantRecord> = Vec::new();
        let mut totals = self.totals;
        for record in records {
            match record {
                Record::Usage(piece) => usage.push(piece),
                Record::Grant(grant) => grants.push(grant),
                // The newest comes first, and a day that was corrected is closed again.
                Record::DayClosed(closed) => {
                    totals.get_or_insert(closed);
                }
                Record::Audit(_) => {}
            }
        }
        usage.retain(|piece| piece.child == self.child.id && piece.day == self.day);
        usage.sort_by_key(|piece| (piece.from, piece.to));
        grants.sort_by_key(|grant| grant.at);
        let grants = last(grants);
        let totals = totals.unwrap_or_else(|| sums(&self.child, self.day, &usage));
        Today {
            child: self.child,
            day: self.day,
            timezone: self.timezone,
            screen: totals.screen,
            slots: slots(&usage),
            activities: largest(totals.activities),
            programs: largest(totals.programs),
            grants,
        }
    }
}

/// The last ones, as many as are listed.
pub(crate) fn last(mut grants: Vec<GrantRecord>) -> Vec<GrantRecord> {
    grants.split_off(grants.len().saturating_sub(LISTED))
}

pub(crate) fn largest<T: Ord>(mut spans: Vec<(T, Span)>) -> Vec<(T, Span)> {
    spans.retain(|(_, span)| span.is_positive());
    spans.sort_by(|(a, span_a), (b, span_b)| span_b.cmp(span_a).then_with(|| a.cmp(b)));
    spans.truncate(LISTED);
    spans
}

fn sums(child: &Child, day: Date, usage: &[Usage]) -> DayTotals {
    let mut screen = Span::ZERO;
    let mut activities: BTreeMap<ActivityId, Span> = BTreeMap::new();
    let mut programs: BTreeMap<ProgramId, Span> = BTreeMap::new();
    for piece in usage {
        let span = piece.to.since(piece.from);
        if piece.charged {
            screen += span;
        }
        for activity in &piece.activities {
            *activities.entry(activity.clone()).or_default() += span;
        }
        for program in &piece.programs {
            *programs.entry(program.clone()).or_default() += span;
        }
    }
    DayTotals {
        child: child.id.clone(),
        day,
        screen,
        activities: activities.into_iter().collect(),
        programs: programs.into_iter().collect(),
        left: None,
        activities_left: Vec::new(),
    }
}

/// Cuts use at the quarters. Every zone's offset is a multiple of a quarter of an hour today, so quarters of UTC are
/// quarters on the wall.
fn slots(usage: &[Usage]) -> Vec<Slot> {
    let mut slots: BTreeMap<WallTime, Slot> = BTreeMap::new();
    for piece in usage {
        let mut from = piece.from;
        while from < piece.to {
            let begin = WallTime(from.0.div_euclid(QUARTER.as_millis()) * QUARTER.as_millis());
            let end = (begin + QUARTER).min(piece.to);
            let span = end.since(from);
            let slot = slots.entry(begin).or_insert_with(|| Slot {
                from: begin,
                screen: Span::ZERO,
                uncharged: Span::ZERO,
                activities: Vec::new(),
            });
            if piece.charged {
                slot.screen += span;
            } else {
                slot.uncharged += span;
            }
            for activity in &piece.activities {
                match slot
                    .activities
                    .iter_mut()
                    .find(|(known, _)| known == activity)
                {
                    Some((_, sum)) => *sum += span,
                    None => slot.activities.push((activity.clone(), span)),
                }
            }
            from = end;
        }
    }
    slots.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(from_min: i64, to_min: i64, charged: bool, activities: &[&str]) -> Usage {
        Usage {
            child: "an".into(),
            day: jiff::civil::date(1970, 1, 1),
            from: WallTime(0) + Span::from_mins(from_min),
            to: WallTime(0) + Span::from_mins(to_min),
            charged,
            activities: activities.iter().map(|id| ActivityId::from(*id)).collect(),
            programs: Vec::new(),
        }
    }

    fn day(unwritten: Vec<Usage>) -> Day {
        Day {
            child: Child {
                id: "an".into(),
                name: "An".into(),
            },
            day: jiff::civil::date(1970, 1, 1),
            timezone: "UTC".into(),
            totals: None,
            unwritten,
        }
    }

    #[test]
    fn use_is_cut_at_quarters_and_nothing_is_lost() {
        let written = vec![Record::Usage(usage(5, 40, true, &["games"]))];
        let today = day(vec![usage(40, 50, true, &[])]).picture(written);
        let of = |slot: &Slot| (slot.from.0 / 60_000, slot.screen.as_mins());
        assert_eq!(
            today.slots.iter().map(of).collect::<Vec<_>>(),
            [(0, 10), (15, 15), (30, 15), (45, 5)]
        );
        assert_eq!(
            today.slots[2].activities,
            [("games".into(), Span::from_mins(10))]
        );
        assert_eq!(today.screen, Span::from_mins(45));
        assert_eq!(today.activities, [("games".into(), Span::from_mins(35))]);
    }

    #[test]
    fn uncharged_use_is_shown_apart() {
        let today = day(vec![usage(0, 10, false, &["learning"])]).picture(Vec::new());
        assert_eq!(today.screen, Span::ZERO);
        assert_eq!(today.slots[0].uncharged, Span::from_mins(10));
    }

    #[test]
    fn other_days_and_other_children_stay_out() {
        let mut other = usage(0, 10, true, &[]);
        other.child = "binh".into();
        let mut yesterday = usage(0, 10, true, &[]);
        yesterday.day = jiff::civil::date(1969, 12, 31);
        let today = day(vec![other, yesterday]).picture(Vec::new());
        assert!(today.slots.is_empty());
    }
}
