//! The household file from outside: good files, bad files with the exact place of every problem, garbage, and the way back to text.

#[path = "household/bad.rs"]
mod bad;
#[path = "household/changes.rs"]
mod changes;
#[path = "household/properties.rs"]
mod properties;
#[path = "household/texts.rs"]
mod texts;

use bad::BAD;
use luytre_core::household::{self, ProblemCode, Problems};
use luytre_core::id::{Account, ActivityId};
use luytre_core::policy::{
    AtLimit, CalendarPlan, Counts, DayKind, FinishMatch, Household, ParentRole, Then, TimeOfDay,
    Weekday,
};
use luytre_core::time::Span;

/// A file with everything that the format knows.
const FULL: &str = r#"timezone = "Asia/Ho_Chi_Minh"
language = "vi"
week_starts = "monday"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["parent"]
role = "parent"

[[parent]]
id = "ba-noi"
name = "Bà nội"
accounts = ["banoi"]
role = "carer"
carer_minutes = 20

[[child]]
id = "an"
name = "An"
born = "2014-05"
accounts = ["an", "shared"]
day_starts = "04:00"
idle_after = "5m"
pin = "2468"

[child.screen]
daily = { weekdays = "1h30m", weekends = "3h" }
weekly = "12h"
monthly = "45h"
windows = { weekdays = ["16:00-20:30"], weekends = ["08:00-11:30", "14:00-21:00"] }
bedtime = { default = ["21:00-06:30"] }
free = { weekends = ["08:00-09:00"] }
break = { after = "45m", rest = "10m" }
warn_at = ["1m", "15m", "5m", "5m"]
at_limit = "lock"
then = "logout"
then_after = "20m"
finish_match = "3 x 5m"

[child.activity.games]
daily = { default = "1h" }
weekly = "6h"
per_program_daily = "1h"
windows = { default = ["17:00-20:00"] }
[child.activity.learning]
counts = "exempt"
[child.activity.social]
counts = "blocked"

[[child]]
id = "binh"
accounts = ["shared"]
pin = "1357"

[[program]]
id = "minecraft"
name = "Minecraft"
activity = "games"
match = [{ exe = "/usr/bin/minecraft-launcher" }, { command = "*net.minecraft*" }, { flatpak = "com.mojang.Minecraft" }, { snap = "mc-installer" }, { steam = 0 }, { windows_exe = "Minecraft*.exe" }]

[[calendar]]
name = "Tết"
from = "2027-02-04"
to = "2027-02-12"
treat_as = "weekends"

[[calendar]]
name = "Nghỉ hè"
from = "2027-06-01"
to = "2027-08-31"
children = ["an"]
daily = "2h"
windows = ["08:00-11:00", "14:00-20:00"]
bedtime = ["21:30-06:00"]
free = []
"#;

fn hours(hours: i64) -> Span {
    Span::from_hours(hours)
}

fn mins(mins: i64) -> Span {
    Span::from_mins(mins)
}

#[test]
fn the_full_file_says_what_it_means() {
    let household = household::parse(FULL).expect("the full file is good");
    assert_eq!(household.timezone.as_deref(), Some("Asia/Ho_Chi_Minh"));
    let [me, ba_noi] = household.parents.as_slice() else {
        panic!("two adults")
    };
    assert_eq!((me.name.as_str(), me.role), ("Mẹ", ParentRole::Parent));
    assert_eq!(ba_noi.role, ParentRole::Carer { a_day: mins(20) });

    let [an, binh] = household.children.as_slice() else {
        panic!("two children")
    };
    assert_eq!((an.day_starts, an.idle_after), (TimeOfDay(240), mins(5)));
    assert_eq!(an.screen.daily.on(Weekday::Friday), Some(&mins(90)));
    assert_eq!(an.screen.daily.on(Weekday::Sunday), Some(&hours(3)));
    assert_eq!(
        an.screen.warn_at,
        [mins(15), mins(5), mins(1)],
        "sorted, each once"
    );
    assert_eq!(an.screen.then, Then::Logout { after: mins(20) });
    assert_eq!(
        an.screen.finish_match,
        Some(FinishMatch {
            times: 3,
            each: mins(5)
        })
    );
    assert_eq!(
        an.activities[&ActivityId::from("social")].counts,
        Counts::Blocked
    );
    assert_eq!(
        an.activities[&ActivityId::from("games")]
            .per_program_daily
            .on(Weekday::Monday),
        Some(&hours(1))
    );

    assert_eq!(binh.name, "binh", "a name that is left out is the id");
    assert_eq!(binh.screen.at_limit, AtLimit::Lock);
    assert_eq!(household.children_of(&Account::from("shared")).count(), 2);

    assert_eq!(household.programs[0].matches.len(), 6);
    assert_eq!(
        household.calendar[0].plan,
        CalendarPlan::TreatAs(DayKind::Weekends)
    );
    let CalendarPlan::Own(summer) = &household.calendar[1].plan else {
        panic!("a plan of its own")
    };
    assert_eq!(
        (summer.daily, summer.free.as_deref()),
        (Some(hours(2)), Some([].as_slice()))
    );
}

