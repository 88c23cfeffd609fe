//! Who can open the history: a book of wraps around one family key.
//!
//! ```text
//! passphrase --Argon2id--> key --wraps--> F        one for each parent with a passphrase
//! recovery code --HKDF---> key --wraps--> F        the same F
//! F --wraps--> K(0), root of the chain of day keys
//! ```
//!
//! So changing, adding and removing people touches wraps only, and erasing makes a new root under the same F. The book
//! protects itself: it is kept beside the database without the machine key's seal, so that losing that key loses no
//! history. It tells the ids of the parents, and nothing else of the family.

use crate::cost::{Cost, SALT};
use crate::error::Error;
use crate::hex::Hex;
use crate::passphrase::{Passphrase, QuickCode};
use crate::recovery::RecoveryCode;
use crate::secret::Secret;
use crate::wrap;
use luytre_core::id::ParentId;
use luytre_core::time::WallTime;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Opens the history. It lives in memory while a parent reads, and is wiped when dropped.
#[derive(Clone)]
pub struct HistoryKey(Secret);

impl HistoryKey {
    #[cfg(test)]
    pub(crate) fn for_tests(key: Secret) -> Self {
        Self(key)
    }
}

impl fmt::Debug for HistoryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HistoryKey(..)")
    }
}

/// The secret does not open this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this passphrase or code does not open the history")]
pub struct WrongSecret;

/// The last passphrase cannot be taken away: nobody could open the history any more but with the recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the last passphrase cannot be taken away")]
pub struct LastWayIn;

