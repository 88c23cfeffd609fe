//! What a family registered about itself: its own telephone numbers, addresses, schools, names, plates, kept as short keyed tags.
//!
//! A fact is brought to one form (small letters, no marks, no fillers, abbreviations written out), and of each piece only a tag of 20 bits or
//! fewer under a secret key is kept. Short tags are the point: even with the key, some hundreds of telephone numbers have the same tag. For schools and
//! names no tag can hide anything, because there are so few of them: they are sealed on this computer, not unreadable. A tag is looked up only for pieces
//! of text that have the shape of such a fact.
//!
//! Absent: the clear text, the key, randomness, files, and any way back from a tag.

use crate::candidate::{Candidate, Why};
use crate::digits::Run;
use crate::fold::Folded;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::{Scan, Shape};
use crate::validate;
use alloc::vec::Vec;
use core::fmt;
use core::hash::Hasher;
use siphasher::sip::SipHasher24;

/// Sixteen secret bytes under which tags are made. They are wiped by whoever owns them; this type never shows them.
#[derive(Clone)]
pub struct FactKey([u8; 16]);

impl FactKey {
    /// Takes the secret from its keeper.
    #[must_use]
    pub const fn new(secret: [u8; 16]) -> Self {
        Self(secret)
    }

    /// The low `bits` of the keyed hash of a piece; `domain` keeps kinds apart.
    fn tag(&self, domain: Domain, bits: u32, piece: &[u8]) -> u32 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write_u8(domain as u8);
        hasher.write(piece);
        let mask = (1_u64 << bits.min(31)) - 1;
        u32::try_from(hasher.finish() & mask).unwrap_or(0)
    }
}

impl fmt::Debug for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactKey(…)")
    }
}

/// What part of a fact a tag stands for. Stored as a number: never renumber, only append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[repr(u8)]
pub enum Domain {
    /// All digits of a number.
    Digits = 1,
    /// The last seven digits of a telephone number.
    LastDigits = 2,
    /// A row of words.
    Words = 3,
    /// A house number with the two words behind it.
    House = 4,
}

impl Domain {
    const fn bits(self) -> u32 {
        match self {
            Self::Digits | Self::Words | Self::House => 20,
            Self::LastDigits => 16,
        }
    }
}

/// One tag of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tag {
    domain: Domain,
    /// Words or digits the piece has: only such windows are looked up.
    length: u8,
    value: u32,
}

/// A registered fact: its kind and the tags of its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fact {
    /// What it is.
    pub kind: Kind,
    tags: Vec<Tag>,
}

/// Why a fact cannot be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactError {
    /// Too short or too common to be recognised without false alarms.
    TooShort,
    /// Facts of this kind are not registered: passwords and codes change, and places of the moment pass.
    KindNotRegistered,
}

impl fmt::Display for FactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "the fact is too short to be recognised without false alarms",
            Self::KindNotRegistered => "facts of this kind cannot be registered",
        })
    }
}

impl core::error::Error for FactError {}

/// Words or digits that a piece may have; a window of text is never longer.
const LONGEST_PIECE: usize = 8;

impl Fact {
    /// Makes the tags of a fact.
    ///
    /// # Errors
    /// When the fact is too short, or of a kind that is not registered.
    pub fn new(key: &FactKey, kind: Kind, clear: &str) -> Result<Self, FactError> {
        let folded = Folded::new(clear, 500);
        let tags = match kind {
            Kind::Phone | Kind::NationalId | Kind::TaxId | Kind::Payment => {
                number_tags(key, kind, &folded)?
            }
            Kind::Address => address_tags(key, &folded)?,
            Kind::Name | Kind::School => word_tags(key, kind, &folded)?,
            Kind::Vehicle | Kind::Email | Kind::Social => joined_tags(key, &folded)?,
            Kind::Birthdate | Kind::Location | Kind::Password | Kind::Otp => {
                return Err(FactError::KindNotRegistered);
            }
        };
        Ok(Self { kind, tags })
    }
}

/// The digits of a number as they are compared: a Vietnamese telephone number without its 0 or country code.
fn national(kind: Kind, digits: &[u8]) -> &[u8] {
    if kind != Kind::Phone {
        return digits;
    }
    match digits {
        [0, 0, 8, 4, rest @ ..] | [8, 4, 0, rest @ ..] => rest,
        [8, 4, rest @ ..] if rest.len() >= 9 => rest,
        [0, rest @ ..] => rest,
        whole => whole,
    }
}

