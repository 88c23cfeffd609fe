//! The chain of day keys, and the file that holds the present one.
//!
//! ```text
//! K(0) = the root that the family key wraps        K(n+1) = HKDF-Expand(K(n), "luytre day step")
//! row n of the history is sealed under HKDF-Expand(K(n), "luytre day seal")
//! ```
//!
//! Each step forgets: from K(n) nobody gets to K(n-1). The agent keeps K(next) only, in a file of its own under the
//! machine key, and never in the database, whose pages and log may keep old contents. The file is replaced as a whole,
//! and the blocks of the one before are overwritten.

use crate::error::Error;
use crate::files::{self, Found};
use crate::keys::Keys;
use crate::seal::{Place, Sealer};
use crate::secret::Secret;
use ring::hkdf;
use std::path::Path;
use zeroize::Zeroizing;

const PLACE: Place<'static> = Place::plain("day.key", 1);
/// Bytes of the file: 12 + 64 + 16, and what tells the format.
const MAX_BYTES: u64 = 256;
const MAGIC: &[u8; 8] = b"luytre\x00\x02";
/// Most steps that are made for a file's sake: eight rows a day for 300 years. More is no number of ours.
pub(crate) const MOST_STEPS: i64 = 1 << 20;

/// A day key.
#[derive(Debug, Clone)]
pub(crate) struct DayKey {
    /// Which chain.
    pub(crate) era: u32,
    /// The row that it seals.
    pub(crate) row: i64,
    key: Secret,
}

impl DayKey {
    /// The beginning of a chain. The root itself seals nothing.
    pub(crate) fn root(era: u32, root: Secret) -> Self {
        Self {
            era,
            row: 0,
            key: root,
        }
    }

    /// On to the next row; the key before is wiped.
    pub(crate) fn step(&mut self) {
        self.key = derive(&self.key, b"luytre day step");
        self.row += 1;
    }

    /// On to this row, if it lies ahead and within reach.
    pub(crate) fn step_to(&mut self, row: i64) -> Option<()> {
        let steps = row.checked_sub(self.row)?;
        if !(0..=MOST_STEPS).contains(&steps) {
            return None;
        }
        (0..steps).for_each(|_| self.step());
        Some(())
    }

    /// Seals the row whose turn it is.
    pub(crate) fn sealer(&self) -> Sealer {
        Sealer::new(derive(&self.key, b"luytre day seal").expose())
    }

    /// Whether both are the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (self.era, self.row) == (other.era, other.row) && self.key.expose() == other.key.expose()
    }
}

fn derive(from: &Secret, label: &'static [u8]) -> Secret {
    let label = [label];
    let from = hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, from.expose());
    let expanded = from.expand(&label, hkdf::HKDF_SHA256);
    Secret::made(|key| expanded.and_then(|okm| okm.fill(key)))
        .expect("HKDF gives as many bytes as its hash")
}

/// Reads the key of this file; `None` if there is none that can be believed.
pub(crate) fn read(path: &Path, keys: &Keys) -> Option<DayKey> {
    let bytes = match files::read_small(path, MAX_BYTES) {
        Found::Bytes(bytes) => bytes,
        Found::Missing => return None,
        Found::Broken(error) => {
            tracing::warn!(%error, "the day's key cannot be read");
            return None;
        }
    };
    let plain = keys.day_key.open(&PLACE, bytes.strip_prefix(MAGIC)?).ok()?;
    let (era, rest) = plain.split_first_chunk()?;
    let (row, key) = rest.split_first_chunk()?;
    Some(DayKey {
        era: u32::from_be_bytes(*era),
        row: i64::from_be_bytes(*row),
        key: Secret::copy_of(key)?,
    })
}

/// Puts a key into this file. What it held before is overwritten.
pub(crate) fn write(path: &Path, keys: &Keys, key: &DayKey) -> Result<(), Error> {
    let mut plain = Zeroizing::new(Vec::with_capacity(4 + 8 + Secret::LEN));
    plain.extend(key.era.to_be_bytes());
    plain.extend(key.row.to_be_bytes());
    plain.extend_from_slice(key.key.expose());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(keys.day_key.seal(&PLACE, &plain)?);
    files::replace_and_wipe(path, &bytes)
}

