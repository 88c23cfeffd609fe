//! The readings of all attributes weighed against each other. Absent: words; only how much each place counts.

use alloc::vec::Vec;

use super::autocomplete::{self, Token};
use super::read::{Grade, Verdict, read};
use super::words::Style;
use super::{Evidence, Field, FieldKind, Prediction, Source, example};

/// The least that convinces.
const THRESHOLD: i32 = 55;

/// What an input type allows and suggests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    Text,
    Email,
    Tel,
    Password,
    Number,
    /// Full dates and months.
    Date,
    File,
    Url,
    Select,
    LongText,
    Button,
    /// Never typed into: check boxes, hidden, submit, search boxes, …
    Harmless,
}

fn control(field: &Field<'_>) -> Control {
    let is = |value: &str, names: &[&str]| {
        names
            .iter()
            .any(|name| value.trim().eq_ignore_ascii_case(name))
    };
    let tag = field.tag.unwrap_or("input");
    if is(tag, &["select"]) {
        return Control::Select;
    }
    if is(tag, &["textarea"]) {
        return Control::LongText;
    }
    if is(
        tag,
        &["button", "form", "option", "fieldset", "output", "a"],
    ) {
        return Control::Button;
    }
    let kind = field.input_type.unwrap_or("text");
    if is(kind, &["email"]) {
        Control::Email
    } else if is(kind, &["tel"]) {
        Control::Tel
    } else if is(kind, &["password"]) {
        Control::Password
    } else if is(kind, &["number"]) {
        Control::Number
    } else if is(kind, &["date", "month", "datetime-local", "datetime"]) {
        Control::Date
    } else if is(kind, &["file"]) {
        Control::File
    } else if is(kind, &["url"]) {
        Control::Url
    } else if is(kind, &["select-one", "select-multiple", "select"]) {
        Control::Select
    } else if is(kind, &["textarea"]) {
        Control::LongText
    } else if is(kind, &["button", "submit"]) {
        Control::Button
    } else if is(
        kind,
        &[
            "hidden", "checkbox", "radio", "reset", "image", "range", "color", "search", "time",
            "week",
        ],
    ) {
        Control::Harmless
    } else {
        Control::Text
    }
}

fn allows(control: Control, kind: FieldKind) -> bool {
    use FieldKind as K;
    match control {
        Control::Text | Control::Tel => kind != K::PhotoOrLocation,
        Control::Email => kind == K::Email,
        Control::Password => matches!(kind, K::Password | K::Otp | K::Payment | K::NationalId),
        Control::Number => matches!(
            kind,
            K::Phone
                | K::NationalId
                | K::TaxId
                | K::Payment
                | K::Otp
                | K::Password
                | K::Birthdate
                | K::Address
                | K::Username
                | K::Location
                | K::School
        ),
        Control::Date => matches!(kind, K::Birthdate | K::Payment),
        Control::File => kind == K::PhotoOrLocation,
        Control::Button => matches!(kind, K::PhotoOrLocation | K::Location),
        Control::Url => kind == K::Social,
        Control::Select => matches!(
            kind,
            K::Address | K::Birthdate | K::School | K::Payment | K::Phone
        ),
        Control::LongText => matches!(
            kind,
            K::Address | K::School | K::Location | K::Social | K::Name | K::Email
        ),
        Control::Harmless => false,
    }
}

struct Scale {
    control: Control,
    totals: [i32; FieldKind::ALL.len()],
    why: Vec<Evidence>,
    /// What people see asked, if that is clear.
    seen: Option<(FieldKind, Grade)>,
    /// Common words of that kind are not to be trusted.
    doubted: Option<FieldKind>,
    /// People see a word of that kind that only modifies another one.
    modifier: Option<FieldKind>,
    /// People see words, none of them known.
    unknown: bool,
}

