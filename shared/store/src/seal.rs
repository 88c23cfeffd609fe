//! Sealing: ChaCha20-Poly1305 with a fresh random nonce for every record, bound to the place it stands in.
//!
//! A sealed value is `nonce (12) ‖ ciphertext ‖ tag (16)`. The plain text is padded to a multiple of 64 bytes before, so
//! that its length does not tell which child or program it names. Random 96-bit nonces are safe for about 2^32 values
//! under one key; a household writes some 10^6 in a lifetime.

use crate::error::Error;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

/// Version of what is inside a sealed value. A migration that changes the meaning of a content seals it anew.
pub(crate) const CONTENT_VERSION: u32 = 1;

const BLOCK: usize = 64;
const LENGTH: usize = 4;
const LIMIT: usize = 16 * 1024 * 1024;

/// Keyed tag of a day, or of a child on a day: equal for equal values, and tells nothing without the key.
pub(crate) type Tag = [u8; 16];

/// Where a sealed value belongs. It opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Table or file.
    pub(crate) table: &'a str,
    /// Row, slot or counter.
    pub(crate) row: i64,
    /// Kind of the row's content.
    pub(crate) kind: i64,
    /// The child (with the day) it belongs to. Rows show a child only as a tag, so that is what is bound.
    pub(crate) owner: Option<&'a Tag>,
    /// The day it belongs to, likewise.
    pub(crate) day: Option<&'a Tag>,
}

impl<'a> Place<'a> {
    /// A place that belongs to no child and no day.
    pub(crate) const fn plain(table: &'a str, row: i64) -> Self {
        Self {
            table,
            row,
            kind: 0,
            owner: None,
            day: None,
        }
    }

    /// Every part with its length, so that no two places look alike.
    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(80);
        push_part(&mut data, b"luytre");
        push_part(&mut data, self.table.as_bytes());
        data.extend(self.row.to_be_bytes());
        data.extend(self.kind.to_be_bytes());
        push_part(&mut data, self.owner.map_or(&[], |tag| tag.as_slice()));
        push_part(&mut data, self.day.map_or(&[], |tag| tag.as_slice()));
        data.extend(CONTENT_VERSION.to_be_bytes());
        data
    }
}

/// Appends bytes with their length before them.
pub(crate) fn push_part(to: &mut Vec<u8>, part: &[u8]) {
    to.extend(
        u64::try_from(part.len())
            .expect("a length fits 64 bits")
            .to_be_bytes(),
    );
    to.extend(part);
}

/// A sealed value does not open: it was changed, moved, or sealed with another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotGenuine;

/// Seals and opens under one key.
pub(crate) struct Sealer {
    key: LessSafeKey,
    random: SystemRandom,
}

impl Sealer {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).expect("the cipher takes 32 bytes");
        Self {
            key: LessSafeKey::new(key),
            random: SystemRandom::new(),
        }
    }

    /// Seals. The result is longer by 32 to 95 bytes.
    pub(crate) fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Result<Vec<u8>, Error> {
        self.seal_at(&place.associated_data(), plain)
    }

    /// Seals, bound to this associated data.
    pub(crate) fn seal_at(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE_LEN];
        self.random
            .fill(&mut nonce)
            .map_err(|_| Error::NoRandomness)?;
        let too_large = || Error::TooLarge {
            what: "a sealed value",
            size: plain.len(),
            limit: LIMIT,
        };
        let length = u32::try_from(plain.len())
            .ok()
            .filter(|_| plain.len() <= LIMIT)
            .ok_or_else(too_large)?;
        let padded = (LENGTH + plain.len()).next_multiple_of(BLOCK);
        // Encrypted in place, in a buffer that never grows: no copy of the plain text is left anywhere.
        let mut body = Vec::with_capacity(NONCE_LEN + padded + CHACHA20_POLY1305.tag_len());
        body.extend(length.to_be_bytes());
        body.extend(plain);
        body.resize(padded, 0);
        self.key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place),
                &mut body,
            )
            .map_err(|_| too_large())?;
        body.splice(0..0, nonce);
        Ok(body)
    }

    /// Opens what was sealed in this place.
    pub(crate) fn open(
        &self,
        place: &Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, NotGenuine> {
        self.open_at(&place.associated_data(), sealed)
    }

    /// Opens what was sealed with this associated data.
    pub(crate) fn open_at(
        &self,
        place: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, NotGenuine> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(NotGenuine)?;
        let mut body = Zeroizing::new(body.to_vec());
        let padded = self
            .key
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(place),
                &mut body,
            )
            .map_err(|_| NotGenuine)?
            .len();
        body.truncate(padded);
        let length = body.first_chunk::<LENGTH>().ok_or(NotGenuine)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| NotGenuine)?;
        if length > padded - LENGTH {
            return Err(NotGenuine);
        }
        body.copy_within(LENGTH..LENGTH + length, 0);
        body.truncate(length);
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: Place<'static> = Place {
        table: "records",
        row: 7,
        kind: 1,
        owner: Some(&[1; 16]),
        day: Some(&[2; 16]),
    };

    fn sealer() -> Sealer {
        Sealer::new(&[9; 32])
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..500)) {
            let sealed = sealer().seal(&PLACE, &plain).unwrap();
            prop_assert_eq!(sealer().open(&PLACE, &sealed), Ok(Zeroizing::new(plain)));
        }

        #[test]
        fn any_changed_bit_shows(plain in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0..8) {
            let mut sealed = sealer().seal(&PLACE, &plain).unwrap();
            let at = at.index(sealed.len());
            sealed[at] ^= 1_u8 << bit;
            prop_assert_eq!(sealer().open(&PLACE, &sealed), Err(NotGenuine));
        }

        #[test]
        fn garbage_of_any_length_does_not_open(garbage in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(sealer().open(&PLACE, &garbage), Err(NotGenuine));
        }
    }

    #[test]
    fn it_opens_in_its_place_only() {
        let sealed = sealer().seal(&PLACE, b"an played").unwrap();
        let other: Tag = [3; 16];
        for place in [
            Place {
                table: "policies",
                ..PLACE
            },
            Place { row: 8, ..PLACE },
            Place { kind: 2, ..PLACE },
            Place {
                owner: Some(&other),
                ..PLACE
            },
            Place {
                owner: None,
                ..PLACE
            },
            Place {
                day: Some(&other),
                ..PLACE
            },
            Place {
                owner: PLACE.day,
                day: PLACE.owner,
                ..PLACE
            },
        ] {
            assert_eq!(sealer().open(&place, &sealed), Err(NotGenuine), "{place:?}");
        }
        assert_eq!(Sealer::new(&[8; 32]).open(&PLACE, &sealed), Err(NotGenuine));
    }

    #[test]
    fn equal_contents_and_near_lengths_look_different_and_equally_long() {
        let (a, b) = (
            sealer().seal(&PLACE, b"an").unwrap(),
            sealer().seal(&PLACE, b"an").unwrap(),
        );
        assert_ne!(a, b);
        assert_eq!(
            a.len(),
            sealer()
                .seal(&PLACE, b"a child with a long name")
                .unwrap()
                .len()
        );
    }
}
