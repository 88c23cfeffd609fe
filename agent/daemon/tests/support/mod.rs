//! A daemon on a temporary socket, over a scripted machine and a store that can be broken at will.
#![allow(dead_code, reason = "each test file uses its part")]
#![expect(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    clippy::wildcard_enum_match_arm,
    reason = "a failed step ends the test"
)]

pub(crate) mod family;
pub(crate) mod keeper;

use keeper::FakeKeeper;
use luytre_core::id::Account;
use luytre_core::time::{BootTime, Span};
use luytre_daemon::{
    Alarm, Delay, Doorman, Error, FirstStart, Keeper, Limits, Memory, Mode, Options, People, Ports,
    Presence, Service, StoreKeeper, Watch, run,
};
use luytre_platform::accounts::AccountInfo;
use luytre_platform::paths::Paths;
use luytre_platform::peer::{LoginSession, Peer, Stream};
use luytre_platform::{Answer, Evidence, PresenceQuery, ProcessFacts};
use luytre_protocol::{
    ApplyMode, ChildRequest, Client, ClientError, ParentRequest, Reply, Request, ServerEvent,
    ServerFrame, WireError,
};
use luytre_store::{Cost, Store, Writer};
use luytre_testkit::{
    AN, Entry, FakeAlarm, FakeClock, FakeWorld, Journal, PATIENCE, RawConnection,
};
use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// A family with two children and a mother; An has an hour a day, half of it for games.
pub(crate) const HOUSE: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
language = "vi"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["mom"]

[[parent]]
id = "ba"
name = "Bà"
accounts = ["granny"]
role = "carer"
carer_minutes = 30

[[child]]
id = "an"
name = "An"
accounts = ["an"]

[child.screen]
daily = "1h"

[child.activity.games]
daily = "30m"

[[child]]
id = "binh"
name = "Bình"
accounts = ["binh"]

[child.screen]
daily = "2h"

[[program]]
id = "mines"
name = "Dò mìn"
activity = "games"
match = [{ exe = "/usr/games/mines" }]
"#;

/// Root's number and name.
pub(crate) const ROOT: (&str, u32) = ("root", 0);
/// The carer's.
pub(crate) const GRANNY: (&str, u32) = ("granny", 1004);

/// A running daemon.
pub(crate) struct Rig {
    pub(crate) world: FakeWorld,
    pub(crate) keeper: FakeKeeper,
    pub(crate) mode: Mode,
    pub(crate) limits: Limits,
    pub(crate) socket: PathBuf,
    /// Where state and socket are; the other folder, unless a test says otherwise.
    pub(crate) place: PathBuf,
    pub(crate) folder: tempfile::TempDir,
    /// The store is a real one, in the folder.
    on_disk: bool,
    writer: Option<Writer>,
    knocking: Arc<Mutex<VecDeque<Knock>>>,
    stop: Option<oneshot::Sender<()>>,
    daemon: Option<JoinHandle<Result<(), Error>>>,
}

