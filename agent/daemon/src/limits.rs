//! Bounds of the control socket: whatever one peer does, memory stays small and the others are served.

use luytre_protocol::Role;
use luytre_store::Cost;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How much a peer may ask of the daemon.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The greeting has to come within this time.
    pub hello_within: Duration,
    /// A frame has to be taken by the peer within this time.
    pub write_within: Duration,
    /// Requests that a connection may make at once.
    pub burst: u32,
    /// Time after which one more is allowed.
    pub refill_every: Duration,
    /// Requests refused in a row after which the connection is closed.
    pub patience: u32,
    /// Events that may wait for one subscriber.
    pub queued_events: usize,
    /// What a try of a new passphrase or quick code costs whoever tries it. `None`: as much as takes a third of a second
    /// on this machine.
    pub try_cost: Option<Cost>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            hello_within: Duration::from_secs(5),
            write_within: Duration::from_secs(5),
            burst: 40,
            refill_every: Duration::from_millis(100),
            patience: 200,
            queued_events: 64,
            try_cost: None,
        }
    }
}

/// Connections that one login may hold open. The login check, a tray, a command line and a page fit many times.
#[must_use]
pub const fn connections_of(role: Role) -> u32 {
    match role {
        Role::System => 32,
        Role::Owner | Role::Parent => 16,
        Role::Child => 8,
        Role::Other => 2,
    }
}

/// Connections that all logins outside the household may hold together: accounts can be many.
pub const STRANGERS: u32 = 16;

/// Refills evenly; every request takes one.
#[derive(Debug)]
pub(crate) struct TokenBucket {
    tokens: u32,
    burst: u32,
    every: Duration,
    filled: Instant,
}

impl TokenBucket {
    pub(crate) fn full(limits: &Limits) -> Self {
        Self {
            tokens: limits.burst,
            burst: limits.burst,
            every: limits.refill_every,
            filled: Instant::now(),
        }
    }

    /// Takes one, or says how long to wait for it.
    pub(crate) fn take(&mut self, now: Instant) -> Result<(), Duration> {
        while self.tokens < self.burst && now.duration_since(self.filled) >= self.every {
            self.tokens += 1;
            self.filled += self.every;
        }
        if self.tokens == self.burst {
            self.filled = now;
        }
        if self.tokens == 0 {
            return Err(self.every.saturating_sub(now.duration_since(self.filled)));
        }
        self.tokens -= 1;
        Ok(())
    }
}

/// Counts open connections of each login.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doors {
    open: Arc<Mutex<Open>>,
}

#[derive(Debug, Default)]
struct Open {
    of: BTreeMap<u32, u32>,
    strangers: u32,
}

/// One counted connection; dropping it ends the count.
#[derive(Debug)]
pub(crate) struct Place {
    doors: Doors,
    uid: u32,
    role: Role,
}

impl Doors {
    /// A place for one more connection of this login.
    ///
    /// # Errors
    /// The limit that is reached.
    pub(crate) fn enter(&self, uid: u32, role: Role) -> Result<Place, u32> {
        let mut open = self.open();
        let limit = connections_of(role);
        if role == Role::Other && open.strangers >= STRANGERS {
            return Err(STRANGERS);
        }
        let held = open.of.entry(uid).or_default();
        if *held >= limit {
            return Err(limit);
        }
        *held += 1;
        if role == Role::Other {
            open.strangers += 1;
        }
        Ok(Place {
            doors: self.clone(),
            uid,
            role,
        })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // A panic elsewhere cannot leave plain counts half changed.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.doors.open();
        if let Some(held) = open.of.get_mut(&self.uid) {
            *held = held.saturating_sub(1);
            if *held == 0 {
                open.of.remove(&self.uid);
            }
        }
        if self.role == Role::Other {
            open.strangers = open.strangers.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_and_then_one_at_a_time() {
        let limits = Limits {
            burst: 3,
            refill_every: Duration::from_millis(100),
            ..Limits::default()
        };
        let mut bucket = TokenBucket::full(&limits);
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(bucket.take(start), Ok(()));
        }
        assert_eq!(
            bucket.take(start + Duration::from_millis(40)),
            Err(Duration::from_millis(60))
        );
        assert_eq!(bucket.take(start + Duration::from_millis(100)), Ok(()));
        assert!(bucket.take(start + Duration::from_millis(199)).is_err());
        // A long pause fills it up to the burst, and no further.
        let later = start + Duration::from_secs(3600);
        for _ in 0..3 {
            assert_eq!(bucket.take(later), Ok(()));
        }
        assert!(bucket.take(later).is_err());
    }

    #[test]
    fn one_login_cannot_take_the_places_of_another() {
        let doors = Doors::default();
        let held: Vec<_> = (0..connections_of(Role::Child))
            .map(|_| doors.enter(1001, Role::Child).unwrap())
            .collect();
        assert_eq!(
            doors.enter(1001, Role::Child).unwrap_err(),
            connections_of(Role::Child)
        );
        let _parent = doors.enter(1000, Role::Parent).unwrap();
        drop(held);
        let _again = doors.enter(1001, Role::Child).unwrap();
    }

    #[test]
    fn strangers_are_bounded_together() {
        let doors = Doors::default();
        let held: Vec<_> = (0..STRANGERS)
            .map(|uid| doors.enter(2000 + uid, Role::Other).unwrap())
            .collect();
        assert_eq!(doors.enter(3000, Role::Other).unwrap_err(), STRANGERS);
        drop(held);
        assert!(doors.enter(3000, Role::Other).is_ok());
    }
}
