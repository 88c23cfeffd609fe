//! The program itself, without an agent: exit codes, languages, and what goes to which stream.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `luytre` with nothing of the surroundings but what is given.
fn luytre(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luytre"));
    command
        .env_clear()
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    command.output().expect("the program starts")
}

/// An address at which nobody listens.
const NOWHERE: &str = "/nonexistent/luytre/agent.sock";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_an_agent_every_command_that_needs_one_ends_with_3_and_says_how_to_start_it() {
    let lines: &[&[&str]] = &[
        &["status"],
        &["status", "--json"],
        &["status", "--watch"],
        &["child", "list"],
        &["limit", "an", "--daily", "2m"],
        &["policy", "show"],
        &["policy", "history"],
        &["preset", "apply", "an", "10-12"],
        &["grant", "an", "+15m"],
        &["grant", "an", "-15m", "--for", "games"],
        &["grant", "an", "--until", "21:30"],
        &["lock", "an"],
        &["unlock-child", "an"],
        &["unlock"],
        &["unlock", "--end"],
        &["passphrase", "set"],
        &["passphrase", "change", "--parent", "me"],
        &["passphrase", "remove", "me", "--yes"],
        &["passphrase", "show", "--json"],
        &["recovery", "new"],
        &["recovery", "use"],
        &["quick-code", "set"],
        &["quick-code", "remove"],
        &["week"],
        &["week", "--last", "--json"],
        &["month", "--from", "2026-03-02", "--csv"],
        &["half-year", "--child", "an"],
        &["year", "--html", "/nonexistent/year.html"],
        &["export", "--to", "/nonexistent/all.json"],
        &["erase", "--yes"],
        &["consent", "show"],
        &[
            "consent",
            "give",
            "--child",
            "an",
            "--child-agrees",
            "--yes",
        ],
        &["consent", "withdraw", "--yes"],
        &["grant", "an", "+15m", "--code"],
        &["request", "15", "--why", "nốt ván"],
        &["answer", "an", "yes"],
        &["finish-match"],
        &["profile", "an"],
        &["today"],
        &["rules"],
        &["doctor"],
        &["confirm-clock"],
    ];
    for line in lines {
        let mut arguments = vec!["--socket", NOWHERE, "--lang", "vi"];
        arguments.extend(*line);
        let output = luytre(&arguments, &[]);
        assert_eq!(output.status.code(), Some(3), "{line:?}: {}", err(&output));
        assert!(
            err(&output).contains("chưa chạy") && err(&output).contains("luytre run"),
            "{line:?}: {}",
            err(&output)
        );
        assert_eq!(
            out(&output),
            "",
            "{line:?} writes to standard output although nothing was done"
        );
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for line in [
        &["statsu"][..],
        &["grant", "an"],
        &["grant", "an", "lots"],
        &["limit", "an", "--daily", "soon"],
        &["child"],
        &["--lang", "fr", "status"],
        &["week", "--json", "--csv"],
        &["week", "--last", "--from", "2026-03-02"],
        &["week", "--force"],
        &["week", "--from", "yesterday"],
        &["unlock", "--end", "--parent", "me"],
        &["unlock", "my passphrase"],
        &["passphrase"],
        &["passphrase", "remove"],
        &["passphrase", "set", "my passphrase"],
        &["quick-code", "set", "483920"],
        &["recovery", "use", "7K2QX-M03ZT-9ABCD-EFGH0-JKMN5-PQRS8"],
        &["export"],
        &["export", "--to", "x", "--csv", "--json"],
        &["consent"],
        &["consent", "show", "--yes"],
        &["grant", "an", "--free-day", "--code"],
    ] {
        let output = luytre(line, &[]);
        assert_eq!(output.status.code(), Some(2), "{line:?}: {}", err(&output));
        assert!(
            err(&output).contains("--help"),
            "{line:?}: {}",
            err(&output)
        );
    }
}

#[test]
fn the_language_comes_from_the_option_and_else_from_the_environment() {
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut all = vec!["--socket", NOWHERE, "status"];
        all.extend(arguments);
        err(&luytre(&all, environment))
    };
    assert!(run(&[], &[("LANG", "vi_VN.UTF-8")]).contains("chưa chạy"));
    assert!(run(&[], &[("LANG", "en_US.UTF-8")]).contains("is not running"));
    assert!(run(&["--lang", "vi"], &[("LC_ALL", "en_US.UTF-8")]).contains("chưa chạy"));
    assert!(run(&[], &[]).contains("is not running"));
}

