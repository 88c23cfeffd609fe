//! The sealed history: what goes in comes out, for whoever has the passphrase.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;
#[path = "common/days.rs"]
#[allow(dead_code, reason = "every test file uses another part of it")]
mod days;

use common::*;
use days::*;
use luytre_core::summary::DaySummary;
use luytre_core::time::{Span, WallTime};
use luytre_store::{
    Batch, ConsentRecord, Erase, Error, HistoryFilter, Opened, Recording, Sealing, Settle, Store,
    Tries, TrySubject, Writer,
};

const AN: &str = "be-an-secret";
const BINH: &str = "be-binh-secret";

#[test]
fn a_settled_day_is_sealed_and_leaves_the_ledger() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    let mut yesterday = closes(&[AN, BINH], 0);
    // Of today, of the household, and of a child who is not settled: they stay.
    let stays = vec![
        usage(AN, 1, 1),
        household_audit(0),
        usage("be-chi-secret", 0, 1),
    ];
    yesterday.records.extend(stays.clone());
    store.commit(&yesterday).unwrap();
    assert_eq!(all(&store), stays);
    assert!(store.verify().unwrap().is_whole());

    let history = all_days(&store, &key);
    let expected: Vec<DaySummary> = [AN, BINH]
        .into_iter()
        .map(|child| DaySummary::of(&settled(child, 0), &day_records(child, 0)))
        .collect();
    assert_eq!(history.days, expected);
    assert!(expected[0].hours[&16] > Span::ZERO && expected[0].grants.len() == 1);
    assert_eq!((history.weeks, history.problems), (vec![], vec![]));
    let status = store.history_status().unwrap();
    assert_eq!(
        (status.sealing, status.sealed, status.waiting),
        (Sealing::Running, 2, 0)
    );
    assert_eq!(status.backup, Some(day(0)));

    // Over a restart, and without closing.
    drop(store);
    let (store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_eq!(all_days(&store, &key).days, expected);
}

#[test]
fn days_wait_for_the_first_passphrase_and_are_sealed_by_it() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    for offset in 0..8 {
        store.commit(&closes(&[AN], offset)).unwrap();
    }
    assert_eq!(all(&store), []);
    let status = store.history_status().unwrap();
    assert_eq!(
        (status.sealing, status.waiting, status.sealed),
        (Sealing::NotBegun, 8, 0)
    );
    assert_eq!(store.waiting_days().unwrap().len(), 8);
    let (book, key, _) = access();
    assert!(matches!(
        store.history(&key, &HistoryFilter::default()),
        Err(Error::NoHistory)
    ));
    let (_, other_key, _) = access();
    assert!(matches!(
        store.begin_history(&book, &other_key),
        Err(Error::WrongKey)
    ));
    assert_eq!(store.begin_history(&book, &key).unwrap(), 8);
    assert!(matches!(
        store.begin_history(&book, &key),
        Err(Error::HistoryExists)
    ));
    let status = store.history_status().unwrap();
    assert_eq!(
        (status.sealing, status.waiting, status.sealed),
        (Sealing::Running, 0, 9)
    );
    let history = all_days(&store, &key);
    assert_eq!((history.days.len(), history.weeks.len()), (8, 1));
    assert_eq!(history.problems, []);
    assert_eq!(store.waiting_days().unwrap(), []);
}

#[test]
fn with_the_days_key_gone_days_wait_until_a_parent_unlocks() {
    for broken in [None, Some(vec![]), Some(vec![0xFF; 108])] {
        let dir = fast_dir();
        let (mut store, _) = open(dir.path());
        let key = begin(&mut store);
        store.commit(&closes(&[AN], 0)).unwrap();
        store.close().unwrap();
        let path = dir.path().join("day.key");
        match &broken {
            None => std::fs::remove_file(&path).unwrap(),
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
        }
        let (mut store, opened) = open(dir.path());
        assert_eq!(opened, Opened::Existing);
        assert_eq!(store.history_status().unwrap().sealing, Sealing::Paused);
        for offset in 1..4 {
            store.commit(&closes(&[AN], offset)).unwrap();
        }
        assert_eq!(all(&store), []);
        assert_eq!(store.history_status().unwrap().waiting, 3);
        // Those that wait can be read together with the others.
        assert_eq!(all_days(&store, &key).days.len(), 4);
        assert_eq!(store.resume_history(&key).unwrap(), 3);
        assert_eq!(store.resume_history(&key).unwrap(), 0);
        store.commit(&closes(&[AN], 4)).unwrap();
        let (history, status) = (all_days(&store, &key), store.history_status().unwrap());
        assert_eq!((history.days.len(), history.problems), (5, vec![]));
        assert_eq!(
            (status.sealing, status.sealed, status.waiting),
            (Sealing::Running, 5, 0)
        );
    }
}

#[test]
fn without_agreement_nothing_is_kept_and_the_ledger_is_emptied_all_the_same() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    let mut batch = closes(&[AN, BINH], 6);
    batch.settle[0].recording = Recording::Drop;
    store.commit(&batch).unwrap();
    assert_eq!(all(&store), []);
    let history = all_days(&store, &key);
    assert_eq!(which(&history), [(BINH.to_owned(), day(6))]);
    assert_eq!(history.weeks.len(), 1);
    assert_eq!(history.weeks[0].child.as_str(), BINH);
}

