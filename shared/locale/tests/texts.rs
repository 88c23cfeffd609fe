//! Both languages have the same texts with the same arguments; every text is used, every used text is there; all of them are
//! short, composed Unicode.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

const FILES: [&str; 9] = [
    "words",
    "notice",
    "health",
    "refusal",
    "household",
    "cli",
    "history",
    "report",
    "help",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("texts")
}

fn read(language: &str, file: &str) -> String {
    let path = folder().join(language).join(format!("{file}.ftl"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Arguments of a text, and its length in characters with the longest of its forms.
#[derive(Debug, PartialEq, Eq, Default)]
struct Shape {
    arguments: BTreeSet<String>,
    length: usize,
}

fn look_at(pattern: &Pattern<&str>, shape: &mut Shape) -> usize {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => value.chars().count(),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => inline_length(inline, shape),
                Expression::Select { selector, variants } => {
                    inline_length(selector, shape);
                    variants
                        .iter()
                        .map(|variant| look_at(&variant.value, shape))
                        .max()
                        .unwrap_or(0)
                }
            },
        })
        .sum()
}

fn inline_length(inline: &InlineExpression<&str>, shape: &mut Shape) -> usize {
    match inline {
        InlineExpression::VariableReference { id } => {
            shape.arguments.insert(id.name.to_owned());
            0
        }
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            value.len()
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inline) => inline_length(inline, shape),
            Expression::Select { selector, variants } => {
                inline_length(selector, shape);
                variants
                    .iter()
                    .map(|variant| look_at(&variant.value, shape))
                    .max()
                    .unwrap_or(0)
            }
        },
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {
            panic!("texts stand alone: no functions, references or terms")
        }
    }
}

/// Every text of a file, attributes as `id.name`.
fn texts(language: &str, file: &str) -> BTreeMap<String, Shape> {
    let source = read(language, file);
    let resource = fluent_syntax::parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{language}/{file}.ftl: {errors:?}"));
    let mut all = BTreeMap::new();
    let mut add = |id: String, pattern: &Pattern<&str>| {
        let mut shape = Shape::default();
        shape.length = look_at(pattern, &mut shape);
        assert!(
            all.insert(id.clone(), shape).is_none(),
            "{language}/{file}.ftl has {id} twice"
        );
    };
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let value = message
                    .value
                    .as_ref()
                    .unwrap_or_else(|| panic!("{} has no value", message.id.name));
                add(message.id.name.to_owned(), value);
                for attribute in &message.attributes {
                    add(
                        format!("{}.{}", message.id.name, attribute.id.name),
                        &attribute.value,
                    );
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(term) => panic!("{language}/{file}.ftl has a term: {}", term.id.name),
            Entry::Junk { content } => panic!("{language}/{file}.ftl has junk: {content}"),
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_arguments() {
    for file in FILES {
        let (vi, en) = (texts("vi", file), texts("en", file));
        assert!(!vi.is_empty(), "{file}.ftl is empty");
        let names = |texts: &BTreeMap<String, Shape>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&vi), names(&en), "{file}.ftl");
        for (id, shape) in &vi {
            // A plural form may show its number in one language and not in the other, so only what both can be given is compared.
            assert_eq!(shape.arguments, en[id].arguments, "{file}.ftl: {id}");
        }
    }
}

#[test]
fn no_text_is_long_and_none_is_empty() {
    for (language, file) in FILES.iter().flat_map(|file| [("vi", file), ("en", file)]) {
        for (id, shape) in texts(language, file) {
            assert!(
                shape.length <= 300,
                "{language}/{file}.ftl: {id} has {} characters",
                shape.length
            );
            assert!(
                shape.length > 0 || !shape.arguments.is_empty(),
                "{language}/{file}.ftl: {id} is empty"
            );
        }
    }
}

