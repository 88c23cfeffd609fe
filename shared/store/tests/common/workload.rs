//! What a store is put through while it is recorded, and what a reader sees of it after each step.
//!
//! A workload is a list of steps. A child process does them one after the other, and after each says that it is done
//! and writes down all that a reader sees. A store that was stopped anywhere must show what was seen after the last step
//! that was acknowledged, or after the one that was under way: all of a step, or nothing of it.

use super::*;
use luytre_store::{HistoryKey, Opened};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Mutex;

/// Everything a reader sees of a store, by subject.
pub(crate) type Seen = BTreeMap<String, String>;

/// Whether a step is one change or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it or nothing.
    One,
    /// Several changes, one after the other: each subject is as it was before or as it is after.
    Several,
}

/// A store at work.
pub(crate) struct Rig {
    pub(crate) dir: PathBuf,
    pub(crate) store: Option<Store>,
    /// The last beat that was written.
    pub(crate) beat: i64,
}

impl Rig {
    pub(crate) fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    pub(crate) fn commit(&mut self, batch: &Batch) {
        let committed = self.store().commit(batch).unwrap();
        assert!(committed.lagging.is_none() && committed.backup.is_none());
    }

    pub(crate) fn beat(&mut self, n: i64) {
        self.store().beat(&moment(n)).unwrap();
        self.beat = n;
    }

    pub(crate) fn open(&mut self) -> Opened {
        let (store, opened) = Store::open(&self.dir.join("state"), &options(&self.dir)).unwrap();
        self.store = Some(store);
        opened
    }

    pub(crate) fn close(&mut self) {
        self.store.take().unwrap().close().unwrap();
    }
}

/// How a store in `state` below this directory is opened: with a second marker elsewhere.
pub(crate) fn options(dir: &Path) -> Options {
    Options {
        extra_marker: Some(dir.join("etc/provisioned")),
        ..Options::default()
    }
}

/// One step.
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) extent: Extent,
    run: Box<dyn Fn(&mut Rig) + Send + Sync>,
}

/// A list of steps, and where it begins.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    /// Makes what is there before the first step.
    pub(crate) prepare: fn(&Path),
    /// What an opening may say after a crash in it.
    pub(crate) may_open_as: fn(&Opened) -> bool,
    pub(crate) steps: Vec<Step>,
}

impl Workload {
    fn new(name: &'static str, prepare: fn(&Path), may_open_as: fn(&Opened) -> bool) -> Self {
        Self {
            name,
            prepare,
            may_open_as,
            steps: Vec::new(),
        }
    }

    fn step(&mut self, name: impl Into<String>, run: impl Fn(&mut Rig) + Send + Sync + 'static) {
        self.extended(name, Extent::One, run);
    }

    fn extended(
        &mut self,
        name: impl Into<String>,
        extent: Extent,
        run: impl Fn(&mut Rig) + Send + Sync + 'static,
    ) {
        self.steps.push(Step {
            name: name.into(),
            extent,
            run: Box::new(run),
        });
    }
}

/// The workload of this name.
fn named(name: &str) -> Workload {
    let all = [life(), long_log(), restoring(), finishing_a_crash()];
    all.into_iter()
        .find(|workload| workload.name == name)
        .unwrap()
}

fn nothing(dir: &Path) {
    fs::create_dir(dir.join("etc")).unwrap();
}

fn as_it_was(opened: &Opened) -> bool {
    matches!(opened, Opened::Fresh | Opened::Existing)
}

fn restored(opened: &Opened) -> bool {
    matches!(opened, Opened::FromCopy { .. } | Opened::Existing)
}

/// A household from its first day on.
pub(crate) fn life() -> Workload {
    let mut life = Workload::new("life", nothing, as_it_was);
    life.step("make the store", |rig| {
        assert_eq!(rig.open(), Opened::Fresh);
    });
    life.step("first records", |rig| rig.commit(&records(vec![audit(0)])));
    life.step("set up", |rig| {
        rig.commit(&Batch {
            policy: Some(policy(1)),
            state: Some(state(1)),
            records: vec![audit(1)],
            ..Batch::default()
        });
    });
    life.step("beat", |rig| rig.beat(1));
    for n in 0..4 {
        life.step(format!("records and state {n}"), move |rig| {
            rig.commit(&Batch {
                records: (0..=n)
                    .map(|i| usage("be-an-secret", 0, 10 * n + i))
                    .collect(),
                state: Some(state(10 + n)),
                ..Batch::default()
            });
        });
        life.step("beat", move |rig| rig.beat(10 + n));
    }
    life.step("another household", |rig| rig.commit(&applies(2)));
    life.step("grant", |rig| {
        rig.commit(&records(vec![grant("be-an-secret", 0), audit(2)]));
    });
    life.step("close the day", |rig| {
        rig.commit(&Batch {
            records: vec![closed("be-an-secret", 0, 10)],
            state: Some(state(20)),
            ..Batch::default()
        });
    });
    life.step("stop", Rig::close);
    life.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    life.step("state after the start", |rig| rig.commit(&saves(21)));
    life.step("beat", |rig| rig.beat(21));
    life.step("household, state and records", |rig| {
        rig.commit(&Batch {
            records: vec![audit(3), usage("be-binh-secret", 1, 1)],
            state: Some(state(22)),
            policy: Some(policy(3)),
            ..Batch::default()
        });
    });
    life.step("stop", Rig::close);
    life
}

