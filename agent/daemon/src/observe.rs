//! What the platform tells of sessions and processes, on its way to the engine: only of children's logins, each fact once,
//! and with what the kernel shows behind a session's claims.

use crate::agent::{Agent, Known, Seen};
use crate::evidence::Lookout;
use crate::{convert, evidence};
use luytre_catalog::index::Index;
use luytre_catalog::installed::Installed;
use luytre_core::event::{Event, Process, World};
use luytre_core::id::{Account, ProcessKey, SessionId};
use luytre_core::time::{BootTime, Span};
use luytre_platform::launchers::Home;
use luytre_platform::{
    PresenceQuery, ProcessEvent, ProcessFacts, SessionEvent, SessionInfo, SessionState,
};
use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Programs that are remembered so that a repetition is not taken for a start; more than a home computer runs.
const REMEMBERED_PROCESSES: usize = 8_192;

impl Agent {
    /// Everything there is now that the engine should know.
    pub(crate) fn world(&mut self) -> World {
        let uids = self.watched_uids();
        let processes = match self.watch.inventory(&uids) {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, "the running programs cannot be listed");
                Vec::new()
            }
        };
        let mut world = World::default();
        for facts in &processes {
            let process = convert::process(facts, &self.index);
            if self.is_watched(&facts.account) && self.is_news(facts, &process) {
                world.processes.push(process);
            }
        }
        let watched: Vec<_> = self.engine.watched_accounts().cloned().collect();
        for known in self.known.values_mut() {
            let open = known.info.state != SessionState::Closing;
            known.told = open && watched.contains(&known.info.account);
            if known.told {
                world
                    .sessions
                    .push(convert::session(&known.info, engine_state(known)));
            }
        }
        world
    }

    /// Whether an account's sessions and processes are the engine's business.
    pub(crate) fn is_watched(&self, account: &Account) -> bool {
        self.engine
            .watched_accounts()
            .any(|watched| watched == account)
    }

    /// The shortest idle threshold of the children at a login.
    fn idle_after(&self, account: &Account) -> Span {
        self.household
            .iter()
            .flat_map(|household| household.children_of(account))
            .map(|child| child.idle_after)
            .min()
            .unwrap_or(Span::from_mins(5))
    }

    /// A household came into effect, or goes out of it: whose sessions and processes count may have changed.
    pub(crate) async fn household_changed(&mut self) {
        self.household_is_new = false;
        let ids: Vec<SessionId> = self.known.keys().cloned().collect();
        for id in ids {
            self.reconcile(&id).await;
        }
        let uids = self.watched_uids();
        self.note_numbers();
        self.look_for_programs();
        // Of logins that do not count any more nothing will be told, not even that their programs ended.
        let gone: Vec<ProcessKey> = self
            .seen
            .iter()
            .filter(|(_, seen)| !uids.contains(&seen.uid))
            .map(|(key, _)| *key)
            .collect();
        for process in gone {
            self.seen.remove(&process);
            self.feed(Event::ProcessEnded { process }).await;
        }
        self.watch.set_accounts(uids);
    }

    /// User numbers of the children's logins that exist here.
    pub(crate) fn watched_uids(&self) -> BTreeSet<u32> {
        self.engine
            .watched_accounts()
            .filter_map(|account| self.people.find(account).ok())
            .map(|info| info.uid)
            .collect()
    }

    /// What happened to sessions.
    pub(crate) async fn on_session(&mut self, event: SessionEvent) {
        match event {
            SessionEvent::Source(source) => self.session_source(&source).await,
            SessionEvent::Snapshot(sessions) => {
                let there: BTreeSet<SessionId> =
                    sessions.iter().map(|info| info.id.clone()).collect();
                let gone: Vec<SessionId> = self
                    .known
                    .keys()
                    .filter(|id| !there.contains(*id))
                    .cloned()
                    .collect();
                for id in gone {
                    self.close_session(&id).await;
                }
                for info in sessions {
                    self.see_session(info).await;
                }
            }
            SessionEvent::Opened(info) | SessionEvent::Changed(info) => {
                self.see_session(info).await;
            }
            SessionEvent::Closed(id) => self.close_session(&id).await,
        }
    }

    /// Takes in how a session is now, without telling the engine: for the world at the start.
    pub(crate) fn learn_session(&mut self, info: SessionInfo) {
        let id = info.id.clone();
        let known = self.known.entry(id).or_insert_with(|| Known {
            info: info.clone(),
            lookout: Lookout::default(),
            told: false,
        });
        known.info = info;
    }

    async fn see_session(&mut self, info: SessionInfo) {
        let id = info.id.clone();
        // A number that a new login got: the old session is gone.
        let replaced = self
            .known
            .get(&id)
            .is_some_and(|known| known.info.account != info.account);
        if replaced {
            self.close_session(&id).await;
        }
        self.learn_session(info);
        self.reconcile(&id).await;
        self.look_at_sessions(LookAt::Due).await;
    }

    async fn close_session(&mut self, id: &SessionId) {
        if let Some(known) = self.known.remove(id)
            && known.told
        {
            self.feed(Event::SessionClosed {
                session: id.clone(),
            })
            .await;
        }
    }

    /// Brings the engine's picture of one session up to date.
    async fn reconcile(&mut self, id: &SessionId) {
        let Some(known) = self.known.get(id) else {
            return;
        };
        // Logged out; what is left of it are processes, which count by themselves.
        let counts =
            self.is_watched(&known.info.account) && known.info.state != SessionState::Closing;
        let state = engine_state(known);
        let event = match (known.told, counts) {
            (false, false) => return,
            (false, true) => Event::SessionOpened(convert::session(&known.info, state)),
            (true, true) => Event::SessionChanged {
                session: id.clone(),
                state,
            },
            (true, false) => Event::SessionClosed {
                session: id.clone(),
            },
        };
        if let Some(known) = self.known.get_mut(id) {
            known.told = counts;
        }
        self.feed(event).await;
    }

    /// What happened to processes.
    pub(crate) async fn on_process(&mut self, event: ProcessEvent) {
        match event {
            ProcessEvent::Source(source) => self.process_source(source).await,
            ProcessEvent::Started(facts) => {
                self.see_process(&facts).await;
            }
            ProcessEvent::Ended(process) => {
                if self.seen.remove(&process).is_some() {
                    self.feed(Event::ProcessEnded { process }).await;
                }
            }
            ProcessEvent::Rescan => tracing::info!("some starts and ends of programs were missed"),
        }
    }

    async fn see_process(&mut self, facts: &ProcessFacts) {
        if !self.is_watched(&facts.account) {
            return;
        }
        let process = convert::process(facts, &self.index);
        if self.is_news(facts, &process) {
            self.feed(Event::ProcessStarted(process)).await;
        }
    }

    /// Asks what is installed, for the children's logins.
    pub(crate) fn look_for_programs(&self) {
        let accounts: BTreeSet<&Account> = self.engine.watched_accounts().collect();
        let homes = accounts
            .into_iter()
            .filter_map(|account| self.people.find(account).ok())
            .map(|info| Home {
                account: info.account,
                uid: info.uid,
                folder: info.home,
            })
            .collect();
        self.watch.look_for_programs(homes);
    }

    /// What is installed became known: what runs already is looked at again.
    pub(crate) async fn on_installed(&mut self, list: Vec<Installed>) {
        if self.index.installed() == list.as_slice() {
            return;
        }
        self.index = Index::new(list, Vec::new());
        self.installed_changed();
        match self.watch.inventory(&self.watched_uids()) {
            Ok(running) => {
                for facts in &running {
                    self.see_process(facts).await;
                }
            }
            Err(error) => tracing::warn!(%error, "the running programs cannot be listed"),
        }
    }

    /// False for a repetition: a start that was told of already must not be taken for a relaunch.
    pub(crate) fn is_news(&mut self, facts: &ProcessFacts, process: &Process) -> bool {
        let mut hasher = DefaultHasher::new();
        (
            &facts.account,
            &facts.exe,
            &facts.command,
            &facts.flatpak,
            &facts.snap,
        )
            .hash(&mut hasher);
        // The same process may turn out to be something else when more is known.
        format!("{:?}", process.program.catalogue).hash(&mut hasher);
        let seen = Seen {
            uid: facts.uid,
            print: hasher.finish(),
        };
        if self.seen.len() >= REMEMBERED_PROCESSES {
            tracing::warn!("more processes than can be remembered");
            self.seen.clear();
        }
        self.seen.insert(facts.key, seen) != Some(seen)
    }

    /// Looks at the presence behind claims.
    pub(crate) async fn look_at_sessions(&mut self, which: LookAt) {
        let now = self.now().boot;
        let candidates: Vec<(SessionId, Span)> = self
            .known
            .iter()
            .filter(|(_, known)| known.told)
            .map(|(id, known)| (id.clone(), self.idle_after(&known.info.account)))
            .collect();
        for (id, idle_after) in candidates {
            let Some(known) = self.known.get_mut(&id) else {
                continue;
            };
            let due = known.lookout.due(&known.info, now, idle_after);
            let wanted = match which {
                LookAt::Due => due.is_some_and(|due| due <= now),
                LookAt::AlmostDue => due.is_some_and(|due| due <= now + evidence_slack()),
            };
            if !wanted {
                continue;
            }
            let query = PresenceQuery {
                uid: known.info.uid,
                seat: known.info.seat.clone(),
                leader: known.info.leader,
                cgroup: known.info.cgroup.clone(),
            };
            let seen = self.presence.look(&query, now);
            let before = engine_state(known);
            let finding = known.lookout.take(&known.info, now, idle_after, &seen);
            let after = engine_state(known);
            if before != after {
                self.feed(Event::SessionChanged {
                    session: id.clone(),
                    state: after,
                })
                .await;
            }
            if let Some(finding) = finding {
                self.feed(Event::Evidence {
                    session: id,
                    finding,
                })
                .await;
            }
        }
    }

    /// When presence has to be looked at next.
    pub(crate) fn next_look(&self) -> Option<BootTime> {
        let now = self.now().boot;
        self.known
            .values()
            .filter(|known| known.told)
            .filter_map(|known| {
                known
                    .lookout
                    .due(&known.info, now, self.idle_after(&known.info.account))
            })
            .min()
    }
}

/// Which sessions are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookAt {
    /// Those whose time has come.
    Due,
    /// Those whose time comes soon as well: we are awake anyway.
    AlmostDue,
}

const fn evidence_slack() -> Span {
    Span::from_millis(evidence::LOOK_EVERY.as_millis() / 15)
}

/// What the engine is told of a session.
pub(crate) fn engine_state(known: &Known) -> luytre_core::event::SessionState {
    let mut state = convert::session_state(&known.info, known.lookout.quiet, known.lookout.media);
    // A film that ended a minute ago was watched until then.
    state.no_input_since = state
        .no_input_since
        .map(|since| since.max(known.lookout.heard.unwrap_or(since)));
    state
}
