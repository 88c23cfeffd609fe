//! What the sealed history costs: settling a day, reading a season, unlocking; and how large a store is after five years.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop, and prints"
)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use luytre_core::event::{Actor, Subject};
use luytre_core::id::ParentId;
use luytre_core::record::{Audit, AuditEvent, DayTotals, Grant, GrantRecord, Record, Usage};
use luytre_core::summary::{DayPart, SettledDay, Stretch, WeekTotals};
use luytre_core::time::{Span, WallTime};
use luytre_store::{
    AccessBook, Batch, Cost, HistoryFilter, HistoryKey, NewPolicy, Options, Passphrase, Recording,
    Settle, Store,
};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const CHILDREN: [&str; 4] = ["an", "binh", "chi", "dung"];
const PROGRAMS: [&str; 8] = [
    "minecraft",
    "firefox",
    "roblox",
    "scratch",
    "vlc",
    "discord",
    "gcompris",
    "libreoffice",
];
const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};

fn day(offset: i32) -> Date {
    date(2026, 3, 2).saturating_add(jiff::Span::new().days(offset))
}

fn begins(offset: i32) -> WallTime {
    WallTime(1_772_409_600_000 + i64::from(offset) * 86_400_000)
}

/// An afternoon: 60 stretches of use, two grants, ten entries of the audit.
fn records(child: &str, offset: i32) -> Vec<Record> {
    let at = |minute: i64| begins(offset) + Span::from_hours(8) + Span::from_mins(minute);
    let mut records: Vec<Record> = (0_usize..60)
        .map(|n| {
            let minute = i64::try_from(n).unwrap() * 2;
            Record::Usage(Usage {
                child: child.into(),
                day: day(offset),
                from: at(minute),
                to: at(minute + 1),
                charged: n % 5 > 0,
                activities: vec!["games".into()],
                programs: vec![PROGRAMS[n % 8].into()],
            })
        })
        .collect();
    for n in 0..2 {
        records.push(Record::Grant(GrantRecord {
            at: at(n),
            child: child.into(),
            day: day(offset),
            by: Actor::System,
            grant: Grant::Minutes {
                span: Span::from_mins(15),
                subject: Subject::Screen,
            },
        }));
    }
    for n in 0..10 {
        records.push(Record::Audit(Audit {
            at: at(n),
            by: Actor::Agent,
            child: Some(child.into()),
            what: AuditEvent::Terminated {
                program: "minecraft".into(),
            },
        }));
    }
    records
}

fn settle(child: &str, offset: i32) -> Settle {
    let span = |n: usize| Span::from_mins(7 + i64::try_from(n).unwrap());
    let totals = DayTotals {
        child: child.into(),
        day: day(offset),
        screen: Span::from_mins(96),
        activities: vec![
            ("games".into(), Span::from_mins(60)),
            ("learning".into(), Span::from_mins(20)),
        ],
        programs: PROGRAMS
            .iter()
            .enumerate()
            .map(|(n, id)| ((*id).into(), span(n)))
            .collect(),
        left: Some(Span::ZERO),
        activities_left: vec![],
    };
    let from = begins(offset);
    let week = (offset % 7 == 6).then(|| WeekTotals {
        child: child.into(),
        week: day(offset - 6),
        screen: Span::from_mins(700),
        days_used: 7,
        agreed: Some(Span::from_mins(720)),
        activities: [
            ("games".into(), Span::from_mins(400)),
            ("learning".into(), Span::from_mins(100)),
        ]
        .into(),
    });
    Settle {
        day: SettledDay {
            totals,
            bounds: Stretch {
                from,
                to: begins(offset + 1),
            },
            part: DayPart::Whole,
            agreed: Some(Span::from_mins(90)),
            hours: (0..24)
                .map(|hour| (from + Span::from_hours(i64::from(hour)), hour))
                .collect(),
            night: vec![],
            warnings: 3,
            week,
        },
        recording: Recording::Keep,
    }
}

fn begun(dir: &Path) -> (Store, HistoryKey) {
    let (mut store, _) = Store::open(dir, &Options::default()).unwrap();
    let policy = NewPolicy {
        text: "[[child]]\nid = \"an\"\n".repeat(80),
        by: Actor::System,
        at: WallTime(0),
        note: None,
        accounts: vec!["an".into()],
    };
    let state = Some("{\"child\":\"an\",\"used_ms\":1234567},".repeat(90));
    let batch = Batch {
        policy: Some(policy),
        state,
        ..Batch::default()
    };
    store.commit(&batch).unwrap();
    let words = Passphrase::new("a long passphrase").unwrap();
    let (book, key, _) =
        AccessBook::begin(&ParentId::from("me"), &words, CHEAP, WallTime(0)).unwrap();
    store.begin_history(&book, &key).unwrap();
    (store, key)
}

