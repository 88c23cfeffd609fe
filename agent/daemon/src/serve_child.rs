//! Requests of a child: only about the children of the own login.

use crate::agent::Agent;
use crate::connection::Asker;
use crate::house;
use crate::roles::Scope;
use crate::secrets::quick_code_of;
use crate::status::{Subscriber, bounded};
use crate::vault::Task;
use luytre_core::event::{Actor, Event};
use luytre_core::household;
use luytre_core::id::ChildId;
use luytre_protocol::{Child, ChildRequest, ChildRules, MyWeek, Reply, Who, WireError};

impl Agent {
    pub(crate) async fn serve_child(&mut self, ask: Asker, request: ChildRequest) {
        let who = ask.who.clone();
        match &request {
            ChildRequest::Status {} | ChildRequest::Subscribe {} => {
                self.feed(Event::Tick).await;
                let scope = Scope::of(&who);
                let status = bounded(scope.of_status(&self.status()));
                let reply = match ask.events {
                    Some(events) => {
                        self.audience.add(Subscriber { scope, events });
                        Reply::Subscribed(status)
                    }
                    None => Reply::Status(status),
                };
                respond(ask.answer, Ok(reply));
            }
            ChildRequest::MyRules { .. } => {
                let reply = which(&who, request.child()).and_then(|id| self.rules_of(&id));
                respond(ask.answer, reply);
            }
            ChildRequest::Today { day, .. } => match which(&who, request.child()) {
                Ok(id) => self.today(id, *day, None, ask.answer).await,
                Err(error) => respond(ask.answer, Err(error)),
            },
            ChildRequest::ChooseProfile { session, .. } => {
                // A session of another login is none of theirs; and what exists elsewhere is not told.
                let own = self.known.get(session).is_some_and(|known| {
                    who.children().iter().any(|child| {
                        let household = self.household.as_ref();
                        household.is_some_and(|household| {
                            household
                                .children_of(&known.info.account)
                                .any(|of| of.id == child.id)
                        })
                    })
                });
                match which(&who, request.child()) {
                    Ok(id) if own => self.child_command(&request, id, ask.answer).await,
                    Ok(_) => {
                        let refusal = luytre_core::action::Refusal::UnknownSession {
                            session: session.clone(),
                        };
                        respond(ask.answer, Err(WireError::Refused { refusal }));
                    }
                    Err(error) => respond(ask.answer, Err(error)),
                }
            }
            ChildRequest::MyWeek { .. } => {
                self.feed(Event::Tick).await;
                let reply = which(&who, request.child()).and_then(|id| self.week_of(&id));
                respond(ask.answer, reply);
            }
            ChildRequest::Consent {} => {
                let states = self.consent_of(Some(who.children()));
                respond(ask.answer, Ok(Reply::Consent(states)));
            }
            ChildRequest::WithCode { code, action, .. } => {
                let uid = ask.login.uid;
                let task = which(&who, request.child()).and_then(|child| {
                    if self.vault.book.is_none() {
                        return Err(WireError::NoPassphrase {});
                    }
                    let command = action.command(child).ok_or(WireError::OutOfRange {
                        field: "span".to_owned(),
                        limit: 24 * 3_600_000,
                    })?;
                    let code = quick_code_of(code)?;
                    Ok(Task::QuickCode { uid, code, command })
                });
                self.errand(Asker { who, ..ask }, task);
            }
            ChildRequest::Ask { .. } | ChildRequest::FinishMatch { .. } => {
                match which(&who, request.child()) {
                    Ok(id) => self.child_command(&request, id, ask.answer).await,
                    Err(error) => respond(ask.answer, Err(error)),
                }
            }
        }
    }

    async fn child_command(&mut self, request: &ChildRequest, id: ChildId, answer: Answer) {
        match request.command(id.clone()) {
            Some(command) => self.command(Actor::Child(id), command, answer).await,
            None => respond(answer, Err(WireError::Internal {})),
        }
    }

    /// The present week of one child, in sums.
    fn week_of(&self, id: &ChildId) -> Result<Reply, WireError> {
        let week = self.engine.week_now(id).ok_or_else(|| unknown(id))?;
        let status = self.status();
        let child = status.children.into_iter().find(|child| child.id == *id);
        Ok(Reply::MyWeek(MyWeek {
            child: id.clone(),
            week: week.week,
            today: week.today,
            screen: week.screen,
            screen_today: week.screen_today,
            days_used: week.days_used,
            activities: week.activities.into_iter().collect(),
            weekly_left: child.and_then(|child| child.allowances.weekly_left),
        }))
    }

    /// The rules of one child, as text.
    pub(crate) fn rules_of(&self, id: &ChildId) -> Result<Reply, WireError> {
        let household = self.household.as_ref().ok_or(WireError::NoHousehold {})?;
        let part = house::part_of(household, id).ok_or_else(|| unknown(id))?;
        let name = part
            .children
            .first()
            .map(|child| child.name.clone())
            .unwrap_or_default();
        Ok(Reply::Rules(ChildRules {
            child: Child {
                id: id.clone(),
                name,
            },
            text: household::render(&part),
            version: self.policy.as_ref().map_or(0, |policy| policy.version),
        }))
    }
}

pub(crate) type Answer = tokio::sync::oneshot::Sender<Result<Reply, WireError>>;

/// Answers; a peer that has gone needs none.
pub(crate) fn respond(answer: Answer, result: Result<Reply, WireError>) {
    if answer.send(result).is_err() {
        tracing::debug!("nobody waits for the answer any more");
    }
}

pub(crate) fn unknown(id: &ChildId) -> WireError {
    WireError::Refused {
        refusal: luytre_core::action::Refusal::UnknownChild { child: id.clone() },
    }
}

/// Which of the children of this login is meant.
fn which(who: &Who, named: Option<&ChildId>) -> Result<ChildId, WireError> {
    let children = who.children();
    match (named, children) {
        (Some(named), _) if children.iter().any(|child| child.id == *named) => Ok(named.clone()),
        // Whether another child exists is not told.
        (Some(_), _) => Err(WireError::NotAllowed { role: who.role() }),
        (None, [only]) => Ok(only.id.clone()),
        (None, []) => Err(WireError::NotAllowed { role: who.role() }),
        (None, _) => Err(WireError::WhichChild {
            children: children.iter().map(|child| child.id.clone()).collect(),
        }),
    }
}