#[test]
fn texts_are_composed_and_without_typewriter_leftovers() {
    for (language, file) in FILES.iter().flat_map(|file| [("vi", file), ("en", file)]) {
        let source = read(language, file);
        for (index, line) in source.lines().enumerate() {
            let place = format!("{language}/{file}.ftl:{}", index + 1);
            assert!(is_nfc(line), "{place} is not NFC");
            assert!(
                !line.contains('\t') && line.trim_end() == line,
                "{place} has a tab, or blanks at its end"
            );
            assert!(!line.contains("..."), "{place}: write … ");
        }
    }
}

/// All Rust sources of the workspace that may ask for texts.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    walk(&path, into);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push((
                    path.clone(),
                    std::fs::read_to_string(&path).unwrap_or_default(),
                ));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = Vec::new();
    for folder in ["agent", "installer", "shared/locale/src", "shared/report"] {
        walk(&root.join(folder), &mut all);
    }
    all
}

/// Every string literal of the sources that looks like the id of a text.
fn literals() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (_, source) in sources() {
        for piece in source.split('"') {
            if !piece.is_empty()
                && piece.len() < 80
                && piece
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-._{}".contains(&b))
            {
                all.insert(piece.to_owned());
            }
        }
    }
    all
}

#[test]
fn every_text_is_used() {
    let literals = literals();
    let told: BTreeSet<&str> = luytre_core::household::ProblemCode::MESSAGES
        .iter()
        .map(|(id, _)| *id)
        .collect();
    let mut unused = Vec::new();
    // The help of the command line is built from its tree; a test beside that tree looks at both directions.
    for file in FILES.iter().filter(|file| **file != "help") {
        for id in texts("en", file).keys() {
            let whole = id.split('.').next().unwrap_or_default();
            let key = whole
                .strip_prefix("child-")
                .or_else(|| whole.strip_prefix("parent-"))
                .map(|rest| {
                    rest.strip_prefix("ahead-")
                        .or_else(|| rest.strip_prefix("now-"))
                        .unwrap_or(rest)
                });
            let built = whole.strip_prefix("activity-");
            let used = literals.contains(whole)
                || told.contains(whole)
                || (*file == "notice" && key.is_some_and(|key| literals.contains(key)))
                || built.is_some_and(|name| literals.contains(name));
            if !used {
                unused.push(format!("{file}.ftl: {id}"));
            }
        }
    }
    assert!(unused.is_empty(), "nothing uses {unused:#?}");
}

#[test]
fn every_problem_of_a_household_file_has_its_text_and_its_remedy_with_its_arguments() {
    let file = texts("vi", "household");
    for (id, arguments) in luytre_core::household::ProblemCode::MESSAGES {
        let what = file.get(*id).unwrap_or_else(|| panic!("no text {id}"));
        let remedy = file
            .get(&format!("{id}.remedy"))
            .unwrap_or_else(|| panic!("no remedy for {id}"));
        let known: BTreeSet<&str> = arguments
            .iter()
            .copied()
            .chain(["line", "column", "path", "suggested"])
            .collect();
        for argument in what.arguments.union(&remedy.arguments) {
            assert!(
                known.contains(argument.as_str()),
                "{id} asks for {argument}, which it is not given"
            );
        }
    }
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let all: BTreeSet<String> = FILES
        .iter()
        .flat_map(|file| texts("en", file).into_keys())
        .collect();
    let mut missing = Vec::new();
    for (path, source) in sources() {
        for call in ["text(", "plain(", "done(", "remark(", "told("] {
            for (at, _) in source.match_indices(call) {
                let rest = source[at + call.len()..].trim_start();
                let Some(rest) = rest.strip_prefix('"') else {
                    continue;
                };
                let id = rest.split('"').next().unwrap_or_default();
                let is_id = id.contains('-')
                    && !id.starts_with('-')
                    && id.bytes().all(|b| {
                        b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)
                    });
                if is_id && !all.contains(id) {
                    missing.push(format!("{}: {id}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no text for {missing:#?}");
}
