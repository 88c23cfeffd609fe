//! The end of `luytre setup`: what the family agrees to have recorded, and the passphrase that opens it. Both may be left for
//! later; what that means is said.

use super::consent::{Yes, agree, states};
use super::secrets::first_or_other;
use crate::app::{Agent, App};
use crate::args::SetupArgs;
use crate::failure::Failure;
use crate::files;
use crate::opening;
use crate::output::Line;
use crate::secret;
use crate::view::consent as view;
use luytre_core::policy::{Household, ParentRole};
use luytre_protocol::ParentRequest;

/// Asks for consent and a passphrase, or takes what the command says.
pub(super) fn begin(
    app: &mut App,
    household: &Household,
    args: &SetupArgs,
    asking: bool,
) -> Result<(), Failure> {
    // With the household this login may have got another role, and the agent ends the connection then.
    let mut agent = app.connect_patiently()?;
    if let Err(failure) = opening::may_try(&agent) {
        // A child's login that was set up by root is none to go on with, but a wrong parent's is worth a word.
        return if args.consent || args.passphrase_stdin {
            Err(failure)
        } else {
            Ok(())
        };
    }
    match consent(app, &mut agent, args, asking) {
        Err(failure) if opening::is_unsupported(&failure) => return Ok(()),
        other => other?,
    }
    passphrase(app, &mut agent, household, args, asking)
}

fn consent(app: &App, agent: &mut Agent, args: &SetupArgs, asking: bool) -> Result<(), Failure> {
    let mut open = states(agent)?;
    open.retain(|state| !state.recording);
    if open.is_empty() {
        return Ok(());
    }
    let (yes, child_agrees) = if args.consent {
        (Yes::Said, Yes::Said)
    } else if asking {
        app.print(&[Line::empty()])?;
        app.print(&view::text(&app.locale, app.voice, app.width()))?;
        app.print(&[Line::empty()])?;
        (Yes::Ask, Yes::Ask)
    } else {
        return app.remark("setup-no-consent", &[]);
    };
    let mut all = true;
    for state in &open {
        all &= agree(app, agent, state, yes, child_agrees)?;
    }
    if all {
        Ok(())
    } else {
        app.remark("setup-no-consent", &[])
    }
}

fn passphrase(
    app: &App,
    agent: &mut Agent,
    household: &Household,
    args: &SetupArgs,
    asking: bool,
) -> Result<(), Failure> {
    if !opening::access(agent)?.passphrases.is_empty() {
        return Ok(());
    }
    let parent = household
        .parents
        .iter()
        .find(|parent| parent.role == ParentRole::Parent)
        .map(|parent| parent.id.clone());
    if args.passphrase_stdin {
        let passphrase = secret::line()?;
        return super::secrets::add(
            app,
            agent,
            ParentRequest::PassphraseAdd { parent, passphrase },
        );
    }
    // A passphrase belongs to a parent; where none is named there is nobody to ask.
    if asking && parent.is_some() {
        app.print(&[Line::empty()])?;
        let question = app.locale.plain("setup-ask-passphrase");
        let answer = files::ask(app, &question, "yes")?;
        if answer.is_some_and(|answer| super::child::is_yes(&answer)) {
            return first_or_other(app, agent, parent, household);
        }
    }
    app.remark("setup-no-passphrase", &[])
}
