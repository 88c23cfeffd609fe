//! Weeks of a family, from the use itself to the sealed history and back: on a real socket and a real store, with the
//! clock in the test's hands.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]

mod support;

use luytre_core::event::Subject;
use luytre_core::health::{HealthCode, Verdict};
use luytre_core::record::Record;
use luytre_core::summary::{DaySummary, RequestAnswer};
use luytre_core::time::Span;
use luytre_protocol::{
    AuditEntry, ChildRequest, ConsentState, Detail, EraseWhat, Erased, HistoryProblem, MAX_FRAME,
    ParentRequest, Reply, WireError,
};
use luytre_testkit::{AN, MOM};
use support::family::{
    MONDAY, access, day_after, history, is_locked, minutes, review, two_parents, unlock,
};
use support::{GRANNY, ROOT, Rig, refused};

/// Minutes of use, of An and of Bình, from Monday on.
const USE: [(i64, i64); 8] = [
    (30, 100),
    (45, 0),
    (0, 15),
    (55, 90),
    (20, 60),
    (40, 110),
    (25, 5),
    (35, 45),
];

fn expected(child: usize, days: i64) -> Vec<(jiff::civil::Date, i64)> {
    (0..days)
        .zip(USE)
        .map(|(day, used)| (day_after(day), if child == 0 { used.0 } else { used.1 }))
        .collect()
}

#[tokio::test]
async fn what_was_used_is_what_the_history_tells() {
    let (rig, _) = Rig::with_history().await;
    for (an, binh) in USE {
        rig.day(an, binh).await;
    }
    // The day after: used a little, not sealed yet.
    rig.world.login("c2", AN);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(7)).await;
    let mut mom = rig.opened().await;
    let whole = history(&mut mom, None).await;
    assert_eq!(whole.problems, []);
    let mut an = expected(0, 8);
    an.push((day_after(8), 7));
    assert_eq!(minutes(&whole.days, "an"), an);
    let mut binh = expected(1, 8);
    binh.push((day_after(8), 0));
    assert_eq!(minutes(&whole.days, "binh"), binh);

    let monday: &DaySummary = &whole.days[0];
    assert_eq!(monday.agreed, Some(Span::from_hours(1)));
    assert_eq!(monday.left, Some(Span::from_mins(30)));
    let spans: Vec<i64> = monday
        .activities
        .values()
        .map(|span| span.as_mins())
        .collect();
    assert_eq!(spans, [10]);
    assert_eq!(
        monday
            .programs
            .values()
            .map(|span| span.as_mins())
            .sum::<i64>(),
        10
    );
    assert_eq!(
        monday
            .hours
            .iter()
            .map(|(h, s)| (*h, s.as_mins()))
            .collect::<Vec<_>>(),
        [(16, 30)]
    );
    assert_eq!(
        monday.last.unwrap().since(monday.first.unwrap()),
        Span::from_mins(30)
    );

    let week = |child: &str| {
        let mut weeks = whole.weeks.iter();
        weeks.find(|week| week.child.as_str() == child).unwrap()
    };
    assert_eq!(whole.weeks.len(), 2);
    assert_eq!(week("an").week, MONDAY);
    assert_eq!(week("an").screen, Span::from_mins(215));
    assert_eq!(week("an").days_used, 6);
    assert_eq!(week("an").agreed, Some(Span::from_hours(7)));
    assert_eq!(week("binh").screen, Span::from_mins(380));

    // Settled days have left the ledger, and are told to nobody who has not opened the history.
    for day in 0..8 {
        assert_eq!(rig.ledger_of(day_after(day)).await, []);
    }
    let yesterday = Some(day_after(7));
    let ask = ParentRequest::Today {
        child: "an".into(),
        day: yesterday,
    };
    assert_eq!(
        refused(&mut rig.client(MOM).await, ask.clone()).await,
        WireError::Sealed {}
    );
    let own = ChildRequest::Today {
        child: None,
        day: yesterday,
    };
    assert_eq!(
        refused(&mut rig.client(AN).await, own).await,
        WireError::Sealed {}
    );
    let Reply::Today(picture) = mom.request(ask).await.unwrap() else {
        panic!()
    };
    assert_eq!(picture.screen, Span::from_mins(35));
    assert!(picture.slots.is_empty());

    // A child's own week is sums.
    let reply = rig
        .client(AN)
        .await
        .request(ChildRequest::MyWeek { child: None })
        .await;
    let Reply::MyWeek(week) = reply.unwrap() else {
        panic!()
    };
    assert_eq!((week.week, week.today), (day_after(7), day_after(8)));
    assert_eq!(week.screen, Span::from_mins(42));
    assert_eq!(week.screen_today, Span::from_mins(7));
    assert_eq!(week.days_used, 2);
}

