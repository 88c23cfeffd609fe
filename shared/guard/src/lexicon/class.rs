//! What a word can say about its neighbours, as a set of classes.
//!
//! Absent: the words themselves.

use core::ops::BitOr;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Set(u128);

impl Set {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The value of the digit word, if it is one.
    pub(crate) const fn digit(self) -> Option<u8> {
        if self.0 >> 118 == 0 {
            return None;
        }
        let mut value = 0;
        while value < 10 {
            if self.0 & (1 << (118 + value)) != 0 {
                return Some(value);
            }
            value += 1;
        }
        None
    }

    /// The spelled digit `value`, 0 to 9.
    pub(crate) const fn of_digit(value: u8) -> Self {
        Self(1 << (118 + value))
    }
}

impl BitOr for Set {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// A cue for a telephone number.
pub(crate) const PHONE: Set = Set(1 << 0);
/// Zalo and other services where the number is the account.
pub(crate) const CHAT_NUMBER: Set = Set(1 << 1);
/// "số của", "my number": a number that may be a phone.
pub(crate) const NUMBER_OF: Set = Set(1 << 2);
/// Call, text, ring.
pub(crate) const CALL: Set = Set(1 << 3);
/// A cue for an e-mail address.
pub(crate) const MAIL: Set = Set(1 << 4);
/// A mail provider.
pub(crate) const MAIL_HOST: Set = Set(1 << 5);
/// The spoken @.
pub(crate) const AT_WORD: Set = Set(1 << 6);
/// The spoken dot.
pub(crate) const DOT_WORD: Set = Set(1 << 7);
/// The last word of a spoken domain.
pub(crate) const TLD: Set = Set(1 << 8);
/// A cue for an address.
pub(crate) const ADDRESS: Set = Set(1 << 9);
/// Somebody lives or stays there.
pub(crate) const LIVES: Set = Set(1 << 10);
/// Parcels, rides and visits go there.
pub(crate) const DELIVER: Set = Set(1 << 11);
/// Street words.
pub(crate) const STREET: Set = Set(1 << 12);
/// House-number words.
pub(crate) const HOUSE_NO: Set = Set(1 << 13);
/// Alleys by name of region.
pub(crate) const ALLEY: Set = Set(1 << 14);
/// Hamlets, quarters and groups of houses.
pub(crate) const HAMLET: Set = Set(1 << 15);
/// Flats and blocks.
pub(crate) const BUILDING: Set = Set(1 << 16);
/// Room, floor, flat number.
pub(crate) const ROOM: Set = Set(1 << 17);
/// Wards and communes.
pub(crate) const WARD: Set = Set(1 << 18);
/// Districts and towns.
pub(crate) const DISTRICT: Set = Set(1 << 19);
/// Province and city words.
pub(crate) const PROVINCE: Set = Set(1 << 20);
/// Names of provinces, cities and districts.
pub(crate) const CITY: Set = Set(1 << 21);
/// Street, road, avenue after the name.
pub(crate) const EN_STREET: Set = Set(1 << 22);
/// A cue for a full name.
pub(crate) const NAME: Set = Set(1 << 23);
/// "tên", "name is": a name follows, perhaps only a given one.
pub(crate) const NAME_WEAK: Set = Set(1 << 24);
/// A family name.
pub(crate) const SURNAME: Set = Set(1 << 25);
/// An English given name.
pub(crate) const GIVEN_EN: Set = Set(1 << 26);
/// Mr, cô, thầy: another person of public standing.
pub(crate) const TITLE: Set = Set(1 << 27);
/// A cue for a date of birth.
pub(crate) const BIRTH: Set = Set(1 << 28);
/// Day.
pub(crate) const DAY: Set = Set(1 << 29);
/// Month.
pub(crate) const MONTH: Set = Set(1 << 30);
/// Year.
pub(crate) const YEAR: Set = Set(1 << 31);
/// English month names.
pub(crate) const MONTH_NAME: Set = Set(1 << 32);
/// School words.
pub(crate) const SCHOOL: Set = Set(1 << 33);
/// Levels: primary, secondary.
pub(crate) const SCHOOL_LEVEL: Set = Set(1 << 34);
/// Class words.
pub(crate) const CLASS: Set = Set(1 << 35);
/// Studies, goes to school.
pub(crate) const STUDY: Set = Set(1 << 36);
/// Citizen identity number.
pub(crate) const CCCD: Set = Set(1 << 37);
/// Old identity number.
pub(crate) const CMND: Set = Set(1 << 38);
/// Passport.
pub(crate) const PASSPORT: Set = Set(1 << 39);
/// Health or social insurance.
pub(crate) const BHYT: Set = Set(1 << 40);
/// Foreign identity numbers.
pub(crate) const SSN: Set = Set(1 << 41);
/// Tax number.
pub(crate) const TAX: Set = Set(1 << 42);
/// Card number.
pub(crate) const CARD: Set = Set(1 << 43);
/// Card check code.
pub(crate) const CVV: Set = Set(1 << 44);
/// Bank account.
pub(crate) const ACCOUNT: Set = Set(1 << 45);
/// Bank names.
pub(crate) const BANK: Set = Set(1 << 46);
/// Money is to be sent.
pub(crate) const TRANSFER: Set = Set(1 << 47);
/// Plate.
pub(crate) const PLATE: Set = Set(1 << 48);
/// Vehicles.
pub(crate) const CAR: Set = Set(1 << 49);
/// Password.
pub(crate) const PASSWORD: Set = Set(1 << 50);
/// PIN and unlock code.
pub(crate) const PIN: Set = Set(1 << 51);
/// One-time code.
pub(crate) const OTP: Set = Set(1 << 52);
/// Code, ambiguous.
pub(crate) const CODE: Set = Set(1 << 53);
/// Has been sent, received.
pub(crate) const SENT: Set = Set(1 << 54);
/// Account and log-in words.
pub(crate) const LOGIN: Set = Set(1 << 55);
/// Social platforms.
pub(crate) const SOCIAL: Set = Set(1 << 56);
/// Platforms and games whose handle counts only with more.
pub(crate) const SOCIAL_WEAK: Set = Set(1 << 57);
/// Nick, handle, profile.
pub(crate) const HANDLE: Set = Set(1 << 58);
/// Add me, make friends, write me.
pub(crate) const ADD_ME: Set = Set(1 << 59);
/// The child.
pub(crate) const ME: Set = Set(1 << 60);
/// Family and friends.
pub(crate) const FAMILY: Set = Set(1 << 61);
/// Of, 's.
pub(crate) const POSSESS: Set = Set(1 << 62);
/// The one spoken to.
pub(crate) const YOU: Set = Set(1 << 63);
/// The verb to be between cue and value.
pub(crate) const IS: Set = Set(1 << 64);
/// Question words.
pub(crate) const QUESTION: Set = Set(1 << 65);
/// Advice and prohibition.
pub(crate) const NEVER: Set = Set(1 << 66);
/// Changing, forgetting, making a password.
pub(crate) const CHANGE: Set = Set(1 << 67);
/// Made-up values.
pub(crate) const EXAMPLE: Set = Set(1 << 68);
/// Exercises.
pub(crate) const HOMEWORK: Set = Set(1 << 69);
/// Maths words and units of counting.
pub(crate) const MATHS: Set = Set(1 << 70);
/// News and public matters.
pub(crate) const NEWS: Set = Set(1 << 71);
/// Orders, parcels, invoices, serials.
pub(crate) const ORDER: Set = Set(1 << 72);
/// Public lines.
pub(crate) const HOTLINE: Set = Set(1 << 73);
/// Shops, companies, offices, institutions.
pub(crate) const SHOP: Set = Set(1 << 74);
/// Game talk.
pub(crate) const GAME: Set = Set(1 << 75);
/// Ids in games.
pub(crate) const GAME_ID: Set = Set(1 << 76);
/// Money after a number.
pub(crate) const MONEY: Set = Set(1 << 77);
/// Units after a number.
pub(crate) const UNIT: Set = Set(1 << 78);
/// History and celebrities.
pub(crate) const HISTORY: Set = Set(1 << 79);
/// Famous full names.
pub(crate) const FAMOUS: Set = Set(1 << 80);
/// Songs, stories, films, characters.
pub(crate) const CREATIVE: Set = Set(1 << 81);
/// Scores, statistics, dates of events.
pub(crate) const RESULT: Set = Set(1 << 82);
/// Being somewhere right now.
pub(crate) const NOW: Set = Set(1 << 83);
/// Alone, waiting.
pub(crate) const ALONE: Set = Set(1 << 84);
/// Kinds of places.
pub(crate) const PLACE: Set = Set(1 << 85);
/// Pick up, meet.
pub(crate) const MEET: Set = Set(1 << 86);
/// Past or future, not now.
pub(crate) const PAST: Set = Set(1 << 87);
/// Filler between spelled digits.
pub(crate) const DIGIT_SEP: Set = Set(1 << 89);
/// double, triple.
pub(crate) const REPEAT: Set = Set(1 << 90);
/// mười, mươi.
pub(crate) const TENS: Set = Set(1 << 91);
/// Filler between the parts of a split number.
pub(crate) const PART: Set = Set(1 << 92);
/// Talk of scams and public warnings.
pub(crate) const SCAM: Set = Set(1 << 93);
/// A third person who is nobody's family.
pub(crate) const THIRD: Set = Set(1 << 94);
/// Versions, models, keys, hashes.
pub(crate) const TECH: Set = Set(1 << 95);
/// Hours and dates of events.
pub(crate) const TIME: Set = Set(1 << 96);
/// Not mine, fake, wrong.
pub(crate) const NOT_ME: Set = Set(1 << 97);
/// Prices and amounts.
pub(crate) const FEE: Set = Set(1 << 98);
/// Schools known by their name alone.
pub(crate) const SCHOOL_NAME: Set = Set(1 << 99);
/// Public anniversaries.
pub(crate) const BORN_OTHER: Set = Set(1 << 100);
/// Places one goes to: their address is no secret.
pub(crate) const VENUE: Set = Set(1 << 101);
