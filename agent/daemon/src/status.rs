//! Who is told of what: subscribers, and when a status is worth sending.

use crate::roles::Scope;
use luytre_core::action::{Effect, Notice};
use luytre_core::status::{Meter, Status};
use luytre_core::time::{Span, WallTime};
use luytre_protocol::ServerEvent;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

/// Programs listed for each child: the most used ones. A status has to fit a frame, however many programs a day has seen.
const PROGRAMS: usize = 24;

/// A connection that wants to be told.
#[derive(Debug)]
pub(crate) struct Subscriber {
    pub(crate) scope: Scope,
    pub(crate) events: mpsc::Sender<ServerEvent>,
}

/// All subscribers, and what they were told last.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    subscribers: Vec<Subscriber>,
    told: Option<Status>,
}

impl Audience {
    pub(crate) fn add(&mut self, subscriber: Subscriber) {
        self.subscribers.push(subscriber);
    }

    /// Nobody listens.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.subscribers
            .retain(|subscriber| !subscriber.events.is_closed());
        if self.subscribers.is_empty() {
            self.told = None;
        }
        self.subscribers.is_empty()
    }

    /// Sends a status if more than the passing of time changed.
    pub(crate) fn status(&mut self, status: &Status) {
        let shape = shape(status);
        if self.told.as_ref() == Some(&shape) {
            return;
        }
        self.told = Some(shape);
        self.send(|scope| Some(ServerEvent::Status(bounded(scope.of_status(status)))));
    }

    /// Sends a notice to whom it concerns: a child's own to the child, everything to parents.
    pub(crate) fn notice(&mut self, notice: &Notice) {
        self.send(|scope| concerns(scope, notice).then(|| ServerEvent::Notice(notice.clone())));
    }

    /// Whoever does not keep up is dropped, which ends that connection and holds up nobody else.
    fn send(&mut self, event: impl Fn(&Scope) -> Option<ServerEvent>) {
        self.subscribers
            .retain(|subscriber| match event(&subscriber.scope) {
                None => true,
                Some(event) => match subscriber.events.try_send(event) {
                    Ok(()) => true,
                    Err(TrySendError::Full(_)) => {
                        tracing::debug!("a subscriber does not read");
                        false
                    }
                    Err(TrySendError::Closed(_)) => false,
                },
            });
    }
}

/// Whether a notice is for this peer. What concerns the protection itself is for parents.
fn concerns(scope: &Scope, notice: &Notice) -> bool {
    match scope {
        Scope::All => true,
        Scope::Children(_) => {
            notice.effect != Effect::Health
                && notice.child.as_ref().is_some_and(|child| scope.sees(child))
        }
    }
}

/// The status without what merely runs on with time.
fn shape(status: &Status) -> Status {
    let mut shape = status.clone();
    shape.at = WallTime(0);
    for child in &mut shape.children {
        still(&mut child.screen);
        child.allowances.daily_left = None;
        child.allowances.weekly_left = None;
        child.allowances.monthly_left = None;
        child.allowances.until_break = None;
        child.programs.clear();
        for activity in &mut child.activities {
            still(&mut activity.meter);
        }
    }
    shape
}

fn still(meter: &mut Meter) {
    meter.used = Span::ZERO;
    meter.left = meter.left.map(|_| Span::ZERO);
    meter.until = None;
}

/// A status that fits a frame.
pub(crate) fn bounded(mut status: Status) -> Status {
    for child in &mut status.children {
        child
            .programs
            .sort_by(|(a, used_a), (b, used_b)| used_b.cmp(used_a).then_with(|| a.cmp(b)));
        child.programs.truncate(PROGRAMS);
    }
    status
}
