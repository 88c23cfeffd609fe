//! Credentials where nothing has been written yet.

use crate::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

pub(super) fn program() -> Option<PathBuf> {
    None
}

pub(super) fn has_tpm(_program: &Path, _limit: Duration) -> bool {
    false
}

pub(super) fn seal(
    _program: &Path,
    _limit: Duration,
    _name: &str,
    _secret: &[u8],
) -> Result<Vec<u8>, Error> {
    Err(Error::Unsupported {
        what: "sealing a credential",
    })
}

pub(super) fn open(
    _program: &Path,
    _limit: Duration,
    _name: &str,
    _sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    Err(Error::Unsupported {
        what: "opening a credential",
    })
}
