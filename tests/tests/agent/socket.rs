//! Whatever a child throws at the socket, the others are served.

use std::time::{Duration, Instant};

use luytre_tests::homepc::{Error, GuestProcess, hello};
use luytre_tests::wait;
use serde_json::json;

use crate::{PLENTY, pc_with};

/// An answer to a parent takes this long at most while a child makes trouble.
const ANSWER: Duration = Duration::from_millis(500);

#[test]
fn garbage_and_floods_of_a_child_disturb_nobody() -> Result<(), Error> {
    let Some(pc) = pc_with("flood", PLENTY)? else {
        return Ok(());
    };
    let mut parent = pc.talk_as("parent")?;
    let pid = pc.host_pids("luytred");

    // Nonsense, a giant's announcement, an empty frame, a greeting of the future: each is told off and cut off.
    let hostile = [
        "raw 47455420",
        "raw ffffffff00",
        "raw 00000000",
        "raw 0000000a7b226865",
        "[[[[[[[[[[",
        r#"{"hello":{"protocol":{"major":99,"minor":0},"product":"x","pid":1}}"#,
        r#"{"request":{"id":1,"ask":{"do":"status"}}}"#,
    ];
    for line in hostile {
        let mut talk = pc.raw_talk_as("an")?;
        talk.tell(line)?;
        // Half a frame ends with the five seconds that a greeting may take.
        talk.next_line("the agent closes", Duration::from_secs(10), |line| {
            line.contains("closed")
        })?;
        let start = Instant::now();
        parent.status()?;
        assert!(start.elapsed() < ANSWER, "{line}: {:?}", start.elapsed());
    }

    // As many connections as a child can open, each greeted and asking as fast as it can.
    let mut flood: Vec<GuestProcess> = Vec::new();
    for _ in 0..12 {
        let mut talk = pc.raw_talk_as("an")?;
        talk.tell(&hello().to_string())?;
        flood.push(talk);
    }
    let refused = flood
        .iter()
        .filter(|talk| {
            let first = talk.next_line("it answers", wait::PATIENCE, |line| line.starts_with('{'));
            first.is_ok_and(|line| line.text.contains("too_many_connections"))
        })
        .count();
    assert!(refused >= 4, "some are too many: {refused}");
    let burst: Vec<String> = (0..500)
        .map(|id| json!({ "request": { "id": id, "ask": { "do": "status" } } }).to_string())
        .collect();
    let burst = burst.join("\n");
    for talk in &mut flood {
        // One that was turned away has ended.
        let _ = talk.tell(&burst);
    }
    for _ in 0..10 {
        let start = Instant::now();
        parent.status()?;
        assert!(start.elapsed() < ANSWER, "{:?}", start.elapsed());
    }
    // Her own tray still gets a word in when the noise is over.
    drop(flood);
    wait::until("she is served again", wait::PATIENCE, || {
        Ok::<_, Error>(pc.talk_as("an").and_then(|mut talk| talk.status()).is_ok())
    })?;
    assert_eq!(pc.host_pids("luytred"), pid, "it is still the same agent");
    Ok(())
}
