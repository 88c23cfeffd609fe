//! A spent game ends, and does not come back.

use std::time::{Duration, Instant};

use luytre_tests::homepc::{Error, GuestProcess, HomePc};
use luytre_tests::wait;

use crate::pc_with;

/// Two names for a harmless program, so that the household can have rules of its own about it.
const GAMES: &str = r#"
[child.screen]
daily = { default = "2h" }
[child.activity.games]
daily = { default = "4s" }
[child.activity.chat]
counts = "blocked"

[[program]]
id = "bantam"
name = "Bantam"
activity = "games"
match = [{ exe = "/usr/local/games/bantam" }, { command = "*bantam-stubborn*" }]

[[program]]
id = "gossip"
name = "Gossip"
activity = "chat"
match = [{ command = "*/gossip *" }]
"#;

/// How long a program that may not run lives, at most.
const LIFE: Duration = Duration::from_secs(1);

fn install(pc: &HomePc) -> Result<(), Error> {
    for to in ["/usr/local/games/bantam", "/usr/local/games/gossip"] {
        pc.run_as_root(&["install", "-D", "-m", "0755", "/bin/sleep", to])?
            .text()?;
    }
    Ok(())
}

fn lives(game: &mut GuestProcess, since: Instant) -> Result<Duration, Error> {
    game.wait_ended(wait::PATIENCE)?;
    Ok(since.elapsed())
}

#[test]
fn a_spent_game_is_ended_and_does_not_come_back() -> Result<(), Error> {
    let Some(pc) = pc_with("spent-game", GAMES)? else {
        return Ok(());
    };
    install(&pc)?;
    let mut child = pc.talk_as("an")?;
    child.subscribe()?;
    pc.login("an")?;
    let mut game = pc.start_as("an", &["/usr/local/games/bantam", "600"])?;
    // This one does not care about being asked.
    let script = "trap '' TERM; while :; do sleep 1; done # bantam-stubborn";
    let mut stubborn = pc.start_as("an", &["sh", "-c", script])?;
    let (_, _) = (game.host_pid()?, stubborn.host_pid()?);

    let told = child.next_notice("countdown", wait::PATIENCE)?;
    assert_eq!(told.what["subject"]["activity"], "games");
    assert!(crate::is_about(&told.what["left"], 60_000), "{told:?}");
    assert!(game.is_running()?, "there is a minute to save");
    let used = child.status()?.child("an").used_for("games");
    assert!(
        (4_000..6_000).contains(&used),
        "two programs at once charge once: {used}"
    );
    let ended = child.next_notice("terminate", Duration::from_secs(70))?;
    let late = ended.at_ms - (told.at_ms + 60_000);
    assert!((-50..=500).contains(&late), "{late} ms");
    game.wait_ended(wait::PATIENCE)?;
    stubborn.wait_ended(Duration::from_secs(12))?;

    for _ in 0..3 {
        let start = Instant::now();
        let mut again = pc.start_as("an", &["/usr/local/games/bantam", "600"])?;
        let life = lives(&mut again, start)?;
        assert!(life < LIFE, "a relaunched game lived for {life:?}");
    }
    child.next_notice("refuse_exec", wait::PATIENCE)?;
    // Other programs are not concerned, and neither is the other child.
    let mut other = pc.start_as("an", &["sleep", "600"])?;
    other.host_pid()?;
    pc.login("binh")?;
    let mut brother = pc.start_as("binh", &["/usr/local/games/bantam", "600"])?;
    brother.host_pid()?;
    let mut talk = pc.talk_as_root()?;
    crate::wait_past(&mut talk, crate::now_ms() + 1_500)?;
    assert!(other.is_running()? && brother.is_running()?);

    // A parent gives more, and the game runs again.
    pc.run_outside_session(
        "parent",
        &["luytre", "grant", "an", "+10m", "--for", "games"],
    )?
    .text()?;
    let mut again = pc.start_as("an", &["/usr/local/games/bantam", "600"])?;
    again.host_pid()?;
    crate::wait_past(&mut talk, crate::now_ms() + 1_500)?;
    assert!(again.is_running()?);
    Ok(())
}

/// Copied, renamed, started from outside the session: blocked is blocked.
#[test]
fn a_blocked_program_does_not_run_wherever_it_comes_from() -> Result<(), Error> {
    let Some(pc) = pc_with("blocked-program", GAMES)? else {
        return Ok(());
    };
    install(&pc)?;
    pc.login("an")?;
    let copy = "mkdir -p ~/bin && cp /usr/local/games/gossip ~/bin/gossip";
    pc.run_as("an", &["sh", "-c", copy])?.text()?;
    for path in ["/usr/local/games/gossip", "/home/an/bin/gossip"] {
        let start = Instant::now();
        let mut program = pc.start_as("an", &[path, "600"])?;
        let life = lives(&mut program, start)?;
        assert!(life < LIFE, "{path} lived for {life:?}");
        let start = Instant::now();
        let mut outside = pc.start_outside_session("an", &[path, "600"])?;
        let life = lives(&mut outside, start)?;
        assert!(life < LIFE, "{path} outside the session lived for {life:?}");
    }
    Ok(())
}
