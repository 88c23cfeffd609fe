//! Puts the real parts together: store, clocks, sessions, processes, signals. No decisions.

use crate::opening::{self, Shelf};
use crate::options::{Options, Service};
use crate::ports::{Alarm, Delay, Doorman, Mode, People, Ports, Presence, Watch};
use crate::run;
use anyhow::Context;
use luytre_core::id::Account;
use luytre_core::time::BootTime;
use luytre_platform::accounts::{self, AccountInfo};
use luytre_platform::clock::{self, SystemClock};
use luytre_platform::files::{self, AgentLock, FolderMode};
use luytre_platform::peer::{self, Peer, Stream};
use luytre_platform::presence::{PresenceProbe, Roots};
use luytre_platform::privileges::{self, Privileges};
use luytre_platform::processes::{self, ProcessOptions, Processes, SystemProcesses};
use luytre_platform::sessions::{SessionOptions, Sessions};
use luytre_platform::{Answer, Error, Evidence, PresenceQuery, ProcessFacts};
use std::collections::BTreeSet;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

/// Events that may wait for the loop: a login starts some hundred programs at once.
const WAITING_EVENTS: usize = 1024;

/// Runs an agent on a runtime of its own until a signal ends it. This is the whole of `luytred`.
///
/// # Errors
/// It cannot start: another agent runs, the store is from a newer version, no rights to the folders.
pub fn run_blocking(options: &Options) -> anyhow::Result<()> {
    runtime()?.block_on(async { start(options, ended_by_signal()?).await })
}

/// Runs an agent in the foreground until `stop` is done or a signal ends it. Call it on a thread of its own if something
/// else is shown meanwhile.
///
/// # Errors
/// As [`run_blocking`].
pub fn run_foreground(options: &Options, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let signal = ended_by_signal()?;
        let stop = async {
            tokio::select! {
                () = stop => {}
                () = signal => {}
            }
        };
        start(options, stop).await
    })
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")
}

/// Done when the service manager or the terminal asks us to end, from this call on: a signal that comes while the agent
/// starts is not lost. A hang-up of the terminal ends nothing.
fn ended_by_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let receive = |kind| signal(kind).context("signals cannot be received");
    let mut terminate = receive(SignalKind::terminate())?;
    let mut interrupt = receive(SignalKind::interrupt())?;
    let mut hangup = receive(SignalKind::hangup())?;
    Ok(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = interrupt.recv() => return,
                _ = hangup.recv() => tracing::info!("hang-up ignored"),
            }
        }
    })
}

async fn start(options: &Options, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let paths = &options.paths;
    if options.service == Service::System
        && let Err(error) = privileges::hide_memory()
    {
        tracing::warn!(%error, "the memory of the service is not hidden from other programs of its user");
    }
    let folder_mode = match options.service {
        Service::System => FolderMode::Public,
        Service::Foreground => FolderMode::Private,
    };
    files::ensure_folder(&paths.state_dir, FolderMode::Private).context("the state folder")?;
    files::ensure_folder(&paths.runtime_dir, folder_mode).context("the socket's folder")?;
    let _lock = lock(options)?;
    let mode = mode(options.service)?;
    tracing::info!(?mode, state = %paths.state_dir.display(), socket = %paths.socket.display(), "starting");

    let Shelf {
        memory,
        keeper,
        writer,
    } = opening::open(options)?;

    let (events, received) = mpsc::channel(WAITING_EVENTS);
    let clock = SystemClock::new().context("the clocks")?;
    clock::watch_steps(events.clone());
    let sessions = Arc::new(Sessions::watch(SessionOptions::default(), events.clone()));
    let processes = Processes::watch(ProcessOptions::default(), events);
    let ports = Ports {
        clock: Arc::new(clock),
        alarm: Box::new(SystemAlarm(clock::Alarm::new().context("a timer")?)),
        sessions: sessions.clone(),
        processes: Arc::new(SystemProcesses),
        watch: Arc::new(SystemWatch {
            sessions,
            processes,
        }),
        presence: Box::new(SystemPresence(PresenceProbe::new(Roots::default()))),
        people: Arc::new(SystemPeople),
        doorman: Arc::new(SystemDoorman),
        keeper,
        events: received,
    };
    run::run(options, mode, ports, memory, stop)
        .await
        .context("the agent cannot run")?;
    match writer {
        Some(writer) => writer.shutdown().context("closing the store"),
        None => Ok(()),
    }
}