#[tokio::test]
async fn pages_hold_everything_once_and_fit_a_frame() {
    let (rig, _) = Rig::with_history().await;
    for (an, binh) in USE {
        rig.day(an, binh).await;
    }
    let mut mom = rig.opened().await;
    let whole = history(&mut mom, None).await;
    // By hand, a place at a time.
    let mut after = None;
    let mut days = Vec::new();
    for _ in 0..100 {
        let request = ParentRequest::History {
            child: None,
            from: MONDAY,
            to: day_after(3),
            detail: Detail::Numbers,
            after: after.clone(),
        };
        let Reply::History(page) = mom.request(request).await.unwrap() else {
            panic!()
        };
        assert!(serde_json::to_vec(&page).unwrap().len() < MAX_FRAME);
        let Some(first) = page.days.into_iter().next() else {
            break;
        };
        assert!(first.events.is_empty());
        after = Some(luytre_protocol::HistoryCursor {
            day: first.day,
            child: first.child.clone(),
        });
        days.push((first.day, first.child));
    }
    let all = whole.days.iter().filter(|day| day.day <= day_after(3));
    assert_eq!(
        days,
        all.map(|day| (day.day, day.child.clone()))
            .collect::<Vec<_>>()
    );
    let backwards = refused(&mut mom, review(None, day_after(1), MONDAY)).await;
    assert!(matches!(backwards, WireError::OutOfRange { .. }));
}

#[tokio::test]
async fn days_before_the_first_passphrase_wait_for_it() {
    let mut rig = Rig::on_disk();
    rig.world.add_account("dad", 1005, false);
    rig.start().await;
    rig.apply(&two_parents()).await;
    rig.consent("an", true).await;
    rig.day(30, 20).await;
    rig.day(40, 20).await;
    rig.until_issue(HealthCode::HistoryUnprotected, true).await;
    // It is worth knowing, and takes nothing away from the protection.
    assert_eq!(rig.status_of_root().await.verdict, Verdict::Protected);
    assert_eq!(access(&mut rig.client(MOM).await).await.waiting, 2);

    rig.begin().await;
    let mut mom = rig.opened().await;
    assert_eq!(access(&mut mom).await.waiting, 0);
    let found = history(&mut mom, Some("an")).await;
    assert_eq!(
        minutes(&found.days, "an"),
        [(MONDAY, 30), (day_after(1), 40), (day_after(2), 0)]
    );
    rig.until_issue(HealthCode::HistoryUnprotected, false).await;
}

fn state<'a>(states: &'a [ConsentState], child: &str) -> &'a ConsentState {
    let mut states = states.iter();
    states.find(|state| state.child.as_str() == child).unwrap()
}

#[tokio::test]
async fn without_consent_nothing_is_kept_and_limits_go_on() {
    let mut rig = Rig::on_disk();
    rig.world.add_account("dad", 1005, false);
    rig.start().await;
    rig.apply(&two_parents()).await;
    rig.begin().await;
    let consent = |given, child_agreed| ParentRequest::ConsentSet {
        child: "an".into(),
        given,
        child_agreed,
    };
    let mut mom = rig.client(MOM).await;
    // Everybody may see it; only parents decide, and the child is asked.
    for who in [MOM, GRANNY, ROOT] {
        let reply = rig
            .client(who)
            .await
            .request(ParentRequest::Consent {})
            .await;
        let Reply::Consent(states) = reply.unwrap() else {
            panic!()
        };
        let an = state(&states, "an");
        assert!(an.child_is_asked && !an.recording && an.last.is_none());
    }
    let reply = rig.client(AN).await.request(ChildRequest::Consent {}).await;
    let Reply::Consent(own) = reply.unwrap() else {
        panic!()
    };
    assert_eq!(own.len(), 1, "the own state only");
    assert_eq!(
        refused(&mut mom, consent(true, false)).await,
        WireError::ChildIsAsked {}
    );
    let granny = refused(&mut rig.client(GRANNY).await, consent(true, true)).await;
    assert!(matches!(granny, WireError::NotAllowed { .. }));

    rig.day(40, 30).await;
    unlock(&mut mom, support::family::PASSPHRASE).await.unwrap();
    let found = history(&mut mom, None).await;
    let days: Vec<_> = found.days.iter().map(|day| day.day).collect();
    assert_eq!(days, [day_after(1); 2], "only the present one");

    // The limit of the day is kept all the same.
    rig.world.login("c2", AN);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(61)).await;
    rig.status_of_root().await;
    let locks = rig.journal().entries();
    assert!(locks.iter().any(support::is_lock));
    rig.world.logout("c2");

    // Agreed: kept from that day on. Withdrawn: not any more, and what is kept stays.
    mom.request(consent(true, true)).await.unwrap();
    let rest = Span::from_hours(24) - Span::from_mins(61);
    rig.pass(rest).await;
    rig.until_settled(day_after(1)).await;
    let mut mom = rig.opened().await;
    assert_eq!(
        minutes(&history(&mut mom, Some("an")).await.days, "an"),
        [(day_after(1), 61), (day_after(2), 0)]
    );
    rig.consent("an", false).await;
    rig.day(20, 0).await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, None).await;
    assert_eq!(
        minutes(&found.days, "an"),
        [(day_after(1), 61), (day_after(3), 0)]
    );
    assert_eq!(found.weeks, []);
}

