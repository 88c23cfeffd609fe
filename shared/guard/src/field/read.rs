//! One attribute read by itself: which known words stand in it, and which of them is the main one.
//!
//! Absent: other attributes, weights. A reading is made without allocation.

mod glue;
mod walk;

use self::glue::{LONGEST_GLUED, cover};
use self::walk::Walk;
use super::FieldKind;
use super::lexicon::{self, Entry, HASH_START, LONGEST, Sense, hash_step};
use super::shape::is_sum;
use super::words::{Style, Word, Words};

/// How sure an attribute is, seen by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// A clear word that the next one turns into a mere modifier: *plate* size.
    Trace,
    /// A hint.
    Weak,
    /// A clear word in a long text, or behind an unknown prefix.
    Faint,
    /// A common word that stands alone.
    Bare,
    /// A clear word.
    Strong,
}

/// What an attribute says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It asks for this kind ([`FieldKind::None`]: for something harmless).
    Asks(FieldKind, Grade, &'static str),
    /// It is for searching or filtering.
    Searches(&'static str),
    /// It tests whether a person types, or wants a count.
    Tests(&'static str),
    /// It has a common word of that kind among unknown ones: rather something else.
    Doubts(FieldKind),
    /// Words, none of them known.
    Unknown,
    /// No words, or only such as say nothing.
    Silent,
}

/// Windows of words are tried up to this many.
const MAX_WINDOW: usize = 14;
/// Entries of so few letters are met only where the text is cut like them.
const SHORT: usize = 4;
/// Glued words are taken apart from this many letters on.
const GLUED: usize = 6;

/// Reads an attribute.
pub(super) fn read(text: &str, style: Style) -> Verdict {
    // The usual names of a search box; as parts of longer names they say nothing.
    if style == Style::Identifier && matches!(text, "q" | "Q" | "s" | "k" | "sq") {
        return Verdict::Searches("q");
    }
    let words = Words::read(text, style);
    let all = words.words();
    let reader = Reader {
        bytes: words.bytes(),
        style,
        question: style == Style::Text && text.contains('?'),
    };
    if style == Style::Text && (is_sum(text) || is_quiz(&reader, all, text)) {
        return Verdict::Tests("1 + 1");
    }
    let mut result = Verdict::Silent;
    match style {
        Style::Text => {
            let mut rest = all;
            while let Some(first) = rest.first() {
                let end = rest
                    .iter()
                    .position(|w| w.segment != first.segment)
                    .unwrap_or(rest.len());
                let (segment, after) = rest.split_at(end);
                rest = after;
                let said = reader.segment(segment);
                match (result, said) {
                    (_, Verdict::Searches(_) | Verdict::Tests(_)) => return said,
                    // The words outside brackets are the label; what follows explains.
                    (Verdict::Asks(_, Grade::Weak, _), Verdict::Asks(_, Grade::Strong, _)) => {
                        result = lower(said);
                    }
                    (
                        Verdict::Asks(FieldKind::None, Grade::Bare, _),
                        Verdict::Asks(kind, grade, phrase),
                    ) if kind != FieldKind::None && grade >= Grade::Bare => {
                        result = Verdict::Asks(kind, Grade::Faint, phrase);
                    }
                    // "Tài khoản (email)", "Emergency contact - phone".
                    (Verdict::Asks(_, Grade::Bare, _), Verdict::Asks(kind, Grade::Strong, _))
                        if kind != FieldKind::None =>
                    {
                        result = lower(said);
                    }
                    (Verdict::Asks(..) | Verdict::Searches(_) | Verdict::Tests(_), _) => {}
                    (Verdict::Silent, said) => result = said,
                    (Verdict::Doubts(_) | Verdict::Unknown, Verdict::Asks(kind, grade, phrase)) => {
                        result = match grade {
                            Grade::Strong => lower(said),
                            Grade::Bare | Grade::Faint | Grade::Weak | Grade::Trace
                                if kind == FieldKind::None =>
                            {
                                Verdict::Asks(kind, grade, phrase)
                            }
                            Grade::Bare | Grade::Faint | Grade::Weak | Grade::Trace => result,
                        };
                    }
                    (Verdict::Unknown, Verdict::Doubts(kind)) => result = Verdict::Doubts(kind),
                    (
                        Verdict::Doubts(_) | Verdict::Unknown,
                        Verdict::Doubts(_) | Verdict::Unknown | Verdict::Silent,
                    ) => {}
                }
            }
        }
        Style::Identifier => {
            // The last container of `form$group$field` is the field itself.
            let mut rest = all;
            while let Some(last) = rest.last() {
                let start = rest
                    .iter()
                    .rposition(|w| w.segment != last.segment)
                    .map_or(0, |i| i + 1);
                let (before, segment) = rest.split_at(start);
                rest = before;
                let said = reader.segment(segment);
                match said {
                    Verdict::Asks(..)
                    | Verdict::Searches(_)
                    | Verdict::Tests(_)
                    | Verdict::Doubts(_) => return said,
                    Verdict::Unknown => result = said,
                    Verdict::Silent => {}
                }
            }
        }
    }
    result
}

fn lower(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Asks(kind, Grade::Strong, phrase) => Verdict::Asks(kind, Grade::Faint, phrase),
        Verdict::Asks(..)
        | Verdict::Searches(_)
        | Verdict::Tests(_)
        | Verdict::Doubts(_)
        | Verdict::Unknown
        | Verdict::Silent => verdict,
    }
}

/// "Câu 5: … nào?", "Question 2. Which …?"
fn is_quiz(reader: &Reader<'_>, words: &[Word], text: &str) -> bool {
    let Some([first, second]) = words.get(..2) else {
        return false;
    };
    let head = &reader.bytes[first.start..first.end];
    matches!(head, b"cau" | b"question" | b"bai") && second.faint && text.contains('?')
}

/// Whether the words are cut where the entry is, or letter by letter: "gi ạ" is not "giá", but "S.Đ.T" is "SĐT".
fn same_cuts(words: &[Word], phrase: &str) -> bool {
    words.iter().all(|word| word.end - word.start == 1)
        || phrase.is_ascii()
            && phrase
                .split(' ')
                .map(str::len)
                .eq(words.iter().map(|word| word.end - word.start))
        || !phrase.is_ascii()
}

struct Reader<'a> {
    bytes: &'a [u8],
    style: Style,
    /// The text ends in or contains a question mark.
    question: bool,
}

