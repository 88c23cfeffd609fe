//! `luytre request`, `answer`, `finish-match`: a child asks, a parent answers.

use super::access::{done, subject};
use super::with_code::with_code;
use crate::app::{Agent, App, find_child};
use crate::args::{AnswerArgs, RequestArgs, Verdict};
use crate::failure::{Exit, Failure};
use luytre_core::action::Done;
use luytre_core::id::ChildId;
use luytre_core::status::Status;
use luytre_protocol::{ChildRequest, ClientError, CodeAction, ParentRequest, WireError};

/// The child of this login that speaks: the one named, or the only one.
fn speaker(agent: &Agent, status: &Status, said: Option<&str>) -> Result<ChildId, Failure> {
    let mine = agent.welcome().who.children();
    let said = said.map(|said| find_child(status, said)).transpose()?;
    match (said, mine) {
        // Parents need not ask, and nobody may ask in the name of somebody else's child.
        (_, []) => Err(Failure::told("fail-only-child", &[], Exit::NotAllowed)),
        (Some(child), mine) if mine.iter().any(|other| other.id == child) => Ok(child),
        (Some(_), _) => Err(Failure::told("fail-only-child", &[], Exit::NotAllowed)),
        (None, [only]) => Ok(only.id.clone()),
        (None, several) => {
            let children = several.iter().map(|child| child.id.clone()).collect();
            Err(ClientError::Refused(WireError::WhichChild { children }).into())
        }
    }
}

pub(super) fn request(app: &mut App, args: &RequestArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = speaker(&agent, &status, args.child.as_deref())?;
    let subject = subject(&status, &child, args.subject.as_deref());
    let request = ChildRequest::Ask {
        child: Some(child),
        span: args.minutes.0,
        subject: subject.clone(),
        why: args.why.clone(),
    };
    let until = match done(agent.child(request)?)? {
        Done::Asked { until } => until,
        Done::Ok | Done::Granted { .. } => status.at,
    };
    let locale = &app.locale;
    app.done(
        "done-asked",
        &[
            ("length", locale.duration(args.minutes.0).into()),
            ("subject", locale.subject(&subject).into()),
            ("until", locale.moment(until, status.at).into()),
        ],
    )?;
    Ok(Exit::Ok)
}

pub(super) fn answer(app: &mut App, args: &AnswerArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = find_child(&status, &args.child)?;
    let asked = status
        .requests
        .iter()
        .find(|request| request.child == child)
        .map(|request| request.span);
    let name = app.locale.child_name(&child);
    let span = args.minutes.map(|minutes| minutes.0);
    let approve = args.verdict == Verdict::Yes;
    let result = if args.code && agent.is_child() {
        with_code(app, &mut agent, child, CodeAction::Answer { approve, span })?
    } else {
        done(agent.parent(ParentRequest::Answer {
            child,
            approve,
            span,
        })?)?
    };
    if !approve {
        app.done("done-answered-no", &[("child", name.into())])?;
        return Ok(Exit::Ok);
    }
    let given = match result {
        Done::Granted { span, .. } => Some(span),
        Done::Ok | Done::Asked { .. } => span.or(asked),
    };
    let length = given.map_or_else(String::new, |span| app.locale.duration(span));
    app.done(
        "done-answered-yes",
        &[("child", name.into()), ("length", length.into())],
    )?;
    Ok(Exit::Ok)
}

pub(super) fn finish_match(app: &mut App, said: Option<&str>) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    let child = speaker(&agent, &status, said)?;
    done(agent.child(ChildRequest::FinishMatch { child: Some(child) })?)?;
    app.done("done-finish-match", &[])?;
    Ok(Exit::Ok)
}
