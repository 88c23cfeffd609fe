//! The connection to the message bus: one socket, one queue, no cached proxies.
//!
//! Anybody on the system bus can send us a signal that claims to be of the login service; only what the bus itself
//! marks as sent by the service's owner is believed.

use futures_util::StreamExt;
use std::collections::VecDeque;
use std::time::Duration;
use zbus::message::Type;
use zbus::{Connection, DynamicType, Message, MessageStream, connection};

pub(super) const SERVICE: &str = "org.freedesktop.login1";
/// Object and interface of the login manager.
pub(super) const MANAGER: (&str, &str) =
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager");
pub(super) const SESSION: &str = "org.freedesktop.login1.Session";
pub(super) const SESSIONS_UNDER: &str = "/org/freedesktop/login1/session";
pub(super) const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
const BUS: &str = "org.freedesktop.DBus";
const BUS_PATH: &str = "/org/freedesktop/DBus";

/// An answer of the login service never takes this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Signals kept while we wait for an answer; beyond, everything is read anew.
const MOST_WAITING: usize = 512;

/// What an error of the bus means for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    NoSuchObject,
    NotPermitted,
    NoService,
    Other,
}

/// Sorts the bus's errors.
pub(super) fn refusal(error: &zbus::Error) -> Refusal {
    if matches!(
        error,
        zbus::Error::InputOutput(_) | zbus::Error::Connection(..)
    ) {
        return Refusal::NoService;
    }
    let name = if let zbus::Error::MethodError(name, ..) = error {
        name.as_str().to_owned()
    } else if let zbus::Error::FDO(error) = error {
        zbus::DBusError::name(&**error).as_str().to_owned()
    } else {
        return Refusal::Other;
    };
    match name.rsplit('.').next().unwrap_or_default() {
        "NoSuchSession" | "NoSuchUser" | "UnknownObject" | "UnknownInterface" => {
            Refusal::NoSuchObject
        }
        "AccessDenied" | "InteractiveAuthorizationRequired" | "AuthFailed" => Refusal::NotPermitted,
        "ServiceUnknown" | "NameHasNoOwner" | "NoServer" | "Disconnected" => Refusal::NoService,
        _ => Refusal::Other,
    }
}

/// A signal we asked for, from whom it claims.
#[derive(Debug)]
pub(super) enum Signal {
    /// Of the login service.
    Login(Message),
    /// The login service has another owner now: it was restarted, or is gone.
    OwnerChanged,
}

/// An open connection that listens to the login service.
pub(super) struct Bus {
    connection: Connection,
    stream: MessageStream,
    waiting: VecDeque<Message>,
    ran_over: bool,
    /// The unique name of the login service.
    owner: String,
}

impl Bus {
    /// Connects, starts to listen, and finds the login service (which this starts where it can be started).
    pub(super) async fn open(address: Option<&str>) -> zbus::Result<Self> {
        let builder = match address {
            Some(address) => connection::Builder::address(address),
            None => connection::Builder::system(),
        };
        let connecting = builder.method_timeout(PATIENCE).build();
        let connection = tokio::time::timeout(PATIENCE, connecting)
            .await
            .map_err(|_| timed_out())??;
        let mut bus = Self {
            stream: MessageStream::from(&connection),
            connection,
            waiting: VecDeque::new(),
            ran_over: false,
            owner: String::new(),
        };
        bus.listen().await?;
        Ok(bus)
    }

    async fn listen(&mut self) -> zbus::Result<()> {
        let from_login = format!("type='signal',sender='{SERVICE}'");
        let mut rules: Vec<String> = [
            "SessionNew",
            "SessionRemoved",
            "PrepareForSleep",
            "PrepareForShutdown",
        ]
        .iter()
        .map(|member| format!("{from_login},interface='{}',member='{member}'", MANAGER.1))
        .collect();
        rules.push(format!(
            "{from_login},interface='{PROPERTIES}',member='PropertiesChanged',path_namespace='{SESSIONS_UNDER}',arg0='{SESSION}'"
        ));
        rules.push(format!(
            "type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{SERVICE}'"
        ));
        for rule in &rules {
            self.call(BUS, BUS_PATH, BUS, "AddMatch", rule).await?;
        }
        self.owner = match self.find_owner().await {
            Err(error) if refusal(&error) == Refusal::NoService => {
                // It starts on demand. 0: no flags.
                self.call(BUS, BUS_PATH, BUS, "StartServiceByName", &(SERVICE, 0_u32))
                    .await?;
                self.find_owner().await?
            }
            found => found?,
        };
        Ok(())
    }

    async fn find_owner(&mut self) -> zbus::Result<String> {
        let owner = self
            .call(BUS, BUS_PATH, BUS, "GetNameOwner", &SERVICE)
            .await?;
        owner.body().deserialize()
    }

    pub(super) fn connection(&self) -> Connection {
        self.connection.clone()
    }

    /// Calls a method while the queue goes on being emptied: a full queue would keep the answer from reaching us.
    pub(super) async fn call<B>(
        &mut self,
        destination: &str,
        path: &str,
        interface: &str,
        method: &str,
        arguments: &B,
    ) -> zbus::Result<Message>
    where
        B: serde::ser::Serialize + DynamicType,
    {
        let answer = self.connection.call_method(
            Some(destination),
            path,
            Some(interface),
            method,
            arguments,
        );
        tokio::pin!(answer);
        loop {
            tokio::select! {
                biased;
                answer = &mut answer => return answer,
                message = self.stream.next() => {
                    let message = message.ok_or_else(closed)??;
                    if message.message_type() != Type::Signal {
                        continue;
                    }
                    if self.waiting.len() < MOST_WAITING {
                        self.waiting.push_back(message);
                    } else {
                        self.ran_over = true;
                    }
                }
            }
        }
    }

    /// True once after signals were dropped: read everything anew.
    pub(super) fn take_ran_over(&mut self) -> bool {
        std::mem::take(&mut self.ran_over)
    }

    /// The next signal that is really from the login service or about its owner. Safe to drop and call again.
    pub(super) async fn next(&mut self) -> zbus::Result<Signal> {
        loop {
            let message = match self.waiting.pop_front() {
                Some(message) => message,
                None => self.stream.next().await.ok_or_else(closed)??,
            };
            if let Some(signal) = self.believe(message) {
                return Ok(signal);
            }
        }
    }

    fn believe(&self, message: Message) -> Option<Signal> {
        if message.message_type() != Type::Signal {
            return None;
        }
        let header = message.header();
        let sender = header.sender()?.as_str();
        if sender == self.owner {
            drop(header);
            return Some(Signal::Login(message));
        }
        let about_owner = sender == BUS
            && header
                .member()
                .is_some_and(|m| m.as_str() == "NameOwnerChanged")
            && message
                .body()
                .deserialize::<(&str, &str, &str)>()
                .is_ok_and(|(name, _, new)| name == SERVICE && new != self.owner);
        about_owner.then_some(Signal::OwnerChanged)
    }
}

fn closed() -> zbus::Error {
    std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()
}

fn timed_out() -> zbus::Error {
    std::io::Error::from(std::io::ErrorKind::TimedOut).into()
}
