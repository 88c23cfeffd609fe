//! Rebuilding a broken store: beside the old one, from what proves itself, and then exchanged for it.
//!
//! Order, so that a crash at any point leaves either the old state of things or the new one: the new database is built
//! as `luytre.db.new` and closed; it is renamed to `luytre.db.ready`; the old one is moved to `luytre.db.broken-N`;
//! then the new one takes its name. A `ready` database without a `luytre.db` is therefore complete. A `.new` one is not.

use crate::backup::{self, Backup};
use crate::damage::Damage;
use crate::error::{Error, Trouble};
use crate::facts::{PolicyEntry, PolicyVersion, Salvage};
use crate::files::{self, Files};
use crate::head::Head;
use crate::keys::Keys;
use crate::open::Beside;
use crate::salvage::{self, Old};
use crate::state::{self, State};
use crate::{connection, migrations, policies, records, restore_history};

use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Broken databases that are kept, for somebody who wants to look at them.
const KEEP_BROKEN: usize = 3;

/// A rebuilt database.
pub(crate) struct Restored {
    pub(crate) db: Connection,
    pub(crate) head: Head,
    pub(crate) salvage: Salvage,
    /// The newest household that was found.
    pub(crate) policy: Option<PolicyEntry>,
}

/// Makes an empty database.
pub(crate) fn create(files: &Files, keys: &Keys) -> Result<Connection, Trouble> {
    let mut db = connection::create(&files.db_new)?;
    migrations::run(&mut db, keys)?;
    let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    Head::default().write(&step, keys)?;
    step.commit()?;
    exchange(files, db)
}

/// Rebuilds the database from the old one's genuine rows and from the copies beside it.
pub(crate) fn rebuild(
    files: &Files,
    keys: &Keys,
    beside: &Beside,
    why: Damage,
) -> Result<Restored, Trouble> {
    let mut db = connection::create(&files.db_new)?;
    migrations::run(&mut db, keys)?;
    connection::checkpoint(&db)?;
    let graft = files::with_suffix(&files.db, ".graft");
    salvage::remove_graft(&graft)?;
    let old = match why {
        Damage::Missing => None,
        // Without the key that sealed it nothing opens but the history, which its own chain proves.
        Damage::KeyGone
        | Damage::Unreadable
        | Damage::NotGenuine { .. }
        | Damage::RolledBack
        | Damage::HouseholdGone => Old::open(&files.db, &graft, &files.db_new, keys),
    };
    let old_head = old.as_ref().and_then(Old::head);
    let old_state = old.as_ref().and_then(Old::state);
    let copy = beside.state.good();

    let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut head = Head {
        generation: 1 + beside
            .generation()
            .max(old_head.map_or(0, |head| head.generation))
            .max(old_state.as_ref().map_or(0, |state| state.generation)),
        ..Head::default()
    };

    let backups = backup::all(files, keys);
    let policy = restore_policies(
        &step,
        keys,
        &mut head,
        old.as_ref(),
        beside.policy.good(),
        &backups,
    )?;
    let mut kept = 0;
    if let Some(old) = &old {
        old.each_record(|record| {
            kept += 1;
            records::append(&step, keys, &mut head.records, record)
        })?;
    }

    restore_history::restore(
        &step,
        keys,
        &mut head,
        old.as_ref(),
        &backups,
        files,
        beside,
    )?;
    drop(backups);

    // The newest state that proves itself, wherever it was.
    let copied = copy.and_then(|copy| copy.state.clone());
    let newest = [old_state, copied]
        .into_iter()
        .flatten()
        .max_by_key(|state| state.generation);
    let has_state = newest.is_some();
    if let Some(mut newest) = newest {
        let state = State {
            generation: head.generation,
            text: std::mem::take(&mut newest.text),
        };
        head.state = Some(state::write(&step, keys, &state)?);
    }

    let lost_before = copy
        .and_then(|copy| copy.under.lost)
        .or(old_head.and_then(|head| head.more.lost));
    let marked = beside
        .marker
        .as_ref()
        .map_or(0, |marker| marker.seen.policy);
    let needed = copy
        .and_then(|copy| copy.under.policy)
        .map_or(0, |version| i64::from(version.0))
        .max(marked);
    // Proven, not concluded from what is missing: a copy or a head of ours says that there was no household.
    let never_set_up = beside.marker.is_none()
        && head.policies.last == 0
        && needed == 0
        && (copy.is_some() || old_head.is_some_and(|head| head.policies.count == 0));
    let household_is_there = head.policies.last > 0 && head.policies.last >= needed;
    head.more.lost = match lost_before {
        Some(lost) => Some(lost),
        None if never_set_up || has_state && household_is_there => None,
        None => Some(why),
    };
    let lost = match (why, old_head) {
        // What came after the older database is not known.
        (Damage::RolledBack, _) | (_, None) => None,
        (_, Some(old_head)) => Some(old_head.records.count.saturating_sub(kept)),
    };
    let salvage = Salvage { kept, lost };
    head.more.untold = Some((why, salvage));
    head.write(&step, keys)?;
    step.commit()?;

    drop(old);
    salvage::remove_graft(&graft)?;
    let db = exchange(files, db)?;
    Ok(Restored {
        db,
        head,
        salvage,
        policy,
    })
}

