//! What a store is put through while it is recorded, and what a reader sees of it after each step.
//!
//! A workload is a list of steps. A child process does them one after the other, and after each says that it is done
//! and writes down all that a reader sees. A store that was stopped anywhere must show what was seen after the last step
//! that was acknowledged, or after the one that was under way: all of a step, or nothing of it.

use crate::common::*;
use crate::days::*;
use crate::disk;
use luytre_core::time::WallTime;
use luytre_store::{
    Batch, ConsentRecord, Erase, HistoryFilter, HistoryKey, Opened, Options, Passphrase, QuickCode,
    Store, Tries, TrySubject,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Everything a reader sees of a store, by subject. [`BACKUPS`] belong to a step and are not part of its one change.
pub(crate) type Seen = BTreeMap<String, String>;

/// The names of the backups, a line each.
pub(crate) const BACKUPS: &str = "backups";

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
    /// All backups are wiped in it, and a new one is made.
    pub(crate) renews_backups: bool,
    run: Box<dyn Fn(&mut Rig) + Send + Sync>,
}

/// A list of steps, and where it begins.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    /// Makes what is there before the first step.
    pub(crate) prepare: fn(&Path),
    /// Whether an opening may say this after a crash in it, with so many steps done.
    pub(crate) may_open_as: fn(&Opened, usize) -> bool,
    pub(crate) steps: Vec<Step>,
}

impl Workload {
    fn new(
        name: &'static str,
        prepare: fn(&Path),
        may_open_as: fn(&Opened, usize) -> bool,
    ) -> Self {
        Self {
            name,
            prepare,
            may_open_as,
            steps: Vec::new(),
        }
    }

    fn step(&mut self, name: impl Into<String>, run: impl Fn(&mut Rig) + Send + Sync + 'static) {
        self.steps.push(Step {
            name: name.into(),
            renews_backups: false,
            run: Box::new(run),
        });
    }

    /// As [`Workload::step`], for a step that wipes all backups and makes a new one.
    fn step_anew(
        &mut self,
        name: impl Into<String>,
        run: impl Fn(&mut Rig) + Send + Sync + 'static,
    ) {
        self.step(name, run);
        self.steps.last_mut().unwrap().renews_backups = true;
    }
}

/// The workload of this name.
fn named(name: &str) -> Workload {
    let all = [
        life(),
        log_fills_up(),
        restoring(),
        start_after_a_crash(),
        history_begins(),
        old_history(),
        erasing(),
        history_restored(),
        key_is_gone(),
    ];
    all.into_iter()
        .find(|workload| workload.name == name)
        .unwrap()
}

fn nothing(dir: &Path) {
    fs::create_dir(dir.join("etc")).unwrap();
}

fn as_it_was(opened: &Opened, done: usize) -> bool {
    *opened == Opened::Existing || done <= 1 && *opened == Opened::Fresh
}

