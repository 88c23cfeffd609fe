//! One language's texts, ready to be formatted.

use crate::words::Names;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use jiff::tz::TimeZone;
use luytre_core::policy::Language;
use std::borrow::Cow;
use unic_langid::LanguageIdentifier;

/// File name and content of every text file of a language.
pub(crate) type Sources = [(&'static str, &'static str); 9];

const VI: Sources = [
    ("words", include_str!("../texts/vi/words.ftl")),
    ("notice", include_str!("../texts/vi/notice.ftl")),
    ("health", include_str!("../texts/vi/health.ftl")),
    ("refusal", include_str!("../texts/vi/refusal.ftl")),
    ("household", include_str!("../texts/vi/household.ftl")),
    ("cli", include_str!("../texts/vi/cli.ftl")),
    ("history", include_str!("../texts/vi/history.ftl")),
    ("report", include_str!("../texts/vi/report.ftl")),
    ("help", include_str!("../texts/vi/help.ftl")),
];

const EN: Sources = [
    ("words", include_str!("../texts/en/words.ftl")),
    ("notice", include_str!("../texts/en/notice.ftl")),
    ("health", include_str!("../texts/en/health.ftl")),
    ("refusal", include_str!("../texts/en/refusal.ftl")),
    ("household", include_str!("../texts/en/household.ftl")),
    ("cli", include_str!("../texts/en/cli.ftl")),
    ("history", include_str!("../texts/en/history.ftl")),
    ("report", include_str!("../texts/en/report.ftl")),
    ("help", include_str!("../texts/en/help.ftl")),
];

/// A value for a placeable of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, put in as it is.
    Text(Cow<'a, str>),
    /// A number; selects plural forms.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

/// The texts of one language, with the time zone and the names of the household they speak about.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    pub(crate) zone: TimeZone,
    pub(crate) names: Names,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locale")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl Locale {
    /// The texts of a language. Times are written in UTC until [`Locale::in_zone`] says otherwise.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (id, sources) = match language {
            Language::Vi => ("vi", VI),
            Language::En => ("en", EN),
        };
        let id = id
            .parse::<LanguageIdentifier>()
            .expect("two-letter codes are language identifiers");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks are invisible characters; terminals and lock screens show boxes for them.
        bundle.set_use_isolating(false);
        for (_, source) in sources {
            // A text that does not parse or is there twice is found by this crate's tests; whatever else the file holds still serves.
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self {
            language,
            bundle,
            zone: TimeZone::UTC,
            names: Names::default(),
        }
    }

    /// The same with times in this zone.
    #[must_use]
    pub fn in_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    /// The same with the names of this household.
    #[must_use]
    pub fn with_names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// Takes over the zone and the names of a household, for programs that learn of them as they go.
    pub fn learn(&mut self, zone: TimeZone, names: Names) {
        self.zone = zone;
        self.names = names;
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The zone times are written in.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// True if there is such a text; `id.attribute` names an attribute.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.pattern(id).is_some()
    }

    /// The text with this id, `id.attribute` for an attribute. An unknown id comes back itself, so that nothing shown to
    /// people is ever empty; the tests of this crate keep that from happening.
    #[must_use]
    pub fn text(&self, id: &str, args: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.pattern(id) else {
            debug_assert!(false, "no text {id}");
            return id.to_owned();
        };
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            let value = match value {
                Value::Text(text) => FluentValue::from(text.as_ref()),
                Value::Number(number) => FluentValue::from(*number),
            };
            fluent.set((*name).to_owned(), value);
        }
        // Errors are arguments that are missing; the text then shows their name, which is better than no text.
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&fluent), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text.trim_end().to_owned()
    }

    /// A text without arguments.
    #[must_use]
    pub fn plain(&self, id: &str) -> String {
        self.text(id, &[])
    }

    fn pattern(&self, id: &str) -> Option<&Pattern<&str>> {
        match id.split_once('.') {
            None => self.bundle.get_message(id)?.value(),
            Some((id, attribute)) => Some(
                self.bundle
                    .get_message(id)?
                    .get_attribute(attribute)?
                    .value(),
            ),
        }
    }
}