#[test]
fn help_is_written_in_both_languages() {
    let vietnamese = luytre(&["--help", "--lang", "vi"], &[]);
    assert_eq!(vietnamese.status.code(), Some(0));
    assert!(
        out(&vietnamese).contains("Cách dùng: luytre <LỆNH>")
            && out(&vietnamese).contains("Mã kết thúc"),
        "{}",
        out(&vietnamese)
    );
    let english = luytre(&["grant", "--help"], &[]);
    assert!(
        out(&english).contains("Usage: luytre grant <CHILD> [MINUTES] [OPTIONS]"),
        "{}",
        out(&english)
    );
    assert!(
        !out(&vietnamese).contains('\u{1b}'),
        "no colours into a pipe"
    );
    assert!(
        !out(&vietnamese).contains("login-check"),
        "what only PAM asks is not shown to people"
    );
}

#[test]
fn the_login_check_lets_in_whenever_it_cannot_know() {
    for (arguments, user) in [
        (&["login-check"][..], "an"),
        (&["login-check", "--socket", NOWHERE], "an"),
        (&["login-check", "--nonsense"], "an"),
        (&["login-check", "--socket"], "an"),
        (&["login-check"], "root"),
        (&["login-check"], ""),
    ] {
        let output = luytre(arguments, &[("PAM_USER", user)]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            err(&output)
        );
        assert_eq!(out(&output), "");
    }
    assert_eq!(luytre(&["login-check"], &[]).status.code(), Some(0));
}

#[test]
fn a_household_file_is_checked_without_an_agent() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path.display().to_string()
    };
    let good = write(
        "good.toml",
        b"[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"1h30m\"\n",
    );
    let output = luytre(&["--socket", NOWHERE, "policy", "check", &good], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));

    for (name, bytes) in [
        (
            "typo.toml",
            &b"[[child]]\nid = \"an\"\n[child.screen]\ndialy = \"1h\"\n"[..],
        ),
        ("bytes.toml", b"\xff\xfe\x00"),
        ("syntax.toml", b"[[child]\nid = an\n"),
        ("large.toml", &vec![b'#'; 2 * 1024 * 1024]),
    ] {
        let bad = write(name, bytes);
        for language in ["vi", "en"] {
            let output = luytre(
                &[
                    "--socket", NOWHERE, "--lang", language, "policy", "check", &bad,
                ],
                &[],
            );
            assert_eq!(output.status.code(), Some(5), "{name}: {}", err(&output));
            let line = if language == "vi" { "Dòng " } else { "Line " };
            assert!(
                (err(&output).contains(line) || name == "large.toml") && err(&output).contains('→'),
                "{name}: {}",
                err(&output)
            );
        }
    }
    let missing = luytre(&["policy", "check", "/nonexistent/household.toml"], &[]);
    assert_eq!(missing.status.code(), Some(5));
}

#[test]
fn two_household_files_are_compared_without_an_agent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(
        path("a.toml"),
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"1h\"\n",
    )
    .expect("written");
    std::fs::write(
        path("b.toml"),
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"2h\"\n",
    )
    .expect("written");
    let output = luytre(
        &[
            "--socket",
            NOWHERE,
            "policy",
            "diff",
            &path("b.toml"),
            "--from",
            &path("a.toml"),
        ],
        &[],
    );
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        out(&output).contains("loosens") && out(&output).contains("2h"),
        "{}",
        out(&output)
    );
}

