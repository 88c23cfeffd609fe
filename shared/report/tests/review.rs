//! What a review says, and under which condition it says it: one small table for each.

use jiff::civil::{Date, date};
use luytre_core::event::Subject;
use luytre_core::policy::{Language, TimeOfDay, Weekday, YearMonth};
use luytre_core::record::Grant;
use luytre_core::summary::{DaySummary, GrantSummary, RequestAnswer, RequestSummary, WeekTotals};
use luytre_core::time::{Span, WallTime};
use luytre_locale::Locale;
use luytre_report::sample::Family;
use luytre_report::{
    Because, ChildFacts, Good, Known, Per, Period, Progress, Range, Recording, Review, ReviewInput,
    Standing, words,
};
use std::collections::{BTreeMap, BTreeSet};

/// Monday of the week under test; it is over.
const MONDAY: Date = date(2026, 11, 9);
const TODAY: Date = date(2026, 11, 18);

fn minutes(minutes: i64) -> Span {
    Span::from_mins(minutes)
}

/// A time of day in the family's zone, on a day of the week under test.
fn at(day: Date, hour: i64, minute: i64) -> WallTime {
    let days = day
        .since(date(1970, 1, 1))
        .expect("dates of our time")
        .get_days();
    WallTime((i64::from(days) * 1440 + hour * 60 + minute - 420) * 60_000)
}

fn day(offset: i64, screen: i64, agreed: Option<i64>) -> DaySummary {
    let date = MONDAY
        .checked_add(jiff::Span::new().days(offset))
        .expect("a day of the week under test");
    let used = screen > 0;
    DaySummary {
        child: "an".into(),
        day: date,
        screen: minutes(screen),
        uncharged: Span::ZERO,
        agreed: agreed.map(minutes),
        granted: Span::ZERO,
        left: None,
        activities: BTreeMap::new(),
        programs: BTreeMap::new(),
        hours: BTreeMap::new(),
        first: used.then(|| at(date, 17, 0)),
        last: used.then(|| at(date, 20, 30)),
        late: Span::ZERO,
        warnings: 0,
        locks: 0,
        logins_refused: 0,
        stopped: BTreeMap::new(),
        requests: Vec::new(),
        grants: Vec::new(),
        guard: BTreeMap::new(),
        events: Vec::new(),
    }
}

fn input(days: Vec<DaySummary>) -> ReviewInput {
    ReviewInput {
        range: Range::holding(Period::Week, MONDAY, Weekday::Monday),
        today: TODAY,
        zone: Family::zone(),
        week_starts: Weekday::Monday,
        children: vec![ChildFacts {
            born: Some(YearMonth {
                year: 2014,
                month: 5,
            }),
            bedtime: [TimeOfDay(21 * 60); 7],
            ..ChildFacts::named(&"an".into(), "An")
        }],
        programs: Family::programs(),
        days,
        weeks: Vec::new(),
    }
}

fn good_of(days: Vec<DaySummary>) -> Vec<Good> {
    Review::of(&input(days)).children.remove(0).good
}

fn standing(day: DaySummary) -> Standing {
    let review = Review::of(&input(vec![day]));
    let (_, measure) = review.children[0]
        .measured()
        .next()
        .expect("the day is measured");
    measure.standing
}

#[test]
fn a_day_stands_to_its_agreement() {
    let with = |screen, agreed, granted: i64| DaySummary {
        granted: minutes(granted),
        ..day(0, screen, agreed)
    };
    let within = |left, given| Standing::Within {
        left: minutes(left),
        given: minutes(given),
    };
    let over = |by| Standing::Over { by: minutes(by) };
    for (screen, agreed, granted, expected) in [
        (0, Some(90), 0, Standing::Rest),
        (60, Some(90), 0, within(30, 0)),
        (90, Some(90), 0, within(0, 0)),
        // The minute of tolerance at the limit, and the moment it takes to lock.
        (92, Some(90), 0, within(0, 0)),
        (93, Some(90), 0, over(3)),
        (100, Some(90), 15, within(5, 10)),
        (107, Some(90), 15, within(0, 15)),
        (120, Some(90), 15, over(15)),
        // Minutes taken away make less of a day, never less than none.
        (70, Some(90), -30, over(10)),
        (1, Some(30), -60, within(0, 0)),
        (5, Some(30), -60, over(5)),
        (300, None, 0, Standing::Unlimited),
        (5, Some(0), 0, over(5)),
    ] {
        assert_eq!(
            standing(with(screen, agreed, granted)),
            expected,
            "{screen} of {agreed:?} + {granted}"
        );
    }
}

