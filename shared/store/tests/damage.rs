//! Whatever happens to the bytes of the database, it is noticed, and the household and today's use come back.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_store::{Damage, Opened, RecordFilter, Salvage};
use std::fs;
use std::path::Path;

/// Puts these bytes in the place of the database of a family, and opens it.
fn with_database(whole: &Path, bytes: &[u8], check: impl FnOnce(luytre_store::Store, Opened)) {
    let dir = fast_dir();
    copy_dir(whole, dir.path());
    fs::write(dir.path().join("luytre.db"), bytes).unwrap();
    let (store, opened) = open(dir.path());
    check(store, opened);
}

/// After any damage: in force as it was; and where it was not noticed, nothing is different.
fn assert_survived(what: &str, store: &luytre_store::Store, opened: &Opened) -> Option<Salvage> {
    match opened {
        Opened::Existing => {
            assert_in_force(store);
            assert_eq!(store.verify().unwrap().breaks, [], "{what}");
            assert_eq!(all(store).len() as u64, FAMILY_RECORDS, "{what}");
            assert_eq!(by_day(store), FAMILY_RECORDS, "{what}");
            None
        }
        Opened::FromCopy { salvage, .. } => {
            assert_in_force(store);
            let records = all(store);
            assert_eq!(records.len() as u64, salvage.kept, "{what}");
            assert!(store.verify().unwrap().is_whole(), "{what}");
            Some(*salvage)
        }
        Opened::Fresh | Opened::Lost { .. } => panic!("{what}: {opened:?}"),
    }
}

/// Records of the family that are found through the index.
fn by_day(store: &luytre_store::Store) -> u64 {
    let filter = RecordFilter {
        days: Some(day(0)..=day(2)),
        limit: 5000,
        ..RecordFilter::default()
    };
    store.records(&filter).unwrap().records.len() as u64
}

/// Pages of the database that hold nothing.
fn free_pages(whole: &Path) -> usize {
    let db = rusqlite::Connection::open(whole.join("luytre.db")).unwrap();
    let pages: u32 = db
        .query_row("PRAGMA freelist_count", [], |row| row.get(0))
        .unwrap();
    pages as usize
}

#[test]
fn flipped_bits_are_noticed_or_harmless_and_lose_neither_household_nor_state() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    let (mut restored, mut harmless, mut worst) = (0, 0, FAMILY_RECORDS);
    // The first page bit by bit, as it holds the header; then a prime step, so that every kind of place is met.
    let positions = (0..100 * 8)
        .step_by(5)
        .chain((800..database.len() * 8).step_by(877));
    for position in positions {
        let mut flipped = database.clone();
        flipped[position / 8] ^= 1 << (position % 8);
        with_database(
            whole.path(),
            &flipped,
            |store, opened| match assert_survived(&format!("bit {position}"), &store, &opened) {
                Some(salvage) => {
                    restored += 1;
                    worst = worst.min(salvage.kept);
                }
                None => harmless += 1,
            },
        );
    }
    println!(
        "{} KiB, {} bits flipped one by one: {restored} noticed and restored, {harmless} in unused bytes; \
         {worst} of {FAMILY_RECORDS} records kept in the worst case",
        database.len() / 1024,
        restored + harmless
    );
    assert!(
        restored > 200 && restored > harmless,
        "{restored} {harmless}"
    );
}

#[test]
fn overwritten_stretches_are_noticed() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    let (mut kept, mut unnoticed) = (Vec::new(), 0);
    for at in (0..database.len()).step_by(1024) {
        for fill in [0x00, 0xFF, 0x5A] {
            let mut broken = database.clone();
            broken[at..at + 1024].fill(fill);
            with_database(whole.path(), &broken, |store, opened| {
                let salvage =
                    assert_survived(&format!("page at {at} filled with {fill}"), &store, &opened);
                match salvage {
                    Some(salvage) => kept.push(salvage.kept),
                    None => unnoticed += 1,
                }
            });
        }
    }
    // A page that holds nothing can hold anything.
    assert_eq!(unnoticed, 3 * free_pages(whole.path()));
    let all = kept.iter().filter(|kept| **kept == FAMILY_RECORDS).count();
    println!(
        "{} pages overwritten one by one; all records kept in {all}, fewest {:?}",
        kept.len(),
        kept.iter().min()
    );
}

