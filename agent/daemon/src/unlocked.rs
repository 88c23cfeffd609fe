//! Who has the history open: one entry for each unlocking, bound to the login that made it, ended by itself when it is
//! not used. Pure: time and tokens come from outside, and the key is whatever the caller keeps here; it is dropped, and
//! with it wiped, when its entry ends.

use luytre_core::id::ParentId;
use luytre_core::time::{BootTime, Span};
use luytre_platform::peer::LoginSession;

/// Without a request for so long, it closes. Suspended time counts.
pub(crate) const IDLE: Span = Span::from_mins(15);
/// How many may be open at once; one more ends the one that was not used for longest.
const MOST: usize = 8;

/// A login, as the kernel tells logins apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Login {
    pub(crate) uid: u32,
    /// `None` where the kernel does not tell: then all logins of an account are one.
    pub(crate) session: Option<LoginSession>,
}

/// What a token is known by; not the token itself.
pub(crate) type Print = [u8; 32];

/// Number of an unlocking; never used twice.
pub(crate) type Number = u64;

/// One unlocking.
#[derive(Debug)]
pub(crate) struct Entry<K> {
    number: Number,
    print: Print,
    login: Login,
    /// Who opened it; `None` where the recovery code did.
    pub(crate) parent: Option<ParentId>,
    pub(crate) key: K,
    used: BootTime,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Unlocked<K> {
    entries: Vec<Entry<K>>,
    last: Number,
}

impl<K> Default for Unlocked<K> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            last: 0,
        }
    }
}

impl<K> Unlocked<K> {
    /// The history was opened.
    pub(crate) fn open(
        &mut self,
        login: Login,
        parent: Option<ParentId>,
        key: K,
        print: Print,
        now: BootTime,
    ) -> Number {
        self.expire(now);
        if self.entries.len() >= MOST
            && let Some(oldest) = self.entries.iter().map(|entry| entry.used).min()
        {
            // Those used at the same moment go together; what is kept is bounded all the same.
            self.entries.retain(|entry| entry.used != oldest);
        }
        self.last += 1;
        self.entries.push(Entry {
            number: self.last,
            print,
            login,
            parent,
            key,
            used: now,
        });
        self.last
    }

    /// A token is shown, at this login. It opens nothing at another one.
    pub(crate) fn resume(&mut self, print: &Print, login: &Login, now: BootTime) -> Option<Number> {
        self.expire(now);
        let entry = self
            .entries
            .iter_mut()
            .find(|entry| entry.print == *print && entry.login == *login)?;
        entry.used = now;
        Some(entry.number)
    }

    /// The unlocking that a connection goes by, if it is still open. It counts as used.
    pub(crate) fn of(&mut self, number: Number, now: BootTime) -> Option<&Entry<K>> {
        self.expire(now);
        let entry = self
            .entries
            .iter_mut()
            .find(|entry| entry.number == number)?;
        entry.used = now;
        Some(entry)
    }

    /// Whether it is open; looking does not keep it open.
    pub(crate) fn is_open(&self, number: Number, now: BootTime) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.number == number && entry.ends() > now)
    }

    /// Ends one.
    pub(crate) fn close(&mut self, number: Number) {
        self.entries.retain(|entry| entry.number != number);
    }

    /// Ends those of a parent, except one.
    pub(crate) fn close_of(&mut self, parent: &ParentId, except: Option<Number>) {
        self.entries
            .retain(|entry| entry.parent.as_ref() != Some(parent) || Some(entry.number) == except);
    }

    /// Ends those that were not used for too long.
    pub(crate) fn expire(&mut self, now: BootTime) {
        self.entries.retain(|entry| entry.ends() > now);
    }

    /// When the next one ends by itself.
    pub(crate) fn next_end(&self) -> Option<BootTime> {
        self.entries.iter().map(Entry::ends).min()
    }
}

