//! `luytre unlock`: the sealed history stays open for the commands that follow, as long as they do follow.

use crate::app::App;
use crate::args::UnlockArgs;
use crate::commands::secrets::which_parent;
use crate::failure::{Exit, Failure};
use crate::opening::{self, Passphrase};
use crate::secret;
use luytre_core::id::ParentId;
use luytre_protocol::{ParentRequest, WireError};

pub(super) fn unlock(app: &mut App, args: &UnlockArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    if args.end {
        if opening::resume(app, &mut agent)? {
            agent.parent(ParentRequest::CloseHistory {})?;
            if let Some(place) = app.token_place() {
                place.forget()?;
            }
        }
        app.done("done-history-closed", &[])?;
        return Ok(Exit::Ok);
    }
    opening::may_try(&agent)?;
    let parents: Vec<ParentId> = opening::access(&mut agent)?
        .passphrases
        .into_iter()
        .map(|entry| entry.parent)
        .collect();
    if parents.is_empty() {
        return Err(opening::refused(WireError::NoPassphrase {}));
    }
    let parent = which_parent(app, &mut agent, args.parent.as_deref(), &parents)?;
    // Whoever typed the command twice need not type the passphrase twice. A script gave one, so it is looked at.
    if args.parent.is_none()
        && secret::source() == secret::From::Person
        && opening::resume(app, &mut agent)?
    {
        app.done("done-unlocked-already", &[])?;
        return Ok(Exit::Ok);
    }
    let unlocked = opening::unlock(app, &mut agent, parent, Passphrase::Line)?;
    app.done(
        "done-unlocked-history",
        &[("idle", app.locale.duration(unlocked.idle).into())],
    )?;
    app.remark("done-unlocked-history.next", &[])?;
    Ok(Exit::Ok)
}
