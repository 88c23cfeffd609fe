//! What the review looks like, letter by letter: both languages, at 40, 60, 80 and 120 columns. The expected texts are in
//! `tests/pictures/`; `LUYTRE_WRITE_PICTURES=1 cargo test` writes them anew.

use super::week;
use crate::output::{plain, width_of};
use jiff::civil::date;
use jiff::tz::TimeZone;
use luytre_locale::{Language, Locale};
use luytre_report::sample::Family;
use luytre_report::{Period, Recording, Review, ReviewInput};
use std::path::Path;

fn draw(name: &str, input: &ReviewInput) {
    let review = Review::of(input);
    for (language, code) in [(Language::Vi, "vi"), (Language::En, "en")] {
        let locale = Locale::new(language).in_zone(TimeZone::get("Asia/Ho_Chi_Minh").unwrap());
        let mut all = String::new();
        for width in [40, 60, 80, 120] {
            let text = plain(&week::review(&review, &locale, width));
            for line in text.lines() {
                assert!(
                    width_of(line) <= width,
                    "{name} {code}: wider than {width}: {line}"
                );
                assert_eq!(line, line.trim_end(), "{name} {code}: blanks at the end");
            }
            all.push_str(&format!("── {width} ──\n{text}"));
        }
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}.{code}.txt"));
        if std::env::var_os("LUYTRE_WRITE_PICTURES").is_some() {
            std::fs::write(&path, &all).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(all, expected, "{name} {code} looks different");
    }
}

#[test]
fn a_week_of_four_children() {
    draw(
        "week",
        &Family::of_four().input(Period::Week, Family::TODAY),
    );
}

#[test]
fn a_week_that_has_only_begun() {
    let mut input = Family::of_four()
        .first(1)
        .input(Period::Week, Family::TODAY);
    input.today = date(2026, 11, 18);
    draw("week-begun", &input);
}

#[test]
fn a_month() {
    let input = Family::of_four()
        .first(2)
        .input(Period::Month, date(2026, 10, 5));
    draw("week-month", &input);
}

#[test]
fn half_a_year_and_a_year() {
    let family = Family::of_four().first(1);
    draw(
        "week-half-year",
        &family.input(Period::HalfYear, Family::TODAY),
    );
    draw("week-year", &family.input(Period::Year, Family::TODAY));
}

#[test]
fn nothing_to_show() {
    let mut input = Family::of_four()
        .first(2)
        .input(Period::Week, Family::TODAY);
    input.days.clear();
    input.weeks.clear();
    input.children[1].recording = Recording::NotKept;
    draw("week-empty", &input);
    input.children.clear();
    draw("week-nobody", &input);
}

#[test]
fn names_that_fill_the_line() {
    let mut input = Family::of_four()
        .first(1)
        .input(Period::Week, date(2026, 11, 10));
    input.children[0].name =
        "Công Tằng Tôn Nữ Hoàng Thị Ngọc Bảo Trân Châu Thiên Hương Quỳnh Giao Như Ý".to_owned();
    for name in input.programs.values_mut() {
        name.push_str(" – phiên bản dành cho cả gia đình và nhà trường");
    }
    draw("week-long", &input);
}
