//! The two days of the Vietnamese lunisolar calendar that the law makes public holidays: Tết and the Hung Kings' day.
//!
//! The calendar runs on astronomical new moons and solar terms as seen at UTC+7. It is a table here, since the positions of
//! sun and moon need fractions and this crate has none; `tests/tools/lunar-table.py` computes the rows and names every year
//! in which a new moon comes too near to midnight to trust them. China reckons at UTC+8, which moves Tết in 2007, 2030 and
//! 2053. Absent: other lunar dates, leap months, years before 2000 and after 2100.

use jiff::civil::Date;

/// The first year of the table.
pub const FIRST_YEAR: i16 = 2000;
/// The last year of the table.
pub const LAST_YEAR: i16 = 2100;

/// The first day of the lunar year that begins in a year of the common calendar; `None` outside [`FIRST_YEAR`] to
/// [`LAST_YEAR`].
#[must_use]
pub fn tet(year: i16) -> Option<Date> {
    let row = row_of(year)?;
    Date::new(year, row.tet.0, row.tet.1).ok()
}

/// The tenth day of the third lunar month, on which the Hung Kings are remembered; `None` outside [`FIRST_YEAR`] to
/// [`LAST_YEAR`].
#[must_use]
pub fn hung_kings(year: i16) -> Option<Date> {
    let row = row_of(year)?;
    Date::new(year, row.kings.0, row.kings.1).ok()
}

fn row_of(year: i16) -> Option<Row> {
    let index = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
    ROWS.get(index).copied()
}

/// One year, as month and day.
#[derive(Debug, Clone, Copy)]
struct Row {
    tet: (i8, i8),
    kings: (i8, i8),
}

const fn row(tet_month: i8, tet_day: i8, kings_month: i8, kings_day: i8) -> Row {
    Row {
        tet: (tet_month, tet_day),
        kings: (kings_month, kings_day),
    }
}

