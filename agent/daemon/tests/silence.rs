//! Nothing secret and nothing of a child is in the logs, at any level. One test, since it listens to the whole process.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]

mod support;

use luytre_core::event::Subject;
use luytre_core::time::Span;
use luytre_protocol::{ChildRequest, CodeAction, EraseWhat, ParentRequest, SecretText};
use luytre_testkit::{AN, MOM};
use std::io::Write;
use std::sync::{Arc, Mutex};
use support::Rig;
use support::family::{DAD, PASSPHRASE, add, history, unlock};
use tracing_subscriber::filter::LevelFilter;

/// Everything that is logged.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    fn keep(&self, bytes: &[u8]) {
        self.0.lock().unwrap().extend_from_slice(bytes);
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.keep(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn logs_hold_no_secret_and_nothing_of_a_child() {
    let heard = Heard::default();
    let writer = heard.clone();
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();

    let (mut rig, code) = Rig::with_history().await;
    let mut secrets = vec![code.clone(), code.replace('-', "")];
    secrets.extend(code.split('-').map(str::to_owned));
    let mut mom = rig.client(MOM).await;
    unlock(&mut mom, "a wrong passphrase").await.unwrap_err();
    let unlocked = unlock(&mut mom, PASSPHRASE).await.unwrap();
    secrets.push(unlocked.token.expose().to_owned());
    let quick = ParentRequest::QuickCodeSet {
        parent: None,
        code: Some(SecretText::from("135790")),
    };
    mom.request(quick).await.unwrap();
    mom.request(add(Some("bo"), "father's passphrase"))
        .await
        .unwrap();
    let mut an = rig.client(AN).await;
    for code in ["246802", "135790"] {
        let with_code = ChildRequest::WithCode {
            child: None,
            code: SecretText::from(code),
            action: CodeAction::Minutes {
                span: Span::from_mins(5),
                subject: Subject::Activity("games".into()),
            },
        };
        drop(an.request(with_code).await);
    }
    let ask = ChildRequest::Ask {
        child: None,
        span: Span::from_mins(10),
        subject: Subject::Program("mines".into()),
        why: "con làm bài tập".into(),
    };
    drop(an.request(ask).await);
    // Days with use up to the limits: warnings, locks, ended games.
    rig.day(70, 130).await;
    rig.day(30, 20).await;
    rig.stop().await;
    rig.start().await;
    let mut mom = rig.opened().await;
    history(&mut mom, None).await;
    let recover = ParentRequest::RecoveryUse {
        parent: None,
        code: SecretText::from(code.as_str()),
        passphrase: SecretText::from("yet another passphrase"),
    };
    rig.client(DAD).await.request(recover).await.unwrap();
    let mut mom = rig.opened().await;
    let everything = ParentRequest::Erase {
        what: EraseWhat::Everything,
    };
    mom.request(everything).await.unwrap();
    rig.stop().await;

    let logs = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(logs.contains("locking"), "something was logged: {logs}");
    secrets.extend(
        [
            PASSPHRASE,
            "a wrong passphrase",
            "father's passphrase",
            "yet another passphrase",
            "135790",
            "246802",
            "bài tập",
            "Bình",
            "Mẹ",
            "mines",
            "Dò mìn",
            "games",
        ]
        .map(str::to_owned),
    );
    for secret in secrets {
        let line = logs.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
}