#[test]
fn exchanged_pages_are_noticed() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    let pages = database.len() / 1024;
    for first in 0..pages {
        let second = (first + 3) % pages;
        let mut broken = database.clone();
        let (a, b) = (
            first * 1024..first * 1024 + 1024,
            second * 1024..second * 1024 + 1024,
        );
        broken[a.clone()].copy_from_slice(&database[b.clone()]);
        broken[b].copy_from_slice(&database[a]);
        with_database(whole.path(), &broken, |store, opened| {
            assert_survived(&format!("pages {first} and {second}"), &store, &opened);
        });
    }
}

#[test]
fn a_cut_file_is_noticed_at_every_length() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    let used = database.len() - free_pages(whole.path()) * 1024;
    for length in (0..database.len()).step_by(509) {
        with_database(whole.path(), &database[..length], |store, opened| {
            let salvage = assert_survived(&format!("{length} bytes"), &store, &opened);
            assert!(
                salvage.is_some() || length > used,
                "{length} bytes were not noticed"
            );
        });
    }
}

#[test]
fn things_that_are_no_database_are_put_aside() {
    let whole = fast_dir();
    family(whole.path());
    let text = b"allowance = \"unlimited\"\n".repeat(1000);
    for bytes in [&b"x"[..], &text, &[0; 4096], b"SQLite format 3\0"] {
        with_database(whole.path(), bytes, |store, opened| {
            let Opened::FromCopy { why, salvage } = opened else {
                panic!("{opened:?}")
            };
            assert_eq!(
                (why, salvage),
                (
                    Damage::Unreadable,
                    Salvage {
                        kept: 0,
                        lost: None
                    }
                )
            );
            assert_in_force(&store);
            assert!(store.dir().join("luytre.db.broken-1").exists());
        });
    }
    // A database of another program.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::remove_file(dir.path().join("luytre.db")).unwrap();
    let other = rusqlite::Connection::open(dir.path().join("luytre.db")).unwrap();
    other
        .execute_batch("CREATE TABLE records (id, name); PRAGMA user_version = 1")
        .unwrap();
    drop(other);
    let (store, opened) = open(dir.path());
    assert!(
        matches!(
            opened,
            Opened::FromCopy {
                why: Damage::Unreadable,
                ..
            }
        ),
        "{opened:?}"
    );
    assert_in_force(&store);
    // A directory.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::remove_file(dir.path().join("luytre.db")).unwrap();
    fs::create_dir(dir.path().join("luytre.db")).unwrap();
    let (store, opened) = open(dir.path());
    assert!(
        matches!(
            opened,
            Opened::FromCopy {
                why: Damage::Unreadable,
                ..
            }
        ),
        "{opened:?}"
    );
    assert_in_force(&store);
}

#[test]
fn broken_copies_beside_a_broken_database_leave_what_still_proves_itself() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    // One record is hit; household and state are proven by the database itself.
    let needle = database.len() - 300;
    for copies in ["state.copy", "policy.copy"] {
        let dir = fast_dir();
        copy_dir(whole.path(), dir.path());
        let mut broken = database.clone();
        broken[needle] ^= 1;
        fs::write(dir.path().join("luytre.db"), &broken).unwrap();
        fs::write(dir.path().join(copies), "garbage").unwrap();
        let (store, opened) = open(dir.path());
        assert_survived(copies, &store, &opened);
    }
    // With nothing readable at all it is lost, and the marker still tells for whom.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    for name in ["luytre.db", "state.copy", "policy.copy", "heartbeat"] {
        fs::write(dir.path().join(name), "garbage").unwrap();
    }
    let (_, opened) = open(dir.path());
    let Opened::Lost {
        why: Damage::Unreadable,
        accounts,
        ..
    } = opened
    else {
        panic!("{opened:?}")
    };
    assert_eq!(accounts.len(), 2);
}

