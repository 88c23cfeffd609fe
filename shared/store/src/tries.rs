//! Wrong tries and the waits they cost. Pure: the caller keeps it on the disk, before the secret is checked.
//!
//! Waits are measured on the boot clock, which nobody can set. After a restart of the machine the whole wait begins
//! anew, so that neither restarting nor the clock shortens it.

use luytre_core::id::BootId;
use luytre_core::time::{BootTime, Moment, Span};
use serde::{Deserialize, Serialize};

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "secret")]
pub enum TrySubject {
    /// A parent's passphrase, whoever's.
    Passphrase,
    /// The recovery code.
    Recovery,
    /// A quick code at this login.
    QuickCode {
        /// The user id.
        uid: u32,
    },
}

/// Tries that were counted and not yet cleared by a right one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tries {
    counted: Vec<Counted>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counted {
    of: TrySubject,
    tries: u32,
    boot_id: BootId,
    last: BootTime,
}

impl Tries {
    /// Tries that cost no wait.
    pub const FREE: u32 = 5;
    /// The first wait.
    pub const FIRST: Span = Span::from_secs(15);
    /// The longest wait.
    pub const LONGEST: Span = Span::from_mins(15);
    /// Subjects that are remembered; a family has fewer logins.
    const MOST: usize = 256;

    /// How long this must not be tried yet; zero if it may be.
    #[must_use]
    pub fn wait(&self, of: &TrySubject, now: &Moment) -> Span {
        let Some(counted) = self.counted.iter().find(|counted| counted.of == *of) else {
            // A table that is full is an attack by many logins: nobody new tries then.
            let full = self.counted.len() >= Self::MOST;
            return if full { Self::LONGEST } else { Span::ZERO };
        };
        let wait = counted.penalty();
        let since = if counted.boot_id == now.boot_id {
            now.boot.since(counted.last)
        } else {
            now.boot.since(BootTime(0))
        };
        (wait - since.at_least_zero()).at_least_zero()
    }

    /// Counts a try. To be made durable before the secret is looked at, and cleared if it was right.
    pub fn count(&mut self, of: TrySubject, now: &Moment) {
        let (boot_id, last) = (now.boot_id.clone(), now.boot);
        let is_full = self.counted.len() >= Self::MOST;
        match self.counted.iter_mut().find(|counted| counted.of == of) {
            Some(counted) => {
                counted.tries = counted.tries.saturating_add(1);
                (counted.boot_id, counted.last) = (boot_id, last);
            }
            None if !is_full => self.counted.push(Counted {
                of,
                tries: 1,
                boot_id,
                last,
            }),
            None => {}
        }
    }

    /// Forgets: the secret was right.
    pub fn clear(&mut self, of: &TrySubject) {
        self.counted.retain(|counted| counted.of != *of);
    }

    /// True if nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counted.is_empty()
    }
}

impl Counted {
    fn penalty(&self) -> Span {
        let Some(doublings) = self.tries.checked_sub(Tries::FREE) else {
            return Span::ZERO;
        };
        let times = 1_i64.checked_shl(doublings.min(32)).unwrap_or(i64::MAX);
        let wait = Tries::FIRST.as_millis().saturating_mul(times);
        Span::from_millis(wait).min(Tries::LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::time::WallTime;

    const CODE: TrySubject = TrySubject::QuickCode { uid: 1000 };

    fn at(boot: &str, seconds: i64, wall: i64) -> Moment {
        Moment {
            boot_id: boot.into(),
            boot: BootTime(seconds * 1000),
            suspended: Span::ZERO,
            wall: WallTime(wall),
            synchronised: true,
        }
    }

    #[test]
    fn waits_double_from_the_fifth_try_to_a_quarter_of_an_hour() {
        let mut tries = Tries::default();
        let waits: Vec<i64> = (0..14)
            .map(|_| {
                tries.count(CODE, &at("a", 100, 0));
                tries.wait(&CODE, &at("a", 100, 0)).as_secs()
            })
            .collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900, 900]
        );
        for _ in 0..100 {
            tries.count(CODE, &at("a", 100, 0));
        }
        assert_eq!(tries.wait(&CODE, &at("a", 100, 0)), Tries::LONGEST);
    }

    /// After seven tries at 100 s of a boot, a minute is to be waited.
    #[test]
    fn neither_clock_nor_restart_shortens_a_wait() {
        let mut tries = Tries::default();
        (0..7).for_each(|_| tries.count(CODE, &at("a", 100, 5_000_000)));
        for (now, left) in [
            (at("a", 100, 5_000_000), 60),
            (at("a", 130, 5_000_000), 30),
            (at("a", 160, 5_000_000), 0),
            (at("a", 1000, 5_000_000), 0),
            // The wall clock says anything.
            (at("a", 130, i64::MAX), 30),
            (at("a", 130, i64::MIN), 30),
            // A restart: the whole minute, counted from the new start.
            (at("b", 0, 5_000_000), 60),
            (at("b", 5, i64::MAX), 55),
            (at("b", 60, 0), 0),
            // A boot clock that reads less than before, which no kernel shows.
            (at("a", 50, 5_000_000), 60),
        ] {
            assert_eq!(tries.wait(&CODE, &now).as_secs(), left, "{now:?}");
        }
        // Kept and read back, as over a restart of the agent.
        let text = serde_json::to_string(&tries).unwrap();
        let again: Tries = serde_json::from_str(&text).unwrap();
        assert_eq!(again, tries);
        assert_eq!(again.wait(&CODE, &at("a", 130, 0)).as_secs(), 30);
    }

    #[test]
    fn each_secret_and_login_waits_for_itself() {
        let mut tries = Tries::default();
        let now = at("a", 100, 0);
        (0..9).for_each(|_| tries.count(CODE, &now));
        for other in [
            TrySubject::Passphrase,
            TrySubject::Recovery,
            TrySubject::QuickCode { uid: 1001 },
        ] {
            assert_eq!(tries.wait(&other, &now), Span::ZERO);
        }
        tries.count(TrySubject::Passphrase, &now);
        tries.clear(&CODE);
        assert_eq!(tries.wait(&CODE, &now), Span::ZERO);
        assert!(!tries.is_empty());
        tries.clear(&TrySubject::Passphrase);
        assert!(tries.is_empty());
    }

    #[test]
    fn many_logins_fill_a_bounded_table_and_then_wait() {
        let mut tries = Tries::default();
        let now = at("a", 100, 0);
        for uid in 0..10_000 {
            tries.count(TrySubject::QuickCode { uid }, &now);
        }
        assert_eq!(tries.counted.len(), Tries::MOST);
        assert_eq!(
            tries.wait(&TrySubject::QuickCode { uid: 9_999 }, &now),
            Tries::LONGEST
        );
    }
}
