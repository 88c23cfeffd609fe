//! Installs into small made-up systems and looks at every file: what is there after an installation, after a second one,
//! after one that failed half-way, and after uninstalling.

use luytre_installer::apply::{self, Before, Error, Outcome, System};
use luytre_installer::pam::{self, PamExec};
use luytre_installer::places::Root;
use luytre_installer::plan::{self, Note};
use luytre_installer::state::{Pam, Services, SystemState};
use luytre_installer::step::{Order, Step};
use luytre_installer::uninstall::{self, Data};
use luytre_installer::verify::{self, Finding};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A made-up system with folders, files and a build folder beside it.
struct Home {
    folder: TempDir,
}

const SYSTEM_AUTH: &str = "#%PAM-1.0\nauth required pam_unix.so\naccount required pam_unix.so\naccount required pam_permit.so\n";

impl Home {
    /// Folders and files that a distribution brings.
    fn new(files: &[(&str, &str)]) -> Self {
        let home = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        for (path, text) in files {
            home.write(&format!("root{path}"), text);
        }
        for program in ["luytred", "luytre", "luytre-installer"] {
            home.write(
                &format!("build/{program}"),
                &format!("#!/bin/sh\n# {program} 1\n"),
            );
        }
        home
    }

    /// Like Debian.
    fn debian() -> Self {
        Self::new(&[
            ("/usr/sbin/pam-auth-update", ""),
            ("/usr/share/pam-configs/unix", "Name: Unix\n"),
            (
                "/usr/lib/x86_64-linux-gnu/security/pam_exec.so",
                "stdout quiet quiet_log",
            ),
            ("/usr/share/bash-completion/completions/ls", ""),
            ("/usr/share/man/man1/ls.1", ""),
            ("/usr/share/man/man8/mount.8", ""),
            ("/usr/lib/systemd/system/dbus.service", ""),
        ])
    }

    /// Like Fedora: one file for logins, one for remote ones.
    fn fedora() -> Self {
        Self::new(&[
            ("/usr/lib64/security/pam_exec.so", "stdout quiet"),
            ("/etc/pam.d/system-auth", SYSTEM_AUTH),
            ("/etc/pam.d/password-auth", SYSTEM_AUTH),
            ("/usr/lib/systemd/system/dbus.service", ""),
        ])
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn root(&self) -> Root {
        Root::under(&self.folder.path().join("root"))
    }

    fn build(&self) -> PathBuf {
        self.folder.path().join("build")
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().at(Path::new(path))).expect("the file is there")
    }

    /// As it is seen, but as if it ran: orders go to a fake.
    fn state(&self) -> SystemState {
        let mut state = SystemState::look(&self.root(), &self.build());
        if let Services::SystemdAsleep(folder) = state.services {
            state.services = Services::Systemd(folder);
        }
        state
    }

    /// Every file, link and folder: kind, mode and content by path.
    fn picture(&self) -> BTreeMap<PathBuf, String> {
        let top = self.folder.path().join("root");
        let (mut picture, mut folders) = (BTreeMap::new(), vec![top.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let found = fs::symlink_metadata(&path).expect("it is there");
                let what = if found.is_symlink() {
                    format!("→ {}", fs::read_link(&path).expect("a link").display())
                } else if found.is_dir() {
                    folders.push(path.clone());
                    format!("folder {:o}", found.permissions().mode())
                } else {
                    format!(
                        "{:o} {:?}",
                        found.permissions().mode(),
                        fs::read_to_string(&path).expect("text")
                    )
                };
                picture.insert(path.strip_prefix(&top).expect("below").to_owned(), what);
            }
        }
        picture
    }
}

/// A system that remembers its orders and fails where it is told to.
#[derive(Default)]
struct Fake {
    orders: Vec<Order>,
    fails_at: Option<Order>,
    prints: Option<&'static str>,
}

