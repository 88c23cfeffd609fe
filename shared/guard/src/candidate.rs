//! A place in the text that may be personal information, with the evidence for and against.
//!
//! Absent: how evidence is found.

use crate::kind::Kind;
use alloc::vec::Vec;
use core::ops::Range;

/// One reason for or against, with its weight in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// What was seen, in a few English words.
    pub what: &'static str,
    /// Points for (positive) or against.
    pub points: i32,
}

/// Why something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its form proves it: a valid number, an address by its grammar.
    Shape,
    /// A word beside it says so.
    Cue,
    /// It is one of the facts the family registered; the number is the fact's place in the list.
    Fact(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) kind: Kind,
    /// Folded units.
    pub(crate) units: Range<usize>,
    pub(crate) score: i32,
    pub(crate) why: Why,
    pub(crate) evidence: Vec<Evidence>,
}

impl Candidate {
    pub(crate) fn new(kind: Kind, units: Range<usize>, what: &'static str, points: i32) -> Self {
        let mut candidate = Self {
            kind,
            units,
            score: 0,
            why: Why::Shape,
            evidence: Vec::new(),
        };
        candidate.add(what, points);
        candidate
    }

    pub(crate) fn add(&mut self, what: &'static str, points: i32) {
        self.score += points;
        self.evidence.push(Evidence { what, points });
    }

    pub(crate) fn add_if(&mut self, holds: bool, what: &'static str, points: i32) {
        if holds {
            self.add(what, points);
        }
    }

    pub(crate) fn cue(&mut self, holds: bool, what: &'static str, points: i32) {
        if holds {
            self.why = Why::Cue;
            self.add(what, points);
        }
    }

    /// Enough evidence to warn.
    pub(crate) fn convinces(&self) -> bool {
        self.score >= threshold(self.kind)
    }
}

/// Points from which a candidate is a finding.
pub(crate) const fn threshold(kind: Kind) -> i32 {
    match kind {
        Kind::Phone
        | Kind::Email
        | Kind::Address
        | Kind::Location
        | Kind::Name
        | Kind::Birthdate
        | Kind::School
        | Kind::NationalId
        | Kind::TaxId
        | Kind::Payment
        | Kind::Password
        | Kind::Otp
        | Kind::Social
        | Kind::Vehicle => 50,
    }
}