#[test]
fn at_most_three_broken_databases_are_kept() {
    let dir = fast_dir();
    family(dir.path());
    for n in 1..=6 {
        fs::write(dir.path().join("luytre.db"), format!("garbage {n}")).unwrap();
        assert!(matches!(open(dir.path()).1, Opened::FromCopy { .. }));
    }
    let mut kept: Vec<String> = fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("broken"))
        .collect();
    kept.sort();
    assert_eq!(
        kept,
        [
            "luytre.db.broken-4",
            "luytre.db.broken-5",
            "luytre.db.broken-6"
        ]
    );
    assert_eq!(
        fs::read(dir.path().join("luytre.db.broken-6")).unwrap(),
        b"garbage 6"
    );
}

#[test]
fn an_interrupted_exchange_is_finished() {
    let whole = fast_dir();
    family(whole.path());
    let database = fs::read(whole.path().join("luytre.db")).unwrap();
    // Stopped after the old one was moved away: the new one takes its place.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::rename(
        dir.path().join("luytre.db"),
        dir.path().join("luytre.db.ready"),
    )
    .unwrap();
    fs::write(dir.path().join("luytre.db.broken-1"), "garbage").unwrap();
    let (store, opened) = open(dir.path());
    assert_eq!(
        (opened, all(&store).len() as u64),
        (Opened::Existing, FAMILY_RECORDS)
    );
    // Stopped before that: it begins again.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::write(dir.path().join("luytre.db.ready"), &database).unwrap();
    fs::write(dir.path().join("luytre.db"), "garbage").unwrap();
    let (store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }));
    assert_in_force(&store);
    // Stopped while the new one was being built: what there is of it is thrown away.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::write(dir.path().join("luytre.db.new"), &database[..5000]).unwrap();
    fs::write(dir.path().join("luytre.db.new-wal"), "garbage").unwrap();
    fs::remove_file(dir.path().join("luytre.db")).unwrap();
    let (store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }));
    assert_in_force(&store);
    assert!(!dir.path().join("luytre.db.new").exists());
}

#[test]
fn an_older_database_is_noticed() {
    let dir = fast_dir();
    let old = fast_dir();
    let (mut store, _) = open(dir.path());
    store.commit(&applies(1)).unwrap();
    store.commit(&saves(1)).unwrap();
    store.close().unwrap();
    copy_dir(dir.path(), old.path());
    let (mut store, _) = open(dir.path());
    store.commit(&applies(2)).unwrap();
    store.commit(&saves(9)).unwrap();
    store.commit(&records(vec![audit(1)])).unwrap();
    store.close().unwrap();
    fs::copy(old.path().join("luytre.db"), dir.path().join("luytre.db")).unwrap();
    let (store, opened) = open(dir.path());
    assert!(
        matches!(
            opened,
            Opened::FromCopy {
                why: Damage::RolledBack,
                ..
            }
        ),
        "{opened:?}"
    );
    assert_in_force(&store);
    assert!(
        store
            .policy(luytre_store::PolicyVersion(1))
            .unwrap()
            .is_some()
    );
    drop(store);
    // Told until something is written, so that a crash cannot swallow it.
    let (mut store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }), "{opened:?}");
    store.commit(&records(vec![audit(2)])).unwrap();
    store.close().unwrap();
    assert_eq!(open(dir.path()).1, Opened::Existing);
    // With the copies rolled back as well, heartbeat and marker still tell. The marker knows a newer household, so that
    // the older one is not taken for the family's.
    let (mut store, _) = open(dir.path());
    store.beat(&moment(1)).unwrap();
    store.close().unwrap();
    for name in ["luytre.db", "state.copy", "policy.copy"] {
        fs::copy(old.path().join(name), dir.path().join(name)).unwrap();
    }
    let (store, opened) = open(dir.path());
    assert!(
        matches!(
            opened,
            Opened::Lost {
                why: Damage::RolledBack,
                ..
            }
        ),
        "{opened:?}"
    );
    drop(store);
    let (mut store, _) = open(dir.path());
    store.commit(&applies(3)).unwrap();
    store.close().unwrap();
    assert_eq!(open(dir.path()).1, Opened::Existing);
}

