//! `luytre passphrase`, `recovery`, `quick-code`: the ways into the sealed history.

use super::change::current;
use super::child::is_yes;
use crate::app::{Agent, App, unexpected};
use crate::args::{PassphraseAction, QuickCodeAction, RecoveryAction};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::opening;
use crate::secret;
use crate::view::access as view;
use crate::view::json;
use luytre_core::id::ParentId;
use luytre_core::policy::{Household, ParentRole};
use luytre_protocol::{
    Access, AccessChanged, ClientError, ParentRequest, Reply, SecretText, Who, WireError,
};

pub(super) fn passphrase(app: &mut App, action: &PassphraseAction) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    match action {
        PassphraseAction::Set { parent } => set(app, &mut agent, parent.as_deref()),
        PassphraseAction::Change { parent } => change(app, &mut agent, parent.as_deref()),
        PassphraseAction::Remove { parent, yes } => remove(app, &mut agent, parent, *yes),
        PassphraseAction::Show { json } => show(app, &mut agent, *json),
    }
}

/// The family as the household file has it, with the names taken over.
fn family(app: &mut App, agent: &mut Agent) -> Result<Household, Failure> {
    opening::may_try(agent)?;
    agent.status(app)?;
    let (household, _) = current(app, agent)?;
    app.know_names(&household);
    Ok(household)
}

/// Parents of the household; a carer opens nothing.
fn parents(household: &Household) -> Vec<ParentId> {
    household
        .parents
        .iter()
        .filter(|parent| parent.role == ParentRole::Parent)
        .map(|parent| parent.id.clone())
        .collect()
}

/// Parents with a passphrase.
fn holders(access: &Access) -> Vec<ParentId> {
    let entries = access.passphrases.iter();
    entries.map(|entry| entry.parent.clone()).collect()
}

/// The parent that is meant, of these: the one named by id or name; `None` leaves it to the agent, which knows whose login
/// this is.
pub(super) fn which_parent(
    app: &mut App,
    agent: &mut Agent,
    said: Option<&str>,
    known: &[ParentId],
) -> Result<Option<ParentId>, Failure> {
    let Some(said) = said else {
        let own = matches!(agent.welcome().who, Who::Parent { .. });
        return match known {
            [only] if !own => Ok(Some(only.clone())),
            [_, _, ..] if !own => opening::choose(app, known).map(Some),
            _ => Ok(None),
        };
    };
    let (household, _) = current(app, agent)?;
    app.know_names(&household);
    let wanted = said.to_lowercase();
    household
        .parents
        .iter()
        .find(|parent| parent.id.as_str() == said)
        .or_else(|| {
            let mut named = household
                .parents
                .iter()
                .filter(|parent| parent.name.to_lowercase() == wanted);
            named.next().filter(|_| named.next().is_none())
        })
        .map(|parent| parent.id.clone())
        // Somebody who left the household may still have a way in, to be taken away.
        .or_else(|| known.iter().find(|parent| parent.as_str() == said).cloned())
        .map(Some)
        .ok_or_else(|| {
            let ids: Vec<&str> = parents_and(known, &household);
            Failure::told(
                "fail-unknown-parent",
                &[("parent", said), ("known", &ids.join(", "))],
                Exit::Failed,
            )
        })
}

