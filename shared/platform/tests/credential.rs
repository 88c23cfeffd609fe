//! Credentials of the system, with programs that stand in for `systemd-creds`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use luytre_platform::Error;
use luytre_platform::credential::Credentials;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// A keeper whose program is this shell script.
fn keeper(dir: &Path, script: &str, limit: Duration) -> Credentials {
    let program = dir.join("creds");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    Credentials::of_program(program, limit)
}

fn kind(error: &Error) -> Option<io::ErrorKind> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        source = error.source();
    }
    None
}

const LONG: Duration = Duration::from_secs(20);

#[test]
fn a_secret_goes_through_pipes_only() {
    let dir = tempfile::tempdir().unwrap();
    let seen = dir.path().join("seen");
    let script = format!(
        "{{ echo \"$@\"; /usr/bin/env; }} > {}; /usr/bin/tr a-z b-za",
        seen.display()
    );
    let keeper = keeper(dir.path(), &script, LONG);
    let sealed = keeper.seal("a.key", b"hidden words").unwrap();
    assert_eq!(sealed, b"ijeefo xpset");
    let told = fs::read_to_string(&seen).unwrap();
    assert!(
        told.starts_with("encrypt --name=a.key --tpm2-pcrs= - -"),
        "{told}"
    );
    assert!(
        !told.contains("hidden") && !told.contains("HOME="),
        "{told}"
    );
    let opened = keeper.open("a.key", b"zyx").unwrap();
    assert_eq!(opened.as_slice(), b"azy");
    let told = fs::read_to_string(&seen).unwrap();
    assert!(told.starts_with("decrypt --name=a.key - -"), "{told}");
}

#[test]
fn a_program_that_hangs_fails_floods_or_is_missing_is_an_error_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let short = Duration::from_millis(300);
    for (script, limit, expected) in [
        ("exec sleep 60", short, io::ErrorKind::TimedOut),
        ("exec >&-; exec sleep 60", short, io::ErrorKind::TimedOut),
        ("exit 1", LONG, io::ErrorKind::Other),
        ("cat; exit 3", LONG, io::ErrorKind::Other),
        ("exec cat /dev/zero", LONG, io::ErrorKind::FileTooLarge),
        ("kill -9 $$", LONG, io::ErrorKind::Other),
    ] {
        let began = Instant::now();
        let error = keeper(dir.path(), script, limit)
            .open("a.key", &[7; 60_000])
            .unwrap_err();
        assert_eq!(kind(&error), Some(expected), "{script}: {error:?}");
        assert!(began.elapsed() < LONG, "{script}");
    }
    let missing = Credentials::of_program(dir.path().join("nothing"), LONG);
    let error = missing.seal("a.key", b"x").unwrap_err();
    assert_eq!(kind(&error), Some(io::ErrorKind::NotFound));
}
