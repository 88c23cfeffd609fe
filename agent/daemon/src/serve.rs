//! What each role can say: one decoder for each, and none for what the role may not.

use luytre_protocol::{
    ChildRequest, ParentRequest, Role, SystemRequest, Vocabulary, Who, WireError,
};

/// A request that its peer's role may make.
#[derive(Debug)]
pub(crate) enum RoleRequest {
    Child(ChildRequest),
    Parent(ParentRequest),
    System(SystemRequest),
}

impl RoleRequest {
    /// Whether events are wanted from now on.
    pub(crate) fn subscribes(&self) -> bool {
        match self {
            Self::Child(request) => matches!(request, ChildRequest::Subscribe {}),
            Self::Parent(request) => matches!(request, ParentRequest::Subscribe {}),
            Self::System(SystemRequest::LoginCheck { .. }) => false,
        }
    }
}

/// Reads a request with the decoders of the peer's role.
///
/// # Errors
/// The role has no such request, or its fields are wrong.
pub(crate) fn understand(who: &Who, ask: &serde_json::Value) -> Result<RoleRequest, WireError> {
    match who {
        Who::System => {
            let first = ParentRequest::understand(ask).map(RoleRequest::Parent);
            if matches!(first, Err(WireError::Unsupported { .. })) {
                SystemRequest::understand(ask).map(RoleRequest::System)
            } else {
                first
            }
        }
        Who::Owner { .. } => {
            let first = ParentRequest::understand(ask).map(RoleRequest::Parent);
            // A name that both have may be meant as the child's: then its fields do not fit the parent's.
            if matches!(
                first,
                Err(WireError::Unsupported { .. } | WireError::BadRequest {})
            ) {
                ChildRequest::understand(ask).map(RoleRequest::Child)
            } else {
                first
            }
        }
        Who::Parent { .. } => ParentRequest::understand(ask).map(RoleRequest::Parent),
        Who::Child { .. } => ChildRequest::understand(ask).map(RoleRequest::Child),
        Who::Other => Err(WireError::NotAllowed { role: Role::Other }),
    }
}
