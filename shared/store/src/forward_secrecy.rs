//! The proof: from everything that lies on the disk on one day, with the machine key, no earlier day can be opened.
//!
//! Every 32 bytes at every offset of every file, and of everything that the machine key opens, are tried as a day key,
//! as the chain's root, as a key that seals a day, and as the family key.

use crate::access::AccessBook;
use crate::day_key::{self, DayKey};
use crate::facts::{Batch, Opened};
use crate::head::Head;
use crate::history::{HistoryFilter, Recording, Settle};
use crate::keys::Keys;
use crate::linked::Linked;
use crate::machine_key::{self, KeyFile};
use crate::notes::Note;
use crate::rows::{self, HistoryRow};
use crate::seal::{Place, Sealer};
use crate::secret::Secret;
use crate::{Cost, HistoryKey, Options, Passphrase, Store, files, state};
use jiff::civil::date;
use luytre_core::id::ParentId;
use luytre_core::record::{DayTotals, Record, Usage};
use luytre_core::summary::{DayPart, SettledDay, Stretch};
use luytre_core::time::{Span, WallTime};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

const DAY: i64 = 86_400_000;
const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};

fn closes(n: i8) -> Batch {
    let day = date(2026, 3, n);
    let from = WallTime(1_772_323_200_000 + i64::from(n) * DAY);
    let totals = DayTotals {
        child: "an".into(),
        day,
        screen: Span::from_mins(90),
        activities: vec![],
        programs: vec![],
        left: None,
        activities_left: vec![],
    };
    let used = Record::Usage(Usage {
        child: "an".into(),
        day,
        from,
        to: from + Span::from_mins(90),
        charged: true,
        activities: vec![],
        programs: vec![],
    });
    let day = SettledDay {
        totals,
        bounds: Stretch {
            from,
            to: WallTime(from.0 + DAY),
        },
        part: DayPart::Whole,
        agreed: None,
        hours: vec![],
        night: vec![],
        warnings: 0,
        week: None,
    };
    Batch {
        records: vec![used],
        state: Some(format!("{{\"n\":{n}}}")),
        settle: vec![Settle {
            day,
            recording: Recording::Keep,
        }],
        ..Batch::default()
    }
}

fn every_file(dir: &Path, into: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            every_file(&entry.path(), into);
        } else {
            into.push(fs::read(entry.path()).unwrap());
        }
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a thief of the disk and the machine key has.
struct Thief {
    windows: HashSet<[u8; 32]>,
    book: AccessBook,
    era: u32,
}

impl Thief {
    fn with(dir: &Path) -> Self {
        let all_files = files::Files::new(dir, None);
        let KeyFile::Loaded(machine) = machine_key::load(&all_files, None).unwrap() else {
            panic!("the machine key is there");
        };
        let keys = Keys::derive(&machine);
        let mut bytes = Vec::new();
        every_file(dir, &mut bytes);
        // Opened with the machine key: the day's key, the head, the state, the notes, what waits, the ledger.
        let day_key = fs::read(&all_files.day_key).unwrap();
        let place = Place::plain("day.key", 1);
        bytes.push(keys.day_key.open(&place, &day_key[8..]).unwrap().to_vec());
        let db = crate::connection::look(&all_files.db).unwrap();
        let head = Head::read(&db, &keys).unwrap();
        bytes.push(
            state::read(&db, &keys, head.state)
                .unwrap()
                .unwrap()
                .encode()
                .to_vec(),
        );
        let all = |sql: &str| -> Vec<(i64, Vec<u8>)> {
            let mut statement = db.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.unwrap().map(Result::unwrap).collect()
        };
        for (id, sealed) in all("SELECT id, sealed FROM notes") {
            bytes.push(
                keys.notes
                    .open(&Place::plain("notes", id), &sealed)
                    .unwrap()
                    .to_vec(),
            );
        }
        for (_, sealed) in all("SELECT id, sealed FROM head") {
            let place = Place {
                kind: 2,
                ..Place::plain("head", 1)
            };
            bytes.push(keys.head.open(&place, &sealed).unwrap().to_vec());
        }
        assert!(all("SELECT id, sealed FROM waiting").is_empty());
        assert!(Note::ALL.len() == 3 && head.records.count == 0);
        let windows = bytes
            .iter()
            .flat_map(|bytes| bytes.windows(32))
            .map(|window| window.try_into().unwrap())
            .collect();
        let book = crate::book::read(&db, &keys, &head).unwrap().unwrap().book;
        Self {
            windows,
            book,
            era: head.ends.era,
        }
    }