#[tokio::test]
async fn what_is_erased_is_gone_and_the_other_child_stays() {
    let (rig, _) = Rig::with_history().await;
    for (an, binh) in USE {
        rig.day(an, binh).await;
    }
    let mut mom = rig.opened().await;
    let erase = |what| ParentRequest::Erase { what };
    assert!(is_locked(&mut rig.client(MOM).await, erase(EraseWhat::Everything)).await);
    let reply = mom
        .request(erase(EraseWhat::Child { child: "an".into() }))
        .await;
    assert_eq!(reply.unwrap(), Reply::Erased(Erased { days: 8, weeks: 1 }));
    let found = history(&mut mom, None).await;
    assert_eq!(minutes(&found.days, "an"), [(day_after(8), 0)]);
    assert_eq!(minutes(&found.days, "binh").len(), 9);
    assert_eq!((found.weeks.len(), found.problems.len()), (1, 0));
    // It goes on from there.
    rig.day(10, 10).await;
    let mut mom = rig.opened().await;
    assert_eq!(
        minutes(&history(&mut mom, Some("an")).await.days, "an"),
        [(day_after(8), 10), (day_after(9), 0)]
    );
    mom.request(erase(EraseWhat::Everything)).await.unwrap();
    let found = history(&mut mom, None).await;
    assert_eq!(
        (found.days.len(), found.weeks.len(), found.problems.len()),
        (2, 0, 0)
    );
    assert!(
        unlock(&mut rig.client(MOM).await, support::family::PASSPHRASE)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_child_taken_out_of_the_household_leaves_the_history_readable() {
    let (rig, _) = Rig::with_history().await;
    rig.day(30, 20).await;
    let alone = two_parents().replace("[[child]]\nid = \"binh\"\nname = \"Bình\"\naccounts = [\"binh\"]\n\n[child.screen]\ndaily = \"2h\"\n", "");
    assert_ne!(alone, two_parents());
    rig.apply(&alone).await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, Some("binh")).await;
    assert_eq!(minutes(&found.days, "binh"), [(MONDAY, 20)]);
}

#[tokio::test]
async fn who_did_what_is_one_log_for_those_who_opened_it() {
    let (rig, _) = Rig::with_history().await;
    let mut an = rig.client(AN).await;
    rig.world.login("c2", AN);
    rig.status_of_root().await;
    let ask = ChildRequest::Ask {
        child: None,
        span: Span::from_mins(10),
        subject: Subject::Screen,
        why: "bài tập".into(),
    };
    an.request(ask).await.unwrap();
    let answer = ParentRequest::Answer {
        child: "an".into(),
        approve: true,
        span: None,
    };
    rig.client(MOM).await.request(answer).await.unwrap();
    rig.world.logout("c2");
    rig.status_of_root().await;
    rig.day(20, 20).await;

    let about_an = |entry: &AuditEntry| match entry {
        AuditEntry::Event(audit) => audit.child == Some("an".into()),
        AuditEntry::Grant(grant) => grant.child.as_str() == "an",
    };
    let mut mom = rig.client(MOM).await;
    let closed = audit(&mut mom, 200).await;
    assert!(!closed.iter().any(about_an), "{closed:?}");
    unlock(&mut mom, support::family::PASSPHRASE).await.unwrap();
    let open = audit(&mut mom, 200).await;
    assert_eq!(
        open.iter().filter(|entry| about_an(entry)).count(),
        3,
        "{open:?}"
    );
    let at = |entry: &AuditEntry| match entry {
        AuditEntry::Event(audit) => audit.at,
        AuditEntry::Grant(grant) => grant.at,
    };
    assert!(
        open.windows(2).all(|pair| at(&pair[0]) >= at(&pair[1])),
        "newest first"
    );
    assert_eq!(audit(&mut mom, 1).await, open, "one at a time");

    let found = history(&mut mom, Some("an")).await;
    let monday = &found.days[0];
    assert_eq!(monday.requests[0].answer, Some(RequestAnswer::Approved));
    assert_eq!(monday.granted, Span::from_mins(10));
    // The child's words are nowhere.
    assert!(
        !serde_json::to_string(&found.days)
            .unwrap()
            .contains("bài tập")
    );
    assert!(
        monday
            .events
            .iter()
            .any(|event| matches!(event, Record::Grant(_)))
    );
}

async fn audit(client: &mut luytre_protocol::Client, limit: u16) -> Vec<AuditEntry> {
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let request = ParentRequest::Audit { before, limit };
        let Reply::Audit(page) = client.request(request).await.unwrap() else {
            panic!()
        };
        all.extend(page.entries);
        match page.next {
            Some(next) => before = Some(next),
            None => return all,
        }
    }
}

