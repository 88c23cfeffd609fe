//! Reading what is still genuine in a broken database, without changing a byte of it.
//!
//! Every row proves itself by its seal, so that a row can be believed wherever SQLite still finds it. Chains are not
//! asked: they tell that something is missing, and here that is known already.

use crate::connection;
use crate::error::{Error, Trouble};
use crate::facts::PolicyEntry;
use crate::head::Head;
use crate::keys::Keys;
use crate::policies::PolicyRow;
use crate::records::RecordRow;
use crate::state::{self, State};
use luytre_core::record::Record;
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// Rows that are looked at, at most: a broken tree must not lead in circles for ever.
const MAX_ROWS: usize = 2_000_000;

/// A broken database.
pub(crate) struct Old<'a> {
    db: Connection,
    keys: &'a Keys,
}

impl<'a> Old<'a> {
    /// Opens it, if SQLite can do anything with it at all.
    pub(crate) fn open(path: &Path, keys: &'a Keys) -> Option<Self> {
        match connection::look(path) {
            Ok(db) => Some(Self { db, keys }),
            Err(trouble) => {
                tracing::warn!(error = %trouble.at(path), "nothing can be read from the broken database");
                None
            }
        }
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
