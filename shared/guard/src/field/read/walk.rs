//! Going through the words of one segment: which of them leads. Absent: finding words in the tables.

use super::super::FieldKind;
use super::super::lexicon::{Entry, Head, Sense};
use super::super::shape::looks_vietnamese;
use super::super::words::{Style, Word};
use super::{Grade, Verdict};

/// Unknown words in a text so long that it is an explanation rather than a label.
const LONG_TEXT: usize = 9;

/// The word that leads so far.
#[derive(Clone, Copy)]
pub(super) struct Lead {
    pub(super) kind: FieldKind,
    pub(super) grade: Grade,
    pub(super) phrase: &'static str,
    pub(super) head: Head,
    pub(super) end: usize,
}

pub(super) struct Walk {
    pub(super) lead: Option<Lead>,
    /// Where a spoiling word of a head-first language ended.
    pub(super) spoiled_from: Option<usize>,
    pub(super) unknown: usize,
    pub(super) stop: Option<Verdict>,
    pub(super) cut: bool,
    pub(super) style: Style,
    /// A question about somebody else: no word for the reader in it.
    pub(super) quiz: bool,
    /// "vui lòng", "please" was met: what it asks for counts, whatever stood before.
    pub(super) asked: bool,
    /// "of", "của" was met.
    pub(super) of: bool,
    /// End of the last word that is not a number or single letter.
    pub(super) solid_end: usize,
}

/// Whether a phrase goes on to its main word, so that nothing is modified by it: "card *number*", "date of *birth*".
fn is_whole(phrase: &str) -> bool {
    const MAIN: [&str; 12] = [
        "name", "names", "number", "no", "num", "id", "address", "birth", "code", "password",
        "username", "card",
    ];
    phrase
        .rsplit_once(' ')
        .is_some_and(|(_, last)| MAIN.contains(&last))
}

impl Walk {
    /// Whether something personal was clearly named.
    pub(super) fn is_clear(&self) -> bool {
        self.lead
            .is_some_and(|lead| lead.grade == Grade::Strong && lead.kind != FieldKind::None)
    }

    pub(super) fn meet(&mut self, entry: Entry, start: usize, end: usize) {
        if self.cut || self.stop.is_some() {
            return;
        }
        match entry.sense {
            Sense::Filler => {
                self.of |= matches!(entry.phrase, "of" | "cua");
                self.asked |= matches!(entry.phrase, "vui long" | "please" | "xin" | "hay");
            }
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
        self.solid_end = end;
    }

    /// An unknown word. Right after a clear English word it makes that a modifier: plate *size*, phone *battery*.
    pub(super) fn unknown(&mut self, word: &[u8], at: Word) {
        self.unknown += 1;
        if let Some(lead) = &mut self.lead
            && lead.end == at.start
            && lead.head == Head::Last
            && lead.grade == Grade::Strong
            && lead.kind != FieldKind::None
            && (self.style == Style::Identifier || !is_whole(lead.phrase))
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
                self.unknown += usize::from(self.lead.is_none_or(|lead| lead.grade == Grade::Bare));
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

    pub(super) fn move_end(&mut self, from: usize, to: usize) {
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

    pub(super) fn take(
        &mut self,
        kind: FieldKind,
        grade: Grade,
        entry: Entry,
        start: usize,
        end: usize,
    ) {
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
        // "họ tên tác giả", "full name of the author": the thing whose name it is follows. "Character's birthday": it stands before.
        let owned = |kind: FieldKind| {
            matches!(kind, FieldKind::Name | FieldKind::Birthdate) && self.style == Style::Text
        };
        let follows = old.end == start
            && new.head == Head::First
            && new.grade == Grade::Strong
            && old.kind == FieldKind::Name;
        if harmless(new) && (follows || owned(old.kind) && self.of) {
            self.lead = Some(new);
            return;
        }
        if harmless(old) && owned(new.kind) && old.end == start {
            return;
        }
        // "giá căn hộ": the first of two Vietnamese neighbours is the main one.
        if harmless(old) && old.grade == Grade::Bare && new.head == Head::First && old.end == start
        {
            return;
        }
        if self.asked && old.kind == FieldKind::None && new.grade == Grade::Strong {
            self.lead = Some(new);
            return;
        }
        let beside = old.end == start
            && new.head == Head::Last
            && (old.head == Head::Last || self.style == Style::Identifier);
        let replaces = match (old.grade, new.grade) {
            (_, Grade::Trace | Grade::Weak | Grade::Faint) => false,
            (Grade::Trace | Grade::Weak | Grade::Faint, _) => true,
            // "City, state, country" goes on asking for an address, but "tên của sản phẩm" and "tên trường học" do not ask for a name.
            (Grade::Bare, Grade::Strong) => {
                !(harmless(new)
                    && old.kind == FieldKind::Address
                    && new.head == Head::Last
                    && old.end != start)
            }
            // "school city", "name a planet", but not "company name".
            (Grade::Bare, Grade::Bare) => {
                beside || harmless(new) && (old.kind == FieldKind::Name || old.end == start)
            }
            // "email options", but not "password name".
            (Grade::Strong, Grade::Bare) => beside && harmless(new),
            (Grade::Strong, Grade::Strong) => beside,
        };
        if replaces {
            self.lead = Some(new);
        } else if harmless(old) && old.end == start {
            // "company name" goes on being harmless: nothing joins it.
            self.lead = Some(Lead { end, ..old });
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
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
            Grade::Bare if self.unknown > 0 && lead.kind == FieldKind::None => {
                return Verdict::Unknown;
            }
            Grade::Bare if self.unknown > 0 => match self.style {
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
