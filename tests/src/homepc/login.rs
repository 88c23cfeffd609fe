//! Logging in and out as a person at the screen does: through PAM, by a small display manager that runs in the home PC.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::command::GuestProcess;
use super::error::Error;
use super::{HomePc, logind};
use crate::wait;

/// logind's name of a session, `c1` for example.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

impl SessionId {
    pub(super) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As logind's commands take it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a session belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// To no seat: such sessions are all active at once.
    Nowhere,
    /// To the screen and keyboard of the PC: one session is in front, the others are switched away.
    Seat0,
}

/// What the session shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desktop {
    /// An X server and a screen locker that obeys logind.
    X11,
    /// Nothing: a session that only exists.
    None,
}

/// A login as it is tried. Start from [`LoginTry::of`] and change what the test is about.
#[derive(Debug, Clone)]
pub struct LoginTry<'a> {
    /// Whose.
    pub account: &'a str,
    /// The password given. The accounts' passwords are their names.
    pub password: &'a str,
    /// Where.
    pub seat: Seat,
    /// What for.
    pub desktop: Desktop,
    /// The session's type as the display manager claims it, `x11` or `wayland` for example.
    pub session_type: &'a str,
    /// The session's class as the display manager claims it.
    pub class: &'a str,
}

impl<'a> LoginTry<'a> {
    /// The usual one: right password, a desktop, no seat.
    #[must_use]
    pub fn of(account: &'a str) -> Self {
        Self {
            account,
            password: account,
            seat: Seat::Nowhere,
            desktop: Desktop::X11,
            session_type: "x11",
            class: "user",
        }
    }
}

/// How a login ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Login {
    /// Logged in.
    Admitted(SessionId),
    /// Sent away.
    Refused(Refusal),
}

/// Why somebody was not let in, as the person at the screen learns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// PAM's stage: `authenticate`, `account`, `session`; `desktop` when that did not start.
    pub stage: String,
    /// PAM's own words for the result.
    pub reason: String,
    /// What the modules said to the person, in order.
    pub messages: Vec<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.reason, self.stage)?;
        for message in &self.messages {
            write!(f, "\n{message}")?;
        }
        Ok(())
    }
}

/// The display manager's worker of one session.
#[derive(Debug)]
pub(super) struct Greeter {
    pub(super) session: SessionId,
    pub(super) account: String,
    pub(super) display: String,
    process: GuestProcess,
}

#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Said {
    Message { text: String },
    Refused { stage: String, text: String },
    Open { session: String, display: String },
    Closed,
}

/// A first login of an account starts its user manager as well; all in all well under a second on an idle machine.
const LOGIN_PATIENCE: Duration = Duration::from_secs(60);

impl HomePc {
    /// Logs an account in with a desktop. It gets its own screen; several accounts may be logged in and active at once.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was not let in.
    pub fn login(&self, account: &str) -> Result<SessionId, Error> {
        self.must_login(&LoginTry::of(account))
    }

    /// Logs an account in on the PC's seat, in front of whoever was there.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was not let in.
    pub fn login_on_seat0(&self, account: &str) -> Result<SessionId, Error> {
        self.must_login(&LoginTry {
            seat: Seat::Seat0,
            ..LoginTry::of(account)
        })
    }

    fn must_login(&self, how: &LoginTry<'_>) -> Result<SessionId, Error> {
        match self.try_login(how)? {
            Login::Admitted(session) => Ok(session),
            Login::Refused(refusal) => Err(Error::Refused(refusal)),
        }
    }

