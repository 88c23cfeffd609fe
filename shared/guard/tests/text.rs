//! The text detector from outside: the bars on the development sets, and what must hold for any text.

#[path = "support/score.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the scorer")]
mod score;

use luytre_guard::{Facts, Finding, Guard, Kind, facts::FactKey};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static GUARD: LazyLock<Guard> = LazyLock::new(Guard::new);

fn development_sets() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sets");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of sets")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with("text-dev-"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn development_sets_reach_the_bars() {
    let files = development_sets();
    assert!(files.len() >= 2, "sets are missing");
    let examples: Vec<_> = files
        .iter()
        .flat_map(|file| score::read(file).expect("a readable set"))
        .collect();
    let report = score::score(&GUARD, &examples);
    let table = score::table(&report);
    assert!(report.all.precision() >= 970, "precision\n{table}");
    assert!(report.all.recall() >= 950, "recall\n{table}");
    assert!(report.all.alarms() <= 5, "false alarms\n{table}");
}

#[test]
fn labels_of_the_sets_are_in_bounds() {
    for file in development_sets() {
        for example in score::read(&file).expect("a readable set") {
            let scalars = example.text.chars().count();
            for label in &example.labels {
                assert!(
                    label.start < label.end && label.end <= scalars,
                    "{}",
                    example.id
                );
                assert!(
                    Kind::from_name(&label.kind).is_some(),
                    "{}: {}",
                    example.id,
                    label.kind
                );
            }
        }
    }
}

fn in_order(text: &str, found: &[Finding]) {
    let scalars = text.chars().count();
    let mut last = 0;
    for finding in found {
        assert!(
            finding.start >= last && finding.start < finding.end && finding.end <= scalars,
            "{text:?}: {found:?}"
        );
        last = finding.end;
    }
}

/// Pieces that make readers work: digits, separators, marks in both forms, cues.
fn noisy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,14}",
        "[ .,:;/@#()+-]{1,3}",
        "[a-zA-ZđĐươêâ]{1,8}",
        Just("số điện thoại".to_owned()),
        Just(" mật khẩu là ".to_owned()),
        Just("nhà em ở số ".to_owned()),
        Just(" ngõ 12 phố Huế, quận 3".to_owned()),
        Just(" a còng gmail chấm com".to_owned()),
        Just("không chín một hai ba".to_owned()),
        Just(" o9l2 ".to_owned()),
        Just("https://t.me/".to_owned()),
        Just("e\u{302}\u{301}\u{20e3}\u{200b}".to_owned()),
        Just("em tên là Nguyễn ".to_owned()),
        Just("lớp 5A trường THCS ".to_owned()),
        Just("sinh ngày 12/".to_owned()),
        Just("DE70 3704 ".to_owned()),
        Just("đang ở công viên ".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_findings_in_order(text in any::<String>()) {
        in_order(&text, &GUARD.text(&text, None));
    }

    #[test]
    fn noisy_text_gives_findings_in_order(text in noisy()) {
        let mut facts = Facts::new(FactKey::new([3; 16]), Vec::new());
        facts.register(Kind::Phone, "0912345678").expect("a good fact");
        facts.register(Kind::Vehicle, "30F-361.04").expect("a good fact");
        in_order(&text, &GUARD.text(&text, Some(&facts)));
        let explained = GUARD.explain(&text, None);
        let found = explained.iter().filter(|e| e.found).count();
        prop_assert_eq!(found, GUARD.text(&text, None).len());
    }

    #[test]
    fn strong_kinds_stay_among_unrelated_words(before in "(đi|chơi|vui|quá|trời|hôm|qua|mưa|and|then|the|cat|sat| ){0,12}", after in "( (vui|quá|trời|mưa|the|cat|sat)){0,12}") {
        for (kind, fact) in [
            (Kind::Phone, "0912 645 378"),
            (Kind::Email, "khoi.nguyen2012@gmail.com"),
            (Kind::NationalId, "079314001234"),
            (Kind::Payment, "4539 5787 6362 1486"),
        ] {
            let text = format!("{before} {fact}{after}");
            let found = GUARD.text(&text, None);
            prop_assert!(found.iter().any(|f| f.kind == kind), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn folding_leads_back_to_the_place(text in any::<String>()) {
        let folded = luytre_guard::fold::Folded::new(&text, 10_000);
        let mut last = 0;
        for unit in 0..folded.len() {
            let span = folded.span(unit..unit + 1);
            prop_assert!(span.start >= last && span.start < span.end && span.end <= folded.scalars());
            last = span.end;
        }
    }
}

#[test]
fn a_long_text_is_read_up_to_the_cap_in_linear_time() {
    let text = "số em là 0912645378, ".repeat(20_000);
    let found = GUARD.text(&text, None);
    in_order(&text, &found);
    assert!(found.len() > 1000);
    assert!(
        found
            .iter()
            .all(|finding| finding.end <= luytre_guard::LONGEST_TEXT)
    );
}
