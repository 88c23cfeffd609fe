//! A conversation with the agent's socket, as root or as a child would have it: what a tray or a command line is told, to the
//! millisecond.
//!
//! Spoken by a small program inside, from the description of the protocol and not with the agent's own code.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::HomePc;
use super::command::GuestProcess;
use super::error::Error;
use crate::wait;

const PROGRAM: &str = "/usr/local/lib/homepc/talk.py";

/// A greeted connection. It ends when this is dropped.
#[derive(Debug)]
pub struct Talk {
    process: GuestProcess,
    welcome: Value,
    next_id: u64,
    events: VecDeque<Told>,
}

/// Something that the agent said without being asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// When it arrived, in milliseconds of wall time.
    pub at_ms: i64,
    /// `status` or `notice`.
    pub kind: String,
    /// The rest.
    pub what: Value,
}

impl Told {
    /// The notice's effect, `warn` for example; empty for what is no notice.
    #[must_use]
    pub fn effect(&self) -> &str {
        self.what["effect"].as_str().unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Frame {
    Welcome(Value),
    Farewell(Value),
    Reply { id: u64, outcome: Outcome },
    Event(Value),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Ok(Value),
    Error(Value),
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    at_ms: i64,
    frame: Option<Frame>,
    failed: Option<String>,
}

/// How things stand, as the agent sends it. Lengths and times in milliseconds.
#[derive(Debug, Clone, Deserialize)]
pub struct Status {
    /// The moment of all the numbers.
    pub at: i64,
    /// Those whom this login may see.
    pub children: Vec<ChildStatus>,
    /// What waits for an answer.
    pub requests: Vec<Value>,
    /// `protected`, `weaker`, …
    pub verdict: String,
    /// Why it is not better.
    pub issues: Vec<Issue>,
}

/// One child.
#[derive(Debug, Clone, Deserialize)]
pub struct ChildStatus {
    /// Identifier.
    pub id: String,
    /// `active`, `idle`, `locked`, `away`, `offline`.
    pub state: String,
    /// Use is not allowed now.
    pub blocked: bool,
    /// Why.
    pub reasons: Vec<Value>,
    /// Screen time.
    pub screen: Meter,
    /// Activities with a rule or with use.
    pub activities: Vec<ActivityStatus>,
}

/// An activity of a child.
#[derive(Debug, Clone, Deserialize)]
pub struct ActivityStatus {
    /// Identifier.
    pub id: String,
    /// Its time.
    pub meter: Meter,
    /// Not allowed now.
    pub blocked: bool,
}

/// A counter.
#[derive(Debug, Clone, Deserialize)]
pub struct Meter {
    /// Charged today.
    pub used: i64,
    /// Available now; `None` where nothing limits.
    pub left: Option<i64>,
    /// When it ends, or begins again.
    pub until: Option<i64>,
}

/// An issue of the protection.
#[derive(Debug, Clone, Deserialize)]
pub struct Issue {
    /// Stable name.
    pub code: String,
    /// What it concerns.
    pub about: Option<String>,
}

impl Status {
    /// One child's part.
    ///
    /// # Panics
    /// When this login does not see that child.
    #[must_use]
    pub fn child(&self, id: &str) -> &ChildStatus {
        let found = self.children.iter().find(|child| child.id == id);
        found.unwrap_or_else(|| panic!("no {id} in {:?}", self.children))
    }

    /// Whether this issue is listed.
    #[must_use]
    pub fn has_issue(&self, code: &str) -> bool {
        self.issues.iter().any(|issue| issue.code == code)
    }
}

impl ChildStatus {
    /// Charged milliseconds of an activity today; 0 for one that is not listed.
    #[must_use]
    pub fn used_for(&self, activity: &str) -> i64 {
        let found = self.activities.iter().find(|other| other.id == activity);
        found.map_or(0, |activity| activity.meter.used)
    }
}

impl HomePc {
    /// Connects to the agent as root.
    ///
    /// # Errors
    /// When there is no agent, or it does not want to talk.
    pub fn talk_as_root(&self) -> Result<Talk, Error> {
        Talk::over(self.start_as_root(&[PROGRAM])?)
    }

    /// Connects as that account, from outside of any session, as a service of its own might.
    ///
    /// # Errors
    /// When there is no agent, or it does not want to talk.
    pub fn talk_as(&self, account: &str) -> Result<Talk, Error> {
        Talk::over(self.start_outside_session(account, &[PROGRAM])?)
    }

    /// The socket as that account, without a greeting: what is sent is up to the test.
    ///
    /// # Errors
    /// When nothing can be started.
    pub fn raw_talk_as(&self, account: &str) -> Result<GuestProcess, Error> {
        self.start_outside_session(account, &[PROGRAM])
    }
}

impl Talk {
    fn over(mut process: GuestProcess) -> Result<Self, Error> {
        process.tell(&hello().to_string())?;
        let line = read(&process, wait::PATIENCE)?;
        match line.frame {
            Some(Frame::Welcome(welcome)) => Ok(Self {
                process,
                welcome,
                next_id: 1,
                events: VecDeque::new(),
            }),
            frame => Err(over_with(frame.as_ref(), &process, line.failed)),
        }
    }

    /// What the agent said when it was greeted.
    #[must_use]
    pub fn welcome(&self) -> &Value {
        &self.welcome
    }

    /// Asks, and gives the answer: the reply, or the error that the agent answered with.
    ///
    /// # Errors
    /// When the connection ends or no answer comes.
    pub fn ask(&mut self, ask: &Value) -> Result<Result<Value, Value>, Error> {
        let id = self.next_id;
        self.next_id += 1;
        let frame = json!({ "request": { "id": id, "ask": ask } });
        self.process.tell(&frame.to_string())?;
        loop {
            let line = read(&self.process, wait::PATIENCE)?;
            match line.frame {
                Some(Frame::Reply {
                    id: answered,
                    outcome,
                }) if answered == id => {
                    return Ok(match outcome {
                        Outcome::Ok(reply) => Ok(reply),
                        Outcome::Error(error) => Err(error),
                    });
                }
                Some(Frame::Event(event)) => self.events.push_back(told(line.at_ms, &event)),
                Some(Frame::Reply { .. }) => {}
                frame => return Err(over_with(frame.as_ref(), &self.process, line.failed)),
            }
        }
    }

    /// Asks for something that has to be granted.
    ///
    /// # Errors
    /// Also when the agent refuses.
    pub fn must(&mut self, ask: &Value) -> Result<Value, Error> {
        self.ask(ask)?.map_err(|error| Error::Unexpected {
            from: "the agent",
            text: format!("{error} to {ask}"),
        })
    }

    /// How things stand now.
    ///
    /// # Errors
    /// As [`Talk::must`].
    pub fn status(&mut self) -> Result<Status, Error> {
        let reply = self.must(&json!({ "do": "status" }))?;
        status(&reply["status"])
    }

    /// Waits until things stand as wanted; `what` is read after "until".
    ///
    /// # Errors
    /// [`Error::TooLate`] with how things stood last.
    pub fn wait_status(
        &mut self,
        what: &str,
        patience: Duration,
        mut holds: impl FnMut(&Status) -> bool,
    ) -> Result<Status, Error> {
        let start = Instant::now();
        loop {
            let seen = self.status()?;
            if holds(&seen) {
                return Ok(seen);
            }
            if start.elapsed() > patience {
                return Err(Error::TooLate(wait::TooLate {
                    what: format!("{what}; last seen: {seen:?}"),
                    waited: start.elapsed(),
                }));
            }
            // The agent answers at most ten requests a second for long.
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// From now on events are told.
    ///
    /// # Errors
    /// As [`Talk::must`].
    pub fn subscribe(&mut self) -> Result<Status, Error> {
        let reply = self.must(&json!({ "do": "subscribe" }))?;
        status(&reply["subscribed"])
    }

    /// The next notice with that effect; everything else that is told meanwhile is passed over.
    ///
    /// # Errors
    /// [`Error::TooLate`] when none came, with all that was told.
    pub fn next_notice(&mut self, effect: &str, patience: Duration) -> Result<Told, Error> {
        let start = Instant::now();
        let mut passed = Vec::new();
        loop {
            let event = match self.events.pop_front() {
                Some(event) => event,
                None => {
                    let left = patience.saturating_sub(start.elapsed());
                    let line = read(&self.process, left).map_err(|error| {
                        if let Error::TooLate(mut late) = error {
                            late.what = format!("the agent says {effect}; it said {passed:?}");
                            return Error::TooLate(late);
                        }
                        error
                    })?;
                    match line.frame {
                        Some(Frame::Event(event)) => told(line.at_ms, &event),
                        Some(Frame::Reply { .. }) => continue,
                        frame => {
                            return Err(over_with(frame.as_ref(), &self.process, line.failed));
                        }
                    }
                }
            };
            if event.effect() == effect {
                return Ok(event);
            }
            if event.kind == "notice" {
                passed.push(event.what);
            }
        }
    }

    /// Notices that were told and not asked for yet, oldest first.
    ///
    /// # Errors
    /// When the connection has ended.
    pub fn notices_so_far(&mut self) -> Result<Vec<Told>, Error> {
        // An answer comes after everything that was told before it.
        self.status()?;
        let told = self.events.drain(..);
        Ok(told.filter(|event| event.kind == "notice").collect())
    }
}

/// The conversation is over, or is none.
fn over_with(frame: Option<&Frame>, process: &GuestProcess, failed: Option<String>) -> Error {
    let text = match (frame, failed) {
        (Some(Frame::Farewell(why)), _) => format!("farewell: {why}"),
        (_, Some(failed)) => failed,
        (_, None) => process.said(),
    };
    Error::Unexpected {
        from: "the agent",
        text,
    }
}

/// The greeting.
#[must_use]
pub fn hello() -> Value {
    json!({ "hello": { "protocol": { "major": 1, "minor": 0 }, "product": "homepc", "pid": 1 } })
}

fn told(at_ms: i64, event: &Value) -> Told {
    let only = event.as_object().and_then(|map| map.iter().next());
    let (kind, what) = only.map_or_else(
        || (String::new(), event.clone()),
        |(kind, what)| (kind.clone(), what.clone()),
    );
    Told { at_ms, kind, what }
}

fn status(value: &Value) -> Result<Status, Error> {
    Status::deserialize(value).map_err(|_| Error::Unexpected {
        from: "the agent",
        text: value.to_string(),
    })
}

fn read(process: &GuestProcess, patience: Duration) -> Result<Line, Error> {
    let line = process.next_line("the agent says something", patience, |line| {
        line.starts_with('{')
    })?;
    serde_json::from_str(&line.text).map_err(|_| Error::Unexpected {
        from: "the agent",
        text: line.text,
    })
}
