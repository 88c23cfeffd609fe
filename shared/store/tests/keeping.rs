//! What is written is read back, in the order and by the questions that people ask.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_core::record::Record;
use luytre_core::time::WallTime;
use luytre_store::{Batch, Error, Kind, Opened, Options, PolicyVersion, RecordFilter, Store};

#[test]
fn a_new_store_is_fresh_once() {
    let dir = tempfile::tempdir().unwrap();
    let (store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Fresh);
    assert_eq!(store.state().unwrap(), None);
    assert_eq!(store.latest_policy().unwrap(), None);
    assert_eq!(store.last_beat(), None);
    drop(store);
    assert_eq!(open(dir.path()).1, Opened::Existing);
}

#[test]
fn everything_is_there_again_after_closing() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let (store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_in_force(&store);
    let records = all(&store);
    assert_eq!(records.len() as u64, FAMILY_RECORDS);
    assert_eq!(records[0], usage("be-an-secret", 0, 0));
    assert_eq!(records[83], closed("be-an-secret", 2, 20));
    assert_eq!(store.last_beat(), Some(&moment(5)));
    let verified = store.verify().unwrap();
    assert!(verified.is_whole(), "{verified:?}");
    assert_eq!((verified.records, verified.policies), (FAMILY_RECORDS, 2));
}

#[test]
fn everything_is_there_again_without_closing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    store
        .commit(&Batch {
            records: vec![audit(1)],
            state: Some(state(1)),
            policy: Some(policy(1)),
            ..Batch::default()
        })
        .unwrap();
    drop(store);
    let (store, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_eq!(
        (all(&store), store.state().unwrap()),
        (vec![audit(1)], Some(state(1)))
    );
}

#[test]
fn an_empty_batch_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let committed = store.commit(&Batch::default()).unwrap();
    assert_eq!((committed.generation, committed.policy), (0, None));
}

#[test]
fn versions_of_the_household_are_kept_with_their_origin() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    for n in 1..=5 {
        assert_eq!(
            store.commit(&applies(n)).unwrap().policy,
            Some(PolicyVersion(n as u32))
        );
    }
    assert_eq!(
        store.policy(PolicyVersion(3)).unwrap().unwrap().policy,
        policy(3)
    );
    assert_eq!(store.policy(PolicyVersion(6)).unwrap(), None);
    let history = store.policy_history(None, 2).unwrap();
    assert_eq!(
        history
            .iter()
            .map(|info| info.version.0)
            .collect::<Vec<_>>(),
        [5, 4]
    );
    assert_eq!(history[1].origin, Some(policy(4).origin()));
    let rest = store.policy_history(Some(PolicyVersion(4)), 100).unwrap();
    assert_eq!(
        rest.iter().map(|info| info.version.0).collect::<Vec<_>>(),
        [3, 2, 1]
    );
}

#[test]
fn records_are_found_by_child_day_kind_and_time() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let (store, _) = open(dir.path());
    let count = |filter: RecordFilter| store.records(&filter).unwrap().records.len();
    let any = RecordFilter {
        limit: 5000,
        ..RecordFilter::default()
    };
    assert_eq!(count(any.clone()), 84);
    assert_eq!(
        count(RecordFilter {
            kinds: vec![Kind::Usage],
            ..any.clone()
        }),
        75
    );
    assert_eq!(
        count(RecordFilter {
            kinds: vec![Kind::Grant, Kind::DayClosed],
            ..any.clone()
        }),
        6
    );
    let an = RecordFilter {
        child: Some("be-an-secret".into()),
        ..any.clone()
    };
    assert_eq!(count(an.clone()), 69);
    assert_eq!(
        count(RecordFilter {
            days: Some(day(1)..=day(1)),
            ..an.clone()
        }),
        22
    );
    assert_eq!(
        count(RecordFilter {
            days: Some(day(1)..=day(2)),
            kinds: vec![Kind::Usage],
            ..an.clone()
        }),
        40
    );
    // More days than are looked up one by one: the same answer by walking.
    assert_eq!(
        count(RecordFilter {
            days: Some(day(1)..=day(900)),
            kinds: vec![Kind::Usage],
            ..an.clone()
        }),
        40
    );
    assert_eq!(
        count(RecordFilter {
            days: Some(day(2)..=day(1)),
            ..an.clone()
        }),
        0
    );
    // Audit entries have no child's day: they are filed under the UTC date.
    assert_eq!(
        count(RecordFilter {
            days: Some(day(0)..=day(0)),
            ..any.clone()
        }),
        27 + 3
    );
    let first_minutes = WallTime(MONDAY)..WallTime(MONDAY + 120_000);
    assert_eq!(
        count(RecordFilter {
            between: Some(first_minutes),
            kinds: vec![Kind::Usage],
            ..an
        }),
        2
    );
    assert_eq!(
        count(RecordFilter {
            child: Some("nobody".into()),
            days: Some(day(0)..=day(2)),
            ..any
        }),
        0
    );
}

