//! The machine key under a guard of the system, such as a TPM.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;
#[path = "common/days.rs"]
#[allow(dead_code, reason = "every test file uses another part of it")]
mod days;

use common::*;
use days::*;
use luytre_store::{Damage, GuardFailed, KeyGuard, Opened, Options, Store};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use zeroize::Zeroizing;

/// A guard that turns bits around; `ways` tells how it fails.
#[derive(Debug, Default)]
struct Turns {
    fails: AtomicU8,
}

const WORKS: u8 = 0;
const LOST: u8 = 1;
const LIES: u8 = 2;

impl KeyGuard for Turns {
    fn protect(&self, key: &[u8; 32]) -> Result<Vec<u8>, GuardFailed> {
        Ok(key.iter().map(|byte| byte ^ 0x5A).collect())
    }

    fn reveal(&self, credential: &[u8]) -> Result<Zeroizing<[u8; 32]>, GuardFailed> {
        let turned: Vec<u8> = credential.iter().map(|byte| byte ^ 0x5A).collect();
        match self.fails.load(Ordering::Relaxed) {
            LOST => Err(GuardFailed("the TPM was cleared".to_owned())),
            LIES => Ok(Zeroizing::new([9; 32])),
            _ => {
                Ok(Zeroizing::new(turned.try_into().map_err(|_| {
                    GuardFailed("no credential of ours".to_owned())
                })?))
            }
        }
    }
}

fn guarded(dir: &Path, guard: &Arc<Turns>) -> (Store, Opened) {
    let options = Options {
        extra_marker: None,
        guard: Some(guard.clone()),
    };
    Store::open(dir, &options).unwrap()
}

#[test]
fn a_key_moves_from_its_file_to_the_guard_and_back_never() {
    let dir = fast_dir();
    family(dir.path());
    let (key, credential) = (
        dir.path().join("machine.key"),
        dir.path().join("machine.credential"),
    );
    let guard = Arc::new(Turns::default());
    // A guard that does not give back what it was given gets nothing.
    guard.fails.store(LIES, Ordering::Relaxed);
    let (store, opened) = guarded(dir.path(), &guard);
    assert_eq!(
        (opened, key.exists(), credential.exists()),
        (Opened::Existing, true, false)
    );
    drop(store);
    guard.fails.store(WORKS, Ordering::Relaxed);
    let in_file = std::fs::read(&key).unwrap();
    for _ in 0..2 {
        let (store, opened) = guarded(dir.path(), &guard);
        assert_eq!(
            (opened, key.exists(), credential.exists()),
            (Opened::Existing, false, true)
        );
        assert_in_force(&store);
    }
    // A crash between the two steps, and somebody else's key in its place.
    for bytes in [in_file, vec![3; 32]] {
        std::fs::write(&key, bytes).unwrap();
        let (store, opened) = guarded(dir.path(), &guard);
        assert_eq!(opened, Opened::Existing);
        assert_in_force(&store);
    }
    assert_eq!(std::fs::read(&credential).unwrap().len(), 32);
}

#[test]
fn a_guard_that_lost_the_key_costs_the_household_and_not_the_history() {
    let dir = fast_dir();
    let guard = Arc::new(Turns::default());
    let (mut store, opened) = guarded(dir.path(), &guard);
    assert_eq!(opened, Opened::Fresh);
    store.commit(&applies(1)).unwrap();
    let key = begin(&mut store);
    store.commit(&closes(&["be-an-secret"], 0)).unwrap();
    store.close().unwrap();
    guard.fails.store(LOST, Ordering::Relaxed);
    let (mut store, opened) = guarded(dir.path(), &guard);
    assert!(
        matches!(&opened, Opened::Lost { why: Damage::KeyGone, accounts, .. } if accounts.len() == 2),
        "{opened:?}"
    );
    store.resume_history(&key).unwrap();
    assert_eq!(all_days(&store, &key).days.len(), 1);
}
