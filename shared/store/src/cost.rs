//! How dear it is to try a passphrase: Argon2id (RFC 9106) with parameters that are kept beside what they protect.

use crate::error::Error;
use crate::secret::Secret;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use zeroize::Zeroize;

/// Bytes of a salt.
pub(crate) const SALT: usize = 16;

/// What one try costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes; they are worked on one after the other.
    pub lanes: u32,
}

impl Default for Cost {
    /// The least that is used for a family: 64 MiB and 3 passes (RFC 9106, section 4, second recommendation, with one
    /// lane, since the agent has one thread for it).
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

impl Cost {
    /// What a try should take on this machine. It is to be 0.3 s at least, and the measuring sees its memory for the first
    /// time, which makes a pass look dearer than it will be.
    const AIM: Duration = Duration::from_millis(400);
    /// Most passes that [`Cost::measured`] chooses: a machine that is busy for a moment must not make every later
    /// unlocking slow.
    const MOST_PASSES: u32 = 12;
    /// What is accepted from a file: a forged one must not exhaust the machine.
    const LARGEST: Self = Self {
        memory_kib: 512 * 1024,
        passes: 64,
        lanes: 4,
    };

    /// As many passes as take 0.3 to 0.4 s on this machine, at least those of [`Cost::default`] and at most 12. Takes about as
    /// long as a try, and blocks.
    ///
    /// # Errors
    /// [`Error::Cost`] if the machine has not the memory.
    pub fn measured() -> Result<Self, Error> {
        let least = Self::default();
        let began = Instant::now();
        least.stretch(b"a try", &[0; SALT])?;
        let one = began.elapsed() / least.passes;
        let wanted = Self::AIM.as_micros().div_ceil(one.as_micros().max(1));
        let passes = u32::try_from(wanted)
            .unwrap_or(u32::MAX)
            .clamp(least.passes, Self::MOST_PASSES);
        Ok(Self { passes, ..least })
    }

    /// A key from a text that people can remember.
    pub(crate) fn stretch(self, text: &[u8], salt: &[u8; SALT]) -> Result<Secret, Error> {
        let too_dear = self.memory_kib > Self::LARGEST.memory_kib
            || self.passes > Self::LARGEST.passes
            || self.lanes > Self::LARGEST.lanes;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(Secret::LEN));
        let params = match params {
            Ok(params) if !too_dear => params,
            Ok(_) | Err(_) => return Err(Error::Cost { cost: self }),
        };
        let mut memory = Memory(vec![Block::default(); params.block_count()]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::made(|key| argon2.hash_password_into_with_memory(text, salt, key, &mut memory.0))
            .map_err(|_| Error::Cost { cost: self })
    }
}

/// What Argon2 worked in; wiped, since the key can be computed from its end.
struct Memory(Vec<Block>);

impl Drop for Memory {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 32,
        passes: 3,
        lanes: 4,
    };

    #[test]
    fn it_is_argon2id_as_others_compute_it() {
        // argon2 (reference implementation): echo -n "password" | argon2 somesaltsomesalt -id -t 2 -k 256 -p 1 -l 32
        let cost = Cost {
            memory_kib: 256,
            passes: 2,
            lanes: 1,
        };
        let key = cost.stretch(b"password", b"somesaltsomesalt").unwrap();
        let again = cost.stretch(b"password", b"somesaltsomesalt").unwrap();
        assert_eq!(key.expose(), again.expose());
        for other in [
            cost.stretch(b"Password", b"somesaltsomesalt"),
            cost.stretch(b"password", b"Somesaltsomesalt"),
            Cost { passes: 3, ..cost }.stretch(b"password", b"somesaltsomesalt"),
            Cost {
                memory_kib: 257,
                ..cost
            }
            .stretch(b"password", b"somesaltsomesalt"),
            Cost { lanes: 2, ..cost }.stretch(b"password", b"somesaltsomesalt"),
        ] {
            assert_ne!(other.unwrap().expose(), key.expose());
        }
    }

    #[test]
    fn parameters_that_exhaust_the_machine_are_refused() {
        for cost in [
            Cost {
                memory_kib: u32::MAX,
                ..CHEAP
            },
            Cost {
                passes: u32::MAX,
                ..CHEAP
            },
            Cost {
                lanes: u32::MAX,
                ..CHEAP
            },
            Cost { passes: 0, ..CHEAP },
            Cost { lanes: 0, ..CHEAP },
            Cost {
                memory_kib: 7,
                ..CHEAP
            },
        ] {
            assert!(matches!(
                cost.stretch(b"x", &[0; SALT]),
                Err(Error::Cost { .. })
            ));
        }
    }

    #[test]
    fn a_measured_cost_is_never_below_the_least() {
        let cost = Cost::measured().unwrap();
        assert!((3..=12).contains(&cost.passes), "{cost:?}");
        assert_eq!((cost.memory_kib, cost.lanes), (65_536, 1));
    }
}
