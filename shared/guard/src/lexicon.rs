//! Known words and phrases, and what each of them says about its neighbours.
//!
//! A pattern is written with its marks. A word without marks in a message fits every pattern of the same letters (children often type none);
//! a word with marks fits only the pattern with these marks. A pattern that begins with `=` must carry all its marks, because without them
//! it is too common a word. Absent: anything that decides.

pub(crate) mod class;
mod number_words;
mod people;
mod places;
mod words;

use crate::fold::{Folded, SHAPE, TONE};
use crate::scan::{Token, tokens};
use alloc::vec;
use alloc::vec::Vec;
use class::Set;

/// Number of a known word; 0 is every unknown word.
pub(crate) type WordId = u16;

#[derive(Debug, Clone)]
struct Phrase {
    words: Vec<PatternWord>,
    class: Set,
}

#[derive(Debug, Clone)]
struct PatternWord {
    id: WordId,
    shapes: Vec<u8>,
    tone: u8,
    strict: bool,
    glued: bool,
}

/// The compiled vocabulary.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    slots: Vec<Slot>,
    mask: usize,
    words: Vec<Vec<u8>>,
    /// Phrases by first word, longest first.
    by_first: Vec<Vec<Phrase>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    id: WordId,
}

/// Classes that speak against personal information.
const WARNS_OFF: Set = class::NEVER
    .and(class::EXAMPLE)
    .and(class::HOMEWORK)
    .and(class::HISTORY)
    .and(class::CREATIVE)
    .and(class::NEWS)
    .and(class::GAME)
    .and(class::MATHS)
    .and(class::RESULT)
    .and(class::TIME)
    .and(class::FEE)
    .and(class::SHOP)
    .and(class::UNIT)
    .and(class::MONEY)
    .and(class::QUESTION)
    .and(class::CHANGE)
    .and(class::THIRD)
    .and(class::PAST)
    .and(class::HOTLINE)
    .and(class::ORDER)
    .and(class::VENUE)
    .and(class::YOU);

