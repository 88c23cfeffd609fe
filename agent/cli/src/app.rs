//! What every command has at hand: texts, output, and the way to the agent.

use crate::args::Global;
use crate::failure::{Exit, Failure};
use crate::output::{Line, Printer, Tone, wrap};
use crate::token::Place;
use jiff::tz::TimeZone;
use luytre_core::id::ChildId;
use luytre_core::policy::{Household, Language};
use luytre_core::status::Status;
use luytre_core::time::WallTime;
use luytre_locale::{Locale, Names, Value, Voice};
use luytre_protocol::{
    ChildRequest, ClientError, Options, ParentRequest, Reply, Role, Welcome, blocking,
};
use std::path::PathBuf;
use std::time::Duration;

/// One call of the program.
#[derive(Debug)]
pub struct App {
    /// Texts.
    pub locale: Locale,
    /// Output.
    pub printer: Printer,
    /// Whom failures speak to.
    pub voice: Voice,
    /// Where agents may be, best first.
    pub sockets: Vec<PathBuf>,
    /// What the household calls people and programs, as far as this person was told.
    names: Names,
    /// Nobody said which language; the household's is taken when it is known.
    language_open: bool,
    /// Time for one answer.
    pub patience: Duration,
    /// The login's runtime folder, as the environment has it.
    runtime: Option<PathBuf>,
    /// The socket of the agent that answered.
    connected: Option<PathBuf>,
}

/// Name and version, as the agent's log shows them.
pub const PRODUCT: &str = concat!("luytre/", env!("CARGO_PKG_VERSION"));

impl App {
    /// From the options of every command and the environment.
    #[must_use]
    pub fn new(global: &Global, variable: impl Fn(&str) -> Option<String>) -> Self {
        let language = luytre_locale::detect(global.lang, &variable);
        let sockets = match &global.socket {
            Some(socket) => vec![socket.clone()],
            None => luytre_platform::paths::agent_sockets(),
        };
        Self {
            locale: Locale::new(language.unwrap_or(Language::En)).in_zone(TimeZone::system()),
            printer: Printer::new(global.color, &variable),
            voice: Voice::Parent,
            sockets,
            names: Names::default(),
            language_open: language.is_none(),
            patience: Duration::from_secs(10),
            runtime: variable("XDG_RUNTIME_DIR").map(PathBuf::from),
            connected: None,
        }
    }

    /// The place where an open history of the agent that answered is remembered.
    #[must_use]
    pub fn token_place(&self) -> Option<Place> {
        Place::of(self.connected.as_deref()?, self.runtime.as_deref())
    }

    /// Takes over the options as the whole command line has them.
    pub fn obey(&mut self, global: &Global) {
        if let Some(socket) = &global.socket {
            self.sockets = vec![socket.clone()];
        }
    }

    /// The language of this call.
    #[must_use]
    pub fn language(&self) -> Language {
        self.locale.language()
    }

    /// The same for what takes long: a passphrase is hard to check on purpose, and erasing rewrites what is left.
    ///
    /// # Errors
    /// There is none, or it does not want to talk.
    pub fn connect_patiently(&mut self) -> Result<Agent, Failure> {
        self.patience = Duration::from_secs(60);
        self.connect()
    }

    /// Talks to the agent.
    ///
    /// # Errors
    /// There is none, or it does not want to talk.
    pub fn connect(&mut self) -> Result<Agent, Failure> {
        let options = Options {
            request_timeout: self.patience,
            ..Options::new(PRODUCT)
        };
        let mut first = None;
        for socket in &self.sockets {
            match blocking::Client::connect(socket, &options) {
                Ok(client) => {
                    self.connected = Some(socket.clone());
                    self.meet(client.welcome());
                    return Ok(Agent { client });
                }
                Err(error @ ClientError::NotRunning { .. }) => first = first.or(Some(error)),
                Err(error) => return Err(error.into()),
            }
        }
        let path = PathBuf::new();
        Err(first.unwrap_or(ClientError::NotRunning { path }).into())
    }

    /// Takes over what the agent says about this person.
    pub fn meet(&mut self, welcome: &Welcome) {
        if welcome.who.role() == Role::Child {
            self.voice = Voice::Child;
        }
        if self.language_open && welcome.household && welcome.language != self.language() {
            let zone = self.locale.zone().clone();
            self.locale = Locale::new(welcome.language);
            self.speak(zone);
        }
    }

    /// Takes over the zone of a household and the names of its children.
    pub fn know(&mut self, status: &Status) {
        let zone = TimeZone::get(&status.timezone).unwrap_or_else(|_| TimeZone::system());
        self.names.children = Names::of_status(status).children;
        self.speak(zone);
    }

    /// Takes over the names of a household: parents and programs have theirs only there.
    pub fn know_names(&mut self, household: &Household) {
        self.names = Names::of_household(household);
        self.speak(self.locale.zone().clone());
    }

    fn speak(&mut self, zone: TimeZone) {
        self.locale.learn(zone, self.names.clone());
    }

    /// Columns to lay out for.
    #[must_use]
    pub fn width(&self) -> usize {
        self.printer.width()
    }