#[test]
fn a_free_day_is_not_held_against_anybody() {
    for grant in [
        Grant::FreeDay,
        Grant::LetIn {
            until: at(MONDAY, 22, 0),
        },
    ] {
        let mut free = day(0, 200, Some(90));
        free.grants.push(GrantSummary {
            at: at(MONDAY, 9, 0),
            grant,
        });
        assert_eq!(standing(free), Standing::Excepted);
    }
    let mut locked = day(0, 200, Some(90));
    locked.grants.push(GrantSummary {
        at: at(MONDAY, 9, 0),
        grant: Grant::Lock { until: None },
    });
    assert_eq!(standing(locked), Standing::Over { by: minutes(110) });
}

#[test]
fn keeping_within_is_said_from_half_of_two_days_on() {
    let week = |over: i64, of: i64| {
        (0..of)
            .map(|n| day(n, if n < over { 120 } else { 60 }, Some(90)))
            .collect::<Vec<_>>()
    };
    let kept = |kept, of| Good::Kept {
        kept,
        of,
        per: Per::Day,
        given: Span::ZERO,
    };
    assert!(good_of(week(3, 6)).contains(&kept(3, 6)));
    assert!(good_of(week(0, 2)).contains(&kept(2, 2)));
    for (over, of) in [(4, 6), (0, 1), (2, 3)] {
        let found = good_of(week(over, of));
        assert!(
            !found.iter().any(|good| matches!(good, Good::Kept { .. })),
            "{over} of {of}: {found:?}"
        );
    }
    // Without an agreement there is nothing to keep.
    let free: Vec<_> = (0..7).map(|n| day(n, 60, None)).collect();
    assert!(
        !good_of(free)
            .iter()
            .any(|good| matches!(good, Good::Kept { .. }))
    );
}

#[test]
fn what_parents_gave_is_said_with_what_was_kept() {
    let mut days: Vec<_> = (0..4).map(|n| day(n, 60, Some(90))).collect();
    days[0].screen = minutes(100);
    days[0].granted = minutes(15);
    let good = good_of(days);
    let Good::Kept { kept, given, .. } = good[0] else {
        panic!("{good:?}");
    };
    assert_eq!((kept, given), (4, minutes(10)));
    let en = Locale::new(Language::En);
    assert_eq!(
        words::good(&good[0], &en),
        "4 of 4 days within what was agreed, the extra minutes included"
    );
}

#[test]
fn learning_is_compared_with_games_where_there_are_both() {
    let with = |learning: i64, coding: i64, games: i64| {
        let mut one = day(0, 90, None);
        for (id, span) in [("learning", learning), ("coding", coding), ("games", games)] {
            if span > 0 {
                one.activities.insert(id.into(), minutes(span));
            }
        }
        good_of(vec![one])
    };
    let more = |learning, games| Good::LearningBeforeGames {
        learning: minutes(learning),
        games: minutes(games),
    };
    assert!(with(20, 15, 30).contains(&more(35, 30)));
    for (learning, coding, games) in [(20, 5, 10), (40, 0, 40), (40, 0, 60)] {
        let found = with(learning, coding, games);
        assert!(
            !found
                .iter()
                .any(|good| matches!(good, Good::LearningBeforeGames { .. })),
            "{learning} + {coding} against {games}: {found:?}"
        );
    }
    // Without games it is said by itself, from an hour on, and never both.
    assert!(with(40, 20, 0).contains(&Good::Learnt { span: minutes(60) }));
    assert!(with(40, 19, 0).is_empty());
    assert!(
        !with(70, 20, 30)
            .iter()
            .any(|good| matches!(good, Good::Learnt { .. }))
    );
}

