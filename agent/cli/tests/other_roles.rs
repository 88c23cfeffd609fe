//! How the program speaks to a child and to PAM. The agent is played here: it greets with a role and gives fixed answers, so
//! that no accounts are needed. The agent itself has its own tests for who may do what.

#![cfg(unix)]

use luytre_core::action::{Done, Effect, Notice, Reason, Refusal};
use luytre_core::event::Subject;
use luytre_core::health::Verdict;
use luytre_core::policy::Language;
use luytre_core::status::{Allowances, ChildStatus, Meter, Presence, Status};
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{
    Child, FrameDecoder, LoginVerdict, Outcome, PROTOCOL, Reply, RequestEnvelope, Role,
    ServerFrame, Welcome, Who, WireError, encode,
};
use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// 2026-03-02T20:15 in Vietnam.
const NOW: WallTime = WallTime(1_772_457_300_000);

fn status() -> Status {
    Status {
        at: NOW,
        timezone: "Asia/Ho_Chi_Minh".to_owned(),
        children: vec![ChildStatus {
            id: "an".into(),
            name: "Bảo An".to_owned(),
            day: "2026-03-02".parse().expect("a date"),
            state: Presence::Active,
            blocked: false,
            reasons: vec![],
            ends_by: Some(Reason::Daily),
            screen: Meter {
                used: Span::from_mins(60),
                left: Some(Span::from_mins(30)),
                until: Some(NOW + Span::from_mins(30)),
            },
            allowances: Allowances {
                daily: Some(Span::from_mins(90)),
                daily_left: Some(Span::from_mins(30)),
                weekly_left: None,
                monthly_left: None,
                until_break: None,
            },
            activities: vec![],
            programs: vec![],
            countdown: None,
            finish_match_left: None,
        }],
        requests: vec![],
        verdict: Verdict::Protected,
        issues: vec![],
    }
}

/// Gives the answer to one request, by its name.
type Answers = fn(&str) -> Outcome;

/// An agent that plays a role.
struct Played {
    folder: TempDir,
}

impl Played {
    fn new(who: Who, answers: Answers) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = UnixListener::bind(folder.path().join("agent.sock")).expect("a socket");
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &who, answers);
            }
        });
        Self { folder }
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("agent.sock")
    }

    fn ask(
        &self,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> (Option<i32>, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_luytre"))
            .env_clear()
            .envs(environment.iter().copied())
            .args(arguments)
            .arg("--socket")
            .arg(self.socket())
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code(), text(stdout), text(stderr))
    }
}

/// Answers one client until it hangs up.
fn serve(mut stream: UnixStream, who: &Who, answers: Answers) {
    let mut decoder = FrameDecoder::new();
    let mut chunk = [0; 4096];
    loop {
        let read = match stream.read(&mut chunk) {
            Ok(read) if read > 0 => read,
            Ok(_) | Err(_) => return,
        };
        decoder.push(&chunk[..read]);
        while let Some(body) = decoder.next_frame().expect("a frame") {
            let frame = match serde_json::from_slice(body).expect("a request") {
                RequestEnvelope::Hello(_) => ServerFrame::Welcome(Welcome {
                    protocol: PROTOCOL,
                    product: "0.1.0".to_owned(),
                    account: Some("an".into()),
                    who: who.clone(),
                    language: Language::Vi,
                    watch_only: false,
                    household: true,
                }),
                RequestEnvelope::Request { id, ask } => ServerFrame::Reply {
                    id,
                    outcome: answers(ask["do"].as_str().unwrap_or_default()),
                },
            };
            if stream.write_all(&encode(&frame).expect("it fits")).is_err() {
                return;
            }
        }
    }
}

fn an() -> Vec<Child> {
    vec![Child {
        id: "an".into(),
        name: "Bảo An".to_owned(),
    }]
}

fn as_child(name: &str) -> Outcome {
    match name {
        "status" => Outcome::Ok(Reply::Status(status())),
        "ask" => Outcome::Ok(Reply::Done(Done::Asked {
            until: NOW + Span::from_hours(1),
        })),
        "finish_match" => Outcome::Error(WireError::Refused {
            refusal: Refusal::NoTurnsLeft,
        }),
        other => Outcome::Error(WireError::Unsupported {
            what: other.to_owned(),
        }),
    }
}

