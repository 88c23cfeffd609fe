//! The commands of the sealed history against an agent that is played here: what they ask, what they keep, what they never
//! show. The agent itself has its own tests for who may do what.

#![cfg(unix)]

mod answers;
mod family;
#[cfg(test)]
mod talk;
#[cfg(test)]
mod terminal;

use answers::{CODE, HOUSEHOLD, PASSPHRASE};
use family::{Family, Run};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

#[test]
fn a_script_unlocks_once_and_the_commands_that_follow_find_it_open() {
    let family = Family::of_root();
    let closed = family.run(&["week", "--json"]);
    assert_eq!(closed.code, 4, "{closed:?}");
    assert!(closed.err.contains("luytre unlock"), "{closed:?}");

    let open = family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    assert_eq!(open.code, 0, "{open:?}");
    assert!(open.out.contains("15 min"), "{open:?}");

    let csv = family.run(&["week", "--csv"]);
    assert_eq!(csv.code, 0, "{csv:?}");
    assert!(
        csv.out.contains("2026-03-02") && !csv.out.contains("2026-02-2"),
        "{csv:?}"
    );
    let json = family.run(&["week", "--json"]);
    assert_eq!(json.code, 0, "{json:?}");
    serde_json::from_str::<serde_json::Value>(&json.out).expect("JSON");
    assert!(family.asked("resume") >= 2);

    let end = family.run(&["unlock", "--end"]);
    assert_eq!(end.code, 0, "{end:?}");
    assert!(family.token_files().is_empty());
    assert_eq!(family.run(&["week", "--json"]).code, 4);
}

#[test]
fn the_token_lies_where_nobody_else_can_open_it() {
    let family = Family::of_root();
    assert_eq!(
        family
            .with_input(&["unlock"], &format!("{PASSPHRASE}\n"))
            .code,
        0
    );
    let files = family.token_files();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(files[0].metadata().expect("there").mode() & 0o777, 0o600);
    let folder = files[0].parent().expect("a folder");
    assert_eq!(folder.metadata().expect("there").mode() & 0o777, 0o700);

    // Once others could have read it, it is not used any more.
    std::fs::set_permissions(&files[0], std::fs::Permissions::from_mode(0o644)).expect("set");
    assert_eq!(family.run(&["week", "--json"]).code, 4);
}

#[test]
fn a_token_that_the_agent_refuses_is_forgotten() {
    let family = Family::of_root();
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    // As for another login, or after a while without use.
    family.end_tokens();
    let closed = family.run(&["week", "--json"]);
    assert_eq!(closed.code, 4, "{closed:?}");
    assert!(family.token_files().is_empty());
}

#[test]
fn wrong_passphrases_are_tried_once_each_and_the_wait_is_said() {
    let family = Family::of_root();
    let wrong = family.with_input(&["unlock"], "not this one\nnor this\n");
    assert_eq!(wrong.code, 4, "{wrong:?}");
    assert!(wrong.err.contains("not right"), "{wrong:?}");
    assert_eq!(
        family.asked("unlock"),
        1,
        "a script's second line is not a second try"
    );
    for _ in 0..4 {
        family.with_input(&["unlock"], "not this one\n");
    }
    let waits = family.with_input(&["unlock"], "not this one\n");
    assert!(waits.err.contains("15 s"), "{waits:?}");
    assert!(waits.err.contains("luytre recovery use"), "{waits:?}");
    let nothing = family.run(&["unlock"]);
    assert_eq!(nothing.code, 2, "{nothing:?}");
    assert!(nothing.err.contains("never an argument"), "{nothing:?}");
}

