//! The key file: 32 random bytes that only the agent's user can read.

use crate::error::Error;
use crate::files::{self, os};
use crate::secret::Secret;
use std::fs::OpenOptions;
use std::io::{self, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// Bytes of the file, as the file system counts.
const KEY_LENGTH: u64 = 32;

/// What was found.
#[derive(Debug)]
pub(crate) enum KeyFile {
    /// A key. It may still be the wrong one.
    Loaded(Secret),
    /// There is none.
    Missing,
    /// There is something that we cannot have written: a link, another user's file, a wrong length.
    Refused(&'static str),
}

/// Reads the key.
pub(crate) fn load(path: &Path) -> Result<KeyFile, Error> {
    let file = match files::open_existing(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(KeyFile::Missing),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(Error::io("read", path, error));
        }
        Err(error) => {
            tracing::warn!(%error, "the machine key cannot be opened");
            return Ok(KeyFile::Refused("it is a link or no ordinary file"));
        }
    };
    let metadata = file
        .metadata()
        .map_err(|error| Error::io("read", path, error))?;
    match os::owner(&metadata) {
        os::Owner::Other(_) => return Ok(KeyFile::Refused("it belongs to another user")),
        os::Owner::Us => {}
    }
    if os::open_to_others(&metadata) {
        // Refusing it would switch the limits off, which is worse than a key that somebody may have read.
        tracing::warn!("the machine key was readable for other users and is closed now");
        os::close_to_others(path, 0o600)
            .map_err(|error| Error::io("close to others", path, error))?;
    }
    if metadata.len() != KEY_LENGTH {
        return Ok(KeyFile::Refused("its length is wrong"));
    }
    let mut bytes = Zeroizing::new([0; Secret::LEN]);
    (&file)
        .read_exact(bytes.as_mut_slice())
        .map_err(|error| Error::io("read", path, error))?;
    // A block that a crash left empty reads as zeros, and is no key.
    if *bytes == [0; Secret::LEN] {
        return Ok(KeyFile::Refused("it is empty"));
    }
    Ok(KeyFile::Loaded(Secret::new(*bytes)))
}

/// Writes a new key. What had the name before is kept under another one, since nothing else would open what it sealed.
pub(crate) fn create(path: &Path) -> Result<Secret, Error> {
    if files::exists(path) {
        files::rename(path, &files::with_suffix(path, ".refused"))?;
    }
    let secret = Secret::generate()?;
    files::replace(path, secret.expose())?;
    Ok(secret)
}
