//! What a terminal shows: lines made of pieces with a tone. Views make lines from values; only [`Printer`] knows whether there
//! is a terminal, how wide it is and which colours it has, so that every view can be tested as plain text.

pub mod bar;
mod line;
pub mod strip;
pub mod table;
mod theme;

pub use line::{Line, Piece, Tone, clean, fit, pad, width_of, wrap};
pub use theme::{Depth, Theme};

use std::io::{self, IsTerminal, Write};

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into pipes.
    Always,
    /// Never.
    Never,
}

/// Narrowest and widest layout. Wider lines are hard to read, so a wide terminal stays empty on the right.
pub const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// Width where there is no terminal to ask.
const PIPED_WIDTH: usize = 100;

/// Writes lines to standard output.
#[derive(Debug)]
pub struct Printer {
    /// Colours in use.
    pub theme: Theme,
    /// Standard output is a terminal.
    pub terminal: bool,
    /// Colours on standard error, which may be a terminal while standard output is a file.
    errors: Theme,
}

impl Printer {
    /// Looks at standard output and at the environment.
    #[must_use]
    pub fn new(choice: ColorChoice, variable: impl Fn(&str) -> Option<String>) -> Self {
        let terminal = io::stdout().is_terminal();
        let wanted = variable("NO_COLOR").is_none_or(|value| value.is_empty())
            && variable("TERM").as_deref() != Some("dumb");
        let theme = |terminal: bool| {
            let coloured = match choice {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => terminal && wanted,
            };
            if coloured {
                Theme::detect(&variable)
            } else {
                Theme::PLAIN
            }
        };
        Self {
            theme: theme(terminal),
            terminal,
            errors: theme(io::stderr().is_terminal()),
        }
    }

    /// Columns to lay out for; asked anew each time, because windows change.
    #[must_use]
    pub fn width(&self) -> usize {
        let columns = match terminal_size::terminal_size() {
            Some((columns, _)) if self.terminal => usize::from(columns.0),
            Some(_) | None => PIPED_WIDTH,
        };
        columns.clamp(*WIDTHS.start(), *WIDTHS.end())
    }

    /// Rows of the terminal; `None` where there is none.
    #[must_use]
    pub fn height(&self) -> Option<usize> {
        let (_, rows) = terminal_size::terminal_size().filter(|_| self.terminal)?;
        Some(usize::from(rows.0))
    }

    /// Writes lines.
    ///
    /// # Errors
    /// Standard output does not take them.
    pub fn lines(&self, lines: &[Line]) -> io::Result<()> {
        let mut text = String::new();
        for line in lines {
            text.push_str(&line.paint(&self.theme));
            text.push('\n');
        }
        self.raw(&text)
    }

    /// Whether standard output is coloured.
    #[must_use]
    pub fn coloured(&self) -> bool {
        self.theme != Theme::PLAIN
    }

    /// Columns of standard error.
    #[must_use]
    pub fn error_width(&self) -> usize {
        let columns = terminal_size::terminal_size_of(io::stderr())
            .map_or(PIPED_WIDTH, |(columns, _)| usize::from(columns.0));
        columns.clamp(*WIDTHS.start(), *WIDTHS.end())
    }

    /// Writes lines to standard error.
    ///
    /// # Errors
    /// Standard error does not take them.
    pub fn errors(&self, lines: &[Line]) -> io::Result<()> {
        let mut out = io::stderr().lock();
        for line in lines {
            writeln!(out, "{}", line.paint(&self.errors))?;
        }
        out.flush()
    }

    /// Writes text as it is.
    ///
    /// # Errors
    /// Standard output does not take it.
    pub fn raw(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

/// Plain text of lines, as a pipe gets it.
#[must_use]
pub fn plain(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.paint(&Theme::PLAIN));
        text.push('\n');
    }
    text
}