#[test]
fn a_log_that_was_thrown_away_is_noticed() {
    let whole = fast_dir();
    family(whole.path());
    let (mut store, _) = open(whole.path());
    store.commit(&saves(9)).unwrap();
    // As a crash leaves it: the last commits are in the log only.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    drop(store);
    assert!(
        fs::metadata(dir.path().join("luytre.db-wal"))
            .unwrap()
            .len()
            > 1000
    );
    fs::remove_file(dir.path().join("luytre.db-wal")).unwrap();
    let (store, opened) = open(dir.path());
    let Opened::FromCopy {
        why: Damage::RolledBack,
        salvage,
    } = opened
    else {
        panic!("{opened:?}")
    };
    assert_eq!(salvage.kept, FAMILY_RECORDS);
    assert_in_force(&store);
}

#[test]
fn flipped_bits_in_the_log_lose_nothing_that_the_copies_hold() {
    let whole = fast_dir();
    family(whole.path());
    let (mut store, _) = open(whole.path());
    store.commit(&records(vec![audit(7)])).unwrap();
    store.commit(&saves(9)).unwrap();
    let crashed = fast_dir();
    copy_dir(whole.path(), crashed.path());
    drop(store);
    let log = fs::read(crashed.path().join("luytre.db-wal")).unwrap();
    for position in (0..log.len() * 8).step_by(911) {
        let dir = fast_dir();
        copy_dir(crashed.path(), dir.path());
        let mut flipped = log.clone();
        flipped[position / 8] ^= 1 << (position % 8);
        fs::write(dir.path().join("luytre.db-wal"), &flipped).unwrap();
        let (store, opened) = open(dir.path());
        assert!(
            matches!(opened, Opened::Existing | Opened::FromCopy { .. }),
            "bit {position}: {opened:?}"
        );
        assert_in_force(&store);
    }
}

#[test]
fn flipped_bits_in_any_other_file_change_nothing_in_force() {
    let whole = fast_dir();
    family(whole.path());
    for name in ["state.copy", "policy.copy", "provisioned", "heartbeat"] {
        let bytes = fs::read(whole.path().join(name)).unwrap();
        for position in (0..bytes.len() * 8).step_by(101) {
            let dir = fast_dir();
            copy_dir(whole.path(), dir.path());
            let mut flipped = bytes.clone();
            flipped[position / 8] ^= 1 << (position % 8);
            fs::write(dir.path().join(name), &flipped).unwrap();
            let (store, opened) = open(dir.path());
            assert_eq!(opened, Opened::Existing, "{name} bit {position}");
            assert_in_force(&store);
        }
    }
}

#[test]
fn a_flipped_bit_in_the_key_is_a_loss_and_never_freedom() {
    let whole = fast_dir();
    family(whole.path());
    let key = fs::read(whole.path().join("machine.key")).unwrap();
    for bit in (0..256).step_by(37) {
        let dir = fast_dir();
        copy_dir(whole.path(), dir.path());
        let mut flipped = key.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(dir.path().join("machine.key"), &flipped).unwrap();
        let (_, opened) = open(dir.path());
        let Opened::Lost { accounts, .. } = opened else {
            panic!("{opened:?}")
        };
        assert_eq!(accounts.len(), 2);
    }
}
