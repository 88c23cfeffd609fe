//! The guard: reads a message once and says what it would give away.
//!
//! Absent: any memory between two messages.

use crate::candidate::{Candidate, Evidence, Why, threshold};
use crate::digits;
use crate::facts::Facts;
use crate::find;
use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::scan::{Scan, Shape};
use alloc::vec::Vec;

/// Scalar values of a message that are read; what comes later is not looked at.
pub const LONGEST_TEXT: usize = 65_536;

/// Personal information found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// First character, in Unicode scalar values.
    pub start: usize,
    /// After the last character, in Unicode scalar values.
    pub end: usize,
    /// What convinced.
    pub why: Why,
}

/// A place that was looked at, with the evidence, whether or not it was enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What it may be.
    pub kind: Kind,
    /// First character, in Unicode scalar values.
    pub start: usize,
    /// After the last character, in Unicode scalar values.
    pub end: usize,
    /// Points reached.
    pub score: i32,
    /// Points needed.
    pub needed: i32,
    /// Enough, and no stronger candidate in the same place.
    pub found: bool,
    /// The reasons, in the order in which they were weighed.
    pub evidence: Vec<Evidence>,
}

/// Finds personal information in texts. Build it once; it holds only vocabulary.
#[derive(Debug, Clone)]
pub struct Guard {
    lexicon: Lexicon,
}

impl Default for Guard {
    fn default() -> Self {
        Self::new()
    }
}

impl Guard {
    /// Compiles the vocabulary.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::new(),
        }
    }

    /// What the text would give away: ordered by place, without overlaps. Of a long text the first [`LONGEST_TEXT`] scalar values are read.
    #[must_use]
    pub fn text(&self, text: &str, facts: Option<&Facts>) -> Vec<Finding> {
        let scan = Scan::new(&self.lexicon, text, LONGEST_TEXT);
        let candidates = candidates(&scan, facts);
        choose(&candidates)
            .into_iter()
            .map(|i| {
                let candidate = &candidates[i];
                let span = scan.folded.span(candidate.units.clone());
                Finding {
                    kind: candidate.kind,
                    start: span.start,
                    end: span.end,
                    why: candidate.why,
                }
            })
            .collect()
    }

    /// Every candidate of the text with its evidence for and against, ordered by place.
    #[must_use]
    pub fn explain(&self, text: &str, facts: Option<&Facts>) -> Vec<Explanation> {
        let scan = Scan::new(&self.lexicon, text, LONGEST_TEXT);
        let candidates = candidates(&scan, facts);
        let chosen = choose(&candidates);
        let mut out: Vec<Explanation> = candidates
            .into_iter()
            .enumerate()
            .map(|(i, candidate)| {
                let span = scan.folded.span(candidate.units);
                Explanation {
                    kind: candidate.kind,
                    start: span.start,
                    end: span.end,
                    score: candidate.score,
                    needed: threshold(candidate.kind),
                    found: chosen.contains(&i),
                    evidence: candidate.evidence,
                }
            })
            .collect();
        out.sort_by_key(|explanation| (explanation.start, explanation.end));
        out
    }
}

fn candidates(scan: &Scan, facts: Option<&Facts>) -> Vec<Candidate> {
    let mut out = Vec::new();
    if scan.tokens.is_empty() {
        return out;
    }
    let numbers = scan.tokens.iter().any(|token| token.shape == Shape::Number);
    let runs = digits::runs(scan);
    find::numbers::find(scan, &runs, &mut out);
    find::email::find(scan, &mut out);
    find::social::find(scan, &mut out);
    find::secret::find(scan, &runs, &mut out);
    find::address::find(scan, &mut out);
    find::school::find(scan, &mut out);
    find::location::find(scan, &mut out);
    find::name::find(scan, &mut out);
    if numbers {
        find::birthdate::find(scan, &mut out);
        find::payment::iban(scan, &mut out);
        find::papers::abroad(scan, &mut out);
        find::vehicle::find(scan, &mut out);
    }
    if let Some(facts) = facts {
        facts.find(scan, &runs, &mut out);
    }
    prefer_lasting(&mut out);
    find::name::beside_facts(&mut out);
    find::birthdate::beside_facts(&mut out);
    find::address::beside_facts(&mut out);
    find::school::beside_facts(&mut out);
    out
}

/// A flat inside a description of where somebody is stays an address when it is the longer one, a school stays a school.
fn prefer_lasting(candidates: &mut Vec<Candidate>) {
    let lasting: Vec<_> = candidates
        .iter()
        .filter(|candidate| {
            matches!(candidate.kind, Kind::Address | Kind::School) && candidate.convinces()
        })
        .map(|candidate| (candidate.kind, candidate.units.clone()))
        .collect();
    candidates.retain(|candidate| {
        candidate.kind != Kind::Location
            || !lasting.iter().any(|(kind, units)| {
                let covers =
                    units.start <= candidate.units.start && candidate.units.end <= units.end;
                let meets = units.start < candidate.units.end && candidate.units.start < units.end;
                covers || *kind == Kind::School && meets
            })
    });
}

/// Who wins where candidates overlap: certain facts, then what its form proves best, then the longer one.
fn rank(candidate: &Candidate) -> (i32, i32, usize) {
    let class = match candidate.kind {
        _ if matches!(candidate.why, Why::Fact(_)) => 100,
        Kind::Email => 9,
        Kind::Otp | Kind::Password => 8,
        Kind::NationalId | Kind::Payment | Kind::TaxId => 7,
        Kind::Birthdate => 7,
        Kind::Social => 6,
        Kind::Phone => 6,
        Kind::Vehicle => 6,
        Kind::Address => 5,
        Kind::School => 6,
        // A place that is named as such contains its own street.
        Kind::Location
            if candidate
                .evidence
                .iter()
                .any(|evidence| evidence.what == "kind of place") =>
        {
            6
        }
        Kind::Location => 4,
        Kind::Name => 3,
    };
    (class, candidate.score, candidate.units.len())
}

/// The winners, ordered by place.
fn choose(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|&i| candidates[i].convinces() && !candidates[i].units.is_empty())
        .collect();
    order.sort_by_key(|&i| core::cmp::Reverse(rank(&candidates[i])));
    // Kept sorted by place, so that an overlap is found by looking at two neighbours only.
    let mut chosen: Vec<usize> = Vec::new();
    for i in order {
        let units = &candidates[i].units;
        let place = chosen.partition_point(|&j| candidates[j].units.start < units.start);
        let free_left = place == 0 || candidates[chosen[place - 1]].units.end <= units.start;
        let free_right = chosen
            .get(place)
            .is_none_or(|&j| candidates[j].units.start >= units.end);
        if free_left && free_right {
            chosen.insert(place, i);
        }
    }
    chosen
}
