//! Somebody who can write the database, but has no key, edits, moves, copies and removes rows. Everything shows.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_core::record::Record;
use luytre_store::{Damage, Opened, RecordFilter, RowId, Table};
use rusqlite::Connection;
use std::path::Path;

/// Runs SQL on a closed family's store.
fn tampered(sql: &str) -> tempfile::TempDir {
    let dir = fast_dir();
    family(dir.path());
    tamper(dir.path(), sql);
    dir
}

fn tamper(dir: &Path, sql: &str) {
    let db = Connection::open(dir.join("luytre.db")).unwrap();
    db.execute_batch(sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    assert!(
        db.total_changes() > 0 || sql.contains("DROP"),
        "{sql} did nothing"
    );
}

fn noticed(sql: &str) -> Damage {
    let dir = tampered(sql);
    let (store, opened) = open(dir.path());
    let Opened::FromCopy { why, .. } = opened else {
        panic!("{sql}: {opened:?}")
    };
    assert_in_force(&store);
    assert!(store.verify().unwrap().is_whole(), "{sql}");
    why
}

#[test]
fn edited_removed_moved_and_copied_rows_show() {
    let records = |row| Damage::NotGenuine {
        table: Table::Records,
        row,
    };
    let policies = |row| Damage::NotGenuine {
        table: Table::Policies,
        row,
    };
    let state = Damage::NotGenuine {
        table: Table::State,
        row: Some(1),
    };
    let head = Damage::NotGenuine {
        table: Table::Head,
        row: Some(1),
    };
    for (sql, expected) in [
        // The ledger.
        ("DELETE FROM records WHERE id = 5", records(None)),
        ("DELETE FROM records WHERE id = 84", records(None)),
        ("DELETE FROM records WHERE id = 1", records(None)),
        ("DELETE FROM records", records(None)),
        ("UPDATE records SET kind = 2 WHERE id = 5", records(Some(5))),
        (
            "UPDATE records SET day = (SELECT day FROM records WHERE id = 80) WHERE id = 5",
            records(Some(5)),
        ),
        (
            "UPDATE records SET owner = zeroblob(16) WHERE id = 5",
            records(Some(5)),
        ),
        (
            "UPDATE records SET sealed = (SELECT sealed FROM records WHERE id = 6) WHERE id = 5",
            records(Some(5)),
        ),
        (
            "UPDATE records SET sealed = zeroblob(300) WHERE id = 84",
            records(Some(84)),
        ),
        (
            "UPDATE records SET mac = zeroblob(32) WHERE id = 5",
            records(Some(5)),
        ),
        (
            "UPDATE records SET mac = x'' WHERE id = 84",
            records(Some(84)),
        ),
        // Two rows change places, whole.
        (
            "UPDATE records SET id = -1 WHERE id = 5; UPDATE records SET id = 5 WHERE id = 6; UPDATE records SET id = 6 WHERE id = -1",
            records(Some(5)),
        ),
        // One row takes the place of another that was removed, and the count is kept.
        (
            "DELETE FROM records WHERE id = 5; UPDATE records SET id = id - 1 WHERE id > 5; \
          INSERT INTO records SELECT 84, kind, day, owner, sealed, mac FROM records WHERE id = 83",
            records(Some(5)),
        ),
        // A copy at the end; a row before the first.
        (
            "INSERT INTO records SELECT 85, kind, day, owner, sealed, mac FROM records WHERE id = 84",
            records(None),
        ),
        (
            "INSERT INTO records SELECT 0, kind, day, owner, sealed, mac FROM records WHERE id = 1",
            records(None),
        ),
        // The household.
        ("DELETE FROM policies WHERE id = 2", policies(None)),
        (
            "UPDATE policies SET sealed = (SELECT sealed FROM policies WHERE id = 1) WHERE id = 2",
            policies(Some(2)),
        ),
        ("UPDATE policies SET id = 3 WHERE id = 2", policies(Some(3))),
        (
            "INSERT INTO policies SELECT 3, sealed, mac FROM policies WHERE id = 1",
            policies(None),
        ),
        // State and head.
        ("DELETE FROM state", state),
        ("UPDATE state SET sealed = zeroblob(500)", state),
        ("DELETE FROM head", head),
        ("UPDATE head SET sealed = (SELECT sealed FROM state)", head),
        // The shape.
        ("DROP INDEX records_by_day", Damage::Unreadable),
        (
            "CREATE TRIGGER forget AFTER INSERT ON records BEGIN DELETE FROM records; END; UPDATE head SET sealed = sealed",
            Damage::Unreadable,
        ),
        (
            "CREATE TABLE more (id); UPDATE head SET sealed = sealed",
            Damage::Unreadable,
        ),
        ("DROP TABLE state", Damage::Unreadable),
        ("DELETE FROM format", Damage::Unreadable),
        (
            "PRAGMA user_version = 0; UPDATE head SET sealed = sealed",
            Damage::Unreadable,
        ),
    ] {
        assert_eq!(noticed(sql), expected, "{sql}");
    }
}

#[test]
fn an_older_state_or_head_put_back_into_a_newer_database_shows() {
    for table in ["state", "head"] {
        let dir = fast_dir();
        family(dir.path());
        let db = Connection::open(dir.path().join("luytre.db")).unwrap();
        let old: Vec<u8> = db
            .query_row(&format!("SELECT sealed FROM {table}"), [], |row| row.get(0))
            .unwrap();
        drop(db);
        let (mut store, _) = open(dir.path());
        store.commit(&saves(9)).unwrap();
        store.close().unwrap();
        let db = Connection::open(dir.path().join("luytre.db")).unwrap();
        db.execute(&format!("UPDATE {table} SET sealed = ?1"), [old])
            .unwrap();
        drop(db);
        let (store, opened) = open(dir.path());
        let state = Damage::NotGenuine {
            table: Table::State,
            row: Some(1),
        };
        assert!(
            matches!(opened, Opened::FromCopy { why, .. } if why == state),
            "{table}: {opened:?}"
        );
        assert_in_force(&store);
    }
}

#[test]
fn a_row_of_another_store_is_worth_nothing_here() {
    let other = fast_dir();
    family(other.path());
    let dir = fast_dir();
    family(dir.path());
    let path = other.path().join("luytre.db");
    tamper(
        dir.path(),
        &format!(
            "ATTACH '{}' AS other; DELETE FROM state; INSERT INTO state SELECT * FROM other.state",
            path.display()
        ),
    );
    let (store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }), "{opened:?}");
    assert_in_force(&store);
}

