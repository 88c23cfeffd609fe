//! Whatever happens to any single file of a store with a history: it is noticed or harmless, what is in force stays in
//! force, sealed days come back from backups, and what is lost is told.
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
use disk::{Entry, Tree};
use luytre_store::{Batch, Damage, Error, Opened, Store};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;
use workload::{Reader, Rig, Seen, options};

const PAGE: usize = 1024;
const DATABASE: &str = "state/luytre.db";

/// A family with a history, closed properly or stopped in the middle; and what its reader sees.
struct World {
    tree: Tree,
    /// The same some days earlier.
    older: Tree,
    /// Another family's.
    other: Tree,
    seen: Seen,
    reader: Reader,
}

impl World {
    fn new(stopped: bool) -> Self {
        let other = fast_dir();
        workload::week(other.path()).close();
        let dir = fast_dir();
        let mut rig = workload::week(dir.path());
        rig.beat(1);
        let older = disk::read_tree(dir.path());
        let mut today = closes(&["be-an-secret"], 8);
        today.policy = Some(policy(3));
        rig.commit(&today);
        rig.commit(&Batch {
            records: (0..5).map(|n| usage("be-an-secret", 9, n)).collect(),
            state: Some(state(12)),
            ..Batch::default()
        });
        rig.beat(2);
        let reader = Reader::default();
        let seen = reader.see(rig.store());
        assert!(seen["history"].lines().count() > 9 && seen["history"].starts_with("[]\n"));
        if !stopped {
            rig.close();
        }
        Self {
            tree: disk::read_tree(dir.path()),
            older,
            other: disk::read_tree(other.path()),
            seen,
            reader,
        }
    }

    fn bytes(&self, name: &str) -> &[u8] {
        content(&self.tree, name).unwrap()
    }

    /// Opens the store with these bytes in the place of a file.
    fn with(&self, name: &str, bytes: Vec<u8>) -> Found {
        self.changed(name, |tree, _| {
            tree.insert(name.into(), Entry::File(Arc::new(bytes)));
        })
    }

    /// Opens the store after a change of its files, and holds what is there against what was.
    fn changed(&self, what: &str, change: impl FnOnce(&mut Tree, &Path)) -> Found {
        let dir = fast_dir();
        let mut tree = self.tree.clone();
        change(&mut tree, dir.path());
        disk::write_tree(&tree, dir.path());
        self.opens(what, dir.path())
    }

    fn opens(&self, what: &str, dir: &Path) -> Found {
        let (mut store, opened) = match Store::open(&dir.join("state"), &options(dir)) {
            Ok(open) => open,
            Err(error) => panic!("{what}: {error:?}"),
        };
        let seen = self.reader.see(&store);
        let same = |subject: &str| seen.get(subject) == self.seen.get(subject);
        let first = |seen: &Seen| seen["household"].lines().next().map(str::to_owned);
        assert_eq!(first(&seen), first(&self.seen), "{what}: {opened:?}");
        assert!(same("state") && same("access"), "{what}: {opened:?}");
        assert!(same("agreements"), "{what}");
        let problems = !seen["history"].starts_with("[]\n");
        let missing = self.seen["history"]
            .lines()
            .skip(1)
            .filter(|day| !seen["history"].contains(day))
            .count();
        let salvage = match &opened {
            Opened::Existing => {
                assert!(same("records") && same("tries"), "{what}");
                None
            }
            Opened::FromCopy { salvage, .. } => {
                let kept = seen["records"].lines().count();
                assert_eq!(kept as u64, salvage.kept, "{what}");
                Some(*salvage)
            }
            Opened::Fresh | Opened::Lost { .. } => panic!("{what}: {opened:?}"),
        };
        // Never fewer days without a word.
        assert!(missing == 0 || problems, "{what}: {missing} days are gone");
        let whole = store.verify().unwrap();
        assert!(whole.is_whole(), "{what}: {opened:?} {whole:?}");
        // It goes on from there.
        store.commit(&saves(77)).unwrap();
        assert_eq!(store.state().unwrap(), Some(state(77)), "{what}");
        Found {
            opened,
            salvage: salvage.is_some(),
            missing,
            problems,
            paused: seen["sealing"].starts_with("Paused"),
        }
    }
}

fn content<'a>(tree: &'a Tree, name: &str) -> Option<&'a [u8]> {
    match tree.get(Path::new(name))? {
        Entry::File(content) => Some(content),
        Entry::Dir | Entry::Also(_) => None,
    }
}

/// How a damaged store opened.
struct Found {
    opened: Opened,
    salvage: bool,
    missing: usize,
    problems: bool,
    paused: bool,
}

/// Counts over many.
#[derive(Debug, Default)]
struct Counts {
    tried: usize,
    restored: usize,
    harmless: usize,
    days_missing_and_told: usize,
    told: usize,
    paused: usize,
}

