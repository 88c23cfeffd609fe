//! What is handed over to be sealed is all that was counted, and nothing of it is counted twice.

use crate::family::{Kinds, config, daily_only, household, ops, zone};
use crate::machine::{Care, Machine};
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::record::Record;
use luytre_core::summary::{DayPart, DaySummary};
use luytre_core::time::Span;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Without troubles with clocks: rows that are written keep the date that they were written under.
const QUIET: Kinds = Kinds {
    troubles: false,
    ..Kinds::ALL
};

/// Charged time in the ledger by child and day.
fn written(rows: &[Record]) -> BTreeMap<(ChildId, Date), Span> {
    let mut sums: BTreeMap<_, Span> = BTreeMap::new();
    for row in rows {
        if let Record::Usage(usage) = row
            && usage.charged
        {
            *sums.entry((usage.child.clone(), usage.day)).or_default() +=
                usage.to.since(usage.from);
        }
    }
    sums
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_settled_day_is_what_the_ledger_says(house in daily_only(), ops in ops(QUIET)) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        // Everybody goes to bed; whatever is still open is settled by the next morning.
        machine.wait(30 * 3_600_000);
        let rows = written(&machine.ledger);
        let mut settled: BTreeMap<_, Span> = BTreeMap::new();
        let mut whole = BTreeSet::new();
        for (_, day) in &machine.settled {
            let key = (day.totals.child.clone(), day.totals.day);
            if day.part == DayPart::Whole {
                prop_assert!(whole.insert(key.clone()), "{key:?} was settled twice");
            }
            *settled.entry(key).or_default() += day.totals.screen;
        }
        for (key, screen) in &settled {
            prop_assert_eq!(rows.get(key).copied().unwrap_or_default(), *screen, "{:?}", key);
        }
    }

    #[test]
    fn no_row_of_a_settled_day_comes_without_an_addition(house in household(), ops in ops(QUIET)) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        machine.wait(30 * 3_600_000);
        let mut last: BTreeMap<(ChildId, Date), usize> = BTreeMap::new();
        for (rows, day) in &machine.settled {
            last.insert((day.totals.child.clone(), day.totals.day), *rows);
        }
        for (key, rows) in last {
            let late = written(&machine.ledger[rows..]);
            prop_assert!(!late.contains_key(&key), "{:?} got more use after it was settled", key);
        }
    }

    #[test]
    fn hours_add_up_to_the_day(house in daily_only(), ops in ops(QUIET)) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        machine.wait(30 * 3_600_000);
        for (_, day) in machine.settled.iter().filter(|(_, day)| day.part == DayPart::Whole) {
            let length = day.bounds.to.since(day.bounds.from);
            prop_assert!([23, 24, 25].contains(&(length.as_mins() / 60)), "{:?}", length);
            for (at, hour) in &day.hours {
                let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap();
                prop_assert_eq!(i8::try_from(*hour).unwrap(), zone().to_datetime(stamp).hour());
            }
            let summary = DaySummary::of(day, &machine.ledger);
            let hours: Span = summary.hours.values().copied().sum();
            let rows = written(&machine.ledger);
            let key = (day.totals.child.clone(), day.totals.day);
            prop_assert_eq!(hours, rows.get(&key).copied().unwrap_or_default());
        }
    }
}
