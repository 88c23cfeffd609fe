//! Commands against a real agent: `luytre run` on a folder of its own, watching only, and the same program as its client.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const HOUSEHOLD: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
language = "vi"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["luytre-test-parent"]

[[child]]
id = "an"
name = "Nguyễn Hoàng Bảo An"
accounts = ["luytre-test-an"]

[child.screen]
daily = "1h30m"
finish_match = "3 x 5m"

[child.activity.games]
daily = "1h"
"#;

/// A running agent; it ends with the test.
struct Agent {
    process: Child,
    folder: TempDir,
}

impl Agent {
    /// Starts one and waits until it says that it runs.
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("household.toml");
        std::fs::write(&file, HOUSEHOLD).expect("written");
        let mut process = luytre()
            .args(["--lang", "en", "run", "--quiet", "--state-dir"])
            .arg(folder.path().join("state"))
            .arg("--household")
            .arg(&file)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = BufReader::new(process.stdout.take().expect("a pipe"));
        // A line or, if it could not start, the end of the output: either way nothing is waited for in vain.
        let first = out.lines().next().and_then(Result::ok).unwrap_or_default();
        assert!(first.contains("is running"), "it does not run: {first}");
        Self { process, folder }
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("state/run/agent.sock")
    }

    fn ask(&self, arguments: &[&str]) -> Output {
        self.ask_with(arguments, "")
    }

    /// Runs a command with lines on its input. Tokens are kept in the test's own folder.
    fn ask_with(&self, arguments: &[&str], input: &str) -> Output {
        let runtime = self.folder.path().join("runtime");
        private_folder(&runtime);
        let mut process = luytre()
            .env("XDG_RUNTIME_DIR", runtime)
            .args(["--lang", "en", "--socket"])
            .arg(self.socket())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A command that ends early does not read.
        let _ = process
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes());
        process.wait_with_output().expect("it ends")
    }

    /// What a command prints, which must go well.
    fn say(&self, arguments: &[&str]) -> String {
        let output = self.ask(arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        text
    }

    /// The exit code and the words of a command that must not go well.
    fn refuse(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.ask(arguments);
        assert!(!output.status.success(), "{arguments:?} went well");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    fn status(&self) -> Value {
        serde_json::from_str(&self.say(&["status", "--json"])).expect("JSON")
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // Nothing is to be done about a process that is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn private_folder(path: &Path) {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .expect("made");
}

fn luytre() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luytre"));
    command.env_clear().stdin(Stdio::null());
    if let Some(home) = std::env::var_os("HOME") {
        command.env("HOME", home);
    }
    command
}

#[test]
fn time_is_given_taken_and_locked_and_the_status_follows() {
    let agent = Agent::start();
    let an = |status: &Value| status["children"][0].clone();
    assert_eq!(an(&agent.status())["screen"]["left_s"], 5400);
    assert_eq!(an(&agent.status())["state"], "offline");

    assert!(
        agent
            .say(&["grant", "an", "+15m"])
            .contains("1 h 45 min left")
    );
    assert_eq!(an(&agent.status())["screen"]["left_s"], 6300);
    let games = agent.say(&["grant", "Nguyễn Hoàng Bảo An", "-10m", "--for", "games"]);
    assert!(games.contains("10 min (games) less"), "{games}");
    assert_eq!(an(&agent.status())["activities"]["games"]["left_s"], 3000);

    let lock = agent.say(&["lock", "an"]);
    assert!(
        lock.contains("locked") && lock.contains("only watches"),
        "{lock}"
    );
    let locked = an(&agent.status());
    assert_eq!(locked["blocked"], true);
    assert_eq!(locked["reasons"][0], "locked_by_parent");
    assert!(agent.say(&["status"]).contains("locked by a parent"));
    agent.say(&["unlock-child", "an"]);
    assert_eq!(an(&agent.status())["blocked"], false);

    let day = agent.say(&["today", "an"]);
    assert!(
        day.contains("+15 min (screen time)") && day.contains("unlocked"),
        "{day}"
    );
}

#[test]
fn asking_is_for_children_and_nothing_waits_for_an_answer_then() {
    let agent = Agent::start();
    let (code, words) = agent.refuse(&["request", "20", "--child", "an", "--why", "một ván nữa"]);
    assert_eq!(code, Some(4), "{words}");
    assert!(words.contains("luytre grant"), "{words}");
    assert_eq!(agent.refuse(&["finish-match"]).0, Some(4));
    let (code, words) = agent.refuse(&["answer", "an", "yes"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("No request is waiting"), "{words}");
}

#[test]
fn limits_and_children_change_and_every_version_is_kept() {
    let agent = Agent::start();
    let change = agent.say(&[
        "limit",
        "an",
        "--daily",
        "2m",
        "--bedtime",
        "21:00-06:30",
        "--block",
        "social",
    ]);
    assert!(
        change.contains("tightens") && change.contains("version 2"),
        "{change}"
    );
    assert_eq!(agent.status()["children"][0]["screen"]["used_s"], 0);
    let same = agent.say(&["limit", "an", "--daily", "2m"]);
    assert!(same.contains("Nothing changed"), "{same}");
    let dry = agent.say(&["limit", "an", "--daily", "3h", "--dry-run"]);
    assert!(
        dry.contains("loosens") && dry.contains("Nothing was applied"),
        "{dry}"
    );

    let added = agent.say(&[
        "child",
        "add",
        "Trần Bình",
        "--account",
        "luytre-test-binh",
        "--daily",
        "weekdays=1h,weekends=2h",
    ]);
    assert!(
        added.contains("tran_binh") && added.contains("luytre-test-binh"),
        "{added}"
    );
    assert!(agent.say(&["child", "list"]).contains("Trần Bình"));
    assert!(
        agent
            .say(&["child", "show", "tran_binh"])
            .contains("Monday–Friday: 1 h")
    );
    assert!(agent.say(&["rules", "an"]).contains("21:00–06:30"));
    agent.say(&["child", "remove", "tran_binh", "--yes"]);
    assert_eq!(agent.status()["children"].as_array().map(Vec::len), Some(1));

    let history = agent.say(&["policy", "history"]);
    assert!(
        history.contains("version 1") && history.contains("in effect"),
        "{history}"
    );
    let diff = agent.say(&["policy", "diff", "1"]);
    assert!(diff.contains("1h30m") && diff.contains("loosens"), "{diff}");
    assert!(
        agent
            .say(&["policy", "show", "--version", "1"])
            .contains("Mẹ")
    );
}

#[test]
fn a_file_is_applied_whole_or_not_at_all() {
    let agent = Agent::start();
    let path = |name: &str| agent.folder.path().join(name).display().to_string();
    std::fs::write(path("good.toml"), HOUSEHOLD.replace("1h30m", "2h")).expect("written");
    std::fs::write(
        path("bad.toml"),
        HOUSEHOLD.replace("daily = \"1h\"", "daily = \"1 giờ\""),
    )
    .expect("written");
    let (code, words) = agent.refuse(&["policy", "apply", &path("bad.toml")]);
    assert_eq!(code, Some(5), "{words}");
    assert!(words.contains("Line 20"), "{words}");
    assert_eq!(agent.status()["children"][0]["screen"]["left_s"], 5400);
    agent.say(&["policy", "check", &path("good.toml")]);
    agent.say(&["policy", "apply", &path("good.toml"), "--dry-run"]);
    assert_eq!(agent.status()["children"][0]["screen"]["left_s"], 5400);
    let conflict = agent.refuse(&["policy", "apply", &path("good.toml"), "--expect", "7"]);
    assert!(conflict.1.contains("Somebody else"), "{}", conflict.1);
    agent.say(&["policy", "apply", &path("good.toml"), "--note", "holidays"]);
    assert_eq!(agent.status()["children"][0]["screen"]["left_s"], 7200);
    assert!(agent.say(&["policy", "history"]).contains("holidays"));
    let (code, words) = agent.refuse(&["setup", "--yes", "--child", "X"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("set up already"), "{words}");
}

#[test]
fn a_preset_is_shown_and_asked_about_before_it_is_applied() {
    let agent = Agent::start();
    let list = agent.say(&["preset", "list"]);
    assert!(list.contains("vn-147") && list.contains("10-12"), "{list}");
    let shown = agent.say(&["preset", "show", "vn-147"]);
    assert!(shown.contains("147/2024"), "{shown}");
    assert!(shown.contains("per_program_daily = \"1h\""), "{shown}");
    let (code, words) = agent.refuse(&["preset", "show", "10-11"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("10-12"), "{words}");

    let before = agent.say(&["policy", "show"]);
    // Nobody is there to say yes.
    let asked = agent.ask(&["preset", "apply", "an", "vn-147"]);
    let words = String::from_utf8_lossy(&asked.stdout);
    assert_eq!(asked.status.code(), Some(1));
    assert!(
        words.contains("child.an.activity.games.rest_every"),
        "{words}"
    );
    assert_eq!(agent.say(&["policy", "show"]), before);

    let words = agent.say(&["preset", "apply", "an", "vn-147", "--yes"]);
    assert_eq!(words.matches("games.rest_every").count(), 1, "{words}");
    let after = agent.say(&["policy", "show"]);
    assert!(after.contains("rest_every = \"30m\""), "{after}");
    assert!(after.contains("1h30m"), "{after}");
    let rules = agent.say(&["rules", "an"]);
    assert!(
        rules.contains("A word about rest after each 30 min"),
        "{rules}"
    );
    agent.say(&["preset", "apply", "an", "vn-school-year", "--yes"]);
    let rules = agent.say(&["rules", "an"]);
    assert!(
        rules.contains("Tết: from the last day of the old lunar year"),
        "{rules}"
    );
    // A second time changes nothing.
    let again = agent.say(&["preset", "apply", "an", "vn-147"]);
    assert!(again.contains("Nothing changes"), "{again}");
}

#[test]
fn unknown_children_impossible_times_and_sealed_history_are_explained() {
    let agent = Agent::start();
    let (code, words) = agent.refuse(&["grant", "binh", "+15m"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("no child “binh”") && words.contains("an"),
        "{words}"
    );
    assert_eq!(
        agent
            .refuse(&["grant", "an", "--until", "2020-01-01T10:00"])
            .0,
        Some(1)
    );
    assert_eq!(
        agent
            .refuse(&["grant", "an", "+15m", "--for", "knitting"])
            .0,
        Some(1)
    );
    assert_eq!(
        agent.refuse(&["policy", "show", "--version", "99"]).0,
        Some(1)
    );
    let (code, words) = agent.refuse(&["unlock"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("luytre passphrase set"), "{words}");
    let doctor = agent.ask(&["doctor"]);
    assert_eq!(
        doctor.status.code(),
        Some(1),
        "an agent that only watches is not full protection"
    );
    let text = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(
        text.contains("Watching only") && text.contains("→"),
        "{text}"
    );
    let json: Value =
        serde_json::from_slice(&agent.ask(&["doctor", "--json"]).stdout).expect("JSON");
    assert_eq!(json["verdict"], "watch_only");
}

const PASSPHRASE: &str = "bốn quả cam trên bàn\n";

#[test]
fn the_history_is_sealed_opened_looked_at_and_erased_and_nothing_typed_lies_about() {
    let agent = Agent::start();
    let say = |arguments: &[&str], input: &str| {
        let output = agent.ask_with(arguments, input);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {text}{errors}");
        text
    };
    let set = say(&["passphrase", "set"], PASSPHRASE);
    assert!(set.contains("recovery code"), "{set}");
    say(&["consent", "give", "--yes", "--child-agrees"], "");

    let wrong = agent.ask_with(&["unlock"], "ba quả cam trên bàn\n");
    assert_eq!(wrong.status.code(), Some(4), "{wrong:?}");
    assert_eq!(agent.refuse(&["week"]).0, Some(4));
    // The same letters as another keyboard composes them.
    let open = say(&["unlock"], &decomposed(PASSPHRASE));
    assert!(open.contains("15 min"), "{open}");
    assert!(say(&["week"], "").contains("Nguyễn Hoàng Bảo An"));
    let csv = say(&["week", "--csv"], "");
    assert!(csv.starts_with("child,") && csv.contains("an,"), "{csv}");
    for span in ["month", "half-year", "year"] {
        let json: Value = serde_json::from_str(&say(&[span, "--json"], "")).expect("JSON");
        assert_eq!(json["children"].as_array().map(Vec::len), Some(1), "{span}");
    }
    let file = agent.folder.path().join("all.json").display().to_string();
    say(&["export", "--to", &file], "");
    say(&["quick-code", "set"], "483920\n");
    let doctor = agent.ask(&["doctor", "--json"]);
    let json: Value = serde_json::from_slice(&doctor.stdout).expect("JSON");
    assert_eq!(json["history"]["quick_codes"][0]["parent"], "me");
    assert_eq!(json["consent"]["children"][0]["recording"], true);

    say(
        &["passphrase", "change"],
        &format!("{PASSPHRASE}sáu con mèo trên mái\n"),
    );
    let erased = say(&["erase", "--yes"], "");
    assert!(erased.contains("Erased"), "{erased}");
    say(&["unlock", "--end"], "");
    assert_eq!(agent.refuse(&["week"]).0, Some(4));
    assert_eq!(
        agent.ask_with(&["unlock"], PASSPHRASE).status.code(),
        Some(4)
    );
    say(&["unlock"], "sáu con mèo trên mái\n");
    say(&["consent", "withdraw", "--yes"], "");

    for secret in ["quả cam", "con mèo", "483920"] {
        let found = files_with(agent.folder.path(), secret.as_bytes());
        assert!(found.is_empty(), "{secret} is in {found:?}");
    }
}

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_printed_code_once() {
    let agent = Agent::start();
    let set = agent.ask_with(&["passphrase", "set"], PASSPHRASE);
    let code = printed_code(&String::from_utf8_lossy(&set.stdout));
    let slip = code.replacen(|c: char| c.is_ascii_digit(), "", 1);
    let short = agent.ask_with(
        &["recovery", "use"],
        &format!("{slip}\nsáu con mèo trên mái\n"),
    );
    assert_eq!(short.status.code(), Some(2), "{short:?}");
    let used = agent.ask_with(
        &["recovery", "use"],
        &format!("{}\nsáu con mèo trên mái\n", code.to_lowercase()),
    );
    assert_eq!(used.status.code(), Some(0), "{used:?}");
    assert_ne!(printed_code(&String::from_utf8_lossy(&used.stdout)), code);
    let again = agent.ask_with(
        &["recovery", "use"],
        &format!("{code}\nbảy con cá dưới ao\n"),
    );
    assert_eq!(again.status.code(), Some(4), "{again:?}");
    assert_eq!(
        agent
            .ask_with(&["unlock"], "sáu con mèo trên mái\n")
            .status
            .code(),
        Some(0)
    );
}

/// The code as a family would write it down from the screen: by the numbers of its groups.
fn printed_code(text: &str) -> String {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.contains('│'))
        .map(|line| {
            line.split_whitespace()
                .filter(|word| *word != "│")
                .collect()
        })
        .filter(|row: &Vec<&str>| !row.is_empty())
        .collect();
    // Three rows of two groups, each a number and five characters.
    assert!(
        rows.len() == 3 && rows.iter().all(|row| row.len() == 12),
        "{text}"
    );
    let group = |column: usize, row: usize| {
        let cells = &rows[row][column * 6..][..6];
        assert_eq!(cells[0], (column * 3 + row + 1).to_string());
        cells[1..].concat()
    };
    let groups: Vec<String> = (0..6).map(|at| group(at / 3, at % 3)).collect();
    groups.join("-")
}

/// The marks of Vietnamese letters as characters of their own.
fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}

/// Files below a folder that hold these bytes.
fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if kind.is_file() {
            let content = std::fs::read(&path).expect("read");
            if content.windows(bytes.len()).any(|window| window == bytes) {
                found.push(path);
            }
        }
    }
    found
}