#[test]
fn a_child_is_spoken_to_as_con_in_the_household_s_language() {
    let agent = Played::new(Who::Child { children: an() }, as_child);
    // Nothing in the environment says a language, so the family's own is spoken.
    let (code, out, _) = agent.ask(&["status"], &[]);
    assert_eq!(code, Some(0));
    assert!(
        out.contains("còn 30 phút") && out.contains("đến 20:45"),
        "{out}"
    );
    let (code, out, err) = agent.ask(&["request", "15", "--why", "nốt ván"], &[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        out.contains("Đã gửi lời xin 15 phút") && out.contains("21:15"),
        "{out}"
    );
    let (code, _, err) = agent.ask(&["finish-match"], &[]);
    assert_eq!(code, Some(1));
    assert!(err.contains("Tuần này con không còn lượt"), "{err}");
    let (_, out, _) = agent.ask(&["status"], &[("LANG", "en_GB.UTF-8")]);
    assert!(out.contains("30 min left"), "{out}");
}

#[test]
fn what_a_child_may_not_do_ends_with_4_and_says_what_can_be_done() {
    let agent = Played::new(Who::Child { children: an() }, as_child);
    for line in [
        &["grant", "an", "+15m"][..],
        &["lock", "an"],
        &["unlock-child", "an"],
        &["limit", "an", "--daily", "9h"],
        &["policy", "show"],
        &["policy", "history"],
        &["answer", "an", "yes"],
        &["child", "add", "Bình"],
        &["child", "remove", "an", "--yes"],
        &["confirm-clock"],
        &["setup", "--yes", "--child", "X"],
    ] {
        let (code, out, err) = agent.ask(line, &[]);
        assert_eq!(code, Some(4), "{line:?}: {out}{err}");
        assert!(
            err.contains("Việc này cần bố mẹ") && err.contains("luytre request"),
            "{line:?}: {err}"
        );
    }
}

#[test]
fn siblings_at_one_login_are_asked_who_they_are() {
    let mut both = an();
    both.push(Child {
        id: "binh".into(),
        name: "Bình".to_owned(),
    });
    let agent = Played::new(Who::Child { children: both }, as_child);
    let (code, _, err) = agent.ask(&["request", "15"], &[]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("an và binh") && err.contains("--child"),
        "{err}"
    );
}

#[test]
fn a_household_file_with_problems_is_explained_from_what_the_agent_sends() {
    let agent = Played::new(Who::System, |name| match name {
        "policy_apply" => Outcome::Error(WireError::BadHousehold {
            problems: vec![luytre_protocol::WireProblem {
                line: 3,
                column: 1,
                path: "child[0]".to_owned(),
                message_id: "household-something-new".to_owned(),
                args: [("line".to_owned(), "3".to_owned())].into(),
            }],
            more: 2,
        }),
        other => as_child(other),
    });
    let file = agent.folder.path().join("h.toml");
    std::fs::write(&file, "[[child]]\nid = \"an\"\n").expect("written");
    let (code, _, err) = agent.ask(&["policy", "apply", &file.display().to_string()], &[]);
    assert_eq!(code, Some(5), "{err}");
    assert!(
        err.contains("3 chỗ")
            && err.contains("household-something-new")
            && err.contains("2 chỗ nữa"),
        "{err}"
    );
}

fn refused_login(name: &str) -> Outcome {
    match name {
        "login_check" => Outcome::Ok(Reply::Login(LoginVerdict {
            refusal: Some(Notice {
                at: NOW,
                child: Some("an".into()),
                effect: Effect::RefuseLogin,
                subject: Subject::Screen,
                reason: Some(Reason::Bedtime),
                left: Some(Span::ZERO),
                until: Some(NOW + Span::from_mins(10 * 60 + 15)),
            }),
        })),
        "status" => Outcome::Ok(Reply::Status(status())),
        other => Outcome::Error(WireError::NotAllowed {
            role: if other.is_empty() {
                Role::Other
            } else {
                Role::System
            },
        }),
    }
}

#[test]
fn a_refused_login_ends_with_77_and_says_why_and_until_when() {
    let agent = Played::new(Who::System, refused_login);
    let (code, out, _) = agent.ask(&["login-check"], &[("PAM_USER", "an")]);
    // Only root's agent is believed, and only root can play it.
    let root = std::fs::metadata(agent.socket())
        .is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
    if !root {
        assert_eq!(
            code,
            Some(0),
            "an agent that is not root's must not keep anybody out"
        );
        println!("not root: the refusal itself is not looked at");
        assert!(std::env::var_os("CI").is_none(), "CI runs this as root");
        return;
    }
    assert_eq!(code, Some(77), "{out}");
    assert!(
        out.contains("giờ đi ngủ") && out.contains("06:30 ngày mai") && out.contains("ngủ ngon"),
        "{out}"
    );
    let (code, out, _) = agent.ask(&["login-check"], &[("PAM_USER", "root")]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "root is never refused");
}

#[test]
fn a_login_check_that_gets_nonsense_lets_in() {
    let agent = Played::new(Who::System, |_| Outcome::Error(WireError::Internal {}));
    assert_eq!(
        agent.ask(&["login-check"], &[("PAM_USER", "an")]).0,
        Some(0)
    );
    let folder = tempfile::tempdir().expect("a folder");
    let silent = UnixListener::bind(folder.path().join("agent.sock")).expect("a socket");
    let started = std::time::Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_luytre"))
        .env_clear()
        .env("PAM_USER", "an")
        .args(["login-check", "--socket"])
        .arg(folder.path().join("agent.sock"))
        .output()
        .expect("the program starts");
    assert_eq!(
        output.status.code(),
        Some(0),
        "an agent that says nothing lets in"
    );
    assert!(
        started.elapsed() < std::time::Duration::from_secs(4),
        "{:?}",
        started.elapsed()
    );
    drop(silent);
}
