//! The marker: says that a household was set up here, and for which logins, even when everything else is gone.
//!
//! It is readable for whoever may read the directory, since it must be understood without the key; a seal beside the
//! plain text shows an edit for as long as the key is there.

use crate::error::Error;
use crate::facts::Batch;
use crate::files::{self, Files, Found};
use crate::head::Head;
use crate::keys::Keys;
use crate::seal::Place;
use luytre_core::id::Account;
use serde::{Deserialize, Serialize};
use std::path::Path;

const PLACE: Place<'static> = Place::plain("provisioned", 1);
const SEEN: Place<'static> = Place::plain("provisioned", 2);
const NOTE: &str = "Limits for children are set up on this computer. If the database is lost, this file tells for whom.";
const MAX_BYTES: u64 = 256 * 1024;

/// What all markers together say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Logins that any of them names.
    pub(crate) accounts: Vec<Account>,
    /// All of them are there, agree, and carry our seal.
    pub(crate) in_order: bool,
    /// The newest that any of them has seen.
    pub(crate) seen: Seen,
}

/// How far the store was when a marker was written: a store that is not as far is an older copy of it. Written when a
/// day was settled and when the household or the access to the history changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) generation: u64,
    /// The household's version; 0 if there is none.
    pub(crate) policy: i64,
    /// Chain of the history, and its next row.
    pub(crate) era: u32,
    pub(crate) next: i64,
}

impl Seen {
    pub(crate) fn of(head: &Head) -> Self {
        Self {
            generation: head.generation,
            policy: head.policies.last,
            era: head.ends.era,
            next: head.ends.next,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Text {
    note: String,
    accounts: Vec<Account>,
    seal: String,
    #[serde(default)]
    seen: String,
}

/// Reads all markers; `None` if there is none at all.
pub(crate) fn read(files: &Files, keys: Option<&Keys>) -> Option<Marker> {
    let mut found = false;
    let mut in_order = true;
    let mut lists: Vec<Vec<Account>> = Vec::new();
    let mut newest = Seen::default();
    for path in &files.markers {
        match files::read_small(path, MAX_BYTES) {
            Found::Missing => in_order = false,
            Found::Broken(error) => {
                tracing::warn!(%error, "a marker cannot be read");
                (found, in_order) = (true, false);
            }
            Found::Bytes(bytes) => {
                found = true;
                match read_one(&bytes, keys) {
                    Some((accounts, genuine, seen)) => {
                        in_order &= genuine && seen.is_some();
                        lists.push(accounts);
                        if let Some(seen) = seen.filter(|seen| seen.generation > newest.generation)
                        {
                            newest = seen;
                        }
                    }
                    None => in_order = false,
                }
            }
        }
    }
    in_order &= lists.windows(2).all(|pair| pair[0] == pair[1]);
    let mut accounts: Vec<Account> = lists.into_iter().flatten().collect();
    accounts.sort();
    accounts.dedup();
    found.then_some(Marker {
        accounts,
        in_order,
        seen: newest,
    })
}

/// The logins in one marker, and whether they are those that were sealed. If they are not, both lists count: an edit
/// can only add.
fn read_one(bytes: &[u8], keys: Option<&Keys>) -> Option<(Vec<Account>, bool, Option<Seen>)> {
    let text: Text = serde_json::from_slice(bytes).ok()?;
    let sealed = keys.and_then(|keys| {
        let plain = keys
            .marker
            .open(&PLACE, &files::from_hex(&text.seal)?)
            .ok()?;
        serde_json::from_slice::<Vec<Account>>(&plain).ok()
    });
    let seen = keys.and_then(|keys| {
        let plain = keys
            .marker
            .open(&SEEN, &files::from_hex(&text.seen)?)
            .ok()?;
        serde_json::from_slice(&plain).ok()
    });
    let mut accounts = text.accounts;
    accounts.truncate(Batch::MAX_ACCOUNTS);
    match sealed {
        Some(sealed) if sealed == accounts => Some((accounts, true, seen)),
        Some(sealed) => Some((accounts.into_iter().chain(sealed).collect(), false, seen)),
        None => Some((accounts, false, seen)),
    }
}

/// Writes all markers.
pub(crate) fn write(
    files: &Files,
    keys: &Keys,
    accounts: &[Account],
    seen: &Seen,
) -> Result<(), Error> {
    let encode = |source| Error::Encode {
        what: "the marker",
        source,
    };
    let mut accounts = accounts.to_vec();
    accounts.sort();
    accounts.dedup();
    let seal = keys
        .marker
        .seal(&PLACE, &serde_json::to_vec(&accounts).map_err(encode)?)?;
    let seen = keys
        .marker
        .seal(&SEEN, &serde_json::to_vec(seen).map_err(encode)?)?;
    let text = Text {
        note: NOTE.to_owned(),
        accounts,
        seal: files::to_hex(&seal),
        seen: files::to_hex(&seen),
    };
    let mut bytes = serde_json::to_vec_pretty(&text).map_err(encode)?;
    bytes.push(b'\n');
    // Every one is tried, so that one that cannot be written does not keep the others from telling the truth.
    let results: Vec<_> = files
        .markers
        .iter()
        .map(|path| write_one(path, &bytes))
        .collect();
    results.into_iter().collect()
}

fn write_one(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(dir) = path.parent()
        && !dir.as_os_str().is_empty()
        && !dir.exists()
    {
        files::prepare_dir(dir)?;
    }
    files::replace(path, bytes)
}
