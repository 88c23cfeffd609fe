//! Reading what is still genuine in a broken database, without changing a byte of it.
//!
//! Every row proves itself by its seal, so that a row can be believed wherever SQLite still finds it. Chains are not
//! asked: they tell that something is missing, and here that is known already.

use crate::book::{self, Candidate};
use crate::connection;
use crate::error::{Error, Trouble};
use crate::facts::PolicyEntry;
use crate::files;
use crate::head::Head;
use crate::history::Entry;
use crate::keys::Keys;
use crate::linked::Linked;
use crate::notes::{self, Note};
use crate::policies::PolicyRow;
use crate::records::RecordRow;
use crate::rows::HistoryRow;
use crate::state::{self, State};
use crate::waiting;
use luytre_core::record::Record;
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// Rows that are looked at, at most: a broken tree must not lead in circles for ever.
const MAX_ROWS: usize = 2_000_000;
/// Bytes of a page of our databases.
const PAGE: usize = 1024;

/// A broken database.
pub(crate) struct Old<'a> {
    db: Connection,
    keys: &'a Keys,
}

impl<'a> Old<'a> {
    /// Opens it, if SQLite can do anything with it at all. `graft` is where a working copy may lie for the while, and
    /// `sound` an empty database of ours.
    ///
    /// The first page is the one place where a single flipped bit hides everything else, and it is the same in every
    /// database that was made by the same steps. So the working copy gets the first page of the sound one.
    pub(crate) fn open(path: &Path, graft: &Path, sound: &Path, keys: &'a Keys) -> Option<Self> {
        let look = |path: &Path| connection::look(path).ok().map(|db| Self { db, keys });
        let grafted = match make_graft(path, graft, sound) {
            Ok(()) => look(graft),
            Err(error) => {
                tracing::debug!(%error, "the broken database is read as it is");
                None
            }
        };
        let as_it_is = look(path);
        // A database with another history has its tables on other pages; there only its own first page tells where.
        let better = |old: &Self| {
            let rows = old.ids("records").len() + old.ids("history").len();
            (old.head().is_some(), rows)
        };
        [as_it_is, grafted].into_iter().flatten().max_by_key(better)
    }

    pub(crate) fn head(&self) -> Option<Head> {
        Head::read(&self.db, self.keys).ok()
    }

    pub(crate) fn state(&self) -> Option<State> {
        state::read_any(&self.db, self.keys)
            .ok()
            .flatten()
            .map(|(state, _)| state)
    }

    /// Gives every genuine version, in order.
    pub(crate) fn each_policy(
        &self,
        mut take: impl FnMut(&PolicyEntry) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let sql = "SELECT id, sealed, mac FROM policies WHERE id = ?1";
        for id in self.ids("policies") {
            let Ok(mut one) = self.db.prepare_cached(sql) else {
                return Ok(());
            };
            let row = one
                .query_row([id], PolicyRow::read)
                .optional()
                .ok()
                .flatten();
            if let Some(entry) = row.and_then(|row| row.entry(self.keys)) {
                take(&entry)?;
            }
        }
        Ok(())
    }

    /// Gives every genuine record, in order.
    pub(crate) fn each_record(
        &self,
        mut take: impl FnMut(&Record) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let sql = format!("SELECT {} FROM records WHERE id = ?1", RecordRow::COLUMNS);
        for id in self.ids("records") {
            let Ok(mut one) = self.db.prepare_cached(&sql) else {
                return Ok(());
            };
            let row = one
                .query_row([id], RecordRow::read)
                .optional()
                .ok()
                .flatten();
            let record = row.and_then(|row| row.record(self.keys));
            match record.map(|record| take(&record)) {
                // A row that was sealed by a bug as too large is no reason to lose the others.
                None | Some(Ok(()) | Err(Trouble::Other(Error::TooLarge { .. }))) => {}
                Some(Err(trouble)) => return Err(trouble),
            }
        }
        Ok(())
    }

