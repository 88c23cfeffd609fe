//! Private files where nothing has been written yet.

use super::{Access, FolderMode};
use crate::Error;
use std::convert::Infallible;
use std::fs::File;
use std::path::Path;

fn unsupported<T>(what: &'static str) -> Result<T, Error> {
    Err(Error::Unsupported { what })
}

pub(super) fn open_private(_path: &Path, _access: Access) -> Result<File, Error> {
    unsupported("opening a private file")
}

pub(super) fn ensure_folder(_path: &Path, _mode: FolderMode) -> Result<(), Error> {
    unsupported("making a private folder")
}

pub(super) fn replace_atomically(_path: &Path, _contents: &[u8]) -> Result<(), Error> {
    unsupported("replacing a private file")
}

#[derive(Debug)]
pub(super) struct AgentLock(Infallible);

impl AgentLock {
    pub(super) fn take(_path: &Path) -> Result<Self, Error> {
        unsupported("locking the state folder")
    }
}
