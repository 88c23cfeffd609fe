//! What people see who are asked at a terminal.

use crate::answers::{CODE, PASSPHRASE};
use crate::family::Family;
use crate::talk::Talk;

#[test]
fn at_a_terminal_a_closed_history_asks_and_the_command_goes_on() {
    let family = Family::of_mother();
    let Some(mut talk) = Talk::begin(&family, &["week", "--csv"]) else {
        return;
    };
    talk.hear("Passphrase of the history: ");
    talk.whisper("not this one");
    talk.hear("Once more, please.");
    talk.hear("Passphrase of the history: ");
    talk.whisper(PASSPHRASE);
    let (rest, heard, code) = talk.end();
    assert_eq!(code, Some(0), "{heard}");
    assert!(rest.contains("2026-03-04"), "{heard}");
    assert!(
        !heard.contains("not this one") && !heard.contains(PASSPHRASE),
        "{heard}"
    );
    assert_eq!(family.run(&["week", "--csv"]).code, 0, "it stays open");
}

#[test]
fn at_a_terminal_a_new_passphrase_is_typed_twice_and_its_code_shown_until_it_is_written_down() {
    let family = Family::without_passphrase();
    let Some(mut talk) = Talk::begin(&family, &["passphrase", "set", "--parent", "me"]) else {
        return;
    };
    talk.hear("New passphrase: ");
    talk.whisper("short");
    talk.hear("Too short");
    talk.hear("New passphrase: ");
    talk.whisper(PASSPHRASE);
    talk.hear("once more: ");
    talk.whisper("something else");
    talk.hear("not the same");
    talk.hear("New passphrase: ");
    talk.whisper(PASSPHRASE);
    talk.hear("once more: ");
    talk.whisper(PASSPHRASE);
    talk.hear("recovery code");
    let question = talk.hear(" back: ");
    let number: usize = question
        .split("type group ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .and_then(|number| number.parse().ok())
        .expect("the number of a group");
    talk.say("00000");
    talk.hear("does not match");
    talk.hear(" back: ");
    let group = CODE.split('-').nth(number - 1).expect("one of them");
    talk.say(&group.to_lowercase());
    let (rest, heard, code) = talk.end();
    assert_eq!(code, Some(0), "{heard}");
    assert!(rest.contains("It matches"), "{heard}");
    assert!(
        !heard.contains(PASSPHRASE) && !heard.contains("short\r"),
        "{heard}"
    );
}

#[test]
fn at_a_terminal_erasing_takes_a_word() {
    let family = Family::of_mother();
    for (word, code) in [("yes", 1), ("Erase all", 0)] {
        let Some(mut talk) = Talk::begin(&family, &["erase", "--child", "an"]) else {
            return;
        };
        if family.asked("unlock") == 0 {
            talk.hear("Passphrase of the history: ");
            talk.whisper(PASSPHRASE);
        }
        let said = talk.hear("type “erase all”: ");
        assert!(said.contains("3 days and 1 weeks"), "{said}");
        talk.say(word);
        let (_, heard, ended) = talk.end();
        assert_eq!(ended, Some(code), "{heard}");
    }
    assert_eq!(family.asked("erase"), 1);
}
