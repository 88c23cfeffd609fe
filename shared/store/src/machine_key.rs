//! The machine key: 32 random bytes, in a file that only the agent's user can read, or kept by a guard of the system.

use crate::error::Error;
use crate::files::{self, Files, Found, os};
use crate::history::KeyGuard;
use crate::secret::Secret;
use std::fs::OpenOptions;
use std::io::{self, Read};
use std::path::Path;

/// Bytes of the file, as the file system counts.
const KEY_LENGTH: u64 = 32;
/// Largest credential.
const CREDENTIAL: u64 = 64 * 1024;

/// What was found.
#[derive(Debug)]
pub(crate) enum KeyFile {
    /// A key. It may still be the wrong one.
    Loaded(Secret),
    /// There is none.
    Missing,
    /// There is something that we cannot have written, or that the guard does not open: a link, another user's file, a
    /// wrong length, another machine's credential.
    Refused(&'static str),
}

/// Reads the key, from the guard if it keeps it. One that lies in a file is given to the guard, if there is one.
pub(crate) fn load(files: &Files, guard: Option<&dyn KeyGuard>) -> Result<KeyFile, Error> {
    let kept = match files::read_small(&files.credential, CREDENTIAL) {
        Found::Missing => None,
        Found::Broken(error) => {
            tracing::warn!(%error, "the credential of the machine key cannot be read");
            Some(Err("the credential cannot be read"))
        }
        Found::Bytes(bytes) => Some(reveal(guard, &bytes)),
    };
    let file = load_file(&files.key)?;
    match (kept, file) {
        (Some(Ok(secret)), KeyFile::Missing) => Ok(KeyFile::Loaded(secret)),
        (Some(Ok(secret)), KeyFile::Loaded(file)) if secret.expose() == file.expose() => {
            // A crash came between giving it to the guard and wiping the file.
            files::wipe(&files.key)?;
            Ok(KeyFile::Loaded(secret))
        }
        // Whoever put another key there cannot make us take it.
        (Some(Ok(secret)), KeyFile::Loaded(_) | KeyFile::Refused(_)) => Ok(KeyFile::Loaded(secret)),
        (Some(Err(_)) | None, KeyFile::Loaded(secret)) => {
            entrust(files, guard, &secret);
            Ok(KeyFile::Loaded(secret))
        }
        (Some(Err(why)), KeyFile::Missing | KeyFile::Refused(_)) => Ok(KeyFile::Refused(why)),
        (None, refused @ (KeyFile::Missing | KeyFile::Refused(_))) => Ok(refused),
    }
}

/// Asks the guard, twice: what it needs may be busy while the machine starts.
fn reveal(guard: Option<&dyn KeyGuard>, credential: &[u8]) -> Result<Secret, &'static str> {
    let Some(guard) = guard else {
        return Err("what keeps it is not there");
    };
    for _ in 0..2 {
        match guard.reveal(credential) {
            Ok(bytes) => return Secret::copy_of(bytes.as_slice()).ok_or("its length is wrong"),
            Err(error) => tracing::warn!(%error, "the machine key is not given out"),
        }
    }
    Err("what keeps it does not give it out")
}

/// Gives the key to the guard, and wipes the file only when the guard has proven to give it back.
fn entrust(files: &Files, guard: Option<&dyn KeyGuard>, secret: &Secret) {
    let Some(guard) = guard else { return };
    let given = guard
        .protect(secret.expose())
        .map_err(|error| error.to_string())
        .and_then(|credential| {
            let back = guard
                .reveal(&credential)
                .map_err(|error| error.to_string())?;
            if back.as_slice() != secret.expose() {
                return Err("it gives another key back".to_owned());
            }
            files::replace(&files.credential, &credential).map_err(|error| error.to_string())
        })
        .and_then(|()| files::wipe(&files.key).map_err(|error| error.to_string()));
    if let Err(error) = given {
        tracing::warn!(error, "the machine key stays in its file");
    }
}

fn load_file(path: &Path) -> Result<KeyFile, Error> {
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
    let secret = Secret::made(|bytes| (&file).read_exact(bytes))
        .map_err(|error| Error::io("read", path, error))?;
    // A block that a crash left empty reads as zeros, and is no key.
    if *secret.expose() == [0; Secret::LEN] {
        return Ok(KeyFile::Refused("it is empty"));
    }
    Ok(KeyFile::Loaded(secret))
}

/// Makes a new key. What had its place before is kept under another name, since nothing else would open what it sealed.
pub(crate) fn create(files: &Files, guard: Option<&dyn KeyGuard>) -> Result<Secret, Error> {
    for path in [&files.key, &files.credential] {
        if files::exists(path) {
            files::rename(path, &files::with_suffix(path, ".refused"))?;
        }
    }
    let secret = Secret::generate()?;
    files::replace(&files.key, secret.expose())?;
    entrust(files, guard, &secret);
    Ok(secret)
}
