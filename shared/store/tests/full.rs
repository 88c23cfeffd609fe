//! A disk that gets full at any moment of any kind of work: refused with its reason, nothing half, and all as before or
//! as after once there is room. And a folder or a database that goes away, or is exchanged, while the store is open.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;
#[path = "common/days.rs"]
mod days;
#[path = "common/disk.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod disk;
#[path = "common/recorder.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod recorder;
#[path = "common/workload.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod workload;

use common::*;
use days::*;
use luytre_store::{Damage, Erase, Error, Opened, Remedy, Store};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use workload::{Reader, Rig, Seen, options, week};

/// Something that needs room.
type Work = fn(&mut Store) -> Result<Vec<Error>, Error>;

/// Every kind of it. What is done although a file beside could not be written is told in the answer.
const WORKS: [(&str, Work); 5] = [
    ("a commit", |store| {
        let batch = luytre_store::Batch {
            records: vec![usage("be-an-secret", 9, 1)],
            state: Some(state(50)),
            policy: Some(policy(3)),
            ..luytre_store::Batch::default()
        };
        store.commit(&batch).map(told)
    }),
    ("settling a day", |store| {
        store.commit(&closes(&["be-an-secret"], 8)).map(told)
    }),
    ("erasing", |store| {
        let key = key(store);
        store.erase(&key, &Erase::Everything).map(|_| Vec::new())
    }),
    ("a backup", |store| {
        store.back_up(day(8)).map(|()| Vec::new())
    }),
    ("a beat", |store| {
        store.beat(&moment(9)).map(|()| Vec::new())
    }),
];

fn told(committed: luytre_store::Committed) -> Vec<Error> {
    committed
        .lagging
        .into_iter()
        .chain(committed.backup)
        .collect()
}

fn key(store: &Store) -> luytre_store::HistoryKey {
    let book = store.access().unwrap().unwrap();
    book.open(&me(), &passphrase(PASSPHRASE)).unwrap()
}

/// Fills the disk but for so many bytes.
fn fill(dir: &Path, left: usize) {
    let ballast = dir.join("ballast");
    let mut size = 64 * 1024 * 1024;
    // What a write cannot place whole it places in part.
    fs::write(&ballast, vec![1; size]).unwrap_err();
    size = usize::try_from(fs::metadata(&ballast).unwrap().len()).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&ballast).unwrap();
    file.set_len(u64::try_from(size.saturating_sub(left)).unwrap())
        .unwrap();
}

fn is_full(error: &Error) -> bool {
    matches!(error, Error::DiskFull { .. }) && error.remedy() == Remedy::FreeSpace
}

/// Runs only as a child: on a small file system of its own.
#[test]
fn child_runs_out_of_room() {
    let Some(dir) = child_dir() else { return };
    let root = dir.join("disk");
    fs::create_dir(&root).unwrap();
    week(&root).close();
    let tree = disk::read_tree(&root);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (name, work) in WORKS {
        let reader = Reader::default();
        let fresh = |left: Option<usize>| -> (Result<Vec<Error>, Error>, Seen, Seen, bool) {
            fs::remove_dir_all(&root).unwrap();
            fs::create_dir(&root).unwrap();
            disk::write_tree(&tree, &root);
            let (mut store, _) = Store::open(&root.join("state"), &options(&root)).unwrap();
            let before = reader.see(&store);
            if let Some(left) = left {
                fill(&dir, left);
            }
            let done = work(&mut store);
            // Nobody who could not write loses what is there: it goes on reading.
            let now = reader.see(&store);
            drop(store);
            // A start on the full disk, and one with room again.
            let on_full = Store::open(&root.join("state"), &options(&root)).map(drop);
            assert!(
                on_full.as_ref().err().is_none_or(is_full),
                "{name}, {left:?}: {on_full:?}"
            );
            fs::remove_file(dir.join("ballast")).ok();
            let (mut store, opened) = Store::open(&root.join("state"), &options(&root)).unwrap();
            assert_eq!(opened, Opened::Existing, "{name}, {left:?}");
            assert!(store.verify().unwrap().is_whole(), "{name}, {left:?}");
            let later = reader.see(&store);
            store.commit(&saves(77)).unwrap();
            let same = later == now;
            (done, before, later, same)
        };
        let (done, _, after, _) = fresh(None);
        assert!(done.unwrap().is_empty(), "{name}");
        for left in (0..400 * 1024).step_by(12 * 1024) {
            let (done, before, later, same) = fresh(Some(left));
            let facts = |seen: &Seen| {
                let mut seen = seen.clone();
                seen.remove(workload::BACKUPS);
                // An erasing makes a new root by chance.
                seen.remove("access");
                seen
            };
            let (is_before, is_after) = (
                facts(&later) == facts(&before),
                facts(&later) == facts(&after),
            );
            let what = format!("{name} with {left} bytes left: {done:?}");
            let counts = counts.entry(name).or_default();
            match &done {
                Ok(told) if told.is_empty() => {
                    counts[0] += 1;
                    assert!(is_after && same, "{what}");
                }
                Ok(told) => {
                    counts[1] += 1;
                    assert!(told.iter().all(is_full) && is_after, "{what}");
                }
                Err(error) => {
                    counts[2] += 1;
                    assert!(is_full(error), "{what}");
                    assert!(is_before || is_after, "{what}");
                }
            }
        }
    }
    println!("\ndone, done but for files beside, refused: {counts:?}");
    assert!(counts["settling a day"][2] > 0 && counts["a commit"][2] > 0);
}

