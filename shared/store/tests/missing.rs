//! Whatever is deleted, the limits stay: a household that was set up is in force, or is reported as lost.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_core::id::Account;
use luytre_store::{Damage, Opened, Options, Store};
use std::fs;
use std::path::Path;

const FILES: [&str; 6] = [
    "machine.key",
    "luytre.db",
    "state.copy",
    "policy.copy",
    "provisioned",
    "heartbeat",
];

fn logins() -> Vec<Account> {
    vec!["an".into(), "binh".into()]
}

#[test]
fn every_combination_of_deleted_files_keeps_the_household_or_says_that_it_is_lost() {
    let whole = fast_dir();
    family(whole.path());
    let mut counts = [0; 4];
    for gone in 0_u32..1 << FILES.len() {
        let is_there = |file: usize| gone & (1 << file) == 0;
        let dir = fast_dir();
        copy_dir(whole.path(), dir.path());
        let names: Vec<&str> = (0..FILES.len())
            .filter(|file| !is_there(*file))
            .map(|file| FILES[file])
            .collect();
        for name in &names {
            fs::remove_file(dir.path().join(name)).unwrap();
        }
        let [key, db, state_copy, policy_copy, marker, heartbeat] =
            [0, 1, 2, 3, 4, 5].map(is_there);
        let (store, opened) = open(dir.path());
        let told = marker || key && (db || policy_copy);
        let accounts = if told { logins() } else { vec![] };
        let found = match &opened {
            Opened::Fresh => 0,
            Opened::Existing => 1,
            Opened::FromCopy { .. } => 2,
            Opened::Lost { .. } => 3,
        };
        counts[found] += 1;
        let anything = db || state_copy || policy_copy || marker || heartbeat;
        match opened {
            Opened::Fresh => assert!(!anything, "fresh without {names:?}"),
            Opened::Existing => {
                assert!(key && db, "existing without {names:?}");
                assert_in_force(&store);
                assert_eq!(all(&store).len() as u64, FAMILY_RECORDS);
            }
            Opened::FromCopy { why, .. } => {
                assert!(
                    key && !db && state_copy && policy_copy,
                    "from copy without {names:?}"
                );
                assert_eq!(why, Damage::Missing);
                assert_in_force(&store);
            }
            Opened::Lost {
                why,
                accounts: found,
                ..
            } => {
                assert!(
                    anything && !(key && db) && !(key && state_copy && policy_copy),
                    "lost without {names:?}"
                );
                assert_eq!(
                    why,
                    if key {
                        Damage::Missing
                    } else {
                        Damage::KeyGone
                    },
                    "without {names:?}"
                );
                assert_eq!(found, accounts, "without {names:?}");
                stays_lost_until_a_household_is_applied(store, dir.path(), &accounts);
            }
        }
    }
    println!("fresh, existing, from copy, lost: {counts:?}");
    assert_eq!(counts, [2, 16, 4, 42]);
}

fn stays_lost_until_a_household_is_applied(mut store: Store, dir: &Path, accounts: &[Account]) {
    // The fallback runs and is counted.
    store.commit(&saves(100)).unwrap();
    drop(store);
    let (store, opened) = open(dir);
    assert!(
        matches!(&opened, Opened::Lost { accounts: found, .. } if found == accounts),
        "{opened:?}"
    );
    assert_eq!(store.state().unwrap(), Some(state(100)));
    drop(store);
    // Losing the database again neither resets the fallback's count nor frees anybody.
    fs::remove_file(dir.join("luytre.db")).unwrap();
    fs::remove_file(dir.join("luytre.db-wal")).ok();
    let (mut store, opened) = open(dir);
    assert!(
        matches!(&opened, Opened::Lost { accounts: found, .. } if found == accounts),
        "{opened:?}"
    );
    assert_eq!(store.state().unwrap(), Some(state(100)));
    store.commit(&applies(7)).unwrap();
    drop(store);
    let (store, opened) = open(dir);
    assert_eq!(opened, Opened::Existing);
    assert_eq!(store.latest_policy().unwrap().unwrap().policy, policy(7));
}

