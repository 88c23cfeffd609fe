//! What the store costs: opening, a day's events, a saved state, a heartbeat, a question, a full check.
//! The directory lies where temporary files lie: figures with `fdatasync` in them are those of that disk.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop, and prints"
)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use luytre_core::event::Actor;
use luytre_core::record::{Record, Usage};
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use luytre_store::{Batch, NewPolicy, Options, RecordFilter, Store};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

fn day(offset: i32) -> Date {
    date(2026, 3, 2).saturating_add(jiff::Span::new().days(offset))
}

fn event(offset: i32, n: i64) -> Record {
    let from = WallTime(1_772_409_600_000 + i64::from(offset) * 86_400_000 + n * 60_000);
    Record::Usage(Usage {
        child: if n % 3 == 0 { "binh" } else { "an" }.into(),
        day: day(offset),
        from,
        to: from + Span::from_secs(60),
        charged: true,
        activities: vec!["games".into()],
        programs: vec!["minecraft".into(), "discord".into()],
    })
}

fn events(offset: i32) -> Batch {
    Batch {
        records: (0..500).map(|n| event(offset, n)).collect(),
        ..Batch::default()
    }
}

fn save() -> Batch {
    Batch {
        state: Some("{\"child\":\"an\",\"used_ms\":1234567},".repeat(90)),
        ..Batch::default()
    }
}

fn household() -> NewPolicy {
    NewPolicy {
        text: "[[child]]\nid = \"an\"\n".repeat(80),
        by: Actor::System,
        at: WallTime(0),
        note: None,
        accounts: vec!["an".into()],
    }
}

fn open(dir: &Path) -> Store {
    Store::open(dir, &Options::default()).unwrap().0
}

/// A store with so many days of 500 events.
fn filled(dir: &Path, days: i32) -> Store {
    let mut store = open(dir);
    store
        .commit(&Batch {
            policy: Some(household()),
            ..save()
        })
        .unwrap();
    for offset in 0..days {
        store.commit(&events(offset)).unwrap();
    }
    store
}

/// Bytes this process has caused to be written, as the kernel counts them.
fn written() -> Option<u64> {
    let io = fs::read_to_string("/proc/self/io").ok()?;
    io.lines()
        .find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok())
}

fn bytes_per_write(name: &str, times: u64, mut write: impl FnMut()) {
    write();
    let before = written();
    (0..times).for_each(|_| write());
    if let (Some(before), Some(after)) = (before, written()) {
        println!(
            "{name}: {} bytes written each, checkpoints included",
            (after - before) / times
        );
    }
}

fn store(c: &mut Criterion) {
    let mut group = c.benchmark_group("store");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));

    group.bench_function("make a new store", |b| {
        b.iter_batched(
            || tempfile::tempdir().unwrap(),
            |dir| (open(dir.path()), dir),
            BatchSize::PerIteration,
        );
    });
    for days in [1, 35, 100] {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path(), days).close().unwrap();
        let size = fs::metadata(dir.path().join("luytre.db")).unwrap().len();
        println!("{days} days of 500 events: {} KiB", size / 1024);
        group.bench_function(format!("open with {days} days of 500 events"), |b| {
            b.iter(|| open(dir.path()));
        });
        let store = open(dir.path());
        group.bench_function(format!("check every row of {days} days"), |b| {
            b.iter(|| store.verify().unwrap());
        });
    }

    let dir = tempfile::tempdir().unwrap();
    let mut store = filled(dir.path(), 35);
    group.bench_function("append a day's 500 events", |b| {
        b.iter(|| store.commit(&events(36)).unwrap());
    });
    let one = Batch {
        records: vec![event(36, 1)],
        ..Batch::default()
    };
    group.bench_function("append one event", |b| {
        b.iter(|| store.commit(&one).unwrap());
    });
    let save = save();
    group.bench_function("save a state of 3 KiB", |b| {
        b.iter(|| store.commit(&save).unwrap());
    });
    let moment = Moment {
        boot_id: "8f5b1d9e-1111-2222-3333-444455556666".into(),
        boot: BootTime(0),
        suspended: Span::ZERO,
        wall: WallTime(0),
        synchronised: true,
    };
    group.bench_function("heartbeat", |b| b.iter(|| store.beat(&moment).unwrap()));
    let today = RecordFilter {
        child: Some("an".into()),
        days: Some(day(34)..=day(34)),
        limit: 1000,
        ..RecordFilter::default()
    };
    assert_eq!(store.records(&today).unwrap().records.len(), 333);
    group.bench_function("a child's day of 333 records", |b| {
        b.iter(|| black_box(store.records(&today).unwrap()));
    });
    group.finish();

    bytes_per_write("append one event", 500, || {
        drop(store.commit(&one).unwrap());
    });
    bytes_per_write("save a state of 3 KiB", 500, || {
        drop(store.commit(&save).unwrap());
    });
    bytes_per_write("heartbeat", 500, || store.beat(&moment).unwrap());
}

criterion_group!(benches, store);
criterion_main!(benches);