/// FNV-1a; the table holds our own words only, so nobody can choose collisions that matter.
fn hash(word: &[u8]) -> u32 {
    word.iter().fold(0x811c_9dc5_u32, |h, &b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

impl Lexicon {
    pub(crate) fn new() -> Self {
        let mut lexicon = Self {
            slots: vec![Slot::default(); 8192],
            mask: 8191,
            words: vec![Vec::new()],
            by_first: vec![Vec::new()],
        };
        for (class, list) in words::WORDS
            .iter()
            .chain(people::PEOPLE)
            .chain(places::PLACES)
            .chain(number_words::NUMBERS)
        {
            for pattern in list.split('|') {
                lexicon.add(*class, pattern.trim());
            }
        }
        for phrases in &mut lexicon.by_first {
            phrases.sort_by_key(|phrase| core::cmp::Reverse(phrase.words.len()));
        }
        lexicon
    }

    fn add(&mut self, class: Set, pattern: &str) {
        if pattern.is_empty() {
            return;
        }
        let (strict, pattern) = match pattern.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let folded = Folded::new(pattern, 200);
        let words: Vec<PatternWord> = tokens(&folded)
            .iter()
            .map(|token| {
                let range = token.units();
                let marks = &folded.marks()[range.clone()];
                PatternWord {
                    id: self.intern(&folded.plain()[range]),
                    shapes: marks.iter().map(|mark| mark & SHAPE).collect(),
                    tone: marks.iter().map(|mark| mark & TONE).max().unwrap_or(0),
                    strict,
                    glued: token.gap == crate::scan::Gap::None,
                }
            })
            .collect();
        let mut words = words;
        // Without its marks a short word that warns off would be too many other words.
        if let [word] = &mut words[..]
            && class.meets(WARNS_OFF)
        {
            word.strict = true;
        }
        let Some(first) = words.first().map(|word| usize::from(word.id)) else {
            return;
        };
        // The same phrase may be listed under several heads: its classes add up.
        for phrase in &mut self.by_first[first] {
            let same = phrase.words.len() == words.len()
                && phrase.words.iter().zip(&words).all(|(a, b)| {
                    a.id == b.id
                        && a.shapes == b.shapes
                        && a.tone == b.tone
                        && a.strict == b.strict
                        && a.glued == b.glued
                });
            if same {
                phrase.class = phrase.class | class;
                return;
            }
        }
        self.by_first[first].push(Phrase { words, class });
    }

    fn intern(&mut self, word: &[u8]) -> WordId {
        let known = self.word(word);
        if known != 0 {
            return known;
        }
        let id =
            WordId::try_from(self.words.len()).expect("the vocabulary has fewer than 65,536 words");
        self.words.push(word.to_vec());
        self.by_first.push(Vec::new());
        let h = hash(word);
        let mut at = usize::try_from(h).unwrap_or(0) & self.mask;
        while self.slots[at].id != 0 {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = Slot { hash: h, id };
        id
    }

    /// The number of a known word, else 0.
    pub(crate) fn word(&self, word: &[u8]) -> WordId {
        let h = hash(word);
        let mut at = usize::try_from(h).unwrap_or(0) & self.mask;
        loop {
            let slot = self.slots[at];
            if slot.id == 0 {
                return 0;
            }
            if slot.hash == h && self.words[usize::from(slot.id)] == word {
                return slot.id;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Gives every token the classes of the longest phrase that covers it, from left to right.
    pub(crate) fn classify(&self, folded: &Folded, tokens: &mut [Token], marked: bool) {
        for token in tokens.iter_mut() {
            token.word = self.word(&folded.plain()[token.units()]);
        }
        let mut at = 0;
        while at < tokens.len() {
            let first = usize::from(tokens[at].word);
            let mut covered = 0;
            let mut class = Set::NONE;
            if first != 0 {
                for phrase in &self.by_first[first] {
                    let n = phrase.words.len();
                    if n < covered {
                        break;
                    }
                    if at + n <= tokens.len() && fits(phrase, folded, &tokens[at..at + n], marked) {
                        covered = n;
                        class = class | phrase.class;
                    }
                }
            }
            if covered == 0 {
                at += 1;
                continue;
            }
            for (i, token) in tokens[at..at + covered].iter_mut().enumerate() {
                token.class = class;
                token.phrase_from = u8::try_from(i).unwrap_or(u8::MAX);
                token.phrase_to = u8::try_from(covered - 1 - i).unwrap_or(u8::MAX);
            }
            if covered > 1 {
                self.add_digits(folded, &mut tokens[at..at + covered], marked);
            }
            at += covered;
        }
    }

    /// Digit words stay digits inside phrases: in "không năm sáu" nobody speaks of next year.
    fn add_digits(&self, folded: &Folded, tokens: &mut [Token], marked: bool) {
        for i in 0..tokens.len() {
            let digit = self.by_first[usize::from(tokens[i].word)]
                .iter()
                .find(|phrase| {
                    phrase.words.len() == 1
                        && phrase.class.digit().is_some()
                        && fits(phrase, folded, &tokens[i..=i], marked)
                });
            if let Some(phrase) = digit {
                tokens[i].class = tokens[i].class | phrase.class;
            }
        }
    }
}

fn fits(phrase: &Phrase, folded: &Folded, tokens: &[Token], marked: bool) -> bool {
    // Where the writer uses marks, a single word without them is meant without them.
    let exact = marked && phrase.words.len() == 1;
    phrase
        .words
        .iter()
        .zip(tokens)
        .enumerate()
        .all(|(i, (word, token))| {
            word.id == token.word
                && (i == 0
                    || if word.glued {
                        token.gap == crate::scan::Gap::None
                    } else {
                        token.gap != crate::scan::Gap::Line
                    })
                && marks_fit(word, &folded.marks()[token.units()], exact)
        })
}

fn marks_fit(word: &PatternWord, marks: &[u8], exact: bool) -> bool {
    let tone = marks.iter().map(|mark| mark & TONE).max().unwrap_or(0);
    // A word that carries some marks carries all that are meant.
    let bare = marks.iter().all(|mark| mark & (TONE | SHAPE) == 0);
    if word.strict || exact || !bare {
        return tone == word.tone
            && marks
                .iter()
                .zip(&word.shapes)
                .all(|(mark, &shape)| mark & SHAPE == shape);
    }
    true
}