fn number_tags(key: &FactKey, kind: Kind, folded: &Folded) -> Result<Vec<Tag>, FactError> {
    let all: Vec<u8> = folded
        .plain()
        .iter()
        .filter(|b| b.is_ascii_digit())
        .map(|b| b - b'0')
        .collect();
    let digits = national(kind, &all);
    if digits.len() < 7 || digits.len() > 24 || !validate::varied(digits) {
        return Err(FactError::TooShort);
    }
    let mut tags = Vec::from([tag(key, Domain::Digits, digits.len(), digits)]);
    if kind == Kind::Phone && digits.len() > 7 {
        let last = &digits[digits.len() - 7..];
        tags.push(tag(key, Domain::LastDigits, 7, last));
    }
    Ok(tags)
}

fn tag(key: &FactKey, domain: Domain, length: usize, piece: &[u8]) -> Tag {
    Tag {
        domain,
        length: u8::try_from(length).unwrap_or(u8::MAX),
        value: key.tag(domain, domain.bits(), piece),
    }
}

/// Words that say what a fact is, not which.
fn filler(word: &[u8]) -> bool {
    matches!(
        word,
        b"truong"
            | b"tieu"
            | b"hoc"
            | b"thcs"
            | b"thpt"
            | b"th"
            | b"cap"
            | b"school"
            | b"primary"
            | b"secondary"
            | b"middle"
            | b"high"
            | b"the"
            | b"so"
            | b"nha"
            | b"duong"
            | b"pho"
            | b"street"
            | b"st"
            | b"road"
            | b"rd"
            | b"phuong"
            | b"quan"
            | b"huyen"
            | b"xa"
            | b"tinh"
            | b"thanh"
            | b"p"
            | b"q"
            | b"d"
            | b"tp"
            | b"lop"
            | b"class"
    )
}

/// The folded words and numbers of a text, without what only says what it is.
fn words(folded: &Folded) -> Vec<Vec<u8>> {
    crate::scan::tokens(folded)
        .iter()
        .filter(|token| token.shape != Shape::Sign)
        .map(|token| folded.plain()[token.units()].to_vec())
        .filter(|word| !filler(word))
        .collect()
}

fn join(words: &[Vec<u8>]) -> Vec<u8> {
    words.join(&b' ')
}

fn word_tags(key: &FactKey, kind: Kind, folded: &Folded) -> Result<Vec<Tag>, FactError> {
    let mut words = words(folded);
    words.truncate(LONGEST_PIECE);
    let letters: usize = words.iter().map(Vec::len).sum();
    if words.len() < 2 || letters < 6 {
        return Err(FactError::TooShort);
    }
    let mut tags = Vec::from([tag(key, Domain::Words, words.len(), &join(&words))]);
    // The family name with the given name, as people sign.
    if let (Kind::Name, [first, .., last]) = (kind, &words[..])
        && words.len() > 2
        && first.len() + last.len() >= 6
    {
        tags.push(tag(
            key,
            Domain::Words,
            2,
            &join(&[first.clone(), last.clone()]),
        ));
    }
    Ok(tags)
}

/// The first number with the two words behind it: "12 lê lợi".
fn address_tags(key: &FactKey, folded: &Folded) -> Result<Vec<Tag>, FactError> {
    let words = words(folded);
    let mut tags = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if let (true, Some(behind)) = (word[0].is_ascii_digit(), words.get(i + 1..i + 3))
            && behind.iter().all(|word| word[0].is_ascii_lowercase())
        {
            tags.push(tag(key, Domain::House, 3, &join(&words[i..i + 3])));
        }
    }
    if tags.is_empty() {
        return word_tags(key, Kind::Address, folded);
    }
    Ok(tags)
}

/// Letters and digits in one row: a plate, a mailbox, a handle.
fn joined(plain: &[u8]) -> Vec<u8> {
    plain
        .iter()
        .copied()
        .filter(u8::is_ascii_alphanumeric)
        .collect()
}

fn joined_tags(key: &FactKey, folded: &Folded) -> Result<Vec<Tag>, FactError> {
    let piece = joined(folded.plain());
    if piece.len() < 5 {
        return Err(FactError::TooShort);
    }
    Ok(Vec::from([tag(key, Domain::Words, 1, &piece)]))
}

/// Registered facts with the key to look them up. Lives in memory only; [`Facts::facts`] is what is stored.
#[derive(Debug, Clone)]
pub struct Facts {
    key: FactKey,
    facts: Vec<Fact>,
}