impl Rig {
    /// Nothing runs yet.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = FakeWorld::new(FakeClock::monday_afternoon());
        world.add_account("root", 0, true);
        world.add_account("granny", 1004, false);
        // Presence that agrees with every claim, unless a test says otherwise.
        let keeper = FakeKeeper::new(world.journal.clone());
        Self {
            socket: folder.path().join("run").join("agent.sock"),
            world,
            keeper,
            mode: Mode::Enforcing,
            limits: Limits::default(),
            place: folder.path().to_owned(),
            folder,
            on_disk: false,
            writer: None,
            knocking: Arc::default(),
            stop: None,
            daemon: None,
        }
    }

    /// The same, with a real store and passphrases that cost nothing to try. Nothing runs yet.
    pub(crate) fn on_disk() -> Self {
        let mut rig = Self::new();
        rig.on_disk = true;
        rig.limits.try_cost = Some(Cost {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        });
        rig
    }

    /// Where the real store is.
    pub(crate) fn state_dir(&self) -> PathBuf {
        Paths::under(&self.place).state_dir
    }

    fn open_store(&mut self) -> (Memory, Arc<dyn Keeper>) {
        let paths = Paths::under(&self.place);
        for dir in [&paths.state_dir, &paths.config_dir] {
            std::fs::create_dir_all(dir).unwrap();
        }
        let options = luytre_store::Options {
            extra_marker: Some(paths.config_dir.join("provisioned")),
            ..luytre_store::Options::default()
        };
        let (store, opened) = Store::open(&paths.state_dir, &options).unwrap();
        let memory = Memory {
            opened,
            state: store.state().unwrap(),
            policy: store.latest_policy().unwrap(),
            beat: store.last_beat().cloned(),
            access: store.access().unwrap(),
            tries: store.tries().unwrap(),
            consents: store.consents().unwrap(),
        };
        let writer = Writer::spawn(store).unwrap();
        let keeper = Arc::new(StoreKeeper::new(writer.handle()));
        self.writer = Some(writer);
        (memory, keeper)
    }

    /// With the family set up, and the daemon running.
    pub(crate) async fn with_family() -> Self {
        let mut rig = Self::new();
        rig.start().await;
        rig.apply(HOUSE).await;
        rig
    }

    /// Starts the daemon with whatever the store holds; returns when it listens.
    pub(crate) async fn start(&mut self) {
        if self.on_disk {
            let (memory, keeper) = self.open_store();
            self.run_with(FirstStart::Wait, memory, keeper).await;
        } else {
            self.start_with(FirstStart::Wait, self.keeper.memory())
                .await;
        }
    }

    pub(crate) async fn start_with(&mut self, first: FirstStart, memory: Memory) {
        let keeper = Arc::new(self.keeper.clone());
        self.run_with(first, memory, keeper).await;
    }

    async fn run_with(&mut self, first: FirstStart, memory: Memory, keeper: Arc<dyn Keeper>) {
        let paths = Paths::under(&self.place);
        std::fs::create_dir_all(&paths.runtime_dir).unwrap();
        let options = Options {
            service: Service::System,
            paths,
            first,
            limits: self.limits.clone(),
        };
        let (events, received) = mpsc::channel(1024);
        self.world.connect(events);
        let machine = Arc::new(Machine {
            world: self.world.clone(),
            knocking: self.knocking.clone(),
        });
        let ports = Ports {
            clock: Arc::new(self.world.clock.clone()),
            alarm: Box::new(TestAlarm(self.world.clock.alarm())),
            sessions: Arc::new(self.world.clone()),
            processes: Arc::new(self.world.clone()),
            watch: machine.clone(),
            presence: Box::new(TestPresence(self.world.clone())),
            people: machine.clone(),
            doorman: machine,
            keeper,
            events: received,
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let mode = self.mode;
        self.stop = Some(stop);
        self.daemon = Some(tokio::spawn(async move {
            let stop = async { drop(stopped.await) };
            run(&options, mode, ports, memory, stop).await
        }));
        // It serves as soon as a greeting is answered.
        self.until_listening().await;
    }

    async fn until_listening(&mut self) {
        let waiting = async {
            while !self.socket.exists() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.unwrap();
        drop(self.client(ROOT).await);
    }

    /// Asks it to stop, as a signal does, and waits until it has.
    pub(crate) async fn stop(&mut self) {
        drop(self.stop.take());
        let daemon = self.daemon.take().unwrap();
        tokio::time::timeout(PATIENCE, daemon)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        self.close_store();
    }

    fn close_store(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.shutdown().unwrap();
        }
    }

    /// Waits until it ends by itself, and says why.
    pub(crate) async fn ended(&mut self) -> Error {
        let daemon = self.daemon.take().unwrap();
        self.world.disconnect();
        tokio::time::timeout(PATIENCE, daemon)
            .await
            .unwrap()
            .unwrap()
            .unwrap_err()
    }

    /// Ends it without a word, as kill -9 does.
    pub(crate) async fn kill(&mut self) {
        let daemon = self.daemon.take().unwrap();
        daemon.abort();
        self.world.disconnect();
        assert!(daemon.await.unwrap_err().is_cancelled());
        self.close_store();
        std::fs::remove_file(&self.socket).unwrap();
    }

    /// Puts a household into effect, as root.
    pub(crate) async fn apply(&self, text: &str) {
        let reply = self.client(ROOT).await.request(apply(text)).await.unwrap();
        assert!(matches!(reply, Reply::Applied(_)), "{reply:?}");
    }

    /// A greeted client of an account, from another of its logins than the first.
    pub(crate) async fn client_from(&self, (account, uid): (&str, u32), login: u32) -> Client {
        self.knock(account, uid, login);
        let stream = tokio::net::UnixStream::connect(&self.socket).await.unwrap();
        let options = luytre_protocol::Options::new("test");
        Client::over(stream, &options).await.unwrap()
    }

    /// A greeted client of an account.
    pub(crate) async fn client(&self, (account, uid): (&str, u32)) -> Client {
        self.try_client((account, uid)).await.unwrap()
    }

    pub(crate) async fn try_client(
        &self,
        (account, uid): (&str, u32),
    ) -> Result<Client, ClientError> {
        self.next_is((account, uid));
        let stream = tokio::net::UnixStream::connect(&self.socket).await.unwrap();
        Client::over(stream, &luytre_protocol::Options::new("test")).await
    }

    /// A connection of an account that may misbehave.
    pub(crate) async fn raw(&self, who: (&str, u32)) -> RawConnection {
        self.next_is(who);
        RawConnection::open(&self.socket).await
    }

    /// The same, greeted.
    pub(crate) async fn raw_greeted(
        &self,
        who: (&str, u32),
    ) -> (RawConnection, Option<ServerFrame>) {
        self.next_is(who);
        RawConnection::greet(&self.socket).await
    }

    fn next_is(&self, (account, uid): (&str, u32)) {
        self.knock(account, uid, 1);
    }

    fn knock(&self, account: &str, uid: u32, login: u32) {
        let knock = Knock {
            account: account.to_owned(),
            uid,
            login,
        };
        self.knocking.lock().unwrap().push_back(knock);
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.world.journal
    }

    /// Lets true time pass and waits until the daemon has noticed.
    pub(crate) async fn pass(&self, span: Span) {
        self.world.clock.advance(span);
        self.status_of_root().await;
    }

    /// How things stand; everything that happened before is taken in by then.
    pub(crate) async fn status_of_root(&self) -> luytre_core::status::Status {
        // Events of the machine are queued before this request is sent, but the loop takes from either queue: two rounds see
        // to it that nothing older is left.
        let mut client = self.client(ROOT).await;
        let mut last = None;
        for _ in 0..3 {
            for _ in 0..64 {
                tokio::task::yield_now().await;
            }
            match client.request(ParentRequest::Status {}).await.unwrap() {
                Reply::Status(status) => last = Some(status),
                _ => unreachable!("only a status answers this"),
            }
        }
        last.unwrap()
    }

    /// What a child has used today.
    pub(crate) async fn used(&self, child: &str) -> Span {
        let status = self.status_of_root().await;
        status
            .children
            .iter()
            .find(|known| known.id.as_str() == child)
            .unwrap()
            .screen
            .used
    }

    /// An is logged in and in use.
    pub(crate) async fn login_an(&self) {
        self.world.login("c2", AN);
        let status = self.status_of_root().await;
        assert_eq!(
            status.children[0].state,
            luytre_core::status::Presence::Active,
            "{status:?}"
        );
    }
}

