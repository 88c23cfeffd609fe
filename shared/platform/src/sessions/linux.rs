//! Linux: systemd-logind over D-Bus; see org.freedesktop.login1(5).

mod bus;
mod fallback;
mod logind;
mod watch;

use super::SessionOptions;
use crate::processes::{self, ProcessControl, SystemProcesses};
use crate::{Error, PlatformEvent, accounts};
use bus::{MANAGER, Refusal, SERVICE};
use luytre_core::id::SessionId;
use std::collections::BTreeSet;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use zbus::{Connection, DynamicType, Message};

/// The connection that the watcher has at the moment, for orders.
#[derive(Debug, Clone, Default)]
struct Link(Arc<Mutex<Option<Connection>>>);

impl Link {
    fn set(&self, connection: Option<Connection>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = connection;
    }

    fn get(&self) -> Option<Connection> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[derive(Debug)]
pub(super) struct Sessions {
    link: Link,
    task: JoinHandle<()>,
}

impl Drop for Sessions {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Debug)]
pub(super) struct SleepDelay {
    _held: OwnedFd,
}

impl Sessions {
    pub(super) fn watch(options: SessionOptions, events: mpsc::Sender<PlatformEvent>) -> Self {
        let link = Link::default();
        let task = tokio::spawn(watch::run(options, link.clone(), events));
        Self { link, task }
    }

    /// Calls the login manager, and says in our terms what it refuses.
    async fn order<B>(&self, doing: &str, method: &str, arguments: &B) -> Result<Message, Error>
    where
        B: serde::ser::Serialize + DynamicType + Sync,
    {
        let connection = self.link.get().ok_or_else(|| Error::NoLoginService {
            doing: doing.to_owned(),
        })?;
        connection
            .call_method(Some(SERVICE), MANAGER.0, Some(MANAGER.1), method, arguments)
            .await
            .map_err(|error| match bus::refusal(&error) {
                Refusal::NotPermitted => Error::NotPermitted {
                    doing: doing.to_owned(),
                },
                Refusal::NoService => Error::NoLoginService {
                    doing: doing.to_owned(),
                },
                Refusal::NoSuchObject | Refusal::Other => Error::Bus {
                    doing: doing.to_owned(),
                    source: Box::new(error),
                },
            })
    }

    async fn order_about(
        &self,
        doing: &str,
        method: &str,
        session: &SessionId,
    ) -> Result<(), Error> {
        match self.order(doing, method, &session.as_str()).await {
            Ok(_) => Ok(()),
            Err(Error::Bus { source, .. })
                if source
                    .downcast_ref::<zbus::Error>()
                    .is_some_and(|error| bus::refusal(error) == Refusal::NoSuchObject) =>
            {
                Err(Error::NoSuchSession(session.clone()))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) async fn lock(&self, session: &SessionId) -> Result<(), Error> {
        self.order_about("locking a session", "LockSession", session)
            .await
    }

    pub(super) async fn terminate(&self, session: &SessionId) -> Result<(), Error> {
        self.order_about("ending a session", "TerminateSession", session)
            .await
    }

    pub(super) async fn terminate_account(&self, uid: u32) -> Result<(), Error> {
        let doing = "ending all sessions of an account";
        if uid == 0 || uid == rustix::process::geteuid().as_raw() {
            return Err(Error::NotPermitted {
                doing: doing.to_owned(),
            });
        }
        match self.order(doing, "TerminateUser", &uid).await {
            Ok(_) => Ok(()),
            // Without a login service, or with processes of which it knows nothing, what the account runs is asked to end.
            Err(Error::NoLoginService { .. }) => end_processes_of(uid),
            Err(Error::Bus { source, .. })
                if source
                    .downcast_ref::<zbus::Error>()
                    .is_some_and(|error| bus::refusal(error) == Refusal::NoSuchObject) =>
            {
                end_processes_of(uid)
            }
            Err(error) => Err(error),
        }
    }

    pub(super) async fn suspend(&self) -> Result<(), Error> {
        self.order("suspending the machine", "Suspend", &false)
            .await
            .map(|_| ())
    }

    pub(super) async fn power_off(&self) -> Result<(), Error> {
        self.order("switching the machine off", "PowerOff", &false)
            .await
            .map(|_| ())
    }

    pub(super) async fn delay_sleep(&self) -> Result<SleepDelay, Error> {
        let doing = "delaying sleep";
        let arguments = (
            "sleep:shutdown",
            "Lũy Tre",
            "Writes down the time used",
            "delay",
        );
        let reply = self.order(doing, "Inhibit", &arguments).await?;
        let held: zbus::OwnedFd = reply.body().deserialize().map_err(|error| Error::Bus {
            doing: doing.to_owned(),
            source: Box::new(error),
        })?;
        Ok(SleepDelay { _held: held.into() })
    }
}

fn end_processes_of(uid: u32) -> Result<(), Error> {
    if !accounts::is_person(uid) {
        return Err(Error::NotPermitted {
            doing: format!("ending the processes of system user {uid}"),
        });
    }
    for facts in processes::inventory(&BTreeSet::from([uid]))? {
        match SystemProcesses.terminate(facts.key) {
            // Ended by itself, or with its parent.
            Ok(()) | Err(Error::ProcessGone(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
