//! What the views of the sealed history look like, letter by letter, as the others do in [`super::pictures`].

use super::pictures::{draw, history};
use super::samples::at;
use super::{access, consent, my_week, problems};
use jiff::civil::date;
use luytre_core::time::Span;
use luytre_locale::Voice;
use luytre_protocol::{HistoryProblem, MyWeek};

#[test]
fn who_can_open_the_history() {
    let now = at("2026-03-02T13:15:00Z");
    draw("access", &|locale, width| {
        access::access(&history().access, now, locale, width)
    });
}

#[test]
fn nobody_can_open_it_yet() {
    let now = at("2026-03-02T13:15:00Z");
    let mut none = history().access;
    none.passphrases.clear();
    none.recovery = None;
    none.waiting = 1;
    draw("access-none", &|locale, width| {
        access::access(&none, now, locale, width)
    });
}

#[test]
fn a_recovery_code_is_large_and_calm() {
    draw("recovery", &|locale, width| {
        access::recovery("7K2QX-M03ZT-9ABCD-EFGH0-JKMN5-PQRS8", locale, width)
    });
}

#[test]
fn what_is_recorded_and_what_the_family_agreed_to() {
    let now = at("2026-03-02T13:15:00Z");
    for (name, voice) in [("consent", Voice::Parent), ("consent-child", Voice::Child)] {
        draw(name, &|locale, width| {
            let mut lines = consent::text(locale, voice, width);
            let states = history().consents;
            lines.extend(consent::states(&states, now, locale, voice, width));
            lines
        });
    }
}

fn week() -> MyWeek {
    MyWeek {
        child: "an".into(),
        week: date(2026, 3, 2),
        today: date(2026, 3, 5),
        screen: Span::from_mins(5 * 60 + 20),
        screen_today: Span::from_mins(40),
        days_used: 3,
        activities: vec![
            ("learning".into(), Span::from_mins(75)),
            ("games".into(), Span::from_mins(150)),
            ("video".into(), Span::from_millis(400)),
        ],
        weekly_left: Some(Span::from_mins(6 * 60 + 40)),
    }
}

#[test]
fn a_child_s_own_week() {
    draw("my-week", &|locale, width| {
        my_week::my_week(&week(), locale, width)
    });
}

#[test]
fn a_child_s_own_week_without_use_and_without_an_allowance() {
    let mut none = week();
    none.screen = Span::ZERO;
    none.screen_today = Span::ZERO;
    none.days_used = 0;
    none.activities.clear();
    none.weekly_left = None;
    let mut free = week();
    free.weekly_left = None;
    draw("my-week-others", &|locale, width| {
        let mut lines = my_week::my_week(&none, locale, width);
        lines.extend(my_week::my_week(&free, locale, width));
        lines
    });
}

#[test]
fn what_does_not_fit_is_said_once_for_each_kind() {
    let list = [
        HistoryProblem::Changed { row: 3 },
        HistoryProblem::Changed { row: 4 },
        HistoryProblem::Missing { before: 9 },
        HistoryProblem::CutOff,
        HistoryProblem::Lost,
    ];
    draw("problems", &|locale, width| {
        let mut lines = problems::problems(&list, locale, width);
        lines.extend(problems::problems(&[], locale, width));
        lines
    });
}