/// The day of four children: their records and, as the agent does it, one batch to settle each.
fn live(store: &mut Store, offset: i32) {
    let all = CHILDREN.iter().flat_map(|child| records(child, offset));
    let batch = Batch {
        records: all.collect(),
        ..Batch::default()
    };
    store.commit(&batch).unwrap();
    let settle = CHILDREN.iter().map(|child| settle(child, offset)).collect();
    let batch = Batch {
        settle,
        ..Batch::default()
    };
    let done = store.commit(&batch).unwrap();
    assert!(done.lagging.is_none() && done.backup.is_none());
}

fn size(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let each = entries.map(|entry| {
        if entry.path().is_dir() {
            size(&entry.path())
        } else {
            entry.metadata().unwrap().len()
        }
    });
    each.sum()
}

fn history(c: &mut Criterion) {
    let mut group = c.benchmark_group("history");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));

    let words = Passphrase::new("a long passphrase").unwrap();
    let me = ParentId::from("me");
    let began = Instant::now();
    let cost = Cost::measured().unwrap();
    println!(
        "measuring what a passphrase costs: {:?}, {cost:?}",
        began.elapsed()
    );
    let (book, _, _) = AccessBook::begin(&me, &words, cost, WallTime(0)).unwrap();
    group.sample_size(10);
    group.bench_function("unlock with the measured cost", |b| {
        b.iter(|| book.open(&me, &words).unwrap());
    });
    group.sample_size(20);

    // In memory where there is one: years of commits.
    let years = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let (mut store, key) = begun(years.path());
    let began = Instant::now();
    for offset in 0..5 * 365 + 1 {
        live(&mut store, offset);
    }
    println!("5 years of 4 children: lived in {:?}", began.elapsed());
    let all = store.history(&key, &HistoryFilter::default()).unwrap();
    println!(
        "kept: {} days, {} weeks, {} problems",
        all.days.len(),
        all.weeks.len(),
        all.problems.len()
    );
    store.close().unwrap();
    let db = fs::metadata(years.path().join("luytre.db")).unwrap().len();
    println!(
        "size after 5 years of 4 children: database {} KiB, with copies and backups {} KiB",
        db / 1024,
        size(years.path()) / 1024
    );
    group.bench_function("open after 5 years", |b| {
        b.iter(|| Store::open(years.path(), &Options::default()).unwrap());
    });
    let (store, _) = Store::open(years.path(), &Options::default()).unwrap();
    group.bench_function("read 13 weeks and 2 years of weeks of 4 children", |b| {
        b.iter(|| black_box(store.history(&key, &HistoryFilter::default()).unwrap()));
    });
    let last = HistoryFilter {
        child: None,
        days: Some(day(5 * 365 - 6)..=day(5 * 365)),
    };
    group.bench_function("read the last week of 4 children", |b| {
        b.iter(|| black_box(store.history(&key, &last).unwrap()));
    });
    drop(store);

    let v1 = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assets/v1");
    group.bench_function("open and migrate a store of format 1", |b| {
        b.iter_batched(
            || {
                let dir = tempfile::tempdir().unwrap();
                for entry in fs::read_dir(&v1).unwrap().map(Result::unwrap) {
                    fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
                }
                dir
            },
            |dir| (Store::open(dir.path(), &Options::default()).unwrap(), dir),
            BatchSize::PerIteration,
        );
    });

    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = begun(dir.path());
    (0..100).for_each(|offset| live(&mut store, offset));
    let mut offset = 100;
    group.bench_function("append a child's day of 72 records", |b| {
        b.iter(|| {
            offset += 1;
            store
                .commit(&Batch {
                    records: records("an", offset),
                    ..Batch::default()
                })
                .unwrap()
        });
    });
    let mut offset = 1_000;
    group.bench_function("settle a day of 4 children, with copies and backup", |b| {
        b.iter(|| {
            offset += 1;
            live(&mut store, offset);
        });
    });
    group.finish();
}

criterion_group!(benches, history);
criterion_main!(benches);
