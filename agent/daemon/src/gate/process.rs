//! The gate's own process: `luytred exec-gate`, started by the agent with one end of a socket as standard input.
//!
//! It is a process of its own because the kernel waits for its answers: an agent that is stopped or busy must not stop
//! the computer. It does three things: decide, answer, and tell of refusals. When the agent is gone it ends, and the
//! kernel lets everything go on.

use super::rules::{Asked, COMPARED, Digest, GateRules, Gatekeeper, Look};
use anyhow::Context;
use luytre_core::engine::Refused;
use luytre_core::id::{ActivityId, ProgramId};
use luytre_platform::exec_gate::{Answer, ExecGate, Held};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// Largest message of the agent: a household and a long list of games.
const MOST: usize = 4 * 1024 * 1024;
/// Bytes kept for an agent that does not listen.
const MOST_UNSAID: usize = 64 * 1024;
/// Failures of the kernel's channel one after another before the gate gives up, and is started anew.
const MOST_FAILURES: u32 = 64;

/// What the agent says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ToGate {
    /// Everything.
    Rules(Box<GateRules>),
    /// Only who may not run what.
    Refused(BTreeMap<u32, Refused>),
    /// Say that you are there.
    Ping(u64),
}

/// What the gate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FromGate {
    /// The gate is open and decides by the rules that were sent.
    Ready,
    /// It cannot be opened, and why, in English.
    Failed(String),
    /// It is there.
    Pong(u64),
    /// A program did not run.
    Refused {
        /// The process that wanted to run it.
        pid: u32,
        /// Whose.
        uid: u32,
        /// Its file.
        path: PathBuf,
        /// What it is.
        program: ProgramId,
        /// Its activity.
        activity: ActivityId,
    },
}

/// Runs the gate until the agent is gone.
///
/// # Errors
/// The kernel's channel broke.
pub fn run(agent: UnixStream) -> anyhow::Result<()> {
    agent.set_nonblocking(true).context("the agent's socket")?;
    let mut agent = Channel {
        stream: agent,
        incoming: Vec::new(),
        outgoing: Vec::new(),
    };
    let mut gate = match ExecGate::open() {
        Ok(gate) => gate,
        Err(error) => return agent.say(&FromGate::Failed(explained(&error))),
    };
    let mut keeper = Gatekeeper::default();
    let mut failures = 0;
    agent.say(&FromGate::Ready)?;
    loop {
        let woken = gate.wait(agent.stream.as_fd()).context("waiting")?;
        // Programs first: somebody waits for each of them.
        if woken.programs {
            match gate.held() {
                Ok(held) => {
                    failures = 0;
                    for held in held {
                        if let Some(refused) = decide(&gate, &mut keeper, held) {
                            agent.say(&refused)?;
                        }
                    }
                }
                Err(error) => {
                    failures += 1;
                    tracing::debug!(%error, "a program could not be taken over");
                    anyhow::ensure!(failures < MOST_FAILURES, "the kernel's channel is broken");
                }
            }
        }
        if woken.other {
            let Some(messages) = agent.hear()? else {
                return Ok(());
            };
            for message in messages {
                match message {
                    ToGate::Rules(rules) => {
                        keeper.learn(*rules);
                        gate.ask_again().context("asking about programs again")?;
                    }
                    ToGate::Refused(refused) => {
                        keeper.refuse(refused);
                        gate.ask_again().context("asking about programs again")?;
                    }
                    ToGate::Ping(number) => agent.say(&FromGate::Pong(number))?,
                }
            }
        }
    }
}

fn explained(error: &luytre_platform::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// Decides about one program and answers; gives what was refused.
fn decide(gate: &ExecGate, keeper: &mut Gatekeeper, held: Held) -> Option<FromGate> {
    let (Some(path), Ok(file)) = (held.path(), held.file()) else {
        return None;
    };
    let asked = Asked {
        uid: held.user(),
        path: &path,
        file,
    };
    let decision = keeper.decide(&asked, &Files, || {
        held.content(COMPARED)
            .ok()
            .and_then(|content| hash(&content))
    });
    let (pid, uid) = (held.pid(), asked.uid);
    if let Err(error) = gate.answer(held, decision.answer) {
        tracing::warn!(%error, "an answer was not taken");
        return None;
    }
    match decision.answer {
        Answer::Refuse => {
            let refused = decision.refused?;
            Some(FromGate::Refused {
                pid,
                uid: uid?,
                program: refused.program,
                activity: refused.activity,
                path,
            })
        }
        Answer::Allow | Answer::AllowUntilModified => None,
    }
}

/// Installed programs.
struct Files;

impl Look for Files {
    fn size(&self, path: &Path) -> Option<u64> {
        let metadata = std::fs::metadata(path).ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    fn digest(&self, path: &Path) -> Option<Digest> {
        let mut content = Vec::new();
        let file = std::fs::File::open(path).ok()?;
        file.take(COMPARED).read_to_end(&mut content).ok()?;
        hash(&content)
    }
}

fn hash(content: &[u8]) -> Option<Digest> {
    digest(&SHA256, content).as_ref().try_into().ok()
}

/// The agent at the other end: one message a line.
struct Channel {
    stream: UnixStream,
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
}

impl Channel {
    /// What the agent has said so far; `None` when it is gone.
    fn hear(&mut self) -> anyhow::Result<Option<Vec<ToGate>>> {
        let mut chunk = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Ok(None),
                Ok(read) => self.incoming.extend(chunk.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error).context("reading what the agent says"),
            }
            anyhow::ensure!(self.incoming.len() <= MOST, "the agent says too much");
        }
        let mut messages = Vec::new();
        while let Some(end) = self.incoming.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.incoming.drain(..=end).collect();
            messages.push(serde_json::from_slice(&line).context("understanding the agent")?);
        }
        Ok(Some(messages))
    }

    /// Tells the agent. One that does not listen is not waited for, since programs wait for us: what does not fit is left
    /// out. What was refused stays refused; that it is not told is the smaller loss.
    fn say(&mut self, message: &FromGate) -> anyhow::Result<()> {
        if self.outgoing.len() < MOST_UNSAID {
            serde_json::to_writer(&mut self.outgoing, message).context("encoding")?;
            self.outgoing.push(b'\n');
        }
        while !self.outgoing.is_empty() {
            match self.stream.write(&self.outgoing) {
                Ok(written) => drop(self.outgoing.drain(..written)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // The agent is gone, which the next look at the socket says as well.
                Err(error) => return Err(error).context("telling the agent"),
            }
        }
        Ok(())
    }
}