fn parents_and<'a>(known: &'a [ParentId], household: &'a Household) -> Vec<&'a str> {
    let mut ids: Vec<&str> = household
        .parents
        .iter()
        .map(|parent| parent.id.as_str())
        .chain(known.iter().map(ParentId::as_str))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whom a change is about: the parent said, or the one of this login.
fn about(agent: &Agent, parent: Option<&ParentId>) -> Option<ParentId> {
    parent.cloned().or(match &agent.welcome().who {
        Who::Parent { id, .. } => Some(id.clone()),
        Who::System | Who::Owner { .. } | Who::Child { .. } | Who::Other => None,
    })
}

fn has(access: &Access, parent: &ParentId) -> bool {
    access
        .passphrases
        .iter()
        .any(|entry| &entry.parent == parent)
}

/// Says early what the agent would refuse, before somebody types a passphrase for nothing.
fn expect(access: &Access, parent: Option<&ParentId>, set: bool) -> Result<(), Failure> {
    match parent {
        Some(parent) if has(access, parent) != set => {
            Err(opening::refused(WireError::PassphraseState {
                parent: parent.clone(),
                set: !set,
            }))
        }
        Some(_) | None => Ok(()),
    }
}

fn set(app: &mut App, agent: &mut Agent, said: Option<&str>) -> Result<Exit, Failure> {
    let household = family(app, agent)?;
    let access = opening::access(agent)?;
    let parent = which_parent(app, agent, said, &parents(&household))?;
    expect(&access, about(agent, parent.as_ref()).as_ref(), false)?;
    if !access.passphrases.is_empty() {
        opening::open(app, agent)?;
    }
    first_or_other(app, agent, parent, &household)?;
    Ok(Exit::Ok)
}

/// Asks for a new passphrase, and sets it.
pub(super) fn first_or_other(
    app: &App,
    agent: &mut Agent,
    parent: Option<ParentId>,
    household: &Household,
) -> Result<(), Failure> {
    let passphrase = secret::new_passphrase(app, &names(household))?;
    add(
        app,
        agent,
        ParentRequest::PassphraseAdd { parent, passphrase },
    )
}

/// Sets a passphrase, and shows the recovery code that comes with the very first one.
pub(super) fn add(app: &App, agent: &mut Agent, request: ParentRequest) -> Result<(), Failure> {
    let changed = changed(agent.parent(request)?)?;
    app.done("done-passphrase-set", &[])?;
    if let Some(code) = &changed.recovery {
        hand_over(app, code)?;
    }
    Ok(())
}

/// What the family is called: names alone make easy passphrases.
fn names(household: &Household) -> Vec<String> {
    let children = household.children.iter().map(|child| child.name.clone());
    let parents = household.parents.iter().map(|parent| parent.name.clone());
    children.chain(parents).collect()
}

fn changed(reply: Reply) -> Result<AccessChanged, Failure> {
    let Reply::AccessChanged(changed) = reply else {
        return Err(unexpected());
    };
    Ok(changed)
}

fn change(app: &mut App, agent: &mut Agent, said: Option<&str>) -> Result<Exit, Failure> {
    let household = family(app, agent)?;
    let access = opening::access(agent)?;
    let known = holders(&access);
    if known.is_empty() {
        return Err(opening::refused(WireError::NoPassphrase {}));
    }
    let parent = which_parent(app, agent, said, &known)?;
    expect(&access, about(agent, parent.as_ref()).as_ref(), true)?;
    let old = secret::read(app, "ask-passphrase-old", &[])?;
    let new = secret::new_passphrase(app, &names(&household))?;
    // A change closes the history wherever else this parent had it open, and leaves it open here.
    opening::resume(app, agent)?;
    changed(agent.parent(ParentRequest::PassphraseChange { parent, old, new })?)?;
    app.done("done-passphrase-changed", &[])?;
    Ok(Exit::Ok)
}

fn remove(app: &mut App, agent: &mut Agent, said: &str, yes: bool) -> Result<Exit, Failure> {
    family(app, agent)?;
    let access = opening::access(agent)?;
    let known = holders(&access);
    let Some(parent) = which_parent(app, agent, Some(said), &known)? else {
        return Err(unexpected());
    };
    expect(&access, Some(&parent), true)?;
    let name = app.locale.parent_name(&parent);
    let question = app
        .locale
        .text("ask-passphrase-remove", &[("parent", name.as_str().into())]);
    if !yes && !agreed(app, &question)? {
        return Ok(Exit::Failed);
    }
    opening::open(app, agent)?;
    changed(agent.parent(ParentRequest::PassphraseRemove { parent })?)?;
    app.done("done-passphrase-removed", &[("parent", name.into())])?;
    Ok(Exit::Ok)
}

/// Asks for a yes; without anybody to ask, says that `--yes` is needed.
pub(super) fn agreed(app: &App, question: &str) -> Result<bool, Failure> {
    if !files::can_ask() {
        return Err(Failure::told("fail-needs-yes", &[], Exit::Usage));
    }
    let agreed = files::ask(app, question, "no")?.is_some_and(|answer| is_yes(&answer));
    if !agreed {
        app.remark("nothing-changed", &[])?;
    }
    Ok(agreed)
}

fn show(app: &mut App, agent: &mut Agent, as_json: bool) -> Result<Exit, Failure> {
    let status = agent.status(app)?;
    let access = opening::access(agent)?;
    if as_json {
        app.printer.raw(&format!("{}\n", json::access(&access)))?;
        return Ok(Exit::Ok);
    }
    let (household, _) = current(app, agent)?;
    app.know_names(&household);
    app.print(&view::access(&access, status.at, &app.locale, app.width()))?;
    Ok(Exit::Ok)
}

pub(super) fn recovery(app: &mut App, action: &RecoveryAction) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    match action {
        RecoveryAction::New => recovery_new(app, &mut agent),
        RecoveryAction::Use { parent } => recovery_use(app, &mut agent, parent.as_deref()),
    }
}

fn recovery_new(app: &mut App, agent: &mut Agent) -> Result<Exit, Failure> {
    opening::may_try(agent)?;
    let access = opening::access(agent)?;
    if access.passphrases.is_empty() {
        return Err(opening::refused(WireError::NoPassphrase {}));
    }
    if access.recovery.is_some()
        && files::can_ask()
        && !agreed(app, &app.locale.plain("ask-recovery-new"))?
    {
        return Ok(Exit::Failed);
    }
    opening::open(app, agent)?;
    let changed = changed(agent.parent(ParentRequest::RecoveryNew {})?)?;
    let code = changed.recovery.as_ref().ok_or_else(unexpected)?;
    hand_over(app, code)?;
    Ok(Exit::Ok)
}