/// So many commits that SQLite itself moves the log into the database, and begins it anew.
pub(crate) fn long_log() -> Workload {
    let mut long = Workload::new(
        "long log",
        |dir| {
            nothing(dir);
            let mut rig = Rig {
                dir: dir.to_owned(),
                store: None,
                beat: 0,
            };
            rig.open();
            rig.commit(&applies(1));
            // Just below 512 pages, where the log is moved.
            let log = dir.join("state/luytre.db-wal");
            let mut n = 0;
            while fs::metadata(&log).unwrap().len() < 440 * 1024 {
                n += 1;
                rig.commit(&saves(n));
            }
            copy_crashed(dir, rig);
        },
        as_it_was,
    );
    long.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    for n in 0..8 {
        long.step(format!("records and state {n}"), move |rig| {
            rig.commit(&Batch {
                records: (0..3)
                    .map(|i| usage("be-an-secret", 0, 10 * n + i))
                    .collect(),
                state: Some(format!("{{\"n\":{n},\"pad\":\"{}\"}}", "p".repeat(8_000))),
                ..Batch::default()
            });
        });
    }
    long.step("stop", Rig::close);
    long
}

/// Leaves what a crash leaves: nothing is moved out of the log.
fn copy_crashed(dir: &Path, rig: Rig) {
    let aside = fast_dir();
    copy_dir(&dir.join("state"), &aside.path().join("state"));
    drop(rig);
    fs::remove_dir_all(dir.join("state")).unwrap();
    copy_dir(&aside.path().join("state"), &dir.join("state"));
}

/// A store whose database is broken in the middle.
fn broken(dir: &Path) {
    nothing(dir);
    let mut rig = Rig {
        dir: dir.to_owned(),
        store: None,
        beat: 0,
    };
    rig.open();
    rig.commit(&applies(1));
    rig.commit(&applies(2));
    for n in 0..6 {
        rig.commit(&Batch {
            records: (0..4)
                .map(|i| usage("be-an-secret", 0, 10 * n + i))
                .collect(),
            state: Some(state(n)),
            ..Batch::default()
        });
    }
    rig.commit(&saves(9));
    rig.beat(5);
    rig.close();
    let path = dir.join("state/luytre.db");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.len() - 300;
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// The rebuilding itself is interrupted.
pub(crate) fn restoring() -> Workload {
    let mut restoring = Workload::new("restoring", broken, restored);
    restoring.step("restore", |rig| {
        assert!(matches!(rig.open(), Opened::FromCopy { .. }));
    });
    restoring.step("go on", |rig| {
        rig.commit(&Batch {
            records: vec![audit(7)],
            state: Some(state(10)),
            ..Batch::default()
        });
    });
    restoring.step("beat", |rig| rig.beat(7));
    restoring.step("stop", Rig::close);
    restoring
}

/// A start after a crash: a log to be taken over, and copies that are behind.
pub(crate) fn finishing_a_crash() -> Workload {
    let mut again = Workload::new(
        "start after a crash",
        |dir| {
            nothing(dir);
            let mut rig = Rig {
                dir: dir.to_owned(),
                store: None,
                beat: 0,
            };
            rig.open();
            rig.commit(&applies(1));
            rig.commit(&saves(1));
            let behind = fast_dir();
            copy_dir(&dir.join("state"), &behind.path().join("state"));
            rig.commit(&Batch {
                policy: Some(policy(2)),
                state: Some(state(2)),
                records: vec![audit(2)],
                ..Batch::default()
            });
            copy_crashed(dir, rig);
            for name in ["state.copy", "policy.copy"] {
                fs::copy(
                    behind.path().join("state").join(name),
                    dir.join("state").join(name),
                )
                .unwrap();
            }
        },
        as_it_was,
    );
    again.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    again.step("go on", |rig| rig.commit(&saves(3)));
    again.step("stop", Rig::close);
    again
}

/// The body of the child's test: does the steps of the workload named in the environment.
pub(crate) fn run_child() {
    let Some(dir) = child_dir() else { return };
    let name = std::env::var("LUYTRE_STORE_TEST_WORKLOAD").unwrap();
    let workload = named(&name);
    let mut rig = Rig {
        dir: dir.join("disk"),
        store: None,
        beat: 0,
    };
    let reader = Reader::default();
    let mut last = Seen::new();
    for (number, step) in workload.steps.iter().enumerate() {
        (step.run)(&mut rig);
        // Said before anything else is done, so that nothing lies between the step's last call and its word.
        let mut out = std::io::stdout();
        writeln!(out, "\nack {number} {}", rig.beat).unwrap();
        out.flush().unwrap();
        if let Some(store) = &rig.store {
            last = reader.see(store);
        }
        let text = serde_json::to_vec(&last).unwrap();
        fs::write(dir.join("seen").join(number.to_string()), text).unwrap();
    }
}

/// Sees what is in a store; remembers what is dear to work out.
#[derive(Default)]
pub(crate) struct Reader {
    key: Mutex<Option<HistoryKey>>,
}

impl Reader {
    /// Everything there is to see.
    pub(crate) fn see(&self, store: &Store) -> Seen {
        let mut seen = Seen::new();
        let policy = store.latest_policy().unwrap();
        let mut text = format!("{policy:?}\n");
        for line in store.policy_history(None, 100).unwrap() {
            writeln!(text, "{line:?}").unwrap();
        }
        seen.insert("household".to_owned(), text);
        seen.insert("state".to_owned(), format!("{:?}", store.state().unwrap()));
        let mut text = String::new();
        for record in all(store) {
            writeln!(text, "{record:?}").unwrap();
        }
        seen.insert("records".to_owned(), text);
        let _ = &self.key;
        seen
    }
}
