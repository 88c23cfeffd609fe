//! What was kept long enough goes: simulated years, format 1, and what erasing leaves.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;
#[path = "common/days.rs"]
#[allow(dead_code, reason = "every test file uses another part of it")]
mod days;

use common::*;
use days::*;
use jiff::ToSpan;
use luytre_store::{Batch, Erase, Opened, Pruned, Sealing};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

const AN: &str = "be-an-secret";
const BINH: &str = "be-binh-secret";

/// Every file of a folder and the folders in it, with its name.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    found
}

fn find(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[test]
fn days_stay_13_weeks_and_weeks_two_years() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    // Three years, in which the computer was used on every third day and on Sundays.
    for offset in (0..3 * 365).filter(|offset| offset % 3 == 0 || offset % 7 == 6) {
        let mut batch = closes(&[AN, BINH], offset);
        batch.records.push(household_audit(offset));
        store.commit(&batch).unwrap();
        if offset % 50 != 6 && offset < 3 * 365 - 8 {
            continue;
        }
        let today = day(offset);
        let history = all_days(&store, &key);
        assert_eq!(history.problems, [], "on {today}");
        let (days_from, weeks_from) = (
            today.saturating_sub(13.weeks()),
            today.saturating_sub(104.weeks()),
        );
        let used =
            |from: i32| (from.max(0)..=offset).filter(|offset| offset % 3 == 0 || offset % 7 == 6);
        let expected: Vec<_> = used(offset - 91)
            .flat_map(|offset| [(AN.to_owned(), day(offset)), (BINH.to_owned(), day(offset))])
            .collect();
        assert_eq!(which(&history), expected, "on {today}");
        assert!(history.days.iter().all(|day| day.day >= days_from));
        let weeks = used(offset - 728).filter(|offset| offset % 7 == 6).count();
        assert_eq!(history.weeks.len(), 2 * weeks, "on {today}");
        assert!(
            history
                .weeks
                .iter()
                .all(|week| week.week.saturating_add(6.days()) >= weeks_from)
        );
        // Of the household, as long as days.
        let records = all(&store);
        assert_eq!(records.len(), expected.len() / 2, "on {today}");
        // Again: nothing changes.
        assert_eq!(
            store.retain(today).unwrap(),
            Pruned::default(),
            "on {today}"
        );
        assert!(store.verify().unwrap().is_whole());
    }
    // The computer was off for three years.
    let pruned = store.retain(day(6 * 365)).unwrap();
    assert!(pruned.sealed > 100 && pruned.records > 30, "{pruned:?}");
    let history = all_days(&store, &key);
    assert_eq!(
        (history.days, history.weeks, history.problems),
        (vec![], vec![], vec![])
    );
    assert_eq!(all(&store), []);
    drop(store);
    let (mut store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    store.commit(&closes(&[AN], 6 * 365 + 1)).unwrap();
    let history = all_days(&store, &key);
    assert_eq!((history.days.len(), history.problems), (1, vec![]));
    assert!(files(&dir.path().join("backup")).len() <= 7);
}

#[test]
fn days_that_wait_go_when_their_time_has_come() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    for offset in [0, 6, 50, 100] {
        store.commit(&closes(&[AN], offset)).unwrap();
    }
    let waiting: Vec<_> = store
        .waiting_days()
        .unwrap()
        .iter()
        .map(|day| day.day)
        .collect();
    assert_eq!(waiting, [day(50), day(100)]);
    assert!(store.verify().unwrap().is_whole());
    let key = begin(&mut store);
    let history = all_days(&store, &key);
    assert_eq!(
        (history.days.len(), history.weeks.len(), history.problems),
        (2, 1, vec![])
    );
}

/// A store of format 1, written by the version that had it, opens, keeps everything, and goes on with a history.
#[test]
fn a_store_of_format_1_is_taken_over() {
    let dir = fast_dir();
    copy_dir(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assets/v1"),
        dir.path(),
    );
    let (mut store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_in_force(&store);
    let mut expected = Vec::new();
    for offset in 0..2 {
        expected.extend((0..3).map(|n| usage(AN, offset, n)));
        expected.push(usage(BINH, offset, 1));
        expected.push(grant(AN, offset));
        expected.push(audit(i64::from(offset)));
        expected.push(closed(AN, offset, 20));
    }
    assert_eq!(all(&store), expected);
    assert!(store.verify().unwrap().is_whole());
    assert_eq!(store.last_beat(), Some(&moment(5)));
    assert_eq!(store.history_status().unwrap().sealing, Sealing::NotBegun);
    let key = begin(&mut store);
    store.commit(&closes(&[AN], 0)).unwrap();
    assert_eq!(all_days(&store, &key).days.len(), 1);
    let kept = all(&store);
    assert!(kept.len() < expected.len() && kept.contains(&usage(BINH, 0, 1)));
    drop(store);
    assert_eq!(open(dir.path()).1, Opened::Existing);
}

#[test]
fn a_broken_store_of_format_1_comes_back_as_well() {
    let dir = fast_dir();
    copy_dir(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assets/v1"),
        dir.path(),
    );
    let db = Connection::open(dir.path().join("luytre.db")).unwrap();
    db.execute_batch("DELETE FROM records WHERE id = 3; UPDATE head SET sealed = x'00'")
        .unwrap();
    drop(db);
    let (store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }), "{opened:?}");
    assert_in_force(&store);
    assert_eq!(all(&store).len(), 13);
}

