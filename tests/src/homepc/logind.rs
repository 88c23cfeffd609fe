//! What logind says about sessions and is told: properties, lock and unlock, its signals, and the hints that a child can forge.

use std::str::FromStr;
use std::time::{Duration, Instant};

use super::HomePc;
use super::command::GuestProcess;
use super::error::Error;
use super::login::SessionId;
use crate::wait;

/// `State` of a session, as logind defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being set up.
    Opening,
    /// Logged in, but another session of the seat is in front.
    Online,
    /// Logged in and in front.
    Active,
    /// Logged out; some of its processes go on.
    Closing,
}

impl FromStr for State {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "opening" => Ok(Self::Opening),
            "online" => Ok(Self::Online),
            "active" => Ok(Self::Active),
            "closing" => Ok(Self::Closing),
            other => Err(Error::Unexpected {
                from: "loginctl",
                text: format!("State={other}"),
            }),
        }
    }
}

/// A session as `loginctl show-session` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose.
    pub account: String,
    /// Opening, in front, switched away or closing.
    pub state: State,
    /// `Active`: in front on its seat, or on none.
    pub active: bool,
    /// `user` for people.
    pub class: String,
    /// `x11`, `wayland`, `tty`.
    pub session_type: String,
    /// The seat's name; empty for none.
    pub seat: String,
    /// What somebody in the session claims: a locker, or a child.
    pub locked_hint: bool,
    /// What somebody in the session claims, likewise.
    pub idle_hint: bool,
    /// The session's first process, by the home PC's process ids.
    pub leader: u32,
    /// The systemd scope that holds its processes.
    pub scope: String,
}

/// A claim that any program in a session can make about it, true or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// `SetLockedHint(true)`.
    Locked,
    /// `SetLockedHint(false)`.
    Unlocked,
    /// `SetIdleHint(true)`.
    Idle,
    /// `SetIdleHint(false)`.
    Busy,
}

impl Hint {
    fn call(self) -> [&'static str; 3] {
        match self {
            Self::Locked => ["SetLockedHint", "b", "true"],
            Self::Unlocked => ["SetLockedHint", "b", "false"],
            Self::Idle => ["SetIdleHint", "b", "true"],
            Self::Busy => ["SetIdleHint", "b", "false"],
        }
    }
}

/// One signal of logind, seen on the system bus.
#[derive(Debug, Clone)]
pub struct Signal {
    /// When it arrived here, a few milliseconds after it was sent.
    pub at: Instant,
    /// When the bus passed it on, in milliseconds of wall time.
    pub at_ms: i64,
    /// Its name: `Lock`, `Unlock`, `SessionNew`, `PropertiesChanged`, …
    pub name: String,
    /// The object it is about.
    pub path: String,
}

/// logind's signals from the moment on at which this was made.
#[derive(Debug)]
pub struct Signals {
    monitor: GuestProcess,
}

impl Signals {
    /// Waits for the next signal of that name about that session; others are passed over.
    ///
    /// # Errors
    /// [`Error::TooLate`] when none came within `patience`.
    pub fn next(
        &self,
        name: &str,
        session: &SessionId,
        patience: Duration,
    ) -> Result<Signal, Error> {
        let what = format!("logind says {name} to session {session}");
        let line = self.monitor.next_line(&what, patience, |text| {
            parse_signal(text)
                .is_some_and(|(_, found, path)| found == name && path == session_path(session))
        })?;
        Ok(Signal {
            at: line.at,
            at_ms: parse_signal(&line.text).map_or(0, |(at_ms, _, _)| at_ms),
            name: name.to_owned(),
            path: session_path(session),
        })
    }
}

/// A line of `dbus-monitor --profile`: type, time, serial, sender, destination, path, interface, member.
/// Gives the signal's wall time in milliseconds, its name, and the object it is about.
fn parse_signal(line: &str) -> Option<(i64, &str, &str)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &["sig", time, _, _, _, path, _, name] = fields.as_slice() else {
        return None;
    };
    // Seconds, a dot, six digits of microseconds.
    let (seconds, micros) = time.split_once('.')?;
    let at_ms = seconds.parse::<i64>().ok()? * 1000 + micros.parse::<i64>().ok()? / 1000;
    Some((at_ms, name, path))
}

/// The D-Bus object of a session. Session names are letters and digits; a digit in front is written as `_3` and itself.
pub(super) fn session_path(session: &SessionId) -> String {
    let id = session.as_str();
    let escaped = match id.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("_3{id}"),
        Some(_) | None => id.to_owned(),
    };
    format!("/org/freedesktop/login1/session/{escaped}")
}

