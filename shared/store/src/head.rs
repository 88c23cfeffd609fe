//! The one row that vouches for all the others.
//!
//! Every row of `policies`, `records`, `waiting` and `history` carries a MAC over itself and the row before it. The head
//! holds where each chain begins, where it ends and how long it is, the digests of the values that are replaced as a
//! whole, and a generation that grows with every batch. It is sealed, and replaced with every batch in the same
//! transaction. So an edit breaks a link, a removed or inserted row breaks the next link, a cut end does not fit the
//! head, and a part of an older database does not fit the digests. A whole older database has a lower generation than
//! the files beside it.
//!
//! `anchor` is the MAC before the first row that is still there: pruning moves it, so that old rows can go without
//! breaking the chain.

use crate::damage::{Damage, Table};
use crate::error::Trouble;
use crate::facts::Salvage;
use crate::keys::{Keys, Mac};
use crate::seal::Place;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// Ends of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Chain {
    /// MAC before the first row.
    pub(crate) anchor: Mac,
    /// Number of rows.
    pub(crate) count: u64,
    /// Number of the last row; of the last there ever was, if none is left; 0 if there never was one.
    pub(crate) last: i64,
    /// MAC of the last row.
    pub(crate) mac: Mac,
}

impl Chain {
    /// One row more.
    pub(crate) fn push(&mut self, row: i64, mac: Mac) {
        self.count += 1;
        self.last = row;
        self.mac = mac;
    }
}

/// SHA-256 of a sealed value that is replaced as a whole; `None` while there is none.
pub(crate) type Digest = Option<[u8; 32]>;

/// Where the sealed history stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ends {
    /// Which chain of day keys; 0 before the first passphrase.
    pub(crate) era: u32,
    /// The number of the next row and of its key.
    pub(crate) next: i64,
    /// The first row of each book that is still kept; 0 where none is, [`Ends::UNKNOWN`] where the newest row must tell.
    pub(crate) first: [i64; 2],
    /// Running hash of each book, after its last row.
    pub(crate) hash: [[u8; 32]; 2],
}

impl Ends {
    /// The head was lost, and this with it.
    pub(crate) const UNKNOWN: i64 = -1;
}

/// Content of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// Batches in the store's whole life.
    pub(crate) generation: u64,
    pub(crate) policies: Chain,
    pub(crate) records: Chain,
    pub(crate) waiting: Chain,
    pub(crate) history: Chain,
    pub(crate) state: Digest,
    pub(crate) access: Digest,
    /// Of the notes: see `notes.rs`.
    pub(crate) notes: [Digest; 3],
    pub(crate) ends: Ends,
    pub(crate) more: More,
}

/// What is rare, and whose shape may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct More {
    /// The household was lost, and none has been applied since.
    pub(crate) lost: Option<Damage>,
    /// The store was rebuilt, and nothing was written since: whoever opens it has perhaps not been told yet.
    #[serde(default)]
    pub(crate) untold: Option<(Damage, Salvage)>,
    /// The history was changed or lost in part since a parent last opened it.
    #[serde(default)]
    pub(crate) noticed: bool,
    /// Days were lost with the store before this row; 0 if none were. Told until the days around it are not kept
    /// any more.
    #[serde(default)]
    pub(crate) days_lost: i64,
    /// An erasing was begun, and its traces outside the tables are to be removed.
    #[serde(default)]
    pub(crate) erasing: bool,
}

// The kind is the format: a head of an older one does not open here.
const PLACE: Place<'static> = Place {
    kind: 2,
    ..Place::plain("head", 1)
};
const BROKEN: Damage = Damage::NotGenuine {
    table: Table::Head,
    row: Some(1),
};

