//! The kinds of personal information, the four groups in which they are shown, and how grave each is.

use core::fmt;

/// A kind of personal information in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Kind {
    /// A telephone number on which this child, family or a friend answers.
    Phone,
    /// A personal e-mail address.
    Email,
    /// Where somebody lives or receives parcels.
    Address,
    /// Where the child is right now.
    Location,
    /// A full name.
    Name,
    /// A date of birth.
    Birthdate,
    /// A school, with the class if it stands beside it.
    School,
    /// Citizen, identity, passport, health-insurance or social-security number.
    NationalId,
    /// A tax number.
    TaxId,
    /// A bank card or account.
    Payment,
    /// A password or PIN.
    Password,
    /// A one-time code.
    Otp,
    /// A profile or handle by which strangers can write to the child.
    Social,
    /// The plate of a family vehicle.
    Vehicle,
}

/// All kinds, in the order of [`Kind`].
pub const KINDS: [Kind; 14] = [
    Kind::Phone,
    Kind::Email,
    Kind::Address,
    Kind::Location,
    Kind::Name,
    Kind::Birthdate,
    Kind::School,
    Kind::NationalId,
    Kind::TaxId,
    Kind::Payment,
    Kind::Password,
    Kind::Otp,
    Kind::Social,
    Kind::Vehicle,
];

/// What a child is told a kind is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Group {
    /// Strangers can write or call.
    ReachMe,
    /// Strangers can come.
    FindMe,
    /// Strangers know who it is.
    WhoIAm,
    /// Strangers can take accounts and money.
    MoneyAndKeys,
}

/// How grave a disclosure is; greater is graver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Severity {
    /// A name.
    Name,
    /// A way to reach somebody.
    Reach,
    /// A number or date that proves an identity.
    Identity,
    /// A way to find somebody.
    Find,
    /// Money, passwords, codes.
    Keys,
}

impl Kind {
    /// The stable name used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
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
        }
    }

    /// The kind with this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The group under which it is shown.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Phone | Self::Email | Self::Social => Group::ReachMe,
            Self::Address | Self::Location | Self::School | Self::Vehicle => Group::FindMe,
            Self::Name | Self::Birthdate | Self::NationalId | Self::TaxId => Group::WhoIAm,
            Self::Payment | Self::Password | Self::Otp => Group::MoneyAndKeys,
        }
    }

    /// How grave it is to give it away.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Name => Severity::Name,
            Self::Phone | Self::Email | Self::Social => Severity::Reach,
            Self::Birthdate | Self::NationalId | Self::TaxId => Severity::Identity,
            Self::Address | Self::Location | Self::School | Self::Vehicle => Severity::Find,
            Self::Payment | Self::Password | Self::Otp => Severity::Keys,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