#[test]
fn a_disk_that_gets_full_at_any_moment_loses_nothing() {
    let Some(own_mounts) = own_mounts() else {
        return missing("a mount namespace (unshare -m)");
    };
    let dir = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=2m none \"$0\" && exec \"$@\"";
    let place = dir.path().to_str().unwrap();
    let before = [own_mounts, &["sh", "-c", script, place]].concat();
    let done = child(&before, "child_runs_out_of_room", dir.path())
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    assert!(
        done.status.success() && out.contains("1 passed"),
        "{out}\n{err}"
    );
    let figures = out.lines().find(|line| line.starts_with("done, "));
    println!("{}", figures.unwrap_or_default());
}

/// The whole folder is removed under an open store: the next save says so, and the next start frees nobody.
#[test]
fn a_folder_deleted_under_an_open_store_is_told_and_frees_nobody() {
    let dir = fast_dir();
    let mut rig = week(dir.path());
    fs::remove_dir_all(dir.path().join("state")).unwrap();
    let told = rig.store().commit(&saves(10));
    assert!(
        !matches!(&told, Ok(committed) if committed.lagging.is_none()),
        "{told:?}"
    );
    rig.store = None;
    let (_, opened) = Store::open(&dir.path().join("state"), &options(dir.path())).unwrap();
    let Opened::Lost {
        why: Damage::KeyGone,
        accounts,
        ..
    } = opened
    else {
        panic!("{opened:?}")
    };
    assert_eq!(accounts.len(), 2);
}

/// An older database takes the place of the present one, while the store is open and while it is closed: what the copies
/// hold is in force at the next start.
#[test]
fn an_older_database_in_its_place_rolls_nothing_back() {
    for (in_place, while_open) in [(false, false), (false, true), (true, false), (true, true)] {
        let what = format!("written over: {in_place}, while open: {while_open}");
        let dir = fast_dir();
        let mut rig = week(dir.path());
        rig.close();
        let path = dir.path().join("state/luytre.db");
        let older = fs::read(&path).unwrap();
        rig.open();
        rig.commit(&closes(&["be-an-secret"], 8));
        rig.commit(&applies(3));
        rig.commit(&saves(11));
        if !while_open {
            rig.close();
        }
        if in_place {
            fs::write(&path, &older).unwrap();
        } else {
            let aside = dir.path().join("aside");
            fs::write(&aside, &older).unwrap();
            fs::rename(aside, &path).unwrap();
        }
        if while_open {
            // The store may notice already.
            if let Ok(committed) = rig.store().commit(&saves(12)) {
                assert!(committed.lagging.is_none(), "{what}");
            }
            rig.store = None;
        }
        let mut rig = Rig::new(dir.path());
        let opened = rig.open();
        let household = rig.store().latest_policy().unwrap().unwrap();
        assert_eq!(household.policy, policy(3), "{what}: {opened:?}");
        let saved = rig.store().state().unwrap();
        let saved = [11, 12].into_iter().find(|n| saved == Some(state(*n)));
        assert!(saved.is_some(), "{what}: {opened:?}");
        let key = rig.key();
        let history = all_days(rig.store(), &key);
        assert_eq!(
            history.days.len(),
            9,
            "{what}: {opened:?} {:?}",
            history.problems
        );
        println!(
            "{what}: {}",
            format!("{opened:?}").chars().take(60).collect::<String>()
        );
    }
}
