//! Who may do what, by the command line and by the socket.

use luytre_tests::homepc::{Error, HomePc, Output};
use luytre_tests::wait;
use serde_json::{Value, json};

use crate::{PLENTY, pc_with};

const NOT_ALLOWED: i32 = 4;

fn luytre(pc: &HomePc, account: &str, arguments: &[&str]) -> Result<Output, Error> {
    pc.run_outside_session(account, &[&["luytre", "--lang", "en"], arguments].concat())
}

fn status_of(pc: &HomePc, account: &str) -> Result<Value, Error> {
    let text = luytre(pc, account, &["status", "--json"])?.text()?;
    serde_json::from_str(&text).map_err(|_| Error::Unexpected {
        from: "luytre status --json",
        text,
    })
}

fn of_child<'a>(status: &'a Value, id: &str) -> Option<&'a Value> {
    status["children"]
        .as_array()?
        .iter()
        .find(|child| child["id"] == id)
}

/// From an installed agent to a limit that is kept, by commands alone, as the README tells it.
#[test]
fn a_parent_sets_a_limit_by_the_command_line_and_a_child_cannot() -> Result<(), Error> {
    let Some(pc) = pc_with("limit", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    luytre(&pc, "parent", &["limit", "an", "--daily", "2m"])?.text()?;
    let status = status_of(&pc, "parent")?;
    let screen = &of_child(&status, "an").expect("a parent sees her")["screen"];
    let (used, left) = (screen["used_s"].as_i64(), screen["left_s"].as_i64());
    let sum = used.expect("a number") + left.expect("a number");
    assert!((119..=120).contains(&sum), "whole seconds of {screen}");

    let forbidden: [&[&str]; 9] = [
        &["limit", "an", "--daily", "10h"],
        &["grant", "an", "+15m"],
        &["grant", "an", "--free-day"],
        &["lock", "binh"],
        &["unlock-child", "an"],
        &["answer", "an", "yes"],
        &["child", "remove", "an", "--yes"],
        &["policy", "show"],
        &["confirm-clock"],
    ];
    for arguments in forbidden {
        for account in ["an", "binh"] {
            let refused = luytre(&pc, account, arguments)?;
            // A child does not even learn whether there is another one of that name.
            let unheard_of = refused.stderr.contains("no child") && account != arguments[1];
            assert!(
                refused.status.code() == Some(NOT_ALLOWED) || unheard_of,
                "{account}: {arguments:?} {refused:?}"
            );
            assert!(
                !refused.stderr.trim().is_empty() && !refused.stderr.contains("panicked"),
                "{refused:?}"
            );
        }
    }
    let status = status_of(&pc, "parent")?;
    let an = of_child(&status, "an").expect("she is still there");
    assert!(an["screen"]["left_s"].as_i64() <= Some(120), "{an}");
    assert_eq!(
        of_child(&status, "binh").expect("he, too")["blocked"],
        false
    );
    Ok(())
}

#[test]
fn a_child_sees_the_own_rules_and_time_and_nobody_elses() -> Result<(), Error> {
    let Some(pc) = pc_with("own", PLENTY)? else {
        return Ok(());
    };
    for (own, other, name) in [("an", "binh", "An"), ("binh", "an", "Bình")] {
        let status = status_of(&pc, own)?;
        assert!(of_child(&status, own).is_some() && of_child(&status, other).is_none());
        let rules = luytre(&pc, own, &["rules"])?.text()?;
        assert!(rules.contains(name), "{rules}");
        for arguments in [["rules", other], ["today", other]] {
            assert!(
                !luytre(&pc, own, &arguments)?.succeeded(),
                "{own} {arguments:?}"
            );
        }
        // Past the command line, in words that it would not send.
        let mut talk = pc.talk_as(own)?;
        for ask in [
            json!({ "do": "today", "child": other }),
            json!({ "do": "my_rules", "child": other }),
            json!({ "do": "grant_minutes", "child": own, "span": 600_000, "subject": "screen" }),
            json!({ "do": "unlock_now", "child": own }),
            json!({ "do": "let_in", "child": own, "until": crate::now_ms() + 60_000 }),
            json!({ "do": "policy_show" }),
            json!({ "do": "policy_apply", "text": "", "mode": "apply" }),
            json!({ "do": "records", "from": 0, "to": 1, "limit": 1 }),
            json!({ "do": "audit", "limit": 1 }),
            json!({ "do": "health" }),
            json!({ "do": "login_check", "account": other }),
            json!({ "do": "status", "child": other }),
        ] {
            let answer = talk.ask(&ask)?;
            assert!(answer.is_err(), "{own}: {ask} gave {answer:?}");
        }
        assert!(talk.status()?.children.iter().all(|child| child.id == own));
    }
    // Whoever is nobody in this household learns nothing of the children.
    let stranger = pc.run_as_root(&["useradd", "--create-home", "guest"])?;
    stranger.text()?;
    let seen = luytre(&pc, "guest", &["status", "--json"])?;
    assert!(
        !seen.stdout.contains("An") && !seen.stdout.contains("used_s"),
        "{seen:?}"
    );
    Ok(())
}

#[test]
fn a_child_asks_and_a_parent_answers() -> Result<(), Error> {
    let Some(pc) = pc_with("request", PLENTY)? else {
        return Ok(());
    };
    let mut parent = pc.talk_as("parent")?;
    parent.subscribe()?;
    let mut child = pc.talk_as("an")?;
    child.subscribe()?;
    let ask = ["request", "20m", "--why", "con làm nốt bài vẽ"];
    luytre(&pc, "an", &ask)?.text()?;
    let asked = parent.next_notice("request", wait::PATIENCE)?;
    assert_eq!(asked.what["child"], "an");
    let status = status_of(&pc, "parent")?;
    let request = &status["requests"][0];
    assert_eq!(
        (&request["child"], &request["minutes"], &request["why"]),
        (&json!("an"), &json!(20), &json!("con làm nốt bài vẽ"))
    );
    // One at a time, and not for somebody else to see.
    assert_eq!(
        luytre(&pc, "an", &["request", "5m"])?.status.code(),
        Some(1)
    );
    assert_eq!(status_of(&pc, "binh")?["requests"], json!([]));

    luytre(&pc, "parent", &["answer", "an", "yes", "--minutes", "10m"])?.text()?;
    let answered = child.next_notice("answer", wait::PATIENCE)?;
    assert_eq!(answered.what["reason"], "approved");
    assert_eq!(child.status()?.child("an").screen.left, Some(7_800_000));

    luytre(&pc, "an", &["request", "30m"])?.text()?;
    luytre(&pc, "parent", &["answer", "an", "no"])?.text()?;
    let answered = child.next_notice("answer", wait::PATIENCE)?;
    assert_eq!(answered.what["reason"], "denied");
    assert_eq!(child.status()?.child("an").screen.left, Some(7_800_000));
    assert_eq!(status_of(&pc, "parent")?["requests"], json!([]));
    Ok(())
}
