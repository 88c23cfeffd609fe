//! What is recorded, in plain words, and what the family agreed to. The words have a version: a change of what they promise
//! is a new one, and asks the family again.

use crate::output::{Line, Tone};
use crate::view::status::{bullet, paragraph};
use luytre_core::time::WallTime;
use luytre_locale::{Locale, Voice};
use luytre_protocol::{CONSENT_TEXT, ConsentState};

/// What parent and child read before they agree.
#[must_use]
pub fn text(locale: &Locale, voice: Voice, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::of(&locale.plain("consent-title"), Tone::Strong)];
    let part = |title: &str, points: &[&str], mark: &str| {
        let mut lines = vec![
            Line::empty(),
            Line::of("  ", Tone::Ink).with(&locale.plain(title), Tone::Strong),
        ];
        for point in points {
            lines.extend(bullet(mark, Tone::Bamboo, &locale.plain(point), 2, width));
        }
        lines
    };
    lines.extend(paragraph(
        &locale.plain("consent-intro"),
        Tone::Ink,
        0,
        width,
    ));
    lines.extend(part(
        "consent-kept",
        &[
            "consent-kept-time",
            "consent-kept-requests",
            "consent-kept-guard",
        ],
        "· ",
    ));
    lines.extend(part(
        "consent-never",
        &[
            "consent-never-typed",
            "consent-never-seen",
            "consent-never-help",
        ],
        "· ",
    ));
    lines.extend(part(
        "consent-how",
        &[
            "consent-how-sealed",
            "consent-how-long",
            "consent-how-here",
            "consent-how-free",
        ],
        "· ",
    ));
    lines.push(Line::empty());
    let foot = match voice {
        Voice::Child => "consent-foot.child",
        Voice::Parent => "consent-foot",
    };
    lines.extend(paragraph(&locale.plain(foot), Tone::Faint, 0, width));
    lines
}

/// Child by child: recorded or not, since when, who agreed.
#[must_use]
pub fn states(
    states: &[ConsentState],
    now: WallTime,
    locale: &Locale,
    voice: Voice,
    width: usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for state in states {
        let (mark, tone) = if state.recording {
            ("● ", Tone::Bamboo)
        } else {
            ("○ ", Tone::Faint)
        };
        lines.extend(bullet(mark, tone, &sentence(state, now, locale), 0, width));
        if voice == Voice::Parent
            && let Some(hint) = hint(state)
        {
            lines.extend(crate::failure::remedy(
                &locale.text(hint, &[("id", state.child.as_str().into())]),
                width,
            ));
        }
    }
    lines
}

/// One child's state in a sentence.
#[must_use]
pub fn sentence(state: &ConsentState, now: WallTime, locale: &Locale) -> String {
    let name = ("child", state.name.as_str().into());
    let Some(last) = &state.last else {
        return locale.text("consent-state-open", &[name]);
    };
    let since = ("since", locale.moment(last.at, now).into());
    let parent = last.parent.as_ref().map_or_else(
        || locale.plain("consent-parents"),
        |parent| locale.parent_name(parent),
    );
    let who = ("parent", parent.into());
    let id = match (last.given, last.child_agreed) {
        (true, true) => "consent-state-both",
        (true, false) => "consent-state-parent",
        (false, _) => "consent-state-withdrawn",
    };
    locale.text(id, &[name, since, who])
}

/// What a parent can do about it, if anything.
fn hint(state: &ConsentState) -> Option<&'static str> {
    match &state.last {
        None => Some("consent-hint-give"),
        Some(last) if last.given && last.text < CONSENT_TEXT => Some("consent-hint-new-text"),
        Some(_) => None,
    }
}
