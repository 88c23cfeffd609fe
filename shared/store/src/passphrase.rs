//! What parents type: a passphrase, which opens the history, and a quick code, which opens nothing.

use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase in one form (NFC), so that it is the same from every keyboard and input method. Wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// A parent's short code. It gives minutes, locks and answers; it opens no history. Wiped when dropped.
#[derive(Clone)]
pub struct QuickCode(Zeroizing<String>);

/// Why a text cannot be a passphrase or a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Fewer characters than needed.
    #[error("at least {least} characters are needed")]
    TooShort {
        /// The least.
        least: usize,
    },
    /// More characters than are taken.
    #[error("at most {most} characters are taken")]
    TooLong {
        /// The most.
        most: usize,
    },
    /// A line break, a tab or another character that no keyboard writes twice in the same way.
    #[error("line breaks, tabs and other control characters are not taken")]
    Control,
    /// A code is made of the digits 0 to 9.
    #[error("a quick code has digits only")]
    NotDigits,
}

impl Passphrase {
    /// Fewest characters.
    pub const LEAST: usize = 8;
    /// Most characters.
    pub const MOST: usize = 128;

    /// Takes what was typed. Characters are counted as people see them in Vietnamese, an `ệ` is one.
    ///
    /// # Errors
    /// [`Unfit`] if it is too short, too long, or has control characters.
    pub fn new(text: &str) -> Result<Self, Unfit> {
        // Before it is normalised, so that an endless text costs nothing.
        if text.len() > 16 * Self::MOST {
            return Err(Unfit::TooLong { most: Self::MOST });
        }
        if text.chars().any(char::is_control) {
            return Err(Unfit::Control);
        }
        // A composed text may be longer in bytes than its parts, at most three times; no growth leaves a piece behind.
        let mut composed = Zeroizing::new(String::with_capacity(3 * text.len()));
        composed.extend(text.nfc());
        match composed.chars().count() {
            0..Self::LEAST => Err(Unfit::TooShort { least: Self::LEAST }),
            Self::LEAST..=Self::MOST => Ok(Self(composed)),
            _ => Err(Unfit::TooLong { most: Self::MOST }),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl QuickCode {
    /// Fewest digits.
    pub const LEAST: usize = 6;
    /// Most digits.
    pub const MOST: usize = 12;

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`Unfit`] if it is not 6 to 12 digits.
    pub fn new(text: &str) -> Result<Self, Unfit> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Unfit::NotDigits);
        }
        match text.len() {
            0..Self::LEAST => Err(Unfit::TooShort { least: Self::LEAST }),
            Self::LEAST..=Self::MOST => Ok(Self(Zeroizing::new(text.to_owned()))),
            _ => Err(Unfit::TooLong { most: Self::MOST }),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

impl fmt::Debug for QuickCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QuickCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_vietnamese_passphrase_is_the_same_from_every_keyboard() {
        let composed = "lũy tre làng tiếng Việt";
        let taken_apart: String = composed.nfd().collect();
        assert_ne!(composed, taken_apart);
        let (a, b) = (
            Passphrase::new(composed).unwrap(),
            Passphrase::new(&taken_apart).unwrap(),
        );
        assert_eq!(a.bytes(), b.bytes());
        assert_eq!(a.bytes(), composed.as_bytes());
    }

    #[test]
    fn characters_are_counted_as_they_are_seen() {
        let eight = "ệệệệệệệệ";
        let parts: String = eight.nfd().collect();
        assert_eq!(parts.chars().count(), 24);
        assert!(Passphrase::new(&parts).is_ok());
        let seven: String = eight.chars().take(7).collect::<String>().nfd().collect();
        assert_eq!(
            Passphrase::new(&seven).unwrap_err(),
            Unfit::TooShort { least: 8 }
        );
        assert!(Passphrase::new(&"ệ".repeat(128)).is_ok());
        for long in [129, 5_000_000] {
            assert_eq!(
                Passphrase::new(&"a".repeat(long)).unwrap_err(),
                Unfit::TooLong { most: 128 }
            );
        }
        assert_eq!(Passphrase::new("12345678\n").unwrap_err(), Unfit::Control);
    }

    #[test]
    fn a_quick_code_is_six_to_twelve_digits() {
        for (text, expected) in [
            ("12345", Some(Unfit::TooShort { least: 6 })),
            ("123456", None),
            ("123456789012", None),
            ("1234567890123", Some(Unfit::TooLong { most: 12 })),
            ("12345a", Some(Unfit::NotDigits)),
            ("１２３４５６", Some(Unfit::NotDigits)),
            ("", Some(Unfit::TooShort { least: 6 })),
        ] {
            assert_eq!(QuickCode::new(text).err(), expected, "{text}");
        }
    }

    #[test]
    fn neither_prints() {
        let shown = format!(
            "{:?} {:?}",
            Passphrase::new("a secret text").unwrap(),
            QuickCode::new("135790").unwrap()
        );
        assert_eq!(shown, "Passphrase(..) QuickCode(..)");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused(text in any::<String>()) {
            // Composing never needs more room than was made: growth would leave a piece of it behind.
            if let Ok(taken) = Passphrase::new(&text) {
                prop_assert!(taken.bytes().len() <= 3 * text.len());
            }
        }
    }
}
