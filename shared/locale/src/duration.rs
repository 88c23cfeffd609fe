//! Lengths of time as people say them.

use crate::bundle::Locale;
use luytre_core::time::Span;

impl Locale {
    /// "1 giờ 30 phút", "1 h 30 min". Rounded down to minutes from one minute on, to seconds below: a child who reads
    /// "5 phút" must not have less.
    #[must_use]
    pub fn duration(&self, span: Span) -> String {
        if span.is_negative() {
            let length = self.duration(-span);
            return self.text("duration-negative", &[("length", length.into())]);
        }
        let seconds = span.as_secs();
        if seconds == 0 {
            return self.plain("duration-none");
        }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        self.text(
            "duration-parts",
            &[
                ("hours", hours.into()),
                ("minutes", minutes.into()),
                ("seconds", (seconds % 60).into()),
            ],
        )
    }

    /// "1:30" for an hour and a half, in hours and minutes; "0:45". Rounded down to minutes.
    #[must_use]
    pub fn duration_short(&self, span: Span) -> String {
        let sign = if span.is_negative() { "−" } else { "" };
        let minutes = if span.is_negative() {
            (-span).as_mins()
        } else {
            span.as_mins()
        };
        format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::policy::Language;

    #[test]
    fn lengths_read_as_people_say_them() {
        let (vi, en) = (Locale::new(Language::Vi), Locale::new(Language::En));
        for (seconds, vietnamese, english, short) in [
            (0, "0 phút", "0 min", "0:00"),
            (45, "45 giây", "45 s", "0:00"),
            (60, "1 phút", "1 min", "0:01"),
            (119, "1 phút", "1 min", "0:01"),
            (5400, "1 giờ 30 phút", "1 h 30 min", "1:30"),
            (7200, "2 giờ", "2 h", "2:00"),
            (7230, "2 giờ", "2 h", "2:00"),
            (100 * 3600 + 60, "100 giờ 1 phút", "100 h 1 min", "100:01"),
            (-900, "−15 phút", "−15 min", "−0:15"),
        ] {
            let span = Span::from_secs(seconds);
            assert_eq!(vi.duration(span), vietnamese);
            assert_eq!(en.duration(span), english);
            assert_eq!(vi.duration_short(span), short);
        }
    }
}