#[test]
fn setup_can_show_a_household_from_options_alone() {
    let arguments = [
        "setup",
        "--print",
        "--yes",
        "--language",
        "vi",
        "--timezone",
        "Asia/Ho_Chi_Minh",
        "--parent",
        "Mẹ",
        "--parent-account",
        "parent",
        "--child",
        "Bảo An",
        "--child-account",
        "an",
        "--born",
        "2014-05",
        "--daily",
        "weekdays=1h30m,weekends=3h",
        "--games",
        "1h",
        "--bedtime",
        "21:00-06:30",
    ];
    let output = luytre(&arguments, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let household =
        luytre_core::household::parse(&out(&output)).expect("what it prints is a household");
    assert_eq!(household.children[0].id.as_str(), "bao_an");
    assert_eq!(household.children[0].name, "Bảo An");
    assert_eq!(household.parents[0].accounts[0].as_str(), "parent");
    let missing = luytre(&["setup", "--print", "--yes"], &[]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("--child"), "{}", err(&missing));
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = luytre(&["completions", shell], &[]);
        assert_eq!(output.status.code(), Some(0), "{shell}: {}", err(&output));
        assert!(out(&output).contains("status"), "{shell}");
    }
}

const SCENARIO: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
start = "2026-03-02T15:00:00"
end = "2026-03-02T22:00:00"
policy = """
[[child]]
id = "an"
name = "Nguyễn Hoàng Bảo An"
accounts = ["an"]
[child.screen]
daily = "1h"
"""
[[event]]
at = "2026-03-02T16:00:00"
do = "login"
child = "an"
"#;

#[test]
fn a_scenario_is_played_from_standard_input_for_people_and_for_scripts() {
    for json in [true, false] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_luytre"));
        command
            .env_clear()
            .args(["simulate", "-", "--lang", "vi"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if json {
            command.arg("--json");
        }
        let mut child = command.spawn().expect("the program starts");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(SCENARIO.as_bytes())
            .expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0));
        let text = out(&output);
        if json {
            let effects: Vec<String> = text
                .lines()
                .map(|line| {
                    serde_json::from_str::<serde_json::Value>(line).expect("JSON")["effect"]
                        .as_str()
                        .expect("text")
                        .to_owned()
                })
                .collect();
            assert!(
                effects.contains(&"warn".to_owned()) && effects.contains(&"lock".to_owned()),
                "{effects:?}"
            );
            assert_eq!(effects.last().map(String::as_str), Some("summary"));
        } else {
            assert!(
                text.contains("thứ hai, 2/3/2026") || text.contains("Thứ hai, 2/3/2026"),
                "{text}"
            );
            assert!(
                text.contains("Máy của Nguyễn Hoàng Bảo An đã khóa") && text.contains('█'),
                "{text}"
            );
        }
    }
}

#[test]
fn a_bad_scenario_ends_with_5_and_names_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml");
    let run = |text: &[u8]| {
        std::fs::write(&path, text).expect("written");
        luytre(&["simulate", &path.display().to_string()], &[])
    };
    let policy = run(SCENARIO
        .replace("daily = \"1h\"", "dialy = \"1h\"")
        .as_bytes());
    assert_eq!(policy.status.code(), Some(5));
    assert!(err(&policy).contains("Line 11"), "{}", err(&policy));
    let event = run(SCENARIO
        .replace("do = \"login\"", "do = \"fly\"")
        .as_bytes());
    assert_eq!(event.status.code(), Some(5));
    assert!(err(&event).contains("line"), "{}", err(&event));
    assert_eq!(run(b"\xff\xff").status.code(), Some(5));
    assert_eq!(
        luytre(&["simulate", "/nonexistent"], &[]).status.code(),
        Some(5)
    );
    assert!(!Path::new("/nonexistent").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_luytre"))
        .env_clear()
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(err(&output), "");
}
