//! What the text about a problem can put in: pieces of the file, numbers, and names that a text selects on.

/// A value for a placeable of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text; empty where there is nothing to say (no suggestion).
    Text(String),
    /// A number.
    Number(i64),
}

/// Turns a field of a [`ProblemCode`](super::ProblemCode) into an argument of its text.
pub(super) trait ToArg {
    fn to_arg(&self) -> Arg;
}

impl ToArg for String {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl ToArg for &'static str {
    fn to_arg(&self) -> Arg {
        Arg::Text((*self).to_owned())
    }
}

impl ToArg for Option<String> {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.clone().unwrap_or_default())
    }
}

impl ToArg for &'static [&'static str] {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.join(", "))
    }
}

impl ToArg for u32 {
    fn to_arg(&self) -> Arg {
        Arg::Number(i64::from(*self))
    }
}

impl ToArg for i64 {
    fn to_arg(&self) -> Arg {
        Arg::Number(*self)
    }
}

impl ToArg for Kind {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.name().to_owned())
    }
}

impl ToArg for Bracket {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.name().to_owned())
    }
}

impl ToArg for AppStore {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.name().to_owned())
    }
}

/// What kind of value a key takes, or was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `"An"`
    Text,
    /// `"1h30m"`
    Duration,
    /// `"07:00"`
    Time,
    /// `"2027-02-04"`
    Date,
    /// `60`
    Number,
    /// `1.5`
    Decimal,
    /// `true`
    Boolean,
    /// `["a", "b"]`
    List,
    /// `{ a = "b" }` or `[a]`
    Table,
    /// `[[a]]`, as often as needed
    Tables,
    /// `"1h"` or `{ weekdays = "1h", weekends = "2h" }`
    DurationPerDay,
    /// `["16:00-20:30"]` or `{ weekdays = ["16:00-20:30"] }`
    RangesPerDay,
    /// `"16:00-20:30"` or `["16:00-20:30"]`
    Ranges,
}

impl Kind {
    /// The name that texts select on.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Duration => "duration",
            Self::Time => "time",
            Self::Date => "date",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::List => "list",
            Self::Table => "table",
            Self::Tables => "tables",
            Self::DurationPerDay => "duration-per-day",
            Self::RangesPerDay => "ranges-per-day",
            Self::Ranges => "ranges",
        }
    }
}

/// What was opened and not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bracket {
    /// `"`
    Quote,
    /// `[` of a list
    List,
    /// `{`
    Table,
    /// `[` or `[[` of a heading
    Heading,
}

impl Bracket {
    /// The name that texts select on.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::List => "list",
            Self::Table => "table",
            Self::Heading => "heading",
        }
    }
}

/// Where an application id comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppStore {
    /// `com.mojang.Minecraft`
    Flatpak,
    /// `mc-installer`
    Snap,
}

impl AppStore {
    /// The name that texts select on.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Flatpak => "flatpak",
            Self::Snap => "snap",
        }
    }
}