#[test]
fn an_empty_file_is_an_empty_household() {
    assert_eq!(
        household::parse("").expect("nothing is wrong with it"),
        Household::default()
    );
    assert_eq!(
        household::parse("\u{FEFF}# only a comment\r\n").expect("nor with this"),
        Household::default()
    );
}

#[test]
fn small_files_use_short_forms() {
    let text = "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"1h\"\nwindows = [\"22:00-00:00\", \"16:00-22:00\"]\nbedtime = \"21:00-06:30\"\n";
    let household = household::parse(text).expect("short forms are good");
    let screen = &household.children[0].screen;
    assert!(
        Weekday::ALL
            .iter()
            .all(|day| screen.daily.on(*day) == Some(&hours(1)))
    );
    assert_eq!(
        screen.windows.on(Weekday::Monday).map(Vec::len),
        Some(2),
        "adjacent ranges are fine"
    );
    assert_eq!(
        screen
            .bedtime
            .on(Weekday::Sunday)
            .map(|list| list[0].to_string()),
        Some("21:00-06:30".to_owned())
    );
}

#[test]
fn ranges_past_midnight_meet_only_the_list_that_also_holds_the_next_day() {
    let windows = |value: &str| {
        household::parse(&format!(
            "[[child]]\nid = \"an\"\nscreen.windows = {value}\n"
        ))
    };
    assert!(windows(r#"["20:00-02:00", "01:00-03:00"]"#).is_err());
    assert!(
        windows(r#"{ weekends = ["20:00-02:00", "01:00-03:00"] }"#).is_err(),
        "Saturday is followed by Sunday"
    );
    assert!(
        windows(r#"{ saturday = ["20:00-02:00", "01:00-03:00"] }"#).is_ok(),
        "one day a week"
    );
    assert!(
        windows(r#"["20:00-02:00", "02:00-03:00"]"#).is_ok(),
        "one begins when the other ends"
    );
    let alone = r#"{ weekends = ["20:00-02:00", "01:00-03:00"], sunday = [] }"#;
    assert!(windows(alone).is_ok(), "weekends is only Saturday here");
    let parted = r#"{ default = ["20:00-02:00", "01:00-03:00"], weekdays = [], sunday = [] }"#;
    assert!(windows(parted).is_ok(), "default is only Saturday here");
}

#[test]
fn the_caller_says_which_time_zones_exist() {
    let exists = |zone: &str| zone == "Asia/Ho_Chi_Minh";
    assert!(household::parse_with("timezone = \"Asia/Ho_Chi_Minh\"\n", &exists).is_ok());
    let problems = household::parse_with("\n\ntimezone = \"Asia/Hanoi\"\n", &exists)
        .expect_err("unknown zone");
    assert_eq!(places(&problems), [(3, "bad-timezone")]);
}

#[test]
fn what_is_no_text_or_too_large_is_refused_at_once() {
    let bytes = b"language = \"vi\"\nweek_starts = \"\xff\"\n";
    let problems = household::parse_bytes(bytes, &|_| true).expect_err("no UTF-8");
    assert_eq!(places(&problems), [(2, "not-utf8")]);
    assert_eq!(problems.list[0].column, 16);
    let large = "#".repeat(household::MAX_BYTES + 1);
    let problems = household::parse(&large).expect_err("too large");
    assert_eq!(
        problems.list[0].code,
        ProblemCode::TooLarge {
            size: 1025,
            max: 1024
        }
    );
    assert!(
        household::parse(&large[1..]).is_ok(),
        "the largest file that is read"
    );
}

#[test]
fn ten_thousand_windows_are_one_problem() {
    let windows = vec!["\"16:00-17:00\""; 10_000].join(", ");
    let text = format!("[[child]]\nid = \"an\"\n[child.screen]\nwindows = [{windows}]\n");
    let problems = household::parse(&text).expect_err("too many");
    assert_eq!(problems.list.len(), 1);
    assert_eq!(
        problems.list[0].code,
        ProblemCode::TooManyRanges {
            count: 10_000,
            max: 96
        }
    );
    assert_eq!(problems.list[0].line, 4);
}

#[test]
fn a_megabyte_of_anything_is_answered_quickly() {
    let repeat = |piece: &str| piece.repeat(household::MAX_BYTES / piece.len());
    let many = |line: &dyn Fn(u32) -> String| (0..40_000).map(line).collect::<String>();
    let one_line = many(&|number| format!("k{number} = 1, "));
    let hostile = [
        repeat("\0"),
        repeat("=\n"),
        repeat("["),
        repeat("[a\n"),
        repeat("\""),
        repeat("a = 1\n"),
        repeat("[[child]]\nid = \"an\"\n"),
        format!("a{} = 1", ".a".repeat(500_000)),
        format!("[[child]]\nid = \"an\"\nscreen = {{ {one_line} }}\n"),
        many(&|number| format!("[child.activity.a{number}]\n")),
    ];
    for text in &hostile {
        let before = std::time::Instant::now();
        let problems = household::parse(text).expect_err("hostile text");
        assert!(problems.list.len() <= Problems::MAX);
        // Far more than it takes, far less than reading a long line again for each of its problems would.
        let start: String = text.chars().take(40).collect();
        assert!(
            before.elapsed().as_secs() < 20,
            "{start:?} took {:?}",
            before.elapsed()
        );
    }
}

#[test]
fn only_the_first_hundred_problems_are_listed_and_the_rest_counted() {
    let text: String = (0..1_000)
        .rev()
        .map(|number| format!("k{number} = 1\n"))
        .collect();
    let problems = household::parse(&text).expect_err("unknown keys");
    assert_eq!((problems.list.len(), problems.more), (100, 900));
    let lines: Vec<u32> = problems.list.iter().map(|problem| problem.line).collect();
    assert_eq!(
        lines,
        (1..=100).collect::<Vec<u32>>(),
        "the first ones of the file"
    );
}

#[test]
fn problems_name_the_place_and_what_was_meant() {
    let text = "[[child]]\nid = \"an\"\n[child.screen]\n  dialy = \"1h\"\n  daily = { weekdays = 90, weekends = \"1:30\" }\n  windows = { weekdays = [\"16h-20h30\"] }\n[[calendar]]\nname = \"Tết\"\nfrom = 2027-02-04\nto = \"2027-02-05\"\nchildren = [\"ann\"]\ntreat_as = \"weekend\"\n";
    let problems = household::parse(text).expect_err("six slips");
    let told: Vec<(u32, u32, &str, String)> = problems
        .list
        .iter()
        .map(|problem| {
            let suggestion = problem
                .args()
                .into_iter()
                .find(|(name, _)| *name == "suggestion")
                .map(|(_, arg)| match arg {
                    household::Arg::Text(text) => text,
                    household::Arg::Number(number) => number.to_string(),
                });
            (
                problem.line,
                problem.column,
                problem.path.as_str(),
                suggestion.unwrap_or_default(),
            )
        })
        .collect();
    let expected = [
        (4, 3, "child[0].screen.dialy", "daily"),
        (5, 24, "child[0].screen.daily.weekdays", "1h30m"),
        (5, 39, "child[0].screen.daily.weekends", "1h30m"),
        (6, 27, "child[0].screen.windows.weekdays[0]", "16:00-20:30"),
        (9, 8, "calendar[0].from", "2027-02-04"),
        (11, 13, "calendar[0].children[0]", "an"),
        (12, 12, "calendar[0].treat_as", "weekends"),
    ];
    let expected = expected
        .map(|(line, column, path, suggestion)| (line, column, path, suggestion.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn a_secret_is_never_repeated() {
    let text = "[[child]]\nid = \"an\"\naccounts = [\"x\"]\npin = \"13579\"\n[[child]]\nid = \"binh\"\naccounts = [\"x\"]\npin = \"13579\"\n[[child]]\nid = \"chi\"\npin = \"1357975318642\"\n";
    let problems = household::parse(text).expect_err("bad PINs");
    assert_eq!(places(&problems), [(8, "same-pin"), (11, "bad-pin")]);
    assert!(!format!("{problems:?} {problems}").contains("1357"));
}

/// Line and code of each problem, without the common start of the message id.
fn places(problems: &Problems) -> Vec<(u32, &'static str)> {
    let short = |id: &'static str| id.strip_prefix("household-").expect("all ids begin so");
    problems
        .list
        .iter()
        .map(|problem| (problem.line, short(problem.message_id())))
        .collect()
}

#[test]
fn every_bad_file_is_refused_with_all_its_problems() {
    let mut wrong = String::new();
    for (text, expected) in BAD {
        let found = match household::parse(text) {
            Ok(_) => Vec::new(),
            Err(problems) => places(&problems),
        };
        if found != *expected {
            wrong.push_str(&format!(
                "{text}\n  expected {expected:?}\n  found    {found:?}\n\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(BAD.len() >= 80);
}

#[test]
fn every_kind_of_problem_comes_up() {
    // Three need a size, bytes, or a list of zones; they have tests of their own.
    let elsewhere = [
        "household-too-large",
        "household-not-utf8",
        "household-too-many-ranges",
    ];
    let mut seen: Vec<String> = elsewhere.map(str::to_owned).to_vec();
    seen.extend(
        BAD.iter()
            .flat_map(|(_, problems)| problems.iter().map(|(_, code)| format!("household-{code}"))),
    );
    let missing: Vec<&str> = ProblemCode::MESSAGES
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| !seen.iter().any(|it| it == id))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn root_may_only_be_watched() {
    let household = |at_limit: &str| {
        luytre_core::household::parse(&format!(
            "[[child]]\nid = \"me\"\naccounts = [\"root\"]\n[child.screen]\nat_limit = \"{at_limit}\"\n"
        ))
    };
    assert!(household("warn_only").is_ok());
    assert!(household("lock").is_err());
}
