//! Backups: a small database for each of the last days, made right after a day was settled.
//!
//! It holds the household's versions, the sealed history, who can open it, what the family agreed to, and when what was
//! sealed. It holds neither the ledger nor the engine's state: what those say of a day must not outlive it.

use crate::error::{Error, Trouble};
use crate::facts::PolicyEntry;
use crate::files::{self, Files, os};
use crate::head::{Chain, Head};
use crate::keys::Keys;
use crate::linked::Linked;
use crate::notes::Note;
use crate::policies::PolicyRow;
use crate::{connection, migrations};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior, params_from_iter};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Backups that are kept.
const KEEP: usize = 7;
/// Tables that a backup takes over as they are.
const TABLES: &[(&str, &str)] = &[
    ("policies", "id, sealed, mac"),
    ("history", "id, book, link, sealed, mac"),
    ("access", "id, book, mac"),
];

/// What becomes of the backups of other days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// The last ones stay.
    Stay,
    /// They hold what must not be found any more.
    Go,
}

/// Makes the backup of this day, and lets the oldest go.
pub(crate) fn make(
    files: &Files,
    from: &Connection,
    keys: &Keys,
    today: Date,
    others: Others,
) -> Result<(), Trouble> {
    match os::create_private_dir(&files.backups) {
        Ok(()) => files::sync_parent(&files.backups)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(Error::io("create", &files.backups, error).into()),
    }
    let path = files.backups.join(format!("{today}.db"));
    let new = files::with_suffix(&path, ".new");
    let mut to = connection::create(&new)?;
    migrations::run(&mut to, keys)?;
    let step = to.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let head = Head::read(from, keys)?;
    for (table, columns) in TABLES {
        copy(from, &step, table, columns, "TRUE")?;
    }
    let kept_notes = format!("id <> {}", Note::Tries.number());
    copy(from, &step, "notes", "id, sealed", &kept_notes)?;
    let mut notes = head.notes;
    notes[0] = None;
    let backed_up = Head {
        records: Chain::default(),
        waiting: Chain::default(),
        state: None,
        notes,
        ..head
    };
    backed_up.write(&step, keys)?;
    step.commit()?;
    // One file, complete in itself.
    to.pragma_update(None, "journal_mode", "DELETE")?;
    to.close().map_err(|(_, error)| error)?;
    let sync = fs::File::open(&new).and_then(|file| file.sync_all());
    sync.map_err(|error| Error::io("write", &new, error))?;
    match others {
        Others::Stay => {}
        // The new one is complete and beside them: a crash from here on leaves at least that.
        Others::Go => {
            for (_, old) in list(files) {
                files::wipe(&old)?;
            }
        }
    }
    files::rename(&new, &path)?;
    let all = list(files);
    for (_, old) in all.iter().rev().skip(KEEP) {
        files::wipe(old)?;
    }
    Ok(())
}

fn copy(
    from: &Connection,
    to: &Connection,
    table: &str,
    columns: &str,
    which: &str,
) -> Result<(), Trouble> {
    let width = columns.split(',').count();
    let places = vec!["?"; width].join(", ");
    let mut read = from.prepare(&format!(
        "SELECT {columns} FROM {table} WHERE {which} ORDER BY id"
    ))?;
    let mut write = to.prepare(&format!(
        "INSERT INTO {table} ({columns}) VALUES ({places})"
    ))?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> = (0..width)
            .map(|at| row.get(at))
            .collect::<rusqlite::Result<_>>()?;
        write.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// Backups, oldest first.
pub(crate) fn list(files: &Files) -> Vec<(Date, PathBuf)> {
    let names = fs::read_dir(&files.backups).into_iter().flatten().flatten();
    let mut found: Vec<(Date, PathBuf)> = names
        .filter_map(|name| {
            let date = name
                .file_name()
                .to_str()?
                .strip_suffix(".db")?
                .parse()
                .ok()?;
            Some((date, name.path()))
        })
        .collect();
    found.sort();
    found
}

/// The day of the newest backup.
pub(crate) fn newest(files: &Files) -> Option<Date> {
    list(files).last().map(|(date, _)| *date)
}

/// Overwrites and removes all backups, and what is left of one that was not finished.
pub(crate) fn remove_all(files: &Files) -> Result<(), Error> {
    let names = fs::read_dir(&files.backups).into_iter().flatten().flatten();
    for name in names {
        files::wipe(&name.path())?;
    }
    Ok(())
}

/// A backup that can be read.
pub(crate) struct Backup {
    pub(crate) db: Connection,
    /// What the machine key vouches for; `None` without that key.
    pub(crate) head: Option<Head>,
}

/// Finishes or undoes a backup that a crash interrupted: one that was complete when the others went takes its name.
pub(crate) fn finish(files: &Files, keys: &Keys) -> Result<(), Error> {
    let names = fs::read_dir(&files.backups).into_iter().flatten().flatten();
    for new in names.map(|name| name.path()) {
        let is_new = new.extension().is_some_and(|extension| extension == "new");
        let named = new.with_extension("");
        if !is_new {
            continue;
        }
        let complete =
            list(files).is_empty() && look(&new, keys).is_some_and(|backup| backup.head.is_some());
        if complete {
            files::rename(&new, &named)?;
        } else {
            files::wipe(&new)?;
        }
    }
    Ok(())
}

/// All that can be read, newest first.
pub(crate) fn all(files: &Files, keys: &Keys) -> Vec<Backup> {
    let paths = list(files).into_iter().rev();
    paths.filter_map(|(_, path)| look(&path, keys)).collect()
}

/// Opens a backup to look at it.
fn look(path: &Path, keys: &Keys) -> Option<Backup> {
    if !fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return None;
    }
    let db = connection::look(path).ok()?;
    let found = migrations::version(&db).ok()?;
    if found != migrations::SUPPORTED {
        return None;
    }
    let head = Head::read(&db, keys).ok();
    Some(Backup { db, head })
}

impl Backup {
    /// Gives every version of the household that proves itself.
    pub(crate) fn each_policy(&self, keys: &Keys, mut take: impl FnMut(PolicyEntry)) {
        let mut read = || -> rusqlite::Result<()> {
            let sql = format!("SELECT {} FROM policies ORDER BY id", PolicyRow::COLUMNS);
            let mut statement = self.db.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Some(entry) = PolicyRow::read(row)?.entry(keys) {
                    take(entry);
                }
            }
            Ok(())
        };
        if let Err(error) = read() {
            tracing::warn!(%error, "a backup cannot be read to its end");
        }
    }

    /// Whether its history is what was written.
    pub(crate) fn history_is_whole(&self, keys: &Keys) -> bool {
        self.head.is_some_and(|head| {
            crate::verify::history(&self.db, keys, &head).is_ok_and(|whole| whole)
        })
    }
}