fn recovery_use(app: &mut App, agent: &mut Agent, said: Option<&str>) -> Result<Exit, Failure> {
    let household = family(app, agent)?;
    let access = opening::access(agent)?;
    if access.recovery.is_none() {
        return Err(Failure::told("fail-no-recovery", &[], Exit::Failed));
    }
    let parent = which_parent(app, agent, said, &holders(&access))?;
    let mut code = recovery_code(app)?;
    let passphrase = secret::new_passphrase(app, &names(&household))?;
    loop {
        let request = ParentRequest::RecoveryUse {
            parent: parent.clone(),
            code,
            passphrase: passphrase.clone(),
        };
        match agent.parent(request) {
            Ok(reply) => {
                let changed = changed(reply)?;
                app.done("done-recovered", &[])?;
                if let Some(code) = &changed.recovery {
                    hand_over(app, code)?;
                }
                return Ok(Exit::Ok);
            }
            // A slip of the fingers is named by its group, and only the code is typed again.
            Err(failure) if secret::source() == secret::From::Person && slipped(&failure) => {
                let lines = failure.lines(&app.locale, app.voice, app.printer.error_width());
                app.printer.errors(&lines)?;
                code = recovery_code(app)?;
            }
            Err(failure) => return Err(failure),
        }
    }
}

fn slipped(failure: &Failure) -> bool {
    matches!(failure, Failure::Agent(error)
        if matches!(&**error, ClientError::Refused(WireError::Mistyped { .. })))
}

/// The printed code. It may be seen while it is typed: it ends with its use.
fn recovery_code(app: &App) -> Result<SecretText, Failure> {
    if secret::source() == secret::From::Person {
        app.printer
            .raw(&format!("{}: ", app.locale.plain("ask-recovery-code")))?;
    }
    secret::line()
}

/// Shows a new recovery code once, and lets a person show that it is written down.
fn hand_over(app: &App, code: &SecretText) -> Result<(), Failure> {
    let lines = view::recovery(code.expose(), &app.locale, app.width());
    app.print(&lines)?;
    if !files::can_ask() {
        return Ok(());
    }
    let groups: Vec<&str> = code.expose().split('-').collect();
    let number = some_number(groups.len());
    let question = app.locale.text(
        "ask-recovery-group",
        &[("group", i64::try_from(number + 1).unwrap_or(1).into())],
    );
    let mut rows = lines.len();
    loop {
        let Some(answer) = files::ask(app, &question, "")? else {
            return Ok(());
        };
        rows += 1;
        if groups
            .get(number)
            .is_none_or(|group| same_group(group, &answer))
        {
            break;
        }
        app.remark("recovery-group-differs", &[])?;
        rows += 1;
    }
    // Nobody who comes by later reads it off the screen; whatever has scrolled away cannot be reached.
    if app.printer.height().is_some_and(|height| rows < height) {
        app.printer.raw(&format!("\u{1b}[{rows}F\u{1b}[0J"))?;
    }
    app.done("done-recovery-kept", &[])
}

/// Which group to type back. It need not be a secret, only not always the same.
fn some_number(count: usize) -> usize {
    let nanos = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.subsec_nanos());
    usize::try_from(nanos / 1_000).unwrap_or(0) % count.max(1)
}

/// Whether somebody wrote a group down: letters that look alike are alike, as the agent takes them, too.
fn same_group(group: &str, typed: &str) -> bool {
    let plain = |text: &str| {
        text.trim()
            .to_uppercase()
            .replace('O', "0")
            .replace(['I', 'L'], "1")
    };
    plain(group) == plain(typed)
}

pub(super) fn quick_code(app: &mut App, action: &QuickCodeAction) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    family(app, &mut agent)?;
    let access = opening::access(&mut agent)?;
    let (said, wanted) = match action {
        QuickCodeAction::Set { parent } => (parent.as_deref(), true),
        QuickCodeAction::Remove { parent } => (parent.as_deref(), false),
    };
    let parent = which_parent(app, &mut agent, said, &holders(&access))?;
    opening::open(app, &mut agent)?;
    let code = if wanted {
        app.remark("quick-code-what", &[])?;
        Some(secret::new_quick_code(app)?)
    } else {
        None
    };
    changed(agent.parent(ParentRequest::QuickCodeSet { parent, code })?)?;
    if wanted {
        app.done("done-quick-code-set", &[])?;
        app.remark("done-quick-code-set.next", &[])?;
    } else {
        app.done("done-quick-code-removed", &[])?;
    }
    Ok(Exit::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_alike() {
        assert!(same_group("7K01Q", " 7koLq "));
        assert!(same_group("7K01Q", "7KOIQ"));
        assert!(!same_group("7K01Q", "7K02Q"));
        assert!(!same_group("7K01Q", ""));
    }

    #[test]
    fn a_group_to_type_back_is_always_one_of_them() {
        for _ in 0..50 {
            assert!(some_number(6) < 6);
        }
        assert_eq!(some_number(0), 0);
    }
}
