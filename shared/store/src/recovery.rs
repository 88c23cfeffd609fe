//! The recovery code: 120 random bits, printed, kept in a drawer.
//!
//! Six groups of five characters in Crockford's base 32: four of the secret and one that checks them. The check is a
//! weighted sum over GF(32) of the four and of the group's place, all weights different and none zero. So one wrong
//! character, two exchanged ones and a group in the wrong place always show, and the group with the slip can be named
//! before anything is computed. `O` is read as `0`, `I` and `L` as `1`; case, blanks and dashes do not matter.

use crate::error::Error;
use crate::secret::Secret;
use ring::hkdf;
use ring::rand::{SecureRandom, SystemRandom};
use std::fmt;
use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 6;
const IN_GROUP: usize = 4;
const SYMBOLS: usize = GROUPS * IN_GROUP;

/// A recovery code. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; SYMBOLS]>);

/// Why a text is no recovery code. Groups are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// It has not 30 characters in 6 groups.
    #[error("a recovery code has 6 groups of 5 characters; this has {characters} characters")]
    Length {
        /// How many it has, without blanks and dashes.
        characters: usize,
    },
    /// A character that no code has.
    #[error("group {group} has a character that no recovery code has")]
    Character {
        /// In which group.
        group: u8,
    },
    /// The characters of this group do not fit together.
    #[error("group {group} is mistyped")]
    Group {
        /// Which.
        group: u8,
    },
}

impl RecoveryCode {
    /// Longest text that is looked at, in bytes.
    const LONGEST: usize = 256;

    pub(crate) fn generate() -> Result<Self, Error> {
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        SystemRandom::new()
            .fill(symbols.as_mut_slice())
            .map_err(|_| Error::NoRandomness)?;
        // 256 is a multiple of 32: what is cut off leaves every symbol equally likely.
        symbols.iter_mut().for_each(|symbol| *symbol &= 31);
        Ok(Self(symbols))
    }

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`Mistyped`] names the first group with a slip.
    pub fn parse(text: &str) -> Result<Self, Mistyped> {
        let separates = |c: char| c == '-' || c == '–' || c.is_whitespace();
        let characters = text
            .chars()
            .take(Self::LONGEST)
            .filter(|c| !separates(*c))
            .count();
        if characters != GROUPS * (IN_GROUP + 1) {
            // With all six groups there, the one that is too short or too long can still be named.
            let groups: Vec<&str> = text
                .split(separates)
                .filter(|group| !group.is_empty())
                .take(GROUPS + 1)
                .collect();
            let odd = groups
                .iter()
                .position(|group| group.chars().count() != IN_GROUP + 1);
            return Err(match odd {
                Some(at) if groups.len() == GROUPS => Mistyped::Group { group: number(at) },
                Some(_) | None => Mistyped::Length { characters },
            });
        }
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        let mut typed = text.chars().filter(|c| !separates(*c));
        for (at, group) in symbols.chunks_exact_mut(IN_GROUP).enumerate() {
            let mut next = || {
                typed
                    .next()
                    .and_then(value)
                    .ok_or(Mistyped::Character { group: number(at) })
            };
            for symbol in group.iter_mut() {
                *symbol = next()?;
            }
            if next()? != check(at, group) {
                return Err(Mistyped::Group { group: number(at) });
            }
        }
        Ok(Self(symbols))
    }

    /// As it is printed: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`.
    #[must_use]
    pub fn shown(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (IN_GROUP + 2)));
        for (at, group) in self.0.chunks_exact(IN_GROUP).enumerate() {
            if at > 0 {
                text.push('-');
            }
            for symbol in group.iter().chain([&check(at, group)]) {
                text.push(char::from(ALPHABET[usize::from(*symbol)]));
            }
        }
        text
    }

    /// The key that it opens with. It has 120 bits: nobody tries them all, so no dear function is needed.
    pub(crate) fn key(&self, salt: &[u8]) -> Secret {
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(self.0.as_slice());
        let label: [&[u8]; 1] = [b"luytre recovery"];
        let expanded = extracted.expand(&label, hkdf::HKDF_SHA256);
        Secret::made(|key| expanded.and_then(|okm| okm.fill(key)))
            .expect("HKDF gives as many bytes as its hash")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

fn number(at: usize) -> u8 {
    u8::try_from(at + 1).expect("there are six groups")
}

/// The value of a character, with those that look alike taken for one.
fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let at = ALPHABET
        .iter()
        .position(|symbol| char::from(*symbol) == c)?;
    u8::try_from(at).ok()
}

/// The fifth character of a group.
fn check(at: usize, group: &[u8]) -> u8 {
    let mut weight = 1;
    let mut sum = 0;
    for symbol in group.iter().copied().chain([number(at)]) {
        weight = times(weight, 2);
        sum ^= times(weight, symbol);
    }
    sum
}

/// Multiplication in GF(32), modulo x^5 + x^2 + 1.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 35);
        for typed in [
            shown.to_string(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', "  \n"),
            shown.replace('0', "O").replace('1', "l"),
            shown.replace('0', "o").replace('1', "I"),
        ] {
            assert_eq!(RecoveryCode::parse(&typed), Ok(code.clone()));
        }
        assert_ne!(code, RecoveryCode::generate().unwrap());
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }

    #[test]
    fn every_slip_is_found_and_its_group_named() {
        let code = RecoveryCode::generate().unwrap();
        let shown: Vec<char> = code.shown().chars().collect();
        let parse = |chars: &[char]| RecoveryCode::parse(&chars.iter().collect::<String>());
        for at in (0..35).filter(|at| at % 6 != 5) {
            let group = number(at / 6);
            for symbol in ALPHABET
                .iter()
                .map(|byte| char::from(*byte))
                .filter(|symbol| *symbol != shown[at])
            {
                let mut wrong = shown.clone();
                wrong[at] = symbol;
                assert_eq!(parse(&wrong), Err(Mistyped::Group { group }));
            }
            let mut wrong = shown.clone();
            wrong[at] = 'U';
            assert_eq!(parse(&wrong), Err(Mistyped::Character { group }));
            let mut short = shown.clone();
            short.remove(at);
            assert_eq!(parse(&short), Err(Mistyped::Group { group }));
            for other in (at / 6 * 6..at).filter(|other| shown[*other] != shown[at]) {
                let mut swapped = shown.clone();
                swapped.swap(at, other);
                assert_eq!(parse(&swapped), Err(Mistyped::Group { group }));
            }
        }
        for (a, b) in [(0, 1), (2, 5)] {
            let mut groups: Vec<&[char]> = shown.split(|c| *c == '-').collect();
            groups.swap(a, b);
            assert_eq!(
                parse(&groups.join(&'-')),
                Err(Mistyped::Group { group: number(a) })
            );
        }
        assert_eq!(
            RecoveryCode::parse("12345"),
            Err(Mistyped::Length { characters: 5 })
        );
        assert_eq!(
            RecoveryCode::parse(""),
            Err(Mistyped::Length { characters: 0 })
        );
        assert!(RecoveryCode::parse(&"0".repeat(1_000_000)).is_err());
    }

    #[test]
    fn weights_of_a_group_differ_and_none_is_zero() {
        let mut weights = vec![1];
        for _ in 0..5 {
            weights.push(times(*weights.last().unwrap(), 2));
        }
        assert_eq!(weights, [1, 2, 4, 8, 16, 5]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_code_or_mistyped(text in any::<String>()) {
            drop(RecoveryCode::parse(&text));
        }
    }
}
