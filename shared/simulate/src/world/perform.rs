//! What each step of a scenario does to the machine.

use super::Machine;
use crate::scenario::{ClockTime, Grant, What};
use luytre_core::event::{Actor, Command, Event, Subject, Ticket};
use luytre_core::id::ChildId;
use luytre_core::time::{Span, WallTime};

impl Machine<'_> {
    pub(super) fn perform(&mut self, what: &What) {
        match what {
            What::Login(child) => self.log_in(child),
            What::Logout(child) => self.end_session_and_send(child),
            What::Lock {
                child,
                contradicted,
            } => {
                self.change_child(child, |state| state.locked = true);
                self.contradict(child, *contradicted);
            }
            What::Unlock { child, obeys } => {
                if !obeys || self.may_use(child) {
                    self.change_child(child, |state| {
                        state.locked = false;
                        state.no_input_since = None;
                    });
                }
            }
            What::SwitchAway(child) => self.change_child(child, |state| state.in_front = false),
            What::SwitchBack(child) => self.change_child(child, |state| state.in_front = true),
            What::Idle {
                child,
                media,
                contradicted,
            } => {
                let since = self.moment().boot;
                self.change_child(child, |state| {
                    state.no_input_since = Some(since);
                    state.media = *media;
                });
                self.contradict(child, *contradicted);
            }
            What::Input(child) => self.change_child(child, |state| {
                state.no_input_since = None;
                state.media = false;
            }),
            What::Start(child, program) => self.start(child, program),
            What::Stop(child, program) => self.stop(child, program),
            What::Suspend => self.suspend(),
            What::Resume => self.resume(),
            What::Reboot { off_for } => self.reboot(*off_for),
            What::SetClock { to } => {
                self.skew = self.resolve(*to, self.now + self.skew).since(self.now);
                self.synchronised = false;
                self.send(Event::Tick);
            }
            What::ClockSynchronised => {
                self.skew = Span::ZERO;
                self.synchronised = true;
                self.send(Event::Tick);
            }
            What::Grant { child, by, grant } => {
                let command = match grant {
                    Grant::Minutes(span, activity) => Command::GrantMinutes {
                        child: child.clone(),
                        span: *span,
                        subject: activity.clone().map_or(Subject::Screen, Subject::Activity),
                    },
                    Grant::Until(until) => Command::LetIn {
                        child: child.clone(),
                        until: self.resolve(*until, self.now),
                    },
                    Grant::FreeDay => Command::FreeDay {
                        child: child.clone(),
                    },
                };
                self.command(
                    child,
                    by.clone().map_or(Actor::System, Actor::Parent),
                    command,
                );
            }
            What::LockNow { child, until } => {
                let until = until.map(|until| self.resolve(until, self.now));
                self.command(
                    child,
                    Actor::System,
                    Command::LockNow {
                        child: child.clone(),
                        until,
                    },
                );
            }
            What::UnlockNow(child) => {
                self.command(
                    child,
                    Actor::System,
                    Command::UnlockNow {
                        child: child.clone(),
                    },
                );
            }
            What::Request {
                child,
                span,
                activity,
                why,
            } => {
                let command = Command::Ask {
                    child: child.clone(),
                    span: *span,
                    subject: activity.clone().map_or(Subject::Screen, Subject::Activity),
                    why: why.clone(),
                };
                self.command(child, Actor::Child(child.clone()), command);
            }
            What::Answer {
                child,
                approve,
                span,
            } => {
                let command = Command::Answer {
                    child: child.clone(),
                    approve: *approve,
                    span: *span,
                };
                self.command(child, Actor::System, command);
            }
            What::FinishMatch(child) => {
                let command = Command::FinishMatch {
                    child: child.clone(),
                };
                self.command(child, Actor::Child(child.clone()), command);
            }
            What::Policy(household, zone) => {
                if let Some(zone) = zone {
                    self.zone = zone.clone();
                }
                self.apply_household((**household).clone());
            }
            What::KillDaemon => {
                if self.engine.take().is_some() {
                    self.heartbeat = Some(self.moment());
                }
            }
            What::StartDaemon => {
                if self.engine.is_none() {
                    self.start_daemon();
                }
            }
            What::BreakStore => self.store_broken = true,
        }
    }

    pub(super) fn command(&mut self, child: &ChildId, by: Actor, command: Command) {
        // The ticket carries whom the command was about, for the line about a refusal.
        let index = self
            .household
            .children
            .iter()
            .position(|known| known.id == *child);
        let ticket = Ticket(
            index
                .and_then(|index| u64::try_from(index).ok())
                .unwrap_or(u64::MAX),
        );
        self.send(Event::Command {
            ticket,
            by,
            command,
        });
    }

    /// A time of day is the next one from `from` on.
    fn resolve(&self, time: ClockTime, from: WallTime) -> WallTime {
        let instant = |local: jiff::civil::DateTime| {
            self.zone
                .to_timestamp(local)
                .map_or(from, |stamp| WallTime(stamp.as_millisecond()))
        };
        match time {
            ClockTime::On(local) => instant(local),
            ClockTime::Next(time) => {
                let stamp = jiff::Timestamp::from_millisecond(from.0)
                    .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
                let date = self.zone.to_datetime(stamp).date();
                let today = instant(date.to_datetime(time));
                if today > from {
                    today
                } else {
                    date.tomorrow()
                        .map_or(today, |tomorrow| instant(tomorrow.to_datetime(time)))
                }
            }
        }
    }
}
