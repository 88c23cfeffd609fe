//! The numbers for spreadsheets and programs.

use luytre_core::time::Span;
use luytre_report::sample::Family;
use luytre_report::{Period, Review, export};

/// Reads RFC 4180.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'), "lines end with CRLF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty());
    rows
}

#[test]
fn every_row_has_every_column_and_the_numbers_are_those_of_the_day() {
    let days = Family::of_four().days(Family::TODAY, Family::TODAY);
    let rows = read(&export::to_csv(&days));
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.len() == 22 + 24));
    assert_eq!(rows[0][..3], ["child", "day", "screen_s"]);
    assert_eq!(rows[0][21..23], ["stopped", "h00"]);
    for (row, day) in rows[1..].iter().zip(&days) {
        assert_eq!(row[0], day.child.as_str());
        assert_eq!(row[1], "2026-11-22");
        assert_eq!(row[2], day.screen.as_secs().to_string());
        let hours: i64 = row[22..]
            .iter()
            .map(|cell| cell.parse::<i64>().unwrap())
            .sum();
        assert_eq!(hours, day.hours.values().copied().sum::<Span>().as_secs());
    }
}

#[test]
fn no_cell_is_a_formula() {
    let mut days = Family::of_four()
        .first(1)
        .days(Family::TODAY, Family::TODAY);
    for (name, expected) in [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("a,\"b\"\r\nc", "a,\"b\"\r\nc"),
        ("Bảo An", "Bảo An"),
    ] {
        days[0].child = name.into();
        days[0].activities = [(name.into(), Span::from_secs(5))].into();
        let rows = read(&export::to_csv(&days));
        assert_eq!(rows[1][0], expected);
        assert_eq!(rows[1][18], format!("{expected}=5"));
    }
    // A negative number is a number.
    days[0].child = "an".into();
    days[0].granted = Span::from_mins(-15);
    assert_eq!(read(&export::to_csv(&days))[1][5], "-900");
}

#[test]
fn weeks_are_written_as_well() {
    let weeks = Family::of_four().weeks(
        Family::TODAY
            .checked_sub(jiff::Span::new().weeks(3))
            .unwrap(),
        Family::TODAY,
    );
    let rows = read(&export::weeks_to_csv(&weeks));
    assert_eq!(rows.len(), weeks.len() + 1);
    assert!(rows.iter().all(|row| row.len() == 6));
}

#[test]
fn json_has_the_promised_members() {
    let family = Family::of_four();
    let days = family.days(Family::TODAY, Family::TODAY);
    let value = export::to_json(&days, &[]);
    assert_eq!(value["version"], 1);
    let first = &value["days"][0];
    assert_eq!(first["child"], "an");
    assert_eq!(first["day"], "2026-11-22");
    assert_eq!(first["screen_s"], days[0].screen.as_secs());
    for column in export::COLUMNS {
        if !column.starts_with("requests_") {
            assert!(
                !first[column].is_null() || first.get(column).is_some(),
                "{column}"
            );
        }
    }
    assert!(first["last"].as_str().unwrap().ends_with('Z'));

    let review = Review::of(&family.input(Period::Week, Family::TODAY));
    let value = export::review_to_json(&review);
    assert_eq!(value["period"], "week");
    assert_eq!(value["from"], "2026-11-16");
    assert_eq!(value["children"].as_array().unwrap().len(), 4);
    assert_eq!(value["children"][0]["bars"].as_array().unwrap().len(), 7);
    assert_eq!(
        value["children"][0]["screen_s"],
        review.children[0].screen.as_secs()
    );
    assert_eq!(value["talk"].as_array().unwrap().len(), 3);
}
