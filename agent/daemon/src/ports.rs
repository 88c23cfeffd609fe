//! What the loop needs of the outside, each behind a small trait, so that tests can hold the world in their hands.

use luytre_core::id::Account;
use luytre_core::time::{BootTime, Moment};
use luytre_platform::accounts::AccountInfo;
use luytre_platform::peer::{Peer, Stream};
use luytre_platform::{
    Answer, Clock, Error, Evidence, PlatformEvent, PresenceQuery, ProcessControl, ProcessFacts,
    SessionControl,
};
use luytre_store::{
    AccessBook, Batch, Committed, Erase, ErasedCount, History, HistoryFilter, HistoryKey,
    HistoryStatus, Page, PolicyEntry, PolicyInfo, PolicyVersion, RecordFilter, Sealing,
};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Wakes the loop at a boot time.
pub trait Alarm: Send {
    /// Sets it; `None` switches it off; a time already past rings at once.
    fn set(&self, at: Option<BootTime>);
    /// Waits until it rings; safe to drop and call again.
    fn rung(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// Something that lives as long as sleep and shutdown shall be held up.
pub type Delay = Box<dyn Send>;

/// What the operating system lets us watch.
pub trait Watch: Send + Sync {
    /// Whose processes are told of from now on.
    fn set_accounts(&self, uids: BTreeSet<u32>);
    /// The processes of these accounts now.
    ///
    /// # Errors
    /// The process list cannot be read.
    fn inventory(&self, uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, Error>;
    /// Holds up sleep and shutdown until the value is dropped.
    fn delay_sleep(&self) -> Answer<'_, Delay>;
}

/// What the kernel shows of a person's presence.
pub trait Presence: Send {
    /// Looks now.
    fn look(&mut self, query: &PresenceQuery, now: BootTime) -> Evidence;
}

/// The user database.
pub trait People: Send + Sync {
    /// Looks a login name up.
    ///
    /// # Errors
    /// There is no such account, or the database cannot be read.
    fn find(&self, account: &Account) -> Result<AccountInfo, Error>;
    /// The account that runs the agent.
    ///
    /// # Errors
    /// It has no name here.
    fn me(&self) -> Result<AccountInfo, Error>;
    /// Whether the account may become root. An unreadable database is answered with yes: it is what has to be looked at.
    fn is_administrator(&self, info: &AccountInfo) -> bool;
    /// The accounts of people who do not administer the machine.
    fn ordinary(&self) -> Vec<AccountInfo>;
    /// Whether the login check is installed; `None` where it cannot be told.
    fn login_is_checked(&self) -> Option<bool>;
}

/// Who knocks.
pub trait Doorman: Send + Sync {
    /// The other end of a connection, as the kernel says.
    ///
    /// # Errors
    /// The kernel does not say.
    fn peer(&self, stream: &Stream) -> Result<Peer, Error>;
}

/// A store's answer, some time later.
pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, luytre_store::Error>> + Send>>;

/// The store, as seen from the loop. Its work is done elsewhere; asking never blocks.
pub trait Keeper: Send + Sync {
    /// Writes a batch as a whole; the answer comes when it is durable.
    fn commit(&self, batch: Batch) -> Later<Committed>;
    /// Notes that counting went on up to this moment.
    fn beat(&self, moment: Moment) -> Later<()>;
    /// A version of the household; the latest if none is named.
    fn policy(&self, version: Option<PolicyVersion>) -> Later<Option<PolicyEntry>>;
    /// Versions below one, newest first.
    fn policies(&self, before: Option<PolicyVersion>, limit: usize) -> Later<Vec<PolicyInfo>>;
    /// Rows of the ledger, newest first.
    fn records(&self, filter: RecordFilter) -> Later<Page>;

    // A keeper without a history has what follows.

    /// Who can open the history.
    fn access(&self) -> Later<Option<AccessBook>> {
        Box::pin(async { Ok(None) })
    }
    /// Puts the first book in force and seals the days that wait.
    fn begin_history(&self, _: AccessBook, _: HistoryKey) -> Later<u32> {
        Box::pin(async { Err(luytre_store::Error::NoHistory) })
    }
    /// After an unlocking: makes the day's key anew if it is gone, and seals the days that wait.
    fn resume_history(&self, _: HistoryKey) -> Later<u32> {
        Box::pin(async { Err(luytre_store::Error::NoHistory) })
    }
    /// Days and weeks.
    fn history(&self, _: HistoryKey, _: HistoryFilter) -> Later<History> {
        Box::pin(async { Err(luytre_store::Error::NoHistory) })
    }
    /// How the history is, without opening it.
    fn history_status(&self) -> Later<HistoryStatus> {
        let nothing = HistoryStatus {
            sealing: Sealing::NotBegun,
            waiting: 0,
            sealed: 0,
            noticed: false,
            backup: None,
        };
        Box::pin(async move { Ok(nothing) })
    }
    /// Destroys.
    fn erase(&self, _: HistoryKey, _: Erase) -> Later<ErasedCount> {
        Box::pin(async { Err(luytre_store::Error::NoHistory) })
    }
}

/// Whether the agent can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It locks and ends what the rules forbid.
    Enforcing,
    /// It counts and tells, for one person.
    WatchOnly {
        /// That person's number.
        owner: u32,
    },
}

/// Everything outside, put together by `wiring`, or by a test.
pub struct Ports {
    /// Reads all clocks.
    pub clock: Arc<dyn Clock>,
    /// Wakes us.
    pub alarm: Box<dyn Alarm>,
    /// Orders to sessions and to the machine.
    pub sessions: Arc<dyn SessionControl>,
    /// Orders to processes.
    pub processes: Arc<dyn ProcessControl>,
    /// What we are told of.
    pub watch: Arc<dyn Watch>,
    /// What can be seen of presence.
    pub presence: Box<dyn Presence>,
    /// The user database.
    pub people: Arc<dyn People>,
    /// Who knocks.
    pub doorman: Arc<dyn Doorman>,
    /// The store.
    pub keeper: Arc<dyn Keeper>,
    /// What happens.
    pub events: mpsc::Receiver<PlatformEvent>,
}