impl System for Fake {
    fn order(&mut self, order: Order) -> Result<(), Error> {
        self.orders.push(order);
        if self.fails_at == Some(order) {
            return Err(Error::Failed {
                program: "fake".to_owned(),
                said: "no".to_owned(),
            });
        }
        Ok(())
    }

    fn printed(&mut self, program: &Path, arguments: &[String]) -> Result<String, Error> {
        assert!(program.is_absolute() && arguments.len() == 2);
        let error = || Error::Failed {
            program: "fake".to_owned(),
            said: "no".to_owned(),
        };
        self.prints.map(str::to_owned).ok_or_else(error)
    }
}

fn planned(home: &Home, state: &SystemState) -> plan::Plan {
    plan::install(state, &home.build()).expect("all programs are there")
}

fn install(home: &Home, fake: &mut Fake) -> Result<Vec<Outcome>, Box<apply::Failure>> {
    let state = home.state();
    let before = if state.installed.is_empty() {
        Before::Nothing
    } else {
        Before::Installed
    };
    let mut outcomes = Vec::new();
    let mut report = |_: &Step, outcome| outcomes.push(outcome);
    apply::install(
        &planned(home, &state).steps,
        &home.root(),
        before,
        fake,
        &mut report,
    )?;
    Ok(outcomes)
}

fn remove(home: &Home, data: Data) -> Fake {
    let plan = uninstall::uninstall(&home.state(), data);
    let mut fake = Fake::default();
    let failed = apply::uninstall(&plan.steps, &home.root(), &mut fake, &mut |_, _| {});
    assert!(failed.is_empty(), "{failed:?}");
    fake
}

#[test]
fn everything_is_in_its_place_after_an_installation() {
    let home = Home::debian();
    let mut fake = Fake {
        prints: Some("complete -F _luytre luytre\n"),
        ..Fake::default()
    };
    install(&home, &mut fake).expect("it installs");
    assert_eq!(
        fake.orders,
        [
            Order::WeavePam,
            Order::ReloadUnits,
            Order::Enable,
            Order::Start
        ]
    );
    let picture = home.picture();
    let at = |path: &str| {
        picture
            .get(Path::new(path))
            .unwrap_or_else(|| panic!("{path} is missing"))
            .as_str()
    };
    assert!(at("usr/lib/luytre/luytred").starts_with("100755 "));
    assert!(at("usr/lib/luytre/login-check").starts_with("100755 "));
    assert!(at("usr/lib/systemd/system/luytred.service").starts_with("100644 "));
    assert_eq!(at("usr/bin/luytre"), "→ ../lib/luytre/luytre");
    assert_eq!(at("usr/sbin/luytred"), "→ ../lib/luytre/luytred");
    assert_eq!(at("var/lib/luytre"), "folder 40700");
    assert!(at("usr/share/bash-completion/completions/luytre").contains("complete -F"));
    assert!(at("usr/share/man/vi/man1/luytre.1").starts_with("100644 "));
    assert_eq!(
        home.read("/usr/share/pam-configs/luytre"),
        pam::profile(PamExec::QuietLog)
    );
    assert!(
        !picture
            .keys()
            .any(|path| path.to_string_lossy().contains(".luytre-")),
        "nothing half-done is left"
    );
    let found = verify::verify(
        &SystemState {
            services: Services::Other,
            ..home.state()
        },
        &home.root(),
    );
    assert!(
        found.iter().all(|(_, finding)| *finding == Finding::Good),
        "{found:?}"
    );
    // A program that everybody can change is found.
    fs::set_permissions(
        home.root().at(Path::new("/usr/lib/luytre/luytred")),
        fs::Permissions::from_mode(0o777),
    )
    .expect("a mode");
    let found = verify::verify(
        &SystemState {
            services: Services::Other,
            ..home.state()
        },
        &home.root(),
    );
    assert!(found.contains(&(verify::Check::Programs, Finding::Bad)));
}

