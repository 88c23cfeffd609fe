//! The open store: what is written and read while the agent runs.

use crate::copies::{self, StateCopy, Under};
use crate::damage::Damage;
use crate::day_key::{self, DayKey};
use crate::error::{Error, Trouble};
use crate::facts::{
    AuditPage, Batch, Committed, Kind, Page, PolicyEntry, PolicyInfo, PolicyVersion, RecordFilter,
    RowId, Verification,
};
use crate::files::Files;
use crate::head::Head;
use crate::heartbeat::{Beat, Heartbeat};
use crate::keys::Keys;
use crate::lock::Lock;
use crate::marker::{self, Seen};
use crate::notes::{self, Note};
use crate::secret::wipe_stack;
use crate::state::{self, State};
use crate::{backup, book, connection, consent, policies, records, restore, settling, verify};
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::record::{DayTotals, Record};
use luytre_core::time::{Moment, WallTime};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

/// An open store. One process has it open at a time, and one thread uses it: see [`Writer`](crate::Writer).
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) keys: Keys,
    pub(crate) files: Files,
    pub(crate) heartbeat: Heartbeat,
    pub(crate) last_beat: Option<Beat>,
    /// Of the last batch.
    pub(crate) generation: u64,
    /// The copies are older than the database.
    pub(crate) lagging: bool,
    /// Seals the next row of the history; `None` before the first passphrase, and while sealing is paused.
    pub(crate) day_key: Option<DayKey>,
    /// The day key's file is older than the key.
    pub(crate) key_behind: bool,
    pub(crate) lock: Lock,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("dir", &self.files.dir)
            .field("generation", &self.generation)
            .field("lagging", &self.lagging)
            .field("lock", &self.lock)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Writes a batch: all of it, or nothing. When it returns, the batch is on the disk.
    ///
    /// # Errors
    /// What the disk or the system refuses ([`Error::DiskFull`], [`Error::ReadOnly`]...), contents that are too large,
    /// and [`Error::Damaged`] if the database is not what was written; opening it again restores it.
    pub fn commit(&mut self, batch: &Batch) -> Result<Committed, Error> {
        for (what, size, limit) in [
            ("a batch", batch.records.len(), Batch::MAX_RECORDS),
            (
                "a batch's settled days",
                batch.settle.len(),
                Batch::MAX_SETTLE,
            ),
            (
                "a batch's agreements",
                batch.consent.len(),
                Batch::MAX_CONSENT,
            ),
        ] {
            if size > limit {
                return Err(Error::TooLarge { what, size, limit });
            }
        }
        let mut committed = Committed {
            generation: self.generation,
            policy: None,
            lagging: None,
            backup: None,
        };
        let mut applied = Applied::default();
        if !batch.is_empty() {
            applied = self
                .apply(batch)
                .map_err(|trouble| trouble.at(&self.files.db))?;
            committed.policy = applied.policy;
            committed.generation = self.generation;
        }
        let people_changed = batch.access.is_some();
        // The order matters: the key that opened what was sealed goes before anything else is done.
        let key = self.forget_day(
            applied.key.take(),
            applied.settled.is_some() || people_changed,
        );
        if self.lagging
            || batch.policy.is_some()
            || applied.saved.is_some()
            || applied.settled.is_some()
            || people_changed
        {
            let mark = applied.policy.is_some() || applied.settled.is_some() || people_changed;
            let copied = self.copy_out(mark, applied.saved.take());
            let access = if self.lagging || people_changed {
                self.copy_access()
            } else {
                Ok(())
            };
            committed.lagging = copied.and(access).err();
            self.lagging = committed.lagging.is_some();
        }
        committed.lagging = committed.lagging.take().or(key.err());
        committed.backup = self.keep_backup(applied.settled, people_changed).err();
        Ok(committed)
    }

    /// Puts the stepped day key into its file, and empties the log, whose frames hold rows that are gone.
    fn forget_day(&mut self, key: Option<DayKey>, rows_went: bool) -> Result<(), Error> {
        if let Some(key) = key {
            let moved = self.day_key.as_ref().is_none_or(|before| !before.is(&key));
            self.key_behind |= moved;
            self.day_key = Some(key);
            wipe_stack();
        }
        if self.key_behind
            && let Some(key) = &self.day_key
        {
            day_key::write(&self.files.day_key, &self.keys, key)?;
            self.key_behind = false;
        }
        if rows_went {
            self.truncate_log()?;
            // Broken databases hold what was in the ledger when they broke.
            restore::remove_broken(&self.files)?;
        }
        Ok(())
    }

    /// The backup of a settled day; and when the people changed, none is left that knows them as they were.
    fn keep_backup(&mut self, settled: Option<Date>, people_changed: bool) -> Result<(), Error> {
        let newest = backup::newest(&self.files);
        let date = settled.or(if people_changed { newest } else { None });
        let Some(date) = date.max(newest.filter(|_| date.is_some())) else {
            return Ok(());
        };
        if people_changed {
            self.back_up_anew(date)
        } else {
            self.back_up(date)
        }
    }

    fn apply(&mut self, batch: &Batch) -> Result<Applied, Trouble> {
        let keys = &self.keys;
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = Head::read(&step, keys)?;
        head.generation += 1;
        head.more.untold = None;
        for record in &batch.records {
            records::append(&step, keys, &mut head.records, record)?;
        }
        let mut version = None;
        if let Some(policy) = &batch.policy {
            let next = policies::next_version(&head.policies);
            policies::append(&step, keys, &mut head.policies, next, policy)?;
            head.more.lost = None;
            version = Some(next);
        }
        if let Some(book) = &batch.access {
            let before = book::read(&step, keys, &head)?.ok_or(Error::NoHistory)?;
            if before.book.era() != book.era() {
                // Made from a book of before an erasing.
                return Err(Error::WrongKey.into());
            }
            book::write(&step, keys, &mut head, book)?;
        }
        if let Some(tries) = &batch.tries {
            notes::write(&step, keys, &mut head, Note::Tries, tries)?;
        }
        if !batch.consent.is_empty() {
            let mut kept = notes::read(&step, keys, &head, Note::Consents)?;
            consent::append(&mut kept, &batch.consent);
            notes::write(&step, keys, &mut head, Note::Consents, &kept)?;
        }
        let mut saved = None;
        if let Some(text) = &batch.state {
            let state = State {
                generation: head.generation,
                text: text.clone(),
            };
            head.state = Some(state::write(&step, keys, &state)?);
            saved = Some(StateCopy {
                under: under(&head),
                state: Some(state),
            });
        }
        let mut key = None;
        let mut settled = None;
        if !batch.settle.is_empty() {
            key = self.day_key.clone();
            settled = settling::settle(&step, keys, &mut head, &mut key, &batch.settle)?;
            if let Some(today) = settled {
                settling::retain(&step, keys, &mut head, today)?;
            }
        }
        if let Some(saved) = &mut saved {
            saved.under = under(&head);
        }
        head.write(&step, keys)?;
        step.commit()?;
        self.generation = head.generation;
        Ok(Applied {
            policy: version,
            saved,
            key,
            settled,
        })
    }

    /// Brings the files beside the database up to date: the household's before the state's, which refers to it.
    pub(crate) fn copy_out(&self, mark: bool, saved: Option<StateCopy>) -> Result<(), Error> {
        let at = |trouble: Trouble| trouble.at(&self.files.db);
        if (self.lagging || mark)
            && let Some(entry) = policies::latest(&self.db, &self.keys).map_err(at)?
        {
            copies::write_policy(&self.files, &self.keys, &entry)?;
            let head = Head::read(&self.db, &self.keys).map_err(at)?;
            let seen = Seen::of(&head);
            marker::write(&self.files, &self.keys, &entry.policy.accounts, &seen)?;
        }
        // A new household is written with the state it meets, so that the two copies always belong together.
        let copy = match saved {
            Some(copy) => copy,
            None => {
                let head = Head::read(&self.db, &self.keys).map_err(at)?;
                StateCopy {
                    under: under(&head),
                    state: state::read(&self.db, &self.keys, head.state).map_err(at)?,
                }
            }
        };
        copies::write_state(&self.files, &self.keys, &copy)
    }

    /// Notes that the agent is counting at this moment. Costs one block; the last one is found by the next opening.
    ///
    /// # Errors
    /// What the disk or the system refuses.
    pub fn beat(&mut self, moment: &Moment) -> Result<(), Error> {
        let beat = Beat {
            generation: self.generation,
            moment: moment.clone(),
        };
        self.heartbeat.beat(&self.keys, &beat)?;
        self.last_beat = Some(beat);
        Ok(())
    }

    /// The last moment noted by [`Store::beat`], also by an earlier run; `None` if there is none that can be believed.
    #[must_use]
    pub fn last_beat(&self) -> Option<&Moment> {
        self.last_beat.as_ref().map(|beat| &beat.moment)
    }

    /// The engine's state as it was last saved.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be believed, or what the disk refuses.
    pub fn state(&self) -> Result<Option<String>, Error> {
        self.read(|db, keys| {
            let head = Head::read(db, keys)?;
            Ok(state::read(db, keys, head.state)?.map(|mut state| std::mem::take(&mut state.text)))
        })
    }

    /// The household in force.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be believed, or what the disk refuses.
    pub fn latest_policy(&self) -> Result<Option<PolicyEntry>, Error> {
        self.read(policies::latest)
    }

    /// One version of the household.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be believed, or what the disk refuses.
    pub fn policy(&self, version: PolicyVersion) -> Result<Option<PolicyEntry>, Error> {
        self.read(|db, keys| policies::get(db, keys, version))
    }

    /// The versions before this one (all, if `None`), newest first, without their texts.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn policy_history(
        &self,
        before: Option<PolicyVersion>,
        limit: usize,
    ) -> Result<Vec<PolicyInfo>, Error> {
        self.read(|db, keys| policies::history(db, keys, before, limit))
    }

    /// Records, newest first.
    ///
    /// # Errors
    /// What the disk refuses. Single rows that cannot be read are listed in the page instead.
    pub fn records(&self, filter: &RecordFilter) -> Result<Page, Error> {
        self.read(|db, keys| records::page(db, keys, filter))
    }

    /// Totals of a child's closed days, in the order of days; of a day that was closed twice, the later ones.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn day_totals(
        &self,
        child: &ChildId,
        days: RangeInclusive<Date>,
    ) -> Result<Vec<DayTotals>, Error> {
        let mut totals = BTreeMap::new();
        let mut filter = RecordFilter {
            kinds: vec![Kind::DayClosed],
            child: Some(child.clone()),
            days: Some(days),
            limit: RecordFilter::MAX_LIMIT,
            ..RecordFilter::default()
        };
        loop {
            let page = self.records(&filter)?;
            for (_, record) in page.records {
                match record {
                    // The newest come first.
                    Record::DayClosed(day) => drop(totals.entry(day.day).or_insert(day)),
                    Record::Usage(_) | Record::Grant(_) | Record::Audit(_) => {}
                }
            }
            match page.next {
                Some(next) => filter.before = Some(next),
                None => return Ok(totals.into_values().collect()),
            }
        }
    }

    /// Audit entries of a stretch of trusted time (end excluded; everything, if `None`), newest first.
    ///
    /// # Errors
    /// What the disk refuses. Single rows that cannot be read are listed in the page instead.
    pub fn audit(
        &self,
        between: Option<Range<WallTime>>,
        before: Option<RowId>,
        limit: usize,
    ) -> Result<AuditPage, Error> {
        let kinds = vec![Kind::Audit];
        let page = self.records(&RecordFilter {
            kinds,
            between,
            before,
            limit,
            ..RecordFilter::default()
        })?;
        let entries = page
            .records
            .into_iter()
            .filter_map(|(row, record)| match record {
                Record::Audit(audit) => Some((row, audit)),
                Record::Usage(_) | Record::Grant(_) | Record::DayClosed(_) => None,
            });
        Ok(AuditPage {
            entries: entries.collect(),
            unreadable: page.unreadable,
            next: page.next,
        })
    }

    /// Looks at every row. Takes some milliseconds per thousand rows; meant to be done once a day.
    ///
    /// # Errors
    /// What the disk refuses. Damage is the answer, not an error.
    pub fn verify(&self) -> Result<Verification, Error> {
        verify::full(&self.db, &self.keys, &self.files.db)
    }

    /// Counts the batches of this store's whole life.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.files.dir
    }

    /// Moves everything into one file and closes it.
    ///
    /// # Errors
    /// What the disk refuses. Nothing is lost then either: the log beside the database still has it.
    pub fn close(self) -> Result<(), Error> {
        let Self {
            db, files, lock, ..
        } = self;
        let path = files.db;
        let done =
            connection::checkpoint(&db).and_then(|()| db.close().map_err(|(_, error)| error));
        drop(lock);
        done.map_err(|source| Error::database(&path, source))
    }

    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection, &Keys) -> Result<T, Trouble>,
    ) -> Result<T, Error> {
        read(&self.db, &self.keys).map_err(|trouble| trouble.at(&self.files.db))
    }

    /// Notes in the head that the household is lost, until one is applied.
    pub(crate) fn mark_lost(&mut self, why: Damage) -> Result<(), Trouble> {
        let step = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = Head::read(&step, &self.keys)?;
        head.generation += 1;
        head.more.lost = Some(why);
        head.write(&step, &self.keys)?;
        step.commit()?;
        self.generation = head.generation;
        Ok(())
    }
}

/// What a batch has done.
#[derive(Default)]
struct Applied {
    policy: Option<PolicyVersion>,
    saved: Option<StateCopy>,
    /// After the rows that were sealed.
    key: Option<DayKey>,
    /// The newest date that was settled.
    settled: Option<Date>,
}

/// What is in force by this head.
pub(crate) fn under(head: &Head) -> Under {
    let policy = u32::try_from(head.policies.last)
        .ok()
        .filter(|version| *version > 0)
        .map(PolicyVersion);
    Under {
        generation: head.generation,
        policy,
        lost: head.more.lost,
    }
}
