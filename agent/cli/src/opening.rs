//! Opening the sealed history for a command: with the token of an earlier one, else by asking for the passphrase where
//! somebody can answer.

use crate::app::{Agent, App, unexpected};
use crate::failure::Failure;
use crate::files;
use crate::secret;
use crate::token::Medium;
use luytre_core::id::ParentId;
use luytre_protocol::{
    Access, ClientError, ParentRequest, Powers, Reply, SecretText, Unlocked, Who, WireError,
};

/// Tries at one question, before the person is sent to look for the recovery code.
const TRIES: u32 = 5;

/// Where a passphrase comes from if standard input is no terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passphrase {
    /// The next line of the input: the command is about the passphrase.
    Line,
    /// Only from a person: the input may be a household file, or belong to somebody else's program.
    Person,
}

/// Sends a request that needs an open history; opens it and sends it again if it is closed.
///
/// # Errors
/// Refused for another reason, or the history cannot be opened.
pub fn ask(app: &App, agent: &mut Agent, request: ParentRequest) -> Result<Reply, Failure> {
    match agent.parent(request.clone()) {
        Err(failure) if is(&failure, &WireError::Locked {}) => {
            open(app, agent)?;
            agent.parent(request)
        }
        other => other,
    }
}

/// Whether a failure is this refusal of the agent.
#[must_use]
pub fn is(failure: &Failure, error: &WireError) -> bool {
    matches!(failure, Failure::Agent(found) if matches!(&**found, ClientError::Refused(found) if found == error))
}

/// Opens the history on this connection.
///
/// # Errors
/// There is no token that still works, and nobody to ask; or nobody may open it here.
pub fn open(app: &App, agent: &mut Agent) -> Result<(), Failure> {
    if resume(app, agent)? {
        return Ok(());
    }
    if !secret::somebody_is_there() {
        return Err(refused(WireError::Locked {}));
    }
    let parents = access(agent)?.passphrases;
    if parents.is_empty() {
        return Err(refused(WireError::NoPassphrase {}));
    }
    unlock(app, agent, None, Passphrase::Person).map(|_| ())
}

/// Who can open the history.
///
/// # Errors
/// Refused, or the connection broke.
pub fn access(agent: &mut Agent) -> Result<Access, Failure> {
    let Reply::Access(access) = agent.parent(ParentRequest::Access {})? else {
        return Err(unexpected());
    };
    Ok(access)
}

/// Whether the agent is older than a request, or this role has it not.
#[must_use]
pub fn is_unsupported(failure: &Failure) -> bool {
    matches!(failure, Failure::Agent(error)
        if matches!(&**error, ClientError::Refused(WireError::Unsupported { .. })))
}

pub(crate) fn refused(error: WireError) -> Failure {
    ClientError::Refused(error).into()
}

/// Who may try a passphrase at all; asking somebody else for one would only teach them to type it anywhere.
///
/// # Errors
/// This login is a child's, a carer's or nobody's.
pub fn may_try(agent: &Agent) -> Result<(), Failure> {
    let allowed = match &agent.welcome().who {
        Who::System | Who::Owner { .. } => true,
        Who::Parent { powers, .. } => *powers == Powers::Parent,
        Who::Child { .. } | Who::Other => false,
    };
    if allowed {
        Ok(())
    } else {
        Err(refused(WireError::NotAllowed { role: agent.role() }))
    }
}

/// Opens the history with the token of an earlier command; false if there is none that works any more.
///
/// # Errors
/// The connection broke.
pub fn resume(app: &App, agent: &mut Agent) -> Result<bool, Failure> {
    let Some(place) = app.token_place() else {
        return Ok(false);
    };
    let Some(token) = place.kept() else {
        return Ok(false);
    };
    match agent.parent(ParentRequest::Resume { token }) {
        Ok(Reply::Unlocked(_)) => Ok(true),
        Ok(_) => Err(unexpected()),
        // Ended, or of another login: it will not work again here.
        Err(Failure::Agent(error)) if matches!(*error, ClientError::Refused(_)) => {
            place.forget()?;
            Ok(false)
        }
        Err(failure) => Err(failure),
    }
}

