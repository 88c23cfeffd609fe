//! What must not be started now: the same verdicts as for a program that is about to run, for a gate that cannot ask.

use super::Engine;
use crate::id::{Account, ActivityId, ChildId, ProgramId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What must not be started now by a login.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Refused {
    /// Activities that are spent, blocked or outside their windows.
    pub activities: BTreeSet<ActivityId>,
    /// Single programs that are spent.
    pub programs: BTreeSet<ProgramId>,
}

impl Refused {
    /// True if everything may be started.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.activities.is_empty() && self.programs.is_empty()
    }
}

impl Engine {
    /// What must not be started now, for each login of a child that may not start everything. Changes only in
    /// [`Engine::handle`](super::Engine::handle).
    #[must_use]
    pub fn refused(&self) -> BTreeMap<Account, Refused> {
        let mut all = BTreeMap::new();
        for account in self.watched_accounts() {
            if all.contains_key(account) {
                continue;
            }
            let mut refused = Refused::default();
            for id in self.sitting_at(account) {
                self.add_refused(&id, &mut refused);
            }
            if !refused.is_empty() {
                all.insert(account.clone(), refused);
            }
        }
        all
    }

    fn add_refused(&self, id: &ChildId, refused: &mut Refused) {
        let Some((rules, child)) = self.rules(id).zip(self.state.children.get(id)) else {
            return;
        };
        for activity in rules.activities.keys() {
            if self.activity_refusal(id, activity).is_some() {
                refused.activities.insert(activity.clone());
            }
        }
        let used = child.days.get(child.today).map(|day| &day.programs);
        for program in used.into_iter().flat_map(|programs| programs.keys()) {
            let spent = rules
                .activities
                .keys()
                .any(|activity| self.single_program_refusal(id, activity, program).is_some());
            if spent {
                refused.programs.insert(program.clone());
            }
        }
    }

    /// Who may be sitting at a login: the children chosen in its sessions, else all it belongs to.
    pub(super) fn sitting_at(&self, account: &Account) -> Vec<ChildId> {
        let Some(house) = self.house.as_ref() else {
            return Vec::new();
        };
        let chosen: Vec<ChildId> = self
            .state
            .sessions
            .values()
            .filter(|entry| entry.session.account == *account)
            .filter_map(|entry| entry.child.clone())
            .collect();
        house
            .household
            .children_of(account)
            .map(|child| child.id.clone())
            .filter(|id| chosen.is_empty() || chosen.contains(id))
            .collect()
    }
}