    /// Tries to log in, for tests in which a refusal is an answer and no failure.
    ///
    /// # Errors
    /// When the bench fails; never for a refusal.
    pub fn try_login(&self, how: &LoginTry<'_>) -> Result<Login, Error> {
        let mut argv = vec!["/usr/local/lib/homepc/greeter.py", how.account];
        argv.extend(["--password", how.password]);
        argv.extend(["--type", how.session_type, "--class", how.class]);
        match how.seat {
            Seat::Nowhere => {}
            Seat::Seat0 => argv.extend(["--seat", "seat0"]),
        }
        match how.desktop {
            Desktop::X11 => {}
            Desktop::None => argv.extend(["--desktop", "none"]),
        }
        let mut process = self.start_as_root(&argv)?;
        let mut messages = Vec::new();
        loop {
            match next_event(&process)? {
                Said::Message { text } => messages.push(text),
                Said::Refused {
                    stage,
                    text: reason,
                } => {
                    process.wait_ended(wait::PATIENCE)?;
                    return Ok(Login::Refused(Refusal {
                        stage,
                        reason,
                        messages,
                    }));
                }
                Said::Open { session, display } => {
                    let session = SessionId::new(session);
                    let greeter = Greeter {
                        session: session.clone(),
                        account: how.account.to_owned(),
                        display,
                        process,
                    };
                    self.greeters().push(greeter);
                    if how.desktop == Desktop::X11 {
                        self.wait_for_locker(&session)?;
                    }
                    return Ok(Login::Admitted(session));
                }
                Said::Closed => {
                    return Err(Error::Unexpected {
                        from: "the greeter",
                        text: process.said(),
                    });
                }
            }
        }
    }

    /// Ends a session as its own "log out" does: the desktop is asked to end, then PAM closes the session. Programs that
    /// do not belong to the desktop stay, as on a PC.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`] for a session that this bench did not open.
    pub fn logout(&self, session: &SessionId) -> Result<(), Error> {
        let mut greeter = {
            let mut all = self.greeters();
            let place = all.iter().position(|greeter| greeter.session == *session);
            let place = place.ok_or_else(|| Error::NoSession(session.clone()))?;
            all.remove(place)
        };
        greeter.process.tell("logout")?;
        while !matches!(next_event(&greeter.process)?, Said::Closed) {}
        greeter.process.wait_ended(wait::PATIENCE)?;
        wait::until("logind closes the session", wait::PATIENCE, || {
            match self.session(session) {
                Ok(shown) => Ok(shown.state == logind::State::Closing),
                Err(Error::NoSession(_)) => Ok(true),
                Err(other) => Err(other),
            }
        })
    }

    /// The locker must have subscribed to logind's signals before a test relies on it. The bus knows who has.
    fn wait_for_locker(&self, session: &SessionId) -> Result<(), Error> {
        let about_session = format!("path='{}'", logind::session_path(session));
        wait::until("the locker listens to logind", wait::PATIENCE, || {
            let rules = self.ask_bus(&["org.freedesktop.DBus.Debug.Stats", "GetAllMatchRules"])?;
            let listeners = rules["data"][0].as_object().into_iter().flatten();
            for (connection, rules) in listeners {
                // Others listen as well, the agent under test above all.
                if rules.to_string().contains(&about_session) && self.is_locker(connection)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn is_locker(&self, connection: &str) -> Result<bool, Error> {
        let asked = [
            "org.freedesktop.DBus",
            "GetConnectionUnixProcessID",
            "s",
            connection,
        ];
        let pid = self.ask_bus(&asked)?["data"][0].to_string();
        let comm = self.run_as_root(&["cat", &format!("/proc/{pid}/comm")])?;
        Ok(comm.stdout.trim() == "xss-lock")
    }

    /// Asks the system bus itself; `null` when it has no answer, since connections come and go.
    fn ask_bus(&self, call: &[&str]) -> Result<Value, Error> {
        let mut argv = vec!["busctl", "--json=short", "call"];
        argv.extend(["org.freedesktop.DBus", "/org/freedesktop/DBus"]);
        argv.extend(call);
        let answer = self.run_as_root(&argv)?;
        Ok(serde_json::from_str(&answer.stdout).unwrap_or(Value::Null))
    }
}

fn next_event(greeter: &GuestProcess) -> Result<Said, Error> {
    let line = greeter.next_line("the greeter reports", LOGIN_PATIENCE, |line| {
        line.starts_with('{')
    })?;
    serde_json::from_str(&line.text).map_err(|_| Error::Unexpected {
        from: "the greeter",
        text: line.text,
    })
}
