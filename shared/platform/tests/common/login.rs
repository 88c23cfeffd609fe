//! A made-up login service on a private bus, so that the watcher can be tested without systemd.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    reason = "test code outside of test functions"
)]

use futures_util::StreamExt;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use zbus::message::{Header, Type};
use zbus::{Connection, Message, MessageStream, ObjectPath, OwnedVariant, Variant, connection};

const MANAGER: &str = "/org/freedesktop/login1";

/// A message bus of our own.
pub(crate) struct PrivateBus {
    daemon: Child,
    dir: tempfile::TempDir,
}

impl PrivateBus {
    /// `None` where no message bus is installed.
    pub(crate) fn start() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let daemon = Self::spawn(&dir)?;
        Some(Self { daemon, dir })
    }

    fn spawn(dir: &tempfile::TempDir) -> Option<Child> {
        let mut daemon = Command::new("dbus-daemon")
            .args([
                "--session",
                "--nofork",
                "--nopidfile",
                "--nosyslog",
                "--print-address",
            ])
            .arg(format!("--address={}", address_in(dir)))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut line = String::new();
        BufReader::new(daemon.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("unix:"), "{line:?}");
        Some(daemon)
    }

    pub(crate) fn address(&self) -> String {
        address_in(&self.dir)
    }

    pub(crate) fn nowhere(&self) -> PathBuf {
        self.dir.path().join("nothing")
    }

    pub(crate) fn stop(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
        std::fs::remove_file(self.dir.path().join("bus")).unwrap_or_default();
    }

    pub(crate) fn start_again(&mut self) {
        self.daemon = Self::spawn(&self.dir).unwrap();
    }

    pub(crate) async fn connect(&self) -> Connection {
        connection::Builder::address(self.address().as_str())
            .build()
            .await
            .unwrap()
    }
}

fn address_in(dir: &tempfile::TempDir) -> String {
    format!("unix:path={}", dir.path().join("bus").display())
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

pub(crate) type Properties = HashMap<&'static str, OwnedVariant>;

fn value<'a>(value: impl Into<Variant<'a>>) -> OwnedVariant {
    value.into().try_into_owned().unwrap()
}

/// A session with some properties of its own.
pub(crate) fn session_with(
    id: &'static str,
    uid: u32,
    name: &'static str,
    own: &[(&'static str, Variant<'_>)],
) -> Properties {
    let mut properties = session(id, uid, name);
    for (name, own) in own {
        properties.insert(name, own.try_to_owned().unwrap());
    }
    properties
}

/// A session as the login service would describe it.
pub(crate) fn session(id: &'static str, uid: u32, name: &'static str) -> Properties {
    let path = |text: &'static str| ObjectPath::try_from(text).unwrap();
    HashMap::from([
        ("Id", value(id)),
        ("User", value((uid, path("/org/freedesktop/login1/user/x")))),
        ("Name", value(name)),
        ("TimestampMonotonic", value(5_000_000_u64)),
        (
            "Seat",
            value(("seat0", path("/org/freedesktop/login1/seat/seat0"))),
        ),
        ("Remote", value(false)),
        ("Service", value("lightdm")),
        ("Scope", value(format!("session-{id}.scope"))),
        ("Leader", value(0_u32)),
        ("Type", value("x11")),
        ("Class", value("user")),
        ("Active", value(true)),
        ("State", value("active")),
        ("IdleHint", value(false)),
        ("IdleSinceHint", value(0_u64)),
        ("IdleSinceHintMonotonic", value(0_u64)),
        ("LockedHint", value(false)),
    ])
}

/// The made-up service. Calls it gets are written down.
#[derive(Clone)]
pub(crate) struct Login {
    pub(crate) connection: Connection,
    sessions: Arc<Mutex<BTreeMap<String, Properties>>>,
    calls: Arc<Mutex<Vec<String>>>,
}

pub(crate) fn path_of(id: &str) -> String {
    format!("{MANAGER}/session/_{id}")
}