impl HomePc {
    /// What logind knows about a session now.
    ///
    /// # Errors
    /// [`Error::NoSession`] when it does not exist (any more).
    pub fn session(&self, id: &SessionId) -> Result<Session, Error> {
        let shown = self.run_as_root(&["loginctl", "show-session", id.as_str()])?;
        if !shown.succeeded() {
            return Err(Error::NoSession(id.clone()));
        }
        let text = shown.text()?;
        let value = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
                .unwrap_or_default()
                .to_owned()
        };
        Ok(Session {
            id: id.clone(),
            account: value("Name"),
            state: value("State").parse()?,
            active: value("Active") == "yes",
            class: value("Class"),
            session_type: value("Type"),
            seat: value("Seat"),
            locked_hint: value("LockedHint") == "yes",
            idle_hint: value("IdleHint") == "yes",
            leader: value("Leader").parse().unwrap_or_default(),
            scope: value("Scope"),
        })
    }

    /// All sessions that logind knows.
    ///
    /// # Errors
    /// When `loginctl` fails.
    pub fn sessions(&self) -> Result<Vec<Session>, Error> {
        let listed = self
            .run_as_root(&["loginctl", "list-sessions", "--no-legend"])?
            .text()?;
        let ids = listed
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        ids.map(|id| self.session(&SessionId::new(id))).collect()
    }

    /// Waits until a session is as `holds` wants it; `what` is read after "until".
    ///
    /// # Errors
    /// [`Error::TooLate`] with what the session looked like last, [`Error::NoSession`] when it is gone.
    pub fn wait_session(
        &self,
        id: &SessionId,
        what: &str,
        mut holds: impl FnMut(&Session) -> bool,
    ) -> Result<Session, Error> {
        let mut last = None;
        wait::find(what, wait::PATIENCE, || {
            let seen = self.session(id)?;
            let found = holds(&seen).then(|| seen.clone());
            last = Some(seen);
            Ok(found)
        })
        .map_err(|error| {
            if let Error::TooLate(mut late) = error {
                late.what = format!("{}; last seen: {last:?}", late.what);
                return Error::TooLate(late);
            }
            error
        })
    }

    /// Asks the session's locker to lock, as root may: logind sends `Lock`.
    ///
    /// # Errors
    /// When logind refuses.
    pub fn lock(&self, session: &SessionId) -> Result<(), Error> {
        self.loginctl("lock-session", session)
    }

    /// Asks the session's locker to unlock: logind sends `Unlock`.
    ///
    /// # Errors
    /// When logind refuses.
    pub fn unlock(&self, session: &SessionId) -> Result<(), Error> {
        self.loginctl("unlock-session", session)
    }

    /// Brings a session to the front of its seat, as fast user switching does; the one that was there is switched away.
    ///
    /// # Errors
    /// When logind refuses.
    pub fn switch_to(&self, session: &SessionId) -> Result<(), Error> {
        self.loginctl("activate", session)
    }

    fn loginctl(&self, verb: &str, session: &SessionId) -> Result<(), Error> {
        self.run_as_root(&["loginctl", verb, session.as_str()])?
            .text()
            .map(drop)
    }

    /// Makes a claim about a session from inside it, by the one D-Bus call that any child can find on the internet.
    ///
    /// # Errors
    /// When logind refuses.
    pub fn set_hint_as_child(&self, session: &SessionId, hint: Hint) -> Result<(), Error> {
        let path = session_path(session);
        let mut argv = vec!["busctl", "call", "org.freedesktop.login1", &path];
        argv.push("org.freedesktop.login1.Session");
        argv.extend(hint.call());
        self.run_in(session, &argv)?.text().map(drop)
    }

    /// Changes a session's type from inside it. logind lets whoever took control of the session do that, and turns it back when
    /// that program ends: the type stays for as long as the returned process lives.
    ///
    /// # Errors
    /// When logind refuses.
    pub fn set_type_as_child(
        &self,
        session: &SessionId,
        session_type: &str,
    ) -> Result<GuestProcess, Error> {
        let path = session_path(session);
        let holder = self.start_in(
            session,
            &["/usr/local/lib/homepc/take-control.py", &path, session_type],
        )?;
        holder.next_line(
            "logind changes the session's type",
            wait::PATIENCE,
            |line| line == "changed",
        )?;
        Ok(holder)
    }

    /// Watches logind's signals from now on.
    ///
    /// # Errors
    /// When the bus cannot be watched.
    pub fn watch_logind(&self) -> Result<Signals, Error> {
        let rule = "type='signal',sender='org.freedesktop.login1'";
        let monitor = self.start_as_root(&["dbus-monitor", "--system", "--profile", rule])?;
        // The bus takes a monitor's name away in the moment in which it becomes one.
        monitor.next_line("the bus can be watched", wait::PATIENCE, |line| {
            line.ends_with("NameLost")
        })?;
        Ok(Signals { monitor })
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_signal, session_path};
    use crate::homepc::SessionId;

    #[test]
    fn reads_a_signal_and_nothing_else() {
        let line = "sig\t1795367818.005123\t12\t:1.3\t<none>\t/org/freedesktop/login1/session/c1\torg.freedesktop.login1.Session\tLock";
        let path = session_path(&SessionId::new("c1"));
        assert_eq!(
            parse_signal(line),
            Some((1_795_367_818_005, "Lock", path.as_str()))
        );
        assert!(parse_signal("mc\t1\t2").is_none());
    }

    #[test]
    fn escapes_a_leading_digit_as_the_bus_does() {
        assert_eq!(
            session_path(&SessionId::new("12")),
            "/org/freedesktop/login1/session/_312"
        );
    }
}
