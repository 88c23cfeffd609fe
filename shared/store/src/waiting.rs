//! Days that could not be sealed yet: condensed, under the machine key, until a parent sets a passphrase or unlocks.

use crate::damage::Table;
use crate::error::Trouble;
use crate::head::Chain;
use crate::history::Entry;
use crate::keys::{Keys, Mac};
use crate::linked::{self, Linked};
use crate::seal::Place;
use crate::secret::to_json;
use rusqlite::{Connection, Row, params};

/// A row as it lies in the table.
pub(crate) struct WaitingRow {
    pub(crate) id: i64,
    sealed: Vec<u8>,
    mac: Vec<u8>,
}

impl Linked for WaitingRow {
    const TABLE: Table = Table::Waiting;
    const COLUMNS: &str = "id, sealed, mac";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            sealed: row.get(1)?,
            mac: row.get(2)?,
        })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    fn link(&self, keys: &Keys, before: &Mac) -> Mac {
        keys.link(Table::Waiting.as_str(), before, self.id, &[&self.sealed])
    }
}

impl WaitingRow {
    pub(crate) fn entry(&self, keys: &Keys) -> Option<Entry> {
        let plain = keys.waiting.open(&place(self.id), &self.sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

fn place(id: i64) -> Place<'static> {
    Place::plain("waiting", id)
}

/// Appends. The caller holds a transaction and writes the head.
pub(crate) fn append(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    entry: &Entry,
) -> Result<(), Trouble> {
    let plain = to_json("a day that waits", entry)?;
    let id = chain.last + 1;
    let mut row = WaitingRow {
        id,
        sealed: keys.waiting.seal(&place(id), &plain)?,
        mac: Vec::new(),
    };
    let mac = row.link(keys, &chain.mac);
    row.mac = mac.to_vec();
    db.prepare_cached("INSERT INTO waiting (id, sealed, mac) VALUES (?1, ?2, ?3)")?
        .execute(params![row.id, row.sealed, row.mac])?;
    chain.push(id, mac);
    Ok(())
}

/// All that wait, in order; those that do not open are left out.
pub(crate) fn all(db: &Connection, keys: &Keys) -> Result<Vec<(i64, Entry)>, Trouble> {
    let sql = format!("SELECT {} FROM waiting ORDER BY id", WaitingRow::COLUMNS);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let row = WaitingRow::read(row)?;
        match row.entry(keys) {
            Some(entry) => all.push((row.id, entry)),
            None => tracing::warn!(row = row.id, "a day that waits to be sealed cannot be read"),
        }
    }
    Ok(all)
}

/// Removes those for which this holds; gives their number. The caller holds a transaction and writes the head.
pub(crate) fn remove(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    mut goes: impl FnMut(&Entry) -> bool,
) -> Result<u64, Trouble> {
    let going: Vec<i64> = all(db, keys)?
        .into_iter()
        .filter_map(|(id, entry)| goes(&entry).then_some(id))
        .collect();
    let mut delete = db.prepare_cached("DELETE FROM waiting WHERE id = ?1")?;
    let mut gone = 0;
    for id in going {
        delete.execute([id])?;
        gone += 1;
    }
    if gone > 0 {
        linked::relink::<WaitingRow>(db, keys, chain)?;
    }
    Ok(gone)
}

/// Removes all.
pub(crate) fn clear(db: &Connection, chain: &mut Chain) -> Result<(), Trouble> {
    db.execute("DELETE FROM waiting", [])?;
    (chain.count, chain.mac) = (0, chain.anchor);
    Ok(())
}