impl Login {
    /// Starts the service with these sessions.
    pub(crate) async fn start(bus: &PrivateBus, sessions: Vec<Properties>) -> Self {
        let login = Self {
            connection: bus.connect().await,
            sessions: Arc::default(),
            calls: Arc::default(),
        };
        for properties in sessions {
            login.put(properties);
        }
        let mut stream = MessageStream::from(&login.connection);
        let server = login.clone();
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if message.message_type() == Type::MethodCall {
                    server.answer(&message).await;
                }
            }
        });
        login
            .connection
            .request_name("org.freedesktop.login1")
            .await
            .unwrap();
        login
    }

    pub(crate) fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    /// Adds a session without a word.
    pub(crate) fn put(&self, properties: Properties) {
        let id: String = properties["Id"].downcast_ref::<&str>().unwrap().to_owned();
        self.sessions
            .lock()
            .unwrap()
            .insert(path_of(&id), properties);
    }

    /// Adds a session and says so.
    pub(crate) async fn open(&self, properties: Properties) {
        let id: String = properties["Id"].downcast_ref::<&str>().unwrap().to_owned();
        self.put(properties);
        self.manager_signal("SessionNew", &(id.as_str(), object(&id)))
            .await;
    }

    pub(crate) async fn close(&self, id: &str) {
        self.sessions.lock().unwrap().remove(&path_of(id));
        self.manager_signal("SessionRemoved", &(id, object(id)))
            .await;
    }

    /// Changes properties and says so, as the login service does.
    pub(crate) async fn change(&self, id: &str, changes: Vec<(&'static str, OwnedVariant)>) {
        let mut told: HashMap<&str, Variant<'_>> = HashMap::new();
        {
            let mut sessions = self.sessions.lock().unwrap();
            let properties = sessions.get_mut(&path_of(id)).unwrap();
            for (name, new) in &changes {
                properties.insert(name, new.try_clone().unwrap());
                // The login service sends no signal for this one.
                if *name != "State" {
                    told.insert(name, Variant::try_from(new).unwrap());
                }
            }
        }
        forge(&self.connection, None, id, told).await;
    }

    pub(crate) async fn set(&self, id: &str, name: &'static str, new: impl Into<Variant<'_>>) {
        self.change(id, vec![(name, value(new))]).await;
    }

    pub(crate) async fn manager_signal<B>(&self, name: &str, body: &B)
    where
        B: serde::Serialize + zbus::DynamicType,
    {
        self.connection
            .emit_signal(
                None::<&str>,
                MANAGER,
                "org.freedesktop.login1.Manager",
                name,
                body,
            )
            .await
            .unwrap();
    }

    async fn answer(&self, message: &Message) {
        let header = message.header();
        let member = header.member().unwrap().as_str().to_owned();
        let path = header.path().unwrap().as_str().to_owned();
        let body = message.body();
        match member.as_str() {
            "ListSessions" => {
                let listed: Vec<(String, u32, String, String, zbus::OwnedObjectPath)> = self
                    .sessions
                    .lock()
                    .unwrap()
                    .values()
                    .map(|properties| {
                        let id = properties["Id"].downcast_ref::<&str>().unwrap();
                        let name = properties["Name"].downcast_ref::<&str>().unwrap();
                        (
                            id.to_owned(),
                            0,
                            name.to_owned(),
                            "seat0".to_owned(),
                            object(id).into(),
                        )
                    })
                    .collect();
                self.connection.reply(&header, &listed).await.unwrap();
            }
            "GetAll" => {
                let found: Option<HashMap<String, OwnedVariant>> =
                    self.sessions.lock().unwrap().get(&path).map(|properties| {
                        properties
                            .iter()
                            .map(|(name, value)| ((*name).to_owned(), value.try_clone().unwrap()))
                            .collect()
                    });
                match found {
                    Some(found) => self.connection.reply(&header, &found).await.unwrap(),
                    None => {
                        self.refuse(&header, "org.freedesktop.DBus.Error.UnknownObject")
                            .await;
                    }
                }
            }
            "LockSession" | "TerminateSession" => {
                let id: &str = body.deserialize().unwrap();
                self.calls.lock().unwrap().push(format!("{member} {id}"));
                if self.sessions.lock().unwrap().contains_key(&path_of(id)) {
                    self.connection.reply(&header, &()).await.unwrap();
                } else {
                    self.refuse(&header, "org.freedesktop.login1.NoSuchSession")
                        .await;
                }
            }
            "Inhibit" => {
                let (what, _, _, mode): (&str, &str, &str, &str) = body.deserialize().unwrap();
                self.calls
                    .lock()
                    .unwrap()
                    .push(format!("Inhibit {what} {mode}"));
                let file = std::fs::File::open("/dev/null").unwrap();
                let fd = zbus::Fd::from(std::os::fd::OwnedFd::from(file));
                self.connection.reply(&header, &fd).await.unwrap();
            }
            "PowerOff" => {
                self.refuse(
                    &header,
                    "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
                )
                .await;
            }
            other => {
                self.calls.lock().unwrap().push(other.to_owned());
                self.connection.reply(&header, &()).await.unwrap();
            }
        }
    }

    async fn refuse(&self, header: &Header<'_>, name: &str) {
        self.connection
            .reply_error(header, name, &"no")
            .await
            .unwrap();
    }
}

fn object(id: &str) -> ObjectPath<'static> {
    ObjectPath::try_from(path_of(id)).unwrap()
}

/// Sends a signal of changed session properties, from whomever.
pub(crate) async fn forge(
    from: &Connection,
    to: Option<&str>,
    id: &str,
    changes: HashMap<&str, Variant<'_>>,
) {
    from.emit_signal(
        to,
        path_of(id),
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        &(
            "org.freedesktop.login1.Session",
            changes,
            Vec::<&str>::new(),
        ),
    )
    .await
    .unwrap();
}
