//! The store's side of the sealed history: beginning, going on, reading, erasing.

use crate::access::{AccessBook, HistoryKey};
use crate::backup::{self, Others};
use crate::book;
use crate::calendar::Calendar;
use crate::consent::ConsentRecord;
use crate::day_key::{self, DayKey};
use crate::error::{Error, Trouble};
use crate::files;
use crate::head::{Chain, Ends, Head};
use crate::history::{
    Entry, Erase, ErasedCount, History, HistoryFilter, HistoryProblem, HistoryStatus, Pruned,
    Sealing,
};
use crate::linked::relink;
use crate::notes::{self, Note};
use crate::rows::{self, Book, HistoryRow};
use crate::secret::wipe_stack;
use crate::settling::{self, Sealing as Rows};
use crate::store::Store;
use crate::tries::Tries;
use crate::{connection, restore, unlocked, waiting};
use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::summary::{DaySummary, WeekTotals};
use rusqlite::TransactionBehavior;
use std::collections::BTreeMap;

impl Store {
    /// Who can open the history; `None` before the first passphrase.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be believed, or what the disk refuses.
    pub fn access(&self) -> Result<Option<AccessBook>, Error> {
        self.read(|db, keys| {
            let head = Head::read(db, keys)?;
            Ok(book::read(db, keys, &head)?.map(|kept| kept.book))
        })
    }

