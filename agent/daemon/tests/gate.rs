//! What the gate before programs is told, and what is told about what it refused.
#![expect(clippy::unwrap_used, reason = "a failed step ends the test")]

mod support;

use luytre_catalog::Group;
use luytre_catalog::Why;
use luytre_catalog::installed::{Installed, Owner, Source, Verdict, Way};
use luytre_core::action::{Effect, Reason};
use luytre_core::event::Subject;
use luytre_core::health::HealthCode;
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::record::{AuditEvent, Record};
use luytre_core::time::Span;
use luytre_daemon::GateRules;
use luytre_platform::PlatformEvent;
use luytre_platform::exec_gate::GateEvent;
use luytre_protocol::{ChildRequest, ServerEvent};
use luytre_testkit::AN;
use support::{Rig, event_that};

fn last(rig: &Rig) -> GateRules {
    rig.refusals.lock().unwrap().last().cloned().unwrap()
}

fn refused_game() -> PlatformEvent {
    PlatformEvent::Gate(GateEvent::Refused {
        pid: 4711,
        uid: AN.1,
        path: "/home/an/homework".into(),
        program: ProgramId::from("mines"),
        activity: ActivityId::from("games"),
    })
}

/// An has played the half hour of games and its last minute.
async fn spent() -> Rig {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    let game = rig.world.start(700, AN, "/usr/games/mines");
    rig.status_of_root().await;
    rig.pass(Span::from_mins(30)).await;
    rig.pass(Span::from_mins(1)).await;
    rig.world.stop(game);
    rig.status_of_root().await;
    rig
}

#[tokio::test]
async fn the_gate_learns_what_is_spent_and_when_it_is_given_back() {
    let rig = spent().await;
    let told = last(&rig);
    let games = ActivityId::from("games");
    assert!(told.refused[&AN.1].activities.contains(&games), "{told:?}");
    assert_eq!(told.refused.len(), 1, "nobody else's games are spent");
    assert!(told.household.contains("mines"));

    let mut root = rig.client(support::ROOT).await;
    root.request(luytre_protocol::ParentRequest::GrantMinutes {
        child: "an".into(),
        span: Span::from_mins(10),
        subject: Subject::Activity(games),
    })
    .await
    .unwrap();
    assert!(last(&rig).refused.is_empty());
}

#[tokio::test]
async fn the_gate_is_told_once() {
    let rig = spent().await;
    let before = rig.refusals.lock().unwrap().len();
    for _ in 0..5 {
        rig.pass(Span::from_secs(20)).await;
        rig.status_of_root().await;
    }
    assert_eq!(rig.refusals.lock().unwrap().len(), before);
}

#[tokio::test]
async fn a_refused_game_is_told_with_its_reason_and_not_at_every_try() {
    let rig = spent().await;
    let mut child = rig.client(AN).await;
    child.request(ChildRequest::Subscribe {}).await.unwrap();
    for _ in 0..100 {
        rig.world.send(refused_game());
    }
    let event = event_that(
        &mut child,
        |event| matches!(event, ServerEvent::Notice(notice) if notice.effect == Effect::RefuseExec),
    )
    .await;
    let ServerEvent::Notice(notice) = event else {
        unreachable!("asked for a notice")
    };
    assert_eq!(notice.subject, Subject::Program("mines".into()));
    assert_eq!(notice.reason, Some(Reason::Activity("games".into())));
    assert!(notice.until.is_some());

    rig.status_of_root().await;
    let refused = |rig: &Rig| {
        let records = rig.keeper.records();
        let all = records.iter().filter(|record| {
            matches!(record, Record::Audit(audit)
                if matches!(&audit.what, AuditEvent::ExecRefused { program } if program.as_str() == "mines"))
        });
        all.count()
    };
    assert_eq!(refused(&rig), 1);
    rig.pass(Span::from_secs(11)).await;
    rig.world.send(refused_game());
    rig.status_of_root().await;
    assert_eq!(refused(&rig), 2);
}

#[tokio::test]
async fn a_closed_gate_is_shown_and_an_open_one_is_not() {
    let rig = Rig::with_family().await;
    let shown = |status: luytre_core::status::Status| {
        let mut issues = status.issues.into_iter();
        issues.any(|issue| issue.code == HealthCode::ProgramsNotHeld)
    };
    rig.world.send(PlatformEvent::Gate(GateEvent::Closed {
        why: "no such system call".to_owned(),
    }));
    assert!(shown(rig.status_of_root().await));
    rig.world.send(PlatformEvent::Gate(GateEvent::Open));
    assert!(!shown(rig.status_of_root().await));
}

/// A game that only its menu entry tells of.
fn castle() -> Installed {
    Installed {
        source: Source::Menu,
        owner: Owner::System,
        id: "castle-quest".into(),
        name: "Castle Quest".to_owned(),
        name_vi: None,
        ways: vec![Way::File("/opt/cq/bin/cq-client".to_owned())],
        verdict: Verdict {
            group: Some(Group::Games),
            why: Why::Categories {
                value: "Game".to_owned(),
                file: "castle-quest.desktop".to_owned(),
            },
        },
        age: None,
    }
}

#[tokio::test]
async fn what_a_menu_says_of_a_program_counts_also_for_one_that_runs_already() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.world.start(701, AN, "/opt/cq/bin/cq-client");
    rig.status_of_root().await;
    rig.pass(Span::from_mins(5)).await;
    let games = |status: luytre_core::status::Status| {
        let child = status
            .children
            .into_iter()
            .find(|child| child.id == "an".into());
        let mut activities = child.unwrap().activities.into_iter();
        let games = activities.find(|activity| activity.id == "games".into());
        games.map_or(Span::ZERO, |games| games.meter.used)
    };
    assert_eq!(games(rig.status_of_root().await), Span::ZERO);
    rig.world.send(PlatformEvent::Installed(vec![castle()]));
    rig.status_of_root().await;
    rig.pass(Span::from_mins(7)).await;
    assert_eq!(games(rig.status_of_root().await), Span::from_mins(7));
    let told = last(&rig);
    let path = std::path::Path::new("/opt/cq/bin/cq-client");
    assert!(
        told.installed.iter().any(|file| file.path == path),
        "{told:?}"
    );
}
