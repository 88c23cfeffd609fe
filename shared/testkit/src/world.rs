//! A scripted machine: accounts, sessions, processes, presence, and the orders given to it.

use crate::clock::FakeClock;
use crate::journal::{Entry, Journal};
use luytre_core::id::{Account, ProcessKey, SessionId};
use luytre_core::time::BootTime;
use luytre_platform::accounts::AccountInfo;
use luytre_platform::{
    Answer, Clock, Error, Evidence, PlatformEvent, ProcessControl, ProcessEvent, ProcessFacts,
    ProcessSource, SessionControl, SessionEvent, SessionInfo, SessionSource, SessionState,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::mpsc;

/// A child's account.
pub const AN: (&str, u32) = ("an", 1001);
/// Another child's account.
pub const BINH: (&str, u32) = ("binh", 1002);
/// A parent's account.
pub const MOM: (&str, u32) = ("mom", 1000);
/// An account that the household does not know.
pub const STRANGER: (&str, u32) = ("guest", 1900);

/// A machine without hardware. Clones are the same machine.
#[derive(Debug, Clone)]
pub struct FakeWorld {
    /// Its clock.
    pub clock: FakeClock,
    /// What was done to it.
    pub journal: Journal,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    people: BTreeMap<String, (u32, bool)>,
    sessions: BTreeMap<SessionId, SessionInfo>,
    processes: BTreeMap<ProcessKey, ProcessFacts>,
    evidence: BTreeMap<u32, Evidence>,
    watched: BTreeSet<u32>,
    events: Option<mpsc::Sender<PlatformEvent>>,
    obeys: bool,
    lock_fails: bool,
}

impl FakeWorld {
    /// A machine with the four accounts of this module, nobody logged in, whose sessions obey orders.
    #[must_use]
    pub fn new(clock: FakeClock) -> Self {
        let people = [AN, BINH, MOM, STRANGER].map(|(name, uid)| (name.to_owned(), (uid, false)));
        let state = State {
            people: people.into(),
            obeys: true,
            ..State::default()
        };
        Self {
            clock,
            journal: Journal::default(),
            state: Arc::new(Mutex::new(state)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("no test thread panics while it holds this")
    }

    /// Where events go from now on: first the sources and everything that is there, as the real watchers do.
    ///
    /// # Panics
    /// The channel is too small for that.
    pub fn connect(&self, events: mpsc::Sender<PlatformEvent>) {
        let mut state = self.state();
        let first = [
            PlatformEvent::Session(SessionEvent::Source(SessionSource::Logind)),
            PlatformEvent::Session(SessionEvent::Snapshot(
                state.sessions.values().cloned().collect(),
            )),
            PlatformEvent::Process(ProcessEvent::Source(ProcessSource::KernelEvents)),
        ];
        for event in first {
            events.try_send(event).expect("room for the first events");
        }
        state.events = Some(events);
        state.watched.clear();
    }

    /// The daemon is dead: nobody is told of anything until [`FakeWorld::connect`].
    pub fn disconnect(&self) {
        self.state().events = None;
    }

    /// Sends anything, as if the machine did.
    ///
    /// # Panics
    /// Nobody listens, or not fast enough.
    pub fn send(&self, event: PlatformEvent) {
        self.state().send(event);
    }

    /// Adds an account.
    pub fn add_account(&self, name: &str, uid: u32, administrator: bool) {
        self.state()
            .people
            .insert(name.to_owned(), (uid, administrator));
    }

    /// What the user database says.
    ///
    /// # Errors
    /// There is no such account here.
    pub fn account(&self, name: &Account) -> Result<AccountInfo, Error> {
        let state = self.state();
        let (uid, _) = state
            .people
            .get(name.as_str())
            .ok_or_else(|| Error::UnknownAccount(name.clone()))?;
        Ok(AccountInfo {
            account: name.clone(),
            uid: *uid,
            gid: *uid,
            full_name: String::new(),
            home: PathBuf::from("/home").join(name.as_str()),
            shell: "/bin/bash".into(),
        })
    }

    /// Whether an account administers the machine.
    #[must_use]
    pub fn is_administrator(&self, name: &Account) -> bool {
        self.state()
            .people
            .get(name.as_str())
            .is_some_and(|(_, administrator)| *administrator)
    }

    /// A child logs in at the screen; the session is in use.
    pub fn login(&self, session: &str, (account, uid): (&str, u32)) {
        let info = SessionInfo {
            id: session.into(),
            account: account.into(),
            uid,
            kind: "x11".into(),
            class: "user".into(),
            service: "lightdm".into(),
            seat: Some("seat0".into()),
            remote: false,
            state: SessionState::Active,
            locked_hint: false,
            idle_hint: false,
            idle_since: None,
            started: self.clock.now().boot,
            leader: None,
            cgroup: Some(format!(
                "/user.slice/user-{uid}.slice/session-{session}.scope"
            )),
        };
        let mut state = self.state();
        state.sessions.insert(info.id.clone(), info.clone());
        state.send(PlatformEvent::Session(SessionEvent::Opened(info)));
    }

    /// The session ends.
    pub fn logout(&self, session: &str) {
        let mut state = self.state();
        state.sessions.remove(&SessionId::from(session));
        state.send(PlatformEvent::Session(SessionEvent::Closed(session.into())));
    }

    /// Changes what is known of a session.
    ///
    /// # Panics
    /// There is no such session.
    pub fn change(&self, session: &str, edit: impl FnOnce(&mut SessionInfo)) {
        self.state().change(&SessionId::from(session), edit);
    }

    /// The session says that it is locked, or unlocked.
    pub fn set_locked(&self, session: &str, locked: bool) {
        self.change(session, |info| info.locked_hint = locked);
    }

    /// The session says that it has been idle since then, or that it is in use.
    pub fn set_idle(&self, session: &str, since: Option<BootTime>) {
        self.change(session, |info| {
            info.idle_hint = since.is_some();
            info.idle_since = since;
        });
    }

    /// A program starts.
    pub fn start(&self, pid: u32, (account, uid): (&str, u32), exe: &str) -> ProcessKey {
        let key = ProcessKey {
            pid,
            start_ticks: u64::from(pid) * 10,
        };
        let facts = ProcessFacts {
            key,
            ppid: 1,
            uid,
            account: account.into(),
            exe: Some(exe.into()),
            exe_owner: Some(0),
            name: exe.rsplit('/').next().unwrap_or_default().to_owned(),
            command: exe.to_owned(),
            cgroup: None,
            session: None,
            flatpak: None,
            snap: None,
            started: self.clock.now().boot,
        };
        let mut state = self.state();
        state.processes.insert(key, facts.clone());
        if state.watched.contains(&uid) {
            state.send(PlatformEvent::Process(ProcessEvent::Started(facts)));
        }
        key
    }

    /// A program ends.
    pub fn stop(&self, key: ProcessKey) {
        self.state().end(key);
    }

    /// What the kernel shows of an account's presence from now on.
    pub fn show_evidence(&self, uid: u32, evidence: Evidence) {
        self.state().evidence.insert(uid, evidence);
    }

    /// Looks at an account's presence; nothing was ever scripted means the machine cannot tell.
    #[must_use]
    pub fn look(&self, uid: u32) -> Evidence {
        self.journal.add(Entry::LookedAt(uid));
        self.state().evidence.get(&uid).cloned().unwrap_or_default()
    }

    /// Processes of these accounts.
    #[must_use]
    pub fn processes_of(&self, uids: &BTreeSet<u32>) -> Vec<ProcessFacts> {
        self.state()
            .processes
            .values()
            .filter(|facts| uids.contains(&facts.uid))
            .cloned()
            .collect()
    }

    /// Whose processes are told of from now on; of new ones everything that runs, as the real watcher does.
    pub fn watch(&self, uids: BTreeSet<u32>) {
        let mut state = self.state();
        let new: BTreeSet<u32> = uids.difference(&state.watched).copied().collect();
        let running: Vec<ProcessFacts> = state
            .processes
            .values()
            .filter(|facts| new.contains(&facts.uid))
            .cloned()
            .collect();
        for facts in running {
            state.send(PlatformEvent::Process(ProcessEvent::Started(facts)));
        }
        state.watched.clone_from(&uids);
        drop(state);
        self.journal.add(Entry::Watching(uids));
    }

    /// Whether sessions and programs do what they are told.
    pub fn set_obedient(&self, obeys: bool) {
        self.state().obeys = obeys;
    }

    /// Whether orders to lock fail outright.
    pub fn set_lock_fails(&self, fails: bool) {
        self.state().lock_fails = fails;
    }

    /// Everything that was logged in is gone, as after a restart.
    pub fn forget_sessions_and_processes(&self) {
        let mut state = self.state();
        state.sessions.clear();
        state.processes.clear();
        state.events = None;
    }
}

impl State {
    fn send(&self, event: PlatformEvent) {
        if let Some(events) = &self.events {
            events.try_send(event).expect("the daemon reads its events");
        }
    }

    fn change(&mut self, session: &SessionId, edit: impl FnOnce(&mut SessionInfo)) {
        let info = self.sessions.get_mut(session).expect("the session exists");
        edit(info);
        let info = info.clone();
        self.send(PlatformEvent::Session(SessionEvent::Changed(info)));
    }

    fn end(&mut self, key: ProcessKey) -> bool {
        let Some(facts) = self.processes.remove(&key) else {
            return false;
        };
        if self.watched.contains(&facts.uid) {
            self.send(PlatformEvent::Process(ProcessEvent::Ended(key)));
        }
        true
    }
}

impl SessionControl for FakeWorld {
    fn lock<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()> {
        self.journal.add(Entry::Locked(session.clone()));
        let mut state = self.state();
        if state.lock_fails {
            let doing = "locking".to_owned();
            return Box::pin(async { Err(Error::NoLoginService { doing }) });
        }
        if state.obeys && state.sessions.contains_key(session) {
            state.change(session, |info| info.locked_hint = true);
        }
        Box::pin(async { Ok(()) })
    }

    fn terminate<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()> {
        self.journal.add(Entry::Ended(session.clone()));
        let mut state = self.state();
        if state.obeys && state.sessions.remove(session).is_some() {
            state.send(PlatformEvent::Session(SessionEvent::Closed(
                session.clone(),
            )));
        }
        Box::pin(async { Ok(()) })
    }

    fn terminate_account(&self, uid: u32) -> Answer<'_, ()> {
        self.journal.add(Entry::EndedAccount(uid));
        Box::pin(async { Ok(()) })
    }

    fn suspend(&self) -> Answer<'_, ()> {
        self.journal.add(Entry::Suspended);
        Box::pin(async { Ok(()) })
    }

    fn power_off(&self) -> Answer<'_, ()> {
        self.journal.add(Entry::PoweredOff);
        Box::pin(async { Ok(()) })
    }
}

impl ProcessControl for FakeWorld {
    fn terminate(&self, process: ProcessKey) -> Result<(), Error> {
        self.journal.add(Entry::Terminated(process));
        let mut state = self.state();
        if !state.processes.contains_key(&process) {
            return Err(Error::ProcessGone(process));
        }
        if state.obeys {
            state.end(process);
        }
        Ok(())
    }

    fn kill_tree(&self, process: ProcessKey) -> Result<usize, Error> {
        self.journal.add(Entry::Killed(process));
        if self.state().end(process) {
            Ok(1)
        } else {
            Err(Error::ProcessGone(process))
        }
    }
}
