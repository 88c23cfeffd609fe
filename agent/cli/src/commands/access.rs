//! `luytre grant`, `lock`, `unlock-child`: dated exceptions.

use super::with_code::with_code;
use crate::app::{Agent, App, find_child, instant, unexpected};
use crate::args::{GrantArgs, LockArgs};
use crate::failure::{Exit, Failure};
use luytre_core::action::Done;
use luytre_core::event::Subject;
use luytre_core::id::ChildId;
use luytre_core::status::Status;
use luytre_core::time::{Span, WallTime};
use luytre_locale::Locale;
use luytre_protocol::{CodeAction, ParentRequest, Reply};

/// `screen`, an activity or a program of the child. What is neither known as a program in use nor said otherwise is an activity.
#[must_use]
pub(super) fn subject(status: &Status, child: &ChildId, said: Option<&str>) -> Subject {
    match said {
        None | Some("screen") => Subject::Screen,
        Some(id) => {
            let child = status.children.iter().find(|other| &other.id == child);
            let is_activity = child.is_some_and(|child| {
                child
                    .activities
                    .iter()
                    .any(|activity| activity.id.as_str() == id)
            });
            let is_program = child.is_some_and(|child| {
                child
                    .programs
                    .iter()
                    .any(|(program, _)| program.as_str() == id)
            });
            if is_program && !is_activity {
                Subject::Program(id.into())
            } else {
                Subject::Activity(id.into())
            }
        }
    }
}

/// A length with its sign: "+15 phút".
fn signed(span: Span, locale: &Locale) -> String {
    let sign = if span.is_negative() { "" } else { "+" };
    format!("{sign}{}", locale.duration(span))
}

pub(super) fn grant(app: &mut App, args: &GrantArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = find_child(&status, &args.child)?;
    let name = app.locale.child_name(&child);
    if let Some(amount) = args.amount {
        let subject = subject(&status, &child, args.subject.as_deref());
        let done = if args.code && agent.is_child() {
            let action = CodeAction::Minutes {
                span: amount.0,
                subject: subject.clone(),
            };
            with_code(app, &mut agent, child.clone(), action)?
        } else {
            done(agent.parent(ParentRequest::GrantMinutes {
                child: child.clone(),
                span: amount.0,
                subject: subject.clone(),
            })?)?
        };
        return granted(app, &done, &child, amount.0, &subject);
    }
    if let Some(until) = args.until {
        let until = instant(until, status.at, app.locale.zone())?;
        done(agent.parent(ParentRequest::LetIn { child, until })?)?;
        let until = app.locale.moment(until, status.at);
        app.done(
            "done-let-in",
            &[("child", name.into()), ("until", until.into())],
        )?;
        return Ok(Exit::Ok);
    }
    // clap asks for one of the three, and the third is the free day.
    done(agent.parent(ParentRequest::FreeDay { child })?)?;
    app.done("done-free-day", &[("child", name.into())])?;
    Ok(Exit::Ok)
}

fn granted(
    app: &App,
    done: &Done,
    child: &ChildId,
    asked: Span,
    subject: &Subject,
) -> Result<Exit, Failure> {
    let locale = &app.locale;
    let (span, left, still) = match done {
        Done::Granted {
            span,
            left,
            still,
            child: _,
        } => (*span, *left, still.as_ref()),
        Done::Ok | Done::Asked { .. } => (asked, None, None),
    };
    let taken = span.is_negative() && left.is_some();
    let length = if taken {
        locale.duration(-span)
    } else {
        signed(span, locale)
    };
    let mut args = vec![
        ("child", locale.child_name(child).into()),
        ("length", length.into()),
        ("subject", locale.subject(subject).into()),
    ];
    match left {
        Some(left) => {
            args.push(("left", locale.duration(left.at_least_zero()).into()));
            app.done(if taken { "done-taken" } else { "done-granted" }, &args)?;
        }
        None => app.done("done-granted-unlimited", &args)?,
    }
    if let Some(reason) = still {
        app.remark(
            "done-granted-still",
            &[
                ("reason", locale.reason(reason).into()),
                ("id", child.as_str().into()),
            ],
        )?;
    }
    Ok(Exit::Ok)
}

pub(super) fn lock(app: &mut App, args: &LockArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = find_child(&status, &args.child)?;
    let name = app.locale.child_name(&child);
    let until: Option<WallTime> = args
        .until
        .map(|until| instant(until, status.at, app.locale.zone()))
        .transpose()?;
    let id = child.clone();
    if args.code && agent.is_child() {
        with_code(app, &mut agent, child, CodeAction::Lock { until })?;
    } else {
        done(agent.parent(ParentRequest::LockNow { child, until })?)?;
    }
    match until {
        Some(until) => {
            let until = app.locale.moment(until, status.at);
            app.done(
                "done-locked-until",
                &[("child", name.into()), ("until", until.into())],
            )?;
        }
        None => app.done(
            "done-locked",
            &[("child", name.into()), ("id", id.as_str().into())],
        )?,
    }
    if agent.welcome().watch_only {
        app.remark("watch-only-note", &[])?;
    }
    Ok(Exit::Ok)
}

pub(super) fn unlock(app: &mut App, said: &str, code: bool) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = find_child(&status, said)?;
    if code && agent.is_child() {
        with_code(app, &mut agent, child.clone(), CodeAction::Unlock {})?;
    } else {
        done(agent.parent(ParentRequest::UnlockNow {
            child: child.clone(),
        })?)?;
    }
    let name = app.locale.child_name(&child);
    app.done("done-unlocked", &[("child", name.as_str().into())])?;
    still_blocked(app, &mut agent, &child, &name)
}

/// Taking a lock back does not open what the rules close; that is said at once, so that nobody wonders.
fn still_blocked(
    app: &mut App,
    agent: &mut Agent,
    child: &ChildId,
    name: &str,
) -> Result<Exit, Failure> {
    let status = agent.status(app)?;
    let reason = status
        .children
        .iter()
        .find(|other| &other.id == child)
        .filter(|child| child.blocked)
        .and_then(|child| child.reasons.first());
    if let Some(reason) = reason {
        app.remark(
            "done-unlocked-still",
            &[
                ("child", name.into()),
                ("reason", app.locale.reason(reason).into()),
            ],
        )?;
    }
    Ok(Exit::Ok)
}

/// What a command came to.
pub(super) fn done(reply: Reply) -> Result<Done, Failure> {
    let Reply::Done(done) = reply else {
        return Err(unexpected());
    };
    Ok(done)
}
