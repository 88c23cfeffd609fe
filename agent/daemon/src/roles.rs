//! From a login to a role: kernel identity in, place in the household out. Nothing a peer says takes part.

use crate::ports::Mode;
use crate::unlocked::Login;
use luytre_core::event::Actor;
use luytre_core::id::{Account, ChildId};
use luytre_core::policy::{Household, Language, ParentRole};
use luytre_core::status::Status;
use luytre_platform::peer::LoginSession;
use luytre_protocol::{Child, PROTOCOL, Powers, Welcome, Who};
use std::sync::Arc;

/// A peer as the kernel named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) uid: u32,
    pub(crate) account: Option<Account>,
    /// Which of the account's logins, where the kernel tells.
    pub(crate) session: Option<LoginSession>,
}

impl Identity {
    /// The login that tokens of this peer are bound to.
    pub(crate) fn login(&self) -> Login {
        Login {
            uid: self.uid,
            session: self.session.clone(),
        }
    }
}

/// What greeting and roles are made from; replaced as a whole when the household changes.
#[derive(Debug, Clone)]
pub(crate) struct Roles {
    pub(crate) mode: Mode,
    pub(crate) household: Option<Arc<Household>>,
}

impl Roles {
    /// Whom a login belongs to.
    pub(crate) fn who(&self, peer: &Identity) -> Who {
        let children = |account: &Account| {
            self.household
                .iter()
                .flat_map(|household| household.children_of(account))
                .map(|child| Child {
                    id: child.id.clone(),
                    name: child.name.clone(),
                })
                .collect::<Vec<_>>()
        };
        let own = peer.account.as_ref().map(children).unwrap_or_default();
        match self.mode {
            Mode::WatchOnly { owner } if owner == peer.uid => return Who::Owner { children: own },
            Mode::WatchOnly { .. } | Mode::Enforcing => {}
        }
        if peer.uid == 0 {
            return Who::System;
        }
        let parent = peer.account.as_ref().and_then(|account| {
            self.household
                .as_ref()
                .and_then(|household| household.parent_of(account))
        });
        if let Some(parent) = parent {
            let powers = match parent.role {
                ParentRole::Parent => Powers::Parent,
                ParentRole::Carer { .. } => Powers::Carer,
            };
            return Who::Parent {
                id: parent.id.clone(),
                name: parent.name.clone(),
                powers,
            };
        }
        if own.is_empty() {
            Who::Other
        } else {
            Who::Child { children: own }
        }
    }

    /// The greeting for a peer.
    pub(crate) fn welcome(&self, peer: &Identity) -> Welcome {
        Welcome {
            protocol: PROTOCOL,
            product: env!("CARGO_PKG_VERSION").to_owned(),
            account: peer.account.clone(),
            who: self.who(peer),
            language: self
                .household
                .as_ref()
                .map_or(Language::Vi, |household| household.language),
            watch_only: matches!(self.mode, Mode::WatchOnly { .. }),
            household: self.household.is_some(),
        }
    }
}

/// In whose name commands of this peer go; `None` for those who may not command.
pub(crate) fn actor(who: &Who) -> Option<Actor> {
    match who {
        // The owner of a private agent is its root.
        Who::System | Who::Owner { .. } => Some(Actor::System),
        Who::Parent { id, .. } => Some(Actor::Parent(id.clone())),
        Who::Child { .. } | Who::Other => None,
    }
}

/// Whose things a peer may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everybody's.
    All,
    /// These children's.
    Children(Vec<ChildId>),
}

impl Scope {
    pub(crate) fn of(who: &Who) -> Self {
        match who {
            Who::System | Who::Owner { .. } | Who::Parent { .. } => Self::All,
            Who::Child { .. } | Who::Other => Self::Children(
                who.children()
                    .iter()
                    .map(|child| child.id.clone())
                    .collect(),
            ),
        }
    }

    pub(crate) fn sees(&self, child: &ChildId) -> bool {
        match self {
            Self::All => true,
            Self::Children(own) => own.contains(child),
        }
    }

    /// The part of a status that this peer may see. A child sees the one line about the protection and not its weak spots.
    pub(crate) fn of_status(&self, status: &Status) -> Status {
        let mut seen = status.clone();
        match self {
            Self::All => {}
            Self::Children(own) => {
                seen.children.retain(|child| own.contains(&child.id));
                seen.requests.retain(|request| own.contains(&request.child));
                seen.issues.clear();
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::household;
    use luytre_protocol::Role;

    const HOUSE: &str = r#"
[[parent]]
id = "me"
name = "Mẹ"
accounts = ["mom"]
[[parent]]
id = "ba"
name = "Bà"
accounts = ["granny"]
role = "carer"
carer_minutes = 30
[[child]]
id = "an"
name = "An"
accounts = ["an", "shared"]
[[child]]
id = "binh"
name = "Bình"
accounts = ["shared"]
"#;

    fn roles(mode: Mode) -> Roles {
        let household = household::parse_with(HOUSE, &|_| true).unwrap();
        Roles {
            mode,
            household: Some(Arc::new(household)),
        }
    }

    fn role(roles: &Roles, uid: u32, account: Option<&str>) -> Role {
        roles
            .who(&Identity {
                uid,
                account: account.map(Account::from),
                session: None,
            })
            .role()
    }

    #[test]
    fn logins_have_the_roles_of_the_household() {
        let roles = roles(Mode::Enforcing);
        assert_eq!(role(&roles, 0, Some("root")), Role::System);
        assert_eq!(role(&roles, 0, None), Role::System);
        assert_eq!(role(&roles, 1000, Some("mom")), Role::Parent);
        assert_eq!(role(&roles, 1001, Some("an")), Role::Child);
        assert_eq!(role(&roles, 1900, Some("guest")), Role::Other);
        assert_eq!(role(&roles, 1900, None), Role::Other);
        let shared = roles.who(&Identity {
            uid: 1003,
            account: Some("shared".into()),
            session: None,
        });
        assert_eq!(shared.children().len(), 2);
        let carer = roles.who(&Identity {
            uid: 1004,
            account: Some("granny".into()),
            session: None,
        });
        assert!(matches!(
            carer,
            Who::Parent {
                powers: Powers::Carer,
                ..
            }
        ));
    }

    #[test]
    fn a_private_agent_belongs_to_its_owner_alone() {
        let roles = roles(Mode::WatchOnly { owner: 1001 });
        assert_eq!(role(&roles, 1001, Some("an")), Role::Owner);
        assert_eq!(role(&roles, 0, Some("root")), Role::System);
        assert_eq!(role(&roles, 1900, Some("guest")), Role::Other);
    }

    #[test]
    fn before_a_household_is_set_up_only_root_is_somebody() {
        let roles = Roles {
            mode: Mode::Enforcing,
            household: None,
        };
        assert_eq!(role(&roles, 0, Some("root")), Role::System);
        assert_eq!(role(&roles, 1000, Some("mom")), Role::Other);
    }
}
