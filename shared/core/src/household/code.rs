//! Every way in which a household file can be wrong. One variant per kind, each with what a text about it needs.
//! The texts themselves are in the locale crate; nothing here speaks to people.

use super::arg::{AppStore, Arg, Bracket, Kind, ToArg};
/// Writes the enum, its message ids and its arguments from one list, so that they cannot drift apart.
macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $id:literal { $( $(#[$field_doc:meta])* $field:ident : $ty:ty ),* $(,)? } )*) => {
        /// What is wrong. Quoted pieces of the file are shortened and safe to print.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum ProblemCode {
            $( $(#[$doc])* $name { $( $(#[$field_doc])* $field: $ty ),* }, )*
        }

        impl ProblemCode {
            /// Every message id with the names of its arguments, besides `line`, `column` and `path`.
            pub const MESSAGES: &'static [(&'static str, &'static [&'static str])] =
                &[ $( (concat!("household-", $id), &[ $( stringify!($field) ),* ]), )* ];

            /// The Fluent message of this kind. Its value says what is wrong and why, its attribute `remedy` what to do.
            #[must_use]
            pub fn message_id(&self) -> &'static str {
                match self {
                    $( Self::$name { .. } => concat!("household-", $id), )*
                }
            }

            /// The arguments of the text.
            #[must_use]
            pub fn args(&self) -> Vec<(&'static str, Arg)> {
                match self {
                    $( Self::$name { $( $field ),* } => vec![ $( (stringify!($field), $field.to_arg()) ),* ], )*
                }
            }
        }
    };
}

