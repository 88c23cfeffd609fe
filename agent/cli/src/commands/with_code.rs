//! What a parent does at a child's login with the quick code: minutes, locking, answering, and nothing else.

use super::access::done;
use crate::app::{Agent, App};
use crate::failure::Failure;
use crate::secret;
use luytre_core::action::Done;
use luytre_core::id::ChildId;
use luytre_protocol::{ChildRequest, CodeAction};

/// Asks for the code, and does it.
pub(super) fn with_code(
    app: &App,
    agent: &mut Agent,
    child: ChildId,
    action: CodeAction,
) -> Result<Done, Failure> {
    let code = secret::read(app, "ask-quick-code", &[])?;
    let child = Some(child);
    done(agent.child(ChildRequest::WithCode {
        child,
        code,
        action,
    })?)
}