/// Changes the second day row, as somebody with root and an editor would.
fn change_a_day(rig: &Rig) {
    let db = rusqlite::Connection::open(rig.state_dir().join("luytre.db")).unwrap();
    let read = "SELECT id, sealed FROM history ORDER BY id LIMIT 1 OFFSET 1";
    let (id, mut sealed): (i64, Vec<u8>) = db
        .query_row(read, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    sealed[40] ^= 1;
    db.execute("UPDATE history SET sealed = ?2 WHERE id = ?1", (id, sealed))
        .unwrap();
}

/// Four days of both children are in the store, which is closed.
async fn four_days() -> Rig {
    let (mut rig, _) = Rig::with_history().await;
    for (an, binh) in &USE[..4] {
        rig.day(*an, *binh).await;
    }
    rig.stop().await;
    rig
}

#[tokio::test]
async fn a_history_that_somebody_changed_says_so_and_shows_the_rest() {
    let mut rig = four_days().await;
    change_a_day(&rig);
    std::fs::remove_dir_all(rig.state_dir().join("backup")).unwrap();
    rig.start().await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, None).await;
    assert!(
        found.problems.iter().any(|problem| matches!(
            problem,
            HistoryProblem::Changed { .. } | HistoryProblem::Lost
        )),
        "{:?}",
        found.problems
    );
    // Seven of eight days, and the present one of both.
    assert_eq!(found.days.len(), 7 + 2);
    rig.until_issue(HealthCode::HistoryChanged, true).await;
    // Limits are not freed by it.
    assert_eq!(
        rig.status_of_root().await.children[0].allowances.daily,
        Some(Span::from_hours(1))
    );
}

#[tokio::test]
async fn a_changed_day_comes_back_from_the_backup_and_parents_know_of_it() {
    let mut rig = four_days().await;
    change_a_day(&rig);
    rig.start().await;
    rig.until_issue(HealthCode::HistoryChanged, true).await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, None).await;
    assert_eq!(found.problems, []);
    assert_eq!(found.days.len(), 8 + 2);
    // A parent has seen that nothing is missing.
    rig.until_issue(HealthCode::HistoryChanged, false).await;
}

#[tokio::test]
async fn a_lost_day_key_pauses_sealing_until_a_parent_opens_the_history() {
    let (mut rig, _) = Rig::with_history().await;
    rig.day(30, 20).await;
    rig.stop().await;
    std::fs::remove_file(rig.state_dir().join("day.key")).unwrap();
    rig.start().await;
    rig.until_issue(HealthCode::HistoryPaused, true).await;
    rig.day(45, 10).await;
    let mut mom = rig.client(MOM).await;
    assert_eq!(access(&mut mom).await.waiting, 2);
    unlock(&mut mom, support::family::PASSPHRASE).await.unwrap();
    assert_eq!(access(&mut mom).await.waiting, 0);
    rig.until_issue(HealthCode::HistoryPaused, false).await;
    rig.day(20, 0).await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, None).await;
    assert_eq!(
        minutes(&found.days, "an"),
        [
            (MONDAY, 30),
            (day_after(1), 45),
            (day_after(2), 20),
            (day_after(3), 0)
        ]
    );
    assert_eq!(found.problems, []);
}

#[tokio::test]
async fn a_killed_agent_loses_no_day_and_counts_none_twice() {
    let (mut rig, _) = Rig::with_history().await;
    rig.day(30, 20).await;
    rig.kill().await;
    rig.start().await;
    rig.day(45, 10).await;
    rig.kill().await;
    rig.start().await;
    let mut mom = rig.opened().await;
    let found = history(&mut mom, None).await;
    assert_eq!(
        minutes(&found.days, "an"),
        [(MONDAY, 30), (day_after(1), 45), (day_after(2), 0)]
    );
    assert_eq!(
        minutes(&found.days, "binh")[..2],
        [(MONDAY, 20), (day_after(1), 10)]
    );
    assert_eq!(found.problems, []);
}