    /// Every row of the history that can be read at all, and whether the machine key vouches for it.
    pub(crate) fn history(&self) -> Vec<(HistoryRow, bool)> {
        let sql = format!("SELECT {} FROM history WHERE id = ?1", HistoryRow::COLUMNS);
        let mut before = self.head().map(|head| head.history.anchor.to_vec());
        let mut found = Vec::new();
        for id in self.ids("history") {
            let Ok(mut one) = self.db.prepare_cached(&sql) else {
                break;
            };
            let row = one.query_row([id], HistoryRow::read).optional();
            let Some(row) = row.ok().flatten() else {
                before = None;
                continue;
            };
            let vouched = before
                .and_then(|before| before.as_slice().try_into().ok())
                .is_some_and(|before| row.link(self.keys, &before) == row.mac());
            before = Some(row.mac.clone());
            found.push((row, vouched));
        }
        found
    }

    /// Every genuine day that waits to be sealed, in order.
    pub(crate) fn waiting(&self) -> Vec<Entry> {
        waiting::all(&self.db, self.keys)
            .map(|all| all.into_iter().map(|(_, entry)| entry).collect())
            .unwrap_or_default()
    }

    pub(crate) fn access(&self) -> Option<Candidate> {
        book::read_any(&self.db, self.keys)
    }

    pub(crate) fn note<T: DeserializeOwned>(&self, note: Note) -> Option<T> {
        notes::read_any(&self.db, self.keys, note)
    }

    /// Row numbers in order: forward to the first place that cannot be read, and backward to it from the end.
    fn ids(&self, table: &str) -> Vec<i64> {
        let mut ids = self.walk(
            &format!("SELECT id FROM {table} NOT INDEXED WHERE id > ?1 ORDER BY id"),
            0,
            |a, b| a < b,
        );
        let last = ids.last().copied().unwrap_or(0);
        let back = format!("SELECT id FROM {table} NOT INDEXED WHERE id > ?1 ORDER BY id DESC");
        let rest = self.walk(&back, last, |a, b| a > b);
        ids.extend(rest.into_iter().rev().filter(|id| *id > last));
        ids
    }

    /// Row numbers as far as they can be read and keep their order.
    fn walk(&self, sql: &str, after: i64, in_order: impl Fn(i64, i64) -> bool) -> Vec<i64> {
        let mut ids: Vec<i64> = Vec::new();
        let Ok(mut statement) = self.db.prepare(sql) else {
            return ids;
        };
        let Ok(rows) = statement.query_map([after], |row| row.get::<_, i64>(0)) else {
            return ids;
        };
        for id in rows.map_while(Result::ok) {
            if ids.len() >= MAX_ROWS || ids.last().is_some_and(|last| !in_order(*last, id)) {
                break;
            }
            ids.push(id);
        }
        ids
    }
}

/// Copies the broken database and its log, and gives the copy a sound first page.
fn make_graft(path: &Path, graft: &Path, sound: &Path) -> io::Result<()> {
    let mut page = [0; PAGE];
    File::open(sound)?.read_exact(&mut page)?;
    // The number of pages and the list of free ones are those of the sound database; without them SQLite takes the
    // length of the file, and needs no free pages for reading.
    page[24..40].fill(0);
    fs::copy(path, graft)?;
    let log = files::with_suffix(path, "-wal");
    if files::exists(&log) {
        fs::copy(log, files::with_suffix(graft, "-wal"))?;
    }
    OpenOptions::new().write(true).open(graft)?.write_all(&page)
}

/// Removes what [`Old::open`] may have left.
pub(crate) fn remove_graft(graft: &Path) -> Result<(), Error> {
    ["", "-wal", "-shm"]
        .into_iter()
        .try_for_each(|suffix| files::remove_if_there(&files::with_suffix(graft, suffix)))
}