    /// The counted tries.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn tries(&self) -> Result<Tries, Error> {
        self.note(Note::Tries)
    }

    /// Agreements and withdrawals, oldest first: the last 20 of each child.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn consents(&self) -> Result<Vec<ConsentRecord>, Error> {
        self.note(Note::Consents)
    }

    /// What can be told of the history without opening it.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn history_status(&self) -> Result<HistoryStatus, Error> {
        let (head, waiting) = self.read(|db, keys| {
            let head = Head::read(db, keys)?;
            let waiting = waiting::all(db, keys)?;
            let days = waiting
                .iter()
                .filter(|(_, entry)| matches!(entry, Entry::Day(_)));
            Ok((head, days.count()))
        })?;
        let sealing = match (&head.access, &self.day_key) {
            (None, _) => Sealing::NotBegun,
            (Some(_), Some(_)) => Sealing::Running,
            (Some(_), None) => Sealing::Paused,
        };
        Ok(HistoryStatus {
            sealing,
            waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
            sealed: head.history.count,
            noticed: head.more.noticed,
            backup: backup::newest(&self.files),
        })
    }

    /// Days that wait to be sealed, oldest first: the machine key alone guards them.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn waiting_days(&self) -> Result<Vec<DaySummary>, Error> {
        let waiting = self.read(waiting::all)?;
        let days = waiting.into_iter().filter_map(|(_, entry)| match entry {
            Entry::Day(day) => Some(*day),
            Entry::Week(_) => None,
        });
        Ok(days.collect())
    }

    /// Puts the first book in force: days are sealed from now on, and those that wait are sealed now. Gives how many.
    ///
    /// # Errors
    /// [`Error::HistoryExists`], [`Error::WrongKey`] if the key is not the book's, or what the disk refuses.
    pub fn begin_history(&mut self, book: &AccessBook, key: &HistoryKey) -> Result<u32, Error> {
        if self.access()?.is_some() {
            return Err(Error::HistoryExists);
        }
        let root = book.root(key).ok_or(Error::WrongKey)?;
        let begun = self.change_chain(DayKey::root(book.era(), root), |store, key, head, db| {
            head.ends = Ends {
                era: book.era(),
                next: 1,
                ..Ends::default()
            };
            key.step();
            book::write(db, store.keys, head, book)?;
            seal_waiting(store, key, head, db)
        });
        wipe_stack();
        let sealed = begun?;
        self.copy_access()?;
        self.after_sealing()?;
        Ok(sealed)
    }

    /// To be called after each unlocking: makes the day's key anew if it was lost, and seals what waits. Gives how many.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses.
    pub fn resume_history(&mut self, key: &HistoryKey) -> Result<u32, Error> {
        let (head, book, root) = self.opened(key)?;
        let nothing_to_do = {
            let mut present = root.clone();
            let reached = present.step_to(head.ends.next).is_some();
            let fits = self.day_key.as_ref().is_some_and(|key| key.is(&present));
            reached
                && fits
                && head.ends.era == book.era()
                && head.waiting.count == 0
                && !head.more.noticed
                && !head.ends.first.contains(&Ends::UNKNOWN)
        };
        if nothing_to_do {
            wipe_stack();
            return Ok(0);
        }
        // What the machine key told and was lost with it, is told by the rows themselves.
        let mut walked = Vec::new();
        let walk = self.read(|db, _| {
            unlocked::walk(db, &head, root.clone(), |row, entry| {
                walked.push((row, settling::closed_on(&entry)));
            })
        })?;
        let resumed = self.change_chain(root, |store, key, head, db| {
            let keys = &store.keys;
            head.ends.era = book.era();
            key.step_to(head.ends.next)
                .ok_or(Trouble::Other(Error::WrongKey))?;
            let mut calendar: Calendar = notes::read(db, keys, head, Note::Calendar)?;
            if calendar == Calendar::default() {
                walked
                    .iter()
                    .for_each(|(row, date)| calendar.note(*date, *row));
                notes::write(db, keys, head, Note::Calendar, &calendar)?;
            }
            head.ends.first = walk.first;
            head.more.noticed = false;
            seal_waiting(store, key, head, db)
        });
        wipe_stack();
        let sealed = resumed?;
        self.after_sealing()?;
        Ok(sealed)
    }

    /// Opens the history.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses. Damage is part of the answer.
    pub fn history(&self, key: &HistoryKey, filter: &HistoryFilter) -> Result<History, Error> {
        let (head, _, root) = self.opened(key)?;
        let mut found = Found::default();
        let walk = self.read(|db, keys| {
            let walk = unlocked::walk(db, &head, root, |_, entry| found.take(filter, entry))?;
            for (_, entry) in waiting::all(db, keys)? {
                found.take(filter, entry);
            }
            Ok(walk)
        });
        wipe_stack();
        Ok(found.history(walk?.problems))
    }

    /// Erases: what stays is sealed anew under a new chain of keys, everything else is deleted and overwritten, and the
    /// backups and copies are made anew. The ledger of days that are not settled yet stays, since limits count by it.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses; then an erasing that has begun is finished
    /// by the next opening.
    pub fn erase(&mut self, key: &HistoryKey, what: &Erase) -> Result<ErasedCount, Error> {
        let (head, book, root) = self.opened(key)?;
        let goes = |child: &ChildId| match what {
            Erase::Everything => true,
            Erase::Child(erased) => child == erased,
        };
        let (mut stays, mut gone) = (Vec::new(), Found::default());
        let everything = HistoryFilter::default();
        let walked = self.read(|db, keys| {
            unlocked::walk(db, &head, root, |_, entry| {
                if goes(entry.child()) {
                    gone.take(&everything, entry);
                } else {
                    stays.push(entry);
                }
            })?;
            for (_, entry) in waiting::all(db, keys)? {
                if goes(entry.child()) {
                    gone.take(&everything, entry);
                }
            }
            Ok(())
        });
        walked?;
        let count = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let erased = ErasedCount {
            days: count(gone.days.len()),
            weeks: count(gone.weeks.len()),
        };
        let (book, root) = book.with_new_root(key)?;
        let changed = self.change_chain(DayKey::root(book.era(), root), |store, key, head, db| {
            let keys = &store.keys;
            db.execute("DELETE FROM history", [])?;
            head.history = Chain::default();
            head.ends = Ends {
                era: book.era(),
                next: 1,
                ..Ends::default()
            };
            key.step();
            let mut rows = Rows::anew();
            for entry in &stays {
                rows.keep(db, keys, head, Some(key), entry)?;
            }
            rows.end(db, keys, head)?;
            match what {
                Erase::Everything => {
                    waiting::clear(db, &mut head.waiting)?;
                    (head.more.noticed, head.more.days_lost) = (false, 0);
                }
                Erase::Child(child) => {
                    waiting::remove(db, keys, &mut head.waiting, |entry| entry.child() == child)?;
                }
            }
            book::write(db, keys, head, &book)?;
            head.more.erasing = true;
            Ok(())
        });
        wipe_stack();
        changed?;
        self.finish_erasing()?;
        Ok(erased)
    }

    /// Lets go what was kept long enough. Done by every batch that settles a day; doing it again changes nothing.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn retain(&mut self, today: Date) -> Result<Pruned, Error> {
        let pruned =
            self.transaction(|store, head, db| settling::retain(db, store.keys, head, today))?;
        if pruned != Pruned::default() {
            self.truncate_log()?;
        }
        Ok(pruned)
    }

    /// Makes the backup of this day, in place of an earlier one of the same day. Done by every batch that settles a day.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn back_up(&mut self, today: Date) -> Result<(), Error> {
        backup::make(&self.files, &self.db, &self.keys, today, Others::Stay)
            .map_err(|trouble| trouble.at(&self.files.backups))
    }

    /// Removes what an erasing leaves outside of the tables: old pages, the log, copies, backups, broken databases.
    pub(crate) fn finish_erasing(&mut self) -> Result<(), Error> {
        let at = |source| Error::database(&self.files.db, source);
        connection::vacuum(&self.db).map_err(at)?;
        self.truncate_log()?;
        restore::remove_broken(&self.files)?;
        self.copy_access()?;
        let date = self.note::<Calendar>(Note::Calendar)?.newest();
        match date.or(backup::newest(&self.files)) {
            Some(date) => self.back_up_anew(date)?,
            None => backup::remove_all(&self.files)?,
        }
        self.transaction(|_, head, _| {
            head.more.erasing = false;
            Ok(())
        })?;
        self.truncate_log()?;
        self.copy_out(true, None)
    }

    /// Makes the backup of this day, and overwrites and removes every other one, but only then.
    pub(crate) fn back_up_anew(&mut self, date: Date) -> Result<(), Error> {
        backup::make(&self.files, &self.db, &self.keys, date, Others::Go)
            .map_err(|trouble| trouble.at(&self.files.backups))
    }

    /// Writes the copy of the book beside the database.
    pub(crate) fn copy_access(&self) -> Result<(), Error> {
        let kept = self.read(|db, keys| {
            let head = Head::read(db, keys)?;
            book::read(db, keys, &head)
        })?;
        match kept {
            Some(kept) => book::write_copy(&self.files, &self.keys, &kept),
            None => files::wipe(&self.files.access_copy),
        }
    }

    /// Empties the log beside the database: its frames hold pages as they were before.
    pub(crate) fn truncate_log(&self) -> Result<(), Error> {
        connection::checkpoint(&self.db).map_err(|source| Error::database(&self.files.db, source))
    }

    /// After rows were sealed outside of a batch.
    fn after_sealing(&mut self) -> Result<(), Error> {
        self.truncate_log()?;
        self.copy_out(true, None)?;
        if let Some(date) = self.note::<Calendar>(Note::Calendar)?.newest() {
            self.back_up(date)?;
        }
        Ok(())
    }

    fn note<T: serde::de::DeserializeOwned + Default>(&self, note: Note) -> Result<T, Error> {
        self.read(|db, keys| notes::read(db, keys, &Head::read(db, keys)?, note))
    }

    /// The head, the book, and the root of the chain under this key.
    fn opened(&self, key: &HistoryKey) -> Result<(Head, AccessBook, DayKey), Error> {
        let (head, kept) = self.read(|db, keys| {
            let head = Head::read(db, keys)?;
            let kept = book::read(db, keys, &head)?;
            Ok((head, kept))
        })?;
        let book = kept.ok_or(Error::NoHistory)?.book;
        let root = book.root(key).ok_or(Error::WrongKey)?;
        let root = DayKey::root(book.era(), root);
        Ok((head, book, root))
    }

    /// One transaction in which the head is changed.
    pub(crate) fn transaction<T>(
        &mut self,
        change: impl FnOnce(&Parts<'_>, &mut Head, &rusqlite::Transaction<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Error> {
        let path = &self.files.db;
        let keys = &self.keys;
        let db = &mut self.db;
        let done = (|| {
            let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut head = Head::read(&step, keys)?;
            head.generation += 1;
            let result = change(&Parts { keys }, &mut head, &step)?;
            head.write(&step, keys)?;
            step.commit()?;
            Ok((result, head.generation))
        })();
        let (result, generation) = done.map_err(|trouble: Trouble| trouble.at(path))?;
        self.generation = generation;
        Ok(result)
    }

    /// A transaction that puts another day key in force. The key waits in a file of its own until the transaction is on
    /// the disk, so that a crash at any point leaves the one that belongs to the database.
    fn change_chain<T>(
        &mut self,
        mut key: DayKey,
        change: impl FnOnce(
            &Parts<'_>,
            &mut DayKey,
            &mut Head,
            &rusqlite::Transaction<'_>,
        ) -> Result<T, Trouble>,
    ) -> Result<T, Error> {
        let path = self.files.day_key.clone();
        let waits = day_key::next(&path);
        let done = self.transaction(|parts, head, db| {
            let result = change(parts, &mut key, head, db)?;
            day_key::write(&waits, parts.keys, &key)?;
            Ok(result)
        });
        match done {
            Ok(result) => {
                day_key::write(&path, &self.keys, &key)?;
                self.day_key = Some(key);
                files::wipe(&waits)?;
                Ok(result)
            }
            Err(error) => {
                files::wipe(&waits).ok();
                Err(error)
            }
        }
    }

    /// Finds the day key at opening, and brings key and database to the same row.
    pub(crate) fn find_day_key(&mut self) -> Result<(), Error> {
        let ends = self.read(|db, keys| Ok(Head::read(db, keys)?.ends))?;
        let path = self.files.day_key.clone();
        let Some(mut key) = day_key::settle_files(&path, &self.keys, ends.era, ends.next)? else {
            if ends.era > 0 {
                tracing::warn!("the day's key is gone; days wait until a parent unlocks");
            }
            return Ok(());
        };
        if key.row > ends.next {
            // The database is older than the key: its newest rows are lost. Keys never go back.
            tracing::error!("the database is older than the day's key; days are lost");
            let next = key.row;
            self.transaction(|_, head, _| {
                head.more.days_lost = head.ends.next.max(1);
                head.more.noticed = true;
                head.ends.next = next;
                Ok(())
            })?;
        } else if key.row < ends.next {
            // A crash came between the database and the key.
            if key.step_to(ends.next).is_none() {
                return files::wipe(&path);
            }
            wipe_stack();
            day_key::write(&path, &self.keys, &key)?;
        }
        self.day_key = Some(key);
        Ok(())
    }

    /// Rows of the history are not what was written: takes them from the backups, as far as those have them. It is noted
    /// in any case, since parents should know that somebody or something was at it; what that does not mend is told to
    /// whoever opens the history; and what is there is vouched for, so that the next change shows again.
    pub(crate) fn mend_history(&mut self) -> Result<(), Error> {
        tracing::error!("the history is not what was written");
        let mut backups = backup::all(&self.files, &self.keys);
        backups.retain(|backup| backup.history_is_whole(&self.keys));
        self.transaction(|parts, head, db| {
            let Ends { era, first, .. } = head.ends;
            for backup in &backups {
                if backup
                    .head
                    .is_none_or(|backed_up| backed_up.ends.era != era)
                {
                    continue;
                }
                rows::each(&backup.db, |row| {
                    // What was let go after the backup was made does not come back.
                    let kept = Book::of_number(row.book)
                        .is_some_and(|book| (1..=row.id).contains(&first[book.at()]));
                    if kept { rows::put(db, &row) } else { Ok(()) }
                })?;
            }
            let before = head.history;
            relink::<HistoryRow>(db, parts.keys, &mut head.history)?;
            // The end of the chain is a digest of all its rows.
            if head.history == before {
                tracing::warn!("the history was mended from the backups");
            }
            head.more.noticed = true;
            Ok(())
        })
    }
}

