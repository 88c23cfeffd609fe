//! The writer's thread: order, acknowledgement, bounds, and what happens when it ends.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_store::{Batch, Error, Opened, PolicyVersion, Writer};
use std::sync::mpsc;
use std::thread;

#[test]
fn what_is_acknowledged_is_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let handle = writer.handle();
    let committed = handle.commit_and_wait(applies(1)).unwrap();
    assert_eq!(committed.policy, Some(PolicyVersion(1)));
    let (tell, hear) = mpsc::channel();
    for n in 1..=20 {
        let tell = tell.clone();
        let batch = Batch {
            records: vec![audit(n)],
            state: Some(state(n)),
            policy: None,
            ..Batch::default()
        };
        handle
            .commit(batch, move |result| {
                tell.send((n, result.unwrap().generation)).unwrap();
            })
            .unwrap();
        if n % 5 == 0 {
            assert!(
                (n - 4..=n).all(|n| hear.recv().unwrap() == (n, n as u64 + 1)),
                "in order"
            );
            // As a crash at this moment would leave it.
            let crashed = fast_dir();
            copy_dir(dir.path(), crashed.path());
            let (store, opened) = open(crashed.path());
            assert_eq!(
                (opened, store.state().unwrap()),
                (Opened::Existing, Some(state(n)))
            );
            assert_eq!(all(&store).len() as i64, n);
        }
    }
    writer.shutdown().unwrap();
    assert!(!dir.path().join("luytre.db-wal").exists());
}

#[test]
fn a_question_sees_what_was_committed_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let handle = writer.handle();
    handle
        .commit(saves(3), |result| drop(result.unwrap()))
        .unwrap();
    handle.beat(moment(4), |result| result.unwrap()).unwrap();
    let (state_then, beat) = handle
        .query_and_wait(|store| (store.state(), store.last_beat().cloned()))
        .unwrap();
    assert_eq!(
        (state_then.unwrap(), beat),
        (Some(state(3)), Some(moment(4)))
    );
    drop(writer);
    let (store, opened) = open(dir.path());
    assert_eq!(
        (opened, store.last_beat()),
        (Opened::Existing, Some(&moment(4)))
    );
}

#[test]
fn a_full_queue_gives_the_batch_back_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let handle = writer.handle();
    let (go_on, wait) = mpsc::channel::<()>();
    let (tell, busy) = mpsc::channel();
    handle
        .query(
            move |_| {
                tell.send(()).unwrap();
                wait.recv().unwrap();
            },
            |()| (),
        )
        .unwrap();
    busy.recv().unwrap();
    let (told, count) = mpsc::channel();
    let refused = (0..1000).find_map(|n| {
        let told = told.clone();
        let done = move |result: Result<_, _>| {
            result.unwrap();
            told.send(n).unwrap();
        };
        handle.commit(records(vec![audit(n)]), done).err()
    });
    let refused = refused.expect("the queue is bounded");
    assert!(matches!(refused.why, Error::Busy), "{refused:?}");
    assert_eq!(refused.batch, records(vec![audit(64)]));
    assert!(matches!(handle.beat(moment(1), |_| ()), Err(Error::Busy)));
    assert!(matches!(handle.query(|_| (), |()| ()), Err(Error::Busy)));
    go_on.send(()).unwrap();
    let done: Vec<i64> = count.iter().take(64).collect();
    assert_eq!(done, (0..64).collect::<Vec<_>>());
    handle.commit_and_wait(refused.batch).unwrap();
    writer.shutdown().unwrap();
    assert_eq!(all(&open(dir.path()).0).len(), 65);
}

#[test]
fn a_batch_that_is_refused_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let batch = Batch {
        records: vec![audit(1), usage(&"x".repeat(Batch::MAX_RECORD), 0, 0)],
        ..Batch::default()
    };
    let refused = writer.handle().commit_and_wait(batch.clone()).unwrap_err();
    assert!(matches!(refused.why, Error::TooLarge { .. }), "{refused:?}");
    assert_eq!(refused.batch, batch);
}

#[test]
fn a_question_that_panics_takes_nothing_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let handle = writer.handle();
    let answer = handle.query_and_wait(|_| -> i32 { panic!("on purpose") });
    assert!(matches!(answer, Err(Error::WriterGone)), "{answer:?}");
    handle.commit_and_wait(saves(1)).unwrap();
    assert_eq!(
        handle
            .query_and_wait(|store| store.state().unwrap())
            .unwrap(),
        Some(state(1))
    );
    writer.shutdown().unwrap();
}

#[test]
fn after_the_end_everything_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    let handle = writer.handle();
    writer.shutdown().unwrap();
    let refused = handle.commit_and_wait(saves(1)).unwrap_err();
    assert!(matches!(refused.why, Error::WriterGone));
    assert_eq!(refused.batch, saves(1));
    assert!(matches!(
        handle.query_and_wait(|_| ()),
        Err(Error::WriterGone)
    ));
}

#[test]
fn many_threads_share_one_writer() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::spawn(open(dir.path()).0).unwrap();
    thread::scope(|scope| {
        for thread in 0..4 {
            let handle = writer.handle();
            scope.spawn(move || {
                for n in 0..25 {
                    let mut batch = records(vec![audit(thread * 100 + n), audit(thread * 100 + n)]);
                    while let Err(refused) = handle.commit_and_wait(batch) {
                        assert!(matches!(refused.why, Error::Busy));
                        batch = refused.batch;
                    }
                }
            });
        }
    });
    writer.shutdown().unwrap();
    let store = open(dir.path()).0;
    let found = all(&store);
    assert_eq!(found.len(), 200);
    assert!(
        found.chunks(2).all(|pair| pair[0] == pair[1]),
        "batches do not mix"
    );
}