/// One agent for one state. A state folder that cannot be written is no reason for the service not to run; then the lock is
/// kept beside the socket.
fn lock(options: &Options) -> anyhow::Result<AgentLock> {
    let paths = &options.paths;
    match (AgentLock::take(&paths.lock_file), options.service) {
        (Err(Error::System { doing, source }), Service::System) => {
            tracing::error!(%source, doing, "the lock in the state folder cannot be taken");
            AgentLock::take(&paths.runtime_dir.join("agent.lock")).context("the agent's lock")
        }
        (taken, _) => taken.context("the agent's lock"),
    }
}

fn mode(service: Service) -> anyhow::Result<Mode> {
    let watch_only = || {
        let me = accounts::current().context("who runs this agent")?;
        Ok(Mode::WatchOnly { owner: me.uid })
    };
    match service {
        Service::Foreground => watch_only(),
        Service::System => {
            let privileges = Privileges::current();
            if privileges.can_enforce() {
                return Ok(Mode::Enforcing);
            }
            tracing::warn!(missing = ?privileges.missing, "no right to enforce: this agent only watches");
            watch_only()
        }
    }
}

struct SystemAlarm(clock::Alarm);

impl Alarm for SystemAlarm {
    fn set(&self, at: Option<BootTime>) {
        if let Err(error) = self.0.set(at) {
            tracing::error!(%error, "the timer cannot be set");
        }
    }

    fn rung(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            if let Err(error) = self.0.rung().await {
                tracing::error!(%error, "the timer cannot be read");
                // Without it deadlines are kept a second late instead of never.
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            }
        })
    }
}

struct SystemWatch {
    sessions: Arc<Sessions>,
    processes: Processes,
}

impl Watch for SystemWatch {
    fn set_accounts(&self, uids: BTreeSet<u32>) {
        self.processes.set_accounts(uids);
    }

    fn inventory(&self, uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, Error> {
        processes::inventory(uids)
    }

    fn delay_sleep(&self) -> Answer<'_, Delay> {
        Box::pin(async {
            let delay = self.sessions.delay_sleep().await?;
            let delay: Delay = Box::new(delay);
            Ok(delay)
        })
    }
}

struct SystemPresence(PresenceProbe);

impl Presence for SystemPresence {
    fn look(&mut self, query: &PresenceQuery, now: BootTime) -> Evidence {
        self.0.look(query, now)
    }
}

struct SystemPeople;

impl People for SystemPeople {
    fn find(&self, account: &Account) -> Result<AccountInfo, Error> {
        accounts::by_name(account)
    }

    fn me(&self) -> Result<AccountInfo, Error> {
        accounts::current()
    }

    fn is_administrator(&self, info: &AccountInfo) -> bool {
        accounts::is_administrator(info).unwrap_or(true)
    }

    fn ordinary(&self) -> Vec<AccountInfo> {
        let people = accounts::people().unwrap_or_default();
        people
            .into_iter()
            .filter(|info| !self.is_administrator(info))
            .collect()
    }

    fn login_is_checked(&self) -> Option<bool> {
        login_check_in(Path::new("/etc/pam.d"))
    }
}

/// Whether any PAM service calls the login check; `None` on a system without PAM.
fn login_check_in(folder: &Path) -> Option<bool> {
    let files = std::fs::read_dir(folder).ok()?;
    let calls_it = |text: &str| {
        text.lines()
            .map(str::trim_start)
            .any(|line| !line.starts_with('#') && line.contains("luytre/login-check"))
    };
    let found = files
        .filter_map(Result::ok)
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .any(|text| calls_it(&text));
    Some(found)
}

struct SystemDoorman;

impl Doorman for SystemDoorman {
    fn peer(&self, stream: &Stream) -> Result<Peer, Error> {
        peer::of(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_check_is_found_where_pam_calls_it() {
        let folder = tempfile::tempdir().unwrap();
        let account = folder.path().join("common-account");
        std::fs::write(
            &account,
            "# pam_exec.so /usr/lib/luytre/login-check\naccount required pam_unix.so\n",
        )
        .unwrap();
        assert_eq!(login_check_in(folder.path()), Some(false));
        std::fs::write(
            &account,
            "account [success=ignore] pam_exec.so quiet /usr/lib/luytre/login-check\n",
        )
        .unwrap();
        assert_eq!(login_check_in(folder.path()), Some(true));
        assert_eq!(login_check_in(&folder.path().join("none")), None);
    }
}