#[test]
fn nothing_of_what_was_erased_is_left_in_any_file() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    store.commit(&applies(1)).unwrap();
    let key = begin(&mut store);
    for offset in 0..10 {
        store.commit(&closes(&[AN, BINH], offset)).unwrap();
    }
    // What a broken database leaves, and a copy that was being made.
    fs::copy(
        dir.path().join("luytre.db"),
        dir.path().join("luytre.db.broken-1"),
    )
    .unwrap();
    store.close().unwrap();
    let db = Connection::open(dir.path().join("luytre.db")).unwrap();
    let mut statement = db.prepare("SELECT sealed FROM history").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    let sealed: Vec<Vec<u8>> = rows.map(Result::unwrap).collect();
    drop(statement);
    drop(db);
    let day_key = fs::read(dir.path().join("day.key")).unwrap();
    let access: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.path().join("access.copy")).unwrap()).unwrap();
    let access: serde_json::Value =
        serde_json::from_str(access["access"].as_str().unwrap()).unwrap();
    let root = access["book"]["root"].as_str().unwrap().to_owned();
    let held = |dir: &Path| {
        let all = files(dir);
        let mut held: Vec<String> = Vec::new();
        for (name, bytes) in &all {
            let pieces = sealed.iter().flat_map(|row| row.chunks_exact(48));
            let rows = pieces.filter(|piece| find(bytes, piece)).count();
            let key = find(bytes, &day_key[8..]);
            if rows > 0 || key || find(bytes, root.as_bytes()) {
                held.push(name.clone());
            }
        }
        held
    };
    let before = held(dir.path());
    for name in [
        "luytre.db",
        "luytre.db.broken-1",
        "2026-03-11.db",
        "access.copy",
        "day.key",
    ] {
        assert!(before.iter().any(|held| held == name), "{name}: {before:?}");
    }
    let (mut store, _) = open(dir.path());
    store.erase(&key, &Erase::Child(AN.into())).unwrap();
    assert_eq!(held(dir.path()), Vec::<String>::new());
    assert_eq!(all_days(&store, &key).days.len(), 10);
    store.close().unwrap();
    assert_eq!(held(dir.path()), Vec::<String>::new());
}

#[test]
fn settled_days_leave_no_row_of_theirs_in_any_file() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    store.commit(&applies(1)).unwrap();
    begin(&mut store);
    store.commit(&records(day_records(AN, 0))).unwrap();
    store
        .commit(&records((0..50).map(|n| usage(AN, 0, n)).collect()))
        .unwrap();
    store
        .commit(&records((0..50).map(|n| usage(AN, 1, n)).collect()))
        .unwrap();
    store.close().unwrap();
    let db = Connection::open(dir.path().join("luytre.db")).unwrap();
    let mut statement = db
        .prepare("SELECT sealed FROM records WHERE id <= 52")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    let sealed: Vec<Vec<u8>> = rows.map(Result::unwrap).collect();
    drop(statement);
    drop(db);
    let held = || {
        let all = files(dir.path());
        let holds = |bytes: &[u8]| {
            sealed
                .iter()
                .flat_map(|row| row.chunks_exact(48))
                .any(|piece| find(bytes, piece))
        };
        all.iter()
            .filter(|(_, bytes)| holds(bytes))
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(held(), ["luytre.db"]);
    let (mut store, _) = open(dir.path());
    store
        .commit(&Batch {
            settle: closes(&[AN], 0).settle,
            ..Batch::default()
        })
        .unwrap();
    assert_eq!(
        held(),
        Vec::<String>::new(),
        "as it lies while the store is open"
    );
    assert_eq!(all(&store).len(), 50);
}

/// Numbers that occur nowhere else, as text and as bytes; names; and days.
#[test]
fn no_file_holds_a_number_or_a_name_of_the_history() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    store.commit(&applies(1)).unwrap();
    let mut numbers: Vec<i64> = Vec::new();
    let mut batch = |offset: i32| {
        let mut batch = closes(&[AN, BINH], offset);
        for settle in &mut batch.settle {
            let number = 1_234_567_891 + i64::from(offset) * 1_010_101;
            numbers.push(number);
            settle.day.totals.screen = luytre_core::time::Span::from_millis(number);
        }
        batch
    };
    // One that waits, some that are sealed, one from a backup.
    store.commit(&batch(0)).unwrap();
    begin(&mut store);
    (1..8).for_each(|offset| drop(store.commit(&batch(offset)).unwrap()));
    let all = files(dir.path());
    assert!(all.iter().any(|(name, _)| name.ends_with("-wal")));
    let words = WORDS.iter().map(|word| word.as_bytes().to_vec());
    let dates = (0..8).map(|offset| format!("\"{}\"", day(offset)).into_bytes());
    let shapes = numbers.iter().flat_map(|number| {
        [
            number.to_string().into_bytes(),
            number.to_be_bytes().to_vec(),
            number.to_le_bytes().to_vec(),
            number.to_be_bytes()[4..].to_vec(),
            number.to_le_bytes()[..4].to_vec(),
        ]
    });
    let needles: Vec<Vec<u8>> = words.chain(dates).chain(shapes).collect();
    for (name, bytes) in &all {
        for needle in &needles {
            assert!(
                !find(bytes, needle),
                "{name} holds {}",
                String::from_utf8_lossy(needle)
            );
        }
    }
    println!("{} values looked for in {} files", needles.len(), all.len());
}
