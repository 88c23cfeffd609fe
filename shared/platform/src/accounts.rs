//! Accounts of the operating system: names, numbers, homes, and who administers the machine.

use crate::Error;
use luytre_core::id::Account;
use std::path::PathBuf;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// What the user database says about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountInfo {
    /// Login name.
    pub account: Account,
    /// Number.
    pub uid: u32,
    /// Main group.
    pub gid: u32,
    /// Name for people (first field of GECOS); may be empty.
    pub full_name: String,
    /// Home folder.
    pub home: PathBuf,
    /// Login shell.
    pub shell: PathBuf,
}

impl AccountInfo {
    /// The superuser, whatever its name.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.uid == 0
    }
}

/// Looks a name up.
///
/// # Errors
/// [`Error::UnknownAccount`], or the user database cannot be read.
pub fn by_name(account: &Account) -> Result<AccountInfo, Error> {
    sys::by_name(account)
}

/// Looks a number up.
///
/// # Errors
/// [`Error::UnknownAccount`] with the number as name, or the user database cannot be read.
pub fn by_uid(uid: u32) -> Result<AccountInfo, Error> {
    sys::by_uid(uid)
}

/// The account this process runs as (its real user).
///
/// # Errors
/// As [`by_uid`].
pub fn current() -> Result<AccountInfo, Error> {
    sys::current()
}

/// True if the account may become root: it is root, or in the group `sudo`, `wheel` or `admin`.
///
/// # Errors
/// The group database cannot be read.
pub fn is_administrator(info: &AccountInfo) -> Result<bool, Error> {
    sys::is_administrator(info)
}

/// Accounts of people: numbers in the range that `/etc/login.defs` gives to people, with a shell that lets in. Sorted by
/// number. Only local accounts; a directory service need not list its people.
///
/// # Errors
/// The user database cannot be read.
pub fn people() -> Result<Vec<AccountInfo>, Error> {
    sys::people()
}

/// True for numbers that belong to people on this system (Linux: `UID_MIN` to `UID_MAX`).
#[must_use]
pub fn is_person(uid: u32) -> bool {
    sys::is_person(uid)
}