#[test]
fn what_becomes_known_later_is_added_to_its_day() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    store.commit(&closes(&[AN], 0)).unwrap();
    store.commit(&closes(&[AN], 1)).unwrap();
    let mut addition = settled(AN, 0);
    addition.part = luytre_core::summary::DayPart::Addition;
    addition.totals.screen = Span::from_mins(5);
    store
        .commit(&Batch {
            settle: vec![Settle {
                day: addition,
                recording: Recording::Keep,
            }],
            ..Batch::default()
        })
        .unwrap();
    let history = all_days(&store, &key);
    assert_eq!(
        which(&history),
        [(AN.to_owned(), day(0)), (AN.to_owned(), day(1))]
    );
    assert_eq!(history.days[0].screen, Span::from_mins(minutes(AN, 0) + 5));
    assert_eq!(history.problems, []);
}

#[test]
fn a_filter_takes_a_child_and_a_range() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    for offset in 0..14 {
        store.commit(&closes(&[AN, BINH], offset)).unwrap();
    }
    let ask = |child: Option<&str>, days| {
        let filter = HistoryFilter {
            child: child.map(Into::into),
            days,
        };
        let history = store.history(&key, &filter).unwrap();
        (history.days.len(), history.weeks.len())
    };
    assert_eq!(ask(None, None), (28, 4));
    assert_eq!(ask(Some(AN), None), (14, 2));
    assert_eq!(ask(None, Some(day(7)..=day(8))), (4, 2));
    assert_eq!(ask(Some(BINH), Some(day(8)..=day(13))), (6, 0));
    assert_eq!(ask(Some("nobody"), None), (0, 0));
}

#[test]
fn tries_and_agreements_are_kept() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    assert!(store.tries().unwrap().is_empty() && store.consents().unwrap().is_empty());
    let mut tries = Tries::default();
    tries.count(TrySubject::Passphrase, &moment(5));
    let consent = |at| ConsentRecord {
        at: WallTime(at),
        child: AN.into(),
        parent: Some(me()),
        child_agreed: true,
        given: at % 2 == 0,
        text: 1,
    };
    for at in 0..2 {
        store
            .commit(&Batch {
                tries: Some(tries.clone()),
                consent: vec![consent(at)],
                ..Batch::default()
            })
            .unwrap();
    }
    drop(store);
    let (store, _) = open(dir.path());
    assert_eq!(store.tries().unwrap(), tries);
    assert_eq!(store.consents().unwrap(), [consent(0), consent(1)]);
    assert!(store.verify().unwrap().is_whole());
}

#[test]
fn people_change_and_every_day_stays_readable() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let (book, key, _) = access();
    assert!(matches!(
        store.commit(&Batch {
            access: Some(book.clone()),
            ..Batch::default()
        }),
        Err(Error::NoHistory)
    ));
    store.begin_history(&book, &key).unwrap();
    store.commit(&closes(&[AN], 0)).unwrap();
    let ba = "ba-secret".into();
    let other = passphrase("một câu khác hẳn");
    let book = book
        .with_passphrase(&key, &ba, &other, CHEAP, WallTime(1))
        .unwrap();
    let book = book.without(&me()).unwrap();
    store
        .commit(&Batch {
            access: Some(book.clone()),
            ..Batch::default()
        })
        .unwrap();
    store.commit(&closes(&[AN], 1)).unwrap();
    drop(store);
    let (store, _) = open(dir.path());
    let kept = store.access().unwrap().unwrap();
    assert_eq!(kept, book);
    assert!(kept.open(&me(), &passphrase(PASSPHRASE)).is_err());
    let key = kept.open(&ba, &other).unwrap();
    assert_eq!(all_days(&store, &key).days.len(), 2);
}

#[test]
fn erasing_a_child_leaves_the_others_and_a_new_chain() {
    let dir = fast_dir();
    let (mut store, _) = open(dir.path());
    let key = begin(&mut store);
    for offset in 0..8 {
        store.commit(&closes(&[AN, BINH], offset)).unwrap();
    }
    let stale = store.access().unwrap().unwrap();
    let erased = store.erase(&key, &Erase::Child(AN.into())).unwrap();
    assert_eq!((erased.days, erased.weeks), (8, 1));
    let check = |store: &Store, days| {
        let history = all_days(store, &key);
        assert!(history.days.iter().all(|day| day.child.as_str() == BINH));
        assert_eq!((history.days.len(), history.weeks.len()), (days, 1));
        assert_eq!(history.problems, []);
        assert!(store.verify().unwrap().is_whole());
    };
    check(&store, 8);
    assert!(matches!(
        store.commit(&Batch {
            access: Some(stale),
            ..Batch::default()
        }),
        Err(Error::WrongKey)
    ));
    store.commit(&closes(&[BINH], 8)).unwrap();
    check(&store, 9);
    drop(store);
    let (mut store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    check(&store, 9);
    let erased = store.erase(&key, &Erase::Everything).unwrap();
    assert_eq!((erased.days, erased.weeks), (9, 1));
    let history = all_days(&store, &key);
    assert_eq!(
        (history.days, history.weeks, history.problems),
        (vec![], vec![], vec![])
    );
    store.commit(&closes(&[AN], 9)).unwrap();
    assert_eq!(all_days(&store, &key).days.len(), 1);
}

#[test]
fn the_writer_does_any_work_on_the_store() {
    let dir = fast_dir();
    let (store, _) = open(dir.path());
    let writer = Writer::spawn(store).unwrap();
    let handle = writer.handle();
    let (book, key, _) = access();
    let begun = {
        let key = key.clone();
        handle.work_and_wait(move |store| store.begin_history(&book, &key))
    };
    assert_eq!(begun.unwrap().unwrap(), 0);
    handle.commit_and_wait(closes(&[AN], 0)).unwrap();
    let erased = handle.work_and_wait(move |store| store.erase(&key, &Erase::Everything));
    assert_eq!(erased.unwrap().unwrap().days, 1);
    writer.shutdown().unwrap();
}
