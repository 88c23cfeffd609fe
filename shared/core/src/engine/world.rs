//! Sessions and programs: what the operating system says exists, and what we make of it.

use super::attribution::Mode;
use super::programs::{self, Known};
use super::state::{Contradiction, ProcessEntry, SessionEntry};
use super::{Engine, Phase};
use crate::action::{Action, Effect, Notice, Reason};
use crate::event::{
    Actor, Finding, Process, ProgramKind, Session, SessionState, StoreRecovery, Subject, Ticket,
    World,
};
use crate::health::HealthCode;
use crate::id::{Account, ChildId, ProcessKey, SessionId};
use crate::record::AuditEvent;
use crate::time::{BootTime, Moment, Span};

/// Something that appeared while the agent was not running.
enum Arrival {
    Session(Session),
    Process(Process),
}

impl Engine {
    /// Sessions of a child, a shared one that nobody has claimed included.
    pub(super) fn sessions_of<'a>(
        &'a self,
        id: &'a ChildId,
    ) -> impl Iterator<Item = &'a SessionEntry> {
        let rules = self.rules(id);
        self.state
            .sessions
            .values()
            .filter(move |entry| match &entry.child {
                Some(child) => child == id,
                None => rules.is_some_and(|rules| rules.accounts.contains(&entry.session.account)),
            })
    }

    pub(super) fn session_ids(&self, id: &ChildId, mode: Mode) -> Vec<SessionId> {
        self.sessions_of(id)
            .filter(|entry| entry.mode() == mode)
            .map(|entry| entry.session.id.clone())
            .collect()
    }

    /// Who may sit at a session: one child, or every sibling of a shared login.
    pub(super) fn children_at(&self, session: &SessionId) -> Vec<ChildId> {
        let Some(entry) = self.state.sessions.get(session) else {
            return Vec::new();
        };
        match (&entry.child, &self.house) {
            (Some(child), _) => vec![child.clone()],
            (None, Some(house)) => house
                .household
                .children_of(&entry.session.account)
                .map(|child| child.id.clone())
                .collect(),
            (None, None) => Vec::new(),
        }
    }

    pub(super) fn in_use(&self, id: &ChildId) -> bool {
        self.sessions_of(id).any(|entry| entry.mode() == Mode::Used)
    }

    /// Names the child of every session whose login belongs to one child only.
    pub(super) fn assign_sessions(&mut self) {
        let Some(house) = &self.house else { return };
        for entry in self.state.sessions.values_mut() {
            let account = &entry.session.account;
            if entry.child.as_ref().is_some_and(|id| {
                house
                    .household
                    .children_of(account)
                    .any(|child| child.id == *id)
            }) {
                continue;
            }
            let mut candidates = house.household.children_of(account);
            entry.child = match (candidates.next(), candidates.next()) {
                (Some(only), None) => Some(only.id.clone()),
                (Some(_), Some(_)) | (None, _) => None,
            };
        }
    }

    pub(super) fn start(&mut self, now: &Moment, world: World) {
        let World {
            sessions,
            processes,
        } = world;
        if let Some(last) = self
            .state
            .last
            .clone()
            .filter(|last| last.clock.same_boot(now))
        {
            // What is gone ended at an unknown time: nothing past the last known moment is charged for it.
            self.state.sessions.retain(|id, entry| {
                sessions
                    .iter()
                    .any(|s| s.id == *id && s.account == entry.session.account)
            });
            self.state
                .processes
                .retain(|key, _| processes.iter().any(|process| process.key == *key));
            self.known
                .retain(|key, _| self.state.processes.contains_key(key));
            self.note_programs();
            let mut arrivals: Vec<(BootTime, Arrival)> = Vec::new();
            for session in sessions
                .iter()
                .filter(|session| !self.state.sessions.contains_key(&session.id))
            {
                arrivals.push((
                    session.opened.unwrap_or(last.boot),
                    Arrival::Session(session.clone()),
                ));
            }
            for process in processes
                .iter()
                .filter(|process| !self.state.processes.contains_key(&process.key))
            {
                arrivals.push((
                    process.started.unwrap_or(now.boot),
                    Arrival::Process(process.clone()),
                ));
            }
            arrivals.sort_by_key(|(at, _)| *at);
            for (at, arrival) in arrivals {
                let at = at.clamp(last.boot, now.boot.max(last.boot));
                self.pass(self.boot_now(), at);
                match arrival {
                    Arrival::Session(session) => self.session_opened(session),
                    Arrival::Process(process) => self.insert_process(process),
                }
            }
        }
        self.arrive(now);
        for session in sessions {
            if self.state.sessions.contains_key(&session.id) {
                self.session_changed(&session.id, &session.state);
            } else {
                self.session_opened(session);
            }
        }
        for process in processes {
            self.insert_process(process);
        }
        self.audit(Actor::Agent, None, AuditEvent::Started);
        self.update_setup_issue();
        self.dirty = true;
    }

    pub(super) fn session_opened(&mut self, session: Session) {
        let entry = SessionEntry {
            appeared: session.opened.unwrap_or_else(|| self.boot_now()),
            session: session.clone(),
            child: None,
            unassigned: Vec::new(),
            media_until: None,
            idle: false,
            contradicted: None,
            withheld: Vec::new(),
            lock: None,
            ending: None,
        };
        self.state.sessions.insert(session.id, entry);
        self.assign_sessions();
        self.dirty = true;
    }

    pub(super) fn session_closed(&mut self, session: &SessionId) {
        let children = self.children_at(session);
        if self.state.sessions.remove(session).is_some() {
            self.dirty = true;
        }
        for id in children {
            let now = self.now();
            if !self.in_use(&id)
                && let Some(child) = self.state.children.get_mut(&id)
                && child.use_since.take().is_some()
            {
                child.rest_since = Some(now);
            }
        }
    }

    pub(super) fn session_changed(&mut self, session: &SessionId, state: &SessionState) {
        let now = self.boot_now();
        let Some(entry) = self.state.sessions.get_mut(session) else {
            return;
        };
        let mode = entry.mode();
        let old = std::mem::replace(&mut entry.session.state, state.clone());
        if old == *state {
            return;
        }
        if old.media && !state.media {
            entry.media_until = Some(now);
            self.dirty = true;
        }
        if state.no_input_since != old.no_input_since
            || state.media
            || (old.locked && !state.locked)
        {
            entry.idle = false;
        }
        // A new claim has not been contradicted yet. What was withheld for the old one stays for a while: a claim that
        // ends before the kernel's view was looked at would else be believed for nothing.
        entry.contradicted = None;
        if entry.mode() != mode || old.locked != state.locked {
            self.dirty = true;
        }
        for id in self.children_at(session) {
            if let Some(idle_after) = self.rules(&id).map(|rules| rules.idle_after) {
                self.turn_idle(&id, idle_after, now);
            }
        }
        self.clear_issue(HealthCode::PresenceContradicted, Some(session.as_str()));
    }

    pub(super) fn evidence(&mut self, session: &SessionId, finding: Finding) {
        let Some(entry) = self.state.sessions.get_mut(session) else {
            return;
        };
        let claims = entry.session.state.locked || entry.session.state.no_input_since.is_some();
        let found = match finding {
            Finding::Agrees => {
                entry.contradicted = None;
                entry.withheld.clear();
                self.clear_issue(HealthCode::PresenceContradicted, Some(session.as_str()));
                return;
            }
            Finding::CannotTell => {
                entry.withheld.clear();
                self.raise_issue(HealthCode::PresenceOnlyClaimed, None, None);
                return;
            }
            Finding::InUseSince(since) => Contradiction {
                since,
                by_input: false,
            },
            Finding::InputSince(since) => Contradiction {
                since,
                by_input: true,
            },
        };
        if !claims {
            // It does not claim to be unused any more, but it did.
            if !entry.withheld.is_empty() {
                self.charge_withheld(session, found.since);
                self.dirty = true;
            }
            return;
        }
        match &mut entry.contradicted {
            Some(known) => known.by_input |= found.by_input,
            None => {
                entry.contradicted = Some(found);
                entry.idle = false;
                self.charge_withheld(session, found.since);
                let child = self.children_at(session).into_iter().next();
                self.raise_issue(
                    HealthCode::PresenceContradicted,
                    Some(session.as_str()),
                    child,
                );
                self.dirty = true;
            }
        }
    }

    pub(super) fn identify_all(&mut self) {
        self.known.clear();
        let Some(house) = &self.house else {
            self.running.clear();
            return;
        };
        for (key, process) in &self.state.processes {
            self.known
                .insert(*key, programs::identify(&house.household, &process.facts));
        }
        self.note_programs();
    }

    /// What a process is. Parts of the desktop are not kept: they change nothing, and there are many.
    fn insert_process(&mut self, process: Process) {
        let Some(house) = &self.house else {
            // Kept, so that a household that comes later knows what runs.
            self.state.processes.insert(process.key, entry_of(process));
            return;
        };
        let known = programs::identify(&house.household, &process.program);
        if known.kind == ProgramKind::Neutral {
            self.process_ended(process.key);
            return;
        }
        let key = process.key;
        let account = process.account.clone();
        let before = self.state.processes.insert(key, entry_of(process));
        let other = before
            .map(|before| before.account)
            .filter(|before| *before != account);
        let before = self.known.insert(key, known);
        if before.as_ref() != self.known.get(&key) || other.is_some() {
            self.dirty = true;
            self.note_programs_of(&account);
            if let Some(other) = other {
                self.note_programs_of(&other);
            }
        }
    }

    pub(super) fn process_started(&mut self, process: Process) {
        let key = process.key;
        let account = process.account.clone();
        self.insert_process(process);
        let Some(known) = self.known.get(&key).cloned() else {
            return;
        };
        let Some(refusal) = self.refusal(&account, &known) else {
            return;
        };
        // It runs already where its start could not be refused: it is ended at once, without another ten seconds.
        let now = self.boot_now();
        if let Some(entry) = self.state.processes.get_mut(&key) {
            entry.kill_at = Some(now);
        }
        self.audit(
            Actor::Agent,
            refusal.child.clone(),
            AuditEvent::ExecRefused { program: known.id },
        );
        self.out.push(Action::Kill { process: key });
        self.tell(refusal);
    }

    pub(super) fn process_ended(&mut self, process: ProcessKey) {
        self.known.remove(&process);
        if let Some(gone) = self.state.processes.remove(&process) {
            self.dirty = true;
            self.note_programs_of(&gone.account);
        }
    }

    pub(super) fn exec_asked(&mut self, ticket: Ticket, process: &Process) {
        let refusal = self.house.as_ref().and_then(|house| {
            let known = programs::identify(&house.household, &process.program);
            self.refusal(&process.account, &known)
                .map(|notice| (notice, known.id))
        });
        let refusal = refusal.map(|(notice, program)| {
            self.audit(
                Actor::Agent,
                notice.child.clone(),
                AuditEvent::ExecRefused { program },
            );
            notice
        });
        self.out.push(Action::AnswerExec { ticket, refusal });
    }

    /// Why a program may not start now, if it may not.
    fn refusal(&self, account: &Account, known: &Known) -> Option<Notice> {
        let ProgramKind::Activity(activity) = &known.kind else {
            return None;
        };
        self.sitting_at(account)
            .iter()
            .find_map(|id| self.program_refusal(id, activity, &known.id))
    }

    pub(super) fn login_asked(&mut self, ticket: Ticket, account: &Account) {
        let candidates: Vec<ChildId> = self
            .house
            .as_ref()
            .map(|house| {
                house
                    .household
                    .children_of(account)
                    .map(|child| child.id.clone())
                    .collect()
            })
            .unwrap_or_default();
        let mut refusal = None;
        for id in &candidates {
            let verdict = self.verdict(id);
            let Some(reason) = verdict.reasons.first().cloned() else {
                // A shared login is open as long as one of the siblings may come in.
                refusal = None;
                break;
            };
            if !self.enforces(id, &reason) {
                refusal = None;
                break;
            }
            let notice = self.notice(id, Effect::RefuseLogin, Subject::Screen, Some(reason));
            refusal.get_or_insert(Notice {
                left: Some(Span::ZERO),
                until: self.allowed_again(id),
                ..notice
            });
        }
        if let Some(notice) = &refusal {
            self.audit(Actor::Agent, notice.child.clone(), AuditEvent::LoginRefused);
        }
        self.out.push(Action::AnswerLogin { ticket, refusal });
    }

    pub(super) fn store_broken(&mut self, recovery: StoreRecovery) {
        let code = match recovery {
            StoreRecovery::FromCopy => HealthCode::StoreRestored,
            StoreRecovery::Nothing => HealthCode::StoreLost,
        };
        self.raise_issue(code, None, None);
    }

    /// A notice without numbers.
    pub(super) fn notice(
        &self,
        id: &ChildId,
        effect: Effect,
        subject: Subject,
        reason: Option<Reason>,
    ) -> Notice {
        Notice {
            at: self.now(),
            child: Some(id.clone()),
            effect,
            subject,
            reason,
            left: None,
            until: None,
        }
    }

    /// True while a limit of this child stands.
    pub(super) fn is_blocked(&self, id: &ChildId) -> bool {
        self.state
            .children
            .get(id)
            .is_some_and(|child| matches!(child.screen.phase, Phase::Blocked { .. }))
    }
}

fn entry_of(process: Process) -> ProcessEntry {
    ProcessEntry {
        account: process.account,
        facts: process.program,
        kill_at: None,
    }
}
