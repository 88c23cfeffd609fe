//! Presets in words: for whom, what they bring, and what they rest on.

use crate::output::table::pairs;
use crate::output::{Line, Tone};
use crate::view::status::paragraph;
use luytre_core::household::presets::{Preset, Source};
use luytre_locale::Locale;

/// Each preset with its text.
const TEXTS: [(&str, &str, &str); 7] = [
    ("3-6", "preset-3-6", "preset-3-6.basis"),
    ("7-9", "preset-7-9", "preset-7-9.basis"),
    ("10-12", "preset-10-12", "preset-10-12.basis"),
    ("13-15", "preset-13-15", "preset-13-15.basis"),
    ("16-17", "preset-16-17", "preset-16-17.basis"),
    ("vn-147", "preset-vn-147", "preset-vn-147.basis"),
    (
        "vn-school-year",
        "preset-vn-school-year",
        "preset-vn-school-year.basis",
    ),
];

/// What a preset brings, and how far its sources carry it.
fn texts(preset: &Preset, locale: &Locale) -> (String, String) {
    TEXTS
        .iter()
        .find(|(id, ..)| *id == preset.id)
        .map_or_else(Default::default, |(_, what, basis)| {
            (locale.plain(what), locale.plain(basis))
        })
}

fn source(source: &Source) -> Vec<String> {
    let title = source.title.to_owned();
    let address = source.address.map(str::to_owned);
    [title].into_iter().chain(address).collect()
}

/// The list.
#[must_use]
pub fn all(presets: &[Preset], locale: &Locale, width: usize) -> Vec<Line> {
    let rows: Vec<(String, Vec<String>)> = presets
        .iter()
        .map(|preset| (preset.id.to_owned(), vec![texts(preset, locale).0]))
        .collect();
    let mut lines = pairs(&rows, width);
    lines.push(Line::empty());
    lines.extend(paragraph(
        &locale.plain("preset-hint"),
        Tone::Faint,
        0,
        width,
    ));
    lines
}

/// One of them, before its piece of a household file.
#[must_use]
pub fn one(preset: &Preset, locale: &Locale, width: usize) -> Vec<Line> {
    let (what, basis) = texts(preset, locale);
    let mut lines = vec![Line::of(preset.id, Tone::Strong)];
    lines.extend(paragraph(&what, Tone::Ink, 2, width));
    lines.extend(paragraph(&basis, Tone::Ink, 2, width));
    lines.push(Line::empty());
    lines.push(Line::of(&locale.plain("preset-sources"), Tone::Strong));
    for text in preset.sources.iter().flat_map(source) {
        lines.extend(paragraph(&text, Tone::Faint, 2, width));
    }
    lines.push(Line::empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::household::presets::list;
    use luytre_core::policy::Language;

    #[test]
    fn every_preset_has_its_words_in_both_languages() {
        assert_eq!(TEXTS.len(), list().len());
        for language in [Language::Vi, Language::En] {
            let locale = Locale::new(language);
            for preset in list() {
                let (what, basis) = texts(preset, &locale);
                assert!(!what.is_empty() && !basis.is_empty(), "{}", preset.id);
                let shown = crate::output::plain(&one(preset, &locale, 80));
                assert!(
                    shown
                        .lines()
                        .all(|line| crate::output::width_of(line) <= 80)
                );
                assert!(preset.sources.iter().all(|source| {
                    source.address.is_none_or(|address| shown.contains(address))
                }));
            }
        }
    }
}