impl Counts {
    fn add(&mut self, found: &Found) {
        self.tried += 1;
        self.restored += usize::from(found.salvage);
        self.harmless += usize::from(!found.salvage && !found.paused);
        self.days_missing_and_told += usize::from(found.missing > 0);
        self.told += usize::from(found.problems);
        self.paused += usize::from(found.paused);
    }
}

/// Flips one bit after the other, `step` bits apart.
fn flip(world: &World, name: &str, step: usize) -> Counts {
    let mut counts = Counts::default();
    let bytes = world.bytes(name).to_vec();
    for bit in (0..bytes.len() * 8).step_by(step) {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let found = world.with(name, flipped);
        counts.add(&found);
    }
    println!("{name}, {} bytes, bits flipped: {counts:?}", bytes.len());
    counts
}

#[test]
fn flipped_bits_in_the_database_lose_no_sealed_day() {
    let world = World::new(false);
    let counts = flip(&world, DATABASE, 251);
    assert!(counts.restored > 200, "{counts:?}");
    assert_eq!(counts.days_missing_and_told, 0, "backups have them all");
}

#[test]
fn flipped_bits_in_the_log_lose_no_sealed_day() {
    let world = World::new(true);
    let counts = flip(&world, "state/luytre.db-wal", 347);
    assert!(counts.restored > 50, "{counts:?}");
    assert_eq!(counts.days_missing_and_told, 0, "backups have them all");
}

#[test]
fn flipped_bits_beside_the_database_change_nothing() {
    let world = World::new(false);
    let newest = newest_backup(&world.tree);
    for (name, step) in [
        ("state/state.copy", 401),
        ("state/policy.copy", 31),
        ("state/access.copy", 89),
        ("state/heartbeat", 61),
        ("state/provisioned", 67),
        ("etc/provisioned", 67),
        (&newest, 2003),
        ("state/day.key", 3),
    ] {
        let counts = flip(&world, name, step);
        let paused = if name == "state/day.key" {
            counts.tried
        } else {
            0
        };
        assert_eq!(
            (counts.restored, counts.told, counts.paused),
            (0, 0, paused),
            "{name}"
        );
    }
}

fn newest_backup(tree: &Tree) -> String {
    let mut backups = tree.keys().filter_map(|path| path.to_str());
    let newest = backups.rfind(|name| name.starts_with("state/backup/2"));
    newest.unwrap().to_owned()
}

#[test]
fn broken_pages_of_the_database_lose_no_sealed_day() {
    let world = World::new(false);
    let bytes = world.bytes(DATABASE).to_vec();
    let pages = bytes.len() / PAGE;
    let mut counts = Counts::default();
    for page in 0..pages {
        let at = page * PAGE;
        let mut zeroed = bytes.clone();
        zeroed[at..at + PAGE].fill(0);
        counts.add(&world.with(DATABASE, zeroed));
        counts.add(&world.with(DATABASE, bytes[..at].to_vec()));
        let other = (page + 7) % pages * PAGE;
        let mut swapped = bytes.clone();
        swapped[at..at + PAGE].copy_from_slice(&bytes[other..other + PAGE]);
        swapped[other..other + PAGE].copy_from_slice(&bytes[at..at + PAGE]);
        counts.add(&world.with(DATABASE, swapped));
    }
    println!("{pages} pages zeroed, cut off before, exchanged with another: {counts:?}");
    assert_eq!(counts.days_missing_and_told, 0, "backups have them all");
}

#[test]
fn a_cut_log_is_noticed_at_every_page() {
    let world = World::new(true);
    let name = "state/luytre.db-wal";
    let bytes = world.bytes(name).to_vec();
    let mut counts = Counts::default();
    for length in (0..bytes.len()).step_by(PAGE + 24) {
        counts.add(&world.with(name, bytes[..length].to_vec()));
    }
    println!("log of {} bytes cut: {counts:?}", bytes.len());
    assert!(counts.restored > counts.harmless, "{counts:?}");
}

/// Something else in the place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instead {
    Nothing,
    Empty,
    Garbage,
    Directory,
    /// To a copy of the genuine file.
    Link,
    /// To nowhere.
    DeadLink,
    Older,
    Others,
}

const ALL: [Instead; 8] = [
    Instead::Nothing,
    Instead::Empty,
    Instead::Garbage,
    Instead::Directory,
    Instead::Link,
    Instead::DeadLink,
    Instead::Older,
    Instead::Others,
];