#[test]
fn installing_again_changes_nothing_and_a_new_version_only_what_is_new() {
    let home = Home::debian();
    let prints = Some("complete\n");
    install(
        &home,
        &mut Fake {
            prints,
            ..Fake::default()
        },
    )
    .expect("it installs");
    let before = home.picture();
    let outcomes = install(
        &home,
        &mut Fake {
            prints,
            ..Fake::default()
        },
    )
    .expect("it installs again");
    assert_eq!(home.picture(), before);
    // Orders are given each time: the service may have been stopped in between.
    let done = outcomes
        .iter()
        .filter(|outcome| **outcome == Outcome::Done)
        .count();
    assert_eq!(done, 4, "{outcomes:?}");
    home.write("build/luytred", "version 2");
    install(
        &home,
        &mut Fake {
            prints,
            ..Fake::default()
        },
    )
    .expect("it brings up to date");
    let mut expected = before;
    expected.insert(
        "usr/lib/luytre/luytred".into(),
        "100755 \"version 2\"".to_owned(),
    );
    assert_eq!(home.picture(), expected);
}

#[test]
fn a_failed_installation_leaves_no_trace() {
    for fails_at in [
        Order::ReloadUnits,
        Order::Enable,
        Order::Start,
        Order::WeavePam,
    ] {
        let home = Home::debian();
        let before = home.picture();
        let mut fake = Fake {
            fails_at: Some(fails_at),
            ..Fake::default()
        };
        let failure = install(&home, &mut fake).expect_err("it fails");
        assert_eq!(failure.step, Step::Order(fails_at));
        assert_eq!(home.picture(), before, "{fails_at:?}");
        let stopped = fake.orders.contains(&Order::StopAndDisable);
        assert_eq!(
            stopped,
            matches!(fails_at, Order::Enable | Order::Start),
            "{fails_at:?}"
        );
        assert!(fake.orders.contains(&Order::UnweavePam), "{fails_at:?}");
    }
}

#[test]
fn a_failed_update_brings_the_old_version_back_to_life() {
    let home = Home::debian();
    install(&home, &mut Fake::default()).expect("it installs");
    let before = home.picture();
    home.write("build/luytred", "version 2, which does not start");
    let mut fake = Fake {
        fails_at: Some(Order::Start),
        ..Fake::default()
    };
    install(&home, &mut fake).expect_err("it fails");
    assert_eq!(home.picture(), before);
    let again = [
        Order::WeavePam,
        Order::ReloadUnits,
        Order::Enable,
        Order::Start,
    ];
    assert_eq!(
        fake.orders,
        [again, again].concat(),
        "the orders are given again, for the old files"
    );
}

#[test]
fn a_folder_where_a_file_should_be_stops_it_without_a_trace() {
    let home = Home::debian();
    fs::create_dir_all(
        home.root()
            .at(Path::new("/usr/lib/systemd/system/luytred.service")),
    )
    .expect("a folder");
    let before = home.picture();
    let failure = install(&home, &mut Fake::default()).expect_err("it fails");
    assert!(matches!(failure.cause, Error::File { .. }), "{failure:?}");
    assert_eq!(failure.left_over.len(), 0);
    assert_eq!(home.picture(), before);
}

#[test]
fn uninstalling_leaves_only_the_data_and_purging_not_even_that() {
    for home in [Home::debian(), Home::fedora()] {
        let before = home.picture();
        install(
            &home,
            &mut Fake {
                prints: Some("complete\n"),
                ..Fake::default()
            },
        )
        .expect("it installs");
        home.write("root/var/lib/luytre/store.db", "the family's");
        let fake = remove(&home, Data::Keep);
        assert!(fake.orders.contains(&Order::StopAndDisable));
        assert_eq!(home.read("/var/lib/luytre/store.db"), "the family's");
        remove(&home, Data::Purge);
        let mut after = home.picture();
        // `/var/lib` itself was made for the state folder; a real system has it.
        for folder in ["var", "var/lib", "usr/bin", "usr/sbin", "usr/lib"] {
            if !before.contains_key(Path::new(folder)) {
                after.remove(Path::new(folder));
            }
        }
        assert_eq!(after, before);
        // Once more: nothing to do is no failure.
        remove(&home, Data::Purge);
    }
}