#[test]
fn the_first_passphrase_brings_a_recovery_code_and_the_next_need_an_open_history() {
    let family = Family::without_passphrase();
    let none = family.with_input(&["unlock"], "whatever it is\n");
    assert_eq!(none.code, 1, "{none:?}");
    assert!(none.err.contains("luytre passphrase set"), "{none:?}");
    let set = family.with_input(
        &["passphrase", "set", "--parent", "Mẹ"],
        &format!("{PASSPHRASE}\n"),
    );
    assert_eq!(set.code, 0, "{set:?}");
    let first = CODE.split('-').next().expect("a group");
    let spaced: Vec<String> = first.chars().map(String::from).collect();
    assert!(set.out.contains(&spaced.join(" ")), "{set:?}");
    assert!(set.out.contains("shown this once"), "{set:?}");

    let again = family.with_input(&["passphrase", "set", "--parent", "me"], "another one\n");
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("passphrase change"), "{again:?}");
    let other = family.with_input(&["passphrase", "set", "--parent", "bo"], "another one\n");
    assert_eq!(other.code, 4, "{other:?}");
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    let other = family.with_input(&["passphrase", "set", "--parent", "bo"], "another one\n");
    assert_eq!(other.code, 0, "{other:?}");
    let unknown = family.with_input(&["passphrase", "set", "--parent", "ai"], "another one\n");
    assert!(unknown.err.contains("no parent “ai”"), "{unknown:?}");
}

