//! How SQLite is opened and set.

use crate::error::{Error, Trouble};
use crate::files;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Opens a database that exists, to look at it and leave every byte as it is.
pub(crate) fn look(path: &Path) -> Result<Connection, Trouble> {
    // One thread owns the connection: SQLite needs no locks of its own.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let db = Connection::open_with_flags(path, flags)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.pragma_update(None, "query_only", true)?;
    // Whatever a damaged or forged schema holds, it cannot call functions or make SQLite write where it should not.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024)?;
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    // With exclusive locking the index of the write-ahead log stays in memory: no third file, and fewer system calls.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "mmap_size", 0)?;
    // Half a mebibyte: the agent is small, and reads little twice.
    db.pragma_update(None, "cache_size", -512)?;
    Ok(db)
}

/// Makes a connection that looks one that works.
pub(crate) fn work(db: &Connection) -> Result<(), Trouble> {
    db.pragma_update(None, "query_only", false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // Every commit waits for the disk: what was acknowledged stays.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "wal_autocheckpoint", 512)?;
    db.pragma_update(None, "journal_size_limit", 1024 * 1024)?;
    Ok(())
}

/// Creates an empty database that only its owner can read; the log beside it takes the same permissions.
pub(crate) fn create(path: &Path) -> Result<Connection, Trouble> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        files::remove_if_there(&files::with_suffix(path, suffix))?;
    }
    files::create_private(path).map_err(|error| Error::io("create", path, error))?;
    let db = Connection::open(path)?;
    // Small pages: a minute's facts are a few hundred bytes, and every page touched is written twice. The size is
    // fixed by the first write, which is the switch to the log.
    db.pragma_update(None, "page_size", 1024)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    drop(db);
    let db = look(path)?;
    work(&db)?;
    Ok(db)
}

/// Writes the whole database anew, without the pages that are free.
pub(crate) fn vacuum(db: &Connection) -> rusqlite::Result<()> {
    // It works in an attached database in memory; nothing else may attach one.
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    let done = db.execute_batch("VACUUM");
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    done
}

/// Moves everything from the log into the database and empties the log.
pub(crate) fn checkpoint(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SQLite ignores a setting that it does not know or does not like.
    #[test]
    fn every_setting_is_in_force() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("luytre.db");
        drop(create(&path).unwrap());
        let db = look(&path).unwrap();
        work(&db).unwrap();
        for (name, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("secure_delete", "1"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("temp_store", "2"),
            ("locking_mode", "exclusive"),
            ("cache_size", "-512"),
            ("page_size", "1024"),
            ("wal_autocheckpoint", "512"),
            ("journal_size_limit", "1048576"),
            ("query_only", "0"),
        ] {
            let found: rusqlite::types::Value = db
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
                .unwrap();
            let found = match found {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                other @ (rusqlite::types::Value::Null
                | rusqlite::types::Value::Real(_)
                | rusqlite::types::Value::Blob(_)) => panic!("{name}: {other:?}"),
            };
            assert_eq!(found, expected, "{name}");
        }
        assert!(!dir.path().join("luytre.db-shm").exists());
        assert!(
            db.execute_batch("PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = ''")
                .is_err()
        );
    }
}