#[test]
fn pages_join_without_gap_or_overlap() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let (store, _) = open(dir.path());
    for days in [None, Some(day(0)..=day(2))] {
        let mut filter = RecordFilter {
            kinds: vec![Kind::Usage],
            days,
            limit: 10,
            ..RecordFilter::default()
        };
        let mut seen = Vec::new();
        loop {
            let page = store.records(&filter).unwrap();
            assert!(page.records.len() <= 10);
            seen.extend(page.records.into_iter().map(|(row, _)| row));
            match page.next {
                Some(next) => filter.before = Some(next),
                None => break,
            }
        }
        assert_eq!(seen.len(), 75);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
    }
}

#[test]
fn a_day_that_was_closed_again_counts_as_it_was_closed_last() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let an = "be-an-secret";
    store
        .commit(&records(vec![
            closed(an, 1, 30),
            closed(an, 0, 10),
            closed("be-binh-secret", 0, 99),
            closed(an, 0, 20),
        ]))
        .unwrap();
    let totals = store.day_totals(&an.into(), day(0)..=day(30)).unwrap();
    let minutes: Vec<_> = totals
        .iter()
        .map(|total| (total.day, total.screen.as_mins()))
        .collect();
    assert_eq!(minutes, [(day(0), 20), (day(1), 30)]);
}

#[test]
fn the_audit_is_read_by_time() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let entries = (0..10).map(audit).collect();
    store.commit(&records(entries)).unwrap();
    let some = Some(WallTime(MONDAY + 2000)..WallTime(MONDAY + 5000));
    let page = store.audit(some, None, 100).unwrap();
    let found: Vec<Record> = page
        .entries
        .into_iter()
        .map(|(_, entry)| Record::Audit(entry))
        .collect();
    assert_eq!(found, [audit(4), audit(3), audit(2)]);
    let first = store.audit(None, None, 4).unwrap();
    let second = store.audit(None, first.next, 100).unwrap();
    assert_eq!(
        (first.entries.len(), second.entries.len(), second.next),
        (4, 6, None)
    );
}

#[test]
fn what_is_too_large_is_refused_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let mut long = policy(1);
    long.text = "x".repeat(Batch::MAX_POLICY + 1);
    let mut crowd = policy(1);
    crowd.accounts = vec!["an".into(); 100_000];
    for (batch, what) in [
        (
            Batch {
                state: Some("x".repeat(Batch::MAX_STATE + 1)),
                records: vec![audit(1)],
                policy: None,
                ..Batch::default()
            },
            "the engine's state",
        ),
        (
            Batch {
                policy: Some(long),
                records: vec![audit(1)],
                state: Some(state(1)),
                ..Batch::default()
            },
            "the household",
        ),
        (
            records(vec![audit(1), usage(&"x".repeat(Batch::MAX_RECORD), 0, 0)]),
            "a record",
        ),
        (records(vec![audit(1); Batch::MAX_RECORDS + 1]), "a batch"),
        (
            Batch {
                policy: Some(crowd),
                records: vec![audit(1)],
                state: None,
                ..Batch::default()
            },
            "the list of logins",
        ),
    ] {
        let error = store.commit(&batch).unwrap_err();
        assert!(
            matches!(error, Error::TooLarge { what: found, .. } if found == what),
            "{error:?}"
        );
    }
    assert_eq!(
        (
            all(&store),
            store.state().unwrap(),
            store.latest_policy().unwrap()
        ),
        (vec![], None, None)
    );
    // The largest that are allowed also come back from the copies.
    let mut policy = policy(1);
    policy.text = "\u{1}".repeat(Batch::MAX_POLICY - 100);
    store
        .commit(&Batch {
            state: Some("\"".repeat(Batch::MAX_STATE)),
            policy: Some(policy),
            records: vec![],
            ..Batch::default()
        })
        .unwrap();
    store.close().unwrap();
    std::fs::remove_file(dir.path().join("luytre.db")).unwrap();
    let (store, opened) = open(dir.path());
    assert!(matches!(opened, Opened::FromCopy { .. }), "{opened:?}");
    assert_eq!(store.state().unwrap().unwrap().len(), Batch::MAX_STATE);
}

#[test]
fn unusual_texts_and_times_are_kept_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let mut odd = policy(1);
    odd.text = "Tết \u{0} \u{202e} \u{1F38B}\r\n'; DROP TABLE records; --".to_owned();
    let far = Record::Audit(luytre_core::record::Audit {
        at: WallTime(i64::MAX),
        by: luytre_core::event::Actor::Child("'; --".into()),
        child: None,
        what: luytre_core::record::AuditEvent::Started,
    });
    store
        .commit(&Batch {
            records: vec![far.clone()],
            policy: Some(odd.clone()),
            state: Some(String::new()),
            ..Batch::default()
        })
        .unwrap();
    drop(store);
    let (store, _) = Store::open(dir.path(), &Options::default()).unwrap();
    assert_eq!(store.latest_policy().unwrap().unwrap().policy, odd);
    assert_eq!(
        (all(&store), store.state().unwrap()),
        (vec![far], Some(String::new()))
    );
}
