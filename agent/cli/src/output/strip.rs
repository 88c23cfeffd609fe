//! A day as a strip: one column is a quarter, a half or a whole hour, as tall as it was used.

use luytre_core::time::Span;

const LEVELS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The scale of a strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Quarters of an hour in a column: 1, 2 or 4.
    pub quarters: usize,
}

impl Scale {
    /// The finest scale with which 24 hours fit so many columns.
    #[must_use]
    pub fn for_columns(columns: usize) -> Self {
        let quarters = if columns >= 96 {
            1
        } else if columns >= 48 {
            2
        } else {
            4
        };
        Self { quarters }
    }

    /// Columns of an hour.
    #[must_use]
    pub fn per_hour(self) -> usize {
        4 / self.quarters
    }

    /// A strip of quarters of an hour, each at most 15 minutes. Any use at all is visible.
    #[must_use]
    pub fn draw(self, quarters: &[Span]) -> String {
        let full = 15 * 60_000 * i64::try_from(self.quarters).unwrap_or(4);
        quarters
            .chunks(self.quarters)
            .map(|chunk| {
                let used = chunk
                    .iter()
                    .copied()
                    .sum::<Span>()
                    .at_least_zero()
                    .as_millis()
                    .min(full);
                let level = (used.saturating_mul(8) + full - 1) / full;
                LEVELS[usize::try_from(level).unwrap_or(8).min(8)]
            })
            .collect::<String>()
    }

    /// The hours below a strip of so many of them, beginning at one: a number every three hours.
    #[must_use]
    pub fn hours(self, first: usize, count: usize) -> String {
        let mut out = String::new();
        let mut column = 0;
        for hour in 0..count {
            let at = hour * self.per_hour();
            if hour % 3 == 0 && column <= at {
                out.push_str(&" ".repeat(at - column));
                let label = ((first + hour) % 24).to_string();
                column = at + label.len();
                out.push_str(&label);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_tall_as_they_were_used() {
        let quarters: Vec<Span> = [0, 1, 8, 15, 15, 15, 0, 0].map(Span::from_mins).into();
        assert_eq!(Scale { quarters: 1 }.draw(&quarters), " ▁▅███  ");
        assert_eq!(Scale { quarters: 2 }.draw(&quarters), "▁▇█ ");
        assert_eq!(Scale { quarters: 4 }.draw(&quarters), "▄▄");
    }

    #[test]
    fn hours_stand_below_their_columns() {
        assert_eq!(
            Scale { quarters: 2 }.hours(0, 24),
            "0     3     6     9     12    15    18    21"
        );
        assert_eq!(Scale { quarters: 4 }.hours(4, 24), "4  7  10 13 16 19 22 1");
    }

    #[test]
    fn the_scale_follows_the_width() {
        assert_eq!(Scale::for_columns(120).quarters, 1);
        assert_eq!(Scale::for_columns(60).quarters, 2);
        assert_eq!(Scale::for_columns(30).quarters, 4);
    }
}
