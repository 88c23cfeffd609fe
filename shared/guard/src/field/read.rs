//! One attribute read by itself: which known words stand in it, and which of them is the main one.
//!
//! Absent: other attributes, weights. A reading is made without allocation.

use super::FieldKind;
use super::lexicon::{self, Entry, HASH_START, Head, LONGEST, Sense, hash_step};
use super::shape::{is_sum, looks_vietnamese};
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

/// Words between unknown ones in a text so long that it is an explanation rather than a label.
const LONG_TEXT: usize = 9;
/// Windows of words are tried up to this many.
const MAX_WINDOW: usize = 14;
/// Glued words are taken apart from this many letters on.
const GLUED: usize = 6;
/// Beyond that it is a hash, not words.
const LONGEST_GLUED: usize = 36;

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

struct Reader<'a> {
    bytes: &'a [u8],
    style: Style,
    /// The text ends in or contains a question mark.
    question: bool,
}

/// The word that leads so far.
#[derive(Clone, Copy)]
struct Lead {
    kind: FieldKind,
    grade: Grade,
    phrase: &'static str,
    head: Head,
    end: usize,
}

struct Walk {
    lead: Option<Lead>,
    /// Where a spoiling word of a head-first language ended.
    spoiled_from: Option<usize>,
    unknown: usize,
    known: bool,
    stop: Option<Verdict>,
    cut: bool,
    style: Style,
    /// A question about somebody else: no word for the reader in it.
    quiz: bool,
    /// End of the last word that is not a number or single letter.
    solid_end: usize,
}

