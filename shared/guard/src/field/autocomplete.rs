//! The autofill tokens of the HTML standard, and what a field with such a token asks for. Absent: free text in `autocomplete`, which is read as a name.

use super::FieldKind;

/// What an `autocomplete` attribute tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A token of the standard: that kind, [`FieldKind::None`] for a harmless one.
    Known(FieldKind),
    /// `on`, `off` and their like.
    Nothing,
    /// Something of the page's own.
    Unknown,
}

/// Reads the attribute. The detail token is the last one; `webauthn` may follow it, sections and purposes stand before it.
pub(super) fn read(attribute: &str) -> Token {
    let mut words = attribute.split_ascii_whitespace().rev();
    let mut last = words.next();
    if last.is_some_and(|word| word.eq_ignore_ascii_case("webauthn")) {
        last = words.next();
    }
    let Some(word) = last else {
        return Token::Nothing;
    };
    let mut small = [0_u8; 24];
    let Some(small) = small.get_mut(..word.len()) else {
        return Token::Unknown;
    };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    match core::str::from_utf8(small).unwrap_or_default() {
        "name" | "honorific-prefix" | "given-name" | "additional-name" | "family-name"
        | "honorific-suffix" => Token::Known(FieldKind::Name),
        "nickname" | "username" => Token::Known(FieldKind::Username),
        "email" => Token::Known(FieldKind::Email),
        "tel" | "tel-country-code" | "tel-national" | "tel-area-code" | "tel-local"
        | "tel-local-prefix" | "tel-local-suffix" | "tel-extension" => {
            Token::Known(FieldKind::Phone)
        }
        "street-address" | "address-line1" | "address-line2" | "address-line3"
        | "address-level1" | "address-level2" | "address-level3" | "address-level4"
        | "postal-code" => Token::Known(FieldKind::Address),
        "bday" | "bday-day" | "bday-month" | "bday-year" => Token::Known(FieldKind::Birthdate),
        "cc-name" | "cc-given-name" | "cc-additional-name" | "cc-family-name" | "cc-number"
        | "cc-exp" | "cc-exp-month" | "cc-exp-year" | "cc-csc" | "cc-type" => {
            Token::Known(FieldKind::Payment)
        }
        "new-password" | "current-password" => Token::Known(FieldKind::Password),
        "one-time-code" => Token::Known(FieldKind::Otp),
        "photo" => Token::Known(FieldKind::PhotoOrLocation),
        "impp" => Token::Known(FieldKind::Social),
        "country"
        | "country-name"
        | "organization"
        | "organization-title"
        | "language"
        | "url"
        | "sex"
        | "transaction-currency"
        | "transaction-amount" => Token::Known(FieldKind::None),
        "on" | "off" | "none" | "nope" | "no" | "false" | "true" | "disabled" | "webauthn"
        | "chrome-off" | "new" | "random" | "disable" | "do-not-autofill" | "nofill"
        | "noautocomplete" => Token::Nothing,
        _ => Token::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_token_before_webauthn_counts() {
        assert_eq!(
            read("section-a shipping home TEL"),
            Token::Known(FieldKind::Phone)
        );
        assert_eq!(read("username webauthn"), Token::Known(FieldKind::Username));
        assert_eq!(read("billing cc-number"), Token::Known(FieldKind::Payment));
        assert_eq!(read(" off "), Token::Nothing);
        assert_eq!(read(""), Token::Nothing);
        assert_eq!(read("webauthn"), Token::Nothing);
        assert_eq!(read("organization"), Token::Known(FieldKind::None));
        assert_eq!(read("phone"), Token::Unknown);
        assert_eq!(
            read("a-token-of-the-pages-own-that-is-long"),
            Token::Unknown
        );
    }
}
