//! What cannot be mended is refused with a reason, and touched by nobody.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;
use luytre_store::{Batch, Error, Opened, Options, Remedy, Store};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

fn refusal(dir: &Path) -> Error {
    match Store::open(dir, &Options::default()) {
        Err(error) => error,
        Ok((_, opened)) => panic!("{opened:?}"),
    }
}

/// Runs only as a child: holds the store until its input ends.
#[test]
fn child_holds_the_store() {
    let Some(dir) = child_dir() else { return };
    let (_store, _) = open(&dir);
    println!("\nholding");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn a_second_process_is_refused_and_told_who_is_there() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let mut child = child(&[], "child_holds_the_store", dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "holding"));
    let error = refusal(dir.path());
    assert!(
        matches!(&error, Error::InUse { pid: Some(pid), .. } if *pid == child.id()),
        "{error:?}"
    );
    assert_eq!(
        (error.remedy(), error.path()),
        (Remedy::StopOtherAgent, Some(dir.path()))
    );
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert_eq!(open(dir.path()).1, Opened::Existing);
}

#[test]
fn a_second_opening_in_the_same_process_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (_store, _) = open(dir.path());
    assert!(matches!(refusal(dir.path()), Error::InUse { .. }));
}

#[test]
fn a_place_that_is_no_directory_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "something").unwrap();
    assert!(matches!(refusal(&file), Error::Io { .. }));
    assert!(matches!(refusal(&file.join("below")), Error::Io { .. }));
    assert!(matches!(
        refusal(&dir.path().join("not/there")),
        Error::Io { .. }
    ));
    assert_eq!(fs::read_to_string(&file).unwrap(), "something");
}

/// Runs only as a child: on a file system of its own that is full.
#[test]
fn child_fills_the_disk() {
    let Some(dir) = child_dir() else { return };
    let ballast = dir.join("ballast");
    let dir = dir.join("state");
    let (mut store, _) = open(&dir);
    store
        .commit(&Batch {
            policy: Some(policy(1)),
            state: Some(state(0)),
            records: vec![],
            ..Batch::default()
        })
        .unwrap();
    fs::write(&ballast, vec![1; 300 * 1024]).unwrap();

    let mut written = 0;
    let refused = loop {
        let batch = Batch {
            records: vec![usage("be-an-secret", 0, written)],
            state: Some(state(written)),
            policy: None,
            ..Batch::default()
        };
        match store.commit(&batch) {
            Ok(committed) => {
                written += 1;
                assert!(
                    matches!(committed.lagging, None | Some(Error::DiskFull { .. })),
                    "{committed:?}"
                );
            }
            Err(error) => break error,
        }
        assert!(written < 10_000, "the disk does not get full");
    };
    assert!(matches!(refused, Error::DiskFull { .. }), "{refused:?}");
    assert_eq!(refused.remedy(), Remedy::FreeSpace);
    // It goes on reading, and nothing is half there.
    assert_eq!(store.state().unwrap(), Some(state(written - 1)));
    assert_eq!(all(&store).len() as i64, written);
    // A start on the full disk works as well.
    drop(store);
    let (mut store, opened) = open(&dir);
    assert_eq!(opened, Opened::Existing);
    assert_eq!(store.state().unwrap(), Some(state(written - 1)));
    // With room again the next batch is written, and the copies catch up.
    fs::remove_file(&ballast).unwrap();
    let committed = store.commit(&saves(77)).unwrap();
    assert!(committed.lagging.is_none(), "{committed:?}");
    store.close().unwrap();
    fs::remove_file(dir.join("luytre.db")).unwrap();
    let (store, opened) = open(&dir);
    assert!(matches!(opened, Opened::FromCopy { .. }), "{opened:?}");
    assert_eq!(store.state().unwrap(), Some(state(77)));
}

#[test]
fn a_full_disk_refuses_whole_batches_and_loses_nothing() {
    let Some(own_mounts) = own_mounts() else {
        return missing("a mount namespace (unshare -m)");
    };
    let dir = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"";
    let place = dir.path().to_str().unwrap();
    let before = [own_mounts, &["sh", "-c", script, place]].concat();
    succeed(child(&before, "child_fills_the_disk", dir.path()));
}

/// Runs only as a child: where nothing can be written.
#[test]
fn child_meets_a_read_only_directory() {
    let Some(dir) = child_dir() else { return };
    let error = refusal(&dir);
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert_eq!(error.remedy(), Remedy::MakeWritable);
    let error = refusal(&dir.join("new"));
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
}

#[test]
fn a_read_only_directory_is_refused_and_stays_as_it_is() {
    let Some(own_mounts) = own_mounts() else {
        return missing("a mount namespace (unshare -m)");
    };
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    let script = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
    let place = dir.path().to_str().unwrap();
    let before = [own_mounts, &["sh", "-c", script, place]].concat();
    succeed(child(
        &before,
        "child_meets_a_read_only_directory",
        dir.path(),
    ));
    assert_eq!(open(dir.path()).1, Opened::Existing);
}

/// Runs only as a child: as a user who may not.
#[test]
fn child_may_not() {
    let Some(dir) = child_dir() else { return };
    let error = refusal(&dir.join("closed"));
    assert!(
        matches!(error, Error::NoAccess { .. } | Error::NotOurs { .. }),
        "{error:?}"
    );
    assert_eq!(error.remedy(), Remedy::FixOwner);
}

#[cfg(unix)]
#[test]
fn another_user_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let nobody = ["setpriv", "--reuid=65534", "--clear-groups"];
    if !Command::new(nobody[0])
        .args(&nobody[1..])
        .arg("true")
        .status()
        .is_ok_and(|status| status.success())
    {
        return missing("running as another user (setpriv as root)");
    }
    // Readable for the child, as is the test itself.
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let me = dir.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &me).unwrap();
    family(&dir.path().join("closed"));
    let done = Command::new(nobody[0])
        .args(&nobody[1..])
        .arg(&me)
        .args(["--exact", "child_may_not"])
        .env("LUYTRE_STORE_TEST_CHILD", dir.path())
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stdout)
    );
    assert_eq!(open(&dir.path().join("closed")).1, Opened::Existing);
}

#[cfg(unix)]
#[test]
fn a_directory_of_another_user_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    family(dir.path());
    if std::os::unix::fs::chown(dir.path(), Some(65534), None).is_err() {
        return missing("giving a directory to another user (root)");
    }
    let error = refusal(dir.path());
    assert!(
        matches!(error, Error::NotOurs { owner: 65534, .. }),
        "{error:?}"
    );
}
