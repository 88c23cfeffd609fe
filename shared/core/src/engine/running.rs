//! What runs on a child's logins, in the form in which it is charged and limited. Made anew when a program starts or ends or
//! the rules change, so that the passing of time only looks at it.

use super::Engine;
use super::account::Label;
use super::activities::Target;
use crate::event::ProgramKind;
use crate::id::{Account, ActivityId, ChildId, ProcessKey, ProgramId};
use crate::policy::{Child, Counts};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The programs of a child.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    /// What use is charged to outside free time.
    pub(super) charged: Arc<Label>,
    /// What it is charged to inside free time.
    pub(super) free: Arc<Label>,
    /// Processes that belong to an activity.
    pub(super) limited: Vec<(ProcessKey, ActivityId, ProgramId)>,
    /// Every limit that could matter: of activities with rules, and of programs that run under a rule for each program.
    pub(super) targets: Vec<Target>,
}

impl Engine {
    /// Looks at all programs anew. To be called whenever one comes, goes or means something else.
    pub(super) fn note_programs(&mut self) {
        self.running = self
            .house
            .iter()
            .flat_map(|house| &house.household.children)
            .map(|child| (child.id.clone(), Arc::new(self.running_under(child))))
            .collect();
    }

    /// Looks anew at the programs of whoever uses a login, where one of that login came or went.
    pub(super) fn note_programs_of(&mut self, account: &Account) {
        let Some(house) = &self.house else { return };
        let anew: Vec<(ChildId, Arc<Running>)> = house
            .household
            .children_of(account)
            .map(|child| (child.id.clone(), Arc::new(self.running_under(child))))
            .collect();
        self.running.extend(anew);
    }

    /// What runs on the logins of a child.
    pub(super) fn running_of(&self, id: &ChildId) -> Arc<Running> {
        self.running.get(id).map(Arc::clone).unwrap_or_default()
    }

    fn running_under(&self, rules: &Child) -> Running {
        let mut activities: BTreeSet<&ActivityId> = BTreeSet::new();
        let mut programs: BTreeSet<&ProgramId> = BTreeSet::new();
        let mut limited = Vec::new();
        let mut exempt = false;
        let mut counted = false;
        for (key, process) in &self.state.processes {
            if !rules.accounts.contains(&process.account) {
                continue;
            }
            let Some(known) = self.known.get(key) else {
                continue;
            };
            match &known.kind {
                ProgramKind::Neutral => continue,
                ProgramKind::Application => counted = true,
                ProgramKind::Activity(activity) => {
                    let counts = rules
                        .activities
                        .get(activity)
                        .map(|rules| rules.counts)
                        .unwrap_or_default();
                    match counts {
                        Counts::Exempt => exempt = true,
                        Counts::Counted | Counts::Blocked => counted = true,
                    }
                    activities.insert(activity);
                    limited.push((*key, activity.clone(), known.id.clone()));
                }
            }
            programs.insert(&known.id);
        }
        let charged = Label {
            screen: counted || !exempt,
            activities: activities.into_iter().cloned().collect(),
            programs: programs.into_iter().cloned().collect(),
        };
        let free = Label {
            screen: false,
            ..charged.clone()
        };
        let targets = targets(rules, &limited);
        Running {
            charged: Arc::new(charged),
            free: Arc::new(free),
            limited,
            targets,
        }
    }
}

fn targets(rules: &Child, limited: &[(ProcessKey, ActivityId, ProgramId)]) -> Vec<Target> {
    let mut targets = Vec::new();
    for (activity, activity_rules) in &rules.activities {
        targets.push(Target {
            activity: activity.clone(),
            program: None,
        });
        if activity_rules.per_program_daily.is_empty() {
            continue;
        }
        let programs: BTreeSet<&ProgramId> = limited
            .iter()
            .filter(|(_, of, _)| of == activity)
            .map(|(.., program)| program)
            .collect();
        targets.extend(programs.into_iter().map(|program| Target {
            activity: activity.clone(),
            program: Some(program.clone()),
        }));
    }
    targets
}
