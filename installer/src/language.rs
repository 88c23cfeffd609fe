//! Which language the installer speaks. Its few sentences lie beside what they are about, in both languages.

use std::ffi::OsString;

/// A language of the installer's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Language {
    /// From the variables of the environment, strongest first: the first that is set and not empty decides.
    #[must_use]
    pub fn from_variables(values: impl IntoIterator<Item = Option<OsString>>) -> Self {
        let first = values.into_iter().flatten().find(|value| !value.is_empty());
        match first.as_ref().and_then(|value| value.to_str()) {
            Some(value)
                if value == "vi" || value.starts_with("vi_") || value.starts_with("vi.") =>
            {
                Self::Vi
            }
            Some(_) | None => Self::En,
        }
    }

    /// The text of this language.
    #[must_use]
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_variable_decides() {
        let of = |values: &[Option<&str>]| {
            Language::from_variables(values.iter().map(|value| value.map(OsString::from)))
        };
        assert_eq!(of(&[Some("vi_VN.UTF-8")]), Language::Vi);
        assert_eq!(of(&[None, Some("vi")]), Language::Vi);
        assert_eq!(of(&[Some(""), Some("vi.UTF-8")]), Language::Vi);
        assert_eq!(
            of(&[Some("en_US.UTF-8"), Some("vi_VN.UTF-8")]),
            Language::En
        );
        assert_eq!(of(&[Some("C")]), Language::En);
        assert_eq!(of(&[Some("vis_XX")]), Language::En);
        assert_eq!(of(&[]), Language::En);
    }
}
