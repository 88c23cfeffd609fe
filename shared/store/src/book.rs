//! The book of who can open the history, in its table and in `access.copy` beside the database.
//!
//! It is not sealed: its wraps protect themselves, and losing the machine key must not lose the history. The machine
//! key vouches for it as long as it is there.

use crate::access::AccessBook;
use crate::damage::{Damage, Table};
use crate::error::{Error, Trouble};
use crate::files::{self, Files, Found};
use crate::head::Head;
use crate::hex::Hex;
use crate::keys::Keys;
use crate::state::sha256;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

const LARGEST: u64 = 128 * 1024;
const BROKEN: Damage = Damage::NotGenuine {
    table: Table::Access,
    row: Some(1),
};

/// A book with the generation it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) generation: u64,
    pub(crate) book: AccessBook,
}

/// What the copy holds.
#[derive(Serialize, Deserialize)]
struct Copied {
    note: String,
    /// The JSON of [`Kept`], so that the MAC is over the very bytes.
    access: String,
    mac: Hex,
}

const NOTE: &str =
    "Who can open the history. Nothing in here opens it without a passphrase or the recovery code.";

/// Replaces the book. The caller holds a transaction and writes the head.
pub(crate) fn write(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    book: &AccessBook,
) -> Result<(), Trouble> {
    let kept = Kept {
        generation: head.generation,
        book: book.clone(),
    };
    let text = encode(&kept)?;
    db.prepare_cached(
        "INSERT INTO access (id, book, mac) VALUES (1, ?1, ?2) \
         ON CONFLICT (id) DO UPDATE SET book = excluded.book, mac = excluded.mac",
    )?
    .execute((text.as_bytes(), keys.access_mac(text.as_bytes())))?;
    head.access = Some(sha256(text.as_bytes()));
    Ok(())
}

/// Reads the book that the head vouches for.
pub(crate) fn read(db: &Connection, keys: &Keys, head: &Head) -> Result<Option<Kept>, Trouble> {
    let row = row(db)?;
    match (row, head.access) {
        (None, None) => Ok(None),
        (Some((text, mac)), Some(digest))
            if sha256(&text) == digest && keys.check_access(&text, &mac).is_ok() =>
        {
            Ok(Some(serde_json::from_slice(&text).map_err(|_| BROKEN)?))
        }
        (None | Some(_), _) => Err(BROKEN.into()),
    }
}

/// A book of whatever database or copy, and whether the machine key vouches for it.
pub(crate) struct Candidate {
    pub(crate) kept: Kept,
    pub(crate) vouched: bool,
}

/// Reads a database's book, whatever its head says.
pub(crate) fn read_any(db: &Connection, keys: &Keys) -> Option<Candidate> {
    let (text, mac) = row(db).ok().flatten()?;
    Some(Candidate {
        kept: serde_json::from_slice(&text).ok()?,
        vouched: keys.check_access(&text, &mac).is_ok(),
    })
}

/// The book as text, and the MAC over it.
type Row = (Vec<u8>, Vec<u8>);

fn row(db: &Connection) -> Result<Option<Row>, Trouble> {
    Ok(db
        .prepare_cached("SELECT book, mac FROM access WHERE id = 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Writes the copy beside the database, over the one before.
pub(crate) fn write_copy(files: &Files, keys: &Keys, kept: &Kept) -> Result<(), Error> {
    let access = encode(kept)?;
    let mac = Hex::from(keys.access_mac(access.as_bytes()).as_slice());
    let copied = Copied {
        note: NOTE.to_owned(),
        access,
        mac,
    };
    let text = serde_json::to_vec_pretty(&copied).map_err(|source| Error::Encode {
        what: "a copy of the access book",
        source,
    })?;
    files::replace_and_wipe(&files.access_copy, &text)
}

/// Reads the copy.
pub(crate) fn read_copy(files: &Files, keys: &Keys) -> Option<Candidate> {
    let bytes = match files::read_small(&files.access_copy, 4 * LARGEST) {
        Found::Bytes(bytes) => bytes,
        Found::Missing => return None,
        Found::Broken(error) => {
            tracing::warn!(%error, "the copy of the access book cannot be read");
            return None;
        }
    };
    let copied: Copied = serde_json::from_slice(&bytes).ok()?;
    Some(Candidate {
        kept: serde_json::from_str(&copied.access).ok()?,
        vouched: keys
            .check_access(copied.access.as_bytes(), copied.mac.bytes())
            .is_ok(),
    })
}

/// Which of these is in force: one that the machine key vouches for, and of those the newest.
pub(crate) fn newest(candidates: impl IntoIterator<Item = Candidate>) -> Option<Candidate> {
    candidates
        .into_iter()
        .max_by_key(|candidate| (candidate.vouched, candidate.kept.generation))
}

fn encode(kept: &Kept) -> Result<String, Error> {
    let text = serde_json::to_string(kept).map_err(|source| Error::Encode {
        what: "the access book",
        source,
    })?;
    match u64::try_from(text.len()) {
        Ok(length) if length <= LARGEST => Ok(text),
        Ok(_) | Err(_) => Err(Error::TooLarge {
            what: "the access book",
            size: text.len(),
            limit: usize::try_from(LARGEST).unwrap_or(usize::MAX),
        }),
    }
}