impl Head {
    /// Reads the head.
    pub(crate) fn read(db: &Connection, keys: &Keys) -> Result<Self, Trouble> {
        let sealed: Option<Vec<u8>> = db
            .prepare_cached("SELECT sealed FROM head WHERE id = 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let plain = sealed.and_then(|sealed| keys.head.open(&PLACE, &sealed).ok());
        Ok(plain.and_then(|plain| Self::decode(&plain)).ok_or(BROKEN)?)
    }

    /// Replaces the head. The caller holds a transaction.
    pub(crate) fn write(&self, db: &Connection, keys: &Keys) -> Result<(), Trouble> {
        let sealed = keys.head.seal(&PLACE, &self.encode())?;
        db.prepare_cached(
            "INSERT INTO head (id, sealed) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        )?
            .execute([sealed])?;
        Ok(())
    }

    fn encode(&self) -> Vec<u8> {
        let mut to = Vec::with_capacity(768);
        to.extend(self.generation.to_be_bytes());
        for chain in [&self.policies, &self.records, &self.waiting, &self.history] {
            to.extend(chain.anchor);
            to.extend(chain.count.to_be_bytes());
            to.extend(chain.last.to_be_bytes());
            to.extend(chain.mac);
        }
        for digest in [&self.state, &self.access].into_iter().chain(&self.notes) {
            to.push(u8::from(digest.is_some()));
            to.extend(digest.unwrap_or_default());
        }
        to.extend(self.ends.era.to_be_bytes());
        to.extend(self.ends.next.to_be_bytes());
        for first in self.ends.first {
            to.extend(first.to_be_bytes());
        }
        for hash in self.ends.hash {
            to.extend(hash);
        }
        to.extend(serde_json::to_vec(&self.more).expect("plain values encode"));
        to
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut from = bytes;
        fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
            let (taken, rest) = from.split_first_chunk()?;
            *from = rest;
            Some(*taken)
        }
        fn chain(from: &mut &[u8]) -> Option<Chain> {
            Some(Chain {
                anchor: take(from)?,
                count: u64::from_be_bytes(take(from)?),
                last: i64::from_be_bytes(take(from)?),
                mac: take(from)?,
            })
        }
        fn digest(from: &mut &[u8]) -> Option<Digest> {
            let [there] = take(from)?;
            let digest = take(from)?;
            Some((there == 1).then_some(digest))
        }
        Some(Self {
            generation: u64::from_be_bytes(take(&mut from)?),
            policies: chain(&mut from)?,
            records: chain(&mut from)?,
            waiting: chain(&mut from)?,
            history: chain(&mut from)?,
            state: digest(&mut from)?,
            access: digest(&mut from)?,
            notes: [digest(&mut from)?, digest(&mut from)?, digest(&mut from)?],
            ends: Ends {
                era: u32::from_be_bytes(take(&mut from)?),
                next: i64::from_be_bytes(take(&mut from)?),
                first: [
                    i64::from_be_bytes(take(&mut from)?),
                    i64::from_be_bytes(take(&mut from)?),
                ],
                hash: [take(&mut from)?, take(&mut from)?],
            },
            more: serde_json::from_slice(from).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Head {
        let chain = Chain {
            anchor: [1; 32],
            count: 2,
            last: 3,
            mac: [4; 32],
        };
        let lost = Some(Damage::NotGenuine {
            table: Table::State,
            row: None,
        });
        Head {
            generation: u64::MAX,
            policies: chain,
            records: Chain { last: -1, ..chain },
            waiting: Chain { last: 5, ..chain },
            history: Chain { last: 6, ..chain },
            state: Some([5; 32]),
            access: Some([6; 32]),
            notes: [Some([7; 32]), None, Some([8; 32])],
            ends: Ends {
                era: 9,
                next: 10,
                first: [11, Ends::UNKNOWN],
                hash: [[12; 32], [13; 32]],
            },
            more: More {
                lost,
                untold: Some((Damage::Missing, Salvage::default())),
                noticed: true,
                days_lost: 14,
                erasing: true,
            },
        }
    }

    #[test]
    fn a_head_reads_back() {
        for head in [Head::default(), full()] {
            assert_eq!(Head::decode(&head.encode()), Some(head));
        }
    }

    #[test]
    fn a_short_head_is_none() {
        let bytes = full().encode();
        for length in 0..bytes.len() {
            assert_eq!(Head::decode(&bytes[..length]), None, "{length}");
        }
    }
}
