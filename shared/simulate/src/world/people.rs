//! The people at the machine: their sessions and their programs.

use super::Machine;
use crate::scenario::Program;
use luytre_core::event::{
    Actor, CatalogueEntry, Command, Event, Finding, Process, ProgramFacts, ProgramKind, Session,
    SessionState, Ticket,
};
use luytre_core::id::{Account, ChildId, ProcessKey, ProgramId, SessionId};

impl Machine<'_> {
    pub(super) fn account(&self, child: &ChildId) -> Option<Account> {
        self.household.child(child)?.accounts.first().cloned()
    }

    pub(super) fn log_in(&mut self, child: &ChildId) {
        let Some(account) = self.account(child) else {
            return;
        };
        if self.sessions.contains_key(child) {
            return;
        }
        self.refused = false;
        self.send(Event::LoginAsked {
            ticket: Ticket(0),
            account: account.clone(),
        });
        if self.refused {
            return;
        }
        let session = Session {
            id: SessionId(format!("c{}", self.next_session)),
            account,
            state: SessionState::IN_USE,
            opened: Some(self.moment().boot),
        };
        self.next_session += 1;
        self.sessions.insert(child.clone(), session.clone());
        let shared = self.household.children_of(&session.account).count() > 1;
        let id = session.id.clone();
        self.send(Event::SessionOpened(session));
        if shared {
            let pin = self
                .household
                .child(child)
                .and_then(|child| child.pin.clone());
            let command = Command::ChooseProfile {
                session: id,
                child: child.clone(),
                pin,
            };
            self.command(child, Actor::Child(child.clone()), command);
        }
    }

    pub(super) fn end_session_and_send(&mut self, child: &ChildId) {
        self.end_session(child);
        self.send(Event::Tick);
    }

    pub(super) fn end_session(&mut self, child: &ChildId) {
        if let Some(session) = self.sessions.remove(child) {
            for (_, _, process) in self.processes.iter().filter(|(owner, _, _)| owner == child) {
                self.queue.push_back(Event::ProcessEnded {
                    process: process.key,
                });
            }
            self.processes.retain(|(owner, _, _)| owner != child);
            self.queue.push_back(Event::SessionClosed {
                session: session.id,
            });
        }
    }

    pub(super) fn child_at(&self, session: &SessionId) -> Option<ChildId> {
        self.sessions
            .iter()
            .find(|(_, known)| known.id == *session)
            .map(|(child, _)| child.clone())
    }

    pub(super) fn change_child(&mut self, child: &ChildId, edit: impl FnOnce(&mut SessionState)) {
        let Some(id) = self.sessions.get(child).map(|session| session.id.clone()) else {
            return;
        };
        self.change(&id, edit);
        self.send(Event::Tick);
    }

    pub(super) fn change(&mut self, session: &SessionId, edit: impl FnOnce(&mut SessionState)) {
        let Some(known) = self
            .sessions
            .values_mut()
            .find(|known| known.id == *session)
        else {
            return;
        };
        edit(&mut known.state);
        self.queue.push_back(Event::SessionChanged {
            session: known.id.clone(),
            state: known.state.clone(),
        });
    }

    pub(super) fn contradict(&mut self, child: &ChildId, contradicted: bool) {
        if let Some(session) = self.sessions.get(child).map(|session| session.id.clone())
            && contradicted
        {
            let since = self.moment().boot;
            self.send(Event::Evidence {
                session,
                finding: Finding::InUseSince(since),
            });
        }
    }

    /// Would a child who obeys unlock now?
    pub(super) fn may_use(&self, child: &ChildId) -> bool {
        self.engine.as_ref().is_none_or(|engine| {
            engine
                .status()
                .children
                .iter()
                .find(|status| status.id == *child)
                .is_none_or(|status| !status.blocked)
        })
    }

    pub(super) fn facts(&self, program: &Program) -> ProgramFacts {
        match program {
            Program::Id(id) => {
                let kind = luytre_catalog::example(id)
                    .and_then(|facts| luytre_catalog::identify(&facts))
                    .map_or(ProgramKind::Application, |entry| entry.kind);
                let catalogue = Some(CatalogueEntry {
                    id: ProgramId::from(id.as_str()),
                    kind,
                });
                ProgramFacts {
                    catalogue,
                    ..ProgramFacts::default()
                }
            }
            Program::Exe(exe) => {
                let facts = ProgramFacts {
                    exe: Some(exe.clone()),
                    ..ProgramFacts::default()
                };
                ProgramFacts {
                    catalogue: luytre_catalog::identify(&facts),
                    ..facts
                }
            }
            Program::Command(command) => {
                let facts = ProgramFacts {
                    command: Some(command.clone()),
                    ..ProgramFacts::default()
                };
                ProgramFacts {
                    catalogue: luytre_catalog::identify(&facts),
                    ..facts
                }
            }
        }
    }

    pub(super) fn start(&mut self, child: &ChildId, program: &Program) {
        let Some(account) = self.account(child) else {
            return;
        };
        let process = Process {
            key: ProcessKey {
                pid: self.next_pid,
                start_ticks: u64::from(self.next_pid),
            },
            account,
            program: self.facts(program),
            started: Some(self.moment().boot),
        };
        self.next_pid += 1;
        self.refused = false;
        self.send(Event::ExecAsked {
            ticket: Ticket(0),
            process: process.clone(),
        });
        if !self.refused {
            self.processes
                .push((child.clone(), program.clone(), process.clone()));
            self.send(Event::ProcessStarted(process));
        }
    }

    pub(super) fn stop(&mut self, child: &ChildId, program: &Program) {
        let found = self
            .processes
            .iter()
            .rposition(|(owner, known, _)| owner == child && known == program);
        if let Some(index) = found {
            let (_, _, process) = self.processes.remove(index);
            self.send(Event::ProcessEnded {
                process: process.key,
            });
        }
    }
}
