//! How the database came to its present shape.
//!
//! The contract: one file a version, forward only, each in one transaction. Once released a migration is frozen: it is
//! never edited, and it imports nothing that may change (it writes its SQL out, and copies an old shape if it needs
//! one). `user_version` counts the migrations applied. Every version, however new, keeps the table `format` with one
//! row a migration, vouched for by the machine key: by it an older agent tells a newer store, which it must not touch,
//! from a damaged one, which it must restore.

mod v1;
mod v2;

use crate::connection;
use crate::keys::Keys;
use rusqlite::{Connection, Transaction};

/// The newest format known here.
pub(crate) const SUPPORTED: u32 = 2;

/// Applies what is missing.
pub(crate) fn run(db: &mut Connection, keys: &Keys) -> rusqlite::Result<()> {
    let found = version(db)?;
    for next in found + 1..=SUPPORTED {
        let step = db.transaction()?;
        match next {
            1 => v1::apply(&step)?,
            2 => v2::apply(&step, keys)?,
            _ => unreachable!("SUPPORTED is the last version listed here"),
        }
        step.execute(
            "INSERT INTO format (version, mac) VALUES (?1, ?2)",
            (next, keys.format_mac(next)),
        )?;
        set_version(&step, next)?;
        step.commit()?;
    }
    if found < SUPPORTED {
        // So that all databases of one format have their tables on the same pages: see `salvage.rs`.
        connection::vacuum(db)?;
    }
    Ok(())
}

/// The format that the file claims to have.
pub(crate) fn version(db: &Connection) -> rusqlite::Result<u32> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn set_version(step: &Transaction<'_>, version: u32) -> rusqlite::Result<()> {
    step.pragma_update(None, "user_version", version)
}

/// Statements that make the present shape, as SQLite keeps them.
pub(crate) fn statements() -> &'static [&'static str] {
    v2::STATEMENTS
}
