//! Which language to speak: what was asked for, else what the environment says.

use luytre_core::policy::Language;

/// A language that Lũy Tre does not speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLanguage(pub String);

impl std::fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vi | en")
    }
}

impl std::error::Error for UnknownLanguage {}

/// Reads `vi` or `en`, also with a country (`vi_VN`, `en-GB`).
///
/// # Errors
/// Anything else.
pub fn parse_language(text: &str) -> Result<Language, UnknownLanguage> {
    let tag = text
        .split(['_', '-', '.', '@'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match tag.as_str() {
        "vi" => Ok(Language::Vi),
        "en" => Ok(Language::En),
        _ => Err(UnknownLanguage(text.to_owned())),
    }
}

/// The language to speak. `asked` (a flag) wins; then the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not
/// empty, as POSIX has it. `None` if that says nothing (unset, `C`, `POSIX`): the household's language then applies. A
/// language that is not ours becomes English.
#[must_use]
pub fn detect(
    asked: Option<Language>,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<Language> {
    if asked.is_some() {
        return asked;
    }
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))?;
    let name = set.split(['.', '@']).next().unwrap_or_default();
    if name.eq_ignore_ascii_case("c") || name.eq_ignore_ascii_case("posix") {
        return None;
    }
    Some(parse_language(&set).unwrap_or(Language::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Option<Language> {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        detect(None, |name| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn the_flag_wins_over_the_environment() {
        assert_eq!(
            detect(Some(Language::Vi), |_| Some("en_GB.UTF-8".to_owned())),
            Some(Language::Vi)
        );
    }

    #[test]
    fn variables_count_in_the_order_of_posix_and_empty_ones_do_not() {
        assert_eq!(with(&[("LANG", "vi_VN.UTF-8")]), Some(Language::Vi));
        assert_eq!(
            with(&[("LC_ALL", "en_US.UTF-8"), ("LANG", "vi_VN.UTF-8")]),
            Some(Language::En)
        );
        assert_eq!(
            with(&[("LC_ALL", ""), ("LC_MESSAGES", "vi"), ("LANG", "en_US")]),
            Some(Language::Vi)
        );
        assert_eq!(with(&[("LANG", "fr_FR.UTF-8")]), Some(Language::En));
    }

    #[test]
    fn a_plain_environment_says_nothing() {
        assert_eq!(with(&[]), None);
        assert_eq!(with(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(with(&[("LANG", "POSIX")]), None);
    }

    #[test]
    fn languages_are_read_with_and_without_country() {
        assert_eq!(parse_language("vi-VN"), Ok(Language::Vi));
        assert_eq!(parse_language("EN"), Ok(Language::En));
        assert_eq!(parse_language("de"), Err(UnknownLanguage("de".to_owned())));
        assert!(parse_language("").is_err());
    }
}
