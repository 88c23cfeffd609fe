//! Whether everything is as it was written.

use crate::damage::{Damage, Table};
use crate::error::{Error, Trouble};
use crate::facts::Verification;
use crate::head::{Chain, Head};
use crate::keys::Keys;
use crate::linked::Linked;
use crate::policies::PolicyRow;
use crate::records::RecordRow;
use crate::rows::HistoryRow;
use crate::waiting::WaitingRow;
use crate::{book, migrations, notes, policies, state};
use rusqlite::{Connection, OptionalExtension};
use std::ops::ControlFlow;
use std::path::Path;

/// Pages of a database that is checked in full at every opening: what a household has after months. Of a larger one
/// the index entries and the older rows are left to the daily check, so that an opening stays well below 50 ms.
const SMALL: i64 = 8 * 1024;
/// Rows whose links are checked at every opening of a larger database.
const TAIL: u64 = 2_000;

/// What an opening checks: the shape of the database, the chains and their ends, the state and the household in force.
pub(crate) fn at_open(db: &Connection, keys: &Keys, head: &Head) -> Result<(), Trouble> {
    shape(db)?;
    let pages: i64 = db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let (check, tail) = if pages <= SMALL {
        ("integrity_check", None)
    } else {
        ("quick_check", Some(TAIL))
    };
    structure(db, check)?;
    links::<PolicyRow>(db, keys, &head.policies, tail, first_break)?;
    links::<RecordRow>(db, keys, &head.records, tail, first_break)?;
    links::<WaitingRow>(db, keys, &head.waiting, tail, first_break)?;
    state::read(db, keys, head.state)?;
    policies::latest(db, keys)?;
    book::read(db, keys, head)?;
    notes::check(db, head)?;
    Ok(())
}

/// Whether the rows of the history are those that were written. They are no reason to take the whole database for
/// broken: what was changed shows to the parent who opens it, and everything else stays readable.
pub(crate) fn history(db: &Connection, keys: &Keys, head: &Head) -> Result<bool, Trouble> {
    match links::<HistoryRow>(db, keys, &head.history, None, first_break) {
        Ok(_) => Ok(true),
        Err(Trouble::Damage(Damage::NotGenuine {
            table: Table::History,
            ..
        })) => Ok(false),
        Err(trouble) => Err(trouble),
    }
}

/// Every row, every index entry.
pub(crate) fn full(db: &Connection, keys: &Keys, path: &Path) -> Result<Verification, Error> {
    let mut found = Verification {
        structure: true,
        ..Verification::default()
    };
    let head = match (|| {
        shape(db)?;
        structure(db, "integrity_check")?;
        Head::read(db, keys)
    })() {
        Ok(head) => head,
        Err(trouble) => {
            let damage = trouble.damage(path)?;
            found.structure = damage != Damage::Unreadable;
            found.breaks.push((Table::Head, Some(1)));
            return Ok(found);
        }
    };
    let mut breaks = Vec::new();
    let mut note = |place: (Table, Option<i64>)| {
        if breaks.len() < Verification::MAX_BREAKS {
            breaks.push(place);
        }
    };
    found.policies = counted(
        links::<PolicyRow>(db, keys, &head.policies, None, |row| {
            note((Table::Policies, row));
            ControlFlow::Continue(())
        }),
        path,
    )?;
    found.records = counted(
        links::<RecordRow>(db, keys, &head.records, None, |row| {
            note((Table::Records, row));
            ControlFlow::Continue(())
        }),
        path,
    )?;
    let walk = links::<WaitingRow>(db, keys, &head.waiting, None, |row| {
        note((Table::Waiting, row));
        ControlFlow::Continue(())
    });
    counted(walk, path)?;
    found.history = counted(
        links::<HistoryRow>(db, keys, &head.history, None, |row| {
            note((Table::History, row));
            ControlFlow::Continue(())
        }),
        path,
    )?;
    if let Err(trouble) = book::read(db, keys, &head) {
        trouble.damage(path)?;
        note((Table::Access, Some(1)));
    }
    if let Err(trouble) = notes::check(db, &head) {
        trouble.damage(path)?;
        note((Table::Notes, None));
    }
    if let Err(trouble) = state::read(db, keys, head.state) {
        trouble.damage(path)?;
        note((Table::State, Some(1)));
    }
    found.breaks = breaks;
    Ok(found)
}

