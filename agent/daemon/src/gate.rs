//! The gate before programs: a spent or blocked game does not run at all.
//!
//! The kernel asks about each program before its first instruction and waits for the answer. That is done by a process of
//! its own ([`process`]), so that the computer never waits for an agent that is stopped, busy or gone; [`keeper`] starts
//! it, tells it the verdicts, hears what it refused, and kills one that does not answer. Here the agent says what is
//! refused, and takes in what was.
//!
//! Absent here: who may run what (the engine says), and programs that only their command line reveals (they are ended
//! right after their start).

pub(crate) mod keeper;
pub(crate) mod process;
pub(crate) mod rules;

use crate::agent::Agent;
use luytre_catalog::installed::Way;
use luytre_core::event::{
    CatalogueEntry, Event, IssueState, Process, ProgramFacts, ProgramKind, Ticket,
};
use luytre_core::health::HealthCode;
use luytre_core::id::{Account, ProcessKey, ProgramId};
use luytre_core::policy::ProgramMatch;
use luytre_core::time::{BootTime, Span};
use luytre_platform::exec_gate::GateEvent;
use luytre_protocol::SourceFact;
use rules::{GateRules, InstalledFile};
use std::collections::BTreeMap;

/// A program that is tried over and over is told of, and kept in mind, this often.
const TOLD_EVERY: Span = Span::from_secs(10);
/// Program files that the gate is told of, the family's own first.
const MOST_INSTALLED: usize = 4_096;
/// Programs and logins that this is kept for.
const MOST_TOLD: usize = 256;

/// What the agent knows of its gate.
#[derive(Debug, Default)]
pub(crate) struct GateState {
    told: GateRules,
    numbers: BTreeMap<Account, u32>,
    installed: Vec<InstalledFile>,
    refused: BTreeMap<(u32, ProgramId), BootTime>,
}

impl Agent {
    /// Looks up the numbers of the children's logins.
    pub(crate) fn note_numbers(&mut self) {
        self.gate.numbers = self
            .engine
            .watched_accounts()
            .filter_map(|account| Some((account.clone(), self.people.find(account).ok()?.uid)))
            .collect();
    }

    /// Tells the gate what is refused, if that changed.
    pub(crate) fn tell_gate(&mut self) {
        let refused = self
            .engine
            .refused()
            .into_iter()
            .filter_map(|(account, refused)| Some((*self.gate.numbers.get(&account)?, refused)))
            .collect();
        let household = self.policy.as_ref().map_or("", |policy| &policy.text);
        let told = &self.gate.told;
        let same_household = told.household == household;
        if told.refused == refused && same_household && told.installed == self.gate.installed {
            return;
        }
        if !same_household {
            self.gate.installed = self.installed();
        }
        self.gate.told = GateRules {
            household: household.to_owned(),
            refused,
            installed: self.gate.installed.clone(),
        };
        self.watch.refuse(self.gate.told.clone());
    }

    /// Other programs are installed than before.
    pub(crate) fn installed_changed(&mut self) {
        self.gate.installed = self.installed();
    }

    /// The files of programs that belong to an activity: those that the family's own rules name, and those that menus and
    /// launchers do.
    fn installed(&self) -> Vec<InstalledFile> {
        let rules = self
            .household
            .as_ref()
            .map_or(&[][..], |house| &house.programs);
        let ours = rules
            .iter()
            .filter_map(|program| Some((program, program.activity.as_ref()?)))
            .flat_map(|(program, activity)| {
                program.matches.iter().filter_map(move |rule| match rule {
                    ProgramMatch::Exe(path) => Some(InstalledFile {
                        path: path.into(),
                        program: program.id.clone(),
                        activity: activity.clone(),
                    }),
                    ProgramMatch::Command(_)
                    | ProgramMatch::Flatpak(_)
                    | ProgramMatch::Snap(_)
                    | ProgramMatch::Steam(_)
                    | ProgramMatch::WindowsExe(_) => None,
                })
            });
        let mut all: Vec<InstalledFile> = ours.collect();
        for program in self.index.installed() {
            let found = self.index.judged(program);
            // What the family says of a program by its name beats the menu.
            let activity = match rules.iter().find(|rule| rule.id == found.program) {
                Some(rule) => rule.activity.clone(),
                None => found.activity().cloned(),
            };
            let Some(activity) = activity else { continue };
            for way in &program.ways {
                if let Way::File(path) = way {
                    all.push(InstalledFile {
                        path: path.into(),
                        program: found.program.clone(),
                        activity: activity.clone(),
                    });
                }
            }
        }
        all.truncate(MOST_INSTALLED);
        all
    }

    /// News of the gate.
    pub(crate) async fn on_gate(&mut self, event: GateEvent) {
        match event {
            GateEvent::Open => self.gate_is(IssueState::Gone, None).await,
            GateEvent::Closed { why } => self.gate_is(IssueState::Present, Some(why)).await,
            GateEvent::Refused {
                pid,
                uid,
                path,
                program,
                activity,
            } => {
                let now = self.now().boot;
                let key = (uid, program.clone());
                let lately = self
                    .gate
                    .refused
                    .get(&key)
                    .is_some_and(|at| now.since(*at) < TOLD_EVERY);
                let account = self
                    .gate
                    .numbers
                    .iter()
                    .find(|(_, number)| **number == uid)
                    .map(|(account, _)| account.clone());
                let Some(account) = account.filter(|_| !lately) else {
                    return;
                };
                if self.gate.refused.len() >= MOST_TOLD {
                    self.gate.refused.clear();
                }
                self.gate.refused.insert(key, now);
                tracing::debug!(pid, "a program did not run");
                let process = Process {
                    key: ProcessKey {
                        pid,
                        start_ticks: 0,
                    },
                    account,
                    program: ProgramFacts {
                        exe: Some(path.to_string_lossy().into_owned()),
                        // What the gate found, also where the file's name says nothing.
                        catalogue: Some(CatalogueEntry {
                            id: program,
                            kind: ProgramKind::Activity(activity),
                        }),
                        ..ProgramFacts::default()
                    },
                    started: None,
                };
                self.feed(Event::ExecAsked {
                    ticket: Ticket::default(),
                    process,
                })
                .await;
            }
        }
    }

    async fn gate_is(&mut self, state: IssueState, why: Option<String>) {
        let source = match state {
            IssueState::Present => "after_start",
            IssueState::Gone => "before_start",
        };
        let fact = SourceFact {
            area: "games".to_owned(),
            source: source.to_owned(),
            detail: why,
        };
        self.sources.insert("games", fact);
        self.feed(Event::Issue {
            code: HealthCode::ProgramsNotHeld,
            about: None,
            state,
        })
        .await;
    }
}
