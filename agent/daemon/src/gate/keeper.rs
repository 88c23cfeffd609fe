//! Keeps a gate process running: starts it, hands it the verdicts, passes on what it says, kills it when it is stuck.

use super::process::{FromGate, ToGate};
use super::rules::GateRules;
use luytre_platform::PlatformEvent;
use luytre_platform::exec_gate::GateEvent;
use std::io;
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// Time before a gate that ended is started again, and the longest such time.
const RETRY_FIRST: Duration = Duration::from_secs(1);
const RETRY_LAST: Duration = Duration::from_secs(60);
/// Longest line a gate says.
const LONGEST: u64 = 16 * 1024;

/// A gate process and what it is to know. Dropping it ends the process, and everything runs.
#[derive(Debug)]
pub(crate) struct GateKeeper {
    rules: watch::Sender<Arc<GateRules>>,
    pings: mpsc::Sender<()>,
    task: JoinHandle<()>,
}

impl GateKeeper {
    /// Starts a gate; news go to `events`. Must be called within a runtime.
    pub(crate) fn start(events: mpsc::Sender<PlatformEvent>) -> Self {
        let (rules, receiver) = watch::channel(Arc::new(GateRules::default()));
        let (pings, pinged) = mpsc::channel(1);
        let task = tokio::spawn(keep(receiver, pinged, events));
        Self { rules, pings, task }
    }

    /// Says who may not run what from now on. The same again costs nothing.
    pub(crate) fn set(&self, rules: GateRules) {
        self.rules.send_if_modified(|current| {
            let changed = **current != rules;
            if changed {
                *current = Arc::new(rules);
            }
            changed
        });
    }

    /// Asks the gate whether it is there. One that has not answered the last time is killed.
    pub(crate) fn ping(&self) {
        // A full channel means that the last one is still on its way.
        let _ = self.pings.try_send(());
    }
}

impl Drop for GateKeeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Why a gate ended.
enum Ended {
    /// It can be tried again.
    Broken(String),
    /// The system has none; trying again is of no use until something changes.
    Refused(String),
    /// Nobody wants it any more.
    Unwanted,
}

async fn keep(
    mut rules: watch::Receiver<Arc<GateRules>>,
    mut pings: mpsc::Receiver<()>,
    events: mpsc::Sender<PlatformEvent>,
) {
    let mut wait = RETRY_FIRST;
    loop {
        let mut was_open = false;
        let ended = match spawn() {
            Ok((child, stream)) => {
                let mut gate = Gate {
                    child,
                    stream: BufReader::new(stream),
                    told: Arc::new(GateRules::default()),
                    unanswered: None,
                };
                let ended = gate
                    .serve(&mut rules, &mut pings, &events, &mut was_open)
                    .await;
                gate.end().await;
                ended
            }
            Err(error) => Ended::Broken(format!("the gate cannot be started: {error}")),
        };
        let why = match ended {
            Ended::Unwanted => return,
            Ended::Broken(why) => {
                if was_open {
                    wait = RETRY_FIRST;
                }
                why
            }
            Ended::Refused(why) => {
                wait = RETRY_LAST;
                why
            }
        };
        tracing::warn!(why, "programs are not held up before they run");
        if events
            .send(PlatformEvent::Gate(GateEvent::Closed { why }))
            .await
            .is_err()
        {
            return;
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(RETRY_LAST);
    }
}

/// Starts the gate's process with one end of a socket as its standard input.
fn spawn() -> io::Result<(Child, UnixStream)> {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    let child = Command::new("/proc/self/exe")
        .arg("exec-gate")
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    Ok((child, UnixStream::from_std(ours)?))
}

struct Gate {
    child: Child,
    stream: BufReader<UnixStream>,
    /// What it was told last.
    told: Arc<GateRules>,
    /// The ping that waits for its answer.
    unanswered: Option<u64>,
}

impl Gate {
    async fn serve(
        &mut self,
        rules: &mut watch::Receiver<Arc<GateRules>>,
        pings: &mut mpsc::Receiver<()>,
        events: &mpsc::Sender<PlatformEvent>,
        was_open: &mut bool,
    ) -> Ended {
        let mut number = 0;
        let mut line = Vec::new();
        rules.mark_changed();
        loop {
            let step = tokio::select! {
                changed = rules.changed() => {
                    if changed.is_err() {
                        return Ended::Unwanted;
                    }
                    let wanted = rules.borrow_and_update().clone();
                    self.tell_rules(wanted).await
                }
                pinged = pings.recv() => {
                    if pinged.is_none() {
                        return Ended::Unwanted;
                    }
                    if self.unanswered.is_some() {
                        return Ended::Broken("the gate did not answer and was ended".to_owned());
                    }
                    number += 1;
                    self.unanswered = Some(number);
                    self.tell(&ToGate::Ping(number)).await
                }
                read = read_line(&mut self.stream, &mut line) => match read {
                    Ok(()) => match serde_json::from_slice::<FromGate>(&std::mem::take(&mut line)) {
                        Ok(FromGate::Failed(why)) => return Ended::Refused(why),
                        Ok(said) => {
                            if let Some(event) = self.on_said(said, was_open)
                                && events.send(PlatformEvent::Gate(event)).await.is_err()
                            {
                                return Ended::Unwanted;
                            }
                            Ok(())
                        }
                        Err(error) => Err(error.into()),
                    },
                    Err(error) => Err(error),
                },
            };
            if let Err(error) = step {
                return Ended::Broken(format!("the gate ended: {error}"));
            }
        }
    }

    fn on_said(&mut self, said: FromGate, was_open: &mut bool) -> Option<GateEvent> {
        match said {
            FromGate::Ready => {
                *was_open = true;
                Some(GateEvent::Open)
            }
            FromGate::Failed(why) => Some(GateEvent::Closed { why }),
            FromGate::Pong(number) => {
                self.unanswered = self.unanswered.filter(|waiting| *waiting != number);
                None
            }
            FromGate::Refused {
                pid,
                uid,
                path,
                program,
                activity,
            } => Some(GateEvent::Refused {
                pid,
                uid,
                path,
                program,
                activity,
            }),
        }
    }

    async fn tell_rules(&mut self, wanted: Arc<GateRules>) -> io::Result<()> {
        let same_programs = self.told.household == wanted.household
            && self.told.installed == wanted.installed
            && !wanted.household.is_empty();
        let message = if same_programs {
            ToGate::Refused(wanted.refused.clone())
        } else {
            ToGate::Rules(Box::new((*wanted).clone()))
        };
        self.told = wanted;
        self.tell(&message).await
    }

    async fn tell(&mut self, message: &ToGate) -> io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        self.stream.get_mut().write_all(&line).await
    }

    /// Ends the process, so that whatever it held goes on.
    async fn end(&mut self) {
        if let Err(error) = self.child.kill().await {
            tracing::debug!(%error, "the gate had ended");
        }
    }
}

/// Reads one line into `line`. Safe to drop and call again: what was read stays in `line`.
async fn read_line(stream: &mut BufReader<UnixStream>, line: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let available = stream.fill_buf().await?;
        if available.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let end = available.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(available.len(), |end| end + 1);
        line.extend(available.iter().take(taken));
        stream.consume(taken);
        if end.is_some() {
            return Ok(());
        }
        if u64::try_from(line.len()).unwrap_or(u64::MAX) > LONGEST {
            return Err(io::Error::other("the gate says too much"));
        }
    }
}