/// Takes over every version that proves itself: the broken database's, else the copied one, else a backup's.
fn restore_policies(
    step: &Connection,
    keys: &Keys,
    head: &mut Head,
    old: Option<&Old<'_>>,
    copied: Option<&PolicyEntry>,
    backups: &[Backup],
) -> Result<Option<PolicyEntry>, Trouble> {
    let mut found: BTreeMap<PolicyVersion, PolicyEntry> = BTreeMap::new();
    for backup in backups.iter().rev() {
        backup.each_policy(keys, |entry| drop(found.insert(entry.version, entry)));
    }
    found.extend(copied.map(|entry| (entry.version, entry.clone())));
    if let Some(old) = old {
        old.each_policy(|entry| {
            found.insert(entry.version, entry.clone());
            Ok(())
        })?;
    }
    for entry in found.values() {
        policies::append(step, keys, &mut head.policies, entry.version, &entry.policy)?;
    }
    Ok(found.into_values().next_back())
}

/// Puts a finished database in the place of the old one, and opens it.
fn exchange(files: &Files, db: Connection) -> Result<Connection, Trouble> {
    connection::checkpoint(&db)?;
    db.close().map_err(|(_, error)| error)?;
    let ready = ready(files);
    files::rename(&files.db_new, &ready)?;
    quarantine(files)?;
    files::rename(&ready, &files.db)?;
    let db = connection::look(&files.db)?;
    connection::work(&db)?;
    Ok(db)
}

/// Finishes or undoes an exchange that a crash interrupted.
pub(crate) fn finish_exchange(files: &Files) -> Result<(), Error> {
    let ready = ready(files);
    if !files::exists(&ready) {
        return Ok(());
    }
    if files::exists(&files.db) {
        // The old one has not been moved: the examination that follows comes to the same result again.
        return files::remove_if_there(&ready);
    }
    files::rename(&ready, &files.db)
}

fn ready(files: &Files) -> PathBuf {
    files::with_suffix(&files.db, ".ready")
}

/// Overwrites and removes the broken databases that are kept: they hold days that are over.
pub(crate) fn remove_broken(files: &Files) -> Result<(), Error> {
    for number in broken_numbers(&files.db) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            files::wipe(&files::with_suffix(&broken(&files.db, number), suffix))?;
        }
    }
    Ok(())
}

/// Moves the old database out of the way, with its log, and keeps the last few of them.
fn quarantine(files: &Files) -> Result<(), Error> {
    let mut numbers = broken_numbers(&files.db);
    if files::exists(&files.db) {
        let next = numbers.last().map_or(1, |last| last + 1);
        let to = broken(&files.db, next);
        for suffix in ["-wal", "-shm", "-journal"] {
            let from = files::with_suffix(&files.db, suffix);
            if files::exists(&from) {
                files::rename(&from, &files::with_suffix(&to, suffix))?;
            }
        }
        files::rename(&files.db, &to)?;
        numbers.push(next);
    } else {
        // A log without its database would be taken for the new one's.
        for suffix in ["-wal", "-shm", "-journal"] {
            files::remove_if_there(&files::with_suffix(&files.db, suffix))?;
        }
    }
    let too_many = numbers.len().saturating_sub(KEEP_BROKEN);
    for number in &numbers[..too_many] {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            files::remove_if_there(&files::with_suffix(&broken(&files.db, *number), suffix))?;
        }
    }
    Ok(())
}

fn broken(db: &Path, number: u32) -> PathBuf {
    files::with_suffix(db, &format!(".broken-{number}"))
}

/// Numbers of the broken databases that are kept, in order.
fn broken_numbers(db: &Path) -> Vec<u32> {
    let prefix = format!(
        "{}.broken-",
        db.file_name().unwrap_or_default().to_string_lossy()
    );
    let names = db
        .parent()
        .and_then(|dir| fs::read_dir(dir).ok())
        .into_iter()
        .flatten()
        .flatten();
    let mut numbers: Vec<u32> = names
        .filter_map(|name| {
            name.file_name()
                .to_str()?
                .strip_prefix(&prefix)?
                .parse()
                .ok()
        })
        .collect();
    numbers.sort_unstable();
    numbers
}