#[test]
fn passphrases_are_changed_taken_away_and_shown() {
    let family = Family::of_root();
    let change = family.with_input(
        &["passphrase", "change"],
        &format!("{PASSPHRASE}\nsáu con mèo trên mái\n"),
    );
    assert_eq!(change.code, 0, "{change:?}");
    let old = family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    assert_eq!(old.code, 4, "{old:?}");
    assert_eq!(
        family
            .with_input(&["unlock"], "sáu con mèo trên mái\n")
            .code,
        0
    );
    let last = family.run(&["passphrase", "remove", "me", "--yes"]);
    assert_eq!(last.code, 1, "{last:?}");
    assert!(last.err.contains("last passphrase"), "{last:?}");
    let asks = family.run(&["passphrase", "remove", "me"]);
    assert_eq!(asks.code, 2, "{asks:?}");
    let show = family.run(&["passphrase", "show"]);
    assert!(show.out.contains("Mẹ"), "{show:?}");
    let show = family.run(&["passphrase", "show", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&show.out).expect("JSON");
    assert_eq!(value["passphrases"][0]["parent"], "me");
    assert_eq!(value["waiting_days"], 2);
}

#[test]
fn the_printed_code_sets_a_new_passphrase_and_a_slip_is_named() {
    let family = Family::of_root();
    let slip = family.with_input(
        &["recovery", "use", "--parent", "me"],
        &format!("{}\nsáu con mèo trên mái\n", CODE.replace("M03ZT", "M03ZA")),
    );
    assert_eq!(slip.code, 2, "{slip:?}");
    assert!(slip.err.contains("group 2"), "{slip:?}");
    let used = family.with_input(
        &["recovery", "use"],
        &format!("{CODE}\nsáu con mèo trên mái\n"),
    );
    assert_eq!(used.code, 0, "{used:?}");
    assert!(used.out.contains("spent"), "{used:?}");
    assert_eq!(
        family
            .with_input(&["unlock"], "sáu con mèo trên mái\n")
            .code,
        0
    );
    assert_eq!(family.run(&["recovery", "new"]).code, 0);
}

#[test]
fn rules_of_a_closed_history_stay_as_they_are() {
    let family = Family::of_mother();
    let closed = family.run(&["limit", "an", "--daily", "2h"]);
    assert_eq!(closed.code, 4, "{closed:?}");
    assert!(closed.err.contains("luytre unlock"), "{closed:?}");
    // A file on standard input is never taken for a passphrase.
    let from_input = family.with_input(&["policy", "apply", "-"], HOUSEHOLD);
    assert_eq!(from_input.code, 4, "{from_input:?}");
    assert_eq!(family.asked("unlock"), 0);
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    assert_eq!(family.run(&["limit", "an", "--daily", "2h"]).code, 0);
    assert_eq!(
        family.with_input(&["policy", "apply", "-"], HOUSEHOLD).code,
        0
    );
}

#[test]
fn an_export_is_a_private_file_and_nothing_is_overwritten() {
    let family = Family::of_root();
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    let file = family.folder().join("all.json");
    let name = file.display().to_string();
    let done = family.run(&["export", "--to", &name]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("3 days, 1 weeks"), "{done:?}");
    assert_eq!(file.metadata().expect("there").mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).expect("read");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["days"].as_array().map(Vec::len), Some(3));
    let again = family.run(&["export", "--to", &name]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("--force"), "{again:?}");
    assert_eq!(std::fs::read_to_string(&file).expect("read"), text);
    assert_eq!(family.run(&["export", "--to", &name, "--force"]).code, 0);
    let table = family.folder().join("days.csv").display().to_string();
    let done = family.run(&["export", "--to", &table, "--from", "2026-03-02"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        std::fs::read_to_string(&table)
            .expect("read")
            .starts_with("child,")
    );
    let nowhere = family.run(&["export", "--to", "/nonexistent/folder/x.json"]);
    assert_eq!(nowhere.code, 1, "{nowhere:?}");
    let left: Vec<_> = std::fs::read_dir(family.folder())
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(".new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_page_is_written_for_this_login_alone() {
    let family = Family::of_root();
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    let file = family.folder().join("week.html");
    let name = file.display().to_string();
    for line in [
        vec!["week", "--html", &name],
        vec!["month", "--html", &name, "--force"],
        vec!["half-year", "--html", &name, "--force"],
        vec!["year", "--html", &name, "--force"],
    ] {
        let done = family.run(&line);
        assert_eq!(done.code, 0, "{line:?}: {done:?}");
        assert_eq!(file.metadata().expect("there").mode() & 0o777, 0o600);
    }
    let page = std::fs::read_to_string(&file).expect("read");
    assert!(page.contains("Bảo An"), "{page}");
    let refused = family.run(&["week", "--html", &name]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let shown = family.run(&["week", "--last"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.out.contains("Bảo An"), "{shown:?}");
}

#[test]
fn what_does_not_fit_is_said_above_the_rest() {
    let family = Family::of_root();
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    family.damage();
    let week = family.run(&["week"]);
    assert_eq!(week.code, 0, "{week:?}");
    assert!(
        week.out.contains("1 record of the history was changed") && week.out.contains("Bảo An"),
        "{week:?}"
    );
}

#[test]
fn erasing_needs_a_yes_and_says_what_went() {
    let family = Family::of_root();
    let asks = family.run(&["erase"]);
    assert_eq!(asks.code, 2, "{asks:?}");
    assert_eq!(family.asked("erase"), 0);
    let closed = family.run(&["erase", "--yes"]);
    assert_eq!(closed.code, 4, "{closed:?}");
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    let done = family.run(&["erase", "--child", "An", "--yes"]);
    assert_eq!(done.code, 1, "a name that nobody has: {done:?}");
    let done = family.run(&["erase", "--child", "Bảo An", "--yes"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("3 days and 1 weeks"), "{done:?}");
}

#[test]
fn consent_is_shown_given_and_withdrawn() {
    let family = Family::of_root();
    let show = family.run(&["consent", "show"]);
    assert_eq!(show.code, 0, "{show:?}");
    assert!(
        show.out.contains("Never recorded") && show.out.contains("not asked yet"),
        "{show:?}"
    );
    let child = family.run(&["consent", "give", "--yes"]);
    assert_eq!(child.code, 1, "{child:?}");
    assert!(child.err.contains("--child-agrees"), "{child:?}");
    let given = family.run(&["consent", "give", "--yes", "--child-agrees"]);
    assert_eq!(given.code, 0, "{given:?}");
    let value = family.run(&["consent", "show", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&value.out).expect("JSON");
    assert_eq!(value["children"][0]["recording"], true);
    assert_eq!(value["children"][0]["last"]["child_agreed"], true);
    assert_eq!(family.run(&["consent", "withdraw"]).code, 2);
    let gone = family.run(&["consent", "withdraw", "--child", "an", "--yes"]);
    assert_eq!(gone.code, 0, "{gone:?}");
    assert!(gone.out.contains("luytre erase"), "{gone:?}");
    let doctor = family.run(&["doctor", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&doctor.out).expect("JSON");
    assert_eq!(value["history"]["passphrases"][0]["parent"], "me");
    assert_eq!(value["consent"]["children"][0]["recording"], false);
}

#[test]
fn a_sealed_day_is_explained_and_opened_with_a_passphrase() {
    let family = Family::of_root();
    let sealed = family.run(&["today", "an", "--day", "2026-02-25"]);
    assert_eq!(sealed.code, 1, "{sealed:?}");
    assert!(
        sealed.err.contains("sealed") && sealed.err.contains("luytre week"),
        "{sealed:?}"
    );
    family.with_input(&["unlock"], &format!("{PASSPHRASE}\n"));
    let open = family.run(&["today", "an", "--day", "2026-02-25"]);
    assert_eq!(open.code, 0, "{open:?}");
    assert!(open.out.contains("its minutes are gone"), "{open:?}");
}

#[test]
fn a_child_sees_the_own_week_and_opens_nothing() {
    let family = Family::of_child();
    let week = family.run(&["week"]);
    assert_eq!(week.code, 0, "{week:?}");
    assert!(
        week.out.contains("Bảo An's week") && week.out.contains("open it together"),
        "{week:?}"
    );
    let json = family.run(&["week", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["screen_s"], 5400);
    for line in [
        &["week", "--last"][..],
        &["month"],
        &["year", "--html", "/tmp/never"],
        &["unlock"],
        &["export", "--to", "/tmp/never"],
        &["erase", "--yes"],
        &["passphrase", "set"],
        &["passphrase", "change"],
        &["recovery", "use"],
        &["quick-code", "set"],
        &["consent", "withdraw", "--yes"],
    ] {
        let refused = family.with_input(line, &format!("{PASSPHRASE}\n{PASSPHRASE}\n"));
        assert_eq!(refused.code, 4, "{line:?}: {refused:?}");
    }
    assert_eq!(family.asked("unlock") + family.asked("recovery_use"), 0);
    assert_eq!(family.run(&["consent", "show"]).code, 0);
}

#[test]
fn a_parent_at_the_child_s_login_types_the_quick_code() {
    let family = Family::of_child();
    let given = family.with_input(&["grant", "an", "+15m", "--code"], "483920\n");
    assert_eq!(given.code, 0, "{given:?}");
    assert_eq!(
        family
            .with_input(&["lock", "an", "--code"], "483920\n")
            .code,
        0
    );
    assert_eq!(
        family
            .with_input(&["unlock-child", "an", "--code"], "483920\n")
            .code,
        0
    );
    assert_eq!(
        family
            .with_input(&["answer", "an", "yes", "--code"], "483920\n")
            .code,
        0
    );
    let wrong = family.with_input(&["grant", "an", "+15m", "--code"], "111111\n");
    assert_eq!(wrong.code, 4, "{wrong:?}");
    assert!(wrong.err.contains("Ask your parent"), "{wrong:?}");
    assert_eq!(family.run(&["grant", "an", "+15m"]).code, 4);
    assert_eq!(
        family
            .run(&["grant", "an", "--until", "21:30", "--code"])
            .code,
        2
    );
}

#[test]
fn root_says_which_parent_where_there_are_several() {
    let family = Family::without_passphrase();
    let which = family.with_input(&["passphrase", "set"], "another one\n");
    assert_eq!(which.code, 2, "{which:?}");
    assert!(
        which.err.contains("me and bo") && which.err.contains("--parent me"),
        "{which:?}"
    );
    assert_eq!(family.asked("passphrase_add"), 0);
}

#[test]
fn nothing_that_was_typed_is_ever_printed() {
    let family = Family::of_root();
    let secrets = [
        PASSPHRASE,
        "not this one",
        "sáu con mèo trên mái",
        "token-",
        "483920",
    ];
    let runs: Vec<Run> = vec![
        family.with_input(&["unlock"], "not this one\n"),
        family.with_input(&["unlock"], &format!("{PASSPHRASE}\n")),
        family.with_input(&["quick-code", "set"], "483920\n"),
        family.run(&["passphrase", "show", "--json"]),
        family.run(&["doctor", "--verbose"]),
        family.run(&["week", "--csv"]),
        family.with_input(
            &["passphrase", "change"],
            &format!("{PASSPHRASE}\nsáu con mèo trên mái\n"),
        ),
        family.with_input(&["passphrase", "set", "--parent", "bo"], "ngắn\n"),
    ];
    for run in &runs {
        for secret in secrets {
            assert!(
                !run.out.contains(secret) && !run.err.contains(secret),
                "{secret} in {run:?}"
            );
        }
    }
    assert_eq!(runs.last().expect("some").code, 2, "{runs:?}");
}
