//! Somebody changes the sealed history: it shows to the parent, and everything else stays readable.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;
#[path = "common/days.rs"]
mod days;

use common::*;
use days::*;
use luytre_store::{HistoryKey, HistoryProblem, Opened, Store};
use rusqlite::Connection;
use std::path::Path;

const AN: &str = "be-an-secret";
const DAYS: i32 = 26;

/// 26 days and 3 weeks of one child, and a row of another at the end: 30 rows.
fn written(dir: &Path) -> (HistoryKey, Vec<i64>) {
    let (mut store, _) = open(dir);
    let key = begin(&mut store);
    for offset in 0..DAYS {
        store.commit(&closes(&[AN], offset)).unwrap();
    }
    store.commit(&closes(&["be-binh-secret"], DAYS)).unwrap();
    let history = all_days(&store, &key);
    assert_eq!((history.days.len(), history.weeks.len()), (27, 3));
    store.close().unwrap();
    let db = Connection::open(dir.join("luytre.db")).unwrap();
    let mut statement = db.prepare("SELECT id FROM history ORDER BY id").unwrap();
    let ids = statement.query_map([], |row| row.get(0)).unwrap();
    (key, ids.map(Result::unwrap).collect())
}

fn read(store: &Store, key: &HistoryKey) -> (usize, Vec<HistoryProblem>) {
    let history = all_days(store, key);
    (history.days.len() + history.weeks.len(), history.problems)
}

#[test]
fn every_change_of_every_row_shows_and_the_others_stay_readable() {
    let whole = fast_dir();
    let (key, ids) = written(whole.path());
    assert_eq!(ids, (1..=30).collect::<Vec<i64>>());
    // Backups would mend most of it.
    std::fs::remove_dir_all(whole.path().join("backup")).unwrap();
    // What is done to row ?1 (?2 is the one after it), and how many rows it may cost.
    let flip = |column: &str| {
        format!(
            "UPDATE history SET {column} = CAST(substr({column}, 1, 20) || \
             CASE WHEN substr({column}, 21, 1) = x'00' THEN x'01' ELSE x'00' END || substr({column}, 22) AS BLOB) \
             WHERE id = ?1"
        )
    };
    let swap =
        "UPDATE history SET id = -1 WHERE id = ?1; UPDATE history SET id = ?1 WHERE id = ?2; \
                UPDATE history SET id = ?2 WHERE id = -1;"
            .to_owned();
    let swap_contents = "CREATE TEMP TABLE t AS SELECT * FROM history WHERE id IN (?1, ?2); \
        UPDATE history SET sealed = (SELECT sealed FROM t WHERE t.id = ?2) WHERE id = ?1; \
        UPDATE history SET sealed = (SELECT sealed FROM t WHERE t.id = ?1) WHERE id = ?2; DROP TABLE t;"
        .to_owned();
    let ways: Vec<(&str, String, usize)> = vec![
        ("delete", "DELETE FROM history WHERE id = ?1;".into(), 1),
        ("edit what is sealed", flip("sealed"), 1),
        ("edit the hash", flip("link"), 1),
        ("another book", "UPDATE history SET book = 3 - book WHERE id = ?1;".into(), 1),
        ("no book", "UPDATE history SET book = 7 WHERE id = ?1;".into(), 1),
        ("exchange", swap, 2),
        ("exchange contents", swap_contents, 2),
        ("empty", "UPDATE history SET sealed = x'' WHERE id = ?1;".into(), 1),
        (
            "put a copy at the end",
            "INSERT INTO history SELECT 31, book, link, sealed, mac FROM history WHERE id = ?1;".into(),
            0,
        ),
        (
            "put a copy far away",
            "INSERT INTO history SELECT 9223372036854775807 - ?1, book, link, sealed, mac FROM history WHERE id = ?1;".into(),
            0,
        ),
        (
            "put a copy before all",
            "INSERT INTO history SELECT -?1, book, link, sealed, mac FROM history WHERE id = ?1;".into(),
            0,
        ),
        (
            "put the copy of it in the next one's place",
            "DELETE FROM history WHERE id = ?2; \
             INSERT INTO history SELECT ?2, book, link, sealed, mac FROM history WHERE id = ?1;".into(),
            1,
        ),
        ("cut the end off", "DELETE FROM history WHERE id >= ?1;".into(), 30),
        ("cut the beginning off", "DELETE FROM history WHERE id <= ?1;".into(), 30),
        ("garbage", "UPDATE history SET sealed = randomblob(200), link = randomblob(32) WHERE id = ?1;".into(), 1),
    ];
    let mut tried = 0;
    for (name, sql, cost) in &ways {
        for id in &ids {
            if *id == 30 && sql.contains("?2") {
                continue;
            }
            let dir = fast_dir();
            copy_dir_all(whole.path(), dir.path());
            let db = Connection::open(dir.path().join("luytre.db")).unwrap();
            let sql = sql
                .replace("?1", &id.to_string())
                .replace("?2", &(id + 1).to_string());
            db.execute_batch(&sql).unwrap();
            db.close().unwrap();
            let (store, opened) = open(dir.path());
            assert_eq!(
                opened,
                Opened::Existing,
                "{name} {id}: it frees nobody and costs nothing else"
            );
            assert!(
                store.history_status().unwrap().noticed,
                "{name} {id} is not noticed"
            );
            let (readable, problems) = read(&store, &key);
            assert!(!problems.is_empty(), "{name} {id} does not show");
            let expected = match *name {
                "cut the end off" => usize::try_from(id - 1).unwrap(),
                "cut the beginning off" => usize::try_from(30 - id).unwrap(),
                _ => 30 - cost,
            };
            assert_eq!(readable, expected, "{name} {id}: {problems:?}");
            // It shows in the same way when the machine key has vouched for what is there.
            drop(store);
            let (store, _) = open(dir.path());
            assert!(store.verify().unwrap().is_whole());
            assert_eq!(read(&store, &key), (readable, problems), "{name} {id}");
            tried += 1;
        }
    }
    println!("{tried} changes of a history of 30 rows: all shown, all other rows readable");
    assert!(tried > 400);
}

