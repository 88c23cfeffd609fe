//! The keys of the live store, each derived from the machine key for one purpose (HKDF-SHA256, RFC 5869).
//!
//! Labels are part of the format: never changed, never used twice. The family key and the day keys of the sealed
//! history are no part of this tree: see `access.rs` and `day_key.rs`.

use crate::seal::{NotGenuine, Sealer, Tag, push_part};
use crate::secret::Secret;
use jiff::civil::Date;
use luytre_core::id::ChildId;
use ring::{hkdf, hmac};
use std::fmt;
use zeroize::Zeroizing;

/// A MAC in full.
pub(crate) type Mac = [u8; 32];

/// Every key that the store works with.
pub(crate) struct Keys {
    pub(crate) head: Sealer,
    pub(crate) policies: Sealer,
    pub(crate) records: Sealer,
    pub(crate) state: Sealer,
    pub(crate) copies: Sealer,
    pub(crate) heartbeat: Sealer,
    pub(crate) marker: Sealer,
    pub(crate) waiting: Sealer,
    pub(crate) notes: Sealer,
    pub(crate) day_key: Sealer,
    access: hmac::Key,
    chain: hmac::Key,
    tags: hmac::Key,
    format: hmac::Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

impl Keys {
    pub(crate) fn derive(machine: &Secret) -> Self {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"luytre store").extract(machine.expose());
        let key = |label: &str| {
            let mut key = Zeroizing::new([0; Secret::LEN]);
            root.expand(&[b"1 ", label.as_bytes()], hkdf::HKDF_SHA256)
                .and_then(|okm| okm.fill(key.as_mut_slice()))
                .expect("HKDF gives as many bytes as its hash");
            key
        };
        let sealer = |label| Sealer::new(&key(label));
        let mac = |label| hmac::Key::new(hmac::HMAC_SHA256, key(label).as_slice());
        Self {
            head: sealer("seal head"),
            policies: sealer("seal policies"),
            records: sealer("seal records"),
            state: sealer("seal state"),
            copies: sealer("seal copies"),
            heartbeat: sealer("seal heartbeat"),
            marker: sealer("seal marker"),
            waiting: sealer("seal waiting"),
            notes: sealer("seal notes"),
            day_key: sealer("seal day key"),
            access: mac("vouch for the access book"),
            chain: mac("chain rows"),
            tags: mac("tag days and children"),
            format: mac("vouch for the format"),
        }
    }

    /// The MAC of a row, over the one before it: `parts` are all columns of the row, in order.
    pub(crate) fn link(&self, table: &str, before: &Mac, row: i64, parts: &[&[u8]]) -> Mac {
        let mut data =
            Vec::with_capacity(96 + parts.iter().map(|part| part.len() + 8).sum::<usize>());
        push_part(&mut data, table.as_bytes());
        data.extend(before);
        data.extend(row.to_be_bytes());
        for part in parts {
            push_part(&mut data, part);
        }
        full(&hmac::sign(&self.chain, &data))
    }

    /// Tag of a day.
    pub(crate) fn day_tag(&self, day: Date) -> Tag {
        let mut data = vec![1];
        data.extend(day_bytes(day));
        short(&hmac::sign(&self.tags, &data))
    }

    /// Tag of a child on a day, different every day, so that rows of one child cannot be told to belong together; of
    /// nobody in particular where there is no child.
    pub(crate) fn owner_tag(&self, child: Option<&ChildId>, day: Date) -> Tag {
        let mut data = vec![2];
        data.extend(day_bytes(day));
        match child {
            None => data.push(0),
            Some(child) => {
                data.push(1);
                push_part(&mut data, child.as_str().as_bytes());
            }
        }
        short(&hmac::sign(&self.tags, &data))
    }

    /// Vouches for the book of who can open the history, which is not sealed.
    pub(crate) fn access_mac(&self, book: &[u8]) -> Mac {
        full(&hmac::sign(&self.access, book))
    }

    /// Whether [`Keys::access_mac`] made this.
    pub(crate) fn check_access(&self, book: &[u8], mac: &[u8]) -> Result<(), NotGenuine> {
        hmac::verify(&self.access, book, mac).map_err(|_| NotGenuine)
    }

    /// Vouches for a format number. Every version, however new, writes this, so that an older one can tell a newer
    /// store from a flipped bit.
    pub(crate) fn format_mac(&self, version: u32) -> Mac {
        full(&hmac::sign(&self.format, &version.to_be_bytes()))
    }

    /// Whether [`Keys::format_mac`] made this.
    pub(crate) fn check_format(&self, version: u32, mac: &[u8]) -> Result<(), NotGenuine> {
        hmac::verify(&self.format, &version.to_be_bytes(), mac).map_err(|_| NotGenuine)
    }
}

fn full(tag: &hmac::Tag) -> Mac {
    tag.as_ref().try_into().expect("HMAC-SHA256 has 32 bytes")
}

fn short(tag: &hmac::Tag) -> Tag {
    *tag.as_ref()
        .first_chunk()
        .expect("HMAC-SHA256 has 32 bytes")
}

fn day_bytes(day: Date) -> [u8; 4] {
    let [y0, y1] = day.year().to_be_bytes();
    let [month] = day.month().to_be_bytes();
    let [day] = day.day().to_be_bytes();
    [y0, y1, month, day]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn keys_and_tags_are_a_frozen_function_of_the_machine_key() {
        // Computed by another program from RFC 5869 and RFC 2104: a change here would make every existing store
        // unreadable.
        let keys = Keys::derive(&Secret::new([7; 32]));
        let hex = |bytes: &[u8]| crate::files::to_hex(bytes);
        assert_eq!(
            hex(&keys.day_tag(date(2026, 3, 2))),
            "8bfd6ccfc2c481eb17b4eb93704b8780"
        );
        assert_eq!(
            hex(&keys.owner_tag(Some(&"an".into()), date(2026, 3, 2))),
            "ec3768469c58e20cdc889215cb985764"
        );
        assert_eq!(
            hex(&keys.format_mac(1)),
            "0ba4a7e693dbcfce74b9638e8a63fd6a05fce998c0d58573a610b131a6e5ec19"
        );
    }

    #[test]
    fn tags_tell_children_and_days_apart() {
        let keys = Keys::derive(&Secret::new([7; 32]));
        let (monday, tuesday) = (date(2026, 3, 2), date(2026, 3, 3));
        let an = ChildId::from("an");
        let binh = ChildId::from("binh");
        let tags = [
            keys.day_tag(monday),
            keys.day_tag(tuesday),
            keys.owner_tag(None, monday),
            keys.owner_tag(Some(&an), monday),
            keys.owner_tag(Some(&an), tuesday),
            keys.owner_tag(Some(&binh), monday),
            keys.owner_tag(Some(&ChildId::from("")), monday),
        ];
        for (i, tag) in tags.iter().enumerate() {
            assert!(!tags[..i].contains(tag), "tag {i} is not its own");
        }
        assert_ne!(
            Keys::derive(&Secret::new([8; 32])).day_tag(monday),
            keys.day_tag(monday)
        );
    }
}