/// Puts it there; false if there is no such thing.
fn put(world: &World, name: &str, instead: Instead, dir: &Path) -> bool {
    let path = dir.join(name);
    let elsewhere = dir.join("elsewhere");
    let tree = match instead {
        Instead::Older => &world.older,
        Instead::Others => &world.other,
        Instead::Nothing
        | Instead::Empty
        | Instead::Garbage
        | Instead::Directory
        | Instead::Link
        | Instead::DeadLink => &world.tree,
    };
    // Backups have other days there: any of them will do.
    let same = match name.starts_with("state/backup/") {
        true => newest_backup(tree),
        false => name.to_owned(),
    };
    let Some(bytes) = content(tree, &same) else {
        return false;
    };
    fs::remove_file(&path).unwrap();
    match instead {
        Instead::Nothing => {}
        Instead::Empty => fs::write(path, "").unwrap(),
        Instead::Garbage => fs::write(path, "garbage\n".repeat(400)).unwrap(),
        Instead::Directory => fs::create_dir(path).unwrap(),
        Instead::Link => {
            fs::write(&elsewhere, bytes).unwrap();
            symlink(elsewhere, path).unwrap();
        }
        Instead::DeadLink => symlink(elsewhere, path).unwrap(),
        Instead::Older | Instead::Others => fs::write(path, bytes).unwrap(),
    }
    true
}

#[test]
fn anything_in_the_place_of_any_file_frees_nobody() {
    let (mut tried, mut outcomes) = (0, BTreeMap::new());
    for stopped in [false, true] {
        let world = World::new(stopped);
        let names = world.tree.iter().filter_map(|(path, entry)| match entry {
            Entry::File(_) => path.to_str(),
            Entry::Dir | Entry::Also(_) => None,
        });
        for name in names {
            for instead in ALL {
                let dir = fast_dir();
                disk::write_tree(&world.tree, dir.path());
                if !put(&world, name, instead, dir.path()) {
                    continue;
                }
                tried += 1;
                let what = format!("{instead:?} for {name}");
                let outcome = match name {
                    // Not of the store itself: a lock that cannot be taken is refused.
                    "state/lock" => {
                        match Store::open(&dir.path().join("state"), &options(dir.path())) {
                            Ok((_, opened)) => {
                                assert_eq!(opened, Opened::Existing, "{what}");
                                "lock taken"
                            }
                            Err(Error::Io { doing: "lock", .. }) => "lock refused",
                            Err(error) => panic!("{what}: {error:?}"),
                        }
                    }
                    "state/machine.key" if instead != Instead::Older => {
                        let (_, opened) =
                            Store::open(&dir.path().join("state"), &options(dir.path())).unwrap();
                        let Opened::Lost { accounts, .. } = opened else {
                            panic!("{what}: {opened:?}")
                        };
                        assert_eq!(accounts.len(), 2, "{what}");
                        "lost without its key, and told for whom"
                    }
                    _ => {
                        let found = world.opens(&what, dir.path());
                        assert_eq!(found.missing, 0, "{what}");
                        match found.opened {
                            Opened::Existing if found.paused => "sealing paused",
                            Opened::Existing => "harmless",
                            Opened::FromCopy {
                                why: Damage::RolledBack,
                                ..
                            } => "rolled back, restored",
                            Opened::FromCopy { .. } => "restored",
                            Opened::Fresh | Opened::Lost { .. } => "lost",
                        }
                    }
                };
                *outcomes.entry(outcome).or_insert(0) += 1;
            }
        }
    }
    println!("{tried} files exchanged for something else: {outcomes:?}");
}

/// The key of the day is gone or another: days wait, and all is mended when a parent opens the history.
#[test]
fn a_lost_day_key_is_mended_by_a_parent() {
    let world = World::new(false);
    for instead in ALL {
        let dir = fast_dir();
        disk::write_tree(&world.tree, dir.path());
        put(&world, "state/day.key", instead, dir.path());
        let mut rig = Rig::new(dir.path());
        assert_eq!(rig.open(), Opened::Existing, "{instead:?}");
        let key = rig.key();
        rig.commit(&closes(&["be-an-secret"], 9));
        rig.store().resume_history(&key).unwrap();
        let history = all_days(rig.store(), &key);
        assert_eq!(history.problems, [], "{instead:?}");
        assert_eq!(history.days.len(), 10, "{instead:?}");
        assert_eq!(
            rig.store().history_status().unwrap().waiting,
            0,
            "{instead:?}"
        );
    }
}

/// The newest backup is broken as well: the one before it has the rest, and the missing day is told.
#[test]
fn the_newest_good_backup_is_taken() {
    let world = World::new(false);
    let newest = newest_backup(&world.tree);
    let pages = world.bytes(&newest).len() / PAGE;
    for broken in 0..pages {
        let found = world.changed(&format!("page {broken} of the backup"), |tree, _| {
            let Some(Entry::File(bytes)) = tree.get(Path::new(&newest)) else {
                panic!("no backup")
            };
            let mut bytes = bytes.to_vec();
            bytes[broken * PAGE..(broken + 1) * PAGE].fill(0x5A);
            tree.insert(newest.clone().into(), Entry::File(Arc::new(bytes)));
            tree.remove(Path::new(DATABASE));
        });
        assert!(found.salvage && found.missing <= 1);
    }
}