#[test]
fn a_broken_database_gets_its_history_from_itself_and_from_backups() {
    let whole = fast_dir();
    let (key, _) = written(whole.path());
    let restored = |damage: &dyn Fn(&Path)| {
        let dir = fast_dir();
        copy_dir_all(whole.path(), dir.path());
        damage(dir.path());
        let (mut store, opened) = open(dir.path());
        // A day later everything goes on.
        let resumed = store
            .resume_history(&key)
            .map(drop)
            .map_err(|error| error.to_string());
        store.commit(&closes(&[AN], DAYS + 1)).unwrap();
        let history = read(&store, &key);
        (opened != Opened::Existing, history, resumed)
    };
    // The database is gone, or none: everything comes back from the newest backup.
    for garbage in [None, Some(vec![]), Some(vec![7; 50_000])] {
        let (told, history, resumed) = restored(&|dir| {
            let path = dir.join("luytre.db");
            match &garbage {
                None => std::fs::remove_file(path).unwrap(),
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
            }
        });
        assert!(told);
        assert_eq!((history, resumed), ((32, vec![]), Ok(())));
    }
    // The head is broken, and rows with it: the backup has them.
    let (told, history, resumed) = restored(&|dir| {
        let db = Connection::open(dir.join("luytre.db")).unwrap();
        db.execute_batch(
            "UPDATE head SET sealed = x'00'; UPDATE history SET sealed = x'00' WHERE id IN (3, 30)",
        )
        .unwrap();
    });
    assert!(told);
    assert_eq!((history, resumed), ((32, vec![]), Ok(())));
    // No database and no backups: the days are lost, and that shows.
    let (told, (readable, problems), resumed) = restored(&|dir| {
        std::fs::remove_file(dir.join("luytre.db")).unwrap();
        std::fs::remove_dir_all(dir.join("backup")).unwrap();
    });
    assert!(told && resumed.is_ok() && readable == 2, "{readable}");
    assert!(!problems.is_empty());
    // The machine key is gone: the history is still the family's, and days are sealed again after unlocking.
    let (told, history, resumed) = restored(&|dir| {
        std::fs::remove_file(dir.join("machine.key")).unwrap();
    });
    assert!(told);
    assert_eq!((history, resumed), ((32, vec![]), Ok(())));
}

#[test]
fn an_older_copy_of_the_whole_folder_is_noticed_by_the_marker_outside() {
    let dir = fast_dir();
    let outside = fast_dir();
    let options = luytre_store::Options {
        extra_marker: Some(outside.path().join("provisioned")),
        guard: None,
    };
    let (mut store, _) = Store::open(dir.path(), &options).unwrap();
    store.commit(&applies(1)).unwrap();
    let key = begin(&mut store);
    store.commit(&closes(&[AN], 0)).unwrap();
    store.close().unwrap();
    let old = fast_dir();
    copy_dir_all(dir.path(), old.path());
    let (mut store, _) = Store::open(dir.path(), &options).unwrap();
    store.commit(&closes(&[AN], 1)).unwrap();
    store.close().unwrap();
    std::fs::remove_dir_all(dir.path()).unwrap();
    copy_dir_all(old.path(), dir.path());
    let (mut store, opened) = Store::open(dir.path(), &options).unwrap();
    assert!(
        matches!(
            opened,
            Opened::FromCopy {
                why: luytre_store::Damage::RolledBack,
                ..
            }
        ),
        "{opened:?}"
    );
    assert!(store.history_status().unwrap().noticed);
    store.resume_history(&key).unwrap();
    store.commit(&closes(&[AN], 2)).unwrap();
    let history = all_days(&store, &key);
    assert_eq!(history.days.len(), 2);
    assert_eq!(
        history.problems,
        [HistoryProblem::Missing { before: 3 }, HistoryProblem::Lost]
    );
}