/// Finds the key that belongs to the database among what a crash may have left, puts it in its place, and wipes the
/// rest. `era` and `row` are the database's. `None` if there is none: then sealing pauses.
pub(crate) fn settle_files(
    path: &Path,
    keys: &Keys,
    era: u32,
    row: i64,
) -> Result<Option<DayKey>, Error> {
    let kept = read(path, keys).filter(|key| key.era == era);
    let (next, old) = (next(path), files::old(path));
    // A key that waits was written before its transaction: it counts only if that one reached the disk.
    let waits = |other: &Path, key: &DayKey| other != next || key.row == row;
    let others = [next.clone(), old];
    let found = match kept {
        Some(key) => Some(key),
        None => {
            let other = others
                .iter()
                .filter_map(|other| read(other, keys).filter(|key| waits(other, key)))
                .find(|key| key.era == era && era > 0);
            if let Some(key) = &other {
                write(path, keys, key)?;
            }
            other
        }
    };
    for other in &others {
        files::wipe(other)?;
    }
    files::wipe(&files::with_suffix(path, ".tmp"))?;
    if found.is_none() && era > 0 && read(path, keys).is_some() {
        // Of a chain that was erased.
        files::wipe(path)?;
    }
    Ok(found)
}

/// Where the key of a new chain waits until the transaction that begins it is on the disk.
pub(crate) fn next(path: &Path) -> std::path::PathBuf {
    files::with_suffix(path, ".next")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> DayKey {
        DayKey::root(1, Secret::new([7; 32]))
    }

    #[test]
    fn the_chain_is_a_frozen_function_of_its_root() {
        // Computed by another program from RFC 5869: a change here would make every existing history unreadable.
        let mut key = chain();
        key.step();
        let hex = |key: &Secret| files::to_hex(key.expose());
        assert_eq!(hex(&key.key), STEP_1);
        assert_eq!(hex(&derive(&key.key, b"luytre day seal")), SEAL_1);
        key.step_to(3).unwrap();
        assert_eq!(hex(&key.key), STEP_3);
    }

    const STEP_1: &str = "6b49f46e746cc710dc6d6cbefede489f0118795ea7ad4e3f90b5f8a455b36dbf";
    const SEAL_1: &str = "c4d1e0d0fdc872f3f9adfb3713e3e73b4d3fdd5c44b23e7f9f7172cd996823b4";
    const STEP_3: &str = "630451db18b6d01933ad1dc4fb8ec72aaf31e8ac363e2418c0d178d1b142528b";

    #[test]
    fn steps_go_forward_and_not_without_end() {
        let mut key = chain();
        assert!(key.step_to(5).is_some() && key.row == 5);
        for row in [4, -1, i64::MIN, i64::MAX, 6 + MOST_STEPS] {
            assert!(key.step_to(row).is_none() && key.row == 5, "{row}");
        }
    }

    #[test]
    fn a_file_holds_the_last_key_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("day.key");
        let keys = Keys::derive(&Secret::new([1; 32]));
        assert!(read(&path, &keys).is_none());
        let mut key = chain();
        for _ in 0..3 {
            write(&path, &keys, &key).unwrap();
            assert!(read(&path, &keys).unwrap().is(&key));
            assert!(read(&path, &Keys::derive(&Secret::new([2; 32]))).is_none());
            key.step();
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_crash_left_is_put_right() {
        let keys = Keys::derive(&Secret::new([1; 32]));
        let mut later = chain();
        later.step();
        // Which of key, .next, .old and .tmp is there; eras of the first three; era and row of the database (the keys'
        // row is 1); what is found.
        for (main, next_, old, era, row, found) in [
            (Some(1), None, None, 1, 1, true),
            (Some(1), Some(2), None, 1, 1, true),
            (Some(1), Some(2), None, 2, 1, true),
            (None, Some(2), None, 2, 1, true),
            // Of the same chain, and its transaction never came.
            (None, Some(1), None, 1, 0, false),
            (None, None, Some(1), 1, 1, true),
            (None, None, Some(1), 1, 2, true),
            (Some(1), None, Some(1), 1, 1, true),
            (Some(1), None, None, 2, 1, false),
            (None, Some(2), None, 1, 1, false),
            (Some(1), None, None, 0, 0, false),
        ] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("day.key");
            let put = |at: &Path, era: Option<u32>| {
                if let Some(era) = era {
                    let key = DayKey {
                        era,
                        ..later.clone()
                    };
                    write(at, &keys, &key).unwrap();
                }
            };
            put(&path, main);
            put(&next(&path), next_);
            put(&files::old(&path), old);
            std::fs::write(files::with_suffix(&path, ".tmp"), "half").unwrap();
            let key = settle_files(&path, &keys, era, row).unwrap();
            let case = (main, next_, old, era, row);
            assert_eq!(
                key.as_ref().map(|key| key.era),
                found.then_some(era),
                "{case:?}"
            );
            assert_eq!(
                read(&path, &keys).map(|key| key.era),
                key.map(|key| key.era).or(main.filter(|_| era == 0)),
                "{case:?}"
            );
            let left = std::fs::read_dir(dir.path()).unwrap().count();
            assert_eq!(left, usize::from(path.exists()), "{case:?}");
        }
    }
}