codes! {
    // The file as a whole.

    /// The file is larger than anything a family writes.
    TooLarge = "too-large" {
        /// Its size in KiB, rounded up.
        size: i64,
        /// The most, in KiB.
        max: i64,
    }
    /// The file is not UTF-8 text.
    NotUtf8 = "not-utf8" {}
    /// A control or direction-changing character, which could hide what a text really says.
    ControlCharacter = "control-character" {
        /// Its number, as `U+0000`.
        character: String,
    }

    // The notation (TOML).

    /// The same key twice in one table.
    DuplicateKey = "duplicate-key" {
        /// The key.
        key: String,
    }
    /// A text without quotes.
    NotQuoted = "not-quoted" {
        /// The text.
        found: String,
    }
    /// A key without a value.
    MissingValue = "missing-value" {}
    /// A key without `=`.
    MissingEquals = "missing-equals" {
        /// The line.
        found: String,
    }
    /// Two values without a comma between.
    MissingComma = "missing-comma" {}
    /// Something opened and not closed.
    Unclosed = "unclosed" {
        /// What.
        what: Bracket,
    }
    /// Lists in lists in lists.
    NestedTooDeep = "nested-too-deep" {}
    /// A heading or dotted key that continues a value which is no table.
    NotATable = "not-a-table" {
        /// The key.
        key: String,
    }
    /// A key with characters that need quotes.
    BadKey = "bad-key" {
        /// The key.
        found: String,
    }
    /// Any other line that cannot be read.
    Unreadable = "unreadable" {
        /// The line.
        found: String,
    }

    // Keys and kinds of values.

    /// A key that means nothing here.
    UnknownKey = "unknown-key" {
        /// The key.
        key: String,
        /// The known key that looks most like it.
        suggestion: Option<String>,
        /// All keys known here.
        known: &'static [&'static str],
    }
    /// A key that must be there and is not.
    MissingKey = "missing-key" {
        /// The key.
        key: &'static str,
    }
    /// A key that means something only together with another.
    KeyNeeds = "key-needs" {
        /// The key.
        key: &'static str,
        /// What must stand beside it.
        needs: &'static str,
    }
    /// Two keys of which only one can hold.
    KeysClash = "keys-clash" {
        /// The key.
        key: &'static str,
        /// The other.
        other: &'static str,
    }
    /// A value of the wrong kind.
    WrongType = "wrong-type" {
        /// What the key takes.
        expected: Kind,
        /// What it was given.
        found: Kind,
        /// What was probably meant.
        suggestion: Option<String>,
    }
    /// More of something than the file may have.
    TooMany = "too-many" {
        /// How many there are.
        count: u32,
        /// The most.
        max: u32,
    }
    /// A list that must name something.
    EmptyList = "empty-list" {}
    /// The same thing twice in one list.
    ListedTwice = "listed-twice" {
        /// The thing.
        value: String,
    }

    // Texts and identifiers.

    /// An empty text.
    EmptyText = "empty-text" {}
    /// A text that is too long.
    TextTooLong = "text-too-long" {
        /// Its length in characters.
        length: u32,
        /// The most.
        max: u32,
    }
    /// A word that is none of the possible ones.
    BadChoice = "bad-choice" {
        /// The word.
        value: String,
        /// The possible ones.
        allowed: &'static [&'static str],
        /// The one that looks most like it.
        suggestion: Option<String>,
    }
    /// An identifier with other characters than `a-z 0-9 _ -`, or longer than 32.
    BadId = "bad-id" {
        /// The identifier.
        value: String,
        /// The nearest good one.
        suggestion: Option<String>,
    }
    /// An identifier that has a meaning of its own.
    ReservedId = "reserved-id" {
        /// The identifier.
        value: String,
    }
    /// An identifier used twice.
    DuplicateId = "duplicate-id" {
        /// The identifier.
        value: String,
        /// Where it was used first.
        first_line: u32,
    }
    /// No login name.
    BadAccount = "bad-account" {
        /// The name.
        value: String,
    }
    /// A login of the system, given to a child.
    SystemAccount = "system-account" {
        /// The login.
        value: String,
    }
    /// A login of a parent and of a child.
    AccountOnBothSides = "account-on-both-sides" {
        /// The login.
        account: String,
        /// Whose it is already.
        other: String,
        /// The line that says so.
        other_line: u32,
    }
    /// A login of a parent and of a carer: nobody could tell what it may do.
    AccountRolesDiffer = "account-roles-differ" {
        /// The login.
        account: String,
        /// Whose it is already.
        other: String,
        /// The line that says so.
        other_line: u32,
    }
    /// A time zone that does not exist.
    BadTimezone = "bad-timezone" {
        /// The name.
        value: String,
    }
    /// A child's PIN that is not 4 to 8 digits. It is not repeated.
    BadPin = "bad-pin" {}
    /// Two children of one login with the same PIN. It is not repeated.
    SamePin = "same-pin" {
        /// The login they share.
        account: String,
        /// The line of the other's PIN.
        other_line: u32,
    }
    /// A child that the file does not have.
    UnknownChild = "unknown-child" {
        /// The id.
        value: String,
        /// The id that looks most like it.
        suggestion: Option<String>,
    }

    // Lengths of time, times, ranges, dates.

    /// No length of time.
    BadDuration = "bad-duration" {
        /// The text.
        value: String,
        /// What was probably meant.
        suggestion: Option<String>,
    }
    /// A length of time below zero.
    NegativeDuration = "negative-duration" {
        /// The text.
        value: String,
    }
    /// A length of time beyond what it counts within.
    DurationTooLong = "duration-too-long" {
        /// The text.
        value: String,
        /// The most, as the file writes it.
        max: String,
    }
    /// A length of time too short to be of use.
    DurationTooShort = "duration-too-short" {
        /// The text.
        value: String,
        /// The least, as the file writes it.
        min: String,
    }
    /// No time of the day.
    BadTime = "bad-time" {
        /// The text.
        value: String,
        /// What was probably meant.
        suggestion: Option<String>,
    }
    /// 24:00 where something begins.
    MidnightAsStart = "midnight-as-start" {
        /// The text.
        value: String,
    }
    /// No range of times.
    BadRange = "bad-range" {
        /// The text.
        value: String,
        /// What was probably meant.
        suggestion: Option<String>,
    }
    /// A range that ends when it begins.
    EmptyRange = "empty-range" {
        /// The text.
        value: String,
    }
    /// Two ranges of a day share time.
    RangesOverlap = "ranges-overlap" {
        /// The later one.
        value: String,
        /// The earlier one.
        other: String,
    }
    /// A range that runs past midnight reaches into one of the next day.
    RangeReachesNextDay = "range-reaches-next-day" {
        /// The range that runs past midnight.
        value: String,
        /// The range of the next day.
        other: String,
    }
    /// More ranges in a list than a day can sensibly have.
    TooManyRanges = "too-many-ranges" {
        /// How many there are.
        count: u32,
        /// The most.
        max: u32,
    }
    /// No date of the calendar.
    BadDate = "bad-date" {
        /// The text.
        value: String,
    }
    /// No year and month.
    BadMonth = "bad-month" {
        /// The text.
        value: String,
    }
    /// The last day is before the first.
    DatesReversed = "dates-reversed" {
        /// First day.
        from: String,
        /// Last day.
        to: String,
    }
    /// Two calendar entries speak of the same day of the same child.
    CalendarOverlap = "calendar-overlap" {
        /// The later entry.
        name: String,
        /// The earlier entry.
        other: String,
        /// Its line.
        other_line: u32,
    }
    /// A calendar entry that says nothing about its days.
    NothingPlanned = "nothing-planned" {}
    /// No `3 x 5m`.
    BadFinishMatch = "bad-finish-match" {
        /// The text.
        value: String,
    }
    /// A number outside what makes sense.
    NumberOutOfRange = "number-out-of-range" {
        /// The number.
        value: String,
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    }

    // Programs.

    /// A way to recognise a program with no key or with several.
    OneWayEach = "one-way-each" {
        /// How many keys it has.
        count: u32,
    }
    /// A pattern that fits nearly every program.
    PatternTooWide = "pattern-too-wide" {
        /// The pattern.
        value: String,
    }
    /// A pattern with more stars than it can need.
    TooManyStars = "too-many-stars" {
        /// The pattern.
        value: String,
        /// The most.
        max: u32,
    }
    /// A star where the text must be exact.
    StarInPath = "star-in-path" {
        /// The path.
        value: String,
    }
    /// A path that does not begin at the root.
    PathNotAbsolute = "path-not-absolute" {
        /// The path.
        value: String,
    }
    /// A path where a file name belongs.
    PathNotName = "path-not-name" {
        /// The path.
        value: String,
    }
    /// No application id of that store.
    BadAppId = "bad-app-id" {
        /// The id.
        value: String,
        /// The store.
        store: AppStore,
    }
}

impl ProblemCode {
    /// True for what can be a mere consequence of something that could not be read elsewhere in the file.
    pub(super) fn may_follow_from_unreadable(&self) -> bool {
        matches!(
            self,
            Self::MissingKey { .. } | Self::UnknownChild { .. } | Self::NothingPlanned {}
        )
    }
}