#[test]
fn a_marker_elsewhere_survives_the_whole_directory() {
    let place = fast_dir();
    let (dir, options) = (
        place.path().join("state"),
        Options {
            extra_marker: Some(place.path().join("etc/provisioned")),
            ..Options::default()
        },
    );
    let (mut store, opened) = Store::open(&dir, &options).unwrap();
    assert_eq!(opened, Opened::Fresh);
    store.commit(&applies(1)).unwrap();
    drop(store);
    fs::remove_dir_all(&dir).unwrap();
    let (_, opened) = Store::open(&dir, &options).unwrap();
    let Opened::Lost {
        why: Damage::KeyGone,
        accounts,
        ..
    } = opened
    else {
        panic!("{opened:?}")
    };
    assert_eq!(accounts, logins());
}

#[test]
fn copies_and_markers_that_are_missing_or_wrong_are_written_again() {
    let whole = fast_dir();
    family(whole.path());
    for name in ["state.copy", "policy.copy", "provisioned"] {
        for content in [None, Some("garbage")] {
            let dir = fast_dir();
            copy_dir(whole.path(), dir.path());
            match content {
                None => fs::remove_file(dir.path().join(name)).unwrap(),
                Some(content) => fs::write(dir.path().join(name), content).unwrap(),
            }
            assert_eq!(open(dir.path()).1, Opened::Existing);
            fs::remove_file(dir.path().join("luytre.db")).unwrap();
            let (store, opened) = open(dir.path());
            assert!(
                matches!(opened, Opened::FromCopy { .. }),
                "{name}: {opened:?}"
            );
            assert_in_force(&store);
            let marker = fs::read_to_string(dir.path().join("provisioned")).unwrap();
            assert!(marker.contains("binh"), "{marker}");
        }
    }
}

#[test]
fn an_edited_marker_can_only_add_logins() {
    let dir = fast_dir();
    family(dir.path());
    let path = dir.path().join("provisioned");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"an\"", "\"guest\"")).unwrap();
    for name in ["luytre.db", "state.copy", "policy.copy"] {
        fs::remove_file(dir.path().join(name)).unwrap();
    }
    let (_, opened) = open(dir.path());
    let Opened::Lost { accounts, .. } = opened else {
        panic!("{opened:?}")
    };
    assert_eq!(accounts, ["an", "binh", "guest"].map(Account::from));
}

#[test]
fn a_key_that_is_not_ours_is_no_key() {
    let whole = fast_dir();
    family(whole.path());
    let key = fs::read(whole.path().join("machine.key")).unwrap();
    assert_eq!(key.len(), 32);
    for (what, content) in [
        ("short", &key[..31]),
        ("long", &[key.as_slice(), &[1]].concat()),
        ("empty", &[0; 32]),
    ] {
        let dir = fast_dir();
        copy_dir(whole.path(), dir.path());
        fs::write(dir.path().join("machine.key"), content).unwrap();
        let (_, opened) = open(dir.path());
        assert!(
            matches!(
                opened,
                Opened::Lost {
                    why: Damage::KeyGone,
                    ..
                }
            ),
            "{what}: {opened:?}"
        );
    }
    // Another key of the right form opens nothing.
    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    fs::write(dir.path().join("machine.key"), [7; 32]).unwrap();
    let (_, opened) = open(dir.path());
    let Opened::Lost { accounts, .. } = opened else {
        panic!("{opened:?}")
    };
    assert_eq!(accounts, logins());
}

#[cfg(unix)]
#[test]
fn a_key_is_not_followed_through_a_link_and_not_left_readable() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let whole = fast_dir();
    family(whole.path());
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    for name in [
        "machine.key",
        "luytre.db",
        "state.copy",
        "policy.copy",
        "heartbeat",
        "lock",
    ] {
        assert_eq!(mode(&whole.path().join(name)), 0o600, "{name}");
    }

    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    let key = dir.path().join("machine.key");
    fs::rename(&key, dir.path().join("elsewhere")).unwrap();
    symlink(dir.path().join("elsewhere"), &key).unwrap();
    let (_, opened) = open(dir.path());
    assert!(
        matches!(
            opened,
            Opened::Lost {
                why: Damage::KeyGone,
                ..
            }
        ),
        "{opened:?}"
    );

    let dir = fast_dir();
    copy_dir(whole.path(), dir.path());
    let key = dir.path().join("machine.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let (_, opened) = open(dir.path());
    assert_eq!(
        (opened, mode(&key), mode(dir.path())),
        (Opened::Existing, 0o600, 0o700)
    );
}
