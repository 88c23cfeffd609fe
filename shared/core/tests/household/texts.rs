//! Every problem can be told in both languages, with its own arguments and nothing missing.

use super::bad::BAD;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use luytre_core::household::{self, Arg, Problem, ProblemCode};
use std::collections::BTreeSet;

const TEXTS: [(&str, &str); 2] = [
    ("vi", include_str!("../../../locale/texts/vi/household.ftl")),
    ("en", include_str!("../../../locale/texts/en/household.ftl")),
];

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source.to_owned()).expect("the texts are Fluent");
    let mut bundle = FluentBundle::new(vec![language.parse().expect("a language")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("each text once");
    bundle
}

/// What is wrong, and the remedy.
fn told(bundle: &FluentBundle<FluentResource>, problem: &Problem) -> (String, String) {
    let mut args = FluentArgs::new();
    for (name, arg) in problem.args() {
        match arg {
            Arg::Text(text) => args.set(name, FluentValue::from(text)),
            Arg::Number(number) => args.set(name, FluentValue::from(number)),
        }
    }
    let message = bundle
        .get_message(problem.message_id())
        .unwrap_or_else(|| panic!("no text for {problem}"));
    let remedy = message
        .get_attribute("remedy")
        .unwrap_or_else(|| panic!("no remedy for {problem}"));
    let mut errors = Vec::new();
    let what = bundle
        .format_pattern(message.value().expect("a value"), Some(&args), &mut errors)
        .into_owned();
    let remedy = bundle
        .format_pattern(remedy.value(), Some(&args), &mut errors)
        .into_owned();
    assert!(errors.is_empty(), "{problem}: {errors:?}");
    (what, remedy)
}

#[test]
fn both_languages_have_exactly_the_texts_that_are_needed() {
    let needed: BTreeSet<&str> = ProblemCode::MESSAGES.iter().map(|(id, _)| *id).collect();
    for (language, source) in TEXTS {
        let bundle = bundle(language, source);
        let missing: Vec<&&str> = needed.iter().filter(|id| !bundle.has_message(id)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        let there = source
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(id, _)| id);
        let extra: Vec<&str> = there
            .filter(|id| id.starts_with("household-") && !needed.contains(id))
            .collect();
        assert!(extra.is_empty(), "{language}: {extra:?}");
    }
}

#[test]
fn every_problem_is_told_with_its_line_and_a_remedy() {
    for (language, source) in TEXTS {
        let bundle = bundle(language, source);
        for (text, _) in BAD {
            let problems = household::parse(text).expect_err("a bad file");
            for problem in &problems.list {
                let (what, remedy) = told(&bundle, problem);
                assert!(
                    what.contains(&format!(" {}:", problem.line)),
                    "{language}: {what}"
                );
                assert!(!remedy.trim().is_empty(), "{language}: {what}");
                let whole = format!("{what} {remedy}");
                assert!(
                    whole.chars().all(|it| !it.is_control() || it == '\n'),
                    "{language}: {whole:?}"
                );
            }
        }
    }
}

#[test]
fn a_slip_is_answered_with_what_was_meant() {
    let text = "[[child]]\nid = \"an\"\n[child.screen]\ndialy = \"1h\"\nweekly = 600\nwindows = [\"16h - 20h30\"]\n";
    let problems = household::parse(text).expect_err("three slips");
    let expected = [
        (
            "vi",
            [
                "Có phải muốn viết “daily” không?",
                "Viết \"10h\", có cả ngoặc kép.",
                "Viết \"16:00-20:30\".",
            ],
        ),
        (
            "en",
            [
                "Did you mean “daily”?",
                "Write \"10h\", with the quotes.",
                "Write \"16:00-20:30\".",
            ],
        ),
    ];
    for ((language, source), (_, remedies)) in TEXTS.into_iter().zip(expected) {
        let bundle = bundle(language, source);
        let told: Vec<String> = problems
            .list
            .iter()
            .map(|problem| told(&bundle, problem).1)
            .collect();
        assert_eq!(told, remedies);
    }
}
