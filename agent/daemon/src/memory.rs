//! What an agent remembers when it starts: from the store to an engine that goes on where the last one stopped.

use crate::agent::{PolicyInEffect, for_engine};
use crate::house;
use crate::ports::{Mode, People};
use crate::vault::Vault;
use luytre_core::engine::{Engine, Saved};
use luytre_core::event::StoreRecovery;
use luytre_core::id::{Account, ChildId};
use luytre_core::policy::Household;
use luytre_core::time::Moment;
use luytre_protocol::StoreState;
use luytre_store::{AccessBook, ConsentRecord, Opened, PolicyEntry, Tries};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the store holds at the start.
#[derive(Debug, Clone)]
pub struct Memory {
    /// How it was found.
    pub opened: Opened,
    /// The engine's state, as JSON.
    pub state: Option<String>,
    /// The household in effect.
    pub policy: Option<PolicyEntry>,
    /// The last heartbeat.
    pub beat: Option<Moment>,
    /// Who can open the history.
    pub access: Option<AccessBook>,
    /// Wrong tries that were counted.
    pub tries: Tries,
    /// What the family agreed to, oldest first.
    pub consents: Vec<ConsentRecord>,
}

impl Memory {
    /// Of a store that holds nothing.
    #[must_use]
    pub fn empty(opened: Opened) -> Self {
        Self {
            opened,
            state: None,
            policy: None,
            beat: None,
            access: None,
            tries: Tries::default(),
            consents: Vec::new(),
        }
    }
}

/// Why an agent cannot start with what it finds.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A newer agent saved the state. It is left as it is.
    #[error(
        "the state was saved by a newer version of the agent; install that version or a newer one"
    )]
    FromTheFuture,
}

/// What becomes of it.
pub(crate) struct Recalled {
    pub(crate) engine: Engine,
    pub(crate) household: Option<Arc<Household>>,
    pub(crate) policy: Option<PolicyInEffect>,
    pub(crate) store_state: StoreState,
    pub(crate) recovery: Option<StoreRecovery>,
    pub(crate) beat: Option<Moment>,
    pub(crate) vault: Vault,
    /// The last agreement or withdrawal of each child.
    pub(crate) consents: BTreeMap<ChildId, ConsentRecord>,
    /// The fallback has to be put into effect first: no saved state knows it.
    pub(crate) fallback: Option<Household>,
    /// No household was ever set up here.
    pub(crate) is_fresh: bool,
}

impl Memory {
    /// Makes an engine of it.
    pub(crate) fn recall(self, mode: Mode, people: &dyn People) -> Result<Recalled, Unusable> {
        let (mut store_state, mut recovery, lost) = match &self.opened {
            Opened::Fresh | Opened::Existing => (StoreState::Good, None, None),
            Opened::FromCopy { why, .. } => {
                tracing::warn!(%why, "the store was broken and came back from its copy");
                (StoreState::FromCopy, Some(StoreRecovery::FromCopy), None)
            }
            Opened::Lost { why, accounts, .. } => {
                tracing::error!(%why, "the store is lost; the restrictive fallback applies");
                (
                    StoreState::Lost,
                    Some(StoreRecovery::Nothing),
                    Some(accounts.clone()),
                )
            }
        };
        let saved = self.state.as_deref().and_then(read_state);
        if saved.as_ref().is_some_and(|saved| !saved.is_readable()) {
            return Err(Unusable::FromTheFuture);
        }
        let mut fallback_for = lost;
        let mut household = None;
        let mut policy = None;
        if let (Some(entry), None) = (self.policy, &fallback_for) {
            match house::read(&entry.policy.text) {
                Ok(read) => {
                    household = Some(Arc::new(read));
                    policy = Some(in_effect(entry));
                }
                Err(problems) => {
                    // It was valid when it was stored, so it was not this version that stored it.
                    tracing::error!(%problems, "the stored household cannot be read");
                    (store_state, recovery) = (StoreState::Lost, Some(StoreRecovery::Nothing));
                    fallback_for = Some(entry.policy.accounts);
                }
            }
        }
        let fallback =
            fallback_for.map(|accounts| house::fallback(&known_or_all(accounts, people)));
        if let Some(fallback) = &fallback {
            household = Some(Arc::new(fallback.clone()));
        }
        let is_fresh = household.is_none() && store_state != StoreState::Lost;
        let in_force = household
            .as_deref()
            .map(|household| (for_engine(mode, household), house::zone_of(household)));
        let restored = saved.is_some();
        let engine = match saved {
            Some(saved) => Engine::restore(saved, in_force),
            None => Engine::new(),
        };
        // A household without a state that knows it has to be put into effect.
        let unapplied = household.as_deref().filter(|_| !restored).cloned();
        Ok(Recalled {
            engine,
            household,
            policy,
            store_state,
            recovery,
            beat: self.beat.filter(|_| restored),
            vault: Vault::new(self.access, self.tries),
            // The later ones count.
            consents: self
                .consents
                .into_iter()
                .map(|record| (record.child.clone(), record))
                .collect(),
            fallback: unapplied,
            is_fresh,
        })
    }
}

fn read_state(text: &str) -> Option<Saved> {
    serde_json::from_str(text)
        .inspect_err(|error| tracing::error!(%error, "the saved state cannot be read"))
        .ok()
}

/// Where nothing tells any more which logins were children's, it could have been any that does not administer the machine.
fn known_or_all(accounts: Vec<Account>, people: &dyn People) -> Vec<Account> {
    if accounts.is_empty() {
        people
            .ordinary()
            .into_iter()
            .map(|info| info.account)
            .collect()
    } else {
        accounts
    }
}

pub(crate) fn in_effect(entry: PolicyEntry) -> PolicyInEffect {
    PolicyInEffect {
        version: entry.version.0,
        text: entry.policy.text.clone(),
        origin: entry.policy.origin(),
    }
}
