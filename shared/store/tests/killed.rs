//! Killed at any moment: what was acknowledged is there, whole, and so is its copy.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_core::record::Record;
use luytre_store::{Batch, Opened};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

/// The records of batch `n`: one to five.
fn of_batch(n: i64) -> Vec<Record> {
    (0..=n % 5)
        .map(|i| usage("be-an-secret", 0, n * 10 + i))
        .collect()
}

/// Runs only as a child of the test below: writes batches and says so, until it is killed.
#[test]
fn child_writes_until_it_is_killed() {
    let Some(dir) = child_dir() else { return };
    let (mut store, opened) = open(&dir);
    assert!(
        matches!(
            opened,
            Opened::Fresh | Opened::Existing | Opened::FromCopy { .. }
        ),
        "{opened:?}"
    );
    let mut out = std::io::stdout();
    let mut n = store
        .state()
        .unwrap()
        .map_or(0, |text| text.parse().unwrap());
    loop {
        n += 1;
        let policy = (n % 10 == 1).then(|| policy(n));
        let committed = store
            .commit(&Batch {
                records: of_batch(n),
                state: Some(n.to_string()),
                policy,
                ..Batch::default()
            })
            .unwrap();
        assert!(committed.lagging.is_none());
        store.beat(&moment(n)).unwrap();
        writeln!(out, "\nbatch {n}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn every_acknowledged_batch_survives_a_kill_and_none_is_half_there() {
    let dir = tempfile::tempdir().unwrap();
    let (mut restored, mut acknowledged) = (0, 0);
    // Where the ledger begins: a lost database takes older records with it, and copies hold only what is in force.
    let mut first = 1;
    const ROUNDS: usize = 40;
    for round in 0..ROUNDS {
        let mut child = child(&[], "child_writes_until_it_is_killed", dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Between one and twenty batches, then at whatever it is doing.
        for line in lines
            .map_while(Result::ok)
            .filter(|line| line.starts_with("batch "))
            .take(1 + round * 7 % 20)
        {
            acknowledged = line["batch ".len()..].parse().unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let from_copy = round % 4 == 3;
        if from_copy {
            for name in ["luytre.db", "luytre.db-wal"] {
                fs::remove_file(dir.path().join(name)).ok();
            }
        }
        let (store, opened) = open(dir.path());
        let last: i64 = store.state().unwrap().unwrap().parse().unwrap();
        assert!(
            last >= acknowledged,
            "round {round}: {acknowledged} was acknowledged, {last} is there"
        );
        assert_eq!(
            store.latest_policy().unwrap().unwrap().policy,
            policy((last - 1) / 10 * 10 + 1),
            "round {round}"
        );
        assert!(
            store
                .last_beat()
                .is_some_and(|moment| moment.boot.0 >= acknowledged),
            "round {round}"
        );
        if from_copy {
            assert!(
                matches!(opened, Opened::FromCopy { .. }),
                "round {round}: {opened:?}"
            );
            restored += 1;
            first = last + 1;
        } else {
            assert_eq!(opened, Opened::Existing, "round {round}");
        }
        let expected: Vec<Record> = (first..=last).flat_map(of_batch).collect();
        assert_eq!(all(&store), expected, "round {round}");
        assert!(store.verify().unwrap().is_whole(), "round {round}");
    }
    println!(
        "{ROUNDS} kills, {acknowledged} acknowledged batches, nothing lost; {restored} times from the copy"
    );
}

/// Every file as it was after any of a run's last writes, in any combination of old and new: never freed.
#[test]
fn a_crash_between_the_files_leaves_a_household_in_force() {
    let before = fast_dir();
    family(before.path());
    let after = fast_dir();
    copy_dir(before.path(), after.path());
    let (mut store, _) = open(after.path());
    let batch = Batch {
        records: vec![audit(1)],
        state: Some(state(10)),
        policy: Some(policy(3)),
        ..Batch::default()
    };
    store.commit(&batch).unwrap();
    store.close().unwrap();
    // In the order of writing: database, household's copy, marker, state's copy.
    let names = ["luytre.db", "policy.copy", "provisioned", "state.copy"];
    for written in 0..=names.len() {
        for database_is_lost in [false, true] {
            let dir = fast_dir();
            copy_dir(before.path(), dir.path());
            for name in &names[..written] {
                fs::copy(after.path().join(name), dir.path().join(name)).unwrap();
            }
            if database_is_lost {
                fs::remove_file(dir.path().join("luytre.db")).unwrap();
            }
            let (store, opened) = open(dir.path());
            let version = store.latest_policy().unwrap().unwrap().version.0;
            let state_n = store.state().unwrap().unwrap();
            if database_is_lost {
                assert!(
                    matches!(opened, Opened::FromCopy { .. }),
                    "{written}: {opened:?}"
                );
                assert_eq!(version, if written >= 2 { 3 } else { 2 }, "{written}");
                assert_eq!(
                    state_n,
                    state(if written == 4 { 10 } else { 9 }),
                    "{written}"
                );
            } else {
                assert_eq!(opened, Opened::Existing, "{written}");
                let expected = if written >= 1 {
                    (3, state(10))
                } else {
                    (2, state(9))
                };
                assert_eq!((version, state_n), expected, "{written}");
            }
        }
    }
}