impl Facts {
    /// Facts as read from their store.
    #[must_use]
    pub const fn new(key: FactKey, facts: Vec<Fact>) -> Self {
        Self { key, facts }
    }

    /// What is stored: kinds and tags.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Registers a fact and gives its place in the list. One that has the same tags already is not added again.
    ///
    /// # Errors
    /// When the fact is too short, or of a kind that is not registered.
    pub fn register(&mut self, kind: Kind, clear: &str) -> Result<usize, FactError> {
        let fact = Fact::new(&self.key, kind, clear)?;
        if let Some(place) = self.facts.iter().position(|known| *known == fact) {
            return Ok(place);
        }
        self.facts.push(fact);
        Ok(self.facts.len() - 1)
    }

    /// Forgets the fact at this place, if there is one.
    pub fn remove(&mut self, place: usize) -> Option<Fact> {
        (place < self.facts.len()).then(|| self.facts.remove(place))
    }

    fn matching(
        &self,
        kinds: &[Kind],
        domain: Domain,
        length: usize,
        piece: &[u8],
    ) -> Option<(usize, Kind)> {
        let wanted = |fact: &Fact| {
            kinds.contains(&fact.kind)
                && fact
                    .tags
                    .iter()
                    .any(|tag| tag.domain == domain && usize::from(tag.length) == length)
        };
        if !self.facts.iter().any(wanted) {
            return None;
        }
        let value = self.key.tag(domain, domain.bits(), piece);
        self.facts.iter().enumerate().find_map(|(place, fact)| {
            let hit = kinds.contains(&fact.kind)
                && fact.tags.iter().any(|tag| {
                    tag.domain == domain && usize::from(tag.length) == length && tag.value == value
                });
            hit.then_some((place, fact.kind))
        })
    }

    pub(crate) fn find(&self, scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
        if self.facts.is_empty() {
            return;
        }
        self.numbers(scan, runs, out);
        self.rows(scan, out);
        self.chunks(scan, out);
    }

    fn numbers(&self, scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
        const KINDS: [Kind; 4] = [Kind::Phone, Kind::NationalId, Kind::TaxId, Kind::Payment];
        for run in runs {
            let mut group = 0;
            while group < run.groups.len() {
                let hit = (group + 1..=run.groups.len()).rev().find_map(|end| {
                    let digits = run.digits_of(group..end);
                    if !(7..=24).contains(&digits.len()) || !validate::varied(digits) {
                        return None;
                    }
                    let phone = national(Kind::Phone, digits);
                    let found = self
                        .matching(&KINDS[1..], Domain::Digits, digits.len(), digits)
                        .or_else(|| self.matching(&KINDS[..1], Domain::Digits, phone.len(), phone))
                        .or_else(|| {
                            let last = (digits.len() == 7 || digits.len() == 8)
                                .then(|| &digits[digits.len() - 7..])?;
                            scan.all
                                .meets(c::PHONE.and(c::CALL).and(c::NUMBER_OF))
                                .then_some(())?;
                            self.matching(&KINDS[..1], Domain::LastDigits, 7, last)
                        })?;
                    Some((end, found))
                });
                match hit {
                    Some((end, (place, kind))) => {
                        push(scan, run.tokens_of(group..end), kind, place, out);
                        group = end;
                    }
                    None => group += 1,
                }
            }
        }
    }

    /// Windows of words, fillers left out.
    fn rows(&self, scan: &Scan, out: &mut Vec<Candidate>) {
        let words: Vec<usize> = (0..scan.tokens.len())
            .filter(|&at| {
                scan.tokens[at].shape != Shape::Sign
                    && !scan.tokens[at].link
                    && !filler(scan.plain(at))
            })
            .collect();
        let mut piece = Vec::new();
        let mut first = 0;
        while first < words.len() {
            let mut found = None;
            piece.clear();
            for (length, &at) in words[first..].iter().take(LONGEST_PIECE).enumerate() {
                if length > 0 && scan.breaks_line(at) {
                    break;
                }
                if length > 0 {
                    piece.push(b' ');
                }
                piece.extend_from_slice(scan.plain(at));
                let length = length + 1;
                if length < 2 {
                    continue;
                }
                let house = length == 3 && scan.is_number(words[first]);
                let hit = self
                    .matching(
                        &[Kind::Name, Kind::School, Kind::Address],
                        Domain::Words,
                        length,
                        &piece,
                    )
                    .or_else(|| {
                        house
                            .then(|| self.matching(&[Kind::Address], Domain::House, 3, &piece))
                            .flatten()
                    });
                if let Some((place, kind)) = hit {
                    found = Some((first + length, at + 1, place, kind));
                }
            }
            match found {
                Some((next, end, place, kind)) => {
                    push(scan, words[first]..end, kind, place, out);
                    first = next;
                }
                None => first += 1,
            }
        }
    }