impl<K> Entry<K> {
    fn ends(&self) -> BootTime {
        self.used + IDLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    fn login(uid: u32, session: u32) -> Login {
        Login {
            uid,
            session: Some(LoginSession::Audit(session)),
        }
    }

    fn min(minutes: i64) -> BootTime {
        BootTime(0) + Span::from_mins(minutes)
    }

    #[test]
    fn a_token_opens_at_its_own_login_only() {
        let mut unlocked = Unlocked::default();
        let number = unlocked.open(login(1000, 1), Some("me".into()), (), [7; 32], min(0));
        assert_eq!(
            unlocked.resume(&[7; 32], &login(1000, 1), min(1)),
            Some(number)
        );
        for other in [
            login(1001, 1),
            login(1000, 2),
            Login {
                uid: 1000,
                session: None,
            },
        ] {
            assert_eq!(unlocked.resume(&[7; 32], &other, min(1)), None, "{other:?}");
        }
        assert_eq!(unlocked.resume(&[8; 32], &login(1000, 1), min(1)), None);
    }

    #[test]
    fn it_ends_when_it_is_not_used_and_its_key_goes_with_it() {
        let key = Rc::new(());
        let mut unlocked = Unlocked::default();
        let number = unlocked.open(login(1000, 1), None, key.clone(), [7; 32], min(0));
        assert!(unlocked.of(number, min(14)).is_some());
        assert_eq!(unlocked.next_end(), Some(min(29)));
        // Looking is not using.
        assert!(unlocked.is_open(number, min(28)));
        assert!(!unlocked.is_open(number, min(29)));
        assert_eq!(Rc::strong_count(&key), 2);
        unlocked.expire(min(29));
        assert_eq!(Rc::strong_count(&key), 1);
        assert_eq!(unlocked.next_end(), None);
        assert!(unlocked.of(number, min(1)).is_none());
        assert_eq!(unlocked.resume(&[7; 32], &login(1000, 1), min(1)), None);
    }

    #[test]
    fn an_entry_that_is_over_opens_nothing_even_before_it_is_cleared() {
        let mut unlocked = Unlocked::default();
        let number = unlocked.open(login(1000, 1), None, (), [7; 32], min(0));
        assert!(unlocked.of(number, min(15)).is_none());
        let number = unlocked.open(login(1000, 1), None, (), [7; 32], min(0));
        assert_eq!(unlocked.resume(&[7; 32], &login(1000, 1), min(15)), None);
        assert!(!unlocked.is_open(number, min(0)));
    }

    #[test]
    fn they_are_few_and_the_one_unused_for_longest_gives_way() {
        let mut unlocked = Unlocked::default();
        let numbers: Vec<_> = (0..8)
            .map(|n| unlocked.open(login(1000, 1), None, (), [n; 32], min(i64::from(n))))
            .collect();
        assert!(unlocked.of(numbers[0], min(8)).is_some());
        let more = unlocked.open(login(1000, 1), None, (), [99; 32], min(9));
        assert!(!unlocked.is_open(numbers[1], min(9)));
        for number in numbers.iter().copied().filter(|n| *n != numbers[1]) {
            assert!(unlocked.is_open(number, min(9)));
        }
        assert!(unlocked.is_open(more, min(9)));
    }

    #[test]
    fn those_of_a_parent_end_together() {
        let mut unlocked = Unlocked::default();
        let mut open = |parent: Option<&str>| {
            unlocked.open(
                login(1000, 1),
                parent.map(ParentId::from),
                (),
                [7; 32],
                min(0),
            )
        };
        let (first, second, other, code) = (
            open(Some("me")),
            open(Some("me")),
            open(Some("ba")),
            open(None),
        );
        unlocked.close_of(&"me".into(), Some(second));
        let open = |number| unlocked.is_open(number, min(0));
        assert_eq!(
            [open(first), open(second), open(other), open(code)],
            [false, true, true, true]
        );
        unlocked.close(other);
        assert!(!unlocked.is_open(other, min(0)));
    }
}