    /// Windows that open one of these rows, with any number of steps up to `steps`.
    fn opens(&self, rows: &[HistoryRow], steps: i64) -> usize {
        let last = rows.last().unwrap();
        let tried = |window: &[u8; 32]| {
            let secret = Secret::new(*window);
            // As a key that seals.
            if rows
                .iter()
                .any(|row| row.open(self.era, &Sealer::new(window)).is_some())
            {
                return true;
            }
            // As the key of any day up to the last: every earlier key leads there.
            let mut key = DayKey::root(self.era, secret.clone());
            for _ in 0..=steps {
                if last.open(self.era, &key.sealer()).is_some() {
                    return true;
                }
                key.step();
            }
            // As the family key.
            self.book.root(&HistoryKey::for_tests(secret)).is_some()
        };
        self.windows.iter().filter(|window| tried(window)).count()
    }
}

fn rows_of(store: &Store) -> Vec<HistoryRow> {
    let mut all = Vec::new();
    rows::each(&store.db, |row| {
        all.push(row);
        Ok(())
    })
    .unwrap();
    assert!(all.iter().all(|row| row.id() > 0));
    all
}

#[test]
fn no_earlier_day_opens_with_what_is_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let me = ParentId::from("me");
    let words = Passphrase::new("a long passphrase").unwrap();
    let (mut store, _) = Store::open(dir.path(), &Options::default()).unwrap();
    let (book, key, code) = AccessBook::begin(&me, &words, CHEAP, WallTime(0)).unwrap();
    // Two days that waited for the passphrase, and three after it.
    (2..4).for_each(|n| drop(store.commit(&closes(n)).unwrap()));
    assert_eq!(store.begin_history(&book, &key).unwrap(), 2);
    (4..7).for_each(|n| drop(store.commit(&closes(n)).unwrap()));

    // As a crash leaves it, with the log.
    let stolen = tempfile::tempdir().unwrap();
    copy_all(dir.path(), stolen.path());
    let thief = Thief::with(stolen.path());
    let earlier = rows_of(&store);
    assert_eq!(earlier.len(), 5);
    assert!(thief.windows.len() > 10_000, "{}", thief.windows.len());
    assert_eq!(thief.opens(&earlier, 5), 0, "an earlier day was opened");

    // The search finds what is there: the present key opens the day that follows.
    store.commit(&closes(7)).unwrap();
    let next = rows_of(&store).pop().unwrap();
    assert_eq!(thief.opens(&[next], 0), 1);

    // With the passphrase, and with the printed code, all of it opens, of the stolen copy as well.
    drop(store);
    for (dir, days) in [(stolen.path(), 5), (dir.path(), 6)] {
        let (store, opened) = Store::open(dir, &Options::default()).unwrap();
        assert_eq!(opened, Opened::Existing);
        let book = store.access().unwrap().unwrap();
        for key in [
            book.open(&me, &words).unwrap(),
            book.recover(&code).unwrap(),
        ] {
            let history = store.history(&key, &HistoryFilter::default()).unwrap();
            assert_eq!((history.days.len(), history.problems), (days, vec![]));
        }
    }
}

#[test]
fn a_step_that_a_crash_kept_back_is_made_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let me = ParentId::from("me");
    let words = Passphrase::new("a long passphrase").unwrap();
    let (mut store, _) = Store::open(dir.path(), &Options::default()).unwrap();
    let (book, key, _) = AccessBook::begin(&me, &words, CHEAP, WallTime(0)).unwrap();
    store.begin_history(&book, &key).unwrap();
    store.commit(&closes(2)).unwrap();
    let path = store.files.day_key.clone();
    let of_before = fs::read(&path).unwrap();
    store.commit(&closes(3)).unwrap();
    let of_after = day_key::read(&path, &store.keys).unwrap();
    store.close().unwrap();

    // The transaction reached the disk, the key did not.
    fs::write(&path, of_before).unwrap();
    let (store, opened) = Store::open(dir.path(), &Options::default()).unwrap();
    assert_eq!(opened, Opened::Existing);
    assert!(day_key::read(&path, &store.keys).unwrap().is(&of_after));
    assert_eq!(
        store.history_status().unwrap().sealing,
        crate::Sealing::Running
    );
    assert!(!store.history_status().unwrap().noticed);

    // The key is ahead of the database: an older database was put in its place. Keys never go back.
    let mut ahead = of_after;
    ahead.step();
    day_key::write(&path, &store.keys, &ahead).unwrap();
    drop(store);
    let (mut store, _) = Store::open(dir.path(), &Options::default()).unwrap();
    assert!(day_key::read(&path, &store.keys).unwrap().is(&ahead));
    assert!(store.history_status().unwrap().noticed);
    store.commit(&closes(4)).unwrap();
    let history = store.history(&key, &HistoryFilter::default()).unwrap();
    assert_eq!(history.days.len(), 3);
    assert_eq!(
        history.problems,
        [
            crate::HistoryProblem::Missing { before: 4 },
            crate::HistoryProblem::Lost
        ]
    );
}
