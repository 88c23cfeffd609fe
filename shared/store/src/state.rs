//! The engine's state: one row, replaced as a whole. The head holds its digest, so that an older row does not fit.

use crate::damage::{Damage, Table};
use crate::error::{Error, Trouble};
use crate::facts::Batch;
use crate::keys::Keys;
use crate::seal::Place;
use ring::digest;
use rusqlite::{Connection, OptionalExtension};
use zeroize::{Zeroize, Zeroizing};

const PLACE: Place<'static> = Place::plain("state", 1);
const BROKEN: Damage = Damage::NotGenuine {
    table: Table::State,
    row: Some(1),
};

/// A state with the generation it was saved in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) generation: u64,
    pub(crate) text: String,
}

impl State {
    /// Padded to whole steps: SQLite overwrites a value of the same length in place, and a state that has grown by a
    /// few bytes then touches no more pages than before.
    pub(crate) fn encode(&self) -> Zeroizing<Vec<u8>> {
        const STEP: usize = 512;
        let length = u64::try_from(self.text.len()).expect("a length fits 64 bits");
        let padded = (16 + self.text.len()).next_multiple_of(STEP);
        // Of its full size from the start: growing would leave a piece of the text where it was before.
        let mut plain = Zeroizing::new(Vec::with_capacity(padded));
        plain.extend(self.generation.to_be_bytes());
        plain.extend(length.to_be_bytes());
        plain.extend(self.text.as_bytes());
        plain.resize(padded, 0);
        plain
    }

    pub(crate) fn decode(plain: &[u8]) -> Option<Self> {
        let (generation, rest) = plain.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let text = rest.get(..usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        Some(Self {
            generation: u64::from_be_bytes(*generation),
            text: String::from_utf8(text.to_vec()).ok()?,
        })
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // It tells of a day that may be over when this memory is looked at.
        self.text.zeroize();
    }
}

/// Replaces the state; gives its digest for the head. The caller holds a transaction and writes the head.
pub(crate) fn write(db: &Connection, keys: &Keys, state: &State) -> Result<[u8; 32], Trouble> {
    if state.text.len() > Batch::MAX_STATE {
        let size = state.text.len();
        return Err(Error::TooLarge {
            what: "the engine's state",
            size,
            limit: Batch::MAX_STATE,
        }
        .into());
    }
    let sealed = keys.state.seal(&PLACE, &state.encode())?;
    db.prepare_cached(
        "INSERT INTO state (id, sealed) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
        .execute([&sealed])?;
    Ok(sha256(&sealed))
}

/// Reads the state, whatever the head says; `None` if there is none.
pub(crate) fn read_any(db: &Connection, keys: &Keys) -> Result<Option<(State, [u8; 32])>, Trouble> {
    let sealed: Option<Vec<u8>> = db
        .prepare_cached("SELECT sealed FROM state WHERE id = 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let plain = keys.state.open(&PLACE, &sealed).map_err(|_| BROKEN)?;
    Ok(Some((
        State::decode(&plain).ok_or(BROKEN)?,
        sha256(&sealed),
    )))
}

/// Reads the state that the head vouches for.
pub(crate) fn read(
    db: &Connection,
    keys: &Keys,
    digest: Option<[u8; 32]>,
) -> Result<Option<State>, Trouble> {
    match (read_any(db, keys)?, digest) {
        (None, None) => Ok(None),
        (Some((state, found)), Some(digest)) if found == digest => Ok(Some(state)),
        (None | Some(_), _) => Err(BROKEN.into()),
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest::digest(&digest::SHA256, bytes)
        .as_ref()
        .try_into()
        .expect("SHA-256 has 32 bytes")
}
