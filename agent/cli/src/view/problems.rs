//! Where the sealed history is not what was written: said plainly above what could still be read.

use crate::output::{Line, Tone};
use crate::view::status::bullet;
use luytre_locale::Locale;
use luytre_protocol::HistoryProblem;

/// One sentence for each kind of problem, with how often it is there.
#[must_use]
pub fn problems(problems: &[HistoryProblem], locale: &Locale, width: usize) -> Vec<Line> {
    let count =
        |kind: fn(&HistoryProblem) -> bool| problems.iter().filter(|problem| kind(problem)).count();
    let kinds = [
        (
            "problem-changed",
            count(|problem| matches!(problem, HistoryProblem::Changed { .. })),
        ),
        (
            "problem-missing",
            count(|problem| matches!(problem, HistoryProblem::Missing { .. })),
        ),
        (
            "problem-cut-off",
            count(|problem| matches!(problem, HistoryProblem::CutOff)),
        ),
        (
            "problem-lost",
            count(|problem| matches!(problem, HistoryProblem::Lost)),
        ),
    ];
    let mut lines = Vec::new();
    for (id, count) in kinds {
        if count > 0 {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let text = locale.text(id, &[("count", count.into())]);
            lines.extend(bullet("! ", Tone::Rice, &text, 0, width));
        }
    }
    if !lines.is_empty() {
        lines.extend(crate::failure::remedy(
            &locale.plain("problem-what-to-do"),
            width,
        ));
        lines.push(Line::empty());
    }
    lines
}
