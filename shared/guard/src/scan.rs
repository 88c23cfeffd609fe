//! A message cut into words, numbers and signs, and questions about the neighbourhood of a place in it.
//!
//! Absent: decisions about personal information.

use crate::fold::{Folded, OTHER_LETTER, SHAPE, TONE, UPPER};
use crate::lexicon::class::{self as c, Set};
use crate::lexicon::{Lexicon, WordId};
use alloc::vec::Vec;
use core::ops::Range;

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: it is glued to the token before.
    None,
    /// Blanks.
    Blank,
    /// A line break, or the beginning.
    Line,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Word,
    Number,
    Sign,
}

/// A word, a number, or one sign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) shape: Shape,
    pub(crate) gap: Gap,
    /// Part of a web address.
    pub(crate) link: bool,
    pub(crate) word: WordId,
    pub(crate) class: Set,
    /// Tokens of the same phrase before and after this one.
    pub(crate) phrase_from: u8,
    pub(crate) phrase_to: u8,
}

impl Token {
    pub(crate) fn units(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

fn shape(byte: u8) -> Option<Shape> {
    match byte {
        b'a'..=b'z' | OTHER_LETTER => Some(Shape::Word),
        b'0'..=b'9' => Some(Shape::Number),
        b if b <= b' ' => None,
        _ => Some(Shape::Sign),
    }
}

pub(crate) fn tokens(folded: &Folded) -> Vec<Token> {
    let plain = folded.plain();
    let mut out: Vec<Token> = Vec::with_capacity(plain.len() / 3 + 4);
    let mut gap = Gap::Line;
    let mut at = 0;
    while at < plain.len() {
        let Some(kind) = shape(plain[at]) else {
            if plain[at] == b'\n' || plain[at] == b'\r' {
                gap = Gap::Line;
            } else if gap == Gap::None {
                gap = Gap::Blank;
            }
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        if kind != Shape::Sign {
            while at < plain.len() && shape(plain[at]) == Some(kind) {
                at += 1;
            }
        }
        out.push(Token {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(at).unwrap_or(u32::MAX),
            shape: kind,
            gap,
            link: false,
            word: 0,
            class: Set::NONE,
            phrase_from: 0,
            phrase_to: 0,
        });
        gap = Gap::None;
    }
    out
}

/// A message, ready to be asked about.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) folded: Folded,
    pub(crate) tokens: Vec<Token>,
    /// Classes found anywhere.
    pub(crate) all: Set,
    /// Letters with marks make up a fair part of it: then a word without marks is meant that way.
    pub(crate) marked: bool,
}

impl Scan {
    pub(crate) fn new(lexicon: &Lexicon, text: &str, cap: usize) -> Self {
        let folded = Folded::new(text, cap);
        let mut tokens = tokens(&folded);
        mark_links(&folded, &mut tokens);
        let marks = folded
            .marks()
            .iter()
            .filter(|&&mark| mark & (TONE | SHAPE) != 0)
            .count();
        let letters = folded
            .plain()
            .iter()
            .filter(|&&b| b.is_ascii_lowercase())
            .count();
        let marked = marks * 10 > letters.max(10);
        lexicon.classify(&folded, &mut tokens, marked);
        place_names(&folded, &mut tokens);
        let all = tokens
            .iter()
            .fold(Set::NONE, |all, token| all | token.class);
        Self {
            folded,
            tokens,
            all,
            marked,
        }
    }

    pub(crate) fn plain(&self, token: usize) -> &[u8] {
        self.tokens
            .get(token)
            .map_or(&[], |token| &self.folded.plain()[token.units()])
    }

    pub(crate) fn is(&self, token: usize, word: &[u8]) -> bool {
        self.plain(token) == word
    }

    pub(crate) fn sign(&self, token: usize) -> Option<u8> {
        let token = self.tokens.get(token)?;
        (token.shape == Shape::Sign).then(|| self.folded.plain()[token.start as usize])
    }

    pub(crate) fn has(&self, token: usize, class: Set) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| token.class.meets(class))
    }