#[test]
fn salvage_keeps_every_row_that_was_not_touched() {
    let dir = tampered(
        "UPDATE records SET sealed = zeroblob(9) WHERE id IN (3, 40, 84); DELETE FROM records WHERE id = 50",
    );
    let (store, opened) = open(dir.path());
    let Opened::FromCopy { salvage, .. } = opened else {
        panic!("{opened:?}")
    };
    assert_eq!((salvage.kept, salvage.lost), (FAMILY_RECORDS - 4, Some(4)));
    let kept = all(&store);
    let whole = fast_dir();
    family(whole.path());
    let mut expected = all(&open(whole.path()).0);
    for row in [84, 50, 40, 3] {
        expected.remove(row - 1);
    }
    assert_eq!(kept, expected);
}

#[test]
fn in_a_large_store_an_old_broken_row_is_told_apart_from_the_others_and_found_by_the_daily_check() {
    const ROWS: i64 = 9_000;
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let long = |n| match usage("be-an-secret", 0, n) {
        Record::Usage(mut usage) => {
            usage.programs = vec!["minecraft-secret".into(); 40];
            Record::Usage(usage)
        }
        other @ (Record::Grant(_) | Record::Audit(_) | Record::DayClosed(_)) => other,
    };
    store
        .commit(&records((0..ROWS).map(long).collect()))
        .unwrap();
    store.close().unwrap();
    tamper(
        dir.path(),
        "UPDATE records SET sealed = zeroblob(9) WHERE id IN (3, 7)",
    );
    let (store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    let verified = store.verify().unwrap();
    assert_eq!(
        verified.breaks,
        [(Table::Records, Some(3)), (Table::Records, Some(7))]
    );
    assert!(!verified.is_whole());
    let oldest = RecordFilter {
        before: Some(RowId(11)),
        ..RecordFilter::default()
    };
    let page = store.records(&oldest).unwrap();
    assert_eq!(
        (page.records.len(), page.unreadable),
        (8, vec![RowId(7), RowId(3)])
    );
    drop(store);
    // The newest rows are checked at every opening. No household was set up here, so that none is lost.
    tamper(
        dir.path(),
        "UPDATE records SET sealed = zeroblob(9) WHERE id = 8500",
    );
    let (_, opened) = open(dir.path());
    let Opened::FromCopy { why, salvage } = opened else {
        panic!("{opened:?}")
    };
    assert_eq!(
        why,
        Damage::NotGenuine {
            table: Table::Records,
            row: Some(8500)
        }
    );
    assert_eq!((salvage.kept, salvage.lost), (8_997, Some(3)));
}
