//! Bytes that must not be shown or left behind.

use crate::error::Error;
use ring::rand::{SecureRandom, SystemRandom};
use serde::Serialize;
use std::fmt;
use std::hint::black_box;
use std::io::{self, Write};
use zeroize::{Zeroize, Zeroizing};

/// A key. It does not print, stays in one place while its owner is moved, and is wiped when dropped. (`ring` keeps
/// expanded copies inside its own key types for as long as those live; they are dropped, not wiped: see [`wipe_stack`].)
pub(crate) struct Secret(Box<[u8; Secret::LEN]>);

impl Secret {
    /// Bytes of every key here.
    pub(crate) const LEN: usize = 32;

    /// A new random key.
    pub(crate) fn generate() -> Result<Self, Error> {
        Self::made(|bytes| SystemRandom::new().fill(bytes)).map_err(|_| Error::NoRandomness)
    }

    /// A key that something writes into its place, so that no copy of it is made on the way.
    pub(crate) fn made<E>(
        make: impl FnOnce(&mut [u8; Self::LEN]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut secret = Self(Box::new([0; Self::LEN]));
        make(&mut secret.0)?;
        Ok(secret)
    }

    /// From bytes that are a key already and lie somewhere that is wiped.
    pub(crate) fn copy_of(bytes: &[u8]) -> Option<Self> {
        Self::made(|to| {
            let bytes: &[u8; Self::LEN] = bytes.try_into()?;
            to.copy_from_slice(bytes);
            Ok::<_, std::array::TryFromSliceError>(())
        })
        .ok()
    }

    #[cfg(test)]
    pub(crate) fn new(bytes: [u8; Self::LEN]) -> Self {
        Self(Box::new(bytes))
    }

    /// The bytes, to be handed to a cipher or the key file.
    pub(crate) fn expose(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl Secret {
    /// The bytes, to be encrypted in place.
    pub(crate) fn expose_mut(&mut self) -> &mut [u8; Self::LEN] {
        &mut self.0
    }
}

impl Clone for Secret {
    fn clone(&self) -> Self {
        let mut copy = Self(Box::new([0; Self::LEN]));
        copy.0.copy_from_slice(self.expose());
        copy
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// JSON in a buffer that is wiped, and that never grows: growing would leave a piece of the text where it was before.
pub(crate) fn to_json<T: Serialize>(
    what: &'static str,
    value: &T,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let encode = |source| Error::Encode { what, source };
    let mut counter = Counter(0);
    serde_json::to_writer(&mut counter, value).map_err(encode)?;
    let mut text = Zeroizing::new(Vec::with_capacity(counter.0));
    serde_json::to_writer(&mut *text, value).map_err(encode)?;
    Ok(text)
}

/// Counts what is written.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Overwrites the part of the stack that functions called before have used: ciphers and hashes leave there what they
/// made of a key. To be called, from where they were called, after a key was stepped or used for the last time.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut used = [0_u8; 64 * 1024];
    used.zeroize();
    black_box(&used);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_print() {
        let secret = Secret::new([0xAB; Secret::LEN]);
        let shown = format!("{secret:?} {:#?}", Some(&secret));
        assert!(
            !shown.contains("171") && !shown.to_lowercase().contains("ab"),
            "{shown}"
        );
    }

    #[test]
    fn two_keys_differ() {
        assert_ne!(
            Secret::generate().unwrap().expose(),
            Secret::generate().unwrap().expose()
        );
    }

    #[test]
    fn json_fits_its_buffer() {
        let value = vec!["mười lăm phút"; 100];
        let text = to_json("a test", &value).unwrap();
        assert_eq!(text.len(), text.capacity());
        assert_eq!(serde_json::from_slice::<Vec<String>>(&text).unwrap(), value);
    }
}
