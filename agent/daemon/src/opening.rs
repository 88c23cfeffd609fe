//! Opens the store. Where the disk does not let us although a household was set up, the agent goes on without one: then
//! everything is lost for the moment, and the restrictive fallback applies. A broken disk must not free anybody.

use crate::memory::Memory;
use crate::options::{Options, Service};
use crate::ports::{Keeper, Later};
use crate::store_keeper::StoreKeeper;
use anyhow::Context;
use luytre_core::time::Moment;
use luytre_platform::credential::Credentials;
use luytre_store::{
    Batch, Committed, Damage, Error, GuardFailed, KeyGuard, Opened, Page, PolicyEntry, PolicyInfo,
    PolicyVersion, RecordFilter, Salvage, Store, Writer,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// Name of the machine key among the system's credentials.
const CREDENTIAL: &str = "luytre-machine-key";
/// The system gets this long for each question about it.
const GUARD_WITHIN: Duration = Duration::from_secs(4);

/// What the agent remembers, and who keeps what comes.
pub(crate) struct Shelf {
    pub(crate) memory: Memory,
    pub(crate) keeper: Arc<dyn Keeper>,
    /// To be shut down at the end; `None` without a store.
    pub(crate) writer: Option<Writer>,
}

/// Opens the store, or decides to go on without.
pub(crate) fn open(options: &Options) -> anyhow::Result<Shelf> {
    let paths = &options.paths;
    let marks = luytre_store::Options {
        extra_marker: match options.service {
            // Whoever removes the whole state folder shall not find a machine without limits afterwards.
            Service::System => Some(paths.config_dir.join("provisioned")),
            Service::Foreground => None,
        },
        guard: guard(options.service),
    };
    match Store::open(&paths.state_dir, &marks) {
        Ok((store, opened)) => {
            let memory = Memory {
                opened,
                state: store.state().context("the saved state")?,
                policy: store.latest_policy().context("the stored household")?,
                beat: store.last_beat().cloned(),
                access: store.access().context("who can open the history")?,
                tries: store.tries().context("counted tries")?,
                consents: store.consents().context("what the family agreed to")?,
            };
            let writer = Writer::spawn(store).context("the store's thread")?;
            let keeper = Arc::new(StoreKeeper::new(writer.handle()));
            Ok(Shelf {
                memory,
                keeper,
                writer: Some(writer),
            })
        }
        Err(error)
            if is_the_disk(&error) && marks.extra_marker.is_some_and(|marker| marker.exists()) =>
        {
            tracing::error!(%error, remedy = ?error.remedy(), "no store: the restrictive fallback applies");
            let salvage = Salvage {
                kept: 0,
                lost: None,
            };
            // Whose logins were children's cannot be read either; the fallback takes every ordinary one.
            let opened = Opened::Lost {
                why: Damage::Unreadable,
                accounts: Vec::new(),
                salvage,
            };
            let memory = Memory::empty(opened);
            Ok(Shelf {
                memory,
                keeper: Arc::new(NoStore {
                    dir: paths.state_dir.clone(),
                }),
                writer: None,
            })
        }
        Err(error) => {
            Err(error).with_context(|| format!("the store in {}", paths.state_dir.display()))
        }
    }
}

/// What keeps the machine key, where the machine has something better for it than a file. Asking for it has a time
/// limit, so that nothing of it keeps the service from starting.
fn guard(service: Service) -> Option<Arc<dyn KeyGuard>> {
    match service {
        Service::System => {
            let credentials = Credentials::of_system(GUARD_WITHIN)?;
            Some(Arc::new(SystemGuard(credentials)))
        }
        Service::Foreground => None,
    }
}

/// The system's keeper of credentials.
#[derive(Debug)]
struct SystemGuard(Credentials);

impl KeyGuard for SystemGuard {
    fn protect(&self, key: &[u8; 32]) -> Result<Vec<u8>, GuardFailed> {
        let sealed = self.0.seal(CREDENTIAL, key);
        sealed.map_err(|error| GuardFailed(error.to_string()))
    }

    fn reveal(&self, credential: &[u8]) -> Result<Zeroizing<[u8; 32]>, GuardFailed> {
        let opened = self.0.open(CREDENTIAL, credential);
        let opened = opened.map_err(|error| GuardFailed(error.to_string()))?;
        let mut key = Zeroizing::new([0; 32]);
        if opened.len() != key.len() {
            return Err(GuardFailed("it gives something else out".to_owned()));
        }
        key.copy_from_slice(&opened);
        Ok(key)
    }
}

/// A failure that a child could wait for or bring about; the others are an administrator's doing, who is told.
fn is_the_disk(error: &Error) -> bool {
    match error {
        Error::DiskFull { .. }
        | Error::ReadOnly { .. }
        | Error::NoAccess { .. }
        | Error::Io { .. }
        | Error::Damaged(_)
        | Error::NoRandomness
        | Error::Database { .. } => true,
        Error::InUse { .. }
        | Error::FromTheFuture { .. }
        | Error::NotOurs { .. }
        | Error::TooLarge { .. }
        | Error::Encode { .. }
        | Error::Cost { .. }
        | Error::WrongKey
        | Error::NoHistory
        | Error::HistoryExists
        | Error::Busy
        | Error::WriterGone => false,
    }
}

/// Keeps nothing, and says so every time.
#[derive(Debug)]
struct NoStore {
    dir: PathBuf,
}

impl NoStore {
    fn refuse<T: Send + 'static>(&self) -> Later<T> {
        let path = self.dir.clone();
        Box::pin(async move { Err(Error::ReadOnly { path }) })
    }
}

