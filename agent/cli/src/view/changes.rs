//! What changes between two household files.

use crate::output::{Line, Tone, fit, width_of};
use luytre_locale::Locale;
use luytre_protocol::RuleChange;

/// Changes, one block each: where, how it was, how it is. The direction is said in words.
#[must_use]
pub fn changes(changes: &[RuleChange], locale: &Locale, width: usize) -> Vec<Line> {
    if changes.is_empty() {
        return vec![Line::of(&locale.plain("changes-none"), Tone::Faint)];
    }
    let mut lines = Vec::new();
    for change in changes {
        let (word, tone) = match change.direction.as_str() {
            "loosens" => (locale.plain("changes-loosens"), Tone::Bamboo),
            "tightens" => (locale.plain("changes-tightens"), Tone::Rice),
            "mixed" => (locale.plain("changes-mixed"), Tone::Rice),
            _ => (String::new(), Tone::Faint),
        };
        let path = fit(&change.path, width.saturating_sub(width_of(&word) + 2));
        lines.extend(Line::of(&path, Tone::Strong).and_right(Line::of(&word, tone), width));
        for (mark, text, tone) in [
            ("- ", &change.before, Tone::Faint),
            ("+ ", &change.after, Tone::Ink),
        ] {
            if let Some(text) = text {
                lines.push(
                    Line::of("  ", Tone::Ink)
                        .with(mark, tone)
                        .with(&fit(text, width - 4), tone),
                );
            }
        }
    }
    lines
}
