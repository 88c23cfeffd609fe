//! Texts that nobody else may see: passphrases, codes, tokens. They are wiped when they are dropped, and do not print.

use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroize;

/// A passphrase, a code or a token on its way. At most [`SecretText::MAX`] bytes are taken by the daemon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretText(String);

impl SecretText {
    /// Longest secret, in bytes.
    pub const MAX: usize = 1024;

    /// Takes a text over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, to be checked, shown once or handed on.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Drop for SecretText {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        let secret = SecretText::from("mật khẩu");
        assert_eq!(format!("{secret:?}"), "SecretText(..)");
    }
}
