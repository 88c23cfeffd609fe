//! Colours of a terminal, from the product's tokens. Names are those of the design: *tre* (bamboo), *lúa* (rice),
//! *gạch* (brick), *mực* (ink).

use super::line::Tone;
use std::fmt::Write;

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None at all.
    Plain,
    /// The 16 of every terminal.
    Sixteen,
    /// 256.
    Palette,
    /// 24 bits.
    Full,
}

/// What the text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Dark,
    Light,
}

/// How tones look on this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    paper: Paper,
}

/// One token: red, green, blue; the nearest of the 256; the nearest of the 16.
struct Token {
    rgb: (u8, u8, u8),
    palette: u8,
    sixteen: u8,
}

impl Theme {
    /// No colours.
    pub const PLAIN: Self = Self {
        depth: Depth::Plain,
        paper: Paper::Dark,
    };

    /// What the environment says about the terminal. `COLORFGBG` ends with the background's number where it is set; most
    /// terminals are dark.
    #[must_use]
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let depth = match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Depth::Full,
            Some(_) | None if term.contains("256color") => Depth::Palette,
            Some(_) | None => Depth::Sixteen,
        };
        let light = variable("COLORFGBG")
            .is_some_and(|value| matches!(value.rsplit(';').next(), Some("7" | "15")));
        Self {
            depth,
            paper: if light { Paper::Light } else { Paper::Dark },
        }
    }

    /// Appends a text in a tone.
    pub fn paint(&self, out: &mut String, tone: Tone, text: &str) {
        if self.depth == Depth::Plain || tone == Tone::Ink || text.trim().is_empty() {
            out.push_str(text);
            return;
        }
        match (tone, token(tone, self.paper)) {
            (Tone::Strong, _) => out.push_str("\u{1b}[1m"),
            (_, Some(token)) => self.colour(out, &token),
            (Tone::Ink | Tone::Faint | Tone::Bamboo | Tone::Rice | Tone::Brick, None) => {}
        }
        out.push_str(text);
        out.push_str("\u{1b}[0m");
    }

    fn colour(self, out: &mut String, token: &Token) {
        let (r, g, b) = token.rgb;
        let written = match self.depth {
            Depth::Plain => Ok(()),
            Depth::Sixteen => write!(out, "\u{1b}[{}m", token.sixteen),
            Depth::Palette => write!(out, "\u{1b}[38;5;{}m", token.palette),
            Depth::Full => write!(out, "\u{1b}[38;2;{r};{g};{b}m"),
        };
        // Writing to a string does not fail.
        debug_assert!(written.is_ok());
    }
}

/// The colour of a tone; `None` where weight alone tells. On dark paper brick is lightened to keep a contrast of 4.5:1.
fn token(tone: Tone, paper: Paper) -> Option<Token> {
    let token = |rgb, palette, sixteen| {
        Some(Token {
            rgb,
            palette,
            sixteen,
        })
    };
    match (tone, paper) {
        (Tone::Ink | Tone::Strong, _) => None,
        (Tone::Faint, Paper::Dark) => token((0x8F, 0xA0, 0x98), 247, 90),
        (Tone::Faint, Paper::Light) => token((0x5A, 0x6A, 0x63), 241, 90),
        (Tone::Bamboo, Paper::Dark) => token((0x3F, 0xAE, 0x7A), 72, 32),
        (Tone::Bamboo, Paper::Light) => token((0x1F, 0x6B, 0x45), 23, 32),
        (Tone::Rice, Paper::Dark) => token((0xD9, 0xA0, 0x3C), 179, 33),
        (Tone::Rice, Paper::Light) => token((0x8A, 0x5E, 0x0A), 94, 33),
        (Tone::Brick, Paper::Dark) => token((0xE0, 0x7B, 0x62), 173, 31),
        (Tone::Brick, Paper::Light) => token((0xB0, 0x43, 0x2C), 130, 31),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(pairs: &'static [(&'static str, &'static str)]) -> Theme {
        Theme::detect(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    fn painted(theme: Theme, tone: Tone) -> String {
        let mut out = String::new();
        theme.paint(&mut out, tone, "x");
        out
    }

    #[test]
    fn colours_follow_what_the_terminal_can() {
        assert_eq!(
            painted(theme(&[("COLORTERM", "truecolor")]), Tone::Bamboo),
            "\u{1b}[38;2;63;174;122mx\u{1b}[0m"
        );
        assert_eq!(
            painted(theme(&[("TERM", "xterm-256color")]), Tone::Bamboo),
            "\u{1b}[38;5;72mx\u{1b}[0m"
        );
        assert_eq!(
            painted(theme(&[("TERM", "linux")]), Tone::Bamboo),
            "\u{1b}[32mx\u{1b}[0m"
        );
        assert_eq!(painted(Theme::PLAIN, Tone::Bamboo), "x");
        assert_eq!(
            painted(
                theme(&[("COLORTERM", "24bit"), ("COLORFGBG", "0;15")]),
                Tone::Bamboo
            ),
            "\u{1b}[38;2;31;107;69mx\u{1b}[0m"
        );
    }

    #[test]
    fn every_colour_can_be_read_on_its_paper() {
        for (paper, ground) in [
            (Paper::Dark, (0x14, 0x1C, 0x19)),
            (Paper::Light, (0xFB, 0xF8, 0xF1)),
        ] {
            for tone in [Tone::Faint, Tone::Bamboo, Tone::Rice, Tone::Brick] {
                let rgb = token(tone, paper).unwrap().rgb;
                assert!(
                    contrast_milli(rgb, ground) >= 4_500,
                    "{tone:?} on {paper:?}: {}",
                    contrast_milli(rgb, ground)
                );
            }
        }
    }

    /// WCAG contrast ratio, times 1000.
    fn contrast_milli(a: (u8, u8, u8), b: (u8, u8, u8)) -> i64 {
        let luminance = |(r, g, b): (u8, u8, u8)| {
            let part = |value: u8| {
                let share = f64::from(value) / 255.0;
                if share <= 0.04045 {
                    share / 12.92
                } else {
                    ((share + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
        };
        let (x, y) = (luminance(a), luminance(b));
        #[allow(clippy::cast_possible_truncation, reason = "a ratio of at most 21")]
        let milli = ((x.max(y) + 0.05) / (x.min(y) + 0.05) * 1000.0) as i64;
        milli
    }
}
