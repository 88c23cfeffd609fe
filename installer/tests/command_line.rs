//! The program itself: exit codes, what it says, and that looking changes nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const INSTALLER: &str = env!("CARGO_BIN_EXE_luytre-installer");

/// A made-up system and a folder with programs, both readable by everybody.
fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
    for folder in [
        "root/usr/lib/systemd/system",
        "root/usr/share/man/man1",
        "root/usr/share/man/man8",
        "build",
    ] {
        fs::create_dir_all(home.path().join(folder)).expect("a folder");
    }
    for program in ["luytred", "luytre", "luytre-installer"] {
        fs::write(home.path().join("build").join(program), "#!/bin/sh\n").expect("a program");
    }
    home
}

fn run(program: &Path, arguments: &[&str], language: &str, home: &TempDir) -> Output {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(home.path())
        .stdin(Stdio::null());
    command
        .env_clear()
        .env("LANG", language)
        .env("PATH", "/usr/bin:/bin");
    command.output().expect("it runs")
}

fn installer(arguments: &[&str], language: &str, home: &TempDir) -> (Option<i32>, String, String) {
    let output = run(Path::new(INSTALLER), arguments, language, home);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn looking_changes_nothing_and_doing_does_and_undoing_undoes() {
    let home = home();
    let installed = home.path().join("root/usr/lib/luytre/luytred");
    let options = ["--root", "root", "--from", "build"];
    let (code, said, _) = installer(
        &[&["install", "--dry-run"][..], &options].concat(),
        "C",
        &home,
    );
    assert_eq!(code, Some(0));
    assert!(said.contains("program /usr/lib/luytre/luytred"), "{said}");
    assert!(!installed.exists());
    let (code, said, errors) =
        installer(&[&["install", "--yes"][..], &options].concat(), "C", &home);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{said}");
    assert!(installed.exists());
    let (code, said, _) = installer(
        &["uninstall", "--yes", "--purge", "--root", "root"],
        "vi_VN.UTF-8",
        &home,
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Đã gỡ"), "{said}");
    assert!(!installed.exists() && !home.path().join("root/var/lib/luytre").exists());
}

#[test]
fn without_anybody_to_ask_only_yes_agrees() {
    let home = home();
    let (code, _, errors) = installer(
        &["install", "--root", "root", "--from", "build"],
        "C",
        &home,
    );
    assert_eq!(code, Some(1));
    assert!(errors.contains("--yes"), "{errors}");
    assert!(!home.path().join("root/usr/lib/luytre").exists());
}

#[test]
fn a_missing_program_is_named_with_what_to_do() {
    let home = home();
    fs::remove_file(home.path().join("build/luytre")).expect("it was there");
    for (language, word) in [
        ("C", "cargo build --release"),
        ("vi_VN.UTF-8", "Hãy biên dịch trước"),
    ] {
        let (code, _, errors) = installer(
            &["install", "--yes", "--root", "root", "--from", "build"],
            language,
            &home,
        );
        assert_eq!(code, Some(1));
        assert!(
            errors.contains("luytre") && errors.contains(word),
            "{errors}"
        );
    }
    assert_eq!(
        installer(&["install", "--from"], "C", &home).0,
        Some(2),
        "clap's code for wrong options"
    );
}

#[test]
fn without_root_it_says_so_and_touches_nothing() {
    let home = home();
    // The build folder may lie where only its owner may look.
    let program = home.path().join("installer");
    fs::copy(INSTALLER, &program).expect("a copy");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
    let mut command = Command::new(&program);
    command
        .args(["install", "--yes", "--from"])
        .arg(home.path().join("build"))
        .env("LANG", "C")
        .stdin(Stdio::null());
    if rustix::process::geteuid().is_root() {
        // Nobody's number on every Linux.
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(4));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(
        said.contains("root") && said.contains("--dry-run"),
        "{said}"
    );
}