    /// Prints lines.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn print(&self, lines: &[Line]) -> Result<(), Failure> {
        Ok(self.printer.lines(lines)?)
    }

    /// Prints a sentence that something is done.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn done(&self, id: &str, args: &[(&str, Value<'_>)]) -> Result<(), Failure> {
        let lines: Vec<Line> = wrap(&self.locale.text(id, args), self.width() - 2)
            .iter()
            .enumerate()
            .map(|(index, row)| {
                Line::of(if index == 0 { "✓ " } else { "  " }, Tone::Bamboo).ink(row)
            })
            .collect();
        self.print(&lines)
    }

    /// Prints a faint remark.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn remark(&self, id: &str, args: &[(&str, Value<'_>)]) -> Result<(), Failure> {
        self.print(&self.faint(id, args, self.width()))
    }

    /// Prints a faint remark to standard error: it is about the asking, and standard output may be a file.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn whisper(&self, id: &str, args: &[(&str, Value<'_>)]) -> Result<(), Failure> {
        let lines = self.faint(id, args, self.printer.error_width());
        Ok(self.printer.errors(&lines)?)
    }

    fn faint(&self, id: &str, args: &[(&str, Value<'_>)], width: usize) -> Vec<Line> {
        wrap(&self.locale.text(id, args), width - 2)
            .iter()
            .map(|row| Line::of("  ", Tone::Ink).with(row, Tone::Faint))
            .collect()
    }
}

/// A connection to the agent.
#[derive(Debug)]
pub struct Agent {
    client: blocking::Client,
}

impl Agent {
    /// What the agent said at the greeting.
    #[must_use]
    pub fn welcome(&self) -> &Welcome {
        self.client.welcome()
    }

    /// The role of this connection.
    #[must_use]
    pub fn role(&self) -> Role {
        self.welcome().who.role()
    }

    /// True where requests of a child are the ones to send.
    #[must_use]
    pub fn is_child(&self) -> bool {
        self.role() == Role::Child
    }

    /// Asks as a parent.
    ///
    /// # Errors
    /// Refused, or the connection broke.
    pub fn parent(&mut self, request: ParentRequest) -> Result<Reply, Failure> {
        Ok(self.client.request(request)?)
    }

    /// Asks as a child.
    ///
    /// # Errors
    /// Refused, or the connection broke.
    pub fn child(&mut self, request: ChildRequest) -> Result<Reply, Failure> {
        Ok(self.client.request(request)?)
    }

    /// How things stand, as far as this role may see. The app learns zone and names from it.
    ///
    /// # Errors
    /// Refused, or the connection broke.
    pub fn status(&mut self, app: &mut App) -> Result<Status, Failure> {
        let reply = if self.is_child() {
            self.child(ChildRequest::Status {})?
        } else {
            self.parent(ParentRequest::Status {})?
        };
        let Reply::Status(status) = reply else {
            return Err(unexpected());
        };
        app.know(&status);
        Ok(status)
    }
}

/// The agent answered something else than was asked for.
#[must_use]
pub fn unexpected() -> Failure {
    Failure::from(luytre_protocol::ClientError::BadAnswer)
}

/// The child that a person means: its id, or its name in any letter case.
///
/// # Errors
/// Nobody is called so.
pub fn find_child(status: &Status, said: &str) -> Result<ChildId, Failure> {
    let wanted = said.to_lowercase();
    let by_id = status
        .children
        .iter()
        .find(|child| child.id.as_str() == said);
    let named: Vec<_> = status
        .children
        .iter()
        .filter(|child| child.name.to_lowercase() == wanted)
        .collect();
    match (by_id, named.as_slice()) {
        (Some(child), _) => Ok(child.id.clone()),
        (None, [child]) => Ok(child.id.clone()),
        (None, _) => {
            let known: Vec<&str> = status
                .children
                .iter()
                .map(|child| child.id.as_str())
                .collect();
            Err(Failure::told(
                "fail-unknown-child",
                &[("child", said), ("known", &known.join(", "))],
                Exit::Failed,
            ))
        }
    }
}

/// A time to come as an instant: a clock time is its next occurrence after `now` in the household's zone.
///
/// # Errors
/// There is no such time.
pub fn instant(
    until: crate::args::Until,
    now: WallTime,
    zone: &TimeZone,
) -> Result<WallTime, Failure> {
    use jiff::{Timestamp, ToSpan};
    let bad = || Failure::told("fail-bad-time", &[], Exit::Usage);
    let civil = match until {
        crate::args::Until::At(at) => at,
        crate::args::Until::Clock(time) => {
            let now = Timestamp::from_millisecond(now.0).map_err(|_| bad())?;
            let local = zone.to_datetime(now);
            let minutes = i64::from(time.0);
            let at = |date: jiff::civil::Date| {
                date.at(0, 0, 0, 0)
                    .checked_add(minutes.minutes())
                    .map_err(|_| bad())
            };
            let today = at(local.date())?;
            if today > local {
                today
            } else {
                at(local.date().tomorrow().map_err(|_| bad())?)?
            }
        }
    };
    let instant = zone
        .to_ambiguous_timestamp(civil)
        .compatible()
        .map_err(|_| bad())?;
    Ok(WallTime(instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Until;
    use jiff::tz::offset;
    use luytre_core::policy::TimeOfDay;

    #[test]
    fn a_clock_time_is_its_next_occurrence() {
        let zone = TimeZone::fixed(offset(7));
        let at = |text: &str| WallTime(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let now = at("2026-03-02T13:00:00Z");
        let next = |hour, minute| {
            instant(
                Until::Clock(TimeOfDay::new(hour, minute).unwrap()),
                now,
                &zone,
            )
            .unwrap()
        };
        assert_eq!(next(21, 30), at("2026-03-02T14:30:00Z"));
        assert_eq!(
            next(20, 0),
            at("2026-03-03T13:00:00Z"),
            "it is 20:00 now, so tomorrow is meant"
        );
        assert_eq!(next(24, 0), at("2026-03-02T17:00:00Z"));
        assert_eq!(
            instant(Until::At("2026-03-05T08:00".parse().unwrap()), now, &zone).unwrap(),
            at("2026-03-05T01:00:00Z")
        );
    }
}
