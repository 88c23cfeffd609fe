//! What the tests of the store share: facts about an invented family, and ways to look at the files.
#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it could not do"
)]

use jiff::civil::{Date, date};
use luytre_core::event::{Actor, Subject};
use luytre_core::record::{Audit, AuditEvent, DayTotals, Grant, GrantRecord, Record, Usage};
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use luytre_store::{Batch, NewPolicy, Opened, Options, RecordFilter, RowId, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Words that must never be found in clear.
pub(crate) const WORDS: &[&str] = &[
    "be-an-secret",
    "be-binh-secret",
    "minecraft-secret",
    "games-secret",
    "allowance-words",
];

/// 2026-03-02, as trusted time.
pub(crate) const MONDAY: i64 = 1_772_409_600_000;

pub(crate) fn day(offset: i32) -> Date {
    date(2026, 3, 2).saturating_add(jiff::Span::new().days(offset))
}

/// A stretch of use; `n` tells it from the others.
pub(crate) fn usage(child: &str, offset: i32, n: i64) -> Record {
    let from = WallTime(MONDAY + i64::from(offset) * 86_400_000 + n * 60_000);
    Record::Usage(Usage {
        child: child.into(),
        day: day(offset),
        from,
        to: from + Span::from_secs(60),
        charged: true,
        activities: vec!["games-secret".into()],
        programs: vec!["minecraft-secret".into()],
    })
}

pub(crate) fn grant(child: &str, offset: i32) -> Record {
    Record::Grant(GrantRecord {
        at: WallTime(MONDAY + i64::from(offset) * 86_400_000),
        child: child.into(),
        day: day(offset),
        by: Actor::Parent("me-secret".into()),
        grant: Grant::Minutes {
            span: Span::from_mins(15),
            subject: Subject::Screen,
        },
    })
}

pub(crate) fn audit(n: i64) -> Record {
    Record::Audit(Audit {
        at: WallTime(MONDAY + n * 1000),
        by: Actor::Agent,
        child: Some("be-an-secret".into()),
        what: AuditEvent::Terminated {
            program: "minecraft-secret".into(),
        },
    })
}

pub(crate) fn closed(child: &str, offset: i32, minutes: i64) -> Record {
    Record::DayClosed(DayTotals {
        child: child.into(),
        day: day(offset),
        screen: Span::from_mins(minutes),
        activities: vec![("games-secret".into(), Span::from_mins(minutes))],
        programs: vec![],
        left: None,
        activities_left: vec![],
    })
}

pub(crate) fn policy(n: i64) -> NewPolicy {
    NewPolicy {
        text: format!("# allowance-words {n}\n[[child]]\nid = \"be-an-secret\"\n"),
        by: Actor::System,
        at: WallTime(MONDAY + n),
        note: (n % 2 == 0).then(|| "a note".to_owned()),
        accounts: vec!["binh".into(), "an".into()],
    }
}

pub(crate) fn state(n: i64) -> String {
    format!(
        "{{\"n\":{n},\"child\":\"be-an-secret\",\"pad\":\"{}\"}}",
        "minecraft-secret ".repeat(100)
    )
}

pub(crate) fn moment(n: i64) -> Moment {
    Moment {
        boot_id: "8f5b1d9e-1111-2222-3333-444455556666".into(),
        boot: BootTime(n),
        suspended: Span::ZERO,
        wall: WallTime(MONDAY + n),
        synchronised: true,
    }
}

pub(crate) fn records(batch: Vec<Record>) -> Batch {
    Batch {
        records: batch,
        ..Batch::default()
    }
}

pub(crate) fn saves(n: i64) -> Batch {
    Batch {
        state: Some(state(n)),
        ..Batch::default()
    }
}

pub(crate) fn applies(n: i64) -> Batch {
    Batch {
        policy: Some(policy(n)),
        ..Batch::default()
    }
}

/// A directory in memory where there is one: for tests that open hundreds of stores.
pub(crate) fn fast_dir() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Opens the store in a directory.
pub(crate) fn open(dir: &Path) -> (Store, Opened) {
    Store::open(dir, &Options::default()).expect("it opens")
}

/// A family's store with two policies, a state and records of three days, closed again.
pub(crate) fn family(dir: &Path) {
    let (mut store, opened) = open(dir);
    assert_eq!(opened, Opened::Fresh);
    store.commit(&applies(1)).unwrap();
    for offset in 0..3 {
        let mut day: Vec<Record> = (0..20).map(|n| usage("be-an-secret", offset, n)).collect();
        day.extend((0..5).map(|n| usage("be-binh-secret", offset, n)));
        day.push(grant("be-an-secret", offset));
        day.push(audit(i64::from(offset)));
        day.push(closed("be-an-secret", offset, 20));
        store
            .commit(&Batch {
                records: day,
                state: Some(state(i64::from(offset))),
                ..Batch::default()
            })
            .unwrap();
    }
    store.commit(&applies(2)).unwrap();
    store.commit(&saves(9)).unwrap();
    store.beat(&moment(5)).unwrap();
    store.close().unwrap();
}

/// Number of records in [`family`].
pub(crate) const FAMILY_RECORDS: u64 = 3 * 28;

/// All records, oldest first.
pub(crate) fn all(store: &Store) -> Vec<Record> {
    let mut filter = RecordFilter {
        limit: 7,
        ..RecordFilter::default()
    };
    let mut found: Vec<(RowId, Record)> = Vec::new();
    loop {
        let page = store.records(&filter).unwrap();
        assert_eq!(page.unreadable, []);
        found.extend(page.records);
        match page.next {
            Some(next) => filter.before = Some(next),
            None => break,
        }
    }
    assert!(
        found.windows(2).all(|pair| pair[0].0 > pair[1].0),
        "newest first"
    );
    found.into_iter().rev().map(|(_, record)| record).collect()
}

/// Copies a directory of files.
pub(crate) fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// What must hold after any damage to [`family`]'s store that left its copies alone.
pub(crate) fn assert_in_force(store: &Store) {
    let policy = store.latest_policy().unwrap().expect("a household");
    assert_eq!(policy.version.0, 2);
    assert_eq!(policy.policy, self::policy(2));
    assert_eq!(store.state().unwrap(), Some(state(9)));
}

/// Runs for tests that need something of the machine that is not everywhere: `CI` must have it.
pub(crate) fn missing(what: &str) {
    println!("not tested here: {what}");
    assert!(std::env::var_os("CI").is_none(), "CI must provide: {what}");
}

/// Where a test that runs as a child process of another works; nobody else runs it.
pub(crate) fn child_dir() -> Option<PathBuf> {
    std::env::var_os("LUYTRE_STORE_TEST_CHILD").map(PathBuf::from)
}

/// A command that runs one test of this file as a child process: after these words, if any (`unshare -m`...).
pub(crate) fn child(before: &[&str], test: &str, dir: &Path) -> Command {
    let me = std::env::current_exe().unwrap();
    let mut command = match before {
        [] => Command::new(me),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(me);
            command
        }
    };
    command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env("LUYTRE_STORE_TEST_CHILD", dir);
    command
}

/// Words that run a command in a mount namespace of its own; `None` where that is not allowed.
pub(crate) fn own_mounts() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["unshare", "-m"], &["unshare", "-rm"]];
    ways.into_iter().find(|way| {
        let dir = tempfile::tempdir().unwrap();
        Command::new(way[0])
            .args(&way[1..])
            .args(["mount", "-t", "tmpfs", "none"])
            .arg(dir.path())
            .output()
            .is_ok_and(|done| done.status.success())
    })
}

/// Runs a child to its end.
pub(crate) fn succeed(mut command: Command) {
    let done = command.output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    assert!(
        done.status.success() && out.contains("1 passed"),
        "{command:?}\n{out}\n{err}"
    );
}

/// Copies a directory with the directories in it.
pub(crate) fn copy_dir_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
