//! Whether a form field asks for personal information, judged by what surrounds the box: type, label, placeholder, names, autocomplete token.
//!
//! The words of Vietnamese and English are known broadly, those of a dozen other web languages for the common kinds. Each attribute is read by itself, then the
//! readings are weighed: what people see (label) beats what only programs see (name, id, token), and the answer is [`FieldKind::None`] unless convinced.
//!
//! Absent on purpose: what was typed (it is never an input), neighbouring fields, the site, any state. Every attribute is read up to a fixed
//! length, so the work for one field is bounded.

mod autocomplete;
mod example;
mod lexicon;
mod read;
mod shape;
mod weigh;
mod words;

use alloc::vec::Vec;

/// The attributes of one form field, as the page has them; all of them may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Field<'a> {
    /// Element name: `input`, `select`, `textarea`, …
    pub tag: Option<&'a str>,
    /// The `type` attribute.
    pub input_type: Option<&'a str>,
    /// The `name` attribute.
    pub name: Option<&'a str>,
    /// The `id` attribute.
    pub id_attr: Option<&'a str>,
    /// Text of the label, or what stands for one beside the box.
    pub label: Option<&'a str>,
    /// The `placeholder` attribute.
    pub placeholder: Option<&'a str>,
    /// The `autocomplete` attribute.
    pub autocomplete: Option<&'a str>,
    /// The `aria-label` attribute.
    pub aria_label: Option<&'a str>,
}

/// What a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// Nothing personal, or nothing that we are sure of.
    None,
    /// A phone number or a part of one.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal address or a part of one, down to province and postal code.
    Address,
    /// Where the child is now. Part of the common list of kinds; a field that asks for it is judged [`FieldKind::PhotoOrLocation`].
    Location,
    /// A person's name or a part of it.
    Name,
    /// A birth date or a part of it.
    Birthdate,
    /// A school or class.
    School,
    /// Citizen card, passport, health or social insurance number, driving licence.
    NationalId,
    /// A tax number.
    TaxId,
    /// Bank card or account.
    Payment,
    /// A password or PIN.
    Password,
    /// A one-time code.
    Otp,
    /// A profile or handle on a social network.
    Social,
    /// A number plate or chassis number.
    Vehicle,
    /// A login or display name.
    Username,
    /// A picture of a person or document, or a shared position.
    PhotoOrLocation,
}

impl FieldKind {
    /// Every kind, in a fixed order.
    pub const ALL: [Self; 17] = [
        Self::None,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Location,
        Self::Name,
        Self::Birthdate,
        Self::School,
        Self::NationalId,
        Self::TaxId,
        Self::Payment,
        Self::Password,
        Self::Otp,
        Self::Social,
        Self::Vehicle,
        Self::Username,
        Self::PhotoOrLocation,
    ];

    /// The stable name, as it stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Location => "location",
            Self::Name => "name",
            Self::Birthdate => "birthdate",
            Self::School => "school",
            Self::NationalId => "national_id",
            Self::TaxId => "tax_id",
            Self::Payment => "payment",
            Self::Password => "password",
            Self::Otp => "otp",
            Self::Social => "social",
            Self::Vehicle => "vehicle",
            Self::Username => "username",
            Self::PhotoOrLocation => "photo_or_location",
        }
    }

    /// The kind of that stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    const fn index(self) -> usize {
        self as usize
    }
}

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `type`.
    Type,
    /// `name`.
    Name,
    /// `id`.
    Id,
    /// Label text.
    Label,
    /// `placeholder`.
    Placeholder,
    /// `autocomplete`.
    Autocomplete,
    /// `aria-label`.
    AriaLabel,
}

/// One reason for or against a kind. Holds words of the built-in tables only, nothing of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The attribute it was found in.
    pub source: Source,
    /// The table entry that was met, empty where the attribute's own form decided (an input type, a sample value).
    pub phrase: &'static str,
    /// What it speaks for; [`FieldKind::None`] for evidence that nothing personal is asked.
    pub kind: FieldKind,
    /// Its weight; about 100 is a clear label.
    pub points: i32,
}

/// The verdict on one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// What the field asks for.
    pub kind: FieldKind,
    /// Points of that kind, 0 for none; 55 is the least that convinces.
    pub score: i32,
    /// The evidence, in the order in which it was read.
    pub why: Vec<Evidence>,
}

/// Judges a field. Pure; bounded by fixed limits on every attribute; accepts any text.
#[must_use]
pub fn predict(field: &Field<'_>) -> Prediction {
    weigh::weigh(field)
}
