//! Small values that are sealed and replaced as a whole. The head holds the digest of each.

use crate::damage::{Damage, Table};
use crate::error::{Error, Trouble};
use crate::head::Head;
use crate::keys::Keys;
use crate::seal::Place;
use crate::secret::to_json;
use crate::state::sha256;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Note {
    /// [`Tries`](crate::Tries).
    Tries,
    /// Agreements: a list of [`ConsentRecord`](crate::ConsentRecord).
    Consents,
    /// [`Calendar`](crate::calendar::Calendar).
    Calendar,
}

impl Note {
    pub(crate) const ALL: [Self; 3] = [Self::Tries, Self::Consents, Self::Calendar];
    /// Largest note, in bytes of JSON.
    const LARGEST: usize = 512 * 1024;

    /// The number on the disk.
    pub(crate) const fn number(self) -> i64 {
        match self {
            Self::Tries => 1,
            Self::Consents => 2,
            Self::Calendar => 3,
        }
    }

    const fn place(self) -> Place<'static> {
        Place::plain("notes", self.number())
    }

    const fn at(self) -> usize {
        match self {
            Self::Tries => 0,
            Self::Consents => 1,
            Self::Calendar => 2,
        }
    }

    const fn broken(self) -> Damage {
        Damage::NotGenuine {
            table: Table::Notes,
            row: Some(self.number()),
        }
    }
}

/// Replaces a note. The caller holds a transaction and writes the head.
pub(crate) fn write<T: Serialize>(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    note: Note,
    value: &T,
) -> Result<(), Trouble> {
    let plain = to_json("a note", value)?;
    if plain.len() > Note::LARGEST {
        return Err(Error::TooLarge {
            what: "a note",
            size: plain.len(),
            limit: Note::LARGEST,
        }
        .into());
    }
    let sealed = keys.notes.seal(&note.place(), &plain)?;
    db.prepare_cached(
        "INSERT INTO notes (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute((note.number(), &sealed))?;
    head.notes[note.at()] = Some(sha256(&sealed));
    Ok(())
}

/// Reads the note that the head vouches for; the default, if there is none.
pub(crate) fn read<T: DeserializeOwned + Default>(
    db: &Connection,
    keys: &Keys,
    head: &Head,
    note: Note,
) -> Result<T, Trouble> {
    let sealed = sealed(db, note)?;
    if sealed.as_deref().map(sha256) != head.notes[note.at()] {
        return Err(note.broken().into());
    }
    match sealed {
        None => Ok(T::default()),
        Some(sealed) => Ok(opened(keys, note, &sealed).ok_or(note.broken())?),
    }
}

/// Reads a note that proves itself by its seal, whatever the head says.
pub(crate) fn read_any<T: DeserializeOwned>(db: &Connection, keys: &Keys, note: Note) -> Option<T> {
    opened(keys, note, &sealed(db, note).ok().flatten()?)
}

/// Whether all notes are those that the head vouches for.
pub(crate) fn check(db: &Connection, head: &Head) -> Result<(), Trouble> {
    for note in Note::ALL {
        if sealed(db, note)?.as_deref().map(sha256) != head.notes[note.at()] {
            return Err(note.broken().into());
        }
    }
    Ok(())
}

fn sealed(db: &Connection, note: Note) -> Result<Option<Vec<u8>>, Trouble> {
    Ok(db
        .prepare_cached("SELECT sealed FROM notes WHERE id = ?1")?
        .query_row([note.number()], |row| row.get(0))
        .optional()?)
}

fn opened<T: DeserializeOwned>(keys: &Keys, note: Note, sealed: &[u8]) -> Option<T> {
    let plain = keys.notes.open(&note.place(), sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}