impl Keeper for NoStore {
    fn commit(&self, _: Batch) -> Later<Committed> {
        self.refuse()
    }

    fn beat(&self, _: Moment) -> Later<()> {
        self.refuse()
    }

    fn policy(&self, _: Option<PolicyVersion>) -> Later<Option<PolicyEntry>> {
        self.refuse()
    }

    fn policies(&self, _: Option<PolicyVersion>, _: usize) -> Later<Vec<PolicyInfo>> {
        self.refuse()
    }

    fn records(&self, _: RecordFilter) -> Later<Page> {
        self.refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::options::FirstStart;
    use luytre_platform::paths::Paths;

    fn options(dir: &std::path::Path) -> Options {
        let paths = Paths::under(dir);
        Options {
            service: Service::System,
            paths,
            first: FirstStart::Wait,
            limits: Limits::default(),
        }
    }

    #[test]
    fn a_keeper_that_fails_says_so_and_a_private_agent_asks_none() {
        assert!(guard(Service::Foreground).is_none());
        let broken = SystemGuard(Credentials::of_program(
            "/nonexistent/keeper".into(),
            GUARD_WITHIN,
        ));
        assert!(broken.protect(&[7; 32]).is_err());
        assert!(broken.reveal(b"sealed").is_err());
    }

    /// A file where the folder belongs stands for a disk that does not let us at the state.
    #[tokio::test]
    async fn a_disk_that_refuses_frees_nobody_once_a_household_was_set_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut options = options(folder.path());
        let blocked = folder.path().join("blocked");
        std::fs::write(&blocked, "").unwrap();
        options.paths.state_dir = blocked.join("state");
        assert!(
            open(&options).is_err(),
            "nothing was ever set up: an error is all there is to say"
        );

        std::fs::create_dir_all(&options.paths.config_dir).unwrap();
        std::fs::write(options.paths.config_dir.join("provisioned"), "").unwrap();
        let shelf = open(&options).unwrap();
        assert!(matches!(shelf.memory.opened, Opened::Lost { .. }));
        assert!(shelf.writer.is_none());
        let batch = Batch {
            state: Some("{}".to_owned()),
            ..Batch::default()
        };
        assert!(matches!(
            shelf.keeper.commit(batch).await,
            Err(Error::ReadOnly { .. })
        ));
    }
}
