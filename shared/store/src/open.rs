//! Opening: what is there decides what happens, and nothing that is missing ever means "no limits".
//!
//! | found | result |
//! |---|---|
//! | nothing at all | [`Opened::Fresh`] |
//! | a database that proves itself, not older than the files beside it | [`Opened::Existing`] |
//! | a broken, missing or older one, and a household with its state in the copies or the salvage | [`Opened::FromCopy`] |
//! | anything else: no key, no copies, a marker without a household | [`Opened::Lost`] |
//! | a newer format, another process, a disk that cannot be written | an error; nothing is touched |

use crate::copies::{self, Copy, StateCopy, Under};
use crate::damage::Damage;
use crate::error::{Error, Trouble};
use crate::facts::{Opened, PolicyEntry, Salvage};
use crate::files::{self, Files};
use crate::head::Head;
use crate::heartbeat::{Beat, Heartbeat};
use crate::history::KeyGuard;
use crate::keys::Keys;
use crate::lock::Lock;
use crate::machine_key::{self, KeyFile};
use crate::marker::{self, Marker};
use crate::restore::{self, Restored};
use crate::secret::wipe_stack;
use crate::store::{Store, under};
use crate::{backup, book, connection, migrations, policies, state, verify};
use luytre_core::id::Account;
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a store is opened.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A second marker file, outside the store's directory, so that removing the whole directory or putting an older
    /// one in its place is noticed.
    pub extra_marker: Option<PathBuf>,
    /// Keeps the machine key; a file that only its owner reads does, if `None`. What was kept by a guard needs it to be
    /// opened again.
    pub guard: Option<Arc<dyn KeyGuard>>,
}

/// What lies beside the database.
pub(crate) struct Beside {
    pub(crate) state: Copy<StateCopy>,
    pub(crate) policy: Copy<PolicyEntry>,
    pub(crate) marker: Option<Marker>,
    pub(crate) beat: Option<Beat>,
}

impl Beside {
    /// The newest generation that any of them has seen.
    pub(crate) fn generation(&self) -> u64 {
        let state = self.state.good().map_or(0, |copy| copy.under.generation);
        let marked = self
            .marker
            .as_ref()
            .map_or(0, |marker| marker.seen.generation);
        state
            .max(self.beat.as_ref().map_or(0, |beat| beat.generation))
            .max(marked)
    }
}

/// A database that has proven itself.
struct Proven {
    db: Connection,
    head: Head,
    policy: Option<PolicyEntry>,
}

impl Store {
    /// Opens the store in this directory, and makes it if nothing was there. The directory's parent must exist.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::FromTheFuture`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::NoAccess`],
    /// [`Error::NotOurs`], or another failure of the disk. Damage is no error: see [`Opened`].
    pub fn open(dir: &Path, options: &Options) -> Result<(Self, Opened), Error> {
        files::prepare_dir(dir)?;
        let files = Files::new(dir, options.extra_marker.as_deref());
        let lock = Lock::take(dir, &files.lock)?;
        restore::finish_exchange(&files)?;

        let first_time = !anything_there(&files);
        let guard = options.guard.as_deref();
        let new_keys = || {
            let keys = machine_key::create(&files, guard).map(|secret| Keys::derive(&secret));
            keys.map(|keys| (keys, !first_time))
        };
        let (keys, key_is_new) = match machine_key::load(&files, guard)? {
            KeyFile::Loaded(secret) => (Keys::derive(&secret), false),
            KeyFile::Missing => new_keys()?,
            KeyFile::Refused(why) => {
                tracing::warn!(why, "the machine key is not ours and a new one is made");
                new_keys()?
            }
        };
        wipe_stack();
        if let Err(error) = backup::finish(&files, &keys) {
            tracing::warn!(%error, "an unfinished backup is left as it is");
        }
        let (heartbeat, beat) = Heartbeat::read(&files.heartbeat, &keys);
        let beside = Beside {
            state: copies::read_state(&files, &keys),
            policy: copies::read_policy(&files, &keys),
            marker: marker::read(&files, Some(&keys)),
            beat,
        };
        let opening = Opening {
            files,
            keys,
            heartbeat,
            beside,
            lock,
        };
        if first_time {
            return opening.fresh();
        }
        if key_is_new {
            return opening.restore(Damage::KeyGone);
        }
        match opening.examine() {
            Ok(proven) if proven.head.generation < opening.beside.generation() => {
                drop(proven);
                opening.restore(Damage::RolledBack)
            }
            Ok(proven) => opening.existing(proven),
            Err(trouble) => {
                let why = trouble.damage(&opening.files.db)?;
                opening.restore(why)
            }
        }
    }
}

/// Whether anything but a key tells of an earlier store.
fn anything_there(files: &Files) -> bool {
    [
        &files.db,
        &files.state_copy,
        &files.policy_copy,
        &files.heartbeat,
        &files.day_key,
        &files.access_copy,
        &files.backups,
    ]
    .into_iter()
    .chain(&files.markers)
    .any(|path| files::exists(path))
}