impl Reader<'_> {
    fn segment(&self, words: &[Word]) -> Verdict {
        let mut walk = Walk {
            lead: None,
            spoiled_from: None,
            unknown: 0,
            stop: None,
            cut: false,
            style: self.style,
            quiz: self.question && !self.speaks_to_reader(words),
            asked: false,
            of: false,
            solid_end: 0,
        };
        let mut at = 0;
        while at < words.len() && walk.stop.is_none() && !walk.cut {
            let met = self.longest(&words[at..]);
            let searches =
                met.is_some_and(|(entry, _)| matches!(entry.sense, Sense::Search | Sense::Test));
            if self.style == Style::Text
                && walk.is_clear()
                && !searches
                && self.begins_purpose(words[at])
            {
                break;
            }
            if let Some((entry, count)) = met {
                // "your email" must not hide "email address".
                if count > 1 && self.hides_longer(&words[at..], count) {
                    at += 1;
                    continue;
                }
                let open = walk.lead.is_none_or(|lead| lead.grade < Grade::Strong);
                if entry.sense == Sense::Sent && open && self.has_code(&words[..at]) {
                    walk.lead = None;
                    walk.take(
                        FieldKind::Otp,
                        Grade::Faint,
                        entry,
                        words[at].start,
                        words[at].end,
                    );
                }
                let (start, end) = (words[at].start, words[at + count - 1].end);
                walk.meet(entry, start, end);
                at += count;
                continue;
            }
            let word = words[at];
            if word.faint {
                // Numbers and single letters do not part two words.
                if walk.solid_end == word.start {
                    walk.move_end(word.start, word.end);
                }
            } else if !self.unglue(word, &mut walk) {
                walk.unknown(&self.bytes[word.start..word.end], word);
            }
            at += 1;
        }
        walk.verdict()
    }

    /// The entry that covers most words from the first one on.
    fn longest(&self, words: &[Word]) -> Option<(Entry, usize)> {
        let first = words.first()?;
        let reach = lexicon::reach(&self.bytes[first.start..]).min(LONGEST);
        let mut hash = HASH_START;
        let mut found = None;
        for (i, word) in words.iter().enumerate().take(MAX_WINDOW) {
            if word.end - first.start > reach {
                break;
            }
            hash = self.bytes[word.start..word.end]
                .iter()
                .fold(hash, |hash, &byte| hash_step(hash, byte));
            if let Some(entry) = lexicon::find(&self.bytes[first.start..word.end], hash)
                && (i == 0
                    || word.end - first.start > SHORT
                    || same_cuts(&words[..=i], entry.phrase))
            {
                found = Some((entry, i + 1));
            }
        }
        found
    }

    /// Whether the first word says nothing and an entry begins behind it that reaches beyond `count` words.
    fn hides_longer(&self, words: &[Word], count: usize) -> bool {
        let Some((
            Entry {
                sense: Sense::Filler,
                ..
            },
            1,
        )) = self.longest(&words[..1])
        else {
            return false;
        };
        self.longest(&words[1..])
            .is_some_and(|(entry, behind)| entry.sense != Sense::Filler && behind + 1 > count)
    }

    fn speaks_to_reader(&self, words: &[Word]) -> bool {
        words.iter().any(|word| {
            matches!(
                &self.bytes[word.start..word.end],
                b"ban"
                    | b"em"
                    | b"con"
                    | b"be"
                    | b"minh"
                    | b"chau"
                    | b"khach"
                    | b"you"
                    | b"your"
                    | b"my"
                    | b"we"
                    | b"tu"
                    | b"su"
                    | b"votre"
                    | b"ihre"
            )
        })
    }

    /// "to", "để": after a clear word they tell what for.
    fn begins_purpose(&self, word: Word) -> bool {
        matches!(&self.bytes[word.start..word.end], b"to" | b"de")
    }

    /// Whether a code was named: "mã", "code".
    fn has_code(&self, words: &[Word]) -> bool {
        words.iter().any(|word| {
            matches!(
                &self.bytes[word.start..word.end],
                b"ma" | b"code" | b"pin" | b"digits" | b"codigo" | b"kode"
            )
        })
    }

    /// Takes a word like `txthoten` or `customeremail` apart, if all of it is known words.
    fn unglue(&self, word: Word, walk: &mut Walk) -> bool {
        let bytes = &self.bytes[word.start..word.end];
        if bytes.len() < GLUED || bytes.len() > LONGEST_GLUED || !bytes.is_ascii() {
            return false;
        }
        if let Some(pieces) = cover(bytes) {
            pieces.each(bytes, word.start, |entry, start, end| {
                walk.meet(entry, start, end);
            });
            return true;
        }
        if self.style == Style::Text {
            return false;
        }
        // An unknown prefix of a few letters before a clear word: `dkemail`.
        for skip in 1..=4.min(bytes.len() - 5) {
            let Some(pieces) = cover(&bytes[skip..]) else {
                continue;
            };
            let mut clear = None;
            pieces.each(&bytes[skip..], word.start + skip, |entry, start, end| {
                if let Sense::Strong(kind) = entry.sense
                    && end - start >= 5
                {
                    clear = Some((kind, entry, end));
                }
            });
            if let Some((kind, entry, end)) = clear {
                walk.take(kind, Grade::Faint, entry, word.start, end);
                return true;
            }
        }
        false
    }
}