#[test]
fn fedoras_files_get_a_block_and_keep_their_mode_and_a_copy() {
    let home = Home::fedora();
    let file = home.root().at(Path::new("/etc/pam.d/system-auth"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
    install(&home, &mut Fake::default()).expect("it installs");
    for file in ["/etc/pam.d/system-auth", "/etc/pam.d/password-auth"] {
        assert!(pam::asks_the_agent(&home.read(file)), "{file}");
        assert!(
            !home.read(file).contains("quiet_log"),
            "an older module would run it as a command"
        );
        assert_eq!(home.read(&format!("{file}.before-luytre")), SYSTEM_AUTH);
    }
    assert_eq!(
        fs::metadata(&file).expect("there").permissions().mode() & 0o777,
        0o640
    );
    // An administrator's later change survives uninstalling.
    let changed = home
        .read("/etc/pam.d/system-auth")
        .replace("pam_permit", "pam_tally2");
    home.write("root/etc/pam.d/system-auth", &changed);
    remove(&home, Data::Keep);
    assert_eq!(
        home.read("/etc/pam.d/system-auth"),
        SYSTEM_AUTH.replace("pam_permit", "pam_tally2")
    );
}

#[test]
fn a_pam_file_of_another_kind_is_left_alone() {
    let home = Home::fedora();
    home.write(
        "root/etc/pam.d/password-auth",
        "auth required pam_unix.so\n",
    );
    let before = home.picture();
    let failure = install(&home, &mut Fake::default()).expect_err("it fails");
    assert!(
        matches!(
            failure.cause,
            Error::Pam {
                source: pam::Error::NoAccountLines,
                ..
            }
        ),
        "{failure:?}"
    );
    assert_eq!(home.picture(), before);
}

#[test]
fn a_system_without_pam_exec_or_systemd_is_told_what_will_not_work() {
    let home = Home::new(&[("/etc/pam.d/system-auth", SYSTEM_AUTH)]);
    let state = home.state();
    assert_eq!(
        (&state.services, &state.pam),
        (&Services::Other, &Pam::None)
    );
    let plan = planned(&home, &state);
    assert_eq!(plan.notes, [Note::StartByHand, Note::NoLoginCheck]);
    let mut fake = Fake::default();
    install(&home, &mut fake).expect("it installs");
    assert_eq!(fake.orders, []);
    assert_eq!(home.read("/etc/pam.d/system-auth"), SYSTEM_AUTH);
}

#[test]
fn a_hostile_list_of_files_removes_nothing_of_others() {
    let home = Home::debian();
    install(&home, &mut Fake::default()).expect("it installs");
    home.write("root/etc/shadow", "secret");
    let list = "/etc/shadow\n/usr/lib/luytre/../../../etc/shadow\n\0\nusr/bin/x\n";
    home.write("root/usr/lib/luytre/installed", list);
    remove(&home, Data::Purge);
    assert_eq!(home.read("/etc/shadow"), "secret");
    assert_eq!(home.read("/usr/share/man/man1/ls.1"), "");
}

/// The part of the PAM line that a shell runs, with the check at another place.
fn pam_command(check: &Path) -> String {
    let profile = pam::profile(PamExec::Plain);
    let from = profile.find("-c [").expect("a shell command") + 4;
    let to = profile[from..].find(']').expect("its end") + from;
    profile[from..to].replace("/usr/lib/luytre/login-check", &check.display().to_string())
}

#[test]
fn only_the_clear_refusal_makes_the_pam_line_succeed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let check = folder.path().join("check");
    let ends = |script: Option<&str>, mode: u32| {
        let _ = fs::remove_file(&check);
        if let Some(script) = script {
            fs::write(&check, script).expect("a script");
            fs::set_permissions(&check, fs::Permissions::from_mode(mode)).expect("a mode");
        }
        let output = Command::new("/bin/sh")
            .arg("-c")
            .arg(pam_command(&check))
            .output()
            .expect("a shell");
        (
            output.status.code(),
            String::from_utf8(output.stdout).expect("text"),
            output.stderr,
        )
    };
    // 0 is what PAM takes for "die": the one end that refuses.
    let refused = ends(Some("#!/bin/sh\necho Hết giờ rồi\nexit 77\n"), 0o755);
    assert_eq!(refused, (Some(0), "Hết giờ rồi\n".to_owned(), Vec::new()));
    for (script, mode) in [
        (Some("#!/bin/sh\nexit 0\n"), 0o755),
        (Some("#!/bin/sh\nexit 1\n"), 0o755),
        (Some("#!/bin/sh\nexit 76\n"), 0o755),
        (Some("#!/bin/sh\nkill -9 $$\n"), 0o755),
        (Some("#!/no/such/shell\nexit 77\n"), 0o755),
        (Some("#!/bin/sh\nexit 77\n"), 0o644),
        (Some("\u{7f}ELF garbage\n(((\n"), 0o755),
        (None, 0),
    ] {
        let (code, said, errors) = ends(script, mode);
        assert_ne!(code, Some(0), "{script:?} {mode:o}");
        assert_eq!(
            (said.as_str(), errors.len()),
            ("", 0),
            "nobody at the login sees a shell's words: {script:?}"
        );
    }
}

#[test]
fn the_login_check_refuses_only_when_the_agent_says_77() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let agent = folder.path().join("luytre");
    let script = luytre_installer::assets::LOGIN_CHECK
        .replace("/usr/lib/luytre/luytre", &agent.display().to_string());
    // Three seconds are for a slow computer; a test need not wait for them.
    let script = script.replace("timeout -k 1 3", "timeout -k 1 0.3");
    let check = folder.path().join("login-check");
    fs::write(&check, script).expect("a script");
    let asked = |user: &str, program: Option<&str>| {
        let _ = fs::remove_file(&agent);
        if let Some(program) = program {
            fs::write(&agent, program).expect("a program");
            fs::set_permissions(&agent, fs::Permissions::from_mode(0o755)).expect("a mode");
        }
        let output = Command::new("/bin/sh")
            .arg(&check)
            .env("PAM_USER", user)
            .output()
            .expect("a shell");
        (
            output.status.code(),
            String::from_utf8(output.stdout).expect("text"),
        )
    };
    let refuses = "#!/bin/sh\n[ \"$1 $PAM_USER\" = \"login-check nobody\" ] && echo 'Hết giờ, đến 16:00.'\nexit 77\n";
    assert_eq!(
        asked("nobody", Some(refuses)),
        (Some(77), "Hết giờ, đến 16:00.\n".to_owned())
    );
    let allowed = (Some(0), String::new());
    assert_eq!(
        asked("root", Some(refuses)),
        allowed,
        "root is never refused"
    );
    assert_eq!(asked("", Some(refuses)), allowed, "nobody asks for no one");
    assert_eq!(
        asked("nobody", Some("#!/bin/sh\necho words\nexit 0\n")),
        allowed
    );
    assert_eq!(
        asked("nobody", Some("#!/bin/sh\necho broken\nexit 1\n")),
        allowed
    );
    assert_eq!(
        asked("nobody", Some("#!/bin/sh\nexec sleep 60\n")),
        allowed,
        "a slow agent locks nobody out"
    );
    assert_eq!(asked("nobody", Some("#!/bin/sh\nkill -9 $$\n")), allowed);
    assert_eq!(
        asked("nobody", None),
        allowed,
        "a missing agent locks nobody out"
    );
}