    pub(crate) fn is_word(&self, token: usize) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| token.shape == Shape::Word)
    }

    pub(crate) fn is_number(&self, token: usize) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| token.shape == Shape::Number)
    }

    pub(crate) fn glued(&self, token: usize) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| token.gap == Gap::None)
    }

    pub(crate) fn breaks_line(&self, token: usize) -> bool {
        self.tokens
            .get(token)
            .is_none_or(|token| token.gap == Gap::Line)
    }

    /// The word begins with a capital.
    pub(crate) fn capital(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| {
            token.shape == Shape::Word && self.folded.marks()[token.start as usize] & UPPER != 0
        })
    }

    /// The word carries Vietnamese marks.
    pub(crate) fn has_marks(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| {
            self.folded.marks()[token.units()]
                .iter()
                .any(|mark| mark & (TONE | SHAPE) != 0)
        })
    }

    /// The value of a number token of at most nine digits.
    pub(crate) fn number(&self, token: usize) -> Option<u32> {
        let token = self.tokens.get(token)?;
        if token.shape != Shape::Number || token.len() > 9 {
            return None;
        }
        Some(
            self.folded.plain()[token.units()]
                .iter()
                .fold(0, |n, &digit| n * 10 + u32::from(digit - b'0')),
        )
    }

    /// A sentence ends right before this token.
    pub(crate) fn sentence_starts(&self, token: usize) -> bool {
        if token == 0 || self.breaks_line(token) {
            return true;
        }
        matches!(self.sign(token - 1), Some(b'.' | b'!' | b'?' | b';')) && !self.glued(token)
    }

    /// Classes of the `words` words before `token`, not beyond the line; a line that ends in a cue counts for the next.
    pub(crate) fn left(&self, token: usize, words: usize) -> Set {
        let mut set = Set::NONE;
        let mut left = words;
        let mut at = token;
        while at > 0 && left > 0 {
            if self.breaks_line(at)
                && !(at == token && matches!(self.sign(at - 1), Some(b':' | b'=')))
            {
                break;
            }
            at -= 1;
            set = set | self.tokens[at].class;
            if self.tokens[at].shape != Shape::Sign {
                left -= 1;
            }
        }
        set
    }

    /// Classes of the `words` words from `token` on, not beyond the line.
    pub(crate) fn right(&self, token: usize, words: usize) -> Set {
        let mut set = Set::NONE;
        let mut left = words;
        let mut at = token;
        while at < self.tokens.len() && left > 0 {
            if at != 0 && self.breaks_line(at) {
                break;
            }
            set = set | self.tokens[at].class;
            if self.tokens[at].shape != Shape::Sign {
                left -= 1;
            }
            at += 1;
        }
        set
    }

    /// Classes of the sentence around `token`.
    pub(crate) fn sentence(&self, token: usize) -> Set {
        let mut from = token.min(self.tokens.len().saturating_sub(1));
        while from > 0 && !self.sentence_starts(from) {
            from -= 1;
        }
        let mut set = Set::NONE;
        let mut at = from;
        while at < self.tokens.len() && (at <= token || !self.sentence_starts(at)) {
            set = set | self.tokens[at].class;
            at += 1;
        }
        set
    }

    /// The nearest token to the left, within `words` words of the same line, that has one of the classes.
    pub(crate) fn nearest_left(&self, token: usize, words: usize, class: Set) -> Option<usize> {
        let mut left = words;
        let mut at = token;
        while at > 0 && left > 0 {
            if self.breaks_line(at)
                && !(at == token && matches!(self.sign(at - 1), Some(b':' | b'=')))
            {
                return None;
            }
            at -= 1;
            if self.tokens[at].class.meets(class) {
                return Some(at);
            }
            if self.tokens[at].shape != Shape::Sign {
                left -= 1;
            }
        }
        None
    }

    /// A word of the class stands outside these tokens.
    pub(crate) fn outside(&self, tokens: &Range<usize>, class: Set) -> bool {
        self.all.meets(class)
            && self
                .tokens
                .iter()
                .enumerate()
                .any(|(at, token)| !tokens.contains(&at) && token.class.meets(class))
    }

    /// Units of a range of tokens.
    pub(crate) fn units(&self, tokens: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(tokens.start),
            tokens
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                first.start as usize..last.end as usize
            }
            _ => 0..0,
        }
    }
}

/// Marks the tokens of chunks that are web addresses, so that digits in them are nobody's number.
fn mark_links(folded: &Folded, tokens: &mut [Token]) {
    let plain = folded.plain();
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while end < tokens.len() && tokens[end].gap == Gap::None {
            end += 1;
        }
        let chunk = &plain[tokens[at].start as usize..tokens[end - 1].end as usize];
        if end - at >= 3 && is_link(chunk) {
            for token in &mut tokens[at..end] {
                token.link = true;
            }
        }
        at = end;
    }
}

fn is_link(chunk: &[u8]) -> bool {
    let contains = |needle: &[u8]| chunk.windows(needle.len()).any(|window| window == needle);
    if contains(b"://") || chunk.starts_with(b"www.") {
        return true;
    }
    // domain.tld/path without a scheme
    let Some(slash) = chunk.iter().position(|&b| b == b'/') else {
        return false;
    };
    let host = &chunk[..slash];
    let Some(dot) = host.iter().rposition(|&b| b == b'.') else {
        return false;
    };
    let tld = &host[dot + 1..];
    (2..=6).contains(&tld.len())
        && tld.iter().all(u8::is_ascii_lowercase)
        && host[..dot].iter().any(u8::is_ascii_lowercase)
}

/// Streets and schools carry the names of famous people: there the name speaks of nobody.
fn place_names(folded: &Folded, tokens: &mut [Token]) {
    let before = c::STREET
        .and(c::SCHOOL)
        .and(c::SCHOOL_LEVEL)
        .and(c::WARD)
        .and(c::DISTRICT)
        .and(c::ALLEY)
        .and(c::PLACE)
        .and(c::HAMLET)
        .and(c::BUILDING)
        .and(c::CLASS)
        .and(c::EN_STREET);
    for at in 0..tokens.len() {
        if !tokens[at].class.meets(c::FAMOUS) || tokens[at].phrase_from != 0 {
            continue;
        }
        let end = at + 1 + usize::from(tokens[at].phrase_to);
        let number = at > 0 && tokens[at - 1].shape == Shape::Number;
        let named = at > 0 && tokens[at - 1].class.meets(before);
        // "12A Lý Thường Kiệt", "thcs. Nguyễn Du", "Coopmart Lý Thường Kiệt"
        let letter = at > 1 && tokens[at - 1].len() == 1 && tokens[at - 2].shape == Shape::Number;
        let dotted =
            at > 1 && tokens[at - 1].shape == Shape::Sign && tokens[at - 2].class.meets(before);
        let street = tokens.get(end).is_some_and(|next| {
            next.class.meets(c::EN_STREET.and(c::SCHOOL)) && next.gap == Gap::Blank
        });
        let capital = |i: usize| folded.marks()[tokens[i].start as usize] & UPPER != 0;
        let second = at > 0
            && tokens[at].gap == Gap::Blank
            && tokens[at - 1].shape == Shape::Word
            && capital(at - 1)
            && at > 1;
        if number || named || letter || dotted || street || second {
            for token in &mut tokens[at..end.max(at)] {
                token.class = c::SURNAME;
            }
        }
    }
}
