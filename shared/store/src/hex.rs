//! Bytes that are hexadecimal digits in a text.

use crate::files;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Some bytes; sealed, salted or public, never a key in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hex(Vec<u8>);

impl Hex {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, if they are exactly so many.
    pub(crate) fn exactly<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl From<&[u8]> for Hex {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&files::to_hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        files::from_hex(&text)
            .map(Self)
            .ok_or_else(|| de::Error::custom("not hexadecimal digits"))
    }
}
