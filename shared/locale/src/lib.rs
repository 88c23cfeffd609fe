//! Everything that people read, in Vietnamese and English, and how times, lengths and dates are written in both.
//!
//! The texts are in `texts/{vi,en}/*.ftl` (Project Fluent) and are compiled in. Typed helpers exist for every value of the
//! core that is shown to people, so that a new reason or issue without a text does not compile or fails a test.
//!
//! Absent on purpose: reading the environment, the clock or time-zone data (the caller hands them in), colours, layout.
#![warn(missing_docs)]

mod bundle;
mod calendar;
mod detect;
mod duration;
mod health;
mod notice;
mod problem;
mod refusal;
mod words;

pub use bundle::{Locale, Value};
pub use detect::{UnknownLanguage, detect, parse_language};
pub use health::HealthText;
pub use luytre_core::policy::Language;
pub use notice::{NoticeText, Voice};
pub use problem::ProblemText;
pub use words::{Names, capitalise};