/// What was broken is told until something was written after it.
fn restored(opened: &Opened, done: usize) -> bool {
    match done {
        0 | 1 => matches!(opened, Opened::FromCopy { .. }),
        _ => *opened == Opened::Existing,
    }
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
pub(crate) fn log_fills_up() -> Workload {
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
    let tree = disk::read_tree(&dir.join("state"));
    drop(rig);
    fs::remove_dir_all(dir.join("state")).unwrap();
    fs::create_dir(dir.join("state")).unwrap();
    disk::write_tree(&tree, &dir.join("state"));
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
pub(crate) fn start_after_a_crash() -> Workload {
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

const AN: &str = "be-an-secret";
const BINH: &str = "be-binh-secret";

impl Rig {
    pub(crate) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            store: None,
            beat: 0,
        }
    }

    /// Opens the history.
    pub(crate) fn key(&mut self) -> HistoryKey {
        let book = self.store().access().unwrap().unwrap();
        book.open(&me(), &passphrase(PASSPHRASE)).unwrap()
    }
}

/// The first days: without a passphrase, with one, with another.
pub(crate) fn history_begins() -> Workload {
    let mut first = Workload::new(
        "first days of a history",
        |dir| {
            nothing(dir);
            let mut rig = Rig::new(dir);
            rig.open();
            rig.commit(&applies(1));
            rig.commit(&records(vec![audit(0), usage(AN, 3, 1)]));
            rig.close();
        },
        as_it_was,
    );
    first.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    first.step("a day without a passphrase", |rig| {
        rig.commit(&closes(&[AN], 0));
    });
    first.step("the family agrees", |rig| {
        rig.commit(&Batch {
            consent: vec![ConsentRecord {
                at: WallTime(MONDAY),
                child: AN.into(),
                parent: Some(me()),
                child_agreed: true,
                given: true,
                text: 1,
            }],
            ..Batch::default()
        });
    });
    first.step_anew("first passphrase", |rig| {
        begin(rig.store());
    });
    first.step("a wrong try", |rig| {
        let mut tries = Tries::default();
        tries.count(TrySubject::Passphrase, &moment(1));
        rig.commit(&Batch {
            tries: Some(tries),
            ..Batch::default()
        });
    });
    first.step("a day with a passphrase", |rig| {
        rig.commit(&closes(&[AN, BINH], 1));
    });
    first.step_anew("another passphrase and a quick code", |rig| {
        let key = rig.key();
        let book = rig.store().access().unwrap().unwrap();
        let book = book
            .with_passphrase(
                &key,
                &me(),
                &Passphrase::new(OTHER).unwrap(),
                CHEAP,
                WallTime(MONDAY),
            )
            .unwrap();
        let code = QuickCode::new("482913").unwrap();
        let book = book
            .with_quick_code(&me(), Some(&code), CHEAP, WallTime(MONDAY))
            .unwrap();
        rig.commit(&Batch {
            access: Some(book),
            ..Batch::default()
        });
    });
    first.step("stop", Rig::close);
    first
}

/// A history of a week and more, with backups.
pub(crate) fn week(dir: &Path) -> Rig {
    nothing(dir);
    let mut rig = Rig::new(dir);
    rig.open();
    rig.commit(&applies(1));
    begin(rig.store());
    for offset in 0..8 {
        rig.commit(&closes(&[AN], offset));
    }
    rig.commit(&Batch {
        policy: Some(policy(2)),
        state: Some(state(9)),
        records: vec![audit(0), usage(AN, 120, 1)],
        ..Batch::default()
    });
    rig
}

/// Old days and old backups go when a new day comes.
pub(crate) fn old_history() -> Workload {
    let mut old = Workload::new("old history", |dir| copy_crashed(dir, week(dir)), as_it_was);
    old.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    old.step("a day 13 weeks later", |rig| {
        rig.commit(&closes(&[AN, BINH], 94));
    });
    old.step("retain again", |rig| {
        rig.store().retain(day(94)).unwrap();
    });
    old.step("back up again", |rig| {
        rig.store().back_up(day(94)).unwrap();
    });
    old.step("stop", Rig::close);
    old
}

/// One child's history is erased, then everything.
pub(crate) fn erasing() -> Workload {
    let mut erasing = Workload::new("erasing", |dir| drop(week(dir)), as_it_was);
    erasing.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    erasing.step("a day of both", |rig| rig.commit(&closes(&[AN, BINH], 8)));
    erasing.step_anew("erase one child", |rig| {
        let key = rig.key();
        rig.store().erase(&key, &Erase::Child(AN.into())).unwrap();
    });
    erasing.step_anew("erase everything", |rig| {
        let key = rig.key();
        rig.store().erase(&key, &Erase::Everything).unwrap();
    });
    erasing.step("a day after it", |rig| rig.commit(&closes(&[BINH], 9)));
    erasing.step("stop", Rig::close);
    erasing
}

/// A broken database with a history is rebuilt, from itself and from backups.
pub(crate) fn history_restored() -> Workload {
    let mut again = Workload::new(
        "history restored",
        |dir| {
            let mut rig = week(dir);
            rig.close();
            let path = dir.join("state/luytre.db");
            let mut bytes = fs::read(&path).unwrap();
            // Every fourth page from the middle on.
            for at in (bytes.len() / 2048 * 1024..bytes.len()).step_by(4096) {
                bytes[at..at + 1024].fill(0x5A);
            }
            fs::write(path, bytes).unwrap();
        },
        restored,
    );
    again.step("restore", |rig| {
        assert!(matches!(rig.open(), Opened::FromCopy { .. }));
    });
    again.step("a day after it", |rig| rig.commit(&closes(&[AN], 8)));
    again.step("stop", Rig::close);
    again
}

/// The day's key is gone: days wait until a parent opens the history.
pub(crate) fn key_is_gone() -> Workload {
    let mut gone = Workload::new(
        "key is gone",
        |dir| {
            week(dir).close();
            fs::remove_file(dir.join("state/day.key")).unwrap();
        },
        as_it_was,
    );
    gone.step("start", |rig| assert_eq!(rig.open(), Opened::Existing));
    gone.step("a day that waits", |rig| rig.commit(&closes(&[AN], 8)));
    gone.step_anew("resume", |rig| {
        let key = rig.key();
        rig.store().resume_history(&key).unwrap();
    });
    gone.step("a day after it", |rig| rig.commit(&closes(&[AN], 9)));
    gone.step("stop", Rig::close);
    gone
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
        self.see_history(store, &mut seen);
        seen
    }

    fn see_history(&self, store: &Store, seen: &mut Seen) {
        let mut note = |subject: &str, text: String| seen.insert(subject.to_owned(), text);
        let book = store.access().unwrap();
        note("access", serde_json::to_string(&book).unwrap());
        note("tries", format!("{:?}", store.tries().unwrap()));
        note("agreements", format!("{:?}", store.consents().unwrap()));
        let mut text = String::new();
        for day in store.waiting_days().unwrap() {
            writeln!(text, "{day:?}").unwrap();
        }
        note("waiting", text);
        let status = store.history_status().unwrap();
        note(
            "sealing",
            format!("{:?} {} {}", status.sealing, status.sealed, status.noticed),
        );
        let backups = fs::read_dir(store.dir().join("backup"))
            .into_iter()
            .flatten();
        let mut backups: Vec<_> = backups
            .map(|name| name.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".db"))
            .collect();
        backups.sort();
        note(BACKUPS, backups.join("\n"));
        if let Some(book) = book {
            let mut kept = self.key.lock().unwrap();
            let key = kept.get_or_insert_with(|| {
                [PASSPHRASE, OTHER]
                    .into_iter()
                    .find_map(|text| book.open(&me(), &passphrase(text)).ok())
                    .expect("a parent opens the history")
            });
            let history = store.history(key, &HistoryFilter::default()).unwrap();
            let mut text = format!("{:?}\n", history.problems);
            for day in history.days {
                writeln!(text, "{day:?}").unwrap();
            }
            for week in history.weeks {
                writeln!(text, "{week:?}").unwrap();
            }
            note("history", text);
        }
    }
}

/// The passphrase after it was changed.
const OTHER: &str = "măng mọc thẳng hàng";
