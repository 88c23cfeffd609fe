//! Bamboo drawn by hand: the stalk of the whole time, and the hedge at the top of the page.

use luytre_core::time::Span;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;

/// Joints of the stalk of a whole range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joints {
    /// Length of one: a quarter of an hour, or a multiple.
    pub(crate) each: Span,
    /// All of them.
    pub(crate) all: i64,
    /// Those that are used, at most [`Joints::agreed`] of them within it.
    pub(crate) used: i64,
    /// Those that were agreed; all of them where nothing limits.
    pub(crate) agreed: i64,
}

impl Joints {
    /// Most joints that can be told apart on a narrow screen.
    const MOST: i64 = 24;

    pub(crate) fn of(screen: Span, agreed: Option<Span>) -> Self {
        let longest = screen.max(agreed.unwrap_or_default());
        let mut minutes = 15;
        while up(longest, minutes) > Self::MOST {
            minutes *= 2;
        }
        let used = up(screen, minutes);
        let agreed = agreed.map_or(used, |agreed| up(agreed, minutes));
        Self {
            each: Span::from_mins(minutes),
            all: used.max(agreed),
            used,
            agreed,
        }
    }
}

fn up(span: Span, minutes: i64) -> i64 {
    let joint = minutes * 60_000;
    span.at_least_zero().as_millis().saturating_add(joint - 1) / joint
}

/// The stalk, lying: joints used are outlines, joints left are filled and have leaves.
pub(crate) fn lying(id: &str, joints: Joints, title: &str, description: &str) -> Markup {
    const WIDTH: i64 = 684;
    let all = joints.all.max(1);
    let each = (WIDTH - 8) / all.max(8);
    let mut drawing = String::new();
    for joint in 0..joints.all {
        let x = 4 + joint * each;
        let class = if joint >= joints.used {
            "c-left"
        } else if joint >= joints.agreed {
            "c-over"
        } else {
            "c-used"
        };
        // A joint is a little thicker at its ends, where the rings are.
        let (end, middle) = (x + each - 4, x + (each - 4) / 2);
        let written = write!(
            drawing,
            "<path class=\"{class}\" d=\"M{x} 23Q{middle} 29 {end} 23Q{} 36 {end} 49Q{middle} 43 {x} 49Q{} 36 {x} 23Z\"/>",
            end + 3,
            x + 3
        );
        debug_assert!(written.is_ok());
        if joint >= joints.used && (joint - joints.used) % 2 == 0 {
            let up = (joint - joints.used) % 4 == 0;
            let leaf = if up {
                format!("M{end} 22q4 -14 20 -18q-2 14 -20 18z")
            } else {
                format!("M{end} 50q4 14 20 18q-2 -14 -20 -18z")
            };
            let written = write!(drawing, "<path class=\"c-leaf\" d=\"{leaf}\"/>");
            debug_assert!(written.is_ok());
        }
    }
    html! {
        svg class="stalk" viewBox="0 0 704 72" role="img" aria-labelledby={ (id) "-t " (id) "-d" } {
            title id={ (id) "-t" } { (title) }
            desc id={ (id) "-d" } { (description) }
            (PreEscaped(drawing))
        }
    }
}

/// The hedge: stalks of several heights with leaves. It says nothing and is hidden from readers.
pub(crate) fn hedge() -> Markup {
    // Foot, height, lean, and the joints that have leaves.
    const STALKS: [(i32, i32, i32, &[i32]); 9] = [
        (14, 62, -2, &[2]),
        (34, 92, 1, &[2, 4]),
        (52, 74, -1, &[3]),
        (76, 112, 2, &[3, 5]),
        (98, 84, -2, &[2, 4]),
        (118, 120, 1, &[2, 4, 6]),
        (142, 96, -1, &[3, 5]),
        (162, 70, 2, &[2]),
        (184, 104, 1, &[3, 5]),
    ];
    let mut drawing = String::new();
    for (index, (foot, height, lean, leafy)) in STALKS.into_iter().enumerate() {
        let class = if index % 3 == 1 { "c-used" } else { "c-left" };
        let joints = height / 18;
        for joint in 0..joints {
            let bottom = 126 - joint * 18;
            let x = foot + lean * joint;
            let written = write!(
                drawing,
                "<path class=\"{class}\" d=\"M{} {bottom}q2 -8 {} -16h6q-2 8 0 16z\"/>",
                x - 3,
                lean
            );
            debug_assert!(written.is_ok());
            if leafy.contains(&joint) {
                let side = if (joint + i32::try_from(index).unwrap_or(0)) % 2 == 0 {
                    "q4 -14 20 -15q-4 13 -20 15z"
                } else {
                    "q-4 -14 -20 -15q4 13 20 15z"
                };
                let written = write!(
                    drawing,
                    "<path class=\"c-leaf\" d=\"M{x} {}{side}\"/>",
                    bottom - 15
                );
                debug_assert!(written.is_ok());
            }
        }
    }
    html! {
        svg viewBox="0 0 200 128" aria-hidden="true" focusable="false" { (PreEscaped(drawing)) }
    }
}
