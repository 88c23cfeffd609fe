//! The bamboo stalk: one joint (*đốt*) is 15 minutes. Joints left are filled, joints used are outlines, and joints that are
//! there but out of reach (a wall comes first) are dots.

use super::line::{Line, Tone};
use luytre_core::time::Span;

const LEFT: &str = "▰";
const OUT_OF_REACH: &str = "┄";
const USED: &str = "▱";

/// How much of an allowance is used, left, and left but out of reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stalk {
    /// Used.
    pub used: Span,
    /// Can be used now.
    pub left: Span,
    /// Left of the allowance, yet not to be had now; zero if all of it is.
    pub out_of_reach: Span,
}

/// Joints of a stalk: their kind counts and how long one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joints {
    /// Filled.
    pub left: usize,
    /// Dots.
    pub out_of_reach: usize,
    /// Outlines.
    pub used: usize,
    /// Length of one joint in minutes: 15, or a multiple where the stalk would not fit.
    pub minutes: i64,
}

impl Stalk {
    /// The joints that fit so many columns. A begun joint of what is left counts as one: a stalk without a filled joint
    /// means that nothing is left.
    #[must_use]
    pub fn joints(self, columns: usize) -> Joints {
        let columns = columns.max(1);
        let mut minutes = 15;
        loop {
            let joints = self.at_scale(minutes);
            if joints.left + joints.out_of_reach + joints.used <= columns {
                return joints;
            }
            minutes *= 2;
        }
    }

    fn at_scale(self, minutes: i64) -> Joints {
        let joint = minutes * 60_000;
        let up = |span: Span| (span.at_least_zero().as_millis().saturating_add(joint - 1)) / joint;
        let total = up(self.used.at_least_zero()
            + self.left.at_least_zero()
            + self.out_of_reach.at_least_zero());
        let left = up(self.left).min(total);
        let beyond =
            up(self.left.at_least_zero() + self.out_of_reach.at_least_zero()).min(total) - left;
        let count = |joints: i64| usize::try_from(joints).unwrap_or(usize::MAX / 4);
        Joints {
            left: count(left),
            out_of_reach: count(beyond),
            used: count(total - left - beyond),
            minutes,
        }
    }
}

impl Joints {
    /// The stalk as a line. The last joint is drawn in the colour of attention.
    #[must_use]
    pub fn draw(self) -> Line {
        let tone = if self.left == 1 && self.minutes == 15 {
            Tone::Rice
        } else {
            Tone::Bamboo
        };
        Line::empty()
            .with(&LEFT.repeat(self.left), tone)
            .with(&OUT_OF_REACH.repeat(self.out_of_reach), Tone::Faint)
            .with(&USED.repeat(self.used), Tone::Faint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Theme;

    fn draw(used: i64, left: i64, beyond: i64, columns: usize) -> String {
        let stalk = Stalk {
            used: Span::from_mins(used),
            left: Span::from_mins(left),
            out_of_reach: Span::from_mins(beyond),
        };
        stalk.joints(columns).draw().paint(&Theme::PLAIN)
    }

    #[test]
    fn one_joint_is_a_quarter_of_an_hour() {
        assert_eq!(draw(45, 45, 0, 40), "▰▰▰▱▱▱");
        assert_eq!(draw(0, 60, 0, 40), "▰▰▰▰");
        assert_eq!(draw(60, 0, 0, 40), "▱▱▱▱");
        assert_eq!(draw(0, 0, 0, 40), "");
    }

    #[test]
    fn a_begun_joint_is_still_left() {
        assert_eq!(draw(59, 1, 0, 40), "▰▱▱▱");
        assert_eq!(draw(1, 59, 0, 40), "▰▰▰▰");
    }

    #[test]
    fn what_a_wall_cuts_off_is_shown_as_out_of_reach() {
        assert_eq!(draw(30, 15, 45, 40), "▰┄┄┄▱▱");
        assert_eq!(draw(30, 0, 60, 40), "┄┄┄┄▱▱");
    }

    #[test]
    fn a_long_day_is_drawn_to_scale() {
        assert_eq!(draw(0, 24 * 60, 0, 30), "▰".repeat(24));
        let stalk = Stalk {
            used: Span::ZERO,
            left: Span::from_hours(24),
            out_of_reach: Span::ZERO,
        };
        assert_eq!(stalk.joints(30).minutes, 60);
        assert_eq!(
            draw(-5, i64::MAX / 60_000, 0, 10).chars().count().min(11),
            draw(-5, i64::MAX / 60_000, 0, 10).chars().count()
        );
    }
}
