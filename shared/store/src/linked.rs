//! Rows of a chain, and what removing some of them does to it.

use crate::damage::Table;
use crate::error::Trouble;
use crate::head::Chain;
use crate::keys::{Keys, Mac};
use rusqlite::{Connection, Row};

/// A row of a chain.
pub(crate) trait Linked: Sized {
    const TABLE: Table;
    const COLUMNS: &str;
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    fn id(&self) -> i64;
    fn mac(&self) -> &[u8];
    /// What its MAC must be after this one.
    fn link(&self, keys: &Keys, before: &Mac) -> Mac;
}

/// Links what is there anew, from the anchor on: after rows were taken out of the middle. The caller holds a
/// transaction, vouches for the rows, and writes the head.
pub(crate) fn relink<R: Linked>(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
) -> Result<(), Trouble> {
    let table = R::TABLE.as_str();
    let mut changed: Vec<(i64, Mac)> = Vec::new();
    let (mut count, mut before) = (0, chain.anchor);
    {
        let sql = format!("SELECT {} FROM {table} ORDER BY id", R::COLUMNS);
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let row = R::read(row)?;
            let mac = row.link(keys, &before);
            if mac != row.mac() {
                changed.push((row.id(), mac));
            }
            count += 1;
            chain.last = row.id();
            before = mac;
        }
    }
    (chain.count, chain.mac) = (count, before);
    let mut update = db.prepare_cached(&format!("UPDATE {table} SET mac = ?2 WHERE id = ?1"))?;
    for (id, mac) in changed {
        update.execute((id, mac))?;
    }
    Ok(())
}

/// Removes rows from the front up to and including this one, and moves the anchor. The caller holds a transaction,
/// has checked the chain, and writes the head.
pub(crate) fn cut_front<R: Linked>(
    db: &Connection,
    chain: &mut Chain,
    up_to: i64,
) -> Result<u64, Trouble> {
    let table = R::TABLE.as_str();
    let sql = format!("SELECT mac FROM {table} WHERE id <= ?1 ORDER BY id DESC LIMIT 1");
    let mac: Vec<u8> = db.query_row(&sql, [up_to], |row| row.get(0))?;
    let gone = db.execute(&format!("DELETE FROM {table} WHERE id <= ?1"), [up_to])?;
    let gone = u64::try_from(gone).unwrap_or(u64::MAX);
    chain.count = chain.count.saturating_sub(gone);
    chain.anchor = mac
        .as_slice()
        .try_into()
        .map_err(|_| crate::damage::Damage::NotGenuine {
            table: R::TABLE,
            row: Some(up_to),
        })?;
    if chain.count == 0 {
        chain.mac = chain.anchor;
    }
    Ok(gone)
}