/// A request that applies a household.
pub(crate) fn apply(text: &str) -> ParentRequest {
    ParentRequest::PolicyApply {
        text: text.to_owned(),
        note: String::new(),
        mode: ApplyMode::Apply,
        expect: None,
    }
}

/// The error that a request was answered with.
pub(crate) async fn refused(client: &mut Client, request: impl Into<Request>) -> WireError {
    match client.request(request).await {
        Err(ClientError::Refused(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// The next event that fits; fails the test if none comes.
pub(crate) async fn event_that(
    client: &mut Client,
    fits: impl Fn(&ServerEvent) -> bool,
) -> ServerEvent {
    let found = async {
        loop {
            let event = client.next_event().await.unwrap();
            if fits(&event) {
                return event;
            }
        }
    };
    tokio::time::timeout(PATIENCE, found).await.unwrap()
}

pub(crate) fn is_lock(entry: &Entry) -> bool {
    matches!(entry, Entry::Locked(_))
}

pub(crate) fn my_status() -> ChildRequest {
    ChildRequest::Status {}
}

struct TestAlarm(FakeAlarm);

impl Alarm for TestAlarm {
    fn set(&self, at: Option<BootTime>) {
        self.0.set(at);
    }

    fn rung(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.rung())
    }
}

struct TestPresence(FakeWorld);

impl Presence for TestPresence {
    fn look(&mut self, query: &PresenceQuery, _: BootTime) -> Evidence {
        self.0.look(query.uid)
    }
}

/// Who connects next, as the kernel will say.
struct Knock {
    account: String,
    uid: u32,
    login: u32,
}

struct Machine {
    world: FakeWorld,
    knocking: Arc<Mutex<VecDeque<Knock>>>,
}

impl Watch for Machine {
    fn set_accounts(&self, uids: BTreeSet<u32>) {
        self.world.watch(uids);
    }

    fn inventory(&self, uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, luytre_platform::Error> {
        Ok(self.world.processes_of(uids))
    }

    fn delay_sleep(&self) -> Answer<'_, Delay> {
        let held = Held(self.world.journal.clone());
        self.world.journal.add(Entry::DelayTaken);
        Box::pin(async move {
            let held: Delay = Box::new(held);
            Ok(held)
        })
    }
}

struct Held(Journal);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.add(Entry::DelayGivenUp);
    }
}

impl People for Machine {
    fn find(&self, account: &Account) -> Result<AccountInfo, luytre_platform::Error> {
        self.world.account(account)
    }

    fn me(&self) -> Result<AccountInfo, luytre_platform::Error> {
        self.world.account(&AN.0.into())
    }

    fn is_administrator(&self, info: &AccountInfo) -> bool {
        self.world.is_administrator(&info.account)
    }

    fn ordinary(&self) -> Vec<AccountInfo> {
        vec![self.world.account(&AN.0.into()).unwrap()]
    }

    fn login_is_checked(&self) -> Option<bool> {
        Some(true)
    }
}

impl Doorman for Machine {
    fn peer(&self, _: &Stream) -> Result<Peer, luytre_platform::Error> {
        let knock = self
            .knocking
            .lock()
            .unwrap()
            .pop_front()
            .expect("every connection is announced");
        Ok(Peer {
            uid: knock.uid,
            account: Some(knock.account.into()),
            process: None,
            login: Some(LoginSession::Audit(knock.login)),
        })
    }
}
