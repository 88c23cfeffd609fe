//! Nothing in clear: not in the database, its log, its copies, or beside them.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_store::Batch;
use rusqlite::Connection;
use std::fs;
use std::path::Path;

fn find(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// Every file but the marker, which is meant to be read, and the key itself.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| name != "provisioned" && name != "machine.key")
        .collect();
    found.sort();
    found
}

#[test]
fn no_file_holds_a_word_of_the_family_or_the_key() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let (mut store, _) = open(dir.path());
    let records = vec![
        usage("be-an-secret", 0, 1),
        grant("be-binh-secret", 1),
        audit(2),
    ];
    store
        .commit(&Batch {
            records,
            state: Some(state(1)),
            policy: Some(policy(3)),
            ..Batch::default()
        })
        .unwrap();
    store.beat(&moment(9)).unwrap();
    // With the log, as a crash leaves it; and a broken database as restoring leaves it.
    fs::copy(
        dir.path().join("luytre.db"),
        dir.path().join("luytre.db.broken-1"),
    )
    .unwrap();
    let key = fs::read(dir.path().join("machine.key")).unwrap();
    let found = files(dir.path());
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    let all = [
        "heartbeat",
        "lock",
        "luytre.db",
        "luytre.db-wal",
        "luytre.db.broken-1",
        "policy.copy",
        "state.copy",
    ];
    assert_eq!(names, all);
    for (name, bytes) in &found {
        for word in WORDS.iter().chain(&[
            "me-secret",
            "minutes",
            "usage",
            "2026-03",
            "8f5b1d9e",
            "synchronised",
        ]) {
            assert!(!find(bytes, word.as_bytes()), "{name} holds {word}");
        }
        assert!(!find(bytes, &key), "{name} holds the key");
    }
    // The marker names logins, and nothing else of the family.
    let marker = fs::read(dir.path().join("provisioned")).unwrap();
    assert!(find(&marker, b"\"an\"") && WORDS.iter().all(|word| !find(&marker, word.as_bytes())));
    let shown = format!("{store:?}");
    assert!(
        !shown.contains(&format!("{:?}", key[0..4].to_vec())[1..10]),
        "{shown}"
    );
}

#[test]
fn tags_do_not_tell_which_rows_belong_to_one_child() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let db = Connection::open(dir.path().join("luytre.db")).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    // Three days; on each An, Binh; the audit's child has one more where its date is another day's.
    assert_eq!(count("SELECT count(DISTINCT day) FROM records"), 3);
    assert_eq!(count("SELECT count(DISTINCT owner) FROM records"), 6);
    assert_eq!(
        count(
            "SELECT max(days) FROM (SELECT count(DISTINCT day) AS days FROM records GROUP BY owner)"
        ),
        1
    );
    assert_eq!(count("SELECT count(DISTINCT sealed) FROM records"), 84);
    // A child's name does not show in the length of a row either.
    let lengths = "SELECT count(DISTINCT length(sealed)) FROM records WHERE kind = 1";
    assert_eq!(count(lengths), 1);
}

#[test]
fn replaced_contents_do_not_stay_behind() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    store.commit(&saves(1)).unwrap();
    store.close().unwrap();
    let db = Connection::open(dir.path().join("luytre.db")).unwrap();
    let old: Vec<u8> = db
        .query_row("SELECT sealed FROM state", [], |row| row.get(0))
        .unwrap();
    drop(db);
    let pieces: Vec<&[u8]> = old.chunks_exact(40).collect();
    let held = |bytes: &[u8]| pieces.iter().filter(|piece| find(bytes, piece)).count();
    assert!(held(&fs::read(dir.path().join("luytre.db")).unwrap()) > 10);
    let (mut store, _) = open(dir.path());
    store
        .commit(&Batch {
            state: Some("short".to_owned()),
            ..Batch::default()
        })
        .unwrap();
    store.close().unwrap();
    for (name, bytes) in files(dir.path()) {
        assert_eq!(held(&bytes), 0, "{name} still holds what was replaced");
    }
}
