//! What is installed on this computer, from the files that menus and launchers keep: the system's own, and those of each
//! account's home.
//!
//! The agent reads with root's rights what a child wrote, so nothing here trusts a path. Inside a home every file is opened
//! from a descriptor of that home with `openat2` and `RESOLVE_BENEATH`: a link that leads out of the home ends in an error,
//! and so does a mount in it (`RESOLVE_NO_XDEV`), behind which a child's own file system could answer never. A Steam library
//! on another disk, whose path a child's file names, is opened with `RESOLVE_NO_SYMLINKS`, and only files that belong to that
//! account are read. The system's own files are opened with `RESOLVE_IN_ROOT`, links included, since only root makes them.
//! Only regular files are read, at most 1 MiB of each, and so many of one home as no family has; what is left out is counted
//! in [`Skipped`], never a reason to fail.
//!
//! Linux is complete. On Windows the same search goes over the folders of Steam, Epic, Xbox, Garena and the Start menu, and
//! reparse points are not followed. macOS answers with nothing. Absent on purpose: parsing and judging
//! ([`luytre_catalog`]); watching for changes; the registry of Windows.

use crate::Error;
use luytre_catalog::installed::Installed;
use luytre_core::id::Account;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
mod search;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// A home to look into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Whose.
    pub account: Account,
    /// Its number, for files outside of the home. Ignored on Windows.
    pub uid: u32,
    /// Absolute path.
    pub folder: PathBuf,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// Programs, the system's first, each source in the order of its files' names.
    pub installed: Vec<Installed>,
    /// What was left out.
    pub skipped: Skipped,
}

/// How much was left out, and why. None of it is an error: a family's computer always has some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skipped {
    /// Files and folders that exist and could not be opened or read, or are no regular files.
    pub unreadable: u32,
    /// Links and mounts that lead out of a home, and files in a library of another owner.
    pub outside: u32,
    /// Files that are not of the format that their name says.
    pub broken: u32,
    /// Files and folders beyond what is read of one home.
    pub too_many: u32,
}

impl Skipped {
    fn add(&mut self, more: Self) {
        self.unreadable = self.unreadable.saturating_add(more.unreadable);
        self.outside = self.outside.saturating_add(more.outside);
        self.broken = self.broken.saturating_add(more.broken);
        self.too_many = self.too_many.saturating_add(more.too_many);
    }
}

/// Everything installed for the system and in these homes. Takes some ten milliseconds on a home computer, and reads disks:
/// to be called on a thread that may wait.
///
/// # Errors
/// The root folder cannot be opened, or the kernel is older than 5.6 and has no `openat2`. A home that cannot be opened is
/// counted as unreadable.
pub fn installed(homes: &[Home]) -> Result<Scan, Error> {
    installed_below(Path::new("/"), homes)
}

/// As [`installed`], with the system's files below another folder: for tests, and for looking at an unpacked system.
///
/// # Errors
/// As [`installed`].
pub fn installed_below(root: &Path, homes: &[Home]) -> Result<Scan, Error> {
    sys::installed_below(root, homes)
}

/// What the search needs of a file system: paths are relative to a folder that cannot be left.
trait Files {
    /// The names in a folder, sorted; empty if it is not there.
    fn list(&mut self, folder: &str) -> Vec<Entry>;
    /// A whole file; `None` if it is not there.
    fn read(&mut self, path: &str) -> Option<Vec<u8>>;
    /// Where a path leads after all links, if a regular file lies there.
    fn resolve(&mut self, path: &str) -> Option<Resolved>;
    /// A file turned out not to be of its format.
    fn broken(&mut self, path: &str, problem: luytre_catalog::formats::Problem);
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: String,
    is_folder: bool,
}

/// A file behind links.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Resolved {
    /// Absolute path as the kernel will tell it of a process that runs it.
    path: String,
    /// Somebody may execute it.
    is_executable: bool,
}
