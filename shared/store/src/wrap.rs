//! A key under another key: `nonce (12) ‖ ciphertext (32) ‖ tag (16)`, ChaCha20-Poly1305, bound to what it is for.

use crate::error::Error;
use crate::hex::Hex;
use crate::secret::Secret;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

/// Wraps a key.
pub(crate) fn seal(under: &Secret, place: &[u8], key: &Secret) -> Result<Hex, Error> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new()
        .fill(&mut nonce)
        .map_err(|_| Error::NoRandomness)?;
    // Encrypted where it is, so that no copy in clear stays.
    let mut body = key.clone();
    let mut sealed = Vec::with_capacity(NONCE_LEN + Secret::LEN + 16);
    let tag = cipher(under)
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place),
            body.expose_mut(),
        )
        .map_err(|_| Error::TooLarge {
            what: "a key",
            size: Secret::LEN,
            limit: Secret::LEN,
        })?;
    sealed.extend(nonce);
    sealed.extend(body.expose());
    sealed.extend(tag.as_ref());
    Ok(Hex::from(sealed.as_slice()))
}

/// Unwraps a key; `None` if this is not the key or the place.
pub(crate) fn open(under: &Secret, place: &[u8], wrap: &Hex) -> Option<Secret> {
    let (nonce, body) = wrap.bytes().split_first_chunk::<NONCE_LEN>()?;
    let mut body = Zeroizing::new(body.to_vec());
    let key = cipher(under)
        .open_in_place(
            Nonce::assume_unique_for_key(*nonce),
            Aad::from(place),
            &mut body,
        )
        .ok()?;
    Secret::copy_of(key)
}

fn cipher(key: &Secret) -> LessSafeKey {
    LessSafeKey::new(
        UnboundKey::new(&CHACHA20_POLY1305, key.expose()).expect("the cipher takes 32 bytes"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrap_opens_with_its_key_in_its_place_only() {
        let (under, other, key) = (
            Secret::new([1; 32]),
            Secret::new([2; 32]),
            Secret::new([3; 32]),
        );
        let wrap = seal(&under, b"a", &key).unwrap();
        assert_eq!(open(&under, b"a", &wrap).unwrap().expose(), key.expose());
        assert!(open(&other, b"a", &wrap).is_none() && open(&under, b"b", &wrap).is_none());
        for at in 0..wrap.bytes().len() {
            let mut changed = wrap.bytes().to_vec();
            changed[at] ^= 1;
            assert!(open(&under, b"a", &Hex::from(changed.as_slice())).is_none());
        }
        for short in [0, 11, 12, 27, 28, 59] {
            assert!(open(&under, b"a", &Hex::from(&wrap.bytes()[..short])).is_none());
        }
    }
}