/// Who can open the history. Immutable: every change gives a new book, which [`Batch::access`](crate::Batch::access)
/// puts on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessBook {
    /// Which chain of day keys: grows when the history is erased.
    era: u32,
    /// The chain's root, under the family key.
    root: Hex,
    passphrases: Vec<ByPassphrase>,
    recovery: ByRecovery,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    quick_codes: Vec<ByQuickCode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ByPassphrase {
    parent: ParentId,
    since: WallTime,
    cost: Cost,
    salt: Hex,
    wrap: Hex,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ByRecovery {
    since: WallTime,
    salt: Hex,
    wrap: Hex,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ByQuickCode {
    parent: ParentId,
    since: WallTime,
    cost: Cost,
    salt: Hex,
    verifier: Hex,
}

/// Most parents with a passphrase, and most with a quick code.
const MOST: usize = 32;

impl AccessBook {
    /// A new family key, under a first passphrase and a recovery code. Dear: see [`Cost`].
    ///
    /// # Errors
    /// [`Error::NoRandomness`], or [`Error::Cost`] if the cost cannot be paid here.
    pub fn begin(
        parent: &ParentId,
        passphrase: &Passphrase,
        cost: Cost,
        at: WallTime,
    ) -> Result<(Self, HistoryKey, RecoveryCode), Error> {
        let key = HistoryKey(Secret::generate()?);
        let code = RecoveryCode::generate()?;
        let book = Self {
            era: 1,
            root: wrap::seal(&key.0, &root_place(1), &Secret::generate()?)?,
            passphrases: vec![ByPassphrase::new(&key, parent, passphrase, cost, at)?],
            recovery: ByRecovery::new(&key, &code, at)?,
            quick_codes: Vec::new(),
        };
        Ok((book, key, code))
    }

    /// Opens with a parent's passphrase. Dear, so not to be called on the writer's thread.
    ///
    /// # Errors
    /// [`WrongSecret`], also if this parent has no passphrase; that takes as long.
    pub fn open(
        &self,
        parent: &ParentId,
        passphrase: &Passphrase,
    ) -> Result<HistoryKey, WrongSecret> {
        let of_parent = self
            .passphrases
            .iter()
            .find(|entry| entry.parent == *parent);
        // Somebody else's entry costs the same and opens nothing: the parent's name is part of what is sealed.
        let entry = of_parent.or(self.passphrases.first()).ok_or(WrongSecret)?;
        let salt = entry.salt.exactly().ok_or(WrongSecret)?;
        let stretched = entry
            .cost
            .stretch(passphrase.bytes(), &salt)
            .map_err(|_| WrongSecret)?;
        wrap::open(&stretched, &passphrase_place(parent), &entry.wrap)
            .map(HistoryKey)
            .ok_or(WrongSecret)
    }

    /// Opens with the recovery code.
    ///
    /// # Errors
    /// [`WrongSecret`].
    pub fn recover(&self, code: &RecoveryCode) -> Result<HistoryKey, WrongSecret> {
        let key = code.key(self.recovery.salt.bytes());
        wrap::open(&key, RECOVERY_PLACE, &self.recovery.wrap)
            .map(HistoryKey)
            .ok_or(WrongSecret)
    }

    /// Adds a parent's passphrase, or replaces it. Dear: see [`Cost`].
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the key is not this book's, [`Error::TooLarge`] for too many parents, and as
    /// [`AccessBook::begin`].
    pub fn with_passphrase(
        &self,
        key: &HistoryKey,
        parent: &ParentId,
        passphrase: &Passphrase,
        cost: Cost,
        at: WallTime,
    ) -> Result<Self, Error> {
        self.root(key).ok_or(Error::WrongKey)?;
        let mut book = self.clone();
        book.passphrases.retain(|entry| entry.parent != *parent);
        full("parents with a passphrase", book.passphrases.len())?;
        let entry = ByPassphrase::new(key, parent, passphrase, cost, at)?;
        book.passphrases.push(entry);
        Ok(book)
    }

    /// Takes a parent's passphrase and quick code away; a parent who has none changes nothing.
    ///
    /// # Errors
    /// [`LastWayIn`] if nobody else has a passphrase.
    pub fn without(&self, parent: &ParentId) -> Result<Self, LastWayIn> {
        let mut book = self.clone();
        book.passphrases.retain(|entry| entry.parent != *parent);
        book.quick_codes.retain(|entry| entry.parent != *parent);
        if book.passphrases.is_empty() {
            return Err(LastWayIn);
        }
        Ok(book)
    }

    /// Makes a new recovery code; the one before opens nothing any more.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the key is not this book's, or [`Error::NoRandomness`].
    pub fn with_new_recovery(
        &self,
        key: &HistoryKey,
        at: WallTime,
    ) -> Result<(Self, RecoveryCode), Error> {
        self.root(key).ok_or(Error::WrongKey)?;
        let code = RecoveryCode::generate()?;
        let recovery = ByRecovery::new(key, &code, at)?;
        Ok((
            Self {
                recovery,
                ..self.clone()
            },
            code,
        ))
    }

    /// Sets a parent's quick code, or takes it away. Dear: see [`Cost`].
    ///
    /// # Errors
    /// [`Error::TooLarge`] for too many parents, and as [`AccessBook::begin`].
    pub fn with_quick_code(
        &self,
        parent: &ParentId,
        code: Option<&QuickCode>,
        cost: Cost,
        at: WallTime,
    ) -> Result<Self, Error> {
        let mut book = self.clone();
        book.quick_codes.retain(|entry| entry.parent != *parent);
        if let Some(code) = code {
            full("parents with a quick code", book.quick_codes.len())?;
            let salt = salt()?;
            let verifier = cost.stretch(code.bytes(), &salt)?;
            book.quick_codes.push(ByQuickCode {
                parent: parent.clone(),
                since: at,
                cost,
                salt: Hex::from(salt.as_slice()),
                verifier: Hex::from(verifier.expose().as_slice()),
            });
        }
        Ok(book)
    }

    /// Whose quick code this is, if anybody's. Dear, once for every parent with a quick code: always all of them, so
    /// that the time it takes tells nothing.
    #[must_use]
    pub fn check_quick_code(&self, code: &QuickCode) -> Option<ParentId> {
        let fits = |entry: &&ByQuickCode| {
            let stretched = entry
                .salt
                .exactly()
                .and_then(|salt| entry.cost.stretch(code.bytes(), &salt).ok());
            stretched.is_some_and(|found| same(found.expose(), entry.verifier.bytes()))
        };
        let fitting: Vec<&ByQuickCode> = self.quick_codes.iter().filter(fits).collect();
        fitting.first().map(|entry| entry.parent.clone())
    }

    /// Parents with a passphrase, and since when.
    pub fn passphrases(&self) -> impl Iterator<Item = (&ParentId, WallTime)> {
        self.passphrases
            .iter()
            .map(|entry| (&entry.parent, entry.since))
    }

    /// Parents with a quick code, and since when.
    pub fn quick_codes(&self) -> impl Iterator<Item = (&ParentId, WallTime)> {
        self.quick_codes
            .iter()
            .map(|entry| (&entry.parent, entry.since))
    }

    /// Since when the recovery code is in force.
    #[must_use]
    pub fn recovery_since(&self) -> WallTime {
        self.recovery.since
    }

    /// Which chain of day keys the root begins.
    pub(crate) fn era(&self) -> u32 {
        self.era
    }

    /// The root of the chain, if this is the key.
    pub(crate) fn root(&self, key: &HistoryKey) -> Option<Secret> {
        wrap::open(&key.0, &root_place(self.era), &self.root)
    }

    /// The same people, and a new chain: what the one before sealed cannot be opened from this book any more.
    pub(crate) fn with_new_root(&self, key: &HistoryKey) -> Result<(Self, Secret), Error> {
        let era = self.era.saturating_add(1);
        let root = Secret::generate()?;
        let wrapped = wrap::seal(&key.0, &root_place(era), &root)?;
        Ok((
            Self {
                era,
                root: wrapped,
                ..self.clone()
            },
            root,
        ))
    }
}

impl ByPassphrase {
    fn new(
        key: &HistoryKey,
        parent: &ParentId,
        passphrase: &Passphrase,
        cost: Cost,
        since: WallTime,
    ) -> Result<Self, Error> {
        let salt = salt()?;
        let stretched = cost.stretch(passphrase.bytes(), &salt)?;
        Ok(Self {
            parent: parent.clone(),
            since,
            cost,
            salt: Hex::from(salt.as_slice()),
            wrap: wrap::seal(&stretched, &passphrase_place(parent), &key.0)?,
        })
    }
}

impl ByRecovery {
    fn new(key: &HistoryKey, code: &RecoveryCode, since: WallTime) -> Result<Self, Error> {
        let salt = salt()?;
        Ok(Self {
            since,
            salt: Hex::from(salt.as_slice()),
            wrap: wrap::seal(&code.key(&salt), RECOVERY_PLACE, &key.0)?,
        })
    }
}

// What a wrap is bound to: labels are part of the format.

const RECOVERY_PLACE: &[u8] = b"luytre wrap: recovery";

fn passphrase_place(parent: &ParentId) -> Vec<u8> {
    [b"luytre wrap: passphrase of ", parent.as_str().as_bytes()].concat()
}

fn root_place(era: u32) -> Vec<u8> {
    [b"luytre wrap: root ".as_slice(), &era.to_be_bytes()].concat()
}

fn salt() -> Result<[u8; SALT], Error> {
    let mut salt = [0; SALT];
    SystemRandom::new()
        .fill(&mut salt)
        .map_err(|_| Error::NoRandomness)?;
    Ok(salt)
}

fn full(what: &'static str, size: usize) -> Result<(), Error> {
    if size < MOST {
        Ok(())
    } else {
        Err(Error::TooLarge {
            what,
            size: size + 1,
            limit: MOST,
        })
    }
}

/// Compares without telling by its time where two values differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