impl Reader<'_> {
    fn segment(&self, words: &[Word]) -> Verdict {
        let mut walk = Walk {
            lead: None,
            spoiled_from: None,
            unknown: 0,
            known: false,
            stop: None,
            cut: false,
            style: self.style,
            quiz: self.question && !self.speaks_to_reader(words),
            solid_end: 0,
        };
        let mut at = 0;
        while at < words.len() && walk.stop.is_none() && !walk.cut {
            if let Some((entry, count)) = self.longest(&words[at..]) {
                // "your email" must not hide "email address".
                if count > 1 && self.hides_longer(&words[at..], count) {
                    at += 1;
                    continue;
                }
                if entry.sense == Sense::Sent && walk.lead.is_none() && self.has_code(&words[..at])
                {
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
        let mut hash = HASH_START;
        let mut found = None;
        for (i, word) in words.iter().enumerate().take(MAX_WINDOW) {
            if word.end - first.start > LONGEST {
                break;
            }
            hash = self.bytes[word.start..word.end]
                .iter()
                .fold(hash, |hash, &byte| hash_step(hash, byte));
            if let Some(entry) = lexicon::find(&self.bytes[first.start..word.end], hash) {
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

    /// Whether a code was named: "mã", "code".
    fn has_code(&self, words: &[Word]) -> bool {
        words.iter().any(|word| {
            matches!(
                &self.bytes[word.start..word.end],
                b"ma" | b"code" | b"digits" | b"codigo" | b"kode"
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

/// A way to cut a glued word into entries: the length of the piece that ends at each position.
struct Pieces {
    last: [u8; LONGEST_GLUED + 1],
    len: usize,
}

/// Fewest pieces of three letters or more.
fn cover(bytes: &[u8]) -> Option<Pieces> {
    const FAR: u8 = u8::MAX;
    let len = bytes.len();
    let mut count = [FAR; LONGEST_GLUED + 1];
    let mut last = [0_u8; LONGEST_GLUED + 1];
    count[0] = 0;
    for start in 0..len {
        if count[start] == FAR || len - start < 3 {
            continue;
        }
        let mut hash = HASH_START;
        for end in start..len {
            hash = hash_step(hash, bytes[end]);
            let size = end + 1 - start;
            if size < 3 || count[end + 1] <= count[start] + 1 {
                continue;
            }
            if lexicon::find(&bytes[start..=end], hash).is_some() {
                count[end + 1] = count[start] + 1;
                last[end + 1] = u8::try_from(size).unwrap_or(0);
            }
        }
    }
    (count[len] != FAR && len > 0).then_some(Pieces { last, len })
}

impl Pieces {
    fn each(&self, bytes: &[u8], offset: usize, mut visit: impl FnMut(Entry, usize, usize)) {
        let mut cuts = [0_usize; LONGEST_GLUED / 3 + 2];
        let mut used = 0;
        let mut end = self.len;
        while end > 0 && used < cuts.len() {
            cuts[used] = end;
            used += 1;
            let size = usize::from(self.last[end]);
            if size == 0 {
                return;
            }
            end -= size;
        }
        let mut start = 0;
        for &end in cuts[..used].iter().rev() {
            let piece = &bytes[start..end];
            let hash = piece
                .iter()
                .fold(HASH_START, |hash, &byte| hash_step(hash, byte));
            if let Some(entry) = lexicon::find(piece, hash) {
                visit(entry, offset + start, offset + end);
            }
            start = end;
        }
    }
}

impl Walk {
    fn meet(&mut self, entry: Entry, start: usize, end: usize) {
        if self.cut || self.stop.is_some() {
            return;
        }
        match entry.sense {
            Sense::Filler => {}
            Sense::Search => self.stop = Some(Verdict::Searches(entry.phrase)),
            Sense::Test => self.stop = Some(Verdict::Tests(entry.phrase)),
            Sense::Cut | Sense::Sent => {
                if self.lead.is_some() {
                    self.cut = true;
                } else {
                    self.unknown = 0;
                }
            }
            Sense::Spoil => self.spoil(entry, start, end),
            Sense::Not => self.take(FieldKind::None, Grade::Strong, entry, start, end),
            Sense::Strong(kind) => self.take(kind, Grade::Strong, entry, start, end),
            Sense::Bare(kind) => self.take(kind, Grade::Bare, entry, start, end),
            Sense::Weak(kind) => self.take(kind, Grade::Weak, entry, start, end),
        }
        self.known |= entry.sense != Sense::Filler;
        self.solid_end = end;
    }

    /// An unknown word. Right after a clear English word it makes that a modifier: plate *size*, phone *battery*.
    fn unknown(&mut self, word: &[u8], at: Word) {
        self.unknown += 1;
        if let Some(lead) = &mut self.lead
            && lead.end == at.start
            && lead.head == Head::Last
            && lead.grade == Grade::Strong
            && lead.kind != FieldKind::None
            && (self.style == Style::Identifier || !lead.phrase.contains(' '))
            && word.is_ascii()
            && !looks_vietnamese(word)
        {
            lead.grade = Grade::Trace;
        }
    }

    fn spoil(&mut self, entry: Entry, start: usize, end: usize) {
        match entry.head {
            Head::First => {
                self.spoiled_from = Some(end);
                self.unknown += usize::from(self.lead.is_none());
            }
            Head::Last => match &mut self.lead {
                Some(lead) if lead.end == start && lead.kind != FieldKind::None => {
                    lead.kind = FieldKind::None;
                    lead.grade = Grade::Strong;
                    lead.phrase = entry.phrase;
                    lead.end = end;
                }
                Some(_) | None => self.unknown += 1,
            },
        }
    }

    fn move_end(&mut self, from: usize, to: usize) {
        if let Some(lead) = &mut self.lead
            && lead.end == from
        {
            lead.end = to;
        }
        if self.spoiled_from == Some(from) {
            self.spoiled_from = Some(to);
        }
        self.solid_end = to;
    }

    fn take(&mut self, kind: FieldKind, grade: Grade, entry: Entry, start: usize, end: usize) {
        let spoiled =
            self.spoiled_from == Some(start) && kind != FieldKind::None && grade == Grade::Strong;
        let new = Lead {
            kind: if spoiled { FieldKind::None } else { kind },
            grade,
            phrase: entry.phrase,
            head: entry.head,
            end,
        };
        let Some(old) = self.lead else {
            self.lead = Some(new);
            return;
        };
        if old.kind == new.kind {
            self.lead = Some(Lead {
                grade: old.grade.max(new.grade),
                end,
                ..old
            });
            return;
        }
        let harmless = |lead: Lead| lead.kind == FieldKind::None;
        // "họ tên tác giả": the thing whose name it is follows.
        if old.kind == FieldKind::Name
            && harmless(new)
            && new.head == Head::First
            && old.end == start
        {
            self.lead = Some(new);
            return;
        }
        let beside = old.end == start
            && new.head == Head::Last
            && (old.head == Head::Last || self.style == Style::Identifier);
        let replaces = match (old.grade, new.grade) {
            (_, Grade::Trace | Grade::Weak | Grade::Faint) => false,
            (Grade::Trace | Grade::Weak | Grade::Faint, _) => true,
            // "Họ tên" leads, but "tên của sản phẩm" and "tên trường học" do not ask for a name.
            (Grade::Bare, Grade::Strong) => true,
            // "school city", but not "company name" or "password name".
            (Grade::Bare, Grade::Bare) => beside,
            (Grade::Strong, Grade::Bare) => false,
            (Grade::Strong, Grade::Strong) => beside,
        };
        if replaces {
            self.lead = Some(new);
        } else if harmless(old) && old.end == start {
            // "company name" goes on being harmless: nothing joins it.
            self.lead = Some(Lead { end, ..old });
        }
    }

    fn verdict(&self) -> Verdict {
        if let Some(stop) = self.stop {
            return stop;
        }
        let Some(lead) = self.lead else {
            return if self.unknown > 0 {
                Verdict::Unknown
            } else {
                Verdict::Silent
            };
        };
        let grade = match lead.grade {
            Grade::Bare if self.unknown > 0 && lead.kind != FieldKind::None => match self.style {
                Style::Text => return Verdict::Doubts(lead.kind),
                Style::Identifier => Grade::Weak,
            },
            Grade::Weak if self.unknown > 0 => match self.style {
                Style::Text => return Verdict::Unknown,
                Style::Identifier => Grade::Trace,
            },
            Grade::Strong | Grade::Faint
                if self.quiz && self.unknown > 0 && lead.kind != FieldKind::None =>
            {
                Grade::Trace
            }
            Grade::Strong if self.unknown >= LONG_TEXT => Grade::Faint,
            grade @ (Grade::Bare | Grade::Strong | Grade::Faint | Grade::Weak | Grade::Trace) => {
                grade
            }
        };
        Verdict::Asks(lead.kind, grade, lead.phrase)
    }
}