#[rustfmt::skip]
const ROWS: [Row; 101] = [
    row(2, 5, 4, 14), // 2000
    row(1, 24, 4, 3), // 2001
    row(2, 12, 4, 22), // 2002
    row(2, 1, 4, 11), // 2003
    row(1, 22, 4, 28), // 2004
    row(2, 9, 4, 18), // 2005
    row(1, 29, 4, 7), // 2006
    row(2, 17, 4, 26), // 2007
    row(2, 7, 4, 15), // 2008
    row(1, 26, 4, 4), // 2009
    row(2, 14, 4, 23), // 2010
    row(2, 3, 4, 12), // 2011
    row(1, 23, 3, 31), // 2012
    row(2, 10, 4, 19), // 2013
    row(1, 31, 4, 9), // 2014
    row(2, 19, 4, 28), // 2015
    row(2, 8, 4, 16), // 2016
    row(1, 28, 4, 6), // 2017
    row(2, 16, 4, 25), // 2018
    row(2, 5, 4, 14), // 2019
    row(1, 25, 4, 2), // 2020
    row(2, 12, 4, 21), // 2021
    row(2, 1, 4, 10), // 2022
    row(1, 22, 4, 29), // 2023
    row(2, 10, 4, 18), // 2024
    row(1, 29, 4, 7), // 2025
    row(2, 17, 4, 26), // 2026
    row(2, 6, 4, 16), // 2027
    row(1, 26, 4, 4), // 2028
    row(2, 13, 4, 23), // 2029
    row(2, 2, 4, 12), // 2030
    row(1, 23, 4, 1), // 2031
    row(2, 11, 4, 19), // 2032
    row(1, 31, 4, 9), // 2033
    row(2, 19, 4, 28), // 2034
    row(2, 8, 4, 17), // 2035
    row(1, 28, 4, 6), // 2036
    row(2, 15, 4, 24), // 2037
    row(2, 4, 4, 13), // 2038
    row(1, 24, 4, 3), // 2039
    row(2, 12, 4, 20), // 2040
    row(2, 1, 4, 10), // 2041
    row(1, 22, 4, 29), // 2042
    row(2, 10, 4, 19), // 2043
    row(1, 30, 4, 7), // 2044
    row(2, 17, 4, 26), // 2045
    row(2, 6, 4, 15), // 2046
    row(1, 26, 4, 4), // 2047
    row(2, 14, 4, 22), // 2048
    row(2, 2, 4, 11), // 2049
    row(1, 23, 4, 1), // 2050
    row(2, 11, 4, 20), // 2051
    row(2, 1, 4, 9), // 2052
    row(2, 18, 4, 28), // 2053
    row(2, 8, 4, 17), // 2054
    row(1, 28, 4, 6), // 2055
    row(2, 15, 4, 24), // 2056
    row(2, 4, 4, 13), // 2057
    row(1, 24, 4, 2), // 2058
    row(2, 12, 4, 21), // 2059
    row(2, 2, 4, 10), // 2060
    row(1, 21, 3, 31), // 2061
    row(2, 9, 4, 19), // 2062
    row(1, 29, 4, 8), // 2063
    row(2, 17, 4, 26), // 2064
    row(2, 5, 4, 15), // 2065
    row(1, 26, 4, 4), // 2066
    row(2, 14, 4, 23), // 2067
    row(2, 3, 4, 11), // 2068
    row(1, 23, 4, 1), // 2069
    row(2, 11, 4, 20), // 2070
    row(1, 31, 4, 9), // 2071
    row(2, 19, 4, 27), // 2072
    row(2, 7, 4, 16), // 2073
    row(1, 27, 4, 5), // 2074
    row(2, 15, 4, 24), // 2075
    row(2, 5, 4, 13), // 2076
    row(1, 24, 4, 2), // 2077
    row(2, 12, 4, 21), // 2078
    row(2, 2, 4, 11), // 2079
    row(1, 22, 3, 30), // 2080
    row(2, 9, 4, 18), // 2081
    row(1, 29, 4, 7), // 2082
    row(2, 17, 4, 26), // 2083
    row(2, 6, 4, 14), // 2084
    row(1, 26, 4, 3), // 2085
    row(2, 14, 4, 22), // 2086
    row(2, 3, 4, 12), // 2087
    row(1, 24, 4, 1), // 2088
    row(2, 10, 4, 20), // 2089
    row(1, 30, 4, 9), // 2090
    row(2, 18, 4, 28), // 2091
    row(2, 7, 4, 16), // 2092
    row(1, 27, 4, 5), // 2093
    row(2, 15, 4, 24), // 2094
    row(2, 5, 4, 13), // 2095
    row(1, 25, 4, 2), // 2096
    row(2, 12, 4, 21), // 2097
    row(2, 1, 4, 11), // 2098
    row(1, 21, 4, 29), // 2099
    row(2, 9, 4, 18), // 2100
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn tet_is_on_the_days_that_families_kept() {
        let known = [
            date(2000, 2, 5),
            date(2007, 2, 17),
            date(2020, 1, 25),
            date(2021, 2, 12),
            date(2022, 2, 1),
            date(2023, 1, 22),
            date(2024, 2, 10),
            date(2025, 1, 29),
            date(2026, 2, 17),
            date(2027, 2, 6),
            date(2028, 1, 26),
            date(2029, 2, 13),
            date(2030, 2, 2),
            date(2031, 1, 23),
            date(2032, 2, 11),
            date(2033, 1, 31),
            date(2034, 2, 19),
            date(2035, 2, 8),
        ];
        for day in known {
            assert_eq!(tet(day.year()), Some(day));
        }
    }

    #[test]
    fn the_kings_are_remembered_on_the_days_that_were_holidays() {
        let known = [
            date(2020, 4, 2),
            date(2021, 4, 21),
            date(2022, 4, 10),
            date(2023, 4, 29),
            date(2024, 4, 18),
            date(2025, 4, 7),
            date(2026, 4, 26),
        ];
        for day in known {
            assert_eq!(hung_kings(day.year()), Some(day));
        }
    }

    #[test]
    fn vietnam_and_china_part_where_the_new_moon_falls_between_two_midnights() {
        // In China a day later.
        for (vietnam, china) in [
            (date(2007, 2, 17), date(2007, 2, 18)),
            (date(2030, 2, 2), date(2030, 2, 3)),
            (date(2053, 2, 18), date(2053, 2, 19)),
        ] {
            assert_eq!(tet(vietnam.year()), Some(vietnam));
            assert_ne!(tet(china.year()), Some(china));
        }
    }

    #[test]
    fn lunar_years_have_twelve_or_thirteen_months() {
        for year in FIRST_YEAR..LAST_YEAR {
            let (Some(this), Some(next)) = (tet(year), tet(year + 1)) else {
                panic!("{year} has its day");
            };
            let days = this.until(next).expect("in order").get_days();
            assert!(matches!(days, 353..=355 | 383..=385), "{year}: {days}");
            let kings = hung_kings(year).expect("in the table");
            let days = this.until(kings).expect("in order").get_days();
            // Two months and nine days, or three after a leap month.
            assert!(matches!(days, 67..=69 | 96..=99), "{year}: {days}");
        }
        assert_eq!(tet(1999), None);
        assert_eq!(tet(2101), None);
        assert_eq!(hung_kings(i16::MIN), None);
    }
}
