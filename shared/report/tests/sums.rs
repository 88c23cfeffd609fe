//! Whatever is put in: the sums of a review are the sums of the days and weeks, nothing panics, and every view of it works.

use jiff::civil::{Date, date};
use luytre_core::id::ActivityId;
use luytre_core::policy::{Language, Weekday};
use luytre_core::summary::DaySummary;
use luytre_core::time::{Span, WallTime};
use luytre_locale::Locale;
use luytre_report::sample::Family;
use luytre_report::{Known, Period, Range, Review, ReviewInput, export, html};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn any_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period::Week),
        Just(Period::Month),
        Just(Period::HalfYear),
        Just(Period::Year)
    ]
}

fn sum<'a>(days: impl Iterator<Item = &'a DaySummary>, of: impl Fn(&DaySummary) -> Span) -> Span {
    days.map(of).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn sums_are_those_of_the_input(period in any_period(), seed in 0_u64..1_000, back in 0_i64..200, starts in 0_usize..7) {
        let family = Family::of_four().with_seed(seed);
        let week_starts = Weekday::ALL[starts];
        let shown = Family::TODAY.checked_sub(jiff::Span::new().days(back)).unwrap();
        let mut input = family.input(period, shown);
        input.week_starts = week_starts;
        input.range = Range::holding(period, shown, week_starts);
        if week_starts != Weekday::Monday {
            // Weeks of another beginning are not those of this range.
            input.weeks.clear();
        }
        let review = Review::of(&input);
        let range = review.range;
        for child in &review.children {
            let days = || input.days.iter().filter(|day| day.child == child.id && range.contains(day.day));
            let weeks: Vec<_> = input.weeks.iter().filter(|week| week.child == child.id && range.contains(week.week)).collect();
            let bars: Span = child.measured().map(|(_, measure)| measure.screen).sum();
            let expected = if period.by_weeks() {
                let in_week = |day: &&DaySummary| weeks.iter().any(|week| week.week <= day.day && day.day < week.week.checked_add(jiff::Span::new().days(7)).unwrap());
                weeks.iter().map(|week| week.screen).sum::<Span>() + sum(days().filter(|day| !in_week(day)), |day| day.screen)
            } else if days().next().is_none() && period == Period::Week {
                weeks.iter().map(|week| week.screen).sum()
            } else {
                sum(days(), |day| day.screen)
            };
            prop_assert_eq!(child.screen, expected);
            if days().next().is_some() || period.by_weeks() {
                prop_assert_eq!(bars, child.screen);
            }
            prop_assert_eq!(child.uncharged, sum(days(), |day| day.uncharged));
            prop_assert_eq!(child.late.span, sum(days(), |day| day.late));
            let programs: Span = child.programs.iter().map(|(_, span)| *span).sum();
            prop_assert_eq!(programs + child.other_programs, sum(days(), |day| day.programs.values().copied().sum()));
            prop_assert_eq!(child.hours().iter().copied().sum::<Span>(), sum(days(), |day| day.hours.values().copied().sum()));
            prop_assert_eq!(child.recorded as usize, days().count());
            prop_assert_eq!(child.requests.asked() as usize, days().map(|day| day.requests.len()).sum::<usize>());
            prop_assert_eq!(child.guard.iter().map(|(_, n)| *n).sum::<u32>(), days().flat_map(|day| day.guard.values()).sum::<u32>());
            prop_assert_eq!(child.stopped.iter().map(|(_, n)| *n).sum::<u32>(), days().flat_map(|day| day.stopped.values()).sum::<u32>());
            prop_assert_eq!(child.warnings, days().map(|day| day.warnings).sum::<u32>());
            if !period.by_weeks() && days().next().is_some() {
                let activities: Span = child.activities.iter().map(|(_, span)| *span).sum();
                prop_assert_eq!(activities, sum(days(), |day| day.activities.values().copied().sum()));
            }
            prop_assert!(child.bars.iter().all(|bar| bar.first <= Family::TODAY || bar.known == Known::Ahead));
        }
    }

    #[test]
    fn nothing_that_a_store_could_hold_breaks_it(
        period in any_period(),
        days in proptest::collection::vec(any_day(), 0..20),
        today in any_date(),
        shown in any_date(),
    ) {
        let input = ReviewInput {
            range: Range::holding(period, shown, Weekday::Sunday),
            today,
            zone: Family::zone(),
            week_starts: Weekday::Sunday,
            children: Family::of_four().facts(),
            programs: BTreeMap::new(),
            weeks: Vec::new(),
            days,
        };
        let review = Review::of(&input);
        for language in [Language::Vi, Language::En] {
            let page = html::page(&review, &Locale::new(language));
            prop_assert!(page.ends_with("</html>"));
        }
        let _ = export::review_to_json(&review);
        let _ = export::to_json(&input.days, &input.weeks);
        let lines = export::to_csv(&input.days);
        prop_assert!(lines.ends_with("\r\n"));
    }
}

fn any_date() -> impl Strategy<Value = Date> {
    prop_oneof![
        8 => (0_i64..120).prop_map(|days| date(2026, 11, 22).checked_sub(jiff::Span::new().days(days)).expect("a few days back")),
        1 => Just(Date::MIN),
        1 => Just(Date::MAX),
        1 => Just(date(2024, 2, 29)),
    ]
}

fn any_span() -> impl Strategy<Value = Span> {
    prop_oneof![
        8 => (0_i64..400).prop_map(Span::from_mins),
        1 => Just(Span::MAX),
        1 => Just(Span::from_millis(i64::MIN)),
        1 => (-100_i64..100_000_000_000).prop_map(Span::from_millis),
    ]
}

fn any_day() -> impl Strategy<Value = DaySummary> {
    (
        (any_date(), any_span(), any_span(), any_span()),
        proptest::option::of(any_span()),
        proptest::collection::btree_map(any::<u8>(), any_span(), 0..5),
        proptest::option::of(any::<i64>()),
        proptest::collection::btree_map("\\PC{0,12}", any_span(), 0..4),
        proptest::collection::btree_map("[a-z_]{1,8}", any::<u32>(), 0..3),
    )
        .prop_map(
            |((day, screen, granted, late), agreed, hours, last, names, guard)| DaySummary {
                child: "an".into(),
                day,
                screen,
                uncharged: late,
                agreed,
                granted,
                left: agreed,
                activities: names
                    .iter()
                    .map(|(id, span)| (ActivityId(id.clone()), *span))
                    .collect(),
                programs: names
                    .iter()
                    .map(|(id, span)| (id.as_str().into(), *span))
                    .collect(),
                hours,
                first: last.map(WallTime),
                last: last.map(WallTime),
                late,
                warnings: u32::MAX,
                locks: u32::MAX,
                logins_refused: 1,
                stopped: BTreeMap::new(),
                requests: Vec::new(),
                grants: Vec::new(),
                guard,
                events: Vec::new(),
            },
        )
}
