//! Bytes that must not be shown or left behind.

use crate::error::Error;
use ring::rand::{SecureRandom, SystemRandom};
use std::fmt;
use zeroize::Zeroizing;

/// A key. It does not print, and is wiped when dropped. (`ring` keeps expanded copies inside its own key types for as
/// long as those live; they are dropped, not wiped.)
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<[u8; Secret::LEN]>);

impl Secret {
    /// Bytes of every key here.
    pub(crate) const LEN: usize = 32;

    /// A new random key.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = Zeroizing::new([0; Self::LEN]);
        SystemRandom::new()
            .fill(bytes.as_mut_slice())
            .map_err(|_| Error::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// From bytes that are a key already.
    pub(crate) fn new(bytes: [u8; Self::LEN]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, to be handed to a cipher or the key file.
    pub(crate) fn expose(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
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
}