#[test]
fn a_day_of_rest_is_one_that_is_over_and_known() {
    let rest = |days: u32| Good::RestDays { days };
    let mut days = vec![day(0, 0, Some(90)), day(1, 30, None)];
    assert!(good_of(days.clone()).contains(&rest(1)));
    // Learning outside the allowance is use as well.
    days[0].uncharged = minutes(20);
    assert!(!good_of(days.clone()).contains(&rest(1)));
    // The present day may still be used.
    let mut present = input(vec![day(0, 0, Some(90))]);
    present.today = MONDAY;
    assert!(Review::of(&present).children[0].good.is_empty());
    // A day of which nothing is known is no day of rest, unless the week's sums say that there was nothing.
    let mut unknown = input(vec![day(0, 30, None), day(1, 30, None)]);
    assert!(Review::of(&unknown).children[0].good.is_empty());
    unknown.weeks.push(WeekTotals {
        child: "an".into(),
        week: MONDAY,
        screen: minutes(60),
        days_used: 2,
        agreed: None,
        activities: BTreeMap::new(),
    });
    assert!(Review::of(&unknown).children[0].good.contains(&rest(5)));
    unknown.weeks[0].screen = minutes(61);
    let review = Review::of(&unknown);
    assert!(review.children[0].good.is_empty());
    assert_eq!(review.children[0].bars[3].known, Known::Nothing);
}

#[test]
fn evenings_are_early_an_hour_before_bedtime() {
    let week = |hour: i64, minute: i64, days: i64, of: i64| {
        let list = (0..of).map(|n| {
            let mut one = day(n, 30, None);
            one.last = Some(if n < days {
                at(one.day, hour, minute)
            } else {
                at(one.day, 20, 45)
            });
            one
        });
        good_of(list.collect())
    };
    let early = |days: u32, of: u32| Good::EarlyEvenings { days, of };
    assert!(week(20, 0, 3, 3).contains(&early(3, 3)));
    assert!(week(19, 0, 3, 6).contains(&early(3, 6)));
    assert!(
        !week(20, 1, 3, 3)
            .iter()
            .any(|good| matches!(good, Good::EarlyEvenings { .. }))
    );
    assert!(
        !week(19, 0, 2, 2)
            .iter()
            .any(|good| matches!(good, Good::EarlyEvenings { .. }))
    );
    assert!(
        !week(19, 0, 3, 7)
            .iter()
            .any(|good| matches!(good, Good::EarlyEvenings { .. }))
    );
    // After midnight is not early, whatever the clock shows.
    let past = (0..3).map(|n| {
        let mut one = day(n, 30, None);
        one.last = Some(at(one.day, 24, 30));
        one
    });
    assert!(
        !good_of(past.collect())
            .iter()
            .any(|good| matches!(good, Good::EarlyEvenings { .. }))
    );
}

#[test]
fn never_late_and_no_lock_need_three_days() {
    let week = |of: i64| (0..of).map(|n| day(n, 60, Some(90))).collect::<Vec<_>>();
    assert!(good_of(week(3)).contains(&Good::NeverLate { days: 3 }));
    assert!(good_of(week(3)).contains(&Good::NoLockNeeded { days: 3 }));
    assert!(!good_of(week(2)).contains(&Good::NeverLate { days: 2 }));
    let mut late = week(4);
    late[1].late = minutes(1);
    late[2].locks = 1;
    let found = good_of(late);
    assert!(
        !found
            .iter()
            .any(|good| matches!(good, Good::NeverLate { .. } | Good::NoLockNeeded { .. })),
        "{found:?}"
    );
    // Where nothing limits, nothing could have been locked.
    let free: Vec<_> = (0..4).map(|n| day(n, 60, None)).collect();
    assert!(
        !good_of(free)
            .iter()
            .any(|good| matches!(good, Good::NoLockNeeded { .. }))
    );
}

#[test]
fn asking_is_praised_if_the_family_answered() {
    let with = |answers: &[Option<RequestAnswer>]| {
        let mut one = day(0, 60, None);
        for answer in answers {
            one.requests.push(RequestSummary {
                at: at(MONDAY, 19, 0),
                span: minutes(15),
                subject: Subject::Screen,
                answer: *answer,
            });
        }
        good_of(vec![one])
    };
    let (yes, no, late) = (
        Some(RequestAnswer::Approved),
        Some(RequestAnswer::Denied),
        Some(RequestAnswer::Expired),
    );
    assert!(with(&[yes, no]).contains(&Good::AskedAndAnswered { times: 2 }));
    for answers in [&[yes, late][..], &[None], &[]] {
        assert!(with(answers).is_empty(), "{answers:?}");
    }
}

