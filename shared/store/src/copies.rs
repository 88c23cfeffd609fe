//! Sealed copies beside the database: what it takes to go on when the database is gone.
//!
//! `policy.copy` holds the household in force, `state.copy` the engine's state with the version it ran under. Two
//! files, because the state changes often and the household seldom. Both are needed to go on.

use crate::damage::Damage;
use crate::error::Error;
use crate::facts::{Batch, PolicyEntry, PolicyVersion};
use crate::files::{self, Files, Found};
use crate::keys::Keys;
use crate::seal::Place;
use crate::state::State;
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

/// First bytes of both files.
const MAGIC: &[u8; 8] = b"luytre\x00\x01";
const STATE: Place<'static> = Place::plain("state.copy", 0);
const POLICY: Place<'static> = Place::plain("policy.copy", 0);

/// What was found of a copy.
#[derive(Debug)]
pub(crate) enum Copy<T> {
    Missing,
    /// It is there and says nothing that can be believed.
    Broken,
    Good(T),
}

impl<T> Copy<T> {
    pub(crate) fn good(&self) -> Option<&T> {
        match self {
            Self::Good(good) => Some(good),
            Self::Missing | Self::Broken => None,
        }
    }
}

/// Content of `state.copy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StateCopy {
    pub(crate) under: Under,
    /// `None` if no state was ever saved.
    pub(crate) state: Option<State>,
}

/// What was in force when the state was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Under {
    /// Of the database when the copy was written.
    pub(crate) generation: u64,
    /// The household's version, if there was one.
    pub(crate) policy: Option<PolicyVersion>,
    /// The household was lost, and this is the fallback's state.
    pub(crate) lost: Option<Damage>,
}

pub(crate) fn write_state(files: &Files, keys: &Keys, copy: &StateCopy) -> Result<(), Error> {
    let under = serde_json::to_vec(&copy.under).map_err(|source| Error::Encode {
        what: "a copy of the state",
        source,
    })?;
    let length = u32::try_from(under.len()).unwrap_or(u32::MAX);
    let state = copy.state.as_ref().map(State::encode).unwrap_or_default();
    let mut plain = Zeroizing::new(Vec::with_capacity(4 + under.len() + state.len()));
    plain.extend(length.to_be_bytes());
    plain.extend(under);
    plain.extend_from_slice(&state);
    write(&files.state_copy, keys, &STATE, &plain)
}

pub(crate) fn read_state(files: &Files, keys: &Keys) -> Copy<StateCopy> {
    read(&files.state_copy, keys, &STATE, |plain| {
        let (length, rest) = plain.split_first_chunk()?;
        let (under, state) =
            rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let state = if state.is_empty() {
            None
        } else {
            Some(State::decode(state)?)
        };
        Some(StateCopy {
            under: serde_json::from_slice(under).ok()?,
            state,
        })
    })
}

pub(crate) fn write_policy(files: &Files, keys: &Keys, entry: &PolicyEntry) -> Result<(), Error> {
    let text = serde_json::to_vec(&entry.policy).map_err(|source| Error::Encode {
        what: "a copy of the household",
        source,
    })?;
    let plain = [&entry.version.0.to_be_bytes(), text.as_slice()].concat();
    write(&files.policy_copy, keys, &POLICY, &plain)
}

pub(crate) fn read_policy(files: &Files, keys: &Keys) -> Copy<PolicyEntry> {
    read(&files.policy_copy, keys, &POLICY, |plain| {
        let (version, text) = plain.split_first_chunk()?;
        let version = PolicyVersion(u32::from_be_bytes(*version));
        Some(PolicyEntry {
            version,
            policy: serde_json::from_slice(text).ok()?,
        })
    })
}

fn write(path: &Path, keys: &Keys, place: &Place<'_>, plain: &[u8]) -> Result<(), Error> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(keys.copies.seal(place, plain)?);
    files::replace(path, &bytes)
}

fn read<T>(
    path: &Path,
    keys: &Keys,
    place: &Place<'_>,
    decode: impl FnOnce(&[u8]) -> Option<T>,
) -> Copy<T> {
    // JSON escapes may double a text; what is longer is none of ours.
    let limit = 2 * Batch::MAX_STATE + 4 * Batch::MAX_POLICY;
    let bytes = match files::read_small(path, u64::try_from(limit).unwrap_or(u64::MAX)) {
        Found::Missing => return Copy::Missing,
        Found::Bytes(bytes) => bytes,
        Found::Broken(error) => {
            tracing::warn!(%error, "a copy cannot be read");
            return Copy::Broken;
        }
    };
    let plain = bytes
        .strip_prefix(MAGIC)
        .and_then(|sealed| keys.copies.open(place, sealed).ok());
    plain
        .and_then(|plain| decode(&plain))
        .map_or(Copy::Broken, Copy::Good)
}