/// What a transaction needs besides the database.
pub(crate) struct Parts<'a> {
    pub(crate) keys: &'a crate::keys::Keys,
}

/// Seals what waits; gives the number of days.
fn seal_waiting(
    parts: &Parts<'_>,
    key: &mut DayKey,
    head: &mut Head,
    db: &rusqlite::Transaction<'_>,
) -> Result<u32, Trouble> {
    let entries = waiting::all(db, parts.keys)?;
    let mut rows = Rows::begin(db, parts.keys, head)?;
    let mut days = 0;
    for (_, entry) in &entries {
        rows.keep(db, parts.keys, head, Some(key), entry)?;
        days += u32::from(matches!(entry, Entry::Day(_)));
    }
    rows.end(db, parts.keys, head)?;
    waiting::clear(db, &mut head.waiting)?;
    Ok(days)
}

/// Days and weeks put together from rows.
#[derive(Default)]
struct Found {
    days: BTreeMap<(Date, ChildId), DaySummary>,
    weeks: BTreeMap<(Date, ChildId), WeekTotals>,
}

impl Found {
    fn take(&mut self, filter: &HistoryFilter, entry: Entry) {
        if !filter.takes(entry.child(), entry.date()) {
            return;
        }
        let of = (entry.date(), entry.child().clone());
        match entry {
            Entry::Day(day) => match self.days.get_mut(&of) {
                Some(earlier) => earlier.add(&day),
                None => drop(self.days.insert(of, *day)),
            },
            Entry::Week(week) => {
                // A week that was closed again counts as it was closed last.
                self.weeks.insert(of, *week);
            }
        }
    }

    fn history(self, problems: Vec<HistoryProblem>) -> History {
        History {
            days: self.days.into_values().collect(),
            weeks: self.weeks.into_values().collect(),
            problems,
        }
    }
}