#[test]
fn a_trend_compares_the_same_days_of_the_weeks_before() {
    // The third day is the present one, and has only begun.
    let mut days = vec![day(0, 60, None), day(1, 30, None), day(2, 1, None)];
    days.push(day(-5, 300, None));
    // The week before: the same days longer, and a weekend that must not count.
    days.extend([day(-7, 90, None), day(-6, 60, None), day(-2, 600, None)]);
    let mut begun = input(days);
    begun.today = date(2026, 11, 11);
    let review = Review::of(&begun);
    let trend = review.children[0].trend.unwrap();
    assert_eq!(
        (trend.now, trend.before, trend.count, trend.per),
        (minutes(45), minutes(75), 1, Per::Day)
    );
    let vi = Locale::new(Language::Vi);
    assert_eq!(
        words::trend(&review.children[0], review.range, &vi).unwrap(),
        "Trung bình 45 phút mỗi ngày, ít hơn 30 phút so với 1 tuần trước."
    );
}

#[test]
fn the_present_day_does_not_pull_the_mean_down() {
    let mut begun = input(vec![day(0, 60, None), day(1, 5, None)]);
    begun.today = date(2026, 11, 10);
    let review = Review::of(&begun);
    let en = Locale::new(Language::En);
    assert_eq!(
        words::trend(&review.children[0], review.range, &en).unwrap(),
        "On average 1 h a day."
    );
    // On the first day there is no mean yet.
    begun.today = MONDAY;
    let review = Review::of(&begun);
    assert_eq!(words::trend(&review.children[0], review.range, &en), None);
    let (_, measure) = review.children[0].measured().next().unwrap();
    assert_eq!(measure.progress, Progress::SoFar);
}

#[test]
fn the_latest_evening_is_the_one_furthest_into_the_night() {
    let mut days = vec![day(0, 60, None), day(1, 60, None)];
    days[0].late = minutes(90);
    days[0].last = Some(at(MONDAY, 23, 30));
    days[1].late = minutes(20);
    days[1].last = Some(at(days[1].day, 24, 10));
    let review = Review::of(&input(days));
    let late = review.children[0].late;
    assert_eq!((late.span, late.days), (minutes(110), 2));
    let (when, clock) = late.latest.unwrap();
    assert_eq!(
        (when, clock.hour(), clock.minute()),
        (date(2026, 11, 10), 0, 10)
    );
}

#[test]
fn without_days_it_says_why() {
    let mut none = input(Vec::new());
    let vi = Locale::new(Language::Vi);
    let review = Review::of(&none);
    assert!(review.children[0].is_empty());
    assert_eq!(
        words::empty(&review.children[0], &vi),
        "Chưa có số liệu cho thời gian này."
    );
    none.children[0].recording = Recording::NotKept;
    let review = Review::of(&none);
    assert!(words::empty(&review.children[0], &vi).starts_with("Gia đình chọn không lưu"));
    assert_eq!(
        review.starters.len(),
        3,
        "there is always something to talk about"
    );
    none.children.clear();
    assert!(Review::of(&none).children.is_empty());
}

#[test]
fn days_still_to_come_are_not_days_without_use() {
    let mut begun = input(vec![day(0, 60, None)]);
    begun.today = date(2026, 11, 10);
    let review = Review::of(&begun);
    let known: Vec<_> = review.children[0]
        .bars
        .iter()
        .map(|bar| &bar.known)
        .collect();
    assert!(matches!(known[0], Known::Measured(_)));
    assert_eq!(known[1], &Known::Nothing);
    assert!(known[2..].iter().all(|known| **known == Known::Ahead));
    // A day after the present one is not believed, even if somebody sends it.
    begun.days.push(day(3, 60, None));
    assert_eq!(Review::of(&begun).children[0].screen, minutes(60));
}

#[test]
fn a_week_whose_days_are_gone_still_has_its_sums() {
    let mut old = input(Vec::new());
    old.weeks.push(WeekTotals {
        child: "an".into(),
        week: MONDAY,
        screen: minutes(500),
        days_used: 6,
        agreed: Some(minutes(600)),
        activities: [("games".into(), minutes(300))].into(),
    });
    let review = Review::of(&old);
    let child = &review.children[0];
    assert!(!child.is_empty());
    assert_eq!(
        (child.screen, child.agreed),
        (minutes(500), Some(minutes(600)))
    );
    assert_eq!(child.activities, [("games".into(), minutes(300))]);
}

/// The reasons of all questions that are asked over a few weeks, if these are the days.
fn reasons(change: impl Fn(&mut DaySummary)) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for week in 0..8 {
        let mut input = input(Vec::new());
        input.range = Range::holding(
            Period::Week,
            MONDAY
                .checked_add(jiff::Span::new().weeks(week))
                .expect("a few weeks later"),
            Weekday::Monday,
        );
        input.today = input.range.last;
        let mut one = day(0, 20, None);
        one.day = input.range.first;
        change(&mut one);
        input.days.push(one);
        all.extend(
            Review::of(&input)
                .starters
                .iter()
                .map(|one| format!("{:?}", one.because)),
        );
    }
    all
}

