//! Greeting: versions, and who the daemon takes the peer for.

use luytre_core::id::{Account, ChildId, ParentId};
use luytre_core::policy::Language;
use serde::{Deserialize, Serialize};

/// A protocol version. Equal majors understand each other; a higher minor knows more messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Raised when a message changes its meaning or goes away.
    pub major: u16,
    /// Raised when a message, field or code is added.
    pub minor: u16,
}

/// The version this crate speaks.
pub const PROTOCOL: Version = Version { major: 1, minor: 0 };

impl Version {
    /// Whether the two can talk.
    #[must_use]
    pub const fn speaks_with(self, other: Self) -> bool {
        self.major == other.major
    }
}

/// The client's first frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// What the client speaks.
    pub protocol: Version,
    /// Program and version, `luytre/0.1.0`; for logs only. At most 64 characters are kept.
    pub product: String,
    /// The client's process id, for logs only; the kernel's own word decides.
    pub pid: u32,
}

impl Hello {
    /// A greeting of this process.
    #[must_use]
    pub fn of(product: &str) -> Self {
        Self {
            protocol: PROTOCOL,
            product: product.to_owned(),
            pid: std::process::id(),
        }
    }
}

/// The daemon's first frame: who it is and whom it takes the peer for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// What the daemon speaks.
    pub protocol: Version,
    /// Version of the daemon.
    pub product: String,
    /// The peer's login, as the kernel says; `None` if its number has no name here.
    pub account: Option<Account>,
    /// Whom that login belongs to.
    pub who: Who,
    /// The household's language.
    pub language: Language,
    /// The agent counts and tells, but has no right to lock or end anything.
    pub watch_only: bool,
    /// A household is set up.
    pub household: bool,
}

/// The peer, as the household knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "role")]
pub enum Who {
    /// Root.
    System,
    /// The one person for whom a private, watch-only agent runs: may do everything there.
    Owner {
        /// The children that this login belongs to; usually the owner alone.
        children: Vec<Child>,
    },
    /// A parent or carer.
    Parent {
        /// Identifier.
        id: ParentId,
        /// What the family calls them.
        name: String,
        /// What they may do.
        powers: Powers,
    },
    /// A child, or several where siblings share a login.
    Child {
        /// The children of this login.
        children: Vec<Child>,
    },
    /// Nobody of the household.
    Other,
}

impl Who {
    /// The role alone.
    #[must_use]
    pub fn role(&self) -> Role {
        match self {
            Self::System => Role::System,
            Self::Owner { .. } => Role::Owner,
            Self::Parent { .. } => Role::Parent,
            Self::Child { .. } => Role::Child,
            Self::Other => Role::Other,
        }
    }

    /// The children of this login; empty for others.
    #[must_use]
    pub fn children(&self) -> &[Child] {
        match self {
            Self::Owner { children } | Self::Child { children } => children,
            Self::System | Self::Parent { .. } | Self::Other => &[],
        }
    }
}

/// A child as named in a greeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Identifier.
    pub id: ChildId,
    /// What the family calls them.
    pub name: String,
}

/// What an adult may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Powers {
    /// Everything.
    Parent,
    /// Add minutes up to the agreed number a day, and see how things stand.
    Carer,
}

/// A role without its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Root.
    System,
    /// Owner of a private agent.
    Owner,
    /// A parent or carer.
    Parent,
    /// A child.
    Child,
    /// Nobody of the household.
    Other,
}