impl Scale {
    fn add(&mut self, source: Source, phrase: &'static str, kind: FieldKind, points: i32) {
        self.totals[kind.index()] += points;
        self.why.push(Evidence {
            source,
            phrase,
            kind,
            points,
        });
    }
}

fn grade_points(kind: FieldKind, grade: Grade) -> i32 {
    match grade {
        Grade::Strong => 100,
        Grade::Bare if kind == FieldKind::None => 100,
        Grade::Bare => 78,
        Grade::Faint => 70,
        Grade::Weak => 40,
        Grade::Trace => 25,
    }
}

pub(super) fn weigh(field: &Field<'_>) -> Prediction {
    let mut scale = Scale {
        control: control(field),
        totals: [0; FieldKind::ALL.len()],
        why: Vec::new(),
        seen: None,
        doubted: None,
        modifier: None,
        unknown: false,
    };
    match scale.control {
        Control::Harmless => return scale.verdict(),
        Control::Email => scale.add(Source::Type, "", FieldKind::Email, 140),
        Control::Tel => scale.add(Source::Type, "", FieldKind::Phone, 62),
        Control::Password => scale.add(Source::Type, "", FieldKind::Password, 85),
        Control::Text
        | Control::Number
        | Control::Date
        | Control::File
        | Control::Url
        | Control::Select
        | Control::LongText
        | Control::Button => {}
    }
    let label = field.label.filter(|text| !text.trim().is_empty());
    scale.seen_text(Source::Label, label, 100);
    if field.aria_label != label {
        scale.seen_text(Source::AriaLabel, field.aria_label, 95);
    }
    if field.placeholder != label {
        scale.seen_text(Source::Placeholder, field.placeholder, 85);
    }
    scale.sample(field.placeholder);
    scale.token(field.autocomplete);
    let name = scale.identifier(Source::Name, field.name, None);
    scale.identifier(Source::Id, field.id_attr, name);
    scale.verdict()
}

impl Scale {
    fn seen_text(&mut self, source: Source, text: Option<&str>, percent: i32) {
        let Some(text) = text else { return };
        // "@username" is a sample of a handle, not a word.
        if source == Source::Placeholder && text.starts_with('@') {
            return;
        }
        let sample = source == Source::Placeholder && example::is_marked(text);
        match read(text, Style::Text) {
            // "VD: họ Đậu": only a clear word in a sample tells something.
            Verdict::Asks(_, grade, _) if sample && grade < Grade::Strong => {}
            Verdict::Doubts(_) if sample => {}
            Verdict::Asks(kind, grade, phrase) => {
                let kind = self.fit(kind);
                if grade == Grade::Trace {
                    self.modifier = Some(kind);
                }
                self.add(
                    source,
                    phrase,
                    kind,
                    grade_points(kind, grade) * percent / 100,
                );
                let enough = if source == Source::Placeholder {
                    Grade::Strong
                } else {
                    Grade::Faint
                };
                if self.seen.is_none() && grade >= enough {
                    self.seen = Some((kind, grade));
                }
            }
            Verdict::Searches(phrase) => {
                self.add(source, phrase, FieldKind::None, 130 * percent / 100);
                if self.seen.is_none() {
                    self.seen = Some((FieldKind::None, Grade::Strong));
                }
            }
            Verdict::Tests(phrase) => self.add(source, phrase, FieldKind::None, 250),
            Verdict::Doubts(kind) => self.doubted = self.doubted.or(Some(kind)),
            Verdict::Unknown => self.unknown |= source != Source::Placeholder,
            Verdict::Silent => {}
        }
    }

    /// A document asked of a file box is a picture of it.
    fn fit(&self, kind: FieldKind) -> FieldKind {
        match (self.control, kind) {
            (Control::File, FieldKind::NationalId | FieldKind::Payment) => {
                FieldKind::PhotoOrLocation
            }
            (Control::Text, FieldKind::PhotoOrLocation) => FieldKind::None,
            _ => kind,
        }
    }

