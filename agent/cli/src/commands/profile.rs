//! `luytre profile`: which of the siblings sits at a shared login.

use super::access::done;
use crate::app::{App, find_child};
use crate::args::ProfileArgs;
use crate::failure::{Exit, Failure};
use crate::files;
use luytre_core::action::Refusal;
use luytre_core::id::SessionId;
use luytre_protocol::{ChildRequest, ClientError, ParentRequest, WireError};

pub(super) fn profile(app: &mut App, args: &ProfileArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = find_child(&status, &args.child)?;
    let name = app.locale.child_name(&child);
    let session: SessionId = match args
        .session
        .clone()
        .or_else(|| std::env::var("XDG_SESSION_ID").ok())
    {
        Some(session) if !session.is_empty() => session.into(),
        Some(_) | None => return Err(Failure::told("fail-no-session", &[], Exit::Usage)),
    };
    if agent.is_child() {
        // Whether a PIN is set is the agent's to know: without one it is accepted at once.
        let ask = |pin| ChildRequest::ChooseProfile {
            session: session.clone(),
            child: child.clone(),
            pin,
        };
        match agent.child(ask(None)) {
            Ok(reply) => done(reply)?,
            Err(Failure::Agent(error)) if needs_pin(&error) && files::can_ask() => {
                let question = app
                    .locale
                    .text("ask-pin", &[("child", name.as_str().into())]);
                let pin = rpassword::prompt_password(format!("{question}: "))?;
                done(agent.child(ask(Some(pin)))?)?
            }
            Err(failure) => return Err(failure),
        };
    } else {
        done(agent.parent(ParentRequest::ChooseProfile { session, child })?)?;
    }
    app.done("done-profile", &[("child", name.into())])?;
    Ok(Exit::Ok)
}

fn needs_pin(error: &ClientError) -> bool {
    matches!(
        error,
        ClientError::Refused(WireError::Refused {
            refusal: Refusal::WrongPin
        })
    )
}