#[test]
fn a_question_is_asked_when_the_numbers_call_for_it() {
    type Change = fn(&mut DaySummary);
    let activity = |id: &'static str, minutes: i64| {
        move |day: &mut DaySummary| {
            day.activities.insert(id.into(), Span::from_mins(minutes));
        }
    };
    assert_eq!(reasons(|_| {}), ["Always".to_owned()].into());
    let changes: [(Because, Change); 6] = [
        (Because::Contact, |day| {
            day.guard.insert("phone".to_owned(), 1);
        }),
        (Because::Secret, |day| {
            day.guard.insert("password".to_owned(), 1);
        }),
        (Because::Late, |day| day.late = Span::from_mins(5)),
        (Because::Asked, |day| {
            day.requests.push(RequestSummary {
                at: WallTime(0),
                span: Span::from_mins(5),
                subject: Subject::Screen,
                answer: None,
            });
        }),
        (Because::Over, |day| day.agreed = Some(Span::from_mins(5))),
        (Because::Rested, |day| day.screen = Span::ZERO),
    ];
    for (because, change) in changes {
        let found = reasons(change);
        assert!(
            found.contains(&format!("{because:?}")),
            "{because:?}: {found:?}"
        );
    }
    for (because, id, enough) in [
        (Because::Games, "games", 60),
        (Because::Talking, "chat", 30),
        (Because::Talking, "social", 30),
        (Because::Browsing, "browser", 30),
        (Because::Video, "video", 30),
        (Because::Learning, "reading", 30),
    ] {
        let name = format!("{because:?}");
        assert!(reasons(activity(id, enough)).contains(&name), "{id}");
        assert!(!reasons(activity(id, enough - 1)).contains(&name), "{id}");
    }
}

#[test]
fn questions_differ_from_week_to_week_and_in_theme() {
    let family = Family::of_four();
    let mut seen = BTreeSet::new();
    let mut before: Vec<&str> = Vec::new();
    for week in 0..52 {
        let day = Family::TODAY
            .checked_sub(jiff::Span::new().weeks(week))
            .unwrap();
        let mut input = family.input(Period::Week, day);
        // As it was then.
        input.today = input.range.last;
        input.days = family.days(input.range.first, input.range.last);
        let review = Review::of(&input);
        assert_eq!(
            review,
            Review::of(&input),
            "the same input, the same review"
        );
        let ids: Vec<&str> = review.starters.iter().map(|one| one.id).collect();
        let themes: BTreeSet<_> = review.starters.iter().map(|one| one.theme).collect();
        assert_eq!((ids.len(), themes.len()), (3, 3), "{ids:?}");
        assert!(
            ids.iter().all(|id| !before.contains(id)),
            "{before:?} then {ids:?}"
        );
        let called = review
            .starters
            .iter()
            .filter(|one| one.because != Because::Always);
        assert!(
            called.count() <= 2,
            "not every question is about what happened"
        );
        seen.extend(ids.iter().copied());
        before = ids;
    }
    assert!(seen.len() >= 20, "{} of 32 in a year", seen.len());
}

#[test]
fn every_question_and_theme_has_its_words() {
    for language in [Language::Vi, Language::En] {
        let locale = Locale::new(language);
        let mut texts = BTreeSet::new();
        for week in 0..200 {
            for born in [2020, 2017, 2014, 2010] {
                let mut input = input(vec![day(0, 60, None)]);
                input.children[0].born = Some(YearMonth {
                    year: born,
                    month: 1,
                });
                input.days[0].guard = [("phone".to_owned(), 1), ("otp".to_owned(), 1)].into();
                input.range = Range::holding(
                    Period::Week,
                    MONDAY.checked_add(jiff::Span::new().weeks(week)).unwrap(),
                    Weekday::Monday,
                );
                for starter in Review::of(&input).starters {
                    let text = words::starter(&starter, &locale);
                    assert!(text.contains('?'), "an open question: {text}");
                    assert!(!text.contains("{"), "{text}");
                    assert!(!words::theme(starter.theme, &locale).is_empty());
                    texts.insert(text);
                }
            }
        }
        assert!(texts.len() >= 12, "{}", texts.len());
    }
}