struct Opening {
    files: Files,
    keys: Keys,
    heartbeat: Heartbeat,
    beside: Beside,
    lock: Lock,
}

impl Opening {
    /// Looks at the database without changing it, then checks what an opening checks.
    fn examine(&self) -> Result<Proven, Trouble> {
        let path = &self.files.db;
        match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Damage::Missing.into());
            }
            Err(error) => return Err(Error::io("open", path, error).into()),
            Ok(metadata) if !metadata.is_file() || metadata.len() == 0 => {
                return Err(Damage::Unreadable.into());
            }
            Ok(_) => {}
        }
        // SQLite would say only that it cannot open something, which may be anybody's fault.
        for suffix in ["-wal", "-shm", "-journal"] {
            let beside = files::with_suffix(path, suffix);
            if std::fs::symlink_metadata(beside).is_ok_and(|metadata| !metadata.is_file()) {
                return Err(Damage::Unreadable.into());
            }
        }
        let mut db = connection::look(path)?;
        let found = migrations::version(&db)?;
        let mac: Option<Vec<u8>> = db
            .query_row(
                "SELECT mac FROM format WHERE version = ?1",
                [found],
                |row| row.get(0),
            )
            .optional()?;
        // A number that nobody vouches for is a flipped bit, however high it is.
        mac.and_then(|mac| self.keys.check_format(found, &mac).ok())
            .ok_or(Damage::Unreadable)?;
        if found > migrations::SUPPORTED {
            let supported = migrations::SUPPORTED;
            return Err(Error::FromTheFuture {
                path: path.clone(),
                found,
                supported,
            }
            .into());
        }
        connection::work(&db)?;
        migrations::run(&mut db, &self.keys)?;
        let head = Head::read(&db, &self.keys)?;
        verify::at_open(&db, &self.keys, &head)?;
        let policy = policies::latest(&db, &self.keys)?;
        Ok(Proven { db, head, policy })
    }

    fn fresh(self) -> Result<(Store, Opened), Error> {
        let db = restore::create(&self.files, &self.keys)
            .map_err(|trouble| trouble.at(&self.files.db))?;
        Ok((self.store(db, 0, false)?, Opened::Fresh))
    }

    fn existing(self, proven: Proven) -> Result<(Store, Opened), Error> {
        let Proven { db, head, policy } = proven;
        let at = |trouble: Trouble| trouble.at(&self.files.db);
        let saved = state::read(&db, &self.keys, head.state).map_err(at)?;
        let copied = self.beside.state.good();
        let copies_fit = copied.is_some_and(|copy| {
            let now = Under {
                generation: copy.under.generation,
                ..under(&head)
            };
            copy.state == saved && copy.under == now
        }) && self.beside.policy.good() == policy.as_ref();
        let marker_fits = match &policy {
            Some(policy) => {
                let marked = self.beside.marker.as_ref();
                marked.is_some_and(|marker| {
                    marker.in_order && same_accounts(&marker.accounts, &policy.policy.accounts)
                })
            }
            None => true,
        };
        let lost = match head.more.lost {
            None if policy.is_none() && self.beside.marker.is_some() => {
                Some((Damage::HouseholdGone, true))
            }
            lost => lost.map(|why| (why, false)),
        };
        let opened = match lost {
            None => match head.more.untold {
                None => Opened::Existing,
                Some((why, salvage)) => Opened::FromCopy { why, salvage },
            },
            Some((why, _)) => Opened::Lost {
                why,
                accounts: known_accounts(self.beside.marker.as_ref(), policy.as_ref()),
                salvage: Salvage {
                    kept: head.records.count,
                    lost: Some(0),
                },
            },
        };
        let nothing_to_copy =
            policy.is_none() && saved.is_none() && head.more.lost.is_none() && copied.is_none();
        let lagging = !(copies_fit && marker_fits || nothing_to_copy);
        let history_is_whole = verify::history(&db, &self.keys, &head).map_err(at)?;
        let access = book::read(&db, &self.keys, &head).map_err(at)?;
        let copied = book::read_copy(&self.files, &self.keys).filter(|copy| copy.vouched);
        let lagging = lagging || copied.map(|copy| copy.kept) != access;
        let mut store = self.store(db, head.generation, lagging)?;
        if !history_is_whole {
            store.mend_history()?;
        }
        if let Some((why, true)) = lost {
            store
                .mark_lost(why)
                .map_err(|trouble| trouble.at(&store.files.db))?;
            store.lagging = true;
        }
        store.catch_up();
        Ok((store, opened))
    }

    fn restore(self, why: Damage) -> Result<(Store, Opened), Error> {
        tracing::error!(%why, "the store is damaged; it is rebuilt from its copies");
        let restored = restore::rebuild(&self.files, &self.keys, &self.beside, why);
        let Restored {
            db,
            head,
            salvage,
            policy,
        } = restored.map_err(|trouble| trouble.at(&self.files.db))?;
        let opened = match head.more.lost {
            None => Opened::FromCopy { why, salvage },
            Some(why) => {
                let accounts = known_accounts(self.beside.marker.as_ref(), policy.as_ref());
                Opened::Lost {
                    why,
                    accounts,
                    salvage,
                }
            }
        };
        let mut store = self.store(db, head.generation, true)?;
        store.catch_up();
        Ok((store, opened))
    }

    fn store(self, db: Connection, generation: u64, lagging: bool) -> Result<Store, Error> {
        let Self {
            files,
            keys,
            heartbeat,
            beside,
            lock,
        } = self;
        let mut store = Store {
            db,
            keys,
            files,
            heartbeat,
            last_beat: beside.beat,
            generation,
            lagging,
            day_key: None,
            key_behind: false,
            lock,
        };
        store.find_day_key()?;
        Ok(store)
    }
}