/// The number of rows seen, also where the walk ended early on damage that is noted already.
fn counted(walk: Result<u64, Trouble>, path: &Path) -> Result<u64, Error> {
    match walk {
        Ok(count) => Ok(count),
        Err(trouble) => trouble.damage(path).map(|_| 0),
    }
}

fn first_break(_: Option<i64>) -> ControlFlow<()> {
    ControlFlow::Break(())
}

/// Follows a chain to its end, from its beginning or through its last `tail` rows; gives the number of rows seen.
fn links<R: Linked>(
    db: &Connection,
    keys: &Keys,
    chain: &Chain,
    tail: Option<u64>,
    mut broken: impl FnMut(Option<i64>) -> ControlFlow<()>,
) -> Result<u64, Trouble> {
    let table = R::TABLE.as_str();
    let damage = |row| {
        Trouble::Damage(Damage::NotGenuine {
            table: R::TABLE,
            row,
        })
    };
    let count: i64 = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
        row.get(0)
    })?;
    if u64::try_from(count) != Ok(chain.count) && broken(None).is_break() {
        return Err(damage(None));
    }
    // The walk begins after a row that is taken as it is; what is before it was checked when it was the tail.
    let mut before = (None, chain.anchor);
    if let Some(tail) = tail {
        let sql = format!("SELECT id, mac FROM {table} ORDER BY id DESC LIMIT 1 OFFSET ?1");
        let tail = i64::try_from(tail).unwrap_or(i64::MAX);
        let row: Option<(i64, Vec<u8>)> = db
            .query_row(&sql, [tail], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((id, mac)) = row {
            let mac = mac.as_slice().try_into().map_err(|_| damage(Some(id)))?;
            before = (Some(id), mac);
        }
    }
    let mut statement = db.prepare_cached(&format!(
        "SELECT {} FROM {table} WHERE id >= ?1 ORDER BY id",
        R::COLUMNS
    ))?;
    // From the very lowest number, which is none of ours.
    let mut rows = statement.query([before.0.map_or(i64::MIN, |id: i64| id.saturating_add(1))])?;
    let mut seen = 0;
    while let Some(row) = rows.next()? {
        let row = R::read(row)?;
        seen += 1;
        let expected = row.link(keys, &before.1);
        if expected != row.mac() && broken(Some(row.id())).is_break() {
            return Err(damage(Some(row.id())));
        }
        // After a break the walk goes on from what is there, so that one break is one entry.
        before = (Some(row.id()), row.mac().try_into().unwrap_or(expected));
    }
    let end = if chain.count == 0 {
        (None, chain.anchor)
    } else {
        (Some(chain.last), chain.mac)
    };
    if (chain.count > 0 || seen > 0) && before != end && broken(None).is_break() {
        return Err(damage(None));
    }
    Ok(seen)
}

/// The statements that made the tables are ours, word for word.
fn shape(db: &Connection) -> Result<(), Trouble> {
    let mut statement = db.prepare("SELECT sql FROM sqlite_schema ORDER BY rowid")?;
    let found: Vec<Option<String>> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let same = found
        .iter()
        .map(Option::as_deref)
        .eq(migrations::statements().iter().map(|sql| Some(*sql)));
    if same {
        Ok(())
    } else {
        Err(Damage::Unreadable.into())
    }
}

/// SQLite's own check.
fn structure(db: &Connection, check: &str) -> Result<(), Trouble> {
    let first: String = db.query_row(&format!("PRAGMA {check}(1)"), [], |row| row.get(0))?;
    if first == "ok" {
        Ok(())
    } else {
        tracing::warn!(problem = first, "the database is damaged");
        Err(Damage::Unreadable.into())
    }
}