    /// Blank-delimited chunks, alone and with the one behind ("30F 361.04").
    fn chunks(&self, scan: &Scan, out: &mut Vec<Candidate>) {
        const KINDS: [Kind; 3] = [Kind::Vehicle, Kind::Email, Kind::Social];
        let mut at = 0;
        while at < scan.tokens.len() {
            let end_of = |from: usize| {
                (from + 1..scan.tokens.len())
                    .find(|&i| !scan.glued(i))
                    .unwrap_or(scan.tokens.len())
            };
            let end = end_of(at);
            let second = if end < scan.tokens.len() && !scan.breaks_line(end) {
                end_of(end)
            } else {
                end
            };
            let hit = [second, end].into_iter().find_map(|end| {
                let piece = joined(&scan.folded.plain()[scan.units(at..end)]);
                (5..=64)
                    .contains(&piece.len())
                    .then(|| self.matching(&KINDS, Domain::Words, 1, &piece))
                    .flatten()
                    .map(|hit| (end, hit))
            });
            match hit {
                Some((end, (place, kind))) => {
                    push(scan, at..end, kind, place, out);
                    at = end;
                }
                None => at = end,
            }
        }
    }
}

fn push(
    scan: &Scan,
    tokens: core::ops::Range<usize>,
    kind: Kind,
    place: usize,
    out: &mut Vec<Candidate>,
) {
    let mut candidate = Candidate::new(
        kind,
        scan.units(tokens),
        "a fact the family registered",
        100,
    );
    candidate.why = Why::Fact(place);
    out.push(candidate);
}

/// The tag of an agreed value, for remembering that a parent allowed it: the caller stores it, and compares it with the tag of what is found later.
#[must_use]
pub fn agreed(key: &FactKey, kind: Kind, value: &str) -> u32 {
    let folded = Folded::new(value, 500);
    let mut piece = joined(folded.plain());
    piece.insert(0, kind as u8);
    key.tag(Domain::Words, 31, &piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Guard;

    fn facts(list: &[(Kind, &str)]) -> Facts {
        let mut facts = Facts::new(FactKey::new([7; 16]), Vec::new());
        for (kind, clear) in list {
            facts.register(*kind, clear).expect("a good fact");
        }
        facts
    }

    #[test]
    fn any_way_of_writing_is_the_same_fact() {
        let facts = facts(&[
            (Kind::Phone, "0912 345 678"),
            (Kind::School, "Trường Tiểu học Kim Đồng"),
            (Kind::Address, "12 đường Lê Lợi"),
        ]);
        let guard = Guard::new();
        for (text, kind) in [
            ("+84 912.345.678", Kind::Phone),
            ("không chín một hai ba bốn năm sáu bảy tám", Kind::Phone),
            ("hom nay o truong kim dong vui", Kind::School),
            ("ghé nhà 12 lê lợi chơi", Kind::Address),
        ] {
            let found = guard.text(text, Some(&facts));
            assert!(
                found
                    .iter()
                    .any(|f| f.kind == kind && matches!(f.why, Why::Fact(_))),
                "{text}: {found:?}"
            );
        }
        assert!(
            guard
                .text("hôm nay ăn phở với bạn", Some(&facts))
                .is_empty()
        );
    }

    #[test]
    fn last_digits_need_a_word_for_a_number() {
        let facts = facts(&[(Kind::Phone, "0912345678")]);
        let guard = Guard::new();
        assert_eq!(guard.text("số em 2345678", Some(&facts)).len(), 1);
        assert!(guard.text("được 2345678 điểm", Some(&facts)).is_empty());
    }

    #[test]
    fn other_keys_give_other_tags_and_nothing_clear_is_kept() {
        let a = Fact::new(&FactKey::new([1; 16]), Kind::Phone, "0912345678").expect("good");
        let b = Fact::new(&FactKey::new([2; 16]), Kind::Phone, "0912345678").expect("good");
        assert_ne!(a, b);
        assert_eq!(
            Fact::new(&FactKey::new([1; 16]), Kind::Phone, "1111111"),
            Err(FactError::TooShort)
        );
        assert_eq!(
            Fact::new(&FactKey::new([1; 16]), Kind::Password, "abc12345"),
            Err(FactError::KindNotRegistered)
        );
    }
}