impl Store {
    /// Finishes an erasing that a crash interrupted. A failure is tried again by the next opening.
    fn catch_up_erasing(&mut self) {
        let erasing = self.read(|db, keys| Ok(Head::read(db, keys)?.more.erasing));
        if let Err(error) = erasing.and_then(|erasing| {
            if erasing {
                self.finish_erasing()
            } else {
                Ok(())
            }
        }) {
            tracing::warn!(%error, "an erasing is not finished yet");
        }
    }

    /// Brings the copies up to date if they are not. A failure is tried again with the next batch, and reported then.
    fn catch_up(&mut self) {
        self.catch_up_erasing();
        if self.lagging {
            let copied = self.copy_out(false, None).and_then(|()| self.copy_access());
            match copied {
                Ok(()) => self.lagging = false,
                Err(error) => {
                    tracing::warn!(%error, "the copies beside the database are not up to date");
                }
            }
        }
    }
}

fn same_accounts(sorted: &[Account], accounts: &[Account]) -> bool {
    let mut accounts = accounts.to_vec();
    accounts.sort();
    accounts.dedup();
    sorted == accounts
}

/// Every login that anything names.
fn known_accounts(marker: Option<&Marker>, policy: Option<&PolicyEntry>) -> Vec<Account> {
    let marked = marker.into_iter().flat_map(|marker| &marker.accounts);
    let ruled = policy.into_iter().flat_map(|entry| &entry.policy.accounts);
    let mut accounts: Vec<Account> = marked.chain(ruled).cloned().collect();
    accounts.sort();
    accounts.dedup();
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Batch;
    use std::fs;

    /// A store with a state, whose database then claims another format, vouched for by `mac`: as a crash leaves it, with
    /// a log beside it.
    fn of_format(version: u32, mac: impl Fn(&Keys) -> Vec<u8>) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let (mut store, _) = Store::open(dir.path(), &Options::default()).unwrap();
        store
            .commit(&Batch {
                state: Some("{}".to_owned()),
                ..Batch::default()
            })
            .unwrap();
        let insert = "INSERT INTO format (version, mac) VALUES (?1, ?2)";
        store
            .db
            .execute(insert, (version, mac(&store.keys)))
            .unwrap();
        store
            .db
            .pragma_update(None, "user_version", version)
            .unwrap();
        let crashed = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(dir.path()).unwrap().map(Result::unwrap) {
            fs::copy(entry.path(), crashed.path().join(entry.file_name())).unwrap();
        }
        crashed
    }

    fn contents(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let paths = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut found: Vec<_> = paths
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        found.retain(|(path, _)| !path.ends_with("lock"));
        found.sort();
        found
    }

    #[test]
    fn a_store_from_the_future_is_refused_and_stays_as_it_is() {
        let dir = of_format(7, |keys| keys.format_mac(7).to_vec());
        let before = contents(dir.path());
        let error = Store::open(dir.path(), &Options::default()).unwrap_err();
        assert!(
            matches!(
                error,
                Error::FromTheFuture {
                    found: 7,
                    supported: 2,
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(error.remedy(), crate::Remedy::InstallNewerVersion);
        assert!(
            before.len() == 4 && contents(dir.path()) == before,
            "something was written"
        );
    }

    #[test]
    fn a_future_that_nobody_vouches_for_is_damage() {
        for mac in [vec![], vec![0; 32]] {
            let dir = of_format(7, |_| mac.clone());
            let (store, opened) = Store::open(dir.path(), &Options::default()).unwrap();
            assert!(
                matches!(
                    opened,
                    Opened::FromCopy {
                        why: Damage::Unreadable,
                        ..
                    }
                ),
                "{opened:?}"
            );
            assert_eq!(store.state().unwrap().as_deref(), Some("{}"));
        }
    }
}
