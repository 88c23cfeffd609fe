//! A page that stands by itself: well-formed, nothing from elsewhere, nothing that runs, every name as it is written.

use luytre_core::policy::Language;
use luytre_locale::Locale;
use luytre_report::sample::Family;
use luytre_report::{Period, Recording, Review, ReviewInput, html};
use std::collections::BTreeSet;

const PERIODS: [Period; 4] = [Period::Week, Period::Month, Period::HalfYear, Period::Year];

fn page(input: &ReviewInput, language: Language) -> String {
    html::page(
        &Review::of(input),
        &Locale::new(language).in_zone(Family::zone()),
    )
}

/// Tags of a page: (name, attributes, closes itself or is void).
fn check(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    const VOID: [&str; 3] = ["meta", "br", "link"];
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut referred = Vec::new();
    let mut all = Vec::new();
    let mut rest = page
        .strip_prefix("<!DOCTYPE html>")
        .expect("a document type");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        if open.last().is_none_or(|tag| tag != "style") {
            assert!(!text.contains('>'), "a stray > in {text:?}");
            for (at, _) in text.match_indices('&') {
                let entity = &text[at..text.len().min(at + 8)];
                assert!(
                    ["&amp;", "&lt;", "&gt;", "&quot;"]
                        .iter()
                        .any(|known| entity.starts_with(known)),
                    "{entity}"
                );
            }
        }
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(name),
                "tags are closed in order"
            );
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut list: Vec<(String, String)> = Vec::new();
        while let Some((key, after)) = attributes.trim_start().split_once("=\"") {
            let (value, after) = after.split_once('"').expect("values are quoted");
            assert!(
                list.iter().all(|(other, _)| other != key),
                "{key} twice in {tag}"
            );
            list.push((key.to_owned(), value.to_owned()));
            attributes = after;
        }
        assert!(attributes.trim().is_empty(), "{attributes:?} in {tag}");
        for (key, value) in &list {
            if key == "id" {
                assert!(ids.insert(value.clone()), "id {value} twice");
            }
            if key == "aria-labelledby" {
                referred.extend(value.split(' ').map(str::to_owned));
            }
        }
        if !closed && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        all.push((name.to_owned(), list));
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    for id in referred {
        assert!(ids.contains(&id), "nothing has the id {id}");
    }
    all
}

/// The families that are drawn: an ordinary one, one child, nobody, nothing kept, names made to break things.
fn families(period: Period) -> Vec<ReviewInput> {
    let four = Family::of_four().input(period, Family::TODAY);
    let one = Family::of_four().first(1).input(period, Family::TODAY);
    let mut nobody = four.clone();
    nobody.children.clear();
    let mut nothing = four.clone();
    nothing.days.clear();
    nothing.weeks.clear();
    nothing.children[0].recording = Recording::NotKept;
    let mut hostile = four.clone();
    hostile.children[0].name = r#"<script>alert("1")</script> & 'An'"#.to_owned();
    for name in hostile.programs.values_mut() {
        *name = "\"><img src=x onerror=alert(1)> https://example.org".to_owned();
    }
    for day in &mut hostile.days {
        day.activities.insert("<b>".into(), day.screen);
        day.guard.insert("</desc><script>".to_owned(), 2);
        day.stopped.insert("javascript:alert(1)//".into(), 1);
    }
    vec![four, one, nobody, nothing, hostile]
}

#[test]
fn every_page_is_well_formed_and_its_images_have_names() {
    for period in PERIODS {
        for input in families(period) {
            for language in [Language::Vi, Language::En] {
                let tags = check(&page(&input, language));
                for (name, attributes) in &tags {
                    let value = |key: &str| {
                        let found = attributes.iter().find(|(other, _)| other == key);
                        found.map(|(_, value)| value.as_str())
                    };
                    match name.as_str() {
                        "svg" => assert!(
                            value("aria-hidden") == Some("true")
                                || value("role") == Some("img")
                                    && value("aria-labelledby").is_some()
                        ),
                        "th" => assert!(value("scope").is_some()),
                        "html" => {
                            let code = if language == Language::Vi { "vi" } else { "en" };
                            assert_eq!(value("lang"), Some(code));
                        }
                        _ => {}
                    }
                }
                let of = |name: &str| tags.iter().filter(|(tag, _)| tag == name).count();
                let charts = tags
                    .iter()
                    .filter(|(_, attributes)| {
                        attributes.contains(&("class".to_owned(), "chart".to_owned()))
                    })
                    .count();
                assert_eq!(of("details"), charts, "a table behind each chart");
            }
        }
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    for period in PERIODS {
        for input in families(period) {
            let page = page(&input, Language::Vi);
            // Names may say anything; what is left after the texts is ours.
            let tags = check(&page);
            for (name, attributes) in tags {
                assert!(
                    ![
                        "script", "link", "img", "iframe", "object", "embed", "form", "base", "a",
                        "use", "image"
                    ]
                    .contains(&name.as_str()),
                    "{name}"
                );
                for (key, value) in attributes {
                    assert!(
                        !key.starts_with("on") && key != "href" && key != "src" && key != "style"
                    );
                    assert!(
                        !value.contains("://") && !value.contains("javascript:"),
                        "{value}"
                    );
                }
            }
            assert!(!page.contains("<script"));
            assert!(
                page.contains(
                    r#"http-equiv="Content-Security-Policy" content="default-src 'none';"#
                )
            );
            let style = page
                .split("<style>")
                .nth(1)
                .unwrap()
                .split("</style>")
                .next()
                .unwrap();
            assert!(!style.contains("url(") && !style.contains("@import"));
        }
    }
    let ordinary = page(&families(Period::Week)[0], Language::En);
    assert!(!ordinary.contains("http:") && !ordinary.contains("https:"));
}

#[test]
fn a_name_is_shown_as_it_is_written() {
    let hostile = &families(Period::Week)[4];
    let page = page(hostile, Language::Vi);
    assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 'An'</h2>"));
    assert!(page.contains("&lt;/desc&gt;&lt;script&gt;"));
}

#[test]
fn a_page_is_small() {
    for (period, most) in PERIODS.into_iter().zip([160, 300, 400, 600]) {
        let page = page(&families(period)[0], Language::Vi);
        assert!(page.len() < most * 1024, "{period:?}: {} bytes", page.len());
    }
}