/// Asks for the passphrase and opens the history; a person may try again.
///
/// # Errors
/// It is wrong, or there is no way to ask.
pub fn unlock(
    app: &App,
    agent: &mut Agent,
    parent: Option<ParentId>,
    from: Passphrase,
) -> Result<Unlocked, Failure> {
    may_try(agent)?;
    let mut parent = parent;
    let mut tries = 0;
    loop {
        let passphrase = passphrase(app, from)?;
        let request = ParentRequest::Unlock {
            parent: parent.clone(),
            passphrase,
        };
        tries += 1;
        match agent.parent(request) {
            Ok(Reply::Unlocked(unlocked)) => {
                keep(app, &unlocked.token)?;
                return Ok(unlocked);
            }
            Ok(_) => return Err(unexpected()),
            // A line of a script is no better the second time.
            Err(failure) if asks(from) && tries < TRIES => {
                parent = again(app, failure, parent)?;
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// True if the passphrase comes from a person.
fn asks(from: Passphrase) -> bool {
    secret::source() == secret::From::Person || from == Passphrase::Person
}

fn passphrase(app: &App, from: Passphrase) -> Result<SecretText, Failure> {
    match (secret::source(), from) {
        (secret::From::Person, _) | (secret::From::Input, Passphrase::Line) => {
            secret::read(app, "ask-passphrase", &[])
        }
        // The input is something else, a household file perhaps; a person can still answer at the terminal.
        (secret::From::Input, Passphrase::Person) => {
            secret::prompt(&app.locale.plain("ask-passphrase"))
                .map_err(|_| refused(WireError::Locked {}))
        }
    }
}

/// What to try next after a refusal; the refusal itself where trying again is of no use.
fn again(
    app: &App,
    failure: Failure,
    parent: Option<ParentId>,
) -> Result<Option<ParentId>, Failure> {
    let Failure::Agent(error) = &failure else {
        return Err(failure);
    };
    let ClientError::Refused(error) = &**error else {
        return Err(failure);
    };
    // One that could not be a passphrase at all is as wrong as any other.
    let once_more = matches!(error, WireError::WrongSecret { wait } if !wait.is_positive())
        || matches!(error, WireError::UnfitSecret { .. });
    if once_more {
        app.whisper("passphrase-wrong-again", &[])?;
        return Ok(parent);
    }
    if let WireError::WhichParent { parents } = error
        && files::can_ask()
    {
        return choose(app, parents).map(Some);
    }
    Err(failure)
}

/// Lets a person say which parent is meant.
pub(crate) fn choose(app: &App, parents: &[ParentId]) -> Result<ParentId, Failure> {
    let open = || {
        refused(WireError::WhichParent {
            parents: parents.to_vec(),
        })
    };
    if !files::can_ask() {
        return Err(open());
    }
    let ids: Vec<&str> = parents.iter().map(ParentId::as_str).collect();
    let question = app
        .locale
        .text("ask-which-parent", &[("parents", ids.join(", ").into())]);
    loop {
        let first = ids.first().copied().unwrap_or_default();
        let answer = files::ask(app, &question, first)?.ok_or_else(open)?;
        if let Some(parent) = parents.iter().find(|parent| parent.as_str() == answer) {
            return Ok(parent.clone());
        }
    }
}

/// Keeps a token for the commands that follow. Without a place for it each command asks anew, which is said.
///
/// # Errors
/// Nobody reads what is said.
pub fn keep(app: &App, token: &SecretText) -> Result<(), Failure> {
    let place = app.token_place();
    let kept = place
        .as_ref()
        .is_some_and(|place| place.keep(token).is_ok());
    match place.map(|place| place.medium) {
        Some(Medium::Memory) if kept => Ok(()),
        Some(Medium::Disk) if kept => app.whisper("unlock-on-disk", &[]),
        Some(Medium::Memory | Medium::Disk) | None => app.whisper("unlock-not-kept", &[]),
    }
}
