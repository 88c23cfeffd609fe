//! The one row that vouches for all the others.
//!
//! Every row of `policies` and `records` carries a MAC over itself and the row before it. The head holds where each
//! chain begins, where it ends and how long it is, the digest of the engine's state, and a generation that grows with
//! every batch. It is sealed, and replaced with every batch in the same transaction. So an edit breaks a link, a removed
//! or inserted row breaks the next link, a cut end does not fit the head, and a part of an older database does not fit
//! the digests. A whole older database has a lower generation than the files beside it.
//!
//! `anchor` is the MAC before the first row that is still there: pruning moves it, so that old rows can go without
//! breaking the chain.

use crate::damage::{Damage, Table};
use crate::error::Trouble;
use crate::keys::{Keys, Mac};
use crate::seal::Place;
use rusqlite::{Connection, OptionalExtension};

/// Ends of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Chain {
    /// MAC before the first row.
    pub(crate) anchor: Mac,
    /// Number of rows.
    pub(crate) count: u64,
    /// Number of the last row; 0 if there never was one.
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

/// Content of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// Batches in the store's whole life.
    pub(crate) generation: u64,
    pub(crate) policies: Chain,
    pub(crate) records: Chain,
    /// SHA-256 of the sealed state; `None` while there is none.
    pub(crate) state: Option<[u8; 32]>,
    /// The household was lost, and none has been applied since.
    pub(crate) lost: Option<Damage>,
}

const PLACE: Place<'static> = Place::plain("head", 1);
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
        let mut to = Vec::with_capacity(256);
        to.extend(self.generation.to_be_bytes());
        for chain in [&self.policies, &self.records] {
            to.extend(chain.anchor);
            to.extend(chain.count.to_be_bytes());
            to.extend(chain.last.to_be_bytes());
            to.extend(chain.mac);
        }
        to.push(u8::from(self.state.is_some()));
        to.extend(self.state.unwrap_or_default());
        // As text, since it is rare and its shape may grow.
        to.extend(
            self.lost
                .map(|lost| serde_json::to_vec(&lost).expect("plain values encode"))
                .unwrap_or_default(),
        );
        to
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut from = bytes;
        fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
            let (taken, rest) = from.split_first_chunk()?;
            *from = rest;
            Some(*taken)
        }
        let chain = |from: &mut &[u8]| {
            Some(Chain {
                anchor: take(from)?,
                count: u64::from_be_bytes(take(from)?),
                last: i64::from_be_bytes(take(from)?),
                mac: take(from)?,
            })
        };
        let generation = u64::from_be_bytes(take(&mut from)?);
        let (policies, records) = (chain(&mut from)?, chain(&mut from)?);
        let [has_state] = take(&mut from)?;
        let state: [u8; 32] = take(&mut from)?;
        let lost = match from {
            [] => None,
            text => Some(serde_json::from_slice(text).ok()?),
        };
        Some(Self {
            generation,
            policies,
            records,
            state: (has_state == 1).then_some(state),
            lost,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_back() {
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
        for head in [
            Head::default(),
            Head {
                generation: u64::MAX,
                policies: chain,
                records: Chain { last: -1, ..chain },
                state: Some([5; 32]),
                lost,
            },
        ] {
            assert_eq!(Head::decode(&head.encode()), Some(head));
        }
    }

    #[test]
    fn a_short_head_is_none() {
        let bytes = Head {
            lost: Some(Damage::Missing),
            ..Head::default()
        }
        .encode();
        for length in 0..bytes.len() {
            let head = Head::decode(&bytes[..length]);
            assert!(head.is_none_or(|head| head.lost.is_none()), "{length}");
        }
    }
}