    fn sample(&mut self, placeholder: Option<&str>) {
        if let Some(kind) = placeholder.and_then(example::kind) {
            let points = if self.seen.is_some_and(|(seen, _)| seen != kind) {
                30
            } else {
                60
            };
            self.add(Source::Placeholder, "", kind, points);
        }
    }

    fn token(&mut self, attribute: Option<&str>) {
        let Some(attribute) = attribute else { return };
        match autocomplete::read(attribute) {
            Token::Known(kind) => {
                let points = self.beside_seen(kind, Grade::Strong, 95);
                self.add(Source::Autocomplete, "", kind, points);
            }
            Token::Unknown => {
                if let Verdict::Asks(kind, grade, phrase) = read(attribute, Style::Identifier) {
                    let points =
                        self.beside_seen(kind, grade, grade_points(kind, grade) * 40 / 100);
                    self.add(Source::Autocomplete, phrase, kind, points);
                }
            }
            Token::Nothing => {}
        }
    }

    fn identifier(
        &mut self,
        source: Source,
        text: Option<&str>,
        name: Option<FieldKind>,
    ) -> Option<FieldKind> {
        let text = text?;
        match read(text, Style::Identifier) {
            Verdict::Asks(kind, grade, phrase) => {
                let kind = self.fit(kind);
                let percent = match (source, name) {
                    (Source::Id, Some(name)) if name == kind => 25,
                    (Source::Id, _) => 68,
                    _ => 75,
                };
                let mut points = grade_points(kind, grade) * percent / 100;
                if grade <= Grade::Bare {
                    if self.doubted == Some(kind) {
                        points -= 35;
                    } else if self.unknown && kind != FieldKind::Address && kind != FieldKind::None
                    {
                        points = points * 6 / 10;
                    }
                }
                if self.modifier == Some(kind) {
                    points /= 3;
                }
                let points = self.beside_seen(kind, grade, points.max(0));
                self.add(source, phrase, kind, points);
                Some(kind)
            }
            Verdict::Searches(phrase) => {
                let points = self.beside_seen(FieldKind::None, Grade::Strong, 75);
                self.add(source, phrase, FieldKind::None, points);
                Some(FieldKind::None)
            }
            Verdict::Tests(phrase) => {
                self.add(source, phrase, FieldKind::None, 100);
                Some(FieldKind::None)
            }
            Verdict::Doubts(_) | Verdict::Unknown | Verdict::Silent => None,
        }
    }

    /// What only programs see counts half where people see something else.
    fn beside_seen(&self, kind: FieldKind, grade: Grade, points: i32) -> i32 {
        match self.seen {
            Some((seen, _)) if seen == kind => points,
            // A common word on the label does not outweigh a name that says what it is for.
            Some((_, Grade::Bare)) if kind == FieldKind::None && grade == Grade::Strong => {
                points + 10
            }
            Some((_, Grade::Bare)) => points * 3 / 4,
            Some((_, Grade::Strong | Grade::Faint | Grade::Weak | Grade::Trace)) => points / 2,
            None => points,
        }
    }

    fn verdict(self) -> Prediction {
        let against = self.totals[FieldKind::None.index()];
        let mut best = (FieldKind::None, 0);
        for kind in FieldKind::ALL {
            let points = self.totals[kind.index()];
            if kind != FieldKind::None && allows(self.control, kind) && points > best.1 {
                best = (kind, points);
            }
        }
        let (kind, score) = best;
        // A picture and a position are the two things that a page takes rather than asks for; they are one kind of field.
        let kind = if kind == FieldKind::Location {
            FieldKind::PhotoOrLocation
        } else {
            kind
        };
        if score < THRESHOLD || against >= score {
            return Prediction {
                kind: FieldKind::None,
                score: 0,
                why: self.why,
            };
        }
        Prediction {
            kind,
            score,
            why: self.why,
        }
    }
}
