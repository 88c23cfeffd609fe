//! Days and weeks of an invented family, settled.

use super::{MONDAY, audit, day, grant};
use jiff::civil::Date;
use luytre_core::id::ParentId;
use luytre_core::record::{DayTotals, Record, Usage};
use luytre_core::summary::{DayPart, SettledDay, Stretch, WeekTotals};
use luytre_core::time::{Span, WallTime};
use luytre_store::{
    AccessBook, Batch, Cost, History, HistoryFilter, HistoryKey, Passphrase, Recording,
    RecoveryCode, Settle, Store,
};

/// As cheap as Argon2id can be.
pub(crate) const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};
pub(crate) const PASSPHRASE: &str = "lũy tre xanh mát";

pub(crate) fn me() -> ParentId {
    "me-secret".into()
}

pub(crate) fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).unwrap()
}

/// A first book.
pub(crate) fn access() -> (AccessBook, HistoryKey, RecoveryCode) {
    AccessBook::begin(&me(), &passphrase(PASSPHRASE), CHEAP, WallTime(MONDAY)).unwrap()
}

/// Sets the first passphrase.
pub(crate) fn begin(store: &mut Store) -> HistoryKey {
    let (book, key, _) = access();
    store.begin_history(&book, &key).unwrap();
    key
}

/// Begin of a day, counted from [`MONDAY`].
pub(crate) fn begins(offset: i32) -> WallTime {
    WallTime(MONDAY + i64::from(offset) * 86_400_000)
}

/// Minutes that tell days and children apart.
pub(crate) fn minutes(child: &str, offset: i32) -> i64 {
    30 + i64::from(offset % 17) + i64::try_from(child.len()).unwrap()
}

/// What the engine says of a day.
pub(crate) fn settled(child: &str, offset: i32) -> SettledDay {
    let screen = Span::from_mins(minutes(child, offset));
    let (from, to) = (begins(offset), begins(offset + 1));
    let monday = day(offset - offset.rem_euclid(7));
    SettledDay {
        totals: DayTotals {
            child: child.into(),
            day: day(offset),
            screen,
            activities: vec![("games-secret".into(), screen)],
            programs: vec![("minecraft-secret".into(), screen)],
            left: Some(Span::ZERO),
            activities_left: vec![],
        },
        bounds: Stretch { from, to },
        part: DayPart::Whole,
        agreed: Some(Span::from_mins(60)),
        hours: (0..24)
            .map(|hour| (from + Span::from_hours(hour), u8::try_from(hour).unwrap()))
            .collect(),
        night: vec![],
        warnings: 2,
        week: (offset.rem_euclid(7) == 6).then(|| WeekTotals {
            child: child.into(),
            week: monday,
            screen,
            days_used: 7,
            agreed: None,
            activities: [("games-secret".into(), screen)].into(),
        }),
    }
}

/// The ledger's records of a day.
pub(crate) fn day_records(child: &str, offset: i32) -> Vec<Record> {
    let from = begins(offset) + Span::from_hours(16);
    vec![
        Record::Usage(Usage {
            child: child.into(),
            day: day(offset),
            from,
            to: from + Span::from_mins(minutes(child, offset)),
            charged: true,
            activities: vec!["games-secret".into()],
            programs: vec!["minecraft-secret".into()],
        }),
        grant(child, offset),
    ]
}

/// A day as the agent hands it over: with its last records and the state that knows it no more.
pub(crate) fn closes(children: &[&str], offset: i32) -> Batch {
    Batch {
        records: children
            .iter()
            .flat_map(|child| day_records(child, offset))
            .collect(),
        settle: children
            .iter()
            .map(|child| Settle {
                day: settled(child, offset),
                recording: Recording::Keep,
            })
            .collect(),
        state: Some(super::state(i64::from(offset))),
        ..Batch::default()
    }
}

pub(crate) fn all_days(store: &Store, key: &HistoryKey) -> History {
    store.history(key, &HistoryFilter::default()).unwrap()
}

/// The days of a history, as child and date.
pub(crate) fn which(history: &History) -> Vec<(String, Date)> {
    history
        .days
        .iter()
        .map(|day| (day.child.to_string(), day.day))
        .collect()
}

/// A record of the household and no child, as the ledger keeps it for weeks.
pub(crate) fn household_audit(offset: i32) -> Record {
    match audit(0) {
        Record::Audit(audit) => Record::Audit(luytre_core::record::Audit {
            at: begins(offset),
            child: None,
            ..audit
        }),
        other @ (Record::Usage(_) | Record::Grant(_) | Record::DayClosed(_)) => other,
    }
}
